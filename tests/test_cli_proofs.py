"""lpsedocs check, status and why in a real repository: the same verdicts, on the bytes that lie there."""

import hashlib
import json
from datetime import date
from pathlib import Path

import pytest

from lpsedocs import verification, workspace
from lpsedocs.memory import Memory
from lpsedocs.workspace import Workspace
from tests.repositories import Desk, LateInLondon, on_the_day, write
from tests.trust.story import EVALUATION, ROSTER, Story, approved, key_of, roles, roster, sha

DECISION = "records/decisions/EVL-2026-001/1.yaml"


# ---- check


def test_without_a_pin_there_is_one_warning_in_all(desk: Desk) -> None:
    root = desk.clone(approved())

    assert desk.told(root) == ["T101 warning"]


def test_a_workspace_without_a_repository_has_nothing_to_prove(desk: Desk) -> None:
    root = desk.clone(approved())
    (root / ".git").rename(desk.folder / "elsewhere")

    assert desk.told(root) == []


def test_a_workspace_below_the_top_of_a_repository_has_nothing_to_prove(desk: Desk) -> None:
    root = desk.clone(approved())
    (root / ".git").rename(desk.folder / ".git")

    assert desk.told(root) == []


def test_what_is_proved_is_fine(desk: Desk) -> None:
    root = desk.clone(approved())
    desk.pin(root)

    assert desk.told(root) == []
    assert desk.check(root).code == 0


@pytest.mark.parametrize("size", [70_000, 1024 * 1024, 1024 * 1024 + 1, 3 * 1024 * 1024])
def test_a_decision_file_that_is_too_large_is_unproved_for_check_as_for_verify(desk: Desk, size: int) -> None:
    story = approved()
    second = "records/decisions/EVL-2026-001/2.yaml"
    story.commit({second: (story.files[DECISION] + b"#").ljust(size, b"#")}, by="mallory")
    root = desk.clone(story)
    desk.pin(root)

    assert desk.judge(root).code == 1
    assert desk.told(root) == ["A201 error"]
    (root / second).write_bytes(b"\n".ljust(size, b"#"))
    assert desk.told(root) == (["A201 error"] if size > 1024 * 1024 else ["A207 note"])


def test_in_the_place_of_a_proved_decision_what_is_too_large_is_another_file(desk: Desk) -> None:
    root = desk.clone(approved())
    desk.pin(root)
    (root / DECISION).write_bytes((root / DECISION).read_bytes().ljust(1024 * 1024 + 1, b"#"))

    assert desk.told(root) == ["A203 error"]


@pytest.mark.parametrize("size", [1024 * 1024, 1024 * 1024 + 1, 3 * 1024 * 1024])
def test_a_roster_that_is_too_large_is_told_as_any_other_that_does_not_count(desk: Desk, size: int) -> None:
    story = approved()
    small = story.files[ROSTER]
    story.commit({ROSTER: small.ljust(size, b"#")}, by="mallory")
    root = desk.clone(story)
    desk.pin(root)

    assert desk.told(root) == ["T103 error"]
    story.commit({ROSTER: small + b"#"}, by="mallory")
    other = desk.clone(story, "other")
    desk.pin(other)
    (other / ROSTER).write_bytes(b"#".ljust(size, b"#"))
    assert desk.told(other) == ["T103 warning", "T103 note", "T103 note"]


def test_a_check_ends_with_the_changes_of_the_roster_that_count(desk: Desk) -> None:
    story = approved()
    new = roster(roles=roles(dewi="")).encode()
    commit = story.commit({"records/roster.yaml": new}, by="eka", key=key_of("eka"), day="2026-07-07")
    root = desk.clone(story)
    desk.pin(root)

    assert desk.check(root).lines[-3:-1] == [
        "note: changes of the roster since the root: 1",
        f"  {commit[:12]}, 7 July 2026, by eka: Roles, Pengguna dewi: taken away",
    ]


def test_of_many_changes_of_the_roster_a_check_tells_the_last(desk: Desk) -> None:
    story = approved()
    for number in range(7):
        new = roster(timezone=f"Asia/Jakarta # {number}\n").encode()
        last = story.commit({"records/roster.yaml": new}, by="eka", key=key_of("eka"), day="2026-07-07")
    story.commit({"records/roster.yaml": b"people: []\n"}, by="budi", day="2026-07-08")
    root = desk.clone(story)
    desk.pin(root)

    lines = desk.check(root).lines

    assert lines[-7] == (
        "note: changes of the roster since the root: 7; here are the last 5, and 'lpsedocs verify' tells all"
    )
    assert lines[-2] == f"  {last[:12]}, 7 July 2026, by eka: nothing but comments or the layout"


