"""Who decided: only a key in force of the person who holds the role says so."""

from collections.abc import Callable

import pytest

from lpsedocs.demo.scribe import Hand, SeededKey
from lpsedocs.language import ENGLISH
from tests.trust.story import (
    CI_KEY,
    EVALUATION,
    GITHUB,
    GITHUB_KEY,
    KAK,
    REQUIREMENT,
    UNIT,
    Story,
    held,
    key_of,
    people,
    person,
    roles,
    roster,
)

RAHMA = Hand("Rahma", "rahma@contoh.example")
EVL, KAK_1 = "EVL-2026-001/1", "KAK-2026-001/1"
EVL_2 = EVALUATION.replace("001.yaml", "002.yaml")


def two_evaluations() -> Story:
    """Return a story with a second evaluation, by the same person."""
    story = Story()
    story.commit({EVL_2: story.files[EVALUATION].replace(b"EVL-2026-001", b"EVL-2026-002")})
    return story


def second(story: Story, **keys: object) -> dict[str, bytes]:
    """Return the decision on the second evaluation."""
    [content] = story.decision(**keys).values()
    text = content.replace(b"EVL-2026-001", b"EVL-2026-002")
    first, other = (story.files[path] for path in (EVALUATION, EVL_2))
    return {"records/decisions/EVL-2026-002/1.yaml": text.replace(sha_of(first), sha_of(other))}


def sha_of(content: bytes) -> bytes:
    import hashlib

    return hashlib.sha256(content).hexdigest().encode()


# ---- Honest


def test_the_kepala_signs_on_main() -> None:
    story = Story()
    act = story.approve()

    [judged] = story.judge().decisions

    assert judged.is_proved
    assert (judged.evidence, judged.commit, judged.landed) == ("personal", act, act)
    assert judged.day is not None
    assert judged.day.isoformat() == "2026-07-06"
    assert judged.fingerprint == "SHA256:" + key_fingerprint("rahma")


def key_fingerprint(who: str) -> str:
    import base64
    import hashlib

    blob = base64.b64decode(key_of(who).line.split()[1])
    return base64.b64encode(hashlib.sha256(blob).digest()).decode().rstrip("=")


def test_the_kepala_signs_on_a_branch_that_somebody_else_merges() -> None:
    story = Story()
    side = story.approve(on=story.tip)
    story.commit({"records/assets/AST-001.yaml": b"id: AST-001\n"})
    landed = story.merge(side, by="budi")

    [judged] = story.judge().decisions

    assert judged.is_proved
    assert (judged.commit, judged.landed) == (side, landed)


def test_a_kak_is_accepted_by_its_requester() -> None:
    story = Story()
    story.commit(dict(story.decision("KAK-2026-001")), by="agus", key=key_of("agus"))
    assert story.verdicts() == {KAK_1: "personal"}


def test_the_requester_accepts_his_kak_also_after_he_went_to_another_unit() -> None:
    story = Story()
    story.change_roster(roster(roles=roles(agus=held("pengguna", "agus", unit="Unit Verifikasi"))))
    story.commit(dict(story.decision("KAK-2026-001")), by="agus", key=key_of("agus"))
    assert story.verdicts() == {KAK_1: "personal"}


def test_a_kak_is_accepted_by_somebody_of_the_requesters_unit() -> None:
    story = Story()
    story.change_roster(roster(roles=roles(tia=held("pengguna", "tia", unit=UNIT))))
    story.commit(dict(story.decision("KAK-2026-001", by="tia")), by="tia", key=key_of("tia"))
    assert story.verdicts() == {KAK_1: "personal"}


def test_an_acting_head_decides_in_his_days() -> None:
    story = Story()
    plh = held("kepala_lpse", "eka", "2026-07-01", until="2026-07-10", acting="plh", basis="SP 17/2026")
    story.change_roster(roster(roles=roles(plh=plh)), day="2026-07-01")
    story.approve(by="eka", day="2026-07-10")
    assert story.verdicts() == {EVL: "personal"}


