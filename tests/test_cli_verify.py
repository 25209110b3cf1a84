"""lpsedocs verify, on real repositories: what it says of each record, as of which day, in words and JSON."""

import re
import shutil
import subprocess
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from zipfile import ZipFile

import pytest

from lpsedocs import verification
from lpsedocs.cli import main
from lpsedocs.rules import all_rules
from lpsedocs.trust.signatures import parse_ssh_key
from tests.repositories import Desk, LateInLondon, bundle, on_the_day, refused, write
from tests.trust.story import (
    EVALUATION,
    FORM,
    ROSTER,
    Story,
    approved,
    key_of,
    roster,
    sha,
    with_an_unsigned_kak,
)

RAHMA = parse_ssh_key(key_of("rahma").line).fingerprint
EKA = parse_ssh_key(key_of("eka").line).fingerprint
MOVED = "records/evaluations/lama/EVL-2026-001.yaml"
RESTORE = re.compile("'(git restore [^']+)'")
AGAIN = (
    "ask the person named to decide again and to sign, with 'lpsedocs approve', 'accept', 'return' or "
    "'withdraw'"
)


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


def test_of_what_anybody_pushes_as_a_roster_only_so_much_is_compared_and_what_counts_is_told(
    desk: Desk,
) -> None:
    story, mine = Story(), roster(timezone="Asia/Jakarta # baru\n").encode()
    counted = story.commit({"records/roster.yaml": mine}, by="eka", key=key_of("eka"), day="2026-07-07")
    large = [b"#" * 100_000 + b"\n" + mine, b"#" * 200_000 + b"\n" + mine]
    pushed = [story.commit({"records/roster.yaml": one}, by="budi", day="2026-07-08") for one in large]
    root = desk.clone(story)
    desk.pin(root)

    lines = desk.verify(root).lines

    told = {line.strip().split(",")[0]: after.strip() for line, after in pairwise(lines)}
    assert told[counted[:12]] == "- nothing but comments or the layout"
    assert told[pushed[0][:12]] == "- nothing but comments or the layout"
    assert told[pushed[1][:12]] == "- what changed in it is not told: too much was pushed that is ignored"


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
    assert told[-1] == "    - what changed in it is not told: too much was pushed that is ignored"


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
        f"version back with 'git restore --source={by[:12]} -- "
        '":(top,glob)records/evaluations/**/EVL-2026-001.yaml"\' and commit that; if it is, ask for a new '
        "decision, which 'lpsedocs request EVL-2026-001' prepares"
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
        '":(top,glob)records/evaluations/**/EVL-2026-001.yaml"\' and commit that; what goes no further is '
        "closed with 'lpsedocs file', never removed"
    )


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({EVALUATION: None}, id="removed"),
        pytest.param({EVALUATION: b"id: EVL-2026-001\n"}, id="changed"),
        pytest.param({EVALUATION: None, MOVED: b"id: EVL-2026-001\n"}, id="changed in another folder"),
        pytest.param({FORM: b"id: FRM-2026-LPSE\n"}, id="resting on another form"),
        pytest.param({EVALUATION: None, FORM: b"id: FRM-2026-LPSE\n"}, id="removed with its form"),
    ],
)
def test_the_commands_that_are_named_bring_back_what_was_decided_and_touch_nothing_else(
    changes: dict[str, bytes | None], desk: Desk
) -> None:
    story = approved()
    story.commit({"records/filings/EVL-2026-001.yaml": b"record: EVL-2026-001\n"})
    sound = story.files
    story.commit(changes)
    root = desk.clone(story)
    desk.pin(root)

    while (found := RESTORE.findall(desk.verify(root).out)) != []:
        for command in found:
            subprocess.run(command, shell=True, cwd=root, check=True)
        desk.git("add", "--all", "records", at=root)
        desk.git("commit", "--quiet", "-m", "Kembalikan", at=root)

    assert {p: (root / p).read_bytes() for p in desk.git("ls-files", at=root).splitlines()} == sound


