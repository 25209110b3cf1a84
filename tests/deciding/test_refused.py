"""What can't be decided, and what whoever tries is told."""

import errno
import os

import pytest

from tests.real_office import (
    DECISION,
    EVALUATION,
    RealOffice,
)

# ---- What can not be decided


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        pytest.param(
            ("approve", "KAK-2026-001"),
            "'lpsedocs approve' is not for KAK-2026-001, which is of the kind 'Terms of reference (KAK)'; "
            "'lpsedocs accept KAK-2026-001' is",
            id="a KAK is not approved",
        ),
        pytest.param(
            ("accept", "EVL-2026-001"),
            "'lpsedocs accept' is not for EVL-2026-001, which is of the kind 'Evaluation'; 'lpsedocs approve "
            "EVL-2026-001' is",
            id="an evaluation is not accepted",
        ),
        pytest.param(
            ("accept", "SUP-001"),
            "'lpsedocs accept' is not for SUP-001; the kinds of records that it is for: Terms of reference "
            "(KAK)",
            id="a supplier is not accepted",
        ),
        pytest.param(
            ("accept", "kak2026001"),
            "KAK2026001 is no id of a record; it is written like KAK-2026-001",
            id="an id without dashes",
        ),
        pytest.param(
            ("accept", "records/kak/2026/"),
            "2026 is no id of a record; it is written like KAK-2026-001",
            id="a folder",
        ),
        pytest.param(
            ("accept", "/"), "/ is no id of a record; it is written like KAK-2026-001", id="the top folder"
        ),
        pytest.param(
            ("accept", r"records\kak\2026\KAK-2026-009.yaml"),
            "there is no record KAK-2026-009; did you mean KAK-2026-001?",
            id="a path as Windows writes it",
        ),
        pytest.param(
            ("withdraw", "records/decisions/EVL-2026-001/1.yaml", "--note", "x"),
            "EVL-2026-001 has no decision that could be withdrawn; there is nothing to do",
            id="a path of a decision",
        ),
        pytest.param(
            ("return", "SUP-001", "--note", "x"),
            "'lpsedocs return' is not for SUP-001; the kinds of records that it is for: Evaluation and "
            "Terms of reference (KAK)",
            id="a supplier is not sent back",
        ),
        pytest.param(
            ("approve", "EVL-2026-009"),
            "there is no record EVL-2026-009; did you mean EVL-2026-001?",
            id="a record that is not there",
        ),
        pytest.param(
            ("withdraw", "EVL-2026-001", "--note", "x"),
            "EVL-2026-001 has no decision that could be withdrawn; there is nothing to do",
            id="nothing to withdraw",
        ),
        pytest.param(
            ("return", "EVL-2026-001", "--note", "a\x1bb"),
            "the note has signs that no record may have; write it without control characters",
            id="a note with control characters",
        ),
        pytest.param(
            ("return", "EVL-2026-001", "--note", "a" * 70_000),
            "the note is too long, or where the paper is kept: the file of a decision may have 64 KiB in "
            "all; shorten it",
            id="a note that is too long",
        ),
        pytest.param(
            ("approve", "EVL-2026-001", "--branch", "a..b"),
            "'a..b' can't be the name of a branch; choose one like keputusan-1",
            id="no name for a branch",
        ),
        pytest.param(
            ("approve", "EVL-2026-001", "--branch", ""),
            "'' can't be the name of a branch; choose one like keputusan-1",
            id="an empty name for a branch",
        ),
        pytest.param(
            ("approve", "EVL-2026-001", "--branch", "main"),
            "--branch makes a new branch, for a request, and main is there already; choose a name like "
            "keputusan-1, or leave --branch out",
            id="the main branch",
        ),
        pytest.param(
            ("approve", "EVL-2026-001", "--push"),
            "there is no remote to push to; 'git remote add origin ADDRESS' names one",
            id="no remote",
        ),
        pytest.param(
            ("approve", "EVL-2026-001", "--push", "--offline"),
            "--offline and --push don't go together; choose one",
            id="two wishes that don't go together",
        ),
    ],
)
def test_what_can_not_be_decided_is_refused(
    office: RealOffice, arguments: tuple[str, ...], message: str
) -> None:
    before = office.state()

    assert office.lpsedocs(*arguments, "--yes").refusal == message
    assert office.state() == before


