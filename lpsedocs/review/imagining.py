"""The main branch as it would be after a merge that nobody has made yet, judged by the law that holds then.

What is imagined stays here: it is no object of any repository, and no verdict that is told as one.
"""

from dataclasses import dataclass
from datetime import date

from lpsedocs.models.roster import Evidence
from lpsedocs.trust.acts import Case
from lpsedocs.trust.carried import Landing, State
from lpsedocs.trust.graph import Graph
from lpsedocs.trust.mainline import Walk
from lpsedocs.trust.objects import CommitObject, algorithm_of, object_id
from lpsedocs.trust.proof import Circumstances, gather
from lpsedocs.trust.rosters import InForce, Signer
from lpsedocs.trust.standing import DigestOf
from lpsedocs.trust.trees import Objects, Trees
from lpsedocs.trust.verdicts import History, Reason
from lpsedocs.verification import Verification

_BY = "lpsedocs <lpsedocs@localhost>"


@dataclass(frozen=True)
class Seen:
    """A history that was judged, and what else its objects say."""

    history: History
    circumstances: Circumstances


@dataclass(frozen=True)
class _WithOneMore:
    """The objects of a repository, and a commit that is in none."""

    objects: Objects
    id: str
    content: bytes

    def read(self, id_: str) -> tuple[str, bytes]:
        """Return kind and content."""
        return ("commit", self.content) if id_ == self.id else self.objects.read(id_)


class ImaginedMerge:
    """The merge of a request into the main branch, where the request left it."""

    def __init__(
        self,
        objects: Objects,
        today: date,
        main: Verification,
        head: CommitObject,
        point: str,
        digest_of: DigestOf,
    ) -> None:
        self._today, self._main, self._digest_of = today, main, digest_of
        if len(head.parents) == 2 and head.parents[0] == point:
            # The forge has tried the merge itself.
            self._tip, self._objects = head.id, objects
            return
        content = _merge(head, point)
        self._tip = object_id("commit", content, algorithm_of(head.id))
        self._objects = _WithOneMore(objects, self._tip, content)

    def without_a_click(self) -> Seen:
        """Judge it as a merge that proves nothing by itself: what counts then is signed."""
        return self._judged(Walk(self._objects, self._today))

    def clicked_by(self, person: str) -> Seen:
        """Judge it as if somebody had pressed "merge" in it, under the right title."""
        return self._judged(_ClickedWalk(self._objects, self._today, self._tip, person))

    def _judged(self, walk: Walk) -> Seen:
        trees = Trees(self._objects)
        graph = Graph(self._objects, trees)
        root, pin = self._main.history.root, self._main.pin
        renewals = [commit for commit, _ in pin.renewals] if pin else []
        line = graph.line(root, self._tip)
        history = walk.judge(root, self._tip, [commit for commit in renewals if commit in line])
        return Seen(history, gather(graph, trees, history, self._digest_of))


def _merge(head: CommitObject, point: str) -> bytes:
    """Return a merge commit that nobody signed."""
    when = f"{_BY} {head.committer.seconds} +0000"
    lines = (
        f"tree {head.tree}",
        f"parent {point}",
        f"parent {head.id}",
        f"author {when}",
        f"committer {when}",
    )
    return "\n".join((*lines, "", "merge\n")).encode()


class _ClickedWalk(Walk):
    """A walk that takes one merge for a click by one person; everything else is judged as it is."""

    def __init__(self, objects: Objects, today: date, merge: str, person: str) -> None:
        super().__init__(objects, today)
        self._day, self._merge, self._person = today, merge, person

    def _click(self, state: State, landing: Landing) -> Case | Reason:
        if landing.commit.id != self._merge:
            return super()._click(state, landing)
        effective = max(self._day, landing.clock)
        evidence = evidence_of_a_merge(landing.force, self._person)
        signer = Signer("forge", "", "", ())
        commit = landing.commit
        return Case(landing.force, commit, commit, self._person, signer, self._day, effective, evidence)


def evidence_of_a_merge(force: InForce, person: str) -> Evidence:
    """Return the class of evidence that a merge by a person gives, by the forge that he has an account on."""
    accounts = force.people[person].forges if person in force.people else ()
    on_forges = {forge.id for forge in force.roster.forges} & {account.forge for account in accounts}
    at_witnesses = {one.id for one in force.roster.witnesses} & {account.forge for account in accounts}
    return "witness" if at_witnesses and not on_forges else "forge"
