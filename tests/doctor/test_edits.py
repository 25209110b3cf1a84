"""Edits of the pipelines that 'init --ci' writes; each turns the gate off, or lets a request get by it."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from lpsedocs.cli._ci import ci_files, source_of
from lpsedocs.doctor.diagnoses import State
from lpsedocs.doctor.facts import gate_of
from lpsedocs.doctor.gates import of_gate
from lpsedocs.language import INDONESIAN

GRAVITY = (State.FINE, State.UNKNOWN, State.MEND)
FILES = {
    forge: {
        str(place): content.decode()
        for place, content in ci_files(forge, source_of(None), INDONESIAN).items()
        if place.suffix == ".yml" and (place.parent.name == "workflows" or place.name == ".gitlab-ci.yml")
    }
    for forge in ("github", "gitlab", "forgejo")
}


def judged(folder: Path, files: Mapping[str, str]) -> dict[str, State]:
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text)
    return {one.code: one.state for one in of_gate(gate_of(folder))}


def worse(folder: Path, forge: str, name: str, old: str, new: str) -> set[str]:
    """Return of what doctor thinks less after an edit."""
    [path] = [path for path in FILES[forge] if path.endswith(name)]
    assert old in FILES[forge][path]
    before = judged(folder / "before", FILES[forge])
    after = judged(folder / "after", FILES[forge] | {path: FILES[forge][path].replace(old, new)})
    return {code for code in after if GRAVITY.index(after[code]) > GRAVITY.index(before[code])}


FILTER = "  pull_request:\n    branches: [main]\n"
JOB = "    name: Periksa\n"
STEP = "      - name: Dokumen\n"
ROOT = "LPSEDOCS_TRUST_ROOT: ${{ vars.LPSEDOCS_TRUST_ROOT }}"
PIN = " ${LPSEDOCS_TRUST_ROOT:+--require-pin}"
BASE = "refs/remotes/origin/$GITHUB_BASE_REF"
READ = "    permissions:\n      contents: read\n"
WHOLE = "          fetch-depth: 0\n"
RIWAYAT = "      - name: Riwayat\n"

OF_A_REQUEST = [
    *(
        (f"{new}", FILTER, f"  pull_request:\n    {new}\n")
        for new in (
            *("branches: ['[m]ain']", "branches: [main, '!ma*']", "branches: []", "branches: [Main]"),
            *("paths: ['records/**']", "paths-ignore: ['records/decisions/**']", "branches-ignore: [x]"),
            *("types: [labeled, synchronize]", "types: [ready_for_review]"),
        )
    ),
    *(
        (f"{event} in its place", FILTER, f"  {event}:\n")
        for event in ("pull_request_target", "pull_request_review", "workflow_run", "merge_group")
    ),
    *(
        (f"job with {key}", JOB, f"{JOB}    {key}\n")
        for key in (
            *("if: github.event.pull_request.draft == false", "if: github.actor != 'bot'"),
            *("if: \"!contains(github.event.pull_request.labels.*.name, 'lewati')\"", "if: failure()"),
            *("continue-on-error: ${{ true }}", "needs: [pratinjau]", "strategy: {matrix: {x: []}}"),
            *("services: {x: {image: x}}", "container: {image: x, options: --entrypoint true}"),
            *("container: {image: x, env: {PATH: x}}", "container: {image: x, volumes: ['/x:/y']}"),
        )
    ),
    *(
        (f"step with {key}", STEP, f"{STEP}        {key}\n")
        for key in (
            *("if: env.DARI_FORK == 'false'", "if: hashFiles('records/**') != ''", "continue-on-error: true"),
            *("env: {_LPSEDOCS_COMPLETE: bash_source}", "env: {GITHUB_BASE_REF: x}", "shell: python"),
            "working-directory: records",
        )
    ),
    *(
        (f"step before: {step}", RIWAYAT, f"      - {step}\n{RIWAYAT}")
        for step in (
            *("run: git update-ref refs/remotes/origin/main HEAD", "run: git config core.hooksPath x"),
            *("run: rm -rf records", "uses: ./.github/actions/x", "uses: docker://x"),
            "uses: actions/download-artifact@3e5f45b2cfb9172054b4087a40e8e0b5a5461e7c",
        )
    ),
    *(
        (f"checkout with {key}", WHOLE, f"{WHOLE}          {key}\n")
        for key in ("repository: a/b", "ref: main", "path: x", "sparse-checkout: docs", "filter: tree:0")
    ),
    *(
        (f"right {right}", READ, f"{READ}      {right}: write\n")
        for right in ("statuses", "checks", "actions")
    ),
    ("no pin", PIN, ""),
    ("the request as base", BASE, "HEAD"),
    ("a root that is empty", ROOT, 'LPSEDOCS_TRUST_ROOT: ""'),
    ("a root of the request", ROOT, "LPSEDOCS_TRUST_ROOT: ${{ github.sha }}"),
    ("all called a fork", "DARI_FORK: ${{", "DARI_FORK: true # ${{"),
    ("a list of the request", ".lpsedocs/requirements.txt\n", "records/x.txt\n"),
    ("a list at hand", '          cd "$RUNNER_TEMP/main"\n', ""),
    ("programs of the request", '"$RUNNER_TEMP/lpsedocs/bin" >>', '"$PWD/bin" >>'),
    ("a history that may lack", "            exit 1\n", "            exit 0\n"),
    ("a commit of a fork", "uses: actions/checkout@", f"uses: actions/checkout@{'f' * 40} # "),
    (
        "a job of its name",
        "jobs:\n",
        "jobs:\n  palsu: {name: Periksa, runs-on: x, permissions: {}, steps: []}\n",
    ),
    (
        "a runner that the request names",
        "    name: Periksa\n    runs-on: ",
        "    name: Periksa\n    runs-on: ${{ x }} # ",
    ),
]


@pytest.mark.parametrize("forge", ["github", "forgejo"])
@pytest.mark.parametrize(("old", "new"), [pytest.param(old, new, id=id_) for id_, old, new in OF_A_REQUEST])
def test_no_edit_of_the_check_of_requests_is_taken_for_fine(
    tmp_path: Path, forge: str, old: str, new: str
) -> None:
    assert worse(tmp_path, forge, "periksa.yml", old, new)


@pytest.mark.parametrize("forge", ["github", "forgejo"])
@pytest.mark.parametrize(
    ("name", "old", "new", "code"),
    [
        ("utama.yml", "branches: [main]", "branches: ['m*']", "ci-verify"),
        ("utama.yml", "branches: [main]", "tags: ['v*']", "ci-verify"),
        (
            "utama.yml",
            "          fetch-depth: 0\n",
            "          fetch-depth: 0\n          ref: lama\n",
            "ci-verify",
        ),
        ("utama.yml", ROOT, "LPSEDOCS_TRUST_ROOT: ${{ github.sha }}", "ci-verify"),
        (
            "utama.yml",
            "    name: Periksa main\n",
            "    name: Periksa main\n    if: vars.X == 'ya'\n",
            "ci-verify",
        ),
        ("mingguan.yml", "30 23 * * 0", "0 0 1 * *", "ci-weekly"),
        ("mingguan.yml", "check --require-pin", "check --require-pin --ignore W", "ci-weekly"),
        ("mingguan.yml", "lpsedocs check --require-pin ||", "echo ||", "ci-weekly"),
        ("mingguan.yml", "python3 .lpsedocs/penjaga.py isu", "echo isu", "ci-weekly"),
        ("mingguan.yml", "          ref: main\n", "          ref: lama\n", "ci-weekly"),
        ("mingguan.yml", "    name: Jatuh tempo\n", "    continue-on-error: true\n", "ci-weekly"),
    ],
)
def test_no_edit_of_the_other_runs_is_taken_for_fine(
    tmp_path: Path, forge: str, name: str, old: str, new: str, code: str
) -> None:
    assert code in worse(tmp_path, forge, name, old, new)


MR = '    - if: $CI_PIPELINE_SOURCE == "merge_request_event"\n'
CHECKING = "periksa:\n  extends: .lpsedocs\n  stage: periksa\n"
WORKFLOW = "    on_new_commit: interruptible\n  rules:\n"
LAST = '    - lpsedocs check --base "refs/remotes/origin/$CI_DEFAULT_BRANCH"' + PIN

ON_GITLAB = [
    *(
        (f"job with {key}", CHECKING, f"{CHECKING}  {key}\n")
        for key in (
            *(
                "allow_failure: {exit_codes: 127}",
                "when: manual",
                "needs: [pratinjau]",
                "parallel: {matrix: []}",
            ),
            *("cache: {key: x, paths: [.git]}", "inherit: {variables: false}", "hooks: {}", "services: [x]"),
            *("image: {name: x, entrypoint: ['true']}", "variables: {GIT_CHECKOUT: 'false'}"),
            *("variables: {CI_DEFAULT_BRANCH: x}", "variables: {LPSEDOCS_TRUST_ROOT: ''}"),
            *("variables: {_LPSEDOCS_COMPLETE: bash_source}", "variables: {GIT_STRATEGY: empty}"),
            *("only: [merge_requests]", "before_script: [exit 0]", "secrets: {}", "trigger: x"),
            *("tags: [$CI_MERGE_REQUEST_TITLE]", "environment: $CI_COMMIT_REF_NAME"),
        )
    ),
    *(
        (f"rule {rule}", CHECKING + "  rules:\n" + MR, f"{CHECKING}  rules:\n    - if: {rule}\n")
        for rule in (
            *("$CI_MERGE_REQUEST_LABELS !~ /x/", '$CI_MERGE_REQUEST_DRAFT == "false"', "$CI_COMMIT_BRANCH"),
            *('$CI_COMMIT_REF_PROTECTED == "false"', '$CI_MERGE_REQUEST_EVENT_TYPE == "detached"'),
            '$CI_PIPELINE_SOURCE == "push"',
        )
    ),
    *(
        (f"rule with {key}", CHECKING + "  rules:\n" + MR, f"{CHECKING}  rules:\n{MR}      {key}\n")
        for key in ("when: never", "allow_failure: true", "changes: ['**/*']", "exists: [x]", "needs: [x]")
    ),
    *(
        (f"workflow {rule}", WORKFLOW, f"{WORKFLOW}    - {{{rule}, when: never}}\n")
        for rule in ("if: $CI_COMMIT_MESSAGE =~ /lewati/", "changes: ['docs/**/*']", "exists: [x]")
    ),
    *(
        (f"last line {new}", LAST, f"    - {new}")
        for new in (
            *("lpsedocs check --require-pin", 'lpsedocs check --base "$CI_COMMIT_SHA" --require-pin'),
            *(
                "set +e",
                ". ./x.sh",
                "git fetch origin +$CI_COMMIT_SHA:refs/remotes/origin/$CI_DEFAULT_BRANCH",
            ),
        )
    ),
    ("no pin", LAST, LAST.removesuffix(PIN)),
    (
        "files of a job before",
        "stages: [",
        "siap: {stage: .pre, script: [x], artifacts: {paths: [records]}, "
        "rules: [{if: $CI_MERGE_REQUEST_IID}]}\nstages: [",
    ),
    (
        "files of the preview",
        f"pratinjau{CHECKING[7:]}",
        f"pratinjau{CHECKING[7:].replace(' periksa', ' .pre')}",
    ),
    ("another file", "stages: [", "include: [{local: x.yml}]\nstages: ["),
    ("no pipelines of requests", MR, ""),
    ("a list of the request", "--requirement .lpsedocs/requirements.txt", "--requirement records/x.txt"),
    ("programs of the request", "lpsedocs-$CI_JOB_ID/bin:$PATH", "x/bin:$PATH"),
    (
        "a base of the request",
        'dasar-$CI_JOB_ID" "refs/remotes/origin/$CI_DEFAULT_BRANCH"',
        'dasar-$CI_JOB_ID" HEAD',
    ),
    ("a weekly run of nothing", "lpsedocs check --require-pin ||", "echo ||"),
    ("a weekly run that tells nobody", "    - python3 .lpsedocs/penjaga.py isu pekan.md\n", ""),
]


@pytest.mark.parametrize(("old", "new"), [pytest.param(old, new, id=id_) for id_, old, new in ON_GITLAB])
def test_no_edit_on_gitlab_is_taken_for_fine(tmp_path: Path, old: str, new: str) -> None:
    assert worse(tmp_path, "gitlab", ".gitlab-ci.yml", old, new)


@pytest.mark.parametrize(
    ("forge", "pairs"),
    [
        pytest.param("github", [], id="GitHub, as it is written"),
        pytest.param("gitlab", [], id="GitLab, as it is written"),
        pytest.param("forgejo", [], id="Forgejo, as it is written"),
        pytest.param("forgejo", [("runs-on: docker", "runs-on: kantor-1")], id="the runner's label"),
        pytest.param("github", [("timeout-minutes: 15", "timeout-minutes: 30")], id="more time"),
        pytest.param("github", [('"30 23 * * 0"', '"0 1 * * mon"')], id="another hour"),
        pytest.param("gitlab", [("python:3.12", f"python@sha256:{'0' * 64}")], id="an image by its digest"),
        pytest.param(
            "gitlab", [("  interruptible: true\n", "  interruptible: true\n  tags: [kantor]\n")], id="a tag"
        ),
        pytest.param(
            "forgejo",
            [(".forgejo/", ".gitea/"), ("LPSEDOCS_BOT: forgejo-actions", "LPSEDOCS_BOT: gitea-actions")],
            id="Gitea",
        ),
    ],
)
def test_what_the_guides_have_an_office_do_is_fine(
    tmp_path: Path, forge: str, pairs: list[tuple[str, str]]
) -> None:
    files = dict(FILES[forge])
    for old, new in pairs:
        assert any(old in text or old in path for path, text in files.items())
        files = {path.replace(old, new): text.replace(old, new) for path, text in files.items()}

    unseen = {"ci-required", "ci-skip", *(["ci-verify", "ci-weekly"] if forge == "gitlab" else [])}
    images = {"ci-images"} if any("python:3.12" in text for text in files.values()) else set()
    found = {code for code, state in judged(tmp_path, files).items() if state is not State.FINE}
    assert found == unseen | images
