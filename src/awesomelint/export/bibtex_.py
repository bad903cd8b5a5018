"""BibTeX: one entry a work, in UTF-8, with LaTeX's special characters escaped."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from awesomelint.text.patterns import regex
from awesomelint.text.printable import stripped

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from awesomelint.export.record import Named, Record

_TYPES = {
    "acl": ("inproceedings", "Proceedings of the ACL"),
    "neurips": ("inproceedings", "Advances in Neural Information Processing Systems"),
    "pmlr": ("inproceedings", "Proceedings of Machine Learning Research"),
    "cvf": ("inproceedings", "Computer Vision Foundation Open Access"),
    "ijcai": ("inproceedings", "International Joint Conference on Artificial Intelligence"),
    "ecva": ("inproceedings", "European Conference on Computer Vision"),
    "jmlr": ("article", "Journal of Machine Learning Research"),
}
_LATEX = {
    **{char: f"\\{char}" for char in "&%$#_"},
    **{
        char: f"\\text{name}{{}}"
        for char, name in (("\\", "backslash"), ("{", "braceleft"), ("}", "braceright"))
    },
    **{char: f"\\textascii{name}{{}}" for char, name in (("~", "tilde"), ("^", "circum"))},
}
_SPECIAL = regex(r"[\\{}&%$#_~^]")
# A formula that LaTeX can set as it stands: no space beside its dollars, braces in pairs.
_FORMULA = regex(r"\$(?! )[^$]+(?<! )\$")
_LONGEST_FORMULA = 300
_TEX_COMMAND = regex(r"\\([A-Za-z]+|[^A-Za-z])")
_SIGNS = frozenset(",;:! _{}%&#|")
# Commands of LaTeX's mathematics that set a sign or change its form; all others are set as text.
_MATHEMATICS = frozenset(
    """
    alpha beta gamma delta epsilon varepsilon zeta eta theta vartheta iota kappa lambda mu nu xi pi
    varpi rho varrho sigma varsigma tau upsilon phi varphi chi psi omega Gamma Delta Theta Lambda
    Xi Pi Sigma Upsilon Phi Psi Omega ell hbar imath jmath Re Im aleph wp partial nabla infty
    emptyset varnothing forall exists neg angle triangle square bot top prime sum prod int oint
    bigcup bigcap bigoplus bigotimes pm mp times div cdot cdots ldots dots vdots ddots ast star
    circ bullet oplus otimes odot cap cup sqcap sqcup vee wedge setminus dagger ddagger amalg le
    leq ge geq ll gg ne neq equiv sim simeq approx cong propto in notin ni subset subseteq supset
    supseteq mid parallel perp to gets leftarrow rightarrow leftrightarrow Leftarrow Rightarrow
    Leftrightarrow longrightarrow mapsto uparrow downarrow updownarrow implies iff lfloor rfloor
    lceil rceil langle rangle lVert rVert vert Vert left right big Big bigg Bigg frac tfrac dfrac
    sqrt binom hat widehat tilde widetilde bar overline underline vec dot ddot check acute grave
    breve mathbf mathbb mathcal mathrm mathit mathsf mathtt mathfrak boldsymbol text textbf textit
    textrm textsf texttt textsc textsubscript textsuperscript operatorname min max sup inf lim log
    ln exp sin cos tan arg det dim ker gcd deg Pr quad qquad limits nolimits displaystyle
    """.split()  # noqa: SIM905 - two hundred words
)
_UNSAFE_IN_URL = regex(r"[\\{}\s<>^`|\"]|[^\x21-\x7e]")


def render(found: Iterable[Record]) -> str:
    """An entry for each titled or identified work; a work that the list repeats comes once."""
    keys: dict[str, int] = {}
    seen: set[str] = set()
    parts: list[str] = []
    for record in found:
        for named in _works(record):
            work = f"{named['scheme']}:{named['id']}" if named else record["title"] or ""
            if work and work not in seen:
                seen.add(work)
                parts.append(_entry(record, named, _key(record, named, keys)))
    return "\n".join(parts)


def _works(record: Record) -> list[Named | None]:
    """The works that the record stands for.

    They are its first identity, each paper of a line without a title, or only a title.
    """
    identities = record["identities"]
    papers: list[Named | None] = [named for named in identities if named["kind"] == "paper"]
    if record["title"] is None and papers:
        return papers
    return [identities[0]] if identities else [None]


def _entry(record: Record, named: Named | None, key: str) -> str:
    fields = [f"  {name} = {{{value}}}" for name, value in _fields(record, named) if value]
    body = ",\n".join(fields)
    return f"@{_type(named)}{{{key},\n{body}\n}}\n"


def _type(named: Named | None) -> str:
    if named is None:
        return "misc"
    if named["scheme"] in {"doi", "ieee"}:
        return "article"
    kind, _ = _TYPES.get(named["scheme"], ("misc", ""))
    return kind


def _fields(record: Record, named: Named | None) -> Iterator[tuple[str, str]]:
    title = record["title"] or (named["text"] if named else "")
    year = record["year"] or _year_of(named) or ""
    keywords = record["section"][1:] or record["section"]
    yield "title", f"{{{latex(title)}}}"
    yield "author", " and ".join(map(latex, record["authors"]))
    yield "year", str(year)
    if named:
        venue = record["venue"] or ""
        yield from _source(named, latex(venue))
    yield "url", _link(_url(record, named))
    yield "note", latex(record["description"] or "")
    yield "keywords", latex(", ".join(keywords))


def _link(url: str) -> str:
    """A URL in ASCII that neither BibTeX nor a runner of workflows misreads.

    It has at most one `#`, and no braces.
    """
    page, mark, fragment = _UNSAFE_IN_URL.sub(_percent, url).partition("#")
    return page + mark + fragment.replace("#", "%23")


def _url(record: Record, named: Named | None) -> str:
    """The link that names the work, else the main one."""
    if named:
        for linked in record["links"]:
            if linked["identity"] == named["text"]:
                return linked["url"]
    return record["url"] or ""


def _source(named: Named, venue: str) -> Iterator[tuple[str, str]]:
    """Where the work appeared, in the fields of its type."""
    scheme, name = named["scheme"], named["id"]
    if scheme == "arxiv":
        version = named["version"] or ""
        yield "eprint", f"{name}{version}"
        yield "archiveprefix", "arXiv"
    elif scheme == "doi":
        yield "doi", latex(name)
    kind, where = _TYPES.get(scheme, ("misc", ""))
    if kind != "misc":
        field = "journal" if kind == "article" else "booktitle"
        yield field, venue or where
    else:
        field = "journal" if scheme in {"doi", "ieee"} else "howpublished"
        yield field, venue


def _year_of(named: Named | None) -> str:
    """The year that an arXiv id or a proceedings' id holds."""
    if named is None:
        return ""
    if named["scheme"] == "arxiv":
        digits = named["id"].rpartition("/")[2][:2]
        return ("19" if "/" in named["id"] and digits > "90" else "20") + digits
    match = (
        re.match(r"((?:19|20)[0-9]{2})[./]", named["id"])
        if named["scheme"] in {"acl", "neurips", "ijcai"}
        else None
    )
    return match[1] if match else ""


