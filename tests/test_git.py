"""git as it is run and read here: what counts as a repository, what git is told, and what its log says."""

import fcntl
import os
import resource
import shutil
import subprocess
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import pytest

from lpsedocs.demo.scribe import Hand, Scribe
from lpsedocs.findings import Refusal, printable, say
from lpsedocs.git import (
    NOTE,
    Repository,
    checked_out,
    find_repository,
    has_repository,
    merge_bases,
    open_ahead,
    open_objects,
    plant,
    read_log,
    read_removals,
    unpack_bundle,
)
from lpsedocs.language import ENGLISH
from lpsedocs.trust.objects import HEAD, Algorithm, BadObjectError, MissingObjectError, TooLargeError
from lpsedocs.trust.verdicts import CannotVerifyError
from tests.pasts import ASSET, BEGIN, BUDI, Story
from tests.repositories import write
from tests.trust import disk

CLEAN = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")} | {
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_CONFIG_GLOBAL": os.devnull,
}


def git(where: Path, *arguments: str) -> str:
    done = subprocess.run(["git", *arguments], cwd=where, env=CLEAN, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.decode().strip()


def begun(scribe: Scribe | None = None) -> Story:
    story = Story(scribe or Scribe())
    story.commit({ASSET: b"id: AST-001\n"})
    return story


# ---- What is a repository


@pytest.mark.parametrize(
    "parts",
    [
        pytest.param(("HEAD",), id="HEAD alone"),
        pytest.param(("HEAD", "objects/"), id="no refs"),
        pytest.param(("HEAD", "refs/"), id="no objects"),
        pytest.param(("objects/", "refs/"), id="no HEAD"),
        pytest.param(("commondir",), id="commondir alone"),
    ],
)
def test_a_part_of_a_repository_is_none(parts: tuple[str, ...], tmp_path: Path) -> None:
    for part in parts:
        place = tmp_path / part
        if part.endswith("/"):
            place.mkdir()
        else:
            place.write_text("ref: refs/heads/main\n")

    assert not has_repository(tmp_path)
    with pytest.raises(Refusal) as refused:
        find_repository(tmp_path)
    assert ENGLISH.say(refused.value.message) == (
        f"there is no git repository at {tmp_path} or above it; go to that of the office, or make one here "
        "with 'git init -b main'"
    )


def test_a_place_in_a_repository_has_one(tmp_path: Path) -> None:
    assert has_repository(begun().on_disk(tmp_path) / "records")


def test_whether_the_history_is_cut_off_or_a_command_is_midway_is_told(tmp_path: Path) -> None:
    repository = find_repository(begun().on_disk(tmp_path))
    assert (repository.is_shallow, repository.is_midway) == (False, False)

    (repository.git_dir / "shallow").write_text("")
    note = repository.git_dir / NOTE
    note.parent.mkdir()
    note.write_text("{}\n")

    assert (repository.is_shallow, repository.is_midway) == (True, True)


def packed(git_dir: Path) -> None:
    git(git_dir, "repack", "--quiet", "-a", "-d")


def switched(git_dir: Path) -> None:
    (git_dir / "HEAD").write_text("ref: refs/heads/lain\n")


def branched(git_dir: Path) -> None:
    shutil.copy(git_dir / "refs/heads/main", git_dir / "refs/heads/lain")


def cut_off(git_dir: Path) -> None:
    shutil.copy(git_dir / "refs/heads/main", git_dir / "shallow")


@pytest.mark.parametrize("change", [packed, switched, branched, cut_off])
def test_whatever_changes_in_a_repository_changes_its_state(
    change: Callable[[Path], None], tmp_path: Path
) -> None:
    repository = find_repository(begun().on_disk(tmp_path))
    before = repository.state
    assert repository.state == before

    change(repository.git_dir)

    assert repository.state != before


def test_a_repository_without_a_folder_for_packs_has_a_state(tmp_path: Path) -> None:
    repository = find_repository(begun().on_disk(tmp_path))
    before = repository.state
    (repository.git_dir / "objects/pack").rmdir()

    assert repository.state != before


@pytest.mark.parametrize("text", ["ref: refs/heads/nothing-yet\n", "ref: \n", "a branch\n", ""])
def test_where_no_commit_is_checked_out_there_is_none(text: str, tmp_path: Path) -> None:
    repository = find_repository(begun().on_disk(tmp_path))
    (repository.git_dir / "HEAD").write_text(text)

    assert checked_out(repository) is None


def test_a_branch_or_a_commit_may_be_checked_out(tmp_path: Path) -> None:
    story = begun()
    repository = find_repository(story.on_disk(tmp_path))
    assert (repository.head(), checked_out(repository)) == ("refs/heads/main", story.tip)

    (repository.git_dir / "HEAD").write_text(f"{story.tip}\n")

    assert (repository.head(), checked_out(repository)) == (story.tip, story.tip)


# ---- Refs


@dataclass(frozen=True)
class Moved:
    """A repository whose main branch went on in a file, while git has an older id of it among packed ones."""

    repository: Repository
    older: str
    file: Path


@pytest.fixture
def moved(tmp_path: Path) -> Moved:
    story = begun()
    older = story.tip
    story.commit({ASSET: b"2\n"})
    repository = find_repository(story.on_disk(tmp_path))
    (repository.git_dir / "packed-refs").write_text(f"{older} refs/heads/main\n")
    assert repository.refs()["refs/heads/main"] == story.tip
    return Moved(repository, older, repository.git_dir / "refs/heads/main")


def test_where_a_branch_has_no_file_its_packed_id_counts(moved: Moved) -> None:
    moved.file.unlink()
    assert moved.repository.refs() == {"refs/heads/main": moved.older}


@pytest.mark.parametrize("text", ["", "\0\0\0\n", "1234\n", f"{'1' * 40} {'2' * 40}\n", f"{'1' * 41}\n"])
def test_a_branch_whose_file_has_no_id_is_refused_and_not_taken_for_older(text: str, moved: Moved) -> None:
    moved.file.write_text(text)
    assert refused_refs(moved) == (
        f"{moved.file} has no commit id, as the file of a branch must; move it away and let 'git fetch' "
        "bring back what the server has, or clone the repository anew"
    )


def test_a_pipe_in_place_of_a_branch_is_refused(moved: Moved) -> None:
    moved.file.unlink()
    os.mkfifo(moved.file)
    assert refused_refs(moved).startswith(f"{moved.file} has no commit id, ")


@pytest.mark.parametrize("place", ["refs/heads", "refs/heads/main"])
@pytest.mark.parametrize("leads_to", ["away", "nowhere"])
def test_a_link_in_place_of_a_branch_or_of_its_folder_is_refused(
    place: str, leads_to: str, moved: Moved, tmp_path: Path
) -> None:
    path = moved.repository.git_dir / place
    path.rename(tmp_path / "away")
    path.symlink_to(tmp_path / leads_to)

    assert refused_refs(moved) == (
        f"{path} is a link, and branches are only read where the repository itself keeps them; put what it "
        "leads to in its place, or clone the repository anew"
    )


def refused_refs(moved: Moved) -> str:
    with pytest.raises(Refusal) as refused:
        moved.repository.refs()
    return ENGLISH.say(refused.value.message)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
@pytest.mark.parametrize("place", ["refs", "refs/heads", "refs/heads/main"])
def test_a_branch_that_may_not_be_read_is_refused(place: str, moved: Moved) -> None:
    path = moved.repository.git_dir / place
    mode = path.stat().st_mode
    path.chmod(0)
    with pytest.raises(PermissionError):
        moved.repository.refs()
    path.chmod(mode)


def test_a_folder_of_branches_that_can_not_be_listed_is_refused(moved: Moved) -> None:
    before = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, before[1]))
    try:
        with pytest.raises(OSError, match="Too many open files"):
            list(moved.repository._loose_refs())
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, before)


