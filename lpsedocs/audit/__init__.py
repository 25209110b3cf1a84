"""An audit file: one ZIP with all that the verdict on a record rests on, to be checked anywhere.

The objects in it are those that the walk really read, each as git hashes it, so that ``sha1sum`` of a file
gives its name. The same history and record give the same bytes.
"""

import errno
import io
import json
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from importlib import resources
from pathlib import Path
from string import Template
from typing import Literal

from lpsedocs.findings import Refusal, say
from lpsedocs.trust.objects import BadObjectError, MissingObjectError, algorithm_of, object_id

MANIFEST = "manifest.json"
_LARGEST = 512 * 1024 * 1024
"""More than this, unpacked, is no audit file of an office."""
_OBJECTS = "objects/"
_OBJECT = re.compile(r"objects/(?:[0-9a-f]{40}|[0-9a-f]{64})")
_ENCRYPTED = 0x1
_COMPRESSIONS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_DAMAGES = (
    zipfile.BadZipFile,
    zlib.error,
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
    """The content of an audit file; its refs and root are only what it claims."""

    record: str
    refs: Mapping[str, str]
    objects: Mapping[str, bytes]
    """By id: kind, length and content, as git hashes them."""
    papers: Mapping[str, bytes] = field(default_factory=dict)
    """The files for people, by name."""
    _sound: set[str] = field(default_factory=set, init=False)
    """What hashes to its id; a walk asks for the same again and again."""

    def read(self, id_: str) -> tuple[str, bytes]:
        """Return kind and content of an object; hashed before it is believed."""
        if id_ not in self.objects:
            raise MissingObjectError(id_)
        head, _, content = self.objects[id_].partition(b"\0")
        kind = head.partition(b" ")[0].decode("ascii", "replace")
        if id_ not in self._sound:
            is_whole = head == b"%s %d" % (kind.encode(), len(content))
            if not is_whole or object_id(kind, content, algorithm_of(id_)) != id_:
                raise BadObjectError(say("the object {id} does not hash to its id", id=id_))
            self._sound.add(id_)
        return kind, content


def write_audit_file(
    record: str, ref: str, tip: str, objects: Mapping[str, tuple[str, bytes]], papers: Mapping[str, bytes]
) -> bytes:
    """Return the bytes of an audit file; papers are files for people, by their names in it."""
    manifest = {"version": 1, "record": record, "refs": {ref: tip}}
    files = dict(papers)
    files[MANIFEST] = (json.dumps(manifest, indent=2) + "\n").encode()
    for id_, (kind, content) in objects.items():
        files[f"{_OBJECTS}{id_}"] = b"%s %d\0%s" % (kind.encode(), len(content), content)
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o100644 << 16
            archive.writestr(entry, files[name])
    return target.getvalue()


def how_to_check(kind: Literal["ssh", "openpgp", "other", "none"], owner: str, **values: str) -> str:
    """Return the page for an auditor, in Indonesian: how to check one signature, and the whole."""
    signature = _page(kind).substitute(values, owner=owner)
    return _page("BACA-SAYA").substitute(values, signature=signature)


def _page(name: str) -> Template:
    return Template(resources.files(__name__).joinpath(f"{name}.md").read_text("utf-8"))


def is_audit_file(path: Path) -> bool:
    """Tell whether a path is a ZIP file."""
    return path.is_file() and zipfile.is_zipfile(path)


def read_audit_file(path: Path) -> Audited:
    """Read an audit file; refuses what is none."""
    try:
        with zipfile.ZipFile(path) as archive:
            entries = {entry.filename: entry for entry in archive.infolist()}
            if len(entries) < len(archive.infolist()) or not all(map(_is_ours, entries.values())):
                raise _no_audit_file(path)
            if _is_too_large(entries.values(), path):
                raise Refusal(say("{path} is too large for an audit file", path=str(path)))
            manifest = json.loads(_content(archive, entries[MANIFEST]))
            objects = {
                name.removeprefix(_OBJECTS): _content(archive, entry)
                for name, entry in entries.items()
                if name.startswith(_OBJECTS)
            }
            papers = {
                name: _content(archive, entry)
                for name, entry in entries.items()
                if name != MANIFEST and not name.startswith(_OBJECTS)
            }
            [(ref, tip)] = manifest["refs"].items()
            return Audited(str(manifest["record"]), {str(ref): str(tip)}, objects, papers)
    except _DAMAGES:
        raise _no_audit_file(path) from None
    except OSError as error:
        # So a file is told that sends the reader behind its own end.
        if error.errno != errno.EINVAL:
            raise
        raise _no_audit_file(path) from None


def _no_audit_file(path: Path) -> Refusal:
    return Refusal(say("{path} is no audit file; ask for what 'lpsedocs audit' writes", path=str(path)))


def _is_ours(entry: zipfile.ZipInfo) -> bool:
    """Tell whether an entry may be one of an audit file: a plain file, which is unpacked where it belongs."""
    is_inside = not {"", ".", ".."} & set(entry.filename.replace("\\", "/").split("/"))
    is_object = not entry.filename.startswith(_OBJECTS) or _OBJECT.fullmatch(entry.filename)
    # An extra field may give it another name, which some programs take; a mode makes it a link.
    is_plain = not entry.extra and not stat.S_ISLNK(entry.external_attr >> 16)
    is_readable = entry.compress_type in _COMPRESSIONS and not entry.flag_bits & _ENCRYPTED
    return is_inside and bool(is_object) and is_plain and is_readable


def _is_too_large(entries: Collection[zipfile.ZipInfo], path: Path) -> bool:
    """Tell whether entries have more than an office keeps, or more than is there: one on top of another."""
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    return unpacked > _LARGEST or packed > path.stat().st_size


def _content(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    # Asked for all of it, zipfile unpacks whatever is there before it looks how much there is said to be.
    with archive.open(entry) as file:
        return file.read(entry.file_size)
