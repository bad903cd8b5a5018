"""Papers on the sites of publishers, proceedings and registries.

Handlers take a URL's `Address`.
"""

from __future__ import annotations

import re
from urllib.parse import unquote

from awesomelint.identity import arxiv, web
from awesomelint.identity.identity import Address, Identity, Kind
from awesomelint.text.patterns import regex

_CASELESS = re.IGNORECASE | re.ASCII
# "10.", a registrant that may have parts, and a suffix of the characters that Crossref gave out at
# any time, `<` and `>` of its early ids too
# (https://www.crossref.org/documentation/member-setup/constructing-your-dois/ and
# https://www.crossref.org/blog/dois-and-matching-regular-expressions/). `#` ends some of those
# early ids.
_REGISTRANT = r"10\.[0-9]{4,9}(?:\.[0-9]+)*/"
_DOI = regex(rf"{_REGISTRANT}[A-Za-z0-9!$&'()*+,./:;<=>@\[\]_~-]+#?")
_WORD = regex(r"[^\s\"“”，。；！？、」』】》〉（）]+")
# An id made from a SICI names a contribution between `<` and `>`; without it, it is a part of one.
_SICI = regex(r"\(sici\)|[0-9]{4}-[0-9]{3}[0-9x]\([0-9/]{4,}\)[0-9:/]+$")
_CONTRIBUTION = regex(r"[<\[][^<>\[\]]*[>\]][0-9a-z.]+;[0-9](?:-[0-9a-z#])?$")
_JUNK = regex(r"(?:;jsessionid=[^/?#]*|(?:</?[a-z][a-z0-9]{0,20}\s{0,5}/?>){1,10}$)", re.IGNORECASE)
_WRITTEN_TWICE = regex(r"(?:(?:https?:/+)?(?:(?:www|dx)\.)?doi\.org/|doi:|/|\s)+", re.IGNORECASE)
_DOI_PATH = regex(
    r"(?:/[a-z0-9_-]+){0,3}/(?:article(?:s|-pdf|-abstract|-lookup)?/(?:doi/)?|chapter(?:-pdf)?/|(?:reference)?(?:book|work)(?:entry)?/"
    r"|protocol/|rwe/|content/(?:pdf/|epub/)?|doi/(?:(?!suppl/)[a-z_]+/)?|abstract/)(10\.[0-9]{4,9}.*)"
    r"|/(10\.[0-9]{4,9}.*)",
    re.IGNORECASE | re.DOTALL,
)
# What publishers put behind the DOI to name a form or a page of the paper.
_DOI_TAIL = regex(
    r"(?:\.(?:full|full-text|abstract|short|long|extract)(?:\.pdf|\.html)?(?:\+html)?|-text\+html|\.e?pdf|\.html?|\.epub"
    r"|/(?:abstract|full|fulltext(?:\.html)?|e?pdf|pdfdirect|html|meta|epub|references|citedby|issuetoc)?)$",
    re.IGNORECASE,
)
# `/article/doi/DOI/NUMBER/Title-Of-The-Paper`
_NUMBERED = regex(r".*/article(?:-pdf|-abstract)?/doi/", re.IGNORECASE)
_TITLED = regex(r"/[0-9]+(?:/[^/]+)?/?$")
_PREPRINT = regex(r"(10\.(?:1101|64898)/[0-9.]+)v([0-9]+)(.*)", re.DOTALL)
# Parameters of the resolver that do not change what it names
# (https://www.doi.org/the-identifier/resources/factsheets).
_PROXY = frozenset({"noredirect", "nosfx", "ignore_aliases", "auth", "cert"})
_DATASETS = ("10.5281/", "10.6084/", "10.57967/", "10.7910/", "10.17632/", "10.5061/")

