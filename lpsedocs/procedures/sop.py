"""The three procedures of the SOP: steps, roles, branches, and what shows that a step is done.

Titles and sentences are our own words, English source strings for the catalogue.
"""

from dataclasses import dataclass
from itertools import pairwise

from lpsedocs.models.roster import Role


@dataclass(frozen=True)
class Branch:
    """A way on from a step, forwards or back."""

    when: str
    to: str


@dataclass(frozen=True)
class Step:
    """One activity of a procedure."""

    number: str
    role: Role
    title: str
    shown_by: str
    branches: tuple[Branch, ...] = ()
    is_last: bool = False
    """Whether the procedure ends with it, though a step with a higher number may stand beside it."""
    onward: tuple[Branch, ...] = ()
    """Where another procedure begins after it."""
    keys: tuple[str, ...] = ()
    """The sections that show it, as they are typed in the file."""


@dataclass(frozen=True)
class Procedure:
    """One of the three procedures."""

    number: int
    title: str
    steps: tuple[Step, ...]

    def step(self, number: str) -> Step:
        """Return the step of that number; raises KeyError."""
        return self.steps[self._index(number)]

    def before(self, number: str) -> tuple[Step, ...]:
        """Return the steps on the way to a step, from the first; raises KeyError."""
        earlier = self.steps[: self._index(number)]
        if not earlier or not earlier[-1].is_last:
            return earlier
        fork = next(step for step in earlier if any(branch.to == number for branch in step.branches))
        return (*self.before(fork.number), fork)

    @property
    def ways(self) -> tuple[tuple[Step, Branch], ...]:
        """Every way on within the procedure: a step's branches, else to the step after it."""
        after = {
            step.number: (Branch("", next_.number),)
            for step, next_ in pairwise(self.steps)
            if not step.is_last
        }
        return tuple(
            (step, branch) for step in self.steps for branch in step.branches or after.get(step.number, ())
        )

    def _index(self, number: str) -> int:
        return {step.number: index for index, step in enumerate(self.steps)}[number]


PROCEDURES = (
    Procedure(
        1,
        "Procurement proposal",
        (
            Step(
                "1.1",
                "pengguna",
                "Write down what is needed",
                "The requirement exists, with requester, unit, kind, reason and items",
            ),
            Step(
                "1.2",
                "pengguna",
                "Hand the requirement to the Pengelola",
                "The requirement says when it was handed over, and to whom",
                keys=("submitted",),
            ),
            Step(
                "1.3",
                "pengelola",
                "Find out whether the office has it already",
                "The requirement has the result of that check",
                (Branch("the office has it", "1.8"), Branch("the office doesn't have it", "1.4")),
                keys=("availability",),
            ),
            Step(
                "1.4",
                "pengelola",
                "Make sure of the budget and draft the KAK",
                "The budget is approved with its document, and the requirement has a KAK; "
                "after a return, the KAK was sent again",
                keys=("budget",),
            ),
            Step(
                "1.5",
                "pengelola",
                "Send the KAK to the Pengguna",
                "The KAK says when it was sent in this round",
                keys=("sent",),
            ),
            Step(
                "1.6",
                "pengguna",
                "Check the KAK and mend it",
                "The decision sesuai on exactly this version of the KAK",
                (Branch("the KAK is right", "1.7"), Branch("the Pengelola has to mend the KAK", "1.4")),
            ),
            Step(
                "1.7",
                "pengelola",
                "Propose the procurement",
                "A proposal for this requirement and KAK was handed in",
                is_last=True,
                onward=(Branch("the procurement has come to a result", "2.1"),),
                keys=("submitted",),
            ),
            Step(
                "1.8",
                "pengelola",
                "Recommend what the office has, or specify something equivalent",
                "The requirement has a recommendation",
                is_last=True,
                onward=(Branch("something is still to be bought", "1.1"),),
                keys=("recommendation",),
            ),
        ),
    ),
    Procedure(
        2,
        "Supplier list",
        (
            Step(
                "2.1",
                "pengelola",
                "Learn who the supplier is",
                "The proposal says what came of the procurement",
                (Branch("the procurement led to a contract", "2.2"),),
                keys=("result",),
            ),
            Step(
                "2.2",
                "pengelola",
                "Look the supplier up in the list",
                "The proposal says whether the supplier was on the list",
                (
                    Branch("the supplier is not on the list", "2.3"),
                    Branch("the supplier is on the list", "2.4"),
                ),
                keys=("list_check",),
            ),
            Step(
                "2.3",
                "pengelola",
                "Add the supplier to the list",
                "The list has a supplier with that NPWP or name",
                keys=("listed",),
            ),
            Step(
                "2.4",
                "pengelola",
                "Bring the supplier's data and documents up to date",
                "The supplier has an engagement for this proposal, and for each required "
                "document an entry or the reason why there is none",
                is_last=True,
                onward=(Branch("the supplier serves", "3.1"),),
                keys=("engagements", "documents"),
            ),
        ),
    ),
    Procedure(
        3,
        "Performance monitoring",
        (
            Step(
                "3.1",
                "pengelola",
                "Inspect the supplier list and its documents",
                "An inspection was carried out and covers every active supplier",
                keys=("inspected",),
            ),
            Step(
                "3.2",
                "pengelola",
                "Evaluate the supplier and hand in the result",
                "The evaluation says when it was handed in in this round",
                keys=("submissions",),
            ),
            Step(
                "3.3",
                "kepala_lpse",
                "Have the result on the desk",
                "The evaluation says when it was handed over; it counts as received when the "
                "Kepala LPSE acts",
                keys=("submissions",),
            ),
            Step(
                "3.4",
                "kepala_lpse",
                "Approve the result, or ask for a new evaluation",
                "The decision disetujui on exactly this version of the evaluation",
                (Branch("the result is approved", "3.5"), Branch("a new evaluation is wanted", "3.2")),
            ),
            Step(
                "3.5",
                "pengelola",
                "Document the result, and begin a procurement if it calls for one",
                "A filing of the approved version; for perpanjangan and pergantian also "
                "a requirement whose origin is this evaluation",
                is_last=True,
                onward=(Branch("the contract is to be renewed or replaced", "1.1"),),
                keys=("archive", "origin"),
            ),
        ),
    ),
)

_BY_NUMBER = {step.number: (procedure, step) for procedure in PROCEDURES for step in procedure.steps}


def step(number: str) -> Step:
    """Return the step of that number; raises KeyError."""
    return _BY_NUMBER[number][1]


def procedure_of(number: str) -> Procedure:
    """Return the procedure that a step belongs to; raises KeyError."""
    return _BY_NUMBER[number][0]
