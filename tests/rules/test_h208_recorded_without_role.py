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
        pytest.param(f"{KAK}{PAPER}", "dewi@contoh.example", id="no step"),
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


NEED = "# records/requirements/2026/KEB-2026-001.yaml\n"
LOOKED = f"{NEED}availability: {{by: budi, date: 2026-02-03, result: tidak_tersedia, note: Baru}}\n"
SCORED = """\
# records/evaluations/2026/EVL-2026-001.yaml
scores:
  - {criterion: mutu, score: 4, evidence: Pemantauan mandiri LPSE}
  - {criterion: tanggap, score: 3, evidence: Buku tiket}
"""
PRICED = (
    "# records/proposals/2026/USL-2026-001.yaml\n"
    "package: {kind: jasa_lainnya, method: e_purchasing, year: 2026, pagu_paket: 120000000, hps: 119000000}\n"
)
RESCOPED = f"{KAK}sections: {{background: Siang dan malam, purpose: Andal, scope: Tautan 10 Mbps}}\n"


@pytest.mark.parametrize(
    ("request_", "place", "what"),
    [
        (
            LOOKED,
            "records/requirements/2026/KEB-2026-001.yaml:1:15",
            "Assets considered (availability.considered) and Note (availability.note) in step 1.3 (Find out "
            "whether the office has it already) of KEB-2026-001",
        ),
        (
            SCORED,
            "records/evaluations/2026/EVL-2026-001.yaml:2:3",
            "Scores (scores) in step 3.2 (Evaluate the supplier and hand in the result) of EVL-2026-001",
        ),
        (
            PRICED,
            "records/proposals/2026/USL-2026-001.yaml:1:10",
            "Package (package) in step 1.7 (Propose the procurement) of USL-2026-001",
        ),
        (
            RESCOPED,
            "records/kak/2026/KAK-2026-001.yaml:1:11",
            "Sections (sections) in step 1.4 (Make sure of the budget and draft the KAK) of KAK-2026-001",
        ),
    ],
)
def test_what_a_step_recorded_is_for_those_who_hold_its_role(request_: str, place: str, what: str) -> None:
    assert told("H208", f"{PEOPLE}{by('dewi@contoh.example')}{request_}") == [
        f"{place}: error: commit 111111111111 by dewi changes {what}, and dewi did not hold the role "
        "Pengelola on 15 July 2026"
    ]
    assert told("H208", f"{PEOPLE}{by('tia@contoh.example')}{request_}") == []


def test_an_evaluation_of_the_day_on_which_it_was_handed_in_is_no_other_than_any() -> None:
    day = "# records/evaluations/2026/EVL-2026-001.yaml\nevaluated: {by: tia, date: 2026-07-03}\n"

    [finding] = told("H208", f"{PEOPLE}{day}{by('dewi@contoh.example')}{SCORED}")

    assert "by dewi changes Scores (scores) in step 3.2" in finding


def test_who_mends_the_kak_of_his_unit_says_so_in_an_entry() -> None:
    entered = f"{RESCOPED}{MENDED.removeprefix(KAK)}"

    assert told("H208", f"{PEOPLE}{by('agus@contoh.example')}{RESCOPED}") == [
        "records/kak/2026/KAK-2026-001.yaml:1:11: error: commit 111111111111 by agus changes Sections "
        "(sections) in step 1.4 (Make sure of the budget and draft the KAK) of KAK-2026-001, and the request "
        "adds no entry to 'corrections' that says so; add one"
    ]
    assert told("H208", f"{PEOPLE}{by('agus@contoh.example')}{entered}") == []
    assert len(told("H208", f"{PEOPLE}{by('dewi@contoh.example')}{entered}")) == 2


def test_a_need_is_for_the_requester_and_his_unit() -> None:
    taken = f"{NEED}requester: dewi\nunit: Unit Verifikasi\n"
    other = f"{NEED}reason: Kontrak lama diputus\n"

    assert told("H208", f"{PEOPLE}{by('dewi@contoh.example')}{other}") == [
        "records/requirements/2026/KEB-2026-001.yaml:1:9: error: commit 111111111111 by dewi changes Reason "
        "(reason) in step 1.1 (Write down what is needed) of KEB-2026-001, which is for agus or a Pengguna "
        "of Administrator Sistem LPSE"
    ]
    assert len(told("H208", f"{PEOPLE}{by('dewi@contoh.example')}{taken}")) == 1
    assert told("H208", f"{PEOPLE}{by('agus@contoh.example')}{other}") == []


CITED = "# records/evaluations/2026/EVL-2026-001.yaml\n"
DAY = "evaluated: {by: tia, date: 2026-07-03}\n"
ONE = f'attachments:\n  - {{kind: rekap, file: attachments/EVL-2026-001/rekap.pdf, sha256: "{"0" * 64}"}}\n'
TWO = f'  - {{kind: log, file: attachments/EVL-2026-001/log.pdf, sha256: "{"2" * 64}"}}\n'
OTHER = ONE.replace("0" * 64, "1" * 64)


@pytest.mark.parametrize(
    ("files", "place", "route"),
    [
        (OTHER, "2:5", "attachments.1"),
        (OTHER.replace("- ", f"{TWO.strip()}\n  - ", 1), "3:5", "attachments.2"),
        (f"attachments:\n{TWO}", "2:3", "attachments"),
    ],
    ids=["other bytes", "behind a new one", "gone"],
)
def test_a_file_that_a_record_cites_is_for_those_who_hold_its_role(
    files: str, place: str, route: str
) -> None:
    begun = f"{PEOPLE}{CITED}{DAY}{ONE}"

    assert told("H208", f"{begun}{by('dewi@contoh.example')}{CITED}{files}") == [
        f"records/evaluations/2026/EVL-2026-001.yaml:{place}: error: commit 111111111111 by dewi changes "
        f"Attachments ({route}) in step 3.2 (Evaluate the supplier and hand in the result) of EVL-2026-001, "
        "and dewi did not hold the role Pengelola on 15 July 2026"
    ]
    assert told("H208", f"{begun}{by('tia@contoh.example')}{CITED}{files}") == []


def test_a_further_file_may_come_from_anybody() -> None:
    begun = f"{PEOPLE}{CITED}{DAY}{ONE}"
    assert told("H208", f"{begun}{by('dewi@contoh.example')}{CITED}{ONE}{TWO}") == []
