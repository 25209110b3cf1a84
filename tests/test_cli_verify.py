"""lpsedocs verify, on real repositories: what it says, with which exit code, and what it leaves alone."""

import os
import re
import shlex
import shutil
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime, tzinfo
from pathlib import Path

import pytest

from lpsedocs import verification
from lpsedocs.cli import main
from lpsedocs.trust.signatures import parse_ssh_key
from tests.repositories import Desk, bundle, loose, packed, point, refused, write
from tests.trust.story import EVALUATION, FORM, Story, approved, key_of, roster, sha

RAHMA = parse_ssh_key(key_of("rahma").line).fingerprint
EKA = parse_ssh_key(key_of("eka").line).fingerprint
AGAIN = (
    "ask the person named to decide again and to sign, with 'lpsedocs approve', 'accept', 'return' or "
    "'withdraw'"
)
NO_PIN = (
    "can't verify: no root of this repository is pinned; 'lpsedocs trust pin' pins one, and 'lpsedocs "
    "verify --allow-unpinned' shows what the repository says of itself\n"
)
SHALLOW = (
    "3: can't verify: this clone is shallow; 'git fetch --unshallow origin "
    '"+refs/heads/*:refs/remotes/origin/*"\' fetches the rest of its history\n'
)


def with_an_unsigned_kak(story: Story) -> Story:
    story.commit(dict(story.decision("KAK-2026-001")), by="agus", day="2026-07-07")
    return story


# ---- What it says


def test_what_is_proved_is_told_with_person_role_evidence_key_commit_and_day(desk: Desk) -> None:
    story = approved()
    root = desk.clone(story)
    desk.pin(root)

    answer = desk.verify(root)

    assert answer.code == 0
    assert answer.lines == [
        f"root: {story.root} (pinned in your configuration)",
        f"tip: {story.tip} (refs/heads/main)",
        "judged as of 15 July 2026",
        "",
        "EVL-2026-001: approved",
        "  1: disetujui (approved) by Rahma (rahma) as Kepala LPSE: the person's own signature, key "
        f"{RAHMA}, commit {story.tip[:12]}, 6 July 2026",
        "",
        "KAK-2026-001: waiting for a decision",
        "",
        "decisions proved: 1, taken over: 0, in doubt: 0, not proved: 0",
    ]


def test_what_is_not_proved_is_told_with_the_reason_and_what_to_do(desk: Desk) -> None:
    story = with_an_unsigned_kak(approved())
    root = desk.clone(story)
    desk.pin(root)

    answer = desk.verify(root)

    assert answer.code == 1
    assert answer.lines[7:] == [
        "KAK-2026-001: NOT PROVED",
        "  1: sesuai (in order) by Agus (agus): NOT PROVED: the commit is not signed (unsigned, "
        f"{story.tip[:12]})",
        f"    what to do: {AGAIN}",
        "",
        "decisions proved: 1, taken over: 0, in doubt: 0, not proved: 1",
    ]


def test_every_change_of_the_roster_is_told_whether_or_not_it_counts(desk: Desk) -> None:
    story = approved()
    other = roster(timezone="Asia/Jakarta # baru\n").encode()
    counted = story.commit({"records/roster.yaml": other}, by="eka", key=key_of("eka"), day="2026-07-07")
    back = {"records/roster.yaml": roster().encode()}
    ignored = story.commit(back, by="budi", key=key_of("budi"), day="2026-07-08")
    root = desk.clone(story)
    desk.pin(root)

    lines = desk.verify(root).lines

    assert lines[lines.index("changes of the roster:") :] == [
        "changes of the roster:",
        f"  {counted[:12]}, 7 July 2026: by Eka (eka), key {EKA}: counts",
        "    - nothing but comments or the layout",
        f"  {ignored[:12]}, 8 July 2026: IGNORED: budi may not change the roster",
        "    - nothing but comments or the layout",
        "    what to do: let the Kepala LPSE or an admin make the change again, in a signed commit that "
        "changes nothing but records/roster.yaml; to undo it, put the bytes in force back, which anyone may "
        "do",
        "",
        "decisions proved: 1, taken over: 0, in doubt: 0, not proved: 0",
    ]


def test_what_a_change_of_the_roster_changes_is_told_and_a_key_by_its_fingerprint(desk: Desk) -> None:
    own = "  - {role: kepala_lpse, person: eka, from: 2026-07-06}\n"
    new = roster().replace("  - {role: admin", f"{own}  - {{role: admin", 1)
    new = new.replace(key_of("tia").line, key_of("tia anew").line)
    story = Story()
    story.commit({"records/roster.yaml": new.encode()}, by="eka", key=key_of("eka"), day="2026-07-06")
    story.commit({"records/roster.yaml": b"people: ["}, by="budi", day="2026-07-07")
    root = desk.clone(story)
    desk.pin(root)
    old, late = (parse_ssh_key(key_of(name).line).fingerprint for name in ("tia", "tia anew"))

    lines = desk.verify(root).lines

    assert [line for line in lines if line.startswith("    - ")] == [
        f"    - People, tia, Keys, {late[:39]}… 2 January 2025, SSH key: taken out: {old}; put in: {late}",
        "    - Roles, Kepala LPSE eka: new: From 6 July 2026, Role Kepala LPSE, and Person eka",
        "    - one of the two versions is no roster that can be read",
    ]


