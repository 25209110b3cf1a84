"""How commits hang together, by themselves: what a merge brings, in which order, past what is no commit."""

from hypothesis import given
from hypothesis import strategies as st

from lpsedocs.trust.graph import Graph, Reached
from tests.trust.story import Story, held, roles, roster

EVL = "EVL-2026-001/1"
NOTE: dict[str, bytes | None] = {"records/README.md": b"Catatan\n"}


def graph_of(story: Story) -> Graph:
    return Graph(story)


def disguised(story: Story, id_: str) -> str:
    """Store what a commit consists of as a file."""
    return story.scribe.put("blob", story.scribe.read(id_)[1])


@given(st.lists(st.lists(st.integers(0, 30), max_size=2), min_size=1, max_size=30))
def test_a_merge_brings_what_nothing_before_it_led_to_parents_first(past: list[list[int]]) -> None:
    story, ids = Story(), list[str]()
    for numbers in [*past, [len(past) - 1, len(past) // 2]]:
        parents = dict.fromkeys(ids[n % len(ids)] for n in numbers) if ids else ()
        ids.append(story.write({}, tuple(parents)))
    graph = graph_of(story)
    line = graph.whole_line(ids[-1])
    reached, known = Reached(line[0]), {line[0]}
    for id_ in line[1:]:
        brought = graph.brought(id_, reached)
        known.add(id_)
        due = story.ancestors(graph.parents(id_)[1]) - known if len(graph.parents(id_)) == 2 else {id_}
        assert len(brought) == len(due)
        assert set(brought) == due
        assert not any(set(graph.parents(one)) & set(brought[place:]) for place, one in enumerate(brought))
        known |= due


def test_of_commits_side_by_side_those_with_the_lowest_number_come_first_and_then_by_id() -> None:
    story = Story()
    numbers = {
        story.commit({f"records/decisions/{record}/{number}.yaml": b"x\n"}, on=story.root): number
        for number in range(1, 21)
        for record in ("EVL-2026-001", "EVL-2026-002")
    }

    found = list(graph_of(story).in_order(set(numbers)))

    assert found == sorted(numbers, key=lambda id_: (numbers[id_], id_))


def test_what_a_commit_leads_to_ends_at_the_root_which_may_be_all_that_is_there() -> None:
    story = Story()
    root = story.commit({"records/a.md": b"a"})
    first = story.commit({"records/b.md": b"b"})
    del story.scribe.objects[story.root]

    graph = graph_of(story)

    assert graph.ancestry([first], root) == {first}
    assert graph.ancestry([root], root) == set()


def test_a_commit_reaches_itself_and_what_came_before_it() -> None:
    story = Story()
    side = story.commit(NOTE, on=story.tip)
    tip = story.merge(side)
    graph = graph_of(story)
    assert [graph.reaches(tip, id_) for id_ in (tip, side, story.root)] == [True, True, True]
    assert [graph.reaches(id_, tip) for id_ in (side, story.root)] == [False, False]
    assert not graph.reaches(story.root, side)


def test_a_past_of_many_ways_is_walked_once() -> None:
    story = Story()
    side = story.tip
    for _ in range(60):
        side = story.write(story.files, (story.commit(NOTE, on=side), story.commit(NOTE, on=side)))
    story.merge(side)
    story.approve()
    assert story.verdicts() == {EVL: "personal"}


def test_a_file_that_reads_like_a_commit_is_none() -> None:
    story = Story()
    side = story.approve(on=story.tip)
    file = disguised(story, side)
    graph = graph_of(story)
    assert (graph.commit(file), graph.tree(file), graph.parents(file)) == (None, None, ())
    story.merge(file, files=story.merged(side))
    assert story.verdicts() == {EVL: "unsigned"}


def test_what_stands_on_something_that_is_no_commit_brings_nothing() -> None:
    story = Story()
    file = disguised(story, story.tip)
    story.trees[file] = story.files
    side = story.approve(on=file)
    story.merge(side, files=story.trees[side])
    assert story.verdicts() == {EVL: "unsigned"}


def test_an_act_that_failed_gets_no_second_try_by_another_merge() -> None:
    story = Story()
    side = story.approve(by="budi", on=story.tip)
    later = story.commit(NOTE, on=side)
    story.merge(side)
    story.change_roster(roster(roles=roles(plh=held("kepala_lpse", "budi"))))
    story.merge(side)
    story.merge(later)
    assert story.verdicts() == {EVL: "role-not-held"}


def test_the_same_act_is_proved_where_it_comes_after_its_right() -> None:
    story = Story()
    side = story.approve(by="budi", on=story.tip)
    story.change_roster(roster(roles=roles(plh=held("kepala_lpse", "budi"))))
    story.merge(side)
    assert story.verdicts() == {EVL: "personal"}
