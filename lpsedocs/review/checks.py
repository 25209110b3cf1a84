"""What a check finds that it did not find before the request, and what it finds no more."""

from dataclasses import dataclass

from lpsedocs.checker import Report
from lpsedocs.findings import Finding
from lpsedocs.fingerprints import fingerprints


@dataclass(frozen=True)
class Marked:
    """A finding, and by what it is known again."""

    finding: Finding
    mark: str


@dataclass(frozen=True)
class Checks:
    """The report on the records at hand, held against that on the base."""

    report: Report
    new: tuple[Marked, ...]
    mended: tuple[Marked, ...]


def compared(before: Report, after: Report) -> Checks:
    """Hold two reports against each other; what a waiver covers is left out of both."""
    old, new = _marked(before), _marked(after)
    known, found = ({one.mark for one in some} for some in (old, new))
    return Checks(
        after,
        tuple(one for one in new if one.mark not in known),
        tuple(one for one in old if one.mark not in found),
    )


def _marked(report: Report) -> tuple[Marked, ...]:
    pairs = zip(report.findings, fingerprints(report.findings), strict=True)
    return tuple(Marked(finding, mark) for finding, mark in pairs if finding.waived is None)
