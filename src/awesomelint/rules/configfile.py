"""Reading a config file: bounded, whatever it holds, because a pull request may bring its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from awesomelint.errors import AwesomelintError
from awesomelint.reading import ReadError, read_inside
from awesomelint.text.printable import cut

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

BIGGEST = 1_000_000  # bytes of the file, and characters of what its aliases stand for
# what PyYAML's constructors raise for values that look like a date, a number or a tag of Python,
# and are none
_BAD_VALUE = (ValueError, TypeError, AttributeError, LookupError, ArithmeticError)


class ConfigError(ValueError, AwesomelintError):
    """A config that cannot be used; the message names file and key."""


def read_config(path: Path) -> Mapping[str, Any]:
    """The keys in `path`: YAML, or the table `tool.awesomelint` of a `pyproject.toml`.

    Raise `ConfigError`.
    """
    return read_mapping(path)


def read_mapping(path: Path, root: Path | None = None) -> Mapping[str, Any]:
    """The keys of the file `path` under `root`, else under the root of its repository.

    Raise `ConfigError`.
    """
    try:
        text = read_inside(path, root, limit=BIGGEST).decode()
    except ReadError as error:
        raise ConfigError(str(error)) from None
    except OSError as error:
        raise ConfigError(f"{path}: {(error.strerror or str(error)).lower()}") from None
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path}: not UTF-8 at byte {error.start}") from None
    try:
        loaded = _toml(path, text) if path.name == "pyproject.toml" else _yaml(path, text)
    except RecursionError:
        raise ConfigError(f"{path}: values are nested too deeply") from None
    if loaded is None:
        return {}
    if not isinstance(loaded, dict):
        raise ConfigError(f"{path}: it must be a mapping, not {cut(repr(loaded), 60)}")
    _measure(loaded, path)
    return loaded


def _toml(path: Path, text: str) -> Any:  # noqa: ANN401 - whatever the file holds
    import tomllib  # noqa: PLC0415 - only where a project is configured so

    try:
        tools = tomllib.loads(text).get("tool", {})
    except ValueError as error:
        raise ConfigError(f"{path}: not TOML: {cut(str(error))}") from None
    return tools.get("awesomelint") if isinstance(tools, dict) else None


def _yaml(path: Path, text: str) -> Any:  # noqa: ANN401 - whatever the file holds
    import yaml  # noqa: PLC0415 - only where there is a config

    try:
        return yaml.safe_load(text)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f":{mark.line + 1}:{mark.column + 1}" if mark else ""
        problem = getattr(error, "problem", None) or str(error)
        raise ConfigError(f"{path}{where}: not YAML: {cut(problem)}") from None
    except _BAD_VALUE as error:
        raise ConfigError(f"{path}: a value cannot be read: {cut(str(error))}") from None


def _measure(loaded: Any, path: Path) -> None:  # noqa: ANN401 - whatever the file holds
    """Refuse a config whose aliases stand for more than a file may hold, or for themselves."""
    sizes: dict[int, int] = {}
    _size(loaded, sizes, path)


def _size(value: Any, sizes: dict[int, int], path: Path) -> int:  # noqa: ANN401 - whatever the file holds
    """How many characters `value` would take if each alias were written out.

    What is shared is counted once.
    """
    if not isinstance(value, dict | list | tuple | set):
        return len(value) + 1 if isinstance(value, str | bytes) else 1
    if id(value) in sizes:
        known = sizes[id(value)]
        if known < 0:
            raise ConfigError(f"{path}: an alias stands for itself")
        return known
    sizes[id(value)] = -1
    parts = [*value.keys(), *value.values()] if isinstance(value, dict) else list(value)
    size = 1 + sum(_size(part, sizes, path) for part in parts)
    if size > BIGGEST:
        raise ConfigError(f"{path}: its aliases stand for more than {BIGGEST:,} characters")
    sizes[id(value)] = size
    return size
