"""What differs between two versions of a record, in words."""

from typing import Any

import pytest
from rapidfuzz.distance import LCSseq

from lpsedocs.changes import Change, Legend, changes, outline
from lpsedocs.language import ENGLISH
from lpsedocs.models import kind_named

EVALUATION: dict[str, Any] = {
    "id": "EVL-2026-003",
    "supplier": "SUP-002",
    "evaluated": {"by": "tia", "date": "2026-07-06"},
    "scores": [
        {"criterion": "ketersediaan", "score": 4, "evidence": "Pemantauan"},
        {"criterion": "tanggap", "score": 4, "evidence": "Buku tiket"},
    ],
    "result": {"score": "4.00", "band": "sangat_baik"},
    "findings": "Suhu dalam rentang sepanjang semester. Server cadangan tetap hidup dari jalur daya kedua.\n",
    "recommendation": "lanjut",
    "submissions": [{"by": "tia", "date": "2026-07-06", "to": "joko"}],
}
ROSTER: dict[str, Any] = {
    "people": [{"id": "joko", "name": "Joko", "emails": ["joko@contoh.example"]}],
    "roles": [
        {"role": "kepala_lpse", "person": "joko", "from": "2026-06-01"},
        {"role": "admin", "person": "eka", "from": "2025-01-02"},
    ],
}


def told(kind: str, before: Any, after: Any) -> list[str]:
    return [ENGLISH.say(change.message) for change in changes(kind_named(kind).model, before, after)]


def test_the_same_record_has_no_changes() -> None:
    assert told("evaluation", EVALUATION, dict(EVALUATION)) == []


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        pytest.param(
            {"recommendation": "pembinaan"},
            "Recommendation: lanjut (continue) becomes pembinaan (guidance)",
            id="a word with its meaning",
        ),
        pytest.param(
            {"evaluated": {"by": "tia", "date": "2026-07-10"}},
            "Evaluated, Date: 6 July 2026 becomes 10 July 2026",
            id="a day",
        ),
        pytest.param(
            {"result": {"score": "3.14", "band": "sangat_baik"}},
            "Result, Score: 4.00 becomes 3.14",
            id="a score",
        ),
        pytest.param(
            {"reason": "Kontrak selesai"}, "Reason: new: Kontrak selesai", id="a key that was not there"
        ),
        pytest.param(
            {"recommendation": None},
            "Recommendation: taken away; it was lanjut (continue)",
            id="a key that is gone",
        ),
        pytest.param(
            {
                "scores": [
                    EVALUATION["scores"][0],
                    {"criterion": "tanggap", "score": 3, "evidence": "Buku tiket"},
                ]
            },
            "Scores, tanggap, Score: 4 becomes 3",
            id="an entry by what names it",
        ),
        pytest.param(
            {"scores": EVALUATION["scores"][:1]},
            "Scores, tanggap: taken away; it was Score 4 and Evidence Buku tiket",
            id="an entry that is gone",
        ),
        pytest.param(
            {"submissions": [*EVALUATION["submissions"], {"by": "budi", "date": "2026-07-10", "to": "joko"}]},
            "Submissions, 10 July 2026: new: By budi and To joko",
            id="one more round",
        ),
        pytest.param(
            {"findings": "Suhu dalam rentang sepanjang semester. Server padam 40 menit pada 12 Mei.\n"},
            "Findings: taken out: Server cadangan tetap hidup dari jalur daya kedua.; put in: Server padam "
            "40 menit pada 12 Mei.",
            id="a long text by its sentences",
        ),
        pytest.param(
            {"findings": EVALUATION["findings"] + "Mei padam."},
            "Findings: put in: Mei padam.",
            id="one sentence more",
        ),
        pytest.param(
            {"findings": "Suhu dalam rentang sepanjang semester.\n"},
            "Findings: taken out: Server cadangan tetap hidup dari jalur daya kedua.",
            id="one sentence less",
        ),
        pytest.param(
            {"findings": EVALUATION["findings"].replace(". ", ".\n")},
            "Findings: laid out anew, in the same words",
            id="other line breaks",
        ),
        pytest.param(
            {"reason": "Kontrak selesai.\n\nLayanan baik.\n"},
            "Reason: new: Kontrak selesai. Layanan baik.",
            id="a text of several lines",
        ),
        pytest.param({"unknown": 3}, "unknown: new: 3", id="a key that no model has"),
        pytest.param(
            {"supplier": ["SUP-002"]}, "Supplier: SUP-002 becomes SUP-002", id="a value of another shape"
        ),
    ],
)
def test_a_change_is_told_with_its_label(changed: dict[str, Any], message: str) -> None:
    assert told("evaluation", EVALUATION, {**EVALUATION, **changed}) == [message]


