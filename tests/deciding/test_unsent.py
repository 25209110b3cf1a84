"""What was decided here and not sent yet, or waits at the remote to be merged: nothing of it is lost."""

import subprocess

import pytest

from tests.real_office import (
    DECISION,
    EVALUATION,
    ROSTER,
    RealOffice,
    change_roster,
    newer_at_the_remote,
    with_second,
)


def test_a_decision_that_was_not_sent_in_time_is_made_anew(office: RealOffice) -> None:
    office.with_remote()
    other = office.elsewhere()
    office.lpsedocs("approve", "EVL-2026-001", "--yes")
    late = office.tip()
    office.sits("budi")
    other.write({"catatan.txt": "baru"})
    other.commit("Lebih dulu")
    other.git("push", "--quiet")
    office.sits("rahma")

    told = office.lpsedocs("approve", "EVL-2026-001", "--yes", "--push")

    assert told.code == 0, told
    assert (
        "the branch moved on before EVL-2026-001 was sent; it is decided anew on what is there now\n"
        in told.out
    )
    assert office.git("log", "--format=%s") == "SETUJUI EVL-2026-001\nLebih dulu\nMulai"
    assert late not in office.git("rev-list", "HEAD")
    assert office.git("status", "--porcelain") == ""
    assert (office.root / "catatan.txt").exists()
    assert office.statuses() == {"EVL-2026-001": "approved"}


def test_a_decision_that_was_verified_before_it_was_sent_is_made_anew(office: RealOffice) -> None:
    office.with_remote()
    other = office.elsewhere()
    assert office.lpsedocs("trust", "pin", "--yes", "--commit", office.tip()).code == 0
    told = office.lpsedocs("approve", "EVL-2026-001", "--yes")
    assert "Should that be refused because the branch moved on, give the same command once more" in told.out
    late = office.tip()
    assert office.verify().code == 0
    other.git("commit", "--quiet", "--allow-empty", "-m", "Lebih dulu")
    other.git("push", "--quiet")

    again = office.lpsedocs("approve", "EVL-2026-001", "--yes", "--push")

    assert again.code == 0, again
    assert office.git("log", "origin/main", "--format=%s") == "SETUJUI EVL-2026-001\nLebih dulu\nMulai"
    assert late not in office.git("rev-list", "HEAD")
    assert office.verify().code == 0
    assert office.statuses() == {"EVL-2026-001": "approved"}


def test_branches_that_went_apart_otherwise_are_not_merged(office: RealOffice) -> None:
    office.with_remote()
    other = office.elsewhere()
    office.write({"catatan.txt": "sini"})
    here = office.commit()
    other.write({"catatan.txt": "sana"})
    there = other.commit()
    other.git("push", "--quiet")
    before = office.state()

    assert office.lpsedocs("approve", "EVL-2026-001", "--yes").refusal == (
        f"this branch and the one at the remote have gone apart: here alone is {here[:12]}. Nothing is "
        "merged for you, since a merge made here can turn the main line. Send yours as a branch of its own "
        "('git push origin HEAD:refs/heads/NAME') and have it merged there; then "
        f"'git reset --keep {there[:12]}'"
    )
    assert office.state()[1:] == before[1:]


OWN_COMMITS = {
    "a decision beside another record": {DECISION: None, "records/assets/AST-009.yaml": "id: AST-009\n"},
    "a decision beside a file outside of the records": {DECISION: None, "catatan.txt": "baru"},
    "a record": {EVALUATION: "id: EVL-2026-001\n"},
    "a file that no decision cites": {"records/attachments/EVL-2026-001/bukti.pdf": "%PDF-1.7\n"},
    "a decision without a signature": {DECISION: None},
}


