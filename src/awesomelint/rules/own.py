"""Cards of a user's own rules: files that a config names, and those of an installed package.

They are data: reading them runs no code, whoever wrote them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, get_args

from awesomelint.model import Safety, Severity
from awesomelint.reading import ReadError, real, refuse_outside
from awesomelint.rules.configfile import ConfigError, read_mapping
from awesomelint.rules.match import MatchError, match_of
from awesomelint.rules.rule import Rule, all_rules, from_card, nearest
from awesomelint.text.patterns import regex
from awesomelint.text.printable import cut

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

KEYS = ("summary", "why", "message", "severity", "default", "fix", "match", "examples")
"""The keys of a card in `rule-paths`."""
CODE_KEYS = (*KEYS, "needs", "uses", "options")
"""Those of a card whose package has a check in Python."""
NEEDS = ("links", "titles", "repositories", "git", "files", "clock", "lists")
OWN = "own"
"""The category of rules from `rule-paths`."""
MOST_FILES = 200
MOST_RULES = 300
MOST_TEXTS = 5000
_ID = regex(r"[a-z][a-z0-9]{0,30}(?:-[a-z0-9]{1,30}){0,7}")


def cards_in(names: Sequence[str], folder: Path, key: str) -> dict[str, Rule]:
    """The rules of the cards in `names`, files or folders in `folder`.

    Raise `ConfigError` with file and key; `key` says who names them.
    """
    rules: dict[str, Rule] = {}
    for name in names:
        place = folder / name
        try:
            refuse_outside(place, real(folder))
        except ReadError:
            shown = cut(repr(name), 60)
            raise ConfigError(f"{key}: {shown} leads out of the folder of the config") from None
        for file in _files_in(place, key):
            for rule in read_cards(file, real(folder), OWN):
                if rule.id in rules:
                    other = rules[rule.id].file
                    raise ConfigError(f"{file}: {rule.id}: {other} has a rule of that name, too")
                rules[rule.id] = rule
        if len(rules) > MOST_RULES:
            raise ConfigError(f"{key}: more than {MOST_RULES} rules")
    if sum(_texts_in(rule.match) for rule in rules.values()) > MOST_TEXTS:
        raise ConfigError(f"{key}: more than {MOST_TEXTS:,} words and values in all cards")
    return rules


def _texts_in(match: object) -> int:
    """How many texts a `match` compares with."""
    if isinstance(match, dict):
        return sum(_texts_in(value) for value in match.values()) + len(match)
    return sum(map(_texts_in, match)) if isinstance(match, list) else 1


def _files_in(place: Path, key: str) -> list[Path]:
    try:
        return list(_files(place, key))
    except OSError as error:
        why = (error.strerror or str(error)).lower()
        raise ConfigError(f"{key}: {cut(str(place))}: {why}") from None


def _files(place: Path, key: str) -> Iterator[Path]:
    """The cards in a folder, its fixtures left out, or the file itself."""
    if not place.is_dir():
        if not place.is_file():
            raise ConfigError(f"{key}: {cut(str(place))} does not exist")
        yield place
        return
    found: list[Path] = []
    unread = [place]
    while unread:
        for path in sorted(unread.pop().iterdir()):
            if path.is_dir() and not path.is_symlink() and path.name != "fixtures":
                unread.append(path)
            elif path.suffix in {".yaml", ".yml"}:
                found.append(path)
        if len(found) > MOST_FILES:
            raise ConfigError(f"{key}: more than {MOST_FILES} files of cards in {cut(str(place))}")
    if not found:
        raise ConfigError(f"{key}: there is no card (*.yaml) in {cut(str(place))}")
    yield from sorted(found)


def read_cards(
    file: Path, root: Path, category: str, package: str = "", source: str = ""
) -> Iterator[Rule]:
    """The rules of one file: a card, called by the file, or several by their ids.

    `package` is the Python package that may hold checks for them. Raise `ConfigError`.
    """
    loaded = read_mapping(file, root)
    cards = {file.stem: loaded} if _is_card(loaded) else loaded
    if not cards:
        raise ConfigError(f"{file}: there is no card in it")
    for name, card in cards.items():
        if not isinstance(name, str) or not _ID.fullmatch(name):
            raise ConfigError(
                f"{file}: {cut(repr(name), 60)} is no rule id: small letters, digits and hyphens"
            )
        if name in all_rules():
            raise ConfigError(f"{file}: {name}: a built-in rule has that name; choose another one")
        keys = _Card(file, name, card, has_code=bool(package)).compiled()
        yield from_card(
            keys
            | {"id": name, "category": category, "source": source or str(file), "file": str(file)}
            | ({"package": package} if package else {})
        )


def _is_card(loaded: Mapping[str, Any]) -> bool:
    """Whether a file holds one card, and not several by their ids."""
    has_keys = any(key in loaded for key in CODE_KEYS)
    return has_keys or any(isinstance(value, str) for value in loaded.values())


class _Card:
    """One card being read; `fail` raises `ConfigError` with file, rule and key."""

    def __init__(self, file: Path, name: str, given: Any, *, has_code: bool) -> None:  # noqa: ANN401 - whatever the file holds
        self.file = file
        self.name = name
        self.keys = CODE_KEYS if has_code else KEYS
        self.has_code = has_code
        if not isinstance(given, dict):
            self.fail(f"a card is a mapping with summary and match, not {cut(repr(given), 60)}")
        self.given: Mapping[str, Any] = given

    def fail(self, problem: str) -> None:
        raise ConfigError(f"{self.file}: {self.name}: {problem}")

    def compiled(self) -> dict[str, Any]:
        """All keys with their defaults, in the form of compiled cards."""
        for key in self.given:
            if key not in self.keys:
                near = nearest(str(key), list(self.keys)) or f"; there are {', '.join(self.keys)}"
                self.fail(f"unknown key {cut(repr(key), 60)}{near}")
        if not self.text("summary"):
            self.fail("summary is missing: one line that says what the rule reports")
        match = self.match()
        fix = self.mapping("fix")
        for key in fix:
            if key not in {"safety", "effect"}:
                self.fail(f"fix: unknown key {cut(repr(key), 60)}; there are safety, effect")
        return {
            "summary": self.text("summary"),
            "why": self.text("why").strip(),
            "message": self.text("message"),
            "severity": {"": self.severity()},
            "default": self.default(),
            "needs": self.names("needs"),
            "uses": self.names("uses"),
            "safety": self.safety(fix, match),
            "effects": self.effects(fix, match),
            "options": self.options(),
            "match": match,
            "examples": self.examples(),
            "characters": "",
            "stage": "document",
            "mutes": False,
            "aggregate": False,
            "config-key": "",
            "family": "",
            "elsewhere": (),
        }

    def match(self) -> Mapping[str, Any] | None:
        given = self.given.get("match")
        if given is None:
            if not self.has_code:
                self.fail(
                    "match is missing: what the rule forbids, requires, allows or substitutes"
                )
            return None
        try:
            match_of(given)
        except MatchError as error:
            self.fail(str(error))
        return self.mapping("match")

    def safety(self, fix: Mapping[str, Any], match: Mapping[str, Any] | None) -> list[Safety]:
        given = fix.get("safety", [] if match is None else ["suggestion"])
        listed = [given] if isinstance(given, str) else given
        for word in listed if isinstance(listed, list) else [listed]:
            if word not in get_args(Safety):
                known = get_args(Safety)
                near = nearest(str(word), list(known))
                self.fail(f"fix.safety: {cut(repr(word), 60)} is none of {', '.join(known)}{near}")
        if match is not None and "substitute" not in match and "allowed-values" not in match:
            if fix:
                self.fail("fix: only substitute and allowed-values can be fixed")
            return []
        if match is not None and len(listed) != 1:
            self.fail("fix.safety must be one word for a card with match")
        return list(listed)

    def effects(self, fix: Mapping[str, Any], match: Mapping[str, Any] | None) -> list[str]:
        if match is None:
            given = fix.get("effect", [])
            return [given] if isinstance(given, str) else list(given)
        if "effect" in fix:
            self.fail("fix.effect follows from the field; leave it out")
        fields = match["field"]
        names = [fields] if isinstance(fields, str) else fields
        return sorted({"links" if one.endswith(".url") else "text" for one in names})

    def severity(self) -> str:
        given = self.given.get("severity", "warning")
        word = "off" if given is False else given
        if word not in get_args(Severity):
            near = nearest(str(word), list(get_args(Severity)))
            self.fail(
                f"severity: {cut(repr(word), 60)} is none of {', '.join(get_args(Severity))}{near}"
            )
        return str(word)

    def default(self) -> bool:
        given = self.given.get("default", True)
        if not isinstance(given, bool):
            self.fail(f"default must be true or false, not {cut(repr(given), 60)}")
        return bool(given)

    def text(self, key: str) -> str:
        given = self.given.get(key) or ""
        if not isinstance(given, str) or len(given) > 2000:
            self.fail(f"{key} must be a short text, not {cut(repr(given), 60)}")
        return " ".join(given.split()) if key != "why" else given

    def names(self, key: str) -> list[str]:
        given = self.given.get(key) or []
        listed = [given] if isinstance(given, str) else given
        for name in listed if isinstance(listed, list) else [listed]:
            if name not in NEEDS:
                self.fail(f"{key}: {cut(repr(name), 60)} is none of {', '.join(NEEDS)}")
        return list(listed)

    def mapping(self, key: str) -> Mapping[str, Any]:
        given = self.given.get(key) or {}
        if not isinstance(given, dict):
            self.fail(f"{key} must be a mapping, not {cut(repr(given), 60)}")
        return given

    def options(self) -> Mapping[str, Mapping[str, Any]]:
        options = self.mapping("options")
        for name, option in options.items():
            if not isinstance(option, dict) or "default" not in option:
                self.fail(f"options.{cut(str(name), 60)} must be a mapping with default and help")
        return options

    def examples(self) -> Mapping[str, Any]:
        """`wrong` and `right`: texts, or mappings of text and what fixing makes of it."""
        given = self.mapping("examples")
        for kind, texts in given.items():
            if kind not in {"wrong", "right"}:
                self.fail(f"examples: unknown key {cut(repr(kind), 60)}; there are wrong, right")
            for text in texts if isinstance(texts, list) else [None]:
                if not _is_example(text):
                    self.fail(
                        f"examples.{kind} must be a list of texts, or of mappings (text, fixed)"
                    )
        return given


def _is_example(given: object) -> bool:
    """Whether an example is a text, or a mapping of one and of what fixing makes of it."""
    parts = given if isinstance(given, dict) else {"text": given}
    return {"text"} <= set(parts) <= {"text", "fixed"} and all(
        isinstance(part, str) for part in parts.values()
    )
