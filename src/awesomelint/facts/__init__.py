"""Everything from outside, gathered before any check runs."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from awesomelint.curation import Document
    from awesomelint.facts.seen import Seen
    from awesomelint.linkcheck import LinkSettings, Progress
    from awesomelint.model import Facts, RepositoryFact


@dataclass(frozen=True, slots=True)
class FactRequest:
    """What a run may gather: which kinds, whether online, with which settings of `links:`.

    With a `base`, the network is asked only about what that lacks.
    """

    needs: frozenset[str]
    online: bool = False
    links: Mapping[str, Any] = field(default_factory=dict)
    cache: Path | None = None
    lists: tuple[Path, ...] = ()
    base: Document | None = None
    seen: Seen | None = None
    progress: Callable[[Progress], None] | None = None
    say: Callable[[str], None] = lambda _: None


def gather(document: Document, path: Path, known: Facts, request: FactRequest) -> Facts:
    """The facts that `request` names about `document` at `path`, on top of those `known`.

    Raise `SettingsError` for a bad key of `links:` and `OSError` where the cache cannot be used.
    """
    facts = known
    if "clock" in request.needs and facts.today is None:
        from datetime import UTC, datetime  # noqa: PLC0415 - loads a little; hosts count days in UTC as arXiv does

        facts = replace(facts, today=datetime.now(UTC).date())
    if "files" in request.needs and facts.files is None:
        from awesomelint.facts.files import gather_files  # noqa: PLC0415 - only where files are judged

        facts = replace(facts, files=gather_files(document, path, request.seen))
    if "root-files" in request.needs:
        names = _root_files(path, request.seen)
        if names is not None:
            facts = replace(facts, extra={**facts.extra, "root-files": names})
    if "lists" in request.needs and request.lists:
        from awesomelint.facts.lists import gather_lists  # noqa: PLC0415 - only for rules across files

        lists = gather_lists(path, request.lists)
        facts = replace(facts, extra={**facts.extra, "lists": lists})
    if not request.online:
        return facts
    if "titles" in request.needs:
        facts = replace(facts, titles=_titles(document, request))
    if "links" in request.needs or "repositories" in request.needs:
        facts = _asked(document, facts, request)
    return facts


def _root_files(path: Path, seen: Seen | None) -> frozenset[str] | None:
    """The names at the root of the checkout that holds the list at `path`, noted if `seen`."""
    if seen is not None:
        return seen.root_files()
    from awesomelint.facts.tree import checkout_of  # noqa: PLC0415 - only where files are judged
    from awesomelint.reading import real  # noqa: PLC0415 - the same

    checkout = checkout_of(real(path).parent)
    return None if checkout is None else checkout.at_root()


def _titles(document: Document, request: FactRequest) -> Mapping[str, tuple[str, ...]]:
    from awesomelint.facts.titles import learn_titles  # noqa: PLC0415 - only online
    from awesomelint.linkcheck import LinkSettings  # noqa: PLC0415 - the same
    from awesomelint.linkcheck.arxiv import ArxivSettings  # noqa: PLC0415 - the same

    settings = LinkSettings.of(request.links)
    learnt = learn_titles(
        document,
        request.cache,
        ArxivSettings(api=settings.arxiv_api),
        links=settings,
        base=request.base,
    )
    if learnt.left:
        why = f": {learnt.trouble}" if learnt.trouble else ""
        request.say(f"arXiv did not tell the titles of {len(learnt.left)} papers{why}")
    return learnt.titles


def _asked(document: Document, facts: Facts, request: FactRequest) -> Facts:
    """Repositories from GitHub, and from their hosts the links that it did not tell of."""
    from awesomelint.facts.github import told  # noqa: PLC0415 - only online
    from awesomelint.linkcheck import LinkSettings, asked_links, gather_links  # noqa: PLC0415 - the same
    from awesomelint.linkcheck.progress import summary  # noqa: PLC0415 - the same
    from awesomelint.model import link_key  # noqa: PLC0415 - the same

    settings = LinkSettings.of(request.links)
    old = {link_key(link.url) for link in asked_links(request.base)} if request.base else set()
    keys = dict.fromkeys(link_key(link.url) for link in asked_links(document))
    urls = [url for url in keys if url not in old]
    owned = repositories(urls, settings, request.cache, request.say)
    rest = [url for url in urls if not told(url, owned)]
    links = gather_links(rest, settings, cache_path=request.cache, on_progress=request.progress)
    for line in summary(links.values()).split("\n"):
        request.say(line)
    return replace(facts, links=links, extra={**facts.extra, "repositories": owned})


def repositories(
    urls: Sequence[str], settings: LinkSettings, cache: Path | None, say: Callable[[str], None]
) -> Mapping[str, RepositoryFact | None]:
    """What GitHub says of the repositories among `urls`.

    Only the environment's token is used.
    """
    import os  # noqa: PLC0415 - only online

    from awesomelint.facts.github import gather_repositories, repositories_in  # noqa: PLC0415 - the same

    names = repositories_in(urls)
    token = os.environ.get("GITHUB_TOKEN") or os.environ.get("GH_TOKEN", "")
    if not token:
        if names:
            say(
                f"without GITHUB_TOKEN only the pages of {len(names)} GitHub repositories are asked"
            )
        return {}
    asked = gather_repositories(names, settings, token=token, cache_path=cache)
    if asked.left:
        why = f": {asked.trouble}" if asked.trouble else ""
        say(f"GitHub did not tell of {asked.left} of {len(names)} repositories{why}")
    return asked.known
