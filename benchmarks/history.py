"""What became of every record of a large office: read, and put into words; beside git's own pass.

    python -m benchmarks.history [RECORDS]

Makes a repository in which each record is written and then changed, a commit each, and prints CPU seconds.
"""

import sys
import tempfile
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from benchmarks.verify import Office, cpu
from lpsedocs.checker import check
from lpsedocs.demo.packing import packed
from lpsedocs.demo.scribe import Hand, Scribe
from lpsedocs.git import checked_out, find_repository, plant, read_log
from lpsedocs.language import INDONESIAN
from lpsedocs.memory import Memory
from lpsedocs.site.addresses import Links
from lpsedocs.site.editions import Edition
from lpsedocs.site.histories import past_of
from lpsedocs.site.view import Build, View
from lpsedocs.workspace import Workspace
from tests.trust.story import EVALUATION, records


def build(directory: Path, count: int) -> None:
    """Write the repository."""
    scribe, office_files = Scribe(), records()
    office, when = Office(scribe), datetime(2026, 1, 5, tzinfo=UTC)
    for path, content in office_files.items():
        office.put(path, content)
    tia = Hand("Tia", "tia@contoh.example")
    tip = scribe.commit(office.tree, (), tia, when, "Akar\n")
    names = [f"EVL-{2016 + number % 10}-{number // 10 + 100}" for number in range(count)]
    written = office_files[EVALUATION]
    for content in (written, written.replace(b"score: 3,", b"score: 4,")):
        for name in names:
            when += timedelta(minutes=10)
            office.put(
                f"records/evaluations/{name[4:8]}/{name}.yaml",
                content.replace(b"EVL-2026-001", name.encode()),
            )
            tip = scribe.commit(office.tree, (tip,), tia, when, "Nilai\n")
    plant(directory, packed(scribe.objects.values()), {"refs/heads/main": tip}, "refs/heads/main")


def main() -> None:
    """Build, measure and print."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 2_000
    with tempfile.TemporaryDirectory() as scratch:
        workspace = Workspace(Path(scratch, "office"))
        build(workspace.root, count)
        repository = find_repository(workspace.root)
        tip = checked_out(repository)
        assert tip is not None
        log = cpu(lambda: list(read_log(repository, tip)))
        reading = cpu(workspace.chronicle)
        corpus = workspace._read(date(2026, 7, 15), Memory())
        view = View(
            corpus,
            check(corpus, ()),
            Edition.OFFICE,
            INDONESIAN,
            Links(""),
            Build("0"),
            workspace.chronicle(),
        )
        words = cpu(lambda: [past_of(view, entry) for entry in view.entries])
        told = sum(len(past.told) for past in (past_of(view, entry) for entry in view.entries) if past)
        print(f"{count} records, {2 * count} commits, {told} changes told")  # noqa: T201
        print(f"one log pass: {log:.2f} s; all that is read: {reading:.2f} s; in words: {words:.2f} s")  # noqa: T201


if __name__ == "__main__":
    main()
