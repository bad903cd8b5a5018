"""The action, run step by step with bash in real repositories, against hostile input, too."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from runner import ROOT, Runner, load

if TYPE_CHECKING:
    from collections.abc import Mapping

ACTION = load(ROOT / "action.yml")
STEPS = {step["id"]: step for step in ACTION["runs"]["steps"]}
ENTRIES = "".join(f"- [E{n}](https://e{n}.example.org) - Number {n}.\n" for n in range(12))
OLD = f"# List\n\n## Tools\n\n- 📔\n- [A](https://a.example.org) - One.\n{ENTRIES}"
GOOD = "- [C](https://c.example.org) - Three.\n"
BAD = "- https://d.example.org/1https://d.example.org/2\n"
ZEROS = "0" * 40


def git(folder: Path, *words: str) -> str:
    done = subprocess.run(
        ["git", "-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false",
         "-c", "protocol.file.allow=always", *words],
        cwd=folder, capture_output=True, text=True, check=True,
        env={k: v for k, v in os.environ.items() if not k.startswith("GIT_")},
    )  # fmt: skip
    return done.stdout.strip()


class Repository:
    """A repository with a remote, in which `main` holds `OLD`."""

    def __init__(self, folder: Path) -> None:
        self.remote = folder / "remote"
        self.work = folder / "work"
        self.remote.mkdir()
        git(self.remote, "init", "--quiet", "--initial-branch=main")
        git(self.remote, "config", "uploadpack.allowAnySHA1InWant", "true")
        self.base = self.commit({"README.md": OLD})

    def commit(self, files: Mapping[str, str | None], message: str = "change") -> str:
        """Write and commit `files` in the remote's own checkout; None deletes."""
        for name, text in files.items():
            path = self.remote / name
            path.parent.mkdir(parents=True, exist_ok=True)
            if text is None:
                path.unlink()
            else:
                path.write_text(text, encoding="utf-8")
        git(self.remote, "add", "--all")
        git(self.remote, "commit", "--quiet", "--allow-empty", "--message", message)
        return git(self.remote, "rev-parse", "HEAD")

    def pull_request(self, files: Mapping[str, str | None]) -> str:
        """Open pull request 7 with `files`; the remote is back on main afterwards."""
        git(self.remote, "switch", "--quiet", "--create", "topic")
        head = self.commit(files)
        self.open()
        return head

    def open(self) -> None:
        """Make pull request 7 of what is checked out."""
        git(self.remote, "update-ref", "refs/pull/7/head", "HEAD")
        git(self.remote, "switch", "--quiet", "main")

    def clone(self, revision: str, *words: str) -> None:
        """What actions/checkout leaves: a checkout of `revision`, with the remote as origin."""
        git(self.remote.parent, "clone", "--quiet", *words, self.remote.as_uri(), str(self.work))
        git(self.work, "fetch", "--quiet", "origin", "+refs/pull/*:refs/remotes/pull/*")
        git(self.work, "checkout", "--quiet", revision)


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository(tmp_path)


def runner(
    repository: Repository, event_name: str, event: dict[str, Any] | None = None, **inputs: str
) -> Runner:
    """The action with its defaults and `inputs`, installed already."""
    temp = repository.remote.parent / "temp"
    (temp / "awesomelint" / "bin").mkdir(parents=True)
    program = temp / "awesomelint" / "bin" / "awesomelint"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m awesomelint "$@"\n')
    program.chmod(0o755)
    given = {name: one.get("default", "") for name, one in ACTION["inputs"].items()} | inputs
    environment = {"PYTHONPATH": str(ROOT / "src"), "HOME": str(temp)}
    return Runner(repository.work, temp, event_name, event or {}, given, environment)


def run(job: Runner) -> Runner:
    """Prepare and run; a step that fails ends the job."""
    if job.run(STEPS["prepare"]).code == 0:
        job.run(STEPS["run"])
    return job


