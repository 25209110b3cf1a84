"""A file under `records/` is neither a record nor an attachment.

Why it matters: nothing reads such a file, though whoever put it there may think so. Notes in Markdown, such
as a `README.md`, are welcome anywhere. A `.gitattributes` is an error: git goes by it, and may write records
to disk in other bytes than were decided, also records that are still to come.

Bad:

```yaml
# records/catatan/rapat.yaml
hari: Senin  # R106
```

Good:

```yaml
# records/catatan/rapat.md
Rapat hari Senin
```

How to fix: move the file out of `records/`. If it belongs to a record, `lpsedocs attach` puts it among the
attachments; if it is a record, move it into the folder of its kind, with a name that ends in `.yaml`.
"""

from collections.abc import Iterator
from pathlib import PurePosixPath

from lpsedocs.corpus import ENDINGS, GIT_ATTRIBUTES, RECORDS, Corpus, kind_named_by
from lpsedocs.findings import Breach, Location, Message, Severity, say
from lpsedocs.models import KINDS
from lpsedocs.source import Source, TroubleKind

SEVERITY = Severity.WARNING


def breaches(corpus: Corpus) -> Iterator[Breach]:
    for stray in corpus.strays:
        place = stray.path.relative_to(RECORDS)
        # What is no file, a record in the wrong folder, and a roster that is missed have rules of their own.
        kind = kind_named_by(place.stem) if _may_be_record(place) else None
        is_missed = all(entry.name != place.stem for entry in corpus.entries)
        is_told = _is_no_file(stray) or (kind and (is_missed or not place.is_relative_to(kind.folder)))
        if place.name == GIT_ATTRIBUTES:
            yield Breach(Location(stray.path), _ATTRIBUTES, severity=Severity.ERROR)
        elif not is_told and place.suffix.lower() != ".md":
            yield Breach(Location(stray.path), _message(place))


_ATTRIBUTES = say(
    "with this file git may write records to disk in other bytes than were decided; attributes belong in the "
    "one file beside records"
)


def _is_no_file(stray: Source) -> bool:
    return any(trouble.kind is TroubleKind.SYMBOLIC_LINK for trouble in stray.troubles)


def _may_be_record(place: PurePosixPath) -> bool:
    return place.suffix.lower() in ENDINGS


def _message(place: PurePosixPath) -> Message:
    if not _may_be_record(place):
        return say("this file is no attachment, and no record either: its name does not end in '.yaml'")
    if len(place.parts) == 1:
        return say("only organization.yaml and roster.yaml lie directly in records")
    return say(
        "there is no kind of record for the folder {folder}; the folders are {folders}",
        folder=place.parts[0],
        folders=tuple(dict.fromkeys(kind.folder for kind in KINDS if kind.folder)),
    )
