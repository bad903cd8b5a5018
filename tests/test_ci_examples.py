"""The example workflows: what their schemas ask, and their scripts run against a small GitHub."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from runner import ROOT, Runner, load
from test_action import OLD, Repository, git

if TYPE_CHECKING:
    from collections.abc import Sequence

CI = ROOT / "docs" / "ci"
WORKFLOWS = sorted(CI.glob("github-*.yml"))
TOOLS = Path(sys.executable).parent
MARKER = "<!-- awesomelint -->"


def tool(*words: str | Path) -> None:
    done = subprocess.run(
        [TOOLS / words[0], *words[1:]], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_workflows_are_valid(path: Path) -> None:
    tool("check-jsonschema", "--builtin-schema", "vendor.github-workflows", path)
    tool("actionlint", path)


def test_the_action_and_the_pipeline_are_valid() -> None:
    tool("check-jsonschema", "--builtin-schema", "vendor.github-actions", ROOT / "action.yml")
    tool("check-jsonschema", "--builtin-schema", "vendor.gitlab-ci", CI / "gitlab-ci.yml")


def steps(path: Path) -> list[dict[str, Any]]:
    (job,) = load(path)["jobs"].values()
    found: list[dict[str, Any]] = job["steps"]
    return found


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_workflows_write_no_expression_into_a_script_and_name_their_rights(path: Path) -> None:
    workflow = load(path)
    assert "contents" in workflow["permissions"]
    inputs = load(ROOT / "action.yml")["inputs"]
    for step in steps(path):
        assert "${{" not in step.get("run", "")
        if "awesomelint@" in step.get("uses", ""):
            assert step.get("with", {}).keys() <= inputs.keys()
    if "pull_request_target" in workflow["on"]:
        checkout = steps(path)[0]
        assert "checkout" in checkout["uses"]
        assert "ref" not in checkout["with"]
        assert not any("head" in str(step.get("env", "")) for step in steps(path))


def script(path: Path, name: str) -> dict[str, Any]:
    (found,) = [step for step in steps(path) if step.get("name") == name]
    return found


class GitHub:
    """A job of `owner/list` with `gh` on its path, and what it left on GitHub."""

    def __init__(self, folder: Path) -> None:
        self.state = folder / "state.json"
        self.set({})
        binaries = folder / "binaries"
        binaries.mkdir()
        program = binaries / "gh"
        program.write_text(f'#!/bin/sh\nexec "{sys.executable}" "{ROOT}/tests/fake_gh.py" "$@"\n')
        program.chmod(0o755)
        self.environment = {
            "PATH": f"{binaries}:{os.environ['PATH']}",
            "GH_STATE": str(self.state),
            "GITHUB_REPOSITORY_OWNER": "owner",
            "GITHUB_REF_NAME": "main",
        }

    def set(self, state: dict[str, Any]) -> None:
        self.state.write_text(json.dumps(state))

    def all(self, kind: str) -> Sequence[dict[str, Any]]:
        found: list[dict[str, Any]] = json.loads(self.state.read_text()).get(kind, [])
        return found


@pytest.fixture
def github(tmp_path: Path) -> GitHub:
    if shutil.which("jq") is None:
        pytest.skip("jq is not installed, with which gh selects")
    return GitHub(tmp_path)


def job(github: GitHub, folder: Path, **outputs: dict[str, str]) -> Runner:
    from runner import Step

    made = Runner(folder, folder, event={"pull_request": {"number": 7}})
    made.environment = dict(github.environment)
    made.steps = {name: Step(0, "", "", values) for name, values in outputs.items()}
    return made


def test_one_comment_is_written_and_then_updated(github: GitHub, tmp_path: Path) -> None:
    step = script(CI / "github-comment.yml", "Write or update the comment")
    report = tmp_path / "report.md"
    running = job(github, tmp_path, check={"report": str(report)})
    clean = f"{MARKER}\n<details><summary>awesomelint: no errors or warnings</summary>\n"
    report.write_text(clean)
    assert running.run(step).code == 0
    assert github.all("comments") == [], "nothing is said where nothing ever was wrong"
    others = [
        {"id": 1, "user": {"login": "octocat"}, "body": f"{MARKER}\nforged"},
        {"id": 2, "user": {"login": "github-actions[bot]"}, "body": "another tool"},
    ]
    github.set({"comments": others})
    report.write_text(f"{MARKER}\n### awesomelint: 1 error\n\n`$(touch pwned)` 中文\n")
    for text in (report.read_text(), f"{MARKER}\n### awesomelint: 2 errors\n", clean):
        report.write_text(text)
        told = running.run(step)
        assert told.code == 0, told.stderr
        assert [one["body"] for one in github.all("comments")[:2]] == [
            one["body"] for one in others
        ]
        (comment,) = github.all("comments")[2:]
        assert comment["body"] == text
    assert not list(tmp_path.rglob("pwned"))


def test_one_issue_is_opened_updated_and_closed(github: GitHub, tmp_path: Path) -> None:
    read = script(CI / "github-links.yml", "Read the last report")
    write = script(CI / "github-links.yml", "Write, update or close the issue")
    forged = {"number": 1, "state": "open", "user": {"login": "octocat"},
              "body": "<!-- awesomelint-links open=9 -->\nforged"}  # fmt: skip
    github.set({"issues": [forged]})
    report = tmp_path / "report.md"
    bodies = [
        ("<!-- awesomelint-links open=0 -->\n### none\n", 0),
        ("<!-- awesomelint-links open=2 -->\n### 2 new\n`$(touch pwned)` 中文\n", 1),
        ("<!-- awesomelint-links open=1 -->\n### 1 still there\n", 1),
        ("<!-- awesomelint-links open=0 -->\n### 1 healed\n", 1),
        ("<!-- awesomelint-links open=1 -->\n### 1 new\n", 2),
    ]
    last = ""
    for body, count in bodies:
        report.write_text(body)
        running = job(github, tmp_path, links={"report": str(report)})
        (tmp_path / "previous.md").unlink(missing_ok=True)
        assert running.run(read).code == 0
        previous = tmp_path / "previous.md"
        if last and "open=0" not in last:
            assert previous.read_text().rstrip("\n") == last.rstrip("\n")
        else:
            assert not previous.exists()
        told = running.run(write)
        assert told.code == 0, told.stderr
        issues = github.all("issues")[1:]
        assert len(issues) == count
        if issues:
            assert issues[-1]["body"] == body
            assert issues[-1]["title"] == "Dead links"
            assert issues[-1]["state"] == ("closed" if "open=0" in body else "open")
            last = body
    assert github.all("issues")[0] == forged
    assert not list(tmp_path.rglob("pwned"))


def test_a_check_of_links_that_failed_leaves_the_issue(github: GitHub, tmp_path: Path) -> None:
    write = script(CI / "github-links.yml", "Write, update or close the issue")
    assert job(github, tmp_path).run(write).code == 1
    assert github.all("issues") == []


def test_fixes_are_proposed_once(github: GitHub, tmp_path: Path) -> None:
    step = script(CI / "github-fix.yml", "Propose the commit")
    repository = Repository(tmp_path)
    repository.clone("main")
    running = job(github, repository.work)
    for number in (1, 2):
        (repository.work / "README.md").write_text(f"{OLD}\nfixed {number}\n", encoding="utf-8")
        told = running.run(step)
        assert told.code == 0, told.stderr
        assert f"fixed {number}" in git(repository.remote, "show", "awesomelint-fix:README.md")
        assert git(repository.remote, "rev-parse", "main") == repository.base
        (pull,) = github.all("pulls")
        assert (pull["head"], pull["base"]) == ("awesomelint-fix", "main")
