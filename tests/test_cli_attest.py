"""Attesting in CI, after a merge: a real repository with its remote, and a forge that answers for it."""

import hashlib
import os
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from lpsedocs.deciding.attesting import Brought, brought_by, told_settled
from lpsedocs.deciding.shelf import Shelf
from lpsedocs.findings import Refusal
from lpsedocs.language import ENGLISH
from lpsedocs.trust.graph import Graph
from lpsedocs.trust.objects import parse_commit
from lpsedocs.trust.signatures import parse_ssh_key
from lpsedocs.trust.verdicts import Judged
from lpsedocs.verification import Request, verify
from tests.forges.cases import BUDI, KINDS, PROJECTS, RAHMA, STRANGER, Case, Said, Somebody, tell
from tests.forges.mocks import Mock, Raw, running
from tests.real_office import DECISION, EVALUATION, RealOffice, Told, office_at
from tests.trust.story import CI_KEY, TODAY, Story, key_of, revoked

ROSTER = "records/roster.yaml"
WITNESS = "records/decisions/EVL-2026-001/1.witness.yaml"
NOBODY = ("-c", "user.name=x", "-c", "user.email=x@y")
_PIPELINE = ("GITHUB_", "GITLAB_", "FORGEJO_", "GITEA_", "CI_")


def private(key: Any) -> str:
    """Return a secret key as it is pasted into a secret."""
    text: bytes = key._private.private_bytes(Encoding.PEM, PrivateFormat.OpenSSH, NoEncryption())
    return text.decode()


@dataclass
class Scene:
    """An office whose repository lies on a forge, and the work tree of its pipeline."""

    office: RealOffice
    mock: Mock
    pipeline: RealOffice | None = None

    def merged(self, *, by: str = "budi", branch: str = "setujui/EVL-2026-001") -> str:
        """Let the request be made, and merged on the forge; return the merge commit."""
        office = self.office
        office.at("2026-07-06T02:00:00Z")
        office.sits("tia")
        assert office.lpsedocs("request", "EVL-2026-001").code == 0
        office.sits(by)
        office.at("2026-07-06T03:00:00Z")
        office.git("merge", "--quiet", "--no-ff", "-m", "Merge pull request 'SETUJUI' (#42)", branch)
        office.git("push", "--quiet", "origin", "main")
        return office.tip()

    def head(self) -> str:
        return self.office.tip("main^2")

    def told(self, **values: Any) -> Case:
        """Let the forge tell of the last merge; a keyword changes what it says."""
        case = Case(**{"merge": self.office.tip("main"), "head": self.office.tip("main^2"), **values})
        tell(self.mock, case)
        return case

    def runs(self, commit: str | None = None, *, branch: str = "main") -> RealOffice:
        """Start a pipeline: a new clone, and the environment that the forge sets."""
        self.pipeline = self.office.elsewhere()
        self.pipeline.git("config", "user.useConfigOnly", "true")
        (self.office.home / ".gitconfig").write_text('[protocol "file"]\n\tallow = always\n')
        os.environ.update(environment_of(self.mock, commit or self.office.tip("main"), branch))
        os.environ["LPSEDOCS_WITNESS_KEY"] = private(CI_KEY)
        self.office.at("2026-07-06T04:00:00Z")
        return self.pipeline

    def attests(self, *arguments: str) -> Told:
        pipeline = self.pipeline or self.runs()
        return pipeline.lpsedocs("attest", "--from-ci", *arguments)

    def verdicts(self) -> dict[str, str]:
        """Return what each decision on the remote's main branch is worth to somebody who clones it anew."""
        history = verify(
            Request(self.office.elsewhere().root, TODAY, os.environ, allow_unpinned=True)
        ).history
        return {
            f"{j.record}/{j.number}": j.reason.code if j.reason else str(j.evidence)
            for j in history.decisions
        }


