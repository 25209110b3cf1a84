"""The files for people in an audit file: their names, and whether they are what the objects have.

An auditor reads them, and not the objects. So each has a name of its own, whatever the repository calls the
file, and an audit file in which one differs from the objects is refused.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from lpsedocs.models.roster import Forge, Key, Roster
from lpsedocs.trust.cabinet import Cabinet
from lpsedocs.trust.objects import BadObjectError, CommitObject, algorithm_of, object_id, parse_commit
from lpsedocs.trust.rosters import InForce, read_roster
from lpsedocs.trust.trees import Objects, Trees

PAGE: Final = "BACA-SAYA.md"
ROSTER: Final = "records/roster.yaml"
PAYLOAD: Final = "tanda-tangan/isi"
SSH: Final = "tanda-tangan/isi.sig"
SIGNERS: Final = "tanda-tangan/penanda-tangan"
OPENPGP: Final = "tanda-tangan/isi.asc"
CERTIFICATE: Final = "tanda-tangan/kunci.asc"
DECISION_FILE: Final = re.compile(r"[1-9][0-9]{0,8}(?:\.witness)?\.yaml")


def of_record(record: str) -> str:
    """Return the name of a record as it is at the tip."""
    return f"records/{record}.yaml"


def as_decided(record: str) -> str:
    """Return the name of a record as it was decided on, where it has other bytes at the tip."""
    return f"records/{record}.diputuskan.yaml"


def of_decisions(record: str) -> str:
    """Return the folder of the decisions on a record."""
    return f"records/decisions/{record}/"


def signers_line(owner: str, key: str) -> bytes:
    """Return the line by which ssh-keygen knows a key: ssh-keygen(1), ALLOWED SIGNERS."""
    return f'{owner} namespaces="git" {key}\n'.encode()


def armored(commit: CommitObject) -> bytes:
    """Return a commit's signature as a file."""
    return (commit.signature or b"").rstrip(b"\n") + b"\n"


def keys_of(roster: Roster) -> Iterator[tuple[str, Key | Forge]]:
    """Yield each key of people and forges, with whose it is."""
    for person in roster.people:
        for key in person.keys:
            yield person.id, key
    for forge in roster.forges:
        yield forge.id, forge


@dataclass(frozen=True)
class Truth:
    """What the objects of an audit file say that its papers have to be."""

    record: str
    tip: str
    objects: Objects
    ids: Collection[str]
    """Of all objects."""

    def untrue(self, papers: Mapping[str, bytes]) -> str | None:
        """Return the first paper that is not what the objects have; None if all are.

        Raises MissingObjectError for an object that is not there. Of the page only the reader can judge:
        whoever changes it may tell what he likes, also of how to check it.
        """
        return next((name for name in sorted(papers) if not self._is_true(name, papers)), None)

    def _is_true(self, name: str, papers: Mapping[str, bytes]) -> bool:
        content = papers[name]
        blob = object_id("blob", content, algorithm_of(self.tip))
        if name == PAGE:
            return True
        if name == ROSTER:
            return blob in self.ids
        if name == of_record(self.record):
            return blob == Cabinet(self._trees).find(self._commit(self.tip).tree, self.record)
        decisions = {
            other: text for other, text in papers.items() if other.startswith(of_decisions(self.record))
        }
        if name == as_decided(self.record):
            return any(sha256(content).hexdigest().encode() in text for text in decisions.values())
        if name in decisions:
            entry = self._trees.at(self._commit(self.tip).tree, name.removeprefix("records/"))
            return entry is not None and entry.id == blob
        return content in self._signatures(name, papers)

    @property
    def _trees(self) -> Trees:
        return Trees(self.objects)

    def _commit(self, id_: str) -> CommitObject:
        return parse_commit(id_, self.objects.read(id_)[1])

    def _signatures(self, name: str, papers: Mapping[str, bytes]) -> Iterator[bytes]:
        """Yield what a paper about the signature may be."""
        if name in (PAYLOAD, SSH, OPENPGP):
            for commit in self._signed(papers.get(PAYLOAD)):
                yield commit.payload if name == PAYLOAD else armored(commit)
        roster = read_roster(papers.get(ROSTER, b""), "")
        for owner, key in keys_of(roster.roster) if isinstance(roster, InForce) else ():
            if name == SIGNERS and key.ssh:
                yield signers_line(owner, key.ssh)
            if name == CERTIFICATE and key.openpgp:
                yield key.openpgp.encode()

    def _signed(self, payload: bytes | None) -> Iterator[CommitObject]:
        """Yield the signed commits that a signature's payload is."""
        for id_ in self.ids:
            with suppress(BadObjectError):
                kind, content = self.objects.read(id_)
                if kind == "commit" and (commit := parse_commit(id_, content)).payload == payload:
                    yield commit
