"""A repair needs two witnesses: text that only looks damaged stays as it is."""

from __future__ import annotations

import pytest

from awesomelint.curation import read
from awesomelint.engine import fix, lint, permit
from awesomelint.repair import damage, detect
from awesomelint.repair.remains import may_be_remains
from awesomelint.rules.config import Config, activate
from awesomelint.source import Source

ENCODING = tuple(rule for rule in activate(Config()) if rule.rule.category == "encoding")
LIST = """# List

- [One](https://a.example/1) - Plain.
- [Two](https://a.example/2) - {}
- [Three](https://a.example/3) - Plain.
"""


def mended(text: str, *, unsafe: bool = False) -> str:
    return fix(Source.of(text), ENCODING, None, permit(unsafe)).after.text


def rules(text: str) -> list[str]:
    return [finding.rule for finding in lint(read(Source.of(text)), ENCODING).findings]


@pytest.mark.parametrize(
    "text",
    [
        "Le mot «\u00a0été\u00a0» et le nom «\u00a0Zoé\u00a0»\u00a0; déjà\u00a0!",
        "Prix\u00a0: 5\u00a0€ — fermé\u00a0» ©\u00a02020 à\u00a0°C",
        "LE CAFÉ… et “LE MARCHÉ” — “UNIVERSITÉ”, ‘ARÈNE’, CHÂTEAU™ et CITÉ®.",
        "O que é “AMANHÃ”? NÃO… MAÇÃ» e AVÓ’.",
        "Ôôô vida minha! Áááá. Çççç",
        "MŮŽE, zvlášť, áššiid, “MUSÍ“ a «NESMÍ»",
        "ΠΡΕΠΕΙ» ΣΥΝΙΣΤΆΤΑΙ… Ί» ί’ «ΤΆ»",
        "Він, Гісторыя, Підсумок, об’єкту, дії, Місто, Ні",
        "10 Å² und 5 m³ à 20 °C",
        "┌──┐ ├──src └─┐ ▓▒░ ─▒▒▒ ╔══╗",
        "«Ä» »Ö« „Ü“ ”Å” ’é’ —é— …état",
        "naïveBayes, PokéAPI, ÜberProject, fooÄbar®",
        "f(x) = √x + ≈2 · ∂y/∂x — ∫√π",
    ],
)
def test_clean_text_is_clean_even_beside_damage(text: str) -> None:
    assert [line for line in detect(text) if line.runs] == []
    beside = LIST.format(damage("It’s — “quoted” and naïve: José, Köln.", "cp1252")) + f"\n{text}\n"
    for unsafe in (False, True):
        assert mended(beside, unsafe=unsafe).endswith(f"\n{text}\n")


@pytest.mark.parametrize(
    ("clean", "mistake"),
    [
        ("KÃ¶nig et al.", "König et al."),
        ("JosÃ© GarcÃ\u00ada, Müller", "José García, Müller"),
        ("The Ã\u0089cole of Ã\u009cbersicht.", "The École of Übersicht."),
        (
            "the Office fÃ¼r Zusammenarbeit, with “support”",
            "the Office für Zusammenarbeit, with “support”",
        ),
        ("A lamp called TRÃ…DLÃ–S.", "A lamp called TRÅDLÖS."),
        ("Itâ€™s a guide â€” “new”", "It’s a guide — “new”"),
        ("It\u0092s \u0093quoted\u0094.", "It’s “quoted”."),
        ("MÃ¼nchen", "München"),
        ("baÅŸka", "başka"),
        ("M√°laga", "Málaga"),
        ("Bj√∏rn", "Bjørn"),
        ("K├╢ln", "Köln"),
        ("CafГ©", "Café"),
        ("BeginnerΓÇÖs guide ΓÇö new", "Beginner’s guide — new"),
        ("App StoreпјљiOS", "App Store：iOS"),
        ("1920Ã—1080", "1920×1080"),
    ],
)
def test_one_damaged_word_is_enough(clean: str, mistake: str) -> None:
    assert mended(LIST.format(clean)) == LIST.format(mistake)


