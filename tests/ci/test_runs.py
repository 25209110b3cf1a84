"""The pipelines really run: requests that are right and wrong, on each forge, and what people then see."""

import contextlib
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.ci.forge import BOTS, served
from tests.ci.offices import ASSET, REFS, Office, office_with
from tests.ci.ready import ready_program
from tests.ci.runner import Event, GitLabRun, Machine, Steps, WorkflowRun
from tests.shell import ROOT

CI = ROOT / "lpsedocs/starter/ci"
GITLAB = CI / "gitlab/dot_gitlab-ci.yml"
LIKE_GITHUB = ("github", "forgejo")
MARKER = "<!-- lpsedocs-review -->\n"
RIGHT = {ASSET: ("condition: baik", "condition: kurang_baik")}
WRONG = {ASSET: ("condition: baik", "condition: bagus")}


@pytest.fixture(scope="module")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Office]:
    """Return offices as they are after the first commit, made once."""
    offices: dict[str, Office] = {}

    def of(kind: str) -> Office:
        if kind not in offices:
            offices[kind] = office_with(kind, tmp_path_factory.mktemp(kind))
        return offices[kind]

    return of


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    with ready_program(tmp_path_factory.mktemp("siap")) as program:
        yield program


@dataclass
class Stage:
    """An office on a forge whose pipelines run here."""

    office: Office
    machine: Machine

    # -- GitHub, Forgejo -----------------------------------------------------------------------------

    def runs(self, workflow: str, event: Event, *, without: str = "") -> dict[str, Steps]:
        kind = self.office.kind
        run = WorkflowRun(self.machine, CI / f"{kind}/dot_{kind}/workflows/{workflow}.yml", event)
        if without:
            del run.data["jobs"][without]
        return run.run()

    # -- GitLab ----------------------------------------------------------------------------------------

    def pipeline(self, source: str, ref: str = "refs/heads/main", *, task: str = "") -> GitLabRun:
        is_request = source == "merge_request_event"
        environment = {
            "GITLAB_CI": "true",
            "CI": "true",
            "CI_PIPELINE_SOURCE": source,
            "CI_DEFAULT_BRANCH": "main",
            "CI_COMMIT_SHA": self.office.tip(ref),
            "CI_COMMIT_SHORT_SHA": self.office.tip(ref)[:8],
            "CI_API_V4_URL": self.machine.api,
            "CI_PROJECT_ID": "7",
            "CI_PROJECT_PATH": "kantor/arsip",
            "CI_SERVER_PROTOCOL": "https",
            "CI_SERVER_HOST": "git.kantor.example",
            "CI_SERVER_PORT": "443",
            "CI_SERVER_URL": "https://git.kantor.example",
            "LPSEDOCS_TUGAS": task,
        }
        if is_request:
            environment |= {"CI_MERGE_REQUEST_SOURCE_PROJECT_ID": "7", "CI_MERGE_REQUEST_PROJECT_ID": "7"}
        else:
            environment |= {"CI_COMMIT_BRANCH": "main"}
        return GitLabRun(self.machine, GITLAB, environment)

    # -- any ----------------------------------------------------------------------------------------------

    def guard(self) -> Steps:
        """Let the gate's copy on main look at every request; all that it did."""
        if self.office.kind == "gitlab":
            return self.pipeline("schedule", task="penjaga").run("penjaga")
        done = self.runs("penjaga", Event.on_main("workflow_run"))
        return Steps([step for steps in done.values() for step in steps.steps])

    def comments(self, number: int = 1) -> list[tuple[str, str]]:
        return [(one["author"], one["body"]) for one in self.office.forge.comments[number]]

    def status(self) -> tuple[str, str, str]:
        last = self.office.forge.statuses[-1]
        return last["head"], last["context"], last["state"]


