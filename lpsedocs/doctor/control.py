"""The negative control: breaches are planted in a scratch repository, and the gate has to stop them.

Of the gate only the command lines are taken, with their very options; no script, hook or setting is run.
"""

import enum
import json
import tempfile
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Final

from lpsedocs.corpus import NEVER_LOWERED
from lpsedocs.doctor.breaches import Breach, breaches_of
from lpsedocs.doctor.diagnoses import Diagnosis, Family, Look, listed
from lpsedocs.doctor.options import Options
from lpsedocs.doctor.pipelines import Command, Event, is_base
from lpsedocs.doctor.scripts import TELLING, Call
from lpsedocs.doctor.stories import DAY, Contents, Scratch, Story
from lpsedocs.findings import Message, Value, say
from lpsedocs.models.organization import Organization
from lpsedocs.pins import VARIABLE
from lpsedocs.rules import Rule, all_rules
from lpsedocs.rules.examples import office


@dataclass(frozen=True)
class Outcome:
    """What a command came to."""

    code: int
    out: str
    err: str


Run = Callable[[Sequence[str], Mapping[str, str | None]], Outcome]
"""Runs a command of lpsedocs with these variables in its environment; None takes one away."""


class Fate(enum.StrEnum):
    """What becomes of a planted breach."""

    STOPPED = "stopped"
    LATE = "late"
    """Only told when it is on the main branch already."""
    LOWERED = "lowered"
    """The office lowers the rule."""
    WAIVED = "waived"
    MISSED = "missed"
    """The gate lets it through."""
    BEYOND = "beyond"
    """No gate can tell that remembers nothing from one run to the next."""
    UNKNOWN = "unknown"
    """It can't be told whether anything stops it."""
    UNPLANTED = "unplanted"


@dataclass(frozen=True)
class Trial:
    """A rule, and what became of a breach of it."""

    rule: Rule
    fate: Fate
    why: Message | None = None
    place: str | None = None
    """The command that stops it."""


@dataclass(frozen=True)
class Exceptions:
    """What the office lowers and waives."""

    lowered: Mapping[str, str]
    waived: Mapping[str, str]
    """By rule, the id of a record of the small office."""
    text: str
    """As keys of the office's file."""


NOTHING: Final = Exceptions({}, {}, "")


def exceptions_of(organization: Organization | None, today: date) -> Exceptions:
    """Return what of the office's exceptions holds today, for rules and records that there are."""
    if organization is None:
        return NOTHING
    codes = {rule.code for rule in all_rules() if rule.code[0] not in NEVER_LOWERED}
    ids = {path.stem for path in office()}
    lowered = {code: word for code, word in organization.severities.items() if code in codes}
    waivers = [w for w in organization.waivers if w.rule in codes and today <= w.until and w.record in ids]
    text = "".join(f"  {code}: {word}\n" for code, word in lowered.items())
    waived = "".join(
        f"  - {{rule: {w.rule}, record: {w.record}, reason: Uji, until: 2199-12-31}}\n" for w in waivers
    )
    whole = (f"severities:\n{text}" if text else "") + (f"waivers:\n{waived}" if waived else "")
    return Exceptions(lowered, {w.rule: w.record for w in waivers}, whole)


def plain_gate() -> tuple[Command, ...]:
    """Return what is tried where there are no CI files: a check of everything, from a trusted root."""
    request = Call(("check", "--base", "origin/main"), (), (), ())
    main = Call(("check",), (), (), ())
    return tuple(
        Command("", "", 0, call, frozenset({event}), frozenset(), (), (), {VARIABLE: "1"}, is_whole=True)
        for call, event in ((request, Event.REQUEST), (main, Event.MAIN))
    )


def trials(
    commands: Sequence[Command],
    exceptions: Exceptions,
    run: Run,
    rules: tuple[Rule, ...],
    *,
    reason: Message | None = None,
) -> Iterator[Trial]:
    """Plant a breach of each error rule, and yield what becomes of it.

    ``reason`` is why no command stops anything, if that is so.
    """
    with tempfile.TemporaryDirectory(prefix="lpsedocs-") as scratch:
        control = _Control(_chosen(commands), exceptions, run, Scratch(Path(scratch)), reason)
        for rule, breach in breaches_of(rules):
            yield control.trial(rule, breach)


