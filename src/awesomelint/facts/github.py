"""What GitHub's API says of repositories: gone, renamed, archived."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from awesomelint.curation.repositories import repository_of
from awesomelint.linkcheck.answer import FailedError
from awesomelint.text.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from awesomelint.linkcheck.network import Permitted
    from awesomelint.linkcheck.store import Store
    from awesomelint.linkcheck.transport import Transport
    from awesomelint.model import RepositoryFact
    from awesomelint.rules.link_settings import LinkSettings

# where the token goes; no config may name another, for a pull request brings its own config
API = "https://api.github.com"
BATCH = 80
WITHOUT_TOKEN = 30
LIFE = 3 * 86_400.0
# what is written into lists: nothing but a name
_NAME = regex(r"[A-Za-z0-9_.-]{1,100}/[A-Za-z0-9_.-]{1,100}", re.ASCII)


def repositories_in(urls: Iterable[str]) -> list[str]:
    """The repositories that `urls` lead into, as lower-case `owner/name`, each once."""
    found = (repository_of(url) for url in urls)
    return list(dict.fromkeys(f"{one['owner']}/{one['name']}".lower() for one in found if one))


def told(url: str, known: Mapping[str, RepositoryFact | None]) -> bool:
    """Whether what is `known` of `url` makes asking for its page unnecessary.

    It does for a front page, and for any page of a repository that is gone.
    """
    match = repository_of(url)
    if match is None:
        return False
    name = f"{match['owner']}/{match['name']}".lower()
    if name not in known:
        return False
    if known[name] is None:
        return True
    below = url[match.end() :]
    return not below.strip("/")


@dataclass(slots=True)
class Asked:
    """What was learnt, by lower-case `owner/name`; None where there is no such repository.

    `left` counts the names that were not asked.
    """

    known: dict[str, RepositoryFact | None]
    left: int = 0
    trouble: str = ""


async def ask_github(
    names: Iterable[str], transport: Transport, store: Store, token: str, api: str = API
) -> Asked:
    """Ask about `names` (`owner/name`), in batches with a token, else a few one by one.

    The token is sent to `api` alone. What GitHub did not say (trouble, limits) is left out, never
    guessed.
    """
    wanted = list(dict.fromkeys(name.lower() for name in names))
    known: dict[str, RepositoryFact | None] = {
        name: json.loads(value) for name, value in store.notes("repository", wanted, LIFE).items()
    }
    asked = Asked(known)
    todo = [name for name in wanted if name not in known]
    try:
        if token:
            for at in range(0, len(todo), BATCH):
                learnt = await _batch(todo[at : at + BATCH], transport, token, api)
                _keep(asked, store, learnt)
        else:
            for name in todo[:WITHOUT_TOKEN]:
                _keep(asked, store, await _one(name, transport, api))
    except (FailedError, _RefusedError) as error:
        asked.trouble = str(error)
    asked.left = sum(name not in known for name in wanted)
    return asked


class _RefusedError(Exception):
    """GitHub answers no more for now."""


def _keep(asked: Asked, store: Store, learnt: Mapping[str, RepositoryFact | None]) -> None:
    asked.known.update(learnt)
    # a repository that is gone is asked again in the next run
    known = {name: fact for name, fact in learnt.items() if fact is not None}
    store.note("repository", {name: json.dumps(fact) for name, fact in known.items()})


def query(names: Sequence[str]) -> str:
    """The GraphQL query for `names`; their letters cannot break out of the quotes."""
    parts: list[str] = []
    for number, name in enumerate(names):
        owner, _, repository = name.partition("/")
        arguments = f"owner: {json.dumps(owner)}, name: {json.dumps(repository)}"
        field = f"repository({arguments}) {{ nameWithOwner isArchived }}"
        parts.append(f"r{number}: {field}")
    fields = " ".join(parts)
    return f"query {{ {fields} }}"


async def _batch(
    names: Sequence[str], transport: Transport, token: str, api: str = API
) -> dict[str, RepositoryFact | None]:
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    content = json.dumps({"query": query(names)}).encode()
    status, _, body = await transport.call(f"{api}/graphql", headers, content)
    if status == 401:
        raise _RefusedError("GitHub does not accept the token")
    said = _json(body) if status == 200 else {}
    data = said.get("data")
    if not isinstance(data, dict):
        raise _RefusedError(f"GitHub answered {status}")
    missing = {
        error["path"][0]
        for error in said.get("errors") or []
        if isinstance(error, dict) and error.get("type") == "NOT_FOUND" and error.get("path")
    }
    learnt: dict[str, RepositoryFact | None] = {}
    for number, name in enumerate(names):
        node = data.get(f"r{number}")
        if isinstance(node, dict):
            full_name = node.get("nameWithOwner")
            if isinstance(full_name, str) and _NAME.fullmatch(full_name):
                learnt[name] = {"name": full_name, "archived": bool(node.get("isArchived"))}
        elif f"r{number}" in missing:
            learnt[name] = None
    return learnt


async def _one(name: str, transport: Transport, api: str) -> dict[str, RepositoryFact | None]:
    url = f"{api}/repos/{name}"
    for _ in range(3):
        status, headers, body = await transport.call(url, {"Accept": "application/vnd.github+json"})
        url = headers.get("location", "")
        if status not in (301, 302, 307, 308) or not url.startswith(f"{api}/"):
            break
    if status == 404:
        return {name: None}
    if status in (403, 429) or headers.get("x-ratelimit-remaining") == "0":
        raise _RefusedError("GitHub answers no more without a token; set GITHUB_TOKEN")
    said = _json(body) if status == 200 else {}
    if not isinstance(said.get("full_name"), str) or not _NAME.fullmatch(said["full_name"]):
        return {}
    return {name: {"name": said["full_name"], "archived": bool(said.get("archived"))}}


def _json(body: bytes) -> dict[str, Any]:
    try:
        said = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    return said if isinstance(said, dict) else {}


def gather_repositories(
    names: Iterable[str],
    settings: LinkSettings,
    *,
    token: str = "",
    cache_path: Path | None = None,
    api: str = API,
    permitted: Permitted | None = None,
) -> Asked:
    """`ask_github`, from code that is not asynchronous."""
    import asyncio  # noqa: PLC0415 - slow to import

    from awesomelint.linkcheck.store import Store  # noqa: PLC0415 - loads sqlite3
    from awesomelint.linkcheck.transport import Transport  # noqa: PLC0415 - loads httpx

    async def main() -> Asked:
        transport = Transport(settings, permitted=permitted)
        try:
            return await ask_github(names, transport, store, token, api)
        finally:
            await transport.close()

    store = Store(cache_path)
    try:
        return asyncio.run(main())
    finally:
        store.close()