def test_a_branch_that_git_can_not_have_beside_another_is_refused(office: RealOffice) -> None:
    bare = office.with_remote()
    office.git("branch", "kerja/ani")
    before = office.state(), office.git("for-each-ref", at=bare)

    for name, there in (("kerja", "kerja/ani"), ("kerja/ani/1", "kerja/ani")):
        assert office.lpsedocs("approve", "EVL-2026-001", "--yes", "--push", "--branch", name).refusal == (
            f"there is a branch {there} here, beside which git can have none called {name}; 'git branch "
            f"--move {there} NAME' gives it another name"
        )
    assert (office.state(), office.git("for-each-ref", at=bare)) == before


def test_a_branch_that_is_there_is_not_made_anew(office: RealOffice) -> None:
    office.git("branch", "lama")
    office.git("switch", "--quiet", "-c", "kerja")
    taken = "--branch makes a new branch, for a request, and {} is there already; choose a name like {}"

    command = ("approve", "EVL-2026-001", "--yes", "--branch")
    assert office.lpsedocs(*command, "lama").refusal == (
        "there is a branch lama already; choose another name, or remove it with 'git branch -D lama' if "
        "nobody needs it"
    )
    for name in ("kerja", "main"):
        assert office.lpsedocs(*command, name).refusal == (
            taken.format(name, "keputusan-1, or leave --branch out")
        )


def test_what_was_decided_already_is_not_decided_again(office: RealOffice) -> None:
    office.lpsedocs("approve", "EVL-2026-001", "--yes")

    assert office.lpsedocs("approve", "EVL-2026-001", "--yes").refusal == (
        "EVL-2026-001 is approved already, in these bytes: decision 1, by rahma; there is nothing to do"
    )


def test_what_was_not_handed_over_is_not_decided(office: RealOffice) -> None:
    office.edit(EVALUATION, "submissions:\n  - {by: tia, date: 2026-07-03, to: rahma}\n", "")
    office.sits("tia")
    office.commit()
    office.sits("rahma")

    assert office.lpsedocs("approve", "EVL-2026-001", "--yes").refusal == (
        "EVL-2026-001 was not handed over yet, so there is nothing to decide; a Pengelola does that with "
        "'lpsedocs submit EVL-2026-001'"
    )


def test_what_was_sent_back_waits_to_be_handed_over_again(office: RealOffice) -> None:
    office.lpsedocs("return", "EVL-2026-001", "--yes", "--note", "Bukti?")

    assert office.lpsedocs("approve", "EVL-2026-001", "--yes").refusal == (
        "EVL-2026-001 was sent back and not handed over again; a Pengelola does that with 'lpsedocs submit "
        "EVL-2026-001'"
    )


def returned_without_note(office: RealOffice) -> None:
    """Let the Kepala sign a return as the request has it, whose note nobody has written."""
    assert office.lpsedocs("request", "EVL-2026-001").code == 0
    office.git("checkout", "--quiet", "evaluasi-ulang/EVL-2026-001", "--", DECISION)
    office.git("commit", "--quiet", "-S", "-m", "EVALUASI ULANG EVL-2026-001")


def complaints(office: RealOffice) -> list[str]:
    """Return what is said of decisions by a check that believes the first commit."""
    root = office.git("rev-list", "--max-parents=0", "HEAD")
    told = office.lpsedocs("check", "--today", "2026-07-06", "--trust-root", root)
    return [line for line in told.out.splitlines() if line.startswith("records/decisions/")]


def test_a_return_that_counts_without_a_note_is_withdrawn_and_made_anew(office: RealOffice) -> None:
    returned_without_note(office)
    assert office.statuses() == {"EVL-2026-001": "returned"}
    assert complaints(office) == [
        f"{DECISION}:5:11: error A102 no-note: evaluasi_ulang (to be evaluated again) needs a note that says "
        "why; it counts already and is not edited: 'lpsedocs withdraw EVL-2026-001 --note \"...\"' takes it "
        "back, and then 'lpsedocs return EVL-2026-001 --note \"...\"' sends it back anew"
    ]

    assert office.lpsedocs("withdraw", "EVL-2026-001", "--yes", "--note", "Tanpa catatan").code == 0
    assert (complaints(office), office.statuses()) == ([], {"EVL-2026-001": "withdrawn"})
    assert office.lpsedocs("return", "EVL-2026-001", "--yes", "--note", "Lampirkan tiket").code == 0
    assert (complaints(office), office.statuses()) == ([], {"EVL-2026-001": "returned"})
    assert office.decision(number=3).note == "Lampirkan tiket"


