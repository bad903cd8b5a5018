"""Regular expressions of cards, bounded in time: a card may come with a pull request.

The package `regex` stops a search after a given time, which `re` cannot do. It is the extra
`rules`; cards without a `pattern` do without it.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from awesomelint.errors import AwesomelintError
from awesomelint.rules.rule import RuleError
from awesomelint.text.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

SECONDS = 2.0
"""How long all patterns of all cards may search in one document."""
LONGEST = 1000
"""Characters of a pattern."""
# what `regex` has beyond `re` that searches in ways no list needs: recursion, approximate matches,
# named lists
_BEYOND = regex(r"\(\?(?:R\)|&|P>|[+-]?\d)|\{[^{}<]{0,20}[eids][^{}<]{0,9}<|\\L<")


class PatternError(ValueError, AwesomelintError):
    """A pattern that cannot be used; the message says why."""


class PatternTimeoutError(RuleError):
    """The patterns of cards searched too long in a document."""


@dataclass(slots=True)
class Clock:
    """The time that is left to all patterns in one document, in seconds."""

    left: float = SECONDS
    rule: str = field(default="", compare=False)


def compiled(pattern: str, *, folds: bool) -> Any:  # noqa: ANN401 - `regex` is optional
    """The pattern, compiled; raise `PatternError`."""
    if len(pattern) > LONGEST:
        raise PatternError(f"the pattern is longer than {LONGEST:,} characters")
    if _BEYOND.search(pattern):
        raise PatternError("recursion, approximate matches and named lists are not allowed")
    try:
        import regex  # noqa: PLC0415 - only cards with a pattern need it
    except ImportError:
        raise PatternError(
            "a pattern needs the package regex; run pip install 'awesomelint[rules]'"
        ) from None
    flags = regex.VERSION0 | (regex.IGNORECASE if folds else 0)
    try:
        return regex.compile(pattern, flags)
    except regex.error as error:
        raise PatternError(f"not a regular expression: {error}") from None
    except (RecursionError, OverflowError, MemoryError):
        raise PatternError("the pattern is nested too deeply") from None


def searched(pattern: Any, text: str, clock: Clock) -> Iterator[Any]:  # noqa: ANN401 - the same
    """The matches of `pattern` in `text` from left to right; raise `PatternTimeoutError`."""
    start = 0
    while start <= len(text):
        found = _search(pattern, text, start, clock)
        if found is None:
            return
        yield found
        start = max(found.end(), start + 1) if found.end() > found.start() else found.end() + 1


def _search(pattern: Any, text: str, start: int, clock: Clock) -> Any:  # noqa: ANN401 - the same
    began = time.process_time()
    try:
        found = pattern.search(text, start, timeout=clock.left)
    except TimeoutError:
        found, clock.left = None, 0.0
    else:
        clock.left -= time.process_time() - began
    if clock.left <= 0:
        raise PatternTimeoutError(
            f"{clock.rule}: its pattern searches longer than {SECONDS:g} s in this file, so the "
            "file was not judged; write a pattern without repetitions inside repetitions, or "
            "ignore the rule"
        )
    return found
