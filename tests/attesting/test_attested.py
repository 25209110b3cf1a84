"""What CI attests after a merge, and when there is nothing to attest."""

import hashlib
import os
import subprocess

import pytest

from lpsedocs.deciding.attesting import Brought, told_settled
from lpsedocs.language import ENGLISH
from lpsedocs.trust.objects import parse_commit
from lpsedocs.trust.verdicts import Judged
from tests.attesting.scenes import NOBODY, WITNESS, Scene, refusal, set_up
from tests.forges.cases import BUDI, KINDS, RAHMA, Said
from tests.forges.mocks import running
from tests.real_office import DECISION, EVALUATION, SIGNED, RealOffice
from tests.trust.story import Story

# ---- What is attested


@pytest.mark.parametrize("kind", KINDS)
def test_a_merge_by_the_kepala_is_attested_on_every_forge(office: RealOffice, kind: str) -> None:
    with running(kind) as mock:
        scene = set_up(office, mock)
        merge = scene.merged()
        scene.told()
        assert scene.verdicts() == {"EVL-2026-001/1": "unsigned"}
        pipeline = scene.runs()

        told = scene.attests("--push")

        assert told.code == 0, told
        assert told.out == (
            "note: no root of this repository is pinned: the roster is what the repository says of itself\n"
            "EVL-2026-001, decision 1, disetujui (approved): rahma (account 1001) merged request #42\n"
            f"commit {pipeline.tip()[:12]} on main, {SIGNED}\n"
            "sent to origin\n"
        )
        assert scene.verdicts() == {"EVL-2026-001/1": "witness"}
        assert office.tip() == merge
        seen = office.elsewhere().lpsedocs("verify", "--allow-unpinned", "--today", "2026-07-15")
        assert "decisions proved: 1, taken over: 0, in doubt: 0, not proved: 0\n" in seen.out


def test_the_attestation_is_bound_to_repository_decision_merge_and_request(scene: Scene) -> None:
    merge = scene.merged()
    scene.told()
    scene.attests("--push")
    pipeline = scene.pipeline
    assert pipeline is not None
    decision = (pipeline.root / DECISION).read_bytes()
    assert pipeline.read(WITNESS) == (
        'repository: "0123456789abcdef0123456789abcdef"\n'
        f'decision: "{hashlib.sha256(decision).hexdigest()}"\n'
        f'merge: "{merge}"\n'
        "forge: forgejo\n"
        "request: 42\n"
        'account: "1001"\n'
        "read: 2026-07-06T04:00:00Z\n"
    )
    assert pipeline.git("show", "--name-status", "--format=%an <%ae>|%cn <%ce>|%B") == (
        "forgejo <forgejo@127.0.0.1>|forgejo <forgejo@127.0.0.1>|SAKSI EVL-2026-001\n\n"
        f"Permintaan 42 di {scene.mock.url}\n\n\nA\t{WITNESS}"
    )
    assert pipeline.git("status", "--porcelain") == ""


def test_an_approval_counts_where_somebody_else_merges(scene: Scene) -> None:
    scene.merged()
    scene.told(merger=BUDI, reviews=(Said(RAHMA, of=scene.head()),))
    told = scene.attests("--push")
    assert told.code == 0
    assert (
        "EVL-2026-001, decision 1, disetujui (approved): rahma (account 1001) approved request #42\n"
        in told.out
    )
    assert scene.verdicts() == {"EVL-2026-001/1": "witness"}


def test_an_approval_is_not_of_what_somebody_put_into_the_merge(scene: Scene) -> None:
    office = scene.office
    office.at("2026-07-06T02:00:00Z")
    office.sits("tia")
    assert office.lpsedocs("request", "EVL-2026-001").code == 0
    office.sits("budi")
    office.at("2026-07-06T03:00:00Z")
    office.git("merge", "--quiet", "--no-commit", "--no-ff", "setujui/EVL-2026-001")
    shown = hashlib.sha256((office.root / EVALUATION).read_bytes()).hexdigest()
    office.edit(EVALUATION, "recommendation: lanjut", "recommendation: lanjut # lain")
    office.edit(DECISION, shown, hashlib.sha256((office.root / EVALUATION).read_bytes()).hexdigest())
    office.git("commit", "--quiet", "--all", "-m", "Merge pull request 'SETUJUI' (#42)")
    office.git("push", "--quiet", "origin", "main")
    scene.told(merger=BUDI, reviews=(Said(RAHMA, of=scene.head()),))

    told = scene.attests("--push")

    assert (told.code, told.out) == (2, "")
    assert told.err == (
        "lpsedocs: what was signed would not count, and nothing was changed: the merge has the decision "
        "otherwise than the request, so that nobody approved it; ask for it again\n"
    )
    assert scene.verdicts() == {"EVL-2026-001/1": "unsigned"}


