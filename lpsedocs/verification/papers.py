"""The files for people in an audit file: what they are called, and that they are what was verified.

An auditor reads them, and not the objects. So they are made of what a verification says, under names of their
own, whatever the repository calls its files; and an audit file with others in it is refused.
"""

import base64
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from itertools import pairwise
from pathlib import PurePosixPath
from typing import Final, Literal

from lpsedocs.audit import Audited
from lpsedocs.findings import printable, say
from lpsedocs.models.roster import Forge, Key
from lpsedocs.trust.cabinet import Cabinet
from lpsedocs.trust.objects import BadObjectError, CommitObject, algorithm_of, parse_commit
from lpsedocs.trust.signatures import parse_openpgp_key, parse_ssh_key, parse_ssh_signature
from lpsedocs.trust.standing import Standing
from lpsedocs.trust.trees import Objects, Trees
from lpsedocs.trust.verdicts import CannotVerifyError, History, Judged

PAGE: Final = "BACA-SAYA.md"
ROSTER: Final = "records/roster.yaml"
PAYLOAD: Final = "tanda-tangan/isi"
SSH: Final = "tanda-tangan/isi.sig"
SIGNERS: Final = "tanda-tangan/penanda-tangan"
OPENPGP: Final = "tanda-tangan/isi.asc"
CERTIFICATE: Final = "tanda-tangan/kunci.asc"


@dataclass(frozen=True)
class Papers:
    """The files for people about one record, but for the page on how to check them."""

    files: Mapping[str, bytes]
    """By their names in the audit file."""
    signature: Literal["ssh", "openpgp", "other", "none"]
    """What an auditor can check without lpsedocs; other evidence takes more than one signature."""
    owner: str
    """Whose key signed."""
    steps: tuple[str, ...]
    """Commands that lead from the signed commit to the decision, and from it to the record; each prints 1."""


def papers_of(standing: Standing, history: History, objects: Objects) -> Papers:
    """Make the files for people of what a verification says of a record, and of objects."""
    return _Maker(standing, history, objects).made()


def refuse_others(path: str, audited: Audited, made: Papers | None) -> None:
    """Refuse an audit file with other files for people than those that are made of its objects.

    Of the page only the reader can judge: whoever changes it may tell what he likes.
    """
    there = {name: content for name, content in audited.papers.items() if name != PAGE}
    due = made.files if made else {}
    others = (name for name in sorted(there.keys() | due.keys()) if there.get(name) != due.get(name))
    if (name := next(others, None)) is not None:
        raise CannotVerifyError(
            say(
                "{name} in {path} is not what its objects prove as of this day: somebody changed or left out "
                "something, or the file is older; ask whoever wrote it for a new one",
                name=printable(name[:200]),
                path=path,
            )
        )


class _Maker:
    """Makes the files of one record."""

    def __init__(self, standing: Standing, history: History, objects: Objects) -> None:
        self._record, self._last = standing.record, standing.last
        self._standing, self._history, self._objects = standing, history, objects
        self._trees = Trees(objects)
        self._cabinet = Cabinet(self._trees)

    def made(self) -> Papers:
        now, decided = self._at(self._history.tip), self._decided()
        name = f"records/{self._record}.yaml"
        is_changed = decided not in (None, now)
        shown = f"records/{self._record}.diputuskan.yaml" if is_changed else name
        files = {name: self._trees.blob(now)} if now else {}
        if decided is not None:
            files[shown] = self._trees.blob(decided)
        for judged in self._standing.decisions:
            if judged.reason is None:
                files[f"records/{judged.path}"] = self._trees.blob(judged.blob)
        files[ROSTER] = self._trees.blob(self._history.force.blob)
        signature, owner, signed = self._signature()
        steps = self._steps(shown) if signature in ("ssh", "openpgp") else ()
        return Papers(files | signed, signature, owner, steps)

    def _commit(self, id_: str) -> CommitObject:
        return parse_commit(id_, self._objects.read(id_)[1])

    def _at(self, commit: str) -> str | None:
        """Return the record's bytes in a commit by their git id; None where there are none to be read."""
        with suppress(BadObjectError):
            blob = self._cabinet.find(self._commit(commit).tree, self._record)
            if blob is not None:
                self._trees.blob(blob)
                return blob
        return None

    def _decided(self) -> str | None:
        last = self._last
        if last is None or last.commit is None or last.decision is None:
            return None
        blob = self._at(last.commit)
        return blob if blob is not None and self._cabinet.is_of(blob, last.decision.sha256) else None

    def _signature(self) -> tuple[Literal["ssh", "openpgp", "other", "none"], str, dict[str, bytes]]:
        last = self._last
        if last is None:
            return "none", "-", {}
        commit = self._commit(last.commit) if last.commit else None
        if commit is None or commit.signature is None or last.evidence == "witness":
            return "other", "-", {}
        payload, armored = {PAYLOAD: commit.payload}, commit.signature.rstrip(b"\n") + b"\n"
        for owner, line in self._ssh_lines(last, armored):
            if parse_ssh_key(line).fingerprint == last.fingerprint:
                # The form of the file: ssh-keygen(1), ALLOWED SIGNERS.
                signers = f'{owner} namespaces="git" {line}\n'.encode()
                return "ssh", owner, {**payload, SSH: armored, SIGNERS: signers}
        for owner, key in self._keys():
            if key.openpgp and parse_openpgp_key(key.openpgp).fingerprint == last.fingerprint:
                return "openpgp", owner, {**payload, OPENPGP: armored, CERTIFICATE: key.openpgp.encode()}
        return "other", "-", {}

    def _keys(self) -> Iterator[tuple[str, Key | Forge]]:
        roster = self._history.force.roster
        for person in roster.people:
            for key in person.keys:
                yield person.id, key
        for forge in roster.forges:
            yield forge.id, forge

    def _ssh_lines(self, last: Judged, armored: bytes) -> Iterator[tuple[str, str]]:
        """Yield keys of the roster, and the one that the signature itself names: it may be listed no more."""
        for owner, key in self._keys():
            if key.ssh:
                yield owner, key.ssh
        if armored.startswith(b"-----BEGIN SSH") and last.decision and last.evidence != "forge":
            named, paper = parse_ssh_signature(armored).key, last.decision.document
            line = f"{named.kind} {base64.b64encode(named.blob).decode()}"
            yield paper.entered if paper else last.decision.by, line

    def _steps(self, shown: str) -> tuple[str, ...]:
        """Return the commands; a folder names what lies in it by the id, in bytes."""
        last = self._last
        commit = self._commit(last.commit) if last and last.commit else None
        if last is None or commit is None:
            return ()
        path = PurePosixPath("records", last.path)
        way = [self._trees.at(commit.tree, "/".join(path.parts[1 : n + 1])) for n in range(len(path.parts))]
        ids = [commit.tree, *(entry.id for entry in way if entry)]
        hash_ = "sha1sum" if algorithm_of(commit.tree) == "sha1" else "sha256sum"
        length = f"$(wc -c < {path} | tr -d ' ')"
        return (
            f"grep -c '^tree {commit.tree}$' {PAYLOAD}",
            *(
                f"od -An -v -tx1 objects/{above} | tr -d ' \\n' | grep -c {below}"
                for above, below in pairwise(ids)
            ),
            f"{{ printf 'blob %s\\0' \"{length}\"; cat {path}; }} | {hash_} | grep -c {last.blob}",
            f"grep -c \"$(sha256sum < {shown} | cut -d' ' -f1)\" {path}",
        )
