"""On which branch a decision is made, and what has to be on it."""

import os
import shlex
import shutil
import subprocess

import pytest

from tests.real_office import (
    DECISION,
    EVALUATION,
    ROSTER,
    RealOffice,
    change_roster,
    newer_at_the_remote,
    with_second,
)

FORM = "records/forms/FRM-2026-LPSE.yaml"


def test_who_has_an_older_version_than_the_main_branch_is_told_how_to_get_it(office: RealOffice) -> None:
    office.with_remote()
    newer_at_the_remote(office, {EVALUATION: office.read(EVALUATION) + "# baru\n"})

    assert office.lpsedocs("approve", "EVL-2026-001", "--yes", "--branch", "k-1").refusal == (
        f"{EVALUATION} has another version on the main branch than here, and what counts is what is "
        "committed there; 'git pull --ff-only' brings it here"
    )
    office.git("pull", "--quiet", "--ff-only")
    assert office.lpsedocs("approve", "EVL-2026-001", "--yes", "--branch", "k-1").code == 0


def test_a_record_that_only_the_branch_here_has_is_decided_on_it(office: RealOffice) -> None:
    office.git("switch", "--quiet", "-c", "evaluasi")
    with_second(office)

    assert office.lpsedocs("approve", "EVL-2026-002", "--yes", "--branch", "k-1").refusal == (
        "EVL-2026-002 is committed on evaluasi here, and not yet on the main branch, from which --branch "
        "makes a new one; leave --branch out to decide it on evaluasi"
    )
    assert office.lpsedocs("approve", "EVL-2026-002", "--yes").code == 0
    assert office.statuses(office.tip("evaluasi")) == {"EVL-2026-002": "approved"}


@pytest.mark.parametrize("own", [True, False], ids=["with a commit of its own", "without one"])
def test_who_decides_what_the_main_branch_no_longer_has_is_told_who_removed_it(
    office: RealOffice, *, own: bool
) -> None:
    office.with_remote()
    other = newer_at_the_remote(office, {"catatan.txt": "x"})
    other.git("rm", "--quiet", EVALUATION)
    removed = other.commit("Hapus")
    other.git("push", "--quiet")
    if own:
        office.git("commit", "--quiet", "--allow-empty", "-m", "Sendiri")

    shows = f'git log -1 {removed[:12]} -- ":(top,glob)records/evaluations/**/EVL-2026-001.yaml"'
    assert office.lpsedocs("approve", "EVL-2026-001", "--yes", "--branch", "k-1").refusal == (
        f"EVL-2026-001 is no longer on the main branch, which moved on since; '{shows}' shows who removed it"
    )
    shown = subprocess.run(shlex.split(shows), cwd=office.root, check=True, capture_output=True, text=True)
    assert "Hapus" in shown.stdout


@pytest.mark.parametrize("own", [True, False], ids=["with a commit of its own", "without one"])
def test_who_lacks_a_record_that_the_main_branch_has_is_told_how_to_get_it(
    office: RealOffice, *, own: bool
) -> None:
    office.with_remote()
    second = office.read(EVALUATION).replace("EVL-2026-001", "EVL-2026-002")
    other = newer_at_the_remote(office, {EVALUATION.replace("001", "002"): second})
    office.git("switch", "--quiet", "-c", "lain")
    if own:
        office.git("commit", "--quiet", "--allow-empty", "-m", "Sendiri")

    assert office.lpsedocs("approve", "EVL-2026-002", "--yes", "--branch", "k-1").refusal == (
        f"EVL-2026-002 is committed on the main branch, and not here yet; 'git switch -c NAME "
        f"{other.tip()[:12]}' goes there, on a new branch; then give this command once more, without --branch"
    )
    office.git("switch", "--quiet", "-c", "k-1", other.tip())
    assert office.lpsedocs("approve", "EVL-2026-002", "--yes").code == 0


