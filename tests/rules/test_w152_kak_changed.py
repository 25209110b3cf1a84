import pytest

from tests.office import told

OTHER_BYTES = """\
# records/decisions/KAK-2026-001/1.yaml
sha256: "0000000000000000000000000000000000000000000000000000000000000000"
"""


def test_a_kak_with_other_bytes_than_decided_is_told_at_the_proposal() -> None:
    [finding] = told("W152", OTHER_BYTES + "# records/proposals/2026/USL-2026-001.yaml\nkak: KAK-2026-001\n")

    place, _, message = finding.partition(" error: ")
    assert place == "records/proposals/2026/USL-2026-001.yaml:1:6:"
    assert message.startswith("KAK-2026-001 is not the version that agus found right: its SHA-256 is ")
    assert message.endswith("…, decided was 000000000000…")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="the version decided"),
        pytest.param(
            OTHER_BYTES + "decision: perlu_perbaikan\nnote: Satu tahun\n", id="sent back, which W151 tells"
        ),
        pytest.param(
            OTHER_BYTES + "# records/proposals/2026/USL-2026-001.yaml\nREMOVED\n",
            id="no proposal, which A106 tells",
        ),
    ],
)
def test_other_cases_pass(text: str) -> None:
    assert told("W152", text) == []
