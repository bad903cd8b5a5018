"""The list as its readers see it: sections, groups, entries, links."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from threading import Lock
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeVar, cast

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from awesomelint.identity import Identity
    from awesomelint.model import Span
    from awesomelint.source import Source
    from awesomelint.syntax import nodes

Kind = TypeVar("Kind", bound="nodes.Node")
LinkKind = Literal[
    "inline", "reference", "autolink", "bare", "image", "html", "html-image", "code", "comment"
]
Role = Literal[
    "primary",
    "paper",
    "pdf",
    "code",
    "project",
    "data",
    "model",
    "demo",
    "video",
    "blog",
    "slides",
    "other",
]
Shape = Literal[
    "bullet", "number", "row", "cell", "quoted-line", "paragraph", "heading", "summary", "html"
]


@dataclass(slots=True, eq=False, repr=False)
class ListLink:
    """One occurrence of a link, rendered or not.

    `start:end` is the whole of it; `text` what stands between the brackets; `destination` the URL
    as written. For kind `bare`, `start:end` is what its author meant (`intended`), and `rendered`
    what GitHub links: it may reach further, be shorter, or be None (no link at all). For all other
    kinds `rendered` equals `start:end`. `url` is the intended URL with escapes resolved. `context`
    says where it stands when that matters.
    """

    start: int
    end: int
    kind: LinkKind
    text: Span
    destination: Span | None
    url: str
    rendered: Span | None
    identity: Identity | None
    node: nodes.Node | None = None
    struck: bool = False

    def __repr__(self) -> str:
        """`<Link inline https://example.org>`."""
        return f"<Link {self.kind} {self.url}>"


@dataclass(slots=True, eq=False, repr=False)
class EntryLink:
    """A link of an entry and what it is for."""

    link: ListLink
    role: Role

    def __repr__(self) -> str:
        """`<EntryLink paper https://example.org>`."""
        return f"<EntryLink {self.role} {self.link.url}>"


@dataclass(slots=True, eq=False, repr=False)
class Details:
    """What stands beside the title and the links of an entry, in places of the source."""

    tags: tuple[Span, ...] = ()
    separator: Span | None = None
    description: Span | None = None
    metadata: dict[str, Span] = field(default_factory=dict)
    columns: dict[str, Span] = field(default_factory=dict)


class Later:
    """Details that are read when they are first asked for: few rules do.

    Until then it holds no more than what they are read with: a function, and what that is given.
    """

    __slots__ = ("_details", "_given", "_more", "_read")

    def __init__(self, read: Callable[..., Details], *given: object) -> None:
        self._read = read
        self._given = given
        self._more: tuple[tuple[Callable[..., None], tuple[object, ...]], ...] = ()
        self._details: Details | None = None

    def add(self, put: Callable[..., None], *given: object) -> None:
        """Let `put` put something into them, after what was there before."""
        if self._details is None:
            self._more = (*self._more, (put, given))
        else:
            put(self._details, *given)

    def get(self) -> Details:
        """The details, read once."""
        if self._details is None:
            self._details = self.peek()
            del self._read, self._given, self._more
        return self._details

    def peek(self) -> Details:
        """The details, for one look: they are not kept."""
        if self._details is not None:
            return self._details
        details = self._read(*self._given)
        for put, given in self._more:
            put(details, *given)
        return details


@dataclass(slots=True, eq=False, repr=False)
class Entry:
    """One thing the list recommends: a subtree of the document, not a line.

    Fields are spans of the source, None where the entry has none; nothing is guessed into
    existence. `title` is the title's text without brackets, emphasis, date, venue and numbering;
    `nickname` a short name that stands beside it, `label` words before it that tell it from others.
    `metadata` holds authors, year, venue, date, licence and stars; `columns` the cells of a row
    that no other field holds, by their header; both, the tags and the description are read when
    they are first asked for. `identities` are what the entry *is*: its primary link, links whose
    role names the same work, bare URLs standing as its title. `title_is_url` tells that a bare URL
    stands where the title should. `subject` is what the entry is about, as shown: its title, else
    the first naming cell of its row, bold text, its parent or its heading; "" only where none of
    them has words. In a table of results it is the model or data set of the row, not the paper that
    brought it. `children` are nested entries. News, notes and prose are no entries.
    """

    start: int
    end: int
    shape: Shape
    node: nodes.Node
    marker: Span | None = None
    title: Span | None = None
    title_text: str = ""
    title_is_url: bool = False
    nickname: Span | None = None
    label: Span | None = None
    subject: str = ""
    links: list[EntryLink] = field(default_factory=list)
    later: Later = field(default_factory=lambda: Later(Details))
    settle: Callable[[], None] | None = None
    notes: list[Span] = field(default_factory=list)
    children: list[Entry] = field(default_factory=list)
    parent: Entry | None = None
    section: Section | None = None
    group: Group | None = None
    identities: tuple[Identity, ...] = ()

    @property
    def details(self) -> Details:
        """What the next five say, once the whole list has told what its descriptions are."""
        if self.settle is not None:
            self.settle()
        return self.later.get()

    @property
    def tags(self) -> tuple[Span, ...]:
        """Emoji, badges and words set apart."""
        return self.details.tags

    @property
    def separator(self) -> Span | None:
        """What stands between the title and the description."""
        return self.details.separator

    @property
    def description(self) -> Span | None:
        """The words about it."""
        return self.details.description

    @property
    def metadata(self) -> dict[str, Span]:
        """Authors, year, venue, date, licence, stars."""
        return self.details.metadata

    @property
    def columns(self) -> dict[str, Span]:
        """The other cells of its row, by their header."""
        return self.details.columns

    @property
    def primary(self) -> ListLink | None:
        """The link that the entry is about, if it has one."""
        return next((held.link for held in self.links if held.role == "primary"), None)

    def __repr__(self) -> str:
        """`<Entry bullet 'Title' arxiv:1706.03762>`."""
        shown = f"{self.shape} {self.title_text!r}"
        words = " ".join((shown, *map(str, self.identities)))
        return f"<Entry {words}>"


@dataclass(slots=True, eq=False, repr=False)
class Group:
    """A run of entries under one heading, label bullet or label paragraph, or parent bullet."""

    label: str
    entries: list[Entry] = field(default_factory=list)

    def __repr__(self) -> str:
        """`<Group 'Label': 3 entries>`."""
        return f"<Group {self.label!r}: {len(self.entries)} entries>"


@dataclass(slots=True, eq=False, repr=False)
class Section:
    """A heading and what stands under it.

    It ends before the next heading of its level, or with its `<details>`. The root section has no
    heading (`node` None, level 0). `slug` is GitHub's anchor. `kind` is `details` for a scope that
    a `<details>` block opens (named by its summary) and `heading` otherwise.
    """

    title: str
    level: int
    slug: str
    start: int
    end: int
    node: nodes.Node | None
    kind: Literal["root", "heading", "details"] = "heading"
    parent: Section | None = None
    children: list[Section] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    blocks: list[nodes.Node] = field(default_factory=list)

    def __repr__(self) -> str:
        """`<Section 2 'Papers': 3 entries>`."""
        return f"<Section {self.level} {self.title!r}: {len(self.entries)} entries>"


class Curated(NamedTuple):
    """What a list is made of; see `Document`."""

    links: tuple[ListLink, ...]
    sections: tuple[Section, ...]
    groups: tuple[Group, ...]
    entries: tuple[Entry, ...]
    anchors: frozenset[str]
    definitions: dict[str, nodes.Definition]


class Document:
    """A parsed list.

    `entries` are all of them in document order, nested ones after their parent. `anchors` are all
    ids a fragment can point to: slugs of headings, `id` and `name` attributes. `regions` are
    generator regions (doctoc, all-contributors, …), which nothing lays out. `memo` keeps what
    several checks derive from the document, each under its own name.

    What the list is made of is read when it is first asked for: to lay it out takes none of it.
    """

    __slots__ = (
        "_curated", "_kinds", "_read", "_reading", "memo", "path", "regions", "root", "source",
    )  # fmt: skip

    def __init__(
        self,
        source: Source,
        root: nodes.Root,
        regions: tuple[Span, ...],
        curate: Callable[[], Curated],
        path: str = "",
    ) -> None:
        self.source = source
        self.root = root
        self.regions = regions
        self.path = path
        self.memo: dict[str, object] = {}
        self._curated: Curated | None = None
        self._kinds: Mapping[type[nodes.Node], Sequence[nodes.Node]] | None = None
        self._read = curate
        self._reading = Lock()

    @property
    def text(self) -> str:
        """The text that all offsets count in."""
        return self.source.text

    @property
    def curated(self) -> Curated:
        """What the list is made of, read once."""
        with self._reading:
            if self._curated is None:
                self._curated = self._read()
                del self._read
            return self._curated

    @property
    def links(self) -> tuple[ListLink, ...]:
        """All links, in document order."""
        return self.curated.links

    @property
    def sections(self) -> tuple[Section, ...]:
        """All sections in document order, that of the whole list first."""
        return self.curated.sections

    @property
    def groups(self) -> tuple[Group, ...]:
        """All runs of entries."""
        return self.curated.groups

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All entries, in document order."""
        return self.curated.entries

    @property
    def anchors(self) -> frozenset[str]:
        """All ids a fragment can point to."""
        return self.curated.anchors

    @property
    def definitions(self) -> dict[str, nodes.Definition]:
        """The definitions by their labels, as written."""
        return self.curated.definitions

    def each(self, kind: type[Kind]) -> Sequence[Kind]:
        """All nodes of a kind, in order."""
        return cast("Sequence[Kind]", self._by_kind().get(kind, ()))

    def mixed(self, *kinds: type[nodes.Node]) -> list[nodes.Node]:
        """All nodes of some kinds, in order; name a kind after those that it may stand in."""
        by_kind = self._by_kind()
        found = [node for kind in kinds for node in by_kind.get(kind, ())]
        found.sort(key=_start)
        return found

    def _by_kind(self) -> Mapping[type[nodes.Node], Sequence[nodes.Node]]:
        """All nodes, listed once for all checks."""
        if self._kinds is None:
            by_kind: defaultdict[type[nodes.Node], list[nodes.Node]] = defaultdict(list)
            for node in self.root.walk():
                by_kind[type(node)].append(node)
            self._kinds = by_kind
        return self._kinds

    def __repr__(self) -> str:
        """`<Document README.md: 4 sections, 20 entries, 31 links>`."""
        sections, entries = len(self.sections), len(self.entries)
        counts = f"{sections} sections, {entries} entries, {len(self.links)} links"
        return f"<Document {self.path or '(text)'}: {counts}>"


def _start(node: nodes.Node) -> int:
    return node.start
