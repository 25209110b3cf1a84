from lpsedocs.trust.signatures import parse_ssh_key
from tests.trust.desk import desk_of, told
from tests.trust.story import Story, key_of, roster

RAHMA = parse_ssh_key(key_of("rahma").line).fingerprint


def leaked(since: str) -> bytes:
    """Return the roster with the key of the Kepala leaked, and another key of hers."""
    text = roster(revoked=f'[{{key: "{RAHMA}", since: {since}, reason: bocor}}]\n')
    first = f'{{ssh: "{key_of("rahma").line}", from: 2025-01-02}}'
    second = f'{{ssh: "{key_of("rahma anew").line}", from: 2025-01-02}}'
    return text.replace(first, f"{first}, {second}").encode()


def test_a_decision_that_may_be_younger_than_the_leak_is_in_doubt() -> None:
    story = Story()
    story.approve(day="2026-07-06")
    story.commit({"records/roster.yaml": leaked("2026-07-07")}, by="eka", key=key_of("eka"), day="2026-07-08")

    assert told("T104", desk_of(story)) == [
        "records/decisions/EVL-2026-001/1.yaml:5:11: error: decision 1 on EVL-2026-001, disetujui "
        f"(approved) by rahma, is in doubt: the key {RAHMA} was reported as leaked, and nothing proves that "
        "the decision is older than the leak"
    ]


def test_once_it_is_decided_anew_the_old_decision_is_a_note() -> None:
    story = Story()
    story.approve(day="2026-07-06")
    story.commit({"records/roster.yaml": leaked("2026-07-07")}, by="eka", key=key_of("eka"), day="2026-07-08")
    story.commit(dict(story.decision(number=2)), by="rahma", key=key_of("rahma anew"), day="2026-07-09")

    [finding] = told("T104", desk_of(story))

    assert finding.startswith("records/decisions/EVL-2026-001/1.yaml:5:11: note: decision 1 on EVL-2026-001")


def test_a_later_act_of_somebody_else_dated_before_the_leak_takes_the_doubt_away() -> None:
    story = Story()
    story.approve(day="2026-07-04")
    story.commit(dict(story.decision("KAK-2026-001")), by="agus", key=key_of("agus"), day="2026-07-06")
    story.commit({"records/roster.yaml": leaked("2026-07-07")}, by="eka", key=key_of("eka"), day="2026-07-08")

    assert told("T104", desk_of(story)) == []
