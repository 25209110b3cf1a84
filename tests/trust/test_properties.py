"""What is proved stays proved, and what nobody with authority did changes no verdict and locks nobody out."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from lpsedocs.demo.scribe import Hand, SeededKey
from lpsedocs.trust.graph import Graph
from lpsedocs.trust.mainline import Walk
from lpsedocs.trust.trees import place_of
from lpsedocs.trust.verdicts import History, Judged
from tests.trust.story import (
    CI_KEY,
    EVALUATION,
    FORM,
    GITHUB,
    GITHUB_KEY,
    KAK,
    REQUIREMENT,
    ROSTER,
    TODAY,
    Story,
    attestation,
    key_entry,
    key_of,
    people,
    person,
    records,
    revoked,
    roles,
    roster,
    sha,
)
from tests.trust.story import held as holding
from tests.trust.test_paper import paper

FIRST = "records/decisions/EVL-2026-001/1.yaml"
KEPALA = Hand("Rahma", "1001+rahma@users.noreply.github.com")
STRANGER = SeededKey("stranger")
FEWER = settings(max_examples=settings.default.max_examples * 2 // 3)
FEWEST = settings(max_examples=settings.default.max_examples // 3)
"""Each example is a whole history, judged twice."""
Step = Callable[[Story, int], object]
"""Something that happens on the main line; the number makes it different each time."""


def is_there(story: Story) -> bool:
    return story.files.keys() >= {EVALUATION, FORM, KAK, REQUIREMENT}


def held(history: History) -> dict[tuple[str, int], Judged]:
    """Return what holds its number: what is proved, and what is in doubt."""
    return {(j.record, j.number): j for j in history.decisions if j.reason is None}


Lying = tuple[str, int, str]
"""A decision file by record, number and bytes."""


def unproved(history: History) -> set[Lying]:
    return {(j.record, j.number, j.blob) for j in history.decisions if j.reason}


def lying_there(story: Story) -> set[Lying]:
    """Return the decision files at the tip, as far as its folders can be read."""
    graph = Graph(story)
    tree = graph.tree(story.tip)
    files = graph.trees.files(tree, "decisions") if tree else ()
    return {(*place, entry.id) for path, entry in files if (place := place_of(path))}


def now(story: Story) -> History:
    """Judge for what a step needs to know; from memory only, as the properties look at the disk."""
    return Walk(Graph(story), TODAY).judge(story.root, story.tip)


def due(story: Story, record: str) -> int:
    return max((number for of, number in held(now(story)) if of == record), default=0) + 1


AHEAD = "2026-08-01", "2026-09-01"
LATER = date(2027, 1, 1)
"""A day on which all that was dated ahead has come."""
AFTER_ALL = "2026-07-14"
"""The day of what the forge signs, so that it bounds nothing."""


def day(n: int) -> str:
    return f"2026-07-{1 + n % 12:02}"


def made(n: int) -> dict[str, object]:
    return {"made": f"2026-07-06T{n % 24:02}:{n % 60:02}:00Z"}


# ---- What people with authority do


def decide(story: Story, n: int) -> None:
    if is_there(story):
        said = [{}, {"decision": "evaluasi_ulang", "note": "x"}, {"decision": "dicabut", "note": "x"}][n % 3]
        story.approve(number=due(story, "EVL-2026-001"), day=day(n), **said, **made(n))


def approve_on_a_branch(story: Story, n: int) -> None:
    if is_there(story):
        side = story.approve(number=due(story, "EVL-2026-001"), day=day(n), on=story.tip, **made(n))
        story.commit({f"records/{n}.md": b"x"})
        story.merge(side)


def accept_or_return(story: Story, n: int) -> None:
    if is_there(story):
        said = {"decision": "perlu_perbaikan", "note": "x"} if n % 2 else {}
        files = story.decision("KAK-2026-001", due(story, "KAK-2026-001"), **said, **made(n))
        story.commit(dict(files), by="agus", day=day(n), key=key_of("agus"))


def enter_a_paper(story: Story, n: int) -> None:
    if is_there(story):
        number = due(story, "KAK-2026-001")
        files = story.decision("KAK-2026-001", number, by="dewi", document=paper(), **made(n))
        story.commit(dict(files), by="budi", day=day(n), key=key_of("budi"))


def approve_ahead(story: Story, n: int) -> None:
    if is_there(story):
        number = due(story, "EVL-2026-001")
        story.approve(number=number, day=AHEAD[n % 2], decision="evaluasi_ulang", note="x", **made(n))


def attested_ahead(story: Story, n: int) -> None:
    """The merge is dated ahead, and attested at once."""
    attested(story, n, AHEAD[n % 2])


def click(story: Story, n: int) -> None:
    if is_there(story):
        files = story.decision(number=due(story, "EVL-2026-001"), **made(n))
        side = story.commit(dict(files), on=story.tip, by="tia")
        story.click(side, title="SETUJUI EVL-2026-001", day=AFTER_ALL)


def attested(story: Story, n: int, merged: str | None = None) -> None:
    if is_there(story):
        number = due(story, "EVL-2026-001")
        files = story.decision(number=number, **made(n))
        merge = story.merge(story.commit(dict(files), on=story.tip, by="tia"), day=merged or day(n))
        [path] = files
        witness = {path.replace(".yaml", ".witness.yaml"): attestation(merge, files[path])}
        story.commit(dict(witness), by="ci", day=day(n), key=CI_KEY)


def change_roster(text: str) -> Step:
    def change(story: Story, n: int) -> None:
        story.commit({ROSTER: in_force(story)})
        story.change_roster(f"{text}# {n}\n", day=day(n))

    return change


def in_force(story: Story) -> bytes:
    return story.scribe.read(now(story).force.blob)[1]


def edit_records(story: Story, n: int) -> None:
    for path in (EVALUATION, KAK):
        if path in story.files:
            story.commit({path: story.files[path] + f"# {n}\n".encode()}, by="tia")


def revoke(reason: str, *keys: SeededKey) -> Step:
    def change(story: Story, n: int) -> None:
        entries = "".join(revoked(key.line, day(n), reason) for key in keys)
        change_roster(roster(revoked="\n" + entries))(story, n)

    return change


def change_the_roster_ahead(story: Story, n: int) -> None:
    story.commit({ROSTER: in_force(story)})
    story.change_roster(f"{ENDED}# {n}\n", day=AHEAD[n % 2])


ENDED = roster(roles=roles(rahma=holding("kepala_lpse", "rahma", until="2026-07-06")))
ROTATED = roster(people=people(rahma=person("rahma", keys=f"[{key_entry(SeededKey('new').line)}]")))
ENTITLED: list[Step] = [
    decide,
    approve_on_a_branch,
    accept_or_return,
    click,
    attested,
    edit_records,
    enter_a_paper,
    approve_ahead,
    attested_ahead,
    change_the_roster_ahead,
    revoke("bocor", key_of("rahma")),
    revoke("bocor", key_of("budi"), CI_KEY),
    revoke("hilang", key_of("rahma"), key_of("budi")),
    revoke("diganti", key_of("rahma"), CI_KEY, GITHUB_KEY),
    change_roster(roster()),
    change_roster(ENDED),
    change_roster(ROTATED),
    change_roster(roster(roles=roles(plh=holding("kepala_lpse", "eka")))),
    change_roster(roster(roles=roles(rahma=""))),
]


# ---- What anybody may push


def plant(story: Story, n: int) -> None:
    files = story.decision(number=1 + n % 4, **made(n)) if is_there(story) else {}
    story.commit(dict(files), by="rahma", key=[None, STRANGER][n % 2], day="2026-07-06")


def plant_with_the_kepalas_signature(story: Story, n: int) -> None:
    signature = next((c for _, c in story.scribe.objects.values() if b"gpgsig" in c), b"")
    plant(story, n)
    content = story.scribe.read(story.tip)[1]
    if b"gpgsig" in signature and b"gpgsig" not in content:
        head = signature[signature.index(b"\ngpgsig") : signature.index(b"\n\n")]
        story.put(content.replace(b"\n\n", head + b"\n\n", 1))


def remove_something(story: Story, n: int) -> None:
    path = some_file(story, n)
    story.commit({path: None} if path else {})


def spoil_something(story: Story, n: int) -> None:
    path = some_file(story, n)
    story.commit({path: b"rusak %d\n" % n} if path else {})


def turn_into_something_else(story: Story, n: int) -> None:
    """Make a link, a program, another repository or a folder of a file."""
    path = some_file(story, n)
    kind = ["!120000", "!100755", "!160000", "/lagi.md"][n % 4]
    # Of a folder in the roster's place, nothing in a story can make a file again.
    if path and not (path == ROSTER and n % 4 == 3):
        story.commit({path: None, path + kind: story.files[path]})


def write_in_other_letters(story: Story, n: int) -> None:
    if path := some_file(story, n):
        twin = path.upper() if n % 2 else path.replace("records/", "Records/")
        story.commit({twin: b"rusak\n" if n % 3 == 1 else story.files[path]})


def decide_anew_with_old_bytes(story: Story, n: int) -> None:
    """Put a decision that was made under another number, or in another record's folder."""
    decided = sorted(path for path in story.files if path.startswith("records/decisions/"))
    if decided:
        path = decided[n % len(decided)]
        record = ["EVL-2026-001", "KAK-2026-001", "EVL-2026-002"][n % 3]
        story.commit({f"records/decisions/{record}/{1 + n % 5}.yaml": story.files[path]})


