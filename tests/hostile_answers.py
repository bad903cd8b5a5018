"""Some two hundred answers that no honest server gives, each on a loopback address of its own.

As a program it serves them until its input ends, and then prints what was asked on the address that
nobody may ask.
"""

from __future__ import annotations

import asyncio
import gzip
import json
import random
import sys
import zlib
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator

FORBIDDEN = "127.0.9.1"
HEAD = b"HTTP/1.1 200 OK\r\n"
HTML = b"Content-Type: text/html\r\n"
LONG = 8_000_000


class Answer(NamedTuple):
    """What is sent, as a whole or piece by piece, and the classes that are right.

    None where any class will do.
    """

    name: str
    sent: bytes | Callable[[], AsyncIterator[bytes]]
    right: tuple[str, ...] = ()


def page(body: bytes, *headers: bytes, status: bytes = b"200 OK") -> bytes:
    """A response that is well formed but for what it is given."""
    lines = [b"HTTP/1.1 " + status, b"Content-Length: %d" % len(body), *headers]
    if not any(line.lower().startswith(b"content-type") for line in headers):
        lines.append(b"Content-Type: text/html")
    return b"\r\n".join(lines) + b"\r\n\r\n" + body


def streamed(head: bytes, piece: bytes, pause: float = 0.0) -> Callable[[], AsyncIterator[bytes]]:
    """`head`, and then `piece` again and again."""

    async def pieces() -> AsyncIterator[bytes]:
        yield head
        while True:
            yield piece
            await asyncio.sleep(pause)

    return pieces


def status_lines() -> Iterator[Answer]:
    dice = random.Random(5)  # noqa: S311 - noise, no secrets
    lines = [
        b"HTTP/1.1 200\r\n\r\n", b"HTTP/1.1 99999 X\r\n\r\n",
        b"HTTP/1.1 -1 X\r\n\r\n", b"HTTP/9.9 200 OK\r\n\r\n",
        b"ICY 200 OK\r\n\r\n", b"", b"\0" * 1000, b"\r\n" * 30_000,
        b"HTTP/1.1 200 OK\n\n", b"SSH-2.0-OpenSSH_9.9\r\n",
        b"\x15\x03\x01\x00\x02\x02\x28", b"HTTP/1.1 000 X\r\n\r\n",
        b"HTTP/1.1 101 X\r\nUpgrade: x\r\n\r\n",
        b"HTTP/1.1 199 X\r\n\r\n", b"HTTP/1.1 600 X\r\n\r\n",
        b"HTTP/1.1 999 X\r\nContent-Length: 0\r\n\r\n",
        b"HTTP/1.1 200 " + b"x" * 200_000 + b"\r\n\r\n",
        b"HTTP/1.1 204 X\r\nContent-Length: 5\r\n\r\nhello",
        b"HTTP/1.1 304 X\r\n\r\nbody", b"HTTP/1.1 103 X\r\n\r\n" * 3_000 + page(b""),
        b"<html>no head at all</html>",
        b"HTTP/1.1 \xb2\xb0\xb0 OK\r\n\r\n", b"H" * 300_000, b"HTTP/1.1 200 OK\r\n", page(b"") * 50,
    ]  # fmt: skip
    for number, line in enumerate(lines):
        yield Answer(f"status-{number}", line)
    yield Answer("noise", dice.randbytes(20_000))
    yield Answer("endless-1xx", streamed(b"", b"HTTP/1.1 100 \r\n\r\n" * 400), ("suspect",))
    yield Answer("endless-blank", streamed(b"", b"\r\n" * 4000), ("suspect",))


