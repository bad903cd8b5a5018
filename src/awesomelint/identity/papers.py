"""Papers on the sites of publishers, proceedings and registries. Handlers take a URL's path, query, fragment."""

from __future__ import annotations

import re
from urllib.parse import unquote

from awesomelint.identity import arxiv
from awesomelint.identity.identity import Identity, Kind

_CASELESS = re.IGNORECASE | re.ASCII
# "10." and a registrant of four to nine digits (https://www.crossref.org/blog/dois-and-matching-regular-expressions/).
_DOI = re.compile(r"10\.[0-9]{4,9}/[^\s\"<>]+").match
_DOI_PATH = re.compile(
    r"/(?:article/|chapter/|book/|content/(?:pdf/)?|(?:[a-z]+/article/)?doi/(?:[a-z]+/)?|[a-z]+/abstract/)"
    r"?(10\.[0-9]{4,9}/.+)",
    re.IGNORECASE,
).match
_DOI_TAIL = re.compile(
    r"(?:\.full(?:-text|\.pdf|-text\+html)?|\.pdf|\.abstract|/(?:abstract|full|fulltext|pdf|html|meta|epub)|/[0-9]+/[^/]+)$"
).sub
_PREPRINT = re.compile(r"(10\.(?:1101|64898)/[0-9.]+)v([0-9]+)$").fullmatch
_DATASETS = ("10.5281/", "10.6084/", "10.57967/", "10.7910/", "10.17632/", "10.5061/")

_OPENREVIEW = re.compile(r"(?:.*&)?id=([A-Za-z0-9_-]+)(?:&|$)").match
_OPENREVIEW_PAGES = frozenset({"/forum", "/pdf", "/attachment", "/references/pdf", "/revisions"})
# Ids of the ACL Anthology (https://aclanthology.org/info/ids/): 2022.acl-long.42, P18-1007.
_ACL = re.compile(
    r"(?:[0-9]{4}\.[a-z0-9]+-[a-z0-9_]+\.[0-9]+|[a-z][0-9]{2}-[0-9]{4,5})(?=v[0-9]|\.|$)", _CASELESS
).match
_ACL_VERSION = re.compile(r"v([0-9]+)").match
_NEURIPS = re.compile(r"/paper(?:_files/paper)?/([0-9]{4})/(?:hash|file)/([0-9a-f]{32})").match
_NEURIPS_OLD = re.compile(r"/paper/([0-9]+)-[a-z0-9-]+(?:\.pdf)?$").match
_PMLR = re.compile(r"/(?:proceedings/papers/)?(v[0-9]+|r[0-9]+)/([a-z0-9_-]*[0-9][a-z0-9_-]*)", _CASELESS).match
_PMLR_RAW = re.compile(r"/mlresearch/(v[0-9]+)/[^/]+/assets/([a-z0-9_-]+)/", _CASELESS).match
_CVF = re.compile(r"/(?:openaccess/)?content[^/]*/.*?([^/]+)_paper\.(?:html|pdf|php)$").match
_JMLR = re.compile(r"/papers/v(?:olume)?([0-9]+)/([a-z0-9-]+)", _CASELESS).match
_IEEE = re.compile(
    r"/(?:(?:abstract/)?document/0*([0-9]+)|stampPDF/|stamp/|xpls?/|iel[0-9x]*/.*/0*([0-9]+)\.pdf)", _CASELESS
).match
_IEEE_QUERY = re.compile(r"(?:.*&)?arnumber=0*([0-9]+)", re.IGNORECASE).match
_IJCAI = re.compile(r"/proceedings/([0-9]{4})/(?:papers/)?0*([0-9]+)(?:\.pdf)?$", _CASELESS).match
_ECVA = re.compile(
    r"/papers/(eccv_[0-9]{4})/papers_ECCV/(?:html|papers)/([0-9]+)(?:_ECCV_[0-9]{4}_paper)?\.(?:php|pdf)$", _CASELESS
).match


def doi(text: str) -> Identity | None:
    """The DOI that `text` is, percent-encoded or not; those that arXiv and the ACL Anthology mint name their papers."""
    written = unquote(text) if "%" in text else text
    match = _DOI(written)
    if match is None:
        return None
    name = _balanced(match[0].rstrip(".,;:'\"")).lower()
    if name.startswith("10.48550/arxiv."):
        return arxiv.claimed(name[15:])
    if name.startswith(("10.18653/v1/", "10.3115/v1/")) and (paper := acl_id(name.split("/", 2)[2])):
        return paper
    if match := _PREPRINT(name):
        return Identity("paper", "doi", match[1], f"v{match[2]}")
    kind: Kind = "dataset" if name.startswith(_DATASETS) else "paper"
    return Identity(kind, "doi", name)


