"""Characters that set off the parts of a line, and where those end: functions of text alone."""

from __future__ import annotations

import sys
from unicodedata import category

from awesomelint.text.patterns import regex

LONGEST_TITLE = 300
LONGEST_GROUP = 400
BLANK = frozenset(" \t\n\u00a0\u2002\u2003\u3000\u200b\u200e\u200f\ufeff")
LEAD = BLANK | frozenset("·•|–—-*:：,，、.>+/●■▪◆○✦→")
TRAIL = BLANK | frozenset(",，;；|·•:：/-–—、&")
BRACKETS = {"[": "]", "(": ")", "（": "）", "【": "】", "「": "」", "［": "］"}
CLOSING = {closing: opening for opening, closing in BRACKETS.items()}
QUOTES = {'"': '"', "“": "”", "《": "》", "「": "」", "『": "』", "«": "»", "‘": "’", "〈": "〉"}
SHORTCODE = regex(r":[a-z0-9_+-]{2,40}:")
_SHORTCODE_END = regex(r":[a-z0-9_+-]{2,40}:\Z")
_ALNUM = regex(r"[^\W_]")
_JOINERS = "\u200d\ufe0f\u20e3"


def has_word(text: str, start: int = 0, end: int = sys.maxsize) -> bool:
    """Whether `text[start:end]` has a letter or digit."""
    return _ALNUM.search(text, start, end) is not None


def is_symbol(char: str) -> bool:
    """Whether a character is an emoji or a part of one."""
    return char in _JOINERS or (
        char not in "^`´¨"
        and not char.isascii()
        and char not in "●■▪◆○✦•◦□▶►→©®™℃№"
        and category(char) in {"So", "Sk", "Cs"}
    )


def past_lead(text: str, at: int, end: int) -> int:
    """After the marks and blanks before a part; a shortcode is none of them."""
    while at < end and text[at] in LEAD:
        if text[at] == ":" and SHORTCODE.match(text, at, end):
            break
        at += 1
    return at


def past_marks(text: str, at: int, end: int) -> int:
    """After the marks and blanks between two parts."""
    while at < end and text[at] in LEAD:
        at += 1
    return at


def past_blanks(text: str, at: int, end: int) -> int:
    """After the blanks on this line."""
    while at < end and text[at] in BLANK and text[at] != "\n":
        at += 1
    return at


def past_openings(text: str, at: int, end: int) -> int:
    """After the quotes, brackets and blanks that open here."""
    while at < end and (text[at] in QUOTES or text[at] in BRACKETS or text[at] in BLANK):
        at += 1
    return at


def past_closings(text: str, at: int, end: int) -> int:
    """After the brackets, quotes and marks that close right behind the title."""
    while at < end and (text[at] in CLOSING or text[at] in '”"》』’'):
        opening = CLOSING.get(text[at])
        since = max(0, at - LONGEST_TITLE)
        if opening and text.count(opening, since, at) <= text.count(text[at], since, at):
            break
        at += 1
    return at


def before_openings(text: str, start: int, end: int) -> int:
    """Before the brackets and blanks that open before `end`."""
    while end > start and (text[end - 1] in BRACKETS or text[end - 1] in BLANK):
        end -= 1
    return end


def symbols_end(text: str, at: int, end: int) -> int:
    """Where emoji, shortcodes and the blanks among them end."""
    last = at
    while at < end:
        char = text[at]
        if is_symbol(char):
            at += 1
            last = at
        elif char == ":" and (code := SHORTCODE.match(text, at, end)):
            at = last = code.end()
        elif (char in " +/&·•|\u00a0" and last == at) or char in " +":
            at += 1
        else:
            break
    return last


def symbols_start(text: str, start: int, end: int) -> int:
    """Where the emoji that end at `end`, and the blanks among them, begin."""
    while end > start and (is_symbol(text[end - 1]) or text[end - 1] == " "):
        end -= 1
    return end


def shortcode_start(text: str, start: int, end: int) -> int:
    """Where the shortcode that ends at `end` begins, -1 if there is none."""
    code = _SHORTCODE_END.search(text, max(start, end - 44), end)
    return code.start() if code else -1


def group_end(text: str, at: int) -> int:
    """Where the bracket that opens at `at` closes, 0 if none does."""
    opening = text[at] if at < len(text) else ""
    closing = BRACKETS.get(opening)
    if closing is None:
        return 0
    depth = 0
    for place in range(at, min(len(text), at + LONGEST_GROUP)):
        char = text[place]
        depth += (char == opening) - (char == closing)
        if depth == 0:
            return place
    return 0


def group_start(text: str, closing: int, floor: int) -> int:
    """Where the bracket that closes at `closing` opens, not before `floor`; -1 if none does."""
    end, begin, depth = text[closing], CLOSING[text[closing]], 0
    for place in range(closing, max(floor, closing - LONGEST_GROUP) - 1, -1):
        depth += (text[place] == end) - (text[place] == begin)
        if depth == 0:
            return place
    return -1


def quotation_end(text: str, at: int, end: int) -> int:
    """Where the quotation that opens at `at` closes, 0 if none with words does."""
    closing = QUOTES.get(text[at]) if at < end else None
    if closing is None:
        return 0
    found = text.find(closing, at + 1, min(end, at + LONGEST_TITLE))
    return found if found > 0 and has_word(text, at + 1, found) else 0
