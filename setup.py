"""What pyproject.toml can't say: packages from two places, the compiled catalogue, and where to build."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from setuptools import find_packages, setup
from setuptools.command.build_py import build_py


class BuildWithCatalogues(build_py):
    """Compile each .po beside its copy in the wheel, or beside itself in an editable install."""

    def run(self) -> None:
        super().run()
        target = Path() if self.editable_mode else Path(self.build_lib)
        for po in Path("lpsedocs/locale").glob("*/LC_MESSAGES/*.po"):
            compile_catalogue(po, target / po.with_suffix(".mo"))


def compile_catalogue(po: Path, mo: Path) -> None:
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    with po.open("rb") as source:
        catalogue = read_po(source)
    mo.parent.mkdir(parents=True, exist_ok=True)
    with mo.open("wb") as target:
        write_mo(target, catalogue)


# `build/` is where the site goes, and a build folder used twice would put deleted modules into the wheel.
scratch = TemporaryDirectory(prefix="lpsedocs-build-")

setup(
    packages=[
        *find_packages(include=["lpsedocs", "lpsedocs.*"]),
        "lpsedocs.templates",
        "lpsedocs.schemas",
    ],
    cmdclass={"build_py": BuildWithCatalogues},
    options={"build": {"build_base": scratch.name}},
)