_HIDING: Final = ".gitattributes"
_HIDDEN_IN: Final = "records/assets/AST-001.yaml"
_HIDDEN: Final = Look(
    Family.CONTROL,
    "control-hidden",
    say("a planted request that shows the check other bytes than it would leave on the main branch"),
)


def of_hidden(commands: Sequence[Command], run: Run) -> Diagnosis:
    """Judge whether a check of requests stops what a request's own '.gitattributes' can hide from it."""
    checks = [c for c in commands if c.call.command == "check" and Event.REQUEST in c.events and c.stops]
    with tempfile.TemporaryDirectory(prefix="lpsedocs-") as scratch:
        control = _Control((*checks,), NOTHING, run, Scratch(Path(scratch)), None)
        stopping = next((one for one in checks if control.stops_what_is_hidden(one)), None)
    if stopping:
        return _HIDDEN.fine(say("{place} stops it", place=stopping.place))
    if checks:
        return _HIDDEN.mend(
            say("{place} lets it through", place=checks[-1].place),
            say("have it run with '--require-pin', which holds the files at hand against the commit"),
            checks[-1].path,
        )
    return _HIDDEN.unknown(say("there is no check of requests that stops"), say("mend that first"))


def count_of(rules: tuple[Rule, ...]) -> int:
    """Return how many trials there will be."""
    return len(breaches_of(rules))


def _chosen(commands: Sequence[Command]) -> tuple[Command, ...]:
    """Return the commands that may stop something, each way of it once: the surest before the others."""
    able = [command for command in commands if command.call.words and not command.holes]
    seen: dict[object, Command] = {}
    for command in sorted(able, key=lambda command: bool(command.all_doubts)):
        key = (_bare(command), command.environment.get(VARIABLE), command.events, command.stops)
        seen.setdefault(key, command)
    return tuple(seen.values())


def _bare(command: Command) -> tuple[object, ...]:
    given = command.options
    values = {name: value for name, value in given.values.items() if name not in ("--format", "--today")}
    return command.call.command, tuple(sorted(values.items())), given.arguments


@dataclass(frozen=True)
class _Told:
    """What a command says of an office: whether it stops, and how grave each rule's breach is to it."""

    code: int
    findings: tuple[Mapping[str, object], ...]
    err: str

    def stops_for(self, codes: Collection[str], fail_on: str) -> bool:
        """Tell whether it fails because of one of these rules."""
        order = ("note", "warning", "error")
        return any(
            finding["code"] in codes
            and finding["waived"] is None
            and order.index(str(finding["severity"])) >= order.index(fail_on)
            for finding in self.findings
        )

    def speaks_of(self, code: str) -> bool:
        """Tell whether it says anything of a rule."""
        return any(finding["code"] == code for finding in self.findings)


