"""lpsedocs status and why: where records stand, and who acts next."""

import json
from pathlib import Path

import pytest

from tests.shell import TODAY, Shell, example_office


@pytest.fixture
def office(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Shell:
    return Shell(example_office(tmp_path), capsys)


def test_every_record_is_shown_with_its_step(office: Shell) -> None:
    answer = office.run("status")

    assert answer.code == 0
    assert "Procedure 1: Procurement proposal" in answer.lines
    assert (
        "  KEB-2026-004   step 1.6, Check the KAK and mend it (Agus Andai, S.Kom.; since 8 July 2026)"
        in answer.lines
    )
    assert "  KEB-2026-011   closed: taken back by the Pengguna" in answer.lines
    assert "  KEB-2025-001   finished" in answer.lines


def test_one_record_is_shown_step_by_step(office: Shell) -> None:
    assert office.run("status", "KEB-2026-004").out == (
        "KEB-2026-004 Perpanjangan sertifikat SSL\n"
        "Procedure 1: Procurement proposal\n"
        "  [x] 1.1 Write down what is needed: Agus Andai, S.Kom., 15 June 2026\n"
        "  [x] 1.2 Hand the requirement to the Pengelola: Agus Andai, S.Kom., 17 June 2026\n"
        "  [x] 1.3 Find out whether the office has it already: Tia Contohnya, A.Md.Kom., 19 June 2026\n"
        "  [x] 1.4 Make sure of the budget and draft the KAK: Tia Contohnya, A.Md.Kom., 8 July 2026\n"
        "  [x] 1.5 Send the KAK to the Pengguna: Tia Contohnya, A.Md.Kom., 8 July 2026\n"
        "  [>] 1.6 Check the KAK and mend it: to be done now by Agus Andai, S.Kom.\n"
        "  [ ] 1.7 Propose the procurement: not yet\n"
        "  [-] 1.8 Recommend what the office has, or specify something equivalent: not applicable\n"
    )


@pytest.mark.parametrize(
    "name", ["KEB-2026-004", "keb-2026-004", "records/requirements/2026/KEB-2026-004.yaml"]
)
def test_a_record_is_found_by_its_id_or_its_path(office: Shell, name: str) -> None:
    assert office.run("status", name).lines[0] == "KEB-2026-004 Perpanjangan sertifikat SSL"


def test_the_json_has_exactly_the_promised_shape(office: Shell) -> None:
    answer = office.run("status", "EVL-2026-005", "--format", "json")

    assert json.loads(answer.out) == {
        "version": 1,
        "records": [
            {
                "id": "EVL-2026-005",
                "kind": "evaluation",
                "procedure": 3,
                "steps": [
                    {"step": "3.2", "state": "done", "role": "pengelola", "by": "budi", "date": "2026-07-06"},
                    {
                        "step": "3.3",
                        "state": "done",
                        "role": "kepala_lpse",
                        "by": "joko",
                        "date": "2026-07-06",
                    },
                    {"step": "3.4", "state": "current", "role": "kepala_lpse", "by": None, "date": None},
                    {"step": "3.5", "state": "waiting", "role": "pengelola", "by": None, "date": None},
                ],
                "next": {"step": "3.4", "role": "kepala_lpse"},
            }
        ],
    }


def test_the_json_of_all_has_every_record_of_the_procedures(office: Shell) -> None:
    records = json.loads(office.run("status", "--format", "json").out)["records"]

    assert {record["kind"] for record in records} == {"requirement", "proposal", "inspection", "evaluation"}
    assert {record["id"]: record["next"] for record in records}["KEB-2026-011"] is None
    for record in records:
        assert list(record) == ["id", "kind", "procedure", "steps", "next"]
        assert all(list(step) == ["step", "state", "role", "by", "date"] for step in record["steps"])


def test_the_desk_of_a_role_has_what_waits_for_it(office: Shell) -> None:
    step = "  step 3.4, Approve the result, or ask for a new evaluation (Joko Ibarat, S.T., M.T.; since"

    assert office.run("status", "--role", "kepala_lpse").lines == [
        "EVL-2026-005 CV Karya Misal Mandiri",
        f"{step} 6 July 2026)",
        "  due by 20 July 2026",
        "EVL-2026-007 PT Jalur Cadangan Percontohan",
        f"{step} 8 July 2026)",
        "  due by 22 July 2026",
    ]


def test_the_desk_of_the_pengelola_tells_what_is_due_otherwise(office: Shell) -> None:
    lines = office.run("status", "--role", "pengelola").lines

    assert "Due by 14 August 2026:" in lines
    assert "  was due by 8 June 2026" in lines
    assert "  SUP-005: the contract 027/071/SPK/VIII/2025; ends on 10 August 2026" in lines


def test_an_empty_desk_says_so(office: Shell) -> None:
    assert office.run("status", "--role", "admin").out == "nothing waits for administrator of the roster\n"


def test_the_desk_as_json_has_its_records_alone(office: Shell) -> None:
    records = json.loads(office.run("status", "--role", "kepala_lpse", "--format", "json").out)["records"]

    assert [record["id"] for record in records] == ["EVL-2026-005", "EVL-2026-007"]


def test_a_record_without_a_procedure_shows_those_that_it_is_part_of(office: Shell) -> None:
    ids = [
        record["id"]
        for record in json.loads(office.run("status", "KAK-2026-002", "--format", "json").out)["records"]
    ]

    assert ids == ["KEB-2026-004"]
    assert (
        office.run("status", "organization").out
        == "no record of the three procedures has anything to do with it\n"
    )


# ---- why


WITH_REQUESTER = """
KEB-2026-004 (Perpanjangan sertifikat SSL) stands at step 1.6, Check the KAK and mend it, since 8 July 2026
(7 days). Before that, step 1.5 (Send the KAK to the Pengguna) was done by Tia Contohnya, A.Md.Kom. on
8 July 2026. Next is Pengguna, Agus Andai, S.Kom.: check the KAK (records/kak/2026/KAK-2026-002.yaml), mend it
where it is wrong, and find it in order ('lpsedocs accept'), or send it back ('lpsedocs return'). It is due by
15 July 2026.
"""
HANDED_OVER = """
EVL-2026-005 (CV Karya Misal Mandiri) stands at step 3.4, Approve the result, or ask for a new evaluation,
since 6 July 2026 (9 days). Before that, the result was handed over to Joko Ibarat, S.T., M.T. on 6 July 2026.
Next is Kepala LPSE, Joko Ibarat, S.T., M.T.: read records/evaluations/2026/EVL-2026-005.yaml, and approve it
('lpsedocs approve'), or send it back ('lpsedocs return'). It is due by 20 July 2026.
"""
BUDGET = """
KEB-2026-005 (CCTV ruang server dan penyimpanan rekaman) stands at step 1.4, Make sure of the budget and draft
the KAK, since 2 April 2026 (104 days). Before that, step 1.3 (Find out whether the office has it already) was
done by Tia Contohnya, A.Md.Kom. on 2 April 2026. The budget is not yet approved as of 9 April 2026. Next is
Pengelola, Budi Misal, S.T. and Tia Contohnya, A.Md.Kom.: make sure of the budget ('budget' in
records/requirements/2026/KEB-2026-005.yaml), and write the KAK: 'lpsedocs new kak --from KEB-2026-005'. It
was due by 8 June 2026.
"""
CLOSED = """
KEB-2026-011 (Sewa genset tiga bulan) was closed on 20 May 2026 by Budi Misal, S.T.: taken back by the
Pengguna; nothing is left to do.
"""
LEFT = """
SUP-008 (PT Rekan Lama Percontohan) left the list on 5 January 2026: Kontrak berakhir 31 Desember 2025 dan
diganti SUP-007 menurut EVL-2025-002. Every procedure that it is part of is finished: PRS-2025-001 and
EVL-2025-002.
"""
ROSTER = "No record of the three procedures has anything to do with roster."


@pytest.mark.parametrize(
    ("name", "paragraph"),
    [
        pytest.param("KEB-2026-004", WITH_REQUESTER, id="what waits for its requester"),
        pytest.param("KEB-2026-005", BUDGET, id="what waits for a budget"),
        pytest.param("EVL-2026-005", HANDED_OVER, id="what was handed over to the Kepala"),
        pytest.param("KEB-2026-011", CLOSED, id="what was closed"),
        pytest.param("SUP-008", LEFT, id="a supplier that left"),
        pytest.param("roster", ROSTER, id="the roster"),
    ],
)
def test_one_paragraph_tells_where_a_record_stands(office: Shell, name: str, paragraph: str) -> None:
    answer = office.run("why", name)

    assert (answer.code, answer.out) == (0, " ".join(paragraph.split()) + "\n")


def test_a_return_is_told_with_its_note(office: Shell) -> None:
    office.path("decisions/EVL-2026-003/2.yaml").unlink()
    office.change("evaluations/2026/EVL-2026-003.yaml", "  - {by: tia, date: 2026-07-10, to: joko}\n", "")

    out = office.run("why", "EVL-2026-003").out

    assert "EVL-2026-003 (PT Pusat Data Contoh Sejahtera) stands at step 3.2" in out
    assert "Joko Ibarat, S.T., M.T. decided evaluasi_ulang (to be evaluated again) on EVL-2026-003" in out
    assert "with the note 'Tidak ada tiket" in out


SENT_BACK = """
KEB-2026-004 (Perpanjangan sertifikat SSL) stands at step 1.4, Make sure of the budget and draft the KAK,
since 3 July 2026 (12 days). Before that, step 1.3 (Find out whether the office has it already) was done by
Tia Contohnya, A.Md.Kom. on 19 June 2026. Agus Andai, S.Kom. decided perlu_perbaikan (to be mended) on
KAK-2026-002 on 3 July 2026, with the note 'masa berlaku 1 tahun, bukan 2'. Next is Pengelola, Budi Misal,
S.T. and Tia Contohnya, A.Md.Kom.: mend the KAK (records/kak/2026/KAK-2026-002.yaml) as the note says, and
send it to the Pengguna again: add an entry to 'sent' there. It is due by 1 September 2026.
"""


def test_a_kak_that_was_sent_back_is_to_be_mended_and_not_written_anew(office: Shell) -> None:
    office.change("kak/2026/KAK-2026-002.yaml", "  - {by: tia, date: 2026-07-08, to: agus}\n", "")

    assert office.run("why", "KEB-2026-004").out == " ".join(SENT_BACK.split()) + "\n"


def test_a_kak_that_waits_for_its_budget_is_not_to_be_written_again(office: Shell) -> None:
    office.change("requirements/2026/KEB-2026-008.yaml", "result: disetujui", "result: belum_disetujui")

    assert (
        "make sure of the budget ('budget' in records/requirements/2026/KEB-2026-008.yaml); the KAK is "
        "written: records/kak/2026/KAK-2026-003.yaml."
    ) in office.run("why", "KEB-2026-008").out


def test_a_role_that_nobody_holds_is_told(office: Shell) -> None:
    office.change("roster.yaml", "person: joko, from: 2026-06-01", "person: joko, from: 2027-06-01")

    assert "Next is Kepala LPSE, a role that nobody holds today:" in office.run("why", "EVL-2026-005").out


BUDI_ACTS = "  - {role: kepala_lpse, person: budi, from: 2026-07-01, acting: plh, basis: SP 1}\n"


def test_who_made_an_evaluation_is_not_among_those_who_decide_it(office: Shell) -> None:
    first = "  - {role: pengelola, person: budi,"
    office.change("roster.yaml", first, f"{BUDI_ACTS}{first}")
    made_by_tia = "PT Jalur Cadangan Percontohan"
    step = "  step 3.4, Approve the result, or ask for a new evaluation"

    lines = office.run("status", "--role", "kepala_lpse").lines
    assert f"{step} (Joko Ibarat, S.T., M.T.; since 6 July 2026)" in lines
    assert lines[lines.index(f"EVL-2026-007 {made_by_tia}") + 1] == (
        f"{step} (Joko Ibarat, S.T., M.T. and Budi Misal, S.T.; since 8 July 2026)"
    )
    assert "to be done now by Joko Ibarat, S.T., M.T.\n" in office.run("status", "EVL-2026-005").out
    assert "Next is Kepala LPSE, Joko Ibarat, S.T., M.T.:" in office.run("why", "EVL-2026-005").out


def test_that_only_who_made_an_evaluation_could_decide_it_is_told(office: Shell) -> None:
    office.change("roster.yaml", "kepala_lpse, person: joko,", "kepala_lpse, person: budi,")

    assert (
        "Next is Kepala LPSE, but whoever holds the role today made the evaluation, and can't decide it: "
        "read records/evaluations/2026/EVL-2026-005.yaml, and approve it ('lpsedocs approve'), or "
        "send it back ('lpsedocs return')."
    ) in office.run("why", "EVL-2026-005").out
    assert (
        "  EVL-2026-005   step 3.4, Approve the result, or ask for a new evaluation (Kepala LPSE; since 6 "
        "July 2026)"
    ) in office.run("status").lines


@pytest.mark.parametrize(
    "name", ["KAK-2026-002", "decisions/KAK-2026-002/1", "AST-006", "FRM-2026-LPSE", "filings/EVL-2026-002"]
)
def test_every_kind_answers_in_indonesian_too(office: Shell, name: str) -> None:
    answer = office.say("--lang", "id", "--root", str(office.root), "why", name, "--today", TODAY)

    assert answer.code == 0
    assert answer.out.count("\n") == 1
    assert answer.out.endswith(".\n")
