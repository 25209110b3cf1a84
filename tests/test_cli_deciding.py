"""Deciding with one's own signed commit: approve, return, accept, withdraw."""

import errno
import hashlib
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from lpsedocs.trust.signatures import parse_ssh_key
from tests.real_office import (
    DECISION,
    EVALUATION,
    KAK,
    SIGNED,
    RealOffice,
    change_roster,
    office_at,
    with_second,
)
from tests.trust.story import key_of

FINGERPRINT = "SHA256:njmj586gVtKCaeJWxb0ac1vrZRhKSMkG1wYDwcyWKNE"
STRANGER = parse_ssh_key(key_of("orang-lain").line).fingerprint
FORM = "records/forms/FRM-2026-LPSE.yaml"


@pytest.fixture
def office(tmp_path_factory: pytest.TempPathFactory, tmp_path: Path) -> Iterator[RealOffice]:
    with office_at(tmp_path_factory, tmp_path) as office:
        office.sits("rahma")
        yield office


# ---- What a decision is


def test_an_approval_is_shown_asked_for_signed_and_proved(office: RealOffice) -> None:
    told = office.lpsedocs("approve", "evl-2026-001", answer="y\n")

    assert told.code == 0
    assert told.out == (
        "EVL-2026-001  PT Tautan Misal\n"
        "  Id: EVL-2026-001\n"
        "  Supplier: SUP-001\n"
        "  Supplier's name: PT Tautan Misal\n"
        "  Engagements: 2026-1\n"
        "  Form: FRM-2026-LPSE\n"
        "  Period: From 1 April 2026 and Until 30 June 2026\n"
        "  Inspection: PRS-2026-001\n"
        "  Evaluated: By Tia and Date 2 July 2026\n"
        "  Scores:\n"
        "    Mutu layanan: Score 3 and Evidence Pemantauan mandiri LPSE\n"
        "    Tanggap gangguan: Score 3 and Evidence Buku tiket\n"
        "  Result: Score 3.00 and Band Baik\n"
        "  Recommendation: lanjut (continue)\n"
        "  Submissions:\n"
        "    3 July 2026: By Tia and To Rahma\n"
        "nothing was decided on it before\n"
        "check: errors: 0, warnings: 0\n"
        "\n"
        "note: no root of this repository is pinned: the roster is what the repository says of itself\n"
        f"you are Rahma (rahma); it is signed with the key {FINGERPRINT}\n"
        "Decide 'disetujui' on EVL-2026-001? [y/N]: records/decisions/EVL-2026-001/1.yaml written\n"
        f"commit {office.tip()[:12]} on main, {SIGNED}\n"
    )
    assert office.statuses() == {"EVL-2026-001": "approved"}


def test_the_file_says_what_was_decided_on_which_bytes(office: RealOffice) -> None:
    office.lpsedocs("approve", "EVL-2026-001", "--yes")

    decision = office.decision()
    assert (decision.decision, decision.role, decision.by) == ("disetujui", "kepala_lpse", "rahma")
    assert decision.sha256 == hashlib.sha256((office.root / EVALUATION).read_bytes()).hexdigest()
    assert list(decision.rests_on) == ["FRM-2026-LPSE"]
    assert str(decision.date) == "2026-07-06"
    assert decision.made.isoformat() == "2026-07-06T03:00:00+00:00"
    assert office.git("log", "-1", "--format=%s%n%ad%n%cd", "--date=iso-strict").splitlines() == [
        "SETUJUI EVL-2026-001",
        "2026-07-06T03:00:00+00:00",
        "2026-07-06T03:00:00+00:00",
    ]


def test_the_day_is_that_of_the_office(office: RealOffice) -> None:
    office.at("2026-07-06T18:30:00Z")
    office.lpsedocs("approve", "EVL-2026-001", "--yes")

    assert str(office.decision().date) == "2026-07-07"


def test_only_the_decision_is_committed(office: RealOffice) -> None:
    office.write({"catatan.txt": "baru", "records/assets/AST-001.yaml": "id: AST-001\nlain: 1\n"})
    office.edit(FORM, "Formulir evaluasi", "Formulir baru")
    office.git("add", "catatan.txt", FORM)
    office.edit(FORM, "Formulir baru", "Formulir lain")
    before = office.git("status", "--porcelain"), office.git("diff", "--cached"), office.git("diff")

    told = office.lpsedocs("approve", "EVL-2026-001", "--yes")

    assert told.code == 0
    assert office.git("show", "--name-status", "--format=") == f"A\t{DECISION}"
    assert (office.git("status", "--porcelain"), office.git("diff", "--cached"), office.git("diff")) == before
    assert before[0].splitlines() == ["A  catatan.txt", " M records/assets/AST-001.yaml", f"MM {FORM}"]


