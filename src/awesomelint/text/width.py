"""How many columns of a terminal a text takes."""

from __future__ import annotations

from awesomelint.text.patterns import regex

_CONTROLS = regex(r"[\x00-\x1f\x7f-\x9f]")


def width(text: str) -> int:
    """How many columns a terminal gives `text`.

    Wide letters and emoji sequences take two, marks none.

    A control character counts one column, as where it is shown by a sign in its place.
    """
    if text.isascii():
        return len(text)
    from wcwidth import wcswidth  # noqa: PLC0415 - 20 ms, for those who measure letters outside ASCII

    parts = _CONTROLS.split(text)  # wcswidth gives no width to a text that holds any
    return sum(map(wcswidth, parts)) + len(parts) - 1
