"""The commands of docs/trust.md, given as they stand there by the people who are named in them."""

import contextlib
import io
import os
import re
import shlex
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from lpsedocs.cli import main
from tests.real_office import environment_for, isolated
from tests.shell import ROOT

_BLOCK = re.compile(r"```sh\n# (\w+)[^\n]*\n(.*?)```", re.DOTALL)
_EXAMPLES = ("decisions", "filings")
"""What the guide has removed; the other examples stand for the papers that the office has already."""


@dataclass
class Guide:
    """An office in which several people work, each on a computer of his own, and a forge between them."""

    folder: Path
    blocks: list[tuple[str, list[str]]]
    words: dict[str, str] = field(default_factory=dict)
    """What the office puts in place of the words in capitals."""
    told: str = ""
    """What the last block said."""

    def computer(self, person: str) -> Path:
        return self.folder / person.lower()

    def follow(self, person: str) -> None:
        """Give the commands of the next block."""
        named, lines = self.blocks.pop(0)
        assert named == person
        self.give(person, lines)

    def give(self, person: str, lines: list[str]) -> None:
        home = self.computer(person)
        (home / ".ssh").mkdir(parents=True, exist_ok=True)
        os.environ.update(environment_for(home))
        office = home / "kantor-kami"
        self.told = ""
        with contextlib.chdir(office if office.exists() else home):
            for line in lines:
                self._run(line, home)

    def _run(self, line: str, home: Path) -> None:
        for word, meant in self.words.items():
            line = line.replace(word, meant)
        command, *rest = shlex.split(line.replace("~/", f"{home}/"))
        if command == "cd":
            os.chdir(rest[0])
        elif command == "lpsedocs":
            self._lpsedocs(rest)
        else:
            no_password = ["-q", "-N", ""] if line.startswith("ssh-keygen -t") else []
            done = subprocess.run([command, *rest, *no_password], capture_output=True, text=True, check=False)
            assert done.returncode == 0, (line, done.stderr)
            self.told += done.stdout

    def _lpsedocs(self, arguments: list[str]) -> None:
        out, err = io.StringIO(), io.StringIO()
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("sys.stdin", io.StringIO("y\n" * 3))
            with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
                code = main(arguments)
        # A check of the unfinished office may find something; everything else has to succeed.
        assert code == 0 or arguments == ["check"], (arguments, out.getvalue(), err.getvalue())
        self.told += out.getvalue()

    # -- what people do outside of the commands ------------------------------------------------------

    def hand_over(self, person: str, key: str, name: str) -> None:
        """Let somebody bring his public key to the admin."""
        (self.folder / "eko" / "kunci").mkdir(parents=True, exist_ok=True)
        shutil.copy(self.computer(person) / ".ssh" / f"{key}.pub", self.folder / f"eko/kunci/{name}.pub")

    def fingerprint(self, person: str, key: str = "lpsedocs") -> str:
        listed = subprocess.run(
            ["ssh-keygen", "-l", "-f", self.computer(person) / ".ssh" / f"{key}.pub"],
            capture_output=True,
            text=True,
            check=True,
        )
        return listed.stdout.split()[1]

    def merge(self, branch: str) -> None:
        """Merge a request, as a forge would; who presses the button proves nothing here."""
        self.give("Forge", [
            f"git clone --quiet ALAMAT {branch}",
            f"git -C {branch} config user.name Forge",
            f"git -C {branch} config user.email forge@kantor.example",
            f"git -C {branch} merge --quiet --no-ff -m Gabung origin/{branch}",
            f"git -C {branch} push --quiet",
        ])  # fmt: skip

    def remove_examples(self) -> None:
        for name in _EXAMPLES:
            shutil.rmtree(self.computer("Eko") / "kantor-kami" / "records" / name)


def blocks_of(text: str) -> list[tuple[str, list[str]]]:
    return [(who, body.replace("\\\n", "").splitlines()) for who, body in _BLOCK.findall(text)]


