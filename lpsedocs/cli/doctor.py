"""lpsedocs doctor."""

import json
import os
import sys
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

import click

from lpsedocs.cli import language_of, workspace_of
from lpsedocs.cli._ci import guard_files
from lpsedocs.cli._records import today_option
from lpsedocs.cli._scratch import run_apart
from lpsedocs.doctor.control import Trial, count_of, exceptions_of, of_hidden, of_trials, plain_gate, trials
from lpsedocs.doctor.diagnoses import Diagnosis, Family, State, gravity, is_urgent, worst
from lpsedocs.doctor.facts import Place, day_at, diagnoses, gate_at, organization_of
from lpsedocs.doctor.gates import Gate, why_open
from lpsedocs.doctor.guards import of_guard
from lpsedocs.findings import Message, say
from lpsedocs.language import Language, speak_in_gettext
from lpsedocs.rules import all_rules
from lpsedocs.workspace import Workspace

_EXIT: Final = {State.FINE: 0, State.MEND: 1, State.UNKNOWN: 3}
_STATES: Final = {State.FINE: say("fine"), State.MEND: say("to mend"), State.UNKNOWN: say("can't tell")}
_MARGIN: Final = {State.FINE: " ", State.MEND: "!", State.UNKNOWN: "?"}
"""Beside the word, for the eye that runs down the margin."""
_FAMILIES: Final = {
    Family.WORKSPACE: say("Workspace and git"),
    Family.CI: say("CI files"),
    Family.ROSTER: say("Roster and trust"),
    Family.CONTROL: say("Negative control"),
}


@click.command()
@click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="The form of the answer.",
)
@click.option(
    "--fail-on",
    type=click.Choice([State.UNKNOWN.value, State.MEND.value]),
    default=State.UNKNOWN.value,
    show_default=True,
    help="With 'mend', the exit code is 0 also where something can't be told.",
)
@click.option(
    "--trust-root",
    metavar="ID",
    help="Trust this root commit for this run, in place of a pin and of LPSEDOCS_TRUST_ROOT.",
)
@today_option
@click.pass_context
def command(
    ctx: click.Context,
    format_: str,
    fail_on: str,
    trust_root: str | None,
    today: date | None,
) -> None:
    """Examine whether the gate is alive: the workspace, git, the CI files, the roster and the keys.

    A breach of every error rule is planted in a scratch repository, and the commands of your CI files have to
    stop it. Nothing in the workspace is changed, and no network is asked.

    Exit code 0: all is fine; 1: something is to be mended; 2: wrong use; 3: nothing to mend, but something
    can't be told from here, such as the settings of the forge.

    \b
    Examples:
      lpsedocs doctor
      lpsedocs doctor --fail-on mend
      lpsedocs doctor --format json --today 2026-07-15
    """
    workspace, language = workspace_of(ctx), language_of(ctx)
    place = Place(workspace, today or day_at(workspace, os.environ, trust_root), os.environ, trust_root)
    gate = gate_at(place)
    found = [*diagnoses(place, gate), *_of_guards(workspace, gate)]
    hidden = [of_hidden(gate.commands, run_apart)] if gate.pipelines else []
    tried = _tried(workspace, gate, place.today, language)
    found += (*hidden, *of_trials(tried, is_plain=not gate.pipelines))
    if format_ == "json":
        click.echo(json.dumps(_document(place.today, found, tried, language), ensure_ascii=False, indent=2))
    else:
        click.echo("\n".join(_told(found, language)))
    state = worst(found)
    ctx.exit(0 if state is State.UNKNOWN and fail_on == State.MEND.value else _EXIT[state])


def _of_guards(workspace: Workspace, gate: Gate) -> Iterator[Diagnosis]:
    for forge in gate.forges:
        yield of_guard(workspace.root, "forgejo" if forge == "gitea" else forge, guard_files(forge))


