"""Step 1.3 says that something is available, but it ends before it is needed.

Why it matters: a service whose contract ends in December is not there in January. Step 1.3 is judged on
the day from which the thing is needed.

Bad:

```yaml
# records/assets/AST-001.yaml
valid_until: 2026-12-31

# records/requirements/2026/KEB-2026-002.yaml
id: KEB-2026-002
title: Ruang rapat 2027
requester: dewi
unit: Unit Verifikasi
kind: jasa_lainnya
created: 2026-07-09
reason: Rapat verifikasi tiap pekan
items: [{description: Ruang rapat, quantity: 1, unit: ruang}]
needed_from: 2027-01-04
priority: rendah
submitted: {by: dewi, date: 2026-07-09, to: budi}
availability: {by: budi, date: 2026-07-13, result: tersedia, considered: [AST-001]}  # W112
```

Good:

```yaml
# records/assets/AST-001.yaml
valid_until: 2026-12-31

# records/requirements/2026/KEB-2026-002.yaml
id: KEB-2026-002
title: Ruang rapat 2027
requester: dewi
unit: Unit Verifikasi
kind: jasa_lainnya
created: 2026-07-09
reason: Rapat verifikasi tiap pekan
items: [{description: Ruang rapat, quantity: 1, unit: ruang}]
needed_from: 2027-01-04
priority: rendah
submitted: {by: dewi, date: 2026-07-09, to: budi}
availability: {by: budi, date: 2026-07-13, result: tidak_tersedia, considered: [AST-001]}
```

How to fix: change the result to `tidak_tersedia`, or name an asset that is still there on that day. If the
asset lasts longer than recorded, correct `valid_until` or `engagement` in its file.
"""

from collections.abc import Iterable, Iterator

from lpsedocs.corpus import Corpus, Entry
from lpsedocs.deadlines import last_day_of
from lpsedocs.findings import Breach, Route, Severity, say
from lpsedocs.models.asset import Asset
from lpsedocs.models.requirement import Requirement

SEVERITY = Severity.ERROR


def breaches(corpus: Corpus) -> Iterator[Breach]:
    for requirement in corpus.all(Requirement):
        availability, recommendation = requirement.it.availability, requirement.it.recommendation
        if availability and availability.result == "tersedia":
            ended = _ended(corpus, requirement, ("availability", "considered"), availability.considered)
            # What was looked at besides may have ended, as long as something remains.
            if len(ended) == len(availability.considered):
                yield from ended
        if recommendation and recommendation.use_existing:
            route = ("recommendation", "use_existing")
            yield from _ended(corpus, requirement, route, recommendation.use_existing)


def _ended(
    corpus: Corpus, requirement: Entry[Requirement], route: Route, assets: Iterable[str]
) -> list[Breach]:
    found = []
    for index, name in enumerate(assets):
        asset = corpus.find(Asset, name)
        last_day = last_day_of(corpus, asset.it) if asset else None
        if last_day and last_day < requirement.it.needed_from:
            message = say(
                "{asset} ends on {ends}, before it is needed from {needed}",
                asset=name,
                ends=last_day,
                needed=requirement.it.needed_from,
            )
            found.append(requirement.breach((*route, index), message))
    return found
