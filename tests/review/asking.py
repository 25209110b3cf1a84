"""Requests on real repositories, and what a review says of them."""

import hashlib
import json
from pathlib import Path
from typing import Any

from tests.repositories import Desk, point
from tests.trust.story import EVALUATION, Story

ASSET = "records/assets/AST-001.yaml"
KAK = "records/kak/2026/KAK-2026-001.yaml"
DECISION = "records/decisions/EVL-2026-001/1.yaml"
TITLE = "SETUJUI EVL-2026-001"


def request(desk: Desk, story: Story, side: str, name: str = "office") -> Path:
    """Write a story, and check a branch of it out as that of a request."""
    root = desk.clone(story, name)
    point(root / ".git", "refs/heads/permintaan", side)
    (root / "mkdocs.yml").unlink()
    desk.git("checkout", "--quiet", "permintaan", at=root)
    (root / "mkdocs.yml").write_bytes(b"site_name: Contoh\n")
    return root


def reviewed(desk: Desk, root: Path, *more: str, base: str = "main", trust: str | None = None) -> Any:
    """Review what is checked out, and return the answer in JSON."""
    answer = _asked(desk, root, "--format", "json", *more, base=base, trust=trust)
    return json.loads(answer)


def told(desk: Desk, root: Path, *more: str, base: str = "main", trust: str | None = None) -> list[str]:
    """Review what is checked out, and return the lines for a person."""
    return _asked(desk, root, *more, base=base, trust=trust).splitlines()


def _asked(desk: Desk, root: Path, *more: str, base: str, trust: str | None) -> str:
    pinned = ("--trust-root", trust) if trust else ()
    answer = desk.say("--root", root, "review", "--base", base, "--today", "2026-07-15", *pinned, *more)
    assert (answer.code, answer.err) == (0, "")
    return answer.out


def meaning(document: Any) -> list[str]:
    """Return what merging means, and the advice."""
    return [document["means"]["message"], *(one["message"] for one in document["advice"])]


def proposed(story: Story, **keys: Any) -> str:
    """Return a branch on which somebody without rights proposes the approval."""
    return story.commit({**story.decision(**keys)}, on=story.tip, by="budi")


MERGE_COMMIT = "merge with a merge commit ('Create a merge commit'); never use 'Squash' or 'Rebase'"
WHO = (
    "only the Kepala LPSE, or a Plh. or Plt. who is in the roster on this day, may merge; the decision is "
    "made out to {}"
)


def version(story: Story) -> str:
    digest = hashlib.sha256(story.files[EVALUATION]).hexdigest()[:8]
    return f"version decided: EVL-2026-001 {digest} (a single letter changed, and the decision lapses)"
