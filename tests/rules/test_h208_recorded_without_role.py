import pytest

from tests.office import told

PEOPLE = """\
# base
# records/roster.yaml
people:
  - {id: rahma, name: Rahma, position: Kepala LPSE, emails: [rahma@contoh.example]}
  - {id: budi, name: B, position: X, emails: [budi@contoh.example], forges: [{forge: github, account: "7"}]}
  - {id: tia, name: Tia, position: Pengelola, emails: [tia@contoh.example]}
  - {id: agus, name: Agus, position: Administrator Sistem, emails: [agus@contoh.example]}
  - {id: dewi, name: Dewi, position: Verifikator, emails: [dewi@contoh.example]}
"""
KAK = "# records/kak/2026/KAK-2026-001.yaml\n"
UNSENT = f"{PEOPLE}{KAK}sent: []\n"
SENT = f"{KAK}sent:\n  - {{by: budi, date: 2026-02-05, to: agus}}\n"
MENDED = f"{KAK}corrections:\n  - {{by: agus, date: 2026-02-06, what: Uji ulang}}\n"
PAPER = (
    'attachments:\n  - {kind: formulir, file: attachments/KAK-2026-001/koreksi.pdf, sha256: "'
    + "0" * 64
    + '"}\n'
)
SCANNED = f"{MENDED}{PAPER}"


def by(address: str) -> str:
    return f"# request by {address}\n"


def test_a_step_that_somebody_without_the_role_wrote_down_is_told_at_the_name() -> None:
    assert told("H208", f"{UNSENT}{by('dewi@contoh.example')}{SENT}") == [
        "records/kak/2026/KAK-2026-001.yaml:2:10: error: commit 111111111111 by dewi records step 1.5 (Send "
        "the KAK to the "
        "Pengguna) of KAK-2026-001, and dewi did not hold the role Pengelola on 15 July 2026"
    ]


def test_an_address_that_nobody_has_is_a_warning() -> None:
    assert told("H208", f"{UNSENT}{by('siapa@lain.example')}{SENT}") == [
        "records/kak/2026/KAK-2026-001.yaml:2:10: warning: commit 111111111111 records step 1.5 (Send the "
        "KAK to the "
        "Pengguna) of KAK-2026-001, and the roster of origin/main doesn't know its author, "
        "siapa@lain.example "
        "<siapa@lain.example>"
    ]


def test_a_pengelola_who_enters_what_a_pengguna_did_names_the_paper() -> None:
    assert told("H208", f"{PEOPLE}{by('budi@contoh.example')}{MENDED}") == [
        "records/kak/2026/KAK-2026-001.yaml:2:10: error: commit 111111111111 by budi records step 1.6 "
        "(Check the KAK and "
        "mend it) of KAK-2026-001, which is for agus; the record names no paper that it was taken from; "
        "'lpsedocs attach "
        "KAK-2026-001 FILE' attaches it"
    ]
    assert told("H208", f"{PEOPLE}{by('budi@contoh.example')}{SCANNED}") == []


@pytest.mark.parametrize(
    ("request_", "address"),
    [
        pytest.param(SENT, "budi@contoh.example", id="the Pengelola himself"),
        pytest.param(SENT, "tia@contoh.example", id="another Pengelola"),
        pytest.param(SENT, "BUDI@Contoh.example", id="an address in capitals"),
        pytest.param(SENT, "7+budi@users.noreply.github.com", id="an address that the forge made"),
        pytest.param(MENDED, "agus@contoh.example", id="the Pengguna's own corrections"),
        pytest.param(f"{KAK}title: KAK Tautan\n", "dewi@contoh.example", id="no step"),
    ],
)
def test_who_holds_the_role_may_write_it_down(request_: str, address: str) -> None:
    assert told("H208", f"{UNSENT}{by(address)}{request_}") == []


def test_a_role_that_the_request_itself_gives_does_not_count() -> None:
    roles = "# records/roster.yaml\nroles:\n  - {role: pengelola, person: dewi, from: 2025-01-02}\n"

    [finding] = told("H208", f"{UNSENT}{by('dewi@contoh.example')}{roles}{SENT}")

    assert "dewi did not hold the role Pengelola" in finding


def test_a_record_that_gets_another_id_tells_the_same_steps() -> None:
    need = (
        "id: KEB-2026-009\ntitle: Genset\nrequester: agus\nunit: Administrator Sistem LPSE\nkind: barang\n"
        "created: 2026-02-01\nreason: Perlu\nitems: [{description: Genset, quantity: 1, unit: unit}]\n"
        "needed_from: 2026-09-01\npriority: rendah\nsubmitted: {by: agus, date: 2026-02-02, to: budi}\n"
    )
    old = f"# records/requirements/2026/KEB-2026-009.yaml\n{need}"
    new = old.replace("KEB-2026-009", "KEB-2026-010")

    gone = "# records/requirements/2026/KEB-2026-009.yaml\nREMOVED\n"
    assert told("H208", f"{PEOPLE}{old}{by('budi@contoh.example')}{gone}{new}") == []
    assert len(told("H208", f"{PEOPLE}{by('budi@contoh.example')}{new}")) == 2
