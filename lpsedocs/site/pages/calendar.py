"""The calendar: what is due and what ends, month by month."""

from collections.abc import Iterator, Mapping

from lpsedocs.findings import Term
from lpsedocs.site import addresses
from lpsedocs.site.agenda import DUTIES, agenda, by_month, month_id
from lpsedocs.site.notices import notice
from lpsedocs.site.pages import Page
from lpsedocs.site.view import View

ORDER = 45


def pages(view: View) -> Iterator[Page]:
    """Yield the page of the calendar."""
    yield Page(
        addresses.CALENDAR,
        view.language.text("Calendar"),
        "calendar.html",
        lambda: _values(view),
        menu=(Term("Reference"), Term("Calendar")),
    )


def _values(view: View) -> Mapping[str, object]:
    today = view.corpus.today
    dues = agenda(view)
    coming = by_month(tuple(due for due in dues if due.day >= today))
    return {
        "late": [notice(view, due) for due in dues if due.day < today],
        "months": {month: [notice(view, due) for due in found] for month, found in coming.items()},
        "month_id": month_id,
        "duties": DUTIES,
        "file": addresses.CALENDAR_FILE,
    }