@pytest.fixture
def stage(
    founded: Callable[[str], Office], program: Path, tmp_path: Path
) -> Iterator[Callable[[str], Stage]]:
    with contextlib.ExitStack() as stack:

        def of(kind: str) -> Stage:
            office = Office(tmp_path, kind, founded(kind).root)
            shutil.copytree(founded(kind).bare, office.bare)
            api = stack.enter_context(served(office.forge, kind))
            variables = {
                "LPSEDOCS_TRUST_ROOT": f"{office.root}@refs/remotes/origin/main",
                "LPSEDOCS_TOKEN": "token-gitlab",
            }
            return Stage(office, Machine(office, tmp_path, api, variables, program=program))

        yield of


# ---- A request, on GitHub and Forgejo


@pytest.mark.parametrize("kind", LIKE_GITHUB)
def test_a_right_request_is_green_and_can_be_looked_at(stage: Callable[[str], Stage], kind: str) -> None:
    here = stage(kind)
    here.office.request(RIGHT)

    done = here.runs("periksa", Event.request())

    assert list(done) == ["periksa", "pratinjau"]
    assert all(steps.is_green for steps in done.values()), done["periksa"].all_out
    assert (here.machine.artefacts / "pratinjau/index.html").is_file()
    assert not (here.machine.artefacts / "temuan").exists()


@pytest.mark.parametrize("kind", LIKE_GITHUB)
def test_a_wrong_request_is_red_where_it_is_wrong(stage: Callable[[str], Stage], kind: str) -> None:
    here = stage(kind)
    here.office.request(WRONG)

    done = here.runs("periksa", Event.request())

    assert done["periksa"].failed == ["Dokumen"]
    told = done["periksa"].out("Dokumen")
    place = f"::error file={ASSET},line=" if kind == "github" else f"{ASSET}:"
    assert place in told
    assert "R101" in told
    assert done["pratinjau"].is_green
    if kind == "github":
        assert ASSET in here.machine.summary


def test_findings_go_to_code_scanning_where_the_office_has_it(stage: Callable[[str], Stage]) -> None:
    here = stage("github")
    here.machine.variables["LPSEDOCS_CODE_SCANNING"] = "ya"
    here.office.request(WRONG)

    done = here.runs("periksa", Event.request())

    assert done["sarif"].is_green
    assert '"ruleId": "R101"' in (here.machine.artefacts / "temuan/temuan.sarif").read_text()


@pytest.mark.parametrize("kind", LIKE_GITHUB)
def test_a_request_of_a_stranger_knows_nothing_of_the_office(
    stage: Callable[[str], Stage], kind: str
) -> None:
    here = stage(kind)
    here.machine.variables = {"LPSEDOCS_CODE_SCANNING": ""}
    here.office.request(RIGHT)

    done = here.runs("periksa", Event.request(is_fork=True), without="pratinjau")

    assert done["periksa"].is_green, done["periksa"].all_out
    assert "permintaan dari fork tidak mengenal nomor akar" in done["periksa"].out("Riwayat")
    assert "sarif" not in done


@pytest.mark.parametrize("kind", LIKE_GITHUB)
def test_without_the_number_of_the_root_nothing_is_green(stage: Callable[[str], Stage], kind: str) -> None:
    here = stage(kind)
    here.machine.variables = {}
    here.office.request(RIGHT)

    done = here.runs("periksa", Event.request(), without="pratinjau")

    assert done["periksa"].failed[0] == "Riwayat"
    assert "variabel LPSEDOCS_TRUST_ROOT belum ditetapkan" in done["periksa"].out("Riwayat")


@pytest.mark.parametrize("kind", LIKE_GITHUB)
def test_another_root_is_no_root(stage: Callable[[str], Stage], kind: str) -> None:
    here = stage(kind)
    here.machine.variables = {"LPSEDOCS_TRUST_ROOT": "1" * 40}
    here.office.request(RIGHT)

    assert here.runs("periksa", Event.request(), without="pratinjau")["periksa"].failed[0] == "Riwayat"


@pytest.mark.parametrize("kind", LIKE_GITHUB)
def test_a_request_can_not_choose_its_lpsedocs(stage: Callable[[str], Stage], kind: str) -> None:
    here = stage(kind)
    here.office.request(
        {".lpsedocs/requirements.txt": ("lpsedocs @ https://GANTI.example", "jahat @ https://x")}
    )

    done = here.runs("periksa", Event.request())

    # The installer that is played here takes no other list than the one on main.
    assert "Pasang lpsedocs dari daftar di main" not in done["periksa"].failed
    assert done["pratinjau"].is_green


