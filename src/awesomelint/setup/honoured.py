"""The rules of form and order that lists keep to, though they are off by default."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from awesomelint.linter import Linter
from awesomelint.rules.config import Config, with_choices
from awesomelint.setup.setting import Setting

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from awesomelint.curation import Document, Entry

FEWEST = 20
"""The places that must keep to a rule: fewer show no habit."""
_MOST = 0.9
"""The share of places that makes a habit: rules let some places be."""
_STOPS = (".", "!", "?", "。", "！", "？")


@dataclass(slots=True)
class Counts:
    """What lists have that rules of form are about."""

    entries: int = 0
    described: int = 0
    stops: int = 0
    capitals: int = 0
    hyphens: int = 0
    bullets: int = 0
    images: int = 0

    def add(self, document: Document) -> None:
        """Count the entries and images of `document`."""
        self.images += sum(link.kind == "image" for link in document.links)
        for entry in document.entries:
            if entry.shape in {"bullet", "number"} and entry.parent is None and entry.links:
                self.entries += 1
                self.bullets += entry.shape == "bullet"
                self._describe(entry, document.text)

    def _describe(self, entry: Entry, text: str) -> None:
        if entry.separator is None or entry.description is None:
            return
        words = text[entry.description.start : entry.description.end].strip()
        self.described += 1
        self.stops += words.endswith(_STOPS)
        self.capitals += words[:1].isupper()
        self.hyphens += text[entry.separator.start : entry.separator.end].strip() == "-"


class _Habit(NamedTuple):
    rule: str
    options: Mapping[str, str]
    why: str


def honoured(lists: Mapping[str, Document]) -> list[Setting]:
    """Settings that select the rules which many places of `lists` keep to, and none breaks."""
    counts = Counts()
    for document in lists.values():
        counts.add(document)
    habits = list(_habits(counts))
    broken = _broken(lists.values(), habits)
    return [Setting("select", one.rule, one.why) for one in habits if one.rule not in broken]


def _habits(counts: Counts) -> Iterator[_Habit]:
    """What lists with these `counts` may keep to.

    Each row of habits.tsv has a rule, the count that must be large, the one of which it must be
    most, the options that let the rule judge all places, and the words for it.
    """
    table = Path(__file__).with_name("habits.tsv").read_text(encoding="utf-8")
    for row in csv.DictReader(table.splitlines(), delimiter="\t"):
        kept = getattr(counts, row["counted"])
        places = getattr(counts, row["of"])
        if kept < FEWEST or kept < _MOST * places:
            continue
        options = dict(pair.split("=") for pair in row["options"].split())
        why = row["why"].format(kept=kept, all=places)
        yield _Habit(row["rule"], options, why)


def _broken(lists: Iterable[Document], habits: Sequence[_Habit]) -> set[str]:
    """The rules of `habits` that find something in `lists`."""
    rules = [one.rule for one in habits]
    options = {one.rule: one.options for one in habits if one.options}
    linter = Linter(with_choices(Config(), select=rules, options=options))
    return {
        finding.rule
        for document in lists
        for finding in linter.judge(document).file_report.findings
    }
