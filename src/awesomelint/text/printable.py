r"""Text from outside, made fit to print.

A list, a server, a config or a file name must not act on who reads it.

What a terminal obeys (control characters, C1), what ends a line, what turns the order of letters
and what a lone surrogate breaks is spelt as JSON spells it (`\u001b`, `\n`). What a runner of
workflows obeys is broken up: GitHub takes a line that begins with `::`, after blanks, for a
command, and older runners, Azure and TeamCity take `##[name]` and `##name[` anywhere in a line.
"""

from __future__ import annotations

import re

from awesomelint.text.patterns import regex

_UNSAFE = regex(
    "[\x00-\x1f\x7f-\x9f"  # control characters
    "\u2028\u2029"  # line ends
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # bidi controls
    "\u206a-\u206f\ufff9-\ufffb"  # format characters that no text needs
    "\ud800-\udfff]"
)
_COMMAND = regex(
    r"##(?=[a-z]{1,20}\[|\[(?:add-mask|add-matcher|add-path|command|debug|echo|end-?group|error|group|notice|"
    r"remove-matcher|save-state|section|set-env|set-output|stop-commands|warning)[\] ])",
    re.IGNORECASE,
)
_SHORT = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}


def printable(text: str, keep: str = "") -> str:
    """`text` on one line and without effects; characters in `keep` stay as they are."""
    if text.isascii() and text.isprintable() and "##" not in text:
        return text
    safe = _UNSAFE.sub(lambda match: match[0] if match[0] in keep else escaped(match[0]), text)
    return _COMMAND.sub("#\\\\u0023", safe)


def stripped(text: str) -> str:
    """`text` without the characters that `printable` would spell out."""
    return _UNSAFE.sub("", text)


def plain(text: str) -> str:
    """`text` with a replacement for each character that `printable` would spell out.

    It keeps its length.
    """
    if text.isascii() and text.isprintable() and "##" not in text:
        return text
    return _COMMAND.sub("#\ufffd", _UNSAFE.sub("\ufffd", text))


def line(text: str) -> str:
    """A whole line that begins with `text`: as `printable`, and no workflow command."""
    safe = printable(text)
    blanks = len(safe) - len(safe.lstrip())
    return f"{safe[:blanks]}\\u003a{safe[blanks + 1 :]}" if safe.startswith("::", blanks) else safe


def cut(text: str, limit: int = 120) -> str:
    """`text` as `printable`, and not longer than `limit` code points: what a message quotes."""
    safe = printable(text[: limit + 1])
    return safe if len(safe) <= limit and len(text) <= limit else f"{safe[: limit - 1]}…"


def json_text(text: str) -> str:
    """JSON as `json.dumps` writes it, with the same characters escaped.

    It says what it said before.
    """
    safe = _UNSAFE.sub(lambda match: match[0] if match[0] == "\n" else escaped(match[0]), text)
    return _COMMAND.sub("#\\\\u0023", safe)


def escaped(char: str) -> str:
    r"""One character as JSON spells it: `\n`, `\u202e`, `\ud83d\ude00`."""
    if char in _SHORT:
        return _SHORT[char]
    raw = char.encode("utf-16-be", "surrogatepass").hex()
    units = (raw[at : at + 4] for at in range(0, len(raw), 4))
    return "".join(f"\\u{unit}" for unit in units)
