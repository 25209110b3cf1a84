"""What a branch has here alone, while the one at the remote has moved on: made anew there, or told."""

import shlex
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from itertools import takewhile
from pathlib import PurePosixPath
from typing import Final, NamedTuple

from lpsedocs.clone import HEADS, Clone, Hand, Remote, short
from lpsedocs.deciding.shelf import Shelf, open_shelf
from lpsedocs.findings import Message, Refusal, say
from lpsedocs.models import decision_at_or_none
from lpsedocs.models.decision import Decision, DecisionWord
from lpsedocs.models.words import glossed
from lpsedocs.trust.rosters import PATH as ROSTER
from lpsedocs.trust.rosters import InForce

ROSTER_CHANGE: Final = "roster"
"""What a change of the roster is called among what is made anew."""


class Meant(NamedTuple):
    """What a decision says, as far as no other one may take its place unasked."""

    word: DecisionWord
    note: str | None
    paper: tuple[str, ...] = ()
    """Of what was signed on paper: by whom, on which day, in which way, its SHA-256, and where it lies."""


Again = Mapping[str, Meant | None]
"""What a command makes: by record what it decides; a change of the roster, by its name, is no decision."""
NOTHING_AGAIN: Final[Again] = {}


class Unsent:
    """The commits that a branch has here alone, while the one at the remote has moved on without them."""

    def __init__(self, clone: Clone, remote: Remote, here: str, there: str) -> None:
        """Look at what the branch has ``here`` and what it has ``there``, at the remote."""
        self._clone, self._remote, self._there = clone, remote, there
        self._commits = clone.only_in(here, there)
        with open_shelf(clone.root) as shelf:
            self._decisions = _decisions_in(shelf, self._commits)
        documents = (one.document for one in self._decisions)
        self._scans = {paper.file for paper in documents if paper and paper.file}

    def made_again(
        self, again: Again, force: InForce, hand: Hand, sent_in: Callable[[Remote, str], Sequence[str]]
    ) -> tuple[str, ...]:
        """Return the records of what is made anew now; refuses anything else that is not sent.

        ``force`` is the roster in force at the remote; ``sent_in`` tells which of its branches have a commit.
        """
        with open_shelf(self._clone.root) as shelf:
            sets = [_done_by(shelf, force, commit, hand, self._scans) for commit in self._commits]
        done = tuple(sorted({one for found in sets for one in found}))
        if not all(sets):
            raise Refusal(
                say(
                    "this branch and the one at the remote have gone apart: here alone is {commits}. Nothing "
                    "is merged for you, since a merge made here can turn the main line. Send yours as a "
                    "branch of its own ('git push {remote} HEAD:refs/heads/NAME') and have it merged there; "
                    "then '{back}'",
                    commits=short(self._commits),
                    remote=shlex.quote(self._remote.name),
                    back=self._back,
                )
            )
        self._refuse_sent_aside(sent_in)
        meant = {one: [_meant(other) for other in self._decisions if other.record == one] for one in done}
        left = [one for one in done if one not in again or meant[one] not in ([], [again[one]])]
        if left and done == (ROSTER_CHANGE,):
            raise Refusal(
                say(
                    "your change of the roster was not sent yet, and the branch at the remote has moved on; "
                    "'lpsedocs roster commit --push' makes it anew there and sends it; then give this "
                    "command once more"
                )
            )
        if left:
            raise Refusal(
                say(
                    "this was made here and not sent yet, and the branch at the remote has moved on: "
                    "{deeds}. Where one command makes all of it anew, give that, with --push; else '{back}' "
                    "takes it back, and then each is given once more, with --push; {shown}",
                    deeds=tuple(deed for one in done for deed in _told(one, self._decisions)),
                    back=self._back,
                    shown=_shown(self._commits, self._scans),
                )
            )
        if ROSTER_CHANGE in done:
            self._refuse_other_roster()
        return done

    def _refuse_sent_aside(self, sent_in: Callable[[Remote, str], Sequence[str]]) -> None:
        """Refuse to make anew what waits at the remote in another branch."""
        looked = (sent_in(self._remote, commit) for commit in self._commits)
        # What has a commit has all before it.
        sent = list(takewhile(bool, looked))
        if sent:
            raise Refusal(
                say(
                    "{commits} was sent to {remote} as {name}, where it waits to be merged, or was; "
                    "'{back}' brings {branch} to where it is at {remote}. {then}",
                    commits=short(self._commits[: len(sent)]),
                    remote=shlex.quote(self._remote.name),
                    name=shlex.quote(sent[-1][0]),
                    back=self._back,
                    branch=shlex.quote(self._clone.branch().removeprefix(HEADS)),
                    then=_then(self._commits[len(sent) :], self._scans),
                )
            )

    @property
    def _back(self) -> str:
        """The command that brings the branch to where it is at the remote and keeps what is edited."""
        back = f"git reset --keep {self._there[:12]}"
        return f"git stash && {back} && git stash pop --index" if self._clone.is_edited() else back

    def _refuse_other_roster(self) -> None:
        """Refuse to put a roster on top of one that has changed meanwhile."""
        with open_shelf(self._clone.root) as shelf:
            fork = shelf.commit(self._commits[0]).parents[0]
            before, now = (
                shelf.trees.at(shelf.commit(commit).tree, ROSTER) for commit in (fork, self._there)
            )
        if before != now:
            raise Refusal(
                say(
                    "the roster was changed at the remote, too, so yours can't be put on top of it; '{back}' "
                    "takes yours back, and then give your change once more",
                    back=self._back,
                )
            )


