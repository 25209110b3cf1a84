"""Writes git objects with any author, date and signature: what people and forges of the demonstration do.

Nothing here guards anything: its keys are public by design, and what judges commits shares no code with it.
"""

import base64
import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

Sign = Callable[[bytes], bytes]
"""Takes the bytes of a commit and returns an armored signature."""


@dataclass(frozen=True)
class Hand:
    """Who a commit claims to be by."""

    name: str
    email: str


@dataclass(frozen=True)
class SeededKey:
    """An ed25519 SSH key made from a text: the same everywhere, and no secret."""

    seed: str

    @property
    def _private(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(hashlib.sha256(self.seed.encode()).digest())

    @property
    def _blob(self) -> bytes:
        point = self._private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        return _wire(b"ssh-ed25519") + _wire(point)

    @property
    def line(self) -> str:
        """The public key as a line of a ``.pub`` file."""
        return f"ssh-ed25519 {base64.b64encode(self._blob).decode()} contoh"

    @property
    def fingerprint(self) -> str:
        """The fingerprint as ``ssh-keygen -l`` prints it."""
        return "SHA256:" + base64.b64encode(hashlib.sha256(self._blob).digest()).decode().rstrip("=")

    def sign(self, payload: bytes, namespace: bytes = b"git") -> bytes:
        """Return an armored SSH signature. Format: OpenSSH, PROTOCOL.sshsig."""
        head = [_wire(namespace), _wire(b""), _wire(b"sha512")]
        signed = b"SSHSIG" + b"".join(head) + _wire(hashlib.sha512(payload).digest())
        signature = _wire(b"ssh-ed25519") + _wire(self._private.sign(signed))
        blob = b"SSHSIG" + (1).to_bytes(4) + _wire(self._blob) + b"".join(head) + _wire(signature)
        text = base64.b64encode(blob)
        lines = [text[at : at + 70] for at in range(0, len(text), 70)]
        return b"\n".join([b"-----BEGIN SSH SIGNATURE-----", *lines, b"-----END SSH SIGNATURE-----", b""])


def _wire(content: bytes) -> bytes:
    return len(content).to_bytes(4) + content


@dataclass
class Scribe:
    """An object store in memory; what it holds can be read, and written to a repository."""

    algorithm: str = "sha1"
    objects: dict[str, tuple[str, bytes]] = field(default_factory=dict)

    def read(self, id_: str) -> tuple[str, bytes]:
        """Return kind and content of an object."""
        return self.objects[id_]

    def put(self, kind: str, content: bytes) -> str:
        """Store an object and return its id."""
        header = b"%s %d\0" % (kind.encode(), len(content))
        id_ = hashlib.new(self.algorithm, header + content).hexdigest()
        self.objects[id_] = kind, content
        return id_

    def tree(self, files: Mapping[str, bytes]) -> str:
        """Store a tree of files by their paths; a path that ends in ``!MODE`` has that mode."""
        entries: dict[str, tuple[str, str]] = {}
        folders: dict[str, dict[str, bytes]] = {}
        for path, content in files.items():
            name, slash, rest = path.partition("/")
            if slash:
                folders.setdefault(name, {})[rest] = content
            else:
                name, _, mode = name.partition("!")
                entries[name] = mode or "100644", self.put("blob", content)
        for name, below in folders.items():
            entries[name] = "40000", self.tree(below)
        ordered = sorted(entries, key=lambda name: name + "/" if entries[name][0] == "40000" else name)
        return self.put(
            "tree",
            b"".join(
                f"{entries[name][0]} {name}\0".encode("utf-8", "surrogateescape")
                + bytes.fromhex(entries[name][1])
                for name in ordered
            ),
        )

    def commit(
        self,
        tree: str,
        parents: tuple[str, ...],
        author: Hand,
        when: datetime,
        message: str,
        *,
        committer: Hand | None = None,
        sign: Sign | None = None,
    ) -> str:
        """Store a commit and return its id."""
        stamp = f"{int(when.timestamp())} {when:%z}"
        by = committer or author
        head = [f"tree {tree}", *(f"parent {parent}" for parent in parents)]
        head += [
            f"author {author.name} <{author.email}> {stamp}",
            f"committer {by.name} <{by.email}> {stamp}",
        ]
        payload = ("\n".join(head) + "\n\n" + message).encode()
        return self.put("commit", signed(payload, sign(payload), self.algorithm) if sign else payload)


def signed(payload: bytes, armored: bytes, algorithm: str = "sha1") -> bytes:
    """Return a commit's bytes with a signature in its header, as git puts it there."""
    name = b"gpgsig" if algorithm == "sha1" else b"gpgsig-sha256"
    head, gap, message = payload.partition(b"\n\n")
    return head + b"\n" + name + b" " + armored.rstrip(b"\n").replace(b"\n", b"\n ") + gap + message