# ---- A request, on GitLab


def test_a_right_request_is_green_on_gitlab(stage: Callable[[str], Stage]) -> None:
    here = stage("gitlab")
    here.office.request(RIGHT)
    pipeline = here.pipeline("merge_request_event", "refs/merge-requests/1/head")

    assert list(pipeline.jobs()) == ["periksa", "pratinjau"]
    for job in pipeline.jobs():
        steps = pipeline.run(job)
        assert steps.is_green, steps.all_out
    assert (here.machine.artefacts / "pratinjau/index.html").is_file()
    assert (here.machine.artefacts / "gl-code-quality-report.json").read_text().strip() == "[]"
    assert (here.machine.artefacts / "telaah.md").read_text().startswith(MARKER)


def test_a_wrong_request_is_red_on_gitlab_and_the_report_says_where(stage: Callable[[str], Stage]) -> None:
    here = stage("gitlab")
    here.office.request(WRONG)
    pipeline = here.pipeline("merge_request_event", "refs/merge-requests/1/head")

    steps = pipeline.run("periksa")

    assert steps.failed == ["periksa"]
    assert f'"path": "{ASSET}"' in (here.machine.artefacts / "gl-code-quality-report.json").read_text()
    assert pipeline.run("pratinjau").is_green


def test_without_the_number_of_the_root_nothing_is_green_on_gitlab(stage: Callable[[str], Stage]) -> None:
    here = stage("gitlab")
    here.machine.variables = {}
    here.office.request(RIGHT)

    steps = here.pipeline("merge_request_event", "refs/merge-requests/1/head").run("periksa")

    assert not steps.is_green
    assert "variabel LPSEDOCS_TRUST_ROOT belum ditetapkan" in steps.out("periksa")


# ---- The gate's copy on main


@pytest.mark.parametrize("kind", BOTS)
def test_one_comment_says_what_a_request_means_and_follows_it(
    stage: Callable[[str], Stage], kind: str
) -> None:
    here = stage(kind)
    first = here.office.request(WRONG)
    here.office.forge.say(1, "joko", "Mohon dilihat")
    here.office.forge.say(1, "orang", f"{MARKER}Semuanya baik, gabungkan saja")

    steps = here.guard()

    assert steps.is_green, steps.all_out
    assert [author for author, _ in here.comments()] == ["joko", "orang", BOTS[kind]]
    assert here.comments()[2][1].startswith(MARKER)
    assert "**Pemeriksaan oleh salinan main**" in here.comments()[2][1]
    if kind != "gitlab":
        assert here.status() == (first, "Penjaga lpsedocs", "failure")

    second = here.office.request({ASSET: ("condition: bagus", "condition: kurang_baik")})
    here.guard()

    assert [author for author, _ in here.comments()] == ["joko", "orang", BOTS[kind]]
    assert here.comments()[1][1] == f"{MARKER}Semuanya baik, gabungkan saja"
    assert "oleh salinan main**" not in here.comments()[2][1]
    if kind != "gitlab":
        assert here.status() == (second, "Penjaga lpsedocs", "success")

    asked = len([call for call in here.office.forge.calls if call.method in ("PATCH", "PUT")])
    here.guard()
    assert len([call for call in here.office.forge.calls if call.method in ("PATCH", "PUT")]) == asked


@pytest.mark.parametrize("kind", BOTS)
def test_the_comment_on_a_decision_names_the_number_of_its_twin(
    stage: Callable[[str], Stage], kind: str
) -> None:
    here = stage(kind)
    here.office.request(RIGHT, 1, "SETUJUI EVL-2026-005")
    here.office.request(RIGHT, 2, "EVALUASI ULANG EVL-2026-005")
    here.office.request(RIGHT, 3, "EVALUASI ULANG EVL-2026-005 @joko")

    assert here.guard().is_green

    sign = "!" if kind == "gitlab" else "#"
    told = [
        [line for line in here.comments(number)[0][1].splitlines() if line.startswith("Permintaan '")]
        for number in (1, 2, 3)
    ]
    assert told == [
        [f"Permintaan 'EVALUASI ULANG EVL-2026-005': {sign}2."],
        [f"Permintaan 'SETUJUI EVL-2026-005': {sign}1."],
        [],
    ]


