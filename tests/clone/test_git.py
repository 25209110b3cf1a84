"""What git is asked in a clone, and what its answers are taken for."""

import os
import pty
import shutil
import signal
import subprocess
import threading
from pathlib import Path, PurePosixPath

import pytest

from lpsedocs.clone import HEADS, Clone, Contents, SigningKey
from lpsedocs.clone.commands import Answer
from lpsedocs.clone.signing import unsigned
from lpsedocs.findings import Refusal
from lpsedocs.trust.signatures import parse_ssh_key
from tests.clone.programs import program, spoken, unwritable
from tests.real_office import RealOffice
from tests.trust.story import key_of

APPROVE = ("approve", "EVL-2026-001", "--yes")
FINGERPRINT = parse_ssh_key(key_of("rahma").line).fingerprint


# ---- What git says when it fails


@pytest.mark.parametrize(
    ("err", "why"),
    [
        ("", "exit code 1"),
        ("hint: try again\nwarning: x\nTo /srv/arsip\nremote: \n", "exit code 1"),
        ("error:\nfatal: no key\n", "fatal: no key"),
        (
            "Enter PIN\nagent: no card\nfatal: failed\nso it is\nand more\n",
            "agent: no card fatal: failed so it is",
        ),
        ("one\ntwo\nthree\nfour\n", "one two three"),
        (
            "fatal: Unable to create '/nowhere/index.lock': File exists.\n",
            "fatal: Unable to create '/nowhere/index.lock': File exists.",
        ),
        (
            "error: cannot open '.git/FETCH_HEAD': Permission denied\n",
            f"{unwritable('.git/FETCH_HEAD')} (error: cannot open '.git/FETCH_HEAD': Permission denied)",
        ),
        (
            "fatal: Unable to create '/srv/kantor/.git/index.lock': Read-only file system\n",
            f"{unwritable('/srv/kantor/.git/index.lock')} (fatal: Unable to create "
            "'/srv/kantor/.git/index.lock': Read-only file system)",
        ),
        (
            "error: insufficient permission for adding an object to repository database .git/objects\n",
            f"{unwritable('.git/objects')} (error: insufficient permission for adding an object to "
            "repository database .git/objects)",
        ),
        (
            "remote: error: cannot open 'x': Permission denied\nfatal: the remote failed\n",
            "fatal: the remote failed",
        ),
        (
            "git@forge: Permission denied (publickey).\nfatal: Could not read from remote repository.\n",
            "fatal: Could not read from remote repository.",
        ),
    ],
)
def test_it_is_told_in_its_words_from_where_they_begin(err: str, why: str) -> None:
    assert spoken(Answer(1, "", err).why) == why


def test_without_git_it_is_said_so(office: RealOffice) -> None:
    clone = Clone(office.root)
    os.environ["PATH"] = str(office.home)
    for ask in (clone.branch, lambda: Clone(office.root)):
        with pytest.raises(Refusal) as error:
            ask()
        assert spoken(error.value.message) == "git is not installed here; install it, and try again"


def test_an_answer_that_git_can_not_give_is_no_no(office: RealOffice) -> None:
    with pytest.raises(Refusal) as error:
        Clone(office.root).is_ancestor("0" * 40, office.tip())
    assert spoken(error.value.message) == (
        f"git can't tell what was asked: fatal: Not a valid commit name {'0' * 40}"
    )


def test_git_that_is_stopped_is_said_so(office: RealOffice) -> None:
    office.git("config", "gpg.ssh.program", str(program(office, "sign", "kill -TERM $PPID\nsleep 1")))
    before = office.state()
    assert office.lpsedocs(*APPROVE).refusal == "git was stopped midway (SIGTERM); try again"
    assert office.state() == before


def test_a_request_that_git_does_not_make_is_said_so(office: RealOffice) -> None:
    git = program(
        office, "git", f'case $* in *commit-tree*) exit 3;; esac\nPATH="{os.environ["PATH"]}"\nexec git "$@"'
    )
    os.environ["PATH"] = f"{git.parent}:{os.environ['PATH']}"
    assert office.lpsedocs("request", "EVL-2026-001").refusal == "the commit can't be made: exit code 3"


# ---- The last steps, in which nobody interrupts


def test_a_signal_in_the_last_step_is_not_heard_and_after_it_it_is(office: RealOffice) -> None:
    hook = office.root / ".git" / "hooks" / "reference-transaction"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(f'#!/bin/sh\n[ "$1" != prepared ] || kill -TERM {os.getpid()}\n')
    hook.chmod(0o755)
    heard: list[int] = []
    kept = signal.signal(signal.SIGTERM, lambda number, _: heard.append(number))
    try:
        assert office.lpsedocs(*APPROVE).code == 0
        assert heard == []
        os.kill(os.getpid(), signal.SIGTERM)
        assert heard == [signal.SIGTERM]
    finally:
        signal.signal(signal.SIGTERM, kept)


