"""OpenPGP keys made from a text, and signatures with them: the same bytes everywhere, and no secret.

Writes only what the demonstration needs: a version 4 certificate of one ed25519 key and one name, and
signatures on bytes. Format: RFC 9580, sections 3.2, 4.2, 5.2.3, 5.2.4, 5.5.2, 5.5.4 and 6.
"""

import base64
import hashlib
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from lpsedocs.demo.scribe import Sign

_SIGNATURE, _PUBLIC_KEY, _USER_ID = 2, 6, 13
"""Kinds of packets."""
_ON_BYTES, _ON_A_NAME = 0x00, 0x13
"""Kinds of signatures."""
_CREATED, _ISSUER, _KEY_FLAGS, _ISSUER_FINGERPRINT = 2, 16, 27, 33
"""Kinds of subpackets."""
_MAY_CERTIFY_AND_SIGN = b"\x03"
_EDDSA, _SHA512 = 22, 10
_ED25519 = bytes.fromhex("2b06010401da470f01")


@dataclass(frozen=True)
class SeededOpenPgpKey:
    """An ed25519 OpenPGP key made from a text."""

    seed: str
    owner: str
    """The name in it, with an address."""
    made: datetime

    @cached_property
    def _private(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(hashlib.sha256(self.seed.encode()).digest())

    @cached_property
    def _body(self) -> bytes:
        point = self._private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        head = b"\x04" + _moment(self.made) + bytes([_EDDSA, len(_ED25519)]) + _ED25519
        return head + _number(b"\x40" + point)

    @cached_property
    def _framed(self) -> bytes:
        """The key as its fingerprint and signatures about it cover it."""
        return b"\x99" + len(self._body).to_bytes(2) + self._body

    @cached_property
    def _fingerprint(self) -> bytes:
        return hashlib.sha1(self._framed, usedforsecurity=False).digest()

    @property
    def fingerprint(self) -> str:
        """The fingerprint in capital hexadecimal digits."""
        return self._fingerprint.hex().upper()

    @property
    def certificate(self) -> str:
        """The armored public key with its name, signed by itself."""
        name = self.owner.encode()
        covered = self._framed + b"\xb4" + len(name).to_bytes(4) + name
        flags = _subpacket(_KEY_FLAGS, _MAY_CERTIFY_AND_SIGN)
        key, user = _packet(_PUBLIC_KEY, self._body), _packet(_USER_ID, name)
        return _armored(
            "PUBLIC KEY BLOCK", key + user + self._signature(_ON_A_NAME, covered, self.made, flags)
        )

    def signing_at(self, moment: datetime) -> Sign:
        """Return what signs bytes at a moment."""
        return lambda payload: _armored("SIGNATURE", self._signature(_ON_BYTES, payload, moment)).encode()

    def _signature(self, kind: int, covered: bytes, moment: datetime, more: bytes = b"") -> bytes:
        issuer = _subpacket(_ISSUER_FINGERPRINT, b"\x04" + self._fingerprint)
        hashed = _subpacket(_CREATED, _moment(moment)) + more + issuer
        unhashed = _subpacket(_ISSUER, self._fingerprint[-8:])
        head = bytes([4, kind, _EDDSA, _SHA512]) + len(hashed).to_bytes(2) + hashed
        digest = hashlib.sha512(covered + head + b"\x04\xff" + len(head).to_bytes(4)).digest()
        raw = self._private.sign(digest)
        numbers = _number(raw[:32]) + _number(raw[32:])
        return _packet(_SIGNATURE, head + len(unhashed).to_bytes(2) + unhashed + digest[:2] + numbers)


def _moment(moment: datetime) -> bytes:
    return int(moment.timestamp()).to_bytes(4)


def _number(content: bytes) -> bytes:
    """Return a number with its exact length in bits in front."""
    number = int.from_bytes(content)
    bits = number.bit_length()
    return bits.to_bytes(2) + number.to_bytes((bits + 7) // 8)


def _packet(kind: int, body: bytes) -> bytes:
    return bytes([0xC0 | kind]) + _length(len(body)) + body


def _subpacket(kind: int, body: bytes) -> bytes:
    return _length(1 + len(body)) + bytes([kind]) + body


def _length(length: int) -> bytes:
    if length < 192:
        return bytes([length])
    return (length - 192 + (192 << 8)).to_bytes(2)


def _armored(what: str, content: bytes) -> str:
    text = base64.b64encode(content).decode()
    lines = [text[at : at + 64] for at in range(0, len(text), 64)]
    check = base64.b64encode(_crc24(content).to_bytes(3)).decode()
    begin, end = f"-----BEGIN PGP {what}-----", f"-----END PGP {what}-----"
    return "\n".join([begin, "", *lines, f"={check}", end, ""])


def _crc24(content: bytes) -> int:
    crc = 0xB704CE
    for byte in content:
        crc ^= byte << 16
        for _ in range(8):
            crc <<= 1
            if crc & 0x1000000:
                crc ^= 0x1864CFB
    return crc
