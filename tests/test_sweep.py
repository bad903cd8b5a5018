"""A sweep says of each document what the library says, whatever holds it, and loses none."""

from __future__ import annotations

import gzip
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import awesomelint
from awesomelint.sweep.document import Sweeper

if TYPE_CHECKING:
    from collections.abc import Sequence

EXTRA = "the extra `sweep` is not installed"
pa = pytest.importorskip("pyarrow", reason=EXTRA)
pytest.importorskip("datatrove", reason=EXTRA)

from awesomelint.sweep import plan  # noqa: E402 - needs the extra
from awesomelint.sweep.plan import Keys, SweepError  # noqa: E402 - the same
from awesomelint.sweep.run import Sweep, prepare, run  # noqa: E402 - the same
from awesomelint.sweep.tables import TABLES  # noqa: E402 - the same

LIST = "# Tools\n\n" + "".join(
    f"- [Tool {number}](https://tool{number}.example.org) - The tool of number {number}.\n"
    for number in range(12)
)
FAULTY = LIST + "- [Again](https://tool3.example.org) - The tool of number 3.\n-\n"
DAMAGED = LIST + "- [Café](https://cafe.example.org) - Déjà vu, naïve.\n".encode().decode("cp1252")
PROSE = "Some prose without any list.\n\nIt goes on.\n"
BROKEN_PROSE = "It was a café, wasn’t it?\n".encode().decode("cp1252")
GBK = ("# 列表\n\n" + "- [工具](https://example.org) - 很好的工具。\n" * 12).encode("gb18030")
DOCUMENTS = {
    "a/clean.md": LIST.encode(),
    "a/faulty.md": FAULTY.encode(),
    "b/crlf.md": FAULTY.replace("\n", "\r\n").encode(),
    "b/damaged.md": DAMAGED.encode(),
    "b/empty.md": b"",
    "b/gbk.md": GBK,
    "c/prose.txt": PROSE.encode(),
    "c/prose-damaged.txt": BROKEN_PROSE.encode(),
}


def tree(folder: Path) -> Path:
    for name, raw in DOCUMENTS.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(raw)
    return folder


def texts() -> dict[str, str]:
    return {name: raw.decode("utf-8", "surrogateescape") for name, raw in sorted(DOCUMENTS.items())}


def swept(source: Path, out: Path, workers: int = 1, **options: Any) -> dict[str, list[Any]]:
    run(Sweep(str(source), str(out), **options), workers)
    return {table: rows(out, table) for table in TABLES}


def rows(out: Path, table: str) -> list[Any]:
    import pyarrow.parquet as pq

    files = sorted((out / table).glob("*.parquet"))
    assert files
    return [row for file in files for row in pq.read_table(file).to_pylist()]


def by_document(tables: dict[str, list[Any]], table: str) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for row in tables[table]:
        found.setdefault(row["document"], []).append(row)
    return found


def test_a_tree_becomes_tables_of_what_the_library_says(tmp_path: Path) -> None:
    tables = swept(tree(tmp_path / "in"), tmp_path / "out")
    documents = {row["document"]: row for row in tables["documents"]}
    assert list(documents) == sorted(DOCUMENTS)
    for name in ("a/clean.md", "a/faulty.md", "b/crlf.md", "b/damaged.md"):
        text = DOCUMENTS[name].decode()
        assert documents[name]["kind"] == "list"
        assert documents[name]["bytes"] == len(DOCUMENTS[name])
        told = [
            (finding.line, finding.column, finding.start, finding.end, finding.rule)
            for finding in awesomelint.check(text).findings
        ]
        written = by_document(tables, "findings").get(name, [])
        assert [
            (row["line"], row["column"], row["start"], row["end"], row["rule"]) for row in written
        ] == told
        entries = by_document(tables, "entries")[name]
        records = awesomelint.records(text)
        assert [(row["title"], row["url"], row["line"]) for row in entries] == [
            (record["title"], record["url"], record["line"]) for record in records
        ]


def test_text_is_repaired_where_it_is_certain(tmp_path: Path) -> None:
    tables = swept(tree(tmp_path / "in"), tmp_path / "out")
    changed = {row["document"]: row["text"] for row in tables["documents"] if row["changed"]}
    assert set(changed) == {"b/damaged.md", "c/prose-damaged.txt"}
    assert changed["b/damaged.md"] == awesomelint.repair(DAMAGED).text
    assert "Déjà vu, naïve" in changed["b/damaged.md"]
    assert changed["c/prose-damaged.txt"] == "It was a café, wasn’t it?\n"
    (line,) = by_document(tables, "repairs")["c/prose-damaged.txt"]
    assert line["damage"] == "UTF-8 read as cp1252"
    assert line["proven"]
    assert BROKEN_PROSE[line["start"] : line["end"]] == line["old"]


