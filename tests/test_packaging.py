"""What is built holds what runs need, and runs where only it was installed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tarfile
import venv
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Mapping

ROOT = Path(__file__).parents[1]
LIST = "# Papers\n\n- [A](https://arxiv.org/abs/1706.03762)https://example.org/x\n- 📔\n- [B](https://b.example.org)\n"


def run(
    *command: str | Path, cwd: Path, env: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        list(map(str, command)), cwd=cwd, env=env, capture_output=True, text=True, check=False
    )
    assert done.returncode in {0, 1}, done.stdout + done.stderr
    return done


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The sdist of a copy of the checkout, and the wheel that is built from it."""
    folder = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "build", "--outdir", folder, ROOT, cwd=folder)
    return next(folder.glob("*.tar.gz")), next(folder.glob("*.whl"))


def test_cards_and_examples_travel_with_it(built: tuple[Path, Path]) -> None:
    cards = {path.relative_to(ROOT).as_posix() for path in (ROOT / "rules").rglob("*.yaml")}
    examples = {path.relative_to(ROOT).as_posix() for path in (ROOT / "fixtures").rglob("*.md")}
    assert cards
    assert examples
    sdist, wheel = built
    with tarfile.open(sdist) as archive:
        sent = {name.partition("/")[2] for name in archive.getnames()}
    assert cards | examples <= sent
    assert not any(name.startswith((".venv", ".demo", ".peers")) for name in sent)
    with zipfile.ZipFile(wheel) as archive:
        installed = set(archive.namelist())
    assert {f"awesomelint/data/{name}" for name in cards | examples} <= installed
    assert {
        "awesomelint/cards.json",
        "awesomelint/__main__.py",
        "awesomelint/py.typed",
    } <= installed


def test_the_wheel_alone_runs(built: tuple[Path, Path], tmp_path: Path) -> None:
    home = tmp_path / "home"
    venv.create(home, with_pip=True)
    scripts = home / ("Scripts" if os.name == "nt" else "bin")
    env = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    installed = run(
        scripts / "python", "-m", "pip", "install", "--quiet", built[1], cwd=tmp_path, env=env
    )
    assert installed.returncode == 0, installed.stderr
    (tmp_path / "README.md").write_text(LIST, encoding="utf-8")
    checked = run(
        scripts / "awesomelint",
        "check",
        "--output-format",
        "json",
        "README.md",
        cwd=tmp_path,
        env=env,
    )
    assert checked.returncode == 1, checked.stderr
    assert "empty-bullet" in {finding["rule"] for finding in json.loads(checked.stdout)}
    explained = run(scripts / "awesomelint", "explain", "glued-urls", cwd=tmp_path, env=env)
    assert (ROOT / "fixtures/glued-urls/bad.md").read_text(encoding="utf-8").split("\n")[
        2
    ] in explained.stdout
