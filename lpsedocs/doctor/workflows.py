"""Reads a workflow of GitHub, Forgejo or Gitea, which write the same language."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final

from lpsedocs.doctor.conditions import Known, Varying, holds
from lpsedocs.doctor.known import are_written_jobs, is_written, not_known
from lpsedocs.doctor.pipelines import MAIN, Borrowed, Command, Event, Forge, Pipeline, texts_of
from lpsedocs.doctor.scripts import Call, Shell, calls_in
from lpsedocs.doctor.surroundings import odd_keys, odd_variables, shown
from lpsedocs.findings import Message, Route, say
from lpsedocs.source import Source

_EVENTS: Final = {"pull_request": Event.REQUEST, "push": Event.MAIN, "schedule": Event.SCHEDULE}
_OF_THE_BASE: Final = "pull_request_target"
_HARMLESS: Final = frozenset({*_EVENTS, "workflow_dispatch"})
"""Events that strangers can't cause, or that give them no rights."""
_READING: Final = frozenset({"read", "none"})
_RIGHT_OF_INIT: Final = ("security-events", "write")
"""What 'lpsedocs init --ci' gives a request's job: findings may be shown, which decide nothing."""
_NAME_OF_A_BRANCH: Final = re.compile(r"[A-Za-z0-9][\w./-]*", re.ASCII)
"""One without the signs that make a pattern of it, each forge in its way."""
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
_LABEL: Final = re.compile(r"[\w.-]+", re.ASCII)
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
        | {"show-progress", "token"}
    ),
    "actions/setup-python": frozenset({"python-version", "architecture", "cache", "check-latest"}),
    "actions/upload-artifact": frozenset({"name", "path", "if-no-files-found", "retention-days"}),
    "astral-sh/setup-uv": frozenset({"version", "python-version", "enable-cache"}),
}
"""Actions of which it is known what they leave behind, and what may be asked of them."""
_USED: Final = re.compile(
    r"(?:https://(?:github\.com|code\.forgejo\.org|data\.forgejo\.org|gitea\.com)/)?([\w.-]+/[\w.-]+)@[\w.-]+"
)
_OF_THE_REQUEST: Final = frozenset(
    {"${{github.ref}}", "${{github.sha}}", "${{github.event.pull_request.head.sha}}"}
)
"""No name of a branch: the repository may have another one of that name than the fork has."""
_FOREIGN: Final = re.compile(r"[\"~]|\$(?!\{\{)")
"""What no expression of a workflow may have: forges refuse a file with it."""


