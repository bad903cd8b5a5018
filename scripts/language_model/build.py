"""Builds the language models of `awesomelint.repair` from named, openly licensed packages.

    python scripts/language_model/build.py FOLDER     FOLDER keeps what was downloaded; needs \
        pip, npm, apt-get, opencc

The models go to src/awesomelint/repair/models/, whose LICENSE.md names sources and licences.
"""

from __future__ import annotations

import gzip
import re
import sys
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

import opengram
from counting import Counts, prune, train
from emoji import COMMON
from packing import packed, packed_words
from sources import TEXTS, TRIGRAMS, WORDS, fetch, files, segments

from awesomelint.repair.language import letter, symbol

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


MODELS = Path(__file__).parents[2] / "src/awesomelint/repair/models"
ROOM = {"zh": 1_130_000, "zh-hant": 210_000, "ja": 420_000, "ko": 180_000, "latin": 160_000}
"""How many sequences each model may hold."""
LEAST = {"zh": (0.3, 0.2), "zh-hant": (0.3, 0.2)}
"""What is left at least where weighted counts make histories look better known."""
ALPHABETIC = {"en": 4} | dict.fromkeys(("fr", "es", "pt", "de", "tr", "ru", "vi"), 2)
ALPHABETIC |= dict.fromkeys(("it", "pl", "cs", "sv", "uk", "el", "ar", "fa", "he"), 1)
VOCABULARY = {"large_ru": 62_000, "small_vi": 5000, "small_tr": 6000} | dict.fromkeys(
    ("large_fr", "large_es", "large_pt", "large_de"), 1500
)
"""How many words of each list are taken."""
_TOKENS = 4e6
"""What the trigrams of words count, in words of running text; what a list of words counts.

And what a line respelt.
"""
_WORDS = 3e5
_RESPELT = 0.6
_PUNCTUATION = {
    "’": 3e-3,
    "“": 1.5e-3,
    "”": 1.5e-3,
    "–": 2e-3,
    "—": 2e-3,
    "…": 1e-3,
    "•": 5e-4,
    "→": 3e-4,
    "‘": 3e-4,
}


def main(folder: Path) -> None:
    """Build all models."""
    lines: dict[str, dict[str, float]] = defaultdict(dict)
    for package in TEXTS:
        for language, segment in segments(package, folder):
            lines[language][segment] = package.weight
    gram = opengram.read(fetch(TRIGRAMS, folder))
    to_hant, to_hans = _converter("s2twp.json"), _converter("tw2sp.json")
    save(
        "zh",
        _ideographic(
            lines["zh"],
            {to_hans(line): weight for line, weight in lines["zh-hant"].items()},
            words(folder, "large_zh"),
            gram,
        ),
    )
    hant = {to_hant(word): weight for word, weight in words(folder, "large_zh").items()}
    save(
        "zh-hant",
        _ideographic(
            lines["zh-hant"],
            {to_hant(line): weight for line, weight in lines["zh"].items()},
            hant,
            gram,
            to_hant,
        ),
    )
    save("ja", _ideographic(lines["ja"], {}, words(folder, "large_ja")))
    save("ko", _ideographic(lines["ko"], {}, words(folder, "small_ko")))
    save("latin", _alphabetic(folder))
    save_words(folder)


def _converter(name: str) -> Callable[[str], str]:
    import opencc  # noqa: PLC0415 - a tool of this script alone

    convert = opencc.OpenCC(name).convert
    return lambda text: str(convert(text))


def words(folder: Path, name: str) -> dict[str, float]:
    """Words with their frequency, from wordfreq's list of that name."""
    import msgpack  # noqa: PLC0415 - a tool of this script alone

    place = fetch(WORDS, folder)
    packed = next(raw for path, raw in files(place) if path == f"wordfreq/data/{name}.msgpack.gz")
    bins = msgpack.unpackb(gzip.decompress(packed))[1:]
    return {word: 10 ** (-index / 100) for index, held in enumerate(bins) for word in held}


def _mapped(line: str) -> str:
    return re.sub(r"a+", "a", re.sub("0+", "0", re.sub(" +", " ", "".join(map(symbol, line)))))


def _ideographic(
    own: dict[str, float],
    respelt: dict[str, float],
    known: dict[str, float],
    gram: opengram.OpenGram | None = None,
    convert: Callable[[str], str] = str,
) -> tuple[Counts, str]:
    counts = Counts()
    for line, weight in own.items():
        counts.line(_mapped(line), weight)
    for line, weight in respelt.items():
        counts.line(_mapped(line), _RESPELT * weight)
    for word, share in known.items():
        if not word.isascii():
            counts.word(word, share * _WORDS)
    if gram:
        opengram.count(gram, counts, _TOKENS, convert)
    return counts, "text"


def _alphabetic(folder: Path) -> tuple[Counts, str]:
    counts = Counts()
    for language, weight in ALPHABETIC.items():
        size = "small"
        for word, share in words(folder, f"{size}_{language}").items():
            if not any(char.isdigit() for char in word):
                counts.line("".join(map(letter, word)), share * weight * 3e5)
    return counts, "words"


def _common() -> Iterator[tuple[str, float]]:
    """Emoji by how common they are in lists, and what belongs to them.

    Punctuation that word lists lack.
    """
    for rank, emoji in enumerate(COMMON):
        yield from ((char, 2e-2 / (rank + 8) ** 1.5) for char in emoji)
    yield "\ufe0f", 1e-3
    yield "\u200d", 1e-5
    yield from _PUNCTUATION.items()


def save_words(folder: Path) -> None:
    """Write the common words of alphabetic languages.

    Of those in Latin letters, the words with others than ASCII's.
    """
    held: defaultdict[str, float] = defaultdict(float)
    for name, most in VOCABULARY.items():
        listed = words(folder, name).items()
        fitting = [(word, share) for word, share in listed if word.isalpha() and not word.isascii()]
        for word, share in sorted(fitting, key=lambda item: -item[1])[:most]:
            held["".join(map(letter, word))] += share
    raw = packed_words(held)
    (MODELS / "words.lm").write_bytes(raw)
    print(f"words: {len(held):,}, {len(raw):,} bytes", flush=True)


def save(name: str, made: tuple[Counts, str]) -> None:
    """Train, prune and write one model."""
    counts = made[0]
    likely, rest = train(counts)
    for char, share in _common():
        likely[char] = max(likely.get(char, 0.0), share)
    kept, left = prune(counts, likely, rest, ROOM[name])
    raw = packed(kept, left, LEAST.get(name, (0.0, 0.0)))
    MODELS.mkdir(exist_ok=True)
    (MODELS / f"{name}.lm").write_bytes(raw)
    print(f"{name}: {len(likely):,} sequences, kept {len(kept):,}, {len(raw):,} bytes", flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
