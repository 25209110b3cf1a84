"""An office whose repository lies on a forge."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.attesting.scenes import PIPELINE, Scene, set_up
from tests.forges.mocks import running
from tests.real_office import RealOffice, office_at


@pytest.fixture
def office(tmp_path_factory: pytest.TempPathFactory, tmp_path: Path) -> Iterator[RealOffice]:
    with office_at(tmp_path_factory, tmp_path) as office:
        for name in [name for name in os.environ if name.startswith(PIPELINE)]:
            del os.environ[name]
        yield office


@pytest.fixture
def scene(office: RealOffice) -> Iterator[Scene]:
    with running("forgejo") as mock:
        yield set_up(office, mock)
