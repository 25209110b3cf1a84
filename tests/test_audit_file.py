"""An audit file is written in one way only, and what is written in another is none."""

import hashlib
import io
import json
import os
import re
import struct
import tracemalloc
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from lpsedocs.audit import LARGEST, Audited, as_hashed, is_zip, read_audit_file
from lpsedocs.findings import Refusal
from lpsedocs.language import ENGLISH
from lpsedocs.trust.objects import WrongObjectError
from tests.repositories import Desk
from tests.trust.story import Story, approved

PAGE = "BACA-SAYA.md"
DAY = date(2026, 7, 15)
NONE = "is no audit file; ask for what 'lpsedocs audit' writes"


def written(audited: Audited, path: Path) -> Path:
    path.write_bytes(audited.written())
    return path


def filed(story: Story, path: Path, objects: dict[str, tuple[str, bytes]] | None = None) -> Path:
    """Write the objects of a story, or others, as an audit file."""
    kept = story.scribe.objects if objects is None else objects
    hashed = {id_: as_hashed(*found) for id_, found in kept.items()}
    papers = {PAGE: b"# Bukti\n", "records/EVL-2026-001.yaml": b"id: EVL-2026-001\n"}
    return written(Audited("EVL-2026-001", "refs/heads/main", story.tip, hashed, papers, DAY), path)


def refusal_of(path: Path) -> str:
    with pytest.raises(Refusal) as refused:
        read_audit_file(path)
    return ENGLISH.say(refused.value.message).removeprefix(f"{path} ")


def test_what_was_written_is_read_as_it_was(tmp_path: Path) -> None:
    story = approved()
    audited = read_audit_file(filed(story, tmp_path / "a.zip"))

    assert (audited.record, audited.ref, audited.tip) == ("EVL-2026-001", "refs/heads/main", story.tip)
    assert {id_: audited.read(id_) for id_ in audited.objects} == story.scribe.objects
    assert audited.papers == {PAGE: b"# Bukti\n", "records/EVL-2026-001.yaml": b"id: EVL-2026-001\n"}


def test_its_form_is_that_of_a_zip_with_nothing_optional() -> None:
    name, content = (
        b"manifest.json",
        b'{\n  "version": 2,\n  "record": "R",\n  "refs": {\n    "m": "t"\n  },\n  "day": "2026-07-15"\n}\n',
    )
    crc, size = zlib.crc32(content), len(content)
    # APPNOTE.TXT 4.3.7, 4.3.12 and 4.3.16; the first day of MS-DOS, a plain file of everybody's on Unix.
    same = struct.pack("<HHHHHIIIHH", 20, 0, 0, 0, 0x21, crc, size, size, len(name), 0)
    local = b"PK\x03\x04" + same + name + content
    central = (
        b"PK\x01\x02" + struct.pack("<BB", 20, 3) + same + struct.pack("<HHHII", 0, 0, 0, 0o100644 << 16, 0)
    )
    end = struct.pack("<HHHHIIH", 0, 0, 1, 1, len(central) + len(name), len(local), 0)

    assert Audited("R", "m", "t", {}, {}, DAY).written() == local + central + name + b"PK\x05\x06" + end


def test_what_is_not_in_it_is_missing_and_what_is_another_is_not_believed(desk: Desk) -> None:
    story = approved()
    objects = dict(story.scribe.objects)
    trusted = ("--trust-root", story.root)
    commit = objects.pop(story.tip)
    sentence = (
        f"can't verify: the object {story.tip} is missing from the file, or something else lies in its "
        "place; ask whoever wrote the file for a new one\n"
    )

    assert desk.verify(filed(story, desk.folder / "without.zip", objects), *trusted).err == sentence
    objects[story.tip] = ("commit", commit[1] + b"x")
    assert desk.verify(filed(story, desk.folder / "other.zip", objects), *trusted).err == sentence