def test_an_acting_head_does_not_decide_after_his_last_day() -> None:
    story = Story()
    plh = held("kepala_lpse", "eka", "2026-07-01", until="2026-07-10", acting="plh", basis="SP 17/2026")
    story.change_roster(roster(roles=roles(plh=plh)), day="2026-07-01")
    story.approve(by="eka", day="2026-07-11")
    assert story.verdicts() == {EVL: "role-not-held"}


def test_the_last_day_of_a_role_is_one_of_the_offices_time_zone() -> None:
    story = Story()
    plh = held("kepala_lpse", "eka", "2026-07-01", until="2026-07-10", acting="plh", basis="SP 17/2026")
    story.change_roster(roster(roles=roles(plh=plh)), day="2026-07-01")
    # 16:59 in UTC is 23:59 of the same day in Jakarta; a minute later it is the next day there.
    last = story.tip
    story.commit(dict(story.decision(by="eka")), by="eka", day="2026-07-10T16:59", key=key_of("eka"))
    assert story.verdicts() == {EVL: "personal"}
    story.tip, story.files = last, story.trees[last]
    story.commit(dict(story.decision(by="eka")), by="eka", day="2026-07-10T17:00", key=key_of("eka"))
    assert story.verdicts() == {EVL: "role-not-held"}


def test_one_commit_decides_two_evaluations() -> None:
    story = two_evaluations()
    story.commit({**story.decision(), **second(story)}, by="rahma", key=key_of("rahma"))
    assert story.verdicts() == {EVL: "personal", "EVL-2026-002/1": "personal"}


def test_the_committers_address_is_not_compared_but_told() -> None:
    story = Story()
    rumah = Hand("Rahma", "rahma@rumah.example")
    story.commit(dict(story.decision()), author=rumah, key=key_of("rahma"))
    assert story.verdicts() == {EVL: "personal"}
    assert story.problems() == ["foreign-address"]


def test_of_an_act_that_proves_nothing_the_address_is_not_told() -> None:
    story = Story()
    rumah = Hand("Budi", "budi@rumah.example")
    story.commit(dict(story.decision(by="budi")), author=rumah, key=key_of("budi"))
    assert story.verdicts() == {EVL: "role-not-held"}
    assert story.problems() == []


def test_of_several_who_tried_the_same_decision_the_last_one_with_a_key_is_told() -> None:
    story = Story()
    tries = {
        who: story.commit(dict(story.decision(by="budi")), on=story.tip, by=who, key=key_of(who))
        for who in ("tia", "budi")
    }
    unsigned = story.commit(dict(story.decision(by="budi")), on=story.tip, by="agus")
    root, files = story.tip, story.files
    for order, verdict in (
        ("tia budi", "role-not-held"),
        ("budi tia", "person-differs"),
    ):
        story.tip, story.files = root, files
        for who in order.split():
            story.merge(tries[who])
        story.merge(unsigned)
        assert story.verdicts() == {EVL: verdict}


def test_one_commit_decides_twice_in_the_order_of_the_numbers() -> None:
    story = Story()
    for number in range(1, 9):
        story.approve(number=number)
    both = story.decision(number=9, decision="evaluasi_ulang", note="x") | story.decision(number=10)
    story.commit(dict(both), by="rahma", key=key_of("rahma"))
    assert story.verdicts() == {f"EVL-2026-001/{number}": "personal" for number in range(1, 11)}


def test_a_person_without_an_address_in_the_roster_is_not_told_of_one() -> None:
    files = {
        **Story().files,
        "records/roster.yaml": roster(people=people(rahma=person("rahma", emails="[]"))).encode(),
    }
    story = Story(files=files)
    story.commit(dict(story.decision()), author=Hand("Rahma", "r@x.example"), key=key_of("rahma"))
    assert story.verdicts() == {EVL: "personal"}
    assert story.problems() == []


# ---- Attacks


