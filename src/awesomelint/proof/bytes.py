"""The proof of `bytes`: the old and the new file hold one text, each in its encoding."""

from __future__ import annotations


def prove_bytes(old: bytes, new: bytes, codec: str) -> bool:
    """Whether UTF-8 bytes `new` hold the text that `old` holds in `codec`.

    Raise `LookupError` for no codec.
    """
    try:
        return old.decode(codec).removeprefix("\ufeff") == new.decode("utf-8").removeprefix(
            "\ufeff"
        )
    except UnicodeDecodeError:
        return False
