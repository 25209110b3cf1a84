"""The site of a large office: a full build beside plain MkDocs, and one saved record under ``serve``.

    python -m benchmarks.site [RECORDS]

Makes a repository of copies of the example office, a commit for each record, and prints CPU seconds.
"""

import gc
import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from html import unescape
from pathlib import Path
from time import process_time

from benchmarks.verify import Office
from lpsedocs.checker import Report
from lpsedocs.demo.packing import packed
from lpsedocs.demo.scribe import Hand, Scribe
from lpsedocs.git import plant
from lpsedocs.language import INDONESIAN, Language
from lpsedocs.pins import VARIABLE
from lpsedocs.place import CONFIGURATION
from lpsedocs.site.building import Order, build_site
from lpsedocs.site.editions import Edition
from lpsedocs.site.serving import ServedSite
from lpsedocs.workspace import Workspace

TODAY = date(2026, 7, 15)
EXAMPLE = Path(__file__).parent.parent
APART = 20
"""How far the numbers of one copy lie from those of the next."""

_ID = re.compile(r"\b((?:KEB|KAK|USL|PRS|EVL)-20[0-9]{2}-|SUP-|AST-)([0-9]{3})\b")
_TAX = re.compile(r"0999999990([0-9]{3})000|9999000000([0-9]{3})")
_LISTED, _ATTACHED = b"suppliers:\n", b"attachments:\n"
_SHARED = ("organization", "roster", "FRM-")


def copies(files: Mapping[str, bytes], count: int) -> Iterator[dict[str, bytes]]:
    """Yield copies of the records of an office, each with ids, numbers and digests of its own."""
    names = re.findall(rb"^name: (.+)$", b"\n".join(files[p] for p in files if "/suppliers/" in p), re.M)
    for copy in range(count):
        moved = {_renumbered(path, copy): path for path in files}
        texts = {
            path: _copied(files[old], copy, names) if path.endswith(".yaml") else files[old]
            for path, old in moved.items()
        }
        # What a decision names by its digest has another one in the copy.
        for layer in ("/requirements/", "/kak/", "/evaluations/", "/decisions/"):
            digests = {_digest(files[old]): _digest(texts[path]) for path, old in moved.items()}
            for path in texts:
                if layer in path:
                    texts[path] = _with_digests(texts[path], digests)
        yield texts


def _digest(content: bytes) -> bytes:
    return sha256(content).hexdigest().encode()


def _with_digests(content: bytes, digests: Mapping[bytes, bytes]) -> bytes:
    return re.sub(rb"[0-9a-f]{64}", lambda found: digests.get(found[0], found[0]), content)


def _inspected(made: list[dict[str, bytes]]) -> dict[str, bytes]:
    """Take out the inspections; return those of the first copy, each of the suppliers of all copies."""
    paths = [[path for path in copy if "/inspections/" in path] for copy in made]
    found: dict[str, bytes] = {}
    for same in zip(*paths, strict=True):
        texts = [copy.pop(path) for copy, path in zip(made, same, strict=True)]
        head, _, end = texts[0].partition(_LISTED)
        lists = [text.partition(_LISTED)[2].partition(_ATTACHED)[0] for text in texts]
        found[same[0]] = b"".join([head, _LISTED, *lists, _ATTACHED, end.partition(_ATTACHED)[2]])
    return found


def _copied(content: bytes, copy: int, names: list[bytes]) -> bytes:
    for name in names:
        content = content.replace(name, b"%s %d" % (name, copy + 1))
    return _renumbered(content.decode(), copy).encode()


def _renumbered(text: str, copy: int) -> str:
    text = _ID.sub(lambda m: f"{m[1]}{int(m[2]) + APART * copy:03}", text)
    text = _TAX.sub(lambda m: m[0].replace(m[1] or m[2], f"{int(m[1] or m[2]) + APART * copy:03}"), text)
    return text.replace("027/", f"{27 + copy:03}/")


