r"""Text from outside in Markdown that others render: it mentions nobody, and is no markup.

Within code, renderers look for no mentions, references, links and HTML; an escaped `\@name` is
still a mention.
"""

from __future__ import annotations

from awesomelint.text.patterns import regex
from awesomelint.text.printable import line, printable

_TICKS = regex("`+")


def code_span(text: str) -> str:
    """`text` as one code span, fit to print, whatever it holds."""
    shown = printable(text) or " "
    ticks = "`" * (_longest(shown) + 1)
    ends = {shown[0], shown[-1]}
    is_padded = ends == {" "} and shown.strip() != ""
    if "`" in ends or is_padded:
        shown = f" {shown} "
    return f"{ticks}{shown}{ticks}"


def code_block(text: str) -> str | None:
    """`text` as a fenced block to copy from, or None where what is shown would not be `text`."""
    rows = text.split("\n")
    if any(line(row.replace("\t", " ")) != row.replace("\t", " ") for row in rows):
        return None
    fence = "`" * max(_longest(text) + 1, 3)
    return f"{fence}markdown\n{text}\n{fence}"


def _longest(text: str) -> int:
    """The length of the longest run of backticks."""
    return max((len(run[0]) for run in _TICKS.finditer(text)), default=0)
