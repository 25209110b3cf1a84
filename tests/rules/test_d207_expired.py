from datetime import date

import pytest

from tests.office import told

SUP = "records/suppliers/SUP-001.yaml"


def document(valid_until: str, kind: str = "jaminan", place: str = "archive: Lemari 1") -> str:
    digest = "" if place.startswith("none") else f', sha256: "{"1" * 64}"'
    return f"      - {{kind: {kind}, valid_until: {valid_until}, {place}{digest}}}\n"


def engagement(*documents: str, more: str = "", ends: str = "2027-03-31") -> str:
    return f"""\
# {SUP}
engagements:
  - id: 2026-1
    basis: diambil_alih
    number: 027/1/2026
    signed: 2026-03-09
    starts: 2026-04-01
    ends: {ends}
    value: 117000000
    recorded: {{by: budi, date: 2026-03-10}}
    documents:
{"".join(documents) or "      []"}
{more}"""


GUARANTEE = f"{SUP}:11:38: warning: the guarantee of SUP-001/2026-1 was valid until 14 July 2026"
CONTRACT = f"{SUP}:7:11: warning: the contract 027/1/2026 was valid until 30 June 2026"
LATER = """\
  - id: 2026-2
    basis: diambil_alih
    number: 027/2/2026
    signed: 2026-06-09
    starts: 2026-07-01
    ends: 2027-06-30
    value: 117000000
    recorded: {by: budi, date: 2026-06-10}
"""
ENDED = "ended: {by: budi, date: 2026-07-02, reason: Diganti}\n"


@pytest.mark.parametrize(
    ("text", "findings"),
    [
        pytest.param(engagement(document("2026-07-14")), [GUARANTEE], id="a document"),
        pytest.param(
            engagement(document("2026-07-14", "lainnya")),
            [f"{SUP}:11:38: warning: a document of SUP-001/2026-1 was valid until 14 July 2026"],
            id="a document of no special kind",
        ),
        pytest.param(engagement(document("2026-07-15")), [], id="on its last day"),
        pytest.param(
            engagement(document("2026-07-14"), document("2027-03-31")), [], id="one that was replaced"
        ),
        pytest.param(
            engagement(document("2026-07-14"), document("2027-03-31", place="none: Belum diserahkan")),
            [GUARANTEE],
            id="one that is to be replaced",
        ),
        pytest.param(engagement(document("2026-07-14"), more=ENDED), [], id="of a supplier that has ended"),
        pytest.param(engagement(ends="2026-06-30"), [CONTRACT], id="the last contract"),
        pytest.param(
            engagement(document("2026-05-14"), ends="2026-06-30"), [CONTRACT], id="and no more its papers"
        ),
        pytest.param(engagement(ends="2026-06-30", more=LATER), [], id="a contract that another joins on to"),
        pytest.param(engagement(ends="2026-06-30", more=ENDED), [], id="a contract of one that has ended"),
    ],
)
def test_what_has_expired_in_the_supplier_list_is_told(text: str, findings: list[str]) -> None:
    assert told("D207", text) == findings


@pytest.mark.parametrize(
    ("key", "today", "findings"),
    [
        pytest.param(
            "valid_until: 2026-07-14",
            date(2026, 7, 15),
            [
                "records/assets/AST-001.yaml:1:14: warning: the asset Ruang rapat 30 kursi was valid until "
                "14 July 2026"
            ],
            id="by its own day",
        ),
        pytest.param(
            "engagement: SUP-001/2026-1",
            date(2027, 4, 1),
            [
                "records/assets/AST-001.yaml:1:13: warning: the asset Ruang rapat 30 kursi "
                "was valid until 31 March 2027",
                "records/suppliers/SUP-001.yaml:7:11: warning: the contract 027/1/2026 was valid until 31 "
                "March 2027",
            ],
            id="with its contract",
        ),
        pytest.param("engagement: SUP-009/2026-1", date(2027, 4, 1), [], id="with one that is not there"),
    ],
)
def test_what_has_expired_among_the_assets_is_told(key: str, today: date, findings: list[str]) -> None:
    text = f"# records/assets/AST-001.yaml\n{key}\n"
    contract = engagement() if "SUP-001" in key else ""

    assert [one for one in told("D207", text + contract, today) if contract or "assets" in one] == findings
