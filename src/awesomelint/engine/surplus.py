"""What a change adds: findings of the head beyond the base's, placed where it changed."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from awesomelint.engine.keys import Keys, bare
from awesomelint.engine.matching import Matching
from awesomelint.identity.titles import title_key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from awesomelint.curation import Document, Entry
    from awesomelint.model import Finding
    from awesomelint.outcome import Key

# A fault of these categories is in the text of its own place. Where that text was there before, the
# change did not bring the fault: it only changed what most entries do, or what is known of damage.
OWN = frozenset({"encoding", "entry", "identity", "layout"})


class Base(NamedTuple):
    """What the rules find in a list as it was before a change.

    `silenced` are the findings that comments silence; all others are in `findings`, also those
    that are reported nowhere since their level is off.
    """

    document: Document
    findings: Sequence[Finding] = ()
    silenced: Sequence[Finding] = ()


def surplus(head: Document, findings: Sequence[Finding], base: Base) -> list[Finding]:
    """Those of `findings` that the change from `base` to `head` brings.

    If the base has n findings of one key, they excuse n in the head: first those at passages that
    were there before, then the last ones. A pair of entries is reported at the one that the base
    lacks, if only one does.
    """
    comparison = _Comparison(head, base)
    oldest_first = sorted(findings, key=lambda one: (comparison.newness(one), -one.start))
    missing = [(finding, comparison.missing(finding)) for finding in oldest_first]
    reported = (comparison.told(finding, faults) for finding, faults in missing)
    return [finding for finding in reported if finding is not None]


class _Comparison:
    """Two documents side by side, and what the findings of the base still excuse.

    A changed passage may name a fault in another way, so there n findings of a rule excuse n of
    that rule, too. In an entry with another identity nothing else counts.
    """

    def __init__(self, head: Document, base: Base) -> None:
        self._matching = Matching(base.document, head)
        self._keys = Keys(head)
        self._by_key: Counter[Key] = Counter()
        self._by_rule: Counter[tuple[str, int]] = Counter()
        keys = Keys(base.document)
        self._silenced = {key.kin() for one in base.silenced for key in keys.each(one)}
        for finding in base.findings:
            changed = None if finding.anchor else self._changed_to(finding)
            for key in keys.each(finding):
                if changed is None or not self._renamed(changed):
                    self._by_key[key.kin()] += 1
                if changed is not None:
                    self._by_rule[key.rule, changed] += 1

    def newness(self, finding: Finding) -> int:
        """How much of what the finding is about the base lacks."""
        if finding.mirror is not None:
            return sum(not self._is_old(one, finding) for one in (finding, finding.mirror))
        place = self._place(finding)
        if place is None or self._matching.old(place) is None:
            return 2
        return int(not self._matching.unchanged(place))

    def told(self, finding: Finding, missing: Sequence[Key]) -> Finding | None:
        """The finding as the change is to be told of it; None where the base excuses it."""
        excused = not missing or self._excused(finding, missing)
        if finding.mirror is None:
            return None if excused or self._was_there(finding) else finding
        here, there = (self._is_old(one, finding) for one in (finding, finding.mirror))
        if excused or (here and there and not self._unsilenced(finding)):
            return None
        return finding.mirror if here and not there else finding

    def _place(self, finding: Finding) -> int | None:
        return self._matching.head.at(finding.start)

    def _changed_to(self, finding: Finding) -> int | None:
        """The changed passage of the head that a finding of the base is about."""
        base = self._matching.base.at(finding.start)
        head = None if base is None else self._matching.new(base)
        return None if head is None or self._matching.unchanged(head) else head

    def _renamed(self, place: int) -> bool:
        old = self._matching.old(place)
        return old is not None and old.anchor != self._matching.head.all[place].anchor

    def missing(self, finding: Finding) -> list[Key]:
        """The faults of the finding that the base lacks; each fault of the base excuses one."""
        missing = []
        for key in self._keys.each(finding):
            if self._by_key[key.kin()]:
                self._by_key[key.kin()] -= 1
                self._by_rule[self._at(finding)] -= self._by_rule[self._at(finding)] > 0
            else:
                missing.append(key)
        return missing

    def _excused(self, finding: Finding, missing: Sequence[Key]) -> bool:
        """Whether the base has as many faults of the rule in the old self of a changed place."""
        if self._by_rule[self._at(finding)] < len(missing):
            return False
        self._by_rule[self._at(finding)] -= len(missing)
        return True

    def _at(self, finding: Finding) -> tuple[str, int]:
        """The rule and the place of a finding; one of a pair has no place of its own."""
        place = None if finding.anchor else self._place(finding)
        return finding.rule, -1 if place is None else place

    def _was_there(self, finding: Finding) -> bool:
        """Whether the base has the very text that the fault is in."""
        place = self._place(finding)
        if place is None or not self._matching.unchanged(place):
            return False
        if self._unsilenced(finding):
            return False
        return finding.category in OWN or self._same_section(finding, place)

    def _unsilenced(self, finding: Finding) -> bool:
        """Whether the base has a comment that silences this."""
        return any(key.kin() in self._silenced for key in self._keys.each(finding))

    def _same_section(self, finding: Finding, place: int) -> bool:
        """Whether a finding about a section is about one with the same content as before."""
        old = self._matching.old(place)
        if old is None or finding.category != "structure":
            return False
        head, base = self._matching.head.document, self._matching.base.document
        contents = [_section(head, finding.start), _section(base, old.start)]
        return contents[0] is not None and contents[0] == contents[1]

    def _is_old(self, told: Finding, pair: Finding) -> bool:
        """Whether the base has the entry at the `told` end of a pair, with the same anchor."""
        place = self._place(told)
        old = None if place is None else self._matching.old(place)
        if old is None or place is None:
            return False
        return self._matching.unchanged(place) or (
            old.entry is not None and pair.anchor in _shared(old.entry)
        )


def _shared(entry: Entry) -> set[str]:
    """The anchors of the pairs that an entry may be one of."""
    return {":".join(identity.key) for identity in entry.identities} | {title_key(entry.title_text)}


def _section(document: Document, offset: int) -> str | None:
    """What stands in the section whose heading holds `offset`; None if none has one there."""
    for section in document.sections:
        heading = section.node
        if heading is not None and heading.start <= offset < heading.end:
            return bare(document.text[section.start : section.end])
    return None
