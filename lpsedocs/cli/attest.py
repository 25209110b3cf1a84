"""lpsedocs attest."""

import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, cast, get_args
from urllib.parse import urlsplit

import click

from lpsedocs.cli import language_of, workspace_of
from lpsedocs.cli._deciding import told_commit
from lpsedocs.clone import Hand
from lpsedocs.deciding.attesting import (
    Attested,
    Brought,
    attested,
    brought_by,
    decisions_of,
    is_attested,
    refuse_unless_proved,
    told_attested,
    told_settled,
    told_waiting,
    witness_for,
)
from lpsedocs.deciding.desk import Desk, Ground, Wish, unpinned
from lpsedocs.deciding.shelf import Shelf, open_shelf
from lpsedocs.deciding.witness_keys import WitnessKey, key_in, key_of_agent, refuse_without_key
from lpsedocs.findings import Message, Refusal, say
from lpsedocs.forges import MergeCommit, Request, Run, read_request, run_of, token_of
from lpsedocs.models.roster import ForgeKind, Witness

_TRIES: Final = 5
"""How often the commit is made anew because the main branch moved meanwhile."""


@click.command()
@click.option("--from-ci", is_flag=True, help="Take the merge from the environment of the pipeline.")
@click.option("--forge", type=click.Choice(get_args(ForgeKind)), help="The kind of forge, if it is another.")
@click.option("--merge", metavar="COMMIT", help="An earlier merge, in place of the pipeline's commit.")
@click.option("--push", is_flag=True, help="Send it to the remote at once.")
@click.option("--branch", metavar="NAME", help="Make it on a new branch from the main branch, for a request.")
@click.option("--offline", is_flag=True, help="Don't look first what is new at the remote.")
@click.option(
    "--trust-clock", is_flag=True, help="This computer's clock is right; the last commit's was not."
)
@click.option("--dry-run", is_flag=True, help="Only show what would be attested; needs no key.")
@click.pass_context
def command(
    ctx: click.Context,
    from_ci: bool,  # noqa: FBT001  # click's way
    forge: str | None,
    merge: str | None,
    push: bool,  # noqa: FBT001
    branch: str | None,
    offline: bool,  # noqa: FBT001
    trust_clock: bool,  # noqa: FBT001
    dry_run: bool,  # noqa: FBT001
) -> None:
    """Attest, in CI after a merge, who merged or approved by the forge's API (evidence: witness).

    Reads from the API whose account merged the request, and who approved the very commit that was merged.
    Where that is the person who decided, it adds an attestation, signed with the key of a witness.
    Needs LPSEDOCS_WITNESS_KEY, the secret SSH key or its file, and a token that may read the repository:
    LPSEDOCS_FORGE_TOKEN, or the one that the forge gives to its pipelines.

    \b
    Examples:
      lpsedocs attest --from-ci --push
      lpsedocs attest --from-ci --dry-run
      lpsedocs attest --from-ci --branch saksi-42 --push
    """
    if not from_ci:
        raise Refusal(say("a merge is attested where the forge's pipeline tells of it; give --from-ci in CI"))
    if push and offline:
        raise Refusal(say("--offline and --push don't go together; choose one"))
    language, root = language_of(ctx), workspace_of(ctx).root
    run = run_of(os.environ, cast("ForgeKind | None", forge))
    wish = Wish(branch, push, offline, trust_clock)
    attesting = _Attesting(root, replace(run, commit=merge or run.commit), wish)
    for message in attesting.shown() if dry_run else attesting.done():
        click.echo(message if isinstance(message, str) else language.say(message))


@dataclass(frozen=True)
class _Found:
    """What is about to be attested, and on what it will stand."""

    ground: Ground
    brought: Brought
    witness: Witness
    key: WitnessKey | None
    request: Request
    attested: tuple[Attested, ...]


