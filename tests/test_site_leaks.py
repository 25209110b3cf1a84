"""Nothing that the models mark internal or personal is in any byte of the public site.

What is withheld is read off the models here once more: the code that leaves it out is not its own judge.
"""

import gzip
import html
import json
import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from pydantic import BaseModel

from lpsedocs.language import INDONESIAN
from lpsedocs.models import KINDS
from lpsedocs.models.words import WORDS
from lpsedocs.site.editions import Edition
from lpsedocs.workspace import Workspace
from tests.filled import fill
from tests.showcase import Showcase
from tests.sites import TODAY, build, copy_of_example

SHIPPED = ("aturan/", "panduan/", "istilah/", "trust.html", "assets/javascripts/", "assets/stylesheets/")
"""What is the same in every office: guide, rules with examples that look like records, and the theme."""


# ---- What the models withhold


@dataclass(frozen=True)
class Told:
    """A single value of a record, and whether everybody may read it."""

    where: str
    value: Any
    is_public: bool


def told_by(record: BaseModel, where: str = "", *, around: bool = True) -> Iterator[Told]:
    """Yield every single value; it is public where its field is, and all that it stands in."""
    for name, about in type(record).model_fields.items():
        extra = about.json_schema_extra
        is_public = around and isinstance(extra, dict) and extra.get("audience") == "public"
        yield from _told(getattr(record, name), f"{where}.{name}", is_public or _is_opened(record, name))


def _is_opened(record: BaseModel, name: str) -> bool:
    """Tell whether a record itself opens what its model withholds: an announced HPS, a file marked public."""
    if name == "hps":
        return bool(record.hps_announced)  # type: ignore[attr-defined]
    return name in ("file", "sha256") and getattr(record, "audience", None) == "public"


def _told(value: Any, where: str, is_public: bool) -> Iterator[Told]:  # noqa: FBT001
    match value:
        case BaseModel():
            # A list of files is withheld as a whole, but not what is marked public in it.
            is_file = type(value).__name__ == "Attachment" and value.audience == "public"  # type: ignore[attr-defined]
            yield from told_by(value, where, around=is_public or is_file)
        case tuple():
            for position, item in enumerate(value):
                yield from _told(item, f"{where}[{position}]", is_public)
        case dict():
            for key, item in value.items():
                yield from _told(key, f"{where}.key", is_public)
                yield from _told(item, f"{where}[{key}]", is_public)
        case None | bool():
            return
        case _:
            yield Told(where, value, is_public)


def forms_of(value: Any) -> frozenset[str]:
    """Return how a value may be written on a page, as far as it tells anything by itself."""
    match value:
        case datetime():
            return forms_of(value.date())
        case date():
            written = (value.isoformat(), INDONESIAN.day(value), INDONESIAN.short_day(value))
            return frozenset(text.casefold() for text in written)
        case int() | Decimal():
            plain = str(int(value)) if value == int(value) else str(value)
            return frozenset({plain, INDONESIAN.number(value)}) if len(plain) >= 4 else frozenset()
        case str() if re.fullmatch("[0-9a-f]{32,64}", value):
            return frozenset({value, value[:12]})
        case str():
            # Of a long text each line that says something, without what makes it an item of a list.
            lines = (_plain(line).lstrip("-*#> ") for line in value.splitlines())
            return frozenset(line for line in lines if len(line) >= 14 or "\n" not in value)
    raise AssertionError(value)


ENGAGEMENT = re.compile(r"sup-[0-9]+/[0-9]+-[0-9]+")
"""An engagement by its supplier: both halves are public, wherever the whole is written."""


def withheld_from(workspace: Path) -> dict[str, str]:
    """Return each form of each withheld value, and where it stands; what is public elsewhere is no secret."""
    told = [
        Told(f"{entry.name}{one.where}", one.value, one.is_public)
        for entry in Workspace(workspace).load(TODAY).entries
        for one in told_by(entry.record)
    ]
    public = " ".join(
        form for one in told if one.is_public for form in (_plain(str(one.value)), *forms_of(one.value))
    )
    return {
        form: one.where
        for one in told
        if not one.is_public
        for form in forms_of(one.value)
        if form not in public and form not in WORDS and not ENGAGEMENT.fullmatch(form)
    }


