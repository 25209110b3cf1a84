import pytest

from tests.office import told


def supplier(name: str, former: str = "[]", id_: str = "SUP-002") -> str:
    return f"""\
# records/suppliers/{id_}.yaml
id: {id_}
name: {name}
former_names: {former}
legal_form: CV
npwp: "0999999990002000"
address: Jalan Umpama Nomor 9
city: Misal
services: [internet]
listed: {{by: budi, date: 2026-05-04}}
"""


@pytest.mark.parametrize(
    "name",
    [
        "PT Tautan Misal",
        "CV TAUTAN MISAL",
        "Tautan Misal, P.T.",
        "PT. Tautan-Misal Tbk.",
        "Koperasi Tautan  Misal",
        "PT TautanMisal (Persero)",
    ],
)
def test_the_same_name_but_for_form_case_and_signs_is_told(name: str) -> None:
    assert told("L105", supplier(name)) == [
        (
            "records/suppliers/SUP-002.yaml:2:7: warning: "
            "this is much the same name as that of SUP-001, PT Tautan Misal"
        ),
    ]


@pytest.mark.parametrize(
    ("text", "findings"),
    [
        pytest.param(
            supplier("CV Baru", "[{name: CV Tautan Misal, until: 2026-01-01, basis: Akta 1}]"),
            [
                (
                    "records/suppliers/SUP-002.yaml:2:7: warning: "
                    "this is much the same name as that of SUP-001, PT Tautan Misal"
                ),
            ],
            id="of the later one",
        ),
        pytest.param(
            (
                "# records/suppliers/SUP-001.yaml\nname: PT Baru\n"
                "former_names: [{name: PT Lama Sekali, until: 2026-01-01, basis: Akta 1}]\n"
            )
            + supplier("CV Lama Sekali"),
            [
                (
                    "records/suppliers/SUP-002.yaml:2:7: warning: "
                    "this is much the same name as that of SUP-001, PT Lama Sekali"
                ),
            ],
            id="of the earlier one",
        ),
    ],
)
def test_former_names_count_too(text: str, findings: list[str]) -> None:
    assert told("L105", text) == findings


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(supplier("PT Tautan Misal Jaya"), id="another name"),
        pytest.param(
            supplier("CV Baru", "[{name: CV Baru, until: 2026-01-01, basis: Akta 1}]"),
            id="its own former name",
        ),
        pytest.param(supplier("PT") + supplier("CV", id_="SUP-003"), id="nothing but a form"),
    ],
)
def test_other_names_pass(text: str) -> None:
    assert told("L105", text) == []
