"""Every rule has a page whose examples are true, a test module, and words for what to do."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from lpsedocs.checker import check
from lpsedocs.findings import Message, Value
from lpsedocs.models.words import CHOICE, GLOSS, WORDS
from lpsedocs.rules import FAMILIES, Rule, all_rules
from lpsedocs.rules.examples import Example, corpus_of_example, examples_in
from tests.office import told_by_all

NOT_SHOWN_IN_TEXT = {
    "S114": "the breach is the file's name",
    "S115": "a symbolic link is no text",
    "S122": "the breach is the name of a folder, or a mark of the file",
    "S116": "the file would be too large for a page",
    **{
        rule.code: "the breach lies in the history"
        for rule in all_rules()
        if rule.code[0] in "TH" or rule.code.startswith("A2")
    },
}
EXAMPLES = [
    pytest.param(rule, example, id=f"{rule.code}-{'good' if example.is_good else 'bad'}-{number}")
    for rule in all_rules()
    for number, example in enumerate(examples_in(rule.page), 1)
]


@pytest.mark.parametrize(("rule", "example"), EXAMPLES)
def test_a_rule_finds_what_its_page_marks_and_nothing_else(rule: Rule, example: Example) -> None:
    findings = check(corpus_of_example(example), [rule]).findings

    found = {(str(finding.location.path), finding.location.line) for finding in findings}
    assert found == example.marks, [finding.message for finding in findings]
    assert bool(example.marks) is not example.is_good


OWN_NAMES = {"band": "a band has its name from the form", "folders": "a folder's name is no value"}


def raw_values(value: Value, name: str = "") -> Iterator[tuple[str, str]]:
    """Yield the enumerated values in a message that stand there as they are written alone."""
    match value:
        case Message(template=template) if template in (GLOSS, CHOICE):
            return
        case Message(values=values):
            yield from (raw for inner, one in values for raw in raw_values(one, inner))
        case tuple():
            yield from (raw for one in value for raw in raw_values(one, name))
        case str() if value in WORDS and name not in OWN_NAMES:
            yield name, value


def test_a_value_that_has_a_word_is_told_with_it() -> None:
    found = {
        (rule.code, *raw)
        for rule in all_rules()
        for example in examples_in(rule.page)
        for finding in check(corpus_of_example(example), [rule]).findings
        for raw in raw_values(finding.message)
    }
    assert found == set()


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.code)
def test_a_page_has_what_a_reader_needs(rule: Rule) -> None:
    assert rule.code[0] in FAMILIES
    assert rule.remedy.startswith("How to fix: ")
    assert "\n\nWhy it matters: " in rule.page
    shown = {example.is_good for example in examples_in(rule.page)}
    assert shown == {True, False} or rule.code in NOT_SHOWN_IN_TEXT


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.code)
def test_a_rule_has_a_test_module_of_its_name(rule: Rule) -> None:
    module = f"test_{rule.code.lower()}_{rule.name.replace('-', '_')}.py"
    assert (Path(__file__).parent / module).is_file()


def test_codes_and_names_stand_once() -> None:
    rules = all_rules()
    assert len({rule.code for rule in rules}) == len({rule.name for rule in rules}) == len(rules)


def test_the_office_of_the_pages_breaks_no_rule() -> None:
    assert told_by_all() == []