def test_a_new_branch_goes_off_from_what_is_newest_here_or_at_the_remote(office: RealOffice) -> None:
    assert office.lpsedocs("approve", "EVL-2026-001", "--yes", "--branch", "satu").code == 0
    assert office.tip("satu^") == office.tip("main")
    office.with_remote()
    office.git("commit", "--quiet", "--allow-empty", "-m", "Sini")
    assert office.lpsedocs("approve", "EVL-2026-001", "--yes", "--branch", "dua").code == 0
    assert office.tip("dua^") == office.tip("main")
    office.git("reset", "--quiet", "--hard", "HEAD^")
    other = office.elsewhere()
    there = other.git("commit-tree", "-p", "main", "-m", "Sana", "main^{tree}")
    other.git("push", "--quiet", "origin", f"{there}:refs/heads/main")
    assert office.lpsedocs("approve", "EVL-2026-001", "--yes", "--branch", "tiga").code == 0
    assert office.tip("tiga^") == there


def test_what_a_new_branch_brings_along_of_the_main_branch_is_told_before_anything_is_asked(
    office: RealOffice,
) -> None:
    with_second(office)
    office.with_remote()
    assert office.lpsedocs("approve", "EVL-2026-001", "--yes").code == 0
    note = (
        f"note: main here has {office.tip()[:12]}, which main at origin lacks; k-1 brings that along into "
        "its request, unless it is merged there first\n"
    )
    command = ("approve", "EVL-2026-002", "--branch", "k-1")

    assert f"warnings: 0\n\n{note}" in office.lpsedocs(*command, answer="n\n").out
    assert "origin lacks" not in office.lpsedocs(*command[:2], answer="n\n").out
    office.git("push", "--quiet", "origin", "main")
    told = office.lpsedocs(*command, answer="y\n")
    assert (told.code, "origin lacks" in told.out) == (0, False)


def with_taken_name(office: RealOffice) -> None:
    """Let somebody have a branch of another kind at the remote, under the name that is chosen here."""
    office.with_remote()
    other = office.elsewhere()
    other.git("switch", "--quiet", "-c", "keputusan-1")
    other.git("commit", "--quiet", "--allow-empty", "-m", "Lain")
    other.git("push", "--quiet", "origin", "keputusan-1")


def test_a_branch_whose_name_is_taken_is_sent_under_another(office: RealOffice) -> None:
    with_taken_name(office)

    told = office.lpsedocs("approve", "EVL-2026-001", "--yes", "--branch", "keputusan-1")

    assert told.out.endswith(
        "not after a squash or a rebase\nsend it: git push origin keputusan-1; should origin have another "
        "branch of that name already, 'git push origin keputusan-1:NAME' sends it under a name of your "
        "choice\n"
    )
    with pytest.raises(AssertionError, match="rejected"):
        office.git("push", "--quiet", "origin", "keputusan-1")
    office.git("push", "--quiet", "origin", "keputusan-1:keputusan-2")
    assert office.statuses(office.tip("origin/keputusan-2")) == {"EVL-2026-001": "approved"}


