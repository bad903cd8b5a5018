"""Entries that stray from the form of nearly all others: separator, full stop, capital."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from awesomelint.checks._wording import rewriting
from awesomelint.checks.entry._form import described, ends_sentence, is_wide
from awesomelint.identity.titles import quoted
from awesomelint.model import Edit, Finding, Related

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from awesomelint.checks.entry._form import Described
    from awesomelint.curation import Document
    from awesomelint.model import Fix

FEWEST = 20
MAJORITY = 0.9
WITH_STOP, WITHOUT_STOP = "a full stop", "no full stop"
CAPITAL, SMALL = "a capital", "a small letter"
SAID = {
    "separator": "{} of {} entries have “{}” between link and description",
    "final-punctuation": "{} of {} descriptions end in {}",
    "first-letter": "{} of {} descriptions begin with {}",
}
# the dot behind these belongs to the word
_ABBREVIATIONS = ("etc.", "inc.", "ltd.", "co.", "al.", "jr.", "..")


def check(document: Document, *, features: Sequence[str]) -> Iterator[Finding]:
    """A finding for each feature in which a few entries stray from a clear majority.

    The majority is nine tenths of twenty entries or more: of the file, or of a section where the
    file has none.
    """
    entries = described(document)
    for feature in features:
        whole = _form(feature, entries)
        for section in _by_section(entries):
            form = whole or _form(feature, section)
            if form:
                strays = [one for one in section if _value(feature, one) not in {form[0], ""}]
                if strays:
                    yield _finding(document, feature, form, strays)


Form = tuple[str, int, int]
"""The value that nearly all have, how many those are, and how many there are."""


def _by_section(entries: Sequence[Described]) -> Iterator[list[Described]]:
    sections: defaultdict[int, list[Described]] = defaultdict(list)
    for one in entries:
        sections[id(one.entry.section)].append(one)
    yield from sections.values()


def _form(feature: str, entries: Sequence[Described]) -> Form | None:
    values = Counter(_value(feature, one) for one in entries)
    del values[""]
    if not values:
        return None
    total = values.total()
    value, count = values.most_common(1)[0]
    is_clear = total >= FEWEST and count >= MAJORITY * total
    return (value, count, total) if is_clear else None


def _value(feature: str, one: Described) -> str:
    """What the entry has of `feature`; "" where it says nothing of it."""
    if feature == "separator":
        return one.separator
    if feature == "final-punctuation":
        if not one.sentence or one.sentence[-1] in ":：)）]】" or _is_abbreviated(one.sentence):
            return ""
        whole = ends_sentence(one.sentence) or ends_sentence(one.words)
        return WITH_STOP if whole else WITHOUT_STOP
    first = one.words[0]
    if first.isupper():
        return CAPITAL
    return SMALL if first.islower() and _is_word(one.words) else ""


def _is_abbreviated(sentence: str) -> bool:
    return sentence.lower().endswith(_ABBREVIATIONS)


def _is_word(words: str) -> bool:
    """Whether the first word is no name that is written small: `iOS`, `node.js`."""
    first = words.split(maxsplit=1)[0].rstrip(".,;:!?")
    return first.isalpha() and first.islower()


def _finding(document: Document, feature: str, form: Form, strays: Sequence[Described]) -> Finding:
    value, count, total = form
    first, *others = strays
    place = _place(feature, first)
    said = SAID[feature].format(count, total, value)
    names = quoted(first.entry.title_text)
    more = f" and {len(others)} more in this section" if others else ""
    have = "have" if others else "has"
    return Finding(
        *place,
        f"{said}; {names}{more} {have} another form, which readers take for a mistake; "
        "write them alike",
        fixes=tuple(fix for one in strays for fix in _fixes(document, feature, value, one)),
        related=tuple(Related(*_place(feature, one), "and here") for one in others),
        key=feature,
    )


def _place(feature: str, one: Described) -> tuple[int, int]:
    if feature == "separator":
        return one.mark.start, one.mark.end
    if feature == "final-punctuation":
        return one.last - 1, one.last
    description = one.entry.description
    start = description.start if description else one.entry.start
    return start, start + 1


def _fixes(document: Document, feature: str, value: str, one: Described) -> tuple[Fix, ...]:
    """The entry in the others' form; which words may take a capital is left to people."""
    if feature == "separator":
        edit = Edit(one.mark.start, one.mark.end, value)
        return rewriting(document, (edit,), "unsafe", f"Write “{value}”")
    if feature != "final-punctuation":
        return ()
    last = document.text[one.last - 1 : one.last]
    if value == WITHOUT_STOP:
        if last not in ".。":
            return ()
        return rewriting(
            document, (Edit(one.last - 1, one.last, ""),), "unsafe", "Delete the full stop"
        )
    if last in ",，;；、-–—":
        return ()
    stop = "。" if is_wide(last) else "."
    return rewriting(document, (Edit(one.last, one.last, stop),), "unsafe", f"Add “{stop}”")
