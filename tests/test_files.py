"""Which files are lists: told from their path and from their lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from awesomelint.files.choose import choose
from awesomelint.files.lists import no_list, no_list_by_name

if TYPE_CHECKING:
    from pathlib import Path

BULLETS = "# Owls\n\n" + "".join(f"- [Owl {n}](https://owls.example/{n})\n" for n in range(12))
HAND_NUMBERED = "# 猫头鹰\n\n" + "".join(
    f"{n}、[第 {n} 篇](https://owls.example/{n})：夜间视觉\n\n" for n in range(1, 13)
)
IN_BRACKETS = "# 猫头鹰\n\n" + "".join(
    f"（{n}）[第 {n} 篇](https://owls.example/{n})\n\n" for n in range(1, 13)
)
DATED = "# Owls\n\n" + "".join(
    f"**[Owls at night, part {n}](https://owls.example/{n})** <br>\n*Ada Owl* <br>\n2024-05.\n\n"
    for n in range(12)
)
DOCTOC = (
    "<!-- START doctoc generated TOC please keep comment here to allow auto update -->\n"
    "<!-- DON'T EDIT THIS SECTION, INSTEAD RE-RUN doctoc TO UPDATE -->\n"
)

TEXTS = {
    "bullets": (BULLETS, ""),
    "numbers typed by hand": (HAND_NUMBERED, ""),
    "numbers in brackets": (IN_BRACKETS, ""),
    "paragraphs that begin with their link": (DATED, ""),
    "prose": ("# Owls\n\nOwls are birds.\n", "not a list"),
    "references": (
        "# Owls\n\nProse.\n\n" + "".join(f"[{n}]: https://owls.example/{n}\n" for n in range(12)),
        "not a list",
    ),
    "badges": (
        "# Owls\n\nProse.\n\n" + "[![x](https://b.example/x.svg)](https://b.example/)\n" * 12,
        "not a list",
    ),
    "generated, in a comment": (
        f"<!-- Do not edit: written by build.py -->\n{BULLETS}",
        "generated",
    ),
    "generated, in words": (
        f"> This README is automatically generated from data.yaml.\n\n{BULLETS}",
        "generated",
    ),
    "generated, in Chinese": (
        f"<!-- 本文件由脚本自动生成，请勿手动修改 -->\n{BULLETS}",
        "generated",
    ),
    "a contents list that a program writes": (f"{DOCTOC}{BULLETS}", ""),
    "a list about generated code": (
        BULLETS.replace("Owl 3", "Tool that writes files; do edit them"),
        "",
    ),
    "said at the end": (f"{BULLETS * 10}\nThis file is auto-generated.\n", ""),
}


@pytest.mark.parametrize("case", TEXTS)
def test_what_a_list_holds(case: str, tmp_path: Path) -> None:
    text, reason = TEXTS[case]
    path = tmp_path / "list.md"
    path.write_text(text, encoding="utf-8")
    assert no_list(path, named=False) == reason


NAMES = {
    "README.md": "",
    "content/owls.md": "",
    "docs/testing.md": "",
    "old-owls.md": "",
    "templated-owls.md": "",
    "CHANGELOG.md": "not a list by name",
    "tests/data/list.md": "a copy, test or template",
    "backup/README.md": "a copy, test or template",
    ".history/README_20240501.md": "a copy, test or template",
    "history/2019.md": "a copy, test or template",
    "vendor/awesome/README.md": "a copy, test or template",
    ".github/list.md": "a copy, test or template",
    "README.bak.md": "a copy, test or template",
    "README_old.md": "a copy, test or template",
    "README copy 2.md": "a copy, test or template",
    "template.md": "a copy, test or template",
    "entry-template.md": "a copy, test or template",
}


@pytest.mark.parametrize("name", NAMES)
def test_the_path_of_a_list(name: str) -> None:
    assert no_list_by_name(name) == NAMES[name]


def test_the_folder_that_is_named_is_looked_through_whatever_it_is_called(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("tests/list.md", "tests/old/list.md", "list.md"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(BULLETS, encoding="utf-8")
    inside = choose([tmp_path / "tests"], None)
    assert [path.relative_to(tmp_path).as_posix() for path in inside.paths] == ["tests/list.md"]
    assert list(choose([], None).left_out.values()) == ["a copy, test or template"] * 2
    named = choose([tmp_path / "tests/old/list.md"], None)
    assert len(named.paths) == 1
