import pytest

from tests.office import told

KAK = "records/kak/2026/KAK-2026-001.yaml:4:10: error: the KAK was drafted, but"
NO_BUDGET = """\
# records/requirements/2026/KEB-2026-001.yaml
budget: null
"""
NOT_YET = """\
# records/requirements/2026/KEB-2026-001.yaml
budget: {by: budi, date: 2026-02-04, result: belum_disetujui}
"""
CLOSED = """\
# records/filings/KEB-2026-001.yaml
record: KEB-2026-001
sha256: "SHA256(KEB-2026-001)"
filed: {by: budi, date: 2026-07-09}
reason: anggaran_ditolak
"""


@pytest.mark.parametrize(
    ("text", "findings"),
    [
        pytest.param(NO_BUDGET, [f"{KAK} KEB-2026-001 says nothing about a budget"], id="nothing said"),
        pytest.param(
            NOT_YET,
            [f"{KAK} the budget of KEB-2026-001 is belum_disetujui (not yet approved) since 4 February 2026"],
            id="not yet approved",
        ),
        pytest.param(
            NOT_YET.replace("belum_disetujui", "ditolak"),
            [f"{KAK} the budget of KEB-2026-001 is ditolak (refused) since 4 February 2026"],
            id="refused",
        ),
        pytest.param("", [], id="approved"),
        pytest.param(NOT_YET + CLOSED, [], id="closed since"),
    ],
)
def test_a_kak_needs_an_approved_budget(text: str, findings: list[str]) -> None:
    assert told("W141", text) == findings
