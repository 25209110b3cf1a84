"""The rules on reading files as a family: one for each kind of trouble that the reader knows."""

from collections import Counter

import pytest

from lpsedocs.rules import Rule, all_rules
from lpsedocs.source import TroubleKind
from tests.raw import ASSET, told_of_bytes

READING = [rule for rule in all_rules() if rule.code.startswith("S")]


def test_every_kind_of_trouble_has_exactly_one_rule_of_its_name() -> None:
    assert Counter(rule.name for rule in READING) == Counter(kind.value for kind in TroubleKind)


@pytest.mark.parametrize("rule", READING, ids=lambda rule: rule.code)
def test_a_sound_file_breaks_none(rule: Rule) -> None:
    assert told_of_bytes(rule.code, b"id: AST-002\nname: Server\n") == []


def test_a_rule_tells_the_troubles_of_its_own_kind_only() -> None:
    content = b"id: &a AST-002\nname: !b Server\nname: Server\n"
    assert told_of_bytes("S109", content) == [
        f"{ASSET}:3:1: error: the key 'name' stands twice in one mapping; the first is in line 2"
    ]
