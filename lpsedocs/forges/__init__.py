"""What a forge's API says of a merge: the request it came from, who merged, and whose approval stands.

One adapter a kind of forge; each only reads, from the one address that it is given. Knows nothing of git,
of the roster, or of what a decision is.
"""

from collections.abc import Callable, Mapping
from typing import Final

from lpsedocs.forges import forgejo, github, gitlab
from lpsedocs.forges.client import Client
from lpsedocs.forges.merges import Account, MergeCommit, Request, Voice
from lpsedocs.forges.runs import Run, run_of, token_of
from lpsedocs.models.roster import ForgeKind

__all__ = ["Account", "MergeCommit", "Request", "Run", "Voice", "read_request", "run_of", "token_of"]

_READERS: Final[Mapping[ForgeKind, Callable[[Client, str, MergeCommit], Request]]] = {
    "github": github.read,
    "gitlab": gitlab.read,
    "gitea": forgejo.read,
    "forgejo": forgejo.read,
}
_ADDRESSES: Final[Mapping[ForgeKind, Callable[[str], str]]] = {
    "github": github.address,
    "gitlab": gitlab.address,
    "gitea": forgejo.address,
    "forgejo": forgejo.address,
}
_SCHEMES: Final[Mapping[ForgeKind, str]] = {
    "github": "Bearer",
    "gitlab": "Bearer",
    "gitea": "token",
    "forgejo": "token",
}
"""The word before the token, as the description of each API has it."""


def read_request(run: Run, token: str | None, merge: MergeCommit) -> Request:
    """Return the request that was merged with a commit; refuses what is no such merge, and says why."""
    authorization = f"{_SCHEMES[run.kind]} {token}" if token else None
    with Client(_ADDRESSES[run.kind](run.url), authorization) as client:
        return _READERS[run.kind](client, run.project, merge)