def test_a_witness_of_a_persons_name_is_not_that_person() -> None:
    story = Story()
    url = "https://git.contoh.example"
    entry = f'{{id: rahma, kind: forgejo, url: {url}, ssh: "{CI_KEY.line}", from: 2025-01-02}}'
    text = roster(witnesses=f"\n  - {entry}\n")
    story = Story(files={**story.files, "records/roster.yaml": text.encode()})
    story.commit(dict(story.decision()), author=RAHMA, key=CI_KEY)
    assert story.verdicts() == {EVL: "person-differs"}
    story.change_roster(text + "# lagi\n", by="rahma", key=CI_KEY)
    assert story.roster_verdicts() == ["no-right"]


def only_reason(story: Story) -> str:
    """Return in words why the last decision counts for nothing."""
    *_, judged = story.judge().decisions
    assert judged.reason is not None
    return ENGLISH.say(judged.reason.message)


def test_whom_a_decision_names_in_place_of_its_signer_is_said() -> None:
    story = Story()
    naming_another(story)
    assert only_reason(story) == "it says eka, but rahma acted"


def test_the_day_on_which_somebody_lacks_a_role_is_said() -> None:
    story = Story()
    as_kepala_without_being_one(story)
    assert only_reason(story) == "budi does not hold the role Kepala LPSE on 6 July 2026"


def test_both_days_are_said_where_the_line_had_come_further_than_the_act() -> None:
    story = Story()
    ends = held("pengguna", "agus", unit="Administrator Sistem LPSE", until="2026-07-08")
    story.change_roster(roster(roles=roles(agus=ends)), day="2026-07-01")
    story.approve(day="2026-07-10")
    story.commit(dict(story.decision("KAK-2026-001")), by="agus", key=key_of("agus"), day="2026-07-08")
    assert only_reason(story) == (
        "agus does not hold the role Pengguna both on 8 July 2026 and on 10 July 2026"
    )


def claimed(story: Story) -> None:
    story.commit(dict(story.decision()), author=RAHMA)


def committed_as(story: Story) -> None:
    story.commit(dict(story.decision()), by="budi", committer=RAHMA)


def claimed_with_another_key(story: Story) -> None:
    story.commit(dict(story.decision()), author=RAHMA, key=SeededKey("attacker"))


def claimed_with_a_colleagues_key(story: Story) -> None:
    story.commit(dict(story.decision()), author=RAHMA, key=key_of("budi"))


def naming_another(story: Story) -> None:
    story.commit(dict(story.decision(by="eka")), author=RAHMA, key=key_of("rahma"))


def naming_nobody(story: Story) -> None:
    story.commit(dict(story.decision(by="hantu")), author=RAHMA, key=key_of("rahma"))


def as_pengelola(story: Story) -> None:
    story.commit(dict(story.decision(by="budi", role="pengelola")), key=key_of("budi"))


def as_kepala_without_being_one(story: Story) -> None:
    story.commit(dict(story.decision(by="budi")), key=key_of("budi"))


def as_admin(story: Story) -> None:
    story.commit(dict(story.decision(by="eka", role="admin")), key=key_of("eka"))


def as_admin_in_the_kepalas_role(story: Story) -> None:
    story.commit(dict(story.decision(by="eka")), by="eka", key=key_of("eka"))


def the_ci_itself(story: Story) -> None:
    story.commit(dict(story.decision()), author=RAHMA, key=CI_KEY)


def the_forge_itself(story: Story) -> None:
    story.commit(dict(story.decision()), author=RAHMA, committer=GITHUB, key=GITHUB_KEY)


def signed_with_another_message(story: Story) -> None:
    """The signature of another commit of the Kepala."""
    other = story.commit({"records/README.md": b"Catatan\n"}, by="rahma", key=key_of("rahma"))
    content = story.scribe.read(other)[1]
    story.commit(dict(story.decision()), by="rahma", key=key_of("rahma"))
    mine = story.scribe.read(story.tip)[1]
    old, new = (c[c.index(b"gpgsig") : c.index(b"\n\n")] for c in (content, mine))
    story.put(mine.replace(new, old))


