import pytest

from tests.office import told

KEB = "records/requirements/2026/KEB-2026-001.yaml"
KAK = "records/kak/2026/KAK-2026-001.yaml"
EVL = "records/evaluations/2026/EVL-2026-001.yaml"
SUP = "records/suppliers/SUP-001.yaml"
ENGAGEMENT = "{id: 2026-1, basis: pks, number: PKS/1, starts: 2026-04-01, ends: 2027-03-31, value: 1"


def decision(number: int, word: str, day: str, record: str = "EVL-2026-001") -> str:
    role, person = ("kepala_lpse", "rahma") if record.startswith("EVL") else ("pengguna", "agus")
    return f"""\
# records/decisions/{record}/{number}.yaml
repository: "0123456789abcdef0123456789abcdef"
record: {record}
sha256: "SHA256({record})"
decision: {word}
role: {role}
by: {person}
date: {day}
note: Catatan
made: 2026-07-06T03:00:00Z
"""


@pytest.mark.parametrize(
    ("text", "findings"),
    [
        pytest.param(
            f"# {KEB}\ncreated: 2026-02-03\n",
            [
                (
                    "records/requirements/2026/KEB-2026-001.yaml:13:29: error: "
                    "Submitted (submitted.date) is dated 2 February 2026, before Created (created), which "
                    "is dated 3 February 2026"
                ),
            ],
            id="a requirement submitted before it was written",
        ),
        pytest.param(
            f"# {KEB}\nsubmitted: {{by: agus, date: 2026-02-10, to: budi}}\n",
            [
                (
                    "records/requirements/2026/KEB-2026-001.yaml:14:32: error: "
                    "Availability check (availability.date) is dated 3 February 2026, before Submitted "
                    "(submitted.date), which is dated 10 February 2026"
                ),
            ],
            id="a step in the middle that is too late is told once",
        ),
        pytest.param(
            f"# {KEB}\nbudget: {{by: budi, date: 2026-02-04, result: disetujui, document: {{kind: DPA, "
            "number: DPA/1, "
            "date: 2026-03-05, approved_by: Kepala Biro}, kode_rekening: x, sumber_dana: APBD, year: 2026, "
            "pagu_anggaran: 120000000}\n",
            [
                (
                    "records/requirements/2026/KEB-2026-001.yaml:1:26: error: "
                    "Budget check (budget.date) is dated 4 February 2026, before Budget document "
                    "(budget.document.date), which is dated 5 March 2026"
                ),
            ],
            id="a budget that was approved after it was cited",
        ),
        pytest.param(
            f"# {KAK}\ndrafted: {{by: budi, date: 2026-02-06}}\n",
            [
                (
                    "records/kak/2026/KAK-2026-001.yaml:17:22: error: "
                    "Sent (sent.1.date) is dated 5 February 2026, before Drafted (drafted.date), which is "
                    "dated 6 February 2026"
                ),
            ],
            id="a KAK sent before it was drafted",
        ),
        pytest.param(
            f"# {KAK}\ncorrections: [{{by: agus, date: 2026-02-04, what: Salah ketik}}]\n",
            [
                (
                    "records/kak/2026/KAK-2026-001.yaml:1:32: error: "
                    "Corrections (corrections.1.date) is dated 4 February 2026, before Sent (sent.1.date), "
                    "which is dated 5 February 2026"
                ),
            ],
            id="a KAK mended before it was sent",
        ),
        pytest.param(
            "# records/inspections/2026/PRS-2026-001.yaml\ninspected: {by: budi, date: 2026-03-01}\n",
            [
                (
                    "records/inspections/2026/PRS-2026-001.yaml:1:29: error: "
                    "Inspected (inspected.date) is dated 1 March 2026, before From (period.from), which is "
                    "dated 1 April 2026"
                ),
            ],
            id="an inspection before its period",
        ),
        pytest.param(
            f"# {SUP}\nlisted: {{by: budi, date: 2026-03-12}}\n",
            [
                (
                    "records/suppliers/SUP-001.yaml:21:32: error: "
                    "Recorded (engagements.1.recorded.date) is dated 10 March 2026, before Listed "
                    "(listed.date), which is dated 12 March 2026"
                ),
            ],
            id="an engagement recorded before the supplier was listed",
        ),
        pytest.param(
            f"# {SUP}\nengagements:\n"
            f"  - {ENGAGEMENT}, signed: 2026-03-11, recorded: {{by: budi, date: 2026-03-10}},\n"
            "     addenda: [{number: PKS/2, signed: 2026-03-09, what: Perpanjangan}]}\n",
            [
                (
                    "records/suppliers/SUP-001.yaml:2:140: error: "
                    "Recorded (engagements.1.recorded.date) is dated 10 March 2026, before Signed "
                    "(engagements.1.signed), which is dated 11 March 2026"
                ),
                (
                    "records/suppliers/SUP-001.yaml:3:40: error: "
                    "Signed (engagements.1.addenda.1.signed) is dated 9 March 2026, before Signed "
                    "(engagements.1.signed), which is dated 11 March 2026"
                ),
            ],
            id="a contract recorded and changed before it was signed",
        ),
        pytest.param(
            (
                "# records/organization.yaml\n"
                "sop: {number: SOP/1, effective: 2025-01-02, revised: 2024-01-02, approved_by: x}\n"
            ),
            [
                (
                    "records/organization.yaml:1:54: error: "
                    "Revised (sop.revised) is dated 2 January 2024, before In force since (sop.effective), "
                    "which is dated 2 January 2025"
                ),
            ],
            id="a SOP revised before it was in force",
        ),
    ],
)
def test_dates_that_run_backwards_in_a_record_are_told(text: str, findings: list[str]) -> None:
    assert told("R105", text) == findings


