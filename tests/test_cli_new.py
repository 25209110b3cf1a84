"""lpsedocs new: a record that fits, explained key by key."""

from datetime import date
from pathlib import Path, PurePosixPath

import click
import pytest

from lpsedocs.corpus import Corpus
from lpsedocs.editing.places import comments_in
from lpsedocs.models import kind_named
from lpsedocs.models.fitting import fit
from lpsedocs.source import parse_source
from lpsedocs.workspace import Workspace
from tests.shell import TODAY, Answer, Shell, changed_lines, example_office


@pytest.fixture
def office(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Shell:
    return Shell(example_office(tmp_path), capsys)


def new(office: Shell, kind: str, *settings: str, origin: str | None = None) -> Answer:
    given = [part for setting in settings for part in ("--set", setting)]
    return office.run("new", kind, *given, *(["--from", origin] if origin else []))


def data_of(office: Shell, place: str) -> dict[str, object]:
    source = parse_source(PurePosixPath("records", place), office.path(place).read_bytes())
    assert source.troubles == ()
    assert isinstance(source.data, dict)
    return dict(source.data)


CASES = [
    pytest.param(
        "asset",
        None,
        ["name=Meja rapat", "kind=barang", "quantity=2", "unit=unit", "condition=baik"],
        "assets/AST-011.yaml",
        {
            "id": "AST-011",
            "name": "Meja rapat",
            "kind": "barang",
            "quantity": 2,
            "unit": "unit",
            "condition": "baik",
        },
        id="asset",
    ),
    pytest.param(
        "requirement",
        None,
        [
            "title=Kursi",
            "requester=dewi",
            "kind=barang",
            "reason=Rusak",
            "needed_from=2026-09-01",
            "priority=rendah",
            "items.1.description=Kursi tunggu",
            "items.1.quantity=4",
            "items.1.unit=unit",
        ],
        "requirements/2026/KEB-2026-012.yaml",
        {
            "id": "KEB-2026-012",
            "title": "Kursi",
            "requester": "dewi",
            "unit": "Unit Verifikasi dan Pendaftaran",
            "kind": "barang",
            "created": TODAY,
            "reason": "Rusak",
            "items": [{"description": "Kursi tunggu", "quantity": 4, "unit": "unit"}],
            "needed_from": "2026-09-01",
            "priority": "rendah",
        },
        id="requirement",
    ),
    pytest.param(
        "requirement",
        "SUP-005/2025-1",
        [
            "title=AC",
            "requester=agus",
            "kind=jasa_lainnya",
            "reason=Berakhir",
            "needed_from=2026-08-11",
            "priority=sedang",
            "items=[{description: Pemeliharaan, quantity: 12, unit: bulan}]",
        ],
        "requirements/2026/KEB-2026-012.yaml",
        {
            "id": "KEB-2026-012",
            "title": "AC",
            "requester": "agus",
            "unit": "Administrator Sistem LPSE",
            "kind": "jasa_lainnya",
            "created": TODAY,
            "reason": "Berakhir",
            "items": [{"description": "Pemeliharaan", "quantity": 12, "unit": "bulan"}],
            "needed_from": "2026-08-11",
            "priority": "sedang",
            "origin": "SUP-005/2025-1",
        },
        id="requirement that follows a contract",
    ),
    pytest.param(
        "proposal",
        "KAK-2026-004",
        [
            "title=AC dan UPS",
            "package.kind=jasa_lainnya",
            "package.method=pengadaan_langsung",
            "package.year=2026",
            "package.pagu_paket=48000000",
            "package.kode_rup=12345678",
        ],
        "proposals/2026/USL-2026-003.yaml",
        {
            "id": "USL-2026-003",
            "requirement": "KEB-2026-009",
            "kak": "KAK-2026-004",
            "title": "AC dan UPS",
            "package": {
                "kind": "jasa_lainnya",
                "method": "pengadaan_langsung",
                "kode_rup": ["12345678"],
                "year": 2026,
                "pagu_paket": 48000000,
            },
        },
        id="proposal",
    ),
    pytest.param(
        "supplier",
        None,
        [
            "name=PT Baru",
            "legal_form=PT",
            "npwp=0999999990009000",
            "address=Jalan Baru",
            "city=Kota",
            "services=internet, hosting",
            "listed.by=budi",
        ],
        "suppliers/SUP-009.yaml",
        {
            "id": "SUP-009",
            "name": "PT Baru",
            "legal_form": "PT",
            "npwp": "0999999990009000",
            "address": "Jalan Baru",
            "city": "Kota",
            "services": ["internet", "hosting"],
            "listed": {"by": "budi", "date": TODAY},
        },
        id="supplier",
    ),
    pytest.param(
        "evaluation",
        "SUP-001",
        ["evaluated.by=tia", "form=FRM-2026-LPSE", "period.from=2026-07-01", "period.until=2026-07-14"],
        "evaluations/2026/EVL-2026-009.yaml",
        {
            "id": "EVL-2026-009",
            "supplier": "SUP-001",
            "supplier_name": "PT Jaringan Umpama Nusantara",
            "engagements": ["2026-1"],
            "form": "FRM-2026-LPSE",
            "period": {"from": "2026-07-01", "until": "2026-07-14"},
            "inspection": "PRS-2026-002",
            "evaluated": {"by": "tia", "date": TODAY},
        },
        id="evaluation",
    ),
]


@pytest.mark.parametrize(("kind", "origin", "settings", "place", "data"), CASES)
def test_a_record_is_made_of_what_was_told(
    office: Shell, kind: str, origin: str | None, settings: list[str], place: str, data: dict[str, object]
) -> None:
    answer = new(office, kind, *settings, origin=origin)

    assert (answer.code, answer.err) == (0, "")
    assert answer.lines[0] == f"records/{place} written"
    assert data_of(office, place) == data
    assert not isinstance(fit(kind_named(kind), data), tuple)


def corpus_of(office: Shell) -> Corpus:
    return Workspace(office.root).load(date.fromisoformat(TODAY))


def test_a_kak_begins_with_what_the_requirement_says(office: Shell) -> None:
    answer = new(office, "kak", "estimate=90000000", "drafted.by=budi", origin="KEB-2026-005")

    data = data_of(office, "kak/2026/KAK-2026-006.yaml")
    assert data["requirement"] == "KEB-2026-005"
    assert data["title"] == "Kerangka Acuan Kerja CCTV ruang server dan penyimpanan rekaman"
    assert isinstance(data["sections"], dict)
    assert list(data["sections"]) == ["background", "scope", "duration"]
    assert data["sections"]["scope"].startswith("- Kamera CCTV ruang server, 4 unit: ")
    assert data["sections"]["duration"] == "Mulai 2026-10-01."
    assert (
        answer.lines[-1] == "next: write the missing sections; then send the KAK (step 1.5): fill in 'sent'"
    )


def test_a_supplier_is_taken_from_the_result_of_a_proposal(office: Shell) -> None:
    office.change(
        "proposals/2026/USL-2026-001.yaml",
        "package:",
        "result: {by: budi, date: 2026-07-14, outcome: berkontrak, informed_by: SPPBJ 1, "
        "supplier_name: CV Baru, "
        'npwp: "0999999990009000"}\npackage:',
    )

    new(
        office,
        "supplier",
        "legal_form=CV",
        "address=Jalan",
        "city=Kota",
        "services=lainnya",
        "listed.by=budi",
        origin="USL-2026-001",
    )

    data = data_of(office, "suppliers/SUP-009.yaml")
    assert (data["name"], data["npwp"]) == ("CV Baru", "0999999990009000")


def test_an_inspection_lists_every_active_supplier_with_its_documents(office: Shell) -> None:
    new(office, "inspection", "period.from=2026-07-01", "period.until=2026-07-15")

    data = data_of(office, "inspections/2026/PRS-2026-003.yaml")
    assert isinstance(data["suppliers"], list)
    listed = {entry["supplier"]: entry for entry in data["suppliers"]}
    assert set(listed) == {
        entry.name for entry in corpus_of(office).active_suppliers(date.fromisoformat(TODAY))
    }
    assert {"engagement": "2025-1", "kind": "jaminan", "state": "kedaluwarsa"} in listed["SUP-005"][
        "documents"
    ]
    assert {"engagement": "2025-1", "kind": "nda", "state": "tidak_ada"} in listed["SUP-006"]["documents"]
    assert "inspected" not in data


def test_an_evaluation_brings_its_criteria_as_comments(office: Shell) -> None:
    place = "evaluations/2026/EVL-2026-009.yaml"
    settings = ["evaluated.by=tia", "form=FRM-2026-LPSE", "period.from=2026-07-01", "period.until=2026-07-14"]
    new(office, "evaluation", *settings, origin="SUP-001")

    text = office.read(place)
    begins = text.index("# scores:")
    skeleton = text[begins : text.index("\n\n", begins)]
    uncommented = "\n".join(line.removeprefix("# ") for line in skeleton.splitlines())
    written = parse_source(PurePosixPath("x.yaml"), f"{uncommented}\n".encode())
    assert written.troubles == ()
    assert isinstance(written.data, dict)
    assert [score["criterion"] for score in written.data["scores"]] == [
        *("ketersediaan", "tanggap", "keamanan", "pemenuhan", "pelaporan", "personel")
    ]


def test_each_key_is_explained_in_the_language_of_the_office(office: Shell) -> None:
    answer = office.say(
        *("--root", str(office.root), "new", "asset", "--today", TODAY),
        *(
            "--set",
            "name=Meja",
            "--set",
            "kind=barang",
            "--set",
            "quantity=1",
            "--set",
            "unit=unit",
            "--set",
            "condition=baik",
        ),
    )

    assert answer.code == 0
    comments = comments_in(office.read("assets/AST-011.yaml"))
    assert any(comment.startswith("# Nama: ") for comment in comments)
    assert "# in_use:" in comments


def test_a_new_form_is_a_new_version_of_an_old_one(office: Shell) -> None:
    answer = new(office, "form", "id=FRM-2027-LPSE", "in_force.from=2027-01-02", origin="FRM-2026-LPSE")

    assert answer.code == 0
    before, after = office.read("forms/FRM-2026-LPSE.yaml"), office.read("forms/FRM-2027-LPSE.yaml")
    assert changed_lines(before, after) == [
        "-id: FRM-2026-LPSE",
        "+id: FRM-2027-LPSE",
        "-in_force: {from: 2025-07-01}",
        "+in_force: {from: 2027-01-02}",
    ]


# ---- Ids


def test_the_next_id_follows_the_highest_of_the_year(office: Shell) -> None:
    office.path("requirements/2026/KEB-2026-007.yaml").unlink()
    settings = [
        "title=x",
        "requester=agus",
        "kind=barang",
        "reason=x",
        "needed_from=2027-09-01",
        "priority=rendah",
    ]
    settings.append("items=[{description: x, quantity: 1, unit: x}]")

    assert (
        new(office, "requirement", *settings).lines[0]
        == "records/requirements/2026/KEB-2026-012.yaml written"
    )
    assert (
        new(office, "requirement", *settings).lines[0]
        == "records/requirements/2026/KEB-2026-013.yaml written"
    )
    given = [part for setting in settings for part in ("--set", setting)]
    answer = office.run("new", "requirement", *given, today="2027-01-04")
    assert answer.lines[0] == "records/requirements/2027/KEB-2027-001.yaml written"


def test_an_id_that_something_mentions_is_not_used_again(office: Shell) -> None:
    office.change(
        "requirements/2026/KEB-2026-002.yaml",
        "  brand_reason:",
        "  followed_by: KEB-2026-014\n  brand_reason:",
    )
    settings = [
        "title=x",
        "requester=agus",
        "kind=barang",
        "reason=x",
        "needed_from=2027-09-01",
        "priority=rendah",
    ]

    answer = new(office, "requirement", *settings, "items=[{description: x, quantity: 1, unit: x}]")

    assert answer.lines[0] == "records/requirements/2026/KEB-2026-015.yaml written"


def test_an_id_that_nobody_counts_to_does_not_keep_the_next_one_from_being_found(office: Shell) -> None:
    office.change(
        "requirements/2026/KEB-2026-002.yaml",
        "  brand_reason:",
        f"  followed_by: KEB-2026-{'9' * 5000}\n  brand_reason:",
    )

    settings = ["title=x", "requester=agus", "kind=barang", "reason=x", "needed_from=2027-09-01"]

    answer = new(
        office, "requirement", *settings, "priority=rendah", "items=[{description: x, quantity: 1, unit: x}]"
    )

    assert answer.lines[0] == "records/requirements/2026/KEB-2026-012.yaml written"


def test_an_id_that_is_taken_is_refused(office: Shell) -> None:
    before = office.files()

    answer = new(office, "form", "id=FRM-2026-LKPP", origin="FRM-2026-LPSE")

    assert answer.err == (
        "lpsedocs: there is a record FRM-2026-LKPP already: records/forms/FRM-2026-LKPP.yaml\n"
    )
    assert office.files() == before


# ---- What is not enough, or does not fit


def test_where_nobody_can_be_asked_the_missing_keys_are_told(office: Shell) -> None:
    before = office.files()

    answer = new(office, "kak", origin="KEB-2026-005")

    assert (answer.code, answer.err) == (
        2,
        "lpsedocs: these keys need a value, and nobody can be asked here: "
        "By (drafted.by) and Estimate (estimate); give them with --set KEY=VALUE\n",
    )
    assert office.files() == before


ASSET = ["name=Meja", "kind=barang", "quantity=1", "unit=unit", "condition=baik"]


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        pytest.param(["name"], "--set name: a key and a value are due, such as title=Kursi", id="no value"),
        pytest.param(
            ["=x"],
            "'' names no key; write one such as title, budget.year or items.1.description",
            id="no key",
        ),
        pytest.param(["acquird=2020"], "there is no key 'acquird'; did you mean", id="an unknown key"),
        pytest.param(["kind=meja"], "Kind of asset (kind): 'meja' is", id="an unknown value"),
        pytest.param(["quantity=dua"], "Quantity (quantity): ", id="no number"),
        pytest.param(["name.x=1"], "", id="a way through a text"),
        pytest.param(
            ["engagement=SUP-001/2019-9"],
            "'engagement' names SUP-001/2019-9, which is not in this workspace",
            id="unknown",
        ),
        pytest.param(
            ["id=KEB-2026-001"], "Id (id): 'KEB-2026-001' is not an id such as AST-001", id="a foreign id"
        ),
        pytest.param(["name=a\x1bb"], "the record could not be read back: ", id="a hidden character"),
    ],
)
def test_what_does_not_fit_is_refused(office: Shell, settings: list[str], message: str) -> None:
    before = office.files()

    answer = new(office, "asset", *ASSET, *settings)

    assert answer.code == 2
    assert answer.err.startswith(f"lpsedocs: {message}")
    assert office.files() == before


