"""Canonical layout."""
