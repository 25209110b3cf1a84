"""What a value of a field may be, how long something holds, and which record belongs where."""

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import PurePosixPath
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from lpsedocs.language import ENGLISH
from lpsedocs.models import decision_at_or_none, kind_at_or_none, kind_of_id_or_none, name_at
from lpsedocs.models.conditions import Needed, Only, When
from lpsedocs.models.fields import Act, Day, Exact, Moment, Money, Span, shown
from lpsedocs.models.roster import Roster

NO_DATE = "{} is no date; a date is written as 2026-01-31"
NO_MOMENT = "{} is no moment; a moment is written as 2026-01-31T08:15:20Z"
NO_MONEY = (
    "an amount is whole rupiah without dots (150000000), or with sen in quotes "
    '("722034580.57"); {} is neither'
)
NO_NUMBER = 'a number is whole, or a decimal in quotes ("2.75"); {} is neither'
MOMENT = datetime(2026, 1, 31, 8, 15, 20, tzinfo=UTC)


@pytest.mark.parametrize(
    ("type_", "value", "meant"),
    [
        pytest.param(Day, "2026-01-31", date(2026, 1, 31), id="a day"),
        pytest.param(Day, date(2026, 1, 31), date(2026, 1, 31), id="a day that is one already"),
        pytest.param(Day, "1945-08-17", date(1945, 8, 17), id="the first year"),
        pytest.param(Day, "2200-12-31", date(2200, 12, 31), id="the last year"),
        pytest.param(Moment, "2026-01-31T08:15:20Z", MOMENT, id="a moment"),
        pytest.param(Moment, MOMENT, MOMENT, id="a moment that is one already"),
        pytest.param(Money, 0, Decimal(0), id="no rupiah"),
        pytest.param(Money, 10**15 - 1, Decimal(10**15 - 1), id="all rupiah that there may be"),
        pytest.param(Money, "722034580.57", Decimal("722034580.57"), id="rupiah and sen"),
        pytest.param(Exact, 0, Decimal(0), id="zero"),
        pytest.param(Exact, 10**9 - 1, Decimal(10**9 - 1), id="the largest number"),
        pytest.param(Exact, "2.75", Decimal("2.75"), id="a decimal"),
    ],
)
def test_a_value_is_read_as_what_it_means(type_: Any, value: object, meant: object) -> None:
    assert TypeAdapter(type_).validate_python(value) == meant


@pytest.mark.parametrize(
    ("type_", "value", "message"),
    [
        pytest.param(Day, "31-01-2026", NO_DATE.format("'31-01-2026'"), id="a day in another order"),
        pytest.param(Day, 20260131, NO_DATE.format("20260131"), id="a day as a number"),
        pytest.param(Day, MOMENT, NO_DATE.format("2026-01-31 08:15:20+00:00"), id="a moment for a day"),
        pytest.param(Day, "2026-02-30", "there is no day 2026-02-30 in the calendar", id="no day"),
        pytest.param(Day, "1944-12-31", "1944-12-31 lies outside of the years 1945 to 2200", id="too early"),
        pytest.param(Day, "2201-01-01", "2201-01-01 lies outside of the years 1945 to 2200", id="too late"),
        pytest.param(Moment, "2026-01-31", NO_MOMENT.format("'2026-01-31'"), id="a day for a moment"),
        pytest.param(Moment, 5, NO_MOMENT.format("5"), id="a number for a moment"),
        pytest.param(
            Moment,
            "2026-01-31T25:00:00Z",
            "there is no moment 2026-01-31T25:00:00Z in the calendar",
            id="no moment",
        ),
        pytest.param(
            Moment, "2201-01-01T00:00:00Z", "2201-01-01 lies outside of the years 1945 to 2200", id="far off"
        ),
        *(
            pytest.param(Money, value, NO_MONEY.format(written), id=f"no amount: {written}")
            for value, written in [(-1, "-1"), (10**15, "1000000000000000"), (True, "true"), ("1.5", "'1.5'")]
        ),
        pytest.param(Money, Decimal("1.50"), NO_MONEY.format("1.50"), id="sen without quotes"),
        *(
            pytest.param(Exact, value, NO_NUMBER.format(written), id=f"no number: {written}")
            for value, written in [(-1, "-1"), (10**9, "1000000000"), (True, "true"), ("1,5", "'1,5'")]
        ),
        pytest.param(Exact, Decimal("2.75"), NO_NUMBER.format("2.75"), id="a decimal without quotes"),
    ],
)
def test_a_value_that_is_none_is_told(type_: Any, value: object, message: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        TypeAdapter(type_).validate_python(value)

    [error] = refusal.value.errors()
    assert ENGLISH.say(error["ctx"]["message"]) == message


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "null"),
        ({"a": 1}, "{...}"),
        ([1], "[...]"),
        ((), "[...]"),
        ("satu", "'satu'"),
        (False, "false"),
    ],
    ids=repr,
)
def test_a_value_is_shown_as_yaml_has_it(value: object, text: str) -> None:
    assert shown(value) == text


# ---- Time


@pytest.mark.parametrize(("until", "inside"), [(None, [2, 3, 4, 31]), ("2026-01-03", [2, 3])])
def test_both_ends_of_a_time_lie_inside_and_the_end_may_be_open(until: str | None, inside: list[int]) -> None:
    span = Span.model_validate({"from": "2026-01-02", "until": until})

    assert [day for day in (1, 2, 3, 4, 31) if span.holds_on(date(2026, 1, day))] == inside


