"""The name of the file differs from the id that stands in it.

Why it matters: other records and decisions find a record by its id, and people by the name of its file.
Most often a file was copied, and the id in the copy not changed.

Bad:

```yaml
# records/assets/AST-002.yaml
id: AST-020  # R102
name: Server
```

Good:

```yaml
# records/assets/AST-002.yaml
id: AST-002
name: Server
```

How to fix: change the one that is wrong. `lpsedocs new` gives the next free id. A decision lies in the
folder of the record that it decides, and a filing has the name of the record that was filed.
"""

from collections.abc import Iterator
from typing import Any

from lpsedocs.corpus import Corpus, Entry
from lpsedocs.findings import Breach, Message, Severity, say
from lpsedocs.models import decision_at_or_none

SEVERITY = Severity.ERROR


def breaches(corpus: Corpus) -> Iterator[Breach]:
    for entry in corpus.entries:
        key, named = _named(entry)
        written = entry.source.data.get(key) if isinstance(entry.source.data, dict) else None
        if named and isinstance(written, str) and written != named:
            yield entry.breach((key,), _message(entry.kind.name, named, written))


def _named(entry: Entry[Any]) -> tuple[str, str | None]:
    """Return the key with the id, and the id that the name of the file tells."""
    match entry.kind.name:
        case "filing":
            return "record", entry.path.stem
        case "decision":
            decided = decision_at_or_none(entry.place)
            return "record", decided[0] if decided else None
        case _:
            return "id", entry.name if entry.kind.prefix else None


def _message(kind: str, named: str, written: str) -> Message:
    match kind:
        case "filing":
            return say("the file is called {name}, but files {id}", name=named, id=written)
        case "decision":
            return say("the file lies in the folder of {name}, but decides {id}", name=named, id=written)
        case _:
            return say("the file is called {name}, but its id is {id}", name=named, id=written)