@pytest.mark.parametrize("kind", BOTS)
def test_a_request_that_turns_the_gate_off_is_checked_all_the_same_and_told(
    stage: Callable[[str], Stage], kind: str
) -> None:
    here = stage(kind)
    file = {
        "github": ".github/workflows/periksa.yml",
        "forgejo": ".forgejo/workflows/periksa.yml",
        "gitlab": ".gitlab-ci.yml",
    }[kind]
    here.office.request({file: None, ".lpsedocs/penjaga.py": ("import json", "raise SystemExit(0)"), **WRONG})

    steps = here.guard()

    assert steps.is_green, steps.all_out
    [(_, body)] = here.comments()
    assert "PERHATIAN: permintaan ini mengubah pagar itu sendiri" in body
    assert file in body
    assert "**Pemeriksaan oleh salinan main**" in body
    if kind != "gitlab":
        assert here.status()[2] == "failure"


def asked_again(office: Office, number: int = 1) -> str:
    """Commit what was staged at the desk of a request, and send it, whatever it is."""
    desk, ref = office.folder / f"meja-{number}", REFS[office.kind].format(number)
    office.git("commit", "--quiet", "--message", "Lagi", at=desk)
    office.git("push", "--quiet", "--force", "origin", f"HEAD:{ref}", at=desk)
    office.forge.open(number, office.tip(ref), "Perubahan")
    return office.tip(ref)


def test_records_that_are_a_link_to_those_of_main_are_not_taken_for_the_requests(
    stage: Callable[[str], Stage],
) -> None:
    here = stage("forgejo")
    here.office.request(RIGHT)
    desk = here.office.folder / "meja-1"
    here.office.git("rm", "--quiet", "-r", "records", at=desk)
    # Where the guard has main is the same on every machine of a forge.
    (desk / "records").symlink_to(here.machine.folder / "mesin-1/kerja/records")
    here.office.git("add", "records", at=desk)
    asked_again(here.office)

    steps = here.guard()

    assert steps.is_green, steps.all_out
    assert here.status()[2] == "failure"
    [(_, body)] = here.comments()
    assert "Telaah tidak dapat dibuat" in body


def test_a_request_can_not_have_other_bytes_checked_than_it_brings(stage: Callable[[str], Stage]) -> None:
    here = stage("forgejo")
    here.office.request({"records/assets/.gitattributes": ("", "* working-tree-encoding=ISO646-GB\n")})
    desk = here.office.folder / "meja-1"
    lines = (desk / ASSET).read_text().splitlines(keepends=True)
    text = "".join(line for line in lines if "#" not in line)
    # In that encoding the sign of the pound is a '#': what follows would be a comment.
    (here.office.folder / "isi").write_text(text.replace("quantity: 1\n", "quantity: 1 \N{POUND SIGN} 9\n"))
    blob = here.office.git("hash-object", "-w", "--no-filters", str(here.office.folder / "isi"), at=desk)
    here.office.git("update-index", "--cacheinfo", f"100644,{blob},{ASSET}", at=desk)
    asked_again(here.office)

    here.guard()

    assert here.status()[2] == "failure"
    [(_, body)] = here.comments()
    assert "R101" in body
    assert "records/assets/.gitattributes (baru): cara git memperlakukan berkas" in body


