"""lpsedocs request: the branches of which the Kepala LPSE, or a Pengguna, makes one true by merging it."""

import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from lpsedocs.checker import check
from lpsedocs.rules import rule_with
from lpsedocs.workspace import Workspace
from tests.office import spoken
from tests.real_office import DECISION, EVALUATION, RealOffice, change_roster, office_at, tia_acts
from tests.trust.story import ACCOUNTS, TODAY, person

SUBMISSIONS = "submissions:\n  - {by: tia, date: 2026-07-03, to: rahma}\n"


@pytest.fixture
def office(tmp_path_factory: pytest.TempPathFactory, tmp_path: Path) -> Iterator[RealOffice]:
    with office_at(tmp_path_factory, tmp_path) as office:
        office.sits("tia")
        yield office


def test_a_request_makes_two_branches_and_touches_nothing_else(office: RealOffice) -> None:
    office.write({"catatan.txt": "baru"})
    office.git("add", "catatan.txt")
    before = office.state()

    told = office.lpsedocs("request", "EVL-2026-001")

    assert told.out == (
        f"branch setujui/EVL-2026-001, commit {office.tip('setujui/EVL-2026-001')[:12]}\n"
        "  title of its request: SETUJUI EVL-2026-001\n"
        f"branch evaluasi-ulang/EVL-2026-001, commit {office.tip('evaluasi-ulang/EVL-2026-001')[:12]}\n"
        "  title of its request: EVALUASI ULANG EVL-2026-001\n  before it is merged, the note is to be "
        "written in records/decisions/EVL-2026-001/1.yaml\nopen a request into the main branch from each, "
        "with exactly these titles. Rahma decides by merging one of them with a merge commit, without "
        "squash or rebase\nwrite into the description of each request: Closes #NUMBER, with the number of "
        "the other. Then merging one closes the other on GitHub; elsewhere it is closed by hand\n"
    )
    assert office.state()[1:] == before[1:]
    assert office.git("branch", "--show-current") == "main"
    approval = office.decision(at="setujui/EVL-2026-001")
    return_ = office.decision(at="evaluasi-ulang/EVL-2026-001")
    assert (approval.decision, approval.by, return_.decision, return_.note) == (
        "disetujui",
        "rahma",
        "evaluasi_ulang",
        None,
    )


@pytest.mark.parametrize(
    ("key", "is_signed"),
    [
        pytest.param("tia", True, id="somebody else's"),
        pytest.param("rahma", False, id="of who is to decide"),
        pytest.param("orang-lain", False, id="not in the roster, and perhaps hers"),
    ],
)
def test_no_request_is_signed_with_a_key_of_who_is_to_decide(
    office: RealOffice, key: str, *, is_signed: bool
) -> None:
    office.sits("rahma")
    assert office.lpsedocs("approve", "EVL-2026-001", "--yes").code == 0
    assert office.lpsedocs("withdraw", "EVL-2026-001", "--yes", "--note", "Keliru").code == 0
    office.sits("tia" if key == "tia" else "rahma", key=key)
    office.git("config", "commit.gpgSign", "true")

    assert office.lpsedocs("request", "EVL-2026-001").code == 0
    for word in ("setujui", "evaluasi-ulang"):
        commit = office.git("cat-file", "commit", f"{word}/EVL-2026-001-3")
        assert ("\ngpgsig " in commit) == is_signed
    assert office.git("fsck", "--unreachable", "--no-reflogs") == ""

    office.git("config", "commit.gpgSign", "false")
    office.sits("budi")
    office.git("merge", "--quiet", "--no-ff", "-m", "x", "setujui/EVL-2026-001-3")
    assert office.statuses() == {"EVL-2026-001": "withdrawn"}


@pytest.mark.parametrize("key", ["rahma", "orang-lain"])
def test_a_request_that_git_signs_with_another_key_than_it_is_set_up_for_is_not_made(
    office: RealOffice, key: str
) -> None:
    program = office.home / "sign"
    program.write_text(
        f'#!/bin/sh\nfor file; do :; done\nexec ssh-keygen -Y sign -n git -f {office.home}/{key} "$file"\n'
    )
    program.chmod(0o755)
    office.git("config", "gpg.ssh.program", str(program))
    office.git("config", "commit.gpgSign", "true")
    before = office.state()

    assert office.lpsedocs("request", "EVL-2026-001").refusal == (
        "git signed the request with a key that 'git config user.signingkey' does not name, so that it might "
        "be the decision itself; 'git config commit.gpgSign false' lets it be made unsigned"
    )
    assert office.state() == before


def test_no_request_to_withdraw_is_signed_with_a_key_of_who_is_to_decide(office: RealOffice) -> None:
    office.sits("rahma")
    assert office.lpsedocs("approve", "EVL-2026-001", "--yes").code == 0
    office.git("config", "commit.gpgSign", "true")

    assert office.lpsedocs("request", "EVL-2026-001", "--withdraw").code == 0
    office.git("config", "commit.gpgSign", "false")
    office.sits("budi")
    office.git("merge", "--quiet", "--no-ff", "-m", "x", "dicabut/EVL-2026-001-2")

    assert office.statuses() == {"EVL-2026-001": "approved"}


