"""Procedure 1: every step, branch, way back and gap; several KAK and proposals; closed files."""

from lpsedocs.procedures import (
    PROCEDURES,
    progress,
)
from tests.procedures.records import (
    ADVISED,
    ASKED,
    AVAILABLE,
    BACK,
    BUDGET,
    DRAFTED,
    EARLIER,
    HAS,
    HAS_NOT,
    NO_BUDGET_YET,
    NOT_AVAILABLE,
    READY,
    RECOMMENDATION,
    REFUSED,
    RIGHT,
    SENT,
    SUBMITTED,
    UNDATED,
    WAITS_FOR_BUDGET,
    WITHDRAWN,
    cases,
    closed,
    decision,
    documented,
    due,
    evidence,
    file_of,
    kak,
    need,
    proposal,
    said,
    shown_by,
    skips,
    states,
)

# -- procedure 1: step by step --------------------------------------------------------------------


@cases(
    "file expected",
    {
        "written, waits at 1.2": (file_of(need()), "D C W W W W W W"),
        "submitted, waits at 1.3": (file_of(ASKED), "D D C W W W W W"),
        "not available, waits at 1.4": (file_of(HAS_NOT), "D D D C W W W -"),
        "no budget yet, waits at 1.4": (file_of(WAITS_FOR_BUDGET), "D D D C W W W -"),
        "no budget yet, waits at 1.4 though there is a KAK": (
            file_of(WAITS_FOR_BUDGET, DRAFTED),
            "D D D C W W W -",
        ),
        "budget refused, waits at 1.4 though there is a KAK": (file_of(REFUSED, DRAFTED), "D D D C W W W -"),
        "a KAK without a look at the budget, waits at 1.4": (file_of(HAS_NOT, DRAFTED), "D D D C W W W -"),
        "budget without a KAK, waits at 1.4": (file_of(READY), "D D D C W W W -"),
        "drafted, waits at 1.5": (file_of(READY, DRAFTED), "D D D D C W W -"),
        "sent, waits at 1.6": (file_of(READY, SENT), "D D D D D C W -"),
        "right, waits at 1.7": (file_of(READY, SENT, *said(RIGHT)), "D D D D D D C -"),
        "proposal not handed in, waits at 1.7": (
            file_of(READY, SENT, *said(RIGHT), proposal(submitted=None)),
            "D D D D D D C -",
        ),
        "proposed, finished": (file_of(READY, SENT, *said(RIGHT), proposal()), "D D D D D D D -"),
        "available, waits at 1.8": (file_of(HAS), "D D D - - - - C"),
        "recommended, finished": (file_of(ADVISED), "D D D - - - - D"),
    },
)
def test_a_requirement_goes_step_by_step(file, expected):
    found = progress(file)

    assert (states(found), skips(found), found.astray, found.closed) == (expected, [], (), None)
    assert found.is_finished is ("C" not in expected)


def test_done_steps_name_who_did_them_when_and_what_shows_it():
    found = shown_by(READY, SENT, *said(RIGHT), proposal())

    assert evidence(found) == [
        "1.1 agus 2026-05-01 KEB-2026-001 created",
        "1.2 agus 2026-05-02 KEB-2026-001 submitted",
        "1.3 budi 2026-05-03 KEB-2026-001 availability",
        "1.4 budi 2026-05-05 KAK-2026-001 drafted",
        "1.5 budi 2026-05-06 KAK-2026-001 sent.0",
        "1.6 agus 2026-05-07 decisions/KAK-2026-001/1 decision",
        "1.7 budi 2026-05-08 USL-2026-001 submitted",
    ]
    assert (found.record, found.procedure, found.next, found.current) == (
        "KEB-2026-001",
        PROCEDURES[0],
        None,
        (),
    )
    assert evidence(shown_by(ADVISED))[3:] == ["1.8 budi 2026-05-09 KEB-2026-001 recommendation"]


def test_step_1_4_is_done_on_the_later_of_its_two_days():
    late = need(submitted=SUBMITTED, availability=NOT_AVAILABLE, budget={**BUDGET, "date": "2026-05-11"})

    assert evidence(shown_by(late, DRAFTED))[3] == "1.4 budi 2026-05-11 KEB-2026-001 budget"


def test_the_last_sending_of_a_round_shows_step_1_5():
    found = shown_by(READY, kak(sent=["2026-05-06", "2026-05-07"]))

    assert evidence(found)[4] == "1.5 budi 2026-05-07 KAK-2026-001 sent.1"


def kak_decision(number, word, **others):
    return decision("KAK-2026-001", number, word, **others)


