"""arXiv identifiers: grammar, what can exist, and where they stand in URLs.

The grammar is arXiv's own (https://info.arxiv.org/help/arxiv_identifier.html): `YYMM.number` since
April 2007, with four digits up to 1412 and five from 1501; before that `archive/YYMMNNN`, an
optional subject class dropped.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

from awesomelint.identity.identity import Address, Identity
from awesomelint.text.patterns import regex

if TYPE_CHECKING:
    from datetime import date

# Archives that gave old-style ids (https://info.arxiv.org/help/arxiv_identifier.html and the list
# of archives there).
OLD_ARCHIVES = frozenset(
    """acc-phys adap-org alg-geom ao-sci astro-ph atom-ph bayes-an chao-dyn chem-ph cmp-lg comp-gas
    cond-mat cs dg-ga funct-an gr-qc hep-ex hep-lat hep-ph hep-th math math-ph mtrl-th nlin nucl-ex
    nucl-th patt-sol physics plasm-ph
    q-alg q-bio quant-ph solv-int supr-con""".split()  # noqa: SIM905 - thirty-four quoted names are harder to check
)
_ARCHIVES = OLD_ARCHIVES | {"stat", "q-fin", "econ", "eess"}

_PREFIX = r"(?:arxiv\s*[:.]\s*)?"
_CLASS = r"([a-z]+(?:-[a-z]+)?)(?:\.[a-z-]{2,})?/"
_VERSION = r"(?:v([1-9][0-9]*))?"
# An id ends where no letter, digit or sign follows that could go on with it or with a parameter.
_EXTENSION = r"\.(?:pdf|ps|html?|md|txt|bib|gz|tar)"
_END = (
    r"(?=$|[^!-~]|[/()\[\]<>{}\"'`|\\*~?#]|[.,;:!_-]+(?:$|[^0-9a-z.,;:!_&=+@$%-])"
    rf"|{_EXTENSION}(?![0-9a-z]))"
)
_FLAGS = re.IGNORECASE | re.ASCII
_NEW = regex(
    rf"{_PREFIX}(?:{_CLASS})?([0-9]{{2}})([0-9]{{2}})\.([0-9]{{4,5}}){_VERSION}{_END}", _FLAGS
)
_OLD = regex(rf"{_PREFIX}{_CLASS}([0-9]{{2}})([0-9]{{2}})([0-9]{{3}}){_VERSION}{_END}", _FLAGS)
_CANDIDATE = regex(rf"{_PREFIX}((?:[a-z][a-z.-]*/)?[^/?#&%\s]*)", _FLAGS)
_GOES_ON = regex(
    rf"{_PREFIX}(?:{_CLASS})?[0-9]{{4}}\.?[0-9]{{3,5}}{_VERSION}[^0-9a-z.]+[0-9a-z&=+@$%]", _FLAGS
)
_ENDING = regex(rf"{_EXTENSION}$", _FLAGS)
_FTP = regex(r"/ftp/([a-z-]+)/papers/[0-9]{4}/([0-9]{4}\.?[0-9]{3,5}(?:v[0-9]+)?)", _FLAGS)
_DBLP = regex(r"/rec/(?:bib[0-9]?/|html/|pid/)?journals/corr/abs-([0-9]{4})-([0-9]{4,5})(?![0-9])")
_PAGES = frozenset("abs pdf html ps src tb format e-print bibtex trackback auth".split())  # noqa: SIM905 - reads as one line
_EPRINT = frozenset("abs pdf html overview replicate audio forum".split())  # noqa: SIM905 - a word list


def parse(text: str) -> Identity | None:
    """The id that `text` starts with, checked; None if it does not start with the shape of one."""
    if match := _NEW.match(text):
        archive, year, month, number, version = match.groups()
        bare = f"{year}{month}.{number}"
        if archive and archive.lower() not in _ARCHIVES:
            return _invalid("archive", f"{archive.lower()}/{bare}")
        fault = _new_fault(int(year + month), number)
        return _invalid(fault, bare) if fault else _arxiv(bare, version)
    if match := _OLD.match(text):
        archive, year, month, number, version = match.groups()
        bare = f"{archive.lower()}/{year}{month}{number}"
        fault = _old_fault(archive.lower(), int(year), int(month), number)
        return _invalid(fault, bare) if fault else _arxiv(bare, version)
    return None


def _arxiv(bare: str, version: str | None) -> Identity:
    return Identity("paper", "arxiv", bare, f"v{version}" if version else None)


def _invalid(reason: str, written: str) -> Identity:
    return Identity("paper", "arxiv", written, None, reason)


def _new_fault(year_month: int, number: str) -> str | None:
    if not 1 <= year_month % 100 <= 12:
        return "month"
    if year_month < 704:
        return "epoch"
    if len(number) != (4 if year_month <= 1412 else 5):
        return "seq-length"
    return None if int(number) else "seq-zero"


def _old_fault(archive: str, year: int, month: int, number: str) -> str | None:
    if archive not in OLD_ARCHIVES:
        return "archive"
    if not 1 <= month <= 12:
        return "month"
    full = (1900 if year >= 91 else 2000) + year
    if not (1991, 7) <= (full, month) <= (2007, 3):
        return "epoch"
    return None if int(number) else "seq-zero"


def claimed(text: str) -> Identity | None:
    """The id at the start of `text`, which stands where an id must.

    Other text with a digit makes an invalid id. It is None where an id is followed by what is not
    understood, as in `2301.00001,2301.00002`.
    """
    found = parse(text)
    if found is not None or _GOES_ON.match(text):
        return found
    match = _CANDIDATE.match(text)
    written = _ENDING.sub("", match[1].rstrip(".,;:*_~")) if match else ""
    if not any(c.isdigit() for c in written):
        return None
    return _invalid("syntax", written)


def in_future(identity: Identity, today: date) -> bool:
    """Whether a new-style id is of a month that has not begun anywhere on `today`."""
    if identity.scheme != "arxiv" or "/" in identity.id or identity.reason:
        return False
    from datetime import timedelta  # noqa: PLC0415 - only here, where a date is at hand anyway

    tomorrow = today + timedelta(days=1)
    return (2000 + int(identity.id[:2]), int(identity.id[2:4])) > (tomorrow.year, tomorrow.month)


def site(address: Address) -> Identity | None:
    """A page of arxiv.org or of a mirror that has its paths."""
    path = address.path
    path = unquote(path) if "%" in path else path
    head, _, rest = path[1:].partition("/")
    if head in _PAGES:
        return claimed(rest) if rest else None
    if match := _FTP.match(path):
        archive, number = match.groups()
        return parse(number if archive.lower() == "arxiv" else f"{archive}/{number}")
    found = parse(path[1:])
    return None if found is None or found.reason else found


def reader(address: Address) -> Identity | None:
    """A page of a site that shows arXiv papers beside other things.

    Its paths are `/abs/ID`, `/overview/ID` and `/arxiv/ID`.
    """
    path = address.path
    parts = (unquote(path) if "%" in path else path).split("/", 2)
    if len(parts) < 3 or parts[1].lower() not in _EPRINT | {"arxiv", "papers"}:
        return None
    found = parse(parts[2])
    if found is None and re.match(r"[0-9]{4}\.[0-9]", parts[2]):
        return claimed(parts[2])
    return found


def scholar(address: Address) -> Identity | None:
    """Semantic Scholar's pages by arXiv id; its own ids say nothing without asking it."""
    match = re.match(
        r"/(?:arxiv/|(?:(?:graph/)?v[0-9]+/paper/)?arxiv:)(.+)", address.path, re.IGNORECASE
    )
    return parse(match[1]) if match else None


def dblp(address: Address) -> Identity | None:
    """Dblp's records of arXiv papers since about 2017, which hold the id."""
    match = _DBLP.match(address.path)
    return parse(f"{match[1]}.{match[2]}") if match else None