def test_the_return_needs_its_note(office: RealOffice) -> None:
    office.lpsedocs("request", "EVL-2026-001")
    office.git("switch", "--quiet", "evaluasi-ulang/EVL-2026-001")

    assert (
        "note:  # write here what is to be mended, and why; without it this request must not be merged\n"
        in office.read(DECISION)
    )
    corpus = Workspace(office.root).load(TODAY)
    assert [spoken(finding) for finding in check(corpus, [rule_with("A102")]).findings] == [
        f"{DECISION}:5:11: error: evaluasi_ulang (to be evaluated again) needs a note that says why"
    ]


def test_several_evaluations_in_one_request_count_when_it_is_merged(office: RealOffice) -> None:
    second = office.read(EVALUATION).replace("EVL-2026-001", "EVL-2026-002")
    office.write({EVALUATION.replace("001", "002"): second})
    office.commit()

    told = office.lpsedocs("request", "EVL-2026-002", "EVL-2026-001")

    assert "  title of its request: SETUJUI EVL-2026-001, EVL-2026-002\n" in told.out
    merge_by_click(office, "setujui/EVL-2026-001+EVL-2026-002", "SETUJUI EVL-2026-001, EVL-2026-002")
    assert office.statuses() == {"EVL-2026-001": "approved", "EVL-2026-002": "approved"}


def test_a_version_that_the_main_branch_has_replaced_is_not_requested(office: RealOffice) -> None:
    office.with_remote()
    other = office.elsewhere()
    other.edit(EVALUATION, "Buku tiket", "Buku tiket semester I")
    other.commit()
    other.git("push", "--quiet")
    before = office.state()

    assert office.lpsedocs("request", "EVL-2026-001", "--push").refusal == (
        "EVL-2026-001: the main branch has another version of EVL-2026-001 than the branch that is checked "
        "out here, so that your decision would not count after the merge; 'git switch main', then 'git pull "
        "--ff-only' bring it here"
    )
    assert office.state()[1:] == before[1:]
    assert "setujui" not in office.git("for-each-ref")
    office.git("pull", "--quiet", "--ff-only")
    assert office.lpsedocs("request", "EVL-2026-001", "--push").code == 0


def test_who_has_no_key_takes_a_decision_back_by_merging_a_request(office: RealOffice) -> None:
    assert office.lpsedocs("request", "EVL-2026-001", "--withdraw").refusal == (
        "EVL-2026-001 has no decision that could be withdrawn; there is nothing to do"
    )
    assert office.lpsedocs("request", "EVL-2026-001").code == 0
    merge_by_click(office, "setujui/EVL-2026-001", "SETUJUI EVL-2026-001")
    assert office.statuses() == {"EVL-2026-001": "approved"}

    told = office.lpsedocs("request", "EVL-2026-001", "--withdraw")

    second = DECISION.replace("1.yaml", "2.yaml")
    assert told.out == (
        f"branch dicabut/EVL-2026-001-2, commit {office.tip('dicabut/EVL-2026-001-2')[:12]}\n"
        "  title of its request: DICABUT EVL-2026-001\n"
        f"  before it is merged, the note is to be written in {second}\n"
        "open a request into the main branch from it, with exactly this title. Rahma takes the decision back "
        "by merging it with a merge commit, without squash or rebase\n"
    )
    office.git("switch", "--quiet", "dicabut/EVL-2026-001-2")
    hint = "note:  # write here why it is taken back; without it this request must not be merged"
    office.edit(second, hint, "note: Salah gabung")
    office.commit("Catatan")
    office.git("switch", "--quiet", "main")
    merge_by_click(office, "dicabut/EVL-2026-001-2", "DICABUT EVL-2026-001")
    assert office.statuses() == {"EVL-2026-001": "withdrawn"}


@pytest.mark.parametrize(
    ("record", "by", "told"),
    [
        pytest.param(
            "EVL-2026-001",
            "budi",
            "budi may not decide EVL-2026-001 as Kepala LPSE on 6 July 2026; --by takes one of rahma",
            id="no Kepala",
        ),
        pytest.param(
            "KAK-2026-001",
            "rahma",
            "rahma may not decide KAK-2026-001 as Pengguna on 6 July 2026; --by takes one of agus and dewi",
            id="no Pengguna",
        ),
    ],
)
def test_who_could_never_decide_is_not_asked_to(office: RealOffice, record: str, by: str, told: str) -> None:
    before = office.state()

    assert office.lpsedocs("request", record, "--by", by).refusal == (
        f"{told}, and 'lpsedocs roster add-role' enters somebody else"
    )
    assert office.state() == before


def merge_by_click(office: RealOffice, branch: str, title: str) -> None:
    """Merge as the Kepala's click on GitHub does, signed with the forge's key."""
    tree = office.git("rev-parse", f"{branch}^{{tree}}")
    commit = office.git(
        "-c",
        "user.name=GitHub",
        "-c",
        "user.email=noreply@github.com",
        "-c",
        f"user.signingkey={office.home}/forge.pub",
        "commit-tree",
        "-S",
        "-p",
        "main",
        "-p",
        branch,
        tree,
        "-m",
        f"Merge pull request #7 from kantor/{branch}\n\n{title}",
        author=f"Rahma <{ACCOUNTS['rahma']}+rahma@users.noreply.github.com>",
    )
    office.git("update-ref", "refs/heads/main", commit)
    office.git("reset", "--quiet", "--hard")


