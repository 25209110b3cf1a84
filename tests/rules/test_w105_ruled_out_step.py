import pytest

from tests.office import told


@pytest.mark.parametrize(
    ("text", "findings"),
    [
        pytest.param(
            """\
# records/requirements/2026/KEB-2026-001.yaml
availability: {by: budi, date: 2026-02-03, result: tersedia, considered: [AST-001]}
budget: {by: budi, date: 2026-02-04, result: belum_disetujui}
""",
            [
                "records/requirements/2026/KEB-2026-001.yaml:2:9: error: step 1.4 (Make sure of the budget "
                "and draft "
                "the KAK) was recorded, but step 1.3 says tersedia (available), which leads elsewhere"
            ],
            id="buying what is there: the first step only",
        ),
        pytest.param(
            """\
# records/proposals/2026/USL-2026-001.yaml
result: {by: budi, date: 2026-03-09, outcome: gagal, informed_by: Berita acara 1/2026}
list_check: {by: budi, date: 2026-03-09, result: tidak_terdaftar}
""",
            [
                "records/proposals/2026/USL-2026-001.yaml:2:13: error: step 2.2 (Look the supplier up in "
                "the list) was "
                "recorded, but step 2.1 says gagal (failed), which leads elsewhere"
            ],
            id="listing whom nobody contracted",
        ),
    ],
)
def test_a_step_of_the_other_way_is_told(text: str, findings: list[str]) -> None:
    assert told("W105", text) == findings


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="one way"),
        pytest.param(
            """\
# records/requirements/2026/KEB-2026-001.yaml
recommendation: {by: budi, date: 2026-02-03, use_existing: [AST-001]}
""",
            id="both ends, which W153 tells",
        ),
        pytest.param(
            """\
# records/proposals/2026/USL-2026-001.yaml
result: {by: budi, date: 2026-03-09, outcome: gagal, informed_by: Berita acara 1/2026}
list_check: null
""",
            id="an engagement without a contract, which W203 tells",
        ),
    ],
)
def test_one_way_passes(text: str) -> None:
    assert told("W105", text) == []
