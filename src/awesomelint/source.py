"""Bytes ⇄ text.

The bytes stay the truth; the text is a view of them with LF only, no BOM and no NUL.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from awesomelint.errors import AwesomelintError
from awesomelint.text.lines import line_starts
from awesomelint.text.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterable

    from awesomelint.model import Edit

BOM = b"\xef\xbb\xbf"
_LONE = regex("[\ud800-\udfff]")
_CR = regex(r"\r\n?")


class NotUtf8Error(ValueError, AwesomelintError):
    """The bytes are not UTF-8.

    `offset` is the first bad byte, counted in bytes from the start of the file.
    The message is `why` if it is given, else the offset.
    """

    def __init__(self, raw: bytes, offset: int, why: str = "") -> None:
        super().__init__(why or f"not UTF-8 at byte {offset}")
        self.raw = raw
        self.offset = offset


class Source:
    """A file's bytes and the text that checks see.

    `text` is decoded as UTF-8 with the BOM set aside, CRLF and lone CR turned into LF, and NUL and
    lone surrogates, which only a `str` can bring, into U+FFFD. `apply` splices edits of `text` into
    the original bytes, so what no edit covers cannot change.
    """

    __slots__ = ("_crlf", "_errors", "_lines", "_raw_text", "bom", "raw", "text")

    def __init__(self, raw: bytes, errors: str = "strict") -> None:
        """Decode `raw`, with `errors` as `bytes.decode` takes it.

        Raise `NotUtf8Error` where that is impossible.
        """
        self.raw = raw
        self._errors = errors
        self.bom = raw.startswith(BOM)
        try:
            decoded = raw[len(BOM) if self.bom else 0 :].decode("utf-8", errors)
        except UnicodeDecodeError as error:
            raise NotUtf8Error(raw, error.start + (len(BOM) if self.bom else 0)) from None
        self._raw_text = decoded
        self._crlf: list[int] = []
        if "\r" in decoded:
            shift = 0
            for match in _CR.finditer(decoded):
                if match.end() - match.start() == 2:
                    self._crlf.append(match.start() - shift)
                    shift += 1
            decoded = _CR.sub("\n", decoded)
        decoded = decoded.replace("\0", "\ufffd")
        self.text = decoded if errors == "strict" else _LONE.sub("\ufffd", decoded)
        self._lines: list[int] | None = None

    @classmethod
    def of(cls, text: str) -> Source:
        """A source holding `text`, as if it had been read from a file."""
        try:
            return cls(text.encode())
        except UnicodeEncodeError:
            return cls(text.encode("utf-8", "surrogatepass"), "surrogatepass")

    @property
    def original(self) -> str:
        """The text as it was given: with its BOM, its line endings, NUL and lone surrogates."""
        return f"\ufeff{self._raw_text}" if self.bom else self._raw_text

    def original_offset(self, offset: int) -> int:
        """Where the place `offset` of `text` lies in `original`."""
        return self._original(offset) + self.bom

    def written(self, start: int, end: int) -> str:
        """What the file has between two offsets of `text`, its line endings included."""
        return self._raw_text[self._original(start) : self._original(end)]

    def with_newlines(self, text: str, offset: int) -> str:
        """`text`, its newlines spelt as an edit at `offset` writes them."""
        return text.replace("\n", self._newline_at(offset)) if "\n" in text else text

    @property
    def lines(self) -> list[int]:
        """Offsets at which lines start; only a newline ends a line."""
        if self._lines is None:
            self._lines = line_starts(self.text)
        return self._lines

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column of `offset`, both from 1, columns in code points."""
        line = bisect_right(self.lines, offset)
        return line, offset - self.lines[line - 1] + 1

    def offset(self, line: int, column: int = 1) -> int:
        """The inverse of `position`; a line past the last gives the end of the text."""
        return self.lines[line - 1] + column - 1 if line <= len(self.lines) else len(self.text)

    def line_span(self, line: int) -> tuple[int, int]:
        """Start and end of a line from 1, without its newline."""
        start = self.lines[line - 1]
        return start, self.lines[line] - 1 if line < len(self.lines) else len(self.text)

    def _original(self, offset: int) -> int:
        return offset + bisect_left(self._crlf, offset)

    def _newline_at(self, offset: int) -> str:
        """The ending of the line before `offset`, else of the first line, else LF."""
        before = self.text.rfind("\n", 0, offset)
        if before < 0:
            before = self.text.find("\n")
        if before < 0:
            return "\n"
        at = self._original(before)
        return "\r\n" if self._raw_text.startswith("\r\n", at) else self._raw_text[at]

    def apply(self, edits: Iterable[Edit]) -> bytes:
        """The file with `edits` made; they must not overlap.

        Everything outside them is the original bytes.
        """
        parts: list[str] = []
        done = 0
        for edit in sorted(edits):
            start, end = self._original(edit.start), self._original(edit.end)
            if start < done:
                message = f"edits overlap at {edit.start}"
                raise ValueError(message)
            parts += (self._raw_text[done:start], self.with_newlines(edit.text, edit.start))
            done = end
        parts.append(self._raw_text[done:])
        return (BOM if self.bom else b"") + "".join(parts).encode("utf-8", "surrogatepass")

    def edited(self, edits: Iterable[Edit]) -> Source:
        """The source with `edits` made, read as this one was."""
        return Source(self.apply(edits), self._errors)


def apply_edits(text: str, edits: Iterable[Edit]) -> str:
    """`text` with `edits` made; they must not overlap."""
    parts: list[str] = []
    done = 0
    for edit in sorted(edits):
        if edit.start < done:
            message = f"edits overlap at {edit.start}"
            raise ValueError(message)
        parts += (text[done : edit.start], edit.text)
        done = edit.end
    parts.append(text[done:])
    return "".join(parts)
