"""Deciding with the git, streams, disk and clock of a computer, also when it is interrupted."""

import subprocess
import sys

import pytest

from tests.real_office import (
    DECISION,
    SIGNED,
    RealOffice,
)

# ---- The computer


@pytest.mark.parametrize(
    ("command", "code", "told", "stands"),
    [
        pytest.param(
            "approve EVL-2026-001 <&-",
            130,
            ["Decide 'disetujui' on EVL-2026-001? [y/N]: ", "nothing was decided"],
            {},
            id="nobody answers",
        ),
        pytest.param(
            "return EVL-2026-001 --note Bukti? --yes <&-",
            0,
            [f"{DECISION} written", f"commit COMMIT on main, {SIGNED}"],
            {"EVL-2026-001": "returned"},
            id="nobody is asked",
        ),
        pytest.param(
            "approve EVL-2026-001 --yes <&- >&- 2>&-", 0, [], {"EVL-2026-001": "approved"}, id="nobody reads"
        ),
    ],
)
def test_a_closed_stream_is_as_good_as_an_empty_one(
    office: RealOffice, command: str, code: int, told: list[str], stands: dict[str, str]
) -> None:
    done = in_a_shell(office, command)

    assert (done.returncode, done.stderr) == (code, "")
    lines = done.stdout.replace(office.tip()[:12], "COMMIT").splitlines()
    assert lines[len(lines) - len(told) :] == told
    assert office.statuses() == stands


def test_a_request_is_made_with_closed_streams(office: RealOffice) -> None:
    done = in_a_shell(office, "request EVL-2026-001 <&- >&-")

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert office.decision(at="setujui/EVL-2026-001").decision == "disetujui"


def in_a_shell(office: RealOffice, command: str) -> subprocess.CompletedProcess[str]:
    """Run a command as a shell starts it."""
    run = "import sys; from lpsedocs.cli import main; sys.exit(main())"
    return subprocess.run(
        ["sh", "-c", f'exec "$0" -c "$1" --root "$2" {command}', sys.executable, run, str(office.root)],
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_clock_before_the_last_commit_is_refused(office: RealOffice) -> None:
    office.sits("budi")
    office.at("2026-07-09T03:00:00Z")
    office.git("commit", "--quiet", "--allow-empty", "-m", "Jam maju")
    office.sits("rahma")
    office.at("2026-07-06T03:00:00Z")

    assert office.lpsedocs("approve", "EVL-2026-001", "--yes").refusal == (
        "this computer's clock says 6 July 2026 10.00 WIB, before the last commit on main: 9 July 2026 "
        "10.00 WIB. Set the clock right; if it is right, --trust-clock goes on"
    )
    assert office.lpsedocs("approve", "EVL-2026-001", "--yes", "--trust-clock").code == 0
    assert office.statuses() == {"EVL-2026-001": "approved"}


def test_signing_that_fails_changes_nothing(office: RealOffice) -> None:
    office.git("config", "gpg.ssh.program", "false")
    before = office.state()

    assert office.lpsedocs("approve", "EVL-2026-001", "--yes").refusal == (
        "git could not sign the commit, and nothing was changed: exit code 1"
    )
    assert office.state() == before


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        pytest.param(
            {"user.email": None},
            "git does not know who you are; 'git config user.name' and 'git config user.email' tell it, "
            "with the address that the roster has for you",
            id="no address",
        ),
        pytest.param(
            {"user.signingkey": None},
            "git has no key to sign with; 'git config user.signingkey ~/.ssh/id_ed25519.pub' names one",
            id="no key",
        ),
        pytest.param(
            {"user.signingkey": "/nowhere/kunci.pub"},
            "the key /nowhere/kunci.pub that git is to sign with is not there; 'git config user.signingkey' "
            "names another",
            id="a key that is not there",
        ),
        pytest.param(
            {"gpg.format": "x509"},
            "git is set up to sign with 'x509', which proves no decision; 'git config gpg.format' takes ssh "
            "or openpgp",
            id="another kind of signature",
        ),
        pytest.param(
            {"gpg.format": None, "user.signingkey": None, "gpg.program": "/nowhere/gpg"},
            "git is to sign with the program /nowhere/gpg, which is not there; install GnuPG, or sign with "
            "an SSH key: 'git config gpg.format ssh' and 'git config user.signingkey ~/.ssh/id_ed25519.pub'",
            id="nothing set up",
        ),
    ],
)
def test_what_git_lacks_is_said(office: RealOffice, settings: dict[str, str | None], message: str) -> None:
    for name, value in settings.items():
        office.git("config", "--global", *(["--unset", name] if value is None else [name, value]))
    before = office.state()

    assert office.lpsedocs("approve", "EVL-2026-001", "--yes").refusal == message
    assert office.state() == before