def test_a_branch_is_moved_by_any_thread(office: RealOffice) -> None:
    clone, moved = Clone(office.root), list[bool]()
    thread = threading.Thread(target=lambda: moved.append(clone.makes({f"{HEADS}baru": office.tip()})))
    thread.start()
    thread.join()
    assert (moved, office.tip("baru")) == ([True], office.tip())
    other = office.git("commit-tree", "-m", "Lain", "HEAD^{tree}")
    assert not clone.makes({f"{HEADS}baru": other})
    assert office.tip("baru") == office.tip()


@pytest.mark.parametrize("given", [None, "/dev/lain"])
def test_the_terminal_is_named_for_who_asks_for_a_passphrase(given: str | None, office: RealOffice) -> None:
    told = office.home / "told"
    sign = program(office, "sign", f'echo "$GPG_TTY" >{told}\nexec ssh-keygen "$@"')
    office.git("config", "gpg.ssh.program", str(sign))
    if given:
        os.environ["GPG_TTY"] = given
    kept, (ours, theirs) = os.dup(0), pty.openpty()
    os.dup2(theirs, 0)
    try:
        assert office.lpsedocs(*APPROVE).code == 0
    finally:
        os.dup2(kept, 0)
        name = os.ttyname(theirs)
        for opened in (kept, ours, theirs):
            os.close(opened)
    assert told.read_text().strip() == (given or name)


# ---- Who commits, and with which key


def test_a_name_is_not_guessed(office: RealOffice) -> None:
    office.git("config", "--global", "--unset", "user.name")
    assert office.lpsedocs(*APPROVE).refusal.startswith("git does not know who you are; ")


def test_the_moment_is_that_of_the_place(office: RealOffice) -> None:
    for moment in ("2026-07-06T03:00:00-07:30", "2026-07-06T03:00:00+07:00"):
        office.at(moment)
        assert Clone(office.root).hand().moment.isoformat() == moment
        assert Clone(office.root).hand_of("ci", "ci@x").moment.isoformat() == moment


def signing_key(office: RealOffice, **settings: str) -> SigningKey:
    for name, value in settings.items():
        office.git("config", name.replace("_", "."), value)
    clone = Clone(office.root)
    return clone.signing_key(clone.hand())


def test_an_ssh_key_is_known_by_whichever_file_is_named(office: RealOffice) -> None:
    public, private = str(office.home / "rahma.pub"), str(office.home / "rahma")
    assert signing_key(office) == SigningKey(public, FINGERPRINT)
    assert signing_key(office, user_signingkey="~/rahma.pub") == SigningKey(public, FINGERPRINT)
    assert signing_key(office, user_signingkey=private) == SigningKey(private, FINGERPRINT)
    Path(public).unlink()
    assert signing_key(office) == SigningKey(private, None)
    line = key_of("rahma").line
    for literal in (line, f"key::{line}"):
        assert signing_key(office, user_signingkey=literal) == SigningKey(literal, FINGERPRINT)
    office.git("config", "--unset", "user.signingkey")
    office.git("config", "--global", "--unset", "user.signingkey")
    assert signing_key(office, gpg_ssh_defaultKeyCommand="kunci") == SigningKey("kunci", None)


SECRET = "sec:u:255:22:6D:1::::::scESC:::+:::23::0:\nfpr:::::::::{primary}:\n"
PART = "ssb:u:255:18:7E:1::::::e:::+:::23:\nfpr:::::::::00000000000000000000000000000000000000FF:\n"


def test_an_openpgp_key_is_known_by_its_primary_fingerprint_if_there_is_one_alone(office: RealOffice) -> None:
    one, other = (SECRET.format(primary=f"{digit * 39}a") for digit in "12")
    asked = office.home / "asked"
    for listing, fingerprint in ((one + PART, f"{'1' * 39}A"), (one + PART + other, None)):
        gpg = program(office, "gpg", f'echo "$@" >{asked}\nprintf "{listing}"')
        key = signing_key(office, gpg_format="openpgp", gpg_program=str(gpg), user_signingkey="0xAB!")
        assert key == SigningKey("0xAB!", fingerprint)
        assert asked.read_text() == "--batch --with-colons --list-secret-keys 0xAB\n"
    gpg = program(office, "gpg", "exit 2")
    for name in ("user.signingkey", "gpg.format"):
        office.git("config", "--unset", name)
        office.git("config", "--global", "--unset", name)
    assert office.lpsedocs(*APPROVE).refusal == (
        f"git is to sign with the OpenPGP key of Rahma <rahma@contoh.example>, and {gpg} has no such key; "
        "for an SSH key: 'git config gpg.format ssh' and 'git config user.signingkey ~/.ssh/id_ed25519.pub'"
    )


