"""lpsedocs rule."""

import click

from lpsedocs.cli import language_of
from lpsedocs.cli._names import NAME
from lpsedocs.language import Language, spoken_page
from lpsedocs.rules import FAMILIES, Rule, all_rules, rule_with


@click.command()
@click.argument("code", type=NAME, required=False)
@click.pass_context
def command(ctx: click.Context, code: str | None) -> None:
    """List the rules, or explain one.

    \b
    Examples:
      lpsedocs rule
      lpsedocs rule W101
    """
    language = language_of(ctx)
    click.echo_via_pager(_page(rule_with(code), language)) if code else click.echo(_list(language))


def _list(language: Language) -> str:
    lines: list[str] = []
    for family, title in FAMILIES.items():
        rules = [rule for rule in all_rules() if rule.code[0] == family]
        if rules:
            lines += ["", language.text(title), *(_line(rule, language) for rule in rules)]
    return "\n".join(lines[1:])


def _line(rule: Rule, language: Language) -> str:
    severity, summary = language.text(rule.severity.value), language.text(rule.summary)
    return f"  {rule.code}  {severity:<10}  {rule.name:<32}  {summary}"


def _page(rule: Rule, language: Language) -> str:
    heading = f"{rule.code} {rule.name} ({language.text(rule.severity.value)})"
    return f"{heading}\n{'=' * len(heading)}\n\n{spoken_page(rule.page, language)}"
