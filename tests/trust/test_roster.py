"""Who may decide: the roster of the root, and what those with the right to it make of it."""

from collections.abc import Callable
from datetime import date

import pytest

from lpsedocs.demo.scribe import Hand, SeededKey
from lpsedocs.findings import say
from lpsedocs.language import ENGLISH
from lpsedocs.trust.graph import Graph
from lpsedocs.trust.proof import gather
from lpsedocs.trust.renewals import with_renewals
from lpsedocs.trust.signatures import parse_ssh_key
from lpsedocs.trust.verdicts import CannotVerifyError
from tests.trust.story import (
    CI_KEY,
    GITHUB,
    GITHUB_KEY,
    PEOPLE,
    REPOSITORY,
    ROSTER,
    Story,
    held,
    key_entry,
    key_of,
    people,
    person,
    records,
    revoked,
    roles,
    roster,
)

EVL = "EVL-2026-001/1"
NEW = SeededKey("a new key")
BUDI_KEPALA = roster(roles=roles(plh=held("kepala_lpse", "budi")))
"""A roster in which the Pengelola has made himself Kepala."""


def with_key(who: str, *entries: str) -> str:
    """Return a roster in which somebody has these keys."""
    return roster(people=people(**{who: person(who, keys=f"[{', '.join(entries)}]")}))


# ---- Honest


@pytest.mark.parametrize("by", ["rahma", "eka"])
def test_the_kepala_and_an_admin_change_the_roster(by: str) -> None:
    story = Story()
    story.change_roster(BUDI_KEPALA, by=by)
    story.approve(by="budi")
    assert story.roster_verdicts() == [by]
    assert story.verdicts() == {EVL: "personal"}


def test_a_change_of_the_roster_counts_when_somebody_else_merges_it() -> None:
    story = Story()
    side = story.change_roster(BUDI_KEPALA, on=story.tip)
    story.merge(side, by="tia")
    story.approve(by="budi")
    assert story.roster_verdicts() == ["eka"]
    assert story.verdicts() == {EVL: "personal"}


def test_a_change_of_the_roster_counts_from_the_next_commit() -> None:
    story = Story()
    act = story.change_roster(BUDI_KEPALA)
    history = story.judge()
    [change] = history.roster_changes
    assert (change.commit, change.landed, change.by, change.day) == (act, act, "eka", date(2026, 7, 6))
    assert history.force.blob != story.judge(tip=story.root).force.blob


def test_a_rotated_key_signs_from_its_day_on() -> None:
    story = Story()
    old = key_entry(key_of("rahma").line, until="2026-07-05")
    story.change_roster(with_key("rahma", old, key_entry(NEW.line, "2026-07-06")), day="2026-07-03")
    story.commit(dict(story.decision()), by="rahma", day="2026-07-06", key=NEW)
    assert story.verdicts() == {EVL: "personal"}


@pytest.mark.parametrize(
    ("day", "verdict"),
    [("2026-07-05", "personal"), ("2026-07-06", "key-not-in-force")],
    ids=["on its last day", "after its last day"],
)
def test_a_key_signs_until_its_last_day(day: str, verdict: str) -> None:
    story = Story()
    old = key_entry(key_of("rahma").line, until="2026-07-05")
    story.change_roster(with_key("rahma", old, key_entry(NEW.line, "2026-07-06")), day="2026-07-03")
    story.approve(day=day)
    assert story.verdicts() == {EVL: verdict}


def test_a_key_does_not_sign_before_its_first_day() -> None:
    story = Story()
    story.change_roster(with_key("rahma", key_entry(NEW.line, "2026-07-06")), day="2026-07-03")
    story.commit(dict(story.decision()), by="rahma", day="2026-07-05", key=NEW)
    assert story.verdicts() == {EVL: "key-not-in-force"}


def test_a_key_that_was_away_for_a_time_signs_in_both_of_its_times() -> None:
    story = Story()
    line = key_of("rahma").line
    entries = key_entry(line, until="2026-07-01"), key_entry(line, "2026-07-05")
    story.change_roster(with_key("rahma", *entries), day="2026-06-30")
    story.approve(day="2026-07-01")
    story.approve(number=2, day="2026-07-03", made="2026-07-03T03:00:00Z")
    assert story.verdicts() == {EVL: "personal", "EVL-2026-001/2": "key-not-in-force"}
    story.approve(number=2, day="2026-07-06")
    assert story.verdicts() == {EVL: "personal", "EVL-2026-001/2": "personal"}


def several(story: Story, *texts: str, by: str = "eka") -> str:
    """Return a branch with several changes of the roster, one after the other."""
    side = story.tip
    for text in texts:
        side = story.change_roster(text, by=by, on=side)
    return side


def test_the_committers_address_of_a_change_of_the_roster_is_told() -> None:
    story = Story()
    story.change_roster(roster() + "# lagi\n", author=Hand("Eka", "eka@rumah.example"))
    assert story.roster_verdicts() == ["eka"]
    assert story.problems() == ["foreign-address"]


