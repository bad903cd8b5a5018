"""A sweep from its source to its tables: plan, workers, summary."""

from __future__ import annotations

import gc
import json
import os
import sys
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from multiprocessing import get_context, parent_process
from threading import Thread
from typing import TYPE_CHECKING

from datatrove.executor.base import PipelineExecutor
from datatrove.io import get_datafolder
from datatrove.utils.logging import logger

from awesomelint.sweep.links import LINKS, LinkStep, ask_share, left_over, write_shares
from awesomelint.sweep.plan import Keys, SweepError, fingerprint, shards_of, stamps_of
from awesomelint.sweep.reader import ShardReader, write_plan
from awesomelint.sweep.step import AwesomelintStep
from awesomelint.sweep.summary import write_summary
from awesomelint.sweep.tables import STATE, shard_name

if TYPE_CHECKING:
    from collections.abc import Callable

    from datatrove.pipeline.base import PipelineStep

    from awesomelint.rules.config import Config
    from awesomelint.rules.link_settings import LinkSettings

    Progress = Callable[[int, int], None]

_NEW_OBJECTS = 100_000


class KilledWorkerError(SweepError):
    """A worker was ended from outside; what it had finished is kept."""


@dataclass(frozen=True, slots=True)
class Sweep:
    """What to sweep, where to, and how.

    `key` tells configs apart when a run is resumed. With `links`, links are asked too.
    """

    source: str
    out: str
    keys: Keys = field(default_factory=Keys)
    config: Config | None = None
    key: str = ""
    repair_only: bool = False
    links: LinkSettings | None = None

    def pipeline(self) -> list[PipelineStep]:
        """The steps of datatrove: what reads a shard, and what looks at its documents."""
        return [
            ShardReader(self.source, self.out, self.keys),
            AwesomelintStep(self.out, config=self.config, repair_only=self.repair_only),
        ]


def prepare(sweep: Sweep) -> int:
    """Note in the folder of results what each shard reads; how many shards there are.

    A folder that holds the state of the same sweep is left as it is. Raise `SweepError` if it is
    that of another one.
    """
    source, out = get_datafolder(sweep.source), get_datafolder(sweep.out)
    shards = shards_of(source)
    options = [sweep.source, sweep.keys.text, sweep.keys.id, sweep.key, sweep.repair_only]
    print_ = fingerprint(shards, stamps_of(source), options)
    state = {"fingerprint": print_, "shards": len(shards)}
    name = f"{STATE}/sweep.json"
    if out.exists(name):
        with out.open(name) as file:
            if json.load(file) != state:
                raise SweepError(
                    f"{sweep.out}: it holds the results of another sweep (of another source, "
                    "config or version, or the source has changed); choose another folder"
                )
        return len(shards)
    write_plan(out, shards)
    with out.open(name, "w") as file:
        json.dump(state, file)
    return len(shards)


def run(sweep: Sweep, workers: int, progress: Progress | None = None) -> None:
    """Do what is left of `sweep` with so many processes, and write its summary.

    Raise `SweepError`.
    """
    count = prepare(sweep)
    work(sweep.pipeline(), count, workers, f"{sweep.out}/{STATE}/documents", progress)
    if sweep.links:
        _ask_links(sweep, sweep.links, workers, progress)
    finish(sweep)


def finish(sweep: Sweep) -> None:
    """Tidy up behind the workers, and write the summary, when all shards are complete."""
    out = get_datafolder(sweep.out)
    if out.exists(f"{STATE}/partial"):
        out.rm(f"{STATE}/partial", recursive=True)  # of workers that were killed
    write_summary(out)


def _ask_links(
    sweep: Sweep, settings: LinkSettings, workers: int, progress: Progress | None
) -> None:
    """Ask all links: the shares side by side, then by itself what led out of them."""
    out = get_datafolder(sweep.out)
    shares = write_shares(out, workers)
    state = f"{sweep.out}/{LINKS}/{shares}"
    work([LinkStep(sweep.out, settings)], shares, workers, state, progress)
    left = left_over(out, shares)
    if not out.exists(shard_name("links", shares)):
        ask_share(out, shares, left, settings)


def work(
    pipeline: list[PipelineStep],
    tasks: int,
    workers: int,
    state: str,
    progress: Progress | None = None,
) -> None:
    """Run a pipeline for all its ranks that are not complete yet."""
    Workers(pipeline, tasks, workers, state, progress).run()


class Workers(PipelineExecutor):  # type: ignore[misc] # datatrove ships no types
    """Runs the ranks of a pipeline in processes of this machine.

    Unlike datatrove's own local executor it notices when a worker is killed, and does not wait for
    it forever.
    """

    def __init__(
        self,
        pipeline: list[PipelineStep],
        tasks: int,
        workers: int,
        state: str,
        progress: Progress | None,
    ) -> None:
        super().__init__(pipeline, state)
        self._tasks = tasks
        self._workers = workers
        self._progress = progress

    @property
    def world_size(self) -> int:
        """The number of ranks."""
        return self._tasks

    def get_distributed_env(self, node_rank: int = -1) -> dict[str, str]:  # noqa: ARG002 - datatrove's signature
        """What datatrove tells steps that spread over machines: this is one."""
        unknown = dict.fromkeys(
            ("datatrove_cpus_per_task", "datatrove_mem_per_cpu", "datatrove_gpus_on_node"), "-1"
        )
        return {**unknown, "datatrove_node_ips": "localhost", "datatrove_executor": "LOCAL"}

    def run(self) -> None:
        """Run what is left; raise `KilledWorkerError` if a worker dies."""
        ranks = self.get_incomplete_ranks()
        done = self._tasks - len(ranks)
        tell, self._progress = self._progress, None  # it stays in this process
        pool = ProcessPoolExecutor(
            min(self._workers, max(len(ranks), 1)), get_context("forkserver"), _begin
        )
        try:
            futures = [pool.submit(_run_rank, self, rank) for rank in ranks]
            for future in as_completed(futures):
                future.result()
                done += 1
                if tell:
                    tell(done, self._tasks)
        except BrokenProcessPool:
            raise KilledWorkerError(
                "a worker was killed (by hand, or for lack of memory); run the same command again "
                f"to go on after {done} of {self._tasks} shards"
            ) from None
        except BaseException:
            _end(pool)
            raise
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def _run_rank(executor: Workers, rank: int) -> None:
    executor._run_for_rank(rank, local_rank=1)  # noqa: SLF001 - what executors are made of


def _begin() -> None:
    """Set up a worker: it ends with its parent, and the collector of cycles seldom runs."""
    Thread(target=_end_with_parent, daemon=True).start()
    gc.set_threshold(_NEW_OBJECTS, 50, 100)
    logger.remove()
    logger.add(sys.stderr, level="ERROR")


def _end_with_parent() -> None:
    parent = parent_process()
    if parent:
        parent.join()
        os._exit(1)


def _end(pool: ProcessPoolExecutor) -> None:
    """Stop the workers of a pool at once: what they have not finished is done again."""
    for process in list((pool._processes or {}).values()):  # noqa: SLF001 - public from Python 3.14 on
        process.terminate()