@cases(
    "file expected",
    {
        "1.2 since it was written": (file_of(need()), "1.2 since 2026-05-01"),
        "1.3 since it was submitted": (file_of(ASKED), "1.3 since 2026-05-02"),
        "1.4 since it wasn't available": (file_of(HAS_NOT), "1.4 since 2026-05-03"),
        "1.4 not only since the budget was asked for": (file_of(WAITS_FOR_BUDGET), "1.4 since 2026-05-03"),
        "1.5 since it was drafted": (file_of(READY, DRAFTED), "1.5 since 2026-05-05"),
        "1.6 since it was sent": (file_of(READY, SENT), "1.6 since 2026-05-06"),
        "1.7 since it was right": (file_of(READY, SENT, *said(RIGHT)), "1.7 since 2026-05-07"),
        "1.8 since it was available": (file_of(HAS), "1.8 since 2026-05-03"),
        "1.7 on an unknown day, for the decision bears no date": (
            file_of(READY, SENT, kak_decision(1, RIGHT, **UNDATED)),
            "1.7 since None",
        ),
        "1.4 since it was sent back": (file_of(READY, SENT, *said(BACK)), "1.4 since 2026-05-07"),
        "1.4 on an unknown day, for the return bears no date": (
            file_of(READY, SENT, kak_decision(1, BACK, **UNDATED)),
            "1.4 since None",
        ),
        "1.6 since it was sent again, whatever the day of the return": (
            file_of(READY, kak(sent=["2026-05-06", "2026-05-09"]), kak_decision(1, BACK, **UNDATED)),
            "1.6 since 2026-05-09",
        ),
        "1.6 since the decision was withdrawn": (
            file_of(READY, SENT, *said(RIGHT), kak_decision(2, WITHDRAWN, day="2026-05-10")),
            "1.6 since 2026-05-10",
        ),
        "1.6 since the withdrawal, whatever the day of the decision": (
            file_of(READY, SENT, kak_decision(1, RIGHT, **UNDATED), kak_decision(2, WITHDRAWN)),
            "1.6 since 2026-05-07",
        ),
        "1.6 since the decision that a change overtook": (
            file_of(READY, SENT, kak_decision(1, RIGHT, **EARLIER)),
            "1.6 since 2026-05-07",
        ),
        "1.4 since the KAK was closed": (
            file_of(READY, SENT, closed("KAK-2026-001", "2026-05-19")),
            "1.4 since 2026-05-19",
        ),
        "1.7 since the proposal was closed": (
            file_of(READY, SENT, *said(RIGHT), proposal(), closed("USL-2026-001", "2026-05-21")),
            "1.7 since 2026-05-21",
        ),
    },
)
def test_a_current_step_says_since_when_it_could_be_done(file, expected):
    assert due(progress(file)) == expected


# -- procedure 1: the way back --------------------------------------------------------------------


@cases(
    "sent words expected",
    {
        "sent back: 1.4 again": (1, [BACK], "D D D C W W W -"),
        "sent again: 1.6 again": (2, [BACK], "D D D D D C W -"),
        "right in the second round": (2, [BACK, RIGHT], "D D D D D D C -"),
        "sent back twice": (2, [BACK, BACK], "D D D C W W W -"),
        "in the seventh round": (7, [BACK] * 6, "D D D D D C W -"),
        "sent back seven times": (7, [BACK] * 7, "D D D C W W W -"),
        "right in the eighth round": (8, [*[BACK] * 7, RIGHT], "D D D D D D C -"),
        "withdrawn: 1.6 again": (1, [RIGHT, WITHDRAWN], "D D D D D C W -"),
        "withdrawn, then right again": (1, [RIGHT, WITHDRAWN, RIGHT], "D D D D D D C -"),
        "sent back after all": (1, [RIGHT, BACK], "D D D C W W W -"),
        "return withdrawn: 1.6 again, nothing to send": (1, [BACK, WITHDRAWN], "D D D D D C W -"),
        "return withdrawn, then right": (1, [BACK, WITHDRAWN, RIGHT], "D D D D D D C -"),
        "withdrawn without a decision": (1, [WITHDRAWN], "D D D D D C W -"),
        "sent three times in one round": (3, [], "D D D D D C W -"),
    },
)
def test_a_kak_goes_back_and_comes_again(sent, words, expected):
    found = shown_by(READY, kak(sent=["2026-05-06"] * sent), *said(*words))

    assert (states(found), skips(found)) == (expected, [])


