"""A record, or the form that it rests on, was changed after it was approved.

Why it matters: the approval is for the exact bytes that the person saw. What stands here now nobody has approved,
however small the change is; so the record counts as changed, and no longer as approved.

How to fix: look at the difference in the message. If the change is not wanted, put the decided version back
(`git log -- FILE` finds the commit, `git restore --source=COMMIT -- FILE` brings it). If it is wanted, ask for a new
decision: `lpsedocs request RECORD` prepares it. A form that is in use is never edited: a new version is a new file.
"""

from collections.abc import Iterator
from itertools import islice

from lpsedocs.changes import changes
from lpsedocs.corpus import Corpus
from lpsedocs.findings import Breach, Message, Severity, say
from lpsedocs.legends import legend_of
from lpsedocs.models import kind_of_id_or_none
from lpsedocs.models.words import glossed
from lpsedocs.rules.proving import breach_at_record, day_of
from lpsedocs.source import parse_source
from lpsedocs.trust.standing import NOT_ONCE, Standing, Status
from lpsedocs.trust.verdicts import Judged

SEVERITY = Severity.ERROR

_SHOWN = 3
"""How many differences a message names."""


def breaches(corpus: Corpus) -> Iterator[Breach]:
    standings = corpus.proof.standings if corpus.proof else None
    for standing in (standings or {}).values():
        if standing.status is Status.CHANGED:
            yield breach_at_record(corpus, standing.record, _message(corpus, standing))


def _message(corpus: Corpus, standing: Standing) -> Message:
    last = standing.last
    assert last is not None
    assert last.decision is not None
    parts = [_part(corpus, name, digest) for name, digest in _changed(corpus, last)]
    return say(
        "what {person} decided on {day}, {decision}, is not what stands here now: {parts}",
        person=last.decision.by,
        day=day_of(last),
        decision=glossed(last.decision.decision),
        parts=tuple(parts),
    )


def _changed(corpus: Corpus, last: Judged) -> Iterator[tuple[str, str]]:
    """Yield the ids of what has other bytes than were decided on, with the digests of those."""
    decision = last.decision
    if decision is not None:
        if corpus.decidable_digest_of(last.record) != decision.sha256:
            yield last.record, decision.sha256
        for name, digest in decision.rests_on.items() if decision.decision == "disetujui" else ():
            if corpus.decidable_digest_of(name) != digest:
                yield name, digest


def _part(corpus: Corpus, name: str, digest: str) -> Message:
    """Return what differs from the decided version, as far as that is at hand."""
    if corpus.decidable_digest_of(name) == NOT_ONCE:
        return say("{record} does not lie in its folder once, as a plain file", record=name)
    what = say("{record} (decided was {digest}…)", record=name, digest=digest[:12])
    found = _differences(corpus, name, digest)
    shown = tuple(islice(found, _SHOWN))
    if not shown:
        return what
    if len(found) > len(shown):
        return say(
            "{record}: {changes}; and {count} more",
            record=what,
            changes=_listed(shown),
            count=len(found) - len(shown),
        )
    return say("{record}: {changes}", record=what, changes=_listed(shown))


def _listed(found: tuple[Message, ...]) -> Message:
    first, *others = found
    for other in others:
        first = say("{one}; {other}", one=first, other=other)
    return first


def _differences(corpus: Corpus, name: str, digest: str) -> tuple[Message, ...]:
    entry, kind = corpus.get(name), kind_of_id_or_none(name)
    decided = corpus.proof.version(digest) if corpus.proof else None
    if entry is None or kind is None or decided is None:
        return ()
    before = parse_source(entry.path, decided).data
    found = changes(kind.model, before, entry.source.data, legend_of(corpus, entry))
    return tuple(change.message for change in found)