def pull_event(base: str, head: str) -> dict[str, Any]:
    return {"pull_request": {"number": 7, "base": {"sha": base}, "head": {"sha": head}}}


def test_no_script_holds_an_expression() -> None:
    for step in STEPS.values():
        assert "${{" not in step["run"]
        assert step["shell"] == "bash"
    for name, output in ACTION["outputs"].items():
        assert output["value"] == f"${{{{ steps.run.outputs.{name} }}}}"


@pytest.mark.parametrize("event", ["pull_request", "pull_request_target"])
def test_a_pull_request_is_told_of_what_it_adds(repository: Repository, event: str) -> None:
    head = repository.pull_request({"README.md": OLD + GOOD + BAD})
    repository.clone(head if event == "pull_request" else "main")
    job = run(runner(repository, event, pull_event(repository.base, head)))
    told = job.steps["run"]
    assert told.code == 1, told.stderr
    (annotation,) = [row for row in told.stdout.split("\n") if row.startswith("::")]
    assert annotation.startswith("::error file=README.md,line=20,")
    assert told.outputs["exit-code"] == "1"
    report = Path(told.outputs["report"]).read_text(encoding="utf-8")
    assert report.startswith("<!-- awesomelint -->\n### awesomelint: 1 error\n")
    assert report.strip() in job.summary
    assert "📔" not in told.stdout + report


@pytest.mark.parametrize("event", ["pull_request", "pull_request_target"])
def test_a_good_pull_request_passes(repository: Repository, event: str) -> None:
    head = repository.pull_request({"README.md": OLD + GOOD})
    repository.clone(head if event == "pull_request" else "main")
    told = run(runner(repository, event, pull_event(repository.base, head))).steps["run"]
    assert (told.code, told.stdout) == (0, ""), told.stderr
    assert "<details>" in Path(told.outputs["report"]).read_text(encoding="utf-8")


def test_a_shallow_clone_of_a_merge_gets_its_history(repository: Repository) -> None:
    head = repository.pull_request({"README.md": OLD + BAD})
    git(repository.remote, "merge", "--quiet", "--no-ff", "topic")
    git(repository.remote, "update-ref", "refs/pull/7/merge", "HEAD")
    git(repository.remote, "reset", "--quiet", "--hard", repository.base)
    repository.work.mkdir()
    git(repository.work, "init", "--quiet")
    git(repository.work, "remote", "add", "origin", repository.remote.as_uri())
    git(repository.work, "fetch", "--quiet", "--depth=1", "origin", "refs/pull/7/merge")
    git(repository.work, "checkout", "--quiet", "FETCH_HEAD")
    told = run(runner(repository, "pull_request", pull_event(repository.base, head))).steps["run"]
    assert told.code == 1, told.stderr
    assert told.stdout.count("::error ") == 1


def test_a_push_is_told_of_what_it_adds_and_a_new_branch_of_all(repository: Repository) -> None:
    repository.commit({"README.md": OLD + BAD})
    repository.clone("main")
    told = run(runner(repository, "push", {"before": repository.base})).steps["run"]
    assert told.stdout.count("::error ") == 1
    job = Runner(repository.work, repository.remote.parent / "temp", "push", {"before": ZEROS})
    job.inputs = {name: one.get("default", "") for name, one in ACTION["inputs"].items()}
    job.environment = {"PYTHONPATH": str(ROOT / "src")}
    assert run(job).steps["run"].stdout.count("::error ") == 2


def test_after_a_forced_push_everything_is_reported(repository: Repository) -> None:
    repository.clone("main")
    job = run(runner(repository, "push", {"before": "1" * 40}))
    assert "is gone, so everything is reported" in job.steps["prepare"].stdout
    assert job.steps["run"].stdout.count("::error ") == 1


def test_other_events_check_everything(repository: Repository) -> None:
    repository.clone("main")
    told = run(runner(repository, "schedule")).steps["run"]
    assert told.stdout.count("::error ") == 1


