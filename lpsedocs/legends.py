"""What stands for ids in a record: names of people, and titles of the criteria and bands of a form.

Works on plain data, so that a form or an evaluation that does not fit its model is told as well.
"""

from collections.abc import Mapping
from typing import Any

from lpsedocs.changes import Legend, Plain
from lpsedocs.corpus import Corpus, Entry
from lpsedocs.findings import Term, Value
from lpsedocs.models.evaluation import Evaluation
from lpsedocs.models.form import EvaluationForm
from lpsedocs.scoring import NOT_RATED


def legend_of(corpus: Corpus, entry: Entry[Any]) -> Legend:
    """Return what stands for the ids in a record."""
    people = {one.id: one.name for one in corpus.people.values()}
    return Legend(people, {"people": people} | titles_in(corpus, entry))


def titles_in(corpus: Corpus, entry: Entry[Any]) -> dict[str, Mapping[str, Value]]:
    """Return the titles of the form that a record is, or is filled in on, by the keys at which ids stand."""
    form = _form_of(corpus, entry)
    criteria, bands = (_titles(form.get(key)) for key in ("criteria", "bands"))
    bands.setdefault(NOT_RATED, Term("not rated"))
    by_criterion = dict.fromkeys(("criterion", "criteria", "required"), criteria)
    return {**by_criterion, **dict.fromkeys(("band", "bands", "at_most"), bands)}


def _titles(items: Plain) -> dict[str, Value]:
    found = [one for one in items if isinstance(one, dict)] if isinstance(items, list) else []
    pairs = ((one.get("id"), one.get("title")) for one in found)
    return {id_: title for id_, title in pairs if isinstance(id_, str) and isinstance(title, str)}


def _form_of(corpus: Corpus, entry: Entry[Any]) -> Mapping[str, Plain]:
    found: Entry[Any] | None = entry if entry.kind.model is EvaluationForm else None
    if entry.kind.model is Evaluation:
        found = corpus.get(str(_data(entry).get("form")))
    return _data(found) if found and found.kind.model is EvaluationForm else {}


def _data(entry: Entry[Any]) -> Mapping[str, Plain]:
    return entry.source.data if isinstance(entry.source.data, dict) else {}
