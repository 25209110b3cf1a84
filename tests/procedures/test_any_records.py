"""Whatever is recorded has an answer; a file kept in order moves on until it is finished."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from lpsedocs.models import kind_named
from lpsedocs.procedures import (
    EvaluationFile,
    InspectionFile,
    ListFile,
    ProcurementFile,
    Progress,
    progress,
)
from tests.procedures.records import (
    AGAIN,
    APPROVED,
    AVAILABLE,
    BACK,
    BUDGET,
    BUDGET_REFUSED,
    COMPLETE,
    CONTRACT,
    DOCUMENTED,
    ENDED,
    FAILED,
    IDLE,
    NO_BUDGET_YET,
    NOT_AVAILABLE,
    NOT_ON_LIST,
    OLD,
    ON_LIST,
    RECOMMENDATION,
    REQUIRED,
    RIGHT,
    SUBMITTED,
    WITHDRAWN,
    closed,
    decision,
    evaluation,
    inspection,
    kak,
    need,
    proposal,
    skips,
    states,
    supplier,
)

# -- whatever is recorded -------------------------------------------------------------------------


def some(values, most=3):
    return st.lists(st.sampled_from(values), max_size=most).map(tuple)


REQUIREMENTS = st.builds(
    need,
    submitted=st.sampled_from([None, SUBMITTED]),
    availability=st.sampled_from([None, AVAILABLE, NOT_AVAILABLE]),
    budget=st.sampled_from([None, BUDGET, NO_BUDGET_YET, BUDGET_REFUSED]),
    recommendation=st.sampled_from([None, RECOMMENDATION]),
)
DAYS = some(["2026-05-06", "2026-05-09"])


def any_decisions(*records):
    return st.lists(
        st.builds(
            decision,
            st.sampled_from(records),
            st.integers(1, 9),
            st.sampled_from(["sesuai", "perlu_perbaikan", "disetujui", "evaluasi_ulang", "dicabut"]),
            st.sampled_from([None, "2026-05-07", "2020-01-01"]),
            st.sampled_from(["now", "before"]),
        ),
        max_size=5,
    ).map(tuple)


PROPOSALS = st.builds(
    proposal,
    st.integers(1, 2),
    st.sampled_from(["KAK-2026-001", "KAK-2026-002", "KAK-2026-009"]),
    st.sampled_from([None, "2026-05-08"]),
    result=st.sampled_from([None, CONTRACT, FAILED]),
    list_check=st.sampled_from([None, ON_LIST, NOT_ON_LIST]),
)
FILINGS = some([*map(closed, ("KEB-2026-001", "KAK-2026-001", "USL-2026-001", "EVL-2026-001")), DOCUMENTED])
SUPPLIERS = some([supplier(), OLD, COMPLETE, ENDED, IDLE, supplier(4, npwp=None, name="Dinas")])
FILES = st.one_of(
    st.builds(
        ProcurementFile,
        REQUIREMENTS,
        st.lists(
            st.builds(kak, st.integers(1, 2), DAYS, DAYS), max_size=3, unique_by=lambda one: one.name
        ).map(tuple),
        any_decisions("KAK-2026-001", "KAK-2026-002"),
        st.lists(PROPOSALS, max_size=3).map(tuple),
        FILINGS,
    ),
    st.builds(ListFile, PROPOSALS, SUPPLIERS, st.sampled_from([(), REQUIRED]), FILINGS),
    st.builds(
        InspectionFile,
        st.builds(inspection, some(["SUP-001", "SUP-002", "SUP-009"]), st.sampled_from([None, "2026-05-30"])),
        SUPPLIERS,
    ),
    st.builds(
        EvaluationFile,
        st.builds(evaluation, DAYS, st.sampled_from(["lanjut", "pergantian"])),
        any_decisions("EVL-2026-001"),
        FILINGS,
        some([need()], most=1),
    ),
)


@given(FILES)
def test_whatever_is_recorded_gives_a_progress_that_is_finished_or_goes_on(file):
    found = progress(file)

    waits_for_1_7 = isinstance(file, ListFile) and file.proposal.record.submitted is None
    assert found.is_finished != bool({"C", "W"} & {*states(found)})
    assert bool(found.current) or found.is_finished or waits_for_1_7
    assert not (found.closed and found.current)
    for one in found.steps:
        assert (one.record is not None) == (one.state == "done")
    assert {skip.step.number for skip in found.skips} <= {act.step for act in found.acts}
    assert all(act in found.acts for act in found.astray)


# -- a file that is kept in order -----------------------------------------------------------------


def next_of(file) -> str | None:
    """Check what holds for every file that is kept in order, and return the one step that is due."""
    found: Progress = progress(file)
    assert (skips(found), found.astray) == ([], ())
    assert len(found.current) == (0 if found.is_finished else 1)
    return found.next.step.number if found.next else None


def send(file):
    days = (*(sending.date.isoformat() for sending in file.kaks[-1].record.sent), "2026-05-06")
    return replace(file, kaks=(kak(sent=days, bytes_=f"round {len(days)}"),))


def decide(file, one, word):
    decided = decision(one.name, len(file.decisions) + 1, word)
    return replace(file, decisions=(*file.decisions, on_bytes_of(one, decided)))


def on_bytes_of(one, paper):
    return replace(paper, record=paper.record.model_copy(update={"sha256": one.sha256}))


def amend(file, **sections):
    record = kind_named("requirement").model.model_validate(
        {**{key: value for key, value in file.requirement.record if value is not None}, **sections}
    )
    return replace(file, requirement=replace(file.requirement, record=record))


@given(st.data())
def test_a_requirement_kept_in_order_moves_on_with_each_act_until_it_is_finished(data):
    file = ProcurementFile(need())
    returns, withdrawals = data.draw(st.integers(0, 4)), data.draw(st.integers(0, 4))
    seen = []
    while number := next_of(file):
        seen.append(number)
        if number == "1.2":
            file = amend(file, submitted=SUBMITTED)
        elif number == "1.3":
            file = amend(file, availability=data.draw(st.sampled_from([AVAILABLE, NOT_AVAILABLE])))
        elif number == "1.4" and file.decisions:
            file = send(file)
        elif number == "1.4" and file.requirement.record.budget is None:
            file = amend(file, budget=BUDGET)
        elif number == "1.4":
            file = replace(file, kaks=(kak(),))
        elif number == "1.5":
            file = send(file)
        elif number == "1.6":
            word = BACK if returns else RIGHT
            returns -= word == BACK
            file = decide(file, file.kaks[0], word)
            if withdrawals:
                withdrawals -= 1
                file = decide(file, file.kaks[0], WITHDRAWN)
                assert next_of(file) == "1.6"
        elif number == "1.7":
            file = replace(file, proposals=(proposal(),))
        else:
            file = amend(file, recommendation=RECOMMENDATION)
        assert len(seen) < 30
    assert seen[-1] in ("1.7", "1.8")


@given(st.data())
def test_an_evaluation_kept_in_order_moves_on_with_each_act_until_it_is_finished(data):
    recommendation = data.draw(st.sampled_from(["lanjut", "pergantian"]))
    file = EvaluationFile(evaluation(recommendation=recommendation))
    returns = data.draw(st.integers(0, 4))
    seen = []
    while number := next_of(file):
        seen.append(number)
        if number == "3.2":
            rounds = len(file.evaluation.record.submissions) + 1
            one = evaluation(["2026-07-06"] * rounds, recommendation, f"round {rounds}")
            file = replace(file, evaluation=one)
        elif number == "3.4":
            word = AGAIN if returns else APPROVED
            returns -= word == AGAIN
            file = decide(file, file.evaluation, word)
        elif not file.filings:
            file = replace(file, filings=(on_bytes_of(file.evaluation, DOCUMENTED),))
        else:
            file = replace(file, follow_ups=(need(origin="EVL-2026-001"),))
        assert len(seen) < 15
    assert seen[-1] == "3.5"