def test_an_evaluation_on_a_branch_of_its_own_comes_along(office: RealOffice) -> None:
    office.git("switch", "--quiet", "-c", "evaluasi")
    office.edit(EVALUATION, "Buku tiket", "Buku tiket semester I")
    office.commit()

    assert office.lpsedocs("request", "EVL-2026-001").code == 0
    assert office.tip("setujui/EVL-2026-001^") == office.tip("evaluasi")
    merge_by_click(office, "setujui/EVL-2026-001", "SETUJUI EVL-2026-001")
    assert office.statuses("refs/heads/main") == {"EVL-2026-001": "approved"}


def test_an_evaluation_that_the_main_branch_has_goes_off_from_there(office: RealOffice) -> None:
    office.git("switch", "--quiet", "-c", "lain")
    office.write({"catatan.txt": "baru"})
    office.commit()

    assert office.lpsedocs("request", "EVL-2026-001").code == 0
    assert office.tip("setujui/EVL-2026-001^") == office.tip("main")


@pytest.mark.parametrize("way", ["without a commit", "with nothing in common"])
def test_on_a_branch_that_has_not_the_evaluation_the_request_is_refused(office: RealOffice, way: str) -> None:
    office.git("switch", "--quiet", "--orphan", "lain")
    if way == "with nothing in common":
        office.git("commit", "--quiet", "--allow-empty", "-m", "Lain")
    office.git("restore", "--source", "main", "--worktree", ".")
    office.edit(EVALUATION, "Buku tiket", "Buku tiket semester I")
    before = office.state()

    assert office.lpsedocs("request", "EVL-2026-001").refusal == (
        f"{EVALUATION} here is not as it is committed, on the main branch or on the one that is checked out; "
        "commit it, or bring the main branch up to date with 'git pull --ff-only'"
    )
    assert office.state() == before


def test_a_request_that_would_bring_more_is_not_made(office: RealOffice) -> None:
    office.git("switch", "--quiet", "-c", "evaluasi")
    office.edit(EVALUATION, "Buku tiket", "Buku tiket semester I")
    office.write({"catatan.txt": "baru"})
    office.commit()
    before = office.state()

    assert office.lpsedocs("request", "EVL-2026-001").refusal == (
        "merging it would bring more than the decision, so that it would not count: the merge also changes "
        "files outside of records; have the rest merged first"
    )
    assert office.state() == before


def unsent(commit: str, why: str) -> str:
    return (
        f"main here has {commit[:12]}, which origin lacks. This request would bring that along, so that it "
        f"would not count: {why}. Send it first: 'git push origin main'; where main is protected, as a "
        "branch of its own ('git push origin main:refs/heads/NAME'), to be merged there. Then give this "
        "command once more"
    )


@pytest.mark.parametrize(
    ("files", "why"),
    [
        pytest.param(
            {"catatan.txt": "baru"}, "the merge also changes files outside of records", id="another file"
        ),
        pytest.param(
            {"records/assets/AST-009.yaml": "id: AST-009\n"},
            "the merge also changes records/assets/AST-009.yaml",
            id="another record",
        ),
        pytest.param(
            {"records/decisions/EVL-2026-002/1.yaml": "record: EVL-2026-002\n"},
            "the merge also changes records/decisions/EVL-2026-002/1.yaml",
            id="another decision",
        ),
    ],
)
@pytest.mark.parametrize("more", [(), ("--push",), ("--offline",)], ids=["", "sent", "not fetched"])
def test_a_request_does_not_bring_along_what_the_main_branch_has_not_sent(
    office: RealOffice, files: dict[str, str], why: str, more: tuple[str, ...]
) -> None:
    bare = office.with_remote()
    office.write(files)
    mine = office.commit()
    before = office.state(), office.git("for-each-ref", at=bare)

    assert office.lpsedocs("request", "EVL-2026-001", *more).refusal == unsent(mine, why)
    assert (office.state(), office.git("for-each-ref", at=bare)) == before
    office.git("push", "--quiet", "origin", "main")
    assert office.lpsedocs("request", "EVL-2026-001", *more).code == 0


def test_what_the_remote_lacks_is_told_also_where_git_notes_none_of_its_branches(office: RealOffice) -> None:
    office.with_remote()
    office.git("config", "--unset-all", "remote.origin.fetch")
    office.git("update-ref", "-d", "refs/remotes/origin/main")
    office.write({"catatan.txt": "baru"})
    mine = office.commit()

    assert office.lpsedocs("request", "EVL-2026-001").refusal == unsent(
        mine, "the merge also changes files outside of records"
    )


def test_what_was_sent_by_way_of_a_branch_is_not_brought_along(office: RealOffice) -> None:
    office.with_remote()
    office.write({"catatan.txt": "baru"})
    mine = office.commit()
    office.git("push", "--quiet", "origin", "main:refs/heads/catatan")
    assert office.lpsedocs("request", "EVL-2026-001").refusal == (
        f"merging it would bring {mine[:12]} along, which waits at origin in catatan to be merged, so that "
        "it would not count: the merge also changes files outside of records; have that merged first"
    )
    other = office.elsewhere()
    other.git("merge", "--quiet", "--no-ff", "-m", "Gabung", "origin/catatan")
    other.git("push", "--quiet")

    assert office.lpsedocs("request", "EVL-2026-001", "--push").code == 0
    assert office.tip("setujui/EVL-2026-001^") == other.tip()


