"""An office in which every field of every kind of record is filled, made from the models alone."""

import hashlib
import itertools
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from lpsedocs.models import KINDS, Kind
from lpsedocs.models.conditions import ExactlyOne, Only
from lpsedocs.models.fields import Model
from lpsedocs.models.shapes import Choice, Fields, Items, Leaf, Shape, Slot, Table, slots_of
from tests.sites import ROOT

PEOPLE = ("kenari-orang-satu", "kenari-orang-dua")
FIRST_DAY = date(2031, 1, 1)
"""No day of the example office, and none of the examples on the pages of rules."""
VARIANTS = 8
"""Enough for every way in which keys exclude each other, with each of two words beside it."""

_PLACES: Mapping[str, tuple[str, ...]] = {
    "organization": ("organization",),
    "roster": ("roster",),
    "asset": ("assets/AST-001", "assets/AST-002"),
    "requirement": ("requirements/2031/KEB-2031-001", "requirements/2031/KEB-2031-002"),
    "kak": ("kak/2031/KAK-2031-001", "kak/2031/KAK-2031-002"),
    "proposal": ("proposals/2031/USL-2031-001", "proposals/2031/USL-2031-002"),
    "supplier": ("suppliers/SUP-001", "suppliers/SUP-002"),
    "inspection": ("inspections/2031/PRS-2031-001",),
    "form": ("forms/FRM-2031-LPSE",),
    "evaluation": ("evaluations/2031/EVL-2031-001", "evaluations/2031/EVL-2031-002"),
    "decision": ("decisions/EVL-2031-001/1", "decisions/KAK-2031-001/1"),
    "attestation": ("decisions/EVL-2031-001/1.witness",),
    "filing": ("filings/EVL-2031-001", "filings/KEB-2031-001"),
}
_FIXED: Mapping[str, Any] = {
    "timezone": "Asia/Jakarta",
    "language": "id",
    "weight": 100,
    "minimum": 1,
    "maximum": 4,
    "acquired": 2507,
    "in_use": 800_000_001,
    "year": 2508,
    "from_score": 1,
}
"""What has to fit to something else, or in a range, by its attribute."""
_TEXT = "a text with something to read"
_SSH = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI{}"
_PGP = "-----BEGIN PGP PUBLIC KEY BLOCK-----\n\n{}\n-----END PGP PUBLIC KEY BLOCK-----\n"
_FORMS: Mapping[str, Callable[[int], str]] = {
    "a SHA-256 of 64 small hexadecimal digits": lambda n: hashlib.sha256(str(n).encode()).hexdigest(),
    "a commit id of 40 or 64 small hexadecimal digits": lambda n: hashlib.sha1(str(n).encode()).hexdigest(),
    "a repository id of 32 small hexadecimal digits": lambda n: hashlib.md5(str(n).encode()).hexdigest(),
    "a short name of small letters, digits and underscores": lambda n: "kriteria",
    "a tax number (NPWP) of 15 or 16 digits, without dots": lambda n: f"09{n:014}",
    "a business number (NIB) of 13 digits": lambda n: f"99{n:011}",
    "a RUP code of 8 digits": lambda n: f"77{n:06}",
    "a postal code of 5 digits": lambda n: f"{n:05}",
    "an e-mail address such as lpse@provcontoh.example": lambda n: f"kenari{n:05}@contoh.example",
    "a web address that begins with https:// or http://": lambda n: f"https://kenari{n:05}.example/",
    "a person's id of small letters, digits and hyphens": lambda n: PEOPLE[n % 2],
    "an engagement id such as 2026-1": lambda n: f"2031-{n}",
    "an engagement such as SUP-001/2026-1": lambda n: f"SUP-001/2031-{n}",
    "a rule's code such as D204": lambda n: "D204",
    "a step's number such as 1.3, in quotes": lambda n: "1.3",
    "a score of the scale": lambda n: "1",
    "a score with two decimals in quotes, such as 3.14": lambda n: f"{n}.73",
    "an id of small letters, digits and hyphens": lambda n: f"kenari-{n:05}",
    "the numeric id of the account, in quotes": lambda n: f"88{n:08}",
    "a public SSH key on one line, as in the file ending in .pub": lambda n: _SSH.format(f"{n:043}"),
    "an armored OpenPGP certificate": lambda n: _PGP.format(f"Kenari{n:05}"),
    "a key's fingerprint such as SHA256:...": lambda n: f"SHA256:{n:043}",
}


