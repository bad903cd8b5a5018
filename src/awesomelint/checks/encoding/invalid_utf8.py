"""Bytes that are not UTF-8: where, and in which encoding they read as language."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from awesomelint.model import Finding, Fix
from awesomelint.repair.recode import (
    bad_places,
    is_binary,
    likely_codec,
    python_codec,
    readable_codecs,
)
from awesomelint.source import BOM

if TYPE_CHECKING:
    from collections.abc import Iterator


def check(raw: bytes) -> Iterator[Finding]:
    """One finding for a file in another encoding, or one for each bad place in a UTF-8 file.

    Offsets are code points of the text decoded with replacement, CRLF counted as one.
    """
    places = bad_places(raw)
    if not places:
        return
    codec = likely_codec(raw)
    if codec:
        yield _recoded(raw, codec, places[0][0])
        return
    if is_binary(raw):
        yield Finding(
            0,
            0,
            f"not text: byte {places[0][0]} is not UTF-8, and the file holds binary data",
            key="binary",
        )
        return
    offsets = _offsets(raw)
    for start, end in places:
        at = offsets(start)
        shown = raw[start:end].hex(" ").upper()
        message = f"byte {start} is not UTF-8: {shown}{_readings(raw, start, end)}"
        yield Finding(at, at + 1, message, key=shown)


def _recoded(raw: bytes, codec: str, first: int) -> Finding:
    fix = Fix(
        (),
        "unsafe",
        ("bytes",),
        f"Recode the file from {codec} to UTF-8",
        damage=python_codec(raw, codec),
    )
    message = (
        f"the file is {codec}, not UTF-8 (first bad byte: {first}); read as {codec} it is text"
    )
    return Finding(0, 0, message, fixes=(fix,), key=codec)


def _readings(raw: bytes, start: int, end: int) -> str:
    """Which encodings would decode a bad place, and as what."""
    bad = raw[start:end]
    readings = [f"{text} in {codec}" for codec, text in readable_codecs(bad)]
    if not readings:
        return ""
    shown = ", ".join(readings)
    return f" ({shown})"


class _offsets:  # noqa: N801 - a function with a memory
    """Byte offset → code point of the decoded text, which has no BOM."""

    def __init__(self, raw: bytes) -> None:
        self.marks = [0]
        point = -1 if raw.startswith(BOM) else 0
        self.points = [point]
        at = 0
        for line in raw.split(b"\n"):
            held = line[:-1] if line.endswith(b"\r") else line
            point += len(held.decode("utf-8", "replace")) + 1
            at += len(line) + 1
            self.marks.append(at)
            self.points.append(point)
        self.raw = raw

    def __call__(self, offset: int) -> int:
        line = bisect_right(self.marks, offset) - 1
        before = self.raw[self.marks[line] : offset]
        return self.points[line] + len(before.decode("utf-8", "replace"))
