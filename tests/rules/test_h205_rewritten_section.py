import pytest

from tests.office import told

REQUEST = "# request by tia@contoh.example\n"
NEED = "# records/requirements/2026/KEB-2026-001.yaml\n"
SUPPLIER = "# records/suppliers/SUP-001.yaml\n"
ANSWER = "availability: {by: %s, date: %s, result: tidak_tersedia, considered: [AST-001]}\n"
BEFORE = f"# base\n{NEED}{ANSWER % ('tia', '2026-02-03')}"


def test_a_date_that_was_made_earlier_or_later_is_told_at_it() -> None:
    for day, shown in (("2026-02-02", "2 February 2026"), ("2026-02-04", "4 February 2026")):
        assert told("H205", f"{BEFORE}{REQUEST}{NEED}{ANSWER % ('tia', day)}") == [
            "records/requirements/2026/KEB-2026-001.yaml:1:31: error: Availability check "
            "(availability.date) is dated "
            f"{shown}; on origin/main it stands as 3 February 2026"
        ]


def test_another_person_is_told_at_the_name() -> None:
    assert told("H205", f"{BEFORE}{REQUEST}{NEED}{ANSWER % ('budi', '2026-02-03')}") == [
        "records/requirements/2026/KEB-2026-001.yaml:1:20: error: Availability check (availability.by) "
        "names budi; on origin/main it names tia"
    ]


def test_a_person_in_a_list_is_told_by_his_own_place() -> None:
    kak = "# records/kak/2026/KAK-2026-001.yaml\nsent: [{by: budi, date: 2026-02-05, to: agus}]\n"

    [finding] = told("H205", f"# base\n{kak}{REQUEST}{kak.replace('by: budi', 'by: tia')}")

    assert finding.endswith("error: Sent (sent.1.by) names tia; on origin/main it names budi")


def test_a_section_that_is_gone_is_told_at_what_was_around_it() -> None:
    [finding] = told("H205", f"{BEFORE}{REQUEST}{NEED}availability: null\n")

    assert finding == (
        "records/requirements/2026/KEB-2026-001.yaml:1:15: error: Availability check (availability.date) of "
        "3 February "
        "2026 by tia stands on origin/main, and this request takes it away"
    )


def test_an_engagement_stays_the_same_wherever_it_stands_in_the_list() -> None:
    one = "  - {id: 2026-%d, basis: diambil_alih, number: x, signed: 2026-01-02, starts: 2026-01-02, "
    one += "ends: 2026-12-31, value: 1, recorded: {by: budi, date: 2026-0%d-03}, documents: []}\n"
    base = f"# base\n{SUPPLIER}engagements:\n{one % (1, 3)}"

    assert told("H205", f"{base}{REQUEST}{SUPPLIER}engagements:\n{one % (2, 5)}{one % (1, 3)}") == []
    [finding] = told("H205", f"{base}{REQUEST}{SUPPLIER}engagements:\n{one % (2, 5)}{one % (1, 2)}")
    assert "is dated 3 February 2026; on origin/main it stands as 3 March 2026" in finding


@pytest.mark.parametrize(
    ("base", "request_"),
    [
        pytest.param(
            f"{NEED}budget: {{by: budi, date: 2026-02-04, result: belum_disetujui}}\n",
            f"{NEED}budget: {{by: tia, date: 2026-03-04, result: ditolak}}\n",
            id="a budget that waited",
        ),
        pytest.param(
            "# records/evaluations/2026/EVL-2026-001.yaml\nsubmissions: []\n",
            "# records/evaluations/2026/EVL-2026-001.yaml\nevaluated: {by: budi, date: "
            "2026-07-01}\nsubmissions: []\n",
            id="an evaluation that is not handed in",
        ),
        pytest.param(
            "# records/decisions/EVL-2026-001/1.yaml\ndecision: evaluasi_ulang\nnote: Lagi\n",
            "# records/evaluations/2026/EVL-2026-001.yaml\nevaluated: {by: budi, date: 2026-07-09}\n",
            id="an evaluation that was sent back",
        ),
        pytest.param(
            f"{SUPPLIER}ended: {{by: budi, date: 2026-12-31, reason: selesai}}\n",
            f"{SUPPLIER}ended: {{by: budi, date: 2026-11-30, reason: selesai}}\n",
            id="a day ahead",
        ),
        pytest.param(
            f"{NEED}title: Tautan\n",
            f"{NEED}recommendation: {{by: budi, date: 2026-02-05, use_existing: [AST-001]}}\n",
            id="a new section",
        ),
    ],
)
def test_what_has_not_come_to_an_end_may_be_written_anew(base: str, request_: str) -> None:
    assert told("H205", f"# base\n{base}{REQUEST}{request_}") == []


def test_a_budget_that_waited_is_neither_taken_away_nor_dated_back() -> None:
    waited = f"# base\n{NEED}budget: {{by: budi, date: 2026-02-04, result: belum_disetujui}}\n{REQUEST}{NEED}"

    [gone] = told("H205", f"{waited}budget: null\n")
    [earlier] = told("H205", f"{waited}budget: {{by: budi, date: 2026-02-03, result: belum_disetujui}}\n")

    assert gone.endswith(
        "error: Budget check (budget.date) of 4 February 2026 by budi stands on origin/main, and this "
        "request takes it away"
    )
    assert earlier.endswith(
        "error: Budget check (budget.date) is dated 3 February 2026; on origin/main it stands as 4 February "
        "2026"
    )


def test_a_new_entry_before_those_of_the_base_is_told_by_itself() -> None:
    updates = "updates: [{by: tia, date: 2026-04-01, what: A}, {by: budi, date: 2026-06-01, what: B}%s]\n"
    base = f"# base\n{SUPPLIER}{updates % ''}{REQUEST}{SUPPLIER}"
    between = (updates % "").replace("{by: budi", "{by: tia, date: 2026-05-02, what: C}, {by: budi")

    assert told("H205", f"{base}{between}") == [
        "records/suppliers/SUP-001.yaml:1:49: error: Updates (updates.2.date) of 2 May 2026 by tia is new "
        "and stands before what is on origin/main; put it behind the last one"
    ]
    assert told("H205", f"{base}{updates % ', {by: tia, date: 2026-05-02, what: C}'}") == []
    for finding in told("H205", f"{base}{between.replace('2026-06-01', '2026-06-02')}"):
        assert "on origin/main it" in finding
