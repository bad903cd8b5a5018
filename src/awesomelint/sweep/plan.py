"""What a run reads: the documents of a source, cut into shards that stay the same.

The cut depends on the source alone, not on the number of workers, so that a second run, and one
with other workers, writes the same files.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Literal

from awesomelint.errors import AwesomelintError
from awesomelint.files.choose import SUFFIXES
from awesomelint.sweep.tables import STATE
from awesomelint.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from datatrove.io import DataFolder

TEXTS = (*SUFFIXES, ".txt")
LINES = (".jsonl", ".ndjson")
PACKED = (".gz", ".bz2", ".xz", ".zst")
MOST = 16 * 2**20
"""Bytes of a shard; one file of text, row group or compressed file may be longer."""
LEAST = 2**18
SHARDS = 64
"""How many shards a source has that is too small for larger ones."""


class SweepError(ValueError, AwesomelintError):
    """A source or a folder of results that cannot be used; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a file: a whole `text`, `lines` by bytes, or the `row-group` number `start`.

    `path` is what fsspec opens, `name` what documents are called by; `first` is the number of the
    first row of a row group in its file.
    """

    kind: Literal["text", "lines", "row-group"]
    path: str
    name: str
    start: int
    end: int
    first: int = 0

    @property
    def size(self) -> int:
        """About how many bytes it holds."""
        return self.end - self.start if self.kind != "row-group" else self.end


@dataclass(frozen=True, slots=True)
class Keys:
    """Where a record of JSON or a row has its text, and its name."""

    text: str = "text"
    id: str = "id"


def shards_of(source: DataFolder) -> list[list[Piece]]:
    """The pieces of all files of the `DataFolder` (or one of its files), by shards, in order.

    Raise `SweepError` where there is nothing to read.
    """
    files = sorted(_files(source), key=lambda file: file[0])
    if not files:
        raise SweepError(
            f"{source.path}: there are no documents; a source is a folder of {', '.join(TEXTS)}, "
            f"{', '.join(LINES)} or .parquet files, or one such file"
        )
    total = sum(size for _, size, _ in files)
    most = max(min(MOST, total // SHARDS), LEAST)
    pieces = (piece for name, size, _ in files for piece in _cut(source, name, size, most))
    return list(_packed(pieces, most))


def fingerprint(shards: Sequence[Sequence[Piece]], stamps: object, options: object) -> str:
    """What two runs must have in common for the one to go on with the other."""
    plan = [[asdict(piece) for piece in shard] for shard in shards]
    told = json.dumps([__version__, plan, stamps, options], sort_keys=True, default=str)
    return hashlib.blake2b(told.encode(), digest_size=16).hexdigest()


def stamps_of(source: DataFolder) -> list[str]:
    """What tells that a file of the source was changed, where its store says so."""
    return sorted(f"{name} {stamp}" for name, _, stamp in _files(source))


def _files(source: DataFolder) -> Iterator[tuple[str, int, str]]:
    """Name, size and stamp of each file that holds documents; hidden ones hold none."""
    is_file = source.isfile("")
    found = {"": source.info("")} if is_file else source.find("", detail=True)
    for name, info in found.items():
        hidden = any(part.startswith((".", "_")) for part in name.split("/")[:-1])
        whole = (name or str(source.path)).lower()
        if hidden or name.startswith(f"{STATE}/") or _kind(whole) is None:
            continue
        stamp = info.get("mtime") or info.get("ETag") or info.get("LastModified") or ""
        yield name, int(info.get("size") or 0), str(stamp)


def _kind(name: str) -> Literal["text", "lines", "row-group"] | None:
    bare = name
    for suffix in PACKED:
        bare = bare.removesuffix(suffix)
    if bare.endswith(LINES):
        return "lines"
    if name.endswith(".parquet"):
        return "row-group"
    return "text" if name.endswith(TEXTS) else None


def _cut(source: DataFolder, name: str, size: int, most: int) -> Iterator[Piece]:
    shown = name or str(source.path).rstrip("/").rpartition("/")[2]
    kind = _kind(shown.lower()) or "text"
    if kind == "row-group":
        yield from _row_groups(source, name, shown)
    elif kind == "lines" and not shown.lower().endswith(PACKED):
        for start in range(0, size, most):
            yield Piece(kind, name, shown, start, min(start + most, size))
    elif size or kind == "text":
        yield Piece(kind, name, shown, 0, size)


def _row_groups(source: DataFolder, name: str, shown: str) -> Iterator[Piece]:
    import pyarrow as pa  # noqa: PLC0415 - only for Parquet
    import pyarrow.parquet as pq  # noqa: PLC0415 - the same

    with source.open(name, "rb") as file:
        try:
            metadata = pq.ParquetFile(file).metadata
        except pa.ArrowInvalid as error:
            raise SweepError(f"{shown}: it is no Parquet file ({error})") from None
    first = 0
    for number in range(metadata.num_row_groups):
        group = metadata.row_group(number)
        yield Piece("row-group", name, shown, number, group.total_byte_size, first)
        first += group.num_rows


def _packed(pieces: Iterable[Piece], most: int) -> Iterator[list[Piece]]:
    """Runs of pieces of about `most` bytes; a document of a few bytes still costs its file."""
    shard: list[Piece] = []
    size = 0
    for piece in pieces:
        weight = piece.size + 512
        if shard and size + weight > most:
            yield shard
            shard, size = [], 0
        shard.append(piece)
        size += weight
    if shard:
        yield shard
