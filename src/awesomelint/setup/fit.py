"""What the lists of a repository are, as settings that fit them."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from awesomelint.linter import Linter
from awesomelint.rules import all_rules
from awesomelint.rules.config import Config, with_choices
from awesomelint.setup.globs import literal
from awesomelint.setup.setting import Note, Setting

if TYPE_CHECKING:
    from collections.abc import Mapping

    from awesomelint.curation import Document
    from awesomelint.setup.setting import Found

MOST = 40  # lists that are named one by one
_URL = re.compile(r"(?:https?://|www\.)\S+")
_SCRIPTS = {
    "ko": ("Hangul", re.compile("[\uac00-\ud7a3]"), 0.2),
    "ja": ("kana", re.compile("[\u3041-\u30ff]"), 0.05),
    "zh": ("Han characters", re.compile("[\u3400-\u4dbf\u4e00-\u9fff]"), 0.2),
}
_LETTER = re.compile(r"[^\W\d_]")


def fitted(lists: Mapping[str, Document]) -> Found:
    """Settings for `lists`, which go by their paths from the folder of the config."""
    return [*_files(lists), *_profiles(lists), *_honoured(lists)]


def _files(lists: Mapping[str, Document]) -> Found:
    if len(lists) > MOST:
        return [
            Note(f"files: is left out, so that all {len(lists)} lists are read, and new ones too")
        ]
    return [
        Setting("files", literal(name), _counted(document))
        for name, document in sorted(lists.items())
    ]


def _counted(document: Document) -> str:
    entries = len(document.entries)
    headings = len(document.sections) - 1
    entry = "entry" if entries == 1 else "entries"
    heading = "heading" if headings == 1 else "headings"
    return f"{entries} {entry}, {headings} {heading}"


def _profiles(lists: Mapping[str, Document]) -> Found:
    """Language profiles: for all lists if they have one language, else for each."""
    languages = {name: _language(lists[name]) for name in sorted(lists)}
    written = {name: found for name, found in languages.items() if found}
    profiles = {profile for profile, _ in written.values()}
    if len(profiles) == 1 and len(written) == len(lists):
        profile, why = next(iter(written.values()))
        if len(lists) > 1:
            why = f"the language of all lists; {why}"
        return [Setting("extends", profile, why)]
    return [
        Setting("per-file", profile, why, literal(name)) for name, (profile, why) in written.items()
    ]


def _language(document: Document) -> tuple[str, str] | None:
    """The profile of a list's language, and why it is that."""
    text = _URL.sub(" ", document.text)
    letters = len(_LETTER.findall(text))
    if not letters:
        return None
    for profile, (script, pattern, least) in _SCRIPTS.items():
        share = len(pattern.findall(text)) / letters
        if share >= least:
            return profile, f"{share:.0%} of its letters are {script}"
    return None


def _honoured(lists: Mapping[str, Document]) -> Found:
    """Rules that are off by default but find nothing in these lists, so can be selected."""
    if not lists:
        return []
    cards = all_rules().values()
    candidates = [
        card.id for card in cards if not card.default and not card.needs and not card.uses
    ]
    languages = {found[0] for document in lists.values() if (found := _language(document))}
    candidates = [rule for rule in candidates if languages or all_rules()[rule].category != "cjk"]
    if not candidates:
        return []
    linter = Linter(with_choices(Config(), select=candidates))
    counts = Counter(
        finding.rule
        for document in lists.values()
        for finding in linter.judge(document).file_report.findings
    )
    return [
        Setting("select", rule, f"found nowhere today: {all_rules()[rule].summary.rstrip('.')}")
        for rule in candidates
        if not counts[rule]
    ]
