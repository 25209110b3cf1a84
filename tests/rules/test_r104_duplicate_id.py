import pytest

from tests.office import told


def test_each_later_file_is_told_with_the_first() -> None:
    text = """\
# records/requirements/2025/KEB-2026-001.yaml
id: KEB-2026-001
# records/requirements/2026/lama/KEB-2026-001.yaml
title: Tautan
id: KEB-2026-001
"""
    assert told("R104", text) == [
        (
            "records/requirements/2026/KEB-2026-001.yaml:1:5: error: "
            "the id KEB-2026-001 stands already in records/requirements/2025/KEB-2026-001.yaml"
        ),
        (
            "records/requirements/2026/lama/KEB-2026-001.yaml:2:5: error: "
            "the id KEB-2026-001 stands already in records/requirements/2025/KEB-2026-001.yaml"
        ),
    ]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "# records/filings/KEB-2026-001.yaml\nrecord: KEB-2026-001\n", id="a filing of the record"
        ),
        pytest.param("# records/kak/2026/KEB-2026-001.yaml\nid: KEB-2026-001\n", id="another kind's folder"),
        pytest.param(
            "# records/assets/AST-002.yaml\nid: AST-001\n", id="a copied id in a file of another name"
        ),
    ],
)
def test_what_has_a_rule_of_its_own_or_none_passes(text: str) -> None:
    assert told("R104", text) == []