def build_office(directory: Path, count: int) -> str:
    """Write the repository; return its root."""
    found = {p.relative_to(EXAMPLE).as_posix(): p.read_bytes() for p in _files_of_example()}
    shared = {path: content for path, content in found.items() if _is_shared(path)}
    own = {path: content for path, content in found.items() if path not in shared}
    scribe = Scribe()
    office, when = Office(scribe), datetime(2026, 7, 1, tzinfo=UTC)
    for path, content in shared.items():
        office.put(path, content)
    budi = Hand("Budi", "budi@contoh.example")
    root = tip = scribe.commit(office.tree, (), budi, when, "Akar\n")
    records = sum(path.endswith(".yaml") for path in own)
    made = list(copies(own, -(-count // records)))
    made[0] |= _inspected(made)
    for texts in made:
        for path, content in texts.items():
            when += timedelta(minutes=1)
            office.put(path, content)
            tip = scribe.commit(office.tree, (tip,), budi, when, f"Tulis {Path(path).stem}\n")
    plant(directory, packed(scribe.objects.values()), {"refs/heads/main": tip}, "refs/heads/main")
    return root


def _is_shared(path: str) -> bool:
    return not path.startswith("records/") or any(name in path for name in _SHARED)


def _files_of_example() -> Iterator[Path]:
    yield EXAMPLE / "mkdocs.yml"
    for folder in ("records", "docs"):
        yield from (path for path in sorted((EXAMPLE / folder).rglob("*")) if path.is_file())


# ---- Measuring


def cpu_of(*command: str) -> float:
    """Return the CPU seconds of a command."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, "-m", *command], check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def least_of(*commands: tuple[str, ...]) -> list[float]:
    """Return the least CPU seconds of each command, all run in turn: on a shared machine one run misleads."""
    runs = [[cpu_of(*command) for command in commands] for _ in range(3)]
    return [min(times) for times in zip(*runs, strict=True)]


def write_plain(folder: Path, texts: Sequence[str]) -> None:
    """Write pages in Markdown outside of the navigation, with the theme of the office."""
    (folder / "docs").mkdir(parents=True)
    (folder / "docs/index.md").write_text("# Beranda\n")
    for number, text in enumerate(texts):
        (folder / f"docs/catatan-{number}.md").write_text(text, "utf-8")
    settings = (EXAMPLE / CONFIGURATION).read_text("utf-8")
    theme = settings[settings.index("theme:") : settings.index("plugins:")]
    more = "plugins: [search]\nnav: [index.md]\nnot_in_nav: catatan-*.md\nmarkdown_extensions: [tables]\n"
    (folder / CONFIGURATION).write_text(f"site_name: Polos\nuse_directory_urls: false\n{theme}{more}")


def in_markdown(html: str) -> str:
    """Return the words of a page in Markdown: headings, paragraphs, and a table."""
    words = re.sub(r"[<>*_`|#\[\]]", "", unescape(re.sub(r"<[^>]+>", " ", html))).split()
    half = len(words) // 2
    rows = [f"| {' | '.join(words[at : at + 4])} |" for at in range(half, len(words), 4)]
    parts = [f"## Bagian {at}\n\n{' '.join(words[at : at + 60])}" for at in range(0, half, 60)]
    return "\n\n".join(["# Catatan", *parts, "\n".join(["| a | b | c | d |", "|---|---|---|---|", *rows])])


def save(site: ServedSite, record: Path, address: str) -> float:
    """Return the CPU seconds from a saved record to its page."""
    record.write_text(record.read_text("utf-8") + "# disimpan\n", "utf-8")
    before = process_time()
    site.renew()
    site.make(address)
    return process_time() - before


def main() -> None:
    """Build, measure and print."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 2_000
    with tempfile.TemporaryDirectory() as scratch:
        root, plain = Path(scratch, "office"), Path(scratch, "plain")
        os.environ[VARIABLE] = build_office(root, count)
        output = str(Path(scratch, "site"))
        cpu_of("benchmarks.site", "build", str(root), output)
        pages = sorted(Path(output).rglob("index.html"))
        write_plain(plain, [in_markdown(_article(page)) for page in pages])
        full, markdown = least_of(
            ("benchmarks.site", "build", str(root), output),
            ("mkdocs", "build", "-q", "-f", str(plain / CONFIGURATION), "-d", str(plain / "site")),
        )
        print(f"{len(pages)} pages, CPU seconds for 1,000: {1000 * full / len(pages):.1f}")  # noqa: T201
        print(f"as many in Markdown: {1000 * markdown / len(pages):.1f}; ratio {full / markdown:.2f}")  # noqa: T201
        order = Order(Workspace(root), Edition.OFFICE, INDONESIAN, TODAY)
        site = ServedSite(order, Path(scratch, "served"), "http://127.0.0.1:8000/", _tell_nobody)
        start = process_time()
        site.renew()
        start = process_time() - start
        gc.freeze()  # as ``serve_site`` does
        record, address = root / "records/requirements/2026/KEB-2026-001.yaml", "/kebutuhan/KEB-2026-001/"
        site.make(address)
        saved = sorted(save(site, record, address) for _ in range(5))[2]
        begin = process_time()
        shutil.copy(record, record.with_name("KEB-2026-991.yaml"))
        site.renew()
        site.make("/kebutuhan/KEB-2026-991/")
        added = process_time() - begin
        print(f"full build {full:.1f} s; server ready after {start:.2f} s; one saved record {saved:.2f} s,")  # noqa: T201
        print(f"that is {saved / full:.1%}; one more record {added:.2f} s, that is {added / full:.1%}")  # noqa: T201


def _article(page: Path) -> str:
    html = page.read_text("utf-8")
    return html[html.index("<article") : html.index("</article>")]


def _tell_nobody(report: Report, language: Language) -> None:
    """Measure without what is printed."""


if __name__ == "__main__":
    if sys.argv[1:2] == ["build"]:
        build_site(Order(Workspace(Path(sys.argv[2])), Edition.OFFICE, INDONESIAN, TODAY), Path(sys.argv[3]))
    else:
        main()
