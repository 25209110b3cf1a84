"""The files for people in an audit file: what they are called, and that they are what was verified.

An auditor reads them, and not the objects. So they are made of what a verification says, under names of their
own, whatever the repository calls its files; and an audit file with others in it is refused.
"""

import base64
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import PurePosixPath
from typing import Final

from lpsedocs.audit import Audited, page
from lpsedocs.findings import printable, say
from lpsedocs.language import INDONESIAN
from lpsedocs.models.decision import Decision
from lpsedocs.models.roster import Forge, Key
from lpsedocs.trust.cabinet import Cabinet
from lpsedocs.trust.objects import BadObjectError, CommitObject, algorithm_of, parse_commit
from lpsedocs.trust.signatures import parse_openpgp_key, parse_ssh_signature
from lpsedocs.trust.standing import Standing
from lpsedocs.trust.trees import Objects, Trees
from lpsedocs.trust.verdicts import CannotVerifyError, History, Judged
from lpsedocs.trust.words import STATUSES, person, verdict
from lpsedocs.verification.roots import MAIN

PAGE: Final = "BACA-SAYA.md"
ROSTER: Final = "records/roster.yaml"
PAYLOAD: Final = "tanda-tangan/isi"
SSH: Final = "tanda-tangan/isi.sig"
SIGNERS: Final = "tanda-tangan/penanda-tangan"
OPENPGP: Final = "tanda-tangan/isi.asc"
CERTIFICATE: Final = "tanda-tangan/kunci.asc"


@dataclass(frozen=True)
class Subject:
    """What an audit file is about."""

    standing: Standing
    history: History
    ref: str
    """The full name of the branch that was judged."""
    day: date
    """As of which it was judged."""


def papers_of(subject: Subject, objects: Objects) -> dict[str, bytes]:
    """Make the files for people of what a verification says of a record, and of objects; by name."""
    return _Maker(subject, objects).made()


def refuse_others(path: str, audited: Audited, due: Mapping[str, bytes]) -> bool:
    """Refuse an audit file with other files for people than are due; tell whether the page is as due.

    What other versions of lpsedocs write on the page may differ in its words.
    """
    there = audited.papers
    others = (name for name in sorted(there.keys() | due.keys()) if there.get(name) != due.get(name))
    if (name := next((name for name in others if name != PAGE), None)) is not None:
        raise CannotVerifyError(
            say(
                "{name} in {path} is not what its objects prove as of {day}, the day that it was written "
                "for: somebody changed or left out something, or the file was written for other roots; ask "
                "whoever wrote it for a new one",
                name=printable(name[:200]),
                path=path,
                day=audited.day,
            )
        )
    return there.get(PAGE) == due.get(PAGE)


@dataclass(frozen=True)
class _Act:
    """The last decision that holds its number, and the commit that made it."""

    judged: Judged
    decision: Decision
    commit: CommitObject

    @property
    def is_signed(self) -> bool:
        """Whether the signature of that commit is what proves it."""
        return not self.judged.is_taken_over and self.judged.evidence != "witness"

    @property
    def is_click(self) -> bool:
        """Whether a forge signed it, and not the person who acted: his own acts have one parent."""
        return len(self.commit.parents) > 1

    @property
    def person(self) -> str:
        """Who acted: who decided, or who entered what was decided on paper."""
        paper = self.decision.document
        return paper.entered if paper else self.decision.by

    @property
    def signer(self) -> str:
        """Whose key signed, where a signature proves it; what to call a forge."""
        return "forge" if self.is_click else self.person


@dataclass(frozen=True)
class _Signed:
    """A signature that can be checked with another program."""

    program: str
    """Which part of the page tells how."""
    files: Mapping[str, bytes]


