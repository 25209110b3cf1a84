"""lpsedocs attach."""

import hashlib
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Any, Final, get_args

import click

from lpsedocs.cli import language_of, workspace_of
from lpsedocs.cli._asking import is_terminal, refuse_unless_agreed
from lpsedocs.cli._days import DAY
from lpsedocs.cli._paths import PathType
from lpsedocs.cli._records import fitting_entry, loaded, record_argument, today_option
from lpsedocs.cli._settled import settled_by
from lpsedocs.corpus import RECORDS, Corpus, Entry
from lpsedocs.editing import Append, Change, Put, create, edited, replace, writable_place
from lpsedocs.findings import Refusal, Route, Term, say
from lpsedocs.models import ATTACHMENTS
from lpsedocs.models.fitting import fit
from lpsedocs.models.shapes import slots_of
from lpsedocs.models.supplier import DocumentKind, Engagement, Supplier
from lpsedocs.source import Plain, parse_source
from lpsedocs.workspace import Workspace

_ARCHIVED: Final = frozenset({"kontrak", "nda"})
"""What belongs into the archive, where the paper is, and not into a repository that keeps it for ever."""


@dataclass(frozen=True)
class _Paper:
    """A file to be cited, and what is said of it."""

    path: Path
    sha256: str
    kind: str
    archive: str | None
    about: Mapping[str, Plain]