def go_back(story: Story, n: int) -> None:
    """Give the main line all the files of an earlier commit again."""
    earlier = [*story.trees.values()][n % len(story.trees)]
    story.commit({path: None for path in story.files if path not in earlier} | earlier)


def some_file(story: Story, n: int) -> str | None:
    paths = sorted(path for path in story.files if path.startswith("records/"))
    return paths[n % len(paths)] if paths else None


def name_oneself(story: Story, n: int) -> None:
    text = roster(roles=roles(plh=holding("kepala_lpse", "budi"))) + f"# {n}\n"
    story.commit({ROSTER: text.encode()}, key=[None, STRANGER, key_of("budi")][n % 3])


def merge_oddly(story: Story, n: int) -> None:
    side = story.commit({f"records/{n}.md": b"x"}, on=story.tip)
    files = {**story.files, FIRST: b"rusak %d\n" % n, ROSTER: b"rusak\n"}
    story.merge(side, files=files, key=[None, STRANGER][n % 2], author=KEPALA)


def merge_many(story: Story, n: int) -> None:
    files = story.decision(**made(n)) if is_there(story) else {}
    sides = [story.commit({f"records/{n}-{m}.md": b"x", **files}, on=story.tip) for m in range(2)]
    story.octopus(*sides)


def click_as_a_stranger(story: Story, n: int) -> None:
    files = story.decision(**made(n)) if is_there(story) else {}
    side = story.commit({**files, f"records/{n}.md": b"x"}, on=story.tip)
    story.click(side, by=["stranger", "budi"][n % 2], title="SETUJUI EVL-2026-001", day="2026-07-20")