@dataclass(frozen=True)
class _Control:
    commands: tuple[Command, ...]
    exceptions: Exceptions
    run: Run
    scratch: Scratch
    reason: Message | None
    kept: dict[tuple[int, Event], _Told] = field(default_factory=dict)
    """What each command says of the office without a breach."""

    @cached_property
    def _office(self) -> Story:
        return Story(self.exceptions.text)

    def trial(self, rule: Rule, breach: Breach | None) -> Trial:
        if breach is None:
            return Trial(rule, Fate.UNPLANTED, say("nothing was planted that breaks it"))
        if breach.needs_memory:
            return Trial(rule, Fate.BEYOND, _FORGETFUL)
        if breach.is_of_a_request:
            return self._of_a_request(rule, breach)
        on_main = self._first(rule, breach, Event.MAIN) or self._first(rule, breach, Event.SCHEDULE)
        return on_main or self._missed(rule, breach, Event.MAIN)

    def _of_a_request(self, rule: Rule, breach: Breach) -> Trial:
        if found := self._first(rule, breach, Event.REQUEST):
            return found
        missed = self._missed(rule, breach, Event.REQUEST)
        if missed.fate is not Fate.MISSED:
            return missed
        late = self._first(rule, breach, Event.MAIN) or self._first(rule, breach, Event.SCHEDULE)
        if late and late.fate is Fate.STOPPED:
            return Trial(rule, Fate.LATE, missed.why, late.place)
        return missed

    def _first(self, rule: Rule, breach: Breach, event: Event) -> Trial | None:
        """Return the first command that stops a breach; what can't be told counts after the others."""
        unsure: Trial | None = None
        for command in self.commands:
            if event in command.events | command.maybe and self._is_stopped_by(rule, breach, command, event):
                if command.stops and event in command.events:
                    return Trial(rule, Fate.STOPPED, place=command.place)
                why = say(
                    "only {place} tells it, and whether that stops anything can't be told",
                    place=command.place,
                )
                unsure = unsure or Trial(rule, Fate.UNKNOWN, why, command.place)
        return unsure

    def _is_stopped_by(self, rule: Rule, breach: Breach, command: Command, event: Event) -> bool:
        if self._sound(command, event).code != 0:
            return False
        told = self.told(breach, command, event)
        if command.call.command == "verify":
            # It speaks of decisions and keys alone; what else a request brings is no reason for it.
            return told.code != 0 and not breach.is_of_a_request
        if told.code == _UNVERIFIABLE:
            return True
        fail_on = (command.options.of("--fail-on") or ("error",))[-1]
        return told.code == 1 and told.stops_for(breach.told_by, fail_on)

    # -- why not -----------------------------------------------------------------------------------------

    def _missed(self, rule: Rule, breach: Breach, event: Event) -> Trial:
        if word := self.exceptions.lowered.get(rule.code):
            return Trial(rule, Fate.LOWERED, say("organization.yaml makes it a {severity}", severity=word))
        meant = [
            command
            for command in self.commands
            if event in command.events | command.maybe
            and (command.call.command == "check" or not breach.is_of_a_request)
        ]
        if any(self._is_waived(rule, breach, command, event) for command in meant):
            record = self.exceptions.waived[rule.code]
            return Trial(rule, Fate.WAIVED, say("organization.yaml waives it for {record}", record=record))
        if not meant:
            return Trial(rule, Fate.MISSED, self.reason or _NOBODY[event])
        # Where HEAD stands for a base that is not known, it is the doctor that has nothing to compare.
        known = [command for command in meant if not _odd_bases(command)]
        red = [command for command in known if self._sound(command, event).code != 0]
        if red:
            return Trial(rule, Fate.UNKNOWN, self._why_red(red[0], event), red[0].place)
        return Trial(rule, Fate.MISSED, _why(rule, breach, meant[0]), meant[0].place)

    def _is_waived(self, rule: Rule, breach: Breach, command: Command, event: Event) -> bool:
        return rule.code in self.exceptions.waived and self.told(breach, command, event).speaks_of(rule.code)

    def _why_red(self, command: Command, event: Event) -> Message:
        told = self._sound(command, event)
        return say(
            "{place} fails on a sound office as well, with the exit code {code}: {why}",
            place=command.place,
            code=told.code,
            why=told.err.strip().splitlines()[-1] if told.err.strip() else "",
        )

    # -- running -----------------------------------------------------------------------------------------

    def _sound(self, command: Command, event: Event) -> _Told:
        """Return what a command says of the office without a breach."""
        key = (self.commands.index(command), event)
        if key not in self.kept:
            self.kept[key] = self.told(None, command, event)
        return self.kept[key]

    def told(self, breach: Breach | None, command: Command, event: Event) -> _Told:
        """Lay the office out, with a breach, and run a command on it as it is run for an event."""
        story = self._office.fork()
        if breach is not None:
            breach.plant(story)
        elif event is Event.REQUEST:
            story.commit(
                {
                    "records/assets/AST-001.yaml": story.files["records/assets/AST-001.yaml"]
                    + b"# permintaan\n"
                }
            )
        if event is not Event.REQUEST:
            story.merge()
        return self._told_of(story, command)

    def stops_what_is_hidden(self, command: Command) -> bool:
        """Tell whether a check stops what only the commit has: at hand, all is as on the main branch."""
        story = self._office.fork()
        at_hand = dict(story.files)
        story.commit({_HIDING: b"records/** eol=lf\n", _HIDDEN_IN: b"bukan dokumen\n"})
        told = self._told_of(story, command, at_hand)
        return told.code != 0 and self._sound(command, Event.REQUEST).code == 0

    def _told_of(self, story: Story, command: Command, at_hand: Contents | None = None) -> _Told:
        self.scratch.lay(story, at_hand)
        environment = _environment(command, story, self.scratch.folder)
        root = self.scratch.root
        outcome = self.run(["--root", str(root), *_words(command, story, root)], environment)
        return _Told(outcome.code, _findings(command, outcome), outcome.err)