class _Maker:
    """Makes the files of one record."""

    def __init__(self, subject: Subject, objects: Objects) -> None:
        self._record, self._subject, self._objects = subject.standing.record, subject, objects
        self._trees = Trees(objects)
        self._cabinet = Cabinet(self._trees)

    def made(self) -> dict[str, bytes]:
        act = self._act()
        now = self._at(self._subject.history.tip)
        decided = self._at(act.commit.id) if act else None
        name = f"records/{self._record}.yaml"
        shown = f"records/{self._record}.diputuskan.yaml" if decided not in (None, now) else name
        files = {name: self._trees.blob(now)} if now else {}
        if decided is not None:
            files[shown] = self._trees.blob(decided)
        for judged in self._subject.standing.decisions:
            if judged.reason is None:
                files[f"records/{judged.path}"] = self._trees.blob(judged.blob)
        files[ROSTER] = self._trees.blob(self._subject.history.force.blob)
        signed = self._signed(act) if act else None
        files |= signed.files if signed else {}
        told = self._page(files, self._how_to_check(act, signed, shown))
        return {**files, PAGE: f"{told}\n".encode()}

    def _act(self) -> _Act | None:
        last = self._subject.standing.last
        if last is None:
            return None
        # What holds its number was read, in a commit.
        assert last.decision is not None
        assert last.commit is not None
        return _Act(last, last.decision, parse_commit(last.commit, self._objects.read(last.commit)[1]))

    def _at(self, commit: str) -> str | None:
        """Return the record's bytes in a commit by their git id; None where there are none to be read."""
        with suppress(BadObjectError):
            tree = parse_commit(commit, self._objects.read(commit)[1]).tree
            blob = self._cabinet.find(tree, self._record)
            if blob is not None:
                self._trees.blob(blob)
                return blob
        return None

    def _signed(self, act: _Act) -> _Signed | None:
        if not act.is_signed:
            return None
        assert act.commit.signature is not None
        armored = act.commit.signature.rstrip(b"\n") + b"\n"
        if armored.startswith(b"-----BEGIN SSH"):
            key = parse_ssh_signature(armored).key
            # The form of the file: ssh-keygen(1), ALLOWED SIGNERS.
            line = f'{act.signer} namespaces="git" {key.kind} {base64.b64encode(key.blob).decode()}\n'
            return _Signed("ssh", {PAYLOAD: act.commit.payload, SSH: armored, SIGNERS: line.encode()})
        certificate = next(self._certificates(act.judged.fingerprint), None)
        if certificate is None:
            return None
        files = {PAYLOAD: act.commit.payload, OPENPGP: armored, CERTIFICATE: certificate.encode()}
        return _Signed("openpgp", files)

    def _certificates(self, fingerprint: str | None) -> Iterator[str]:
        """Yield the OpenPGP key of a fingerprint, if the roster still has it."""
        roster = self._subject.history.force.roster
        keys: tuple[Key | Forge, ...] = (*(k for p in roster.people for k in p.keys), *roster.forges)
        for key in keys:
            if key.openpgp and parse_openpgp_key(key.openpgp).fingerprint == fingerprint:
                yield key.openpgp

    # ---- The page

    def _page(self, files: Iterable[str], signature: str) -> str:
        history, last = self._subject.history, self._subject.standing.last
        place = "" if self._subject.ref in MAIN else f"@{self._subject.ref}"
        trusted = f"--trust-root {','.join((history.root, *history.renewals))}{place}"
        return page(
            PAGE.removesuffix(".md"),
            record=self._record,
            status=INDONESIAN.say(STATUSES[self._subject.standing.status]),
            last=INDONESIAN.say(verdict(last, history.force.roster)) if last else "belum ada",
            root=history.root,
            tip=history.tip,
            day=INDONESIAN.day(self._subject.day),
            options=f"{trusted} --today {self._subject.day}",
            contents="\n".join(f"- `{name}`" for name in sorted(files)),
            hash=f"{algorithm_of(history.tip)}sum",
            signature=signature,
        )

    def _how_to_check(self, act: _Act | None, signed: _Signed | None, shown: str) -> str:
        if act is None:
            return page("none")
        if signed is None:
            return page("other")
        fingerprint = act.judged.fingerprint or ""
        parts = (
            page(signed.program, owner=act.signer, fingerprint=fingerprint),
            *self._what_a_signature_means(act),
            page("steps", commit=act.commit.id, steps="\n".join(f"    {s}" for s in self._steps(act, shown))),
        )
        return "\n\n".join(parts)

    def _what_a_signature_means(self, act: _Act) -> Iterator[str]:
        roster = self._subject.history.force.roster
        yield page("forge" if act.is_click else "personal", by=person(act.person, roster))
        if act.decision.document:
            yield page("paper", by=person(act.decision.by, roster))

    def _steps(self, act: _Act, shown: str) -> tuple[str, ...]:
        """Return the commands; a folder names what lies in it by the id, in bytes."""
        path, tree = PurePosixPath("records", act.judged.path), act.commit.tree
        ids = [tree]
        for depth in range(1, len(path.parts) + 1):
            entry = self._trees.at(tree, "/".join(path.parts[1:depth]))
            assert entry is not None
            ids.append(entry.id)
        length = f"$(wc -c < {path} | tr -d ' ')"
        return (
            f"grep -c '^tree {tree}$' {PAYLOAD}",
            *(
                f"od -An -v -tx1 objects/{above} | tr -d ' \\n' | grep -c {below}"
                for above, below in pairwise(ids)
            ),
            f"{{ printf 'blob %s\\0' \"{length}\"; cat {path}; }} | {algorithm_of(tree)}sum "
            f"| grep -c {act.judged.blob}",
            f"grep -c \"^sha256: .*$(sha256sum < {shown} | cut -d' ' -f1)\" {path}",
        )
