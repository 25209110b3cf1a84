"""What lies at the tip of a judged line, what led there, and what a reader must know of it."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from lpsedocs.findings import say
from lpsedocs.models import decision_at_or_none, kind_of_id_or_none, sole_files
from lpsedocs.pins import Pin
from lpsedocs.trust.graph import Graph
from lpsedocs.trust.objects import BadObjectError
from lpsedocs.trust.proof import Remark
from lpsedocs.trust.standing import NOT_ONCE
from lpsedocs.trust.trees import Change
from lpsedocs.trust.verdicts import History, Judged
from lpsedocs.verification.opening import Opened


@dataclass(frozen=True)
class Passage:
    """A main-line commit that changes something about a record, or may do so."""

    commit: str
    day: date | None
    """Its claimed day; None for a commit in bad form."""
    author: str | None
    """Who it says wrote it, which is no evidence; None for a commit in bad form."""
    is_merge: bool
    changes: tuple[Change, ...]
    """What it changes, under ``records/``; none where a folder can't be read, or not to its end."""
    failed: tuple[Judged, ...]
    """The decision files that it sets in vain, with the reason, whether or not they still lie there."""


def chronicle(graph: Graph, history: History, record: str) -> Iterator[Passage]:
    """Yield what a judged line did to a record, in the order of the line."""
    tries = {(tried.path, tried.blob): tried for tried in history.tries}
    for judged in history.decisions:
        if judged.reason is None:  # bytes that count after all, such as of a merge that was attested later
            tries.pop((judged.path, judged.blob), None)
    for parent, id_ in pairwise(history.line):
        difference, commit = graph.difference(parent, id_), graph.commit(id_)
        changes = difference.changes if difference else ()
        about = tuple(change for change in changes if _is_about(change.path, record))
        if about or difference is None:
            day = history.force.day_of(commit.committer.seconds) if commit else None
            author = commit.author.name if commit else None
            tried = (tries.get((change.path, change.blob)) for change in about if change.is_set)
            failed = tuple(one for one in tried if one)
            yield Passage(id_, day, author, len(graph.parents(id_)) > 1, about, failed)


def _is_about(path: str, record: str) -> bool:
    folder, *rest = path.split("/")
    if folder in ("decisions", "attachments"):
        return rest[:1] == [record]
    return rest[-1:] == [f"{record}.yaml"]


def position(graph: Graph, line: Sequence[str], head: str | None) -> int:
    """Return how many commits of the line a commit leads to; all, if it leads to none."""
    if head is None or head == line[-1]:
        return len(line)
    return bisect_left(line, x=True, key=lambda id_: not graph.reaches(head, id_)) or len(line)


# ---- What a reader must know


def remarks(found: Opened, pin: Pin | None, tip: str, *, is_main: bool) -> Iterator[Remark]:
    """Yield what is odd about a tip: no main branch, or none that goes on from the last verified one."""
    if not is_main:
        yield Remark("not-main", say("this is not the tip of the main branch; only what is there counts"))
    if not pin or not pin.tip or not is_main or pin.tip in found.graph.line(pin.root, tip):
        return
    # What lies behind the root is not in every file, and proves nothing.
    behind_root = found.graph.parents(pin.root)
    if not found.has(pin.tip) and found.place is None:
        yield Remark(
            "not-comparable",
            say(
                "this file does not have {tip}, which was verified on {day}; that it is only older can't be "
                "told from it",
                tip=pin.tip[:12],
                day=pin.day or "",
            ),
        )
    elif found.has(pin.tip) and found.graph.reaches(pin.tip, tip, behind_root):
        yield Remark("older", say("this is older than what was verified on {day}", day=pin.day or ""))
    elif not found.graph.reaches(tip, pin.tip, behind_root):
        yield Remark(
            "rewritten",
            say(
                "the main branch was rewritten: {tip}, verified on {day}, is no longer part of it",
                tip=pin.tip[:12],
                day=pin.day or "",
            ),
        )
    else:
        yield Remark(
            "turned",
            say(
                "the main branch was turned: {tip}, verified on {day}, is no longer on its first-parent "
                "line; a merge with the parents {tip} and {now} mends it, and anyone may push it: 'git "
                "switch --detach {tip}', 'git merge --no-ff {now}', 'git push origin HEAD:main'",
                tip=pin.tip[:12],
                day=pin.day or "",
                now=tip[:12],
            ),
        )


def is_of_the_office(found: Opened, pin: Pin, tip: str) -> bool:
    """Tell whether a tip of the main branch is one that its server is known to have, in what was pinned.

    A commit that nobody pushed may still be made anew, and what others hand over may be anything.
    """
    server = found.refs.get(pin.ref.replace("refs/heads/", "refs/remotes/origin/", 1))
    return found.place == pin.place and (server is None or found.graph.reaches(server, tip))


def behind(count: int) -> Iterator[Remark]:
    """Yield that the files at hand lack some commits of the line."""
    if count:
        yield Remark(
            "behind",
            say(
                "the files here lack the last {count} commits of the main branch; what was decided there is "
                "not told here",
                count=count,
            ),
        )


def other_page(name: str) -> Remark:
    """Return that the page of an audit file is not the one that was to be expected."""
    return Remark(
        "other-page",
        say(
            "{name} in this file is not what this lpsedocs would write there: it is of another version or "
            "root, or somebody changed it",
            name=name,
        ),
    )


def other_day(day: date, today: date) -> Remark:
    """Return that the record of an audit file stands otherwise than on the day as of which that is."""
    return Remark(
        "other-day",
        say(
            "what people read in this file is as of {day}, and as of {today} the record stands otherwise",
            day=day,
            today=today,
        ),
    )


# ---- Records at the tip

_DECIDABLE = ("EVL-", "KAK-")
"""How the ids of evaluations and KAK begin."""


def decidable(records: Iterable[str]) -> tuple[str, ...]:
    """Return the evaluations and KAK among records, without files of other names in their folders."""
    return tuple(
        sorted(
            record
            for record in records
            if record.startswith(_DECIDABLE) and decision_at_or_none(f"decisions/{record}/1.yaml")
        )
    )


def records_at(graph: Graph, tip: str, wanted: Iterable[str]) -> dict[str, str | None]:
    """Return the blobs of the records that can be decided, and of those of the kinds that are wanted.

    A record that is not there once has None.
    """
    found: dict[str, str | None] = {}
    tree = graph.tree(tip)
    for kind in filter(None, {kind_of_id_or_none(record) for record in (*_DECIDABLE, *wanted)}):
        files = graph.trees.files(tree, *_alike(graph, tree, kind.folder))
        soles = sole_files((path, entry) for path, entry in files if entry.may_be_file)
        found.update((r, entry.id if entry and entry.is_plain_file else None) for r, entry in soles.items())
    return found


def _alike(graph: Graph, tree: str | None, name: str) -> tuple[str, ...]:
    """Return the folders of the records whose names differ from this one in their letters' case at most."""
    top = graph.trees.at(tree)
    try:
        around = graph.trees.folder(top.id) if top and top.is_tree else None
    except BadObjectError:
        return ()
    return tuple(other for other, _ in around.folders if other.casefold() == name) if around else ()


def digest_at(graph: Graph, blob: str | None) -> str:
    """Return the SHA-256 of a record; NOT_ONCE where there is no one version of it that can be read."""
    try:
        return graph.trees.digest(blob) if blob else NOT_ONCE
    except BadObjectError:
        return NOT_ONCE
