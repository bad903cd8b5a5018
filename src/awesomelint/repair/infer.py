"""Reads lines whose damage lost bytes.

By what fits, by language, and by the document's own words.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from awesomelint.repair import gbk
from awesomelint.repair.candidates import edges, leads
from awesomelint.repair.characters import script
from awesomelint.repair.codepages import Damage, apply
from awesomelint.repair.evidence import DamagedLine, DamagedRun, Reading
from awesomelint.repair.language import GAP, Language
from awesomelint.repair.lattice import breadth, choose, is_pictograph, pairs_of
from awesomelint.repair.marks import glued
from awesomelint.repair.oddness import is_odd
from awesomelint.text.lines import line_end
from awesomelint.text.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from awesomelint.repair.candidates import Edge
    from awesomelint.repair.evidence import Evidence
    from awesomelint.repair.lattice import Choice

ENOUGH = 0.5
"""The probability from which one reading of a character counts as far ahead of the others."""
ENOUGH_TORN = 0.4
"""The same for text read as GBK, where a whole stretch is mended or none of it."""
ENOUGH_BARE = 0.97
"""The same where all of 0x80 to 0x9F was dropped.

So much of each character is gone that guesses mislead.
"""
SURE_OF_EMOJI = 0.9
"""The same for an emoji that the document does not use elsewhere.

What writers pick is hard to foresee.
"""
_WORTH_SHOWING = 0.02
_AROUND = 12
"""How much certain text around an uncertain character is read with it."""
_MOST_READ = 40_000
"""How many uncertain characters of a text are read at most.

