"""What a site is built from: when its commit was made, and where the pinned root comes from."""

from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from lpsedocs.corpus import Corpus
from lpsedocs.findings import Refusal
from lpsedocs.git import find_repository, open_objects
from lpsedocs.pins import VARIABLE
from lpsedocs.trust.objects import BadObjectError, MissingObjectError, algorithm_of, parse_commit
from lpsedocs.workspace import Workspace


def committed_at(workspace: Workspace, corpus: Corpus, commit: str) -> datetime | None:
    """Return the commit's own time, in the office's time zone; None where git doesn't have it."""
    try:
        with open_objects(find_repository(workspace.root), algorithm_of(commit)) as objects:
            moment = parse_commit(commit, objects.read(commit)[1]).committer.moment
    except (Refusal, MissingObjectError, BadObjectError):
        return None
    return moment.astimezone(ZoneInfo(corpus.roster.timezone)) if corpus.roster else moment


def pin_source(corpus: Corpus, environment: Mapping[str, str]) -> str | None:
    """Return where the pinned root comes from; None where none is pinned."""
    if corpus.proof is None or not corpus.proof.is_pinned:
        return None
    return "environment" if environment.get(VARIABLE) else "configuration"
