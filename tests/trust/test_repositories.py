"""The same verdicts from any repository on disk, whatever it says of itself; nothing it names is run."""

import hashlib
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from lpsedocs.demo.scribe import Scribe
from lpsedocs.findings import Refusal, say
from lpsedocs.git import (
    Repository,
    find_repository,
    merge_bases,
    named_repository,
    open_objects,
    read_log,
)
from lpsedocs.language import ENGLISH
from lpsedocs.trust.graph import Graph
from lpsedocs.trust.mainline import Walk
from lpsedocs.trust.objects import MissingObjectError, TooLargeError, WrongObjectError, algorithm_of
from lpsedocs.trust.trees import Objects
from lpsedocs.trust.verdicts import CannotVerifyError, History
from lpsedocs.verification.opening import Foresight, foreseeing
from tests.trust.disk import ENVIRONMENT, put
from tests.trust.story import (
    EVALUATION,
    ROSTER,
    TODAY,
    Story,
    key_entry,
    people,
    person,
    records,
    roster,
    verdict_of,
)

EVL = "EVL-2026-001/1"


def git(where: Path, *arguments: str) -> str:
    command = ["git", "-c", "protocol.file.allow=always", *arguments]
    done = subprocess.run(command, cwd=where, env=ENVIRONMENT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def written(story: Story, path: Path) -> Path:
    """Write a story as a bare repository with loose objects."""
    kind = "sha256" if len(story.tip) == 64 else "sha1"
    path.mkdir()
    git(path, "init", "--quiet", "--bare", f"--object-format={kind}", "--initial-branch=main", ".")
    for id_, (name, content) in story.scribe.objects.items():
        put(path, id_, name, content)
    git(path, "update-ref", "refs/heads/main", story.tip)
    return path


def told(scribe: Scribe | None = None) -> Story:
    """Return a story with a decision on a branch, a change of the roster and a few notes."""
    story = Story(scribe=scribe or Scribe())
    side = story.approve(on=story.tip)
    story.commit({"records/README.md": b"Catatan\n"})
    story.merge(side)
    story.change_roster(roster() + "# lagi\n")
    return story


def judged(path: Path, story: Story, tip: str | None = None) -> History:
    with foreseeing(find_repository(path), algorithm_of(story.root)) as objects:
        return Walk(Graph(objects, objects.ahead), TODAY).judge(story.root, tip or story.tip)


def verdicts(path: Path, story: Story, tip: str | None = None) -> dict[str, str]:
    return {f"{j.record}/{j.number}": verdict_of(j) for j in judged(path, story, tip).decisions}


# ---- Ways to have a repository


def as_it_is(source: Path, place: Path) -> Path:
    return source


def as_clone(source: Path, place: Path) -> Path:
    git(source, "clone", "--quiet", str(source), str(place))
    return place


def as_bare_clone(source: Path, place: Path) -> Path:
    git(source, "clone", "--quiet", "--bare", str(source), str(place))
    return place


def in_a_folder_of_a_clone(source: Path, place: Path) -> Path:
    return as_clone(source, place) / "records" / "evaluations"


def as_worktree(source: Path, place: Path) -> Path:
    git(as_clone(source, place.with_name("clone")), "worktree", "add", "--quiet", str(place), "-b", "lain")
    return place


def packed(source: Path, place: Path) -> Path:
    git(source, "repack", "--quiet", "-a", "-d", "-f")
    git(source, "pack-refs", "--all")
    git(source, "prune-packed")
    return source


def with_the_objects_of_another(source: Path, place: Path) -> Path:
    git(source, "clone", "--quiet", "--shared", str(source), str(place))
    assert (place / ".git/objects/info/alternates").is_file()
    return place


def with_a_git_file(source: Path, place: Path) -> Path:
    git(
        source,
        "clone",
        "--quiet",
        f"--separate-git-dir={place.with_name('elsewhere')}",
        str(source),
        str(place),
    )
    assert (place / ".git").is_file()
    return place


@pytest.mark.parametrize(
    "how",
    [
        as_it_is,
        as_clone,
        as_bare_clone,
        in_a_folder_of_a_clone,
        as_worktree,
        packed,
        with_the_objects_of_another,
        with_a_git_file,
    ],
)
@pytest.mark.parametrize("algorithm", ["sha1", "sha256"])
def test_a_repository_is_judged(how: Callable[[Path, Path], Path], algorithm: str, tmp_path: Path) -> None:
    story = told(Scribe(algorithm))
    path = how(written(story, tmp_path / "source"), tmp_path / "place")
    history = judged(path, story)
    assert history.decisions == story.judge().decisions
    assert [verdict_of(j) for j in history.decisions] == ["personal"]
    assert [c.by for c in history.roster_changes] == ["eka"]
    assert find_repository(path).refs().get("refs/heads/main") == story.tip


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give files to another user")
def test_a_repository_that_belongs_to_another_user_is_judged(tmp_path: Path) -> None:
    story = told()
    path = as_clone(written(story, tmp_path / "source"), tmp_path / "place")
    for file in (path, *path.rglob("*")):
        os.chown(file, 65534, 65534, follow_symlinks=False)
    status = subprocess.run(["git", "status"], cwd=path, env=ENVIRONMENT, capture_output=True, check=False)
    assert b"dubious ownership" in status.stderr
    assert verdicts(path, story) == {EVL: "personal"}


FAKE = ("HEAD", "packed-refs", "objects/info/alternates", "refs/heads/.keep")


def fake(story: Story, old: str, folder: str) -> dict[str, bytes | None]:
    """Return the files that make a folder of a work tree look like a bare repository with an older tip."""
    up = "../" * (folder.count("/") + 1)
    texts = ("ref: refs/heads/main\n", f"{old} refs/heads/main\n", f"{up}.git/objects\n", "")
    return {f"{folder}{name}": text.encode() for name, text in zip(FAKE, texts, strict=True)}


def faked(folder: str, tmp_path: Path) -> tuple[Story, Path]:
    story = Story()
    old = story.tip
    story.approve()
    story.commit(fake(story, old, folder))
    return story, as_clone(written(story, tmp_path / "source"), tmp_path / "place")


def test_files_that_look_like_a_repository_do_not_stand_in_for_the_one_they_lie_in(tmp_path: Path) -> None:
    story, place = faked("", tmp_path)
    assert (place / "packed-refs").is_file()
    assert find_repository(place).refs()["refs/heads/main"] == story.tip
    assert find_repository(place / "records").refs()["refs/heads/main"] == story.tip
    assert verdicts(place, story) == {EVL: "personal"}


def test_a_folder_that_looks_like_a_repository_in_a_work_tree_is_refused(tmp_path: Path) -> None:
    _, place = faked("records/", tmp_path)
    with pytest.raises(Refusal) as caught:
        find_repository(place / "records" / "evaluations")
    assert ENGLISH.say(caught.value.message) == (
        f"{place / 'records'} looks like a repository of its own, but lies in the work tree of {place}; "
        "whoever put it there may want to show another history. Name the repository that is meant, or move "
        "this one out"
    )
    assert find_repository(place).git_dir == place / ".git"


@pytest.mark.parametrize("inside", [".git", ".git/objects", ".git/worktrees/lain"])
def test_a_place_in_a_git_directory_lies_in_that_repository(inside: str, tmp_path: Path) -> None:
    story = Story()
    place = as_clone(written(story, tmp_path / "source"), tmp_path / "place")
    git(place, "worktree", "add", "--quiet", str(tmp_path / "lain"), "-b", "lain")
    assert find_repository(place / inside).refs()["refs/heads/main"] == story.tip


def test_a_bare_repository_may_be_named_by_a_folder_in_it(tmp_path: Path) -> None:
    story = Story()
    place = written(story, tmp_path / "source")
    assert find_repository(place / "objects").refs()["refs/heads/main"] == story.tip


def test_what_is_called_dot_git_and_is_no_repository_is_passed_by(tmp_path: Path) -> None:
    outer = written(told(), tmp_path / "outer")
    inner = outer / "inner"
    (inner / ".git").mkdir(parents=True)
    assert find_repository(inner).git_dir == outer


def test_a_bare_repository_below_a_work_tree_is_taken_where_it_is_named(tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet")
    bare = written(told(), tmp_path / "srv")
    (tmp_path / "named").symlink_to(bare)
    for place in (bare, tmp_path / "named"):
        assert named_repository(place).git_dir == bare
    for place, look in ((bare, find_repository), (bare / "objects", named_repository)):
        with pytest.raises(Refusal) as caught:
            look(place)
        assert ENGLISH.say(caught.value.message) == (
            f"{bare} looks like a repository of its own, but lies in the work tree of {tmp_path}; whoever "
            "put it there may want to show another history. Name the repository that is meant, or move this "
            "one out"
        )


def test_a_clone_that_is_named_is_not_what_its_files_look_like(tmp_path: Path) -> None:
    story, place = faked("", tmp_path)
    for named in (place, place / "records", place / ".git"):
        assert named_repository(named).git_dir == place / ".git"
        assert named_repository(named).refs()["refs/heads/main"] == story.tip


@pytest.mark.parametrize("look", [find_repository, named_repository])
def test_a_link_into_a_clone_leads_to_it(look: Callable[[Path], Repository], tmp_path: Path) -> None:
    place = as_clone(written(Story(), tmp_path / "source"), tmp_path / "place")
    (tmp_path / "link").symlink_to(place / "records" / "evaluations")
    assert look(tmp_path / "link").git_dir == place / ".git"


@pytest.mark.parametrize("text", ["gitdir: nowhere\n", "gitdir: \n", ""])
def test_a_git_file_that_leads_nowhere_is_passed_by(text: str, tmp_path: Path) -> None:
    (tmp_path / ".git").write_text(text)
    with pytest.raises(Refusal) as error:
        find_repository(tmp_path)
    assert ENGLISH.say(error.value.message) == (
        f"there is no git repository at {tmp_path} or above it; go to that of the office, or make one here "
        "with 'git init -b main'"
    )


# ---- What git writes itself


@pytest.mark.skipif(shutil.which("ssh-keygen") is None, reason="ssh-keygen is not installed")
def test_what_git_signs_and_merges_is_judged(tmp_path: Path) -> None:
    for who in ("rahma", "eka"):
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", tmp_path / who], check=True)
    keys = {who: f"[{key_entry((tmp_path / f'{who}.pub').read_text().strip())}]" for who in ("rahma", "eka")}
    text = roster(people=people(**{who: person(who, keys=key) for who, key in keys.items()}))
    story = Story(files=records() | {ROSTER: text.encode()})
    path = as_clone(written(story, tmp_path / "source"), tmp_path / "place")

    git(path, "switch", "--quiet", "-c", "setujui")
    [(file, content)] = story.decision().items()
    (path / file).parent.mkdir(parents=True)
    (path / file).write_bytes(content)
    git(path, "add", file)
    sign = (
        "-c",
        "gpg.format=ssh",
        "-c",
        f"user.signingKey={tmp_path / 'rahma'}",
        "-c",
        "user.email=rahma@contoh.example",
    )
    git(path, *sign, "commit", "--quiet", "-S", "-m", "Setujui")
    git(path, "switch", "--quiet", "main")
    (path / "records/README.md").write_text("Catatan\n")
    git(path, "add", "records/README.md")
    git(path, "commit", "--quiet", "-m", "Catatan")
    git(path, "merge", "--quiet", "--no-ff", "-m", "Gabung", "setujui")

    assert verdicts(path, story, git(path, "rev-parse", "main")) == {EVL: "personal"}


# ---- What a repository says of itself


def replaced(path: Path, story: Story) -> None:
    """Let git see an empty commit in the place of the tip."""
    other = git(path, "commit-tree", "-m", "Lain", f"{story.root}^{{tree}}")
    git(path, "replace", story.tip, other)


def grafted(path: Path, story: Story) -> None:
    git_dir = path if (path / "HEAD").exists() else path / ".git"
    (git_dir / "info").mkdir(exist_ok=True)
    (git_dir / "info/grafts").write_text(f"{story.tip}\n")


def with_a_forged_graph(path: Path, story: Story) -> None:
    """Let the commit graph say that the tip has no parents."""
    git(path, "commit-graph", "write", "--reachable")
    file = path / "objects/info/commit-graph"
    content = bytearray(file.read_bytes())
    count = content[6]
    chunks = {
        bytes(content[8 + 12 * n : 12 + 12 * n]): int.from_bytes(content[12 + 12 * n : 20 + 12 * n])
        for n in range(count)
    }
    ids = content[chunks[b"OIDL"] : chunks[b"CDAT"]]
    row = ids.index(bytes.fromhex(story.tip)) // 20
    at = chunks[b"CDAT"] + row * 36 + 20
    content[at : at + 8] = (0x70000000).to_bytes(4) * 2
    content[-20:] = hashlib.sha1(content[:-20]).digest()
    file.chmod(0o644)
    file.write_bytes(content)


@pytest.mark.parametrize("lie", [replaced, grafted, with_a_forged_graph])
def test_a_repository_that_lies_to_git_about_its_history_does_not_lie_to_us(
    lie: Callable[[Path, Story], None], tmp_path: Path
) -> None:
    story = told()
    path = written(story, tmp_path / "source")
    assert git(path, "rev-list", "--count", "main") == "5"
    lie(path, story)
    assert git(path, "rev-list", "--count", "main") == "1"
    assert verdicts(path, story) == {EVL: "personal"}
    repository = find_repository(path)
    assert len(list(read_log(repository, story.tip))) == 5
    assert merge_bases(repository, story.tip, story.root) == (story.root,)


def test_a_loose_object_with_other_content_stops_the_walk(tmp_path: Path) -> None:
    story = told()
    path = written(story, tmp_path / "source")
    record = next(id_ for id_, (_, content) in story.scribe.objects.items() if content.startswith(b"id: EVL"))
    put(path, record, "blob", b"id: EVL-2026-001\nlain: x\n")
    assert git(path, "cat-file", "blob", record) == "id: EVL-2026-001\nlain: x"
    with pytest.raises(WrongObjectError):
        judged(path, story)


def test_an_object_under_an_id_of_another_kind_stops_the_walk(tmp_path: Path) -> None:
    story = told()
    path = written(story, tmp_path / "source")
    put(path, story.tip, "blob", story.scribe.read(story.tip)[1])
    with pytest.raises(WrongObjectError):
        judged(path, story)


def test_a_broken_object_stops_the_walk(tmp_path: Path) -> None:
    story = told()
    path = written(story, tmp_path / "source")
    (path / "objects" / story.tip[:2] / story.tip[2:]).write_bytes(b"rusak")
    with pytest.raises(MissingObjectError):
        judged(path, story)


def test_a_damaged_commit_behind_the_root_hinders_nothing(tmp_path: Path) -> None:
    story = Story()
    before, story.root = story.root, story.change_roster(roster() + "# akar baru\n")
    story.approve()
    path = written(story, tmp_path / "source")
    object_ = path / "objects" / before[:2] / before[2:]
    object_.write_bytes(object_.read_bytes()[:-20])
    assert verdicts(path, story) == {EVL: "personal"}


def test_what_a_long_line_needs_is_asked_for_at_once(tmp_path: Path) -> None:
    story = Story()
    for number in range(40):
        side = story.approve(on=story.tip, number=number + 1, decision="evaluasi_ulang")
        story.merge(side)
    repository = find_repository(written(story, tmp_path / "source"))
    with open_objects(repository, "sha1") as objects, open_objects(repository, "sha1") as others:
        asked = Asked(objects)
        foresight = Foresight(asked, others)
        history = Walk(Graph(foresight, foresight.ahead), TODAY).judge(story.root, story.tip)
    assert history.decisions == story.judge().decisions
    assert len(asked.ids) < 12


class Asked:
    """Objects that knows what it was asked for."""

    def __init__(self, objects: Objects) -> None:
        self._objects = objects
        self.ids: list[str] = []

    def read(self, id_: str) -> tuple[str, bytes]:
        self.ids.append(id_)
        return self._objects.read(id_)


LARGE = 1024 * 1024 + 1


def with_a_large_message(story: Story) -> str:
    """Put a commit on the main line whose message is larger than anything that an office writes."""
    commit = story.scribe.read(story.write(story.files, (story.tip,), by="mallory"))[1]
    return story.put(commit + b"x" * LARGE)


def with_a_large_file(story: Story, path: str) -> str:
    """Put a large file on the main line."""
    return story.commit({path: b"#" * LARGE}, by="mallory")


def test_a_large_commit_brings_nothing_and_the_walk_goes_on(tmp_path: Path) -> None:
    story = Story()
    large = with_a_large_message(story)
    story.approve()
    history = judged(written(story, tmp_path / "source"), story)
    assert [(problem.code, problem.commit) for problem in history.problems] == [("bad-object", large)]
    assert ENGLISH.say(history.problems[0].message) == "it is larger than 1 MiB"
    assert [verdict_of(decision) for decision in history.decisions] == ["personal"]


def test_a_commit_just_small_enough_counts(tmp_path: Path) -> None:
    story = Story()
    commit = story.scribe.read(story.write(story.files, (story.tip,), by="mallory"))[1]
    story.put(commit + b"x" * (LARGE - 1 - len(commit)))
    story.approve()
    history = judged(written(story, tmp_path / "source"), story)
    assert (history.problems, [verdict_of(j) for j in history.decisions]) == ((), ["personal"])


def test_a_large_decision_is_none_and_another_one_takes_its_number(tmp_path: Path) -> None:
    story = Story()
    path = "records/decisions/EVL-2026-001/1.yaml"
    with_a_large_file(story, path)
    assert verdicts(written(story, tmp_path / "large"), story) == {EVL: "unsigned"}
    story.approve()
    assert verdicts(written(story, tmp_path / "replaced"), story) == {EVL: "personal"}


def test_a_large_record_is_not_what_was_decided(tmp_path: Path) -> None:
    story = Story()
    story.approve()
    decided = story.files[EVALUATION]
    with_a_large_file(story, EVALUATION)
    story.approve(number=2)
    path = written(story, tmp_path / "source")
    second = {"EVL-2026-001/2": "bad-object"}
    assert verdicts(path, story) == {EVL: "personal"} | second
    story.commit({EVALUATION: decided})
    assert verdicts(written(story, tmp_path / "restored"), story) == {EVL: "personal"} | second


def test_a_decision_is_not_on_a_large_record_that_a_merge_puts_in_its_place(tmp_path: Path) -> None:
    story = Story()
    side = story.approve(on=story.tip)
    story.merge(side, files={**story.merged(side), EVALUATION: b"#" * LARGE}, by="mallory")
    assert verdicts(written(story, tmp_path / "source"), story) == {EVL: "other-bytes"}


def test_a_large_folder_takes_authority_from_its_commit_and_the_next(tmp_path: Path) -> None:
    story = Story()
    blob = bytes.fromhex(story.scribe.put("blob", b"x"))
    large = story.scribe.put("tree", b"".join(b"100644 %06d.md\0%s" % (n, blob) for n in range(460_000)))
    commit = story.scribe.read(story.write(story.files, (story.tip,), by="mallory"))[1]
    bad = [story.put(b"tree " + large.encode() + commit[45:])]
    bad.append(story.commit({"records/README.md": b"Catatan\n"}))
    story.approve()
    history = judged(written(story, tmp_path / "source"), story)
    assert [(problem.code, problem.commit) for problem in history.problems] == [
        ("bad-object", id_) for id_ in bad
    ]
    assert [verdict_of(decision) for decision in history.decisions] == ["personal"]


def test_a_large_roster_leaves_the_roster_in_force(tmp_path: Path) -> None:
    story = Story()
    story.change_roster("#" * LARGE)
    story.approve()
    history = judged(written(story, tmp_path / "source"), story)
    [change] = history.roster_changes
    assert change.reason is not None
    assert (
        ENGLISH.say(change.reason.message)
        == "the new roster is not valid: it can't be read: it is larger than 1 MiB"
    )
    assert [verdict_of(decision) for decision in history.decisions] == ["personal"]


def test_the_answers_of_git_stay_in_step_behind_a_large_object(tmp_path: Path) -> None:
    story = told()
    large = story.scribe.put("blob", b"#" * 5 * LARGE)
    with open_objects(find_repository(written(story, tmp_path / "source")), "sha1") as objects:
        for _ in range(2):
            with pytest.raises(TooLargeError):
                objects.read(large)
            assert objects.read(story.tip) == story.scribe.read(story.tip)


def test_a_large_object_with_other_content_stops_the_walk(tmp_path: Path) -> None:
    story = Story()
    large = with_a_large_message(story)
    path = written(story, tmp_path / "source")
    put(path, large, "commit", story.scribe.read(large)[1] + b"x")
    with pytest.raises(WrongObjectError):
        judged(path, story)


def test_a_large_object_that_is_cut_off_stops_the_walk(tmp_path: Path) -> None:
    story = Story()
    large = with_a_large_message(story)
    path = written(story, tmp_path / "source")
    file = path / "objects" / large[:2] / large[2:]
    file.write_bytes(file.read_bytes()[:-200])
    with pytest.raises(MissingObjectError):
        judged(path, story)


def a_pipe(place: Path) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    place.unlink(missing_ok=True)
    os.mkfifo(place)


def a_folder(place: Path) -> None:
    place.mkdir()


def endless(place: Path) -> None:
    place.symlink_to("/dev/zero")


def a_circle(place: Path) -> None:
    place.symlink_to(place.name)


def a_nul(place: Path) -> None:
    place.write_bytes(b"a\0b\n")


def in_a_circle(path: Path) -> str:
    return f"{path}/objects"


def nowhere(path: Path) -> str:
    return "/tidak/ada"


@pytest.mark.parametrize("store", [in_a_circle, nowhere])
def test_a_store_that_borrows_from_itself_or_from_nowhere_is_read(
    store: Callable[[Path], str], tmp_path: Path
) -> None:
    story = told()
    path = written(story, tmp_path / "source")
    (path / "objects/info/alternates").write_text(f"\n{store(path)}\n")
    assert verdicts(path, story) == {EVL: "personal"}


@pytest.mark.parametrize("put_there", [a_pipe, endless, a_circle, a_nul])
def test_what_is_no_text_in_place_of_a_branch_is_refused(
    put_there: Callable[[Path], None], tmp_path: Path
) -> None:
    path = written(told(), tmp_path / "source")
    place = path / "refs/heads/lain"
    put_there(place)
    with pytest.raises(Refusal) as refused:
        find_repository(path).refs()
    assert ENGLISH.say(refused.value.message).startswith(
        f"{place} is a link, " if place.is_symlink() else f"{place} has no commit id, "
    )


def test_an_empty_folder_among_branches_is_no_branch(tmp_path: Path) -> None:
    story = told()
    path = written(story, tmp_path / "source")
    a_folder(path / "refs/heads/lain")
    assert find_repository(path).refs() == {"refs/heads/main": story.tip}


@pytest.mark.parametrize("name", ["packed-refs", "commondir"])
@pytest.mark.parametrize("put_there", [a_pipe, a_folder, endless, a_circle, a_nul])
def test_what_is_no_text_is_no_ref(put_there: Callable[[Path], None], name: str, tmp_path: Path) -> None:
    story = told()
    path = written(story, tmp_path / "source")
    put_there(path / name)
    assert find_repository(path).refs() == {"refs/heads/main": story.tip}
    assert verdicts(path, story) == {EVL: "personal"}


def test_packed_refs_that_are_too_large_are_refused(tmp_path: Path) -> None:
    path = written(told(), tmp_path / "source")
    with (path / "packed-refs").open("wb") as file:
        file.truncate(64 * 1024 * 1024 + 1)
    with pytest.raises(Refusal) as refused:
        find_repository(path).refs()
    assert ENGLISH.say(refused.value.message) == (
        f"{path / 'packed-refs'} is larger than any file that git writes there"
    )


def test_a_common_directory_in_a_circle_is_refused(tmp_path: Path) -> None:
    path = written(told(), tmp_path / "source")
    a_circle(path / "lingkaran")
    (path / "commondir").write_text("lingkaran/x\n")
    with pytest.raises(Refusal) as refused:
        find_repository(path)
    assert ENGLISH.say(refused.value.message) == f"{path / 'lingkaran/x'} leads nowhere"


@pytest.mark.parametrize("name", ["info/alternates", "pack/x.idx", "the tip"])
@pytest.mark.parametrize("store", ["source/objects", "store"], ids=["its own", "borrowed"])
def test_a_pipe_among_the_objects_is_not_waited_for(name: str, store: str, tmp_path: Path) -> None:
    story = told()
    path = written(story, tmp_path / "source")
    if store == "store":
        (path / "objects").rename(tmp_path / "store")
        (path / "objects/info").mkdir(parents=True)
        (path / "objects/info/alternates").write_text(f"{tmp_path}/store\n")
        assert verdicts(path, story) == {EVL: "personal"}
    pipe = tmp_path / store / (f"{story.tip[:2]}/{story.tip[2:]}" if name == "the tip" else name)
    a_pipe(pipe)
    with pytest.raises(CannotVerifyError) as refused:
        judged(path, story)
    assert ENGLISH.say(refused.value.message) == f"{pipe} is no ordinary file; clone the repository anew"


def borrowing(content: bytes, tmp_path: Path) -> tuple[Story, Path]:
    """Return a repository whose objects lie in a store that it borrows, where its tip is a pipe."""
    story = told()
    path = written(story, tmp_path / "source")
    (path / "objects").rename(tmp_path / "store")
    (path / "objects/info").mkdir(parents=True)
    (path / "objects/info/alternates").write_bytes(content.replace(b"STORE", os.fsencode(tmp_path / "store")))
    a_pipe(tmp_path / "store" / story.tip[:2] / story.tip[2:])
    return story, path


@pytest.mark.parametrize("content", [b'"STORE"\n', b"STORE\n\0\n", b'x\n"STO\\122E"\n', b"\0"])
def test_a_borrowed_store_that_only_git_would_find_is_refused(content: bytes, tmp_path: Path) -> None:
    story, path = borrowing(content, tmp_path)
    with pytest.raises(CannotVerifyError) as refused:
        judged(path, story)
    assert ENGLISH.say(refused.value.message) == (
        f"{path}/objects/info/alternates names object stores in a way that is not read; clone the repository "
        "anew"
    )


@pytest.mark.parametrize(
    ("name", "content"),
    [
        (b"st\xff", b"{}\n"),
        (b"st\xe2\x80\xa8ore", b"{}\n"),
        (b"st\r", b"{}\n"),
        (b"store", b"../../elsewhere/../store\n"),
    ],
    ids=["no UTF-8", "a line separator", "a carriage return", "above a link"],
)
def test_a_pipe_is_found_in_a_borrowed_store_of_any_name(name: bytes, content: bytes, tmp_path: Path) -> None:
    place = os.path.join(os.fsencode(tmp_path), name)  # noqa: PTH118  # a name that is no text
    story, path = borrowing(content.replace(b"{}", place), tmp_path)
    os.rename(tmp_path / "store", place)  # noqa: PTH104
    (tmp_path / "far" / "away").mkdir(parents=True)
    (tmp_path / "elsewhere").symlink_to(tmp_path / "far" / "away")
    with pytest.raises(CannotVerifyError) as refused:
        judged(path, story)
    pipe = Path(os.fsdecode(place)) / story.tip[:2] / story.tip[2:]
    assert refused.value.message == say(
        "{path} is no ordinary file; clone the repository anew", path=str(pipe)
    )
    ENGLISH.say(refused.value.message).encode()


def test_a_shallow_clone_is_not_verified(tmp_path: Path) -> None:
    story = told()
    source = written(story, tmp_path / "source")
    git(tmp_path, "clone", "--quiet", "--depth", "2", f"file://{source}", "place")
    assert find_repository(tmp_path / "place").is_shallow
    with pytest.raises(MissingObjectError):
        judged(tmp_path / "place", story)


def test_a_clone_without_blobs_fetches_nothing_and_runs_nothing(tmp_path: Path) -> None:
    story = told()
    source = written(story, tmp_path / "source")
    git(source, "config", "uploadpack.allowFilter", "true")
    git(tmp_path, "clone", "--quiet", "--no-checkout", "--filter=blob:none", f"file://{source}", "place")
    trap = tmp_path / "trap"
    git(tmp_path / "place", "config", "remote.origin.url", f"ext::sh -c touch% {trap}")
    git(tmp_path / "place", "config", "protocol.ext.allow", "always")
    with pytest.raises(MissingObjectError):
        judged(tmp_path / "place", story)
    assert not trap.exists()
    blob = next(id_ for id_, (kind, _) in story.scribe.objects.items() if kind == "blob")
    subprocess.run(
        ["git", "cat-file", "blob", blob], cwd=tmp_path / "place", env=ENVIRONMENT, capture_output=True
    )
    assert trap.exists()


def test_programs_that_the_repository_names_are_not_run(tmp_path: Path) -> None:
    story = told()
    path = as_clone(written(story, tmp_path / "source"), tmp_path / "place")
    trap = tmp_path / "trap"
    program = tmp_path / "program"
    program.write_text(f"#!/bin/sh\ntouch {trap}\n")
    program.chmod(0o755)
    for name in (
        "gpg.program",
        "gpg.ssh.program",
        "core.fsmonitor",
        "core.sshCommand",
        "diff.external",
        "core.pager",
        "core.editor",
        "core.askPass",
        "core.alternateRefsCommand",
        "filter.x.smudge",
        "diff.x.textconv",
        "alias.cat-file",
    ):
        git(path, "config", name, f"!{program}" if name.startswith("alias") else str(program))
    (path / ".git/info/attributes").write_text("* filter=x diff=x\n")
    for hook in ("post-checkout", "reference-transaction", "post-index-change"):
        shutil.copy(program, path / ".git/hooks" / hook)
    assert verdicts(path, story) == {EVL: "personal"}
    assert not trap.exists()


def test_the_environment_does_not_lead_elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    story = told()
    path = written(story, tmp_path / "source")
    empty = tmp_path / "empty"
    empty.mkdir()
    for name in ("GIT_DIR", "GIT_OBJECT_DIRECTORY", "GIT_COMMON_DIR", "GIT_ALTERNATE_OBJECT_DIRECTORIES"):
        monkeypatch.setenv(name, str(empty))
    monkeypatch.setenv("GIT_REPLACE_REF_BASE", "refs/heads/")
    monkeypatch.setenv("GIT_TRACE", str(tmp_path / "trace"))
    assert verdicts(path, story) == {EVL: "personal"}
    assert not (tmp_path / "trace").exists()


def test_a_tag_named_like_the_branch_is_another_ref(tmp_path: Path) -> None:
    story = told()
    path = written(story, tmp_path / "source")
    git(path, "update-ref", "refs/tags/main", story.root)
    git(path, "update-ref", "refs/heads/refs/heads/main", story.root)
    assert find_repository(path).refs()["refs/heads/main"] == story.tip
    git(path, "pack-refs", "--all")
    assert find_repository(path).refs()["refs/heads/main"] == story.tip


def test_what_is_no_ref_with_an_id_is_not_read_as_one(tmp_path: Path) -> None:
    story = told()
    path = written(story, tmp_path / "source")
    (path / "refs/remotes/origin").mkdir(parents=True)
    (path / "refs/remotes/origin/HEAD").write_text("ref: refs/heads/main\n")
    (path / "refs/heads/main.lock").write_text("")
    (path / "refs/heads/a b").write_text(f"{story.root}\n")
    (path / "packed-refs").write_text(
        f"# pack-refs with: peeled\n{story.root} refs/tags/v 1\n^{story.root}\n{story.root[1:]} refs/tags/v\n"
    )
    assert find_repository(path).refs() == {"refs/heads/main": story.tip}


def test_judging_changes_nothing_in_the_repository(tmp_path: Path) -> None:
    story = told()
    path = as_clone(written(story, tmp_path / "source"), tmp_path / "place")

    def state() -> dict[str, tuple[int, bytes]]:
        files = (file for file in sorted(path.rglob("*")) if file.is_file())
        return {str(file): (file.stat().st_mtime_ns, file.read_bytes()) for file in files}

    before = state()
    verdicts(path, story)
    assert state() == before
