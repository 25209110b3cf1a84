"""What one rule says of a single file given as bytes, for what rule pages can't write down."""

from pathlib import PurePosixPath

from lpsedocs.checker import check
from lpsedocs.corpus import build_corpus
from lpsedocs.rules import rule_with
from lpsedocs.rules.examples import TODAY
from lpsedocs.source import Source, parse_source
from tests.office import spoken

ASSET = "records/assets/AST-002.yaml"


def told_of_bytes(code: str, content: bytes, path: str = ASSET) -> list[str]:
    """Return what a rule says of a file in an otherwise empty office."""
    return told_of_source(code, parse_source(PurePosixPath(path), content))


def told_of_source(code: str, source: Source) -> list[str]:
    findings = check(build_corpus([source], [], TODAY), [rule_with(code)]).findings
    return [spoken(finding) for finding in findings]