@pytest.mark.parametrize(
    ("id_", "whole"),
    [
        pytest.param(hashlib.sha1(b"blob 2\0surat").hexdigest(), b"blob 2\0surat", id="another length"),
        pytest.param(
            hashlib.sha1(b"blob 05\0surat").hexdigest(), b"blob 05\0surat", id="length written oddly"
        ),
        pytest.param(hashlib.sha1(b"surat").hexdigest(), b"surat", id="no kind"),
        pytest.param(
            hashlib.sha1(b"<h1>Batal</h1> 5\0surat").hexdigest(),
            b"<h1>Batal</h1> 5\0surat",
            id="another kind",
        ),
        pytest.param("0" * 40, b"blob 5\0surat", id="another id"),
        pytest.param("surat.txt", b"blob 5\0surat", id="no id"),
        pytest.param("", b"blob 5\0surat", id="no name"),
    ],
)
def test_what_nobody_asks_for_must_be_an_object_too(id_: str, whole: bytes, tmp_path: Path) -> None:
    audited = read_audit_file(filed(approved(), tmp_path / "a.zip"))
    other = replace(audited, objects={**audited.objects, id_: whole})

    with pytest.raises(WrongObjectError) as missing:
        read_audit_file(written(other, tmp_path / "other.zip"))
    assert missing.value.args == (id_,)


def with_manifest(path: Path, **changes: object) -> Path:
    """Change what an audit file says of itself, and keep its form."""
    target = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(target, "w") as new:
        for entry in old.infolist():
            content = old.read(entry)
            if entry.filename == "manifest.json":
                content = (json.dumps(json.loads(content) | changes, indent=2) + "\n").encode()
            named = zipfile.ZipInfo(entry.filename)
            named.external_attr, named.create_system = entry.external_attr, entry.create_system
            new.writestr(named, content)
    path.write_bytes(target.getvalue())
    return path


@pytest.mark.parametrize(
    "day", ["2026-06-01 --explain X\n\n# DIBATALKAN", "\ud800", "20260601", "2026-02-30", 5, True, None]
)
def test_a_day_that_is_none_is_refused(day: object, tmp_path: Path) -> None:
    path = filed(approved(), tmp_path / "a.zip")
    assert read_audit_file(with_manifest(path, day="2026-06-01")).day == date(2026, 6, 1)
    assert refusal_of(with_manifest(path, day=day)) == NONE


def test_one_of_another_version_is_told_as_such(tmp_path: Path) -> None:
    path = with_manifest(filed(approved(), tmp_path / "a.zip"), version=1, day=None)

    assert refusal_of(path) == (
        "was written by another version of lpsedocs; verify it with that one, or ask for a new file"
    )


def parts_of(content: bytes) -> tuple[bytes, bytes, bytes]:
    """Return the entries of a ZIP, the list of them, and what ends it."""
    at, end = content.index(b"PK\x01\x02"), content.index(b"PK\x05\x06")
    return content[:at], content[at:end], content[end:]


def put(at: int, layout: str, *values: int) -> Callable[[bytes], bytes]:
    """Return how to write numbers into a part of a ZIP."""

    def change(part: bytes) -> bytes:
        return part[:at] + struct.pack(layout, *values) + part[at + struct.calcsize(layout) :]

    return change


def in_the_list(change: Callable[[bytes], bytes]) -> Callable[[bytes], bytes]:
    def changed(content: bytes) -> bytes:
        entries, listed, end = parts_of(content)
        return entries + change(listed) + end

    return changed


def with_more_in_the_first_entry(content: bytes) -> bytes:
    """Let the first entry go on behind what the list says of it."""
    entries, listed, end = parts_of(content)
    more = b"disetujui\n"
    second = entries.index(b"PK\x03\x04", 4)
    longer = put(18, "<I", struct.unpack_from("<I", entries, 18)[0] + len(more))
    entries = longer(entries[:second]) + more + entries[second:]
    places = [match.start() for match in re.finditer(rb"PK\x01\x02", listed)]
    for place in places[1:]:
        [offset] = struct.unpack_from("<I", listed, place + 42)
        listed = put(place + 42, "<I", offset + len(more))(listed)
    return entries + listed + put(16, "<I", len(entries))(end)


