from tests.trust.desk import desk_of, told
from tests.trust.story import Story, key_of, roster

ROSTER = "records/roster.yaml"
OTHER = roster(timezone="Asia/Jakarta # baru\n").encode()


def test_a_change_by_somebody_without_the_right_is_an_error_while_it_lies_there() -> None:
    story = Story()
    change = story.commit({ROSTER: OTHER}, by="budi", key=key_of("budi"), day="2026-07-03")

    assert told("T103", desk_of(story)) == [
        f"records/roster.yaml:1:1: error: commit {change[:12]} of 3 July 2026 changed the roster, and does "
        "not count: budi may not change the roster; the roster here is not the one in force; 'git restore "
        f"--source={story.root[:12]} -- records/roster.yaml' brings that back"
    ]


def test_once_it_is_undone_it_is_a_note() -> None:
    story = Story()
    change = story.commit({ROSTER: OTHER}, by="budi", key=key_of("budi"), day="2026-07-03")
    story.commit({ROSTER: roster().encode()}, by="tia")

    assert told("T103", desk_of(story)) == [
        f"records/roster.yaml:1:1: note: commit {change[:12]} of 3 July 2026 changed the roster without "
        "effect, and was undone: budi may not change the roster"
    ]


def test_before_it_is_on_the_main_branch_a_change_is_a_warning() -> None:
    story = Story()

    assert told("T103", desk_of(story, {ROSTER: OTHER})) == [
        "records/roster.yaml:1:1: warning: the roster here differs from the one in force, and counts only "
        "once the Kepala LPSE or an admin has signed it in a commit of its own on the main branch; 'git "
        f"restore --source={story.root[:12]} -- records/roster.yaml' takes it back"
    ]


def test_a_roster_that_was_deleted_on_the_main_branch_is_an_error_elsewhere() -> None:
    story = Story()
    change = story.commit({ROSTER: None}, by="eka", key=key_of("eka"), day="2026-07-03")

    assert told("T103", desk_of(story)) == [
        f"records/organization.yaml:1:1: error: commit {change[:12]} of 3 July 2026 changed the roster, and "
        "does not count: it leaves no roster file; the roster here is not the one in force; 'git restore "
        f"--source={story.root[:12]} -- records/roster.yaml' brings that back"
    ]


def test_the_roster_to_restore_is_that_of_the_last_change_that_counts() -> None:
    story = Story()
    counted = story.commit({ROSTER: OTHER}, by="eka", key=key_of("eka"), day="2026-07-03")

    [finding] = told("T103", desk_of(story, {ROSTER: roster().encode()}))

    assert f"'git restore --source={counted[:12]} -- records/roster.yaml' takes it back" in finding


def test_a_change_by_the_admin_is_fine() -> None:
    story = Story()
    story.commit({ROSTER: OTHER}, by="eka", key=key_of("eka"))

    assert told("T103", desk_of(story)) == []
