"""A click on "merge": only in the form that it alone gives, by whom it counts, and bringing nothing else."""

from datetime import date

import pytest

from lpsedocs.deciding.files import read_decision
from lpsedocs.demo.scribe import Hand, SeededKey
from lpsedocs.trust.clicks import title_for
from tests.trust.story import (
    ACCOUNTS,
    EVALUATION,
    GITHUB,
    GITHUB_KEY,
    KAK,
    REQUIREMENT,
    ROSTER,
    Story,
    held,
    key_of,
    people,
    person,
    revoked,
    roles,
    roster,
    sha,
)

EVL, EVL2, KAK_1 = "EVL-2026-001/1", "EVL-2026-002/1", "KAK-2026-001/1"
FIRST = "records/decisions/EVL-2026-001/1.yaml"
EVALUATION_2 = EVALUATION.replace("001.yaml", "002.yaml")
TITLE = "SETUJUI EVL-2026-001"
RAHMA = Hand("Rahma", "1001+rahma@users.noreply.github.com")
FORM_1 = "Merge pull request #7 from office/setujui\n\n"


CLICK: dict[str, object] = {
    "author": RAHMA,
    "committer": GITHUB,
    "key": GITHUB_KEY,
    "message": FORM_1 + TITLE,
}


def proposed(story: Story, more: dict[str, bytes | None] | None = None, **keys: object) -> str:
    """Return a branch on which a Pengelola has written the decision down for the Kepala."""
    return story.commit({**story.decision(**keys), **(more or {})}, on=story.tip, by="tia")


def merged(story: Story, message: str = FORM_1 + TITLE, **how: object) -> str:
    """Merge the Kepala's decision as a forge does, but for what the test says."""
    return story.merge(proposed(story), **(CLICK | {"message": message} | how))


def test_decisions_of_one_word_have_one_title_and_of_several_none() -> None:
    story = Story()
    words = ("disetujui", "disetujui", "evaluasi_ulang")
    files = [next(iter(story.decision(decision=word, note="x").values())) for word in words]
    first, second, other = (read_decision(file) for file in files)
    assert first is not None
    assert second is not None
    assert other is not None
    assert title_for({"EVL-2026-002": second, "EVL-2026-001": first}) == (
        "SETUJUI EVL-2026-001, EVL-2026-002"
    )
    assert title_for({"EVL-2026-001": first, "EVL-2026-002": other}) is None


# ---- Honest


def test_the_kepala_decides_by_a_click() -> None:
    story = Story()
    landed = story.click(proposed(story), title=TITLE)
    [judged] = story.judge().decisions
    assert judged.is_proved
    assert (judged.evidence, judged.commit, judged.landed) == ("forge", landed, landed)


@pytest.mark.parametrize(
    ("word", "title"),
    [("disetujui", "SETUJUI"), ("evaluasi_ulang", "EVALUASI ULANG"), ("dicabut", "DICABUT")],
)
def test_each_decision_on_an_evaluation_has_its_title(word: str, title: str) -> None:
    story = Story()
    story.click(proposed(story, decision=word, note="Alasan"), title=f"{title} EVL-2026-001")
    assert story.verdicts() == {EVL: "forge"}


@pytest.mark.parametrize(
    ("word", "title"),
    [("sesuai", "SESUAI"), ("perlu_perbaikan", "PERLU PERBAIKAN"), ("dicabut", "DICABUT")],
)
def test_each_decision_on_a_kak_has_its_title(word: str, title: str) -> None:
    story = Story()
    side = story.commit(dict(story.decision("KAK-2026-001", decision=word)), on=story.tip, by="budi")
    story.click(side, by="agus", title=f"{title} KAK-2026-001")
    assert story.verdicts() == {KAK_1: "forge"}


def two(story: Story, **keys: object) -> dict[str, bytes]:
    """Return the decisions on two evaluations, of which the second is put on the main line first."""
    text = story.files[EVALUATION].replace(b"EVL-2026-001", b"EVL-2026-002")
    story.commit({EVALUATION_2: text})
    [(path, content)] = story.decision(**keys).items()
    other = content.replace(b"EVL-2026-001", b"EVL-2026-002")
    other = other.replace(sha(story.files[EVALUATION]).encode(), sha(text).encode())
    return {**story.decision(), path.replace("EVL-2026-001", "EVL-2026-002"): other}


