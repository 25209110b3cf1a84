import pytest

from tests.office import told

OTHER = 'sha256: "0000000000000000000000000000000000000000000000000000000000000000"\n'
EVL = "# records/evaluations/2026/EVL-2026-001.yaml\nid: EVL-2026-001\n"
KAK = "# records/kak/2026/KAK-2026-001.yaml\nid: KAK-2026-001\n"
EVL_DECIDED = f"# records/decisions/EVL-2026-001/1.yaml\n{OTHER}"
KAK_DECIDED = f"# records/decisions/KAK-2026-001/1.yaml\n{OTHER}"
NO_PROPOSAL = "# records/proposals/2026/USL-2026-001.yaml\nREMOVED\n"


@pytest.mark.parametrize(
    ("text", "findings"),
    [
        pytest.param(
            EVL + EVL_DECIDED,
            [
                "records/evaluations/2026/EVL-2026-001.yaml:1:5: warning: "
                "EVL-2026-001 is not the version of which rahma said disetujui (approved)"
            ],
            id="an evaluation",
        ),
        pytest.param(
            KAK + KAK_DECIDED + NO_PROPOSAL,
            [
                "records/kak/2026/KAK-2026-001.yaml:1:5: warning: "
                "KAK-2026-001 is not the version of which agus said sesuai (in order)"
            ],
            id="a KAK",
        ),
        pytest.param(KAK + KAK_DECIDED, [], id="a KAK with a proposal, which W152 tells"),
        pytest.param(
            EVL + EVL_DECIDED + "decision: evaluasi_ulang\nnote: Lagi\n", [], id="sent back, to be changed"
        ),
        pytest.param("", [], id="as decided"),
    ],
)
def test_what_was_approved_stays_as_it_was(text: str, findings: list[str]) -> None:
    assert told("A106", text) == findings
