"""The file that holds accepted findings: where it lies, what it says, and how it is written."""

from __future__ import annotations

import os
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from awesomelint.errors import BaselineError
from awesomelint.files.rows import Row, format_rows, parse_rows
from awesomelint.files.writing import replace_file
from awesomelint.reading import ReadError, read_inside, real, refuse_outside

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from awesomelint.outcome import Key


@dataclass(frozen=True, slots=True)
class BaselineFile:
    """A baseline; paths in its rows start at the folder that holds it.

    `raw` is empty if it has not been written yet.
    """

    path: Path
    raw: bytes
    rows: Counter[Row]

    @classmethod
    def load(cls, path: Path) -> BaselineFile:
        """The baseline in `path`, without rows if there is no such file; raise `BaselineError`."""
        try:
            raw = read_inside(path)
            rows = parse_rows(raw.decode("utf-8-sig").replace("\r\n", "\n"))
        except FileNotFoundError:
            return cls(path, b"", Counter())
        except ReadError as error:
            raise BaselineError(str(error)) from None
        except OSError as error:
            raise BaselineError(f"{path}: {(error.strerror or str(error)).lower()}") from None
        except UnicodeDecodeError as error:
            raise BaselineError(f"{path}: not UTF-8 at byte {error.start}") from None
        except BaselineError as error:
            raise BaselineError(f"{path}: {error}") from None
        return cls(path, raw, rows)

    def name(self, path: Path) -> str:
        """How rows name the list at `path`."""
        target, folder = real(path), real(self.path.parent)
        if target.is_relative_to(folder):
            return target.relative_to(folder).as_posix()
        return target.as_posix()

    def keys(self, path: Path) -> Counter[Key]:
        """What is accepted in the list at `path`.

        If it has no rows, those of lists that are no longer there: it may have been one of them.
        """
        name = self.name(path)
        named = {row.path for row in self.rows}
        meant = {name}
        if name not in named:
            meant = {one for one in named if not self._is_there(one)}
        keys: Counter[Key] = Counter()
        for row, count in self.rows.items():
            if row.path in meant:
                keys[row.key] += count
        return keys

    def replaced(self, judged: Mapping[Path, Counter[Key]], ran: frozenset[str]) -> Counter[Row]:
        """The rows with those of the lists `judged` replaced.

        Only rows of rules that `ran` are replaced. Rows of lists that no longer exist are removed.
        """
        names = {self.name(path): keys for path, keys in judged.items()}
        rows: Counter[Row] = Counter()
        for row, count in self.rows.items():
            kept = row.key.rule not in ran or row.path not in names
            if kept and self._is_there(row.path):
                rows[row] += count
        for name, keys in names.items():
            for key, count in keys.items():
                rows[Row(name, key)] += count
        return rows

    def write(self, rows: Counter[Row]) -> None:
        """Put `rows` in the file; raise `OSError`."""
        text = format_rows(rows).encode()
        if self.raw:
            replace_file(self.path, self.raw, text)
        else:
            refuse_outside(self.path)
            with self.path.open("xb") as file:
                file.write(text)

    def _is_there(self, name: str) -> bool:
        return os.path.lexists(self.path.parent / name)