@pytest.mark.parametrize(
    ("tell", "verdict"),
    [
        pytest.param(claimed, "unsigned", id="the author is set to the Kepala, without a signature"),
        pytest.param(committed_as, "unsigned", id="the committer is set to the Kepala, without a signature"),
        pytest.param(claimed_with_another_key, "unknown-key", id="the same, signed with a key of nobody"),
        pytest.param(claimed_with_a_colleagues_key, "person-differs", id="the same, with a colleague's key"),
        pytest.param(naming_another, "person-differs", id="the Kepala signs for another person"),
        pytest.param(naming_nobody, "person-differs", id="the Kepala signs for somebody unknown"),
        pytest.param(as_pengelola, "wrong-word", id="a Pengelola decides as Pengelola"),
        pytest.param(as_kepala_without_being_one, "role-not-held", id="a Pengelola decides as Kepala"),
        pytest.param(as_admin, "wrong-word", id="an admin decides as admin"),
        pytest.param(as_admin_in_the_kepalas_role, "role-not-held", id="an admin decides as Kepala"),
        pytest.param(the_ci_itself, "person-differs", id="the key of the CI signs"),
        pytest.param(the_forge_itself, "squashed", id="the key of the forge signs a commit with one parent"),
        pytest.param(signed_with_another_message, "bad-signature", id="a signature of another commit"),
    ],
)
def test_a_commit_proves_nothing_when(tell: Callable[[Story], None], verdict: str) -> None:
    story = Story()
    tell(story)
    assert story.verdicts() == {EVL: verdict}


@pytest.mark.parametrize(
    ("keys", "verdict"),
    [
        pytest.param({"by": "budi", "role": "pengelola"}, "wrong-word", id="the Pengelola who wrote it"),
        pytest.param({"by": "budi"}, "role-not-held", id="the Pengelola as Pengguna"),
        pytest.param({"by": "rahma", "role": "kepala_lpse"}, "wrong-word", id="the Kepala as Kepala"),
        pytest.param({"by": "rahma"}, "role-not-held", id="the Kepala as Pengguna"),
        pytest.param({"by": "tia"}, "foreign-unit", id="a Pengguna of another unit"),
        pytest.param({"by": "eka"}, "foreign-unit", id="a Pengguna without a unit"),
        pytest.param({"decision": "disetujui"}, "wrong-word", id="a word for evaluations"),
        pytest.param(
            {"decision": "disetujui", "role": "kepala_lpse", "by": "rahma"}, "wrong-word", id="both"
        ),
    ],
)
def test_a_kak_is_not_accepted_by(keys: dict[str, object], verdict: str) -> None:
    story = Story()
    held_roles = roles(tia=held("pengguna", "tia", unit="Unit Verifikasi"), eka2=held("pengguna", "eka"))
    story.change_roster(roster(roles=held_roles))
    by = str(keys.get("by", "agus"))
    story.commit(dict(story.decision("KAK-2026-001", **keys)), by=by, key=key_of(by))
    assert story.verdicts() == {KAK_1: verdict}


def test_a_requester_who_is_no_pengguna_any_more_does_not_accept() -> None:
    story = Story()
    story.change_roster(roster(roles=roles(agus=held("pengguna", "agus", unit=UNIT, until="2026-06-30"))))
    story.commit(dict(story.decision("KAK-2026-001")), by="agus", key=key_of("agus"))
    assert story.verdicts() == {KAK_1: "role-not-held"}


def test_the_unit_is_that_of_the_requirement_and_not_of_its_requester() -> None:
    story = Story()
    text = story.files[REQUIREMENT].replace(b"requester: agus", b"requester: dewi")
    story.commit({REQUIREMENT: text.replace(UNIT.encode(), b"Unit Verifikasi")})
    story.commit(dict(story.decision("KAK-2026-001")), by="agus", key=key_of("agus"))
    assert story.verdicts() == {KAK_1: "foreign-unit"}


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        pytest.param(b"requester: agus", b"requester: tia", id="the requester"),
        pytest.param(UNIT.encode(), b"Unit Verifikasi", id="the unit"),
    ],
)
def test_a_pengguna_does_not_make_himself_the_requester_on_a_branch(ours: bytes, theirs: bytes) -> None:
    story = Story()
    story.change_roster(roster(roles=roles(tia=held("pengguna", "tia", unit="Unit Verifikasi"))))
    text = story.files[REQUIREMENT]
    named = story.commit({REQUIREMENT: text.replace(ours, theirs)}, on=story.tip, by="tia")
    accepted = story.commit(
        dict(story.decision("KAK-2026-001", at=named, by="tia")), on=named, by="tia", key=key_of("tia")
    )
    story.merge(story.commit({REQUIREMENT: text}, on=accepted, by="tia"))
    assert story.verdicts() == {KAK_1: "foreign-unit"}