def test_several_evaluations_are_decided_in_one_commit(office: RealOffice) -> None:
    second = office.read(EVALUATION).replace("EVL-2026-001", "EVL-2026-002")
    office.sits("tia")
    office.write({EVALUATION.replace("001", "002"): second})
    office.commit()
    office.sits("rahma")

    told = office.lpsedocs("approve", "EVL-2026-001", "EVL-2026-002", "--yes")

    assert told.code == 0
    assert office.statuses() == {"EVL-2026-001": "approved", "EVL-2026-002": "approved"}
    assert office.git("log", "-1", "--format=%s") == "SETUJUI EVL-2026-001, EVL-2026-002"
    assert office.git("rev-list", "--count", "HEAD") == "3"


def test_decisions_on_other_records_have_their_own_numbers(office: RealOffice) -> None:
    with_second(office)
    assert office.lpsedocs("approve", "EVL-2026-001", "--yes").code == 0

    assert office.lpsedocs("approve", "EVL-2026-002", "--yes").code == 0
    assert office.statuses() == {"EVL-2026-001": "approved", "EVL-2026-002": "approved"}
    assert office.decision("EVL-2026-002").record == "EVL-2026-002"


def test_what_changed_since_the_last_decision_is_told(office: RealOffice) -> None:
    assert office.lpsedocs("return", "EVL-2026-001", "--yes", "--note", "Aspek tanggap?").code == 0
    assert office.statuses() == {"EVL-2026-001": "returned"}
    office.sits("tia")
    office.edit(EVALUATION, "tanggap, score: 3", "tanggap, score: 4")
    office.edit(EVALUATION, 'score: "3.00"', 'score: "3.40"')
    office.edit(EVALUATION, "to: rahma}\n", "to: rahma}\n  - {by: tia, date: 2026-07-07, to: rahma}\n")
    office.commit()
    office.sits("rahma")
    office.at("2026-07-08T03:00:00Z")

    told = office.lpsedocs("approve", "EVL-2026-001", "--yes")

    assert told.code == 0
    assert (
        "last decision (1): evaluasi_ulang (to be evaluated again) by Rahma, 6 July 2026: 'Aspek tanggap?'\n"
        "changed since then:\n"
        "  - Scores, Tanggap gangguan, Score: 3 becomes 4\n"
        "  - Result, Score: 3.00 becomes 3.40\n"
        "  - Submissions, 7 July 2026: new: By Tia and To Rahma\n"
        "check: errors: 0, warnings: 0\n"
    ) in told.out
    assert office.statuses() == {"EVL-2026-001": "approved"}
    assert office.decision(number=2).decision == "disetujui"


def test_an_approval_is_withdrawn_and_given_again(office: RealOffice) -> None:
    office.lpsedocs("approve", "EVL-2026-001", "--yes")

    told = office.lpsedocs("withdraw", "EVL-2026-001", "--yes", "--note", "Salah baca")

    assert told.code == 0
    assert "nothing changed in it since then\n" in told.out
    assert office.statuses() == {"EVL-2026-001": "withdrawn"}
    assert office.lpsedocs("approve", "EVL-2026-001", "--yes").code == 0
    assert office.statuses() == {"EVL-2026-001": "approved"}


def test_a_kak_is_accepted_by_its_requester(office: RealOffice) -> None:
    office.sits("agus")

    told = office.lpsedocs("accept", KAK, "--yes", "--note", "Sesuai setelah diperbaiki")

    assert told.code == 0
    assert office.statuses() == {"KAK-2026-001": "accepted"}
    assert office.decision("KAK-2026-001").note == "Sesuai setelah diperbaiki"


def test_a_kak_is_sent_back(office: RealOffice) -> None:
    office.sits("agus")

    told = office.lpsedocs(
        "return", "KAK-2026-001", "--yes", "--note", 'Satu tahun,\nbukan dua: lihat "ruang lingkup"'
    )

    assert told.code == 0
    assert office.statuses() == {"KAK-2026-001": "returned"}
    assert office.decision("KAK-2026-001").note == 'Satu tahun,\nbukan dua: lihat "ruang lingkup"'