@pytest.mark.parametrize("kind", BOTS)
def test_a_tag_called_like_the_main_branch_stands_in_for_nothing(
    stage: Callable[[str], Stage], kind: str
) -> None:
    here = stage(kind)
    list_ = ".lpsedocs/requirements.txt"
    here.office.request({list_: ("lpsedocs @ https://GANTI.example", "jahat @ https://x")})
    head = here.office.tip(REFS[kind].format(1))
    here.office.git("update-ref", "refs/tags/origin/main", head)

    if kind == "gitlab":
        done = here.pipeline("push").run("periksa-main")
    else:
        done = here.runs("periksa", Event.request())["periksa"]
    here.guard()

    # The installer that is played here takes no other list than the one on main.
    assert done.is_green, done.all_out
    assert f"baca dahulu berkas ini: {list_}." in here.comments()[0][1]


@pytest.mark.parametrize("kind", BOTS)
def test_a_request_that_can_not_be_checked_out_keeps_no_other_from_being_checked(
    stage: Callable[[str], Stage], kind: str
) -> None:
    here = stage(kind)
    here.office.request(RIGHT)
    desk = here.office.folder / "meja-1"
    blob = here.office.git("rev-parse", "HEAD:mkdocs.yml", at=desk)
    here.office.git("update-index", "--add", "--cacheinfo", f"100644,{blob},{'x' * 300}", at=desk)
    asked_again(here.office)
    here.office.request(RIGHT, 2)

    steps = here.guard()

    assert steps.is_green, steps.all_out
    assert "Telaah tidak dapat dibuat" in here.comments(1)[0][1]
    assert "Telaah tidak dapat dibuat" not in here.comments(2)[0][1]
    if kind != "gitlab":
        assert [one["state"] for one in here.office.forge.statuses] == ["failure", "success"]


def test_a_name_that_is_no_text_keeps_no_request_from_being_checked(stage: Callable[[str], Stage]) -> None:
    here = stage("forgejo")
    here.office.request(RIGHT)
    desk = here.office.folder / "meja-1"
    (desk / os.fsdecode(b".github-\xff")).touch()
    here.office.git("add", "--all", at=desk)
    asked_again(here.office)

    assert here.guard().is_green
    assert here.status()[2] == "success"


def test_the_files_of_the_gate_on_main_are_told_before_new_ones(stage: Callable[[str], Stage]) -> None:
    here = stage("github")
    new = {f".github/{'a' * 200}{number}": ("", "x\n") for number in range(300)}
    here.office.request({**new, ".github/workflows/penjaga.yml": None})

    here.guard()

    [(_, body)] = here.comments()
    assert "baca dahulu berkas ini: .github/workflows/penjaga.yml, " in body
    assert "61 lagi\n" in body
    assert body.endswith("setiap kali permintaan berubah.</sub>")


def test_what_reads_the_request_never_writes_on_github(stage: Callable[[str], Stage]) -> None:
    here = stage("github")
    for number in (1, 2, 3):
        here.office.request(RIGHT, number)

    here.guard()

    reading = {call.method for call in here.office.forge.calls if call.token == "token-telaah"}
    writing = {call.method for call in here.office.forge.calls if call.token == "token-tempel"}
    assert (reading, writing) == ({"GET"}, {"GET", "POST"})
    assert [len(here.comments(number)) for number in (1, 2, 3)] == [1, 1, 1]


@pytest.mark.parametrize("kind", LIKE_GITHUB)
def test_a_request_that_nobody_touches_is_marked_once_however_often_it_is_looked_at(
    stage: Callable[[str], Stage], kind: str
) -> None:
    here = stage(kind)
    head = here.office.request(WRONG)
    for _ in range(3):
        assert here.guard().is_green
    marks = [one["state"] for one in here.office.forge.statuses]
    here.office.forge.statuses.append(
        {"head": head, "context": "Penjaga lpsedocs", "state": "success", "description": "oleh orang lain"}
    )
    here.guard()

    assert marks == ["failure"]
    assert here.status() == (head, "Penjaga lpsedocs", "failure")


