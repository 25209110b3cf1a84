"""A step of the Pengguna was done by somebody outside the unit that has the need.

Why it matters: only the unit that has the need can say what it needs, and whether the KAK says the same.

Bad:

```yaml
# records/requirements/2026/KEB-2026-001.yaml
requester: agus
unit: Administrator Sistem LPSE
submitted: {by: dewi, date: 2026-02-02, to: budi}  # W103
```

Good:

```yaml
# records/requirements/2026/KEB-2026-001.yaml
requester: agus
unit: Administrator Sistem LPSE
submitted: {by: agus, date: 2026-02-02, to: budi}
```

How to fix: let the requester or somebody of his unit do it, and name that person. If the unit in the
requirement (`unit`) or in `roster.yaml` is wrong or spelled differently, correct it there.
"""

from collections.abc import Iterator
from datetime import date

from lpsedocs.corpus import Corpus, Entry
from lpsedocs.findings import Breach, Severity, say
from lpsedocs.models.requirement import Requirement

SEVERITY = Severity.ERROR


def breaches(corpus: Corpus) -> Iterator[Breach]:
    for requirement in corpus.all(Requirement):
        yield from _of_requester(corpus, requirement)
        yield from _of_others(corpus, requirement)


def _of_requester(corpus: Corpus, requirement: Entry[Requirement]) -> Iterator[Breach]:
    record = requirement.it
    units = _units(corpus, record.requester, record.created)
    if units and record.unit not in units:
        message = say(
            "{person} belonged to {units} on {date}, not to {unit}",
            person=record.requester,
            units=units,
            date=record.created,
            unit=record.unit,
        )
        yield requirement.breach(("unit",), message)


def _of_others(corpus: Corpus, requirement: Entry[Requirement]) -> Iterator[Breach]:
    unit, progress = requirement.it.unit, corpus.progress(requirement.name)
    for act in progress.acts if progress else ():
        entry = corpus.get(act.record)
        if act.role != "pengguna" or act.by == requirement.it.requester or act.date is None or entry is None:
            continue
        units = _units(corpus, act.by, act.date)
        if units and unit not in units:
            message = say(
                "{person} belonged to {units} on {date}; step {step} is for the requester or somebody of {unit}",
                person=act.by,
                units=units,
                date=act.date,
                step=act.step,
                unit=unit,
            )
            yield entry.breach(act.by_route, message)


def _units(corpus: Corpus, person: str, day: date) -> tuple[str, ...]:
    """Return the units that a person served as Pengguna on a day; W102 tells if there is none."""
    holdings = corpus.roster.roles if corpus.roster else ()
    return tuple(
        holding.unit or "-"
        for holding in holdings
        if (holding.person, holding.role) == (person, "pengguna") and holding.holds_on(day)
    )
