"""How much each function of a package carries.

Its length, its branches, and how dense its lines are.

    python benchmarks/density.py [--most N] PACKAGE_FOLDER…

For each folder it prints the median, the 90th percentile and the maximum, over all functions and
methods, of

- length: lines from `def` to the end;
- McCabe: 1 and one more for each `if`, `elif`, loop, `except` and `case` that tests something,
nested
  functions included, as ruff's C901 counts;
- nodes a line: nodes of the syntax tree in the body, without its docstring and without `Load` and
  `Store`, for each line of the body that holds code.

With `--most N` it also lists the N densest functions of at least four lines.
"""

from __future__ import annotations

import argparse
import ast
import statistics
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Definition = ast.FunctionDef | ast.AsyncFunctionDef
SHORTEST = 4
"""Functions with fewer lines of code are not listed as dense.

A call with six arguments is one line.
"""
BRANCHES = (ast.If, ast.For, ast.AsyncFor, ast.While, ast.ExceptHandler)


@dataclass(frozen=True, slots=True)
class Function:
    """One function or method, and what is measured of it."""

    place: str
    length: int
    complexity: int
    lines: int
    nodes: int

    @property
    def density(self) -> float:
        """Nodes of the syntax tree for each line of code of the body."""
        return self.nodes / self.lines


def functions(folder: Path) -> Iterator[Function]:
    """The functions and methods of all modules below `folder`, those of one line included."""
    for path in sorted(folder.rglob("*.py")):
        source = path.read_text(encoding="utf-8")
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, Definition) and (body := code_of(node)):
                place = f"{path.relative_to(folder)}:{node.lineno} {node.name}"
                yield measured(place, node, body, source.split("\n"))


def code_of(definition: Definition) -> list[ast.stmt]:
    """The statements of a function without its docstring."""
    has_docstring = ast.get_docstring(definition, clean=False) is not None
    return definition.body[1:] if has_docstring else definition.body


def measured(
    place: str, definition: Definition, body: list[ast.stmt], source: Sequence[str]
) -> Function:
    """What the tree and the lines of one function say."""
    end = definition.end_lineno or definition.lineno
    lines = [line.strip() for line in source[body[0].lineno - 1 : end]]
    nodes = [node for statement in body for node in ast.walk(statement)]
    return Function(
        place=place,
        length=end - definition.lineno + 1,
        complexity=complexity(definition),
        lines=sum(bool(line) and not line.startswith("#") for line in lines),
        nodes=sum(not isinstance(node, ast.expr_context) for node in nodes),
    )


def complexity(definition: Definition) -> int:
    """McCabe's number of paths through a function."""
    return sum(is_branch(node) for node in ast.walk(definition))


def is_branch(node: ast.AST) -> bool:
    """Whether a path parts at `node`; each function counts as one."""
    if isinstance(node, ast.match_case):  # a bare name or `_` always matches
        return not isinstance(node.pattern, ast.MatchAs) or node.pattern.pattern is not None
    return isinstance(node, (*BRANCHES, ast.FunctionDef, ast.AsyncFunctionDef))


def row(name: str, values: Sequence[float]) -> str:
    """Median, 90th percentile and maximum as cells of a table."""
    ordered = sorted(values)
    percentile = ordered[int(0.9 * (len(ordered) - 1))]
    cells = (statistics.median(ordered), percentile, ordered[-1])
    return f"{name} " + " / ".join(f"{cell:.1f}".removesuffix(".0") for cell in cells)


def main() -> None:
    """Print the figures of each folder that is named."""
    parser = argparse.ArgumentParser(description="how dense the functions of packages are")
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--most", type=int, default=0, metavar="N", help="list the N densest")
    options = parser.parse_args()
    for folder in options.folders:
        found = list(functions(folder))
        print(f"{folder.name}: {len(found)} functions (median / 90th percentile / maximum)")
        print(row("  length", [one.length for one in found]))
        print(row("  McCabe", [one.complexity for one in found]))
        print(row("  nodes a line", [one.density for one in found]))
        listed = [one for one in found if one.lines >= SHORTEST]
        for one in sorted(listed, key=lambda one: -one.density)[: options.most]:
            print(f"  {one.density:5.1f} {one.lines:3} lines  {one.place}")


if __name__ == "__main__":
    main()
