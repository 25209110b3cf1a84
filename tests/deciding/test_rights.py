"""What a decision's file says, and whether somebody may make it now; without a repository on disk."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lpsedocs.deciding.desk import refuse_other_changes
from lpsedocs.deciding.files import Deed, Matter, decision_file, matter_of, read_decision
from lpsedocs.deciding.rights import (
    actor,
    governors,
    refuse_repetition,
    refuse_unless_handed_over,
    refuse_unless_may,
    refuse_unless_withdrawable,
)
from lpsedocs.deciding.rosters import refuse_unsound
from lpsedocs.deciding.shelf import Shelf
from lpsedocs.demo.scribe import SeededKey
from lpsedocs.findings import Refusal
from lpsedocs.language import ENGLISH, INDONESIAN
from lpsedocs.trust.graph import Graph
from lpsedocs.trust.mainline import Walk
from lpsedocs.trust.signatures import parse_ssh_key
from lpsedocs.trust.verdicts import History
from tests.trust.story import (
    EVALUATION,
    KAK,
    REPOSITORY,
    ROSTER,
    TODAY,
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
    sha,
)

MADE = datetime(2026, 7, 6, 3, tzinfo=UTC)
NOT_COMMITTED = (
    f"EVL-2026-001 is not committed here, or not exactly once as a plain file; commit {EVALUATION} first"
)
DEED = Deed("disetujui", "rahma", MADE, date(2026, 7, 6))


def shelf_of(story: Story) -> Shelf:
    return Shelf(Graph(story.scribe))


def matter_in(story: Story, record: str = "EVL-2026-001") -> Matter:
    shelf = shelf_of(story)
    return matter_of(shelf, shelf.commit(story.tip).tree, story.judge(), record, PurePosixPath(EVALUATION))


def refusal(error: pytest.ExceptionInfo[Refusal]) -> str:
    return ENGLISH.say(error.value.message)


# ---- The file


def test_a_decision_file_has_the_keys_in_their_order() -> None:
    story = Story()
    matter = matter_in(story)

    assert decision_file(matter, DEED, REPOSITORY).decode() == (
        f'repository: "{REPOSITORY}"\n'
        "record: EVL-2026-001\n"
        f'sha256: "{sha(story.files[EVALUATION])}"\n'
        f'rests_on: {{FRM-2026-LPSE: "{sha(story.files["records/forms/FRM-2026-LPSE.yaml"])}"}}\n'
        "decision: disetujui\n"
        "role: kepala_lpse\n"
        "by: rahma\n"
        "date: 2026-07-06\n"
        "note: null\n"
        "made: 2026-07-06T03:00:00Z\n"
    )
    assert str(matter.place) == "records/decisions/EVL-2026-001/1.yaml"


def test_a_hint_stands_where_the_note_is_due() -> None:
    content = decision_file(matter_in(Story()), DEED, REPOSITORY, "tulis alasannya di sini")

    assert b"\nnote:  # tulis alasannya di sini\nmade: " in content
    found = read_decision(content)
    assert found is not None
    assert found.note is None


def test_a_note_is_written_as_it_is_and_one_of_blanks_is_refused() -> None:
    content = decision_file(matter_in(Story()), replace(DEED, note="Baik"), REPOSITORY, "tulis di sini")
    assert b"\nnote: Baik\nmade: " in content

    with pytest.raises(Refusal) as error:
        decision_file(matter_in(Story()), replace(DEED, note=" \n"), REPOSITORY)

    assert refusal(error) == "the note is empty; say in it what is meant, or leave it out"


@pytest.mark.parametrize(
    "more",
    [
        pytest.param("by: budi\n", id="a key twice, of which another reader takes the last"),
        pytest.param("witness: ci\n", id="a key that no decision has"),
    ],
)
def test_what_can_be_read_in_two_ways_or_does_not_fit_is_no_decision(more: str) -> None:
    content = decision_file(matter_in(Story()), DEED, REPOSITORY)

    assert read_decision(content) is not None
    assert read_decision(content + more.encode()) is None


@given(st.text(min_size=1))
def test_any_note_is_read_back_or_refused(note: str) -> None:
    deed = Deed("evaluasi_ulang", "rahma", MADE, date(2026, 7, 6), note)
    try:
        content = decision_file(matter_in(STORY), deed, REPOSITORY)
    except Refusal:
        return
    found = read_decision(content)
    assert found is not None
    assert found.note == note


STORY = Story()


def test_the_number_follows_the_last_one_that_counts() -> None:
    story = Story()
    story.approve()
    story.commit({"records/decisions/EVL-2026-001/2.yaml": b"record: EVL-2026-001\n"})

    matter = matter_in(story)

    assert (matter.number, matter.last and matter.last.number) == (2, 1)


def test_decisions_on_other_records_take_no_number_away() -> None:
    story = Story()
    story.commit(dict(story.decision("KAK-2026-001")), by="agus", key=key_of("agus"))

    assert story.verdicts() == {"KAK-2026-001/1": "personal"}
    assert (matter_in(story).number, matter_in(story).last) == (1, None)


@pytest.mark.parametrize(
    ("changed", "record", "message"),
    [
        pytest.param(
            {},
            "SUP-001",
            "SUP-001 is decided by nobody; decisions are on evaluations (EVL) and KAK",
            id="kind",
        ),
        pytest.param(
            {},
            "XYZ-2026-001",
            "XYZ-2026-001 is decided by nobody; decisions are on evaluations (EVL) and KAK",
            id="no kind",
        ),
        pytest.param(
            {EVALUATION: None},
            "EVL-2026-001",
            NOT_COMMITTED,
            id="not there",
        ),
        pytest.param(
            {EVALUATION.replace("2026/", ""): b"id: EVL-2026-001\n"},
            "EVL-2026-001",
            NOT_COMMITTED,
            id="there twice",
        ),
        pytest.param(
            {EVALUATION: b"id: EVL-2026-001\n"},
            "EVL-2026-001",
            f"EVL-2026-001 can't be understood as it is written; 'lpsedocs check {EVALUATION}' says why",
            id="does not fit",
        ),
        pytest.param(
            {"records/forms/FRM-2026-LPSE.yaml": None},
            "EVL-2026-001",
            "EVL-2026-001 rests on FRM-2026-LPSE, which is not committed here; commit it first",
            id="nothing to rest on",
        ),
    ],
)
def test_what_can_not_be_decided_is_said(changed: dict[str, bytes | None], record: str, message: str) -> None:
    story = Story()
    if changed:
        story.commit(changed)

    with pytest.raises(Refusal) as error:
        matter_in(story, record)

    assert refusal(error) == message


# ---- Who acts


def test_an_address_is_known_in_any_case_and_a_key_by_its_fingerprint() -> None:
    story = Story()
    history = story.judge()
    key = parse_ssh_key(key_of("rahma").line).fingerprint

    me = actor(history.force, date(2026, 7, 10), email="RAHMA@Contoh.example", key=key, day=date(2026, 7, 6))

    assert (me.person.id, me.own, me.effective) == ("rahma", date(2026, 7, 6), date(2026, 7, 10))


def test_where_only_the_signature_will_tell_the_address_counts() -> None:
    history = Story().judge()

    me = actor(history.force, TODAY, email="budi@contoh.example", key=None, day=TODAY)

    assert me.person.id == "budi"


@pytest.mark.parametrize(
    ("spans", "due"),
    [
        pytest.param(({"until": "2026-06-30"}, {}), 1, id="the one in force"),
        pytest.param(({}, {"from_": "2026-08-01"}), 0, id="the one in force, and not a later one"),
    ],
)
def test_of_several_keys_of_an_address_the_one_in_force_counts(
    spans: tuple[dict[str, str], dict[str, str]], due: int
) -> None:
    lines = SeededKey("budi lama").line, SeededKey("budi baru").line
    keys = ", ".join(key_entry(line, **span) for line, span in zip(lines, spans, strict=True))
    text = roster(people=people(budi=person("budi", keys=f"[{keys}]")))
    force = Story(files=records() | {ROSTER: text.encode()}).judge().force

    me = actor(force, TODAY, email="budi@contoh.example", key=None, day=TODAY)

    assert me.signer.fingerprint == parse_ssh_key(lines[due]).fingerprint


@pytest.mark.parametrize(
    ("email", "key", "message"),
    [
        pytest.param(
            "orang@contoh.example",
            None,
            "the roster in force knows neither the address orang@contoh.example nor the key -; 'git config "
            "user.email' and 'git config user.signingkey' name yours, and 'lpsedocs roster add-person' "
            "enters somebody new",
            id="nobody",
        ),
        pytest.param(
            "dewi@contoh.example",
            None,
            "Dewi has no key in the roster in force, so no commit of dewi proves anything; 'lpsedocs roster "
            "add-key dewi' enters one. Until then a decision is merged on the forge ('lpsedocs request'), or "
            "signed on paper ('lpsedocs decide-on-paper')",
            id="no key",
        ),
        pytest.param(
            "budi@contoh.example",
            "SHA256:x",
            "the key SHA256:x that git signs with is not one of Budi in the roster in force; 'git config "
            "user.signingkey' names the right one, or 'lpsedocs roster add-key budi' enters this one",
            id="another key",
        ),
    ],
)
def test_whom_the_roster_does_not_know_may_not_act(email: str, key: str | None, message: str) -> None:
    dewi = "  - {id: dewi, name: Dewi, position: Verifikator, emails: [dewi@contoh.example]}\n"
    force = Story(files=records() | {ROSTER: roster(people=people(dewi=dewi)).encode()}).judge().force

    with pytest.raises(Refusal) as error:
        actor(force, TODAY, email=email, key=key, day=TODAY)

    assert refusal(error) == message


def test_who_may_change_the_roster_is_named_with_the_role() -> None:
    named = [ENGLISH.say(one) for one in governors(Story().judge().force, TODAY)]

    assert named == ["Rahma (Kepala LPSE)", "Eka (administrator of the roster)"]


def test_nobody_without_a_key_in_force_is_named_among_those_who_may_change_the_roster() -> None:
    ended = f"[{key_entry(key_of('eka').line, until='2026-06-30')}]"
    for keys in ("[]", ended):
        text = roster(people=people(eka=person("eka", keys=keys)))
        force = Story(files=records() | {ROSTER: text.encode()}).judge().force
        named = [ENGLISH.say(one) for one in governors(force, date(2026, 7, 6))]
        assert named == ["Rahma (Kepala LPSE)"]


def test_what_is_in_doubt_may_be_decided_again() -> None:
    story = Story()
    story.approve()
    with pytest.raises(Refusal) as error:
        refuse_repetition(matter_in(story), "disetujui")
    assert refusal(error) == (
        "EVL-2026-001 is approved already, in these bytes: decision 1, by rahma; there is nothing to do"
    )
    leaked = revoked(key_of("rahma").line, "2026-07-06", "bocor")
    story.change_roster(roster(revoked=f"\n{leaked}"), day="2026-07-08")
    refuse_repetition(matter_in(story), "disetujui")
    assert story.verdicts() == {"EVL-2026-001/1": "in-doubt"}


def test_a_return_or_withdrawal_in_doubt_may_be_confirmed_and_nothing_else_takes_its_place() -> None:
    story = Story()
    story.approve(decision="evaluasi_ulang", note="x")
    shelf = shelf_of(story)
    for word in ("evaluasi_ulang", "disetujui"):
        with pytest.raises(Refusal, match="sent back and not handed over again"):
            refuse_unless_handed_over(shelf, shelf.commit(story.tip).tree, matter_in(story), word)
    leaked = revoked(key_of("rahma").line, "2026-07-06", "bocor")
    story.change_roster(roster(revoked=f"\n{leaked}"), day="2026-07-08")
    shelf = shelf_of(story)
    tree = shelf.commit(story.tip).tree

    refuse_unless_handed_over(shelf, tree, matter_in(story), "evaluasi_ulang")
    with pytest.raises(Refusal) as error:
        refuse_unless_handed_over(shelf, tree, matter_in(story), "disetujui")
    assert refusal(error) == (
        "EVL-2026-001 was sent back and not handed over again; a Pengelola does that with 'lpsedocs submit "
        "EVL-2026-001'"
    )
    mended = story.files[EVALUATION] + b"# lagi\n"
    story.commit({EVALUATION: mended}, by="tia", key=key_of("tia"))
    shelf = shelf_of(story)
    with pytest.raises(Refusal, match="sent back and not handed over again"):
        refuse_unless_handed_over(shelf, shelf.commit(story.tip).tree, matter_in(story), "evaluasi_ulang")


def test_a_withdrawal_in_doubt_may_be_confirmed() -> None:
    story = Story()
    story.approve()
    story.approve(number=2, decision="dicabut", note="x")
    with pytest.raises(Refusal, match="has no decision that could be withdrawn"):
        refuse_unless_withdrawable(matter_in(story))
    leaked = revoked(key_of("rahma").line, "2026-07-06", "bocor")
    story.change_roster(roster(revoked=f"\n{leaked}"), day="2026-07-08")

    refuse_unless_withdrawable(matter_in(story))


PAPER = {
    "kind": "basah",
    "signed": "2026-07-05",
    "archive": "Lemari 1",
    "sha256": "0" * 64,
    "entered": "budi",
}


def refused(story: Story, deed: Deed, *, who: str, record: str = "EVL-2026-001") -> str:
    """Return why somebody who sits here may not do a deed."""
    shelf, history = shelf_of(story), story.judge()
    email = f"{who}@contoh.example"
    me = actor(history.force, history.clock, email=email, key=None, day=date(2026, 7, 6))
    matter = matter_in(story, record)
    decision = read_decision(decision_file(matter, deed, REPOSITORY))
    assert decision is not None
    with pytest.raises(Refusal) as error:
        refuse_unless_may(shelf, shelf.commit(story.tip), history.force, me, matter, decision)
    return refusal(error)


def test_no_paper_of_somebody_is_entered_after_a_decision_with_his_own_key_however_long_ago() -> None:
    story = Story()
    own = story.decision("KAK-2026-001", decision="perlu_perbaikan", note="Perbaiki")
    story.commit(dict(own), by="agus", key=key_of("agus"))
    text = f'{{kind: basah, signed: 2026-07-05, archive: Lemari 1, sha256: "{"0" * 64}", entered: budi}}'
    paper = story.decision("KAK-2026-001", 2, by="dewi", document=text)
    story.commit(dict(paper), by="budi", key=key_of("budi"))
    story.change_roster(roster(people=people(agus=person("agus", keys="[]", forges="[]"))))
    assert story.verdicts() == {"KAK-2026-001/1": "personal", "KAK-2026-001/2": "document"}

    deed = Deed("sesuai", "agus", MADE, date(2026, 7, 5), paper=PAPER)

    assert refused(story, deed, who="budi", record="KAK-2026-001") == (
        "KAK-2026-001: agus decided here with his own key before; ask the person to decide with his own key "
        "or account; paper is for those who have neither"
    )


def test_who_holds_the_role_on_that_day_is_named_or_that_nobody_does() -> None:
    before = held("kepala_lpse", "eka", until="2026-06-30")
    story = Story(files=records() | {ROSTER: roster(roles=roles(plh=before)).encode()})
    told = (
        "EVL-2026-001: budi does not hold the role Kepala LPSE on 6 July 2026, which is held by {}; "
        "'lpsedocs roster add-role' enters a holder, also an acting head"
    )
    deed = Deed("disetujui", "budi", MADE, date(2026, 7, 6))
    assert refused(story, deed, who="budi") == told.format("rahma")
    story = Story(files=records() | {ROSTER: roster(roles=roles(rahma=before)).encode()})
    assert refused(story, deed, who="budi") == told.format("nobody")


def test_where_the_line_has_come_further_than_the_role_that_day_is_told() -> None:
    until = roster(roles=roles(rahma=held("kepala_lpse", "rahma", until="2026-07-06")))
    story = Story(files=records() | {ROSTER: until.encode()})
    story.change_roster(until + "# lagi\n", day="2026-07-08")
    deed = Deed("disetujui", "rahma", MADE, date(2026, 7, 6))

    assert refused(story, deed, who="rahma") == (
        "EVL-2026-001: rahma does not hold the role Kepala LPSE on 8 July 2026, which is held by nobody; "
        "'lpsedocs roster add-role' enters a holder, also an acting head"
    )


def test_of_a_paper_it_is_told_who_lacks_which_role() -> None:
    told = (
        "KAK-2026-001: {} does not hold the role {} on 6 July 2026, which is held by {}; "
        "'lpsedocs roster add-role' enters a holder"
    )
    for by, entered, who, message in (
        ("dewi", "agus", "agus", told.format("agus", "Pengelola", "budi and tia")),
        ("eka", "budi", "budi", told.format("eka", "Pengguna", "agus and dewi")),
    ):
        text = roster(people=people(eka=person("eka", forges="[]", keys="[]")))
        story = Story(files=records() | {ROSTER: text.encode()})
        deed = Deed("sesuai", by, MADE, date(2026, 7, 5), paper={**PAPER, "entered": entered})
        assert refused(story, deed, who=who, record="KAK-2026-001") == message


def test_what_was_withdrawn_or_never_decided_is_not_withdrawn() -> None:
    story = Story()
    for _ in range(2):
        with pytest.raises(Refusal) as error:
            refuse_unless_withdrawable(matter_in(story))
        assert refusal(error) == (
            "EVL-2026-001 has no decision that could be withdrawn; there is nothing to do"
        )
        number = 1 if story.tip == story.root else 3
        if number == 1:
            story.approve()
            refuse_unless_withdrawable(matter_in(story))
            story.approve(number=2, decision="dicabut", note="Keliru")


def test_a_kak_that_was_not_sent_is_not_decided() -> None:
    story = Story()
    text = re.sub(r"(?ms)^sent:.*?(?=^\S|\Z)", "", story.files[KAK].decode())
    story.commit({KAK: text.encode()})
    shelf = shelf_of(story)
    tree = shelf.commit(story.tip).tree
    matter = matter_of(shelf, tree, story.judge(), "KAK-2026-001", PurePosixPath(KAK))

    with pytest.raises(Refusal) as error:
        refuse_unless_handed_over(shelf, tree, matter, "sesuai")

    assert refusal(error) == (
        "KAK-2026-001 was not handed over yet, so there is nothing to decide; a Pengelola does that with "
        f"an entry under 'sent' in {KAK}"
    )
    assert INDONESIAN.say(error.value.message) == (
        "KAK-2026-001 belum disampaikan, sehingga belum ada yang diputuskan; Pengelola melakukannya dengan "
        f"entri baru pada 'sent' dalam {KAK}"
    )


def test_a_withdrawn_return_needs_no_new_submission() -> None:
    story = Story()
    story.approve(decision="evaluasi_ulang", note="x")
    story.approve(number=2, decision="dicabut", note="x")
    shelf = shelf_of(story)

    refuse_unless_handed_over(shelf, shelf.commit(story.tip).tree, matter_in(story), "disetujui")


def test_what_was_sent_back_on_another_record_or_without_proof_needs_no_new_submission() -> None:
    story = Story()
    story.commit(
        dict(story.decision("KAK-2026-001", decision="perlu_perbaikan", note="x")),
        by="agus",
        key=key_of("agus"),
    )
    story.commit(dict(story.decision(decision="evaluasi_ulang", note="x")))
    assert story.verdicts() == {"KAK-2026-001/1": "personal", "EVL-2026-001/1": "unsigned"}
    shelf = shelf_of(story)

    refuse_unless_handed_over(shelf, shelf.commit(story.tip).tree, matter_in(story), "disetujui")


# ---- Nothing else in the commit


@pytest.mark.parametrize(
    ("extra", "message"),
    [
        pytest.param(
            {"records/assets/AST-001.yaml": b"id: AST-001\n"},
            "the commit would hold something else than records/decisions/EVL-2026-001/1.yaml, so it is not "
            "made: records/assets/AST-001.yaml",
            id="another record",
        ),
        pytest.param(
            {"mkdocs.yml": b"x: 1\n"},
            "the commit would hold something else than records/decisions/EVL-2026-001/1.yaml, so it is not "
            "made: files outside of records",
            id="another folder",
        ),
    ],
)
def test_a_commit_with_anything_else_is_refused(extra: dict[str, bytes], message: str) -> None:
    story = Story()
    commit = story.commit({**story.decision(), **extra})
    place = PurePosixPath("records/decisions/EVL-2026-001/1.yaml")

    with pytest.raises(Refusal) as error:
        refuse_other_changes(shelf_of(story), commit, [place])

    assert refusal(error) == message
    refuse_other_changes(
        shelf_of(story), story.commit(dict(story.decision(number=2))), [place.with_name("2.yaml")]
    )


def test_a_merge_is_refused_whatever_it_brings() -> None:
    story = Story()
    merge = story.merge(story.approve(on=story.tip))
    place = "records/decisions/EVL-2026-001/1.yaml"

    with pytest.raises(Refusal) as error:
        refuse_other_changes(shelf_of(story), merge, [PurePosixPath(place)])

    assert refusal(error) == (
        f"the commit would hold something else than {place}, so it is not made: {place}"
    )


# ---- The roster


ADDRESS = "budi@contoh.example"
BELONGED = f"the change would not count: {ADDRESS} belonged to person budi and can never belong to person tia"


def given_to_tia(text: str) -> bytes:
    return text.replace("tia@contoh.example", ADDRESS).encode()


def refused_roster(story: Story, history: History, content: bytes) -> str:
    with pytest.raises(Refusal) as error:
        refuse_unsound(shelf_of(story), history, story.tip, content, TODAY)
    return refusal(error)


def test_what_belonged_to_somebody_in_any_roster_in_force_is_given_to_nobody_else() -> None:
    story = Story()
    without_budi = roster().replace(ADDRESS, "lain@contoh.example")
    story.change_roster(without_budi)
    story.change_roster(without_budi.replace("Verifikator", "Ahli"))

    assert refused_roster(story, story.judge(), given_to_tia(without_budi)) == BELONGED


def test_what_only_a_roster_without_force_gave_to_somebody_may_be_given_to_another() -> None:
    story = Story()
    without_budi = roster().replace(ADDRESS, "lain@contoh.example")
    story = Story(files={**records(), "records/roster.yaml": without_budi.encode()})
    story.commit({"records/roster.yaml": roster().encode()}, by="budi")
    story.commit({"records/roster.yaml": without_budi.encode()}, by="budi")
    content = given_to_tia(without_budi)

    new = refuse_unsound(shelf_of(story), story.judge(), story.tip, content, TODAY)

    assert new.roster.people != story.judge().force.roster.people


def test_what_belonged_to_somebody_in_the_roster_of_a_later_root_is_given_to_nobody_else() -> None:
    without_budi = roster().replace(ADDRESS, "lain@contoh.example")
    story = Story(files={**records(), "records/roster.yaml": without_budi.encode()})
    later = story.commit({"records/roster.yaml": roster().encode()}, by="budi")
    story.change_roster(without_budi)
    history = Walk(Graph(story), TODAY).judge(story.root, story.tip, [later])

    assert refused_roster(story, history, given_to_tia(without_budi)) == BELONGED


def test_a_roster_that_is_none_is_refused() -> None:
    story = Story()

    assert refused_roster(story, story.judge(), b"people: []\n") == (
        "the roster would not be valid: Repository id (repository) is missing"
    )


def no_ground(commit: str) -> str:
    return (
        "records/roster.yaml as it is committed is not the roster in force, and only what starts from that "
        f"counts; 'git show {commit[:12]}:records/roster.yaml' prints it. Write it back and commit that "
        "first, which anyone may"
    )


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(roster().replace("Dewi", "Dewi S.").encode(), id="changed without the right to it"),
        pytest.param(None, id="removed"),
    ],
)
def test_a_roster_that_nobody_put_in_force_is_no_ground_for_another(content: bytes | None) -> None:
    story = Story()
    in_force = story.change_roster(roster().replace("Verifikator", "Ahli"))
    story.commit({"records/roster.yaml": content}, by="budi")

    assert refused_roster(story, story.judge(), roster().encode()) == no_ground(in_force)


def test_the_roster_of_a_later_root_is_found_where_it_is() -> None:
    story = Story()
    later = story.commit({"records/roster.yaml": roster().replace("Dewi", "Dewi S.").encode()}, by="budi")
    story.commit({"records/roster.yaml": None}, by="budi")
    history = Walk(Graph(story), TODAY).judge(story.root, story.tip, [later])

    assert refused_roster(story, history, roster().encode()) == no_ground(later)


def test_a_roster_that_was_merged_and_undone_by_the_merge_itself_is_found_where_it_was_signed() -> None:
    story = Story()
    side = story.change_roster(roster().replace("Verifikator", "Ahli"), on=story.tip)
    story.merge(side, files=dict(story.files))

    assert refused_roster(story, story.judge(), roster().encode()) == no_ground(side)
