"""The package in an empty environment: a wheel, installed without a network, makes a working office."""

import venv
import zipfile
from pathlib import Path

import pytest

from lpsedocs import __version__
from tests.shell import ROOT
from tests.wheels import PIP, WHEELS, built_wheel, needs_wheels, run

pytestmark = needs_wheels


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built_wheel(tmp_path_factory)


@pytest.fixture(scope="module")
def program(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder / "venv")
    installing = ("--python", folder / "venv", "install", "--quiet", "--no-index", "--find-links", WHEELS)
    run(*PIP, *installing, wheel, cwd=folder)
    return folder / "venv/bin/lpsedocs"


def test_the_wheel_holds_what_the_program_reads(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())

    files = (path for path in (ROOT / "lpsedocs/starter").rglob("*") if path.is_file())
    starter = {path.relative_to(ROOT).as_posix() for path in files if path.suffix != ".pyc"}
    assert starter
    assert starter <= names
    assert {"lpsedocs/templates/home.html", "lpsedocs/schemas/kak.schema.json"} <= names
    outputs = {path.name for path in (ROOT / "schemas/output").iterdir()}
    assert outputs
    assert {f"lpsedocs/schemas/output/{name}" for name in outputs} <= names
    assert "lpsedocs/locale/id/LC_MESSAGES/lpsedocs.mo" in names
    assert not [name for name in names if "__pycache__" in name or name.startswith(("tests/", "tools/"))]


def test_an_office_made_with_the_wheel_works(program: Path, tmp_path: Path) -> None:
    assert run(program, "--version", cwd=tmp_path) == f"lpsedocs {__version__}\n"

    run(program, "init", "my-office", "--ci", "forgejo", cwd=tmp_path)
    office = tmp_path / "my-office"
    # The installer has compiled the programs that an office gets, too.
    assert not list(office.rglob("__pycache__"))

    assert "errors: 0, warnings: 0, notes: 0" in run(
        program, "--lang", "en", "check", "--fail-on", "note", cwd=office
    )
    run(program, "schema", "--check", cwd=office)
    run(program, "build", cwd=office)
    assert (office / "build/public/index.html").is_file()
    run(program, "build", "--edition", "office", "--output", "build/office", cwd=office)
    assert (office / "build/office/index.html").is_file()
    asset = ("name=Meja", "kind=barang", "quantity=1", "unit=unit", "condition=baik")
    run(program, "new", "asset", *(part for value in asset for part in ("--set", value)), cwd=office)
    assert "AST-002" in run(program, "find", "meja", cwd=office)
    assert "errors: 0, warnings: 0, notes: 0" in run(
        program, "--lang", "en", "check", "--fail-on", "note", cwd=office
    )
