"""lpsedocs renumber: a record gets another id, and everything that refers to it follows, or nothing does."""

import shutil
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path, PurePosixPath

import pytest

from lpsedocs.editing import Rewrite, rewrite
from lpsedocs.findings import Refusal
from lpsedocs.language import ENGLISH
from tests.pasts import Story, office_files
from tests.repositories import Answer, Desk, point, seated
from tests.trust.story import EVALUATION
from tests.trust.story import Story as Judged

NEEDS = "records/requirements/2026/"
NEED = f"""\
# Kebutuhan baru
id: KEB-2026-002   # nomor sementara
title: Genset
requester: agus
unit: Administrator Sistem LPSE
kind: barang
created: 2026-07-01
reason: Perlu, lihat KEB-2026-002 dan KEB-2026-0021
items: [{{description: Genset, quantity: 1, unit: unit}}]
needed_from: 2026-09-01
priority: rendah
attachments:
  - {{kind: skan, file: attachments/KEB-2026-002/a.pdf, sha256: "{sha256(b"skan").hexdigest()}"}}
"""
KAK = """\
id: KAK-2026-009
requirement: KEB-2026-002   # dasarnya
title: KAK Genset
drafted: {by: budi, date: 2026-07-02}
estimate: 1000
sections: {background: x, purpose: x, scope: x, outputs: x, duration: x}
"""
FILED = """\
record: KEB-2026-002
sha256: "%s"
filed: {by: budi, date: 2026-07-03}
reason: duplikat
"""
KAK_FILE = "records/kak/2026/KAK-2026-009.yaml"


def digest(content: bytes) -> str:
    return sha256(content).hexdigest()


MINE = {
    f"{NEEDS}KEB-2026-002.yaml": NEED.encode(),
    KAK_FILE: KAK.encode(),
    "records/attachments/KEB-2026-002/a.pdf": b"skan",
    "records/filings/KEB-2026-002.yaml": (FILED % sha256(NEED.encode()).hexdigest()).encode(),
}


@pytest.fixture
def desk(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Iterator[Desk]:
    with seated(tmp_path, capsys) as desk:
        yield desk


def office(desk: Desk, mine: Mapping[str, bytes | None] = MINE, **meanwhile: bytes) -> Path:
    """Write a repository in which somebody began a request on ``main``, which went on meanwhile."""
    story = Story()
    fork = story.commit(office_files())
    before = story.files
    main = story.commit({f"{NEEDS}{name}.yaml".replace("_", "-"): text for name, text in meanwhile.items()})
    story.files = before
    story.commit(mine, on=(fork,))
    root = story.on_disk(desk.folder / "office")
    point(root / ".git", "refs/remotes/origin/main", main)
    return root


def renumber(desk: Desk, root: Path, *arguments: str) -> Answer:
    return desk.say("--root", root, "renumber", *arguments)


def files(root: Path) -> dict[str, bytes]:
    paths = (path for path in (root / "records").rglob("*") if path.is_file())
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in paths}


def test_a_record_gets_the_next_free_id_and_everything_follows(desk: Desk) -> None:
    root = office(desk, KEB_2026_002=NEED.encode() + b"# lain\n", KEB_2026_003=b"id: KEB-2026-003\n")
    before = files(root)

    answer = renumber(desk, root, "KEB-2026-002", "--base", "origin/main")

    assert (answer.code, answer.err) == (0, "")
    assert answer.lines == [
        "KEB-2026-002 becomes KEB-2026-004",
        "records/filings/KEB-2026-002.yaml -> records/filings/KEB-2026-004.yaml",
        "records/kak/2026/KAK-2026-009.yaml refers to KEB-2026-004",
        f"{NEEDS}KEB-2026-002.yaml -> {NEEDS}KEB-2026-004.yaml",
        "records/attachments/KEB-2026-002/ -> records/attachments/KEB-2026-004/",
        f"note: {NEEDS}KEB-2026-002.yaml:8:22 names KEB-2026-002 in a text; see whether it means this record",
    ]
    here = "attachments/KEB-2026-{}"
    need = NEED.replace("id: KEB-2026-002 ", "id: KEB-2026-004 ")
    need = need.replace(here.format("002"), here.format("004"))
    filed = FILED.replace("KEB-2026-002", "KEB-2026-004") % digest(need.encode())
    changed = {
        f"{NEEDS}KEB-2026-004.yaml": need.encode(),
        KAK_FILE: KAK.replace("KEB-2026-002", "KEB-2026-004").encode(),
        "records/attachments/KEB-2026-004/a.pdf": b"skan",
        "records/filings/KEB-2026-004.yaml": filed.encode(),
    }
    assert files(root) == {path: text for path, text in before.items() if path not in MINE} | changed
    assert desk.say("--root", root, "check", "--base", "origin/main", "--select", "H203").code == 0


def test_a_dry_run_says_the_same_and_writes_nothing(desk: Desk) -> None:
    root = office(desk)
    before = files(root)

    answer = renumber(desk, root, "KEB-2026-002", "KEB-2026-020", "--dry-run", "--base", "origin/main")

    assert answer.code == 0
    assert answer.lines[0] == "KEB-2026-002 becomes KEB-2026-020"
    assert answer.lines[-1] == "nothing was written"
    assert files(root) == before