def test_a_branch_that_names_another_has_no_id_of_its_own(moved: Moved) -> None:
    moved.file.write_text("ref: refs/heads/lain\n")
    assert moved.repository.refs() == {}


def test_branches_that_git_takes_away_or_packs_meanwhile_are_no_hindrance(moved: Moved) -> None:
    for name in ("satu", "dua"):
        shutil.copy(moved.file, moved.file.with_name(name))
    names = []
    for name, _ in moved.repository._loose_refs():
        names.append(name)
        for file in moved.file.parent.iterdir():
            file.unlink()
    assert len(names) == 1

    shutil.rmtree(moved.repository.git_dir / "refs")
    assert moved.repository.refs() == {"refs/heads/main": moved.older}


@pytest.mark.parametrize("folder", ["refs", "refs/heads"])
def test_what_a_file_browser_leaves_is_no_branch(folder: str, moved: Moved) -> None:
    before = moved.repository.refs()
    (moved.repository.git_dir / folder / ".DS_Store").write_bytes(b"\0\0\0\1Bud1\0")
    assert moved.repository.refs() == before


def test_what_git_is_about_to_write_is_no_branch_yet(moved: Moved) -> None:
    before = moved.repository.refs()
    (moved.file.parent / "main.lock").write_text("")
    (moved.file.parent / "main~").write_text("")
    (moved.file.parent / "kosong").mkdir()
    assert moved.repository.refs() == before


