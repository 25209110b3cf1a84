"""A doctor's look at CI files: what they run when, and everything that would hide a failure."""

from pathlib import Path

import pytest

from lpsedocs.cli import main
from lpsedocs.doctor.codeowners import owners_in
from lpsedocs.doctor.conditions import holds
from lpsedocs.doctor.facts import Place, diagnoses, gate_at, gate_of
from lpsedocs.doctor.gates import Gate, of_gate
from lpsedocs.doctor.known import not_known
from lpsedocs.doctor.owners import Asked, of_owners
from lpsedocs.doctor.pipelines import Forge
from lpsedocs.doctor.scripts import Shell, calls_in
from lpsedocs.doctor.surroundings import shown
from lpsedocs.language import ENGLISH
from lpsedocs.workspace import Workspace
from tests.ci.runner import load
from tests.examined import told
from tests.trust.story import TODAY

PIN = "3d3c42e5aac5ba805825da76410c181273ba90b1"
GITHUB = f"""\
name: Periksa
on:
  pull_request:
    branches: [main]
  push:
    branches: [main]
  schedule:
    - cron: "30 23 * * 0"
permissions:
  contents: read
env:
  LPSEDOCS_TRUST_ROOT: ${{{{ vars.LPSEDOCS_TRUST_ROOT }}}}
jobs:
  periksa:
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/checkout@{PIN} # v7
        with:
          fetch-depth: 0
      - run: 'pip install --require-hashes --only-binary :all: --requirement .lpsedocs/requirements.txt'
      - run: lpsedocs check --base "origin/${{{{ github.base_ref }}}}" --require-pin --format github
        if: github.event_name == 'pull_request'
      - run: lpsedocs check --require-pin
        if: github.event_name != 'pull_request'
      - run: lpsedocs verify
"""
GITLAB = """\
variables:
  GIT_DEPTH: "0"
workflow:
  rules:
    - if: $CI_PIPELINE_SOURCE == "merge_request_event"
    - if: $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH
.umum:
  image: python@sha256:%s
periksa:
  extends: .umum
  rules:
    - if: $CI_PIPELINE_SOURCE == "merge_request_event"
  script:
    - lpsedocs check --base "origin/$CI_DEFAULT_BRANCH" --require-pin
utama:
  extends: .umum
  rules:
    - if: $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH
  script:
    - lpsedocs check --require-pin
    - lpsedocs verify --trust-root "$LPSEDOCS_TRUST_ROOT"
""" % ("0" * 64)


def written(folder: Path, text: str, path: str = ".github/workflows/periksa.yml") -> Gate:
    """Return the gate of a workspace with one CI file."""
    file = folder / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)
    return gate_of(folder)


def judged(
    folder: Path, text: str, code: str, path: str = ".github/workflows/periksa.yml"
) -> tuple[str, str, str | None]:
    """Return what is said of one thing in a CI file."""
    found = {diagnosis.code: diagnosis for diagnosis in of_gate(written(folder, text, path))}
    return told(found[code])


def github(old: str, new: str) -> str:
    assert old in GITHUB
    return GITHUB.replace(old, new)


def gitlab(old: str, new: str) -> str:
    assert old in GITLAB
    return GITLAB.replace(old, new)


LINE = 'lpsedocs check --base "origin/${{ github.base_ref }}" --require-pin --format github'
CHECK = f"      - run: {LINE}\n"
ASKED = "if: github.event_name == 'pull_request'"

# ---- What can't be seen is never fine


UNSEEN = {"ci-required": "unknown", "ci-skip": "unknown"}


@pytest.mark.parametrize(
    ("text", "path", "unseen"),
    [
        pytest.param(GITHUB, ".github/workflows/periksa.yml", UNSEEN, id="github"),
        pytest.param(GITHUB, ".forgejo/workflows/periksa.yaml", UNSEEN, id="forgejo"),
        pytest.param(GITHUB, ".gitea/workflows/periksa.yml", UNSEEN, id="gitea"),
        pytest.param(
            GITLAB,
            ".gitlab-ci.yml",
            {**UNSEEN, "ci-verify": "unknown", "ci-weekly": "unknown"},
            id="gitlab",
        ),
    ],
)
def test_a_whole_gate_has_only_what_can_not_be_seen(
    tmp_path: Path, text: str, path: str, unseen: dict[str, str]
) -> None:
    found = of_gate(written(tmp_path, text, path))

    assert {one.code: one.state.value for one in found if one.state.value != "fine"} == unseen


def test_no_ci_files_are_told(tmp_path: Path) -> None:
    [only] = of_gate(gate_of(tmp_path))

    assert told(only) == (
        "mend",
        "there are none, so no request is checked",
        "'lpsedocs init --ci' writes CI files that do",
    )


@pytest.mark.parametrize(
    ("text", "why"),
    [
        pytest.param("a: &x 1\njobs: {}\n", "line 1 can't be read here: ", id="anchor"),
        pytest.param("a: [\n", "line 2 can't be read here: ", id="not YAML"),
        pytest.param("[]\n", "line 1 can't be read here: ", id="no mapping"),
        pytest.param("on: push\n", "it has no jobs", id="no jobs"),
    ],
)
def test_a_file_that_can_not_be_read_is_never_taken_for_fine(tmp_path: Path, text: str, why: str) -> None:
    state, found, _ = judged(tmp_path, text, "ci-files")

    assert state == "unknown"
    assert found.startswith(f".github/workflows/periksa.yml: {why}")


