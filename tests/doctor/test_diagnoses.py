"""A doctor's look at a workspace, at git and at the roster: each thing fine, and broken on purpose."""

import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest

from lpsedocs.cli import main
from lpsedocs.cli._ci import guard_files
from lpsedocs.doctor.guards import of_guard
from lpsedocs.trust.signatures import parse_ssh_key
from tests.doctor.examined import examined, sound, states, told
from tests.doctor.gates import GITHUB, written
from tests.repositories import Desk, point
from tests.trust.story import (
    CI_KEY,
    ROSTER,
    TODAY,
    Story,
    held,
    key_entry,
    key_of,
    people,
    person,
    roles,
    roster,
)


def one(root: Path, desk: Desk, code: str, today: date = TODAY) -> tuple[str, str, str | None]:
    return told(examined(root, desk, today)[code])


def kept(**changes: str) -> Story:
    """Return a story whose root has a roster with these keys."""
    story = Story()
    story.files[ROSTER] = roster(**changes).encode()
    story.root = story.tip = story.write(story.files, (), by="eka", day="2026-01-05", key=key_of("eka"))
    return story


# ---- The workspace


def test_a_sound_workspace_has_no_fault_but_that_nothing_checks_its_requests(desk: Desk) -> None:
    found = examined(sound(desk), desk)

    assert states(found) == {"ci-files": "mend"}
    assert told(found["tip"])[1].endswith("which was verified on 15 July 2026")


def test_a_schema_of_another_version_is_told(desk: Desk) -> None:
    root = sound(desk)
    (root / "schemas" / "kak.schema.json").write_text("{}")
    (root / "schemas" / "form.schema.json").unlink()

    assert one(root, desk, "schemas") == (
        "mend",
        "missing, or of another version of lpsedocs: schemas/kak.schema.json and schemas/form.schema.json",
        "'lpsedocs schema' writes them",
    )


def test_a_base_of_another_name_than_the_proven_branch_is_told(desk: Desk) -> None:
    root = sound(desk)
    written(root, GITHUB.replace("origin/${{ github.base_ref }}", "origin/master"))

    assert one(root, desk, "ci-options")[:2] == (
        "mend",
        ".github/workflows/periksa.yml:21: '--base origin/master' is not known as the branch that the "
        "request is for",
    )


def test_the_forge_that_the_roster_names_runs_its_files_alone(desk: Desk) -> None:
    ended = (
        "\n  - {id: forgejo, kind: forgejo, url: https://git.contoh.example, "
        f'ssh: "{CI_KEY.line}", from: 2025-01-02, until: 2025-12-31}}\n'
    )
    root = sound(desk, kept(witnesses=ended))
    written(root, GITHUB)
    written(root, GITHUB.replace("check", "status"), ".forgejo/workflows/periksa.yml")
    found = examined(root, desk)

    assert told(found["ci-check"])[0] == "fine"
    assert told(found["ci-files"])[1] == (
        ".github/workflows/periksa.yml; the office's forge does not run .forgejo/workflows"
    )


def test_of_two_forges_that_the_roster_names_none_is_known_to_run(desk: Desk) -> None:
    root = sound(desk)
    written(root, GITHUB)
    written(root, GITHUB, ".forgejo/workflows/periksa.yml")

    assert one(root, desk, "ci-check")[0] == "unknown"


def test_an_editor_that_knows_no_folder_of_a_schema_is_told(desk: Desk) -> None:
    root = sound(desk)
    settings = root / ".vscode" / "settings.json"
    settings.write_text(settings.read_text().replace("./schemas/kak.schema.json", "./kak.json"))

    assert one(root, desk, "editor") == (
        "mend",
        "they name no folder for kak.schema.json",
        "take '.vscode/settings.json' from a workspace that 'lpsedocs init' writes",
    )