def test_the_bytes_that_lie_there_are_judged_also_when_they_are_not_committed(desk: Desk) -> None:
    root = desk.clone(approved())
    desk.pin(root)
    (root / EVALUATION).write_bytes((root / EVALUATION).read_bytes() + b"# catatan\n")
    (root / DECISION).unlink()

    assert desk.told(root) == ["A202 error", "A203 error"]
    assert desk.check(root).code == 1


def test_of_what_nobody_has_committed_it_is_told_how_it_differs_from_what_was_decided(desk: Desk) -> None:
    story = approved()
    root = desk.clone(story)
    desk.pin(root)
    (root / EVALUATION).write_bytes(story.files[EVALUATION].replace(b"lanjut", b"pergantian"))

    decided = sha(story.files[EVALUATION])[:12]
    assert (
        desk.check(root)
        .lines[0]
        .endswith(
            f": EVL-2026-001 (decided was {decided}…): Recommendation: lanjut (continue) becomes pergantian "
            "(replacement)"
        )
    )


def test_a_history_that_cannot_be_verified_is_an_error(desk: Desk) -> None:
    story = approved()
    root = desk.clone(story)
    desk.pin(root)
    desk.git("clone", "--quiet", "--depth", "1", f"file://{root}", "shallow")
    (desk.folder / "shallow" / "mkdocs.yml").write_text("site_name: Contoh\n")

    answer = desk.check(desk.folder / "shallow")

    assert answer.code == 1
    assert answer.lines[0] == (
        "records/roster.yaml:1:1: error T102 unverifiable: the decisions can't be verified: this clone is "
        "shallow; 'git fetch --unshallow origin \"+refs/heads/*:refs/remotes/origin/*\"' fetches the rest of "
        "its history"
    )


