"""What the history proves of the files at hand: the verdicts that checks, desks and pages use."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from lpsedocs.findings import Message
from lpsedocs.models.decision import Decision
from lpsedocs.models.roster import Roster
from lpsedocs.trust.objects import algorithm_of, object_id
from lpsedocs.trust.standing import DigestOf, Proposed, Standing, standings
from lpsedocs.trust.verdicts import History


@dataclass(frozen=True)
class Remark:
    """Something about the main branch that a reader must know."""

    code: str
    message: Message


@dataclass(frozen=True)
class Proof:
    """The verdicts on the decisions of a workspace; without a history, why there are none."""

    history: History | None
    remarks: tuple[Remark, ...] = ()
    standings: Mapping[str, Standing] | None = None
    obstacle: Message | None = None
    """Why a history whose root is pinned can't be verified."""

    @property
    def is_pinned(self) -> bool:
        """Whether the root is trusted, so that a proved decision may be shown as proved."""
        return self.history is not None or self.obstacle is not None

    @property
    def roster(self) -> Roster | None:
        """The roster in force, which need not be the one in the file."""
        return self.history.force.roster if self.history else None

    def standing(self, record: str) -> Standing | None:
        """Return where a record stands by what is proved."""
        return (self.standings or {}).get(record)


UNPINNED = Proof(None)
"""No root is pinned: nothing is proved, and nothing is held against anybody."""


@dataclass(frozen=True)
class DecisionFile:
    """A decision file at hand."""

    record: str
    number: int
    content: bytes
    decision: Decision | None


def prove(
    history: History,
    remarks: tuple[Remark, ...],
    records: Iterable[str],
    digest_of: DigestOf,
    files: Iterable[DecisionFile],
) -> Proof:
    """Hold a judged history against the files at hand; a decision file that it doesn't know is proposed."""
    known = {(judged.record, judged.number, judged.blob) for judged in history.decisions}
    algorithm = algorithm_of(history.root)
    proposed = [
        Proposed(file.record, file.number, file.decision)
        for file in files
        if (file.record, file.number, object_id("blob", file.content, algorithm)) not in known
    ]
    return Proof(history, remarks, standings(history, records, digest_of, proposed))
