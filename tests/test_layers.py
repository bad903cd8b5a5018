"""Imports point one way, and what is heavy stays where it is used."""

from __future__ import annotations

import ast
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from awesomelint.rules import all_rules

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src"
# The packages and single modules, the highest first: each may import from all lines below its own.
# `results` are what the linter returns, `reading` is what reads bytes from disk (configs too, which
# is why it stands below `rules`), and API and examples call the linter as the commands do.
LAYERS: tuple[frozenset[str], ...] = (
    frozenset({"cli", "api", "examples"}),
    frozenset({"setup", "sweep"}),
    frozenset({"linter", "results", "resultcache"}),
    frozenset({"report", "export", "files", "facts", "linkcheck"}),
    frozenset({"engine"}),
    frozenset({"rules", "checks", "outcome"}),
    frozenset({"proof", "layout"}),
    frozenset({"repair", "identity", "curation"}),
    frozenset({"syntax"}),
    frozenset({"source", "reading", "cachefile"}),
    frozenset({"text", "model", "errors", "version", "levels"}),
)
# The only arrows within a line. A command runs the examples of rules. Links of a list name
# something; rules on suppression comments look at the rules; what papers and repositories are
# called is asked by the means of the link check.
BESIDE = {
    ("cli", "examples"),
    ("linter", "results"),
    ("facts", "linkcheck"),
    ("checks", "rules"),
    ("outcome", "rules"),
    ("cachefile", "reading"),
    ("model", "levels"),
    ("curation", "identity"),
}
ONLY_IN = {
    "markdown_it": {"syntax"},
    "mdit_py_plugins": {"syntax"},
    "click": {"cli"},
    "asyncio": {"facts", "linkcheck"},
    "datatrove": {"sweep"},
    "pyarrow": {"sweep"},
}
HEAVY = {
    "ftfy",
    "wcwidth",
    "httpx",
    "yaml",
    "cmarkgfm",
    "asyncio",
    "platformdirs",
    "datatrove",
    "pyarrow",
}


def package_of(path: Path) -> str:
    return path.relative_to(SOURCE / "awesomelint").parts[0].removesuffix(".py")


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def imports(path: Path) -> frozenset[str]:
    """What a file imports, anywhere in it, also what it only needs for annotations."""
    found: set[str] = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            assert node.level == 0, f"{path}: relative import"
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return frozenset(found)


def modules() -> list[Path]:
    found = sorted((SOURCE / "awesomelint").rglob("*.py"))
    assert found
    return found


def level_of(package: str) -> int:
    """The line of a package or module in `LAYERS`, counted from the top."""
    return next(level for level, names in enumerate(LAYERS) if package in names)


def name_of(path: Path) -> str:
    """The dotted name of a module."""
    return ".".join(path.relative_to(SOURCE).with_suffix("").parts).removesuffix(".__init__")


@cache
def graph() -> dict[str, frozenset[str]]:
    """Every module with the modules that it imports, also for types and within functions."""
    known = {name_of(path): path for path in modules()}
    found: dict[str, frozenset[str]] = {}
    for name, path in known.items():
        imported = {
            whole if whole in known else whole.rpartition(".")[0] for whole in imports(path)
        }
        found[name] = frozenset(imported & set(known) - {name})
    return found


def circles(arrows: dict[str, frozenset[str]]) -> list[str]:
    """The nodes left after those without a predecessor or successor are removed repeatedly."""
    left = {start: set(ends) for start, ends in arrows.items()}
    while True:
        reached = set().union(*left.values()) if left else set()
        idle = {node for node, ends in left.items() if not ends or node not in reached}
        if not idle:
            return sorted(left)
        left = {node: ends - idle for node, ends in left.items() if node not in idle}


def test_circles_are_found() -> None:
    arrows = {"a": "b", "b": "cd", "c": "b", "d": "", "e": "a"}
    assert circles({node: frozenset(ends) for node, ends in arrows.items()}) == ["b", "c"]


def test_every_layer_is_there_and_no_other() -> None:
    packages = {package_of(path) for path in modules()} - {"__init__", "__main__"}
    listed = [name for names in LAYERS for name in names]
    assert sorted(listed) == sorted(packages)


def test_no_module_is_in_a_circle() -> None:
    assert circles(graph()) == []


def test_arrows_within_a_layer_are_needed_and_make_no_circle() -> None:
    arrows: dict[str, set[str]] = {}
    for name, others in graph().items():
        for other in others:
            ends = [whole.split(".")[1:2] for whole in (name, other)]
            if all(ends) and ends[0] != ends[1]:
                arrows.setdefault(ends[0][0], set()).add(ends[1][0])
    assert all(end in arrows[start] for start, end in BESIDE)
    everything = {end for ends in arrows.values() for end in ends} | set(arrows)
    assert circles({one: frozenset(arrows.get(one, ())) for one in everything}) == []


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(SOURCE)))
def test_imports_point_down(path: Path) -> None:
    package = package_of(path)
    for name in graph()[name_of(path)]:
        _, _, other = name.partition(".")
        other = other.partition(".")[0]
        assert other, f"{path.name} imports the public names; only other programs do"
        if package in {other, "__init__", "__main__"}:
            continue
        assert level_of(package) < level_of(other) or (package, other) in BESIDE, (
            f"{path.name} imports {name}"
        )


def test_checks_are_found_by_name_and_imported_by_none() -> None:
    """Code below the checks gets what checks know from a lower layer, not from a check."""
    for name, others in graph().items():
        if not name.startswith("awesomelint.checks"):
            assert not [other for other in others if other.startswith("awesomelint.checks")], name


def test_repair_needs_nothing_but_text() -> None:
    """It could be a package of its own; `whole` alone counts in the caller's string."""
    for name, others in graph().items():
        if name.startswith("awesomelint.repair") and name != "awesomelint.repair.whole":
            assert {other.split(".")[1] for other in others} <= {"repair", "text"}, name


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(SOURCE)))
def test_each_foreign_package_has_its_home(path: Path) -> None:
    for name in imports(path):
        home = ONLY_IN.get(name.split(".")[0])
        assert home is None or package_of(path) in home, (
            f"{path.name} imports {name}, which only {sorted(home)} may"
        )


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(SOURCE)))
def test_general_code_names_no_rule(path: Path) -> None:
    """Only checks name rules; what is special about a rule stands on its card."""
    if package_of(path) == "checks":
        return
    words = {node.value for node in ast.walk(tree(path)) if isinstance(node, ast.Constant)}
    assert not words & set(all_rules())


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(SOURCE)))
def test_no_pattern_is_compiled_when_its_module_is_loaded(path: Path) -> None:
    """A run uses few of several hundred: `regex` of text/patterns.py compiles at the first use."""
    functions = (node for node in ast.walk(tree(path)) if isinstance(node, ast.FunctionDef))
    within = {id(node) for function in functions for node in ast.walk(function)}
    compiled = [
        node.lineno
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call)
        and ast.unparse(node.func) == "re.compile"
        and id(node) not in within
    ]
    assert not compiled, "write `regex(…)` instead of `re.compile(…)`"


def test_checking_a_clean_file_loads_nothing_heavy(tmp_path: Path) -> None:
    path = tmp_path / "README.md"
    path.write_text(
        "# List\n\n- [One](https://example.org/one) - One.\n"
        "- [Two](https://example.org/two) - Two.\n"
    )
    code = (
        "import sys\nfrom awesomelint.cli import run\ncode = run(['check', 'README.md'])\n"
        f"print(sorted({HEAVY!r} & set(sys.modules)), code)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip().endswith("[] 0"), done.stdout + done.stderr