@pytest.mark.parametrize(
    ("kind", "origin"),
    [
        ("kak", "SUP-001"),
        ("kak", "KEB-1999-001"),
        ("proposal", "KEB-2026-001"),
        ("asset", "SUP-001"),
        ("inspection", "x"),
        ("supplier", "USL-2026-001"),
        ("evaluation", "KEB-2026-001"),
        ("requirement", "AST-001"),
        ("form", "FRM-1-X"),
    ],
)
def test_a_foreign_origin_is_refused(office: Shell, kind: str, origin: str) -> None:
    before = office.files()

    answer = new(office, kind, origin=origin)

    assert answer.code == 2
    assert origin in answer.err or kind == "form"
    assert office.files() == before


@pytest.mark.parametrize(
    "name",
    [
        "2026",
        "no",
        "null",
        "a: b",
        "[x",
        "'",
        '"',
        "#x",
        "- x",
        "{",
        "0999",
        "&a",
        "*b",
        "!c",
        "%d",
        "@e",
        "a #b",
        "x:",
    ],
)
def test_any_text_can_be_given(office: Shell, name: str) -> None:
    assert new(office, "asset", *ASSET, f"name={name}").code == 0
    assert data_of(office, "assets/AST-011.yaml")["name"] == name


# ---- At a terminal


