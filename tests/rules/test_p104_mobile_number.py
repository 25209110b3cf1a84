import pytest

from tests.office import told

KEB = "records/requirements/2026/KEB-2026-001.yaml"


@pytest.mark.parametrize(
    "number",
    [
        "0812345678",
        "0812345678901",
        "0812-3456-7890",
        "0812 3456 7890",
        "(0812) 3456789",
        "+62 812-3456-7890",
        "+6281234567890",
        "6281234567890",
        "+62 (812) 3456 7890",
    ],
)
@pytest.mark.parametrize("around", ["{}", "HP {}.", "Sdr. Contoh ({}), narahubung", "WA:{}", "HP.{}", "wa{}"])
def test_a_mobile_number_is_told_but_not_repeated(number: str, around: str) -> None:
    text = around.format(number)
    [finding] = told("P104", f"# {KEB}\nreason: '{text}'\n")
    assert finding.startswith(f"{KEB}:1:")
    assert finding.endswith(f"*{number[-3:]} is a mobile phone number")
    assert number not in finding


def test_it_is_told_where_it_stands() -> None:
    assert told("P104", f"# {KEB}\nreason: |\n  Info:\n  WA 0812-0000-0001\n") == [
        "records/requirements/2026/KEB-2026-001.yaml:3:6: error: ***********001 is a mobile phone number",
    ]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("081234567", id="9 digits"),
        pytest.param("08123456789012", id="14 digits"),
        pytest.param("(000) 555-0100", id="an office"),
        pytest.param("021-8123456", id="a landline"),
        pytest.param("08.123.456.7-890.000", id="an old NPWP"),
        pytest.param("Surat 000.3/0812345678/2026", id="the number of a letter"),
        pytest.param("1908123456789", id="inside of a number"),
        pytest.param("2026-08-12 03:45:56", id="a moment"),
        pytest.param("kode a0812345678", id="inside of a code"),
    ],
)
def test_other_numbers_pass(text: str) -> None:
    assert told("P104", f"# {KEB}\nreason: '{text}'\n") == []


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("# records/suppliers/SUP-001.yaml\nnib: '0812220012345'\n", id="a NIB"),
        pytest.param(
            (
                "# records/suppliers/SUP-001.yaml\n"
                "contacts: [{name: Layanan, position: kantor, phone: 0812-0000-0001}]\n"
            ),
            id="a supplier's contact",
        ),
        pytest.param(
            (
                "# records/organization.yaml\n"
                "letterhead: {lines: [LPSE], address: x, city: y, phone: 0812-0000-0001}\n"
            ),
            id="the letterhead",
        ),
        pytest.param(
            "# records/roster.yaml\npeople: [{id: rahma, name: Rahma, position: Kepala 0812-0000-0001}]\n",
            id="the roster",
        ),
    ],
)
def test_numbers_in_their_place_pass(text: str) -> None:
    assert told("P104", text) == []