def test_a_handing_over_that_was_not_sent_comes_along_with_its_request(office: RealOffice) -> None:
    office.edit(EVALUATION, SUBMISSIONS, "")
    office.commit()
    bare = office.with_remote()
    office.lpsedocs("submit", "EVL-2026-001", "--today", "2026-07-06")
    office.write({"records/attachments/EVL-2026-001/bukti.pdf": b"%PDF-1.7 bukti\n"})
    office.commit()

    assert office.lpsedocs("request", "EVL-2026-001", "--push").code == 0
    office.git("reset", "--quiet", "--hard", "origin/main")
    merge_by_click(office, "setujui/EVL-2026-001", "SETUJUI EVL-2026-001")
    assert office.statuses() == {"EVL-2026-001": "approved"}
    assert office.git("for-each-ref", "--format=%(refname)", at=bare).count("EVL-2026-001") == 2


def test_an_evaluation_on_a_branch_comes_along_when_the_main_branch_has_moved_on(office: RealOffice) -> None:
    office.git("switch", "--quiet", "-c", "evaluasi")
    office.edit(EVALUATION, "Buku tiket", "Buku tiket semester I")
    office.commit()
    office.git("switch", "--quiet", "main")
    office.write({"catatan.txt": "baru"})
    office.commit()
    office.git("switch", "--quiet", "evaluasi")

    assert office.lpsedocs("request", "EVL-2026-001").code == 0
    assert office.tip("setujui/EVL-2026-001^") == office.tip("evaluasi")


def test_requests_are_sent_at_once_if_wished(office: RealOffice) -> None:
    bare = office.with_remote()

    told = office.lpsedocs("request", "EVL-2026-001", "--push")

    assert "sent to origin\n" in told.out
    assert office.git("for-each-ref", "--format=%(refname)", at=bare).splitlines() == [
        "refs/heads/evaluasi-ulang/EVL-2026-001",
        "refs/heads/main",
        "refs/heads/setujui/EVL-2026-001",
    ]


def test_a_branch_here_of_the_folders_name_is_told_before_anything_is_sent(office: RealOffice) -> None:
    bare = office.with_remote()
    office.git("branch", "setujui")
    before = office.state(), office.git("for-each-ref", at=bare)

    assert office.lpsedocs("request", "EVL-2026-001", "--push").refusal == (
        "there is a branch setujui here, beside which git can have none called setujui/EVL-2026-001; 'git "
        "branch --move setujui NAME' gives it another name"
    )
    assert (office.state(), office.git("for-each-ref", at=bare)) == before


@pytest.mark.parametrize("there", ["evaluasi-ulang", "setujui/EVL-2026-001/lama"])
def test_a_branch_at_the_remote_of_the_folders_name_is_named(office: RealOffice, there: str) -> None:
    """Whoever may push can make one."""
    bare = office.with_remote()
    office.git("branch", there, "main", at=bare)
    before = office.state(), office.git("for-each-ref", at=bare)
    due = f"{there.partition('/')[0]}/EVL-2026-001"

    assert office.lpsedocs("request", "EVL-2026-001", "--push").refusal == (
        f"origin did not take the branches of the request: it has a branch {there}, beside which git can "
        f"have none called {due}; have it renamed or removed; nothing was changed here"
    )
    assert (office.state(), office.git("for-each-ref", at=bare)) == before


def test_a_request_is_sent_wholly_or_not_at_all(office: RealOffice) -> None:
    bare = office.with_remote()
    hook = bare / "hooks" / "update"
    hook.write_text("#!/bin/sh\ncase $1 in *evaluasi-ulang*) exit 1;; esac\n")
    hook.chmod(0o755)
    before = office.state(), office.git("for-each-ref", at=bare)

    assert office.lpsedocs("request", "EVL-2026-001", "--push").refusal == (
        "origin did not take the branches of the request: [remote rejected] (hook declined), with these "
        "words: error: hook declined to update refs/heads/evaluasi-ulang/EVL-2026-001; nothing was "
        "changed here"
    )
    assert (office.state(), office.git("for-each-ref", at=bare)) == before


def test_a_request_can_not_be_sent_without_a_remote(office: RealOffice) -> None:
    before = office.state()

    assert office.lpsedocs("request", "EVL-2026-001", "--push").refusal == (
        "there is no remote to push to; 'git remote add origin ADDRESS' names one"
    )
    assert office.state() == before


def test_a_request_is_not_sent_without_a_look_at_what_is_there(office: RealOffice) -> None:
    office.with_remote()
    before = office.state()

    assert office.lpsedocs("request", "EVL-2026-001", "--push", "--offline").refusal == (
        "--offline and --push don't go together; choose one"
    )
    assert office.state() == before


def test_a_request_that_is_at_the_remote_is_named(office: RealOffice) -> None:
    office.with_remote()
    office.elsewhere().lpsedocs("request", "EVL-2026-001", "--push")
    office.at("2026-07-06T04:00:00Z")

    assert office.lpsedocs("request", "EVL-2026-001", "--push").refusal == (
        "this request was made before and is at origin: setujui/EVL-2026-001 and evaluasi-ulang/EVL-2026-001"
        "; it is decided there, with the titles SETUJUI EVL-2026-001 and EVALUASI ULANG EVL-2026-001. To "
        "make it anew, remove what is there: 'git push origin --delete setujui/EVL-2026-001 "
        "evaluasi-ulang/EVL-2026-001'"
    )


