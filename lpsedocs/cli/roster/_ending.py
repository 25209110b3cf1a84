"""lpsedocs roster end-key and revoke-key."""

from collections.abc import Iterator
from datetime import date

import click

from lpsedocs.cli._days import DAY
from lpsedocs.cli._names import NAME
from lpsedocs.cli.roster._keys import fingerprint_in
from lpsedocs.cli.roster._options import changing
from lpsedocs.cli.roster._sheet import Sheet, day_of, is_open_on
from lpsedocs.editing import Append, Change, Put
from lpsedocs.findings import Refusal, say
from lpsedocs.trust.rosters import fingerprint_of


@click.command("end-key")
@click.argument("key", metavar="KEY", type=NAME)
@click.option("--until", "last", type=DAY, help="The last day, included; by default today.")
@changing
def end_key(sheet: Sheet, key: str, last: date | None) -> Iterator[Change]:
    """Give a key its last day, by its fingerprint or by the id of somebody with only one without an end.

    What it signed until then stays proved. A key that is lost or leaked is revoked instead.

    \b
    Examples:
      lpsedocs roster end-key tia
      lpsedocs roster end-key SHA256:oXRwb0AQkHgalC7/vPPAmBT3KgyVl/IN4WIhfjL8SAM --until 2026-05-31
    """
    day = day_of(sheet.day(last))
    open_keys = {
        fingerprint_of(known): (person.id, ("people", index, "keys", number), known)
        for index, person in enumerate(sheet.roster.people)
        for number, known in enumerate(person.keys)
        if (key == fingerprint_of(known) and is_open_on(known, day))
        or (key == person.id and known.until is None)
    }
    if not open_keys:
        raise Refusal(
            say(
                "nobody has a key {key} that is in force beyond {day}; there is nothing to end",
                key=key,
                day=day,
            )
        )
    if len(open_keys) > 1:
        raise Refusal(say("{person} has several keys; name one: {keys}", person=key, keys=tuple(open_keys)))
    [(owner, route, found)] = open_keys.values()
    if found.from_ > day:
        raise Refusal(
            say(
                "the key begins on {first}, after {day}; end it on that day or later, or take the line out "
                "by hand",
                first=found.from_,
                day=day,
            )
        )
    sheet.concerned.append(owner)
    yield Put((*route, "until"), day.isoformat())


@click.command("revoke-key")
@click.argument("key", metavar="KEY", type=NAME)
@click.option("--since", type=DAY, help="The day from which it does not count; by default today.")
@click.option(
    "--reason",
    type=click.Choice(["hilang", "bocor", "diganti"]),
    required=True,
    help="Lost; leaked, which puts in doubt what was signed with it; or replaced.",
)
@changing
def revoke_key(sheet: Sheet, key: str, since: date | None, reason: str) -> Iterator[Change]:
    """Revoke a key, by its fingerprint or by the id of somebody with only one; this is never taken back.

    \b
    Examples:
      lpsedocs roster revoke-key tia --reason hilang
      lpsedocs roster revoke-key tia --reason bocor --since 2026-07-01 --commit
    """
    owner, fingerprint = _revoked(sheet, key)
    if any(revocation.key == fingerprint for revocation in sheet.roster.revoked):
        raise Refusal(
            say("the key {key} is revoked already, and a revocation is never changed", key=fingerprint)
        )
    if owner is not None:
        sheet.concerned.append(owner)
    yield Append(("revoked",), {"key": fingerprint, "since": sheet.day(since), "reason": reason})


def _revoked(sheet: Sheet, key: str) -> tuple[str | None, str]:
    owners = {fingerprint_of(one): person.id for person in sheet.roster.people for one in person.keys}
    owners |= {fingerprint_in({"ssh": f.ssh, "openpgp": f.openpgp}): "" for f in sheet.roster.forges}
    owners |= {fingerprint_in({"ssh": witness.ssh}): "" for witness in sheet.roster.witnesses}
    if key in owners:
        return owners[key] or None, key
    revoked = {revocation.key for revocation in sheet.roster.revoked}
    own = [print_ for print_, owner in owners.items() if owner == key and print_ not in revoked]
    if len(own) == 1:
        return key, own[0]
    if own:
        raise Refusal(say("{person} has several keys; name one: {keys}", person=key, keys=tuple(own)))
    raise Refusal(
        say("the roster has no key {key}, and nobody of that id with a key that is not revoked", key=key)
    )
