r"""A number looks like a NIK, the number of somebody's identity card.

Why it matters: a NIK shows where and when somebody was born, and opens bank accounts and loans. Git keeps
it for ever, even after it is deleted from the file (UU 27/2022).

What is taken for a NIK, in any text of any record: 16 digits, in one piece or in groups with spaces, dots
or hyphens (6-6-4, 2-2-2-6-4 or 4-4-4-4), that begin with the code of a province (11 to 96), a regency and
a district, go on with a date of birth (day 01-31, or 41-71 for women, and month 01-12), and end in a number
other than 0000.

Bad:

```yaml
# records/requirements/2026/KEB-2026-001.yaml
reason: |
  Kontrak lama berakhir.
  Narahubung Sdr. Contoh, NIK 960101 440499 0001.  # P101
```

Good:

```yaml
# records/requirements/2026/KEB-2026-001.yaml
reason: |
  Kontrak lama berakhir.
  Narahubung: Bagian Layanan PT Tautan Misal.
```

How to fix: take the number out; a name or a position is enough. If it was committed already, tell the IT
person at once: it has to be removed from the history too. If it is no NIK but, say, the number of a
letter, write it as the letter does, or ask for a waiver in `records/organization.yaml`.
"""

import re
from collections.abc import Iterator

from lpsedocs.corpus import Corpus
from lpsedocs.findings import Breach, Severity, say
from lpsedocs.rules.privacy import breach_at, masked, matches

SEVERITY = Severity.ERROR

_SHAPE = re.compile(
    r"(?<![0-9A-Fa-f])"
    r"(?:[0-9]{16}"
    r"|[0-9]{6}(?P<a>[ .-])[0-9]{6}(?P=a)[0-9]{4}"
    r"|[0-9]{2}(?P<b>[ .-])[0-9]{2}(?P=b)[0-9]{2}(?P=b)[0-9]{6}(?P=b)[0-9]{4}"
    r"|[0-9]{4}(?P<c>[ .-])[0-9]{4}(?P=c)[0-9]{4}(?P=c)[0-9]{4})"
    r"(?![0-9A-Fa-f])"
)
"""Not inside of a longer number or a digest."""
_NIK = re.compile(
    r"(?:1[1-9]|[2-8][0-9]|9[0-6])(?!00)[0-9]{2}(?!00)[0-9]{2}"
    r"(?:0[1-9]|[12][0-9]|3[01]|4[1-9]|[56][0-9]|7[01])(?:0[1-9]|1[0-2])[0-9]{2}"
    r"(?!0000)[0-9]{4}"
)


def breaches(corpus: Corpus) -> Iterator[Breach]:
    for writing, match in matches(corpus, _SHAPE):
        digits = re.sub("[^0-9]", "", match[0])
        # A NIK in place of an NPWP has a rule of its own.
        if _NIK.fullmatch(digits) and writing.route[-1] != "npwp":
            yield breach_at(
                writing,
                match[0],
                say("{number} looks like a NIK, which must not be here", number=masked(digits)),
            )
