"""A look at workflows of GitHub, Forgejo and Gitea: what hides a failure, and what runs when."""

from pathlib import Path

import pytest

from lpsedocs.cli._ci import guard_files
from lpsedocs.doctor.facts import gate_of
from lpsedocs.doctor.gates import of_gate
from lpsedocs.doctor.surroundings import shown
from tests.doctor.examined import told
from tests.doctor.gates import (
    ASKED,
    CHECK,
    GITHUB,
    HIDDEN,
    LINE,
    NARROW,
    PIN,
    UNDERSTOOD,
    github,
    gitlab,
    judged,
    line_of,
    not_understood,
    written,
)

# ---- Whether a failure stops a request


FILTER = "  pull_request:\n    branches: [main]\n"


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        pytest.param(
            LINE,
            f"{LINE} || true",
            "'|| true' stands after it, and hides that it failed",
            id="|| true",
        ),
        pytest.param(
            LINE,
            f"{LINE} | tee keluaran",
            "its output goes into a pipe, which hides that it failed ('set -o pipefail' does not)",
            id="pipe",
        ),
        pytest.param(
            CHECK,
            f"{CHECK}        continue-on-error: true\n",
            "its step has 'continue-on-error: true'",
            id="continue-on-error of the step",
        ),
        pytest.param(
            "    runs-on:",
            "    continue-on-error: true\n    runs-on:",
            "its job has 'continue-on-error: true'",
            id="continue-on-error of the job",
        ),
        pytest.param(
            f"- run: {LINE}\n",
            "- run: |\n          set +e\n          lpsedocs check\n          echo selesai\n",
            "the script goes on after a command that failed ('set +e', or a shell without '-e')",
            id="set +e",
        ),
        pytest.param(
            f"- run: {LINE}\n",
            "- run: |\n          lpsedocs check\n          echo selesai\n        shell: bash {0}\n",
            "the script goes on after a command that failed ('set +e', or a shell without '-e')",
            id="shell without -e",
        ),
        pytest.param(
            LINE,
            f"{LINE} &",
            "it is run in the background, and nobody waits for it",
            id="background",
        ),
    ],
)
def test_what_hides_a_failure_is_told(tmp_path: Path, old: str, new: str, why: str) -> None:
    state, found, remedy = judged(tmp_path, github(old, new), "ci-check")

    assert (state, remedy) == ("mend", HIDDEN)
    assert found.endswith(f" does not: {why}")


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        pytest.param(
            "  pull_request:\n    branches: [main]\n",
            "  pull_request:\n    branches: [rilis]\n",
            "'pull_request': it is started only for other branches (rilis)",
            id="branches",
        ),
        pytest.param(
            "pull_request:",
            "pull_request_target:",
            "'pull_request_target': it looks at the main branch, and not at what the request brings",
            id="pull_request_target",
        ),
    ],
)
def test_requests_that_start_nothing_are_told(tmp_path: Path, old: str, new: str, why: str) -> None:
    assert judged(tmp_path, github(old, new), "ci-check") == (
        "mend",
        f"no 'lpsedocs check' is run for every request: .github/workflows/periksa.yml: {why}",
        "'lpsedocs init --ci' writes CI files that do",
    )


@pytest.mark.parametrize(
    ("new", "odd"),
    [
        ("branches: ['m*']", "'branches: m*'"),
        ("branches: ['mai?']", "'branches: mai?'"),
        ("branches: [main, '!main']", "'branches: main, !main'"),
        ("branches-ignore: [rilis]", "'branches-ignore: rilis'"),
        ("paths: ['records/**']", "'paths: records/**'"),
        ("paths: ['[r]ecords/**']", "'paths: [r]ecords/**'"),
        ("paths-ignore: ['docs/**']", "'paths-ignore: docs/**'"),
        ("tags-ignore: ['v*']", "'tags-ignore: v*'"),
        ("types: [opened, synchronize, reopened]", "'types: opened, synchronize, reopened'"),
        ("types: [labeled]", "'types: labeled'"),
    ],
)
def test_a_filter_of_an_event_is_never_taken_for_fine(tmp_path: Path, new: str, odd: str) -> None:
    text = github(FILTER, f"  pull_request:\n    {new}\n")

    assert judged(tmp_path, text, "ci-check") == (
        "unknown",
        f".github/workflows/periksa.yml:{line_of(text, 'lpsedocs check')}: in line 3, doctor does not "
        f"understand {odd} of the event 'pull_request', so it can't say that each one starts it; have "
        "'branches: [main]' there, or nothing",
        UNDERSTOOD,
    )


