"""Time grows with the list, not with its square, however much its entries have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from timing import cpu_seconds

from awesomelint import check

if TYPE_CHECKING:
    from collections.abc import Callable

PAPER = "https://arxiv.org/abs/2301.00001"
TITLE = "Sorting Owls By Wing Span"
LISTS: dict[str, Callable[[int], str]] = {
    "one link": lambda n: "".join(
        f"- [Owls](https://owls.example.org/) - Note {i}.\n" for i in range(n)
    ),
    "one id": lambda n: "".join(f"- [{TITLE} {i}]({PAPER})\n" for i in range(n)),
    "one id, bare": lambda n: f"- {PAPER}\n" * n,
    "two ids": lambda n: f"- {PAPER} https://doi.org/10.1234/owls\n" * n,
    "one title": lambda n: "".join(
        f"- [{TITLE}](https://owls.example.org/{i})\n" for i in range(n)
    ),
    "one title, papers": lambda n: "".join(
        f"- [{TITLE}](https://doi.org/10.1234/{i})\n" for i in range(n)
    ),
    "one title in many sections": lambda n: "".join(
        f"## Part {i}\n\n- [{TITLE}]({PAPER})\n\n" for i in range(n)
    ),
    "broken anchors": lambda n: (
        "".join(f"- [Part {i}](#partx-number-{i})\n" for i in range(n))
        + "".join(
            f"\n## Part of number {i}\n\n- [Owl {i}](https://owls.example.org/{i})\n"
            for i in range(n)
        )
    ),
    "empty sections": lambda n: "".join(
        f"## A{i}\n\n## B{i}\n\n- [Owl](#b{i})\n\n" for i in range(n)
    ),
    "long titles": lambda n: f"- [{'owl ' * n}one]({PAPER})\n- [{'owl ' * n}two]({PAPER})\n",
    "long words": lambda n: f"- [{'u' * n * 5}hu]({PAPER})\n- [s{'u' * n * 3}]({PAPER})\n",
    "labels": lambda n: f"- [{'[2020] ' * n}owl]({PAPER})\n- [{'. ' * n}owl]({PAPER})\n",
    "formulas": lambda n: "$[x](y)$ " * n + "\n",
    "URLs and commas": lambda n: "- " + "https://owls.example.org/，" * n + "\n",
    "halves of SICIs": lambda n: f"https://doi.org/10.1234/{'a)<b>' * n}\n",
    "Chinese mojibake in one word": lambda n: "中文资料".encode().decode("cp437") * n + "\n",
    "lost characters of Chinese in one line": lambda n: (
        "some owls ä¸æ–‡ å and more of them " * n + "\n"
    ),
    "remains after one word": lambda n: f"cafÃ©a{'é' * n * 10}\n",
    "no-break spaces and sequences": lambda n: "Ã©\xa0\xa0 " * n + "\n",
    "stray quotes of cp1252": lambda n: "owl\x93 " * n * 5 + "\n",
    "stray apostrophes of cp1252": lambda n: "it\x92s" * n * 5 + "\n",
    "runs of www": lambda n: "www.a_b." * n + "\n",
    "unknown rules in a comment": lambda n: (
        f"<!-- awesomelint-disable {', '.join(f'owl-{i}' for i in range(n))} -->\n"
    ),
    "brackets around brackets": lambda n: "[" * n * 5 + "]" * n * 5 + "\n",
    "open images": lambda n: "![" * n * 5 + "\n",
    "campaigns": lambda n: "".join(
        f"- [Owl {i}](https://owls.example.org/{i}?utm_source=q)\n" for i in range(n)
    ),
}


def seconds(text: str) -> float:
    return cpu_seconds(lambda: check(text))


@pytest.mark.parametrize("kind", LISTS)
def test_four_times_the_list_takes_no_sixteen_times_as_long(kind: str) -> None:
    few, many = (seconds(f"# List\n\n{LISTS[kind](n)}") for n in (400, 1600))
    assert many < max(few * 8, 0.3)


def test_one_paper_with_two_titles_of_many_equal_words() -> None:
    """Letters are compared one by one, and that only for the beginnings of two titles."""
    titles = "study " * 640, "study " * 320 + "of " * 320
    assert seconds("# List\n\n" + "".join(f"- [{title}x]({PAPER})\n" for title in titles)) < 2
