import pytest

from tests.office import told

KEB = "records/requirements/2026/KEB-2026-001.yaml"
ENDS = """\
# records/assets/AST-001.yaml
valid_until: 2026-03-31
"""
OF_CONTRACT = """\
# records/assets/AST-001.yaml
engagement: SUP-001/2026-1
"""
OTHER = """\
# records/assets/AST-002.yaml
id: AST-002
name: Aula
kind: barang
quantity: 1
unit: ruang
condition: baik
"""
SERVES = """\
# records/requirements/2026/KEB-2026-001.yaml
availability: {by: budi, date: 2026-02-03, result: tersedia, considered: [AST-001]}
"""
SERVES_LATER = SERVES + "needed_from: 2027-04-01\nneeded_until: null\n"
USES = SERVES + "recommendation: {by: budi, date: 2026-02-03, use_existing: [AST-001]}\n"
TWO_CONSIDERED = SERVES.replace("[AST-001]", "[AST-001, AST-002]")


@pytest.mark.parametrize(
    ("text", "findings"),
    [
        pytest.param(
            ENDS + SERVES,
            [f"{KEB}:1:75: error: AST-001 ends on 31 March 2026, before it is needed from 1 April 2026"],
            id="the day before",
        ),
        pytest.param(
            OF_CONTRACT + SERVES_LATER,
            [f"{KEB}:1:75: error: AST-001 ends on 31 March 2027, before it is needed from 1 April 2027"],
            id="with its contract",
        ),
        pytest.param(
            ENDS + OTHER + TWO_CONSIDERED + USES.partition("\n")[2].partition("\n")[2],
            [f"{KEB}:2:61: error: AST-001 ends on 31 March 2026, before it is needed from 1 April 2026"],
            id="recommended, although another was looked at",
        ),
    ],
)
def test_what_ends_before_it_is_needed_is_not_available(text: str, findings: list[str]) -> None:
    assert told("W112", text) == findings


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(SERVES, id="no end"),
        pytest.param(ENDS.replace("03-31", "04-01") + SERVES, id="there on the first day"),
        pytest.param(OF_CONTRACT + SERVES, id="the contract still runs"),
        pytest.param(ENDS + OTHER + TWO_CONSIDERED, id="another one lasts"),
        pytest.param(ENDS, id="not said to be available"),
    ],
)
def test_what_is_there_passes(text: str) -> None:
    assert told("W112", text) == []
