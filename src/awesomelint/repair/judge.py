"""Weighs what speaks for damage in a word.

Its shape is one witness, and a second one has to agree.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal, NamedTuple

from awesomelint.repair import ftfy_witness
from awesomelint.repair.characters import is_letter, kind, script
from awesomelint.repair.oddness import (
    is_box,
    is_odd,
    is_unlikely,
    meets_naturally,
    oddities,
    puts_symbol_in_word,
)
from awesomelint.repair.shape import decode, shape
from awesomelint.repair.support import is_common_cjk, is_frequent, is_usual
from awesomelint.text.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from awesomelint.repair.support import Support

Verdict = Literal["damaged", "torn", "doubtful", "clean"]
"""`torn`: damaged beyond doubt, but its sequences do not say all that it was."""

_WORD = regex(
    r"[^\s!-/:-@\[-`{-~\u3000-\u3002\uff01-\uff0f]+(?:[\xa0\x1c-\x1f\x85][^\s!-/:-@\[-`{-~]*)*"
)
"""What stands between blanks and ASCII punctuation; no-break spaces may be bytes of a character."""
_ANCHOR = regex(r"\(#[^()\s]*\)")
_ASCII = regex(r"[\x00-\x7f]+")
_AROUND = 10
"""How much of a line ftfy sees around a word: it looks at five characters at once."""
_LONG = 3
"""From so many bytes on, a character is long.