def test_two_evaluations_of_one_request_are_attested_in_one_commit(scene: Scene) -> None:
    office = scene.office
    office.write(
        {EVALUATION.replace("001", "002"): office.read(EVALUATION).replace("EVL-2026-001", "EVL-2026-002")}
    )
    office.sits("tia")
    office.commit()
    assert office.lpsedocs("request", "EVL-2026-001", "EVL-2026-002").code == 0
    office.git("merge", "--quiet", "--no-ff", "-m", "Merge", "setujui/EVL-2026-001+EVL-2026-002")
    office.git("push", "--quiet", "origin", "main")
    scene.told(title="SETUJUI EVL-2026-001, EVL-2026-002")
    assert scene.attests("--push").code == 0
    assert scene.verdicts() == {"EVL-2026-001/1": "witness", "EVL-2026-002/1": "witness"}


def test_a_second_run_says_that_it_is_attested_already(scene: Scene) -> None:
    merge = scene.merged()
    scene.told()
    scene.attests("--push")
    tip = scene.office.git("ls-remote", "origin", "main")
    scene.runs(merge)
    scene.mock.asked.clear()
    told = scene.attests("--push")
    assert (told.code, told.out) == (0, "EVL-2026-001, decision 1: attested already\n")
    assert scene.office.git("ls-remote", "origin", "main") == tip
    assert scene.mock.asked == []


@pytest.mark.parametrize("way", ["without a main branch", "with a main branch", "that has no commit"])
def test_a_pipeline_without_a_branch_checked_out_attests_too(scene: Scene, way: str) -> None:
    merge = scene.merged()
    scene.told()
    pipeline = scene.runs()
    pipeline.git("switch", "--quiet", "--detach")
    if way != "with a main branch":
        pipeline.git("branch", "--quiet", "-D", "main")
    if way == "that has no commit":
        pipeline.git("symbolic-ref", "HEAD", "refs/heads/main")
    assert scene.attests("--push").code == 0
    assert scene.verdicts() == {"EVL-2026-001/1": "witness"}
    assert pipeline.tip("main^") == merge
    assert (pipeline.root / WITNESS).exists() is False


def test_without_a_main_branch_here_and_without_looking_for_one_nothing_is_attested(scene: Scene) -> None:
    scene.merged()
    pipeline = scene.runs()
    pipeline.git("switch", "--quiet", "--detach")
    pipeline.git("branch", "--quiet", "-D", "main")
    assert pipeline.lpsedocs("attest", "--from-ci", "--offline").refusal == (
        "there is no branch main here; 'git switch main' makes it from what was fetched last"
    )


def test_without_a_remote_the_commit_waits_on_its_branch_here(scene: Scene) -> None:
    scene.merged()
    scene.told()
    pipeline = scene.runs()
    pipeline.git("remote", "remove", "origin")
    assert refusal(scene) == "there is no remote to push to; 'git remote add origin ADDRESS' names one"
    told = scene.attests("--branch", "saksi-42")
    assert told.out.splitlines()[2:] == [
        f"commit {pipeline.tip('saksi-42')[:12]} on saksi-42, {SIGNED}",
        "it counts when saksi-42 is merged into the main branch with a merge commit, by anybody; not after a "
        "squash or a rebase",
    ]


def test_an_attestation_that_was_killed_midway_is_finished(scene: Scene) -> None:
    scene.merged()
    scene.told()
    pipeline = scene.runs()
    pipeline.killed("update-ref", "attest", "--from-ci")
    assert pipeline.git("status", "--porcelain") != ""
    assert scene.attests().out == "EVL-2026-001, decision 1: attested already\n"
    assert pipeline.git("status", "--porcelain") == ""


