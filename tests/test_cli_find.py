"""lpsedocs find: what the office has, and who is on the list."""

from pathlib import Path

import pytest

from tests.shell import Shell, example_office


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return example_office(tmp_path_factory.mktemp("office"))


@pytest.fixture
def office(root: Path, capsys: pytest.CaptureFixture[str]) -> Shell:
    return Shell(root, capsys)


def found(office: Shell, text: str) -> tuple[list[str], list[str]]:
    """Return the ids of goods and services, and of suppliers, best first."""
    lines = office.run("find", text).lines
    middle = lines.index("Suppliers")
    return tuple(  # type: ignore[return-value]
        [line.split()[0] for line in part if line[2:5] in ("AST", "SUP")]
        for part in (lines[:middle], lines[middle:])
    )


@pytest.mark.parametrize(
    ("text", "best"),
    [
        pytest.param("penyimpanan 4 TB", "AST-002", id="a thing by its first word"),
        pytest.param("laptop", "AST-006", id="one word"),
        pytest.param("LAPTOP untuk pelatihan", "AST-006", id="other case and a purpose"),
        pytest.param("internet utama", "AST-009", id="a service that is recorded as an asset"),
        pytest.param("uji penetrasi", "SUP-004", id="a service of an active supplier"),
    ],
)
def test_what_matches_a_need_comes_first(office: Shell, text: str, best: str) -> None:
    assert found(office, text)[0][0] == best


@pytest.mark.parametrize("text", ["genset", "CCTV"])
def test_what_the_office_does_not_have_is_not_found(office: Shell, text: str) -> None:
    answer = office.run("find", text)

    assert answer.lines == [
        "Goods and services",
        "  nothing that the office has is like it",
        "Suppliers",
        "  no supplier on the list has that name, NPWP or NIB",
    ]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        pytest.param(
            "PT Uji Aman Ibarat", "by its name, the same but for form, case and punctuation", id="its name"
        ),
        pytest.param(
            "uji aman ibarat, P.T.",
            "by its name, the same but for form, case and punctuation",
            id="in other letters",
        ),
        pytest.param("Uji Aman", "by its name", id="a part"),
        pytest.param("Uji Amann Ibarat", "by its name", id="misspelt"),
        pytest.param("0999999990004000", "the same NPWP", id="its NPWP"),
        pytest.param("09.999.999.9-000.4000", "the same NPWP", id="its NPWP with dots"),
        pytest.param("999999990004000", "the same NPWP", id="its NPWP of 15 digits"),
        pytest.param("9999000000004", "the same NIB", id="its NIB"),
    ],
)
def test_a_supplier_is_found_by_name_and_number(office: Shell, text: str, why: str) -> None:
    lines = office.run("find", text).lines

    suppliers = lines[lines.index("Suppliers") + 1 :]
    assert suppliers[0].startswith("  SUP-004  PT Uji Aman Ibarat (")
    assert suppliers[1] == f"      {why}; active"


def test_a_former_name_finds_the_supplier(office: Shell) -> None:
    lines = office.run("find", "Contoh Sejahtera Teknik").lines

    assert lines[-2] == "  SUP-002  PT Pusat Data Contoh Sejahtera (100 %)"
    assert lines[-1].startswith("      by its former name 'PT Contoh Sejahtera Teknik'")


def test_a_supplier_that_left_is_found_as_what_it_is(office: Shell) -> None:
    lines = office.run("find", "Rekan Lama").lines

    assert lines[-2:] == ["  SUP-008  PT Rekan Lama Percontohan (95 %)", "      by its name; not active"]


def test_what_is_free_and_until_when_is_told(office: Shell) -> None:
    lines = office.run("find", "laptop").lines
    assert lines[1:3] == [
        "  AST-006  Laptop ruang bidding (100 %)",
        "      by its name; 12 unit, 5 not in use, good",
    ]

    lines = office.run("find", "internet utama", today="2027-02-01").lines
    assert lines[1].startswith("  AST-009  Internet utama 100 Mbps")
    assert lines[2] == "      by its name; ended on 31 December 2026"


@pytest.mark.parametrize("text", ["-", "  ", "***"])
def test_a_text_without_words_is_refused(office: Shell, text: str) -> None:
    answer = office.run("find", text)

    assert answer.code == 2
    assert answer.err == (
        f"lpsedocs: '{text}' has no letter or digit to look for; type what is needed, or a name\n"
    )


@pytest.mark.parametrize("text", ["[", "(a|", "a\\", "𝔘ji", "x" * 2000, "%s {text}"])
def test_odd_texts_find_nothing_and_break_nothing(office: Shell, text: str) -> None:
    assert office.run("find", text).code in (0, 2)
