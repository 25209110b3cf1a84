"""What a check says of a story: the files that somebody has before him, held against its history."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import PurePosixPath

from lpsedocs.checker import check
from lpsedocs.corpus import Corpus
from lpsedocs.rules import all_rules, rule_with
from lpsedocs.rules.examples import corpus_of
from lpsedocs.trust.graph import Graph
from lpsedocs.trust.proof import Remark, gather, prove
from lpsedocs.workspace import at_hand
from tests.office import spoken
from tests.trust.story import TODAY, Story

Files = Mapping[str, bytes | None]
"""Files by their paths; None for one that is not there."""


def desk_of(
    story: Story, changed: Files | None = None, remarks: tuple[Remark, ...] = (), today: date = TODAY
) -> Corpus:
    """Return the files at the tip of a story's main line, changed by somebody, with what is proved."""
    files = {**story.files, **(changed or {})}
    corpus = corpus_of(
        {PurePosixPath(path): content for path, content in files.items() if content is not None}, today
    )
    history, hand = story.judge(today), at_hand(corpus)
    circumstances = gather(Graph(story.scribe), history, hand.digest_of)
    return replace(corpus, proof=prove(history, remarks, hand, circumstances))


def told(code: str, corpus: Corpus) -> list[str]:
    """Return what one rule says: ``path:line:column: severity: message``."""
    return [spoken(finding) for finding in check(corpus, [rule_with(code)]).findings]


def told_of_history(corpus: Corpus) -> list[str]:
    """Return which rules about decisions, trust and history speak, each with its severity."""
    rules = [rule for rule in all_rules() if rule.code[0] in "ATH"]
    return [f"{finding.code} {finding.severity}" for finding in check(corpus, rules).findings]
