"""What a search tells of a record, and the words that it is found by, as the edition shows them."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from html import escape
from textwrap import shorten
from typing import Any, Final

from lpsedocs.corpus import Entry
from lpsedocs.findings import Rupiah
from lpsedocs.models.evaluation import Evaluation
from lpsedocs.models.supplier import Supplier
from lpsedocs.scoring import NOT_RATED
from lpsedocs.site.editions import Ref, Shown, Value, Word, leaves_in
from lpsedocs.site.results import band_title
from lpsedocs.site.view import View

LONGEST: Final = 160
"""How many signs of a record's first sentence are told."""
_SENTENCE: Final = 6
"""From how many words on a text counts as one."""
_NOBODY_TYPES: Final = re.compile("[0-9a-f]{32,}", re.ASCII)


@dataclass(frozen=True)
class Part:
    """What a search finds in a page under a title of its own: somebody on the list of an office."""

    fragment: str
    title: str
    texts: tuple[str, ...]


def lines_of(view: View, entry: Entry[Any], shown: Shown) -> Iterator[str]:
    """Yield what a record is and where it stands, then every text of it, sentences first and numbers last."""
    status = view.status_of(entry.name)
    state = [view.language.say(status.message)] if status else []
    yield " · ".join([view.language.text(entry.kind.title), *state])
    known = (entry.name, view.title_of(entry.name))
    texts = dict.fromkeys(text for text in _texts(view, entry, shown) if text not in known)
    yield from sorted(texts, key=lambda text: (not _is_sentence(text), any(map(str.isdigit, text))))
    yield from _evidence(view, entry)


def entries_of(
    location: str, title: str, search: str, parts: Iterable[Part] = ()
) -> Iterator[dict[str, str]]:
    """Yield a page as the search of the theme knows it, and as a part of it what else it is found by.

    The theme tells a page whole, but of a part of it only the paragraphs with a word that was asked for.
    """
    told, *texts = search.split("\n")
    sentence = [shorten(text, LONGEST, placeholder=" …") for text in texts[:1] if _is_sentence(text)]
    yield {"location": location, "title": escape(title), "text": escape(" · ".join([told, *sentence]))}
    if texts:
        yield {"location": f"{location}#", "title": escape(told), "text": _paragraphs(texts)}
    for part in parts:
        where = f"{location}#{part.fragment}"
        yield {"location": where, "title": escape(part.title), "text": _paragraphs(part.texts)}


def _paragraphs(texts: Iterable[str]) -> str:
    return "".join(f"<p>{escape(text)}</p>" for text in texts)


def _is_sentence(text: str) -> bool:
    return text.count(" ") >= _SENTENCE - 1


def _texts(view: View, entry: Entry[Any], shown: Shown) -> Iterator[str]:
    titles = {**_titles(view, entry), **_engagements(entry)}
    for leaf in leaves_in(shown):
        for text in _ways_to_write(view, leaf):
            if text and not _NOBODY_TYPES.fullmatch(text):
                yield titles.get(text, text)


def _engagements(entry: Entry[Any]) -> Mapping[str, str]:
    """Return how pages write the engagements that a record names without their supplier."""
    match entry.record:
        case Supplier(id=supplier, engagements=engagements):
            return {one.id: f"{supplier}/{one.id}" for one in engagements}
        case Evaluation(supplier=supplier, engagements=ids):
            return {id_: f"{supplier}/{id_}" for id_ in ids}
    return {}


def _evidence(view: View, entry: Entry[Any]) -> Iterator[str]:
    """Yield the commit and the key of a decision, where the register shows them; nobody types them whole."""
    judged = view.judged(entry) if view.is_office else None
    if judged and judged.commit:
        yield f"{view.language.text('Commit')} {judged.commit}"
    if judged and judged.fingerprint:
        yield f"{view.language.text('Key')} {judged.fingerprint}"


def _titles(view: View, entry: Entry[Any]) -> Mapping[str, str]:
    """Return how pages write an evaluation's score, and what bands and criteria are called on its form."""
    form = view.corpus.form_of(entry.it) if isinstance(entry.it, Evaluation) else None
    bands = [band.id for band in form.bands] if form else []
    criteria = {one.id: one.title for one in form.criteria} if form else {}
    result = entry.it.result if isinstance(entry.it, Evaluation) else None
    score = {result.score: view.language.number(Decimal(result.score))} if result and result.score else {}
    return criteria | score | {id_: band_title(view, form, id_) for id_ in (*bands, NOT_RATED)}


def _ways_to_write(view: View, leaf: Value) -> Iterator[str]:
    match leaf:
        case Word(value):
            yield view.word(value)
        case Rupiah(amount):
            yield view.language.rupiah(amount)
            yield f"{amount:f}"
        case Ref(id=person, is_person=True) if view.is_office:
            yield view.person(person)
        case Ref(id=engagement) if "/" in engagement:
            yield engagement
        case str():
            yield " ".join(leaf.split())
