"""Charts as geometry: contracts on a line of time, scores between the bands of a form."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lpsedocs.site.charts.scores import Band, Chart, Score, chart
from lpsedocs.site.charts.timeline import Contract, Stretch, timeline

TODAY = date(2026, 7, 15)
BANDS = (Band("Baik", Decimal("2.50")), Band("Cukup", Decimal("2.00")), Band("Kurang", Decimal(1)))


def contract(**changes: object) -> Contract:
    begin, end = date(2026, 1, 1), date(2026, 12, 31)
    values = {"label": "2026-1", "starts": begin, "ends": end, "last_day": end, **changes}
    return Contract(**values)  # type: ignore[arg-type]


def stretches(**changes: object) -> list[Stretch]:
    [row] = timeline([contract(**changes)], TODAY).rows
    return list(row.stretches)


# ---- Contracts


def test_a_contract_of_a_year_fills_the_line_of_that_year() -> None:
    found = timeline([contract()], TODAY)

    assert list(found.rows[0].stretches) == [Stretch("served", 0, 100)]
    assert found.today.x == 53.42
    assert [(mark.day, mark.x) for mark in found.marks] == [
        (date(2026, 1, 1), 0),
        (date(2026, 4, 1), 24.66),
        (date(2026, 7, 1), 49.59),
        (date(2026, 10, 1), 74.79),
    ]


@pytest.mark.parametrize(
    ("changes", "kinds"),
    [
        pytest.param({"last_day": date(2027, 3, 31)}, ["served", "added"], id="an addendum made it longer"),
        pytest.param({"last_day": date(2026, 9, 30)}, ["served", "cut"], id="an addendum made it shorter"),
        pytest.param({"begin_by": date(2026, 9, 2)}, ["served", "lead"], id="what follows is to be prepared"),
        pytest.param({"begin_by": date(2027, 2, 1)}, ["served"], id="a lead time of no length"),
    ],
)
def test_what_changed_a_contract_is_a_stretch_of_its_own(
    changes: dict[str, object], kinds: list[str]
) -> None:
    assert [stretch.kind for stretch in stretches(**changes)] == kinds


def test_an_addendum_has_a_mark_on_its_day() -> None:
    [row] = timeline([contract(changed=(date(2026, 7, 1),))], TODAY).rows
    assert row.changes == (49.59,)


DAYS = st.dates(date(2000, 1, 1), date(2050, 1, 1))


@st.composite
def contracts(choose: st.DrawFn) -> Contract:
    starts = choose(DAYS)
    ends, last = (starts + timedelta(days=choose(st.integers(0, 4000))) for _ in range(2))
    return Contract(
        "a", starts, ends, last, tuple(choose(st.lists(DAYS, max_size=2))), choose(st.none() | DAYS)
    )


@given(st.lists(contracts(), min_size=1, max_size=4), DAYS)
def test_nothing_leaves_the_line(some: list[Contract], today: date) -> None:
    found = timeline(some, today)

    for row in found.rows:
        assert all(one.x >= 0 and one.x + one.width <= 100.01 and one.width > 0 for one in row.stretches)
        assert all(0 <= x <= 100 for x in row.changes)
        assert row.bar_y + 14 < found.bottom < found.height
    assert 0 <= found.today.x <= 100
    assert len(found.marks) <= 8


# ---- Scores


def drawn(*values: str | None) -> Chart:
    scores = [Score(("a",), Decimal(value) if value else None) for value in values]
    return chart(scores, BANDS, Decimal(1), Decimal(4))


def test_a_score_stands_in_its_band() -> None:
    found = drawn("2.40", "3.00")
    low, high = found.points
    zones = {zone.title: zone for zone in found.zones}

    assert zones["Cukup"].y < low.y < zones["Cukup"].y + zones["Cukup"].height
    assert zones["Baik"].y < high.y < zones["Baik"].y + zones["Baik"].height
    assert len(found.lines) == 1


def test_what_was_not_rated_is_a_gap() -> None:
    found = drawn("2.40", None, "3.00", "3.10")

    assert [point.y == found.bottom for point in found.points] == [False, True, False, False]
    assert [(line.x1, line.x2) for line in found.lines] == [(found.points[2].x, found.points[3].x)]


def test_the_bands_fill_the_scale_without_a_gap() -> None:
    zones = drawn("2.40").zones

    assert [zone.title for zone in zones] == ["Baik", "Cukup", "Kurang"]
    assert all(a.y + a.height == pytest.approx(b.y) for a, b in pairwise(zones))
    assert zones[-1].y + zones[-1].height == pytest.approx(drawn("2.40").bottom)


def test_the_highest_score_has_its_number_below_it() -> None:
    [top] = drawn("4.00").points
    [low] = drawn("1.00").points
    assert top.words_y > top.y
    assert low.words_y < low.y


@given(st.lists(st.none() | st.decimals(0, 9, places=2), min_size=1, max_size=8))
def test_nothing_leaves_the_chart(values: list[Decimal | None]) -> None:
    found = chart([Score(("a",), value) for value in values], BANDS, Decimal(1), Decimal(4))

    assert all(0 < point.x < found.right for point in found.points)
    assert all(0 < point.y <= found.bottom and 0 < point.words_y < found.height for point in found.points)