def test_of_a_change_of_the_roster_that_is_ignored_only_the_beginning_is_told(desk: Desk) -> None:
    story = Story()
    more = "".join(f"  - {{role: admin, person: budi, from: 2026-07-06, unit: U{n}}}\n" for n in range(30))
    many = roster().replace("  - {role: admin", f"{more}  - {{role: admin", 1).encode()
    story.commit({"records/roster.yaml": many}, by="budi", key=key_of("budi"), day="2026-07-06")
    story.commit({"records/roster.yaml": many + b"#" * 600_000}, by="budi", day="2026-07-07")
    root = desk.clone(story)
    desk.pin(root)

    told = [line for line in desk.verify(root).lines if line.startswith("    - ")]

    assert len(told) == 11
    assert told[-1] == "    - the roster is too large for what changed in it to be told"


def test_what_was_changed_after_the_decision_is_told_in_words(desk: Desk) -> None:
    story = approved()
    decided, by = sha(story.files[EVALUATION]), story.tip
    story.commit({EVALUATION: story.files[EVALUATION].replace(b"lanjut", b"pergantian")})
    root = desk.clone(story)
    desk.pin(root)

    lines = desk.verify(root).lines

    assert lines[4] == "EVL-2026-001: CHANGED after the decision"
    assert lines[6:8] == [
        f"  decided was EVL-2026-001 with the SHA-256 {decided}",
        "  EVL-2026-001: Recommendation: lanjut (continue) becomes pergantian (replacement)",
    ]
    assert lines[8] == (
        "  what to do: look at what was changed in EVL-2026-001; if it is not wanted, put the decided "
        f"version back with 'git restore --source={by[:12]} -- \":(glob)records/**/EVL-2026-001.yaml\"' and "
        "commit that; if it is, let a Pengelola hand it over again, and ask for a new decision"
    )


def test_what_was_removed_after_the_decision_is_told_with_what_brings_it_back(desk: Desk) -> None:
    story = approved()
    by = story.tip
    story.commit({EVALUATION: None})
    root = desk.clone(story)
    desk.pin(root)

    lines = desk.verify(root).lines

    assert lines[4] == "EVL-2026-001: REMOVED after the decision"
    assert lines[6] == (
        f"  what to do: bring the record back with 'git restore --source={by[:12]} -- "
        '":(glob)records/**/EVL-2026-001.yaml"\' and commit that; what goes no further is closed with '
        "'lpsedocs file', never removed"
    )
    desk.git("restore", f"--source={by}", "--", ":(glob)records/**/EVL-2026-001.yaml", at=root)
    assert (root / EVALUATION).is_file()


@pytest.mark.parametrize(
    ("name", "status"),
    [
        pytest.param("2025/EVL-2026-001.yaml", "changed", id="in another folder"),
        pytest.param("2026/evl-2026-001.YAML", "changed", id="in other letters"),
        pytest.param("2026/EVL-2026-001.yaml.lama", "approved", id="with another ending"),
        pytest.param("2026/EVL-2026-001", "approved", id="without an ending"),
        pytest.param("../kak/2026/EVL-2026-001.yaml", "approved", id="where another kind belongs"),
        pytest.param("../EVL-2026-001.yaml", "approved", id="where no kind belongs"),
    ],
)
def test_a_second_file_of_a_record_is_one_that_some_file_system_takes_for_it(
    name: str, status: str, desk: Desk
) -> None:
    story = approved()
    folder = "records/" if name.startswith("../") else "records/evaluations/"
    story.commit({folder + name.removeprefix("../"): story.files[EVALUATION]})
    root = desk.clone(story)
    desk.pin(root)

    assert desk.judge(root).records == {"EVL-2026-001": status, "KAK-2026-001": "waiting"}


def test_a_record_whose_file_is_written_in_other_letters_is_no_decided_version(desk: Desk) -> None:
    story = approved()
    story.commit({EVALUATION: None, EVALUATION.replace("EVL", "evl"): story.files[EVALUATION]})
    root = desk.clone(story)
    desk.pin(root)

    assert desk.judge(root).records["EVL-2026-001"] == "changed"


