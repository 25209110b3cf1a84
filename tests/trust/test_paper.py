"""What somebody without a key or an account signed on paper, and a Pengelola entered."""

import pytest

from tests.trust.story import (
    GITHUB_KEY,
    Story,
    held,
    key_entry,
    key_of,
    people,
    person,
    revoked,
    roles,
    roster,
)

KAK_1 = "KAK-2026-001/1"
SCAN = "records/attachments/KAK-2026-001/surat.pdf"
NEITHER = person("agus", keys="[]", forges="[]")


def paper(entered: str = "budi", at: str = "archive: Lemari 1") -> str:
    return f'{{kind: basah, signed: 2026-07-05, {at}, sha256: "{"0" * 64}", entered: {entered}}}'


def entered(story: Story, more: dict[str, bytes] | None = None, **keys: object) -> str:
    """Enter what Dewi has signed, in the signed commit of a Pengelola."""
    keys = {"by": "dewi", "document": paper(), **keys}
    files = {**story.decision("KAK-2026-001", **keys), **(more or {})}
    return story.commit(files, by="budi", key=key_of("budi"))


# ---- Honest


def test_a_pengelola_enters_a_paper() -> None:
    story = Story()
    act = entered(story)
    [judged] = story.judge().decisions
    assert judged.is_proved
    assert (judged.evidence, judged.commit) == ("document", act)


def test_a_pengelola_enters_a_paper_by_a_click() -> None:
    story = Story()
    files = story.decision("KAK-2026-001", by="dewi", document=paper())
    story.click(story.commit(dict(files), on=story.tip), by="budi", title="SESUAI KAK-2026-001")
    assert story.verdicts() == {KAK_1: "document"}


def test_the_scan_may_come_with_it() -> None:
    story = Story()
    entered(story, more={SCAN: b"%PDF"}, document=paper(at="file: attachments/KAK-2026-001/surat.pdf"))
    assert story.verdicts() == {KAK_1: "document"}


def test_the_scan_may_come_with_it_in_a_click() -> None:
    story = Story()
    document = paper(at="file: attachments/KAK-2026-001/surat.pdf")
    files = {**story.decision("KAK-2026-001", by="dewi", document=document), SCAN: b"%PDF"}
    story.click(story.commit(dict(files), on=story.tip), by="budi", title="SESUAI KAK-2026-001")
    assert story.verdicts() == {KAK_1: "document"}


def test_a_paper_on_an_earlier_paper_counts() -> None:
    story = Story()
    entered(story, decision="perlu_perbaikan", note="Perbaiki")
    entered(story, number=2)
    assert story.verdicts() == {KAK_1: "document", "KAK-2026-001/2": "document"}


def test_two_papers_are_entered_in_one_commit() -> None:
    story = Story()
    first = story.decision("KAK-2026-001", by="dewi", document=paper(), decision="perlu_perbaikan", note="x")
    entered(story, more=first, number=2)
    assert story.verdicts() == {KAK_1: "document", "KAK-2026-001/2": "document"}


def test_a_paper_of_one_counts_after_a_signed_decision_of_another() -> None:
    story = Story()
    story.commit(dict(story.decision("KAK-2026-001")), by="agus", key=key_of("agus"))
    entered(story, number=2)
    assert story.verdicts() == {KAK_1: "personal", "KAK-2026-001/2": "document"}


def test_a_paper_does_not_move_the_clock() -> None:
    story = Story()
    story.change_roster(
        roster(
            accept="{kepala_lpse: [document], pengelola: [personal]}\n",
            people=people(rahma=person("rahma", keys="[]", forges="[]")),
        ),
        day="2026-07-01",
    )
    story.commit(dict(story.decision(document=paper())), by="budi", key=key_of("budi"))
    assert story.verdicts() == {"EVL-2026-001/1": "document"}
    assert story.judge().clock.isoformat() == "2026-07-01"


# ---- For whom


def has_key(agus: str, revocations: str = "[]\n") -> str:
    """Return the verdict on a paper of Agus, as the roster has him."""
    story = Story()
    text = roster(people=people(agus=agus), revoked=revocations)
    story.change_roster(text, day="2026-07-01")
    files = story.decision("KAK-2026-001", by="agus", document=paper())
    story.commit(dict(files), by="budi", key=key_of("budi"))
    return story.verdicts()[KAK_1]


KEY = key_of("agus").line
ACCOUNT = '[{forge: github, account: "1004"}]'
WITNESS_ACCOUNT = '[{forge: forgejo, account: "1004"}]'
ELSEWHERE = '[{forge: gitlab, account: "1004"}]'
GONE = "\n" + revoked(KEY, "2026-07-02", "hilang")
LATER = "\n" + revoked(KEY, "2026-07-20", "hilang")


