"""Handing over, requesting, entering a paper, filing: the Pengelola's side of a decision."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from lpsedocs.checker import check
from lpsedocs.rules import rule_with
from lpsedocs.workspace import Workspace
from tests.office import spoken
from tests.real_office import DECISION, EVALUATION, KAK, RealOffice, Told, office_at
from tests.shell import changed_lines
from tests.trust.story import ACCOUNTS, TODAY, person

ROSTER = "records/roster.yaml"
SUBMISSIONS = "submissions:\n  - {by: tia, date: 2026-07-03, to: rahma}\n"
FILING = "records/filings/EVL-2026-001.yaml"


@pytest.fixture
def office(tmp_path_factory: pytest.TempPathFactory, tmp_path: Path) -> Iterator[RealOffice]:
    with office_at(tmp_path_factory, tmp_path) as office:
        office.sits("tia")
        yield office


def approved(office: RealOffice) -> None:
    office.sits("rahma")
    assert office.lpsedocs("approve", "EVL-2026-001", "--yes").code == 0
    office.sits("tia")


def change_roster(office: RealOffice, old: str, new: str) -> None:
    office.sits("eka")
    office.edit(ROSTER, old, new)
    office.git("commit", "--quiet", "-S", "-m", "Peran", ROSTER)
    office.sits("tia")


# ---- Handing over


def test_submitting_writes_result_and_submission_and_keeps_comments(office: RealOffice) -> None:
    office.edit(EVALUATION, SUBMISSIONS, "")
    office.edit(EVALUATION, 'result: {score: "3.00", band: baik}\n', "")
    office.edit(EVALUATION, "scores:\n", "scores:  # semester I\n")
    before = office.read(EVALUATION)

    told = office.lpsedocs("submit", "EVL-2026-001", "--today", "2026-07-06")

    assert told.out == (
        f"{EVALUATION} written\n"
        "result: 3.00 Baik\n"
        "next: commit it, and when it is on the main branch, 'lpsedocs request EVL-2026-001'\n"
    )
    assert changed_lines(before, office.read(EVALUATION)) == [
        '+result: {score: "3.00", band: baik}',
        "+submissions:",
        "+  - {by: tia, date: 2026-07-06, to: rahma}",
    ]


def test_a_second_round_gets_a_second_submission(office: RealOffice) -> None:
    office.sits("rahma")
    office.lpsedocs("return", "EVL-2026-001", "--yes", "--note", "Bukti?")
    office.sits("budi")

    assert office.lpsedocs("submit", "EVL-2026-001", "--today", "2026-07-08").refusal == (
        "EVL-2026-001 was sent back on 6 July 2026, but by 'evaluated' it was last evaluated on 2 July "
        "2026; evaluate it again, and write there who did and when"
    )
    office.edit(
        EVALUATION, "evaluated: {by: tia, date: 2026-07-02}", "evaluated: {by: tia, date: 2026-07-07}"
    )
    before = office.read(EVALUATION)
    assert office.lpsedocs("submit", "EVL-2026-001", "--today", "2026-07-08").code == 0
    assert changed_lines(before, office.read(EVALUATION)) == ["+  - {by: budi, date: 2026-07-08, to: rahma}"]


def test_a_correction_before_the_decision_renews_the_result_alone(office: RealOffice) -> None:
    office.edit(EVALUATION, "tanggap, score: 3", "tanggap, score: 4")
    before = office.read(EVALUATION)

    told = office.lpsedocs("submit", "EVL-2026-001", "--today", "2026-07-06")

    assert told.out == (
        f"{EVALUATION} written\nresult: 3.40 Baik\n"
        "it was handed over before; only the result was written anew\n"
    )
    assert changed_lines(before, office.read(EVALUATION)) == [
        '-result: {score: "3.00", band: baik}',
        '+result: {score: "3.40", band: baik}',
    ]


def test_what_waits_is_not_submitted_again(office: RealOffice) -> None:
    assert office.lpsedocs("submit", "EVL-2026-001", "--today", "2026-07-06").refusal == (
        "EVL-2026-001 was handed over to Rahma on 3 July 2026 already, and waits for the decision; "
        "'lpsedocs request EVL-2026-001' prepares it"
    )


def test_what_is_approved_is_not_submitted_again(office: RealOffice) -> None:
    approved(office)

    assert office.lpsedocs("submit", "EVL-2026-001", "--today", "2026-07-07").refusal == (
        "EVL-2026-001 can't be handed over again: decisions/EVL-2026-001/1 holds for exactly these bytes"
    )


@pytest.mark.parametrize(
    ("old", "new", "arguments", "message"),
    [
        pytest.param(
            "  - {criterion: tanggap, score: 3, evidence: Buku tiket}\n",
            "",
            (),
            "EVL-2026-001 can't be scored yet; 'lpsedocs score EVL-2026-001' says what is missing",
            id="a score is missing",
        ),
        pytest.param(
            "inspection: PRS-2026-001\n",
            "",
            (),
            f"{EVALUATION} lacks what the Kepala LPSE has to read: Inspection (inspection); fill it in first",
            id="no inspection",
        ),
        pytest.param(
            "",
            "",
            ("--by", "siapa"),
            "there is no siapa in the roster; it has rahma, budi, tia, agus, eka, and dewi",
            id="nobody",
        ),
        pytest.param(
            "",
            "",
            ("--by", "agus"),
            "agus does not hold the role Pengelola on 6 July 2026; --by takes one of budi and tia",
            id="not a Pengelola",
        ),
        pytest.param(
            "",
            "",
            ("--to", "agus"),
            "agus does not hold the role Kepala LPSE on 6 July 2026; --to takes one of rahma",
            id="not the Kepala",
        ),
    ],
)
def test_what_can_not_be_submitted_is_refused(
    office: RealOffice, old: str, new: str, arguments: tuple[str, ...], message: str
) -> None:
    office.edit(EVALUATION, SUBMISSIONS, "")
    if old:
        office.edit(EVALUATION, old, new)
    before = office.read(EVALUATION)

    assert office.lpsedocs("submit", "EVL-2026-001", "--today", "2026-07-06", *arguments).refusal == message
    assert office.read(EVALUATION) == before


def test_a_kak_is_no_evaluation_and_is_called_what_people_call_it(office: RealOffice) -> None:
    assert office.lpsedocs("submit", "KAK-2026-001").refusal == (
        "KAK-2026-001 is a record of the kind 'Terms of reference (KAK)'; one of the kind 'Evaluation' is "
        "needed here"
    )
    assert office.lpsedocs("--lang", "id", "submit", "KAK-2026-001").refusal == (
        "KAK-2026-001 adalah dokumen jenis 'Kerangka Acuan Kerja (KAK)'; di sini diperlukan jenis 'Evaluasi'"
    )


def test_an_address_that_nobody_has_is_asked_about(office: RealOffice) -> None:
    office.edit(EVALUATION, SUBMISSIONS, "")
    office.sits("orang-lain")

    assert office.lpsedocs("submit", "EVL-2026-001", "--today", "2026-07-06").refusal == (
        "the roster does not know the address orang-lain@contoh.example that git has for you; say with --by "
        "who does it"
    )


def test_with_two_heads_it_has_to_be_said_who_receives(office: RealOffice) -> None:
    office.edit(EVALUATION, SUBMISSIONS, "")
    office.edit(
        ROSTER,
        "  - {role: pengelola, person: budi",
        "  - {role: kepala_lpse, person: agus, from: 2026-07-01}\n  - {role: pengelola, person: budi",
    )

    assert office.lpsedocs("submit", "EVL-2026-001", "--today", "2026-07-06").refusal == (
        "several people are Kepala LPSE on 6 July 2026: rahma and agus; say with --to which one"
    )
    assert office.lpsedocs("submit", "EVL-2026-001", "--today", "2026-07-06", "--to", "agus").code == 0


def tia_acts(office: RealOffice) -> None:
    change_roster(
        office,
        "  - {role: pengelola, person: budi",
        "  - {role: kepala_lpse, person: tia, from: 2026-07-01, acting: plh, basis: SP 1}\n"
        "  - {role: pengelola, person: budi",
    )


def test_an_evaluation_is_never_handed_over_to_who_made_it(office: RealOffice) -> None:
    tia_acts(office)
    office.edit(EVALUATION, SUBMISSIONS, "")
    command = ("submit", "EVL-2026-001", "--today", "2026-07-06")

    assert office.lpsedocs(*command, "--to", "tia").refusal == (
        "tia made EVL-2026-001 and can't decide it; --to names somebody else"
    )
    assert office.lpsedocs(*command, "--to", "agus").refusal == (
        "agus does not hold the role Kepala LPSE on 6 July 2026; --to takes one of rahma"
    )
    assert office.lpsedocs(*command).code == 0
    assert "submissions:\n  - {by: tia, date: 2026-07-06, to: rahma}\n" in office.read(EVALUATION)


def test_an_evaluation_is_never_handed_over_to_who_hands_it_over(office: RealOffice) -> None:
    office.edit(
        ROSTER,
        "  - {role: pengelola, person: budi",
        "  - {role: pengelola, person: rahma, from: 2026-07-01}\n  - {role: pengelola, person: budi",
    )
    office.edit(EVALUATION, SUBMISSIONS, "")
    command = ("submit", "EVL-2026-001", "--today", "2026-07-06", "--by", "rahma")

    assert office.lpsedocs(*command).refusal == (
        "Kepala LPSE on 6 July 2026 is only rahma, who made EVL-2026-001 and can't decide it; 'lpsedocs "
        "roster add-role' enters an acting head"
    )
    assert office.lpsedocs(*command, "--to", "rahma").refusal == (
        "rahma made EVL-2026-001 and can't decide it; --to names somebody else"
    )


def test_without_a_kepala_nothing_is_handed_over(office: RealOffice) -> None:
    office.edit(ROSTER, "{role: kepala_lpse, person: rahma,", "{role: admin, person: rahma,")
    office.edit(EVALUATION, SUBMISSIONS, "")

    assert office.lpsedocs("submit", "EVL-2026-001", "--today", "2026-07-06").refusal == (
        "nobody is Kepala LPSE on 6 July 2026; 'lpsedocs roster add-role' enters one, also an acting head"
    )


# ---- Requesting


def test_a_request_makes_two_branches_and_touches_nothing_else(office: RealOffice) -> None:
    office.write({"catatan.txt": "baru"})
    office.git("add", "catatan.txt")
    before = office.state()

    told = office.lpsedocs("request", "EVL-2026-001")

    assert told.out == (
        f"branch setujui/EVL-2026-001, commit {office.tip('setujui/EVL-2026-001')[:12]}\n"
        "  title of its request: SETUJUI EVL-2026-001\n"
        f"branch evaluasi-ulang/EVL-2026-001, commit {office.tip('evaluasi-ulang/EVL-2026-001')[:12]}\n"
        "  title of its request: EVALUASI ULANG EVL-2026-001\n  before it is merged, the note is to be "
        "written in records/decisions/EVL-2026-001/1.yaml\nopen a request into the main branch from each, "
        "with exactly these titles. Rahma decides by merging one of them with a merge commit, without "
        "squash or rebase\nwrite into the description of each request: Closes #NUMBER, with the number of "
        "the other. Then merging one closes the other on GitHub; elsewhere it is closed by hand\n"
    )
    assert office.state()[1:] == before[1:]
    assert office.git("branch", "--show-current") == "main"
    approval = office.decision(at="setujui/EVL-2026-001")
    return_ = office.decision(at="evaluasi-ulang/EVL-2026-001")
    assert (approval.decision, approval.by, return_.decision, return_.note) == (
        "disetujui",
        "rahma",
        "evaluasi_ulang",
        None,
    )


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


def test_several_evaluations_in_one_request_count_when_it_is_merged(office: RealOffice) -> None:
    second = office.read(EVALUATION).replace("EVL-2026-001", "EVL-2026-002")
    office.write({EVALUATION.replace("001", "002"): second})
    office.commit()

    told = office.lpsedocs("request", "EVL-2026-002", "EVL-2026-001")

    assert "  title of its request: SETUJUI EVL-2026-001, EVL-2026-002\n" in told.out
    merge_by_click(office, "setujui/EVL-2026-002+EVL-2026-001", "SETUJUI EVL-2026-001, EVL-2026-002")
    assert office.statuses() == {"EVL-2026-001": "approved", "EVL-2026-002": "approved"}


def merge_by_click(office: RealOffice, branch: str, title: str) -> None:
    """Merge as the Kepala's click on GitHub does, signed with the forge's key."""
    tree = office.git("rev-parse", f"{branch}^{{tree}}")
    commit = office.git(
        "-c",
        "user.name=GitHub",
        "-c",
        "user.email=noreply@github.com",
        "-c",
        f"user.signingkey={office.home}/forge.pub",
        "commit-tree",
        "-S",
        "-p",
        "main",
        "-p",
        branch,
        tree,
        "-m",
        f"Merge pull request #7 from kantor/{branch}\n\n{title}",
        author=f"Rahma <{ACCOUNTS['rahma']}+rahma@users.noreply.github.com>",
    )
    office.git("update-ref", "refs/heads/main", commit)
    office.git("reset", "--quiet", "--hard")


def test_an_evaluation_on_a_branch_of_its_own_comes_along(office: RealOffice) -> None:
    office.git("switch", "--quiet", "-c", "evaluasi")
    office.edit(EVALUATION, "Buku tiket", "Buku tiket semester I")
    office.commit()

    assert office.lpsedocs("request", "EVL-2026-001").code == 0
    assert office.tip("setujui/EVL-2026-001^") == office.tip("evaluasi")
    merge_by_click(office, "setujui/EVL-2026-001", "SETUJUI EVL-2026-001")
    assert office.statuses("refs/heads/main") == {"EVL-2026-001": "approved"}


def test_an_evaluation_that_the_main_branch_has_goes_off_from_there(office: RealOffice) -> None:
    office.git("switch", "--quiet", "-c", "lain")
    office.write({"catatan.txt": "baru"})
    office.commit()

    assert office.lpsedocs("request", "EVL-2026-001").code == 0
    assert office.tip("setujui/EVL-2026-001^") == office.tip("main")


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


def unsent(commit: str, why: str) -> str:
    return (
        f"main here has {commit[:12]}, which origin lacks. This request would bring that along, so that it "
        f"would not count: {why}. Send it first: 'git push origin main'; where main is protected, as a "
        "branch of its own ('git push origin main:refs/heads/NAME'), to be merged there. Then give this "
        "command once more"
    )


@pytest.mark.parametrize(
    ("files", "why"),
    [
        pytest.param(
            {"catatan.txt": "baru"}, "the merge also changes files outside of records", id="another file"
        ),
        pytest.param(
            {"records/assets/AST-009.yaml": "id: AST-009\n"},
            "the merge also changes records/assets/AST-009.yaml",
            id="another record",
        ),
        pytest.param(
            {"records/decisions/EVL-2026-002/1.yaml": "record: EVL-2026-002\n"},
            "the merge also changes records/decisions/EVL-2026-002/1.yaml",
            id="another decision",
        ),
    ],
)
@pytest.mark.parametrize("more", [(), ("--push",), ("--offline", "--push")], ids=["", "sent", "not fetched"])
def test_a_request_does_not_bring_along_what_the_main_branch_has_not_sent(
    office: RealOffice, files: dict[str, str], why: str, more: tuple[str, ...]
) -> None:
    bare = office.with_remote()
    office.write(files)
    mine = office.commit()
    before = office.state(), office.git("for-each-ref", at=bare)

    assert office.lpsedocs("request", "EVL-2026-001", *more).refusal == unsent(mine, why)
    assert (office.state(), office.git("for-each-ref", at=bare)) == before
    office.git("push", "--quiet", "origin", "main")
    assert office.lpsedocs("request", "EVL-2026-001", *more).code == 0


def test_what_was_sent_by_way_of_a_branch_is_not_brought_along(office: RealOffice) -> None:
    office.with_remote()
    office.write({"catatan.txt": "baru"})
    office.commit()
    office.git("push", "--quiet", "origin", "main:refs/heads/catatan")
    other = office.elsewhere()
    other.git("merge", "--quiet", "--no-ff", "-m", "Gabung", "origin/catatan")
    other.git("push", "--quiet")

    assert office.lpsedocs("request", "EVL-2026-001", "--push").code == 0
    assert office.tip("setujui/EVL-2026-001^") == other.tip()


def test_a_handing_over_that_was_not_sent_comes_along_with_its_request(office: RealOffice) -> None:
    office.edit(EVALUATION, SUBMISSIONS, "")
    office.commit()
    bare = office.with_remote()
    office.lpsedocs("submit", "EVL-2026-001", "--today", "2026-07-06")
    office.write({"records/attachments/EVL-2026-001/bukti.pdf": b"%PDF-1.7 bukti\n"})
    office.commit()

    assert office.lpsedocs("request", "EVL-2026-001", "--push").code == 0
    office.git("reset", "--quiet", "--hard", "origin/main")
    merge_by_click(office, "setujui/EVL-2026-001", "SETUJUI EVL-2026-001")
    assert office.statuses() == {"EVL-2026-001": "approved"}
    assert office.git("for-each-ref", "--format=%(refname)", at=bare).count("EVL-2026-001") == 2


def test_an_evaluation_on_a_branch_comes_along_when_the_main_branch_has_moved_on(office: RealOffice) -> None:
    office.git("switch", "--quiet", "-c", "evaluasi")
    office.edit(EVALUATION, "Buku tiket", "Buku tiket semester I")
    office.commit()
    office.git("switch", "--quiet", "main")
    office.write({"catatan.txt": "baru"})
    office.commit()
    office.git("switch", "--quiet", "evaluasi")

    assert office.lpsedocs("request", "EVL-2026-001").code == 0
    assert office.tip("setujui/EVL-2026-001^") == office.tip("evaluasi")


def test_requests_are_sent_at_once_if_wished(office: RealOffice) -> None:
    bare = office.with_remote()

    told = office.lpsedocs("request", "EVL-2026-001", "--push")

    assert "sent to origin\n" in told.out
    assert office.git("for-each-ref", "--format=%(refname)", at=bare).splitlines() == [
        "refs/heads/evaluasi-ulang/EVL-2026-001",
        "refs/heads/main",
        "refs/heads/setujui/EVL-2026-001",
    ]


def test_a_request_is_sent_wholly_or_not_at_all(office: RealOffice) -> None:
    bare = office.with_remote()
    hook = bare / "hooks" / "update"
    hook.write_text("#!/bin/sh\ncase $1 in *evaluasi-ulang*) exit 1;; esac\n")
    hook.chmod(0o755)
    before = office.state(), office.git("for-each-ref", at=bare)

    assert office.lpsedocs("request", "EVL-2026-001", "--push").refusal == (
        "origin did not take the branches of the request: [remote rejected] (hook declined); it has none of "
        "them, and nothing was changed here"
    )
    assert (office.state(), office.git("for-each-ref", at=bare)) == before


def test_a_request_can_not_be_sent_without_a_remote(office: RealOffice) -> None:
    before = office.state()

    assert office.lpsedocs("request", "EVL-2026-001", "--push").refusal == (
        "there is no remote to push to; 'git remote add origin ADDRESS' names one"
    )
    assert office.state() == before


def test_a_request_that_is_at_the_remote_is_named(office: RealOffice) -> None:
    office.with_remote()
    office.lpsedocs("request", "EVL-2026-001", "--push")
    office.git("branch", "-D", "setujui/EVL-2026-001", "evaluasi-ulang/EVL-2026-001")
    office.at("2026-07-06T04:00:00Z")

    assert office.lpsedocs("request", "EVL-2026-001", "--push").refusal == (
        "origin has branches with these names already: setujui/EVL-2026-001 and evaluasi-ulang/EVL-2026-001; "
        "so the request was made before, and is decided there. To make it anew, have them removed: 'git push "
        "origin --delete setujui/EVL-2026-001 evaluasi-ulang/EVL-2026-001'"
    )


def test_it_tells_how_to_send_requests(office: RealOffice) -> None:
    office.with_remote()

    told = office.lpsedocs("request", "EVL-2026-001")

    assert "send them: git push origin setujui/EVL-2026-001 evaluasi-ulang/EVL-2026-001\n" in told.out


def test_a_kak_is_requested_of_its_requester(office: RealOffice) -> None:
    told = office.lpsedocs("request", "KAK-2026-001")

    assert "  title of its request: SESUAI KAK-2026-001\n" in told.out
    assert "  title of its request: PERLU PERBAIKAN KAK-2026-001\n" in told.out
    assert office.decision("KAK-2026-001", at="sesuai/KAK-2026-001").by == "agus"


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


def test_a_request_does_not_ask_who_made_the_evaluation(office: RealOffice) -> None:
    tia_acts(office)

    assert office.lpsedocs("request", "EVL-2026-001").code == 0
    assert office.decision(at="setujui/EVL-2026-001").by == "rahma"


def test_a_request_that_only_who_made_the_evaluation_could_decide_is_refused(office: RealOffice) -> None:
    change_roster(office, "{role: kepala_lpse, person: rahma,", "{role: kepala_lpse, person: tia,")

    assert office.lpsedocs("request", "EVL-2026-001").refusal == (
        "tia made EVL-2026-001 and can't decide it; --by names somebody else"
    )


def test_a_request_is_not_made_twice(office: RealOffice) -> None:
    office.lpsedocs("request", "EVL-2026-001")
    before = office.state()

    assert office.lpsedocs("request", "EVL-2026-001").refusal == (
        "this request was made before: here is already setujui/EVL-2026-001 and evaluasi-ulang/EVL-2026-001, "
        "of setujui/EVL-2026-001 and evaluasi-ulang/EVL-2026-001; to make it anew, remove what is here with "
        "'git branch -D setujui/EVL-2026-001 evaluasi-ulang/EVL-2026-001'"
    )
    assert office.state() == before


def test_a_request_on_bytes_that_are_not_committed_is_refused(office: RealOffice) -> None:
    office.edit(EVALUATION, "Buku tiket", "Buku tiket semester I")

    assert office.lpsedocs("request", "EVL-2026-001").refusal == (
        f"{EVALUATION} here is not as it is committed, on the main branch or on the one that is checked out; "
        "commit it, or bring the main branch up to date with 'git pull --ff-only'"
    )


def test_a_head_without_an_account_is_mentioned(office: RealOffice) -> None:
    change_roster(office, person("rahma"), person("rahma", forges="[]"))

    assert office.lpsedocs("request", "EVL-2026-001").out.endswith(
        "note: Rahma has no account on a forge in the roster, so a merge proves nothing; 'lpsedocs roster "
        "add-account' enters it\n"
    )


def test_a_role_whose_merges_do_not_count_is_mentioned(office: RealOffice) -> None:
    change_roster(office, "kepala_lpse: [personal, forge, witness]", "kepala_lpse: [personal]")

    assert office.lpsedocs("request", "EVL-2026-001").out.endswith(
        "note: the roster does not accept merges as evidence from this role, so Rahma signs with 'lpsedocs "
        "approve'\n"
    )


# ---- Entering a paper


def on_paper(
    office: RealOffice, *more: str, record: str = "KAK-2026-001", by: str = "dewi"
) -> tuple[str, ...]:
    scan = office.home / "Nota dinas (1).pdf"
    scan.write_bytes(b"%PDF-1.7\n")
    return (
        "decide-on-paper", record, "--signed", str(scan), "--by", by, "--date", "2026-07-05", "--yes", *more,
    )  # fmt: skip


def test_a_paper_is_entered_with_its_scan(office: RealOffice) -> None:
    told = office.lpsedocs(*on_paper(office, "--decision", "sesuai", "--kind", "basah"))

    assert told.code == 0, told
    assert office.statuses() == {"KAK-2026-001": "accepted"}
    decision = office.decision("KAK-2026-001")
    assert decision.document is not None
    assert (decision.by, str(decision.date), decision.document.entered, decision.document.kind) == (
        "dewi",
        "2026-07-05",
        "tia",
        "basah",
    )
    assert decision.document.file == "attachments/KAK-2026-001/Nota-dinas-1.pdf"
    assert office.git("log", "--format=%s", "--name-only").split("\n\n") == [
        "SESUAI KAK-2026-001",
        "records/decisions/KAK-2026-001/1.yaml\nScan of a signed paper on KAK-2026-001",
        "records/attachments/KAK-2026-001/Nota-dinas-1.pdf\nMulai",
        office.git("show", "--name-only", "--format=", "HEAD~2"),
    ]
    assert office.git("status", "--porcelain") == ""


def test_an_explanation_names_the_paper_with_its_day_place_and_digest(office: RealOffice) -> None:
    office.lpsedocs(*on_paper(office, "--decision", "sesuai", "--kind", "basah"))
    document = office.decision("KAK-2026-001").document
    assert document is not None

    told = office.lpsedocs("verify", "--allow-unpinned", "--today", "2026-07-15", "--explain", "KAK-2026-001")

    assert (
        "    the paper: basah (wet ink), signed on 5 July 2026; it lies in records/attachments/KAK-2026-001/"
        f"Nota-dinas-1.pdf, with the SHA-256 {document.sha256}\n"
    ) in told.out


def test_a_paper_that_was_not_sent_in_time_is_entered_anew(office: RealOffice) -> None:
    office.with_remote()
    other = office.elsewhere()
    arguments = on_paper(office, "--decision", "sesuai", "--kind", "basah")
    assert office.lpsedocs(*arguments).code == 0
    other.git("commit", "--quiet", "--allow-empty", "-m", "Lebih dulu")
    other.git("push", "--quiet")

    told = office.lpsedocs(*arguments, "--push")

    assert told.code == 0, told
    assert office.statuses("refs/remotes/origin/main") == {"KAK-2026-001": "accepted"}
    assert office.git("status", "--porcelain") == ""


def test_another_file_that_was_not_sent_is_not_lost_with_the_paper(office: RealOffice) -> None:
    office.with_remote()
    other = office.elsewhere()
    other.git("commit", "--quiet", "--allow-empty", "-m", "Lebih dulu")
    other.git("push", "--quiet")
    proof = "records/attachments/KAK-2026-001/bukti.pdf"
    office.write({proof: b"%PDF-1.7 bukti\n"})
    mine = office.commit()

    told = office.lpsedocs(*on_paper(office, "--decision", "sesuai", "--kind", "basah", "--push"))

    assert told.refusal.startswith(
        f"this branch and the one at the remote have gone apart: here alone is {mine[:12]}. Nothing is merged"
    )
    assert (office.root / proof).read_bytes() == b"%PDF-1.7 bukti\n"


def test_a_paper_in_the_archive_is_cited_and_not_copied(office: RealOffice) -> None:
    told = office.lpsedocs(
        *on_paper(office, "--decision", "sesuai", "--kind", "tte", "--archive", "Lemari 1 map 7")
    )

    assert told.code == 0, told
    decision = office.decision("KAK-2026-001")
    assert decision.document is not None
    assert (decision.document.archive, decision.document.file) == ("Lemari 1 map 7", None)
    assert office.git("rev-list", "--count", "HEAD") == "2"


def test_a_scan_that_is_committed_already_is_not_committed_again(office: RealOffice) -> None:
    arguments = on_paper(office, "--decision", "sesuai", "--kind", "basah")
    office.write({"records/attachments/KAK-2026-001/Nota-dinas-1.pdf": b"%PDF-1.7\n"})
    office.commit()

    assert office.lpsedocs(*arguments).code == 0
    assert office.git("rev-list", "--count", "HEAD") == "3"


@pytest.mark.parametrize(
    ("person", "more", "message"),
    [
        pytest.param(
            "tia",
            ("--decision", "sesuai"),
            "say with --kind how it was signed: basah (wet ink) or tte (certified electronic signature)",
            id="how it was signed",
        ),
        pytest.param(
            "tia",
            ("--decision", "perlu_perbaikan", "--kind", "basah"),
            "'perlu_perbaikan' needs a note that says why; give it with --note",
            id="no note",
        ),
        pytest.param(
            "tia",
            ("--decision", "disetujui", "--kind", "basah"),
            "KAK-2026-001 can't be disetujui; the words for it are sesuai, perlu_perbaikan, and dicabut",
            id="another word",
        ),
        pytest.param(
            "tia",
            ("--decision", "sesuai", "--kind", "basah", "--by", "agus"),
            "KAK-2026-001: agus has a key or an account of his own, so no paper counts; ask the person to "
            "decide with his own key or account; paper is for those who have neither",
            id="somebody with a key",
        ),
        pytest.param(
            "tia",
            ("--decision", "sesuai", "--kind", "basah", "--by", "siapa"),
            "there is no siapa in the roster in force; it has rahma, budi, tia, agus, eka, and dewi",
            id="nobody",
        ),
        pytest.param(
            "tia",
            ("--decision", "sesuai", "--kind", "basah", "--date", "2026-07-07"),
            "7 July 2026 has not come yet; give the day of the signature",
            id="a day to come",
        ),
        pytest.param(
            "agus",
            ("--decision", "sesuai", "--kind", "basah"),
            "KAK-2026-001: agus does not hold the role Pengelola on 6 July 2026, which is held by budi and "
            "tia; 'lpsedocs roster add-role' enters a holder, also an acting head",
            id="not a Pengelola",
        ),
    ],
)
def test_a_paper_that_would_not_count_is_refused(
    office: RealOffice, person: str, more: tuple[str, ...], message: str
) -> None:
    office.sits(person)
    before = office.state()

    assert office.lpsedocs(*on_paper(office, *more)).refusal == message
    assert office.state() == before


def on_the_day_of_signing(office: RealOffice, day: str, number: int = 1) -> Told:
    more = ("--decision", "sesuai", "--kind", "basah", "--signed", str(office.home / f"{number}.pdf"))
    (office.home / f"{number}.pdf").write_bytes(b"%PDF-1.7\n")
    return office.lpsedocs(*on_paper(office, *more, "--date", day))


NOT_SENT_YET = (
    "R105: Date (date) is dated {day}, before Sent (sent.1.date) of KAK-2026-001, which is dated 5 February "
    "2026"
)


@pytest.mark.parametrize(
    ("day", "spoken", "errors"),
    [
        pytest.param(
            "2025-01-01",
            "1 January 2025",
            "W102: dewi did not hold the role Pengguna on 1 January 2025, which step 1.6 (Check the KAK and "
            f"mend it) is for and {NOT_SENT_YET}",
            id="no role yet, and nothing sent",
        ),
        pytest.param("2026-02-04", "4 February 2026", NOT_SENT_YET, id="nothing sent yet"),
    ],
)
def test_a_paper_signed_on_a_day_that_can_not_be_is_refused(
    office: RealOffice, day: str, spoken: str, errors: str
) -> None:
    before = office.state()

    assert on_the_day_of_signing(office, day).refusal == (
        f"a paper signed on {spoken} does not fit the records, which nobody could mend once it is entered: "
        f"{errors.format(day=spoken)}. Look up in the paper who signed it, and when; if that is right, have "
        "the records corrected first"
    )
    assert office.state() == before


def test_a_paper_may_be_signed_on_the_day_of_the_handing_over(office: RealOffice) -> None:
    assert on_the_day_of_signing(office, "2026-02-05").code == 0


def test_a_paper_of_the_second_round_is_held_against_the_second_handing_over(office: RealOffice) -> None:
    office.sits("agus")
    assert office.lpsedocs("return", "KAK-2026-001", "--yes", "--note", "Satu tahun").code == 0
    office.sits("tia")
    office.edit(
        KAK,
        "date: 2026-02-05, to: agus}\n",
        "date: 2026-02-05, to: agus}\n  - {by: budi, date: 2026-07-06, to: agus}\n",
    )
    office.commit()
    office.at("2026-07-09T03:00:00Z")

    assert on_the_day_of_signing(office, "2026-07-05").refusal == (
        "a paper signed on 5 July 2026 does not fit the records, which nobody could mend once it is entered: "
        "R105: Date (date) is dated 5 July 2026, before Sent (sent.2.date) of KAK-2026-001, which is dated 6 "
        "July 2026. Look up in the paper who signed it, and when; if that is right, have the records "
        "corrected first"
    )
    assert on_the_day_of_signing(office, "2026-07-08").code == 0


def test_a_paper_is_not_accepted_from_every_role(office: RealOffice) -> None:
    change_roster(office, "{role: kepala_lpse, person: rahma,", "{role: kepala_lpse, person: dewi,")

    assert office.lpsedocs(
        *on_paper(office, "--decision", "disetujui", "--kind", "tte", record="EVL-2026-001")
    ).refusal == (
        "EVL-2026-001: evidence of the class document (signed paper) is not accepted from Kepala LPSE; ask "
        "the person to decide in a way that the roster accepts from his role ('accept' in "
        "records/roster.yaml)"
    )


IMAGES = {"jpg": b"\xff\xd8\xff\xe0", "PNG": b"\x89PNG\r\n\x1a\n", "tif": b"II*\0", "tiff": b"MM\0*"}


@pytest.mark.parametrize("ending", IMAGES)
def test_an_image_shows_wet_ink(office: RealOffice, ending: str) -> None:
    scan = office.home / f"foto.{ending}"
    scan.write_bytes(IMAGES[ending] + b"...")
    arguments = on_paper(office, "--decision", "sesuai", "--signed", str(scan))

    assert office.lpsedocs(*arguments, "--kind", "tte").refusal == (
        f"{scan} is an image, which has no certified electronic signature; name the signed PDF itself"
    )
    assert office.lpsedocs(*arguments).code == 0
    document = office.decision("KAK-2026-001").document
    assert document is not None
    assert document.kind == "basah"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        pytest.param(
            b"kantor\n",
            "{path} is neither a PDF nor an image (JPEG, PNG or TIFF), so it is no scan of a signed paper",
            id="a text",
        ),
        pytest.param(
            b"PK\x03\x04%PDF" + bytes(1024) + b"%PDF-1.7",
            "{path} is neither a PDF nor an image (JPEG, PNG or TIFF), so it is no scan of a signed paper",
            id="a file with a PDF in it",
        ),
        pytest.param(b"", "{path} is empty; name the scan or the PDF itself", id="nothing"),
        pytest.param(
            b"\n%PDF-1.7\n",
            "say with --kind how it was signed: basah (wet ink) or tte (certified electronic signature)",
            id="a PDF that is called otherwise",
        ),
    ],
)
@pytest.mark.parametrize("command", ["decide-on-paper", "file"])
def test_what_is_no_signed_paper_by_its_content_is_refused(
    office: RealOffice, command: str, content: bytes, message: str
) -> None:
    approved(office)
    scan = office.home / "pindai.jpg"
    scan.write_bytes(content)
    signed = ("--signed", str(scan))
    where = ("--series", "000.3", "--number", "12/2026", "--location", "Lemari 1", "--today", "2026-07-07")
    before = office.state()

    told = (
        office.lpsedocs("file", "EVL-2026-001", *where, *signed)
        if command == "file"
        else office.lpsedocs(*on_paper(office, "--decision", "sesuai", *signed))
    )
    assert told.refusal == message.format(path=scan)
    assert office.state() == before


def test_another_scan_of_the_same_name_is_refused(office: RealOffice) -> None:
    arguments = on_paper(office, "--decision", "sesuai", "--kind", "basah")
    office.write({"records/attachments/KAK-2026-001/Nota-dinas-1.pdf": b"lain"})
    office.commit()
    before = office.state()

    assert office.lpsedocs(*arguments).refusal == (
        "records/attachments/KAK-2026-001/Nota-dinas-1.pdf is committed already with other content; give "
        "the file another name, since a file that is cited never changes"
    )
    assert office.state() == before


# ---- Filing


def test_an_approved_evaluation_is_filed_and_gets_its_signed_print(office: RealOffice) -> None:
    approved(office)
    where = ("--series", "000.3", "--number", "12/2026", "--location", "Lemari 1 map 3")
    (office.home / "lembar.pdf").write_bytes(b"%PDF-1.7\n")
    signed = ("--signed", str(office.home / "lembar.pdf"), "--kind", "tte", "--signed-on", "2026-07-07")

    told = office.lpsedocs("file", "EVL-2026-001", *where, "--today", "2026-07-07")
    first = office.read(FILING)
    again = office.lpsedocs("file", "EVL-2026-001", *signed, "--today", "2026-07-08")

    assert told.out == f"{FILING} written\n"
    assert first == (
        "record: EVL-2026-001\n"
        f'sha256: "{office.decision().sha256}"\n'
        "filed: {by: tia, date: 2026-07-07}\n"
        'archive: {series: "000.3", number: 12/2026, location: Lemari 1 map 3}\n'
    )
    assert again.out == f"records/attachments/EVL-2026-001/lembar.pdf written\n{FILING} written\n"
    assert changed_lines(first, office.read(FILING)) == [
        "+signed_copies:",
        "+  - kind: tte",
        "+    signer_position: Jabatan",
        "+    signed: 2026-07-07",
        "+    file: attachments/EVL-2026-001/lembar.pdf",
        f'+    sha256: "{hashlib.sha256(b"%PDF-1.7" + bytes([10])).hexdigest()}"',
    ]
    assert office.lpsedocs("file", "EVL-2026-001", *signed, "--today", "2026-07-08").refusal == (
        f"{FILING} names this signed print already"
    )
    assert office.lpsedocs("file", "EVL-2026-001", *where, "--today", "2026-07-08").refusal == (
        f"EVL-2026-001 was filed already: {FILING}; --signed adds a signed print"
    )


def test_a_version_approved_later_is_filed_in_its_turn(office: RealOffice) -> None:
    approved(office)
    where = ("--series", "000.3", "--number", "12/2026", "--location", "Lemari 1 map 3")
    office.lpsedocs("file", "EVL-2026-001", *where, "--today", "2026-07-07")
    office.edit(EVALUATION, "Buku tiket", "Buku tiket semester I")
    office.commit()
    approved(office)
    first = office.read(FILING)

    told = office.lpsedocs("file", "EVL-2026-001", *where[:-1], "Lemari 2", "--today", "2026-07-09")

    assert told.code == 0, told
    changed = changed_lines(first, office.read(FILING))
    assert changed[3:] == [
        f'+sha256: "{office.decision(number=2).sha256}"',
        "+filed: {by: tia, date: 2026-07-09}",
        '+archive: {series: "000.3", number: 12/2026, location: Lemari 2}',
    ]


def test_a_requirement_is_closed_with_its_reason(office: RealOffice) -> None:
    told = office.lpsedocs(
        "file",
        "KEB-2026-001",
        "--reason",
        "ditarik_pengguna",
        "--note",
        "Kebutuhan gugur",
        "--today",
        "2026-07-07",
    )

    assert told.out == "records/filings/KEB-2026-001.yaml written\n"
    assert office.read("records/filings/KEB-2026-001.yaml").splitlines()[2:] == [
        "filed: {by: tia, date: 2026-07-07}",
        "reason: ditarik_pengguna",
        "note: Kebutuhan gugur",
    ]
    assert office.lpsedocs(
        "file", "KEB-2026-001", "--reason", "duplikat", "--today", "2026-07-07"
    ).refusal == ("KEB-2026-001 was filed already: records/filings/KEB-2026-001.yaml; nothing is overwritten")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        pytest.param(
            ("EVL-2026-001", "--series", "1", "--number", "2", "--location", "3"),
            "EVL-2026-001 is not approved as it lies here, and only an approved version is filed; 'lpsedocs "
            "why EVL-2026-001' says where it stands",
            id="not approved",
        ),
        pytest.param(
            ("EVL-2026-001", "--reason", "duplikat"),
            "EVL-2026-001 is an evaluation; --reason closes a requirement, a KAK or a proposal",
            id="an evaluation is not closed",
        ),
        pytest.param(
            ("KEB-2026-001", "--series", "1"),
            "the file of KEB-2026-001 is closed with --reason, and nothing else but a --note: "
            "ditarik_pengguna (taken back by the Pengguna), anggaran_ditolak (budget refused), "
            "pengadaan_gagal (procurement failed), digabung (merged with another file), and duplikat "
            "(duplicate)",
            id="a requirement is not documented",
        ),
        pytest.param(
            ("SUP-001", "--reason", "duplikat"),
            "SUP-001 is not filed; an evaluation is, and a requirement, a KAK or a proposal can be closed",
            id="a supplier is not filed",
        ),
        pytest.param(
            ("EVL-2026-001", "--kind", "tte"),
            "--kind, --signed-on, --position and --archive tell of a signed print; name it with --signed",
            id="no signed print",
        ),
    ],
)
def test_what_is_not_filed_is_said(office: RealOffice, arguments: tuple[str, ...], message: str) -> None:
    before = office.state()

    assert office.lpsedocs("file", *arguments, "--today", "2026-07-07").refusal == message
    assert office.state() == before


def test_where_in_the_archive_has_to_be_said(office: RealOffice) -> None:
    approved(office)

    assert office.lpsedocs("file", "EVL-2026-001", "--series", "000.3", "--today", "2026-07-07").refusal == (
        "say where in the archive EVL-2026-001 lies: --number and --location"
    )


def test_a_filing_that_fails_leaves_no_copy(office: RealOffice) -> None:
    approved(office)
    (office.home / "lembar.pdf").write_bytes(b"%PDF-1.7\n")
    office.write({"records/filings": b"a file in the place of the folder"})

    told = office.lpsedocs(
        "file", "EVL-2026-001", "--series", "1", "--number", "2", "--location", "3", "--today", "2026-07-07",
        "--signed", str(office.home / "lembar.pdf"), "--kind", "tte",
    )  # fmt: skip

    assert told.code == 2
    assert not (office.root / "records/attachments/EVL-2026-001/lembar.pdf").exists()