@pytest.mark.parametrize(
    "what", ["nothing", "less", "files", "another decision", "another history", "what nobody can read"]
)
def test_a_branch_whose_name_is_taken_is_not_tried_again_and_again(office: RealOffice, what: str) -> None:
    with_taken_name(office)
    bare, other = office.root.parent / "bare.git", office.elsewhere()
    other.git("switch", "--quiet", "keputusan-1")
    if what == "less":
        other.git("rm", "--quiet", EVALUATION)
    if what == "files":
        assert other.lpsedocs("approve", "EVL-2026-001", "--yes").code == 0
        other.write({"lain.txt": "x"})
    if what == "another decision":
        assert other.lpsedocs("return", "EVL-2026-001", "--yes", "--note", "x").code == 0
    if what == "another history":
        other.git("switch", "--quiet", "--orphan", "lain")
        other.git("switch", "--quiet", "-C", "keputusan-1")
        other.git("commit", "--quiet", "--allow-empty", "-m", "Lain")
        other.git("push", "--quiet", "--force", "origin", "keputusan-1")
    if what == "what nobody can read":
        text = other.git("cat-file", "commit", "HEAD").replace("committer", "x-committer")
        (office.home / "commit").write_text(f"{text}\n")
        odd = ("hash-object", "-t", "commit", "-w", "--literally", str(office.home / "commit"))
        office.git("update-ref", "refs/heads/keputusan-1", office.git(*odd, at=bare), at=bare)
    else:
        other.git("add", "--all")
        other.git("commit", "--quiet", "--allow-empty", "-m", "Lagi")
        other.git("push", "--quiet")
    heads = ("for-each-ref", "refs/heads")
    before = office.git(*heads), office.state()[1:]

    command = ("approve", "EVL-2026-001", "--yes", "--push", "--branch")
    assert office.lpsedocs(*command, "keputusan-1").refusal == (
        "the remote has a branch keputusan-1 already; have it merged or removed, or name another with "
        "--branch"
    )
    assert (office.git(*heads), office.state()[1:]) == before
    assert office.lpsedocs(*command, "keputusan-2").code == 0


@pytest.mark.parametrize(
    "command",
    [
        ("approve", "EVL-2026-001"),
        ("roster", "add-account", "dewi", "github", "1009", "--commit"),
    ],
    ids=["a decision", "a change of the roster"],
)
def test_a_branch_that_was_sent_before_is_told_as_such(office: RealOffice, command: tuple[str, ...]) -> None:
    """As after a connection that was lost before the remote could answer."""
    with_second(office)
    office.with_remote()
    given = (*command, "--yes", "--push", "--branch", "k-1")
    other = office.elsewhere()
    assert other.lpsedocs(*given).code == 0
    sent = other.tip("k-1")
    newer_at_the_remote(office, {"catatan.txt": "x"})
    assert office.lpsedocs("approve", "EVL-2026-002", "--yes", "--push").code == 0
    office.at("2026-07-06T04:00:00Z")

    gets = f"git switch -c k-1 {sent[:12]}"
    assert office.lpsedocs(*given).refusal == (
        f"origin has this in k-1 already, where it waits to be merged; '{gets}' brings it here"
    )
    subprocess.run(gets.split(), cwd=office.root, check=True, capture_output=True)
    assert office.tip() == sent


def test_what_is_edited_here_is_not_thrown_away_for_a_branch_that_was_sent(office: RealOffice) -> None:
    office.with_remote()
    given = ("approve", "EVL-2026-001", "--yes", "--push", "--branch", "k-1")
    other = office.elsewhere()
    assert other.lpsedocs(*given).code == 0
    office.write({ROSTER: office.read(ROSTER) + "# belum selesai\n"})
    office.at("2026-07-06T04:00:00Z")

    gets = f"git switch -c k-1 {other.tip('k-1')[:12]}"
    assert f"; '{gets}' brings it here" in office.lpsedocs(*given).refusal
    office.git(*gets.split()[1:])
    assert office.read(ROSTER).endswith("# belum selesai\n")


def test_a_branch_that_was_sent_before_the_roster_changed_is_not_told_to_wait(office: RealOffice) -> None:
    office.with_remote()
    given = ("approve", "EVL-2026-001", "--yes", "--push", "--branch", "k-1")
    assert office.elsewhere().lpsedocs(*given).code == 0
    change_roster(office, "position: Verifikator", "position: Verifikator Ahli")
    office.git("push", "--quiet", "origin", "main")

    assert office.lpsedocs(*given).refusal == (
        "the remote has a branch k-1 already; have it merged or removed, or name another with --branch"
    )


def test_a_branch_that_rests_on_another_version_is_not_what_was_sent(office: RealOffice) -> None:
    office.with_remote()
    given = ("approve", "EVL-2026-001", "--yes", "--push", "--branch", "k-1")
    assert office.elsewhere().lpsedocs(*given).code == 0
    newer_at_the_remote(office, {FORM: office.read(FORM) + "# baru\n"})
    office.git("pull", "--quiet", "--ff-only")

    assert office.lpsedocs(*given).refusal == (
        "the remote has a branch k-1 already; have it merged or removed, or name another with --branch"
    )


