"""The SOP as data: steps, roles, and the ways between them."""

import pytest

from lpsedocs.models import KINDS
from lpsedocs.models.shapes import slots_of
from lpsedocs.models.supplier import Engagement
from lpsedocs.procedures import (
    PROCEDURES,
    step,
)


def test_the_sop_has_eight_four_and_five_steps_numbered_in_order():
    numbers = [[one.number for one in procedure.steps] for procedure in PROCEDURES]

    assert numbers == [[f"{p}.{s}" for s in range(1, n + 1)] for p, n in ((1, 8), (2, 4), (3, 5))]


def test_each_step_belongs_to_the_role_that_the_sop_names():
    roles = {one.number: one.role for procedure in PROCEDURES for one in procedure.steps}

    assert {number for number, role in roles.items() if role == "pengguna"} == {"1.1", "1.2", "1.6"}
    assert {number for number, role in roles.items() if role == "kepala_lpse"} == {"3.3", "3.4"}
    assert set(roles.values()) == {"pengguna", "pengelola", "kepala_lpse"}


def test_branches_lead_to_the_steps_that_the_sop_names():
    branches = {
        one.number: [branch.to for branch in one.branches]
        for procedure in PROCEDURES
        for one in procedure.steps
        if one.branches
    }

    assert branches == {
        "1.3": ["1.8", "1.4"],
        "1.6": ["1.7", "1.4"],
        "2.1": ["2.2"],
        "2.2": ["2.3", "2.4"],
        "3.4": ["3.5", "3.2"],
    }


def test_every_step_but_the_last_leads_on_within_its_procedure():
    ways = [[f"{one.number} {way.to}" for one, way in procedure.ways] for procedure in PROCEDURES]

    assert ways == [
        ["1.1 1.2", "1.2 1.3", "1.3 1.8", "1.3 1.4", "1.4 1.5", "1.5 1.6", "1.6 1.7", "1.6 1.4"],
        ["2.1 2.2", "2.2 2.3", "2.2 2.4", "2.3 2.4"],
        ["3.1 3.2", "3.2 3.3", "3.3 3.4", "3.4 3.5", "3.4 3.2"],
    ]


def test_each_end_says_which_procedure_begins_after_it():
    steps = [one for procedure in PROCEDURES for one in procedure.steps]
    onward = {one.number: [way.to for way in one.onward] for one in steps if one.onward}

    assert onward == {"1.7": ["2.1"], "1.8": ["1.1"], "2.4": ["3.1"], "3.5": ["1.1"]}
    assert set(onward) == {one.number for one in steps if one.is_last}


@pytest.mark.parametrize(
    ("number", "before"),
    [
        ("1.1", ""),
        ("1.4", "1.1 1.2 1.3"),
        ("1.7", "1.1 1.2 1.3 1.4 1.5 1.6"),
        ("1.8", "1.1 1.2 1.3"),
        ("2.4", "2.1 2.2 2.3"),
        ("3.5", "3.1 3.2 3.3 3.4"),
    ],
)
def test_the_way_to_a_step_leaves_out_the_other_branch(number, before):
    procedure = PROCEDURES[int(number[0]) - 1]

    assert " ".join(one.number for one in procedure.before(number)) == before


def test_a_step_is_found_by_its_number():
    assert step("1.6") is PROCEDURES[0].step("1.6")
    for find in (step, PROCEDURES[0].step, PROCEDURES[0].before):
        with pytest.raises(KeyError):
            find("1.9")


def test_what_shows_a_step_is_said_in_words_and_its_keys_are_those_of_a_record():
    steps = [one for procedure in PROCEDURES for one in procedure.steps]
    known = {key for kind in KINDS for key in slots_of(kind.model)} | set(slots_of(Engagement))

    assert [one.number for one in steps if "(" in one.shown_by or "_" in one.shown_by] == []
    assert [key for one in steps for key in one.keys if key not in known] == []
    assert sum(bool(one.keys) for one in steps) == 14