def test_a_commit_that_git_makes_otherwise_than_it_was_asked_to_is_refused(scene: Scene) -> None:
    merge = scene.merged()
    scene.told()
    pipeline = scene.runs()
    pipeline.write({"mkdocs.yml": "site_name: Lain\n"})
    pipeline.git("add", "mkdocs.yml")
    tree = pipeline.git("write-tree")
    pipeline.git("reset", "--quiet", "--hard")
    pipeline.git(
        "replace", merge, pipeline.git(*NOBODY, "commit-tree", "-m", "Lain", "-p", f"{merge}^", tree)
    )
    assert refusal(scene) == (
        f"the commit would hold something else than {WITNESS}, so it is not made: files outside of records"
    )


def test_without_push_the_commit_waits_on_the_main_branch_here(scene: Scene) -> None:
    scene.merged()
    scene.told()
    told = scene.attests()
    pipeline = scene.pipeline
    assert pipeline is not None
    assert told.out.splitlines()[2:] == [
        f"commit {pipeline.tip()[:12]} on main, {SIGNED}",
        "send it: 'git push origin main'; where main is protected: 'git push origin main:refs/heads/NAME', "
        "to be merged there by a request. Should that be refused because the branch moved on, give the same "
        "command once more, and never 'git pull' without --ff-only",
    ]
    assert scene.verdicts() == {"EVL-2026-001/1": "unsigned"}
    pipeline.git("push", "--quiet", "origin", "main")
    assert scene.verdicts() == {"EVL-2026-001/1": "witness"}


def test_when_somebody_pushes_meanwhile_it_is_made_anew_on_top(scene: Scene) -> None:
    scene.merged()
    scene.told()
    pipeline = scene.runs()
    scene.office.git("config", "user.name", "Budi")
    scene.office.git("config", "user.email", "budi@contoh.example")
    hook = pipeline.root / ".git/hooks/pre-push"
    hook.parent.mkdir(exist_ok=True)
    # Whoever pushes between the fetch and the push: once.
    hook.write_text(
        f"#!/bin/sh\nrm {hook}\nunset GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE\ncd {scene.office.root}\n"
        "git commit --quiet --allow-empty -m Lain && git push --quiet origin main\n"
    )
    hook.chmod(0o755)
    told = scene.attests("--push")
    assert told.code == 0, told
    assert scene.verdicts() == {"EVL-2026-001/1": "witness"}
    assert (
        scene.office.git("log", "-2", "--format=%s", "origin/main")
        == "Lain\nMerge pull request 'SETUJUI' (#42)"
    )
    assert pipeline.git("log", "-2", "--format=%s", "main") == "SAKSI EVL-2026-001\nLain"
    assert not [one for one in pipeline.git("log", "-2", "--format=%P", "main").splitlines() if " " in one]


def test_an_earlier_merge_is_attested_by_its_id(scene: Scene) -> None:
    merge = scene.merged()
    scene.told()
    scene.office.git("commit", "--quiet", "--allow-empty", "-m", "Lain")
    scene.office.git("push", "--quiet", "origin", "main")
    scene.runs()
    assert scene.attests("--push").out == (
        f"{scene.office.tip()[:12]} brings no decision, so there is nothing to attest\n"
    )
    assert scene.attests("--push", "--merge", merge).code == 0
    assert scene.verdicts() == {"EVL-2026-001/1": "witness"}


def test_on_a_branch_of_its_own_it_waits_for_a_merge(scene: Scene) -> None:
    scene.merged()
    scene.told()
    told = scene.attests("--push", "--branch", "saksi-42")
    assert told.out.splitlines()[3:] == [
        "it counts when saksi-42 is merged into the main branch with a merge commit, by anybody; not after a "
        "squash or a rebase",
        "sent to origin",
    ]
    assert scene.verdicts() == {"EVL-2026-001/1": "unsigned"}
    office = scene.office
    office.sits("tia")
    office.git("fetch", "--quiet")
    office.git("merge", "--quiet", "--no-ff", "-m", "Saksi", "origin/saksi-42")
    office.git("push", "--quiet", "origin", "main")
    assert scene.verdicts() == {"EVL-2026-001/1": "witness"}