@pytest.mark.parametrize("new", ["", "    branches: main\n", "    branches: [rilis, main]\n"])
def test_requests_for_the_main_branch_by_its_name_start_it(tmp_path: Path, new: str) -> None:
    assert judged(tmp_path, github(FILTER, f"  pull_request:\n{new}"), "ci-check")[0] == "fine"


def test_a_branch_of_another_name_than_the_main_one_starts_nothing(tmp_path: Path) -> None:
    place = tmp_path / ".github" / "workflows" / "periksa.yml"
    place.parent.mkdir(parents=True)
    place.write_text(GITHUB)
    found = {one.code: one for one in of_gate(gate_of(tmp_path, "master"))}

    assert told(found["ci-check"])[1] == (
        "no 'lpsedocs check' is run for every request: .github/workflows/periksa.yml: 'pull_request': it is "
        "started only for other branches (main) and .github/workflows/periksa.yml: 'push': it is started "
        "only for other branches (main)"
    )


@pytest.mark.parametrize(
    "condition", ["false", "${{ false }}", "github.event_name == 'push'", "failure()", "always() && false"]
)
def test_a_step_that_is_never_run_for_requests_is_none(tmp_path: Path, condition: str) -> None:
    text = github(ASKED, f"if: {condition}").replace("if: github.event_name != 'pull_request'", "if: false")

    assert judged(tmp_path, text, "ci-check") == (
        "mend",
        "no CI file runs 'lpsedocs check' for requests",
        "'lpsedocs init --ci' writes CI files that do",
    )


@pytest.mark.parametrize("condition", ["always()", "github.event_name != 'push'", "${{ !cancelled() }}"])
def test_a_step_that_is_always_run_for_requests_is_fine(tmp_path: Path, condition: str) -> None:
    text = github(ASKED, f'if: "{condition}"')

    assert judged(tmp_path, text, "ci-check")[0] == "fine"


def test_a_condition_that_can_not_be_told_is_never_taken_for_fine(tmp_path: Path) -> None:
    text = github(ASKED, "if: vars.PERIKSA == 'ya'")

    assert judged(tmp_path, text, "ci-check") == (
        "unknown",
        ".github/workflows/periksa.yml:21: whether 'if: vars.PERIKSA == 'ya'' holds can't be told "
        "from the file",
        UNDERSTOOD,
    )


@pytest.mark.parametrize(
    "condition",
    [
        "github.event_name != 'Pull_Request'",
        'github.event_name == "pull_request"',
        "github.ref == 'refs/pull/1/merge'",
        "github.head_ref == 'permintaan'",
        "github.event_name =~ 'pull'",
        "1",
    ],
)
def test_a_condition_that_forges_may_take_otherwise_is_never_taken_for_fine(
    tmp_path: Path, condition: str
) -> None:
    assert judged(tmp_path, github(ASKED, f"if: {condition}"), "ci-check") == (
        "unknown",
        f".github/workflows/periksa.yml:21: whether 'if: {condition}' holds can't be told from the file",
        UNDERSTOOD,
    )


def test_a_job_that_waits_for_one_that_is_left_out_is_left_out_too(tmp_path: Path) -> None:
    text = github("    runs-on:", "    needs: siap\n    runs-on:") + (
        "  siap:\n    if: github.event_name == 'push'\n    runs-on: x\n    steps: []\n"
    )

    assert judged(tmp_path, text, "ci-check")[0] == "mend"


# ---- What the check leaves out


