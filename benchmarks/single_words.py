"""Single damaged words in a clean list: what `fix` and ftfy make of them.

`fix` runs with all default rules.

    AWESOMELINT_CORPUS=FOLDER python benchmarks/single_words.py [--words N] [--pages A,B] \
        [--languages de,fr] [--all]

Words with one or two letters outside ASCII are taken from FOLDER/clean, the same for each run,
about equally many of each language; each is damaged through each code page and put into the
description of one entry of a list. `mended`: the list is right; `left`: nothing changed; `wrong`:
something else came out; `evidence lost`: of the damaged characters of what is wrong, some are gone.
ftfy's `fix_encoding` sees the entry's line alone. `--all` names what is not mended.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import re
import sys
import unicodedata
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from awesomelint.engine import fix
from awesomelint.repair import damage
from awesomelint.rules.config import Config, activate
from awesomelint.source import Source

if TYPE_CHECKING:
    from collections.abc import Iterator

Outcome = Literal["mended", "left", "wrong", "evidence lost"]

LANGUAGES = (
    "cs",
    "da",
    "de",
    "es",
    "fi",
    "fr",
    "hu",
    "is",
    "it",
    "nl",
    "pl",
    "pt",
    "ro",
    "sv",
    "tr",
)
OTHERS = ("az", "bs", "ca", "cy", "eo", "et", "ga", "lt", "lv", "mt", "se", "sk", "sl", "sq", "vi")
PAGES = ("cp1252", "latin-1", "mac-roman")
OUTCOMES: tuple[Outcome, ...] = ("mended", "left", "wrong", "evidence lost")
WORDS = 500
ACTIVE = tuple(activate(Config()))
WORD = re.compile(r"(?<![\w/#%.=@:-])[^\W\d_]{2,}(?![\w/%=@-])")
ENTRY = "- [Delta](https://example.com/delta) - Written by the {} group for everyone."
LIST = f"""# Awesome Tools

## Editors

- [Alpha](https://example.com/alpha) - Small editor for plain text.
- [Bravo](https://example.com/bravo) - Editor with many plugins.
- [Charlie](https://example.com/charlie) - Runs in the terminal.
{ENTRY}
- [Echo](https://example.com/echo) - Starts quickly on old machines.

## Libraries

- [Foxtrot](https://example.com/foxtrot) - Parses dates and times.
- [Golf](https://example.com/golf) - Draws charts from tables.
- [Hotel](https://example.com/hotel) - Talks to databases.
- [India](https://example.com/india) - Reads and writes archives.
- [Juliett](https://example.com/juliett) - Tests programs at random.
"""


def words(folder: Path, languages: tuple[str, ...], many: int) -> Iterator[tuple[str, str]]:
    """`many` words of the clean files, each with its language."""
    share, more = divmod(many, len(languages))
    for index, language in enumerate(languages):
        for word in _chosen(folder / language)[: share + (index < more)]:
            yield language, word


def _chosen(folder: Path) -> list[str]:
    """The words of a language in a fixed order that has nothing to do with what they are."""
    found: set[str] = set()
    for path in sorted(folder.glob("*.md")):
        found.update(word for word in WORD.findall(path.read_bytes().decode()) if _counts(word))
    return sorted(found, key=lambda word: hashlib.sha256(word.encode()).digest())


def _counts(word: str) -> bool:
    """Whether one or two letters of a word are outside ASCII, and all are Latin."""
    beyond = sum(not char.isascii() for char in word)
    latin = all(unicodedata.name(char, "").startswith("LATIN") for char in word)
    return latin and 0 < beyond <= 2 and beyond < len(word)


def outcome(word: str, page: str) -> Outcome:
    """What `fix` makes of a list with a damaged word."""
    bad = damage(word, page)
    found = fix(Source.of(LIST.format(bad)), ACTIVE).after.text
    if found == LIST.format(word):
        return "mended"
    if found == LIST.format(bad):
        return "left"
    missing = Counter(bad) - Counter(found)
    return (
        "evidence lost"
        if any(not char.isascii() for char in missing) and word not in found
        else "wrong"
    )


def by_ftfy(word: str, page: str) -> Outcome:
    """What ftfy makes of the entry."""
    import ftfy

    bad = ENTRY.format(damage(word, page))
    found = ftfy.fix_encoding(bad)
    if found == ENTRY.format(word):
        return "mended"
    return "left" if found == bad else "wrong"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--words", type=int, default=WORDS)
    parser.add_argument("--pages", default=",".join(PAGES))
    parser.add_argument(
        "--languages", default=",".join(LANGUAGES), help=f"others: {','.join(OTHERS)}"
    )
    parser.add_argument("--all", action="store_true", help="name every word that is not mended")
    chosen = parser.parse_args()
    folder = os.environ.get("AWESOMELINT_CORPUS")
    if not folder:
        sys.exit("AWESOMELINT_CORPUS names no folder with clean files")
    taken = list(words(Path(folder, "clean"), tuple(chosen.languages.split(",")), chosen.words))
    print(f"| page | language | words | {' | '.join(OUTCOMES)} | ftfy: mended | left | wrong |")
    print("|---|---|--:|--:|--:|--:|--:|--:|--:|--:|")
    for page in chosen.pages.split(","):
        for row in table(taken, page, named=chosen.all):
            print(row, flush=True)


def table(taken: list[tuple[str, str]], page: str, *, named: bool) -> Iterator[str]:
    """The rows of a page, one a language and one of all."""
    ours: Counter[tuple[str, str]] = Counter()
    theirs: Counter[tuple[str, str]] = Counter()
    shown: list[str] = []
    for language, word in taken:
        result, other = outcome(word, page), by_ftfy(word, page)
        for name in (language, "all"):
            ours[name, result] += 1
            theirs[name, other] += 1
        if named and result != "mended":
            shown.append(f"{page} {language} {result}: {word} (ftfy: {other})")
    for name in (*dict.fromkeys(language for language, _ in taken), "all"):
        cells = [sum(ours[name, one] for one in OUTCOMES), *(ours[name, one] for one in OUTCOMES)]
        cells += [theirs[name, one] for one in OUTCOMES[:3]]
        yield f"| {page} | {name} | {' | '.join(map(str, cells))} |"
    yield from shown


if __name__ == "__main__":
    main()