def test_saying_no_changes_nothing(office: RealOffice) -> None:
    before = office.state()

    told = office.lpsedocs("approve", "EVL-2026-001", answer="n\n")

    assert (told.code, told.err, office.state()) == (130, "", before)
    assert told.out.endswith("[y/N]: nothing was decided\n")


def test_an_acting_head_decides_in_her_days(office: RealOffice) -> None:
    change_roster(
        office,
        "  - {role: pengelola, person: budi",
        "  - {role: kepala_lpse, person: agus, from: 2026-07-01, until: 2026-07-10, acting: plh, basis: SP "
        "1}\n  - {role: pengelola, person: budi",
    )
    office.sits("agus")

    assert office.lpsedocs("approve", "EVL-2026-001", "--yes").code == 0
    assert office.statuses() == {"EVL-2026-001": "approved"}


def test_an_unproved_file_under_the_next_number_is_replaced(office: RealOffice) -> None:
    office.sits("budi")
    office.write({DECISION: "record: EVL-2026-001\n"})
    office.commit()
    office.sits("rahma")

    assert office.lpsedocs("approve", "EVL-2026-001", "--yes").code == 0
    assert office.statuses() == {"EVL-2026-001": "approved"}
    assert office.git("show", "--name-status", "--format=") == f"M\t{DECISION}"
    assert office.git("status", "--porcelain") == ""


def test_a_decision_whose_record_was_changed_meanwhile_is_made_anew_once_that_is_put_back(
    office: RealOffice,
) -> None:
    evaluation = office.read(EVALUATION)
    office.git("switch", "--quiet", "--create", "keputusan")
    assert office.lpsedocs("approve", "EVL-2026-001", "--yes").code == 0
    office.git("switch", "--quiet", "main")
    office.edit(EVALUATION, "Buku tiket", "Buku tiket semester I")
    office.commit()
    office.git("merge", "--quiet", "--no-ff", "--no-edit", "keputusan")
    office.write({EVALUATION: evaluation})
    office.commit()

    told = office.lpsedocs("verify", "--allow-unpinned", "--today", "2026-07-06")

    assert (told.code, office.statuses()) == (1, {"EVL-2026-001": "unproved"})
    decided = office.git("log", "-1", "--format=%H", "--", DECISION)[:12]
    assert told.out.splitlines()[4:7] == [
        "EVL-2026-001: NOT PROVED",
        "  1: disetujui (approved) by Rahma (rahma): NOT PROVED: EVL-2026-001 had other bytes on the main "
        f"line when the decision came there (other-bytes, {decided})",
        "    what to do: look at what was changed in the record, then ask for a new decision on the version "
        "that lies there now; this one does not come to count any more, also when the record is put back",
    ]
    office.at("2026-07-06T04:00:00Z")
    assert office.lpsedocs("approve", "EVL-2026-001", "--yes").code == 0
    assert office.statuses() == {"EVL-2026-001": "approved"}


# ---- Keys


def test_a_key_may_be_given_as_text(office: RealOffice, tmp_path: Path) -> None:
    # git takes the key itself from an agent, which is not here: that it was found is seen from what git says.
    office.git("config", "user.signingkey", f"key::{key_of('rahma').line}")

    told = office.lpsedocs("approve", "EVL-2026-001", "--yes")

    assert f"it is signed with the key {FINGERPRINT}\n" in told.out
    assert told.refusal.startswith("git could not sign the commit, and nothing was changed: ")


def test_an_openpgp_key_signs(office: RealOffice, openpgp: str) -> None:
    (office.home / "rahma.asc").write_text(openpgp)
    office.sits("eka")
    added = office.lpsedocs(
        "roster", "add-key", "rahma", "--openpgp", str(office.home / "rahma.asc"), "--commit", "--yes"
    )
    assert added.code == 0, added
    office.sits("rahma")
    office.git("config", "gpg.format", "openpgp")
    office.git("config", "user.signingkey", "rahma@contoh.example")

    told = office.lpsedocs("approve", "EVL-2026-001", "--yes")

    assert told.code == 0, told
    assert office.statuses() == {"EVL-2026-001": "approved"}
    assert "gpgsig -----BEGIN PGP SIGNATURE-----" in office.git("cat-file", "commit", "HEAD")


