"""The language of `match:`: values of a YAML file → a `Match`; a mistake names its key."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from awesomelint.errors import AwesomelintError
from awesomelint.rules.match.conditions import (
    All,
    Edge,
    Longer,
    Not,
    Pattern,
    Values,
    Words,
)
from awesomelint.rules.match.fields import FIELDS, subject_of
from awesomelint.rules.match.patterns import PatternError, compiled
from awesomelint.rules.rule import nearest
from awesomelint.text.printable import cut, printable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from awesomelint.rules.match.conditions import Condition

Kind = Literal["forbid", "require", "substitute", "allowed-values"]
KINDS: tuple[Kind, ...] = ("forbid", "require", "substitute", "allowed-values")
KEYS = ("field", "where", "case", *KINDS)
CASES = ("ignore", "exact")
CONDITIONS = {
    "words": "whole words or phrases",
    "pattern": "a regular expression, found anywhere",
    "starts-with": "beginnings, one of which it has",
    "ends-with": "ends, one of which it has",
    "values": "what the whole text is, one of several",
    "longer-than": "a number of characters that it has more of",
    "not": "a condition that does not hold",
}
MOST_WORDS = 200
LONGEST_WORD = 200
DEEPEST = 3


class MatchError(ValueError, AwesomelintError):
    """A `match:` that cannot be used; the message names the key."""


@dataclass(frozen=True, slots=True)
class Match:
    """What a declarative rule looks for.

    `condition` is what is forbidden or required; `replacements` are pairs of what to write for
    what, and `allowed` the only values of a field. All of `where` must hold of the same entry, link
    or node.
    """

    fields: tuple[str, ...]
    kind: Kind
    condition: Condition
    where: tuple[tuple[str, Condition], ...] = ()
    replacements: tuple[tuple[str, str], ...] = ()
    allowed: tuple[str, ...] = ()
    folds: bool = True


def match_of(given: object) -> Match:
    """The `match:` of a card; raise `MatchError`."""
    values = _mapping(given, "match")
    _known(values, KEYS, "match")
    kinds = [kind for kind in KINDS if kind in values]
    if len(kinds) != 1:
        raise MatchError(f"match needs one of {', '.join(KINDS)}" + _but(kinds))
    kind = kinds[0]
    fields = tuple(
        _field(name, "match.field") for name in _texts(values.get("field"), "match.field")
    )
    folds = _folds(values.get("case", "ignore"))
    where = _where(values.get("where") or {}, fields, folds=folds)
    key, value = f"match.{kind}", values[kind]
    if kind == "substitute":
        replacements = _replacements(value, key, folds=folds)
        words = Words(tuple(old for old, _ in replacements), folds)
        return Match(fields, kind, words, where, replacements, folds=folds)
    if kind == "allowed-values":
        allowed = _texts(value, key, most=MOST_WORDS)
        return Match(fields, kind, Values(allowed), where, allowed=allowed, folds=folds)
    return Match(fields, kind, _condition(value, key, folds=folds), where, folds=folds)


def _where(
    given: object, fields: tuple[str, ...], *, folds: bool
) -> tuple[tuple[str, Condition], ...]:
    found: list[tuple[str, Condition]] = []
    for name, value in _mapping(given, "match.where").items():
        key = f"match.where.{cut(str(name), 60)}"
        field = _field(name, key)
        for one in fields:
            if not _can_tell(subject_of(one), subject_of(field)):
                raise MatchError(
                    f"{key}: {subject_of(field)} is not known of {subject_of(one)}, which "
                    f"match.field speaks of"
                )
        found.append((field, _condition(value, key, folds=folds)))
    return tuple(found)


def _can_tell(subject: str, other: str) -> bool:
    """Whether the fields of `other` can be asked of a `subject`."""
    return other in {subject, "section"} or (subject, other) == ("link", "entry")


def _condition(given: object, key: str, *, folds: bool, depth: int = 0) -> Condition:
    values = _mapping(given, key)
    _known(values, tuple(CONDITIONS), key)
    if not values:
        raise MatchError(f"{key} needs one of {', '.join(CONDITIONS)}")
    if depth == DEEPEST:
        raise MatchError(f"{key}: conditions are nested too deeply")
    made = [
        _one(name, value, f"{key}.{name}", folds=folds, depth=depth)
        for name, value in values.items()
    ]
    return made[0] if len(made) == 1 else All(tuple(made))


def _one(name: str, value: object, key: str, *, folds: bool, depth: int) -> Condition:
    match name:
        case "words":
            return Words(_texts(value, key, most=MOST_WORDS), folds)
        case "pattern":
            if not isinstance(value, str) or not value:
                raise MatchError(f"{key} must be text, not {cut(repr(value), 60)}")
            return _pattern(value, key, folds=folds)
        case "starts-with" | "ends-with":
            return Edge(_texts(value, key, most=MOST_WORDS), name == "ends-with", folds)
        case "values":
            return Values(_texts(value, key, most=MOST_WORDS), folds)
        case "longer-than":
            if type(value) is not int or value < 0:
                raise MatchError(f"{key} must be a whole number, not {cut(repr(value), 60)}")
            return Longer(value)
        case _:
            return Not(_condition(value, key, folds=folds, depth=depth + 1))


def _pattern(value: str, key: str, *, folds: bool) -> Pattern:
    try:
        return Pattern(compiled(value, folds=folds))
    except PatternError as error:
        raise MatchError(f"{key}: {error}") from None


def _replacements(given: object, key: str, *, folds: bool) -> tuple[tuple[str, str], ...]:
    """Pairs of old and new text; none may hold another's old text, for no end would come of it."""
    values = _mapping(given, key)
    if not values or len(values) > MOST_WORDS:
        raise MatchError(f"{key} must map 1 to {MOST_WORDS} texts to what to write for each")
    pairs: list[tuple[str, str]] = []
    for old, new in values.items():
        if not isinstance(old, str) or not isinstance(new, str) or not old.strip():
            raise MatchError(f"{key} must map text to text, not {cut(repr(old), 60)}; use quotes")
        if len(old) > LONGEST_WORD or len(new) > LONGEST_WORD or printable(old + new) != old + new:
            raise MatchError(
                f"{key}: {cut(repr(old), 60)} or its replacement is too long or not printable"
            )
        pairs.append((old, new))
    for _, new in pairs:
        for other, its_new in pairs:
            is_respelt = folds and new.lower() == other.lower() and new == its_new
            if _holds(new, other, folds=folds) and not is_respelt:
                raise MatchError(
                    f"{key}: the replacement {cut(repr(new), 60)} holds {cut(repr(other), 60)}, "
                    "which would be replaced again"
                )
    return tuple(pairs)


