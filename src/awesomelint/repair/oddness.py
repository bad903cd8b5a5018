"""A witness for damage that knows no code page.

Whether the characters of a word meet as in written language.
"""

from __future__ import annotations

from functools import cache, lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from awesomelint.repair.characters import VARIABLES, closes, is_letter, kind, opens, script

if TYPE_CHECKING:
    from collections.abc import Iterator

Meeting = Literal["fine", "odd", "ends", "begins"]
"""How two neighbours meet; where a letter ends or begins a word, what is around them decides."""

_SHORT = 40
"""Characters of a word that is kept in mind; longer ones are none, and may be hostile."""
SOFT_HYPHEN = "\xad"
_NO_BREAK_SPACE = "\xa0"
_APPLE = "\uf8ff"
"""The one private-use character that people type: Apple's logo."""
_ALPHABETS = frozenset({"LATIN", "GREEK", "CYRILLIC", "ARMENIAN", "GEORGIAN"})
"""Scripts that do not meet each other within a word."""
_PICTURES = "\u2190"
"""From here on symbols are arrows, pictures and emoji, which stand side by side."""
_UNITS = frozenset("°ª²³¹™®%©")
"""Symbols that follow a letter: units, ordinals, footnotes, trade marks."""
_OPERATORS = frozenset("√∫∂∆∑∏±≈≠≤≥¬÷×")
"""Signs before a variable of a formula."""
_POWERS = frozenset("²³")
_QUOTES = frozenset("»”›“")
"""What stands after a word or before one, never in it."""
_ALL_QUOTES = frozenset("“”„«»‹›‘’‚\"'")
_SELDOM_LAST = frozenset("ÂÃ")
"""Letters that end few words, and stand for nothing that has units."""
_WORDS_OF_ONE_LETTER = frozenset("ÀÁÄÅÆÈÉÍÓÔÖØÚÜÝ")
"""Accented capitals that are words, or stand for something (é, ö, å, Å)."""
_SYMBOLS = "\u2300"
"""From here on, symbols are pictures, which stand side by side."""


def oddities(text: str, *, pairs: bool = True) -> Iterator[int]:
    """The offsets of letters that meet the one before as in no language.

    With `pairs`, letters of one script count too if no language that the model knows puts them side
    by side.
    """
    if len(text) <= _SHORT:
        yield from _places(text, pairs=pairs)
        return
    for at in range(1, len(text)):
        if _is_odd(text, at, pairs=pairs):
            yield at


@lru_cache(maxsize=10_000)
def _places(text: str, *, pairs: bool) -> tuple[int, ...]:
    """All of them in a word, which texts and pages have in common."""
    return tuple(at for at in range(1, len(text)) if _is_odd(text, at, pairs=pairs))


def is_odd(text: str, *, pairs: bool = True) -> bool:
    """Whether anything in `text` meets so; at least one of the two is not ASCII."""
    return next(oddities(text, pairs=pairs), None) is not None


def _is_odd(text: str, at: int, *, pairs: bool) -> bool:
    first, second = text[at - 1], text[at]
    if second == SOFT_HYPHEN and is_letter(first) and is_letter(text[at + 1 : at + 2]):
        return _letters_are_odd(first, text[at + 1], pairs=pairs)
    meeting = _meeting(first, second, pairs)
    if meeting == "ends":
        return _ends_oddly(text, at)
    if meeting == "begins":
        return _begins_oddly(text, at)
    return meeting == "odd"


@lru_cache(maxsize=50_000)
def _meeting(first: str, second: str, pairs: bool) -> Meeting:
    """How two characters meet, as far as they tell it alone."""
    if first.isascii() and second.isascii():
        return "fine"
    if _is_control(first) or _is_control(second):
        is_odd = is_letter(first) or is_letter(second)
    elif is_letter(first) and is_letter(second):
        is_odd = _letters_are_odd(first, second, pairs=pairs)
    elif is_letter(first):
        return "ends"
    elif is_letter(second):
        return "begins"
    else:
        is_odd = kind(first) == kind(second) == "symbol" and max(first, second) < _PICTURES
    return "odd" if is_odd else "fine"


def _is_control(char: str) -> bool:
    return (
        "\x80" <= char <= "\x9f"
        or ("\ue000" <= char <= "\uf8ff" and char != _APPLE)
        or char == "\ufffd"
    )


def is_box(char: str) -> bool:
    """Whether `char` draws frames or shades."""
    return "\u2500" <= char <= "\u259f"


def _alphabet(char: str) -> str:
    return "LATIN" if char == "µ" else script(char)


