"""Mojibake: every mode × language; what ftfy, `fix` and `fix --unsafe` give back.

    AWESOMELINT_CORPUS=FOLDER python benchmarks/mojibake.py [--lines N] [--modes A,B] \
        [--languages zh,fr] [--calibrate]

Whole lists are damaged and mended, and scored line by line: exact (came back), untouched, invented
(characters that neither the clean nor the damaged line has), harmed (clean lines that were
changed). Lists come from FOLDER/corpus; the texts for other languages are in benchmarks/texts.
`--lines` takes that many damaged lines of each language. After each mode of a single-byte page
comes how many characters `--unsafe` inferred, and the share of them that is right.
"""

from __future__ import annotations

import argparse
import os
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass, field
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING

from awesomelint.repair import damage, detect

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from awesomelint.repair import DamagedLine

MODES = (
    "cp1252", "cp1254", "latin-1", "mac-roman", "cp437", "cp1251", "cp1252-twice",
    "cp1252-drop", "cp1254-drop", "cp1254-drop-shy", "cp1252-drop-nbsp", "cp1252-fffd",
    "cp1252-question", "latin-1-no-c1", "gbk-fffd", "gbk-question",
)  # fmt: skip
FOLDERS = {"zh": "zh", "ja": "ja_ko", "ko": "ja_ko", "en": "en"}
NAMES = {"ja": ("-ja.md", ".ja.md", "books-ja"), "ko": ("-ko.md", "korean", "JaeYeopHan")}


@dataclass
class Score:
    """What became of the damaged lines."""

    damaged: int = 0
    exact: int = 0
    untouched: int = 0
    invented: int = 0
    harmed: int = 0

    def add(self, clean: str, bad: str, fixed: str) -> None:
        """Count the lines of one text."""
        for was, hurt, new in zip(
            clean.split("\n"), bad.split("\n"), fixed.split("\n"), strict=True
        ):
            if was == hurt:
                self.harmed += new != was
                continue
            self.damaged += 1
            self.exact += new == was
            self.untouched += new == hurt
            if new != was:
                self.invented += sum((Counter(new) - Counter(was) - Counter(hurt)).values())

    def __str__(self) -> str:
        """Exact in per cent, then the counts."""
        share = 100 * self.exact / self.damaged if self.damaged else 100.0
        return f"{share:5.1f}% {self.untouched:5} {self.invented:5} {self.harmed:3}"


@dataclass
class Calibration:
    """Of what was inferred at a score, the share that is right."""

    seen: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)

    def add(self, clean: str, lines: list[DamagedLine], bad: str) -> None:
        """Compare the inferred lines of one text with the truth."""
        truth = clean.split("\n")
        for line in lines:
            scores = [run.readings[0].score for run in line.runs if run.evidence == "inferred"]
            if scores and all(run.evidence not in ("ambiguous", "unreadable") for run in line.runs):
                step = next(
                    step
                    for step in ("0.99", "0.95", "0.9", "0.8", "0.7", "0.6", "0.0")
                    if min(scores) >= float(step)
                )
                self.seen[step] += 1
                self.right[step] += line.mended(bad) == truth[bad.count("\n", 0, line.start)]


@dataclass
class Inferred:
    """Of the characters in inferred runs, how many are right.

    For damage that makes each character on its own.
    """

    many: int = 0
    wrong: int = 0

    def add(self, clean: str, lines: list[DamagedLine], mode: str) -> None:
        """Compare the inferred runs of one text with what they were made of."""
        if mode.startswith("gbk"):
            return
        made = {char: len(damage(char, mode)) for char in set(clean)}
        starts = list(accumulate((made[char] for char in clean), initial=0))
        for line in lines:
            for run in line.runs:
                if run.evidence == "inferred":
                    was = clean[bisect_left(starts, run.start) : bisect_left(starts, run.end)]
                    said = run.readings[0].text
                    self.many += len(said)
                    same = sum(one == other for one, other in zip(was, said, strict=False))
                    self.wrong += len(said) - (same if len(was) == len(said) else 0)

    def __str__(self) -> str:
        """The characters, and the share that is right."""
        return f"{self.many:8} {100 - 100 * self.wrong / self.many:.2f}%" if self.many else ""