@pytest.mark.parametrize(
    "text",
    [
        "Officiâš´le gecreâš´erde patatten",
        "LegaA¯a 2 Duel Saga",
        'PowerHouseâ"¢',
        "ItÃ?Â¢â?¬â?¢s classic.",
    ],
)
def test_what_is_no_mend_is_not_made(text: str) -> None:
    assert mended(LIST.format(text)) == LIST.format(text)
    assert not set(mended(LIST.format(text), unsafe=True)) & set("⚴墉")


@pytest.mark.parametrize(
    "text",
    [
        "# Mojibake\n\nSuch as âœ“, Â©, Â§, or âœ… in text.\n",
        "# Notes\n\nIf you see â€™ the file was not read as UTF-8.\n",
        "# Names\n\n- SchÃ¼tz instead of Schütz\n",
        "# 文字化け\n\nâ€œ\n",
        "# Code\n\n- `CafÃ©` instead of `Café`\n",
    ],
)
def test_a_text_about_mojibake_keeps_what_it_shows(text: str) -> None:
    for unsafe in (False, True):
        assert mended(text, unsafe=unsafe) == text


def test_a_line_that_cannot_be_about_it_is_mended_in_a_text_about_mojibake() -> None:
    text = "# Mojibake\n\nSuch as âœ“.\n\nThe cafÃ© in KÃ¶ln was closed.\n"
    assert mended(text) == "# Mojibake\n\nSuch as âœ“.\n\nThe café in Köln was closed.\n"


@pytest.mark.parametrize(
    ("said", "lines"),
    [
        (
            (
                "# 列表\n\n- Python 删除列表中的元素\n"
                "- Puppeteer 处理文件上传\n- 第二幕 鲁 · 数据恢复\n"
            ),
            2,
        ),
        ("# 目录\n\n- 机器学习的基本概念和元素\n- 使用工具下载和上传\n", 2),
    ],
)
def test_stripped_line_ends_are_read_from_the_bytes_that_are_left(said: str, lines: int) -> None:
    bad = "\n".join(line.rstrip("\x85\xa0 ") for line in damage(said, "cp1252").split("\n"))
    assert (
        sum(
            old != new
            for old, new in zip(bad.split("\n"), damage(said, "cp1252").split("\n"), strict=True)
        )
        == lines
    )
    assert mended(bad, unsafe=True) == said
    assert "cp1252-strip" in {line.damage.name for line in detect(bad)}


def test_a_lost_quotation_mark_is_one_or_stays() -> None:
    text = LIST.format("“lossy” and â€œlossy decodingâ€\ufffd")
    assert mended(text) == text
    assert mended(text, unsafe=True) == LIST.format("“lossy” and “lossy decoding”")


@pytest.mark.parametrize(
    "text",
    [
        "Ã\u0089",
        "GarcÃ\u00ad x",
        "a\u0085b",
        "x\u0092y",
        "na\u0081me",
        "â€\u009d",
        "Ö\u00ad",
    ],
)
def test_no_rule_deletes_what_a_decoding_could_use(text: str) -> None:
    kept = [char for at, char in enumerate(text) if may_be_remains(text, at)]
    for unsafe in (False, True):
        after = mended(f"{text}\n", unsafe=unsafe)
        assert (
            after == f"{text}\n"
            or all(char.isprintable() or char == "\n" for char in after)
            or kept == []
        )


def test_remains_are_reported_as_what_they_are() -> None:
    assert rules("na\u0081me\n") == ["control-character"]
    assert mended("na\u0081me \u0081 x\n", unsafe=True).startswith("na\u0081me")
    assert rules("GRÖ\u00adSSE\n") == ["invisible-character"]
    assert mended("GRÖ\u00adSSE\n", unsafe=True) == "GRÖ\u00adSSE\n"


def test_damage_of_another_script_needs_a_text_in_that_script() -> None:
    alone = damage("年", "mac-roman")
    assert mended(LIST.format(f"A {alone} b")) == LIST.format(f"A {alone} b")
    among = LIST.format(f"A {alone} b") + "\n- 这里有中文内容。\n"
    assert [line for line in detect(among) if line.runs] == [] or "年" in mended(among, unsafe=True)
