"""lpsedocs new."""

import textwrap
from collections.abc import Iterable
from datetime import date
from pathlib import PurePosixPath
from typing import Any, Final

import click

from lpsedocs.cli import language_of, workspace_of
from lpsedocs.cli._asking import (
    Asking,
    Data,
    Gap,
    dotted,
    filled,
    gaps,
    is_agreed,
    is_terminal,
    parsed_route,
    troubles,
)
from lpsedocs.cli._drafts import Draft, completed, drafted_from, score_remark
from lpsedocs.cli._records import loaded, today_option
from lpsedocs.corpus import RECORDS, Corpus
from lpsedocs.editing import Put, create, drafted, edited, writable_place
from lpsedocs.findings import Message, Refusal, Route, say
from lpsedocs.language import Language
from lpsedocs.models import Kind, kind_named
from lpsedocs.models.fields import Model
from lpsedocs.models.fitting import fit
from lpsedocs.models.form import EvaluationForm
from lpsedocs.models.walking import walk_references
from lpsedocs.source import Plain, parse_source

_KINDS: Final = ("asset", "requirement", "kak", "proposal", "supplier", "inspection", "form", "evaluation")


@click.command()
@click.argument("kind", type=click.Choice(_KINDS), metavar="KIND")
@click.option(
    "--set",
    "settings",
    multiple=True,
    metavar="KEY=VALUE",
    help="A value; may be repeated. Keys inside others with dots: items.1.unit=paket",
)
@click.option(
    "--from",
    "origin",
    metavar="ID",
    help="What it comes from: the requirement of a KAK, the KAK of a proposal, ...",
)
@today_option
@click.pass_context
def command(
    ctx: click.Context, kind: str, settings: tuple[str, ...], origin: str | None, today: date | None
) -> None:
    """Make a new record: asset, requirement, kak, proposal, supplier, inspection, form or evaluation.

    Asks for what is needed, unless it was told with --set; takes the next free id of the year, and writes
    a file that explains each key. An existing file is never overwritten.

    \b
    Examples:
      lpsedocs new requirement
      lpsedocs new kak --from KEB-2026-003 --set estimate=96500000
      lpsedocs new form --from FRM-2026-LPSE --set id=FRM-2027-LPSE
    """
    workspace = workspace_of(ctx)
    corpus = loaded(workspace, today)
    language = language_of(ctx)
    made = kind_named(kind)
    if kind == "form":
        name, content, following = _form(corpus, made, origin, settings)
    else:
        name, content, following = _record(corpus, made, origin, settings, language)
    place = _place(made, name, corpus)
    _check(made, place, content)
    create(writable_place(workspace.root, place), content)
    click.echo(language.say(say("{path} written", path=str(place))))
    if following:
        click.echo(language.say(say("next: {deed}", deed=following)))


def _place(kind: Kind, name: str, corpus: Corpus) -> PurePosixPath:
    there = corpus.get(name)
    if there:
        raise Refusal(say("there is a record {name} already: {path}", name=name, path=str(there.path)))
    folder = RECORDS / kind.folder
    return (folder / name.split("-")[1] if kind.by_year else folder) / f"{name}.yaml"


def _check(kind: Kind, place: PurePosixPath, content: bytes) -> None:
    """Make sure that what is about to be written can be read back and fits."""
    source = parse_source(place, content)
    if source.troubles:
        raise Refusal(say("the record could not be read back: {trouble}", trouble=source.troubles[0].message))
    found = fit(kind, source.data)
    if isinstance(found, tuple):
        raise Refusal(troubles(found))


# ---- Most kinds: filled in key by key