@pytest.mark.parametrize(
    ("options", "why"),
    [
        ("--ignore W", "'--ignore W' leaves out rules"),
        ("--select=S", "'--select S' leaves out rules"),
        ("records/suppliers", "only records/suppliers is looked at"),
        ("--today 2026-01-01", "'--today 2026-01-01' holds the calendar still"),
        ("--base HEAD", "'--base HEAD' is not known as the branch that the request is for"),
        (
            "--base ${{ github.sha }}",
            "'--base ${{github.sha}}' is not known as the branch that the request is for",
        ),
        ("--base main", "'--base main' is not known as the branch that the request is for"),
        ("--base origin/lain", "'--base origin/lain' is not known as the branch that the request is for"),
    ],
)
def test_options_that_leave_something_out_are_told(tmp_path: Path, options: str, why: str) -> None:
    text = github("check --base", f"check {options} --base")

    assert judged(tmp_path, text, "ci-options") == (
        "mend",
        f".github/workflows/periksa.yml:21: {why}",
        NARROW,
    )


@pytest.mark.parametrize(
    "base",
    [
        "origin/main",
        "refs/remotes/origin/$GITHUB_BASE_REF",
        "origin/${{ github.event.pull_request.base.ref }}",
        "${{github.event.pull_request.base.sha}}",
    ],
)
def test_the_branch_that_a_request_is_for_has_many_names(tmp_path: Path, base: str) -> None:
    text = github("origin/${{ github.base_ref }}", base)

    assert judged(tmp_path, text, "ci-options") == ("fine", "nothing is left out", None)


@pytest.mark.parametrize(("main_branch", "base"), [("main", "origin/master"), ("master", "main")])
def test_a_base_of_another_name_than_the_main_branch_is_told(
    tmp_path: Path, main_branch: str, base: str
) -> None:
    text = github("origin/${{ github.base_ref }}", base).replace("[main]", f"[{main_branch}]")
    written(tmp_path, text)
    found = {one.code: one for one in of_gate(gate_of(tmp_path, main_branch))}

    assert told(found["ci-options"])[:2] == (
        "mend",
        f".github/workflows/periksa.yml:21: '--base {base}' is not known as the branch that the "
        "request is for",
    )


@pytest.mark.parametrize(
    "options", ["$LAIN", "--select $LAIN", "--ignore ${LAIN}", "--fail-on ${{ vars.LAIN }}"]
)
def test_an_option_that_only_the_forge_knows_is_never_taken_for_fine(tmp_path: Path, options: str) -> None:
    state, found, _ = judged(tmp_path, github("check --base", f"check {options} --base"), "ci-check")

    assert state == "unknown"
    assert found.startswith(".github/workflows/periksa.yml:21: what '$")


def test_a_variable_that_the_file_sets_is_not_taken_for_words(tmp_path: Path) -> None:
    text = github("check --base", "check $LAIN --base").replace("env:\n", "env:\n  LAIN: --ignore W\n")
    odd = f"{shown(LINE.replace('check --base', 'check $LAIN --base'))} and 'LAIN: --ignore W'"

    assert judged(tmp_path, text, "ci-check") == not_understood(".github/workflows/periksa.yml:22", odd)


def test_one_check_of_everything_is_enough(tmp_path: Path) -> None:
    text = github(
        "      - run: lpsedocs verify\n",
        "      - run: lpsedocs verify\n      - run: lpsedocs check --select W\n",
    )

    assert judged(tmp_path, text, "ci-options")[0] == "fine"


# ---- The main branch


AT_VARS = (
    "Settings > Actions > Variables: keep the root commit as LPSEDOCS_TRUST_ROOT, and hand it over in 'env' "
    "as ${{ vars.LPSEDOCS_TRUST_ROOT }}"
)


def test_a_main_branch_that_nobody_verifies_is_told(tmp_path: Path) -> None:
    text = github(" --require-pin", "").replace("      - run: lpsedocs verify\n", "")

    assert judged(tmp_path, text, "ci-verify")[:2] == (
        "mend",
        "no command for the main branch fails where decisions are unproved or the root is not trusted",
    )


@pytest.mark.parametrize("option", ["--ignore A", "--select S", "records/assets", "--today 2026-01-01"])
def test_a_check_of_the_main_branch_that_leaves_something_out_proves_nothing(
    tmp_path: Path, option: str
) -> None:
    text = github("--require-pin\n", f"--require-pin {option}\n").replace(
        "      - run: lpsedocs verify\n", ""
    )

    assert judged(tmp_path, text, "ci-verify")[0] == "mend"