def environment_of(mock: Mock, commit: str, branch: str) -> dict[str, str]:
    project = PROJECTS[mock.kind]
    if mock.kind == "gitlab":
        return {
            "GITLAB_CI": "true",
            "CI_SERVER_URL": mock.url,
            "CI_PROJECT_ID": project,
            "CI_COMMIT_SHA": commit,
            "CI_COMMIT_BRANCH": branch,
            "LPSEDOCS_FORGE_TOKEN": "rahasia",
        }
    signs = {"forgejo": ("FORGEJO_ACTIONS", "GITEA_ACTIONS", "GITHUB_ACTIONS"), "github": ("GITHUB_ACTIONS",)}
    return {
        **dict.fromkeys(signs[mock.kind], "true"),
        "GITHUB_SERVER_URL": mock.url,
        "GITHUB_REPOSITORY": project,
        "GITHUB_SHA": commit,
        "GITHUB_REF": f"refs/heads/{branch}",
        "GITHUB_TOKEN": "rahasia",
    }


@pytest.fixture
def office(tmp_path_factory: pytest.TempPathFactory, tmp_path: Path) -> Iterator[RealOffice]:
    with office_at(tmp_path_factory, tmp_path) as office:
        for name in [name for name in os.environ if name.startswith(_PIPELINE)]:
            del os.environ[name]
        yield office


def set_up(office: RealOffice, mock: Mock) -> Scene:
    office.sits("eka")
    office.at("2026-07-05T02:00:00Z")
    entry = "kind: forgejo, url: https://git.contoh.example"
    office.edit(ROSTER, entry, f"kind: {mock.kind}, url: {mock.url}")
    office.git("commit", "--quiet", "-S", "-m", "Saksi", ROSTER)
    office.with_remote()
    return Scene(office, mock)


@pytest.fixture
def scene(office: RealOffice) -> Iterator[Scene]:
    with running("forgejo") as mock:
        yield set_up(office, mock)


# ---- What is attested


