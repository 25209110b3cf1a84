"""A breach of every error rule, planted in the small office: from the rules' pages, or in its history.

A rule without a breach here is named as one that could not be planted; it is never counted as stopped.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import Final

from lpsedocs.doctor.stories import DECIDED, EVALUATION, ORGANIZATION, ROSTER, Story
from lpsedocs.findings import Severity
from lpsedocs.rules import Rule
from lpsedocs.rules.examples import Example, examples_in, laid, office
from lpsedocs.source import MAX_BYTES

Plant = Callable[[Story], None]
"""Puts a breach on top of a story."""


@dataclass(frozen=True)
class Breach:
    """A breach of one rule, and where it can be noticed."""

    code: str
    plant: Plant
    is_of_a_request: bool
    """Whether a request brings it; else it lies in the history of the main branch."""
    needs_memory: bool = False
    """Whether only somebody can notice it who knows what the main branch was before."""
    told_by: tuple[str, ...] = ()
    """The rules that may tell it: its own, and one that speaks in its place where the history is proved."""


def breaches_of(rules: tuple[Rule, ...]) -> tuple[tuple[Rule, Breach | None], ...]:
    """Return every error rule with a breach of it, or without one."""
    errors = (rule for rule in rules if rule.severity is Severity.ERROR)
    return tuple((rule, _breach_of(rule)) for rule in errors)


def _breach_of(rule: Rule) -> Breach | None:
    if rule.code in _ON_THE_LINE:
        is_remembered = rule.code in _REMEMBERED
        plant = _ON_THE_LINE[rule.code]
        return Breach(
            rule.code, plant, is_of_a_request=False, needs_memory=is_remembered, told_by=(rule.code,)
        )
    if rule.code in _IN_A_REQUEST:
        return Breach(rule.code, _IN_A_REQUEST[rule.code], is_of_a_request=True, told_by=(rule.code,))
    bad = [example for example in examples_in(rule.page) if not example.is_good]
    if not bad:
        return None
    told_by = tuple(filter(None, (rule.code, _IN_ITS_PLACE.get(rule.code))))
    return Breach(rule.code, lambda story: _lay(story, bad[0]), is_of_a_request=True, told_by=told_by)


_IN_ITS_PLACE: Final = {"H204": "A202", "H207": "A203"}
"""By rules of requests: the one that speaks instead of them where the history proves the decision."""


def _lay(story: Story, example: Example) -> None:
    """Commit what an example sets, as a request that nobody signed; one with a base gets that first."""
    if example.base is None:
        _commit(story, laid(example))
        return
    by = example.author.partition("@")[0]
    _commit(story, laid(Example(is_good=False, is_escaped=False, files=example.base)))
    story.merge()
    begun = story.fork()
    if example.since:
        _commit(begun, laid(replace(example, files=example.since)))
        story.main = begun.tip
    _commit(story, laid(example), by=by)


def _commit(story: Story, files: Mapping[PurePosixPath, bytes], by: str = "budi") -> None:
    """Commit an office as it is laid out; a roster and exceptions that the example leaves alone stay."""
    laid_out = {str(path): content for path, content in files.items()}
    if laid_out.get(ROSTER) == _PLAIN_ROSTER:
        laid_out[ROSTER] = story.files[ROSTER]
    if ORGANIZATION in laid_out:
        laid_out[ORGANIZATION] = story.organization(laid_out[ORGANIZATION])
    gone: dict[str, bytes | None] = {path: None for path in story.files if path not in laid_out}
    story.commit({**gone, **{p: c for p, c in laid_out.items() if story.files.get(p) != c}}, by=by)


_PLAIN_ROSTER: Final = office()[PurePosixPath(ROSTER)].encode()
"""The roster of the rules' office, in which nobody has a key."""


# ---- What is no text, or is too long for a page


def _link(story: Story) -> None:
    story.commit({"records/assets/AST-002.yaml!120000": b"AST-001.yaml"})


def _program(story: Story) -> None:
    story.commit({"records/assets/AST-001.yaml!100755": story.files["records/assets/AST-001.yaml"]})


def _too_large(story: Story) -> None:
    story.commit({"records/assets/AST-002.yaml": b"id: AST-002\n".ljust(MAX_BYTES + 1, b"#")})


_IN_A_REQUEST: Final[dict[str, Plant]] = {"S115": _link, "S116": _too_large, "S122": _program}


# ---- What lies in the history of the main branch


def _unproved(story: Story) -> None:
    story.commit(story.decision(), by="rahma")


def _changed(story: Story) -> None:
    story.commit({EVALUATION: story.files[EVALUATION] + b"# diubah\n"})


def _touched(story: Story) -> None:
    story.commit({DECIDED: story.files[DECIDED] + b"# diubah\n"})


def _without_role(story: Story) -> None:
    story.commit(story.decision(by="budi"), by="budi", signed=True)


def _by_who_evaluated(story: Story) -> None:
    story.commit({EVALUATION: story.files[EVALUATION] + b"# diubah\n"}, by="rahma", signed=True)
    story.commit(story.decision(), by="rahma", signed=True)


def _on_paper(story: Story) -> None:
    paper = '{kind: basah, signed: 2026-07-07, archive: Lemari 1, sha256: "%s", entered: budi}' % ("0" * 64)
    story.commit(story.decision(more=f"document: {paper}\n"), by="budi", signed=True)


def _removed(story: Story) -> None:
    story.commit({EVALUATION: None})


def _made_anew(story: Story) -> None:
    story.commit(story.decision(), by="rahma", committer="budi")


def _rewritten(story: Story) -> None:
    story.last_verified = story.scribe.put("commit", story.scribe.read(story.tip)[1] + b"\nlain\n")


def _cut_off(story: Story) -> None:
    story.lost.add(
        story.commit({"records/assets/AST-001.yaml": story.files["records/assets/AST-001.yaml"] + b"# 1\n"})
    )
    story.commit({"records/assets/AST-001.yaml": story.files["records/assets/AST-001.yaml"] + b"# 2\n"})


def _own_roster(story: Story) -> None:
    story.commit({ROSTER: story.roster(more="# diubah\n")}, by="budi", signed=True)


def _leaked(story: Story) -> None:
    revoked = f'[{{key: "{story.fingerprint}", since: 2026-07-06, reason: bocor}}]'
    story.commit({ROSTER: story.roster(revoked=revoked)}, by="eka", signed=True)


_ON_THE_LINE: Final[Mapping[str, Plant]] = {
    "A201": _unproved,
    "A202": _changed,
    "A203": _touched,
    "A204": _without_role,
    "A205": _by_who_evaluated,
    "A206": _on_paper,
    "A208": _removed,
    "H101": _made_anew,
    "H102": _rewritten,
    "T102": _cut_off,
    "T103": _own_roster,
    "T104": _leaked,
}
_REMEMBERED: Final = frozenset({"H102"})
