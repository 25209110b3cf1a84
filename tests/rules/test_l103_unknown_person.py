import pytest

from tests.office import told

KEB = "# records/requirements/2026/KEB-2026-001.yaml\n"


@pytest.mark.parametrize(
    ("text", "findings"),
    [
        pytest.param(
            f"{KEB}requester: agsu\n",
            [
                (
                    "records/requirements/2026/KEB-2026-001.yaml:1:12: error: "
                    "nobody in the roster has the id agsu; did you mean agus?"
                ),
            ],
            id="misspelt",
        ),
        pytest.param(
            f"{KEB}submitted: {{by: agus, date: 2026-02-02, to: wahyuni}}\n",
            [
                (
                    "records/requirements/2026/KEB-2026-001.yaml:1:45: error: "
                    "nobody in the roster has the id wahyuni"
                ),
            ],
            id="unknown",
        ),
        pytest.param(
            "# records/roster.yaml\nroles: [{role: kepala_lpse, person: sinta, from: 2026-01-02}]\n",
            [
                "records/roster.yaml:1:37: error: nobody in the roster has the id sinta",
            ],
            id="in the roster itself",
        ),
    ],
)
def test_a_person_who_is_not_in_the_roster_is_told(text: str, findings: list[str]) -> None:
    assert told("L103", text) == findings


def test_without_a_roster_nobody_is_unknown() -> None:
    assert told("L103", "# records/roster.yaml\nREMOVED\n") == []
