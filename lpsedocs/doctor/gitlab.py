"""Reads ``.gitlab-ci.yml``."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final

from lpsedocs.doctor.conditions import Known, Varying, holds
from lpsedocs.doctor.known import is_written_job, not_known
from lpsedocs.doctor.pipelines import MAIN, Borrowed, Command, Event, Pipeline, texts_of
from lpsedocs.doctor.scripts import Shell, calls_in
from lpsedocs.doctor.surroundings import odd_keys, odd_variables, shown
from lpsedocs.findings import Message, Route, Value, say
from lpsedocs.pins import VARIABLE
from lpsedocs.source import Source

_OF_THE_PROJECT: Final = "$LPSEDOCS_TRUST_ROOT"
"""What a variable is that the settings of the project may have: every job gets those."""
_NO_JOBS: Final = frozenset(
    {"default", "variables", "workflow", "include", "stages", "image", "services", "cache"}
    | {"before_script", "after_script", "spec"}
)
_ON_TOP: Final = frozenset(
    {"default", "variables", "workflow", "include", "stages", "image", "before_script", "after_script"}
)
_IN_DEFAULT: Final = frozenset(
    {"image", "before_script", "after_script", "interruptible", "retry", "tags", "timeout", "artifacts"}
)
_IN_JOB: Final = _IN_DEFAULT | {
    *("extends", "stage", "script", "rules", "only", "except", "when", "allow_failure", "variables"),
    *("dependencies", "resource_group", "environment", "coverage"),
}
_IN_RULE: Final = frozenset({"if", "changes", "exists", "when", "allow_failure"})
_IN_WORKFLOW: Final = frozenset({"name", "rules", "auto_cancel"})
_WHEN: Final = frozenset({"on_success", "always", "manual", "never"})
_SHELL: Final = Shell(stops=True, pipefail=True)
"""How GitLab's runner runs scripts."""
_DEEPEST: Final = 11
"""How far ``extends`` may lead, as GitLab has it."""


_STAGES: Final = ("build", "test", "deploy")
_STAGE: Final = "test"
"""The stages, and that of a job, where the file names none."""


def read_gitlab(source: Source, main: str | None = None) -> Pipeline:
    """Return what the file says, given what the main branch is called, if that is known."""
    if not isinstance(source.data, dict):
        return Pipeline("gitlab", str(source.path), unread=(say("it has no jobs"),))
    return _File(source, source.data, main or MAIN[0]).read()


@dataclass(frozen=True)
class _Runs:
    """Whether a job is run for an event, and what of that is a hole or a doubt."""

    is_run: bool | None
    holes: tuple[Message, ...] = ()
    doubts: tuple[Message, ...] = ()