@pytest.mark.parametrize(
    ("name", "status"),
    [
        pytest.param("2025/EVL-2026-001.yaml", "changed", id="in another folder"),
        pytest.param("2026/evl-2026-001.YAML", "changed", id="in other letters"),
        pytest.param("2026/EVL-2026-001.yaml.lama", "approved", id="with another ending"),
        pytest.param("2026/EVL-2026-001", "approved", id="without an ending"),
        pytest.param("2025/EVL-2026-001.yaml/.gitkeep", "approved", id="a folder of its name"),
        pytest.param("2025/EVL-2026-001.yaml!160000", "approved", id="a submodule of its name"),
        pytest.param("../kak/2026/EVL-2026-001.yaml", "approved", id="where another kind belongs"),
        pytest.param("../EVL-2026-001.yaml", "approved", id="where no kind belongs"),
        pytest.param("2026/EVL-2026-001.yml", "approved", id="with the ending of others"),
        pytest.param("0/EVL-2026-001.yml", "approved", id="with the ending of others, before it"),
        pytest.param("../Evaluations/2026/EVL-2026-001.yaml", "changed", id="in a folder of other letters"),
        pytest.param("../Evaluations/x/evl-2026-001.YAML", "changed", id="all in other letters"),
        pytest.param("../Evaluations/2026/EVL-2026-002.yaml", "approved", id="another one in that folder"),
        pytest.param(f"{'0/' * 20}EVL-2026-001.yaml", "changed", id="in twenty nested folders"),
        pytest.param(f"{'0/' * 21}EVL-2026-001.yaml", "approved", id="in more than any record lies in"),
    ],
)
def test_a_second_file_of_a_record_is_one_that_some_file_system_takes_for_it(
    name: str, status: str, desk: Desk
) -> None:
    story = approved()
    folder = "records/" if name.startswith("../") else "records/evaluations/"
    story.commit({folder + name.removeprefix("../"): story.files[EVALUATION] + b"# lain\n"})
    root = desk.clone(story)
    desk.pin(root)

    assert desk.judge(root).records == {"EVL-2026-001": status, "KAK-2026-001": "waiting"}
    assert ("A202 error" in desk.told(root)) == (status == "changed")
    told = desk.say("--root", root, "status", "--today", "2026-07-15").lines
    [line] = [line for line in told if line.startswith("  EVL-2026-001 ")]
    assert line.endswith("; CHANGED after the decision") == (status == "changed")


def test_a_record_that_git_does_not_take_for_one_is_not_the_decided_one(desk: Desk) -> None:
    story = approved()
    story.commit({EVALUATION: None, EVALUATION.replace(".yaml", ".yml"): story.files[EVALUATION]})
    root = desk.clone(story)
    desk.pin(root)

    assert desk.judge(root).records["EVL-2026-001"] == "removed"
    assert desk.told(root) == ["A208 error"]


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
        "root": {"commit": story.root, "pinned": True, "pin_source": "configuration", "renewals": []},
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
    assert desk.verify(root, "--explain", EVALUATION) == answer
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
        f"  {handed_in[:12]}, 3 July 2026, commit in the name of Budi: changes "
        "evaluations/2026/EVL-2026-001.yaml",
        f"  {landed[:12]}, 6 July 2026, merge in the name of Budi: sets decisions/EVL-2026-001/1.yaml",
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
        f"  {own[:12]}, 3 July 2026, commit in the name of Budi: sets attachments/EVL-2026-001/a.pdf",
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

    again_due = (
        "    what to do: ask the IT person which program made this commit; nothing in it counts, so what it "
        "brought has to be done again"
    )
    unreadable = ["    a folder that it changes can't be read, or not to its end", again_due]
    assert lines[start + 1 : start + 11] == [
        f"  {odd[:12]}, without a day, commit: changes evaluations/2026/EVL-2026-001.yaml",
        "    the commit is not in the form that git writes",
        again_due,
        f"  {unread[:12]}, 6 July 2026, commit in the name of Budi: what it changes can't be told",
        *unreadable,
        f"  {again[:12]}, 6 July 2026, commit in the name of Budi: what it changes can't be told",
        *unreadable,
        "",
    ]
    problems = desk.judge(root).document["problems"]
    assert {problem["commit"] for problem in problems} == {odd, unread, again}


