"""The house in order: who may import whom, and where each library lives."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "lpsedocs"

LAYERS = (
    {"directories", "findings", "likeness", "memory", "numerals"},
    {"identities"},
    {"models", "history", "fingerprints"},
    {"source", "scoring", "procedures", "changes"},
    {"trust"},
    {"corpus"},
    {"deadlines", "legends"},
    {"rules", "exporters"},
    {"checker", "language"},
    {"schema", "reporters"},
    {"git", "editing", "pins", "audit", "reading", "forges"},
    {"verification", "clone", "bases", "place"},
    {"workspace", "deciding"},
    {"site", "demo", "review"},
    {"printing", "doctor"},
    {"cli"},
)
"""From the core outwards; a module may import from the rooms before its own, and from its own."""

HOMES = {
    "yaml": "source",
    "ruamel": "editing",
    "git": "clone",
    "mkdocs": "site",
    "jinja2": "site",
    "weasyprint": "printing",
    "click": "cli",
    "httpx": "forges",
    "icalendar": "site",
    "segno": "site",
    "babel": "language",
    "gettext": "language",
}
"""The one room in which a library is used."""


def room_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports_in(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names if node.module == "lpsedocs")


def level_of(room: str) -> int:
    return next(level for level, rooms in enumerate(LAYERS) if room in rooms)


def upward_imports(path: Path) -> list[str]:
    room = room_of(path)
    targets = {
        name.split(".")[1]
        for name in imports_in(path)
        if name.startswith("lpsedocs.") and name.split(".")[1] != "__version__"
    }
    return sorted(t for t in targets - {room} if level_of(t) >= level_of(room))


MODULES = sorted(path for path in PACKAGE.rglob("*.py") if path != PACKAGE / "__init__.py")


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_point_down(path: Path) -> None:
    assert upward_imports(path) == []


def test_an_upward_import_is_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(f"{__name__}.PACKAGE", tmp_path)
    module = "def f():\n    from lpsedocs.corpus import Corpus\n    return Corpus\n"
    (tmp_path / "source.py").write_text(module)

    assert upward_imports(tmp_path / "source.py") == ["corpus"]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_each_library_has_one_home(path: Path) -> None:
    libraries = {name.split(".")[0] for name in imports_in(path)}
    strangers = {library for library in libraries & HOMES.keys() if HOMES[library] != room_of(path)}
    assert strangers == set()


def test_only_a_review_supposes_a_click_that_nobody_made() -> None:
    calls = ((path, call) for path in MODULES for call in ast.walk(ast.parse(path.read_text("utf-8"))))
    supposing = {
        str(path.relative_to(PACKAGE))
        for path, call in calls
        if isinstance(call, ast.Call) and ast.unparse(call.func) == "Walk" and len(call.args) > 2
    }
    assert supposing == {"review/imagining.py"}
