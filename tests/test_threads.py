"""A linter may be shared by threads: four at once give what one gives."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]

# a process of its own, so that nothing is loaded, compiled or remembered when the threads start
SCRIPT = """
import json, sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

sys.setswitchinterval(1e-6)
from awesomelint import Linter

texts = [Path(name).read_text(encoding="utf-8") for name in sys.argv[2:]]
linter = Linter()
count = int(sys.argv[1])
together = Barrier(count)


def outcome(text):
    fixed = linter.fix(text, unsafe=True)
    findings = linter.check(text).findings
    return [repr(findings), fixed.text, repr(fixed.applied), repr(fixed.withheld)]


def work(_):
    together.wait()
    return [outcome(text) for text in texts]


with ThreadPoolExecutor(count) as threads:
    print(json.dumps(list(threads.map(work, range(count)))))
"""


def outcomes(threads: int, paths: list[Path]) -> list[object]:
    command = [sys.executable, "-c", SCRIPT, str(threads), *map(str, paths)]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True)
    found: list[object] = json.loads(done.stdout)
    return found


def test_four_threads_give_what_one_gives() -> None:
    lists = sorted((ROOT / "fixtures/lists").glob("*/list.md"))[:6]
    rules = (
        "mojibake",
        "glued-urls",
        "noncanonical-layout",
        "duplicate-arxiv-id",
        "url-glued-to-text",
    )
    paths = [*lists, *(ROOT / "fixtures" / rule / "bad.md" for rule in rules)]
    alone = outcomes(1, paths)[0]
    assert outcomes(4, paths) == [alone] * 4


# many small texts, so that one thread's parser of C is set up and torn down while others parse
RENDERING = """
import json, sys
from concurrent.futures import ThreadPoolExecutor

from awesomelint.proof.html import render

sys.setswitchinterval(1e-6)
table = "| a | b |\\n| - | - |\\n| ~c~ | https://d.example.org |\\n\\n"
text = ("~~gone~~ www.example.org\\n\\n" + table) * 40
with ThreadPoolExecutor(4) as threads:
    print(len(set(threads.map(lambda _: render(text), range(2000)))))
"""


def test_the_second_parser_is_used_by_one_thread_at_a_time() -> None:
    done = subprocess.run(
        [sys.executable, "-c", RENDERING], capture_output=True, text=True, check=True
    )
    assert done.stdout == "1\n"