@pytest.mark.parametrize("sign", ["\x85", "\u2028", "\u2029"])
def test_a_branch_whose_name_breaks_a_line_for_python_stands_in_for_no_other(sign: str, moved: Moved) -> None:
    """Whoever may push can give one such a name, and every fresh clone has its branches in one file."""
    tip, odd = moved.repository.refs()["refs/heads/main"], f"refs/heads/main{sign}x"
    git(moved.repository.git_dir, "update-ref", odd, moved.older)
    git(moved.repository.git_dir, "pack-refs", "--all")
    assert not moved.file.exists()

    assert moved.repository.refs() == {"refs/heads/main": tip, odd: moved.older}


def test_branches_are_found_however_deeply_their_names_nest(moved: Moved) -> None:
    """Whoever may push can give one such a name."""
    name = f"refs/heads/{'a/' * 1100}a"
    git(moved.repository.git_dir, "update-ref", name, moved.older)
    try:
        assert moved.repository.refs()[name] == moved.older
    finally:
        # What Python removes folders with goes no deeper than its own calls.
        git(moved.repository.git_dir, "update-ref", "-d", name)


# ---- Files of a repository


def test_a_file_that_can_not_be_read_is_not_taken_for_one_that_is_not_there(tmp_path: Path) -> None:
    repository = find_repository(begun().on_disk(tmp_path))
    before = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, before[1]))
    try:
        with pytest.raises(OSError, match="Too many open files"):
            repository.head()
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, before)


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="the system doesn't list open files")
def test_looking_at_what_is_no_file_leaves_nothing_open(tmp_path: Path) -> None:
    repository = find_repository(begun().on_disk(tmp_path))
    os.mkfifo(repository.git_dir / "packed-refs")
    before = len(list(Path("/proc/self/fd").iterdir()))

    repository.refs()

    assert len(list(Path("/proc/self/fd").iterdir())) == before


def test_a_stray_file_among_the_objects_is_passed_by(tmp_path: Path) -> None:
    story = begun()
    repository = find_repository(story.on_disk(tmp_path))
    (repository.git_dir / "objects/catatan").write_text("Lain\n")

    with open_objects(repository, "sha1") as objects:
        assert objects.read(story.tip)[0] == "commit"


# ---- Objects


@pytest.mark.parametrize("name", ["HEAD", "1" * 39, "1" * 40 + "\n" + "2" * 40, "", "main^{tree}"])
def test_an_object_is_asked_for_by_its_whole_id_alone(name: str, tmp_path: Path) -> None:
    story = begun()
    with open_objects(find_repository(story.on_disk(tmp_path)), "sha1") as objects:
        with pytest.raises(BadObjectError) as refused:
            objects.read(name)
        assert objects.read(story.tip)[0] == "commit"
    assert refused.value.message == say("'{id}' is no object id", id=printable(name[:80]))


