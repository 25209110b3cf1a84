"""Every JSON that lpsedocs prints fits its schema in schemas/output, to an independent validator."""

import json
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest

from lpsedocs.doctor.control import Fate as Outcome
from lpsedocs.doctor.diagnoses import Family
from lpsedocs.doctor.diagnoses import State as Condition
from lpsedocs.findings import Severity
from lpsedocs.language import ENGLISH, INDONESIAN
from lpsedocs.models.decision import DecisionWord
from lpsedocs.models.roster import Evidence, Role
from lpsedocs.procedures import State
from lpsedocs.reporters import reporter
from lpsedocs.review.records import Fate
from lpsedocs.review.rulings import Worth
from lpsedocs.rules import all_rules
from lpsedocs.trust.standing import Status
from tests import golden
from tests.doctor.examined import sound
from tests.doctor.gates import GITHUB, written
from tests.golden import reviews
from tests.pasts import Story as Past
from tests.pasts import office_files
from tests.repositories import CONFIGURATION, Desk
from tests.shell import Shell, example_office
from tests.showcase import Showcase
from tests.trust.story import EVALUATION, Story, key_of, roster

ROOT = Path(__file__).parent.parent
SCHEMAS = ROOT / "schemas" / "output"
ASSET = "records/assets/AST-001.yaml"


