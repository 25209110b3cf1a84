import pytest

from tests.office import told

EVL = "records/evaluations/2026/EVL-2026-001.yaml"
GATE = "# records/forms/FRM-2026-LPSE.yaml\ngates: [{criterion: tanggap, score: 1, at_most: baik}]\n"
ENDS_SOON = """\
# records/suppliers/SUP-001.yaml
engagements:
  - id: 2026-1
    basis: diambil_alih
    number: 027/1/2026
    signed: 2026-03-09
    starts: 2026-04-01
    ends: 2026-09-30
    value: 117000000
    recorded: {by: budi, date: 2026-03-10}
"""


FOLLOWED = """\
# records/requirements/2026/KEB-2026-002.yaml
id: KEB-2026-002
title: Tautan internet utama, kelanjutan
requester: agus
unit: Administrator Sistem LPSE
kind: jasa_lainnya
created: 2026-07-02
reason: Kontrak berakhir
items: [{description: Tautan internet 100 Mbps, quantity: 12, unit: bulan}]
needed_from: 2026-10-01
priority: tinggi
origin: SUP-001/2026-1
"""


def recommended(word: str, mutu: str = "score: 3", tanggap: str = "score: 3", reason: str = "null") -> str:
    return (
        f"# {EVL}\nrecommendation: {word}\nreason: {reason}\nscores:\n"
        f"  - {{criterion: mutu, {mutu}}}\n  - {{criterion: tanggap, {tanggap}}}\n"
    )


def finding(word: str, band: str, suggested: str) -> str:
    return f"{EVL}:1:17: warning: {word} without a reason, where the result {band} suggests {suggested}"


@pytest.mark.parametrize(
    ("text", "findings"),
    [
        pytest.param(
            recommended("pergantian"),
            [finding("pergantian (replacement)", "baik", "lanjut (continue)")],
            id="replacing a good one",
        ),
        pytest.param(
            recommended("lanjut", "score: 1", "score: 2"),
            [finding("lanjut (continue)", "kurang", "pergantian (replacement) and pembinaan (guidance)")],
            id="going on with a poor one",
        ),
        pytest.param(
            ENDS_SOON + recommended("lanjut"),
            [finding("lanjut (continue)", "baik", "perpanjangan (renewal)")],
            id="going on although the contract ends",
        ),
        pytest.param(
            recommended("perpanjangan", "not_rated: tidak_ada_kejadian"),
            [
                finding(
                    "perpanjangan (renewal)",
                    "tidak_dinilai",
                    "lanjut (continue) and tidak_dilanjutkan (end without a successor)",
                )
            ],
            id="renewing what was not rated",
        ),
        pytest.param(
            GATE + recommended("lanjut", "score: 4", "score: 1"),
            [
                f"{EVL}:1:17: warning: lanjut (continue) without a reason, "
                "where the score of tanggap closes a gate of the form"
            ],
            id="a closed gate",
        ),
    ],
)
def test_what_the_result_does_not_suggest_needs_a_reason(text: str, findings: list[str]) -> None:
    assert told("W408", text) == findings


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(recommended("lanjut"), id="as suggested"),
        pytest.param(ENDS_SOON + recommended("perpanjangan"), id="renewed as it ends"),
        pytest.param(ENDS_SOON + FOLLOWED + recommended("lanjut"), id="what follows was begun already"),
        pytest.param(recommended("pergantian", reason="Penyedia menutup usaha"), id="explained"),
        pytest.param(recommended("pergantian") + "submissions: []\n", id="a draft"),
        pytest.param(GATE + recommended("lanjut", "score: 4", "score: 2"), id="an open gate"),
        pytest.param(recommended("pergantian", "score: 9"), id="scores that don't fit, which W403 tells"),
    ],
)
def test_what_goes_together_or_is_explained_passes(text: str) -> None:
    assert told("W408", text) == []