def _key(record: Record, named: Named | None, keys: dict[str, int]) -> str:
    """A key of ASCII letters, digits and marks that BibTeX takes, each once."""
    text = f"{named['scheme']}-{named['id']}" if named else record["title"] or "entry"
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    key = first = re.sub(r"[^A-Za-z0-9.:-]+", "-", plain).strip("-.:")[:80] or "entry"
    while key.lower() in keys:
        keys[first.lower()] += 1
        key = f"{first}-{keys[first.lower()]}"
    keys[key.lower()] = 1
    return key


def latex(text: str) -> str:
    """`text` as LaTeX sets it, formulas kept; letters of all scripts stay as they are (UTF-8)."""
    text = stripped(" ".join(text.split()))
    parts: list[str] = []
    done = 0
    for match in _FORMULA.finditer(text):
        formula = match[0]
        if _balanced(formula) and _plain(formula):
            before = text[done : match.start()]
            parts += (_escaped(before), formula)
            done = match.end()
    parts.append(_escaped(text[done:]))
    return "".join(parts)


def _escaped(text: str) -> str:
    return _SPECIAL.sub(lambda match: _LATEX[match[0]], text)


def _balanced(formula: str) -> bool:
    """BibTeX counts all braces, also those after a backslash."""
    depth = 0
    for char in formula:
        depth += (char == "{") - (char == "}")
        if depth < 0:
            return False
    return depth == 0 and not formula.rstrip("$").endswith("\\")


def _plain(formula: str) -> bool:
    """Whether LaTeX sets the formula without running anything.

    Signs, letters and commands known to be mathematics.

    `^^` is left out, since TeX reads `^^5c` as a backslash, and so is what ends a line or a cell.
    """
    body = formula.strip("$")
    if "^^" in body or len(body) > _LONGEST_FORMULA:
        return False
    rest = _TEX_COMMAND.sub(
        lambda match: "" if match[1] in _MATHEMATICS or match[1] in _SIGNS else "\\", body
    )
    return not set(rest) & set("\\%#&~`")


def _percent(match: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in match[0].encode("utf-8", "surrogatepass"))