def test_a_withdrawal_that_counts_without_a_note_is_told_of_until_the_next_decision(
    office: RealOffice,
) -> None:
    office.lpsedocs("approve", "EVL-2026-001", "--yes")
    second = DECISION.replace("1.yaml", "2.yaml")
    office.write({second: office.read(DECISION).replace("decision: disetujui", "decision: dicabut")})
    office.commit("DICABUT EVL-2026-001", sign=True)
    assert complaints(office) == [
        f"{second}:5:11: error A102 no-note: dicabut (withdrawn) needs a note that says why; it counts "
        "already and is not edited, but the next decision on EVL-2026-001 takes its place"
    ]

    assert office.lpsedocs("approve", "EVL-2026-001", "--yes").code == 0
    assert complaints(office) == []


def hands_over_again(office: RealOffice, day: str) -> None:
    """Let the Pengelola evaluate and submit once more."""
    office.sits("tia")
    office.edit(EVALUATION, "evaluated: {by: tia, date: 2026-07-02}", f"evaluated: {{by: tia, date: {day}}}")
    assert office.lpsedocs("submit", "EVL-2026-001", "--today", day).code == 0
    office.commit()
    office.sits("rahma")


def test_an_answered_return_stays_one_when_it_is_withdrawn(office: RealOffice) -> None:
    assert office.lpsedocs("return", "EVL-2026-001", "--yes", "--note", "Bukti?").code == 0
    hands_over_again(office, "2026-07-06")
    for command in ("withdraw", "return"):
        assert office.lpsedocs(command, "EVL-2026-001", "--yes", "--note", "Bukti?").code == 0

    assert office.lpsedocs("approve", "EVL-2026-001", "--yes").refusal == (
        "EVL-2026-001 was sent back and not handed over again; a Pengelola does that with 'lpsedocs submit "
        "EVL-2026-001'"
    )

    office.sits("tia")
    assert office.lpsedocs("submit", "EVL-2026-001", "--today", "2026-07-06").code == 0
    office.commit()
    office.sits("rahma")
    assert office.lpsedocs("approve", "EVL-2026-001", "--yes").code == 0
    assert office.statuses() == {"EVL-2026-001": "approved"}


def test_a_return_that_was_withdrawn_and_made_again_is_handed_over_and_approved(office: RealOffice) -> None:
    for command in ("return", "withdraw", "return"):
        assert office.lpsedocs(command, "EVL-2026-001", "--yes", "--note", "Bukti?").code == 0
    told = office.lpsedocs("approve", "EVL-2026-001", "--yes")
    assert told.refusal.startswith("EVL-2026-001 was sent back and not handed over again")

    hands_over_again(office, "2026-07-06")

    assert office.lpsedocs("approve", "EVL-2026-001", "--yes").code == 0
    assert office.statuses() == {"EVL-2026-001": "approved"}


