"""A run over many files: what is known is taken, the rest is done, and all is told in order."""

from __future__ import annotations

import gc
import os
from collections import deque
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from awesomelint.cli.progress import FileProgress
from awesomelint.cli.steps import Done, Step

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from awesomelint.cli.results import FileResults, Results
    from awesomelint.cli.session import Session
    from awesomelint.cli.workers import Pool

Result = TypeVar("Result")
Made_co = TypeVar("Made_co", covariant=True)

ENOUGH = 100_000
"""Bytes to be done from which several processes are faster than one."""
_AHEAD = 4  # files that are read ahead for each process


class Work(Protocol[Made_co]):
    """What a command does with each file."""

    def known(self, path: Path, raw: bytes | None, results: FileResults) -> Made_co | None:
        """What earlier runs made of the file; None if they do not tell, or `raw` is needed."""
        ...

    def done(self, path: Path, raw: bytes, results: FileResults | None) -> Made_co | None:
        """The result for the file, also stored in `results`; None if there is a problem."""
        ...


def read_and_do(
    session: Session, work: Work[Result], results: Results | None, path: Path
) -> Done[Result]:
    """Read the file and do it; raise as the session does for mistakes of the user."""
    with session.holding() as messages:
        raw = session.source(path)
        if raw is None:
            return Done(None, messages, [])
        return do(session, work, results, Step(path, raw, messages=messages))


def do(
    session: Session, work: Work[Result], results: Results | None, step: Step[Result]
) -> Done[Result]:
    """Do a file that was read."""
    path = session.real_path(step.path)
    with session.holding() as messages:
        found = results.of_bytes(path, step.raw) if results else None
        result = work.done(path, step.raw, found)
    said = [*step.messages, *messages]
    rows = found.new if found and not messages else []
    return Done(result, said, rows)


class Run(Generic[Result]):
    """The files of a run, in order."""

    def __init__(self, session: Session, work: Work[Result], results: Results | None) -> None:
        self._session = session
        self._work = work
        self._results = results
        self._steps: deque[Step[Result]] = deque()
        self._pool: Pool[Result] | None = None
        self._waiting = 0  # bytes that are to be done
        self._begun = 0  # files that were to be done

    def over(self, paths: Sequence[Path]) -> Iterator[Result]:
        """The result of each file that could be done; what is said of it is said before."""
        with FileProgress(len(paths), quiet=self._session.quiet) as progress:
            try:
                for path in paths:
                    self._begin(path)
                    yield from self._ready(progress)
                while self._steps:
                    self._advance()
                    yield from self._ready(progress)
            finally:
                if self._pool:
                    self._pool.close()
                if self._results:
                    self._results.close()

    def _begin(self, path: Path) -> None:
        """Read a file; what is not known of it is to be done."""
        session = self._session
        step: Step[Result] = Step(path)
        self._steps.append(step)
        with session.holding() as step.messages:
            step.result = self._looked_at(path)
        if step.result is not None:
            step.is_done = True
            return
        with session.holding() as step.messages:
            raw = session.source(path)
            if raw is not None and self._results:
                real = session.real_path(path)
                found = self._results.of_bytes(real, raw)
                step.result = self._work.known(real, raw, found) if found else None
        step.is_done = raw is None or step.result is not None
        if raw is None or step.is_done:
            return
        step.raw = raw
        self._waiting += len(raw)
        self._begun += 1
        if self._pool:
            self._hand_over(step, self._pool)
        elif self._is_for_several():
            self._start_pool()
        elif session.jobs == 1:
            self._advance()

    def _looked_at(self, path: Path) -> Result | None:
        """What is known of a file that was read already, to see whether it is a list."""
        content = self._session.looked_at(path)
        if content is None or self._results is None:
            return None
        found = self._results.file(path, content)
        self._session.tell_rescue(path)
        return self._work.known(path, None, found) if found else None

    def _is_for_several(self) -> bool:
        """Whether processes beside this one pay; one file, however long, is done by one."""
        is_enough = self._waiting >= ENOUGH and self._begun > 1
        return is_enough and self._session.jobs > 1 and os.name == "posix"

    def _start_pool(self) -> None:
        from awesomelint.cli.workers import Pool  # noqa: PLC0415 - only for many files

        results = self._results.without_store() if self._results else None
        session, work = self._session, self._work
        session.linter(session.real_path(self._steps[-1].path)).load()
        gc.freeze()  # what is shared stays shared
        self._pool = Pool(session.jobs, lambda path: read_and_do(session, work, results, path))
        for step in self._steps:
            if not step.is_done:
                self._hand_over(step, self._pool)

    def _hand_over(self, step: Step[Result], pool: Pool[Result]) -> None:
        """Let a process do the file, which it reads anew: its key must be that of what it read."""
        step.raw, step.messages = b"", []
        pool.submit(step)
        while pool.waiting > _AHEAD * self._session.jobs:
            self._collect(pool)

    def _advance(self) -> None:
        """Do the first file that is not done, or wait for a process."""
        if self._pool:
            self._collect(self._pool)
            return
        step = next((step for step in self._steps if not step.is_done), None)
        if step:
            self._finish(step, do(self._session, self._work, self._results, step))

    def _collect(self, pool: Pool[Result]) -> None:
        for step, done in pool.finished():
            self._finish(step, done)

    def _finish(self, step: Step[Result], done: Done[Result]) -> None:
        if self._results:
            self._results.store(done.rows)
        step.result, step.messages = done.result, done.messages
        step.raw, step.is_done = b"", True

    def _ready(self, progress: FileProgress) -> Iterator[Result]:
        """The results of the first files, as far as they are done."""
        while self._steps and self._steps[0].is_done:
            step = self._steps.popleft()
            if step.messages:
                progress.clear()
                self._session.tell(step.messages)
            progress.step()
            if step.result is not None:
                yield step.result
