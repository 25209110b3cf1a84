import pytest

from lpsedocs.findings import say
from lpsedocs.trust.proof import Remark
from tests.trust.desk import desk_of, told, told_of_history
from tests.trust.story import GITHUB_KEY, Story, key_of

FILE = "records/decisions/EVL-2026-001/1.yaml"
AGAIN = (
    "ask the person named to decide again and to sign, with 'lpsedocs approve', 'accept', 'return' or "
    "'withdraw'"
)


def unsigned(story: Story) -> None:
    story.commit(dict(story.decision()), by="rahma")


def signed_by_another(story: Story) -> None:
    story.commit(dict(story.decision()), by="budi", key=key_of("budi"))


def with_another_file(story: Story) -> None:
    story.commit({**story.decision(), "records/README.md": b"Catatan\n"}, by="rahma", key=key_of("rahma"))


def in_a_signed_merge(story: Story) -> None:
    side = story.commit({"records/README.md": b"Catatan\n"}, on=story.tip)
    story.merge(side, files={**story.files, **story.decision()}, by="rahma", key=key_of("rahma"))


def clicked_under_another_title(story: Story) -> None:
    side = story.commit(dict(story.decision()), on=story.tip, by="tia")
    story.click(side, title="Perbaikan ejaan")


@pytest.mark.parametrize(
    ("tell", "message"),
    [
        pytest.param(unsigned, f"the commit is not signed; {AGAIN}", id="nobody signed it"),
        pytest.param(
            signed_by_another,
            "it says rahma, but budi acted; let the person who decides sign with his own key, or press "
            "merge himself",
            id="somebody else signed it",
        ),
        pytest.param(
            with_another_file,
            "its commit changes other files, too; ask for the decision again in a commit or a request of "
            "its own; 'lpsedocs approve' makes such a commit, and 'lpsedocs request' such a request",
            id="the commit brings more",
        ),
        pytest.param(
            in_a_signed_merge,
            "a merge that a person signed proves no decision; ask the person to sign the decision itself "
            "('lpsedocs approve', 'accept', 'return' or 'withdraw'); a merge that somebody signs only "
            "brings what others decided",
            id="a merge was signed",
        ),
        pytest.param(
            clicked_under_another_title,
            "the request's title is no decision such as 'SETUJUI EVL-2026-001'; make the request again with "
            "'lpsedocs request', and leave its title as it is; the title says what is decided",
            id="the request had another title",
        ),
    ],
)
def test_a_decision_that_nothing_proves_says_why_and_what_to_do(tell, message: str) -> None:
    story = Story()
    tell(story)

    assert told("A201", desk_of(story)) == [
        f"{FILE}:5:11: error: decision 1 on EVL-2026-001, disetujui (approved) by rahma, is not proved: "
        f"{message}"
    ]
    assert told_of_history(desk_of(story)) == ["A201 error"]


def test_on_a_turned_main_branch_the_repair_comes_first() -> None:
    story = Story()
    unsigned(story)
    turned = Remark("turned", say("the main branch was turned"))

    assert told("A201", desk_of(story, remarks=(turned,))) == [
        f"{FILE}:5:11: error: decision 1 on EVL-2026-001, disetujui (approved) by rahma, is not proved: the "
        "commit is not signed; first mend the main branch, which was turned ('lpsedocs verify' names the "
        "merge that mends it), as then a merge counts again that somebody clicked; only if the decision is "
        f"not proved then either: {AGAIN}"
    ]


def test_a_file_that_cannot_be_read_is_told_at_its_beginning() -> None:
    story = Story()
    story.commit({FILE: b"decision: disetujui\n"}, by="rahma", key=key_of("rahma"))

    assert told("A201", desk_of(story)) == [
        f"{FILE}:1:1: error: decision 1 on EVL-2026-001 is not proved: the decision file does not fit its "
        "form; 'lpsedocs check' tells what is wrong in the file; ask for the decision again, with lpsedocs "
        "writing the file"
    ]


def test_a_request_that_takes_the_file_away_is_green() -> None:
    story = Story()
    unsigned(story)

    assert told_of_history(desk_of(story, {FILE: None})) == []


def test_a_proved_decision_is_fine() -> None:
    story = Story()
    story.approve()

    assert told_of_history(desk_of(story)) == []


def test_what_a_forge_attests_without_saying_who_decided_belongs_to_another_rule() -> None:
    story = Story()
    story.commit(dict(story.decision()), by="rahma", key=GITHUB_KEY)

    assert told("A201", desk_of(story)) == []
