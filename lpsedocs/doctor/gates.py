"""Diagnoses of the gate: whether its CI files check every request, and nobody can quietly turn that off."""

import enum
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from lpsedocs.doctor.diagnoses import Diagnosis, Family, Look, listed
from lpsedocs.doctor.hazards import of_forges, of_hazards
from lpsedocs.doctor.options import Options, options_of
from lpsedocs.doctor.pipelines import Command, Event, Forge, Pipeline, is_base
from lpsedocs.findings import Message, say
from lpsedocs.pins import VARIABLE

_FILES: Final = Look(Family.CI, "ci-files", say("the CI files"))
_CHECK: Final = Look(Family.CI, "ci-check", say("whether every request is checked, and a failure stops it"))
_WHOLE: Final = Look(Family.CI, "ci-options", say("whether the check of requests looks at everything"))
_VERIFY: Final = Look(Family.CI, "ci-verify", say("whether the main branch is verified from a trusted root"))
_HISTORY: Final = Look(Family.CI, "ci-history", say("whether CI fetches the whole history"))
_WEEKLY: Final = Look(Family.CI, "ci-weekly", say("a run every week, for what falls due"))
_LITERAL: Final = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}", re.ASCII)
_INIT: Final = say("'lpsedocs init --ci' writes CI files that do")
_ELSEWHERE: Final = say(
    "'lpsedocs init --ci' writes CI files for the office's forge, which is the one that the roster names "
    "under 'forges' or 'witnesses'; if the office has gone to another one since, name that there"
)
GATES: Final = ("check", "verify")
"""The commands whose failure stops something."""


@dataclass(frozen=True)
class Gate:
    """The commands of all CI files that could stop a request, or a bad main branch."""

    pipelines: tuple[Pipeline, ...]
    main: str | None = None
    """What the office calls its main branch, if that is known."""
    ignored: tuple[str, ...] = ()
    """Where there are CI files that the office's forge does not look into."""

    @property
    def commands(self) -> tuple[Command, ...]:
        """Every check and verify."""
        return tuple(
            c for p in self.pipelines for c in p.commands if c.call.command in GATES or not c.call.words
        )

    @property
    def forges(self) -> tuple[Forge, ...]:
        """Whose CI files there are."""
        return tuple(dict.fromkeys(pipeline.forge for pipeline in self.pipelines))

    def named(self, name: str, event: Event) -> list[Command]:
        """Return the commands of a name that are run for an event, for certain or perhaps."""
        return [c for c in self.commands if c.call.command == name and event in c.events | c.maybe]

    def stopping(self, event: Event) -> tuple[Command, ...]:
        """Return the commands that are run for an event and stop it, for certain."""
        return tuple(c for c in self.commands if c.call.words and event in c.events and c.stops)


def of_gate(gate: Gate) -> Iterator[Diagnosis]:
    """Judge the CI files."""
    yield from _of_files(gate)
    if not gate.pipelines:
        return
    yield _of_check(gate)
    yield _of_options(gate)
    yield _of_verify(gate)
    yield _of_history(gate)
    yield from of_hazards(gate.pipelines)
    yield _of_weekly(gate)
    yield from of_forges(gate.forges)


def _of_files(gate: Gate) -> Iterator[Diagnosis]:
    if not gate.pipelines:
        found = say("there are none, so no request is checked")
        yield _FILES.mend(_with_ignored(found, gate), _ELSEWHERE if gate.ignored else _INIT)
        return
    for pipeline in gate.pipelines:
        for unread in pipeline.unread:
            yield _FILES.unknown(
                say("{path}: {why}", path=pipeline.path, why=unread),
                say("look yourself whether a request is checked there"),
                pipeline.path,
            )
    if not any(pipeline.unread for pipeline in gate.pipelines):
        yield _FILES.fine(_with_ignored(listed(pipeline.path for pipeline in gate.pipelines), gate))


def _with_ignored(found: Message, gate: Gate) -> Message:
    if not gate.ignored:
        return found
    return say("{found}; the office's forge does not run {ignored}", found=found, ignored=gate.ignored)


