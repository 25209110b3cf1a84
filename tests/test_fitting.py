"""What does not fit its model is said at its place, once, in words that an office knows."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lpsedocs.findings import Route
from lpsedocs.language import ENGLISH
from lpsedocs.models import KINDS, Kind, kind_named
from lpsedocs.models.fields import Audience, Model, audience_of
from lpsedocs.models.fitting import fit
from lpsedocs.models.supplier import Supplier

ACT = {"by": "budi", "date": "2026-05-11"}
ASSET = {
    "id": "AST-001",
    "name": "Server",
    "kind": "barang",
    "quantity": 1,
    "unit": "unit",
    "condition": "baik",
}
REQUIREMENT = {
    "id": "KEB-2026-003",
    "title": "Uji keamanan aplikasi",
    "requester": "agus",
    "unit": "Administrator Sistem LPSE",
    "kind": "jasa_konsultansi",
    "created": "2026-05-04",
    "reason": "Hasil uji terakhir berumur lebih dari satu tahun",
    "items": [{"description": "Uji penetrasi", "quantity": 1, "unit": "paket"}],
    "needed_from": "2026-09-01",
    "priority": "tinggi",
}
SUPPLIER = {
    "id": "SUP-004",
    "name": "PT Uji Aman Ibarat",
    "legal_form": "PT",
    "npwp": "0999999990004000",
    "address": "Jalan Misal Nomor 4",
    "city": "Kota Contoh",
    "services": ["uji_keamanan"],
    "listed": ACT,
}
EVALUATION = {
    "id": "EVL-2026-003",
    "supplier": "SUP-002",
    "supplier_name": "PT Pusat Data Contoh Sejahtera",
    "form": "FRM-2026-LPSE",
    "period": {"from": "2026-01-01", "until": "2026-06-30"},
    "evaluated": ACT,
}
ORGANIZATION = {
    "name": "LPSE Provinsi Contoh",
    "institution": "Pemerintah Provinsi Contoh",
    "sop": {"number": "1", "effective": "2018-01-02", "approved_by": "Kepala LPSE"},
    "letterhead": {"lines": ["LPSE"], "address": "Jalan Percontohan", "city": "Kota Contoh"},
}
RECORDS: dict[str, dict[str, Any]] = {
    "asset": ASSET,
    "requirement": REQUIREMENT,
    "supplier": SUPPLIER,
    "evaluation": EVALUATION,
    "organization": ORGANIZATION,
}


def told(kind: str, data: object) -> list[tuple[Route, bool, str]]:
    found = fit(kind_named(kind), data)
    assert isinstance(found, tuple), "it fits"
    return [(misfit.route, misfit.at_key, ENGLISH.say(misfit.message)) for misfit in found]


def without(data: dict[str, Any], key: str) -> dict[str, Any]:
    return {name: value for name, value in data.items() if name != key}


@pytest.mark.parametrize("kind", RECORDS)
def test_a_sound_record_fits(kind: str) -> None:
    assert isinstance(fit(kind_named(kind), RECORDS[kind]), kind_named(kind).model)


def test_null_and_absent_are_the_same() -> None:
    spoken = {**SUPPLIER, "former_names": None, "nib": None, "engagements": None, "ended": None}

    assert fit(kind_named("supplier"), spoken) == fit(kind_named("supplier"), SUPPLIER)


def test_a_record_never_changes() -> None:
    found = fit(kind_named("supplier"), SUPPLIER)

    assert isinstance(found, Supplier)
    assert found.services == ("uji_keamanan",)


BUDGET = {**ACT, "result": "belum_disetujui"}
NDA = {"kind": "nda", "archive": "Lemari 2", "sha256": "0" * 64}
ENGAGEMENT = {
    "id": "2026-1",
    "basis": "hibah",
    "number": "1",
    "signed": "2026-01-02",
    "starts": "2026-01-02",
    "ends": "2026-12-31",
    "recorded": ACT,
}


@pytest.mark.parametrize(
    ("kind", "change", "place", "message"),
    [
        pytest.param(
            "asset",
            {"quantity": "3"},
            "quantity",
            "Quantity (quantity): a whole number was due, there is the text '3'; write it without quotes",
            id="a number in quotes",
        ),
        pytest.param(
            "supplier",
            {"npwp": 999999990004000},
            "npwp",
            "Tax number (npwp): a text was due, there is the number 999999990004000; write it in quotes",
            id="an identifier without quotes",
        ),
        pytest.param(
            "asset",
            {"quantity": Decimal("1.5")},
            "quantity",
            "Quantity (quantity): a whole number was due, there is the number 1.5",
            id="a part of a whole",
        ),
        pytest.param(
            "asset",
            {"in_use": -1},
            "in_use",
            "In use (in_use): -1 is less than 0, the least allowed",
            id="too little",
        ),
        pytest.param(
            "asset",
            {"acquired": 3000},
            "acquired",
            "Year acquired (acquired): 3000 is more than 2999, the most allowed",
            id="too much",
        ),
        pytest.param(
            "asset",
            {"name": ["Server"]},
            "name",
            "Name (name): a text was due, there is a list",
            id="a list for a text",
        ),
        pytest.param(
            "asset",
            {"name": True},
            "name",
            "Name (name): a text was due, there is the word true; write it in quotes",
            id="a yes for a text",
        ),
        pytest.param(
            "asset",
            {"name": None},
            "name:",
            "Name (name) is empty; a value is due",
            id="nothing for what is required",
        ),
        pytest.param(
            "asset",
            {"name": " "},
            "name",
            "Name (name): ' ' is not a text with something to read",
            id="a blank",
        ),
        pytest.param(
            "asset",
            {"id": "AST-1"},
            "id",
            "Id (id): 'AST-1' is not an id such as AST-001",
            id="a text of another form",
        ),
        pytest.param(
            "asset",
            {"id": "AST-1234567890"},
            "id",
            "Id (id): 'AST-1234567890' is not an id such as AST-001",
            id="an id longer than any",
        ),
        pytest.param(
            "asset",
            {"condition": "kurang baik"},
            "condition",
            "Condition (condition): 'kurang baik' is none of these: baik (good), kurang_baik "
            "(worn), and rusak (broken); did you mean 'kurang_baik'?",
            id="a misspelt value",
        ),
        pytest.param(
            "asset",
            {"kind": "hak"},
            "kind",
            "Kind of asset (kind): 'hak' is none of these: barang (goods) and jasa (service)",
            id="a value of which nobody knows what was meant",
        ),
        pytest.param(
            "asset",
            {"kind": {}},
            "kind",
            "Kind of asset (kind): a text was due, there is a mapping of keys and values",
            id="a mapping for a value",
        ),
        pytest.param(
            "asset",
            {"conditions": "baik"},
            "conditions:",
            "there is no key 'conditions'; the keys here are id, name, kind, quantity, in_use, "
            "unit, condition, acquired, specification, engagement, and valid_until",
            id="a key that is there already",
        ),
        pytest.param(
            "asset",
            {"spesifikasi": "2U"},
            "spesifikasi:",
            "there is no key 'spesifikasi'; did you mean Specification (specification)?",
            id="a misspelt key",
        ),
        pytest.param(
            "requirement",
            {"items": []},
            "items",
            "Items (items): the list is too short: at least 1 due, 0 there",
            id="an empty list",
        ),
        pytest.param(
            "requirement",
            {"items": "Uji"},
            "items",
            "Items (items): a list was due, there is the text 'Uji'",
            id="a text for a list",
        ),
        pytest.param(
            "requirement",
            {"items": [{"description": "Uji", "unit": "paket"}]},
            "items.0:",
            "Quantity (items.1.quantity) is missing",
            id="a missing key is at the mapping that lacks it, and entries are counted from one",
        ),
        pytest.param(
            "requirement",
            {"budget": {**BUDGET, "pagu_anggaran": "150 juta"}},
            "budget.pagu_anggaran",
            "Budget ceiling (budget.pagu_anggaran): an amount is whole rupiah without dots "
            "(150000000), or with sen in quotes (\"722034580.57\"); '150 juta' is neither",
            id="an amount in words",
        ),
        pytest.param(
            "requirement",
            {"budget": {**BUDGET, "result": "disetujui", "year": 2026}},
            "budget:",
            "Budget check (budget): these keys are missing: Budget document (document), Account "
            "code (kode_rekening), Source of funds (sumber_dana), and Budget ceiling "
            "(pagu_anggaran); they must be there because Budget (result) is disetujui",
            id="keys that another one demands, all of them",
        ),
        pytest.param(
            "requirement",
            {"created": "2026-02-30"},
            "created",
            "Created (created): there is no day 2026-02-30 in the calendar",
            id="no day",
        ),
        pytest.param(
            "requirement",
            {"created": "4 Mei 2026"},
            "created",
            "Created (created): '4 Mei 2026' is no date; a date is written as 2026-01-31",
            id="a day in words",
        ),
        pytest.param(
            "requirement",
            {"needed_until": "2026-08-31"},
            "needed_until",
            "Needed until (needed_until): it ends on 31 August 2026, before it begins on 1 September 2026",
            id="the end before the beginning",
        ),
        pytest.param(
            "supplier",
            {"npwp": None},
            ":",
            "these keys are missing: Tax number (npwp); they must be there because Legal form "
            "(legal_form) is PT",
            id="a demand of the record itself",
        ),
        pytest.param(
            "supplier",
            {"engagements": [{**ENGAGEMENT, "proposal": "USL-2026-001"}]},
            "engagements.0:",
            "Engagements (engagements.1): Proposal (proposal) must not be there, unless one of "
            "these is so: Basis (basis) is usulan",
            id="a key that belongs to another case",
        ),
        pytest.param(
            "supplier",
            {"engagements": [{**ENGAGEMENT, "documents": [{**NDA, "none": "Tidak perlu"}]}]},
            "engagements.0.documents.0:",
            "Documents (engagements.1.documents.1): only one of these keys may be there: Archive "
            "(archive) and Why there is none (none)",
            id="two keys of which one is due",
        ),
        pytest.param(
            "supplier",
            {"engagements": [{**ENGAGEMENT, "documents": [{"kind": "nda"}]}]},
            "engagements.0.documents.0:",
            "Documents (engagements.1.documents.1): one of these keys must be there: Record "
            "(record), File (file), Archive (archive), and Why there is none (none)",
            id="none of the keys of which one is due",
        ),
        pytest.param(
            "evaluation",
            {"scores": [{"criterion": "a", "score": 3, "evidence": 5}]},
            "scores.0.evidence",
            "Evidence (scores.1.evidence): a text was due, there is the number 5; write it in quotes",
            id="neither of two forms",
        ),
        pytest.param(
            "evaluation",
            {"scores": [{"criterion": "a", "score": 3, "evidence": {"text": "x"}}]},
            "scores.0.evidence:",
            "File (scores.1.evidence.attachment) is missing",
            id="the second of two forms",
        ),
        pytest.param(
            "organization",
            {"required_documents": {"usulam": ["nda"]}},
            "required_documents.usulam:",
            "Required documents (required_documents.usulam): 'usulam' is none of these: usulan "
            "(procurement proposal), sla_instansi (SLA with a public agency), pks (cooperation "
            "agreement), hibah (grant), and diambil_alih (taken over from before); did you "
            "mean 'usulan'?",
            id="a key of a table",
        ),
        pytest.param(
            "organization",
            {"severities": {"W141": "error"}},
            "severities.W141",
            "Lowered rules (severities.W141): 'error' is none of these: warning and note",
            id="a value of a table",
        ),
    ],
)
def test_what_does_not_fit(kind: str, change: dict[str, Any], place: str, message: str) -> None:
    """A place that ends with a colon is that of the key."""
    [(route, at_key, said)] = told(kind, {**RECORDS[kind], **change})

    assert (".".join(map(str, route)) + (":" if at_key else ""), said) == (place, message)


def test_a_misspelt_key_is_not_missing_as_well() -> None:
    data = {**without(ASSET, "quantity"), "quantiti": 1}

    assert told("asset", data) == [
        (("quantiti",), True, "there is no key 'quantiti'; did you mean Quantity (quantity)?")
    ]


def test_everything_is_told_at_once() -> None:
    data = {**without(ASSET, "unit"), "kind": "hak", "acquired": "2022"}

    assert [route for route, _, _ in told("asset", data)] == [("kind",), (), ("acquired",)]


def test_a_long_value_is_cut() -> None:
    [(_, _, message)] = told("asset", {**ASSET, "id": "AST-" + "0" * 500 + "x"})

    assert message == f"Id (id): 'AST-{'0' * 52}... is not an id such as AST-001"


def test_a_long_key_is_cut() -> None:
    [(_, _, message)] = told("asset", {**ASSET, "x" * 500: 1})

    assert message.startswith(f"there is no key '{'x' * 39}…'; the keys here are")


@pytest.mark.parametrize("data", [[], "AST-001", 1, None], ids=repr)
def test_a_file_that_is_no_mapping(data: object) -> None:
    [(route, _, message)] = told("asset", data)

    assert route == ()
    assert message.startswith("a mapping of keys and values was due, there is ")


def test_a_number_too_long_to_be_written_is_cut() -> None:
    [(_, _, message)] = told("asset", {**ASSET, "quantity": 10**5000})

    assert message.startswith("Quantity (quantity): 0x")
    assert len(message) < 130


@pytest.mark.parametrize("extra", [None, {}, {"due": "x"}], ids=repr)
def test_a_field_that_nobody_marked_is_for_the_office_alone(extra: object) -> None:
    assert audience_of(extra) is Audience.INTERNAL
    assert audience_of({"audience": "public"}) is Audience.PUBLIC


# ---- Whatever the data are

KEYS = st.sampled_from(
    ["id", "by", "scores", "evidence", "meaning", "rests_on", "<text>", "<file>", "[key]", "from"]
)
PLAIN = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.decimals()
    | st.floats()
    | st.text(st.characters(), max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(KEYS | st.text(max_size=5), inner, max_size=4)
    ),
    max_leaves=10,
)


def with_one_change(data: Any, change: Any, steps: list[int]) -> Any:
    """Put something else in one place of the data; the steps lead there."""
    if not steps or not data or not isinstance(data, dict | list):
        return change
    keys: list[Any] = list(data) if isinstance(data, dict) else list(range(len(data)))
    key = keys[steps[0] % len(keys)]
    changed = dict(data) if isinstance(data, dict) else list(data)
    changed[key] = with_one_change(data[key], change, steps[1:])
    return changed


def tell_all(kind: Kind, data: object) -> None:
    found = fit(kind, data)
    if isinstance(found, Model):
        return
    assert found
    assert len({(misfit.route, misfit.message) for misfit in found}) == len(found)
    for misfit in found:
        assert ENGLISH.say(misfit.message).isprintable()


@given(st.sampled_from(KINDS), PLAIN)
def test_no_data_are_too_odd_to_be_told(kind: Kind, data: object) -> None:
    tell_all(kind, data)


@given(st.sampled_from(sorted(RECORDS)), PLAIN, st.lists(st.integers(0, 20), min_size=1, max_size=4))
def test_no_change_of_a_sound_record_is_too_odd_to_be_told(
    kind: str, change: object, steps: list[int]
) -> None:
    tell_all(kind_named(kind), with_one_change(RECORDS[kind], change, steps))
