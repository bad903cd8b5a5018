"""Words with a letter of another script that looks the same: `Pуthon` with a Cyrillic у."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from awesomelint.checks.encoding._characters import code, occurs
from awesomelint.curation.prose import prose
from awesomelint.model import Candidate, Edit, Finding
from awesomelint.text.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from awesomelint.curation import Document

# Letters that most fonts draw alike, after Unicode's confusables.txt (UTS #39, version 16.0), each
# pair other script first. Not those that formulas and names use on purpose (α, β, λ, μ, π, Σ).
CYRILLIC = "аaсcеeоoрpхxуyіiјjѕsһhԁdԛqԝwАAВBСCЕEНHІIЈJКKМMОOРPЅSТTХX"
GREEK = "οoΟOΑAΒBΕEΖZΗHΙIΚKΜMΝNΡPΤTΥYΧX"
TO_LATIN = {
    "CYRILLIC": dict(zip(CYRILLIC[::2], CYRILLIC[1::2], strict=True)),
    "GREEK": dict(zip(GREEK[::2], GREEK[1::2], strict=True)),
}
FROM_LATIN = {
    script: {latin: other for other, latin in table.items()} for script, table in TO_LATIN.items()
}
LOOKALIKES = frozenset(TO_LATIN["CYRILLIC"]) | frozenset(TO_LATIN["GREEK"])
_WORD = regex(r"[^\W\d_]{3,64}")
_FOREIGN = regex("[\u0370-\u03ff\u0400-\u052f]")
_LATIN = regex("[A-Za-z]")


def check(document: Document) -> Iterator[Finding]:
    """A finding for each word with look-alike letters of another script."""
    if not occurs(LOOKALIKES, document.text):
        return
    words = prose(document)
    for match in _WORD.finditer(words.text):
        if not _FOREIGN.search(match[0]) or not _LATIN.search(match[0]):
            continue
        mended = _mended(match[0])
        span = words.exact(*match.span())
        if mended and span:
            strays = [(old, new) for old, new in zip(match[0], mended, strict=True) if old != new]
            yield Finding(
                span.start,
                span.end,
                f"“{match[0]}” has {_told(strays)}, "
                "so that a search for the word does not find it; "
                f"write “{mended}” in letters of one script",
                candidates=(Candidate(mended, 0.9, (Edit(span.start, span.end, mended),)),),
                key=match[0],
            )


def _told(strays: list[tuple[str, str]]) -> str:
    return ", ".join(_replacement(old, new) for old, new in dict.fromkeys(strays))


def _replacement(old: str, new: str) -> str:
    """`U+0430 Cyrillic а in place of Latin a`."""
    foreign = f"{code(old)} {_script(old).title()} {old}"
    wanted = f"{_script(new).title()} {new}"
    return f"{foreign} in place of {wanted}"


def _script(char: str) -> str:
    return unicodedata.name(char, "").split(" ")[0]


def _mended(word: str) -> str | None:
    """`word` in one script; None unless all its rarer letters are look-alikes inside it."""
    scripts = [_script(char) for char in word]
    other = next((one for one in ("CYRILLIC", "GREEK") if one in scripts), "")
    if set(scripts) != {"LATIN", other}:
        return None
    rare, table = (
        ("LATIN", FROM_LATIN[other])
        if scripts.count("LATIN") * 2 < len(scripts)
        else (other, TO_LATIN[other])
    )
    if scripts.count(rare) * 2 >= len(scripts) or _is_compound(scripts, rare):
        return None
    mended = [
        table.get(char, "") if one == rare else char
        for char, one in zip(word, scripts, strict=True)
    ]
    return "".join(mended) if all(mended) else None


def _is_compound(scripts: list[str], rare: str) -> bool:
    """Whether the `rare` letters form a part of their own, as in `PHPшник` or `GitHubа`."""
    run = "".join("x" if one == rare else "." for one in scripts)
    if "." in run.strip("."):
        return False
    if rare != "LATIN":
        return run.endswith("x")
    return len(run.strip(".")) > 1 and "x" in {run[0], run[-1]}
