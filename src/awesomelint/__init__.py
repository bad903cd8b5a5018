"""Lints and mends curated Markdown lists."""

__version__ = "0.1.0"
