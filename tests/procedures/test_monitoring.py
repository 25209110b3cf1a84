"""Procedure 3: the inspection, and the evaluation round by round."""

import pytest

from lpsedocs.procedures import (
    PROCEDURES,
    left_out,
    progress,
)
from tests.procedures.records import (
    AGAIN,
    APPROVED,
    COMPLETE,
    DOCUMENTED,
    EARLIER,
    ENDED,
    IDLE,
    SUBMITTED_ONCE,
    UNDATED,
    WITHDRAWN,
    cases,
    closed,
    decision,
    documented,
    due,
    evaluation,
    evidence,
    file_of,
    inspection,
    need,
    ruled,
    shown_by,
    skips,
    states,
)

# -- procedure 3: the inspection ------------------------------------------------------------------


@cases(
    "one expected missed",
    {
        "not yet carried out": (inspection(inspected=None), "C", []),
        "an active supplier is left out": (inspection(), "C", ["SUP-001"]),
        "every active supplier is covered": (inspection(["SUP-001"]), "D", []),
        "more is covered": (inspection(["SUP-001", "SUP-003", "SUP-009"]), "D", []),
        "the day of the inspection decides": (inspection(["SUP-001"], "2026-06-15"), "C", ["SUP-002"]),
        "nobody is active": (inspection(inspected="2027-01-04"), "D", []),
    },
)
def test_an_inspection_is_done_when_it_covers_every_active_supplier(one, expected, missed):
    file = file_of(one, COMPLETE, ENDED, IDLE)

    assert (states(progress(file)), [s.name for s in left_out(file)]) == (expected, missed)


def test_an_inspection_stands_for_step_3_1_alone():
    found = shown_by(inspection(["SUP-001"]), COMPLETE)

    assert (found.procedure, found.is_finished) == (PROCEDURES[2], True)
    assert evidence(found) == ["3.1 budi 2026-07-01 PRS-2026-001 inspected"]
    assert [act.step for act in found.acts] == ["3.1"]
    assert due(shown_by(inspection(inspected=None))) == "3.1 since 2026-06-30"
    with pytest.raises(KeyError):
        found.at("3.2")


# -- procedure 3: the evaluation ------------------------------------------------------------------


@cases(
    "submissions words filings expected",
    {
        "being written, waits at 3.2": (0, [], [], "C W W W"),
        "on the desk of the Kepala": (1, [], [], "D D C W"),
        "approved, waits at 3.5": (1, [APPROVED], [], "D D D C"),
        "documented, finished": (1, [APPROVED], [DOCUMENTED], "D D D D"),
        "sent back: 3.2 again": (1, [AGAIN], [], "C W W W"),
        "submitted again": (2, [AGAIN], [], "D D C W"),
        "approved in the second round": (2, [AGAIN, APPROVED], [], "D D D C"),
        "sent back twice": (2, [AGAIN, AGAIN], [], "C W W W"),
        "in the tenth round": (10, [AGAIN] * 9, [], "D D C W"),
        "sent back ten times": (10, [AGAIN] * 10, [], "C W W W"),
        "approved in the eleventh round": (11, [*[AGAIN] * 10, APPROVED], [], "D D D C"),
        "withdrawn: on the desk again": (1, [APPROVED, WITHDRAWN], [], "D D C W"),
        "withdrawn, then approved again": (1, [APPROVED, WITHDRAWN, APPROVED], [DOCUMENTED], "D D D D"),
        "return withdrawn: on the desk again": (1, [AGAIN, WITHDRAWN], [], "D D C W"),
        "return withdrawn, then approved": (1, [AGAIN, WITHDRAWN, APPROVED], [], "D D D C"),
        "sent back after all": (1, [APPROVED, AGAIN], [], "C W W W"),
        "documented, then withdrawn": (1, [APPROVED, WITHDRAWN], [DOCUMENTED], "D D C W"),
        "another version was documented": (
            1,
            [APPROVED],
            [documented("EVL-2026-001", bytes_="before")],
            "D D D C",
        ),
    },
)
def test_an_evaluation_goes_round_by_round(submissions, words, filings, expected):
    found = shown_by(evaluation(["2026-07-06"] * submissions), *ruled(*words), *filings)

    assert (states(found), skips(found)) == (expected, [])
    assert found.is_finished is (expected == "D D D D")


@cases(
    "submissions words expected",
    {
        "a return of the same bytes confirms one": (2, [(AGAIN, "1"), (AGAIN, "1")], "D D C W"),
        "a return of other bytes is another": (2, [(AGAIN, "1"), (AGAIN, "2")], "C W W W"),
        "a return is withdrawn": (1, [(AGAIN, "1"), (WITHDRAWN, "1")], "D D C W"),
        "a return that was answered stays one": (2, [(AGAIN, "1"), (WITHDRAWN, "2")], "D D C W"),
        "then sent back anew": (2, [(AGAIN, "1"), (WITHDRAWN, "2"), (AGAIN, "2")], "C W W W"),
        "then handed over a third time": (3, [(AGAIN, "1"), (WITHDRAWN, "2"), (AGAIN, "2")], "D D C W"),
    },
)
def test_what_a_return_counts_for_depends_on_the_bytes(submissions, words, expected):
    made = [decision("EVL-2026-001", n, word, bytes_=what) for n, (word, what) in enumerate(words, start=1)]
    found = shown_by(evaluation(["2026-07-06"] * submissions), *made)

    assert (states(found), skips(found)) == (expected, [])