def test_what_is_just_small_enough_is_read_whole(tmp_path: Path) -> None:
    story = begun()
    large = story.scribe.put("blob", b"x" * (1 << 20))
    repository = find_repository(story.on_disk(tmp_path))
    with open_objects(repository, "sha1") as objects:
        assert objects.read(large) == ("blob", b"x" * (1 << 20))


def test_of_what_is_too_large_only_the_beginning_is_kept(tmp_path: Path) -> None:
    story = begun()
    large = story.scribe.put("commit", b"tree " + b"x" * (1 << 20))
    repository = find_repository(story.on_disk(tmp_path))
    with open_objects(repository, "sha1") as objects, pytest.raises(TooLargeError) as refused:
        objects.read(large)
    assert (refused.value.kind, refused.value.head) == ("commit", (b"tree " + b"x" * HEAD)[:HEAD])


MUCH = 1 << 20


def of_three(tmp_path: Path) -> tuple[Story, list[str], Repository]:
    """Return a story of three commits, these, the newest first, and the repository."""
    story = begun()
    commits = [story.tip, *(story.commit({ASSET: text}) for text in (b"id: AST-002\n", b"id: AST-003\n"))]
    return story, commits[::-1], find_repository(story.on_disk(tmp_path / "office"))


def damage(repository: Repository, id_: str) -> None:
    """Cut an object off; git stops at what it can't read to its end."""
    file = repository.git_dir / "objects" / id_[:2] / id_[2:]
    file.chmod(0o644)
    file.write_bytes(file.read_bytes()[:-20])


def test_many_objects_at_once_are_what_each_is_by_itself(tmp_path: Path) -> None:
    story, _, repository = of_three(tmp_path)
    with open_objects(repository, "sha1") as objects:
        assert objects.read_many([*story.scribe.objects] * 100, MUCH) == story.scribe.objects
        assert objects.read(story.tip) == story.scribe.read(story.tip)


def test_a_commit_comes_with_its_first_parents_as_far_as_there_are_any(tmp_path: Path) -> None:
    story, commits, repository = of_three(tmp_path)
    with open_objects(repository, "sha1") as objects:
        found = objects.read_many([f"{story.tip}~{count}" for count in range(5)], MUCH)
    assert list(found.items()) == [(id_, story.scribe.read(id_)) for id_ in commits]


def test_of_many_objects_what_is_missing_or_too_large_or_another_is_left_out(tmp_path: Path) -> None:
    story, (tip, second, first), repository = of_three(tmp_path)
    large = story.scribe.put("commit", b"tree " + b"x" * MUCH)
    disk.put(repository.git_dir, large, *story.scribe.read(large))
    disk.put(repository.git_dir, second, *story.scribe.read(first))
    with open_objects(repository, "sha1") as objects:
        assert list(objects.read_many([large, "1" * 40, second, tip], 2 * MUCH)) == [tip]


def test_of_many_objects_those_come_for_which_there_is_room(tmp_path: Path) -> None:
    story, commits, repository = of_three(tmp_path)
    room = sum(len(story.scribe.read(id_)[1]) for id_ in commits[:2])
    with open_objects(repository, "sha1") as objects:
        assert list(objects.read_many(commits, room)) == commits[:2]
        assert list(objects.read_many(commits, room - 1)) == commits[:1]


