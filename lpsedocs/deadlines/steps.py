"""The steps that can be done now, by the limits of the office; and the procurement after an evaluation."""

from collections.abc import Iterator
from datetime import date

from lpsedocs.corpus import Corpus
from lpsedocs.deadlines.due import Due, Duty, after_limit
from lpsedocs.findings import Term, say
from lpsedocs.models.evaluation import Evaluation
from lpsedocs.models.words import glossed
from lpsedocs.procedures import Progress, StepProgress


def due_steps(corpus: Corpus) -> Iterator[Due]:
    """Yield the steps that can be done now and have a limit."""
    # Where only the procurement is missing from step 3.5, that is told as what it is.
    told = {due.record for due in due_procurements(corpus) if _is_documented(corpus, due.record)}
    for progress in corpus.all_progress:
        for current in progress.current:
            if current.step.number != "3.5" or progress.record not in told:
                yield from _due_step(corpus, progress, current)


def _due_step(corpus: Corpus, progress: Progress, current: StepProgress) -> Iterator[Due]:
    entry, since, step = corpus.get(progress.record), current.since, current.step
    day = after_limit(corpus, step.number, since) if since else None
    if entry is not None and since is not None and day is not None:
        what = say(
            "step {step} ({title}; open since {since})",
            step=step.number,
            title=Term(step.title),
            since=since,
        )
        yield Due(day, Duty.STEP, entry, ("id",), what, step.role, step.number)


def _is_documented(corpus: Corpus, record: str) -> bool:
    return any(filing.it.archive is not None for filing in corpus.filings_of(record))


def approved_on(corpus: Corpus, evaluation: str) -> date | None:
    """Return the day on which an evaluation was approved as it now is; None also where that bears no date."""
    progress = corpus.progress(evaluation)
    return progress.at("3.4").date if progress else None


def due_procurements(corpus: Corpus) -> Iterator[Due]:
    """Yield the requirement that an approved renewal or replacement wants, and has not got."""
    for entry in corpus.all(Evaluation):
        approved, recommendation = approved_on(corpus, entry.name), entry.it.recommendation
        if recommendation not in ("perpanjangan", "pergantian") or approved is None:
            continue
        day = after_limit(corpus, "3.5", approved)
        if day is not None and not corpus.follow_ups_of(entry.name):
            what = say(
                "a requirement with the origin {evaluation} ({recommendation}, approved on {approved})",
                evaluation=entry.name,
                recommendation=glossed(recommendation),
                approved=approved,
            )
            yield Due(day, Duty.PROCUREMENT, entry, ("recommendation",), what, step="3.5")
