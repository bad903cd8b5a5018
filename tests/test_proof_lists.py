"""Random edits of real lists: harmless ones are accepted, damage is refused."""

from __future__ import annotations

import os
import random
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from awesomelint.proof import View, diff, view
from awesomelint.source import NotUtf8Error, Source
from awesomelint.syntax import parse

if TYPE_CHECKING:
    from collections.abc import Callable

FOLDER = os.environ.get("AWESOMELINT_CORPUS")
pytestmark = pytest.mark.skipif(not FOLDER, reason="AWESOMELINT_CORPUS names no folder of lists")
LARGEST = 60_000
LISTS = 12


@cache
def lists() -> tuple[View, ...]:
    """A seeded sample of the lists that are not too large, parsed."""
    found = []
    for path in sorted(Path(FOLDER or "").glob("corpus/*/*.md")):
        raw = path.read_bytes()
        if len(raw) > LARGEST:
            continue
        try:
            found.append(Source(raw).text)
        except NotUtf8Error:
            continue
    chosen = random.Random(7).sample(found, min(LISTS, len(found)))  # noqa: S311 - a sample, not a secret
    return tuple(view(text, parse(text)) for text in chosen)


def once(
    pattern: str, new: str, *, outside: str = "\0"
) -> Callable[[str, random.Random], str | None]:
    """A random edit of one match of `pattern`, on a line without `outside`."""

    def edit(text: str, chance: random.Random) -> str | None:
        places = [
            match
            for match in re.finditer(pattern, text, re.MULTILINE)
            if not re.search(outside, text[text.rfind("\n", 0, match.start()) + 1 : match.end()])
        ]
        if not places:
            return None
        place = chance.choice(places)
        changed = text[: place.start()] + place.expand(new) + text[place.end() :]
        return changed if changed != text else None

    return edit


HTML = r"[<`|]"
DAMAGE = {
    "destination": once(r"(?<=\]\()(https?://[^\s()]{12})", r"\1x", outside=HTML),
    "link lost": once(r"\[([^\[\]\n`!]+)\]\(https?://[^\s()]+\)", r"\1", outside=HTML),
    "heading deeper": once(r"^(#{1,5} \S)", r"#\1"),
    "heading to text": once(r"^#{1,6} (?=\w)", ""),
    "no-break space": once(r"(?<=[a-z]) (?=[a-z])", "\xa0", outside=HTML),
    "words glued": once(r"(?<=[a-z]) (?=[a-z])", "", outside=r"[<`|(\[]"),
    "line dropped": once(r"^[-*] \[.*\n", ""),
    "task box": once(r"^[-*] (?=\[\w)", "- [ ] "),
    "stars escaped": once(r"\*\*(?=\w)", r"\\*\\*", outside=HTML),
    "code": once(r"`(\w+)`", r"`\1 `", outside=r"[<|]"),
    "anchor": once(r"\]\(#", "](#x", outside=HTML),
    "comment": once(r"<!--(.*?)-->", r"<!--\1x-->"),
    "alt text": once(r"!\[(\w+)", r"![\1x", outside=HTML),
    "cell": once(r"^\|(?= *\w)", "| x |"),
}
HARMLESS = {
    "blank line between headings and text": once(r"^(#{1,6} .*\n)\n", r"\1\n\n"),
    "final newline": lambda text, _: (
        text.rstrip("\n") + "\n" if text.rstrip("\n") + "\n" != text else None
    ),
    "heading closed": once(r"^(#{1,6} .*[\w)])$", r"\1 ##"),
    "spaces doubled": once(r"^([-*] .*[a-z]) (?=[a-z])", r"\1  ", outside=r"[<`|(\[]"),
}


@pytest.mark.parametrize("kind", DAMAGE)
def test_damage_is_refused(kind: str) -> None:
    chance = random.Random(kind)  # noqa: S311 - repeatable, not secret
    tried = 0
    for before in lists():
        after = DAMAGE[kind](before.text, chance)
        if after is not None:
            tried += 1
            assert diff(before, view(after, parse(after)))
    assert tried


@pytest.mark.parametrize("kind", HARMLESS)
def test_harmless_edits_are_accepted(kind: str) -> None:
    chance = random.Random(kind)  # noqa: S311 - repeatable, not secret
    tried = 0
    for before in lists():
        after = HARMLESS[kind](before.text, chance)
        if after is not None:
            tried += 1
            assert diff(before, view(after, parse(after))) == []
    assert tried
