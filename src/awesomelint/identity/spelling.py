"""URLs that are misspelt so that they lead nowhere, and that can have been meant in one way only."""

from __future__ import annotations

import re

# A scheme with one letter of it twice in a row too often.
SCHEME = re.compile(r"(?<![A-Za-z0-9])(?:hhttps?|htttps?|httpps?|httpss)(?=://)", re.IGNORECASE)
# doi.org answers "DOI not found" to its own address.
_RESOLVER_TWICE = re.compile(
    r"(https?://(?:(?:www|dx)\.)?doi\.org/)(?:https?://(?:(?:www|dx)\.)?doi\.org/){1,9}(?=10\.)",
    re.IGNORECASE,
)
# arXiv answers 404 to a path with an empty part.
_ARXIV = re.compile(
    r"(https?://(?:[a-z]+\.)?arxiv\.org)/+((?:abs|pdf|html)(?=/))/+(?=[a-z0-9])", re.IGNORECASE
)


def scheme_meant(written: str) -> str:
    """`http` or `https`, for one of the schemes that `SCHEME` finds."""
    return "https" if written.lower().endswith("s") else "http"


def mended(url: str) -> str:
    """The URL that was meant by one that is misspelt in such a way; "" for any other."""
    new = url
    if match := SCHEME.match(url):
        new = scheme_meant(match[0]) + url[match.end() :]
    new = _RESOLVER_TWICE.sub(r"\1", new, count=1)
    if match := _ARXIV.match(new):
        new = f"{match[1]}/{match[2]}/{new[match.end() :]}"
    return new if new != url else ""
