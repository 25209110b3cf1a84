"""lpsedocs check --base: only what a request brings or touches, whatever it says of itself."""

import subprocess
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path, PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lpsedocs.checker import check, check_request
from lpsedocs.corpus import Base, Corpus
from lpsedocs.demo.replay import replay as replayed
from lpsedocs.findings import Severity
from lpsedocs.fingerprints import fingerprints
from lpsedocs.history import Chronicle
from lpsedocs.rules import all_rules
from lpsedocs.rules.examples import TODAY, corpus_of, office, with_digests
from lpsedocs.workspace import Workspace
from tests.pasts import ASSET, BUDI, Story
from tests.repositories import Answer, Desk, point, seated, write
from tests.sites import ROOT
from tests.trust.story import EVALUATION, roster
from tests.trust.story import Story as Judged

ORGANIZATION = "records/organization.yaml"
NEED = "records/requirements/2026/KEB-2026-001.yaml"
SUPPLIER = "records/suppliers/SUP-001.yaml"
KAK = "records/kak/2026/KAK-2026-001.yaml"
EVALUATION_FILE = "records/evaluations/2026/EVL-2026-001.yaml"
AGUS = replace(BUDI, email="agus@contoh.example")
OFFICE = {
    **{str(path): content for path, content in with_digests(office()).items()},
    "records/roster.yaml": roster().encode(),
    "mkdocs.yml": b"site_name: Contoh\n",
}
BEGUN = {**OFFICE, NEED: OFFICE[NEED].partition(b"availability:")[0]}
"""With a need that nobody has looked at."""
WITHOUT_CONDITION = OFFICE[ASSET].replace(b"condition: baik\n", b"")