def test_no_branch_to_decide_on_is_said(office: RealOffice) -> None:
    office.git("checkout", "--quiet", "--detach")

    assert office.lpsedocs("approve", "EVL-2026-001", "--yes").refusal == (
        "no branch is checked out here; 'git switch main' checks out the main branch"
    )


def test_a_branch_without_a_commit_is_said(office: RealOffice) -> None:
    office.git("checkout", "--quiet", "--orphan", "baru")

    assert office.lpsedocs("approve", "EVL-2026-001", "--yes").refusal == (
        "nothing is committed here yet; commit the records first"
    )


def test_a_workspace_below_the_top_of_a_repository_is_refused(office: RealOffice) -> None:
    below = office.root / "bagian"
    below.mkdir()
    office.git("mv", "records", "mkdocs.yml", "bagian")

    told = RealOffice(office.home, below).lpsedocs("approve", "EVL-2026-001", "--yes")

    assert told.refusal == (
        f"the workspace {below} is not the top of its git repository, and decisions count only in 'records' "
        "at the top; make it a repository of its own"
    )


def test_a_shallow_clone_is_refused(office: RealOffice) -> None:
    office.with_remote()
    office.git("commit", "--quiet", "--allow-empty", "-m", "x")
    office.git("push", "--quiet")
    shallow = office.root.parent / "shallow"
    office.git("clone", "--quiet", "--depth=1", f"file://{office.root.parent}/bare.git", str(shallow))

    told = RealOffice(office.home, shallow).lpsedocs("approve", "EVL-2026-001", "--yes")

    assert told.refusal == (
        "the history here can't be judged, so nothing is signed on it: this clone is shallow; 'git fetch "
        '--unshallow origin "+refs/heads/*:refs/remotes/origin/*"\' fetches the rest of its history'
    )