def test_of_what_was_not_sent_only_decisions_are_made_anew(office: RealOffice) -> None:
    office.with_remote()
    other = office.elsewhere()
    other.git("commit", "--quiet", "--allow-empty", "-m", "Lebih dulu")
    other.git("push", "--quiet")
    assert office.lpsedocs("approve", "EVL-2026-001", "--yes", "--offline").code == 0
    decision = office.read(DECISION)
    for what, files in OWN_COMMITS.items():
        office.git("reset", "--quiet", "--hard", "HEAD^")
        office.write({path: decision if text is None else text for path, text in files.items()})
        refuse_to_drop(office, office.commit(sign=not what.endswith("without a signature")), what)
    office.git("reset", "--quiet", "--hard", "HEAD^")
    assert office.lpsedocs("approve", "EVL-2026-001", "--yes", "--offline").code == 0
    office.git("config", "user.email", "budi@contoh.example")
    office.git("commit", "--quiet", "--amend", "--no-edit", "-S")
    office.git("config", "--unset", "user.email")
    refuse_to_drop(office, office.tip(), "a commit of somebody else")
    office.git("reset", "--quiet", "--hard", "HEAD^")
    side = office.git("commit-tree", "-p", "HEAD", "-m", "x", "HEAD^{tree}")
    office.git("merge", "--quiet", "--no-ff", "-m", "Gabung", side)
    refuse_to_drop(office, f"{side[:12]} and {office.tip()}", "a merge")


def test_a_file_in_the_place_of_a_decision_that_was_not_sent_gives_way_to_one(office: RealOffice) -> None:
    office.with_remote()
    other = office.elsewhere()
    other.git("commit", "--quiet", "--allow-empty", "-m", "Lebih dulu")
    other.git("push", "--quiet")
    office.write({DECISION: "rusak: x\n"})
    office.commit(sign=True)

    assert office.lpsedocs("approve", "EVL-2026-001", "--yes", "--push").code == 0
    other.git("pull", "--quiet", "--ff-only")
    other.git("commit", "--quiet", "--allow-empty", "-m", "Lagi")
    other.git("push", "--quiet")
    office.git("rm", "--quiet", DECISION)
    office.commit(sign=True)
    assert office.lpsedocs("approve", "EVL-2026-001", "--yes", "--push").refusal == (
        "EVL-2026-001 is approved already, in these bytes: decision 1, by rahma; there is nothing to do"
    )


def refuse_to_drop(office: RealOffice, mine: str, what: str) -> None:
    named = " and ".join(commit[:12] for commit in mine.split(" and "))
    told = office.lpsedocs("approve", "EVL-2026-001", "--yes", "--push").refusal
    assert told.startswith(
        f"this branch and the one at the remote have gone apart: here alone is {named}. Nothing is merged"
    ), what
    assert office.tip() == mine.split(" and ")[-1], what


def unsent(office: RealOffice, other: RealOffice, deeds: str) -> str:
    """Return what is said of deeds that were not sent, where the remote has what another clone has."""
    mine = office.git("rev-list", "--reverse", "main", "^origin/main").split()
    return (
        f"this was made here and not sent yet, and the branch at the remote has moved on: {deeds}. Where one "
        f"command makes all of it anew, give that, with --push; else 'git reset --keep {other.tip()[:12]}' "
        "takes it back, and then each is given once more, with --push; 'git show "
        f"{' '.join(commit[:12] for commit in mine)}' still shows it"
    )


def moved_on(office: RealOffice) -> RealOffice:
    """Let somebody else send something that is not here yet."""
    other = office.elsewhere()
    other.git("commit", "--quiet", "--allow-empty", "-m", "Lebih dulu")
    other.git("push", "--quiet")
    return other


def test_a_decision_and_a_change_of_the_roster_that_were_not_sent_are_taken_back_and_given_anew(
    office: RealOffice,
) -> None:
    with_second(office)
    office.with_remote()
    other = moved_on(office)
    assert office.lpsedocs("approve", "EVL-2026-001", "--yes", "--offline").code == 0
    dewi = ("roster", "add-account", "dewi", "github", "1009", "--commit", "--yes")
    assert office.lpsedocs(*dewi, "--offline").code == 0

    both = unsent(office, other, "disetujui (approved) on EVL-2026-001 and a change of the roster")
    for command in (
        ("approve", "EVL-2026-002"),
        ("approve", "EVL-2026-001"),
        ("roster", "commit"),
    ):
        assert office.lpsedocs(*command, "--yes", "--push").refusal == both
    office.git("reset", "--quiet", "--keep", other.tip())
    assert office.lpsedocs("approve", "EVL-2026-001", "--yes", "--push").code == 0
    assert office.lpsedocs(*dewi, "--push").code == 0
    assert office.statuses("refs/remotes/origin/main") == {"EVL-2026-001": "approved"}


