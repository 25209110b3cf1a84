"""lpsedocs request: what is not asked of anybody, since merging it would not count."""

import pytest

from lpsedocs.checker import check
from lpsedocs.rules import rule_with
from lpsedocs.workspace import Workspace
from tests.office import spoken
from tests.real_office import DECISION, EVALUATION, RealOffice, change_roster, merge_by_click
from tests.trust.story import TODAY


def test_the_return_needs_its_note(office: RealOffice) -> None:
    office.lpsedocs("request", "EVL-2026-001")
    office.git("switch", "--quiet", "evaluasi-ulang/EVL-2026-001")

    assert (
        "note:  # write here what is to be mended, and why; without it this request must not be merged\n"
        in office.read(DECISION)
    )
    corpus = Workspace(office.root).load(TODAY)
    assert [spoken(finding) for finding in check(corpus, [rule_with("A102")]).findings] == [
        f"{DECISION}:5:11: error: evaluasi_ulang (to be evaluated again) needs a note that says why"
    ]


def test_a_version_that_the_main_branch_has_replaced_is_not_requested(office: RealOffice) -> None:
    office.with_remote()
    other = office.elsewhere()
    other.edit(EVALUATION, "Buku tiket", "Buku tiket semester I")
    other.commit()
    other.git("push", "--quiet")
    before = office.state()

    assert office.lpsedocs("request", "EVL-2026-001", "--push").refusal == (
        "EVL-2026-001: the main branch has another version of EVL-2026-001 than the branch that is checked "
        "out here, so that your decision would not count after the merge; 'git switch main', then 'git pull "
        "--ff-only' bring it here"
    )
    assert office.state()[1:] == before[1:]
    assert "setujui" not in office.git("for-each-ref")
    office.git("pull", "--quiet", "--ff-only")
    assert office.lpsedocs("request", "EVL-2026-001", "--push").code == 0


@pytest.mark.parametrize(
    ("record", "by", "told"),
    [
        pytest.param(
            "EVL-2026-001",
            "budi",
            "budi may not decide EVL-2026-001 as Kepala LPSE on 6 July 2026; --by takes one of rahma",
            id="no Kepala",
        ),
        pytest.param(
            "KAK-2026-001",
            "rahma",
            "rahma may not decide KAK-2026-001 as Pengguna on 6 July 2026; --by takes one of agus and dewi",
            id="no Pengguna",
        ),
    ],
)
def test_who_could_never_decide_is_not_asked_to(office: RealOffice, record: str, by: str, told: str) -> None:
    before = office.state()

    assert office.lpsedocs("request", record, "--by", by).refusal == (
        f"{told}, and 'lpsedocs roster add-role' enters somebody else"
    )
    assert office.state() == before


@pytest.mark.parametrize("way", ["without a commit", "with nothing in common"])
def test_on_a_branch_that_has_not_the_evaluation_the_request_is_refused(office: RealOffice, way: str) -> None:
    office.git("switch", "--quiet", "--orphan", "lain")
    if way == "with nothing in common":
        office.git("commit", "--quiet", "--allow-empty", "-m", "Lain")
    office.git("restore", "--source", "main", "--worktree", ".")
    office.edit(EVALUATION, "Buku tiket", "Buku tiket semester I")
    before = office.state()

    assert office.lpsedocs("request", "EVL-2026-001").refusal == (
        f"{EVALUATION} here is not as it is committed, on the main branch or on the one that is checked out; "
        "commit it, or bring the main branch up to date with 'git pull --ff-only'"
    )
    assert office.state() == before


def test_a_request_that_would_bring_more_is_not_made(office: RealOffice) -> None:
    office.git("switch", "--quiet", "-c", "evaluasi")
    office.edit(EVALUATION, "Buku tiket", "Buku tiket semester I")
    office.write({"catatan.txt": "baru"})
    office.commit()
    before = office.state()

    assert office.lpsedocs("request", "EVL-2026-001").refusal == (
        "merging it would bring more than the decision, so that it would not count: the merge also changes "
        "files outside of records; have the rest merged first"
    )
    assert office.state() == before


