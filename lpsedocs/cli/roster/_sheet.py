"""The roster as it is changed, and what every command about it may be told."""

from datetime import date
from typing import Any

from lpsedocs.corpus import Entry
from lpsedocs.findings import Refusal, say
from lpsedocs.models.fields import Span
from lpsedocs.models.roster import Person, Roster
from lpsedocs.source import Plain


class Sheet:
    """The roster in the work tree, and the day on which it is changed."""

    def __init__(self, entry: Entry[Any], today: date) -> None:
        self.roster: Roster = entry.it
        self.data: Plain = entry.source.data
        self.today = today
        self.concerned: list[str] = []
        """People whose open requests the change may leave without effect."""

    def person(self, id_: str) -> tuple[int, Person]:
        """Return somebody with the place in the list; refuses somebody who is not there."""
        for index, person in enumerate(self.roster.people):
            if person.id == id_:
                return index, person
        raise Refusal(
            say(
                "there is no {person} in the roster; it has {people}, and 'lpsedocs roster add-person' "
                "enters somebody",
                person=id_,
                people=tuple(person.id for person in self.roster.people),
            )
        )

    def day(self, given: date | None) -> str:
        """Return a day as the roster has it; without one, today."""
        return (given or self.today).isoformat()

    def span(self, first: date | None, last: date | None) -> dict[str, Plain]:
        """Return from when to when."""
        if last is not None and last.isoformat() < self.day(first):
            raise Refusal(
                say(
                    "--until {last} lies before the first day, {first}",
                    last=last,
                    first=first or self.today,
                )
            )
        span: dict[str, Plain] = {"from": self.day(first)}
        return span | ({"until": self.day(last)} if last else {})


def day_of(written: Plain) -> date:
    return date.fromisoformat(str(written))


def is_open_on(span: Span, day: date) -> bool:
    return span.until is None or span.until > day
