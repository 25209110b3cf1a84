"""Every code that a verdict may have comes with a sentence on what to do."""

import ast
from collections.abc import Iterator
from pathlib import Path

from lpsedocs import trust, verification
from lpsedocs.trust.judging import _CODES
from lpsedocs.trust.remedies import _LOOK, DECISIONS, PROBLEMS, REMARKS, ROSTER, remedy_of_problem

OF_THE_ROSTER = {"no-right", *ROSTER}
"""Codes that only a change of the roster has; the first one needs nothing but the usual."""


def codes_given_to(name: str, *paths: Path) -> Iterator[str]:
    """Yield the texts that are the first argument of a function or method of that name."""
    for path in paths:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and name in (
                getattr(node.func, "id", ""),
                getattr(node.func, "attr", ""),
            ):
                first = node.args[0] if node.args else None
                if isinstance(first, ast.Constant) and isinstance(first.value, str):
                    yield first.value


TRUST = tuple(sorted(Path(trust.__path__[0]).glob("*.py")))
REASONS = {*codes_given_to("Reason", *TRUST), "bad-signature", *_CODES.values()}
PROBLEMS_TOLD = {*codes_given_to("tell", *TRUST)}
REMARKS_MADE = {*codes_given_to("Remark", Path(verification.__file__))}
ENDED_ROLE = "ended-role"
"""Told by the command, not by the walk."""


def test_every_reason_has_a_remedy() -> None:
    assert REASONS - DECISIONS.keys() - OF_THE_ROSTER - PROBLEMS.keys() == set()


def test_every_problem_has_a_remedy() -> None:
    assert PROBLEMS_TOLD - PROBLEMS.keys() == set()


def test_every_remark_has_a_remedy() -> None:
    assert REMARKS_MADE - REMARKS.keys() == set()


def test_no_remedy_is_for_a_code_that_nothing_has() -> None:
    given = REASONS | PROBLEMS_TOLD | REMARKS_MADE | {ENDED_ROLE}
    assert (DECISIONS.keys() | ROSTER.keys() | PROBLEMS.keys() | REMARKS.keys()) - given == set()


def test_a_problem_and_a_remark_are_answered_by_their_own_remedy() -> None:
    assert {code: remedy_of_problem(code) for code in (*PROBLEMS, *REMARKS)} == {**REMARKS, **PROBLEMS}
    assert remedy_of_problem("of another version") == _LOOK
