"""Killed, cut off or told to stop at any step, a command that commits has done all or nothing.

``approve --push`` goes wrong everywhere in every way; other commands at every sixth of the places where they
differ from it, and at all of them in ``make thorough``.

Every run of git is a step. It has its number among those of its name, since some readers run beside the rest
and may end before they began. A wrapper in its place goes wrong at one step in one of these ways:

- ``after``: the command is killed when git is done (before it, for the reader that runs all the time);
- ``inside``: git is killed at the first byte that it writes into a file, and the command with it;
- ``git``: git alone is killed there;
- ``prepared``, ``committed``: git is killed with the command when refs are locked, or moved already;
- ``prepared-git``, ``committed-git``: git alone is;
- ``TERM``, ``HUP``, ``INT``: the command and what runs in its group is told to stop.
"""

import contextlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from subprocess import PIPE
from typing import NamedTuple

import pytest
from hypothesis import settings

from lpsedocs.verification import Request, verify
from tests.real_office import RealOffice, office_at, wait_for_git
from tests.shell import ROOT
from tests.trust.story import TODAY, key_of

DRIVER = """
import contextlib, gc, importlib, io, json, os, sys
from lpsedocs.cli import main
for name in ("approve", "decide_on_paper", "request", "roster"):
    importlib.import_module(f"lpsedocs.cli.{name}")
# Models and rules are made ready when they are first used.
with contextlib.redirect_stdout(io.StringIO()):
    main(["--root", sys.argv[1], "check"])
gc.freeze()
print("ready", flush=True)
for line in sys.stdin:
    run = json.loads(line)
    child = os.fork()
    if child == 0:
        os.setpgid(0, 0)
        os.chdir(run["at"])
        nothing = os.open(os.devnull, os.O_RDWR)
        told = os.open(run["told"], os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        for stream, there in enumerate((nothing, told, told)):
            os.dup2(there, stream)
        code = main(["--lang", "en", *run["arguments"]])
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""
"""Runs a command in a fresh process for each line that it reads, and tells how that ended."""

WRAPPER = """#!/bin/sh
name=
for word; do case $word in -*|*=*) ;; *) name=$word; break;; esac; done
PATH="{path}"
n=1
set -C
{ until true >{folder}/taken/$name.$n; do n=$((n + 1)); done; } 2>/dev/null
set +C
echo $name.$n >>{folder}/steps
read step way <{folder}/plan
[ $name.$n = $step ] || exec git "$@"
dies() { kill -9 $$; }
case $way in
after) [ $name = cat-file ] || git "$@"; kill -9 $PPID; exit 1;;
inside) (ulimit -f 0; exec git "$@"); kill -9 $PPID; dies;;
git) (ulimit -f 0; exec git "$@") || dies;;
prepared-git|committed-git) STOPS_AT=${way%-git} git "$@"; dies;;
prepared|committed) STOPS_AT=$way git "$@"; kill -9 $PPID; dies;;
*) kill -$way -- -$PPID; sleep 0.1; exec git "$@";;
esac
"""
HOOK = '#!/bin/sh\n[ "$1" != "$STOPS_AT" ] || kill -9 $PPID\n'
"""A hook of git's for every change of refs."""
WRITES = {
    "commit-tree", "fetch", "hash-object", "push", "read-tree", "update-index", "update-ref", "write-tree",
}  # fmt: skip
SIGNALS = {
    "TERM": {"commit-tree", "fetch", "push", "read-tree", "update-ref"},
    "HUP": {"commit-tree", "update-ref"},
    "INT": {"commit-tree", "update-ref"},
}
BYSTANDERS = {"catatan.txt": "baru\n", "mkdocs.yml": "site_name: Lain\n"}
"""A file that somebody has staged, and one that he has edited."""


