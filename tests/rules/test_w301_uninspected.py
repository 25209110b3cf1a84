import pytest

from tests.office import told

PRS = "records/inspections/2026/PRS-2026-001.yaml"


def inspection(*suppliers: str, date: str = "2026-07-01") -> str:
    lines = "\n".join(suppliers)
    return f"# {PRS}\nsuppliers:\n{lines}\ninspected: {{by: budi, date: {date}}}\n"


def inspected(supplier: str, *kinds: str) -> str:
    documents = ", ".join(f"{{engagement: 2026-1, kind: {kind}, state: ada}}" for kind in kinds)
    return f"  - {{supplier: {supplier}, data: sesuai, documents: [{documents}]}}"


COMPLETE = inspected("SUP-001", "kak", "kontrak", "nda")


@pytest.mark.parametrize(
    ("text", "findings"),
    [
        pytest.param(
            inspection(inspected("SUP-009")),
            [
                f"{PRS}:1:1: error: SUP-001 (PT Tautan Misal) was active on 1 July 2026, but is not in the "
                "inspection"
            ],
            id="a supplier left out",
        ),
        pytest.param(
            inspection(inspected("SUP-001", "kontrak")),
            [
                f"{PRS}:2:16: error: these required documents of SUP-001/2026-1 are not in the inspection: "
                "KAK and NDA"
            ],
            id="documents left out",
        ),
        pytest.param(inspection(COMPLETE), [], id="complete"),
        pytest.param(
            inspection(inspected("SUP-009"), date="2026-03-31"),
            [],
            id="the contract had not begun, nobody was active",
        ),
        pytest.param(
            inspection(inspected("SUP-009"))
            + "# records/suppliers/SUP-001.yaml\nlisted: {by: budi, date: 2026-07-02}\n",
            [],
            id="not on the list yet",
        ),
        pytest.param(
            inspection(inspected("SUP-009")).replace("{by: budi, date: 2026-07-01}", "null"),
            [],
            id="only planned",
        ),
    ],
)
def test_an_inspection_covers_who_was_active(text: str, findings: list[str]) -> None:
    assert told("W301", text) == findings


def test_documents_are_looked_for_in_the_last_inspection_only() -> None:
    later = f"""\
# records/inspections/2026/PRS-2026-002.yaml
id: PRS-2026-002
period: {{from: 2026-07-01, until: 2026-07-10}}
inspected: {{by: budi, date: 2026-07-13}}
suppliers:
{COMPLETE}
"""

    assert told("W301", inspection(inspected("SUP-001")) + later) == []
