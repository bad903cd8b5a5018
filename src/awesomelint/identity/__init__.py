"""URL or text → what it names."""

from awesomelint.identity.identify import Identity, identify

__all__ = ["Identity", "identify"]
