"""A pipeline that attests: a real repository with its remote, and a forge that answers for it."""

import os
from dataclasses import dataclass
from typing import Any

from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from lpsedocs.verification import Request, verify
from tests.forges.cases import PROJECTS, Case, tell
from tests.forges.mocks import Mock
from tests.real_office import RealOffice, Told
from tests.trust.story import CI_KEY, TODAY

ROSTER = "records/roster.yaml"
WITNESS = "records/decisions/EVL-2026-001/1.witness.yaml"
NOBODY = ("-c", "user.name=x", "-c", "user.email=x@y")
PIPELINE = ("GITHUB_", "GITLAB_", "FORGEJO_", "GITEA_", "CI_")


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


def set_up(office: RealOffice, mock: Mock) -> Scene:
    office.sits("eka")
    office.at("2026-07-05T02:00:00Z")
    entry = "kind: forgejo, url: https://git.contoh.example"
    office.edit(ROSTER, entry, f"kind: {mock.kind}, url: {mock.url}")
    office.git("commit", "--quiet", "-S", "-m", "Saksi", ROSTER)
    office.with_remote()
    return Scene(office, mock)


def refusal(scene: Scene, *arguments: str) -> str:
    """Attest, and return why that is refused; nothing may have changed anywhere."""
    pipeline = scene.pipeline or scene.runs()
    before = pipeline.state(), scene.office.git("ls-remote", "origin")
    told = scene.attests("--push", *arguments)
    assert (pipeline.state(), scene.office.git("ls-remote", "origin")) == before
    return told.refusal