def test_another_year_gets_its_folder(desk: Desk) -> None:
    root = office(desk)

    assert renumber(desk, root, "KEB-2026-002", "KEB-2027-001", "--base", "origin/main").code == 0

    assert (root / "records/requirements/2027/KEB-2027-001.yaml").is_file()


def test_an_engagement_of_a_renumbered_supplier_keeps_its_number(desk: Desk) -> None:
    supplier = office_files()["records/suppliers/SUP-001.yaml"].replace(b"SUP-001", b"SUP-002")
    asset = b"id: AST-002\nname: Tautan\nkind: jasa\nquantity: 1\nunit: layanan\ncondition: baik\n"
    asset += b"engagement: SUP-002/2026-1\n"
    root = office(desk, {"records/suppliers/SUP-002.yaml": supplier, "records/assets/AST-002.yaml": asset})

    assert renumber(desk, root, "SUP-002", "SUP-007", "--base", "origin/main").code == 0

    assert files(root)["records/assets/AST-002.yaml"] == asset.replace(b"SUP-002", b"SUP-007")


def test_an_id_that_was_removed_from_the_base_is_not_the_next_free_one(desk: Desk) -> None:
    story = Story()
    story.commit({**office_files(), f"{NEEDS}KEB-2026-005.yaml": b"id: KEB-2026-005\n"})
    main = story.commit({f"{NEEDS}KEB-2026-005.yaml": None})
    story.commit(MINE)
    root = story.on_disk(desk.folder / "office")
    point(root / ".git", "refs/remotes/origin/main", main)

    answer = renumber(desk, root, "KEB-2026-002", "--base", "origin/main")

    assert answer.lines[0] == "KEB-2026-002 becomes KEB-2026-006"


DECISION = (
    'repository: "0123456789abcdef0123456789abcdef"\nrecord: KAK-2026-009\nsha256: "%s"\nrests_on: '
    '{KEB-2026-002: "%s"}\n'
    "decision: sesuai\nrole: pengguna\nby: agus\ndate: 2026-07-04\nmade: 2026-07-04T03:00:00Z\n"
)


def test_a_decision_of_the_request_itself_follows_with_a_note(desk: Desk) -> None:
    digests = [sha256(text.encode()).hexdigest() for text in (KAK, NEED)]
    place = "records/decisions/KAK-2026-009/1.yaml"
    root = office(desk, MINE | {place: (DECISION % tuple(digests)).encode()})

    answer = renumber(desk, root, "KEB-2026-002", "KEB-2026-004", "--base", "origin/main")

    after = files(root)
    new = digest(after[KAK_FILE]), digest(after[f"{NEEDS}KEB-2026-004.yaml"])
    assert after[place].decode() == DECISION.replace("KEB-2026-002", "KEB-2026-004") % new
    note = "note: decisions/KAK-2026-009/1 is about other bytes now; whoever signed it decides again"
    assert note in answer.lines


def test_the_decisions_of_a_renumbered_record_move_to_its_new_folder(desk: Desk) -> None:
    digests = [sha256(text.encode()).hexdigest() for text in (KAK, NEED)]
    place = "records/decisions/KAK-2026-009/1.yaml"
    root = office(desk, MINE | {place: (DECISION % tuple(digests)).encode()})

    assert renumber(desk, root, "KAK-2026-009", "KAK-2026-010", "--base", "origin/main").code == 0

    kak = files(root)["records/kak/2026/KAK-2026-010.yaml"]
    decision = files(root)["records/decisions/KAK-2026-010/1.yaml"].decode()
    assert f'record: KAK-2026-010\nsha256: "{sha256(kak).hexdigest()}"\n' in decision
    assert not (root / "records/decisions/KAK-2026-009").exists()


# ---- What is refused, and leaves everything as it was


def refusal(desk: Desk, root: Path, *arguments: str) -> str:
    before = files(root)
    answer = renumber(desk, root, *arguments)
    assert (answer.code, answer.out, files(root)) == (2, "", before)
    return answer.err.strip().removeprefix("lpsedocs: ")


def test_a_record_of_the_base_keeps_its_id(desk: Desk) -> None:
    assert refusal(desk, office(desk), "KEB-2026-001", "--base", "origin/main") == (
        "KEB-2026-001 was on origin/main already when this request began, and others may have cited it; it "
        "keeps its id"
    )


def test_a_record_that_is_proved_to_be_decided_keeps_its_id(desk: Desk) -> None:
    story = Judged()
    story.approve()
    root = desk.clone(story)
    desk.pin(root)

    assert refusal(desk, root, "EVL-2026-001", "EVL-2026-009") == (
        "EVL-2026-001 is decided on the main branch; it keeps its id"
    )
    assert refusal(desk, root, "FRM-2026-LPSE", "FRM-2026-BARU") == (
        "decisions/EVL-2026-001/1 counts, and holds for exactly the bytes of EVL-2026-001 as they are; "
        "FRM-2026-LPSE "
        "keeps its id"
    )
    assert (root / EVALUATION).is_file()


