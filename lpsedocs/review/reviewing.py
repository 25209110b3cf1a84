"""The review of a request as a value."""

from dataclasses import dataclass, replace

from lpsedocs.checker import Report
from lpsedocs.corpus import Corpus
from lpsedocs.review.checks import Checks, compared
from lpsedocs.review.records import RecordChange, record_changes
from lpsedocs.review.rulings import Facts, Worth
from lpsedocs.review.sheets import Sheet, sheet
from lpsedocs.review.steps import Move, moves


@dataclass(frozen=True)
class Side:
    """The records before or after a request, and what the check finds in them."""

    corpus: Corpus
    report: Report


@dataclass(frozen=True)
class Review:
    """What a request changes, and what merging it means."""

    facts: Facts
    corpus: Corpus
    """The records at hand."""
    sheets: tuple[Sheet, ...]
    """What is decided, by record."""
    records: tuple[RecordChange, ...]
    """What became of records, but for the decisions that the request brings; by path."""
    moves: tuple[Move, ...]
    checks: Checks


def review(before: Side, after: Side, facts: Facts) -> Review:
    """Hold the records at hand against those of the base."""
    brought = {ruling.path for ruling in facts.rulings}
    sheets = (sheet(after.corpus, after.report, ruling) for ruling in facts.rulings)
    records = [one for one in record_changes(before.corpus, after.corpus) if one.path not in brought]
    was = {one.name: one.was for one in records if one.was}
    return Review(
        facts,
        after.corpus,
        tuple(found for found in sheets if found),
        tuple(records),
        moves(before.corpus, _settled(after.corpus, facts), was),
        compared(before.report, after.report),
    )


def _settled(corpus: Corpus, facts: Facts) -> Corpus:
    """Return the records without the decisions that are worth nothing: these move no step."""
    worthless = {ruling.path for ruling in facts.rulings if ruling.worth is Worth.NOTHING}
    kept = tuple(entry for entry in corpus.entries if str(entry.path) not in worthless)
    return replace(corpus, entries=kept) if worthless else corpus
