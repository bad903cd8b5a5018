"""The step that reads the shards of a plan, and what it makes of their bytes."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

from datatrove.data import Document
from datatrove.io import get_datafolder
from datatrove.pipeline.base import PipelineStep

from awesomelint.reading import BIGGEST, read_inside, real
from awesomelint.sweep.plan import Keys, Piece
from awesomelint.sweep.step import PROBLEM
from awesomelint.sweep.tables import STATE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from datatrove.io import DataFolder

_BATCH = 256


class ShardReader(PipelineStep):  # type: ignore[misc] # datatrove ships no types
    """Yields the documents of the shard that `write_plan` noted for its rank.

    What cannot be read is a document without text that says why.
    """

    type = "📖 - READER"
    name = "📋 awesomelint shards"

    def __init__(self, source: str, out: str, keys: Keys) -> None:
        super().__init__()
        self.source = source
        self.out = out
        self.keys = keys

    def run(
        self,
        data: Iterable[Document] = (),  # noqa: ARG002 - datatrove's signature
        rank: int = 0,
        world_size: int = 1,  # noqa: ARG002 - the same
    ) -> Iterator[Document]:
        """The documents of one shard, in order."""
        source = get_datafolder(self.source)
        with get_datafolder(self.out).open(_plan_name(rank)) as file:
            pieces = [Piece(**piece) for piece in json.load(file)]
        readers = {"text": self._text, "lines": self._lines, "row-group": self._rows}
        for piece in pieces:
            for document in readers[piece.kind](source, piece):
                self.stat_update("documents")
                yield document

    def _text(self, source: DataFolder, piece: Piece) -> Iterator[Document]:
        try:
            raw = _bytes(source, piece)
        except OSError as error:
            yield _unread(piece.name, error.strerror or str(error))
            return
        yield Document(text=raw.decode("utf-8", "surrogateescape"), id=piece.name)

    def _lines(self, source: DataFolder, piece: Piece) -> Iterator[Document]:
        """The lines that begin in the piece; a line is named by the offset of its first byte."""
        with source.open(piece.path, "rb", compression="infer") as file:
            packed = piece.start == 0 and piece.name.lower().endswith(
                (".gz", ".bz2", ".xz", ".zst")
            )
            offset = piece.start
            if offset:
                file.seek(offset - 1)
                offset += len(file.readline()) - 1
            while packed or offset < piece.end:
                line = file.readline()
                if not line:
                    return
                if line.strip():
                    yield self._of_json(line, f"{piece.name}@{offset}")
                offset += len(line)

    def _of_json(self, line: bytes, name: str) -> Document:
        try:
            record = json.loads(line)
        except (ValueError, RecursionError) as error:
            return _unread(name, f"not JSON: {error}")
        if not isinstance(record, dict):
            return _unread(name, "not a JSON object")
        return self._of_record(record.get(self.keys.text), record.get(self.keys.id), name)

    def _of_record(self, text: object, given: object, name: str) -> Document:
        shown = name if given is None else str(given)
        if not isinstance(text, str):
            return _unread(shown, f"it has no text under the key {self.keys.text!r}")
        return Document(text=text, id=shown)

    def _rows(self, source: DataFolder, piece: Piece) -> Iterator[Document]:
        import pyarrow.parquet as pq  # noqa: PLC0415 - only for Parquet

        with source.open(piece.path, "rb") as file:
            parquet = pq.ParquetFile(file)
            wanted = [
                key for key in (self.keys.text, self.keys.id) if key in parquet.schema_arrow.names
            ]
            number = piece.first
            for batch in parquet.iter_batches(_BATCH, row_groups=[piece.start], columns=wanted):
                for row in batch.to_pylist():
                    name = f"{piece.name}@{number}"
                    yield self._of_record(row.get(self.keys.text), row.get(self.keys.id), name)
                    number += 1


def write_plan(out: DataFolder, shards: Sequence[Sequence[Piece]]) -> None:
    """Note for each rank what it reads."""
    for rank, shard in enumerate(shards):
        with out.open(_plan_name(rank), "w") as file:
            json.dump([asdict(piece) for piece in shard], file)


def _plan_name(rank: int) -> str:
    return f"{STATE}/plan/{rank:05d}.json"


def _bytes(source: DataFolder, piece: Piece) -> bytes:
    """The bytes of a file; on this machine only of a regular one below the source."""
    from fsspec.implementations.local import LocalFileSystem  # noqa: PLC0415 - comes with datatrove

    if isinstance(source.fs, LocalFileSystem):
        root = _path(source.path)
        return read_inside(root / piece.path if piece.path else root, _root(root))
    if piece.size > BIGGEST:
        raise OSError(f"it is longer than {BIGGEST:,} bytes, so it was not read")
    with source.open(piece.path, "rb") as file:
        raw: bytes = file.read()
    return raw


def _path(path: str) -> Path:
    from pathlib import Path  # noqa: PLC0415 - next to its only use

    return Path(path)


def _root(root: Path) -> Path:
    return real(root) if root.is_dir() else real(root).parent


def _unread(name: str, problem: str) -> Document:
    return Document(text="", id=name, metadata={PROBLEM: problem})
