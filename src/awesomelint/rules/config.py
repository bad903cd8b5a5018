"""What a maintainer has settled: which rules, how severe, with what options.

Found from each file's folder upward.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field, replace
from fnmatch import fnmatch
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

from awesomelint.levels import Safety, Severity
from awesomelint.reading import ReadError, read_inside, real, refuse_outside
from awesomelint.rules.catalogue import Catalogue, named
from awesomelint.rules.configfile import BIGGEST, ConfigError, read_config
from awesomelint.rules.rule import (
    Active,
    UnknownRuleError,
    all_rules,
    check_of,
    check_when_called,
    nearest,
    parameters,
)
from awesomelint.text.printable import cut

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from awesomelint.model import Finding
    from awesomelint.rules.rule import Rule

NAMES = (".awesomelint.yaml", ".awesomelint.yml")
KEYS = (
    "extends", "select", "ignore", "severity", "safety", "rules", "files", "exclude", "per-file",
    "rule-paths", "layout", "links", "baseline",
)  # fmt: skip
# Addresses that a run asks: a pull request brings its own config, so these come from the
# environment or the command line alone. A config may switch one off with an empty address.
ENDPOINTS = ("arxiv-api", "archive")
_KINDS = {
    str: "text",
    int: "a whole number",
    float: "a number",
    bool: "true or false",
    dict: "a mapping",
}


def _recommended() -> frozenset[str]:
    return frozenset(rule.id for rule in all_rules().values() if rule.default)


@dataclass(frozen=True, slots=True, repr=False)
class Config:
    """Settings after profiles, file and command line are merged.

    `path` is the file they came from, if any.

    `select` holds the ids of all chosen rules; `Config()` is the profile `recommended`. `per_file`
    pairs a glob with the keys that hold for files matching it. Globs are relative to the folder of
    `path`, else to the working directory. `own` are the rules of the cards in `rule-paths`.
    """

    path: Path | None = None
    select: frozenset[str] = field(default_factory=_recommended)
    severity: Mapping[str, Mapping[str, Severity]] = field(default_factory=dict)
    safety: Mapping[str, Safety] = field(default_factory=dict)
    options: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    files: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    per_file: tuple[tuple[str, Mapping[str, Any]], ...] = ()
    links: Mapping[str, Any] = field(default_factory=dict)
    baseline: str = ""
    profiles: tuple[str, ...] = ("recommended",)
    own: Mapping[str, Rule] = field(default_factory=dict)

    @property
    def rules(self) -> Catalogue:
        """All rules that it may name."""
        return Catalogue(self.own)

    def __repr__(self) -> str:
        """`<Config .awesomelint.yaml: recommended, papers; 42 rules>`."""
        profiles = ", ".join(self.profiles)
        return f"<Config {self.path or '(no file)'}: {profiles}; {len(self.select)} rules>"

    @classmethod
    def load(cls, path: str | os.PathLike[str] = ".") -> Config:
        """The config in the file `path`, or the closest one from the folder `path` upward.

        It is `Config()` if there is none. The file is read anew each time. Raise `ConfigError` with
        file and key.
        """
        place = Path(path)
        if not os.path.isdir(place):  # noqa: PTH112 - `is_dir` raises for names that are too long
            return load(place)
        found = _closest(real(place))
        return load(found) if found else cls()

    def named_files(self) -> tuple[Path, ...]:
        """The files that `files` names, in order; it reads the disk."""
        found = {path for pattern in self.files for path in self.folder.glob(pattern.lstrip("/"))}
        return tuple(sorted(path for path in found if path.is_file()))

    @property
    def folder(self) -> Path:
        """Where globs start."""
        return self.path.parent if self.path else Path.cwd()


def profiles_folder() -> Path:
    """Where the profiles lie."""
    return Path(__file__).parent / "profiles"


def profile_names() -> list[str]:
    """All profiles by name."""
    return ["recommended", *sorted(path.stem for path in profiles_folder().glob("*.yaml"))]


def load(path: Path) -> Config:
    """The config in `path`; raise `ConfigError` with file and key."""
    return merge(Config(), read_config(path), path)


def with_profile(config: Config, name: str) -> Config:
    """`config` with the profile `name` on top."""
    if name == "recommended":
        return config
    path = profiles_folder() / f"{name}.yaml"
    if not path.is_file():
        suggestion = nearest(name, profile_names())
        raise ConfigError(f"no profile is called {name!r}{suggestion}")
    merged = merge(config, read_config(path), path)
    return replace(merged, path=config.path, profiles=(*config.profiles, name))


def merge(config: Config, keys: Mapping[str, Any], path: Path) -> Config:
    """`config` with the keys of a config file on top: `select` adds, `ignore` takes away."""
    for key in keys:
        if key not in KEYS:
            raise ConfigError(f"{path}: unknown key {_quoted(key)}{nearest(str(key), list(KEYS))}")
    for name in _names(keys.get("extends"), path, "extends"):
        if name not in profile_names():
            suggestion = nearest(name, profile_names())
            raise ConfigError(f"{path}: extends: no profile is called {_quoted(name)}{suggestion}")
        config = with_profile(config, name)
    config = _with_cards(config, keys.get("rule-paths"), path)
    rules = config.rules
    chosen = config.select | _ids(keys.get("select"), path, "select", rules)
    chosen -= _ids(keys.get("ignore"), path, "ignore", rules)
    return replace(
        config,
        path=path,
        select=frozenset(chosen),
        severity={**config.severity, **_severities(keys.get("severity"), path, rules)},
        safety={**config.safety, **_safeties(keys.get("safety"), path, rules)},
        options=_options(config.options, keys, path, rules),
        files=tuple(_globs(keys.get("files"), path, "files")) or config.files,
        exclude=config.exclude + tuple(_globs(keys.get("exclude"), path, "exclude")),
        per_file=config.per_file + tuple(_per_file(keys.get("per-file"), path, config)),
        links={**config.links, **_links(keys.get("links"), path)},
        baseline=_file(keys.get("baseline"), path, "baseline") or config.baseline,
    )


def _with_cards(config: Config, paths: Any, path: Path) -> Config:  # noqa: ANN401 - whatever the file holds
    """`config` with the rules of its own cards, on unless their cards say otherwise."""
    names = _names(paths, path, "rule-paths")
    if not names:
        return config
    from awesomelint.rules.own import cards_in  # noqa: PLC0415 - only where there are some

    for name in names:
        if name.strip("./"):
            _file(name, path, "rule-paths")
        else:
            raise ConfigError(
                f"{path}: rule-paths: {_quoted(name)} holds more than cards; name a folder or file "
                "of cards"
            )
    own = cards_in(names, path.parent, f"{path}: rule-paths")
    on = {rule.id for rule in own.values() if rule.default}
    return replace(config, own={**config.own, **own}, select=config.select | on)


@cache
def find(folder: Path) -> Path | None:
    """The closest config file from `folder` upward, remembered as long as the process."""
    return _config_in(folder) or (find(folder.parent) if folder != folder.parent else None)


def _closest(folder: Path) -> Path | None:
    return next((found for one in (folder, *folder.parents) if (found := _config_in(one))), None)


def _config_in(folder: Path) -> Path | None:
    for name in NAMES:
        if os.path.lexists(folder / name):
            return folder / name
    project = folder / "pyproject.toml"
    if os.path.isfile(project) and _configures(project):  # noqa: PTH113 - `is_file` raises where a folder is locked
        return project
    return None


@cache
def config_for(folder: Path) -> Config:
    """The config that holds for files in `folder`."""
    path = find(folder)
    return load(path) if path else Config()


def for_file(config: Config, path: Path) -> Config:
    """`config` with what its `per-file` says of `path`, which is settled by that."""
    for pattern, keys in config.per_file:
        if matches(path, config.folder, pattern):
            config = merge(config, keys, config.path or path)
    return replace(config, per_file=()) if config.per_file else config


def with_choices(
    config: Config,
    *,
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    profiles: Sequence[str] = (),
    options: Mapping[str, Mapping[str, Any]] | None = None,
) -> Config:
    """`config` with the choices of a caller.

    `select` replaces its rules, `ignore` removes some, and the rest is added. Names are those of
    rules, categories or `all`. Raise `ConfigError` or `UnknownRuleError`.
    """
    for name in profiles:
        config = with_profile(config, name)
    if options:
        config = replace(
            config,
            options=_options(config.options, {"rules": options}, Path("options"), config.rules),
        )
    if select:
        config = replace(config, select=_chosen(select, config))
    return replace(config, select=config.select - _chosen(ignore, config)) if ignore else config


def _chosen(names: Sequence[str], config: Config) -> frozenset[str]:
    return frozenset(rule for name in names for rule in named(name, config.rules))


def matches(path: Path, folder: Path, pattern: str) -> bool:
    """Whether the glob `pattern`, taken from `folder`, fits `path`.

    `**` crosses folders, a bare name fits anywhere.
    """
    return fits(relative_name(path, folder), pattern)


def relative_name(path: Path, folder: Path) -> str:
    """The path of a file as globs that are taken from `folder` see it."""
    try:
        return real(path).relative_to(real(folder)).as_posix()
    except ValueError:
        return path.as_posix()


def fits(relative: str, pattern: str) -> bool:
    """Whether the glob `pattern` fits the path `relative`, as `matches` has it."""
    pattern = pattern.removeprefix("./").removesuffix("/")
    if "/" not in pattern:
        return any(fnmatch(part, pattern) for part in relative.split("/"))
    return (
        fnmatch(relative, pattern)
        or fnmatch(relative, f"{pattern}/*")
        or fnmatch(relative, pattern.replace("**/", ""))
    )


def activate(config: Config) -> tuple[Active, ...]:
    """The rules that `config` chooses, in the order of the cards."""
    rules = config.rules
    foreign = config.select - all_rules().keys() - config.own.keys()
    chosen = [
        *all_rules().values(),
        *config.own.values(),
        *(rules[name] for name in sorted(foreign)),
    ]
    return tuple(_activated(rule, config) for rule in chosen if rule.id in config.select)


def _activated(rule: Rule, config: Config) -> Active:
    function = _function(rule)
    asked = parameters(function) if rule.source and not rule.match else rule.asks
    if "rules" in asked:
        function = partial(function, rules=config.rules)
    return Active(
        rule=rule,
        check=function,
        options={**rule.defaults, **config.options.get(rule.id, {})},
        severity=config.severity.get(rule.id, {}),
        raised=config.safety.get(rule.id),
        takes_facts="facts" in asked,
    )


def _function(rule: Rule) -> Callable[..., Iterator[Finding]]:
    """The check of a rule, in Python or made of its card."""
    if rule.match is None:
        return check_of(rule) if rule.source else check_when_called(rule)
    from awesomelint.rules.match import Told, check_for, match_of  # noqa: PLC0415 - only where there are some

    safety = rule.safety[0] if rule.safety else "suggestion"
    told = Told(rule.id, rule.summary, rule.message, safety)
    return check_for(match_of(rule.match), told)


def _configures(project: Path) -> bool:
    """Whether a `pyproject.toml` speaks of awesomelint; one that cannot be read does not."""
    try:
        return b"tool.awesomelint" in read_inside(project, limit=BIGGEST)
    except OSError:
        return False


def _quoted(value: object) -> str:
    return cut(repr(value), 60)


def _mapping(value: Any, path: Path, key: str) -> Mapping[str, Any]:  # noqa: ANN401 - whatever the file holds
    """A mapping from text; raise `ConfigError`."""
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise ConfigError(f"{path}: {key} must be a mapping, not {_quoted(value)}")
    for name in value:
        if not isinstance(name, str):
            raise ConfigError(
                f"{path}: {key}: the key {_quoted(name)} must be text; put it in quotes"
            )
    return value


def _names(value: Any, path: Path, key: str) -> Sequence[str]:  # noqa: ANN401 - whatever the file holds
    if value is None:
        return []
    listed = [value] if isinstance(value, str) else value
    if isinstance(listed, list) and all(isinstance(name, str) for name in listed):
        return listed
    raise ConfigError(f"{path}: {key} must be a list of names, not {_quoted(value)}")


def _globs(value: Any, path: Path, key: str) -> Sequence[str]:  # noqa: ANN401 - whatever the file holds
    """Globs that stay in the folder of the config."""
    globs = _names(value, path, key)
    for glob in globs:
        where = f"{path}: {key}: {_quoted(glob)}"
        if not glob.strip("./") or not glob.isprintable() or len(glob) > 1000:
            raise ConfigError(f"{where} is no glob")
        if _leads_out(glob):
            raise ConfigError(f"{where} leads out of the folder of the config")
        if any("**" in part and part != "**" for part in glob.split("/")):
            raise ConfigError(f"{where}: ** stands alone between slashes")
    return globs


def _leads_out(glob: str) -> bool:
    """Whether a glob may match files outside of the folder of the config."""
    if glob.startswith(("/", "~")):
        return True
    if Path(glob).is_absolute():
        return True
    return ".." in re.split(r"[/\\\\]", glob)


def _file(value: Any, path: Path, key: str) -> str:  # noqa: ANN401 - whatever the file holds
    """The name of a file in the folder of the config or below."""
    if value is None:
        return ""
    if (
        not isinstance(value, str)
        or any(sign in value for sign in "*?[")
        or _globs(value, path, key) != [value]
    ):
        raise ConfigError(f"{path}: {key} must be the name of a file, not {_quoted(value)}")
    return value


def _rules_of(name: str, path: Path, key: str, rules: Catalogue) -> list[str]:
    """The rules that `name` stands for; raise `ConfigError` with file and key."""
    try:
        return named(name, rules)
    except UnknownRuleError as error:
        raise ConfigError(f"{path}: {key}: {error}") from None


def _ids(value: Any, path: Path, key: str, rules: Catalogue) -> set[str]:  # noqa: ANN401 - whatever the file holds
    return {rule for name in _names(value, path, key) for rule in _rules_of(name, path, key, rules)}


def _one_of(word: object, words: Sequence[str], path: Path, key: str) -> None:
    """Raise `ConfigError` unless `word` is one of `words`."""
    if word in words:
        return
    near = nearest(word, list(words)) if isinstance(word, str) else ""
    known = ", ".join(words)
    raise ConfigError(f"{path}: {key}: {_quoted(word)} is none of {known}{near}")


def _severities(value: Any, path: Path, catalogue: Catalogue) -> dict[str, Mapping[str, Severity]]:  # noqa: ANN401 - whatever the file holds
    result: dict[str, Mapping[str, Severity]] = {}
    for name, given in _mapping(value, path, "severity").items():
        rules = _rules_of(name, path, "severity", catalogue)
        levels: dict[str, Any] = {"": given}
        if isinstance(given, dict):
            levels = dict(_mapping(given, path, f"severity.{name}"))
        known = list(
            dict.fromkeys(level for rule in rules for level in catalogue[rule].severity if level)
        )
        for level, word in levels.items():
            if word is False:  # YAML reads a bare `off` so
                levels[level] = "off"
            else:
                _one_of(
                    word, get_args(Severity), path, f"severity.{name}{'.' if level else ''}{level}"
                )
            if level and level not in known:
                suggestion = nearest(level, known)
                raise ConfigError(
                    f"{path}: severity.{name}: there is no level {_quoted(level)}{suggestion}"
                )
        result.update(dict.fromkeys(rules, levels))
    return result


def _safeties(value: Any, path: Path, catalogue: Catalogue) -> dict[str, Safety]:  # noqa: ANN401 - whatever the file holds
    result: dict[str, Safety] = {}
    for name, word in _mapping(value, path, "safety").items():
        rules = _rules_of(name, path, "safety", catalogue)
        _one_of(word, get_args(Safety), path, f"safety.{name}")
        result.update(dict.fromkeys(rules, word))
    return result


def _options(
    base: Mapping[str, Mapping[str, Any]],
    keys: Mapping[str, Any],
    path: Path,
    rules: Catalogue,
) -> dict[str, Mapping[str, Any]]:
    merged = dict(base)
    for name, options in _mapping(keys.get("rules"), path, "rules").items():
        if name not in rules:
            suggestion = nearest(name, list(rules))
            raise ConfigError(f"{path}: rules: no rule is called {_quoted(name)}{suggestion}")
        given = _checked(rules[name], options, path, f"rules.{name}")
        merged[name] = {**merged.get(name, {}), **given}
    for key, name in _rule_keys().items():
        if key in keys:
            given = _checked(rules[name], keys[key], path, key)
            merged[name] = {**merged.get(name, {}), **given}
    return merged


def _rule_keys() -> dict[str, str]:
    """The keys of a config that hold the options of one rule, and which rule."""
    return {rule.config_key: rule.id for rule in all_rules().values() if rule.config_key}


def _checked(rule: Rule, options: Any, path: Path, key: str) -> dict[str, Any]:  # noqa: ANN401 - whatever the file holds
    """The options of one rule, each of the type and among the values that its card allows."""
    known = rule.options
    result: dict[str, Any] = {}
    for option, value in _mapping(options, path, key).items():
        if option not in known:
            suggestion = nearest(option, list(known))
            raise ConfigError(
                f"{path}: {key}: {rule.id} has no option {_quoted(option)}{suggestion}"
            )
        result[option.replace("-", "_")] = _value(value, known[option], path, f"{key}.{option}")
    return result


def _value(value: Any, option: Mapping[str, Any], path: Path, key: str) -> Any:  # noqa: ANN401 - whatever the file holds
    """`value` as the card's `option` allows it."""
    default, choices, pattern = option.get("default"), option.get("choices"), option.get("pattern")
    if type(value) is int and choices and str(value) in choices:
        return str(value)  # `indent: 2` means what `indent: "2"` means
    if choices:
        _one_of(value, choices, path, key)
    if isinstance(default, list):
        return _names(value, path, key)
    if default is not None and type(value) is not type(default):
        raise ConfigError(f"{path}: {key} must be {_KINDS[type(default)]}, not {_quoted(value)}")
    if pattern and not re.fullmatch(pattern, value):
        raise ConfigError(
            f"{path}: {key}: {_quoted(value)} is no value for it: {option.get('help', '')}"
        )
    return value


