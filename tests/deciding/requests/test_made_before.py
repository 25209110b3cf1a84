"""lpsedocs request: the branches that are here or at the remote already under the names of a request."""

import subprocess
from collections.abc import Callable

import pytest

from tests.real_office import DECISION, EVALUATION, RealOffice, change_roster, merge_by_click


def test_a_request_is_not_made_twice(office: RealOffice) -> None:
    office.lpsedocs("request", "EVL-2026-001")
    before = office.state()

    assert office.lpsedocs("request", "EVL-2026-001").refusal == (
        "this request was made before and is here: setujui/EVL-2026-001 and evaluasi-ulang/EVL-2026-001; to "
        "make it anew, remove what is here with 'git branch -D setujui/EVL-2026-001 "
        "evaluasi-ulang/EVL-2026-001'"
    )
    assert office.state() == before


def note_written(office: RealOffice) -> str:
    """Write the note of a request that was made here, on its branch; return the commit."""
    office.git("switch", "--quiet", "evaluasi-ulang/EVL-2026-001")
    hint = "note:  # write here what is to be mended, and why; without it this request must not be merged"
    office.edit(DECISION, hint, "note: Lampirkan tiket")
    return office.commit("Catatan")


def test_a_request_that_was_made_before_is_sent_as_it_is(office: RealOffice) -> None:
    bare = office.with_remote()
    office.lpsedocs("request", "EVL-2026-001")
    note_written(office)
    office.at("2026-07-06T04:00:00Z")
    sends = "git push origin setujui/EVL-2026-001 evaluasi-ulang/EVL-2026-001"
    removes = "git branch -D setujui/EVL-2026-001 evaluasi-ulang/EVL-2026-001"

    def told(removes: str) -> str:
        return (
            "this request was made before and is here: setujui/EVL-2026-001 and evaluasi-ulang/EVL-2026-001; "
            f"'{sends}' sends it, to be opened with the titles SETUJUI EVL-2026-001 and EVALUASI ULANG "
            f"EVL-2026-001; to make it anew, remove what is here with '{removes}' (the note that is written "
            "there is lost with it: 'Lampirkan tiket')"
        )

    assert office.lpsedocs("request", "EVL-2026-001", "--push").refusal == told(
        f"git switch main && {removes}"
    )
    office.git("switch", "--quiet", "main")
    assert office.lpsedocs("request", "EVL-2026-001", "--push").refusal == told(removes)
    subprocess.run(sends.split(), cwd=office.root, capture_output=True, check=True)
    assert office.git("for-each-ref", at=bare).count("EVL-2026-001") == 2


@pytest.mark.parametrize("what", ["another version", "another person", "one branch only", "another file"])
def test_what_is_no_longer_the_request_is_not_to_be_sent(office: RealOffice, what: str) -> None:
    change_roster(
        office,
        "  - {role: pengelola, person: budi",
        "  - {role: kepala_lpse, person: agus, from: 2026-07-01, acting: plh, basis: SP 1}\n"
        "  - {role: pengelola, person: budi",
    )
    office.with_remote()
    office.lpsedocs("request", "EVL-2026-001", "--by", "rahma")
    made = ["setujui/EVL-2026-001", "evaluasi-ulang/EVL-2026-001"]
    if what == "another version":
        office.edit(EVALUATION, "Buku tiket", "Buku tiket semester I")
        office.commit()
        office.git("push", "--quiet")
    named = list(made)
    if what == "one branch only":
        office.git("branch", "-D", made.pop())
        named[1] += " (missing)"

    if what == "another file":
        office.git("switch", "--quiet", made[0])
        office.write({"lain.txt": "x"})
        office.commit()
        office.git("switch", "--quiet", "main")

    by = "agus" if what == "another person" else "rahma"
    assert office.lpsedocs("request", "EVL-2026-001", "--by", by).refusal == (
        f"this request was made before and is here: {' and '.join(named)}; to make it anew, remove what is "
        f"here with 'git branch -D {' '.join(made)}'"
    )


def test_a_branch_of_that_name_without_a_file_for_the_decision_is_another_one(office: RealOffice) -> None:
    office.with_remote()
    office.lpsedocs("request", "EVL-2026-001")
    office.git("switch", "--quiet", "setujui/EVL-2026-001")
    office.git("rm", "--quiet", DECISION)
    office.git("update-index", "--add", "--cacheinfo", f"160000,{'1' * 40},{DECISION}")
    office.git("commit", "--quiet", "-m", "Lain")
    office.git("switch", "--quiet", "main")

    assert office.lpsedocs("request", "EVL-2026-001").refusal == (
        "this request was made before and is here: setujui/EVL-2026-001 and evaluasi-ulang/EVL-2026-001; to "
        "make it anew, remove what is here with 'git branch -D setujui/EVL-2026-001 "
        "evaluasi-ulang/EVL-2026-001'"
    )


