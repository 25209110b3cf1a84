"""A small office with findings of each severity, one waived, one lowered, one of bad YAML: in every format.

``python -m tests.golden`` writes the files anew after a change that was meant; a person reads the difference.
"""

from collections.abc import Iterator
from pathlib import Path

from lpsedocs import __version__
from lpsedocs.checker import Report, check
from lpsedocs.language import ENGLISH, INDONESIAN
from lpsedocs.reporters import FORMATS, reporter
from lpsedocs.rules import all_rules
from tests.office import office_with

FOLDER = Path(__file__).parent
ENDINGS = {"text": "txt", "github": "txt"}
OFFICE = """\
# records/organization.yaml
severities: {R106: note}
waivers: [{rule: W101, record: KEB-2026-001, reason: Diajukan lisan saat gempa, until: 2026-12-31}]
# records/requirements/2026/KEB-2026-001.yaml
submitted: null
availability: {by: budi, date: 2026-02-03, result: tidak_tersedia, considered: [AST-001, AST-009, AST-009]}
# records/kak/2026/KAK-2026-001.yaml
estimate: 990000000
# records/assets/AST-001.yaml
valid_until: 2026-08-10
# records/assets/AST-002.yaml
id: [
# records/assets/AST-003.yaml
id: AST-003
name: Kursi
kind: barang
quantity: banyak
unit: unit
condition: baik
kondisi: "100%, baik: ya"
# records/assets/catatan.txt
Bukan dokumen.
"""


def report(text: str = OFFICE) -> Report:
    return check(office_with(text), all_rules())


def rendered() -> Iterator[tuple[Path, str]]:
    """Yield each golden file with what it should hold; the version of the program is left out."""
    made, version = report(), f'"version": "{__version__}"'
    for format_ in FORMATS:
        for language in (INDONESIAN, ENGLISH):
            text = reporter(format_)(made, language).replace(version, '"version": "..."')
            yield FOLDER / f"{format_}.{language.code}.{ENDINGS.get(format_, 'json')}", text
