"""An audit file: one ZIP with all that the verdict on a record rests on, to be checked anywhere.

The objects in it are those that the walk really read, each as git hashes it, so that ``sha1sum`` of a file
gives its name. The same history and record give the same bytes.
"""

import io
import json
import struct
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from string import Template
from typing import Literal

from lpsedocs.findings import Refusal, say
from lpsedocs.trust.objects import BadObjectError, MissingObjectError, algorithm_of, object_id

MANIFEST = "manifest.json"
_LARGEST = 512 * 1024 * 1024
"""More than this, unpacked, is no audit file of an office."""
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

    def read(self, id_: str) -> tuple[str, bytes]:
        """Return kind and content of an object; hashed again before it is believed."""
        if id_ not in self.objects:
            raise MissingObjectError(id_)
        head, _, content = self.objects[id_].partition(b"\0")
        kind = head.partition(b" ")[0].decode("ascii", "replace")
        if object_id(kind, content, algorithm_of(id_)) != id_:
            raise BadObjectError(say("the object {id} does not hash to its id", id=id_))
        return kind, content


def write_audit_file(
    record: str, ref: str, tip: str, objects: Mapping[str, tuple[str, bytes]], papers: Mapping[str, bytes]
) -> bytes:
    """Return the bytes of an audit file; papers are files for people, by their names in it."""
    manifest = {"version": 1, "record": record, "refs": {ref: tip}}
    files = dict(papers)
    files[MANIFEST] = (json.dumps(manifest, indent=2) + "\n").encode()
    for id_, (kind, content) in objects.items():
        files[f"objects/{id_}"] = b"%s %d\0%s" % (kind.encode(), len(content), content)
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o100644 << 16
            archive.writestr(entry, files[name])
    return target.getvalue()


def how_to_check(kind: Literal["ssh", "openpgp", "none"], owner: str, **values: str) -> str:
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
            if any(entry.compress_type not in _COMPRESSIONS for entry in archive.infolist()):
                raise Refusal(say("{path} is no audit file", path=str(path)))
            if sum(entry.file_size for entry in archive.infolist()) > _LARGEST:
                raise Refusal(say("{path} is too large for an audit file", path=str(path)))
            manifest = json.loads(archive.read(MANIFEST))
            objects = {
                name.removeprefix("objects/"): archive.read(name)
                for name in archive.namelist()
                if name.startswith("objects/")
            }
            refs = {str(name): str(id_) for name, id_ in manifest["refs"].items()}
            return Audited(str(manifest["record"]), refs, objects)
    except _DAMAGES:
        raise Refusal(say("{path} is no audit file", path=str(path))) from None