@dataclass(frozen=True)
class Scene:
    """A command, and what it comes to."""

    person: str
    arguments: tuple[str, ...]
    proved: tuple[str, ...]
    """What the branch that is checked out then proves, or the branches that are there."""
    has_remote: bool = False
    """One that is ahead, with a file that is new and one that has changed."""
    key: str = "ssh"

    def prepare(self, office: RealOffice) -> None:
        if self.key == "openpgp":
            certificate = new_openpgp_key(office)
            office.sits("eka")
            added = ("roster", "add-key", "rahma", "--openpgp", certificate, "--commit", "--yes")
            assert office.lpsedocs(*added).code == 0
        if self.has_remote:
            office.with_remote()
            other = office.elsewhere()
            office.sits("budi")
            other.write({"kabar.txt": "baru\n"})
            other.edit("records/organization.yaml", "\n", "\n# dilihat\n")
            other.commit("Lebih dulu")
            other.git("push", "--quiet")
        office.sits(self.person)
        if self.key == "openpgp":
            office.git("config", "gpg.format", "openpgp")
            office.git("config", "user.signingkey", "rahma@contoh.example")
        office.write({"catatan.txt": BYSTANDERS["catatan.txt"]})
        office.git("add", "catatan.txt")
        office.write({"mkdocs.yml": BYSTANDERS["mkdocs.yml"]})
        (office.home / "paraf.pdf").write_bytes(b"%PDF-1.7\n")

    @property
    def decisive(self) -> set[str]:
        """The steps without which the test would prove nothing."""
        is_request = self.arguments[0] == "request"
        laying = set() if is_request else {"read-tree", "update-index"}
        return {"commit-tree", "update-ref", *laying, *({"fetch", "push"} if self.has_remote else ())}

    def interruptions(self, steps: list[str], ways: tuple[str, ...]) -> list[tuple[str, str]]:
        """Return where it goes wrong, and how: in one scene everywhere, in others at every sixth place.

        These begin with the commit: what is before is alike in all scenes. Of commands other than ``approve``
        only what writes goes wrong: what reads leaves behind what the step before it did.
        """
        if self is SCENES["approve-sent"] or settings().max_examples > 1_000:
            return [(step, way) for step in steps for way in ways_at(name_of(step), ways)]
        later = steps[steps.index("commit-tree.1") :]
        telling = [step for step in later if self.arguments[0] == "approve" or name_of(step) in WRITES]
        found = [(step, way) for step in telling for way in ways_at(name_of(step), ways)]
        return found[list(SCENES.values()).index(self) :: len(SCENES)]

    def holds(self, office: RealOffice) -> tuple[str, ...]:
        """Return what holds now, in the words of ``proved``."""
        if self.arguments[0] == "request":
            return tuple(office.git("branch", "--format=%(refname:short)", "--list", "*/*").splitlines())
        if self.arguments[0] == "roster":
            found = verify(Request(office.root, TODAY, os.environ, allow_unpinned=True))
            return tuple(f"roster by {c.by}" for c in found.history.roster_changes if c.reason is None)
        return tuple(f"{record} {status}" for record, status in office.statuses().items())


APPROVED = ("EVL-2026-001 approved",)
TWINS = ("evaluasi-ulang/EVL-2026-001", "setujui/EVL-2026-001")
APPROVE = ("approve", "EVL-2026-001", "--yes")
PAPER = (
    "decide-on-paper", "KAK-2026-001", "--by", "dewi", "--date", "2026-07-05", "--decision", "sesuai",
    "--kind", "basah", "--yes", "--signed", "../home/paraf.pdf",
)  # fmt: skip
ROSTER = ("roster", "add-key", "dewi", "--ssh", key_of("orang-lain").line, "--commit", "--yes")
REQUEST = ("request", "EVL-2026-001")
SCENES = {
    "approve": Scene("rahma", APPROVE, APPROVED),
    "approve-sent": Scene("rahma", (*APPROVE, "--push"), APPROVED, has_remote=True),
    "approve-openpgp": Scene("rahma", APPROVE, APPROVED, key="openpgp"),
    "paper-sent": Scene("tia", (*PAPER, "--push"), ("KAK-2026-001 accepted",), has_remote=True),
    "roster-sent": Scene("eka", (*ROSTER, "--push"), ("roster by eka",), has_remote=True),
    "request-sent": Scene("tia", (*REQUEST, "--push"), TWINS, has_remote=True),
}
KILLED = ("after", "inside", "prepared", "committed")
ALONE = ("git", "prepared-git", "committed-git")
TOLD = ("TERM", "HUP", "INT")


def name_of(step: str) -> str:
    return step.partition(".")[0]


