"""lpsedocs find."""

import re
import textwrap
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import click
from rapidfuzz import fuzz

from lpsedocs.cli import language_of, workspace_of
from lpsedocs.cli._records import loaded, today_option
from lpsedocs.corpus import Corpus, Entry
from lpsedocs.deadlines import last_day_of
from lpsedocs.findings import Message, Refusal, say
from lpsedocs.likeness import ALIKE, bare_name, is_same_name, is_same_npwp, likeness
from lpsedocs.models.asset import Asset
from lpsedocs.models.kak import Kak
from lpsedocs.models.supplier import Engagement, Supplier
from lpsedocs.models.words import word

_SHORTEST_NUMBER: Final = 6
"""Fewer digits than these are no part of a tax or business number that says anything."""
_ALIKE_NAMES: Final = 80
_SHORTEST_WORD: Final = 3
_ONE_WORD: Final = 50
"""What it counts, in percent, that some word of the need stands in a text."""
_ASIDE: Final = 0.85
"""What a specification counts beside a name: it mentions other things too."""
_GOOD: Final = 60
_MANY: Final = 10
_WORD = re.compile(r"\w+")
_MARKS = re.compile(r"[^\w]+")


@dataclass(frozen=True)
class Match:
    """Something that was found, how well it matches in percent, and why."""

    entry: Entry[Any]
    title: Message
    score: float
    why: Message
    state: Message


@click.command()
@click.argument("text", nargs=-1, required=True)
@today_option
@click.pass_context
def command(ctx: click.Context, text: tuple[str, ...], today: date | None) -> None:
    """Find goods and services that match a need (SOP 1.3), and suppliers by name, NPWP or NIB (SOP 2.2).

    The best match comes first, with the reason why it was found.

    \b
    Examples:
      lpsedocs find "penyimpanan 4 TB"
      lpsedocs find "PT Uji Aman"
      lpsedocs find 0999999990004000
    """
    corpus = loaded(workspace_of(ctx), today)
    language = language_of(ctx)
    wanted = " ".join(text)
    if not _words(wanted):
        raise Refusal(
            say("'{text}' has no letter or digit to look for; type what is needed, or a name", text=wanted)
        )
    for title, matches, none in (
        (say("Goods and services"), _things(corpus, wanted), say("nothing that the office has is like it")),
        (
            say("Suppliers"),
            _suppliers(corpus, wanted),
            say("no supplier on the list has that name, NPWP or NIB"),
        ),
    ):
        click.echo(language.say(title))
        for match in sorted(matches, key=lambda match: (-match.score, match.entry.name)):
            click.echo(f"  {match.entry.name}  {language.say(match.title)} ({match.score:.0f} %)")
            click.echo(f"      {language.say(match.why)}; {language.say(match.state)}")
        if not matches:
            click.echo(f"  {language.say(none)}")


# ---- What the office has


def _things(corpus: Corpus, wanted: str) -> list[Match]:
    found = [*_assets(corpus, wanted), *_services(corpus, wanted)]
    good = [match for match in found if match.score >= _GOOD]
    return sorted(good, key=lambda match: -match.score)[:_MANY]


def _short(text: str) -> str:
    return textwrap.shorten(text, 80, placeholder=" ...")


def _assets(corpus: Corpus, wanted: str) -> Iterator[Match]:
    for entry in corpus.all(Asset):
        asset = entry.it
        specification = asset.specification or ""
        texts = (
            (1.0, asset.name, say("by its name")),
            (_ASIDE, specification, say("by its specification: {text}", text=_short(specification))),
        )
        score, why = _best(wanted, texts)
        yield Match(entry, say("{name}", name=asset.name), score, why, _state(corpus, asset))


def _state(corpus: Corpus, asset: Asset) -> Message:
    last = last_day_of(corpus, asset)
    if last and last < corpus.today:
        return say("ended on {day}", day=last)
    free = asset.quantity - asset.in_use if asset.in_use is not None else None
    amount = say("{quantity} {unit}", quantity=asset.quantity, unit=asset.unit)
    condition = word(asset.condition)
    if free is not None:
        amount = say("{amount}, {free} not in use", amount=amount, free=free)
    if last:
        return say("{amount}, {condition}, until {day}", amount=amount, condition=condition, day=last)
    return say("{amount}, {condition}", amount=amount, condition=condition)