@pytest.mark.parametrize("kind", BOTS)
def test_a_request_that_takes_no_comment_keeps_no_other_from_its_answer(
    stage: Callable[[str], Stage], kind: str
) -> None:
    here = stage(kind)
    for number in (1, 2):
        here.office.request(RIGHT, number)
    here.office.forge.locked.add(1)
    if kind != "gitlab":
        here.office.forge.say(2, None, f"{MARKER}dari akun yang sudah dihapus")

    done = here.guard()

    assert not done.is_green
    assert "#1: HTTP Error 403: Forbidden" in done.all_out
    assert here.comments(1) == []
    assert here.comments(2)[-1][0] == BOTS[kind]
    if kind != "gitlab":
        assert [one["head"] for one in here.office.forge.statuses] == [here.office.forge.requests[2]["head"]]


def test_slow_requests_keep_no_other_waiting_for_ever(stage: Callable[[str], Stage]) -> None:
    here = stage("forgejo")
    here.office.request({".lpsedocs/penjaga.py": ("LONGEST_RUN = 900", "LONGEST_RUN = 0")})
    here.office.merge()
    for number in (2, 3):
        here.office.request(RIGHT, number)

    done = here.guard()

    assert done.is_green, done.all_out
    assert "1 permintaan lain mendapat giliran berikutnya" in done.all_out
    assert sorted(len(here.comments(number)) for number in (2, 3)) == [0, 1]
    for _ in range(20):
        if all(here.comments(number) for number in (2, 3)):
            break
        here.guard()
    assert [len(here.comments(number)) for number in (2, 3)] == [1, 1]


def test_a_request_that_moved_meanwhile_waits_for_its_turn(stage: Callable[[str], Stage]) -> None:
    here = stage("forgejo")
    here.office.request(RIGHT)
    here.office.forge.open(1, "0" * 40, "Perubahan")

    assert here.guard().is_green
    assert here.comments() == []


@pytest.mark.parametrize("kind", BOTS)
def test_after_the_merge_the_comment_says_what_came_of_it(stage: Callable[[str], Stage], kind: str) -> None:
    here = stage(kind)
    here.office.request(RIGHT)
    here.office.merge()

    steps = here.guard()

    assert steps.is_green, steps.all_out
    [(author, body)] = here.comments()
    assert author == BOTS[kind]
    assert body.startswith(MARKER)
    assert "Telaah tidak dapat dibuat" not in body
    assert here.office.forge.statuses == []


@pytest.mark.parametrize("kind", BOTS)
def test_a_later_attestation_is_told_where_the_decision_was_merged(
    stage: Callable[[str], Stage], kind: str
) -> None:
    here = stage(kind)
    here.office.request(RIGHT)
    merge = here.office.merge()
    here.guard()
    told = here.comments()
    path = "records/decisions/EVL-2026-001/1.witness.yaml"
    here.office.request({path: ("", f'merge: "{merge}"\n')}, 2, "SAKSI EVL-2026-001")
    here.office.merge(2)

    steps = here.guard()

    assert steps.is_green, steps.all_out
    assert len(here.comments(2)) == 1
    [(author, body)] = here.comments(1)
    assert author == BOTS[kind]
    assert body != told[0][1]


# ---- The main branch


@pytest.mark.parametrize("kind", LIKE_GITHUB)
def test_a_sound_main_branch_is_published(stage: Callable[[str], Stage], kind: str) -> None:
    here = stage(kind)
    here.machine.variables["LPSEDOCS_PAGES"] = "ya"

    done = here.runs("utama", Event.on_main("push"))

    assert all(steps.is_green for steps in done.values()), done
    assert "terbitkan" in done
    if kind == "github":
        listed = subprocess.run(
            ["tar", "--list", "--file", here.machine.artefacts / "github-pages/artifact.tar"],
            capture_output=True,
            text=True,
            check=True,
        ).stdout.splitlines()
    else:
        listed = here.office.git("ls-tree", "-r", "--name-only", "situs").splitlines()
        assert here.office.git("rev-list", "--count", "situs") == "1"
        here.runs("utama", Event.on_main("push"))
        assert here.office.git("rev-list", "--count", "situs") == "1"
    assert {"index.html", "./index.html"} & set(listed)
    assert [path for path in listed if path.startswith(("records", "./records", ".lpsedocs"))] == []