def test_what_befell_a_decision_is_explained_with_the_commit_that_did_it(desk: Desk) -> None:
    story = Story()
    story.approve()
    decision, path = story.tip, "records/decisions/EVL-2026-001/1.yaml"
    story.commit({"records/decisions/KAK-2026-001/1.yaml": b"x"})
    gone = story.commit({path: None}, day="2026-07-08")
    root = desk.clone(story)
    desk.pin(root)

    lines = desk.verify(root, "--explain", "EVL-2026-001").lines
    start = lines.index("What the main branch did to it, commit by commit:")

    assert lines[start + 2 : start + 6] == [
        f"  {gone[:12]}, 8 July 2026, commit in the name of Budi: removes decisions/EVL-2026-001/1.yaml",
        "    decision 1 on EVL-2026-001 was removed",
        f"    what to do: put the file back with 'git restore --source={decision[:12]} -- {path}' and commit "
        "that; a decision that no longer holds is withdrawn with 'lpsedocs withdraw', never removed",
        "",
    ]


def test_of_a_commit_that_cannot_be_read_to_its_end_only_what_befell_the_record_is_explained(
    desk: Desk,
) -> None:
    story = Story()
    story.approve()
    gone: dict[str, bytes | None] = {"records/decisions/EVL-2026-001/1.yaml": None, ROSTER: None}
    heap = story.commit({**gone, f"records/{'x/' * 25}x": b"x"}, day="2026-07-08")
    root = desk.clone(story)
    desk.pin(root)

    lines = desk.verify(root, "--explain", "EVL-2026-001").lines
    start = lines.index(
        f"  {heap[:12]}, 8 July 2026, commit in the name of Budi: what it changes can't be told"
    )

    assert [line for line in lines[start + 1 :] if "what to do" not in line][:3] == [
        "    a folder that it changes can't be read, or not to its end",
        "    decision 1 on EVL-2026-001 was removed",
        "",
    ]


def test_what_did_not_count_is_explained_also_when_its_file_is_gone(desk: Desk) -> None:
    path = "records/decisions/EVL-2026-001/1.yaml"
    story = Story()
    unsigned = story.commit(dict(story.decision()), by="tia", day="2026-07-06")
    edited = story.commit({path: story.files[path] + b"# 2\n"}, by="mallory", day="2026-07-06")
    own = story.approve(by="budi", on=story.tip, day="2026-07-07", note="Baik")
    merge = story.merge(own, by="tia", day="2026-07-08")
    gone = story.commit({path: None}, by="eka", day="2026-07-09")
    counted = story.approve(day="2026-07-10")
    root = desk.clone(story)
    desk.pin(root)

    lines = desk.verify(root, "--explain", "EVL-2026-001").lines
    start = lines.index("What the main branch did to it, commit by commit:")
    file = "decisions/EVL-2026-001/1.yaml"

    assert lines[start + 1 : start + 9] == [
        f"  {unsigned[:12]}, 6 July 2026, commit in the name of Tia: sets {file}",
        f"  {edited[:12]}, 6 July 2026, commit in the name of Mallory: changes {file}",
        "    1: disetujui (approved) by Rahma (rahma): NOT PROVED: the commit is not signed (unsigned, "
        f"{edited[:12]})",
        f"  {merge[:12]}, 8 July 2026, merge in the name of Tia: changes {file}",
        "    1: disetujui (approved) by Budi (budi): NOT PROVED: budi does not hold the role Kepala LPSE on "
        f"7 July 2026 (role-not-held, {own[:12]})",
        f"  {gone[:12]}, 9 July 2026, commit in the name of Eka: removes {file}",
        f"  {counted[:12]}, 10 July 2026, commit in the name of Rahma: sets {file}",
        "",
    ]


def test_what_does_not_count_is_explained_where_it_came_while_its_file_is_there(desk: Desk) -> None:
    story = Story()
    unsigned = story.commit(dict(story.decision()), by="tia", day="2026-07-06")
    root = desk.clone(story)
    desk.pin(root)

    lines = desk.verify(root, "--explain", "EVL-2026-001").lines
    start = lines.index("What the main branch did to it, commit by commit:")

    assert lines[start + 1 : start + 4] == [
        f"  {unsigned[:12]}, 6 July 2026, commit in the name of Tia: sets decisions/EVL-2026-001/1.yaml",
        "    1: disetujui (approved) by Rahma (rahma): NOT PROVED: the commit is not signed (unsigned, "
        f"{unsigned[:12]})",
        "",
    ]


