"""Handing over, entering a paper, filing: the Pengelola's side of a decision."""

import hashlib
import os
import shlex
import subprocess
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

import pytest

from lpsedocs.trust.signatures import parse_ssh_key
from tests.real_office import EVALUATION, KAK, RealOffice, Told, change_roster, office_at, tia_acts
from tests.shell import changed_lines
from tests.trust.story import key_of

ROSTER = "records/roster.yaml"
SUBMISSIONS = "submissions:\n  - {by: tia, date: 2026-07-03, to: rahma}\n"
FILING = "records/filings/EVL-2026-001.yaml"


@pytest.fixture
def office(tmp_path_factory: pytest.TempPathFactory, tmp_path: Path) -> Iterator[RealOffice]:
    with office_at(tmp_path_factory, tmp_path) as office:
        office.sits("tia")
        yield office


def approved(office: RealOffice) -> None:
    office.sits("rahma")
    assert office.lpsedocs("approve", "EVL-2026-001", "--yes").code == 0
    office.sits("tia")


# ---- Handing over


def test_submitting_writes_result_and_submission_and_keeps_comments(office: RealOffice) -> None:
    office.edit(EVALUATION, SUBMISSIONS, "")
    office.edit(EVALUATION, 'result: {score: "3.00", band: baik}\n', "")
    office.edit(EVALUATION, "scores:\n", "scores:  # semester I\n")
    before = office.read(EVALUATION)

    told = office.lpsedocs("submit", "EVL-2026-001", "--today", "2026-07-06")

    assert told.out == (
        f"{EVALUATION} written\n"
        "result: 3.00 Baik\n"
        "next: commit it, and when it is on the main branch, 'lpsedocs request EVL-2026-001'\n"
    )
    assert changed_lines(before, office.read(EVALUATION)) == [
        '+result: {score: "3.00", band: baik}',
        "+submissions:",
        "+  - {by: tia, date: 2026-07-06, to: rahma}",
    ]


def test_a_second_round_gets_a_second_submission(office: RealOffice) -> None:
    office.sits("rahma")
    office.lpsedocs("return", "EVL-2026-001", "--yes", "--note", "Bukti?")
    office.sits("budi")

    assert office.lpsedocs("submit", "EVL-2026-001", "--today", "2026-07-08").refusal == (
        "EVL-2026-001 was sent back on 6 July 2026, but by 'evaluated' it was last evaluated on 2 July "
        "2026; evaluate it again, and write there who did and when"
    )
    office.edit(
        EVALUATION, "evaluated: {by: tia, date: 2026-07-02}", "evaluated: {by: tia, date: 2026-07-07}"
    )
    before = office.read(EVALUATION)
    assert office.lpsedocs("submit", "EVL-2026-001", "--today", "2026-07-08").code == 0
    assert changed_lines(before, office.read(EVALUATION)) == ["+  - {by: budi, date: 2026-07-08, to: rahma}"]


def test_a_correction_before_the_decision_renews_the_result_alone(office: RealOffice) -> None:
    office.edit(EVALUATION, "tanggap, score: 3", "tanggap, score: 4")
    before = office.read(EVALUATION)

    told = office.lpsedocs("submit", "EVL-2026-001", "--today", "2026-07-06")

    assert told.out == (
        f"{EVALUATION} written\nresult: 3.40 Baik\n"
        "it was handed over before; only the result was written anew\n"
    )
    assert changed_lines(before, office.read(EVALUATION)) == [
        '-result: {score: "3.00", band: baik}',
        '+result: {score: "3.40", band: baik}',
    ]


def test_what_waits_is_not_submitted_again(office: RealOffice) -> None:
    assert office.lpsedocs("submit", "EVL-2026-001", "--today", "2026-07-06").refusal == (
        "EVL-2026-001 was handed over to Rahma on 3 July 2026 already, and waits for the decision; "
        "'lpsedocs request EVL-2026-001' prepares it"
    )


def test_what_is_approved_is_not_submitted_again(office: RealOffice) -> None:
    approved(office)

    assert office.lpsedocs("submit", "EVL-2026-001", "--today", "2026-07-07").refusal == (
        "EVL-2026-001 can't be handed over again: decisions/EVL-2026-001/1 holds for exactly these bytes"
    )


