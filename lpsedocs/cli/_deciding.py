"""Deciding at a terminal: what is shown and asked, and the commit that comes of it."""

import os
import shlex
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from functools import partial, wraps
from pathlib import PurePosixPath
from typing import Any, Final, TypeVar, cast

import click

from lpsedocs.changes import Legend, changes, outline
from lpsedocs.checker import check
from lpsedocs.cli import language_of, workspace_of
from lpsedocs.cli._asking import refuse_unless_agreed
from lpsedocs.cli._names import NAME, record_ids
from lpsedocs.cli._records import _complete, entry_named
from lpsedocs.cli._standing import name_of
from lpsedocs.cli._stopping import breaking_off_means
from lpsedocs.clone import HEADS, Remote, short
from lpsedocs.corpus import Corpus, Entry
from lpsedocs.deciding.desk import Desk, Ground, Wish, unpinned
from lpsedocs.deciding.files import Deed, Matter, decision_file, matter_of, read_decision
from lpsedocs.deciding.rights import (
    NOTHING_TO_DO,
    Actor,
    actor,
    refuse_repetition,
    refuse_unless_handed_over,
    refuse_unless_may,
    refuse_unless_withdrawable,
)
from lpsedocs.deciding.shelf import Shelf, open_shelf
from lpsedocs.deciding.unsent import Meant
from lpsedocs.findings import Message, Refusal, Severity, Term, say
from lpsedocs.language import Language
from lpsedocs.legends import legend_of
from lpsedocs.models import Kind, kind_named, kind_of_id_or_none
from lpsedocs.models.decision import DecisionWord
from lpsedocs.models.evaluation import Evaluation
from lpsedocs.models.words import glossed
from lpsedocs.procedures.monitoring import BEGINS_PROCUREMENT
from lpsedocs.rules import all_rules
from lpsedocs.source import Plain, parse_source
from lpsedocs.trust.clicks import TITLES, title_for
from lpsedocs.trust.remedies import files_of
from lpsedocs.trust.verdicts import Judged
from lpsedocs.workspace import Workspace

F = TypeVar("F", bound=Callable[..., Any])
_TRIES: Final = 5
"""How often a commit is made anew because the branch moved meanwhile."""
_UNDECIDED: Final = say("nothing was decided")


@dataclass(frozen=True)
class How:
    """How somebody wants a command to go about it."""

    asks: bool
    wish: Wish


def commit_options(function: F) -> F:
    """Let a command be told how its commit is to be made; it gets that as ``how``."""

    @wraps(function)
    def told(
        *values: Any, yes: bool, push: bool, branch: str | None, offline: bool, trust_clock: bool, **more: Any
    ) -> Any:
        refuse_opposites(push=push, offline=offline)
        return function(*values, how=How(not yes, Wish(branch, push, offline, trust_clock)), **more)

    options = (
        click.option("--yes", is_flag=True, help="Don't ask."),
        click.option("--push", is_flag=True, help="Send it to the remote at once."),
        click.option(
            "--branch", metavar="NAME", help="Make it on a new branch from the main branch, for a request."
        ),
        click.option(
            "--offline",
            is_flag=True,
            help="Don't fetch first what is new at the remote; else the branch here is brought up to it, "
            "before anything is asked.",
        ),
        click.option(
            "--trust-clock", is_flag=True, help="This computer's clock is right; the last commit's was not."
        ),
    )
    for option in reversed(options):
        told = option(told)
    return cast("F", told)


def refuse_opposites(*, push: bool, offline: bool) -> None:
    """Refuse to send what was made without a look at what is there."""
    if push and offline:
        raise Refusal(say("--offline and --push don't go together; choose one"))


def records_argument(name: str) -> Callable[[F], F]:
    """Let a command be told one record or several; the shell completes their ids."""
    return click.argument(
        name, metavar="RECORD...", type=NAME, nargs=-1, required=True, shell_complete=_complete
    )


