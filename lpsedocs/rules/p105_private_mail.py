"""A text holds an address at a provider of private mail.

Why it matters: such an address belongs to a person and not to an office (UU 27/2022), and nobody else can
read what was sent to it when that person has left.

What is taken for private mail: addresses at gmail.com, googlemail.com, yahoo, ymail.com, rocketmail.com,
outlook, hotmail, live, msn.com, icloud.com, me.com, mac.com, proton.me, protonmail.com, pm.me, aol.com,
gmx, mail.com, yandex, zoho and tutanota, under whatever country. The roster, the letterhead and the
contacts of suppliers are exempt; office addresses belong there.

Bad:

```yaml
# records/requirements/2026/KEB-2026-001.yaml
reason: Penawaran dikirim ke contoh.misal@gmail.com  # P105
```

Good:

```yaml
# records/requirements/2026/KEB-2026-001.yaml
reason: Penawaran dikirim ke surat lpse@misal.example
```

How to fix: write the address of the office, or name the person or the desk instead. A supplier's office
address belongs under `contacts` in its file.
"""

import re
from collections.abc import Iterator

from lpsedocs.corpus import Corpus
from lpsedocs.findings import Breach, Severity, say
from lpsedocs.rules.privacy import breach_at, is_office_contact, matches

SEVERITY = Severity.ERROR

_ENDING = r"\.[a-z]{2,4}(?:\.[a-z]{2})?"
_PRIVATE = re.compile(
    r"[a-z0-9](?:[a-z0-9._%+-]*)@"
    rf"(?P<provider>(?:yahoo|outlook|hotmail|live|gmx|yandex|zoho|tutanota){_ENDING}"
    r"|(?:gmail|googlemail|ymail|rocketmail|msn|icloud|me|mac|protonmail|aol|mail)\.com|(?:proton|pm)\.me)"
    r"(?![a-z0-9-]|\.[a-z0-9])",
    re.IGNORECASE,
)


def breaches(corpus: Corpus) -> Iterator[Breach]:
    for writing, match in matches(corpus, _PRIVATE):
        if not is_office_contact(writing):
            yield breach_at(
                writing,
                match[0],
                say(
                    "{address} is an address at a provider of private mail",
                    address=f"***@{match['provider']}",
                ),
            )
