"""A line that only promises an entry: `TODO`, `coming soon`, `补充中……`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from awesomelint.curation.prose import BLOCK_END, prose
from awesomelint.model import Finding
from awesomelint.text.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from awesomelint.curation import Document

_PROMISE = regex(
    r"(?P<open>[(（\[【]?)"
    r"(?:to[- ]?do|t\.?b\.?[ad]\.?|wip|work in progress|coming soon|under construction|"
    r"to be (?:added|continued|updated|announced|filled|done)|more to come|"
    r"(?:持续|不断)?(?:补充|更新|整理|施工|建设|完善)中|待(?:补充|更新|完善|续|添加)|敬请期待|未完待续|"
    r"(?:準備|作成|工事|執筆)中|近日(?:公開|追加)|未定|추가 예정|준비 중|업데이트 예정)"
    r"[)）\]】]?[.。…!！~～ ]{0,8}",
    re.IGNORECASE,
)
LONGEST = 40


def check(document: Document) -> Iterator[Finding]:
    """A finding for each block that says nothing else."""
    words = prose(document)
    start = 0
    while (end := words.text.find(BLOCK_END, start)) >= 0:
        if 2 <= end - start <= LONGEST:
            shown = words.text[start:end].strip()
            if shown and _PROMISE.fullmatch(shown):
                span = words.span(start, end)
                yield Finding(
                    span.start,
                    span.end,
                    f"“{shown}” promises an entry that is not there, "
                    "and readers come back for nothing; write it, or delete the line",
                    key=shown.lower(),
                )
        start = end + len(BLOCK_END)