@pytest.mark.parametrize("kind", LIKE_GITHUB)
def test_nothing_is_published_unless_the_office_wants_it(stage: Callable[[str], Stage], kind: str) -> None:
    done = stage(kind).runs("utama", Event.on_main("push"))

    assert list(done) == ["periksa"]
    assert done["periksa"].is_green


@pytest.mark.parametrize("kind", LIKE_GITHUB)
def test_a_broken_main_branch_is_red_and_not_published(stage: Callable[[str], Stage], kind: str) -> None:
    here = stage(kind)
    here.machine.variables["LPSEDOCS_PAGES"] = "ya"
    here.office.request(WRONG)
    here.office.merge()

    done = here.runs("utama", Event.on_main("push"))

    assert list(done) == ["periksa"]
    assert done["periksa"].failed == ["Dokumen"]


def test_the_main_branch_on_gitlab(stage: Callable[[str], Stage]) -> None:
    here = stage("gitlab")
    here.machine.variables["LPSEDOCS_PAGES"] = "ya"
    pipeline = here.pipeline("push")

    assert list(pipeline.jobs()) == ["periksa-main", "pages", "penjaga"]
    for job in pipeline.jobs():
        steps = pipeline.run(job)
        assert steps.is_green, steps.all_out
    assert (here.machine.artefacts / "public/index.html").is_file()


def test_a_broken_main_branch_is_red_on_gitlab(stage: Callable[[str], Stage]) -> None:
    here = stage("gitlab")
    here.office.request(WRONG)
    here.office.merge()

    steps = here.pipeline("push").run("periksa-main")

    assert not steps.is_green
    assert f"{ASSET}:" in steps.out("periksa-main")


# ---- Every week


@pytest.mark.parametrize("kind", BOTS)
def test_every_week_one_issue_says_what_is_to_do(stage: Callable[[str], Stage], kind: str) -> None:
    here = stage(kind)
    forge = here.office.forge
    forge.issues.append({"number": 1, "author": "joko", "body": "x", "description": "x", "title": "Lain"})

    def week() -> bool:
        if kind == "gitlab":
            pipeline = here.pipeline("schedule", task="mingguan")
            assert list(pipeline.jobs()) == ["mingguan"]
            return pipeline.run("mingguan").is_green
        return all(steps.is_green for steps in here.runs("mingguan", Event.on_main("schedule")).values())

    assert week()
    assert week()

    assert [(issue["author"], issue["title"]) for issue in forge.issues] == [
        ("joko", "Lain"),
        (BOTS[kind], "Pekerjaan pekan ini"),
    ]
    text = forge.issues[1].get("description") if kind == "gitlab" else forge.issues[1]["body"]
    assert text.startswith("<!-- lpsedocs-mingguan -->\n\n## Yang ditemukan pemeriksaan\n")
    assert "Prosedur 1: Usulan Pengadaan" in text


@pytest.mark.parametrize("kind", LIKE_GITHUB)
def test_a_history_that_can_not_be_verified_is_no_weekly_list(
    stage: Callable[[str], Stage], kind: str
) -> None:
    here = stage(kind)
    here.machine.variables = {"LPSEDOCS_TRUST_ROOT": "1" * 40}

    done = here.runs("mingguan", Event.on_main("schedule"))

    assert done["jatuh-tempo"].failed == ["Tulis daftarnya"]
    assert here.office.forge.issues == []


# ---- The witness


@pytest.mark.parametrize("kind", LIKE_GITHUB)
def test_a_merge_without_a_decision_needs_no_witness(stage: Callable[[str], Stage], kind: str) -> None:
    here = stage(kind)
    here.machine.variables |= {"LPSEDOCS_SAKSI": "ya", "LPSEDOCS_WITNESS_KEY": ""}
    here.office.request(RIGHT)
    here.office.merge()

    done = here.runs("utama", Event.on_main("push"))

    assert done["saksi"].is_green, done["saksi"].all_out
    assert "brings no decision" in done["saksi"].all_out or "tidak membawa keputusan" in done["saksi"].all_out
    assert here.office.forge.asked == []
