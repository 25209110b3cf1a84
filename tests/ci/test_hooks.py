"""The hooks for pre-commit, run by pre-commit itself in an office's repository, without a network."""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml

from tests.ci.offices import ASSET, LPSEDOCS, clean_environment, office_with
from tests.shell import ROOT
from tests.wheels import WHEELS, needs_wheels

PRE_COMMIT = Path(sys.executable).with_name("pre-commit")


@dataclass(frozen=True)
class Desk:
    """A clone of an office in which somebody commits."""

    root: Path
    environment: dict[str, str]

    def run(self, *command: str | Path) -> tuple[int, str]:
        done = subprocess.run(
            [str(part) for part in command],
            cwd=self.root,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        return done.returncode, done.stdout

    def commit(self, old: str, new: str) -> tuple[int, str]:
        """Change the asset and commit; return the exit code and what was said."""
        path = self.root / ASSET
        text = path.read_text()
        assert old in text
        path.write_text(text.replace(old, new))
        self.run("git", "add", "--all")
        return self.run("git", "commit", "--message", "Perubahan")


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    folder = tmp_path_factory.mktemp("kantor")
    office_with("forgejo", folder)
    (folder / "bin").mkdir()
    (folder / "bin/lpsedocs").symlink_to(LPSEDOCS)
    environment = clean_environment(folder) | {
        "PATH": f"{folder / 'bin'}:{os.environ['PATH']}",
        "PRE_COMMIT_HOME": str(folder / "simpanan"),
        "PIP_NO_INDEX": "1",
        # It is "no" that turns on what begins with "no".
        "PIP_NO_COMPILE": "0",
        "PIP_FIND_LINKS": str(WHEELS),
        "PIP_CONFIG_FILE": os.devnull,
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
    }
    return Desk(folder / "kantor", environment)


def test_the_office_has_a_hook_that_needs_only_its_lpsedocs(desk: Desk) -> None:
    assert desk.run(PRE_COMMIT, "validate-config")[0] == 0
    assert desk.run(PRE_COMMIT, "install")[0] == 0

    code, told = desk.commit("condition: baik", "condition: bagus")

    assert code == 1
    assert "lpsedocs check" in told
    assert f"{ASSET}:" in told
    assert "R101" in told
    code, told = desk.commit("condition: bagus", "condition: kurang_baik")
    assert (code, "Passed" in told) == (0, True), told


def test_a_commit_that_only_deletes_a_record_is_checked(desk: Desk) -> None:
    gone = "records/organization.yaml"
    desk.run("git", "rm", "--quiet", gone)

    code, told = desk.run("git", "commit", "--message", "Hapus")

    assert (code, "Failed" in told, "Skipped" in told) == (1, True, False), told
    assert desk.run("git", "restore", "--staged", "--worktree", gone)[0] == 0


def test_the_projects_definition_is_one(desk: Desk) -> None:
    assert desk.run(PRE_COMMIT, "validate-manifest", ROOT / ".pre-commit-hooks.yaml") == (0, "")


@needs_wheels
def test_the_projects_own_hooks_are_installed_and_run(desk: Desk, tmp_path: Path) -> None:
    project = released(tmp_path / "lpsedocs", desk)
    hooks = [{"id": "lpsedocs-check"}, {"id": "lpsedocs-fmt"}]
    config = {"repos": [{"repo": str(project), "rev": "v1.0.0", "hooks": hooks}]}
    (desk.root / ".pre-commit-config.yaml").write_text(yaml.safe_dump(config))
    desk.run(PRE_COMMIT, "install")

    code, told = desk.commit("condition: kurang_baik", "condition: bagus")

    assert (code, "R101" in told) == (1, True), told
    code, told = desk.commit("condition: bagus", "condition:    baik")
    assert code == 1
    assert "files were modified by this hook" in told
    assert "condition: baik\n" in (desk.root / ASSET).read_text()
    desk.run("git", "add", "--all")
    code, told = desk.run("git", "commit", "--message", "Perubahan")
    assert (code, told.count("Passed")) == (0, 2), told


def released(target: Path, desk: Desk) -> Path:
    """Return a repository of this project with a tag, as a release has one."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    for name in listed.split("\0"):
        if (
            name
            and not name.startswith(("tests/", "records/", "benchmarks/", "docs/"))
            and (ROOT / name).exists()
        ):
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, target / name)
    place = Desk(target, desk.environment)
    place.run("git", "init", "--quiet")
    place.run("git", "add", "--all")
    place.run("git", "commit", "--quiet", "--message", "Rilis")
    place.run("git", "tag", "v1.0.0")
    return target
