"""SSH keys of every kind and signatures of them in any form, also forms that no tool writes."""

import base64
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

HASHES = {"rsa-sha2-256": hashes.SHA256, "rsa-sha2-512": hashes.SHA512, "ssh-rsa": hashes.SHA1}
CURVES = {
    "nistp256": (ec.SECP256R1(), hashes.SHA256()),
    "nistp384": (ec.SECP384R1(), hashes.SHA384()),
    "nistp521": (ec.SECP521R1(), hashes.SHA512()),
}


def wire(content: bytes | str) -> bytes:
    """Return a field with its length in front."""
    content = content.encode() if isinstance(content, str) else content
    return len(content).to_bytes(4) + content


def mpint(number: int) -> bytes:
    """Return a number in its only allowed form."""
    return wire(number.to_bytes(number.bit_length() // 8 + 1) if number else b"")


@dataclass(frozen=True)
class Key:
    """A key: its public blob, and what signs bytes as the body of a signature of some kind."""

    kind: str
    blob: bytes
    sign: Callable[[bytes, str], bytes]

    @property
    def line(self) -> str:
        return f"{self.kind} {base64.b64encode(self.blob).decode()} contoh"


@cache
def ed25519(seed: str = "a") -> Key:
    private = Ed25519PrivateKey.from_private_bytes(hashlib.sha256(seed.encode()).digest())
    point = private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    return Key("ssh-ed25519", wire("ssh-ed25519") + wire(point), lambda data, _: wire(private.sign(data)))


def of_small_order(point: bytes = b"\1" + b"\0" * 31) -> Key:
    """Return a key that has no secret, with a signature that is valid of the first such key on anything."""
    blob = wire("ssh-ed25519") + wire(point)
    return Key("ssh-ed25519", blob, lambda data, _: wire(b"\1" + b"\0" * 63))


@cache
def rsa_key(bits: int = 2048, exponent: int = 65537) -> Key:
    private = rsa.generate_private_key(exponent, bits)
    numbers = private.public_key().public_numbers()

    def sign(data: bytes, kind: str) -> bytes:
        return wire(private.sign(data, padding.PKCS1v15(), HASHES[kind]()))

    return Key("ssh-rsa", wire("ssh-rsa") + mpint(numbers.e) + mpint(numbers.n), sign)


@cache
def ecdsa(curve: str = "nistp256") -> Key:
    group, hash_ = CURVES[curve]
    private = ec.derive_private_key(int.from_bytes(hashlib.sha256(curve.encode()).digest()), group)
    point = private.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    kind = f"ecdsa-sha2-{curve}"

    def sign(data: bytes, _: str) -> bytes:
        r, s = decode_dss_signature(private.sign(data, ec.ECDSA(hash_)))
        return wire(mpint(r) + mpint(s))

    return Key(kind, wire(kind) + wire(curve) + wire(point), sign)


@cache
def hardware(base: str = "ed25519", flags: int = 1, application: str = "ssh:") -> Key:
    """Return a key as if in hardware; the flags say whether it was touched."""
    inner = ed25519("hardware") if base == "ed25519" else ecdsa()
    kind = "sk-ssh-ed25519@openssh.com" if base == "ed25519" else "sk-ecdsa-sha2-nistp256@openssh.com"
    state = bytes([flags]) + (7).to_bytes(4)

    def sign(data: bytes, _: str) -> bytes:
        digest = hashlib.sha256(application.encode()).digest()
        return inner.sign(digest + state + hashlib.sha256(data).digest(), "") + state

    rest = inner.blob[4 + len(inner.kind) :]
    return Key(kind, wire(kind) + rest + wire(application), sign)


DEFAULT_KINDS = {"ssh-rsa": "rsa-sha2-512"}


@dataclass(frozen=True)
class Form:
    """How a signature is written; each field is right unless a test says otherwise."""

    magic: bytes = b"SSHSIG"
    version: int = 1
    namespace: str = "git"
    reserved: str = ""
    unsigned_reserved: str = ""
    """What stands in the reserved field without being signed."""
    hash_name: str = "sha512"
    digest: str = ""
    """The hash that is really used, if not the one that is named."""
    kind: str = ""
    """The kind that the signature says it is of."""
    really: str = ""
    """The kind it is really of."""
    blob: bytes = b""
    """The key that it says to be of."""
    after_body: bytes = b""
    after_kind: bytes = b""
    after: bytes = b""


def signature(key: Key, payload: bytes, form: Form = Form()) -> bytes:
    """Return a signature, not armored."""
    digest = hashlib.new(form.digest or form.hash_name, payload).digest()
    head = wire(form.namespace) + wire(form.reserved) + wire(form.hash_name)
    really = form.really or DEFAULT_KINDS.get(key.kind, key.kind)
    body = key.sign(form.magic + head + wire(digest), really)
    written = wire(form.namespace) + wire(form.reserved or form.unsigned_reserved) + wire(form.hash_name)
    inner = wire(form.kind or really) + body + form.after_body
    start = form.magic + form.version.to_bytes(4) + wire(form.blob or key.blob)
    return start + written + wire(inner + form.after_kind) + form.after


BEGIN, END = b"-----BEGIN SSH SIGNATURE-----", b"-----END SSH SIGNATURE-----"


def armored(content: bytes, width: int = 70) -> bytes:
    """Return a signature as it stands in a commit or a file."""
    text = base64.b64encode(content)
    return b"\n".join([BEGIN, *(text[at : at + width] for at in range(0, len(text), width)), END, b""])
