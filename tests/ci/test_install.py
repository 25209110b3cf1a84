"""The pipelines' own installation, without a network: lpsedocs and all that it needs, by their digests."""

import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.ci.forge import served
from tests.ci.offices import office_with
from tests.ci.runner import Event, Machine, WorkflowRun
from tests.wheels import WHEELS, built_wheel, needs_wheels

pytestmark = needs_wheels


@dataclass
class Plain(Machine):
    """A machine with nothing prepared but a store of packages that needs no network."""

    def scratch(self) -> Path:
        self.count += 1
        place = self.folder / f"mesin-{self.count}"
        (place / "bin").mkdir(parents=True)
        self._program(place / "bin/python3", f'#!/bin/sh\nexec {sys.executable} "$@"\n')
        (place / ".config/pip").mkdir(parents=True)
        (place / ".config/pip/pip.conf").write_text(
            f"[global]\nno-index = true\nfind-links = {WHEELS}\n[install]\nno-compile = no\n"
        )
        return place


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built_wheel(tmp_path_factory)


def test_a_request_is_checked_by_the_wheel_that_the_office_keeps(wheel: Path, tmp_path: Path) -> None:
    office = office_with("github", tmp_path, "--lpsedocs-from", str(wheel))
    office.request({"records/assets/AST-001.yaml": ("condition: baik", "condition: kurang_baik")})

    with served(office.forge, "github") as api:
        machine = Plain(
            office, tmp_path, api, {"LPSEDOCS_TRUST_ROOT": f"{office.root}@refs/remotes/origin/main"}
        )
        path = tmp_path / "kantor/.github/workflows/periksa.yml"
        run = WorkflowRun(machine, path, Event.request())
        run.data["jobs"] = {"periksa": run.data["jobs"]["periksa"]}
        done = run.run()

    assert done["periksa"].is_green, done["periksa"].all_out


def test_another_wheel_under_the_same_name_is_refused(wheel: Path, tmp_path: Path) -> None:
    office = office_with("github", tmp_path, "--lpsedocs-from", str(wheel))
    desk = tmp_path / "tukar"
    office.git("clone", "--quiet", str(office.bare), str(desk), at=tmp_path)
    with (desk / ".lpsedocs" / wheel.name).open("ab") as file:
        file.write(b"\0")
    office.git("commit", "--quiet", "--all", "--message", "Tukar", at=desk)
    office.git("push", "--quiet", "origin", "main", at=desk)

    with served(office.forge, "github") as api:
        machine = Plain(
            office, tmp_path, api, {"LPSEDOCS_TRUST_ROOT": f"{office.root}@refs/remotes/origin/main"}
        )
        path = tmp_path / "kantor/.github/workflows/utama.yml"
        done = WorkflowRun(machine, path, Event.on_main("push")).run()

    assert done["periksa"].failed[0] == "Pasang lpsedocs"
    assert "THESE PACKAGES DO NOT MATCH THE HASHES" in done["periksa"].out("Pasang lpsedocs")
