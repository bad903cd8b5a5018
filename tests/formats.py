"""Fixes of SARIF and rdjson, made by what knows these formats alone, as their readers would."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

BOM = "\ufeff"
Change = tuple[int, int, bytes]
"""Replace the bytes from here to there."""


def sarif_fixes(report: str, raw: bytes) -> Iterator[list[Change]]:
    """What each fix of a SARIF log changes in the file `raw` (the only one of the log)."""
    text = raw.decode()
    bom = len(BOM.encode()) if text.startswith(BOM) else 0
    lines = text.removeprefix(BOM).split("\n")
    starts = offsets([f"{line}\n".encode() for line in lines], bom)

    def place(line: int, column: int) -> int:
        if line > len(lines):
            return len(raw)
        units = lines[line - 1].encode("utf-16-le")[: 2 * (column - 1)]
        assert len(units) == 2 * (column - 1), "the column is within the line"
        return starts[line - 1] + len(units.decode("utf-16-le").encode())

    for result in json.loads(report)["runs"][0]["results"]:
        for fix in result.get("fixes", ())[:1]:
            (change,) = fix["artifactChanges"]
            yield [
                (
                    place(one["deletedRegion"]["startLine"], one["deletedRegion"]["startColumn"]),
                    place(one["deletedRegion"]["endLine"], one["deletedRegion"]["endColumn"]),
                    one["insertedContent"]["text"].encode(),
                )
                for one in change["replacements"]
            ]


def rdjson_fixes(report: str, raw: bytes) -> Iterator[list[Change]]:
    """What each suggestion of a DiagnosticResult changes in the file `raw`."""
    lines = [line + b"\n" for line in raw.split(b"\n")]
    starts = offsets(lines, 0)

    def place(position: dict[str, int]) -> int:
        if position["line"] > len(lines):
            return len(raw)
        assert position["column"] <= len(lines[position["line"] - 1]), "it is within the line"
        return starts[position["line"] - 1] + position["column"] - 1

    for diagnostic in json.loads(report)["diagnostics"]:
        for one in diagnostic.get("suggestions", ()):
            yield [(place(one["range"]["start"]), place(one["range"]["end"]), one["text"].encode())]


def offsets(lines: list[bytes], first: int) -> list[int]:
    """Where each of `lines` starts."""
    starts = [first]
    for line in lines:
        starts.append(starts[-1] + len(line))
    return starts


def apply(raw: bytes, fixes: Iterator[list[Change]]) -> bytes:
    """Make all fixes whose changes touch none of an earlier one."""
    made: list[Change] = []
    for fix in fixes:
        if not any(
            start <= other_end and other_start <= end
            for start, end, _ in fix
            for other_start, other_end, _ in made
        ):
            made += fix
    for start, end, new in sorted(made, reverse=True):
        raw = raw[:start] + new + raw[end:]
    return raw


def mended(
    raw: bytes, check: Callable[[bytes], str], fixes: Callable[[str, bytes], Any], rounds: int = 20
) -> bytes:
    """`raw` checked and mended until there is nothing left to mend."""
    for _ in range(rounds):
        new = apply(raw, fixes(check(raw), raw))
        if new == raw:
            return raw
        raw = new
    raise AssertionError("it does not come to an end")