def _services(corpus: Corpus, wanted: str) -> Iterator[Match]:
    """Yield what suppliers do under contracts in force, by their services and by what was asked for."""
    for entry in corpus.active_suppliers(corpus.today):
        for engagement in entry.it.engagements:
            if engagement.in_force_on(corpus.today):
                score, why = _best(wanted, _descriptions(corpus, entry.it, engagement))
                title = say("{supplier}, contract {number}", supplier=entry.it.name, number=engagement.number)
                yield Match(entry, title, score, why, say("in force until {day}", day=engagement.last_day))


def _descriptions(
    corpus: Corpus, supplier: Supplier, engagement: Engagement
) -> Iterator[tuple[float, str, Message]]:
    for service in supplier.services:
        yield 1.0, service.replace("_", " "), say("by the service {service}", service=word(service))
    for document in engagement.documents:
        kak = corpus.find(Kak, document.record)
        if kak:
            yield 1.0, kak.it.title, say("by its KAK '{title}'", title=kak.it.title)


def _best(wanted: str, texts: Iterable[tuple[float, str | None, Message]]) -> tuple[float, Message]:
    """Return the best score among texts, each with what it counts for, and why."""
    scored = [(worth * _score(wanted, text), why) for worth, text, why in texts if text]
    return max(scored, key=lambda pair: pair[0], default=(0.0, say("by its name")))


def _score(wanted: str, text: str) -> float:
    """Return how well a text answers: as a thing of that kind, or because the very words stand in it."""
    words = [word for word in _words(wanted) if len(word) >= _SHORTEST_WORD]
    there = _words(text)
    standing = sum(any(one.startswith(word) for one in there) for word in words)
    by_words = _ONE_WORD + (100 - _ONE_WORD) * standing / len(words) if standing else 0.0
    alike = likeness(wanted, text)
    return max(alike if alike >= ALIKE else 0.0, 0.95 * by_words)


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


# ---- Who is on the list


def _suppliers(corpus: Corpus, wanted: str) -> list[Match]:
    found = (_supplier(corpus, entry, wanted) for entry in corpus.all(Supplier))
    return [match for match in found if match]


def _supplier(corpus: Corpus, entry: Entry[Supplier], wanted: str) -> Match | None:
    supplier = entry.it
    reasons = [*_by_number(supplier, wanted), *_by_name(supplier, wanted)]
    if not reasons:
        return None
    score, why = max(reasons, key=lambda pair: pair[0])
    is_active = supplier.is_active_on(corpus.today)
    return Match(
        entry,
        say("{name}", name=supplier.name),
        score,
        why,
        say("active") if is_active else say("not active"),
    )


def _by_number(supplier: Supplier, wanted: str) -> Iterator[tuple[float, Message]]:
    digits = _MARKS.sub("", wanted)
    if not digits.isdigit() or len(digits) < _SHORTEST_NUMBER:
        return
    if is_same_npwp(supplier.npwp, digits):
        yield 100.0, say("the same NPWP")
    elif supplier.npwp and digits in supplier.npwp:
        yield 90.0, say("digits of its NPWP {number}", number=supplier.npwp)
    if supplier.nib == digits:
        yield 100.0, say("the same NIB")
    elif supplier.nib and digits in supplier.nib:
        yield 90.0, say("digits of its NIB {number}", number=supplier.nib)


def _by_name(supplier: Supplier, wanted: str) -> Iterator[tuple[float, Message]]:
    names = [(supplier.name, say("by its name"))]
    names += [
        (former.name, say("by its former name '{name}'", name=former.name))
        for former in supplier.former_names
    ]
    bare = bare_name(wanted)
    for name, why in names:
        if is_same_name(name, wanted):
            yield 100.0, say("{why}, the same but for form, case and punctuation", why=why)
        elif len(bare) >= 3 and bare in bare_name(name):
            yield 95.0, why
        elif len(bare) >= 5 and (score := fuzz.partial_ratio(bare, bare_name(name))) >= _ALIKE_NAMES:
            yield 0.9 * score, why