def test_git_is_asked_for_no_more_once_there_is_no_room(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lpsedocs.git._MOST_ASKED", 1)
    story, (tip, second, first), repository = of_three(tmp_path)
    damage(repository, first)
    room = len(story.scribe.read(tip)[1])
    with open_objects(repository, "sha1") as objects:
        assert list(objects.read_many([tip, second, first], room)) == [tip]
        assert objects.read(second) == story.scribe.read(second)


def test_git_that_takes_too_much_to_get_ahead_what_is_read_next_goes_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lpsedocs.git._MOST_MEMORY", 64 << 20)
    story = begun()
    for _ in range(12):
        content = story.scribe.read(story.commit({}))[1]
        story.tip = story.scribe.put("commit", content + b"x" * (8 << 20))
    small = story.commit({})
    repository = find_repository(story.on_disk(tmp_path))
    for open_, found in ((open_ahead, []), (open_objects, [small])):
        with open_(repository, "sha1") as objects:
            assert list(objects.read_many([small], MUCH)) == [small]
            objects.read_many([f"{small}~12"], MUCH)
            assert list(objects.read_many([small], MUCH)) == found


@pytest.mark.skipif(not hasattr(fcntl, "F_SETPIPE_SZ"), reason="the system makes all pipes alike")
def test_many_questions_fit_into_the_smallest_pipe(tmp_path: Path) -> None:
    story = begun()
    repository = find_repository(story.on_disk(tmp_path))
    with open_objects(repository, "sha1") as objects:
        for pipe in (objects._to_git, objects._from_git):
            fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, 4096)
        stopper = threading.Timer(10, objects._from_git.close)
        stopper.start()
        assert objects.read_many([story.tip] * 1000, MUCH) == {story.tip: story.scribe.read(story.tip)}
        stopper.cancel()


def test_behind_a_damaged_object_all_is_missing_and_nothing_breaks(tmp_path: Path) -> None:
    story, commits, repository = of_three(tmp_path)
    damage(repository, commits[1])
    with open_objects(repository, "sha1") as objects:
        assert list(objects.read_many(commits, MUCH)) == commits[:1]
        assert objects.read_many(commits * 5_000, MUCH) == {}
        with pytest.raises(MissingObjectError) as missing:
            objects.read(story.tip)
    assert missing.value.args == (story.tip,)


# ---- What git is told


def test_git_is_the_one_that_the_path_names_and_hears_nothing_of_the_surroundings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    story = begun()
    repository = find_repository(story.on_disk(tmp_path / "office"))
    there, said = shutil.which("git"), tmp_path / "said"
    (tmp_path / "git").write_text(f'#!/bin/sh\nenv > "{said}"\nexec "{there}" "$@"\n')
    (tmp_path / "git").chmod(0o755)
    path = f"{tmp_path}{os.pathsep}{os.environ['PATH']}"
    monkeypatch.setenv("PATH", path)
    monkeypatch.setenv("GIT_DIR", str(tmp_path))

    with open_objects(repository, "sha1") as objects:
        objects.read(story.tip)

    told = dict(line.split("=", 1) for line in said.read_text().splitlines())
    home = told.pop("HOME")
    assert not Path(home).exists()
    assert {name: value for name, value in told.items() if name not in ("PWD", "OLDPWD", "SHLVL", "_")} == {
        "PATH": path,
        "LC_ALL": "C",
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_NO_REPLACE_OBJECTS": "1",
        "GIT_NO_LAZY_FETCH": "1",
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_OBJECT_DIRECTORY": str(repository.git_dir / "objects"),
    }


# ---- Bundles and new repositories


@pytest.mark.parametrize("algorithm", ["sha1", "sha256"])
def test_a_bundle_is_unpacked_with_its_branches(algorithm: Algorithm, tmp_path: Path) -> None:
    story = begun(Scribe(algorithm))
    source = tmp_path / "source"
    git(tmp_path, "init", "--quiet", f"--object-format={algorithm}", "-b", "main", str(source))
    for id_, (kind, content) in story.scribe.objects.items():
        put(source / ".git", id_, kind, content)
    git(source, "update-ref", "refs/heads/main", story.tip)
    git(source, "bundle", "create", "--quiet", str(tmp_path / "office.bundle"), "HEAD", "main")
    (tmp_path / "unpacked").mkdir()

    repository = unpack_bundle(tmp_path / "office.bundle", tmp_path / "unpacked")

    assert repository.refs() == {"refs/heads/main": story.tip}
    with open_objects(repository, algorithm) as objects:
        assert objects.read(story.tip) == story.scribe.read(story.tip)