@pytest.mark.parametrize("broken", [b"people: [", None], ids=["broken", "deleted"])
def test_what_day_it_is_tells_the_roster_in_force_and_not_the_one_that_lies_there(
    broken: bytes | None, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    story = Story()
    change = story.change_roster(roster(roles=roles(dewi="")), day="2026-07-06")
    story.approve(day="2026-07-06")
    root = desk.clone(story)
    desk.pin(root)
    monkeypatch.setattr(verification, "datetime", LateInLondon)
    monkeypatch.setattr(workspace, "datetime", LateInLondon)
    (root / ROSTER).unlink()
    if broken is not None:
        (root / ROSTER).write_bytes(broken)

    findings = desk.say(
        "--root", root, "check", "--select", "A", "--select", "T", "--format", "json"
    ).document

    [finding] = findings["findings"]
    assert (finding["code"], finding["severity"]) == ("T103", "warning")
    assert f"'git restore --source={change[:12]} -- records/roster.yaml' takes it back" in finding["message"]
    told = desk.say("--root", root, "status", "EVL-2026-001").out
    assert "Rahma (proved: the person's own signature)" in told
    assert Workspace(root).load().today == date(2026, 7, 6)
    assert Workspace(root).load(date(2026, 7, 5)).today == date(2026, 7, 5)


def test_what_is_served_overnight_is_as_of_the_new_day(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    root = desk.clone(approved())
    desk.pin(root)
    memory = Memory()

    def approved_on(day: str) -> bool:
        memory.turn()
        with on_the_day(day):
            proof = Workspace(root).load(memory=memory).proof
        assert proof is not None
        return all(judged.is_proved for judged in proof.verdicts.values())

    assert [approved_on(day) for day in ("2026-07-05", "2026-07-05", "2026-07-06")] == [False, False, True]


def test_a_root_may_be_trusted_for_one_run(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    story = approved()
    root = desk.clone(story)

    assert desk.told(root, "--trust-root", story.root) == []
    monkeypatch.setenv("LPSEDOCS_TRUST_ROOT", story.root)
    assert desk.told(root) == []


def test_a_gate_asks_for_a_pin(desk: Desk) -> None:
    story = approved()
    root = desk.clone(story)

    answer = desk.check(root, "--require-pin")

    assert (answer.code, answer.out, answer.err) == (
        3,
        "",
        "can't verify: no root of this repository is pinned; 'lpsedocs trust pin' pins one, and "
        "--trust-root names one\n",
    )
    assert desk.check(root, "--require-pin", "--trust-root", story.root).code == 0
    desk.pin(root)
    assert desk.check(root, "--require-pin").code == 0


def test_a_gate_asks_for_a_history_that_can_be_verified(desk: Desk) -> None:
    root = desk.clone(approved())
    nothing = "0123456789abcdef0123456789abcdef01234567"

    answer = desk.check(root, "--require-pin", "--trust-root", nothing)

    assert (answer.code, answer.err) == (
        3,
        f"can't verify: the trusted root {nothing[:12]} is not in this repository; compare it with what the "
        "office wrote down\n",
    )


def test_a_gate_asks_for_a_history_at_all(desk: Desk) -> None:
    root = desk.clone(approved())
    (root / ".git").rename(desk.folder / "elsewhere")

    answer = desk.check(root, "--require-pin")

    assert (answer.code, answer.err) == (
        3,
        "can't verify: this workspace is not the top of a git repository, so it has no history\n",
    )


# ---- Requests


def requested(desk: Desk, story: Story, side: str) -> Path:
    """Return a clone with a branch checked out beside the main one."""
    root = desk.clone(story)
    desk.pin(root)
    desk.git("branch", "request", side, at=root)
    desk.git("switch", "--quiet", "request", at=root)
    return root


def test_the_request_that_asks_for_an_approval_is_green(desk: Desk) -> None:
    story = Story()
    side = story.commit(dict(story.decision()), on=story.tip, by="tia")
    root = requested(desk, story, side)

    assert desk.told(root) == ["A207 note"]
    assert desk.check(root).code == 0


def test_it_stays_green_when_the_main_branch_goes_on(desk: Desk) -> None:
    story = Story()
    side = story.commit(dict(story.decision("KAK-2026-001", by="dewi")), on=story.tip, by="tia")
    story.approve()
    other = roster(timezone="Asia/Jakarta # baru\n").encode()
    story.commit({"records/roster.yaml": other}, by="eka", key=key_of("eka"), day="2026-07-07")
    root = requested(desk, story, side)

    assert desk.told(root) == ["A207 note", "H102 note"]
    assert (
        "records/roster.yaml:1:1: note H102 rewritten-history: the files here lack the last 2 commits of "
        "the main branch; what was decided there is not told here"
    ) in desk.check(root).lines


def test_when_the_main_branch_was_brought_in_it_is_judged_as_of_its_tip(desk: Desk) -> None:
    story = Story()
    side = story.commit({"records/README.md": b"Catatan\n"}, on=story.tip, by="tia")
    story.approve()
    brought = story.write({**story.files, **story.trees[side]}, (side, story.tip))
    root = requested(desk, story, brought)

    assert desk.told(root) == []
    (root / DECISION).unlink()
    assert desk.told(root) == ["A203 error"]


def test_an_older_commit_that_is_checked_out_is_judged_as_of_itself(desk: Desk) -> None:
    story = Story()
    older = story.approve()
    story.commit(
        dict(story.decision(number=2, decision="dicabut", note="Salah")),
        by="rahma",
        key=key_of("rahma"),
    )
    root = desk.clone(story)
    desk.pin(root)
    desk.git("switch", "--quiet", "--detach", older, at=root)

    assert desk.told(root) == ["H102 note"]


def test_without_any_commit_checked_out_the_tip_counts(desk: Desk) -> None:
    root = desk.clone(approved())
    desk.pin(root)
    (root / ".git/HEAD").write_text("ref: refs/heads/nothing-yet\n")

    assert desk.told(root) == []


def test_files_from_nowhere_on_the_line_are_held_against_its_tip(desk: Desk) -> None:
    story, other = approved(), Story(files=Story().files | {"records/README.md": b"Lain\n"})
    root = desk.clone(story)
    desk.pin(root)
    write(root / ".git", other, "refs/heads/orphan")
    desk.git("switch", "--quiet", "orphan", at=root)

    assert desk.told(root) == ["A203 error"]


# ---- What is checked is what would be merged


ASSET = "records/assets/AST-001.yaml"
BY_REQUEST = (
    "the request changes .gitattributes, which has git write other bytes than it keeps; take that back\n"
)
BY_HAND = (
    "commit what was changed or take it back, and see that no .gitattributes has git write other bytes than "
    "it keeps\n"
)


def changing(desk: Desk, changes: dict[str, bytes | None]) -> Path:
    """Return a clone with a request checked out that changes files."""
    story = Story()
    return requested(desk, story, story.commit(changes, on=story.tip, by="tia"))


@pytest.mark.parametrize("attribute", ["eol=crlf", "filter=halus", "ident", "working-tree-encoding=UTF-16LE"])
def test_a_request_that_has_git_write_other_bytes_is_refused_by_the_gate(desk: Desk, attribute: str) -> None:
    notes = "records/CATATAN.md"
    text = b"Kata yang kasar $Id$\n"
    root = changing(desk, {".gitattributes": f"{notes} {attribute}\n".encode(), notes: text})
    desk.git("config", "filter.halus.smudge", "sed s/kasar/halus/", at=root)
    (root / notes).unlink()
    desk.git("checkout", "--", notes, at=root)

    answer = desk.check(root, "--base", "main", "--require-pin")

    assert (root / notes).read_bytes() != text
    assert (answer.code, answer.out, answer.err) == (
        3,
        "",
        f"can't verify: files have other bytes than the commit that would be merged: {notes}; {BY_REQUEST}",
    )
    assert desk.check(root, "--base", "main").code == 0
    assert desk.check(root, "--require-pin").code == 0


MISSING = (
    "'git sparse-checkout disable' fetches them where only a part is checked out, and 'git checkout HEAD -- "
    "records' where somebody deleted them\n"
)
EXTRA = "commit them, or take them out of the folder records\n"


def test_files_that_are_not_there_as_the_commit_has_them_are_refused_by_the_gate(desk: Desk) -> None:
    root = changing(desk, {f"records/{number}.md": b"Catatan\n" for number in range(7)})
    for number in range(6):
        (root / f"records/{number}.md").unlink()
    (root / "records/6.md").write_text("Lain\n")
    (root / "records/lain.md").write_text("Lain\n")

    answer = desk.check(root, "--base", "main", "--require-pin")

    assert (answer.code, answer.out, answer.err) == (
        3,
        "",
        "can't verify: files of the commit that would be merged are not there: records/0.md, records/1.md, "
        f"records/2.md, records/3.md, records/4.md, and 1 more; {MISSING}"
        "can't verify: files lie among the records that the commit that would be merged does not have: "
        f"records/lain.md; {EXTRA}"
        "can't verify: files have other bytes than the commit that would be merged: records/6.md; "
        f"{BY_HAND}",
    )


def test_a_part_of_the_files_is_refused_with_what_fetches_the_rest(desk: Desk) -> None:
    root = changing(desk, {"records/CATATAN.md": b"Catatan\n"})
    desk.git("sparse-checkout", "set", "--no-cone", "/*", "!/records/CATATAN.md", at=root)

    refused = desk.check(root, "--base", "main", "--require-pin")
    desk.git("sparse-checkout", "disable", at=root)

    assert (refused.code, refused.out, refused.err) == (
        3,
        "",
        "can't verify: files of the commit that would be merged are not there: records/CATATAN.md; "
        f"{MISSING}",
    )
    assert desk.check(root, "--base", "main", "--require-pin").err == ""


@pytest.mark.parametrize("moved", ["HEAD", "lebih-jauh"])
def test_a_base_that_holds_the_request_already_is_refused_by_the_gate(desk: Desk, moved: str) -> None:
    root = changing(desk, {"records/CATATAN.md": b"Catatan\n"})
    tip = desk.git("commit-tree", "HEAD^{tree}", "-p", "HEAD", "-m", "lebih jauh", at=root)
    desk.git("branch", "lebih-jauh", tip, at=root)
    desk.git("branch", "--force", "main", moved, at=root)

    answer = desk.check(root, "--base", "main", "--require-pin")

    base = desk.git("rev-parse", "main", at=root)[:12]
    assert (answer.code, answer.out, answer.err) == (
        3,
        "",
        f"can't verify: main ({base}) holds every commit that is checked out, so there is nothing of a "
        "request to check; that is so while a request has no commit of its own, and once it is merged: then "
        "nothing is to be done. Otherwise main is not the branch that the request is for: compare it with "
        "the one on the server, fetch that anew, and check again\n",
    )
    assert desk.check(root, "--base", "main").code == 0


def test_attributes_that_change_no_bytes_are_none_of_the_gates_business(desk: Desk) -> None:
    pointer = f"version https://git-lfs.github.com/spec/v1\noid sha256:{'0' * 64}\nsize 1\n".encode()
    changes = {
        ".gitattributes": b"* -text\nrecords/attachments/** filter=lfs\n",
        "records/attachments/SUP-001/bast.pdf": pointer,
        "records/CATATAN.md": b"Catatan\r\n",
    }
    root = changing(desk, {**changes})

    assert desk.check(root, "--base", "main", "--require-pin").err == ""


def test_a_file_that_git_lfs_has_fetched_is_the_one_of_the_commit(desk: Desk) -> None:
    digest = hashlib.sha256(b"%PDF").hexdigest()
    pointer = f"version https://git-lfs.github.com/spec/v1\noid sha256:{digest}\nsize 4\n".encode()
    root = changing(desk, {"records/attachments/SUP-001/bast.pdf": pointer})
    (root / "records/attachments/SUP-001/bast.pdf").write_bytes(b"%PDF")

    assert desk.check(root, "--base", "main", "--require-pin").err == ""


# ---- status and why


def status(desk: Desk, root: Path, *arguments: str) -> list[str]:
    return desk.say("--root", root, "status", "--today", "2026-07-15", *arguments).lines


def why(desk: Desk, root: Path, record: str) -> str:
    return desk.say("--root", root, "why", record, "--today", "2026-07-15").out


def test_a_step_that_a_decision_shows_says_whether_that_is_proved(desk: Desk) -> None:
    story = approved()
    story.commit(dict(story.decision("KAK-2026-001")), by="agus", day="2026-07-07")
    root = desk.clone(story)
    step = "  [x] 3.4 Approve the result, or ask for a new evaluation: Rahma"

    assert f"{step} (not verified, as no root is pinned)" in status(desk, root, "EVL-2026-001")
    desk.pin(root)
    assert f"{step} (proved: the person's own signature)" in status(desk, root, "EVL-2026-001")
    [checked] = [line for line in status(desk, root, "KEB-2026-001") if " 1.6 " in line]
    assert checked.endswith("(not proved: the commit is not signed)")
    assert "  KEB-2026-001   finished; KAK-2026-001: NOT PROVED" in status(desk, root)


def test_a_proposed_decision_is_shown_as_proposed(desk: Desk) -> None:
    story = Story()
    root = desk.clone(story)
    desk.pin(root)
    for path, content in story.decision().items():
        (root / path).parent.mkdir(parents=True)
        (root / path).write_bytes(content)

    [decided] = [line for line in status(desk, root, "EVL-2026-001") if " 3.4 " in line]
    assert decided.endswith("(proposed, not on the main branch yet)")


def test_what_is_wrong_with_a_decision_stands_in_the_overview(desk: Desk) -> None:
    root = desk.clone(approved())
    desk.pin(root)
    (root / EVALUATION).write_bytes((root / EVALUATION).read_bytes() + b"# catatan\n")

    [line] = [line for line in status(desk, root) if line.startswith("  EVL-2026-001 ")]
    assert line.endswith("; CHANGED after the decision")
    (root / EVALUATION).unlink()
    assert "  EVL-2026-001   REMOVED after the decision" in status(desk, root)


def test_a_status_without_a_pin_says_that_nothing_in_it_is_proved(desk: Desk) -> None:
    root = desk.clone(approved())
    note = (
        "note: no root of this repository is pinned, so decisions are taken as their files say, and none is "
        "proved; 'lpsedocs trust pin' pins one\n"
    )

    assert desk.say("--root", root, "status", "--today", "2026-07-15").err == note
    desk.pin(root)
    assert desk.say("--root", root, "status", "--today", "2026-07-15").err == ""


def test_the_json_of_a_status_has_no_word_of_proofs(desk: Desk) -> None:
    root = desk.clone(approved())
    before = status(desk, root, "--format", "json")
    desk.pin(root)

    assert status(desk, root, "--format", "json") == before
    assert list(json.loads("\n".join(before))["records"][0]) == ["id", "kind", "procedure", "steps", "next"]


def test_why_says_whether_the_decision_is_proved(desk: Desk) -> None:
    root = desk.clone(approved())
    assert why(desk, root, "EVL-2026-001").endswith(
        " Decision 1 on EVL-2026-001: not verified, as no root is pinned.\n"
    )
    desk.pin(root)

    assert why(desk, root, "EVL-2026-001").endswith(
        " Decision 1 on EVL-2026-001: proved: the person's own signature.\n"
    )
    assert "This decision: proved: the person's own signature." in why(desk, root, "decisions/EVL-2026-001/1")
    (root / EVALUATION).write_bytes((root / EVALUATION).read_bytes() + b"# catatan\n")
    assert why(desk, root, "EVL-2026-001").endswith(" EVL-2026-001: CHANGED after the decision.\n")
