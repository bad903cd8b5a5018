"""Parameters of URLs that only tell where a visitor came from."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from awesomelint.checks.identity.urls import destinations, host_and_rest, rewritten
from awesomelint.identity.trackers import is_tracker
from awesomelint.model import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from awesomelint.curation import Document


def check(document: Document, *, keep: list[str] | None = None) -> Iterator[Finding]:
    """Yield a finding for each URL with such parameters, but for those named in `keep`."""
    kept = frozenset(name.lower() for name in keep or ())
    for link, span, written in destinations(document):
        if "?" not in written:
            continue
        new, gone = without_trackers(written, kept)
        if gone:
            names = " and ".join(gone) if len(gone) < 3 else f"{gone[0]} and {len(gone) - 1} more parameters"
            verb = "only tracks" if len(gone) == 1 else "only track"
            yield Finding(
                span.start,
                span.end,
                f"{names} {verb} where readers come from; the page is the same without",
                fixes=rewritten(document, link, new, "safe", f"Remove {names}"),
                key=new,
            )


def without_trackers(url: str, kept: frozenset[str]) -> tuple[str, list[str]]:
    """`url` without the parameters that only track, and their names; what stays is spelt as it was."""
    head, _, rest = url.partition("?")
    asked, mark, fragment = rest.partition("#")
    host = host_and_rest(url)[1].lower().rpartition("@")[2].partition(":")[0].removeprefix("www.")
    stay: list[str] = []
    gone: list[str] = []
    # parameters and what parts them, by turns; in HTML and Markdown `&` may be written `&amp;`
    pieces = re.split(r"(&amp;|&)", asked)
    for separator, piece in zip(["", *pieces[1::2]], pieces[::2], strict=True):
        name = piece.partition("=")[0]
        if is_tracker(name, host) and name.lower() not in kept:
            gone.append(name)
        else:
            stay.append(separator + piece if stay else piece)
    if not gone:
        return url, []
    return head + ("?" + "".join(stay) if stay else "") + mark + fragment, gone
