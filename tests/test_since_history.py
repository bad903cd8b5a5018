"""A list that grows as pull requests change it; each verdict is what a reviewer would say."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

START = """\
# Speech papers

Notes are â€œas they came inâ€\x9d; corrections are welcome. Many of them were \
collected by hand over some years.

## Contents

- [Recognition](#recognition)
- [Synthesis](#synthesis)
- [Tools](#tools)

## Recognition

- [Listen, Attend and Spell](https://arxiv.org/abs/1508.01211) - Attention for speech â€” the first.
- [Deep Speech 2](https://arxiv.org/abs/1512.02595) - End to end.
- [wav2vec 2.0: A Framework for Self-Supervised Learning]\
(https://arxiv.org/abs/2006.11477) - Pretraining.
- [Conformer: Convolution-augmented Transformer for Speech Recognition]\
(https://arxiv.org/abs/2005.08100) - Convolution.
- [wav2vec 2.0: A Framework for Self-Supervised Learning]\
(https://arxiv.org/abs/2006.11477v3) - The same.
- 🎤

## Synthesis

- [WaveNet: A Generative Model for Raw Audio](https://arxiv.org/abs/1609.03499) - Samples.
- [Tacotron: Towards End-to-End Speech Synthesis]\
(https://arxiv.org/abs/1703.10135?utm_source=feed) - Spectrograms.
- [FastSpeech 2](https://arxiv.org/abs/2006.04558) - Fast.

## Tools

- [Kaldi](https://github.com/kaldi-asr/kaldi) - A toolkit.
- [ESPnet](https://github.com/espnet/espnet) - Another â€˜toolkitâ€™.
- [Sonnet](http//sonnet.example.org/home) - A library.
"""


def put(before: str, new: str) -> Callable[[str], str]:
    """Insert lines before the line that begins with `before`."""

    def edit(text: str) -> str:
        assert text.count(f"\n{before}") == 1, before
        return text.replace(f"\n{before}", f"\n{new}\n{before}")

    return edit


def sub(old: str, new: str) -> Callable[[str], str]:
    """Replace what stands there once."""

    def edit(text: str) -> str:
        assert text.count(old) == 1, old
        return text.replace(old, new)

    return edit


def sort_tools(text: str) -> str:
    head, title, tools = text.partition("## Tools\n\n")
    return head + title + "".join(sorted(tools.splitlines(keepends=True), reverse=True))


def move(entry: str, before: str) -> Callable[[str], str]:
    """Move the line that begins with `entry` before another one."""

    def edit(text: str) -> str:
        (line,) = (line for line in text.split("\n") if line.startswith(entry))
        return put(before, line)(text.replace(line + "\n", ""))

    return edit


LAS = "- [Listen, Attend and Spell](https://arxiv.org/abs/1508.01211)"
W2V = "- [wav2vec 2.0: A Framework for Self-Supervised Learning](https://arxiv.org/abs/2006.11477)"
CHANGES: list[tuple[str, Callable[[str], str], list[str]]] = [
    (
        "a good entry",
        put("- 🎤", "- [Whisper](https://arxiv.org/abs/2212.04356) - Weak supervision."),
        [],
    ),
    (
        "a duplicate below the old entry",
        put("- 🎤", f"{LAS} - Spelling."),
        ["19 duplicate-arxiv-id"],
    ),
    ("it is taken back", sub(f"\n{LAS} - Spelling.", ""), []),
    (
        "a duplicate above the old entry",
        put("- [WaveNet", "- [FastSpeech 2](https://arxiv.org/abs/2006.04558v8) - Faster."),
        ["23 duplicate-arxiv-id"],
    ),
    ("a third copy of an old duplicate", put("- [Listen", W2V), ["13 duplicate-arxiv-id"]),
    (
        "mojibake in a new entry",
        put(
            "- [Kaldi",
            "- [SpeechBrain](https://github.com/speechbrain/speechbrain) - Itâ€™s all in one.",
        ),
        ["31 mojibake"],
    ),
    (
        "a mended URL of an entry with old damage",
        sub("abs/1508.01211) - Att", "abs/1508.01212) - Att"),
        [],
    ),
    (
        "a mended URL of an entry with a tracked link",
        sub("abs/1703.10135?utm", "abs/1703.10136?utm"),
        [],
    ),
    ("a mended title", sub("[ESPnet]", "[ESPnet2]"), []),
    (
        "a mended title and URL",
        sub(
            "[ESPnet2](https://github.com/espnet/espnet)",
            "[ESPnet](https://github.com/espnet/espnet3)",
        ),
        [],
    ),
    ("a sorted section", sort_tools, []),
    ("an entry moved to another section", move("- [Deep Speech 2]", "- [WaveNet"), []),
    ("one of two copies moved", move(f"{W2V[:-1]}v3)", "- [Kaldi"), []),
    (
        "a wrapped paragraph",
        sub("corrections are welcome. Many", "corrections are welcome.\nMany"),
        [],
    ),
    ("a wrapped entry", sub("Attention for speech", "Attention for\n  speech"), []),
    ("other bullets", lambda text: text.replace("\n- ", "\n* "), []),
    ("an empty bullet beside an old one", put("* 🎤", "* 🎤"), ["21 empty-bullet"]),
    ("another empty bullet", put("* [Kaldi", "* "), ["36 empty-bullet"]),
    (
        "a link with full-width brackets",
        put("* [Kaldi", "* [NeMo]（https://github.com/nvidia/nemo） - Models."),
        ["37 broken-link-syntax"],
    ),
    (
        "a heading renamed with its link in the contents",
        lambda text: text.replace("Tools", "Toolkits").replace("#tools", "#toolkits"),
        [],
    ),
    ("a heading renamed without it", sub("## Synthesis", "## Generation"), ["9 broken-anchor"]),
    (
        "a damaged word in an old clean line",
        sub("- Samples.", "- Itâ€™s samples."),
        ["27 mojibake"],
    ),
    (
        "old faults mended",
        lambda text: text.replace("â€œas they came inâ€\x9d", "as they came in").replace(
            "?utm_source=feed", ""
        ),
        [],
    ),
    (
        "ten good entries",
        put(
            "* [Kaldi",
            "\n".join(f"* [T{n}](https://github.com/tools/t{n}) - A tool." for n in range(10)),
        ),
        [],
    ),
    ("a new section without entries", lambda text: text + "\n## Courses\n", ["51 empty-section"]),
]


def git(folder: Path, *args: str) -> None:
    identity = ("-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *identity, *args], cwd=folder, capture_output=True, check=True)


def verdict(folder: Path, name: str) -> list[str]:
    """`LINE RULE` of the errors and warnings that the last commit brought."""
    command = [
        sys.executable,
        "-m",
        "awesomelint",
        "check",
        "--since",
        "HEAD~1",
        "--output-format",
        "json",
        name,
    ]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode in {0, 1}, done.stderr
    found = json.loads(done.stdout)
    return [f"{f['line']} {f['rule']}" for f in found if f["severity"] != "info"]


def test_each_verdict_is_what_a_reviewer_would_say(tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet")
    path, text = tmp_path / "README.md", START
    path.write_text(text, encoding="utf-8")
    git(tmp_path, "add", "--all")
    git(tmp_path, "commit", "--quiet", "--message", "start")
    verdicts = {}
    for title, edit, _ in CHANGES:
        if title == "a wrapped paragraph":
            git(tmp_path, "mv", "README.md", "papers.md")
            path = tmp_path / "papers.md"
        text = edit(text)
        path.write_text(text, encoding="utf-8")
        git(tmp_path, "commit", "--quiet", "--all", "--message", title)
        verdicts[title] = verdict(tmp_path, path.name)
    assert verdicts == {title: expected for title, _, expected in CHANGES}
