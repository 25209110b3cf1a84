from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.real_office import RealOffice, office_at


@pytest.fixture
def office(tmp_path_factory: pytest.TempPathFactory, tmp_path: Path) -> Iterator[RealOffice]:
    with office_at(tmp_path_factory, tmp_path) as office:
        office.sits("rahma")
        yield office


@pytest.fixture
def behind(office: RealOffice) -> RealOffice:
    """Let the remote be ahead, with files that are new, changed, gone, and a link that leads elsewhere."""
    office.write(
        {"lama/dua/x.txt": "x\n", "lama/dua/y.txt": "y\n", "lama/z.txt": "z\n", "kantor.txt": "nama: -\n"}
    )
    (office.root / "tautan").symlink_to("kantor.txt")
    office.commit()
    office.with_remote()
    other = office.elsewhere()
    other.git("rm", "--quiet", "-r", "lama/dua")
    other.write({"baru/satu/kabar.txt": "kabar\n", "kantor.txt": "nama: Kantor\n"})
    (other.root / "tautan").unlink()
    (other.root / "tautan").symlink_to("baru")
    other.commit("Lebih dulu")
    other.git("push", "--quiet")
    return office
