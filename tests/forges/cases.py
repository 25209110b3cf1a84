"""A merged request as each forge tells of it."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from tests.forges.mocks import Mock

MERGE, HEAD, OTHER = "a" * 40, "b" * 40, "c" * 40
PUSHED, REVIEWED, MERGED, AFTER = (f"2026-07-06T0{hour}:00:00Z" for hour in (1, 2, 3, 4))
PROJECTS = {"github": "dinas/arsip", "gitlab": "7", "forgejo": "dinas/arsip"}
KINDS = tuple(PROJECTS)


@dataclass(frozen=True)
class Somebody:
    id: int
    name: str
    is_bot: bool = False


RAHMA, BUDI, STRANGER = Somebody(1001, "rahma"), Somebody(1002, "budi"), Somebody(9999, "rahma")


@dataclass(frozen=True)
class Said:
    """A review: approved, objected, dismissed or commented."""

    by: Somebody
    what: str = "approved"
    of: str = HEAD
    at: str = REVIEWED
    is_official: bool = True


@dataclass(frozen=True)
class Case:
    merge: str = MERGE
    head: str = HEAD
    shown: str | None = None
    """The head that the request shows, if it is another one."""
    ended: str | None = None
    """The commit in which it ended, if it is another one."""
    number: int = 42
    title: str = "SETUJUI EVL-2026-001"
    branch: str = "main"
    merger: Somebody | None = RAHMA
    is_merged: bool = True
    reviews: tuple[Said, ...] = ()
    pushes: tuple[tuple[str, str], ...] = field(default=())
    """Head and moment of each push, if not one of the head."""
    more: tuple[tuple[str, Any], ...] = ()
    """What the request says besides."""

    def by(self, merger: Somebody | None, *reviews: Said) -> "Case":
        return replace(self, merger=merger, reviews=reviews)


def tell(mock: Mock, case: Case) -> None:
    """Let a forge answer as it does after this."""
    mock.answers |= _TELLERS[mock.kind](PROJECTS[mock.kind], case)


def _github(project: str, case: Case) -> dict[str, Any]:
    top = f"/repos/{project}"
    pull = {
        "number": case.number,
        "title": case.title,
        "state": "closed" if case.is_merged else "open",
        "merged": case.is_merged,
        "merged_at": MERGED if case.is_merged else None,
        "merged_by": _github_user(case.merger) if case.is_merged else None,
        "merge_commit_sha": case.ended or case.merge,
        "head": {"sha": case.shown or case.head, "ref": "setujui"},
        "base": {"sha": "d" * 40, "ref": case.branch},
        **dict(case.more),
    }
    listed = {key: value for key, value in pull.items() if key not in ("merged", "merged_by")}
    words = {"approved": "APPROVED", "objected": "CHANGES_REQUESTED", "dismissed": "DISMISSED"}
    reviews = [
        {
            "id": place,
            "user": _github_user(said.by),
            "state": words.get(said.what, "COMMENTED"),
            "commit_id": said.of,
            **({"submitted_at": said.at} if said.at else {}),
        }
        for place, said in enumerate(case.reviews, 100)
    ]
    return {
        f"{top}/commits/{case.merge}/pulls": [{**listed, "number": 7, "merge_commit_sha": OTHER}, listed],
        f"{top}/pulls/{case.number}": pull,
        f"{top}/pulls/{case.number}/reviews": reviews,
    }


def _github_user(somebody: Somebody | None) -> dict[str, Any] | None:
    if somebody is None:
        return None
    return {"id": somebody.id, "login": somebody.name, "type": "Bot" if somebody.is_bot else "User"}


def _forgejo(project: str, case: Case) -> dict[str, Any]:
    top = f"/repos/{project}"
    pull = {
        "number": case.number,
        "title": case.title,
        "state": "closed",
        "user": _forgejo_user(BUDI),
        "merged": case.is_merged,
        "merged_at": MERGED,
        "merged_by": _forgejo_user(case.merger),
        "merge_commit_sha": case.ended or case.merge,
        "head": {"sha": case.shown or case.head, "ref": "setujui", "label": "setujui", "repo_id": 3},
        "base": {"sha": "d" * 40, "ref": case.branch, "label": case.branch, "repo_id": 1},
        **dict(case.more),
    }
    words = {"approved": "APPROVED", "objected": "REQUEST_CHANGES", "dismissed": "APPROVED"}
    reviews = [
        {
            "id": place,
            "user": _forgejo_user(said.by),
            "state": words.get(said.what, "COMMENT"),
            "commit_id": said.of,
            "submitted_at": said.at,
            "dismissed": said.what == "dismissed",
            "official": said.is_official,
            "stale": said.of != case.head,
        }
        for place, said in enumerate(case.reviews, 100)
    ]
    answers: dict[str, Any] = {top: {}, f"{top}/pulls/{case.number}/reviews": reviews}
    return answers | ({f"{top}/commits/{case.merge}/pull": pull} if case.is_merged else {})


def _forgejo_user(somebody: Somebody | None) -> dict[str, Any] | None:
    return {"id": somebody.id, "login": somebody.name} if somebody else None


def _gitlab(project: str, case: Case) -> dict[str, Any]:
    top = f"/projects/{project}"
    change = {
        "iid": case.number,
        "title": case.title,
        "state": "merged" if case.is_merged else "opened",
        "target_branch": case.branch,
        "sha": case.shown or case.head,
        "merge_commit_sha": case.ended or case.merge,
        "merged_at": MERGED if case.is_merged else None,
        "merge_user": _gitlab_user(case.merger) if case.is_merged else None,
        **dict(case.more),
    }
    pushes = case.pushes or ((case.head, PUSHED),)
    people = {said.by.id: said.by for said in case.reviews} | (
        {case.merger.id: case.merger} if case.merger else {}
    )
    place = f"{top}/merge_requests/{case.number}"
    last = {said.by.id: said for said in case.reviews}
    return {
        f"{top}/repository/commits/{case.merge}/merge_requests": [
            {**change, "iid": 7, "merge_commit_sha": OTHER},
            change,
        ],
        place: change,
        f"{place}/approvals": {
            "approved_by": [
                {"user": _gitlab_user(said.by), **({"approved_at": said.at} if said.at else {})}
                for said in {s.by.id: s for s in case.reviews if s.what == "approved"}.values()
                if last[said.by.id].what != "dismissed"
            ]
        },
        f"{place}/versions": [
            {"id": number, "head_commit_sha": head, "created_at": moment}
            for number, (head, moment) in reversed(list(enumerate(pushes, 500)))
        ],
        f"{place}/reviewers": [
            {
                "user": _gitlab_user(said.by),
                "state": {"objected": "requested_changes", "dismissed": "unapproved"}.get(
                    said.what, "approved"
                ),
                "created_at": PUSHED,
            }
            for said in last.values()
        ],
        **{
            f"/users/{one.id}": {"id": one.id, "username": one.name, "bot": one.is_bot}
            for one in people.values()
        },
    }


def _gitlab_user(somebody: Somebody | None) -> dict[str, Any] | None:
    return {"id": somebody.id, "username": somebody.name, "name": "Nama"} if somebody else None


_TELLERS: dict[str, Callable[[str, Case], dict[str, Any]]] = {
    "github": _github,
    "gitlab": _gitlab,
    "forgejo": _forgejo,
}
