"""Everything from outside, gathered before any check runs."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from awesomelint.curation import Document
    from awesomelint.facts.links import Progress
    from awesomelint.model import Facts, LinkFact


@dataclass(frozen=True, slots=True)
class Wish:
    """What a run may gather: of which kinds, whether from the network, with which settings of `links:`."""

    needs: frozenset[str]
    online: bool = False
    links: Mapping[str, Any] = field(default_factory=dict)
    cache: Path | None = None
    progress: Callable[[Progress], None] | None = None
    say: Callable[[str], None] = lambda _: None


def gather(document: Document, path: Path, known: Facts, wish: Wish) -> Facts:
    """The facts that `wish` names about `document`, which lies at `path`, on top of what is `known`.

    Raise `SettingsError` for a bad key of `links:` and `OSError` where the cache cannot be used.
    """
    facts = known
    if facts.today is None:
        from datetime import UTC, datetime  # noqa: PLC0415 - loads a little; hosts count days in UTC as arXiv does

        facts = replace(facts, today=datetime.now(UTC).date())
    if "files" in wish.needs and facts.files is None:
        from awesomelint.facts.files import gather_files  # noqa: PLC0415 - only where relative links are judged

        facts = replace(facts, files=gather_files(document, path))
    if not wish.online:
        return facts
    if "titles" in wish.needs:
        facts = replace(facts, titles=_titles(document, wish))
    if "links" in wish.needs:
        facts = replace(facts, links=_links(document, wish))
    return facts


def _titles(document: Document, wish: Wish) -> Mapping[str, tuple[str, ...]]:
    from awesomelint.facts.arxiv import ArxivSettings, learn_titles  # noqa: PLC0415 - only online
    from awesomelint.facts.links import LinkSettings  # noqa: PLC0415 - the same

    learnt = learn_titles(document, wish.cache, ArxivSettings(api=LinkSettings.of(wish.links).arxiv_api))
    if learnt.left:
        why = f": {learnt.trouble}" if learnt.trouble else ""
        wish.say(f"arXiv did not tell the titles of {len(learnt.left)} papers{why}")
    return learnt.titles


def _links(document: Document, wish: Wish) -> Mapping[str, LinkFact]:
    from awesomelint.facts.links import LinkSettings, asked_links, gather_links  # noqa: PLC0415 - only online
    from awesomelint.facts.links.telling import summary  # noqa: PLC0415 - the same
    from awesomelint.model import link_key  # noqa: PLC0415 - the same

    urls = list(dict.fromkeys(link_key(link.url) for link in asked_links(document)))
    known = gather_links(urls, LinkSettings.of(wish.links), cache_path=wish.cache, on_progress=wish.progress)
    wish.say(summary(known.values()))
    return known
