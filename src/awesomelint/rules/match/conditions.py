"""What a card asks of a text: words, a pattern, how it begins or ends, its length."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from awesomelint.rules.match.patterns import searched
from awesomelint.text.patterns import regex
from awesomelint.text.scripts import is_cjk, is_emoji

if TYPE_CHECKING:
    from collections.abc import Iterator

    from awesomelint.rules.match.patterns import Clock

_SHORTCODE = regex(r":[a-z0-9_+-]{2,40}:")
_JOINERS = "\u200d\u20e3\ufe0e\ufe0f"


class Hit(NamedTuple):
    """A stretch of a text that a condition holds of."""

    start: int
    end: int


class Condition(Protocol):
    """What may hold of a text."""

    def hits(self, text: str, clock: Clock) -> Iterator[Hit]:
        """Where it holds, from left to right; nothing where it does not."""


@dataclass(frozen=True, slots=True)
class Words:
    """Whole words or phrases; CJK text has no blanks, so there any stretch will do."""

    words: tuple[str, ...]
    folds: bool = True

    def hits(self, text: str, clock: Clock) -> Iterator[Hit]:  # noqa: ARG002 - only patterns take time
        """Every place of every word, without those that lie inside of another."""
        where = folded(text) if self.folds else text
        found = sorted(
            (start, -(start + len(word)))
            for word in self.words
            for start in _places(where, folded(word) if self.folds else word)
        )
        last = 0
        for start, end in found:
            if start >= last:
                last = -end
                yield Hit(start, last)


@dataclass(frozen=True, slots=True)
class Edge:
    """A beginning or an end, one of several."""

    edges: tuple[str, ...]
    is_end: bool
    folds: bool = False

    def hits(self, text: str, clock: Clock) -> Iterator[Hit]:  # noqa: ARG002 - the same
        """The edge that the text has."""
        where = folded(text) if self.folds else text
        for edge in self.edges:
            wanted = folded(edge) if self.folds else edge
            if self.is_end and where.endswith(wanted):
                yield Hit(len(text) - len(edge), len(text))
                return
            if not self.is_end and where.startswith(wanted):
                yield Hit(0, len(edge))
                return


@dataclass(frozen=True, slots=True)
class Values:
    """The whole text is one of several."""

    values: tuple[str, ...]
    folds: bool = False

    def hits(self, text: str, clock: Clock) -> Iterator[Hit]:  # noqa: ARG002 - the same
        """The whole text."""
        where = folded(text) if self.folds else text
        if any(where == (folded(value) if self.folds else value) for value in self.values):
            yield Hit(0, len(text))


@dataclass(frozen=True, slots=True)
class Longer:
    """More characters than a number; emoji and their shortcodes do not count."""

    than: int

    def hits(self, text: str, clock: Clock) -> Iterator[Hit]:  # noqa: ARG002 - the same
        """The whole text."""
        if len(text) > self.than and length(text) > self.than:
            yield Hit(0, len(text))


@dataclass(frozen=True, slots=True)
class Pattern:
    """A regular expression, found anywhere."""

    compiled: Any

    def hits(self, text: str, clock: Clock) -> Iterator[Hit]:
        """Every match."""
        for found in searched(self.compiled, text, clock):
            yield Hit(found.start(), found.end())


@dataclass(frozen=True, slots=True)
class Not:
    """Another condition does not hold."""

    condition: Condition

    def hits(self, text: str, clock: Clock) -> Iterator[Hit]:
        """The whole text."""
        if not holds(self.condition, text, clock):
            yield Hit(0, len(text))


@dataclass(frozen=True, slots=True)
class All:
    """Several conditions at once."""

    conditions: tuple[Condition, ...]

    def hits(self, text: str, clock: Clock) -> Iterator[Hit]:
        """Where the first holds, if the others hold anywhere."""
        if all(holds(one, text, clock) for one in self.conditions[1:]):
            yield from self.conditions[0].hits(text, clock)


def holds(condition: Condition, text: str, clock: Clock) -> bool:
    """Whether it holds of `text`."""
    return next(condition.hits(text, clock), None) is not None


def folded(text: str) -> str:
    """`text` without case, as long as it was."""
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    return "".join(char.lower() if len(char.lower()) == 1 else char for char in text)


def length(text: str) -> int:
    """The characters of `text` as readers count them: no emoji, no shortcodes, blanks folded."""
    words = "".join(char for char in _SHORTCODE.sub("", text) if not _is_symbol(char))
    return len(" ".join(words.split()))


def _is_symbol(char: str) -> bool:
    return char >= "\u200d" and (is_emoji(char) or char in _JOINERS)


def _places(text: str, word: str) -> Iterator[int]:
    start = text.find(word)
    while start >= 0:
        if _is_whole(text, start, start + len(word)):
            yield start
        start = text.find(word, start + 1)


def _is_whole(text: str, start: int, end: int) -> bool:
    return not (_joined(text, start) or _joined(text, end))


def _joined(text: str, at: int) -> bool:
    """Whether the characters before and after `at` belong to one word."""
    if not 0 < at < len(text):
        return False
    before, after = text[at - 1], text[at]
    return _in_word(before) and _in_word(after) and not (is_cjk(before) or is_cjk(after))


def _in_word(char: str) -> bool:
    return char.isalnum() or char == "_"
