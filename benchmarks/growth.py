"""How time grows with size: hostile constructs at n, 2n and 4n characters.

The library checks and fixes them.

    python benchmarks/growth.py [--size 65536] [--only WORD] [--fix] [--worst]

The exponent is that of both doublings together; by it a construct is also projected to 1 MB. Times
are of the processor, the least of up to three runs. `--worst` prints only what passes a limit, and
exits with 1 if anything does.
"""

from __future__ import annotations

import argparse
import math
import sys
import time
from contextlib import suppress
from typing import TYPE_CHECKING

import awesomelint

if TYPE_CHECKING:
    from collections.abc import Callable

MEGABYTE = 1_000_000
MOST_SECONDS = 10.0
"""What 1 MB may take."""
MOST_EXPONENT = 1.2

ENTRY = "- [Title {n}](https://example.org/{n}) - Text.\n"
DISABLE = "<!-- awesomelint-disable{} empty-bullet: why -->\n"


def _damaged(text: str, page: str) -> str:
    """`text` as UTF-8 read in another encoding."""
    return text.encode().decode(page, "replace")


LATEX = "$\\mathcal{O}(n)$ \\emph{x} "
TABLE = "| a | b | c |\n|---|---|---|\n"

LINES: dict[str, Callable[[int], str]] = {
    "entries": lambda n: ENTRY.format(n=n),
    "one link": lambda n: f"- [Title {n}](https://example.org/x) - Text.\n",
    "one title": lambda n: f"- [Title](https://example.org/{n}) - Text.\n",
    "one paper": lambda n: f"- [Paper {n}](https://arxiv.org/abs/2301.00001) - Text.\n",
    "two titles of one paper": lambda n: (
        f"- [{'Some' if n % 2 else 'Other'} Study](https://arxiv.org/abs/2301.00001)\n"
    ),
    "one repository": lambda n: f"- [Repo {n}](https://github.com/a/b) - Text.\n",
    "long equal titles": lambda n: (
        f"- [{'model ' * 640}](https://arxiv.org/abs/2301.{n % 9 + 10000})\n"
    ),
    "LaTeX titles": lambda n: (
        f"- [On $\\alpha_{{{n}}}$](https://arxiv.org/abs/2301.{n % 90000 + 10000:05})\n"
    ),
    "titles full of LaTeX": lambda n: (
        f"- [{LATEX * 40}](https://arxiv.org/abs/2301.{n % 90000 + 10000})\n"
    ),
    "headings": lambda n: f"## Section {n}\n\n",
    "headings of one name": lambda _: "## Section\n\n",
    "headings of one name, linked": lambda _: "## Section\n\n- [a](#section-1)\n\n",
    "broken anchors": lambda n: f"- [a](#nowhere-{n})\n",
    "headings with broken anchors": lambda n: f"## Section {n}\n\n- [a](#sectoin-{n})\n\n",
    "table rows": lambda n: f"| [a{n}](https://example.org/{n}) | b | c |\n",
    "ragged table rows": lambda n: f"| {n} | b | {'c ' * (n % 9)}| d |\n",
    "quotes": lambda _: "> - [a](https://example.org/a)\n",
    "html rows": lambda n: f'<tr><td><a href="https://example.org/{n}">a</a></td></tr>\n',
    "details": lambda n: f"<details><summary>a{n}</summary>\n\n- [a](https://b.c/{n})\n\n",
    "definitions": lambda n: f"[a{n}]: https://example.org/{n}\n",
    "footnotes": lambda n: f"a[^{n}]\n\n[^{n}]: b\n\n",
    "nested bullets": lambda n: "  " * (n % 30) + "- a\n",
    "deep bullets": lambda n: "  " * (n % 180) + "- a\n",
    "nested quotes": lambda n: ">" * (n % 60) + " a\n",
    "deep quotes": lambda n: ">" * (n % 180) + " a\n",
    "empty bullets": lambda _: "- \n",
    "empty numbers": lambda n: f"{n % 999}. \n",
    "comments: disable": lambda _: DISABLE.format("") + "- \n",
    "comments: disable and enable": lambda _: (
        DISABLE.format("") + "- \n\n<!-- awesomelint-enable empty-bullet -->\n"
    ),
    "comments: next-line": lambda _: DISABLE.format("-next-line") + "- a\n",
    "comments: next-line, of use": lambda _: DISABLE.format("-next-line") + "- \n",
    "comments: next-entry": lambda n: DISABLE.format("-next-entry") + ENTRY.format(n=n),
    "comments: unknown rule": lambda _: "<!-- awesomelint-disable-line nothing -->\n",
    "comments: unknown word": lambda _: "<!-- awesomelint-disable-always empty-bullet -->\n",
    "mojibake lines": lambda n: f"- [CafÃ© {n}](https://example.org/{n}) - DÃ©jÃ  vu.\n",
    "lossy mojibake lines": lambda n: f"- [a{n}](https://example.org/{n}) - ä¸­æ–‡ å\n",
    "unequal spellings": lambda n: f"- [a](http://www.Example.org:80/{n}/?utm_source=x#) - b\n",
}
"""Lines, or groups of lines, by their number."""

