"""What pages say of a decision: green only for what is proved under a pinned root."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import PurePosixPath

import pytest

from lpsedocs.corpus import Corpus
from lpsedocs.findings import say
from lpsedocs.history import Chronicle, Commit, Revision
from lpsedocs.language import ENGLISH
from lpsedocs.models.decision import Decision
from lpsedocs.rules.examples import corpus_of
from lpsedocs.site.editions import Edition
from lpsedocs.site.papers.marks import DRAFT, mark_of_decided
from lpsedocs.site.register import roster_changes
from lpsedocs.site.statuses import Tone, status_of, step_status
from lpsedocs.site.templates import templates_of
from lpsedocs.trust.graph import Graph
from lpsedocs.trust.objects import object_id
from lpsedocs.trust.proof import UNPINNED, AtHand, DecisionFile, Proof, prove
from lpsedocs.trust.renewals import with_renewals
from lpsedocs.trust.standing import Status as Standing
from tests.sites import page_at, view_of, words_of
from tests.trust.desk import desk_of
from tests.trust.story import (
    EVALUATION,
    FORM,
    ROSTER,
    Story,
    approved,
    held,
    key_entry,
    key_of,
    people,
    person,
    records,
    roles,
    roster,
    sha,
)


def at_hand(corpus: Corpus) -> AtHand:
    decisions = (
        DecisionFile("EVL-2026-001", 1, entry.source.content, entry.record) for entry in corpus.all(Decision)
    )
    return AtHand(("EVL-2026-001",), corpus.digest_of, tuple(decisions), None)


def corpus_with(story: Story, proof: Proof | None) -> Corpus:
    corpus = corpus_of({PurePosixPath(path): content for path, content in story.files.items()})
    return replace(corpus, proof=proof)


def told(corpus: Corpus) -> tuple[Tone, str]:
    [decision] = corpus.all(Decision)
    status = status_of(corpus, decision)
    assert status is not None
    return status.tone, ENGLISH.say(status.message)


def unsigned() -> Story:
    story = Story()
    story.commit(dict(story.decision()), by="rahma")
    return story


def proposed() -> Story:
    story = Story()
    story.files = {**story.files, **story.decision()}
    return story


def judged(story: Story) -> Proof:
    return prove(story.judge(), (), at_hand(corpus_with(story, None)))


@pytest.mark.parametrize(
    ("story", "expected"),
    [
        pytest.param(approved, (Tone.DONE, "approved, proved (the person's own signature)"), id="proved"),
        pytest.param(
            unsigned,
            (Tone.ERROR, "approved, not proved: the commit is not signed"),
            id="on the line, not proved",
        ),
        pytest.param(
            proposed,
            (Tone.WAITING, "approved, proposed, not on the main branch yet"),
            id="not on the line yet",
        ),
    ],
)
def test_a_decision_shows_how_well_it_is_proved(story: object, expected: tuple[Tone, str]) -> None:
    told_story = story()  # type: ignore[operator]
    assert told(corpus_with(told_story, judged(told_story))) == expected


@pytest.mark.parametrize(
    ("proof", "expected"),
    [
        pytest.param(None, (Tone.OFF, "approved, not verified"), id="no repository"),
        pytest.param(UNPINNED, (Tone.OFF, "approved, not verified"), id="no root is pinned"),
        pytest.param(
            Proof(None, obstacle=say("shallow")),
            (Tone.ERROR, "approved, can't be verified"),
            id="unverifiable",
        ),
    ],
)
def test_without_a_verified_history_no_decision_is_green(
    proof: Proof | None, expected: tuple[Tone, str]
) -> None:
    assert told(corpus_with(approved(), proof)) == expected


def test_the_step_of_a_decision_is_as_green_as_its_proof() -> None:
    story = approved()
    tones = [
        step_status(corpus, corpus.progress("EVL-2026-001").at("3.4")).tone  # type: ignore[union-attr]
        for corpus in (corpus_with(story, judged(story)), corpus_with(story, UNPINNED))
    ]
    assert tones == [Tone.DONE, Tone.OFF]


@pytest.mark.parametrize(
    ("story", "expected"),
    [
        pytest.param(approved, "done", id="proved"),
        pytest.param(unsigned, "handed over", id="on the line, not proved"),
        pytest.param(proposed, "handed over", id="not on the line yet"),
    ],
)
def test_only_what_the_kepala_provably_did_shows_that_he_received_a_result(
    story: Callable[[], Story], expected: str
) -> None:
    told_story = story()
    corpus = corpus_with(told_story, judged(told_story))
    progress = corpus.progress("EVL-2026-001")
    assert progress is not None
    assert ENGLISH.say(step_status(corpus, progress.at("3.3")).message) == expected


NAMES = {"evaluation": EVALUATION, "form": FORM, "twin": "records/evaluations/2025/EVL-2026-001.yaml"}


@pytest.mark.parametrize(
    ("name", "content"),
    [
        pytest.param("evaluation", records()[EVALUATION] + b"# lain\n", id="the evaluation was edited"),
        pytest.param("form", records()[FORM] + b"# lain\n", id="its form was edited"),
        pytest.param("form", b"", id="its form was removed"),
        pytest.param("twin", records()[EVALUATION], id="it lies in a second folder, too"),
    ],
)
def test_nothing_is_green_of_an_approval_whose_ground_has_changed(name: str, content: bytes) -> None:
    corpus = desk_of(approved(), {NAMES[name]: content or None})
    assert corpus.proof is not None
    standing = corpus.proof.standing("EVL-2026-001")
    assert standing is not None
    assert standing.status is Standing.CHANGED
    told_ = told(corpus)
    assert told_ == (Tone.WARNING, "approved, proved, but what was decided on is no longer what lies here")
    progress = corpus.progress("EVL-2026-001")
    assert progress is not None
    step = progress.at("3.4")
    assert step is not None
    assert step_status(corpus, step).tone is not Tone.DONE


def test_an_approval_waits_again_when_its_form_has_changed() -> None:
    corpus = desk_of(approved(), {FORM: records()[FORM] + b"# lain\n"})
    progress = corpus.progress("EVL-2026-001")
    assert progress is not None
    assert progress.next is not None
    assert progress.next.step.number == "3.4"


def test_nothing_is_green_of_an_approval_that_was_withdrawn_whatever_lies_here() -> None:
    story = approved()
    withdrawal = story.decision(number=2, decision="dicabut", note="Salah", made="2026-07-07T03:00:00Z")
    story.commit(dict(withdrawal), by="rahma", key=key_of("rahma"), day="2026-07-07")
    [path] = withdrawal
    corpus = desk_of(story, {path: None})
    assert corpus.proof is not None
    standing = corpus.proof.standing("EVL-2026-001")
    assert standing is not None
    assert standing.status is Standing.WITHDRAWN
    assert told(corpus) == (Tone.OFF, "approved, proved, but decision 2 took its place")
    progress = corpus.progress("EVL-2026-001")
    assert progress is not None
    step = progress.at("3.4")
    assert step is not None
    assert step_status(corpus, step).tone is Tone.OFF


def test_a_finished_evaluation_is_not_green_when_nobody_proved_its_approval() -> None:
    story = unsigned()
    filing = f'record: EVL-2026-001\nsha256: "{sha(story.files[EVALUATION])}"\n'
    filing += (
        'filed: {by: tia, date: 2026-07-14}\narchive: {series: "000.3", number: 1/2026, location: Map 1}\n'
    )
    corpus = desk_of(story, {"records/filings/EVL-2026-001.yaml": filing.encode()})
    status = status_of(corpus, corpus.get("EVL-2026-001"))  # type: ignore[arg-type]
    assert status is not None
    assert (status.tone, ENGLISH.say(status.message)) == (
        Tone.ERROR,
        "every step is done, but not each is proved",
    )


@pytest.mark.parametrize(
    ("story", "is_offered"),
    [
        pytest.param(approved(), False, id="proved"),
        pytest.param(unsigned(), True, id="on the main line, and proving nothing"),
        pytest.param(proposed(), True, id="proposed"),
    ],
)
def test_a_decision_that_is_proved_is_not_offered_to_be_edited(story: Story, *, is_offered: bool) -> None:
    view = view_of(desk_of(story))
    view = replace(view, build=replace(view.build, source_url="https://github.com/o/r/edit/main/"))
    html = page_at(view, "keputusan/EVL-2026-001/1/").html(view, templates_of(None))
    file = "main/records/decisions/EVL-2026-001/1.yaml"

    assert f'<a href="https://github.com/o/r/blob/{file}">YAML source</a>' in html
    assert f'<a href="https://github.com/o/r/commits/{file}">History on the forge</a>' in html
    assert (f'<a href="https://github.com/o/r/edit/{file}">Edit</a>' in html) is is_offered
    assert ("any change of its file would undo that" in html) is not is_offered


def clicked() -> tuple[Story, str]:
    story = Story()
    side = story.commit(dict(story.decision()), on=story.tip)
    return story, story.click(side, title="SETUJUI EVL-2026-001")


def attested() -> tuple[Story, str]:
    story = Story()
    side = story.commit(dict(story.decision()), on=story.tip)
    merge = story.merge(side, day="2026-07-06")
    story.attest(merge, day="2026-07-06")
    return story, merge


@pytest.mark.parametrize(
    ("made", "what"),
    [
        pytest.param(
            clicked,
            "Merged: this is what proves the decision, signed by the forge",
            id="the forge's own signature",
        ),
        pytest.param(
            attested,
            "Merged, or approved what was merged: this is what proves the decision, "
            "attested by the office's CI",
            id="a witness",
        ),
    ],
)
def test_a_decision_that_a_merge_proves_names_it_in_its_history(
    made: Callable[[], tuple[Story, str]], what: str
) -> None:
    story, merge = made()
    pages = {e: history_of_decision(story, e) for e in Edition}

    assert (
        f"History of changes 6 July 2026 · Rahma {merge[:7]} {what} "
        "6 July 2026 · Budi · SETUJUI abcdef0 Written"
    ) in pages[Edition.OFFICE]
    assert "Merged" not in pages[Edition.PUBLIC]


@pytest.mark.parametrize("story", [approved(), unsigned()], ids=["one's own signature", "proved by nothing"])
def test_no_other_decision_names_a_merge(story: Story) -> None:
    assert "Merged" not in history_of_decision(story, Edition.OFFICE)


def history_of_decision(story: Story, edition: Edition) -> str:
    """Return the page of a decision whose file Budi wrote."""
    corpus = desk_of(story)
    [decision] = corpus.all(Decision)
    moment = datetime(2026, 7, 6, 2, tzinfo=UTC)
    commit = Commit("abcdef0" + "0" * 33, ("1" * 40,), "Budi", "budi@contoh.example", moment, "SETUJUI")
    content = object_id("blob", decision.source.content, "sha1")
    written = Revision(commit, decision.path, None, (None,), content)
    chronicle = Chronicle({decision.name: (written,)}, {content: decision.source.content})
    view = replace(view_of(corpus, edition), chronicle=chronicle)
    return words_of(page_at(view, "keputusan/EVL-2026-001/1/").html(view, templates_of(None)))


def test_the_register_shows_on_what_an_acting_head_decided() -> None:
    acting = held("kepala_lpse", "rahma", "2026-07-01", acting="plh", basis="SP 1/2026")
    story = Story(files=records() | {ROSTER: roster(roles=roles(rahma=acting)).encode()})
    story.approve()
    pages = {e: words_on("keputusan/", story, e) for e in Edition}

    assert "approved Plh. Rahma Kepala LPSE, on the basis of SP 1/2026 ✓ proved" in pages[Edition.OFFICE]
    assert "SP 1/2026" not in pages[Edition.PUBLIC]
    assert "on the basis of" not in words_on("keputusan/", approved(), Edition.OFFICE)


def test_a_change_of_the_roster_that_is_in_force_stands_there_whole() -> None:
    story = Story()
    acting = held("kepala_lpse", "budi", "2026-07-08", until="2026-07-09", acting="plh", basis="SP 1/2026")
    story.change_roster(roster(roles=roles(budi_plh=acting)), day="2026-07-06")

    assert (
        "Until: 9 July 2026 Role: Kepala LPSE Person: Budi Acting: acting head for some days "
        "Basis: SP 1/2026 Signed with the key" in words_on("keputusan/", story, Edition.OFFICE)
    )


def words_on(address: str, story: Story, edition: Edition) -> str:
    view = view_of(desk_of(story), edition)
    return words_of(page_at(view, address).html(view, templates_of(None)))


def test_the_register_says_what_each_change_of_the_roster_changed() -> None:
    story = Story()
    joko = person("joko", name="Joko Ibarat", keys=f"[{key_entry(key_of('joko').line)}]")
    story.change_roster(roster(people=people(joko=joko)), day="2026-07-06")
    head = held("kepala_lpse", "joko", "2026-07-08")
    text = roster(people=people(joko=joko), roles=roles(joko=head))
    story.change_roster(text, by="budi", day="2026-07-07")
    changes = roster_changes(view_of(desk_of(story)))

    assert [
        (ENGLISH.say(one.status.message), [ENGLISH.say(part.message) for part in one.parts])
        for one in changes
    ] == [
        ("ignored: budi may not change the roster", ["Roles, Kepala LPSE Joko Ibarat: new"]),
        ("in force", ["People, Joko Ibarat: new"]),
    ]
    assert [ENGLISH.say(field.message) for field in changes[1].parts[0].fields][:2] == [
        "Name: Joko Ibarat",
        "Position: Jabatan",
    ]


def test_the_register_says_that_a_later_root_took_a_change_of_the_roster_over() -> None:
    story = Story()
    renewal = story.commit({ROSTER: roster(people=people(dewi="")).encode()})
    corpus = desk_of(story)
    assert corpus.proof is not None
    history = with_renewals(Graph(story), story.judge(renewals=[renewal]), [renewal])
    [change] = roster_changes(view_of(replace(corpus, proof=replace(corpus.proof, history=history))))

    assert ENGLISH.say(change.status.message) == "taken over with a later root"


def test_of_a_change_of_the_roster_that_says_a_lot_the_most_is_folded_away() -> None:
    story = Story()
    many = {f"orang{number}": person(f"orang{number}", keys="[]") for number in range(7)}
    story.change_roster(roster(people=people(**many)), by="budi")
    view = view_of(desk_of(story))
    words = words_of(page_at(view, "keputusan/").html(view, templates_of(None)))

    assert "ignored: budi may not change the roster People, orang0: new" in words
    assert words.index("People, orang3: new") < words.index("3 more") < words.index("People, orang4: new")


def test_the_register_for_everybody_says_nothing_of_the_roster() -> None:
    story = Story()
    story.change_roster(roster(timezone="Asia/Makassar\n"))

    assert roster_changes(view_of(desk_of(story), Edition.PUBLIC)) == ()


def test_a_return_that_was_taken_over_leaves_a_paper_a_draft() -> None:
    decision = Story().decision(decision="evaluasi_ulang", note="Salah")
    story = Story(files=records() | decision)
    corpus = desk_of(story)
    entry = corpus.get("EVL-2026-001")
    assert entry is not None
    assert mark_of_decided(corpus, entry) is DRAFT