def test_a_kak_is_accepted_while_its_requirement_gets_other_words() -> None:
    story = Story()
    side = story.commit(dict(story.decision("KAK-2026-001")), on=story.tip, by="agus", key=key_of("agus"))
    story.commit({REQUIREMENT: story.files[REQUIREMENT] + b"# lagi\n"})
    story.merge(side)
    assert story.verdicts() == {KAK_1: "personal"}


def test_a_kak_whose_requirement_is_gone_is_accepted_by_nobody() -> None:
    story = Story()
    side = story.commit(dict(story.decision("KAK-2026-001")), on=story.tip, by="agus", key=key_of("agus"))
    story.commit({REQUIREMENT: None})
    story.merge(side)
    assert story.verdicts() == {KAK_1: "unreadable"}


def test_an_approval_that_is_taken_back_without_saying_why_does_not_stay() -> None:
    story = Story()
    story.approve()
    story.approve(number=2, decision="dicabut", day="2026-07-07")

    assert [d.decision.decision for d in story.judge().decisions if d.decision and d.reason is None] == [
        "disetujui",
        "dicabut",
    ]


@pytest.mark.parametrize("word", ["disetujui", "evaluasi_ulang", "dicabut"])
def test_the_kepala_has_these_words_for_an_evaluation(word: str) -> None:
    story = Story()
    story.approve(decision=word, note="Alasan")
    assert story.verdicts() == {EVL: "personal"}


@pytest.mark.parametrize("word", ["sesuai", "perlu_perbaikan", "dicabut"])
def test_the_pengguna_has_these_words_for_a_kak(word: str) -> None:
    story = Story()
    story.commit(dict(story.decision("KAK-2026-001", decision=word)), by="agus", key=key_of("agus"))
    assert story.verdicts() == {KAK_1: "personal"}


@pytest.mark.parametrize("word", ["sesuai", "perlu_perbaikan"])
def test_a_word_for_a_kak_is_none_for_an_evaluation(word: str) -> None:
    story = Story()
    story.approve(decision=word)
    assert story.verdicts() == {EVL: "wrong-word"}


# ---- The evaluator


def kepala_tia() -> Story:
    """Return a story in which the Pengelola who evaluates is Kepala as well."""
    story = Story()
    story.change_roster(roster(roles=roles(plh=held("kepala_lpse", "tia", acting="plh"))))
    return story


def test_the_evaluator_does_not_decide_his_own_evaluation() -> None:
    story = kepala_tia()
    story.approve(by="tia")
    assert story.verdicts() == {EVL: "self-decision"}


def test_who_submitted_an_evaluation_does_not_decide_it() -> None:
    story = Story()
    story.change_roster(roster(roles=roles(plh=held("kepala_lpse", "budi", acting="plh"))))
    text = story.files[EVALUATION].replace(b"- {by: tia, date: 2026-07-03", b"- {by: budi, date: 2026-07-03")
    story.commit({EVALUATION: text})
    story.approve(by="budi")
    assert story.verdicts() == {EVL: "self-decision"}


def test_who_signed_the_commit_that_brings_the_evaluation_does_not_decide_it() -> None:
    story = Story()
    story.commit({EVALUATION: story.files[EVALUATION] + b"findings: Baik\n"}, by="rahma", key=key_of("rahma"))
    story.approve()
    assert story.verdicts() == {EVL: "self-decision"}


