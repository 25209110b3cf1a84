"""The key of a CI that attests: from a secret in the environment, a file that it names, or an SSH agent.

A key that comes as text is used in memory alone: it is written nowhere, and ssh-keygen need not be there.
Format of signatures: OpenSSH, PROTOCOL.sshsig.
"""

import base64
import hashlib
import subprocess
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_ssh_private_key

from lpsedocs.clone import Sign
from lpsedocs.findings import Refusal, say
from lpsedocs.trust.signatures import NAMESPACE, parse_ssh_key

VARIABLE: Final = "LPSEDOCS_WITNESS_KEY"
_LARGEST: Final = 64 << 10


@dataclass(frozen=True)
class WitnessKey:
    """A private key that signs for a witness."""

    fingerprint: str
    sign: Sign


def key_in(environment: Mapping[str, str]) -> WitnessKey | None:
    """Return the key that the environment has as text, or whose file it names; None where it has none."""
    given = environment.get(VARIABLE, "").strip()
    if not given:
        return None
    text = given if given.startswith("-----BEGIN ") else _read(Path(given))
    private = _private(text)
    point = private.public_key().public_bytes(Encoding.OpenSSH, PublicFormat.OpenSSH).decode("ascii")
    key = parse_ssh_key(point)
    return WitnessKey(key.fingerprint, lambda payload: _signed(private, key.blob, payload))


def _read(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return file.read(_LARGEST).decode("ascii", "replace")
    except (OSError, ValueError):
        raise Refusal(
            say(
                "{name} holds neither a private SSH key nor the path of a file with one; put the whole "
                "secret key into it, from '-----BEGIN' on",
                name=VARIABLE,
            )
        ) from None


def _private(text: str) -> Ed25519PrivateKey:
    # Secrets come with the line ends of whoever pasted them, and often without the last one.
    content = "\n".join(text.split("\r\n")).strip() + "\n"
    try:
        found = load_ssh_private_key(content.encode(), None)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        found = None
    if isinstance(found, Ed25519PrivateKey):
        return found
    raise Refusal(
        say(
            'what {name} has is no ed25519 key without a passphrase; \'ssh-keygen -t ed25519 -N "" -f '
            "saksi' makes one",
            name=VARIABLE,
        )
    )


def _signed(private: Ed25519PrivateKey, blob: bytes, payload: bytes) -> bytes:
    head = _wire(NAMESPACE.encode()) + _wire(b"") + _wire(b"sha512")
    signature = private.sign(b"SSHSIG" + head + _wire(hashlib.sha512(payload).digest()))
    whole = b"SSHSIG" + (1).to_bytes(4) + _wire(blob) + head
    text = base64.b64encode(whole + _wire(_wire(b"ssh-ed25519") + _wire(signature)))
    lines = [text[at : at + 70] for at in range(0, len(text), 70)]
    return b"\n".join([b"-----BEGIN SSH SIGNATURE-----", *lines, b"-----END SSH SIGNATURE-----", b""])


def _wire(content: bytes) -> bytes:
    return len(content).to_bytes(4) + content


def key_of_agent(line: str, environment: Mapping[str, str]) -> WitnessKey | None:
    """Return the key of an SSH agent that belongs to a public key; None where no agent runs."""
    if not environment.get("SSH_AUTH_SOCK"):
        return None
    return WitnessKey(parse_ssh_key(line).fingerprint, lambda payload: _signed_by_agent(line, payload))


def _signed_by_agent(line: str, payload: bytes) -> bytes:
    with tempfile.TemporaryDirectory(prefix="lpsedocs-") as scratch:
        public = Path(scratch, "witness.pub")
        public.write_text(f"{line}\n", "utf-8")
        command = ["ssh-keygen", "-Y", "sign", "-n", NAMESPACE, "-f", str(public)]
        try:
            done = subprocess.run(command, input=payload, capture_output=True, check=False)
        except OSError:
            raise Refusal(
                say("ssh-keygen, which asks the SSH agent to sign, is not there; install OpenSSH's client")
            ) from None
    if done.returncode != 0:
        raise Refusal(
            say(
                "the SSH agent does not sign with the key {key} of the witness; add it with 'ssh-add', or "
                "put the secret key into {name}",
                key=parse_ssh_key(line).fingerprint,
                name=VARIABLE,
            )
        )
    return done.stdout


def refuse_without_key() -> Refusal:
    """Return the refusal where there is no key at all."""
    return Refusal(
        say(
            "there is no key to attest with: {name} is not set, and no SSH agent runs here; put the secret "
            "key of the witness into a secret of the CI",
            name=VARIABLE,
        )
    )
