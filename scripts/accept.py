"""Write what the rules named (all without names) do into their fixtures.

Read the diff before committing it.
"""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))

from awesomelint.examples import examples  # noqa: E402 - needs the path above
from awesomelint.rules import all_rules  # noqa: E402 - the same

for rule in sys.argv[1:] or all_rules():
    for example in examples(rule, ROOT / "fixtures" / rule):
        if not example.holds:
            example.path.write_bytes(example.actual)
            print(example.path.relative_to(ROOT))