def test_a_verify_that_believes_the_repository_is_none(tmp_path: Path) -> None:
    text = github(" --require-pin", "").replace("verify\n", "verify --allow-unpinned\n")

    assert judged(tmp_path, text, "ci-verify")[0] == "mend"


def test_a_verify_without_a_root_is_told(tmp_path: Path) -> None:
    text = github("env:\n  LPSEDOCS_TRUST_ROOT: ${{ vars.LPSEDOCS_TRUST_ROOT }}\n", "")

    assert judged(tmp_path, text, "ci-verify")[:2] == (
        "mend",
        ".github/workflows/periksa.yml:21: it is given no root, so it can only fail",
    )


def test_a_root_that_stands_in_the_file_is_told(tmp_path: Path) -> None:
    text = github("${{ vars.LPSEDOCS_TRUST_ROOT }}", "a" * 40)

    assert judged(tmp_path, text, "ci-verify") == (
        "mend",
        ".github/workflows/periksa.yml:23: the root stands in the file, where a request can change it",
        "Settings > Actions > Variables: keep the root commit as LPSEDOCS_TRUST_ROOT, and hand it over in "
        "'env' as ${{ vars.LPSEDOCS_TRUST_ROOT }}",
    )


def test_a_root_from_somewhere_else_is_never_taken_for_fine(tmp_path: Path) -> None:
    text = github("${{ vars.LPSEDOCS_TRUST_ROOT }}", "${{ steps.akar.outputs.nomor }}")
    text = text.replace("lpsedocs check --require-pin", "lpsedocs check")

    assert judged(tmp_path, text, "ci-verify") == (
        "unknown",
        ".github/workflows/periksa.yml:25: doctor does not understand where its root comes from, so it may "
        "come from a request",
        AT_VARS,
    )


@pytest.mark.parametrize(
    "command",
    [
        "lpsedocs verify --trust-root ${{ env.AKAR_LAIN }}",
        'LPSEDOCS_TRUST_ROOT="$AKAR" lpsedocs verify',
        "lpsedocs verify --trust-root $(cat root.txt)",
        'lpsedocs verify --trust-root "$(cat root.txt)"',
        "lpsedocs verify --trust-root `cat a`",
    ],
)
def test_a_root_that_the_script_makes_is_never_taken_for_fine(tmp_path: Path, command: str) -> None:
    text = github("lpsedocs verify", command).replace("lpsedocs check --require-pin", "lpsedocs check")

    assert judged(tmp_path, text, "ci-verify")[:2] == (
        "unknown",
        f".github/workflows/periksa.yml:25: doctor does not understand '{command}' "
        "here, so it can't say that the gate runs",
    )


def test_a_cut_history_is_told(tmp_path: Path) -> None:
    assert judged(tmp_path, github("          fetch-depth: 0\n", ""), "ci-history")[:2] == (
        "mend",
        ".github/workflows/periksa.yml:20: only the last commits are fetched, so nothing can be verified",
    )
    assert judged(tmp_path, gitlab('"0"', '"20"'), "ci-history", ".gitlab-ci.yml")[0] == "mend"


def test_a_history_that_is_fetched_in_another_way_is_never_taken_for_fine(tmp_path: Path) -> None:
    text = github(f"uses: actions/checkout@{PIN} # v7", "run: ambil").replace(
        "        with:\n          fetch-depth: 0\n", ""
    )

    assert judged(tmp_path, text, "ci-history")[0] == "unknown"


# ---- What else could turn it off


def test_an_action_by_its_tag_is_told(tmp_path: Path) -> None:
    text = github(f"actions/checkout@{PIN} # v7", "actions/checkout@v7")

    assert judged(tmp_path, text, "ci-pinned") == (
        "mend",
        "not named by a digest, so whoever moves the name has other things run: actions/checkout@v7 "
        "(.github/workflows/periksa.yml:17)",
        "write '@' and the whole commit id after an action",
    )