def test_a_change_of_the_roster_that_is_edited_here_and_was_sent_before_is_brought_here(
    office: RealOffice,
) -> None:
    office.with_remote()
    assert office.lpsedocs("roster", "add-account", "dewi", "github", "1009", "--yes").code == 0
    given = ("roster", "commit", "--yes", "--push", "--branch", "k-1")
    other = office.elsewhere()
    other.write({ROSTER: office.read(ROSTER)})
    assert other.lpsedocs(*given).code == 0
    office.at("2026-07-06T04:00:00Z")

    gets = f"git restore {ROSTER} && git switch -c k-1 {other.tip('k-1')[:12]}"
    assert office.lpsedocs(*given).refusal == (
        f"origin has this in k-1 already, where it waits to be merged; '{gets}' brings it here"
    )
    subprocess.run(gets, shell=True, cwd=office.root, check=True, capture_output=True)
    assert office.tip() == other.tip("k-1")


@pytest.mark.parametrize("signer", ["nobody", "somebody else"])
@pytest.mark.parametrize(
    "command",
    [("approve", "EVL-2026-001"), ("roster", "add-account", "dewi", "github", "1009", "--commit")],
    ids=["a decision", "a change of the roster"],
)
def test_a_branch_that_proves_nothing_is_not_what_was_sent(
    office: RealOffice, command: tuple[str, ...], signer: str
) -> None:
    office.with_remote()
    given = (*command, "--yes", "--push", "--branch", "k-1")
    other = office.elsewhere()
    assert other.lpsedocs(*given).code == 0
    other.git("switch", "--quiet", "k-1")
    office.sits("tia")
    other.git(
        "commit", "--amend", "--no-edit", "--quiet", "-S" if signer == "somebody else" else "--no-gpg-sign"
    )
    other.git("push", "--quiet", "--force", "origin", "k-1")
    office.sits("rahma")
    office.at("2026-07-06T04:00:00Z")

    assert office.lpsedocs(*given).refusal == (
        "the remote has a branch k-1 already; have it merged or removed, or name another with --branch"
    )


def test_a_decision_that_was_put_in_the_place_of_a_proved_one_is_not_what_was_sent(
    office: RealOffice,
) -> None:
    """Her return at the remote is proved; whoever may push has put an approval over it."""
    office.with_remote()
    other, aside = office.elsewhere(), office.elsewhere()
    returned = ("return", "EVL-2026-001", "--yes", "--note", "x", "--push", "--branch", "k-1")
    assert other.lpsedocs(*returned).code == 0
    given = ("approve", "EVL-2026-001", "--yes", "--push", "--branch")
    assert aside.lpsedocs(*given, "lain").code == 0
    other.git("switch", "--quiet", "k-1")
    other.write({DECISION: aside.git("show", f"lain:{DECISION}") + "\n"})
    other.commit()
    other.git("push", "--quiet", "origin", "k-1")
    office.at("2026-07-06T04:00:00Z")

    assert office.lpsedocs(*given, "k-1").refusal == (
        "the remote has a branch k-1 already; have it merged or removed, or name another with --branch"
    )


def test_a_branch_that_takes_a_decision_away_is_not_what_was_sent(office: RealOffice) -> None:
    office.with_remote()
    given = ("approve", "EVL-2026-001", "--yes", "--push", "--branch", "k-1")
    other = office.elsewhere()
    assert other.lpsedocs(*given).code == 0
    other.git("switch", "--quiet", "k-1")
    other.git("rm", "--quiet", DECISION)
    other.commit()
    other.git("push", "--quiet", "origin", "k-1")
    other.git("push", "--quiet", "origin", "k-1^:refs/heads/main")

    assert office.lpsedocs("withdraw", "EVL-2026-001", "--note", "x", *given[2:]).refusal == (
        "the remote has a branch k-1 already; have it merged or removed, or name another with --branch"
    )