AFFIRMING: Final = {"evaluation": "approve", "kak": "accept"}
"""The command that says yes to a record, by its kind."""


@dataclass(frozen=True)
class Verb:
    """What a command decides: a word for each kind of record that it is for."""

    name: str
    words: Mapping[str, DecisionWord]

    def word_for(self, record: str) -> DecisionWord:
        """Return the word for a record; refuses a kind that it is not for, and says which command is."""
        kind = kind_of_id_or_none(record)
        if kind is None:
            raise Refusal(
                say(
                    "{record} is no id of a record; it is written like {examples}",
                    record=record,
                    examples=tuple(f"{kind_named(name).prefix}-2026-001" for name in self.words),
                )
            )
        if kind.name not in self.words:
            raise Refusal(self._unfit(record, kind))
        return self.words[kind.name]

    def _unfit(self, record: str, kind: Kind) -> Message:
        if other := AFFIRMING.get(kind.name):
            return say(
                "'lpsedocs {name}' is not for {record}, which is of the kind '{kind}'; 'lpsedocs {other} "
                "{record}' is",
                name=self.name,
                record=record,
                kind=Term(kind.title),
                other=other,
            )
        return say(
            "'lpsedocs {name}' is not for {record}; the kinds of records that it is for: {kinds}",
            name=self.name,
            record=record,
            kinds=tuple(Term(kind_named(name).title) for name in self.words),
        )


@dataclass(frozen=True)
class Prospect:
    """What is about to be decided, and on what it will stand."""

    ground: Ground
    me: Actor
    words: Mapping[str, DecisionWord]
    matters: tuple[Matter, ...]
    files: Mapping[PurePosixPath, bytes]
    main: str
    """The short name of the main branch."""
    brought_along: tuple[str, ...]
    """The commits that a new branch has beside the decision, since the main branch here was not sent."""

    @property
    def agreed(self) -> object:
        """What somebody says yes to; what may differ without asking him again is left out."""
        matters = [(m.record, m.number, m.sha256, sorted(m.rests_on.items())) for m in self.matters]
        return matters, self.me.person.id, self.brought_along


@dataclass(frozen=True)
class Plan:
    """A commit that somebody is about to make, as things stand now."""

    agreed: object
    """What he says yes to; what may differ without asking him again is left out."""
    show: Callable[[], None]
    question: Message
    refused: Message
    """What is said when he says no."""
    commit: Callable[[], bool]
    """Makes it; False if the branch has moved meanwhile."""


def carry_out(language: Language, plan: Callable[[], Plan], *, asks: bool) -> None:
    """Show, ask and commit; again where something changes meanwhile."""
    agreed: object = None
    for _ in range(_TRIES):
        now = plan()
        if now.agreed != agreed:
            if agreed is not None:
                click.echo(language.say(say("something changed while you were reading; look again")))
            now.show()
            agreed = now.agreed
            if asks:
                refuse_unless_agreed(language, now.question, now.refused)
                # What was shown may be old by the time that somebody has read it.
                continue
        if now.commit():
            return
    raise Refusal(say("the branch moves on all the time; nothing was changed. Try again in a while"))


