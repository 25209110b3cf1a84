"""What CI does not attest, and why it says so."""

import os
import shutil
from typing import Any

import pytest

from lpsedocs.deciding.attesting import brought_by
from lpsedocs.deciding.shelf import Shelf
from lpsedocs.findings import Refusal
from lpsedocs.language import ENGLISH
from lpsedocs.trust.graph import Graph
from lpsedocs.trust.signatures import parse_ssh_key
from tests.attesting.scenes import NOBODY, ROSTER, Scene, private, refusal, set_up
from tests.forges.cases import BUDI, RAHMA, STRANGER, Said, Somebody
from tests.forges.mocks import Raw, running
from tests.real_office import DECISION, RealOffice
from tests.trust.story import CI_KEY, Story, key_of, revoked

# ---- What is refused


RAHMAS = "EVL-2026-001, decision 1 is by rahma, whose account is 1001, and request #42 was "


@pytest.mark.parametrize(
    ("values", "why"),
    [
        pytest.param({"merger": BUDI}, "merged by budi (1002)", id="merged by somebody else"),
        pytest.param({"merger": STRANGER}, "merged by rahma (9999)", id="merged by a stranger of that name"),
        pytest.param(
            {"merger": Somebody(5, "a\x1b[31m\u202e")},
            r"merged by a\x1b[31m\u202e (5)",
            id="with a name that acts",
        ),
        pytest.param({"merger": None}, "merged by nobody who is known", id="merged by who is gone"),
        pytest.param(
            {"merger": BUDI, "reviews": (Said(STRANGER),)},
            "merged by budi (1002) and reviewed by rahma (9999), which does not count: the approval was of "
            "bbbbbbbbbbbb, and {head} was merged",
            id="approved by another with the old name",
        ),
        pytest.param(
            {"merger": BUDI, "reviews": (Said(RAHMA),)},
            "merged by budi (1002) and reviewed by rahma (1001), which does not count: the approval was of "
            "bbbbbbbbbbbb, and {head} was merged",
            id="approved before the head moved",
        ),
        pytest.param(
            {"merger": BUDI, "reviews": (Said(RAHMA), Said(RAHMA, "dismissed"))},
            "merged by budi (1002) and reviewed by rahma (1001), which does not count: the approval was "
            "dismissed",
            id="dismissed",
        ),
    ],
)
def test_a_merge_that_the_person_did_not_decide_is_refused(
    scene: Scene, values: dict[str, Any], why: str
) -> None:
    scene.merged()
    scene.told(**values)
    assert refusal(scene) == RAHMAS + why.format(head=scene.head()[:12])
    assert scene.verdicts() == {"EVL-2026-001/1": "unsigned"}


def test_a_title_that_names_no_decision_is_refused(scene: Scene) -> None:
    scene.merged()
    scene.told(title="Perbaiki salah ketik")
    assert refusal(scene) == (
        "request #42 is not attested: EVL-2026-001: the request's title is no decision such as 'SETUJUI "
        "EVL-2026-001'; make the request again with 'lpsedocs request', and leave its title as it is; the "
        "title says what is decided"
    )


def test_a_test_merge_that_somebody_pushed_is_refused(office: RealOffice) -> None:
    with running("github") as mock:
        scene = set_up(office, mock)
        merge = scene.merged()
        scene.told(is_merged=False)
        assert refusal(scene) == (
            f"request #42 is not merged: {merge[:12]} is how the forge tried whether it could be, and nobody "
            "has decided by it"
        )


@pytest.mark.parametrize("way", ["squash", "rebase"])
def test_a_squashed_or_rebased_decision_is_refused(scene: Scene, way: str) -> None:
    office = scene.office
    office.sits("tia")
    office.at("2026-07-06T02:00:00Z")
    office.lpsedocs("request", "EVL-2026-001")
    if way == "squash":
        office.git("merge", "--quiet", "--squash", "setujui/EVL-2026-001")
        office.git("commit", "--quiet", "-m", "SETUJUI EVL-2026-001 (#42)")
    else:
        office.git("merge", "--quiet", "--ff-only", "setujui/EVL-2026-001")
    office.git("push", "--quiet", "origin", "main")
    assert refusal(scene) == (
        f"{office.tip()[:12]} brings EVL-2026-001, decision 1 and is no merge of two commits, so it does not "
        "show what was merged; have the forge make merge commits only (no squash, no rebase), and ask for "
        "the decision again"
    )
    assert scene.mock.asked == []


