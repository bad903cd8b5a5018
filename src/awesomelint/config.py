"""What a maintainer has settled: which rules, how severe, with what options; found from each file's folder upward."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from fnmatch import fnmatch
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast, get_args

from awesomelint.model import Safety, Severity
from awesomelint.rules import Active, UnknownRuleError, all_rules, check_of, named, nearest

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

NAMES = (".awesomelint.yaml", ".awesomelint.yml")
KEYS = (
    "extends", "select", "ignore", "severity", "safety", "rules", "files", "exclude", "per-file",
    "layout", "links",
)  # fmt: skip
LAYOUT = "noncanonical-layout"


class ConfigError(ValueError):
    """A config that cannot be used; the message names file and key."""


@dataclass(frozen=True, slots=True)
class Config:
    """Settings after profiles, file and command line are merged. `path` is the file they came from, if any.

    `select` holds the ids of all chosen rules. `per_file` pairs a glob with the keys that hold for files
    matching it. Globs are relative to the folder of `path`, else to the working directory.
    """

    path: Path | None = None
    select: frozenset[str] = frozenset()
    severity: Mapping[str, Mapping[str, Severity]] = field(default_factory=dict)
    safety: Mapping[str, Safety] = field(default_factory=dict)
    options: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    files: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    per_file: tuple[tuple[str, Mapping[str, Any]], ...] = ()
    links: Mapping[str, Any] = field(default_factory=dict)
    profiles: tuple[str, ...] = ("recommended",)

    @property
    def folder(self) -> Path:
        """Where globs start."""
        return self.path.parent if self.path else Path.cwd()


def default_config() -> Config:
    """The profile `recommended`."""
    return Config(select=frozenset(rule.id for rule in all_rules().values() if rule.default))


def profiles_folder() -> Path:
    """Where the profiles lie."""
    return Path(__file__).parent / "profiles"


def profile_names() -> list[str]:
    """All profiles by name."""
    return ["recommended", *sorted(path.stem for path in profiles_folder().glob("*.yaml"))]


def load(path: Path) -> Config:
    """The config in `path`; raise `ConfigError` with file and key."""
    return merge(default_config(), _read(path), path)


def with_profile(config: Config, name: str) -> Config:
    """`config` with the profile `name` on top."""
    if name == "recommended":
        return config
    path = profiles_folder() / f"{name}.yaml"
    if not path.is_file():
        raise ConfigError(f"no profile is called {name!r}{nearest(name, profile_names())}")
    merged = merge(config, _read(path), path)
    return replace(merged, path=config.path, profiles=(*config.profiles, name))


def merge(config: Config, keys: Mapping[str, Any], path: Path) -> Config:
    """`config` with the keys of a config file on top: `select` adds, `ignore` takes away."""
    for key in keys:
        if key not in KEYS:
            raise ConfigError(f"{path}: unknown key {key!r}{nearest(str(key), list(KEYS))}")
    for name in _names(keys.get("extends"), path, "extends"):
        if name not in profile_names():
            raise ConfigError(f"{path}: no profile is called {name!r}{nearest(name, profile_names())}")
        config = with_profile(config, name)
    try:
        chosen = config.select | _ids(keys.get("select"), path, "select")
        chosen -= _ids(keys.get("ignore"), path, "ignore")
        severity = {**config.severity, **_severities(keys.get("severity"), path)}
        options = _options(config.options, keys, path)
        safety = {**config.safety, **_safeties(keys.get("safety"), path)}
    except UnknownRuleError as error:
        raise ConfigError(f"{path}: {error}") from None
    return replace(
        config,
        path=path,
        select=frozenset(chosen),
        severity=severity,
        safety=safety,
        options=options,
        files=tuple(_names(keys.get("files"), path, "files")) or config.files,
        exclude=config.exclude + tuple(_names(keys.get("exclude"), path, "exclude")),
        per_file=config.per_file + tuple(_mapping(keys.get("per-file"), path, "per-file").items()),
        links={**config.links, **_mapping(keys.get("links"), path, "links")},
    )


@cache
def find(folder: Path) -> Path | None:
    """The closest config file from `folder` upward."""
    for name in NAMES:
        if (folder / name).is_file():
            return folder / name
    project = folder / "pyproject.toml"
    if project.is_file() and "[tool.awesomelint" in project.read_text(encoding="utf-8", errors="replace"):
        return project
    return find(folder.parent) if folder != folder.parent else None


@cache
def config_for(folder: Path) -> Config:
    """The config that holds for files in `folder`."""
    path = find(folder)
    return load(path) if path else default_config()


def for_file(config: Config, path: Path) -> Config:
    """`config` with what its `per-file` says of `path`."""
    for pattern, keys in config.per_file:
        if matches(path, config.folder, pattern):
            config = merge(config, keys, config.path or path)
    return config


def matches(path: Path, folder: Path, pattern: str) -> bool:
    """Whether the glob `pattern`, taken from `folder`, fits `path`; `**` crosses folders, a bare name fits anywhere."""
    try:
        relative = path.resolve().relative_to(folder.resolve()).as_posix()
    except ValueError:
        relative = path.as_posix()
    pattern = pattern.removeprefix("./").removesuffix("/")
    if "/" not in pattern:
        return any(fnmatch(part, pattern) for part in relative.split("/"))
    return (
        fnmatch(relative, pattern) or fnmatch(relative, f"{pattern}/*") or fnmatch(relative, pattern.replace("**/", ""))
    )


def activate(config: Config) -> tuple[Active, ...]:
    """The rules that `config` chooses, in the order of the cards."""
    return tuple(
        Active(
            rule=rule,
            check=check_of(rule.id),
            options=config.options.get(rule.id, {}),
            severity=config.severity.get(rule.id, {}),
            raised=config.safety.get(rule.id),
        )
        for rule in all_rules().values()
        if rule.id in config.select
    )


def _read(path: Path) -> Mapping[str, Any]:
    if path.name == "pyproject.toml":
        import tomllib  # noqa: PLC0415 - only where a project is configured so

        try:
            loaded = tomllib.loads(path.read_text(encoding="utf-8")).get("tool", {}).get("awesomelint", {})
        except (OSError, ValueError) as error:
            raise ConfigError(f"{path}: {error}") from None
    else:
        import yaml  # noqa: PLC0415 - only where there is a config

        try:
            loaded = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            where = f":{mark.line + 1}:{mark.column + 1}" if mark else ""
            raise ConfigError(f"{path}{where}: not YAML: {getattr(error, 'problem', None) or error}") from None
        except (OSError, UnicodeDecodeError) as error:
            raise ConfigError(f"{path}: {error}") from None
    return _mapping(loaded, path, "the config")


def _mapping(value: Any, path: Path, key: str) -> Mapping[str, Any]:  # noqa: ANN401 - whatever the file holds
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise ConfigError(f"{path}: {key} must be a mapping")
    return value


def _names(value: Any, path: Path, key: str) -> Sequence[str]:  # noqa: ANN401 - whatever the file holds
    if value is None:
        return []
    listed = [value] if isinstance(value, str) else value
    if not isinstance(listed, list) or not all(isinstance(name, str) for name in listed):
        raise ConfigError(f"{path}: {key} must be a list of names")
    return listed


def _ids(value: Any, path: Path, key: str) -> set[str]:  # noqa: ANN401 - whatever the file holds
    return {rule for name in _names(value, path, key) for rule in named(name)}


def _severities(value: Any, path: Path) -> dict[str, Mapping[str, Severity]]:  # noqa: ANN401 - the same
    result: dict[str, Mapping[str, Severity]] = {}
    for name, given in _mapping(value, path, "severity").items():
        # YAML reads a bare `off` as false
        levels = {level: word or "off" for level, word in (given if isinstance(given, dict) else {"": given}).items()}
        for level, word in levels.items():
            if word not in get_args(Severity):
                raise ConfigError(f"{path}: severity.{name}: {word!r} is none of {', '.join(get_args(Severity))}")
            if level and level not in all_rules()[named(name)[0]].severity:
                raise ConfigError(f"{path}: severity.{name}: there is no level {level!r}")
        for rule in named(name):
            result[rule] = cast("Mapping[str, Severity]", levels)
    return result


def _safeties(value: Any, path: Path) -> dict[str, Safety]:  # noqa: ANN401 - the same
    result: dict[str, Safety] = {}
    for name, word in _mapping(value, path, "safety").items():
        if word not in get_args(Safety):
            raise ConfigError(f"{path}: safety.{name}: {word!r} is none of {', '.join(get_args(Safety))}")
        result.update(dict.fromkeys(named(name), word))
    return result


def _options(
    base: Mapping[str, Mapping[str, Any]], keys: Mapping[str, Any], path: Path
) -> dict[str, Mapping[str, Any]]:
    given = dict(_mapping(keys.get("rules"), path, "rules"))
    if "layout" in keys:
        given[LAYOUT] = {**given.get(LAYOUT, {}), **_mapping(keys["layout"], path, "layout")}
    merged = dict(base)
    for name, options in given.items():
        (rule,) = named(name) if name in all_rules() else _no_rule(name)
        for option, value in _mapping(options, path, f"rules.{name}").items():
            known = all_rules()[rule].options
            if option not in known:
                raise ConfigError(f"{path}: {name} has no option {option!r}{nearest(option, list(known))}")
            default = known[option].get("default")
            if default is not None and type(value) is not type(default):
                raise ConfigError(f"{path}: rules.{name}.{option} must be a {type(default).__name__}")
            merged[rule] = {**merged.get(rule, {}), option.replace("-", "_"): value}
    return merged


def _no_rule(name: str) -> list[str]:
    raise UnknownRuleError(f"no rule is called {name!r}{nearest(name, list(all_rules()))}")


def schema() -> dict[str, Any]:
    """The JSON Schema of a config file, made from the cards."""
    rules = all_rules()
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
            "additionalProperties": {"anyOf": [severity, {"type": "object", "additionalProperties": severity}]},
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
        "layout": _option_schema(rules[LAYOUT].options) if LAYOUT in rules else {"type": "object"},
        "links": {"type": "object"},
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "awesomelint config",
        "type": "object",
        "additionalProperties": False,
        "properties": properties,
    }


def _option_schema(options: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    return {
        "type": "object",
        "additionalProperties": False,
        "properties": {
            name: {"default": option.get("default"), "description": option.get("help", "")}
            for name, option in options.items()
        },
    }