def test_what_was_never_decided_is_explained_too(desk: Desk) -> None:
    root = desk.clone(Story())
    desk.pin(root)

    assert desk.verify(root, "--explain", "EVL-2026-001").lines[-4:] == [
        "What was decided:",
        "  nothing yet",
        "",
        "The record lies at the tip, and nothing was decided on it.",
    ]


# ---- The day


def test_without_a_day_it_is_today_where_the_office_is(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
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


def test_an_audit_file_is_as_of_the_day_where_the_office_is(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    story = approved()
    root, proof = desk.clone(story), desk.folder / "bukti.zip"
    desk.pin(root)

    def last(*day: str) -> str:
        assert desk.say("audit", "EVL-2026-001", "--repo", root, "-o", proof, *day).code == 0
        with ZipFile(proof) as audited:
            page = audited.read("BACA-SAYA.md").decode()
        proof.unlink()
        return next(line for line in page.splitlines() if line.startswith("- Keputusan terakhir"))

    monkeypatch.setattr(verification, "datetime", LateInLondon)

    assert last() == (
        "- Keputusan terakhir yang dihitung: 1: disetujui, oleh Rahma (rahma) sebagai Kepala LPSE: tanda "
        f"tangan pribadi, kunci {RAHMA}, commit {story.tip[:12]}, 6 Juli 2026"
    )
    assert last("--today", "2026-07-05") == "- Keputusan terakhir yang dihitung: belum ada"
    with on_the_day("2026-07-05"):
        assert last() == "- Keputusan terakhir yang dihitung: belum ada"


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


def test_a_record_without_its_option_is_answered_with_the_option(desk: Desk) -> None:
    answer = desk.say("verify", "EVL-2026-001")

    assert (answer.code, answer.out, answer.err) == (
        2,
        "",
        "lpsedocs: EVL-2026-001 stands there without an option; 'lpsedocs verify --explain EVL-2026-001' "
        "tells all about one record, and 'lpsedocs verify --repo EVL-2026-001' verifies another repository\n",
    )


def test_what_stands_without_its_option_is_spelled_as_a_shell_takes_it(desk: Desk) -> None:
    assert desk.say("verify", "kantor baru").err == (
        "lpsedocs: 'kantor baru' stands there without an option; 'lpsedocs verify --explain 'kantor baru'' "
        "tells all about one record, and 'lpsedocs verify --repo 'kantor baru'' verifies another repository\n"
    )


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
        "give the auditor what 'git bundle create FILE refs/heads/main' writes, which 'lpsedocs verify "
        "--bundle' takes, too\n"
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


def test_folders_that_are_nested_however_deep_are_gone_through(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = desk.clone(approved())
    desk.pin(root)
    monkeypatch.setattr("lpsedocs.cli.doctor.all_rules", lambda: all_rules()[::10])
    deepest = root / "records" / "evaluations" / ("a/" * 1100)
    subprocess.run(["mkdir", "-p", str(deepest)], check=True)
    try:
        (deepest / "EVL-2026-002.yml").write_bytes(b"id: EVL-2026-002\n")

        document = desk.check(root, "--select", "S114", "--format", "json").document
        doctor = desk.say("--root", root, "doctor")
        monkeypatch.chdir(root)
        monkeypatch.setenv("COMP_WORDS", "lpsedocs why EVL-")
        monkeypatch.setenv("COMP_CWORD", "2")
        monkeypatch.setenv("_LPSEDOCS_COMPLETE", "bash_complete")
        completed = desk.say("completion", "bash", "--answer").lines
    finally:
        # What Python removes folders with goes no deeper than its own calls.
        subprocess.run(["rm", "-r", str(root / "records" / "evaluations" / "a")], check=True)

    assert "Traceback" not in doctor.out + doctor.err
    assert completed == ["plain,EVL-2026-001"]
    [finding] = document["findings"]
    assert finding["path"] == f"records/evaluations/{'a/' * 1100}EVL-2026-002.yml"


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
