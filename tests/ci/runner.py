"""Runs jobs as a forge's runner does: each script with bash in a scratch clone, with the forge's variables.

Actions are played: a checkout is a clone, artefacts are folders. What a file asks of its forge beyond that is
refused, so that nothing is run otherwise than it stands there.
"""

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from tests.ci.offices import LPSEDOCS, Office, clean_environment

_EXPRESSION = re.compile(r"\$\{\{\s*(.+?)\s*\}\}")
_PYTHON = """\
#!/bin/sh
# What installing takes minutes for is here already.
if [ "$1 $2 $3" = "-I -m venv" ]; then
  mkdir -p "$4/bin" && ln -sf {lpsedocs} "$4/bin/lpsedocs" && cp {pip} "$4/bin/pip"
else
  exec {python} "$@"
fi
"""
_PIP = """\
#!/bin/sh
asked="install --quiet --require-hashes --only-binary :all: --requirement .lpsedocs/requirements.txt"
test "$*" = "$asked" || exit 9
grep --quiet '^lpsedocs @ https://GANTI.example/' .lpsedocs/requirements.txt
"""


@dataclass(frozen=True)
class Ran:
    """What came of a step."""

    name: str
    code: int
    out: str


@dataclass
class Steps:
    """What came of a job."""

    steps: list[Ran] = field(default_factory=list)

    @property
    def is_green(self) -> bool:
        return all(step.code == 0 for step in self.steps)

    @property
    def failed(self) -> list[str]:
        return [step.name for step in self.steps if step.code]

    def out(self, name: str) -> str:
        [found] = [step.out for step in self.steps if step.name == name]
        return found

    @property
    def all_out(self) -> str:
        return "\n".join(f"[{step.name}: {step.code}]\n{step.out}" for step in self.steps)


def load(path: Path) -> dict[str, Any]:
    """Read a CI file with every scalar as text: 'on' is no boolean to a forge."""
    data = yaml.load(path.read_text("utf-8"), yaml.BaseLoader)
    assert isinstance(data, dict)
    return data


@dataclass
class Machine:
    """A machine on which jobs run, with what they hand to each other."""

    office: Office
    folder: Path
    api: str
    variables: dict[str, str]
    """The variables and secrets of the office, by name."""
    count: int = 0
    pip: str = _PIP
    program: Path = LPSEDOCS
    """What stands for the installed lpsedocs."""

    @property
    def artefacts(self) -> Path:
        return self.folder / "artefak"

    @property
    def summary(self) -> str:
        path = self.folder / "ringkasan.md"
        return path.read_text("utf-8") if path.exists() else ""

    def scratch(self) -> Path:
        self.count += 1
        place = self.folder / f"mesin-{self.count}"
        (place / "bin").mkdir(parents=True)
        self._program(
            place / "bin/python3",
            _PYTHON.format(lpsedocs=self.program, pip=place / "bin/pip", python=sys.executable),
        )
        self._program(place / "bin/pip", self.pip)
        return place

    @staticmethod
    def _program(path: Path, text: str) -> None:
        path.write_text(text)
        path.chmod(0o755)

    def bash(self, script: str, at: Path, environment: Mapping[str, str]) -> tuple[int, str]:
        file = at.parent / "langkah.sh"
        file.write_text(script)
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", str(file)],
            cwd=at,
            env=dict(environment),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        return done.returncode, done.stdout


@dataclass(frozen=True)
class Event:
    """Why a workflow runs, and what GitHub's words for that are."""

    name: str
    values: dict[str, str]
    ref: str
    """What a checkout without a ref checks out."""

    @classmethod
    def request(cls, number: int = 1, *, is_fork: bool = False) -> "Event":
        values = {
            "github.event.pull_request.number": str(number),
            "github.event.pull_request.head.repo.full_name": "orang/arsip" if is_fork else "kantor/arsip",
            "github.base_ref": "main",
        }
        return cls("pull_request", values, f"refs/pull/{number}/merge")

    @classmethod
    def on_main(cls, name: str) -> "Event":
        return cls(name, {}, "refs/heads/main")