def _tried(workspace: Workspace, gate: Gate, today: date, language: Language) -> list[Trial]:
    """Run the negative control, with a bar where somebody looks on."""
    rules = all_rules()
    exceptions = exceptions_of(organization_of(workspace.root), today)
    commands = gate.commands if gate.pipelines else plain_gate()
    running = trials(commands, exceptions, run_apart, rules, reason=why_open(gate))
    # A terminal without a cursor that moves would have a line for each step.
    is_watched = sys.stderr.isatty() and os.environ.get("TERM") != "dumb"
    tried = _watched(running, count_of(rules), language) if is_watched else list(running)
    # The commands that were tried spoke English.
    speak_in_gettext(language)
    return tried


def _watched(running: Iterator[Trial], length: int, language: Language) -> list[Trial]:
    label = language.say(say("planting breaches"))
    with click.progressbar(running, length, label, file=sys.stderr) as bar:
        return list(bar)


# ---- Text


def _told(found: Sequence[Diagnosis], language: Language) -> Iterator[str]:
    for family, title in _FAMILIES.items():
        yield language.say(title)
        for diagnosis in found:
            if diagnosis.family is family:
                yield from _lines(diagnosis, language)
        yield ""
    yield from _to_mend(found, language)
    yield language.say(_count(found))


def _lines(diagnosis: Diagnosis, language: Language) -> Iterator[str]:
    head = say(
        "{state}: {looked_at}: {found}",
        state=_STATES[diagnosis.state],
        looked_at=diagnosis.looked_at,
        found=diagnosis.found,
    )
    yield f"{_MARGIN[diagnosis.state]} {language.say(head)}"
    if diagnosis.state is State.UNKNOWN:
        yield from _remedy(diagnosis, language)


def _remedy(diagnosis: Diagnosis, language: Language) -> Iterator[str]:
    if diagnosis.remedy is not None:
        yield f"      {language.say(say('what to do: {remedy}', remedy=diagnosis.remedy))}"


def _to_mend(found: Sequence[Diagnosis], language: Language) -> Iterator[str]:
    """Yield once more, as a list to work through, what is urgent: the gravest first."""
    grave = [diagnosis for diagnosis in found if is_urgent(diagnosis)]
    if not grave:
        return
    yield language.say(say("To mend, the gravest first"))
    for number, diagnosis in enumerate(sorted(grave, key=gravity), 1):
        yield f"  {number}. {language.say(_head(diagnosis))}"
        yield from _remedy(diagnosis, language)
    yield ""


def _head(diagnosis: Diagnosis) -> Message:
    head = say("{looked_at}: {found}", looked_at=diagnosis.looked_at, found=diagnosis.found)
    if diagnosis.state is State.MEND:
        return head
    return say("{state}: {what}", state=_STATES[diagnosis.state], what=head)


def _count(found: Sequence[Diagnosis]) -> Message:
    count = {state: sum(diagnosis.state is state for diagnosis in found) for state in State}
    return say(
        "fine: {fine}, to mend: {mend}, can't tell: {unknown}",
        fine=count[State.FINE],
        mend=count[State.MEND],
        unknown=count[State.UNKNOWN],
    )


# ---- JSON


def _document(
    today: date, found: Sequence[Diagnosis], tried: Sequence[Trial], language: Language
) -> dict[str, object]:
    return {
        "version": 1,
        "today": today.isoformat(),
        "summary": {state.value: sum(d.state is state for d in found) for state in State},
        "diagnoses": [
            {
                "family": diagnosis.family.value,
                "code": diagnosis.code,
                "state": diagnosis.state.value,
                "looked_at": language.say(diagnosis.looked_at),
                "found": language.say(diagnosis.found),
                "help": language.say(diagnosis.remedy) if diagnosis.remedy else None,
                "path": diagnosis.place,
            }
            for diagnosis in found
        ],
        "control": [
            {
                "rule": trial.rule.code,
                "outcome": trial.fate.value,
                "reason": language.say(trial.why) if trial.why else None,
                "command": trial.place or None,
            }
            for trial in tried
        ],
    }