def click_without_a_click(story: Story, n: int) -> None:
    files = story.decision(number=due(story, "EVL-2026-001"), **made(n)) if is_there(story) else {}
    side = story.commit(dict(files), on=story.tip)
    message = [f"Merge {side} into {story.tip}", "Merge branch 'main' into x", "SETUJUI EVL-2026-001"][n % 3]
    story.merge(side, author=KEPALA, committer=GITHUB, key=GITHUB_KEY, message=message, day="2026-07-20")


def attest_without_the_key(story: Story, n: int) -> None:
    files = story.decision(number=due(story, "EVL-2026-001"), **made(n)) if is_there(story) else {}
    merge = story.merge(story.commit(dict(files), on=story.tip))
    for path, content in files.items():
        witness = {path.replace(".yaml", ".witness.yaml"): attestation(merge, content)}
        story.commit(dict(witness), key=[None, STRANGER, key_of("budi")][n % 3])


def write_badly(story: Story, n: int) -> None:
    story.commit({f"records/{n}.md": b"x"}, day="2062-01-01")
    content = story.scribe.read(story.tip)[1]
    if n % 3 == 0:
        story.put(content.replace(b"author ", b"author A <a@b.c> 0 +0000\nauthor ", 1))
    elif n % 3 == 1:
        tree = story.scribe.put("tree", b"40000 records\0" + b"\1" * 20 + b"40000 records\0" + b"\1" * 20)
        story.put(content.replace(content[5:45], tree.encode(), 1))


def decide_as_a_pengelola(story: Story, n: int) -> None:
    files = story.decision(by="budi", **made(n)) if is_there(story) else {}
    story.commit(dict(files), key=key_of("budi"), day=["2026-07-06", "2062-07-06"][n % 2])


UNENTITLED: list[Step] = [
    plant,
    plant_with_the_kepalas_signature,
    remove_something,
    spoil_something,
    name_oneself,
    merge_oddly,
    merge_many,
    click_as_a_stranger,
    click_without_a_click,
    attest_without_the_key,
    write_badly,
    decide_as_a_pengelola,
    turn_into_something_else,
    write_in_other_letters,
    decide_anew_with_old_bytes,
    go_back,
]

BY_A_FORGE = (click, click_as_a_stranger, click_without_a_click)
"""What the forge signs, and so bounds what is dated ahead."""
steps = st.lists(st.tuples(st.sampled_from(ENTITLED + UNENTITLED), st.integers(0, 99)), max_size=6)
attacks = st.lists(st.tuples(st.sampled_from(UNENTITLED), st.integers(0, 99)), min_size=1, max_size=5)
without_a_forge = st.lists(
    st.tuples(st.sampled_from([step for step in UNENTITLED if step not in BY_A_FORGE]), st.integers(0, 99)),
    min_size=1,
    max_size=5,
)