def headers() -> Iterator[Answer]:
    given = [
        b"a:\r\n" * 16_000, b"a:\r\n" * 60_000,
        b"X-Long: " + b"x" * 1_000_000 + b"\r\n", b"no colon here\r\n",
        b"N\xc3\xa4me: x\r\n", b"X: a\r\n b\r\n c\r\n" * 2_000,
        b"X: \0\r\n", b"X: \x1b[31mred\r\n", b": empty\r\n",
        b"Set-Cookie: a=b\r\n" * 3_000, b"X: y\rZ: q\r\n",
        b"X-%s: y\r\n" * 2_000, b"Content-Length: -1\r\n",
        b"Content-Length: 99999999999999999999\r\n", b"Content-Length: " + b"9" * 5_000 + b"\r\n",
        b"Content-Length: \xb2\r\n", b"Content-Length: 3\r\nContent-Length: 5\r\n",
        b"Content-Length: 0x10\r\n",
        b"Content-Length: 3, 3\r\n", b"Transfer-Encoding: gzip, chunked\r\n",
        b"Transfer-Encoding: nonsense\r\n",
        b"Content-Length: 3\r\nTransfer-Encoding: chunked\r\n", b"Connection: \xff\xfe\r\n",
        b"Content-Type: " + b"text/html;" * 3_000 + b"\r\n",
        b"Content-Encoding: " + b"gzip," * 5_000 + b"\r\n",
    ]  # fmt: skip
    for number, lines in enumerate(given):
        yield Answer(f"header-{number}", HEAD + HTML + lines + b"\r\nabc")
    yield Answer("endless-header", streamed(HEAD, b"X-Header: some value\r\n" * 100), ("suspect",))
    yield Answer("endless-line", streamed(HEAD + b"X: ", b"x" * 8_000), ("suspect",))


def redirects() -> Iterator[Answer]:
    bad = [
        b"http://a.dev:99999/", b"http://a.dev:65536/", b"http://a.dev:-1/", b"http://a.dev:abc/", b"http://[::1",
        b"http://[v1.x]/", b"http:///x", b"http://xn--\x80.dev/",
        b"http://" + b"a" * 300 + b".dev/", b"http://a..dev/",
        b"http://xn--a.dev/", b"http://\xe2\x84\x80.dev/", b"http://a.dev:" + b"9" * 5_000 + b"/", b"http://%31.dev/",
        b"/" + b"a" * 60_000, b"/" + b"a" * 7_000, b"",
        b"//", b"///", b"http://a.dev\\@b.dev/", b"?", b"#",
        b"\xff\xfe\x00", b" \t ", b"http://a b.dev/", b"/%zz%", b"../" * 2_000,
    ]  # fmt: skip
    for number, location in enumerate(bad):
        right = ("unknown",) if b":99999" in location or b":65536" in location else ()
        yield Answer(
            f"location-{number}", page(b"", b"Location: " + location, status=b"301 X"), right
        )
    for number, location in enumerate(
        [
            b"javascript:alert(1)",
            b"file:///etc/passwd",
            b"ftp://a.dev/x",
            b"data:text/html,x",
            b"gopher://a.dev/",
        ]
    ):
        yield Answer(
            f"scheme-{number}", page(b"", b"Location: " + location, status=b"302 X"), ("skipped",)
        )
    private = [
        FORBIDDEN.encode(), b"2130708737", b"0x7f000901",
        b"127.0.2305", b"0177.0.9.1", b"[::ffff:127.0.9.1]",
        b"169.254.169.254", b"user:word@127.0.9.1",
        b"\xef\xbc\x91\xef\xbc\x92\xef\xbc\x97.0.9.1", b"10.0.0.1",
        b"[::1]", b"0.0.0.0", b"127.0.9.1.",
    ]  # fmt: skip
    for number, host in enumerate(private):
        for status in (b"301 X", b"307 X"):
            location = b"Location: http://" + host + b":PORT/secret"
            yield Answer(
                f"private-{number}-{status[:3].decode()}", page(b"", location, status=status)
            )
    yield Answer("two-locations", page(b"", b"Location: /a", b"Location: /b", status=b"302 X"))


