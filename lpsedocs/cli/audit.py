"""lpsedocs audit."""

import os
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Literal

import click

from lpsedocs.audit import how_to_check, papers, write_audit_file
from lpsedocs.cli import language_of
from lpsedocs.cli._days import DAY
from lpsedocs.cli._names import NAME
from lpsedocs.cli._paths import PathType
from lpsedocs.cli._places import place_of
from lpsedocs.editing import create
from lpsedocs.findings import Refusal, say
from lpsedocs.trust.cabinet import Cabinet
from lpsedocs.trust.objects import CommitObject, algorithm_of, parse_commit
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
            files = dict(_papers(standing, verification, recorder))
    except CannotVerifyError as error:
        click.echo(language_of(ctx).say(say("can't verify: {why}", why=error.message)), err=True)
        ctx.exit(3)
    create(output, write_audit_file(record, ref, verification.history.tip, recorder.recorded, files))
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
    record, trees, history = standing.record, Trees(recorder), verification.history
    tip = _commit(history.tip, recorder)
    cabinet, looked_at = Cabinet(trees), frozenset(recorder.recorded)
    blob, decided = cabinet.find(tip.tree, record), _decided(standing.last, cabinet, recorder)
    if blob is not None:
        yield papers.of_record(record), trees.blob(blob)
    if decided not in (None, blob):
        yield papers.as_decided(record), trees.blob(decided)
    # What else lies beside the decisions may be no file, or too large; no verdict rests on it.
    for path, entry in trees.files(tip.tree, f"decisions/{record}"):
        name = f"records/{path}"
        is_decision = papers.DECISION_FILE.fullmatch(name.removeprefix(papers.of_decisions(record)))
        if is_decision and entry.is_plain_file and entry.id in looked_at:
            yield name, trees.blob(entry.id)
    yield papers.ROSTER, trees.blob(history.force.blob)
    signature = _signature(standing.last, verification, recorder)
    shown = papers.as_decided(record) if decided not in (None, blob) else papers.of_record(record)
    page = _page(standing, verification, signature, _steps(standing.last, trees, recorder, shown))
    yield papers.PAGE, page.encode()
    yield from signature.files


def _commit(id_: str, recorder: Recorder) -> CommitObject:
    return parse_commit(id_, recorder.read(id_)[1])


def _decided(last: Judged | None, cabinet: Cabinet, recorder: Recorder) -> str | None:
    """Return the bytes that were decided on, by their git id, if the act's commit has them."""
    if last is None or last.commit is None or last.decision is None:
        return None
    blob = cabinet.find(_commit(last.commit, recorder).tree, last.record)
    return blob if blob is not None and cabinet.is_of(blob, last.decision.sha256) else None


@dataclass(frozen=True)
class _Signature:
    """The signature that proves the last decision, as an auditor checks it without lpsedocs."""

    kind: Literal["ssh", "openpgp", "none"] = "none"
    owner: str = "-"
    files: tuple[tuple[str, bytes], ...] = ()


def _signature(last: Judged | None, verification: Verification, recorder: Recorder) -> _Signature:
    if last is None or last.commit is None or last.fingerprint is None:
        return _Signature()
    commit = _commit(last.commit, recorder)
    if commit.signature is None:
        return _Signature()
    payload = (papers.PAYLOAD, commit.payload)
    for owner, key in papers.keys_of(verification.history.force.roster):
        if key.ssh and parse_ssh_key(key.ssh).fingerprint == last.fingerprint:
            signers = (papers.SIGNERS, papers.signers_line(owner, key.ssh))
            return _Signature("ssh", owner, (payload, (papers.SSH, papers.armored(commit)), signers))
        if key.openpgp and parse_openpgp_key(key.openpgp).fingerprint == last.fingerprint:
            certificate = (papers.CERTIFICATE, key.openpgp.encode())
            return _Signature(
                "openpgp", owner, (payload, (papers.OPENPGP, papers.armored(commit)), certificate)
            )
    return _Signature()


def _steps(last: Judged | None, trees: Trees, recorder: Recorder, shown: str) -> str:
    """Return the commands that lead from a signed commit to the decision, and from it to the record.

    Each prints 1: a folder names what lies in it by the id, in bytes.
    """
    if last is None or last.commit is None:
        return ""
    tree = _commit(last.commit, recorder).tree
    lines, above = [f"grep -c '^tree {tree}$' {papers.PAYLOAD}"], tree
    path = PurePosixPath("records", last.path)
    for depth in range(len(path.parts)):
        entry = trees.at(tree, "/".join(path.parts[1 : depth + 1]))
        if entry is None:
            return ""
        lines.append(f"od -An -v -tx1 objects/{above} | tr -d ' \\n' | grep -c {entry.id}")
        above = entry.id
    hash_ = "sha1sum" if algorithm_of(tree) == "sha1" else "sha256sum"
    length = f"$(wc -c < {path} | tr -d ' ')"
    lines.append(f"{{ printf 'blob %s\\0' \"{length}\"; cat {path}; }} | {hash_} | grep -c {above}")
    lines.append(f"grep -c \"$(sha256sum < {shown} | cut -d' ' -f1)\" {path}")
    return "\n".join(f"    {line}" for line in lines)


def _page(standing: Standing, verification: Verification, signature: _Signature, steps: str) -> str:
    last = standing.last
    return how_to_check(
        signature.kind,
        signature.owner,
        record=standing.record,
        root=verification.history.root,
        tip=verification.history.tip,
        commit=(last and last.commit) or "",
        steps=steps,
        last=f"commit {last.commit}, oleh {last.decision.by}" if last and last.decision else "belum ada",
    )