@dataclass
class Filler:
    """Fills records; ``text`` writes the texts, each with a number of its own."""

    text: Callable[[int], str]
    files: dict[str, bytes] = field(default_factory=dict)
    """The attachments that the records cite."""
    _numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1_000))

    def record(self, kind: Kind, name: str, variant: int) -> dict[str, Any]:
        return self._fields(kind.model, name, variant)

    def _fields(self, model: type[Model], name: str, variant: int) -> dict[str, Any]:
        slots = slots_of(model)
        left_out = {
            key
            for condition in model.conditions
            if isinstance(condition, ExactlyOne)
            for position, key in enumerate(condition.keys)
            if position != variant % len(condition.keys)
        }
        data = {
            slot.key: self.slot(slot, name, variant) for slot in slots.values() if slot.name not in left_out
        }
        if "file" in data and "sha256" in data:
            data["sha256"] = self._attach(data["file"])
        for condition in model.conditions:
            if isinstance(condition, Only) and condition.key in data:
                there = SimpleNamespace(**{slot.name: data.get(slot.key) for slot in slots.values()})
                if not any(case.holds_in(there) for case in condition.when):
                    del data[condition.key]
        return data

    def _attach(self, path: str) -> str:
        content = f"Isi{path}".encode()
        self.files[path] = content
        return hashlib.sha256(content).hexdigest()

    def slot(self, slot: Slot, name: str, variant: int) -> Any:
        if slot.name == "id" and (own := _own_id(slot, name)):
            return own
        if slot.name == "from_" and isinstance(slot.shape, Leaf) and slot.shape.type is Decimal:
            return _FIXED["from_score"]
        if slot.name in _FIXED:
            return _FIXED[slot.name]
        return self._value(slot.shape, name, variant)

    def _value(self, shape: Shape, name: str, variant: int) -> Any:
        match shape:
            case Fields(model=model):
                return self._fields(model, name, variant)
            case Items(item=item):
                return self._items(item, name, variant)
            case Table(key=key, value=value):
                return {str(self.leaf(key, name, variant)): self._value(value, name, variant)}
            case Choice(by_tag=options):
                return self._value(options[variant % len(options)][1], name, variant)
            case Leaf():
                return self.leaf(shape, name, variant)

    def _items(self, item: Shape, name: str, variant: int) -> list[Any]:
        is_whole = isinstance(item, Fields) and "weight" not in slots_of(item.model)
        has_bands = isinstance(item, Fields) and {"id", "title", "from"} == set(slots_of(item.model))
        if not is_whole or has_bands:
            return [self._value(item, name, variant)]
        return [self._value(item, name, variant + number) for number in range(VARIANTS)]

    def leaf(self, leaf: Leaf, name: str, variant: int) -> Any:
        number = next(self._numbers)
        if leaf.values:
            return leaf.values[(variant + variant // 4) % len(leaf.values)]
        if leaf.type is bool:
            return bool(variant % 2)
        if leaf.type is int:
            return 3
        if leaf.type is Decimal:
            return 700_000_000 + number
        if leaf.type is not str:
            day = (FIRST_DAY + timedelta(days=number)).isoformat()
            return day if leaf.type is date else f"{day}T01:02:03Z"
        return self._text(leaf, name, number, variant)

    def _text(self, leaf: Leaf, name: str, number: int, variant: int) -> str:
        if leaf.due is None or leaf.due == _TEXT:
            return self.text(number)
        if leaf.due.startswith("a path such as"):
            return f"attachments/{name}/kenari{number:05}.pdf"
        if leaf.refers and "person" not in leaf.refers and "engagement" not in leaf.refers:
            places = _PLACES[leaf.refers[0]]
            return places[variant % len(places)].rpartition("/")[2]
        if leaf.due.startswith(("an id such as", "an evaluation, a requirement")):
            return "SUP-001"
        return _FORMS[leaf.due](number)


def _own_id(slot: Slot, name: str) -> str | None:
    is_record = isinstance(slot.shape, Leaf) and (slot.shape.due or "").startswith("an id such as ")
    return name if is_record else None


def fill(workspace: Path, text: Callable[[int], str]) -> Path:
    """Write the office into a new folder."""
    filler = Filler(text)
    (workspace / "docs").mkdir(parents=True)
    (workspace / "mkdocs.yml").write_bytes((ROOT / "tests/filled.yml").read_bytes())
    for kind in KINDS:
        for variant, place in enumerate(_PLACES[kind.name]):
            data = filler.record(kind, place.rpartition("/")[2], variant)
            if kind.name == "roster":
                data["people"] = [
                    {**one, "id": id_} for one, id_ in zip(data["people"], PEOPLE, strict=False)
                ]
            _write(
                workspace / "records" / f"{place}.yaml",
                json.dumps(data, ensure_ascii=False, indent=1).encode(),
            )
    for path, content in filler.files.items():
        _write(workspace / "records" / path, content)
    return workspace


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
