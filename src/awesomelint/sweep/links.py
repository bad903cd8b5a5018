"""The links of a corpus: each asked once, those of one domain by one worker.

What two workers would ask of one domain, no limit of theirs could bound. A link that redirects to
a domain of another worker is asked last, when all of them are done, by one process.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from heapq import heapify, heapreplace
from typing import TYPE_CHECKING

import pyarrow.parquet as pq
from datatrove.io import get_datafolder
from datatrove.pipeline.base import PipelineStep

from awesomelint.identity.sites import domain, host_of
from awesomelint.linkcheck import gather_links
from awesomelint.linkcheck.cachefile import default_path
from awesomelint.sweep.tables import STATE, ShardWriter

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from datatrove.data import Document
    from datatrove.io import DataFolder

    from awesomelint.model import LinkFact
    from awesomelint.rules.link_settings import LinkSettings
    from awesomelint.sweep.schema import Row

LINKS = f"{STATE}/links"


class LinkStep(PipelineStep):  # type: ignore[misc] # datatrove ships no types
    """Asks the links of the share that `write_shares` noted for its rank; yields nothing.

    The cache of `awesomelint links` keeps what was answered, also for a run that goes on.
    """

    type = "🔗 - LINKS"
    name = "📋 awesomelint links"

    def __init__(self, out: str, settings: LinkSettings) -> None:
        super().__init__()
        self.out = out
        self.settings = settings

    def run(
        self,
        data: Iterable[Document] = (),  # noqa: ARG002 - datatrove's signature
        rank: int = 0,
        world_size: int = 1,  # noqa: ARG002 - the same
    ) -> Iterator[Document]:
        """Write the verdicts of one share, and note which links lead out of it."""
        out = get_datafolder(self.out)
        share = _read(out, f"share-{rank:05d}")
        domains = {_domain(url) for url in share}
        left = ask_share(out, rank, share, self.settings, domains.__contains__)
        self.stat_update("links", value=len(share) - len(left))
        _write(out, f"left-{rank:05d}", left)
        yield from ()


def ask_share(
    out: DataFolder,
    rank: int,
    share: Mapping[str, int],
    settings: LinkSettings,
    own: Callable[[str], bool] | None = None,
) -> dict[str, int]:
    """Write the verdicts on the links of `share`, each with its number of documents.

    The links that lead to domains that are not `own` are returned. Copies in an archive are not
    looked for: all workers would ask the same host.
    """
    facts = gather_links(
        list(share), replace(settings, archive=""), cache_path=default_path(), own=own
    )
    writer = ShardWriter(out, rank, ("links",))
    known = {url: count for url, count in share.items() if url in facts}
    writer.add({"links": [_row(facts[url], count) for url, count in known.items()]})
    writer.finish()
    return {url: count for url, count in share.items() if url not in known}


def write_shares(out: DataFolder, shares: int) -> int:
    """Deal the links of the table of documents out to workers; how many shares there are.

    A deal that was made before is kept.
    """
    if out.exists(f"{LINKS}/deal.json"):
        return _read(out, "deal")["shares"]
    dealt = deal(_counted(out), shares)
    for rank, share in enumerate(dealt):
        _write(out, f"share-{rank:05d}", share)
    _write(out, "deal", {"shares": len(dealt)})
    return len(dealt)


def deal(links: Mapping[str, int], shares: int) -> list[dict[str, int]]:
    """Links by shares of about one size, all of a domain in one; the largest domains go first."""
    by_domain: dict[str, dict[str, int]] = {}
    for url, count in sorted(links.items()):
        by_domain.setdefault(_domain(url), {})[url] = count
    largest = sorted(by_domain.items(), key=lambda item: (-len(item[1]), item[0]))
    dealt: list[dict[str, int]] = [{} for _ in range(max(min(shares, len(largest)), 1))]
    heap = [(0, rank) for rank in range(len(dealt))]
    heapify(heap)
    for _, group in largest:
        size, rank = heap[0]
        dealt[rank] |= group
        heapreplace(heap, (size + len(group), rank))
    return dealt


def left_over(out: DataFolder, shares: int) -> dict[str, int]:
    """The links that lead out of their shares."""
    left: dict[str, int] = {}
    for rank in range(shares):
        left |= _read(out, f"left-{rank:05d}")
    return left


def _counted(out: DataFolder) -> Counter[str]:
    """In how many documents each link stands."""
    counts: Counter[str] = Counter()
    for name in sorted(out.list_files("documents", glob_pattern="*.parquet")):
        with out.open(name, "rb") as file:
            for batch in pq.ParquetFile(file).iter_batches(columns=["links"]):
                for links in batch.column(0).to_pylist():
                    counts.update(links or ())
    return counts


def _row(fact: LinkFact, documents: int) -> Row:
    return {
        "url": fact.url,
        "domain": _domain(fact.url),
        "documents": documents,
        "state": str(fact.state),
        "status": fact.status or None,
        "evidence": fact.evidence,
        "location": fact.location or None,
        "permanent": fact.permanent,
    }


def _domain(url: str) -> str:
    """What the limits of the link check count by."""
    return domain(host_of(url))


def _read(out: DataFolder, name: str) -> dict[str, int]:
    with out.open(f"{LINKS}/{name}.json") as file:
        read: dict[str, int] = json.load(file)
    return read


def _write(out: DataFolder, name: str, value: Mapping[str, int]) -> None:
    with out.open(f"{LINKS}/{name}.json", "w") as file:
        json.dump(value, file)
