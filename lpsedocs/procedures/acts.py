"""The acts that a single record tells, whatever file of a procedure it belongs to."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any, Final, NamedTuple

from lpsedocs.findings import Route
from lpsedocs.models.evaluation import Evaluation
from lpsedocs.models.fields import Attachment, Model
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


CITED: Final = "attachments"
"""The key of the files that a record cites."""
_OF_NO_STEP: Final[frozenset[str | int]] = frozenset({"id", CITED})
"""What is set for several steps, or tells of none."""


class Said(NamedTuple):
    """A value that an act wrote down, and the way to it."""

    route: Route
    value: object


@dataclass(frozen=True)
class Written:
    """What an act wrote down in a record."""

    act: Act
    section: Route
    """Where it lies: empty for the record itself."""
    fields: Mapping[str, Said]
    """By their keys, and the digests of attachments by the names of their files."""


def written_in(held: Held[Any]) -> tuple[Written, ...]:
    """Return each act that a record tells with what it wrote there.

    An act wrote its own section; the first one, all that lies in no section of another, and the files that
    the record cites.
    """
    acts = acts_in(held)
    apart = {act.route[0] for act in acts[1:]} | _OF_NO_STEP
    first = _fields(held.record, (), apart) | _cited(held.record)
    return tuple(
        _written(held.record, act, act.route) if index else Written(act, (), first)
        for index, act in enumerate(acts)
    )


def _written(record: Model, act: Act, route: Route) -> Written:
    value: Any = getattr(record, str(route[0]))
    if isinstance(value, tuple):
        return Written(act, route[:2], _fields(value[int(route[1])], route[:2], set()))
    return Written(act, route[:1], _fields(value, route[:1], set()))


def _fields(model: Model, section: Route, apart: Set[str | int]) -> dict[str, Said]:
    keys = [key for key in type(model).model_fields if key not in apart]
    return {key: Said((*section, key), getattr(model, key)) for key in keys}


def _cited(record: Model) -> dict[str, Said]:
    """Return the digests of the files that a record cites; the folder of a file bears the record's id."""
    cited: Sequence[Attachment] = getattr(record, CITED, ())
    names = ["/".join(PurePosixPath(one.file).parts[2:]) for one in cited]
    return {
        f"{CITED}/{name}": Said((CITED, index), one.sha256)
        for index, (name, one) in enumerate(zip(names, cited, strict=True))
    }


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