# ---- Whether requests are checked


def _of_check(gate: Gate) -> Diagnosis:
    found = gate.named("check", Event.REQUEST)
    if whole := [c for c in found if c.stops and Event.REQUEST in c.events]:
        return _of_whole(whole[0], gate)
    unread = [command for command in gate.commands if not command.call.words]
    # One that may stop a request is nearer to a gate than one that does not, and tells more of what is amiss.
    if doubtful := [c for c in (*found, *unread) if c.all_doubts and not c.holes]:
        return _of_doubt(doubtful[0])
    if hidden := [command for command in found if command.holes]:
        # Others may be meant to go on, and report only: what has the fewest holes is the likeliest gate.
        nearest = min(hidden, key=lambda command: len(command.holes))
        return _CHECK.mend(
            say("{place} does not: {why}", place=nearest.place, why=nearest.holes),
            say("take that out; what may fail quietly belongs into a job of its own"),
            nearest.path,
        )
    return _of_no_check(gate)


def _of_whole(command: Command, gate: Gate) -> Diagnosis:
    statuses = [one for pipeline in gate.pipelines for one in pipeline.statuses]
    jobs = [place for status, place in statuses if status == command.status or "${{" in status]
    if len(jobs) > 1:
        return _CHECK.unknown(
            say(
                "{place}: several jobs have the name '{name}' ({jobs}), so which of them the forge waits for "
                "can't be told",
                place=command.place,
                name=command.status or "",
                jobs=tuple(jobs),
            ),
            say("give each job a name of its own"),
            command.path,
        )
    return _CHECK.fine(say("{place} does", place=command.place))


def _of_doubt(command: Command) -> Diagnosis:
    return _CHECK.unknown(
        say("{place}: {why}", place=command.place, why=command.all_doubts or (_MAYBE,)),
        say(
            "write 'lpsedocs check' on a line of its own, in a job that is run for every request, and "
            "take out what is not understood; 'lpsedocs init --ci' writes such files"
        ),
        command.path,
    )


def _of_no_check(gate: Gate) -> Diagnosis:
    gaps = tuple(say("{path}: {why}", path=p.path, why=gap) for p in gate.pipelines for gap in p.gaps)
    if gaps:
        return _CHECK.mend(say("no 'lpsedocs check' is run for every request: {why}", why=gaps), _INIT)
    if any(pipeline.unread for pipeline in gate.pipelines):
        return _CHECK.unknown(
            say("what can be read has no 'lpsedocs check' for requests"),
            say("look yourself into the files that can't be read here"),
        )
    return _CHECK.mend(say("no CI file runs 'lpsedocs check' for requests"), _INIT)


_MAYBE: Final = say("whether it is run for requests can't be told from the file")


def _of_options(gate: Gate) -> Diagnosis:
    checks = [c for c in gate.stopping(Event.REQUEST) if c.call.command == "check"]
    if not checks:
        return _WHOLE.unknown(say("there is no check of requests that stops"), say("mend that first"))
    whole = [command for command in checks if not [*_narrowed(command.options, gate.main)]]
    if not whole:
        why = tuple(_narrowed(checks[0].options, gate.main))
        return _WHOLE.mend(say("{place}: {why}", place=checks[0].place, why=why), _ALL_RULES, checks[0].path)
    if not [command for command in whole if not [*_unpinned(command)]]:
        loose = whole[-1]
        found = say("{place}: {why}", place=loose.place, why=tuple(_unpinned(loose)))
        return _WHOLE.mend(found, _WITH_A_PIN, loose.path)
    return _WHOLE.fine(say("nothing is left out"))


_ALL_RULES: Final = say(
    "take these options out; a rule that the office does not want is lowered in records/organization.yaml, "
    "where everybody sees it"
)
_WITH_A_PIN: Final = say(
    "have it run with '--base', with '--require-pin', and with the root that {name} brings from the forge's "
    "settings, as 'lpsedocs init --ci' writes it",
    name=VARIABLE,
)