@pytest.fixture
def desk(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Iterator[Desk]:
    with seated(tmp_path, capsys) as desk:
        yield desk


def office_at(desk: Desk, story: Story, base: str) -> Path:
    root = story.on_disk(desk.folder / "office")
    point(root / ".git", "refs/remotes/origin/main", base)
    return root


def requested(desk: Desk, changed: dict[str, bytes | None], base: dict[str, bytes] | None = None) -> Path:
    """Write a repository with a request that changes files of the base."""
    story = Story()
    tip = story.commit(OFFICE | (base or {}))
    story.commit(changed)
    return office_at(desk, story, tip)


def checked(desk: Desk, root: Path, *arguments: str) -> Answer:
    return desk.say("--root", root, "check", "--today", "2026-07-15", "--base", "origin/main", *arguments)


def told(desk: Desk, root: Path, *arguments: str) -> list[str]:
    """Return what is told: the severity, the code and the file."""
    found = checked(desk, root, "--format", "json", *arguments).document["findings"]
    return [f"{one['severity']} {one['code']} {one['path']}" for one in found]


# ---- What is reported


def test_a_request_that_does_nothing_wrong_hears_nothing_of_what_was_there_before(desk: Desk) -> None:
    root = requested(desk, {SUPPLIER: OFFICE[SUPPLIER] + b"# catatan\n"}, {ASSET: WITHOUT_CONDITION})

    answer = checked(desk, root)

    point_ = (root / ".git/refs/remotes/origin/main").read_text()[:12]
    assert answer.code == 0
    assert answer.lines == [
        f"note: only what was done since origin/main ({point_}); left out, as from before and untouched: 2; "
        "mended: 0",
        "13 files checked as of 15 July 2026; errors: 0, warnings: 0, notes: 0",
    ]


def test_what_the_request_brings_and_what_lies_in_touched_files_is_reported(desk: Desk) -> None:
    other = "records/assets/AST-002.yaml"
    base = {ASSET: WITHOUT_CONDITION, other: OFFICE[ASSET].replace(b"AST-001", b"AST-002")}
    root = requested(desk, {ASSET: WITHOUT_CONDITION + b"# lagi\n", other: WITHOUT_CONDITION}, base)

    assert told(desk, root, "--select", "R") == [
        f"error R101 {ASSET}",
        f"error R101 {other}",
        f"error R102 {other}",
    ]


def test_what_nobody_has_committed_counts_too(desk: Desk) -> None:
    root = requested(desk, {})
    (root / ASSET).write_bytes(WITHOUT_CONDITION)

    assert told(desk, root) == [f"error R101 {ASSET}"]
    assert checked(desk, root).code == 1


def test_what_was_mended_is_only_counted(desk: Desk) -> None:
    root = requested(desk, {ASSET: OFFICE[ASSET]}, {ASSET: WITHOUT_CONDITION})

    answer = checked(desk, root, "--format", "json")

    assert (answer.code, answer.document["findings"]) == (0, [])
    summary = answer.document["summary"]["base"]
    assert (summary["rev"], summary["untouched"], summary["mended"]) == ("origin/main", 1, 1)
    assert summary["commit"] == summary["point"]


def test_an_entry_put_in_above_leaves_a_finding_what_it_was(desk: Desk) -> None:
    was = OFFICE[SUPPLIER].replace(b"valid_until: 2028-03-31", b"valid_until: 2026-03-31")
    assert was != OFFICE[SUPPLIER]
    above = (
        b"    documents:\n      - {kind: nda, archive: Map 3, sha256: '%s', valid_until: 2028-03-31}\n"
        % (b"3" * 64)
    )
    now = was.replace(b"    documents:\n", above)
    root = requested(desk, {SUPPLIER: now}, {SUPPLIER: was})

    answer = checked(desk, root, "--format", "json")

    assert [one["code"] for one in answer.document["findings"]] == ["D207"]
    assert answer.document["summary"]["base"]["mended"] == 0


def test_a_request_with_more_files_than_verdicts_look_at_is_refused(desk: Desk) -> None:
    """A few folders of git unfold to any number of files, which hide the records behind them."""
    root = requested(desk, {})
    files = "".join(f"100644 blob {'e69de29bb2d1d6434b8b29ae775ad8c2e48c5391'}\t{n}\n" for n in range(1000))
    desk.git("hash-object", "-w", "/dev/null", at=root)
    many = made(root, "mktree", files)
    folders = made(root, "mktree", "".join(f"040000 tree {many}\t{n}\n" for n in range(100)))
    desk.git("read-tree", "--prefix=records/evaluations/0/", folders, at=root)
    desk.git("commit", "--quiet", "-m", "Banyak", at=root)
    head = desk.git("rev-parse", "HEAD", at=root)

    answer = checked(desk, root)

    assert (answer.code, answer.err) == (
        3,
        f"can't tell what was done here: {head[:12]} can't be read: it has more than 100000 files\n",
    )


UNWRITABLE = ("aux.pdf", "NUL", "conIN$", "aux .md", "a:b.md", "a.", "a ", "a\\b.md", "a?")


@pytest.mark.parametrize(
    ("path", "why"),
    [
        pytest.param(
            f"records/assets/{'a/' * 21}catatan.md",
            f"records/assets/{'a/' * 21}cat... lies deeper, or has a longer path, than any record",
            id="too deep",
        ),
        pytest.param(
            f"records/.x/{'a' * 250}/{'b' * 250}/{'c' * 250}/{'d' * 250}/.gitkeep",
            f"records/.x/{'a' * 49}... lies deeper, or has a longer path, than any record",
            id="too long",
        ),
        pytest.param(
            "submodule",
            "records/suppliers/lain is a submodule, in which git keeps no records",
            id="submodule",
        ),
        pytest.param("hidden", "it brings more than 1000 hidden files"),
        *(
            pytest.param(
                path,
                f"{told} has a name that Windows can't write, so that nobody could work with it there; give "
                "it another name",
            )
            for path, told in (
                *((f"records/assets/{name}", f"records/assets/{name}") for name in UNWRITABLE),
                ("records/Com1.x/a.md", "records/Com1.x"),
                ("con", "con"),
                ("docs/panduan/aux.md", "docs/panduan/aux.md"),
                ("docs/nul/a.md", "docs/nul"),
            )
        ),
        *(
            pytest.param(
                path,
                f"{path[:60]}... lies so deep, or has so long a path, that not everybody can work with it",
                id=id_,
            )
            for path, id_ in (
                (f"docs/{'a/' * 100}a.md", "too deep elsewhere"),
                (f"docs/{'a' * 250}/{'b' * 250}/{'c' * 250}/{'d' * 250}/a.md", "too long elsewhere"),
            )
        ),
        pytest.param(
            "twins",
            "docs/baca/Ini.md and docs/baca/ini.md are one and the same to Windows and macOS, which would "
            "lose one of them; give it another name",
        ),
        *(
            pytest.param(
                path,
                f"{told} and {other} are one and the same to Windows and macOS, which would lose one of "
                "them; give it another name",
            )
            for path, told, other in (
                ("records/Roster.yaml", "records/Roster.yaml", "records/roster.yaml"),
                ("records/roster.YAML", "records/roster.YAML", "records/roster.yaml"),
                ("records/ROSTER.yaml/x.md", "records/ROSTER.yaml", "records/roster.yaml"),
                ("records/EVALUATIONS", "records/EVALUATIONS", "records/evaluations"),
                ("records/Evaluations/2026/EVL-2026-001.yaml", "records/Evaluations", "records/evaluations"),
                ("Records", "Records", "records"),
                ("Mkdocs.yml", "Mkdocs.yml", "mkdocs.yml"),
            )
        ),
    ],
)
def test_a_request_that_brings_what_is_in_the_way_of_others_is_refused(
    path: str, why: str, desk: Desk
) -> None:
    root = requested(desk, {})
    empty = desk.git("hash-object", "-w", "/dev/null", at=root)
    if path == "submodule":
        desk.git("update-index", "--add", "--cacheinfo", f"160000,{'1' * 40},records/suppliers/lain", at=root)
    elif path == "hidden":
        tree = made(root, "mktree", "".join(f"100644 blob {empty}\t.{n}\n" for n in range(1001)))
        desk.git("read-tree", "--prefix=records/assets/lain/", tree, at=root)
    elif path == "twins":
        tree = made(root, "mktree", "".join(f"100644 blob {empty}\t{n}\n" for n in ("Ini.md", "ini.md")))
        desk.git("read-tree", "--prefix=docs/baca/", tree, at=root)
    else:
        desk.git("update-index", "--add", "--cacheinfo", f"100644,{empty},{path}", at=root)
    desk.git("commit", "--quiet", "-m", "Tambah", at=root)
    head = desk.git("rev-parse", "HEAD", at=root)

    answer = checked(desk, root)

    assert (answer.code, answer.err) == (
        3,
        f"can't tell what was done here: {head[:12]} can't be read: {why}\n",
    )
    point(root / ".git", "refs/remotes/origin/main", head)
    assert checked(desk, root).code == 0


def test_a_request_is_not_held_against_what_was_there_before_it(desk: Desk) -> None:
    """Also where it changes what has such a name, or puts something beside it."""
    root = requested(desk, {})
    empty = desk.git("hash-object", "-w", "/dev/null", at=root)
    docs = made(
        root, "mktree", "".join(f"100644 blob {empty}\t{name}\n" for name in ("Ini.md", "aux.md", "ini.md"))
    )
    desk.git("read-tree", "--prefix=docs/", docs, at=root)
    desk.git("commit", "--quiet", "-m", "Dulu", at=root)
    point(root / ".git", "refs/remotes/origin/main", desk.git("rev-parse", "HEAD", at=root))
    desk.git("update-index", "--add", "--cacheinfo", f"100644,{empty},docs/baru.md", at=root)
    desk.git("update-index", "--add", "--cacheinfo", f"100755,{empty},docs/aux.md", at=root)
    desk.git("commit", "--quiet", "-m", "Tambah", at=root)

    assert told(desk, root) == []


def test_a_submodule_outside_of_the_records_may_become_a_folder(desk: Desk) -> None:
    root = requested(desk, {})
    empty = desk.git("hash-object", "-w", "/dev/null", at=root)
    desk.git("update-index", "--add", "--cacheinfo", f"160000,{'1' * 40},docs/tema", at=root)
    desk.git("commit", "--quiet", "-m", "Tema", at=root)
    assert checked(desk, root).code == 0
    point(root / ".git", "refs/remotes/origin/main", desk.git("rev-parse", "HEAD", at=root))
    desk.git("update-index", "--force-remove", "docs/tema", at=root)
    desk.git("update-index", "--add", "--cacheinfo", f"100644,{empty},docs/tema/gaya.css", at=root)
    desk.git("commit", "--quiet", "-m", "Sendiri", at=root)

    assert checked(desk, root).code == 0


def test_a_folder_in_bad_form_can_be_mended_by_a_request(desk: Desk) -> None:
    root = requested(desk, {})
    empty = desk.git("hash-object", "-w", "/dev/null", at=root)
    entry = b"100644 a.md\0" + bytes.fromhex(empty)
    twice = written(root, entry + entry)
    mended = written(root, entry)
    assert told_of_docs(desk, root, twice) == (
        3,
        "the folder docs: the tree is not sorted, or a name stands twice",
    )
    point(root / ".git", "refs/remotes/origin/main", desk.git("rev-parse", "HEAD", at=root))
    assert told_of_docs(desk, root, mended) == (0, "")


def written(root: Path, tree: bytes) -> str:
    """Write a folder in whatever form, and return its id."""
    command = ["git", "hash-object", "-w", "-t", "tree", "--literally", "--stdin"]
    done = subprocess.run(command, cwd=root, input=tree, capture_output=True, check=True)
    return done.stdout.decode().strip()


def told_of_docs(desk: Desk, root: Path, docs: str) -> tuple[int, str]:
    """Return how a request that brings this folder is judged, and why if it is refused."""
    office = desk.git("ls-tree", "HEAD", at=root)
    others = [line for line in office.splitlines() if not line.endswith("\tdocs")]
    tree = made(root, "mktree", "\n".join([*others, f"040000 tree {docs}\tdocs"]) + "\n")
    head = desk.git("commit-tree", tree, "-p", "HEAD", "-m", "Docs", at=root)
    desk.git("update-ref", "HEAD", head, at=root)
    answer = checked(desk, root)
    return answer.code, answer.err.partition(" can't be read: ")[2].rstrip("\n")


def made(root: Path, command: str, text: str) -> str:
    done = subprocess.run(["git", command], cwd=root, input=text, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_a_request_that_marks_every_record_as_a_program_is_told_so(desk: Desk) -> None:
    root = requested(desk, {})
    records = [path for path in (root / "records").rglob("*.yaml") if "attachments" not in path.parts]
    for path in records:
        path.chmod(0o755)
    desk.git("commit", "--all", "--quiet", "-m", "Program", at=root)

    assert sorted(line for line in told(desk, root) if " S122 " in line) == sorted(
        f"error S122 {path.relative_to(root)}" for path in records
    )
    (root / ".git" / "HEAD").chmod(0o755)
    assert told(desk, root) == []


def test_a_request_that_takes_away_a_folder_deeper_than_any_record_lies_passes(desk: Desk) -> None:
    stray = f"records/assets/{'a/' * 30}catatan.txt"
    root = requested(desk, {stray: None}, {stray: b"x\n"})

    assert told(desk, root) == []
    assert "mended: 1" in checked(desk, root).lines[0]


def test_paths_and_select_work_with_it(desk: Desk) -> None:
    gone = "records/filings/EVL-2026-001.yaml"
    root = requested(desk, {ASSET: WITHOUT_CONDITION, gone: None})

    assert told(desk, root, str(root / "records/filings")) == [f"error H201 {gone}"]
    assert told(desk, root, "--select", "H201") == [f"error H201 {gone}"]
    assert told(desk, root, str(root / "records/assets")) == [f"error R101 {ASSET}"]


@pytest.mark.parametrize("format_", ["text", "github", "gitlab", "sarif"])
def test_every_format_tells_a_file_that_is_gone(format_: str, desk: Desk) -> None:
    root = requested(desk, {"records/filings/EVL-2026-001.yaml": None})

    answer = checked(desk, root, "--select", "H201", "--format", format_)

    assert answer.code == 1
    assert "H201" in answer.out
    assert "records/filings/EVL-2026-001.yaml" in answer.out


def test_the_proof_of_the_base_is_worked_out_as_well(desk: Desk) -> None:
    story = Judged()
    story.approve()
    root = desk.clone(story)
    desk.pin(root)
    point(root / ".git", "refs/remotes/origin/main", story.tip)
    (root / EVALUATION).write_bytes(story.files[EVALUATION] + b"# lagi\n")

    assert told(desk, root, "--select", "A", "--select", "H") == [f"error A202 {EVALUATION}"]
    (root / EVALUATION).write_bytes(story.files[EVALUATION])
    assert told(desk, root, "--select", "A", "--select", "H") == []


def test_a_broken_approval_of_the_base_is_not_the_fault_of_a_request(desk: Desk) -> None:
    story = Judged()
    story.approve()
    story.commit({EVALUATION: story.files[EVALUATION] + b"# lagi\n"}, by="budi", day="2026-07-08")
    root = desk.clone(story)
    desk.pin(root)
    point(root / ".git", "refs/remotes/origin/main", story.tip)
    (root / ASSET).write_bytes(WITHOUT_CONDITION)

    assert told(desk, root) == [f"error R101 {ASSET}"]


# ---- What a request says of itself does not count


def test_a_request_that_lowers_its_own_rule_is_judged_by_the_base(desk: Desk) -> None:
    lowered = OFFICE[ORGANIZATION] + b"severities: {R101: note, H201: note}\n"
    root = requested(
        desk,
        {ORGANIZATION: lowered, ASSET: WITHOUT_CONDITION, "records/filings/EVL-2026-001.yaml": None},
    )

    assert told(desk, root) == [f"error R101 {ASSET}", "error H201 records/filings/EVL-2026-001.yaml"]
    note = "note: this request changes what the office lowers or waives; that counts once it is merged"
    assert f"{note}, and here what origin/main says" in checked(desk, root).lines


def test_a_request_that_waives_a_rule_for_itself_is_judged_by_the_base(desk: Desk) -> None:
    waiver = "waivers: [{rule: R101, record: AST-001, reason: Mendesak, until: 2026-12-31}]\n"
    root = requested(desk, {ORGANIZATION: OFFICE[ORGANIZATION] + waiver.encode(), ASSET: WITHOUT_CONDITION})

    assert (checked(desk, root).code, told(desk, root)) == (1, [f"error R101 {ASSET}"])
    point(root / ".git", "refs/remotes/origin/main", desk.git("rev-parse", "HEAD", at=root))
    (root / ASSET).write_bytes(WITHOUT_CONDITION + b"# lagi\n")
    assert checked(desk, root).code == 0


def test_a_waiver_of_the_base_lets_a_deletion_pass(desk: Desk) -> None:
    waiver = "waivers: [{rule: H201, record: AST-001, reason: Data pribadi, until: 2026-12-31}]\n"
    root = requested(desk, {ASSET: None}, {ORGANIZATION: OFFICE[ORGANIZATION] + waiver.encode()})

    assert checked(desk, root, "--select", "H").code == 0


def test_a_request_that_gives_itself_a_role_is_judged_by_the_roster_of_the_base(desk: Desk) -> None:
    story = Story()
    tip = story.commit(OFFICE)
    roles = OFFICE["records/roster.yaml"].replace(
        b"role: pengguna, person: dewi", b"role: pengelola, person: dewi"
    )
    roles = roles.replace(b"{id: dewi, name: Dewi,", b"{id: dewi, name: Dewi, emails: [dewi@contoh.example],")
    kak = OFFICE[KAK] + b"  - {by: dewi, date: 2026-07-14, to: agus}\n"
    changed = {"records/roster.yaml": roles, KAK: kak}
    story.commit(changed, by=replace(BUDI, email="dewi@contoh.example"))
    root = office_at(desk, story, tip)

    found = told(desk, root, "--select", "W102", "--select", "H208")

    assert found == [
        "warning H208 records/kak/2026/KAK-2026-001.yaml",
        "error W102 records/kak/2026/KAK-2026-001.yaml",
    ]


# ---- Histories of every shape


def test_an_id_that_was_removed_long_ago_is_found_in_the_history(desk: Desk) -> None:
    story = Story()
    other = "records/assets/AST-002.yaml"
    story.commit({**OFFICE, other: OFFICE[ASSET].replace(b"AST-001", b"AST-002")})
    tip = story.commit({other: None}, subject="hapus")
    story.commit({other: OFFICE[ASSET].replace(b"AST-001", b"AST-002").replace(b"Ruang", b"Kursi")})

    assert told(desk, office_at(desk, story, tip), "--select", "H") == [f"error H203 {other}"]


def test_a_request_that_merged_the_base_into_itself_answers_only_for_its_own(desk: Desk) -> None:
    story = Story()
    fork = story.commit(OFFICE)
    main = story.commit({ASSET: WITHOUT_CONDITION}, subject="orang lain")
    story.files = OFFICE
    other = {"records/assets/AST-002.yaml": WITHOUT_CONDITION.replace(b"AST-001", b"AST-002")}
    mine = story.commit(other, on=(fork,))
    story.commit({ASSET: WITHOUT_CONDITION}, on=(mine, main), subject="gabung")

    assert told(desk, office_at(desk, story, main)) == ["error R101 records/assets/AST-002.yaml"]


def test_a_request_that_is_behind_answers_only_for_its_own(desk: Desk) -> None:
    story = Story()
    fork = story.commit(OFFICE | {ASSET: WITHOUT_CONDITION})
    main = story.commit({ASSET: OFFICE[ASSET], "records/filings/EVL-2026-001.yaml": None})
    story.files = OFFICE | {ASSET: WITHOUT_CONDITION}
    story.commit({SUPPLIER: OFFICE[SUPPLIER] + b"# lagi\n"}, on=(fork,))

    assert told(desk, office_at(desk, story, main)) == []


def test_a_criss_cross_history_hides_no_deletion(desk: Desk) -> None:
    story = Story()
    fork = story.commit(OFFICE)
    ours = story.commit({NEED: OFFICE[NEED] + b"# lagi\n"}, on=(fork,))
    story.files = OFFICE
    theirs = story.commit({ASSET: None}, on=(fork,))
    kept = OFFICE | {NEED: OFFICE[NEED] + b"# lagi\n"}
    story.files = kept
    main = story.commit({}, on=(ours, theirs), subject="gabung, tetapi tetap")
    story.commit({ASSET: None}, on=(theirs, ours), subject="gabung")

    assert f"error H201 {ASSET}" in told(desk, office_at(desk, story, main))


def test_a_merge_that_changes_more_than_it_joins_is_laid_to_who_made_it(desk: Desk) -> None:
    story = Story()
    fork = story.commit(OFFICE)
    main = story.commit({NEED: OFFICE[NEED] + b"# lagi\n"})
    story.files = OFFICE
    mine = story.commit({}, on=(fork,))
    kak = OFFICE[KAK] + b"  - {by: budi, date: 2026-07-14, to: agus}\n"
    changed = {NEED: OFFICE[NEED] + b"# lagi\n", KAK: kak}
    story.commit(changed, on=(mine, main), by=AGUS)

    assert told(desk, office_at(desk, story, main), "--select", "H208") == [
        "error H208 records/kak/2026/KAK-2026-001.yaml"
    ]


def test_the_paper_of_a_pengguna_may_be_attached_in_a_later_commit(desk: Desk) -> None:
    story = Story()
    base = story.commit(OFFICE)
    entered = OFFICE[NEED].replace(b"KEB-2026-001", b"KEB-2026-002")
    story.commit({NEED.replace("001", "002"): entered})
    named = b'attachments:\n  - {kind: nota, file: attachments/KEB-2026-002/nota.pdf, sha256: "%b"}\n' % (
        b"0" * 64
    )
    red = told(desk, office_at(desk, story, base), "--select", "H208")
    story.commit({NEED.replace("001", "002"): entered + named})
    later = story.on_disk(desk.folder / "later")
    point(later / ".git", "refs/remotes/origin/main", base)

    assert set(red) == {f"error H208 {NEED.replace('001', '002')}"}
    assert told(desk, later, "--select", "H208") == []


@pytest.mark.parametrize(
    ("path", "told_"),
    [(NEED, []), (KAK, ["error H208 records/kak/2026/KAK-2026-003.yaml"])],
    ids=["who may write it", "who may not"],
)
def test_a_new_record_is_the_work_of_its_author_whoever_gives_it_another_id(
    path: str, told_: list[str], desk: Desk
) -> None:
    story = Story()
    base = story.commit(OFFICE)
    names = [path.replace("001", number) for number in ("002", "003")]
    texts = [BEGUN[path].replace(b"2026-001", number) for number in (b"2026-002", b"2026-003")]
    story.commit({names[0]: texts[0]}, by=AGUS)
    story.commit({names[0]: None, names[1]: texts[1]})

    assert list(dict.fromkeys(told(desk, office_at(desk, story, base), "--select", "H208"))) == told_


def test_who_mends_a_slip_in_a_record_of_another_did_not_write_the_rest(desk: Desk) -> None:
    story = Story()
    base = story.commit(OFFICE)
    path = NEED.replace("001", "002")
    own = OFFICE[NEED].replace(b"KEB-2026-001", b"KEB-2026-002").partition(b"budget:")[0]
    slip = story.commit({path: own.replace(b"priority: tinggi", b"priorty: tinggi")}, by=AGUS)
    story.commit({path: own})

    found = checked(desk, office_at(desk, story, base), "--select", "H208").lines
    assert [line.partition(": error ")[2] for line in found if ": error H208" in line] == [
        f"H208 recorded-without-role: commit {slip[:12]} by agus records step 1.3 (Find out whether the "
        "office has it already) of KEB-2026-002, and agus did not hold the role Pengelola on 2 July 2026"
    ]


@pytest.mark.parametrize(
    ("line", "slip", "field"),
    [
        pytest.param(b"priority: tinggi\n", b"priority: segera\n", "Priority (priority)", id="another value"),
        pytest.param(b"unit: Administrator Sistem LPSE\n", b"", "Unit (unit)", id="what was lacking"),
    ],
)
def test_who_puts_something_in_the_place_of_a_slip_has_changed_it(
    line: bytes, slip: bytes, field: str, desk: Desk
) -> None:
    story = Story()
    base = story.commit(OFFICE)
    path = NEED.replace("001", "002")
    own = OFFICE[NEED].replace(b"KEB-2026-001", b"KEB-2026-002").partition(b"availability:")[0]
    assert line in own
    story.commit({path: own.replace(line, slip)}, by=AGUS)
    mended = story.commit({path: own})

    found = checked(desk, office_at(desk, story, base), "--select", "H208").lines
    assert [line.partition(": error ")[2] for line in found if ": error H208" in line] == [
        f"H208 recorded-without-role: commit {mended[:12]} by budi changes {field} in step 1.1 "
        "(Write down what is needed) of KEB-2026-002, which is for agus; the record names no paper that it "
        "was taken from; 'lpsedocs attach KEB-2026-002 FILE' attaches it"
    ]


def test_evaluations_that_change_places_are_laid_to_who_had_no_right_to_either(desk: Desk) -> None:
    other = EVALUATION_FILE.replace("001", "002")
    two = {other: OFFICE[EVALUATION_FILE].replace(b"EVL-2026-001", b"EVL-2026-002")}
    two[other] = two[other].replace(b"score: 3", b"score: 2")
    story = Story()
    base = story.commit(OFFICE | two)
    swapped = {
        EVALUATION_FILE: two[other].replace(b"EVL-2026-002", b"EVL-2026-001"),
        other: OFFICE[EVALUATION_FILE].replace(b"EVL-2026-001", b"EVL-2026-002"),
    }
    story.commit(swapped, by=AGUS)

    assert told(desk, office_at(desk, story, base), "--select", "H208") == [
        f"error H208 {EVALUATION_FILE}",
        f"error H208 {other}",
    ]


def test_a_need_whose_id_was_taken_on_the_base_since_is_still_that_of_its_requester(desk: Desk) -> None:
    story = Story()
    fork = story.commit(OFFICE)
    path = NEED.replace("001", "002")
    own = BEGUN[NEED].replace(b"KEB-2026-001", b"KEB-2026-002")
    main = story.commit({path: own.replace(b"agus", b"dewi").replace(b"Administrator Sistem LPSE", b"Loket")})
    story.files = OFFICE
    story.commit({path: own}, on=(fork,), by=AGUS)

    found = told(desk, office_at(desk, story, main), "--select", "H203", "--select", "H208")
    assert found == [f"error H203 {path}"]


def test_no_request_of_the_example_office_is_held_against_who_made_it(desk: Desk) -> None:
    root = desk.folder / "kantor"
    trusted = replayed(ROOT / "records", root).root
    merges = desk.git("log", "--first-parent", "--merges", "--format=%H %cs", "main", at=root).splitlines()
    rules = [rule for rule in all_rules() if rule.code[0] in "AHT"]

    for commit, day in (line.split() for line in merges):
        desk.git("checkout", "--quiet", commit, at=root)
        corpus = Workspace(root).load(date.fromisoformat(day), trusted, base="HEAD^")
        assert corpus.base is not None
        assert corpus.base.commits
        found = check_request(corpus, corpus.base, rules).findings
        assert [one for one in found if one.severity is not Severity.NOTE] == []
    assert len(merges) > 5


# ---- What can't be told


def test_an_unknown_base_is_wrong_use(desk: Desk) -> None:
    root = requested(desk, {})

    answer = desk.say("--root", root, "check", "--base", "origin/rilis")

    assert (answer.code, answer.out) == (2, "")
    assert answer.err == (
        "lpsedocs: 'origin/rilis' is no branch or tag of this repository, and no whole commit id; 'git fetch "
        "origin +refs/heads/rilis:refs/remotes/origin/rilis' fetches it if the server has it\n"
    )
    assert desk.say("--root", root, "check", "--base", "").code == 2


def test_a_shallow_clone_can_not_tell(desk: Desk) -> None:
    root = requested(desk, {})
    shallow = desk.folder / "dangkal"
    desk.git("clone", "--quiet", "--depth=1", f"file://{root}", str(shallow))

    answer = checked(desk, shallow)

    assert (answer.code, answer.out) == (3, "")
    assert answer.err == (
        "can't tell what was done here: this clone is shallow, so what the request did since origin/main "
        "can't be told; 'git fetch --unshallow origin +refs/heads/main:refs/remotes/origin/main' "
        "fetches the rest of its history\n"
    )


def test_a_request_with_a_folder_that_git_would_not_write_is_refused(desk: Desk) -> None:
    """Git checks such a folder out as if nothing were odd; merged, it would keep all later decisions away."""
    story = Judged()
    root = desk.clone(story)
    content = EVALUATION.removeprefix("records/evaluations/2026/")
    file = desk.git("ls-tree", "HEAD", EVALUATION, at=root).split()[2]
    tree = b"100664 %s\0" % content.encode() + bytes.fromhex(file)
    for name in ("2026", "evaluations", "records"):
        tree = b"40000 %s\0" % name.encode() + bytes.fromhex(story.scribe.put("tree", tree))
    commit = story.scribe.read(story.commit({EVALUATION: b"x"}, on=story.tip))[1]
    odd = story.scribe.put("commit", commit.replace(commit[5:45], story.scribe.put("tree", tree).encode(), 1))
    write(root / ".git", story)
    desk.git("checkout", "--quiet", odd, at=root)
    assert desk.git("status", "--short", at=root) == "?? mkdocs.yml"

    answer = desk.say("--root", root, "check", "--base", "main")

    assert (answer.code, answer.out) == (3, "")
    assert answer.err == (
        f"can't tell what was done here: {odd[:12]} can't be read: the folder records/evaluations/2026: the "
        "tree has an entry of a mode that git does not write\n"
    )


def test_a_request_whose_history_has_no_end_can_not_be_told(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = requested(desk, {ASSET: WITHOUT_CONDITION})
    monkeypatch.setattr("lpsedocs.git._LONGEST_LOG", 100)

    answer = checked(desk, root)

    head = desk.git("-C", str(root), "rev-parse", "HEAD")
    assert (answer.code, answer.out) == (3, "")
    assert answer.err == (
        f"can't tell what was done here: the commits that lead to {head} "
        "change more files than are read, as where folders hold the same folder again and again; make them "
        "anew without that, or close the request that brings them\n"
    )


def test_a_check_of_a_request_writes_nothing(desk: Desk) -> None:
    root = requested(desk, {ASSET: WITHOUT_CONDITION})
    before = desk.everything()

    checked(desk, root)

    assert desk.everything() == before


# ---- The law

SPOILT = {
    ASSET: WITHOUT_CONDITION,
    NEED: OFFICE[NEED].replace(b"requester: agus", b"requester: siapa"),
    SUPPLIER: OFFICE[SUPPLIER] + b"nama: x\n",
    "records/assets/AST-002.yaml": b"id: [\n",
    "records/filings/EVL-2026-001.yaml": None,
    EVALUATION: OFFICE[EVALUATION].replace(b"date: 2026-07-02", b"date: 2026-07-30"),
}
"""Some files as somebody might spoil them."""
choices = st.sets(st.sampled_from(sorted(SPOILT)))


def spoilt(names: set[str]) -> Corpus:
    files = OFFICE | {name: SPOILT[name] for name in names}
    return corpus_of(
        {
            PurePosixPath(path): text
            for path, text in files.items()
            if text is not None and path != "mkdocs.yml"
        },
        TODAY,
    )


def against(corpus: Corpus, before: Corpus, changed: frozenset[PurePosixPath]) -> Corpus:
    base = Base("main", "1" * 40, "1" * 40, before, before, (), {}, Chronicle(), changed)
    return replace(corpus, base=base)


@given(choices, choices)
def test_what_is_reported_and_what_is_left_out_are_together_what_is_found(
    before: set[str], after: set[str]
) -> None:
    old, new = spoilt(before), spoilt(after)
    changed = frozenset(PurePosixPath(name) for name in before ^ after)
    corpus = against(new, old, changed)
    assert corpus.base is not None
    rules = all_rules()
    found, was = check(corpus, rules).findings, {*fingerprints(check(old, rules).findings)}

    report = check_request(corpus, corpus.base, rules)
    everything = against(new, old, frozenset(one.location.path for one in found))

    assert report.request is not None
    assert len(report.findings) + report.request.untouched == len(found)
    left = [one for one in found if one not in report.findings]
    marks = dict(zip(found, fingerprints(found), strict=True))
    assert all(marks[one] in was and one.location.path not in changed for one in left)
    assert everything.base is not None
    assert check_request(everything, everything.base, rules).findings == found


@given(choices)
def test_a_request_that_changes_nothing_hears_nothing(names: set[str]) -> None:
    corpus = against(spoilt(names), spoilt(names), frozenset())
    assert corpus.base is not None

    assert check_request(corpus, corpus.base, all_rules()).findings == ()
