"""Where names of people end that stand on a line."""

from __future__ import annotations

import re

from awesomelint.curation import names
from awesomelint.text.patterns import regex

_BY = regex(
    r"(?:[-–—,，(]\s{0,9})?(?:written |created |made |authored )?by:?\s{1,9}(?=\S)", re.IGNORECASE
)
_END_OF_NAMES = regex(r"\s{0,9}(?:[:：(\[（【|\n]|\.(?:\s|\Z)|\s[-–—]{1,3}\s|\Z|,\s(?=\d))")
_LONGEST = 200


def names_end(text: str, start: int, limit: int) -> int:
    """The end of the names (or of one name after “by”) that begin at `start`, 0 for none."""
    at = start
    while at <= limit:
        match = _END_OF_NAMES.search(text, at, limit)
        end = match.start() if match else limit
        is_stop = match is not None and match[0].strip() == "."
        words = text[start:end].strip()
        if names.are_names(words, loose=True) and not (is_stop and len(words.split()[-1]) == 1):
            return end
        if match is None or not is_stop or end - start > _LONGEST:
            return 0
        at = match.end() if match.end() > at else at + 1
    return 0


def names_after_by(text: str, at: int, limit: int) -> tuple[int, int] | None:
    """`by Ann Baker`: where the names begin and end."""
    match = _BY.match(text, at, limit)
    end = names_end(text, match.end(), limit) if match else 0
    return (match.end(), end) if match and end else None