def test_a_disk_that_is_full_leaves_no_lock_behind(
    office: RealOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    before = office.state()
    monkeypatch.setattr("lpsedocs.clone.moving.os.pwrite", full)

    told = office.lpsedocs("approve", "EVL-2026-001", "--yes")

    monkeypatch.undo()
    assert (told.code, told.err) == (2, "lpsedocs: No space left on device\n")
    assert office.state() == before
    assert not (office.root / ".git/index.lock").exists()
    assert office.lpsedocs("approve", "EVL-2026-001", "--yes").code == 0


def test_a_disk_that_is_full_takes_away_no_lock_of_a_command_that_was_killed(
    office: RealOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    lock = office.root / ".git/index.lock"
    lock.write_bytes(b"lpsedocs\n")
    monkeypatch.setattr("lpsedocs.clone.moving.os.pwrite", full)

    told = office.lpsedocs("approve", "EVL-2026-001", "--yes")

    monkeypatch.undo()
    assert (told.code, told.err) == (2, "lpsedocs: No space left on device\n")
    assert lock.read_bytes() == b"lpsedocs\n"
    assert office.lpsedocs("approve", "EVL-2026-001", "--yes").code == 0
    assert not lock.exists()


def test_a_commit_is_called_proved_only_where_a_root_is_pinned(office: RealOffice) -> None:
    assert office.lpsedocs("trust", "pin", "--yes").code == 0

    told = office.lpsedocs("approve", "EVL-2026-001", "--yes")

    assert told.out.endswith(f"commit {office.tip()[:12]} on main, signed and proved\n")


def test_bytes_that_are_not_committed_are_not_decided(office: RealOffice) -> None:
    office.edit(EVALUATION, "Buku tiket", "Buku tiket 2026")

    assert office.lpsedocs("approve", "EVL-2026-001", "--yes").refusal == (
        f"{EVALUATION} here is not as it is committed on main, and what counts is what is committed; commit "
        f"it, or put it back with 'git restore {EVALUATION}'; where git does not see that they differ, "
        "'.gitattributes' or git's own settings have it write other bytes here"
    )


def test_what_puts_a_record_back_is_spelt_as_a_shell_takes_it(office: RealOffice) -> None:
    place = EVALUATION.replace("2026/", "2026/semester satu/")
    (office.root / place).parent.mkdir()
    office.git("mv", EVALUATION, place)
    office.commit()
    office.edit(place, "Buku tiket", "Buku tiket 2026")

    assert office.lpsedocs("approve", "EVL-2026-001", "--yes").refusal == (
        f"'{place}' here is not as it is committed on main, and what counts is what is committed; commit it, "
        f"or put it back with 'git restore '{place}''; where git does not see that they differ, "
        "'.gitattributes' or git's own settings have it write other bytes here"
    )


def test_a_record_that_is_not_committed_is_not_decided(office: RealOffice) -> None:
    second = office.read(EVALUATION).replace("EVL-2026-001", "EVL-2026-002")
    office.write({EVALUATION.replace("001", "002"): second})

    assert office.lpsedocs("approve", "EVL-2026-002", "--yes").refusal == (
        "EVL-2026-002 is not committed here, or not exactly once as a plain file; commit "
        "records/evaluations/2026/EVL-2026-002.yaml first"
    )


def test_a_record_that_can_not_be_understood_is_not_decided(office: RealOffice) -> None:
    office.edit(EVALUATION, "recommendation: lanjut", "recommendation: terserah")
    office.commit()

    assert office.lpsedocs("approve", "EVL-2026-001", "--yes").refusal == (
        "EVL-2026-001 can't be understood as it is written; 'lpsedocs check "
        "records/evaluations/2026/EVL-2026-001.yaml' says why"
    )


def test_a_file_in_the_way_is_not_overwritten(office: RealOffice) -> None:
    office.write({DECISION: "record: EVL-2026-001\n"})
    before = office.state()

    refusal = office.lpsedocs("approve", "EVL-2026-001", "--yes").refusal

    assert refusal.startswith("the files here are in the way: ")
    assert DECISION in refusal
    assert office.state() == before


@pytest.mark.parametrize("path", [DECISION, ".git/index.lock"])
def test_what_could_not_take_its_place_here_is_not_sent_either(office: RealOffice, path: str) -> None:
    office.with_remote()
    office.write({path: ""})
    before = office.state()

    assert path in office.lpsedocs("approve", "EVL-2026-001", "--yes", "--push").refusal
    assert office.state() == before


def test_a_commit_that_git_makes_otherwise_than_it_was_asked_to_is_refused(office: RealOffice) -> None:
    main = office.tip()
    office.git("switch", "--quiet", "-c", "lain")
    office.write({"records/assets/AST-009.yaml": "id: AST-009\n"})
    office.git("replace", main, office.commit())
    office.git("switch", "--quiet", "main")
    office.git("rm", "--quiet", "--cached", "records/assets/AST-009.yaml")
    before = office.state()

    assert office.lpsedocs("approve", "EVL-2026-001", "--yes").refusal == (
        f"the commit would hold something else than {DECISION}, so it is not made: "
        "records/assets/AST-009.yaml"
    )
    assert office.state() == before


@pytest.mark.parametrize("path", [f"{DECISION}/.gitkeep", "records/decisions/EVL-2026-001"])
def test_what_lies_where_the_decision_belongs_is_named(office: RealOffice, path: str) -> None:
    office.write({path: ""})
    office.git("add", "--force", path)
    office.commit()
    before = office.state()

    assert office.lpsedocs("approve", "EVL-2026-001", "--yes").refusal == (
        f"{path} lies where {DECISION} belongs, so the commit is not made; have it removed in a request of "
        "its own, and do this again"
    )
    assert office.state() == before


def test_a_decision_about_to_be_removed_is_named(office: RealOffice) -> None:
    office.lpsedocs("approve", "EVL-2026-001", "--yes")
    office.git("rm", "--quiet", DECISION)

    assert office.lpsedocs("withdraw", "EVL-2026-001", "--yes", "--note", "x").refusal == (
        f"{DECISION} is committed, but git is about to remove it with the next commit; 'git restore --staged "
        f"--worktree {DECISION}' brings it back"
    )
