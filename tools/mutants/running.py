"""Runs the tests for each check that is switched off, in a process of its own."""

import ast
import gc
import importlib
import mmap
import os
import pickle
import resource
import shutil
import signal
import sys
import tempfile
import traceback
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import zip_longest
from pathlib import Path
from types import FrameType
from typing import Any, Final, NoReturn

import pytest

from tools.mutants.checks import Mutant, mutants_of
from tools.mutants.switching import Functions, loaded_functions, switch_off

ROOT: Final = Path(__file__).parents[2]
AT_ONCE: Final = 2
MEMORY: Final = 2 << 30
BUDGET: Final = 20
"""For how many seconds of a processor tests are run where the list says why none notices; else all are."""
UNTRIED, NEARER, START = 0.1, 5, 0.02
"""How much a test is worth that noticed nothing yet, how many times as much what it noticed in the same
function counts, and how many seconds any test takes at least."""
MISSED, NOTICED, BROKEN = 0, 1, 2
"""How a process ends: every test passed, one failed, or the check could not be switched off."""


@dataclass(frozen=True)
class Passed:
    """A test that passes with every check in place, and the lines of the checked files that it comes by."""

    item: int
    """Its number."""
    seconds: float
    """Of a processor, its programs included."""
    lines: frozenset[tuple[str, int]]

    @property
    def limit(self) -> int:
        """The seconds after which it hangs, rather than being slow."""
        return int(20 + 5 * self.seconds)


class Runner:
    """A pytest plugin: in place of one run of the tests, one for each mutant, in a process of its own."""

    def __init__(self, trees: Mapping[str, ast.Module], listed: Collection[tuple[str, ...]]) -> None:
        self.trees = trees
        self.listed = listed
        self.mutants = [mutant for file, tree in trees.items() for mutant in mutants_of(tree, file)]
        self.missed: list[Mutant] = []
        self._has_failed = False
        self._noticed_by = memoryview(mmap.mmap(-1, 4 * len(self.mutants))).cast("i")
        """Of each mutant the test that noticed it: its number and one; shared by all processes."""
        self._useful: Counter[tuple[str, int]] = Counter()
        """How many mutants of a file, or of a function, each test noticed."""
        self._left = Counter(mutant.file for mutant in self.mutants)
        """How many mutants of each file are still to be tried."""

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self._has_failed |= report.failed

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        if session.testsfailed:
            _stop("the tests can't be loaded")
        for file in self.trees:
            importlib.import_module(file.removesuffix(".py").removesuffix("/__init__").replace("/", "."))
        loaded = {file: loaded_functions(ROOT / file) for file in self.trees}
        gc.freeze()
        # Programs that the tests run take no long paths.
        with tempfile.TemporaryDirectory(prefix="m") as scratch:
            passed = self._passed(session.items, Path(scratch))
            self._try_all(session.items, passed, loaded, Path(scratch))
        return True

    def _passed(self, items: Sequence[pytest.Item], scratch: Path) -> Sequence[Passed]:
        """Run all tests with every check in place, and note where they come by."""
        notes = {scratch / f"n{i}": range(i, len(items), AT_ONCE) for i in range(AT_ONCE)}
        started = [
            _fork(partial(self._note, items, part, note), scratch / f"t{part.start}")
            for note, part in notes.items()
        ]
        ended = {_how(os.waitpid(process, 0)[1]) for process in started}
        if ended != {MISSED}:
            _stop("nothing can be shown while a test fails")
        return [test for note in notes for test in pickle.loads(note.read_bytes())]

    def _note(self, items: Sequence[pytest.Item], part: Sequence[int], note: Path) -> int:
        passed = []
        for i in part:
            lines: set[tuple[str, int]] = set()
            start = _spent()
            sys.settrace(_tracer({str(ROOT / file): file for file in self.trees}, lines))
            passes = self._passes(items[i], None, 300)
            sys.settrace(None)
            if not passes:
                print(f"{items[i].nodeid} fails with every check in place", file=sys.stderr)
                return NOTICED
            passed.append(Passed(i, _spent() - start, frozenset(lines)))
        note.write_bytes(pickle.dumps(passed))
        return MISSED

    def _passes(self, item: pytest.Item, following: pytest.Item | None, limit: int) -> bool:
        signal.alarm(limit)
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
        return not self._has_failed

    def _try_all(
        self,
        items: Sequence[pytest.Item],
        passed: Sequence[Passed],
        loaded: Mapping[str, Functions],
        scratch: Path,
    ) -> None:
        running: dict[int, int] = {}
        for i, mutant in enumerate(self.mutants):
            chosen = self._that_come_by(mutant, passed)
            if mutant.key in self.listed:
                chosen = list(_within_budget(chosen))
            job = partial(self._try, i, items, chosen, loaded[mutant.file])
            running[_fork(job, scratch / str(i))] = i
            if len(running) == AT_ONCE:
                self._wait(running, items)
        while running:
            self._wait(running, items)

    def _that_come_by(self, mutant: Mutant, passed: Sequence[Passed]) -> Sequence[Passed]:
        """Return the tests that come by a check: first those that noticed most around it for their time."""
        lines = {(mutant.file, line) for line in mutant.lines}

        def worth(test: Passed) -> float:
            around, beside = self._useful[mutant.file, test.item], self._useful[mutant.where, test.item]
            return (UNTRIED + around + NEARER * beside) / (START + test.seconds)

        return sorted((test for test in passed if lines & test.lines), key=worth, reverse=True)

    def _try(
        self, number: int, items: Sequence[pytest.Item], chosen: Sequence[Passed], loaded: Functions
    ) -> int:
        mutant, tests = self.mutants[number], [items[test.item] for test in chosen]
        switch_off(self.trees[mutant.file], mutant, ROOT / mutant.file, loaded)
        for test, item, following in zip_longest(chosen, tests, tests[1:]):
            self._noticed_by[number] = test.item + 1
            if not self._passes(item, following, test.limit):
                return NOTICED
        return MISSED

    def _wait(self, running: dict[int, int], items: Sequence[pytest.Item]) -> None:
        process, status = os.wait()
        number = running.pop(process)
        mutant = self.mutants[number]
        if _how(status) == BROKEN:
            _stop(f"{mutant}: it can't be switched off")
        if _how(status) == NOTICED:
            by = self._noticed_by[number] - 1
            self._useful.update([(mutant.file, by), (mutant.where, by)])
            if os.WIFSIGNALED(status):
                # On a machine with too much to do, time ends without anything being wrong.
                print(f"{mutant}: {items[by].nodeid} came to no end", flush=True)
        else:
            self.missed.append(mutant)
            if mutant.key not in self.listed:
                print(mutant, flush=True)
        self._left[mutant.file] -= 1
        if not self._left[mutant.file]:
            print(self._told_of(mutant.file), flush=True)

    def _told_of(self, file: str) -> str:
        """Return how many checks a file has, the ways to switch them off, and how many nobody notices."""
        ways = [mutant for mutant in self.mutants if mutant.file == file]
        checks = {(mutant.lines, mutant.check) for mutant in ways}
        missed = sum(mutant.file == file for mutant in self.missed)
        return f"{file:<32}{len(checks):>6} checks{len(ways):>6} ways{missed:>6} not noticed"