@pytest.fixture
def openpgp(office: RealOffice) -> Iterator[str]:
    """Make an OpenPGP key of Rahma in a keyring of its own, and return the certificate."""
    # The path of an agent's socket may not be long.
    with tempfile.TemporaryDirectory(prefix="lo-") as home:
        os.environ["GNUPGHOME"] = home
        quick = ["gpg", "--batch", "--quiet", "--passphrase", "", "--quick-gen-key"]
        export = ["gpg", "--batch", "--armor", "--export", "--export-options", "export-minimal"]
        name = "Rahma <rahma@contoh.example>"
        try:
            subprocess.run([*quick, name, "ed25519", "sign", "never"], check=True, capture_output=True)
            yield subprocess.run(export, check=True, capture_output=True, text=True).stdout
        finally:
            subprocess.run(["gpgconf", "--kill", "all"], check=False, capture_output=True)


# ---- Who may not, and why


def test_a_pengelola_does_not_approve(office: RealOffice) -> None:
    office.sits("budi")
    before = office.state()

    assert office.lpsedocs("approve", "EVL-2026-001", "--yes").refusal == (
        "EVL-2026-001: budi does not hold the role Kepala LPSE on 6 July 2026, which is held by rahma; "
        "'lpsedocs roster add-role' enters a holder, also an acting head"
    )
    assert office.state() == before


def test_who_made_the_evaluation_does_not_decide_on_it(office: RealOffice) -> None:
    change_roster(
        office,
        "  - {role: pengelola, person: budi",
        "  - {role: kepala_lpse, person: tia, from: 2026-07-01, acting: plt, basis: SP 1}\n"
        "  - {role: pengelola, person: budi",
    )
    office.sits("tia")
    before = office.state()

    assert office.lpsedocs("approve", "EVL-2026-001", "--yes").refusal == (
        "EVL-2026-001: tia made the evaluation, and can't decide it; let the Kepala LPSE, or an acting head "
        "(Plh.), decide who had no part in the evaluation; else another Pengelola evaluates anew"
    )
    assert office.state() == before


def test_who_typed_the_evaluation_in_does_not_decide_on_it(office: RealOffice) -> None:
    office.edit(EVALUATION, "evidence: Buku tiket", "evidence: Buku tiket 2026")
    office.commit(sign=True)
    before = office.state()

    assert office.lpsedocs("approve", "EVL-2026-001", "--yes").refusal == (
        "what was signed would not count, and nothing was changed: EVL-2026-001: rahma made the evaluation, "
        "and can't decide it; let the Kepala LPSE, or an acting head (Plh.), decide who had no part in the "
        "evaluation; else another Pengelola evaluates anew"
    )
    assert office.state() == before


def test_somebody_without_a_key_in_the_roster_is_told_what_else_there_is(office: RealOffice) -> None:
    change_roster(office, "{id: dewi, name: Dewi,", "{id: dewi, emails: [dewi@contoh.example], name: Dewi,")
    office.sits("dewi", key="orang-lain")

    assert office.lpsedocs("accept", "KAK-2026-001", "--yes").refusal == (
        "Dewi has no key in the roster in force, so no commit of dewi proves anything; 'lpsedocs roster "
        "add-key dewi' enters one. Until then a decision is merged on the forge ('lpsedocs request'), or "
        "signed on paper ('lpsedocs decide-on-paper')"
    )


def test_a_stranger_is_told_so(office: RealOffice) -> None:
    office.sits("orang-lain")

    assert office.lpsedocs("approve", "EVL-2026-001", "--yes").refusal == (
        "the roster in force knows neither the address orang-lain@contoh.example nor the key "
        f"{STRANGER}; 'git config user.email' and 'git config user.signingkey' name yours, "
        "and 'lpsedocs roster add-person' enters somebody new"
    )


def test_a_key_that_the_roster_does_not_have_is_named(office: RealOffice) -> None:
    office.sits("rahma", key="orang-lain")

    assert office.lpsedocs("approve", "EVL-2026-001", "--yes").refusal == (
        f"the key {STRANGER} that git signs with is not one of Rahma in the roster in force; "
        "'git config user.signingkey' names the right one, or 'lpsedocs roster add-key rahma' enters this one"
    )


def test_an_address_and_a_key_of_two_people_are_refused(office: RealOffice) -> None:
    office.sits("budi", key="rahma")

    assert office.lpsedocs("approve", "EVL-2026-001", "--yes").refusal == (
        f"the address budi@contoh.example is that of Budi, but the key {FINGERPRINT} is that of Rahma; 'git "
        "config user.email' and 'git config user.signingkey' must name one person"
    )