def test_evidence_that_becomes_a_file_is_told_whole() -> None:
    file = {"text": "Laporan", "attachment": "attachments/EVL-2026-003/laporan.pdf"}
    scores = [{**EVALUATION["scores"][0], "evidence": file}, EVALUATION["scores"][1]]

    assert told("evaluation", EVALUATION, {**EVALUATION, "scores": scores}) == [
        "Scores, ketersediaan, Evidence: Pemantauan becomes Evidence Laporan and File "
        "attachments/EVL-2026-003/laporan.pdf"
    ]


def test_money_is_told_as_rupiah() -> None:
    assert told("kak", {"estimate": 96500000}, {"estimate": "97000000.50"}) == [
        "Estimate: Rp 96,500,000 becomes Rp 97,000,000.50"
    ]


def test_entries_without_a_name_are_paired_in_their_order() -> None:
    ended = {**ROSTER["roles"][0], "until": "2026-12-31"}
    new = {"role": "pengelola", "person": "budi", "from": "2026-01-05"}

    assert told("roster", ROSTER, {**ROSTER, "roles": [ended, ROSTER["roles"][1], new]}) == [
        "Roles, Kepala LPSE joko, Until: new: 31 December 2026",
        "Roles, Pengelola budi: new: From 5 January 2026, Role Pengelola, and Person budi",
    ]


def test_somebody_new_is_told_with_everything() -> None:
    after = {**ROSTER, "people": [*ROSTER["people"], {"id": "sinta", "name": "Sinta", "position": "Kabag"}]}

    assert told("roster", ROSTER, after) == ["People, sinta: new: Name Sinta and Position Kabag"]


def test_digests_are_cut() -> None:
    assert told("filing", {"sha256": "a" * 64}, {"sha256": "b" * 64}) == [
        "SHA-256: aaaaaaaaaaaa… becomes bbbbbbbbbbbb…"
    ]


def test_a_change_has_the_way_to_it() -> None:
    after = {**EVALUATION, "scores": [EVALUATION["scores"][1]]}

    [change] = changes(kind_named("evaluation").model, EVALUATION, after)

    assert isinstance(change, Change)
    assert (change.route, change.after) == (("scores", 0), None)


@pytest.mark.parametrize("odd", [None, "a text", 3, [], [1], {"scores": 3}, {"scores": ["x"]}, {3: 4}])
def test_data_that_fits_no_model_can_be_compared(odd: Any) -> None:
    assert changes(kind_named("evaluation").model, EVALUATION, odd) or odd == EVALUATION
    assert changes(kind_named("evaluation").model, odd, EVALUATION) or odd == EVALUATION


def test_a_record_is_told_in_words() -> None:
    lines = outline(kind_named("evaluation").model, EVALUATION, Legend({"tia": "Tia Teladan"}))

    assert ["  " * line.depth + ENGLISH.say(line.message) for line in lines] == [
        "Id: EVL-2026-003",
        "Supplier: SUP-002",
        "Evaluated: By Tia Teladan and Date 6 July 2026",
        "Scores:",
        "  ketersediaan: Score 4 and Evidence Pemantauan",
        "  tanggap: Score 4 and Evidence Buku tiket",
        "Result: Score 4.00 and Band sangat_baik",
        "Findings: Suhu dalam rentang sepanjang semester. Server cadangan tetap hidup dari jalur daya kedua.",
        "Recommendation: lanjut (continue)",
        "Submissions:",
        "  6 July 2026: By Tia Teladan and To joko",
    ]


def test_what_is_too_long_for_one_line_has_a_line_for_each_key() -> None:
    sections = {"background": "Satu " * 10, "purpose": "Dua " * 12}
    lines = outline(kind_named("kak").model, {"sections": sections})

    assert [line.depth for line in lines] == [0, 1, 1]
    assert ENGLISH.say(lines[0].message) == "Sections:"