def test_a_request_changes_the_roster_in_several_steps() -> None:
    story = Story()
    one = with_key("rahma", key_entry(key_of("rahma").line), key_entry(NEW.line))
    two = one.replace("roles: \n", f"roles: \n{held('kepala_lpse', 'budi')}")
    assert one != two
    story.merge(several(story, one, two))
    story.approve(by="budi")
    assert story.roster_verdicts() == ["eka", "eka"]
    assert story.verdicts() == {EVL: "personal"}


def test_the_steps_of_a_request_are_judged_by_the_rights_before_it() -> None:
    story = Story()
    one = roster(roles=roles(plh=held("admin", "budi")))
    two = roster(roles=roles(plh=held("admin", "budi"), more=held("kepala_lpse", "budi")))
    side = story.change_roster(one, on=story.tip)
    side = story.change_roster(two, by="budi", on=side)
    story.merge(side)
    assert story.roster_verdicts() == ["eka", "no-right"]


def test_the_last_step_of_a_request_is_in_force_whatever_the_tree_of_the_merge_says() -> None:
    story = Story()
    side = several(story, BUDI_KEPALA)
    story.merge(side, files=story.files)
    assert story.problems() == ["roster-not-in-force"]
    story.approve(by="budi")
    assert story.verdicts() == {EVL: "personal"}


def test_a_step_that_does_not_count_leaves_those_after_it_without_a_beginning() -> None:
    story = Story()
    side = several(story, "rusak\n", BUDI_KEPALA)
    story.merge(side)
    assert story.roster_verdicts() == ["bad-roster", "stale-roster"]


def test_of_two_changes_side_by_side_only_one_counts() -> None:
    story = Story()
    one = story.change_roster(BUDI_KEPALA, on=story.tip)
    two = story.change_roster(roster(roles=roles(plh=held("kepala_lpse", "tia"))), on=story.tip)
    story.merge(story.write(story.trees[one], (one, two)))
    assert sorted(story.roster_verdicts()) == ["eka", "stale-roster"]


@pytest.mark.parametrize(
    "key", [None, SeededKey("attacker"), key_of("tia")], ids=["unsigned", "unknown", "tia"]
)
def test_anybody_may_write_the_bytes_in_force_back(key: SeededKey | None) -> None:
    story = Story()
    story.commit({ROSTER: b"rusak\n"})
    story.commit({ROSTER: roster().encode()}, key=key)
    assert story.roster_verdicts() == ["unsigned"]
    story.change_roster(BUDI_KEPALA)
    assert story.roster_verdicts() == ["unsigned", "eka"]


def test_anybody_may_write_the_bytes_in_force_back_with_other_files() -> None:
    story = Story()
    story.commit({ROSTER: None})
    story.commit({ROSTER: roster().encode(), "records/README.md": b"Catatan\n"})
    assert story.roster_verdicts() == ["unsigned"]


def test_the_bytes_in_force_are_written_back_as_a_plain_file_only() -> None:
    story = Story()
    story.commit({ROSTER: None})
    story.commit({f"{ROSTER}!100755": roster().encode(), "records/README.md": b"Catatan\n"})
    assert story.roster_verdicts() == ["unsigned", "no-right"]


def test_a_change_in_a_commit_with_folders_too_deep_is_told_of_the_tip_and_then_with_the_next() -> None:
    story = Story()
    heap = story.commit({ROSTER: BUDI_KEPALA.encode(), f"records/{'x/' * 25}x": b"x"})
    assert [(p.code, p.commit, p.path) for p in story.judge().problems] == [
        ("bad-object", heap, None),
        ("roster-not-in-force", heap, "roster.yaml"),
    ]
    after = story.commit({"records/a.md": b"x"})
    story.commit({"records/b.md": b"x"})
    [change] = story.judge().roster_changes
    assert (change.commit, change.reason and change.reason.code) == (after, "no-right")
    assert story.problems() == ["bad-object"]


@pytest.mark.parametrize("content", [None, b"rusak\n", b"", b"people: []\n"])
def test_without_a_roster_in_the_tree_the_one_in_force_goes_on(content: bytes | None) -> None:
    story = Story()
    story.commit({ROSTER: content})
    story.approve()
    assert story.roster_verdicts() == ["unsigned"]
    assert story.verdicts() == {EVL: "personal"}


def test_a_new_person_comes_with_a_key_and_a_role() -> None:
    story = Story()
    nina = person("nina", forges="[]")
    text = roster(people=people(nina=nina), roles=roles(nina=held("kepala_lpse", "nina")))
    story.change_roster(text)
    story.approve(by="nina")
    assert story.roster_verdicts() == ["eka"]
    assert story.verdicts() == {EVL: "personal"}


def test_the_last_kepala_may_go_where_an_admin_stays() -> None:
    story = Story()
    story.change_roster(roster(roles=roles(rahma="")))
    assert story.roster_verdicts() == ["eka"]
    story.approve()
    assert story.verdicts() == {EVL: "role-not-held"}


# ---- Attacks


def naming_oneself(story: Story) -> None:
    story.change_roster(BUDI_KEPALA, by="budi")


