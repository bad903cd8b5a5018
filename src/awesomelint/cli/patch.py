"""A unified diff that `git apply` takes: of bytes, so that line endings and encodings survive."""

from __future__ import annotations

from difflib import diff_bytes, unified_diff

from awesomelint.text.patterns import regex

_QUOTED = regex(rb'[\x00-\x1f\x7f"\\]')


def patch(name: str, old: bytes, new: bytes) -> bytes:
    """What changes in the file `name`; empty when nothing does.

    A carriage return belongs to its line.
    """
    before, after = _name(f"a/{name}"), _name(f"b/{name}")
    rows = diff_bytes(unified_diff, _lines(old), _lines(new), before, after, lineterm=b"\n")
    parts: list[bytes] = []
    for row in rows:
        parts.append(row)
        if not row.endswith(b"\n"):
            parts.append(b"\n\\ No newline at end of file\n")
    return b"".join(parts)


def _name(name: str) -> bytes:
    """A file name as git writes it.

    Quoted where it holds what would end the line, a tab after one with blanks.
    """
    raw = name.encode("utf-8", "surrogateescape")
    if _QUOTED.search(raw):
        return b'"%b"' % _QUOTED.sub(lambda found: b"\\%03o" % found[0][0], raw)
    return raw + b"\t" if b" " in raw else raw


def _lines(raw: bytes) -> list[bytes]:
    """The lines of `raw` with their newlines; only a newline ends a line."""
    *lines, last = raw.split(b"\n")
    ended = [line + b"\n" for line in lines]
    return [*ended, last] if last else ended
