"""lpsedocs renumber."""

from typing import Any

import click

from lpsedocs.cli import language_of, workspace_of
from lpsedocs.cli._bases import loaded_against
from lpsedocs.cli._drafts import following_id, known_ids
from lpsedocs.cli._names import NAME
from lpsedocs.cli._records import entry_named, record_argument
from lpsedocs.corpus import Base, Corpus, Entry
from lpsedocs.editing import Renumbering, renumbering, rewrite
from lpsedocs.findings import Message, Refusal, Term, say
from lpsedocs.models import decision_at_or_none, kind_of_id_or_none
from lpsedocs.models.fitting import fit


@click.command()
@record_argument("record")
@click.argument("new", type=NAME, required=False)
@click.option(
    "--base",
    metavar="REV",
    help="The branch that the request is for, such as origin/main: the new id is free there, too.",
)
@click.option("--dry-run", is_flag=True, help="Only show what would be done.")
@click.pass_context
def command(ctx: click.Context, record: str, new: str | None, base: str | None, *, dry_run: bool) -> None:
    """Give a record another id, and rewrite what refers to it.

    For a new record whose id was taken meanwhile: its file, its decisions, its filing and its attachments get
    the new name, by default the next free one, and references in other records the new id. A record that
    others have seen on the main branch, or that is decided, keeps its id. Nothing is committed.

    \b
    Examples:
      lpsedocs renumber KEB-2026-014 --base origin/main
      lpsedocs renumber KEB-2026-014 KEB-2026-020 --dry-run
    """
    workspace, language = workspace_of(ctx), language_of(ctx)
    corpus = loaded_against(ctx, base)
    entry = entry_named(corpus, record)
    _refuse_kept(corpus, entry)
    target = new.upper() if new else _next(corpus, entry)
    _refuse_taken(corpus, entry, target)
    plan = renumbering(corpus, entry, target)
    _refuse_settled(corpus, plan)
    if not dry_run:
        rewrite(workspace.root, plan.rewrites, plan.folders)
    for message in _told(plan):
        click.echo(language.say(message))
    if dry_run:
        click.echo(language.say(say("nothing was written")))


# ---- What keeps its id


def _refuse_kept(corpus: Corpus, entry: Entry[Any]) -> None:
    if entry.kind.prefix is None or entry.kind_due is not entry.kind:
        raise Refusal(
            say("{record} has no id of its own in its folder; nothing is renumbered", record=entry.name)
        )
    twins = [other for other in corpus.entries if other.name == entry.name]
    if len(twins) > 1:
        raise Refusal(
            say(
                "{record} stands in {paths}, and what refers to it can't be told apart; change the id of one "
                "by hand",
                record=entry.name,
                paths=tuple(str(other.path) for other in twins),
            )
        )
    if corpus.base and entry.name in corpus.base.corpus.names:
        raise Refusal(
            say(
                "{record} was on {rev} already when this request began, and others may have cited it; it "
                "keeps its id",
                record=entry.name,
                rev=corpus.base.rev,
            )
        )
    standing = corpus.proof.standing(entry.name) if corpus.proof else None
    if standing and standing.last:
        raise Refusal(say("{record} is decided on the main branch; it keeps its id", record=entry.name))


def _refuse_settled(corpus: Corpus, plan: Renumbering) -> None:
    held = next((one for one in plan.decisions if _counts(corpus, corpus.base, one)), None)
    if held is None:
        return
    if corpus.base or (corpus.proof and corpus.proof.history):
        raise Refusal(
            say(
                "{decision} counts, and holds for exactly the bytes of {record} as they are; {old} keeps its "
                "id",
                decision=held.name,
                record=held.place.parent.name,
                old=plan.old,
            )
        )
    raise Refusal(
        say(
            "nobody can tell here whether {decision} counts already; name the branch that the request is for "
            "with --base",
            decision=held.name,
        )
    )


def _counts(corpus: Corpus, base: Base | None, decision: Entry[Any]) -> bool:
    """Tell whether a decision was made that can't follow: it is on the base, or proved, or may be."""
    if base is not None:
        return decision.path in base.corpus.prints or decision.path in base.latest.prints
    if corpus.proof is None or corpus.proof.history is None:
        return True
    judged = corpus.proof.verdicts.get(decision_at_or_none(decision.place) or ("", 0))
    return judged is not None and judged.reason is None


# ---- The new id


def _next(corpus: Corpus, entry: Entry[Any]) -> str:
    if entry.kind.name == "form":
        raise Refusal(
            say("a form is known by a name of its own; say which id {record} gets", record=entry.name)
        )
    year = entry.name.split("-")[1]
    return following_id(_taken(corpus), entry.kind, year)


def _taken(corpus: Corpus) -> frozenset[str]:
    """Return the ids that are in use, or were, here and on the base."""
    base = corpus.base
    there = known_ids(base.corpus) | known_ids(base.latest) | base.removed.keys() if base else frozenset()
    return known_ids(corpus) | there


def _refuse_taken(corpus: Corpus, entry: Entry[Any], target: str) -> None:
    if kind_of_id_or_none(target) is not entry.kind:
        raise Refusal(
            say(
                "{new} is no id of the kind {kind}; it begins with {prefix}-",
                new=target,
                kind=Term(entry.kind.title),
                prefix=entry.kind.prefix or "",
            )
        )
    if target in _taken(corpus):
        raise Refusal(
            say(
                "{new} is taken: a record has it or had it, or something refers to it; name another, or none "
                "for the next free one",
                new=target,
            )
        )
    data = entry.source.data
    misfits = fit(entry.kind, {**data, "id": target}) if isinstance(data, dict) else ()
    wrong = (
        next((misfit for misfit in misfits if misfit.route == ("id",)), None)
        if isinstance(misfits, tuple)
        else None
    )
    if wrong:
        raise Refusal(wrong.message)


# ---- What is told


def _told(plan: Renumbering) -> list[Message]:
    told = [say("{old} becomes {new}", old=plan.old, new=plan.new)]
    for one in plan.rewrites:
        if one.to != one.place:
            told.append(say("{path} -> {to}", path=str(one.place), to=str(one.to)))
        else:
            told.append(say("{path} refers to {new}", path=str(one.place), new=plan.new))
    told += [say("{path} -> {to}", path=f"{old}/", to=f"{new}/") for old, new in plan.folders.items()]
    for decision in plan.decisions:
        told.append(
            say(
                "note: {decision} is about other bytes now; whoever signed it decides again",
                decision=decision.name,
            )
        )
    for place in plan.mentions:
        told.append(
            say(
                "note: {place} names {old} in a text; see whether it means this record",
                place=str(place),
                old=plan.old,
            )
        )
    return told