# ---- What is in a site


def everything_in(site: Path) -> str:
    """Return the names and the contents of all files, as they are and decoded."""
    found: list[str] = []
    for path in sorted(site.rglob("*")):
        name = path.relative_to(site).as_posix()
        if path.is_file() and not name.startswith(SHIPPED):
            content = path.read_bytes()
            text = (gzip.decompress(content) if path.suffix == ".gz" else content).decode("utf-8", "replace")
            found += [name, *_decoded(_without_shipped(name, text))]
    return "\n".join(dict.fromkeys(_plain(text) for text in found))


def _without_shipped(name: str, text: str) -> str:
    if name == "search/search_index.json":
        docs = json.loads(text)["docs"]
        return json.dumps([one for one in docs if not one["location"].startswith(SHIPPED)])
    # The curves of the theme's icons are numbers.
    return re.sub(r' d="[^"]*"', "", text)


def _decoded(text: str) -> Iterator[str]:
    unescaped = html.unescape(html.unescape(text))
    yield from (text, unescaped)
    yield html.unescape(re.sub(r"<[^>]*>", "", text))
    yield html.unescape(re.sub(r"\\u([0-9a-fA-F]{4})", lambda match: chr(int(match[1], 16)), text))
    yield unquote(unescaped)
    # Calendars fold their lines.
    yield re.sub(r"\r?\n[ \t]", "", text).replace("\\,", ",").replace("\\;", ";")


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()


def leaks(withheld: dict[str, str], site: Path) -> dict[str, str]:
    everything = everything_in(site)
    return {form: where for form, where in withheld.items() if _stands_in(form, everything)}


def _stands_in(form: str, everything: str) -> bool:
    """Tell whether it stands there by itself: 'lina' is no part of 'salinan'."""
    alone, at = re.compile(rf"(?<!\w){re.escape(form)}(?!\w)"), everything.find(form)
    while at >= 0:
        if alone.match(everything, at):
            return True
        at = everything.find(form, at + 1)
    return False


# ---- Canaries in every field


def canary(number: int) -> str:
    """Return a text that stands nowhere else: on one line, or on several."""
    return f"Kenari{number:05}" + (f"\n\n- Kenari{number:05} bawah\n" if number % 3 == 0 else "")


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return fill(tmp_path_factory.mktemp("filled") / "office", canary)


@pytest.fixture(scope="session")
def sites(filled: Path) -> Path:
    folder = filled.parent / "sites"
    for edition in Edition:
        build(filled, edition, folder / edition.value)
    return folder


def test_every_field_of_every_kind_is_filled(filled: Path) -> None:
    entries = Workspace(filled).load(TODAY).entries

    assert [(str(entry.path), entry.misfits) for entry in entries if entry.record is None] == []
    assert {entry.kind for entry in entries} == set(KINDS)
    models = list(_models_in(entries))
    every = {f"{type(model).__name__}.{name}" for model in models for name in type(model).model_fields}
    assert (
        every - {f"{type(model).__name__}.{name}" for model in models for name in _filled_in(model)} == set()
    )


def _models_in(value: Any) -> Iterator[BaseModel]:
    match value:
        case BaseModel():
            yield value
            for name in type(value).model_fields:
                yield from _models_in(getattr(value, name))
        case tuple() | list():
            for item in value:
                yield from _models_in(getattr(item, "record", item))
        case dict():
            yield from _models_in(tuple(value.values()))


def _filled_in(model: BaseModel) -> Iterator[str]:
    return (name for name in type(model).model_fields if getattr(model, name) not in (None, (), {}))


