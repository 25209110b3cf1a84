"""lpsedocs audit."""

import os
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

import click

from lpsedocs.audit import how_to_check, write_audit_file
from lpsedocs.cli import language_of
from lpsedocs.cli._days import DAY
from lpsedocs.cli._names import NAME
from lpsedocs.cli._paths import PathType
from lpsedocs.cli._places import place_of
from lpsedocs.editing import create
from lpsedocs.findings import Refusal, say
from lpsedocs.models.roster import Forge, Key
from lpsedocs.trust.cabinet import Cabinet
from lpsedocs.trust.objects import parse_commit
from lpsedocs.trust.signatures import parse_openpgp_key, parse_ssh_key
from lpsedocs.trust.standing import Standing, standings
from lpsedocs.trust.trees import Trees
from lpsedocs.trust.verdicts import CannotVerifyError, Judged
from lpsedocs.verification import MAIN, Recorder, Request, Verification, recorded


@click.command()
@click.argument("record", type=NAME)
@click.option(
    "-o",
    "--output",
    type=PathType(path_type=Path, dir_okay=False),
    required=True,
    metavar="FILE.zip",
    help="The file to write.",
)
@click.option("--repo", type=PathType(exists=True, path_type=Path), help="The repository.")
@click.option("--trust-root", metavar="ID", help="Trust this root commit for this run.")
@click.option(
    "--today",
    type=DAY,
    help="The day to judge as of; by default today.",
)
@click.pass_context
def command(
    ctx: click.Context,
    record: str,
    output: Path,
    repo: Path | None,
    trust_root: str | None,
    today: date | None,
) -> None:
    """Put all that proves the decisions on RECORD into one file, for an auditor without the repository.

    It holds the record, its decisions, the roster, and every git object that the verdict rests on, with a
    page in Indonesian on how to check it. 'lpsedocs verify --bundle FILE.zip' judges it anew.

    \b
    Examples:
      lpsedocs audit EVL-2026-003 -o EVL-2026-003.zip
      lpsedocs verify --bundle EVL-2026-003.zip
    """
    place = place_of(ctx, repo)
    try:
        with recorded(Request(place, today, os.environ, trust_root)) as (verification, recorder):
            standing = _standing(verification, record)
            ref = verification.ref or MAIN[0]
            _refuse_too_large(recorder, ref)
            papers = dict(_papers(standing, verification, recorder))
    except CannotVerifyError as error:
        click.echo(language_of(ctx).say(say("can't verify: {why}", why=error.message)), err=True)
        ctx.exit(3)
    create(output, write_audit_file(record, ref, verification.history.tip, recorder.recorded, papers))
    click.echo(language_of(ctx).say(say("written: {path}", path=str(output))))


def _standing(verification: Verification, record: str) -> Standing:
    found = standings(verification.history, verification.decidable, verification.digest_of)
    if record not in found:
        raise Refusal(say("there is no evaluation or KAK {record} on the main branch", record=record))
    return found[record]


def _refuse_too_large(recorder: Recorder, ref: str) -> None:
    if recorder.too_large:
        raise Refusal(
            say(
                "the history has objects that are too large for an audit file, such as {id}; give the "
                "auditor what 'git bundle create FILE {ref}' writes, which 'lpsedocs verify --bundle' takes, "
                "too",
                id=recorder.too_large[0][:12],
                ref=shlex.quote(ref),
            )
        )


def _papers(
    standing: Standing, verification: Verification, recorder: Recorder
) -> Iterator[tuple[str, bytes]]:
    trees = Trees(recorder)
    tip = parse_commit(verification.history.tip, recorder.read(verification.history.tip)[1])
    # What else lies beside them may be no file, or too large; no verdict rests on it.
    blob, looked_at = Cabinet(trees).find(tip.tree, standing.record), frozenset(recorder.recorded)
    for folder in ("evaluations", "kak", f"decisions/{standing.record}"):
        for path, entry in trees.files(tip.tree, folder):
            is_record = path.endswith(f"/{standing.record}.yaml") and entry.id == blob
            is_decision = folder.startswith("decisions") and entry.id in looked_at
            if entry.is_plain_file and (is_record or is_decision):
                yield f"records/{path}", trees.blob(entry.id)
    yield "records/roster.yaml", trees.blob(verification.history.force.blob)
    signature = _signature(standing.last, verification, recorder)
    yield "BACA-SAYA.md", _page(standing, verification, signature).encode()
    yield from signature.files


@dataclass(frozen=True)
class _Signature:
    """The signature that proves the last decision, as an auditor checks it without lpsedocs."""

    kind: Literal["ssh", "openpgp", "none"] = "none"
    owner: str = "-"
    files: tuple[tuple[str, bytes], ...] = ()


def _signature(last: Judged | None, verification: Verification, recorder: Recorder) -> _Signature:
    if last is None or last.commit is None or last.fingerprint is None:
        return _Signature()
    commit = parse_commit(last.commit, recorder.read(last.commit)[1])
    if commit.signature is None:
        return _Signature()
    signature = commit.signature.rstrip(b"\n") + b"\n"
    payload = ("tanda-tangan/isi", commit.payload)
    for owner, key in _keys(verification):
        if key.ssh and parse_ssh_key(key.ssh).fingerprint == last.fingerprint:
            # The form of the file: ssh-keygen(1), ALLOWED SIGNERS.
            signers = f'{owner} namespaces="git" {key.ssh}\n'.encode()
            files = (payload, ("tanda-tangan/isi.sig", signature), ("tanda-tangan/penanda-tangan", signers))
            return _Signature("ssh", owner, files)
        if key.openpgp and parse_openpgp_key(key.openpgp).fingerprint == last.fingerprint:
            certificate = ("tanda-tangan/kunci.asc", key.openpgp.encode())
            return _Signature("openpgp", owner, (payload, ("tanda-tangan/isi.asc", signature), certificate))
    return _Signature()


def _keys(verification: Verification) -> Iterator[tuple[str, Key | Forge]]:
    roster = verification.history.force.roster
    for person in roster.people:
        for key in person.keys:
            yield person.id, key
    for forge in roster.forges:
        yield forge.id, forge


def _page(standing: Standing, verification: Verification, signature: _Signature) -> str:
    last = standing.last
    return how_to_check(
        signature.kind,
        signature.owner,
        record=standing.record,
        root=verification.history.root,
        tip=verification.history.tip,
        commit=(last and last.commit) or "",
        last=f"commit {last.commit}, oleh {last.decision.by}" if last and last.decision else "belum ada",
    )