def _decisions_in(shelf: Shelf, commits: Sequence[str]) -> list[Decision]:
    """Return the decisions that these commits set, in their order."""
    brought = (difference for commit in commits if (difference := shelf.brought_by(commit)))
    changes = (change for difference in brought for change in difference.changes if change.is_set)
    decisions = (shelf.cabinet.read(change.blob, Decision) for change in changes)
    return [one for one in decisions if one]


def _told(name: str, decisions: Iterable[Decision]) -> Iterator[Message]:
    """Tell what was made on a record: decisions with their notes, which would be lost."""
    if name == ROSTER_CHANGE:
        yield say("a change of the roster")
    for one in decisions:
        if one.record == name:
            told = say("{word} on {record}", word=glossed(one.decision), record=name)
            yield say("{decided}: '{note}'", decided=told, note=one.note) if one.note else told


def _then(rest: Sequence[str], scans: Set[str]) -> Message:
    """Tell what to do once a branch is where it is at the remote again."""
    if rest:
        return say(
            "That takes back {commits}, too, which was not sent and is made once more after that; {shown}",
            commits=short(rest),
            shown=_shown(rest, scans),
        )
    return say("Then give this command once more, unless it makes what waits there")


def _shown(commits: Sequence[str], scans: Set[str]) -> Message:
    """Tell how to see again what was taken back; a scan is a file of its own, and no text."""
    shown = say("'git show {commits}' still shows it", commits=" ".join(short(commits)))
    paths = [PurePosixPath("records", scan) for scan in sorted(scans)]
    written = tuple(
        # As it lies here, also where git keeps it in another way; of two records, under two names.
        f"'git cat-file --filters {shlex.quote(f'{commits[-1][:12]}:{path}')} > "
        f"{shlex.quote(f'{path.parent.name}-{path.name}')}'"
        for path in paths
    )
    return say("{shown}, and {commands} writes the scan", shown=shown, commands=written) if written else shown


def _meant(decision: Decision) -> Meant:
    paper = decision.document
    if paper is None:
        return Meant(decision.decision, decision.note)
    said = (decision.by, str(paper.signed), paper.kind, paper.sha256, str(paper.file or paper.archive))
    return Meant(decision.decision, decision.note, said)


def _done_by(shelf: Shelf, force: InForce, commit: str, hand: Hand, scans: Set[str]) -> set[str]:
    """Return on which records a commit of this person decides, or brings a scan; or that it is of the roster.

    Empty where it does anything else.
    """
    found, difference = shelf.commit(commit), shelf.brought_by(commit)
    if difference is None or difference.is_elsewhere or found.committer.email != hand.email:
        return set()
    paths = [PurePosixPath(change.path) for change in difference.changes]
    if scans >= set(map(str, paths)):
        return {path.parts[1] for path in paths}
    places = [decision_at_or_none(path) for path in paths]
    named = {ROSTER_CHANGE} if list(map(str, paths)) == [ROSTER] else {p[0] if p else "" for p in places}
    return named if "" not in named and force.has_signer_of(found) else set()
