"""The rules on single characters: what they report, what they leave alone, what they mend."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from awesomelint.checks.encoding import compat_radical
from awesomelint.curation import read
from awesomelint.engine import fix, lint, permit
from awesomelint.rules.config import Config, activate
from awesomelint.source import Source

RULES = {
    "control-character",
    "invisible-character",
    "bidi-control",
    "compat-radical",
    "broken-emoji",
}
ACTIVE = tuple(rule for rule in activate(Config()) if rule.rule.id in RULES)
SAMPLES = (
    "\u200b\u200d\u200c\u00ad\ufe0f\u2028\x0c\u202e\u2066\u200f\u20e3⼿⽬👩💻🏽♂5#*`[](\n ab中ن"
)


def found(text: str) -> list[tuple[str, str, str]]:
    return [(f.rule, f.level, f.severity) for f in lint(read(Source.of(text)), ACTIVE).findings]


def mended(text: str, *, unsafe: bool = False) -> str:
    return fix(Source.of(text), ACTIVE, None, permit(unsafe)).after.text


@pytest.mark.parametrize(
    "text",
    [
        "👩\u200d👩\u200d👧\u200d👦 🏳\ufe0f\u200d🌈 👩🏽\u200d🚀 🧙\u200d♂\ufe0f 🏴\u200d☠\ufe0f",
        (
            "⚠\ufe0f ☎\ufe0e 1\ufe0f\u20e3 #\ufe0f\u20e3 ©\ufe0f "
            "™\ufe0f ℹ\ufe0f ‼\ufe0f 〰\ufe0f ↔\ufe0f 🗺\ufe0f"
        ),
        "می\u200cخواهم، ه\u200d، क्\u200dष, ശ്രീ\u200d, ภาษา\u200bไทย, မြန်\u200bမာ, ᠮᠣᠩᠭᠣᠯ\u180eᠠ",
        "∩\ufe00 葛\ufe00 葛\U000e0101 ל\u05b7\u034f\u05b4ם",
        "[plan](#plan-\ufe0f)\n\n# Plan 🗺\ufe0f",
        "`\u200b` and ``\u200d``",
        "תוכנה C++\u200f, 100\u200e%",
        "תוכנה \u2067א\u2069 ו\u202aPython\u202c",
        '<div dir="rtl">\n\nC++\u200f\n\n</div>',
        "⼿, ⽬、⽊ (⼀)",
        "| ⼀⼁ | ⼂ |",
        "👩 💻 👩👨 ❤\ufe0f🔥",
        "`5\u20e3\ufe0f`\n\n    👩💻",
        "tabs\tand\u00a0spaces\u3000too",
    ],
)
def test_what_a_script_or_emoji_needs_is_left_alone(text: str) -> None:
    assert found(f"{text}\n") == []
    assert mended(f"{text}\n", unsafe=True) == f"{text}\n"


@pytest.mark.parametrize(
    ("text", "level", "safe"),
    [
        ("zero\u200bwidth", "", "zerowidth"),
        ("end of line\u200b", "", "end of line"),
        ("[title\u200b](https://example.org/\u200ba)", "", "[title](https://example.org/a)"),
        ("中\u200b文\ufeff字\u2060符", "", "中文字符"),
        ("Self-\u00ad\u2010Supervised", "", "Self-\u2010Supervised"),
        ("🚀\u200d and more", "", "🚀 and more"),
        ("a\ufe0fb", "", "ab"),
        ("Ire\u00adland", "", "Ire\u00adland"),
        ("@\u200bname and *\u200ba*", "", "@\u200bname and *\u200ba*"),
        ("`pip\u200b install`", "", "`pip\u200b install`"),
    ],
)
def test_invisible_characters(text: str, level: str, safe: str) -> None:
    assert found(f"{text}\n") == [("invisible-character", level, "warning")]
    assert mended(f"{text}\n") == f"{safe}\n"


@pytest.mark.parametrize(
    "text", ["\u200b# Not a heading\n", "a\n\n\u200b\n\nb\n", "\u200b- no item\n"]
)
def test_what_keeps_the_structure_is_not_taken_away(text: str) -> None:
    assert [rule for rule, *_ in found(text)] == ["invisible-character"]
    assert mended(text) == text


def test_control_characters() -> None:
    text = "Sev\x08eral\x0c, one\u2028two, 一\u2028二, three\x85\n"
    assert found(text) == [("control-character", "", "error")]
    assert mended(text) == "Several, one two, 一二, three\x85\n"  # NEL may have been … in cp1252
    assert mended("`\x07` \x1b[31mred\x1b[0m\n") == "`\x07` \x1b[31mred\x1b[0m\n"


@pytest.mark.parametrize(
    ("text", "level", "severity"),
    [
        ("access\u202e \u2066user\u2069", "embedding", "error"),
        ("\u202ahttps://example.org/\u202c", "embedding", "error"),
        ("a \u2066word\u2069", "isolate", "error"),
        ("תוכנה \u2067א", "isolate", "error"),
        ("תוכנה \u202eא\u202c", "embedding", "error"),
        ("name\u200e", "mark", "warning"),
    ],
)
def test_direction_controls(text: str, level: str, severity: str) -> None:
    assert found(f"{text}\n") == [("bidi-control", level, severity)]
    assert mended(f"{text}\n") == f"{text}\n"
    assert not set(mended(f"{text}\n", unsafe=True)) & set(
        "\u200e\u2066\u2067\u2069\u202a\u202c\u202e"
    )


def test_radicals_in_words_become_characters() -> None:
    assert mended("知识库助⼿项⽬，⼈⼯、⻓度\n") == "知识库助手项目，人工、长度\n"
    assert (
        found("知识库助⼿项⽬\n\n[文件](docs/项⽬.md)\n") == [("compat-radical", "", "warning")] * 2
    )
    assert mended("[文件](docs/项⽬.md)\n") == "[文件](docs/项⽬.md)\n"


def test_the_table_of_radicals_agrees_with_unicode() -> None:
    for radical, char in compat_radical.TABLE.items():
        assert unicodedata.name(radical).startswith("CJK RADICAL")
        assert unicodedata.name(char).startswith("CJK UNIFIED IDEOGRAPH")
    kangxi = [chr(code) for code in range(0x2F00, 0x2FD6)]
    assert len({compat_radical.ideograph(char) for char in kangxi} - set(kangxi)) == 214


def test_emoji_that_fell_apart() -> None:
    assert found("5\u20e3\ufe0f steps\n") == [("broken-emoji", "order", "warning")]
    assert mended("5\u20e3\ufe0f, #\u20e3\ufe0f\n") == "5\ufe0f\u20e3, #\ufe0f\u20e3\n"
    (lost,) = lint(read(Source.of("👩💻 codes\n")), ACTIVE).findings
    assert (lost.level, lost.severity, lost.fixes) == ("joiner", "info", ())
    assert [candidate.text for candidate in lost.candidates] == ["👩\u200d💻"]


@settings(max_examples=150, deadline=None)
@given(st.text(st.sampled_from(SAMPLES), max_size=30))
def test_fixing_twice_is_fixing_once(text: str) -> None:
    once = mended(text)
    assert mended(once) == once
