"""Runs commands of lpsedocs in this process as for somebody else: what they print is kept."""

import gc
import io
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, redirect_stderr, redirect_stdout

from lpsedocs.cli import main
from lpsedocs.doctor.control import Outcome

_OURS = ("GIT_", "LPSEDOCS_", "XDG_")
"""What variables begin with that decide what a command trusts or writes."""


def run_apart(arguments: Sequence[str], environment: Mapping[str, str | None]) -> Outcome:
    """Run a command, in English."""
    out, err = io.StringIO(), io.StringIO()
    with _changed(environment), redirect_stdout(out), redirect_stderr(err):
        code = main(["--lang", "en", *arguments])
    gc.enable()  # A check turns it off for a process of its own.
    return Outcome(code, out.getvalue(), err.getvalue())


@contextmanager
def _changed(environment: Mapping[str, str | None]) -> Iterator[None]:
    before = dict(os.environ)
    for name in [name for name in before if name.startswith(_OURS)]:
        del os.environ[name]
    os.environ.update({name: value for name, value in environment.items() if value is not None})
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)
