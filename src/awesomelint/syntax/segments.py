"""From offsets in a block's inline content to offsets in the source."""

from __future__ import annotations

from bisect import bisect_right

from markdown_it.common.utils import MD_TRIM_CHARS


class Segments:
    """Where the stretches of a content stand: `contents[i]` is at `sources[i]`.

    `escaped` holds the offsets, in the content, of pipes whose backslash a table took away.
    """

    __slots__ = ("contents", "escaped", "single", "sources")

    def __init__(
        self, contents: list[int], sources: list[int], escaped: frozenset[int] = frozenset()
    ) -> None:
        self.contents = contents
        self.sources = sources
        self.escaped = escaped
        self.single = len(contents) == 1

    def at(self, offset: int) -> int:
        """The place of the character at `offset`."""
        contents, sources = self.contents, self.sources
        if self.single:
            return sources[0] + offset - contents[0]
        stretch = bisect_right(contents, offset) - 1
        stretch = max(stretch, 0)
        return sources[stretch] + offset - contents[stretch]

    def start(self, offset: int) -> int:
        """The place where a node that begins at `offset` starts.

        The backslash of a pipe belongs to it.
        """
        return self.at(offset) - 1 if offset in self.escaped else self.at(offset)

    def end(self, offset: int, start: int) -> int:
        """The place where a node from `start` to `offset` ends: after its last character."""
        if self.single or offset <= start:
            return self.at(offset)
        return self.at(offset - 1) + 1

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The stretch of the source from which the content from `start` to `end` comes."""
        if self.single:
            shift = self.sources[0] - self.contents[0]
            return start + shift, end + shift
        first = self.start(start)
        return first, max(self.end(end, start), first)


def trimmed(src: str, start: int, end: int) -> tuple[int, int]:
    """The stretch without the blanks around it; of blanks alone, their start."""
    text = src[start:end].rstrip(MD_TRIM_CHARS)
    if not text:
        return start, start
    return start + len(text) - len(text.lstrip(MD_TRIM_CHARS)), start + len(text)


def of_lines(src: str, stretches: list[tuple[int, int]]) -> tuple[str, Segments]:
    """The trimmed content of several `stretches` of `src`, one a line, and where it comes from."""
    contents: list[int] = []
    sources: list[int] = []
    length = 0
    shift = -1
    for first, last in stretches:
        if first - length != shift:
            contents.append(length)
            sources.append(first)
            shift = first - length
        length += last - first + 1
    content = "\n".join([src[first:last] for first, last in stretches])
    trimmed = content.lstrip(MD_TRIM_CHARS)
    cut = len(content) - len(trimmed)
    return trimmed.rstrip(MD_TRIM_CHARS), Segments([offset - cut for offset in contents], sources)
