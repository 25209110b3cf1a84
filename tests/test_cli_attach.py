"""lpsedocs attach: copies, hashes and cites; nobody types a SHA-256."""

import hashlib
import io
from pathlib import Path

import pytest

from lpsedocs.cli.attach import safe_name
from lpsedocs.findings import Refusal
from tests.shell import Shell, changed_lines, example_office

CONTENT = b"%PDF-1.7 contoh"
HOLDS = "holds for exactly these bytes, and a change would undo it"
DIGEST = hashlib.sha256(CONTENT).hexdigest()


@pytest.fixture
def office(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Shell:
    root = tmp_path / "office"
    root.mkdir()
    return Shell(example_office(root), capsys)


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    path = tmp_path / "Laporan Juli (1).pdf"
    path.write_bytes(CONTENT)
    return path


def test_a_file_is_copied_and_cited(office: Shell, paper: Path) -> None:
    place = "evaluations/2026/EVL-2026-008.yaml"
    before = office.read(place)

    answer = office.run("attach", "EVL-2026-008", str(paper), "--kind", "laporan")

    assert answer.lines == [
        "records/attachments/EVL-2026-008/Laporan-Juli-1.pdf written",
        f"records/{place} written",
    ]
    assert office.path("attachments/EVL-2026-008/Laporan-Juli-1.pdf").read_bytes() == CONTENT
    assert [line for line in changed_lines(before, office.read(place)) if line[0] == "-"] in (
        [],
        ["-attachments: []"],
    )
    assert changed_lines(before, office.read(place))[-4:] == [
        "+attachments:",
        "+  - kind: laporan",
        "+    file: attachments/EVL-2026-008/Laporan-Juli-1.pdf",
        f'+    sha256: "{DIGEST}"',
    ]


def test_the_same_file_again_changes_nothing(office: Shell, paper: Path) -> None:
    office.run("attach", "EVL-2026-008", str(paper), "--kind", "laporan")
    before = office.files()

    answer = office.run("attach", "EVL-2026-008", str(paper), "--kind", "laporan")

    assert (answer.code, answer.out) == (0, "EVL-2026-008 cites this file already\n")
    assert office.files() == before


def test_other_content_under_the_name_is_refused(office: Shell, paper: Path) -> None:
    office.run("attach", "EVL-2026-008", str(paper), "--kind", "laporan")
    before = office.files()
    paper.write_bytes(b"lain")

    answer = office.run("attach", "EVL-2026-008", str(paper), "--kind", "laporan")

    assert answer.err == (
        "lpsedocs: records/attachments/EVL-2026-008/Laporan-Juli-1.pdf is there already with other content; "
        "give the file another name, since a file that is cited never changes\n"
    )
    assert office.files() == before


def test_the_file_may_lie_in_its_place_already(office: Shell) -> None:
    path = office.path("attachments/EVL-2026-008/laporan.pdf")
    path.parent.mkdir(parents=True)
    path.write_bytes(CONTENT)

    answer = office.run("attach", "EVL-2026-008", str(path), "--kind", "laporan", "--audience", "public")

    assert answer.lines == ["records/evaluations/2026/EVL-2026-008.yaml written"]
    assert office.read("evaluations/2026/EVL-2026-008.yaml").endswith(
        f'sha256: "{DIGEST}"\n    audience: public\n'
    )


def test_a_document_belongs_to_an_engagement(office: Shell, paper: Path) -> None:
    before = office.read("suppliers/SUP-001.yaml")

    answer = office.run(
        *("attach", "SUP-001", str(paper), "--kind", "bast", "--engagement", "2026-1"),
        *("--number", "027/9/BAST/2026", "--valid-until", "2026-12-31"),
    )

    assert answer.code == 0
    assert changed_lines(before, office.read("suppliers/SUP-001.yaml")) == [
        "+      - kind: bast",
        "+        file: attachments/SUP-001/Laporan-Juli-1.pdf",
        f'+        sha256: "{DIGEST}"',
        "+        number: 027/9/BAST/2026",
        "+        valid_until: 2026-12-31",
    ]


def test_a_paper_in_the_archive_is_cited_and_not_copied(office: Shell, paper: Path) -> None:
    before = office.read("suppliers/SUP-001.yaml")

    answer = office.run(
        *(
            "attach",
            "SUP-001",
            str(paper),
            "--kind",
            "nda",
            "--engagement",
            "2026-1",
            "--archive",
            "Lemari 2 map 15",
        )
    )

    assert answer.lines == ["records/suppliers/SUP-001.yaml written"]
    assert answer.err == ""
    assert changed_lines(before, office.read("suppliers/SUP-001.yaml")) == [
        "+      - kind: nda",
        "+        archive: Lemari 2 map 15",
        f'+        sha256: "{DIGEST}"',
    ]


def test_copying_a_contract_is_advised_against(office: Shell, paper: Path) -> None:
    answer = office.run("attach", "SUP-001", str(paper), "--kind", "kontrak", "--engagement", "2026-1")

    assert answer.code == 0
    assert answer.err.startswith("a contract or an NDA belongs into the archive: --archive 'Lemari 2 map 14'")


def test_advice_that_is_followed_leaves_everything_as_it_was(
    office: Shell, paper: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lpsedocs.cli.attach.is_terminal", lambda: True)
    monkeypatch.setattr("sys.stdin", io.StringIO("t\n"))
    before = office.files()

    answer = office.run("attach", "SUP-001", str(paper), "--kind", "kontrak", "--engagement", "2026-1")

    assert answer.code == 130
    assert answer.out == "Copy it all the same? [y/N]: nothing was changed\n"
    assert office.files() == before


def test_the_reason_why_there_was_none_gives_way(office: Shell, paper: Path) -> None:
    kak = "      - kind: kak\n        record: KAK-2025-001\n"
    office.change("suppliers/SUP-001.yaml", kak, f"{kak}      - {{kind: sla, none: Belum ada}}\n")
    before = office.read("suppliers/SUP-001.yaml")
    archived = ("--engagement", "2026-1", "--archive", "Lemari 2")

    office.run("attach", "SUP-001", str(paper), "--kind", "sla", *archived)

    assert changed_lines(before, office.read("suppliers/SUP-001.yaml")) == [
        "-      - {kind: sla, none: Belum ada}",
        f'+      - {{kind: sla, archive: Lemari 2, sha256: "{DIGEST}"}}',
    ]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        pytest.param(
            ["EVL-2026-003", "--kind", "laporan"],
            f"EVL-2026-003 can't be changed any more: decisions/EVL-2026-003/2 {HOLDS}",
            id="a decided evaluation",
        ),
        pytest.param(
            ["KEB-2026-009", "--kind", "nota dinas"],
            f"KEB-2026-009 can't be changed any more: decisions/KAK-2026-004/1 {HOLDS}",
            id="a requirement that an accepted KAK rests on",
        ),
        pytest.param(
            ["AST-001", "--kind", "foto"],
            "a record of the kind Asset has no attachments; a contract's belong to its supplier",
            id="a kind without attachments",
        ),
        pytest.param(
            ["EVL-2026-008", "--kind", "x", "--archive", "Lemari 1", "--number", "1"],
            "--archive and --number is only for the documents of a supplier's engagement",
            id="options of another kind",
        ),
        pytest.param(
            ["SUP-001", "--kind", "surat"],
            "'surat' is no kind of document of an engagement; one of these is due: "
            "kak, kontrak, nda, sla, pks, bast, jaminan, sertifikat, lainnya",
            id="an unknown kind of document",
        ),
        pytest.param(
            ["SUP-001", "--kind", "bast"],
            "SUP-001 has several engagements; say which with --engagement: 2025-1 and 2026-1",
            id="which engagement",
        ),
        pytest.param(
            ["SUP-001", "--kind", "bast", "--engagement", "2024-1"],
            "SUP-001 has no engagement 2024-1; it has 2025-1 and 2026-1",
            id="an unknown engagement",
        ),
    ],
)
def test_what_can_not_be_attached_is_told(
    office: Shell, paper: Path, arguments: list[str], message: str
) -> None:
    before = office.files()
    record, *options = arguments

    answer = office.run("attach", record, str(paper), *options)

    assert (answer.code, answer.err) == (2, f"lpsedocs: {message}\n")
    assert office.files() == before


