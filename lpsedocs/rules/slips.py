"""A version of a record that does not fit its model, read with the slips mended as they were mended later."""

from collections.abc import Iterator
from copy import deepcopy
from functools import reduce
from typing import Any, Final, NamedTuple

from lpsedocs.findings import Route
from lpsedocs.identities import inside
from lpsedocs.models import Kind
from lpsedocs.models.fields import Model
from lpsedocs.models.fitting import Misfit, fit
from lpsedocs.source import Plain

_MOST_TRIES: Final = 3
"""A key that is misspelled is told first, and that the right one is missing after that."""


class Fitted(NamedTuple):
    """A version of a record that fits its model, or was made to."""

    model: Model
    slips: tuple[Route, ...]
    """Where something did not fit or was lacking, and is said since; not where only its key was misspelled."""


def fitted(kind: Kind, data: Plain, now: Plain) -> Fitted | None:
    """Return what a version says; in places that don't fit, what was put there since.

    Who only mends a slip did not write the rest, but what he put there.
    """
    found = fit(kind, data)
    if isinstance(found, Model):
        return Fitted(found, ())
    slips: list[Route] = []
    misplaced: list[Plain] = []
    mended, now = deepcopy((data, now))
    for _ in range(_MOST_TRIES):
        for route in [route for misfit in found for route in _missing(kind, mended, misfit, now)]:
            was, since = _at(mended, route), _at(now, route)
            if since is None:
                misplaced.append(was)
            elif was != since and (was is not None or since not in misplaced):
                slips.append(route)
            _set(mended, route, now)
        found = fit(kind, mended)
        if isinstance(found, Model):
            return Fitted(found, tuple(slips))
    return None


def _missing(kind: Kind, data: Plain, misfit: Misfit, now: Plain) -> Iterator[Route]:
    """Yield the way to what is wrong; of what is lacking, to all that it may be, and to no later section."""
    if not misfit.is_lack:
        yield misfit.route
        return
    needed = {key for key, field in kind.model.model_fields.items() if field.is_required()}
    there, since = (_at(one, misfit.route) for one in (data, now))
    for key in since if isinstance(since, dict) and isinstance(there, dict) else ():
        if key not in there and (misfit.route or key in needed):
            yield (*misfit.route, key)


def _at(data: Any, route: Route) -> Any:
    return reduce(inside, route, data)


def _set(data: Any, route: Route, now: Any) -> None:
    """Set what stands at a route, or take it away where nothing stands there now."""
    around, value = _at(data, route[:-1]), _at(now, route)
    for step in route[-1:]:
        if value is not None and (isinstance(around, dict) or inside(around, step) is not None):
            around[step] = value
        elif isinstance(around, dict):
            around.pop(step, None)
