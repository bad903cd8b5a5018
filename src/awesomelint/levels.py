"""The words for how severe a finding is, how sure a fix, and what it may change."""

from __future__ import annotations

from typing import Literal

Severity = Literal["error", "warning", "info", "off"]
Safety = Literal["safe", "unsafe", "suggestion"]
Effect = Literal["layout", "repair", "text", "links", "markup", "entries", "region", "bytes"]
