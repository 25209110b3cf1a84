"""Deciding with one's own signed commit: approve, return, accept, withdraw."""

import os
import signal
import stat
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from lpsedocs.cli import main
from tests.real_office import DECISION, EVALUATION, KAK, RealOffice, office_at
from tests.trust.story import key_of

FINGERPRINT = "SHA256:njmj586gVtKCaeJWxb0ac1vrZRhKSMkG1wYDwcyWKNE"
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
    told = office.lpsedocs("approve", "EVL-2026-001", answer="y\n")

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
        "  Evaluated: By tia and Date 2 July 2026\n"
        "  Scores:\n"
        "    mutu: Score 3 and Evidence Pemantauan mandiri LPSE\n"
        "    tanggap: Score 3 and Evidence Buku tiket\n"
        "  Result: Score 3.00 and Band baik\n"
        "  Recommendation: lanjut (continue)\n"
        "  Submissions:\n"
        "    3 July 2026: By tia and To rahma\n"
        "nothing was decided on it before\n"
        "check: 0 errors, 0 warnings\n"
        "\n"
        "note: no root of this repository is pinned: the roster is what the repository says of itself\n"
        f"you are Rahma (rahma); it is signed with the key {FINGERPRINT}\n"
        "Decide 'disetujui' on EVL-2026-001? [y/N]: records/decisions/EVL-2026-001/1.yaml written\n"
        f"commit {office.tip()[:12]} on main, signed and proved\n"
    )
    assert office.statuses() == {"EVL-2026-001": "approved"}


def test_the_file_says_what_was_decided_on_which_bytes(office: RealOffice) -> None:
    office.lpsedocs("approve", "EVL-2026-001", "--yes")

    digest = office.git("show", "HEAD:" + EVALUATION)
    assert digest
    decision = office.decision()
    assert (decision.decision, decision.role, decision.by) == ("disetujui", "kepala_lpse", "rahma")
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
    office.git("add", "catatan.txt")
    office.edit(FORM, "Formulir evaluasi", "Formulir evaluasi ")
    office.git("add", FORM)
    office.edit(FORM, "Formulir evaluasi ", "Formulir evaluasi")
    before = office.git("status", "--porcelain")

    told = office.lpsedocs("approve", "EVL-2026-001", "--yes")

    assert told.code == 0
    assert office.git("show", "--name-status", "--format=") == "A\trecords/decisions/EVL-2026-001/1.yaml"
    assert office.git("status", "--porcelain") == before
    assert before == "A  catatan.txt\n M records/assets/AST-001.yaml\nMM records/forms/FRM-2026-LPSE.yaml".replace(
        "A  catatan.txt\n M", "A  catatan.txt\n M"
    )


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
        "  - Scores, tanggap, Score: 3 becomes 4\n"
        "  - Result, Score: 3.00 becomes 3.40\n"
        "  - Submissions, 7 July 2026: new: By tia and To rahma\n"
        "check: 0 errors, 0 warnings\n"
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

    told = office.lpsedocs("accept", "kak-2026-001", "--yes", "--note", "Sesuai setelah diperbaiki")

    assert told.code == 0
    assert office.statuses() == {"KAK-2026-001": "accepted"}
    assert office.decision("KAK-2026-001").note == "Sesuai setelah diperbaiki"


def test_a_kak_is_sent_back(office: RealOffice) -> None:
    office.sits("agus")

    told = office.lpsedocs("return", "KAK-2026-001", "--yes", "--note", "Satu tahun,\nbukan dua: lihat \"ruang lingkup\"")

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
        "  - {role: kepala_lpse, person: agus, from: 2026-07-01, until: 2026-07-10, acting: plh, basis: SP 1}\n"
        "  - {role: pengelola, person: budi",
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


# ---- Keys


def test_a_key_may_be_given_as_text(office: RealOffice, tmp_path: Path) -> None:
    # git takes the key itself from an agent, which is not here: that it was found is seen from what git says.
    office.git("config", "user.signingkey", f"key::{key_of('rahma').line}")

    told = office.lpsedocs("approve", "EVL-2026-001", "--yes")

    assert f"it is signed with the key {FINGERPRINT}\n" in told.out
    assert told.refusal.startswith("the commit can't be signed: ")


def test_an_openpgp_key_signs(office: RealOffice) -> None:
    certificate = openpgp_key(office, "Rahma <rahma@contoh.example>")
    line = f'{{ssh: "{key_of("rahma").line}", from: 2025-01-02}}'
    armored = "".join(f"          {one}\n".rstrip(" ") for one in certificate.splitlines())
    change_roster(office, f"keys: [{line}], forges: [{{forge: github, account: \"1001\"}}]}}", "forges: [{forge: github, account: \"1001\"}]}")
    office.sits("eka")
    told = office.lpsedocs("roster", "add-key", "rahma", "--openpgp", certificate_file(office, certificate), "--commit", "--yes")
    assert told.code == 0, (told, armored)
    office.sits("rahma")
    office.git("config", "gpg.format", "openpgp")
    office.git("config", "user.signingkey", "rahma@contoh.example")

    told = office.lpsedocs("approve", "EVL-2026-001", "--yes")

    assert told.code == 0, told
    assert office.statuses() == {"EVL-2026-001": "approved"}
    assert "-----BEGIN PGP SIGNATURE-----" in office.git("cat-file", "commit", "HEAD")


def openpgp_key(office: RealOffice, name: str) -> str:
    home = Path(os.environ["GNUPGHOME"])
    home.mkdir(mode=0o700, exist_ok=True)
    quick = ["gpg", "--batch", "--quiet", "--passphrase", "", "--faked-system-time", "20260101T000000"]
    subprocess.run([*quick, "--quick-gen-key", name, "ed25519", "sign", "never"], check=True, capture_output=True)
    done = subprocess.run(
        ["gpg", "--batch", "--armor", "--export", "--export-options", "export-minimal"],
        check=True,
        capture_output=True,
        text=True,
    )
    return done.stdout


def certificate_file(office: RealOffice, certificate: str) -> str:
    path = office.home / "rahma.asc"
    path.write_text(certificate)
    return str(path)
