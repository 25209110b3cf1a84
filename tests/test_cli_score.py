"""lpsedocs score: how the score of an evaluation comes about."""

from pathlib import Path

import pytest

from tests.shell import Shell, example_office


@pytest.fixture
def office(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Shell:
    return Shell(example_office(tmp_path), capsys)


def test_the_score_is_told_line_by_line(office: Shell) -> None:
    assert office.run("score", "EVL-2025-002").lines == [
        "EVL-2025-002  PT Rekan Lama Percontohan",
        "form FRM-2026-LPSE: Lembar Evaluasi Pendukung Layanan",
        "",
        "Criterion                               Weight  Score  Contribution",
        "Ketersediaan dan mutu layanan               30      1  30 × 1 / 100 = 0.3",
        "Tanggap dan pemulihan gangguan              20      2  20 × 2 / 100 = 0.4",
        "Keamanan informasi dan kerahasiaan          20      3  20 × 3 / 100 = 0.6",
        "Pemenuhan kontrak dan dokumen penyedia      10      2  10 × 2 / 100 = 0.2",
        "Pelaporan dan komunikasi                    10      1  10 × 1 / 100 = 0.1",
        "Kompetensi dan kestabilan personel          10      2  10 × 2 / 100 = 0.2",
        "",
        "sum: 1.8",
        "shown with two decimals, cut and not rounded: 1.80",
        "band: Kurang, from 1.00 to below 2.00",
        "result: 1.80 Kurang",
        "the evaluation says the same",
    ]


def test_what_is_not_rated_leaves_the_sum(office: Shell) -> None:
    lines = office.run("score", "EVL-2026-003").lines

    assert "Ketersediaan dan mutu layanan               30      3  30 × 3 / 70 = 9/7" in lines
    assert lines[5].startswith(
        "Tanggap dan pemulihan gangguan              20      -  not rated: nothing happened ("
    )
    assert lines[-5:] == [
        "sum: 22/7",
        "shown with two decimals, cut and not rounded: 3.14",
        "band: Baik, from 2.75 to below 3.50",
        "result: 3.14 Baik",
        "the evaluation says the same",
    ]


def test_too_little_gives_no_number(office: Shell) -> None:
    assert office.run("score", "EVL-2026-004").lines[-5:] == [
        "weight that was rated: 10 of 100",
        "that is less than 60, so there is no number and no band",
        "'ketersediaan' was not rated, so there is no number and no band",
        "result: not rated",
        "the evaluation says the same",
    ]


def test_a_gate_is_told(office: Shell) -> None:
    path = "evaluations/2026/EVL-2026-007.yaml"
    office.change(
        path, "  - criterion: ketersediaan\n    score: 4", "  - criterion: ketersediaan\n    score: 1"
    )

    assert office.run("score", "EVL-2026-007").lines[-5:] == [
        "shown with two decimals, cut and not rounded: 2.80",
        "band: Baik, from 2.75 to below 3.50",
        "but 'ketersediaan' has the score 1 or less: at most Cukup",
        "result: 2.80 Cukup",
        "but the evaluation says: 3.70 Sangat Baik; see 'lpsedocs check'",
    ]


def test_a_termination_needs_no_scores(office: Shell) -> None:
    text = office.read("evaluations/2026/EVL-2026-007.yaml")
    before = text[: text.index("scores:")]
    after = text[text.index("result:") :]
    office.path("evaluations/2026/EVL-2026-007.yaml").write_text(
        f"{before}scores: []\n"
        f"terminated: {{engagement: 2026-1, date: 2026-06-30, reason: Wanprestasi}}\n{after}"
    )

    assert office.run("score", "EVL-2026-007").lines[3:] == [
        "the engagement ended through the provider's fault; the scores don't count",
        "result: Kurang",
        "but the evaluation says: 3.70 Sangat Baik; see 'lpsedocs check'",
    ]


def test_what_does_not_fit_the_form_is_named(office: Shell) -> None:
    path = "evaluations/2026/EVL-2026-007.yaml"
    office.change(path, "criterion: tanggap", "criterion: cepat")
    office.change(path, "  - criterion: keamanan\n    score: 3", "  - criterion: keamanan\n    score: 5")

    assert office.run("score", "EVL-2026-007").err == (
        f"lpsedocs: records/{path} can't be scored yet: "
        "'Tanggap dan pemulihan gangguan' (tanggap) has no score, "
        "the form has no criterion 'cepat', and the score 5 of 'keamanan' is outside the scale from 1 to 4\n"
    )


@pytest.mark.parametrize(
    ("name", "message"),
    [
        (
            "SUP-001",
            "SUP-001 is a record of the kind 'Supplier'; one of the kind 'Evaluation' is needed here",
        ),
        ("EVL-2026-099", "there is no record EVL-2026-099; did you mean EVL-2026-00"),
    ],
)
def test_what_is_no_evaluation_is_refused(office: Shell, name: str, message: str) -> None:
    answer = office.run("score", name)

    assert answer.code == 2
    assert answer.err.startswith(f"lpsedocs: {message}")


def test_a_missing_form_is_told(office: Shell) -> None:
    office.path("forms/FRM-2026-LPSE.yaml").unlink()

    assert office.run("score", "EVL-2026-003").err == (
        "lpsedocs: records/evaluations/2026/EVL-2026-003.yaml: "
        "there is no form FRM-2026-LPSE, or it has errors; see 'lpsedocs check'\n"
    )