def test_a_return_that_was_not_sent_is_never_made_an_approval(office: RealOffice) -> None:
    with_second(office)
    office.with_remote()
    assert office.lpsedocs("approve", "EVL-2026-001", "--yes").code == 0
    assert office.lpsedocs("return", "EVL-2026-002", "--yes", "--note", "Bukti kurang").code == 0
    other, before = moved_on(office), office.state()

    assert office.lpsedocs("approve", "EVL-2026-001", "EVL-2026-002", "--yes", "--push").refusal == unsent(
        office,
        other,
        "disetujui (approved) on EVL-2026-001 and evaluasi_ulang (to be evaluated again) on EVL-2026-002: "
        "'Bukti kurang'",
    )
    assert office.state()[1:] == before[1:]
    assert office.statuses() == {"EVL-2026-001": "approved", "EVL-2026-002": "returned"}


def test_of_several_decisions_on_a_record_that_were_not_sent_none_is_lost(office: RealOffice) -> None:
    office.with_remote()
    assert office.lpsedocs("approve", "EVL-2026-001", "--yes").code == 0
    assert office.lpsedocs("withdraw", "EVL-2026-001", "--yes", "--note", "salah").code == 0
    assert office.lpsedocs("approve", "EVL-2026-001", "--yes").code == 0
    other, tip = moved_on(office), office.tip()

    for command in (("approve",), ("withdraw", "--note", "salah")):
        name, *more = command
        assert office.lpsedocs(name, "EVL-2026-001", "--yes", "--push", *more).refusal == unsent(
            office,
            other,
            "disetujui (approved) on EVL-2026-001, dicabut (withdrawn) on EVL-2026-001: 'salah', and "
            "disetujui (approved) on EVL-2026-001",
        )
    assert office.tip() == tip


def test_a_decision_on_a_branch_that_was_never_sent_is_told_with_how_to_send_it(office: RealOffice) -> None:
    office.with_remote()
    assert office.lpsedocs("approve", "EVL-2026-001", "--yes", "--branch", "k-1").code == 0
    office.git("switch", "--quiet", "k-1")

    assert office.lpsedocs("approve", "EVL-2026-001", "--yes").refusal == (
        "EVL-2026-001 is approved already, in these bytes: decision 1, by rahma; send it: 'git push origin "
        "k-1'; where k-1 is protected: 'git push origin k-1:refs/heads/NAME', to be merged there by a request"
    )


def test_what_was_decided_and_not_sent_is_told_with_how_to_send_it(office: RealOffice) -> None:
    office.with_remote()
    sending = (
        "send it: 'git push origin main'; where main is protected: 'git push origin main:refs/heads/NAME', "
        "to be merged there by a request"
    )
    assert office.lpsedocs("approve", "EVL-2026-001", "--yes").code == 0

    assert office.lpsedocs("approve", "EVL-2026-001", "--yes").refusal == (
        f"EVL-2026-001 is approved already, in these bytes: decision 1, by rahma; {sending}"
    )
    assert office.lpsedocs("approve", "EVL-2026-001", "--yes", "--branch", "k-1", "--push").refusal == (
        f"EVL-2026-001 is approved already, in these bytes: decision 1, by rahma; {sending}"
    )
    assert office.lpsedocs("withdraw", "EVL-2026-001", "--note", "x", "--yes").code == 0
    assert office.lpsedocs("withdraw", "EVL-2026-001", "--note", "x", "--yes").refusal == (
        f"EVL-2026-001 has no decision that could be withdrawn; {sending}"
    )
    office.git("push", "--quiet", "origin", "main")
    assert office.lpsedocs("withdraw", "EVL-2026-001", "--note", "x", "--yes").refusal == (
        "EVL-2026-001 has no decision that could be withdrawn; there is nothing to do"
    )


def test_an_own_decision_that_was_not_sent_in_time_and_is_on_an_older_version_is_no_dead_end(
    office: RealOffice,
) -> None:
    office.with_remote()
    assert office.lpsedocs("approve", "EVL-2026-001", "--yes").code == 0
    other = newer_at_the_remote(office, {EVALUATION: office.read(EVALUATION) + "# baru\n"})

    assert office.lpsedocs("approve", "EVL-2026-001", "--yes", "--push").refusal == (
        f"{EVALUATION} has another version on main than here, and what counts is what is committed there; "
        f"'git switch -c NAME {other.tip()[:12]}' goes there, on a new branch; then give this command "
        "once more, without --branch"
    )
    office.git("switch", "--quiet", "-c", "k-1", other.tip())
    assert office.lpsedocs("approve", "EVL-2026-001", "--yes").code == 0
    assert office.statuses() == {"EVL-2026-001": "approved"}