def test_a_request_that_brings_more_is_refused(scene: Scene) -> None:
    office = scene.office
    office.sits("tia")
    office.at("2026-07-06T02:00:00Z")
    office.lpsedocs("request", "EVL-2026-001")
    office.git("switch", "--quiet", "setujui/EVL-2026-001")
    office.write({"records/README.md": "x\n"})
    office.commit()
    office.git("switch", "--quiet", "main")
    office.git("merge", "--quiet", "--no-ff", "-m", "Merge", "setujui/EVL-2026-001")
    office.git("push", "--quiet", "origin", "main")
    assert refusal(scene) == (
        "EVL-2026-001: the merge also changes records/README.md; ask for the decision again in a commit or a "
        "request of its own; 'lpsedocs approve' makes such a commit, and 'lpsedocs request' such a request"
    )


def test_a_merge_with_a_folder_that_can_not_be_read_is_refused() -> None:
    story = Story()
    story.commit({"records/README.md": b"x"})
    content = story.scribe.read(story.tip)[1]
    story.put(content.replace(content[5:45], story.scribe.put("blob", b"x").encode(), 1))
    with pytest.raises(Refusal) as error:
        brought_by(Shelf(Graph(story.scribe)), story.judge(), story.tip)
    assert ENGLISH.say(error.value.message) == (
        f"a folder that {story.tip[:12]} changes can't be read, so nothing counts"
    )


def test_a_decision_that_can_not_be_read_is_refused(scene: Scene) -> None:
    office = scene.office
    office.sits("tia")
    office.git("switch", "--quiet", "-c", "rusak")
    office.write({DECISION: "rusak: x\n"})
    office.commit()
    office.git("switch", "--quiet", "main")
    office.git("merge", "--quiet", "--no-ff", "-m", "Merge", "rusak")
    office.git("push", "--quiet", "origin", "main")
    assert refusal(scene) == "EVL-2026-001, decision 1: the file does not fit its form"
    assert scene.mock.asked == []


def change_roster(scene: Scene, old: str, new: str) -> None:
    scene.office.sits("eka")
    scene.office.at("2026-07-05T03:00:00Z")
    scene.office.edit(ROSTER, old, new)
    scene.office.git("commit", "--quiet", "-S", "-m", "Peran", ROSTER)
    scene.office.git("push", "--quiet", "origin", "main")


def empty_commit(message: str) -> tuple[str, ...]:
    return ("commit-tree", "-p", "HEAD", "HEAD^{tree}", "-m", message)


def test_a_person_without_the_role_is_refused_in_the_words_of_the_law(scene: Scene) -> None:
    scene.merged()
    # The role ended before the merge, by a change that came after it was prepared.
    scene.office.git("reset", "--quiet", "--hard", "HEAD^")
    scene.office.git("push", "--quiet", "--force", "origin", "main")
    change_roster(
        scene,
        "{role: kepala_lpse, person: rahma, from: 2025-01-02}",
        "{role: kepala_lpse, person: rahma, from: 2025-01-02, until: 2026-07-05}",
    )
    scene.office.sits("budi")
    scene.office.at("2026-07-06T03:00:00Z")
    # What else is odd on the line is not what is told.
    of_three = [arg for name in "abc" for arg in ("-p", scene.office.git(*empty_commit(name)))]
    scene.office.git("reset", "--quiet", "--hard", scene.office.git(*empty_commit("Tiga"), *of_three))
    scene.office.git("merge", "--quiet", "--no-ff", "-m", "Merge", "setujui/EVL-2026-001")
    scene.office.git("push", "--quiet", "origin", "main")
    scene.told()
    assert refusal(scene) == (
        "what was signed would not count, and nothing was changed: EVL-2026-001: rahma does not hold the "
        "role Kepala LPSE on 6 July 2026; let who holds the role decide, and had no part in what is "
        "decided. Only if the person does hold it by a decree that was never entered, have it entered "
        "('lpsedocs roster add-role'; the Kepala LPSE or an admin signs that change), then ask for the "
        "decision again"
    )


def test_a_decision_of_somebody_whom_the_roster_does_not_have_is_refused(scene: Scene) -> None:
    scene.merged()
    office = scene.office
    office.git("reset", "--quiet", "--hard", "HEAD^")
    office.git("switch", "--quiet", "setujui/EVL-2026-001")
    office.edit(DECISION, "by: rahma", "by: siapa")
    office.git("commit", "--quiet", "--all", "--amend", "--no-edit")
    office.git("switch", "--quiet", "main")
    office.git("merge", "--quiet", "--no-ff", "-m", "Merge", "setujui/EVL-2026-001")
    office.git("push", "--quiet", "--force", "origin", "main")
    scene.told()
    assert refusal(scene) == "EVL-2026-001, decision 1 is by siapa, who is not in the roster"