def _per_file(value: Any, path: Path, config: Config) -> Iterator[tuple[str, Mapping[str, Any]]]:  # noqa: ANN401 - whatever the file holds
    """Globs with the keys that hold for their files.

    Each must be a config that could stand alone.
    """
    for glob, keys in _mapping(value, path, "per-file").items():
        _globs(glob, path, "per-file")
        given = _mapping(keys, path, f"per-file.{glob}")
        for key in ("per-file", "rule-paths"):
            if key in given:
                raise ConfigError(f"{path}: per-file.{glob}: {key} does not stand inside per-file")
        try:
            merge(Config(own=config.own), given, path)
        except ConfigError as error:
            said = str(error).removeprefix(f"{path}: ")
            key = f"per-file.{cut(glob, 60)}"
            raise ConfigError(f"{path}: {key}: {said}") from None
        yield glob, given


def _links(value: Any, path: Path) -> Mapping[str, Any]:  # noqa: ANN401 - whatever the file holds
    """The keys of `links`, which come from a file that a pull request may bring."""
    given = dict(_mapping(value, path, "links"))
    if not given:
        return {}
    from awesomelint.rules.link_settings import LinkSettings, SettingsError  # noqa: PLC0415 - only where configured

    for name in ENDPOINTS:
        if given.get(name) or given.get(name.replace("-", "_")):
            raise ConfigError(
                f"{path}: links.{name}: no config sets an address that is asked; "
                f"{variable(name)} in the environment or --endpoint {name}=URL does, "
                "and an empty one here switches it off"
            )
    if isinstance(named_file := given.get("ca-file"), str) and named_file:
        try:
            refuse_outside(path.parent / named_file, real(path.parent))
        except ReadError:
            raise ConfigError(
                f"{path}: links.ca-file: {_quoted(named_file)} leads out of its folder; "
                f"{variable('ca-file')} in the environment may name any file"
            ) from None
        given["ca-file"] = str(path.parent / named_file)
    try:
        LinkSettings.of(given)
    except SettingsError as error:
        raise ConfigError(f"{path}: {error}") from None
    return given


