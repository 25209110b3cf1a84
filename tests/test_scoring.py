"""The arithmetic of evaluation forms, against calculations in whole numbers."""

from fractions import Fraction
from itertools import permutations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lpsedocs.models.evaluation import Evaluation
from lpsedocs.models.form import EvaluationForm
from lpsedocs.scoring import NOT_RATED, Line, Outcome, cut, score, suggested_recommendations

LPSE_WEIGHTS = {
    "ketersediaan": 30,
    "tanggap": 20,
    "keamanan": 20,
    "kontrak": 10,
    "pelaporan": 10,
    "personel": 10,
}
PERLEM_WEIGHTS = {"kualitas": 30, "biaya": 20, "waktu": 30, "layanan": 20}


def form_of(weights, bands, **others):
    return EvaluationForm.model_validate(
        {
            "id": "FRM-2026-TEST",
            "title": "Formulir",
            "in_force": {"from": "2025-07-01"},
            "scale": {"minimum": 1, "maximum": 4},
            "criteria": tuple({"id": id_, "title": id_, "weight": w} for id_, w in weights.items()),
            "bands": tuple({"id": id_, "title": id_, "from": start} for id_, start in bands.items()),
            "terminated": {"band": list(bands)[-1]},
            **others,
        }
    )


LPSE = form_of(
    LPSE_WEIGHTS,
    {"sangat_baik": "3.50", "baik": "2.75", "cukup": "2.00", "kurang": "1.00"},
    gates=(
        {"criterion": "ketersediaan", "score": 1, "at_most": "cukup"},
        {"criterion": "keamanan", "score": 1, "at_most": "cukup"},
    ),
    not_rated={"minimum_weight": 60, "required": ("ketersediaan",)},
)


def perlem(order):
    return form_of(
        {id_: PERLEM_WEIGHTS[id_] for id_ in order},
        {"sangat_baik": 3, "baik": 2, "cukup": 1},
        scale={"minimum": 1, "maximum": 3},
        terminated={"band": "buruk", "score": 0},
    )


PERLEM = perlem(PERLEM_WEIGHTS)


def scores_of(values):
    """A number is a score; a word is the reason why there is none."""
    return tuple(
        {"criterion": id_, "score" if isinstance(value, int) else "not_rated": value}
        for id_, value in values.items()
    )


def evaluation(values, **others):
    return Evaluation.model_validate(
        {
            "id": "EVL-2026-001",
            "supplier": "SUP-001",
            "supplier_name": "PT Umpama",
            "form": "FRM-2026-TEST",
            "period": {"from": "2026-01-01", "until": "2026-06-30"},
            "evaluated": {"by": "tia", "date": "2026-07-10"},
            "scores": scores_of(values) if isinstance(values, dict) else values,
            **others,
        }
    )


NOTHING, NO_DATA, NOT_MEANT = "tidak_ada_kejadian", "data_tidak_tersedia", "tidak_berlaku"
TERMINATED = {"engagement": "2026-1", "date": "2026-06-01", "reason": "Pekerjaan ditinggalkan"}


def lpse(*values, **others):
    return evaluation(dict(zip(LPSE_WEIGHTS, values, strict=True)), **others)


def outcome_of(*values) -> Outcome:
    found = score(LPSE, lpse(*values))
    assert found is not None
    return found


# -- all combinations -----------------------------------------------------------------------------


@pytest.mark.parametrize("order", [pytest.param(o, id=" ".join(o)) for o in permutations(PERLEM_WEIGHTS)])
def test_all_81_combinations_of_the_four_aspects_fall_into_the_right_band_in_this_order(order):
    form = perlem(order)
    for k, b, w, l in product((1, 2, 3), repeat=4):  # noqa: E741
        given = {"kualitas": k, "biaya": b, "waktu": w, "layanan": l}
        tenths = 3 * k + 2 * b + 3 * w + 2 * l
        band = "sangat_baik" if tenths == 30 else "baik" if tenths >= 20 else "cukup"

        found = score(form, evaluation({id_: given[id_] for id_ in order}))

        assert found is not None
        assert (found.value, found.shown, found.band) == (
            Fraction(tenths, 10),
            f"{tenths // 10}.{tenths % 10}0",
            band,
        )


def test_a_combination_that_a_float_puts_below_two_is_exactly_two():
    assert 0.3 * 3 + 0.2 * 2 + 0.2 * 2 + 0.3 * 1 < 2

    found = score(PERLEM, evaluation({"kualitas": 3, "biaya": 2, "layanan": 2, "waktu": 1}))

    assert found is not None
    assert (found.value, found.band) == (2, "baik")


