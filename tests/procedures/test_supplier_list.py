"""Procedure 2: every step, both branches, every gap, closed files."""

import pytest

from lpsedocs.procedures import (
    PROCEDURES,
    progress,
)
from tests.procedures.records import (
    ADDED,
    COMPLETE,
    CONTRACT,
    CONTRACTED,
    FAILED,
    INCOMPLETE,
    KNOWN,
    NEW,
    NOT_ON_LIST,
    OLD,
    ON_LIST,
    STRANGER,
    cases,
    closed,
    did,
    due,
    engagement,
    evidence,
    file_of,
    proposal,
    shown_by,
    skips,
    states,
    supplier,
)


@cases(
    "file expected",
    {
        "not handed in: nothing can come of it": (file_of(proposal(submitted=None)), "W W W W"),
        "handed in, waits at 2.1": (file_of(proposal()), "C W W W"),
        "a contract, waits at 2.2": (file_of(CONTRACTED), "D C W W"),
        "a contract with one listed long ago, waits at 2.2": (
            file_of(CONTRACTED, supplier(listed="2025-01-02")),
            "D C W W",
        ),
        "listed, waits at 2.4": (file_of(KNOWN, ADDED), "D D - C"),
        "not listed, waits at 2.3": (file_of(NEW), "D D C W"),
        "not listed, and another supplier doesn't count": (file_of(NEW, STRANGER), "D D C W"),
        "added by its NPWP": (file_of(NEW, STRANGER, ADDED), "D D D C"),
        "added by its NPWP of 15 digits": (
            file_of(NEW, supplier(npwp="999999990001000", name="PT Baru")),
            "D D D C",
        ),
        "added by its name": (file_of(NEW, supplier(npwp=None, name="pt  UMPAMA")), "D D D C"),
        "a document is missing, waits at 2.4": (file_of(NEW, INCOMPLETE), "D D D C"),
        "engagements of other proposals don't count": (
            file_of(
                NEW, supplier(engagements=(engagement(of="USL-2026-002"), engagement("2026-2", of=None)))
            ),
            "D D D C",
        ),
        "added and documented, finished": (file_of(NEW, COMPLETE), "D D D D"),
        "listed and documented, finished": (file_of(KNOWN, OLD), "D D - D"),
        "one of two engagements is complete, finished": (
            file_of(KNOWN, supplier(engagements=(engagement(documents=[]), engagement("2026-2")))),
            "D D - D",
        ),
        "without required documents the engagement is enough": (
            file_of(KNOWN, supplier(engagements=(engagement(documents=[]),)), required=()),
            "D D - D",
        ),
    },
)
def test_a_proposal_goes_step_by_step(file, expected):
    found = progress(file)

    assert (states(found), skips(found), found.astray, found.closed) == (expected, [], (), None)
    assert found.is_finished is (not {"C", "W"} & {*expected})


@pytest.mark.parametrize("outcome", ["gagal", "batal", "ditolak", "dialihkan_swakelola"])
def test_a_procurement_without_a_contract_ends_the_procedure(outcome):
    found = shown_by(proposal(result={**FAILED, "outcome": outcome}))

    assert (states(found), found.is_finished, found.next) == ("D - - -", True, None)


def test_done_steps_of_the_list_name_who_did_them_when_and_what_shows_it():
    found = shown_by(NEW, COMPLETE)

    assert evidence(found) == [
        "2.1 budi 2026-05-10 USL-2026-001 result",
        "2.2 budi 2026-05-11 USL-2026-001 list_check",
        "2.3 budi 2026-05-12 SUP-001 listed",
        "2.4 budi 2026-05-13 SUP-001 engagements.0.recorded",
    ]
    assert (found.record, found.procedure) == ("USL-2026-001", PROCEDURES[1])


@cases(
    "file expected",
    {
        "2.1 since it was handed in": (file_of(proposal()), "2.1 since 2026-05-08"),
        "2.2 since the contract": (file_of(CONTRACTED), "2.2 since 2026-05-10"),
        "2.3 since it wasn't on the list": (file_of(NEW), "2.3 since 2026-05-11"),
        "2.4 since it was on the list": (file_of(KNOWN), "2.4 since 2026-05-11"),
        "2.4 since it was added to the list": (file_of(NEW, ADDED), "2.4 since 2026-05-12"),
    },
)
def test_a_current_step_of_the_list_says_since_when_it_could_be_done(file, expected):
    assert due(progress(file)) == expected


