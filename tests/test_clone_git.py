"""What git is asked in a clone, and what its answers are taken for."""

import os
import pty
import shutil
import signal
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

import pytest

from lpsedocs.clone import HEADS, Clone, Contents, Remote, SigningKey
from lpsedocs.clone.commands import Answer
from lpsedocs.clone.signing import unsigned
from lpsedocs.findings import Message, Refusal
from lpsedocs.language import ENGLISH
from lpsedocs.trust.signatures import parse_ssh_key
from tests.real_office import RealOffice, office_at
from tests.trust.story import key_of

APPROVE = ("approve", "EVL-2026-001", "--yes")
MAIN = f"{HEADS}main"
FINGERPRINT = parse_ssh_key(key_of("rahma").line).fingerprint


@pytest.fixture
def office(tmp_path_factory: pytest.TempPathFactory, tmp_path: Path) -> Iterator[RealOffice]:
    with office_at(tmp_path_factory, tmp_path) as office:
        office.sits("rahma")
        yield office


def spoken(message: str | Message | None) -> str | None:
    return ENGLISH.say(message) if isinstance(message, Message) else message


def program(office: RealOffice, name: str, text: str) -> Path:
    place = office.home / "programs" / name
    place.parent.mkdir(exist_ok=True)
    place.write_text(f"#!/bin/sh\n{text}\n")
    place.chmod(0o755)
    return place


# ---- What git says when it fails


def unwritable(path: str) -> str:
    return (
        f"git can't write to {path}; see that the folder of the repository, with '.git' in it, belongs to "
        "you and is not read-only"
    )


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


# ---- Remotes


def test_a_branch_is_kept_at_its_upstream_else_at_origin_or_the_only_remote(office: RealOffice) -> None:
    clone = Clone(office.root)
    assert clone.remote_of(MAIN) is None
    office.git("remote", "add", "kantor", "/nowhere")
    assert clone.remote_of(MAIN) == Remote("kantor", "main")
    office.git("remote", "add", "pusat", "/nowhere")
    assert clone.remote_of(MAIN) is None
    office.git("remote", "add", "origin", "/nowhere")
    assert clone.remote_of(MAIN) == Remote("origin", "main")
    office.git("config", "branch.main.remote", "pusat")
    assert clone.remote_of(MAIN) == Remote("origin", "main")
    office.git("config", "branch.main.merge", f"{HEADS}utama")
    assert clone.remote_of(MAIN) == Remote("pusat", "utama")
    office.git("config", "branch.main.remote", ".")
    assert clone.remote_of(MAIN) == Remote("origin", "main")
    office.git("config", "--unset", "branch.main.remote")
    assert clone.remote_of(MAIN) == Remote("origin", "main")


def test_a_branch_that_is_there_and_can_not_be_fetched_is_said(office: RealOffice) -> None:
    office.with_remote()
    (office.root / ".git" / "FETCH_HEAD").mkdir()
    told = office.lpsedocs(*APPROVE).refusal
    assert told.startswith("what is new at origin can't be fetched: ")
    assert told.endswith("; --offline goes on without it")


def test_where_nothing_can_be_written_offline_is_no_advice(office: RealOffice) -> None:
    office.with_remote()
    told = "error: cannot open '.git/FETCH_HEAD': Permission denied"
    real = shutil.which("git")
    text = f'case " $* " in *" fetch "*) echo "{told}" >&2; exit 255;; esac\nexec {real} "$@"'
    os.environ["PATH"] = f"{program(office, 'git', text).parent}:{os.environ['PATH']}"

    assert office.lpsedocs(*APPROVE).refusal == (
        f"what is new at origin can't be fetched: {unwritable('.git/FETCH_HEAD')} ({told})"
    )


def test_a_remote_that_takes_no_branches_together_takes_one(office: RealOffice) -> None:
    bare = office.with_remote()
    office.git("config", "receive.advertiseAtomic", "false", at=bare)
    told = office.lpsedocs("request", "EVL-2026-001", "--push").refusal
    assert told.startswith(
        "origin did not take the branches of the request: fatal: the receiving end does not support --atomic "
    )
    assert "with these words" not in told
    assert office.lpsedocs(*APPROVE, "--push").code == 0