def test_all_4096_combinations_of_the_six_aspects_come_out_as_whole_numbers_say():
    found = {values: outcome_of(*values) for values in product((1, 2, 3, 4), repeat=6)}

    assert len(found) == 4096
    for (a, b, c, d, e, f), outcome in found.items():
        tenths = 3 * a + 2 * b + 2 * c + d + e + f
        hundredths = tenths * 10
        band = 0 if hundredths >= 350 else 1 if hundredths >= 275 else 2 if hundredths >= 200 else 3
        held_down = (a == 1 or c == 1) and band < 2
        assert outcome.value == Fraction(tenths, 10)
        assert outcome.shown == f"{tenths // 10}.{tenths % 10}0"
        assert outcome.band == LPSE.bands[2 if held_down else band].id
        assert bool(outcome.gated) == held_down


def test_255_of_the_4096_combinations_lie_exactly_on_the_boundary_of_a_band():
    values = [outcome_of(*given).value for given in product((1, 2, 3, 4), repeat=6)]

    on_a_boundary = [value for value in values if value in (Fraction(2), Fraction(11, 4), Fraction(7, 2))]

    assert len(on_a_boundary) == 255
    assert set(on_a_boundary) == {Fraction(2), Fraction(7, 2)}


# -- bands and gates ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("values", "shown", "band"),
    [
        pytest.param((3, 3, 4, 4, 3, 3), "3.30", "baik", id="EVL-2025-001"),
        pytest.param((1, 2, 3, 2, 1, 2), "1.80", "kurang", id="EVL-2025-002"),
        pytest.param((3, 3, 3, 3, 2, 3), "2.90", "baik", id="EVL-2026-001"),
        pytest.param((4, 3, 4, 4, 3, 3), "3.60", "sangat_baik", id="EVL-2026-002"),
        pytest.param((4, 4, 3, 3, 4, NOT_MEANT), "3.66", "sangat_baik", id="EVL-2026-003, round 1"),
        pytest.param((3, NOTHING, 3, 3, 4, NOT_MEANT), "3.14", "baik", id="EVL-2026-003, round 2"),
        pytest.param((2, 3, 2, 3, 3, 2), "2.40", "cukup", id="EVL-2026-005"),
        pytest.param((3, 3, 3, 4, 3, 3), "3.10", "baik", id="EVL-2026-006"),
        pytest.param((4, 4, 3, 4, 4, 3), "3.70", "sangat_baik", id="EVL-2026-007"),
        pytest.param((2, 2, 2, 2, 2, 2), "2.00", "cukup", id="the lower end of a band belongs to it"),
        pytest.param((1, 1, 1, 1, 1, 1), "1.00", "kurang", id="the lowest"),
        pytest.param((4, 4, 4, 4, 4, 4), "4.00", "sangat_baik", id="the highest"),
    ],
)
def test_scores_give_a_value_and_a_band(values, shown, band):
    assert (outcome_of(*values).shown, outcome_of(*values).band) == (shown, band)


def test_a_gate_holds_the_band_down_and_leaves_the_value():
    found = outcome_of(1, 4, 4, 4, 4, 4)

    assert (found.shown, found.band, found.gated) == ("3.10", "cukup", (LPSE.gates[0],))


def test_two_closed_gates_are_both_named():
    assert outcome_of(1, 4, 1, 4, 4, 4).gated == ()
    assert outcome_of(4, 4, 1, 4, 4, 4).gated == (LPSE.gates[1],)

    strict = LPSE.model_copy(
        update={"gates": (LPSE.gates[0], LPSE.gates[1].model_copy(update={"at_most": "kurang"}))}
    )
    found = score(strict, lpse(1, 4, 1, 4, 4, 4))

    assert found is not None
    assert (found.shown, found.band, found.gated) == ("2.50", "kurang", (strict.gates[1],))


def test_a_gate_that_lowers_nothing_is_not_named():
    assert outcome_of(1, 2, 3, 2, 1, 2).gated == ()


def test_a_gate_closes_at_its_score_and_below():
    form = LPSE.model_copy(update={"gates": (LPSE.gates[0].model_copy(update={"score": 2}),)})
    bands = [found.band for a in (1, 2, 3) if (found := score(form, lpse(a, 4, 4, 4, 4, 4)))]

    assert bands == ["cukup", "cukup", "sangat_baik"]


def test_a_criterion_that_is_not_rated_closes_no_gate():
    assert outcome_of(4, 4, NOT_MEANT, 4, 4, 4).band == "sangat_baik"


# -- not rated ------------------------------------------------------------------------------------


def test_the_weight_of_a_criterion_that_is_not_rated_leaves_the_sum():
    found = outcome_of(3, NOTHING, 3, 3, 4, NOT_MEANT)

    assert (found.rated_weight, found.value) == (70, Fraction(220, 70))


