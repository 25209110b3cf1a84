"""Whole sites of the example office: links, hosts, leaks, hostile texts, and serving."""

import base64
import hashlib
import json
import posixpath
import re
import shutil
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from mkdocs.commands.build import build as build_by_mkdocs
from mkdocs.config import load_config
from playwright.sync_api import Browser

from lpsedocs.cli import main
from lpsedocs.findings import Refusal, Severity
from lpsedocs.language import ENGLISH, INDONESIAN
from lpsedocs.site.addresses import FOLDERS
from lpsedocs.site.building import Order, build_untrusted, commit_of
from lpsedocs.site.editions import Edition
from lpsedocs.workspace import Workspace
from tests.browser import served, visiting
from tests.showcase import example_site
from tests.sites import (
    EDITIONS,
    ROOT,
    TODAY,
    Tag,
    Written,
    build,
    contents_of,
    copy_of_example,
    rewritten,
    tags_of,
    words_of,
    written_in,
)


@dataclass(frozen=True)
class Site:
    """A site that was built."""

    folder: Path
    tags: tuple[Tag, ...]

    def text(self, path: str) -> str:
        return (self.folder / path).read_text("utf-8")


def site_of(workspace: Path, edition: Edition, folder: Path) -> Site:
    assert build(workspace, edition, folder).is_sound
    return Site(folder, tuple(tags_of(folder)))


def site_of_example(factory: pytest.TempPathFactory, edition: Edition) -> Site:
    folder = example_site(factory, edition)
    return Site(folder, tuple(tags_of(folder)))


@pytest.fixture(scope="session")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_of_example(tmp_path_factory.mktemp("example"))


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return site_of_example(tmp_path_factory, Edition.OFFICE)


