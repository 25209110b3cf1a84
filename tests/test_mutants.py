"""The search for checks: what is found in a text, and that each can be switched off where it is loaded."""

import ast
import importlib.util
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from tests.test_architecture import PACKAGE, ROOT
from tools.mutants.__main__ import FILES, LIST, TESTS, listed
from tools.mutants.checks import Mutant, mutants_of
from tools.mutants.switching import loaded_functions, switch_off

TEXT = """\
def kind_of(age: int, names: list[str]) -> str:
    refuse(names)
    if age < 0 or not names:
        raise ValueError("no age")
    try:
        first = names[age]
    except IndexError:
        return "beyond"
    if 1 <= age <= 2:
        return first
    return ",".join(name for name in names if name != "x")


def refuse(names: list[str]) -> None:
    if any(not name for name in names):
        raise ValueError("no name")


class Door:
    is_open = False

    def may(self, age: int, word: str) -> bool:
        return age > 17 and word == "please"


class Gate(Door):
    def __init__(self) -> None:
        super().__setattr__("is_open", True)


def older_than(limit: int) -> object:
    def is_older(age: int) -> bool:
        return age > limit

    return is_older


is_adult = older_than(17)
"""


@pytest.fixture
def module(tmp_path: Path) -> ModuleType:
    path = tmp_path / "small.py"
    path.write_text(TEXT)
    spec = importlib.util.spec_from_file_location("small", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def found() -> dict[str, Mutant]:
    return {f"{m.function}: {m.check} | {m.off}": m for m in mutants_of(ast.parse(TEXT), "small.py")}


def test_every_check_of_a_text_is_found() -> None:
    assert sorted(found()) == [
        "Door.may: age > 17 and word == 'please' | always false",
        "Door.may: age > 17 and word == 'please' | always true",
        "Door.may: age > 17 and word == 'please' | without age > 17",
        "Door.may: age > 17 and word == 'please' | without word == 'please'",
        "Gate.__init__: super().__setattr__('is_open', True) | left out",
        "kind_of: 1 <= age <= 2 | always false",
        "kind_of: 1 <= age <= 2 | always true",
        "kind_of: 1 <= age <= 2 | without its first half",
        "kind_of: 1 <= age <= 2 | without its second half",
        "kind_of: age < 0 or not names | always false",
        "kind_of: age < 0 or not names | always true",
        "kind_of: age < 0 or not names | without age < 0",
        "kind_of: age < 0 or not names | without not names",
        "kind_of: except IndexError: | not caught",
        "kind_of: name != 'x' | always false",
        "kind_of: name != 'x' | always true",
        "kind_of: refuse(names) | left out",
        "older_than.is_older: age > limit | always false",
        "older_than.is_older: age > limit | always true",
        "refuse: any((not name for name in names)) | always false",
        "refuse: any((not name for name in names)) | always true",
    ]


@pytest.mark.parametrize(
    ("key", "call", "before", "after"),
    [
        (
            "Door.may: age > 17 and word == 'please' | without age > 17",
            "Door().may(3, 'please')",
            False,
            True,
        ),
        ("Door.may: age > 17 and word == 'please' | always true", "Door().may(3, '')", False, True),
        (
            "Gate.__init__: super().__setattr__('is_open', True) | left out",
            "Gate().is_open",
            True,
            False,
        ),
        ("kind_of: age < 0 or not names | without age < 0", "kind_of(-1, ['a'])", "no age", "a"),
        ("kind_of: age < 0 or not names | always false", "kind_of(0, [])", "no age", "beyond"),
        (
            "kind_of: except IndexError: | not caught",
            "kind_of(7, ['a'])",
            "beyond",
            "list index out of range",
        ),
        ("kind_of: 1 <= age <= 2 | without its first half", "kind_of(0, ['a', 'b'])", "a,b", "a"),
        ("kind_of: name != 'x' | always true", "kind_of(0, ['a', 'x'])", "a", "a,x"),
        ("older_than.is_older: age > limit | always true", "is_adult(3)", False, True),
        ("kind_of: refuse(names) | left out", "kind_of(1, ['a', ''])", "no name", ""),
    ],
)
def test_a_check_is_switched_off_where_it_is_loaded(
    module: ModuleType, key: str, call: str, before: object, after: object
) -> None:
    assert answer(module, call) == before
    path, tree = Path(module.__file__ or ""), ast.parse(TEXT)
    [mutant] = [m for m in mutants_of(tree, "small.py") if f"{m.function}: {m.check} | {m.off}" == key]
    switch_off(tree, mutant, path, loaded_functions(path))
    assert answer(module, call) == after


def answer(module: ModuleType, call: str) -> object:
    try:
        return eval(call, vars(module))
    except (ValueError, IndexError) as error:
        return str(error)


def test_a_check_that_stands_twice_in_a_function_has_two_keys() -> None:
    text = "def f(a: int) -> int:\n    if a:\n        return 1 if a else 2\n    return 3 if a else 4\n"

    assert sorted(mutant.key for mutant in mutants_of(ast.parse(text), "f.py")) == [
        ("f.py f", "a", "always false"),
        ("f.py f", "a", "always true"),
        ("f.py f", "a (2)", "always false"),
        ("f.py f", "a (2)", "always true"),
        ("f.py f", "a (3)", "always false"),
        ("f.py f", "a (3)", "always true"),
    ]
    places = {m.key[1]: m.place for m in mutants_of(ast.parse(text), "f.py")}
    assert places == {"a": (2, 7), "a (2)": (3, 20), "a (3)": (4, 16)}


@pytest.mark.parametrize("file", FILES)
def test_no_reason_on_the_list_covers_two_checks(file: str) -> None:
    keys = [mutant.key for mutant in mutants_of(ast.parse((ROOT / file).read_bytes()), file)]
    assert len(keys) == len(set(keys))


def test_a_check_in_no_loaded_function_is_refused(tmp_path: Path) -> None:
    tree = ast.parse(TEXT)
    mutant = next(mutants_of(tree, "small.py"))
    with pytest.raises(LookupError, match="it is in no function that is loaded"):
        switch_off(tree, mutant, tmp_path / "small.py", {})


# ---- No file with a check of trust is forgotten

BESIDES = {
    "numerals.py": "a verdict has of it only how many digits a number has at most",
    "changes.py": "words for what differs between two versions; a verdict has only fallen before it is told",
    "findings.py": "messages, and how they are printed",
    "history.py": "what git tells of a record, which nothing is decided on",
    "identities.py": "by what an entry of a list is known again, for findings and words of changes",
    "language/__init__.py": "in which language something is told",
    "language/numerals.py": "how numbers and days are written",
    "models/form.py": "how a form is filled in; of a form a verdict takes the bytes alone",
    "models/shapes.py": "how a model is laid out; whatever comes of it, the model itself judges the data",
    "models/supplier.py": "no verdict reads a supplier",
    "models/walking.py": "where in a record there are texts and ids of others, for rules and pages",
    "models/wording.py": "words for what does not fit, once it is refused",
    "models/words.py": "words for the values of fields",
}
"""What a verdict comes by and whose checks nobody switches off, with the reason."""


def modules_of(path: Path) -> Iterator[Path]:
    """Yield the modules of the package that a module imports, names out of packages included."""
    for node in ast.walk(ast.parse(path.read_bytes())):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("lpsedocs"):
            for name in (node.module, *(f"{node.module}.{alias.name}" for alias in node.names)):
                place = ROOT.joinpath(*str(name).split("."))
                yield from (p for p in (place.with_suffix(".py"), place / "__init__.py") if p.is_file())


def come_by() -> set[Path]:
    """Return the modules that a verdict comes by: of trust and verification, and what these import."""
    waiting = [path for room in ("trust", "verification") for path in (PACKAGE / room).rglob("*.py")]
    found: set[Path] = set()
    while waiting:
        path = waiting.pop()
        if path not in found:
            found.add(path)
            waiting += modules_of(path)
    return found - {PACKAGE / "__init__.py"}


def has_checks(path: Path) -> bool:
    return any(mutants_of(ast.parse(path.read_bytes()), str(path)))


def test_every_check_that_a_verdict_comes_by_is_switched_off_or_named_with_its_reason() -> None:
    without_checks_switched_off = {
        str(path.relative_to(PACKAGE))
        for path in come_by()
        if has_checks(path) and str(path.relative_to(ROOT)) not in FILES
    }

    assert without_checks_switched_off == set(BESIDES)


def test_tests_that_were_parted_from_others_are_run_for_the_checks_as_those_are() -> None:
    run = {Path(test).stem for test in TESTS if test.endswith(".py")}
    parted = {
        path.stem
        for path in ROOT.glob("tests/test_*.py")
        if any(path.stem.startswith(f"{stem}_") for stem in run)
    }
    assert parted <= run


def test_every_reason_on_the_list_is_for_a_check_that_there_is() -> None:
    trees = {file: ast.parse((ROOT / file).read_bytes()) for file in FILES}
    checks = {mutant.key for file, tree in trees.items() for mutant in mutants_of(tree, file)}
    assert set(listed(LIST.read_text("utf-8"))) - checks == set()