REMOVING = "git push origin --delete setujui/EVL-2026-001 evaluasi-ulang/EVL-2026-001"
SOMETHING_ELSE = (
    "origin has setujui/EVL-2026-001 and evaluasi-ulang/EVL-2026-001 already, and what is there decides "
    "something else than this request would, or brings more; merged, it would not count for what is here. To "
    f"make it anew, remove what is there: '{REMOVING}'"
)


def test_a_note_that_is_written_at_the_remote_is_told_before_it_is_lost(office: RealOffice) -> None:
    office.with_remote()
    other = office.elsewhere()
    assert other.lpsedocs("request", "EVL-2026-001", "--push").code == 0
    note_written(other)
    other.git("push", "--quiet", "origin", "HEAD")

    told = office.lpsedocs("request", "EVL-2026-001").refusal

    assert told.startswith("this request was made before and is at origin")
    assert told.endswith(f"'{REMOVING}' (the note that is written there is lost with it: 'Lampirkan tiket')")


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda office: office.git("rm", "--quiet", DECISION), id="no decision"),
        pytest.param(lambda office: office.write({"lain.txt": "x"}), id="another file"),
        pytest.param(
            lambda office: office.edit(EVALUATION, "Buku tiket", "Buku tiket semester I"),
            id="another version",
        ),
        pytest.param(lambda office: office.git("rm", "--quiet", EVALUATION), id="no record"),
        pytest.param(
            lambda office: office.edit(DECISION, "repository: ", "repository: lain-"), id="another repository"
        ),
        pytest.param(lambda office: office.edit(DECISION, "by: rahma", "by: tia"), id="another person"),
    ],
)
def test_what_the_remote_has_under_the_name_of_a_request_is_looked_at(
    office: RealOffice, change: Callable[[RealOffice], object]
) -> None:
    """Whoever may push can change what is there."""
    office.with_remote()
    other = office.elsewhere()
    assert other.lpsedocs("request", "EVL-2026-001", "--push").code == 0
    other.git("switch", "--quiet", "setujui/EVL-2026-001")
    change(other)
    other.commit()
    other.git("push", "--quiet", "origin", "HEAD")

    assert office.lpsedocs("request", "EVL-2026-001").refusal == SOMETHING_ELSE


def test_what_nobody_can_read_is_no_request(office: RealOffice) -> None:
    bare = office.with_remote()
    other = office.elsewhere()
    assert other.lpsedocs("request", "EVL-2026-001", "--push").code == 0
    text = office.git("cat-file", "commit", "main").replace("committer", "x-committer")
    (office.home / "commit").write_text(f"{text}\n")
    odd = office.git("hash-object", "-t", "commit", "-w", "--literally", str(office.home / "commit"), at=bare)
    office.git("update-ref", "refs/heads/setujui/EVL-2026-001", odd, at=bare)

    assert office.lpsedocs("request", "EVL-2026-001").refusal == SOMETHING_ELSE


@pytest.mark.parametrize("is_sent", [True, False], ids=["at the remote", "here"])
def test_what_was_squashed_can_not_be_merged_once_more(office: RealOffice, *, is_sent: bool) -> None:
    office.with_remote()
    assert office.lpsedocs("request", "EVL-2026-001", *(["--push"] if is_sent else [])).code == 0
    office.git("merge", "--quiet", "--squash", "setujui/EVL-2026-001")
    office.commit("SETUJUI EVL-2026-001 (#7)")
    office.git("push", "--quiet", "origin", "main")
    removing = "git branch -D setujui/EVL-2026-001 evaluasi-ulang/EVL-2026-001"
    if is_sent:
        subprocess.run(removing.split(), cwd=office.root, capture_output=True, check=True)
        removing = REMOVING
    office.at("2026-07-06T04:00:00Z")

    told = office.lpsedocs("request", "EVL-2026-001").refusal

    assert told == (
        SOMETHING_ELSE
        if is_sent
        else "this request was made before and is here: setujui/EVL-2026-001 and "
        "evaluasi-ulang/EVL-2026-001; to "
        f"make it anew, remove what is here with '{removing}'"
    )
    subprocess.run(removing.split(), cwd=office.root, capture_output=True, check=True)
    assert office.lpsedocs("request", "EVL-2026-001").code == 0
    merge_by_click(office, "setujui/EVL-2026-001", "SETUJUI EVL-2026-001")
    assert office.statuses() == {"EVL-2026-001": "approved"}


@pytest.mark.parametrize("more", [(), ("--push",)], ids=["", "sent"])
def test_a_request_that_was_fetched_from_the_remote_is_not_made_again(
    office: RealOffice, more: tuple[str, ...]
) -> None:
    bare = office.with_remote()
    office.lpsedocs("request", "EVL-2026-001", "--push")
    other = office.elsewhere()
    before = other.state(), office.git("for-each-ref", at=bare)

    told = other.lpsedocs("request", "EVL-2026-001", *more).refusal

    anew = "git push origin --delete setujui/EVL-2026-001 evaluasi-ulang/EVL-2026-001"
    assert told == (
        "this request was made before and is at origin: setujui/EVL-2026-001 and evaluasi-ulang/EVL-2026-001"
        "; it is decided there, with the titles SETUJUI EVL-2026-001 and EVALUASI ULANG EVL-2026-001. To "
        f"make it anew, remove what is there: '{anew}'"
    )
    assert other.lpsedocs("request", "EVL-2026-001", "--offline").refusal == (
        "origin had a request for this when it was fetched last: setujui/EVL-2026-001 and "
        "evaluasi-ulang/EVL-2026-001; without --offline this command looks what is there now"
    )
    assert (other.state(), office.git("for-each-ref", at=bare)) == before
    subprocess.run(anew.split(), cwd=other.root, capture_output=True, check=True)
    assert other.lpsedocs("request", "EVL-2026-001", *more).code == 0