@pytest.mark.parametrize(
    ("new", "why"),
    [
        pytest.param(
            "",
            "the job periksa has no 'permissions', so its token has whatever the repository's settings give",
            id="none",
        ),
        pytest.param(
            "permissions: write-all\n",
            "the job periksa has 'permissions: write-all' for any request",
            id="all",
        ),
        pytest.param(
            "permissions:\n  contents: write\n",
            "the job periksa has 'contents: write' for any request",
            id="write",
        ),
        pytest.param(
            "permissions: {statuses: write, contents: read, pull-requests: write, security-events: write}\n",
            "the job periksa has 'statuses: write' and 'pull-requests: write' for any request",
            id="statuses",
        ),
    ],
)
def test_rights_beyond_what_is_needed_are_told(tmp_path: Path, new: str, why: str) -> None:
    state, found, _ = judged(tmp_path, github("permissions:\n  contents: read\n", new), "ci-rights")

    assert state == "mend"
    assert found.endswith(f": {why}")


def test_a_stranger_who_gets_secrets_is_told(tmp_path: Path) -> None:
    text = github("  pull_request:\n", "  pull_request_target:\n").replace(
        "fetch-depth: 0\n", "fetch-depth: 0\n          ref: ${{ github.event.pull_request.head.sha }}\n"
    )

    assert judged(tmp_path, text, "ci-strangers") == (
        "mend",
        ".github/workflows/periksa.yml:17: 'pull_request_target' gives a request of a stranger the office's "
        "secrets, and the job periksa checks out what he wrote",
        "use 'pull_request', which gives a stranger's request no secrets",
    )


@pytest.mark.parametrize("cron", ["0 1 1 * *", "0 1 * 1 1"])
def test_a_run_less_than_once_a_week_is_none(tmp_path: Path, cron: str) -> None:
    assert judged(tmp_path, github("30 23 * * 0", cron), "ci-weekly")[:2] == (
        "mend",
        "no 'lpsedocs check' is run every week, so what falls due while nobody changes anything is told to "
        "nobody",
    )


# ---- What strangers can start


@pytest.mark.parametrize(
    "event", ["workflow_run:\n    workflows: [Lain]", "issue_comment:", "pull_request_target:", "discussion:"]
)
def test_an_event_with_the_rights_of_the_main_branch_is_named(tmp_path: Path, event: str) -> None:
    text = github("  schedule:\n", f"  {event}\n  schedule:\n")
    name = event.partition(":")[0]

    assert judged(tmp_path, text, "ci-strangers") == (
        "unknown",
        "what strangers can start with the rights of the main branch, doctor understands only as 'lpsedocs "
        f"init --ci' writes it: '{name}' (.github/workflows/periksa.yml:7)",
        "use 'pull_request'; for the guard, compare it with what 'lpsedocs init --ci' writes",
    )


def test_another_workflow_that_checks_the_request_out_is_told(tmp_path: Path) -> None:
    text = github("  schedule:\n", "  workflow_run: {workflows: [Lain]}\n  schedule:\n").replace(
        "fetch-depth: 0\n", "fetch-depth: 0\n          ref: ${{ github.event.workflow_run.head_sha }}\n"
    )
    state, found, _ = judged(tmp_path, text, "ci-strangers")

    assert state == "mend"
    assert "'workflow_run' gives a request of a stranger the office's secrets" in found


def test_the_guard_as_it_is_written_is_known(tmp_path: Path) -> None:
    for forge in ("github", "forgejo", "gitea"):
        for place, content in guard_files(forge).items():
            (tmp_path / forge / place).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / forge / place).write_bytes(content)
        found = {one.code: one for one in of_gate(gate_of(tmp_path / forge))}

        assert told(found["ci-strangers"])[0] == "fine"


def test_a_digest_that_lpsedocs_does_not_write_is_never_taken_for_the_actions_own(tmp_path: Path) -> None:
    text = github(PIN, "f" * 40)

    assert judged(tmp_path, text, "ci-pinned")[:2] == (
        "unknown",
        "named by digests that this lpsedocs does not write, of which it can't be told from here whether "
        f"they are that action's: actions/checkout@{'f' * 40} (.github/workflows/periksa.yml:17)",
    )