def test_an_address_that_the_roster_does_not_have_is_no_hindrance(office: RealOffice) -> None:
    office.git("config", "user.email", "rahma@rumah.example")

    assert office.lpsedocs("approve", "EVL-2026-001", "--yes").code == 0
    assert office.statuses() == {"EVL-2026-001": "approved"}


def test_a_key_after_its_end_is_refused(office: RealOffice) -> None:
    line = f'{{ssh: "{key_of("rahma").line}", from: 2025-01-02'
    change_roster(office, f"{line}}}", f"{line}, until: 2026-07-05}}")

    assert office.lpsedocs("approve", "EVL-2026-001", "--yes").refusal == (
        f"the key {FINGERPRINT} of Rahma is not in force on 6 July 2026; 'lpsedocs roster add-key rahma' "
        "enters a new one"
    )


def test_a_pengguna_of_another_unit_does_not_accept(office: RealOffice) -> None:
    change_roster(
        office,
        "  - {role: pengelola, person: budi",
        "  - {role: pengguna, person: eka, unit: Unit Pelatihan, from: 2026-07-01}\n"
        "  - {role: pengelola, person: budi",
    )
    office.sits("eka")

    assert office.lpsedocs("accept", "KAK-2026-001", "--yes").refusal == (
        "KAK-2026-001: eka is neither the requester nor of the unit 'Administrator Sistem LPSE'; let the "
        "requester, or a Pengguna of his unit, decide on the KAK"
    )


def test_evidence_that_the_roster_does_not_accept_is_refused(office: RealOffice) -> None:
    change_roster(office, "kepala_lpse: [personal, forge, witness]", "kepala_lpse: [forge]")

    assert office.lpsedocs("approve", "EVL-2026-001", "--yes").refusal == (
        "EVL-2026-001: evidence of the class personal (the person's own signature) is not accepted from "
        "Kepala LPSE; ask the person to decide in a way that the roster accepts from his role ('accept' in "
        "records/roster.yaml)"
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
            "the note is too long: the file of a decision may have 64 KiB in all; shorten the note",
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


# ---- The computer


@pytest.mark.parametrize(
    ("command", "code", "told", "stands"),
    [
        pytest.param(
            "approve EVL-2026-001 <&-",
            130,
            ["Decide 'disetujui' on EVL-2026-001? [y/N]: ", "nothing was decided"],
            {},
            id="nobody answers",
        ),
        pytest.param(
            "return EVL-2026-001 --note Bukti? --yes <&-",
            0,
            [f"{DECISION} written", f"commit COMMIT on main, {SIGNED}"],
            {"EVL-2026-001": "returned"},
            id="nobody is asked",
        ),
        pytest.param(
            "approve EVL-2026-001 --yes <&- >&- 2>&-", 0, [], {"EVL-2026-001": "approved"}, id="nobody reads"
        ),
    ],
)
def test_a_closed_stream_is_as_good_as_an_empty_one(
    office: RealOffice, command: str, code: int, told: list[str], stands: dict[str, str]
) -> None:
    done = in_a_shell(office, command)

    assert (done.returncode, done.stderr) == (code, "")
    lines = done.stdout.replace(office.tip()[:12], "COMMIT").splitlines()
    assert lines[len(lines) - len(told) :] == told
    assert office.statuses() == stands


def test_a_request_is_made_with_closed_streams(office: RealOffice) -> None:
    done = in_a_shell(office, "request EVL-2026-001 <&- >&-")

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert office.decision(at="setujui/EVL-2026-001").decision == "disetujui"


def in_a_shell(office: RealOffice, command: str) -> subprocess.CompletedProcess[str]:
    """Run a command as a shell starts it."""
    run = "import sys; from lpsedocs.cli import main; sys.exit(main())"
    return subprocess.run(
        ["sh", "-c", f'exec "$0" -c "$1" --root "$2" {command}', sys.executable, run, str(office.root)],
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_clock_before_the_last_commit_is_refused(office: RealOffice) -> None:
    office.sits("budi")
    office.at("2026-07-09T03:00:00Z")
    office.git("commit", "--quiet", "--allow-empty", "-m", "Jam maju")
    office.sits("rahma")
    office.at("2026-07-06T03:00:00Z")

    assert office.lpsedocs("approve", "EVL-2026-001", "--yes").refusal == (
        "this computer's clock says 6 July 2026 10.00 WIB, before the last commit on main: 9 July 2026 "
        "10.00 WIB. Set the clock right; if it is right, --trust-clock goes on"
    )
    assert office.lpsedocs("approve", "EVL-2026-001", "--yes", "--trust-clock").code == 0
    assert office.statuses() == {"EVL-2026-001": "approved"}


def test_signing_that_fails_changes_nothing(office: RealOffice) -> None:
    office.git("config", "gpg.ssh.program", "false")
    before = office.state()

    assert office.lpsedocs("approve", "EVL-2026-001", "--yes").refusal == (
        "git could not sign the commit, and nothing was changed: exit code 1"
    )
    assert office.state() == before


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        pytest.param(
            {"user.email": None},
            "git does not know who you are; 'git config user.name' and 'git config user.email' tell it, "
            "with the address that the roster has for you",
            id="no address",
        ),
        pytest.param(
            {"user.signingkey": None},
            "git has no key to sign with; 'git config user.signingkey ~/.ssh/id_ed25519.pub' names one",
            id="no key",
        ),
        pytest.param(
            {"user.signingkey": "/nowhere/kunci.pub"},
            "the key /nowhere/kunci.pub that git is to sign with is not there; 'git config user.signingkey' "
            "names another",
            id="a key that is not there",
        ),
        pytest.param(
            {"gpg.format": "x509"},
            "git is set up to sign with 'x509', which proves no decision; 'git config gpg.format' takes ssh "
            "or openpgp",
            id="another kind of signature",
        ),
        pytest.param(
            {"gpg.format": None, "user.signingkey": None, "gpg.program": "/nowhere/gpg"},
            "git is to sign with the program /nowhere/gpg, which is not there; install GnuPG, or sign with "
            "an SSH key: 'git config gpg.format ssh' and 'git config user.signingkey ~/.ssh/id_ed25519.pub'",
            id="nothing set up",
        ),
    ],
)
def test_what_git_lacks_is_said(office: RealOffice, settings: dict[str, str | None], message: str) -> None:
    for name, value in settings.items():
        office.git("config", "--global", *(["--unset", name] if value is None else [name, value]))
    before = office.state()

    assert office.lpsedocs("approve", "EVL-2026-001", "--yes").refusal == message
    assert office.state() == before


