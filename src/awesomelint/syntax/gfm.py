"""Where cmark-gfm reads otherwise than markdown-it: bare URLs, e-mail addresses, escapes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from awesomelint.syntax.state import character_kind
from awesomelint.text.patterns import regex
from awesomelint.text.urls import trimmed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from awesomelint.syntax.state import SInline

_ESCAPABLE = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
_RUN = regex(r"[^ \t\r\n\x0b\x0c<]*")
_HOST = regex(r"[A-Za-z0-9-]+")
_LETTERS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
_ALNUM = _LETTERS | frozenset("0123456789")


def escape(state: SInline, silent: bool) -> bool:
    """A backslash before ASCII punctuation or a line end; before anything else it is text."""
    pos = state.pos
    if pos + 1 >= state.posMax:
        return False
    character = state.src[pos + 1]
    if character == "\n":
        if not silent:
            state.push("hardbreak", "br", 0).end = pos + 2
        pos += 2
        while pos < state.posMax and state.src[pos] in " \t":
            pos += 1
        state.pos = pos
        return True
    if character not in _ESCAPABLE:
        return False
    if not silent:
        token = state.push("text_special", "", 0)
        token.content, token.info, token.end = character, "escape", pos + 2
    state.pos = pos + 2
    return True


def _domain_end(src: str, pos: int, end: int, short: bool) -> int:
    """Where the host at `pos` ends, or -1 (cmark-gfm's extensions/autolink.c, check_domain)."""
    dots = before = now = 0
    while pos < end:
        plain = _HOST.match(src, pos, end)
        if plain:
            pos = plain.end()
            continue
        character = src[pos]
        if character == "_":
            now += 1
        elif character == ".":
            before, now = now, 0
            dots += 1
        elif any(character_kind(character)):
            break
        pos += 1
    if (before or now) and dots <= 10:
        return -1
    return pos if short or dots else -1


def _push_bare(state: SInline, start: int, end: int, url: str, form: str = "bare") -> None:
    state.pending_end = max(min(state.pending_end, start), state.pending_start)
    opening = state.push("link_open", "a", 1)
    opening.start, opening.extra = start, (form, start, end, (start, end), url, "", None, None)
    text = state.push("text", "", 0)
    text.content, text.start, text.end = ".", start, end
    state.push("link_close", "a", -1).end = end
    state.pos = end


def bare_url(state: SInline, silent: bool) -> bool:
    """`http://…`, `https://…`, `ftp://…`; the pending text ends with the scheme."""
    if silent or state.linkLevel or state.brackets:
        return False
    src, pos = state.src, state.pos
    start = pos
    floor = max(state.pending_start, pos - 6)
    if state.pending_end != pos:
        return False
    while start > floor and src[start - 1] in _LETTERS:
        start -= 1
    if src[start:pos].lower() not in {"http", "https", "ftp"}:
        return False
    host = pos + 3
    if host >= state.posMax or any(character_kind(src[host])):
        return False
    end = _domain_end(src, host, state.posMax, short=True)
    if end < 0:
        return False
    run = _RUN.match(src, end, state.posMax)
    end = trimmed(src, start, run.end() if run else end)
    if end <= host:
        return False
    _push_bare(state, start, end, src[start:end])
    return True


def www(state: SInline, silent: bool) -> bool:
    """`www.…` at the start, after a blank or one of `*_~(`."""
    src, pos = state.src, state.pos
    if silent or state.linkLevel or state.brackets:
        return False
    if pos and src[pos - 1] not in " \t\r\n\x0b\x0c*_~(":
        return False
    end = _domain_end(src, pos + 4, state.posMax, short=False)
    if end < 0:
        return False
    run = _RUN.match(src, end, state.posMax)
    end = trimmed(src, pos, run.end() if run else end)
    if end <= pos + 4:
        return False
    _push_bare(state, pos, end, "http://" + src[pos:end])
    return True


_LOCAL = frozenset(".+-_") | _ALNUM
_AFTER = regex(r"(?:[A-Za-z0-9_-]|\.(?=[A-Za-z0-9]))*")
_AFTER_XMPP = regex(r"(?:[A-Za-z0-9_/-]|\.(?=[A-Za-z0-9]))*")


def emails(src: str, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    """Place and URL of each e-mail address in the plain text `src[start:end]`."""
    done = start
    at = src.find("@", start, end)
    while at >= 0:
        found = _email(src, done, at, end)
        if found:
            yield found
            done = found[1]
        at = src.find("@", max(at + 1, done), end)


def _email(src: str, floor: int, at: int, end: int) -> tuple[int, int, str] | None:
    first = at
    while first > floor and src[first - 1] in _LOCAL:
        first -= 1
    if first == at:
        return None
    scheme = next((word for word in ("mailto:", "xmpp:") if src.endswith(word, floor, first)), "")
    pattern = _AFTER_XMPP if scheme == "xmpp:" else _AFTER
    match = pattern.match(src, at + 1, end)
    last = match.end() if match else at + 1
    if (
        "." not in src[at + 1 : last]
        or src[last - 1] not in _LETTERS
        or (last < end and src[last] == "@")
    ):
        return None
    last = trimmed(src, at, last)
    address = src[first:last]
    return first - len(scheme), last, (scheme or "mailto:") + address
