"""lpsedocs file."""

import shlex
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Any, Final, get_args

import click

from lpsedocs.cli import language_of, workspace_of
from lpsedocs.cli._days import DAY
from lpsedocs.cli._papers import Signature, SignedPaper, person_here, signed_paper, signing_option
from lpsedocs.cli._paths import PathType
from lpsedocs.cli._proofs import alarm
from lpsedocs.cli._records import fitting_entry, loaded, record_argument, today_option
from lpsedocs.corpus import RECORDS, Corpus, Entry
from lpsedocs.editing import Append, Change, Put, create, edited, replace, writable_place
from lpsedocs.editing.rendering import written
from lpsedocs.findings import Message, Refusal, say
from lpsedocs.models import kind_named
from lpsedocs.models.decision import Decision
from lpsedocs.models.filing import ClosingReason, Filing
from lpsedocs.models.fitting import fit
from lpsedocs.models.words import choice
from lpsedocs.source import Plain, parse_source
from lpsedocs.workspace import Workspace

_CLOSED: Final = frozenset({"requirement", "kak", "proposal"})
"""The kinds whose file can be closed with a reason."""


@dataclass(frozen=True)
class _Copy:
    """A signed print, as somebody names it."""

    file: Path
    kind: Signature | None
    signed: date | None
    position: str | None
    archive: str | None