def test_who_wrote_the_evaluation_in_the_forges_editor_does_not_decide_it() -> None:
    story = Story()
    web = Hand("Rahma", "1001+rahma@users.noreply.github.com")
    text = story.files[EVALUATION] + b"findings: Baik\n"
    story.commit({EVALUATION: text}, author=web, committer=GITHUB, key=GITHUB_KEY)
    story.approve()
    assert story.verdicts() == {EVL: "self-decision"}


def test_whose_address_is_on_a_commit_of_the_ci_may_decide() -> None:
    """A witness has a forge's name here, so that the account would be known."""
    story = Story()
    web = Hand("Rahma", "1001+rahma@users.noreply.github.com")
    text = story.files[EVALUATION] + b"findings: Baik\n"
    story.commit({EVALUATION: text}, author=web, key=CI_KEY)
    story.approve()
    assert story.verdicts() == {EVL: "personal"}


def test_whose_address_is_on_an_unsigned_commit_may_decide() -> None:
    story = Story()
    story.commit({EVALUATION: story.files[EVALUATION] + b"findings: Baik\n"}, author=RAHMA)
    story.approve()
    assert story.verdicts() == {EVL: "personal"}


def test_who_brings_the_same_bytes_back_did_not_make_them() -> None:
    story = Story()
    text = story.files[EVALUATION] + b"findings: Baik\n"
    story.commit({EVALUATION: text}, by="tia", key=key_of("tia"))
    story.commit({EVALUATION: None}, by="budi")
    story.commit({EVALUATION: text}, by="rahma", key=key_of("rahma"))
    story.approve()
    assert story.verdicts() == {EVL: "personal"}


def test_who_brings_back_what_the_root_had_did_not_make_it() -> None:
    story = Story()
    text = story.files[EVALUATION]
    story.commit({EVALUATION: None}, by="budi")
    story.commit({EVALUATION: text}, by="rahma", key=key_of("rahma"))
    story.approve()
    assert story.verdicts() == {EVL: "personal"}


def test_who_wrote_the_evaluation_in_another_folder_first_does_not_decide_it() -> None:
    story = Story()
    text = story.files[EVALUATION] + b"findings: Baik\n"
    story.commit({"records/konsep/EVL.yaml": text}, by="rahma", key=key_of("rahma"))
    story.commit({EVALUATION: text, "records/konsep/EVL.yaml": None}, by="tia", key=key_of("tia"))
    story.approve()
    assert story.verdicts() == {EVL: "self-decision"}


def test_who_wrote_the_evaluation_with_a_key_that_he_has_no_more_does_not_decide_it() -> None:
    story = Story()
    new = SeededKey("rahma new")
    story.commit({EVALUATION: story.files[EVALUATION] + b"findings: Baik\n"}, by="rahma", key=key_of("rahma"))
    entry = person("rahma", keys=f'[{{ssh: "{new.line}", from: 2025-01-02}}]')
    story.change_roster(roster(people=people(rahma=entry)))
    story.commit(dict(story.decision()), by="rahma", key=new)
    assert story.verdicts() == {EVL: "self-decision"}


def test_who_wrote_the_evaluation_in_a_branch_of_an_octopus_does_not_decide_it() -> None:
    story = Story()
    text = story.files[EVALUATION] + b"findings: Baik\n"
    one = story.commit({EVALUATION: text}, on=story.tip, by="rahma", key=key_of("rahma"))
    two = story.commit({"records/README.md": b"Catatan\n"}, on=story.tip)
    story.octopus(one, two)
    story.approve()
    assert story.verdicts() == {EVL: "self-decision"}


def test_the_evaluator_may_decide_another_evaluation() -> None:
    story = two_evaluations()
    story.change_roster(roster(roles=roles(plh=held("kepala_lpse", "tia", acting="plh"))))
    text = story.files[EVL_2].replace(b"by: tia", b"by: budi")
    story.commit({EVL_2: text}, by="budi", key=key_of("budi"))
    story.commit(second(story, by="tia"), by="tia", key=key_of("tia"))
    assert story.verdicts() == {"EVL-2026-002/1": "personal"}


