"""Signatures of SSH and OpenPGP keys on the bytes of a commit, judged strictly and in process.

SSH: OpenSSH, PROTOCOL.sshsig and PROTOCOL.u2f; RFC 4253 section 6.6, RFC 5656, RFC 8332, RFC 8709.
Whether a key may be used, by whom and when, is not known here.
"""

import base64
import binascii
import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from pysequoia import Cert, Sig, verify
from pysequoia.packet import PacketPile, SignatureType, Tag

from lpsedocs.findings import SpokenError, printable, say


class BadSignatureError(SpokenError):
    """A signature or key that is not exactly in its format, of a kind that doesn't count, or not valid."""


class NoSignatureError(BadSignatureError):
    """There is no signature."""


class UnknownKeyError(BadSignatureError):
    """A signature of a key that nobody here is known by."""


@dataclass(frozen=True)
class SshKey:
    """A public SSH key."""

    blob: bytes
    kind: str

    @property
    def fingerprint(self) -> str:
        """The fingerprint as ``ssh-keygen -l`` prints it."""
        return "SHA256:" + base64.b64encode(hashlib.sha256(self.blob).digest()).decode().rstrip("=")


@dataclass(frozen=True)
class SshSignature:
    """What an SSH signature says, before it is verified."""

    key: SshKey
    hash_name: str
    kind: str
    body: bytes
    """The signature proper, with the flags and counter of a hardware key after it."""


NAMESPACE = "git"
"""What a signature must have been made for; git signs nothing else under this name."""

_ARMOR = re.compile(
    rb"-----BEGIN SSH SIGNATURE-----\n((?:[A-Za-z0-9+/=]{1,76}\n)+)-----END SSH SIGNATURE-----\n?", re.ASCII
)
_KEY_LINE = re.compile(r"([a-z0-9@.-]+) ([A-Za-z0-9+/]+={0,2})(?: [^\n]*)?", re.ASCII)
_LARGEST_SIGNATURE = 16 * 1024
"""Three times what the largest RSA key needs; whoever has no key at all can send a signature of any size."""
_SMALLEST_RSA = 2048
_LARGEST_RSA = 16384
_EXPONENT = 65537
_FIELD = (1 << 255) - 19
_Y_OF_ORDER_8 = 0x7A03AC9277FDC74EC6CC392CFA53202A0F67100D760B3CBA4FD84D3D706A17C7
_SMALL = frozenset({0, 1, _FIELD - 1, _Y_OF_ORDER_8, _FIELD - _Y_OF_ORDER_8})
"""The y of each ed25519 point of small order (RFC 8032 section 5.1): of such a key no secret is needed."""
_TOUCHED = 0x01
_CURVES: dict[str, tuple[type[ec.EllipticCurve], type[hashes.HashAlgorithm]]] = {
    "nistp256": (ec.SECP256R1, hashes.SHA256),
    "nistp384": (ec.SECP384R1, hashes.SHA384),
    "nistp521": (ec.SECP521R1, hashes.SHA512),
}
_RSA_HASHES: dict[str, type[hashes.HashAlgorithm]] = {
    "rsa-sha2-256": hashes.SHA256,
    "rsa-sha2-512": hashes.SHA512,
}
_SIGNATURE_KINDS = {
    "ssh-ed25519": ("ssh-ed25519",),
    "ssh-rsa": tuple(_RSA_HASHES),
    "ecdsa-sha2-nistp256": ("ecdsa-sha2-nistp256",),
    "ecdsa-sha2-nistp384": ("ecdsa-sha2-nistp384",),
    "ecdsa-sha2-nistp521": ("ecdsa-sha2-nistp521",),
    "sk-ssh-ed25519@openssh.com": ("sk-ssh-ed25519@openssh.com",),
    "sk-ecdsa-sha2-nistp256@openssh.com": ("sk-ecdsa-sha2-nistp256@openssh.com",),
}


class _Reader:
    """Takes the fields of an SSH wire format one by one; raises BadSignatureError where it is cut off."""

    def __init__(self, content: bytes) -> None:
        self.rest = content

    def take(self, length: int) -> bytes:
        if len(self.rest) < length:
            raise BadSignatureError(say("it is cut off"))
        taken, self.rest = self.rest[:length], self.rest[length:]
        return taken

    def number(self) -> int:
        return int.from_bytes(self.take(4))

    def string(self) -> bytes:
        return self.take(self.number())

    def text(self) -> str:
        try:
            return self.string().decode("ascii")
        except UnicodeDecodeError:
            raise BadSignatureError(say("a name in it is not ASCII")) from None

    def mpint(self) -> int:
        """Take a positive number in its only allowed form: no needless zero in front (RFC 4251 section 5)."""
        value = self.string()
        if not value or value[0] & 0x80 or (value[0] == 0 and (len(value) == 1 or not value[1] & 0x80)):
            raise BadSignatureError(say("a number in it is not in its shortest form"))
        return int.from_bytes(value)

    def end(self) -> None:
        if self.rest:
            raise BadSignatureError(say("something follows its end"))