REMOVING = "git push origin --delete setujui/EVL-2026-001 evaluasi-ulang/EVL-2026-001"


SOMETHING_ELSE = (
    "origin has setujui/EVL-2026-001 and evaluasi-ulang/EVL-2026-001 already, and what is there decides "
    "something else than this request would, or brings more; merged, it would not count for what is here. To "
    f"make it anew, remove what is there: '{REMOVING}'"
)


def test_a_request_that_is_at_the_remote_is_named(office: RealOffice) -> None:
    office.with_remote()
    office.elsewhere().lpsedocs("request", "EVL-2026-001", "--push")
    office.at("2026-07-06T04:00:00Z")

    assert office.lpsedocs("request", "EVL-2026-001", "--push").refusal == (
        "this request was made before and is at origin: setujui/EVL-2026-001 and evaluasi-ulang/EVL-2026-001"
        "; it is decided there, with the titles SETUJUI EVL-2026-001 and EVALUASI ULANG EVL-2026-001. To "
        "make it anew, remove what is there: 'git push origin --delete setujui/EVL-2026-001 "
        "evaluasi-ulang/EVL-2026-001'"
    )


@pytest.mark.parametrize("more", [(), ("--push",)], ids=["", "sent"])
def test_a_request_that_was_fetched_from_the_remote_is_not_made_again(
    office: RealOffice, more: tuple[str, ...]
) -> None:
    bare = office.with_remote()
    office.lpsedocs("request", "EVL-2026-001", "--push")
    other = office.elsewhere()
    before = other.state(), office.git("for-each-ref", at=bare)

    told = other.lpsedocs("request", "EVL-2026-001", *more).refusal

    anew = "git push origin --delete setujui/EVL-2026-001 evaluasi-ulang/EVL-2026-001"
    assert told == (
        "this request was made before and is at origin: setujui/EVL-2026-001 and evaluasi-ulang/EVL-2026-001"
        "; it is decided there, with the titles SETUJUI EVL-2026-001 and EVALUASI ULANG EVL-2026-001. To "
        f"make it anew, remove what is there: '{anew}'"
    )
    assert other.lpsedocs("request", "EVL-2026-001", "--offline").refusal == (
        "origin had a request for this when it was fetched last: setujui/EVL-2026-001 and "
        "evaluasi-ulang/EVL-2026-001; without --offline this command looks what is there now"
    )
    assert (other.state(), office.git("for-each-ref", at=bare)) == before
    subprocess.run(anew.split(), cwd=other.root, capture_output=True, check=True)
    assert other.lpsedocs("request", "EVL-2026-001", *more).code == 0


def test_a_request_that_was_removed_at_the_remote_meanwhile_is_made_again(office: RealOffice) -> None:
    bare = office.with_remote()
    office.lpsedocs("request", "EVL-2026-001", "--push")
    other = office.elsewhere()
    office.git("branch", "-D", "setujui/EVL-2026-001", at=bare)

    assert other.lpsedocs("request", "EVL-2026-001").refusal == (
        "this request was made before and is at origin: setujui/EVL-2026-001 (missing) and "
        "evaluasi-ulang/EVL-2026-001; it is decided there, with the titles EVALUASI ULANG EVL-2026-001. To "
        "make it anew, remove what is there: 'git push origin --delete evaluasi-ulang/EVL-2026-001'"
    )
    office.git("branch", "-D", "evaluasi-ulang/EVL-2026-001", at=bare)
    assert other.lpsedocs("request", "EVL-2026-001", "--push").code == 0