def test_after_a_return_the_next_sending_shows_both_1_4_and_1_5():
    found = shown_by(READY, kak(sent=["2026-05-06", "2026-05-09", "2026-05-10"]), *said(BACK))

    assert evidence(found)[3:] == [
        "1.4 budi 2026-05-09 KAK-2026-001 sent.1",
        "1.5 budi 2026-05-10 KAK-2026-001 sent.2",
    ]


def test_a_decision_counts_only_on_the_bytes_of_now():
    found = shown_by(READY, SENT, kak_decision(1, RIGHT, **EARLIER), proposal())

    assert (states(found), skips(found)) == ("D D D D D C D -", [])


def test_a_return_stands_though_the_kak_was_edited_since():
    assert states(shown_by(READY, SENT, kak_decision(1, BACK, **EARLIER))) == "D D D C W W W -"


@cases(
    "foreign",
    {
        "a word for evaluations": (kak_decision(2, "disetujui"),),
        "another role": (kak_decision(2, WITHDRAWN, role="pengelola"),),
        "another record in the file": (decision("KAK-2026-009", 2, WITHDRAWN),),
    },
)
def test_a_decision_with_a_foreign_word_role_or_record_does_not_count(foreign):
    found = shown_by(READY, SENT, *said(RIGHT), foreign)

    assert states(found) == "D D D D D D C -"
    assert [act.record for act in found.acts if act.step == "1.6"] == ["decisions/KAK-2026-001/1"]


# -- procedure 1: out of order --------------------------------------------------------------------


@cases(
    "file expected skipped",
    {
        "1.2 is missing": (
            file_of(
                need(availability=NOT_AVAILABLE, budget=BUDGET),
                SENT,
                *said(RIGHT),
                proposal(),
            ),
            "D C D D D D D -",
            ["1.3 without 1.2: KEB-2026-001 availability"],
        ),
        "1.3 is missing": (
            file_of(need(submitted=SUBMITTED, budget=BUDGET), SENT, *said(RIGHT), proposal()),
            "D D C D D D D W",
            ["1.4 without 1.3: KEB-2026-001 budget"],
        ),
        "the budget of 1.4 is missing": (
            file_of(HAS_NOT, SENT, *said(RIGHT), proposal()),
            "D D D C D D D -",
            ["1.5 without 1.4: KAK-2026-001 sent.0"],
        ),
        "the KAK of 1.4 is missing": (
            file_of(READY, proposal()),
            "D D D C W W W -",
            ["1.7 without 1.4: USL-2026-001 submitted"],
        ),
        "1.5 is missing": (
            file_of(READY, DRAFTED, *said(RIGHT), proposal()),
            "D D D D C D D -",
            ["1.6 without 1.5: decisions/KAK-2026-001/1 decision"],
        ),
        "1.6 is missing": (
            file_of(READY, SENT, proposal()),
            "D D D D D C D -",
            ["1.7 without 1.6: USL-2026-001 submitted"],
        ),
        "1.2 is missing before 1.8": (
            file_of(need(availability=AVAILABLE, recommendation=RECOMMENDATION)),
            "D C D - - - - D",
            ["1.3 without 1.2: KEB-2026-001 availability"],
        ),
        "1.3 is missing before 1.8": (
            file_of(need(submitted=SUBMITTED, recommendation=RECOMMENDATION)),
            "D D C W W W W D",
            ["1.8 without 1.3: KEB-2026-001 recommendation"],
        ),
        "only 1.3": (
            file_of(need(availability=NOT_AVAILABLE)),
            "D C D W W W W -",
            ["1.3 without 1.2: KEB-2026-001 availability"],
        ),
        "only the budget of 1.4": (
            file_of(need(budget=NO_BUDGET_YET)),
            "D C W W W W W W",
            ["1.4 without 1.2: KEB-2026-001 budget"],
        ),
        "only the KAK of 1.4": (
            file_of(need(), DRAFTED),
            "D C W W W W W W",
            ["1.4 without 1.2: KAK-2026-001 drafted"],
        ),
        "only 1.7": (
            file_of(need(), proposal()),
            "D C W W W W W W",
            ["1.7 without 1.2: USL-2026-001 submitted"],
        ),
        "only 1.8": (
            file_of(need(recommendation=RECOMMENDATION)),
            "D C W W W W W D",
            ["1.8 without 1.2: KEB-2026-001 recommendation"],
        ),
        "every second step is missing": (
            file_of(need(availability=NOT_AVAILABLE), SENT, proposal()),
            "D C D W D W D -",
            [
                "1.3 without 1.2: KEB-2026-001 availability",
                "1.5 without 1.4: KAK-2026-001 sent.0",
                "1.7 without 1.6: USL-2026-001 submitted",
            ],
        ),
        "mended but never sent": (
            file_of(READY, kak(corrections=["2026-05-06"])),
            "D D D D C W W -",
            ["1.6 without 1.5: KAK-2026-001 corrections.0"],
        ),
        "sent back but never sent": (
            file_of(READY, DRAFTED, *said(BACK)),
            "D D D D C W W -",
            ["1.6 without 1.5: decisions/KAK-2026-001/1 decision"],
        ),
        "right after a return, but not sent again": (
            file_of(READY, SENT, *said(BACK, RIGHT)),
            "D D D C W D W -",
            ["1.6 without 1.4: decisions/KAK-2026-001/2 decision"],
        ),
        "sent back once more than sent": (
            file_of(READY, kak(sent=["2026-05-06"] * 2), *said(BACK, BACK, BACK)),
            "D D D C W W W -",
            ["1.6 without 1.4: decisions/KAK-2026-001/3 decision"],
        ),
        "proposed while sent back": (
            file_of(READY, SENT, *said(BACK), proposal()),
            "D D D C W W D -",
            ["1.7 without 1.6: USL-2026-001 submitted"],
        ),
        "a gap is told once, however many proposals rest on it": (
            file_of(READY, SENT, proposal(), proposal(2)),
            "D D D D D C D -",
            [
                "1.7 without 1.6: USL-2026-001 submitted",
                "1.7 without 1.6: USL-2026-002 submitted",
            ],
        ),
    },
)
def test_what_was_recorded_too_early_is_told_where_it_stands(file, expected, skipped):
    found = progress(file)

    assert (states(found), skips(found)) == (expected, skipped)