A list of a megabyte that was damaged as a whole has fewer.
"""
_MOST_LEARNT = 200_000

_SIMPLIFIED = regex(
    "[们这说时对为国个来发会学过进实现开问题与东车书见长门风马语读认识记设计论证议让训应该网络数据层组织终结给统线]"
)
_TRADITIONAL = regex(
    "[們這說時對為國個來發會學過進實現開問題與東車書見長門風馬語讀認識記設計論證議讓訓應該網絡數據層組織終結給統線]"
)

_HAN, _KANA, _HANGUL = regex("[一-鿿]"), regex("[ぁ-ヿ]"), regex("[가-힣]")

Line = tuple[int, int]
"""Start and end of a line of the text."""
Edges = dict[int, list["Edge"]]
_HAN_LEADS, _HANGUL_LEADS, _KANA_LEAD = range(0xE4, 0xEA), range(0xEA, 0xEE), 0xE3
"""The first bytes of characters of these scripts in UTF-8."""
_THREE_BYTES = 0xE0
"""From here on, first bytes begin characters of three bytes or more."""
_MUCH_KANA = 0.3
"""The share of kana from which a text is Japanese."""
_LONGEST_EDGE = 4
"""How many characters a damaged one became at most."""


def chinese(text: str) -> str:
    """The model that fits Chinese text: simplified or traditional."""
    return "zh-hant" if len(_TRADITIONAL.findall(text)) > len(_SIMPLIFIED.findall(text)) else "zh"


def asian(text: str) -> str:
    """The model that fits text in an East Asian language."""
    han = len(_HAN.findall(text))
    kana = len(_KANA.findall(text))
    hangul = len(_HANGUL.findall(text))
    if hangul > han:
        return "ko"
    if kana > _MUCH_KANA * (han + kana):
        return "ja"
    return chinese(text)


def read_torn(text: str, lines: list[DamagedLine]) -> None:
    """Read what is torn in lines that were read as GBK, twice as `LossyReader` does."""
    said = list(gbk.certain(text, lines))
    name = asian("".join(said))
    torn = [gbk.TornLine(text, line) for line in lines]
    first = Language(name, said)
    language = Language(name)
    for one in torn:
        language.learn(one.probably(first))
    for one in torn:
        one.read(language, ENOUGH_TORN)


class LossyReader:
    """Reads the damaged lines of one text that suffered `damage`."""

    def __init__(
        self,
        text: str,
        damage: Damage,
        lines: Iterable[Line],
        known: Iterable[str] = (),
        *,
        mixed: bool,
    ) -> None:
        """`known` are lines that have been mended already.

        `mixed`: the text holds what cannot be damaged, so that a lone lead byte may be a letter
        that was meant.
        """
        self.text, self.damage, self.known = text, damage, list(known)
        self.whole = Damage(damage.page)
        self.edges: dict[Line, Edges] = {}
        for line in lines:
            found = edges(text, *line, damage)
            if mixed:
                found = {
                    at: here for at, here in found.items() if _is_damage(text, at, here, found)
                }
            self.edges[line] = found
        open_at = sorted(
            at for found in self.edges.values() for at, here in found.items() if _is_open(here)
        )
        self.broad = breadth(len(open_at))
        self.until = open_at[_MOST_READ] if len(open_at) > _MOST_READ else len(text)
        self.language = Language(self._language(), self._certain())
        self.certain = self.language.certain
        self.shown = {script(char) for char in self.certain} | {""}
        if damage.loss != "no-c1":
            self._reread()

    def _reread(self) -> None:
        """Read the document twice: what a first reading finds likely is evidence for the second.

        Characters that never survive this damage are otherwise never counted. Where next to nothing
        survives, a first reading is too poor to learn from.
        """
        read = [self._probably(line, found) for line, found in self.edges.items()]
        self.language = Language(self.language.name, self._undamaged())
        for said in read:
            self.language.learn(said)

    def _probably(self, line: Line, found: Edges) -> list[list[tuple[str, float]]]:
        """A line as it was read: by character the readings with their probabilities."""
        read = {choice.start: choice for choice in self._choices(line, found)}
        at, end = line
        signs: list[list[tuple[str, float]]] = []
        while at < end:
            here, choice = found.get(at), read.get(at)
            if choice:
                likely = [(choice.text, choice.probability), *choice.others]
                signs.append([] if is_pictograph(choice.text) else likely)
                at = choice.end
            elif here is None:
                signs.append([(self.text[at], 1.0)])
                at += 1
            else:
                stop, chars = here[0]
                signs.append([(chars, 1.0)] if len(chars) == 1 else [])
                at = stop
        return signs

    def runs(self, line: Line) -> list[DamagedRun]:
        """The damaged runs of a line, each with its readings."""
        edges = self.edges[line]
        choices = {choice.start: choice for choice in self._choices(line, edges)}
        single = [self._run(at, edges[at], choices.get(at)) for at in _heads(edges, *line)]
        words = _by_word(self.text, line, _joined(single))
        return [run for word in words for run in self._doubted(*word)]

    def _doubted(self, start: int, end: int, runs: list[DamagedRun]) -> list[DamagedRun]:
        """The runs of a word; Latin letters are doubted unless the whole word reads well."""
        latin = [run.evidence == "inferred" and _has_latin(run) for run in runs]
        if not any(latin):
            return runs
        if all(_single(run) for run in runs):
            whole = DamagedLine(start, end, self.damage, runs)
            if not is_odd(whole.mended(self.text), pairs=False):
                return runs
        return [
            DamagedRun(run.start, run.end, "ambiguous", run.readings) if doubted else run
            for run, doubted in zip(runs, latin, strict=True)
        ]

    def _run(self, at: int, here: list[Edge], choice: Choice | None) -> DamagedRun:
        if choice is None:
            stop, chars = here[0]
            if len(here) > 1 or len(chars) > 1:
                return DamagedRun(at, stop, "unreadable")
            sure = apply(chars, self.whole) == self.text[at:stop]
            return DamagedRun(at, stop, "proven" if sure else "inferred", (Reading(chars, 1.0),))
        best = Reading(choice.text, choice.probability)
        strange = is_pictograph(choice.text) and choice.text not in self.certain
        enough = ENOUGH_BARE if self.damage.loss == "no-c1" else ENOUGH
        known = all(script(char) in self.shown for char in choice.text)
        if known and choice.probability >= (SURE_OF_EMOJI if strange else enough):
            return DamagedRun(at, choice.end, "inferred", (best,))
        others = tuple(
            Reading(text, share) for text, share in choice.others if share >= _WORTH_SHOWING
        )
        return DamagedRun(at, choice.end, "ambiguous", (best, *others))

    def _choices(self, line: Line, found: Edges) -> Iterator[Choice]:
        open_at = [at for at in _heads(found, *line) if _is_open(found[at]) and at < self.until]
        if not open_at:
            return
        pairs = pairs_of(self.text, *line, found)
        for start, end in _regions(open_at, found, *line):
            yield from (
                choice
                for choice in choose(self.text, start, end, found, self.language, self.broad, pairs)
                if _is_open(found[choice.start])
            )

    def _certain(self) -> Iterator[str]:
        """The certain text: undamaged lines, and damaged ones with gaps for what is open."""
        yield from self._undamaged()
        text = self.text
        for line, found in self.edges.items():
            start, end = line
            yield _known(text, start, end, found)

    def _undamaged(self) -> Iterator[str]:
        room = _MOST_LEARNT
        damaged = {start for start, _ in self.edges}
        for start, end in _lines(self.text):
            line = self.text[start:end]
            if start in damaged or line.isascii():
                continue
            if room > 0:
                room -= len(line)
                yield line
        yield from self.known

    def _language(self) -> str:
        """The model that fits the lead bytes of the damaged characters and the undamaged text."""
        known = leads(self.damage)
        firsts = [known[self.text[at]] for found in self.edges.values() for at in found]
        said = "".join(self._undamaged())
        han = len(_HAN.findall(said)) + sum(byte in _HAN_LEADS for byte in firsts)
        kana = len(_KANA.findall(said)) + firsts.count(_KANA_LEAD)
        hangul = len(_HANGUL.findall(said)) + sum(byte in _HANGUL_LEADS for byte in firsts)
        letters = sum(byte < _THREE_BYTES for byte in firsts)
        if hangul > han:
            return "ko"
        if kana > letters and kana > _MUCH_KANA * (han + kana):
            return "ja"
        if han < max(letters, 1):
            return "latin"
        return chinese("\n".join(self._certain()))


def _has_latin(run: DamagedRun) -> bool:
    return "LATIN" in map(script, run.readings[0].text)


def _by_word(
    text: str, line: Line, runs: list[DamagedRun]
) -> Iterator[tuple[int, int, list[DamagedRun]]]:
    """The runs of a line by the words that they stand in: what is between blanks."""
    start = end = -1
    here: list[DamagedRun] = []
    for run in runs:
        if run.start >= end:
            if here:
                yield start, end, here
            here = []
            start, end = _word(text, line, run)
        elif run.end > end:
            end = _word(text, line, run)[1]
        here.append(run)
    if here:
        yield start, end, here


def _word(text: str, line: Line, run: DamagedRun) -> Line:
    """The characters between blanks that a run stands in."""
    start, end = run.start, run.end
    while start > line[0] and not text[start - 1].isspace():
        start -= 1
    while end < line[1] and not text[end].isspace():
        end += 1
    return start, end


def _is_damage(text: str, at: int, here: list[Edge], found: Edges) -> bool:
    """Whether a seemingly damaged character is one, in a text with undamaged letters.

    A letter with nothing lost or left after it is, if it touches another damaged character.
    """
    stop = here[0][0]
    if stop > at + 1:
        return not glued(text, at, stop)
    if at + 1 in found:
        return True
    before = (found.get(at - size) for size in range(1, _LONGEST_EDGE + 1))
    return any(edges and edges[0][0] == at for edges in before)


def _is_open(here: list[Edge]) -> bool:
    return len(here) > 1 or len(here[0][1]) > 1


def _heads(found: Edges, start: int, end: int) -> Iterator[int]:
    """The offsets of damaged characters, in order, those inside others left out."""
    done = start
    for at in sorted(found):
        if done <= at < end:
            yield at
            done = found[at][0][0]


def _regions(open_at: list[int], found: Edges, start: int, end: int) -> Iterator[Line]:
    """Stretches of a line to be read as one.

    They are uncertain characters near each other, and what is around them.
    """
    boundaries = {at: found[at][0][0] for at in _heads(found, start, end)}
    regions: list[list[int]] = []
    for at in open_at:
        first, last = max(start, at - _AROUND), min(end, boundaries[at] + _AROUND)
        if regions and first <= regions[-1][1]:
            regions[-1][1] = last
        else:
            regions.append([first, last])
    heads, stops = list(boundaries), list(boundaries.values())
    for first, last in regions:
        yield _widened(first, heads, stops)[0], _widened(last, heads, stops)[1]


def _widened(at: int, heads: list[int], stops: list[int]) -> Line:
    """The damaged character that an offset lies in, or the offset itself twice."""
    index = bisect_left(heads, at) - 1
    return (heads[index], stops[index]) if index >= 0 and stops[index] > at else (at, at)


def _known(text: str, start: int, end: int, found: Edges) -> str:
    """What a line says for certain, with gaps where it does not."""
    parts: list[str] = []
    at = start
    while at < end:
        here = found.get(at)
        if here is None:
            parts.append(text[at])
            at += 1
            continue
        parts.append(GAP if _is_open(here) else here[0][1])
        at = here[0][0]
    return "".join(parts)


def _lines(text: str) -> Iterator[Line]:
    start = 0
    while start <= len(text):
        end = line_end(text, start)
        yield start, end
        start = end + 1


def _joined(runs: list[DamagedRun]) -> list[DamagedRun]:
    """Neighbours that have one reading each become one run."""
    joined: list[DamagedRun] = []
    for run in runs:
        last = joined[-1] if joined else None
        if last and last.end == run.start and _single(last) and _single(run):
            evidence: Evidence = (
                "proven" if last.evidence == run.evidence == "proven" else "inferred"
            )
            reading = Reading(
                last.readings[0].text + run.readings[0].text,
                min(last.readings[0].score, run.readings[0].score),
            )
            joined[-1] = DamagedRun(last.start, run.end, evidence, (reading,))
        else:
            joined.append(run)
    return joined


def _single(run: DamagedRun) -> bool:
    return run.evidence in ("proven", "inferred")
