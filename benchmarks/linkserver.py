"""A hostile little internet on 127.0.0.0/8, with the truth about each of its links.

It listens nowhere else. Run it as a program to have it in a process of its own: `linkserver.py
--port 18081` serves until its input ends.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import socket
import ssl
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from email.utils import formatdate
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

PAGE = (
    b"<!doctype html><html><head><title>%s</title></head><body>" + b"x" * 1900 + b"</body></html>"
)
BIG = 100 * 1024 * 1024
MAX_REQUESTS = 2_000_000
CHALLENGE = (
    b"<html><head><title>Just a "
    b"moment...</title></head><body>/cdn-cgi/challenge-platform/</body></html>"
)


class Link(NamedTuple):
    """A link of this internet, what it does, and the classes that are right for it."""

    url: str
    kind: str
    right: frozenset[str]


# What each kind of link is rightly called, and how many of 5,000 links are of it. The rest are
# `ok`.
KINDS: dict[str, tuple[str, int]] = {
    "gone404": ("dead", 239),
    "gone410": ("dead", 40),
    "tokened404": ("dead", 20),  # a permanent redirect to a page that is gone
    "moved": ("moved", 492),
    "chain": ("moved", 20),
    "found": ("ok", 60),  # 302
    "loop": ("suspect", 5),
    "endless": ("suspect", 3),
    "cookie": ("ok", 20),
    "gbk": ("moved", 10),
    "busy-seconds": ("ok", 60),
    "busy-date": ("ok", 20),
    "busy-words": ("ok", 5),
    "busy-bare": ("ok", 10),
    "busy-503": ("ok", 10),
    "busy-forever": ("rate-limited", 2),
    "wall403": ("blocked", 151),
    "wall202": ("blocked", 10),
    "wall503": ("blocked", 10),
    "plain403": ("blocked", 20),
    "login": ("auth", 10),
    "head-refused": ("ok", 30),
    "head-lies": ("ok", 30),
    "flaky404": ("ok", 15),  # gone at the first look, there at the second
    "flaky-reset": ("ok", 10),
    "flaky500": ("ok", 10),
    "broken500": ("suspect", 20),
    "reset": ("suspect", 10),
    "hole": ("suspect", 13),
    "drip-head": ("suspect", 3),
    "drip-body": ("ok", 3),
    "big": ("ok", 5),
    "soft-title": ("soft-dead", 15),
    "soft-front": ("soft-dead", 15),
    "wrong-length": ("ok", 5),
    "all400": ("blocked", 12),
    "all404": ("blocked", 12),
    "refused": ("suspect", 5),
    "tls-good": ("ok", 10),
    "tls-expired": ("suspect", 3),
    "tls-name": ("suspect", 3),
    "tls-self": ("suspect", 3),
}
OWN_HOST = ("all400", "all404", "busy-forever")
ALL_STATUS = {"all400": 400, "all404": 404}


def address(number: int) -> str:
    """The address of host `number`, from 1."""
    return f"127.{number >> 8}.{number & 255}.1"


@dataclass(slots=True)
class World:
    """The links and the hosts that have them. Hosts after `hosts` have one behaviour throughout."""

    port: int
    hosts: int = 200
    count: int = 5000
    faults: bool = True
    tls: bool = True
    seed: int = 1
    without: tuple[str, ...] = ()
    links: list[Link] = field(default_factory=list)
    special: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Deal the links out to the hosts."""
        dice = random.Random(self.seed)  # noqa: S311 - a test world, not a secret
        kinds = [
            kind for kind, (_, share) in KINDS.items() for _ in range(self._share(kind, share))
        ]
        kinds += ["ok"] * (self.count - len(kinds))
        dice.shuffle(kinds)
        for number, kind in enumerate(kinds[: self.count]):
            self.links.append(self._link(kind, number, dice.randrange(self.hosts) + 1))

    def _share(self, kind: str, share: int) -> int:
        if not self.faults or kind in self.without or (kind.startswith("tls") and not self.tls):
            return 0
        return max(round(share * self.count / 5000), 1)

    def _link(self, kind: str, number: int, host: int) -> Link:
        right = frozenset({KINDS[kind][0] if kind in KINDS else "ok"})
        if kind in OWN_HOST:
            where = address(self.hosts + 1 + OWN_HOST.index(kind))
            self.special[where] = kind
            return Link(f"http://{where}:{self.port}/{kind}/{number}", kind, right)
        if kind == "refused":
            return Link(f"http://{address(host)}:{self.port + 9}/{kind}/{number}", kind, right)
        if kind.startswith("tls"):
            port = self.port + 1 + ("tls-good", "tls-expired", "tls-name", "tls-self").index(kind)
            return Link(f"https://127.0.0.1:{port}/{kind}/{number}", kind, right)
        return Link(f"http://{address(host)}:{self.port}/{kind}/{number}", kind, right)

    def addresses(self) -> list[str]:
        """All that the server listens on."""
        return ["127.0.0.1", *map(address, range(1, self.hosts + 1 + len(OWN_HOST)))]

    def ideal(self, concurrency: int) -> float:
        """The least seconds that any client can take for the healthy links.

        The sum of waits over the places.
        """
        return (
            sum(latency(link.url.partition(f":{self.port}")[2]) for link in self.links)
            / concurrency
        )