@pytest.mark.parametrize("text", [None, "// catatan\n{}"], ids=["not there", "with comments"])
def test_settings_that_can_not_be_read_are_never_taken_for_fine(desk: Desk, text: str | None) -> None:
    root = sound(desk)
    settings = root / ".vscode" / "settings.json"
    settings.unlink() if text is None else settings.write_text(text)

    assert one(root, desk, "editor")[:2] == (
        "unknown",
        "there is no '.vscode/settings.json', or it is no plain JSON",
    )


def test_a_workspace_below_the_top_of_a_repository_is_told(desk: Desk) -> None:
    root = sound(desk)
    shutil.move(root / ".git", desk.folder / ".git")

    assert one(root, desk, "top") == (
        "mend",
        "the workspace is not the top of a git repository, so it has no history, and no decision counts",
        "make it a repository of its own: 'git init -b main' in it",
    )


def test_a_folder_without_any_repository_is_told_too(desk: Desk) -> None:
    root = sound(desk)
    shutil.rmtree(root / ".git")
    found = examined(root, desk)

    assert {found["top"].state, found["ended"].state, found["roster"].state} == {"mend", "unknown"}
    assert told(found["roles"])[0] == "fine"


def test_a_command_that_was_killed_midway_is_told(desk: Desk) -> None:
    root = sound(desk)
    (root / ".git" / "lpsedocs").mkdir()
    (root / ".git" / "lpsedocs" / "move").write_text("{}")

    assert one(root, desk, "midway") == (
        "mend",
        "a command of lpsedocs was killed here midway, or is at work",
        "give that command once more, which finishes what it began or takes it back",
    )


# ---- What git makes of files


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("records/** -text\n", id="as it comes"),
        pytest.param("* -text\n", id="everything"),
        pytest.param("records/** text eol=lf\nrecords/attachments/** -text\n", id="ends of lines"),
        pytest.param("records/** -text\nrecords/attachments/** filter=lfs\n", id="attachments in git LFS"),
    ],
)
def test_attributes_that_keep_bytes_are_fine(desk: Desk, text: str) -> None:
    root = sound(desk)
    (root / ".gitattributes").write_text(text)

    assert one(root, desk, "attributes")[0] == "fine"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="nothing is said"),
        pytest.param("*.yaml text=auto\n", id="auto"),
        pytest.param("records/** -text\nrecords/roster.yaml text\n", id="one file"),
        pytest.param("records/** text eol=lf\n", id="attachments as text"),
        pytest.param("records/** -text filter=lfs\n", id="records in git LFS"),
        pytest.param("records/** -text ident\n", id="ident"),
        pytest.param("records/** -text working-tree-encoding=UTF-16\n", id="another encoding"),
    ],
)
def test_attributes_that_change_bytes_are_told(desk: Desk, text: str) -> None:
    root = sound(desk)
    (root / ".gitattributes").write_text(text)
    state, found, remedy = one(root, desk, "attributes")

    assert state == "mend"
    assert found.startswith("git may change the bytes of records/")
    assert remedy == "write the line 'records/** -text' into '.gitattributes', below all others about records"


def test_attributes_that_only_one_user_has_help_nobody(desk: Desk) -> None:
    root = sound(desk)
    (root / ".gitattributes").unlink()
    (desk.home / "attributes").write_text("* -text\n")
    desk.git("config", "--global", "core.attributesFile", str(desk.home / "attributes"))

    assert one(root, desk, "attributes")[0] == "mend"


def test_records_that_git_leaves_out_are_told(desk: Desk) -> None:
    root = sound(desk)
    (root / "records" / ".gitignore").write_text("suppliers/\n")

    assert one(root, desk, "ignored") == (
        "mend",
        "git ignores records/suppliers/SUP-001.yaml and records/suppliers/x.yaml, so that nobody else ever "
        "gets them",
        "'git check-ignore -v FILE' names the line; take it out, or write '!/records/**' below it",
    )


POINTER = f"version https://git-lfs.github.com/spec/v1\noid sha256:{'4' * 64}\nsize 12345\n"