@pytest.mark.parametrize("kind", KINDS)
def test_a_merge_by_the_kepala_is_attested_on_every_forge(office: RealOffice, kind: str) -> None:
    with running(kind) as mock:
        scene = set_up(office, mock)
        merge = scene.merged()
        scene.told()
        assert scene.verdicts() == {"EVL-2026-001/1": "unsigned"}

        told = scene.attests("--push")

        assert told.code == 0, told
        assert told.out == (
            "note: no root of this repository is pinned: the roster is what the repository says of itself\n"
            "EVL-2026-001, decision 1, disetujui (approved): rahma (account 1001) merged request #42\n"
            f"commit {scene.pipeline.tip()[:12]} on main, signed and proved\n"  # type: ignore[union-attr]
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
        f"commit {pipeline.tip('saksi-42')[:12]} on saksi-42, signed and proved",
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
        f"commit {pipeline.tip()[:12]} on main, signed and proved",
        "send it: git push origin main; should that be refused because the branch moved on, give the same "
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


# ---- What is refused


def refusal(scene: Scene, *arguments: str) -> str:
    """Attest, and return why that is refused; nothing may have changed anywhere."""
    pipeline = scene.pipeline or scene.runs()
    before = pipeline.state(), scene.office.git("ls-remote", "origin")
    told = scene.attests("--push", *arguments)
    assert (pipeline.state(), scene.office.git("ls-remote", "origin")) == before
    return told.refusal


RAHMAS = "EVL-2026-001, decision 1 is by rahma, whose account is 1001, and request #42 was "


@pytest.mark.parametrize(
    ("values", "why"),
    [
        pytest.param({"merger": BUDI}, "merged by budi (1002)", id="merged by somebody else"),
        pytest.param({"merger": STRANGER}, "merged by rahma (9999)", id="merged by a stranger of that name"),
        pytest.param(
            {"merger": Somebody(5, "a\x1b[31m\u202e")},
            r"merged by a\x1b[31m\u202e (5)",
            id="with a name that acts",
        ),
        pytest.param({"merger": None}, "merged by nobody who is known", id="merged by who is gone"),
        pytest.param(
            {"merger": BUDI, "reviews": (Said(STRANGER),)},
            "merged by budi (1002) and reviewed by rahma (9999), which does not count: the approval was of "
            "bbbbbbbbbbbb, and {head} was merged",
            id="approved by another with the old name",
        ),
        pytest.param(
            {"merger": BUDI, "reviews": (Said(RAHMA),)},
            "merged by budi (1002) and reviewed by rahma (1001), which does not count: the approval was of "
            "bbbbbbbbbbbb, and {head} was merged",
            id="approved before the head moved",
        ),
        pytest.param(
            {"merger": BUDI, "reviews": (Said(RAHMA), Said(RAHMA, "dismissed"))},
            "merged by budi (1002) and reviewed by rahma (1001), which does not count: the approval was "
            "dismissed",
            id="dismissed",
        ),
    ],
)
def test_a_merge_that_the_person_did_not_decide_is_refused(
    scene: Scene, values: dict[str, Any], why: str
) -> None:
    scene.merged()
    scene.told(**values)
    assert refusal(scene) == RAHMAS + why.format(head=scene.head()[:12])
    assert scene.verdicts() == {"EVL-2026-001/1": "unsigned"}


def test_a_title_that_names_no_decision_is_refused(scene: Scene) -> None:
    scene.merged()
    scene.told(title="Perbaiki salah ketik")
    assert refusal(scene) == (
        "request #42 is not attested: EVL-2026-001: the request's title is no decision such as 'SETUJUI "
        "EVL-2026-001'; make the request again with 'lpsedocs request', and leave its title as it is; the "
        "title says what is decided"
    )


def test_a_test_merge_that_somebody_pushed_is_refused(office: RealOffice) -> None:
    with running("github") as mock:
        scene = set_up(office, mock)
        merge = scene.merged()
        scene.told(is_merged=False)
        assert refusal(scene) == (
            f"request #42 is not merged: {merge[:12]} is how the forge tried whether it could be, and nobody "
            "has decided by it"
        )


@pytest.mark.parametrize("way", ["squash", "rebase"])
def test_a_squashed_or_rebased_decision_is_refused(scene: Scene, way: str) -> None:
    office = scene.office
    office.sits("tia")
    office.at("2026-07-06T02:00:00Z")
    office.lpsedocs("request", "EVL-2026-001")
    if way == "squash":
        office.git("merge", "--quiet", "--squash", "setujui/EVL-2026-001")
        office.git("commit", "--quiet", "-m", "SETUJUI EVL-2026-001 (#42)")
    else:
        office.git("merge", "--quiet", "--ff-only", "setujui/EVL-2026-001")
    office.git("push", "--quiet", "origin", "main")
    assert refusal(scene) == (
        f"{office.tip()[:12]} brings EVL-2026-001, decision 1 and is no merge of two commits, so it does not "
        "show what was merged; have the forge make merge commits only (no squash, no rebase), and ask for "
        "the decision again"
    )
    assert scene.mock.asked == []


def test_a_request_that_brings_more_is_refused(scene: Scene) -> None:
    office = scene.office
    office.sits("tia")
    office.at("2026-07-06T02:00:00Z")
    office.lpsedocs("request", "EVL-2026-001")
    office.git("switch", "--quiet", "setujui/EVL-2026-001")
    office.write({"records/README.md": "x\n"})
    office.commit()
    office.git("switch", "--quiet", "main")
    office.git("merge", "--quiet", "--no-ff", "-m", "Merge", "setujui/EVL-2026-001")
    office.git("push", "--quiet", "origin", "main")
    assert refusal(scene) == (
        "EVL-2026-001: the merge also changes records/README.md; ask for the decision again in a commit or a "
        "request of its own; 'lpsedocs approve' makes such a commit, and 'lpsedocs request' such a request"
    )


def test_a_merge_with_a_folder_that_can_not_be_read_is_refused() -> None:
    story = Story()
    story.commit({"records/README.md": b"x"})
    content = story.scribe.read(story.tip)[1]
    story.put(content.replace(content[5:45], story.scribe.put("blob", b"x").encode(), 1))
    with pytest.raises(Refusal) as error:
        brought_by(Shelf(Graph(story.scribe)), story.judge(), story.tip)
    assert ENGLISH.say(error.value.message) == (
        f"a folder that {story.tip[:12]} changes can't be read, so nothing counts"
    )


def test_a_decision_that_can_not_be_read_is_refused(scene: Scene) -> None:
    office = scene.office
    office.sits("tia")
    office.git("switch", "--quiet", "-c", "rusak")
    office.write({DECISION: "rusak: x\n"})
    office.commit()
    office.git("switch", "--quiet", "main")
    office.git("merge", "--quiet", "--no-ff", "-m", "Merge", "rusak")
    office.git("push", "--quiet", "origin", "main")
    assert refusal(scene) == "EVL-2026-001, decision 1: the file does not fit its form"
    assert scene.mock.asked == []


def change_roster(scene: Scene, old: str, new: str) -> None:
    scene.office.sits("eka")
    scene.office.at("2026-07-05T03:00:00Z")
    scene.office.edit(ROSTER, old, new)
    scene.office.git("commit", "--quiet", "-S", "-m", "Peran", ROSTER)
    scene.office.git("push", "--quiet", "origin", "main")


def empty_commit(message: str) -> tuple[str, ...]:
    return ("commit-tree", "-p", "HEAD", "HEAD^{tree}", "-m", message)


def test_a_person_without_the_role_is_refused_in_the_words_of_the_law(scene: Scene) -> None:
    scene.merged()
    # The role ended before the merge, by a change that came after it was prepared.
    scene.office.git("reset", "--quiet", "--hard", "HEAD^")
    scene.office.git("push", "--quiet", "--force", "origin", "main")
    change_roster(
        scene,
        "{role: kepala_lpse, person: rahma, from: 2025-01-02}",
        "{role: kepala_lpse, person: rahma, from: 2025-01-02, until: 2026-07-05}",
    )
    scene.office.sits("budi")
    scene.office.at("2026-07-06T03:00:00Z")
    # What else is odd on the line is not what is told.
    of_three = [arg for name in "abc" for arg in ("-p", scene.office.git(*empty_commit(name)))]
    scene.office.git("reset", "--quiet", "--hard", scene.office.git(*empty_commit("Tiga"), *of_three))
    scene.office.git("merge", "--quiet", "--no-ff", "-m", "Merge", "setujui/EVL-2026-001")
    scene.office.git("push", "--quiet", "origin", "main")
    scene.told()
    assert refusal(scene) == (
        "what was signed would not count, and nothing was changed: EVL-2026-001: rahma does not hold the "
        "role Kepala LPSE on 6 July 2026; let who holds the role decide, and had no part in what is "
        "decided. Only if the person does hold it by a decree that was never entered, have it entered "
        "('lpsedocs roster add-role'; the Kepala LPSE or an admin signs that change), then ask for the "
        "decision again"
    )


def test_a_decision_of_somebody_whom_the_roster_does_not_have_is_refused(scene: Scene) -> None:
    scene.merged()
    office = scene.office
    office.git("reset", "--quiet", "--hard", "HEAD^")
    office.git("switch", "--quiet", "setujui/EVL-2026-001")
    office.edit(DECISION, "by: rahma", "by: siapa")
    office.git("commit", "--quiet", "--all", "--amend", "--no-edit")
    office.git("switch", "--quiet", "main")
    office.git("merge", "--quiet", "--no-ff", "-m", "Merge", "setujui/EVL-2026-001")
    office.git("push", "--quiet", "--force", "origin", "main")
    scene.told()
    assert refusal(scene) == "EVL-2026-001, decision 1 is by siapa, who is not in the roster"


def test_a_person_without_an_account_there_is_refused(scene: Scene) -> None:
    change_roster(scene, ', {forge: forgejo, account: "1001"}', "")
    scene.merged()
    scene.told()
    assert refusal(scene) == (
        "EVL-2026-001, decision 1 is by rahma, for whom the roster has no account at forgejo; 'lpsedocs "
        "roster add-account rahma forgejo NUMBER' enters it"
    )


def test_an_account_that_was_entered_after_the_merge_is_refused_in_the_words_of_the_law(scene: Scene) -> None:
    change_roster(scene, ', {forge: forgejo, account: "1001"}', "")
    merge = scene.merged()
    scene.told()
    github = 'forges: [{forge: github, account: "1001"}'
    change_roster(scene, github, f'{github}, {{forge: forgejo, account: "1001"}}')
    scene.runs(merge)
    assert refusal(scene) == (
        "what was signed would not count, and nothing was changed: the account 1001 belongs to nobody in the "
        "roster"
    )


def test_a_role_that_takes_no_witness_is_refused(scene: Scene) -> None:
    change_roster(scene, "kepala_lpse: [personal, forge, witness]", "kepala_lpse: [personal, forge]")
    scene.merged()
    scene.told()
    assert "evidence of the class witness (" in refusal(scene)


def test_a_roster_without_a_witness_for_this_forge_is_refused(scene: Scene) -> None:
    change_roster(scene, scene.mock.url, "https://lain.contoh.example")
    scene.merged()
    scene.told()
    assert refusal(scene) == (
        f"the roster in force has no witness for {scene.mock.url} of the kind forgejo; 'witnesses' in "
        "records/roster.yaml names one, by a change that the Kepala LPSE or an admin signs"
    )
    assert scene.mock.asked == []


def test_a_witness_for_another_kind_of_forge_is_none(scene: Scene) -> None:
    change_roster(scene, "kind: forgejo", "kind: gitlab")
    scene.merged()
    assert refusal(scene).startswith(
        f"the roster in force has no witness for {scene.mock.url} of the kind forgejo"
    )


def test_a_pipeline_of_gitea_finds_its_witness_under_either_name(scene: Scene) -> None:
    scene.merged()
    scene.told()
    scene.runs()
    del os.environ["FORGEJO_ACTIONS"]
    assert scene.attests("--push").code == 0
    assert scene.verdicts() == {"EVL-2026-001/1": "witness"}


def test_of_two_witnesses_the_one_with_the_key_attests(scene: Scene) -> None:
    line = key_of("orang-lain").line
    other = f'  - {{id: lama, kind: forgejo, url: {scene.mock.url}, ssh: "{line}", from: 2025-01-02}}\n'
    change_roster(scene, "witnesses: \n", f"witnesses: \n{other}")
    scene.merged()
    scene.told()
    assert scene.attests("--push").code == 0
    assert scene.verdicts() == {"EVL-2026-001/1": "witness"}


def test_another_key_is_refused_before_anything_is_asked(scene: Scene) -> None:
    scene.merged()
    scene.runs()
    os.environ["LPSEDOCS_WITNESS_KEY"] = private(key_of("orang-lain"))
    told = refusal(scene)
    assert told.startswith("the key SHA256:")
    assert told.endswith("; put the right key into the secret, or have this one entered under 'witnesses'")
    assert scene.mock.asked == []


def test_a_witness_that_is_not_in_force_any_more_is_refused(scene: Scene) -> None:
    line = f'ssh: "{CI_KEY.line}", from: 2025-01-02'
    change_roster(scene, line, f"{line}, until: 2026-07-05")
    scene.merged()
    scene.runs()
    told = refusal(scene)
    assert told.endswith(
        "of the witness forgejo is not in force on 6 July 2026; have a new one entered under 'witnesses'"
    )


def test_a_witness_whose_key_was_revoked_is_refused(scene: Scene) -> None:
    fingerprint = parse_ssh_key(CI_KEY.line).fingerprint
    change_roster(scene, "revoked: []\n", f"revoked: \n{revoked(fingerprint, '2026-07-06', 'bocor')}")
    scene.merged()
    assert refusal(scene) == (
        f"the key {fingerprint} of the witness forgejo is not in force on 6 July 2026; have a new one "
        "entered under 'witnesses'"
    )


def test_an_attestation_that_proves_nothing_is_to_be_removed_first(scene: Scene) -> None:
    merge = scene.merged()
    scene.told()
    office = scene.office
    office.write({WITNESS: "x\n"})
    office.commit()
    office.git("push", "--quiet", "origin", "main")
    scene.runs(merge)
    assert refusal(scene) == (
        f"{WITNESS} is there already and proves nothing; have it removed, which anyone may, and run this "
        "again"
    )


def test_a_pipeline_of_a_request_is_refused(scene: Scene) -> None:
    scene.merged()
    scene.runs()
    os.environ["GITHUB_REF"] = "refs/pull/42/merge"
    assert refusal(scene) == "the pipeline runs on refs/pull/42/merge, and only a merge into main is attested"


def test_a_commit_that_is_not_on_the_main_line_is_refused(scene: Scene) -> None:
    scene.merged()
    head = scene.head()
    scene.runs()
    assert refusal(scene, "--merge", head) == (
        f"the commit {head[:12]} is not on the main line, so nothing that it brings counts; attest after a "
        "merge, in the pipeline of the main branch"
    )


def test_a_clone_without_its_history_is_refused(scene: Scene) -> None:
    scene.merged()
    pipeline = scene.runs()
    shutil.rmtree(pipeline.root)
    bare = f"file://{scene.office.root.parent / 'bare.git'}"
    scene.office.git("clone", "--quiet", "--depth", "1", bare, str(pipeline.root))
    assert refusal(scene).startswith("the history here can't be judged, so nothing is signed on it: ")


def test_a_clock_before_the_last_commit_is_refused_unless_it_is_right(scene: Scene) -> None:
    scene.merged()
    scene.told()
    scene.runs()
    scene.office.at("2026-07-06T02:30:00Z")
    assert refusal(scene) == (
        "this computer's clock says 6 July 2026 09.30 WIB, before the last commit on main: 6 July 2026 10.00 "
        "WIB. Set the clock right; if it is right, --trust-clock goes on"
    )
    assert scene.attests("--push", "--trust-clock").code == 0
    assert scene.verdicts() == {"EVL-2026-001/1": "witness"}


def test_a_main_branch_here_that_the_remote_does_not_have_is_refused(scene: Scene) -> None:
    scene.merged()
    pipeline = scene.runs()
    pipeline.git(*NOBODY, "commit", "--quiet", "--allow-empty", "-m", "Sini")
    scene.office.sits("budi")
    scene.office.git("commit", "--quiet", "--allow-empty", "-m", "Sana")
    scene.office.git("push", "--quiet", "origin", "main")
    pipeline.git("fetch", "--quiet")
    assert refusal(scene) == (
        f"the main branch here has {pipeline.tip()[:12]}, which the one at the remote lacks; 'git reset "
        f"--keep {scene.office.tip()[:12]}' goes there"
    )


def test_it_is_for_pipelines(scene: Scene) -> None:
    assert scene.office.lpsedocs("attest").refusal == (
        "a merge is attested where the forge's pipeline tells of it; give --from-ci in CI"
    )
    assert scene.office.lpsedocs("attest", "--from-ci").refusal == (
        "no pipeline that is known runs here: none of GITLAB_CI, FORGEJO_ACTIONS, GITEA_ACTIONS, and "
        "GITHUB_ACTIONS is 'true'; run this in CI after a merge, or name the kind of forge with --forge"
    )
    assert scene.office.lpsedocs("attest", "--from-ci", "--push", "--offline").refusal == (
        "--offline and --push don't go together; choose one"
    )


# ---- When the forge does not answer as it should


@pytest.mark.parametrize(
    ("raws", "why"),
    [
        (
            [Raw(401)],
            "answers 401 at {path}: it does not accept the token; make a new one, and put it into the secret",
        ),
        (
            [Raw(403)],
            "answers 403 at {path}: the token may not read this; let it read the repository and its requests",
        ),
        ([Raw(404)], "answers 404 at {path}: there is nothing there, or the token may not see it"),
        ([Raw(418)], "answers 418 at {path}: nothing can be made of that"),
        (
            [Raw(content=b"<html>")],
            "what 127.0.0.1 answers at {path} is not what its API describes: the whole: json_invalid",
        ),
        (
            [Raw(302, headers={"Location": "https://lain.contoh.example/api"})],
            "sends the question on to lain.contoh.example; no question and no token goes to another host",
        ),
        (
            [Raw(429, headers={"Retry-After": "0"})] * 4,
            "gave no answer at {path} that can be used, 4 times, the last time it was the status 429; run "
            "this again later",
        ),
    ],
)
def test_what_a_forge_says_instead_is_told_without_the_token(scene: Scene, raws: list[Raw], why: str) -> None:
    scene.merged()
    scene.told()
    scene.mock.raws[""] = list(raws)
    told = refusal(scene)
    assert told.endswith(why.format(path="/repos/dinas/arsip"))
    assert "rahasia" not in told


def test_a_token_that_can_be_none_is_refused_unseen(scene: Scene) -> None:
    scene.merged()
    scene.runs()
    os.environ["GITHUB_TOKEN"] = "rahas\nia"
    assert refusal(scene) == (
        "the environment variable GITHUB_TOKEN has signs that stand in no token; set it anew"
    )


# ---- The key


@pytest.mark.parametrize(
    "paste",
    [
        pytest.param(str.strip, id="without the last line end"),
        pytest.param(lambda text: text.replace("\n", "\r\n"), id="with the line ends of Windows"),
        pytest.param(lambda text: f"\n  {text}\n\n", id="with blanks around"),
    ],
)
def test_a_key_is_taken_however_it_was_pasted(scene: Scene, paste: Any) -> None:
    scene.merged()
    scene.told()
    scene.runs()
    os.environ["LPSEDOCS_WITNESS_KEY"] = paste(private(CI_KEY))
    assert scene.attests("--push").code == 0
    assert scene.verdicts() == {"EVL-2026-001/1": "witness"}


def test_a_key_may_lie_in_a_file_that_anybody_can_read(scene: Scene, tmp_path: Path) -> None:
    scene.merged()
    scene.told()
    scene.runs()
    file = tmp_path / "kunci"
    file.write_text(private(CI_KEY))
    file.chmod(0o666)
    os.environ["LPSEDOCS_WITNESS_KEY"] = str(file)
    assert scene.attests("--push").code == 0
    assert scene.verdicts() == {"EVL-2026-001/1": "witness"}


def test_the_key_is_written_nowhere(scene: Scene, tmp_path: Path) -> None:
    scene.merged()
    scene.told()
    scene.runs()
    secret = private(CI_KEY).splitlines()[3]
    scratch = tmp_path / "tmp"
    scratch.mkdir()
    os.environ["TMPDIR"] = str(scratch)
    told = scene.attests("--push")
    assert told.code == 0
    assert secret not in told.out + told.err
    assert list(scratch.iterdir()) == []
    holding = [
        path for path in tmp_path.rglob("*") if path.is_file() and secret.encode() in path.read_bytes()
    ]
    assert holding == []


def test_an_agent_may_have_the_key(scene: Scene, tmp_path: Path) -> None:
    scene.merged()
    scene.told()
    scene.runs()
    del os.environ["LPSEDOCS_WITNESS_KEY"]
    file = tmp_path / "kunci"
    file.write_text(private(CI_KEY))
    file.chmod(0o600)
    socket = tmp_path / "agen"
    agent = subprocess.Popen(["ssh-agent", "-D", "-a", str(socket)], stdout=subprocess.DEVNULL)
    try:
        os.environ["SSH_AUTH_SOCK"] = str(socket)
        while not socket.exists():
            assert agent.poll() is None
        assert refusal(scene) == (
            f"the SSH agent does not sign with the key {parse_ssh_key(CI_KEY.line).fingerprint} of the "
            "witness; add it with 'ssh-add', or put the secret key into LPSEDOCS_WITNESS_KEY"
        )
        subprocess.run(["ssh-add", "-q", str(file)], check=True)
        assert scene.attests("--push").code == 0
    finally:
        agent.kill()
        agent.wait()
    assert scene.verdicts() == {"EVL-2026-001/1": "witness"}


def test_an_agent_can_not_sign_without_the_client_of_ssh(scene: Scene, tmp_path: Path) -> None:
    scene.merged()
    scene.told()
    pipeline = scene.runs()
    git = shutil.which("git")
    assert git is not None
    (tmp_path / "git").symlink_to(git)
    del os.environ["LPSEDOCS_WITNESS_KEY"]
    os.environ.update(SSH_AUTH_SOCK=str(tmp_path / "agen"), PATH=str(tmp_path))
    assert pipeline.lpsedocs("attest", "--from-ci").refusal == (
        "ssh-keygen, which asks the SSH agent to sign, is not there; install OpenSSH's client"
    )


NO_KEY = (
    "what LPSEDOCS_WITNESS_KEY has is no ed25519 key without a passphrase; 'ssh-keygen -t ed25519 -N "
    '"" -f saksi\' makes one'
)


def private_of_another_kind() -> str:
    key = ec.generate_private_key(ec.SECP256R1())
    return key.private_bytes(Encoding.PEM, PrivateFormat.OpenSSH, NoEncryption()).decode()


@pytest.mark.parametrize(
    ("given", "why"),
    [
        (
            "",
            "there is no key to attest with: LPSEDOCS_WITNESS_KEY is not set, and no SSH agent runs here; "
            "put the secret key of the witness into a secret of the CI",
        ),
        (
            "/tidak/ada",
            "LPSEDOCS_WITNESS_KEY holds neither a private SSH key nor the path of a file with one; put the "
            "whole secret key into it, from '-----BEGIN' on",
        ),
        (
            "-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----",
            NO_KEY,
        ),
        pytest.param(private_of_another_kind(), NO_KEY, id="of another kind"),
    ],
)
def test_a_key_that_is_none_is_refused(scene: Scene, given: str, why: str) -> None:
    scene.merged()
    scene.told()
    scene.runs()
    os.environ["LPSEDOCS_WITNESS_KEY"] = given
    assert refusal(scene) == why


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
