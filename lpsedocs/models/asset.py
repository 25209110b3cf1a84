"""Goods and services that the office already has; step 1.3 looks here first."""

from typing import Annotated, Literal

from lpsedocs.models.fields import (
    Count,
    Day,
    EngagementReference,
    Model,
    Text,
    Year,
    internal,
    own_id,
    public,
)


class Asset(Model):
    """Something the office already has."""

    id: Annotated[str, own_id("AST-[0-9]{3,9}", "AST-001")] = public(
        "Id", "The id, which is also the file's name."
    )
    name: Text = public("Name", "What it is.")
    kind: Literal["barang", "jasa"] = public("Kind of asset", "Goods or a service.")
    quantity: Count = public("Quantity", "How many there are.")
    in_use: Count | None = internal("In use", "How many of them are used.", default=None)
    unit: Text = public("Measure", "What the quantity counts, for example unit.")
    condition: Literal["baik", "kurang_baik", "rusak"] = internal(
        "Condition", "The condition in which it was last seen."
    )
    acquired: Year | None = internal("Year acquired", "The year in which the office got it.", default=None)
    specification: Text | None = internal("Specification", "Function, quality and performance.", default=None)
    engagement: EngagementReference | None = public(
        "Engagement",
        "The engagement that a service rests on; after its end the service isn't available.",
        default=None,
    )
    valid_until: Day | None = internal("Valid until", "The last day of a licence or service.", default=None)