@pytest.mark.parametrize(
    ("old", "new", "arguments", "message"),
    [
        pytest.param(
            "  - {criterion: tanggap, score: 3, evidence: Buku tiket}\n",
            "",
            (),
            "EVL-2026-001 can't be scored yet; 'lpsedocs score EVL-2026-001' says what is missing",
            id="a score is missing",
        ),
        pytest.param(
            "inspection: PRS-2026-001\n",
            "",
            (),
            f"{EVALUATION} lacks what the Kepala LPSE has to read: Inspection (inspection); fill it in first",
            id="no inspection",
        ),
        pytest.param(
            "",
            "",
            ("--by", "siapa"),
            "there is no siapa in the roster; it has rahma, budi, tia, agus, eka, and dewi",
            id="nobody",
        ),
        pytest.param(
            "",
            "",
            ("--by", "agus"),
            "agus does not hold the role Pengelola on 6 July 2026; --by takes one of budi and tia",
            id="not a Pengelola",
        ),
        pytest.param(
            "",
            "",
            ("--to", "agus"),
            "agus does not hold the role Kepala LPSE on 6 July 2026; --to takes one of rahma",
            id="not the Kepala",
        ),
    ],
)
def test_what_can_not_be_submitted_is_refused(
    office: RealOffice, old: str, new: str, arguments: tuple[str, ...], message: str
) -> None:
    office.edit(EVALUATION, SUBMISSIONS, "")
    if old:
        office.edit(EVALUATION, old, new)
    before = office.read(EVALUATION)

    assert office.lpsedocs("submit", "EVL-2026-001", "--today", "2026-07-06", *arguments).refusal == message
    assert office.read(EVALUATION) == before


def test_a_kak_is_no_evaluation_and_is_called_what_people_call_it(office: RealOffice) -> None:
    assert office.lpsedocs("submit", "KAK-2026-001").refusal == (
        "KAK-2026-001 is a record of the kind 'Terms of reference (KAK)'; one of the kind 'Evaluation' is "
        "needed here"
    )
    assert office.lpsedocs("--lang", "id", "submit", "KAK-2026-001").refusal == (
        "KAK-2026-001 adalah dokumen jenis 'Kerangka Acuan Kerja (KAK)'; di sini diperlukan jenis 'Evaluasi'"
    )


def test_an_address_that_nobody_has_is_asked_about(office: RealOffice) -> None:
    office.edit(EVALUATION, SUBMISSIONS, "")
    office.sits("orang-lain")

    assert office.lpsedocs("submit", "EVL-2026-001", "--today", "2026-07-06").refusal == (
        "the roster does not know the address orang-lain@contoh.example that git has for you; say with --by "
        "who does it"
    )


def test_with_two_heads_it_has_to_be_said_who_receives(office: RealOffice) -> None:
    office.edit(EVALUATION, SUBMISSIONS, "")
    office.edit(
        ROSTER,
        "  - {role: pengelola, person: budi",
        "  - {role: kepala_lpse, person: agus, from: 2026-07-01}\n  - {role: pengelola, person: budi",
    )

    assert office.lpsedocs("submit", "EVL-2026-001", "--today", "2026-07-06").refusal == (
        "several people are Kepala LPSE on 6 July 2026: rahma and agus; say with --to which one"
    )
    assert office.lpsedocs("submit", "EVL-2026-001", "--today", "2026-07-06", "--to", "agus").code == 0


def test_an_evaluation_is_never_handed_over_to_who_made_it(office: RealOffice) -> None:
    tia_acts(office)
    office.edit(EVALUATION, SUBMISSIONS, "")
    command = ("submit", "EVL-2026-001", "--today", "2026-07-06")

    assert office.lpsedocs(*command, "--to", "tia").refusal == (
        "tia made EVL-2026-001 and can't decide it; --to names somebody else"
    )
    assert office.lpsedocs(*command, "--to", "agus").refusal == (
        "agus does not hold the role Kepala LPSE on 6 July 2026; --to takes one of rahma"
    )
    assert office.lpsedocs(*command).code == 0
    assert "submissions:\n  - {by: tia, date: 2026-07-06, to: rahma}\n" in office.read(EVALUATION)


