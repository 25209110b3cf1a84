"""Walks through records: what they refer to, and who may read each text."""

from typing import Any

import pytest

from lpsedocs.findings import Route, Term
from lpsedocs.models import kind_named
from lpsedocs.models.fields import Audience, Model
from lpsedocs.models.fitting import Passage, Reference, fit, label_of, walk_references, walk_texts

ACT = {"by": "budi", "date": "2026-05-04"}
DIGEST = "0" * 64


def record(kind: str, /, **data: Any) -> Model:
    found = fit(kind_named(kind), data)
    assert isinstance(found, Model), found
    return found


def evaluation(**more: Any) -> Model:
    return record(
        "evaluation",
        id="EVL-2026-001",
        supplier="SUP-001",
        supplier_name="PT Misal",
        form="FRM-2026-LPSE",
        period={"from": "2026-01-01", "until": "2026-06-30"},
        evaluated=ACT,
        **more,
    )


def test_references_of_fields_of_mappings_within_and_of_lists() -> None:
    requirement = record(
        "requirement",
        id="KEB-2026-001",
        title="Uji",
        requester="agus",
        unit="Admin",
        kind="barang",
        created="2026-05-04",
        reason="Perlu",
        items=[{"description": "Uji", "quantity": 1, "unit": "paket"}],
        needed_from="2026-09-01",
        priority="tinggi",
        origin="SUP-002/2026-1",
        availability={**ACT, "result": "tersedia", "considered": ["AST-010", "AST-011"]},
    )

    assert list(walk_references(requirement)) == [
        Reference(("requester",), ("person",), "agus"),
        Reference(("origin",), ("evaluation", "requirement", "engagement"), "SUP-002/2026-1"),
        Reference(("availability", "by"), ("person",), "budi"),
        Reference(("availability", "considered", 0), ("asset",), "AST-010"),
        Reference(("availability", "considered", 1), ("asset",), "AST-011"),
    ]


def test_references_in_lists_of_mappings() -> None:
    submitted = evaluation(
        inspection="PRS-2026-001",
        recommendation="lanjut",
        result={"band": "tidak_dinilai"},
        submissions=[{**ACT, "to": "joko"}],
    )

    routes: list[Route] = [reference.route for reference in walk_references(submitted)]

    assert routes == [
        ("supplier",),
        ("form",),
        ("inspection",),
        ("evaluated", "by"),
        ("submissions", 0, "by"),
        ("submissions", 0, "to"),
    ]


def test_the_key_of_a_route_is_that_of_the_file() -> None:
    roster = record(
        "roster",
        repository="0" * 32,
        timezone="Asia/Jakarta",
        people=[],
        roles=[{"role": "admin", "person": "eka", "from": "2026-01-02"}],
        accept={"admin": ["personal"]},
    )

    assert list(walk_references(roster)) == [Reference(("roles", 0, "person"), ("person",), "eka")]
    assert [passage.route for passage in walk_texts(roster)] == [
        ("repository",),
        ("timezone",),
        ("roles", 0, "role"),
        ("roles", 0, "person"),
        ("accept", "admin", 0),
    ]


def test_a_text_is_for_those_who_may_read_everything_around_it() -> None:
    supplier = record(
        "supplier",
        id="SUP-001",
        name="PT Misal",
        legal_form="PT",
        npwp="0" * 16,
        address="Jalan Misal",
        city="Kota Contoh",
        contacts=[{"name": "Layanan", "position": "kantor"}],
        services=["internet"],
        listed=ACT,
    )

    texts = {passage.route: passage for passage in walk_texts(supplier)}

    assert texts["name",] == Passage(("name",), "PT Misal", Audience.PUBLIC, "Name")
    assert texts["npwp",].audience is Audience.INTERNAL
    # The position itself is internal, but it stands in a contact, which is personal.
    assert texts["contacts", 0, "position"].audience is Audience.PERSONAL
    assert texts["services", 0] == Passage(("services", 0), "internet", Audience.PUBLIC, "Services")
    assert ("listed", "date") not in texts


def test_texts_of_both_forms_of_evidence() -> None:
    scored = evaluation(
        scores=[
            {"criterion": "a", "score": 3, "evidence": "Pemantauan"},
            {
                "criterion": "b",
                "score": 3,
                "evidence": {"text": "Laporan", "attachment": "attachments/EVL-2026-001/laporan.pdf"},
            },
        ]
    )

    texts = {passage.route: passage.text for passage in walk_texts(scored)}

    assert texts["scores", 0, "evidence"] == "Pemantauan"
    assert texts["scores", 1, "evidence", "text"] == "Laporan"


@pytest.mark.parametrize(
    ("kind", "route", "label"),
    [
        pytest.param("requirement", ("budget", "pagu_anggaran"), "Budget ceiling", id="a field of a field"),
        pytest.param("evaluation", ("scores", 2), "Scores", id="an entry is called as its list"),
        pytest.param("evaluation", ("scores", 2, "score"), "Score", id="a field of an entry"),
        pytest.param("evaluation", ("scores", 0, "evidence", "text"), "Evidence", id="a field of a choice"),
        pytest.param("organization", ("severities", "W141"), "Lowered rules", id="a value of a table"),
        pytest.param("roster", ("roles", 0, "from"), "From", id="a key that is no name in Python"),
    ],
)
def test_the_label_of_a_place(kind: str, route: Route, label: str) -> None:
    assert label_of(kind_named(kind).model, route) == Term(label)


@pytest.mark.parametrize("route", [(), ("pagu",), ("scores", 0, "nilai"), ("form", "x")])
def test_no_label_of_a_place_that_the_model_does_not_have(route: Route) -> None:
    assert label_of(kind_named("evaluation").model, route) is None
