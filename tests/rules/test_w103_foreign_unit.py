import pytest

from tests.office import told

TWO_OF_A_UNIT = """\
# records/roster.yaml
roles:
  - {role: kepala_lpse, person: rahma, from: 2025-01-02}
  - {role: pengelola, person: budi, from: 2025-01-02}
  - {role: pengelola, person: tia, from: 2025-01-02}
  - {role: pengguna, person: agus, unit: Administrator Sistem LPSE, from: 2025-01-02}
  - {role: pengguna, person: dewi, unit: Administrator Sistem LPSE, from: 2025-01-02}
"""


def test_a_pengguna_of_another_unit_is_told_where_he_is_named() -> None:
    text = """\
# records/decisions/KAK-2026-001/1.yaml
by: dewi
"""

    assert told("W103", text) == [
        "records/decisions/KAK-2026-001/1.yaml:1:5: error: dewi belonged to Unit Verifikasi on 6 February "
        "2026; "
        "step 1.6 is for the requester or somebody of Administrator Sistem LPSE"
    ]


def test_a_unit_that_is_not_the_requesters_is_told() -> None:
    text = """\
# records/requirements/2026/KEB-2026-001.yaml
requester: dewi
unit: Unit Pelatihan
submitted: {by: dewi, date: 2026-02-02, to: budi}
"""

    assert told("W103", text)[-1] == (
        "records/requirements/2026/KEB-2026-001.yaml:2:7: error: "
        "dewi belonged to Unit Verifikasi on 2 February 2026, not to Unit Pelatihan"
    )


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="the requester himself"),
        pytest.param(
            TWO_OF_A_UNIT
            + """\
# records/decisions/KAK-2026-001/1.yaml
by: dewi
""",
            id="a colleague of his unit",
        ),
        pytest.param(
            """\
# records/decisions/KAK-2026-001/1.yaml
by: budi
""",
            id="no Pengguna at all, which W102 tells",
        ),
    ],
)
def test_the_unit_with_the_need_passes(text: str) -> None:
    assert told("W103", text) == []
