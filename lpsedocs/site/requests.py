"""Where a forge shows the requests of a repository."""

from typing import Final
from urllib.parse import quote

from lpsedocs.models.roster import Forge, ForgeKind, Witness
from lpsedocs.site.view import View

_SEARCHES: Final[dict[ForgeKind, str]] = {
    "github": "/pulls?q={text}",
    "gitlab": "/-/merge_requests?search={text}",
    "gitea": "/pulls?q={text}",
    "forgejo": "/pulls?q={text}",
}


def search_url(view: View, title: str) -> str | None:
    """Return where to find the open request of that title; None where no forge is known."""
    roster, url = view.corpus.roster, view.build.forge_url
    forges: tuple[Forge | Witness, ...] = (*roster.forges, *roster.witnesses) if roster else ()
    kind = next((forge.kind for forge in forges if forge.holds_on(view.corpus.today)), None)
    return url + _SEARCHES[kind].format(text=quote(title)) if url and kind else None