class Deciding:
    """One run of a command that decides."""

    def __init__(
        self, ctx: click.Context, verb: Verb, names: tuple[str, ...], note: str | None, how: How
    ) -> None:
        self.language = language_of(ctx)
        self.workspace: Workspace = workspace_of(ctx)
        self.verb = verb
        self.note = note
        self.desk = Desk(self.workspace.root, os.environ, how.wish)
        self._asks = how.asks
        self._names = record_ids(names)

    def run(self) -> None:
        """Decide: show, ask, sign, prove, and let the branch lead to it."""
        carry_out(self.language, self._plan, asks=self._asks)

    def _plan(self) -> Plan:
        prospect = self._prospect()
        return Plan(
            prospect.agreed,
            partial(self._show, prospect),
            self._question(prospect),
            _UNDECIDED,
            partial(self._done, prospect),
        )

    # -- what is to be decided -----------------------------------------------------------------------

    def _prospect(self) -> Prospect:
        words = {name: self.verb.word_for(name) for name in self._names}
        ground = self.desk.ground({name: self._meant(word) for name, word in words.items()})
        for message in told_caught_up(ground):
            self._say(message)
        self.corpus = self.workspace.load(ground.day)
        key = self.desk.key(ground.hand)
        me = actor(ground.force, ground.clock, email=ground.hand.email, key=key.fingerprint, day=ground.day)
        with open_shelf(self.workspace.root) as shelf:
            matters = tuple(self._matter(shelf, ground, name) for name in self._names)
            files = {matter.place: self._file(shelf, ground, me, matter) for matter in matters}
        return Prospect(ground, me, words, matters, files, self.desk.main, self._brought_along(ground))

    def _matter(self, shelf: Shelf, ground: Ground, name: str) -> Matter:
        tree = shelf.commit(ground.base).tree
        if name not in self.corpus.names:
            self._refuse_absent(shelf, ground, name)
        if self.desk.wish.branch is not None:
            self._refuse_only_here(shelf, ground, name)
        entry = entry_named(self.corpus, name)
        matter = matter_of(shelf, tree, ground.line.history, entry.name, PurePosixPath(entry.path))
        self._refuse_other_bytes(shelf, entry, matter, ground)
        self.desk.refuse_unless_newest(ground, entry.name, matter.number, matter.rests_on)
        chosen = self.verb.word_for(entry.name)
        then = left_to_do(self.desk, ground, matter) or NOTHING_TO_DO
        if chosen == "dicabut":
            refuse_unless_withdrawable(matter, then)
        else:
            refuse_repetition(matter, chosen, then)
            refuse_unless_handed_over(shelf, tree, matter, chosen)
        return matter

    def _meant(self, word: DecisionWord) -> Meant:
        """Return what the decision says that may take the place of one that was not sent."""
        return Meant(word, self.note)

    def _refuse_absent(self, shelf: Shelf, ground: Ground, name: str) -> None:
        """Refuse a record that is committed, and that somebody has not before his eyes."""
        refuse_removed(self.desk, shelf, name)
        if shelf.cabinet.find(shelf.commit(ground.base).tree, name) is not None:
            raise Refusal(
                say(
                    "{record} is committed on {branch}, and not here yet; {way}",
                    record=name,
                    branch=_name_of(ground),
                    way=self.desk.way_from_here(ground),
                )
            )

    def _refuse_only_here(self, shelf: Shelf, ground: Ground, name: str) -> None:
        """Refuse a new branch for a record that the one it would go off from lacks, unlike the one here."""

        def has(commit: str) -> bool:
            return shelf.cabinet.find(shelf.commit(commit).tree, name) is not None

        head = self.desk.clone.tip("HEAD")
        if head is None or not has(head) or has(ground.base):
            return
        fork = self.desk.clone.fork(head, ground.base)
        if fork is not None and has(fork):
            raise Refusal(
                say(
                    "{record} is no longer on the main branch, which moved on since; 'git log -1 {base} -- "
                    '"{files}"\' shows who removed it',
                    record=name,
                    base=ground.base[:12],
                    files=files_of(name),
                )
            )
        raise Refusal(
            say(
                "{record} is committed on {branch} here, and not yet on the main branch, from which "
                "--branch makes a new one; leave --branch out to decide it on {branch}",
                record=name,
                branch=self.desk.clone.branch().removeprefix(HEADS),
            )
        )

    def _refuse_other_bytes(self, shelf: Shelf, entry: Entry[Any], matter: Matter, ground: Ground) -> None:
        """Refuse when somebody has other bytes before his eyes than those that he would sign."""
        if entry.source.content == matter.content:
            return
        head = self.desk.clone.tip("HEAD")
        if head and shelf.cabinet.holds(shelf.commit(head).tree, entry.name, entry.source.sha256):
            raise Refusal(
                say(
                    "{path} has another version on {branch} than here, and what counts is what is committed "
                    "there; {way}",
                    path=str(entry.path),
                    branch=_name_of(ground),
                    way=self.desk.way_from_here(ground),
                )
            )
        raise Refusal(
            say(
                "{path} here is not as it is committed on {branch}, and what counts is what is committed; "
                "commit it, or put it back with 'git restore {path}'; where git does not see that they "
                "differ, '.gitattributes' or git's own settings have it write other bytes here",
                path=shlex.quote(str(entry.path)),
                branch=_name_of(ground),
            )
        )

    def _deed(self, ground: Ground, me: Actor, matter: Matter) -> Deed:
        """Return what is decided on a record."""
        chosen = self.verb.word_for(matter.record)
        return Deed(chosen, me.person.id, ground.hand.moment, ground.day, self.note)

    def _file(self, shelf: Shelf, ground: Ground, me: Actor, matter: Matter) -> bytes:
        content = decision_file(matter, self._deed(ground, me, matter), ground.force.roster.repository)
        decision = read_decision(content)
        assert decision is not None
        refuse_unless_may(shelf, shelf.commit(ground.base), ground.force, me, matter, decision)
        return content

    # -- showing and asking --------------------------------------------------------------------------

    def _show(self, prospect: Prospect) -> None:
        for matter in prospect.matters:
            click.echo("\n".join(told_matter(self.corpus, matter, self.workspace, self.language)))
            click.echo()
        for message in _standing(prospect):
            self._say(message)

    def _brought_along(self, ground: Ground) -> tuple[str, ...]:
        main = self.desk.clone.remote_of(f"{HEADS}{self.desk.main}")
        known = self.desk.clone.known(main) if main and self.desk.wish.branch is not None else None
        return self.desk.clone.only_in(ground.base, known) if known else ()

    def _question(self, prospect: Prospect) -> Message:
        """Return what somebody has to say yes to."""
        records = tuple(matter.record for matter in prospect.matters)
        chosen = " / ".join(dict.fromkeys(prospect.words.values()))
        return say("Decide '{word}' on {records}?", word=chosen, records=records)

    # -- the commit ----------------------------------------------------------------------------------

    def _done(self, prospect: Prospect) -> bool:
        ground = prospect.ground
        with breaking_off_means(_UNDECIDED):
            parent, text = self._parent(prospect), self._message(prospect)
            commit = self.desk.signed(ground, parent, prospect.files, text)
        self.desk.refuse_unless_proved(ground, commit, {m.record: m.number for m in prospect.matters})
        with sending_to(self.desk, ground.remote):
            is_there = self.desk.place(ground, commit)
        if not is_there:
            return False
        for place in prospect.files:
            self._say(say("{path} written", path=str(place)))
        for message in told_commit(ground, commit, self.desk.wish, say("the same command")):
            self._say(message)
        return True

    def _parent(self, prospect: Prospect) -> str:
        """Return the commit that the decision follows."""
        return prospect.ground.base

    def _message(self, prospect: Prospect) -> str:
        decisions = {m.record: d for m in prospect.matters if (d := read_decision(prospect.files[m.place]))}
        title = title_for(decisions) or "\n".join(f"{TITLES[d.decision]} {r}" for r, d in decisions.items())
        return f"{title}\n" + (f"\n{self.note}\n" if self.note else "")

    def _say(self, message: Message) -> None:
        click.echo(self.language.say(message))


