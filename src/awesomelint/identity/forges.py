"""Names that stand where forges have an owner, but are pages of the site itself.

Collected from the sites, and from GitLab's page on reserved names
(https://docs.gitlab.com/user/reserved_names/).
"""

from __future__ import annotations

GITHUB_PAGES = frozenset(
    """about account api apps blog business codespaces collections contact copilot customer-stories
    dashboard education enterprise events explore features gist gists help home issues join login
    logos marketplace mobile new nonprofit notifications organizations orgs pricing pulls readme
    resources search security sessions settings showcases signup site solutions sponsors stars team
    teams topics trending user-attachments users watching why-github""".split()  # noqa: SIM905 - a word list
)
"""First segments of github.com that are no owners."""

FORGE_PAGES = GITHUB_PAGES | frozenset("ai all-about-git courses groups gvp projects".split())  # noqa: SIM905 - a word list
"""First segments of gitlab.com and gitee.com that are no owners."""
