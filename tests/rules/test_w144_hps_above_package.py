import pytest

from tests.office import told


@pytest.mark.parametrize(
    ("hps", "findings"),
    [
        pytest.param(
            "120000001",
            [
                "records/proposals/2026/USL-2026-001.yaml:1:93: error: "
                "the HPS is Rp 120,000,001, above the pagu paket, Rp 120,000,000"
            ],
            id="above",
        ),
        pytest.param("120000000", [], id="equal"),
        pytest.param("null", [], id="none"),
    ],
)
def test_the_hps_stays_within_the_package(hps: str, findings: list[str]) -> None:
    package = f"{{kind: jasa_lainnya, method: e_purchasing, year: 2026, pagu_paket: 120000000, hps: {hps}}}"

    assert told("W144", f"# records/proposals/2026/USL-2026-001.yaml\npackage: {package}\n") == findings