def test_no_branch_to_decide_on_is_said(office: RealOffice) -> None:
    office.git("checkout", "--quiet", "--detach")

    assert office.lpsedocs("approve", "EVL-2026-001", "--yes").refusal == (
        "no branch is checked out here; 'git switch main' checks out the main branch"
    )


def test_a_branch_without_a_commit_is_said(office: RealOffice) -> None:
    office.git("checkout", "--quiet", "--orphan", "baru")

    assert office.lpsedocs("approve", "EVL-2026-001", "--yes").refusal == (
        "nothing is committed here yet; commit the records first"
    )


def test_a_workspace_below_the_top_of_a_repository_is_refused(office: RealOffice) -> None:
    below = office.root / "bagian"
    below.mkdir()
    office.git("mv", "records", "mkdocs.yml", "bagian")

    told = RealOffice(office.home, below).lpsedocs("approve", "EVL-2026-001", "--yes")

    assert told.refusal == (
        f"the workspace {below} is not the top of its git repository, and decisions count only in 'records' "
        "at the top; make it a repository of its own"
    )


def test_a_shallow_clone_is_refused(office: RealOffice) -> None:
    office.with_remote()
    office.git("commit", "--quiet", "--allow-empty", "-m", "x")
    office.git("push", "--quiet")
    shallow = office.root.parent / "shallow"
    office.git("clone", "--quiet", "--depth=1", f"file://{office.root.parent}/bare.git", str(shallow))

    told = RealOffice(office.home, shallow).lpsedocs("approve", "EVL-2026-001", "--yes")

    assert told.refusal == (
        "the history here can't be judged, so nothing is signed on it: this clone is shallow; 'git fetch "
        '--unshallow origin "+refs/heads/*:refs/remotes/origin/*"\' fetches the rest of its history'
    )


# ---- Interrupted; tests/test_interrupted.py goes through every step


