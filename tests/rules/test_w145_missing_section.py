import pytest

from tests.office import told

SECTIONS = """\
# records/kak/2026/KAK-2026-001.yaml
sections:
  background: Kursi tunggu patah.
  purpose: Penyedia dapat duduk.
  scope: Empat kursi.
  outputs: Empat kursi terpasang.
  duration: Satu bulan.
"""
GOODS = """\
# records/requirements/2026/KEB-2026-001.yaml
kind: barang
"""
NOT_SENT = SECTIONS + "sent: []\n"
OWN_LIST = """\
# records/organization.yaml
required_sections: {jasa_lainnya: [purpose, handover]}
"""


def test_the_missing_sections_are_named() -> None:
    assert told("W145", SECTIONS) == [
        "records/kak/2026/KAK-2026-001.yaml:1:1: error: the KAK was sent without what jasa_lainnya (other "
        "services) "
        "needs: method (Method and stages), service_levels (Service levels (SLA)), confidentiality "
        "(Information "
        "security and confidentiality (NDA)), and termination (End of the service and return of data)"
    ]


def test_the_list_of_the_office_takes_the_place_of_the_shipped_one() -> None:
    assert told("W145", OWN_LIST + SECTIONS) == [
        "records/kak/2026/KAK-2026-001.yaml:1:1: error: the KAK was sent without what jasa_lainnya (other "
        "services) "
        "needs: handover (Handover and transfer of knowledge)"
    ]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="all of them"),
        pytest.param(GOODS + SECTIONS, id="goods need fewer"),
        pytest.param(NOT_SENT, id="a draft"),
        pytest.param(
            OWN_LIST.replace("jasa_lainnya", "barang") + SECTIONS, id="the office asks for none here"
        ),
    ],
)
def test_what_is_complete_or_not_sent_passes(text: str) -> None:
    assert told("W145", text) == []
