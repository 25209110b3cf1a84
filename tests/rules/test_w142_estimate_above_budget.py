import pytest

from tests.office import told


@pytest.mark.parametrize(
    ("estimate", "findings"),
    [
        pytest.param(
            '"120000000.01"',
            [
                "records/kak/2026/KAK-2026-001.yaml:1:11: error: the estimate is Rp 120,000,000.01, above "
                "the pagu "
                "anggaran of KEB-2026-001, Rp 120,000,000"
            ],
            id="one sen above",
        ),
        pytest.param("120000000", [], id="exactly the budget"),
    ],
)
def test_the_estimate_stays_within_the_budget(estimate: str, findings: list[str]) -> None:
    text = f"# records/kak/2026/KAK-2026-001.yaml\nestimate: {estimate}\n"

    assert told("W142", text) == findings


def test_without_a_budget_there_is_nothing_to_compare() -> None:
    assert told("W142", "# records/requirements/2026/KEB-2026-001.yaml\nbudget: null\n") == []
