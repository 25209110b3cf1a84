import pytest

from tests.office import told

USL = "records/proposals/2026/USL-2026-001.yaml:1:12: error: the proposal was handed in, but"
SUBMITTED = """\
# records/proposals/2026/USL-2026-001.yaml
submitted: {by: budi, date: 2026-02-09, to: PPK Bagian PBJ}
"""
UNDECIDED = """\
# records/decisions/KAK-2026-001/1.yaml
REMOVED
"""
SENT_BACK = """\
# records/decisions/KAK-2026-001/1.yaml
decision: perlu_perbaikan
note: Masa berlaku satu tahun
"""
WITHDRAWN = """\
# records/decisions/KAK-2026-001/2.yaml
repository: "0123456789abcdef0123456789abcdef"
record: KAK-2026-001
sha256: "SHA256(KAK-2026-001)"
decision: dicabut
role: pengguna
by: agus
note: Ruang lingkup berubah
made: 2026-02-08T03:00:00Z
"""


@pytest.mark.parametrize(
    ("text", "findings"),
    [
        pytest.param(UNDECIDED, [f"{USL} there is no decision on KAK-2026-001"], id="not checked"),
        pytest.param(
            SENT_BACK,
            [f"{USL} the last decision on KAK-2026-001 is perlu_perbaikan (to be mended)"],
            id="sent back",
        ),
        pytest.param(
            WITHDRAWN, [f"{USL} the last decision on KAK-2026-001 is dicabut (withdrawn)"], id="withdrawn"
        ),
        pytest.param("", [], id="found right"),
    ],
)
def test_a_proposal_waits_for_the_pengguna(text: str, findings: list[str]) -> None:
    assert told("W151", text + SUBMITTED) == findings


def test_a_proposal_that_is_not_handed_in_yet_may_wait() -> None:
    assert told("W151", UNDECIDED + "# records/proposals/2026/USL-2026-001.yaml\nsubmitted: null\n") == []
