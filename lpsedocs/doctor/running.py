"""Which CI files an office's forge runs: those of the first folder that it looks into, and no other."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Final

from lpsedocs.doctor.pipelines import FORGE_NAMES, Forge, Pipeline
from lpsedocs.findings import say

PLACES: Final[Mapping[Forge, tuple[str, ...]]] = {
    "github": (".github/workflows",),
    "gitlab": (".gitlab-ci.yml",),
    "forgejo": (".forgejo/workflows", ".gitea/workflows", ".github/workflows"),
    "gitea": (".gitea/workflows", ".github/workflows"),
}
"""Where each forge looks: it takes the first that there is, also if no workflow lies in it.

By Forgejo's user guide ("Forgejo Actions: overview") and Gitea's own ``ListWorkflows``.
"""


@dataclass(frozen=True)
class Running:
    """What runs, as far as that can be told."""

    by: Mapping[Forge, str]
    """The place that each forge takes which may be the office's; one if it is known which that is."""
    ignored: tuple[str, ...]
    """The places that none of them looks into."""


def running(there: Collection[str], said: Collection[Forge]) -> Running:
    """Tell what runs, given the places that there are and the forges that the office names, if it does.

    Of several that it names, those with a place of their own come before those that fall back on others'.
    """
    named = said or PLACES
    own = [forge for forge in named if PLACES[forge][0] in there]
    by = {forge: place for forge in own or said if (place := _first(forge, there))}
    every = dict.fromkeys(place for places in PLACES.values() for place in places)
    return Running(by, tuple(place for place in every if place in there and place not in by.values()))


def _first(forge: Forge, there: Collection[str]) -> str | None:
    return next((place for place in PLACES[forge] if place in there), None)


def doubted(pipeline: Pipeline, forges: Collection[Forge]) -> Pipeline:
    """Return a pipeline of which it can't be told whether it is run: several forges may be the office's."""
    doubt = say(
        "there are CI files for {forges}, and it can't be told on which of them requests are merged; take "
        "the files of the others out, or name the one in the roster, under 'forges' or 'witnesses'",
        forges=tuple(FORGE_NAMES[forge] for forge in forges),
    )
    commands = (
        replace(one, events=frozenset(), maybe=one.events | one.maybe, doubts=(doubt, *one.doubts))
        for one in pipeline.commands
    )
    return replace(pipeline, commands=tuple(commands))
