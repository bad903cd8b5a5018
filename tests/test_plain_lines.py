"""Lines that begin with a plain link read the same by the short way as by the long one.

They are not read before somebody asks.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from operator import attrgetter
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from awesomelint.curation import dates, read, reader
from awesomelint.source import Source

if TYPE_CHECKING:
    from awesomelint.curation import Document

TITLES = st.sampled_from(
    ["Owls", "Ann Baker", "Ann Baker, Bob Miller", "Title", "Name", "Paper", "Owls: A Survey",
     "Title: Owls", "Owls at night and by day", "Owls 2", "ICML", "Owls-", "Owls Inc.", "C++",
     "名称", "猫头鹰", "Owls: 2020-05", "Owls, hawks & eagles of the far north", "Code", "a",
     "[Owls]", "**Owls**", "Owls (2019)", "by Ann", "Owls (night)", "Owls (NeurIPS 2020)",
     "Owls 2020", "Owls at night 2020-05", "Owls  and hawks", "Owls (a (b))", "Owls）", "Owls (a",
     'Owls "at" night', "Owls!", "Owls_", "Owls 📚 night", "Owls - Hawks", "Owls | Hawks",
     "Ann et al. (2020)", "Owls by Ann Baker", "Owls: [a]", "Owls：夜", "Paper 2", "PyTorch",
     "May 2020 owls", "GPT-4 and T5", "Owls.2 at", "Owls. Night", "Owls -- x", "v2.0",
     "Ann Baker et al"]
)  # fmt: skip
RESTS = st.lists(
    st.sampled_from(
        [" - ", ": ", " ", "：", ", ", " (", ")", "[", "]", '"Owls at night"', "“Owls”",
         "《猫头鹰》", "&quot;", "Ann Baker, Bob Miller", "et al.", "2020-05", "ICML 2020",
         "A small bird.", "by Ann Baker", "`MIT`", "⭐ 10", "**bold**", "*Jane Doe, Li Wei*",
         "[code](https://c.test)", "![a](https://i.test/b.svg)",
         "[![Paper](https://i.test/paper.svg)](https://p.test)", "https://d.test", "<br>",
         "![Stars](https://s.test)", "Title", "：名称", "| x", "#tag", "\n  more", "&colon;",
         "[Paper](https://p.test)", " [[code]](https://c.test)", "[a b](https://b.test)", "代码：",
         "[paper](#a)", "([code](https://c.test))", "<img src=https://i.test>",
         "([arXiv](https://a.test))"]
    ),
    max_size=6,
).map("".join)  # fmt: skip
LINES = st.builds(
    "{}[{}](https://a.test/x){}\n".format, st.sampled_from(["- ", "1. ", "", "# "]), TITLES, RESTS
)


WORDS = st.builds("{}{}{}\n".format, st.sampled_from(["- ", "1. ", "", "# "]), TITLES, RESTS)


def told(document: Document) -> list[tuple[object, ...]]:
    return [
        (
            entry.shape,
            entry.title,
            entry.title_text,
            entry.title_is_url,
            entry.nickname,
            entry.label,
            [(held.link.start, held.role) for held in entry.links],
            (entry.tags, entry.separator, entry.description, entry.metadata, entry.columns),
        )
        for entry in document.entries
    ]


@settings(max_examples=1500, deadline=None)
@given(st.one_of(LINES, WORDS))
def test_a_plain_line_is_read_as_any_other(text: str) -> None:
    short = told(read(Source.of(text)))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reader, "read_plain", lambda *_: None)
        assert short == told(read(Source.of(text)))


def test_a_line_is_read_no_further_than_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    document = read(
        Source.of(
            "- [Owls](https://a.test) (2020), a bird\n- **Hawks** - [paper](https://b.test)\n"
        )
    )
    entries = document.entries
    monkeypatch.setattr(dates, "citation", None)  # whatever follows a title needs it
    assert [entry.title_text for entry in entries] == ["Owls", "Hawks"]
    with pytest.raises(TypeError):
        _ = document.entries[0].description


def test_threads_that_ask_at_once_get_the_same_entries() -> None:
    text = "".join(f"- [Book {n}](https://a.test/{n})\n" for n in range(200))
    for _ in range(5):
        document = read(Source.of(text))
        with ThreadPoolExecutor(8) as threads:
            asked = list(threads.map(attrgetter("entries"), [document] * 8))
        assert all(entries is asked[0] for entries in asked)


def test_threads_that_ask_at_once_get_the_same_details() -> None:
    text = "".join(f"- [Book {n}](https://a.test/{n}) - Ann Baker\n" for n in "abcdefghij")
    document = read(Source.of(text))
    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(lambda entry: entry.metadata, document.entries * 20))
    assert all(set(metadata) == {"authors"} for metadata in found)
