"""A look at workflows of GitHub, Forgejo and Gitea: what can't be seen or understood is never fine."""

from pathlib import Path

import pytest

from lpsedocs.doctor.facts import gate_of
from lpsedocs.doctor.gates import of_gate
from lpsedocs.doctor.surroundings import shown
from tests.doctor.examined import told
from tests.doctor.gates import (
    CHECK,
    GITHUB,
    GITLAB,
    LINE,
    LIST,
    PIN,
    github,
    judged,
    line_of,
    not_understood,
    written,
)

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


INSTALL = f"      - run: 'pip install {LIST}'\n"


CHECKOUT = "        with:\n          fetch-depth: 0\n"


ANY_JOB = "    runs-on:"


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
        pytest.param(
            CHECKOUT,
            f"{CHECKOUT}          ref: github.sha\n",
            "'ref: github.sha'",
            id="a branch of that name",
        ),
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


@pytest.mark.parametrize("key", ["env", "with"])
def test_what_the_forge_fills_in_as_a_whole_is_never_taken_for_fine(tmp_path: Path, key: str) -> None:
    value = "${{ fromJSON(vars.LAIN) }}"
    step = f"uses: actions/setup-python@{PIN}\n        {key}: {value}"
    text = github(INSTALL, f"      - {step}\n{INSTALL}")
    place = f".github/workflows/periksa.yml:{line_of(text, 'lpsedocs check')}"

    assert judged(tmp_path, text, "ci-check") == not_understood(place, f"'{key}: {value}'")


@pytest.mark.parametrize("key", ["env", "container", "environment", "name"])
def test_what_the_forge_fills_in_around_the_job_is_never_taken_for_fine(tmp_path: Path, key: str) -> None:
    text = github(ANY_JOB, f"    {key}: ${{{{ fromJSON(vars.LAIN) }}}}\n{ANY_JOB}")
    place = f".github/workflows/periksa.yml:{line_of(text, 'lpsedocs check')}"

    assert judged(tmp_path, text, "ci-check") == not_understood(
        place, f"'{key}: ${{{{ fromJSON(vars.LAIN) }}}}'"
    )


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
