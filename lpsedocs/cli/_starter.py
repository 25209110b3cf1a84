"""The workspace that init writes: a small office whose story ends shortly before the day of init."""

import calendar
import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import PurePosixPath
from string import Template
from typing import Final

from lpsedocs.corpus import RECORDS
from lpsedocs.deadlines import months_after
from lpsedocs.editing import annotated
from lpsedocs.language import Language
from lpsedocs.models import ATTACHMENTS, KINDS, kind_at_or_none
from lpsedocs.rules.examples import with_digests
from lpsedocs.schema import file_name, render

_STARTER = resources.files("lpsedocs") / "starter"
_HIDDEN: Final = "dot_"
"""Stands for the dot that a file's name begins with: packages leave hidden files out."""


@dataclass(frozen=True)
class Office:
    """What the new office is called, and the id of its repository."""

    name: str
    institution: str
    city: str
    repository: str


def workspace_files(office: Office, today: date, language: Language) -> dict[PurePosixPath, bytes]:
    """Return every file of a new workspace."""
    words = _words(office, today, language)
    texts = {PurePosixPath(path): _filled(item, words) for path, item in tree(_STARTER / "workspace")}
    schemas = {PurePosixPath("schemas", file_name(kind)): render(kind) for kind in KINDS}
    return {path: text.encode() for path, text in {**texts, **schemas}.items()} | _records(words, language)


def tree(folder: Traversable, path: str = "") -> Iterator[tuple[str, Traversable]]:
    """Yield each file below a folder of the starter, with its path in a workspace."""
    for item in sorted(folder.iterdir(), key=lambda item: item.name):
        if item.name == "__pycache__":  # an installer compiles the programs of the starter, too
            continue
        here = path + (f".{item.name.removeprefix(_HIDDEN)}" if item.name.startswith(_HIDDEN) else item.name)
        if item.is_dir():
            yield from tree(item, f"{here}/")
        else:
            yield here, item


def _filled(item: Traversable, words: Mapping[str, str]) -> str:
    return Template(item.read_text("utf-8")).substitute(words)


def _records(words: Mapping[str, str], language: Language) -> dict[PurePosixPath, bytes]:
    texts: dict[PurePosixPath, str] = {}
    for name, place in _places(words).items():
        text = _filled(_STARTER / "records" / name, words)
        kind = kind_at_or_none(place)
        texts[RECORDS / place] = annotated(text, kind.model, language) if kind else text
    return with_digests(texts)


def _places(words: Mapping[str, str]) -> dict[str, PurePosixPath]:
    """Return where each file of the starter belongs under ``records/``."""
    by_kind = {
        "asset.yaml": "AST-001",
        "requirement.yaml": words["requirement"],
        "kak.yaml": words["kak"],
        "proposal.yaml": words["proposal"],
        "supplier.yaml": "SUP-001",
        "inspection.yaml": words["inspection"],
        "evaluation.yaml": words["evaluation"],
        "form-LPSE.yaml": words["form"],
        "form-LKPP.yaml": words["other_form"],
    }
    return {
        "organization.yaml": PurePosixPath("organization.yaml"),
        "roster.yaml": PurePosixPath("roster.yaml"),
        **{name: _place(id_) for name, id_ in by_kind.items()},
        "decision-kak.yaml": PurePosixPath("decisions", words["kak"], "1.yaml"),
        "decision-evaluation.yaml": PurePosixPath("decisions", words["evaluation"], "1.yaml"),
        "filing.yaml": PurePosixPath("filings", f"{words['evaluation']}.yaml"),
        "kartu-pemeliharaan.csv": ATTACHMENTS / words["evaluation"] / "kartu-pemeliharaan.csv",
    }


def _place(id_: str) -> PurePosixPath:
    prefix, year, *_ = id_.split("-")
    kind = next(kind for kind in KINDS if kind.prefix == prefix)
    folder = PurePosixPath(kind.folder)
    return (folder / year if kind.by_year else folder) / f"{id_}.yaml"


def _words(office: Office, today: date, language: Language) -> dict[str, str]:
    days = _days(today)
    return {
        "name": json.dumps(office.name, ensure_ascii=False),
        "institution": json.dumps(office.institution, ensure_ascii=False),
        "city": json.dumps(office.city, ensure_ascii=False),
        "lines": json.dumps([office.institution.upper(), office.name.upper()], ensure_ascii=False),
        "language": language.code,
        "repository": office.repository,
        "requirement": f"KEB-{days['created'].year}-001",
        "kak": f"KAK-{days['drafted'].year}-001",
        "proposal": f"USL-{days['proposed'].year}-001",
        "engagement": f"{days['starts'].year}-1",
        "inspection": f"PRS-{days['inspected'].year}-001",
        "evaluation": f"EVL-{days['evaluated'].year}-001",
        "form": f"FRM-{today.year}-LPSE",
        "other_form": f"FRM-{today.year}-LKPP",
        "acquired": str(today.year - 3),
        "budget_year": str(days["starts"].year),
        "contract_digest": _digest("kontrak"),
        "nda_digest": _digest("nda"),
        **{name: day.isoformat() for name, day in days.items()},
    }


def _digest(paper: str) -> str:
    """Return the digest of a paper that there is none of: it is an example."""
    return hashlib.sha256(f"contoh {paper}".encode()).hexdigest()


def _days(today: date) -> dict[str, date]:
    """Return the days of the story: a contract for a year, evaluated after its first three months."""
    period_until = _last_month_end_before(today - timedelta(days=20))
    starts = months_after(period_until.replace(day=1), -2)
    ends = months_after(starts, 12) - timedelta(days=1)
    before = {
        "roles_from": 400,
        "budget_paper": 100,
        "created": 80,
        "handed_over": 79,
        "looked_up": 76,
        "budgeted": 74,
        "drafted": 70,
        "accepted": 67,
        "proposed": 62,
        "contracted": 12,
        "listed": 10,
    }
    after = {"inspected": 4, "evaluated": 7, "approved": 11, "filed": 13}
    visits = {f"visit_{number}": months_after(starts, number - 1) + timedelta(days=9) for number in (1, 2, 3)}
    return {
        "period_until": period_until,
        "starts": starts,
        "ends": ends,
        "nda_until": months_after(ends, 24),
        "form_from": _working_day(starts - timedelta(days=400)),
        **{name: _working_day(starts - timedelta(days=count)) for name, count in before.items()},
        **{name: _working_day(period_until + timedelta(days=count)) for name, count in after.items()},
        **{name: _working_day(day) for name, day in visits.items()},
    }


def _last_month_end_before(day: date) -> date:
    return day.replace(day=1) - timedelta(days=1)


def _working_day(day: date) -> date:
    """Return the day, or the Friday before it."""
    return day - timedelta(days=max(0, day.weekday() - calendar.FRIDAY))
