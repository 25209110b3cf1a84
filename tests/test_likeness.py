import pytest

from lpsedocs.likeness import ALIKE, bare_name, best_likeness, is_same_name, is_same_npwp, likeness


@pytest.mark.parametrize(
    ("need", "thing"),
    [
        ("Lima laptop untuk pelatihan", "Laptop ruang bidding"),
        ("CCTV ruang server dan penyimpanan rekaman", "Penyimpanan cadangan (NAS) 24 TB"),
        ("Perpanjangan sertifikat SSL", "Sertifikat SSL wildcard"),
        ("Langganan tautan internet", "Internet utama 100 Mbps"),
        ("NAS 8 TB", "Penyimpanan cadangan (NAS) 24 TB"),
        ("Firewal baru", "Firewall"),
    ],
)
def test_a_need_is_like_what_it_could_be_met_with(need: str, thing: str) -> None:
    assert likeness(need, thing) >= ALIKE
    assert likeness(thing, need) >= ALIKE


@pytest.mark.parametrize(
    ("need", "thing"),
    [
        ("Kamera CCTV ruang server", "Server aplikasi 2U"),
        ("Uji keamanan aplikasi", "Aplikasi tiket helpdesk"),
        ("Tenaga helpdesk", "Aplikasi tiket helpdesk"),
        ("Pemeliharaan AC presisi dan UPS", "UPS 20 kVA"),
        ("Kursi antrean loket", "Ruang bidding dengan 30 kursi"),
        ("Ruang simpan arsip", "Ruang bidding 30 kursi"),
        ("Dua unit baru", "Dua unit lama"),
        ("", "Laptop"),
    ],
)
def test_the_same_place_or_part_makes_nothing_alike(need: str, thing: str) -> None:
    assert likeness(need, thing) < ALIKE


def test_of_several_descriptions_the_best_counts() -> None:
    assert best_likeness(("Meja", "Laptop"), ("AC", "Laptop")) == 100
    assert best_likeness((), ("AC",)) == 0


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("PT Tautan Misal", "P.T. TAUTAN MISAL"),
        ("PT. Tautan-Misal", "CV Tautan Misal"),
        ("Tautan Misal (Persero), Tbk.", "PT Tautan Misal"),
        ("Koperasi Maju Jaya", "Majujaya"),
    ],
)
def test_legal_form_case_and_dots_make_no_other_name(one: str, other: str) -> None:
    assert is_same_name(one, other)


def test_other_names_and_none_differ() -> None:
    assert not is_same_name("PT Tautan Misal", "PT Tautan Contoh")
    assert not is_same_name("PT", "CV")
    assert bare_name("CV. Karya Misal Mandiri") == "karyamisalmandiri"


def test_an_old_npwp_is_the_new_one_with_a_nought() -> None:
    assert is_same_npwp("999999990001000", "0999999990001000")
    assert not is_same_npwp("0999999990001000", "0999999990002000")
    assert not is_same_npwp(None, None)