@pytest.mark.parametrize(
    ("content", "error"),
    [(b"%PDF-1.7\n", Refusal), (b"# v2 git bundle\n", CannotVerifyError), (b"", Refusal)],
)
def test_what_is_no_whole_bundle_is_refused(
    content: bytes, error: type[Refusal | CannotVerifyError], tmp_path: Path
) -> None:
    bundle = tmp_path / "office.bundle"
    bundle.write_bytes(content)
    (tmp_path / "unpacked").mkdir()

    with pytest.raises(error) as refused:
        unpack_bundle(bundle, tmp_path / "unpacked")
    assert ENGLISH.say(refused.value.message) == (
        f"{bundle} is no bundle with a whole history; ask for what 'git bundle create FILE refs/heads/main' "
        "writes"
    )


def put(git_dir: Path, id_: str, kind: str, content: bytes) -> None:
    done = subprocess.run(
        ["git", "hash-object", "-w", "-t", kind, "--stdin"],
        input=content,
        cwd=git_dir,
        env=CLEAN,
        capture_output=True,
        check=True,
    )
    assert done.stdout.decode().strip() == id_


def test_a_new_repository_is_planted_wherever_it_shall_lie_and_keeps_no_log_of_its_making(
    tmp_path: Path,
) -> None:
    story = begun()
    source = story.on_disk(tmp_path / "source")
    pack = subprocess.run(
        ["git", "pack-objects", "--revs", "--stdout", "--quiet"],
        input=f"{story.tip}\n".encode(),
        cwd=source,
        capture_output=True,
        check=True,
    ).stdout
    place = tmp_path / "far" / "away" / "office"

    plant(place, pack, {"refs/heads/main": story.tip}, "refs/heads/main")

    repository = find_repository(place)
    assert (repository.git_dir, checked_out(repository)) == (place / ".git", story.tip)
    assert (place / ASSET).read_bytes() == b"id: AST-001\n"
    assert git(place, "status", "--porcelain") == ""
    assert not (place / ".git/logs").exists()
    assert [path.name for path in place.parent.iterdir()] == ["office"]


# ---- The log


def logged(repository: Repository, tip: str) -> list[tuple[str, list[str]]]:
    """Return the commits of a log, each with what it did to which file."""
    return [
        (commit.id, [f"{file.path}: {' '.join(map(str, file.before))} -> {file.after}" for file in files])
        for commit, files in read_log(repository, tip)
    ]


def test_a_log_has_commits_and_merges_with_files_and_without(tmp_path: Path) -> None:
    story = Story()
    one, two, three = (Scribe().put("blob", text) for text in (b"1\n", b"2\n", b"3\n"))
    first = story.commit({ASSET: b"1\n", "a!120000": b"tautan", "b": b"2\n"})
    empty = story.commit({})
    side = story.commit({"b": b"3\n", "a!120000": None, "a": b"1\n"}, on=(first,))
    plain = story.commit({"b": b"3\n", "a!120000": None, "a": b"1\n"}, on=(empty, side))
    own = story.commit({"b": b"1\n"}, on=(empty, side))
    story.commit({}, on=(plain, own))
    repository = find_repository(story.on_disk(tmp_path))

    assert sorted(logged(repository, story.tip)) == sorted(
        [
            (first, ["a: None -> None", f"b: None -> {two}", f"{ASSET}: None -> {one}"]),
            (empty, []),
            (side, [f"a: None -> {one}", f"b: {two} -> {three}"]),
            (plain, []),
            (own, [f"b: {two} {three} -> {one}"]),
            (story.tip, []),
        ]
    )
    assert [commit.id for commit, files in read_removals(repository, story.tip) if files] == []


def test_a_log_may_begin_with_a_commit_that_has_no_file(tmp_path: Path) -> None:
    story = Story()
    first = story.commit({})
    repository = find_repository(story.on_disk(tmp_path))

    assert logged(repository, story.tip) == [(first, [])]