def by_ftfy(bad: str, _: list[DamagedLine]) -> str:
    """What `ftfy.fix_encoding` gives, line by line."""
    import ftfy

    return "\n".join(
        line if line.isascii() else ftfy.fix_encoding(line) for line in bad.split("\n")
    )


def safe(bad: str, lines: list[DamagedLine]) -> str:
    """What plain `fix` gives."""
    return _mended(bad, [line for line in lines if line.proven])


def unsafe(bad: str, lines: list[DamagedLine]) -> str:
    """What `fix --unsafe` gives."""
    return _mended(bad, lines)


def _mended(bad: str, lines: list[DamagedLine]) -> str:
    parts, done = [], 0
    for line in lines:
        parts += [bad[done : line.start], line.mended(bad)]
        done = line.end
    return "".join([*parts, bad[done:]])


TOOLS: dict[str, Callable[[str, list[DamagedLine]], str]] = {
    "ftfy": by_ftfy,
    "safe": safe,
    "--unsafe": unsafe,
}


def texts(language: str, corpus: Path | None) -> Iterator[str]:
    """The clean texts of a language."""
    own = Path(__file__).parent / "texts" / f"{language}.md"
    if own.is_file():
        yield own.read_text(encoding="utf-8")
    elif corpus and language in FOLDERS:
        for path in sorted((corpus / "corpus" / FOLDERS[language]).glob("*.md")):
            if any(name in path.name for name in NAMES.get(language, ("",))):
                yield path.read_bytes().decode().replace("\r\n", "\n")


def some(clean: list[str], most: int) -> list[str]:
    """The texts cut so that together they have about `most` lines that can be damaged.

    Runs of lines stay together.
    """
    hurt = sum(not line.isascii() for text in clean for line in text.split("\n"))
    if not most or hurt <= most:
        return clean
    share = most / hurt
    return [
        "\n".join(lines[: max(30, int(len(lines) * share))])
        for lines in (text.split("\n") for text in clean)
    ]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--lines", type=int, default=0)
    parser.add_argument("--modes", default=",".join(MODES))
    parser.add_argument("--languages", default="zh,ja,ko,en,fr,es,pt,de,tr,vi,ru")
    parser.add_argument("--calibrate", action="store_true")
    chosen = parser.parse_args()
    folder = os.environ.get("AWESOMELINT_CORPUS")
    print(f"{'':28}" + "".join(f"{tool:>24}" for tool in TOOLS))
    print(f"{'language, mode, lines':28}" + f"{'exact  left wrong harm':>24}" * len(TOOLS))
    calibration = Calibration()
    for language in chosen.languages.split(","):
        clean = some(list(texts(language, Path(folder) if folder else None)), chosen.lines)
        if not clean:
            print(f"{language}: no texts (set AWESOMELINT_CORPUS)")
            continue
        for mode in chosen.modes.split(","):
            scores, inferred = _scores(clean, mode, calibration)
            head = f"{language} {mode} {scores['safe'].damaged}"
            print(
                f"{head:28}" + "".join(f"{score!s:>24}" for score in scores.values()),
                inferred,
                flush=True,
            )
    if chosen.calibrate:
        for step in sorted(calibration.seen, reverse=True):
            share = calibration.right[step] / calibration.seen[step]
            print(f"score ≥ {step}: {calibration.seen[step]:6} lines, {share:.3f} right")


def _scores(
    clean: list[str], mode: str, calibration: Calibration
) -> tuple[dict[str, Score], Inferred]:
    scores, inferred = {tool: Score() for tool in TOOLS}, Inferred()
    for text in clean:
        bad = damage(text, mode)
        lines = detect(bad)
        calibration.add(text, lines, bad)
        inferred.add(text, lines, mode)
        for tool, mend in TOOLS.items():
            scores[tool].add(text, bad, mend(bad, lines))
    return scores, inferred


if __name__ == "__main__":
    main()
