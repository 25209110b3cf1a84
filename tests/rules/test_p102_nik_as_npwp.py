import pytest

from tests.office import told

SUP = "records/suppliers/SUP-001.yaml"
USL = "records/proposals/2026/USL-2026-001.yaml"


@pytest.mark.parametrize("npwp", ["1101010404990001", "9601014404990001", "9999999999999001"])
def test_the_npwp_of_a_person_is_told_but_not_repeated(npwp: str) -> None:
    assert told("P102", f"# {SUP}\nnpwp: '{npwp}'\n") == [
        f"{SUP}:1:8: error: the NPWP *************001 is that of a person, and so a NIK"
    ]


def test_that_of_a_result_is_told_too() -> None:
    assert told("P102", f"# {USL}\nresult: {{npwp: '9601014404990001'}}\n") == [
        (
            "records/proposals/2026/USL-2026-001.yaml:1:17: error: "
            "the NPWP *************001 is that of a person, and so a NIK"
        ),
    ]


@pytest.mark.parametrize("npwp", ["0999999990001000", "1099999990001000", "999999990001000"])
def test_the_npwp_of_a_company_passes(npwp: str) -> None:
    assert told("P102", f"# {SUP}\nnpwp: '{npwp}'\n") == []


def test_other_numbers_pass() -> None:
    assert told("P102", f"# {SUP}\naddress: '9601014404990001'\n") == []