RUNS: dict[str, Callable[[int], str]] = {
    "open anchors": lambda _: "<a ",
    "open attributes": lambda _: '<a href="',
    "open comments": lambda _: "<!-- ",
    "open declarations": lambda _: "<!A <? <![CDATA[ ",
    "open images": lambda _: "![",
    "open brackets": lambda _: "[",
    "closed brackets": lambda _: "]",
    "links without end": lambda _: "[a](",
    "titles without end": lambda _: '[a](b "',
    "images with a word": lambda _: "![a",
    "pairs of brackets": lambda _: "[]",
    "references": lambda _: "[a][b] ",
    "parentheses": lambda _: "[a](((((",
    "footnote brackets": lambda _: "[^",
    "stars": lambda _: "*a **a ",
    "stars in words": lambda _: "a*b**c***d",
    "underscores": lambda _: "_a __a ",
    "tildes": lambda _: "~a ~~b ",
    "backticks": lambda n: "`" * (n % 40 + 1) + " ",
    "dollars and backticks": lambda _: "$`",
    "dollars": lambda _: "$a ",
    "backslashes": lambda _: "\\",
    "ampersands": lambda _: "&#x",
    "entities": lambda _: "&amp;&lt;",
    "pipes": lambda _: "|",
    "at signs": lambda _: "a@b.",
    "at signs in one word": lambda _: "a@",
    "glued URLs": lambda _: "https://example.org/a",
    "bare URLs": lambda n: f"https://example.org/{n} ",
    "bare URLs of brackets": lambda _: "https://a.b/((((",
    "www": lambda _: "www.a_b.",
    "zero-width spaces": lambda _: "a\u200b",
    "bidirectional controls": lambda _: "a\u202e",
    "controls": lambda _: "a\x08",
    "joiners": lambda _: "\U0001f469\u200d",
    "mojibake on one line": lambda _: "CafÃ© ",
    "mojibake of Chinese on one line": lambda _: "ä¸\xadæ–‡æœºå™¨ã€‚",
    "lossy mojibake on one line": lambda _: "ä¸­æ–‡ å",
    "mojibake in one word": lambda _: "Ã©",
    "lossy mojibake among words": lambda n: f"plain words around {n} ä¸æ–‡ å and more of them. ",
    "GBK mojibake on one line": lambda _: _damaged("机器学习的列表，", "gbk") + " ",
    "lossy GBK mojibake on one line": lambda _: _damaged("中文资料和工具。", "gbk") + " ",
    "lossy GBK mojibake in one word": lambda _: _damaged("中文资料和工具。", "gbk"),
    "C1 controls on one line": lambda _: "It\x92s ",
    "C1 controls in one word": lambda _: "it\x92s",
    "C1 quotes on one line": lambda _: "a\x93 ",
    "lost characters": lambda _: "a\ufffd b ",
    "question marks": lambda _: "a? caf?? ",
    "Han and letters": lambda _: "中a文1",
    "commas of two kinds": lambda _: "中,文，a,b。",
    "blanks": lambda n: " " if n else "a",
    "hashes": lambda _: "#",
    "numbers": lambda _: "1.",
    "years": lambda _: "(2023) arXiv 2301.00001, ",
    "DOIs": lambda _: "10.1000/a(b)<c>;d",
    "dashes": lambda _: "a - b – c ",
}
"""Pieces of one long line, by their number."""