def test_a_request_that_was_removed_at_the_remote_meanwhile_is_made_again(office: RealOffice) -> None:
    bare = office.with_remote()
    office.lpsedocs("request", "EVL-2026-001", "--push")
    other = office.elsewhere()
    office.git("branch", "-D", "setujui/EVL-2026-001", at=bare)

    assert other.lpsedocs("request", "EVL-2026-001").refusal == (
        "this request was made before and is at origin: setujui/EVL-2026-001 (missing) and "
        "evaluasi-ulang/EVL-2026-001; it is decided there, with the titles EVALUASI ULANG EVL-2026-001. To "
        "make it anew, remove what is there: 'git push origin --delete evaluasi-ulang/EVL-2026-001'"
    )
    office.git("branch", "-D", "evaluasi-ulang/EVL-2026-001", at=bare)
    assert other.lpsedocs("request", "EVL-2026-001", "--push").code == 0


def test_it_tells_how_to_send_requests(office: RealOffice) -> None:
    office.with_remote()

    told = office.lpsedocs("request", "EVL-2026-001")

    assert "send them: git push origin setujui/EVL-2026-001 evaluasi-ulang/EVL-2026-001\n" in told.out


@pytest.mark.parametrize(
    ("language", "sending"),
    [
        ("en", "send it: git push origin dicabut/EVL-2026-001-2\n"),
        ("id", "kirimkan: git push origin dicabut/EVL-2026-001-2\n"),
    ],
)
def test_it_tells_how_to_send_the_one_branch_that_takes_a_decision_back(
    office: RealOffice, language: str, sending: str
) -> None:
    office.lpsedocs("request", "EVL-2026-001")
    merge_by_click(office, "setujui/EVL-2026-001", "SETUJUI EVL-2026-001")
    office.with_remote()

    told = office.lpsedocs("--lang", language, "request", "EVL-2026-001", "--withdraw")

    assert sending in told.out.splitlines(keepends=True)


def test_a_kak_is_requested_of_its_requester(office: RealOffice) -> None:
    told = office.lpsedocs("request", "KAK-2026-001")

    assert "  title of its request: SESUAI KAK-2026-001\n" in told.out
    assert "  title of its request: PERLU PERBAIKAN KAK-2026-001\n" in told.out
    assert office.decision("KAK-2026-001", at="sesuai/KAK-2026-001").by == "agus"


@pytest.mark.parametrize(
    ("change", "arguments", "message"),
    [
        pytest.param(
            None,
            ("EVL-2026-001", "KAK-2026-001"),
            "an evaluation and a KAK can't be in one request, since other people decide them; make one for "
            "each",
            id="two kinds",
        ),
        pytest.param(
            None,
            ("EVL-2026-001", "KAK-2026-001", "--by", "rahma"),
            "an evaluation and a KAK can't be in one request, since other people decide them; make one for "
            "each",
            id="two kinds for somebody",
        ),
        pytest.param(
            None,
            ("EVL-2026-001", "--by", "tia"),
            "tia made EVL-2026-001 and can't decide it; --by names somebody else",
            id="the evaluator",
        ),
        pytest.param(
            None,
            ("EVL-2026-001", "--by", "siapa"),
            "there is no siapa in the roster in force; it has rahma, budi, tia, agus, eka, and dewi",
            id="nobody",
        ),
        pytest.param(
            (
                "from: 2025-01-02}\n  - {role: pengelola, person: budi",
                "from: 2025-01-02, until: 2026-07-01}\n  - {role: pengelola, person: budi",
            ),
            ("EVL-2026-001",),
            "nobody is Kepala LPSE on 6 July 2026 by the roster in force; 'lpsedocs roster add-role' enters "
            "one, also an acting head",
            id="no Kepala",
        ),
        pytest.param(
            (
                "  - {role: pengelola, person: budi",
                "  - {role: kepala_lpse, person: agus, from: 2026-07-01, until: 2026-07-10, acting: plh, "
                "basis: SP}\n  - {role: pengelola, person: budi",
            ),
            ("EVL-2026-001",),
            "several people are Kepala LPSE on 6 July 2026: rahma and agus (acting head for some days); say "
            "with --by who is to decide",
            id="two heads",
        ),
    ],
)
def test_a_request_that_nobody_could_decide_is_refused(
    office: RealOffice, change: tuple[str, str] | None, arguments: tuple[str, ...], message: str
) -> None:
    if change:
        change_roster(office, *change)
    before = office.state()

    assert office.lpsedocs("request", *arguments).refusal == message
    assert office.state() == before


def test_a_request_does_not_ask_who_made_the_evaluation(office: RealOffice) -> None:
    tia_acts(office)

    assert office.lpsedocs("request", "EVL-2026-001").code == 0
    assert office.decision(at="setujui/EVL-2026-001").by == "rahma"