def naming_oneself_unsigned(story: Story) -> None:
    story.commit({ROSTER: BUDI_KEPALA.encode()}, by="eka")


def naming_oneself_with_an_unknown_key(story: Story) -> None:
    story.change_roster(BUDI_KEPALA, key=SeededKey("attacker"))


def on_the_forge(story: Story) -> None:
    story.change_roster(BUDI_KEPALA, key=GITHUB_KEY, committer=GITHUB)


def by_the_ci(story: Story) -> None:
    story.change_roster(BUDI_KEPALA, key=CI_KEY)


def with_another_file(story: Story) -> None:
    changes: dict[str, bytes | None] = {ROSTER: BUDI_KEPALA.encode(), "records/README.md": b"Catatan\n"}
    story.commit(changes, by="eka", key=key_of("eka"))


def outside_of_the_records(story: Story) -> None:
    changes: dict[str, bytes | None] = {ROSTER: BUDI_KEPALA.encode(), "README.md": b"Catatan\n"}
    story.commit(changes, by="eka", key=key_of("eka"))


def in_a_signed_merge(story: Story) -> None:
    side = story.commit({"records/README.md": b"Catatan\n"}, on=story.tip)
    files = {**story.files, ROSTER: BUDI_KEPALA.encode()}
    story.merge(side, files=files, by="eka", key=key_of("eka"))


def in_a_click(story: Story) -> None:
    side = story.commit({ROSTER: BUDI_KEPALA.encode()}, on=story.tip)
    story.click(side, by="eka", title="Ubah roster")


def as_a_link(story: Story) -> None:
    changes: dict[str, bytes | None] = {ROSTER: None, f"{ROSTER}!120000": BUDI_KEPALA.encode()}
    story.commit(changes, by="eka", key=key_of("eka"))


def as_executable(story: Story) -> None:
    changes: dict[str, bytes | None] = {ROSTER: None, f"{ROSTER}!100755": BUDI_KEPALA.encode()}
    story.commit(changes, by="eka", key=key_of("eka"))


def removed(story: Story) -> None:
    story.commit({ROSTER: None}, by="eka", key=key_of("eka"))


def on_a_broken_one(story: Story) -> None:
    story.commit({ROSTER: b"rusak\n"})
    story.change_roster(BUDI_KEPALA)


def on_none(story: Story) -> None:
    story.commit({ROSTER: None})
    story.change_roster(BUDI_KEPALA)


def dated_ahead(story: Story) -> None:
    story.change_roster(BUDI_KEPALA, day="2027-07-06")


def after_the_end_of_the_right(story: Story) -> None:
    ended = roster(roles=roles(eka=held("admin", "eka", until="2026-07-05")))
    story.change_roster(ended, by="rahma", day="2026-07-06")
    budi = held("kepala_lpse", "budi")
    story.change_roster(ended.replace("roles: \n", f"roles: \n{budi}"), day="2026-07-04")


@pytest.mark.parametrize(
    ("tell", "verdict"),
    [
        pytest.param(naming_oneself, "no-right", id="naming oneself Kepala"),
        pytest.param(naming_oneself_unsigned, "unsigned", id="the same, in an admin's name"),
        pytest.param(naming_oneself_with_an_unknown_key, "unknown-key", id="the same, with a key of nobody"),
        pytest.param(on_the_forge, "no-right", id="in the forge's editor"),
        pytest.param(by_the_ci, "no-right", id="with the key of the CI"),
        pytest.param(with_another_file, "no-right", id="with another file"),
        pytest.param(outside_of_the_records, "no-right", id="with a file outside of the records"),
        pytest.param(in_a_signed_merge, "no-right", id="in a merge that an admin signed"),
        pytest.param(in_a_click, "unsigned", id="by a click of an admin"),
        pytest.param(as_a_link, "bad-roster", id="as a link"),
        pytest.param(as_executable, "bad-roster", id="as an executable file"),
        pytest.param(removed, "bad-roster", id="removing it"),
        pytest.param(on_a_broken_one, "stale-roster", id="from a broken one"),
        pytest.param(on_none, "stale-roster", id="from none"),
        pytest.param(dated_ahead, "future", id="dated ahead"),
        pytest.param(after_the_end_of_the_right, "no-right", id="dated back, after the right has ended"),
    ],
)
def test_the_roster_is_not_changed_by(tell: Callable[[Story], None], verdict: str) -> None:
    story = Story()
    tell(story)
    assert story.roster_verdicts()[-1] == verdict
    story.approve(by="budi")
    assert story.verdicts() == {EVL: "role-not-held"}


def test_a_roster_that_is_not_in_force_is_told_once() -> None:
    story = Story()
    story.commit({ROSTER: BUDI_KEPALA.encode()})
    story.commit({"records/README.md": b"Catatan\n"})
    assert story.roster_verdicts() == ["unsigned"]
    assert story.problems() == []


def test_a_link_to_the_roster_in_force_is_told() -> None:
    story = Story()
    story.commit({ROSTER: None, f"{ROSTER}!120000": roster().encode()}, by="eka", key=key_of("eka"))
    assert story.roster_verdicts() == ["bad-roster"]


