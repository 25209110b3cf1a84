"""Files written whole or not at all: never over something else, never through a symbolic link."""

import errno
import os
import secrets
import shutil
from collections.abc import Iterable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from lpsedocs.findings import Refusal, say


def writable_place(root: Path, place: PurePosixPath) -> Path:
    """Return where a place of the workspace is on disk; refuses one that a symbolic link leads to."""
    path = root
    for part in place.parts:
        path = path / part
        if path.is_symlink():
            raise Refusal(
                say(
                    "{path} is a symbolic link, and nothing is written through one; put the folder or file "
                    "itself in its place",
                    path=str(path),
                )
            )
    return path


def create(path: Path, content: bytes) -> None:
    """Write a file that is not there yet, with its folders; refuses one that is."""
    path.parent.mkdir(parents=True, exist_ok=True)
    scratch = _written_beside(path, content)
    try:
        _link(scratch, path)
    except FileExistsError:
        raise Refusal(
            say("{path} is there already, and nothing is overwritten; choose another name", path=str(path))
        ) from None
    finally:
        scratch.unlink()
    _settle(path.parent)


def replace(path: Path, content: bytes, *, read: bytes) -> None:
    """Write a file anew; refuses when it no longer is what was read."""
    if path.is_symlink() or path.read_bytes() != read:
        raise Refusal(say("{path} was changed by somebody else meanwhile; do it again", path=str(path)))
    scratch = _written_beside(path, content)
    try:
        shutil.copymode(path, scratch)
        scratch.replace(path)
    except BaseException:
        scratch.unlink(missing_ok=True)
        raise
    _settle(path.parent)


@dataclass(frozen=True)
class Rewrite:
    """A file that gets another content, or another place, or both."""

    place: PurePosixPath
    """Relative to the workspace."""
    read: bytes
    content: bytes
    to: PurePosixPath


def rewrite(root: Path, rewrites: Iterable[Rewrite], folders: Mapping[PurePosixPath, PurePosixPath]) -> None:
    """Write and move files and folders, all or none; refuses what is there already or has changed."""
    rewrites = tuple(rewrites)
    moving = [one for one in rewrites if one.to != one.place]
    with ExitStack() as undo:
        for one in moving:
            _refuse_changed(root, one)
            target = writable_place(root, one.to)
            create(target, one.content)
            undo.callback(target.unlink)
        for one in rewrites:
            if one.to == one.place:
                path = writable_place(root, one.place)
                replace(path, one.content, read=one.read)
                undo.callback(replace, path, one.read, read=one.content)
        for old, new in folders.items():
            source, target = writable_place(root, old), writable_place(root, new)
            _rename(source, target)
            undo.callback(target.rename, source)
        for one in moving:
            path = writable_place(root, one.place)
            path.unlink()
            undo.callback(create, path, one.read)
        undo.pop_all()
    for folder in {writable_place(root, one.place).parent for one in moving}:
        if not any(folder.iterdir()):
            folder.rmdir()


def _refuse_changed(root: Path, one: Rewrite) -> None:
    path = writable_place(root, one.place)
    if path.read_bytes() != one.read:
        raise Refusal(say("{path} was changed by somebody else meanwhile; do it again", path=str(path)))


def _rename(source: Path, target: Path) -> None:
    if target.exists():
        raise Refusal(say("{path} is there already, and nothing is overwritten", path=str(target)))
    source.rename(target)


def create_tree(target: Path, files: Mapping[PurePosixPath, bytes]) -> None:
    """Write a whole directory; what goes wrong on the way leaves nothing behind."""
    target.parent.mkdir(parents=True, exist_ok=True)
    scratch = target.parent / f".{target.name}.{secrets.token_hex(4)}"
    try:
        for place, content in sorted(files.items()):
            create(scratch / place, content)
        if target.exists():
            _move_into(target, scratch)
        else:
            scratch.rename(target)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def add_to_tree(root: Path, files: Mapping[PurePosixPath, bytes]) -> tuple[PurePosixPath, ...]:
    """Write files into a directory, all or none; return the new ones. What is there must be the same."""
    places = {place: writable_place(root, place) for place in sorted(files)}
    if others := others_in_tree(root, files):
        raise Refusal(
            say(
                "not as this lpsedocs writes them: {paths}; nothing is overwritten, and nothing was "
                "written. Compare, move yours away, and do it again",
                paths=tuple(map(str, others)),
            )
        )
    new = {place: path for place, path in places.items() if not path.exists()}
    written: list[Path] = []
    folders = [folder for path in new.values() for folder in _missing_folders(path, root)]
    try:
        for place, path in new.items():
            create(path, files[place])
            written.append(path)
    except BaseException:
        for path in written:
            path.unlink()
        for folder in sorted(set(folders), reverse=True):
            if folder.exists():
                folder.rmdir()
        raise
    return tuple(new)


def others_in_tree(root: Path, files: Mapping[PurePosixPath, bytes]) -> tuple[PurePosixPath, ...]:
    """Return the files that are in a directory with other content."""
    return tuple(place for place in sorted(files) if _is_other(writable_place(root, place), files[place]))


def _is_other(path: Path, content: bytes) -> bool:
    return path.exists() and not (path.is_file() and path.read_bytes() == content)


def _missing_folders(path: Path, root: Path) -> list[Path]:
    return [folder for folder in path.parents if folder.is_relative_to(root) and not folder.exists()]


def _move_into(target: Path, scratch: Path) -> None:
    moved: list[Path] = []
    try:
        for item in sorted(scratch.iterdir()):
            destination = target / item.name
            if destination.exists() or destination.is_symlink():
                raise Refusal(
                    say("{path} is there already, and nothing is overwritten", path=str(destination))
                )
            item.rename(destination)
            moved.append(destination)
    except BaseException:
        for destination in moved:
            destination.rename(scratch / destination.name)
        raise


def _written_beside(path: Path, content: bytes) -> Path:
    """Write the content to a hidden file in the same folder, down to the disk."""
    scratch = path.parent / f".{path.name}.{secrets.token_hex(4)}"
    descriptor = os.open(scratch, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(descriptor)
    except BaseException:
        scratch.unlink(missing_ok=True)
        raise
    return scratch


def _link(scratch: Path, path: Path) -> None:
    """Give a file its name if nobody has it; some file systems can do that only by a second look."""
    try:
        path.hardlink_to(scratch)
    except OSError as error:
        if error.errno not in (errno.EPERM, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK):
            raise
        with path.open("xb") as file:
            file.write(scratch.read_bytes())


def _settle(folder: Path) -> None:
    """Let the folder reach the disk too, where a system can say so."""
    try:
        descriptor = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(descriptor)
    except OSError:
        return
    finally:
        os.close(descriptor)