@pytest.mark.parametrize("recommendation", ["perpanjangan", "pergantian"])
def test_a_renewal_or_replacement_is_done_with_its_requirement(recommendation):
    approved = evaluation(["2026-07-06"], recommendation), *ruled(APPROVED)
    follow_up = need(origin="EVL-2026-001")

    assert states(shown_by(*approved, DOCUMENTED)) == "D D D C"
    assert states(shown_by(*approved, follow_up)) == "D D D C"
    assert states(shown_by(*approved, DOCUMENTED, follow_up)) == "D D D D"


@pytest.mark.parametrize("recommendation", ["lanjut", "pembinaan", "tidak_dilanjutkan"])
def test_other_recommendations_need_no_requirement(recommendation):
    found = shown_by(evaluation(["2026-07-06"], recommendation), *ruled(APPROVED), DOCUMENTED)

    assert states(found) == "D D D D"


def test_every_round_of_an_evaluation_is_told():
    found = shown_by(
        evaluation(["2026-07-06", "2026-07-10"]),
        decision("EVL-2026-001", 1, AGAIN, "2026-07-07"),
        decision("EVL-2026-001", 2, APPROVED, "2026-07-13"),
        DOCUMENTED,
    )

    assert evidence(found) == [
        "3.2 tia 2026-07-10 EVL-2026-001 submissions.1",
        "3.3 joko 2026-07-10 EVL-2026-001 submissions.1",
        "3.4 joko 2026-07-13 decisions/EVL-2026-001/2 decision",
        "3.5 tia 2026-07-14 filings/EVL-2026-001 filed",
    ]
    assert [(act.step, act.role, str(act.date), act.by_route) for act in found.acts] == [
        ("3.2", "pengelola", "2026-07-06", ("submissions", 0, "by")),
        ("3.2", "pengelola", "2026-07-10", ("submissions", 1, "by")),
        ("3.3", "kepala_lpse", "2026-07-06", ("submissions", 0, "to")),
        ("3.3", "kepala_lpse", "2026-07-10", ("submissions", 1, "to")),
        ("3.4", "kepala_lpse", "2026-07-07", ("by",)),
        ("3.4", "kepala_lpse", "2026-07-13", ("by",)),
        ("3.5", "pengelola", "2026-07-14", ("filed", "by")),
    ]


@cases(
    "file expected",
    {
        "3.2 since it was evaluated": (file_of(evaluation()), "3.2 since 2026-07-05"),
        "3.4 since it was submitted": (file_of(SUBMITTED_ONCE), "3.4 since 2026-07-06"),
        "3.2 since it was sent back": (
            file_of(SUBMITTED_ONCE, decision("EVL-2026-001", 1, AGAIN, "2026-07-07")),
            "3.2 since 2026-07-07",
        ),
        "3.5 since it was approved": (
            file_of(SUBMITTED_ONCE, decision("EVL-2026-001", 1, APPROVED, "2026-07-13")),
            "3.5 since 2026-07-13",
        ),
        "3.5 on an unknown day, for the approval bears no date": (
            file_of(SUBMITTED_ONCE, decision("EVL-2026-001", 1, APPROVED, **UNDATED)),
            "3.5 since None",
        ),
    },
)
def test_a_current_step_of_an_evaluation_says_since_when_it_could_be_done(file, expected):
    assert due(progress(file)) == expected


def test_an_approval_counts_only_on_the_bytes_of_now():
    approved = decision("EVL-2026-001", 1, APPROVED, **EARLIER)

    found = shown_by(SUBMITTED_ONCE, approved, documented("EVL-2026-001", **EARLIER))

    assert (states(found), skips(found)) == ("D D C W", [])


@cases(
    "submissions words filings expected skipped",
    {
        "approved but never submitted": (
            0,
            [APPROVED],
            [],
            "C W D W",
            ["3.4 without 3.2: decisions/EVL-2026-001/1 decision"],
        ),
        "sent back but never submitted": (
            0,
            [AGAIN],
            [],
            "C W W W",
            ["3.4 without 3.2: decisions/EVL-2026-001/1 decision"],
        ),
        "approved after a return, but not submitted again": (
            1,
            [AGAIN, APPROVED],
            [],
            "C W D W",
            ["3.4 without 3.2: decisions/EVL-2026-001/2 decision"],
        ),
        "documented but never submitted": (
            0,
            [],
            [DOCUMENTED],
            "C W W W",
            ["3.5 without 3.2: filings/EVL-2026-001 filed"],
        ),
        "documented but never approved": (
            1,
            [],
            [DOCUMENTED],
            "D D C W",
            ["3.5 without 3.4: filings/EVL-2026-001 filed"],
        ),
        "documented though sent back": (
            1,
            [AGAIN],
            [DOCUMENTED],
            "C W W W",
            ["3.5 without 3.4: filings/EVL-2026-001 filed"],
        ),
    },
)
def test_what_was_decided_or_filed_too_early_is_told_where_it_stands(
    submissions, words, filings, expected, skipped
):
    found = shown_by(evaluation(["2026-07-06"] * submissions), *ruled(*words), *filings)

    assert (states(found), skips(found)) == (expected, skipped)


def test_a_filing_with_a_reason_closes_an_evaluation():
    filing = closed("EVL-2026-001", reason="duplikat")

    found = shown_by(SUBMITTED_ONCE, *ruled(AGAIN), filing)

    assert (states(found), found.closed, found.is_finished) == ("- - - -", filing, True)
    assert [act.step for act in found.acts] == ["3.2", "3.3", "3.4"]
