from dataclasses import replace

from lpsedocs.findings import say
from lpsedocs.git import UNSHALLOW
from lpsedocs.rules import rule_with
from lpsedocs.trust.proof import Proof
from tests.office import office_with
from tests.trust.desk import desk_of, told, told_of_history
from tests.trust.story import Story


def test_a_pinned_history_that_cannot_be_verified_is_an_error() -> None:
    obstacle = say("the object {id} is missing from the repository", id="5f0c6a")
    corpus = replace(office_with(), proof=Proof(None, obstacle=obstacle))

    assert told("T102", corpus) == [
        "records/roster.yaml:1:1: error: "
        "the decisions can't be verified: the object 5f0c6a is missing from the repository"
    ]
    assert told_of_history(corpus) == ["T102 error"]


def test_what_can_be_verified_is_fine() -> None:
    assert told("T102", desk_of(Story())) == []


def test_its_page_names_the_command_that_mends_a_shallow_clone() -> None:
    assert UNSHALLOW.strip("'") in rule_with("T102").page