SILENT = "ignore: [glued-urls, duplicate-link]\n"
ACCEPTED = '{"path": "README.md", "rule": "glued-urls", "anchor": "", "detail": "", "count": 9}\n'
DISGUISES: list[dict[str, str | None]] = [
    {".awesomelint.yaml": SILENT},
    {".awesomelint.yml": SILENT},
    {"pyproject.toml": "[tool.awesomelint]\nignore = ['glued-urls']\n"},
    {".awesomelint-baseline.jsonl": ACCEPTED},
    {".awesomelint.yaml": "exclude: ['README.md']\n"},
]


@pytest.mark.parametrize("files", DISGUISES)
@pytest.mark.parametrize("configured", [False, True])
def test_a_pull_request_does_not_choose_how_it_is_judged(
    repository: Repository, files: dict[str, str | None], configured: bool
) -> None:
    if configured:
        repository.base = repository.commit({".awesomelint.yaml": "ignore: [empty-bullet]\n"})
    head = repository.pull_request({"README.md": OLD + BAD, **files})
    repository.clone("main")
    told = run(runner(repository, "pull_request_target", pull_event(repository.base, head)))
    assert told.steps["run"].code == 1, told.steps["run"].stderr
    assert "title=glued-urls" in told.steps["run"].stdout


def test_the_config_of_the_base_holds_even_if_it_is_deleted(repository: Repository) -> None:
    config = {".awesomelint.yaml": "ignore: [glued-urls]\n"}
    repository.base = repository.commit(config)
    head = repository.pull_request({"README.md": f"{OLD}{BAD}- 🗞️\n", ".awesomelint.yaml": None})
    repository.clone("main")
    told = run(runner(repository, "pull_request_target", pull_event(repository.base, head)))
    assert "title=empty-bullet" in told.steps["run"].stdout
    assert "title=glued-urls" not in told.steps["run"].stdout


def test_rules_come_from_the_base_too(repository: Repository) -> None:
    card = {"rules/entry/own.yaml": "summary: Of the base.\n"}
    change = {
        "rules/entry/own.yaml": "summary: Of the fork.\n",
        "rules/entry/other.yaml": "summary: Of the fork.\n",
        "data/new.yaml": "a: 1\n",
    }
    for number, config in enumerate(["rule-paths: [rules]\n", "ignore: [empty-bullet]\n"]):
        git(repository.remote, "switch", "--quiet", "main")
        repository.base = repository.commit({**card, ".awesomelint.yaml": config})
        git(repository.remote, "branch", "--quiet", "--force", "topic")
        git(repository.remote, "switch", "--quiet", "topic")
        head = repository.commit({**change, "README.md": f"{OLD}{GOOD}{number}\n"})
        repository.open()
        if not number:
            repository.clone("main")
            job = runner(repository, "pull_request_target", pull_event(repository.base, head))
        job.event = pull_event(repository.base, head)
        git(repository.work, "worktree", "prune")
        folder = Path(job.temp / "awesomelint-head")
        if folder.exists():
            git(repository.work, "worktree", "remove", "--force", str(folder))
        git(repository.work, "fetch", "--quiet", "origin")
        assert job.run(STEPS["prepare"]).code == 0, job.steps["prepare"].stderr
        is_own = not number
        own = (folder / "rules/entry/own.yaml").read_text()
        assert own == ("summary: Of the base.\n" if is_own else "summary: Of the fork.\n")
        assert (folder / "rules/entry/other.yaml").exists() != is_own
        assert f"{GOOD}{number}" in (folder / "README.md").read_text(encoding="utf-8")


def test_a_named_config_comes_from_the_base_too(repository: Repository) -> None:
    repository.base = repository.commit({"ci/lists.yaml": "ignore: [empty-bullet]\n"})
    head = repository.pull_request({"README.md": OLD + BAD, "ci/lists.yaml": SILENT})
    repository.clone("main")
    event = pull_event(repository.base, head)
    told = run(runner(repository, "pull_request_target", event, config="ci/lists.yaml"))
    assert "title=glued-urls" in told.steps["run"].stdout


