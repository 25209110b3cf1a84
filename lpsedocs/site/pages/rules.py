"""The rules that records are checked by: a list, and a page for each."""

from collections.abc import Iterator, Mapping
from functools import partial

from lpsedocs.findings import Term
from lpsedocs.language import spoken_page
from lpsedocs.rules import FAMILIES, Rule, all_rules
from lpsedocs.site import addresses, markdown
from lpsedocs.site.pages import Page
from lpsedocs.site.view import View

ORDER = 60


def pages(view: View) -> Iterator[Page]:
    """Yield the list and the rules."""
    families = {
        title: [rule for rule in all_rules() if rule.code[0] == family] for family, title in FAMILIES.items()
    }
    yield Page(
        addresses.RULES,
        view.language.text("Rules"),
        "rules.html",
        lambda: {
            "families": {title: rules for title, rules in families.items() if rules},
            "rule_page": addresses.rule_page,
        },
        menu=(Term("Reference"), Term("Rules")),
    )
    for rule in all_rules():
        yield Page(
            addresses.rule_page(rule.code),
            f"{rule.code} {rule.name}",
            "rule.html",
            partial(_values, view, rule),
            finds=partial(view.language.text, rule.summary),
        )


def _values(view: View, rule: Rule) -> Mapping[str, object]:
    return {
        "rule": rule,
        "text": markdown.rule_page(spoken_page(rule.page, view.language)),
        "findings": [finding for finding in view.findings if finding.code == rule.code],
    }
