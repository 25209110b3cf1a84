"""The roster, which may be edited here before it is committed."""

import pytest

from tests.clone.interrupting import LAID, MOVED
from tests.real_office import RealOffice

ROSTER = "records/roster.yaml"
DEWI = ("roster", "add-account", "dewi", "github", "1009", "--commit", "--yes", "--offline")


@pytest.mark.parametrize(
    ("step", "does"),
    [(LAID, 'git "$@"'), (MOVED, ":"), (MOVED, 'git "$@"')],
    ids=["laid", "written", "moved"],
)
def test_a_change_of_the_roster_that_was_killed_is_mended(step: str, does: str, office: RealOffice) -> None:
    before = office.read(ROSTER)
    office.sits("eka")
    office.killed(step, *DEWI, does=does)

    assert office.lpsedocs("request", "KAK-2026-001", "--offline").code == 0
    assert office.git("status", "--porcelain") == ""
    assert (office.read(ROSTER) == before) == (office.git("rev-list", "--count", "main") == "1")


@pytest.mark.parametrize("step", [LAID, MOVED])
def test_a_roster_that_was_edited_before_its_commit_was_killed_stays(step: str, office: RealOffice) -> None:
    office.sits("eka")
    assert office.lpsedocs(*DEWI[:-3]).code == 0
    edited = office.read(ROSTER)
    office.killed(step, "roster", "commit", "--yes", "--offline", does=":")

    assert office.lpsedocs("request", "KAK-2026-001", "--offline").code == 0
    assert (office.read(ROSTER), office.git("status", "--porcelain")) == (edited, f" M {ROSTER}")
    assert office.lpsedocs("roster", "commit", "--yes", "--offline").code == 0
    assert (office.read(ROSTER), office.git("status", "--porcelain")) == (edited, "")


def test_a_roster_that_was_edited_after_its_change_was_killed_stays(office: RealOffice) -> None:
    office.sits("eka")
    office.killed(MOVED, *DEWI, does=":")
    edited = f"{office.read(ROSTER)}# dilihat\n"
    office.write({ROSTER: edited})

    assert office.lpsedocs("request", "KAK-2026-001", "--offline").code == 0
    assert office.read(ROSTER) == edited


def test_a_roster_that_is_edited_while_its_change_is_sent_stays(office: RealOffice) -> None:
    office.with_remote()
    office.sits("eka")
    assert office.lpsedocs(*DEWI[:-3]).code == 0
    hook = office.root / ".git" / "hooks" / "pre-push"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(f"#!/bin/sh\necho '# dilihat' >>{office.root / ROSTER}\n")
    hook.chmod(0o755)

    assert office.lpsedocs("roster", "commit", "--yes", "--push").code == 0
    assert office.git("status", "--porcelain") == f" M {ROSTER}"
    assert office.read(ROSTER).endswith("# dilihat\n")
