"""Which lines were read in a single-byte page.

Each is judged by itself, and all together tell which mistake it was.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from awesomelint.repair import ftfy_witness
from awesomelint.repair.about import has_twin, is_specimen
from awesomelint.repair.codepages import SINGLE_BYTE, Damage, apply
from awesomelint.repair.evidence import DamagedLine, DamagedRun, Reading
from awesomelint.repair.judge import is_natural, judge, words
from awesomelint.repair.marks import torn_pair
from awesomelint.repair.mistake import identify
from awesomelint.repair.oddness import is_odd, is_quoted_letter, meets_naturally
from awesomelint.repair.shape import shape
from awesomelint.repair.support import Support
from awesomelint.text.lines import Lines
from awesomelint.text.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from awesomelint.repair.judge import Word
    from awesomelint.repair.precheck import Suspects

Line = tuple[int, int]
"""Start and end of a line of the text."""

_WESTERN = ("cp1252", "cp1254", "latin-1")
"""The pages through which control characters get lost."""
_TORN = 2
"""How many characters without their control characters show a torn line.

They have three bytes; as many signs of ftfy must agree.
"""
_MOSTLY = 3
"""So many words of a text have to be damaged for each that it seems to show on purpose."""
_LETTERS_BESIDE = 0.2
"""Above this share of stretches of damaged lines that look like letters, they are letters."""
_MIXED = 0.5
"""Above this share of undamaged lines with letters of the page, a lone letter may be meant."""
_LEADS = range(0xC2, 0xF5)
"""The bytes that begin a character of several in UTF-8."""


@dataclass(slots=True)
class Convicted:
    """A line that is damaged through a page.

    It has its words with sequences, and whether running text shows it.
    """

    line: Line
    words: list[Word] = field(default_factory=list)
    torn: bool = False

    @property
    def covered(self) -> int:
        """How many characters its damaged words explain."""
        hurt = (word for word in self.words if word.verdict == "damaged")
        return sum(chain.end - chain.start for word in hurt for chain in word.chains)


_LEFT = regex("[\x80-\x9f]")
"""Controls that no sequence explains: the line is not understood as a whole."""


def find(
    text: str, prose: Callable[[int], bool], suspected: Suspects
) -> tuple[list[DamagedLine], list[Unread]]:
    """The damaged lines whose runs are known, and what has to be read by language, page by page."""
    if _is_natural_throughout(text, suspected):
        return [], []
    found = {
        page: _lines_of(text, suspected.sequences.get(page, ()))
        for page in SINGLE_BYTE
        if page in suspected.sequences or page in _WESTERN
    }
    pages = sorted(found, key=lambda page: -sum(found[page].values()))
    western = next(page for page in pages if page in _WESTERN)
    pairs = (torn_pair().match(text, at) for at in suspected.remains)
    found[western].update(_lines_of(text, (pair.span() for pair in pairs if pair)))
    convicted = _all_convicted(text, {page: found[page] for page in pages}, prose)
    by_page = {
        page: [one for _, (held, one) in sorted(convicted.items()) if held == page]
        for page in pages
    }
    main = max(pages, key=lambda page: len(by_page[page]))
    read, unread = _told(text, main, by_page[main], set(convicted), prose)
    for page, here in by_page.items():
        if page != main:
            others = [one for one in here if not (unread and _may_be(text, one, main))]
            lines, rest = _told(text, page, others, set(convicted), prose)
            read += [line for line in lines if not _is_cut(line, rest)]
    return read, unread


def _all_convicted(
    text: str, found: dict[str, Counter[Line]], prose: Callable[[int], bool]
) -> dict[Line, tuple[str, Convicted]]:
    """The convicted lines, each with the page that explains the most of it.

    No page is asked of a line that another one explains as far as it could, nor one that reads a
    line as another one does.
    """
    support = _support(text, found)
    convicted: dict[Line, tuple[str, Convicted]] = {}
    covered: dict[Line, int] = {}
    asked: set[tuple[object, ...]] = set()
    for page, lines in found.items():
        readings = {
            line: words(text, *line, page)
            for line in sorted(lines)
            if lines[line] > covered.get(line, 0)
        }
        keys = {line: _key(line, here, page) for line, here in readings.items()}
        judged = {line: here for line, here in readings.items() if keys[line] not in asked}
        shown = any(line in convicted and line not in judged for line in readings)
        for one in _convicted(text, page, judged, support, prose, shown=shown):
            explained = one.covered
            if one.line not in covered or covered[one.line] < explained:
                convicted[one.line] = page, one
                covered[one.line] = explained
        asked.update(keys.values())
    return convicted


def _key(line: Line, here: list[Word], page: str) -> tuple[object, ...]:
    return line, page in _WESTERN, *(chain for word in here for chain in word.chains)


def _may_be(text: str, one: Convicted, page: str) -> bool:
    """Whether all damage of a line can be remains of the mistake that cost the text most."""
    high = shape(page).bytes_of
    chains = (chain for word in one.words for chain in word.chains)
    damaged = "".join(text[chain.start : chain.end] for chain in chains)
    return all(char in high for char in damaged)


def _is_cut(line: DamagedLine, rest: list[Unread]) -> bool:
    """Whether a line lost bytes, as one of `rest`.

    With few lines of one mistake, nobody can tell which bytes these were.
    """
    return any((line.start, line.end) in group.lines for group in rest)


@dataclass(slots=True)
class Unread:
    """Lines that lost bytes through one mistake.

    `mixed`: the text holds undamaged letters of the page besides.
    """

    damage: Damage
    lines: list[Line]
    mixed: bool


def _is_natural_throughout(text: str, suspected: Suspects) -> bool:
    """Whether each sequence stands alone and is letters with what closes or opens a word."""
    return not suspected.remains and all(
        end != after and meets_naturally(text, start, end)
        for spans in suspected.sequences.values()
        for (start, end), (after, _) in pairwise((*spans, (-1, -1)))
    )


def _lines_of(text: str, spans: Iterable[tuple[int, int]]) -> Counter[Line]:
    """The lines that hold sequences, each with how many characters these cover."""
    found: Counter[Line] = Counter()
    lines = Lines(text)
    for start, end in spans:
        found[lines.at(start)] += end - start
    return found


def _support(text: str, found: dict[str, Counter[Line]]) -> Support:
    """What the document shows outside of all lines that are suspected."""
    suspected = {line for lines in found.values() for line in lines}
    parts: list[str] = []
    done = 0
    for start, end in sorted(suspected):
        parts.append(text[done:start])
        done = end
    parts.append(text[done:])
    return Support(parts)


def _convicted(
    text: str,
    page: str,
    judged: dict[Line, list[Word]],
    support: Support,
    prose: Callable[[int], bool],
    *,
    shown: bool,
) -> Iterator[Convicted]:
    """The lines in which two witnesses see damage.

    Code counts only where running text shows the same mistake, here or as `shown` tells.
    """
    in_code: list[Convicted] = []
    _judge_all(text, judged, page, support)
    _spare_specimens(text, judged)
    for here in judged.values():
        _doubt_the_rest(text, here)
    for line, here in judged.items():
        hurt = [word for word in here if word.verdict != "clean"]
        plain = [word for word in hurt if prose(word.start)]
        torn = not hurt and page in _WESTERN and prose(line[0]) and _is_torn(text, line)
        torn = torn or any(word.verdict == "torn" for word in plain)
        if any(word.verdict == "damaged" for word in plain) or torn:
            shown = True
            yield Convicted(line, hurt, torn)
        elif plain:
            yield Convicted(line, plain)
        elif hurt:
            in_code.append(Convicted(line, hurt))
    if shown:
        yield from in_code


def _judge_all(text: str, judged: dict[Line, list[Word]], page: str, support: Support) -> None:
    """Judge line by line.

    What damaged words say then counts as shown, and lines with others are judged once more.
    """
    for line, here in judged.items():
        judge(text, *line, here, page, support)
    said = [word.said for here in judged.values() for word in here if word.verdict == "damaged"]
    for one in said:
        support.learn(one)
    for line, here in judged.items():
        if said and any(word.verdict != "damaged" for word in here):
            judge(text, *line, here, page, support)


def _doubt_the_rest(text: str, here: list[Word]) -> None:
    """Mend a line as a whole.

    What else in it looks damaged, and has no natural reason, is in doubt.
    """
    if not any(word.verdict == "damaged" for word in here):
        return
    for word in here:
        if word.verdict == "clean" and not is_natural(text, word):
            word.verdict = "doubtful"


def _spare_specimens(text: str, judged: dict[Line, list[Word]]) -> None:
    """What a text shows on purpose is no damage, unless most of its damage is not shown on purpose.

    A word whose mended twin stands beside it may be shown on purpose too.
    """
    damaged = [
        (line, word) for line, here in judged.items() for word in here if word.verdict != "clean"
    ]
    specimens = [word for line, word in damaged if is_specimen(text, line, word)]
    twins = [
        word for line, word in damaged if word.verdict == "damaged" and has_twin(text, line, word)
    ]
    for word in twins:
        word.verdict = "doubtful"
    if len(damaged) - len(specimens) <= _MOSTLY * len(specimens):
        for word in specimens:
            word.verdict = "clean"


def _is_torn(text: str, line: Line) -> bool:
    held = text[line[0] : line[1]]
    return len(torn_pair().findall(held)) >= _TORN and ftfy_witness.badness(held) >= _TORN


def _told(
    text: str, page: str, found: list[Convicted], taken: set[Line], prose: Callable[[int], bool]
) -> tuple[list[DamagedLine], list[Unread]]:
    """The lines of a page, with what was lost told by all of them together."""
    if not found:
        return [], []
    sure = [one for one in found if one.covered or one.torn]
    lines = [_proven(text, one, page) for one in found]
    others = _torn_lines(text, page, taken, prose)
    mixed = _is_mixed(text, page, {one.line for one in sure} | set(others)) or _holds_letters(
        text, page, sure
    )
    spans = [span for one in sure for span in _damaged_stretches(text, page, one, mixed=mixed)]
    damage = identify(text, spans, page)
    if damage.lossless:
        return lines, []
    if damage.page != page:
        page = damage.page
        others = _torn_lines(text, page, taken, prose)
        mixed = _is_mixed(text, page, {one.line for one in sure} | set(others))
    if damage.strip:
        cut = {one.line for one in sure if _ends_torn(text, page, one)}
        whole = [line for line in lines if (line.start, line.end) not in cut]
        return whole, [Unread(damage, sorted(cut), mixed=True)]
    open_lines = [one.line for one in sure if not mixed or _is_open(text, page, one)]
    kept = [line for line in lines if (line.start, line.end) not in set(open_lines)]
    return kept, [Unread(damage, sorted({*open_lines, *others}), mixed)]


def _holds_letters(text: str, page: str, found: list[Convicted]) -> bool:
    """Whether the damaged lines also hold words that nothing speaks against.

    Then somebody mended them in part.
    """
    letters = stretches = 0
    for one in found:
        held = _offsets(one.words)
        for match in shape(page).stretch.finditer(text, *one.line):
            stretches += 1
            if match.start() in held or not match[0].isalpha():
                continue
            letters += not (
                _lost_a_space(text, *match.span())
                or _is_remains(text, page, *match.span(), one.line)
            )
    return letters > _LETTERS_BESIDE * stretches


def _proven(text: str, one: Convicted, page: str) -> DamagedLine:
    """A line that lost nothing."""
    hurt = [word for word in one.words if word.verdict == "damaged"]
    twice = bool(hurt) and all(chain.once for word in hurt for chain in word.chains)
    damage = Damage(page, twice=twice)
    runs = [run for word in one.words for run in _runs(text, word, damage)]
    starts = [run.start for run in runs]
    left = [
        DamagedRun(match.start(), match.end(), "unreadable")
        for match in _LEFT.finditer(text, *one.line)
        if not _lies_in(match.start(), runs, starts)
    ]
    return DamagedLine(*one.line, damage, sorted([*runs, *left], key=lambda run: run.start))


def _lies_in(at: int, runs: list[DamagedRun], starts: list[int]) -> bool:
    """Whether an offset lies in one of `runs`, which begin at `starts`."""
    index = bisect_right(starts, at) - 1
    return index >= 0 and at < runs[index].end


def _runs(text: str, word: Word, damage: Damage) -> Iterator[DamagedRun]:
    for chain in word.chains:
        start, end, said = chain.start, chain.end, chain.text
        is_torn = word.verdict == "torn"
        if is_torn or apply(said, damage) != text[start:end]:
            yield DamagedRun(start, end, "unreadable")
        elif word.verdict == "damaged":
            reading = Reading(said, 1.0)
            yield DamagedRun(start, end, "proven", (reading,))
        else:
            reading = Reading(said, 0.5)
            yield DamagedRun(start, end, "ambiguous", (reading,))


def _damaged_stretches(text: str, page: str, one: Convicted, *, mixed: bool) -> Iterator[Line]:
    """The stretches of a convicted line that are damaged.

    They are those of its words, and others that are odd; all of it where nothing of the text is
    clean.
    """
    held = _offsets(word for word in one.words if word.verdict in {"damaged", "torn"})
    for match in shape(page).stretch.finditer(text, *one.line):
        inside = match.start() in held
        if (
            inside
            or not mixed
            or _lost_a_space(text, *match.span())
            or _is_remains(text, page, *match.span(), one.line)
        ):
            yield match.span()


def _is_remains(text: str, page: str, start: int, end: int, line: Line) -> bool:
    """Whether a stretch begins like a lead byte, and meets its neighbours as no letter does."""
    first_byte = shape(page).bytes_of[text[start]]
    if first_byte not in _LEADS:
        return False
    if is_quoted_letter(text, start, end):
        return False
    first = max(start - 1, line[0])
    last = min(end + 2, line[1])
    around = text[first:last]
    return is_odd(around) or ftfy_witness.badness(around) > 0


def _offsets(words: Iterable[Word]) -> set[int]:
    return {at for word in words for at in range(word.start, word.end)}


def _lost_a_space(text: str, start: int, end: int) -> bool:
    """Whether a capital stands alone before a space, in a line that is damaged otherwise.

    The space was U+00A0.
    """
    if end != start + 1 or not text[start].isupper():
        return False
    before = text[max(start - 1, 0) : start]
    after = text[end : end + 1]
    return after == " " and not before.isalpha()


def _is_open(text: str, page: str, one: Convicted) -> bool:
    """Whether a convicted line holds more damage than its sequences."""
    covered = {
        at for word in one.words for chain in word.chains for at in range(chain.start, chain.end)
    }
    for start, end in _damaged_stretches(text, page, one, mixed=True):
        if not covered.issuperset(range(start, end)):
            return True
        if text[end : end + 1] in {"\ufffd", "?"}:
            return True
    return False


def _ends_torn(text: str, page: str, one: Convicted) -> bool:
    """Whether a line ends in a character that lacks bytes."""
    last = one.words[-1].chains[-1].end if one.words else one.line[0]
    return any(
        end == one.line[1]
        and end > last
        and _is_remains(text, page, max(start, last), end, one.line)
        for start, end in (match.span() for match in shape(page).stretch.finditer(text, *one.line))
    )


def _torn_lines(text: str, page: str, taken: set[Line], prose: Callable[[int], bool]) -> list[Line]:
    """The lines without a whole sequence that ftfy and the shape of what is left call damaged."""
    found: dict[Line, None] = {}
    lines = Lines(text)
    for match in shape(page).stretch.finditer(text):
        line = lines.at(match.start())
        if line in taken or line in found or not prose(match.start()):
            continue
        if _is_remains(text, page, *match.span(), line) and ftfy_witness.badness(
            text[line[0] : line[1]]
        ):
            found[line] = None
    return list(found)


def _is_mixed(text: str, page: str, hurt: set[Line]) -> bool:
    """Whether the text has letters that the damage cannot have left.

    They are of other scripts, or in undamaged lines.
    """
    letters = {char for char in set(text) if char.isalpha() and not char.isascii()}
    if not letters <= shape(page).bytes_of.keys():
        return True
    clean = damaged = 0
    start = 0
    for held in text.split("\n"):
        line = start, start + len(held)
        start = line[1] + 1
        if held.isascii():
            continue
        if line in hurt:
            damaged += 1
        elif not letters.isdisjoint(held):
            clean += 1
    return clean >= _MIXED * (clean + damaged)
