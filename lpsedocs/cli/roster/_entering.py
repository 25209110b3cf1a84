"""lpsedocs roster add-person, add-key and add-account."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import click

from lpsedocs.cli._names import NAME
from lpsedocs.cli.roster._keys import fingerprint_in, public_key
from lpsedocs.cli.roster._options import changing, days, key_options
from lpsedocs.cli.roster._sheet import Sheet, day_of
from lpsedocs.editing import Append, Change
from lpsedocs.findings import Refusal, say
from lpsedocs.source import Plain
from lpsedocs.trust.rosters import fingerprint_of


@click.command("add-person")
@click.argument("id_", metavar="ID", type=NAME)
@click.option("--name", required=True, help="The name with titles, as it is printed.")
@click.option("--position", required=True, help="The person's position.")
@click.option(
    "--email",
    "emails",
    multiple=True,
    metavar="ADDRESS",
    help="An office address used in commits; may be repeated.",
)
@key_options
@days
@changing
def add_person(
    sheet: Sheet,
    id_: str,
    name: str,
    position: str,
    emails: tuple[str, ...],
    ssh: str | None,
    openpgp: Path | None,
    first: date | None,
    last: date | None,
) -> Iterator[Change]:
    """Enter somebody new; an id is never used again for somebody else.

    \b
    Examples:
      lpsedocs roster add-person sinta --name "Sinta Seandainya, S.E." --position "Kepala Bagian" \\
          --email sinta@provcontoh.example --ssh sinta.pub
    """
    if any(person.id == id_ for person in sheet.roster.people):
        raise Refusal(say("{id} is in the roster already; choose another id for somebody else", id=id_))
    item: dict[str, Plain] = {"id": id_, "name": name, "position": position}
    if emails:
        item["emails"] = list(emails)
    if ssh or openpgp:
        item["keys"] = [{**public_key(ssh, openpgp), **sheet.span(first, last)}]
    yield Append(("people",), item)


@click.command("add-key")
@click.argument("person", metavar="PERSON", type=NAME)
@key_options
@days
@changing
def add_key(
    sheet: Sheet,
    person: str,
    ssh: str | None,
    openpgp: Path | None,
    first: date | None,
    last: date | None,
) -> Iterator[Change]:
    """Enter a public key that somebody signs with.

    \b
    Examples:
      lpsedocs roster add-key sinta --ssh sinta.pub
      lpsedocs roster add-key rahma --openpgp rahma.asc --from 2026-06-01 --commit
    """
    index, found = sheet.person(person)
    key = public_key(ssh, openpgp)
    fingerprint = fingerprint_in(key)
    span = sheet.span(first, last)
    for known in found.keys:
        if fingerprint_of(known) == fingerprint and (
            known.until is None or known.until >= day_of(span["from"])
        ):
            raise Refusal(
                say(
                    "{person} has the key {key} in the roster already, from {first}",
                    person=person,
                    key=fingerprint,
                    first=known.from_,
                )
            )
    yield Append(("people", index, "keys"), {**key, **span})


@click.command("add-account")
@click.argument("person", metavar="PERSON", type=NAME)
@click.argument("forge", metavar="FORGE", type=NAME)
@click.argument("account", metavar="NUMBER", type=NAME)
@changing
def add_account(sheet: Sheet, person: str, forge: str, account: str) -> Iterator[Change]:
    """Enter somebody's account on a forge, by its number: a login can change hands.

    \b
    Examples:
      lpsedocs roster add-account sinta github 1234567
    """
    index, entered = sheet.person(person)
    known = (*(f.id for f in sheet.roster.forges), *(w.id for w in sheet.roster.witnesses))
    if forge not in known:
        raise Refusal(
            say(
                "the roster has no forge {forge}; under 'forges' and 'witnesses' are {known}",
                forge=forge,
                known=known,
            )
            if known
            else say(
                "the roster has no forge {forge}; enter it under 'forges' or 'witnesses' first", forge=forge
            )
        )
    if any((one.forge, one.account) == (forge, account) for one in entered.forges):
        raise Refusal(
            say(
                "{person} has the account {account} on {forge} in the roster already",
                person=person,
                account=account,
                forge=forge,
            )
        )
    yield Append(("people", index, "forges"), {"forge": forge, "account": account})
