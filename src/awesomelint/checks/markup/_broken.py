"""Text, brackets and a URL that were meant as a link, and what is wrong with the brackets."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, NamedTuple, cast

from awesomelint.checks.markup._raw import EMPHASIS, LINK, OPAQUE, raw_blocks
from awesomelint.model import Span
from awesomelint.syntax import nodes
from awesomelint.text.patterns import regex
from awesomelint.text.urls import intended

if TYPE_CHECKING:
    from collections.abc import Iterator

    from awesomelint.checks.markup._raw import RawBlock
    from awesomelint.curation import Document
    from awesomelint.model import Safety

LONGEST = 300
LONG = 60
Fault = Literal[
    "blank", "swapped", "square", "round", "curly", "unopened", "unclosed", "escaped", "no ]",
    "no (", "doubled", "full-width", "angle", "title", "spaced", "two",
]  # fmt: skip
BLANKS = " \t\u00a0\u3000"
_OPENERS = "([{（［【<"
_CLOSERS = ")]}）］】>"
_ASCII = str.maketrans("［］【】（）", "[][]()")
_TARGET = regex(
    r"(?:https?://|www\.)(?=[^\s()<>\[\]])|(?<=[(（])(?:#|\.{0,2}/)(?=[^\s()<>\[\]])", re.IGNORECASE
)
_PLAIN = regex(r"[^\s<>\"`\ufdd0-\ufdd6]*")
_NO_TEXT = regex(r"(?:[xX\d\s,]*|\^[^\n]*|!)")
_TITLE = regex(r"[ \t]+[\"“'][^\"“”'\n()]*")
_ENDS = regex(r"[?!.,:;'\"，。；：、！？*_~|]*(?:\s|\Z|[\ufdd0-\ufdd2\ufdd7([（【])")
_SECOND = regex(r"\]\((https?://[^\s()<>\[\]]+)\)")
_STOP_INSIDE = regex(r"[.!?]\s|[。！？；;]")
_SEPARATORS = "\ufdd7 \t,;:|/、，；：·-–—*_>\u00a0\u3000"


class Broken(NamedTuple):
    """A link with broken markup: its span, text and URL, and how certain this reading is."""

    whole: Span
    text: Span
    url: Span
    fault: Fault
    safety: Safety = "safe"


def broken_links(document: Document) -> tuple[Broken, ...]:
    """All of them in order, none inside another; found once and kept with the document."""
    found = document.memo.get("broken links")
    if found is None:
        found = document.memo["broken links"] = tuple(_search(document))
    return cast("tuple[Broken, ...]", found)


def _search(document: Document) -> Iterator[Broken]:
    for part in raw_blocks(document):
        done = until = 0
        for target in _TARGET.finditer(part.shown):
            at = target.start()
            if at < done:
                continue
            if at >= until and (plain := _PLAIN.match(part.shown, at)):
                until = plain.end()
            reading = _Reading(part, at, until)
            done = reading.end  # what begins inside a URL is a part of it
            if broken := reading.broken():
                done = broken.whole.end
                yield _placed(broken, part)


def _placed(broken: Broken, part: RawBlock) -> Broken:
    """`broken` with places in the document; unsafe in a heading, whose anchor would change."""
    whole, text, url = (
        Span(part.start + one.start, part.start + one.end)
        for one in (broken.whole, broken.text, broken.url)
    )
    heading = isinstance(part.block, nodes.Heading) and broken.safety == "safe"
    return Broken(whole, text, url, broken.fault, "unsafe" if heading else broken.safety)


class _Reading:
    """The brackets around the URL that begins at `at` and ends at `until` or before.

    They are the one that closes the text, the one that opens the URL and the one that ends it.
    """

    def __init__(self, part: RawBlock, at: int, until: int) -> None:
        self.part = part
        self.shown = part.shown
        self.at = at
        self.floor = part.line_start(at, at - LONGEST)
        self.end = self._url_end(until)
        inner = self._back(at, BLANKS)
        if self.shown[inner - 1 : inner] not in set(_OPENERS):
            inner = at
        opened = self._back(inner, _OPENERS)
        blanks = self._back(opened, BLANKS)
        self.closed = self._back(blanks, _CLOSERS)
        while self.closed + 1 < blanks and self.closed + 1 in part.partners:
            self.closed += 1  # brackets in the text
        gap = " " if blanks < opened and blanks > self.closed else ""
        self.middle = (
            f"{self.shown[self.closed : blanks]}{gap}{self.shown[opened:inner]}".translate(_ASCII)
        )
        self.wide = any(char in "［］【】（）" for char in self.shown[self.closed : inner])

    def _url_end(self, until: int) -> int:
        """Where the URL ends, without emphasis and a backslash behind it."""
        _, end = next(intended(self.shown, self.at, until), (0, until))
        is_bare = self.shown[end : end + 1] not in set(_CLOSERS)
        while is_bare and self.shown.startswith(EMPHASIS, end - 1):
            end -= 1  # marks inside of a URL are letters of it
        if self.shown.startswith("\\", end - 1):
            end -= 1
        return end

    def _back(self, at: int, chars: str) -> int:
        while at > self.floor and self.shown[at - 1] in chars:
            at -= 1
        return at

    def broken(self) -> Broken | None:  # noqa: C901, PLR0911 - one case a fault
        """The link that was meant; None where nothing is wrong or it cannot be told."""
        match self.middle:
            case "(":
                return self._without_end(self.closed, "no ]")
            case ")(":
                paired = self.closed in self.part.partners
                return None if paired else self._without_end(self.closed, "round")
            case ")[":
                return self._made("swapped", "]")
            case "] (":
                return self._made("blank", ")")
            case "][":
                return self._made("square", "])")
            case "]{":
                return self._made("curly", "}")
            case "](<":
                return self._made("angle", ")")
            case "]((" | "](((" | "]]((" | "]](" | "]([" | "])(":
                return self._made("doubled", "])")
            case "](":
                return self._bracketed()
            case "]":
                return self._made("no (", ")", needed=False)
            case "] " | "":
                return self._apart()
            case _:
                return None

    def _made(self, fault: Fault, closers: str, *, needed: bool = True) -> Broken | None:
        """A link whose text is closed by the first bracket before the URL."""
        opening = self.part.partners.get(self.closed)
        if opening is None or self.shown[opening] not in "[［【(（":
            return None
        end = self._closing(closers)
        if end is None:
            if needed or not _ENDS.match(self.shown, self.end):
                return None
            end = self.end
        return self._link(opening, self.closed, end, fault)

    def _apart(self) -> Broken | None:
        """`[text] https://…` and `[text]: https://…`."""
        blanks = self._back(self.at, BLANKS)
        self.closed = blanks - (2 if self.shown.endswith("]:", self.floor, blanks) else 1)
        opening = self.part.partners.get(self.closed)
        begins = (
            opening is not None and not self.shown[self.part.line_start(self.at) : opening].strip()
        )
        if (
            not begins
            or opening is None
            or self.shown[self.closed] != "]"
            or not _ENDS.match(self.shown, self.end)
        ):
            return None
        return self._link(opening, self.closed, self.end, "no (", "unsafe")

    def _closing(self, closers: str) -> int | None:
        """Where the brackets after the URL end, all of `closers`; None where there is none."""
        at = self.end
        while self.shown[at : at + 1] in set(BLANKS):
            at += 1
        first = at
        most = sum(char in "([{" for char in self.middle) or 1
        while at - first < most and self.shown[at : at + 1].translate(_ASCII) in set(closers):
            at += 1
        return at if at > first else None

    def _link(
        self, opening: int, closed: int, end: int, fault: Fault, safety: Safety = "safe"
    ) -> Broken | None:
        text = self.shown[opening + 1 : closed]
        if LINK in text or "\n" in text or not text.strip() or _NO_TEXT.fullmatch(text.strip()):
            return None
        if self.shown[opening] == "【":
            safety = "suggestion"  # which may have been meant as they are
        elif len(text) > LONG and self.shown[opening] in "(（":
            safety = "unsafe"  # an aside rather than a title
        return Broken(
            Span(opening, end), Span(opening + 1, closed), Span(self.at, self.end), fault, safety
        )

    def _without_end(self, closed: int, fault: Fault) -> Broken | None:
        """A link whose text begins at a `[` that nothing closes."""
        opening = self.shown.rfind("[", self.floor, closed)
        end = self._closing(")")
        if opening < 0 or end is None or opening in self.part.partners:
            return None
        if any(char in "[]()" for char in self.shown[opening + 1 : closed]):
            return None
        return self._link(opening, closed, end, fault)

    def _bracketed(self) -> Broken | None:
        """A link with `](` before its URL."""
        opening = self.part.partners.get(self.closed)
        end = self._closing(")")
        if opening is None:
            return self._unopened(end) if end is not None else None
        if self.shown[opening] not in "[［【":
            return None
        if end is not None:
            wide = self.wide or self.shown[opening] in "［【" or self.shown[end - 1] == "）"
            return self._link(opening, self.closed, end, "full-width") if wide else None
        return self._unclosed(opening)

    def _unclosed(self, opening: int) -> Broken | None:
        rest = self.shown[self.end :]
        if second := _SECOND.match(self.shown, self.end):
            return self._link(opening, self.closed, second.end(), "two", "suggestion")
        if rest.startswith("]"):
            return self._link(opening, self.closed, self.end + 1, "unclosed")
        if rest.startswith(("\\)", f"{OPAQUE}\ufdd6")):
            return self._link(opening, self.closed, self.end + 2, "escaped")
        last = self.part.partners.get(self.closed + 1, -1)
        inside = self.shown[self.end : last] if last > self.end else ""
        if inside and LINK not in inside and "\n" not in inside and "[" not in inside:
            fault: Fault = "title" if _TITLE.fullmatch(inside) else "spaced"
            return self._link(opening, self.closed, last + 1, fault, "suggestion")
        if not _ENDS.match(self.shown, self.end):
            return None
        return self._link(opening, self.closed, self.end, "unclosed")

    def _unopened(self, end: int) -> Broken | None:
        """A link without the `[` before its text: the text begins at the entry, or behind a `(`."""
        before = self.shown[self.floor : self.closed]
        start = self.floor
        paren = before.rfind("(")
        if self.part.partners.get(self.floor + paren, self.closed) < self.closed:
            paren = -1
        last = max(paren, before.rfind(LINK), before.rfind(OPAQUE))
        if last < 0 and start > self.part.line_start(self.at):
            return None  # a text that long is none
        start += last + 1
        safety: Safety = (
            "unsafe" if self.shown[start - 1 : start] in {"", "(", "\n"} else "suggestion"
        )
        while start < self.closed and self.shown[start] in _SEPARATORS:
            start += 1
        start += self.shown.startswith("!", start)  # an image
        text = self.shown[start : self.closed]
        if not text.strip() or LINK in text:
            return None
        if _STOP_INSIDE.search(text):
            safety = "suggestion"
        whole = Span(start, end)
        shown, url = Span(start, self.closed), Span(self.at, self.end)
        return Broken(whole, shown, url, "unopened", safety)