def ways_at(name: str, ways: tuple[str, ...]) -> Iterator[str]:
    """Return the ways that make a difference at a step of this name."""
    for way in ways:
        if (
            way == "after"
            or (way in ("inside", "git") and name in WRITES)
            or (way in TOLD and name in SIGNALS[way])
            or (way.startswith(("prepared", "committed")) and name == "update-ref")
        ):
            yield way


class State(NamedTuple):
    """What a repository and its remote hold, as people see it."""

    here: str
    """The branches."""
    status: tuple[str, ...]
    index: str
    """What the index has of the bystanders, and how it differs from the commit that is checked out."""
    there: str


class Bench:
    """An office that is laid out anew for each run of a command that goes wrong in it."""

    def __init__(self, office: RealOffice, scene: Scene, folder: Path) -> None:
        self.office, self.scene, self.folder = office, scene, folder
        self.bare = office.root.parent / "bare.git"
        self._keep()
        self._plan("none", "-")
        self._driver = subprocess.Popen(
            [sys.executable, "-c", DRIVER, ROOT], env=self._environment(), stdin=PIPE, stdout=PIPE, text=True
        )
        assert self._driver.stdin is not None
        assert self._driver.stdout is not None
        self._to, self._from = self._driver.stdin, self._driver.stdout
        assert self._from.readline() == "ready\n"

    def close(self) -> None:
        self._to.close()
        self._from.close()
        self._driver.wait()

    def _keep(self) -> None:
        hook = self.office.root / ".git" / "hooks" / "reference-transaction"
        hook.parent.mkdir(exist_ok=True)
        hook.write_text(HOOK)
        hook.chmod(0o755)
        for place in (self.office.root, self.bare):
            if place.exists():
                shutil.copytree(place, self.folder / "kept" / place.name)

    def _environment(self) -> dict[str, str]:
        bin_ = self.folder / "bin"
        bin_.mkdir()
        (self.folder / "tmp").mkdir()
        wrapper = bin_ / "git"
        wrapper.write_text(
            WRAPPER.replace("{path}", os.environ["PATH"]).replace("{folder}", str(self.folder))
        )
        wrapper.chmod(0o755)
        changed = {"PATH": f"{bin_}:{os.environ['PATH']}", "TMPDIR": str(self.folder / "tmp")}
        return {**os.environ, **changed, "PYTHONPATH": str(ROOT)}

    # -- one run -------------------------------------------------------------------------------------

    def lay_out(self) -> None:
        for place in (self.office.root, self.bare):
            if place.exists():
                shutil.rmtree(place)
                shutil.copytree(self.folder / "kept" / place.name, place)
        # The copies are no longer as the index knew them.
        self.office.git("status", "--porcelain")

    def run(self, step: str = "none", way: str = "-") -> int:
        self._plan(step, way)
        told = str(self.folder / "told")
        run = {"at": str(self.office.root), "arguments": self.scene.arguments, "told": told}
        print(json.dumps(run), file=self._to, flush=True)
        code = int(self._from.readline())
        wait_for_git(self.office.root)
        return code

    def _plan(self, step: str, way: str) -> None:
        (self.folder / "plan").write_text(f"{step} {way}\n")
        (self.folder / "steps").write_text("")
        shutil.rmtree(self.folder / "taken", ignore_errors=True)
        (self.folder / "taken").mkdir()

    @property
    def steps(self) -> list[str]:
        """The runs of git in the order in which they began, like ``update-ref.1``."""
        return (self.folder / "steps").read_text().splitlines()

    @property
    def told(self) -> str:
        return (self.folder / "told").read_text()

    # -- what came of it -----------------------------------------------------------------------------

    def state(self) -> State:
        git = self.office.git
        refs = ("for-each-ref", "--format=%(refname) %(objectname)", "refs/heads")
        return State(
            git(*refs),
            tuple(git("status", "--porcelain", "-uall").splitlines()),
            git("diff", "--cached", "--raw"),
            git(*refs, at=self.bare) if self.bare.exists() else "",
        )

    def locks(self) -> list[Path]:
        return sorted((self.office.root / ".git").rglob("*.lock"))

    def is_whole(self) -> bool:
        """Tell whether the command is done, here and if due at the remote."""
        if self.scene.holds(self.office) != self.scene.proved:
            return False
        return not self.bare.exists() or self.is_sent(self.state())

    def is_sent(self, state: State) -> bool:
        """Tell whether the remote has what is here; of a request, the main branch is no part."""
        due = set(state.here.splitlines())
        if self.scene.arguments[0] == "request":
            due = {line for line in due if not line.startswith("refs/heads/main ")}
        return due <= set(state.there.splitlines())


