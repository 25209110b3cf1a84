"""Something in the file does not fit what a record of its kind may look like.

Why it matters: a record that doesn't fit is missing in the lists and on the desks, and its steps, dates
and documents can't be checked.

Bad:

```yaml
# records/assets/AST-002.yaml
id: AST-002
nama: Server aplikasi  # R101
kind: barang
quantity: dua  # R101
unit: unit
condition: bagus  # R101
```

Good:

```yaml
# records/assets/AST-002.yaml
id: AST-002
name: Server aplikasi
kind: barang
quantity: 2
unit: unit
condition: baik
```

How to fix: change what stands at the place named here into what the message asks for. `lpsedocs new` makes
a file in which every key is explained; editors that know the schemas in `schemas/` show the same while
you type.
"""

from collections.abc import Iterator

from lpsedocs.corpus import Corpus
from lpsedocs.findings import Breach, Severity
from lpsedocs.source import TroubleKind

SEVERITY = Severity.ERROR
_HIDING = {
    TroubleKind.BYTE_ORDER_MARK,
    TroubleKind.CONTROL_CHARACTER,
    TroubleKind.BIDI_CHARACTER,
    TroubleKind.ANCHOR,
    TroubleKind.TAG,
}
"""Troubles that may make a key another one: it is there, but not to be recognized."""


def breaches(corpus: Corpus) -> Iterator[Breach]:
    for entry in corpus.entries:
        # In the folder of another kind nothing would fit; that it lies there says it all.
        if entry.kind_due is entry.kind:
            hides = any(trouble.kind in _HIDING for trouble in entry.source.troubles)
            for misfit in entry.misfits:
                if not (hides and misfit.is_lack):
                    yield entry.breach(misfit.route, misfit.message, key=misfit.at_key)
