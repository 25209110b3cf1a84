import pytest

from tests.office import told


@pytest.mark.parametrize(
    ("pagu", "findings"),
    [
        pytest.param(
            120000001,
            [
                "records/proposals/2026/USL-2026-001.yaml:1:77: error: the pagu paket is Rp 120,000,001, "
                "above the pagu "
                "anggaran of KEB-2026-001, Rp 120,000,000"
            ],
            id="a rupiah above",
        ),
        pytest.param(120000000, [], id="exactly the budget"),
    ],
)
def test_the_package_stays_within_the_budget(pagu: int, findings: list[str]) -> None:
    package = f"{{kind: jasa_lainnya, method: e_purchasing, year: 2026, pagu_paket: {pagu}}}"

    assert told("W143", f"# records/proposals/2026/USL-2026-001.yaml\npackage: {package}\n") == findings


def test_without_a_budget_there_is_nothing_to_compare() -> None:
    assert told("W143", "# records/requirements/2026/KEB-2026-001.yaml\nbudget: null\n") == []