class WorkflowRun:
    """A workflow of GitHub's kind."""

    def __init__(self, machine: Machine, path: Path, event: Event) -> None:
        self.machine = machine
        self.data = load(path)
        self.event = event
        self.done: dict[str, Steps] = {}

    def run(self) -> dict[str, Steps]:
        """Run every job whose turn comes; one that is left out leaves out what needs it."""
        for name, job in self.data["jobs"].items():
            needs = job.get("needs", [])
            needs = [needs] if isinstance(needs, str) else needs
            before = all(need in self.done and self.done[need].is_green for need in needs)
            if self.holds(job.get("if"), self.context(name, {}), is_green=before):
                self.done[name] = self._job(name, job)
        return self.done

    # -- expressions ---------------------------------------------------------------------------------

    def context(self, job: str, environment: Mapping[str, str]) -> dict[str, str]:
        office = self.machine
        return {
            "github.repository": "kantor/arsip",
            "github.event_name": self.event.name,
            "github.api_url": office.api,
            "github.token": f"token-{job}",
            **{f"vars.{name}": value for name, value in office.variables.items()},
            **{f"secrets.{name}": value for name, value in office.variables.items()},
            **{f"env.{name}": value for name, value in environment.items()},
            **self.event.values,
        }

    def value(self, expression: str, context: Mapping[str, str]) -> str:
        if " != " in expression or " == " in expression:
            left, sign, right = re.split(r" (!=|==) ", expression)
            same = self.value(left, context) == self.value(right, context)
            return str(same == (sign == "==")).lower()
        if expression.startswith("'"):
            return expression.strip("'")
        if expression.startswith("vars."):
            return context.get(expression, "")
        return context[expression]

    def filled(self, text: str, context: Mapping[str, str]) -> str:
        return _EXPRESSION.sub(lambda match: self.value(match[1], context), text)

    def holds(self, condition: str | None, context: Mapping[str, str], *, is_green: bool) -> bool:
        terms = [term.strip() for term in (condition or "").split("&&") if term.strip()]
        if "always()" not in terms and not is_green:
            return False
        return all(
            term in ("always()", "!cancelled()") or self.value(term, context) == "true" for term in terms
        )

    # -- steps -------------------------------------------------------------------------------------------

    def _job(self, name: str, job: dict[str, Any]) -> Steps:
        place = self.machine.scratch()
        (place / "kerja").mkdir()
        (place / "temp").mkdir()
        (place / "path").touch()
        office = self.machine.office
        base = {
            **clean_environment(place),
            "CI": "true",
            "GITHUB_ACTIONS": "true",
            "GITHUB_EVENT_NAME": self.event.name,
            "GITHUB_REPOSITORY": "kantor/arsip",
            "GITHUB_SERVER_URL": "https://git.kantor.example",
            "GITHUB_REF": self.event.ref,
            "GITHUB_BASE_REF": self.event.values.get("github.base_ref", ""),
            "GITHUB_SHA": office.tip(self.event.ref),
            "GITHUB_PATH": str(place / "path"),
            "GITHUB_STEP_SUMMARY": str(self.machine.folder / "ringkasan.md"),
            "RUNNER_TEMP": str(place / "temp"),
        }
        own = {n: self.filled(v, self.context(name, {})) for n, v in job.get("env", {}).items()}
        context = {**self.context(name, own), "runner.temp": str(place / "temp")}
        steps = Steps()
        for step in job["steps"]:
            if self.holds(step.get("if"), context, is_green=steps.is_green):
                steps.steps.append(self._step(step, place, {**base, **own}, context))
        return steps

    def _step(
        self, step: dict[str, Any], place: Path, environment: dict[str, str], context: dict[str, str]
    ) -> Ran:
        given = {key: self.filled(value, context) for key, value in step.get("with", {}).items()}
        if "uses" in step:
            action = step["uses"].split("@")[0]
            getattr(self, "_" + action.rsplit("/", 1)[-1].replace("-", "_"))(place, given)
            return Ran(action, 0, "")
        added = (place / "path").read_text().split()
        path = ":".join([*reversed(added), str(place / "bin"), environment["PATH"]])
        own = {name: self.filled(value, context) for name, value in step.get("env", {}).items()}
        code, out = self.machine.bash(step["run"], place / "kerja", {**environment, **own, "PATH": path})
        return Ran(step["name"], code, out)

    def _checkout(self, place: Path, given: dict[str, str]) -> None:
        assert given.get("fetch-depth") == "0" or "sparse-checkout" in given
        office, work = self.machine.office, place / "kerja"
        office.git("clone", "--quiet", "--no-checkout", str(office.bare), str(work), at=place)
        if self.event.ref.startswith("refs/pull/") and "ref" not in given:
            ref = self.event.ref.replace("refs/pull/", "refs/remotes/pull/")
            office.git("fetch", "--quiet", "origin", f"+{self.event.ref}:{ref}", at=work)
            office.git("checkout", "--quiet", "--detach", ref, at=work)
        else:
            assert given.get("ref", "main") == "main"
            office.git("checkout", "--quiet", "main", at=work)

    def _upload_artifact(self, place: Path, given: dict[str, str]) -> None:
        source, target = Path(given["path"]), self.machine.artefacts / given["name"]
        shutil.rmtree(target, ignore_errors=True)
        if source.is_dir():
            shutil.copytree(source, target)
        elif source.exists() or given.get("if-no-files-found") != "ignore":
            target.mkdir(parents=True)
            shutil.copy(source, target)

    def _download_artifact(self, place: Path, given: dict[str, str]) -> None:
        source = self.machine.artefacts / (given.get("name") or given["pattern"])
        if source.exists() or "pattern" not in given:
            shutil.copytree(source, given.get("path", place / "kerja"), dirs_exist_ok=True)

    def _deploy_pages(self, place: Path, given: dict[str, str]) -> None:
        assert (self.machine.artefacts / "github-pages/artifact.tar").is_file()

    def _upload_sarif(self, place: Path, given: dict[str, str]) -> None:
        assert (place / "kerja" / given["sarif_file"]).is_file()


