"""Public keys as somebody hands them over."""

from pathlib import Path
from typing import Any

from lpsedocs.findings import Refusal, say
from lpsedocs.source import Plain
from lpsedocs.trust.signatures import BadSignatureError, parse_openpgp_key, parse_ssh_key


def public_key(ssh: str | None, openpgp: Path | None) -> dict[str, Plain]:
    if (ssh is None) == (openpgp is None):
        raise Refusal(say("name one public key, with --ssh or with --openpgp"))
    if openpgp is not None:
        return {"openpgp": _certificate(openpgp)}
    assert ssh is not None
    path = Path(ssh).expanduser()
    is_line = " " in ssh.strip() and not path.exists()
    if not is_line and not path.is_file():
        raise Refusal(say("there is no file {path}; name the public key, which ends in .pub", path=ssh))
    line = ssh if is_line else path.read_text("utf-8", "replace")
    if "PRIVATE KEY" in line:
        raise Refusal(
            say(
                "{path} is the private key, which nobody but its owner may have; name the one ending in .pub",
                path=ssh,
            )
        )
    try:
        parse_ssh_key(line)
    except BadSignatureError as error:
        raise Refusal(
            say("{path} is no public SSH key that can be used: {why}", path=ssh, why=error.message)
        ) from None
    return {"ssh": line.strip()}


def _certificate(path: Path) -> str:
    text = path.read_text("utf-8", "replace")
    if "PRIVATE KEY" in text:
        raise Refusal(say("{path} is a private key, which nobody but its owner may have", path=str(path)))
    try:
        parse_openpgp_key(text)
    except BadSignatureError as error:
        raise Refusal(
            say(
                "{path}: {why}; 'gpg --armor --export --export-options export-minimal ADDRESS' writes one",
                path=str(path),
                why=error.message,
            )
        ) from None
    return text.strip() + "\n"


def fingerprint_in(key: dict[str, Any]) -> str:
    line = key.get("ssh")
    return (
        parse_ssh_key(line).fingerprint if line else parse_openpgp_key(key.get("openpgp") or "").fingerprint
    )