def same_key(who: str, line: str) -> str:
    return person(who, keys=f"[{key_entry(line)}]")


RAHMA_ANEW = person(
    "rahma", name="Orang Lain", emails="[lain@contoh.example]", keys=f"[{key_entry(NEW.line)}]", forges="[]"
)
GITHUB_ENTRY = (
    '\n  - {{id: github, kind: github, committer: noreply@github.com, ssh: "{line}", from: 2025-01-02}}\n'
)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("rusak\n", id="that is no mapping"),
        pytest.param(roster() + "lagi: x\n", id="with a key that is none"),
        pytest.param(roster() + "revoked: []\n", id="with a key twice"),
        pytest.param(roster().replace("timezone: ", "timezone: &a "), id="with an anchor"),
        pytest.param(roster().replace("\n", "\r\n"), id="with other line breaks"),
        pytest.param(roster() + "---\na: b\n", id="of two documents"),
        pytest.param(roster(repository='"' + "f" * 32 + '"\n'), id="of another repository"),
        pytest.param(roster(timezone="Asia/Makassar\n"), id="in another time zone"),
        pytest.param(roster(timezone="Asia/Bandung\n"), id="in a time zone that is none"),
        pytest.param(
            roster(people=people(budi=same_key("budi", key_of("tia").line))), id="with one key for two"
        ),
        pytest.param(
            roster(people=people(budi=same_key("budi", GITHUB_KEY.line))), id="with the forge's key"
        ),
        pytest.param(roster(people=people(budi=same_key("budi", CI_KEY.line))), id="with the CI's key"),
        pytest.param(
            roster(people=people(budi=same_key("budi", "ssh-ed25519 AAAA"))), id="with a key that is none"
        ),
        pytest.param(
            roster(forges=GITHUB_ENTRY.format(line=key_of("eka").line)), id="with an admin's key as forge"
        ),
        pytest.param(
            roster(people=people(budi=person("budi", emails="[tia@contoh.example]"))),
            id="with one address for two",
        ),
        pytest.param(
            roster(people=people(budi=person("budi", emails="[TIA@contoh.example]"))),
            id="with one address for two, in capitals",
        ),
        pytest.param(
            roster(people=people(budi=person("budi", forges='[{forge: github, account: "1003"}]'))),
            id="with one account for two",
        ),
        pytest.param(roster(people=people(rahma=RAHMA_ANEW)), id="with an id for somebody else"),
        pytest.param(
            roster(people=people(dewi=PEOPLE["dewi"].replace("Dewi", "Sari"))),
            id="with an id for another name",
        ),
        pytest.param(roster(people=people(budi2=PEOPLE["budi"])), id="with somebody twice"),
        pytest.param(roster(roles=roles(rahma="", eka="")), id="that nobody may change any more"),
        pytest.param(
            roster(roles=roles(rahma=held("kepala_lpse", "rahma", until="2026-12-31"), eka="")),
            id="that nobody may change after a day",
        ),
        pytest.param(
            roster(roles=roles(rahma=held("kepala_lpse", "rahma", "2026-07-07"), eka="")),
            id="that nobody may change before a day",
        ),
        pytest.param(
            roster(roles=roles(rahma=""), people=people(eka=person("eka", keys="[]"))),
            id="whose admin has no key",
        ),
        pytest.param(
            roster(
                roles=roles(rahma=""),
                people=people(
                    eka=person("eka", keys=f"[{key_entry(key_of('eka').line, until='2027-01-01')}]")
                ),
            ),
            id="whose admin has a key with an end",
        ),
        pytest.param(
            roster(
                roles=roles(rahma=""),
                people=people(eka=person("eka", keys=f"[{key_entry(NEW.line, '2026-07-07')}]")),
            ),
            id="whose admin has a key only from a later day",
        ),
        pytest.param(
            roster(roles=roles(rahma=""), revoked="\n" + revoked(key_of("eka").line, "2026-08-01", "hilang")),
            id="whose admin has a revoked key",
        ),
        pytest.param(roster(roles=roles(rahma="", eka=held("admin", "hantu"))), id="whose admin is nobody"),
        pytest.param(roster(people="[]\n"), id="without people"),
    ],
)
def test_nobody_can_set_a_roster(text: str) -> None:
    story = Story()
    story.change_roster(text)
    assert story.roster_verdicts() == ["bad-roster"]
    assert story.judge().force.roster.repository == REPOSITORY


LATER = "2026-07-07"


def removed_and_given(gone: str, given: str) -> list[str]:
    """Return the verdicts on removing somebody and giving something of his to somebody else."""
    story = Story()
    story.change_roster(roster(people=people(tia=gone), roles=roles(tia="")))
    story.change_roster(roster(people=people(tia=gone, new=given), roles=roles(tia="")), day=LATER)
    return story.roster_verdicts()