def test_a_long_text_has_lines_of_its_own() -> None:
    lines = outline(kind_named("evaluation").model, {"findings": "Satu.\nDua.\n"})

    assert [(line.depth, ENGLISH.say(line.message)) for line in lines] == [
        (0, "Findings:"),
        (1, "Satu."),
        (1, "Dua."),
    ]


def test_two_people_of_the_same_name_are_told_apart_by_their_ids() -> None:
    model, after = (
        kind_named("evaluation").model,
        EVALUATION | {"evaluated": {"by": "tia2", "date": "2026-07-06"}},
    )

    [change] = changes(model, EVALUATION, after, Legend({"tia": "Tia Teladan", "tia2": "Tia Teladan"}))

    assert ENGLISH.say(change.message) == "Evaluated, By: tia becomes tia2"


def test_ids_are_told_by_what_they_stand_for_also_where_they_name_an_entry() -> None:
    model = kind_named("form").model
    before = {"criteria": [{"id": "mutu", "weight": 60}], "not_rated": {"required": []}}
    after = {"criteria": [{"id": "mutu", "weight": 50}], "not_rated": {"required": ["mutu"]}}
    titles = {"mutu": "Mutu layanan"}

    found = changes(model, before, after, Legend(titles={"criteria": titles, "required": titles}))

    assert [ENGLISH.say(change.message) for change in found] == [
        "Criteria, Mutu layanan, Weight: 60 becomes 50",
        "Not rated, Criteria that must be scored: new: Mutu layanan",
    ]


# ---- What anybody may push


@pytest.fixture
def compared(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Return how many pairs of entries or sentences were held against each other, each time."""
    found: list[int] = []
    opcodes = LCSseq.opcodes

    def counted(one: list[int], other: list[int]) -> Any:
        found.append(len(one) * len(other))
        return opcodes(one, other)

    monkeypatch.setattr("lpsedocs.changes.LCSseq.opcodes", counted)
    return found


def entries(key: str, count: int) -> dict[str, Any]:
    """Return a record in which every second entry of a list is the same."""
    return {"roles": [item for number in range(count) for item in ({"a": 1}, {key: number})]}


def test_entries_that_stayed_are_looked_for_in_lists_as_long_as_an_office_may_have(
    compared: list[int],
) -> None:
    assert len(told("roster", entries("b", 900), entries("c", 900))) == 1_800
    assert compared == [1_799 * 1_799]


def test_longer_lists_are_compared_entry_by_entry_in_their_order(compared: list[int]) -> None:
    before, after = entries("b", 2_000), entries("b", 2_000)
    after["roles"].insert(1, {"c": 1})
    after["roles"][-1] = {"b": 7}

    assert len(told("roster", before, after)) > 2_000
    assert compared == []


def test_a_long_text_is_told_as_another_from_its_first_sentence_that_differs(compared: list[int]) -> None:
    before = [f"a. b{number}." for number in range(3_000)]
    after = [before[0], *(f"a. c{number}." for number in range(1, 2_999)), before[-1]]

    texts = {"findings": " ".join(before)}, {"findings": " ".join(after)}
    [message] = told("evaluation", *texts)

    assert message.startswith("Findings: taken out: b1. a. b2. ")
    assert message.endswith(" c2997. a. c2998.")
    assert compared == []


def test_blanks_without_end_between_two_words_are_no_sentences() -> None:
    blanks = " " * 500_000
    [message] = told("evaluation", {"findings": f"a{blanks}b. c."}, {"findings": f"a{blanks}b. d."})

    assert message == "Findings: taken out: c.; put in: d."


def test_entries_are_known_by_numbers_that_hash_alike_as_soon_as_by_others() -> None:
    asked = []

    class Alike(int):
        def __hash__(self) -> int:
            return 1

        def __eq__(self, other: object) -> bool:
            asked.append(other)
            return int(self) == other

    before, after = (
        {"people": [{"id": Alike(number), "name": name} for number in range(300)]} for name in "ab"
    )

    assert len(told("roster", before, after)) == 300
    assert len(asked) < 3_000


def test_what_a_change_stands_in_is_cut_where_it_is_long() -> None:
    before, after = ({"k" * 500: [{"id": "n" * 500, "a": number}]} for number in range(2))

    assert told("roster", before, after) == [f"{'k' * 89}…, {'n' * 89}…, a: 0 becomes 1"]