def test_a_push_to_any_branch_may_not_write_either(tmp_path: Path) -> None:
    text = github("  push:\n    branches: [main]\n", "  push:\n").replace(FILTER, "")
    text = text.replace("permissions:\n  contents: read\n", "permissions: {statuses: write}\n")

    assert judged(tmp_path, text, "ci-rights")[1].endswith(
        ": the job periksa has 'statuses: write' for any request"
    )


# ---- Which job the forge waits for


@pytest.mark.parametrize("name", ["periksa", "${{ github.job }}"])
def test_two_jobs_of_one_name_are_never_taken_for_fine(tmp_path: Path, name: str) -> None:
    text = f"{GITHUB}  palsu:\n    name: {name}\n    runs-on: x\n    steps: []\n"

    assert judged(tmp_path, text, "ci-check") == (
        "unknown",
        ".github/workflows/periksa.yml:21: several jobs have the name 'periksa' (.github/workflows/"
        "periksa.yml:14 and .github/workflows/periksa.yml:26), so which of them the forge waits for can't be "
        "told",
        "give each job a name of its own",
    )


@pytest.mark.parametrize("runner", ["${{ github.event.pull_request.title }}", "{group: x}", "[]"])
def test_a_runner_that_a_request_may_choose_is_never_taken_for_fine(tmp_path: Path, runner: str) -> None:
    assert judged(tmp_path, github("ubuntu-24.04", runner), "ci-check")[0] == "unknown"


# ---- The pin of a check of requests


PINNED = (
    "have it run with '--base', with '--require-pin', and with the root that LPSEDOCS_TRUST_ROOT brings from "
    "the forge's settings, as 'lpsedocs init --ci' writes it"
)


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        pytest.param(
            " --require-pin --format", " --format", "it is run without '--require-pin'", id="no pin"
        ),
        pytest.param(
            ' --base "origin/${{ github.base_ref }}"', "", "it is run without '--base'", id="no base"
        ),
        pytest.param(
            "${{ vars.LPSEDOCS_TRUST_ROOT }}",
            "a" * 40,
            "the root stands in the file, where a request can change it",
            id="a root in the file",
        ),
        pytest.param(
            "${{ vars.LPSEDOCS_TRUST_ROOT }}",
            "${{ github.event.pull_request.title }}",
            "doctor does not understand where its root comes from, so it may come from a request",
            id="a root of the request",
        ),
    ],
)
def test_a_check_of_requests_that_asks_for_no_pin_is_told(
    tmp_path: Path, old: str, new: str, why: str
) -> None:
    text = github(old, new)
    place = f".github/workflows/periksa.yml:{line_of(text, 'lpsedocs check')}"

    assert judged(tmp_path, text, "ci-options") == ("mend", f"{place}: {why}", PINNED)


# ---- Every week


@pytest.mark.parametrize("cron", ["0 0 * * 0#1", "99 0 * * 0", "0 24 * * 0", "0 0 29 2 *", "@weekly", ""])
def test_a_time_that_is_not_known_to_come_every_week_is_none(tmp_path: Path, cron: str) -> None:
    assert judged(tmp_path, github("30 23 * * 0", cron), "ci-weekly")[0] == "mend"


@pytest.mark.parametrize(
    ("new", "state", "why"),
    [
        ("lpsedocs check --require-pin --ignore W", "unknown", "'--ignore W' leaves out rules"),
        ("lpsedocs check --today 2026-01-01", "unknown", "'--today 2026-01-01' holds the calendar still"),
        (
            'lpsedocs check --base "origin/main"',
            "unknown",
            "with '--base' it looks at no more than a request does",
        ),
        (
            "lpsedocs check || true",
            "mend",
            "'|| true' stands after it, and hides that it failed",
        ),
    ],
)
def test_a_weekly_run_counts_only_if_somebody_hears_of_all_that_is_due(
    tmp_path: Path, new: str, state: str, why: str
) -> None:
    text = github("lpsedocs check --require-pin\n", f"{new}\n").replace("      - run: lpsedocs verify\n", "")

    assert judged(tmp_path, text, "ci-weekly")[:2] == (
        state,
        f".github/workflows/periksa.yml:{line_of(text, new)}: {why}",
    )