def packed_again(mode: int, *names: str) -> Callable[[bytes], bytes]:
    """Return how to write the same files once more, and some with a name besides."""

    def again(content: bytes) -> bytes:
        target = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(target, "w", mode) as new:
            for entry in old.infolist():
                new.writestr(entry.filename, old.read(entry))
            for name in names:
                new.writestr(name, b"")
        return target.getvalue()

    return again


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize(
    "change",
    [
        pytest.param(packed_again(zipfile.ZIP_STORED), id="with times"),
        pytest.param(packed_again(zipfile.ZIP_DEFLATED), id="deflate"),
        pytest.param(packed_again(zipfile.ZIP_BZIP2), id="bzip2"),
        pytest.param(packed_again(zipfile.ZIP_LZMA), id="lzma"),
        pytest.param(packed_again(zipfile.ZIP_STORED, "manifest.json"), id="an entry twice"),
        pytest.param(packed_again(zipfile.ZIP_STORED, "records/"), id="a folder"),
        pytest.param(lambda content: content + b"x", id="more at the end"),
        pytest.param(lambda content: content + content, id="another ZIP at the end"),
        pytest.param(lambda content: content[:-2] + struct.pack("<H", 2) + b"hi", id="a comment"),
        pytest.param(with_more_in_the_first_entry, id="more in an entry than is listed"),
        pytest.param(put(6, "<H", 1), id="encrypted by itself"),
        pytest.param(put(6, "<H", 8), id="its length behind it"),
        pytest.param(put(8, "<H", 8), id="compressed by itself"),
        pytest.param(put(22, "<I", 5), id="shorter by itself"),
        pytest.param(in_the_list(put(8, "<H", 1)), id="encrypted in the list"),
        pytest.param(in_the_list(put(24, "<I", 1 << 30)), id="huge in the list"),
        pytest.param(in_the_list(put(20, "<I", 1 << 30)), id="of huge entries in the list"),
        pytest.param(in_the_list(put(38, "<I", 0o120777 << 16)), id="a link"),
        pytest.param(in_the_list(put(38, "<I", 0o040755 << 16)), id="called a folder"),
        pytest.param(in_the_list(put(4, "<B", 63)), id="made by another version"),
    ],
)
def test_what_is_not_written_just_so_is_refused(change: Callable[[bytes], bytes], tmp_path: Path) -> None:
    path = filed(approved(), tmp_path / "a.zip")
    path.write_bytes(change(path.read_bytes()))

    assert refusal_of(path) == NONE


def is_refused_in_little_room(path: Path) -> bool:
    tracemalloc.start()
    try:
        return refusal_of(path) == NONE and tracemalloc.get_traced_memory()[1] < 8 << 20
    finally:
        tracemalloc.stop()


def test_of_a_small_file_never_much_is_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("manifest.json", bytes(64 << 20))
    for size in (64 << 20, 10):
        path.write_bytes(in_the_list(put(24, "<I", size))(path.read_bytes()))
        assert is_refused_in_little_room(path)


def test_of_entries_that_lie_on_top_of_each_other_none_is_unpacked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("manifest.json", bytes(1 << 20))
    entries, listed, end = parts_of(path.read_bytes())
    path.write_bytes(entries + listed * 100 + put(8, "<HHI", 100, 100, len(listed) * 100)(end))
    unpacked: list[object] = []
    monkeypatch.setattr(zipfile.ZipFile, "read", lambda _, entry: unpacked.append(entry))

    assert refusal_of(path) == NONE
    assert unpacked == []


def test_one_that_is_larger_than_any_office_needs_is_not_read(tmp_path: Path) -> None:
    path = filed(approved(), tmp_path / "a.zip")
    with path.open("r+b") as file:
        file.truncate(LARGEST)
    assert refusal_of(path) == NONE
    with path.open("r+b") as file:
        file.truncate(LARGEST + 1)
    assert refusal_of(path) == "is too large for an audit file"


def test_what_does_not_begin_like_a_zip_is_none_and_not_waited_for(tmp_path: Path) -> None:
    (tmp_path / "office.bundle").write_bytes(b"# v2 git bundle\n")
    os.mkfifo(tmp_path / "pipa")

    assert not is_zip(tmp_path / "office.bundle")
    assert not is_zip(tmp_path / "pipa")
    assert not is_zip(tmp_path)
    assert not is_zip(tmp_path / "tidak-ada.zip")