def test_who_wrote_the_kak_may_accept_it_when_he_is_its_requester() -> None:
    story = Story()
    text = story.files[KAK].replace(b"estimate: 118000000", b"estimate: 117000000")
    story.commit({KAK: text}, by="agus", key=key_of("agus"))
    story.commit(dict(story.decision("KAK-2026-001")), by="agus", key=key_of("agus"))
    assert story.verdicts() == {KAK_1: "personal"}


# ---- What the commit sets


def test_a_commit_that_sets_somebody_elses_decision_as_well_proves_neither() -> None:
    story = Story()
    both = {**story.decision(), **story.decision("KAK-2026-001")}
    story.commit(both, by="rahma", key=key_of("rahma"))
    assert story.verdicts() == {EVL: "person-differs", KAK_1: "person-differs"}


def test_a_commit_that_sets_something_unreadable_as_well_proves_nothing() -> None:
    story = Story()
    other = {"records/decisions/KAK-2026-001/1.yaml": b"decision: sesuai\n"}
    story.commit({**story.decision(), **other}, by="rahma", key=key_of("rahma"))
    assert story.verdicts() == {EVL: "unreadable", KAK_1: "unreadable"}


def test_somebody_elses_decision_also_counts_against_what_lands_later() -> None:
    story = Story()
    both = {**story.decision(), **story.decision("KAK-2026-001")}
    side = story.commit(both, on=story.tip, by="rahma", key=key_of("rahma"))
    kak = {p: c for p, c in story.trees[side].items() if "KAK-2026-001/1" in p}
    story.merge(side, files={**story.files, **kak})
    story.commit(dict(story.decision()))
    assert story.verdicts() == {EVL: "person-differs", KAK_1: "person-differs"}


@pytest.mark.parametrize(
    "more",
    [
        pytest.param({"records/README.md": b"Catatan\n"}, id="a file beside it"),
        pytest.param({"docs/README.md": b"Catatan\n"}, id="a file outside of the records"),
        pytest.param({EVALUATION: b"id: EVL-2026-001\n"}, id="the record"),
        pytest.param({"records/roster.yaml": roster(revoked="[]\n").encode() + b"\n"}, id="the roster"),
        pytest.param({"records/attachments/EVL-2026-001/a.pdf": b"x"}, id="a file that no paper names"),
        pytest.param({"records/decisions/EVL-2026-001/1.witness.yaml": b"forge: x\n"}, id="an attestation"),
        pytest.param({"records/decisions/README.md": b"x"}, id="something else among the decisions"),
        pytest.param({"records/decisions/EVL-2026-001/02.yaml": b"x"}, id="a number that is none"),
    ],
)
def test_a_commit_that_sets_more_than_decisions_proves_nothing(more: dict[str, bytes]) -> None:
    story = Story()
    story.commit({**story.decision(), **more}, by="rahma", key=key_of("rahma"))
    assert story.verdicts()[EVL] == "brings-more"


def test_a_commit_that_removes_another_decision_proves_nothing() -> None:
    story = Story()
    story.commit(dict(story.decision("KAK-2026-001")))
    changes: dict[str, bytes | None] = {**story.decision(), "records/decisions/KAK-2026-001/1.yaml": None}
    story.commit(changes, by="rahma", key=key_of("rahma"))
    assert story.verdicts() == {EVL: "brings-more"}


@pytest.mark.parametrize("where", ["on main", "on a branch"])
def test_a_signed_merge_proves_nothing_personal(where: str) -> None:
    story = Story()
    side = story.commit({"records/README.md": b"Catatan\n"}, on=story.tip)
    if where == "on main":
        story.merge(side, files={**story.files, **story.decision()}, by="rahma", key=key_of("rahma"))
    else:
        files = {**story.trees[side], **story.decision()}
        inner = story.write(files, (side, story.tip), by="rahma", key=key_of("rahma"))
        story.merge(inner)
    assert story.verdicts() == {EVL: "signed-merge" if where == "on main" else "unsigned"}