def refuse_removed(desk: Desk, shelf: Shelf, name: str) -> None:
    """Refuse a record that is committed, and whose file was removed here."""
    head = desk.clone.tip("HEAD")
    if head and shelf.cabinet.find(shelf.commit(head).tree, name) is not None:
        raise Refusal(
            say(
                "{record} is committed, and was removed here; 'git restore --staged --worktree -- "
                '"{files}"\' brings it back',
                record=name,
                files=files_of(name),
            )
        )


def sending_to(desk: Desk, remote: Remote | None) -> AbstractContextManager[None]:
    """Let Ctrl-C mean, where something is sent, that nobody knows whether it was taken."""
    if not desk.wish.push or remote is None:
        return nullcontext()
    return breaking_off_means(
        say(
            "nobody waited for the answer of {remote}, which may have taken it or not; the same command, "
            "given again, finds out",
            remote=remote.name,
        )
    )


def left_to_do(desk: Desk, ground: Ground, matter: Matter) -> Message | None:
    """Tell what is to be done with the last decision: to send it, or to have it merged; None for neither."""
    here = desk.as_here(ground)
    branches = desk.waits_in(here, matter.last)
    if branches is None:
        return None
    if not branches:
        return sending(here)
    assert here.remote is not None
    return say("it waits at {remote} in {branch} to be merged", remote=here.remote.name, branch=branches[0])