@pytest.mark.parametrize(
    "ids", ["EVL-2026-001, EVL-2026-002", "EVL-2026-001 EVL-2026-002", "EVL-2026-002, EVL-2026-001"]
)
def test_one_click_decides_two_evaluations(ids: str) -> None:
    story = Story()
    files = two(story)
    story.click(story.commit(dict(files), on=story.tip, by="tia"), title=f"SETUJUI {ids}")
    assert story.verdicts() == {EVL: "forge", EVL2: "forge"}


def test_a_request_brings_the_record_and_its_attachments() -> None:
    story = Story()
    text = story.files[EVALUATION] + b"findings: Baik\n"
    side = story.commit(
        {EVALUATION: text, "records/attachments/EVL-2026-001/a/b.pdf": b"x"}, on=story.tip, by="tia"
    )
    side = story.commit(dict(story.decision(at=side)), on=side, by="tia")
    story.click(side, title=TITLE)
    assert story.verdicts() == {EVL: "forge"}


def test_a_request_takes_attachments_away() -> None:
    story = Story()
    story.commit({"records/attachments/EVL-2026-001/a.pdf": b"x"})
    story.click(proposed(story, {"records/attachments/EVL-2026-001/a.pdf": None}), title=TITLE)
    assert story.verdicts() == {EVL: "forge"}


def test_a_request_takes_unproved_decisions_away() -> None:
    story = Story()
    story.commit(dict(story.decision("KAK-2026-001")))
    story.click(proposed(story, {"records/decisions/KAK-2026-001/1.yaml": None}), title=TITLE)
    assert story.verdicts() == {EVL: "forge"}


def test_update_branch_in_between_does_no_harm() -> None:
    story = Story()
    side = proposed(story)
    story.commit({"records/README.md": b"Catatan\n"})
    message = "Merge branch 'main' into setujui"
    side = story.write(
        {**story.trees[side], **story.files},
        (side, story.tip),
        author=RAHMA,
        committer=GITHUB,
        key=GITHUB_KEY,
        message=message,
    )
    story.click(side, title=TITLE)
    assert story.verdicts() == {EVL: "forge"}


@pytest.mark.parametrize(
    "message",
    [
        FORM_1 + TITLE,
        FORM_1 + TITLE + "\n",
        FORM_1 + TITLE + "\n\nKeterangan\n",
        "Merge pull request #12345 from rahma/EVL\n\n" + TITLE,
        TITLE + " (#7)",
        TITLE + " (#7)\n",
        TITLE + " (#7)\n\nKeterangan\n",
    ],
)
def test_messages_that_only_a_click_makes(message: str) -> None:
    story = Story()
    merged(story, message)
    assert story.verdicts() == {EVL: "forge"}


def test_the_login_is_ignored() -> None:
    story = Story()
    merged(story, author=Hand("Siapa Saja", "1001+nama-lama@users.noreply.github.com"))
    assert story.verdicts() == {EVL: "forge"}


def test_a_decision_signed_on_the_branch_counts_whoever_clicks() -> None:
    story = Story()
    story.click(story.approve(on=story.tip), by="stranger", title="Lain")
    assert story.verdicts() == {EVL: "personal"}


def test_after_the_wrong_person_has_clicked_a_new_request_counts() -> None:
    story = Story()
    story.click(proposed(story), by="budi", title=TITLE)
    assert story.verdicts() == {EVL: "person-differs"}
    story.click(proposed(story, made="2026-07-06T09:00:00Z"), title=TITLE)
    assert story.verdicts() == {EVL: "forge"}


def test_the_next_round_is_clicked_under_the_next_number() -> None:
    story = Story()
    story.click(
        proposed(story, decision="evaluasi_ulang", note="Perbaiki"), title="EVALUASI ULANG EVL-2026-001"
    )
    story.commit({EVALUATION: story.files[EVALUATION] + b"findings: Baik\n"}, by="tia")
    side = story.commit(dict(story.decision(number=2)), on=story.tip, by="tia")
    story.click(side, title=TITLE)
    assert story.verdicts() == {EVL: "forge", "EVL-2026-001/2": "forge"}