def test_an_evaluation_is_never_handed_over_to_who_hands_it_over(office: RealOffice) -> None:
    office.edit(
        ROSTER,
        "  - {role: pengelola, person: budi",
        "  - {role: pengelola, person: rahma, from: 2026-07-01}\n  - {role: pengelola, person: budi",
    )
    office.edit(EVALUATION, SUBMISSIONS, "")
    command = ("submit", "EVL-2026-001", "--today", "2026-07-06", "--by", "rahma")

    assert office.lpsedocs(*command).refusal == (
        "Kepala LPSE on 6 July 2026 is only rahma, who made EVL-2026-001 and can't decide it; 'lpsedocs "
        "roster add-role' enters an acting head"
    )
    assert office.lpsedocs(*command, "--to", "rahma").refusal == (
        "rahma made EVL-2026-001 and can't decide it; --to names somebody else"
    )


def test_without_a_kepala_nothing_is_handed_over(office: RealOffice) -> None:
    office.edit(ROSTER, "{role: kepala_lpse, person: rahma,", "{role: admin, person: rahma,")
    office.edit(EVALUATION, SUBMISSIONS, "")

    assert office.lpsedocs("submit", "EVL-2026-001", "--today", "2026-07-06").refusal == (
        "nobody is Kepala LPSE on 6 July 2026; 'lpsedocs roster add-role' enters one, also an acting head"
    )


# ---- Entering a paper


def on_paper(
    office: RealOffice, *more: str, record: str = "KAK-2026-001", by: str = "dewi"
) -> tuple[str, ...]:
    scan = office.home / "Nota dinas (1).pdf"
    scan.write_bytes(b"%PDF-1.7\n")
    return (
        "decide-on-paper", record, "--signed", str(scan), "--by", by, "--date", "2026-07-05", "--yes", *more,
    )  # fmt: skip


def test_a_paper_is_entered_with_its_scan(office: RealOffice) -> None:
    told = office.lpsedocs(*on_paper(office, "--decision", "sesuai", "--kind", "basah"))

    assert told.code == 0, told
    assert office.statuses() == {"KAK-2026-001": "accepted"}
    decision = office.decision("KAK-2026-001")
    assert decision.document is not None
    assert (decision.by, str(decision.date), decision.document.entered, decision.document.kind) == (
        "dewi",
        "2026-07-05",
        "tia",
        "basah",
    )
    assert decision.document.file == "attachments/KAK-2026-001/Nota-dinas-1.pdf"
    assert office.git("log", "--format=%s", "--name-only").split("\n\n") == [
        "SESUAI KAK-2026-001",
        "records/decisions/KAK-2026-001/1.yaml\nScan of a signed paper on KAK-2026-001",
        "records/attachments/KAK-2026-001/Nota-dinas-1.pdf\nMulai",
        office.git("show", "--name-only", "--format=", "HEAD~2"),
    ]
    assert office.git("status", "--porcelain") == ""


def test_an_explanation_names_the_paper_with_its_day_place_and_digest(office: RealOffice) -> None:
    office.lpsedocs(*on_paper(office, "--decision", "sesuai", "--kind", "basah"))
    document = office.decision("KAK-2026-001").document
    assert document is not None

    told = office.lpsedocs("verify", "--allow-unpinned", "--today", "2026-07-15", "--explain", "KAK-2026-001")

    entered = f"entered by Tia (tia), key {parse_ssh_key(key_of('tia').line).fingerprint}, commit"
    assert f"as Pengguna: signed paper, {entered}" in told.out
    assert (
        "    the paper: basah (wet ink), signed on 5 July 2026; it lies in records/attachments/KAK-2026-001/"
        f"Nota-dinas-1.pdf, with the SHA-256 {document.sha256}\n"
    ) in told.out


def test_a_paper_that_was_not_sent_in_time_is_entered_anew(office: RealOffice) -> None:
    office.with_remote()
    other = office.elsewhere()
    arguments = on_paper(office, "--decision", "sesuai", "--kind", "basah")
    assert office.lpsedocs(*arguments).code == 0
    other.git("commit", "--quiet", "--allow-empty", "-m", "Lebih dulu")
    other.git("push", "--quiet")

    told = office.lpsedocs(*arguments, "--push")

    assert told.code == 0, told
    assert office.statuses("refs/remotes/origin/main") == {"KAK-2026-001": "accepted"}
    assert office.git("status", "--porcelain") == ""