def test_removals_are_told_without_what_was_written(tmp_path: Path) -> None:
    story = begun()
    story.commit({ASSET: None, "b": b"1\n"})
    gone = story.tip
    story.commit({"b": b"2\n"})

    found = read_removals(find_repository(story.on_disk(tmp_path)), story.tip)

    assert [(commit.id, [str(file.path) for file in files]) for commit, files in found] == [(gone, [ASSET])]


def test_a_merge_removes_what_its_branch_took_away_and_nothing_that_was_only_ever_there(
    tmp_path: Path,
) -> None:
    story = begun()
    begin, asset = story.tip, story.files[ASSET]
    story.commit({"b": b"1\n"})
    side = story.commit({"b": None, ASSET: None})
    main = story.commit({"c": b"1\n", ASSET: asset}, on=(begin,))
    story.commit({ASSET: None}, on=(main, side))

    found = read_removals(find_repository(story.on_disk(tmp_path)), story.tip)

    assert [(commit.id, [str(file.path) for file in files]) for commit, files in found] == [
        (story.tip, [ASSET])
    ]


def test_commits_that_are_missing_are_no_short_log(tmp_path: Path) -> None:
    story = begun()
    first = story.tip
    story.commit({ASSET: b"id: AST-001\nname: x\n"})
    repository = find_repository(story.on_disk(tmp_path))
    (repository.git_dir / "objects" / first[:2] / first[2:]).unlink()

    with pytest.raises(MissingObjectError):
        logged(repository, story.tip)
    with pytest.raises(MissingObjectError):
        logged(repository, "1" * 40)


def test_where_a_history_is_cut_off_the_log_ends(tmp_path: Path) -> None:
    story = begun()
    cut = story.commit({ASSET: b"2\n"})
    story.commit({ASSET: b"3\n"})
    root = story.on_disk(tmp_path / "whole")
    git(tmp_path, "clone", "--quiet", "--depth", "2", root.as_uri(), "shallow")
    repository = find_repository(tmp_path / "shallow")
    with (repository.git_dir / "shallow").open("a") as file:
        file.write("bukan id\n")

    commits = [commit for commit, _ in read_log(repository, story.tip)]

    assert [(commit.id, commit.is_cut) for commit in commits] == [(story.tip, False), (cut, True)]
    assert merge_bases(repository, story.tip, cut) == (cut,)


# ---- Logs without an end


class Unfolding(NamedTuple):
    """A tree of ten entries that have ten each, and so on: few bytes, and no end of what they show."""

    mode: str
    kind: str
    content: bytes
    """Of what lies at the end, all of it the same."""
    levels: int

    def put(self, scribe: Scribe) -> str:
        """Store the tree."""
        mode, leaf = self.mode, scribe.put(self.kind, self.content)
        for _ in range(self.levels):
            entries = (f"{mode} {n}\0".encode() + bytes.fromhex(leaf) for n in range(10))
            mode, leaf = "40000", scribe.put("tree", b"".join(entries))
        return leaf


FILES = Unfolding("100644", "blob", b"1\n", 9)
FEWER = Unfolding("100644", "blob", b"1\n", 3)
EMPTY = Unfolding("40000", "tree", b"", 9)


def grown(tree: Unfolding, tmp_path: Path) -> tuple[Repository, str]:
    """Return a repository whose last commit has a tree that was made to have no end, and that commit."""
    story = begun()
    story.tip = story.scribe.commit(tree.put(story.scribe), (story.tip,), BUDI, BEGIN, "tumbuh\n")
    subprocess.run(["git", "init", "--quiet", "--bare", "--template=", tmp_path], check=True)
    write(tmp_path, story)
    return find_repository(tmp_path), story.tip


