r"""A text holds a mobile phone number.

Why it matters: a mobile number belongs to a person and not to an office, and leads to messages and accounts
of that person (UU 27/2022). Git keeps it for ever.

What is taken for a mobile number: 10 to 13 digits that begin with 08, or with +62 8 or 62 8 in place of
that, with or without spaces, dots, hyphens and brackets. The roster, the letterhead and the contacts of
suppliers are exempt; office numbers belong there. NIB and NPWP are no phone numbers.

Bad:

```yaml
# records/requirements/2026/KEB-2026-001.yaml
reason: Kontrak lama berakhir, info 0812-0000-0000  # P104
```

Good:

```yaml
# records/requirements/2026/KEB-2026-001.yaml
reason: Kontrak lama berakhir, info pada Bagian Layanan PT Tautan Misal
```

How to fix: take the number out, and name the person or the desk instead. A supplier's office number
belongs under `contacts` in its file.
"""

import re
from collections.abc import Iterator

from lpsedocs.corpus import Corpus
from lpsedocs.findings import Breach, Severity, say
from lpsedocs.rules.privacy import breach_at, is_office_contact, masked, matches

SEVERITY = Severity.ERROR

_GAP = "[ .()-]{0,2}"
_MOBILE = re.compile(
    r"(?:(?<![0-9A-Za-z])|(?<=hp)|(?<=wa))(?<![0-9][./-])"
    rf"(?:\+?62{_GAP}|\(?0)8(?:{_GAP}[0-9]){{8,11}}(?![0-9A-Za-z]|[./-][0-9])",
    re.IGNORECASE,
)
"""Not inside of a longer number or code."""
_OTHER_NUMBERS = frozenset({"nib", "npwp"})


def breaches(corpus: Corpus) -> Iterator[Breach]:
    for writing, match in matches(corpus, _MOBILE):
        if writing.route[-1] not in _OTHER_NUMBERS and not is_office_contact(writing):
            yield breach_at(
                writing, match[0], say("{number} is a mobile phone number", number=masked(match[0]))
            )
