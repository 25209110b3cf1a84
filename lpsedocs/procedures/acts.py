"""The acts that a single record tells, whatever file of a procedure it belongs to."""

from collections.abc import Mapping, Set
from dataclasses import dataclass
from typing import Any, Final

from lpsedocs.findings import Route
from lpsedocs.models.evaluation import Evaluation
from lpsedocs.models.fields import Model
from lpsedocs.models.filing import Filing
from lpsedocs.models.inspection import Inspection
from lpsedocs.models.kak import Kak
from lpsedocs.models.proposal import Proposal
from lpsedocs.models.requirement import Requirement
from lpsedocs.models.supplier import Supplier
from lpsedocs.procedures.procurement import stated
from lpsedocs.procedures.replay import Act, Held, act_at, act_of, acts_at, present


def acts_in(held: Held[Any]) -> tuple[Act, ...]:
    """Return each act that a record tells, with its step; nothing of decisions, which are judged elsewhere.

    That an evaluation lies with the Kepala LPSE (3.3) is told by who handed it in.
    """
    match held.record:
        case Requirement() as need:
            keys = {"1.2": "submitted", "1.3": "availability", "1.4": "budget", "1.8": "recommendation"}
            return (stated(held), *_sections(held, need, keys))
        case Kak() as kak:
            sent = acts_at("1.5", held, "sent", kak.sent)
            return (
                act_of("1.4", held, ("drafted",), kak.drafted),
                *sent,
                *acts_at("1.6", held, "corrections", kak.corrections),
            )
        case Proposal() as proposal:
            return _sections(held, proposal, {"1.7": "submitted", "2.1": "result", "2.2": "list_check"})
        case Supplier() as supplier:
            return _of_supplier(held, supplier)
        case Inspection() as inspection:
            return _sections(held, inspection, {"3.1": "inspected"})
        case Evaluation() as evaluation:
            evaluated = act_of("3.2", held, ("evaluated",), evaluation.evaluated)
            return (evaluated, *acts_at("3.2", held, "submissions", evaluation.submissions))
        case Filing() as filing:
            return (act_of("3.5", held, ("filed",), filing.filed),)
    return ()


_OF_NO_STEP: Final[frozenset[str | int]] = frozenset({"id", "attachments"})
"""What is set for several steps, or tells of none."""


@dataclass(frozen=True)
class Written:
    """What an act wrote down in a record."""

    act: Act
    section: Route
    """Where it lies: empty for the record itself."""
    fields: Mapping[str, object]


def written_in(held: Held[Any]) -> tuple[Written, ...]:
    """Return each act that a record tells with what it wrote there.

    An act wrote its own section; the first one, all that lies in no section of another.
    """
    acts = acts_in(held)
    apart = {act.route[0] for act in acts[1:]} | _OF_NO_STEP
    return tuple(
        _written(held.record, act, act.route) if index else Written(act, (), _fields(held.record, apart))
        for index, act in enumerate(acts)
    )


def _written(record: Model, act: Act, route: Route) -> Written:
    value: Any = getattr(record, str(route[0]))
    if isinstance(value, tuple):
        return Written(act, route[:2], _fields(value[int(route[1])], set()))
    return Written(act, route[:1], _fields(value, set()))


def _fields(model: Model, apart: Set[str | int]) -> Mapping[str, object]:
    return {key: getattr(model, key) for key in type(model).model_fields if key not in apart}


def _sections(held: Held[Any], record: object, keys: dict[str, str]) -> tuple[Act, ...]:
    return present(act_at(number, held, key, getattr(record, key)) for number, key in keys.items())


def _of_supplier(held: Held[Supplier], supplier: Supplier) -> tuple[Act, ...]:
    recorded = (
        act_of("2.4", held, ("engagements", index, "recorded"), engagement.recorded)
        for index, engagement in enumerate(supplier.engagements)
    )
    return (
        act_of("2.3", held, ("listed",), supplier.listed),
        *recorded,
        *acts_at("2.4", held, "updates", supplier.updates),
        *present((act_at("2.4", held, "ended", supplier.ended),)),
    )
