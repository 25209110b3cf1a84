"""Reads a workflow of GitHub, Forgejo or Gitea, which write the same language."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from lpsedocs.doctor.conditions import Known, Varying, holds
from lpsedocs.doctor.known import not_known
from lpsedocs.doctor.pipelines import (
    Borrowed,
    Command,
    Event,
    Forge,
    Pipeline,
    covers,
    leaves_out,
    takes,
    texts_of,
)
from lpsedocs.doctor.scripts import Call, Shell, calls_in
from lpsedocs.doctor.surroundings import odd_keys, odd_variables, shown
from lpsedocs.findings import Message, Route, say
from lpsedocs.source import Source

_EVENTS: Final = {"pull_request": Event.REQUEST, "push": Event.MAIN, "schedule": Event.SCHEDULE}
_OF_THE_BASE: Final = "pull_request_target"
_MEANT: Final = frozenset({"opened", "synchronize", "reopened"})
"""The types of events after which a request has other content."""
_CHECKOUT: Final = re.compile(r"(?:https?://[^/]+/)?[\w.-]+/checkout@.*")
_SHELLS: Final = {
    "bash": Shell(pipefail=True),
    "bash --noprofile --norc -eo pipefail {0}": Shell(pipefail=True),
    "bash -e {0}": Shell(),
    "bash {0}": Shell(stops=False),
    "sh": Shell(),
    "sh -e {0}": Shell(),
    "sh {0}": Shell(stops=False),
}
_HERE: Final = frozenset({".", "./", "${{ github.workspace }}"})
_IN_WORKFLOW: Final = frozenset(
    {"name", "run-name", "on", "permissions", "concurrency", "env", "defaults", "jobs"}
)
_IN_JOB: Final = frozenset(
    {"name", "runs-on", "if", "permissions", "concurrency", "env", "defaults", "environment"}
    | {"outputs", "timeout-minutes", "continue-on-error", "container", "steps"}
)
_ANYWAY: Final = re.compile(r"\balways\(\)|!\s*cancelled\(\)")
_IN_STEP: Final = frozenset(
    {"name", "id", "if", "env", "run", "shell", "timeout-minutes", "continue-on-error", "working-directory"}
)
_IN_USE: Final = frozenset(
    {"name", "id", "if", "env", "uses", "with", "timeout-minutes", "continue-on-error"}
)
_CHECKING_OUT: Final = "actions/checkout"
_ACTIONS: Final[Mapping[str, frozenset[str]]] = {
    _CHECKING_OUT: frozenset(
        {"clean", "fetch-depth", "fetch-tags", "lfs", "persist-credentials", "ref", "set-safe-directory"}
        | {"show-progress", "submodules", "token"}
    ),
    "actions/setup-python": frozenset({"python-version", "architecture", "cache", "check-latest"}),
    "actions/upload-artifact": frozenset({"name", "path", "if-no-files-found", "retention-days"}),
    "astral-sh/setup-uv": frozenset({"version", "python-version", "enable-cache"}),
}
"""Actions of which it is known what they leave behind, and what may be asked of them."""
_USED: Final = re.compile(
    r"(?:https://(?:github\.com|code\.forgejo\.org|data\.forgejo\.org|gitea\.com)/)?([\w.-]+/[\w.-]+)@[\w.-]+"
)
_OF_THE_REQUEST: Final = frozenset({"github.ref", "github.sha", "github.event.pull_request.head.sha"})
"""No name of a branch: the repository may have another one of that name than the fork has."""
_FOREIGN: Final = re.compile(r"[\"~]|\$(?!\{\{)")
"""What no expression of a workflow may have: forges refuse a file with it."""


def read_workflow(source: Source, forge: Forge) -> Pipeline:
    """Return what a workflow says."""
    data = source.data
    if not isinstance(data, dict) or not isinstance(data.get("jobs"), dict):
        return Pipeline(forge, str(source.path), unread=(say("it has no jobs"),))
    return _Workflow(source, data, forge).read()


@dataclass(frozen=True)
class _When:
    """The events of something: for certain, and perhaps."""

    sure: frozenset[Event]
    maybe: frozenset[Event] = frozenset()
    doubts: tuple[Message, ...] = ()


@dataclass(frozen=True)
class _Spot:
    """A step of a job."""

    name: str
    index: int
    job: Mapping[str, Any]
    step: Mapping[str, Any]
    around: tuple[str, ...]
    """What around it is not understood."""


@dataclass(frozen=True)
class _Workflow:
    source: Source
    data: Mapping[str, Any]
    forge: Forge
    known: dict[str, _When] = field(default_factory=dict)
    """When each job is run, as far as that was asked."""

    def read(self) -> Pipeline:
        jobs = {str(name): job for name, job in self.data["jobs"].items() if isinstance(job, dict)}
        return Pipeline(
            self.forge,
            str(self.source.path),
            tuple(command for name, job in jobs.items() for command in self._commands(name, job)),
            tuple(borrowed for name, job in jobs.items() for borrowed in self._borrowed(name, job)),
            tuple(self._excess(jobs)),
            tuple(self._exposed(jobs)),
            tuple(self._unread(jobs)),
            tuple(self._gaps()),
        )

    def _place(self, route: Route) -> str:
        return f"{self.source.path}:{self.source.locate(route, key=True).line}"

    # -- when --------------------------------------------------------------------------------------------

    @property
    def _on(self) -> Mapping[str, Any]:
        on = self.data.get("on")
        names = texts_of(on)
        if names is not None:
            return dict.fromkeys(names)
        return on if isinstance(on, dict) else {}

    @property
    def _triggers(self) -> _When:
        return _When(frozenset(_EVENTS[name] for name in self._on if name in _EVENTS and not self._gap(name)))

    def _gaps(self) -> Iterator[Message]:
        """Yield why it is not started each time that it should."""
        found = ((name, self._gap(name)) for name in self._on)
        yield from (say("'{event}': {why}", event=name, why=gap) for name, gap in found if gap)

    def _gap(self, name: str) -> Message | None:
        how = self._on[name]
        if name == _OF_THE_BASE:
            return say("it looks at the main branch, and not at what the request brings")
        if name == "schedule":
            return None if _is_weekly(how) else say("it is started less than once a week")
        return _fault_of_trigger(_EVENTS[name], how) if name in _EVENTS and isinstance(how, dict) else None

    def _narrowed(self, when: _When, condition: object) -> _When:
        """Return the events for which a condition holds."""
        if condition is None:
            return when
        is_foreign = _FOREIGN.search(str(condition)) is not None
        told = {
            event: None if is_foreign else holds(condition, _KNOWN[event]) for event in when.sure | when.maybe
        }
        unclear = frozenset(event for event, answer in told.items() if answer is None)
        sure = frozenset(event for event in when.sure if told[event])
        maybe = frozenset(event for event in when.maybe if told[event]) | unclear
        doubt = say("whether 'if: {condition}' holds can't be told from the file", condition=str(condition))
        return _When(sure, maybe, (*when.doubts, *([doubt] if unclear else [])))

    # -- what --------------------------------------------------------------------------------------------

    def _commands(self, name: str, job: Mapping[str, Any]) -> Iterator[Command]:
        when = self._when_of_job(name)
        whole: bool | None = None
        around = [*odd_keys(self.data, _IN_WORKFLOW), *_odd_in_job(job), *_odd_defaults(self.data)]
        for index, step in enumerate(_steps(job)):
            whole = _whole_after(step, whole)
            script, shell = _script(step), self._shell(job, step)
            around += (*_odd_in_step(step), *_odd_shell(script, shell), *not_known(script, self.forge))
            spot = _Spot(name, index, job, step, tuple(around))
            for call in calls_in(script, shell):
                yield self._command(call, spot, self._narrowed(when, step.get("if")), whole=whole)
            around += (*_odd_use(step, when), *odd_variables(_environment(step)))

    def _when_of_job(self, name: str) -> _When:
        """Return when a job is run: one that waits for others is left out where they are."""
        if name not in self.known:
            self.known[name] = self._triggers  # so that jobs that wait for each other come to an end
            self.known[name] = self._after_others(self.data["jobs"][name])
        return self.known[name]

    def _after_others(self, job: Mapping[str, Any]) -> _When:
        when = self._narrowed(self._triggers, job.get("if"))
        for needed in texts_of(job.get("needs")) or ():
            if isinstance(self.data["jobs"].get(needed), dict):
                before = self._when_of_job(needed)
                lost = when.sure - before.sure
                when = _When(
                    when.sure & before.sure,
                    when.maybe | (lost & before.maybe),
                    (*when.doubts, *before.doubts),
                )
        return when

    def _command(self, call: Call, spot: _Spot, when: _When, *, whole: bool | None) -> Command:
        route: Route = ("jobs", spot.name, "steps", spot.index, "run")
        parts = (self.data, spot.job, spot.step)
        environment = {name: value for part in parts for name, value in _environment(part).items()}
        return Command(
            str(self.source.path),
            spot.name,
            self.source.locate(route, key=True).line,
            call,
            when.sure,
            when.maybe,
            tuple(_holes(spot.job, spot.step)),
            when.doubts if when.maybe else (),
            environment | dict(call.environment),
            whole,
            spot.around,
        )

    def _shell(self, job: Mapping[str, Any], step: Mapping[str, Any]) -> Shell:
        given = step.get("shell") or _default_shell(job) or _default_shell(self.data)
        if given is None and "windows" in str(job.get("runs-on")).casefold():
            given = "pwsh"
        return Shell() if given is None else _SHELLS.get(str(given), Shell(odd=str(given)))

    # -- whose, and with which rights -----------------------------------------------------------------------

    def _borrowed(self, name: str, job: Mapping[str, Any]) -> Iterator[Borrowed]:
        for index, step in enumerate(_steps(job)):
            if isinstance(used := step.get("uses"), str):
                yield from self._used(used, ("jobs", name, "steps", index, "uses"))
        if isinstance(used := job.get("uses"), str):
            yield from self._used(used, ("jobs", name, "uses"))
        image = job.get("container")
        image = image.get("image") if isinstance(image, dict) else image
        if isinstance(image, str):
            yield Borrowed(image, self._place(("jobs", name, "container")), is_image=True)

    def _used(self, used: str, route: Route) -> Iterator[Borrowed]:
        if not used.startswith("./"):
            yield Borrowed(used, self._place(route))

    def _excess(self, jobs: Mapping[str, Mapping[str, Any]]) -> Iterator[tuple[str, Message]]:
        if self.forge != "github":
            return  # Only GitHub takes rights from a job's own token by the file.
        for name, job in jobs.items():
            given = job.get("permissions", self.data.get("permissions"))
            route: Route = ("jobs", name, "permissions") if "permissions" in job else ("permissions",)
            if given is None:
                yield (
                    self._place(("jobs", name)),
                    say(
                        "the job {job} has no 'permissions', so its token has whatever the "
                        "repository's settings give",
                        job=name,
                    ),
                )
            elif given == "write-all":
                yield self._place(route), say("the job {job} may write everything", job=name)
            elif isinstance(given, dict) and given.get("contents") == "write" and self._is_for_requests(name):
                yield (
                    self._place(route),
                    say("the job {job} may write to the repository for any request", job=name),
                )

    def _is_for_requests(self, name: str) -> bool:
        return Event.REQUEST in self._when_of_job(name).sure

    def _exposed(self, jobs: Mapping[str, Mapping[str, Any]]) -> Iterator[tuple[str, Message]]:
        if _OF_THE_BASE not in self._on:
            return
        for name, job in jobs.items():
            for index, step in enumerate(_steps(job)):
                if _checks_out_the_request(step):
                    yield (
                        self._place(("jobs", name, "steps", index)),
                        say(
                            "'pull_request_target' gives a request of a stranger the office's secrets, "
                            "and the job {job} "
                            "checks out what he wrote",
                            job=name,
                        ),
                    )

    def _unread(self, jobs: Mapping[str, Mapping[str, Any]]) -> Iterator[Message]:
        for name, job in jobs.items():
            if isinstance(used := job.get("uses"), str):
                yield say("the job {job} is another file, {file}, which is not followed", job=name, file=used)
            for step in _steps(job):
                if str(step.get("uses", "")).startswith("./"):
                    used = str(step["uses"])
                    yield say("the job {job} uses {file}, which is not followed", job=name, file=used)


# ---- Parts of a workflow


def _steps(job: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    steps = job.get("steps")
    return (step if isinstance(step, dict) else {} for step in (steps if isinstance(steps, list) else []))


def _environment(part: Mapping[str, Any]) -> dict[str, str]:
    given = part.get("env")
    return {str(k): str(v) for k, v in given.items()} if isinstance(given, dict) else {}


def _script(step: Mapping[str, Any]) -> str:
    script = step.get("run")
    return script if isinstance(script, str) else ""


def _odd_in_job(job: Mapping[str, Any]) -> Iterator[str]:
    # A job that is left out because one before it failed counts as a success to a forge that requires it.
    is_run_anyway = not job.get("needs") or _ANYWAY.search(str(job.get("if"))) is not None
    yield from odd_keys(job, _IN_JOB | {"needs"} if is_run_anyway else _IN_JOB)
    yield from _odd_defaults(job)
    container = job.get("container")
    yield from odd_keys(container if isinstance(container, dict) else {}, ("image", "credentials"))


def _odd_defaults(part: Mapping[str, Any]) -> Iterator[str]:
    defaults = part.get("defaults")
    run = defaults.get("run") if isinstance(defaults, dict) else None
    if isinstance(run, dict):
        yield from _odd_folder(run)
        yield from odd_keys(run, ("shell", "working-directory"))


def _odd_in_step(step: Mapping[str, Any]) -> Iterator[str]:
    yield from _odd_folder(step)
    yield from odd_keys(step, _IN_USE if "uses" in step else _IN_STEP)


def _odd_shell(script: str, shell: Shell) -> Iterator[str]:
    if script and shell.odd:
        yield shown(f"shell: {shell.odd}")


def _odd_folder(part: Mapping[str, Any]) -> Iterator[str]:
    folder = str(part.get("working-directory", "."))
    if folder not in _HERE:
        yield shown(f"working-directory: {folder}")


def _odd_use(step: Mapping[str, Any], when: _When) -> Iterator[str]:
    """Yield what is not understood of an action, and may change what later steps do."""
    if "uses" not in step:
        return
    action = _USED.fullmatch(str(step["uses"]))
    name = action[1] if action else ""
    if name not in _ACTIONS:
        yield shown(f"uses: {step['uses']}")
        return
    given = step["with"] if isinstance(step.get("with"), dict) else {}
    yield from odd_keys(given, _ACTIONS[name])
    ref = str(given.get("ref", "")).removeprefix("${{").removesuffix("}}").strip()
    is_asked = name == _CHECKING_OUT and Event.REQUEST in when.sure | when.maybe
    if ref and is_asked and ref not in _OF_THE_REQUEST:
        yield shown(f"ref: {given['ref']}")


def _default_shell(part: Mapping[str, Any]) -> object:
    defaults = part.get("defaults")
    run = defaults.get("run") if isinstance(defaults, dict) else None
    return run.get("shell") if isinstance(run, dict) else None


def _whole_after(step: Mapping[str, Any], before: bool | None) -> bool | None:  # noqa: FBT001  # a fact so far
    """Tell whether the whole history is there after a step."""
    used, given = step.get("uses"), step.get("with")
    if isinstance(used, str) and _CHECKOUT.fullmatch(used):
        depth = given.get("fetch-depth") if isinstance(given, dict) else None
        return str(depth) == "0"
    script = str(step.get("run", ""))
    if re.search(r"\bgit\b.*\bfetch\b.*--unshallow", script):
        return True
    if re.search(r"\bgit\b.*\bclone\b", script):
        return "--depth" not in script
    return before


def _holes(job: Mapping[str, Any], step: Mapping[str, Any]) -> Iterator[Message]:
    for part, what in ((step, say("step")), (job, say("job"))):
        given = part.get("continue-on-error")
        if given not in (None, False, "false"):
            yield say("its {part} has 'continue-on-error: {value}'", part=what, value=_written(given))


def _written(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _checks_out_the_request(step: Mapping[str, Any]) -> bool:
    given = step.get("with")
    used = step.get("uses")
    ref = str(given.get("ref", "")) if isinstance(given, dict) else ""
    is_checkout = isinstance(used, str) and bool(_CHECKOUT.fullmatch(used))
    return is_checkout and ("head" in ref or "merge" in ref)


def _fault_of_trigger(event: Event, how: Mapping[str, Any]) -> Message | None:
    """Return why an event does not start the workflow every time that it should."""
    if "paths" in how and not covers(how["paths"]):
        return say("it is started only for some paths ({paths})", paths=_listed(how["paths"]))
    if "paths-ignore" in how and leaves_out(how["paths-ignore"]) is not False:
        return say("it is not started for some records ({paths})", paths=_listed(how["paths-ignore"]))
    if "types" in how and event is Event.REQUEST and not set(texts_of(how["types"]) or ()) >= _MEANT:
        return say(
            "it is not started each time that a request changes ({types})", types=_listed(how["types"])
        )
    if "branches" in how and not _has_main(how["branches"]):
        return say("it is started only for other branches ({branches})", branches=_listed(how["branches"]))
    if "branches-ignore" in how and _has_main(how["branches-ignore"]):
        return say("it is not started for the main branch")
    if event is Event.MAIN and "tags" in how and "branches" not in how:
        return say("it is started only for tags")
    return None


def _listed(value: object) -> str:
    return ", ".join(texts_of(value) or (str(value),))


def _has_main(patterns: object) -> bool:
    return any(takes(name, texts_of(patterns) or ()) for name in ("main", "master"))


def _is_weekly(how: object) -> bool:
    """Tell whether one of the times comes at least once a week."""
    times: Iterable[object] = how if isinstance(how, list) else ()
    crons = (str(time.get("cron", "")).split() for time in times if isinstance(time, dict))
    return any(len(cron) == 5 and cron[2] == "*" and cron[3] == "*" for cron in crons)


_KNOWN: Final[Mapping[Event, Known]] = {
    Event.REQUEST: {
        "github.event_name": "pull_request",
        "github.ref": Varying(re.compile(r"refs/pull/\d+/merge", re.IGNORECASE)),
        "github.ref_type": "branch",
        "github.base_ref": "main",
        "github.head_ref": Varying(re.compile(r".+")),
        "github.event.repository.default_branch": "main",
    },
    Event.MAIN: {
        "github.event_name": "push",
        "github.ref": "refs/heads/main",
        "github.ref_name": "main",
        "github.ref_type": "branch",
        "github.base_ref": "",
        "github.head_ref": "",
        "github.event.repository.default_branch": "main",
    },
    Event.SCHEDULE: {
        "github.event_name": "schedule",
        "github.ref": "refs/heads/main",
        "github.ref_name": "main",
        "github.ref_type": "branch",
        "github.base_ref": "",
        "github.head_ref": "",
        "github.event.repository.default_branch": "main",
    },
}
"""What is known of a run for each event."""