@pytest.mark.parametrize(
    "given",
    [
        pytest.param(person("nina", keys=f"[{key_entry(key_of('tia').line)}]", forges="[]"), id="a key"),
        pytest.param(person("nina", emails="[tia@contoh.example]", forges="[]"), id="an address"),
        pytest.param(person("nina", forges='[{forge: github, account: "1003"}]'), id="an account"),
        pytest.param(
            person("tia", name="Tia Lain", keys="[]", emails="[lain@contoh.example]", forges="[]"), id="an id"
        ),
    ],
)
def test_what_belonged_to_somebody_who_left_is_never_given_to_another(given: str) -> None:
    assert removed_and_given("", given) == ["eka", "bad-roster"]


def test_a_key_of_somebody_who_left_is_never_a_forges() -> None:
    story = Story()
    story.change_roster(roster(people=people(tia=""), roles=roles(tia="")))
    text = roster(
        people=people(tia=""), roles=roles(tia=""), forges=GITHUB_ENTRY.format(line=key_of("tia").line)
    )
    story.change_roster(text, day=LATER)
    assert story.roster_verdicts() == ["eka", "bad-roster"]


@pytest.mark.parametrize(
    "changed",
    [
        pytest.param(person("tia", name='"Tia, S.Kom."'), id="with her title"),
        pytest.param(
            person("tia", keys=f"[{key_entry(NEW.line)}]", emails="[t@x.example]", forges="[]"),
            id="by her name",
        ),
        pytest.param(person("tia", name="Nyonya Tia", keys="[]", forges="[]"), id="by her address"),
    ],
)
def test_somebody_who_left_may_come_back(changed: str) -> None:
    assert removed_and_given("", changed) == ["eka", "eka"]


def test_an_older_signed_roster_is_not_merged_again() -> None:
    story = Story()
    first = story.tip
    story.change_roster(BUDI_KEPALA)
    story.change_roster(roster(revoked="[] # lagi\n"), day=LATER)
    old = story.write(
        {**story.trees[first], ROSTER: BUDI_KEPALA.encode()}, (first,), by="eka", key=key_of("eka")
    )
    story.merge(old)
    assert story.roster_verdicts() == ["eka", "eka", "stale-roster"]
    story.approve(by="budi")
    assert story.verdicts() == {EVL: "role-not-held"}


@pytest.mark.parametrize("beside", ["records/assets/AST-009.yaml", "records/suppliers/SUP-009.yaml"])
def test_a_change_with_another_file_beside_the_roster_does_not_count(beside: str) -> None:
    """Before it or after it, in the order of the names."""
    story = Story()
    more = roster(roles=roles(plh=held("kepala_lpse", "tia"))).encode()
    story.commit({ROSTER: more, beside: b"x"}, by="eka", key=key_of("eka"))
    assert story.roster_verdicts() == ["no-right"]


def test_a_change_that_waited_counts_only_from_the_bytes_in_force() -> None:
    story = Story()
    side = story.change_roster(BUDI_KEPALA, on=story.tip)
    story.change_roster(roster(revoked="[] # lagi\n"))
    story.merge(side)
    assert story.roster_verdicts() == ["eka", "stale-roster"]


def test_a_revocation_is_never_taken_back() -> None:
    story = Story()
    gone = "\n" + revoked(key_of("tia").line, "2026-07-01", "diganti")
    story.change_roster(roster(revoked=gone))
    story.change_roster(roster(), day=LATER)
    assert story.roster_verdicts() == ["eka", "bad-roster"]


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(revoked(key_of("tia").line, "2026-08-01", "diganti"), id="its day"),
        pytest.param(revoked(key_of("tia").line, "2026-07-01", "hilang"), id="its reason"),
    ],
)
def test_a_revocation_is_never_changed(other: str) -> None:
    story = Story()
    story.change_roster(roster(revoked="\n" + revoked(key_of("tia").line, "2026-07-01", "diganti")))
    story.change_roster(roster(revoked="\n" + other), day=LATER)
    assert story.roster_verdicts() == ["eka", "bad-roster"]


def test_a_key_added_and_used_in_one_commit_is_not_in_force() -> None:
    story = Story()
    text = with_key("rahma", key_entry(NEW.line))
    story.commit({ROSTER: text.encode(), **story.decision()}, by="rahma", key=NEW)
    assert story.verdicts() == {EVL: "brings-more"}
    assert story.roster_verdicts() == ["no-right"]


def test_a_key_added_and_used_in_one_request_is_not_in_force() -> None:
    story = Story()
    side = story.change_roster(with_key("rahma", key_entry(NEW.line)), on=story.tip)
    side = story.commit(dict(story.decision()), on=side, by="rahma", key=NEW)
    story.merge(side)
    assert story.roster_verdicts() == ["eka"]
    assert story.verdicts() == {EVL: "unknown-key"}


def test_a_role_given_and_used_in_one_request_is_not_in_force() -> None:
    story = Story()
    side = story.change_roster(BUDI_KEPALA, on=story.tip)
    story.merge(story.approve(by="budi", on=side))
    assert story.verdicts() == {EVL: "role-not-held"}


