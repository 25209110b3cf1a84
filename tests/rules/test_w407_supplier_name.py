import pytest

from tests.office import told

EVL = "records/evaluations/2026/EVL-2026-001.yaml"
RENAMED = """\
# records/suppliers/SUP-001.yaml
name: PT Tautan Misal Baru
former_names:
  - {name: PT Tautan Misal, until: 2026-07-02, basis: Akta 2}
  - {name: PT Tautan Lama, until: 2024-12-31, basis: Akta 1}
"""


def named(name: str, day: str = "2026-07-02") -> str:
    return f"# {EVL}\nsupplier_name: {name}\nevaluated: {{by: tia, date: {day}}}\n"


@pytest.mark.parametrize(
    ("text", "findings"),
    [
        pytest.param(
            named("PT. Tautan Misal"),
            [
                f"{EVL}:1:16: error: SUP-001 was called 'PT Tautan Misal' on 2 July 2026, not 'PT. Tautan "
                "Misal'"
            ],
            id="misspelt",
        ),
        pytest.param(
            RENAMED + named("PT Tautan Misal Baru"),
            [
                f"{EVL}:1:16: error: SUP-001 was called 'PT Tautan Misal' on 2 July 2026, not 'PT Tautan "
                "Misal Baru'"
            ],
            id="the new name too early",
        ),
        pytest.param(
            RENAMED + named("PT Tautan Lama"),
            [f"{EVL}:1:16: error: SUP-001 was called 'PT Tautan Misal' on 2 July 2026, not 'PT Tautan Lama'"],
            id="a name of long ago",
        ),
        pytest.param(RENAMED + named("PT Tautan Misal"), [], id="on its last day"),
        pytest.param(
            RENAMED + named("PT Tautan Misal Baru", "2026-07-03"), [], id="the new name from then on"
        ),
        pytest.param(named("PT Tautan Misal"), [], id="the only name"),
    ],
)
def test_the_name_is_that_of_the_day(text: str, findings: list[str]) -> None:
    assert told("W407", text) == findings