def test_no_other_paper_takes_the_place_of_one_that_was_not_sent(office: RealOffice) -> None:
    office.with_remote()
    other = office.elsewhere()
    arguments = on_paper(office, "--decision", "sesuai", "--kind", "basah")
    assert office.lpsedocs(*arguments).code == 0
    tip = office.tip()
    other.git("commit", "--quiet", "--allow-empty", "-m", "Lebih dulu")
    other.git("push", "--quiet")
    (office.home / "Nota dinas (1).pdf").write_bytes(b"%PDF-1.7 lain\n")

    assert office.lpsedocs(*arguments, "--push").refusal.startswith(
        "this was made here and not sent yet, and the branch at the remote has moved on: sesuai (in order) "
        "on KAK-2026-001. Where one "
    )
    assert office.tip() == tip


def test_a_paper_that_is_kept_elsewhere_is_another_one(office: RealOffice) -> None:
    office.with_remote()
    other = office.elsewhere()
    kept = on_paper(office, "--decision", "sesuai", "--kind", "tte", "--archive")
    assert office.lpsedocs(*kept, "Lemari 1 map 7").code == 0
    tip = office.tip()
    other.git("commit", "--quiet", "--allow-empty", "-m", "Lebih dulu")
    other.git("push", "--quiet")

    assert office.lpsedocs(*kept, "Lemari 2 map 1", "--push").refusal.startswith("this was made here and not")
    assert office.tip() == tip
    assert office.lpsedocs(*kept, "Lemari 1 map 7", "--push").code == 0


def test_another_file_that_was_not_sent_is_not_lost_with_the_paper(office: RealOffice) -> None:
    office.with_remote()
    other = office.elsewhere()
    other.git("commit", "--quiet", "--allow-empty", "-m", "Lebih dulu")
    other.git("push", "--quiet")
    proof = "records/attachments/KAK-2026-001/bukti.pdf"
    office.write({proof: b"%PDF-1.7 bukti\n"})
    mine = office.commit()

    told = office.lpsedocs(*on_paper(office, "--decision", "sesuai", "--kind", "basah", "--push"))

    assert told.refusal.startswith(
        f"this branch and the one at the remote have gone apart: here alone is {mine[:12]}. Nothing is merged"
    )
    assert (office.root / proof).read_bytes() == b"%PDF-1.7 bukti\n"


def test_a_paper_in_the_archive_is_cited_and_not_copied(office: RealOffice) -> None:
    told = office.lpsedocs(
        *on_paper(office, "--decision", "sesuai", "--kind", "tte", "--archive", "Lemari 1 map 7")
    )

    assert told.code == 0, told
    decision = office.decision("KAK-2026-001")
    assert decision.document is not None
    assert (decision.document.archive, decision.document.file) == ("Lemari 1 map 7", None)
    assert office.git("rev-list", "--count", "HEAD") == "2"


def test_a_scan_that_is_committed_already_is_not_committed_again(office: RealOffice) -> None:
    arguments = on_paper(office, "--decision", "sesuai", "--kind", "basah")
    office.write({"records/attachments/KAK-2026-001/Nota-dinas-1.pdf": b"%PDF-1.7\n"})
    office.commit()

    assert office.lpsedocs(*arguments).code == 0
    assert office.git("rev-list", "--count", "HEAD") == "3"


