"""The names that other programs may rely on."""

from __future__ import annotations

import subprocess
import sys

import awesomelint
from awesomelint import Document, Finding, check, fix, identify, parse

TEXT = "# Papers\n\n- 📔\n- https://arxiv.org/abs/2402.03300https://arxiv.org/abs/2402.06332\n"


def test_every_public_name_is_there() -> None:
    assert all(getattr(awesomelint, name) for name in awesomelint.__all__)


def test_text_in_results_out() -> None:
    document = parse(TEXT)
    assert isinstance(document, Document)
    assert [str(one) for one in document.entries[-1].identities] == ["arxiv:2402.03300", "arxiv:2402.06332"]
    found = check(TEXT)
    assert all(isinstance(one, Finding) for one in found)
    assert {"empty-bullet", "glued-urls"} <= {one.rule for one in found}
    assert "2402.03300 https" in fix(TEXT).after.text
    assert "📔" not in fix(TEXT.encode(), unsafe=True).after.text
    assert str(identify("https://arxiv.org/abs/2402.03300v2")) == "arxiv:2402.03300@v2"


def test_importing_the_package_loads_nothing_else() -> None:
    script = "import sys, awesomelint; print([m for m in sys.modules if m.startswith('awesomelint.') or m == 'click'])"
    assert subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout == "[]\n"