@click.command()
@record_argument("record")
@click.argument("file", type=PathType(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--kind", required=True, help="What it is: nda, bast, ... of an engagement; else a word such as laporan."
)
@click.option(
    "--engagement", metavar="ID", help="The engagement of a supplier that it belongs to, for example 2026-1."
)
@click.option(
    "--archive", metavar="PLACE", help="Where the paper lies; then the file is cited but not copied."
)
@click.option("--number", help="The number of the document, of an engagement.")
@click.option(
    "--valid-until",
    type=DAY,
    help="The last day of the document, of an engagement.",
)
@click.option("--audience", type=click.Choice(["internal", "public"]), help="Who may read the file.")
@today_option
@click.pass_context
def command(
    ctx: click.Context,
    record: str,
    file: Path,
    kind: str,
    engagement: str | None,
    archive: str | None,
    number: str | None,
    valid_until: date | None,
    audience: str | None,
    today: date | None,
) -> None:
    """Copy FILE to the attachments of RECORD, and cite it there with its SHA-256.

    With --archive the file is only cited: the usual way for a contract or an NDA, whose paper stays in
    the archive.

    \b
    Examples:
      lpsedocs attach EVL-2026-003 report.pdf --kind laporan
      lpsedocs attach SUP-004 bast.pdf --kind bast --engagement 2026-2
      lpsedocs attach SUP-004 scan.pdf --kind nda --engagement 2026-2 --archive "Lemari 2 map 15"
    """
    workspace = workspace_of(ctx)
    corpus = loaded(workspace, today)
    language = language_of(ctx)
    entry = fitting_entry(corpus, record)
    _refuse_settled(corpus, entry)
    _refuse_odd(file, archive)
    about = _about(number=number, valid_until=valid_until, audience=audience)
    paper = _Paper(file, _digest(file), kind, archive, about)
    if isinstance(entry.record, Supplier):
        changes = _document(corpus, entry, paper, engagement)
    else:
        changes = _attachment(entry, paper, engagement)
    if not changes:
        click.echo(language.say(say("{record} cites this file already", record=entry.name)))
        return
    if kind in _ARCHIVED and archive is None:
        _advise(ctx)
    for path in _write(workspace, entry, paper, changes):
        click.echo(language.say(say("{path} written", path=str(path))))


def _about(*, number: str | None, valid_until: date | None, audience: str | None) -> dict[str, Plain]:
    day = valid_until.isoformat() if valid_until else None
    about: dict[str, Plain] = {"number": number, "valid_until": day, "audience": audience}
    return {key: value for key, value in about.items() if value is not None}


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _refuse_settled(corpus: Corpus, entry: Entry[Any]) -> None:
    settling = settled_by(corpus, entry)
    if settling:
        raise Refusal(
            say(
                "{record} can't be changed any more: {decision} holds for exactly these bytes, "
                "and a change would undo it",
                record=entry.name,
                decision=settling,
            )
        )


def _refuse_odd(file: Path, archive: str | None) -> None:
    if not file.is_file():
        raise Refusal(say("{path} is no ordinary file; name the file that is to be attached", path=str(file)))
    if archive is not None and not archive.strip():
        raise Refusal(say("--archive needs the place where the paper lies, such as 'Lemari 2 map 14'"))


def _advise(ctx: click.Context) -> None:
    language = language_of(ctx)
    advice = say(
        "a contract or an NDA belongs into the archive: --archive 'Lemari 2 map 14' cites the paper there "
        "and copies nothing; what is copied stays in the repository's history for ever"
    )
    click.echo(language.say(advice), err=True)
    if is_terminal():
        refuse_unless_agreed(language, say("Copy it all the same?"), say("nothing was changed"))


# ---- What the record will say


def _attachment(entry: Entry[Any], paper: _Paper, engagement: str | None) -> list[Change]:
    if "attachments" not in slots_of(entry.kind.model):
        raise Refusal(
            say(
                "a record of the kind {kind} has no attachments; a contract's belong to its supplier",
                kind=Term(entry.kind.title),
            )
        )
    odd = [name for name, given in (("--engagement", engagement), ("--archive", paper.archive)) if given]
    odd += [f"--{key.replace('_', '-')}" for key in paper.about if key != "audience"]
    if odd:
        raise Refusal(
            say("{options} is only for the documents of a supplier's engagement", options=tuple(odd))
        )
    place = _place(entry, paper.path)
    for there in entry.it.attachments:
        if (there.file, there.sha256) == (str(place), paper.sha256):
            return []
    item: dict[str, Plain] = {"kind": paper.kind, "file": str(place), "sha256": paper.sha256, **paper.about}
    return [Append(("attachments",), item)]


def _document(
    corpus: Corpus, entry: Entry[Supplier], paper: _Paper, engagement_id: str | None
) -> list[Change]:
    if paper.kind not in get_args(DocumentKind):
        raise Refusal(
            say(
                "'{kind}' is no kind of document of an engagement; one of these is due: {kinds}",
                kind=paper.kind,
                kinds=", ".join(get_args(DocumentKind)),
            )
        )
    index, engagement = _engagement(corpus, entry, engagement_id)
    where = {"archive": paper.archive} if paper.archive else {"file": str(_place(entry, paper.path))}
    for there in engagement.documents:
        if there.sha256 == paper.sha256 and where == {key: getattr(there, key) for key in where}:
            return []
    item: dict[str, Plain] = {"kind": paper.kind, **where, "sha256": paper.sha256, **paper.about}
    route: Route = ("engagements", index, "documents")
    for position, document in enumerate(engagement.documents):
        if document.kind == paper.kind and document.none is not None:
            # There is one now: it takes the place of the reason.
            return [Put((*route, position), item)]
    return [Append(route, item)]


def _engagement(corpus: Corpus, entry: Entry[Supplier], wanted: str | None) -> tuple[int, Engagement]:
    numbered = list(enumerate(entry.it.engagements))
    ids = tuple(engagement.id for _, engagement in numbered)
    if wanted is None and len(numbered) == 1:
        return numbered[0]
    found = next((pair for pair in numbered if pair[1].id == wanted), None)
    if found:
        return found
    if not ids:
        raise Refusal(
            say(
                "{record} has no engagement yet; write it into {path} first",
                record=entry.name,
                path=str(entry.path),
            )
        )
    if wanted is None:
        raise Refusal(
            say(
                "{record} has several engagements; say which with --engagement: {ids}",
                record=entry.name,
                ids=ids,
            )
        )
    raise Refusal(
        say("{record} has no engagement {wanted}; it has {ids}", record=entry.name, wanted=wanted, ids=ids)
    )


def _place(entry: Entry[Any], path: Path) -> PurePosixPath:
    return ATTACHMENTS / entry.name / safe_name(path.name)


def safe_name(name: str) -> str:
    """Return a file's name as a record may cite it: plain letters, digits, dots, underscores and hyphens."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    safe = re.sub(r"[^A-Za-z0-9._]+", "-", plain)
    stem, dot, ending = safe.lstrip(".-").rpartition(".")
    safe = f"{stem.rstrip('-')}{dot}{ending.strip('-')}"
    if not re.search(r"[A-Za-z0-9]", stem or ending):
        raise Refusal(
            say("no name that a record may cite can be made of '{name}'; rename the file", name=name)
        )
    return safe


# ---- Writing


def _write(
    workspace: Workspace, entry: Entry[Any], paper: _Paper, changes: list[Change]
) -> list[PurePosixPath]:
    content = edited(entry.source, entry.kind.model, changes)
    misfits = fit(entry.kind, parse_source(entry.path, content).data)
    if isinstance(misfits, tuple):
        raise Refusal(misfits[0].message)
    record = writable_place(workspace.root, entry.path)
    copy = None if paper.archive else _copy(workspace, entry, paper)
    try:
        replace(record, content, read=entry.source.content)
    except BaseException:
        if copy:
            writable_place(workspace.root, copy).unlink()
        raise
    return [place for place in (copy, entry.path) if place]


def _copy(workspace: Workspace, entry: Entry[Any], paper: _Paper) -> PurePosixPath | None:
    """Copy the file to its place; nothing if it lies there already."""
    place = RECORDS / _place(entry, paper.path)
    target = writable_place(workspace.root, place)
    if target.exists():
        if _digest(target) == paper.sha256:
            return None
        raise Refusal(
            say(
                "{path} is there already with other content; give the file another name, since a file "
                "that is cited never changes",
                path=str(place),
            )
        )
    content = paper.path.read_bytes()
    if hashlib.sha256(content).hexdigest() != paper.sha256:
        raise Refusal(say("{path} is being changed while it is read; do it again", path=str(paper.path)))
    create(target, content)
    return place
