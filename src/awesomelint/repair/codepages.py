"""The encoding mistakes that lists suffer, each under a name, and how to make them."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

SINGLE_BYTE = (
    "cp1252", "cp1254", "latin-1", "mac-roman", "cp437", "cp1251", "cp1250", "cp1253", "cp1257",
    "iso8859-2", "cp850",
)  # fmt: skip
"""Code pages in which UTF-8 is read by mistake, the commonest first."""

DOUBLE_BYTE = ("gbk", "cp936")
"""The same with two bytes a character.

There are GBK as standardized, and as Windows has it, where 0x80 is € and pairs without a character
are private-use characters.
"""

C1 = "c1"
"""cp1252 read as Latin-1, so that its punctuation became C1 controls: no UTF-8 is involved."""

EURO_IN_CP936 = 0x80

SOFT_HYPHEN = 0xAD
REPLACEMENT = "\ufffd"
STRIPPED = " \t\x85\xa0\xad"
"""What a line loses at its end where white space is stripped.

The last byte of a character may be a part of it.
"""

_NAME = (
    r"(?P<page>.+?)(?:-(?P<loss>drop|fffd|question|no-c1))?"
    r"(?P<shy>-shy)?(?P<nbsp>-nbsp)?(?P<strip>-strip)?(?P<twice>-twice)?"
)
_LOSSES = {
    "drop": "undefined bytes dropped",
    "fffd": "undefined bytes replaced by U+FFFD",
    "question": "undefined bytes replaced by ?",
    "no-c1": "control characters dropped",
}


class Damage(NamedTuple):
    """The mistake of reading UTF-8 in `page`.

    `loss` says what became of the bytes that it does not define, and of some that it does: "" (kept
    as C1 controls), `drop`, `fffd`, `question`, or `no-c1` (0x80 to 0x9F dropped). `shy`: soft
    hyphens dropped; `nbsp`: no-break spaces turned into spaces; `strip`: white space and soft
    hyphens stripped from the ends of lines; `twice`: the mistake was made two times.
    """

    page: str
    loss: str = ""
    shy: bool = False
    nbsp: bool = False
    strip: bool = False
    twice: bool = False

    @property
    def name(self) -> str:
        """The name that `parse` reads back, like `cp1254-drop-shy`."""
        parts = [
            self.page,
            self.loss,
            "shy" * self.shy,
            "nbsp" * self.nbsp,
            "strip" * self.strip,
            "twice" * self.twice,
        ]
        return "-".join(part for part in parts if part)

    @property
    def label(self) -> str:
        """What happened, in words: `UTF-8 read as cp1254, undefined bytes and U+00AD dropped`."""
        if self.page == C1:
            return "cp1252 read as Latin-1"
        loss = _LOSSES.get(self.loss, "")
        if self.page in DOUBLE_BYTE:
            loss = loss.replace("undefined bytes", "undefined pairs")
        if self.shy:
            loss = "undefined bytes and U+00AD dropped" if self.loss == "drop" else "U+00AD dropped"
        parts = [f"UTF-8 read as {self.page}{' twice' if self.twice else ''}", loss]
        if self.nbsp:
            parts.append("U+00A0 made a space")
        if self.strip:
            parts.append("line ends stripped")
        return ", ".join(part for part in parts if part)

    @property
    def lossless(self) -> bool:
        """Whether nothing is lost, so that a round trip proves a repair."""
        return not (self.loss or self.shy or self.nbsp or self.strip)


def parse(name: str) -> Damage:
    """The damage of that name; raise `ValueError` for an unknown one."""
    match = re.fullmatch(_NAME, name)
    if not match or match["page"] not in (*SINGLE_BYTE, *DOUBLE_BYTE, C1):
        raise ValueError(f"unknown damage {name!r}")
    return Damage(
        page=match["page"],
        loss=match["loss"] or "",
        shy=bool(match["shy"]),
        nbsp=bool(match["nbsp"]),
        strip=bool(match["strip"]),
        twice=bool(match["twice"]),
    )


@cache
def letters(page: str) -> tuple[str, ...]:
    """The 256 characters of a single-byte page.

    Bytes that it leaves undefined stand for C1 controls.
    """
    decoded = bytes(range(256)).decode(page, "replace")
    return tuple(chr(byte) if char == REPLACEMENT else char for byte, char in enumerate(decoded))


@cache
def undefined(page: str) -> frozenset[int]:
    """The bytes that a single-byte page leaves undefined."""
    decoded = bytes(range(256)).decode(page, "replace")
    return frozenset(byte for byte, char in enumerate(decoded) if char == REPLACEMENT)


@cache
def images(damage: Damage) -> tuple[str, ...]:
    """What each of the 256 bytes becomes under a damage to a single-byte page, made once."""
    held = list(letters(damage.page))
    gone = undefined(damage.page)
    if damage.loss == "no-c1":
        gone = frozenset(range(0x80, 0xA0))
    mark = {"fffd": REPLACEMENT, "question": "?"}.get(damage.loss, "")
    if damage.loss:
        for byte in gone:
            held[byte] = mark
    if damage.shy:
        held[SOFT_HYPHEN] = ""
    if damage.nbsp:
        held = [" " if char == "\u00a0" else char for char in held]
    return tuple(held)


def decoded(raw: bytes, page: str) -> str:
    """What bytes are in one of `DOUBLE_BYTE`, with U+FFFD for those that are no character there."""
    return _as_cp936(raw) if page == "cp936" else raw.decode("gbk", "replace")


def _as_cp936(raw: bytes) -> str:
    parts: list[str] = []
    at = 0
    while at < len(raw):
        pair = raw[at : at + 2] if raw[at] > EURO_IN_CP936 else raw[at : at + 1]
        char = "€" if raw[at] == EURO_IN_CP936 else pair.decode("gb18030", "replace")
        if len(char) > 1 or char == REPLACEMENT:
            char, pair = REPLACEMENT, pair[:1]
        parts.append(char)
        at += len(pair)
    return "".join(parts)


def apply(text: str, damage: Damage) -> str:
    """`text` after the mistake."""
    if damage.page == C1:
        return "".join([_as_c1().get(char, char) for char in text])
    for _ in range(1 + damage.twice):
        raw = text.encode("utf-8", "surrogatepass")
        if damage.page in DOUBLE_BYTE:
            text = decoded(raw, damage.page).replace(
                REPLACEMENT, "?" if damage.loss == "question" else REPLACEMENT
            )
        else:
            held = images(damage)
            text = "".join([held[byte] for byte in raw])
    if not damage.strip:
        return text
    return "\n".join([line.rstrip(STRIPPED) for line in text.split("\n")])


@cache
def _as_c1() -> dict[str, str]:
    """The characters that cp1252 has where Latin-1 has controls, each with its control."""
    return {letters("cp1252")[byte]: chr(byte) for byte in range(0x80, 0xA0)}


def damage(text: str, name: str) -> str:
    """`text` after the mistake of that name, like `cp1252` or `cp1254-drop-shy`.

    `lost` is no encoding: whatever was there became U+FFFD. Raise `ValueError` for an unknown name.
    """
    if name == "lost":
        return REPLACEMENT * len(text)
    return apply(text, parse(name))
