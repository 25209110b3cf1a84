import pytest

from tests.office import told

EVL, KAK = "records/decisions/EVL-2026-001/1.yaml", "records/decisions/KAK-2026-001/1.yaml"
OTHER = "0000000000000000000000000000000000000000000000000000000000000000"


@pytest.mark.parametrize(
    ("text", "findings"),
    [
        pytest.param(
            f"# {EVL}\nrests_on: {{}}\n",
            [f"{EVL}:1:11: error: EVL-2026-001 rests on FRM-2026-LPSE, but the decision names nothing"],
            id="nothing",
        ),
        pytest.param(
            f'# {KAK}\nrests_on: {{KEB-2026-001: "{OTHER}", AST-001: "{OTHER}"}}\n',
            [
                f"{KAK}:1:11: error: KAK-2026-001 rests on KEB-2026-001, but the decision names "
                "KEB-2026-001 and AST-001"
            ],
            id="too much",
        ),
        pytest.param(
            f'# {EVL}\nrests_on: {{FRM-2026-LPSE: "{OTHER}"}}\n',
            [
                f"{EVL}:1:27: error: FRM-2026-LPSE is not the version that this decision on EVL-2026-001 "
                "rests on"
            ],
            id="a form that was changed",
        ),
        pytest.param(
            f'# {KAK}\nrests_on: {{KEB-2026-001: "{OTHER}"}}\n',
            [
                f"{KAK}:1:26: note: KEB-2026-001 is not the version that this decision on KAK-2026-001 "
                "rests on"
            ],
            id="a requirement that was changed: a note",
        ),
        pytest.param(
            f'# {EVL}\nrests_on: {{FRM-2026-LPSE: "{OTHER}"}}\ndecision: evaluasi_ulang\nnote: Lagi\n',
            [],
            id="sent back",
        ),
        pytest.param("", [], id="as it should be"),
    ],
)
def test_a_decision_rests_on_one_record_as_it_now_is(text: str, findings: list[str]) -> None:
    assert told("A107", text) == findings
