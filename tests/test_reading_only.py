"""Whatever only reads changes nothing at all: no file, no index of git, no pin; and asks no network.

The commands are found in the command line itself. What is not listed here as writing is run in every form
that its options name, and must leave everything as it was; what is listed must have changed something.
"""

import contextlib
import hashlib
import json
import os
import shutil
import socket
import stat
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, TypeAlias

import click
import pytest

from lpsedocs.cli import group
from lpsedocs.rules import all_rules
from tests.real_office import EVALUATION, RealOffice, office_at
from tests.trust.story import key_of

TODAY: Final = "2026-07-06"
"""The day after the office began; its tests' clock stands there."""
ORGANIZATION = "records/organization.yaml"


def nothing(_: RealOffice) -> None:
    pass


def pinned(office: RealOffice) -> None:
    assert office.lpsedocs("trust", "pin", "--yes").code == 0


def approved(office: RealOffice) -> None:
    office.sits("rahma")
    assert office.lpsedocs("approve", "EVL-2026-001", "--yes").code == 0


def without_errors(office: RealOffice) -> None:
    """Take the KAK that nobody has accepted yet for what it is: one that came from before."""
    waiver = "{rule: W151, record: USL-2026-001, reason: Dari sebelum lpsedocs, until: 2026-12-31}"
    office.write({ORGANIZATION: f"{office.read(ORGANIZATION)}waivers: [{waiver}]\n"})
    office.sits("eka")
    office.commit(sign=True)


def approved_and_pinned(office: RealOffice) -> None:
    approved(office)
    pinned(office)


def not_handed_over(office: RealOffice) -> None:
    office.edit(EVALUATION, "submissions:\n  - {by: tia, date: 2026-07-03, to: rahma}\n", "")


def laid_out_oddly(office: RealOffice) -> None:
    office.edit(ORGANIZATION, "name: ", "name:     ")


def scanned(office: RealOffice) -> None:
    office.write({"pindai.pdf": b"%PDF-1.7\n"})


def with_an_account(office: RealOffice) -> None:
    office.sits("eka")
    assert office.lpsedocs("roster", "add-account", "dewi", "github", "1009").code == 0


@dataclass(frozen=True)
class Deed:
    """A run of a writing command: by whom, with what it is told, and what has to happen before."""

    by: str
    arguments: str | tuple[str, ...] = ()
    before: Callable[[RealOffice], None] = nothing

    @property
    def words(self) -> tuple[str, ...]:
        return tuple(self.arguments.split()) if isinstance(self.arguments, str) else self.arguments


PERSON = ("sinta", "--name", "Sinta", "--position", "Kepala Bagian", "--email", "sinta@contoh.example")
SERVER = "--set name=Server --set kind=barang --set quantity=1 --set unit=unit --set condition=baik"
SIGNED = (
    "--signed pindai.pdf --archive Lemari --by dewi --date 2026-07-05 --decision sesuai --kind basah --yes"
)
WRITING: Mapping[str, Deed] = {
    "accept": Deed("agus", "KAK-2026-001 --yes"),
    "approve": Deed("rahma", "EVL-2026-001 --yes"),
    "attach": Deed("budi", "EVL-2026-001 mkdocs.yml --kind laporan"),
    "audit": Deed("eka", "EVL-2026-001 -o bukti.zip", approved_and_pinned),
    "build": Deed("eka", f"--untrusted --output situs --today {TODAY}", without_errors),
    "decide-on-paper": Deed("budi", f"KAK-2026-001 {SIGNED}", scanned),
    "demo": Deed("eka", "contoh"),
    "dossier": Deed("eka", "--period 2026 -o berkas.pdf"),
    "file": Deed("tia", "EVL-2026-001 --series 000.3 --number 12/2026 --location Lemari", approved),
    "fmt": Deed("eka", before=laid_out_oddly),
    "init": Deed("eka", "kantor-lain"),
    "new": Deed("budi", f"asset {SERVER}"),
    "print": Deed("eka", "EVL-2026-001 -o lembar.pdf"),
    "renumber": Deed("budi", "EVL-2026-001"),
    "request": Deed("tia", "EVL-2026-001"),
    "return": Deed("rahma", "EVL-2026-001 --yes --note Bukti"),
    "roster add-account": Deed("eka", "dewi github 1009"),
    "roster add-key": Deed("eka", ("budi", "--ssh", key_of("orang-lain").line)),
    "roster add-person": Deed("eka", PERSON),
    "roster add-role": Deed("eka", "agus pengelola"),
    "roster commit": Deed("eka", "--yes", with_an_account),
    "roster end-key": Deed("eka", "tia"),
    "roster end-role": Deed("eka", "rahma kepala_lpse"),
    "roster revoke-key": Deed("eka", "tia --reason hilang --since 2026-07-01"),
    "schema": Deed("eka"),
    "submit": Deed("tia", "EVL-2026-001", not_handed_over),
    "trust pin": Deed("eka", "--yes"),
    "withdraw": Deed("rahma", "EVL-2026-001 --yes --note Salah", approved),
}
"""The commands that write, each with a run that does."""
ELSEWHERE = {
    "attest": "it needs a forge to read from, and writes what it read: tests/attesting",
    "serve": "it runs until somebody stops it, on a folder of its own: tests/test_site_serving.py",
}
"""Commands that can't be run to their end here, why, and where they are tried."""
REMEMBERS = {"verify": "pins.json"}
"""What a reading command keeps in the user's own configuration: the last tip that it verified."""
THOROUGH = ("doctor",)
"""What plants a breach of every rule, one after the other, in whatever form it then tells of it."""
GIVEN = {"RECORD": "EVL-2026-001", "CODE": "R101", "TEXT": "internet", "REV": "main", "REF": "main"}
"""What is written for an argument or option, by what the help calls it."""


