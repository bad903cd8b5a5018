"""JSON: one array."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from awesomelint.text.printable import json_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from awesomelint.export.record import Record


def render(found: Iterable[Record]) -> str:
    """The records as one array, one record a line."""
    lines = [json_text(json.dumps(record, ensure_ascii=False)) for record in found]
    return "[\n" + ",\n".join(lines) + "\n]\n" if lines else "[]\n"