def test_an_acting_head_clicks_in_his_days() -> None:
    story = Story()
    plh = held("kepala_lpse", "eka", "2026-07-01", until="2026-07-06", acting="plh")
    story.change_roster(roster(roles=roles(plh=plh)), day="2026-07-01")
    story.click(proposed(story, by="eka"), by="eka", title=TITLE)
    assert story.verdicts() == {EVL: "forge"}
    story.click(proposed(story, by="eka", number=2), by="eka", title=TITLE, day="2026-07-07")
    assert story.verdicts()["EVL-2026-001/2"] == "role-not-held"


# ---- The commit


@pytest.mark.parametrize(
    ("how", "verdict"),
    [
        pytest.param({"key": None}, "unsigned", id="nobody signed it"),
        pytest.param({"key": SeededKey("attacker")}, "unknown-key", id="somebody unknown signed it"),
        pytest.param({"key": key_of("rahma")}, "signed-merge", id="the Kepala signed it"),
        pytest.param({"key": key_of("budi")}, "signed-merge", id="a Pengelola signed it"),
        pytest.param({"committer": RAHMA}, "not-a-click", id="another committer"),
        pytest.param(
            {"committer": Hand("GitHub", "noreply@github.com.example")}, "not-a-click", id="one alike"
        ),
        pytest.param(
            {"author": Hand("Rahma", "rahma@contoh.example")}, "visible-address", id="a visible address"
        ),
        pytest.param(
            {"author": Hand("Rahma", "rahma@users.noreply.github.com")},
            "visible-address",
            id="no account's number",
        ),
        pytest.param(
            {"author": Hand("Rahma", "1001+rahma@users.noreply.github.com.x")},
            "visible-address",
            id="an address alike",
        ),
        pytest.param(
            {"author": Hand("Rahma", "1001+a+b@users.noreply.github.com")},
            "visible-address",
            id="two signs of plus",
        ),
        pytest.param(
            {"author": Hand("X", "9999+rahma@users.noreply.github.com")},
            "unknown-account",
            id="an unknown account",
        ),
        pytest.param(
            {"author": Hand("X", "1002+rahma@users.noreply.github.com")},
            "person-differs",
            id="a Pengelola's account",
        ),
        pytest.param(
            {"author": Hand("X", "1003+tia@users.noreply.github.com")},
            "person-differs",
            id="the evaluator's account",
        ),
        pytest.param({"day": "2027-07-06"}, "future", id="a day that has not come"),
        pytest.param({"day": "2024-07-06"}, "key-not-in-force", id="a day before the forge's key"),
    ],
)
def test_a_merge_is_no_click_of_the_kepala_with(how: dict[str, object], verdict: str) -> None:
    story = Story()
    merged(story, **how)
    assert story.verdicts() == {EVL: verdict}