_OPENREVIEW = regex(r"(?:.*&)?id=([A-Za-z0-9_-]+)(?:&|$)")
_OPENREVIEW_PAGES = frozenset({"/forum", "/pdf", "/references/pdf", "/revisions"})
# Ids of the ACL Anthology (https://aclanthology.org/info/ids/): 2022.acl-long.42, P18-1007.
_ACL = regex(
    r"([0-9]{4}\.[a-z0-9]+-[a-z0-9_]+\.[0-9]+|[a-z][0-9]{2}-[0-9]{4,5})(?:v([0-9]+))?(?:\.(?:pdf|bib|xml|endf|mods|html?))?",
    _CASELESS,
)
_NEURIPS = regex(
    r"/paper(?:_files/paper)?/([0-9]{4})/(?:hash|file)/([0-9a-f]{32})(?:-(?:Abstract|Paper|Metadata|Bibtex)[^/]*|\.html)?/?"
)
_NEURIPS_OLD = regex(r"/paper/([0-9]+)-[a-z0-9-]+(?:\.pdf)?$")
# A paper's page and its PDF share one name; any other file beside them is another thing.
_PAGE = (
    r"(?:\.(?:html?|pdf|bib|abs|ps(?:\.gz)?)|/(?:(?:source/)?\2(?:\.(?:pdf|html?|ps(?:\.gz)?))?)?)?"
)
_PMLR = regex(
    rf"/(?:proceedings/papers/)?(v[0-9]+|r[0-9]+)/(?=[a-z_-]*[0-9])([a-z0-9_-]+){_PAGE}", _CASELESS
)
_PMLR_RAW = regex(r"/mlresearch/(v[0-9]+)/[^/]+/assets/([a-z0-9_-]+)/\2\.pdf", _CASELESS)
_CVF = regex(r"/(?:openaccess/)?content[^/]*/(?:[^/]*/)*([^/]+)_paper\.(?:html|pdf|php)$")
_JMLR = regex(rf"/papers/v(?:olume)?([0-9]+)/([a-z0-9_-]+){_PAGE}", _CASELESS)
_IEEE = regex(
    r"/(?:(?:abstract/)?document/0*([1-9][0-9]*)(?=/|$)|stampPDF/|stamp/|xpls?/|iel[0-9x]*/.*/0*([1-9][0-9]*)\.pdf$)",
    _CASELESS,
)
_IEEE_QUERY = regex(r"(?:.*&)?arnumber=0*([1-9][0-9]*)(?:&|$)", re.IGNORECASE)
_IJCAI = regex(r"/proceedings/([0-9]{4})/(?:papers/)?0*([1-9][0-9]*)(?:\.pdf)?$", _CASELESS)
_ECVA = regex(
    r"/papers/(eccv_[0-9]{4})/papers_ECCV/(?:html|papers)/([0-9]+)(?:_ECCV_[0-9]{4}_paper)?\.(?:php|pdf)$",
    _CASELESS,
)
_NATURE = regex(
    r"/articles/(s[0-9]{5}-[0-9]{3}-[0-9]{5}-[0-9a-z]|nature[0-9]{5})(?:\.(?:e?pdf|epub|ris)|/)?"
)
_ACL_PAGES = ("/volumes/", "/events/", "/people/", "/venues/", "/attachments/")


def doi(text: str) -> Identity | None:
    """The whole DOI that `text` begins with, percent-encoded or not.

    It ends at a blank, quotes, or East Asian punctuation, and what follows it in a sentence is left
    out. It is None if it has a character that no DOI has, or is known to be only a part. DOIs that
    arXiv and the ACL Anthology mint name their papers.
    """
    word = _WORD.match(text.lstrip())
    return _doi(word[0]) if word else None


def _doi(written: str) -> Identity | None:
    """The DOI that all of `written` is, without punctuation and unopened brackets at its end."""
    if "%" in written:
        written = unquote(written)
    if "&" in written:
        written = written.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    name = _trimmed(_JUNK.sub("", written.strip()))
    if not _DOI.fullmatch(name):
        return None
    name = name.lower()
    if name.startswith("10.48550/arxiv."):
        return arxiv.claimed(name[15:])
    if name.startswith(("10.18653/v1/", "10.3115/v1/")) and (
        paper := acl_id(name.split("/", 2)[2])
    ):
        return paper
    if match := _PREPRINT.fullmatch(name):
        return None if match[3] else Identity("paper", "doi", match[1], f"v{match[2]}")
    if ("#" in name or _SICI.search(name)) and not _CONTRIBUTION.search(name):
        return None
    kind: Kind = "dataset" if name.startswith(_DATASETS) else "paper"
    return Identity(kind, "doi", name)


def _trimmed(name: str) -> str:
    """`name` without punctuation and unopened closing brackets at its end."""
    while name:
        opening = _BRACKETS.get(name[-1], "")
        if name[-1] not in ".,;:'\"!?*" and not (
            opening and name.count(name[-1]) > name.count(opening)
        ):
            break
        name = name[:-1]
    return name


_BRACKETS = {")": "(", "]": "[", "}": "{", ">": "<"}


def resolver(address: Address) -> Identity | None:
    """The DOI in a URL of doi.org or one of its other names.

    The whole path is the DOI, also where the resolver is written twice.
    """
    path, query, fragment = address
    asked = {name for name in web.query(query, "doi.org").split("&") if name}
    if not {name.partition("=")[0].lower() for name in asked} <= _PROXY:
        return None
    match = _WRITTEN_TWICE.match(path)
    return _doi(_whole(path[match.end() if match else 0 :], fragment))


