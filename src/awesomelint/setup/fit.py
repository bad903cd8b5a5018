"""What the lists of a repository are, as settings that fit them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from awesomelint.setup.globs import literal
from awesomelint.setup.honoured import honoured
from awesomelint.setup.setting import Note, Setting
from awesomelint.text.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Mapping

    from awesomelint.curation import Document
    from awesomelint.setup.setting import Found

MOST = 40  # lists that are named one by one
_URL = regex(r"(?:https?://|www\.)\S+")
_SCRIPTS = {
    "ko": ("Hangul", regex("[\uac00-\ud7a3]"), 0.2),
    "ja": ("kana", regex("[\u3041-\u30ff]"), 0.05),
    "zh": ("Han characters", regex("[\u3400-\u4dbf\u4e00-\u9fff]"), 0.2),
}
_LETTER = regex(r"[^\W\d_]")


def fitted(lists: Mapping[str, Document]) -> Found:
    """Settings for `lists`, which go by their paths from the folder of the config."""
    return [*_files(lists), *_profiles(lists), *honoured(lists)]


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