@pytest.mark.parametrize(
    ("agus", "revocations", "verdict"),
    [
        pytest.param(NEITHER, "[]\n", "document", id="neither key nor account"),
        pytest.param(person("agus", forges="[]"), "[]\n", "has-key", id="a key"),
        pytest.param(person("agus", keys="[]", forges=ACCOUNT), "[]\n", "has-key", id="an account"),
        pytest.param(
            person("agus", keys="[]", forges=WITNESS_ACCOUNT), "[]\n", "has-key", id="a witnessed account"
        ),
        pytest.param(
            person("agus", keys="[]", forges=ELSEWHERE), "[]\n", "document", id="an account of no forge here"
        ),
        pytest.param(person("agus", forges="[]"), GONE, "document", id="a key that was lost"),
        pytest.param(person("agus", forges="[]"), LATER, "has-key", id="a key that is lost later"),
        pytest.param(
            person("agus", keys=f"[{key_entry(KEY, until='2026-07-05')}]", forges="[]"),
            "[]\n",
            "document",
            id="a key that has ended",
        ),
        pytest.param(
            person("agus", keys=f"[{key_entry(KEY, '2026-07-07')}]", forges="[]"),
            "[]\n",
            "document",
            id="a key that begins later",
        ),
    ],
)
def test_a_paper_of_somebody_with(agus: str, revocations: str, verdict: str) -> None:
    assert has_key(agus, revocations) == verdict


def test_an_account_on_a_forge_whose_key_is_revoked_is_none() -> None:
    gone = "\n" + revoked(GITHUB_KEY.line, "2026-07-01", "bocor")
    assert has_key(person("agus", keys="[]", forges=ACCOUNT), gone) == "document"


def test_a_key_that_the_clock_has_brought_into_force_counts_against_a_paper_dated_back() -> None:
    story = Story()
    late = person("agus", keys=f"[{key_entry(KEY, '2026-07-05')}]", forges="[]")
    story.change_roster(roster(people=people(agus=late)), day="2026-07-06")
    files = story.decision("KAK-2026-001", by="agus", document=paper())
    story.commit(dict(files), by="budi", day="2026-07-04", key=key_of("budi"))
    assert story.verdicts() == {KAK_1: "has-key"}


@pytest.mark.parametrize("how", ["personal", "forge"])
def test_a_paper_never_follows_what_the_person_has_decided_himself(how: str) -> None:
    story = Story()
    if how == "personal":
        story.commit(dict(story.decision("KAK-2026-001")), by="agus", key=key_of("agus"))
    else:
        side = story.commit(dict(story.decision("KAK-2026-001")), on=story.tip)
        story.click(side, by="agus", title="SESUAI KAK-2026-001")
    story.change_roster(roster(people=people(agus=NEITHER)), day="2026-07-06")
    files = story.decision("KAK-2026-001", number=2, by="agus", document=paper())
    story.commit(dict(files), by="budi", key=key_of("budi"))
    assert story.verdicts() == {KAK_1: how, "KAK-2026-001/2": "has-key"}


# ---- By whom


@pytest.mark.parametrize(
    ("by", "who", "verdict"),
    [
        pytest.param("tia", "budi", "person-differs", id="another Pengelola"),
        pytest.param("rahma", "rahma", "role-not-held", id="the Kepala"),
        pytest.param("agus", "agus", "role-not-held", id="a Pengguna"),
        pytest.param("budi", "hantu", "person-differs", id="nobody"),
    ],
)
def test_a_paper_proves_nothing_when_it_is_entered_by(by: str, who: str, verdict: str) -> None:
    story = Story()
    files = story.decision("KAK-2026-001", by="dewi", document=paper(who))
    story.commit(dict(files), by=by, key=key_of(by))
    assert story.verdicts() == {KAK_1: verdict}


def test_a_paper_that_nobody_signed_in_proves_nothing() -> None:
    story = Story()
    story.commit(dict(story.decision("KAK-2026-001", by="dewi", document=paper())), by="budi")
    assert story.verdicts() == {KAK_1: "unsigned"}


def test_a_pengelola_whose_role_has_ended_enters_no_paper() -> None:
    story = Story()
    story.change_roster(
        roster(roles=roles(budi=held("pengelola", "budi", until="2026-07-05"))), day="2026-07-01"
    )
    entered(story)
    assert story.verdicts() == {KAK_1: "role-not-held"}


def test_a_role_of_somebody_whom_the_roster_does_not_have_takes_no_paper() -> None:
    story = Story()
    story.change_roster(roster(people=people(dewi="")))
    entered(story)
    assert story.verdicts() == {KAK_1: "role-not-held"}