@pytest.mark.parametrize("edited", [b"# lagi\n", None], ids=["edited", "removed"])
def test_a_touched_decision_is_told_with_the_command_that_puts_it_back(
    desk: Desk, edited: bytes | None
) -> None:
    file = "records/decisions/EVL-2026-001/1.yaml"
    story = approved()
    by = story.tip
    story.commit({file: story.files[file] + edited if edited else None}, by="budi", day="2026-07-07")
    root = desk.clone(story)
    desk.pin(root)

    document = desk.judge(root).document

    back = f"put the {'decided ' if edited else ''}file back with 'git restore --source={by[:12]} -- {file}'"
    assert document["problems"]
    assert all(problem["help"].startswith(back) for problem in document["problems"])


def test_a_role_that_ended_is_named_while_nothing_proves_that_its_last_day_has_passed(desk: Desk) -> None:
    ends = roster().replace(
        ("person: rahma, from: 2025-01-02"), ("person: rahma, from: 2025-01-02, until: 2026-07-01")
    )
    story = Story()
    story.commit({"records/roster.yaml": ends.encode()}, by="eka", key=key_of("eka"), day="2026-06-20")
    root = desk.clone(story)
    desk.pin(root)

    lines = desk.verify(root).lines

    at = lines.index("beside the decisions:")
    assert lines[at + 1] == (
        f"  ended-role, commit {story.tip[:12]}: the role Kepala LPSE of Rahma (rahma) ended on 1 July 2026, "
        "but nothing on the main branch proves that this day has passed; an act that is dated back would "
        "still count"
    )
    later = roster(timezone="Asia/Jakarta # baru\n").replace(
        "person: rahma, from: 2025-01-02", "person: rahma, from: 2025-01-02, until: 2026-07-01"
    )
    story.commit({"records/roster.yaml": later.encode()}, by="eka", key=key_of("eka"), day="2026-07-02")
    write(root / ".git", story)
    assert "beside the decisions:" not in desk.verify(root).lines


def test_a_decision_that_can_not_be_read_is_not_proved(desk: Desk) -> None:
    story = Story()
    story.commit({"records/decisions/EVL-2026-001/1.yaml": b"decision: [\n"}, by="rahma")
    root = desk.clone(story)
    desk.pin(root)

    assert desk.verify(root).lines[4] == "EVL-2026-001: NOT PROVED"
    assert desk.verify(root, "--explain", "EVL-2026-001").lines[0] == "EVL-2026-001: NOT PROVED"


def test_an_acting_head_is_told_as_such(desk: Desk) -> None:
    acting = roster().replace(
        "  - {role: admin",
        "  - {role: kepala_lpse, person: agus, from: 2026-07-01, acting: plh}\n  - {role: admin",
    )
    story = Story()
    story.commit({"records/roster.yaml": acting.encode()}, by="eka", key=key_of("eka"), day="2026-07-01")
    story.approve(by="agus")
    root = desk.clone(story)
    desk.pin(root)

    assert "by Agus (agus) as Kepala LPSE (acting head for some days): " in desk.verify(root).out


def test_a_record_that_lies_there_twice_is_no_decided_version(desk: Desk) -> None:
    story = approved()
    story.commit({"records/evaluations/EVL-2026-001.yaml": story.files[EVALUATION]})
    root = desk.clone(story)
    desk.pin(root)

    assert desk.judge(root).records["EVL-2026-001"] == "changed"
    last = desk.verify(root, "--explain", "EVL-2026-001").lines[-3]
    assert last == "The record does not lie there exactly once, so it is no decided version."


def test_the_json_has_exactly_the_promised_shape(desk: Desk) -> None:
    story = with_an_unsigned_kak(approved())
    kak = story.tip
    other = roster(timezone="Asia/Jakarta # baru\n").encode()
    change = story.commit({"records/roster.yaml": other}, by="budi", key=key_of("budi"), day="2026-07-08")
    root = desk.clone(story)
    desk.pin(root)

    answer = desk.judge(root)

    assert answer.code == 1
    assert answer.document == {
        "version": 1,
        "root": {"commit": story.root, "pinned": True, "pin_source": "configuration"},
        "tip": story.tip,
        "records": [
            {
                "id": "EVL-2026-001",
                "status": "approved",
                "evidence": "personal",
                "decisions": [
                    {
                        "number": 1,
                        "decision": "disetujui",
                        "by": "rahma",
                        "commit": answer.document["records"][0]["decisions"][0]["commit"],
                        "evidence": "personal",
                        "verdict": "proved",
                        "reason": None,
                    }
                ],
            },
            {
                "id": "KAK-2026-001",
                "status": "unproved",
                "evidence": None,
                "decisions": [
                    {
                        "number": 1,
                        "decision": "sesuai",
                        "by": "agus",
                        "commit": kak,
                        "evidence": None,
                        "verdict": "unsigned",
                        "reason": "the commit is not signed",
                    }
                ],
            },
        ],
        "roster_changes": [
            {
                "commit": change,
                "landed": change,
                "date": "2026-07-08",
                "by": None,
                "verdict": "no-right",
                "reason": "budi may not change the roster",
                "changes": ["nothing but comments or the layout"],
            }
        ],
        "problems": [
            {
                "code": "unsigned",
                "commit": kak,
                "path": "records/decisions/KAK-2026-001/1.yaml",
                "message": "the commit is not signed",
                "help": AGAIN,
            },
            {
                "code": "no-right",
                "commit": change,
                "path": "records/roster.yaml",
                "message": "budi may not change the roster",
                "help": (
                    "let the Kepala LPSE or an admin make the change again, in a signed commit that changes "
                    "nothing but records/roster.yaml; to undo it, put the bytes in force back, which anyone "
                    "may do"
                ),
            },
        ],
    }