@contextlib.contextmanager
def bench_for(scene: Scene, office: RealOffice, folder: Path) -> Iterator[Bench]:
    scene.prepare(office)
    folder.mkdir()
    bench = Bench(office, scene, folder)
    try:
        yield bench
    finally:
        bench.close()
        if scene.key == "openpgp":
            subprocess.run(["gpgconf", "--kill", "all"], check=False, capture_output=True)
            shutil.rmtree(os.environ["GNUPGHOME"])


@pytest.mark.parametrize("ways", [KILLED, ALONE, TOLD], ids=["killed", "git-killed", "told-to-stop"])
@pytest.mark.parametrize("scene", SCENES.values(), ids=SCENES)
def test_interrupted_at_any_step_all_is_done_or_nothing(
    scene: Scene, ways: tuple[str, ...], tmp_path_factory: pytest.TempPathFactory, tmp_path: Path
) -> None:
    with (
        office_at(tmp_path_factory, tmp_path) as office,
        bench_for(scene, office, tmp_path / "bench") as bench,
    ):
        before = bench.state()
        assert bench.run() == 0, bench.told
        assert bench.is_whole()
        steps = bench.steps
        assert scene.decisive <= {name_of(step) for step in steps}
        interruptions = scene.interruptions(steps, ways)
        assert interruptions
        for step, way in interruptions:
            bench.lay_out()
            code = bench.run(step, way)
            judge(bench, before, f"{step} {way} {code}: {bench.told}", way)


def judge(bench: Bench, before: State, told: str, way: str) -> None:
    """Say what is wrong with what an interruption has left."""
    if way in TOLD:
        assert list((bench.folder / "tmp").iterdir()) == [], told
        assert bench.locks() == [], told
    if (bench.office.root / ".git" / "index.lock").exists():
        assert way in KILLED, told
        refuses_to_commit(bench.office, told)
    else:
        is_as_before_or_whole(bench, before, told)
    if bench.locks():
        mends(bench, before, told)


def is_as_before_or_whole(bench: Bench, before: State, told: str) -> None:
    after = bench.state()
    assert (after.status, after.index) == (before.status, before.index), told
    for path, content in BYSTANDERS.items():
        assert bench.office.read(path) == content, told
    newest = before.there or before.here
    here_is_whole = after.here not in (before.here, newest)
    if here_is_whole:
        assert bench.scene.holds(bench.office) == bench.scene.proved, told
        assert after.there == before.there or bench.is_sent(after), told


def refuses_to_commit(office: RealOffice, told: str) -> None:
    done = subprocess.run(
        ["git", "commit", "--quiet", "--all", "-m", "x"], cwd=office.root, capture_output=True, check=False
    )
    assert done.returncode == 128, told


def mends(bench: Bench, before: State, told: str) -> None:
    """The same command, given again, mends what is there, or names what is in the way."""
    for _ in range(3):
        code = bench.run()
        told += f"\nagain {code}: {bench.told}"
        if not bench.locks():
            break
        named = [lock for lock in bench.locks() if f"{lock} is there" in bench.told]
        assert len(named) == 1, told
        named[0].unlink()
    is_as_before_or_whole(bench, before, told)
    assert bench.is_whole() or "git branch -D" in bench.told or "--delete" in bench.told, told


def new_openpgp_key(office: RealOffice) -> str:
    """Make an OpenPGP key of Rahma, and return the place of its certificate."""
    # The path of an agent's socket may not be long.
    os.environ["GNUPGHOME"] = tempfile.mkdtemp(prefix="lo-")
    command = ["gpg", "--batch", "--quiet"]
    name = "Rahma <rahma@contoh.example>"
    made = [*command, "--passphrase", "", "--quick-gen-key", name, "ed25519", "sign", "never"]
    subprocess.run(made, check=True, capture_output=True)
    certificate = office.home / "rahma.asc"
    export = [*command, "--armor", "--export", "--export-options", "export-minimal"]
    certificate.write_bytes(subprocess.run(export, check=True, capture_output=True).stdout)
    return str(certificate)
