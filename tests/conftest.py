"""Settings that hold for every test, and what many of them share."""

import os
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser

from tests.browser import chromium
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
