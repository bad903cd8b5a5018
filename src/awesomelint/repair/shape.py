"""UTF-8's shape as it shows through a code page.

Which characters are lead bytes, which continuations.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from awesomelint.repair.codepages import letters

_FORMS = (
    ("C2-DF", "80-BF"),
    ("E0", "A0-BF", "80-BF"),
    ("E1-EC,EE-EF", "80-BF", "80-BF"),
    ("ED", "80-9F", "80-BF"),
    ("F0", "90-BF", "80-BF", "80-BF"),
    ("F1-F3", "80-BF", "80-BF", "80-BF"),
    ("F4", "80-8F", "80-BF", "80-BF"),
)
"""Well-formed sequences of two bytes and more (Unicode standard, table 3-7)."""

LONGEST = 4
"""The bytes of the longest sequence."""


class Shape(NamedTuple):
    """Patterns over the characters of a page.

    `sequence` is one character of UTF-8, `stretch` a run of high bytes.
    """

    sequence: re.Pattern[str]
    stretch: re.Pattern[str]
    bytes_of: dict[str, int]


def _letters_in(ranges: str, page: str) -> str:
    held = letters(page)
    found: list[str] = []
    for part in ranges.split(","):
        first, _, last = part.partition("-")
        found += held[int(first, 16) : int(last or first, 16) + 1]
    return "[" + "".join(re.escape(char) for char in found) + "]"


@cache
def shape(page: str) -> Shape:
    """The shape of UTF-8 in a single-byte page."""
    leads = _letters_in(",".join(form[0] for form in _FORMS), page)
    forms = "|".join(
        f"(?<={_letters_in(form[0], page)}){''.join(_letters_in(part, page) for part in form[1:])}"
        for form in _FORMS
    )
    held = letters(page)
    return Shape(
        sequence=re.compile(
            f"{leads}(?:{forms})"
        ),  # the leads stand first since `re` scans for one class fast
        stretch=re.compile(_letters_in("80-FF", page) + "+"),
        bytes_of={char: byte for byte, char in enumerate(held) if byte >= 0x80},
    )


def decode(stretch: str, page: str) -> str:
    """What the bytes behind a stretch say as UTF-8.

    Raise `UnicodeDecodeError` where they say nothing.
    """
    held = shape(page).bytes_of
    return bytes([held[char] for char in stretch]).decode()