def test_where_nobody_can_tell_whether_it_was_sent_that_is_said(office: RealOffice) -> None:
    bare = office.with_remote()
    hook = bare / "hooks" / "post-receive"
    hook.write_text(f"#!/bin/sh\nmv {bare} {bare}.pindah\nkill -9 $PPID\n")
    hook.chmod(0o755)
    before = office.state()

    told = office.lpsedocs(*APPROVE, "--push")

    assert told.refusal.startswith("origin can't be asked whether it took what was sent: ")
    assert told.refusal.endswith(". Once it answers, give the same command again, which finds out")
    assert office.state()[1:] == before[1:]
    bare.with_name(f"{bare.name}.pindah").rename(bare)
    assert office.lpsedocs(*APPROVE, "--push").refusal.startswith("EVL-2026-001 is approved already")
    assert office.tip() == office.tip("origin/main")


@pytest.mark.parametrize(
    "command",
    [(*APPROVE, "--push"), (*APPROVE, "--push", "--branch", "k-1"), ("request", "EVL-2026-001", "--push")],
)
def test_what_was_taken_is_sent_also_where_the_answer_was_lost(
    office: RealOffice, command: tuple[str, ...]
) -> None:
    bare = office.with_remote()
    hook = bare / "hooks" / "post-receive"
    hook.write_text("#!/bin/sh\nkill -9 $PPID\n")
    hook.chmod(0o755)

    told = office.lpsedocs(*command)

    assert (told.code, "sent to origin\n" in told.out) == (0, True), told
    heads = ("for-each-ref", "--format=%(refname) %(objectname)", "refs/heads")
    assert office.git(*heads) == office.git(*heads, at=bare)


def test_what_another_program_fetches_meanwhile_is_not_taken_for_it(office: RealOffice) -> None:
    office.with_remote()
    other = office.elsewhere()
    other.git("switch", "--quiet", "-c", "lain")
    other.git("commit", "--quiet", "--allow-empty", "-m", "Lain")
    other.git("push", "--quiet", "origin", "lain")
    real = shutil.which("git")
    fetches = (
        f"env -u GIT_DIR -u GIT_WORK_TREE -u GIT_INDEX_FILE {real} -C {office.root} fetch --quiet origin lain"
    )
    text = f'case " $* " in *" fetch "*) {real} "$@"; {fetches};; *) exec {real} "$@";; esac'
    os.environ["PATH"] = f"{program(office, 'git', text).parent}:{os.environ['PATH']}"

    assert office.lpsedocs(*APPROVE, "--push").code == 0
    assert office.git("log", "--format=%s", "origin/main") == "SETUJUI EVL-2026-001\nMulai"


@pytest.mark.parametrize("name", ["{bare}", "../bare.git", "file://{bare}"])
def test_an_address_may_stand_in_place_of_the_name_of_a_remote(office: RealOffice, name: str) -> None:
    bare = office.with_remote()
    office.git("switch", "--quiet", "-c", "kep")
    office.git("push", "--quiet", "origin", "kep")
    address = name.format(bare=bare)
    office.git("config", "branch.kep.remote", address)
    office.git("config", "branch.kep.merge", f"{HEADS}kep")

    assert office.lpsedocs(*APPROVE, "--push").code == 0
    assert office.tip("kep") == office.git("rev-parse", "kep", at=bare)
    clone = Clone(office.root)
    assert clone.known(Remote(address, "kep")) == office.tip("kep^")
    assert clone.fetch(Remote(address, "kep")) == office.tip("kep")
    assert clone.sent_in(Remote(address, "kep"), office.tip("kep")) == ("kep",)


def test_of_two_addresses_of_which_one_does_not_answer_nobody_can_tell(office: RealOffice) -> None:
    bare = office.with_remote()
    office.git("remote", "set-url", "--add", "--push", "origin", str(bare))
    assert office.lpsedocs(*APPROVE, "--push").code == 0
    office.git("remote", "set-url", "--add", "--push", "origin", "/nowhere")

    withdraw = ("withdraw", "EVL-2026-001", "--yes", "--note", "x", "--push")
    assert office.lpsedocs(*withdraw).refusal.startswith("nobody can tell whether origin took what was")


