import pytest

from tests.office import told


def requirement(number: int, origin: str) -> str:
    return f"""\
# records/requirements/2026/KEB-2026-00{number}.yaml
origin: {origin}
id: KEB-2026-00{number}
title: Kursi loket
requester: dewi
unit: Unit Verifikasi
kind: barang
created: 2026-07-13
reason: Dua kursi patah
items: [{{description: Kursi loket, quantity: 2, unit: unit}}]
needed_from: 2026-09-01
priority: rendah
"""


@pytest.mark.parametrize(
    ("text", "findings"),
    [
        pytest.param(
            requirement(2, "KEB-2026-002"),
            [
                (
                    "records/requirements/2026/KEB-2026-002.yaml:1:9: error: "
                    "KEB-2026-002 is named as its own origin"
                ),
            ],
            id="itself",
        ),
        pytest.param(
            requirement(2, "KEB-2026-003") + requirement(3, "KEB-2026-004") + requirement(4, "KEB-2026-003"),
            [
                (
                    "records/requirements/2026/KEB-2026-003.yaml:1:9: error: "
                    "the origins lead round in a circle: KEB-2026-003 and KEB-2026-004, "
                    "and back to KEB-2026-003"
                ),
                (
                    "records/requirements/2026/KEB-2026-004.yaml:1:9: error: "
                    "the origins lead round in a circle: KEB-2026-004 and KEB-2026-003, "
                    "and back to KEB-2026-004"
                ),
            ],
            id="two of each other, and a third that leads to them",
        ),
    ],
)
def test_origins_that_lead_back_are_told(text: str, findings: list[str]) -> None:
    assert told("L106", text) == findings


@pytest.mark.parametrize(
    "origin",
    [
        pytest.param("KEB-2026-001", id="an earlier requirement"),
        pytest.param("EVL-2026-001", id="an evaluation"),
        pytest.param("SUP-001/2026-1", id="an engagement"),
        pytest.param("KEB-2026-099", id="nothing that is there"),
    ],
)
def test_origins_with_a_beginning_pass(origin: str) -> None:
    assert told("L106", requirement(2, origin)) == []