def test_bytes_in_another_encoding_are_named_and_left_alone(tmp_path: Path) -> None:
    tables = swept(tree(tmp_path / "in"), tmp_path / "out")
    (row,) = by_document(tables, "documents")["b/gbk.md"]
    assert (row["kind"], row["changed"], row["bytes"]) == ("bytes", False, len(GBK))
    (finding,) = by_document(tables, "findings")["b/gbk.md"]
    assert finding["message"] == awesomelint.check(GBK).findings[0].message


def test_code_that_shows_damage_is_left_alone_in_a_list() -> None:
    shown = LIST + "\n```\n" + "La cafÃ© est ouvert dÃ¨s midi.\n" + "```\n"
    assert Sweeper()(shown).text == shown
    assert Sweeper()(shown).text == awesomelint.fix_text(shown, select="encoding")


@pytest.mark.parametrize("form", ["jsonl", "jsonl.gz", "parquet"])
def test_rows_are_the_same_whatever_holds_the_documents(tmp_path: Path, form: str) -> None:
    given = {name: text for name, text in texts().items() if name != "b/gbk.md"}
    for name in sorted(set(DOCUMENTS) - set(given)):
        (tree(tmp_path / "in") / name).unlink()
    records = [{"name": name, "body": text, "more": 1} for name, text in given.items()]
    path = tmp_path / f"corpus.{form}"
    if form == "parquet":
        import pyarrow.parquet as pq

        pq.write_table(pa.Table.from_pylist(records), path, row_group_size=3)
    else:
        raw = "".join(json.dumps(record) + "\n" for record in records).encode()
        path.write_bytes(gzip.compress(raw) if form.endswith("gz") else raw)
    expected = swept(tmp_path / "in", tmp_path / "out")
    assert swept(path, tmp_path / "out2", keys=Keys("body", "name")) == expected


def test_documents_without_names_are_called_by_their_place(tmp_path: Path) -> None:
    path = tmp_path / "corpus.jsonl"
    first = json.dumps({"text": PROSE}) + "\n"
    path.write_text(first + "\n" + json.dumps({"text": LIST}) + "\n", encoding="utf-8")
    documents = swept(path, tmp_path / "out")["documents"]
    assert [row["document"] for row in documents] == [
        "corpus.jsonl@0",
        f"corpus.jsonl@{len(first) + 1}",
    ]


def test_what_cannot_be_read_is_told_and_the_rest_goes_on(tmp_path: Path) -> None:
    path = tmp_path / "corpus.jsonl"
    lines = ['{"text": "cut', '["no object"]', '{"id": "x"}', '{"id": "y", "text": 3}']
    last = json.dumps({"id": "ok", "text": PROSE})
    path.write_text("\n".join([*lines, last]), encoding="utf-8")
    documents = swept(path, tmp_path / "out")["documents"]
    assert [row["kind"] for row in documents] == ["unread"] * 4 + ["text"]
    assert documents[0]["problem"].startswith("not JSON: ")
    assert documents[2]["problem"] == "it has no text under the key 'text'"
    page = (tmp_path / "out/summary.md").read_text(encoding="utf-8")
    assert "## Not read" in page
    assert "| x | it has no text under the key 'text' |" in page


def test_a_link_out_of_the_source_is_not_followed(tmp_path: Path) -> None:
    source = tree(tmp_path / "in")
    (tmp_path / "secret.md").write_text(LIST, encoding="utf-8")
    (source / "link.md").symlink_to(tmp_path / "secret.md")
    tables = swept(source, tmp_path / "out")
    (row,) = by_document(tables, "documents")["link.md"]
    assert row["kind"] == "unread"
    assert "leads out of" in row["problem"]


def test_halves_of_characters_do_not_stop_a_sweep(tmp_path: Path) -> None:
    path = tmp_path / "corpus.jsonl"
    records = [{"id": "\ud83d", "text": FAULTY + "\ud83d"}, {"id": "b", "text": "\udc80 é"}]
    path.write_text("".join(json.dumps(one) + "\n" for one in records), encoding="utf-8")
    documents = swept(path, tmp_path / "out")["documents"]
    assert [(row["document"], row["kind"], row["changed"]) for row in documents] == [
        ("\ufffd", "bytes", False),
        ("b", "bytes", False),
    ]


