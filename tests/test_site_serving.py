"""Serving while people write: file by file what a whole build makes, whatever was saved."""

import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib import resources
from pathlib import Path
from random import Random

import pytest
from hypothesis import settings
from mkdocs.commands.build import build
from mkdocs.exceptions import MkDocsException

from lpsedocs.checker import Report
from lpsedocs.findings import Severity
from lpsedocs.language import INDONESIAN, Language
from lpsedocs.site.building import Order, configured, plugin_of
from lpsedocs.site.editions import Edition
from lpsedocs.site.serving import ServedSite
from lpsedocs.workspace import Workspace
from tests.sites import ROOT, TODAY, contents_of, copy_of_example

URL = "http://127.0.0.1:8000/"


@dataclass
class Served:
    """A served copy of the example office."""

    workspace: Path
    folder: Path
    reports: list[Report] = field(default_factory=list)

    def __post_init__(self) -> None:
        order = Order(Workspace(self.workspace), Edition.OFFICE, INDONESIAN, TODAY)
        self.order, self.site = order, ServedSite(order, self.folder, URL, self._tell)

    def _tell(self, report: Report, language: Language) -> None:
        self.reports.append(report)

    def contents(self) -> dict[str, bytes]:
        """Return every file that the server has, as a browser gets it."""
        self.site.make_all()
        return contents_of(self.folder)

    def page(self, path: str) -> str:
        self.site.make(f"/{path}")
        return (self.folder / path).read_text("utf-8")

    def whole(self, folder: Path) -> dict[str, bytes] | None:
        """Return what a whole build makes; None where it refuses."""
        try:
            config = configured(self.order, folder, is_strict=False)
            config.site_url = URL
            plugin_of(config).tell = lambda report, language: None
            build(config, serve_url=URL)
        except MkDocsException:
            return None
        return contents_of(folder)


@pytest.fixture
def served(tmp_path: Path) -> Served:
    served = Served(copy_of_example(tmp_path / "office"), tmp_path / "site")
    served.site.renew()
    return served


def test_a_page_is_made_when_it_is_asked_for(served: Served) -> None:
    path = served.folder / "aset/AST-001/index.html"
    assert not path.exists()

    served.site.make("/aset/AST-001/")

    assert "AST-001" in path.read_text("utf-8")
    assert not (served.folder / "aset/AST-002/index.html").exists()


def test_what_a_browser_has_open_is_made_anew_with_each_change(served: Served) -> None:
    before = served.page("aset/AST-001/index.html")
    record = served.workspace / "records/assets/AST-001.yaml"
    record.write_text(record.read_text().replace("name: ", "name: Baru "))

    served.site.renew()

    after = (served.folder / "aset/AST-001/index.html").read_text("utf-8")
    assert "Baru " in after
    assert "Baru " not in before


