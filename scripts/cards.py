"""Compile rules/**/*.yaml into src/awesomelint/cards.json."""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))

from awesomelint.rules.cards import compile_cards, dumps  # noqa: E402 - needs the path above

(ROOT / "src/awesomelint/cards.json").write_text(
    dumps(compile_cards(ROOT / "rules")), encoding="utf-8"
)
