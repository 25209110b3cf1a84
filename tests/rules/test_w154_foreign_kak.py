from tests.office import told

OTHER = """\
# records/requirements/2026/KEB-2026-002.yaml
id: KEB-2026-002
title: Kursi loket
requester: dewi
unit: Unit Verifikasi
kind: barang
created: 2026-07-13
reason: Dua kursi patah
items: [{description: Kursi loket, quantity: 2, unit: unit}]
needed_from: 2026-09-01
priority: rendah
# records/proposals/2026/USL-2026-001.yaml
requirement: KEB-2026-002
kak: KAK-2026-001
"""


def test_a_kak_of_another_requirement_is_told() -> None:
    assert told("W154", OTHER) == [
        "records/proposals/2026/USL-2026-001.yaml:2:6: error: "
        "KAK-2026-001 was written for KEB-2026-001, but this proposal serves KEB-2026-002"
    ]


def test_the_own_kak_passes() -> None:
    assert told("W154") == []
