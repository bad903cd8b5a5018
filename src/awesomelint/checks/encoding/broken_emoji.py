"""Emoji that fell apart: keycaps in the wrong order, and pairs that lost what joined them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from awesomelint.checks.encoding._anchors import with_anchors
from awesomelint.checks.encoding._characters import alphabet, by_line, code_places, occurs
from awesomelint.model import Candidate, Edit, Finding, Fix, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from awesomelint.curation import Document

KEYCAP = "[0-9#*](\u20e3\ufe0f)"
JOINER = "\u200d"
SKIN = "[\U0001f3fb-\U0001f3ff]?"
# After Unicode's emoji-zwj-sequences.txt; left out are pairs that people also put side by side on
# purpose (❤🔥, 😮💨).
OBJECTS = "⚕⚖✈🌾🍳🍼🎓🎤🎨🏫🏭💻💼🔧🔬🚀🚒🦯🦰🦱🦲🦳🦼🦽"
ROLES = f"([👨👩🧑]{SKIN})([{OBJECTS}]\ufe0f?)"
ACTIVE = (
    "⛹🏃🏄🏊🏋🏌👮👯👰👱👳👷💁💂💆💇🕵🙅🙆🙇🙋🙍🙎🚣🚴"
    "🚵🚶🤦🤵🤷🤸🤹🤼🤽🤾🦸🦹🧍🧎🧏🧔🧖🧗🧘🧙🧚🧛🧜🧝🧞🧟"
)
GENDERS = f"([{ACTIVE}]{SKIN}\ufe0f?)([♀♂]\ufe0f?)"
FLAGS = "(🏳\ufe0f?)(🌈|⚧\ufe0f?)|(🏴)(☠\ufe0f?)|(👁\ufe0f?)(🗨\ufe0f?)|(🐕)(🦺)|(🐈)(⬛)"
FIRST = frozenset(f"👨👩🧑{ACTIVE}🏳🏴👁🐕🐈")
SECOND = frozenset(f"{OBJECTS}♀♂🌈⚧☠🗨🦺⬛")
PAIR = f"(?<!{JOINER})(?:{ROLES}|{GENDERS}|{FLAGS})(?!{JOINER})"


def check(document: Document) -> Iterator[Finding]:
    """Yield keycaps in the wrong order by line (level `order`) and parted pairs (level `joiner`).

    Emoji in code are left alone.
    """
    text = document.text
    keycaps = _misordered(text) if "\u20e3" in alphabet(text) else []
    pairs = _pairs(text) if occurs(FIRST, text) and occurs(SECOND, text) else []
    if not keycaps and not pairs:
        return
    in_code = code_places(document)
    shown = [span for span in keycaps if not in_code.hold(span[0])]
    findings = (_keycaps(text, line) for line in by_line(document, shown))
    yield from with_anchors(document, findings)
    for match in pairs:
        if not in_code.hold(match.start()):
            yield _pair(match)


def _misordered(text: str) -> list[tuple[int, int]]:
    """The signs of keycaps that stand before their selectors."""
    return [match.span(1) for match in re.finditer(KEYCAP, text)]


def _pairs(text: str) -> list[re.Match[str]]:
    """All parted pairs; their first halves are looked for first, since that is quick."""
    halves = re.finditer(f"[{''.join(FIRST)}]", text)
    pair = re.compile(PAIR)
    found = (pair.match(text, half.start()) for half in halves)
    return [match for match in found if match]


def _keycaps(text: str, line: list[tuple[int, int]]) -> Finding:
    shown = ", ".join(dict.fromkeys(text[start - 1] + "\ufe0f\u20e3" for start, _ in line))
    return Finding(
        line[0][0] - 1,
        line[-1][1],
        f"the keycap {shown} has U+20E3 before U+FE0F, so that many devices show no emoji; "
        "put U+FE0F first",
        level="order",
        fixes=(
            Fix(
                tuple(Edit(start, end, "\ufe0f\u20e3") for start, end in line),
                "safe",
                ("repair",),
                "Put the variation selector before the keycap",
            ),
        ),
        runs=tuple(Span(start, end) for start, end in line),
        key=shown,
    )


def _pair(match: re.Match[str]) -> Finding:
    first, second = filter(None, match.groups())
    at = match.start() + len(first)
    joined = first + JOINER + second
    return Finding(
        match.start(),
        match.end(),
        f"{first} and {second} may be one emoji that lost its zero-width joiner; "
        f"if so, write {joined}",
        level="joiner",
        candidates=(Candidate(joined, 0.9, (Edit(at, at, JOINER),)),),
        key=joined,
    )
