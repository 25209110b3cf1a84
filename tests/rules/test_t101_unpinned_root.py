from dataclasses import replace

from lpsedocs.trust.proof import UNPINNED
from tests.office import office_with
from tests.trust.desk import desk_of, told, told_of_history
from tests.trust.story import Story


def test_without_a_pin_one_warning_is_all_that_is_said_of_the_history() -> None:
    corpus = replace(office_with(), proof=UNPINNED)

    assert told("T101", corpus) == [
        "records/roster.yaml:1:1: warning: no root of this repository is pinned here, so no decision in it "
        "is proved"
    ]
    assert told_of_history(corpus) == ["T101 warning"]


def test_a_folder_without_a_history_is_not_asked_for_a_pin() -> None:
    assert told("T101", office_with()) == []


def test_a_pinned_root_is_enough() -> None:
    assert told("T101", desk_of(Story())) == []