def test_a_role_ended_and_used_in_one_request_is_still_in_force() -> None:
    story = Story()
    ended = roster(roles=roles(rahma=held("kepala_lpse", "rahma", until="2026-07-05")))
    side = story.change_roster(ended, on=story.tip, day="2026-07-05")
    story.merge(story.approve(on=side, day="2026-07-05"))
    assert story.verdicts() == {EVL: "personal"}


# ---- Ends and revocations


def test_a_removed_key_proves_nothing_more() -> None:
    story = Story()
    story.change_roster(with_key("rahma"))
    story.approve()
    assert story.verdicts() == {EVL: "unknown-key"}


@pytest.mark.parametrize("reason", ["hilang", "bocor", "diganti"])
def test_a_revoked_key_proves_nothing_from_its_day_on(reason: str) -> None:
    story = Story()
    story.change_roster(roster(revoked="\n" + revoked(key_of("rahma").line, "2026-07-06", reason)))
    story.approve()
    assert story.verdicts() == {EVL: "key-not-in-force"}


@pytest.mark.parametrize("reason", ["hilang", "diganti"])
def test_a_key_revoked_later_leaves_what_it_proved(reason: str) -> None:
    story = Story()
    story.approve()
    gone = "\n" + revoked(key_of("rahma").line, "2026-07-01", reason)
    story.change_roster(roster(revoked=gone), day=LATER)
    assert story.verdicts() == {EVL: "personal"}


def test_a_key_that_is_revoked_from_a_later_day_on_signs_until_then() -> None:
    story = Story()
    gone = "\n" + revoked(key_of("rahma").line, "2026-07-07", "diganti")
    story.change_roster(roster(revoked=gone))
    story.approve()
    assert story.verdicts() == {EVL: "personal"}


def test_a_key_that_no_roster_ever_had_is_not_revoked() -> None:
    story = Story()
    unknown = "\n" + revoked("SHA256:" + "A" * 43, "2026-07-01", "hilang")
    story.change_roster(roster(revoked=unknown))
    [change] = story.judge().roster_changes
    assert change.reason is not None
    assert change.reason.message == say(
        "it revokes the key {key}, which no roster ever had", key="SHA256:" + "A" * 43
    )


def test_a_key_that_a_roster_had_before_is_revoked() -> None:
    story = Story()
    story.change_roster(roster(people=people(tia=person("tia", keys="[]"))))
    gone = "\n" + revoked(key_of("tia").line, "2026-07-01", "hilang")
    story.change_roster(roster(people=people(tia=person("tia", keys="[]")), revoked=gone))
    assert story.roster_verdicts() == ["eka", "eka"]


def test_what_the_root_revokes_stays_revoked_though_no_roster_had_it() -> None:
    unknown = "\n" + revoked("SHA256:" + "A" * 43, "2026-07-01", "hilang")
    story = Story(files=records() | {ROSTER: roster(revoked=unknown).encode()})
    story.change_roster(roster(revoked=unknown) + "# lagi\n")
    assert story.roster_verdicts() == ["eka"]


def test_the_earliest_of_two_revocations_counts() -> None:
    story = Story()
    line = key_of("rahma").line
    gone = "\n" + revoked(line, "2026-08-01", "diganti") + revoked(line, "2026-07-01", "hilang")
    story.change_roster(roster(revoked=gone))
    story.approve()
    assert story.verdicts() == {EVL: "key-not-in-force"}


ENDED = roster(roles=roles(rahma=held("kepala_lpse", "rahma", until="2026-07-05")))
KEY_ENDED = with_key("rahma", key_entry(key_of("rahma").line, until="2026-07-05"))


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        pytest.param(ENDED, "role-not-held", id="a role"),
        pytest.param(KEY_ENDED, "key-not-in-force", id="a key"),
        pytest.param(
            roster(revoked="\n" + revoked(key_of("rahma").line, "2026-07-06", "hilang")),
            "key-not-in-force",
            id="a revoked key",
        ),
    ],
)
def test_what_has_ended_is_not_used_by_dating_back(text: str, verdict: str) -> None:
    story = Story()
    story.change_roster(text, day="2026-07-06")
    story.approve(day="2026-07-04")
    assert story.verdicts() == {EVL: verdict}


def test_what_ends_later_is_used_until_the_clock_has_passed_it() -> None:
    story = Story()
    story.change_roster(ENDED, day="2026-07-04")
    story.approve(day="2026-07-05")
    assert story.verdicts() == {EVL: "personal"}
    story.approve(number=2, day="2026-07-05", made="2026-07-05T04:00:00Z")
    assert story.verdicts() == {EVL: "personal", "EVL-2026-001/2": "personal"}
    story.change_roster(ENDED + "# lagi\n", day="2026-07-06")
    story.approve(number=3, day="2026-07-05", made="2026-07-05T05:00:00Z")
    assert story.verdicts()["EVL-2026-001/3"] == "role-not-held"


def test_a_decision_merged_after_the_role_has_ended_comes_too_late() -> None:
    story = Story()
    side = story.approve(on=story.tip, day="2026-07-05")
    story.change_roster(ENDED, day="2026-07-06")
    story.merge(side, files={**story.trees[side], ROSTER: ENDED.encode()})
    assert story.verdicts() == {EVL: "role-not-held"}


