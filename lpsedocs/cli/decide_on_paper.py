"""lpsedocs decide-on-paper."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path, PurePosixPath

import click

from lpsedocs.checker import check
from lpsedocs.cli._days import DAY
from lpsedocs.cli._deciding import Deciding, How, Prospect, Verb, commit_options
from lpsedocs.cli._names import record_id
from lpsedocs.cli._papers import Signature, SignedPaper, signed_paper, signing_option
from lpsedocs.cli._paths import PathType
from lpsedocs.cli._records import record_argument
from lpsedocs.clone import Contents
from lpsedocs.corpus import RECORDS, Corpus, build_corpus
from lpsedocs.deciding.desk import Ground
from lpsedocs.deciding.files import Deed, Matter
from lpsedocs.deciding.rights import Actor
from lpsedocs.deciding.shelf import Shelf, open_shelf
from lpsedocs.deciding.unsent import Meant
from lpsedocs.findings import Message, Refusal, Severity, say
from lpsedocs.models import kind_of_id_or_none
from lpsedocs.models.decision import NEEDS_NOTE, DecisionWord
from lpsedocs.rules import all_rules
from lpsedocs.source import Plain, parse_source
from lpsedocs.trust.acts import ROLES
from lpsedocs.trust.cabinet import OF_DECISIONS

_OF_THE_ORDER = frozenset("RW")
"""The families of rules that look at who did what, and when."""


@dataclass(frozen=True)
class _Paper:
    """What somebody signed, and how."""

    scan: SignedPaper
    by: str
    signed: date


@click.command()
@record_argument("record")
@click.option(
    "--signed",
    "file",
    type=PathType(exists=True, dir_okay=False, path_type=Path),
    required=True,
    help="The scan of the paper (PDF, JPEG, PNG, TIFF), or the signed PDF.",
)
@click.option(
    "--archive", metavar="PLACE", help="Where the paper lies; then the scan is cited but not copied."
)
@click.option("--by", metavar="PERSON", required=True, help="Who decided and signed.")
@click.option(
    "--date",
    "day",
    type=DAY,
    required=True,
    help="The day of the signature.",
)
@click.option(
    "--decision",
    "chosen",
    type=click.Choice(sorted({word for _, word in ROLES})),
    required=True,
    help="What was decided.",
)
@signing_option
@click.option("--note", metavar="TEXT", help="What the paper says about it.")
@commit_options
@click.pass_context
def command(
    ctx: click.Context,
    record: str,
    file: Path,
    archive: str | None,
    by: str,
    day: date,
    chosen: DecisionWord,
    kind: Signature | None,
    note: str | None,
    how: How,
) -> None:
    """Enter a decision that somebody signed on paper, or as a certified PDF, with your own signed commit.

    Only for people who have neither a key nor an account on the forge, where the roster accepts papers from
    their role. A Pengelola enters it; the scan is committed with it, or cited where it lies in the archive.

    \b
    Examples:
      lpsedocs decide-on-paper KAK-2026-002 --by lina --date 2026-07-14 --decision sesuai \\
          --signed scan.pdf --kind basah
      lpsedocs decide-on-paper KAK-2026-002 --by lina --date 2026-07-14 --decision sesuai \\
          --signed scan.pdf --kind basah --archive "Lemari 1 map 7"
    """
    record = record_id(record)
    paper = _Paper(signed_paper(record, file, archive, kind), by, day)
    if chosen in NEEDS_NOTE and note is None:
        raise Refusal(say("'{word}' needs a note that says why; give it with --note", word=chosen))
    _OnPaper(ctx, record, chosen, note, how, paper).run()


class _OnPaper(Deciding):
    """A run that enters what somebody else signed."""

    def __init__(
        self, ctx: click.Context, record: str, chosen: DecisionWord, note: str | None, how: How, paper: _Paper
    ) -> None:
        kind = kind_of_id_or_none(record)
        words = tuple(word for name, word in ROLES if kind and name == kind.name)
        if words and chosen not in words:
            raise Refusal(
                say(
                    "{record} can't be {word}; the words for it are {words}",
                    record=record,
                    word=chosen,
                    words=words,
                )
            )
        kinds = [kind for kind, word in ROLES if word == chosen]
        super().__init__(ctx, Verb("decide-on-paper", dict.fromkeys(kinds, chosen)), (record,), note, how)
        self._paper = paper

    def _deed(self, ground: Ground, me: Actor, matter: Matter) -> Deed:
        paper = self._paper
        if paper.signed > ground.day:
            raise Refusal(say("{day} has not come yet; give the day of the signature", day=paper.signed))
        if paper.by not in ground.force.people:
            raise Refusal(
                say(
                    "there is no {person} in the roster in force; it has {people}",
                    person=paper.by,
                    people=tuple(ground.force.people),
                )
            )
        document: dict[str, Plain] = {"kind": paper.scan.kind, "signed": paper.signed.isoformat()}
        document |= {**paper.scan.where, "sha256": paper.scan.sha256, "entered": me.person.id}
        deed = super()._deed(ground, me, matter)
        return Deed(deed.word, paper.by, deed.made, paper.signed, self.note, document)

    def _meant(self, word: DecisionWord) -> Meant:
        paper = self._paper
        [place] = paper.scan.where.values()
        said = (paper.by, str(paper.signed), paper.scan.kind, paper.scan.sha256, str(place))
        return Meant(word, self.note, said)

    def _file(self, shelf: Shelf, ground: Ground, me: Actor, matter: Matter) -> bytes:
        content = super()._file(shelf, ground, me, matter)
        _refuse_wrong_day(self.corpus, matter.place, content, self._paper.signed)
        return content

    def _parent(self, prospect: Prospect) -> str:
        """Commit the scan by itself first: a decision counts only in a commit that sets nothing else."""
        ground, signed = prospect.ground, self._paper.scan
        [matter] = prospect.matters
        if signed.place is None:
            return ground.base
        place = RECORDS / signed.place
        with open_shelf(self.workspace.root) as shelf:
            there = shelf.trees.at(shelf.commit(ground.base).tree, str(signed.place))
            if there is not None and shelf.trees.blob(there.id) == signed.content:
                return ground.base
        if there is not None:
            raise Refusal(
                say(
                    "{path} is committed already with other content; give the file another name, since a "
                    "file that is cited never changes",
                    path=str(place),
                )
            )
        scan: Mapping[PurePosixPath, bytes] = {place: signed.content}
        message = say("Scan of a signed paper on {record}", record=matter.record)
        sign = self.desk.clone.signs_everything()
        return self.desk.clone.commit_on(
            ground.base, Contents({}, scan), f"{self.language.say(message)}\n", ground.hand, sign=sign
        )

    def _question(self, prospect: Prospect) -> Message:
        return say(
            "Enter that {by} decided '{word}' on {records}, signed on {day}?",
            by=self._paper.by,
            word=" / ".join(dict.fromkeys(prospect.words.values())),
            records=tuple(matter.record for matter in prospect.matters),
            day=self._paper.signed,
        )


def _refuse_wrong_day(corpus: Corpus, place: PurePosixPath, content: bytes, signed: date) -> None:
    """Refuse a paper that the rules would complain of for good, since no decision is edited afterwards.

    Whoever decides with his own key does it today; only a paper says itself when it was.
    """
    others = (source for source in corpus.sources if source.path != place)
    source = parse_source(place, content, OF_DECISIONS)
    entered = build_corpus((*others, source), corpus.files.values(), corpus.today)
    rules = [rule for rule in all_rules() if rule.code[0] in _OF_THE_ORDER]
    found = check(replace(entered, proof=corpus.proof), rules).only({str(place)}).live
    errors = [finding for finding in found if finding.severity is Severity.ERROR]
    if errors:
        raise Refusal(
            say(
                "a paper signed on {day} does not fit the records, which nobody could mend once it is "
                "entered: {errors}. Look up in the paper who signed it, and when; if that is right, have the "
                "records corrected first",
                day=signed,
                errors=tuple(say("{code}: {message}", code=e.code, message=e.message) for e in errors),
            )
        )