def test_a_decision_is_made_anew_on_another_roster(office: RealOffice) -> None:
    office.with_remote()
    other = office.elsewhere()
    assert office.lpsedocs("approve", "EVL-2026-001", "--yes").code == 0
    change_roster(other, "position: Verifikator", "position: Verifikator Ahli")
    other.git("push", "--quiet")

    assert office.lpsedocs("approve", "EVL-2026-001", "--yes", "--push").code == 0
    assert office.statuses("refs/remotes/origin/main") == {"EVL-2026-001": "approved"}


def test_unsent_decisions_on_other_records_are_named(office: RealOffice) -> None:
    with_second(office)
    office.with_remote()
    other = office.elsewhere()
    assert office.lpsedocs("approve", "EVL-2026-001", "--yes").code == 0
    other.git("commit", "--quiet", "--allow-empty", "-m", "Lebih dulu")
    other.git("push", "--quiet")

    assert office.lpsedocs("approve", "EVL-2026-002", "--yes", "--push").refusal == (
        unsent(office, other, "disetujui (approved) on EVL-2026-001")
    )
    told = office.lpsedocs("approve", "EVL-2026-002", "EVL-2026-001", "--yes", "--push")
    assert told.code == 0, told
    assert office.statuses() == {"EVL-2026-001": "approved", "EVL-2026-002": "approved"}


def test_unsent_decisions_on_several_records_are_made_anew_by_one_command(office: RealOffice) -> None:
    with_second(office)
    office.with_remote()
    assert office.lpsedocs("approve", "EVL-2026-001", "EVL-2026-002", "--yes").code == 0
    moved_on(office)

    told = office.lpsedocs("approve", "EVL-2026-002", "EVL-2026-001", "--yes", "--push")

    assert told.code == 0, told
    assert office.git("log", "origin/main", "-2", "--format=%s") == (
        "SETUJUI EVL-2026-001, EVL-2026-002\nLebih dulu"
    )
    assert office.statuses() == {"EVL-2026-001": "approved", "EVL-2026-002": "approved"}


@pytest.mark.parametrize(
    ("first", "then"),
    [
        pytest.param(["--note", "Dengan syarat"], [], id="without its note"),
        pytest.param([], ["--note", "Dengan syarat"], id="with a note"),
        pytest.param(["--note", "Dengan syarat"], ["--note", "Tanpa syarat"], id="with another note"),
    ],
)
def test_no_unsent_decision_is_made_anew_with_another_note(
    office: RealOffice, first: list[str], then: list[str]
) -> None:
    office.with_remote()
    assert office.lpsedocs("approve", "EVL-2026-001", "--yes", *first).code == 0
    other, tip = moved_on(office), office.tip()
    told = "disetujui (approved) on EVL-2026-001" + (": 'Dengan syarat'" if first else "")

    assert office.lpsedocs("approve", "EVL-2026-001", "--yes", "--push", *then).refusal == (
        unsent(office, other, told)
    )
    assert office.tip() == tip
    assert office.lpsedocs("approve", "EVL-2026-001", "--yes", "--push", *first).code == 0
    assert office.decision().note == (first[1] if first else None)


def test_a_decision_that_was_sent_as_a_branch_of_its_own_waits_there(office: RealOffice) -> None:
    with_second(office)
    office.with_remote()
    assert office.lpsedocs("approve", "EVL-2026-001", "--yes").code == 0
    assert office.lpsedocs("approve", "EVL-2026-001", "--yes").refusal.endswith(
        "to be merged there by a request"
    )
    office.git("push", "--quiet", "origin", "main:refs/heads/kep-9")

    assert office.lpsedocs("approve", "EVL-2026-001", "--yes").refusal == (
        "EVL-2026-001 is approved already, in these bytes: decision 1, by rahma; it waits at origin in kep-9 "
        "to be merged"
    )

    other, tip = moved_on(office), office.tip()
    waits = (
        f"{tip[:12]} was sent to origin as kep-9, where it waits to be merged, or was; 'git reset --keep "
        f"{other.tip()[:12]}' brings main to where it is at origin. "
    )
    for record in ("EVL-2026-001", "EVL-2026-002"):
        assert office.lpsedocs("approve", record, "--yes", "--push").refusal == (
            f"{waits}Then give this command once more, unless it makes what waits there"
        )
    assert office.tip() == tip
    assert office.lpsedocs("approve", "EVL-2026-002", "--yes", "--offline").code == 0
    more = office.tip()[:12]
    assert office.lpsedocs("approve", "EVL-2026-001", "EVL-2026-002", "--yes", "--push").refusal == (
        f"{waits}That takes back {more}, too, which was not sent and is made once more after that; 'git show "
        f"{more}' still shows it"
    )
    office.git("reset", "--quiet", "--keep", other.tip()[:12])
    assert office.lpsedocs("approve", "EVL-2026-002", "--yes", "--push").code == 0
    other.git("pull", "--quiet", "--no-rebase", "origin", "main")
    other.git("fetch", "--quiet")
    other.git("merge", "--quiet", "--no-ff", "-m", "Gabung", "origin/kep-9")
    other.git("push", "--quiet")
    office.git("pull", "--quiet", "--ff-only")
    assert office.statuses() == {"EVL-2026-001": "approved", "EVL-2026-002": "approved"}
    assert office.lpsedocs("approve", "EVL-2026-001", "--yes").refusal.endswith("; there is nothing to do")


