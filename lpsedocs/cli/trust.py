"""lpsedocs trust."""

import os
from datetime import date
from pathlib import Path

import click

from lpsedocs.cli import language_of
from lpsedocs.findings import Message, Refusal, say
from lpsedocs.pins import Pin, load_pins, pins_file, save_pin
from lpsedocs.trust.verdicts import CannotVerifyError
from lpsedocs.verification import Request, pin_of, verify


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
@click.option("--repo", type=click.Path(exists=True, path_type=Path), default=Path(), help="The repository.")
@click.option("--commit", metavar="ID", help="The root commit; by default the first one with a roster.")
@click.option("--ref", metavar="NAME", help="The main branch, as refs/heads/main.")
@click.option("--yes", is_flag=True, help="Don't ask.")
@click.pass_context
def pin_command(ctx: click.Context, repo: Path, commit: str | None, ref: str | None, yes: bool) -> None:  # noqa: FBT001  # click hands it over so
    """Trust a root commit of a repository."""
    language = language_of(ctx)
    try:
        pin = pin_of(repo, commit, ref)
    except CannotVerifyError as error:
        raise Refusal(error.message) from None
    for line in _described(pin):
        click.echo(language.say(line))
    question = say("Compare these with what your office wrote down. Trust this root?")
    if not yes and not click.confirm(language.say(question)):
        raise click.Abort
    path = pins_file(os.environ)
    save_pin(path, pin)
    click.echo(language.say(say("pinned in {path}", path=str(path))))


@command.command("list")
@click.pass_context
def list_command(ctx: click.Context) -> None:
    """List every pinned root."""
    language = language_of(ctx)
    for pin in load_pins(pins_file(os.environ)):
        click.echo("\n".join(language.say(line) for line in _described(pin)) + "\n")


@command.command("show")
@click.option("--repo", type=click.Path(exists=True, path_type=Path), default=Path(), help="The repository.")
@click.pass_context
def show_command(ctx: click.Context, repo: Path) -> None:
    """Show the pinned root of a repository."""
    language = language_of(ctx)
    try:
        verification = verify(Request(repo, date.max, os.environ))
    except CannotVerifyError as error:
        raise Refusal(error.message) from None
    assert verification.pin is not None
    for line in _described(verification.pin):
        click.echo(language.say(line))


def _described(pin: Pin) -> list[Message]:
    lines = [
        say("root commit: {root}", root=pin.root),
        say("SHA-256 of its bytes: {sha256}", sha256=pin.sha256),
        say("repository id: {id}", id=pin.repository),
        say("main branch: {ref}", ref=pin.ref),
    ]
    if pin.tip and pin.verified:
        lines.append(say("last verified: {tip} on {day}", tip=pin.tip, day=pin.verified))
    return lines
