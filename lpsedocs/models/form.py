"""A version of the evaluation form: criteria, weights, scale, bands and their limits."""

from decimal import Decimal
from itertools import pairwise
from typing import Annotated

from pydantic import Field, ValidationInfo, field_validator, model_validator

from lpsedocs.models.fields import Exact, Model, Pattern, Slug, Span, Text, internal, misfit, own_id, public
from lpsedocs.models.supplier import Service

ScoreText = Annotated[str, Pattern("[0-9]{1,3}", "a score of the scale")]
Score = Annotated[int, Field(ge=0, le=1000)]


class Scale(Model):
    """The scores that may be given, and no others."""

    minimum: Score = public("Lowest score", "The worst score that can be given.")
    maximum: Score = public("Highest score", "The best score that can be given.")

    @field_validator("maximum")
    @classmethod
    def _is_above_the_minimum(cls, maximum: int, info: ValidationInfo) -> int:
        minimum = info.data.get("minimum")
        if minimum is not None and maximum <= minimum:
            raise misfit(
                "the highest score {maximum} is not above the lowest, {minimum}",
                maximum=maximum,
                minimum=minimum,
            )
        return maximum


class Criterion(Model):
    """One aspect that is scored."""

    id: Slug = public("Id", "A short name, by which an evaluation names the criterion.")
    title: Text = public("Title", "What the criterion is called on the form.")
    weight: Exact = public("Weight", "In percent; the weights of a form sum to exactly 100.")
    optional_for: tuple[Service, ...] = public(
        "Optional for", "Services for which the criterion may not apply.", default=()
    )
    meaning: dict[ScoreText, Text] = public("Meaning", "What each score means.", default={})
    indicators: dict[Service, Text] = public("Indicators", "What is looked at, by service.", default={})


class Band(Model):
    """A predicate, and the score from which it holds."""

    id: Slug = public("Id", "A short name, by which a result names the band.")
    title: Text = public("Title", "What the band is called on the form.")
    from_: Exact = public("From", "The lowest score of the band, included.", alias="from")


class Gate(Model):
    """A low score in one criterion that holds the whole result down."""

    criterion: Slug = public("Criterion", "The id of the criterion that closes the gate.")
    score: Score = public("Score", "The gate closes at this score or below.")
    at_most: Slug = public("At most", "The best band that is left.")


class NotRated(Model):
    """When too little was scored to give a number."""

    minimum_weight: Exact = public(
        "Lowest weight scored", "In percent; below it there is no number and no band."
    )
    required: tuple[Slug, ...] = public(
        "Criteria that must be scored", "Ids of criteria without which there is no number.", default=()
    )


class Terminated(Model):
    """The outcome when the engagement ended through the provider's fault; it stands outside the scale."""

    band: Slug = public("Band", "The outcome, by a short name; it need not be one of the bands.")
    score: Exact | None = public("Score", "The number that goes with it, if there is one.", default=None)


class EvaluationForm(Model):
    """A form; once an evaluation cites it, it never changes."""

    id: Annotated[str, own_id("FRM-[0-9]{4}-[0-9A-Z]{1,40}", "FRM-2026-LPSE")] = public(
        "Id", "The id, which is also the file's name."
    )
    title: Text = public("Title", "What stands at the head of the form.")
    in_force: Span = public("In force", "The form must be in force on the day of the evaluation.")
    scale: Scale = public("Scale", "The lowest and the highest score.")
    criteria: Annotated[tuple[Criterion, ...], Field(min_length=1)] = public(
        "Criteria", "The aspects and their weights."
    )
    bands: Annotated[tuple[Band, ...], Field(min_length=1)] = public(
        "Bands", "The predicates, from the best to the worst."
    )
    gates: tuple[Gate, ...] = public("Gates", "Low scores that hold the result down.", default=())
    not_rated: NotRated | None = public("Not rated", "When there is no number.", default=None)
    terminated: Terminated = public("Terminated", "The outcome on termination by the provider's fault.")
    evidence_for: tuple[Score, ...] = public(
        "Scores that need evidence", "Which scores may not stand without evidence.", default=()
    )
    note: Text | None = internal(
        "Note", "Where the form comes from, or what its reader should know.", default=None
    )

    @field_validator("criteria")
    @classmethod
    def _weights_sum_to_a_hundred(cls, criteria: tuple[Criterion, ...]) -> tuple[Criterion, ...]:
        _stand_once([criterion.id for criterion in criteria])
        total = sum((criterion.weight for criterion in criteria), Decimal(0))
        if total != 100:
            raise misfit("the weights sum to {total}; they must sum to exactly 100", total=total)
        return criteria

    @field_validator("bands")
    @classmethod
    def _bands_cover_the_scale(cls, bands: tuple[Band, ...], info: ValidationInfo) -> tuple[Band, ...]:
        _stand_once([band.id for band in bands])
        for better, worse in pairwise(bands):
            if worse.from_ >= better.from_:
                raise misfit(
                    "the band {worse} begins at {start}, which is not below {better}; "
                    "bands go from the best to the worst",
                    worse=worse.id,
                    start=worse.from_,
                    better=better.id,
                )
        scale = info.data.get("scale")
        if scale is not None and bands[-1].from_ != scale.minimum:
            raise misfit(
                "the lowest band begins at {start}; it must begin at the lowest score, {minimum}",
                start=bands[-1].from_,
                minimum=scale.minimum,
            )
        if scale is not None and bands[0].from_ > scale.maximum:
            raise misfit(
                "the band {band} begins at {start}, above the highest score, {maximum}",
                band=bands[0].id,
                start=bands[0].from_,
                maximum=scale.maximum,
            )
        return bands

    @model_validator(mode="after")
    def _names_only_what_it_has(self) -> "EvaluationForm":
        criteria = {criterion.id for criterion in self.criteria}
        bands = {band.id for band in self.bands}
        named = {gate.criterion for gate in self.gates} | set(
            self.not_rated.required if self.not_rated else ()
        )
        if strangers := sorted(named - criteria):
            raise misfit("the form has no criterion {criterion}", criterion=strangers[0])
        if strangers := sorted({gate.at_most for gate in self.gates} - bands):
            raise misfit("the form has no band {band}", band=strangers[0])
        scores = {int(text) for criterion in self.criteria for text in criterion.meaning} | set(
            self.evidence_for
        )
        if outside := sorted(
            score for score in scores if not self.scale.minimum <= score <= self.scale.maximum
        ):
            raise misfit(
                "the score {score} is outside the scale from {minimum} to {maximum}",
                score=outside[0],
                minimum=self.scale.minimum,
                maximum=self.scale.maximum,
            )
        return self


def _stand_once(ids: list[str]) -> None:
    for position, id_ in enumerate(ids):
        if id_ in ids[:position]:
            raise misfit("the id {id} stands twice", id=id_)