def test_beside_other_work_no_decision_is_told_to_wait_elsewhere(office: RealOffice) -> None:
    """What would be taken back then is more than decisions, which can be given once more."""
    office.with_remote()
    office.git("switch", "--quiet", "-c", "kerja")
    office.git("push", "--quiet", "-u", "origin", "kerja")
    for branch in ("main", "kerja"):
        other = office.elsewhere()
        other.git("switch", "--quiet", branch)
        other.git("commit", "--quiet", "--allow-empty", "-m", f"Lebih dulu di {branch}")
        other.git("push", "--quiet", "origin", branch)
    office.git("fetch", "--quiet")
    office.git("merge", "--quiet", "--no-ff", "-m", "Gabung", "origin/main")
    office.git("commit", "--quiet", "--allow-empty", "-m", "Kerja")
    before = office.state()

    told = office.lpsedocs("approve", "EVL-2026-001", "--yes").refusal

    mine = office.git("rev-list", "--reverse", "HEAD", "^origin/kerja").split()
    assert len(mine) == 3
    assert told == (
        "this branch and the one at the remote have gone apart: here alone is "
        f"{mine[0][:12]}, {mine[1][:12]}, and {mine[2][:12]}. Nothing is merged for you, since a merge made "
        "here can turn the main line. Send yours as a branch of its own ('git push origin "
        "HEAD:refs/heads/NAME') and have it merged there; then 'git reset --keep "
        f"{office.tip('origin/kerja')[:12]}'"
    )
    assert office.state() == before


def test_a_branch_that_led_to_a_decision_and_was_led_elsewhere_is_not_named(office: RealOffice) -> None:
    office.with_remote()
    assert office.lpsedocs("approve", "EVL-2026-001", "--yes").code == 0
    office.git("push", "--quiet", "origin", "main:refs/heads/kep-9")
    other = office.elsewhere()
    other.git("push", "--quiet", "--force", "origin", "main:refs/heads/kep-9")

    assert office.lpsedocs("approve", "EVL-2026-001", "--yes").refusal.endswith(
        "to be merged there by a request"
    )


def test_a_clone_that_fetches_the_main_branch_only_asks_for_all_of_them(office: RealOffice) -> None:
    office.with_remote()
    office.git("config", "remote.origin.fetch", "+refs/heads/main:refs/remotes/origin/main")
    assert office.lpsedocs("approve", "EVL-2026-001", "--yes").code == 0
    office.git("push", "--quiet", "origin", "main:refs/heads/kep-9")
    other, tip = moved_on(office), office.tip()

    assert office.lpsedocs("approve", "EVL-2026-001", "--yes", "--push").refusal == (
        f"{tip[:12]} was sent to origin as kep-9, where it waits to be merged, or was; 'git reset --keep "
        f"{other.tip()[:12]}' brings main to where it is at origin. Then give this command once more, unless "
        "it makes what waits there"
    )


