"""Something that has happened is dated after today.

Why it matters: nobody can have done, signed or decided something tomorrow. Such a date is a slip of the
pen, or was written ahead, and both make an assessor doubt the others.

Bad:

```yaml
# records/requirements/2026/KEB-2026-001.yaml
submitted: {by: agus, date: 2062-02-02, to: budi}  # R107
```

Good:

```yaml
# records/requirements/2026/KEB-2026-001.yaml
submitted: {by: agus, date: 2026-02-02, to: budi}
```

How to fix: correct the year, month or day, or take out what has not happened yet. When the date is right,
look at the clock and the date of your computer.
"""

from collections.abc import Iterator

from lpsedocs.corpus import Corpus
from lpsedocs.findings import Breach, Severity, say
from lpsedocs.models.chronology import named

SEVERITY = Severity.ERROR


def breaches(corpus: Corpus) -> Iterator[Breach]:
    for entry in corpus.entries:
        for route, day in entry.past_days:
            if day > corpus.today:
                yield entry.breach(
                    route,
                    say(
                        "{what} is dated {day}, but today is {today}",
                        what=named(entry.it, route),
                        day=day,
                        today=corpus.today,
                    ),
                )
