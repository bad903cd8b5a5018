"""A runner of workflows, as small as the tests of the action need it.

It resolves expressions, runs each step with bash as GitHub's runner does, and reads its outputs.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[1]
_EXPRESSION = re.compile(r"\$\{\{\s*(.*?)\s*\}\}")


def load(path: Path) -> dict[str, Any]:
    """A file of YAML whose keys are words: `on` is no boolean."""
    loaded = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 - strings alone
    assert isinstance(loaded, dict)
    return loaded


@dataclass(slots=True)
class Step:
    """What a step came to."""

    code: int
    stdout: str
    stderr: str
    outputs: dict[str, str]


@dataclass(slots=True)
class Runner:
    """One job: its workspace, its event, and what its steps said."""

    workspace: Path
    temp: Path
    event_name: str = "push"
    event: dict[str, Any] = field(default_factory=dict)
    inputs: dict[str, str] = field(default_factory=dict)
    environment: dict[str, str] = field(default_factory=dict)
    steps: dict[str, Step] = field(default_factory=dict)

    @property
    def summary(self) -> str:
        """What the steps wrote into their summaries."""
        path = self.temp / "summary.md"
        return path.read_text(encoding="utf-8") if path.exists() else ""

    def run(self, step: dict[str, Any]) -> Step:
        """Run the script of `step`."""
        output = self.temp / f"output-{len(self.steps)}"
        output.write_text("")
        event = self.temp / "event.json"
        event.write_text(json.dumps(self.event))
        script = self.temp / "script.sh"
        script.write_text(step["run"], encoding="utf-8")
        assert "${{" not in step["run"]
        env = {
            **{k: v for k, v in os.environ.items() if not k.startswith(("GITHUB_", "GIT_"))},
            "GITHUB_ACTIONS": "true",
            "GITHUB_ACTION_PATH": str(ROOT),
            "GITHUB_EVENT_NAME": self.event_name,
            "GITHUB_EVENT_PATH": str(event),
            "GITHUB_OUTPUT": str(output),
            "GITHUB_REPOSITORY": "owner/list",
            "GITHUB_STEP_SUMMARY": str(self.temp / "summary.md"),
            "GITHUB_WORKSPACE": str(self.workspace),
            "RUNNER_TEMP": str(self.temp),
            **self.environment,
            **{name: self.resolved(text) for name, text in step.get("env", {}).items()},
        }
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", str(script)],
            cwd=self.workspace,
            env=env,
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )
        rows = (row.partition("=") for row in output.read_text(encoding="utf-8").split("\n") if row)
        told = Step(done.returncode, done.stdout, done.stderr, {row[0]: row[2] for row in rows})
        self.steps[step.get("id", str(len(self.steps)))] = told
        return told

    def resolved(self, text: str) -> str:
        """`text` with its expressions evaluated."""
        return _EXPRESSION.sub(lambda found: self._value(found[1]), text)

    def _value(self, expression: str) -> str:
        values = (self._lookup(part.strip()) for part in expression.split("||"))
        return next((value for value in values if value), "")

    def _lookup(self, name: str) -> str:
        known: Any = {
            "inputs": self.inputs,
            "github": {"event": self.event, "event_name": self.event_name, "token": "secret"},
            "runner": {"temp": str(self.temp)},
            "steps": {key: {"outputs": step.outputs} for key, step in self.steps.items()},
        }
        for word in name.split("."):
            known = known.get(word) if isinstance(known, dict) else None
        return "" if known is None else str(known)