@cases(
    "file expected astray",
    {
        "bought though available": (
            file_of(
                need(submitted=SUBMITTED, availability=AVAILABLE, budget=BUDGET),
                SENT,
                *said(RIGHT),
                proposal(),
            ),
            "D D D - - - - C",
            ["1.4", "1.4", "1.5", "1.6", "1.7"],
        ),
        "recommended though not available": (
            file_of(need(submitted=SUBMITTED, availability=NOT_AVAILABLE, recommendation=RECOMMENDATION)),
            "D D D C W W W -",
            ["1.8"],
        ),
    },
)
def test_acts_on_the_branch_not_taken_are_astray_and_change_nothing(file, expected, astray):
    found = progress(file)

    assert (states(found), [act.step for act in found.astray], skips(found)) == (expected, astray, [])


# -- procedure 1: several KAK, several proposals, closed files ------------------------------------


@cases(
    "file expected",
    {
        "the KAK that got farthest leads": (file_of(READY, SENT, kak(2), *said(RIGHT)), "D D D D D D C -"),
        "the newer KAK leads if it got farther": (
            file_of(READY, DRAFTED, kak(2, sent=["2026-05-12"])),
            "D D D D D C W -",
        ),
        "a closed KAK is out: 1.4 again": (
            file_of(READY, SENT, *said(RIGHT), closed("KAK-2026-001")),
            "D D D C W W W -",
        ),
        "another KAK takes its place": (
            file_of(READY, SENT, kak(2), *said(RIGHT), closed("KAK-2026-001")),
            "D D D D C W W -",
        ),
        "what was skipped with a closed KAK is closed with it": (
            file_of(READY, DRAFTED, kak(2), *said(RIGHT), closed("KAK-2026-001")),
            "D D D D C W W -",
        ),
        "a proposal on a closed KAK is out with it": (
            file_of(READY, SENT, *said(RIGHT), proposal(), closed("KAK-2026-001")),
            "D D D C W W W -",
        ),
        "a closed proposal is out: 1.7 again": (
            file_of(READY, SENT, *said(RIGHT), proposal(), closed("USL-2026-001")),
            "D D D D D D C -",
        ),
        "another proposal takes its place": (
            file_of(READY, SENT, *said(RIGHT), proposal(), proposal(2), closed("USL-2026-001")),
            "D D D D D D D -",
        ),
        "a proposal that was not handed in changes nothing": (
            file_of(READY, SENT, *said(RIGHT), proposal(), proposal(2, submitted=None)),
            "D D D D D D D -",
        ),
        "a filing without a reason closes nothing": (
            file_of(READY, SENT, *said(RIGHT), documented("KEB-2026-001")),
            "D D D D D D C -",
        ),
    },
)
def test_what_is_in_the_running_shows_the_progress(file, expected):
    found = progress(file)

    assert (states(found), found.closed, skips(found)) == (expected, None, [])


