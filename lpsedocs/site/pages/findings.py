"""What the check found on the day of the build; only in the office edition."""

from collections.abc import Iterator

from lpsedocs.findings import Severity, Term
from lpsedocs.site import addresses
from lpsedocs.site.pages import Page
from lpsedocs.site.view import View

ORDER = 50


def pages(view: View) -> Iterator[Page]:
    """Yield the page of the findings."""
    if not view.is_office:
        return
    live = [finding for finding in view.findings if finding.waived is None]
    yield Page(
        addresses.FINDINGS,
        view.language.text("Findings"),
        "findings.html",
        lambda: {
            "by_severity": {
                severity: [finding for finding in live if finding.severity is severity]
                for severity in reversed(Severity)
            },
            "waived": [finding for finding in view.findings if finding.waived is not None],
            "rule_page": addresses.rule_page,
        },
        menu=(Term("Reference"), Term("Findings")),
        is_wide=True,
    )
