"""What a result says of other files: each question that was asked of the disk, with its answer.

A result of an earlier run holds as long as the same questions have the same answers.
"""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from awesomelint.facts.tree import Checkout, Tree

Question = tuple[str, str]
Answer = str | bool | None
Note = tuple[str, str, Answer]
"""What was asked, of which file, and the answer."""


class Seen:
    """The notes on what was asked of the `checkout` that holds a list, if one does."""

    def __init__(self, checkout: Checkout | None) -> None:
        self._checkout = checkout
        self._notes: dict[Question, Answer] = {}
        self._note(("folder", ""))

    def watch(self, tree: Tree) -> Tree:
        """`tree`, its questions noted."""
        return _Watched(tree, self._notes)

    def root_files(self) -> frozenset[str] | None:
        """The names of the files at the root, and in its `.github` and `docs`, noted.

        None outside of a checkout.
        """
        self._note(("root-files", ""))
        return None if self._checkout is None else self._checkout.at_root()

    def notes(self) -> list[Note]:
        """What was asked so far, in order."""
        return [(kind, name, answer) for (kind, name), answer in self._notes.items()]

    def holds(self, notes: Iterable[Note]) -> bool:
        """Whether the questions of `notes` have the same answers now."""
        return all(self._answer(kind, name) == answer for kind, name, answer in notes)

    def _note(self, question: Question) -> None:
        self._notes[question] = self._answer(*question)

    def _answer(self, kind: str, name: str) -> Answer:
        if self._checkout is None:
            return None
        if kind == "root-files":
            return _digest(self._checkout.at_root())
        return self._checkout.here if kind == "folder" else _asked(self._checkout, kind, name)


class _Watched:
    """A tree that notes what it is asked."""

    def __init__(self, tree: Tree, notes: dict[Question, Answer]) -> None:
        self._tree = tree
        self._notes = notes
        self.here = tree.here

    def has(self, name: str) -> bool:
        """As `Tree` has it."""
        self._note("has", name)
        return self._tree.has(name)

    def beside(self, name: str) -> Collection[str]:
        """As `Tree` has it."""
        self._note("beside", name)
        return self._tree.beside(name)

    def leads_out(self, name: str) -> bool:
        """As `Tree` has it."""
        self._note("leads-out", name)
        return self._tree.leads_out(name)

    def content(self, name: str) -> bytes | None:
        """As `Tree` has it."""
        content = self._tree.content(name)
        digest = None if content is None else _digest_of(content)
        self._notes["content", name] = digest
        return content

    def _note(self, kind: str, name: str) -> None:
        self._notes[kind, name] = _asked(self._tree, kind, name)


def _asked(tree: Tree, kind: str, name: str) -> Answer:
    match kind:
        case "has":
            return tree.has(name)
        case "leads-out":
            return tree.leads_out(name)
        case "beside":
            return _digest(tree.beside(name))
        case "content":
            content = tree.content(name)
            return None if content is None else _digest_of(content)
        case _:
            return "not a question"  # of a result that another version wrote


def _digest(names: Collection[str]) -> str:
    return _digest_of("\0".join(sorted(names)).encode("utf-8", "surrogateescape"))


def _digest_of(content: bytes) -> str:
    return blake2b(content, digest_size=16).hexdigest()
