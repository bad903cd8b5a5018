"""Prints the page that names the sources and licences of the language models."""

from __future__ import annotations

from sources import TEXTS, TRIGRAMS, WORDS

HEAD = """# The language models

The `.lm` files beside this page hold probabilities of character sequences. They are made by
`scripts/language_model/build.py` from the packages below and are offered under the [Creative
Commons Attribution-ShareAlike 4.0](https://creativecommons.org/licenses/by-sa/4.0/) licence, as two
of their sources ask for; the program that reads them is MIT. No text can be read back from them.

| source | registry | licence |
|---|---|---|
"""


def page() -> str:
    """The page in Markdown."""
    rows = [
        f"| {package.name} | {package.registry} | {package.licence} |"
        for package in (TRIGRAMS, WORDS, *TEXTS)
    ]
    return HEAD + "\n".join(rows) + "\n"


if __name__ == "__main__":
    print(page(), end="")