def _whole(name: str, fragment: str) -> str:
    """`name` with the `#` that ends some ids of SICIs.

    In a URL, this `#` begins the fragment.
    """
    return f"{name}#" if not fragment and unquote(name).endswith(";2-") else name


def publisher(address: Address) -> Identity | None:
    """A publisher whose paths hold the DOI, and the names of forms and pages behind it."""
    path, _, fragment = address
    match = _DOI_PATH.fullmatch(unquote(path))
    if match is None:
        return None
    name = _JUNK.sub("", match[1] or match[2])
    if _NUMBERED.match(path) and name.count("/") > 1:
        name = _TITLED.sub("", name)
    while (shorter := _DOI_TAIL.sub("", name)) != name:
        name = shorter
    # behind the first part of a suffix only numbers belong to an id: /figures/1 is another page
    later_parts = name.split("/")[2:]
    if not all(any(map(str.isdigit, part)) for part in later_parts):
        return None
    return _doi(_whole(name, fragment))


def nature(address: Address) -> Identity | None:
    """nature.com, whose articles since 2007 are named by the end of their DOI."""
    match = _NATURE.fullmatch(address.path)
    return Identity("paper", "doi", f"10.1038/{match[1]}") if match else None


def openreview(address: Address) -> Identity | None:
    """OpenReview's submissions; their ids tell upper from lower case."""
    path, query, _ = address
    page = path.rstrip("/")
    if page == "/attachment":
        is_paper = "name=pdf" in query.split("&")  # others are files beside the paper
    else:
        is_paper = page in _OPENREVIEW_PAGES
    match = _OPENREVIEW.match(query) if is_paper else None
    return Identity("paper", "openreview", match[1]) if match else None


def acl_id(name: str) -> Identity | None:
    """The paper of the ACL Anthology that `name`, the name of its page or PDF, is about."""
    match = _ACL.fullmatch(name)
    if match is None:
        return None
    found = match[1].lower() if match[1][0].isdigit() else match[1].upper()
    return Identity("paper", "acl", found, f"v{match[2]}" if match[2] else None)


def acl(address: Address) -> Identity | None:
    """The ACL Anthology, on its sites of today and before."""
    path = address.path
    if path.startswith(_ACL_PAGES):
        return None
    for part in path.split("/")[1:]:
        found = acl_id(part)
        if found:
            return found
    return None


def neurips(address: Address) -> Identity | None:
    """The proceedings of NeurIPS: by year and hash, formerly by number."""
    path = address.path
    if match := _NEURIPS.fullmatch(path):
        year, paper = match[1], match[2]
        return Identity("paper", "neurips", f"{year}/{paper}")
    match = _NEURIPS_OLD.match(path)
    return Identity("paper", "neurips", match[1]) if match else None


def pmlr(address: Address) -> Identity | None:
    """The Proceedings of Machine Learning Research."""
    match = _PMLR.fullmatch(address.path)
    return Identity("paper", "pmlr", f"{match[1].lower()}/{match[2].lower()}") if match else None


def raw_github(address: Address) -> Identity | None:
    """Where PMLR keeps the PDFs of its newer volumes."""
    match = _PMLR_RAW.fullmatch(address.path)
    return Identity("paper", "pmlr", f"{match[1].lower()}/{match[2].lower()}") if match else None


def cvf(address: Address) -> Identity | None:
    """The open access of the Computer Vision Foundation.

    Page and PDF share the stem of their names.
    """
    match = _CVF.match(address.path)
    return Identity("paper", "cvf", match[1].lower()) if match else None


def jmlr(address: Address) -> Identity | None:
    """The Journal of Machine Learning Research, and PMLR as it was before it had its own host."""
    path, _query, _fragment = address
    if path.startswith("/proceedings/"):
        return pmlr(address)
    match = _JMLR.fullmatch(path)
    if match is None:
        return None
    volume, number = match[1], match[2]
    return Identity("paper", "jmlr", f"v{volume}/{number.lower()}")


def ieee(address: Address) -> Identity | None:
    """IEEE Xplore, by the number of the article."""
    path, query, _ = address
    match = _IEEE.match(path)
    if match is None:
        return None
    number = match[1] or match[2]
    if number is None:
        found = _IEEE_QUERY.match(query)
        number = found[1] if found else None
    return Identity("paper", "ieee", number) if number else None


def ijcai(address: Address) -> Identity | None:
    """The proceedings of IJCAI, by year and number."""
    match = _IJCAI.match(address.path)
    return Identity("paper", "ijcai", f"{match[1]}/{match[2]}") if match else None


def ecva(address: Address) -> Identity | None:
    """The proceedings of ECCV; page and PDF are numbered apart, so they stay two."""
    match = _ECVA.match(address.path)
    return Identity("paper", "ecva", f"{match[1].lower()}/{match[2]}") if match else None