def test_files_that_are_included_are_not_followed(tmp_path: Path) -> None:
    text = "include: [{local: /lain.yml}]\n" + GITLAB

    assert judged(tmp_path, text, "ci-files", ".gitlab-ci.yml")[:2] == (
        "unknown",
        ".gitlab-ci.yml: it includes other files, which are not followed",
    )


def test_an_action_of_the_repository_itself_is_not_followed(tmp_path: Path) -> None:
    text = github(f"uses: actions/checkout@{PIN} # v7", "uses: ./.github/actions/ambil")

    assert judged(tmp_path, text, "ci-files")[:2] == (
        "unknown",
        ".github/workflows/periksa.yml: the job periksa uses ./.github/actions/ambil, which is not followed",
    )


def test_jobs_that_wait_for_each_other_come_to_an_end(tmp_path: Path) -> None:
    names = [f"j{number}" for number in range(40)]
    jobs = "".join(f"  {name}:\n    needs: [{', '.join(names)}, periksa]\n    steps: []\n" for name in names)
    text = github("    runs-on:", f"    needs: [{', '.join(names)}]\n    if: always()\n    runs-on:") + jobs

    assert judged(tmp_path, text, "ci-check")[0] == "fine"


# ---- What is not understood is never fine


UNDERSTOOD = (
    "write 'lpsedocs check' on a line of its own, in a job that is run for every request, and take out what "
    "is not understood; 'lpsedocs init --ci' writes such files"
)
LIST = "--require-hashes --only-binary :all: --requirement .lpsedocs/requirements.txt"
INSTALL = f"      - run: 'pip install {LIST}'\n"
CHECKOUT = "        with:\n          fetch-depth: 0\n"
ANY_JOB = "    runs-on:"


def test_jobs_that_extend_each_other_come_to_an_end(tmp_path: Path) -> None:
    names = [f".umum{number}" for number in range(20)]
    parents = "".join(f"{name}:\n  extends: [{', '.join(names)}]\n" for name in names)
    text = gitlab("utama:\n", f"{parents}utama:\n")

    assert judged(tmp_path, text, "ci-check", ".gitlab-ci.yml")[0] == "fine"


def not_understood(place: str, odd: str) -> tuple[str, str, str]:
    found = f"{place}: doctor does not understand {odd} here, so it can't say that the gate runs"
    return "unknown", found, UNDERSTOOD


def line_of(text: str, command: str) -> int:
    return next(number for number, line in enumerate(text.splitlines(), 1) if command in line)


@pytest.mark.parametrize("path", [".github/workflows/periksa.yml", ".forgejo/workflows/periksa.yml"])
@pytest.mark.parametrize(
    ("old", "new", "odd"),
    [
        pytest.param(
            CHECK,
            f"{CHECK}        working-directory: contoh\n",
            "'working-directory: contoh'",
            id="folder of the step",
        ),
        pytest.param(
            ANY_JOB,
            f"    defaults: {{run: {{working-directory: contoh}}}}\n{ANY_JOB}",
            "'working-directory: contoh'",
            id="folder of the job",
        ),
        pytest.param(
            "jobs:\n",
            "defaults: {run: {working-directory: contoh}}\njobs:\n",
            "'working-directory: contoh'",
            id="folder of the workflow",
        ),
        pytest.param(
            CHECK, f"{CHECK}        shell: sh -n {{0}}\n", "'shell: sh -n {0}'", id="shell of the step"
        ),
        pytest.param(
            ANY_JOB,
            f"    defaults: {{run: {{shell: 'bash -c true {{0}}'}}}}\n{ANY_JOB}",
            "'shell: bash -c true {0}'",
            id="shell of the job",
        ),
        pytest.param(
            "jobs:\n",
            "defaults: {run: {shell: 'bash {0} || true'}}\njobs:\n",
            "'shell: bash {0} || true'",
            id="shell of the workflow",
        ),
        pytest.param(ANY_JOB, f"    needs: siap\n{ANY_JOB}", "'needs: siap'", id="waiting for others"),
        pytest.param("ubuntu-24.04", "windows-2025", "'shell: pwsh'", id="shell of Windows"),
        pytest.param(
            ANY_JOB,
            f"    strategy: {{matrix: {{versi: []}}}}\n{ANY_JOB}",
            "'strategy'",
            id="a matrix of nothing",
        ),
        pytest.param(
            ANY_JOB,
            f"    strategy: {{matrix: {{versi: [1], exclude: [{{versi: 1}}]}}}}\n{ANY_JOB}",
            "'strategy'",
            id="a matrix without its only row",
        ),
        pytest.param(
            CHECK, f"{CHECK}        env: {{BASH_ENV: x.sh}}\n", "'BASH_ENV: x.sh'", id="variable of the step"
        ),
        pytest.param(
            ANY_JOB,
            f"    env: {{GIT_CONFIG_COUNT: 1}}\n{ANY_JOB}",
            "'GIT_CONFIG_COUNT: 1'",
            id="variable of the job",
        ),
        pytest.param("env:\n", "env:\n  PYTHONPATH: .\n", "'PYTHONPATH: .'", id="variable of the workflow"),
        pytest.param(
            "env:\n",
            "env:\n  PATH: /home/runner/work/kantor/kantor/bin:/usr/bin\n",
            "'PATH: /home/runner/work/kantor/kantor/bin:/usr/bin'",
            id="where programs are",
        ),
        pytest.param(
            "env:\n", "env:\n  LPSEDOCS_LAIN: x\n", "'LPSEDOCS_LAIN: x'", id="a variable that there is not"
        ),
        pytest.param(
            INSTALL,
            f'{INSTALL}      - run: echo LD_PRELOAD=x.so >> "$GITHUB_ENV"\n',
            "'echo LD_PRELOAD=x.so >> \"$GITHUB_ENV\"'",
            id="variable for the steps to come",
        ),
        pytest.param(
            INSTALL,
            f'{INSTALL}      - run: echo "$PWD/bin" >> "$GITHUB_PATH"\n',
            '\'echo "$PWD/bin" >> "$GITHUB_PATH"\'',
            id="programs of the request",
        ),
        pytest.param(
            INSTALL, f"{INSTALL}      - run: pip install ./x\n", "'pip install ./x'", id="its own lpsedocs"
        ),
        pytest.param(
            " --require-hashes --only-binary :all:",
            "",
            "'pip install --requirement .lpsedocs/requirements.txt'",
            id="a list without digests",
        ),
        pytest.param(INSTALL, f"{INSTALL}      - run: make siap\n", "'make siap'", id="a program"),
        pytest.param(
            INSTALL,
            f"{INSTALL}      - run: git checkout origin/main\n",
            "'git checkout origin/main'",
            id="other files",
        ),
        pytest.param(
            INSTALL, f"{INSTALL}      - uses: a/b@{PIN}\n", f"'uses: a/b@{PIN}'", id="an unknown action"
        ),
        pytest.param(CHECKOUT, f"{CHECKOUT}          ref: main\n", "'ref: main'", id="the main branch"),
        pytest.param(CHECKOUT, f"{CHECKOUT}          path: x\n", "'path: x'", id="a folder of the checkout"),
        pytest.param("check --base", "check --lain x --base", "'--lain'", id="an unknown option"),
    ],
)
def test_what_is_not_understood_in_a_workflow_is_never_taken_for_fine(
    tmp_path: Path, path: str, old: str, new: str, odd: str
) -> None:
    text = github(old, new)
    place = f"{path}:{line_of(text, 'lpsedocs check')}"

    assert judged(tmp_path, text, "ci-check", path) == not_understood(place, odd)


