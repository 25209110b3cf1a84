"""What people tell public keys apart by."""

from lpsedocs.trust.signatures import BadSignatureError, parse_openpgp_key, parse_ssh_key

_ARMORED = "-----BEGIN PGP"


def fingerprint_or_none(key: str) -> str | None:
    """Return the fingerprint of an SSH or OpenPGP key; None for any other text."""
    if not key.startswith(("ssh-", "ecdsa-", "sk-", _ARMORED)):
        return None
    parse = parse_openpgp_key if key.startswith(_ARMORED) else parse_ssh_key
    try:
        return parse(key).fingerprint
    except BadSignatureError:
        return None
