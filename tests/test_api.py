"""The names that other programs may rely on."""

from __future__ import annotations

import subprocess
import sys

from hypothesis import given, settings
from hypothesis import strategies as st

import awesomelint
from awesomelint import Document, Finding, check, fix, identify, parse

TEXT = "# Papers\n\n- 📔\n- https://arxiv.org/abs/2402.03300https://arxiv.org/abs/2402.06332\n"


def test_every_public_name_is_there() -> None:
    assert all(getattr(awesomelint, name) for name in awesomelint.__all__)


def test_text_in_results_out() -> None:
    document = parse(TEXT)
    assert isinstance(document, Document)
    assert [str(one) for one in document.entries[-1].identities] == ["arxiv:2402.03300", "arxiv:2402.06332"]
    found = check(TEXT).findings
    assert all(isinstance(one, Finding) for one in found)
    assert {"empty-bullet", "glued-urls"} <= {one.rule for one in found}
    assert "2402.03300 https" in fix(TEXT).text
    assert "📔" not in fix(TEXT.encode(), unsafe=True).text
    assert str(identify("https://arxiv.org/abs/2402.03300v2")) == "arxiv:2402.03300@v2"


@given(st.text(st.sampled_from("\ud800\udfff\0#-*[](): \r\n|`<>ahtps/.中é"), max_size=60))
@settings(max_examples=200, deadline=None)
def test_lone_surrogates_stay_and_break_nothing(text: str) -> None:
    """A `str` may hold what no file can; nothing is lost of it, and the rest is judged."""
    text = f"{text}\udc80"
    check(text)
    fixed = fix(text, unsafe=True)
    assert fixed.text == fixed.raw.decode("utf-8", "surrogatepass")
    assert [c for c in fixed.text if "\ud800" <= c <= "\udfff"] == [c for c in text if "\ud800" <= c <= "\udfff"]


def test_importing_the_package_loads_nothing_else() -> None:
    script = "import sys, awesomelint; print([m for m in sys.modules if m.startswith('awesomelint.') or m == 'click'])"
    assert subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout == "[]\n"
