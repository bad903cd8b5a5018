"""Mojibake: every mode is found, named and mended as far as the evidence goes.

Clean text is left alone.
"""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import awesomelint
from awesomelint.repair import damage, detect
from awesomelint.repair.codepages import SINGLE_BYTE, parse
from awesomelint.repair.precheck import suspects

CHINESE = """# 深度学习资源

- [入门指南](https://example.com/a) - 适合初学者的中文教程，内容完整。
- [数据处理](https://example.com/b) - 介绍数据清洗、选择与配比等方法。
- [模型评估](https://example.com/c) - 如何评估大语言模型的能力？
- [开发工具](https://example.com/d) - 常用的开发工具和框架。
"""
JAPANESE = """# 自然言語処理の資料

- [入門](https://example.com/a) - 初心者のための日本語の教材です。
- [データ](https://example.com/b) - 学習に使えるデータの一覧。
- [ツール](https://example.com/c) - よく使われる開発ツールとライブラリ。
"""
FRENCH = """# Ressources

- [Éditeur](https://example.com/a) - Un éditeur de texte léger, très répandu à l’université.
- [Bibliothèque](https://example.com/b) - Une bibliothèque « complète » pour le développement.
- [Cœur](https://example.com/c) - Le cœur du système, déjà traduit en français.
"""
RUSSIAN = """# Ресурсы

- [Учебник](https://example.com/a) - Учебник для начинающих, много примеров.
- [Справочник](https://example.com/b) - Справочник по языку и библиотекам.
"""
TEXTS = {"zh": CHINESE, "ja": JAPANESE, "fr": FRENCH, "ru": RUSSIAN}
LOSSLESS = ("cp1252", "cp1254", "latin-1", "mac-roman", "cp437", "cp1251", "cp1252-twice")
LOSSY = (
    "cp1252-drop", "cp1254-drop", "cp1254-drop-shy",
    "cp1252-drop-nbsp", "cp1252-fffd", "cp1252-question",
    "latin-1-no-c1", "gbk-fffd", "gbk-question",
)  # fmt: skip
CLEAN = {
    "fr": "L’été à la plage : «déjà vu…», «passé…» — d’à côté.",
    "pt": "NÃO é só ÃO: ações, Âncora, “olá”… É…” e não é.",
    "tr": "Türkçe kaynaklar: ağ, şifre, İstanbul, ığdır; Ş ve Ğ.",
    "vi": "Đường dẫn và tài liệu: ẤM, Ầm, ÂM nhạc, Ấn Độ.",
    "uk": "Події, дії, мрії: її нашої країни, моєї Азії — «дії».",
    "ru": "Привет, «мир» — это Россия. Ёлка №5.",
    "de": "Größe, „Übung“, ß»Ä«, Äußerung – “ÄÖÜ”.",
    "pl": "Książę, źdźbło, świętszą, łóżko, «ćśż».",
    "zh": "干净的中文，标点“齐全”……——鑫淼科技。",
    "ja": "日本語の文章、「引用」もあります。",
    "ko": "한국어 문장과 “인용”도 있습니다.",
    "box": "╔══╗╔╗╔╗\n├── src └─┐ ┌┬┐\n║ █▄▀ ▓▒░",
    "emoji": "🧑‍🎓 ✔️ ☕ café™ Pokéapi® 20°C ½ …",
}


def mended(text: str, *, safe: bool, references: tuple[str, ...] = ()) -> str:
    parts, done = [], 0
    for line in detect(text, references=references):
        if line.proven or not safe:
            parts += [text[done : line.start], line.mended(text)]
            done = line.end
    return "".join([*parts, text[done:]])


@pytest.mark.parametrize("name", LOSSLESS)
@pytest.mark.parametrize("language", TEXTS)
def test_what_lost_nothing_is_mended_for_certain(language: str, name: str) -> None:
    text = TEXTS[language]
    assert mended(damage(text, name), safe=True) == text


@pytest.mark.parametrize("name", LOSSY)
@pytest.mark.parametrize("language", TEXTS)
def test_safe_mending_invents_nothing(language: str, name: str) -> None:
    clean, bad = TEXTS[language].split("\n"), damage(TEXTS[language], name).split("\n")
    fixed = mended("\n".join(bad), safe=True).split("\n")
    assert all(new in (old, was) for new, old, was in zip(fixed, bad, clean, strict=True))


@pytest.mark.parametrize("name", ["cp1252-drop", "cp1254-drop-shy", "cp1252-fffd", "gbk-fffd"])
def test_most_of_what_lost_bytes_is_inferred(name: str) -> None:
    clean, bad = CHINESE.split("\n"), damage(CHINESE, name)
    hurt = [
        (was, new)
        for was, new in zip(clean, mended(bad, safe=False).split("\n"), strict=True)
        if not was.isascii()
    ]
    assert sum(was == new for was, new in hurt) >= len(hurt) - 1