def _unpinned(command: Command) -> Iterator[Message]:
    """Yield why a green check may be of other bytes, or another history, than what would be merged."""
    for name in ("--base", "--require-pin"):
        if name not in command.options:
            yield say("it is run without '{name}'", name=name)
    root = _root_of(command)
    if root not in (_Root.KEPT, _Root.OF_SETTINGS):
        yield _ROOTS[root]


def _narrowed(given: Options, main: str | None) -> Iterator[Message]:
    for name in ("--select", "--ignore"):
        for value in given.of(name):
            yield say("'{name} {value}' leaves out rules", name=name, value=value)
    if given.arguments:
        yield say("only {paths} is looked at", paths=given.arguments)
    for value in given.of("--base"):
        if not is_base(value, main):
            yield say("'--base {value}' is not known as the branch that the request is for", value=value)
    for value in given.of("--today"):
        yield say("'--today {value}' holds the calendar still", value=value)


# ---- Whether the main branch is verified


class _Root(enum.Enum):
    """Where a command has its root from; of several commands the first of these that there is counts."""

    IN_FILE = enum.auto()
    KEPT = enum.auto()
    OF_SETTINGS = enum.auto()
    ODD = enum.auto()
    MISSING = enum.auto()


_ROOTS: Final = {
    _Root.IN_FILE: say("the root stands in the file, where a request can change it"),
    _Root.KEPT: say("with a root that is kept outside of the repository"),
    _Root.OF_SETTINGS: say("the root is a variable of the project's settings, which no file shows"),
    _Root.ODD: say("doctor does not understand where its root comes from, so it may come from a request"),
    _Root.MISSING: say("it is given no root, so it can only fail"),
}


def _of_verify(gate: Gate) -> Diagnosis:
    stopping = {_root_of(c): c for c in reversed(gate.stopping(Event.MAIN)) if _is_a_proof(c)}
    if not stopping:
        return _of_no_proof(gate)
    root = next(root for root in _Root if root in stopping)
    command = stopping[root]
    found = say("{place}: {why}", place=command.place, why=_ROOTS[root])
    if root is _Root.KEPT:
        return _VERIFY.fine(found)
    is_bad = root in (_Root.IN_FILE, _Root.MISSING)
    return (_VERIFY.mend if is_bad else _VERIFY.unknown)(found, _root_at(command), command.path)


def _of_no_proof(gate: Gate) -> Diagnosis:
    remedy = say(
        "let a job for the main branch run 'lpsedocs verify' and 'lpsedocs check "
        "--require-pin', with the root in {name}",
        name=VARIABLE,
    )
    loose = [c for c in gate.commands if Event.MAIN in c.events | c.maybe and _is_a_proof(c)]
    if loose:
        why = loose[0].holes or loose[0].all_doubts or (_MAYBE_MAIN,)
        found = say("{place}: {why}", place=loose[0].place, why=why)
        return (_VERIFY.mend if loose[0].holes else _VERIFY.unknown)(found, remedy, loose[0].path)
    return _VERIFY.mend(
        say("no command for the main branch fails where decisions are unproved or the root is not trusted"),
        remedy,
    )


_MAYBE_MAIN: Final = say("whether it is run for the main branch can't be told from the file")


def _is_a_proof(command: Command) -> bool:
    given = command.options if command.call.words else options_of(())
    if command.call.command == "verify":
        return "--allow-unpinned" not in given
    is_whole = "--require-pin" in given and not [*_narrowed(given, None)]
    return command.call.command == "check" and is_whole


_OF_ROOT: Final = re.compile(rf"\$\{{?{VARIABLE}\}}?")
_VARS: Final = re.compile(r"\$\{\{\s*(vars|secrets)\.\w+\s*\}\}")


def _root_of(command: Command) -> _Root:
    given = (command.options.of("--trust-root") or (f"${VARIABLE}",))[-1]
    named = re.fullmatch(r"\$\{?(\w+)\}?", given)
    root = command.environment.get(named[1], "") if named else given
    if not root:
        return _Root.MISSING
    if _LITERAL.search(root):
        return _Root.IN_FILE
    if _VARS.fullmatch(root):
        return _Root.KEPT
    return _Root.OF_SETTINGS if _OF_ROOT.fullmatch(root) else _Root.ODD