def test_an_interruption_while_signing_changes_nothing(office: RealOffice) -> None:
    program = office.home / "sign"
    program.write_text("#!/bin/sh\nkill -INT $PPID\nsleep 1\nexit 1\n")
    program.chmod(0o755)
    office.git("config", "gpg.ssh.program", str(program))
    before = office.state()

    assert office.lpsedocs("approve", "EVL-2026-001", "--yes").code == 2
    assert office.state() == before


@pytest.mark.parametrize(
    ("person", "command", "told"),
    [
        pytest.param("rahma", ["approve", "EVL-2026-001", "--yes"], "nothing was decided", id="a decision"),
        pytest.param(
            "rahma",
            ["roster", "end-role", "budi", "pengelola", "--commit", "--yes"],
            "nothing was changed",
            id="a change of the roster",
        ),
        pytest.param("budi", ["request", "EVL-2026-001"], "nothing was changed", id="a request"),
    ],
)
def test_whoever_breaks_off_at_the_passphrase_is_told_that_nothing_happened(
    office: RealOffice, person: str, command: list[str], told: str
) -> None:
    office.sits(person)
    program = office.home / "sign"
    program.write_text("#!/bin/sh\nkill -INT 0\nsleep 1\nexit 1\n")
    program.chmod(0o755)
    office.git("config", "gpg.ssh.program", str(program))
    office.git("config", "commit.gpgSign", "true")
    before = office.state()

    run = (
        # What is started in the background of a shell ignores an interruption, and so would this.
        "import signal, sys; signal.signal(signal.SIGINT, signal.default_int_handler); "
        "from lpsedocs.cli import main; sys.exit(main())"
    )
    answer = subprocess.run(
        [sys.executable, "-c", run, "--lang", "en", "--root", str(office.root), *command],
        capture_output=True,
        text=True,
        check=False,
        start_new_session=True,
    )

    assert (answer.returncode, answer.stderr) == (130, "\n")
    assert answer.stdout.splitlines()[-1] == told
    assert office.state() == before


@pytest.mark.parametrize(
    ("answer", "code", "told"),
    [
        pytest.param(
            "ya\n", 0, "[y/N]: records/decisions/EVL-2026-001/1.yaml written\n", id="yes in Indonesian"
        ),
        pytest.param("tidak\n", 130, "[y/N]: nothing was decided\n", id="no in Indonesian"),
        pytest.param("\n", 130, "[y/N]: nothing was decided\n", id="nothing"),
        pytest.param("", 130, "[y/N]: \nnothing was decided\n", id="no answer can come"),
        pytest.param(
            "entah\nn\n",
            130,
            "[y/N]: 'entah' is neither yes nor no\nDecide 'disetujui' on EVL-2026-001? [y/N]: nothing was "
            "decided\n",
            id="neither",
        ),
    ],
)
def test_an_answer_is_understood_in_either_language(
    office: RealOffice, answer: str, code: int, told: str
) -> None:
    found = office.lpsedocs("approve", "EVL-2026-001", answer=answer)

    assert found.code == code
    assert told in found.out


def test_the_question_is_put_in_the_language_of_the_office(office: RealOffice) -> None:
    assert (
        "EVL-2026-001? [y/T]: tidak ada yang diputuskan\n"
        in office.lpsedocs("--lang", "id", "approve", "EVL-2026-001", answer="t\n").out
    )


def test_an_empty_note_is_called_so(office: RealOffice) -> None:
    assert office.lpsedocs("approve", "EVL-2026-001", "--yes", "--note", "  ").refusal == (
        "the note is empty; say in it what is meant, or leave it out"
    )
    assert office.lpsedocs("return", "EVL-2026-001", "--yes", "--note", "").refusal == (
        "the note is empty, and 'evaluasi_ulang' needs one that says why"
    )
    assert office.lpsedocs("approve", "EVL-2026-001", "--yes").code == 0
    assert office.lpsedocs("withdraw", "EVL-2026-001", "--yes", "--note", " ").refusal == (
        "the note is empty, and 'dicabut' needs one that says why"
    )


def test_a_lock_of_git_is_named(office: RealOffice) -> None:
    lock = office.root / ".git" / "index.lock"
    lock.touch()
    before = office.state()

    assert office.lpsedocs("approve", "EVL-2026-001", "--yes").refusal == (
        f"another git command is at work here, or was stopped midway: {lock} is there. Wait for it; if none "
        "is running, remove that file and try again"
    )
    assert office.state() == before
