"""lpsedocs request: the branches of which the Kepala LPSE, or a Pengguna, makes one true by merging it."""

import pytest

from tests.real_office import DECISION, EVALUATION, RealOffice, change_roster, merge_by_click, tia_acts
from tests.trust.story import person


def test_a_request_makes_two_branches_and_touches_nothing_else(office: RealOffice) -> None:
    office.write({"catatan.txt": "baru"})
    office.git("add", "catatan.txt")
    before = office.state()

    told = office.lpsedocs("request", "EVL-2026-001")

    assert told.out == (
        f"branch setujui/EVL-2026-001, commit {office.tip('setujui/EVL-2026-001')[:12]}\n"
        "  title of its request: SETUJUI EVL-2026-001\n"
        f"branch evaluasi-ulang/EVL-2026-001, commit {office.tip('evaluasi-ulang/EVL-2026-001')[:12]}\n"
        "  title of its request: EVALUASI ULANG EVL-2026-001\n  before it is merged, the note is to be "
        "written in records/decisions/EVL-2026-001/1.yaml\nopen a request into the main branch from each, "
        "with exactly these titles. Rahma decides by merging one of them with a merge commit, without "
        "squash or rebase\nwrite into the description of each request: Closes #NUMBER, with the number of "
        "the other. Then merging one closes the other on GitHub; elsewhere it is closed by hand\n"
    )
    assert office.state()[1:] == before[1:]
    assert office.git("branch", "--show-current") == "main"
    approval = office.decision(at="setujui/EVL-2026-001")
    return_ = office.decision(at="evaluasi-ulang/EVL-2026-001")
    assert (approval.decision, approval.by, return_.decision, return_.note) == (
        "disetujui",
        "rahma",
        "evaluasi_ulang",
        None,
    )


@pytest.mark.parametrize(
    ("key", "is_signed"),
    [
        pytest.param("tia", True, id="somebody else's"),
        pytest.param("rahma", False, id="of who is to decide"),
        pytest.param("orang-lain", False, id="not in the roster, and perhaps hers"),
    ],
)
def test_no_request_is_signed_with_a_key_of_who_is_to_decide(
    office: RealOffice, key: str, *, is_signed: bool
) -> None:
    office.sits("rahma")
    assert office.lpsedocs("approve", "EVL-2026-001", "--yes").code == 0
    assert office.lpsedocs("withdraw", "EVL-2026-001", "--yes", "--note", "Keliru").code == 0
    office.sits("tia" if key == "tia" else "rahma", key=key)
    office.git("config", "commit.gpgSign", "true")

    assert office.lpsedocs("request", "EVL-2026-001").code == 0
    for word in ("setujui", "evaluasi-ulang"):
        commit = office.git("cat-file", "commit", f"{word}/EVL-2026-001-3")
        assert ("\ngpgsig " in commit) == is_signed
    assert office.git("fsck", "--unreachable", "--no-reflogs") == ""

    office.git("config", "commit.gpgSign", "false")
    office.sits("budi")
    office.git("merge", "--quiet", "--no-ff", "-m", "x", "setujui/EVL-2026-001-3")
    assert office.statuses() == {"EVL-2026-001": "withdrawn"}


@pytest.mark.parametrize("key", ["rahma", "orang-lain"])
def test_a_request_that_git_signs_with_another_key_than_it_is_set_up_for_is_not_made(
    office: RealOffice, key: str
) -> None:
    program = office.home / "sign"
    program.write_text(
        f'#!/bin/sh\nfor file; do :; done\nexec ssh-keygen -Y sign -n git -f {office.home}/{key} "$file"\n'
    )
    program.chmod(0o755)
    office.git("config", "gpg.ssh.program", str(program))
    office.git("config", "commit.gpgSign", "true")
    before = office.state()

    assert office.lpsedocs("request", "EVL-2026-001").refusal == (
        "git signed the request with a key that 'git config user.signingkey' does not name, so that it might "
        "be the decision itself; 'git config commit.gpgSign false' lets it be made unsigned"
    )
    assert office.state() == before


def test_no_request_to_withdraw_is_signed_with_a_key_of_who_is_to_decide(office: RealOffice) -> None:
    office.sits("rahma")
    assert office.lpsedocs("approve", "EVL-2026-001", "--yes").code == 0
    office.git("config", "commit.gpgSign", "true")

    assert office.lpsedocs("request", "EVL-2026-001", "--withdraw").code == 0
    office.git("config", "commit.gpgSign", "false")
    office.sits("budi")
    office.git("merge", "--quiet", "--no-ff", "-m", "x", "dicabut/EVL-2026-001-2")

    assert office.statuses() == {"EVL-2026-001": "approved"}


