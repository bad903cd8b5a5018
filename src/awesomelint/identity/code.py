"""Repositories, models and packages. Handlers take a URL's path, query and fragment."""

from __future__ import annotations

import re

from awesomelint.identity import arxiv, web
from awesomelint.identity.forges import FORGE_PAGES, GITHUB_PAGES
from awesomelint.identity.identity import Address, Identity, Kind
from awesomelint.text.patterns import regex

_TRUNKS = frozenset({"main", "master", "head"})
_README = regex(r"readme(?:\.(?:md|rst|txt|markdown))?", re.IGNORECASE)
_README_TAB = ("tab=readme-ov-file", "tab=readme")
_NAME = regex(r"[A-Za-z0-9._-]+")
_HUGGING_FACE_PAGES = frozenset(
    """docs blog models tasks learn collections organizations join login pricing chat settings new
    search posts enterprise support api spaces datasets papers terms-of-service privacy metrics
    inference endpoints assets buckets
    changelog brand huggingchat course""".split()  # noqa: SIM905 - a word list
)
_PYPI = regex(
    r"/(?:project|pypi|simple)/([A-Za-z0-9][A-Za-z0-9._-]*)(?:/([0-9][A-Za-z0-9.!+]*))?(?=/|$)"
)
_NPM = regex(
    r"/package/((?:@[a-z0-9~._-]+/)?[a-z0-9~._-]+)(?:/v/([0-9][A-Za-z0-9.+-]*))?(?=/|$)",
    re.IGNORECASE,
)


def github(address: Address) -> Identity | None:
    """A repository of GitHub, or a place in one."""
    return _forge("github", GITHUB_PAGES, address)


def gitee(address: Address) -> Identity | None:
    """A repository of Gitee, or a place in one."""
    return _forge("gitee", FORGE_PAGES, address)


def _forge(scheme: str, pages: frozenset[str], address: Address) -> Identity | None:
    """`/owner/name` and what stands below it; no owner has the name of one of the site's `pages`.

    The trunk and its README are the repository itself.
    """
    path, query, fragment = address
    parts = [part for part in path.split("/") if part]
    if len(parts) < 2 or parts[0].lower() in pages:
        return None
    owner, name = parts[0].lower(), parts[1].lower().removesuffix(".git")
    if not (_NAME.fullmatch(owner) and _NAME.fullmatch(name)):
        return None
    root = f"{owner}/{name}"
    below = parts[2:]
    if _is_trunk(below):
        below = []
    fragment = "" if fragment == "readme" else fragment
    if below:
        rest = "/".join(below)
        return Identity(
            "web", scheme, f"{root}/{rest}{_query(query)}{f'#{fragment}' if fragment else ''}"
        )
    kept = _query("&".join(part for part in query.split("&") if part.lower() not in _README_TAB))
    if kept or fragment:
        return Identity("web", scheme, f"{root}{kept}{f'#{fragment}' if fragment else ''}")
    return Identity("code", scheme, root)


def _is_trunk(below: list[str]) -> bool:
    """Whether `/tree/main` or `/blob/main/README.md`: the page that the repository shows anyway."""
    if len(below) < 2:
        return False
    branch = below[1]
    if branch.lower() not in _TRUNKS:
        return False
    view, _, *path = below
    if view == "tree":
        return not path
    if view != "blob" or len(path) > 1:
        return False
    return not path or bool(_README.fullmatch(path[0]))


def _query(query: str) -> str:
    kept = web.query(query, "github.com")
    return f"?{kept}" if kept else ""


def gitlab(address: Address) -> Identity | None:
    """A project of GitLab, with all its groups; `/-/` parts the project from places in it."""
    path, query, fragment = address
    project, _, below = path.strip("/").partition("/-/")
    parts = project.lower().removesuffix(".git").split("/")
    if len(parts) < 2 or parts[0] in FORGE_PAGES or not all(map(_NAME.fullmatch, parts)):
        return None
    root = "/".join(parts)
    if (
        _is_trunk(below.strip("/").split("/"))
        or not (below or query or fragment)
        or fragment == "readme"
    ):
        return Identity("code", "gitlab", root)
    place = f"/-/{below}" if below else ""
    return Identity(
        "web", "gitlab", f"{root}{place}{_query(query)}{f'#{fragment}' if fragment else ''}"
    )


def hugging_face(address: Address) -> Identity | None:
    """Models, datasets, spaces, and papers under their arXiv ids."""
    path, query, fragment = address
    parts = [part for part in path.split("/") if part]
    if len(parts) < 2:
        return None
    head, *rest = parts
    if head == "papers":
        found = arxiv.parse(rest[0])
        return found if found and "/" not in found.id else None
    if head == "datasets":
        return _hub("dataset", "datasets/", rest, query, fragment)
    if head == "spaces":
        return _hub("demo", "spaces/", rest, query, fragment) if len(rest) > 1 else None
    return (
        None if head.lower() in _HUGGING_FACE_PAGES else _hub("model", "", parts, query, fragment)
    )


def _hub(kind: Kind, prefix: str, parts: list[str], query: str, fragment: str) -> Identity | None:
    size = 1 if len(parts) == 1 or parts[1] in {"tree", "blob", "viewer"} else 2
    name, below = "/".join(parts[:size]), parts[size:]
    if not all(map(_NAME.fullmatch, parts[:size])):
        return None
    if below in (["tree", "main"], ["blob", "main", "README.md"], ["viewer"]):
        below = []
    place = "".join(f"/{part}" for part in below)
    kept = web.query(query, "huggingface.co")
    if place or fragment or kept:
        rest = f"{place}{f'?{kept}' if kept else ''}{f'#{fragment}' if fragment else ''}"
        return Identity("web", "huggingface", f"{prefix}{name}{rest}")
    return Identity(kind, "huggingface", f"{prefix}{name}")


def pypi(address: Address) -> Identity | None:
    """A project of the Python Package Index, named as PEP 503 says."""
    match = _PYPI.match(address.path)
    return (
        Identity("package", "pypi", re.sub(r"[-_.]+", "-", match[1]).lower(), match[2])
        if match
        else None
    )


def npm(address: Address) -> Identity | None:
    """A package of npm."""
    match = _NPM.match(address.path)
    return Identity("package", "npm", match[1].lower(), match[2]) if match else None