@pytest.mark.parametrize(
    ("values", "rated_weight"),
    [
        pytest.param((NOTHING, NOTHING, NOTHING, 3, NOTHING, NOT_MEANT), 10, id="EVL-2026-004"),
        pytest.param((3, 3, NOTHING, NO_DATA, NO_DATA, NO_DATA), 50, id="too little weight"),
        pytest.param((NO_DATA, 3, 3, 3, 3, 3), 70, id="a required criterion is missing"),
        pytest.param((NOTHING,) * 6, 0, id="nothing at all"),
    ],
)
def test_too_little_gives_neither_number_nor_band(values, rated_weight):
    found = outcome_of(*values)

    assert (found.rated_weight, found.value, found.shown, found.band) == (rated_weight, None, None, NOT_RATED)
    assert {line.contribution for line in found.lines} == {None}


def test_every_required_criterion_must_be_rated():
    limits = {"minimum_weight": 0, "required": ("kualitas", "waktu")}
    form = EvaluationForm.model_validate({**dict(PERLEM), "not_rated": limits})
    bands = [
        found.band
        for unrated in ("kualitas", "waktu", "biaya")
        if (found := score(form, evaluation({**dict.fromkeys(PERLEM_WEIGHTS, 2), unrated: NOTHING})))
    ]

    assert bands == [NOT_RATED, NOT_RATED, "baik"]


def test_nothing_rated_is_not_rated_whatever_the_form_allows():
    form = EvaluationForm.model_validate({**dict(PERLEM), "not_rated": {"minimum_weight": 0}})
    found = score(form, evaluation(dict.fromkeys(PERLEM_WEIGHTS, NOTHING)))

    assert found is not None
    assert (found.value, found.band) == (None, NOT_RATED)


def test_exactly_the_lowest_weight_is_enough():
    assert outcome_of(3, 3, NOTHING, 3, NO_DATA, NO_DATA).shown == "3.00"


def test_a_form_without_limits_is_rated_by_a_single_criterion():
    found = score(PERLEM, evaluation({"kualitas": 3, "biaya": NOTHING, "waktu": NOTHING, "layanan": NOTHING}))
    none = score(PERLEM, evaluation(dict.fromkeys(PERLEM_WEIGHTS, NOTHING)))

    assert found is not None
    assert none is not None
    assert (found.shown, found.band) == ("3.00", "sangat_baik")
    assert (none.shown, none.band) == (None, NOT_RATED)


# -- terminated -----------------------------------------------------------------------------------


def test_termination_is_an_outcome_of_its_own():
    found = score(PERLEM, evaluation({}, terminated=TERMINATED))

    assert found is not None
    assert (found.value, found.shown, found.band, found.terminated) == (0, "0.00", "buruk", True)


def test_termination_may_come_without_a_number():
    found = score(LPSE, lpse(4, 4, 4, 4, 4, 4, terminated=TERMINATED))

    assert found is not None
    assert (found.value, found.shown, found.band, found.terminated) == (None, None, "kurang", True)
    assert [(line.score, line.contribution) for line in found.lines] == [(4, None)] * 6


# -- scores that don't fit the form ---------------------------------------------------------------


@pytest.mark.parametrize(
    "values",
    [
        pytest.param(scores_of({"kualitas": 3, "biaya": 3, "waktu": 3}), id="a criterion is missing"),
        pytest.param(
            (*scores_of(dict.fromkeys(PERLEM_WEIGHTS, 3)), *scores_of({"biaya": 3})),
            id="a criterion is doubled",
        ),
        pytest.param(scores_of({**dict.fromkeys(PERLEM_WEIGHTS, 3), "mutu": 3}), id="a criterion is unknown"),
        pytest.param(
            scores_of({"kualitas": 3, "biaya": 3, "waktu": 3, "mutu": 3}), id="a criterion is misspelt"
        ),
        pytest.param(scores_of({**dict.fromkeys(PERLEM_WEIGHTS, 3), "biaya": 4}), id="above the scale"),
        pytest.param(scores_of({**dict.fromkeys(PERLEM_WEIGHTS, 3), "biaya": 0}), id="below the scale"),
        pytest.param((), id="no scores"),
    ],
)
def test_scores_that_do_not_fit_the_form_have_no_outcome(values):
    assert score(PERLEM, evaluation(values)) is None


# -- line by line ---------------------------------------------------------------------------------