@pytest.mark.parametrize("head", ["without the roster", "without a commit"])
def test_where_no_roster_was_committed_none_is_restored(office: RealOffice, head: str) -> None:
    office.with_remote()
    assert office.lpsedocs("roster", "add-account", "dewi", "github", "1009", "--yes").code == 0
    other = office.elsewhere()
    other.write({ROSTER: office.read(ROSTER)})
    assert other.lpsedocs("roster", "commit", "--yes", "--push", "--branch", "k-1").code == 0
    if head == "without a commit":
        office.git("checkout", "--quiet", "--orphan", "lain")
    else:
        office.git("switch", "--quiet", "-c", "lain")
        office.git("rm", "--quiet", "--cached", ROSTER)
        office.git("commit", "--quiet", "-m", "Tanpa daftar")
    office.at("2026-07-06T04:00:00Z")

    assert office.lpsedocs("roster", "commit", "--yes", "--push", "--branch", "k-1").refusal == (
        f"origin has this in k-1 already, where it waits to be merged; 'git switch -c k-1 "
        f"{other.tip('k-1')[:12]}' brings it here"
    )


def test_a_branch_that_is_gone_before_it_is_looked_at_is_told_as_it_was(office: RealOffice) -> None:
    with_taken_name(office)
    bare, real = office.root.parent / "bare.git", shutil.which("git")
    program = office.home / "bin" / "git"
    program.parent.mkdir()
    program.write_text(
        f'#!/bin/sh\n{real} "$@"; status=$?\ncase " $* " in *\' ls-remote \'*)\n'
        f"env -u GIT_DIR {real} -C {bare} update-ref -d refs/heads/keputusan-1;; esac\nexit $status\n"
    )
    program.chmod(0o755)
    os.environ["PATH"] = f"{program.parent}:{os.environ['PATH']}"

    command = ("approve", "EVL-2026-001", "--yes", "--push", "--branch", "keputusan-1")
    assert office.lpsedocs(*command).refusal.startswith("the remote has a branch keputusan-1 already")
    assert office.lpsedocs(*command).code == 0


def test_from_another_branch_an_unsent_main_branch_is_sent_by_its_name(office: RealOffice) -> None:
    office.with_remote()
    assert office.lpsedocs("approve", "EVL-2026-001", "--yes").code == 0
    office.git("switch", "--quiet", "-c", "lain")

    assert office.lpsedocs("approve", "EVL-2026-001", "--yes", "--branch", "k-1").refusal == (
        "EVL-2026-001 is approved already, in these bytes: decision 1, by rahma; send it: 'git push origin "
        "main'; where main is protected: 'git push origin main:refs/heads/NAME', to be merged there by a "
        "request"
    )


def test_a_branch_that_was_not_taken_is_made_by_the_same_command(office: RealOffice) -> None:
    hook = office.with_remote() / "hooks" / "update"
    hook.write_text("#!/bin/sh\nexit 1\n")
    hook.chmod(0o755)
    command = ("approve", "EVL-2026-001", "--yes", "--push", "--branch", "keputusan-1")
    assert office.lpsedocs(*command).code == 2
    hook.unlink()

    assert office.lpsedocs(*command).code == 0
    assert office.tip("origin/keputusan-1") == office.tip("keputusan-1")


def test_a_branch_that_is_checked_out_takes_the_decision(office: RealOffice) -> None:
    office.git("switch", "--quiet", "-c", "evaluasi")
    office.sits("tia")
    office.edit(EVALUATION, "Buku tiket", "Buku tiket semester I")
    office.commit()
    office.sits("rahma")

    told = office.lpsedocs("approve", "EVL-2026-001", "--yes")

    assert told.code == 0, told
    assert "it counts when evaluasi is merged into the main branch with a merge commit" in told.out
    assert office.statuses("refs/heads/main") == {}
    office.sits("budi")
    office.git("switch", "--quiet", "main")
    office.git("merge", "--quiet", "--no-ff", "-m", "Gabung", "evaluasi")
    assert office.statuses() == {"EVL-2026-001": "approved"}


