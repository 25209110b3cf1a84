"""A record lies in the folder of another kind of record.

Why it matters: the folder says what a file is. In the wrong one, a requirement is read as if it were a KAK
or an asset, and is missing where it is looked for. Folders inside the right one, such as one for each year,
are as you like.

Bad:

```yaml
# records/assets/SUP-002.yaml
id: SUP-002  # R103
name: CV Misal Jaya
```

Good:

```yaml
# records/suppliers/SUP-002.yaml
id: SUP-002
name: CV Misal Jaya
```

How to fix: move the file into the folder named here. If it is what its folder says, give it a name of that
kind, as `lpsedocs new` does.
"""

from collections.abc import Iterator

from lpsedocs.corpus import ENDINGS, RECORDS, Corpus, kind_named_by
from lpsedocs.findings import Breach, Message, Severity, Term, say
from lpsedocs.models import Kind, decision_at_or_none

SEVERITY = Severity.ERROR


def breaches(corpus: Corpus) -> Iterator[Breach]:
    for entry in corpus.entries:
        if entry.kind_due is not entry.kind:
            yield entry.breach(("id",), _message(entry.path.stem, entry.kind_due))
        elif entry.kind.name == "decision" and decision_at_or_none(entry.place) is None:
            yield entry.breach(
                ("record",),
                say(
                    "a decision lies at records/decisions, then its record's id, then its number, such as 1.yaml"
                ),
            )
    for stray in corpus.strays:
        kind = kind_named_by(stray.path.stem) if stray.path.suffix.lower() in ENDINGS else None
        if kind and not stray.path.is_relative_to(RECORDS / kind.folder):
            yield Breach(stray.locate(("id",)), _message(stray.path.stem, kind))


def _message(name: str, kind: Kind) -> Message:
    return say(
        "{name} names a record of the kind {kind}, which belongs in {folder}",
        name=name,
        kind=Term(kind.title),
        folder=str(RECORDS / kind.folder),
    )