def _letters_are_odd(first: str, second: str, *, pairs: bool) -> bool:
    scripts = {_alphabet(first), _alphabet(second)}
    if len(scripts) == 2 and scripts <= _ALPHABETS:
        return not (first in VARIABLES and second.isascii()) and not (
            second in VARIABLES and first.isascii()
        )
    accented = (
        len(scripts) == 1 and scripts <= _ALPHABETS and not (first.isascii() or second.isascii())
    )
    if pairs and accented and first.lower() != second.lower() and not is_known_pair(first, second):
        return True
    return kind(first) == "lower" and kind(second) == "upper" and not second.isascii()


@cache
def is_known_pair(first: str, second: str) -> bool:
    """Whether the language model has seen two characters side by side."""
    from awesomelint.repair.model import load  # noqa: PLC0415 - only where damage is suspected

    return second.lower()[0] in load("latin").after(first.lower()[0])


def is_unlikely(text: str) -> bool:
    """Whether the language model has seen few of the pairs of neighbours that `text` holds."""
    known = [is_known_pair(first, second) for first, second in pairwise(text)]
    return sum(known) * 3 <= len(known)


def _ends_oddly(text: str, at: int) -> bool:
    """A letter before a symbol: inside a word, or after a single accented letter."""
    first, second = text[at - 1], text[at]
    if _alphabet(first) not in _ALPHABETS or kind(second) in {"joiner", "space", "digit", "mark"}:
        return False
    if kind(second) == "opener":
        return True
    if "\u2190" <= second <= "\u21ff" or (second >= "\u2600" and not is_box(second)):
        return False  # arrows and emoji stand between words
    inside = _letter_follows(text, at)
    if kind(second) == "closer":
        return inside and second in _QUOTES | _UNITS - _POWERS
    return not first.isascii() or inside or is_box(second)


def _letter_follows(text: str, at: int) -> bool:
    """Whether a letter of an alphabet stands after the symbols and marks from `at` on."""
    while (
        at < len(text)
        and kind(text[at]) in {"symbol", "closer", "opener"}
        and not text[at].isascii()
    ):
        at += 1
    return at < len(text) and _alphabet(text[at]) in _ALPHABETS


def _begins_oddly(text: str, at: int) -> bool:
    """A symbol before a letter: only what opens a word stands there."""
    symbol, letter = text[at - 1], text[at]
    alphabet = _alphabet(letter)
    if alphabet not in _ALPHABETS or kind(symbol) != "symbol":
        return False
    if alphabet == "GREEK" and symbol in _OPERATORS:
        return False
    if is_box(symbol) or not letter.isascii():
        return True
    before = text[at - 2 : at - 1] if at > 1 else ""
    if is_letter(before):
        return True
    return bool(before) and kind(before) == "symbol" and symbol < _SYMBOLS


def meets_naturally(text: str, start: int, end: int) -> bool:
    """Whether `text[start:end]` is the end of a word with a mark, or a mark with a word.

    `CAFÉ…` ends so. An accented letter with a quotation mark after it is the commonest meeting in
    clean text that is also well-formed.
    """
    run = text[start:end]
    if is_quoted_letter(text, start, end):
        return True
    if run[0] in "’‘" or opens(run[0]):
        return (
            len(run) == 2
            and run[1].isalpha()
            and (run[0] in "’‘" or not is_letter(text[start - 1 : start]))
        )
    head = next((at for at, char in enumerate(run) if not is_letter(char)), len(run))
    after = run[head:].replace("\xa0", "")
    if not head or head == len(run) or not closes(after) or is_letter(text[end : end + 1]):
        return False
    if run[0] in _SELDOM_LAST and set(after) & _UNITS:
        return False
    before = text[start - 1 : start] if start else ""
    if is_letter(before):
        return kind(before) == kind(run[0])
    return run[0] in _WORDS_OF_ONE_LETTER and not set(after) & (_UNITS - _POWERS)


def is_quoted_letter(text: str, start: int, end: int) -> bool:
    """Whether a run is a letter that is spoken of.

    It stands alone between quotation marks, one of which is in the run.
    """
    if not is_letter(text[start]):
        return False
    before, after = start - 1, end
    while before >= 0 and text[before] == _NO_BREAK_SPACE:
        before -= 1
    if before < 0 or text[before] not in _ALL_QUOTES:
        return False
    while text[after : after + 1] == _NO_BREAK_SPACE:
        after += 1
    rest = text[start + 1 : end].replace(_NO_BREAK_SPACE, "") + text[after : after + 1]
    return rest[:1] in _ALL_QUOTES


def puts_symbol_in_word(old: str, new: str) -> bool:
    """Whether a mend sets a symbol between two small letters where `old` had letters or marks."""
    for at in range(1, len(new) - 1):
        char = new[at]
        if kind(char) == "symbol" and char not in old and not "\u2190" <= char <= "\u21ff":
            before, after = new[at - 1], new[at + 1]
            if kind(before) == kind(after) == "lower":
                return True
    return False
