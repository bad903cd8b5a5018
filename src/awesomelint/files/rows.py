"""The rows of a baseline file: accepted findings, a row a line."""

from __future__ import annotations

import json
from collections import Counter
from typing import NamedTuple

from awesomelint.errors import BaselineError
from awesomelint.outcome import Key
from awesomelint.text.printable import json_text

VERSION = 1
_HEADER = "awesomelint-baseline"
_COLUMNS = ("path", "rule", "anchor", "detail")
_CONFLICT = ("<<<<<<<", "|||||||", "=======", ">>>>>>>")


class Row(NamedTuple):
    """One accepted finding of the list at `path`, relative to the baseline and with `/`."""

    path: str
    key: Key


def parse_rows(text: str) -> Counter[Row]:
    """The rows of a baseline file, each as often as it stands there. Raise `BaselineError`.

    A row is a JSON object in a line of its own. The order does not matter, so that what git merges,
    with `merge=union` too, is a baseline.
    """
    rows: Counter[Row] = Counter()
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip() and (row := _row(line, number)):
            rows[row] += 1
    return rows


def format_rows(rows: Counter[Row]) -> str:
    """The text of a baseline file: a header, then the rows in order, a row a line."""
    lines = [json.dumps({_HEADER: VERSION})]
    for row in sorted(rows.elements()):
        values = (row.path, row.key.rule, row.key.anchor, row.key.detail)
        named = dict(zip(_COLUMNS, values, strict=True))
        lines.append(json_text(json.dumps(named, ensure_ascii=False)))
    return "".join(f"{line}\n" for line in lines)


def _row(line: str, number: int) -> Row | None:
    """The row in `line`; None for the header."""
    if line.startswith(_CONFLICT):
        raise BaselineError(
            f"line {number} marks a conflict; keep the rows of both sides and delete the marks"
        )
    try:
        values = json.loads(line)
    except (ValueError, RecursionError):
        raise BaselineError(f"line {number} is no row: it is not JSON") from None
    if isinstance(values, dict) and set(values) == {_HEADER}:
        if values[_HEADER] != VERSION:
            raise BaselineError(f"line {number}: this awesomelint reads version {VERSION} only")
        return None
    if not isinstance(values, dict) or set(values) != set(_COLUMNS):
        raise BaselineError(f"line {number} is no row: it needs {', '.join(_COLUMNS)}")
    if not all(isinstance(value, str) for value in values.values()):
        raise BaselineError(f"line {number} is no row: each value is text")
    return Row(values["path"], Key(values["rule"], values["anchor"], values["detail"]))