def test_of_two_that_got_as_far_the_newer_shows_the_step():
    proposals = (proposal(), proposal(2, submitted="2026-05-30"))

    assert evidence(shown_by(READY, DRAFTED, kak(2)))[3] == "1.4 budi 2026-05-05 KAK-2026-002 drafted"
    assert evidence(shown_by(READY, SENT, *said(RIGHT), *proposals))[6] == (
        "1.7 budi 2026-05-30 USL-2026-002 submitted"
    )


def test_each_kak_in_the_running_is_held_against_the_order():
    hasty = said(RIGHT, on="KAK-2026-002")

    found = shown_by(READY, SENT, kak(2), *said(RIGHT), *hasty, proposal())

    assert skips(found) == ["1.6 without 1.5: decisions/KAK-2026-002/1 decision"]


def test_a_proposal_on_a_kak_of_another_requirement_does_not_count():
    found = shown_by(READY, SENT, *said(RIGHT), proposal(on="KAK-2026-009"))

    assert states(found) == "D D D D D D C -"
    assert skips(found) == ["1.7 without 1.4: USL-2026-001 submitted"]


CLOSED = closed("KEB-2026-001")


@cases(
    "file expected",
    {
        "closed at once": (file_of(need(), CLOSED), "D - - - - - - -"),
        "closed while the Pengguna checks": (file_of(READY, SENT, CLOSED), "D D D D D - - -"),
        "closed when sent back": (file_of(READY, SENT, *said(BACK), CLOSED), "D D D - - - - -"),
        "closed though proposed": (file_of(READY, SENT, *said(RIGHT), proposal(), CLOSED), "D D D D D D D -"),
        "closed though available": (file_of(HAS, CLOSED), "D D D - - - - -"),
    },
)
def test_a_filing_with_a_reason_on_the_requirement_closes_the_file(file, expected):
    found = progress(file)

    assert (states(found), found.closed, found.is_finished) == (expected, CLOSED, True)
    assert (found.next, found.astray) == (None, ())


def test_a_closed_file_still_tells_what_was_skipped():
    found = shown_by(need(availability=NOT_AVAILABLE), CLOSED)

    assert skips(found) == ["1.3 without 1.2: KEB-2026-001 availability"]


def test_acts_tell_every_round_and_every_attempt():
    found = shown_by(
        READY,
        kak(sent=["2026-05-06", "2026-05-09"], corrections=["2026-05-10"]),
        kak(2, sent=["2026-05-16"]),
        *said(BACK, RIGHT),
        proposal(),
        proposal(2, on="KAK-2026-002"),
        closed("KAK-2026-001"),
    )

    assert [(act.step, act.role, act.by, act.record, act.route) for act in found.acts] == [
        ("1.1", "pengguna", "agus", "KEB-2026-001", ("created",)),
        ("1.2", "pengguna", "agus", "KEB-2026-001", ("submitted",)),
        ("1.3", "pengelola", "budi", "KEB-2026-001", ("availability",)),
        ("1.4", "pengelola", "budi", "KEB-2026-001", ("budget",)),
        ("1.4", "pengelola", "budi", "KAK-2026-001", ("drafted",)),
        ("1.4", "pengelola", "budi", "KAK-2026-002", ("drafted",)),
        ("1.5", "pengelola", "budi", "KAK-2026-001", ("sent", 0)),
        ("1.5", "pengelola", "budi", "KAK-2026-001", ("sent", 1)),
        ("1.5", "pengelola", "budi", "KAK-2026-002", ("sent", 0)),
        ("1.6", "pengguna", "agus", "KAK-2026-001", ("corrections", 0)),
        ("1.6", "pengguna", "agus", "decisions/KAK-2026-001/1", ("decision",)),
        ("1.6", "pengguna", "agus", "decisions/KAK-2026-001/2", ("decision",)),
        ("1.7", "pengelola", "budi", "USL-2026-001", ("submitted",)),
        ("1.7", "pengelola", "budi", "USL-2026-002", ("submitted",)),
    ]


def test_an_act_says_where_its_person_and_its_day_stand():
    found = shown_by(READY, SENT, *said(RIGHT))
    places = {act.step: (act.by_route, act.date_route) for act in found.acts}

    assert places["1.1"] == (("requester",), ("created",))
    assert places["1.5"] == (("sent", 0, "by"), ("sent", 0, "date"))
    assert places["1.6"] == (("by",), ("date",))
