"""Every code that a verdict may have comes with a sentence on what to do."""

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path

from lpsedocs import trust, verification
from lpsedocs.trust.judging import _CODES
from lpsedocs.trust.remedies import _LOOK, DECISIONS, PROBLEMS, REMARKS, ROSTER, remedy_of_problem

OF_THE_ROSTER = {"no-right", *ROSTER}
"""Codes that only a change of the roster has; the first one needs nothing but the usual."""


def read(*paths: Path) -> list[ast.AST]:
    return [ast.parse(path.read_text("utf-8")) for path in paths]


def calls_in(*trees: ast.AST) -> Iterator[tuple[str, ast.Call]]:
    """Yield every call with the name of the function or method that is called."""
    for node in (node for tree in trees for node in ast.walk(tree)):
        if isinstance(node, ast.Call):
            yield getattr(node.func, "id", "") or getattr(node.func, "attr", ""), node


def codes_given_to(name: str, *trees: ast.AST) -> Iterator[str | None]:
    """Yield the first argument of each call of a function or method of that name; None for no plain text."""
    for called, call in calls_in(*trees):
        if called == name and call.args:
            first = call.args[0]
            yield first.value if isinstance(first, ast.Constant) and isinstance(first.value, str) else None


def plain_codes_given_to(name: str, *trees: ast.AST) -> set[str]:
    return {code for code in codes_given_to(name, *trees) if code is not None}


def called_from(*names: str, functions: Mapping[str, ast.AST], but: str) -> set[str]:
    """Return the names of functions and of all that they call, and those call; but for one."""
    found, waiting = {but}, [*names]
    while waiting:
        name = waiting.pop()
        if name in functions and name not in found:
            found.add(name)
            waiting += [called for called, _ in calls_in(functions[name])]
    return found - {but}


TRUST = read(*sorted(Path(trust.__path__[0]).glob("*.py")))
FUNCTIONS = {
    node.name: node for tree in TRUST for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)
}
OF_A_SIGNATURE = {"bad-signature", *_CODES.values()}
"""Codes that a table gives, by the error that reading the signature ends with."""
REASONS = plain_codes_given_to("Reason", *TRUST) | OF_A_SIGNATURE
# What is wrong with the decision that is attested is told of the decision.
ATTESTING = called_from("_signed", "_attestations", functions=FUNCTIONS, but="_file")
PROBLEMS_OF_ATTESTATIONS = OF_A_SIGNATURE | plain_codes_given_to(
    "Reason", *(FUNCTIONS[name] for name in ATTESTING)
)
PROBLEMS_TOLD = plain_codes_given_to("tell", *TRUST) | PROBLEMS_OF_ATTESTATIONS
REMARKS_MADE = plain_codes_given_to("Remark", *read(*Path(verification.__path__[0]).glob("*.py")))
ENDED_ROLE = "ended-role"
"""Told by the command, not by the walk."""


def test_every_reason_has_a_remedy() -> None:
    assert REASONS - DECISIONS.keys() - OF_THE_ROSTER - PROBLEMS.keys() == set()


def test_every_problem_has_a_remedy() -> None:
    assert PROBLEMS_TOLD - PROBLEMS.keys() == set()


def test_only_attestations_are_told_with_a_code_that_stands_elsewhere() -> None:
    assert [*codes_given_to("tell", *TRUST)].count(None) == 1
    assert [*codes_given_to("tell", FUNCTIONS["_attestations"])] == [None]
    assert {"unsigned", "future", "brings-more", "unknown-account"} < PROBLEMS_OF_ATTESTATIONS


def test_every_remark_has_a_remedy() -> None:
    assert REMARKS_MADE - REMARKS.keys() == set()


def test_no_remedy_is_for_a_code_that_nothing_has() -> None:
    given = REASONS | PROBLEMS_TOLD | REMARKS_MADE | {ENDED_ROLE}
    assert (DECISIONS.keys() | ROSTER.keys() | PROBLEMS.keys() | REMARKS.keys()) - given == set()


def test_a_problem_and_a_remark_are_answered_by_their_own_remedy() -> None:
    assert {code: remedy_of_problem(code) for code in (*PROBLEMS, *REMARKS)} == {**REMARKS, **PROBLEMS}
    assert remedy_of_problem("of another version") == _LOOK