def test_a_record_is_explained_from_the_root_to_the_tip_commit_by_commit(desk: Desk) -> None:
    story = Story()
    handed_in = story.commit({EVALUATION: story.files[EVALUATION] + b"# 2\n"}, day="2026-07-03")
    side = story.approve(on=story.tip)
    landed = story.merge(side, by="budi")
    root = desk.clone(story)
    desk.pin(root)

    answer = desk.verify(root, "--explain", "evl-2026-001")

    assert answer.code == 0
    assert answer.lines == [
        "EVL-2026-001: approved",
        "",
        "Why the history is believed:",
        f"  root: {story.root} (pinned in your configuration)",
        f"  from there the first parents lead over 3 commits to {story.tip}",
        "",
        "Who may decide: the roster of the root, and these changes of it:",
        "  none",
        "",
        "What the main branch did to it, commit by commit:",
        f"  {handed_in[:12]}, 3 July 2026, commit: evaluations/2026/EVL-2026-001.yaml",
        f"  {landed[:12]}, 6 July 2026, merge: decisions/EVL-2026-001/1.yaml",
        "",
        "What was decided:",
        "  1: disetujui (approved) by Rahma (rahma) as Kepala LPSE: the person's own signature, key "
        f"{RAHMA}, commit {side[:12]}, 6 July 2026",
        f"    it is on the bytes with the SHA-256 {sha(story.files[EVALUATION])}",
        f"    it rests on FRM-2026-LPSE with the SHA-256 {sha(story.files[FORM])}",
        "    the commit sets nothing else, and was signed with a key of the person that was in force",
        f"    it counts from the main-line commit {landed[:12]}",
        "",
        f"The record's SHA-256 at the tip: {sha(story.files[EVALUATION])}",
    ]


def test_only_what_touches_a_record_is_told_of_it(desk: Desk) -> None:
    story = Story()
    story.commit({"records/README.md": b"Catatan\n"})
    story.commit({"README.md": b"Lain\n"})
    story.commit(dict(story.decision("KAK-2026-001")), by="agus", key=key_of("agus"))
    story.commit({"records/attachments/KAK-2026-001/a.pdf": b"%PDF"})
    own = story.commit({"records/attachments/EVL-2026-001/a.pdf": b"%PDF"}, day="2026-07-03")
    root = desk.clone(story)
    desk.pin(root)

    lines = desk.verify(root, "--explain", "EVL-2026-001").lines
    start = lines.index("What the main branch did to it, commit by commit:")

    assert lines[start + 1 : start + 3] == [
        f"  {own[:12]}, 3 July 2026, commit: attachments/EVL-2026-001/a.pdf",
        "",
    ]


def test_of_a_commit_in_bad_form_is_told_what_it_did_but_no_day(desk: Desk) -> None:
    story = Story()
    files = story.files | {EVALUATION: story.files[EVALUATION] + b"# 2\n"}
    commit = story.scribe.read(story.write(files, (story.tip,)))[1]
    odd = story.put(commit.replace(b"\nauthor ", b"\nlain x\nauthor "), files)
    tree = story.scribe.put("tree", b"bukan folder")
    unread = story.put(b"tree %s\nparent %s%s" % (tree.encode(), odd.encode(), commit[93:]), files)
    again = story.commit({"records/README.md": b"Catatan\n"})
    root = desk.clone(Story())
    desk.pin(root)
    write(root / ".git", story)

    lines = desk.verify(root, "--explain", "EVL-2026-001").lines
    start = lines.index("What the main branch did to it, commit by commit:")

    assert lines[start + 1 : start + 3] == [
        f"  {odd[:12]}, without a day, commit: evaluations/2026/EVL-2026-001.yaml",
        "",
    ]
    problems = desk.judge(root).document["problems"]
    assert {problem["commit"] for problem in problems} == {odd, unread, again}


def test_what_was_never_decided_is_explained_too(desk: Desk) -> None:
    root = desk.clone(Story())
    desk.pin(root)

    assert desk.verify(root, "--explain", "EVL-2026-001").lines[-4:] == [
        "What was decided:",
        "  nothing yet",
        "",
        "The record lies at the tip, and nothing was decided on it.",
    ]


