"""Deciding with one's own signed commit: approve, return, accept, withdraw."""

import hashlib
import os
import subprocess
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
    with_second,
)
from tests.trust.story import key_of

FINGERPRINT = "SHA256:njmj586gVtKCaeJWxb0ac1vrZRhKSMkG1wYDwcyWKNE"
STRANGER = parse_ssh_key(key_of("orang-lain").line).fingerprint
FORM = "records/forms/FRM-2026-LPSE.yaml"


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


def test_that_only_comments_have_changed_since_the_last_decision_is_told(office: RealOffice) -> None:
    office.lpsedocs("approve", "EVL-2026-001", "--yes")
    office.write({EVALUATION: office.read(EVALUATION) + "# dilihat\n"})
    office.commit()
    office.sits("tia")
    assert office.lpsedocs("request", "EVL-2026-001").code == 0
    office.sits("rahma")

    told = office.lpsedocs("approve", "EVL-2026-001", "--yes")

    assert "\nsince then only comments, or the way in which it is written, have changed\n" in told.out
    assert office.statuses() == {"EVL-2026-001": "approved"}


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