@pytest.fixture
def guide(tmp_path: Path) -> Iterator[Guide]:
    with isolated(tmp_path / "home"):
        blocks = blocks_of((ROOT / "docs" / "trust.md").read_text("utf-8"))
        guide = Guide(tmp_path, blocks)
        subprocess.run(["git", "init", "--quiet", "--bare", "-b", "main", tmp_path / "forge.git"], check=True)
        year = datetime.now(ZoneInfo("Asia/Jakarta"))
        guide.words = {"ALAMAT": str(tmp_path / "forge.git"), "TANGGAL": year.date().isoformat()}
        yield guide


def with_a_key(guide: Guide, person: str, lines: list[str]) -> None:
    """Let somebody make his key as the guide shows it for Ani."""
    own = [line.replace("ani", person.lower()).replace("Ani", person) for line in lines]
    guide.give(person, own)
    guide.hand_over(person, "lpsedocs", person.lower())


def test_the_commands_of_the_guide_do_what_it_says(guide: Guide) -> None:
    _, making_a_key = guide.blocks.pop(0)
    for person in ("Ani", "Eko", "Joko"):
        with_a_key(guide, person, making_a_key)

    guide.follow("Eko")  # the workspace, with keys before the first commit
    guide.remove_examples()
    [evaluation] = (guide.computer("Eko") / "kantor-kami/records/evaluations").rglob("*.yaml")
    guide.words["EVL-2026-001"] = evaluation.stem
    guide.follow("Eko")  # the first commit
    guide.follow("Eko")  # the ceremony
    assert "may change the roster: Ani Contoh, S.Kom. (contoh) (ani), Kepala LPSE" in guide.told
    assert "WARNING" not in guide.told
    assert "taken over" not in guide.told
    guide.follow("Ani")
    assert guide.told.endswith("decisions proved: 0, taken over: 0, in doubt: 0, not proved: 0\n")

    guide.follow("Ani")  # approves
    guide.merge("keputusan-1")
    guide.follow("Ani")
    assert f"{evaluation.stem}: approved" in guide.told

    guide.words["SIDIK-JARI"] = guide.fingerprint("Ani")
    guide.follow("Ani")  # gets a new key, signed with the old one
    guide.merge("kunci-ani")
    guide.follow("Ani")

    guide.give("Eko", ["git pull --ff-only"])
    guide.follow("Eko")  # revokes the old one
    guide.merge("kunci-hilang")
    guide.give("Ani", ["git pull --ff-only", f"lpsedocs verify --explain {evaluation.stem}"])
    assert f"{evaluation.stem}: approved" in guide.told

    guide.words["SIDIK-JARI"] = guide.fingerprint("Eko")
    guide.give("Eko", [
        "ssh-keygen -t ed25519 -f ~/.ssh/lpsedocs-baru",
        "git pull --ff-only",
        "git config --global user.signingkey ~/.ssh/lpsedocs-baru.pub",
    ])  # fmt: skip
    guide.hand_over("Eko", "lpsedocs-baru", "eko-baru")
    guide.follow("Eko")  # a new root
    guide.merge("akar-baru")
    guide.words["NOMOR"] = tip_of(guide)
    guide.follow("Eko")
    assert f"later root: {guide.words['NOMOR']}" in guide.told

    guide.follow("Eko")  # a new head, signed with a key that only the new root has
    guide.merge("kepala-baru")
    guide.follow("Eko")  # an acting one
    guide.merge("plh-citra")
    guide.give("Joko", [
        "git clone --quiet ALAMAT kantor-kami",
        "cd kantor-kami",
        "lpsedocs trust pin --yes",
        f"lpsedocs trust pin --yes --commit {guide.words['NOMOR']}",
        f'lpsedocs withdraw {evaluation.stem} --note "Salah" --branch keputusan-2 --push --yes',
    ])  # fmt: skip
    guide.merge("keputusan-2")
    guide.give("Joko", ["git pull --ff-only", "lpsedocs verify"])
    assert f"{evaluation.stem}: decision withdrawn" in guide.told
    assert "Roles, Kepala LPSE joko: new" in guide.told
    assert guide.told.endswith("decisions proved: 2, taken over: 0, in doubt: 0, not proved: 0\n")
    assert guide.blocks == []


def tip_of(guide: Guide) -> str:
    bare = guide.folder / "forge.git"
    done = subprocess.run(
        ["git", "-C", bare, "rev-parse", "main"], capture_output=True, text=True, check=True
    )
    return done.stdout.strip()
