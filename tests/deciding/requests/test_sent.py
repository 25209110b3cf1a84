"""lpsedocs request: what goes to the remote with the branches of a request, and what does not."""

import pytest

from tests.real_office import EVALUATION, RealOffice, merge_by_click

SUBMISSIONS = "submissions:\n  - {by: tia, date: 2026-07-03, to: rahma}\n"


def test_it_tells_how_to_send_requests(office: RealOffice) -> None:
    office.with_remote()

    told = office.lpsedocs("request", "EVL-2026-001")

    assert "send them: git push origin setujui/EVL-2026-001 evaluasi-ulang/EVL-2026-001\n" in told.out


@pytest.mark.parametrize(
    ("language", "sending"),
    [
        ("en", "send it: git push origin dicabut/EVL-2026-001-2\n"),
        ("id", "kirimkan: git push origin dicabut/EVL-2026-001-2\n"),
    ],
)
def test_it_tells_how_to_send_the_one_branch_that_takes_a_decision_back(
    office: RealOffice, language: str, sending: str
) -> None:
    office.lpsedocs("request", "EVL-2026-001")
    merge_by_click(office, "setujui/EVL-2026-001", "SETUJUI EVL-2026-001")
    office.with_remote()

    told = office.lpsedocs("--lang", language, "request", "EVL-2026-001", "--withdraw")

    assert sending in told.out.splitlines(keepends=True)


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
        "origin did not take the branches of the request: [remote rejected] (hook declined), with these "
        "words: error: hook declined to update refs/heads/evaluasi-ulang/EVL-2026-001; nothing was "
        "changed here"
    )
    assert (office.state(), office.git("for-each-ref", at=bare)) == before


def test_a_request_can_not_be_sent_without_a_remote(office: RealOffice) -> None:
    before = office.state()

    assert office.lpsedocs("request", "EVL-2026-001", "--push").refusal == (
        "there is no remote to push to; 'git remote add origin ADDRESS' names one"
    )
    assert office.state() == before


def test_a_request_is_not_sent_without_a_look_at_what_is_there(office: RealOffice) -> None:
    office.with_remote()
    before = office.state()

    assert office.lpsedocs("request", "EVL-2026-001", "--push", "--offline").refusal == (
        "--offline and --push don't go together; choose one"
    )
    assert office.state() == before


def test_a_branch_here_of_the_folders_name_is_told_before_anything_is_sent(office: RealOffice) -> None:
    bare = office.with_remote()
    office.git("branch", "setujui")
    before = office.state(), office.git("for-each-ref", at=bare)

    assert office.lpsedocs("request", "EVL-2026-001", "--push").refusal == (
        "there is a branch setujui here, beside which git can have none called setujui/EVL-2026-001; 'git "
        "branch --move setujui NAME' gives it another name"
    )
    assert (office.state(), office.git("for-each-ref", at=bare)) == before


@pytest.mark.parametrize("there", ["evaluasi-ulang", "setujui/EVL-2026-001/lama"])
def test_a_branch_at_the_remote_of_the_folders_name_is_named(office: RealOffice, there: str) -> None:
    """Whoever may push can make one."""
    bare = office.with_remote()
    office.git("branch", there, "main", at=bare)
    before = office.state(), office.git("for-each-ref", at=bare)
    due = f"{there.partition('/')[0]}/EVL-2026-001"

    assert office.lpsedocs("request", "EVL-2026-001", "--push").refusal == (
        f"origin did not take the branches of the request: it has a branch {there}, beside which git can "
        f"have none called {due}; have it renamed or removed; nothing was changed here"
    )
    assert (office.state(), office.git("for-each-ref", at=bare)) == before


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
@pytest.mark.parametrize("more", [(), ("--push",), ("--offline",)], ids=["", "sent", "not fetched"])
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


def test_what_the_remote_lacks_is_told_also_where_git_notes_none_of_its_branches(office: RealOffice) -> None:
    office.with_remote()
    office.git("config", "--unset-all", "remote.origin.fetch")
    office.git("update-ref", "-d", "refs/remotes/origin/main")
    office.write({"catatan.txt": "baru"})
    mine = office.commit()

    assert office.lpsedocs("request", "EVL-2026-001").refusal == unsent(
        mine, "the merge also changes files outside of records"
    )


def test_what_was_sent_by_way_of_a_branch_is_not_brought_along(office: RealOffice) -> None:
    office.with_remote()
    office.write({"catatan.txt": "baru"})
    mine = office.commit()
    office.git("push", "--quiet", "origin", "main:refs/heads/catatan")
    assert office.lpsedocs("request", "EVL-2026-001").refusal == (
        f"merging it would bring {mine[:12]} along, which waits at origin in catatan to be merged, so that "
        "it would not count: the merge also changes files outside of records; have that merged first"
    )
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