class GitLabRun:
    """Jobs of a .gitlab-ci.yml."""

    def __init__(self, machine: Machine, path: Path, environment: Mapping[str, str]) -> None:
        self.machine = machine
        self.data = load(path)
        self.environment = dict(environment)

    def jobs(self) -> Iterator[str]:
        """Yield the jobs that this pipeline has, by their rules."""
        if not self._is_chosen(self.data["workflow"]):
            return
        for name, job in self.data.items():
            if isinstance(job, dict) and "script" in job and self._is_chosen(job):
                yield name

    def _is_chosen(self, job: dict[str, Any]) -> bool:
        return any(self._holds(rule["if"]) for rule in job["rules"])

    def _holds(self, condition: str) -> bool:
        return all(self._term(term.strip()) for term in condition.split("&&"))

    def _term(self, term: str) -> bool:
        if " == " not in term and " != " not in term:
            return bool(self._word(term))
        left, sign, right = re.split(r" (==|!=) ", term)
        return (self._word(left) == self._word(right)) == (sign == "==")

    def _word(self, word: str) -> str:
        return word.strip('"') if word.startswith('"') else self.variables.get(word.removeprefix("$"), "")

    @property
    def variables(self) -> dict[str, str]:
        own = {name: re.sub(r"\$(\w+)", lambda m: self.environment[m[1]], value)
               for name, value in self.data["variables"].items()}  # fmt: skip
        return {**own, **self.machine.variables, **self.environment}

    def run(self, name: str) -> Steps:
        """Run a job: the lines before it and its own are one script, as the runner has it."""
        job, place = self.data[name], self.machine.scratch()
        work = place / "kerja"
        office = self.machine.office
        office.git("clone", "--quiet", str(office.bare), str(work), at=place)
        office.git("remote", "set-url", "origin", str(office.bare), at=work)
        office.git("fetch", "--quiet", "origin", self.environment["CI_COMMIT_SHA"], at=work)
        office.git("checkout", "--quiet", "--detach", self.environment["CI_COMMIT_SHA"], at=work)
        before = self.data[job["extends"]]["before_script"]
        environment = {
            **clean_environment(place),
            **self.variables,
            "CI_BUILDS_DIR": str(place),
            "CI_PROJECT_DIR": str(work),
            "CI_JOB_ID": "1",
            "PATH": f"{place / 'bin'}:{clean_environment(place)['PATH']}",
        }
        code, out = self.machine.bash("\n".join([*before, *job["script"]]), work, environment)
        self.machine.artefacts.mkdir(exist_ok=True)
        for path in self._kept(job):
            if (work / path).is_dir():
                shutil.copytree(work / path, self.machine.artefacts / path, dirs_exist_ok=True)
            elif (work / path).exists():
                shutil.copy(work / path, self.machine.artefacts / path)
        return Steps([Ran(name, code, out)])

    @staticmethod
    def _kept(job: dict[str, Any]) -> Iterator[str]:
        kept = job.get("artifacts", {})
        yield from (path.rstrip("/") for path in kept.get("paths", []))
        yield from kept.get("reports", {}).values()
