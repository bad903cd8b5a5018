"""URL or text → what it names."""

from awesomelint.identity.identify import identify
from awesomelint.identity.identity import Identity, Kind

__all__ = ["Identity", "Kind", "identify"]
