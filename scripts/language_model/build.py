"""Builds the language models of `awesomelint.repair` from named, openly licensed packages.

    python scripts/language_model/build.py FOLDER     FOLDER keeps what was downloaded; needs pip, npm, apt-get, opencc

The models go to src/awesomelint/repair/models/, whose LICENSE.md names sources and licences.
"""

from __future__ import annotations

import gzip
import json
import lzma
import math
import re
import sys
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

import opengram
from counting import RARE, Counts, prune, train
from emoji import COMMON
from sources import TEXTS, TRIGRAMS, WORDS, fetch, files, segments

from awesomelint.repair.language import letter, symbol

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from counting import Table

MODELS = Path(__file__).parents[2] / "src/awesomelint/repair/models"
ROOM = {"zh": 480_000, "zh-hant": 200_000, "ja": 290_000, "ko": 160_000, "latin": 110_000}
"""How many sequences each model may hold."""
EUROPEAN = {"en": 4, "fr": 2, "es": 2, "pt": 2, "de": 2, "tr": 2, "ru": 2, "it": 1, "pl": 1, "cs": 1, "sv": 1, "vi": 1}
STEP = 0.2
_TOKENS = 4e6
_PUNCTUATION = {"’": 3e-3, "“": 1.5e-3, "”": 1.5e-3, "–": 2e-3, "—": 2e-3, "…": 1e-3, "•": 5e-4, "→": 3e-4, "‘": 3e-4}


def main(folder: Path) -> None:
    """Build all models."""
    texts: dict[str, dict[str, None]] = defaultdict(dict)
    for package in TEXTS:
        for language, segment in segments(package, folder):
            texts[language][segment] = None
    lines = {language: list(held) for language, held in texts.items()}
    gram = opengram.read(fetch(TRIGRAMS, folder))
    to_hant, to_hans = _converter("s2twp.json"), _converter("tw2sp.json")
    save("zh", _ideographic(lines["zh"], [to_hans(line) for line in lines["zh-hant"]], words(folder, "large_zh"), gram))
    hant = {to_hant(word): weight for word, weight in words(folder, "large_zh").items()}
    save("zh-hant", _ideographic(lines["zh-hant"], [to_hant(line) for line in lines["zh"]], hant, gram, to_hant))
    save("ja", _ideographic(lines["ja"], [], words(folder, "large_ja")))
    save("ko", _ideographic(lines["ko"], [], words(folder, "small_ko")))
    save("latin", _european(folder))


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
    own: list[str],
    respelt: list[str],
    known: dict[str, float],
    gram: opengram.OpenGram | None = None,
    convert: Callable[[str], str] = str,
) -> tuple[Counts, str]:
    counts = Counts()
    for line in own:
        counts.line(_mapped(line))
    for line in respelt:
        counts.line(_mapped(line), 0.6)
    for word, share in known.items():
        if not word.isascii():
            counts.word(word, share * 1e6)
    if gram:
        opengram.count(gram, counts, _TOKENS, convert)
    return counts, "text"


def _european(folder: Path) -> tuple[Counts, str]:
    counts = Counts()
    for language, weight in EUROPEAN.items():
        size = "small"
        for word, share in words(folder, f"{size}_{language}").items():
            if not any(char.isdigit() for char in word):
                counts.line("".join(map(letter, word)), share * weight * 3e5)
    return counts, "words"


def _common() -> Iterator[tuple[str, float]]:
    """Emoji by how common they are in lists, and what belongs to them; punctuation that word lists lack."""
    for rank, emoji in enumerate(COMMON):
        yield from ((char, 2e-3 / (rank + 8)) for char in emoji)
    yield "\ufe0f", 1e-3
    yield "\u200d", 1e-5
    yield from _PUNCTUATION.items()


def save(name: str, made: tuple[Counts, str]) -> None:
    """Train, prune and write one model."""
    counts = made[0]
    likely, rest = train(counts)
    for char, share in _common():
        likely[char] = max(likely.get(char, 0.0), share)
    kept, left = prune(counts, likely, rest, ROOM[name])
    raw = packed(kept, left)
    MODELS.mkdir(exist_ok=True)
    (MODELS / f"{name}.lm").write_bytes(raw)
    print(f"{name}: {len(likely):,} sequences, kept {len(kept):,}, {len(raw):,} bytes", flush=True)


def packed(likely: Table, rest: Table) -> bytes:
    """The file that `awesomelint.repair.language.load` reads."""
    nexts: dict[str, list[str]] = defaultdict(list)
    for piece in likely:
        nexts[piece[:-1]].append(piece[-1])
    histories = sorted(nexts, key=lambda history: (len(history), history[::-1]))
    lines, levels = [], bytearray()
    for history in histories:
        chars = sorted(nexts[history])
        lines.append(history + "\t" + "".join(chars))
        levels += bytes(_level(likely[history + char]) for char in chars)
    left = bytes(_level(rest.get(history, 1.0)) for history in histories)
    text = "\n".join(lines).encode()
    head = json.dumps({"text": len(text), "sequences": len(levels), "step": STEP}).encode()
    body = head + b"\n" + text + bytes(levels) + left
    filters = [{"id": lzma.FILTER_LZMA2, "preset": 9 | lzma.PRESET_EXTREME, "lc": 4, "lp": 0, "pb": 0}]
    return lzma.compress(body, format=lzma.FORMAT_XZ, filters=filters)


def _level(share: float) -> int:
    return min(255, max(0, round(-math.log(max(share, RARE)) / STEP)))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
