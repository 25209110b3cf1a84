"""The main branch as it would be after a merge that nobody has made yet, judged by the law that holds then.

What is imagined stays here: it is no object of any repository, and no verdict that is told as one.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from lpsedocs.deciding.shelf import Shelf
from lpsedocs.models.roster import Evidence
from lpsedocs.review.merging import Scratch, merged_tree, scratch_for
from lpsedocs.trust.acts import Case
from lpsedocs.trust.carried import Landing
from lpsedocs.trust.graph import Graph
from lpsedocs.trust.mainline import Walk
from lpsedocs.trust.objects import CommitObject
from lpsedocs.trust.proof import Circumstances, gather
from lpsedocs.trust.rosters import InForce, Signer
from lpsedocs.trust.standing import DigestOf
from lpsedocs.trust.trees import Objects
from lpsedocs.trust.verdicts import History
from lpsedocs.verification import Verification

_BY = "lpsedocs <lpsedocs@localhost>"


@dataclass(frozen=True)
class Seen:
    """A history that was judged, and what else its objects say."""

    history: History
    circumstances: Circumstances


@dataclass(frozen=True)
class _WithMore:
    """The objects of a repository, and some that are in none."""

    objects: Objects
    more: Mapping[str, tuple[str, bytes]]

    def read(self, id_: str) -> tuple[str, bytes]:
        """Return kind and content."""
        return self.more.get(id_) or self.objects.read(id_)


@dataclass(frozen=True)
class Prospect:
    """A request that somebody may merge, and the main branch that he would merge it into."""

    main: Verification
    """The main branch as far as the request knows it."""
    latest: str
    """The commit that it has come to."""
    point: str
    """The commit at which the request left it."""
    head: str
    today: date
    digest_of: DigestOf


class ImaginedMerge:
    """The merge of a request into the main branch as that is now."""

    def __init__(self, shelf: Shelf, prospect: Prospect) -> None:
        self._prospect = prospect
        head = shelf.commit(prospect.head)
        if len(head.parents) == 2 and head.parents[0] in (prospect.point, prospect.latest):
            # The forge has tried the merge itself.
            self._tip, self._graph = head.id, shelf.graph
            return
        scratch = scratch_for(head.id)
        self._tip = scratch.put("commit", _merge(head, prospect.latest, _tree(shelf, prospect, scratch)))
        self._graph = Graph(_WithMore(shelf.graph.objects, scratch.objects))

    def before(self) -> History:
        """Return the main branch as it is now."""
        prospect = self._prospect
        if prospect.latest == prospect.main.history.tip:
            return prospect.main.history
        return self._judged(Walk(self._graph, prospect.today), prospect.latest).history

    def without_a_click(self) -> Seen:
        """Judge it as a merge that proves nothing by itself: what counts then is signed."""
        return self._judged(Walk(self._graph, self._prospect.today), self._tip)

    def clicked_by(self, person: str) -> Seen:
        """Judge it as if somebody had pressed "merge" in it, under the right title."""
        today = self._prospect.today

        def supposed(landing: Landing) -> Case | None:
            return _click(landing, person, today) if landing.commit.id == self._tip else None

        return self._judged(Walk(self._graph, today, supposed), self._tip)

    def _judged(self, walk: Walk, tip: str) -> Seen:
        main = self._prospect.main
        renewals = [commit for commit, _ in main.pin.renewals] if main.pin else []
        line = self._graph.line(main.history.root, tip)
        history = walk.judge(main.history.root, tip, [commit for commit in renewals if commit in line])
        return Seen(history, gather(self._graph, history, self._prospect.digest_of))


def _tree(shelf: Shelf, prospect: Prospect, scratch: Scratch) -> str:
    """Return the tree that the merge would leave."""
    head = shelf.commit(prospect.head).tree
    if prospect.latest == prospect.point:
        return head
    changes = shelf.trees.difference(shelf.commit(prospect.point).tree, head).changes
    return merged_tree(shelf.trees, shelf.commit(prospect.latest).tree, changes, scratch)


def _merge(head: CommitObject, main: str, tree: str) -> bytes:
    """Return a merge commit that nobody signed."""
    when = f"{_BY} {head.committer.seconds} +0000"
    lines = (f"tree {tree}", f"parent {main}", f"parent {head.id}", f"author {when}", f"committer {when}")
    return "\n".join((*lines, "", "merge\n")).encode()


def _click(landing: Landing, person: str, today: date) -> Case:
    """Return the case of a merge that a person makes today."""
    commit, signer = landing.commit, Signer("forge", "", "", ())
    effective, evidence = max(today, landing.clock), evidence_of_a_merge(landing.force, person)
    return Case(landing.force, commit, commit, person, signer, today, effective, evidence)


def evidence_of_a_merge(force: InForce, person: str) -> Evidence:
    """Return the class of evidence that a merge by a person gives, by the forge that he has an account on."""
    accounts = force.people[person].forges if person in force.people else ()
    on_forges = {forge.id for forge in force.roster.forges} & {account.forge for account in accounts}
    at_witnesses = {one.id for one in force.roster.witnesses} & {account.forge for account in accounts}
    return "witness" if at_witnesses and not on_forges else "forge"
