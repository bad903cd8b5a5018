"""What a document shows besides its damage: scripts and letters that a reading may be made of."""

from __future__ import annotations

import unicodedata
from collections import Counter
from functools import cache, lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from awesomelint.repair.characters import VARIABLES, script
from awesomelint.text.scripts import is_cjk_mark

if TYPE_CHECKING:
    from collections.abc import Iterable

_COMMON = 1e-7
"""From this probability on, any word may hold a letter that the language model knows."""
_FREQUENT = 1e-4
_SHOWN = 3
"""So many letters, in the document or the reading, show that a script is written there."""
_PAIR = 2
"""The same of characters that everyday text has, in languages whose characters are words."""
_ALPHABETS = frozenset({"LATIN", "GREEK", "CYRILLIC", "ARABIC", "HEBREW"})
"""Scripts whose letters the language model knows one by one."""
_LARGE_ALPHABETS = frozenset({"LATIN", "GREEK", "CYRILLIC"})
"""Those with letters that hardly any text has, and that hardly ever stand alone."""
_IDEOGRAPHIC = frozenset({"HAN", "HANGUL"})
_PICTOGRAPHS = "\U0001f300"
"""From here on characters take four bytes, which meet by chance nowhere."""
_LATIN = frozenset(
    "àáâãäåæçèéêëìíîïðñòóôõöøùúûüýþÿßāăąćĉċčďđēėęěĝğġģĥħīįıĵķļľłńņňŋōőœŕřśŝşšţťūŭůűųŵŷźżžơưșțǎǐǒǔǚǩəɓɗɖƙƴɛɔẹọṣẽĩũỹẃẁẅﬀﬁﬂﬃﬄ"
)
"""The letters of the alphabets written with Latin letters today.

After the exemplar characters of Unicode's CLDR.
"""
_CJK_MODELS = ("zh", "zh-hant", "ja", "ko")
_FAMILIES = {"HIRAGANA": "HAN", "KATAKANA": "HAN"}
"""Scripts that are written together."""


class Support:
    """The scripts and letters of texts that are not suspected of damage."""

    def __init__(self, clean: Iterable[str]) -> None:
        self.letters: set[str] = set()
        self.scripts: Counter[str] = Counter()
        self._unread = list(clean)

    def learn(self, text: str) -> None:
        """Count what a text shows, once that is asked."""
        self._unread.append(text)

    def _read(self) -> None:
        if self._unread:
            self._count("".join(self._unread))
            self._unread.clear()

    def _count(self, text: str) -> None:
        """Note the letters of `text`, and count scripts as far as it matters."""
        for char in set(text):
            if not char.isascii() and (family := _family_of(char)):
                self.letters.update((char.lower(), char.upper()))
                if self.scripts[family] < _SHOWN:
                    self.scripts[family] += text.count(char)

    def holds(self, reading: str) -> bool:
        """Whether the document, or a language that the model knows, has each character."""
        self._read()
        unseen = set(reading) - self.letters
        return all(char.isascii() or self._holds(char, reading) for char in unseen)

    def may_hold(self, reading: str) -> bool:
        """Whether no character of a part of a word is out of place.

        As `holds`, but a common letter may stand alone.
        """
        self._read()
        unseen = set(reading) - self.letters
        return all(char.isascii() or self._may_hold(char, reading) for char in unseen)

    def _may_hold(self, char: str, reading: str) -> bool:
        name = _family_of(char)
        return self._holds(char, reading) or (
            is_common(char) and (name in _LARGE_ALPHABETS or name in _IDEOGRAPHIC)
        )

    def lacks_script_of(self, text: str) -> bool:
        """Whether `text` has Greek or Cyrillic letters of an alphabet that the document lacks.

        It must have no others beyond ASCII.
        """
        names = {script(char) for char in text if not char.isascii()} - {""}
        return bool(names) and all(
            name in {"GREEK", "CYRILLIC"} and not self._shows(name) for name in names
        )

    def _shows(self, name: str) -> bool:
        """Whether the document has letters of a script; it is read until there is one."""
        while not self.scripts[name] and self._unread:
            self._count(self._unread.pop())
        return bool(self.scripts[name])

    def is_alphabetic(self, reading: str) -> bool:
        """Whether all letters are of the large alphabets, or of scripts that the document shows."""
        self._read()
        if not is_text(reading):
            return False
        names = {_family_of(char) for char in reading if not char.isascii()} - {""}
        return all(name in _ALPHABETS or self.scripts[name] >= _SHOWN for name in names)

    def _holds(self, char: str, reading: str) -> bool:
        """Whether a letter that the document does not show may stand in a reading."""
        name = _family_of(char)
        if not name:
            return _is_written(char)
        if name == "LATIN":
            return is_common(char)
        own = _families(reading)
        shown = self.scripts[name] >= _SHOWN
        if name in _LARGE_ALPHABETS:
            return is_common(char) and (
                shown or char in VARIABLES or own[name] >= _PAIR or sum(own.values()) > _SHOWN
            )
        if name in _IDEOGRAPHIC:
            return shown or (own[name] >= _PAIR and is_common(char))
        return shown or own[name] >= _SHOWN


