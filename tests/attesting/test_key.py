"""The key that CI attests with: how it is given, and that it is written nowhere."""

import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from lpsedocs.trust.signatures import parse_ssh_key
from tests.attesting.scenes import Scene, private, refusal
from tests.trust.story import CI_KEY


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
