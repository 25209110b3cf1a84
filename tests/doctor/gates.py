"""Small gates of each kind of forge, edits of them, and what a doctor says of one thing in them."""

from pathlib import Path

from lpsedocs.doctor.facts import gate_of
from lpsedocs.doctor.gates import Gate, of_gate
from tests.doctor.examined import told

PIN = "3d3c42e5aac5ba805825da76410c181273ba90b1"

GITHUB = f"""\
name: Periksa
on:
  pull_request:
    branches: [main]
  push:
    branches: [main]
  schedule:
    - cron: "30 23 * * 0"
permissions:
  contents: read
env:
  LPSEDOCS_TRUST_ROOT: ${{{{ vars.LPSEDOCS_TRUST_ROOT }}}}
jobs:
  periksa:
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/checkout@{PIN} # v7
        with:
          fetch-depth: 0
      - run: 'pip install --require-hashes --only-binary :all: --requirement .lpsedocs/requirements.txt'
      - run: lpsedocs check --base "origin/${{{{ github.base_ref }}}}" --require-pin --format github
        if: github.event_name == 'pull_request'
      - run: lpsedocs check --require-pin
        if: github.event_name != 'pull_request'
      - run: lpsedocs verify
"""

GITLAB = """\
variables:
  GIT_DEPTH: "0"
workflow:
  rules:
    - if: $CI_PIPELINE_SOURCE == "merge_request_event"
    - if: $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH
.umum:
  image: python@sha256:%s
periksa:
  extends: .umum
  rules:
    - if: $CI_PIPELINE_SOURCE == "merge_request_event"
  script:
    - lpsedocs check --base "origin/$CI_DEFAULT_BRANCH" --require-pin
utama:
  extends: .umum
  rules:
    - if: $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH
  script:
    - lpsedocs check --require-pin
    - lpsedocs verify --trust-root "$LPSEDOCS_TRUST_ROOT"
""" % ("0" * 64)


def written(folder: Path, text: str, path: str = ".github/workflows/periksa.yml") -> Gate:
    """Return the gate of a workspace with one CI file."""
    file = folder / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)
    return gate_of(folder)


def judged(
    folder: Path, text: str, code: str, path: str = ".github/workflows/periksa.yml"
) -> tuple[str, str, str | None]:
    """Return what is said of one thing in a CI file."""
    found = {diagnosis.code: diagnosis for diagnosis in of_gate(written(folder, text, path))}
    return told(found[code])


def github(old: str, new: str) -> str:
    assert old in GITHUB
    return GITHUB.replace(old, new)


def gitlab(old: str, new: str) -> str:
    assert old in GITLAB
    return GITLAB.replace(old, new)


LINE = 'lpsedocs check --base "origin/${{ github.base_ref }}" --require-pin --format github'

CHECK = f"      - run: {LINE}\n"

ASKED = "if: github.event_name == 'pull_request'"

UNDERSTOOD = (
    "write 'lpsedocs check' on a line of its own, in a job that is run for every request, and take out what "
    "is not understood; 'lpsedocs init --ci' writes such files"
)

LIST = "--require-hashes --only-binary :all: --requirement .lpsedocs/requirements.txt"


def not_understood(place: str, odd: str) -> tuple[str, str, str]:
    found = f"{place}: doctor does not understand {odd} here, so it can't say that the gate runs"
    return "unknown", found, UNDERSTOOD


def line_of(text: str, command: str) -> int:
    return next(number for number, line in enumerate(text.splitlines(), 1) if command in line)


HIDDEN = "take that out; what may fail quietly belongs into a job of its own"

NARROW = (
    "take these options out; a rule that the office does not want is lowered in records/organization.yaml, "
    "where everybody sees it"
)