@pytest.mark.parametrize(
    ("old", "new", "odd"),
    [
        pytest.param(
            "variables:\n", "variables:\n  BASH_ENV: x.sh\n", "'BASH_ENV: x.sh'", id="variable of the file"
        ),
        pytest.param(
            "periksa:\n",
            "periksa:\n  variables: {GIT_STRATEGY: none}\n",
            "'GIT_STRATEGY: none'",
            id="variable of the job",
        ),
        pytest.param("periksa:\n", "periksa:\n  parallel: {matrix: []}\n", "'parallel'", id="a matrix"),
        pytest.param("periksa:\n", "periksa:\n  needs: [siap]\n", "'needs'", id="waiting for others"),
        pytest.param(
            'request_event"\n  script',
            'request_event"\n      when: on_failure\n  script',
            "'when: on_failure'",
            id="only after a failure",
        ),
        pytest.param(
            'request_event"\n  script',
            'request_event"\n      variables: {A: b}\n  script',
            "'variables'",
            id="variables of a rule",
        ),
        pytest.param(
            "workflow:\n", "default: {hooks: {}}\nworkflow:\n", "'hooks'", id="scripts around all scripts"
        ),
        pytest.param(
            f"image: python@sha256:{'0' * 64}",
            "image: {name: python, entrypoint: ['true']}",
            "'entrypoint'",
            id="the first program of an image",
        ),
        pytest.param(
            "    - lpsedocs check --base",
            "    - export PATH=$PWD/bin:$PATH\n    - lpsedocs check --base",
            "'export PATH=$PWD/bin:$PATH'",
            id="programs of the request",
        ),
        pytest.param(
            "    - lpsedocs check --base",
            "    - pip install .\n    - lpsedocs check --base",
            "'pip install .'",
            id="its own lpsedocs",
        ),
    ],
)
def test_what_is_not_understood_on_gitlab_is_never_taken_for_fine(
    tmp_path: Path, old: str, new: str, odd: str
) -> None:
    text = gitlab(old, new)
    place = f".gitlab-ci.yml:{line_of(text, 'lpsedocs check')}"

    assert judged(tmp_path, text, "ci-check", ".gitlab-ci.yml") == not_understood(place, odd)


@pytest.mark.parametrize(
    ("before", "after", "odd"),
    [
        ("x=1 . ./evil.sh", "", "'x=1 . ./evil.sh'"),
        ("command exit 0", "", "'command exit 0'"),
        (">/dev/null exit 0", "", "'>/dev/null exit 0'"),
        ("{ set +e; }", "echo selesai", "'{ set +e; }'"),
        ("if true; then set +e; fi", "echo selesai", "'if true; then set +e; fi'"),
        ("{", "} || true", "'{' and '} || true'"),
        (":;<<EOF", "EOF", "':;<<EOF' and 'EOF'"),
        ("true ||(", ")", "'true ||(' and ')'"),
        ("echo x#y; set +e", "echo selesai", "'echo x#y; set +e'"),
        ("echo a\\\\\nexit 0", "", "'echo a\\\\' and 'exit 0'"),
        ("echo $'\\'' ; exit 0 #'", "", "'echo $'\\'' ; exit 0 #''"),
        (
            'echo "${{ github.event.pull_request.title }}"',
            "",
            "'echo \"${{ github.event.pull_request.title }}\"'",
        ),
        ("printf -v PATH x", "", "'printf -v PATH x'"),
        (
            "git log -1 --output=.git/refs/remotes/origin/main",
            "",
            "'git log -1 --output=.git/refs/remotes/origin/main'",
        ),
        ("> laporan.txt", "", "'> laporan.txt'"),
        ("2>&1", "", "'2>&1'"),
        ("{ >x; }", "", "'{ >x; }'"),
    ],
)
def test_lines_around_the_check_that_are_not_known_are_never_taken_for_fine(
    tmp_path: Path, before: str, after: str, odd: str
) -> None:
    lines = "".join(f"          {line}\n" for line in f"{before}\n{LINE}\n{after}".split("\n"))
    text = github(CHECK, f"      - run: |\n{lines}")

    assert judged(tmp_path, text, "ci-check") == not_understood(".github/workflows/periksa.yml:21", odd)