def test_a_leak_would_be_seen_however_it_is_written(tmp_path: Path) -> None:
    (tmp_path / "sitemap.xml.gz").write_bytes(gzip.compress(b"<loc>Rahasia-satu</loc>"))
    (tmp_path / "a.html").write_text("<p>Raha<b>sia</b>&#45;dua &amp;#82;ahasia-tiga</p>")
    (tmp_path / "b.json").write_text('"\\u0052ahasia-empat"')
    (tmp_path / "c.ics").write_text("SUMMARY:Raha\r\n sia-lima")
    (tmp_path / "d.html").write_text('<a href="Rahasia%2Denam">')
    (tmp_path / "Rahasia-tujuh.pdf").write_bytes(b"")
    (tmp_path / "e.svg").write_text("<text>Rahasia-delapan</text>")
    numbers = ("satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan")

    assert [n for n in numbers if not leaks({f"rahasia-{n}": ""}, tmp_path)] == []


def test_no_canary_of_a_withheld_field_is_in_any_byte_of_the_public_site(filled: Path, sites: Path) -> None:
    withheld = {form: where for form, where in withheld_from(filled).items() if _is_canary(form)}
    assert len(withheld) > 400

    assert leaks(withheld, sites / "public") == {}
    # The same look finds them where they belong.
    in_office = leaks(withheld, sites / "office")
    places = set(withheld.values())
    assert len({withheld[form] for form in in_office}) > len(places) * 0.9


def _is_canary(form: str) -> bool:
    return bool(re.search(r"kenari|203[1-9]|204\d|[0-9a-f]{12}|\d[\d.]{6}|2507|2508", form))


def test_files_that_are_withheld_are_in_the_public_site_neither_by_name_nor_by_content(
    filled: Path, sites: Path
) -> None:
    told = [one for entry in Workspace(filled).load(TODAY).entries for one in told_by(entry.record)]
    public = {one.value for one in told if one.where.endswith(".file") and one.is_public}
    copied = {f"attachments/{path.relative_to(sites / 'public/berkas')}" for path in _files(sites)}
    contents = " ".join(path.read_text("utf-8") for path in _files(sites))

    assert public
    assert copied <= public
    assert set(re.findall(r"Isi(\S+)", contents)) <= public


def _files(folder: Path) -> list[Path]:
    return [path for path in (folder / "public/berkas").rglob("*") if path.is_file()]


# ---- The example office


def test_nothing_that_the_example_office_withholds_is_in_any_byte_of_its_public_site(tmp_path: Path) -> None:
    workspace = copy_of_example(tmp_path / "office")
    withheld = withheld_from(workspace)
    build(workspace, Edition.PUBLIC, tmp_path / "public")

    found = leaks(withheld, tmp_path / "public")

    # A position that the SOP names as well.
    assert found.keys() <= {"pengelola pendukung layanan"}
    assert len(withheld) > 500


def test_of_history_the_public_site_tells_days_and_no_names_words_or_commits(showcase: Showcase) -> None:
    site, told = showcase.site(Edition.PUBLIC), withheld_from(showcase.office)
    commits = [line.split("\0") for line in _log(showcase.office, "%H%x00%an%x00%ae%x00%cn%x00%ce%x00%s")]
    named = {commits[0][0], showcase.root}
    ids = {id_[:length] for id_, *_ in commits if id_ not in named for length in (7, 12, 40)}
    written = {_plain(text) for _, *texts in commits for text in texts}
    days = {form for day in _log(showcase.office, "%as") for form in forms_of(date.fromisoformat(day))}

    assert leaks(dict.fromkeys(ids | written, "the log"), site) == {}
    assert leaks(told, site).keys() - days <= {"pengelola pendukung layanan"}
    # The same look finds them where they belong.
    assert len(leaks(dict.fromkeys(ids | written, "the log"), showcase.site(Edition.OFFICE))) > 100


def _log(repository: Path, what: str) -> list[str]:
    command = ("git", "-C", str(repository), "log", f"--format={what}")
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
