"""Signed papers that a record cites: the scan or the PDF with its digest, and who works here."""

import hashlib
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Final, Literal, get_args

import click

from lpsedocs.cli.attach import safe_name
from lpsedocs.clone import Clone
from lpsedocs.corpus import Corpus
from lpsedocs.findings import Message, Refusal, say
from lpsedocs.git import has_repository
from lpsedocs.models import ATTACHMENTS
from lpsedocs.models.roster import Role
from lpsedocs.models.words import word
from lpsedocs.source import Plain
from lpsedocs.workspace import Workspace

Signature = Literal["basah", "tte"]
_IMAGES: Final = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"II*\0", b"MM\0*")
"""What a JPEG, a PNG and a TIFF in either order of bytes begin with."""
_PDF: Final = b"%PDF-"
_HEAD: Final = 1024
"""In so many bytes a PDF says that it is one; programs put something before it now and then."""

signing_option = click.option(
    "--kind",
    type=click.Choice(get_args(Signature)),
    help="Wet ink, or a certified electronic signature; has to be said of a PDF, an image is always wet ink.",
)
"""Lets a command be told how a paper was signed."""


@dataclass(frozen=True)
class SignedPaper:
    """A scan or PDF of what somebody signed."""

    kind: Signature
    content: bytes
    sha256: str
    place: PurePosixPath | None
    """Under ``records/``, where it is copied to; None where only the archive has it."""
    where: dict[str, Plain]
    """How a record says where it is."""


def signed_paper(record: str, file: Path, archive: str | None, kind: Signature | None) -> SignedPaper:
    """Return a paper as a record cites it; with an archive place, nothing is copied.

    An image shows wet ink; a PDF may be signed either way, so that the kind has to be given.
    """
    if not file.is_file():
        raise Refusal(say("{path} is no ordinary file; name the scan or the PDF itself", path=str(file)))
    content = file.read_bytes()
    if not content:
        raise Refusal(say("{path} is empty; name the scan or the PDF itself", path=str(file)))
    signature = _kind_of_signature(kind, file, content)
    digest = hashlib.sha256(content).hexdigest()
    if archive is not None:
        return SignedPaper(signature, content, digest, None, {"archive": archive})
    place = ATTACHMENTS / record / safe_name(file.name)
    return SignedPaper(signature, content, digest, place, {"file": str(place)})


def _kind_of_signature(kind: Signature | None, file: Path, content: bytes) -> Signature:
    if content.startswith(_IMAGES):
        if kind == "tte":
            raise Refusal(
                say(
                    "{path} is an image, which has no certified electronic signature; name the signed PDF "
                    "itself",
                    path=str(file),
                )
            )
        return "basah"
    if _PDF not in content[:_HEAD]:
        raise Refusal(
            say(
                "{path} is neither a PDF nor an image (JPEG, PNG or TIFF), so it is no scan of a signed "
                "paper",
                path=str(file),
            )
        )
    if kind is None:
        raise Refusal(
            say("say with --kind how it was signed: basah (wet ink) or tte (certified electronic signature)")
        )
    return kind


def person_here(workspace: Workspace, corpus: Corpus, given: str | None, role: Role) -> str:
    """Return who works here: who was named, or whose address git has; refuses whoever has not the role."""
    person = given or _by_address(workspace, corpus)
    refuse_unless_holding(corpus, person, role, "--by", corpus.holders(role))
    return person


def refuse_unless_holding(
    corpus: Corpus, person: str, role: Role, option: str, others: tuple[str, ...]
) -> None:
    """Refuse somebody who has not a role today; says which others the option takes."""
    if person not in corpus.people:
        raise Refusal(
            say(
                "there is no {person} in the roster; it has {people}",
                person=person,
                people=tuple(corpus.people),
            )
        )
    if corpus.holding(person, role, corpus.today) is None:
        raise Refusal(
            say(
                "{person} does not hold the role {role} on {day}; {holders}",
                person=person,
                role=word(role),
                day=corpus.today,
                holders=_offered(option, others),
            )
        )


def _offered(option: str, people: tuple[str, ...]) -> Message:
    if not people:
        return say("nobody does; 'lpsedocs roster add-role' enters somebody")
    return say("{option} takes one of {people}", option=option, people=people)


def _by_address(workspace: Workspace, corpus: Corpus) -> str:
    address = Clone(workspace.root).hand().email if has_repository(workspace.root) else None
    people = (p.id for p in corpus.people.values() if (address or "").lower() in map(str.lower, p.emails))
    found = next(people, None)
    if found is None:
        raise Refusal(
            say(
                "the roster does not know the address {address} that git has for you; say with --by who "
                "does it",
                address=address or "-",
            )
        )
    return found
