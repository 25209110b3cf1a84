"""What a file of the repository is for, and whether it sets the gate or says who may decide.

The guard that ``init --ci`` writes knows the same files (``penjaga.GATE``); a test holds the two together.
"""

import re
from dataclasses import dataclass
from typing import Final

from lpsedocs.findings import Message, say


@dataclass(frozen=True)
class Purpose:
    """What a file is for."""

    words: Message
    is_of_the_gate: bool
    """Whether it sets what is checked, or who may decide; or runs with rights once it is merged."""


_GATE: Final = (
    (r"records/roster\.yaml", say("who may decide, and with which keys")),
    (r"records/organization\.yaml", say("what the check lowers and waives, and the office's deadlines")),
    (r"(.*/)?CODEOWNERS", say("who is asked before files change")),
    (
        r"(\.github|\.gitlab|\.forgejo|\.gitea)(/.*)?|\.gitlab-ci\.yml",
        say("CI: what checks requests and publishes the site"),
    ),
    (r"\.lpsedocs(/.*)?", say("the guard, and the lpsedocs that CI runs")),
    (r"(.*/)?\.gitattributes|\.lfsconfig|\.gitmodules", say("what git makes of files, and where it fetches")),
    (r"\.pre-commit-config\.yaml", say("what checks a commit before it is made")),
    (r"templates(/.*)?", say("templates of pages and papers: run when the site is built")),
    (r"mkdocs\.yml", say("how the site is built, and what runs meanwhile")),
    (
        r"docs/.*\.(js|mjs|cjs|s?html?|xhtml|wasm|php)"
        r"|docs/_[^/]*|docs/(.*/)?(CNAME|\.htaccess|web\.config|headers\.nginx\.conf)",
        say("what browsers run, or servers go by, beside the pages of the records"),
    ),
)
_OTHERS: Final = (
    (
        r".*\.(py|sh|js|ts|toml|lock)|(.*/)?(Makefile|requirements[^/]*\.txt)",
        say("a program, or what it needs"),
    ),
    (r"schemas/.*|\.vscode/.*|\.editorconfig", say("help for editors")),
    (r".*\.(md|txt|pdf|docx?|odt|xlsx?|ods|csv)|docs/.*", say("a document")),
)


_PURPOSES: Final = (
    *(
        (re.compile(pattern, re.DOTALL | re.IGNORECASE), Purpose(words, is_of_the_gate=True))
        for pattern, words in _GATE
    ),
    *((re.compile(pattern, re.DOTALL), Purpose(words, is_of_the_gate=False)) for pattern, words in _OTHERS),
)
LINK: Final = Purpose(
    say("a link to a file or folder, also outside of the repository, which is taken for what it leads to"),
    is_of_the_gate=True,
)
_UNKNOWN: Final = Purpose(say("another file"), is_of_the_gate=False)


def purpose_of(path: str) -> Purpose:
    """Return what a file is for, by its path in the repository."""
    return next((purpose for pattern, purpose in _PURPOSES if pattern.fullmatch(path)), _UNKNOWN)
