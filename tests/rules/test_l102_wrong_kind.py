import pytest

from tests.office import told

DIGEST = '"1111111111111111111111111111111111111111111111111111111111111111"'


@pytest.mark.parametrize(
    ("text", "findings"),
    [
        pytest.param(
            "# records/kak/2026/KAK-2026-001.yaml\nrequirement: USL-2026-001\n",
            [
                (
                    "records/kak/2026/KAK-2026-001.yaml:1:14: error: "
                    "USL-2026-001 is of the kind Procurement proposal; what may stand here: Requirement"
                ),
            ],
            id="a proposal as a requirement",
        ),
        pytest.param(
            "# records/requirements/2026/KEB-2026-001.yaml\norigin: SUP-001\n",
            [
                (
                    "records/requirements/2026/KEB-2026-001.yaml:1:9: error: "
                    "SUP-001 is of the kind Supplier; what may stand here: Evaluation, Requirement, "
                    "and Engagement"
                ),
            ],
            id="one of several kinds was due",
        ),
        pytest.param(
            "# records/decisions/KAK-2026-001/1.yaml\nrests_on: {FRM-2026-LPSE: " + DIGEST + "}\n",
            [
                (
                    "records/decisions/KAK-2026-001/1.yaml:1:27: error: "
                    "FRM-2026-LPSE is of the kind Evaluation form; what may stand here: Requirement"
                ),
            ],
            id="a KAK that rests on a form",
        ),
        pytest.param(
            "# records/decisions/KEB-2026-001/1.yaml\n"
            'repository: "0123456789abcdef0123456789abcdef"\nrecord: KEB-2026-001\n'
            f"sha256: {DIGEST}\nrests_on: {{AST-001: {DIGEST}}}\ndecision: sesuai\nrole: pengguna\nby: agus\n"
            "made: 2026-02-06T03:00:00Z\n",
            [
                (
                    "records/decisions/KEB-2026-001/1.yaml:2:9: error: "
                    "KEB-2026-001 is of the kind Requirement; what may stand here: Evaluation and "
                    "Terms of reference (KAK)"
                ),
            ],
            id="a decision on what is not decided",
        ),
        pytest.param(
            (
                "# records/assets/SUP-009.yaml\nid: SUP-009\n# records/kak/2026/KAK-2026-001.yaml\n"
                "requirement: SUP-009\n"
            ),
            [
                (
                    "records/kak/2026/KAK-2026-001.yaml:1:14: error: "
                    "SUP-009 is of the kind Supplier; what may stand here: Requirement"
                ),
            ],
            id="a record in the wrong folder is what its name says",
        ),
    ],
)
def test_a_record_of_the_wrong_kind_is_told(text: str, findings: list[str]) -> None:
    assert told("L102", text) == findings


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "# records/requirements/2026/KEB-2026-001.yaml\norigin: SUP-001/2026-1\n", id="an engagement"
        ),
        pytest.param(
            "# records/kak/2026/KAK-2026-001.yaml\nrequirement: KEB-2026-099\n", id="a record that is nowhere"
        ),
    ],
)
def test_the_right_kind_or_none_passes(text: str) -> None:
    assert told("L102", text) == []