def test_a_request_that_only_who_made_the_evaluation_could_decide_is_refused(office: RealOffice) -> None:
    change_roster(office, "{role: kepala_lpse, person: rahma,", "{role: kepala_lpse, person: tia,")

    assert office.lpsedocs("request", "EVL-2026-001").refusal == (
        "tia made EVL-2026-001 and can't decide it; --by names somebody else"
    )


def test_a_request_is_not_made_twice(office: RealOffice) -> None:
    office.lpsedocs("request", "EVL-2026-001")
    before = office.state()

    assert office.lpsedocs("request", "EVL-2026-001").refusal == (
        "this request was made before and is here: setujui/EVL-2026-001 and evaluasi-ulang/EVL-2026-001; to "
        "make it anew, remove what is here with 'git branch -D setujui/EVL-2026-001 "
        "evaluasi-ulang/EVL-2026-001'"
    )
    assert office.state() == before


def note_written(office: RealOffice) -> str:
    """Write the note of a request that was made here, on its branch; return the commit."""
    office.git("switch", "--quiet", "evaluasi-ulang/EVL-2026-001")
    hint = "note:  # write here what is to be mended, and why; without it this request must not be merged"
    office.edit(DECISION, hint, "note: Lampirkan tiket")
    return office.commit("Catatan")


def test_a_request_that_was_made_before_is_sent_as_it_is(office: RealOffice) -> None:
    bare = office.with_remote()
    office.lpsedocs("request", "EVL-2026-001")
    note_written(office)
    office.at("2026-07-06T04:00:00Z")
    sends = "git push origin setujui/EVL-2026-001 evaluasi-ulang/EVL-2026-001"
    removes = "git branch -D setujui/EVL-2026-001 evaluasi-ulang/EVL-2026-001"

    def told(removes: str) -> str:
        return (
            "this request was made before and is here: setujui/EVL-2026-001 and evaluasi-ulang/EVL-2026-001; "
            f"'{sends}' sends it, to be opened with the titles SETUJUI EVL-2026-001 and EVALUASI ULANG "
            f"EVL-2026-001; to make it anew, remove what is here with '{removes}' (the note that is written "
            "there is lost with it: 'Lampirkan tiket')"
        )

    assert office.lpsedocs("request", "EVL-2026-001", "--push").refusal == told(
        f"git switch main && {removes}"
    )
    office.git("switch", "--quiet", "main")
    assert office.lpsedocs("request", "EVL-2026-001", "--push").refusal == told(removes)
    subprocess.run(sends.split(), cwd=office.root, capture_output=True, check=True)
    assert office.git("for-each-ref", at=bare).count("EVL-2026-001") == 2


@pytest.mark.parametrize("what", ["another version", "another person", "one branch only", "another file"])
def test_what_is_no_longer_the_request_is_not_to_be_sent(office: RealOffice, what: str) -> None:
    change_roster(
        office,
        "  - {role: pengelola, person: budi",
        "  - {role: kepala_lpse, person: agus, from: 2026-07-01, acting: plh, basis: SP 1}\n"
        "  - {role: pengelola, person: budi",
    )
    office.with_remote()
    office.lpsedocs("request", "EVL-2026-001", "--by", "rahma")
    made = ["setujui/EVL-2026-001", "evaluasi-ulang/EVL-2026-001"]
    if what == "another version":
        office.edit(EVALUATION, "Buku tiket", "Buku tiket semester I")
        office.commit()
        office.git("push", "--quiet")
    named = list(made)
    if what == "one branch only":
        office.git("branch", "-D", made.pop())
        named[1] += " (missing)"

    if what == "another file":
        office.git("switch", "--quiet", made[0])
        office.write({"lain.txt": "x"})
        office.commit()
        office.git("switch", "--quiet", "main")

    by = "agus" if what == "another person" else "rahma"
    assert office.lpsedocs("request", "EVL-2026-001", "--by", by).refusal == (
        f"this request was made before and is here: {' and '.join(named)}; to make it anew, remove what is "
        f"here with 'git branch -D {' '.join(made)}'"
    )


def test_what_came_to_nothing_in_another_way_is_made_anew(office: RealOffice) -> None:
    office.with_remote()
    assert office.lpsedocs("request", "EVL-2026-001", "--push").code == 0
    office.git("merge", "--quiet", "--no-ff", "-m", "Merge pull request 7", "setujui/EVL-2026-001")
    office.git("revert", "--no-edit", "-m", "1", "HEAD")
    office.git("push", "--quiet", "origin", "main")
    office.git("branch", "-D", "setujui/EVL-2026-001", "evaluasi-ulang/EVL-2026-001")
    assert office.lpsedocs("request", "EVL-2026-001").refusal == SOMETHING_ELSE


def test_the_twin_of_what_was_squashed_can_not_be_merged_either(office: RealOffice) -> None:
    bare = office.with_remote()
    assert office.lpsedocs("request", "EVL-2026-001", "--push").code == 0
    office.git("merge", "--quiet", "--squash", "setujui/EVL-2026-001")
    office.commit("SETUJUI EVL-2026-001 (#7)")
    office.git("push", "--quiet", "origin", "main")
    office.git("branch", "-D", "setujui/EVL-2026-001", "evaluasi-ulang/EVL-2026-001")
    office.git("branch", "-D", "setujui/EVL-2026-001", at=bare)

    assert office.lpsedocs("request", "EVL-2026-001").refusal.startswith(
        "origin has setujui/EVL-2026-001 (missing) and evaluasi-ulang/EVL-2026-001 already, and what is "
        "there decides something else"
    )


