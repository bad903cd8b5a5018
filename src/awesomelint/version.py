"""The version, in a module of its own: what names it must not load the public names."""

__version__ = "0.1.0"
