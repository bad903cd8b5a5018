"""Every regular expression of the project takes linear time on its worst cases.

The patterns are collected from the modules, not listed by hand; the near misses are made from each
pattern's own parts.
"""

from __future__ import annotations

import ast
import importlib
import re
import sys
import time
from functools import cache
from pathlib import Path
from re import _constants as codes  # type: ignore[attr-defined] # what patterns are made of has no public name
from re import _parser as parser  # type: ignore[attr-defined] # the same
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from awesomelint.text.patterns import Pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

SOURCE = Path(__file__).parents[1] / "src"
METHODS = {"match", "search", "fullmatch", "finditer", "findall", "sub", "subn", "split"}
SIZES = (250, 1000, 4000, 16000)
QUICK = 0.05  # seconds that no size may pass unless growth is about linear
GROWTH = 9.0  # four times the text: 4 is linear, 16 quadratic
ENDINGS = ("", "\n", "\x00", "!", " ", ">", ")")


class Case(NamedTuple):
    """A pattern, how it is applied, and where it stands."""

    where: str
    pattern: str
    flags: int
    methods: frozenset[str]


def modules() -> list[Path]:
    return sorted((SOURCE / "awesomelint").rglob("*.py"))


def name_of(path: Path) -> str:
    return ".".join(path.relative_to(SOURCE).with_suffix("").parts).removesuffix(".__init__")


@cache
def uses() -> dict[tuple[str, str], set[str]]:
    """The methods that are called on each name of each module: `_LINK.finditer(…)`."""
    found: dict[tuple[str, str], set[str]] = {}
    for path in modules():
        for owner, method in re.findall(
            r"\b([A-Za-z_]\w*)\.(\w+)\b", path.read_text(encoding="utf-8")
        ):
            if method in METHODS:
                found.setdefault((name_of(path), owner), set()).add(method)
    return found


def methods_of(module: str, name: str) -> frozenset[str]:
    """The methods that are called on a pattern of `module`, there and where it is imported."""
    called = (
        methods
        for (user, owner), methods in uses().items()
        if owner == name and (user == module or not name.startswith("_"))
    )
    return frozenset(set().union(*called) or {"finditer"})


def cases() -> Iterator[Case]:
    for path in modules():
        name = name_of(path)
        if name == "awesomelint.__main__":
            continue
        module = importlib.import_module(name)
        seen: set[str] = set()
        for attribute, value in vars(module).items():
            if isinstance(value, Pattern) and isinstance(value.pattern, str):
                seen.add(value.pattern)
                methods = methods_of(name, attribute)
                yield Case(f"{name}.{attribute}", value.pattern, value.flags, methods)
        for call in inline(path):
            first = call.args[0]
            if (
                isinstance(first, ast.Constant)
                and isinstance(first.value, str)
                and first.value not in seen
            ):
                called = call.func.attr if isinstance(call.func, ast.Attribute) else ""
                method = frozenset({called} & METHODS or {"finditer"})
                yield Case(f"{name}:{call.lineno}", first.value, flags_of(call), method)


def inline(path: Path) -> Iterator[ast.Call]:
    makers = {"regex", "re.compile", *(f"re.{method}" for method in METHODS)}
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and ast.unparse(node.func) in makers:
            yield node


def flags_of(call: ast.Call) -> int:
    text = " ".join(
        ast.unparse(part) for part in (*call.args[1:], *(word.value for word in call.keywords))
    )
    return int(
        sum((getattr(re, name) for name in set(re.findall(r"re\.([A-Z]+)", text))), start=re.NOFLAG)
    )


def sample(nodes: Any) -> str:
    """A text that the parsed pattern `nodes` matches, with lookarounds ignored."""
    return "".join(piece(code, value) for code, value in nodes)


def piece(code: Any, value: Any) -> str:  # noqa: PLR0911 - one case an operation of `re`
    if code is codes.LITERAL:
        return chr(value)
    if code is codes.NOT_LITERAL:
        return "x" if value != ord("x") else "y"
    if code is codes.ANY:
        return "x"
    if code is codes.IN:
        return one_of(value)
    if code is codes.BRANCH:
        return sample(value[1][0])
    if code is codes.SUBPATTERN:
        return sample(value[3])
    if code is codes.ATOMIC_GROUP:
        return sample(value)
    if code in REPEATS:
        rounds: int = max(value[0], 1)
        return sample(value[2]) * rounds
    return ""


REPEATS = {codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT}


def one_of(items: Any) -> str:
    """A character of a set."""
    for char in COMMON:
        if takes(items, char):
            return char
    code, value = next(item for item in items if item[0] in {codes.LITERAL, codes.RANGE})
    first: int = value if code is codes.LITERAL else value[0]
    return chr(first)