@pytest.mark.parametrize("new", [f"{LINE} ${{CI:+--help}}", f"/proc/self/cwd/bin/{LINE}"])
def test_a_check_of_another_form_is_never_taken_for_fine(tmp_path: Path, new: str) -> None:
    assert judged(tmp_path, github(LINE, new), "ci-check") == not_understood(
        ".github/workflows/periksa.yml:21", shown(new)
    )


@pytest.mark.parametrize(
    ("step", "odd"),
    [
        ("run: echo siap\n        env: {BASH_ENV: ./evil.sh}", "'BASH_ENV: ./evil.sh'"),
        (
            "run: echo siap\n        env: {'BASH_FUNC_lpsedocs%%': '() { :; }'}",
            "'BASH_FUNC_lpsedocs%%: () { :; }'",
        ),
        ("run: echo siap\n        env: {NODE_OPTIONS: -r ./x.js}", "'NODE_OPTIONS: -r ./x.js'"),
        ("run: echo siap\n        env: {https_proxy: x}", "'https_proxy: x'"),
        (
            "run: echo siap\n        working-directory: .git/refs/remotes/origin",
            "'working-directory: .git/refs/remotes/origin'",
        ),
        ("run: echo siap\n        shell: bash ./evil.sh {0}", "'shell: bash ./evil.sh {0}'"),
        (f"uses: evil/checkout@{PIN}", f"'uses: evil/checkout@{PIN}'"),
        (
            f"uses: https://evil.example/actions/checkout@{PIN}",
            "'uses: https://evil.example/actions/checkout@3d3c42e5aac5ba80...'",
        ),
        (f"uses: actions/setup-python@{PIN}\n        with: {{pip-install: ./x}}", "'pip-install: ./x'"),
        (f"uses: actions/setup-python@{PIN}\n        env: {{ACTIONS_X: y}}", "'ACTIONS_X: y'"),
        (f"uses: actions/setup-python@{PIN}\n        shell: x", "'shell: x'"),
        (
            f"uses: actions/checkout@{PIN}\n        with: {{ref: '${{{{ github.head_ref }}}}'}}",
            "'ref: ${{ github.head_ref }}'",
        ),
    ],
)
def test_a_step_before_the_check_that_is_not_understood_is_never_taken_for_fine(
    tmp_path: Path, step: str, odd: str
) -> None:
    text = github(INSTALL, f"      - {step}\n{INSTALL}")
    place = f".github/workflows/periksa.yml:{line_of(text, 'lpsedocs check')}"

    assert judged(tmp_path, text, "ci-check") == not_understood(place, odd)


@pytest.mark.parametrize("value", ["[a]", "{a: b}", "null", "1"])
@pytest.mark.parametrize("key", ["working-directory", "shell", "env", "if", "uses", "with"])
def test_values_of_another_shape_are_no_fault_of_doctors(tmp_path: Path, key: str, value: str) -> None:
    text = github(INSTALL, f"      - {key}: {value}\n{INSTALL}")
    text = text.replace(CHECK, f"{CHECK}        {key}: {value}\n")

    assert judged(tmp_path, text, "ci-check")[0] in ("fine", "mend", "unknown")


@pytest.mark.parametrize("value", ["[a]", "{a: b}", "null", "1"])
@pytest.mark.parametrize("key", ["when", "rules", "image", "needs", "variables", "extends", "script"])
def test_values_of_another_shape_are_no_fault_of_doctors_on_gitlab(
    tmp_path: Path, key: str, value: str
) -> None:
    text = gitlab("utama:\n", f"lain:\n  script: [lpsedocs check]\n  {key}: {value}\nutama:\n")
    text = text.replace("  script: [lpsedocs check]\n", "") if key == "script" else text

    assert judged(tmp_path, text, "ci-check", ".gitlab-ci.yml")[0] in ("fine", "mend", "unknown")


def test_a_check_that_may_stop_is_told_before_one_that_does_not(tmp_path: Path) -> None:
    text = github(CHECK, f"      - run: lpsedocs check || true\n{CHECK}        shell: fish\n")

    assert judged(tmp_path, text, "ci-check") == not_understood(
        ".github/workflows/periksa.yml:22", "'lpsedocs check || true' and 'shell: fish'"
    )