def _environment(command: Command, story: Story, folder: Path) -> Mapping[str, str | None]:
    has_root = bool(command.environment.get(VARIABLE))
    return {
        VARIABLE: story.root if has_root else None,
        "HOME": str(folder),
        "XDG_CONFIG_HOME": str(folder / "config"),
    }


_UNVERIFIABLE: Final = 3
_PLACES: Final = ("--repo", "--root", "--output", "--bundle", "--tip")
"""Options that name places which a scratch repository does not have."""


def _words(command: Command, story: Story, root: Path) -> list[str]:
    """Return the command line with its very options; only what CI alone knows is filled in."""
    given = command.options
    words = [command.call.command or ""]
    for name, values in given.values.items():
        if name not in (*_PLACES, "--format", "--today"):
            for value in values:
                words += [name] if value == "" else [name, _filled(name, value, story)]
    words += [str(root / argument) for argument in given.arguments]
    place = ["--repo", str(root)] if command.call.command == "verify" else []
    return [*words, *place, "--format", "json", "--today", DAY]


def _filled(name: str, value: str, story: Story) -> str:
    if name == "--base":
        return "origin/main" if is_base(value) else "HEAD"
    return story.root if name == "--trust-root" else value


def _odd_bases(command: Command) -> list[str]:
    return [value for value in command.options.of("--base") if not is_base(value)]


def _findings(command: Command, outcome: Outcome) -> tuple[Mapping[str, object], ...]:
    if command.call.command != "check" or outcome.code not in (0, 1) or {*command.words} & {*TELLING}:
        return ()
    found: list[Mapping[str, object]] = json.loads(outcome.out)["findings"]
    return tuple(found)


def _why(rule: Rule, breach: Breach, command: Command) -> Message:
    given = command.options
    left_out = next((one for one in _left_out(rule, given)), None)
    if left_out is not None:
        return say("{place} is run with '{option}'", place=command.place, option=left_out)
    if odd := _odd_bases(command):
        return say("{place} is run with '{option}'", place=command.place, option=f"--base {odd[0]}")
    if given.arguments:
        return say("{place} looks only at {paths}", place=command.place, paths=given.arguments)
    if rule.code.startswith("H2") and "--base" not in given:
        return say(
            "{place} is run without '--base', so it does not see what a request does", place=command.place
        )
    if not breach.is_of_a_request and not (command.environment.get(VARIABLE) or given.of("--trust-root")):
        return say("{place} is given no trusted root, so it proves nothing", place=command.place)
    return say("{place} says nothing of it", place=command.place)


def _left_out(rule: Rule, given: Options) -> Iterator[str]:
    for value in given.of("--ignore"):
        if rule.code.startswith(value.upper()) or value == rule.name:
            yield f"--ignore {value}"
    chosen = given.of("--select")
    if chosen and not any(rule.code.startswith(value.upper()) for value in chosen):
        yield f"--select {' '.join(chosen)}"


_FORGETFUL: Final = say("CI remembers no tip that was verified before; the forge must refuse force pushes")
_NOBODY: Final = {
    Event.REQUEST: say("no command that stops is run for requests"),
    Event.MAIN: say("no command that stops is run for the main branch"),
    Event.SCHEDULE: say("no command that stops is run every week"),
}


# ---- What it comes to

