"""Switches off every check of the trusted code, one after the other, and shows that some test notices.

python -m tools.mutants                           every check; exit with 1 if no test notices one that is off
python -m tools.mutants lpsedocs/git.py           the checks of some files only

unnoticed.toml has what changes nothing that anybody could see, each with the reason; an entry there that is
no longer true is an error, too.

Why not mutmut or cosmic-ray: mutmut has a fixed list of changes, which leaves a condition or a part of one in
place; cosmic-ray takes operators of one's own, but writes every change into the checked-out files, starts the
tests anew for each, and does not know which come by. Here nothing is written: the tests are loaded once, and
each change is made in the memory of a process of its own, which runs the tests that come by its line.
"""

import ast
import sys
import time
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

import pytest

from tools.mutants.running import ROOT, Runner

LIST: Final = Path(__file__).with_name("unnoticed.toml")
ROOMS: Final = ("trust", "verification", "audit", "clone", "deciding", "forges", "source")
MODELS: Final = (
    *("__init__", "fields", "conditions", "fitting"),
    *("roster", "decision", "evaluation", "kak", "requirement"),
)
FILES: Final = (
    *(
        str(path.relative_to(ROOT))
        for room in ROOMS
        for path in sorted((ROOT / "lpsedocs" / room).rglob("*.py"))
    ),
    "lpsedocs/directories.py",
    "lpsedocs/git.py",
    "lpsedocs/pins.py",
    *(f"lpsedocs/models/{name}.py" for name in MODELS),
)
"""Of other modules that a verdict comes by, tests/test_mutants.py has the reason why they are not here."""
TESTS: Final = (
    "tests/attesting",
    "tests/clone",
    "tests/deciding",
    "tests/source",
    "tests/trust",
    "tests/forges",
    *(
        f"tests/rules/{path.name}"
        for family in "ahst"
        for path in sorted((ROOT / "tests/rules").glob(f"test_{family}[0-9]*.py"))
    ),
    *(
        f"tests/test_{name}.py"
        for name in (
            "audit",
            "audit_file",
            "bases",
            "directories",
            "fitting",
            "git",
            "models",
            "open_requests",
            "pins",
            "schema",
            "yaml_suite",
            "cli_proofs",
            "cli_roster",
            "cli_trust",
            "cli_verify",
            "cli_verify_places",
            "cli_verify_roots",
        )
    ),
)
OPTIONS: Final = (
    "--override-ini=addopts=--import-mode=importlib",
    "--capture=no",
    *(f"-pno:{plugin}" for plugin in ("cacheprovider", "terminal")),
)


def untrue(runner: Runner) -> Iterator[str]:
    """Yield a line for each entry of the list that is no check any more, or that a test notices."""
    for key in sorted(set(runner.listed) - {mutant.key for mutant in runner.missed}):
        if key[0].partition(" ")[0] in runner.trees:
            yield f"{LIST.name}: {' | '.join(key)}: there is no such check, or a test notices it"


def listed(text: str) -> Mapping[tuple[str, ...], str]:
    """Read the list of what no test can notice: the reason by the check and how it is switched off."""
    entries = tomllib.loads(text)["equivalent"]
    return {(entry["where"], entry["check"], entry["off"]): entry["why"] for entry in entries}


def main(files: Sequence[str]) -> int:
    """Switch off every check of some files."""
    start = time.monotonic()
    trees = {file: ast.parse((ROOT / file).read_bytes()) for file in files}
    runner = Runner(trees, listed(LIST.read_text("utf-8")).keys())
    if status := pytest.main([*OPTIONS, *TESTS], plugins=[runner]):
        return int(status)
    left = [mutant for mutant in runner.missed if mutant.key not in runner.listed]
    wrong = list(untrue(runner))
    print(
        *wrong,
        f"{len(runner.mutants)} ways to switch off a check: "
        f"{len(runner.mutants) - len(runner.missed)} noticed, {len(runner.missed) - len(left)} on the list, "
        f"{len(left)} left; {time.monotonic() - start:.0f} seconds",
        sep="\n",
    )
    return 1 if left or wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:] or FILES))
