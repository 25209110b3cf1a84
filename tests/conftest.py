"""Settings that hold for every test, and what many of them share."""

import gc
import os
from collections.abc import Iterator
from functools import partialmethod
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from jinja2 import Environment
from playwright.sync_api import Browser

from lpsedocs.site.serving import Compiled
from tests.browser import chromium
from tests.repositories import Desk, seated
from tests.showcase import Showcase, showcase

settings.register_profile(
    "default",
    max_examples=60,
    deadline=None,
    # The same examples every time; 'make thorough' looks for new ones.
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile("thorough", settings.get_profile("default"), max_examples=5_000, derandomize=False)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))


@pytest.fixture(scope="session", name="showcase")
def _showcase(tmp_path_factory: pytest.TempPathFactory) -> Showcase:
    return showcase(tmp_path_factory)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="session", autouse=True)
def _compiling_once() -> Iterator[None]:
    """Compile a template once: tests build hundreds of sites in a process, each of which would."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(
            Environment, "__init__", partialmethod(Environment.__init__, bytecode_cache=Compiled())
        )
        yield


@pytest.fixture
def desk(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Iterator[Desk]:
    with seated(tmp_path, capsys) as seat:
        yield seat


@pytest.fixture(autouse=True)
def _choosing_the_language_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """Begin in no language: programs that a test runs would speak what others let libraries speak before."""
    monkeypatch.delenv("LANGUAGE", raising=False)


@pytest.fixture(autouse=True)
def _collecting() -> Iterator[None]:
    """Collect garbage again after a check, which turns that off for a process of its own.

    What a test leaves open would be told of another one that turns it on.
    """
    yield
    gc.enable()
