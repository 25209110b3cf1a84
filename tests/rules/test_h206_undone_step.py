from tests.office import told

REQUEST = "# request by tia@contoh.example\n"
NEED = "# records/requirements/2026/KEB-2026-001.yaml\n"
SUPPLIER = "# records/suppliers/SUP-001.yaml\n"


def test_an_answer_that_was_turned_round_is_told_at_the_first_step_that_it_undoes() -> None:
    after = "availability: {by: tia, date: 2026-02-03, result: tersedia, considered: [AST-001]}\n"

    assert told("H206", f"# base\n{REQUEST}{NEED}id: KEB-2026-001\n{after}") == [
        "records/requirements/2026/KEB-2026-001.yaml:1:5: error: step 1.4 (Make sure of the budget and "
        "draft the KAK) was done on origin/main, "
        "by budi on 5 February 2026; by what this request writes it is not any more"
    ]


def test_a_section_that_is_gone_is_told_by_h205() -> None:
    assert told("H206", f"# base\n{REQUEST}{NEED}availability: null\n") == []


def test_a_decision_that_sends_back_undoes_nothing() -> None:
    decision = (
        '# records/decisions/EVL-2026-001/2.yaml\nrepository: "0123456789abcdef0123456789abcdef"\n'
        'record: EVL-2026-001\nsha256: "SHA256(EVL-2026-001)"\nrests_on: {FRM-2026-LPSE: '
        '"SHA256(FRM-2026-LPSE)"}\n'
        "decision: evaluasi_ulang\nrole: kepala_lpse\nby: rahma\nnote: x\nmade: 2026-07-14T03:00:00Z\n"
    )

    assert told("H206", f"# base\n{REQUEST}{decision}") == []


def test_a_new_supplier_does_not_undo_an_old_inspection() -> None:
    other = (
        "# records/suppliers/SUP-002.yaml\nid: SUP-002\nname: CV Lain Misal\nlegal_form: CV\naddress: Jalan "
        "1\n"
        "city: Kota\nservices: [lainnya]\ncriticality: rendah\nlisted: {by: budi, date: "
        "2026-01-05}\nengagements:\n"
        "  - {id: 2026-1, basis: diambil_alih, number: x, signed: 2026-01-02, starts: 2026-01-02, ends: "
        "2026-12-31, "
        "value: 1, recorded: {by: budi, date: 2026-01-05}, documents: []}\n"
    )

    assert told("H206", f"# base\n{REQUEST}{other}") == []