def test_rights_are_those_of_the_main_branch(office: RealOffice) -> None:
    office.git("switch", "--quiet", "-c", "lama")
    office.git("switch", "--quiet", "main")
    change_roster(office, "{role: kepala_lpse, person: rahma,", "{role: kepala_lpse, person: agus,")
    office.git("switch", "--quiet", "lama")

    assert office.lpsedocs("approve", "EVL-2026-001", "--yes").refusal == (
        "EVL-2026-001: rahma does not hold the role Kepala LPSE on 6 July 2026, which is held by agus; "
        "'lpsedocs roster add-role' enters a holder, also an acting head"
    )


def test_a_branch_that_has_nothing_in_common_with_the_main_one_takes_a_decision(office: RealOffice) -> None:
    office.git("checkout", "--quiet", "--orphan", "lain")
    office.commit("Lain", sign=True)

    told = office.lpsedocs("approve", "EVL-2026-001", "--yes")

    assert told.code == 0, told
    assert "it counts when lain is merged into the main branch with a merge commit" in told.out


@pytest.mark.parametrize("command", [("approve",), ("withdraw", "--note", "x"), ("return", "--note", "x")])
def test_on_a_branch_that_lacks_a_decision_none_is_made(office: RealOffice, command: tuple[str, ...]) -> None:
    office.git("branch", "lama")
    assert office.lpsedocs("approve", "EVL-2026-001", "--yes").code == 0
    office.git("switch", "--quiet", "lama")
    before = office.state()

    name, *more = command
    assert office.lpsedocs(name, "EVL-2026-001", "--yes", *more).refusal == (
        "EVL-2026-001: the main branch has decision 1 on it, which lama lacks, so that yours would not "
        "count; 'git switch main' goes there, and --branch NAME makes a new branch from there"
    )
    assert office.state() == before


@pytest.mark.parametrize(("path", "other"), [(EVALUATION, "EVL-2026-001"), (FORM, "FRM-2026-LPSE")])
def test_on_a_branch_that_lacks_the_newest_version_nothing_is_decided(
    office: RealOffice, path: str, other: str
) -> None:
    office.git("branch", "lama")
    office.sits("tia")
    office.write({path: f"{office.read(path)}# baru\n"})
    office.commit()
    office.sits("rahma")
    office.git("switch", "--quiet", "lama")

    assert office.lpsedocs("approve", "EVL-2026-001", "--yes").refusal == (
        f"EVL-2026-001: the main branch has another version of {other} than lama, so that your decision "
        "would not count after the merge; 'git switch main' goes there, and --branch NAME makes a new branch "
        "from there"
    )


def lost(known: str) -> str:
    return (
        f"the main branch was rewritten or turned: {known[:12]}, verified on 6 July 2026, is no longer on "
        "its line, and nothing is signed on it; 'lpsedocs verify' says what happened, and what mends it"
    )


@pytest.mark.parametrize("way", ["rewritten", "rewritten and swept", "turned"])
def test_on_a_main_branch_that_lost_what_was_verified_nothing_is_signed(office: RealOffice, way: str) -> None:
    known = verified(office)
    office.git("reset", "--quiet", "--hard", "HEAD^")
    office.git("commit", "--quiet", "--allow-empty", "-m", "Lain")
    if way == "turned":
        office.git("merge", "--quiet", "--no-ff", "-m", "Gabung", known)
    if way == "rewritten and swept":
        (office.root / ".git" / "objects" / known[:2] / known[2:]).unlink()
    before = office.state()

    assert office.lpsedocs("approve", "EVL-2026-001", "--yes").refusal == lost(known)
    assert office.state() == before


def verified(office: RealOffice) -> str:
    """Verify the main branch from its pinned root, at a second commit; return that."""
    root = office.tip()
    office.git("commit", "--quiet", "--allow-empty", "-m", "Satu")
    assert office.lpsedocs("trust", "pin", "--yes", "--commit", root).code == 0
    assert office.verify().code == 0
    return office.tip()


