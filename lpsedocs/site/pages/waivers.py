"""Which rules the office lowers, and which one record may break for a time, with the reason."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lpsedocs.findings import Finding, Severity, Term, say
from lpsedocs.rules import Rule, all_rules
from lpsedocs.site import addresses
from lpsedocs.site.editions import Shown
from lpsedocs.site.notices import nearness
from lpsedocs.site.pages import Page
from lpsedocs.site.statuses import Status, Tone
from lpsedocs.site.view import View

ORDER = 55


@dataclass(frozen=True)
class Exemption:
    """A waiver as the edition shows it."""

    shown: Shown
    rule: Rule | None
    status: Status
    lets_pass: tuple[Finding, ...]


@dataclass(frozen=True)
class Lowered:
    """A rule that is less grave in this office."""

    rule: Rule
    to: Severity


def pages(view: View) -> Iterator[Page]:
    """Yield the page."""
    organization = view.records.get("organization")
    waivers: tuple[Any, ...] = (organization["waivers"] or ()) if organization else ()
    yield Page(
        addresses.WAIVERS,
        view.language.text("Waivers and lowered rules"),
        "waivers.html",
        lambda: {
            "waivers": [_exemption(view, shown) for shown in waivers],
            "lowered": [
                Lowered(rule, view.report.lowered[rule.code])
                for rule in all_rules()
                if rule.code in view.report.lowered
            ],
            "rule_page": addresses.rule_page,
        },
        menu=(Term("Reference"), Term("Waivers and lowered rules")),
        is_wide=True,
    )


def _exemption(view: View, shown: Shown) -> Exemption:
    code, record = shown["rule"], shown["record"]
    passed = (f for f in view.findings if f.waived is not None and (f.code, f.record) == (code, record))
    rule = next((rule for rule in all_rules() if rule.code == code), None)
    return Exemption(shown, rule, _status(view, shown), tuple(passed))


def _status(view: View, shown: Shown) -> Status:
    days = (shown["until"] - view.corpus.today).days
    if days < 0:
        return Status(Tone.OFF, say("has ended"))
    if not any((w.rule, w.record) == (shown["rule"], shown["record"]) for w in view.report.waivers):
        return Status(Tone.ERROR, say("has no effect: this rule can't be waived"))
    return Status(Tone.CURRENT, say("in force")) if days > 30 else nearness(days)
