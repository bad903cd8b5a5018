"""Files in other encodings: the one that reads as language is named, and a tie is not."""

from __future__ import annotations

import pytest

from awesomelint.checks.encoding.invalid_utf8 import check
from awesomelint.proof.bytes import prove_bytes

SAMPLES = {
    "zh": "维护者：开源前哨和开发者微信公号团队，欢迎推荐或自荐项目给我们。\n",
    "zh-hant": "這是一份關於開發工具與資源的繁體中文清單，歡迎推薦專案。\n",
    "ja": "日本語の自然言語処理の資料をまとめたリストです。初心者向けの説明もあります。\n",
    "ko": "한국어 문서 목록과 자료 모음, 개발자를 위한 안내서입니다.\n",
}
ENCODED = [
    ("zh", "gb18030", "GB18030"), ("zh", "gbk", "GB18030"),
    ("zh-hant", "big5", "Big5"), ("ja", "shift_jis", "Shift_JIS"),
    ("ja", "euc-jp", "EUC-JP"),
    ("ko", "euc-kr", "EUC-KR"), ("zh", "utf-16", "UTF-16LE"), ("zh", "utf-16-be", "UTF-16BE"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "codec", "name"), ENCODED)
def test_a_file_in_another_encoding_is_recoded_from_it(
    language: str, codec: str, name: str
) -> None:
    text = SAMPLES[language] * 2
    raw = text.encode(codec)
    (finding,) = check(raw)
    assert name in finding.message
    (fix,) = finding.fixes
    assert (fix.safety, fix.effects) == ("unsafe", ("bytes",))
    assert raw.decode(fix.damage) == text
    assert prove_bytes(raw, text.encode(), fix.damage)


def test_stray_bytes_in_utf8_are_found_one_by_one_and_never_recoded() -> None:
    raw = "naïve café — “text”\r\n".encode() * 20 + b"caf\xe9 and \xff end\n"
    findings = list(check(raw))
    text = raw.decode("utf-8", "replace").replace("\r\n", "\n")
    assert [text[finding.start] for finding in findings] == ["\ufffd", "\ufffd"]
    assert not any(finding.fixes for finding in findings)
    assert "“é” in cp1252" in findings[0].message


def test_a_binary_says_so() -> None:
    (finding,) = check(bytes(range(256)) * 4)
    assert "binary" in finding.message
    assert not finding.fixes


def test_clean_utf8_is_silent() -> None:
    assert list(check("数据\n".encode())) == []