def test_what_joins_the_main_branch_while_somebody_reads_is_shown_before_it_is_brought_along(
    office: RealOffice,
) -> None:
    office.with_remote()
    run = "import sys; from lpsedocs.cli import main; sys.exit(main())"
    command = ["--lang", "en", "--root", str(office.root), "approve", "EVL-2026-001", "--branch", "k-1"]
    with subprocess.Popen(
        [sys.executable, "-u", "-c", run, *command], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as asking:
        assert asking.stdout is not None
        read = b""
        while not read.endswith(b"[y/N]: "):
            read += asking.stdout.read(1)
        office.git("commit", "--quiet", "--allow-empty", "-m", "Sementara itu")
        told = asking.communicate(b"y\nn\n")[0].decode()

    assert b"origin lacks" not in read
    assert told.startswith("something changed while you were reading; look again\n")
    assert (
        f"note: main here has {office.tip()[:12]}, which main at origin lacks; k-1 brings that along into "
        "its request, unless it is merged there first\n"
    ) in told
    assert told.endswith("[y/N]: nothing was decided\n")
    assert office.git("branch", "--list", "k-1") == ""


# ---- Interrupted; tests/test_interrupted.py goes through every step


def test_an_interruption_while_signing_changes_nothing(office: RealOffice) -> None:
    program = office.home / "sign"
    program.write_text("#!/bin/sh\nkill -INT $PPID\nsleep 1\nexit 1\n")
    program.chmod(0o755)
    office.git("config", "gpg.ssh.program", str(program))
    before = office.state()

    assert office.lpsedocs("approve", "EVL-2026-001", "--yes").code == 2
    assert office.state() == before


@pytest.mark.parametrize(
    ("person", "command", "told"),
    [
        pytest.param("rahma", ["approve", "EVL-2026-001", "--yes"], "nothing was decided", id="a decision"),
        pytest.param(
            "rahma",
            ["roster", "end-role", "budi", "pengelola", "--commit", "--yes"],
            "nothing was changed",
            id="a change of the roster",
        ),
        pytest.param("budi", ["request", "EVL-2026-001"], "nothing was changed", id="a request"),
    ],
)
def test_whoever_breaks_off_at_the_passphrase_is_told_that_nothing_happened(
    office: RealOffice, person: str, command: list[str], told: str
) -> None:
    office.sits(person)
    program = office.home / "sign"
    program.write_text("#!/bin/sh\nkill -INT 0\nsleep 1\nexit 1\n")
    program.chmod(0o755)
    office.git("config", "gpg.ssh.program", str(program))
    office.git("config", "commit.gpgSign", "true")
    before = office.state()

    answer = interruptible(office, command)

    assert (answer.returncode, answer.stderr) == (130, "\n")
    assert answer.stdout.splitlines()[-1] == told
    assert office.state() == before


def interruptible(office: RealOffice, command: list[str]) -> subprocess.CompletedProcess[str]:
    """Run a command in a process group of its own."""
    run = (
        # What is started in the background of a shell ignores an interruption, and so would this.
        "import signal, sys; signal.signal(signal.SIGINT, signal.default_int_handler); "
        "from lpsedocs.cli import main; sys.exit(main())"
    )
    return subprocess.run(
        [sys.executable, "-c", run, "--lang", "en", "--root", str(office.root), *command],
        capture_output=True,
        text=True,
        check=False,
        start_new_session=True,
    )


@pytest.mark.parametrize(
    ("person", "command"),
    [
        pytest.param("rahma", ["approve", "EVL-2026-001", "--yes", "--push"], id="a decision"),
        pytest.param(
            "rahma",
            ["roster", "end-role", "budi", "pengelola", "--commit", "--yes", "--push"],
            id="a change of the roster",
        ),
        pytest.param("budi", ["request", "EVL-2026-001", "--push"], id="a request"),
    ],
)
def test_whoever_breaks_off_while_it_is_sent_is_told_that_it_may_have_arrived(
    office: RealOffice, person: str, command: list[str]
) -> None:
    office.sits(person)
    hook = office.with_remote() / "hooks" / "post-receive"
    hook.write_text("#!/bin/sh\nkill -INT 0\nsleep 1\n")
    hook.chmod(0o755)
    before = office.state()

    answer = interruptible(office, command)

    assert answer.returncode == 130
    assert answer.stdout.splitlines()[-1] == (
        "nobody waited for the answer of origin, which may have taken it or not; the same command, given "
        "again, finds out"
    )
    assert office.state() == before
    hook.unlink()
    again = interruptible(office, command)
    assert (again.returncode, office.tip()) == (2, office.tip("origin/main"))


@pytest.mark.parametrize(
    ("answer", "code", "told"),
    [
        pytest.param(
            "ya\n", 0, "[y/N]: records/decisions/EVL-2026-001/1.yaml written\n", id="yes in Indonesian"
        ),
        pytest.param("tidak\n", 130, "[y/N]: nothing was decided\n", id="no in Indonesian"),
        pytest.param("\n", 130, "[y/N]: nothing was decided\n", id="nothing"),
        pytest.param("", 130, "[y/N]: \nnothing was decided\n", id="no answer can come"),
        pytest.param(
            "entah\nn\n",
            130,
            "[y/N]: 'entah' is neither yes nor no\nDecide 'disetujui' on EVL-2026-001? [y/N]: nothing was "
            "decided\n",
            id="neither",
        ),
    ],
)
def test_an_answer_is_understood_in_either_language(
    office: RealOffice, answer: str, code: int, told: str
) -> None:
    found = office.lpsedocs("approve", "EVL-2026-001", answer=answer)

    assert found.code == code
    assert told in found.out


def test_the_question_is_put_in_the_language_of_the_office(office: RealOffice) -> None:
    assert (
        "EVL-2026-001? [y/T]: tidak ada yang diputuskan\n"
        in office.lpsedocs("--lang", "id", "approve", "EVL-2026-001", answer="t\n").out
    )


def test_an_empty_note_is_called_so(office: RealOffice) -> None:
    assert office.lpsedocs("approve", "EVL-2026-001", "--yes", "--note", "  ").refusal == (
        "the note is empty; say in it what is meant, or leave it out"
    )
    assert office.lpsedocs("return", "EVL-2026-001", "--yes", "--note", "").refusal == (
        "the note is empty, and 'evaluasi_ulang' needs one that says why"
    )
    assert office.lpsedocs("approve", "EVL-2026-001", "--yes").code == 0
    assert office.lpsedocs("withdraw", "EVL-2026-001", "--yes", "--note", " ").refusal == (
        "the note is empty, and 'dicabut' needs one that says why"
    )


def test_a_lock_of_git_is_named(office: RealOffice) -> None:
    lock = office.root / ".git" / "index.lock"
    lock.touch()
    before = office.state()

    assert office.lpsedocs("approve", "EVL-2026-001", "--yes").refusal == (
        f"another git command is at work here, or was stopped midway: {lock} is there. Wait for it; if none "
        "is running, remove that file and try again"
    )
    assert office.state() == before
