"""The version, in a module of its own: what names it must not load the public names."""

VERSION = "0.1.0"
