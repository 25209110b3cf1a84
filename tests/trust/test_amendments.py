"""What a change of the roster changes, told in words: what each version is, and what differs."""

import pytest

from lpsedocs.language import ENGLISH
from lpsedocs.trust.amendments import amendments
from lpsedocs.trust.signatures import parse_ssh_key
from tests.trust.story import key_entry, key_of, people, person, roles, roster

UNREADABLE = "one of the two versions is no roster that can be read"
ROSTER = roster().encode()
KEY = key_of("hadi")


def told(before: bytes, after: bytes) -> list[tuple[str, str]]:
    return [(ENGLISH.say(one.message), ENGLISH.say(one.brief)) for one in amendments(before, after)]


@pytest.mark.parametrize(
    "other",
    [b"", b"people: [", b"- a list\n", b"people: []\npeople: []\n"],
    ids=["none", "no-yaml", "list", "twice"],
)
def test_a_version_that_is_no_roster_is_said_to_be_none_on_either_side(other: bytes) -> None:
    assert told(other, ROSTER) == told(ROSTER, other) == told(other, other) == [(UNREADABLE, UNREADABLE)]


def test_what_is_new_what_is_gone_and_what_is_another_are_told_apart_in_few_words() -> None:
    moved = roster(timezone="Asia/Makassar\n").encode()
    more = roster(roles=roles(hadi="  - {role: admin, person: hadi, from: 2026-01-05}\n")).encode()
    assert told(ROSTER, moved) == [("Time zone: Asia/Jakarta becomes Asia/Makassar", "Time zone: changed")]
    role = "Roles, admin (administrator of the roster) hadi"
    assert [brief for _, brief in told(ROSTER, more)] == [f"{role}: new"]
    assert [brief for _, brief in told(more, ROSTER)] == [f"{role}: taken away"]


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ('"ssh-ed25519 AAAA"', "becomes ssh-ed25519 AAAA"),
        ("5", "becomes 5"),
    ],
)
def test_what_is_no_key_is_told_as_it_is_written(value: str, shown: str) -> None:
    before = roster(people=people(budi=person("budi", keys=f"[{key_entry(KEY.line)}]"))).encode()
    after = before.replace(f'"{KEY.line}"'.encode(), value.encode())
    ((message, _),) = told(before, after)
    assert message.endswith(f", SSH key: {parse_ssh_key(KEY.line).fingerprint} {shown}")


def test_what_changes_no_word_is_said_to_be_no_change_of_what_it_says() -> None:
    whole = "nothing but comments or the layout"
    assert told(ROSTER, ROSTER + b"# lagi\n") == [(whole, whole)]


def test_what_is_too_large_is_not_told() -> None:
    whole = "the roster is too large for what changed in it to be told"
    assert told(ROSTER, ROSTER + b"#" * 600_000) == [(whole, whole)]