def test_a_public_key_without_its_private_one_is_told_before_anything_is_asked(office: RealOffice) -> None:
    (office.home / "rahma").unlink()

    told = office.lpsedocs("approve", "EVL-2026-001", answer="y\n")

    assert (told.out, told.refusal) == (
        "",
        f"the private key of {office.home / 'rahma.pub'} is not beside it, and no ssh-agent runs here; go to "
        "the computer where it is, or name the key that is here with 'git config user.signingkey'",
    )
    shutil.copy(office.home / "rahma.pub", office.home / "rahma.kunci")
    named = str(office.home / "rahma.kunci")
    assert signing_key(office, user_signingkey=named) == SigningKey(named, FINGERPRINT)
    office.git("config", "--unset", "user.signingkey")
    os.environ["SSH_AUTH_SOCK"] = str(office.home / "agent")
    assert signing_key(office) == SigningKey(str(office.home / "rahma.pub"), FINGERPRINT)
    os.environ["SSH_AUTH_SOCK"] = ""
    assert signing_key(office, gpg_ssh_program="op-ssh-sign").fingerprint == FINGERPRINT


# ---- What goes wrong while signing

TOUCH = (
    "the hardware key did not sign; plug it in, touch it when it blinks, and give its PIN if it asks for one"
)
PASSPHRASE = (
    "the passphrase of the key was wrong, or nobody could be asked for it; do it again at a terminal, with "
    "the right one"
)
AGENT = (
    "the ssh-agent did not sign; unlock it, say yes where it asks, or give it the key anew with 'ssh-add "
    "FILE'"
)
ABSENT = (
    "the private key is not on this computer, and no ssh-agent has it; go to where it is, or name the key "
    "that is here with 'git config user.signingkey'"
)
TOO_OPEN = "others may read the private key, so it is not used; 'chmod 600 FILE' shuts them out"


@pytest.mark.parametrize(
    ("said", "then", "why"),
    [
        pytest.param(
            ['Load key "k": incorrect passphrase supplied to decrypt private key'],
            PASSPHRASE,
            'error: Load key "k": incorrect passphrase supplied to decrypt private key',
            id="a wrong passphrase",
        ),
        pytest.param(
            ['No private key found for public key "k.pub"'],
            ABSENT,
            'error: No private key found for public key "k.pub"',
            id="no private key",
        ),
        pytest.param(
            ["Couldn't sign message (signer): agent refused operation"],
            AGENT,
            "error: Couldn't sign message (signer): agent refused operation",
            id="an agent that refuses",
        ),
        pytest.param(
            ["Couldn't get agent socket: communication with agent failed"],
            AGENT,
            "error: Couldn't get agent socket: communication with agent failed",
            id="an agent that is gone",
        ),
        pytest.param(
            ["Confirm user presence for key ED25519-SK SHA256:x", "Couldn't sign message: invalid format"],
            TOUCH,
            "error: Confirm user presence for key ED25519-SK SHA256:x Couldn't sign message: invalid format",
            id="a device that nobody touches",
        ),
        pytest.param(
            ["Couldn't sign message: device not found"],
            TOUCH,
            "error: Couldn't sign message: device not found",
            id="a device that is not there",
        ),
        pytest.param(
            ["WARNING: UNPROTECTED PRIVATE KEY FILE!", 'No private key found for "k"'],
            TOO_OPEN,
            'error: WARNING: UNPROTECTED PRIVATE KEY FILE! No private key found for "k"',
            id="a file that others may read",
        ),
        pytest.param(
            ['Load key "k": bad permissions'],
            TOO_OPEN,
            'error: Load key "k": bad permissions',
            id="a file that others may read, in short",
        ),
    ],
)
def test_what_hinders_ssh_is_told_with_what_to_do(
    office: RealOffice, said: list[str], then: str, why: str
) -> None:
    lines = "\n".join(f"cat >&2 <<'END'\n{line}\nEND" for line in said)
    office.git("config", "gpg.ssh.program", str(program(office, "sign", f"{lines}\nexit 255")))

    assert office.lpsedocs(*APPROVE).refusal == (
        f"git could not sign the commit, and nothing was changed: {then} ({why})"
    )


