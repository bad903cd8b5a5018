"""Bodies, decoded as they come and never beyond a bound.

A few kilobytes of gzip can hold gigabytes.
"""

from __future__ import annotations

import zlib

_GZIP_OR_ZLIB = 47
_RAW = -15
_ENCODINGS = frozenset({"gzip", "x-gzip", "deflate"})
_NONE = frozenset({"", "identity"})


class Plain:
    """The first `limit` bytes of a body that is sent in `encoding`.

    `cut` says that there was more, `broken` that the encoding is another than announced, or none
    that we read.
    """

    def __init__(self, encoding: str, limit: int) -> None:
        name = encoding.strip().lower()
        self.data = bytearray()
        self.cut = False
        self.broken = name not in _NONE and name not in _ENCODINGS
        self._limit = limit
        self._inflate = zlib.decompressobj(_GZIP_OR_ZLIB) if name in _ENCODINGS else None
        self._may_be_raw = name == "deflate"

    def feed(self, part: bytes) -> None:
        """Take the next bytes of the body."""
        if self.broken or not part:
            return
        room = self._limit - len(self.data)
        if room <= 0:
            self.cut = True
        elif self._inflate is None:
            self.data += part[:room]
            self.cut = len(part) > room
        else:
            self.data += self._inflated(part, room)

    def _inflated(self, part: bytes, room: int) -> bytes:
        inflate = self._inflate
        if inflate is None or inflate.eof:
            return b""
        try:
            plain = inflate.decompress(part, room)
        except zlib.error:
            # "deflate" has two meanings, with the header of zlib (RFC 9110) and without
            if not self._may_be_raw:
                self.broken = True
                return b""
            self._may_be_raw = False
            self._inflate = zlib.decompressobj(_RAW)
            return self._inflated(part, room)
        self._may_be_raw = self._may_be_raw and not plain
        self.cut = bool(inflate.unconsumed_tail)
        return plain