@pytest.mark.parametrize(
    ("message", "verdict"),
    [
        pytest.param(f"Merge {'a' * 40} into {'b' * 40}", "not-a-click", id="the forge's own test merge"),
        pytest.param("Merge branch 'main' into setujui", "not-a-click", id="Update branch"),
        pytest.param(
            f"Merge branch 'main' into setujui\n\n{TITLE}", "not-a-click", id="the same, with a title"
        ),
        pytest.param(f"Merge branch 'x' (#7)\n\n{TITLE}", "not-a-click", id="the same, with a number"),
        pytest.param("Merge remote-tracking branch 'origin/main'", "not-a-click", id="a pull"),
        pytest.param(TITLE, "not-a-click", id="a title without a number"),
        pytest.param(f"{TITLE} (#7) lagi", "not-a-click", id="a number in the middle"),
        pytest.param(f"{TITLE} (#)", "not-a-click", id="no number"),
        pytest.param(f"{TITLE}(#7)", "not-a-click", id="no blank before the number"),
        pytest.param(f"Lain\n\n{TITLE} (#7)", "not-a-click", id="a title further down"),
        pytest.param(f"Merge pull request #7 from\n\n{TITLE}", "not-a-click", id="from nowhere"),
        pytest.param(
            f"Merge pull request #x from a/b\n\n{TITLE}", "not-a-click", id="a request without a number"
        ),
        pytest.param(f"Merge pull request #7 from a/b\n{TITLE}", "not-a-click", id="no line in between"),
        pytest.param("Merge pull request #7 from a/b\n", "not-a-click", id="no title"),
        pytest.param(
            f"Merge pull request #3 from a/b (#7)\n\n{TITLE}", "not-a-click", id="a title in the description"
        ),
        pytest.param("", "not-a-click", id="no message"),
        pytest.param(f"\n{TITLE} (#7)", "not-a-click", id="an empty line first"),
        pytest.param(FORM_1 + "Lain", "wrong-title", id="another title"),
        pytest.param(FORM_1 + "setujui EVL-2026-001", "wrong-title", id="small letters"),
        pytest.param(FORM_1 + "SETUJUI", "wrong-title", id="a title without a record"),
        pytest.param(FORM_1 + "SETUJUI EVL-2026-002", "wrong-title", id="another record"),
        pytest.param(FORM_1 + "SETUJUI EVL-2026-001, EVL-2026-002", "wrong-title", id="a record too many"),
        pytest.param(FORM_1 + "SETUJUI EVL-2026-001, EVL-2026-001", "wrong-title", id="a record twice"),
        pytest.param(FORM_1 + "EVALUASI ULANG EVL-2026-001", "wrong-title", id="another word"),
        pytest.param(FORM_1 + "Jangan SETUJUI EVL-2026-001", "wrong-title", id="a word before"),
        pytest.param(FORM_1 + "SETUJUI EVL-2026-001!", "wrong-title", id="a sign after"),
        pytest.param(FORM_1 + " SETUJUI EVL-2026-001", "wrong-title", id="a blank before"),
        pytest.param(FORM_1 + "SETUJUI EVL-2026-001 ", "wrong-title", id="a blank after"),
        pytest.param(FORM_1 + "SETUJUI  EVL-2026-001", "wrong-title", id="two blanks"),
        pytest.param(FORM_1 + "SETUJUI EVL-2026-001\r", "wrong-title", id="another line break"),
        pytest.param(FORM_1 + "SETUJUI EVL-2026-00\u0661", "wrong-title", id="another script's digit"),
        pytest.param(f"{TITLE} (#6) (#7)", "wrong-title", id="two numbers"),
        pytest.param(
            f"Lain\n\nKepala: {TITLE}, disetujui (#7)", "not-a-click", id="a message that claims it"
        ),
    ],
)
def test_a_merge_is_no_click_with_the_message_of(message: str, verdict: str) -> None:
    story = Story()
    merged(story, message)
    assert story.verdicts() == {EVL: verdict}


def test_the_words_of_several_decisions_are_the_same() -> None:
    story = Story()
    files = two(story, decision="evaluasi_ulang", note="Alasan")
    for title in ("SETUJUI", "EVALUASI ULANG"):
        story.click(
            story.commit(dict(files), on=story.tip, by="tia"), title=f"{title} EVL-2026-001, EVL-2026-002"
        )
        assert story.verdicts() == {EVL: "wrong-title", EVL2: "wrong-title"}
        files = {
            path: content + b"note: x\n" if b"note" not in content else content + b"# x\n"
            for path, content in files.items()
        }


def test_two_rounds_do_not_come_with_one_click() -> None:
    story = Story()
    side = proposed(story, decision="evaluasi_ulang", note="Alasan")
    side = story.commit(dict(story.decision(number=2)), on=side, by="tia")
    for title in (TITLE, "EVALUASI ULANG EVL-2026-001", "SETUJUI EVL-2026-001, EVL-2026-001"):
        again = story.tip, story.files
        story.click(side, title=title)
        assert set(story.verdicts().values()) <= {"wrong-title", "wrong-number"}
        story.tip, story.files = again


def test_two_rounds_of_one_word_do_not_come_with_one_click_either() -> None:
    story = Story()
    side = story.commit(dict(story.decision(number=2)), on=proposed(story), by="tia")
    story.click(side, title="SETUJUI EVL-2026-001, EVL-2026-001")
    assert story.verdicts() == {EVL: "wrong-title", "EVL-2026-001/2": "wrong-title"}


def test_a_click_that_enters_a_paper_moves_the_clock() -> None:
    story = Story()
    document = '{kind: basah, signed: 2026-07-05, archive: Lemari 1, sha256: "%s", entered: budi}' % (
        "1" * 64
    )
    paper = story.decision("KAK-2026-001", by="dewi", document=document)
    story.click(
        story.commit(dict(paper), on=story.tip), by="budi", title="SESUAI KAK-2026-001", day="2026-07-09"
    )
    assert story.verdicts() == {"KAK-2026-001/1": "document"}
    assert story.judge().clock == date(2026, 7, 9)