@pytest.mark.parametrize(
    ("said", "then"),
    [
        pytest.param(
            "gpg: signing failed: No pinentry",
            "gpg has no way to ask for the passphrase; install 'pinentry', and let it know the terminal with "
            "'export GPG_TTY=$(tty)'",
            id="no pinentry",
        ),
        pytest.param(
            "gpg: signing failed: Inappropriate ioctl for device",
            "gpg has no way to ask for the passphrase; install 'pinentry', and let it know the terminal with "
            "'export GPG_TTY=$(tty)'",
            id="no terminal",
        ),
        pytest.param("gpg: signing failed: Bad passphrase", PASSPHRASE, id="a wrong passphrase"),
        pytest.param(
            "",
            "gpg did not sign: the passphrase was wrong or not given, or there is no way to ask for it; "
            "'echo x | gpg --clearsign' tries it alone and says more",
            id="nothing",
        ),
    ],
)
def test_what_hinders_gpg_is_told_with_what_to_do(said: str, then: str) -> None:
    """An older git has nothing of what gpg said, and a newer one all of it."""
    answer = Answer(128, "", "\n".join(["error: gpg failed to sign the data", *filter(None, [said])]))

    assert spoken(unsigned(answer)) == (
        f"git could not sign the commit, and nothing was changed: {then} "
        f"({' '.join(['error: gpg failed to sign the data', *filter(None, [said])])})"
    )


def test_a_wrong_passphrase_at_a_real_key_is_told(office: RealOffice) -> None:
    key = str(office.home / "rahma")
    subprocess.run(["ssh-keygen", "-q", "-p", "-P", "", "-N", "rahasia", "-f", key], check=True)
    asking = program(office, "askpass", "echo salah")
    os.environ |= {"SSH_ASKPASS": str(asking), "SSH_ASKPASS_REQUIRE": "force", "DISPLAY": ":9"}

    assert office.lpsedocs(*APPROVE).refusal.startswith(
        f"git could not sign the commit, and nothing was changed: {PASSPHRASE} (error: Load key "
    )


# ---- What git makes of files


def test_files_that_git_leaves_out_are_told(office: RealOffice) -> None:
    office.write({".gitignore": "*.tmp\n/mkdocs.yml\n"})
    clone = Clone(office.root)
    paths = ["catatan.tmp", "nama\naneh é.tmp", "mkdocs.yml", "records/roster.yaml"]
    assert clone.ignored(paths) == ("catatan.tmp", "nama\naneh é.tmp", "mkdocs.yml")
    assert clone.ignored(["records/roster.yaml"]) == ()
    with pytest.raises(Refusal) as error:
        clone.ignored(["../lain"])
    assert spoken(error.value.message) == (
        f"git can't tell what was asked: fatal: ../lain: '../lain' is outside repository at '{office.root}'"
    )


def test_a_commit_has_its_own_files_as_they_are_and_the_others_as_git_keeps_them(office: RealOffice) -> None:
    office.git("config", "filter.kecil.clean", "tr A-Z a-z")
    office.write({".gitattributes": "*.txt filter=kecil\n"})
    files = Contents({PurePosixPath("a.txt"): b"APA"}, {PurePosixPath("b.txt"): b"APA"})
    clone = Clone(office.root)
    commit = clone.commit_on(office.tip(), files, "Pesan\n", clone.hand(), sign=False)
    assert office.git("show", f"{commit}:a.txt") == "APA"
    assert office.git("show", f"{commit}:b.txt") == "apa"
    assert office.git("diff", "--name-only", office.tip(), commit) == "a.txt\nb.txt"
    assert office.git("log", "-1", "--format=%B", commit) == "Pesan"


def test_what_is_staged_of_a_file_is_told(office: RealOffice) -> None:
    clone, path = Clone(office.root), PurePosixPath("records/roster.yaml")
    assert clone.staged(path) == office.tip(f"HEAD:{path}")
    office.git("rm", "--quiet", "--cached", str(path))
    assert clone.staged(path) is None


def test_a_request_is_signed_only_where_git_signs_everything(office: RealOffice) -> None:
    for setting, record in (("false", "EVL-2026-001"), ("true", "KAK-2026-001")):
        office.git("config", "commit.gpgSign", setting)
        assert office.lpsedocs("request", record).code == 0
        branch = f"{'setujui' if setting == 'false' else 'sesuai'}/{record}"
        assert ("\ngpgsig " in office.git("cat-file", "commit", branch)) == (setting == "true")


def test_where_the_index_is_gone_git_tells_what_is_in_the_way(office: RealOffice) -> None:
    (office.root / ".git" / "index").unlink()
    before = office.state()
    told = office.lpsedocs(*APPROVE).refusal
    assert told.startswith("the files here are in the way: error: Untracked ")
    assert told.endswith(
        ". What was edited here is committed, or put aside with 'git stash'; a new file gets another name"
    )
    assert office.state() == before
