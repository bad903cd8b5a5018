"""The worked examples of rules of your own: what the pages show is what happens."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import pytest

from awesomelint.rules.match.fields import FIELDS

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "declarative-rules.md"
EXAMPLES = ROOT / "docs" / "examples"
LISTS = ("awesome-japanese", "free-programming-books", "public-apis")


def run(
    *command: str | Path, cwd: Path, env: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        list(map(str, command)),
        cwd=cwd,
        env=env,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def awesomelint(*args: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    return run(sys.executable, "-m", "awesomelint", *args, cwd=cwd)


def field_table() -> str:
    """The table of fields as the page has it."""
    rows = [f"| `{name}` | {meaning} |\n" for name, meaning in FIELDS.items()]
    return "".join(["| field | what it is |\n|---|---|\n", *rows])


def test_the_page_names_every_field() -> None:
    assert field_table() in PAGE.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", LISTS)
def test_the_report_of_a_small_list_is_real(name: str, tmp_path: Path) -> None:
    folder = tmp_path / name
    shutil.copytree(EXAMPLES / name, folder)
    done = awesomelint("check", "--output-format", "concise", cwd=folder)
    assert done.stdout == (folder / "report.txt").read_text(encoding="utf-8")
    assert done.returncode == 1


@pytest.mark.parametrize("name", LISTS)
def test_config_and_cards_are_about_twenty_lines(name: str) -> None:
    lines = [
        line
        for file in (".awesomelint.yaml", "cards.yaml")
        for line in (EXAMPLES / name / file).read_text(encoding="utf-8").splitlines()
    ]
    assert len(lines) <= 36


def test_the_first_example_of_the_page_is_real(tmp_path: Path) -> None:
    page = PAGE.read_text(encoding="utf-8")
    config, cards = re.findall(r"```yaml\n# (?:\S+)\n(.*?)```", page, re.DOTALL)[:2]
    (tmp_path / ".awesomelint.yaml").write_text(config, encoding="utf-8")
    (tmp_path / "cards.yaml").write_text(cards, encoding="utf-8")
    (tmp_path / "README.md").write_text(
        "# Kana\n\n- [Kana](https://kana.example.org) - A free trainer.\n", encoding="utf-8"
    )
    done = awesomelint("check", "--output-format", "concise", "README.md", cwd=tmp_path)
    assert done.stdout in page
    assert done.stdout.count("\n") == 1
    assert awesomelint("test-rules", cwd=tmp_path).stderr in page


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A Python that sees this environment, with the example package installed, without an index."""
    folder = tmp_path_factory.mktemp("fresh")
    venv.create(folder / "env", with_pip=False)
    python = folder / "env" / ("Scripts" if os.name == "nt" else "bin") / "python"
    purelib = run(
        python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=folder
    ).stdout.strip()
    seen = [sysconfig.get_path("purelib"), str(ROOT / "src")]
    (Path(purelib) / "seen.pth").write_text("\n".join(seen), encoding="utf-8")
    shutil.copytree(EXAMPLES / "house-rules", folder / "house-rules")
    done = run(
        python, "-m", "pip", "install", "--quiet", "--no-index", "--no-deps",
        "--no-build-isolation", folder / "house-rules", cwd=folder,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return python


LIST = (
    "# L\n\n## Tools\n\n"
    "- [A](https://a.example.org) - An e-mail client.\n- [B](https://b.example.org) - B.\n"
)


def test_an_installed_package_adds_its_rules(fresh: Path, tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text(LIST, encoding="utf-8")
    quiet = run(fresh, "-m", "awesomelint", "check", "README.md", cwd=tmp_path)
    assert (quiet.returncode, quiet.stdout) == (0, "")
    (tmp_path / ".awesomelint.yaml").write_text(
        "select: [house]\nrules: {overfull-section: {entries: 1}}\n", encoding="utf-8"
    )
    done = run(
        fresh, "-m", "awesomelint", "check", "--output-format", "concise", "--show", "info",
        "README.md", cwd=tmp_path,
    )  # fmt: skip
    assert done.stdout.splitlines() == [
        (
            "README.md:3:1: warning overfull-section the section 'Tools' holds 2 entries, "
            "and readers look through 1; split it"
        ),
        (
            "README.md:5:35: info house-spelling the description of “A” has “e-mail” for “email”; "
            "The house writes these words in one way"
        ),
    ]
    assert done.returncode == 1
    run(fresh, "-m", "awesomelint", "fix", "README.md", cwd=tmp_path)
    assert "An email client." in (tmp_path / "README.md").read_text(encoding="utf-8")


def test_commands_know_the_rules_of_a_package(fresh: Path, tmp_path: Path) -> None:
    explained = run(fresh, "-m", "awesomelint", "explain", "overfull-section", cwd=tmp_path)
    assert "from the package awesomelint-house" in explained.stdout
    assert "Option entries (default 40)" in explained.stdout
    assert "Nobody reads a hundred entries" in explained.stdout
    assert "overfull-section" in run(fresh, "-m", "awesomelint", "explain", cwd=tmp_path).stdout
    tested = run(fresh, "-m", "awesomelint", "test-rules", cwd=tmp_path)
    assert (tested.returncode, tested.stderr) == (0, "2 rules tested: 0 examples failed\n")
    (tmp_path / ".awesomelint.yaml").write_text("select: [overful-section]\n", encoding="utf-8")
    wrong = run(fresh, "-m", "awesomelint", "check", cwd=tmp_path)
    assert "did you mean 'overfull-section'?" in wrong.stderr
    (tmp_path / ".awesomelint.yaml").write_text(
        "rules: {overfull-section: {entrys: 3}}\n", encoding="utf-8"
    )
    assert (
        "did you mean 'entries'?" in run(fresh, "-m", "awesomelint", "check", cwd=tmp_path).stderr
    )


BREAKS = {
    "import": ("__init__.py", "import nowhere\n", "ModuleNotFoundError: No module named 'nowhere'"),
    "exit": ("__init__.py", "raise RuntimeError('no')\n", "RuntimeError: no"),
    "no check": ("checks/overfull_section.py", "x = 1\n", "has no function check"),
    "raises": (
        "checks/overfull_section.py",
        "def check(document, *, entries):\n    yield 1 / 0\n",
        "broke (ZeroDivisionError",
    ),
    "no finding": (
        "checks/overfull_section.py",
        "def check(document, *, entries):\n    yield 'a'\n",
        "broke (",
    ),
    "far away": (
        "checks/overfull_section.py",
        (
            "from awesomelint.model import Finding\n"
            "def check(document, *, entries):\n    yield Finding(0, 10**9, 'a')\n"
        ),
        "a finding at 0-1000000000",
    ),
    "card": ("rules/overfull-section.yaml", "sumary: x\n", "did you mean 'summary'?"),
    "built-in name": (
        "rules/empty-bullet.yaml",
        "summary: x\n",
        "a built-in rule has that name",
    ),
}


@pytest.mark.parametrize("name", BREAKS)
def test_a_broken_package_is_one_line(fresh: Path, name: str, tmp_path: Path) -> None:
    """What a package breaks, in a copy that stands before the installed one on the path."""
    where, text, said = BREAKS[name]
    shutil.copytree(EXAMPLES / "house-rules", tmp_path / "copy")
    (tmp_path / "copy" / "awesomelint_house" / where).write_text(text, encoding="utf-8")
    (tmp_path / "README.md").write_text(LIST, encoding="utf-8")
    (tmp_path / ".awesomelint.yaml").write_text("select: [house]\n", encoding="utf-8")
    env = {**os.environ, "PYTHONPATH": str(tmp_path / "copy"), "PYTHONDONTWRITEBYTECODE": "1"}
    for command in (("check", "README.md"), ("fix", "README.md")):
        done = run(fresh, "-m", "awesomelint", *command, cwd=tmp_path, env=env)
        assert done.returncode == 2
        told = [line for line in done.stderr.splitlines() if line.startswith("awesomelint: ")]
        assert len(told) == 1
        assert said in told[0]
        assert "awesomelint-house" in told[0]
        assert "Traceback" not in done.stderr
        assert "this is a bug" not in done.stderr
    assert (tmp_path / "README.md").read_text(encoding="utf-8") == LIST


def test_a_broken_package_harms_nobody_who_does_not_use_it(fresh: Path, tmp_path: Path) -> None:
    shutil.copytree(EXAMPLES / "house-rules", tmp_path / "copy")
    (tmp_path / "copy" / "awesomelint_house" / "__init__.py").write_text("import nowhere\n")
    (tmp_path / "README.md").write_text(LIST, encoding="utf-8")
    env = {**os.environ, "PYTHONPATH": str(tmp_path / "copy")}
    done = run(fresh, "-m", "awesomelint", "check", "README.md", cwd=tmp_path, env=env)
    assert done.returncode == 0
