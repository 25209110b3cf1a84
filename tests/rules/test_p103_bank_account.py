import pytest

from tests.office import told

KEB = "records/requirements/2026/KEB-2026-001.yaml"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("rekening 12345678", "12345678"),
        ("Nomor Rekening Bank Contoh: 1234567890", "1234567890"),
        ("No. Rek. 000-99-1234567-8", "000-99-1234567-8"),
        ("no rek BPD Contoh 0012 01 001234 305", "0012 01 001234 305"),
        ("norek 9990.01.001234.30.5", "9990.01.001234.30.5"),
        ("Rek. 1234567890123456", "1234567890123456"),
        ("no.rek.1234567890", "1234567890"),
        ("rekening BPD1234567890", "1234567890"),
        ("Bank Contoh 1234567890 a.n. PT Misal", "1234567890"),
        ("Bank Contoh 1234567890 (atas nama PT Misal)", "1234567890"),
        ("kode rekening 5.1.02.02.01.0063, ke rekening 1234567890", "1234567890"),
    ],
)
def test_an_account_is_told_but_not_repeated(text: str, number: str) -> None:
    column = 10 + text.index(number)
    masked = "*" * (len(number) - 3) + number[-3:]
    assert told("P103", f"# {KEB}\nreason: '{text}'\n") == [
        f"{KEB}:1:{column}: error: {masked} looks like the number of a bank account"
    ]


@pytest.mark.parametrize(
    "text",
    [
        "kode rekening 5.1.02.02.01.0063",
        "rekening 5.1.02.02.01.0063 pada DPA",
        "kode rekening 510202010063",
        "rekening belanja sebesar 150.000.000",
        "rekening belanja Rp 150000000",
        "rekening koran bulan Mei",
        "direkening 12345678",
        "rekening 1234567",
        "Perekaman CCTV 1234567890",
        "kode RUP 12345678",
        "a.n. Kepala LPSE, nomor 12345678",
        "rekening listrik kantor. Pelanggan berikutnya ada di gedung lain dengan nomor 1234567890",
    ],
)
def test_what_is_no_account_passes(text: str) -> None:
    assert told("P103", f"# {KEB}\nreason: '{text}'\n") == []


def test_a_budget_code_in_its_place_passes() -> None:
    assert told("P103") == []