def cookies() -> Iterator[Answer]:
    given = [
        "n=ä".encode(), b"n=\xff\xfe", b"n=" + b"x" * 20_000,
        b"n=v; Max-Age=" + b"9" * 400, b"n=v; Max-Age=1e999",
        b"n=v; Expires=" + b"Thu, " * 500, b"n=v; Domain=.com",
        b"=;;;=", b"n=v; Version=" + b"9" * 5_000,
        b'n=v; Port="a"', b"n=v; Path=" + b"/" * 3_000, b"\0=\0",
        b"n=v; Domain=\xff", b"n" * 4_000, b"n=v;" * 900,
        b"n=v; Expires=Thu, 01-Jan-99999 00:00:00 GMT",
        b"n=v; max-age = -99999999999", b'n="\\"; Domain="a',
    ]  # fmt: skip
    for number, value in enumerate(given):
        cookie = b"Set-Cookie: " + value
        yield Answer(f"cookie-{number}", page(b"", cookie, b"Location: /fine", status=b"302 X"))
    for number, value in enumerate(given[:4]):
        yield Answer(
            f"cookie-page-{number}", page(b"<title>Fine</title>", b"Set-Cookie: " + value), ("ok",)
        )


def waits() -> Iterator[Answer]:
    given = [
        b"9" * 20_000, b"9" * 300, b"1e999", b"-1", b"nan",
        b"\xb2", b"1h" * 5_000, b" " * 5_000 + b"1", b"1_0",
        b"Fri, 31 Dec 99999 23:59:59 GMT",
        b"Mon, 99 Foo 0000 99:99:99 +9999", b"1.1" * 3_000, b"0x10",
        b"1m" + b"0" * 9_000,
    ]  # fmt: skip
    for number, value in enumerate(given):
        status = b"503 X" if number % 2 else b"429 X"
        yield Answer(
            f"wait-{number}",
            page(b"", b"Retry-After: " + value, status=status),
            ("suspect", "rate-limited"),
        )
    for name in (b"RateLimit: t=", b"X-RateLimit-Reset: ", b"RateLimit-Reset: "):
        yield Answer(
            f"limit-{name[:3].decode()}-{len(name)}",
            page(b"", name + b"9" * 9_000, status=b"429 X"),
        )


def charsets() -> Iterator[Answer]:
    names = [
        "undefined", "idna", "punycode", "unicode_escape",
        "raw_unicode_escape", "utf-7", "utf-16", "utf-32", "hex",
        "zlib", "base64", "rot13", "mbcs", "oem", "uu", "quopri",
        "bz2", "aliases", "x" * 5_000, "utf_8_sig", "ascii",
    ]  # fmt: skip
    body = b"<title>Fine \xff " + b"x-" * 3_000 + b"</title>"
    for name in names:
        kind = b"Content-Type: text/html; charset=" + name.encode()
        yield Answer(f"charset-{name[:12]}", page(body, kind), ("ok",))
    for name in names[:3]:
        yield Answer(f"meta-{name}", page(b"<meta charset=" + name.encode() + b">" + body), ("ok",))


def titles() -> Iterator[Answer]:
    given = [
        b"&#" + b"9" * 4_300 + b";", b"&#x" + b"f" * 5_000,
        b"&" * 9_000, b"404" + b" -" * 4_000, b"- " * 5_000 + b"x",
        b"domain " * 2_000, b"error 404 " * 900, b"page not " * 900,
        b"\x1b]0;owned\x07", b" " * 12_000, b"\n" * 12_000,
        "域名".encode() * 2_000, b"&lt;script&gt;", b"the page was not found x" * 200, b"_" * 9_000,
        b"404 not " * 1_500,
    ]  # fmt: skip
    for number, title in enumerate(given):
        yield Answer(f"title-{number}", page(b"<title>" + title + b"</title>"), ("ok", "soft-dead"))
    unclosed = [
        b"<title" * 3_000, b"<title>" * 3_000, b"<title " + b"a" * 16_000, b"</title" * 3_000,
        b"<TITLE>x</TITLE" + b" " * 9_000,
    ]  # fmt: skip
    for number, body in enumerate(unclosed):
        yield Answer(f"unclosed-{number}", page(body), ("ok",))