def test_a_role_that_begins_later_is_not_used_before() -> None:
    story = Story()
    story.change_roster(roster(roles=roles(plh=held("kepala_lpse", "budi", "2026-07-07"))), day="2026-07-01")
    story.approve(by="budi", day="2026-07-06")
    assert story.verdicts() == {EVL: "role-not-held"}


def test_a_role_of_somebody_who_is_not_in_the_roster_is_none() -> None:
    story = Story()
    story.change_roster(roster(people=people(rahma="", tia=""), roles=roles()))
    story.approve()
    assert story.roster_verdicts() == ["eka"]
    assert story.verdicts() == {EVL: "unknown-key"}


# ---- Classes of evidence


@pytest.mark.parametrize(
    ("accept", "verdict"),
    [
        pytest.param("{kepala_lpse: [personal]}\n", "personal", id="named"),
        pytest.param("{}\n", "personal", id="without an entry"),
        pytest.param("{kepala_lpse: [forge]}\n", "class-not-accepted", id="not named"),
        pytest.param("{pengguna: [personal]}\n", "personal", id="named for another role"),
    ],
)
def test_a_class_of_evidence_is_accepted(accept: str, verdict: str) -> None:
    story = Story()
    story.change_roster(roster(accept=accept))
    story.approve()
    assert story.verdicts() == {EVL: verdict}


# ---- The root


def at_root(text: str | None) -> Story:
    """Return a story whose root has another roster."""
    story = Story()
    files = {path: content for path, content in story.files.items() if path != ROSTER}
    return Story(files={**files, **({ROSTER: text.encode()} if text is not None else {})})


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(None, id="no roster"),
        pytest.param("rusak\n", id="a broken roster"),
        pytest.param(roster() + "lagi: x\n", id="a roster that does not fit"),
        pytest.param(
            roster(people=people(budi=same_key("budi", key_of("tia").line))), id="a key of two people"
        ),
        pytest.param(
            roster(people=people(budi=same_key("budi", "ssh-ed25519 AAAA"))), id="a key that is none"
        ),
    ],
)
def test_from_a_root_nothing_is_verified_with(text: str | None) -> None:
    with pytest.raises(CannotVerifyError):
        at_root(text).judge()


def test_from_a_root_nothing_is_verified_with_a_roster_that_is_no_plain_file() -> None:
    files = {path: content for path, content in Story().files.items() if path != ROSTER}
    with pytest.raises(CannotVerifyError):
        Story(files={**files, f"{ROSTER}!120000": roster().encode()}).judge()


def test_from_a_root_that_is_no_commit_nothing_is_verified() -> None:
    story = Story()
    tree = story.judge().line[0]
    story.root = story.tip = story.scribe.put("blob", tree.encode())
    with pytest.raises(CannotVerifyError):
        story.judge()


# ---- A root that was pinned later


def renewed(story: Story, text: str) -> str:
    """Return a commit that anybody makes, and that the office pins after it has lost its keys."""
    return story.commit({ROSTER: text.encode()}, by="eka")


def test_a_root_that_was_pinned_later_replaces_the_roster_and_nothing_else() -> None:
    story = Story()
    story.approve()
    text = with_key("rahma", key_entry(NEW.line))
    pin = renewed(story, text)
    story.commit(dict(story.decision(number=2)), by="rahma", key=NEW)
    assert story.verdicts() == {EVL: "personal", "EVL-2026-001/2": "unknown-key"}
    history = story.judge(renewals=[pin])
    assert [j.evidence for j in history.decisions] == ["personal", "personal"]
    assert history.force.roster.people[0].keys[0].ssh == NEW.line


@pytest.mark.parametrize(
    "text", ["rusak\n", roster(repository='"' + "f" * 32 + '"\n')], ids=["broken", "of another repository"]
)
def test_a_root_that_was_pinned_later_has_a_roster_of_the_repository(text: str) -> None:
    story = Story()
    pin = renewed(story, text)
    with pytest.raises(CannotVerifyError):
        story.judge(renewals=[pin])


def test_a_root_that_was_pinned_later_lies_on_the_line() -> None:
    story = Story()
    side = story.change_roster(BUDI_KEPALA, on=story.tip)
    story.merge(side)
    with pytest.raises(CannotVerifyError):
        story.judge(renewals=[side])


# ---- A root that is pinned later


def test_a_later_root_puts_its_roster_in_force_without_a_signature() -> None:
    story = Story()
    renewal = story.commit({ROSTER: BUDI_KEPALA.encode()})
    story.approve(by="budi")
    [judged] = story.judge(renewals=[renewal]).decisions
    assert judged.is_proved
    assert story.verdicts() == {EVL: "role-not-held"}


@pytest.mark.parametrize("content", [None, roster(repository=f'"{"f" * 32}"\n').encode()])
def test_a_later_root_without_a_roster_of_the_repository_stops_the_walk(content: bytes | None) -> None:
    story = Story()
    renewal = story.commit({ROSTER: content})
    with pytest.raises(CannotVerifyError) as error:
        story.judge(renewals=[renewal])
    assert ENGLISH.say(error.value.message) == f"the root {renewal[:12]} has no roster of this repository"