def test_several_evaluations_in_one_request_count_when_it_is_merged(office: RealOffice) -> None:
    second = office.read(EVALUATION).replace("EVL-2026-001", "EVL-2026-002")
    office.write({EVALUATION.replace("001", "002"): second})
    office.commit()

    told = office.lpsedocs("request", "EVL-2026-002", "EVL-2026-001")

    assert "  title of its request: SETUJUI EVL-2026-001, EVL-2026-002\n" in told.out
    merge_by_click(office, "setujui/EVL-2026-001+EVL-2026-002", "SETUJUI EVL-2026-001, EVL-2026-002")
    assert office.statuses() == {"EVL-2026-001": "approved", "EVL-2026-002": "approved"}


def test_who_has_no_key_takes_a_decision_back_by_merging_a_request(office: RealOffice) -> None:
    assert office.lpsedocs("request", "EVL-2026-001", "--withdraw").refusal == (
        "EVL-2026-001 has no decision that could be withdrawn; there is nothing to do"
    )
    assert office.lpsedocs("request", "EVL-2026-001").code == 0
    merge_by_click(office, "setujui/EVL-2026-001", "SETUJUI EVL-2026-001")
    assert office.statuses() == {"EVL-2026-001": "approved"}

    told = office.lpsedocs("request", "EVL-2026-001", "--withdraw")

    second = DECISION.replace("1.yaml", "2.yaml")
    assert told.out == (
        f"branch dicabut/EVL-2026-001-2, commit {office.tip('dicabut/EVL-2026-001-2')[:12]}\n"
        "  title of its request: DICABUT EVL-2026-001\n"
        f"  before it is merged, the note is to be written in {second}\n"
        "open a request into the main branch from it, with exactly this title. Rahma takes the decision back "
        "by merging it with a merge commit, without squash or rebase\n"
    )
    office.git("switch", "--quiet", "dicabut/EVL-2026-001-2")
    hint = "note:  # write here why it is taken back; without it this request must not be merged"
    office.edit(second, hint, "note: Salah gabung")
    office.commit("Catatan")
    office.git("switch", "--quiet", "main")
    merge_by_click(office, "dicabut/EVL-2026-001-2", "DICABUT EVL-2026-001")
    assert office.statuses() == {"EVL-2026-001": "withdrawn"}


def test_an_evaluation_on_a_branch_of_its_own_comes_along(office: RealOffice) -> None:
    office.git("switch", "--quiet", "-c", "evaluasi")
    office.edit(EVALUATION, "Buku tiket", "Buku tiket semester I")
    office.commit()

    assert office.lpsedocs("request", "EVL-2026-001").code == 0
    assert office.tip("setujui/EVL-2026-001^") == office.tip("evaluasi")
    merge_by_click(office, "setujui/EVL-2026-001", "SETUJUI EVL-2026-001")
    assert office.statuses("refs/heads/main") == {"EVL-2026-001": "approved"}


def test_an_evaluation_that_the_main_branch_has_goes_off_from_there(office: RealOffice) -> None:
    office.git("switch", "--quiet", "-c", "lain")
    office.write({"catatan.txt": "baru"})
    office.commit()

    assert office.lpsedocs("request", "EVL-2026-001").code == 0
    assert office.tip("setujui/EVL-2026-001^") == office.tip("main")


def test_an_evaluation_on_a_branch_comes_along_when_the_main_branch_has_moved_on(office: RealOffice) -> None:
    office.git("switch", "--quiet", "-c", "evaluasi")
    office.edit(EVALUATION, "Buku tiket", "Buku tiket semester I")
    office.commit()
    office.git("switch", "--quiet", "main")
    office.write({"catatan.txt": "baru"})
    office.commit()
    office.git("switch", "--quiet", "evaluasi")

    assert office.lpsedocs("request", "EVL-2026-001").code == 0
    assert office.tip("setujui/EVL-2026-001^") == office.tip("evaluasi")


def test_a_kak_is_requested_of_its_requester(office: RealOffice) -> None:
    told = office.lpsedocs("request", "KAK-2026-001")

    assert "  title of its request: SESUAI KAK-2026-001\n" in told.out
    assert "  title of its request: PERLU PERBAIKAN KAK-2026-001\n" in told.out
    assert office.decision("KAK-2026-001", at="sesuai/KAK-2026-001").by == "agus"


def test_a_head_without_an_account_is_mentioned(office: RealOffice) -> None:
    change_roster(office, person("rahma"), person("rahma", forges="[]"))

    assert office.lpsedocs("request", "EVL-2026-001").out.endswith(
        "note: Rahma has no account on a forge in the roster, so a merge proves nothing; 'lpsedocs roster "
        "add-account' enters it\n"
    )


def test_a_role_whose_merges_do_not_count_is_mentioned(office: RealOffice) -> None:
    change_roster(office, "kepala_lpse: [personal, forge, witness]", "kepala_lpse: [personal]")

    assert office.lpsedocs("request", "EVL-2026-001").out.endswith(
        "note: the roster does not accept merges as evidence from this role, so Rahma signs with 'lpsedocs "
        "approve'\n"
    )


def test_a_request_does_not_ask_who_made_the_evaluation(office: RealOffice) -> None:
    tia_acts(office)

    assert office.lpsedocs("request", "EVL-2026-001").code == 0
    assert office.decision(at="setujui/EVL-2026-001").by == "rahma"