@pytest.mark.parametrize(
    ("tree", "limits"),
    [
        pytest.param(FILES, {}, id="files"),
        pytest.param(EMPTY, {"_MOST_SECONDS": 1}, id="folders without files"),
        pytest.param(FEWER, {"_LONGEST_LOG": 100_000}, id="more than is read"),
        pytest.param(FEWER, {"_LONGEST_LOG": 1000, "_PIECE": 100}, id="more than is read, in pieces"),
    ],
)
def test_a_log_without_an_end_is_refused_in_good_time(
    tree: Unfolding, limits: dict[str, int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, limit in limits.items():
        monkeypatch.setattr(f"lpsedocs.git.{name}", limit)
    repository, tip = grown(tree, tmp_path)

    with pytest.raises(CannotVerifyError) as refused:
        list(read_log(repository, tip))

    assert ENGLISH.say(refused.value.message) == (
        f"the commits that lead to {tip} change more files than are read, as where folders hold the same "
        "folder again and again; make them anew without that, or close the request that brings them"
    )


def test_a_text_as_long_as_all_that_is_read_does_not_use_up_the_log(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lpsedocs.git._LONGEST_LOG", 4096)
    story = begun()
    story.commit({ASSET: None}, by=Hand("n" * 5000, "a" * 5000), subject="s" * 5000)
    story.commit({}, by=Hand("n" * 100, "a" * 100), subject="é" * 200)
    repository = find_repository(story.on_disk(tmp_path))

    whole, cut = ("n" * 100, "a" * 100, "é" * 200), (f"{'n' * 98}..", f"{'a' * 98}..", f"{'s' * 198}..")
    told = [(c.author, c.address, c.subject) for c, _ in read_log(repository, story.tip)]
    assert told == [whole, cut, (BUDI.name, BUDI.email, "ubah")]
    assert [commit.subject for commit, _ in read_removals(repository, story.tip)] == [cut[-1]]


def test_a_log_that_is_broken_off_anywhere_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    story = begun()
    story.commit({"b": b"1\n", "c": b"1\n"})
    repository = find_repository(story.on_disk(tmp_path / "office"))
    stopping, path = tmp_path / "git", os.environ["PATH"]
    monkeypatch.setenv("PATH", f"{tmp_path}:{path}")
    for length in range(0, 500, 9):
        stopping.write_text(f'#!/bin/sh\nPATH={path}; git "$@" | head -c {length}; kill -XCPU $$\n')
        stopping.chmod(0o755)
        with pytest.raises(CannotVerifyError):
            list(read_log(repository, story.tip))


@pytest.mark.parametrize("piece", [1, 7, 100, 4096])
def test_a_log_is_the_same_in_pieces_of_any_length(
    piece: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository, tip = grown(FEWER, tmp_path)
    whole = list(read_log(repository, tip))
    monkeypatch.setattr("lpsedocs.git._PIECE", piece)

    assert list(read_log(repository, tip)) == whole
    assert [len(files) for _, files in whole] == [1001, 1]


@pytest.mark.parametrize("ask", [read_log, read_removals])
@pytest.mark.parametrize("name", ["--all", "HEAD"])
def test_a_log_is_asked_for_by_a_whole_id_alone(
    name: str, ask: Callable[[Repository, str], Iterable[object]], tmp_path: Path
) -> None:
    repository = find_repository(begun().on_disk(tmp_path))
    with pytest.raises(BadObjectError) as refused:
        list(ask(repository, name))
    assert ENGLISH.say(refused.value.message) == f"{name} are no object ids"


def test_bases_are_asked_for_by_whole_ids_alone(tmp_path: Path) -> None:
    story = begun()
    with pytest.raises(BadObjectError) as refused:
        merge_bases(find_repository(story.on_disk(tmp_path)), story.tip, "--octopus")
    assert ENGLISH.say(refused.value.message) == f"{story.tip} --octopus are no object ids"


def test_a_base_that_can_not_be_worked_out_is_missing_and_not_nothing(tmp_path: Path) -> None:
    story = begun()
    first = story.tip
    story.commit({ASSET: b"2\n"})
    repository = find_repository(story.on_disk(tmp_path))
    assert merge_bases(repository, first, story.tip) == (first,)

    with pytest.raises(MissingObjectError) as missing:
        merge_bases(repository, story.tip, "1" * 40)
    assert str(missing.value) == "1" * 40
    shutil.rmtree(repository.git_dir / "objects")
    with pytest.raises(MissingObjectError) as missing:
        merge_bases(repository, first, story.tip)
    assert str(missing.value) == first