def test_what_waits_on_a_branch_is_not_attested_again(scene: Scene) -> None:
    scene.merged()
    scene.told()
    scene.attests("--push", "--branch", "saksi-42")
    waiting = (
        "EVL-2026-001, decision 1: attested on the branch saksi-42 already; it counts when that is merged\n"
    )
    told = scene.attests("--push", "--branch", "saksi-42")
    assert (told.code, told.out) == (0, waiting)
    scene.runs(scene.office.tip())
    scene.mock.asked.clear()
    told = scene.attests("--push", "--branch", "saksi-42")
    assert (told.code, told.out) == (0, waiting)
    assert scene.mock.asked == []


def test_a_branch_that_was_never_sent_does_not_wait_for_a_merge(scene: Scene) -> None:
    scene.merged()
    scene.told()
    assert scene.attests("--branch", "saksi-42").code == 0
    assert scene.attests("--branch", "saksi-42").out == (
        "EVL-2026-001, decision 1: attested on the branch saksi-42 already; it counts when that is merged\n"
    )
    assert scene.attests("--branch", "saksi-42~0").refusal == (
        "'saksi-42~0' can't be the name of a branch; choose one like keputusan-1"
    )
    assert scene.attests("--branch", "saksi-42", "--push").refusal == (
        "there is a branch saksi-42 already; choose another name, or remove it with 'git branch -D saksi-42' "
        "if nobody needs it"
    )


def test_a_branch_on_which_somebody_decided_himself_does_not_wait_for_a_merge(scene: Scene) -> None:
    scene.merged()
    scene.told()
    office = scene.office
    office.sits("rahma")
    office.at("2026-07-06T03:30:00Z")
    told = office.lpsedocs("approve", "EVL-2026-001", "--yes", "--branch", "saksi-42", "--push")
    assert told.code == 0, told
    assert scene.attests("--push", "--branch", "saksi-42").refusal == (
        "the remote has a branch saksi-42 already; have it merged or removed, or name another with --branch"
    )


def test_a_branch_that_the_remote_has_for_something_else_is_refused(scene: Scene) -> None:
    scene.merged()
    scene.told()
    office = scene.office
    other = office.git("commit-tree", "-m", "Lain", "-p", "HEAD", "HEAD^{tree}")
    office.git("push", "--quiet", "origin", f"{other}:refs/heads/saksi-42")
    assert scene.attests("--push", "--branch", "saksi-42").refusal == (
        "the remote has a branch saksi-42 already; have it merged or removed, or name another with --branch"
    )


def test_an_attestation_on_a_branch_needs_a_new_one(scene: Scene) -> None:
    scene.merged()
    scene.told()
    assert scene.attests("--branch", "").refusal == (
        "'' can't be the name of a branch; choose one like keputusan-1"
    )
    assert scene.attests("--branch", "main").refusal == (
        "--branch makes a new branch, for a request, and main is there already; choose a name like "
        "keputusan-1, or leave --branch out"
    )


def test_a_dry_run_shows_what_would_be_attested_and_needs_no_key(scene: Scene) -> None:
    merge = scene.merged()
    scene.told()
    pipeline = scene.runs()
    del os.environ["LPSEDOCS_WITNESS_KEY"]
    before = pipeline.state()
    told = scene.attests("--dry-run")
    digest = hashlib.sha256((pipeline.root / DECISION).read_bytes()).hexdigest()
    assert told.out == (
        "note: no root of this repository is pinned: the roster is what the repository says of itself\n"
        "EVL-2026-001, decision 1, disetujui (approved): rahma (account 1001) merged request #42\n"
        f"{WITNESS}:\n"
        '  repository: "0123456789abcdef0123456789abcdef"\n'
        f'  decision: "{digest}"\n'
        f'  merge: "{merge}"\n'
        "  forge: forgejo\n"
        "  request: 42\n"
        '  account: "1001"\n'
        "  read: 2026-07-06T04:00:00Z\n"
        "nothing was written\n"
    )
    assert pipeline.state() == before