def _name_of(ground: Ground) -> Message | str:
    return ground.branch if ground.is_checked_out else say("the main branch")


# ---- What is told


def told_matter(corpus: Corpus, matter: Matter, workspace: Workspace, language: Language) -> Iterator[str]:
    """Tell what a record says, what was decided before, and what changed since then."""
    entry = entry_named(corpus, matter.record)
    yield f"{matter.record}  {entry.title}".rstrip()
    legend = legend_of(corpus, entry)
    for line in outline(matter.kind.model, entry.source.data, legend):
        yield "  " * (line.depth + 1) + language.say(line.message)
    messages = [
        *_consequence(entry),
        *_last(corpus, matter),
        *_changed(matter, workspace, legend),
        *_findings(corpus, entry),
    ]
    yield from (language.say(message) for message in messages)


def _consequence(entry: Entry[Any]) -> Iterator[Message]:
    if isinstance(entry.record, Evaluation) and entry.record.recommendation in BEGINS_PROCUREMENT:
        yield say(
            "whoever approves it approves the recommendation, too: {recommendation} begins a new procurement",
            recommendation=glossed(entry.record.recommendation),
        )


def _last(corpus: Corpus, matter: Matter) -> Iterator[Message]:
    last = matter.last
    if last is None or last.decision is None:
        yield say("nothing was decided on it before")
        return
    decided = say(
        "last decision ({number}): {word} by {by}, {day}",
        number=last.number,
        word=glossed(last.decision.decision),
        by=name_of(corpus, last.decision.by),
        day=last.day or last.decision.date or last.decision.made.date(),
    )
    yield (
        say("{decided}: '{note}'", decided=decided, note=last.decision.note)
        if last.decision.note
        else decided
    )


def _changed(matter: Matter, workspace: Workspace, legend: Legend) -> Iterator[Message]:
    last = matter.last
    if last is None or last.decision is None:
        return
    if last.decision.sha256 == matter.sha256:
        yield say("nothing changed in it since then")
        return
    before = _decided_version(workspace, last)
    if before is None:
        yield say("it has changed since then; the version that was decided is not to be found")
        return
    after = parse_source(PurePosixPath("after.yaml"), matter.content).data
    found = changes(matter.kind.model, before, after, legend)
    if not found:
        yield say("since then only comments, or the way in which it is written, have changed")
        return
    yield say("changed since then:")
    for change in found:
        yield say("  - {change}", change=change.message)


def _decided_version(workspace: Workspace, last: Judged) -> Plain:
    with open_shelf(workspace.root) as shelf:
        commits = (commit for commit in (last.commit, last.landed) if commit)
        for commit in commits:
            blob = shelf.cabinet.find(shelf.commit(commit).tree, last.record)
            if blob and last.decision and shelf.cabinet.digest(blob) == last.decision.sha256:
                return parse_source(PurePosixPath("before.yaml"), shelf.trees.blob(blob)).data
    return None


