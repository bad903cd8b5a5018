"""How time grows with size: hostile constructs at n, 2n and 4n bytes, checked and fixed by the library.

    python benchmarks/growth.py [--size 65536] [--only WORD]

The exponent is that of the last doubling; a construct is also projected to 1 MB by it. Times are of
the processor.
"""

from __future__ import annotations

import argparse
import math
import time
from typing import TYPE_CHECKING

import awesomelint

if TYPE_CHECKING:
    from collections.abc import Callable

MEGABYTE = 1_000_000
ENTRY = "- [Title {n}](https://example.org/{n}) - Text.\n"

CONSTRUCTS: dict[str, Callable[[int], str]] = {
    "entries": lambda n: ENTRY.format(n=n),
    "one link": lambda n: f"- [Title {n}](https://example.org/x) - Text.\n",
    "one title": lambda n: f"- [Title](https://example.org/{n}) - Text.\n",
    "one paper": lambda n: f"- [Paper {n}](https://arxiv.org/abs/2301.00001) - Text.\n",
    "two titles of one paper": lambda n: (
        f"- [{'Some' if n % 2 else 'Other'} Study](https://arxiv.org/abs/2301.00001)\n"
    ),
    "one repository": lambda n: f"- [Repo {n}](https://github.com/a/b) - Text.\n",
    "headings": lambda n: f"## Section {n}\n\n",
    "headings of one name": lambda _: "## Section\n\n- [a](#section-1)\n\n",
    "broken anchors": lambda n: f"- [a](#nowhere-{n})\n",
    "table rows": lambda n: (
        f"| [a{n}](https://example.org/{n}) | b | c |\n" if n else "| a | b | c |\n|---|---|---|\n"
    ),
    "quotes": lambda _: "> - [a](https://example.org/a)\n",
    "html rows": lambda n: f'<tr><td><a href="https://example.org/{n}">a</a></td></tr>\n',
    "open anchors": lambda _: "<a ",
    "open attributes": lambda _: '<a href="',
    "open images": lambda _: "![",
    "open brackets": lambda _: "[",
    "closed brackets": lambda _: "]",
    "brackets around": lambda _: "[a](",
    "stars": lambda _: "*a **a ",
    "underscores": lambda _: "_a __a ",
    "backticks": lambda n: "`" * (n % 40 + 1) + " ",
    "dollars and backticks": lambda _: "$`",
    "dollars": lambda _: "$a ",
    "comments": lambda _: "<!-- awesomelint-disable-next-line empty-bullet: why -->\n- a\n",
    "unknown comments": lambda _: "<!-- awesomelint-disable-line nothing -->\n",
    "blanks in a comment": lambda n: "<!-- awesomelint-disable x" if not n else " " * 64,
    "zero-width spaces": lambda _: "a\u200b",
    "controls": lambda _: "a\x08",
    "mojibake on one line": lambda _: "CafÃ© ",
    "lossy mojibake on one line": lambda _: "ä¸­æ–‡ å",
    "lost characters": lambda _: "a\ufffd b ",
    "glued URLs": lambda _: "https://example.org/a",
    "bare URLs": lambda n: f"https://example.org/{n} ",
    "entities": lambda _: "&amp;&lt;",
    "definitions": lambda n: f"[a{n}]: https://example.org/{n}\n",
    "references": lambda _: "[a][b] ",
    "nested bullets": lambda n: "  " * (n % 30) + "- a\n",
    "nested quotes": lambda n: ">" * (n % 60) + " a\n",
    "LaTeX titles": lambda n: (
        f"- [On $\\alpha_{{{n}}}$](https://arxiv.org/abs/2301.{n % 90000 + 10000:05})\n"
    ),
    "empty bullets": lambda _: "- \n",
}


def text_of(construct: Callable[[int], str], size: int) -> str:
    """About `size` characters of a construct."""
    parts, length, number = [], 0, 0
    while length < size:
        parts.append(construct(number))
        length += len(parts[-1])
        number += 1
    return "".join(parts) + "\n"


def spent(act: Callable[[str], object], text: str) -> float:
    """The seconds of processor time that `act` takes."""
    begun = time.process_time()
    act(text)
    return time.process_time() - begun


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--size", type=int, default=32768)
    parser.add_argument("--only", default="")
    parser.add_argument("--fix", action="store_true")
    chosen = parser.parse_args()
    act: Callable[[str], object] = awesomelint.fix if chosen.fix else awesomelint.check
    act(text_of(CONSTRUCTS["entries"], 1000))
    print("| construct | n | 2n | 4n | exponent | projected to 1 MB |\n|---|--:|--:|--:|--:|--:|")
    for name, construct in CONSTRUCTS.items():
        if chosen.only not in name:
            continue
        times = [spent(act, text_of(construct, chosen.size * factor)) for factor in (1, 2, 4)]
        exponent = math.log2(times[2] / times[1]) if times[1] else 0.0
        projected = times[2] * (MEGABYTE / (chosen.size * 4)) ** max(exponent, 1.0)
        row = " | ".join(f"{seconds:.2f} s" for seconds in times)
        print(f"| {name} | {row} | {exponent:.2f} | {projected:.1f} s |", flush=True)


if __name__ == "__main__":
    main()