def test_a_copy_is_taken_back_when_the_record_can_not_be_written(
    office: Shell, paper: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuses(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("lpsedocs.cli.attach.replace", refuses)
    before = office.files()

    assert office.run("attach", "EVL-2026-008", str(paper), "--kind", "laporan").code == 2
    assert office.files() == before


def test_what_has_no_end_is_not_read(office: Shell) -> None:
    answer = office.run("attach", "EVL-2026-008", "/dev/zero", "--kind", "laporan")

    assert answer.err == "lpsedocs: /dev/zero is no ordinary file; name the file that is to be attached\n"


@pytest.mark.parametrize(
    ("option", "message"),
    [
        pytest.param("--archive", "--archive needs the place where the paper lies", id="no place"),
        pytest.param("--kind", "Kind of file (attachments.1.kind): ", id="no kind"),
    ],
)
def test_a_blank_word_is_refused(office: Shell, paper: Path, option: str, message: str) -> None:
    before = office.files()
    given = {"--kind": "laporan", option: " "}

    answer = office.run("attach", "EVL-2026-008", str(paper), *(p for pair in given.items() for p in pair))

    assert answer.code == 2
    assert answer.err.startswith(f"lpsedocs: {message}")
    assert office.files() == before


def test_nothing_is_copied_through_a_symbolic_link(office: Shell, paper: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    office.path("attachments/EVL-2026-008").symlink_to(outside)

    answer = office.run("attach", "EVL-2026-008", str(paper), "--kind", "laporan")

    assert answer.code == 2
    assert "is a symbolic link, and nothing is written through one" in answer.err
    assert list(outside.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("laporan.pdf", "laporan.pdf"),
        ("Berita Acara — Juli 2026.PDF", "Berita-Acara-Juli-2026.PDF"),
        ("résumé.v2.pdf", "resume.v2.pdf"),
        (".tersembunyi", "tersembunyi"),
        ("--x.pdf", "x.pdf"),
        ("a/../b.pdf", "a-..-b.pdf"),
        ("tanpa akhiran", "tanpa-akhiran"),
        ("a .pdf", "a.pdf"),
    ],
)
def test_names_are_made_safe(name: str, safe: str) -> None:
    assert safe_name(name) == safe


@pytest.mark.parametrize("name", ["...", "—.", "漢字"])
def test_a_name_without_letters_is_refused(name: str) -> None:
    with pytest.raises(Refusal, match="rename the file"):
        safe_name(name)