# ---- The commands


def leaves(command: click.Command, name: str = "") -> Iterator[tuple[str, click.Command]]:
    if not isinstance(command, click.Group):
        yield name, command
        return
    context = click.Context(command)
    for part in command.list_commands(context):
        found = command.get_command(context, part)
        assert found
        yield from leaves(found, f"{name} {part}".strip())


COMMANDS = dict(leaves(group))
READING = sorted(COMMANDS.keys() - WRITING.keys() - ELSEWHERE.keys())
LOOKING = ("--check", "--dry-run")
"""The switches by which a command that writes is told to look only."""


def runs_of(name: str) -> list[tuple[str, ...]]:
    """Return the command with each value of its options that are enumerated, and each of its switches.

    What an option is without being told makes no run of its own.
    """
    command = COMMANDS[name]
    needed = [value for p in command.params if p.required for value in written(p, values(p)[0])]
    needed += [value for p in command.params if p.name == "today" for value in ("--today", TODAY)]
    optional = [p for p in command.params if not p.required and not getattr(p, "hidden", False)]
    more = [written(p, value) for p in optional for value in values(p) if value != p.default]
    return [(*name.split(), *needed, *extra) for extra in ([], *more)]


def without_repetition(name: str) -> list[tuple[str, ...]]:
    """Return the same, but of what is thorough the plain command alone: for where all is run again."""
    return runs_of(name)[: 1 if name in THOROUGH else None]


def values(parameter: click.Parameter) -> list[str]:
    if isinstance(parameter.type, click.Choice):
        return list(parameter.type.choices)
    if isinstance(parameter, click.Option) and parameter.is_flag:
        return [""]
    shown = (parameter.metavar or (parameter.name or "").upper()).rstrip(".")
    return [GIVEN[shown]] if shown in GIVEN else []


def written(parameter: click.Parameter, value: str) -> list[str]:
    option = [parameter.opts[-1]] if isinstance(parameter, click.Option) else []
    return [*option, *([value] if value else [])]


HARMLESS = [
    run
    for name, command in COMMANDS.items()
    if any(option in LOOKING for parameter in command.params for option in parameter.opts)
    for run in runs_of(name)
    if run[-1] in LOOKING
]


# ---- Everything that a run could change

State: TypeAlias = "dict[str, tuple[object, ...]]"


def state_of(folder: Path) -> State:
    """Return all there is of each file below, ``.git`` and all: kind and mode, times of change, bytes."""
    found = {}
    for path in sorted(folder.rglob("*")):
        about = path.lstat()
        link = str(path.readlink()) if path.is_symlink() else ""
        content = path.read_bytes() if stat.S_ISREG(about.st_mode) else link.encode()
        found[str(path.relative_to(folder))] = (
            stat.filemode(about.st_mode),
            about.st_ino,
            about.st_mtime_ns,
            about.st_ctime_ns,
            hashlib.sha256(content).hexdigest(),
        )
    return found


def differing(before: State, after: State) -> list[str]:
    return sorted(path for path in before.keys() | after.keys() if before.get(path) != after.get(path))


