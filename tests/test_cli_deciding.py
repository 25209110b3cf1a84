"""Deciding with one's own signed commit: approve, return, accept, withdraw."""

import hashlib
import os
import stat
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from lpsedocs.trust.signatures import parse_ssh_key
from tests.real_office import DECISION, EVALUATION, KAK, RealOffice, office_at
from tests.trust.story import key_of

FINGERPRINT = "SHA256:njmj586gVtKCaeJWxb0ac1vrZRhKSMkG1wYDwcyWKNE"
STRANGER = parse_ssh_key(key_of("orang-lain").line).fingerprint
FORM = "records/forms/FRM-2026-LPSE.yaml"
ROSTER = "records/roster.yaml"


@pytest.fixture
def office(tmp_path_factory: pytest.TempPathFactory, tmp_path: Path) -> Iterator[RealOffice]:
    with office_at(tmp_path_factory, tmp_path) as office:
        office.sits("rahma")
        yield office


def change_roster(office: RealOffice, old: str, new: str) -> None:
    """Let somebody with the right to it change the roster in force."""
    office.sits("eka")
    office.edit(ROSTER, old, new)
    office.git("commit", "--quiet", "-S", "-m", "Peran", ROSTER)
    office.sits("rahma")


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
        f"commit {office.tip()[:12]} on main, signed and proved\n"
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

    assert (told.code, office.state()) == (130, before)
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
            "'lpsedocs approve' is not for KAK-2026-001; the kinds of records that it is for: Evaluation",
            id="a KAK is not approved",
        ),
        pytest.param(
            ("accept", "EVL-2026-001"),
            "'lpsedocs accept' is not for EVL-2026-001; the kinds of records that it is for: Terms of "
            "reference (KAK)",
            id="an evaluation is not accepted",
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
            "EVL-2026-001 has no decision that could be withdrawn",
            id="nothing to withdraw",
        ),
        pytest.param(
            ("return", "EVL-2026-001", "--note", "a\x1bb"),
            "the note has signs that no record may have; write it without control characters",
            id="a note with control characters",
        ),
        pytest.param(
            ("approve", "EVL-2026-001", "--branch", "a..b"),
            "'a..b' can't be the name of a branch; choose one like keputusan-1",
            id="no name for a branch",
        ),
        pytest.param(
            ("approve", "EVL-2026-001", "--branch", "main"),
            "there is a branch main already; choose another name, or remove it with 'git branch -D main' if "
            "nobody needs it",
            id="a branch that is there",
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


def test_bytes_that_are_not_committed_are_not_decided(office: RealOffice) -> None:
    office.edit(EVALUATION, "Buku tiket", "Buku tiket 2026")

    assert office.lpsedocs("approve", "EVL-2026-001", "--yes").refusal == (
        f"{EVALUATION} here is not as it is committed on main, and what counts is what is committed; commit "
        f"it, or put it back with 'git restore {EVALUATION}'"
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


def test_a_decision_about_to_be_removed_is_named(office: RealOffice) -> None:
    office.lpsedocs("approve", "EVL-2026-001", "--yes")
    office.git("rm", "--quiet", DECISION)

    assert office.lpsedocs("withdraw", "EVL-2026-001", "--yes", "--note", "x").refusal == (
        f"{DECISION} is committed, but git is about to remove it with the next commit; 'git restore --staged "
        f"--worktree {DECISION}' brings it back"
    )


# ---- The computer


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


# ---- With a remote


def test_it_tells_how_to_send_it(office: RealOffice) -> None:
    office.with_remote()

    told = office.lpsedocs("approve", "EVL-2026-001", "--yes")

    assert told.out.endswith(
        "send it: git push origin main; should that be refused because the branch moved on, give the same "
        "command once more, and never 'git pull' without --ff-only\n"
    )
    assert office.statuses("refs/remotes/origin/main") == {}


def test_it_is_sent_at_once_if_wished(office: RealOffice) -> None:
    office.with_remote()

    told = office.lpsedocs("approve", "EVL-2026-001", "--yes", "--push")

    assert told.out.endswith("signed and proved\nsent to origin\n")
    assert office.elsewhere().statuses() == {"EVL-2026-001": "approved"}
    assert office.tip() == office.tip("origin/main")


def test_what_is_new_is_fetched_first(office: RealOffice) -> None:
    office.with_remote()
    other = office.elsewhere()
    office.sits("tia")
    other.edit(EVALUATION, "Buku tiket", "Buku tiket semester I")
    other.commit()
    other.git("push", "--quiet")
    office.sits("rahma")
    office.write({"catatan.txt": "baru"})
    office.git("add", "catatan.txt")

    told = office.lpsedocs("approve", "EVL-2026-001", "--yes", "--push")

    assert "Tanggap gangguan: Score 3 and Evidence Buku tiket semester I\n" in told.out
    assert office.statuses() == {"EVL-2026-001": "approved"}
    assert office.git("log", "--format=%s") == "SETUJUI EVL-2026-001\nPerubahan\nMulai"
    assert office.git("status", "--porcelain") == "A  catatan.txt"


def test_a_commit_is_made_anew_when_the_branch_moves_meanwhile(
    office: RealOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.with_remote()
    other = office.elsewhere()
    moves_once_signed(office, other, monkeypatch)

    told = office.lpsedocs("approve", "EVL-2026-001", "--yes", "--push")

    assert told.code == 0, told
    assert office.git("log", "--format=%s") == "SETUJUI EVL-2026-001\nSementara itu\nMulai"
    assert office.git("rev-list", "--merges", "HEAD") == ""
    assert office.statuses() == {"EVL-2026-001": "approved"}
    assert office.git("status", "--porcelain") == ""
    other.git("pull", "--quiet", "--ff-only")
    assert other.statuses() == {"EVL-2026-001": "approved"}


def moves_once_signed(office: RealOffice, other: RealOffice, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let somebody push between the fetch and the push: while the first commit is being signed."""
    flag = office.home / "moved"
    program = office.home / "sign"
    program.write_text(
        f"#!/bin/sh\nif [ ! -e {flag} ]; then touch {flag}; unset GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE\n"
        f"cd {other.root}; git commit --quiet --allow-empty -m 'Sementara itu'; git push --quiet; fi >&2\n"
        'exec ssh-keygen "$@"\n'
    )
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    office.git("config", "gpg.ssh.program", str(program))


def test_a_local_branch_that_moves_meanwhile_is_kept(
    office: RealOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    worktree = office.root.parent / "lain"
    office.git("worktree", "add", "--quiet", "--detach", str(worktree))
    program = office.home / "sign"
    flag = office.home / "moved"
    program.write_text(
        f"#!/bin/sh\nif [ ! -e {flag} ]; then touch {flag}; unset GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE\n"
        f"cd {worktree} && git commit --quiet --allow-empty -m 'Sementara itu' && "
        "git update-ref refs/heads/main HEAD; fi >&2\n"
        'exec ssh-keygen "$@"\n'
    )
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    office.git("config", "gpg.ssh.program", str(program))

    told = office.lpsedocs("approve", "EVL-2026-001", "--yes")

    assert told.code == 0, told
    assert office.git("log", "--format=%s") == "SETUJUI EVL-2026-001\nSementara itu\nMulai"
    assert office.statuses() == {"EVL-2026-001": "approved"}


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
    assert "should that be refused because the branch moved on, give the same command once more" in told.out
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


def test_a_decision_and_a_change_of_the_roster_that_were_not_sent_are_sent_one_by_one(
    office: RealOffice,
) -> None:
    with_second(office)
    office.with_remote()
    other = office.elsewhere()
    other.git("commit", "--quiet", "--allow-empty", "-m", "Lebih dulu")
    other.git("push", "--quiet")
    assert office.lpsedocs("approve", "EVL-2026-001", "--yes", "--offline").code == 0
    dewi = ("roster", "add-account", "dewi", "github", "1009", "--commit", "--yes", "--offline")
    assert office.lpsedocs(*dewi).code == 0

    assert office.lpsedocs("approve", "EVL-2026-002", "--yes", "--push").refusal == (
        "your decisions on EVL-2026-001 were not sent yet, and the branch at the remote has moved on; give "
        "the command that made them once more, with all of them and with --push"
    )
    assert office.lpsedocs("approve", "EVL-2026-001", "--yes", "--push").refusal == (
        "your change of the roster was not sent yet, and the branch at the remote has moved on; 'lpsedocs "
        "roster commit --push' makes it anew there and sends it; then give this command once more"
    )


def test_a_decision_is_made_anew_on_another_roster(office: RealOffice) -> None:
    office.with_remote()
    other = office.elsewhere()
    assert office.lpsedocs("approve", "EVL-2026-001", "--yes").code == 0
    change_roster(other, "position: Verifikator", "position: Verifikator Ahli")
    other.git("push", "--quiet")

    assert office.lpsedocs("approve", "EVL-2026-001", "--yes", "--push").code == 0
    assert office.statuses("refs/remotes/origin/main") == {"EVL-2026-001": "approved"}


def moves_main_at(program: Path, office: RealOffice, then: str) -> str:
    """Write a program that lets somebody move the local main branch before it does its work."""
    moved = office.git("commit-tree", "-p", "main", "-m", "Sementara itu", "main^{tree}")
    program.parent.mkdir(exist_ok=True)
    program.write_text(
        f"#!/bin/sh\n(unset GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE; git -C {office.root} update-ref "
        f"refs/heads/main {moved})\n{then}\n"
    )
    program.chmod(0o755)
    return moved


def test_a_branch_that_somebody_moves_while_it_is_brought_up_to_date_is_kept(office: RealOffice) -> None:
    office.with_remote()
    other = office.elsewhere()
    other.write({"kabar.txt": "baru"})
    other.commit()
    other.git("push", "--quiet")
    program = office.home / "upload-pack"
    moved = moves_main_at(program, office, 'exec git-upload-pack "$@"')
    office.git("config", "remote.origin.uploadpack", str(program))
    before = office.state()

    assert office.lpsedocs("approve", "EVL-2026-001", "--yes").refusal == (
        "main was moved by somebody else meanwhile; do it again"
    )
    assert (office.tip(), office.state()[1:]) == (moved, before[1:])


def test_a_branch_that_moves_here_while_it_is_sent_is_kept(office: RealOffice) -> None:
    office.with_remote()
    moved = moves_main_at(office.root / ".git" / "hooks" / "pre-push", office, "exit 0")
    before = office.state()

    assert office.lpsedocs("approve", "EVL-2026-001", "--yes", "--push").refusal == (
        "the commit is at the remote, but main here has moved meanwhile; 'git fetch' and 'git status' tell "
        "how they differ"
    )
    assert (office.tip(), office.state()[1:]) == (moved, before[1:])
    assert office.elsewhere().statuses() == {"EVL-2026-001": "approved"}


def test_a_new_branch_goes_off_from_what_is_newest_here_or_at_the_remote(office: RealOffice) -> None:
    assert office.lpsedocs("approve", "EVL-2026-001", "--yes", "--branch", "satu").code == 0
    assert office.tip("satu^") == office.tip("main")
    office.with_remote()
    office.git("commit", "--quiet", "--allow-empty", "-m", "Sini")
    assert office.lpsedocs("approve", "EVL-2026-001", "--yes", "--branch", "dua").code == 0
    assert office.tip("dua^") == office.tip("main")
    office.git("reset", "--quiet", "--hard", "HEAD^")
    other = office.elsewhere()
    there = other.git("commit-tree", "-p", "main", "-m", "Sana", "main^{tree}")
    other.git("push", "--quiet", "origin", f"{there}:refs/heads/main")
    assert office.lpsedocs("approve", "EVL-2026-001", "--yes", "--branch", "tiga").code == 0
    assert office.tip("tiga^") == there


def test_a_remote_that_can_not_be_reached_is_said(office: RealOffice) -> None:
    office.git("remote", "add", "origin", str(office.root.parent / "nowhere.git"))

    told = office.lpsedocs("approve", "EVL-2026-001", "--yes")

    assert told.refusal.startswith("what is new at origin can't be fetched: fatal: ")
    assert told.refusal.endswith("; --offline goes on without it")
    assert office.lpsedocs("approve", "EVL-2026-001", "--yes", "--offline").code == 0


def test_a_remote_without_the_branch_is_no_hindrance(office: RealOffice) -> None:
    bare = office.root.parent / "empty.git"
    office.git("init", "--quiet", "--bare", str(bare))
    office.git("remote", "add", "origin", str(bare))
    # Asked for the main branch, git tells of this one.
    office.git("push", "--quiet", "origin", "main:refs/heads/lain/refs/heads/main")

    assert office.lpsedocs("approve", "EVL-2026-001", "--yes", "--push").code == 0
    assert office.tip("origin/main") == office.tip()


def test_a_protected_branch_is_answered_with_another_way(office: RealOffice) -> None:
    bare = office.with_remote()
    hook = bare / "hooks" / "update"
    hook.write_text('#!/bin/sh\n[ "$1" != refs/heads/main ]\n')
    hook.chmod(0o755)
    # Asked for the main branch, git tells of this one, too.
    office.git("push", "--quiet", "origin", "main:refs/heads/lain/refs/heads/main")
    before = office.state()

    assert office.lpsedocs("approve", "EVL-2026-001", "--yes", "--push").refusal == (
        "origin did not take it: [remote rejected] (hook declined); nothing was changed here. Where main is "
        "protected, --branch NAME makes a branch for a request"
    )
    assert office.state() == before

    told = office.lpsedocs("approve", "EVL-2026-001", "--yes", "--push", "--branch", "keputusan-1")

    assert told.code == 0, told
    assert told.out.endswith(
        f"commit {office.tip('keputusan-1')[:12]} on keputusan-1, signed and proved\n"
        "it counts when keputusan-1 is merged into the main branch with a merge commit, by anybody; not "
        "after a squash or a rebase\nsent to origin\n"
    )
    assert office.git("status", "--porcelain") == ""
    assert office.statuses() == {}
    office.sits("budi")
    office.git("merge", "--quiet", "--no-ff", "-m", "Gabung", "keputusan-1")
    assert office.statuses() == {"EVL-2026-001": "approved"}


def with_taken_name(office: RealOffice) -> None:
    """Let somebody have a branch of another kind at the remote, under the name that is chosen here."""
    office.with_remote()
    other = office.elsewhere()
    other.git("switch", "--quiet", "-c", "keputusan-1")
    other.git("commit", "--quiet", "--allow-empty", "-m", "Lain")
    other.git("push", "--quiet", "origin", "keputusan-1")


def test_a_branch_whose_name_is_taken_is_sent_under_another(office: RealOffice) -> None:
    with_taken_name(office)

    told = office.lpsedocs("approve", "EVL-2026-001", "--yes", "--branch", "keputusan-1")

    assert told.out.endswith(
        "not after a squash or a rebase\nsend it: git push origin keputusan-1; should origin have another "
        "branch of that name already, 'git push origin keputusan-1:NAME' sends it under a name of your "
        "choice\n"
    )
    with pytest.raises(AssertionError, match="rejected"):
        office.git("push", "--quiet", "origin", "keputusan-1")
    office.git("push", "--quiet", "origin", "keputusan-1:keputusan-2")
    assert office.statuses(office.tip("origin/keputusan-2")) == {"EVL-2026-001": "approved"}


def test_a_branch_whose_name_is_taken_is_not_tried_again_and_again(office: RealOffice) -> None:
    with_taken_name(office)
    before = office.state()

    command = ("approve", "EVL-2026-001", "--yes", "--push", "--branch")
    assert office.lpsedocs(*command, "keputusan-1").refusal == (
        "the remote has a branch keputusan-1 already; have it merged or removed, or name another with "
        "--branch"
    )
    assert office.state() == before
    assert office.lpsedocs(*command, "keputusan-2").code == 0


def test_a_branch_that_was_not_taken_is_made_by_the_same_command(office: RealOffice) -> None:
    hook = office.with_remote() / "hooks" / "update"
    hook.write_text("#!/bin/sh\nexit 1\n")
    hook.chmod(0o755)
    command = ("approve", "EVL-2026-001", "--yes", "--push", "--branch", "keputusan-1")
    assert office.lpsedocs(*command).code == 2
    hook.unlink()

    assert office.lpsedocs(*command).code == 0
    assert office.tip("origin/keputusan-1") == office.tip("keputusan-1")


def test_a_branch_that_is_checked_out_takes_the_decision(office: RealOffice) -> None:
    office.git("switch", "--quiet", "-c", "evaluasi")
    office.sits("tia")
    office.edit(EVALUATION, "Buku tiket", "Buku tiket semester I")
    office.commit()
    office.sits("rahma")

    told = office.lpsedocs("approve", "EVL-2026-001", "--yes")

    assert told.code == 0, told
    assert "it counts when evaluasi is merged into the main branch with a merge commit" in told.out
    assert office.statuses("refs/heads/main") == {}
    office.sits("budi")
    office.git("switch", "--quiet", "main")
    office.git("merge", "--quiet", "--no-ff", "-m", "Gabung", "evaluasi")
    assert office.statuses() == {"EVL-2026-001": "approved"}


def test_rights_are_those_of_the_main_branch(office: RealOffice) -> None:
    office.git("switch", "--quiet", "-c", "lama")
    office.git("switch", "--quiet", "main")
    change_roster(office, "{role: kepala_lpse, person: rahma,", "{role: kepala_lpse, person: agus,")
    office.git("switch", "--quiet", "lama")

    assert office.lpsedocs("approve", "EVL-2026-001", "--yes").refusal == (
        "EVL-2026-001: rahma does not hold the role Kepala LPSE on 6 July 2026, which is held by agus; "
        "'lpsedocs roster add-role' enters a holder, also an acting head"
    )


def test_a_branch_that_has_nothing_in_common_with_the_main_one_takes_a_decision(office: RealOffice) -> None:
    office.git("checkout", "--quiet", "--orphan", "lain")
    office.commit("Lain", sign=True)

    told = office.lpsedocs("approve", "EVL-2026-001", "--yes")

    assert told.code == 0, told
    assert "it counts when lain is merged into the main branch with a merge commit" in told.out


def with_second(office: RealOffice) -> None:
    second = office.read(EVALUATION).replace("EVL-2026-001", "EVL-2026-002")
    office.sits("tia")
    office.write({EVALUATION.replace("001", "002"): second})
    office.commit()
    office.sits("rahma")


@pytest.mark.parametrize("command", [("approve",), ("withdraw", "--note", "x"), ("return", "--note", "x")])
def test_on_a_branch_that_lacks_a_decision_none_is_made(office: RealOffice, command: tuple[str, ...]) -> None:
    office.git("branch", "lama")
    assert office.lpsedocs("approve", "EVL-2026-001", "--yes").code == 0
    office.git("switch", "--quiet", "lama")
    before = office.state()

    name, *more = command
    assert office.lpsedocs(name, "EVL-2026-001", "--yes", *more).refusal == (
        "EVL-2026-001: the main branch has decision 1 on it, which lama lacks, so that yours would not "
        "count; 'git switch main' goes there, and --branch NAME makes a new branch from there"
    )
    assert office.state() == before


@pytest.mark.parametrize(("path", "other"), [(EVALUATION, "EVL-2026-001"), (FORM, "FRM-2026-LPSE")])
def test_on_a_branch_that_lacks_the_newest_version_nothing_is_decided(
    office: RealOffice, path: str, other: str
) -> None:
    office.git("branch", "lama")
    office.sits("tia")
    office.write({path: f"{office.read(path)}# baru\n"})
    office.commit()
    office.sits("rahma")
    office.git("switch", "--quiet", "lama")

    assert office.lpsedocs("approve", "EVL-2026-001", "--yes").refusal == (
        f"EVL-2026-001: the main branch has another version of {other} than lama, so that your decision "
        "would not count after the merge; 'git switch main' goes there, and --branch NAME makes a new branch "
        "from there"
    )


def lost(known: str) -> str:
    return (
        f"the main branch was rewritten or turned: {known[:12]}, verified on 6 July 2026, is no longer on "
        "its line, and nothing is signed on it; 'lpsedocs verify' says what happened, and what mends it"
    )


@pytest.mark.parametrize("way", ["rewritten", "rewritten and swept", "turned"])
def test_on_a_main_branch_that_lost_what_was_verified_nothing_is_signed(office: RealOffice, way: str) -> None:
    known = verified(office)
    office.git("reset", "--quiet", "--hard", "HEAD^")
    office.git("commit", "--quiet", "--allow-empty", "-m", "Lain")
    if way == "turned":
        office.git("merge", "--quiet", "--no-ff", "-m", "Gabung", known)
    if way == "rewritten and swept":
        (office.root / ".git" / "objects" / known[:2] / known[2:]).unlink()
    before = office.state()

    assert office.lpsedocs("approve", "EVL-2026-001", "--yes").refusal == lost(known)
    assert office.state() == before


def verified(office: RealOffice) -> str:
    """Verify the main branch from its pinned root, at a second commit; return that."""
    root = office.tip()
    office.git("commit", "--quiet", "--allow-empty", "-m", "Satu")
    assert office.lpsedocs("trust", "pin", "--yes", "--commit", root).code == 0
    assert office.verify().code == 0
    return office.tip()


def test_on_a_main_branch_that_has_moved_on_since_it_was_verified_one_decides(office: RealOffice) -> None:
    verified(office)
    office.git("commit", "--quiet", "--allow-empty", "-m", "Dua")

    told = office.lpsedocs("approve", "EVL-2026-001", "--yes")

    assert told.code == 0, told
    assert "no root of this repository is pinned" not in told.out


def test_a_root_that_was_pinned_is_enough_to_decide(office: RealOffice) -> None:
    assert office.lpsedocs("trust", "pin", "--yes").code == 0

    assert office.lpsedocs("approve", "EVL-2026-001", "--yes").code == 0


def test_on_an_older_main_branch_than_was_verified_one_decides(office: RealOffice) -> None:
    verified(office)
    office.git("reset", "--quiet", "--hard", "HEAD^")

    assert office.lpsedocs("approve", "EVL-2026-001", "--yes").code == 0


def test_on_a_branch_that_left_before_what_was_verified_one_decides(office: RealOffice) -> None:
    office.git("branch", "evaluasi")
    verified(office)
    office.git("switch", "--quiet", "evaluasi")
    office.sits("tia")
    office.edit(EVALUATION, "Buku tiket", "Buku tiket semester I")
    office.commit()
    office.sits("rahma")

    assert office.lpsedocs("approve", "EVL-2026-001", "--yes").code == 0


def test_on_a_main_branch_that_was_replaced_at_the_remote_nothing_is_decided_anew(office: RealOffice) -> None:
    office.with_remote()
    other = office.elsewhere()
    verified(office)
    assert office.lpsedocs("approve", "EVL-2026-001", "--yes", "--push").code == 0
    assert office.verify().code == 0
    known = office.tip()
    other.git("commit", "--quiet", "--allow-empty", "-m", "Lain")
    other.git("push", "--quiet", "--force")

    assert office.lpsedocs("approve", "EVL-2026-001", "--yes", "--push").refusal == lost(known)
    assert office.tip() == known


def test_unsent_decisions_on_other_records_are_named(office: RealOffice) -> None:
    with_second(office)
    office.with_remote()
    other = office.elsewhere()
    assert office.lpsedocs("approve", "EVL-2026-001", "--yes").code == 0
    other.git("commit", "--quiet", "--allow-empty", "-m", "Lebih dulu")
    other.git("push", "--quiet")

    assert office.lpsedocs("approve", "EVL-2026-002", "--yes", "--push").refusal == (
        "your decisions on EVL-2026-001 were not sent yet, and the branch at the remote has moved on; give "
        "the command that made them once more, with all of them and with --push"
    )
    told = office.lpsedocs("approve", "EVL-2026-002", "EVL-2026-001", "--yes", "--push")
    assert told.code == 0, told
    assert office.statuses() == {"EVL-2026-001": "approved", "EVL-2026-002": "approved"}


def test_a_linked_work_tree_and_other_object_ids_do(office: RealOffice) -> None:
    other = RealOffice(office.home, office.root.parent / "sha256")
    office.git("init", "--quiet", "--object-format=sha256", "-b", "main", str(other.root))
    office.sits("eka")
    for path in office.git("ls-files").splitlines():
        other.write({path: office.read(path)})
    other.commit("Mulai", sign=True)
    office.sits("rahma")
    linked = RealOffice(office.home, office.root.parent / "linked")
    other.git("worktree", "add", "--quiet", "-b", "keputusan", str(linked.root))

    assert linked.lpsedocs("approve", "EVL-2026-001", "--yes").code == 0
    assert linked.statuses("refs/heads/keputusan") == {"EVL-2026-001": "approved"}
    assert linked.git("status", "--porcelain") == ""


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
    assert office.lpsedocs("return", "EVL-2026-001", "--yes", "--note", "  ").refusal == (
        "the note is empty; say in it what is meant, or leave it out"
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
