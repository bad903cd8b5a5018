"""Everything from outside, gathered before any check runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from awesomelint.curation import Document
    from awesomelint.model import Facts


def gather(
    documents: Sequence[Document],
    needs: frozenset[str],
    known: Facts,
    *,
    online: bool,
    say: Callable[[str], None],
) -> Facts:
    """The facts in `needs` of `documents`, on top of what is `known`."""
    del documents, needs, online, say
    return known
