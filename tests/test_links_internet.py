"""The whole of asking, against a hostile little internet on loopback."""

from __future__ import annotations

import asyncio
import os
import sys
import time
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from awesomelint.linkcheck import LinkSettings, Progress, ask
from awesomelint.linkcheck.answer import FailedError
from awesomelint.linkcheck.store import Store

sys.path.insert(0, str(Path(__file__).parents[1] / "benchmarks"))
import linkserver

if TYPE_CHECKING:
    from collections.abc import Sequence

    from awesomelint.linkcheck.network import Permitted, Resolver
    from awesomelint.model import LinkFact

# several runs of the tests may share a machine
PORT = 12_000 + os.getpid() % 1000 * 20
QUICK = LinkSettings(
    concurrency=64,
    interval=0.0,
    timeout=1.5,
    second_look=0.3,
    max_wait=5.0,
    allow_private=True,
    archive="",
    arxiv_api="",
)


@pytest.fixture(autouse=True)
def _no_latency(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(linkserver, "SPEED", [0.0, 0.01])
    for name in (
        "http_proxy",
        "https_proxy",
        "all_proxy",
        "HTTP_PROXY",
        "HTTPS_PROXY",
        "ALL_PROXY",
    ):
        monkeypatch.delenv(name, raising=False)


def small_world() -> linkserver.World:
    return linkserver.World(PORT, hosts=12, count=300)


def run(
    world: linkserver.World,
    urls: Sequence[str],
    settings: LinkSettings = QUICK,
    store: Store | None = None,
    *,
    resolver: Resolver | None = None,
    permitted: Permitted | None = None,
) -> tuple[dict[str, LinkFact], linkserver.Seen]:
    """What asking `urls` teaches, and what the server saw."""

    async def main() -> tuple[dict[str, LinkFact], linkserver.Seen]:
        internet = linkserver.Internet(world)
        await internet.start()
        try:
            own = replace(settings, ca_file=internet.ca_file)
            known = await ask(
                urls, own, store or Store(None), resolver=resolver, permitted=permitted
            )
            return known, internet.seen
        finally:
            await internet.close()

    return asyncio.run(main())


@pytest.fixture(scope="module")
def asked_once() -> tuple[linkserver.World, dict[str, LinkFact], linkserver.Seen]:
    """One run over all the kinds of links that there are."""
    speed = list(linkserver.SPEED)
    linkserver.SPEED[:] = [0.0, 0.01]
    world = small_world()
    facts, seen = run(world, [link.url for link in world.links])
    linkserver.SPEED[:] = speed
    return world, facts, seen


def test_every_link_gets_its_right_class(
    asked_once: tuple[linkserver.World, dict[str, LinkFact], linkserver.Seen],
) -> None:
    world, facts, _ = asked_once
    wrong = [
        (link.kind, facts[link.url])
        for link in world.links
        if facts[link.url].state not in link.right
    ]
    assert wrong == []
    assert {link.kind for link in world.links} >= set(linkserver.KINDS)


def test_nothing_is_asked_that_must_not_be(
    asked_once: tuple[linkserver.World, dict[str, LinkFact], linkserver.Seen],
) -> None:
    world, _, seen = asked_once
    assert max(seen.most_flying.values()) <= QUICK.per_host
    assert set(seen.methods) == {"GET"}
    assert seen.credentials == 0
    assert seen.big_bytes < 10 * 1024 * 1024 * sum(link.kind == "big" for link in world.links)


def test_a_dead_link_is_asked_twice_and_a_live_one_once(
    asked_once: tuple[linkserver.World, dict[str, LinkFact], linkserver.Seen],
) -> None:
    world, _, seen = asked_once
    for link in world.links:
        key = link.url.removeprefix("http://").replace(f":{PORT}", "")
        if link.kind in ("gone404", "gone410"):
            assert seen.paths[key] == 2, link
        if link.kind in ("ok", "head-lies", "head-refused", "moved", "found"):
            assert seen.paths[key] == 1, link


def test_a_host_that_asks_for_a_long_rest_is_left_alone() -> None:
    world = small_world()
    host = linkserver.address(13 + linkserver.OWN_HOST.index("busy-forever"))
    urls = [f"http://{host}:{PORT}/busy-forever/{number}" for number in range(50)]
    facts, seen = run(world, urls, replace(QUICK, per_host=1))
    assert {fact.state for fact in facts.values()} == {"rate-limited"}
    assert seen.requests == 1


def test_private_addresses_are_not_contacted() -> None:
    world = small_world()
    urls = [
        f"http://127.0.1.1:{PORT}/ok/1",
        f"http://2130706689:{PORT}/ok/1",
        f"http://[::ffff:127.0.1.1]:{PORT}/ok/1",
    ]
    facts, seen = run(world, urls, replace(QUICK, allow_private=False))
    assert {fact.state for fact in facts.values()} == {"private"}
    assert seen.requests == 0


def public_but_one(address: str) -> bool:
    """A loopback world in which 127.0.9.1 is a private address and all others are public."""
    return address.startswith("127.") and address != "127.0.9.1"


def test_a_redirect_into_the_private_network_is_not_followed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    world = small_world()
    plain = linkserver.reply

    def reply(
        host: str, path: str, lines: list[bytes], nth: int, where: linkserver.World
    ) -> linkserver.Reply:
        if path == "/to-metadata":
            return linkserver.Reply(302, (b"Location: http://169.254.169.254/latest/meta-data/",))
        if path == "/to-private":
            return linkserver.Reply(302, (f"Location: http://127.0.9.1:{PORT}/ok/1".encode(),))
        return plain(host, path, lines, nth, where)

    monkeypatch.setattr(linkserver, "reply", reply)
    refused: list[str] = []

    def permitted(address: str) -> bool:
        if not public_but_one(address):
            refused.append(address)
        return public_but_one(address)

    urls = [f"http://127.0.1.1:{PORT}/to-metadata", f"http://127.0.1.1:{PORT}/to-private"]
    facts, seen = run(world, urls, permitted=permitted)
    assert {fact.state for fact in facts.values()} == {"private"}
    assert set(refused) == {"169.254.169.254", "127.0.9.1"}
    assert not any(key.startswith("127.0.9.1") for key in seen.paths)


def test_a_name_that_turns_private_is_asked_only_while_it_is_public() -> None:
    """Rebinding: the address that was judged is the address that is connected to."""
    world = small_world()
    looks: list[str] = []

    async def resolver(host: str) -> list[str]:
        await asyncio.sleep(0)
        looks.append(host)
        return ["127.0.1.1"] if len(looks) == 1 else ["127.0.9.1"]

    facts, seen = run(
        world, [f"http://turn.dev:{PORT}/reset/1"], permitted=public_but_one, resolver=resolver
    )  # fmt: skip
    assert len(looks) == 2
    assert facts[f"http://turn.dev:{PORT}/reset/1"].state in ("suspect", "private")
    assert [key for key in seen.paths if key.startswith("127.0.9.1")] == []


def test_of_several_addresses_only_public_ones_are_tried() -> None:
    world = small_world()

    async def resolver(host: str) -> list[str]:
        del host
        await asyncio.sleep(0)
        return ["127.0.9.1", "127.0.2.1"]

    facts, seen = run(
        world, [f"http://both.dev:{PORT}/ok/1"], permitted=public_but_one, resolver=resolver
    )
    assert next(iter(facts.values())).state == "ok"
    assert {key.partition("/")[0] for key in seen.paths} == {"127.0.2.1"}


@pytest.mark.parametrize(("kind", "state"), [("no-name", "gone-domain"), ("dns", "suspect")])
def test_names_that_cannot_be_resolved(kind: str, state: str) -> None:
    async def resolver(host: str) -> list[str]:
        await asyncio.sleep(0)
        if host == "fine.dev":
            return ["127.0.1.1"]
        raise FailedError(kind, f"the name {host} is not there")  # type: ignore[arg-type] # parametrized

    facts, _ = run(
        small_world(), [f"http://fine.dev:{PORT}/ok/1", "http://gone.dev/x"], resolver=resolver
    )
    assert facts["http://gone.dev/x"].state == state


def test_without_a_network_nothing_is_known_and_nothing_remembered() -> None:
    async def resolver(host: str) -> list[str]:
        await asyncio.sleep(0)
        raise FailedError("no-name", f"the name {host} does not exist")

    store = Store(None)
    facts, _ = run(
        small_world(), ["http://one.dev/x", "http://two.dev/x"], store=store, resolver=resolver
    )
    assert {fact.state for fact in facts.values()} == {"unknown"}
    assert store.counts() == {}


def test_reserved_names_bad_urls_and_exclusions_are_not_asked() -> None:
    urls = [
        "https://example.com/a",
        "http://localhost/x",
        "http://x.test/",
        "http://[bad",
        "https://a.dev/skip/1",
    ]
    settings = replace(QUICK, allow_private=False, exclude=("https://a.dev/skip/*",))
    facts, seen = run(small_world(), urls, settings)
    assert {fact.state for fact in facts.values()} == {"skipped"}
    assert seen.requests == 0


def test_the_second_run_asks_only_what_failed_and_dead_links_once() -> None:
    world, store = small_world(), Store(None)
    urls = [
        link.url
        for link in world.links
        if link.kind in ("ok", "moved", "gone404", "wall403", "broken500")
    ]
    first, _ = run(world, urls, store=store)
    later = replace(QUICK, second_look=0.0)
    second, seen = run(world, urls, later, store)
    assert {url: fact.state for url, fact in first.items()} == {
        url: fact.state for url, fact in second.items()
    }
    kinds = Counter(key.split("/")[1] for key in seen.paths.elements())
    links = Counter(link.kind for link in world.links)
    assert set(kinds) == {"gone404", "broken500", ""}
    assert kinds["gone404"] == links["gone404"]


def test_a_link_that_came_back_is_no_longer_dead() -> None:
    world, store = small_world(), Store(None)
    url = f"http://127.0.1.1:{PORT}/flaky404/1"
    facts, _ = run(world, [url], replace(QUICK, second_look=0.2), store)
    assert facts[url].state == "ok"


def test_progress_ends_with_everything_done() -> None:
    world = small_world()
    told: list[Progress] = []

    async def main() -> None:
        internet = linkserver.Internet(world)
        await internet.start()
        await ask(
            [link.url for link in world.links if link.kind == "ok"], QUICK, Store(None), told.append
        )
        await internet.close()

    asyncio.run(main())
    assert told[-1].done == told[-1].total == sum(link.kind == "ok" for link in world.links)
    assert [one.done for one in told] == sorted(one.done for one in told)


def test_a_proxy_of_the_environment_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[bytes] = []

    async def proxy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        asked.append(head.split(b"\r\n")[0])
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nhi")
        await writer.drain()
        writer.close()

    async def resolver(host: str) -> list[str]:
        await asyncio.sleep(0)
        if host == "127.0.0.1":
            return [host]
        raise FailedError("no-name", "only the proxy knows names")

    async def main() -> dict[str, LinkFact]:
        server = await asyncio.start_server(proxy, "127.0.0.1", 0)
        port = server.sockets[0].getsockname()[1]
        monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{port}")
        monkeypatch.setenv("no_proxy", "direct.dev")
        try:
            settings = replace(QUICK, probe_https=False)
            return await ask(
                ["http://far.dev/x", "http://direct.dev/x"],
                settings,
                Store(None),
                resolver=resolver,
            )
        finally:
            server.close()

    facts = asyncio.run(main())
    assert facts["http://far.dev/x"].state == "ok"
    assert facts["http://direct.dev/x"].state == "gone-domain"
    assert asked == [b"GET http://far.dev/x HTTP/1.1"]


async def everything_here(host: str) -> list[str]:
    """A resolver for which every name is on the first host of the loopback world."""
    await asyncio.sleep(0)
    return [host if host.startswith("127.") else "127.0.1.1"]


def test_a_registered_doi_is_not_followed_to_its_publisher() -> None:
    url, gone = f"http://doi.org:{PORT}/found/10.1", f"http://doi.org:{PORT}/gone404/10.2"
    facts, seen = run(small_world(), [url, gone], resolver=everything_here)
    assert (facts[url].state, facts[gone].state) == ("ok", "dead")
    assert not any("/new/" in key for key in seen.paths)


@pytest.mark.parametrize(
    ("kind", "there"), [("found", True), ("gone404", False), ("reset", False), ("wall403", False)]
)
def test_a_dead_link_gets_the_archived_copy_if_there_is_one(kind: str, *, there: bool) -> None:
    url = f"http://127.0.1.1:{PORT}/gone404/1"
    settings = replace(QUICK, archive=f"http://127.0.2.1:{PORT}/{kind}/")
    facts, _ = run(small_world(), [url], settings)
    assert facts[url].state == "dead"
    assert bool(facts[url].suggestion) == there


ATOM = """<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><id>http://arxiv.org/api/x</id>
<entry><id>http://arxiv.org/abs/2310.03744v2</id><title>One</title></entry>
<entry><id>http://arxiv.org/abs/cs/0112017v1</id><title>Two</title></entry></feed>"""


@pytest.mark.parametrize(("status", "known"), [(200, True), (503, False)])
def test_papers_are_asked_with_one_question(
    monkeypatch: pytest.MonkeyPatch, status: int, *, known: bool
) -> None:
    plain = linkserver.reply

    def reply(
        host: str, path: str, lines: list[bytes], nth: int, world: linkserver.World
    ) -> linkserver.Reply:
        if path.startswith("/api?id_list="):
            return linkserver.Reply(status, body=ATOM.encode())
        return plain(host, path, lines, nth, world)

    monkeypatch.setattr(linkserver, "reply", reply)
    papers = [
        "abs/2310.03744",
        "pdf/2310.03744v2.pdf",
        "abs/cs/0112017",
        "abs/2310.03744v3",
        "abs/9999.99999",
    ]
    urls = [f"http://arxiv.org/{paper}" for paper in papers]
    settings = replace(
        QUICK, arxiv_api=f"http://127.0.1.1:{PORT}/api", timeout=0.3, second_look=0.0, hosts={}
    )
    facts, seen = run(small_world(), urls, settings, resolver=everything_here)
    told = [url for url in urls if facts[url].evidence.startswith("arXiv's API has it")]
    assert told == (urls[:3] if known else [])
    assert sum(key.startswith("127.0.1.1/api") for key in seen.paths) == 1


def test_a_domain_with_manners_of_its_own_is_asked_slowly() -> None:
    world = small_world()
    urls = [f"http://slow.dev:{PORT}/ok/{number}" for number in range(4)]
    began = time.monotonic()
    _, seen = run(world, urls, replace(QUICK, hosts={"slow.dev": 0.15}), resolver=everything_here)
    assert time.monotonic() - began >= 0.45
    assert max(seen.most_flying.values()) == 1


def test_a_host_that_never_answers_is_not_asked_for_each_of_its_links() -> None:
    """Its links are in trouble all the same: the failures are the host's."""
    urls = [f"http://127.0.1.1:{PORT}/hole/{number}" for number in range(60)]
    began = time.monotonic()
    facts, seen = run(
        small_world(), [*urls, f"http://127.0.2.1:{PORT}/ok/1"], replace(QUICK, timeout=0.5)
    )
    assert {facts[url].state for url in urls} == {"suspect"}
    assert seen.requests < 12
    assert time.monotonic() - began < 5


def test_a_host_that_answers_late_is_asked_for_all_its_links() -> None:
    urls = [
        f"http://127.0.1.1:{PORT}/{'flaky-reset' if number < 6 else 'ok'}/{number}"
        for number in range(40)
    ]
    facts, _ = run(small_world(), urls)
    assert {fact.state for fact in facts.values()} == {"ok"}


def test_a_host_that_is_always_busy_does_not_hold_up_a_run(monkeypatch: pytest.MonkeyPatch) -> None:
    def reply(*_: object) -> linkserver.Reply:
        return linkserver.Reply(429, (b"Retry-After: 0.1",))

    monkeypatch.setattr(linkserver, "reply", reply)
    urls = [f"http://127.0.1.1:{PORT}/ok/{number}" for number in range(200)]
    facts, seen = run(small_world(), urls)
    assert {fact.state for fact in facts.values()} == {"rate-limited"}
    assert seen.requests < 60


def test_a_redirect_to_another_scheme_is_no_link_that_can_be_asked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def reply(*_: object) -> linkserver.Reply:
        return linkserver.Reply(302, (b"Location: mailto:someone@a.dev",))

    monkeypatch.setattr(linkserver, "reply", reply)
    facts, _ = run(small_world(), [f"http://127.0.1.1:{PORT}/ok/1"])
    assert next(iter(facts.values())).state == "skipped"
