"""An audit file: one ZIP with all that the verdict on a record rests on, to be checked anywhere.

The objects in it are those that the walk really read, each as git hashes it, so that ``sha1sum`` of a file
gives its name. The same history, record and day give the same bytes.

Nothing in it is compressed, so that there is one way to write it, and what is written in any other way is
refused: of a ZIP whose parts contradict each other, every program unpacks something else.
"""

import hashlib
import io
import json
import struct
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from importlib import resources
from pathlib import Path
from string import Template
from typing import Final

from lpsedocs.findings import Refusal, say
from lpsedocs.trust.objects import MissingObjectError, WrongObjectError, algorithm_of

MANIFEST: Final = "manifest.json"
LARGEST: Final = 512 * 1024 * 1024
"""More bytes than this is no audit file of an office."""
_VERSION: Final = 2
_OBJECTS: Final = "objects/"
_KINDS: Final = (b"commit", b"tree", b"blob")
_UNIX: Final = 3
"""The system that an entry says it was written on, whichever it was. Format: APPNOTE.TXT 4.4.2."""
_DAMAGES: Final = (
    zipfile.BadZipFile,
    KeyError,
    ValueError,
    TypeError,
    AttributeError,
    RuntimeError,
    EOFError,
    OverflowError,
    struct.error,
)
"""What reading a file raises that is damaged, or was never an audit file."""


@dataclass(frozen=True)
class Audited:
    """The content of an audit file; its branch and tip are only what it claims."""

    record: str
    ref: str
    tip: str
    objects: Mapping[str, bytes]
    """By id: kind, length and content, as git hashes them."""
    papers: Mapping[str, bytes]
    """The files for people, by name."""
    day: date
    """As of which day those say what was verified."""

    def read(self, id_: str) -> tuple[str, bytes]:
        """Return kind and content of an object."""
        if id_ not in self.objects:
            raise MissingObjectError(id_)
        head, _, content = self.objects[id_].partition(b"\0")
        return head.partition(b" ")[0].decode("ascii", "replace"), content

    def written(self) -> bytes:
        """Return the bytes of the file."""
        manifest = {
            "version": _VERSION,
            "record": self.record,
            "refs": {self.ref: self.tip},
            "day": self.day.isoformat(),
        }
        files = {
            **self.papers,
            **{f"{_OBJECTS}{id_}": content for id_, content in self.objects.items()},
            MANIFEST: (json.dumps(manifest, indent=2) + "\n").encode(),
        }
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
            for name in sorted(files):
                entry = zipfile.ZipInfo(name)
                entry.external_attr, entry.create_system = 0o100644 << 16, _UNIX
                archive.writestr(entry, files[name])
        return target.getvalue()


def as_hashed(kind: str, content: bytes) -> bytes:
    """Return an object as git hashes it."""
    return b"%s %d\0%s" % (kind.encode(), len(content), content)


def page(name: str, **values: str) -> str:
    """Return a part of the page for an auditor, in Indonesian, with its gaps filled."""
    part = Template(resources.files(__name__).joinpath(f"{name}.md").read_text("utf-8"))
    return part.substitute(values).rstrip("\n")


def is_zip(path: Path) -> bool:
    """Tell whether a path is a file that begins like a ZIP."""
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(2) == b"PK"


def read_audit_file(path: Path) -> Audited:
    """Read an audit file; refuses whatever was not written as one, byte for byte.

    Raises WrongObjectError where something else lies in the place of an object.
    """
    if path.stat().st_size > LARGEST:
        raise Refusal(say("{path} is too large for an audit file", path=str(path)))
    content = path.read_bytes()
    audited = _read(path, content)
    if audited.written() != content:
        raise _no_audit_file(path)
    for id_, whole in audited.objects.items():
        if not _is_sound(id_, whole):
            raise WrongObjectError(id_)
    return audited


def _read(path: Path, content: bytes) -> Audited:
    try:
        files = _unpacked(content)
        manifest = json.loads(files.pop(MANIFEST))
        if manifest["version"] != _VERSION:
            raise Refusal(
                say(
                    "{path} was written by another version of lpsedocs; verify it with that one, or ask for "
                    "a new file",
                    path=str(path),
                )
            )
        [(ref, tip)] = manifest["refs"].items()
        record = str(manifest["record"])
        day = date.fromisoformat(manifest["day"])
        objects = {
            name.removeprefix(_OBJECTS): files.pop(name) for name in [*files] if name.startswith(_OBJECTS)
        }
    except _DAMAGES:
        raise _no_audit_file(path) from None
    return Audited(record, str(ref), str(tip), objects, files, day)


def _unpacked(content: bytes) -> dict[str, bytes]:
    """Return the files by name; raises ValueError where they would have more than is there."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        entries = archive.infolist()
        is_compressed = any(entry.compress_type != zipfile.ZIP_STORED for entry in entries)
        if is_compressed or sum(entry.compress_size for entry in entries) > len(content):
            raise ValueError
        return {entry.filename: archive.read(entry) for entry in entries}


def _is_sound(id_: str, whole: bytes) -> bool:
    """Tell whether an object is of a kind that a history has, hashes to its id, and is as long as it says."""
    head, _, content = whole.partition(b"\0")
    is_whole = head in [b"%s %d" % (kind, len(content)) for kind in _KINDS]
    return is_whole and hashlib.new(algorithm_of(id_), whole).hexdigest() == id_


def _no_audit_file(path: Path) -> Refusal:
    return Refusal(say("{path} is no audit file; ask for what 'lpsedocs audit' writes", path=str(path)))