def test_what_was_edited_is_put_aside_before_a_branch_goes_back(office: RealOffice) -> None:
    with_second(office)
    office.with_remote()
    assert office.lpsedocs("approve", "EVL-2026-001", "--yes").code == 0
    other = newer_at_the_remote(office, {ROSTER: office.read(ROSTER) + "# sana\n"})
    office.write({ROSTER: "# sini\n" + office.read(ROSTER)})
    back = f"git stash && git reset --keep {other.tip()[:12]} && git stash pop --index"

    assert f"; else '{back}' takes it back" in (
        office.lpsedocs("approve", "EVL-2026-002", "--yes", "--push").refusal
    )
    office.git("push", "--quiet", "origin", "main:refs/heads/kep-9")
    assert f"; '{back}' brings main to where it is at origin. " in (
        office.lpsedocs("approve", "EVL-2026-001", "--yes", "--push").refusal
    )
    subprocess.run(back, shell=True, cwd=office.root, check=True, capture_output=True)
    assert office.read(ROSTER).splitlines()[:: len(office.read(ROSTER).splitlines()) - 1] == [
        "# sini",
        "# sana",
    ]


@pytest.mark.parametrize("main", [True, False], ids=["one that the main branch has", "none"])
def test_among_remotes_without_an_origin_only_a_chosen_one_tells_what_was_sent(
    office: RealOffice, *, main: bool
) -> None:
    office.with_remote()
    office.git("remote", "rename", "origin", "kantor")
    office.git("remote", "add", "lain", "/nowhere")
    office.git("switch", "--quiet", "-c", "kep")
    office.git("push", "--quiet", *(() if main else ("-u",)), "kantor", "kep")
    if not main:
        office.git("config", "--remove-section", "branch.main")
    assert office.lpsedocs("approve", "EVL-2026-001", "--yes").code == 0

    told = office.lpsedocs("approve", "EVL-2026-001", "--yes").refusal

    assert told.endswith("decision 1, by rahma; there is nothing to do")


def test_a_decision_on_a_branch_of_its_own_waits_there_as_long_as_it_is_at_the_remote(
    office: RealOffice,
) -> None:
    bare = office.with_remote()
    office.git("switch", "--quiet", "-c", "kep-1")
    office.git("push", "--quiet", "-u", "origin", "kep-1")
    assert office.lpsedocs("approve", "EVL-2026-001", "--yes", "--push").code == 0
    assert office.lpsedocs("approve", "EVL-2026-001", "--yes").refusal.endswith(
        "; it waits at origin in kep-1 to be merged"
    )
    office.git("update-ref", "-d", "refs/heads/kep-1", at=bare)
    assert office.lpsedocs("approve", "EVL-2026-001", "--yes").refusal.endswith(
        "to be merged there by a request"
    )


def test_a_main_branch_of_another_name_at_the_remote_is_one(office: RealOffice) -> None:
    office.with_remote()
    office.git("push", "--quiet", "-u", "origin", "main:utama")
    assert office.lpsedocs("approve", "EVL-2026-001", "--yes", "--push").code == 0
    office.git("switch", "--quiet", "-c", "kep-2")

    assert office.lpsedocs("approve", "EVL-2026-001", "--yes").refusal.endswith("; there is nothing to do")


def test_where_git_notes_no_branches_of_the_remote_nothing_is_told_as_unsent(office: RealOffice) -> None:
    office.with_remote()
    assert office.lpsedocs("approve", "EVL-2026-001", "--yes", "--push").code == 0
    office.git("config", "--unset-all", "remote.origin.fetch")
    office.git("update-ref", "-d", "refs/remotes/origin/main")

    assert office.lpsedocs("approve", "EVL-2026-001", "--yes").refusal.endswith("; there is nothing to do")


def test_what_no_branch_at_the_remote_has_any_more_waits_nowhere(office: RealOffice) -> None:
    bare = office.with_remote()
    assert office.lpsedocs("approve", "EVL-2026-001", "--yes").code == 0
    office.git("push", "--quiet", "origin", "main:refs/heads/kep-9")
    office.git("update-ref", "-d", "refs/heads/kep-9", at=bare)

    assert office.lpsedocs("approve", "EVL-2026-001", "--yes").refusal.endswith(
        "to be merged there by a request"
    )
    office.git("symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/kep-9")
    assert office.lpsedocs("approve", "EVL-2026-001", "--yes", "--offline").refusal.endswith(
        "; it waits at origin in kep-9 to be merged"
    )
    other = moved_on(office)
    assert office.lpsedocs("withdraw", "EVL-2026-001", "--yes", "--note", "x", "--push").refusal == (
        unsent(office, other, "disetujui (approved) on EVL-2026-001")
    )
    assert office.lpsedocs("approve", "EVL-2026-001", "--yes", "--push").code == 0