WRAPPED: dict[str, tuple[str, Callable[[int], str], str]] = {
    "brackets, then their ends": ("", lambda size: "[" * (size // 2) + "]" * (size // 2), ""),
    "images, then their ends": ("", lambda size: "![" * (size // 3) + "]" * (size // 3), ""),
    "images within images": ("", lambda size: "![" * (size // 7) + "](a)" * (size // 7), ""),
    "links within links": ("", lambda size: "[" * (size // 5) + "](a)" * (size // 5), ""),
    "stars around": ("", lambda size: "*a " * (size // 6) + "b* " * (size // 6), ""),
    "quotes around": ("", lambda size: "> " * (size // 2), "a"),
    "bullets in one line": ("", lambda size: "- " * (size // 2), "a"),
    "one long title": ("- [", lambda size: "word " * (size // 5),
    "](https://arxiv.org/abs/2301.00001)"),
    "one long URL": ("- [a](https://b.c/", lambda size: "d%20" * (size // 4), ")"),
    "one long query": ("- [a](https://b.c/?", lambda size: "d=e&" * (size // 4), ")"),
    "one long path": ("- [a](https://b.c/", lambda size: "../d/" * (size // 5), ")"),
    "one long host": ("- [a](https://", lambda size: "d." * (size // 2), ")"),
    "blanks in a comment": ("<!-- awesomelint-disable x", lambda size: " " * size, ""),
    "names in a comment": ("<!-- awesomelint-disable ", lambda size: "a, " * (size // 3), "-->"),
    "one wide table": ("", lambda size: _wide(size // 8), ""),
    "one row of many cells": (TABLE, lambda size: "|a" * (size // 2), "|"),
    "one long heading": ("# ", lambda size: "Section " * (size // 8), ""),
    "one fence": ("```\n", lambda size: "- a\n" * (size // 4), "```"),
    "one HTML block": ("<div>\n", lambda size: "<p>a\n" * (size // 5), "</div>"),
    "one paragraph": ("", lambda size: "a b c\n" * (size // 6), ""),
    "one entry of many lines": ("- [a](b)\n", lambda size: "  c d\n" * (size // 6), ""),
}  # fmt: skip
"""What has a beginning and an end: its head, its body by size, its tail."""


def _wide(columns: int) -> str:
    return "|a" * columns + "|\n" + "|-" * columns + "|\n" + "|b" * columns + "|\n"


def _repeated(part: Callable[[int], str], size: int) -> str:
    parts: list[str] = []
    length = 0
    while length < size:
        parts.append(part(len(parts)))
        length += len(parts[-1])
    return "".join(parts) + "\n"


def text_of(name: str, size: int) -> str:
    """About `size` characters of the construct `name`."""
    if name in WRAPPED:
        head, body, tail = WRAPPED[name]
        return f"{head}{body(size)}{tail}\n"
    head = TABLE if "table rows" in name else ""
    return head + _repeated({**LINES, **RUNS}[name], size)


def spent(act: Callable[[str], object], text: str) -> float:
    """The seconds of processor time that `act` takes.

    The least of three runs, if they are short.
    """
    runs: list[float] = []
    while len(runs) < 3 and sum(runs) < 1:
        begun = time.process_time()
        with suppress(
            awesomelint.AwesomelintError
        ):  # what looks like an unsolved merge is not fixed
            act(text)
        runs.append(time.process_time() - begun)
    return min(runs)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--size", type=int, default=32768)
    parser.add_argument("--only", default="")
    parser.add_argument("--fix", action="store_true")
    parser.add_argument("--worst", action="store_true")
    chosen = parser.parse_args()
    act: Callable[[str], object] = awesomelint.fix if chosen.fix else awesomelint.check
    act(text_of("entries", 1000))
    print("| construct | n | 2n | 4n | exponent | projected to 1 MB |\n|---|--:|--:|--:|--:|--:|")
    exceeded = 0
    for name in (*LINES, *RUNS, *WRAPPED):
        if chosen.only not in name:
            continue
        times = [spent(act, text_of(name, chosen.size * factor)) for factor in (1, 2, 4)]
        exponent = math.log(times[2] / times[0], 4)
        projected = times[2] * (MEGABYTE / (chosen.size * 4)) ** max(exponent, 1.0)
        over = projected > MOST_SECONDS or (exponent > MOST_EXPONENT and times[2] > 0.05)
        exceeded += over
        if over or not chosen.worst:
            row = " | ".join(f"{seconds:.2f} s" for seconds in times)
            print(f"| {name} | {row} | {exponent:.2f} | {projected:.1f} s |", flush=True)
    print(f"\n{exceeded} of the constructs pass a limit")
    if chosen.worst and exceeded:
        sys.exit(1)


if __name__ == "__main__":
    main()
