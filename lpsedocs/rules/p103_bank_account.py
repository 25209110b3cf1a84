r"""A text holds the number of a bank account.

Why it matters: a copied account number invites fraud, and a person's account is specially protected data
(UU 27/2022). Whoever pays goes by the original paper, not by this repository.

What is taken for an account: 8 to 16 digits, with or without spaces, dots and hyphens, soon after
"rekening", "norek", "no. rek" or "rek.", or directly before "a.n." or "atas nama". A budget code such as
5.1.02.02.08.0019, an amount such as 150.000.000 and whatever follows "kode rekening" are none.

Bad:

```yaml
# records/requirements/2026/KEB-2026-001.yaml
reason: Pembayaran ke rekening Bank Contoh 000-99-1234567-8  # P103
```

Good:

```yaml
# records/requirements/2026/KEB-2026-001.yaml
reason: Pembayaran sesuai kontrak; kode rekening 5.1.02.02.01.0063
```

How to fix: take the number out; the contract in the archive has it. If it was committed already, tell the
IT person: it can be removed from the history too. If it is no account, word the sentence without
"rekening", or ask for a waiver in `records/organization.yaml`.
"""

import re
from collections.abc import Iterator

from lpsedocs.corpus import Corpus
from lpsedocs.findings import Breach, Severity, say
from lpsedocs.rules.privacy import breach_at, masked, matches

SEVERITY = Severity.ERROR

_NUMBER = r"[0-9](?:[ .-]?[0-9]){7,15}(?![ .-]?[0-9])"
_ACCOUNT = re.compile(
    rf"(?<!kode )(?<!kode_)\b(?:no(?:mor|\.)? ?)?(?:rekening|rek\b\.?)(?:(?!\bRp)[^0-9\n]){{0,40}}(?P<after>{_NUMBER})"
    rf"|(?<![0-9A-Za-z./-])(?P<before>{_NUMBER})[ ,(]{{1,3}}(?:a\. ?n\b\.?|an\.|atas nama\b)",
    re.IGNORECASE,
)
_CODE_OR_AMOUNT = re.compile(r"[0-9](?:\.[0-9]{1,4}){3,}|[0-9]{1,3}(?:\.[0-9]{3})+")


def breaches(corpus: Corpus) -> Iterator[Breach]:
    for writing, match in matches(corpus, _ACCOUNT):
        number = match["after"] or match["before"]
        if not _CODE_OR_AMOUNT.fullmatch(number):
            yield breach_at(
                writing,
                number,
                say("{number} looks like the number of a bank account", number=masked(number)),
            )
