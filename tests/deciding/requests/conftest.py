from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.real_office import RealOffice, office_at


@pytest.fixture
def office(tmp_path_factory: pytest.TempPathFactory, tmp_path: Path) -> Iterator[RealOffice]:
    """Yield an office at whose computer its evaluator sits."""
    with office_at(tmp_path_factory, tmp_path) as office:
        office.sits("tia")
        yield office
