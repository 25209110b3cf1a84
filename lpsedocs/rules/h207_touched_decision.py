"""A request edits or removes the file of a decision that is on the base.

Why it matters: what was decided stays decided, and each decision is kept with its number. A changed opinion is a new
decision, so that everybody can see both.

Bad:

```yaml
# base

# request by budi@contoh.example
# records/decisions/EVL-2026-001/1.yaml
repository: "0123456789abcdef0123456789abcdef"  # H207
note: Diperbaiki
```

Good:

```yaml
# base

# request by budi@contoh.example
# records/decisions/EVL-2026-001/2.yaml
repository: "0123456789abcdef0123456789abcdef"
record: EVL-2026-001
sha256: "SHA256(EVL-2026-001)"
rests_on: {FRM-2026-LPSE: "SHA256(FRM-2026-LPSE)"}
decision: dicabut
role: kepala_lpse
by: rahma
note: Bukti tanggap ternyata milik periode lain
made: 2026-07-14T03:00:00Z
```

Where the history proves decisions, A203 speaks of those that count, and others may be taken away.

How to fix: put the file back with the command in the message. A decision that no longer holds is withdrawn with
`lpsedocs withdraw` by the person who may decide.
"""

import shlex
from collections.abc import Iterator

from lpsedocs.corpus import Corpus
from lpsedocs.findings import Breach, Location, Severity, say
from lpsedocs.models.decision import Attestation, Decision

SEVERITY = Severity.ERROR


def breaches(corpus: Corpus) -> Iterator[Breach]:
    base = corpus.base
    if base is None or (corpus.proof and corpus.proof.history):
        return
    contents = {source.path: source.content for source in corpus.sources}
    latest = {source.path: source.content for source in base.latest.sources}
    for entry in base.corpus.entries:
        there = contents.get(entry.path)
        if entry.kind.model not in (Decision, Attestation) or there in (
            entry.source.content,
            latest.get(entry.path),
        ):
            continue
        what = (
            say("this decision is on {rev}, and this request removes it", rev=base.rev)
            if there is None
            else say("this decision is on {rev}, and this request edits it", rev=base.rev)
        )
        message = say(
            "{what}; 'git restore --source={rev} -- {path}' brings it back",
            what=what,
            rev=shlex.quote(base.rev),
            path=shlex.quote(str(entry.path)),
        )
        yield Breach(Location(entry.path), message, entry.name)