def told(happenings: list[tuple[Step, int]], story: Story | None = None) -> Story:
    story = story or Story()
    for step, n in happenings:
        step(story, n)
    return story


def assert_only_a_leak_casts_doubt(before: History, after: History) -> None:
    """Hold that each decision keeps its number, and all but the doubt that a leaked key casts or clears."""
    leaked = {r.key for r in after.force.roster.revoked if r.reason == "bocor"}
    for place, judged in held(before).items():
        doubted = replace(judged, is_in_doubt=not judged.is_in_doubt)
        assert held(after).get(place) in (judged, *[doubted] * (judged.fingerprint in leaked))


@FEWER
@given(steps, st.sampled_from(ENTITLED + UNENTITLED), st.integers(0, 99))
def test_what_is_proved_stays_proved(happenings: list[tuple[Step, int]], step: Step, n: int) -> None:
    """Today; what is dated ahead does not count yet, and a forge's date may take it back."""
    story = told(happenings)
    before = story.judge()
    step(story, n)
    assert_only_a_leak_casts_doubt(before, story.judge())


@FEWER
@given(steps, st.sampled_from(ENTITLED + UNENTITLED), st.integers(0, 99))
def test_what_was_dated_ahead_stays_proved_when_its_day_has_come(
    happenings: list[tuple[Step, int]], step: Step, n: int
) -> None:
    story = told(happenings)
    before = story.judge(LATER)
    if step not in BY_A_FORGE:
        step(story, n)
        assert_only_a_leak_casts_doubt(before, story.judge(LATER))


def assert_same_verdicts(before: History, after: History) -> None:
    assert held(after) == held(before)
    assert after.force.blob == before.force.blob
    assert after.clock == before.clock
    counted = [change for change in before.roster_changes if change.reason is None]
    assert [change for change in after.roster_changes if change.reason is None] == counted


@FEWER
@given(steps, attacks)
def test_what_nobody_with_authority_did_changes_no_verdict(
    happenings: list[tuple[Step, int]], pushed: list[tuple[Step, int]]
) -> None:
    """What is not proved may be so for another reason then, and is told as long as it is there."""
    story = told(happenings)
    before = story.judge()
    told(pushed, story)
    after = story.judge()
    assert_same_verdicts(before, after)
    assert unproved(before) & lying_there(story) <= unproved(after)


@FEWER
@given(steps, without_a_forge)
def test_nor_does_it_change_one_that_is_given_when_a_later_day_has_come(
    happenings: list[tuple[Step, int]], pushed: list[tuple[Step, int]]
) -> None:
    story = told(happenings)
    before = story.judge(LATER)
    told(pushed, story)
    assert_same_verdicts(before, story.judge(LATER))


@FEWEST
@given(steps, attacks)
def test_a_root_that_is_pinned_later_takes_back_nothing_and_lets_the_office_go_on(
    happenings: list[tuple[Step, int]], pushed: list[tuple[Step, int]]
) -> None:
    """The admin has lost his key; nobody signs the roster in which he has another, which the root trusts."""
    story, new = told(happenings), SeededKey("eka anew")
    before = story.judge()
    renewed = in_force(story).replace(key_of("eka").line.encode(), new.line.encode())
    root = story.commit({ROSTER: renewed})
    assert held(story.judge(renewals=[root])) == held(before)
    told(pushed, story)
    after = story.judge(renewals=[root])
    assert held(after) == held(before)
    assert story.scribe.read(after.force.blob)[1] == renewed
    story.commit({"records/lagi.md": b"x"})
    story.commit({ROSTER: renewed})
    story.change_roster(f"{renewed.decode()}# lagi\n", day=AFTER_ALL, key=new)
    assert story.judge(renewals=[root]).roster_changes[-1].by == "eka"


@FEWER
@given(attacks)
def test_whatever_is_pushed_the_office_goes_on(pushed: list[tuple[Step, int]]) -> None:
    story = told(pushed)
    kept = {path: content for path, content in records().items() if path != ROSTER}
    below = [path for path in story.files if path.lower().startswith("records/")]
    stray = dict.fromkeys(path for path in below if path not in kept)
    # Anybody puts the files back as they were, in two commits: the one after a bad tree has no authority.
    story.commit({"records/lagi.md": b"x"})
    story.commit({**stray, **kept, ROSTER: in_force(story)}, by="agus")
    story.approve(day="2026-07-14", made="2026-07-14T03:00:00Z")
    [judged] = held(story.judge()).values()
    assert judged.is_proved
    assert judged.decision is not None
    assert judged.decision.sha256 == sha(story.files[EVALUATION])
    text = roster(roles=roles(plh=holding("kepala_lpse", "eka")))
    story.change_roster(text, day="2026-07-14")
    assert story.roster_verdicts()[-1] == "eka"