def _root_at(command: Command) -> Message:
    return _ROOT_AT["gitlab" if command.path.endswith(".gitlab-ci.yml") else "github"]


def _of_history(gate: Gate) -> Diagnosis:
    used = [c for c in gate.commands if c.call.words]
    if cut := [c for c in used if c.is_whole is False]:
        return _HISTORY.mend(
            say("{place}: only the last commits are fetched, so nothing can be verified", place=cut[0].place),
            say(
                "'fetch-depth: 0' of the checkout action, or the variable GIT_DEPTH: \"0\" on "
                "GitLab, fetches all"
            ),
            cut[0].path,
        )
    if unclear := [c for c in used if c.is_whole is None]:
        return _HISTORY.unknown(
            say("{place}: how the repository is fetched can't be told from the file", place=unclear[0].place),
            say("see that the clone is not shallow: 'git rev-parse --is-shallow-repository' says false"),
            unclear[0].path,
        )
    return _HISTORY.fine(say("it does"))


# ---- Whether what falls due is told


def _of_weekly(gate: Gate) -> Diagnosis:
    runs = [c for c in gate.commands if Event.SCHEDULE in c.events | c.maybe and c.call.words]
    counted = [c for c in runs if Event.SCHEDULE in c.events and _is_told(c)]
    if counted and counted[0].path.endswith(".gitlab-ci.yml"):
        return _WEEKLY.unknown(
            say("the times of GitLab stand in its settings"),
            say("Build > Pipeline schedules: see that there is one for the main branch, once a week"),
        )
    if counted:
        return _WEEKLY.fine(listed([counted[0].place]))
    if runs:
        why = runs[0].holes or runs[0].all_doubts or tuple(_of_a_part(runs[0])) or (_MAYBE_WEEKLY,)
        found = say("{place}: {why}", place=runs[0].place, why=why)
        return (_WEEKLY.mend if runs[0].holes else _WEEKLY.unknown)(found, _WEEKLY_BY_INIT, runs[0].path)
    return _WEEKLY.mend(
        say(
            "no 'lpsedocs check' is run every week, so what falls due while nobody changes anything is told "
            "to nobody"
        ),
        _INIT,
    )


_MAYBE_WEEKLY: Final = say("whether it is run every week can't be told from the file")
_WEEKLY_BY_INIT: Final = say(
    "have a job run 'lpsedocs check' every week and fail where it does, or take that of 'lpsedocs init --ci' "
    "over as it is, which writes what falls due into an issue"
)


def _is_told(command: Command) -> bool:
    """Tell whether somebody hears of what it finds: it fails, or it is run as ``init --ci`` has it."""
    return command.is_written or (command.stops and not [*_of_a_part(command)])


def _of_a_part(command: Command) -> Iterator[Message]:
    yield from _narrowed(command.options, None)
    if "--base" in command.options:
        yield say("with '--base' it looks at no more than a request does")


_ROOT_IN_VARS: Final = say(
    "Settings > Actions > Variables: keep the root commit as LPSEDOCS_TRUST_ROOT, and hand it over "
    "in 'env' as "
    "${{ vars.LPSEDOCS_TRUST_ROOT }}"
)
_ROOT_AT: Final = {
    "github": _ROOT_IN_VARS,
    "forgejo": _ROOT_IN_VARS,
    "gitea": _ROOT_IN_VARS,
    "gitlab": say(
        "Settings > CI/CD > Variables of the group: keep the root commit as LPSEDOCS_TRUST_ROOT, with "
        "'Protect variable' off, or it does not reach the checks of requests"
    ),
}


def why_open(gate: Gate) -> Message | None:
    """Return why no command stops a request, where one would if its failure were not hidden."""
    hidden = [command for command in gate.commands if command.holes]
    hidden.sort(key=lambda command: (command.call.command != "check", len(command.holes)))
    if not hidden:
        return None
    return say("{place}: {why}", place=hidden[0].place, why=hidden[0].holes)