def _stop(why: str) -> NoReturn:
    print(why, file=sys.stderr)
    pytest.exit(why, returncode=2)


def _fork(job: Callable[[], int], scratch: Path) -> int:
    """Do a job in a process of its own, with an end to its memory; return its id."""
    if process := os.fork():
        return process
    how = BROKEN
    try:
        scratch.mkdir()
        os.environ["TMPDIR"] = tempfile.tempdir = str(scratch)
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        with Path(os.devnull).open("w") as nowhere:
            os.dup2(nowhere.fileno(), 1)
        how = job()
    finally:
        if how == BROKEN:
            traceback.print_exc()
        shutil.rmtree(scratch, ignore_errors=True)
        os._exit(how)


def _how(status: int) -> int:
    """Return how a process ended; one whose time or memory ended has noticed that something is wrong."""
    return NOTICED if os.WIFSIGNALED(status) else os.WEXITSTATUS(status)


def _tracer(files: Mapping[str, str], lines: set[tuple[str, int]]) -> Callable[..., Any]:
    def enter(frame: FrameType, event: str, _: object) -> Any:
        file = files.get(frame.f_code.co_filename)
        if file is None:
            return None

        def step(frame: FrameType, event: str, _: object) -> Any:
            lines.add((file, frame.f_lineno))
            return step

        return step(frame, event, _)

    return enter


def _spent() -> float:
    return sum(os.times()[:4])


def _within_budget(tests: Sequence[Passed]) -> Iterator[Passed]:
    """Yield tests until their time is up, and at least one."""
    spent = 0.0
    for test in tests:
        if spent > BUDGET:
            return
        yield test
        spent += test.seconds