def test_a_time_may_last_a_day_and_its_beginning_may_be_amiss_without_hiding_the_end() -> None:
    Span.model_validate({"from": "2026-01-02", "until": "2026-01-02"})
    with pytest.raises(ValidationError) as refusal:
        Span.model_validate({"from": "besok", "until": "2026-01-02"})

    assert [error["loc"] for error in refusal.value.errors()] == [("from",)]


def test_a_roster_has_a_time_zone_that_there_is() -> None:
    with pytest.raises(ValidationError) as refusal:
        Roster.model_validate({"repository": "0" * 32, "timezone": "Jakarta", "people": (), "roles": ()})

    [error] = refusal.value.errors()
    assert ENGLISH.say(error["ctx"]["message"]) == (
        "Jakarta is no time zone; Indonesia has Asia/Jakarta, Asia/Makassar and Asia/Jayapura"
    )


# ---- What keys demand of each other


@pytest.mark.parametrize(
    ("by", "told"),
    [
        pytest.param("budi", None, id="one of the cases"),
        pytest.param(
            "agus", "By (by) must not be there, unless one of these is so: By (by) is budi", id="none"
        ),
    ],
)
def test_a_key_is_there_in_its_cases_only(by: str, told: str | None) -> None:
    act = Act.model_validate({"by": by, "date": "2026-01-02"})

    trouble = Only("by", (When("by", ("budi",)),)).trouble(act, {"by": "By"})

    assert (trouble and ENGLISH.say(trouble)) == told


def test_a_key_that_is_not_there_is_not_there_in_the_wrong_case() -> None:
    span = Span.model_validate({"from": "2026-01-02"})

    assert Only("until", (When("from_", ("besok",)),)).trouble(span, {}) is None


def test_a_key_is_needed_where_another_is_there_whatever_that_says() -> None:
    span = Span.model_validate({"from": "2026-01-02"})

    trouble = Needed(("until",), (When("from_"),)).trouble(span, {"from_": "From", "until": "Until"})

    assert trouble is not None
    assert ENGLISH.say(trouble) == (
        "these keys are missing: Until (until); they must be there because From (from_) is there"
    )


@pytest.mark.parametrize(
    ("case", "words"),
    [
        (When("by"), "By (by) is there"),
        (When("by", ("budi",)), "By (by) is budi"),
        (When("by", ("budi", "agus")), "By (by) is one of these: budi and agus"),
    ],
)
def test_a_case_is_named_as_it_ought_to_be(case: When, words: str) -> None:
    assert ENGLISH.say(case.due({"by": "By"})) == words


# ---- Where records lie


@pytest.mark.parametrize(
    ("place", "kind", "name"),
    [
        ("roster.yaml", "roster", "roster"),
        ("asset.yaml", None, "asset"),
        ("catatan.yaml", None, "catatan"),
        ("assets/AST-001.yaml", "asset", "AST-001"),
        ("evaluations/2026/EVL-2026-001.yaml", "evaluation", "EVL-2026-001"),
        ("assets/AST-001.witness.yaml", "asset", "AST-001.witness"),
        ("decisions/EVL-2026-001/1.yaml", "decision", "decisions/EVL-2026-001/1"),
        ("decisions/EVL-2026-001/1.witness.yaml", "attestation", "decisions/EVL-2026-001/1.witness"),
        ("filings/2026/a.yaml", "filing", "filings/2026/a"),
        ("lain/a.yaml", None, "a"),
        ("lain/a.witness.yaml", None, "a.witness"),
    ],
)
def test_a_place_tells_the_kind_and_the_name_of_a_record(place: str, kind: str | None, name: str) -> None:
    found = kind_at_or_none(PurePosixPath(place))

    assert (found and found.name, name_at(PurePosixPath(place))) == (kind, name)


@pytest.mark.parametrize(
    ("id_", "kind"), [("EVL-2026-001", "evaluation"), ("EVLX2026", None), ("XYZ-001", None), ("", None)]
)
def test_an_id_tells_its_kind_by_what_stands_before_its_hyphen(id_: str, kind: str | None) -> None:
    found = kind_of_id_or_none(id_)

    assert (found and found.name) == kind


@pytest.mark.parametrize(
    ("place", "decision"),
    [
        ("decisions/EVL-2026-001/12.yaml", ("EVL-2026-001", 12)),
        ("decisions/EVL-2026-001/12.witness.yaml", None),
        ("decisions/EVL-2026-001/012.yaml", None),
        ("decisions/EVL-2026-001/\u00b2.yaml", None),
        ("decisions/EVL-2026-001/999999999.yaml", ("EVL-2026-001", 999_999_999)),
        ("decisions/EVL-2026-001/1000000000.yaml", None),
        (f"decisions/EVL-2026-{'1' * 174}/1.yaml", (f"EVL-2026-{'1' * 174}", 1)),
        (f"decisions/EVL-2026-{'1' * 175}/1.yaml", None),
        ("evaluations/EVL-2026-001/12.yaml", None),
    ],
)
def test_a_place_tells_which_decision_belongs_there(place: str, decision: tuple[str, int] | None) -> None:
    assert decision_at_or_none(PurePosixPath(place)) == decision
