"""The examples of docs/pipelines.md work where their package is installed."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

PAGE = Path(__file__).parents[1] / "docs/pipelines.md"
DAMAGED = "It was a cafÃ©, wasnâ€™t it?\n"
MENDED = "It was a café, wasn’t it?\n"


def examples(heading: str) -> list[str]:
    page = PAGE.read_text(encoding="utf-8")
    section = re.search(rf"^## {heading}$(.*?)(?=^## |\Z)", page, re.MULTILINE | re.DOTALL)
    assert section
    found = re.findall(r"^```python\n(.*?)^```", section[1], re.MULTILINE | re.DOTALL)
    assert found
    return found


def run(heading: str, number: int = 0) -> dict[str, Any]:
    names: dict[str, Any] = {"__name__": "example"}
    exec(compile(examples(heading)[number], str(PAGE), "exec"), names)  # noqa: S102 - our own page
    return names


def test_one_function(capsys: pytest.CaptureFixture[str]) -> None:
    run("One function")
    assert capsys.readouterr().out.strip() == f"text True {MENDED}".strip()


def test_datatrove(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("datatrove", reason="datatrove is not installed")
    pq = pytest.importorskip("pyarrow.parquet", reason="pyarrow is not installed")
    monkeypatch.chdir(tmp_path)
    run("datatrove")
    rows = pq.read_table(tmp_path / "tables/documents").to_pylist()
    assert [(row["document"], row["kind"]) for row in rows] == [
        ("damaged", "text"),
        ("clean", "text"),
    ]
    (tmp_path / "lists").mkdir()
    (tmp_path / "lists/one.md").write_text(DAMAGED, encoding="utf-8")
    run("datatrove", 1)
    assert "| text | 1 | 0.0 |" in (tmp_path / "swept/summary.md").read_text(encoding="utf-8")


@pytest.mark.filterwarnings("default")  # of theirs
def test_nemo_curator() -> None:
    pytest.importorskip("nemo_curator", reason="NeMo Curator is not installed")
    names = run("NeMo Curator")
    assert names["AwesomelintModifier"]().modify_document(DAMAGED) == MENDED
    assert names["stage"].name


@pytest.mark.filterwarnings("default")  # of theirs
def test_data_juicer() -> None:
    pytest.importorskip("data_juicer", reason="Data-Juicer is not installed")
    mapper = run("Data-Juicer")["AwesomelintMapper"]()
    assert mapper.process_batched({"text": [DAMAGED, "x"]}) == {"text": [MENDED, "x"]}


@pytest.mark.filterwarnings("default")  # of theirs
def test_ray_data() -> None:
    ray = pytest.importorskip("ray", reason="Ray is not installed")
    ray.init(num_cpus=2, include_dashboard=False, log_to_driver=False)
    try:
        rows = run("Ray Data")["repaired"].take_all()
    finally:
        ray.shutdown()
    assert sorted(row["text"] for row in rows) == ["Clean.\n", MENDED]
    assert [row["findings"] for row in rows] == [0, 0]
