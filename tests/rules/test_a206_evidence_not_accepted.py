from tests.trust.desk import desk_of, told, told_of_history
from tests.trust.story import Story, key_of, roster

PAPER = '{kind: basah, signed: 2026-07-06, archive: Lemari 2, sha256: "' + "0" * 64 + '", entered: budi}'


def test_a_click_where_only_signatures_are_accepted_does_not_count() -> None:
    strict = roster(accept="{kepala_lpse: [personal]}\n").encode()
    story = Story(files=Story().files | {"records/roster.yaml": strict})
    side = story.commit(dict(story.decision()), on=story.tip, by="tia")
    story.click(side, title="SETUJUI EVL-2026-001")

    assert told("A206", desk_of(story)) == [
        "records/decisions/EVL-2026-001/1.yaml:5:11: error: decision 1 on EVL-2026-001, disetujui "
        "(approved) by rahma, does not count: evidence of the class forge (merge on a forge) is not "
        "accepted from Kepala LPSE"
    ]
    assert told_of_history(desk_of(story)) == ["A206 error"]


def test_paper_of_somebody_with_a_key_does_not_count() -> None:
    story = Story()
    paper = story.decision("KAK-2026-001", document=PAPER)
    story.commit(dict(paper), by="budi", key=key_of("budi"))

    assert told("A206", desk_of(story)) == [
        "records/decisions/KAK-2026-001/1.yaml:5:11: error: decision 1 on KAK-2026-001, sesuai (in order) "
        "by agus, does not count: agus has a key or an account of his own, so no paper counts"
    ]


def test_paper_of_somebody_without_key_and_account_is_fine() -> None:
    story = Story()
    paper = story.decision("KAK-2026-001", by="dewi", document=PAPER)
    story.commit(dict(paper), by="budi", key=key_of("budi"))

    assert told_of_history(desk_of(story)) == []