def test_what_a_later_root_gives_to_somebody_is_never_given_to_another() -> None:
    story = Story()
    renewal = story.commit({ROSTER: with_key("tia", key_entry(NEW.line)).encode()})
    story.change_roster(with_key("tia", key_entry(key_of("tia").line)))
    story.change_roster(with_key("agus", key_entry(NEW.line)))
    first, second = story.judge(renewals=[renewal]).roster_changes[-2:]
    assert first.reason is None
    assert second.reason is not None
    fingerprint = parse_ssh_key(NEW.line).fingerprint
    assert ENGLISH.say(second.reason.message) == (
        f"{fingerprint} belonged to person tia and can never belong to person agus"
    )


def test_with_a_later_root_nothing_is_put_back_that_it_replaced() -> None:
    story = Story()
    first = story.merge(several(story, BUDI_KEPALA), files=story.files)
    renewal = story.commit({ROSTER: with_key("tia", key_entry(NEW.line)).encode()})
    history = with_renewals(Graph(story), story.judge(renewals=[renewal]), [renewal])
    assert [p.code for p in story.judge().problems] == ["roster-not-in-force"]
    assert history.problems == ()
    assert [(c.landed, c.reason, c.renewal) for c in history.roster_changes] == [
        (first, None, None),
        (renewal, None, renewal),
    ]
    assert history.roster_source == renewal


def test_a_later_root_leaves_every_other_problem_as_it_was() -> None:
    story = Story()
    ignored = story.commit({ROSTER: BUDI_KEPALA.encode()})
    sides = [story.commit({f"records/{name}.md": b"x"}, on=story.tip) for name in ("satu", "dua")]
    octopus = story.octopus(*sides)
    gone = story.commit({ROSTER: None})
    story.commit({"records/README.md": b"x"})
    odd = story.put(story.scribe.read(story.tip)[1].replace(b"\nauthor ", b"\nodd x\nauthor ", 1))
    renewal = story.commit({ROSTER: with_key("tia", key_entry(NEW.line)).encode()})
    later = story.merge(several(story, f"{with_key('tia', key_entry(NEW.line))}# lagi\n"), files=story.files)
    told = with_renewals(Graph(story), story.judge(renewals=[renewal]), [renewal])
    assert [(problem.code, problem.commit) for problem in told.problems] == [
        ("octopus", octopus),
        ("bad-object", odd),
        ("roster-not-in-force", later),
    ]
    assert [(change.landed, change.renewal) for change in told.roster_changes] == [
        (ignored, renewal),
        (gone, renewal),
        (renewal, renewal),
        (later, None),
    ]


def test_a_later_root_takes_nothing_over_from_before_the_change_that_it_replaces() -> None:
    story = Story()
    ignored = story.commit({ROSTER: BUDI_KEPALA.encode()})
    story.commit({ROSTER: roster().encode()})
    side = several(story, f"{roster()}# baru\n")
    merge = story.merge(side, files={**story.files, ROSTER: f"{roster()}# lain\n".encode()})
    renewal = story.commit({ROSTER: with_key("tia", key_entry(NEW.line)).encode()})
    told = with_renewals(Graph(story), story.judge(renewals=[renewal]), [renewal])
    assert [(c.commit, c.reason and c.reason.code, c.renewal) for c in told.roster_changes] == [
        (ignored, "unsigned", None),
        (side, None, None),
        (merge, None, renewal),
        (renewal, None, renewal),
    ]


def test_a_later_root_takes_nothing_over_from_before_an_earlier_one() -> None:
    story = Story()
    changes = [story.commit({ROSTER: f"{roster()}# {number}\n".encode()}) for number in range(4)]
    history = story.judge(renewals=[changes[1], changes[2]])
    told = with_renewals(Graph(story), history, [changes[2], changes[1]])
    assert told.renewals == (changes[1], changes[2])
    assert [c.renewal for c in told.roster_changes] == [changes[1], changes[1], changes[2], None]
    assert told.roster_source == changes[2]


def test_a_later_root_with_the_roster_in_force_takes_nothing_over() -> None:
    story = Story()
    story.commit({ROSTER: BUDI_KEPALA.encode()})
    renewal = story.commit({ROSTER: roster().encode()})
    told = with_renewals(Graph(story), story.judge(renewals=[renewal]), [renewal])
    assert [c.renewal for c in told.roster_changes] == [None]


def test_however_long_rosters_grow_every_change_that_counts_is_told_with_its_versions() -> None:
    """Those that do not count anybody can make as long as he likes."""
    story = Story()
    longer = [story.change_roster(f"{roster()}# {'x' * 150_000 * number}\n") for number in (1, 2, 3)]
    ignored = story.commit({ROSTER: BUDI_KEPALA.encode() + b"# " + b"x" * 300_000})

    circumstances = gather(Graph(story), story.judge(), lambda _: None)

    assert circumstances.rosters.keys() == set(longer)
    assert ignored not in circumstances.rosters