# ---- Exit codes


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        pytest.param(
            ["--tip", "release"],
            "'release' is no branch of this repository, and no whole commit id",
            id="a branch that is not there",
        ),
        pytest.param(
            ["--explain", "EVL-2026-009"],
            "there is no evaluation or KAK EVL-2026-009, and no decision on it; 'lpsedocs verify' lists them",
            id="a record that is not there",
        ),
        pytest.param(
            ["--trust-root", "c0ffee"],
            "'c0ffee' is no whole commit id, which has 40 or 64 signs of 0-9 and a-f",
            id="a shortened root",
        ),
    ],
)
def test_wrong_use_is_told_in_a_sentence(desk: Desk, arguments: list[str], message: str) -> None:
    root = desk.clone(approved())
    desk.pin(root)

    assert refused(desk.verify(root, *arguments)) == f"2: lpsedocs: {message}\n"


def test_a_place_without_a_repository_is_wrong_use(desk: Desk) -> None:
    nowhere = desk.folder / "nowhere"
    nowhere.mkdir()

    assert refused(desk.verify(nowhere)) == (
        f"2: lpsedocs: there is no git repository at {nowhere} or above it\n"
    )


def test_a_file_that_is_no_bundle_is_wrong_use(desk: Desk) -> None:
    file = desk.folder / "paper.pdf"
    file.write_bytes(b"%PDF-1.7\n")

    assert refused(desk.verify(file)) == f"2: lpsedocs: {file} is no bundle with a whole history\n"


def test_without_a_pin_it_cannot_be_verified(desk: Desk) -> None:
    root = desk.clone(approved())

    assert refused(desk.verify(root)) == f"3: {NO_PIN}"


def test_without_a_pin_the_repository_may_speak_for_itself(desk: Desk) -> None:
    story = approved()
    root = desk.clone(story)

    answer = desk.verify(root, "--allow-unpinned")

    assert answer.code == 0
    assert answer.lines[0] == (
        f"root: {story.root} (NOT PINNED: what follows is only what the repository says of itself)"
    )
    assert desk.judge(root, "--allow-unpinned").document["root"] == {
        "commit": story.root,
        "pinned": False,
        "pin_source": None,
    }
    assert not desk.pins.exists()


def test_a_repository_without_a_roster_cannot_be_verified(desk: Desk) -> None:
    root = desk.clone(Story(files={"records/README.md": b"Kosong\n"}))

    assert refused(desk.verify(root, "--allow-unpinned")) == (
        "3: can't verify: no commit of the main branch has a roster\n"
    )


def test_a_repository_that_begins_with_what_is_no_roster_cannot_be_verified_on_any_day(desk: Desk) -> None:
    story = Story(files={"records/roster.yaml": b"people: [\n"})
    root = desk.clone(story)

    assert refused(desk.say("verify", "--repo", root, "--allow-unpinned")) == (
        f"3: can't verify: the root {story.root[:12]} has no valid roster: a value, or a closing "
        "bracket, was due here\n"
    )


def test_without_a_pin_a_commit_in_bad_form_is_no_root(desk: Desk) -> None:
    story = Story()
    commit = story.scribe.read(story.root)[1]
    story.put(commit.replace(b"\nauthor ", b"\nlain x\nauthor "))
    first = story.commit({"records/README.md": b"Catatan\n"})

    answer = desk.judge(desk.clone(story), "--allow-unpinned")

    assert answer.document["root"]["commit"] == first


def test_a_repository_without_a_main_branch_cannot_be_verified(desk: Desk) -> None:
    root = desk.clone(approved())
    (root / ".git/refs/heads/main").rename(root / ".git/refs/heads/trunk")

    assert refused(desk.verify(root, "--allow-unpinned")) == (
        "3: can't verify: the repository has no branch 'main' or 'master'; 'lpsedocs trust pin --ref NAME' "
        "pins another one as its main branch, and a root that is given for one run has it behind an '@': "
        "ID@refs/remotes/origin/NAME\n"
    )


def test_a_root_is_given_with_a_main_branch_of_another_name(desk: Desk) -> None:
    story = approved()
    root = desk.clone(story)
    (root / ".git/refs/heads/main").rename(root / ".git/refs/heads/trunk")

    answer = desk.judge(root, "--trust-root", f"{story.root}@refs/heads/trunk")
    assert (answer.code, answer.document["tip"], answer.problems) == (0, story.tip, [])
    assert refused(desk.verify(root, "--trust-root", f"{story.root}@refs/heads/batang")) == (
        "3: can't verify: the main branch refs/heads/batang is not in this repository; fetch it, or correct "
        "its name\n"
    )


def test_of_a_root_that_the_usual_branch_does_not_come_from_that_is_told(desk: Desk) -> None:
    story = approved()
    beside = story.commit({"mkdocs.yml": b"x: 1\n"}, on=story.root)
    root = desk.clone(story)
    (root / ".git/refs/heads/main").rename(root / ".git/refs/heads/master")

    assert refused(desk.verify(root, "--trust-root", beside)) == (
        f"3: can't verify: the root {beside[:12]} is not on the first-parent line of {story.tip[:12]}\n"
    )