@dataclass(frozen=True)
class _File:
    source: Source
    data: Mapping[str, Any]
    main: str
    whole: dict[str, dict[str, Any]] = field(default_factory=dict)
    """By name, jobs with what they extend; each is put together once."""

    @cached_property
    def _jobs(self) -> Mapping[str, Mapping[str, Any]]:
        """By name, the jobs with what they extend."""
        return {
            str(name): self._extended(job)
            for name, job in self.data.items()
            if name not in _NO_JOBS and not str(name).startswith(".") and isinstance(job, dict)
        }

    def read(self) -> Pipeline:
        jobs = self._jobs
        return Pipeline(
            "gitlab",
            str(self.source.path),
            tuple(command for name, job in jobs.items() for command in self._commands(name, job)),
            tuple(self._borrowed(jobs)),
            unread=tuple(self._unread(jobs)),
        )

    def _place(self, route: Route) -> str:
        return f"{self.source.path}:{self.source.locate(route, key=True).line}"

    def _extended(self, job: Mapping[str, Any], depth: int = 0) -> dict[str, Any]:
        """Return a job with what it extends beneath it."""
        whole: dict[str, Any] = {}
        for name in dict.fromkeys(texts_of(job.get("extends")) or ()):
            parent = self.data.get(name)
            if isinstance(parent, dict) and depth < _DEEPEST:
                whole = _laid(whole, self._parent(name, parent, depth + 1))
        return _laid(whole, job)

    def _parent(self, name: str, parent: Mapping[str, Any], depth: int) -> dict[str, Any]:
        if name not in self.whole:
            self.whole[name] = {}  # of jobs that extend each other, which GitLab refuses
            self.whole[name] = self._extended(parent, depth)
        return self.whole[name]

    def _from_default(self, job: Mapping[str, Any], key: str) -> Any:
        default = self.data.get("default")
        fallback = default.get(key) if isinstance(default, dict) else None
        return job.get(key, self.data.get(key, fallback))

    # -- commands ----------------------------------------------------------------------------------------

    def _commands(self, name: str, job: Mapping[str, Any]) -> Iterator[Command]:
        before = _lines(self._from_default(job, "before_script"))
        after = _lines(self._from_default(job, "after_script"))
        late = say("it stands in 'after_script', whose failures GitLab ignores")
        yield from self._commands_in(name, job, (*before, *_lines(job.get("script"))), ())
        yield from self._commands_in(name, job, tuple(after), (late,))

    def _commands_in(
        self, name: str, job: Mapping[str, Any], scripts: tuple[str, ...], holes: tuple[Message, ...]
    ) -> Iterator[Command]:
        script = "\n".join(scripts)
        runs = self._runs_by_event(job)
        sure = frozenset(event for event, run in runs if run.is_run)
        maybe = frozenset(event for event, run in runs if run.is_run is None) - sure
        of_requests = _best([run for event, run in runs if event is Event.REQUEST])
        whole = self._is_whole(job, script)
        odd = (line for item in scripts for line in not_known(item, "gitlab"))
        brought = self._brought(name, job, sure | maybe)
        around: tuple[Value, ...] = (*self._odd(), *_odd_in_job(job), *brought, *odd)
        variables = {VARIABLE: _OF_THE_PROJECT, **_variables(self.data), **_variables(job)}
        is_plain = not [*self._odd(), *odd_variables(variables)]
        for call in calls_in(script, _SHELL):
            yield Command(
                str(self.source.path),
                name,
                self._line(name, call.words),
                call,
                sure,
                maybe,
                (*holes, *of_requests.holes, *_holes(job)),
                of_requests.doubts if Event.REQUEST in maybe else (),
                {**variables, **dict(call.environment)},
                whole,
                around,
                is_plain and is_written_job(job, "gitlab"),
            )

    def _odd(self) -> Iterator[str]:
        """Yield what is not understood of what is common to all jobs."""
        common = {name: value for name, value in self.data.items() if name in _NO_JOBS}
        default, workflow = (_mapping(self.data.get(name)) for name in ("default", "workflow"))
        yield from odd_keys(common, _ON_TOP)
        yield from odd_keys(default, _IN_DEFAULT)
        yield from odd_keys(workflow, _IN_WORKFLOW)
        yield from _odd_rules(workflow)
        yield from _odd_image(self.data)
        yield from _odd_image(default)

    def _line(self, name: str, words: tuple[str, ...]) -> int:
        """Return the line of a script's item that names the command, with as many of its words as can be."""
        script = self.data.get(name, {}).get("script")
        items = [str(item).replace('"', "") for item in (script if isinstance(script, list) else ())]
        for count in range(len(words), -1, -1):
            wanted = " ".join(("lpsedocs", *words[:count]))
            for index in (index for index, item in enumerate(items) if wanted in item):
                return self.source.locate((name, "script", index)).line
        return self.source.locate((name,), key=True).line

    def _is_whole(self, job: Mapping[str, Any], script: str) -> bool | None:
        depth = {**_variables(self.data), **_variables(job)}.get("GIT_DEPTH")
        if re.search(r"\bgit\b.*\bfetch\b.*--unshallow", script):
            return True
        return str(depth) == "0"

    # -- what earlier jobs bring -------------------------------------------------------------------------

    def _brought(self, name: str, job: Mapping[str, Any], events: frozenset[Event]) -> Iterator[Message]:
        """Yield whose files and variables a job gets: of all of the stages before it that leave any."""
        if _is_empty(job.get("dependencies")) or _is_empty(job.get("needs")):
            return
        for other, earlier in self._jobs.items():
            leaves = earlier.get("artifacts", _mapping(self.data.get("default")).get("artifacts"))
            if leaves and self._is_before(earlier, job) and events & self._events(earlier):
                yield say(
                    "what the job {job} ({place}) leaves ('dependencies: []' in the job {name} keeps it out)",
                    job=other,
                    place=self._place((other,)),
                    name=name,
                )

    def _is_before(self, earlier: Mapping[str, Any], job: Mapping[str, Any]) -> bool:
        return self._stage(earlier) < self._stage(job)

    def _stage(self, job: Mapping[str, Any]) -> int:
        """Return the place of a job's stage; one that is not understood comes before all others."""
        stages = (".pre", *(texts_of(self.data.get("stages")) or _STAGES), ".post")
        stage = job.get("stage", _STAGE)
        return stages.index(stage) if stage in stages else -1

    def _events(self, job: Mapping[str, Any]) -> frozenset[Event]:
        return frozenset(event for event, run in self._runs_by_event(job) if run.is_run is not False)

    # -- when --------------------------------------------------------------------------------------------

    def _runs_by_event(self, job: Mapping[str, Any]) -> list[tuple[Event, _Runs]]:
        return [(event, self._runs(job, known)) for event, known in self._pipelines]

    @cached_property
    def _pipelines(self) -> tuple[tuple[Event, Known], ...]:
        """What is known of each; that of a request's branch counts for nothing beside the request's own."""
        whole = known_of(self.main)
        of_request = whole[0][1]
        if any(self._runs(job, of_request).is_run is not False for job in self._jobs.values()):
            return tuple(one for one in whole if one[0] is not Event.REQUEST or one[1] is of_request)
        return whole

    def _runs(self, job: Mapping[str, Any], known: Known) -> _Runs:
        workflow = self.data.get("workflow")
        rules = workflow.get("rules") if isinstance(workflow, dict) else None
        whole = _by_rules(rules, known) if isinstance(rules, list) else _Runs(is_run=True)
        if whole.is_run is False:
            return whole
        own = _by_job(job, known)
        if own.is_run is False:
            return own
        is_run = True if whole.is_run and own.is_run else None
        return _Runs(is_run, own.holes, (*whole.doubts, *own.doubts))

    # -- whose -------------------------------------------------------------------------------------------

    def _borrowed(self, jobs: Mapping[str, Mapping[str, Any]]) -> Iterator[Borrowed]:
        for name, job in jobs.items():
            image = self._from_default(job, "image")
            image = image.get("name") if isinstance(image, dict) else image
            if isinstance(image, str):
                yield Borrowed(image, self._place((name,)), is_image=True)

    def _unread(self, jobs: Mapping[str, Mapping[str, Any]]) -> Iterator[Message]:
        if "include" in self.data:
            yield say("it includes other files, which are not followed")
        if not jobs:
            yield say("it has no jobs")