def _record(
    corpus: Corpus, kind: Kind, origin: str | None, settings: tuple[str, ...], language: Language
) -> tuple[str, bytes, Message | None]:
    draft = drafted_from(corpus, kind, origin)
    data = dict(draft.known)
    for route, value in _pairs(settings):
        data = filled(kind, data, route, value)
    data = completed(corpus, kind, data)
    if is_terminal():
        data = _asked(corpus, kind, data, draft, language)
    elif missing := gaps(kind, data):
        raise Refusal(
            say(
                "these keys need a value, and nobody can be asked here: {keys}; "
                "give them with --set KEY=VALUE",
                keys=tuple(
                    say("{label} ({key})", label=language.text(gap.slot.title), key=gap.key)
                    for gap in missing
                ),
            )
        )
    misfits = fit(kind, data)
    if isinstance(misfits, tuple):
        raise Refusal(troubles(misfits))
    _refuse_unknown(corpus, misfits)
    remarks = {key: textwrap.fill(language.say(message), 100) for key, message in draft.remarks.items()}
    form = corpus.find(EvaluationForm, str(data.get("form")))
    if form and not data.get("scores"):
        remarks["scores"] = score_remark(form.it)
    header = say(
        "{kind} {id}, made on {day}", kind=language.text(kind.title), id=str(data["id"]), day=corpus.today
    )
    text = f"# {language.say(header)}\n\n" + drafted(data, kind.model, language, remarks)
    return str(data["id"]), text.encode(), draft.following


def _refuse_unknown(corpus: Corpus, record: Model) -> None:
    for reference in walk_references(record):
        if "person" in reference.to:
            is_known = reference.id in corpus.people
        else:
            is_known = corpus.get(reference.id) is not None or corpus.engagement(reference.id) is not None
        if not is_known:
            raise Refusal(
                say(
                    "'{key}' names {id}, which is not in this workspace",
                    key=dotted(reference.route),
                    id=reference.id,
                )
            )


def _asked(corpus: Corpus, kind: Kind, data: Data, draft: Draft, language: Language) -> Data:
    """Ask until nothing is missing; each answer may settle what needn't be asked."""
    asking = Asking(kind, draft.offered, lambda kinds: _candidates(corpus, kinds), language)
    while missing := gaps(kind, data):
        data = completed(corpus, kind, asking.ask(data, missing[0]))
        if missing[0].route[0] == "items" and not _is_in_items(gaps(kind, data)):
            data = _with_one_more_item(data, language)
    return data


def _is_in_items(missing: Iterable[Gap]) -> bool:
    return any(gap.route[0] == "items" for gap in missing)


def _with_one_more_item(data: Data, language: Language) -> Data:
    """Return the data with an item to be filled in, if there shall be one."""
    items = data["items"]
    assert isinstance(items, list)
    click.echo()
    if is_agreed(language, say("One more item?")):
        return {**data, "items": [*items, {}]}
    return data


def _candidates(corpus: Corpus, kinds: tuple[str, ...]) -> list[tuple[str, str]]:
    """Return what a key may name, with what it is called."""
    if "person" in kinds:
        return [(person.id, f"{person.name}, {person.position}") for person in corpus.people.values()]
    entries = [entry for entry in corpus.entries if entry.kind.name in kinds and entry.record is not None]
    return [(entry.name, entry.title) for entry in entries]


def _pairs(settings: Iterable[str]) -> list[tuple[Route, str]]:
    pairs = []
    for setting in settings:
        key, equals, value = setting.partition("=")
        if not equals:
            raise Refusal(
                say("--set {setting}: a key and a value are due, such as title=Kursi", setting=setting)
            )
        pairs.append((parsed_route(key), value))
    return pairs


# ---- A form: a new version of one that there is


def _form(
    corpus: Corpus, kind: Kind, origin: str | None, settings: tuple[str, ...]
) -> tuple[str, bytes, Message | None]:
    forms = corpus.all(EvaluationForm)
    chosen = [form for form in forms if origin in (None, form.name)]
    if not chosen:
        raise Refusal(
            say(
                "a new form is a new version of one that there is; --from names it: {forms}",
                forms=tuple(form.name for form in forms),
            )
        )
    base = chosen[-1]
    name = f"{kind.prefix}-{corpus.today.year}-{base.name.split('-')[2]}"
    data: Data = {"id": name, "in_force": {"from": corpus.today.isoformat()}}
    pairs = _pairs(settings)
    changes = [Put(("id",), name), Put(("in_force",), data["in_force"])]
    assert isinstance(base.source.data, dict)
    given: Data = {**base.source.data, **data}
    for route, value in pairs:
        given = filled(kind, given, route, value)
        changes.append(Put(route, _at(given, route)))
    return (
        str(given["id"]),
        edited(base.source, kind.model, changes),
        say("change what is to be different in it"),
    )


def _at(data: Plain, route: Route) -> Plain:
    found: Any = data
    for step in route:
        found = found[step]
    result: Plain = found
    return result
