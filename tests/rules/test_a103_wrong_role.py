import pytest

from tests.office import told

EVL = "records/decisions/EVL-2026-001/1.yaml"
KAK = "records/decisions/KAK-2026-001/1.yaml"


@pytest.mark.parametrize(
    ("text", "findings"),
    [
        pytest.param(
            f"# {EVL}\ndecision: sesuai\n",
            [
                f"{EVL}:1:11: error: EVL-2026-001 can't be sesuai (in order); the words for it are "
                "disetujui (approved), evaluasi_ulang (to be evaluated again), and dicabut (withdrawn)"
            ],
            id="a word for another kind",
        ),
        pytest.param(
            f"# {KAK}\nrole: kepala_lpse\n",
            [f"{KAK}:1:7: error: KAK-2026-001 is decided by Pengguna, not by Kepala LPSE"],
            id="another role",
        ),
        pytest.param(f"# {KAK}\ndecision: dicabut\nnote: Berubah\n", [], id="both may be withdrawn"),
        pytest.param("", [], id="as it should be"),
    ],
)
def test_word_and_role_belong_to_the_kind(text: str, findings: list[str]) -> None:
    assert told("A103", text) == findings
