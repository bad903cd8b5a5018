"""The list's own style: what most places of a file agree on, or what the config pins."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, cast

from awesomelint.layout import breaks, emphasis, gaps, headings, lists, markers, tables, trailing

if TYPE_CHECKING:
    from collections.abc import Mapping

    from awesomelint.layout.headings import Form, Underline
    from awesomelint.layout.lines import Lines
    from awesomelint.layout.lists import Indents, Step
    from awesomelint.layout.tables import Padding
    from awesomelint.syntax.nodes import Root

KEEP = "keep"


class Style(NamedTuple):
    """What canonical means for one file; None keeps what is found.

    `bullets` has the bullet of a list by where it starts.
    """

    gaps: gaps.Gaps
    heading: Form | None
    underline: Underline | None
    bullets: Mapping[int, str]
    indents: Indents
    emphasis: str | None
    strong: str | None
    rule: str | None
    fence: str | None
    padding: Padding
    blank_lines_indented: bool


def measure(root: Root, lines: Lines, pins: Mapping[str, str]) -> Style:
    """The style of a file, `pins` first.

    A pin that is absent or `keep` leaves the choice to the file.
    """
    pinned = {key: value for key, value in pins.items() if value != KEEP}
    weak, strong = emphasis.sample(root, lines.text)
    form, underline = headings.sample(lines, root.children)
    rule, fence = breaks.sample(root, lines)
    return Style(
        gaps=_gaps(root, lines, pinned),
        heading=cast("Form | None", pinned.get("heading", form)),
        underline=underline,
        bullets=_bullets(root, lines, pinned.get("bullet")),
        indents=_indents(root, lines, pinned.get("indent")),
        emphasis=pinned.get("emphasis", weak),
        strong=pinned.get("strong", strong),
        rule=pinned.get("rule", rule),
        fence=pinned.get("fence", fence),
        padding=tables.sample(root, lines),
        blank_lines_indented=trailing.sample(root.children, lines),
    )


def _gaps(root: Root, lines: Lines, pinned: Mapping[str, str]) -> gaps.Gaps:
    before, amount, after = gaps.sample(lines, root.children)
    pin = pinned.get("section_gap")
    return gaps.Gaps(1, int(pin), after) if pin else gaps.Gaps(before, amount, after)


def _bullets(root: Root, lines: Lines, pin: str | None) -> dict[int, str]:
    wanted = markers.sample(root)
    if pin:
        runs = markers.runs(root.children)
        levels = (level for level, _ in runs)
        wanted = dict.fromkeys(levels, pin)
    return markers.chosen(root, lines, wanted)


def _indents(root: Root, lines: Lines, pin: str | None) -> Indents:
    found = lists.sample(root.children, lines)
    if not pin:
        return found
    step = cast("Step", int(pin) if pin.isdigit() else pin)
    return lists.Indents(
        found.base, {**found.steps, (False, True): step, (True, True): step}, found.paddings
    )