@pytest.mark.parametrize(
    ("change", "arguments", "message"),
    [
        pytest.param(
            None,
            ("EVL-2026-001", "KAK-2026-001"),
            "an evaluation and a KAK can't be in one request, since other people decide them; make one for "
            "each",
            id="two kinds",
        ),
        pytest.param(
            None,
            ("EVL-2026-001", "KAK-2026-001", "--by", "rahma"),
            "an evaluation and a KAK can't be in one request, since other people decide them; make one for "
            "each",
            id="two kinds for somebody",
        ),
        pytest.param(
            None,
            ("EVL-2026-001", "--by", "tia"),
            "tia made EVL-2026-001 and can't decide it; --by names somebody else",
            id="the evaluator",
        ),
        pytest.param(
            None,
            ("EVL-2026-001", "--by", "siapa"),
            "there is no siapa in the roster in force; it has rahma, budi, tia, agus, eka, and dewi",
            id="nobody",
        ),
        pytest.param(
            (
                "from: 2025-01-02}\n  - {role: pengelola, person: budi",
                "from: 2025-01-02, until: 2026-07-01}\n  - {role: pengelola, person: budi",
            ),
            ("EVL-2026-001",),
            "nobody is Kepala LPSE on 6 July 2026 by the roster in force; 'lpsedocs roster add-role' enters "
            "one, also an acting head",
            id="no Kepala",
        ),
        pytest.param(
            (
                "  - {role: pengelola, person: budi",
                "  - {role: kepala_lpse, person: agus, from: 2026-07-01, until: 2026-07-10, acting: plh, "
                "basis: SP}\n  - {role: pengelola, person: budi",
            ),
            ("EVL-2026-001",),
            "several people are Kepala LPSE on 6 July 2026: rahma and agus (acting head for some days); say "
            "with --by who is to decide",
            id="two heads",
        ),
    ],
)
def test_a_request_that_nobody_could_decide_is_refused(
    office: RealOffice, change: tuple[str, str] | None, arguments: tuple[str, ...], message: str
) -> None:
    if change:
        change_roster(office, *change)
    before = office.state()

    assert office.lpsedocs("request", *arguments).refusal == message
    assert office.state() == before


def test_a_request_that_only_who_made_the_evaluation_could_decide_is_refused(office: RealOffice) -> None:
    change_roster(office, "{role: kepala_lpse, person: rahma,", "{role: kepala_lpse, person: tia,")

    assert office.lpsedocs("request", "EVL-2026-001").refusal == (
        "tia made EVL-2026-001 and can't decide it; --by names somebody else"
    )


def test_a_request_on_what_is_approved_tells_how_to_take_that_back(office: RealOffice) -> None:
    office.with_remote()
    office.lpsedocs("request", "EVL-2026-001")
    merge_by_click(office, "setujui/EVL-2026-001", "SETUJUI EVL-2026-001")
    office.git("push", "--quiet", "origin", "main")

    assert office.lpsedocs("request", "EVL-2026-001").refusal == (
        "EVL-2026-001 is approved already, in these bytes: decision 1, by rahma; 'lpsedocs request "
        "EVL-2026-001 --withdraw' prepares what takes it back"
    )
    assert office.lpsedocs("request", "EVL-2026-001", "--withdraw").code == 0


@pytest.mark.parametrize("branch", ["main", "evaluasi"])
def test_a_request_on_what_was_decided_and_not_sent_tells_how_to_send_it(
    office: RealOffice, branch: str
) -> None:
    office.with_remote()
    if branch != "main":
        office.git("switch", "--quiet", "-c", branch)
        office.edit(EVALUATION, "Buku tiket", "Buku tiket semester I")
        office.commit()
    office.sits("rahma")
    office.lpsedocs("approve", "EVL-2026-001", "--yes")
    sends = f"git push origin {branch}"
    then = (
        f"send it: '{sends}'; where {branch} is protected: '{sends}:refs/heads/NAME', to be merged there by "
        "a request"
    )

    assert office.lpsedocs("request", "EVL-2026-001").refusal == (
        f"EVL-2026-001 is approved already, in these bytes: decision 1, by rahma; {then}"
    )
    office.lpsedocs("withdraw", "EVL-2026-001", "--yes", "--note", "Salah baca")
    assert office.lpsedocs("request", "EVL-2026-001", "--withdraw").refusal == (
        f"EVL-2026-001 has no decision that could be withdrawn; {then}"
    )
    office.git("push", "--quiet", "origin", branch)
    left = "there is nothing to do" if branch == "main" else f"it waits at origin in {branch} to be merged"
    assert office.lpsedocs("request", "EVL-2026-001", "--withdraw").refusal == (
        f"EVL-2026-001 has no decision that could be withdrawn; {left}"
    )


def test_a_request_on_bytes_that_are_not_committed_is_refused(office: RealOffice) -> None:
    office.edit(EVALUATION, "Buku tiket", "Buku tiket semester I")

    assert office.lpsedocs("request", "EVL-2026-001").refusal == (
        f"{EVALUATION} here is not as it is committed, on the main branch or on the one that is checked out; "
        "commit it, or bring the main branch up to date with 'git pull --ff-only'"
    )


def test_a_record_that_was_removed_here_is_brought_back_for_a_request(office: RealOffice) -> None:
    (office.root / EVALUATION).unlink()

    assert office.lpsedocs("request", "EVL-2026-001").refusal == (
        "EVL-2026-001 is committed, and was removed here; 'git restore --staged --worktree -- "
        '":(top,glob)records/evaluations/**/EVL-2026-001.yaml"\' brings it back'
    )


def test_what_lies_where_the_decision_of_a_request_belongs_is_named(office: RealOffice) -> None:
    office.write({f"{DECISION}/x": "x"})
    office.commit()

    assert office.lpsedocs("request", "EVL-2026-001").refusal == (
        f"{DECISION}/x lies where {DECISION} belongs, so the commit is not made; have it removed in a "
        "request of its own, and do this again"
    )