Two letters that no language puts side by side may be a name.
"""
_SEVERAL = 3
"""So many different sequences that leave nothing of their line uncovered are no chance."""


class Chain(NamedTuple):
    """Well-formed sequences of UTF-8 side by side, and what they say."""

    start: int
    end: int
    text: str
    once: str = ""
    """What it says where the damage is undone one time only, if it was made twice."""


@dataclass(slots=True)
class Word:
    """A word with well-formed sequences: its place, those, and what the witnesses make of it.

    `said` is the word with all its chains read.
    """

    start: int
    end: int
    chains: list[Chain]
    verdict: Verdict = "clean"
    said: str = ""

    def mended(self, text: str, *, once: bool = False) -> str:
        """The word with all its chains read.

        With `once`, those that were damaged twice are half read.
        """
        parts: list[str] = []
        done = self.start
        for chain in self.chains:
            before = text[done : chain.start]
            said = (once and chain.once) or chain.text
            parts += (before, said)
            done = chain.end
        parts.append(text[done : self.end])
        return "".join(parts)


def words(text: str, start: int, end: int, page: str) -> list[Word]:
    """The words of a line that hold sequences of `page`, in order."""
    chains = _undone_twice(text, list(_chains(text, start, end, page)), page)
    found: list[Word] = []
    for chain in chains:
        reached = found[-1].end if found else -1
        first = _word_start(text, chain.start, max(start, reached - 1))
        if first >= reached:
            found.append(Word(first, _word_end(text, chain.end, end), [chain]))
            continue
        found[-1].chains.append(chain)
        if chain.end > reached:
            found[-1].end = _word_end(text, chain.end, end)
    for word in found:
        word.said = word.mended(text)
    return found


def _word_start(text: str, at: int, least: int) -> int:
    while at > least and _is_in_word(text[at - 1]):
        at -= 1
    return at


def _word_end(text: str, at: int, most: int) -> int:
    while at < most and _is_in_word(text[at]):
        at += 1
    return at


@cache
def _is_in_word(char: str) -> bool:
    return _WORD.fullmatch(char) is not None


def _chains(text: str, start: int, end: int, page: str) -> Iterator[Chain]:
    held = shape(page)
    first = last = -1
    for match in held.sequence.finditer(text, start, end):
        if match.start() != last:
            if first >= 0:
                yield Chain(first, last, decode(text[first:last], page))
            first = match.start()
        last = match.end()
    if first >= 0:
        yield Chain(first, last, decode(text[first:last], page))


def _undone_twice(text: str, chains: list[Chain], page: str) -> list[Chain]:
    """The chains of a line, read twice if each can be and one still looks damaged."""
    again = [twice(chain.text, page) for chain in chains]
    if not chains or None in again:
        return chains
    if not any(_looks_damaged(text, one) for one in chains):
        return chains
    pairs = zip(chains, again, strict=True)
    return [Chain(one.start, one.end, said, one.text) for one, said in pairs if said is not None]


def _looks_damaged(text: str, chain: Chain) -> bool:
    """Whether what a chain says still looks damaged, between its neighbours."""
    said = text[chain.start - 1 : chain.start] + chain.text + text[chain.end : chain.end + 1]
    return is_odd(said) or ftfy_witness.badness(said) > 0


def twice(text: str, page: str) -> str | None:
    """The text behind one that was damaged twice the same way, or None where it was not."""
    held = shape(page)
    high = held.stretch.findall(text)
    if not high or any(held.sequence.sub("", part) for part in high):
        return None
    return held.stretch.sub(lambda match: decode(match[0], page), text)


def judge(text: str, start: int, end: int, found: list[Word], page: str, support: Support) -> None:
    """Judge of each word of a line whether it is damaged.

    `support` knows what else the document shows.
    """
    for word in found:
        word.verdict = _verdict(text, word, (start, end), support)
    damaged = [word for word in found if word.verdict == "damaged"]
    if not damaged and not _are_several(text, found, page):
        return
    if _foreign(text, start, end, found):
        if len(damaged) == 1 and not _ftfy_mends(text[start:end], damaged[0]):
            damaged[0].verdict = "clean"
    elif damaged:
        _follow(found, support)
    elif _hold(text, found, support):
        for word in found:
            word.verdict = "damaged"


def _ftfy_mends(line: str, word: Word) -> bool:
    """Whether ftfy mends a word in its line.

    It is asked where clean letters and signs of the line speak against damage.
    """
    return word.said in ftfy_witness.reading(line)


def _foreign(text: str, start: int, end: int, found: list[Word]) -> bool:
    """Whether the line has letters or signs beyond ASCII that no sequence covers.

    Damage would not have left them.

    Anchors of headings count for nothing: they are made from what the heading says.
    """
    parts, done = [], start
    for word in found:
        for chain in word.chains:
            parts.append(text[done : chain.start])
            done = chain.end
    parts.append(text[done:end])
    return not _ANCHOR.sub("", "".join(parts)).isascii()


def _follow(found: list[Word], support: Support) -> None:
    """All of a line that nothing clean speaks for shares the fate of its damaged words."""
    for word in found:
        if word.verdict == "clean" and support.holds(word.said):
            word.verdict = "damaged"


def _are_several(text: str, found: list[Word], page: str) -> bool:
    chains = [chain for word in found for chain in word.chains]
    if sum(len(chain.once or chain.text) for chain in chains) < _SEVERAL:
        return False
    spans = [(chain.start, chain.end) for chain in chains]
    return (
        len({one for span in spans for one in shape(page).sequence.findall(text, *span)})
        >= _SEVERAL
    )


def _hold(text: str, found: list[Word], support: Support) -> bool:
    whole = "".join([word.said for word in found])
    return support.holds(whole) and not all(is_natural(text, word) for word in found)


def is_natural(text: str, word: Word) -> bool:
    """Whether all that looks damaged in a word are letters and what closes or opens it."""
    return all(meets_naturally(text, chain.start, chain.end) for chain in word.chains)


def _verdict(text: str, word: Word, line: tuple[int, int], support: Support) -> Verdict:
    old, new = text[word.start : word.end], word.said
    if is_natural(text, word):
        return "clean"
    before = text[max(line[0], word.start - _AROUND) : word.start]
    after = text[word.end : min(line[1], word.end + _AROUND)]
    theirs = ftfy_witness.opinion(
        before + old + after, before + new + after, old, _readings(text, word)
    )
    torn = is_odd(new, pairs=False) or _touches_remains(text, word)
    if theirs == "silent" and not _is_unlike_language(old, new, word, support, torn=torn):
        return "clean"
    if torn:
        return (
            "torn" if support.may_hold("".join([chain.text for chain in word.chains])) else "clean"
        )
    sound = support.holds(new) and not puts_symbol_in_word(old, new)
    if theirs == "differs" or not sound:
        return "doubtful" if theirs != "silent" and support.is_alphabetic(new) else "clean"
    return "damaged"


def _readings(text: str, word: Word) -> set[str]:
    """What a word says, also where the damage is undone one time only."""
    if any(chain.once for chain in word.chains):
        return {word.said, word.mended(text, once=True)}
    return {word.said}


def _is_unlike_language(old: str, new: str, word: Word, support: Support, *, torn: bool) -> bool:
    """What the second witness says where ftfy counts nothing.

    It agrees if the old word is none and the new one may be.
    """
    if torn:
        return _is_odd_there(old, word, pairs=False)
    if is_common_cjk(new) and is_unlikely(old):
        return True
    if not all(char.isascii() or script(char) or is_usual(char) for char in new):
        return False
    read = "".join([chain.text for chain in word.chains])
    if support.lacks_script_of(old) and not any(map(is_letter, read)):
        return True
    if _is_odd_there(old, word, pairs=False):
        return any(map(is_letter, read + old)) or any(map(is_box, old)) or max(read) >= "\u2600"
    longer = all(chain.end - chain.start >= _LONG * len(chain.text) for chain in word.chains)
    if longer and not any(map(is_letter, read)) and is_unlikely(old):
        return True
    return longer and _is_odd_there(old, word, pairs=True) and _is_frequent(read)


def _is_frequent(reading: str) -> bool:
    """Whether a reading of Han, kana or Hangul is frequent as a word by itself.

    Readings in other scripts are left to other checks.
    """
    return all(char < "\u2e80" or char >= "\U0001f000" or is_frequent(char) for char in reading)


def _touches_remains(text: str, word: Word) -> bool:
    """Whether a stray letter or sign is joined to a sequence, as where bytes are lost."""
    done = word.start
    joined: list[str] = []
    for chain in word.chains:
        parts = _ASCII.split(text[done : chain.start])
        joined += [parts[-1]] if done == word.start else [parts[0], parts[-1]]
        done = chain.end
    joined.append(_ASCII.split(text[done : word.end])[0])
    return any(_is_remains(char) for part in joined for char in part)


def _is_remains(char: str) -> bool:
    if char.isascii():
        return False
    if kind(char) == "symbol":
        return True
    return script(char) in {"LATIN", "GREEK", "CYRILLIC"}


def _is_odd_there(old: str, word: Word, *, pairs: bool) -> bool:
    """Whether characters of a chain meet each other or neighbours as in no language."""
    starts = [chain.start - word.start for chain in word.chains]
    ends = [chain.end - word.start for chain in word.chains]
    for at in oddities(old, pairs=pairs):
        index = bisect_left(ends, at)
        if index < len(ends) and starts[index] <= at:
            return True
    return False
