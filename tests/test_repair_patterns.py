"""Patterns that are written for speed find what their plain forms find."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awesomelint.repair import gbk, precheck
from awesomelint.repair.codepages import SINGLE_BYTE, letters
from awesomelint.repair.marks import may_remain
from awesomelint.repair.precheck import Suspects, glance, suspects
from awesomelint.repair.shape import shape


@pytest.mark.parametrize("page", SINGLE_BYTE)
@given(st.lists(st.integers(0x20, 0xFF), max_size=30))
def test_a_sequence_is_well_formed_utf8(page: str, numbers: list[int]) -> None:
    raw = bytes(numbers)
    found = [
        match.span()
        for match in shape(page).sequence.finditer("".join(letters(page)[byte] for byte in raw))
    ]
    expected, at = [], 0
    while at < len(raw):
        size = next((size for size in (2, 3, 4) if is_one(raw[at : at + size])), 0)
        expected += [(at, at + size)] if size else []
        at += size or 1
    assert found == expected


def is_one(raw: bytes) -> bool:
    """Whether the bytes are one character of UTF-8 beyond ASCII."""
    try:
        return len(raw) > 1 and len(raw.decode()) == 1
    except UnicodeDecodeError:
        return False


@given(st.text("иПр" + "".join(letters("cp1252")[0x80:]), max_size=12))
def test_pages_are_suspected_alike_beside_cyrillic(text: str) -> None:
    plain = text.replace("и", "")
    latin, cyrillic = suspects(plain), suspects(f"{plain} и")
    assert latin == cyrillic


@given(
    st.text(
        st.one_of(
            st.characters(),
            st.sampled_from("Ãƒ©â€™ÂÐ°Ñ€и馃锛銆鈥娴嬭瘯\x80\x9d\xa0é»?a \n\ufffd\ud800"),
        )
    )
)
def test_a_glance_hides_nothing(text: str) -> None:
    seen = glance(text)
    assert seen.neighbours or not suspects(text)
    assert seen.han or not gbk.may_be_damaged(text)
    assert seen.controls == any("\x80" <= char <= "\x9f" for char in text)


@given(st.text(st.sampled_from("ÃƒÂ©â€™ÐÑ€°и馃ðŸ˜€√©╨╕ГѓВЎĂŠÎ±ä½ å\xa0\xadé»a \n")))
def test_no_sequence_of_any_page_is_missed(text: str) -> None:
    found = suspects(text) or Suspects({}, [])
    plain = {page: list(shape(page).sequence.finditer(text)) for page in SINGLE_BYTE}
    for page in set(SINGLE_BYTE) - {"cp1251"}:  # whose sequences are letters side by side, too
        assert found.sequences.get(page, []) == [match.span() for match in plain[page]]
    assert found.remains == [at for at in range(len(text)) if may_remain(text, at)]


@pytest.mark.parametrize(
    ("body", "low", "high"),
    [
        (precheck._PAIRS, 0xC2, 0xE0),
        (precheck._LONGER, 0xE0, 0xF5),
        (precheck._OTHERS, 0x80, 0xC0),
    ],
)
def test_a_table_of_bytes_holds_those_of_all_pages(body: str, low: int, high: int) -> None:
    every = "".join(map(chr, range(0x10000)))
    of_pages = {char for page in SINGLE_BYTE for char in letters(page)[low:high]}
    assert set(re.findall(f"[{body}]", every)) == of_pages


def as_gbk(first: range, second: range) -> str:
    pairs = (bytes([lead, other]) for lead in first for other in second)
    return "".join(pair.decode("gbk", "ignore") for pair in pairs)


HEADS = as_gbk(range(0xE3, 0xF0), range(0x80, 0xC0))
LETTERS = as_gbk(range(0xD0, 0xD2), range(0x80, 0xC0))
GBK_MARKS = re.compile(
    rf"[锛銆]|[{HEADS}](?:[^\x00-\x7f]|\?){{2}}[{HEADS}]|[{LETTERS}]{{4}}", re.DOTALL
)


@given(st.text(st.sampled_from(f"{HEADS[::40]}{LETTERS[::8]}锛中é?a\n"), max_size=12))
def test_signs_of_gbk_are_what_their_pattern_says(text: str) -> None:
    assert gbk.may_be_damaged(text) == (GBK_MARKS.search(text) is not None)