def parse_ssh_key(line: str) -> SshKey:
    """Read a public key as a line of a ``.pub`` file."""
    match = _KEY_LINE.fullmatch(line.strip())
    if not match:
        raise BadSignatureError(say("it is no public SSH key on one line"))
    key = _ssh_key(_base64(match[2].encode()))
    if key.kind != match[1]:
        raise BadSignatureError(say("the key is not of the kind that its line says"))
    return key


def _ssh_key(blob: bytes) -> SshKey:
    key = SshKey(blob, _Reader(blob).text())
    _verifier(key)
    return key


def _refuse_too_large(armored: bytes) -> None:
    if len(armored) > _LARGEST_SIGNATURE:
        raise BadSignatureError(say("it is larger than {limit} KiB", limit=_LARGEST_SIGNATURE // 1024))


def parse_ssh_signature(armored: bytes) -> SshSignature:
    """Read an armored signature; nothing may stand before, between or after its parts."""
    _refuse_too_large(armored)
    match = _ARMOR.fullmatch(armored)
    if not match:
        raise BadSignatureError(say("it is not exactly one armored SSH signature"))
    reader = _Reader(_base64(match[1].replace(b"\n", b"")))
    if reader.take(6) != b"SSHSIG" or reader.number() != 1:
        raise BadSignatureError(say("it is no SSH signature of version 1"))
    key = _ssh_key(reader.string())
    if reader.string() != NAMESPACE.encode():
        raise BadSignatureError(say("it was made for another purpose than git"))
    if reader.string():
        raise BadSignatureError(say("its reserved field is not empty"))
    hash_name, inner = reader.text(), _Reader(reader.string())
    reader.end()
    if hash_name not in ("sha256", "sha512"):
        raise BadSignatureError(
            say("it uses the hash '{hash}', where sha256 or sha512 was due", hash=printable(hash_name[:20]))
        )
    kind = inner.text()
    if kind not in _SIGNATURE_KINDS[key.kind]:
        raise BadSignatureError(
            say(
                "a signature '{kind}' of a key '{key}' does not count",
                kind=printable(kind[:40]),
                key=key.kind,
            )
        )
    return SshSignature(key, hash_name, kind, inner.rest)


def verify_ssh(signature: SshSignature, payload: bytes) -> None:
    """Raise BadSignatureError unless the signature is valid on the payload."""
    digest = hashlib.new(signature.hash_name, payload).digest()
    signed = b"SSHSIG" + b"".join(map(_wire, (NAMESPACE.encode(), b"", signature.hash_name.encode(), digest)))
    try:
        _verifier(signature.key)(signature, signed)
    except InvalidSignature:
        raise BadSignatureError(say("it is not valid on these bytes")) from None


def _wire(content: bytes) -> bytes:
    return len(content).to_bytes(4) + content


def _base64(text: bytes) -> bytes:
    try:
        content = base64.b64decode(text, validate=True)
    except binascii.Error:
        raise BadSignatureError(say("it is not base64")) from None
    if base64.b64encode(content) != text:
        raise BadSignatureError(say("its base64 is not in its only form"))
    return content


_Verify = Callable[[SshSignature, bytes], None]


def _verifier(key: SshKey) -> _Verify:
    """Read a key's blob strictly and return what verifies its signatures."""
    reader = _Reader(key.blob)
    reader.string()
    match key.kind:
        case "ssh-ed25519":
            check = _ed25519(reader)
        case "ssh-rsa":
            check = _rsa(reader)
        case "ecdsa-sha2-nistp256" | "ecdsa-sha2-nistp384" | "ecdsa-sha2-nistp521":
            check = _ecdsa(reader, key.kind.rpartition("-")[2])
        case "sk-ssh-ed25519@openssh.com":
            check = _hardware(_ed25519(reader), reader)
        case "sk-ecdsa-sha2-nistp256@openssh.com":
            check = _hardware(_ecdsa(reader, "nistp256"), reader)
        case _:
            raise BadSignatureError(
                say("a key of the kind '{kind}' does not count", kind=printable(key.kind[:40]))
            )
    reader.end()
    return check


def _ed25519(reader: _Reader) -> _Verify:
    point = reader.string()
    if len(point) != 32:
        raise BadSignatureError(say("an ed25519 key has 32 bytes"))
    if int.from_bytes(point, "little") % (1 << 255) % _FIELD in _SMALL:
        raise BadSignatureError(say("it is one of the eight ed25519 keys with which anybody can sign"))
    public = Ed25519PublicKey.from_public_bytes(point)

    def check(signature: SshSignature, signed: bytes) -> None:
        body = _Reader(signature.body)
        raw = body.string()
        body.end()
        public.verify(raw, signed)

    return check


def _rsa(reader: _Reader) -> _Verify:
    exponent, modulus = reader.mpint(), reader.mpint()
    if not _SMALLEST_RSA <= modulus.bit_length() <= _LARGEST_RSA:
        raise BadSignatureError(
            say("an RSA key has {least} to {most} bits", least=_SMALLEST_RSA, most=_LARGEST_RSA)
        )
    if exponent != _EXPONENT:
        raise BadSignatureError(
            say("an RSA key has the exponent {due}, as ssh-keygen makes it", due=str(_EXPONENT))
        )
    try:
        public = rsa.RSAPublicNumbers(exponent, modulus).public_key()
    except ValueError:
        raise BadSignatureError(say("it is no sound RSA key")) from None

    def check(signature: SshSignature, signed: bytes) -> None:
        body = _Reader(signature.body)
        raw = body.string()
        body.end()
        public.verify(raw, signed, padding.PKCS1v15(), _RSA_HASHES[signature.kind]())

    return check


def _ecdsa(reader: _Reader, curve_name: str) -> _Verify:
    curve, hash_ = _CURVES[curve_name]
    if reader.string() != curve_name.encode():
        raise BadSignatureError(say("the key is on another curve than its kind says"))
    point = reader.string()
    if point[:1] != b"\x04":
        raise BadSignatureError(say("the key's point is not in its uncompressed form"))
    try:
        public = ec.EllipticCurvePublicKey.from_encoded_point(curve(), point)
    except ValueError:
        raise BadSignatureError(say("the key's point is not on its curve")) from None

    def check(signature: SshSignature, signed: bytes) -> None:
        body = _Reader(signature.body)
        numbers = _Reader(body.string())
        body.end()
        r, s = numbers.mpint(), numbers.mpint()
        numbers.end()
        public.verify(encode_dss_signature(r, s), signed, ec.ECDSA(hash_()))

    return check


def _hardware(check: _Verify, reader: _Reader) -> _Verify:
    """Wrap the signature of a hardware key: what it signs names the application, a touch and a counter."""
    application = reader.string()

    def verify_touched(signature: SshSignature, signed: bytes) -> None:
        if len(signature.body) < 5:
            raise BadSignatureError(say("it is cut off"))
        body, state = signature.body[:-5], signature.body[-5:]
        if not state[0] & _TOUCHED:
            raise BadSignatureError(say("the hardware key was not touched"))
        message = hashlib.sha256(application).digest() + state + hashlib.sha256(signed).digest()
        check(SshSignature(signature.key, signature.hash_name, signature.kind, body), message)

    return verify_touched


@dataclass(frozen=True)
class OpenPgpKey:
    """An OpenPGP certificate. When it may be used stands in the roster, not in the certificate."""

    certificate: Cert
    parts: tuple[str, ...]
    """The fingerprints of its primary key and its subkeys."""

    @property
    def fingerprint(self) -> str:
        """The fingerprint in capital hexadecimal digits."""
        return self.certificate.fingerprint.upper()


@dataclass(frozen=True)
class OpenPgpSignature:
    """An OpenPGP signature, before it is verified."""

    signature: Sig

    def names(self, key: OpenPgpKey) -> bool:
        """Tell whether it says to be of a key: a hint, which nothing protects."""
        of_key, short = self.signature.issuer_fingerprint, self.signature.issuer_key_id
        if of_key is not None:
            return of_key.upper() in key.parts
        return short is None or any(part.endswith(short.upper()) for part in key.parts)


_SECRETS = (Tag.SecretKey, Tag.SecretSubkey)
_PGP_ARMOR = re.compile(
    rb"-----BEGIN PGP SIGNATURE-----\n(?:(?:Version|Comment|Hash): [\x20-\x7e]*\n)*\n"
    rb"((?:[A-Za-z0-9+/]{1,76}={0,2}\n)+)=([A-Za-z0-9+/]{4})\n-----END PGP SIGNATURE-----\n?"
)


def parse_openpgp_key(armored: str) -> OpenPgpKey:
    """Read one armored certificate, without secrets."""
    content = armored.strip().encode()
    try:
        certificates = Cert.split_bytes(content)
        packets = list(PacketPile.from_bytes(content))
    except (RuntimeError, ValueError):
        raise BadSignatureError(say("it is no armored OpenPGP certificate")) from None
    if len(certificates) != 1 or any(packet.tag in _SECRETS for packet in packets):
        raise BadSignatureError(say("it is not exactly one OpenPGP certificate without secrets"))
    parts = tuple(packet.fingerprint.upper() for packet in packets if packet.fingerprint)
    return OpenPgpKey(certificates[0], parts)


def parse_openpgp_signature(armored: bytes) -> OpenPgpSignature:
    """Read an armored signature; nothing may stand before, between or after its parts."""
    _refuse_too_large(armored)
    match = _PGP_ARMOR.fullmatch(armored)
    if not match:
        raise BadSignatureError(say("it is not exactly one armored OpenPGP signature"))
    content = _base64(match[1].replace(b"\n", b""))
    if _base64(match[2]) != _crc24(content):
        raise BadSignatureError(say("its armor has another checksum than its content"))
    body = _only_signature_packet(content)
    try:
        signature = Sig.from_bytes(_with_exact_numbers(body))
        kind, created, expires = signature.signature_type, signature.created, signature.expiration
    except (RuntimeError, ValueError):
        raise BadSignatureError(say("it is no OpenPGP signature")) from None
    if kind != SignatureType.Binary or created is None:
        raise BadSignatureError(say("it is no signature on bytes with a date"))
    if expires is not None:
        raise BadSignatureError(say("it expires, so it would prove nothing later"))
    return OpenPgpSignature(signature)


_OLD_PACKET = {0x88: 1, 0x89: 2, 0x8A: 4}
"""How many bytes the length of a signature packet of the old format has, by the byte in front."""


def _only_signature_packet(content: bytes) -> bytes:
    """Return the body of the one packet that is there. RFC 9580 section 4.2.

    Looked for here, because pysequoia unpacks every packet, and a compressed one may unfold to gigabytes.
    """
    reader = _Reader(content)
    begin = reader.take(1)[0]
    if begin == 0xC2:
        body = reader.take(_new_length(reader))
    elif begin in _OLD_PACKET:
        body = reader.take(int.from_bytes(reader.take(_OLD_PACKET[begin])))
    else:
        raise _no_single_packet()
    if reader.rest:
        raise _no_single_packet()
    return body


def _new_length(reader: _Reader) -> int:
    first = reader.take(1)[0]
    if first < 192:
        return first
    if first < 224:
        return ((first - 192) << 8) + reader.take(1)[0] + 192
    if first == 255:
        return reader.number()
    raise _no_single_packet()  # in parts, as only data may be


def _no_single_packet() -> BadSignatureError:
    return BadSignatureError(say("it has more than one OpenPGP packet, or no signature"))


def verify_openpgp(signature: OpenPgpSignature, payload: bytes, key: OpenPgpKey) -> None:
    """Raise BadSignatureError unless it is a valid signature of the key on the payload."""
    try:
        found = verify(bytes=payload, signature=signature.signature, store=lambda _: [key.certificate])
    except (RuntimeError, ValueError):
        raise BadSignatureError(say("it is not valid on these bytes")) from None
    if [valid.certificate.upper() for valid in found.valid_sigs] != [key.fingerprint]:
        raise BadSignatureError(say("it is not of this key"))


def _crc24(content: bytes) -> bytes:
    """Return the checksum that an armor ends with. RFC 9580 section 6.1.1."""
    crc = 0xB704CE
    for byte in content:
        crc = ((crc & 0xFFFF) << 8) ^ _CRC24[(crc >> 16) ^ byte]
    return crc.to_bytes(3)


def _crc24_of(byte: int) -> int:
    crc = byte << 16
    for _ in range(8):
        crc = (crc << 1) ^ (0x1864CFB if crc & 0x800000 else 0)
    return crc


_CRC24 = tuple(map(_crc24_of, range(256)))


_WITH_NUMBERS = frozenset({1, 3, 17, 19, 22})
"""Algorithms whose signatures are numbers (MPI): RSA, DSA, ECDSA, EdDSA. RFC 9580 section 9.1."""


def _with_exact_numbers(body: bytes) -> bytes:
    """Return a signature packet whose numbers have their exact length in bits.

    github.com writes numbers with a zero bit in front, in half of its signatures. pysequoia refuses them;
    the numbers are the same, and no signature covers how they are written. RFC 9580 sections 3.2, 4.2, 5.2.3.
    """
    reader = _Reader(body)
    head = reader.take(4)
    if head[0] == 4 and head[2] in _WITH_NUMBERS:
        for _ in ("hashed", "unhashed"):
            length = reader.take(2)
            head += length + reader.take(int.from_bytes(length))
        head += reader.take(2)
        while reader.rest:
            number = int.from_bytes(reader.take((int.from_bytes(reader.take(2)) + 7) // 8))
            bits = number.bit_length()
            head += bits.to_bytes(2) + number.to_bytes((bits + 7) // 8)
        body = head
    return b"\xc2\xff" + len(body).to_bytes(4) + body