SPEED = [0.05, 0.15]


def latency(path: str) -> float:
    """Seconds before `path` is answered, always the same for it."""
    return SPEED[0] + SPEED[1] * (crc32(path.encode()) % 1000) / 1000


@dataclass(slots=True)
class Seen:
    """What the server counted."""

    requests: int = 0
    paths: Counter[str] = field(default_factory=Counter)
    flying: Counter[str] = field(default_factory=Counter)
    most_flying: Counter[str] = field(default_factory=Counter)
    methods: Counter[str] = field(default_factory=Counter)
    credentials: int = 0
    busy: int = 0
    big_bytes: int = 0

    def report(self) -> dict[str, object]:
        """The counts as JSON."""
        return {
            "requests": self.requests,
            "most in flight at one host": max(self.most_flying.values(), default=0),
            "methods": dict(self.methods),
            "requests with credentials": self.credentials,
            "429s given": self.busy,
            "bytes of big bodies": self.big_bytes,
        }


class Reply(NamedTuple):
    """A response to write."""

    status: int
    headers: tuple[bytes, ...] = ()
    body: bytes = b""
    title: bytes = b"Page"


class Peer(asyncio.Protocol):
    """One connection."""

    def __init__(self, server: Internet) -> None:
        self.server = server
        self.seen = server.seen
        self.host = ""
        self.buffer = b""
        self.task: asyncio.Task[None] | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Remember who was called."""
        self.transport = transport
        self.host = transport.get_extra_info("sockname")[0]

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop what is being written."""
        del exc
        if self.task:
            self.task.cancel()

    def data_received(self, data: bytes) -> None:
        """Take a request when its headers are complete."""
        self.buffer += data
        if b"\r\n\r\n" in self.buffer:
            head, _, self.buffer = self.buffer.partition(b"\r\n\r\n")
            self.task = asyncio.ensure_future(self.serve(head))

    async def serve(self, head: bytes) -> None:
        """Answer one request, after its latency."""
        lines = head.split(b"\r\n")
        method, path = lines[0].split(b" ")[0].decode(), lines[0].split(b" ")[1].decode("latin-1")
        seen, key = self.seen, f"{self.host}{path}"
        seen.requests += 1
        if seen.requests > MAX_REQUESTS:
            self.server.stop.set()
        seen.methods[method] += 1
        seen.paths[key] += 1
        seen.credentials += any(
            line.lower().startswith((b"authorization:", b"proxy-auth")) for line in lines
        )
        seen.flying[self.host] += 1
        seen.most_flying[self.host] = max(seen.most_flying[self.host], seen.flying[self.host])
        try:
            await asyncio.sleep(latency(path))
            await self.act(method, path, lines, seen.paths[key])
        finally:
            seen.flying[self.host] -= 1

    async def act(self, method: str, path: str, lines: list[bytes], nth: int) -> None:
        """Do what the path says."""
        kind = path.split("/")[1]
        write = self.transport.write  # type: ignore[attr-defined]
        if kind == "reset" or (kind == "flaky-reset" and nth == 1):
            self.reset()
        elif kind == "hole":
            await asyncio.sleep(120)
        elif kind == "drip-head":
            write(b"HTTP/1.1 200 OK\r\n")
            for number in range(240):
                write(b"X-Drip-%d: y\r\n" % number)
                await asyncio.sleep(0.5)
        elif kind == "drip-body":
            write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>")
            for _ in range(240):
                write(b"y")
                await asyncio.sleep(0.5)
        elif kind == "big":
            await self.big()
        elif kind == "wrong-length":
            write(
                b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: "
                b"9000\r\n\r\n<title>short</title>"
            )
            self.transport.close()
        else:
            self.write(method, reply(self.host, path, lines, nth, self.server.world))

    async def big(self) -> None:
        """100 MB, as far as the client takes it."""
        write = self.transport.write  # type: ignore[attr-defined]
        write(
            b"HTTP/1.1 200 OK\r\nContent-Type: application/pdf\r\nContent-Length: %d\r\n\r\n" % BIG
        )
        part = b"\0" * 65536
        for _ in range(BIG // len(part)):
            if self.transport.is_closing():
                return
            if self.transport.get_write_buffer_size() > 1 << 18:  # type: ignore[attr-defined]
                await asyncio.sleep(0.01)
                continue
            write(part)
            self.seen.big_bytes += len(part)
            await asyncio.sleep(0)

    def reset(self) -> None:
        """Hang up with RST."""
        sock = self.transport.get_extra_info("socket")
        if sock is not None:
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
        self.transport.abort()  # type: ignore[attr-defined]

    def write(self, method: str, reply: Reply) -> None:
        """Write `reply` and keep the connection."""
        body = reply.body or PAGE % reply.title
        self.seen.busy += reply.status == 429
        head = [b"HTTP/1.1 %d X" % reply.status, b"Content-Length: %d" % len(body), *reply.headers]
        if not any(line.startswith(b"Content-Type") for line in reply.headers):
            head.append(b"Content-Type: text/html; charset=utf-8")
        data = b"\r\n".join(head) + b"\r\n\r\n"
        self.transport.write(data if method == "HEAD" else data + body)  # type: ignore[attr-defined]


def reply(  # noqa: C901, PLR0911, PLR0912 - one case a kind of link
    host: str, path: str, lines: list[bytes], nth: int, world: World
) -> Reply:
    """What `host` answers to the `nth` request for `path`."""
    head = lines[0].startswith(b"HEAD")
    if host in world.special and world.special[host] in ALL_STATUS:
        return Reply(ALL_STATUS[world.special[host]])
    parts = path.split("/")
    kind, rest = parts[1], "/".join(parts[2:])
    match kind:
        case "gone404" | "tokened-gone":
            return Reply(404, title=b"Not Found")
        case "gone410":
            return Reply(410)
        case "tokened404":
            return Reply(301, (b"Location: /tokened-gone/" + rest.encode(),))
        case "moved":
            return Reply(301, (b"Location: /new/" + rest.encode(),))
        case "chain":
            steps = int(parts[3]) if len(parts) > 3 else 0
            if steps == 4:
                return Reply(308, (b"Location: /new/" + rest.encode(),))
            return Reply(301, (f"Location: /chain/{parts[2]}/{steps + 1}".encode(),))
        case "found":
            return Reply(302, (b"Location: /new/" + rest.encode(),))
        case "loop":
            return Reply(
                301, (b"Location: /loop/" + rest.encode() + (b"" if parts[-1] == "b" else b"/b"),)
            )
        case "endless":
            return Reply(302, (f"Location: /endless/{parts[2]}x".encode(),))
        case "cookie":
            if any(line.lower().startswith(b"cookie:") and b"pass=1" in line for line in lines):
                return Reply(200)
            return Reply(302, (b"Set-Cookie: pass=1; Path=/", b"Location: " + path.encode()))
        case "gbk":
            return Reply(301, (b"Location: /gbk-page/" + "中文".encode("gbk") + rest.encode(),))
        case "gbk-page":
            return Reply(200 if rest.startswith("%D6%D0%CE%C4") else 404)
        case "busy-seconds" | "busy-date" | "busy-words" | "busy-bare" | "busy-503" if nth == 1:
            return _busy(kind)
        case "busy-forever":
            return Reply(429, (b"Retry-After: 86400",))
        case "wall403":
            return Reply(403, (b"cf-mitigated: challenge", b"Server: cloudflare"), CHALLENGE)
        case "wall202":
            return Reply(202, (b"x-amzn-waf-action: challenge",), b"<html></html>")
        case "wall503":
            return Reply(503, (b"Server: cloudflare",), CHALLENGE)
        case "plain403":
            return Reply(403, title=b"Forbidden")
        case "login":
            return Reply(401, (b'WWW-Authenticate: Basic realm="x"',))
        case "head-refused" if head:
            return Reply(405)
        case "head-lies" if head:
            return Reply(404)
        case "flaky404" if nth == 1:
            return Reply(404)
        case "flaky500" if nth == 1:
            return Reply(500)
        case "broken500":
            return Reply(500)
        case "soft-title":
            return Reply(200, title=b"404 - Page not found | Site")
        case "soft-front":
            return Reply(302, (b"Location: /",))
        case _:
            return Reply(200)


def _busy(kind: str) -> Reply:
    """Too many requests, with each way of saying when to come back."""
    if kind == "busy-bare":
        return Reply(429)
    said = {
        "busy-seconds": "1",
        "busy-date": formatdate(time.time() + 2, usegmt=True),
        "busy-words": "1s",
        "busy-503": "1",
    }[kind]
    return Reply(503 if kind == "busy-503" else 429, (f"Retry-After: {said}".encode(),))


class Internet:
    """The servers of a world, in this event loop."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.seen = Seen()
        self.stop = asyncio.Event()
        self._servers: list[asyncio.Server] = []
        self.ca_file = ""
        self._folder = tempfile.TemporaryDirectory()

    async def start(self) -> None:
        """Listen on every host, and on the TLS ports of the first."""
        loop = asyncio.get_running_loop()
        for host in self.world.addresses():
            self._servers.append(
                await loop.create_server(lambda: Peer(self), host, self.world.port, backlog=512)
            )
        if self.world.tls and self.world.faults:
            for offset, context in enumerate(self._contexts(), 1):
                port = self.world.port + offset
                self._servers.append(
                    await loop.create_server(lambda: Peer(self), "127.0.0.1", port, ssl=context)
                )

    def _contexts(self) -> list[ssl.SSLContext]:
        """TLS by an own authority: good, expired, for another name, by a stranger."""
        import datetime as dt

        import trustme

        own, stranger = trustme.CA(), trustme.CA()
        past = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
        certificates = [
            own.issue_cert("127.0.0.1"),
            own.issue_cert("127.0.0.1", not_after=past, not_before=past - dt.timedelta(days=9)),
            own.issue_cert("other.example.org"),
            stranger.issue_cert("127.0.0.1"),
        ]
        self.ca_file = str(Path(self._folder.name) / "authority.pem")
        own.cert_pem.write_to_path(self.ca_file)
        contexts = []
        for certificate in certificates:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            certificate.configure_cert(context)
            contexts.append(context)
        return contexts

    async def close(self) -> None:
        """Stop listening."""
        for server in self._servers:
            server.close()
        self._folder.cleanup()


async def _serve(world: World, seconds: float) -> None:
    """Serve until standard input ends; a line on it has the counts printed and begun anew."""
    internet = Internet(world)
    await internet.start()
    print(json.dumps({"ready": world.port, "ca": internet.ca_file}), flush=True)
    loop = asyncio.get_running_loop()

    async def listen() -> None:
        while await loop.run_in_executor(None, sys.stdin.readline):
            print(json.dumps(internet.seen.report()), flush=True)
            internet.seen = Seen()

    tasks = [asyncio.ensure_future(listen()), asyncio.ensure_future(internet.stop.wait())]
    await asyncio.wait(tasks, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
    await internet.close()


def main() -> None:
    """Serve a world that the arguments describe."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=18081)
    parser.add_argument("--hosts", type=int, default=200)
    parser.add_argument("--count", type=int, default=5000)
    parser.add_argument("--healthy", action="store_true", help="no faults")
    parser.add_argument("--no-tls", action="store_true")
    parser.add_argument("--without", nargs="*", default=[], help="kinds of links to leave out")
    parser.add_argument("--no-latency", action="store_true")
    parser.add_argument(
        "--seconds", type=float, default=600.0, help="stop after this many seconds at the latest"
    )
    args = parser.parse_args()
    if args.no_latency:
        SPEED[:] = [0.0, 0.0]
    world = World(
        args.port, args.hosts, args.count, not args.healthy, not args.no_tls,
        without=tuple(args.without)
    )  # fmt: skip
    asyncio.run(_serve(world, args.seconds))


if __name__ == "__main__":
    main()