def test_where_nothing_tells_whether_a_decision_counts_the_base_is_to_be_named(desk: Desk) -> None:
    assert refusal(desk, office(desk), "EVL-2026-001") == (
        "nobody can tell here whether decisions/EVL-2026-001/1 counts already; name the branch that the "
        "request is for "
        "with --base"
    )


@pytest.mark.parametrize(
    ("new", "why"),
    [
        pytest.param(
            "KEB-2026-001",
            "KEB-2026-001 is taken: a record has it or had it, or something refers to it; name another, or "
            "none for the "
            "next free one",
            id="taken here",
        ),
        pytest.param(
            "KEB-2026-003",
            "KEB-2026-003 is taken: a record has it or had it, or something refers to it; name another, or "
            "none for the "
            "next free one",
            id="taken on the base",
        ),
        pytest.param(
            "KAK-2026-050",
            "KAK-2026-050 is no id of the kind Requirement; it begins with KEB-",
            id="another kind",
        ),
        pytest.param("KEB-50", "Id (id): 'KEB-50' is not an id such as KEB-2026-001", id="another form"),
        pytest.param(
            "KEB-2026-../../x",
            "Id (id): 'KEB-2026-../../X' is not an id such as KEB-2026-001",
            id="a way out",
        ),
    ],
)
def test_an_id_that_can_not_be_given_is_refused(new: str, why: str, desk: Desk) -> None:
    root = office(desk, KEB_2026_003=b"id: KEB-2026-003\n")

    assert refusal(desk, root, "KEB-2026-002", new, "--base", "origin/main") == why


def test_a_form_has_no_next_id(desk: Desk) -> None:
    assert refusal(desk, office(desk), "FRM-2026-LPSE") == (
        "a form is known by a name of its own; say which id FRM-2026-LPSE gets"
    )


def test_what_has_no_id_of_its_own_is_refused(desk: Desk) -> None:
    assert refusal(desk, office(desk), "roster") == (
        "roster has no id of its own in its folder; nothing is renumbered"
    )


def test_two_records_of_one_id_are_not_told_apart(desk: Desk) -> None:
    root = office(desk, MINE | {f"{NEEDS}lain/KEB-2026-002.yaml": b"id: KEB-2026-002\n"})

    assert refusal(desk, root, "KEB-2026-002", "--base", "origin/main") == (
        f"KEB-2026-002 stands in {NEEDS}KEB-2026-002.yaml and {NEEDS}lain/KEB-2026-002.yaml, and what "
        f"refers to it can't "
        "be told apart; change the id of one by hand"
    )


def test_a_reference_that_can_not_be_rewritten_stops_everything(desk: Desk) -> None:
    root = office(desk, MINE | {KAK_FILE: KAK.encode() + b"title: dua kali\n"})

    assert "records/kak/2026/KAK-2026-009.yaml:7: the file can't be changed before this is mended" in refusal(
        desk, root, "KEB-2026-002", "--base", "origin/main"
    )


def test_a_folder_that_is_there_already_stops_everything(desk: Desk) -> None:
    root = office(desk)
    (root / "records/attachments/KEB-2026-004").mkdir()

    assert refusal(desk, root, "KEB-2026-002", "KEB-2026-004", "--base", "origin/main") == (
        f"{root}/records/attachments/KEB-2026-004 is there already, and nothing is overwritten"
    )


# ---- Writing


def test_what_goes_wrong_on_the_way_is_taken_back(tmp_path: Path) -> None:
    root = tmp_path / "office"
    (root / "map").mkdir(parents=True)
    (root / "lain").mkdir()
    for name in ("satu", "dua", "tiga"):
        (root / name).write_bytes(name.encode())
    (root / "map/isi").write_bytes(b"isi")
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    steps = [
        Rewrite(PurePosixPath("satu"), b"satu", b"SATU", PurePosixPath("baru/satu")),
        Rewrite(PurePosixPath("dua"), b"dua", b"DUA", PurePosixPath("dua")),
    ]
    folders = {PurePosixPath("map"): PurePosixPath("peta")}
    wrong = Rewrite(PurePosixPath("tiga"), b"lain", b"TIGA", PurePosixPath("tiga"))

    with pytest.raises(Refusal) as refusal:
        rewrite(root, [*steps, wrong], folders)
    with pytest.raises(Refusal):
        rewrite(root, steps, {**folders, PurePosixPath("lain"): PurePosixPath("tiga")})

    why = ENGLISH.say(refusal.value.message)
    assert why == f"{root}/tiga was changed by somebody else meanwhile; do it again"
    assert {path: path.read_bytes() for path in root.rglob("*") if path.is_file()} == before
    shutil.rmtree(root / "baru", ignore_errors=True)
    rewrite(root, steps, folders)
    assert {p.relative_to(root).as_posix(): p.read_bytes() for p in root.rglob("*") if p.is_file()} == {
        "baru/satu": b"SATU",
        "dua": b"DUA",
        "tiga": b"tiga",
        "peta/isi": b"isi",
    }