def test_the_lines_follow_the_form_and_sum_to_the_value():
    given = dict(zip(LPSE_WEIGHTS, (3, NOTHING, 3, 3, 4, NOT_MEANT), strict=True))

    found = score(LPSE, evaluation(dict(reversed(given.items()))))

    assert found is not None
    assert found.lines == (
        Line(LPSE.criteria[0], 3, LPSE.criteria[0].weight, Fraction(90, 70)),
        Line(LPSE.criteria[1], None, LPSE.criteria[1].weight, None),
        Line(LPSE.criteria[2], 3, LPSE.criteria[2].weight, Fraction(60, 70)),
        Line(LPSE.criteria[3], 3, LPSE.criteria[3].weight, Fraction(30, 70)),
        Line(LPSE.criteria[4], 4, LPSE.criteria[4].weight, Fraction(40, 70)),
        Line(LPSE.criteria[5], None, LPSE.criteria[5].weight, None),
    )
    assert sum(line.contribution for line in found.lines if line.contribution) == found.value


def test_weights_and_bands_with_decimals_stay_exact():
    form = form_of({"a": "33.3", "b": "33.3", "c": "33.4"}, {"baik": "2.333", "kurang": "1.00"})

    on = score(form, evaluation({"a": 3, "b": 2, "c": 2}))
    below = score(form, evaluation({"a": 2, "b": 2, "c": NOTHING}))

    assert on is not None
    assert below is not None
    assert (on.value, on.shown, on.band) == (Fraction(2333, 1000), "2.33", "baik")
    assert (below.value, below.shown, below.band) == (2, "2.00", "kurang")


# -- how a value is shown -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (Fraction(3497, 1000), "3.49"),
        (Fraction(3499999, 1000000), "3.49"),
        (Fraction(7, 2), "3.50"),
        (Fraction(220, 70), "3.14"),
        (Fraction(330, 90), "3.66"),
        (Fraction(2), "2.00"),
        (Fraction(201, 100), "2.01"),
        (Fraction(0), "0.00"),
        (Fraction(1000), "1000.00"),
    ],
)
def test_a_value_is_cut_and_never_rounded_up(value, shown):
    assert cut(value) == shown


@given(st.fractions(min_value=0, max_value=1000))
def test_what_is_shown_is_less_than_a_hundredth_below_the_value(value):
    assert 0 <= value - Fraction(cut(value)) < Fraction(1, 100)


# -- what the outcome suggests --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("values", "later", "soon"),
    [
        pytest.param((4, 4, 4, 4, 4, 4), ("lanjut",), ("perpanjangan",), id="sangat_baik"),
        pytest.param((3, 3, 3, 3, 3, 3), ("lanjut",), ("perpanjangan",), id="baik"),
        pytest.param((2, 2, 2, 2, 2, 2), ("pembinaan",), ("pembinaan",), id="cukup"),
        pytest.param((1, 4, 4, 4, 4, 4), ("pembinaan",), ("pembinaan",), id="cukup by a gate"),
        pytest.param(
            (1, 1, 1, 1, 1, 1), ("pergantian", "pembinaan"), ("pergantian", "pembinaan"), id="kurang"
        ),
        pytest.param(
            (NOTHING,) * 6, ("lanjut", "tidak_dilanjutkan"), ("lanjut", "tidak_dilanjutkan"), id="not rated"
        ),
    ],
)
def test_the_band_and_the_time_left_suggest_a_recommendation(values, later, soon):
    found = outcome_of(*values)

    assert suggested_recommendations(found, LPSE, ends_within_lead_time=False) == later
    assert suggested_recommendations(found, LPSE, ends_within_lead_time=True) == soon


@pytest.mark.parametrize(
    ("bands", "suggested"),
    [
        (["a"], ["lanjut"]),
        (["a", "b"], ["lanjut", "pergantian"]),
        (["a", "b", "c"], ["lanjut", "lanjut", "pergantian"]),
        (["a", "b", "c", "d", "e"], ["lanjut", "lanjut", "pembinaan", "pembinaan", "pergantian"]),
    ],
    ids=["one band", "two bands", "three bands", "five bands"],
)
def test_any_number_of_bands_has_its_suggestions(bands, suggested):
    starts = range(len(bands), 0, -1)
    form = form_of({"mutu": 100}, dict(zip(bands, starts, strict=True)), scale={"minimum": 1, "maximum": 5})
    found = [score(form, evaluation({"mutu": start})) for start in starts]

    assert [
        suggested_recommendations(outcome, form, ends_within_lead_time=False)[0]
        for outcome in found
        if outcome
    ] == suggested


def test_after_a_termination_nothing_is_left_to_improve():
    found = score(PERLEM, evaluation({}, terminated=TERMINATED))

    assert found is not None
    assert suggested_recommendations(found, PERLEM, ends_within_lead_time=True) == (
        "pergantian",
        "tidak_dilanjutkan",
    )
