import pytest

from tests.raw import told_of_bytes


@pytest.mark.parametrize("ending", [".yml", ".YML"])
def test_a_name_that_ends_in_yml_is_told(ending: str) -> None:
    assert told_of_bytes("S114", b"id: AST-002\n", f"records/assets/AST-002{ending}") == [
        (
            f"records/assets/AST-002{ending}:1:1: error: "
            "the file's name ends in '.yml'; rename it so that it ends in '.yaml'"
        ),
    ]


def test_a_name_that_ends_in_yaml_is_fine() -> None:
    assert told_of_bytes("S114", b"id: AST-002\n") == []