def test_of_what_is_sent_to_another_address_nobody_sees_whether_it_arrived(office: RealOffice) -> None:
    bare = office.with_remote()
    office.git("remote", "set-url", "--push", "origin", f"file://{bare}")
    hook = bare / "hooks" / "post-receive"
    hook.write_text("#!/bin/sh\nkill -9 $PPID\n")
    hook.chmod(0o755)
    told = office.lpsedocs(*APPROVE, "--push").refusal
    assert told.startswith("nobody can tell whether origin took what was sent: ")
    assert told.endswith(
        ". Before you give the command again, look with 'git ls-remote' at each address that 'git remote "
        "get-url --push --all origin' names"
    )
    assert office.lpsedocs(*APPROVE, "--push").refusal.startswith("EVL-2026-001 is approved already")
    update = bare / "hooks" / "update"
    update.write_text("#!/bin/sh\nexit 1\n")
    update.chmod(0o755)
    withdraw = ("withdraw", "EVL-2026-001", "--yes", "--note", "x", "--push")
    assert office.lpsedocs(*withdraw).refusal.startswith("origin did not take it: [remote rejected]")


def test_a_remote_that_did_not_say_whether_it_took_a_branch_has_not_refused_it(office: RealOffice) -> None:
    bare = office.with_remote()
    real = shutil.which("git")
    untold = "!\\tx:refs/heads/main\\t[remote failure] (remote failed to report status)\\n"
    text = (
        f'case " $* " in *" push "*) printf \'{untold}\'; mv {bare} {bare}.pindah; exit 1;; '
        f'*) exec {real} "$@";; esac'
    )
    os.environ["PATH"] = f"{program(office, 'git', text).parent}:{os.environ['PATH']}"

    assert office.lpsedocs(*APPROVE, "--push").refusal.startswith(
        "origin can't be asked whether it took what"
    )


@pytest.mark.parametrize(
    "name",
    [
        "origin", "kantor.go.id", "a/b", "kantor+lpse", "kantor@lpse", "@", "a-", "kantor.locked", "a.lock/b",
        "a.lock", "..", "../kantor", "./kantor", ".kantor", "a/.b", "/srv/kantor.git", "a//b", "a/", "a.",
        "a./b", "a..b", "a@{1}", "https://kantor.example/x.git", "git@kantor.example:x.git", "a b", "a\\b",
        "a~1", "a^", "a?", "a*", "a[b", "a\x7f", "C:\\kantor", "kantor-é",
    ],
)  # fmt: skip
def test_a_remote_has_its_refs_under_its_name_wherever_git_takes_that(name: str, tmp_path: Path) -> None:
    def takes(ref: str) -> bool:
        return subprocess.run(["git", "check-ref-format", ref], cwd=tmp_path, check=False).returncode == 0

    tracked = Remote(name, "x").tracked

    assert takes(tracked)
    assert (tracked == f"refs/remotes/{name}/x") == takes(f"refs/remotes/{name}/x")


def test_what_is_edited_is_what_a_stash_takes(office: RealOffice) -> None:
    clone, nested = Clone(office.root), office.root / "lain"
    office.git("init", "--quiet", str(nested))
    office.git("commit", "--quiet", "--allow-empty", "-m", "Lain", at=nested)
    office.git("add", "lain")
    office.git("commit", "--quiet", "-m", "Lain")
    office.git("commit", "--quiet", "--allow-empty", "-m", "Lagi", at=nested)
    office.write({"baru.txt": "x"})
    assert clone.is_edited() is False
    office.edit("records/organization.yaml", "\n", "\n# dilihat\n")
    assert clone.is_edited() is True
    office.git("add", "records")
    assert clone.is_edited() is True


def test_where_the_remote_does_not_answer_nothing_is_told_as_sent(office: RealOffice) -> None:
    office.with_remote()
    assert office.lpsedocs(*APPROVE).code == 0
    real = shutil.which("git")
    text = f'case " $* " in *" ls-remote "*) exit 128;; *) exec {real} "$@";; esac'
    os.environ["PATH"] = f"{program(office, 'git', text).parent}:{os.environ['PATH']}"

    assert office.lpsedocs(*APPROVE).refusal == (
        "what is new at origin can't be fetched: it does not answer any more"
    )


@pytest.mark.parametrize("branch", ["kep-9", "kerja/1"], ids=["beside it", "in its place"])
def test_a_branch_that_is_noted_and_gone_hinders_no_look_at_those_that_are_there(
    office: RealOffice, branch: str
) -> None:
    bare = office.with_remote()
    office.git("update-ref", "refs/remotes/origin/kerja", "main")
    office.git("branch", "kerja/2", "main", at=bare)
    assert office.lpsedocs(*APPROVE).code == 0
    assert office.lpsedocs(*APPROVE).refusal.endswith("to be merged there by a request")
    office.git("push", "--quiet", "origin", f"main:refs/heads/{branch}")

    assert office.lpsedocs(*APPROVE).refusal.endswith(f"; it waits at origin in {branch} to be merged")