@pytest.fixture(scope="session")
def public(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return site_of_example(tmp_path_factory, Edition.PUBLIC)


@pytest.fixture(scope="session", params=EDITIONS)
def site(request: pytest.FixtureRequest) -> Site:
    found = request.getfixturevalue(request.param.value)
    assert isinstance(found, Site)
    return found


# ---- Links and hosts


def test_every_link_leads_to_something(site: Site) -> None:
    ids = {(tag.page, tag.attributes["id"]) for tag in site.tags if "id" in tag.attributes}
    broken = [
        (tag.page, link)
        for tag, link in _links(site)
        if not urlsplit(link).netloc and not _leads_somewhere(site.folder, ids, tag.page, link)
    ]
    assert broken == []


def _links(site: Site) -> Iterator[tuple[Tag, str]]:
    for tag in site.tags:
        # The page for addresses that don't exist can't know where it is shown.
        if tag.page != "404.html":
            yield from ((tag, tag.attributes[name]) for name in ("href", "src") if tag.attributes.get(name))


def _leads_somewhere(folder: Path, ids: set[tuple[str, str]], page: str, link: str) -> bool:
    parts = urlsplit(link)
    if parts.scheme in ("mailto", "data"):
        return True
    target = posixpath.normpath(posixpath.join(posixpath.dirname(page), unquote(parts.path)))
    target = page if not parts.path else target
    if not (folder / target).is_file() or target.startswith(".."):
        return False
    return not parts.fragment or not target.endswith(".html") or (target, unquote(parts.fragment)) in ids


def test_pages_can_be_opened_from_a_disk(site: Site) -> None:
    folders = [
        (tag.page, link) for tag, link in _links(site) if not urlsplit(link).netloc and link.endswith("/")
    ]
    assert folders == []


def test_pages_from_a_disk_lose_the_search_before_the_theme_asks_for_its_index(site: Site) -> None:
    scripts = [tag.attributes.get("src", "") for tag in site.tags if tag.page == "index.html"]
    names = [posixpath.basename(script).partition(".")[0] for script in scripts if script]

    assert names.index("lpsedocs-disk") < names.index("bundle")
    assert "lpsedocs serve" in site.text("assets/lpsedocs-disk.js")


def test_nothing_is_loaded_from_another_host(site: Site) -> None:
    outside = {(tag.name, link) for tag, link in _links(site) if urlsplit(link).netloc}
    assert {name for name, _ in outside} <= {"a"}
    # The office's own site, and its forge, which only the office edition leads to.
    forge = {"git.provcontoh.example"} if site.folder.name == "office" else set()
    assert {urlsplit(link).netloc for _, link in outside} == {"lpse.provcontoh.example", *forge}
    for path, content in contents_of(site.folder).items():
        if path.endswith(".css"):
            addresses = re.findall(r"(?:url\(|@import)\s*['\"]?([^'\")]+)", content.decode())
            assert [a for a in addresses if urlsplit(a).netloc] == [], path


def test_pages_speak_the_language_of_the_office(site: Site) -> None:
    assert '<html lang="id"' in site.text("index.html")
    assert "Saring daftar" in site.text("assets/lpsedocs.js")


def test_the_menu_has_every_entry_page_and_no_record(office: Site) -> None:
    links = [
        posixpath.normpath(tag.attributes["href"])
        for tag in office.tags
        if tag.page == "index.html" and "md-nav__link" in tag.attributes.get("class", "") and tag.name == "a"
    ]
    assert {"meja/kepala-lpse/index.html", "kebutuhan/index.html", "panduan/pengguna.html"} <= set(links)
    assert [link for link in links if re.search(r"\d{3}/index\.html$", link)] == []


# ---- What the public edition leaves out


def test_no_text_that_is_not_public_is_in_any_file_of_the_public_site(
    example: Path, office: Site, public: Site
) -> None:
    withheld, told = _texts(example)
    everything = _searchable(public.folder)
    leaks = {text for text in withheld - told if text in everything}
    # A position of a person, and a word of the SOP.
    assert leaks <= {"Pengelola Pendukung Layanan"}
    # The same look finds them where they are meant to be.
    shown = _searchable(office.folder)
    assert sum(text in shown for text in withheld) > len(withheld) * 0.9


@pytest.mark.parametrize(
    "secret",
    [
        *("Joko Ibarat", "Budi Misal", "Tia Contohnya", "Agus Andai", "Rahma Umpama"),
        *("0999999990001000", "9999000000001", "joko@provcontoh.example", "layanan@ujiaman.example"),
        *("2,40", "3,14"),
        *("Lemari 2 map 14", "ssh-ed25519"),
    ],
)
def test_people_numbers_scores_and_places_of_papers_are_not_public(public: Site, secret: str) -> None:
    found = [
        path
        for path, content in contents_of(public.folder).items()
        if secret.encode() in content and not path.startswith((*_SHIPPED, "assets/", "search/", "istilah/"))
    ]
    assert found == []
    assert secret not in _searchable(public.folder)


def test_pictures_of_the_offices_pages_are_in_its_own_edition_only(office: Site, public: Site) -> None:
    """They show desks, scores and keys; the text of the guide goes on without them."""
    shown = {f"panduan/gambar/{path.name}" for path in (ROOT / "docs/panduan/gambar").iterdir()}

    assert {name for name in _pictures_in(office) if name.startswith("panduan/")} == shown
    assert _pictures_in(public) == set()
    assert not [tag for tag in public.tags if tag.name == "img" and tag.page.startswith("panduan/")]
    assert (
        b"Bila halaman itu dibuat dari sebuah permintaan" in contents_of(public.folder)["panduan/kepala.html"]
    )
    assert not list((ROOT / "lpsedocs/starter").rglob("*.png"))


def test_what_only_the_office_has_is_linked_and_listed_in_its_own_edition_alone(tmp_path: Path) -> None:
    workspace = copy_of_example(tmp_path / "office")
    (workspace / "docs/panduan/gambar/rahasia.md").write_text("# Rahasia\n")
    (workspace / "docs/panduan/index.md").write_text(
        "Lihat [meja](gambar/beranda.png), [aturan kantor](gambar/rahasia.md#satu) dan [kita](kepala.md).\n\n"
        '[![Meja](gambar/beranda.png)](gambar/rahasia.md) [lagi](<gambar/beranda%2Epng> "Meja")\n'
    )
    settings = workspace / "mkdocs.yml"
    menu = "nav:\n  - Catatan dalam:\n      - panduan/gambar/rahasia.md\n"
    settings.write_text(settings.read_text().replace("nav:\n", menu))

    for edition, is_there in ((Edition.OFFICE, True), (Edition.PUBLIC, False)):
        site = site_of(workspace, edition, tmp_path / "sites" / edition.value)
        page = site.text("panduan/index.html")
        assert 'href="kepala.html"' in page
        assert ("rahasia.html" in page) is is_there
        assert ("beranda.png" in page) is is_there
        said = words_of(page).replace(" ,", ",")
        assert "Lihat meja, aturan kantor dan kita" in said
        assert ("Catatan dalam" in said) is is_there


def _pictures_in(site: Site) -> set[str]:
    pictures = {name for name in contents_of(site.folder) if name.endswith((".png", ".jpg", ".svg"))}
    return {name for name in pictures if not name.startswith(("assets/", "berkas/"))}


def test_only_files_marked_public_are_part_of_the_public_site(office: Site, public: Site) -> None:
    in_office = {path for path in contents_of(office.folder) if path.startswith("berkas/")}
    in_public = {path for path in contents_of(public.folder) if path.startswith("berkas/")}

    assert in_public < in_office
    assert "berkas/SUP-002/sertifikat-keamanan-informasi.pdf" in in_public
    assert not any("EVL-" in path or "PRS-" in path for path in in_public)


def _texts(workspace: Path) -> tuple[set[str], set[str]]:
    """Return the texts that people wrote which are withheld from the public, and those that are not."""
    withheld: set[str] = set()
    told: set[str] = set()
    for entry in Workspace(workspace).load(TODAY).entries:
        for written in written_in(entry):
            # What is shorter may be a word that stands anywhere.
            if len(written.passage.text) >= 14:
                (told if written.is_public else withheld).add(" ".join(written.passage.text.split()))
    everything_told = " ".join(told)
    return {text for text in withheld if text not in everything_told}, told


LOGO = "records/attachments/organization/logo.svg"
_SHIPPED = ("aturan/", "panduan/")
"""Pages that say the same for every office, with examples that may look like its records."""


@cache
def _searchable(folder: Path) -> str:
    pages = {path: text for path, text in contents_of(folder).items() if path.endswith(".html")}
    texts = [words_of(text.decode()) for path, text in pages.items() if not path.startswith(_SHIPPED)]
    index = json.loads((folder / "search/search_index.json").read_text("utf-8"))["docs"]
    entries = [f"{e['title']} {e['text']}" for e in index if not e["location"].startswith(_SHIPPED)]
    tags = (tag for tag in tags_of(folder) if not tag.page.startswith(_SHIPPED))
    attributes = [value for tag in tags for value in tag.attributes.values()]
    return " ".join(" ".join([*texts, *entries, *attributes]).split())


# ---- Hostile texts

HOSTILE = (
    '<script>alert(1)</script><img src="https://evil.example/a.png" onerror=alert(1)>'
    "\"'><a href=\"javascript:alert(1)\" onclick='alert(1)'>a</a> [b](javascript:alert(1)) "
    "![c](https://evil.example/c.png) <javascript:alert(1)> {{7*7}} {% raise %} ${7*7} "
    "</title></textarea></style><svg onload=alert(1)> &lt;script&gt;alert(1)&lt;/script&gt; "
    "&amp;lt;img src=x&amp;gt; \u202e \u2066 \0title\0"
)


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Site:
    workspace = copy_of_example(tmp_path_factory.mktemp("hostile"))
    corpus = Workspace(workspace).load(TODAY)
    for entry in corpus.entries:
        (workspace / entry.path).write_bytes(rewritten(entry, _hostile))
    again = Workspace(workspace).load(TODAY)
    assert [entry.misfits for entry in again.entries if entry.record is None] == []
    return site_of(workspace, Edition.OFFICE, workspace / "build")


def _hostile(written: Written) -> str:
    text, route = written.passage.text, written.passage.route
    if route == ("timezone",):
        return text
    return f"{HOSTILE}\n\n| a |\n|---|\n| {HOSTILE} |\n" if "\n" in text else HOSTILE


def test_hostile_texts_are_shown_as_they_are(hostile: Site) -> None:
    for page in (
        "pemasok/SUP-001",
        "kebutuhan/KEB-2026-003",
        "evaluasi/EVL-2026-003",
        "kantor",
        "aset/AST-001",
    ):
        words = words_of(hostile.text(f"{page}/index.html"))
        assert "<script>alert(1)</script>" in words, page
        assert "{{7*7}} {% raise %}" in words, page


def test_signs_that_turn_text_around_or_hide_it_are_in_no_file(hostile: Site) -> None:
    written = [
        path for path, content in contents_of(hostile.folder).items() if b"onerror=alert(1)" in content
    ]
    assert len(written) > 80
    signs = re.compile("[\0\u202e\u2066]")
    assert [path for path in written if signs.search(hostile.text(path))] == []


def test_hostile_texts_make_no_tags_and_no_attributes(hostile: Site, office: Site) -> None:
    foreign = [
        tag
        for tag in hostile.tags
        if tag.name in ("img", "iframe", "object", "embed", "base", "form")
        and tag.attributes.get("class", "") != "md-search__form"
        and not _is_our_logo(tag)
        and not _is_of_the_guide(tag)
    ]
    assert [tag for tag in foreign if "evil" in str(tag.attributes) or tag.name != "form"] == []
    acting = [
        (tag.page, name)
        for tag in hostile.tags
        for name, value in tag.attributes.items()
        if name.startswith("on") or value.strip().lower().startswith(("javascript:", "data:text"))
    ]
    assert acting == []
    assert {tag.attributes.get("src", tag.text) for tag in hostile.tags if tag.name == "script"} <= {
        tag.attributes.get("src", tag.text) for tag in office.tags if tag.name == "script"
    }
    assert {tag.name for tag in hostile.tags} <= {tag.name for tag in office.tags} | {"a", "table"}


def _is_our_logo(tag: Tag) -> bool:
    """Tell whether it is the picture of the letterhead, which holds its bytes itself."""
    source = f"data:image/svg+xml;base64,{b64encode((ROOT / LOGO).read_bytes()).decode()}"
    return tag.name == "img" and tag.attributes == {"class": "lp-kop__logo", "src": source, "alt": ""}


def _is_of_the_guide(tag: Tag) -> bool:
    """Tell whether it is a picture on a page that no record has a say in."""
    pictures = {f"gambar/{path.name}" for path in (ROOT / "docs/panduan/gambar").iterdir()}
    return tag.name == "img" and tag.page.startswith("panduan/") and tag.attributes["src"] in pictures


def test_hostile_texts_load_nothing(hostile: Site) -> None:
    outside = {(tag.name, urlsplit(link).netloc) for tag, link in _links(hostile) if urlsplit(link).netloc}
    assert {name for name, _ in outside} <= {"a"}


def test_hostile_titles_are_titles(hostile: Site) -> None:
    # A drawing has a title too, by whose id it is called.
    [title] = [
        tag
        for tag in hostile.tags
        if tag.page == "pemasok/SUP-001/index.html" and tag.name == "title" and "id" not in tag.attributes
    ]
    assert "alert(1)" in title.text
    assert "<script" not in title.text


def test_hostile_texts_in_the_search_index_are_escaped(hostile: Site) -> None:
    index = json.loads(hostile.text("search/search_index.json"))
    ours = [entry for entry in index["docs"] if entry["location"].startswith((*FOLDERS.values(), "kantor/"))]
    assert len(ours) > 80
    paragraphs = re.compile("</?p>")
    assert [e["location"] for e in ours if "<" in e["title"] + paragraphs.sub("", e["text"])] == []


def test_building_again_leaves_nothing_of_the_earlier_site(tmp_path: Path) -> None:
    workspace = copy_of_example(tmp_path / "office")
    build(workspace, Edition.PUBLIC, tmp_path / "site")
    (workspace / "records/assets/AST-010.yaml").unlink()

    build(workspace, Edition.PUBLIC, tmp_path / "site")

    assert not (tmp_path / "site/aset/AST-010").exists()


# ---- Building


def test_the_example_office_builds_without_a_warning(
    example: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    built = build(example, Edition.PUBLIC, tmp_path / "site")

    assert built.is_sound
    assert built.report
    assert built.report.count(Severity.ERROR) == 0
    assert capsys.readouterr().err == ""


def test_the_plugin_alone_makes_the_public_edition(example: Path, tmp_path: Path) -> None:
    build_by_mkdocs(load_config(str(example / "mkdocs.yml"), site_dir=str(tmp_path / "site"), strict=True))

    assert (tmp_path / "site/pemasok/SUP-001/index.html").is_file()
    assert not (tmp_path / "site/meja").exists()


def test_tables_of_a_written_page_are_as_ours_and_named_by_the_heading_above(
    tmp_path: Path,
) -> None:
    table = "| a | b |\n|---|---|\n| 1 | 2 |\n"
    workspace = copy_of_example(tmp_path / "office")
    (workspace / "docs/panduan/index.md").write_text(f"{table}\n# Panduan\n\n## Siapa & *apa*\n\n{table}")

    page = site_of(workspace, Edition.PUBLIC, tmp_path / "site").text("panduan/index.html")

    assert re.findall(r'<div class="lp-table" ([^>]+)>\s*<table role="table">', page) == [
        'role="region" aria-label="Index" tabindex="0"',
        'role="region" aria-label="Siapa &amp; apa" tabindex="0"',
    ]
    assert page.count('<td role="cell" data-label="b">2</td>') == 2


def test_a_warning_of_mkdocs_makes_the_build_fail(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    workspace = copy_of_example(tmp_path / "office")
    (workspace / "docs/panduan/index.md").write_text("[hilang](tidak-ada.md)\n")

    assert not build(workspace, Edition.PUBLIC, tmp_path / "site").is_sound
    assert "tidak-ada.md" in capsys.readouterr().err


def test_records_with_errors_are_built_and_told_by_the_exit_code(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    workspace = copy_of_example(tmp_path / "office")
    (workspace / "records/assets/AST-001.yaml").write_text("id: AST-001\n")
    wish = ["--root", str(workspace), "--lang", "en", "build", "--today", "2026-07-15", "--edition", "office"]

    assert main(wish) == 1

    assert "the records have" in capsys.readouterr().err
    page = (workspace / "build/office/aset/AST-001/index.html").read_text("utf-8")
    assert "can&#39;t be shown" in page


def test_the_command_builds_the_public_edition_unless_told_otherwise(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    workspace = copy_of_example(tmp_path / "office")

    assert main(["--root", str(workspace), "--lang", "en", "build", "--today", "2026-07-15"]) == 0

    assert capsys.readouterr().out == f"the site lies in {workspace}/build/public\n"
    assert '<html lang="en"' in (workspace / "build/public/index.html").read_text("utf-8")


@pytest.mark.parametrize("output", [".", "..", "records", "docs/site", "templates"])
def test_a_build_never_empties_the_workspace(tmp_path: Path, output: str) -> None:
    workspace = copy_of_example(tmp_path / "office")
    before = contents_of(tmp_path)

    with pytest.raises(Refusal, match="part of the workspace"):
        build(workspace, Edition.PUBLIC, workspace / output)
    assert contents_of(tmp_path) == before


def test_a_folder_with_other_things_is_not_emptied(tmp_path: Path) -> None:
    (tmp_path / "surat.txt").write_text("penting")

    with pytest.raises(Refusal, match="holds other things"):
        build(ROOT, Edition.PUBLIC, tmp_path)
    assert (tmp_path / "surat.txt").exists()


@pytest.mark.parametrize(
    "written",
    [
        pytest.param("aset/AST-001/index.md", id="the same page"),
        pytest.param("aset/AST-001/README.md", id="another name of the same page"),
        pytest.param("aset/AST-001.md", id="a page that a server takes for the folder"),
        pytest.param("Aset/ast-001/index.md", id="other letters for some servers and disks"),
        pytest.param("aset/AST-001/index.html", id="ready HTML"),
        pytest.param("index.md", id="the first page"),
        pytest.param("berkas/SUP-002/sertifikat-keamanan-informasi.pdf", id="an attachment"),
        pytest.param("assets/lpsedocs.js", id="a script"),
    ],
)
@pytest.mark.parametrize("folders", ["true", "false"], ids=["addresses of folders", "addresses of files"])
def test_what_is_written_in_the_place_of_a_page_of_the_records_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], written: str, folders: str
) -> None:
    workspace = copy_of_example(tmp_path / "office")
    shutil.rmtree(workspace / "docs")
    (workspace / "docs" / written).parent.mkdir(parents=True)
    (workspace / "docs" / written).write_text("Palsu\n")
    (workspace / "mkdocs.yml").write_text(
        f"site_name: LPSE\ntheme: material\nuse_directory_urls: {folders}\nplugins: [lpsedocs]\n"
    )

    assert not build(workspace, Edition.PUBLIC, tmp_path / "site", ENGLISH).is_sound

    said = capsys.readouterr().err.splitlines()[0]
    assert said.startswith("the page ")
    assert said.endswith(f" is made from the records, but {written} would stand in its place; rename it")


def written_by_hand(tmp_path: Path) -> Path:
    """Return a workspace whose ``docs/`` holds one page."""
    workspace = copy_of_example(tmp_path / "office")
    shutil.rmtree(workspace / "docs")
    (workspace / "docs").mkdir()
    (workspace / "docs" / "panduan.md").write_text("# Panduan\n")
    (workspace / "mkdocs.yml").write_text("site_name: LPSE\ntheme: material\nplugins: [lpsedocs]\n")
    return workspace


@pytest.mark.parametrize(
    ("place", "to"),
    [
        pytest.param("docs/lampiran", "../records/attachments", id="to internal attachments"),
        pytest.param("docs/peran.txt", "../records/roster.yaml", id="to a file"),
        pytest.param("docs/env.txt", "/proc/self/environ", id="outside of the office"),
        pytest.param("docs/sini", ".", id="to its own folder"),
        pytest.param("docs/.a", ".", id="a hidden one to its own folder"),
        pytest.param("docs/tiada", "nirgends", id="to nothing"),
    ],
)
@pytest.mark.parametrize("edition", Edition)
def test_a_link_among_what_is_written_by_hand_is_refused_before_it_is_followed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], place: str, to: str, edition: Edition
) -> None:
    workspace = written_by_hand(tmp_path)
    (workspace / place).symlink_to(to)
    (workspace / "docs" / "folder").mkdir()

    assert not build(workspace, edition, tmp_path / "site", ENGLISH).is_sound

    assert capsys.readouterr().err.splitlines()[0] == (
        f"{place} is a link, and whatever it leads to would be published; put the file itself there"
    )
    assert not (tmp_path / "site").exists()


def test_a_folder_of_written_pages_that_is_a_link_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    workspace = written_by_hand(tmp_path)
    shutil.rmtree(workspace / "docs")
    (workspace / "docs").symlink_to("records/attachments")

    assert not build(workspace, Edition.PUBLIC, tmp_path / "site", ENGLISH).is_sound

    assert capsys.readouterr().err.splitlines()[0] == (
        "docs is a link, and whatever it leads to would be published; put the file itself there"
    )


def test_the_lock_of_an_editor_is_in_nobodys_way(tmp_path: Path) -> None:
    workspace = written_by_hand(tmp_path)
    (workspace / "docs" / ".#panduan.md").symlink_to("ani@kantor.1234:1")

    assert build(workspace, Edition.PUBLIC, tmp_path / "site", ENGLISH).is_sound


def test_what_is_written_in_the_place_of_a_file_of_the_theme_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Every page of a record would run it, or look as it says."""
    workspace = written_by_hand(tmp_path)
    assert build(workspace, Edition.PUBLIC, tmp_path / "site", ENGLISH).is_sound
    [script] = (tmp_path / "site").glob("assets/javascripts/bundle.*.js")
    [style] = (tmp_path / "site").glob("assets/stylesheets/main.*.css")
    for file in (script, style, tmp_path / "site" / "sitemap.xml"):
        written = file.relative_to(tmp_path / "site")
        (workspace / "docs" / written).parent.mkdir(parents=True, exist_ok=True)
        (workspace / "docs" / written).write_bytes(b"/* */")
        capsys.readouterr()

        assert not build(workspace, Edition.PUBLIC, tmp_path / "other", ENGLISH).is_sound

        assert capsys.readouterr().err.splitlines()[0] == (
            f"{written} would take the place of a file of the theme, by which every page is shown; give it "
            "another name (and a picture is named in mkdocs.yml, as in 'theme: favicon')"
        )
        (workspace / "docs" / written).unlink()


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("aset/AST-001/index.html.gz", "aset/AST-001/index.html"),
        ("Panduan/index.html.BR", "Panduan/index.html"),
        ("sitemap.xml.gz", "sitemap.xml"),
        ("search/search_index.json.gz", "search/search_index.json"),
    ],
)
def test_what_servers_show_in_place_of_a_page_since_it_is_called_like_that_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], written: str, name: str
) -> None:
    workspace = written_by_hand(tmp_path)
    (workspace / "docs" / written).parent.mkdir(parents=True, exist_ok=True)
    (workspace / "docs" / written).write_bytes(b"palsu")
    (workspace / "docs" / "data.tar.gz").write_bytes(b"")

    assert not build(workspace, Edition.PUBLIC, tmp_path / "site", ENGLISH).is_sound

    assert capsys.readouterr().err.splitlines()[0] == (
        f"a web server may show {written} in place of {name}, whatever it holds; remove it"
    )


# ---- Records of somebody who isn't trusted

HOOK = """\
import pathlib
pathlib.Path(__file__).with_name("ran").touch()
"""


@pytest.fixture
def trap(tmp_path: Path) -> Path:
    """A workspace that brings more than records, all of which leaves a trace when it is used."""
    workspace = copy_of_example(tmp_path / "office")
    (workspace / "hook.py").write_text(HOOK)
    (workspace / "mkdocs.yml").write_text(
        (workspace / "mkdocs.yml")
        .read_text("utf-8")
        .replace("name: material", "name: material\n  custom_dir: theme")
        + "hooks: [hook.py]\nextra_javascript: [https://evil.example/terjebak.js]\n"
    )
    for place in (
        "templates/about.html",
        "templates/assets/lpsedocs.js",
        "theme/main.html",
        "docs/terjebak.md",
    ):
        (workspace / place).parent.mkdir(parents=True, exist_ok=True)
        (workspace / place).write_text("TERJEBAK")
    return workspace


def test_what_a_workspace_brings_is_used_by_a_plain_build(trap: Path, tmp_path: Path) -> None:
    build(trap, Edition.PUBLIC, tmp_path / "site")

    assert (trap / "ran").exists()
    assert (tmp_path / "site/tentang/index.html").read_text("utf-8") == "TERJEBAK"


@pytest.mark.parametrize("edition", EDITIONS)
def test_nothing_but_its_records_is_used_of_a_workspace_that_is_not_trusted(
    trap: Path, tmp_path: Path, edition: Edition, capsys: pytest.CaptureFixture[str]
) -> None:
    wish = ["--root", str(trap), "--lang", "id", "build", "--untrusted", "--today", "2026-07-15"]

    assert main([*wish, "--edition", edition.value, "--output", str(tmp_path / "site")]) == 0

    assert capsys.readouterr().err == ""
    assert not (trap / "ran").exists()
    built = contents_of(tmp_path / "site")
    assert [path for path, content in built.items() if b"TERJEBAK" in content or b"terjebak" in content] == []
    assert built["assets/lpsedocs.js"] == (ROOT / "templates/assets/lpsedocs.js").read_bytes()
    assert "pemasok/SUP-001/index.html" in built


def test_broken_settings_do_not_stop_a_build_that_ignores_them(tmp_path: Path) -> None:
    workspace = copy_of_example(tmp_path / "office")
    (workspace / "mkdocs.yml").write_text("!!python/object/apply:os.system [false]\n")

    order = Order(Workspace(workspace), Edition.PUBLIC, INDONESIAN, TODAY)

    assert build_untrusted(order, tmp_path / "site").is_sound


# ---- What web servers are told


def test_every_inline_script_of_the_theme_is_allowed_and_no_other(site: Site) -> None:
    inline = {
        tag.text
        for tag in site.tags
        if tag.name == "script" and "src" not in tag.attributes and "type" not in tag.attributes
    }
    policy = site.text("_headers")

    assert all(f"'sha256-{_digest(script)}'" in policy for script in inline)
    assert policy.count("'sha256-") == len(inline)
    assert "unsafe" not in policy


def test_a_script_that_only_some_page_has_is_not_allowed(tmp_path: Path) -> None:
    workspace = copy_of_example(tmp_path / "office")
    page = workspace / "docs/panduan/index.md"
    page.write_text(page.read_text("utf-8") + "\n<script>planted()</script>\n")

    assert build(workspace, Edition.PUBLIC, tmp_path / "site").is_sound

    assert "planted()" in (tmp_path / "site/panduan/index.html").read_text("utf-8")
    assert _digest("planted()") not in (tmp_path / "site/_headers").read_text("utf-8")


def test_each_server_is_told_the_same(site: Site) -> None:
    policy = site.text("_headers").splitlines()[1].strip().removeprefix("Content-Security-Policy: ")

    assert f'  Header always set Content-Security-Policy "{policy}"\n' in site.text(".htaccess")
    assert f'add_header Content-Security-Policy "{policy}" always;\n' in site.text("headers.nginx.conf")
    assert policy.startswith("default-src 'none'; script-src 'self' 'sha256-")


def test_headers_that_an_office_wrote_itself_stay(tmp_path: Path) -> None:
    workspace = copy_of_example(tmp_path / "office")
    (workspace / "docs/_headers").write_text("/*\n  X-Milik: kami\n")

    assert build(workspace, Edition.PUBLIC, tmp_path / "site").is_sound

    assert (tmp_path / "site/_headers").read_text("utf-8") == "/*\n  X-Milik: kami\n"


def _digest(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()


# ---- What can't be built


def test_without_the_plugin_there_is_nothing_to_build(tmp_path: Path) -> None:
    workspace = copy_of_example(tmp_path / "office")
    (workspace / "mkdocs.yml").write_text("site_name: LPSE\n")

    with pytest.raises(Refusal, match="doesn't name the plugin"):
        build(workspace, Edition.PUBLIC, tmp_path / "site")


def test_a_template_of_the_workspace_comes_before_ours(tmp_path: Path) -> None:
    workspace = copy_of_example(tmp_path / "office")
    (workspace / "templates/assets").mkdir(parents=True)
    (workspace / "templates/about.html").write_text(
        "{% extends 'page.html' %}{% block body %}Milik kami{% endblock %}"
    )
    (workspace / "templates/assets/lpsedocs.css").write_text(".milik-kami {}")

    assert build(workspace, Edition.PUBLIC, tmp_path / "site").is_sound

    assert "Milik kami" in (tmp_path / "site/tentang/index.html").read_text("utf-8")
    assert (tmp_path / "site/assets/lpsedocs.css").read_text("utf-8") == ".milik-kami {}"


def test_source_links_lead_to_the_file_on_the_forge(tmp_path: Path) -> None:
    workspace = copy_of_example(tmp_path / "office")
    configuration = workspace / "mkdocs.yml"
    text = (
        configuration.read_text("utf-8")
        + "\nrepo_url: https://git.provcontoh.example/lpse/arsip\nedit_uri: edit/main/docs/\n"
    )
    configuration.write_text(text)

    build(workspace, Edition.OFFICE, tmp_path / "site")

    page = (tmp_path / "site/aset/AST-001/index.html").read_text("utf-8")
    assert 'href="https://git.provcontoh.example/lpse/arsip/edit/main/records/assets/AST-001.yaml"' in page


STARTER = ROOT / "lpsedocs/starter/workspace/mkdocs.yml"


@pytest.mark.parametrize("settings", [STARTER, ROOT / "mkdocs.yml"], ids=["starter", "example"])
def test_the_settings_show_how_pages_come_to_lead_to_the_forge(settings: Path, tmp_path: Path) -> None:
    workspace = copy_of_example(tmp_path / "office")
    shown = re.findall("^(?:# )?((?:repo_url|edit_uri): .+)$", settings.read_text("utf-8"), re.MULTILINE)
    with (workspace / "mkdocs.yml").open("a", encoding="utf-8") as configuration:
        configuration.write("\n" + "\n".join(shown).replace("git.", "gitlab."))

    build(workspace, Edition.OFFICE, tmp_path / "site")

    page = (tmp_path / "site/aset/AST-001/index.html").read_text("utf-8")
    links = re.findall('href="https://gitlab.provcontoh.example/[a-z-]+/arsip/-/([a-z]+)/main/records/', page)
    assert set(links) == {"blob", "commits", "edit"}


@pytest.mark.parametrize(
    "forge", ["https://github.com/dinas-contoh/lpse", "https://gitlab.provcontoh.example/lpse/arsip"]
)
def test_the_theme_asks_no_forge_for_its_stars_and_pages_still_lead_to_it(
    forge: str, browser: Browser, tmp_path: Path
) -> None:
    workspace = copy_of_example(tmp_path / "office")
    configuration = workspace / "mkdocs.yml"
    text = configuration.read_text("utf-8").replace("features:\n", "features:\n    - content.action.edit\n")
    configuration.write_text(text + f"\nrepo_url: {forge}\nedit_uri: edit/main/docs/\n")

    build(workspace, Edition.OFFICE, tmp_path / "site")

    with served(tmp_path / "site") as url, visiting(browser, url) as visitor:
        for page, edit in (
            ("aset/AST-001/index.html", "records/assets/AST-001.yaml"),
            ("panduan/kepala.html", "docs/panduan/kepala.md"),
        ):
            visitor.goes_to(page)
            visitor.page.wait_for_load_state("networkidle")
            link = visitor.page.locator(".md-content__button[rel=edit]")
            assert link.get_attribute("href") == f"{forge}/edit/main/{edit}"
        assert visitor.outside == []
        assert visitor.troubles == []


def test_the_path_of_a_file_leads_to_what_it_says_and_not_to_where_it_is_changed(tmp_path: Path) -> None:
    workspace = copy_of_example(tmp_path / "office")
    with (workspace / "mkdocs.yml").open("a", encoding="utf-8") as configuration:
        configuration.write("\nrepo_url: https://github.com/lpse/arsip\nedit_uri: edit/main/docs/\n")

    build(workspace, Edition.OFFICE, tmp_path / "site")

    page = (tmp_path / "site/aset/AST-001/index.html").read_text("utf-8")
    path = "records/assets/AST-001.yaml"
    address = f"https://github.com/lpse/arsip/blob/main/{path}"
    assert f'<a href="{address}"><code class="lp-path">{path}</code></a>' in page


def test_the_commit_is_that_which_is_checked_out(tmp_path: Path) -> None:
    (tmp_path / ".git/objects").mkdir(parents=True)
    (tmp_path / ".git/refs/heads").mkdir(parents=True)
    (tmp_path / ".git/HEAD").write_text("ref: refs/heads/main\n")
    assert commit_of(Workspace(tmp_path)) is None

    (tmp_path / ".git/refs/heads/main").write_text("71ae03" * 6 + "abcd\n")
    assert commit_of(Workspace(tmp_path)) == "71ae03" * 6 + "abcd"

    (tmp_path / ".git/HEAD").write_text("a" * 40 + "\n")
    assert commit_of(Workspace(tmp_path)) == "a" * 40


def test_an_address_that_is_none_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--lang", "en", "--root", str(ROOT), "serve", "--address", "rumah"]) == 2
    assert capsys.readouterr().err == "lpsedocs: rumah is no address such as 127.0.0.1:8000\n"