def variable(name: str) -> str:
    """The environment variable that sets the address `name` of `links:`."""
    return f"AWESOMELINT_{name.upper().replace('-', '_')}"


def from_environment(environment: Mapping[str, str]) -> dict[str, Any]:
    """The keys of `links:` that are taken from the environment alone."""
    wanted = {name: environment.get(variable(name)) for name in (*ENDPOINTS, "ca-file")}
    return {name: value for name, value in wanted.items() if value is not None}


def schema(rules: Mapping[str, Rule] | None = None) -> dict[str, Any]:
    """The JSON Schema of a config file, made from the cards of `rules`, else the built-in ones."""
    rules = all_rules() if rules is None else rules
    names = {"type": "array", "items": {"type": "string"}}
    severity = {"enum": [*get_args(Severity), False]}
    ids = sorted({*rules, *{rule.category for rule in rules.values()}, "all"})
    chosen = {"type": "array", "items": {"enum": ids}}
    properties: dict[str, Any] = {
        "extends": {"type": ["array", "string"], "items": {"enum": profile_names()}},
        "select": chosen,
        "ignore": chosen,
        "severity": {
            "type": "object",
            "propertyNames": {"enum": ids},
            "additionalProperties": {
                "anyOf": [severity, {"type": "object", "additionalProperties": severity}]
            },
        },
        "safety": {"type": "object", "additionalProperties": {"enum": list(get_args(Safety))}},
        "rules": {
            "type": "object",
            "additionalProperties": False,
            "properties": {rule.id: _option_schema(rule.options) for rule in rules.values()},
        },
        "files": names,
        "exclude": names,
        "per-file": {"type": "object", "additionalProperties": {"$ref": "#"}},
        "rule-paths": names,
        **{key: _option_schema(rules[name].options) for key, name in _rule_keys().items()},
        "links": _links_schema(),
        "baseline": {"type": "string"},
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "awesomelint config",
        "type": "object",
        "additionalProperties": False,
        "properties": properties,
    }


def _links_schema() -> dict[str, Any]:
    from awesomelint.rules.link_settings import json_schema  # noqa: PLC0415 - only for the schema

    return json_schema()


def _option_schema(options: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    return {
        "type": "object",
        "additionalProperties": False,
        "properties": {name: _option_type(option) for name, option in options.items()},
    }


def _option_type(option: Mapping[str, Any]) -> dict[str, Any]:
    typed: dict[str, Any] = {
        "default": option.get("default"),
        "description": option.get("help", ""),
    }
    match option.get("default"):
        case list():
            typed["type"] = ["array", "string"]
            typed["items"] = {"type": "string"}
        case str() if "choices" in option:
            numbers = [int(choice) for choice in option["choices"] if choice.isdecimal()]
            typed["enum"] = [*option["choices"], *numbers]
        case str():
            typed["type"] = "string"
        case bool():
            typed["type"] = "boolean"
        case int() | float():
            typed["type"] = "number"
    if "pattern" in option:
        typed["pattern"] = f"^(?:{option['pattern']})$"
    return typed