def test_with_a_pinned_root_no_note_is_told(scene: Scene) -> None:
    scene.merged()
    scene.told()
    scene.runs()
    os.environ["LPSEDOCS_TRUST_ROOT"] = scene.office.git("rev-list", "--max-parents=0", "main")
    assert scene.attests("--push").out.startswith("EVL-2026-001, decision 1, disetujui")


# ---- Nothing to attest


def test_a_merge_that_decides_nothing_is_said_to_bring_nothing(scene: Scene) -> None:
    office = scene.office
    office.sits("tia")
    office.git("switch", "--quiet", "-c", "lain")
    office.write({"records/assets/catatan.txt": "x\n"})
    office.commit()
    office.git("switch", "--quiet", "main")
    office.git("merge", "--quiet", "--no-ff", "-m", "Merge", "lain")
    office.git("push", "--quiet", "origin", "main")
    told = scene.attests("--push")
    assert (told.code, told.out) == (
        0,
        f"{office.tip()[:12]} brings no decision, so there is nothing to attest\n",
    )
    assert scene.mock.asked == []


def test_the_first_commit_decides_nothing(scene: Scene) -> None:
    root = scene.office.git("rev-list", "--max-parents=0", "main")
    assert scene.attests("--push", "--merge", root).out == (
        f"{root[:12]} brings no decision, so there is nothing to attest\n"
    )


def test_what_was_taken_over_at_the_root_needs_no_witness() -> None:
    story = Story()
    commit = parse_commit(story.root, story.scribe.read(story.root)[1])
    judged = Judged("EVL-2026-001", 1, "0" * 40, None, None, is_taken_over=True)
    place = ("EVL-2026-001", 1)
    *_, told = told_settled(Brought(commit, None, {}, {place: judged}))
    assert ENGLISH.say(told) == (
        "EVL-2026-001, decision 1: proved already (taken over at the root), and needs no witness"
    )


def test_what_a_signature_proves_already_needs_no_witness(scene: Scene) -> None:
    office = scene.office
    office.sits("rahma")
    office.at("2026-07-06T02:00:00Z")
    assert office.lpsedocs("approve", "EVL-2026-001", "--yes", "--push").code == 0
    told = scene.attests("--push")
    assert (told.code, told.out) == (
        0,
        "EVL-2026-001, decision 1: proved already (personal (the person's own signature)), and needs no "
        "witness\n",
    )


def test_an_attestation_is_written_over_a_planted_file(scene: Scene) -> None:
    merge = scene.merged()
    scene.told()
    office = scene.office
    office.write({WITNESS: "x\n"})
    office.commit()
    office.git("push", "--quiet", "origin", "main")
    scene.runs(merge)
    told = scene.attests("--push")
    assert told.code == 0, told
    assert scene.verdicts() == {"EVL-2026-001/1": "witness"}


# ---- What was attested and is tampered with


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param('account: "1001"', 'account: "1002"', id="another account"),
        pytest.param("request: 42", "request: 43", id="another request"),
        pytest.param("read: 2026", "read: 2025", id="another time"),
    ],
)
def test_an_attestation_that_somebody_changed_proves_nothing(scene: Scene, old: str, new: str) -> None:
    scene.merged()
    scene.told()
    assert scene.attests().code == 0
    pipeline = scene.pipeline
    assert pipeline is not None
    signed = pipeline.git("cat-file", "commit", "HEAD")
    text = pipeline.read(WITNESS)
    assert old in text
    pipeline.git("reset", "--quiet", "--hard", "HEAD^")
    pipeline.write({WITNESS: text.replace(old, new)})
    pipeline.git("add", WITNESS)
    tree = pipeline.git("write-tree")
    forged = "\n".join([f"tree {tree}", *signed.splitlines()[1:]]) + "\n"
    done = subprocess.run(
        ["git", "hash-object", "-t", "commit", "-w", "--stdin"],
        cwd=pipeline.root,
        input=forged.encode(),
        capture_output=True,
        check=True,
    )
    pipeline.git("push", "--quiet", "origin", f"{done.stdout.decode().strip()}:refs/heads/main")
    assert scene.verdicts() == {"EVL-2026-001/1": "unsigned"}