def test_on_a_main_branch_that_has_moved_on_since_it_was_verified_one_decides(office: RealOffice) -> None:
    verified(office)
    office.git("commit", "--quiet", "--allow-empty", "-m", "Dua")

    told = office.lpsedocs("approve", "EVL-2026-001", "--yes")

    assert told.code == 0, told
    assert "no root of this repository is pinned" not in told.out


def test_a_root_that_was_pinned_is_enough_to_decide(office: RealOffice) -> None:
    assert office.lpsedocs("trust", "pin", "--yes").code == 0

    assert office.lpsedocs("approve", "EVL-2026-001", "--yes").code == 0


def test_on_an_older_main_branch_than_was_verified_one_decides(office: RealOffice) -> None:
    verified(office)
    office.git("reset", "--quiet", "--hard", "HEAD^")

    assert office.lpsedocs("approve", "EVL-2026-001", "--yes").code == 0


def test_on_a_branch_that_left_before_what_was_verified_one_decides(office: RealOffice) -> None:
    office.git("branch", "evaluasi")
    verified(office)
    office.git("switch", "--quiet", "evaluasi")
    office.sits("tia")
    office.edit(EVALUATION, "Buku tiket", "Buku tiket semester I")
    office.commit()
    office.sits("rahma")

    assert office.lpsedocs("approve", "EVL-2026-001", "--yes").code == 0


def test_on_a_main_branch_that_was_replaced_at_the_remote_nothing_is_decided_anew(office: RealOffice) -> None:
    office.with_remote()
    other = office.elsewhere()
    verified(office)
    assert office.lpsedocs("approve", "EVL-2026-001", "--yes", "--push").code == 0
    assert office.verify().code == 0
    known = office.tip()
    other.git("commit", "--quiet", "--allow-empty", "-m", "Lain")
    other.git("push", "--quiet", "--force")

    assert office.lpsedocs("approve", "EVL-2026-001", "--yes", "--push").refusal == lost(known)
    assert office.tip() == known


def test_what_brings_the_main_branch_here_works_without_an_upstream(office: RealOffice) -> None:
    office.with_remote()
    office.git("branch", "--unset-upstream")
    newer_at_the_remote(office, {EVALUATION: office.read(EVALUATION) + "# baru\n"})

    told = office.lpsedocs("approve", "EVL-2026-001", "--yes", "--branch", "k-1").refusal

    assert told.endswith("; 'git pull --ff-only origin main' brings it here")
    office.git("pull", "--quiet", "--ff-only", "origin", "main")
    assert office.lpsedocs("approve", "EVL-2026-001", "--yes", "--branch", "k-1").code == 0


def test_a_main_branch_that_is_gone_here_is_no_hindrance(office: RealOffice) -> None:
    office.with_remote()
    office.git("update-ref", "-d", "refs/heads/main")
    (office.root / EVALUATION).unlink()

    assert office.lpsedocs("approve", "EVL-2026-001", "--yes", "--branch", "k-1").refusal == (
        "EVL-2026-001 is committed on the main branch, and not here yet; 'git switch -c NAME "
        f"{office.tip('origin/main')[:12]}' goes there, on a new branch; then give this command once more, "
        "without --branch"
    )


def test_several_remotes_without_an_origin_are_named(office: RealOffice) -> None:
    office.with_remote()
    office.git("branch", "--unset-upstream")
    office.git("remote", "rename", "origin", "kantor")
    office.git("remote", "add", "cadangan", "/nowhere")

    assert office.lpsedocs("approve", "EVL-2026-001", "--yes", "--push").refusal == (
        "none of the remotes here is called origin: cadangan and kantor; 'git remote rename NAME origin' "
        "says which of them the office's is"
    )
    office.git("remote", "rename", "kantor", "origin")
    assert office.lpsedocs("approve", "EVL-2026-001", "--yes", "--push").code == 0