@pytest.mark.parametrize(
    ("person", "more", "message"),
    [
        pytest.param(
            "tia",
            ("--decision", "sesuai"),
            "say with --kind how it was signed: basah (wet ink) or tte (certified electronic signature)",
            id="how it was signed",
        ),
        pytest.param(
            "tia",
            ("--decision", "perlu_perbaikan", "--kind", "basah"),
            "'perlu_perbaikan' needs a note that says why; give it with --note",
            id="no note",
        ),
        pytest.param(
            "tia",
            ("--decision", "disetujui", "--kind", "basah"),
            "KAK-2026-001 can't be disetujui; the words for it are sesuai, perlu_perbaikan, and dicabut",
            id="another word",
        ),
        pytest.param(
            "tia",
            ("--decision", "sesuai", "--kind", "basah", "--by", "agus"),
            "KAK-2026-001: agus has a key or an account of his own, so no paper counts; ask the person to "
            "decide with his own key or account; paper is for those who have neither",
            id="somebody with a key",
        ),
        pytest.param(
            "tia",
            ("--decision", "sesuai", "--kind", "basah", "--by", "siapa"),
            "there is no siapa in the roster in force; it has rahma, budi, tia, agus, eka, and dewi",
            id="nobody",
        ),
        pytest.param(
            "tia",
            ("--decision", "sesuai", "--kind", "basah", "--date", "2026-07-07"),
            "7 July 2026 has not come yet; give the day of the signature",
            id="a day to come",
        ),
        pytest.param(
            "agus",
            ("--decision", "sesuai", "--kind", "basah"),
            "KAK-2026-001: agus does not hold the role Pengelola on 6 July 2026, which is held by budi and "
            "tia; 'lpsedocs roster add-role' enters a holder",
            id="not a Pengelola",
        ),
    ],
)
def test_a_paper_that_would_not_count_is_refused(
    office: RealOffice, person: str, more: tuple[str, ...], message: str
) -> None:
    office.sits(person)
    before = office.state()

    assert office.lpsedocs(*on_paper(office, *more)).refusal == message
    assert office.state() == before


def on_the_day_of_signing(office: RealOffice, day: str, number: int = 1) -> Told:
    more = ("--decision", "sesuai", "--kind", "basah", "--signed", str(office.home / f"{number}.pdf"))
    (office.home / f"{number}.pdf").write_bytes(b"%PDF-1.7\n")
    return office.lpsedocs(*on_paper(office, *more, "--date", day))


NOT_SENT_YET = (
    "R105: Date (date) is dated {day}, before Sent (sent.1.date) of KAK-2026-001, which is dated 5 February "
    "2026"
)


@pytest.mark.parametrize(
    ("day", "spoken", "errors"),
    [
        pytest.param(
            "2025-01-01",
            "1 January 2025",
            "W102: dewi did not hold the role Pengguna on 1 January 2025, which step 1.6 (Check the KAK and "
            f"mend it) is for and {NOT_SENT_YET}",
            id="no role yet, and nothing sent",
        ),
        pytest.param("2026-02-04", "4 February 2026", NOT_SENT_YET, id="nothing sent yet"),
    ],
)
def test_a_paper_signed_on_a_day_that_can_not_be_is_refused(
    office: RealOffice, day: str, spoken: str, errors: str
) -> None:
    before = office.state()

    assert on_the_day_of_signing(office, day).refusal == (
        f"a paper signed on {spoken} does not fit the records, which nobody could mend once it is entered: "
        f"{errors.format(day=spoken)}. Look up in the paper who signed it, and when; if that is right, have "
        "the records corrected first"
    )
    assert office.state() == before


def test_a_paper_may_be_signed_on_the_day_of_the_handing_over(office: RealOffice) -> None:
    assert on_the_day_of_signing(office, "2026-02-05").code == 0


def test_a_paper_of_the_second_round_is_held_against_the_second_handing_over(office: RealOffice) -> None:
    office.sits("agus")
    assert office.lpsedocs("return", "KAK-2026-001", "--yes", "--note", "Satu tahun").code == 0
    office.sits("tia")
    office.edit(
        KAK,
        "date: 2026-02-05, to: agus}\n",
        "date: 2026-02-05, to: agus}\n  - {by: budi, date: 2026-07-06, to: agus}\n",
    )
    office.commit()
    office.at("2026-07-09T03:00:00Z")

    assert on_the_day_of_signing(office, "2026-07-05").refusal == (
        "a paper signed on 5 July 2026 does not fit the records, which nobody could mend once it is entered: "
        "R105: Date (date) is dated 5 July 2026, before Sent (sent.2.date) of KAK-2026-001, which is dated 6 "
        "July 2026. Look up in the paper who signed it, and when; if that is right, have the records "
        "corrected first"
    )
    assert on_the_day_of_signing(office, "2026-07-08").code == 0