def test_a_click_with_a_file_that_nobody_can_read_decides_nothing() -> None:
    story = Story()
    files = two(story)
    [path] = [path for path in files if "002" in path]
    side = story.commit({**files, path: b"rusak"}, on=story.tip, by="tia")
    story.click(side, title="SETUJUI EVL-2026-001, EVL-2026-002")
    assert story.verdicts() == {EVL: "wrong-title", EVL2: "wrong-title"}


def test_a_squash_by_the_forge_tells_nobody() -> None:
    story = Story()
    story.commit(
        dict(story.decision()), author=RAHMA, committer=GITHUB, key=GITHUB_KEY, message=f"{TITLE} (#7)\n"
    )
    assert story.verdicts() == {EVL: "squashed"}


def test_a_squash_by_the_forge_that_brings_more_tells_nobody_either() -> None:
    story = Story()
    files = {**story.decision(), "records/README.md": b"x"}
    story.commit(files, author=RAHMA, committer=GITHUB, key=GITHUB_KEY, message=f"{TITLE} (#7)\n")
    assert story.verdicts() == {EVL: "squashed"}


def test_a_click_off_the_main_line_decides_nothing() -> None:
    story = Story()
    side = proposed(story)
    tip, files = story.tip, story.files
    clicked = story.click(side, title=TITLE)
    story.tip, story.files = tip, files
    story.commit({"records/README.md": b"Catatan\n"})
    story.merge(clicked, files={**story.files, **story.trees[clicked]})
    assert story.verdicts() == {EVL: "unsigned"}


def test_a_test_merge_pushed_as_main_decides_nothing() -> None:
    """For a request that the Kepala opened herself, the forge writes her as the author."""
    story = Story()
    side = proposed(story)
    message = f"Merge {side} into {story.tip}"
    story.merge(side, author=RAHMA, committer=GITHUB, key=GITHUB_KEY, message=message)
    assert story.verdicts() == {EVL: "not-a-click"}


# ---- What it brings


def test_three_hundred_other_files_hide_nothing() -> None:
    story = Story()
    more: dict[str, bytes | None] = {f"records/attachments/SUP-001/{n}.pdf": b"x" for n in range(300)}
    story.click(proposed(story, more), title=TITLE)
    assert story.verdicts() == {EVL: "brings-more"}


@pytest.mark.parametrize(
    "path",
    [
        "README.md",
        "records/README.md",
        "records/assets/AST-001.yaml",
        "records/forms/FRM-2026-LPSE.yaml",
        "records/suppliers/SUP-001.yaml",
        "records/evaluations/2026/EVL-2026-009.yaml",
        "records/evaluations/2026/EVL-2026-001.yaml/x",
        "records/evaluations/2026/EVL-2026-001",
        "records/evaluations/2026/EVL-2026-001.yml",
        "records/attachments/EVL-2026-002/a.pdf",
        "records/attachments/EVL-2026-001.pdf",
        "records/attachments/a.pdf",
        "records/decisions/EVL-2026-001/1.witness.yaml",
        "records/decisions/EVL-2026-001/README.md",
        "records/filings/EVL-2026-001.yaml",
        "records/roster.yaml.bak",
        "records/attachments/EVL-2026-001/a.pdf!120000",
        "records/attachments/EVL-2026-001/a.sh!100755",
        "records/decisions/KAK-2026-001/1.yaml!120000",
    ],
)
def test_a_click_decides_nothing_when_it_brings(path: str) -> None:
    story = Story()
    kept = {p: content for p, content in story.files.items() if not path.startswith(f"{p}/")}
    story.merge(proposed(story), files={**kept, **story.decision(), path: b"x"}, **CLICK)
    assert story.verdicts()[EVL] == "brings-more"


@pytest.mark.parametrize("path", [KAK, REQUIREMENT, ROSTER, "records/organization.yaml"])
def test_a_click_decides_nothing_when_it_takes_away(path: str) -> None:
    story = Story()
    story.click(proposed(story, {path: None}), title=TITLE)
    assert story.verdicts() == {EVL: "brings-more"}


def test_a_record_whose_decision_only_goes_may_not_change_with_it() -> None:
    story = Story()
    story.commit(dict(story.decision("KAK-2026-001")))
    more: dict[str, bytes | None] = {
        "records/decisions/KAK-2026-001/1.yaml": None,
        KAK: story.files[KAK] + b"\n",
    }
    story.click(proposed(story, more), title=TITLE)
    assert story.verdicts() == {EVL: "brings-more"}


