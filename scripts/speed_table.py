"""Write the table of speed, made from the stored result of `make bench`, into README.md."""

import json
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
START = "<!-- speed: made by scripts/speed_table.py from benchmarks/peers.json -->\n"
END = "<!-- /speed -->\n"
SIZES = ("small", "large")


def table(result: dict[str, Any]) -> str:
    """One row a tool, two columns an input, what was missing below."""
    inputs = [one for one in result["inputs"] if one["size"] in SIZES]
    heads = "".join(f" {one['name']} | ours ÷ theirs (spread) |" for one in inputs)
    lines = [f"| tool |{heads}", f"|---|{'--:|---|' * len(inputs)}"]
    for rows in zip(*(one["tools"] for one in inputs), strict=True):
        name = rows[0]["tool"]
        said = result["versions"].get(name)
        shown = f"{name} {said}" if said else f"`{name}`"
        lines.append(f"| {shown} | {' | '.join(map(_cells, rows))} |")
    likes = dict.fromkeys(
        f"{row['tool']} against `{row['like']}`" for row in inputs[0]["tools"] if "like" in row
    )
    notes = f"\nMeasured: {', '.join(likes)}. Python {result['python']}, {result['cores']} cores."
    if result["missing"]:
        notes += f" Not installable: {', '.join(result['missing'])}."
    return "\n" + "\n".join(lines) + "\n" + notes + "\n\n"


def _cells(row: dict[str, Any]) -> str:
    seconds = f"{row['seconds']:.2f} s"
    if "ratio" not in row:
        return f"{seconds} | "
    return f"{seconds} | {row['ratio']:.2g} ({row['low']:.2g} to {row['high']:.2g})"


def renewed(readme: str) -> str:
    """`readme` with the table as it should be; raise `ValueError` without the two markers."""
    before, start, rest = readme.partition(START)
    _, end, after = rest.partition(END)
    if not (start and end):
        raise ValueError(f"README.md lacks {START.strip()} or {END.strip()}")
    result = json.loads((ROOT / "benchmarks/peers.json").read_text(encoding="utf-8"))
    return before + start + table(result) + end + after


if __name__ == "__main__":
    page = ROOT / "README.md"
    page.write_text(renewed(page.read_text(encoding="utf-8")), encoding="utf-8")