def read_workflow(source: Source, forge: Forge, main: str | None = None) -> Pipeline:
    """Return what a workflow says, given what the main branch is called, if that is known."""
    data = source.data
    if not isinstance(data, dict) or not isinstance(data.get("jobs"), dict):
        return Pipeline(forge, str(source.path), unread=(say("it has no jobs"),))
    return _Workflow(source, data, forge, main).read()


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
    main: str | None
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
            tuple(self._privileged()),
            tuple(self._unread(jobs)),
            tuple(self._gaps()),
            tuple(self._statuses(jobs)),
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
        """Return the events that are known to start it each time, and those that may."""
        started = [name for name in self._on if name in _EVENTS and not self._gap(name)]
        odd = {name: found for name in started if (found := tuple(self._odd_filters(name)))}
        return _When(
            frozenset(_EVENTS[name] for name in started if name not in odd),
            frozenset(_EVENTS[name] for name in odd),
            tuple(self._doubt_of(name, found) for name, found in odd.items()),
        )

    def _doubt_of(self, name: str, odd: tuple[str, ...]) -> Message:
        return say(
            "in line {line}, doctor does not understand {what} of the event '{event}', so it can't say that "
            "each one starts it; have 'branches: [main]' there, or nothing",
            line=self.source.locate(("on", name), key=True).line,
            what=odd,
            event=name,
        )

    def _gaps(self) -> Iterator[Message]:
        """Yield why it is not started each time that it should."""
        found = ((name, self._gap(name)) for name in self._on)
        yield from (say("'{event}': {why}", event=name, why=gap) for name, gap in found if gap)

    def _gap(self, name: str) -> Message | None:
        """Return why an event is known not to start it, or not on what it should look at."""
        how = self._on[name]
        if name == _OF_THE_BASE:
            return say("it looks at the main branch, and not at what the request brings")
        if name == "schedule":
            return None if _is_weekly(how) else say("it is started less than once a week")
        branches = texts_of(how.get("branches")) if isinstance(how, dict) else None
        if branches and all(map(_NAME_OF_A_BRANCH.fullmatch, branches)) and not self._has_main(branches):
            return say("it is started only for other branches ({branches})", branches=", ".join(branches))
        return None

    def _odd_filters(self, name: str) -> Iterator[str]:
        """Yield what of an event is not known to let through every one for the main branch."""
        how = self._on[name]
        if how is None or name == "schedule":
            return
        if not isinstance(how, dict):
            yield shown(f"{name}: {how}")
            return
        for key, value in how.items():
            texts = texts_of(value)
            is_plain = texts and all(map(_NAME_OF_A_BRANCH.fullmatch, texts))
            if key != "branches" or not is_plain:
                yield shown(f"{key}: {', '.join(texts) if texts else value}")

    def _has_main(self, branches: Iterable[str]) -> bool:
        return bool({self.main} & {*branches} if self.main else {*MAIN} & {*branches})

    def _narrowed(self, when: _When, condition: object) -> _When:
        """Return the events for which a condition holds."""
        if condition is None:
            return when
        is_foreign = _FOREIGN.search(str(condition)) is not None
        told = {
            event: None if is_foreign else holds(condition, self._known(event))
            for event in when.sure | when.maybe
        }
        unclear = frozenset(event for event, answer in told.items() if answer is None)
        sure = frozenset(event for event in when.sure if told[event])
        maybe = frozenset(event for event in when.maybe if told[event]) | unclear
        doubt = say("whether 'if: {condition}' holds can't be told from the file", condition=str(condition))
        return _When(sure, maybe, (*when.doubts, *([doubt] if unclear else [])))

    def _known(self, event: Event) -> Known:
        """Return what is known of a run for an event."""
        return known_of(event, self.main or MAIN[0])

    # -- what --------------------------------------------------------------------------------------------

    def _commands(self, name: str, job: Mapping[str, Any]) -> Iterator[Command]:
        when = self._when_of_job(name)
        whole: bool | None = None
        around = [*odd_keys(self.data, _IN_WORKFLOW), *_odd_in_job(job), *_odd_defaults(self.data)]
        around += (*_no_mapping(self.data, "env", "defaults"), *_no_mapping(job, "env", "defaults"))
        for index, step in enumerate(_steps(job)):
            whole = _whole_after(step, whole)
            script, shell = _script(step), self._shell(job, step)
            around += (*_odd_in_step(step), *_odd_shell(script, shell), *not_known(script, self.forge))
            spot = _Spot(name, index, job, step, tuple(around))
            for call in calls_in(script, shell):
                yield self._command(call, spot, self._narrowed(when, step.get("if")), whole=whole)
            around += (*self._odd_use(step, when), *odd_variables(_environment(step)))

    def _odd_use(self, step: Mapping[str, Any], when: _When) -> Iterator[str]:
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
        ref = re.sub(r"\s", "", str(given.get("ref", "")))
        if ref and name == _CHECKING_OUT and ref not in self._refs(when):
            yield shown(f"ref: {given['ref']}")

    def _refs(self, when: _When) -> Collection[str]:
        """Return what may be checked out: for requests what they bring, and else the main branch."""
        if Event.REQUEST in when.sure | when.maybe:
            return _OF_THE_REQUEST
        names = (self.main,) if self.main else MAIN
        return {"${{github.ref}}", "${{github.sha}}", *names, *(f"refs/heads/{name}" for name in names)}

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
            self._is_written,
            self._status(spot.name, spot.job),
        )

    @cached_property
    def _is_written(self) -> bool:
        """Whether it does what a file does that ``lpsedocs init --ci`` writes, whenever that may be."""
        common = odd_keys(
            self.data, ("name", "run-name", "on", "permissions", "concurrency", "defaults", "jobs")
        )
        is_plain = not [*common] and self.data.get("defaults") == {"run": {"shell": "bash"}}
        return is_plain and are_written_jobs(self.data["jobs"], self.forge)

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
        for name, job in jobs.items():
            given = job.get("permissions", self.data.get("permissions"))
            route: Route = ("jobs", name, "permissions") if "permissions" in job else ("permissions",)
            if given is None:
                # Only GitHub takes rights from a job's own token by the file, whatever the settings say.
                if self.forge == "github":
                    yield (
                        self._place(("jobs", name)),
                        say(
                            "the job {job} has no 'permissions', so its token has whatever the "
                            "repository's settings give",
                            job=name,
                        ),
                    )
            elif odd := tuple(_more_than_reading(given)) if self._may_be_for_requests(name) else ():
                yield (
                    self._place(route),
                    say("the job {job} has {rights} for any request", job=name, rights=odd),
                )
            elif given == "write-all":
                yield self._place(route), say("the job {job} may write everything", job=name)

    def _may_be_for_requests(self, name: str) -> bool:
        """Tell whether it may be run on what is not on the main branch yet, also by a push to its own."""
        when = self._when_of_job(name)
        push = self._on.get("push")
        is_of_any_branch = "push" in self._on and not (isinstance(push, dict) and "branches" in push)
        return Event.REQUEST in when.sure | when.maybe or (is_of_any_branch and Event.MAIN in when.sure)

    def _exposed(self, jobs: Mapping[str, Mapping[str, Any]]) -> Iterator[tuple[str, Message]]:
        found = ((name, index, step) for name, job in jobs.items() for index, step in enumerate(_steps(job)))
        for name, index, step in found:
            if (event := next((one for one in self._on if one not in _HARMLESS), None)) is None:
                return
            if _checks_out_the_request(step):
                yield (
                    self._place(("jobs", name, "steps", index)),
                    say(
                        "'{event}' gives a request of a stranger the office's secrets, and the job {job} "
                        "checks out what he wrote",
                        event=event,
                        job=name,
                    ),
                )

    def _statuses(self, jobs: Mapping[str, Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
        for name, job in jobs.items():
            if self._may_be_for_requests(name):
                yield self._status(name, job), self._place(("jobs", name))

    def _status(self, name: str, job: Mapping[str, Any]) -> str:
        """Return the name by which the forge may require a job."""
        called = str(job.get("name", name))
        workflow = self.data.get("name", self.source.path.name)
        return called if self.forge == "github" else f"{workflow} / {called}"

    def _privileged(self) -> Iterator[tuple[str, str]]:
        """Yield the events that give what they start the rights of the main branch, unless that is known."""
        if not is_written(self.source.content, self.forge):
            yield from ((self._place(("on", name)), name) for name in self._on if name not in _HARMLESS)

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


def _more_than_reading(given: object) -> Iterator[str]:
    """Yield the rights of a job that may do more than read."""
    if not isinstance(given, dict):
        yield from () if given == "read-all" else (shown(f"permissions: {given}"),)
        return
    for right, value in given.items():
        if value not in _READING and (right, value) != _RIGHT_OF_INIT:
            yield shown(f"{right}: {value}")


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
    for key in ("name", "container", "environment"):
        if "${{" in str(job.get(key)):
            yield shown(f"{key}: {job[key]}")
    runners = texts_of(job.get("runs-on")) or ()
    if not runners or not all(map(_LABEL.fullmatch, runners)):
        yield shown(f"runs-on: {job.get('runs-on')}")
    container = job.get("container")
    yield from odd_keys(container if isinstance(container, dict) else {}, ("image", "credentials"))


def _odd_defaults(part: Mapping[str, Any]) -> Iterator[str]:
    defaults = part.get("defaults")
    run = defaults.get("run") if isinstance(defaults, dict) else None
    if isinstance(run, dict):
        yield from _odd_folder(run)
        yield from odd_keys(run, ("shell", "working-directory"))


def _no_mapping(part: Mapping[str, Any], *keys: str) -> Iterator[str]:
    """Yield what is filled in by the forge as a whole, and may have any keys then."""
    yield from (shown(f"{key}: {part[key]}") for key in keys if not isinstance(part.get(key, {}), dict))


def _odd_in_step(step: Mapping[str, Any]) -> Iterator[str]:
    yield from _no_mapping(step, "env", "with")
    yield from _odd_folder(step)
    yield from odd_keys(step, _IN_USE if "uses" in step else _IN_STEP)


def _odd_shell(script: str, shell: Shell) -> Iterator[str]:
    if script and shell.odd:
        yield shown(f"shell: {shell.odd}")


def _odd_folder(part: Mapping[str, Any]) -> Iterator[str]:
    folder = str(part.get("working-directory", "."))
    if folder not in _HERE:
        yield shown(f"working-directory: {folder}")


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


_CRON: Final = re.compile(
    r"(\*|(\*/)?[0-5]?[0-9]) (\*|(\*/)?(1?[0-9]|2[0-3])) \* \* "
    r"(\*|[0-7](-[0-7])?|(?i:sun|mon|tue|wed|thu|fri|sat))"
)
"""A time that comes at least once a week, in one of a few plain forms."""


def _is_weekly(how: object) -> bool:
    """Tell whether one of the times comes at least once a week."""
    times: Iterable[object] = how if isinstance(how, list) else ()
    crons = (str(time.get("cron", "")) for time in times if isinstance(time, dict))
    return any(_CRON.fullmatch(" ".join(cron.split())) for cron in crons)


def known_of(event: Event, main: str) -> Known:
    """Return what is known of a run for an event."""
    anew: Known = {
        "github.ref": f"refs/heads/{main}",
        "github.ref_name": main,
        "github.ref_type": "branch",
        "github.base_ref": "",
        "github.head_ref": "",
        "github.event.repository.default_branch": main,
    }
    of_request: Known = {
        "github.ref": Varying(re.compile(r"refs/pull/\d+/merge", re.IGNORECASE)),
        "github.ref_type": "branch",
        "github.base_ref": main,
        "github.head_ref": Varying(re.compile(r".+")),
        "github.event.repository.default_branch": main,
    }
    names = {event: name for name, event in _EVENTS.items()}
    return {"github.event_name": names[event], **(of_request if event is Event.REQUEST else anew)}