def test_pointers_without_git_lfs_are_told(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    root = sound(desk)
    attached = root / "records" / "attachments" / "SUP-001" / "bast.pdf"
    attached.parent.mkdir(parents=True)
    attached.write_text(POINTER)
    monkeypatch.setenv("PATH", only_git(desk))

    assert one(root, desk, "lfs") == (
        "mend",
        "only pointers are at hand of records/attachments/SUP-001/bast.pdf, and git-lfs does not work here",
        "install git-lfs, then 'git lfs install' and 'git lfs pull'",
    )


def only_git(desk: Desk) -> str:
    """Return a path of programs that has git and nothing else."""
    programs = desk.folder / "bin"
    programs.mkdir(exist_ok=True)
    (programs / "git").symlink_to(shutil.which("git") or "")
    return str(programs)


def with_git_lfs(desk: Desk) -> str:
    """Return a path of programs that has something called git-lfs, set up in git."""
    programs = only_git(desk)
    Path(programs, "git-lfs").write_text("#!/bin/sh\n")
    Path(programs, "git-lfs").chmod(0o755)
    desk.git("config", "--global", "filter.lfs.process", "git-lfs filter-process")
    return programs


def test_pointers_with_git_lfs_are_to_be_fetched(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    root = sound(desk)
    attached = root / "records" / "attachments" / "SUP-001" / "bast.pdf"
    attached.parent.mkdir(parents=True)
    attached.write_text(POINTER)
    monkeypatch.setenv("PATH", with_git_lfs(desk))

    assert one(root, desk, "lfs") == (
        "mend",
        "only pointers are at hand of records/attachments/SUP-001/bast.pdf",
        "'git lfs pull' fetches the files",
    )


def test_files_for_a_git_lfs_that_is_not_there_are_told(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    root = sound(desk)
    (root / ".gitattributes").write_text("records/** -text\nrecords/attachments/** filter=lfs -text\n")
    monkeypatch.setenv("PATH", only_git(desk))

    assert one(root, desk, "lfs") == (
        "mend",
        "'.gitattributes' gives files to git LFS, but git-lfs does not work here",
        "install git-lfs, then 'git lfs install'",
    )


def test_files_that_git_lfs_has_brought_are_fine(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    root = sound(desk)
    (root / ".gitattributes").write_text("records/** -text\nrecords/attachments/** filter=lfs -text\n")
    monkeypatch.setenv("PATH", with_git_lfs(desk))

    assert one(root, desk, "lfs") == ("fine", "git-lfs works, and every file is at hand", None)


def test_a_shallow_clone_is_told(desk: Desk) -> None:
    story = Story()
    story.approve()
    root = sound(desk, story)
    desk.git("clone", "--quiet", "--depth", "1", f"file://{root}", "cut")

    assert one(desk.folder / "cut", desk, "history") == (
        "mend",
        "this clone is shallow, so nothing of it can be verified",
        "'git fetch --unshallow origin \"+refs/heads/*:refs/remotes/origin/*\"' fetches the rest of its "
        "history",
    )


def test_a_repository_without_a_commit_lacks_no_branch_but_the_first_commit(desk: Desk) -> None:
    root = sound(desk)
    (root / ".git" / "refs" / "heads" / "main").unlink()

    assert one(root, desk, "main-branch") == (
        "mend",
        "nothing is committed in this repository yet",
        "enter everybody's keys and the papers, make the first commit ('git add .', then 'git commit -m "
        "Mulai'), and pin it with 'lpsedocs trust pin'",
    )


def test_a_main_branch_of_another_name_is_told_unless_it_is_pinned(desk: Desk) -> None:
    root = sound(desk)
    desk.git("branch", "--quiet", "-m", "main", "utama", at=root)

    assert one(root, desk, "main-branch") == (
        "mend",
        "there is no branch 'main' or 'master', and no pin names another one",
        "after the first commit, 'git branch -m main' calls the branch so; 'lpsedocs trust pin --ref NAME' "
        "pins another one as the main branch",
    )

    desk.pin(root, "--ref", "refs/heads/utama")

    assert one(root, desk, "main-branch") == ("fine", "refs/heads/utama", None)


# ---- How git is set up


def test_line_ends_are_told_only_where_attributes_don_t_keep_them(desk: Desk) -> None:
    root = sound(desk)
    desk.git("config", "core.autocrlf", "true", at=root)

    assert one(root, desk, "line-ends") == (
        "fine",
        "core.autocrlf is 'true', but '.gitattributes' keeps it away from records",
        None,
    )

    (root / ".gitattributes").unlink()

    assert one(root, desk, "line-ends") == (
        "mend",
        "core.autocrlf is 'true', and '.gitattributes' does not keep it away from records",
        "mend '.gitattributes' first; 'git config core.autocrlf false' helps on this computer alone",
    )


def test_hooks_in_the_work_tree_are_told(desk: Desk) -> None:
    root = sound(desk)
    desk.git("config", "core.hooksPath", ".kait", at=root)

    assert one(root, desk, "hooks") == (
        "mend",
        "core.hooksPath is '.kait', a folder of the work tree: whoever can change a file there has it run on "
        "your computer",
        "'git config --unset core.hooksPath'; 'pre-commit install' sets up hooks outside of the work tree",
    )


def test_hooks_elsewhere_are_not_looked_into(desk: Desk) -> None:
    root = sound(desk)
    desk.git("config", "core.hooksPath", "/kait", at=root)

    assert one(root, desk, "hooks") == (
        "unknown",
        "core.hooksPath is '/kait'; what lies there is run at every commit, and was not looked into",
        "see that no hook there changes files, or 'git config --unset core.hooksPath'",
    )


@pytest.mark.parametrize(
    ("name", "value"),
    [("pull.rebase", "true"), ("pull.rebase", "merges"), ("branch.autoSetupRebase", "always")],
)
def test_a_pull_that_makes_commits_anew_is_told(desk: Desk, name: str, value: str) -> None:
    root = sound(desk)
    desk.git("config", name, value, at=root)

    assert one(root, desk, "rebase") == (
        "mend",
        f"{name} is '{value}': commits are made anew, and signatures and decisions in them are lost",
        "'git config pull.rebase false' and 'git config pull.ff only'",
    )


def sign_with(desk: Desk, root: Path, email: str, key: str) -> None:
    desk.git("config", "user.email", email, at=root)
    desk.git("config", "gpg.format", "ssh", at=root)
    desk.git("config", "user.signingkey", key, at=root)


def test_who_decides_and_signs_with_the_key_of_the_roster_is_fine(desk: Desk) -> None:
    root = sound(desk)
    sign_with(desk, root, "rahma@contoh.example", key_of("rahma").line)

    assert one(root, desk, "signing") == ("fine", "Rahma signs with a key that is in force", None)


def test_who_decides_and_signs_with_another_key_is_told(desk: Desk) -> None:
    root = sound(desk)
    sign_with(desk, root, "rahma@contoh.example", key_of("lain").line)
    fingerprint = parse_ssh_key(key_of("lain").line).fingerprint

    assert one(root, desk, "signing") == (
        "mend",
        f"git signs with the key {fingerprint}, which is not in force in the roster for Rahma, Kepala LPSE",
        "'git config user.signingkey' names the key of the roster; 'lpsedocs roster add-key' enters another "
        "one",
    )


def test_who_decides_and_can_not_sign_is_told(desk: Desk) -> None:
    root = sound(desk)
    sign_with(desk, root, "rahma@contoh.example", str(desk.home / "tidak-ada.pub"))

    assert one(root, desk, "signing")[:2] == (
        "mend",
        "Rahma, Kepala LPSE, has a key in the roster, but git can't sign here: the key "
        f"{desk.home}/tidak-ada.pub that git is to sign with is not there; 'git config user.signingkey' "
        "names another",
    )


def test_who_is_not_in_the_roster_needs_no_key(desk: Desk) -> None:
    root = sound(desk)
    desk.git("config", "user.email", "tamu@contoh.example", at=root)

    assert one(root, desk, "signing") == (
        "fine",
        "tamu@contoh.example holds no role in the roster, and decides nothing",
        None,
    )


def test_nobody_is_never_taken_for_fine(desk: Desk) -> None:
    root = sound(desk)
    (desk.home / ".gitconfig").write_text("")

    assert one(root, desk, "signing")[:2] == ("unknown", "git does not know who works here")


# ---- Trust


def test_a_root_that_is_not_pinned_is_never_taken_for_fine(desk: Desk) -> None:
    root = sound(desk)
    desk.pins.unlink()
    found = examined(root, desk)

    assert told(found["pin"]) == (
        "unknown",
        "no root of this repository is pinned",
        "'lpsedocs trust pin' pins one; compare what it shows with what the office wrote down",
    )
    assert told(found["roster"])[:2] == (
        "unknown",
        "the history was not verified, so the roster file was looked at, which may not be in force",
    )
    assert told(found["ended"])[:2] == (
        "unknown",
        "which days the history proves to have passed can't be told without a pinned root",
    )


def test_a_root_that_was_pinned_and_never_verified_is_told(desk: Desk) -> None:
    root = sound(desk)
    desk.pins.unlink()
    desk.pin(root)

    assert one(root, desk, "tip") == (
        "unknown",
        "no tip was verified here before, so a branch that was rewritten would not be noticed",
        "'lpsedocs verify' remembers the tip; a pin in your configuration keeps it",
    )


def test_a_main_branch_that_was_rewritten_is_told(desk: Desk) -> None:
    story = Story()
    story.approve()
    root = sound(desk, story)
    point(root / ".git", "refs/heads/main", story.root)
    desk.git("commit", "--quiet", "--allow-empty", "-m", "lain", at=root)

    state, found, _ = one(root, desk, "tip")
    assert (state, found) == (
        "mend",
        f"the main branch was rewritten: {story.tip[:12]}, verified on 15 July 2026, is no longer part of it",
    )


def test_a_copy_that_is_older_than_what_was_verified_is_told(desk: Desk) -> None:
    story = Story()
    story.approve()
    root = sound(desk, story)
    desk.git("reset", "--quiet", "--hard", story.root, at=root)
    state, found, _ = one(root, desk, "tip")

    assert (state, found) == ("mend", "this is older than what was verified on 15 July 2026")


def test_a_history_that_can_not_be_verified_is_never_taken_for_fine(desk: Desk) -> None:
    story = Story()
    story.approve()
    root = sound(desk, story)
    (root / ".git" / "objects" / story.root[:2] / story.root[2:]).unlink()
    found = examined(root, desk)

    assert (found["roster"].state, found["ended"].state) == ("unknown", "unknown")
    assert states(found)["tip"] == "unknown"


# ---- The roster


def test_a_role_that_nobody_holds_is_told(desk: Desk) -> None:
    root = sound(desk, kept(roles=roles(agus="", dewi="")))

    assert one(root, desk, "roles") == (
        "mend",
        "nobody holds Pengguna today",
        "the Kepala LPSE or an admin enters who holds it next: 'lpsedocs roster add-role'",
    )


def test_a_role_that_nobody_will_hold_in_thirty_days_is_told(desk: Desk) -> None:
    root = sound(desk, kept(roles=roles(rahma=held("kepala_lpse", "rahma", until="2026-08-10"))))

    assert one(root, desk, "roles")[:2] == ("mend", "nobody holds Kepala LPSE after 10 August 2026")
    assert one(root, desk, "roles", TODAY - timedelta(days=30))[0] == "fine"


def test_an_acting_head_with_nobody_after_him_is_told(desk: Desk) -> None:
    acting = held("kepala_lpse", "tia", until="2026-07-24", acting="plh")
    before = held("kepala_lpse", "rahma", until="2026-07-10")
    root = sound(desk, kept(roles=roles(rahma=before, tia=acting)))

    assert one(root, desk, "acting") == (
        "mend",
        "the term of Tia ends on 24 July 2026, and nobody is the Kepala LPSE on the day after",
        "enter the next one now ('lpsedocs roster add-role'): no decision counts that is made before",
    )


def test_an_acting_head_beside_the_head_is_fine(desk: Desk) -> None:
    acting = held("kepala_lpse", "tia", until="2026-07-24", acting="plh")
    root = sound(desk, kept(roles=roles(tia=acting)))

    assert one(root, desk, "acting") == (
        "fine",
        "the term of Tia ends on 24 July 2026, and the role is held on the day after",
        None,
    )


SECOND = (
    "give a second person the role admin and a key ('lpsedocs roster add-role', 'add-key'): one person alone "
    "may name himself Kepala LPSE, and if his key is lost nobody can change the roster any more"
)


def test_one_person_alone_with_rights_is_told(desk: Desk) -> None:
    root = sound(desk, kept(people=people(rahma=person("rahma", keys="[]"))))

    assert one(root, desk, "rights") == (
        "mend",
        "1 of the two people who should may do so with a key in force",
        SECOND,
    )


def test_rights_that_end_within_thirty_days_are_told(desk: Desk) -> None:
    keys = f"[{key_entry(key_of('rahma').line, until='2026-08-01')}]"
    root = sound(desk, kept(people=people(rahma=person("rahma", keys=keys))))
    found = examined(root, desk)

    assert told(found["rights"]) == (
        "mend",
        "two people may today, but in 30 days only 1 with a key in force",
        SECOND,
    )
    assert told(found["keys"])[:2] == ("mend", "the last key of Rahma ends on 1 August 2026")


def test_a_key_with_another_one_to_follow_is_fine(desk: Desk) -> None:
    first = key_entry(key_of("rahma").line, until="2026-08-01")
    second = key_entry(key_of("rahma anew").line, "2026-07-01")
    root = sound(desk, kept(people=people(rahma=person("rahma", keys=f"[{first}, {second}]"))))

    assert one(root, desk, "keys")[0] == "fine"


def test_a_head_without_key_and_account_is_told(desk: Desk) -> None:
    root = sound(desk, kept(people=people(rahma=person("rahma", keys="[]", forges="[]"))))

    assert one(root, desk, "deciders") == (
        "mend",
        "without one: Rahma, Kepala LPSE",
        "enter a key or an account ('lpsedocs roster add-key', 'add-account'), or accept paper for the role "
        "in 'accept'",
    )


def test_a_user_who_signs_on_paper_is_fine_where_paper_is_accepted(desk: Desk) -> None:
    assert one(sound(desk, kept()), desk, "deciders")[0] == "fine"


def test_a_user_who_signs_on_paper_is_told_where_it_is_not(desk: Desk) -> None:
    root = sound(desk, kept(accept="{pengguna: [personal]}\n"))

    assert one(root, desk, "deciders")[:2] == ("mend", "without one: Dewi, Pengguna")


# ---- Ends that nothing proves to have passed


def test_an_ended_role_is_open_until_an_act_that_counts_is_dated_after_it(desk: Desk) -> None:
    acting = held("kepala_lpse", "tia", until="2026-07-06", acting="plh")
    story = kept(roles=roles(tia=acting))
    story.commit({"records/README.md": b"Catatan\n"}, by="budi", key=key_of("budi"), day="2026-07-10")
    root = sound(desk, story)

    assert one(root, desk, "ended") == (
        "mend",
        "nothing on the main branch proves that these ends have passed, so an act that is dated back would "
        "still count: Tia as Kepala LPSE until 6 July 2026",
        "let the Kepala LPSE or an admin sign any change of the roster, or the Kepala a decision: from then "
        "on, no act dated before it counts for that role",
    )


@pytest.mark.parametrize(("day", "state"), [("2026-07-06", "mend"), ("2026-07-07", "fine")])
def test_only_an_act_after_the_last_day_closes_it(desk: Desk, day: str, state: str) -> None:
    acting = held("kepala_lpse", "tia", until="2026-07-06", acting="plh")
    story = kept(roles=roles(tia=acting))
    story.approve(day=day)

    assert one(sound(desk, story), desk, "ended")[0] == state


def test_who_still_holds_the_role_can_gain_nothing_by_dating_back(desk: Desk) -> None:
    twice = held("kepala_lpse", "rahma", until="2026-07-06") + held("kepala_lpse", "rahma", "2026-07-07")

    assert one(sound(desk, kept(roles=roles(rahma=twice))), desk, "ended")[0] == "fine"


def test_an_ended_key_is_open_too_unless_it_was_revoked(desk: Desk) -> None:
    first = key_entry(key_of("rahma").line, until="2026-07-06")
    second = key_entry(key_of("rahma anew").line)
    keys = person("rahma", keys=f"[{first}, {second}]")
    fingerprint = parse_ssh_key(key_of("rahma").line).fingerprint
    root = sound(desk, kept(people=people(rahma=keys)))

    assert one(root, desk, "ended")[1].endswith(f": the key {fingerprint} of Rahma until 6 July 2026")

    gone = f'[{{key: "{fingerprint}", since: 2025-02-01, reason: diganti}}]\n'
    story = kept(people=people(rahma=keys), revoked=gone)
    story.change_roster(roster(people=people(rahma=keys), revoked=gone) + "# 1\n", day="2026-02-01")
    desk.git("rev-parse", "HEAD", at=root)
    shutil.rmtree(root)

    assert one(sound(desk, story), desk, "ended")[0] == "fine"


# ---- The guard


def written_for(forge: str) -> str:
    return "forgejo" if forge == "gitea" else forge


def guarded(folder: Path, forge: str) -> Path:
    root = folder / "kantor"
    assert main(["init", "--ci", written_for(forge), str(root)]) == 0
    if forge == "gitea":  # as docs/panduan/satu-siang.md has it
        (root / ".forgejo").rename(root / ".gitea")
        file = root / ".gitea/workflows/penjaga.yml"
        file.write_text(file.read_text().replace("forgejo-actions", "gitea-actions"))
    return root


def judged(root: Path, forge: str) -> tuple[str, str, str | None]:
    return told(of_guard(root, written_for(forge), guard_files(forge)))


GUARDED_BY = {
    "github": ".github/workflows/penjaga.yml",
    "gitlab": ".gitlab-ci.yml",
    "forgejo": ".forgejo/workflows/penjaga.yml",
    "gitea": ".gitea/workflows/penjaga.yml",
}


@pytest.mark.parametrize("forge", GUARDED_BY)
def test_the_guard_that_init_writes_is_fine(tmp_path: Path, forge: str) -> None:
    root = guarded(tmp_path, forge)

    assert judged(root, forge) == ("fine", "as this lpsedocs writes it", None)


@pytest.mark.parametrize("forge", GUARDED_BY)
def test_a_guard_that_is_gone_is_told_and_one_that_differs_is_never_fine(tmp_path: Path, forge: str) -> None:
    root = guarded(tmp_path, forge)
    program, workflow = root / ".lpsedocs/penjaga.py", root / GUARDED_BY[forge]
    program.write_text("print('hijau')\n")
    with workflow.open("a") as file:
        file.write("# lain\n")

    assert judged(root, forge) == (
        "unknown",
        f"not as this lpsedocs writes it: .lpsedocs/penjaga.py and {GUARDED_BY[forge]}",
        f"compare it with what 'lpsedocs init --ci {written_for(forge)} FOLDER' writes into a new folder: "
        "take that over, or let two people of the IT team look at each difference",
    )
    workflow.unlink()
    assert judged(root, forge) == (
        "mend",
        f"not there: {GUARDED_BY[forge]}; so nothing that a request can't change reviews it",
        f"'lpsedocs init --ci {written_for(forge)} FOLDER' writes it into a new folder; copy it from there",
    )
    workflow.symlink_to(root / "mkdocs.yml")
    assert judged(root, forge)[0] == "unknown"