def is_text(reading: str) -> bool:
    """Whether a reading holds only characters that are assigned and written.

    No controls, no private use.
    """
    return all(char.isascii() or script(char) or _is_written(char) for char in reading)


def is_usual(char: str) -> bool:
    """Whether a character without a script is everyday punctuation or a known picture."""
    from awesomelint.repair.model import load  # noqa: PLC0415 - only where damage is suspected

    if char < "\u2060" or char in "\ufeff\ufe0f" or is_cjk_mark(char):
        return True
    return char >= _PICTOGRAPHS or char in load("latin").singles


@cache
def _family_of(char: str) -> str:
    """The script of a letter, or the one that it is written with; empty for other characters."""
    name = script(char)
    return _FAMILIES.get(name, name)


@lru_cache(maxsize=1000)
def _families(reading: str) -> Counter[str]:
    """How many letters of each family a reading has."""
    own = Counter(map(_family_of, reading))
    del own[""]
    return own


def _is_written(char: str) -> bool:
    """Whether a character without a script is one that people write: punctuation, symbols, emoji.

    No controls.
    """
    if char in "\u00a0\u00ad\u200b\u200c\u200d\u200e\u200f\ufeff\ufe0e\ufe0f\u3000\uf8ff":
        return True
    category = unicodedata.category(char)
    if category in {"Cc", "Cn", "Co", "Cs"}:
        return False
    return (
        category[0] == "P"
        or category == "Nd"
        or char < "\u0100"
        or "\u02b0" <= char <= "\u036f"
        or char > "\u2000"
    )


def is_frequent(char: str) -> bool:
    """Whether Han, kana or Hangul is so frequent that it may be a word or heading alone."""
    from awesomelint.repair.model import load  # noqa: PLC0415 - only where damage is suspected

    return any(load(name).singles.get(char, 0.0) >= _FREQUENT for name in _CJK_MODELS)


def is_common_cjk(reading: str) -> bool:
    """Whether a reading is Han, kana or Hangul whose characters stand side by side in models."""
    from awesomelint.repair.model import load  # noqa: PLC0415 - only where damage is suspected

    if len(reading) < _PAIR or any(char <= "\u2e7f" for char in reading):
        return False
    pairs = list(pairwise(reading))
    for name in _CJK_MODELS:
        model = load(name)
        if all(second in model.after(first) for first, second in pairs):
            return True
    return False


@cache
def is_common(char: str) -> bool:
    """Whether a letter is one of everyday text.

    Of an alphabet in use, or known to the language models.
    """
    from awesomelint.repair.model import load  # noqa: PLC0415 - only where damage is suspected

    small = char.lower()[0]
    if small in _LATIN:
        return True
    models = _CJK_MODELS if char > "\u2e7f" else ("latin",)
    return any(load(name).singles.get(small, 0.0) >= _COMMON for name in models)
