"""The JSON Schema of a file of cards, made from the tables that the cards are read by."""

from __future__ import annotations

from typing import Any, get_args

from awesomelint.model import Safety, Severity
from awesomelint.rules.match.fields import FIELDS
from awesomelint.rules.match.language import CASES, CONDITIONS, KINDS, MOST_WORDS

_TEXTS: dict[str, Any] = {
    "anyOf": [
        {"type": "string"},
        {"type": "array", "items": {"type": "string"}, "minItems": 1, "maxItems": MOST_WORDS},
    ]
}


def card_schema() -> dict[str, Any]:
    """One card, or several by their ids."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "awesomelint cards",
        "anyOf": [
            {"$ref": "#/$defs/card"},
            {
                "type": "object",
                "propertyNames": {"pattern": "^[a-z][a-z0-9]*(-[a-z0-9]+)*$"},
                "additionalProperties": {"$ref": "#/$defs/card"},
            },
        ],
        "$defs": {
            "card": _card(),
            "match": _match(),
            "condition": _condition(),
            "field": {"anyOf": [{"enum": _plain_fields()}, {"pattern": _named_fields()}]},
            "example": _example(),
        },
    }


def _card() -> dict[str, Any]:
    examples = {"type": "array", "items": {"$ref": "#/$defs/example"}}
    return {
        "type": "object",
        "required": ["summary", "match"],
        "additionalProperties": False,
        "properties": {
            "summary": {"type": "string"},
            "why": {"type": "string"},
            "message": {"type": "string"},
            "severity": {"enum": [*get_args(Severity), False]},
            "default": {"type": "boolean"},
            "fix": {
                "type": "object",
                "additionalProperties": False,
                "properties": {"safety": {"enum": list(get_args(Safety))}},
            },
            "match": {"$ref": "#/$defs/match"},
            "examples": {
                "type": "object",
                "additionalProperties": False,
                "properties": {"wrong": examples, "right": examples},
            },
        },
    }


def _match() -> dict[str, Any]:
    field = {"$ref": "#/$defs/field"}
    condition = {"$ref": "#/$defs/condition"}
    return {
        "type": "object",
        "required": ["field"],
        "additionalProperties": False,
        "oneOf": [{"required": [kind]} for kind in KINDS],
        "properties": {
            "field": {"anyOf": [field, {"type": "array", "items": field, "minItems": 1}]},
            "case": {"enum": list(CASES)},
            "where": {
                "type": "object",
                "propertyNames": field,
                "additionalProperties": condition,
            },
            "forbid": condition,
            "require": condition,
            "allowed-values": _TEXTS,
            "substitute": {
                "type": "object",
                "minProperties": 1,
                "maxProperties": MOST_WORDS,
                "additionalProperties": {"type": "string"},
            },
        },
    }


def _condition() -> dict[str, Any]:
    types: dict[str, Any] = dict.fromkeys(CONDITIONS, _TEXTS) | {
        "pattern": {"type": "string", "minLength": 1},
        "longer-than": {"type": "integer", "minimum": 0},
        "not": {"$ref": "#/$defs/condition"},
    }
    return {
        "type": "object",
        "minProperties": 1,
        "additionalProperties": False,
        "properties": {
            name: {**types[name], "description": meaning} for name, meaning in CONDITIONS.items()
        },
    }


def _example() -> dict[str, Any]:
    text = {"type": "string"}
    return {
        "anyOf": [
            text,
            {
                "type": "object",
                "required": ["text"],
                "additionalProperties": False,
                "properties": {"text": text, "fixed": text},
            },
        ]
    }


def _plain_fields() -> list[str]:
    return [name for name in FIELDS if not name.endswith(".NAME")]


def _named_fields() -> str:
    stems = [name.removesuffix("NAME").replace(".", r"\.") for name in FIELDS if ".NAME" in name]
    return f"^(?:{'|'.join(stems)}).+$"