def test_a_paper_is_not_accepted_from_every_role(office: RealOffice) -> None:
    change_roster(office, "{role: kepala_lpse, person: rahma,", "{role: kepala_lpse, person: dewi,")

    assert office.lpsedocs(
        *on_paper(office, "--decision", "disetujui", "--kind", "tte", record="EVL-2026-001")
    ).refusal == (
        "EVL-2026-001: evidence of the class document (signed paper) is not accepted from Kepala LPSE; ask "
        "the person to decide in a way that the roster accepts from his role ('accept' in "
        "records/roster.yaml)"
    )


IMAGES = {"jpg": b"\xff\xd8\xff\xe0", "PNG": b"\x89PNG\r\n\x1a\n", "tif": b"II*\0", "tiff": b"MM\0*"}


@pytest.mark.parametrize("ending", IMAGES)
def test_an_image_shows_wet_ink(office: RealOffice, ending: str) -> None:
    scan = office.home / f"foto.{ending}"
    scan.write_bytes(IMAGES[ending] + b"...")
    arguments = on_paper(office, "--decision", "sesuai", "--signed", str(scan))

    assert office.lpsedocs(*arguments, "--kind", "tte").refusal == (
        f"{scan} is an image, which has no certified electronic signature; name the signed PDF itself"
    )
    assert office.lpsedocs(*arguments).code == 0
    document = office.decision("KAK-2026-001").document
    assert document is not None
    assert document.kind == "basah"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        pytest.param(
            b"kantor\n",
            "{path} is neither a PDF nor an image (JPEG, PNG or TIFF), so it is no scan of a signed paper",
            id="a text",
        ),
        pytest.param(
            b"PK\x03\x04%PDF" + bytes(1024) + b"%PDF-1.7",
            "{path} is neither a PDF nor an image (JPEG, PNG or TIFF), so it is no scan of a signed paper",
            id="a file with a PDF in it",
        ),
        pytest.param(b"", "{path} is empty; name the scan or the PDF itself", id="nothing"),
        pytest.param(
            b"\n%PDF-1.7\n",
            "say with --kind how it was signed: basah (wet ink) or tte (certified electronic signature)",
            id="a PDF that is called otherwise",
        ),
    ],
)
@pytest.mark.parametrize("command", ["decide-on-paper", "file"])
def test_what_is_no_signed_paper_by_its_content_is_refused(
    office: RealOffice, command: str, content: bytes, message: str
) -> None:
    approved(office)
    scan = office.home / "pindai.jpg"
    scan.write_bytes(content)
    signed = ("--signed", str(scan))
    where = ("--series", "000.3", "--number", "12/2026", "--location", "Lemari 1", "--today", "2026-07-07")
    before = office.state()

    told = (
        office.lpsedocs("file", "EVL-2026-001", *where, *signed)
        if command == "file"
        else office.lpsedocs(*on_paper(office, "--decision", "sesuai", *signed))
    )
    assert told.refusal == message.format(path=scan)
    assert office.state() == before


def test_another_scan_of_the_same_name_is_refused(office: RealOffice) -> None:
    arguments = on_paper(office, "--decision", "sesuai", "--kind", "basah")
    office.write({"records/attachments/KAK-2026-001/Nota-dinas-1.pdf": b"lain"})
    office.commit()
    before = office.state()

    assert office.lpsedocs(*arguments).refusal == (
        "records/attachments/KAK-2026-001/Nota-dinas-1.pdf is committed already with other content; give "
        "the file another name, since a file that is cited never changes"
    )
    assert office.state() == before


# ---- Filing