def test_where_a_branch_can_not_be_looked_at_nothing_is_told_as_not_sent(office: RealOffice) -> None:
    office.with_remote()
    assert office.lpsedocs(*APPROVE).code == 0
    office.git("push", "--quiet", "origin", "main:refs/heads/kep-9")
    other = office.elsewhere()
    other.git("switch", "--quiet", "kep-9")
    other.git("commit", "--quiet", "--allow-empty", "-m", "Lagi")
    other.git("push", "--quiet")
    real = shutil.which("git")
    fails = "*'+refs/heads/*:'*) echo 'fatal: putus' >&2; exit 128"
    place = program(office, "git", f'case " $* " in {fails};; *) exec {real} "$@";; esac')
    os.environ["PATH"] = f"{place.parent}:{os.environ['PATH']}"

    assert office.lpsedocs(*APPROVE).refusal == "what is new at origin can't be fetched: fatal: putus"
    more = f"*' ls-remote '*) {real} \"$@\"; printf '{'1' * 40}\\trefs/heads/baru\\n'"
    program(office, "git", f'case " $* " in {more};; *) exec {real} "$@";; esac')
    assert office.lpsedocs(*APPROVE).refusal == (
        "what is new at origin can't be fetched: it has moved on meanwhile; try again"
    )
    place.unlink()
    assert office.lpsedocs(*APPROVE).refusal.endswith("; it waits at origin in kep-9 to be merged")


def test_what_git_can_not_do_is_told_in_its_words(office: RealOffice) -> None:
    real = shutil.which("git")
    text = f'case " $* " in *" remote ") echo "fatal: rusak" >&2; exit 128;; *) exec {real} "$@";; esac'
    os.environ["PATH"] = f"{program(office, 'git', text).parent}:{os.environ['PATH']}"

    assert office.lpsedocs(*APPROVE).refusal == "the remotes can't be listed: fatal: rusak"


def test_what_one_address_has_was_not_taken_by_another_one_that_refused_it(office: RealOffice) -> None:
    office.with_remote()
    second = office.root.parent / "second.git"
    office.git("init", "--quiet", "--bare", str(second))
    update = second / "hooks" / "update"
    update.write_text("#!/bin/sh\nexit 1\n")
    update.chmod(0o755)
    office.git("remote", "set-url", "--push", "origin", str(second))

    unsent = Clone(office.root).push(Remote("origin", "main"), {MAIN: office.tip()})

    assert unsent is not None
    assert str(spoken(unsent.why)).startswith("[remote rejected] (hook declined)")


def test_what_was_refused_is_that_also_where_the_remote_is_gone_then(office: RealOffice) -> None:
    office.with_remote()
    real = shutil.which("git")
    refuses = "*' push '*) printf '!\\tx:refs/heads/main\\t[remote rejected] (tutup)\\n'; exit 1"
    place = program(
        office, "git", f'case " $* " in {refuses};; *\' ls-remote \'*) exit 128;; esac; exec {real} "$@"'
    )
    os.environ["PATH"] = f"{place.parent}:{os.environ['PATH']}"

    unsent = Clone(office.root).push(Remote("origin", "main"), {MAIN: office.tip()})

    assert unsent is not None
    assert (spoken(unsent.why), unsent.is_outrun) == ("[remote rejected] (tutup)", False)


def test_what_every_address_refused_was_taken_by_none(office: RealOffice) -> None:
    bare = office.with_remote()
    second = office.root.parent / "second.git"
    office.git("clone", "--quiet", "--bare", str(bare), str(second))
    for place in (bare, second):
        office.git("remote", "set-url", "--add", "--push", "origin", str(place))
        update = place / "hooks" / "update"
        update.parent.mkdir(exist_ok=True)
        update.write_text("#!/bin/sh\nexit 1\n")
        update.chmod(0o755)

    assert office.lpsedocs(*APPROVE, "--push").refusal.startswith(
        "origin did not take it: [remote rejected] ("
    )
    update.unlink()
    assert office.lpsedocs(*APPROVE, "--push").refusal.startswith(
        "nobody can tell whether origin took what was"
    )


def second_address(office: RealOffice, *how: str) -> Path:
    """Give the remote a second address to which git sends, too, at the repository that is returned."""
    second = office.root.parent / "second.git"
    office.git("clone", "--quiet", "--bare", str(office.root.parent / "bare.git"), str(second))
    for address in (office.root.parent / "bare.git", second) if how else (second,):
        office.git("remote", "set-url", "--add", *how, "origin", str(address))
    return second