@click.command()
@record_argument("record")
@click.option("--series", metavar="CODE", help="The classification code of the archive, for example 000.3.")
@click.option("--number", help="The number there, for example 12/2026.")
@click.option("--location", metavar="PLACE", help="Where the paper lies, for example Lemari 1 map 3.")
@click.option(
    "--signed",
    type=PathType(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="A signed print: the scan (PDF, JPEG, PNG, TIFF), or the signed PDF, which is kept byte for byte.",
)
@signing_option
@click.option(
    "--signed-on",
    type=DAY,
    help="The day of the signature; by default that of the decision.",
)
@click.option("--position", help="The position of who signed; by default that of who decided.")
@click.option(
    "--archive", metavar="PLACE", help="Where the signed print lies; then it is cited but not copied."
)
@click.option(
    "--reason", type=click.Choice(get_args(ClosingReason)), help="Close a requirement, a KAK or a proposal."
)
@click.option("--note", metavar="TEXT", help="What is to be said with it.")
@click.option("--by", metavar="PERSON", help="The Pengelola who files it; by default whose address git has.")
@today_option
@click.pass_context
def command(
    ctx: click.Context,
    record: str,
    series: str | None,
    number: str | None,
    location: str | None,
    signed: Path | None,
    kind: Signature | None,
    signed_on: date | None,
    position: str | None,
    archive: str | None,
    reason: str | None,
    note: str | None,
    by: str | None,
    today: date | None,
) -> None:
    """File an approved evaluation (SOP 3.5), or close a file that goes no further.

    Writes records/filings/RECORD.yaml, and copies a signed print to the attachments. A filing that is there
    gets another signed print. Nothing is committed.

    \b
    Examples:
      lpsedocs file EVL-2026-003 --series 000.3 --number 12/2026 --location "Lemari 1 map 3"
      lpsedocs file EVL-2026-003 --signed lembar.pdf --kind tte --signed-on 2026-07-14
      lpsedocs file KEB-2026-011 --reason ditarik_pengguna --note "Kebutuhan gugur"
    """
    workspace, language = workspace_of(ctx), language_of(ctx)
    corpus = loaded(workspace, today)
    entry = fitting_entry(corpus, record)
    places = {"series": series, "number": number, "location": location}
    copy = _Copy(signed, kind, signed_on, position, archive) if signed else None
    _refuse_odd(entry, places, copy, reason, kind or signed_on or position or archive)
    person = person_here(workspace, corpus, by, "pengelola")
    filing = _Filing(workspace, corpus, entry, person, note)
    written_paths = filing.close(reason) if reason else filing.document(places, copy)
    for path in written_paths:
        click.echo(language.say(say("{path} written", path=str(path))))
    click.echo(language.say(say("next: commit it")))
    if (status := alarm(corpus, entry.name)) is not None:
        doubt = say(
            "note: {record}: {status}; 'lpsedocs verify --explain {record}' says why, and what to do",
            record=entry.name,
            status=status,
        )
        click.echo(language.say(doubt), err=True)


def _refuse_odd(
    entry: Entry[Any],
    places: Mapping[str, str | None],
    copy: _Copy | None,
    reason: str | None,
    about_copy: object,
) -> None:
    if copy is None and about_copy:
        raise Refusal(
            say("--kind, --signed-on, --position and --archive tell of a signed print; name it with --signed")
        )
    if entry.kind.name in _CLOSED:
        if reason is None or copy or any(places.values()):
            raise Refusal(
                say(
                    "the file of {record} is closed with --reason, and nothing else but a --note: {reasons}",
                    record=entry.name,
                    reasons=tuple(choice(one) for one in get_args(ClosingReason)),
                )
            )
    elif entry.kind.name != "evaluation":
        raise Refusal(
            say(
                "{record} is not filed; an evaluation is, and a requirement, a KAK or a proposal can be "
                "closed",
                record=entry.name,
            )
        )
    elif reason is not None:
        raise Refusal(
            say(
                "{record} is an evaluation; --reason closes a requirement, a KAK or a proposal",
                record=entry.name,
            )
        )


class _Filing:
    """The filing of one record, being written."""

    def __init__(
        self, workspace: Workspace, corpus: Corpus, entry: Entry[Any], person: str, note: str | None
    ) -> None:
        self._workspace, self._corpus, self._entry, self._note = workspace, corpus, entry, note
        self._filed: dict[str, Plain] = {"by": person, "date": corpus.today.isoformat()}
        self._place = RECORDS / "filings" / f"{entry.name}.yaml"
        self._there: Entry[Any] | None = corpus.get(f"filings/{entry.name}")

    # -- closing a file ------------------------------------------------------------------------------

    def close(self, reason: str) -> list[PurePosixPath]:
        """Write that the file of a record ends here, and why."""
        if self._there is not None:
            raise Refusal(
                say(
                    "{record} was filed already: {path}; nothing is overwritten",
                    record=self._entry.name,
                    path=str(self._place),
                )
            )
        return self._write({**self._head(), "reason": reason, "note": self._note}, None)

    # -- documenting an evaluation -------------------------------------------------------------------

    def document(self, places: Mapping[str, str | None], copy: _Copy | None) -> list[PurePosixPath]:
        """Write where the approved version of an evaluation lies, and its signed prints."""
        decision = self._approval()
        paper = signed_paper(self._entry.name, copy.file, copy.archive, copy.kind) if copy else None
        item = self._item(copy, paper, decision) if copy and paper else None
        if self._there is not None:
            return self._extend(self._there, places, item, paper)
        self._refuse_without(places)
        data: dict[str, Plain] = {**self._head(), "archive": dict(places)}
        if item is not None:
            data["signed_copies"] = [item]
        return self._write(data | ({"note": self._note} if self._note else {}), paper)

    def _approval(self) -> Decision:
        last = self._corpus.last_decision_on(self._entry.name)
        if last is None or last.decision != "disetujui" or last.sha256 != self._entry.source.sha256:
            raise Refusal(
                say(
                    "{record} is not approved as it lies here, and only an approved version is filed; "
                    "'lpsedocs why {record}' says where it stands",
                    record=self._entry.name,
                )
            )
        return last

    def _refuse_without(self, places: Mapping[str, str | None]) -> None:
        missing = tuple(f"--{name}" for name, value in places.items() if not value)
        if missing:
            raise Refusal(
                say(
                    "say where in the archive {record} lies: {options}",
                    record=self._entry.name,
                    options=missing,
                )
            )

    def _item(self, copy: _Copy, paper: SignedPaper, decision: Decision) -> dict[str, Plain]:
        decider = self._corpus.people.get(decision.by)
        position = copy.position or (decider.position if decider else None)
        signed = copy.signed or decision.date
        if position is None or signed is None:
            raise Refusal(say("say who signed, and when: --position and --signed-on"))
        if signed > self._corpus.today:
            raise Refusal(say("{day} has not come yet; give the day of the signature", day=signed))
        handed_over = next((one.date for one in reversed(self._entry.it.submissions)), None)
        if handed_over is not None and signed < handed_over:
            raise Refusal(
                say(
                    "{record} was handed over on {day}, so no print of it was signed on {signed}; give the "
                    "day of the signature",
                    record=self._entry.name,
                    day=handed_over,
                    signed=signed,
                )
            )
        return {
            "kind": paper.kind,
            "signer_position": position,
            "signed": signed.isoformat(),
            **paper.where,
            "sha256": paper.sha256,
        }

    def _extend(
        self, there: Entry[Any], places: Mapping[str, str | None], item: Plain, paper: SignedPaper | None
    ) -> list[PurePosixPath]:
        """Bring a filing that is there up to the version approved now, or add a signed print to it."""
        if there.record is None:
            spelled = shlex.quote(str(there.path))
            raise Refusal(say("{path} has errors; 'lpsedocs check {path}' names them", path=spelled))
        changes = list(self._renewal(there.it, places))
        if item is not None:
            if any(copy.sha256 == paper.sha256 for copy in there.it.signed_copies if paper):
                raise Refusal(say("{path} names this signed print already", path=str(there.path)))
            changes.append(Append(("signed_copies",), item))
        if not changes:
            raise Refusal(
                say(
                    "{record} was filed already: {path}; --signed adds a signed print",
                    record=self._entry.name,
                    path=str(there.path),
                )
            )
        content = edited(there.source, Filing, changes)
        _refuse_misfit(there.path, content)
        target = writable_place(self._workspace.root, there.path)
        with self._copied(paper) as copied:
            replace(target, content, read=there.source.content)
        return [*copied, there.path]

    def _renewal(self, filing: Filing, places: Mapping[str, str | None]) -> Iterator[Change]:
        if filing.sha256 == self._entry.source.sha256:
            return
        self._refuse_without(places)
        yield Put(("sha256",), self._entry.source.sha256)
        yield Put(("filed",), self._filed)
        yield Put(("archive",), dict(places))

    # -- writing -------------------------------------------------------------------------------------

    def _head(self) -> dict[str, Plain]:
        return {"record": self._entry.name, "sha256": self._entry.source.sha256, "filed": self._filed}

    def _write(self, data: Mapping[str, Plain], paper: SignedPaper | None) -> list[PurePosixPath]:
        texts = ((key, written(value)) for key, value in data.items() if value is not None)
        lines = [line for key, text in texts for line in (f"{key}: {text.head}".rstrip(), *text.body)]
        content = "".join(f"{line}\n" for line in lines).encode()
        _refuse_misfit(self._place, content)
        target = writable_place(self._workspace.root, self._place)
        with self._copied(paper) as copied:
            create(target, content)
        return [*copied, self._place]

    @contextmanager
    def _copied(self, paper: SignedPaper | None) -> Iterator[list[PurePosixPath]]:
        """Copy a signed print for a filing that names it; without the filing it goes again."""
        copied = self._copy(paper)
        try:
            yield copied
        except BaseException:
            for place in copied:
                (self._workspace.root / place).unlink()
            raise

    def _copy(self, paper: SignedPaper | None) -> list[PurePosixPath]:
        """Copy a signed print to its place; nothing if it lies there already."""
        if paper is None or paper.place is None:
            return []
        place = RECORDS / paper.place
        target = writable_place(self._workspace.root, place)
        if target.exists():
            if target.read_bytes() == paper.content:
                return []
            raise Refusal(
                say(
                    "{path} is there already with other content; give the file another name, since a file "
                    "that is cited never changes",
                    path=str(place),
                )
            )
        create(target, paper.content)
        return [place]


def _refuse_misfit(place: PurePosixPath, content: bytes) -> None:
    source = parse_source(place, content)
    found = fit(kind_named("filing"), source.data)
    trouble: Message | None = source.troubles[0].message if source.troubles else None
    if isinstance(found, tuple):
        trouble = found[0].message
    if trouble is not None:
        raise Refusal(say("the filing would not fit its form: {trouble}", trouble=trouble))