def test_all_that_is_not_understood_is_told_at_once(tmp_path: Path) -> None:
    text = github(INSTALL, "      - run: pip install -e . && ./siap.sh\n")
    text = text.replace("env:\n", "env:\n  ENV: x\n")

    assert judged(tmp_path, text, "ci-check") == not_understood(
        ".github/workflows/periksa.yml:22", "'pip install -e . && ./siap.sh' and 'ENV: x'"
    )


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param(CHECK, f"{CHECK}        working-directory: ${{{{ github.workspace }}}}\n", id="folder"),
        pytest.param("jobs:\n", "defaults: {run: {shell: bash}}\njobs:\n", id="bash"),
        pytest.param(CHECK, f"{CHECK}        shell: sh\n", id="sh"),
        pytest.param("env:\n", "env:\n  TZ: Asia/Jakarta\n  PYTHONUTF8: 1\n", id="variables"),
        pytest.param(INSTALL, "      - run: pip install 'lpsedocs[forge]==0.1.0'\n", id="by its name"),
        pytest.param(
            INSTALL,
            "      - run: |\n"
            "          set -euo pipefail\n"
            "          # lpsedocs punya lingkungan sendiri\n"
            '          python3.12 -I -m venv "$HOME/lpsedocs"\n'
            '          . "$HOME/lpsedocs/bin/activate"\n'
            '          "$HOME/lpsedocs/bin/pip" install --quiet "lpsedocs==1.0"\n'
            "          python3 -I -m venv ~/lain\n"
            f"          ~/lain/bin/pip install -q {LIST}\n"
            "          ~/lain/bin/lpsedocs --version\n"
            "\n"
            "          git fetch --quiet origin main\n"
            '          git fetch origin "+refs/heads/$GITHUB_BASE_REF:refs/remotes/origin/$GITHUB_BASE_REF"\n'
            "          lpsedocs --lang id review --base 'origin/main'\n"
            "          lpsedocs build --untrusted --output ${{ runner.temp }}/situs\n"
            '          echo "dokumen kantor, siap"\n',
            id="an ordinary installation",
        ),
        pytest.param(
            CHECKOUT, f"{CHECKOUT}          ref: ${{{{ github.event.pull_request.head.sha }}}}\n", id="head"
        ),
    ],
)
def test_what_is_understood_is_fine(tmp_path: Path, old: str, new: str) -> None:
    assert judged(tmp_path, github(old, new), "ci-check")[::2] == ("fine", None)


# ---- Whether a failure stops a request


HIDDEN = "take that out; what may fail quietly belongs into a job of its own"


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
            'request_event"\n  script',
            'request_event"\n  allow_failure: true\n  script',
            "its job has 'allow_failure'",
            id="of the job",
        ),
        pytest.param(
            'request_event"\n  script',
            'request_event"\n      allow_failure: true\n  script',
            "its job has 'allow_failure'",
            id="of a rule",
        ),
        pytest.param(
            'request_event"\n  script',
            'request_event"\n  allow_failure: {exit_codes: [3, 42]}\n  script',
            "its job has 'allow_failure'",
            id="of some exit codes",
        ),
        pytest.param(
            'request_event"\n  script',
            'request_event"\n      when: manual\n  script',
            "its job waits until somebody starts it ('when: manual')",
            id="by hand",
        ),
        pytest.param(
            "  script:\n    - lpsedocs check --base",
            "  script: [echo]\n  after_script:\n    - lpsedocs check --base",
            "it stands in 'after_script', whose failures GitLab ignores",
            id="after_script",
        ),
    ],
)
def test_what_hides_a_failure_on_gitlab_is_told(tmp_path: Path, old: str, new: str, why: str) -> None:
    state, found, remedy = judged(tmp_path, gitlab(old, new), "ci-check", ".gitlab-ci.yml")

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


FILTER = "  pull_request:\n    branches: [main]\n"


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


@pytest.mark.parametrize(
    "condition",
    [
        "$CI_MERGE_REQUEST_IID == '1'",
        "$CI_COMMIT_REF_NAME == 'permintaan'",
        "$CI_PIPELINE_SOURCE != 'Merge_Request_Event'",
        "$CI_COMMIT_REF_NAME =~ /^perm/",
    ],
)
def test_a_rule_that_names_one_request_is_never_taken_for_fine(tmp_path: Path, condition: str) -> None:
    text = gitlab(
        'rules:\n    - if: $CI_PIPELINE_SOURCE == "merge_request_event"\n  script',
        f"rules:\n    - if: {condition}\n  script",
    )

    assert judged(tmp_path, text, "ci-check", ".gitlab-ci.yml") == (
        "unknown",
        f".gitlab-ci.yml:14: whether 'if: {condition}' holds can't be told from the file",
        UNDERSTOOD,
    )


def test_a_job_that_waits_for_one_that_is_left_out_is_left_out_too(tmp_path: Path) -> None:
    text = github("    runs-on:", "    needs: siap\n    runs-on:") + (
        "  siap:\n    if: github.event_name == 'push'\n    runs-on: x\n    steps: []\n"
    )

    assert judged(tmp_path, text, "ci-check")[0] == "mend"


# ---- What the check leaves out


NARROW = (
    "take these options out; a rule that the office does not want is lowered in records/organization.yaml, "
    "where everybody sees it"
)


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