def test_only_a_change_of_what_is_around_the_pages_lets_mkdocs_build(
    served: Served, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", "mkdocs")
    record = served.workspace / "records/assets/AST-001.yaml"
    record.write_text(record.read_text() + "# diperiksa\n")
    served.site.renew()
    assert "Documentation built" not in caplog.text

    (served.workspace / "docs/panduan/index.md").write_text("# Panduan\n")
    served.site.renew()
    assert "Documentation built" in caplog.text


def copy_record(workspace: Path, old: str, new: str) -> Path:
    record = workspace / f"records/assets/{old}.yaml"
    copy = record.with_name(f"{new}.yaml")
    copy.write_text(record.read_text().replace(old, new))
    return copy


def test_a_record_that_comes_or_goes_is_served_without_a_build_by_mkdocs(
    served: Served, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", "mkdocs")

    record = copy_record(served.workspace, "AST-001", "AST-901")
    served.site.renew()
    assert "AST-901" in served.page("aset/AST-901/index.html")
    assert "AST-901" in served.page("sitemap.xml")

    record.unlink()
    served.site.renew()
    served.site.make("/aset/AST-901/")
    assert not (served.folder / "aset/AST-901/index.html").exists()
    assert "AST-901" not in served.page("sitemap.xml")
    assert "Documentation built" not in caplog.text


def test_a_record_that_comes_has_its_link_to_the_forge(served: Served, tmp_path: Path) -> None:
    settings_file = served.workspace / "mkdocs.yml"
    text = settings_file.read_text().replace("  features:\n", "  features:\n    - content.action.edit\n")
    settings_file.write_text(text)
    served.site.renew()

    record = copy_record(served.workspace, "AST-001", "AST-901")
    served.site.renew()
    (record.parent / "lama").mkdir()
    record.rename(record.parent / "lama" / record.name)
    served.site.renew()

    assert "edit/main/records/assets/lama/AST-901.yaml" in served.page("aset/AST-901/index.html")
    assert served.contents() == served.whole(tmp_path / "whole")


def test_what_a_written_page_links_to_lets_mkdocs_build_when_it_comes(
    served: Served, caplog: pytest.LogCaptureFixture
) -> None:
    (served.workspace / "docs/panduan/index.md").write_text("[ada](../aset/AST%2D901/index.md)\n")
    served.site.renew()
    assert "AST%2D901/index.md" in served.page("panduan/index.html")
    caplog.set_level("INFO", "mkdocs")

    copy_record(served.workspace, "AST-001", "AST-901")
    served.site.renew()

    assert "../aset/AST-901/" in served.page("panduan/index.html")
    assert "Documentation built" in caplog.text


def test_a_record_that_would_hide_a_written_page_is_told(
    served: Served, caplog: pytest.LogCaptureFixture
) -> None:
    (served.workspace / "docs/aset").mkdir()
    (served.workspace / "docs/aset/AST-901.md").write_text("# Aset\n")
    served.site.renew()
    assert caplog.text == ""

    copy_record(served.workspace, "AST-001", "AST-901")
    served.site.renew()

    assert "aset/AST-901/index.md" in caplog.text
    assert "aset/AST-901.md" in caplog.text


def test_a_bad_record_is_told_and_does_not_stop_the_server(served: Served) -> None:
    record = served.workspace / "records/assets/AST-001.yaml"
    sound = record.read_text()
    record.write_text("id: [AST-001\n")

    served.site.renew()

    before, after = served.reports
    assert before.count(Severity.ERROR) == 0
    assert {str(f.location.path) for f in after.live if f.severity is Severity.ERROR} >= {
        "records/assets/AST-001.yaml"
    }
    assert "lp-status--error" in served.page("aset/AST-001/index.html")

    record.write_text(sound)
    served.site.renew()
    assert served.reports[-1].count(Severity.ERROR) == 0


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param("site_name: [\n", "mkdocs.yml", id="a broken configuration"),
        pytest.param("site_name: LPSE\n", "lpsedocs", id="a configuration without the plugin"),
    ],
)
def test_what_can_not_be_built_leaves_the_site_as_it_was(
    served: Served, caplog: pytest.LogCaptureFixture, text: str, said: str
) -> None:
    before = served.contents()
    (served.workspace / "mkdocs.yml").write_text(text)

    served.site.renew()

    assert served.contents() == before
    assert said in caplog.text


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param("{% if %}", "about.html:1", id="a template that can't be read"),
        pytest.param("{{ tidak_ada }}", "about.html", id="a template that asks for too much"),
    ],
)
def test_a_page_that_can_not_be_made_says_why_and_the_others_are_served(
    served: Served, caplog: pytest.LogCaptureFixture, text: str, said: str
) -> None:
    (served.workspace / "templates").mkdir()
    template = served.workspace / "templates/about.html"
    template.write_text(text)
    served.site.renew()

    assert said in served.page("tentang/index.html")
    assert said in caplog.text
    assert "AST-001" in served.page("aset/AST-001/index.html")

    template.unlink()
    served.site.renew()
    assert said not in served.page("tentang/index.html")


def test_with_plugins_of_others_everything_is_built_at_once(served: Served) -> None:
    hook = "def on_post_page(output, **_):\n    return output + '<!-- -->'\n"
    (served.workspace / "gema.py").write_text(hook)
    with (served.workspace / "mkdocs.yml").open("a") as file:
        file.write("hooks: [gema.py]\n")

    served.site.renew()

    assert (served.folder / "aset/AST-001/index.html").read_text("utf-8").endswith("<!-- -->")


# ---- Whatever was saved


