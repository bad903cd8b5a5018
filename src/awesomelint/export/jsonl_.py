"""JSON Lines: one object a line."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from awesomelint.text.printable import json_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from awesomelint.export.record import Record


def render(found: Iterable[Record]) -> str:
    """The records, one a line."""
    return "".join(json_text(json.dumps(record, ensure_ascii=False)) + "\n" for record in found)