def many(folder: Path, count: int = 120) -> Path:
    """Documents for several shards, once these are cut small."""
    records = [
        {"id": f"{number:03}", "text": list(texts().values())[number % len(DOCUMENTS)] * 3}
        for number in range(count)
    ]
    path = folder / "many.jsonl"
    path.write_text(
        "".join(json.dumps(one, ensure_ascii=True) + "\n" for one in records), encoding="utf-8"
    )
    return path


def test_two_workers_write_what_one_writes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plan, "LEAST", 20_000)
    source = many(tmp_path)
    one = swept(source, tmp_path / "one", workers=1)
    two = swept(source, tmp_path / "two", workers=2)
    assert len(list((tmp_path / "two/documents").glob("*.parquet"))) > 4
    assert len(one["documents"]) == 120
    assert one == two
    pages = [(tmp_path / out / "summary.md").read_bytes() for out in ("one", "two")]
    assert pages[0] == pages[1]


@pytest.mark.parametrize("size", [1, 7, 100, 4096])
def test_each_line_is_read_once_however_the_file_is_cut(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    from datatrove.io import get_datafolder

    from awesomelint.sweep.reader import ShardReader, write_plan

    path = tmp_path / "corpus.jsonl"
    lines = [json.dumps({"text": "é" * length}, ensure_ascii=False) for length in range(30)]
    path.write_text("\n".join(lines), encoding="utf-8")
    monkeypatch.setattr(plan, "LEAST", size)
    monkeypatch.setattr(plan, "MOST", size)
    shards = plan.shards_of(get_datafolder(str(path)))
    out = str(tmp_path / "out")
    write_plan(get_datafolder(out), shards)
    reader = ShardReader(str(path), out, Keys())
    read = [one.text for rank in range(len(shards)) for one in reader.run(rank=rank)]
    assert read == ["é" * length for length in range(30)]


SCRIPT = """
import sys
from awesomelint.sweep import plan
from awesomelint.sweep.run import Sweep, run
if __name__ == "__main__":
    plan.LEAST = 20_000
    try:
        sweep = Sweep(sys.argv[1], sys.argv[2])
        run(sweep, int(sys.argv[3]), lambda done, all: print(done, flush=True))
    except plan.SweepError as error:
        sys.exit(str(error))
"""


def children(pid: int) -> list[int]:
    """All processes below a process, the nearest first."""
    found: list[int] = []
    for child in Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split():
        found += [int(child), *children(int(child))]
    return found


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="needs /proc to find the workers")
@pytest.mark.parametrize("victim", ["worker", "parent"])
def test_a_killed_run_loses_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, victim: str
) -> None:
    monkeypatch.setattr(plan, "LEAST", 20_000)
    source, out = many(tmp_path, 400), tmp_path / "out"
    script = tmp_path / "script.py"
    script.write_text(SCRIPT, encoding="utf-8")
    command = [sys.executable, str(script), str(source), str(out), "2"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.readline()
        family = children(process.pid)
        os.kill(process.pid if victim == "parent" else family[-1], signal.SIGKILL)
        said = process.stderr.read()
    assert process.returncode == (-signal.SIGKILL if victim == "parent" else 1)
    assert victim == "parent" or "run the same command again" in said
    assert gone(family), "workers outlive their parent"
    assert not (out / "summary.md").exists()
    complete = finished(out)
    assert 0 < len(complete) < len(list((out / "_sweep/plan").iterdir()))
    resumed = swept(source, out, workers=2)
    assert {name: stamp for name, stamp in finished(out).items() if name in complete} == complete
    assert resumed == swept(source, tmp_path / "other")
    assert not (out / "_sweep/partial").exists()


def finished(out: Path) -> dict[str, int]:
    """The shards that were complete, with the times of their tables."""
    return {
        path.name: (out / f"documents/{path.name}.parquet").stat().st_mtime_ns
        for path in (out / "_sweep/documents/completions").iterdir()
    }


def gone(pids: Sequence[int]) -> bool:
    """Whether all of these processes end within some seconds."""
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        if not any(alive(pid) for pid in pids):
            return True
        time.sleep(0.1)
    return False


def alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


def test_a_second_run_reads_nothing_again(tmp_path: Path) -> None:
    source = tree(tmp_path / "in")
    first = swept(source, tmp_path / "out")
    stamps = finished(tmp_path / "out")
    assert swept(source, tmp_path / "out") == first
    assert finished(tmp_path / "out") == stamps


def test_results_of_another_sweep_are_not_mixed_in(tmp_path: Path) -> None:
    source = tree(tmp_path / "in")
    swept(source, tmp_path / "out")
    with pytest.raises(SweepError, match="the results of another sweep"):
        prepare(Sweep(str(source), str(tmp_path / "out"), repair_only=True))
    (source / "a/clean.md").write_text(PROSE, encoding="utf-8")
    with pytest.raises(SweepError, match="the source has changed"):
        prepare(Sweep(str(source), str(tmp_path / "out")))


def test_a_source_without_documents_is_a_mistake(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    with pytest.raises(SweepError, match="there are no documents"):
        prepare(Sweep(str(tmp_path / "in"), str(tmp_path / "out")))
    (tmp_path / "bad.parquet").write_bytes(b"no parquet")
    with pytest.raises(SweepError, match="it is no Parquet file"):
        prepare(Sweep(str(tmp_path / "bad.parquet"), str(tmp_path / "out")))


def test_repair_only_parses_no_list(tmp_path: Path) -> None:
    tables = swept(tree(tmp_path / "in"), tmp_path / "out", repair_only=True)
    assert {row["kind"] for row in tables["documents"]} == {"text", "bytes"}
    assert not tables["entries"]
    assert by_document(tables, "documents")["b/damaged.md"][0]["changed"]


def test_tables_go_wherever_fsspec_reaches() -> None:
    import fsspec

    memory = fsspec.filesystem("memory")
    for name, raw in DOCUMENTS.items():
        memory.pipe(f"/corpus/{name}", raw)
    sweep = Sweep("memory://corpus", "memory://tables")
    count = prepare(sweep)
    step_by_step(sweep, count)
    names = {name.rpartition("/")[2] for name in memory.find("/tables/documents")}
    assert names == {f"{rank:05d}.parquet" for rank in range(count)}


def step_by_step(sweep: Sweep, count: int) -> None:
    """All ranks in this process: the memory of another is not ours."""
    reader, step = sweep.pipeline()
    for rank in range(count):
        assert list(step.run(reader.run(rank=rank), rank))


def test_the_step_works_in_other_pipelines(tmp_path: Path) -> None:
    from datatrove.data import Document
    from datatrove.executor import LocalPipelineExecutor

    from awesomelint.sweep.step import AwesomelintStep

    documents = [
        Document(text=text, id=name, metadata={"of": "mine"}) for name, text in texts().items()
    ]
    seen: list[Document] = []

    def keep(data: Any, rank: int, world_size: int) -> Any:
        for document in data:
            assert (rank, world_size) == (0, 1)
            seen.append(document)
            yield document

    LocalPipelineExecutor(
        [documents, AwesomelintStep(str(tmp_path / "tables")), keep],
        logging_dir=str(tmp_path / "logs"),
    ).run()
    assert [document.id for document in seen] == sorted(DOCUMENTS)
    about = {document.id: document.metadata["awesomelint"] for document in seen}
    assert about["a/clean.md"]["kind"] == "list"
    assert about["a/clean.md"]["entries"] == 12
    assert {document.metadata["of"] for document in seen} == {"mine"}
    assert next(one for one in seen if one.id == "b/damaged.md").text.endswith("naïve.\n")
    assert len(rows(tmp_path / "tables", "documents")) == len(DOCUMENTS)


def test_without_the_extra_one_line_says_what_to_install(tmp_path: Path) -> None:
    code = (
        "import sys\nsys.modules['datatrove'] = None\nfrom awesomelint.cli import run\n"
        "sys.exit(run(['sweep', '.', '--out', 'out']))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert done.stderr == (
        "awesomelint: sweep needs the packages of the extra `sweep`: "
        "pip install datatrove pyarrow\n"
    )


def test_the_command(tmp_path: Path) -> None:
    source = tree(tmp_path / "in")
    command = [sys.executable, "-m", "awesomelint", "sweep", str(source), "--out", "out"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, ""), done.stderr
    assert done.stderr == ("the tables are in out, and what they hold in short in out/summary.md\n")
    page = (tmp_path / "out/summary.md").read_text(encoding="utf-8")
    assert "| list | 4 | 0.0 |" in page
    assert "| UTF-8 read as cp1252 | 2 |" in page
    (source / "new.md").write_text(LIST, encoding="utf-8")
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "choose another folder" in done.stderr