@pytest.mark.parametrize(
    ("accept", "verdict"),
    [
        pytest.param("{pengguna: [document]}\n", "document", id="a Pengelola's own key, by default"),
        pytest.param(
            "{pengguna: [document], pengelola: [forge]}\n", "class-not-accepted", id="only his click"
        ),
        pytest.param("{pengguna: [personal]}\n", "class-not-accepted", id="no paper of a Pengguna"),
        pytest.param("{}\n", "class-not-accepted", id="nothing named"),
    ],
)
def test_papers_are_entered_where_the_roster_accepts(accept: str, verdict: str) -> None:
    story = Story()
    story.change_roster(roster(accept=accept))
    entered(story)
    assert story.verdicts() == {KAK_1: verdict}


# ---- What


@pytest.mark.parametrize(
    ("keys", "verdict"),
    [
        pytest.param({"by": "tia"}, "has-key", id="somebody else's name"),
        pytest.param({"by": "hantu"}, "role-not-held", id="nobody's name"),
        pytest.param({"role": "pengelola"}, "wrong-word", id="another role"),
        pytest.param({"sha256": '"' + "0" * 64 + '"'}, "other-bytes", id="other bytes"),
        pytest.param({"rests_on": "{}"}, "rests-on", id="nothing to rest on"),
    ],
)
def test_a_paper_is_judged_like_other_decisions(keys: dict[str, str], verdict: str) -> None:
    story = Story()
    files = story.decision("KAK-2026-001", **({"by": "dewi", "document": paper()} | keys))
    story.commit(dict(files), by="budi", key=key_of("budi"))
    assert story.verdicts() == {KAK_1: verdict}


@pytest.mark.parametrize(
    "more",
    [
        pytest.param({"records/attachments/KAK-2026-001/lain.pdf": b"x"}, id="another file"),
        pytest.param({"records/attachments/SUP-001/surat.pdf": b"x"}, id="a file of another record"),
        pytest.param({SCAN + "!100755": b"x"}, id="an executable scan"),
        pytest.param({SCAN + "!120000": b"x"}, id="a link as scan"),
        pytest.param({SCAN: b"x", "records/README.md": b"x"}, id="a note beside the scan"),
    ],
)
def test_nothing_but_its_scan_comes_with_a_paper(more: dict[str, bytes]) -> None:
    story = Story()
    document = paper(at="file: attachments/KAK-2026-001/surat.pdf")
    files = {**story.decision("KAK-2026-001", by="dewi", document=document), **more}
    story.commit(dict(files), by="budi", key=key_of("budi"))
    assert story.verdicts() == {KAK_1: "brings-more"}


def test_a_scan_under_another_record_does_not_come_with_a_paper() -> None:
    story = Story()
    document = paper(at="file: attachments/SUP-001/surat.pdf")
    files = {
        **story.decision("KAK-2026-001", by="dewi", document=document),
        "records/attachments/SUP-001/surat.pdf": b"x",
    }
    story.commit(dict(files), by="budi", key=key_of("budi"))
    assert story.verdicts() == {KAK_1: "brings-more"}


def test_a_scan_is_not_taken_away_with_a_paper() -> None:
    story = Story()
    story.commit({SCAN: b"x"})
    document = paper(at="file: attachments/KAK-2026-001/surat.pdf")
    changes: dict[str, bytes | None] = {
        **story.decision("KAK-2026-001", by="dewi", document=document),
        SCAN: None,
    }
    story.commit(changes, by="budi", key=key_of("budi"))
    assert story.verdicts() == {KAK_1: "brings-more"}


def test_a_paper_comes_with_no_decision_of_another() -> None:
    story = Story()
    files = {**story.decision("KAK-2026-001", by="dewi", document=paper()), **story.decision()}
    story.commit(dict(files), by="budi", key=key_of("budi"))
    assert story.verdicts() == {"EVL-2026-001/1": "person-differs", KAK_1: "person-differs"}


def test_the_kepala_who_has_a_key_decides_on_no_paper() -> None:
    story = Story()
    story.change_roster(roster(accept="{kepala_lpse: [personal, document], pengelola: [personal]}\n"))
    story.commit(dict(story.decision(document=paper())), by="budi", key=key_of("budi"))
    assert story.verdicts() == {"EVL-2026-001/1": "has-key"}


def test_the_evaluator_decides_on_no_paper() -> None:
    story = Story()
    text = roster(
        accept="{kepala_lpse: [document], pengelola: [personal]}\n",
        roles=roles(plh=held("kepala_lpse", "tia")),
        people=people(tia=person("tia", keys="[]", forges="[]")),
    )
    story.change_roster(text)
    story.commit(dict(story.decision(by="tia", document=paper())), by="budi", key=key_of("budi"))
    assert story.verdicts() == {"EVL-2026-001/1": "self-decision"}
