"""A request deletes a record.

Why it matters: others may have cited the record, and an assessor asks for what was there. What comes to nothing is
closed with its reason, so that everybody sees what became of it; an id is never used again.

Bad:

```yaml
# base
# records/assets/AST-002.yaml
id: AST-002
name: Genset 50 kVA
kind: barang
quantity: 1
unit: unit
condition: baik

# request by budi@contoh.example
# records/assets/AST-002.yaml
REMOVED  # H201
```

Good:

```yaml
# base
# records/assets/AST-002.yaml
id: AST-002
name: Genset 50 kVA
kind: barang
quantity: 1
unit: unit
condition: baik

# request by budi@contoh.example
# records/assets/AST-002.yaml
condition: rusak
```

How to fix: bring the file back with the command in the message. A requirement, a KAK or a proposal that goes no further
is closed with `lpsedocs file ID --reason ...`, a supplier gets `ended`. If the record must go, for personal data in it,
let the office first waive this rule for it in `organization.yaml`, with the reason.
"""

import shlex
from collections.abc import Iterator

from lpsedocs.corpus import Corpus
from lpsedocs.findings import Breach, Severity, say
from lpsedocs.rules.requests import breach_where_it_was, gone, renamed

SEVERITY = Severity.ERROR


def breaches(corpus: Corpus) -> Iterator[Breach]:
    base = corpus.base
    if base is None:
        return
    others = renamed(corpus, base)
    for entry in gone(corpus, base):
        if entry.name not in others:
            message = say(
                "{record}, '{title}', is on {rev}, and this request deletes it; 'git restore --source={rev} -- "
                "{path}' brings it back",
                record=entry.name,
                title=entry.title or str(entry.path),
                rev=shlex.quote(base.rev),
                path=shlex.quote(entry.source.path.as_posix()),
            )
            yield breach_where_it_was(entry, message)
