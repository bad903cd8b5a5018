"""Headings and sections."""
