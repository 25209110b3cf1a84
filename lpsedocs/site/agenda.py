"""What is due and what ends, as far as an edition may tell: for the page of the calendar and for its file."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from typing import Final

from icalendar import Calendar, Event

from lpsedocs.deadlines import Due, Duty, due_dates
from lpsedocs.findings import Message, Term, say
from lpsedocs.models.fields import Audience
from lpsedocs.models.shapes import slot_at_or_none
from lpsedocs.site import addresses
from lpsedocs.site.view import View

DUTIES: Final[Mapping[Duty, Term]] = {Duty.FOLLOW_UP: Term("follow-up"), Duty.EXPIRY: Term("end")}
"""What a sort of due date is called, where what is due doesn't begin with that itself."""


def agenda(view: View) -> tuple[Due, ...]:
    """Return what is due, by day; for everybody, only the ends that stand in fields for everybody."""
    if view.is_office:
        return view.dues
    return tuple(due for due in due_dates(view.corpus) if due.kind is Duty.EXPIRY and _is_public(view, due))


def _is_public(view: View, due: Due) -> bool:
    slot = slot_at_or_none(type(due.entry.it), due.route)
    return slot is not None and slot.audience is Audience.PUBLIC and view.page_of(due.record) is not None


def named(view: View, due: Due) -> Message:
    """Return what is due, with the name of the supplier that it concerns."""
    values = dict(due.what.values)
    if due.kind is Duty.RENEWAL:
        engaged = say(
            "{engagement} with {name}", engagement=values["engagement"], name=view.title_of(due.record)
        )
        return say(due.what.template, **{**values, "engagement": engaged})
    if due.kind is Duty.EXPIRY and due.entry.kind.name == "supplier":
        return say("{what} ({name})", what=due.what, name=view.title_of(due.record))
    supplier = values.get("supplier")
    if not isinstance(supplier, str) or supplier not in view.records:
        return due.what
    return say(due.what.template, **{**values, "supplier": f"{supplier} {view.title_of(supplier)}"})


def by_month(dues: tuple[Due, ...]) -> Mapping[date, tuple[Due, ...]]:
    """Return due dates by the first day of their month."""
    months: dict[date, list[Due]] = {}
    for due in dues:
        months.setdefault(due.day.replace(day=1), []).append(due)
    return {month: tuple(found) for month, found in months.items()}


def month_id(month: date) -> str:
    """Return the name of a month's heading on the page of the calendar."""
    return f"bulan-{month:%Y-%m}"


def month_address(month: date) -> str:
    """Return the address of a month on the page of the calendar."""
    return f"{addresses.CALENDAR}#{month_id(month)}"


def calendar(view: View) -> bytes:
    """Return the agenda as an iCalendar file (RFC 5545) of whole days."""
    file = Calendar()
    file.add("prodid", f"-//lpsedocs//{view.build.version}//{view.language.code.upper()}")
    file.add("version", "2.0")
    file.add("x-wr-calname", _plain(view.office_name))
    for due in agenda(view):
        file.add_component(_event(view, due))
    text: bytes = file.to_ical()
    return text


def _event(view: View, due: Due) -> Event:
    event = Event()
    event.add("uid", _uid(view, due))
    # The day of the records, so that the same records give the same bytes.
    event.add("dtstamp", datetime.combine(view.corpus.today, time(), UTC))
    event.add("dtstart", due.day)
    event.add("summary", _plain(_summary(view, due)))
    event.add("description", _plain(f"{due.record} {view.title_of(due.record)}"))
    event.add("transp", "TRANSPARENT")
    return event


def _summary(view: View, due: Due) -> str:
    what = view.language.say(named(view, due))
    if due.kind in DUTIES:
        return f"{view.language.text(DUTIES[due.kind].text)}: {what}"
    return what[:1].upper() + what[1:]


def _uid(view: View, due: Due) -> str:
    """Return what stays the same of a due date when its day is moved."""
    roster = view.corpus.roster
    place = ".".join(map(str, (due.record, due.kind.value, *due.route, *filter(None, (due.step,)))))
    return _plain(f"{place}@{roster.repository if roster else 'lpsedocs'}")


def _plain(text: str) -> str:
    """Leave out what iCalendar knows no way to write."""
    return "".join(sign for sign in text if sign.isprintable())