def test_links_of_a_pull_request_lead_nowhere(repository: Repository, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / ".awesomelint.yaml").write_text("kept\n")
    repository.base = repository.commit({"docs/.awesomelint.yaml": "ignore: [empty-bullet]\n"})
    git(repository.remote, "switch", "--quiet", "--create", "topic")
    git(repository.remote, "rm", "--quiet", "-r", "docs")
    (repository.remote / "docs").symlink_to(outside)
    (repository.remote / ".awesomelint.yaml").symlink_to(outside / ".awesomelint.yaml")
    head = repository.commit({"README.md": OLD + BAD})
    repository.open()
    repository.clone("main")
    run(runner(repository, "pull_request_target", pull_event(repository.base, head)))
    assert (outside / ".awesomelint.yaml").read_text() == "kept\n"
    assert [path.name for path in outside.iterdir()] == [".awesomelint.yaml"]


def test_fix_does_not_run_with_the_rights_of_the_base(repository: Repository) -> None:
    head = repository.pull_request({"README.md": OLD + BAD})
    repository.clone("main")
    job = runner(
        repository, "pull_request_target", pull_event(repository.base, head), command="fix"
    )
    assert job.run(STEPS["prepare"]).code == 2
    assert "fix does not run on pull_request_target" in job.steps["prepare"].stdout


def test_fix_says_whether_it_changed_something(repository: Repository) -> None:
    repository.commit({"README.md": OLD + BAD})
    repository.clone("main")
    job = run(runner(repository, "schedule", command="fix"))
    assert job.steps["run"].outputs == {"exit-code": "0", "changed": "true"}
    assert "d.example.org/1 https://" in (repository.work / "README.md").read_text(encoding="utf-8")
    git(repository.work, "commit", "--quiet", "--all", "--message", "fixed")
    assert run(job).steps["run"].outputs["changed"] == "false"


HOSTILE = [
    "$(touch pwned)", "`touch pwned`", "; touch pwned;", "' ; touch pwned #", '" ; touch pwned #',
    "a\ntouch pwned", "--output-file=pwned", "-", "${{ github.token }}", "x\nfolder=/\nsince=HEAD",
    "| touch pwned", "\\", "*", "~",
]  # fmt: skip


def recorded(job: Runner) -> list[str]:
    """The words that the program is called with, in place of calling it."""
    program = job.temp / "awesomelint" / "bin" / "awesomelint"
    program.write_text('#!/bin/sh\nprintf "%s\\0" "$@" >"$RUNNER_TEMP/words"\n')
    run(job)
    words = job.temp / "words"
    return words.read_text(encoding="utf-8").split("\0")[:-1] if words.exists() else []


@pytest.mark.parametrize("text", HOSTILE)
def test_no_input_is_more_than_a_word(repository: Repository, text: str) -> None:
    repository.clone("main")
    names = ("files", "since", "config", "baseline", "args")
    job = runner(repository, "schedule", **dict.fromkeys(names, text))  # type: ignore[arg-type]
    words = recorded(job)
    lines = text.split("\n")
    one_line = text.replace("\n", "")
    assert words == [
        "check", f"--config={text}", f"--baseline={text}", "--output-format=github",
        f"--since={one_line}", *lines, "--", *lines,
    ]  # fmt: skip
    assert not list(repository.remote.parent.rglob("pwned"))
    assert job.steps["prepare"].outputs == {"folder": str(repository.work), "since": one_line}


@pytest.mark.parametrize("text", HOSTILE)
def test_a_command_is_one_of_three(repository: Repository, text: str) -> None:
    repository.clone("main")
    job = runner(repository, "schedule", command=text)
    assert recorded(job) == []
    assert "command must be check, fix or links" in job.steps["run"].stdout
    assert not list(repository.remote.parent.rglob("pwned"))


