"""`fix --interactive` in a real terminal."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pexpect

if TYPE_CHECKING:
    from pathlib import Path

LIST = (
    "# Papers\n\n- 📔\n- https://arxiv.org/abs/2402.03300https://arxiv.org/abs/2402.06332\n"
    "- 📘\n- [A](https://a.example.net/)   \n- [paper]()\n"
)
PROMPT = r"\[y/n/a/number/q/\?\]"


def start(folder: Path) -> pexpect.spawn:
    (folder / "list.md").write_text(LIST)
    command = ["-m", "awesomelint", "fix", "--interactive", "list.md"]
    return pexpect.spawn(sys.executable, command, cwd=folder, encoding="utf-8", timeout=20)


def after(child: pexpect.spawn, folder: Path) -> str:
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0
    return (folder / "list.md").read_text()


def test_each_fix_is_shown_before_and_after_and_made_when_told(tmp_path: Path) -> None:
    child = start(tmp_path)
    child.expect(r"\+ - https://arxiv.org/abs/2402.03300 https://arxiv.org/abs/2402.06332")
    child.expect(PROMPT)
    child.sendline("?")
    child.expect("y: apply")
    child.expect(PROMPT)
    child.sendline("y")
    child.expect("- - 📔")
    child.expect(PROMPT)
    child.sendline("n")
    child.expect("- - 📘")
    child.expect(PROMPT)
    child.sendline("y")
    child.expect("links nowhere")
    child.expect(PROMPT)
    child.sendline("1")
    child.expect(PROMPT)
    child.sendline("q")
    text = after(child, tmp_path)
    assert "2402.03300 https" in text
    assert "- 📔\n" in text
    assert "📘" not in text
    assert "- paper\n" in text
    assert "/)   \n" in text


def test_all_of_a_rule_and_quit(tmp_path: Path) -> None:
    child = start(tmp_path)
    child.expect("2402.03300 https")
    child.expect(PROMPT)
    child.sendline("n")
    child.expect("📔")
    child.expect(PROMPT)
    child.sendline("a")
    child.expect("links nowhere")
    child.expect(PROMPT)
    child.sendline("q")
    text = after(child, tmp_path)
    assert "📔" not in text
    assert "📘" not in text
    assert "2402.03300https" in text


def test_ctrl_c_writes_nothing(tmp_path: Path) -> None:
    child = start(tmp_path)
    child.expect(PROMPT)
    child.sendline("y")
    child.expect(PROMPT)
    child.sendintr()
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 130
    assert (tmp_path / "list.md").read_text() == LIST
