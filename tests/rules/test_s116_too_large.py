from pathlib import Path

import pytest

from lpsedocs.checker import check
from lpsedocs.rules import rule_with
from lpsedocs.rules.examples import TODAY
from lpsedocs.source import MAX_BYTES
from lpsedocs.source.reader import MAX_VALUES
from lpsedocs.workspace import Workspace
from tests.office import spoken
from tests.raw import told_of_bytes


def test_a_file_of_more_than_a_mebibyte_is_told() -> None:
    assert told_of_bytes("S116", b"id: AST-002\n" + b"#" * MAX_BYTES) == [
        (
            "records/assets/AST-002.yaml:1:1: error: "
            "the file is larger than 1 MiB; move what is long into an attachment and cite it"
        ),
    ]


def test_a_file_with_too_many_values_is_told() -> None:
    assert told_of_bytes("S116", b"a: [" + b"1," * MAX_VALUES + b"]\n") == [
        (
            "records/assets/AST-002.yaml:1:200001: error: "
            "the file has more than 100000 values; split it into several"
        ),
    ]


def test_a_file_of_a_mebibyte_is_fine() -> None:
    assert told_of_bytes("S116", b"id: AST-002\n".ljust(MAX_BYTES, b"#")) == []


@pytest.mark.parametrize(
    ("content", "place", "message"),
    [
        pytest.param(
            "#" * (64 * 1024 + 1),
            "1:1",
            "the file is larger than 64 KiB, and no decision is so long; put the rest into the record",
            id="bytes",
        ),
        pytest.param(
            "a:\n" + "- x\n" * 1000,
            "1000:3",
            "the file has more than 1000 values; split it into several",
            id="values",
        ),
    ],
)
def test_a_decision_may_be_less_large(tmp_path: Path, content: str, place: str, message: str) -> None:
    file = tmp_path / "records/decisions/EVL-2026-001/1.yaml"
    file.parent.mkdir(parents=True)
    file.write_text(content)

    findings = check(Workspace(tmp_path).load(TODAY), [rule_with("S116")]).findings

    assert [spoken(finding) for finding in findings] == [
        f"records/decisions/EVL-2026-001/1.yaml:{place}: error: {message}"
    ]