@pytest.mark.parametrize("name", [*LOSSLESS, *LOSSY])
def test_every_edit_is_proven_by_damaging_it_again(name: str) -> None:
    bad = damage(CHINESE, name)
    lines = detect(bad)
    assert lines
    for line in lines:
        for run in line.runs:
            for reading in run.readings[: 1 if run.evidence != "ambiguous" else None]:
                assert damage(reading.text, line.damage.name) == bad[run.start : run.end]


@pytest.mark.parametrize("name", LOSSY)
@pytest.mark.parametrize("language", TEXTS)
def test_a_reference_settles_everything(language: str, name: str) -> None:
    if language == "fr" and name.startswith("gbk"):
        pytest.skip("single letters read as GBK are single Chinese characters, which prove nothing")
    bad = damage(TEXTS[language], name)
    assert mended(bad, safe=True, references=(TEXTS[language],)) == TEXTS[language]


def test_a_reference_with_two_fitting_lines_settles_nothing_unless_neighbours_decide() -> None:
    clean = "# 说明文字很多\n\n- 一 💭 见\n\n# 别的文字很多\n\n- 二 💎 见\n- 💭\n"
    bad = damage(clean, "cp1254-drop-shy")
    other = "- 💭\n前\n- 💎\n"
    assert not any(
        line.proven for line in detect("ğŸ’\n" + bad, references=(other,)) if line.start == 0
    )


def test_what_passes_the_limit_of_a_text_is_reported_unread(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("awesomelint.repair.infer._MOST_READ", 10)
    bad = damage(CHINESE, "latin-1-no-c1")
    lines = detect(bad)
    assert len(lines) == 5
    assert [line.unread for line in lines] == [False, True, True, True, True]
    assert not any(line.proven for line in lines)
    found = [one.message for one in awesomelint.check(bad).findings if one.rule == "mojibake"]
    assert sum("too much damage to read all of it" in message for message in found) == 4


def test_ties_are_shown_with_all_candidates() -> None:
    bad = damage(CHINESE + "- 💭 想法\n", "cp1254-drop-shy")
    runs = [run for line in detect(bad) for run in line.runs if run.evidence == "ambiguous"]
    assert runs
    assert {"💭", "💎"} <= {reading.text for run in runs for reading in run.readings}


@pytest.mark.parametrize("language", CLEAN)
def test_clean_text_is_never_flagged(language: str) -> None:
    assert detect(CLEAN[language] * 3) == []


@pytest.mark.parametrize("language", TEXTS)
def test_clean_lists_are_never_flagged(language: str) -> None:
    assert detect(TEXTS[language]) == []


def test_damage_in_code_counts_only_where_running_text_proves_it() -> None:
    shown = "Before: `cafÃ© â€œquotedâ€\x9d`\n"
    assert detect(shown, prose=lambda: lambda offset: offset < 8) == []
    both = shown + "And the text â€œis damagedâ€\x9d tooâ€¦\n"
    assert len(detect(both, prose=lambda: lambda offset: not 8 <= offset < 30)) == 2


def test_a_mixed_file_keeps_what_is_clean() -> None:
    text = (
        "Clean — dash and café.\n"
        + damage("Damaged — dash, “quotes” and café.", "cp1252")
        + "\n中文行\n"
    )
    assert (
        mended(text, safe=True)
        == "Clean — dash and café.\nDamaged — dash, “quotes” and café.\n中文行\n"
    )


def test_the_mistake_is_named() -> None:
    (line, *_) = detect(damage(CHINESE, "cp1254-drop-shy") + damage("🔥" * 5, "cp1254-drop-shy"))
    assert line.damage.label == "UTF-8 read as cp1254, undefined bytes and U+00AD dropped"


@pytest.mark.parametrize("name", [*LOSSLESS, *LOSSY])
def test_names_read_back(name: str) -> None:
    assert parse(name).name == name


def test_an_unknown_damage_is_refused() -> None:
    with pytest.raises(ValueError, match="unknown damage"):
        damage("x", "cp9999")


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=60), st.sampled_from(SINGLE_BYTE))
def test_single_byte_damage_works_character_by_character(text: str, page: str) -> None:
    text = text.encode("utf-8", "ignore").decode()
    assert damage(text, page) == "".join(damage(char, page) for char in text)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=80))
def test_detection_survives_any_text(text: str) -> None:
    lines = detect(text)
    assert all(0 <= line.start <= line.end <= len(text) for line in lines)


def test_ascii_is_not_looked_at() -> None:
    assert suspects("plain " * 1000) is None


def test_a_tie_stays_one_when_all_around_it_is_mended() -> None:
    said = (
        "# 资源列表\n\n本列表收集机器学习、自然语言处理、数据库方面的开源工具、教程和论文。\n\n"
        "- 💭 [想法](https://a.example)\n"
    )
    text = damage(said, "cp1254-drop-shy")
    for _ in range(3):
        for line in reversed(detect(text)):
            text = text[: line.start] + line.mended(text) + text[line.end :]
    assert text == said.replace("💭", damage("💭", "cp1254-drop-shy"))