class Person:
    """Somebody who answers questions, and what was asked."""

    def __init__(self, answers: list[str]) -> None:
        self.answers = answers
        self.asked: list[str] = []

    def prompt(self, text: str, default: str | None = None, **_: object) -> str:
        self.asked.append(text)
        answer = self.answers.pop(0)
        return default or "" if answer == "" else answer


def at_a_terminal(monkeypatch: pytest.MonkeyPatch, *answers: str) -> Person:
    person = Person(list(answers))
    monkeypatch.setattr("lpsedocs.cli.new.is_terminal", lambda: True)
    monkeypatch.setattr(click, "prompt", person.prompt)
    return person


def test_at_a_terminal_each_missing_key_is_asked_for(office: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    person = at_a_terminal(
        monkeypatch,
        *(
            "Kursi",
            "nobody",
            "dewi",
            "1",
            "Rusak",
            "Kursi tunggu",
            "4",
            "unit",
            "y",
            "Meja",
            "1",
            "unit",
            "n",
        ),
        *("1 September", "2026-09-01", ""),
    )

    answer = office.run("new", "requirement")

    assert answer.code == 0
    item = ("Description (items.{}.description)", "Quantity (items.{}.quantity)", "Measure (items.{}.unit)")
    assert person.asked == [
        "Title (title)",
        *["Requester (requester)"] * 2,
        "Kind of procurement (kind)",
        "Reason (reason)",
        *(label.format(1) for label in item),
        "One more item? [y/N]",
        *(label.format(2) for label in item),
        "One more item? [y/N]",
        *["Needed from (needed_from)"] * 2,
        "Priority (priority)",
    ]
    data = data_of(office, "requirements/2026/KEB-2026-012.yaml")
    assert (data["kind"], data["priority"], data["unit"]) == (
        "barang",
        "sedang",
        "Unit Verifikasi dan Pendaftaran",
    )
    assert data["items"] == [
        {"description": "Kursi tunggu", "quantity": 4, "unit": "unit"},
        {"description": "Meja", "quantity": 1, "unit": "unit"},
    ]
    assert "there is no nobody; one of the ids above is due" in answer.err
    assert "'1 September' is no date; a date is written as 2026-01-31" in answer.err
    assert "   1  barang  goods" in answer.lines
    assert "  dewi  Dewi Seumpama, S.H., Koordinator Verifikasi dan Pendaftaran" in answer.lines


def test_an_answer_may_settle_what_need_not_be_asked(office: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    person = at_a_terminal(monkeypatch, "KEB-2026-005", "budi", "90000000")

    assert office.run("new", "kak").code == 0

    assert person.asked == ["Requirement (requirement)", "By (drafted.by)", "Estimate (estimate)"]
    assert "sections" in data_of(office, "kak/2026/KAK-2026-006.yaml")


def test_whoever_breaks_off_leaves_nothing_behind(office: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    at_a_terminal(monkeypatch, "Kursi")
    before = office.files()

    def breaks_off(*_: object, **__: object) -> str:
        raise click.Abort

    monkeypatch.setattr(click, "prompt", breaks_off)

    answer = office.run("new", "requirement")

    assert (answer.code, answer.lines[-1], answer.err) == (130, "nothing was changed", "")
    assert office.files() == before


def test_nothing_is_written_through_a_symbolic_link(office: Shell, tmp_path: Path) -> None:
    folder = office.path("assets")
    folder.rename(tmp_path / "elsewhere")
    folder.symlink_to(tmp_path / "elsewhere")
    before = sorted((tmp_path / "elsewhere").iterdir())

    answer = new(office, "asset", *ASSET)

    assert answer.code == 2
    assert "is a symbolic link, and nothing is written through one" in answer.err
    assert sorted((tmp_path / "elsewhere").iterdir()) == before