@dataclass
class Watch:
    """What a run asks of the system beyond reading: kept while it is on."""

    is_on: bool = False
    seen: list[str] = field(default_factory=list)

    def __call__(self, event: str, arguments: tuple[Any, ...]) -> None:
        if self.is_on and event in ("socket.connect", "socket.bind", "socket.getaddrinfo"):
            self.seen.append(f"{event} {arguments[-1]}")
        if self.is_on and event == "subprocess.Popen":
            self.seen += [f"git {word}" for word in arguments[1] if word in _OVER_THE_NET]


_OVER_THE_NET = ("fetch", "pull", "push", "clone", "ls-remote", "remote", "submodule")
_WATCH = Watch()
sys.addaudithook(_WATCH)


@contextmanager
def watched() -> Iterator[list[str]]:
    _WATCH.seen, _WATCH.is_on = [], True
    yield _WATCH.seen
    _WATCH.is_on = False


# ---- The offices


@pytest.fixture
def sound(
    tmp_path_factory: pytest.TempPathFactory, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[RealOffice]:
    """An office with nothing to complain about, its root pinned."""
    # Each breach is planted in an office of its own, the same whoever asks; tests/doctor plants them all.
    monkeypatch.setattr("lpsedocs.cli.doctor.all_rules", lambda: all_rules()[::10])
    with office_at(tmp_path_factory, tmp_path) as office:
        without_errors(office)
        office.sits("rahma")
        pinned(office)
        assert office.lpsedocs("check", "--today", TODAY).code == 0
        yield office


@pytest.fixture
def troubled(sound: RealOffice) -> RealOffice:
    """An office in the middle of work: findings, changed and unknown files, an index to be refreshed."""
    assert sound.lpsedocs("approve", "EVL-2026-001", "--yes").code == 0
    sound.edit("records/evaluations/2026/EVL-2026-001.yaml", "Buku tiket", "Buku tiket semester I")
    sound.write({"records/assets/AST-900.yaml": "id: AST-900\nnama: Server\n", "records/x.yaml": "- [\n"})
    sound.git("add", "records/assets/AST-900.yaml")
    sound.write({"records/assets/AST-901.yaml": "id: AST-901\n"})
    for path in (sound.root / "records").rglob("*.yaml"):
        os.utime(path, ns=(path.stat().st_atime_ns, path.stat().st_mtime_ns - 10**9))
    return sound


@pytest.fixture(params=["sound", "troubled"])
def office(request: pytest.FixtureRequest) -> RealOffice:
    found = request.getfixturevalue(request.param)
    assert isinstance(found, RealOffice)
    return found


def without_memory(changed: list[str], command: str) -> list[str]:
    """Leave out what the command may keep for itself, and the folder that it lies in."""
    kept = Path("home/.config/lpsedocs", REMEMBERS[command]) if command in REMEMBERS else None
    return [path for path in changed if kept is None or Path(path) not in (kept, kept.parent)]


# ---- The controls are awake


def test_what_git_status_refreshes_is_seen(troubled: RealOffice, tmp_path: Path) -> None:
    before = state_of(tmp_path / "copy")

    troubled.git("status")

    assert differing(before, state_of(tmp_path / "copy")) == ["office/.git", "office/.git/index"]


def test_what_asks_the_network_is_seen() -> None:
    with watched() as asked, contextlib.suppress(OSError):
        subprocess.run(["git", "ls-remote", "file:///nowhere"], capture_output=True, check=False)
        socket.create_connection(("localhost", 1), 1)

    assert [what.split()[0] for what in asked][:2] == ["git", "socket.getaddrinfo"]


# ---- Reading


@pytest.mark.parametrize("command", READING)
def test_a_command_that_reads_changes_nothing(
    office: RealOffice, command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(scratch))
    for arguments in runs_of(command):
        before = state_of(tmp_path / "copy")
        with watched() as asked:
            told = office.lpsedocs(*arguments)
        assert told.code in (0, 1), (arguments, told)
        assert without_memory(differing(before, state_of(tmp_path / "copy")), command) == [], arguments
        assert asked == [], arguments
        assert list(scratch.iterdir()) == [], arguments


@pytest.mark.parametrize("run", HARMLESS, ids=" ".join)
def test_a_command_that_is_told_to_look_only_changes_nothing(
    office: RealOffice, run: tuple[str, ...], tmp_path: Path
) -> None:
    before = state_of(tmp_path / "copy")

    told = office.lpsedocs(*run)

    assert told.code in (0, 1, 2), told
    assert differing(before, state_of(tmp_path / "copy")) == []


def test_the_tip_that_was_verified_is_all_that_verify_keeps(sound: RealOffice, tmp_path: Path) -> None:
    sound.write({"records/assets/catatan.md": "Catatan\n"})
    tip = sound.commit(sign=True)
    before = state_of(tmp_path / "copy")

    assert sound.lpsedocs("verify").code == 0

    assert differing(before, state_of(tmp_path / "copy")) == [
        "home/.config/lpsedocs",
        "home/.config/lpsedocs/pins.json",
    ]
    [pin] = json.loads((sound.home / ".config/lpsedocs/pins.json").read_text())["pins"]
    assert pin["tip"] == tip


# ---- Writing: the list holds


@pytest.mark.parametrize("command", WRITING)
def test_a_command_listed_as_writing_writes(
    tmp_path_factory: pytest.TempPathFactory, tmp_path: Path, command: str
) -> None:
    deed = WRITING[command]
    with office_at(tmp_path_factory, tmp_path) as office:
        deed.before(office)
        office.sits(deed.by)
        before = state_of(tmp_path / "copy")

        told = office.lpsedocs(*command.split(), *deed.words)

    assert told.code == 0, told.out + told.err
    assert differing(before, state_of(tmp_path / "copy"))


def test_every_command_is_one_or_the_other() -> None:
    assert {*WRITING, *ELSEWHERE} <= COMMANDS.keys()
    assert REMEMBERS.keys() <= set(READING)


# ---- Where writing is not possible

_IN_EVERY_WAY = """\
import contextlib, io, json, sys
from lpsedocs.cli import doctor, main

# Where a breach of one rule in ten can be planted, one of each can be.
rules = doctor.all_rules()
doctor.all_rules = lambda: rules[::10]

def told(arguments):
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = main(["--lang", "en", *arguments])
    return code, out.getvalue(), err.getvalue()

print(json.dumps([told(arguments) for arguments in json.load(sys.stdin)]))
"""
_NOT_KEPT = "note: the tip can't be kept as the last verified one: Read-only file system\n"
_MOUNT = 'mount --bind "$0" "$0" && mount -o remount,ro,bind "$0" && exec "$@"'


_OF_TODAY = ("verify",)
"""What keeps the tip that it verified."""


def told_in_every_way(office: RealOffice, *around: str) -> dict[str, list[Any]]:
    """Run every reading command in its forms, in one process; returns exit codes, outputs and errors."""
    return told_in(
        office, *(run for command in READING for run in without_repetition(command)), around=around
    )


def told_in(
    office: RealOffice, *given: tuple[str, ...], around: tuple[str, ...] = ()
) -> dict[str, list[Any]]:
    runs = [*given, _OF_TODAY]
    done = subprocess.run(
        [*around, sys.executable, "-c", _IN_EVERY_WAY],
        cwd=office.root,
        input=json.dumps(runs),
        capture_output=True,
        text=True,
        check=True,
    )
    return {" ".join(run): told for run, told in zip(runs, json.loads(done.stdout), strict=True)}


def read_only(folder: Path) -> tuple[str, ...]:
    """Return what runs a command for which nothing below the folder can be written, or skip the test."""
    around = ("unshare", "--map-root-user", "--mount", "sh", "-c", _MOUNT, str(folder))
    if shutil.which("unshare") is None:
        pytest.skip("there is no 'unshare' to mount a folder read-only with")
    tried = subprocess.run([*around, "touch", str(folder / "x")], capture_output=True, text=True, check=False)
    if "ead-only" not in tried.stderr:
        pytest.skip(f"a folder can't be mounted read-only here: {tried.stderr.strip()}")
    return around


def test_every_reading_command_says_the_same_where_nothing_can_be_written(
    office: RealOffice, tmp_path: Path
) -> None:
    around = read_only(tmp_path / "copy")
    told_in(office)  # keeps the tip that it verified, so that the next one tells of nothing new

    free, hindered = told_in_every_way(office), told_in_every_way(office, *around)

    assert hindered["verify"][2] == _NOT_KEPT
    for run, told in hindered.items():
        if run.split()[0] in REMEMBERS:
            told[2] = told[2].removesuffix(_NOT_KEPT)
    assert hindered == free