def _balanced(name: str) -> str:
    """`name` without the closing brackets at its end that nothing in it opens."""
    for opening, closing in ("()", "[]", "{}"):
        while name.endswith(closing) and name.count(closing) > name.count(opening):
            name = name[:-1].rstrip(".,;:")
    return name


def resolver(path: str, query: str, fragment: str) -> Identity | None:
    """doi.org and its other names."""
    del query, fragment
    return doi(path[1:].removeprefix("doi:"))


def publisher(path: str, query: str, fragment: str) -> Identity | None:
    """A publisher whose paths hold the DOI."""
    del query, fragment
    match = _DOI_PATH(unquote(path))
    return doi(_DOI_TAIL("", match[1])) if match else None


def nature(path: str, query: str, fragment: str) -> Identity | None:
    """nature.com, whose articles since 2007 are named by the end of their DOI."""
    del query, fragment
    match = re.match(r"/articles/((?:s[0-9]{5}-[0-9]{3}-[0-9]{5}-[0-9a-z]|nature[0-9]{5}))(?:[./]|$)", path)
    return Identity("paper", "doi", f"10.1038/{match[1]}") if match else None


def openreview(path: str, query: str, fragment: str) -> Identity | None:
    """OpenReview's submissions; their ids tell upper from lower case."""
    del fragment
    match = _OPENREVIEW(query) if path.rstrip("/") in _OPENREVIEW_PAGES else None
    return Identity("paper", "openreview", match[1]) if match else None


def acl_id(name: str) -> Identity | None:
    """The paper of the ACL Anthology that `name` starts with."""
    match = _ACL(name)
    if match is None:
        return None
    found = match[0].lower() if match[0][0].isdigit() else match[0].upper()
    version = _ACL_VERSION(name, match.end())
    return Identity("paper", "acl", found, f"v{version[1]}" if version else None)


def acl(path: str, query: str, fragment: str) -> Identity | None:
    """The ACL Anthology, on its sites of today and before."""
    del query, fragment
    if path.startswith(("/volumes/", "/events/", "/people/", "/venues/", "/attachments/")):
        return None
    return next((found for part in path.split("/")[1:] if (found := acl_id(part))), None)


def neurips(path: str, query: str, fragment: str) -> Identity | None:
    """The proceedings of NeurIPS: by year and hash, formerly by number."""
    del query, fragment
    if match := _NEURIPS(path):
        return Identity("paper", "neurips", f"{match[1]}/{match[2]}")
    match = _NEURIPS_OLD(path)
    return Identity("paper", "neurips", match[1]) if match else None


def pmlr(path: str, query: str, fragment: str) -> Identity | None:
    """The Proceedings of Machine Learning Research."""
    del query, fragment
    match = _PMLR(path)
    return Identity("paper", "pmlr", f"{match[1].lower()}/{match[2].lower()}") if match else None


def raw_github(path: str, query: str, fragment: str) -> Identity | None:
    """Where PMLR keeps the PDFs of its newer volumes."""
    del query, fragment
    match = _PMLR_RAW(path)
    return Identity("paper", "pmlr", f"{match[1].lower()}/{match[2].lower()}") if match else None


def cvf(path: str, query: str, fragment: str) -> Identity | None:
    """The open access of the Computer Vision Foundation; page and PDF share the stem of their names."""
    del query, fragment
    match = _CVF(path)
    return Identity("paper", "cvf", match[1].lower()) if match else None


def jmlr(path: str, query: str, fragment: str) -> Identity | None:
    """The Journal of Machine Learning Research, and PMLR as it was before it had its own host."""
    if path.startswith("/proceedings/"):
        return pmlr(path, query, fragment)
    match = _JMLR(path)
    return Identity("paper", "jmlr", f"v{match[1]}/{match[2].lower()}") if match else None


def ieee(path: str, query: str, fragment: str) -> Identity | None:
    """IEEE Xplore, by the number of the article."""
    del fragment
    match = _IEEE(path)
    if match is None:
        return None
    number = match[1] or match[2]
    if number is None:
        found = _IEEE_QUERY(query)
        number = found[1] if found else None
    return Identity("paper", "ieee", number) if number else None


def ijcai(path: str, query: str, fragment: str) -> Identity | None:
    """The proceedings of IJCAI, by year and number."""
    del query, fragment
    match = _IJCAI(path)
    return Identity("paper", "ijcai", f"{match[1]}/{match[2]}") if match else None


def ecva(path: str, query: str, fragment: str) -> Identity | None:
    """The proceedings of ECCV; page and PDF are numbered apart, so they stay two."""
    del query, fragment
    match = _ECVA(path)
    return Identity("paper", "ecva", f"{match[1].lower()}/{match[2]}") if match else None