def test_a_branch_that_somebody_calls_main_is_not_judged_in_place_of_master(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    story = approved()
    approval = story.tip
    story.approve(number=2, decision="dicabut", note="Keliru", day="2026-07-07")
    root = desk.clone(story)
    (root / ".git/refs/heads/main").rename(root / ".git/refs/heads/master")
    point(root / ".git", "refs/remotes/origin/master", story.tip)
    point(root / ".git", "refs/remotes/origin/main", approval)
    sentence = (
        "3: can't verify: both 'main' and 'master' come from the trusted root; say which is the main branch, "
        f"by its full name behind the root, as in {story.root}@refs/remotes/origin/master\n"
    )

    assert refused(desk.verify(root, "--trust-root", story.root)) == sentence
    monkeypatch.setenv("LPSEDOCS_TRUST_ROOT", story.root)
    assert refused(desk.verify(root)) == sentence
    monkeypatch.setenv("LPSEDOCS_TRUST_ROOT", f"{story.root}@refs/remotes/origin/master")
    answer = desk.judge(root)
    assert (answer.document["tip"], answer.records["EVL-2026-001"]) == (story.tip, "withdrawn")


def test_an_unrelated_branch_that_is_called_like_a_main_branch_is_passed_over(desk: Desk) -> None:
    story = approved()
    root = desk.clone(story)
    (root / ".git/refs/heads/main").rename(root / ".git/refs/heads/master")
    write(root / ".git", Story(files={"records/README.md": b"Lain\n"}))

    answer = desk.judge(root, "--trust-root", story.root)
    assert (answer.document["tip"], answer.problems) == (story.tip, [])


def test_a_shallow_clone_cannot_be_verified(desk: Desk) -> None:
    root = desk.clone(approved())
    desk.pin(root)
    desk.git("clone", "--quiet", "--depth", "1", f"file://{root}", "shallow")

    assert refused(desk.verify(desk.folder / "shallow")) == SHALLOW
    desk.pins.unlink()
    assert refused(desk.verify(desk.folder / "shallow", "--allow-unpinned")) == SHALLOW


def test_the_command_that_is_named_for_a_shallow_clone_mends_that_of_one_branch_too(desk: Desk) -> None:
    story = approved()
    root = desk.clone(story)
    desk.git("branch", "usulan", at=root)
    shallow = desk.folder / "shallow"
    desk.git("clone", "--quiet", "--depth", "1", "--branch", "usulan", f"file://{root}", "shallow")
    told = refused(desk.verify(shallow, "--trust-root", story.root, "--tip", "usulan"))
    assert told == SHALLOW

    [command] = re.findall(r"'git ([^']*)'", told.partition(";")[2])
    desk.git(*shlex.split(command), "--quiet", at=shallow)

    assert desk.verify(shallow, "--trust-root", story.root).lines[1] == (
        f"tip: {story.tip} (refs/remotes/origin/main)"
    )


def test_in_a_shallow_clone_a_root_that_is_given_is_cut_off_and_not_wrong(desk: Desk) -> None:
    story = approved()
    root = desk.clone(story)
    desk.git("clone", "--quiet", "--depth", "1", f"file://{root}", "shallow")

    assert refused(desk.verify(desk.folder / "shallow", "--trust-root", story.root)) == SHALLOW


def test_a_shallow_clone_of_what_was_never_pinned_only_lacks_a_pin(desk: Desk) -> None:
    root = desk.clone(approved())
    desk.git("clone", "--quiet", "--depth", "1", f"file://{root}", "shallow")

    assert refused(desk.verify(desk.folder / "shallow")) == f"3: {NO_PIN}"


def test_a_missing_object_stops_the_walk(desk: Desk) -> None:
    story = approved()
    root = desk.clone(story)
    desk.pin(root)
    story.commit({"records/README.md": b"Catatan\n"})
    write(root / ".git", story)
    [tree] = [
        line[5:45] for line in story.scribe.read(story.tip)[1].decode().split("\n") if line[:5] == "tree "
    ]
    loose(root, tree).unlink()

    assert refused(desk.verify(root)) == (
        f"3: can't verify: the object {tree} is missing from the repository, or something else lies in its "
        "place; clone the repository anew from the office's server\n"
    )


def test_an_object_with_other_content_stops_the_walk(desk: Desk) -> None:
    story = approved()
    root = desk.clone(story)
    desk.pin(root)
    loose(root, story.tip).chmod(0o644)
    shutil.copy(loose(root, story.root), loose(root, story.tip))

    answer = desk.verify(root)

    assert answer.code == 3
    assert story.tip in answer.err


def test_nothing_that_the_repository_names_is_run(desk: Desk) -> None:
    story = approved()
    root = desk.clone(story)
    desk.pin(root)
    trap = desk.folder / "trap"
    trap.write_text("#!/bin/sh\ntouch sprung\n")
    trap.chmod(0o755)
    for name in ("core.fsmonitor", "gpg.program", "gpg.ssh.program", "diff.external", "core.sshCommand"):
        desk.git("config", name, str(trap), at=root)

    assert desk.verify(root).code == 0
    assert not list(desk.folder.rglob("sprung"))


# ---- Where it works


def ordinary(desk: Desk, root: Path) -> Path:
    return root


def below(desk: Desk, root: Path) -> Path:
    return root / "records" / "evaluations"


def bare(desk: Desk, root: Path) -> Path:
    desk.git("clone", "--quiet", "--bare", str(root), "bare.git")
    return desk.folder / "bare.git"


def worktree(desk: Desk, root: Path) -> Path:
    desk.git("worktree", "add", "--quiet", "--detach", str(desk.folder / "beside"), "HEAD", at=root)
    return desk.folder / "beside"


def with_alternates(desk: Desk, root: Path) -> Path:
    desk.git("clone", "--quiet", "--shared", str(root), "shared")
    return desk.folder / "shared"


@pytest.mark.parametrize("place", [ordinary, below, bare, packed, worktree, bundle, with_alternates])
def test_every_kind_of_copy_tells_the_same(desk: Desk, place) -> None:
    story = with_an_unsigned_kak(approved())
    root = desk.clone(story)
    desk.pin(root)
    expected = desk.judge(root)

    assert desk.judge(place(desk, root)) == expected


def test_a_pipe_is_no_bundle_and_the_repository_around_it_is_not_judged_instead(desk: Desk) -> None:
    root = desk.clone(approved())
    os.mkfifo(root / "pipa")

    answer = desk.say("verify", "--bundle", root / "pipa", "--allow-unpinned")

    assert refused(answer) == f"2: lpsedocs: {root / 'pipa'} is no ordinary file\n"


def test_a_bundle_may_also_be_given_as_such(desk: Desk) -> None:
    root = desk.clone(approved())
    desk.pin(root)

    answer = desk.say("verify", "--bundle", bundle(desk, root), "--today", "2026-07-15")

    assert answer.code == 0
    assert "EVL-2026-001: approved" in answer.lines


def test_options_that_leave_each_other_nothing_to_do_are_refused(desk: Desk) -> None:
    root = desk.clone(approved())
    desk.pin(root)

    assert refused(desk.verify(root, "--bundle", bundle(desk, root))) == (
        "2: lpsedocs: --bundle takes the place of --repo; leave one of them out\n"
    )
    assert refused(desk.judge(root, "--explain", "EVL-2026-001")) == (
        "2: lpsedocs: --explain tells in words; leave '--format json' out, which has every record\n"
    )


def test_by_default_it_verifies_where_one_stands(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    root = desk.clone(approved())
    desk.pin(root)
    monkeypatch.chdir(root / "records")

    assert desk.say("verify", "--today", "2026-07-15").code == 0
    monkeypatch.chdir(desk.folder)
    assert desk.say("--root", root, "verify", "--today", "2026-07-15").code == 0


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give files to another user")
def test_a_repository_of_another_user_is_read_all_the_same(desk: Desk) -> None:
    root = desk.clone(approved())
    desk.pin(root)
    expected = desk.verify(root).out
    for path in (root, *root.rglob("*")):
        os.chown(path, 65534, 65534, follow_symlinks=False)

    plain = subprocess.run(["git", "-C", str(root), "status"], capture_output=True, text=True, check=False)
    assert "dubious ownership" in plain.stderr
    assert desk.verify(root).out == expected


# ---- The day


def test_without_a_day_it_is_today_where_the_office_is(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    class LateInLondon(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:
            # In Jakarta it is one o'clock in the morning of the 6th, the day on which the Kepala decided.
            return datetime(2026, 7, 5, 18, tzinfo=UTC).astimezone(tz)

    root = desk.clone(approved())
    desk.pin(root)
    monkeypatch.setattr(verification, "datetime", LateInLondon)

    answer = desk.say("verify", "--repo", root)

    assert answer.lines[2] == "judged as of 6 July 2026"
    assert answer.code == 0


def test_a_decision_of_a_day_that_has_not_come_yet_does_not_count(desk: Desk) -> None:
    root = desk.clone(approved())
    desk.pin(root)

    assert desk.verify(root, today="2026-07-05").code == 1
    assert desk.verify(root, today="2026-07-06").code == 0


def test_a_day_that_is_given_counts_whatever_day_it_is(desk: Desk) -> None:
    root = desk.clone(approved())
    desk.pin(root)

    early = desk.verify(root, "--today", "2026-07-05", today="2026-07-15")
    assert (early.lines[2], early.code) == ("judged as of 5 July 2026", 1)
    late = desk.verify(root, "--today", "2026-07-06", today="2026-07-05")
    assert (late.lines[2], late.code) == ("judged as of 6 July 2026", 0)


# ---- Help


def test_the_help_tells_the_exit_codes_and_every_option(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--lang", "en", "verify", "--help"]) == 0
    text = " ".join(capsys.readouterr().out.split())

    assert (
        "Exit code 0: no decision on the main branch is unproved; 1: some are; 2: wrong use; 3: it can't be "
        "verified." in text
    )
    for option in (
        "--repo",
        "--bundle",
        "--tip",
        "--trust-root",
        "--allow-unpinned",
        "--explain",
        "--format",
        "--today",
    ):
        assert option in text


# ---- What is too large to be looked at


def test_a_record_that_is_too_large_to_be_read_is_changed_and_not_unverifiable(desk: Desk) -> None:
    story = approved()
    story.commit({EVALUATION: b"#" * (1024 * 1024 + 1)}, by="mallory")
    root = desk.clone(story)
    desk.pin(root)

    answer = desk.judge(root)

    assert (answer.code, answer.err) == (0, "")
    assert answer.records["EVL-2026-001"] == "changed"
    assert desk.told(root) == ["A202 error"]


def test_an_audit_file_is_refused_where_it_could_not_hold_all(desk: Desk) -> None:
    story = approved()
    large = story.put(story.scribe.read(story.write(story.files, (story.tip,)))[1] + b"x" * 1024 * 1024)
    root = desk.clone(story)

    audited = desk.say(
        "audit", "EVL-2026-001", "--repo", root, "--trust-root", story.root, "-o", root / "a.zip"
    )

    assert refused(audited) == (
        f"2: lpsedocs: the history has objects that are too large for an audit file, such as {large[:12]}; "
        "give the auditor what 'git bundle create FILE main' writes, which 'lpsedocs verify --bundle' takes, "
        "too\n"
    )
    given = desk.say(
        "verify", "--bundle", bundle(desk, root), "--trust-root", story.root, "--today", "2026-07-15"
    )
    assert given.code == 0


@pytest.mark.parametrize(
    "planted",
    [
        "records/decisions/EVL-2026-001/x!160000",
        "records/decisions/EVL-2026-001/x.bin",
        "records/evaluations/2025/EVL-2026-001.yaml",
        "records/evaluations/2025/EVL-2026-001.yaml!160000",
    ],
)
def test_what_is_put_beside_a_decision_or_its_record_hinders_no_audit_file(planted: str, desk: Desk) -> None:
    """A submodule is no object of the repository, and a file may be larger than any that is read."""
    story = approved()
    content = b"#" * (1024 * 1024 + 1)
    story.commit({planted: content}, by="mallory")
    if planted.endswith("!160000"):
        del story.scribe.objects[story.scribe.put("blob", content)]
    root = desk.clone(story)
    desk.pin(root)

    audited = desk.say("audit", "EVL-2026-001", "--repo", root, "-o", desk.folder / "bukti.zip")

    assert (audited.code, audited.err) == (0, "")
    assert desk.verify(desk.folder / "bukti.zip").code == 0


# ---- What git sees and people don't


def hidden_twin(root: Path) -> None:
    twin = (root / EVALUATION).parent / ".x" / "EVL-2026-001.yaml"
    twin.parent.mkdir()
    shutil.copy(root / EVALUATION, twin)


def marked_as_a_program(root: Path) -> None:
    (root / EVALUATION).chmod(0o755)


@pytest.mark.parametrize("hide", [hidden_twin, marked_as_a_program])
def test_a_check_says_what_a_verification_says_of_what_nobody_sees(
    hide: Callable[[Path], None], desk: Desk
) -> None:
    root = desk.clone(approved())
    desk.pin(root)
    assert desk.told(root) == []
    hide(root)
    assert desk.told(root) == ["A202 error"]
    desk.git("add", "--all", "records", at=root)
    desk.git("commit", "--quiet", "-m", "Lain", at=root)
    assert desk.judge(root).records["EVL-2026-001"] == "changed"
    assert desk.told(root) == ["A202 error"]


def test_a_bare_repository_below_a_work_tree_is_judged_where_it_is_named(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    story = approved()
    bare = desk.clone(story) / "bare.git"
    desk.git("clone", "--quiet", "--bare", str(bare.parent), str(bare))
    monkeypatch.chdir(bare)

    assert desk.say("verify").code == 2
    desk.pin(bare)
    assert desk.say("trust", "show", "--repo", bare).lines[0] == f"root commit: {story.root}"
    assert desk.verify(bare).code == 0
    proof = desk.folder / "bukti.zip"
    assert desk.say("audit", "EVL-2026-001", "--repo", bare, "-o", proof).code == 0
    assert desk.verify(proof).code == 0