class _Attesting:
    """One run of the command."""

    def __init__(self, root: Path, run: Run, wish: Wish) -> None:
        self._root = root
        self._run = run
        self._desk = Desk(root, os.environ, wish)
        self._request: Request | None = None
        """Read once: it doesn't change when the main branch moves on."""

    def shown(self) -> Iterator[Message | str]:
        """Tell what would be attested."""
        found = self._found(None)
        if not isinstance(found, _Found):
            yield from found
            return
        yield from _told(found)
        for one in found.attested:
            yield f"{one.path}:"
            yield from (f"  {line}" for line in one.content.decode().splitlines())
        yield say("nothing was written")

    def done(self) -> Iterator[Message]:
        """Attest, and tell what was; makes the commit anew where the main branch moves meanwhile."""
        key = key_in(os.environ)
        for _ in range(_TRIES):
            found = self._found(key)
            if not isinstance(found, _Found):
                yield from found
                return
            if (commit := self._placed(found)) is not None:
                yield from _told(found)
                yield from told_commit(found.ground, commit, self._desk.wish, say("the same command"))
                return
        raise Refusal(say("the branch moves on all the time; nothing was changed. Try again in a while"))

    def _found(self, key: WitnessKey | None) -> _Found | tuple[Message, ...]:
        """Return what can be attested now; or what is to be told, where there is nothing to attest."""
        ground = self._desk.for_witness(self._desk.clone.hand_of("lpsedocs", "lpsedocs@localhost"))
        main = self._desk.main
        if self._run.branch != main:
            raise Refusal(
                say(
                    "the pipeline runs on {branch}, and only a merge into {main} is attested",
                    branch=self._run.branch,
                    main=main,
                )
            )
        with open_shelf(self._root) as shelf:
            brought = brought_by(shelf, ground.main.history, self._run.commit)
            if not brought.unproved:
                return tuple(told_settled(brought))
            branch = self._desk.wish.branch
            if branch is None:
                return self._fit(shelf, ground, brought, key)
            on_branch = self._desk.on_branch(ground, branch)
            if on_branch is not None and is_attested(on_branch, brought):
                return tuple(told_waiting(brought, branch))
            return self._fit(shelf, self._desk.beside(ground, branch), brought, key)

    def _fit(self, shelf: Shelf, ground: Ground, brought: Brought, key: WitnessKey | None) -> _Found:
        decisions = decisions_of(shelf, brought)
        witness = witness_for(ground.force, self._run, key.fingerprint if key else None, ground.day)
        name = Hand(witness.id, f"{witness.id}@{urlsplit(witness.url).hostname}", ground.hand.moment)
        ground = replace(ground, hand=name)
        request = self._read(MergeCommit(brought.commit.id, brought.commit.parents[1], self._desk.main))
        found = attested(shelf, ground.force, witness, brought, decisions, request, ground.hand.moment)
        return _Found(ground, brought, witness, key, request, found)

    def _read(self, merge: MergeCommit) -> Request:
        if self._request is None:
            self._request = read_request(self._run, token_of(os.environ, self._run.kind), merge)
        return self._request

    def _placed(self, found: _Found) -> str | None:
        """Return the commit that was made; None where the branch has moved meanwhile."""
        key = found.key or key_of_agent(found.witness.ssh, os.environ)
        if key is None:
            raise refuse_without_key()
        files = {one.path: one.content for one in found.attested}
        commit = self._desk.signed_by(found.ground, files, _message(found), key.sign)
        refuse_unless_proved(self._desk.judged(found.ground, commit), commit, found.attested)
        return commit if self._desk.place(found.ground, commit) else None


def _message(found: _Found) -> str:
    records = ", ".join(one.place[0] for one in found.attested)
    return f"SAKSI {records}\n\nPermintaan {found.request.number} di {found.witness.url}\n"


def _told(found: _Found) -> Iterator[Message]:
    if (note := unpinned(found.ground)) is not None:
        yield say("note: {note}", note=note)
    for one in found.attested:
        yield told_attested(one, found.request)
