"""lpsedocs trust."""

import os
from collections.abc import Iterator
from pathlib import Path

import click

from lpsedocs.cli import language_of
from lpsedocs.cli._asking import refuse_unless_agreed
from lpsedocs.cli._paths import PathType
from lpsedocs.cli._places import place_of
from lpsedocs.findings import Message, Refusal, say
from lpsedocs.models.roster import Roster
from lpsedocs.models.words import glossed, word
from lpsedocs.pins import Pin, load_pins, pins_file, save_pin
from lpsedocs.trust.rosters import GOVERNORS
from lpsedocs.trust.verdicts import CannotVerifyError
from lpsedocs.trust.words import person
from lpsedocs.verification import Candidate, candidate, pinned


@click.group()
def command() -> None:
    """Pin the root that decisions are proved from.

    A pin is kept in your own configuration, outside of any repository: nothing that is pushed can change it.

    \b
    Examples:
      lpsedocs trust pin
      lpsedocs trust pin --commit 9f2c4e0d5b7a4c1e8f3a6d2b0c9e7f15aabbccdd
      lpsedocs trust list
    """


@command.command("pin")
@click.option("--repo", type=PathType(exists=True, path_type=Path), help="The repository.")
@click.option("--commit", metavar="ID", help="The root commit; by default the first one with a roster.")
@click.option("--ref", metavar="NAME", help="The main branch, as refs/heads/main.")
@click.option("--yes", is_flag=True, help="Don't ask.")
@click.pass_context
def pin_command(
    ctx: click.Context,
    repo: Path | None,
    commit: str | None,
    ref: str | None,
    yes: bool,  # noqa: FBT001  # click hands it over so
) -> None:
    """Trust a root commit of a repository.

    Compare what is shown with what your office wrote down. Where the root of the repository is pinned
    already, a later commit only gives a new roster, for an office that has lost its keys: what was proved
    stays proved.

    \b
    Examples:
      lpsedocs trust pin
      lpsedocs trust pin --repo ../kantor --commit 9f2c4e0d5b7a4c1e8f3a6d2b0c9e7f15aabbccdd
    """
    language = language_of(ctx)
    path = pins_file(os.environ)
    try:
        found = candidate(place_of(ctx, repo), commit, ref, load_pins(path))
    except CannotVerifyError as error:
        raise Refusal(error.message) from None
    for line in (*_described(found.pin), *_consequences(found)):
        click.echo(language.say(line))
    question = say("Compare these with what your office wrote down. Trust this root?")
    if not yes:
        refuse_unless_agreed(language, question, say("nothing was changed"))
    save_pin(path, found.pin)
    click.echo(language.say(say("pinned in {path}", path=str(path))))


@command.command("list")
@click.pass_context
def list_command(ctx: click.Context) -> None:
    """List every pinned root.

    \b
    Examples:
      lpsedocs trust list
    """
    language = language_of(ctx)
    pins = load_pins(pins_file(os.environ))
    for pin in pins:
        click.echo("\n".join(language.say(line) for line in _described(pin)) + "\n")
    if not pins:
        click.echo(language.say(say("no root is pinned; 'lpsedocs trust pin' pins one")))


@command.command("show")
@click.option("--repo", type=PathType(exists=True, path_type=Path), help="The repository.")
@click.pass_context
def show_command(ctx: click.Context, repo: Path | None) -> None:
    """Show the pinned root of a repository.

    \b
    Examples:
      lpsedocs trust show
      lpsedocs trust show --repo ../kantor
    """
    language = language_of(ctx)
    try:
        pin = pinned(place_of(ctx, repo), os.environ)
    except CannotVerifyError as error:
        raise Refusal(error.message) from None
    for line in _described(pin):
        click.echo(language.say(line))


def _described(pin: Pin) -> Iterator[Message]:
    yield say("root commit: {root}", root=pin.root)
    yield say("SHA-256 of its bytes: {sha256}", sha256=pin.sha256)
    for commit, sha256 in pin.renewals:
        yield say("later root: {root}", root=commit)
        yield say("SHA-256 of its bytes: {sha256}", sha256=sha256)
    yield say("repository id: {id}", id=pin.repository)
    yield say("main branch: {ref}", ref=pin.ref)
    if pin.tip and pin.day:
        yield say("last verified: {tip} on {day}", tip=pin.tip, day=pin.day)


_MAY = say("may change the roster: {person}, {role}")
_MAY_WITHOUT_KEY = say("could change the roster, but has no key in it: {person}, {role}")


def _with_keys(roster: Roster) -> frozenset[str]:
    return frozenset(person.id for person in roster.people if person.keys)


def _consequences(found: Candidate) -> Iterator[Message]:
    """Yield what trusting a root means: who rules from there on, and what is believed without proof."""
    roster = found.force.roster
    for holding in roster.roles:
        if holding.role in GOVERNORS and holding.until is None:
            who = person(holding.person, roster)
            has_key = holding.person in _with_keys(roster)
            may = _MAY if has_key else _MAY_WITHOUT_KEY
            yield say(may.template, person=who, role=word(holding.role))
    if not any(h.person in _with_keys(roster) for h in roster.roles if h.role in GOVERNORS):
        yield say(
            "WARNING: nobody who may change the roster has a key in it, so no change of it can ever count, "
            "not even a new key. Enter the keys first ('lpsedocs roster add-key'), commit that, and pin the "
            "new commit with --commit"
        )
    if found.is_renewal:
        yield say("the root that was pinned stays; from the later root on, its roster is in force")
    elif found.replaced:
        yield say("this takes the place of the pinned root {root}", root=found.replaced.root)
    for judged in found.taken_over:
        if judged.decision:
            yield say(
                "taken over without proof: decision {number} on {record}, {word} by {person}",
                number=judged.number,
                record=judged.record,
                word=glossed(judged.decision.decision),
                person=person(judged.decision.by, roster),
            )
