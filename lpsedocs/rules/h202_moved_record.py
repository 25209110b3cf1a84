"""A request gives a record another id, or moves its file.

Why it matters: papers, letters and other records name the id, and it stays the same for as long as the record is
kept. A file that only moves keeps its id, but addresses that people have kept lead nowhere, so that is a warning.

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
REMOVED
# records/assets/AST-020.yaml
id: AST-020  # H202
name: Genset 50 kVA
kind: barang
quantity: 1
unit: unit
condition: baik
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
name: Genset 50 kVA (cadangan)
```

A file that lay in the wrong folder, or did not bear the name of its id, may move to its place.

How to fix: give the file its old name, folder and id again. If the record was wrong, close it and write a new one.
"""

from collections.abc import Iterator
from typing import Any

from lpsedocs.corpus import Base, Corpus, Entry
from lpsedocs.findings import Breach, Severity, say
from lpsedocs.rules.requests import renamed
from lpsedocs.source import HIDDEN

SEVERITY = Severity.ERROR


def breaches(corpus: Corpus) -> Iterator[Breach]:
    if corpus.base is not None:
        yield from _renamed(corpus, corpus.base)
        yield from _moved(corpus, corpus.base)


def _renamed(corpus: Corpus, base: Base) -> Iterator[Breach]:
    for name, entry in renamed(corpus, base).items():
        before = base.corpus.get(name)
        if before is None or _own_id(before) == entry.name:
            continue
        message = say(
            "this is {old} of {rev} under another id; a record keeps the id that it has there",
            old=name,
            rev=base.rev,
        )
        yield entry.breach(("id",), message)


def _own_id(entry: Entry[Any]) -> object:
    return entry.source.data.get("id") if isinstance(entry.source.data, dict) else None


def _moved(corpus: Corpus, base: Base) -> Iterator[Breach]:
    paths = {entry.path for entry in corpus.entries}
    for before in base.corpus.entries:
        after = corpus.get(before.name)
        if after and before.path not in paths and _lay_well(before) and before.path in base.latest.prints:
            message = say(
                "{record} lies in {path} on {rev}", record=before.name, path=str(before.path), rev=base.rev
            )
            yield Breach(after.at(("id",)), message, after.name, Severity.WARNING, ("id",))


def _lay_well(entry: Entry[Any]) -> bool:
    is_sound = entry.path.suffix == ".yaml" and HIDDEN not in entry.source.troubles
    return entry.kind_due is entry.kind and is_sound