def test_a_base_on_gitlab_that_is_not_the_main_branch_is_told(tmp_path: Path) -> None:
    text = gitlab("origin/$CI_DEFAULT_BRANCH", "$CI_COMMIT_SHA")

    assert judged(tmp_path, text, "ci-options", ".gitlab-ci.yml") == (
        "mend",
        ".gitlab-ci.yml:14: '--base $CI_COMMIT_SHA' is not known as the branch that the request is for",
        NARROW,
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


def test_a_main_branch_that_nobody_verifies_is_told(tmp_path: Path) -> None:
    text = github(" --require-pin", "").replace("      - run: lpsedocs verify\n", "")

    assert judged(tmp_path, text, "ci-verify")[:2] == (
        "mend",
        "no command for the main branch fails where decisions are unproved or the root is not trusted",
    )


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


AT_VARS = (
    "Settings > Actions > Variables: keep the root commit as LPSEDOCS_TRUST_ROOT, and hand it over in 'env' "
    "as ${{ vars.LPSEDOCS_TRUST_ROOT }}"
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


def test_a_root_that_is_read_from_a_file_is_never_taken_for_fine_on_gitlab(tmp_path: Path) -> None:
    text = gitlab('"$LPSEDOCS_TRUST_ROOT"', '"$(cat root.txt)"').replace("check --require-pin", "check")

    assert judged(tmp_path, text, "ci-verify", ".gitlab-ci.yml")[:2] == (
        "unknown",
        ".gitlab-ci.yml:21: doctor does not understand 'lpsedocs verify --trust-root \"$(cat root.txt)\"' "
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


def test_an_image_by_its_tag_is_never_taken_for_fine(tmp_path: Path) -> None:
    text = gitlab(f"python@sha256:{'0' * 64}", "python:3.12")

    assert judged(tmp_path, text, "ci-images", ".gitlab-ci.yml")[:2] == (
        "unknown",
        "named by a tag, so what the registry gives under it can't be told from here: python:3.12 "
        "(.gitlab-ci.yml:9)",
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


# ---- Who is asked when the gate itself changes


def asked(
    text: str, path: str = ".github/workflows/periksa.yml", forge: Forge = "github"
) -> tuple[str, str, str | None]:
    return told(of_owners(Asked(f".{forge}/CODEOWNERS", owners_in(text, forge)), (path,)))


REST = "/.lpsedocs/ @satu\n/.gitattributes @satu\n/.github/CODEOWNERS @satu\n"


@pytest.mark.parametrize(
    "pattern", ["/.github/", ".github/", "*", "/.github/workflows/*.yml", "periksa.yml", "*.yml"]
)
def test_somebody_who_is_asked_for_the_ci_files_is_fine(pattern: str) -> None:
    assert asked(f"# siapa\n{REST}{pattern} @satu @dua\n") == (
        "fine",
        ".github/CODEOWNERS names somebody for each file that sets the gate",
        None,
    )


@pytest.mark.parametrize("text", ["", "/records/ @satu\n", "* @satu\n/.github/\n", "/github/ @satu\n"])
def test_a_gate_that_anybody_may_change_is_told(text: str) -> None:
    assert asked(text + REST) == (
        "mend",
        "nobody is asked for .github/workflows/periksa.yml, which a request may change to check itself",
        "name two people of the IT team for it in CODEOWNERS; 'lpsedocs init --ci' writes one",
    )


def test_patterns_of_forgejo_are_regular_expressions() -> None:
    path = ".forgejo/workflows/periksa.yml"

    assert asked(r"\\.(forgejo|gitea|lpsedocs|gitattributes)(/.*)? @satu", path, "forgejo")[0] == "fine"
    assert asked("/.forgejo/ @satu", path, "forgejo")[0] == "mend"
    assert asked("( @satu", path, "forgejo")[0] == "mend"


@pytest.mark.parametrize(
    ("left_out", "paths"),
    [
        ("/.lpsedocs/", ".lpsedocs/penjaga.py and .lpsedocs/requirements.txt"),
        ("/.gitattributes", ".gitattributes"),
        ("/.github/CODEOWNERS", ".github/CODEOWNERS"),
    ],
)
def test_what_else_sets_the_gate_needs_an_owner_too(left_out: str, paths: str) -> None:
    assert asked(f"* @satu\n{left_out}\n") == (
        "mend",
        f"nobody is asked for {paths}, which a request may change to check itself",
        "name two people of the IT team for it in CODEOWNERS; 'lpsedocs init --ci' writes one",
    )


def of_owners_at(root: Path) -> tuple[str, str, str | None]:
    place = Place(Workspace(root), TODAY, {"HOME": str(root.parent)}, None)
    found = diagnoses(place, gate_at(place))
    return told({one.code: one for one in found}["ci-owners"])


@pytest.mark.parametrize(
    ("forge", "name", "first"),
    [("github", "GitHub", ".github"), ("gitlab", "GitLab", ""), ("forgejo", "Forgejo", "")],
)
def test_the_file_that_the_forge_takes_is_judged_and_no_other(
    tmp_path: Path, forge: str, name: str, first: str
) -> None:
    root = tmp_path / "kantor"
    assert main(["init", "--ci", forge, str(root)]) == 0
    taken, passed = Path(first, "CODEOWNERS"), Path("docs/CODEOWNERS")
    text = b".* @satu\n" if forge == "forgejo" else b"* @satu\n"
    for place in (Path("CODEOWNERS"), Path(f".{forge}/CODEOWNERS")):
        (root / place).unlink(missing_ok=True)
    (root / passed).write_bytes(text)
    assert of_owners_at(root)[0] == "fine"

    (root / taken).write_bytes(b"")
    state, _, remedy = of_owners_at(root)

    assert (state, remedy) == (
        "mend",
        f"{name} takes {taken} alone and passes over {passed}: keep one of them, and name two people of the "
        "IT team for it there",
    )


@pytest.mark.parametrize("forge", ["github", "gitlab", "forgejo"])
def test_accounts_that_nobody_has_put_in_yet_are_told(tmp_path: Path, forge: str) -> None:
    assert main(["init", "--ci", forge, str(tmp_path / "kantor")]) == 0
    environment = {"HOME": str(tmp_path)}
    place = Place(Workspace(tmp_path / "kantor"), TODAY, environment, None)
    gate = gate_at(place)
    found = [diagnosis for diagnosis in diagnoses(place, gate) if diagnosis.family == "ci"]

    assert {one.code for one in found if one.state.value == "mend"} == {"ci-owners"}
    unseen = {
        "ci-required",
        "ci-skip",
        *(["ci-verify", "ci-images", "ci-weekly"] if forge == "gitlab" else []),
    }
    assert {one.code for one in found if one.state.value == "unknown"} == unseen
    [owners] = [one for one in found if one.code == "ci-owners"]
    assert "CODEOWNERS still names @GANTI-admin-1, @GANTI-admin-2, and @GANTI-kepala-lpse" in told(owners)[1]


# ---- Scripts and conditions by themselves


@pytest.mark.parametrize(
    ("script", "shell"),
    [
        pytest.param("lpsedocs check", Shell(), id="alone"),
        pytest.param("lpsedocs check > a.json 2>&1", Shell(), id="redirected"),
        pytest.param("lpsedocs check || exit 1", Shell(), id="exit"),
        pytest.param("set -o pipefail\nlpsedocs check | tee a", Shell(), id="pipefail"),
        pytest.param("lpsedocs check | tee a", Shell(pipefail=True), id="pipefail of the shell"),
        pytest.param("set +e\nlpsedocs check", Shell(), id="the last one"),
        pytest.param("A=1 uv run lpsedocs check", Shell(), id="through another program"),
        pytest.param('"$X/bin/lpsedocs" check --base "origin/$Y"', Shell(), id="by its path"),
        pytest.param("lpsedocs check # || true", Shell(), id="a comment"),
        pytest.param('cd x\ncd "$CI_PROJECT_DIR"\nlpsedocs check', Shell(), id="back in the folder"),
        pytest.param("lpsedocs check \\\n  --require-pin", Shell(), id="two lines"),
        pytest.param(
            "lpsedocs check || kode=$?\nlpsedocs review\nexit $kode", Shell(), id="kept for the end"
        ),
        pytest.param("lpsedocs check && echo baik", Shell(), id="the end of the script"),
    ],
)
def test_a_failure_that_stops_the_script_is_seen(script: str, shell: Shell) -> None:
    call = next(iter(calls_in(script, shell)))

    assert (call.command, call.loopholes, call.doubts) == ("check", (), ())


@pytest.mark.parametrize(
    ("script", "why"),
    [
        ("if lpsedocs check; then echo; fi", "it stands within a condition or loop of the script"),
        ("test -f x && lpsedocs check", "it is left out where the command before '&&' fails"),
        ("test -f x || lpsedocs check", "it is run only where the command before '||' fails"),
        ("if test -f x; then exit 0; fi\nlpsedocs check", "an 'exit' before it may end the script"),
        ("bash -c 'lpsedocs check'", "a command of lpsedocs stands within another command"),
        ("exit $X\nlpsedocs check", "an 'exit' before it may end the script"),
        ("exec true\nlpsedocs check", "an 'exit' before it may end the script"),
        ("cat <<X\nlpsedocs check\nX", "lines after '<<' are a text here, and no commands"),
        (
            "trap 'exit 0' EXIT\nlpsedocs check",
            "'trap' before it may change what its name or its failure means",
        ),
        ("cd contoh\nlpsedocs check", "it is run in another folder (contoh)"),
        ("lpsedocs --root contoh check", "with '--root' another workspace may be looked at"),
        ("lpsedocs --root=contoh check", "with '--root=contoh' another workspace may be looked at"),
        ("echo 'lpsedocs\nlpsedocs check", "a script that names lpsedocs can't be read here"),
        (
            "echo $(lpsedocs check)",
            "it stands in parentheses, and what is made of its exit code is not read here",
        ),
    ],
)
def test_what_can_not_be_told_of_a_script_is_said(script: str, why: str) -> None:
    call = next(iter(calls_in(script)))

    assert [ENGLISH.say(doubt) for doubt in call.doubts] == [why]


@pytest.mark.parametrize(
    ("script", "why"),
    [
        ("lpsedocs check || test $? -eq 1", "'|| test $? -eq 1' stands after it, and hides that it failed"),
        ("lpsedocs check || exit 0", "'|| exit 0' stands after it, and hides that it failed"),
        ("lpsedocs check || exit 256", "'|| exit 256' stands after it, and hides that it failed"),
        ("lpsedocs check || exit $X", "'|| exit $X' stands after it, and hides that it failed"),
        ("lpsedocs check || false || true", "'|| false' stands after it, and hides that it failed"),
        ("lpsedocs check || false && true", "'|| false' stands after it, and hides that it failed"),
        (
            "set +o errexit\nlpsedocs check\ntrue",
            "the script goes on after a command that failed ('set +e', or a shell without '-e')",
        ),
        ("lpsedocs check --help", "with '--help' it only shows a text, and checks nothing"),
        (
            "lpsedocs check && echo baik\necho selesai",
            "it stands before '&&', and the script goes on if it fails",
        ),
    ],
)
def test_what_hides_a_failure_in_a_script_is_said(script: str, why: str) -> None:
    call = next(iter(calls_in(script)))

    assert [ENGLISH.say(hole) for hole in call.loopholes] == [why]


@pytest.mark.parametrize(
    "line",
    [
        *(
            "x=1 . ./evil.sh",
            "command exit 0",
            ">/dev/null exit 0",
            "{ set +e; }",
            "if true; then set +e; fi",
        ),
        *(":;<<EOF", "true ||(", "echo x#y; set +e", "echo a\\\\", "$'\\''", "printf -v PATH x", "set -n"),
        *(
            'echo "${{ github.event.pull_request.title }}"',
            "# ${{ github.event.pull_request.body }}",
            "# a \\",
        ),
        *("git log -1 --output=.git/refs/remotes/origin/main", "/proc/self/cwd/bin/lpsedocs check", "make"),
        *("$HOME/work/kantor/kantor/bin/lpsedocs check", "bin/lpsedocs check", ".venv/bin/lpsedocs check"),
        *(
            '"~/x/bin/lpsedocs" check',
            "uv run lpsedocs check",
            "lpsedocs fmt",
            "lpsedocs check > laporan.txt",
        ),
        *("> laporan.txt", "2>&1", "{ >x; }", "LPSEDOCS_TRUST_ROOT=a", "export PATH=x", "set +e", "exit 0"),
        *(
            "lpsedocs check ${CI:+--help}",
            "lpsedocs check $LAIN",
            'lpsedocs check --format --base "$CI_COMMIT_SHA"',
        ),
        *(
            "lpsedocs check $LPSEDOCS_TRUST_ROOT",
            "lpsedocs build --output x",
            "lpsedocs check ${CI_COMMIT_SHA",
        ),
        *(
            "lpsedocs build --untrusted --output .git",
            "pip install x.whl",
            "pip install lpsedocs",
            "uv pip install x",
        ),
        *(
            "pip install --find-links . lpsedocs==1.0",
            "pip install lpsedocs==1.0 x",
            "python3 -m pip install x",
        ),
        *(
            "pip install --require-hashes -r a.txt",
            "python3 -m venv ~/x",
            "python3 -I -m venv .venv",
            ". x/bin/activate",
        ),
        *(
            "git fetch origin HEAD:refs/remotes/origin/main",
            "git fetch ../x main",
            "git checkout main",
            "echo ::x",
        ),
        *(
            "git fetch origin +refs/heads/main:refs/remotes/origin/master",
            "echo $(x)",
            "echo `x`",
            "echo * x",
        ),
        *(
            "cat <(./x)",
            "for x in a; do ./x; done",
            "echo 'satu",
            "lpsedocs check\u00a0--help",
            "python3 x.py",
        ),
    ],
)
def test_a_line_of_another_form_is_not_known(line: str) -> None:
    assert list(not_known(f"set -e\n{line}\nlpsedocs check", "github")) == [shown(line)]


def test_a_long_line_is_read_at_once() -> None:
    line = "lpsedocs check" + " --require-pin a" * 5000

    assert list(not_known(line, "github")) == []
    assert list(not_known(f"{line} ;", "github")) == [shown(line)]


def test_lines_that_hold_others_together_are_not_known() -> None:
    script = "{\nlpsedocs check\n} || true"

    assert list(not_known(script, "github")) == ["'{'", "'} || true'"]


def test_scripts_of_init_are_known_as_they_are_written_only() -> None:
    text = load(Path("lpsedocs/starter/ci/github/dot_github/workflows/periksa.yml"))
    [script] = [step["run"] for step in text["jobs"]["periksa"]["steps"] if step.get("name") == "Riwayat"]

    assert list(not_known(script.replace("\n", "  \n"), "github")) == []
    assert "'exit 0'" in list(not_known(script + "true\n", "github"))
    assert list(not_known(script, "gitlab")) != []


def test_a_script_of_init_that_runs_what_the_repository_brings_is_not_known() -> None:
    script = 'python3 .lpsedocs/penjaga.py telaah "$RUNNER_TEMP/telaah"'

    assert list(not_known(script, "github")) == [shown(script)]


KNOWN = {
    "github.event_name": "pull_request",
    "github.base_ref": "",
    "CI_COMMIT_BRANCH": None,
    "CI_DEFAULT_BRANCH": "main",
}


@pytest.mark.parametrize(
    ("condition", "answer"),
    [
        ("github.event_name == 'pull_request' || vars.X", True),
        ("github.event_name == 'push' && vars.X", False),
        ("vars.X == 'ya'", None),
        ("!(github.event_name == 'push')", True),
        ("$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH", False),
        ("$CI_COMMIT_BRANCH", False),
        ("$CI_DEFAULT_BRANCH =~ /^ma/", True),
        ("contains(github.ref, 'x')", None),
        ("github.event_name ==", None),
        ("a ${{ 'b' }}", None),
        ("github.event_name == 'PULL_REQUEST'", None),
        ("github.base_ref != null", None),
        ("CI_COMMIT_BRANCH == ''", None),
        ("github.event_name != 'PULL_REQUEST'", None),
        ("(github.event_name == 'pull_request') == 'true'", None),
        ("0", None),
        ("(" * 5000, None),
        ("!" * 5000 + "x", None),
        (True, True),
        (False, False),
    ],
)
def test_a_condition_comes_to(condition: object, answer: object) -> None:
    assert holds(condition, KNOWN) is answer
