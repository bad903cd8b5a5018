"""Repair as a step over a corpus: megabytes a second of one core, and what it changes.

Clean texts of the folder that AWESOMELINT_CORPUS names (`clean`) are repeated up to `--mb`; then
one document in a hundred is damaged as UTF-8 that was read in a code page.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from pathlib import Path

import awesomelint
from awesomelint.repair.codepages import Damage, apply

PAGES = ("cp1252", "latin-1", "cp1251", "mac-roman", "cp437")


def main() -> None:
    """Repair the clean ones, then the others."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--mb", type=int, default=50)
    args = parser.parse_args()
    corpus = os.environ.get("AWESOMELINT_CORPUS")
    if not corpus:
        sys.exit("AWESOMELINT_CORPUS names no folder with texts")
    paths = sorted(Path(corpus, "clean").glob("*/*"))
    once = [path.read_text(encoding="utf-8") for path in paths if path.is_file()]
    clean: list[str] = []
    size = 0
    while size < args.mb * 1_000_000:
        clean += once
        size += sum(len(text.encode()) for text in once)
    report("clean", clean)
    report("1 % damaged", [damaged(text, number) for number, text in enumerate(clean)])


def damaged(text: str, number: int) -> str:
    """Every hundredth text, through one page after the other."""
    if number % 100:
        return text
    return apply(text, Damage(PAGES[number // 100 % len(PAGES)]))


def report(name: str, texts: list[str]) -> None:
    """One line about a run over `texts`."""
    size = sum(len(text.encode()) for text in texts) / 1e6
    for text in texts[:50]:
        awesomelint.repair(text)
    start = time.process_time()
    changed = sum(awesomelint.repair(text).changed for text in texts)
    spent = time.process_time() - start
    print(
        f"{name}: {len(texts):,} documents, {size:.0f} MB, {size / spent:.1f} MB/s a core, "
        f"{changed} changed"
    )


if __name__ == "__main__":
    main()