def test_an_approved_evaluation_is_filed_and_gets_its_signed_print(office: RealOffice) -> None:
    approved(office)
    where = ("--series", "000.3", "--number", "12/2026", "--location", "Lemari 1 map 3")
    (office.home / "lembar.pdf").write_bytes(b"%PDF-1.7\n")
    signed = ("--signed", str(office.home / "lembar.pdf"), "--kind", "tte", "--signed-on", "2026-07-07")

    told = office.lpsedocs("file", "EVL-2026-001", *where, "--today", "2026-07-07")
    first = office.read(FILING)
    again = office.lpsedocs("file", "EVL-2026-001", *signed, "--today", "2026-07-08")

    assert told.out == f"{FILING} written\nnext: commit it\n"
    assert first == (
        "record: EVL-2026-001\n"
        f'sha256: "{office.decision().sha256}"\n'
        "filed: {by: tia, date: 2026-07-07}\n"
        'archive: {series: "000.3", number: 12/2026, location: Lemari 1 map 3}\n'
    )
    assert again.out == (
        f"records/attachments/EVL-2026-001/lembar.pdf written\n{FILING} written\nnext: commit it\n"
    )
    assert changed_lines(first, office.read(FILING)) == [
        "+signed_copies:",
        "+  - kind: tte",
        "+    signer_position: Jabatan",
        "+    signed: 2026-07-07",
        "+    file: attachments/EVL-2026-001/lembar.pdf",
        f'+    sha256: "{hashlib.sha256(b"%PDF-1.7" + bytes([10])).hexdigest()}"',
    ]
    assert office.lpsedocs("file", "EVL-2026-001", *signed, "--today", "2026-07-08").refusal == (
        f"{FILING} names this signed print already"
    )
    assert office.lpsedocs("file", "EVL-2026-001", *where, "--today", "2026-07-08").refusal == (
        f"EVL-2026-001 was filed already: {FILING}; --signed adds a signed print"
    )


def test_a_version_approved_later_is_filed_in_its_turn(office: RealOffice) -> None:
    approved(office)
    where = ("--series", "000.3", "--number", "12/2026", "--location", "Lemari 1 map 3")
    office.lpsedocs("file", "EVL-2026-001", *where, "--today", "2026-07-07")
    office.edit(EVALUATION, "Buku tiket", "Buku tiket semester I")
    office.commit()
    approved(office)
    first = office.read(FILING)

    told = office.lpsedocs("file", "EVL-2026-001", *where[:-1], "Lemari 2", "--today", "2026-07-09")

    assert told.code == 0, told
    changed = changed_lines(first, office.read(FILING))
    assert changed[3:] == [
        f'+sha256: "{office.decision(number=2).sha256}"',
        "+filed: {by: tia, date: 2026-07-09}",
        '+archive: {series: "000.3", number: 12/2026, location: Lemari 2}',
    ]


def test_a_print_that_was_signed_before_it_was_handed_over_is_not_filed(office: RealOffice) -> None:
    approved(office)
    (office.home / "lembar.pdf").write_bytes(b"%PDF-1.7\n")
    where = ("--series", "000.3", "--number", "12/2026", "--location", "Lemari 1 map 3")
    signed = ("--signed", str(office.home / "lembar.pdf"), "--kind", "tte", "--today", "2026-07-07")

    assert office.lpsedocs("file", "EVL-2026-001", *where, *signed, "--signed-on", "2026-07-02").refusal == (
        "EVL-2026-001 was handed over on 3 July 2026, so no print of it was signed on 2 July 2026; give the "
        "day of the signature"
    )
    assert not (office.root / FILING).exists()
    assert office.lpsedocs("file", "EVL-2026-001", *where, *signed, "--signed-on", "2026-07-03").code == 0


def test_that_an_approval_is_not_proved_is_told_when_it_is_filed(office: RealOffice) -> None:
    assert office.lpsedocs("trust", "pin", "--yes").code == 0
    assert office.lpsedocs("request", "EVL-2026-001").code == 0
    office.git("merge", "--quiet", "--no-ff", "-m", "Gabung", "setujui/EVL-2026-001")
    where = ("--series", "000.3", "--number", "12/2026", "--location", "Lemari 1 map 3")

    told = office.lpsedocs("file", "EVL-2026-001", *where, "--today", "2026-07-07")

    assert (told.code, told.out) == (0, f"{FILING} written\nnext: commit it\n")
    assert told.err == (
        "note: EVL-2026-001: NOT PROVED; 'lpsedocs verify --explain EVL-2026-001' says why, and what to do\n"
    )


