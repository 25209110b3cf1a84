"""Reads a workflow of GitHub, Forgejo or Gitea, which write the same language."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any, Final

from lpsedocs.doctor.conditions import Known, holds
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
from lpsedocs.findings import Message, Route, say
from lpsedocs.source import Source

_EVENTS: Final = {"pull_request": Event.REQUEST, "push": Event.MAIN, "schedule": Event.SCHEDULE}
_OF_THE_BASE: Final = "pull_request_target"
_MEANT: Final = frozenset({"opened", "synchronize", "reopened"})
"""The types of events after which a request has other content."""
_CHECKOUT: Final = re.compile(r"(?:https?://[^/]+/)?[\w.-]+/checkout@.*")
_POSIX: Final = frozenset({"bash", "sh"})


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
        told = {event: holds(condition, _KNOWN[event]) for event in when.sure | when.maybe}
        unclear = frozenset(event for event, answer in told.items() if answer is None)
        sure = frozenset(event for event in when.sure if told[event])
        maybe = frozenset(event for event in when.maybe if told[event]) | unclear
        doubt = say("whether 'if: {condition}' holds can't be told from the file", condition=str(condition))
        return _When(sure, maybe, (*when.doubts, *([doubt] if unclear else [])))

    # -- what --------------------------------------------------------------------------------------------

    def _commands(self, name: str, job: Mapping[str, Any]) -> Iterator[Command]:
        when = self._when_of_job(name)
        whole: bool | None = None
        for index, step in enumerate(_steps(job)):
            whole = _whole_after(step, whole)
            script = step.get("run")
            for call in calls_in(script, self._shell(job, step)) if isinstance(script, str) else ():
                yield self._command(
                    call, _Spot(name, index, job, step), self._narrowed(when, step.get("if")), whole=whole
                )

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
        )

    def _shell(self, job: Mapping[str, Any], step: Mapping[str, Any]) -> Shell:
        given = step.get("shell") or _default_shell(job) or _default_shell(self.data)
        if given is None:
            return Shell()
        first = str(given).split()[0] if str(given).split() else ""
        if str(given) in _POSIX:
            return Shell(pipefail=str(given) == "bash")
        letters = re.findall(r"\s[-]([a-z]+)", str(given))
        stops = any("e" in found for found in letters)
        return Shell(stops, "pipefail" in str(given), is_posix=PurePosixPath(first).name in _POSIX)

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
        "github.ref": "refs/pull/1/merge",
        "github.ref_type": "branch",
        "github.base_ref": "main",
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
