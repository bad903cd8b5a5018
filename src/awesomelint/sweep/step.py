"""The step for pipelines of datatrove."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from datatrove.io import get_datafolder
from datatrove.pipeline.base import PipelineStep

from awesomelint.sweep.document import Sweeper
from awesomelint.sweep.schema import row_of_problem, rows_of
from awesomelint.sweep.tables import ShardWriter
from awesomelint.text.printable import cut

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from datatrove.data import Document
    from datatrove.io import DataFolderLike

    from awesomelint.rules.config import Config
    from awesomelint.sweep.document import SweptDocument

PROBLEM = "awesomelint_problem"
"""The key of a document's metadata under which a reader says why it has no text."""


class AwesomelintStep(PipelineStep):  # type: ignore[misc] # datatrove ships no types
    """Repairs the text of each document, and checks those that are lists.

    It yields every document that it gets, in order, with its text repaired where that is certain,
    and `metadata["awesomelint"]`: its kind (`list`, `text` or `bytes`), the number of its entries,
    errors, warnings and infos, and of its damaged lines. With `tables`, a folder that datatrove can
    open, it also writes Parquet tables of documents, entries, findings and repairs, a file a rank;
    they are there when the pipeline has read the rank to its end. `repair_only` looks into no list.
    """

    type = "🔧 - LISTS"
    name = "📋 awesomelint"

    def __init__(
        self,
        tables: DataFolderLike | None = None,
        *,
        config: Config | None = None,
        repair_only: bool = False,
    ) -> None:
        super().__init__()
        self.tables = tables
        self.config = config
        self.repair_only = repair_only

    def run(
        self,
        data: Iterable[Document],
        rank: int = 0,
        world_size: int = 1,  # noqa: ARG002 - datatrove's signature
    ) -> Iterator[Document]:
        """The documents of `data`, repaired."""
        sweeper = Sweeper(self.config, repair_only=self.repair_only)
        writer = None if self.tables is None else ShardWriter(get_datafolder(self.tables), rank)
        whole = False
        try:
            for document in data:
                with self.track_time():
                    self._look_at(document, sweeper, writer)
                yield document
            whole = True
        finally:
            if writer and whole:
                writer.finish()
            elif writer:
                writer.discard()

    def _look_at(self, document: Document, sweeper: Sweeper, writer: ShardWriter | None) -> None:
        """Repair one document in place, and note what it holds."""
        problem = document.metadata.get(PROBLEM, "")
        if not problem:
            try:
                swept = sweeper(document.text, document.id)
            except Exception as error:  # noqa: BLE001 - a million documents must not wait for one
                problem = f"this is a bug ({type(error).__name__}: {cut(str(error), 200)})"
        if problem:
            self.stat_update("unread")
            if writer:
                writer.add(row_of_problem(document.id, problem))
            return
        if writer:
            writer.add(rows_of(document.id, document.text, swept))
        self._count(swept)
        document.text = swept.text
        document.metadata["awesomelint"] = _summary(swept)

    def _count(self, swept: SweptDocument) -> None:
        self.stat_update(swept.kind)
        for label, value in (
            ("entries", len(swept.entries)),
            ("findings", len(swept.findings)),
            ("damaged_lines", len(swept.repairs)),
        ):
            if value:
                self.stat_update(label, value=value)


def _summary(swept: SweptDocument) -> dict[str, Any]:
    severities = [finding.severity for finding in swept.findings]
    return {
        "kind": swept.kind,
        "entries": len(swept.entries),
        "errors": severities.count("error"),
        "warnings": severities.count("warning"),
        "infos": severities.count("info"),
        "damaged_lines": len(swept.repairs),
    }
