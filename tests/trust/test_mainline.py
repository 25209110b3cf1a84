"""What the main line proves, and what it does not: honest ways and attacks, each with its verdict."""

from lpsedocs.trust.acts import Case
from lpsedocs.trust.carried import Landing
from lpsedocs.trust.graph import Graph
from lpsedocs.trust.mainline import Walk
from lpsedocs.trust.rosters import Signer
from tests.trust.story import EVALUATION, TODAY, Story, key_of, verdict_of


def test_a_signed_commit_of_the_kepala_on_main_is_proved() -> None:
    story = Story()
    story.approve()
    assert story.verdicts() == {"EVL-2026-001/1": "personal"}


def test_an_unsigned_commit_that_claims_to_be_the_kepalas_is_not() -> None:
    story = Story()
    story.commit(dict(story.decision()), by="rahma")
    assert story.verdicts() == {"EVL-2026-001/1": "unsigned"}


def test_a_signed_commit_on_a_branch_may_be_merged_by_anybody() -> None:
    story = Story()
    side = story.approve(on=story.tip)
    story.commit({"records/assets/AST-001.yaml": b"id: AST-001\n"})
    story.merge(side, by="budi")
    assert story.verdicts() == {"EVL-2026-001/1": "personal"}


def test_a_click_of_the_kepala_on_github_is_proved() -> None:
    story = Story()
    side = story.commit(dict(story.decision()), on=story.tip, by="tia")
    story.click(side, title="SETUJUI EVL-2026-001")
    assert story.verdicts() == {"EVL-2026-001/1": "forge"}


def test_a_click_of_a_stranger_is_not() -> None:
    story = Story()
    side = story.commit(dict(story.decision()), on=story.tip, by="tia")
    story.click(side, by="budi", title="SETUJUI EVL-2026-001")
    assert story.verdicts() == {"EVL-2026-001/1": "person-differs"}


def test_a_decision_on_bytes_that_changed_before_is_not() -> None:
    story = Story()
    side = story.approve(on=story.tip)
    story.commit({EVALUATION: story.files[EVALUATION] + b"findings: lain\n"})
    files = {**story.files, **{p: c for p, c in story.trees[side].items() if "decisions" in p}}
    story.merge(side, files=files, by="budi")
    assert story.verdicts() == {"EVL-2026-001/1": "other-bytes"}


def test_the_evaluator_can_not_decide() -> None:
    story = Story()
    story.commit(dict(story.decision(by="tia")), by="tia", key=key_of("tia"))
    assert story.verdicts() == {"EVL-2026-001/1": "role-not-held"}


def test_a_kak_is_accepted_by_its_requester() -> None:
    story = Story()
    story.commit(dict(story.decision("KAK-2026-001")), by="agus", key=key_of("agus"))
    assert story.verdicts() == {"KAK-2026-001/1": "personal"}


def supposed(story: Story, merge: str, person: str) -> set[str]:
    """Return the verdicts where one merge is taken for a click by a person."""

    def clicked(landing: Landing) -> Case | None:
        commit, signer = landing.commit, Signer("forge", "", "", ())
        case = Case(landing.force, commit, commit, person, signer, TODAY, TODAY, "forge")
        return case if commit.id == merge else None

    history = Walk(Graph(story), TODAY, clicked).judge(story.root, story.tip)
    return {verdict_of(judged) for judged in history.decisions}


def test_a_click_that_is_supposed_is_judged_like_any_other() -> None:
    story = Story()
    merge = story.merge(story.commit(dict(story.decision()), on=story.tip, by="budi"), by="budi")

    assert supposed(story, merge, "rahma") == {"forge"}
    assert supposed(story, merge, "budi") == {"person-differs"}
    assert supposed(story, story.root, "rahma") == set(story.verdicts().values()) == {"unsigned"}
