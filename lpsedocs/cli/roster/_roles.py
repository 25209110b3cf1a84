"""lpsedocs roster add-role and end-role."""

from collections.abc import Iterator
from datetime import date
from typing import get_args

import click

from lpsedocs.cli._days import DAY
from lpsedocs.cli._names import NAME
from lpsedocs.cli.roster._options import changing, days
from lpsedocs.cli.roster._sheet import Sheet, day_of, is_open_on
from lpsedocs.editing import Append, Change, Put
from lpsedocs.findings import Refusal, say
from lpsedocs.models.roster import Role, RoleHolding
from lpsedocs.models.words import word


@click.command("add-role")
@click.argument("person", metavar="PERSON", type=NAME)
@click.argument("role", type=click.Choice(get_args(Role)), metavar="ROLE")
@click.option("--unit", help="The unit of a Pengguna.")
@click.option(
    "--acting",
    type=click.Choice(["plh", "plt"]),
    help="An acting head: Plh. for some days, Plt. until an appointment.",
)
@click.option("--basis", help="The decree or order that gives the role.")
@days
@changing
def add_role(
    sheet: Sheet,
    person: str,
    role: Role,
    unit: str | None,
    acting: str | None,
    basis: str | None,
    first: date | None,
    last: date | None,
) -> Iterator[Change]:
    """Give somebody a role: pengguna, pengelola, kepala_lpse or admin.

    \b
    Examples:
      lpsedocs roster add-role agus pengguna --unit "Dinas Pendidikan"
      lpsedocs roster add-role sinta kepala_lpse --acting plh --from 2026-04-13 --until 2026-04-24 \\
          --basis "SP 800.1.11/017/2026" --commit
    """
    sheet.person(person)
    _refuse_odd_role(role, unit, acting, basis, last)
    span = sheet.span(first, last)
    held = next((h for h in _holdings(sheet, person, role, unit) if h.holds_on(day_of(span["from"]))), None)
    if held is not None:
        raise Refusal(
            say(
                "{person} holds the role {role} already, from {first}; 'lpsedocs roster end-role' ends it",
                person=person,
                role=word(role),
                first=held.from_,
            )
        )
    details = {"unit": unit, "acting": acting, "basis": basis}
    yield Append(
        ("roles",), {"role": role, "person": person, **span, **{k: v for k, v in details.items() if v}}
    )


def _refuse_odd_role(
    role: str, unit: str | None, acting: str | None, basis: str | None, last: object
) -> None:
    if acting and role != "kepala_lpse":
        raise Refusal(say("--acting is for the role kepala_lpse; nobody stands in for another role"))
    if acting and not basis:
        raise Refusal(
            say("an acting head needs --basis: the order that appoints, for example 'SP 800.1.11/017/2026'")
        )
    if acting == "plh" and last is None:
        raise Refusal(say("a Plh. is head for some days; say with --until until when"))
    if role == "pengguna" and not unit:
        raise Refusal(say("a Pengguna needs --unit, since the unit decides on its KAK together"))
    if role != "pengguna" and unit:
        raise Refusal(say("--unit is for a Pengguna; the other roles are of the whole office"))


def _holdings(sheet: Sheet, person: str, role: str, unit: str | None) -> Iterator[RoleHolding]:
    return (h for h in sheet.roster.roles if (h.person, h.role, h.unit) == (person, role, unit))


@click.command("end-role")
@click.argument("person", metavar="PERSON", type=NAME)
@click.argument("role", type=click.Choice(get_args(Role)), metavar="ROLE")
@click.option("--unit", help="The unit of a Pengguna who has several.")
@click.option("--until", "last", type=DAY, help="The last day, included; by default today.")
@changing
def end_role(sheet: Sheet, person: str, role: Role, unit: str | None, last: date | None) -> Iterator[Change]:
    """End a role that somebody holds, and name the requests that this leaves without effect.

    \b
    Examples:
      lpsedocs roster end-role budi pengelola --until 2026-06-30
    """
    sheet.person(person)
    day = day_of(sheet.day(last))
    indexes = [
        index
        for index, h in enumerate(sheet.roster.roles)
        if (h.person, h.role) == (person, role) and unit in (None, h.unit) and is_open_on(h, day)
    ]
    if not indexes:
        raise Refusal(
            say(
                "{person} does not hold the role {role} beyond {day}; there is nothing to end",
                person=person,
                role=word(role),
                day=day,
            )
        )
    if len(indexes) > 1:
        units = tuple(sheet.roster.roles[index].unit or "-" for index in indexes)
        raise Refusal(
            say(
                "{person} holds this role several times; say with --unit which: {units}",
                person=person,
                units=units,
            )
        )
    if sheet.roster.roles[indexes[0]].from_ > day:
        raise Refusal(
            say(
                "the role begins on {first}, after {day}; end it on that day or later, or take the line out "
                "by hand",
                first=sheet.roster.roles[indexes[0]].from_,
                day=day,
            )
        )
    sheet.concerned.append(person)
    yield Put(("roles", indexes[0], "until"), day.isoformat())
