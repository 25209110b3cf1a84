from tests.trust.desk import desk_of, told, told_of_history
from tests.trust.story import Story, key_of, roster


def test_a_decision_without_the_role_does_not_count() -> None:
    story = Story()
    story.commit(dict(story.decision(by="eka")), by="eka", key=key_of("eka"))

    assert told("A204", desk_of(story)) == [
        "records/decisions/EVL-2026-001/1.yaml:5:11: error: decision 1 on EVL-2026-001, disetujui "
        "(approved) by eka, does not count: eka does not hold the role Kepala LPSE on 6 July 2026"
    ]
    assert told_of_history(desk_of(story)) == ["A204 error"]


def test_a_pengguna_of_another_unit_accepts_no_kak() -> None:
    people = roster().replace(
        "  - {role: pengguna, person: dewi",
        "  - {role: pengguna, person: eka, unit: Helpdesk, from: 2025-01-02}\n"
        "  - {role: pengguna, person: dewi",
    )
    story = Story()
    story.commit({"records/roster.yaml": people.encode()}, by="eka", key=key_of("eka"), day="2026-07-01")
    story.commit(dict(story.decision("KAK-2026-001", by="eka")), by="eka", key=key_of("eka"))

    assert told("A204", desk_of(story)) == [
        "records/decisions/KAK-2026-001/1.yaml:5:11: error: decision 1 on KAK-2026-001, sesuai (in order) "
        "by eka, does not count: eka is neither the requester nor of the unit 'Administrator Sistem LPSE'"
    ]


def test_with_the_role_it_counts() -> None:
    story = Story()
    story.approve()

    assert told("A204", desk_of(story)) == []