def test_a_note_that_is_written_at_the_remote_is_told_before_it_is_lost(office: RealOffice) -> None:
    office.with_remote()
    other = office.elsewhere()
    assert other.lpsedocs("request", "EVL-2026-001", "--push").code == 0
    note_written(other)
    other.git("push", "--quiet", "origin", "HEAD")

    told = office.lpsedocs("request", "EVL-2026-001").refusal

    assert told.startswith("this request was made before and is at origin")
    assert told.endswith(f"'{REMOVING}' (the note that is written there is lost with it: 'Lampirkan tiket')")


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda office: office.git("rm", "--quiet", DECISION), id="no decision"),
        pytest.param(lambda office: office.write({"lain.txt": "x"}), id="another file"),
        pytest.param(
            lambda office: office.edit(EVALUATION, "Buku tiket", "Buku tiket semester I"),
            id="another version",
        ),
        pytest.param(lambda office: office.git("rm", "--quiet", EVALUATION), id="no record"),
        pytest.param(
            lambda office: office.edit(DECISION, "repository: ", "repository: lain-"), id="another repository"
        ),
        pytest.param(lambda office: office.edit(DECISION, "by: rahma", "by: tia"), id="another person"),
    ],
)
def test_what_the_remote_has_under_the_name_of_a_request_is_looked_at(
    office: RealOffice, change: Callable[[RealOffice], object]
) -> None:
    """Whoever may push can change what is there."""
    office.with_remote()
    other = office.elsewhere()
    assert other.lpsedocs("request", "EVL-2026-001", "--push").code == 0
    other.git("switch", "--quiet", "setujui/EVL-2026-001")
    change(other)
    other.commit()
    other.git("push", "--quiet", "origin", "HEAD")

    assert office.lpsedocs("request", "EVL-2026-001").refusal == SOMETHING_ELSE


def test_what_nobody_can_read_is_no_request(office: RealOffice) -> None:
    bare = office.with_remote()
    other = office.elsewhere()
    assert other.lpsedocs("request", "EVL-2026-001", "--push").code == 0
    text = office.git("cat-file", "commit", "main").replace("committer", "x-committer")
    (office.home / "commit").write_text(f"{text}\n")
    odd = office.git("hash-object", "-t", "commit", "-w", "--literally", str(office.home / "commit"), at=bare)
    office.git("update-ref", "refs/heads/setujui/EVL-2026-001", odd, at=bare)

    assert office.lpsedocs("request", "EVL-2026-001").refusal == SOMETHING_ELSE


@pytest.mark.parametrize("is_sent", [True, False], ids=["at the remote", "here"])
def test_what_was_squashed_can_not_be_merged_once_more(office: RealOffice, *, is_sent: bool) -> None:
    office.with_remote()
    assert office.lpsedocs("request", "EVL-2026-001", *(["--push"] if is_sent else [])).code == 0
    office.git("merge", "--quiet", "--squash", "setujui/EVL-2026-001")
    office.commit("SETUJUI EVL-2026-001 (#7)")
    office.git("push", "--quiet", "origin", "main")
    removing = "git branch -D setujui/EVL-2026-001 evaluasi-ulang/EVL-2026-001"
    if is_sent:
        subprocess.run(removing.split(), cwd=office.root, capture_output=True, check=True)
        removing = REMOVING
    office.at("2026-07-06T04:00:00Z")

    told = office.lpsedocs("request", "EVL-2026-001").refusal

    assert told == (
        SOMETHING_ELSE
        if is_sent
        else "this request was made before and is here: setujui/EVL-2026-001 and "
        "evaluasi-ulang/EVL-2026-001; to "
        f"make it anew, remove what is here with '{removing}'"
    )
    subprocess.run(removing.split(), cwd=office.root, capture_output=True, check=True)
    assert office.lpsedocs("request", "EVL-2026-001").code == 0
    merge_by_click(office, "setujui/EVL-2026-001", "SETUJUI EVL-2026-001")
    assert office.statuses() == {"EVL-2026-001": "approved"}


def test_the_twin_of_what_was_squashed_can_not_be_merged_either(office: RealOffice) -> None:
    bare = office.with_remote()
    assert office.lpsedocs("request", "EVL-2026-001", "--push").code == 0
    office.git("merge", "--quiet", "--squash", "setujui/EVL-2026-001")
    office.commit("SETUJUI EVL-2026-001 (#7)")
    office.git("push", "--quiet", "origin", "main")
    office.git("branch", "-D", "setujui/EVL-2026-001", "evaluasi-ulang/EVL-2026-001")
    office.git("branch", "-D", "setujui/EVL-2026-001", at=bare)

    assert office.lpsedocs("request", "EVL-2026-001").refusal.startswith(
        "origin has setujui/EVL-2026-001 (missing) and evaluasi-ulang/EVL-2026-001 already, and what is "
        "there decides something else"
    )


def test_what_came_to_nothing_in_another_way_is_made_anew(office: RealOffice) -> None:
    office.with_remote()
    assert office.lpsedocs("request", "EVL-2026-001", "--push").code == 0
    office.git("merge", "--quiet", "--no-ff", "-m", "Merge pull request 7", "setujui/EVL-2026-001")
    office.git("revert", "--no-edit", "-m", "1", "HEAD")
    office.git("push", "--quiet", "origin", "main")
    office.git("branch", "-D", "setujui/EVL-2026-001", "evaluasi-ulang/EVL-2026-001")
    assert office.lpsedocs("request", "EVL-2026-001").refusal == SOMETHING_ELSE