COMMON = "xa1 -._*>[(<#!~`$:/?&=\t\n中%+@,;\"'{}|\\^A9éÀ\u3000)]"
KINDS = {
    codes.CATEGORY_DIGIT: r"\d",
    codes.CATEGORY_SPACE: r"\s",
    codes.CATEGORY_WORD: r"\w",
    codes.CATEGORY_NOT_SPACE: r"\S",
    codes.CATEGORY_NOT_DIGIT: r"\D",
    codes.CATEGORY_NOT_WORD: r"\W",
}


def takes(items: Any, char: str) -> bool:
    """Whether a set takes `char`."""
    held = False
    for code, value in items:
        if code is codes.LITERAL:
            held |= ord(char) == value
        elif code is codes.RANGE:
            held |= value[0] <= ord(char) <= value[1]
        elif code is codes.CATEGORY:
            held |= re.match(KINDS[value], char) is not None
    return held != (items[0][0] is codes.NEGATE)


def attacks(nodes: Any, before: str = "") -> Iterator[tuple[str, str]]:
    """What leads to each repetition of the pattern, and one round of it."""
    for code, value in nodes:
        if code in REPEATS:
            if value[1] > 8:
                for unit in units(value[2]):
                    yield before, unit
            yield from attacks(value[2], before)
        elif code is codes.BRANCH:
            for branch in value[1]:
                yield from attacks(branch, before)
        elif code is codes.SUBPATTERN:
            yield from attacks(value[3], before)
        elif code is codes.ATOMIC_GROUP:
            yield from attacks(value, before)
        before += piece(code, value)


def units(nodes: Any) -> Iterator[str]:
    """Texts that one round of a repetition takes."""
    yield sample(nodes)
    if len(nodes) == 1 and nodes[0][0] is codes.IN:
        for char in " \ta1-.*>[(":
            if takes(nodes[0][1], char):
                yield char
    if len(nodes) == 1 and nodes[0][0] in {codes.ANY, codes.NOT_LITERAL}:
        yield " "
    for code, value in nodes:
        if code is codes.SUBPATTERN:
            yield from units(value[3])
        elif code is codes.BRANCH:
            yield from (sample(branch) for branch in value[1])


def near_misses(pattern: str, flags: int) -> Iterator[tuple[str, str]]:
    nodes = parser.parse(pattern, flags & ~re.DEBUG)
    whole = sample(nodes)
    found = list(dict.fromkeys(attacks(nodes)))
    yield from found
    yield from (("", before + unit) for before, unit in found if before)
    yield from (("", before) for before, _ in found if before)
    yield "", whole


def spent(case: Case, method: str, text: str) -> float:
    compiled = re.compile(case.pattern, case.flags)
    call = getattr(compiled, method)
    began = time.process_time()
    done = call("", text) if method in {"sub", "subn"} else call(text)
    if method == "finditer":
        for _ in done:
            pass
    return time.process_time() - began


ALL = list(cases())


def test_the_patterns_are_found() -> None:
    assert len(ALL) > 120
    assert "awesomelint.curation.suppressions._OPENING" in {case.where for case in ALL}


def test_a_cubic_pattern_is_seen() -> None:
    bad = Case(
        "here",
        r"<!--\s*a-([a-z-]+)\b[ \t]*([^:>]*?)\s*(?::\s*(.*?))?\s*-->",
        re.DOTALL,
        frozenset({"search"}),
    )
    with pytest.raises(AssertionError):
        check(bad)


@pytest.mark.parametrize("case", ALL, ids=[case.where for case in ALL])
def test_time_grows_as_the_text_does(case: Case) -> None:
    check(case)


def check(case: Case) -> None:
    for before, unit in near_misses(case.pattern, case.flags):
        if not unit:
            continue
        for ending in ENDINGS:
            for method in case.methods:
                grows(case, method, before, unit, ending)


def grows(case: Case, method: str, before: str, unit: str, ending: str) -> None:
    last = 0.0
    for size in SIZES:
        text = before + unit * (size // len(unit)) + ending
        took = spent(case, method, text)
        if took > QUICK and took > last * GROWTH:
            took = min(took, *(spent(case, method, text) for _ in range(2)))
            again = (
                ""
                if took <= QUICK or took <= last * GROWTH
                else f"{took:.2f} s for {size}, {last:.4f} s for a quarter"
            )
            assert not again, (
                f"{case.where}.{method}: {before[:40]!r} + {unit[:40]!r} * n + {ending!r}: {again}"
            )
        last = took


if __name__ == "__main__":
    for one in ALL:
        try:
            check(one)
        except AssertionError as error:
            sys.stdout.write(f"{error}\n{one.pattern}\n\n")
            sys.stdout.flush()