# ---- What was decided already


def test_a_request_on_what_is_approved_tells_how_to_take_that_back(office: RealOffice) -> None:
    office.with_remote()
    office.lpsedocs("request", "EVL-2026-001")
    merge_by_click(office, "setujui/EVL-2026-001", "SETUJUI EVL-2026-001")
    office.git("push", "--quiet", "origin", "main")

    assert office.lpsedocs("request", "EVL-2026-001").refusal == (
        "EVL-2026-001 is approved already, in these bytes: decision 1, by rahma; 'lpsedocs request "
        "EVL-2026-001 --withdraw' prepares what takes it back"
    )
    assert office.lpsedocs("request", "EVL-2026-001", "--withdraw").code == 0


@pytest.mark.parametrize("branch", ["main", "evaluasi"])
def test_a_request_on_what_was_decided_and_not_sent_tells_how_to_send_it(
    office: RealOffice, branch: str
) -> None:
    office.with_remote()
    if branch != "main":
        office.git("switch", "--quiet", "-c", branch)
        office.edit(EVALUATION, "Buku tiket", "Buku tiket semester I")
        office.commit()
    office.sits("rahma")
    office.lpsedocs("approve", "EVL-2026-001", "--yes")
    sends = f"git push origin {branch}"
    then = (
        f"send it: '{sends}'; where {branch} is protected: '{sends}:refs/heads/NAME', to be merged there by "
        "a request"
    )

    assert office.lpsedocs("request", "EVL-2026-001").refusal == (
        f"EVL-2026-001 is approved already, in these bytes: decision 1, by rahma; {then}"
    )
    office.lpsedocs("withdraw", "EVL-2026-001", "--yes", "--note", "Salah baca")
    assert office.lpsedocs("request", "EVL-2026-001", "--withdraw").refusal == (
        f"EVL-2026-001 has no decision that could be withdrawn; {then}"
    )
    office.git("push", "--quiet", "origin", branch)
    left = "there is nothing to do" if branch == "main" else f"it waits at origin in {branch} to be merged"
    assert office.lpsedocs("request", "EVL-2026-001", "--withdraw").refusal == (
        f"EVL-2026-001 has no decision that could be withdrawn; {left}"
    )


def test_a_request_on_bytes_that_are_not_committed_is_refused(office: RealOffice) -> None:
    office.edit(EVALUATION, "Buku tiket", "Buku tiket semester I")

    assert office.lpsedocs("request", "EVL-2026-001").refusal == (
        f"{EVALUATION} here is not as it is committed, on the main branch or on the one that is checked out; "
        "commit it, or bring the main branch up to date with 'git pull --ff-only'"
    )


def test_a_head_without_an_account_is_mentioned(office: RealOffice) -> None:
    change_roster(office, person("rahma"), person("rahma", forges="[]"))

    assert office.lpsedocs("request", "EVL-2026-001").out.endswith(
        "note: Rahma has no account on a forge in the roster, so a merge proves nothing; 'lpsedocs roster "
        "add-account' enters it\n"
    )


def test_a_role_whose_merges_do_not_count_is_mentioned(office: RealOffice) -> None:
    change_roster(office, "kepala_lpse: [personal, forge, witness]", "kepala_lpse: [personal]")

    assert office.lpsedocs("request", "EVL-2026-001").out.endswith(
        "note: the roster does not accept merges as evidence from this role, so Rahma signs with 'lpsedocs "
        "approve'\n"
    )


# ---- What lies here otherwise


def test_a_record_that_was_removed_here_is_brought_back_for_a_request(office: RealOffice) -> None:
    (office.root / EVALUATION).unlink()

    assert office.lpsedocs("request", "EVL-2026-001").refusal == (
        "EVL-2026-001 is committed, and was removed here; 'git restore --staged --worktree -- "
        '":(top,glob)records/evaluations/**/EVL-2026-001.yaml"\' brings it back'
    )


def test_what_lies_where_the_decision_of_a_request_belongs_is_named(office: RealOffice) -> None:
    office.write({f"{DECISION}/x": "x"})
    office.commit()

    assert office.lpsedocs("request", "EVL-2026-001").refusal == (
        f"{DECISION}/x lies where {DECISION} belongs, so the commit is not made; have it removed in a "
        "request of its own, and do this again"
    )


def test_a_branch_of_that_name_without_a_file_for_the_decision_is_another_one(office: RealOffice) -> None:
    office.with_remote()
    office.lpsedocs("request", "EVL-2026-001")
    office.git("switch", "--quiet", "setujui/EVL-2026-001")
    office.git("rm", "--quiet", DECISION)
    office.git("update-index", "--add", "--cacheinfo", f"160000,{'1' * 40},{DECISION}")
    office.git("commit", "--quiet", "-m", "Lain")
    office.git("switch", "--quiet", "main")

    assert office.lpsedocs("request", "EVL-2026-001").refusal == (
        "this request was made before and is here: setujui/EVL-2026-001 and evaluasi-ulang/EVL-2026-001; to "
        "make it anew, remove what is here with 'git branch -D setujui/EVL-2026-001 "
        "evaluasi-ulang/EVL-2026-001'"
    )