def test_a_person_without_an_account_there_is_refused(scene: Scene) -> None:
    change_roster(scene, ', {forge: forgejo, account: "1001"}', "")
    scene.merged()
    scene.told()
    assert refusal(scene) == (
        "EVL-2026-001, decision 1 is by rahma, for whom the roster has no account at forgejo; 'lpsedocs "
        "roster add-account rahma forgejo NUMBER' enters it"
    )


def test_an_account_that_was_entered_after_the_merge_is_refused_in_the_words_of_the_law(scene: Scene) -> None:
    change_roster(scene, ', {forge: forgejo, account: "1001"}', "")
    merge = scene.merged()
    scene.told()
    github = 'forges: [{forge: github, account: "1001"}'
    change_roster(scene, github, f'{github}, {{forge: forgejo, account: "1001"}}')
    scene.runs(merge)
    assert refusal(scene) == (
        "what was signed would not count, and nothing was changed: the account 1001 belongs to nobody in the "
        "roster"
    )


def test_a_role_that_takes_no_witness_is_refused(scene: Scene) -> None:
    change_roster(scene, "kepala_lpse: [personal, forge, witness]", "kepala_lpse: [personal, forge]")
    scene.merged()
    scene.told()
    assert "evidence of the class witness (" in refusal(scene)


def test_a_roster_without_a_witness_for_this_forge_is_refused(scene: Scene) -> None:
    change_roster(scene, scene.mock.url, "https://lain.contoh.example")
    scene.merged()
    scene.told()
    assert refusal(scene) == (
        f"the roster in force has no witness for {scene.mock.url} of the kind forgejo; 'witnesses' in "
        "records/roster.yaml names one, by a change that the Kepala LPSE or an admin signs"
    )
    assert scene.mock.asked == []


def test_a_witness_for_another_kind_of_forge_is_none(scene: Scene) -> None:
    change_roster(scene, "kind: forgejo", "kind: gitlab")
    scene.merged()
    assert refusal(scene).startswith(
        f"the roster in force has no witness for {scene.mock.url} of the kind forgejo"
    )


def test_a_pipeline_of_gitea_finds_its_witness_under_either_name(scene: Scene) -> None:
    scene.merged()
    scene.told()
    scene.runs()
    del os.environ["FORGEJO_ACTIONS"]
    assert scene.attests("--push").code == 0
    assert scene.verdicts() == {"EVL-2026-001/1": "witness"}


def test_of_two_witnesses_the_one_with_the_key_attests(scene: Scene) -> None:
    line = key_of("orang-lain").line
    other = f'  - {{id: lama, kind: forgejo, url: {scene.mock.url}, ssh: "{line}", from: 2025-01-02}}\n'
    change_roster(scene, "witnesses: \n", f"witnesses: \n{other}")
    scene.merged()
    scene.told()
    assert scene.attests("--push").code == 0
    assert scene.verdicts() == {"EVL-2026-001/1": "witness"}


def test_another_key_is_refused_before_anything_is_asked(scene: Scene) -> None:
    scene.merged()
    scene.runs()
    os.environ["LPSEDOCS_WITNESS_KEY"] = private(key_of("orang-lain"))
    told = refusal(scene)
    assert told.startswith("the key SHA256:")
    assert told.endswith("; put the right key into the secret, or have this one entered under 'witnesses'")
    assert scene.mock.asked == []


def test_a_witness_that_is_not_in_force_any_more_is_refused(scene: Scene) -> None:
    line = f'ssh: "{CI_KEY.line}", from: 2025-01-02'
    change_roster(scene, line, f"{line}, until: 2026-07-05")
    scene.merged()
    scene.runs()
    told = refusal(scene)
    assert told.endswith(
        "of the witness forgejo is not in force on 6 July 2026; have a new one entered under 'witnesses'"
    )


def test_a_witness_whose_key_was_revoked_is_refused(scene: Scene) -> None:
    fingerprint = parse_ssh_key(CI_KEY.line).fingerprint
    change_roster(scene, "revoked: []\n", f"revoked: \n{revoked(fingerprint, '2026-07-06', 'bocor')}")
    scene.merged()
    assert refusal(scene) == (
        f"the key {fingerprint} of the witness forgejo is not in force on 6 July 2026; have a new one "
        "entered under 'witnesses'"
    )


def test_a_pipeline_of_a_request_is_refused(scene: Scene) -> None:
    scene.merged()
    scene.runs()
    os.environ["GITHUB_REF"] = "refs/pull/42/merge"
    assert refusal(scene) == "the pipeline runs on refs/pull/42/merge, and only a merge into main is attested"


