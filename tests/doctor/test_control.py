"""The negative control: breaches that are planted, and gates that stop them or let them through."""

import hashlib
import os
import tempfile
from collections import Counter
from pathlib import Path

import pytest

from lpsedocs.cli import main
from lpsedocs.cli._ci import guard_files
from lpsedocs.cli._scratch import run_apart
from lpsedocs.doctor.breaches import breaches_of
from lpsedocs.doctor.control import (
    Exceptions,
    Fate,
    Outcome,
    Trial,
    exceptions_of,
    of_hidden,
    of_trials,
    plain_gate,
    trials,
)
from lpsedocs.doctor.facts import gate_of, organization_of
from lpsedocs.doctor.gates import why_open
from lpsedocs.doctor.stories import DAY, Scratch, Story
from lpsedocs.findings import Severity
from lpsedocs.language import ENGLISH
from lpsedocs.pins import Pin, pins_file, save_pin
from lpsedocs.rules import Rule, all_rules, rule_with
from lpsedocs.rules.examples import office
from tests.doctor.examined import examined, sound, told
from tests.doctor.gates import ASKED, CHECK, GITHUB, LINE, github, written
from tests.repositories import Desk
from tests.trust.story import REPOSITORY, TODAY

FEW = tuple(map(rule_with, ["A201", "D204", "H102", "H201", "P101", "S106", "W201"]))
"""One rule of each sort: in the history, lowerable, beyond a gate, of a request, and so on."""
NOTHING = Exceptions({}, {}, "")
ERRORS = [rule.code for rule in all_rules() if rule.severity is Severity.ERROR]


def tried(
    folder: Path, text: str, exceptions: Exceptions = NOTHING, rules: tuple[Rule, ...] = FEW
) -> list[Trial]:
    """Try a gate of one workflow with a few rules."""
    gate = written(folder, text)
    return list(trials(gate.commands, exceptions, run_apart, rules, reason=why_open(gate)))


def fates(found: list[Trial]) -> dict[str, str]:
    return {trial.rule.code: trial.fate.value for trial in found}


def reasons(found: list[Trial]) -> dict[str, str]:
    return {trial.rule.code: ENGLISH.say(trial.why) for trial in found if trial.why}


STOPPED = dict.fromkeys(["A201", "D204", "H201", "P101", "S106", "W201"], "stopped")
BEYOND = "CI remembers no tip that was verified before; the forge must refuse force pushes"

# ---- Every rule has a breach, and the plain check stops it


def test_a_breach_of_every_error_rule_is_planted_and_stopped_by_a_plain_check(desk: Desk) -> None:
    root = sound(desk)
    answer = desk.say("--root", root, "doctor", "--today", TODAY.isoformat(), "--format", "json")
    rows = {row["rule"]: row["outcome"] for row in answer.document["control"]}

    assert answer.code == 1
    assert rows == {**dict.fromkeys(ERRORS, "stopped"), "H102": "beyond"}
    [gate] = [row for row in answer.document["diagnoses"] if row["code"] == "control-gate"]
    assert (gate["state"], gate["found"]) == (
        "unknown",
        "there are no CI files, so 'lpsedocs check' was tried, with '--base' and a trusted root",
    )


def test_a_breach_that_only_a_reader_can_notice_is_one() -> None:
    [(_, breach)] = breaches_of((rule_with("H102"),))
    assert breach is not None
    story = Story()
    breach.plant(story)
    with tempfile.TemporaryDirectory() as folder:
        scratch = Scratch(Path(folder))
        story.merge()
        scratch.lay(story)
        answer = remembered(scratch, story)

    assert answer.code == 1
    assert "H102" in answer.out


def remembered(scratch: Scratch, story: Story) -> Outcome:
    """Check as somebody who has verified the main branch before."""
    environment = {"HOME": str(scratch.folder)}
    digest = hashlib.sha256(story.scribe.read(story.root)[1]).hexdigest()
    pin = Pin(story.root, REPOSITORY, digest, "refs/heads/main", story.last_verified, DAY)
    save_pin(pins_file(environment), pin)
    return run_apart(["--root", str(scratch.root), "check", "--today", DAY, "--select", "H"], environment)


