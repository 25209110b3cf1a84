import pytest

from tests.office import told


@pytest.mark.parametrize(
    ("text", "findings"),
    [
        pytest.param(
            """\
# records/requirements/2026/KEB-2026-001.yaml
availability: {by: dewi, date: 2026-02-03, result: tidak_tersedia}
""",
            [
                "records/requirements/2026/KEB-2026-001.yaml:1:20: error: dewi did not hold the role "
                "Pengelola on 3 February 2026, which step 1.3 (Find out whether the office has it already) "
                "is for"
            ],
            id="another role",
        ),
        pytest.param(
            """\
# records/roster.yaml
roles:
  - {role: kepala_lpse, person: rahma, from: 2025-01-02, until: 2026-07-04}
  - {role: pengelola, person: budi, from: 2025-01-02}
  - {role: pengelola, person: tia, from: 2025-01-02}
  - {role: pengguna, person: agus, unit: Administrator Sistem LPSE, from: 2025-01-02}
""",
            [
                "records/decisions/EVL-2026-001/1.yaml:7:5: error: rahma did not hold the role "
                "Kepala LPSE on 6 July 2026, which step 3.4 (Approve the result, or ask for a new "
                "evaluation) is for"
            ],
            id="the role had ended by then",
        ),
        pytest.param(
            """\
# records/suppliers/SUP-001.yaml
updates:
  - {by: agus, date: 2026-05-04, what: Alamat baru}
""",
            [
                "records/suppliers/SUP-001.yaml:2:10: error: agus did not hold the role "
                "Pengelola on 4 May 2026, which step 2.4 (Bring the supplier's data and documents up to "
                "date) is for"
            ],
            id="a step that belongs to no proposal as well",
        ),
        pytest.param(
            """\
# records/evaluations/2026/EVL-2026-001.yaml
submissions:
  - {by: tia, date: 2026-07-03, to: budi}
""",
            [
                "records/evaluations/2026/EVL-2026-001.yaml:2:37: error: budi did not hold the role "
                "Kepala LPSE on 3 July 2026, which step 3.3 (Have the result on the desk) is for"
            ],
            id="the one to whom it was handed",
        ),
    ],
)
def test_whoever_acts_holds_the_role_on_that_day(text: str, findings: list[str]) -> None:
    assert told("W102", text) == findings


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="everybody in his role"),
        pytest.param(
            """\
# records/decisions/EVL-2026-001/1.yaml
by: budi
date: null
""",
            id="a decision without a date",
        ),
        pytest.param(
            """\
# records/requirements/2026/KEB-2026-001.yaml
availability: {by: wati, date: 2026-02-03, result: tidak_tersedia}
""",
            id="somebody whom the roster does not know, whom L103 tells",
        ),
    ],
)
def test_the_right_people_pass(text: str) -> None:
    assert told("W102", text) == []
