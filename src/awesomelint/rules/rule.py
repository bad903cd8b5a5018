"""Cards → rules: what is known of each rule, and the check that bears its name."""

from __future__ import annotations

import inspect
import json
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, cast

from awesomelint.errors import AwesomelintError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from awesomelint.curation import Document
    from awesomelint.model import Effect, Finding, Fix, Safety, Severity

Stage = Literal["bytes", "document", "findings"]


class RuleError(ValueError, AwesomelintError):
    """A rule of a package, or a card, that broke; the message names it and says what to do."""


class UnknownRuleError(ValueError, AwesomelintError):
    """A name that no rule, category or profile has; the message names the nearest one."""


class Rule(NamedTuple):
    """One card.

    `severity` maps levels to severities; a rule without levels has the single level "". Without the
    facts in `needs` a rule does not run; with those in `uses` it knows more. A rule that `mutes`
    silences all others where it finds something. The one finding of an `aggregate` rule speaks for
    all its fixes. `config_key` is another key of a config that holds its options. Of the rules of a
    `family` one reports a fault, and which one may depend on the rest of the list. `elsewhere` are
    the names that other tools have for it: whoever switched those off does not want it. `match` is
    what a declarative rule looks for, `message` what it says, and `examples` what it must and must
    not report. `asks` are the parameters of a built-in check beside the document and its options.
    Of a rule that is not built in, `source` says whose it is, `file` where its card lies, and
    `package` is the Python package that holds its check.
    """

    id: str
    category: str
    summary: str
    why: str
    severity: Mapping[str, Severity]
    default: bool
    needs: tuple[str, ...]
    uses: tuple[str, ...]
    safety: tuple[Safety, ...]
    effects: tuple[Effect, ...]
    options: Mapping[str, Mapping[str, Any]]
    characters: str
    stage: Stage
    mutes: bool
    aggregate: bool
    config_key: str
    family: str
    elsewhere: tuple[str, ...]
    match: Mapping[str, Any] | None = None
    message: str = ""
    examples: Mapping[str, Any] = {}
    asks: tuple[str, ...] = ()
    source: str = ""
    file: str = ""
    package: str = "awesomelint"

    @property
    def defaults(self) -> dict[str, Any]:
        """The default values of its options, by argument of the check."""
        return {name.replace("-", "_"): option["default"] for name, option in self.options.items()}

    def severity_of(self, level: str) -> Severity:
        """The severity of a finding at `level`; an unnamed level has that of the first."""
        return (
            self.severity[level] if level in self.severity else next(iter(self.severity.values()))
        )


class Active(NamedTuple):
    """A rule ready to run: its check with options bound, and its severities and safety.

    The safety is what its fixes are raised to.
    """

    rule: Rule
    check: Callable[..., Iterator[Finding]]
    options: Mapping[str, Any]
    severity: Mapping[str, Severity]
    raised: Safety | None = None
    takes_facts: bool = False

    def severity_of(self, level: str) -> Severity:
        """The severity of a finding at `level`, as configured or as the card says."""
        return self.severity.get(level) or self.severity.get("") or self.rule.severity_of(level)


def data(name: str) -> Path:
    """The folder `rules` or `fixtures`: shipped inside the wheel, or at the root of a checkout."""
    here = Path(__file__).parents[1]
    shipped = here / "data" / name
    return shipped if shipped.is_dir() else here.parents[1] / name


def fixtures_of(rule: Rule) -> Path | None:
    """The folder with a rule's examples, if it has one.

    For a rule that is not built in it is `fixtures/RULE-ID` beside its card or above. A folder that
    holds symlinks is left alone: they may lead anywhere.
    """
    if not rule.source:
        return data("fixtures") / rule.id
    for folder in Path(rule.file).parents[:2]:
        fixtures = folder / "fixtures" / rule.id
        if (fixtures / "bad.md").is_file():
            held = [fixtures, *fixtures.iterdir()]
            return None if any(path.is_symlink() for path in held) else fixtures
    return None


@cache
def all_rules() -> Mapping[str, Rule]:
    """Every rule by its id, in the order of category and id."""
    cards = json.loads((Path(__file__).parents[1] / "cards.json").read_text(encoding="utf-8"))
    return {card["id"]: from_card(card) for card in cards}


def from_card(card: Mapping[str, Any]) -> Rule:
    """A rule from a compiled card (`cards.compile_card` has checked it)."""
    return Rule(
        id=card["id"],
        category=card["category"],
        summary=card["summary"],
        why=card["why"],
        severity=card["severity"],
        default=card["default"],
        needs=tuple(card["needs"]),
        uses=tuple(card["uses"]),
        safety=tuple(card["safety"]),
        effects=tuple(card["effects"]),
        options=card["options"],
        characters=card["characters"],
        stage=card["stage"],
        mutes=card["mutes"],
        aggregate=card["aggregate"],
        config_key=card["config-key"],
        family=card["family"],
        elsewhere=tuple(card["elsewhere"]),
        match=card.get("match"),
        message=card.get("message", ""),
        examples=card.get("examples", {}),
        asks=tuple(card.get("asks", ())),
        source=card.get("source", ""),
        file=card.get("file", ""),
        package=card.get("package", "awesomelint"),
    )


def check_of(rule: Rule) -> Callable[..., Iterator[Finding]]:
    """The function that looks for the fault, found by the rule's name; a declarative rule has none.

    Raise `RuleError` where an installed package does not hold it.
    """
    name = rule.id.replace("-", "_")
    if not rule.source:
        module = import_module(f"awesomelint.checks.{rule.category}.{name}")
        return cast("Callable[..., Iterator[Finding]]", module.check)
    try:
        check = import_module(f"{rule.package}.checks.{name}").check
    except Exception as error:  # noqa: BLE001 - whatever a package raises when it is imported
        raise RuleError(
            f"{rule.id}: {rule.source} has no function check in {rule.package}.checks.{name}: "
            f"{type(error).__name__}: {error}; update or uninstall it"
        ) from None
    return cast("Callable[..., Iterator[Finding]]", check)


def check_when_called(rule: Rule) -> Callable[..., Iterator[Finding]]:
    """The check of a built-in rule; its module is loaded when it is first called.

    Many rules need facts that an offline run does not have, and are never called.
    """

    def check(*given: Any, **options: Any) -> Iterator[Finding]:  # noqa: ANN401 - as the check takes them
        return check_of(rule)(*given, **options)

    return check


@cache
def aggregate_of(rule_id: str) -> Callable[[Document, Sequence[Fix]], Finding]:
    """The function of an aggregate rule that makes its finding of some of its fixes."""
    module = import_module(check_of(all_rules()[rule_id]).__module__)
    return cast("Callable[[Document, Sequence[Fix]], Finding]", module.aggregate)


@cache
def parameters(check: Callable[..., Iterator[Finding]]) -> tuple[str, ...]:
    """What a check takes: document, perhaps `facts`, the `rules` that there are, its options."""
    return tuple(inspect.signature(check).parameters)


def nearest(name: str, known: Iterator[str] | list[str]) -> str:
    """The end of an error message: the valid name nearest to `name`, if one is near."""
    from difflib import get_close_matches  # noqa: PLC0415 - only for the message

    close = get_close_matches(name, list(known), n=1)
    return f"; did you mean {close[0]!r}?" if close else ""