def test_arguments_are_words_and_win(repository: Repository) -> None:
    repository.clone("main")
    job = run(runner(repository, "schedule", args="--ignore=empty-bullet\n\n--show=info"))
    assert job.steps["run"].code == 0


@pytest.mark.parametrize(
    "name",
    [
        "$(touch pwned).md", "`touch pwned`.md", "; touch pwned;.md", "-rf.md", "::error::x.md",
        "a\n::stop-commands::t\n.md", "<img src=x>@octocat.md",
        "\x1b[31m.md", "${{ github.token }}.md",
    ],
)  # fmt: skip
@pytest.mark.parametrize("event", ["pull_request", "pull_request_target"])
def test_no_name_of_a_file_runs_a_command(repository: Repository, event: str, name: str) -> None:
    entries = "".join(f"- [E{n}](https://e.example.org/{n})\n" for n in range(12))
    head = repository.pull_request({name: f"# L\n\n{entries}{BAD}"})
    repository.clone(head if event == "pull_request" else "main")
    told = run(runner(repository, event, pull_event(repository.base, head))).steps["run"]
    assert told.code == 1, told.stderr
    assert not list(repository.remote.parent.rglob("pwned"))
    rows = [row for row in told.stdout.split("\n") if row.lstrip().startswith("::")]
    assert len(rows) == 1
    assert rows[0].startswith("::error file=")
    assert "\x1b" not in told.stdout + told.stderr
    report = Path(told.outputs["report"]).read_text(encoding="utf-8")
    assert not any(row.lstrip().startswith("::") for row in report.split("\n"))


def test_links_are_told_against_the_last_report(repository: Repository) -> None:
    missing = "- [M](docs/missing.md) - It is not there.\n"
    entries = "".join(f"- [E{n}](#list) - Number {n}.\n" for n in range(12))
    repository.commit({"README.md": f"# List\n\n- [A](docs/a.md) - One.\n{entries}{missing}"})
    repository.clone("main")
    previous = repository.remote.parent / "previous.md"
    job = run(
        runner(repository, "schedule", command="links", previous=str(previous), files="README.md",
               args="--no-cache")
    )  # fmt: skip
    assert job.steps["run"].code == 1, job.steps["run"].stderr
    report = Path(job.steps["run"].outputs["report"])
    text = report.read_text(encoding="utf-8")
    assert "### Faults of links: 2 new" in text
    assert text.strip() in job.summary
    report.rename(previous)
    (repository.work / "docs").mkdir()
    (repository.work / "docs" / "missing.md").write_text("# M\n")
    told = run(job).steps["run"]
    text = Path(told.outputs["report"]).read_text(encoding="utf-8")
    assert "### Faults of links: 1 still there, 1 healed" in text


@pytest.mark.parametrize(
    ("version", "package"),
    [("", str(ROOT)), ("1.2.0", "awesomelint==1.2.0"), ("1.0rc1", "awesomelint==1.0rc1"),
     ("1; touch pwned", ""), ("--index-url=https://evil.example", ""),
     ("1 evil", ""), ("1\nevil", "")],
)  # fmt: skip
def test_the_version_is_a_version(repository: Repository, version: str, package: str) -> None:
    repository.clone("main")
    job = runner(repository, "push", version=version)
    binaries = repository.remote.parent / "binaries"
    binaries.mkdir()
    fake = binaries / "python3"
    fake.write_text(
        '#!/bin/bash\nprintf "%s\\n" "$@" >>"$RUNNER_TEMP/said"\n'
        'if [ "$1" = "-m" ] && [ "$2" = venv ]; then cp "$0" "$3/bin/python"; fi\n'
    )
    fake.chmod(0o755)
    job.environment["PATH"] = f"{binaries}:{os.environ['PATH']}"
    told = job.run(STEPS["install"])
    assert told.code == (0 if package else 2), told.stderr
    if package:
        assert (job.temp / "said").read_text().split("\n")[-2] == package
    else:
        assert "version must be a version number" in told.stdout
    assert not list(repository.remote.parent.rglob("pwned"))