def test_the_office_is_sound_before_a_breach_is_planted() -> None:
    with tempfile.TemporaryDirectory() as folder:
        scratch, story = Scratch(Path(folder)), Story()
        scratch.lay(story)
        environment = {"LPSEDOCS_TRUST_ROOT": story.root, "HOME": folder}
        where = ["--root", str(scratch.root)]
        checked = run_apart(
            [*where, "check", "--today", DAY, "--require-pin", "--fail-on", "note"], environment
        )
        verified = run_apart([*where, "verify", "--repo", str(scratch.root), "--today", DAY], environment)

    assert (checked.code, verified.code) == (0, 0), checked.out
    assert verified.out.endswith("decisions proved: 2, taken over: 0, in doubt: 0, not proved: 0\n")


def test_a_rule_without_a_breach_is_named_and_never_counted() -> None:
    bare = Rule("X101", "bare", Severity.ERROR, "No example.\n\nHow to fix: nothing.\n", lambda _: ())
    found = list(trials(plain_gate(), NOTHING, run_apart, (bare,)))
    diagnoses = {diagnosis.code: diagnosis for diagnosis in of_trials(found, is_plain=False)}

    assert fates(found) == {"X101": "unplanted"}
    assert told(diagnoses["control"]) == (
        "unknown",
        "0 of 1 stopped; of 1 that can't be told",
        "see below which they are, and why",
    )
    assert told(diagnoses["control-planted"])[:2] == ("unknown", "X101 (nothing was planted that breaks it)")


# ---- Gates


def test_a_whole_gate_stops_all_but_what_is_beyond_it(tmp_path: Path) -> None:
    found = tried(tmp_path, GITHUB)

    assert fates(found) == {**STOPPED, "H102": "beyond"}
    assert reasons(found) == {"H102": BEYOND}
    assert {trial.place for trial in found if trial.fate is Fate.STOPPED} == {
        ".github/workflows/periksa.yml:21",
        ".github/workflows/periksa.yml:23",
    }


def test_a_gate_that_ignores_a_family_lets_it_through(tmp_path: Path) -> None:
    found = tried(tmp_path, github("lpsedocs check", "lpsedocs check --ignore W"))

    assert fates(found) == {**STOPPED, "W201": "missed", "H102": "beyond"}
    assert reasons(found)["W201"] == ".github/workflows/periksa.yml:21 is run with '--ignore W'"


def test_a_gate_that_selects_a_family_lets_the_others_through(tmp_path: Path) -> None:
    found = tried(tmp_path, github("lpsedocs check", "lpsedocs check --select W --select S"))

    assert {code for code, fate in fates(found).items() if fate == "missed"} == {"D204", "H201", "P101"}
    assert reasons(found)["P101"] == ".github/workflows/periksa.yml:21 is run with '--select W S'"
    assert fates(found)["A201"] == "stopped"  # verify tells it


def test_a_gate_that_knows_no_base_does_not_see_what_a_request_takes_away(tmp_path: Path) -> None:
    found = tried(tmp_path, github(' --base "origin/${{ github.base_ref }}"', ""))

    assert fates(found) == {**STOPPED, "H201": "missed", "H102": "beyond"}
    assert reasons(found)["H201"] == (
        ".github/workflows/periksa.yml:21 is run without '--base', so it does not see what a request does"
    )


def test_a_gate_with_the_request_itself_as_base_sees_nothing_of_it(tmp_path: Path) -> None:
    found = tried(tmp_path, github('"origin/${{ github.base_ref }}"', "HEAD"))

    assert fates(found)["H201"] == "missed"
    assert reasons(found)["H201"] == ".github/workflows/periksa.yml:21 is run with '--base HEAD'"


@pytest.mark.parametrize(("code", "other"), [("H204", "A202"), ("H207", "A203")])
def test_where_another_rule_speaks_in_its_place_that_stops_it(tmp_path: Path, code: str, other: str) -> None:
    unproved = github("env:\n  LPSEDOCS_TRUST_ROOT: ${{ vars.LPSEDOCS_TRUST_ROOT }}\n", "")
    unproved = unproved.replace(" --require-pin", "").replace(
        "check --base", f"check --ignore {other} --base"
    )
    proved = github("check --base", f"check --ignore {code} --base")

    for text in (unproved, proved):
        assert fates(tried(tmp_path, text, rules=(rule_with(code),))) == {code: "stopped"}


