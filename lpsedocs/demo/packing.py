"""Git objects as one pack, the way they travel. Format: git, gitformat-pack."""

import hashlib
import zlib
from collections.abc import Collection

_KINDS = {"commit": 1, "tree": 2, "blob": 3}


def packed(objects: Collection[tuple[str, bytes]]) -> bytes:
    """Return a pack of objects, each given by its kind and content."""
    head = b"PACK" + (2).to_bytes(4) + len(objects).to_bytes(4)
    body = b"".join(_entry(_KINDS[kind], content) for kind, content in objects)
    return head + body + hashlib.sha1(head + body, usedforsecurity=False).digest()


def _entry(kind: int, content: bytes) -> bytes:
    length = len(content)
    sizes = [kind << 4 | length & 0x0F]
    length >>= 4
    while length:
        sizes[-1] |= 0x80
        sizes.append(length & 0x7F)
        length >>= 7
    return bytes(sizes) + zlib.compress(content)