def bodies() -> Iterator[Answer]:
    bomb = gzip.compress(b"\0" * 50_000_000)
    plain = b"<title>Fine</title>"
    raw = zlib.compressobj(wbits=-15)
    deflated = raw.compress(plain) + raw.flush()
    encoded = [
        (b"gzip", bomb), (b"gzip", bomb[:9_000]),
        (b"gzip", b"no gzip at all"), (b"deflate", deflated),
        (b"deflate", zlib.compress(plain)), (b"br", plain),
        (b"gzip, gzip", gzip.compress(bomb)), (b"zstd", plain),
        (b"gzip", gzip.compress(plain) * 400),
        (b"deflate", b"\xff" * 9_000), (b"GZIP ", gzip.compress(plain)),
    ]  # fmt: skip
    for number, (encoding, body) in enumerate(encoded):
        yield Answer(f"encoded-{number}", page(body, b"Content-Encoding: " + encoding), ("ok",))
    head = HEAD + HTML
    chunked = head + b"Transfer-Encoding: chunked\r\n\r\n"
    yield Answer("tiny-chunks", chunked + b"1\r\na\r\n" * 60_000 + b"0\r\n\r\n", ("ok",))
    yield Answer("endless-chunks", streamed(chunked, b"1\r\na\r\n" * 1_000), ("ok",))
    chunks = [
        b"-1\r\n", b"f" * 400 + b"\r\n",
        b"5;" + b"x" * 200_000 + b"\r\nhello\r\n", b"\xb2\r\nab\r\n",
        b"5\nhello\n", b"g\r\n",
    ]  # fmt: skip
    for number, chunk in enumerate(chunks):
        yield Answer(f"chunk-{number}", chunked + chunk, ("ok",))
    yield Answer("trailers", chunked + b"1\r\na\r\n0\r\n" + b"T: x\r\n" * 60_000 + b"\r\n", ("ok",))
    yield Answer("endless-body", streamed(head + b"\r\n", b"x" * 16_000), ("ok",))
    yield Answer("dripped-body", streamed(head + b"\r\n<p>", b"y", 0.2), ("ok",))
    yield Answer("dripped-head", streamed(HEAD, b"X: y\r\n", 0.2), ("suspect",))
    yield Answer(
        "huge", streamed(head + b"Content-Length: 9999999999\r\n\r\n", b"\0" * 65_536), ("ok",)
    )
    yield Answer(
        "more-than-said", page(plain) + b"HTTP/1.1 404 X\r\nContent-Length: 0\r\n\r\n", ("ok",)
    )
    yield Answer("less-than-said", head + b"Content-Length: 30000\r\n\r\n" + plain, ("ok",))
    yield Answer("tags", page(b"<" * 16_000), ("ok",))


def everything() -> list[Answer]:
    """All answers; each name once."""
    kinds = (status_lines, headers, redirects, cookies, waits, charsets, titles, bodies)
    return [answer for kind in kinds for answer in kind()]


def address(number: int) -> str:
    """Where answer `number` (from 0) is."""
    return f"127.0.{1 + number // 250}.{1 + number % 250}"


class Server:
    """Serves all answers on `port`."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.forbidden = 0
        self.credentials = 0

    async def serve(self) -> list[asyncio.Server]:
        """Listen on each address."""
        held = [await asyncio.start_server(self._refuse, FORBIDDEN, self.port)]
        for number, answer in enumerate(everything()):
            held.append(
                await asyncio.start_server(self._handler(answer), address(number), self.port)
            )
        return held

    async def _refuse(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        del reader
        self.forbidden += 1
        writer.close()

    def _handler(self, answer: Answer):  # type: ignore[no-untyped-def] # noqa: ANN202 - asyncio's own callback
        async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            try:
                head = await reader.readuntil(b"\r\n\r\n")
                self.credentials += b"authorization:" in head.lower()
                path = head.split(b" ")[1]
                if path in (b"/fine", b"/"):
                    writer.write(page(b"<title>Fine</title>"))
                elif isinstance(answer.sent, bytes):
                    writer.write(answer.sent.replace(b":PORT", b":%d" % self.port))
                else:
                    async for piece in answer.sent():
                        writer.write(piece)
                        await writer.drain()
                await writer.drain()
            except (OSError, asyncio.IncompleteReadError):
                pass
            finally:
                writer.close()

        return handle


async def main(port: int) -> None:
    """Serve until the input ends."""
    server = Server(port)
    held = await server.serve()
    print(len(held) - 1, flush=True)
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)
    print(
        json.dumps({"forbidden": server.forbidden, "credentials": server.credentials}), flush=True
    )
    for one in held:
        one.close()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1])))