def test_a_gate_that_looks_at_one_folder_lets_the_rest_through(tmp_path: Path) -> None:
    found = tried(tmp_path, github("lpsedocs check", "lpsedocs check records/suppliers"))

    assert fates(found)["W201"] == "missed"
    assert reasons(found)["W201"] == ".github/workflows/periksa.yml:21 looks only at records/suppliers"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        pytest.param(
            github(CHECK, f"{CHECK}        continue-on-error: true\n"),
            ".github/workflows/periksa.yml:21: its step has 'continue-on-error: true'",
            id="continue-on-error",
        ),
        pytest.param(
            github(f"{CHECK}        {ASKED}\n", "") + f"      - run: {LINE} || true\n        {ASKED}\n",
            ".github/workflows/periksa.yml:24: '|| true' stands after it, and hides that it failed",
            id="|| true",
        ),
    ],
)
def test_a_gate_whose_check_of_requests_may_fail_tells_only_after_the_merge(
    tmp_path: Path, text: str, why: str
) -> None:
    found = tried(tmp_path, text)

    late = {**dict.fromkeys(STOPPED, "late"), "A201": "stopped", "H201": "missed", "H102": "beyond"}
    assert fates(found) == late
    assert reasons(found)["S106"] == why


def test_a_gate_whose_every_command_may_fail_stops_nothing(tmp_path: Path) -> None:
    found = tried(tmp_path, github("    runs-on:", "    continue-on-error: true\n    runs-on:"))

    assert set(fates(found).values()) == {"missed", "beyond"}
    why = ".github/workflows/periksa.yml:22: its job has 'continue-on-error: true'"
    assert set(reasons(found).values()) == {why, BEYOND}


def test_a_gate_that_proves_nothing_lets_an_unproved_decision_through(tmp_path: Path) -> None:
    text = github("env:\n  LPSEDOCS_TRUST_ROOT: ${{ vars.LPSEDOCS_TRUST_ROOT }}\n", "")
    text = text.replace(" --require-pin", "").replace("      - run: lpsedocs verify\n", "")
    found = tried(tmp_path, text)

    assert fates(found) == {**STOPPED, "A201": "missed", "H102": "beyond"}
    assert reasons(found)["A201"] == (
        ".github/workflows/periksa.yml:21 is given no trusted root, so it proves nothing"
    )


def test_a_gate_that_never_looks_at_the_main_branch_lets_an_unproved_decision_through(tmp_path: Path) -> None:
    text = github('  push:\n    branches: [main]\n  schedule:\n    - cron: "30 23 * * 0"\n', "")
    found = tried(tmp_path, text)

    assert reasons(found)["A201"] == "no command that stops is run for the main branch"


def test_what_is_only_told_after_the_merge_is_told_so(tmp_path: Path) -> None:
    found = tried(tmp_path, github("  pull_request:\n    branches: [main]\n", ""))
    diagnoses = {diagnosis.code: diagnosis for diagnosis in of_trials(found, is_plain=False)}

    late = {**dict.fromkeys(STOPPED, "late"), "A201": "stopped", "H201": "missed", "H102": "beyond"}
    assert fates(found) == late
    assert told(diagnoses["control"])[:2] == (
        "mend",
        "1 of 7 stopped; the gate lets through: D204, P101, S106, W201 (no command that stops is run for "
        "requests), which is told after the merge and H201 (no command that stops is run for requests)",
    )


def test_a_command_that_fails_on_a_sound_office_proves_nothing(tmp_path: Path) -> None:
    found = tried(tmp_path, github("check --base", "check --tidak-ada --base"))

    assert fates(found)["S106"] == "unknown"
    assert reasons(found)["S106"].startswith(
        ".github/workflows/periksa.yml:21 fails on a sound office as well, with the exit code 2: "
    )


def test_a_command_of_which_it_can_not_be_told_whether_it_is_run_never_counts(tmp_path: Path) -> None:
    found = tried(tmp_path, github(ASKED, "if: vars.PERIKSA == 'ya'"))

    assert fates(found)["S106"] == "unknown"
    assert reasons(found)["S106"] == (
        "only .github/workflows/periksa.yml:21 tells it, and whether that stops anything can't be told"
    )


@pytest.mark.parametrize("forge", ["github", "gitlab", "forgejo"])
def test_what_init_writes_for_a_forge_is_a_whole_gate(tmp_path: Path, forge: str) -> None:
    assert main(["init", "--ci", forge, str(tmp_path / "kantor")]) == 0
    gate = gate_of(tmp_path / "kantor")
    found = list(trials(gate.commands, NOTHING, run_apart, FEW, reason=why_open(gate)))

    assert fates(found) == {**STOPPED, "H102": "beyond"}


# ---- What the office itself lets through


def office_file(folder: Path, text: str) -> Exceptions:
    """Return the exceptions of an office whose file has these keys."""
    file = folder / "records" / "organization.yaml"
    file.parent.mkdir(parents=True)
    base = next(content for path, content in office().items() if path.name == "organization.yaml")
    file.write_text(base + text)
    return exceptions_of(organization_of(folder), TODAY)


