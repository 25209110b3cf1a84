import pytest

from tests.office import told

KEB = "records/requirements/2026/KEB-2026-001.yaml"


@pytest.mark.parametrize(
    ("address", "provider"),
    [
        ("contoh.misal@gmail.com", "gmail.com"),
        ("Contoh_1@Yahoo.co.id", "Yahoo.co.id"),
        ("contoh@ymail.com", "ymail.com"),
        ("contoh+lpse@outlook.com", "outlook.com"),
        ("contoh@hotmail.co.uk", "hotmail.co.uk"),
        ("contoh@live.com", "live.com"),
        ("contoh@icloud.com", "icloud.com"),
        ("contoh@rocketmail.com", "rocketmail.com"),
        ("contoh@proton.me", "proton.me"),
    ],
)
def test_a_private_address_is_told_but_not_repeated(address: str, provider: str) -> None:
    assert told("P105", f"# {KEB}\nreason: Kirim ke {address}.\n") == [
        f"{KEB}:1:18: error: ***@{provider} is an address at a provider of private mail"
    ]


@pytest.mark.parametrize(
    "text",
    [
        "lpse@provcontoh.example",
        "info@gmail.com.example",
        "info@mygmail.com",
        "akun gmail.com",
        "a@live.example.co.id",
    ],
)
def test_office_addresses_pass(text: str) -> None:
    assert told("P105", f"# {KEB}\nreason: Kirim ke {text}\n") == []


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "# records/suppliers/SUP-001.yaml\n"
            "contacts: [{name: Layanan, position: kantor, email: layanan.tautan@gmail.com}]\n",
            id="a supplier's contact",
        ),
        pytest.param(
            (
                "# records/organization.yaml\n"
                "letterhead: {lines: [LPSE], address: x, city: y, email: lpse@gmail.com}\n"
            ),
            id="the letterhead",
        ),
        pytest.param(
            (
                "# records/roster.yaml\n"
                "people: [{id: rahma, name: Rahma, position: Kepala, emails: [rahma@gmail.com]}]\n"
            ),
            id="the roster",
        ),
    ],
)
def test_addresses_in_their_place_pass(text: str) -> None:
    assert told("P105", text) == []