# ---- Parts of the file


def _best(runs: list[_Runs]) -> _Runs:
    """Return the run that stops a request most surely."""
    return min(runs, key=lambda run: (run.is_run is not True, run.is_run is False, bool(run.holes)))


def _laid(base: Mapping[str, Any], over: Mapping[str, Any]) -> dict[str, Any]:
    """Return mappings merged key by key, as GitLab does; lists are replaced."""
    whole = dict(base)
    for key, value in over.items():
        below = whole.get(key)
        whole[key] = _laid(below, value) if isinstance(below, dict) and isinstance(value, dict) else value
    return whole


def _lines(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from _lines(item)


def _is_empty(value: object) -> bool:
    return isinstance(value, list) and not value


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _odd_in_job(job: Mapping[str, Any]) -> Iterator[str]:
    known = _IN_JOB if job.get("needs") else _IN_JOB | {"needs"}
    yield from odd_keys(job, known - {"only", "except"} if "rules" in job else known)
    for key in ("tags", "environment"):
        if "$" in str(job.get(key)):
            yield shown(f"{key}: {job[key]}")
    yield from _odd_rules(job)
    yield from _odd_image(job)
    yield from _odd_when(job)


def _odd_rules(part: Mapping[str, Any]) -> Iterator[str]:
    rules = part.get("rules")
    for rule in rules if isinstance(rules, list) else ():
        yield from odd_keys(_mapping(rule), _IN_RULE)
        yield from odd_keys(_mapping(_mapping(rule).get("changes")), ("paths",))
        yield from _odd_when(_mapping(rule))


def _odd_when(part: Mapping[str, Any]) -> Iterator[str]:
    if (when := str(part.get("when", "on_success"))) not in _WHEN:
        yield shown(f"when: {when}")


def _odd_image(part: Mapping[str, Any]) -> Iterator[str]:
    image = _mapping(part.get("image"))
    yield from odd_keys(image, ("name",) if image.get("entrypoint", [""]) != [""] else ("name", "entrypoint"))


def _variables(part: Mapping[str, Any]) -> dict[str, str]:
    given = part.get("variables")
    pairs = given.items() if isinstance(given, dict) else ()
    return {str(k): str(v.get("value", "")) if isinstance(v, dict) else str(v) for k, v in pairs}


def _holes(job: Mapping[str, Any]) -> Iterator[Message]:
    if _hides(job.get("allow_failure")):
        yield say("its job has 'allow_failure'")
    if job.get("when") == "manual":
        yield say("its job waits until somebody starts it ('when: manual')")


def _hides(allowed: object) -> bool:
    """Tell whether a failure may pass, if only of one exit code: shells have one for what is not there."""
    return allowed not in (None, False)


def _by_rules(rules: list[Any], known: Known) -> _Runs:
    """Tell what the first rule that holds says; one that can't be told leaves it open."""
    doubts: list[Message] = []
    for rule in rules:
        if not isinstance(rule, dict):
            return _Runs(None, doubts=(say("a rule of the job can't be read here"),))
        answer = holds(rule.get("if"), known) if "if" in rule else True
        if answer is False:
            continue
        if answer is None or "exists" in rule:
            doubts.append(
                say("whether 'if: {condition}' holds can't be told from the file", condition=_told(rule))
            )
            continue
        if "changes" in rule:
            doubts.append(say("one of its rules is for some paths only ('changes'); take that out"))
            continue
        return _outcome(rule, tuple(doubts))
    return _Runs(None if doubts else False, doubts=tuple(doubts))


def _told(rule: Mapping[str, Any]) -> str:
    return str(rule.get("if", rule.get("exists")))


def _outcome(rule: Mapping[str, Any], doubts: tuple[Message, ...]) -> _Runs:
    when = rule.get("when", "on_success")
    if when == "never":
        return _Runs(is_run=None if doubts else False, doubts=doubts)
    holes: list[Message] = []
    if when == "manual":
        holes.append(say("its job waits until somebody starts it ('when: manual')"))
    if _hides(rule.get("allow_failure")):
        holes.append(say("its job has 'allow_failure'"))
    return _Runs(None if doubts else True, tuple(holes), doubts)


def _by_job(job: Mapping[str, Any], known: Known) -> _Runs:
    if isinstance(job.get("rules"), list):
        return _by_rules(job["rules"], known)
    if "only" in job or "except" in job:
        return _by_names(job, known)
    # Without rules of its own, a job is in the pipelines of branches, and not in those of requests.
    return _Runs(is_run=known.get("CI_COMMIT_BRANCH") is not None)


_IN_ONLY: Final = frozenset({"merge_requests", "schedules", "branches", "pushes", "tags"})


def _by_names(job: Mapping[str, Any], known: Known) -> _Runs:
    only, but = texts_of(job.get("only", ["branches"])), texts_of(job.get("except", []))
    names = _IN_ONLY | {known["CI_DEFAULT_BRANCH"]}
    if only is None or but is None or {*only} - names or {*but} - _IN_ONLY:
        return _Runs(None, doubts=(say("its 'only' or 'except' can't be read here; write 'rules'"),))
    is_named = any(_is_meant(name, known) for name in only)
    is_left_out = any(_is_meant(name, known) for name in but)
    return _Runs(is_run=is_named and not is_left_out)


def _is_meant(name: str, known: Known) -> bool:
    source, branch = known.get("CI_PIPELINE_SOURCE"), known.get("CI_COMMIT_BRANCH")
    return {
        "merge_requests": source == "merge_request_event",
        "schedules": source == "schedule",
        "branches": branch is not None,
        "pushes": source == "push",
        "tags": False,
    }.get(name, name == branch)


def known_of(main: str) -> tuple[tuple[Event, Known], ...]:
    """Return what is known of the pipelines of each event: of a request's own first, then of its branch's."""
    any_branch = Varying(re.compile(rf"(?!{re.escape(main)}\Z).+"))
    of_main: Known = {
        "CI_PIPELINE_SOURCE": "push",
        "CI_COMMIT_BRANCH": main,
        "CI_COMMIT_REF_NAME": main,
        "CI_DEFAULT_BRANCH": main,
        "CI_COMMIT_TAG": None,
        "CI_MERGE_REQUEST_IID": None,
        "CI_MERGE_REQUEST_ID": None,
        "CI_OPEN_MERGE_REQUESTS": None,
    }
    elsewhere: Known = {
        **of_main,
        "CI_COMMIT_REF_NAME": any_branch,
        "CI_OPEN_MERGE_REQUESTS": _SOME,
    }
    of_request: Known = {
        **elsewhere,
        "CI_PIPELINE_SOURCE": "merge_request_event",
        "CI_COMMIT_BRANCH": None,
        "CI_MERGE_REQUEST_IID": _ANY_NUMBER,
        "CI_MERGE_REQUEST_ID": _ANY_NUMBER,
        "CI_MERGE_REQUEST_TARGET_BRANCH_NAME": main,
    }
    scheduled: Known = {**of_main, "CI_PIPELINE_SOURCE": "schedule"}
    return (
        (Event.REQUEST, of_request),
        (Event.REQUEST, {**elsewhere, "CI_COMMIT_BRANCH": any_branch}),
        (Event.MAIN, of_main),
        (Event.SCHEDULE, scheduled),
        (Event.SCHEDULE, {**scheduled, "LPSEDOCS_TUGAS": "mingguan"}),
    )


_SOME: Final = Varying(re.compile(r".+"))
_ANY_NUMBER: Final = Varying(re.compile(r"[1-9][0-9]*"))