RECORDS = sorted(p.relative_to(ROOT).as_posix() for p in (ROOT / "records").rglob("*.yaml"))
NUMBERED = [path for path in RECORDS if path[-8:-5].isdigit()]
ATTACHMENTS = sorted(p.relative_to(ROOT).as_posix() for p in (ROOT / "records/attachments").rglob("*.pdf"))
TEMPLATES = ("record.html", "list.html", "macros.html", "records/evaluation.html", "assets/lpsedocs.css")


class Office:
    """An office in which somebody edits, breaks, removes and renames whatever there is."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.chance = Random(seed)
        self.root = copy_of_example(folder / "office")
        shutil.rmtree(self.root / "docs/panduan")
        (self.root / "docs/panduan").mkdir()
        for name in ("index", "pengguna", "pengelola", "kepala", "asesor", "menulis-berkas", "tim-ti"):
            link = "[aset](../aset/AST-001/index.md) dan [usulan](../prosedur/1/index.md#langkah-1-1)"
            (self.root / f"docs/panduan/{name}.md").write_text(f"# {name}\n\nLihat {link}.\n")
        self.git("init", "--quiet", "--initial-branch=main")
        self.served = Served(self.root, folder / "site")
        self.save()
        self.compare()

    def git(self, *command: str) -> None:
        identity = ("user.name=Budi", "user.email=budi@lpse.example", "commit.gpgSign=false")
        options = [word for setting in identity for word in ("-c", setting)]
        subprocess.run(["git", *options, *command], cwd=self.root, check=True, capture_output=True)

    def save(self) -> None:
        """Let the server see a change, with some pages open."""
        self.served.site.renew()
        self.served.site.make("/aset/AST-001/index.html")
        self.served.site.make("/search/search_index.json")

    def compare(self) -> None:
        """Compare what is served with a whole build of the same state."""
        expected = self.served.whole(self.root.parent / "whole")
        assert expected is not None
        found = self.served.contents()
        assert [path for path in {*found, *expected} if found.get(path) != expected.get(path)] == []

    def here(self, paths: Sequence[str]) -> Path:
        """Return one of these files that is still there."""
        return self.chance.choice([file for path in paths if (file := self.root / path).is_file()])

    def reword(self) -> None:
        file = self.here([path for path in RECORDS if "/requirements/" in path or "/assets/" in path])
        word = self.chance.choice(["<b>Ubah</b>", "{{ 7 * 7 }}", "Perangkat"])
        file.write_text(re.sub("(title|name): .*", rf'\1: "{word}"', file.read_text(), count=1))

    def comment(self) -> None:
        with self.here(RECORDS).open("a") as file:
            file.write("# diperiksa\n")

    def break_(self) -> None:
        file = self.here(RECORDS)
        rest = self.chance.choice(["id: [", "- a\n", "id: x\nid: y\n", "\x07"])
        file.write_text(file.read_text()[:60] + rest)

    def remove(self) -> None:
        self.here(RECORDS + ATTACHMENTS).unlink()

    def restore(self) -> None:
        shutil.copytree(ROOT / "records", self.root / "records", dirs_exist_ok=True)

    def rename(self) -> None:
        file = self.here(NUMBERED)
        name = f"{file.stem[:-3]}{self.chance.randint(900, 999)}"
        text = file.read_text("utf-8", "replace").replace(file.stem, name)
        file.rename(file.with_name(f"{name}.yaml")).write_text(text)

    def add(self) -> None:
        file = self.here(NUMBERED)
        name = f"{file.stem[:-3]}{self.chance.randint(800, 802)}"
        text = file.read_text("utf-8", "replace").replace(file.stem, name)
        file.with_name(f"{name}.yaml").write_text(text)

    def take_back(self) -> None:
        for file in self.root.glob("records/**/*80[0-2].yaml"):
            file.unlink()

    def move(self) -> None:
        file = self.here(NUMBERED)
        (file.parent / "lama").mkdir(exist_ok=True)
        file.rename(file.parent / "lama" / file.name)

    def decide_otherwise(self) -> None:
        file = self.here([path for path in RECORDS if "/decisions/" in path])
        file.write_text(
            file.read_text().replace("disetujui", "evaluasi_ulang").replace("note: null", "note: x")
        )

    def change_office(self) -> None:
        file = self.here(["records/organization.yaml", "records/roster.yaml"])
        file.write_text(re.sub("(?m)^( *(?:- )?name: )", r"\1Baru ", file.read_text()))

    def change_form(self) -> None:
        file = self.here([path for path in RECORDS if "/forms/" in path])
        file.write_text(
            file.read_text().replace("title: ", "title: Baru ").replace("label: ", "label: Baru ")
        )

    def change_attachment(self) -> None:
        self.here(ATTACHMENTS).write_bytes(b"%PDF-1.7 lain\n")

    def override_template(self) -> None:
        name = self.chance.choice(TEMPLATES)
        file = self.root / "templates" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        shipped = resources.files("lpsedocs.templates").joinpath(name).read_text("utf-8")
        file.write_text(shipped + "{% if %}")
        self.served.site.renew()
        self.served.site.make("/aset/AST-001/index.html")
        file.write_text(f"{shipped}<!-- {self.chance.random()} -->")

    def drop_templates(self) -> None:
        shutil.rmtree(self.root / "templates", ignore_errors=True)

    def write_page(self) -> None:
        text = self.chance.choice(
            [
                *("# Lain\n", "[ada](../pemasok/index.md)\n", "[tidak](../aset/X/index.md)\n"),
                *("[nanti](../aset/AST-801/index.md)\n", "[surat](../berkas/SUP-001/kontrak.pdf)\n"),
            ]
        )
        (self.root / "docs/panduan/index.md").write_text(text)

    def name_site(self) -> None:
        file = self.root / "mkdocs.yml"
        file.write_text(
            re.sub("site_name: .*", f"site_name: LPSE & {self.chance.random()}", file.read_text())
        )

    def commit(self) -> None:
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "-m", "Simpan")


EDITS = (
    *(Office.reword, Office.comment, Office.break_, Office.remove, Office.rename, Office.move),
    *(Office.restore, Office.decide_otherwise, Office.change_office, Office.change_form),
    *(Office.change_attachment, Office.override_template, Office.drop_templates, Office.write_page),
    *(Office.name_site, Office.commit, Office.add, Office.add, Office.take_back),
)
SEEDS = range(max(1, settings.default.max_examples // 60))
"""More of them in a thorough run."""
STRIDE = 3 if len(SEEDS) == 1 else 1
"""After how many changes all is compared: a whole build takes twenty times as long as a change."""


@pytest.mark.parametrize("seed", SEEDS)
def test_whatever_is_saved_what_is_served_is_what_a_whole_build_makes(tmp_path: Path, seed: int) -> None:
    office = Office(tmp_path, seed)
    for number, edit in enumerate(office.chance.sample(EDITS, len(EDITS)), start=1):
        edit(office)
        office.save()
        if number % STRIDE == 0 or number == len(EDITS):
            office.compare()


# ---- In a browser's words


@contextmanager
def serving(workspace: Path) -> Iterator[str]:
    """Run ``lpsedocs serve`` and yield its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    run = "import sys; from lpsedocs.cli import main; sys.exit(main(sys.argv[1:]))"
    command = [sys.executable, "-c", run, "--root", str(workspace), "serve", "--address", address]
    with subprocess.Popen(
        [*command, "--today", TODAY.isoformat()], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        try:
            yield f"http://{address}"
        finally:
            process.terminate()


def eventually(url: str, word: str) -> str:
    end = time.monotonic() + 60
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(url) as answer:
                text: str = answer.read().decode()
        except OSError:
            text = ""
        if word in text:
            return text
        time.sleep(0.2)
    raise AssertionError(f"{url} never said {word}")


def test_a_browser_sees_what_was_saved(tmp_path: Path) -> None:
    workspace = copy_of_example(tmp_path / "office")
    with serving(workspace) as url:
        assert "livereload(" in eventually(f"{url}/aset/AST-001/index.html", "AST-001")
        record = workspace / "records/assets/AST-001.yaml"
        record.write_text(record.read_text().replace("name: ", "name: Baru "))

        assert "livereload(" in eventually(f"{url}/aset/AST-001/", "Baru ")
        assert "AST-001" in eventually(f"{url}/search/search_index.json", "Baru ")
        assert "BEGIN:VCALENDAR" in eventually(f"{url}/calendar.ics", "VCALENDAR")