def test_the_record_in_another_kinds_folder_is_something_else() -> None:
    story = Story()
    story.click(proposed(story, {"records/kak/EVL-2026-001.yaml": b"x"}), title=TITLE)
    assert story.verdicts() == {EVL: "brings-more"}


def test_a_decision_hidden_by_a_criss_cross_history_is_under_no_title() -> None:
    """The request's page compares with the merge base, which has the hidden file already; the tree tells."""
    story = Story()
    base = story.tip
    hidden = story.commit(dict(story.decision("KAK-2026-001", by="rahma")), on=base, by="tia")
    main = story.commit({"records/a.md": b"a"})
    side = story.write({**story.trees[hidden], "records/a.md": b"a"}, (hidden, main), by="tia")
    # The main line takes the branch in and takes the file out again, as an evil merge does.
    story.tip = story.write(story.files, (main, hidden), by="tia")
    story.files = story.trees[story.tip]
    side = story.commit(dict(story.decision()), on=side, by="tia")
    story.merge(side, files={**story.trees[side], **story.decision("KAK-2026-001", by="rahma")}, **CLICK)
    assert story.verdicts() == {EVL: "wrong-title", KAK_1: "wrong-title"}


def test_a_decision_that_a_merge_brings_unseen_is_under_no_title() -> None:
    story = Story()
    story.merge(
        proposed(story), files={**story.files, **story.decision(), **story.decision("KAK-2026-001")}, **CLICK
    )
    assert story.verdicts() == {EVL: "wrong-title", KAK_1: "wrong-title"}


@pytest.mark.parametrize(
    ("keys", "verdict"),
    [
        pytest.param({"sha256": '"' + "0" * 64 + '"'}, "other-bytes", id="another hash"),
        pytest.param({"rests_on": "{}"}, "rests-on", id="nothing to rest on"),
        pytest.param({"repository": '"' + "f" * 32 + '"'}, "other-repository", id="another repository"),
        pytest.param({"role": "pengelola"}, "wrong-word", id="another role"),
        pytest.param({"by": "eka"}, "person-differs", id="another person"),
    ],
)
def test_a_click_on_a_decision_that_is_wrong_in_itself_proves_nothing(
    keys: dict[str, object], verdict: str
) -> None:
    story = Story()
    story.click(proposed(story, **keys), title=TITLE)
    assert story.verdicts() == {EVL: verdict}


def test_a_click_on_a_number_that_is_not_due_proves_nothing() -> None:
    story = Story()
    story.click(proposed(story, number=2), title=TITLE)
    assert story.verdicts() == {"EVL-2026-001/2": "wrong-number"}


def test_a_click_on_other_bytes_than_the_branch_had_proves_nothing() -> None:
    story = Story()
    side = proposed(story)
    story.commit({EVALUATION: story.files[EVALUATION] + b"findings: Baik\n"})
    story.merge(side, files={**story.files, FIRST: story.trees[side][FIRST]}, **CLICK)
    assert story.verdicts() == {EVL: "other-bytes"}


def test_the_evaluator_does_not_click_himself() -> None:
    story = Story()
    story.change_roster(roster(roles=roles(plh=held("kepala_lpse", "tia"))))
    story.click(proposed(story, by="tia"), by="tia", title=TITLE)
    assert story.verdicts() == {EVL: "self-decision"}


def test_who_wrote_the_evaluation_in_the_request_does_not_click_it() -> None:
    story = Story()
    text = story.files[EVALUATION] + b"findings: Baik\n"
    side = story.commit({EVALUATION: text}, on=story.tip, by="rahma", key=key_of("rahma"))
    side = story.commit(dict(story.decision(at=side)), on=side, by="tia")
    story.click(side, title=TITLE)
    assert story.verdicts() == {EVL: "self-decision"}


# ---- The roster


def forge(**changes: str) -> str:
    """Return the forges of a roster: GitHub, with what a test changes."""
    parts = {
        "id": "github",
        "kind": "github",
        "committer": "noreply@github.com",
        "ssh": f'"{GITHUB_KEY.line}"',
        "from": "2025-01-02",
    }
    return "\n  - {" + ", ".join(f"{name}: {value}" for name, value in (parts | changes).items()) + "}\n"


