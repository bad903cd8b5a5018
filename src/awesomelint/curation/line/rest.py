"""What follows the title of a line: facts at both ends, and a description between them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from awesomelint.curation import names
from awesomelint.curation.line.back import Back
from awesomelint.curation.line.behind import Behind
from awesomelint.curation.line.marks import TRAIL, group_end, has_word
from awesomelint.curation.line.words import first_break
from awesomelint.text.patterns import regex

if TYPE_CHECKING:
    from awesomelint.curation.document import Details
    from awesomelint.curation.line.fields import Line

_WORD = regex(r"\w+")


def read_rest(line: Line, front: int, at: int) -> Details:
    """The details of a line whose title begins at `front` and ends at `at`."""
    line.notes.pictures(front + 1, len(line.text) + 1)
    end = Back(line, at).read()
    behind = Behind(line, at, end)
    start, end = _middle(line, behind.read(), end)
    while start < end and line.text[end - 1] in TRAIL:
        end -= 1
    while start < end and line.text[start] in TRAIL:
        start += 1
    if start < end and _says(line, start, end, separator=behind.separator):
        _describe(line, start, end)
    details = line.notes.details
    details.tags = tuple(sorted(set(line.notes.tags), key=lambda one: one.start))
    return details


def _middle(line: Line, start: int, end: int) -> tuple[int, int]:
    """What is left, without lines that are authors or citations."""
    while (cut := first_break(line.shown, start, end)) >= 0:
        if not line.notes.take(start, cut):
            break
        start = cut + 1
    while (cut := _last_break(line.text, start, end)) >= 0:
        if not line.notes.take(cut + 1, end):
            break
        end = cut
    return start, end


def _last_break(text: str, start: int, end: int) -> int:
    return max(text.rfind("\n", start, end), text.rfind("|", start, end))


def _says(line: Line, start: int, end: int, *, separator: bool) -> bool:
    """Whether words stand here that no link holds."""
    words: list[str] = []
    at = start
    for one in line.shown.links:
        if start <= one.start and one.end <= end and one.end > one.start:
            words.append(line.text[at : one.start])
            at = one.end
    words.append(line.text[at:end])
    said = "".join(words)
    if separator or not words[1:]:
        return has_word(line.text, start, end) and (has_word(said) or separator)
    return len(_WORD.findall(said)) >= 3 or sum(not char.isascii() for char in said) >= 4


def _describe(line: Line, start: int, end: int) -> None:
    """Take `start:end` for the description, or for the authors if it is names."""
    metadata = line.notes.details.metadata
    if "authors" not in metadata and names.are_names(line.text[start:end]):
        line.notes.fact("authors", start, end)
        return
    if line.text[start] in "(（" and group_end(line.text, start) == end - 1:
        start, end = start + 1, end - 1
    line.notes.details.description = line.shown.span(start, end)
