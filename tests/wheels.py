"""The package as an office gets it: a wheel that all processes share, installed without a network."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.shell import ROOT
from tests.showcase import made_once

WHEELS = ROOT / ".wheels"
PIP = (sys.executable, "-m", "pip", "--isolated", "--disable-pip-version-check")

needs_wheels = pytest.mark.skipif(
    not WHEELS.is_dir(), reason="what set-up downloads (.wheels) is not there; 'make setup' gets it"
)


def built_wheel(factory: pytest.TempPathFactory) -> Path:
    [wheel] = made_once(factory, "wheel", _build).glob("*.whl")
    return wheel


def _build(folder: Path) -> None:
    options = ("--no-build-isolation", "--no-deps", "--no-index", "-w", folder)
    run(*PIP, "wheel", *options, ROOT, cwd=folder)


def run(*command: str | Path, cwd: Path) -> str:
    """Run a program with nothing of this environment, and return what it prints."""
    clean = {"PATH": os.environ["PATH"], "HOME": str(cwd), "LC_ALL": "C.UTF-8", "PIP_CONFIG_FILE": os.devnull}
    done = subprocess.run(
        [str(part) for part in command], cwd=cwd, env=clean, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout
