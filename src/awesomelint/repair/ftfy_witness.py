"""The second witness for a repair.

Ftfy (https://ftfy.readthedocs.io), which shares no table and no code with ours.

It is imported once damage is suspected. Its `badness` counts pairs of characters that are rare but
in mojibake; its `fix_encoding` reads text its own way; its codecs redo the damage.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

_REMEMBERED = 4096
"""How many answers are kept: words of lists come again."""

Opinion = Literal["agrees", "silent", "differs"]

CODECS = {
    "cp1250": "sloppy-windows-1250",
    "cp1251": "sloppy-windows-1251",
    "cp1252": "sloppy-windows-1252",
    "cp1253": "sloppy-windows-1253",
    "cp1254": "sloppy-windows-1254",
    "cp1257": "sloppy-windows-1257",
    "latin-1": "latin-1",
    "iso8859-2": "iso-8859-2",
    "mac-roman": "macroman",
    "cp437": "cp437",
    "cp850": "cp850",
}
"""The codec by which ftfy, or else Python, reads each single-byte page."""


@lru_cache(maxsize=_REMEMBERED)
def badness(text: str) -> int:
    """How many improbable meetings ftfy counts in `text`."""
    from ftfy.badness import badness as counted  # noqa: PLC0415 - only where damage is suspected

    return counted(text)


def opinion(line: str, mended: str, old: str, readings: set[str]) -> Opinion:
    """What ftfy says of a reading that turns a line into `mended`.

    In it, the word `old` becomes one of `readings`.

    It `agrees` if it counts fewer improbable meetings afterwards and reads the word so itself.
    """
    counted = badness(line)
    if not counted or badness(mended) >= counted:
        return "silent"
    theirs = reading(old)
    if theirs in readings:
        return "agrees"
    return "silent" if theirs == old else "differs"


def redone(text: str, page: str) -> str | None:
    """`text` as UTF-8 read in `page` by ftfy's codecs; None where such a codec cannot read it."""
    import ftfy.bad_codecs  # noqa: F401, PLC0415 - it registers the codecs

    try:
        return text.encode().decode(CODECS[page])
    except (KeyError, UnicodeError):
        return None


@lru_cache(maxsize=_REMEMBERED)
def reading(word: str) -> str:
    """What ftfy makes of a word."""
    from ftfy import fix_encoding  # noqa: PLC0415 - only where damage is suspected

    return fix_encoding(word)
