"""An NPWP of 16 digits is somebody's NIK.

Why it matters: since 2024 the NPWP of a person is the NIK, which shows where and when somebody was born.
Git keeps it for ever, even after it is deleted from the file (UU 27/2022).

What is taken for a NIK: a value of the key `npwp` with 16 digits that begins with 11 to 99. The NPWP of a
company begins with 0, or with 10 if it was issued lately.

Bad:

```yaml
# records/suppliers/SUP-001.yaml
npwp: "9601014404990001"  # P102
```

Good:

```yaml
# records/suppliers/SUP-001.yaml
npwp: "0999999990001000"
```

How to fix: write the NPWP of the company. If the supplier is a single person, write the old NPWP of 15
digits. If the number was committed already, tell the IT person at once: it has to be removed from the
history too.
"""

import re
from collections.abc import Iterator

from lpsedocs.corpus import Corpus
from lpsedocs.findings import Breach, Severity, say
from lpsedocs.rules.privacy import breach_at, masked, matches

SEVERITY = Severity.ERROR

_OF_A_PERSON = re.compile(r"\A(?:1[1-9]|[2-9][0-9])[0-9]{14}\Z")


def breaches(corpus: Corpus) -> Iterator[Breach]:
    for writing, match in matches(corpus, _OF_A_PERSON):
        if writing.route[-1] == "npwp":
            yield breach_at(
                writing,
                match[0],
                say("the NPWP {number} is that of a person, and so a NIK", number=masked(match[0])),
            )