def test_the_class_must_be_accepted() -> None:
    story = Story()
    story.change_roster(roster(accept="{kepala_lpse: [personal]}\n"))
    story.click(proposed(story), title=TITLE)
    assert story.verdicts() == {EVL: "class-not-accepted"}


def test_a_forge_is_known_by_its_key_whatever_others_there_are() -> None:
    story = Story()
    other = SeededKey("another forge").line
    others = forge(id="lain", ssh=f'"{other}"', committer="lain@contoh.example").rstrip("\n")
    story.change_roster(roster(forges=others + forge()))
    story.click(proposed(story), title=TITLE)
    assert story.verdicts() == {EVL: "forge"}


@pytest.mark.parametrize("kind", ["gitlab", "gitea", "forgejo"])
def test_merges_of_other_forges_are_no_clicks(kind: str) -> None:
    story = Story()
    story.change_roster(roster(forges=forge(kind=kind)))
    story.click(proposed(story), title=TITLE)
    assert story.verdicts() == {EVL: "not-a-click"}


def test_a_forge_whose_committer_is_the_author() -> None:
    story = Story()
    story.change_roster(roster(forges=forge(committer="same-as-author")))
    merged(story)
    assert story.verdicts() == {EVL: "not-a-click"}
    merged_again = proposed(story, made="2026-07-06T09:00:00Z")
    story.merge(merged_again, **(CLICK | {"committer": RAHMA}))
    assert story.verdicts() == {EVL: "forge"}


@pytest.mark.parametrize(
    ("span", "verdict"),
    [
        pytest.param({"until": "2026-07-05"}, "key-not-in-force", id="after its last day"),
        pytest.param({"until": "2026-07-06"}, "forge", id="on its last day"),
        pytest.param({"from": "2026-07-07"}, "key-not-in-force", id="before its first day"),
    ],
)
def test_the_forges_key_counts_in_its_days(span: dict[str, str], verdict: str) -> None:
    story = Story()
    story.change_roster(roster(forges=forge(**span)), day="2026-07-01")
    story.click(proposed(story), title=TITLE)
    assert story.verdicts() == {EVL: verdict}


def test_a_revoked_key_of_the_forge_proves_nothing() -> None:
    story = Story()
    story.change_roster(roster(revoked="\n" + revoked(GITHUB_KEY.line, "2026-07-01", "hilang")))
    story.click(proposed(story), title=TITLE)
    assert story.verdicts() == {EVL: "key-not-in-force"}


def test_an_account_on_another_forge_is_another_account() -> None:
    story = Story()
    elsewhere = person("rahma", forges=f'[{{forge: forgejo, account: "{ACCOUNTS["rahma"]}"}}]')
    story.change_roster(roster(people=people(rahma=elsewhere)))
    story.click(proposed(story), title=TITLE)
    assert story.verdicts() == {EVL: "unknown-account"}


def test_a_click_that_was_made_after_the_role_had_ended_proves_nothing() -> None:
    story = Story()
    ended = roster(roles=roles(rahma=held("kepala_lpse", "rahma", until="2026-07-05")))
    story.change_roster(ended, day="2026-07-04")
    story.click(proposed(story), title=TITLE)
    assert story.verdicts() == {EVL: "role-not-held"}


def test_a_pengguna_of_another_unit_does_not_click_a_kak() -> None:
    story = Story()
    story.change_roster(roster(roles=roles(tia=held("pengguna", "tia", unit="Unit Verifikasi"))))
    side = story.commit(dict(story.decision("KAK-2026-001", by="tia")), on=story.tip, by="budi")
    story.click(side, by="tia", title="SESUAI KAK-2026-001")
    assert story.verdicts() == {KAK_1: "foreign-unit"}


def test_a_click_in_a_roster_without_forges_is_a_merge_with_an_unknown_key() -> None:
    story = Story()
    story.change_roster(roster(forges="[]\n"))
    story.click(proposed(story), title=TITLE)
    assert story.verdicts() == {EVL: "unknown-key"}


def test_a_click_for_a_record_of_no_kind_brings_more_than_it_may() -> None:
    story = Story()
    [content] = story.decision().values()
    strange = {
        "records/decisions/XYZ-2026-001/1.yaml": content,
        "records/evaluations/XYZ-2026-001.yaml": b"x",
    }
    story.click(story.commit(dict(strange), on=story.tip), title="SETUJUI XYZ-2026-001")
    assert story.verdicts() == {"XYZ-2026-001/1": "brings-more"}
