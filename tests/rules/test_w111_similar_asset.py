import pytest

from tests.office import told


def asset(name: str, *more: str) -> str:
    keys = ["kind: barang", "quantity: 12", "unit: unit", "condition: baik", *more]
    own = {key.partition(":")[0] for key in more}
    kept = [key for position, key in enumerate(keys) if position >= 4 or key.partition(":")[0] not in own]
    return "\n".join(["# records/assets/AST-002.yaml", "id: AST-002", f"name: {name}", *kept, ""])


def need(title: str, *more: str, item: str = "Barang yang dibutuhkan") -> str:
    return "\n".join(
        [
            "# records/requirements/2026/KEB-2026-002.yaml",
            "availability: {by: budi, date: 2026-07-03, result: tidak_tersedia}",
            "id: KEB-2026-002",
            f"title: {title}",
            f"items: [{{description: {item}, quantity: 5, unit: unit}}]",
            "requester: dewi",
            "unit: Unit Verifikasi",
            "kind: barang",
            "created: 2026-07-01",
            "reason: Perlu",
            "needed_from: 2026-09-01",
            "priority: rendah",
            "submitted: {by: dewi, date: 2026-07-02, to: budi}",
            *more,
            "",
        ]
    )


def finding(name: str) -> str:
    return (
        "records/requirements/2026/KEB-2026-002.yaml:1:52: warning: the answer is tidak_tersedia (not "
        "available), "
        f"but the office has what looks like it: AST-002 ({name})"
    )


@pytest.mark.parametrize(
    ("name", "text"),
    [
        pytest.param(
            "Laptop ruang rapat", need("Lima laptop pelatihan"), id="the same thing for another room"
        ),
        pytest.param(
            "Laptop ruang rapat", need("Pengadaan lap top", item="Laptop"), id="an item, not the title"
        ),
        pytest.param(
            "Penyimpanan cadangan (NAS) 24 TB", need("CCTV dan penyimpanan rekaman"), id="a part of the need"
        ),
        pytest.param("UPS 20 kVA", need("Sewa UPS tambahan"), id="rented instead of used"),
        pytest.param("Printer loket", need("Prnter loket"), id="misspelt"),
    ],
)
def test_an_asset_that_looks_like_the_need_is_named(name: str, text: str) -> None:
    assert told("W111", asset(name) + text) == [finding(name)]


def test_the_specification_says_what_an_asset_is_too() -> None:
    text = asset(
        "AST baru", "specification: 'Penyimpanan jaringan delapan slot, 24 TB. Dipakai untuk cadangan.'"
    )

    assert told("W111", text + need("Penyimpanan rekaman")) == [finding("AST baru")]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(asset("Server aplikasi 2U") + need("Kamera CCTV ruang server"), id="the same place"),
        pytest.param(asset("Ruang rapat 30 kursi") + need("Kursi tunggu"), id="a part of something else"),
        pytest.param(asset("AC presisi") + need("Pemeliharaan AC presisi dan UPS"), id="a service for it"),
        pytest.param(asset("Aplikasi tiket helpdesk") + need("Tenaga helpdesk"), id="the people who use it"),
        pytest.param(asset("Laptop", "condition: rusak") + need("Laptop"), id="broken"),
        pytest.param(asset("Laptop", "quantity: 0") + need("Laptop"), id="none left"),
        pytest.param(asset("Laptop", "valid_until: 2026-08-31") + need("Laptop"), id="gone by then"),
        pytest.param(asset("Laptop", "acquired: 2027") + need("Laptop"), id="came later"),
        pytest.param(asset("Laptop") + need("Laptop", "origin: EVL-2026-001"), id="a renewal"),
        pytest.param(
            asset("Laptop")
            + need("Laptop")
            + """\
# records/proposals/2026/USL-2026-002.yaml
id: USL-2026-002
requirement: KEB-2026-002
kak: KAK-2026-001
title: Laptop
submitted: {by: budi, date: 2026-07-09, to: PPK Bagian PBJ}
package: {kind: barang, method: e_purchasing, year: 2026, pagu_paket: 4000000}
result: {by: budi, date: 2026-07-10, outcome: gagal, informed_by: Nota 1}
""",
            id="the procurement is over",
        ),
    ],
)
def test_other_things_and_what_is_settled_pass(text: str) -> None:
    assert told("W111", text) == []


def test_the_laptop_of_these_cases_would_be_told() -> None:
    assert told("W111", asset("Laptop") + need("Laptop")) == [finding("Laptop")]
