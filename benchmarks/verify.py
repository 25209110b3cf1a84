"""Verifying a large office, against what git and the signatures alone cost; all in one run.

    python -m benchmarks.verify [DECISIONS]

Makes a repository of twice as many main-line commits as decisions, on 5,000 records in folders of their
year, and prints CPU seconds as ratios: the whole command `lpsedocs verify` against (a) the signatures alone
plus one ``git log --raw`` pass, and (b) ``git log --format='%H %G?'``.
"""

import compileall
import json
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime, timedelta
from multiprocessing import get_context
from pathlib import Path

import lpsedocs
from lpsedocs.demo.packing import packed
from lpsedocs.demo.scribe import Hand, Scribe
from lpsedocs.git import plant
from lpsedocs.trust.objects import parse_commit
from lpsedocs.trust.signatures import parse_ssh_signature, verify_ssh
from tests.trust.story import EVALUATION, FORM, REPOSITORY, key_of, records, sha

RECORDS = 5_000


class Office:
    """A growing tree in which a change writes anew only the folders above it."""

    def __init__(self, scribe: Scribe) -> None:
        self.scribe = scribe
        self.folders: dict[str, dict[str, tuple[str, str]]] = {"": {}}

    def put(self, path: str, content: bytes) -> None:
        folder, _, name = path.rpartition("/")
        self._enter(folder, name, "100644", self.scribe.put("blob", content))

    def _enter(self, folder: str, name: str, mode: str, id_: str) -> None:
        self.folders.setdefault(folder, {})[name] = mode, id_
        if folder:
            above, _, own = folder.rpartition("/")
            self._enter(above, own, "40000", self._write(folder))

    def _write(self, folder: str) -> str:
        entries = self.folders[folder]
        names = sorted(entries, key=lambda name: name + "/" if entries[name][0] == "40000" else name)
        rows = (f"{entries[n][0]} {n}".encode() + b"\0" + bytes.fromhex(entries[n][1]) for n in names)
        return self.scribe.put("tree", b"".join(rows))

    @property
    def tree(self) -> str:
        return self._write("")


def build(directory: Path, decisions: int) -> tuple[str, list[str]]:
    """Write the repository; return its root and the signed commits."""
    scribe, office_files = Scribe(), records()
    office = Office(scribe)
    for path, content in office_files.items():
        if path != EVALUATION:
            office.put(path, content)
    evaluation, form = office_files[EVALUATION], sha(office_files[FORM])
    when = datetime(2026, 1, 5, tzinfo=UTC)
    names = [f"EVL-{2016 + number % 10}-{number // 10 + 100}" for number in range(RECORDS)]
    contents = {name: evaluation.replace(b"EVL-2026-001", name.encode()) for name in names}
    for name in names[decisions:]:
        office.folders.setdefault(f"records/evaluations/{name[4:8]}", {})[f"{name}.yaml"] = (
            "100644",
            scribe.put("blob", contents[name]),
        )
    tip = root = scribe.commit(
        office.tree, (), Hand("Eka", "eka@contoh.example"), when, "Akar\n", sign=key_of("eka").sign
    )
    signed: list[str] = []
    for number, name in enumerate(names[:decisions]):
        office.put(f"records/evaluations/{name[4:8]}/{name}.yaml", contents[name])
        when += timedelta(minutes=10)
        tip = scribe.commit(office.tree, (tip,), Hand("Tia", "tia@contoh.example"), when, "Nilai\n")
        office.put(f"records/decisions/{name}/1.yaml", _decision(name, sha(contents[name]), form, number))
        when += timedelta(minutes=10)
        hand, key = Hand("Rahma", "rahma@contoh.example"), key_of("rahma")
        tip = scribe.commit(office.tree, (tip,), hand, when, "Putuskan\n", sign=key.sign)
        signed.append(tip)
    plant(directory, packed(scribe.objects.values()), {"refs/heads/main": tip}, "refs/heads/main")
    return root, signed


def _decision(name: str, digest: str, form: str, number: int) -> bytes:
    return (
        f'repository: "{REPOSITORY}"\nrecord: {name}\nsha256: "{digest}"\n'
        f'rests_on: {{FRM-2026-LPSE: "{form}"}}\n'
        f"decision: disetujui\nrole: kepala_lpse\nby: rahma\nmade: 2026-07-06T{number % 24:02}:00:00Z\n"
    ).encode()


def cpu(work: Callable[[], object]) -> float:
    """Return the CPU seconds that work takes, here and in what it runs."""
    before = _used()
    work()
    return _used() - before


def _used() -> float:
    return sum(
        usage.ru_utime + usage.ru_stime
        for usage in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    )


def _git(directory: Path, *arguments: str) -> bytes:
    command = ["git", "-C", str(directory), *arguments]
    return subprocess.run(command, check=True, capture_output=True).stdout


def floor_of(directory: Path, signed: Sequence[str]) -> float:
    """Return what the signatures alone cost, and one pass over the log whose output goes nowhere."""
    commits = [parse_commit(id_, _git(directory, "cat-file", "commit", id_)) for id_ in signed]
    signatures = [(parse_ssh_signature(commit.signature or b""), commit.payload) for commit in commits]

    def work() -> None:
        for signature, payload in signatures:
            verify_ssh(signature, payload)
        command = ["git", "-C", str(directory), "log", "--raw", "--no-renames", "--no-abbrev", "-z", "main"]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)

    return cpu(work)


def ours(directory: Path, root: str, decisions: int) -> None:
    """Run the whole command, from the start of Python to its last line."""
    program = Path(sys.executable).with_name("lpsedocs")
    options = ["--trust-root", root, "--format", "json", "--today", "2026-12-31"]
    command = [program, "verify", "--repo", directory, *options]
    done = subprocess.run(command, check=True, capture_output=True)
    found = json.loads(done.stdout)["records"]
    assert sum(record["status"] == "approved" for record in found) == decisions


def git_itself(directory: Path) -> None:
    """Let git judge the same signatures, with ssh-keygen."""
    signers = directory.with_name("signers")
    signers.write_text(f"rahma@contoh.example {key_of('rahma').line}\n")
    _git(directory, "-c", f"gpg.ssh.allowedSignersFile={signers}", "log", "--format=%H %G?", "main")


def measure(decisions: int) -> None:
    """Print what verifying so many decisions costs; ours first, as memory is the greatest of any process."""
    with tempfile.TemporaryDirectory() as scratch, ProcessPoolExecutor(1, get_context("spawn")) as builder:
        directory = Path(scratch, "office")
        root, signed = builder.submit(build, directory, decisions).result()
        # As an installer does; a checkout may have been told to keep no compiled files.
        compileall.compile_dir(Path(lpsedocs.__file__).parent, quiet=1)
        own = cpu(lambda: ours(directory, root, decisions))
        memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        floor, git = floor_of(directory, signed), cpu(lambda: git_itself(directory))
    print(  # noqa: T201
        f"{decisions} decisions, {2 * decisions} commits, {RECORDS} records: verify {own:.2f} s, "
        f"{own / floor:.1f} x (a) {floor:.2f} s; "
        f"(b) {git:.2f} s is {git / own:.1f} x verify; {memory:.0f} MiB"
    )


if __name__ == "__main__":
    if len(sys.argv) > 1:
        measure(int(sys.argv[1]))
    else:
        for decisions in (500, 1_000, 2_000):
            subprocess.run([sys.executable, "-m", "benchmarks.verify", str(decisions)], check=True)