def test_a_commit_that_is_not_on_the_main_line_is_refused(scene: Scene) -> None:
    scene.merged()
    head = scene.head()
    scene.runs()
    assert refusal(scene, "--merge", head) == (
        f"the commit {head[:12]} is not on the main line, so nothing that it brings counts; attest after a "
        "merge, in the pipeline of the main branch"
    )


def test_a_clone_without_its_history_is_refused(scene: Scene) -> None:
    scene.merged()
    pipeline = scene.runs()
    shutil.rmtree(pipeline.root)
    bare = f"file://{scene.office.root.parent / 'bare.git'}"
    scene.office.git("clone", "--quiet", "--depth", "1", bare, str(pipeline.root))
    assert refusal(scene).startswith("the history here can't be judged, so nothing is signed on it: ")


def test_a_clock_before_the_last_commit_is_refused_unless_it_is_right(scene: Scene) -> None:
    scene.merged()
    scene.told()
    scene.runs()
    scene.office.at("2026-07-06T02:30:00Z")
    assert refusal(scene) == (
        "this computer's clock says 6 July 2026 09.30 WIB, before the last commit on main: 6 July 2026 10.00 "
        "WIB. Set the clock right; if it is right, --trust-clock goes on"
    )
    assert scene.attests("--push", "--trust-clock").code == 0
    assert scene.verdicts() == {"EVL-2026-001/1": "witness"}


def test_a_main_branch_here_that_the_remote_does_not_have_is_refused(scene: Scene) -> None:
    scene.merged()
    pipeline = scene.runs()
    pipeline.git(*NOBODY, "commit", "--quiet", "--allow-empty", "-m", "Sini")
    scene.office.sits("budi")
    scene.office.git("commit", "--quiet", "--allow-empty", "-m", "Sana")
    scene.office.git("push", "--quiet", "origin", "main")
    pipeline.git("fetch", "--quiet")
    assert refusal(scene) == (
        f"the main branch here has {pipeline.tip()[:12]}, which the one at the remote lacks; 'git reset "
        f"--keep {scene.office.tip()[:12]}' goes there"
    )


def test_it_is_for_pipelines(scene: Scene) -> None:
    assert scene.office.lpsedocs("attest").refusal == (
        "a merge is attested where the forge's pipeline tells of it; give --from-ci in CI"
    )
    assert scene.office.lpsedocs("attest", "--from-ci").refusal == (
        "no pipeline that is known runs here: none of GITLAB_CI, FORGEJO_ACTIONS, GITEA_ACTIONS, and "
        "GITHUB_ACTIONS is 'true'; run this in CI after a merge, or name the kind of forge with --forge"
    )
    assert scene.office.lpsedocs("attest", "--from-ci", "--push", "--offline").refusal == (
        "--offline and --push don't go together; choose one"
    )


# ---- When the forge does not answer as it should


@pytest.mark.parametrize(
    ("raws", "why"),
    [
        (
            [Raw(401)],
            "answers 401 at {path}: it does not accept the token; make a new one, and put it into the secret",
        ),
        (
            [Raw(403)],
            "answers 403 at {path}: the token may not read this; let it read the repository and its requests",
        ),
        ([Raw(404)], "answers 404 at {path}: there is nothing there, or the token may not see it"),
        ([Raw(418)], "answers 418 at {path}: nothing can be made of that"),
        (
            [Raw(content=b"<html>")],
            "what 127.0.0.1 answers at {path} is not what its API describes: the whole: json_invalid",
        ),
        (
            [Raw(302, headers={"Location": "https://lain.contoh.example/api"})],
            "sends the question on to lain.contoh.example; no question and no token goes to another host",
        ),
        (
            [Raw(429, headers={"Retry-After": "0"})] * 4,
            "gave no answer at {path} that can be used, 4 times, the last time it was the status 429; run "
            "this again later",
        ),
    ],
)
def test_what_a_forge_says_instead_is_told_without_the_token(scene: Scene, raws: list[Raw], why: str) -> None:
    scene.merged()
    scene.told()
    scene.mock.raws[""] = list(raws)
    told = refusal(scene)
    assert told.endswith(why.format(path="/repos/dinas/arsip"))
    assert "rahasia" not in told


def test_a_token_that_can_be_none_is_refused_unseen(scene: Scene) -> None:
    scene.merged()
    scene.runs()
    os.environ["GITHUB_TOKEN"] = "rahas\nia"
    assert refusal(scene) == (
        "the environment variable GITHUB_TOKEN has signs that stand in no token; set it anew"
    )