@pytest.mark.parametrize(
    ("text", "findings"),
    [
        pytest.param(
            decision(1, "disetujui", "2026-07-02"),
            [
                (
                    "records/decisions/EVL-2026-001/1.yaml:7:7: error: "
                    "Date (date) is dated 2 July 2026, before Submissions (submissions.1.date) of "
                    "EVL-2026-001, which is dated 3 July 2026"
                ),
            ],
            id="a decision before the submission",
        ),
        pytest.param(
            decision(1, "sesuai", "2026-02-10", "KAK-2026-001"),
            [
                (
                    "records/proposals/2026/USL-2026-001.yaml:5:29: error: "
                    "Submitted (submitted.date) is dated 9 February 2026, before Date (date) of "
                    "decisions/KAK-2026-001/1, which is dated 10 February 2026"
                ),
            ],
            id="a proposal before the KAK was accepted",
        ),
        pytest.param(
            (
                f"# {EVL}\nsubmissions: [{{by: tia, date: 2026-07-03, to: rahma}}, {{by: tia, date: "
                "2026-07-05, to: rahma}]\n"
            )
            + decision(1, "evaluasi_ulang", "2026-07-06")
            + decision(2, "disetujui", "2026-07-04"),
            [
                (
                    "records/decisions/EVL-2026-001/2.yaml:7:7: error: "
                    "Date (date) is dated 4 July 2026, before Submissions (submissions.2.date) of "
                    "EVL-2026-001, which is dated 5 July 2026"
                ),
                (
                    "records/evaluations/2026/EVL-2026-001.yaml:1:71: error: "
                    "Submissions (submissions.2.date) is dated 5 July 2026, before Date (date) of "
                    "decisions/EVL-2026-001/1, which is dated 6 July 2026"
                ),
            ],
            id="a round that begins before the one before it ended",
        ),
        pytest.param(
            "# records/filings/EVL-2026-001.yaml\nfiled: {by: tia, date: 2026-07-05}\n",
            [
                (
                    "records/filings/EVL-2026-001.yaml:1:24: error: "
                    "Filed (filed.date) is dated 5 July 2026, before Date (date) of "
                    "decisions/EVL-2026-001/1, which is dated 6 July 2026"
                ),
            ],
            id="a filing before the decision",
        ),
    ],
)
def test_dates_that_run_backwards_from_record_to_record_are_told(text: str, findings: list[str]) -> None:
    assert told("R105", text) == findings


ROUNDS = "submissions: [{by: tia, date: 2026-06-30, to: rahma}, {by: tia, date: 2026-07-03, to: rahma}]\n"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"# {KEB}\nsubmitted: {{by: agus, date: 2026-02-03, to: budi}}\n", id="all on one day"),
        pytest.param(
            (
                f"# {SUP}\nengagements:\n"
                f"  - {ENGAGEMENT}, signed: 2026-05-01, recorded: {{by: budi, date: 2026-06-01}}}}\n"
            ),
            id="work before the signature, and the paper entered later",
        ),
        pytest.param(
            f"# {EVL}\n{ROUNDS}"
            + decision(1, "evaluasi_ulang", "2026-07-01")
            + decision(2, "disetujui", "2026-07-06"),
            id="an earlier round before the evaluation",
        ),
        pytest.param(
            f"# {EVL}\nevaluated: {{by: tia, date: 2026-07-08}}\n"
            + decision(1, "evaluasi_ulang", "2026-07-06"),
            id="evaluated anew, and not yet submitted again",
        ),
        pytest.param(
            (
                f"# {KAK}\nsent: [{{by: budi, date: 2026-02-05, to: agus}}, {{by: budi, date: 2026-02-06, "
                "to: agus}]\n"
            ),
            id="sent twice, without a decision between",
        ),
        pytest.param("# records/decisions/KAK-2026-001/1.yaml\nREMOVED\n", id="not decided yet"),
        pytest.param(
            decision(2, "dicabut", "2026-02-10", "KAK-2026-001")
            + decision(3, "sesuai", "2026-02-11", "KAK-2026-001"),
            id="a KAK accepted once more after the proposal",
        ),
    ],
)
def test_dates_that_may_be_so_pass(text: str) -> None:
    assert told("R105", text) == []


def test_an_earlier_evaluation_of_a_single_round_is_told() -> None:
    assert told("R105", f"# {EVL}\nevaluated: {{by: tia, date: 2026-07-04}}\n") == [
        (
            "records/evaluations/2026/EVL-2026-001.yaml:15:21: error: "
            "Submissions (submissions.1.date) is dated 3 July 2026, before Evaluated (evaluated.date), "
            "which is dated 4 July 2026"
        ),
    ]
