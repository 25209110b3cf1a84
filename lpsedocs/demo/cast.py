"""Who acts in the demonstration: names, addresses, keys from fixed seeds, and the roster that says so."""

import copy
import hashlib
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import cached_property
from typing import Any

from lpsedocs.demo.openpgp import SeededOpenPgpKey
from lpsedocs.demo.scribe import Hand, SeededKey, Sign
from lpsedocs.demo.story import Stage, Story
from lpsedocs.demo.texts import rendered
from lpsedocs.models.roster import Roster

SEED = "contoh; bukan rahasia"
"""What every seed begins with: whoever reads this has all keys of the demonstration."""
GITHUB = Hand("GitHub", "noreply@github.com")
"""As whom github.com commits its merges."""
REPOSITORY = hashlib.sha256(f"{SEED}: repository".encode()).hexdigest()[:32]
"""The id of the demonstration's repository; never that of the office whose records it replays."""


@dataclass(frozen=True)
class Cast:
    """Everybody in the office's roster, with a key of the demonstration for each of their own."""

    roster: dict[str, Any]
    """The office's roster as data."""
    story: Story

    def hand(self, person: str) -> Hand:
        """Return whom a person's commits claim to be by: the name without titles."""
        known = self._people[person]
        return Hand(known["name"].partition(",")[0], known["emails"][0])

    def clicker(self, person: str) -> Hand:
        """Return as whom a person clicks on the forge, with a private address."""
        account = self.story.roster.accounts.get(person, "90000000")
        return Hand(self.hand(person).name, f"{account}+{person}-contoh@users.noreply.github.com")

    def sign(self, person: str, moment: datetime) -> Sign | None:
        """Return what signs for a person at a moment; None for somebody without a key on that day."""
        day = moment.date().isoformat()
        keys = enumerate(self._people[person].get("keys", []), 1)
        holding = [(n, key) for n, key in keys if key["from"] <= day <= (key.get("until") or day)]
        if not holding:
            return None
        number, key = holding[-1]
        if "openpgp" in key:
            return self._openpgp(person, number, key).signing_at(moment)
        return _ssh(person, number).sign

    def sign_as_forge(self, moment: datetime) -> Sign:
        """Return what signs for the forge at a moment."""
        return self._forge_key.signing_at(moment)

    @cached_property
    def _people(self) -> dict[str, dict[str, Any]]:
        return {person["id"]: person for person in self.roster["people"]}

    def _openpgp(self, person: str, number: int, key: dict[str, Any]) -> SeededOpenPgpKey:
        hand = self.hand(person)
        made = datetime.combine(date.fromisoformat(key["from"]), time(), UTC)
        return SeededOpenPgpKey(f"{SEED}: {person} {number}", f"{hand.name} ({SEED}) <{hand.email}>", made)

    @cached_property
    def _forge_key(self) -> SeededOpenPgpKey:
        made = datetime.combine(self.story.forge.from_, time(), UTC)
        return SeededOpenPgpKey(f"{SEED}: forge", f"GitHub ({SEED}) <{GITHUB.email}>", made)

    # -- the roster ----------------------------------------------------------------------------------

    def first_roster(self, day: date) -> bytes:
        """Return the roster of the root."""
        return self._roster_knowing(day.isoformat())

    def roster_of(self, stage: Stage) -> bytes:
        """Return the roster that a change leaves."""
        return self._roster_knowing(stage.knows.isoformat())

    def _roster_knowing(self, day: str) -> bytes:
        """Return the roster with what begins, and which ends are set, up to a day."""
        roles = _known(self.roster["roles"], day)
        holders = {role["person"] for role in roles}
        ended = {role["person"] for role in roles if "until" in role}
        people = [self._entry(p, day, ended) for p in self.roster["people"] if p["id"] in holders]
        forge = self.story.forge
        forges = [
            {
                "id": forge.id,
                "kind": "github",
                "committer": GITHUB.email,
                "openpgp": self._forge_key.certificate,
                "from": forge.from_.isoformat(),
            }
        ]
        changes = {"repository": REPOSITORY, "people": people, "roles": roles, "forges": forges}
        data = {**self.roster, **changes}
        text = rendered({key: data[key] for key in Roster.model_fields if key in data})
        return (self.story.roster.heading + text).encode()

    def _entry(self, person: dict[str, Any], day: str, ended: set[str]) -> dict[str, Any]:
        entry = copy.deepcopy(person)
        for number, key in enumerate(entry.get("keys", []), 1):
            if "openpgp" in key:
                key["openpgp"] = self._openpgp(entry["id"], number, key).certificate
            else:
                key["ssh"] = _ssh(entry["id"], number).line
        if "keys" in entry:
            entry["keys"] = _known(entry["keys"], day)
        if entry["id"] in self.story.roster.accounts:
            account = self.story.roster.accounts[entry["id"]]
            entry["forges"] = [{"forge": self.story.forge.id, "account": account}]
        if entry["id"] not in ended:
            entry["position"] = self.story.roster.positions.get(entry["id"], entry["position"])
        return entry


def _ssh(person: str, number: int) -> SeededKey:
    return SeededKey(f"{SEED}: {person} {number}")


def _known(spans: list[dict[str, Any]], day: str) -> list[dict[str, Any]]:
    """Return the spans that begin up to a day, without the ends that lie after it."""
    return [
        {name: value for name, value in span.items() if name != "until" or (value or day) <= day}
        for span in spans
        if span["from"] <= day
    ]
