"""The command 'doctor': what it says, in which order, and that it writes nothing."""

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from lpsedocs import verification
from lpsedocs.cli import main
from lpsedocs.doctor import facts
from lpsedocs.doctor.facts import day_at
from lpsedocs.rules import all_rules
from lpsedocs.workspace import Workspace
from tests.doctor.examined import sound
from tests.repositories import Desk, LateInLondon
from tests.shell import written_to
from tests.trust.story import ROSTER, TODAY, roster


def test_the_command_says_what_it_found_and_writes_nothing(desk: Desk) -> None:
    root = sound(desk)
    before = desk.everything()
    answer = desk.say("--root", root, "doctor", "--today", TODAY.isoformat())

    assert desk.everything() == before
    assert answer.code == 1
    assert answer.err == ""
    assert answer.lines[:2] == [
        "Workspace and git",
        "  fine: the schemas that editors complete records with: up to date",
    ]
    assert "! to mend: the CI files: there are none, so no request is checked" in answer.lines
    assert answer.lines[-5:] == [
        "To mend, the gravest first",
        "  1. the CI files: there are none, so no request is checked",
        "      what to do: 'lpsedocs init --ci' writes CI files that do",
        "",
        "fine: 24, to mend: 1, can't tell: 2",
    ]


def test_what_is_to_be_mended_is_told_last_and_the_gravest_first(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lpsedocs.cli.doctor.all_rules", lambda: all_rules()[::10])
    root = sound(desk)
    (root / ".vscode/settings.json").write_text("{}\n")
    (root / ".gitattributes").write_text("*.yaml text eol=crlf\n")
    lines = desk.say("--root", root, "doctor", "--today", TODAY.isoformat()).lines
    last = lines[lines.index("To mend, the gravest first") + 1 :]

    assert [line.split(":")[0] for line in last if line[2:3].isdigit()] == [
        "  1. the CI files",
        "  2. whether git keeps the bytes of records",
        "  3. the editor's settings",
    ]


def test_a_gate_that_can_not_be_told_comes_first_and_its_one_reason_is_told_once(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    some = [rule for number, rule in enumerate(all_rules()) if rule.code == "H102" or number % 5 == 0]
    monkeypatch.setattr("lpsedocs.cli.doctor.all_rules", lambda: some)
    root = sound(desk)
    assert main(["--root", str(root), "init", "--ci", "github"]) == 0
    for path in (root / ".github/workflows").iterdir():
        path.write_text(path.read_text().replace("\njobs:\n", "\nenv: {LD_PRELOAD: /x.so}\njobs:\n"))

    lines = desk.say("--root", root, "doctor", "--today", TODAY.isoformat()).lines

    last = lines[lines.index("To mend, the gravest first") + 1 :]
    odd = "doctor does not understand 'LD_PRELOAD: /x.so' here, so it can't say that the gate runs"
    only = "tells it, and whether that stops anything can't be told"
    assert [line for line in last if line[2:3].isdigit()][:2] == [
        "  1. can't tell: whether every request is checked, and a failure stops it: "
        f".github/workflows/periksa.yml:55: {odd}",
        "  2. can't tell: whether the main branch is verified from a trusted root: "
        f".github/workflows/utama.yml:35: {odd}",
    ]
    [untold] = [line for line in lines if "breaches that could not be tried" in line]
    assert untold == (
        "? can't tell: breaches that could not be tried: all 19 that could be tried (only "
        f".github/workflows/periksa.yml:55 {only} and only .github/workflows/utama.yml:35 {only}) and H102 "
        "(CI remembers no tip that was verified before; the forge must refuse force pushes)"
    )
    [guard] = [line for line in lines if "the guard, which reviews" in line]
    assert guard == (
        "? can't tell: the guard, which reviews requests from the main branch: not as this lpsedocs writes "
        "it: .github/workflows/penjaga.yml"
    )


def test_outside_of_a_workspace_it_is_refused(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(desk.home)

    assert main(["--lang", "en", "doctor"]) == 2


WITH_FEW_RULES = """\
import sys
import lpsedocs.cli.doctor
from lpsedocs.cli import main
few = lpsedocs.cli.doctor.all_rules()[::10]
lpsedocs.cli.doctor.all_rules = lambda: few
sys.exit(main())
"""


def shown_and_told(root: Path, terminal_kind: str) -> tuple[str, str]:
    """Return what the errors' terminal shows while the command looks, and what it says in the end."""
    reader, terminal = os.openpty()
    command = [sys.executable, "-c", WITH_FEW_RULES, "--lang", "id", "--root", root, "doctor"]
    environment = os.environ | {"TERM": terminal_kind}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=terminal, text=True, env=environment
    ) as running:
        os.close(terminal)
        shown = "".join(written_to(reader))
        told_of, _ = running.communicate()
    return shown, told_of


def test_on_a_terminal_a_bar_shows_how_far_it_is_and_the_answer_is_in_the_users_language(desk: Desk) -> None:
    shown, told_of = shown_and_told(sound(desk), "xterm")

    assert "menanam pelanggaran" in shown
    assert "100%" in shown
    assert told_of.startswith("Ruang kerja dan git\n  baik: skema yang dipakai penyunting")
    assert "fine" not in told_of


def test_a_terminal_without_a_moving_cursor_has_no_bar(desk: Desk) -> None:
    shown, told_of = shown_and_told(sound(desk), "dumb")

    assert shown == ""
    assert told_of.startswith("Ruang kerja dan git\n")


def test_without_a_day_it_is_today_by_the_roster_in_force(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = sound(desk)
    (root / ROSTER).write_bytes(b"people: [")
    monkeypatch.setattr(verification, "datetime", LateInLondon)
    monkeypatch.setattr(facts, "datetime", LateInLondon)
    environment = {"HOME": str(desk.home)}

    assert day_at(Workspace(root), environment, None) == date(2026, 7, 6)
    assert day_at(Workspace(root), environment, "0" * 40) == date(2026, 7, 5)
    (root / ROSTER).write_bytes(roster().encode())
    assert day_at(Workspace(root), environment, "0" * 40) == date(2026, 7, 6)
