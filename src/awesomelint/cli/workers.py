"""Processes that do files: forked, so that they share what the run has loaded.

On two cores a pool of forked processes gives its first result after 7-11 ms, spawned ones after
63-76 ms, as they import everything again; systems without fork do all files in one process.
"""

from __future__ import annotations

import os
import pickle
import signal
import struct
import sys
from collections import deque
from select import select
from typing import TYPE_CHECKING, Any, Generic, TypeVar

import click

from awesomelint.cli.session import Message, mistakes, shown
from awesomelint.cli.steps import Done

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from awesomelint.cli.steps import Step

Result = TypeVar("Result")
_HEAD = struct.Struct("<Q")


class Pool(Generic[Result]):
    """`count` processes, each of which does one file after another.

    A process that dies takes one file with it, which is a problem; another one takes its place.
    """

    def __init__(self, count: int, perform: Callable[[Path], Done[Result]]) -> None:
        self._perform = perform
        self._queue: deque[Step[Result]] = deque()
        self._workers: list[_Worker[Result]] = []
        for _ in range(count):
            self._add()

    @property
    def waiting(self) -> int:
        """How many files are not done."""
        return len(self._queue) + sum(worker.step is not None for worker in self._workers)

    def submit(self, step: Step[Result]) -> None:
        """Have a file done when a process is free."""
        self._queue.append(step)
        self._feed()

    def finished(self) -> Iterator[tuple[Step[Result], Done[Result]]]:
        """The files that are done, at least one of them; raise mistakes of the user."""
        busy = {worker.answers: (worker, worker.step) for worker in self._workers if worker.step}
        readable, _, _ = select(list(busy), [], []) if busy else ([], [], [])
        for descriptor in readable:
            worker, step = busy[descriptor]
            worker.step = None
            done = worker.answer()
            if done is None:
                yield step, Done(None, [Message(_died(step.path, worker.end()), True)], [])
                self._workers.remove(worker)
                self._add()
            elif isinstance(done, str):
                raise click.ClickException(done)
            else:
                yield step, done
        self._feed()

    def close(self) -> None:
        """End the processes at once, whatever they are doing."""
        for worker in self._workers:
            worker.end()
        self._workers.clear()

    def _add(self) -> None:
        inherited = [each for worker in self._workers for each in worker.descriptors]
        self._workers.append(_Worker(self._perform, inherited))

    def _feed(self) -> None:
        for worker in self._workers:
            if self._queue and worker.step is None:
                worker.give(self._queue.popleft())


class _Worker(Generic[Result]):
    """A forked process: paths go in, outcomes come out."""

    def __init__(self, perform: Callable[[Path], Done[Result]], inherited: list[int]) -> None:
        tasks, self.tasks = os.pipe()
        self.answers, answers = os.pipe()
        self.step: Step[Result] | None = None
        sys.stdout.flush()
        sys.stderr.flush()
        # Ctrl-C is for the parent, which ends its processes; none comes before that is said
        blocked = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        self.process = os.fork()
        if self.process == 0:
            signal.signal(signal.SIGINT, signal.SIG_IGN)
            for descriptor in (*inherited, self.tasks, self.answers):
                os.close(
                    descriptor
                )  # or a process would outlive the parent by holding its own pipe
            _serve(perform, tasks, answers)
        signal.pthread_sigmask(signal.SIG_SETMASK, blocked)
        os.close(tasks)
        os.close(answers)

    @property
    def descriptors(self) -> tuple[int, int]:
        """The parent's ends of the pipes."""
        return self.tasks, self.answers

    def give(self, step: Step[Result]) -> None:
        """Have the process do a file; one that has died is found out by its answer."""
        self.step = step
        try:
            _send(self.tasks, step.path)
        except BrokenPipeError:
            return

    def answer(self) -> Done[Result] | str | None:
        """What became of the file, or a mistake of the user in words; None if the process died."""
        answer: Done[Result] | str | None = _receive(self.answers)
        return answer

    def end(self) -> int:
        """Kill the process; return how it ended, as `os.waitpid` tells."""
        for descriptor in self.descriptors:
            os.close(descriptor)
        known, status = os.waitpid(self.process, os.WNOHANG)
        if not known:
            os.kill(self.process, signal.SIGKILL)
            status = os.waitpid(self.process, 0)[1]
        return status


def _serve(perform: Callable[[Path], Done[Any]], tasks: int, answers: int) -> None:
    """Do files until the parent closes its end; never return."""
    code = 1
    try:
        while (path := _receive(tasks)) is not None:
            try:
                with mistakes():
                    answer: Done[Any] | str = perform(path)
            except click.ClickException as error:
                answer = error.format_message()
            _send(answers, answer)
        code = 0
    finally:
        os._exit(code)  # what the parent has in its buffers is the parent's to write


def _send(descriptor: int, value: object) -> None:
    raw = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
    data = memoryview(_HEAD.pack(len(raw)) + raw)
    while data:
        data = data[os.write(descriptor, data) :]


def _receive(descriptor: int) -> Any:  # noqa: ANN401 - whatever the other end sent
    """The next value; None at the end of the pipe, also in the middle of a value."""
    head = _read(descriptor, _HEAD.size)
    raw = head and _read(descriptor, _HEAD.unpack(head)[0])
    return pickle.loads(raw) if raw else None  # noqa: S301 - from a process of this run


def _read(descriptor: int, size: int) -> bytes:
    parts: list[bytes] = []
    while size:
        part = os.read(descriptor, min(size, 2**20))
        if not part:
            return b""
        parts.append(part)
        size -= len(part)
    return b"".join(parts)


def _died(path: Path, status: int) -> str:
    if os.WIFSIGNALED(status):
        how = f"was killed by signal {os.WTERMSIG(status)}"
    else:
        how = f"ended with code {os.waitstatus_to_exitcode(status)}"
    return (
        f"awesomelint: {shown(path)}: the process that was to do it {how}, perhaps for lack of "
        "memory; run again with --jobs 1"
    )