def _holds(text: str, part: str, *, folds: bool) -> bool:
    return part.lower() in text.lower() if folds else part in text


def _folds(given: object) -> bool:
    if given not in CASES:
        raise MatchError(
            f"match.case: {cut(repr(given), 60)} is none of {', '.join(CASES)}"
            + nearest(str(given), list(CASES))
        )
    return bool(given == "ignore")


def _field(name: object, key: str) -> str:
    if not isinstance(name, str):
        raise MatchError(f"{key}: {cut(repr(name), 60)} is no field")
    for known in FIELDS:
        stem = known.removesuffix("NAME")
        if name == known or (stem != known and name.startswith(stem) and len(name) > len(stem)):
            return name
    near = nearest(name, list(FIELDS))
    raise MatchError(f"{key}: there is no field {cut(repr(name), 60)}" + (near or _fields()))


def _fields() -> str:
    return f"; there are {', '.join(FIELDS)}"


def _mapping(given: object, key: str) -> Mapping[str, object]:
    if not isinstance(given, dict):
        raise MatchError(f"{key} must be a mapping, not {cut(repr(given), 60)}")
    return given


def _known(values: Mapping[str, object], keys: tuple[str, ...], key: str) -> None:
    for name in values:
        if name not in keys:
            near = nearest(str(name), list(keys)) or f"; there are {', '.join(keys)}"
            raise MatchError(f"{key}: unknown key {cut(repr(name), 60)}{near}")


def _texts(given: object, key: str, most: int = 20) -> tuple[str, ...]:
    listed = [given] if isinstance(given, str) else given
    if not isinstance(listed, list) or not listed:
        raise MatchError(f"{key} must be text or a list of texts, not {cut(repr(given), 60)}")
    for text in listed:
        if not isinstance(text, str):
            raise MatchError(
                f"{key}: {cut(repr(text), 60)} must be text; put it in quotes" + _boolean(text)
            )
        if len(text) > LONGEST_WORD or not (text or key == "match.allowed-values"):
            raise MatchError(f"{key}: {cut(repr(text), 60)} is empty or too long")
    if len(listed) > most:
        raise MatchError(f"{key}: more than {most} texts")
    return tuple(dict.fromkeys(listed))


def _boolean(text: object) -> str:
    return (
        " (YAML reads a bare Yes, No, on or off as true or false)" if isinstance(text, bool) else ""
    )


def _but(kinds: list[Kind]) -> str:
    return f", not {' and '.join(kinds)}" if kinds else ""
