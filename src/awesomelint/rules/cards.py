"""YAML cards → the one JSON file that runs read.

Only tools and tests use this; runs read the JSON.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, get_args

from awesomelint.errors import AwesomelintError
from awesomelint.model import Effect, Safety, Severity
from awesomelint.rules.match import MatchError, match_of
from awesomelint.rules.rule import check_of, from_card, parameters

if TYPE_CHECKING:
    from pathlib import Path

KEYS = {
    "summary",
    "why",
    "severity",
    "default",
    "needs",
    "fix",
    "options",
    "characters",
    "stage",
    "mutes",
    "aggregate",
    "config-key",
    "family",
    "elsewhere",
    "uses",
    "match",
    "message",
}
OPTION_KEYS = {"default", "help", "choices", "pattern"}
NEEDS = {"links", "titles", "repositories", "git", "files", "root-files", "clock", "lists"}


class CardError(ValueError, AwesomelintError):
    """A card that cannot be used; the message names file and key."""


def compile_cards(folder: Path) -> list[dict[str, Any]]:
    """All cards of built-in rules (category/rule-id.yaml in `folder`), checked, in order."""
    cards = [compile_card(path) for path in sorted(folder.glob("*/*.yaml"))]
    return [card if "match" in card else {**card, "asks": _asks(card)} for card in cards]


def _asks(card: dict[str, Any]) -> list[str]:
    """What a check asks for beside the document and its options: `facts`, all `rules`."""
    rule = from_card(card)
    _, *asked = parameters(check_of(rule))
    return [name for name in asked if name not in rule.defaults]


def compile_card(path: Path) -> dict[str, Any]:
    """One card with its defaults filled in; raise `CardError` with file and key."""
    import yaml  # noqa: PLC0415 - runs read the compiled cards

    try:
        card = yaml.safe_load(path.read_text(encoding="utf-8"))
    except yaml.YAMLError as error:
        raise CardError(f"{path}: {error}") from None
    if not isinstance(card, dict):
        raise CardError(f"{path}: a card is a mapping")
    if unknown := set(card) - KEYS:
        raise CardError(f"{path}: unknown key {min(unknown)!r}")
    for key in ("summary", "why", "severity"):
        if not card.get(key):
            raise CardError(f"{path}: {key!r} is missing")
    fix = card.get("fix") or {}
    effect = fix.get("effect", [])
    compiled = {
        "id": path.stem,
        "category": path.parent.name,
        "summary": card["summary"],
        "why": card["why"].strip(),
        "severity": card["severity"]
        if isinstance(card["severity"], dict)
        else {"": card["severity"]},
        "default": card.get("default", True),
        "needs": card.get("needs") or [],
        "uses": card.get("uses") or [],
        "safety": fix.get("safety", []),
        "effects": [effect] if isinstance(effect, str) else effect,
        "options": card.get("options") or {},
        "characters": card.get("characters", ""),
        "stage": card.get("stage", "document"),
        "mutes": card.get("mutes", False),
        "aggregate": card.get("aggregate", False),
        "config-key": card.get("config-key", ""),
        "family": card.get("family", ""),
        "elsewhere": card.get("elsewhere") or [],
    }
    if "match" in card:
        compiled |= _declarative(path, card)
    # YAML reads a bare `off` as false
    compiled["severity"] = {level: word or "off" for level, word in compiled["severity"].items()}
    _allowed(path, "severity", compiled["severity"].values(), get_args(Severity))
    _allowed(path, "needs", compiled["needs"], NEEDS)
    _allowed(path, "uses", compiled["uses"], NEEDS)
    _allowed(path, "fix.safety", compiled["safety"], get_args(Safety))
    _allowed(path, "fix.effect", compiled["effects"], get_args(Effect))
    for name, option in compiled["options"].items():
        _allowed(path, f"options.{name}", option, OPTION_KEYS)
    _allowed(path, "stage", [compiled["stage"]], ("bytes", "document", "findings"))
    return compiled


def _declarative(path: Path, card: dict[str, Any]) -> dict[str, Any]:
    """The keys of a card that needs no check."""
    try:
        match_of(card["match"])
    except MatchError as error:
        raise CardError(f"{path}: {error}") from None
    return {"match": card["match"], "message": card.get("message", "")}


def _allowed(path: Path, key: str, words: Any, allowed: Any) -> None:  # noqa: ANN401 - YAML values
    for word in words:
        if word not in allowed:
            known = ", ".join(sorted(allowed))
            raise CardError(f"{path}: {key}: {word!r} is none of {known}")


def dumps(cards: list[dict[str, Any]]) -> str:
    """The committed form: one card a line, so that a change of a card is a change of a line."""
    return "[\n" + ",\n".join(json.dumps(card, ensure_ascii=False) for card in cards) + "\n]\n"