def _findings(corpus: Corpus, entry: Entry[Any]) -> Iterator[Message]:
    report = check(corpus, all_rules()).only({str(entry.path)})
    yield say(
        "check: errors: {errors}, warnings: {warnings}",
        errors=report.count(Severity.ERROR),
        warnings=report.count(Severity.WARNING),
    )
    for finding in report.live:
        if finding.severity is not Severity.NOTE:
            yield say("  - {code}: {message}", code=finding.code, message=finding.message)


def _standing(prospect: Prospect) -> Iterator[Message]:
    ground, me = prospect.ground, prospect.me
    if ground.remote is not None and prospect.brought_along:
        yield say(
            "note: {main} here has {commits}, which {main} at {remote} lacks; {branch} brings that along "
            "into its request, unless it is merged there first",
            main=prospect.main,
            commits=short(prospect.brought_along),
            remote=ground.remote.name,
            branch=ground.branch,
        )
    if (note := unpinned(ground)) is not None:
        yield say("note: {note}", note=note)
    if ground.redone:
        yield say(
            "the branch moved on before {records} was sent; it is decided anew on what is there now",
            records=ground.redone,
        )
    yield say(
        "you are {name} ({id}); it is signed with the key {key}",
        name=me.person.name,
        id=me.person.id,
        key=me.signer.fingerprint,
    )


def told_caught_up(ground: Ground) -> Iterator[Message]:
    """Tell that the branch and the files here are others than before; they stay so, whatever comes of it."""
    if ground.behind is not None:
        yield say(
            "{branch} and the files here were brought up to what {remote} has, from {old} to {new}; they "
            "stay so, whatever comes of this",
            branch=ground.branch,
            remote=ground.remote.name if ground.remote else "",
            old=ground.behind[:12],
            new=ground.base[:12],
        )


def told_commit(ground: Ground, commit: str, wish: Wish, again: Message | str) -> Iterator[Message]:
    """Tell which commit was made, where it counts, how to send it, and what sends it ``again``."""
    yield (
        say("commit {commit} on {branch}, signed and proved", commit=commit[:12], branch=ground.branch)
        if ground.main.is_pinned
        else say(
            "commit {commit} on {branch}, signed; it fits the roster as it is here, but no root is pinned "
            "that would prove it ('lpsedocs trust pin')",
            commit=commit[:12],
            branch=ground.branch,
        )
    )
    if not ground.is_main:
        yield say(
            "it counts when {branch} is merged into the main branch with a merge commit, by anybody; not "
            "after a squash or a rebase",
            branch=ground.branch,
        )
    if wish.push:
        yield say("sent to {remote}", remote=ground.remote.name if ground.remote else "")
    elif ground.remote is not None and wish.branch is not None:
        yield say(
            "send it: git push {remote} {branch}; should {remote} have another branch of that name already, "
            "'git push {remote} {branch}:NAME' sends it under a name of your choice",
            remote=shlex.quote(ground.remote.name),
            branch=shlex.quote(ground.branch),
        )
    elif ground.remote is not None:
        yield say(
            "{sending}. Should that be refused because the branch moved on, give {again} once more, and "
            "never 'git pull' without --ff-only",
            sending=sending(ground),
            again=again,
        )


def sending(ground: Ground) -> Message:
    """Tell how what was made on the branch that is checked out is sent."""
    assert ground.remote is not None
    here, there = ground.branch, ground.remote.branch
    return say(
        "send it: 'git push {remote} {branch}'; where {there} is protected: 'git push {remote} {here}:"
        "refs/heads/NAME', to be merged there by a request",
        remote=shlex.quote(ground.remote.name),
        branch=shlex.quote(here if here == there else f"{here}:{there}"),
        here=shlex.quote(here),
        there=there,
    )
