"""A run that is told to stop ends by way of its own clean-up."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Final

import click

from lpsedocs.findings import Message

_TOLD: Final = (signal.SIGTERM, signal.SIGHUP)


class Declined(Exception):
    """Somebody said no, or broke off before anything was changed; the message says what that comes to."""

    def __init__(self, message: Message) -> None:
        super().__init__(message)
        self.message = message


@contextmanager
def breaking_off_means(message: Message) -> Iterator[None]:
    """Let Ctrl-C mean a no where nothing is changed yet, as at the question for a key's passphrase."""
    try:
        yield
    except KeyboardInterrupt:
        click.echo(err=True)
        raise Declined(message) from None


class Stopped(BaseException):
    """The process was told to stop, or its terminal has closed."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.code = 128 + number
        """The exit code that a shell expects then."""


@contextmanager
def stoppable() -> Iterator[None]:
    """Raise Stopped where a signal would end the process at once; one that is ignored stays so."""
    is_main = threading.current_thread() is threading.main_thread()
    due = [number for number in _TOLD if is_main and signal.getsignal(number) is signal.SIG_DFL]
    for number in due:
        signal.signal(number, _stop)
    try:
        yield
    finally:
        for number in due:
            signal.signal(number, signal.SIG_DFL)


def _stop(number: int, _: FrameType | None) -> None:
    raise Stopped(number)
