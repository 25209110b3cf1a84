import pytest

from tests.office import told
from tests.raw import told_of_bytes

KEB = "records/requirements/2026/KEB-2026-001.yaml"


@pytest.mark.parametrize(
    "number",
    [
        pytest.param("9601014404990001", id="in one piece, of a woman"),
        pytest.param("9601010404990001", id="in one piece, of a man"),
        pytest.param("960101.040499.0001", id="in three groups"),
        pytest.param("96.01.01.040499.0001", id="in five groups"),
        pytest.param("9601 0104 0499 0001", id="in fours"),
        pytest.param("9601-0104-0499-0001", id="in fours with hyphens"),
    ],
)
@pytest.mark.parametrize("around", ["{}", "NIK{}", "Sdr. Contoh ({}), narahubung"])
def test_a_nik_is_told_but_not_repeated(number: str, around: str) -> None:
    column = 9 + around.index("{") + 1
    assert told("P101", f"# {KEB}\nreason: '{around.format(number)}'\n") == [
        f"{KEB}:1:{column}: error: *************001 looks like a NIK, which must not be here"
    ]


@pytest.mark.parametrize(
    "number",
    [
        pytest.param("0999999990001000", id="the NPWP of a company"),
        pytest.param("9701010404990001", id="no province"),
        pytest.param("9600010404990001", id="no regency"),
        pytest.param("9601004004990001", id="no district"),
        pytest.param("9601013204990001", id="day 32"),
        pytest.param("9601014004990001", id="day 40"),
        pytest.param("9601010413990001", id="month 13"),
        pytest.param("9601010404990000", id="number 0000"),
        pytest.param("96010104049900011", id="17 digits"),
        pytest.param("960101040499000", id="15 digits"),
        pytest.param("a9601010404990001", id="inside of a digest"),
        pytest.param("960101 040499-0001", id="in odd groups"),
    ],
)
def test_other_numbers_pass(number: str) -> None:
    assert told("P101", f"# {KEB}\nreason: Nomor {number}\n") == []


def test_in_a_long_text_the_line_is_told() -> None:
    text = f"""\
# {KEB}
reason: |
  Kontrak lama berakhir.

  Narahubung 9601010404990001
  dan 9601010404990002.
"""
    assert told("P101", text) == [
        (
            "records/requirements/2026/KEB-2026-001.yaml:4:14: error: "
            "*************001 looks like a NIK, which must not be here"
        ),
        (
            "records/requirements/2026/KEB-2026-001.yaml:5:7: error: "
            "*************002 looks like a NIK, which must not be here"
        ),
    ]


def test_where_the_text_is_folded_the_value_is_told() -> None:
    assert told("P101", f"# {KEB}\nreason: >\n  Narahubung 9601 0104\n  0499 0001\n") == [
        (
            "records/requirements/2026/KEB-2026-001.yaml:1:9: error: "
            "*************001 looks like a NIK, which must not be here"
        ),
    ]


def test_it_is_found_without_quotes_in_lists_in_the_roster_and_in_what_does_not_fit() -> None:
    assert told(
        "P101",
        "# records/roster.yaml\npeople: [{id: rahma, name: Rahma 9601010404990001, position: Kepala}]\n",
    ) == [
        "records/roster.yaml:1:34: error: *************001 looks like a NIK, which must not be here",
    ]
    assert told_of_bytes("P101", b"nik: 9601010404990001\n") == [
        "records/assets/AST-002.yaml:1:6: error: *************001 looks like a NIK, which must not be here",
    ]


def test_as_an_npwp_it_has_a_rule_of_its_own() -> None:
    assert told("P101", "# records/suppliers/SUP-001.yaml\nnpwp: '9601010404990001'\n") == []
