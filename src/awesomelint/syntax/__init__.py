"""Markdown → nodes with exact spans, GFM as cmark-gfm does it.

Markdown-it-py is known only here.
"""

from awesomelint.syntax.parser import parse, references

__all__ = ["parse", "references"]
