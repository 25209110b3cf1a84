"""What the scores of an evaluation come to, as pages and papers show it."""

from collections.abc import Mapping
from decimal import Decimal

from lpsedocs.models.form import Band, EvaluationForm
from lpsedocs.scoring import NOT_RATED, Outcome
from lpsedocs.site.editions import Ranked
from lpsedocs.site.view import View


def products(outcome: Outcome) -> Mapping[str, Decimal]:
    """Return weight × score by criterion, which add up without a remainder; empty where nothing counts."""
    counted = [line for line in outcome.lines if line.contribution is not None]
    return {line.criterion.id: line.weight * line.score for line in counted if line.score is not None}


def ranked_band(view: View, form: EvaluationForm | None, id_: str) -> Ranked:
    """Return what a band is called, and where it stands: the best first, and last what is not rated."""
    ids = [band.id for band in form.bands] if form else []
    return Ranked(band_title(view, form, id_), ids.index(id_) if id_ in ids else len(ids))


def band_title(view: View, form: EvaluationForm | None, id_: str) -> str:
    """Return what a band is called on its form."""
    if id_ == NOT_RATED:
        return view.language.text("not rated")
    bands: tuple[Band, ...] = form.bands if form else ()
    return next((band.title for band in bands if band.id == id_), id_)
