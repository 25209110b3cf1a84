"""What a request is held against: the commits found, and records read out of them as out of a folder."""

import hashlib
import re
import shlex
import subprocess
from collections.abc import Iterator
from datetime import date
from pathlib import Path, PurePosixPath

import pytest

from lpsedocs.bases import fetching
from lpsedocs.corpus import Base, Corpus
from lpsedocs.findings import Refusal
from lpsedocs.language import ENGLISH
from lpsedocs.trust.verdicts import CannotVerifyError
from lpsedocs.workspace import Workspace
from tests.pasts import ASSET, Story, office_files
from tests.repositories import Desk, point, seated
from tests.trust.story import approved

TODAY = date(2026, 7, 15)
ASSETS = "records/assets/AST-{:03}.yaml"
POINTER = b"version https://git-lfs.github.com/spec/v1\noid sha256:%s\nsize 5\n"


@pytest.fixture
def desk(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Iterator[Desk]:
    with seated(tmp_path, capsys) as desk:
        yield desk


def begun() -> Story:
    story = Story()
    story.commit(office_files())
    return story


def on_disk(story: Story, folder: Path, **refs: str) -> Path:
    """Write a story to a repository with these branches besides ``main``, which is its tip."""
    root = story.on_disk(folder / "office")
    for name, commit in refs.items():
        point(root / ".git", f"refs/heads/{name}", commit)
    return root


def held(root: Path, rev: str) -> Corpus:
    return Workspace(root).load(TODAY, base=rev)


def base_of(root: Path, rev: str) -> Base:
    base = held(root, rev).base
    assert base is not None
    return base


def shown(corpus: Corpus) -> object:
    """Return all that a corpus holds, for comparing two of them."""
    sources = [(s.path, s.content, s.data, s.troubles) for s in corpus.strays]
    entries = [
        (e.path, e.name, e.kind, e.source.content, e.source.troubles, e.record) for e in corpus.entries
    ]
    return corpus.today, entries, sources, dict(corpus.files)


def refused(root: Path, rev: str) -> str:
    with pytest.raises((Refusal, CannotVerifyError)) as error:
        held(root, rev)
    return ENGLISH.say(error.value.message)


# ---- Records out of a commit


def test_a_commit_gives_the_records_that_its_checkout_gives(desk: Desk) -> None:
    root = desk.folder / "office"
    desk.git("init", "--quiet", "--template=", "-b", "main", str(root))
    odd = {
        "records/attachments/SUP-001/bast.pdf": b"%PDF" * 100_000,
        "records/attachments/SUP-001/besar.bin": b"x" * 5_000_000,
        "records/attachments/SUP-001/penunjuk.pdf": POINTER % (b"0" * 64),
        "records/assets/AST-900.yaml": b"id: AST-900\n" * 100_000,
        "records/assets/AST-901.yml": b"id: [\n",
        "records/assets/lain/.AST-902.yaml": b"id: AST-902\n",
        "records/.DS_Store": b"x",
        "records/assets/kosong.yaml": b"",
        "records/README.md": b"baca\n",
        "records/decisions/EVL-2026-001/2.yaml": b"a: " + b"x" * 70_000,
        "records/assets/Kaf\xc3\xa9 \xff.yaml".encode("latin-1").decode(
            "utf-8", "surrogateescape"
        ): b"id: x\n",
        "records/assets/AST-903.yaml": b"id: AST-903\r\n",
        f"records/assets/{'a/' * 30}AST-905.yaml": b"id: AST-905\n",
    }
    for path, content in (office_files() | odd).items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    (root / "records/assets/AST-904.yaml").symlink_to("AST-001.yaml")
    (root / "records/attachments/SUP-001/link.pdf").symlink_to("bast.pdf")
    (root / "records/assets/AST-001.yaml").chmod(0o755)
    desk.git("add", "--all", at=root)
    desk.git("commit", "--quiet", "-m", "awal", at=root)
    desk.git("update-index", "--add", "--cacheinfo", f"160000,{'1' * 40},records/suppliers/sub", at=root)
    desk.git("commit", "--quiet", "-m", "submodul", at=root)

    corpus = held(root, "main")

    base = corpus.base
    assert base is not None
    assert shown(base.corpus) == shown(corpus)
    assert base.latest is base.corpus
    assert (base.changed, base.commits) == (frozenset(), ())
    (root / "records/attachments/SUP-001/bast.pdf").unlink()
    again = base_of(root, "main")
    assert shown(again.corpus) == shown(corpus)
    assert again.changed == {PurePosixPath("records/attachments/SUP-001/bast.pdf")}


def test_the_decisions_of_a_base_are_judged_as_of_its_own_commit(desk: Desk) -> None:
    """What the main line brought later, and who stands behind it, knows of it; the base doesn't."""
    story = approved()
    root = desk.clone(story)
    before = desk.git("rev-parse", "main~1", at=root)

    corpus = Workspace(root).load(TODAY, story.root, base=before)

    assert corpus.base is not None
    proofs = (corpus.base.corpus.proof, corpus.proof)
    assert [proof and proof.history and proof.history.tip for proof in proofs] == [before, story.tip]


def test_a_repository_with_longer_ids_is_read_as_well(desk: Desk) -> None:
    root = desk.folder / "office"
    desk.git("init", "--quiet", "--template=", "--object-format=sha256", "-b", "main", str(root))
    for path, content in office_files().items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(content)
    desk.git("add", "--all", at=root)
    desk.git("commit", "--quiet", "-m", "awal", at=root)
    desk.git("commit", "--quiet", "--allow-empty", "-m", "lagi", at=root)

    corpus = held(root, "HEAD~1")

    assert corpus.base is not None
    assert len(corpus.base.id) == 64
    assert shown(corpus.base.corpus) == shown(corpus)


def test_an_attachment_that_git_lfs_fetched_is_the_one_that_the_commit_points_to(tmp_path: Path) -> None:
    story = begun()
    content = b"skan\n"
    digest = hashlib.sha256(content).hexdigest()
    story.commit({"records/attachments/SUP-001/a.pdf": POINTER % digest.encode()})
    root = on_disk(story, tmp_path)
    (root / "records/attachments/SUP-001/a.pdf").write_bytes(content)

    assert base_of(root, "main").changed == frozenset()


def test_nothing_that_the_repository_names_is_run(tmp_path: Path) -> None:
    story = begun()
    base = story.tip
    story.commit({ASSET: story.files[ASSET] + b"# lagi\n"})
    root = on_disk(story, tmp_path, dasar=base)
    (root / ".gitattributes").write_text("*.yaml filter=jahat diff=jahat\n")
    with (root / ".git/config").open("a") as config:
        config.write(
            f'[core]\n\tfsmonitor = "touch {tmp_path}/a"\n[filter "jahat"]\n\tsmudge = touch {tmp_path}/b\n'
        )

    assert base_of(root, "dasar").changed == {PurePosixPath(ASSET)}
    assert not (tmp_path / "a").exists()
    assert not (tmp_path / "b").exists()


# ---- Where a request begins


def test_what_a_request_did_is_told_from_where_it_left_the_base(tmp_path: Path) -> None:
    story = begun()
    fork, before = story.tip, story.files
    story.commit({ASSETS.format(5): b"id: AST-005\n"}, subject="dari orang lain")
    main = story.tip
    story.files = before
    mine = story.commit({ASSETS.format(6): b"id: AST-006\n"}, on=(fork,), subject="permintaan")
    root = on_disk(story, tmp_path, dasar=main)
    (root / ASSETS.format(7)).write_bytes(b"id: AST-007\n")

    base = base_of(root, "dasar")

    assert (base.rev, base.id, base.point) == ("dasar", main, fork)
    assert [(commit.id, [str(file.path) for file in files]) for commit, files in base.commits] == [
        (mine, [ASSETS.format(6)])
    ]
    assert base.changed == {PurePosixPath(ASSETS.format(number)) for number in (6, 7)}
    assert base.corpus.get("AST-005") is None
    assert base.latest.get("AST-005") is not None
    [revision] = base.chronicle.of("AST-006")
    assert base.chronicle.contents[revision.after or ""] == b"id: AST-006\n"


def test_a_request_that_merged_the_base_into_itself_did_not_do_what_the_base_did(tmp_path: Path) -> None:
    story = begun()
    fork, before = story.tip, story.files
    main = story.commit({ASSETS.format(5): b"id: AST-005\n"})
    story.files = before
    mine = story.commit({ASSETS.format(6): b"id: AST-006\n"}, on=(fork,))
    merge = story.commit({ASSETS.format(5): b"id: AST-005\n"}, on=(mine, main), subject="gabung main")
    root = on_disk(story, tmp_path, dasar=main)

    base = base_of(root, "dasar")

    assert (base.point, base.latest) == (main, base.corpus)
    assert base.changed == {PurePosixPath(ASSETS.format(6))}
    assert [commit.id for commit, _ in base.commits] == [merge, mine]


def test_the_test_merge_of_a_forge_is_held_against_the_base_itself(tmp_path: Path) -> None:
    story = begun()
    fork, before = story.tip, story.files
    main = story.commit({ASSETS.format(5): b"id: AST-005\n"})
    story.files = before
    mine = story.commit({ASSETS.format(6): b"id: AST-006\n"}, on=(fork,))
    merge = story.commit({ASSETS.format(5): b"id: AST-005\n"}, on=(main, mine))
    root = on_disk(story, tmp_path)
    (root / ".git/HEAD").write_text(f"{merge}\n")
    point(root / ".git", "refs/remotes/origin/main", main)
    (root / ".git/refs/heads/main").unlink()

    base = base_of(root, "origin/main")

    assert (base.id, base.point) == (main, main)
    assert base.changed == {PurePosixPath(ASSETS.format(6))}


def test_of_a_criss_cross_history_the_commit_on_the_line_of_the_base_counts(tmp_path: Path) -> None:
    story = begun()
    fork, before = story.tip, story.files
    ours = story.commit({ASSETS.format(5): b"id: AST-005\n"}, on=(fork,))
    story.files = before
    # The request takes a record away; the base merges it, but keeps the record.
    theirs = story.commit({ASSET: None}, on=(fork,))
    story.files = before
    both = {ASSETS.format(5): b"id: AST-005\n"}
    main = story.commit(both, on=(ours, theirs))
    story.commit({ASSET: None}, on=(theirs, ours))
    root = on_disk(story, tmp_path, dasar=main)

    base = base_of(root, "dasar")

    assert base.point == ours
    assert base.changed == {PurePosixPath(ASSET)}


@pytest.mark.parametrize(
    ("ref", "rev"),
    [
        pytest.param("refs/heads/dasar", "dasar", id="a branch"),
        pytest.param("refs/heads/dasar/dua", "refs/heads/dasar/dua", id="a full name"),
        pytest.param("refs/remotes/origin/main", "origin/main", id="a branch of the server"),
        pytest.param("refs/remotes/origin/dasar", "dasar", id="a branch that only the server has"),
        pytest.param("refs/tags/v1", "v1", id="a tag"),
        pytest.param("refs/pull/4/merge", "refs/pull/4/merge", id="another ref"),
    ],
)
def test_what_names_a_base(ref: str, rev: str, tmp_path: Path) -> None:
    story = begun()
    base = story.tip
    story.commit({ASSETS.format(6): b"id: AST-006\n"})
    root = on_disk(story, tmp_path)
    point(root / ".git", ref, base)

    assert base_of(root, rev).id == base
    assert base_of(root, base).id == base
    assert base_of(root, "HEAD").id == story.tip


def test_ancestors_are_named_as_git_names_them(tmp_path: Path) -> None:
    story = begun()
    first = story.tip
    second = story.commit({ASSETS.format(6): b"id: AST-006\n"})
    aside = story.commit({ASSETS.format(7): b"id: AST-007\n"}, on=(first,))
    merge = story.commit({}, on=(second, aside))
    root = on_disk(story, tmp_path)

    named = {"HEAD~1": second, "main^": second, "main^2": aside, "main~2": first, "main^2~1": first}
    assert {rev: base_of(root, rev).id for rev in named} == named
    assert base_of(root, f"{merge}^0").id == merge
    assert refused(root, "main~3") == "the history does not go back as far as main~3"
    assert refused(root, "main^3") == "the history does not go back as far as main^3"


def test_an_annotated_tag_names_its_commit_and_no_branch_of_its_name(desk: Desk) -> None:
    story = begun()
    base = story.tip
    story.commit({ASSETS.format(6): b"id: AST-006\n"})
    root = on_disk(story, desk.folder)
    desk.git("tag", "-a", "-m", "satu", "v1", base, at=root)
    desk.git("tag", "-a", "-m", "dua", "v2", "v1", at=root)
    desk.git("tag", "-a", "-m", "tiga", "main", base, at=root)
    desk.git("tag", "pohon", f"{base}^{{tree}}", at=root)

    assert base_of(root, "v2").id == base
    assert base_of(root, "main").id == story.tip
    assert refused(root, "pohon") == "'pohon' is no commit, and no tag of one"


def test_the_servers_branch_is_never_another_ref_of_its_name(tmp_path: Path) -> None:
    story = begun()
    base = story.tip
    story.commit({ASSETS.format(6): b"id: AST-006\n"})
    root = on_disk(story, tmp_path)
    point(root / ".git", "refs/tags/origin/main", story.tip)
    point(root / ".git", "refs/remotes/origin/origin/main", story.tip)
    unknown = (
        "is no branch or tag of this repository, and no whole commit id; 'git fetch origin "
        "+refs/heads/main:refs/remotes/origin/main' fetches it if the server has it"
    )
    assert refused(root, "origin/main") == f"'origin/main' {unknown}"
    point(root / ".git", "refs/heads/refs/remotes/origin/main", story.tip)
    assert refused(root, "refs/remotes/origin/main") == f"'refs/remotes/origin/main' {unknown}"

    point(root / ".git", "refs/remotes/origin/main", base)

    assert base_of(root, "origin/main").id == base
    assert base_of(root, "refs/remotes/origin/main").id == base


def test_a_branch_called_as_the_servers_is_told_and_both_are_named(tmp_path: Path) -> None:
    story = begun()
    base = story.tip
    story.commit({ASSETS.format(6): b"id: AST-006\n"})
    root = on_disk(story, tmp_path)
    point(root / ".git", "refs/heads/origin/main", story.tip)
    unclear = (
        "'origin/main' is the name of a branch of this copy as well, refs/heads/origin/main, so it is not "
        "clear which is meant; name the server's branch in full, refs/remotes/origin/main, or give the other "
        "one another name"
    )
    assert refused(root, "origin/main") == unclear

    point(root / ".git", "refs/remotes/origin/main", base)

    assert refused(root, "origin/main") == unclear
    assert refused(root, "origin/main~1") == unclear
    assert base_of(root, "refs/remotes/origin/main").id == base
    assert base_of(root, "refs/heads/origin/main").id == story.tip


# ---- What can't be told


def test_an_unknown_name_is_refused_with_the_command_that_fetches_it(tmp_path: Path) -> None:
    root = on_disk(begun(), tmp_path)

    assert refused(root, "origin/rilis") == (
        "'origin/rilis' is no branch or tag of this repository, and no whole commit id; 'git fetch origin "
        "+refs/heads/rilis:refs/remotes/origin/rilis' fetches it if the server has it"
    )


def test_a_tag_that_only_the_server_has_is_fetched_by_doing_as_told(desk: Desk) -> None:
    server, clone = served(desk), desk.folder / "salinan"
    desk.git("tag", "v1", "main", at=server)
    desk.git("clone", "--quiet", "--branch=fitur", "--single-branch", "--no-tags", str(server), str(clone))

    advice = refused(clone, "v1")

    assert advice == (
        "'v1' is no branch or tag of this repository, and no whole commit id; 'git fetch origin --tags "
        '"+refs/heads/v1*:refs/remotes/origin/v1*"\' fetches it if the server has it'
    )
    follow(desk, clone, advice)
    assert base_of(clone, "v1").id == desk.git("rev-parse", "v1", at=server).strip()


@pytest.mark.parametrize("name", ["", "-x", "main@{1}", "v1^{commit}", "HEAD:records", "a'b"])
def test_what_can_be_no_name_is_refused_without_a_command(name: str, tmp_path: Path) -> None:
    refusal = refused(on_disk(begun(), tmp_path), name)
    assert refusal == f"'{name}' is no branch or tag of this repository, and no whole commit id"


def test_the_beginning_of_an_id_is_refused_with_the_command_that_tells_the_whole(tmp_path: Path) -> None:
    story = begun()

    assert refused(on_disk(story, tmp_path), story.tip[:7]) == (
        f"'{story.tip[:7]}' is no branch or tag of this repository, and no whole commit id; 'git rev-parse "
        f"{story.tip[:7]}' tells the whole id of a commit that is here"
    )


def test_a_commit_that_is_not_at_hand_is_told(tmp_path: Path) -> None:
    root = on_disk(begun(), tmp_path)

    assert refused(root, "1" * 40) == (
        f"the object {'1' * 40} is missing from the repository, or something else lies in its place; "
        f"'git fetch origin {'1' * 40}' fetches what the server has of it"
    )


def test_a_history_with_a_hole_is_told(tmp_path: Path) -> None:
    story = begun()
    hole = story.commit({ASSETS.format(5): b"id: AST-005\n"})
    base = story.commit({ASSETS.format(6): b"id: AST-006\n"})
    story.commit({ASSETS.format(7): b"id: AST-007\n"}, on=(hole,))
    root = on_disk(story, tmp_path, dasar=base)
    (root / ".git/objects" / hole[:2] / hole[2:]).unlink()

    assert refused(root, "dasar") == (
        f"the object {hole} is missing from the repository, or something else lies in its place; 'git fetch "
        '--refetch --no-filter origin "+refs/heads/*:refs/remotes/origin/*"\' fetches what the '
        "server has of it"
    )


def test_a_folder_in_bad_form_is_told(tmp_path: Path) -> None:
    story = begun()
    entry = b"100644 AST-001.yaml\0" + bytes.fromhex("11" * 20)
    assets = story.scribe.put("tree", entry + entry)
    records = story.scribe.put("tree", b"40000 assets\0" + bytes.fromhex(assets))
    tree = story.scribe.put("tree", b"40000 records\0" + bytes.fromhex(records))
    who = "Budi <budi@contoh.example> 1782900000 +0000"
    text = f"tree {tree}\nparent {story.tip}\nauthor {who}\ncommitter {who}\n\nx\n"
    odd = story.scribe.put("commit", text.encode())
    root = on_disk(story, tmp_path, aneh=odd)

    assert refused(root, "aneh").startswith("aneh can't be read: ")


def test_a_shallow_clone_is_told_with_the_command_that_mends_it(desk: Desk) -> None:
    story = begun()
    base = story.tip
    story.commit({ASSETS.format(6): b"id: AST-006\n"})
    story.commit({ASSETS.format(7): b"id: AST-007\n"})
    full = on_disk(story, desk.folder, dasar=base)
    shallow = desk.folder / "dangkal"
    desk.git("clone", "--quiet", "--depth=2", "--no-single-branch", f"file://{full}", str(shallow))

    assert refused(shallow, "origin/dasar") == (
        "this clone is shallow, so what the request did since origin/dasar can't be told; 'git fetch "
        "--unshallow origin +refs/heads/dasar:refs/remotes/origin/dasar' fetches the rest of its history"
    )
    follow(desk, shallow, refused(shallow, "origin/dasar"))
    assert base_of(shallow, "origin/dasar").point == base


def follow(desk: Desk, root: Path, advice: str) -> None:
    """Run the command that a message names."""
    [command] = re.findall(r"'git ([^']*)'", advice.partition(";")[2])
    desk.git(*shlex.split(command), "--quiet", at=root)


def served(desk: Desk) -> Path:
    """Return a server with a request ``fitur`` for ``main``, of which each changed files of its own twice."""
    story = begun()
    fork = story.tip
    for text in (b"id: AST-006\nname: A\n", b"id: AST-006\nname: B\n"):
        main = story.commit({ASSETS.format(6): text})
    story.commit({ASSETS.format(6): None, ASSETS.format(7): b"id: AST-007\nname: A\n"}, on=(fork,))
    story.commit({ASSETS.format(7): b"id: AST-007\nname: B\n"})
    root = on_disk(story, desk.folder, main=main, fitur=story.tip)
    desk.git("config", "uploadpack.allowFilter", "true", at=root)
    return root


@pytest.mark.parametrize("rev", ["origin/main", "main", "origin/main~1"])
@pytest.mark.parametrize(
    "options",
    [
        ("--depth=1",),
        ("--single-branch",),
        ("--filter=blob:none",),
        ("--filter=tree:0",),
        ("--filter=blob:none", "--single-branch"),
        ("--filter=blob:none", "--depth=1"),
    ],
    ids=" ".join,
)
def test_a_clone_with_less_than_all_is_mended_by_doing_as_told(
    options: tuple[str, ...], rev: str, desk: Desk
) -> None:
    server = served(desk)
    clone = desk.folder / "salinan"
    desk.git("clone", "--quiet", "--branch=fitur", *options, f"file://{server}", str(clone))
    advice: list[str] = []

    while (refusal := refusal_or_none(clone, rev)) and refusal not in advice:
        advice.append(refusal)
        follow(desk, clone, refusal)

    assert advice
    assert refusal is None


@pytest.mark.parametrize(
    ("name", "command"),
    [
        ("HEAD", "'git fetch --unshallow origin'"),
        ("1" * 40, f"'git fetch --unshallow origin {'1' * 40}'"),
        ("refs/tags/v1", "'git fetch --unshallow origin +refs/tags/v1:refs/tags/v1'"),
        ("v1", """'git fetch --unshallow origin --tags "+refs/heads/v1*:refs/remotes/origin/v1*"'"""),
        ("refs/remotes/origin/a/b", "'git fetch --unshallow origin +refs/heads/a/b:refs/remotes/origin/a/b'"),
    ],
)
def test_the_command_fetches_whatever_a_base_may_be_named_by(name: str, command: str) -> None:
    assert fetching(name, "--unshallow") == command


def refusal_or_none(root: Path, rev: str) -> str | None:
    try:
        base_of(root, rev)
    except (Refusal, CannotVerifyError) as error:
        return ENGLISH.say(error.message)
    return None


def test_a_history_that_has_nothing_in_common_is_told(tmp_path: Path) -> None:
    story = begun()
    other = story.commit({}, on=())
    story.commit({ASSETS.format(5): b"id: AST-005\n"}, on=())
    root = on_disk(story, tmp_path, dasar=other)

    assert refused(root, "dasar") == (
        "what is checked out has no commit in common with dasar; name the branch that the request is for, or "
        "begin the request anew from it"
    )


def test_without_a_commit_or_a_repository_there_is_nothing_to_hold_against(tmp_path: Path) -> None:
    root = on_disk(begun(), tmp_path)
    (root / ".git/HEAD").write_text("ref: refs/heads/kosong\n")
    assert refused(root, "main") == "there is no commit yet, so there is nothing to hold against main"
    subprocess.run(["rm", "-rf", root / ".git"], check=True)

    assert refused(root, "main") == (
        "this workspace is not the top of a git repository, so it has no history"
    )