def refusing(bare: Path, what: str = "*") -> Path:
    """Let a repository refuse what is pushed to some of its refs; return the hook."""
    update = bare / "hooks" / "update"
    update.parent.mkdir(exist_ok=True)
    update.write_text(f"#!/bin/sh\ncase $1 in {what}) exit 1;; esac\n")
    update.chmod(0o755)
    return update


def test_what_one_of_two_addresses_refused_may_be_at_the_other(office: RealOffice) -> None:
    bare = office.with_remote()
    second = second_address(office)
    refusing(bare)

    assert office.lpsedocs(*APPROVE, "--push").refusal == (
        f"nobody can tell whether origin took what was sent: error: failed to push some refs to '{bare}'. "
        "Before you give the command again, look with 'git ls-remote' at each address that 'git remote "
        "get-url --push --all origin' names"
    )
    assert office.git("rev-list", "--count", "main", at=second) == "2"


def test_what_two_addresses_took_was_sent(office: RealOffice) -> None:
    bare = office.with_remote()
    second = second_address(office)

    assert office.lpsedocs(*APPROVE, "--push").code == 0
    assert (
        office.tip() == office.git("rev-parse", "main", at=bare) == office.git("rev-parse", "main", at=second)
    )


def test_an_address_that_git_puts_in_the_place_of_another_is_another_one(office: RealOffice) -> None:
    bare = office.with_remote()
    second = office.root.parent / "second.git"
    office.git("clone", "--quiet", "--bare", str(bare), str(second))
    office.git("config", f"url.{second}.pushInsteadOf", str(bare))
    real = shutil.which("git")
    loses = program(
        office, "git", f'{real} "$@"; status=$?; case " $* " in *" push "*) exit 128;; esac; exit $status'
    )
    os.environ["PATH"] = f"{loses.parent}:{os.environ['PATH']}"

    assert office.lpsedocs(*APPROVE, "--push").refusal.startswith(
        "nobody can tell whether origin took what was"
    )


def test_a_remote_that_is_only_an_address_has_no_other_one(office: RealOffice) -> None:
    bare = office.with_remote()
    refusing(bare)

    unsent = Clone(office.root).push(Remote(str(bare), "lain"), {f"{HEADS}lain": office.tip()})

    assert unsent is not None
    assert str(spoken(unsent.why)).startswith("[remote rejected] (hook declined)")


@pytest.mark.parametrize("second", [True, False], ids=["two addresses", "one address to send to"])
def test_tags_are_not_sent_beside_a_decision(office: RealOffice, *, second: bool) -> None:
    bare = office.with_remote()
    if second:
        refusing(second_address(office, "--push"))
    else:
        office.git("remote", "set-url", "--push", "origin", str(bare))
    refusing(bare, "*tags*")
    office.git("config", "push.followTags", "true")
    office.git("tag", "-a", "-m", "v", "v1", "main")

    told = office.lpsedocs(*APPROVE, "--push")

    if second:
        assert told.refusal.startswith("nobody can tell whether origin took what was sent")
    else:
        assert told.code == 0, told
    assert office.git("for-each-ref", "--format=%(refname)", at=bare) == MAIN
    assert office.git("rev-list", "--count", "main", at=bare) == "2"


def test_a_decision_is_sent_also_where_git_is_to_send_submodules_only(office: RealOffice) -> None:
    bare = office.with_remote()
    office.git("config", "push.recurseSubmodules", "only")

    assert office.lpsedocs(*APPROVE, "--push").code == 0
    assert office.git("rev-list", "--count", "main", at=bare) == "2"


@pytest.mark.parametrize("name", ["a\u2028b", "a\u0085b", "a\u00a0b"])
def test_names_of_branches_at_which_others_part_lines_or_words_are_read_whole(
    office: RealOffice, name: str
) -> None:
    """Whoever may push can make one."""
    bare = office.with_remote()
    assert office.lpsedocs(*APPROVE).code == 0
    sent = office.tip()
    office.git("push", "--quiet", "origin", f"main:refs/heads/{name}")
    clone, origin = Clone(office.root), Remote("origin", "main")

    assert (clone.has_in(origin, sent), clone.sent_in(origin, sent)) == ((name,), (name,))
    assert clone.fetch(Remote("origin", name)) == sent
    assert office.git("for-each-ref", "--format=%(refname)", at=bare).count("refs/heads/") == 2