_CONTROL: Final = Look(
    Family.CONTROL, "control", say("a breach of every error rule, planted in a scratch repository")
)
_LOWERED: Final = Look(Family.CONTROL, "control-lowered", say("what the office itself lets through"))
_PLANTED: Final = Look(Family.CONTROL, "control-planted", say("breaches that could not be tried"))
_OF_GATE: Final = Look(Family.CONTROL, "control-gate", say("what was tried"))


def of_trials(found: Sequence[Trial], *, is_plain: bool) -> Iterator[Diagnosis]:
    """Judge what became of the breaches."""
    if is_plain:
        yield _OF_GATE.unknown(
            say("there are no CI files, so 'lpsedocs check' was tried, with '--base' and a trusted root"),
            say("'lpsedocs init --ci' writes CI files; then give this command again"),
        )
    yield _of_missed(found)
    yield _of_lowered(_with_fate(found, Fate.LOWERED, Fate.WAIVED))
    yield _of_untold(found)


def _with_fate(found: Sequence[Trial], *fates: Fate) -> list[Trial]:
    return [trial for trial in found if trial.fate in fates]


def _of_missed(found: Sequence[Trial]) -> Diagnosis:
    stopped = _with_fate(found, Fate.STOPPED)
    count = say("{stopped} of {count} stopped", stopped=len(stopped), count=len(found))
    if missed := _with_fate(found, Fate.MISSED, Fate.LATE):
        return _CONTROL.mend(
            say("{count}; the gate lets through: {missed}", count=count, missed=_grouped(missed, found)),
            say("mend the commands that are named, and give this command again"),
        )
    if untold := _with_fate(found, Fate.UNKNOWN, Fate.UNPLANTED):
        return _CONTROL.unknown(
            say("{count}; of {untold} that can't be told", count=count, untold=len(untold)),
            say("see below which they are, and why"),
        )
    if rest := [trial for trial in found if trial not in stopped]:
        return _CONTROL.fine(say("{count}; not: {rest}", count=count, rest=tuple(_by_reason(rest))))
    return _CONTROL.fine(count)


def _of_lowered(lowered: Sequence[Trial]) -> Diagnosis:
    if lowered:
        return _LOWERED.fine(say("{lowered}; every report says so", lowered=tuple(_by_reason(lowered))))
    return _LOWERED.fine(say("none of these rules"))


def _of_untold(found: Sequence[Trial]) -> Diagnosis:
    untold = _with_fate(found, Fate.UNKNOWN, Fate.UNPLANTED, Fate.BEYOND)
    if not untold:
        return _PLANTED.fine(say("none"))
    return _PLANTED.unknown(
        listed(_grouped(untold, found)),
        say(
            "none of these counts as stopped; mend what is said above of the commands that are named, and "
            "see to the others yourself"
        ),
    )


_MANY: Final = 10
_FEW: Final = 2
"""As many reasons as there are commands of a plain gate: one for requests, one for the main branch."""


def _grouped(some: Sequence[Trial], found: Sequence[Trial]) -> tuple[Value, ...]:
    """Return trials by their reasons; where all that could be tried came to the same, without their codes."""
    tried = [trial for trial in found if trial.fate not in (Fate.BEYOND, Fate.UNPLANTED)]
    reasons = dict.fromkeys(trial.why for trial in tried if trial.why)
    is_one = {trial.fate for trial in tried} in ({Fate.UNKNOWN}, {Fate.MISSED})
    if not is_one or tried[0] not in some or len(tried) < _MANY or not 0 < len(reasons) <= _FEW:
        return tuple(_by_reason(some))
    rest = [trial for trial in some if trial not in tried]
    whole = say("all {count} that could be tried ({why})", count=len(tried), why=tuple(reasons))
    return (whole, *_by_reason(rest))


def _by_reason(found: Sequence[Trial]) -> Iterator[Value]:
    """Yield rules that share a reason, with it."""
    reasons: dict[tuple[Fate, Message | None], list[str]] = {}
    for trial in found:
        reasons.setdefault((trial.fate, trial.why), []).append(trial.rule.code)
    for (fate, why), codes in reasons.items():
        told = say("{codes} ({why})", codes=", ".join(codes), why=why or "")
        yield say("{what}, which is told after the merge", what=told) if fate is Fate.LATE else told
