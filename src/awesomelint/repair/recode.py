"""Files in another encoding than UTF-8: which one reads as language."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

CODECS = {
    "GB18030": ("zh",),
    "Big5": ("zh-hant",),
    "Shift_JIS": ("ja",),
    "EUC-KR": ("ko",),
    "EUC-JP": ("ja",),
}
"""The encodings of whole files that are recognised, and the models that judge the text.

UTF-16 is recognised besides.
"""
_PYTHON = {"Big5": "cp950", "Shift_JIS": "cp932", "EUC-KR": "cp949"}
_UTF16 = {"UTF-16LE": b"\xff\xfe", "UTF-16BE": b"\xfe\xff"}
_SINGLE = ("cp1252", "latin-1")
_STRAY = 0.02
"""Up to this share of bad bytes a file counts as UTF-8 with a few stray bytes."""
_LEAD = 1.0
"""By how much (nats a character) a reading must be ahead of the next."""
_LEAST = -9.5
"""Below this mean log probability of the foreign characters a text does not read as language."""
_MOSTLY_COMMON = 0.7
"""The share of common characters from which UTF-16 is read rightly."""
_LONG = 200
"""How many bytes a text has that a stray byte does not make doubtful."""


def bad_places(raw: bytes) -> list[tuple[int, int]]:
    """The stretches of bytes, as (start, end), that UTF-8 decoding rejects, neighbours joined."""
    places: list[tuple[int, int]] = []
    at = 0
    while at < len(raw):
        try:
            raw[at:].decode()
        except UnicodeDecodeError as error:
            start, end = at + error.start, at + error.end
            if places and places[-1][1] == start:
                places[-1] = (places[-1][0], end)
            else:
                places.append((start, end))
            at = end
            if len(places) > 2000:
                break
        else:
            break
    return places


def python_codec(raw: bytes, name: str) -> str:
    """The Python codec for an encoding named in a message.

    The byte order mark is set aside before it decodes the file.
    """
    if name in _UTF16:
        return "utf-16" if raw.startswith(_UTF16[name]) else name
    return _PYTHON.get(name, name)


def is_binary(raw: bytes) -> bool:
    """Whether the bytes are no text in any encoding: NULs, or many control characters."""
    head = raw[:65536]
    return b"\0" in head or sum(
        byte < 32 and byte not in b"\t\n\r\f\x1b" for byte in head
    ) * 20 > len(head)


def likely_codec(raw: bytes) -> str:
    """The one encoding from which the whole file decodes, goes back, and reads as language.

    Empty if there is none.
    """
    for name, mark in _UTF16.items():
        if raw.startswith(mark) and _decoded(raw, "utf-16") is not None:
            return name
    if b"\0" in raw[:4096]:
        return _wide(raw)
    if _is_mostly_utf8(raw):
        return ""
    scores = sorted(((score, name) for name, score in _scores(raw)), reverse=True)
    if not scores:
        return ""
    best, codec = scores[0]
    if best < _LEAST:
        return ""
    is_close = len(scores) > 1 and best - scores[1][0] < _LEAD
    return "" if is_close else codec


def readable_codecs(piece: bytes) -> list[tuple[str, str]]:
    """Single-byte encodings that make printable text of a bad place, with that text."""
    found: list[tuple[str, str]] = []
    for name in _SINGLE:
        text = _decoded(piece, name)
        if text and text.isprintable() and all(f"“{text}”" != other for _, other in found):
            found.append((name, f"“{text}”"))
    return found


def _is_mostly_utf8(raw: bytes) -> bool:
    """Whether well-formed sequences of UTF-8 outnumber the bad bytes by far."""
    bad = sum(end - start for start, end in bad_places(raw))
    sequences = re.findall(rb"[\xc2-\xf4][\x80-\xbf]+", raw)
    if len(sequences) > 4 * bad:
        return True
    is_long = len(raw) > _LONG
    return is_long and bad <= 2 and bad < _STRAY * len(raw)


def _wide(raw: bytes) -> str:
    """UTF-16 without a byte order mark.

    The order in which the text is made of common characters.
    """
    shares = sorted(((_common(raw, name), name) for name in _UTF16), reverse=True)
    (best, name), (other, _) = shares
    is_sure = best > _MOSTLY_COMMON and other < best / 2
    return name if is_sure else ""


def _common(raw: bytes, name: str) -> float:
    from awesomelint.repair.language import IDEOGRAPHIC  # noqa: PLC0415 - only undecodable files need the models
    from awesomelint.repair.model import load  # noqa: PLC0415 - as above

    text = (_decoded(raw, name) or "")[:4000]
    models = [load(model).singles for model in IDEOGRAPHIC]
    common = sum(
        char in "\r\n\t" or " " <= char < "\u0250" or any(m.get(char, 0) > 1e-5 for m in models)
        for char in text
    )
    return common / len(text) if text and "\0" not in text else 0.0


def _scores(raw: bytes) -> Iterator[tuple[str, float]]:
    from awesomelint.repair.language import RARE  # noqa: PLC0415 - only undecodable files need the models
    from awesomelint.repair.model import load  # noqa: PLC0415 - as above

    for name, models in CODECS.items():
        text = _decoded(raw, python_codec(raw, name))
        if text is None:
            continue
        foreign = [char for char in text[:20000] if not char.isascii()]
        if not foreign or any(char == "\ufffd" or "\ue000" <= char <= "\uf8ff" for char in foreign):
            continue
        for model in models:
            known = load(model).singles
            total = sum(math.log(known.get(char, RARE)) for char in foreign)
            yield name, total / len(foreign)


def _decoded(raw: bytes, name: str) -> str | None:
    """`raw` as text in that encoding if it is so without loss."""
    try:
        text = raw.decode(name)
        return text if name == "utf-16" or text.encode(name) == raw else None
    except UnicodeError:
        return None
