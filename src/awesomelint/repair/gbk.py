"""UTF-8 that was read as GBK.

Two bytes made one character, and the pairs that GBK lacks are lost.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from awesomelint.repair.codepages import EURO_IN_CP936, REPLACEMENT, Damage, apply, decoded
from awesomelint.repair.evidence import DamagedLine, DamagedRun, Reading
from awesomelint.text.lines import Lines
from awesomelint.text.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from awesomelint.repair.candidates import Edge
    from awesomelint.repair.language import Language
    from awesomelint.repair.lattice import Choice

_WINDOWS = regex("[€\ue000-\uf8ff]")
"""What only Windows has in GBK."""
_PIECE = regex("[\ufffd?€\ue000-\uf8ff]|[^\ufffd?€\ue000-\uf8ff]+")
"""A stretch that is encoded at once, or one character that is not."""
_LOST = (None,)
_AROUND = 12
"""How much certain text around torn runs is read with them."""
_LEADS = range(0xE3, 0xF0)
_CERTAIN = frozenset("锛銆")
"""What the punctuation of Chinese text begins with; other text has hardly any of these."""
_REGION = regex(r"[^\x00-\x7f]+(?:\?+[^\x00-\x7f]+)*\??")
_ASIAN = regex(
    "[\u0400-\u045f]{4}|[\u3000-\u30ff\u4e00-\u9fff\uac00-\ud7a3\uff00-\uffef\U0001f300-\U0001faff]"
)
_SIZES = {lead: 2 if lead < 0xE0 else 3 if lead < 0xF0 else 4 for lead in range(0xC2, 0xF5)}
_ASIAN_LEADS = (*range(0xE2, 0xEE), 0xEF, 0xF0)
_DOUBTFUL = 0.5
"""The score of what decodes, but is not likelier than the old text."""
_ENOUGH = 4
"""How many Asian characters, found behind damaged ones, prove the mistake."""


@cache
def _heads() -> frozenset[str]:
    """What a lead byte of UTF-8 and the byte after it are: rare in text that is not damaged."""
    pairs = (bytes([lead, other]) for lead in _LEADS for other in range(0x80, 0xC0))
    return frozenset("".join(pair.decode("gbk", "ignore") for pair in pairs))


@cache
def _letters() -> frozenset[str]:
    """What Cyrillic letters are."""
    pairs = [bytes([lead, other]) for lead in (0xD0, 0xD1) for other in range(0x80, 0xC0)]
    return frozenset(b"".join(pairs).decode("gbk"))


@cache
def _marks() -> re.Pattern[str]:
    return re.compile(f"[{''.join(sorted(_heads() | _letters()))}]")


def may_be_damaged(text: str) -> bool:
    """Whether some stretch looks like UTF-8 read as GBK; nearly free."""
    if text.isascii():
        return False
    return any(_is_mark(text, match.start()) for match in _marks().finditer(text))


def _is_mark(text: str, at: int) -> bool:
    """Whether another such character stands as far away as in damaged text, or none is needed."""
    char, after = text[at], text[at + 1 : at + 4]
    if char in _CERTAIN:
        return True
    if len(after) < 3:
        return False
    if char in _letters() and _letters().issuperset(after):
        return True
    is_head = char in _heads() and after[2] in _heads()
    return is_head and all(other == "?" or not other.isascii() for other in after[:2])


class Region:
    """A stretch between ASCII characters.

    It has its place, its bytes (None where one is lost), and its decoding if nothing is lost.
    """

    __slots__ = ("end", "held", "plain", "start")

    def __init__(self, text: str, start: int, end: int) -> None:
        self.start, self.end = start, end
        pieces = [_encoded(piece) for piece in _PIECE.findall(text, start, end)]
        known = [piece for piece in pieces if piece is not None]
        self.held: list[int | None] | None = None
        self.plain: str | None = None
        if len(known) == len(pieces):
            self.held = [byte for piece in known for byte in piece or _LOST]
            self.plain = _decoded(b"".join(known)) if all(known) else None


def _decoded(raw: bytes) -> str | None:
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return None


def _encoded(piece: str) -> bytes | None:
    """The bytes of a piece in GBK, or of what only Windows has; none where one is lost."""
    if piece in (REPLACEMENT, "?"):
        return b""
    if piece == "€":
        return bytes([EURO_IN_CP936])
    try:
        return piece.encode("gb18030" if _WINDOWS.match(piece) else "gbk")
    except UnicodeEncodeError:
        return None


def find(text: str, prose: Callable[[int], bool]) -> list[DamagedLine]:
    """The lines that are damaged this way; those that lost bytes have no runs yet."""
    regions = [Region(text, *match.span()) for match in _REGION.finditer(text)]
    shown = [
        len(_ASIAN.findall(region.plain))
        for region in regions
        if region.plain and prose(region.start)
    ]
    if sum(shown) < _ENOUGH:
        return []
    mended = sum(bool(region.plain) for region in regions)
    torn = [region for region in regions if region.held and None in region.held]
    alone = mended + len(torn) > 0.9 * len(regions)
    damage = _damage(text, regions, torn)
    lines: dict[int, DamagedLine] = {}
    places = Lines(text)
    for region in regions:
        if not (region.plain and (alone or _ASIAN.search(region.plain))) and not (
            region in torn and _hurt(region)
        ):
            continue
        start, end = places.at(region.start)
        line = lines.setdefault(start, DamagedLine(start, end, damage))
        line.runs.append(_run(text, region))
    for line in lines.values():
        if not line.proven and all(run.readings for run in line.runs):
            _doubt(line)
    return list(lines.values())


def _doubt(line: DamagedLine) -> None:
    """Only show what is not likelier than the old text, in a line in which nothing is."""
    if not any(run.evidence == "proven" for run in line.runs):
        line.runs = [DamagedRun(run.start, run.end, "ambiguous", run.readings) for run in line.runs]


def _hurt(region: Region) -> bool:
    """Whether a torn region holds something besides what is lost, which makes its damage sure."""
    if region.held is None:
        return False
    kept = (byte for byte in region.held if byte is not None)
    return any(byte in _SIZES for byte in kept)


def _damage(text: str, regions: list[Region], torn: list[Region]) -> Damage:
    windows = any(
        region.plain and _WINDOWS.search(text, region.start, region.end) for region in regions
    )
    page = "cp936" if windows else "gbk"
    if not torn:
        return Damage(page)
    marked = sum(REPLACEMENT in text[region.start : region.end] for region in torn)
    return Damage(page, "fffd" if marked * 2 >= len(torn) else "question")


def _run(text: str, region: Region) -> DamagedRun:
    """The reading of a region: proven if the language models call it far likelier."""
    from awesomelint.repair.likelihood import is_likelier  # noqa: PLC0415 - only where damage is suspected

    start, end = region.start, region.end
    plain = region.plain
    if not plain:
        return DamagedRun(start, end, "unreadable")
    if is_likelier(plain, text[start:end]):
        return DamagedRun(start, end, "proven", (Reading(plain, 1.0),))
    return DamagedRun(start, end, "inferred", (Reading(plain, _DOUBTFUL),))


class TornLine:
    """A line with torn runs as one row of characters and bytes, so that runs are read in context.

    In the `shadow` a byte of a torn run is a private-use character, a lost one U+FFFD.
    """

    def __init__(self, text: str, line: DamagedLine) -> None:
        self.text, self.line = text, line
        self.edges: dict[int, list[Edge]] = {}
        self.spans: dict[int, tuple[int, int]] = {}
        parts: list[str] = []
        size, at = 0, line.start
        for index, run in enumerate(line.runs):
            held = None if run.readings else Region(text, run.start, run.end).held
            piece = (
                run.readings[0].text
                if run.readings
                else _shadow(held)
                if held
                else text[run.start : run.end]
            )
            parts += [text[at : run.start], piece]
            size += run.start - at
            if held:
                after = text[run.end : run.end + 1]
                found = _edges(
                    held, ord(after) if after and after.isascii() else None, line.damage.page
                )
                self.edges |= {
                    size + place: [(size + stop, chars) for stop, chars in here]
                    for place, here in found.items()
                }
                self.spans[index] = size, size + len(piece)
            size += len(piece)
            at = run.end
        self.shadow = "".join([*parts, text[at : line.end]])

    def choices(self, language: Language) -> list[Choice]:
        """The readings of the torn runs."""
        from awesomelint.repair.lattice import choose  # noqa: PLC0415 - only where bytes were lost

        if not self.spans:
            return []
        spans = self.spans.values()
        first, _ = min(spans)
        _, last = max(spans)
        start = max(0, first - _AROUND)
        end = min(len(self.shadow), last + _AROUND)
        return choose(self.shadow, start, end, self.edges, language)

    def read(self, language: Language, enough: float) -> None:
        """Read the torn runs by language."""
        choices = self.choices(language)
        starts = [choice.start for choice in choices]
        runs = self.line.runs
        for index, (start, end) in self.spans.items():
            first, last = bisect_left(starts, start), bisect_left(starts, end)
            within = choices[first:last]
            runs[index] = self._run(runs[index], start, end, within, enough)

    def _run(
        self, run: DamagedRun, start: int, end: int, choices: list[Choice], enough: float
    ) -> DamagedRun:
        best = self._said(
            run, start, end, [(choice.start, choice.end, choice.text) for choice in choices]
        )
        if not choices or best is None:
            return run
        weakest = min(choices, key=lambda choice: choice.probability)
        if weakest.probability >= enough:
            return DamagedRun(run.start, run.end, "inferred", (Reading(best, weakest.probability),))
        readings = [Reading(best, weakest.probability)]
        for other, share in weakest.others:
            pieces = [
                (one.start, one.end, other if one is weakest else one.text) for one in choices
            ]
            whole = self._said(run, start, end, pieces)
            if whole:
                readings.append(Reading(whole, share))
        return DamagedRun(run.start, run.end, "ambiguous", tuple(readings))

    def _said(
        self, run: DamagedRun, start: int, end: int, pieces: list[tuple[int, int, str]]
    ) -> str | None:
        """What a run said if `pieces` are right; None where that would not leave these remains."""
        parts: list[str] = []
        at = start
        for first, last, piece in pieces:
            parts += [self.shadow[at:first].replace(REPLACEMENT, "?"), piece]
            at = last
        whole = "".join([*parts, self.shadow[at:end].replace(REPLACEMENT, "?")])
        if any("\ue080" <= char <= "\ue0ff" for char in whole):
            return None
        return whole if apply(whole, self.line.damage) == self.text[run.start : run.end] else None

    def probably(self, language: Language) -> list[list[tuple[str, float]]]:
        """What the line says: by character the readings with their probabilities."""
        read = {choice.start: choice for choice in self.choices(language)}
        signs: list[list[tuple[str, float]]] = []
        at = 0
        while at < len(self.shadow):
            choice = read.get(at)
            if choice:
                signs.append([(choice.text, choice.probability), *choice.others])
            else:
                char = self.shadow[at]
                signs.append(
                    [] if char == REPLACEMENT or "\ue000" <= char <= "\ue0ff" else [(char, 1.0)]
                )
            at = choice.end if choice else at + 1
        return signs


def _shadow(held: list[int | None]) -> str:
    return "".join(
        REPLACEMENT if byte is None else chr(byte) if byte < 0x80 else chr(0xE000 + byte)
        for byte in held
    )


def _edges(held: list[int | None], after: int | None, page: str) -> dict[int, list[Edge]]:
    """Where characters can begin and end among the bytes, and which they can be."""
    found: dict[int, list[Edge]] = {}
    padded = (*held, after, *[None] * 4)
    for at, first in enumerate(held):
        if first is None or first in _SIZES:
            here = [
                (at + size, chars)
                for size, chars in _edges_of(padded[at : at + 5], len(held) - at, page)
            ]
            if first is None:
                here.append((at + 1, "?"))
            if here:
                found[at] = here
    return found


@lru_cache(maxsize=20_000)
def _edges_of(window: tuple[int | None, ...], room: int, page: str) -> list[tuple[int, str]]:
    """The characters that the bytes at the start of `window` can be, by their size.

    They have at most `room` bytes.
    """
    first = window[0]
    found: dict[int, list[str]] = {}
    for lead in [first] if first is not None else _ASIAN_LEADS:
        size = _SIZES[lead]
        if size <= room:
            found.setdefault(size, []).extend(_fitting(window, size, lead, page))
    return [(size, "".join(chars)) for size, chars in found.items() if chars]


def _fitting(window: tuple[int | None, ...], size: int, lead: int, page: str) -> list[str]:
    options: list[bytes] = [bytes([lead])] if _lost_there(window, 0, lead, page) else []
    for place in range(1, size):
        byte = window[place]
        nexts = (
            [byte]
            if byte is not None
            else [one for one in range(0x80, 0xC0) if _lost_there(window, place, one, page)]
        )
        lost = byte is None and window[place - 1] is None
        options = [
            head + bytes([other])
            for head in options
            for other in nexts
            if not lost or _is_lost_before(head[-1], other, page)
        ]
        if len(options) > 4096:
            return []
    return [char for raw in options if (char := _character(raw))]


def _lost_there(window: tuple[int | None, ...], at: int, byte: int, page: str) -> bool:
    """Whether `byte` would have been lost at this place.

    It would if GBK has no character for it and the byte after it.
    """
    if window[at] is not None:
        return True
    follower = window[at + 1]
    return follower is None or _is_lost_before(byte, follower, page)


@cache
def _is_lost_before(byte: int, follower: int, page: str) -> bool:
    """Whether a page has no character for two bytes."""
    return decoded(bytes([byte, follower]), page).startswith(REPLACEMENT)


@cache
def _character(raw: bytes) -> str:
    import unicodedata  # noqa: PLC0415 - only where bytes were lost

    try:
        char = raw.decode()
    except UnicodeDecodeError:
        return ""
    return char if unicodedata.category(char) not in ("Cn", "Co", "Cs", "Cc") else ""


def certain(text: str, lines: list[DamagedLine]) -> Iterator[str]:
    """The certain text of lines: proven runs and the undamaged text, with gaps for other runs."""
    for line in lines:
        parts: list[str] = []
        done = line.start
        for run in line.runs:
            before = text[done : run.start]
            said = run.readings[0].text if run.readings else REPLACEMENT
            parts += (before, said)
            done = run.end
        parts.append(text[done : line.end])
        yield "".join(parts)
