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
LAYERS: tuple[frozenset[str], ...] = (
    frozenset({"model", "text", "errors", "printable", "version"}),
    frozenset({"source", "reading"}),
    frozenset({"syntax"}),
    frozenset({"repair", "identity", "curation"}),
    frozenset({"proof", "layout"}),
    frozenset({"rules", "checks"}),
    frozenset({"engine"}),
    frozenset({"report", "export", "files", "facts", "linkcheck"}),
    frozenset({"linter", "results"}),
    frozenset({"api", "examples"}),
    frozenset({"cli"}),
)
UPPER = 7  # from here on the names may work together
# curation tells what links name; rules about suppressions look at rules
MAY = {("curation", "identity"), ("meta", "rules")}
ONLY_IN = {
    "markdown_it": {"syntax"},
    "mdit_py_plugins": {"syntax"},
    "click": {"cli"},
    "asyncio": {"facts", "linkcheck"},
}
HEAVY = {"ftfy", "wcwidth", "httpx", "yaml", "cmarkgfm", "asyncio", "platformdirs"}


def package_of(path: Path) -> str:
    return path.relative_to(SOURCE / "awesomelint").parts[0].removesuffix(".py")


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def imports(path: Path, *, types: bool = True) -> frozenset[str]:
    """The modules that a file imports, anywhere in it.

    With `types` also those it only needs for annotations.
    """
    found: set[str] = set()
    todo: list[ast.AST] = [tree(path)]
    while todo:
        node = todo.pop()
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            assert node.level == 0, f"{path}: relative import"
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
        elif isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING" and not types:
            todo += node.orelse
        else:
            todo += ast.iter_child_nodes(node)
    return frozenset(found)


def modules() -> list[Path]:
    found = sorted((SOURCE / "awesomelint").rglob("*.py"))
    assert found
    return found


def rank(package: str) -> int | None:
    return next((level for level, names in enumerate(LAYERS) if package in names), None)


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(SOURCE)))
def test_imports_point_down(path: Path) -> None:
    package = package_of(path)
    if package in {"__init__", "__main__"}:
        return
    level = rank(package)
    assert level is not None, f"{package} has no layer"
    for name in imports(path):
        other = name.split(".")[1] if name.startswith("awesomelint.") else package
        if other == package or (path.parent.name, other) in MAY:
            continue
        below = rank(other)
        assert below is not None, f"{other} has no layer"
        only_types = name not in imports(path, types=False)
        assert below < level or (below == level and (level >= UPPER or only_types)), (
            f"{path.name} imports {name}"
        )


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(SOURCE)))
def test_each_foreign_package_has_its_home(path: Path) -> None:
    for name in imports(path):
        home = ONLY_IN.get(name.split(".")[0])
        assert home is None or package_of(path) in home, (
            f"{path.name} imports {name}, which only {sorted(home)} may"
        )


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(SOURCE)))
def test_general_code_names_no_rule(path: Path) -> None:
    """What is special about a rule stands on its card; only checks, and what their findings say, name rules."""
    if package_of(path) == "checks":
        return
    words = {node.value for node in ast.walk(tree(path)) if isinstance(node, ast.Constant)}
    assert not words & set(all_rules())


def test_checking_a_clean_file_loads_nothing_heavy(tmp_path: Path) -> None:
    path = tmp_path / "README.md"
    path.write_text(
        "# List\n\n- [One](https://example.org/one) - One.\n- [Two](https://example.org/two) - Two.\n"
    )
    code = (
        "import sys\nfrom awesomelint.cli import run\ncode = run(['check', 'README.md'])\n"
        f"print(sorted({HEAVY!r} & set(sys.modules)), code)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip().endswith("[] 0"), done.stdout + done.stderr