@cases(
    "file expected skipped",
    {
        "a result of what was never handed in": (
            file_of(proposal(submitted=None, result=CONTRACT)),
            "D W W W",
            ["2.1 without 1.7: USL-2026-001 result"],
        ),
        "2.1 is missing": (
            file_of(proposal(list_check=NOT_ON_LIST)),
            "C D W W",
            ["2.2 without 2.1: USL-2026-001 list_check"],
        ),
        "2.2 is missing before a new supplier": (
            file_of(CONTRACTED, ADDED),
            "D C D W",
            ["2.3 without 2.2: SUP-001 listed"],
        ),
        "2.2 is missing before one listed on the day of the contract": (
            file_of(CONTRACTED, supplier(listed="2026-05-10")),
            "D C D W",
            ["2.3 without 2.2: SUP-001 listed"],
        ),
        "2.2 is missing before a new supplier with its documents": (
            file_of(CONTRACTED, COMPLETE),
            "D C D D",
            ["2.3 without 2.2: SUP-001 listed"],
        ),
        "2.2 is missing before an old supplier's documents": (
            file_of(CONTRACTED, OLD),
            "D C W D",
            ["2.4 without 2.2: SUP-001 engagements.0.recorded"],
        ),
        "2.3 is missing": (
            file_of(NEW, supplier(2, "0999999990002000", "PT Lain", engagements=(engagement(),))),
            "D D C D",
            ["2.4 without 2.3: SUP-002 engagements.0.recorded"],
        ),
        "only 2.4": (
            file_of(proposal(), COMPLETE),
            "C W W D",
            ["2.4 without 2.1: SUP-001 engagements.0.recorded"],
        ),
        "only an engagement, and that incomplete": (
            file_of(proposal(submitted=None), INCOMPLETE),
            "W W W W",
            ["2.4 without 1.7: SUP-001 engagements.0.recorded"],
        ),
    },
)
def test_what_was_listed_too_early_is_told_where_it_stands(file, expected, skipped):
    found = progress(file)

    assert (states(found), skips(found)) == (expected, skipped)


def test_what_follows_a_failed_procurement_is_astray():
    found = shown_by(proposal(result=FAILED, list_check=NOT_ON_LIST), COMPLETE)

    assert [act.step for act in found.astray] == ["2.2", "2.4"]
    assert (states(found), skips(found)) == ("D - - -", [])


@cases(
    "one record expected",
    {
        "the proposal": (proposal(), "USL-2026-001", "- - - -"),
        "its requirement": (proposal(), "KEB-2026-001", "- - - -"),
        "the proposal before it was handed in": (proposal(submitted=None), "USL-2026-001", "- - - -"),
        "the proposal though there is a contract": (CONTRACTED, "USL-2026-001", "D - - -"),
    },
)
def test_a_filing_with_a_reason_closes_a_proposal(one, record, expected):
    filing = closed(record, reason="pengadaan_gagal")

    found = shown_by(one, filing)

    assert (states(found), found.closed, found.is_finished) == (expected, filing, True)


def test_a_contract_is_listed_though_its_requirement_was_closed():
    found = shown_by(CONTRACTED, closed("KEB-2026-001"))

    assert (states(found), found.closed) == ("D C W W", None)


def test_an_update_belongs_to_the_engagement_that_was_recorded_last():
    busy = supplier(
        engagements=(
            engagement("2025-1", of=None, day="2026-05-13"),
            engagement("2026-1", day="2026-05-13"),
            engagement("2026-2", of="USL-2026-002", day="2026-06-01"),
        ),
        updates=tuple(
            did("budi", when, what="Alamat") for when in ("2026-05-12", "2026-05-20", "2026-06-01")
        ),
    )

    def routes(number):
        found = shown_by(proposal(number, result=CONTRACT, list_check=ON_LIST), busy)
        return [act.route for act in found.acts if act.step == "2.4"]

    assert routes(1) == [("engagements", 1, "recorded"), ("updates", 1)]
    assert routes(2) == [("engagements", 2, "recorded"), ("updates", 2)]
