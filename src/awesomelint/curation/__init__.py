"""Nodes → the list as its readers see it."""

from awesomelint.curation.document import Document, Entry, EntryLink, Group, ListLink, Section
from awesomelint.curation.read import read

__all__ = ["Document", "Entry", "EntryLink", "Group", "ListLink", "Section", "read"]