def test_what_no_gate_can_tell_is_named_with_its_reason(tmp_path: Path) -> None:
    found = tried(tmp_path, GITHUB)
    [control, *_] = of_trials(found, is_plain=False)

    assert told(control) == ("fine", f"6 of 7 stopped; not: H102 ({BEYOND})", None)


def test_what_the_office_lowers_on_purpose_is_told_apart(tmp_path: Path) -> None:
    exceptions = office_file(tmp_path, "severities: {W201: warning, A201: note}\n")
    found = tried(tmp_path, GITHUB, exceptions)
    diagnoses = {diagnosis.code: diagnosis for diagnosis in of_trials(found, is_plain=False)}

    assert fates(found) == {**STOPPED, "W201": "lowered", "H102": "beyond"}
    assert told(diagnoses["control"]) == (
        "fine",
        f"5 of 7 stopped; not: H102 ({BEYOND}) and W201 (organization.yaml makes it a warning)",
        None,
    )
    assert told(diagnoses["control-lowered"])[:2] == (
        "fine",
        "W201 (organization.yaml makes it a warning); every report says so",
    )


def test_what_a_stricter_gate_stops_is_not_lowered(tmp_path: Path) -> None:
    exceptions = office_file(tmp_path, "severities: {W201: warning}\n")
    text = github("lpsedocs check", "lpsedocs check --fail-on warning")

    assert fates(tried(tmp_path, text, exceptions))["W201"] == "stopped"


def test_a_waiver_that_holds_today_is_told_apart(tmp_path: Path) -> None:
    exceptions = office_file(
        tmp_path,
        "waivers:\n"
        "  - {rule: D204, record: SUP-001, reason: Rahasia, until: 2026-07-15}\n"
        "  - {rule: W201, record: USL-2026-001, reason: Lama, until: 2026-07-14}\n"
        "  - {rule: P101, record: SUP-077, reason: Lain, until: 2026-12-31}\n",
    )
    found = tried(tmp_path, GITHUB, exceptions)

    assert fates(found) == {**STOPPED, "D204": "waived", "H102": "beyond"}
    assert reasons(found)["D204"] == "organization.yaml waives it for SUP-001"


# ---- The whole


def test_the_control_leaves_nothing_behind_and_trusts_nothing_of_the_user(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    scratch = desk.folder / "tmp"
    scratch.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(scratch))
    monkeypatch.setenv("LPSEDOCS_TRUST_ROOT", "0" * 40)
    before, environment = desk.everything(), dict(os.environ)

    found = list(trials(plain_gate(), NOTHING, run_apart, FEW))

    assert Counter(trial.fate for trial in found) == {Fate.STOPPED: 6, Fate.BEYOND: 1}
    assert desk.everything() == before
    assert os.environ == environment
    assert list(scratch.iterdir()) == []


def test_a_whole_office_has_nothing_to_mend(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lpsedocs.cli.doctor.all_rules", lambda: FEW)
    root = sound(desk)
    written(root, GITHUB)
    (root / "CODEOWNERS").write_text("* @satu @dua\n")
    for place, content in guard_files("github").items():
        (root / place).parent.mkdir(exist_ok=True)
        (root / place).write_bytes(content)
    unseen = {code: told(one)[1] for code, one in examined(root, desk).items() if one.state.value != "fine"}
    at = ("--root", root, "doctor", "--today", TODAY.isoformat())
    answer = desk.say(*at)

    assert unseen.keys() == {"ci-required", "ci-skip"}, unseen
    assert [line for line in answer.lines if line.startswith("!")] == []
    assert answer.code == 3, answer.err
    assert desk.say(*at, "--fail-on", "mend").code == 0


# ---- What a request hides from its check


@pytest.mark.parametrize(
    ("edit", "state", "found"),
    [
        pytest.param(LINE, "fine", ".github/workflows/periksa.yml:21 stops it", id="with a pin"),
        pytest.param(
            LINE.replace(" --require-pin", ""),
            "mend",
            ".github/workflows/periksa.yml:21 lets it through",
            id="without",
        ),
        pytest.param(f"{LINE} || true", "unknown", "there is no check of requests that stops", id="no gate"),
    ],
)
def test_a_request_that_shows_other_bytes_is_stopped_by_a_pin_alone(
    tmp_path: Path, edit: str, state: str, found: str
) -> None:
    gate = written(tmp_path, github(LINE, edit))

    assert told(of_hidden(gate.commands, run_apart))[:2] == (state, found)