def test_a_requirement_is_closed_with_its_reason(office: RealOffice) -> None:
    told = office.lpsedocs(
        "file",
        "KEB-2026-001",
        "--reason",
        "ditarik_pengguna",
        "--note",
        "Kebutuhan gugur",
        "--today",
        "2026-07-07",
    )

    assert told.out == "records/filings/KEB-2026-001.yaml written\nnext: commit it\n"
    assert office.read("records/filings/KEB-2026-001.yaml").splitlines()[2:] == [
        "filed: {by: tia, date: 2026-07-07}",
        "reason: ditarik_pengguna",
        "note: Kebutuhan gugur",
    ]
    assert office.lpsedocs(
        "file", "KEB-2026-001", "--reason", "duplikat", "--today", "2026-07-07"
    ).refusal == ("KEB-2026-001 was filed already: records/filings/KEB-2026-001.yaml; nothing is overwritten")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        pytest.param(
            ("EVL-2026-001", "--series", "1", "--number", "2", "--location", "3"),
            "EVL-2026-001 is not approved as it lies here, and only an approved version is filed; 'lpsedocs "
            "why EVL-2026-001' says where it stands",
            id="not approved",
        ),
        pytest.param(
            ("EVL-2026-001", "--reason", "duplikat"),
            "EVL-2026-001 is an evaluation; --reason closes a requirement, a KAK or a proposal",
            id="an evaluation is not closed",
        ),
        pytest.param(
            ("KEB-2026-001", "--series", "1"),
            "the file of KEB-2026-001 is closed with --reason, and nothing else but a --note: "
            "ditarik_pengguna (taken back by the Pengguna), anggaran_ditolak (budget refused), "
            "pengadaan_gagal (procurement failed), digabung (merged with another file), and duplikat "
            "(duplicate)",
            id="a requirement is not documented",
        ),
        pytest.param(
            ("SUP-001", "--reason", "duplikat"),
            "SUP-001 is not filed; an evaluation is, and a requirement, a KAK or a proposal can be closed",
            id="a supplier is not filed",
        ),
        pytest.param(
            ("EVL-2026-001", "--kind", "tte"),
            "--kind, --signed-on, --position and --archive tell of a signed print; name it with --signed",
            id="no signed print",
        ),
    ],
)
def test_what_is_not_filed_is_said(office: RealOffice, arguments: tuple[str, ...], message: str) -> None:
    before = office.state()

    assert office.lpsedocs("file", *arguments, "--today", "2026-07-07").refusal == message
    assert office.state() == before


def test_where_in_the_archive_has_to_be_said(office: RealOffice) -> None:
    approved(office)

    assert office.lpsedocs("file", "EVL-2026-001", "--series", "000.3", "--today", "2026-07-07").refusal == (
        "say where in the archive EVL-2026-001 lies: --number and --location"
    )


def test_a_filing_that_fails_leaves_no_copy(office: RealOffice) -> None:
    approved(office)
    (office.home / "lembar.pdf").write_bytes(b"%PDF-1.7\n")
    office.write({"records/filings": b"a file in the place of the folder"})

    told = office.lpsedocs(
        "file", "EVL-2026-001", "--series", "1", "--number", "2", "--location", "3", "--today", "2026-07-07",
        "--signed", str(office.home / "lembar.pdf"), "--kind", "tte",
    )  # fmt: skip

    assert told.code == 2
    assert not (office.root / "records/attachments/EVL-2026-001/lembar.pdf").exists()


def test_a_scan_that_was_not_sent_is_written_again_by_what_is_told(office: RealOffice) -> None:
    office.with_remote()
    other = office.elsewhere()
    arguments = on_paper(office, "--decision", "sesuai", "--kind", "basah")
    assert office.lpsedocs(*arguments).code == 0
    tip, scan = office.tip(), office.home / "Nota dinas (1).pdf"
    scan.unlink()
    other.git("commit", "--quiet", "--allow-empty", "-m", "Lebih dulu")
    other.git("push", "--quiet")
    paper = office.decision("KAK-2026-001").document
    assert paper is not None
    assert paper.file is not None
    path = PurePosixPath("records", paper.file)

    told = office.lpsedocs("accept", "KAK-2026-001", "--yes", "--push").refusal

    name = f"KAK-2026-001-{path.name}"
    writes = f"git cat-file --filters {shlex.quote(f'{tip[:12]}:{path}')} > {shlex.quote(name)}"
    assert told.endswith(f"{tip[:12]}' still shows it, and '{writes}' writes the scan")
    office.git("reset", "--quiet", "--keep", other.tip())
    environment = {**os.environ, "GIT_DIR": f"{office.root}/.git"}
    subprocess.run(writes, shell=True, cwd=office.home, env=environment, check=True)
    assert (office.home / name).read_bytes() == b"%PDF-1.7\n"