@pytest.fixture
def broken(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Shell:
    """The example office with files that nobody can read, or that say what can't be."""
    office = Shell(example_office(tmp_path), capsys)
    office.path("organization.yaml").write_text("name: [\n")
    office.path("roster.yaml").unlink()
    office.path("assets/AST-001.yaml").write_bytes(b"\xff\x00\nid: 7\n")
    office.path("assets/catatan\n.txt").write_text("x")
    office.change("requirements/2026/KEB-2026-001.yaml", "submitted:", "diajukan:")
    for path in office.path("proposals").rglob("*.yaml"):
        path.write_text("{}\n")
    return office


def refused(schema: str, *documents: Any, folder: Path) -> list[str]:
    """Return the messages of check-jsonschema on documents, as programs parse them from what was printed."""
    files = [folder / f"document-{number}.json" for number in range(len(documents))]
    for path, document in zip(files, documents, strict=True):
        path.write_text(json.dumps(document), "utf-8")
    command = [sys.executable, "-m", "check_jsonschema", "--output-format", "json"]
    done = subprocess.run(
        [*command, "--schemafile", SCHEMAS / f"{schema}.schema.json", *files],
        capture_output=True,
        text=True,
        check=False,
    )
    report = json.loads(done.stdout)
    assert not report.get("parse_errors")
    return [error["message"] for error in report["errors"]]


def checked() -> Any:
    """Return the golden report as a program reads it."""
    return json.loads(reporter("json")(golden.report(), ENGLISH))


# ---- The schemas themselves


NAMES = ["audit", "check", "doctor", "review", "status", "verify"]


def test_each_schema_is_one() -> None:
    files = sorted(SCHEMAS.glob("*.json"))
    command = [sys.executable, "-m", "check_jsonschema", "--check-metaschema", *files]

    assert subprocess.run(command, capture_output=True, check=False).returncode == 0
    assert [path.name.partition(".")[0] for path in files] == NAMES


def test_a_schema_lists_the_values_that_the_program_knows() -> None:
    check, status, verify, review, doctor = (
        json.loads((SCHEMAS / f"{name}.schema.json").read_text("utf-8"))["$defs"]
        for name in ("check", "status", "verify", "review", "doctor")
    )

    assert set(check["severity"]["enum"]) == set(Severity)
    assert set(status["progress"]["properties"]["state"]["enum"]) == set(State)
    assert set(verify["record"]["properties"]["status"]["enum"]) == set(Status)
    assert set(verify["evidence"]["enum"]) == {*get_args(Evidence), None}
    assert set(verify["decision"]["properties"]["decision"]["enum"]) == {*get_args(DecisionWord), None}
    assert set(review["decision"]["properties"]["decision"]["enum"]) == {*get_args(DecisionWord), None}
    assert set(review["decision"]["properties"]["role"]["enum"]) == {*get_args(Role), None}
    assert set(review["decision"]["properties"]["worth"]["enum"]) == set(Worth)
    assert set(review["decision"]["properties"]["evidence"]["enum"]) == {*get_args(Evidence), None}
    assert set(review["record"]["properties"]["fate"]["enum"]) == set(Fate)
    assert set(doctor["state"]["enum"]) == set(Condition)
    assert set(doctor["diagnosis"]["properties"]["family"]["enum"]) == set(Family)
    assert set(doctor["trial"]["properties"]["outcome"]["enum"]) == set(Outcome)
    assert set(review["state"]["enum"]) == {*State, None}
    for shared in ("finding", "value", "values", "code", "severity"):
        assert review[shared] == check[shared]


def objects_in(schema: Any) -> Iterator[Any]:
    if isinstance(schema, dict):
        if "properties" in schema and schema.get("type") == "object":
            yield schema
        for part in schema.values():
            yield from objects_in(part)
    elif isinstance(schema, list):
        for part in schema:
            yield from objects_in(part)


@pytest.mark.parametrize("path", sorted(SCHEMAS.glob("*.json")), ids=lambda path: path.name)
def test_a_schema_promises_every_key_and_allows_no_other(path: Path) -> None:
    for part in objects_in(json.loads(path.read_text("utf-8"))):
        assert part["required"] == list(part["properties"])
        assert part["additionalProperties"] is False


def test_what_is_no_report_is_refused(tmp_path: Path) -> None:
    fewer, more, wrong = checked(), checked(), checked()
    del fewer["findings"][0]["fingerprint"]
    more["summary"]["extra"] = 1
    wrong["findings"][0]["line"] = 0

    assert len(refused("check", fewer, more, wrong, folder=tmp_path)) == 3


# ---- What is printed


@pytest.mark.parametrize("format_", ["check", "status"])
def test_the_json_of_the_example_office_fits(
    format_: str, showcase: Showcase, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    answer = Shell(showcase.office, capsys).run(format_, "--format", "json")

    assert answer.code == 0
    assert refused(format_, json.loads(answer.out), folder=tmp_path) == []


@pytest.mark.parametrize(("command", "code"), [("check", 1), ("status", 0)])
def test_the_json_of_a_broken_workspace_fits(command: str, code: int, broken: Shell, tmp_path: Path) -> None:
    answer = broken.run(command, "--format", "json")

    assert answer.code == code
    assert refused(command, json.loads(answer.out), folder=tmp_path) == []


def test_the_json_of_a_report_with_waivers_fits_in_both_languages(tmp_path: Path) -> None:
    made = [json.loads(reporter("json")(golden.report(), language)) for language in (INDONESIAN, ENGLISH)]

    assert made[0]["summary"]["waived"] == 1
    assert refused("check", *made, folder=tmp_path) == []


def test_the_json_of_a_request_fits(desk: Desk, tmp_path: Path) -> None:
    story = Past()
    base = story.commit(office_files())
    story.commit({"records/filings/EVL-2026-001.yaml": None})
    root = story.on_disk(tmp_path / "office")

    answer = desk.say("--root", root, "check", "--base", base, "--format", "json")

    assert answer.code == 1
    assert refused("check", answer.document, folder=tmp_path) == []


def test_the_json_of_verify_on_the_example_office_fits(
    showcase: Showcase, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    shell = Shell(showcase.office, capsys)
    where = ("--repo", str(showcase.office), "--format", "json")
    pinned = shell.run("verify", *where, "--trust-root", showcase.root)
    unpinned = shell.run("verify", *where, "--allow-unpinned")

    documents = [json.loads(pinned.out), json.loads(unpinned.out)]
    assert [document["root"]["pin_source"] for document in documents] == ["option", None]
    assert refused("verify", *documents, folder=tmp_path) == []


def test_the_json_of_verify_fits_when_much_is_wrong(desk: Desk, tmp_path: Path) -> None:
    story = Story()
    story.approve()
    story.commit(dict(story.decision("KAK-2026-001")), by="agus", day="2026-07-07")
    other = roster(timezone="Asia/Jakarta # baru\n").encode()
    story.commit({"records/roster.yaml": other}, by="budi", key=key_of("budi"), day="2026-07-08")
    story.commit({"records/decisions/EVL-2026-001/2.yaml": b"{\xff"}, by="budi", day="2026-07-09")
    story.commit({"records/decisions/EVL-2026-001/1.yaml": b"x"}, by="budi", day="2026-07-10")
    root = desk.clone(story)
    desk.pin(root)

    answer = desk.judge(root)

    assert answer.code == 1
    assert answer.document["roster_changes"]
    assert answer.document["problems"]
    assert refused("verify", answer.document, folder=tmp_path) == []


def test_the_manifest_of_an_audit_file_fits(desk: Desk, tmp_path: Path) -> None:
    story = Story()
    story.approve()
    root = desk.clone(story)
    desk.pin(root)
    file = tmp_path / "EVL-2026-001.zip"

    assert desk.say("audit", "EVL-2026-001", "-o", file, "--repo", root, "--today", "2026-07-15").code == 0

    with zipfile.ZipFile(file) as archive:
        assert refused("audit", json.loads(archive.read("manifest.json")), folder=tmp_path) == []


def test_the_json_of_a_review_fits_for_requests_of_every_sort(desk: Desk, tmp_path: Path) -> None:
    story = Story()
    story.commit({EVALUATION: story.files[EVALUATION] + b"# lain\n"}, by="budi")
    proposed = story.commit(dict(story.decision()), on=story.tip, by="budi")
    broken = story.commit({**story.decision(by="[]"), ASSET: b"id: [\xff\n"}, on=story.tip, by="budi")
    better = story.files[EVALUATION].replace(b"score: 3", b"score: 4")
    approved = story.approve()
    moved = story.commit(
        {EVALUATION: better, ASSET: None, ASSET.replace("assets/", "assets/lain/"): story.files[ASSET]},
        on=approved,
        by="budi",
    )
    changed = roster(timezone="Asia/Jakarta # baru\n").encode()
    unsigned = story.commit({"records/roster.yaml": changed, EVALUATION: None}, on=approved, by="budi")
    root = desk.clone(story)

    documents = [reviewed(desk, root, commit, story.root) for commit in (proposed, broken, moved, unsigned)]
    documents += [reviewed(desk, root, approved, trust, f"{approved}") for trust in (story.root, "0" * 40)]
    documents.append(reviewed(desk, root, approved, story.root, documents[0]["base"]))

    assert refused("review", *documents, folder=tmp_path) == []
    assert [document["decisions"] != [] for document in documents] == [
        True,
        True,
        False,
        False,
        False,
        False,
        True,
    ]
    assert documents[2]["records"][-1]["result"] or documents[2]["records"][0]["result"]


def reviewed(desk: Desk, root: Path, commit: str, trust: str, base: str = "main") -> Any:
    """Check a commit out, and return its review."""
    desk.git("checkout", "--quiet", "--force", commit, at=root)
    (root / "mkdocs.yml").write_bytes(CONFIGURATION["mkdocs.yml"])
    where = ("--root", root, "review", "--base", base, "--today", "2026-07-15", "--trust-root", trust)
    return desk.say(*where, "--format", "json").document


def test_the_json_of_a_doctor_fits_whatever_he_finds(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    few = tuple(rule for rule in all_rules() if rule.code in ("A201", "H102", "S106", "W201"))
    monkeypatch.setattr("lpsedocs.cli.doctor.all_rules", lambda: few)
    root = sound(desk)
    narrowed = GITHUB.replace("lpsedocs check", "lpsedocs check --ignore W")
    written(root, narrowed)
    (root / "records" / "roster.yaml").write_text("people: []\n")
    answer = desk.say("--root", root, "doctor", "--format", "json", "--today", "2026-07-15")

    assert answer.code == 1
    assert refused("doctor", answer.document, folder=tmp_path) == []


def test_the_json_of_a_review_of_the_example_office_fits(tmp_path: Path) -> None:
    documents = [json.loads(path.read_text("utf-8")) for path in reviews.FOLDER.glob("*.json")]
    for document in documents:
        document |= {"base": "0" * 40, "head": "1" * 40}  # the golden files leave them out

    assert [document["asked"][0]["previous"]["record"] for document in documents] == ["EVL-2025-003"] * 2
    assert refused("review", *documents, folder=tmp_path) == []
