import pytest

from lpsedocs.findings import say
from lpsedocs.trust.proof import Remark
from tests.trust.desk import desk_of, told
from tests.trust.story import Story


@pytest.mark.parametrize(
    ("code", "severity"),
    [
        pytest.param("rewritten", "error", id="rewritten by force"),
        pytest.param("turned", "error", id="turned by a merge the other way round"),
        pytest.param("older", "note", id="an older copy"),
        pytest.param("behind", "note", id="files behind the main branch"),
    ],
)
def test_what_is_odd_about_the_main_branch_is_told_once(code: str, severity: str) -> None:
    remark = Remark(code, say("the main branch is odd"))

    assert told("H102", desk_of(Story(), remarks=(remark,))) == [
        f"records/roster.yaml:1:1: {severity}: the main branch is odd"
    ]


def test_a_main_branch_that_only_grew_is_fine() -> None:
    assert told("H102", desk_of(Story())) == []
