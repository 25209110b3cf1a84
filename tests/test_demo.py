"""The example office replayed as a real repository: the same everywhere, and every decision in it proved."""

import json
import shlex
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import Any

import pytest

from lpsedocs.cli import main
from lpsedocs.demo.growth import Piece, Round, versions_of
from lpsedocs.demo.office import read_office
from lpsedocs.demo.openpgp import SeededOpenPgpKey
from lpsedocs.demo.packing import packed
from lpsedocs.demo.replay import replay, told
from lpsedocs.demo.texts import rendered, without, without_heading
from lpsedocs.findings import Refusal
from lpsedocs.models import kind_at_or_none
from lpsedocs.models.fitting import fit
from lpsedocs.source import parse_source
from lpsedocs.trust.signatures import (
    BadSignatureError,
    parse_openpgp_key,
    parse_openpgp_signature,
    verify_openpgp,
)
from tests.shell import ROOT, TODAY, Answer

RECORDS = ROOT / "records"

DECISIONS = {
    "EVL-2025-001/1": ("disetujui", "rahma", "personal"),
    "EVL-2025-002/1": ("disetujui", "rahma", "personal"),
    "EVL-2025-003/1": ("disetujui", "rahma", "personal"),
    "EVL-2026-001/1": ("disetujui", "sinta", "personal"),
    "EVL-2026-002/1": ("disetujui", "joko", "personal"),
    "EVL-2026-003/1": ("evaluasi_ulang", "joko", "forge"),
    "EVL-2026-003/2": ("disetujui", "joko", "forge"),
    "EVL-2026-004/1": ("disetujui", "joko", "forge"),
    "EVL-2026-006/1": ("disetujui", "joko", "forge"),
    "KAK-2025-001/1": ("sesuai", "agus", "personal"),
    "KAK-2025-002/1": ("sesuai", "agus", "personal"),
    "KAK-2026-001/1": ("sesuai", "agus", "personal"),
    "KAK-2026-002/1": ("perlu_perbaikan", "agus", "personal"),
    "KAK-2026-004/1": ("sesuai", "agus", "forge"),
    "KAK-2026-005/1": ("sesuai", "hadi", "document"),
}
STATUSES = {
    **dict.fromkeys(
        ("EVL-2025-001", "EVL-2025-002", "EVL-2025-003", "EVL-2026-001", "EVL-2026-002"), "approved"
    ),
    **dict.fromkeys(("EVL-2026-003", "EVL-2026-004", "EVL-2026-006"), "approved"),
    **dict.fromkeys(("EVL-2026-005", "EVL-2026-007", "EVL-2026-008"), "waiting"),
    **dict.fromkeys(
        ("KAK-2025-001", "KAK-2025-002", "KAK-2026-001", "KAK-2026-004", "KAK-2026-005"), "accepted"
    ),
    "KAK-2026-002": "waiting",  # sent back, and sent again
    "KAK-2026-003": "waiting",
}


@dataclass(frozen=True)
class Demo:
    """The replayed office, and whoever looks at it."""

    directory: Path
    root: str
    tip: str

    def git(self, *arguments: str) -> str:
        command = ["git", "-C", str(self.directory), *arguments]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout

    def commit_of(self, subject: str) -> str:
        """Return the one commit whose message begins so."""
        lines = self.git("log", "--branches", "--format=%H %s").splitlines()
        [found] = [line[:40] for line in lines if line[41:].startswith(subject)]
        return found

    def at(self, commit: str, path: str) -> bytes:
        command = ["git", "-C", str(self.directory), "cat-file", "blob", f"{commit}:{path}"]
        return subprocess.run(command, capture_output=True, check=True).stdout


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    directory = tmp_path_factory.mktemp("demo") / "office"
    done = replay(RECORDS, directory)
    return Demo(directory, done.root, done.tip)


@pytest.fixture(autouse=True)
def nobodys_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Take pins, language and settings of git from nobody."""
    for name in ("HOME", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(name, str(tmp_path / "home"))
    for name in ("LPSEDOCS_TRUST_ROOT", "LPSEDOCS_LANG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> Answer:
    capsys.readouterr()
    code = main(["--lang", "en", *arguments])
    printed = capsys.readouterr()
    return Answer(code, printed.out, printed.err)


def verified(
    capsys: pytest.CaptureFixture[str], place: Path, root: str, *more: str
) -> tuple[int, dict[str, Any]]:
    repository = ["--repo", str(place), "--trust-root", root, "--today", TODAY]
    answer = said(capsys, "verify", *repository, "--format", "json", *more)
    return answer.code, json.loads(answer.out)


def verdicts_in(document: dict[str, Any]) -> dict[str, str]:
    return {
        f"{record['id']}/{decision['number']}": decision["verdict"]
        for record in document["records"]
        for decision in record["decisions"]
    }


# ---- The repository


def test_the_same_records_give_the_same_commits_everywhere(demo: Demo) -> None:
    again = told(RECORDS)

    assert (again.root, again.refs["refs/heads/main"]) == (demo.root, demo.tip)
    refs = demo.git("for-each-ref", "--format=%(refname) %(objectname)").splitlines()
    assert {name: id_ for name, _, id_ in (line.partition(" ") for line in refs)} == again.refs


def test_git_finds_nothing_wrong_with_it(demo: Demo) -> None:
    assert demo.git("fsck", "--strict", "--full", "--no-dangling") == ""
    assert demo.git("status", "--porcelain", "--ignored") == ""
    assert demo.git("symbolic-ref", "HEAD") == "refs/heads/main\n"


def test_the_tip_holds_the_office_but_for_what_names_the_repository_or_its_keys(demo: Demo) -> None:
    def files(root: Path) -> dict[str, list[str]]:
        places = (path for path in root.rglob("*") if path.is_file())
        return {str(p.relative_to(root)): p.read_bytes().decode("latin-1").splitlines() for p in places}

    ours, theirs = files(RECORDS), files(demo.directory / "records")
    assert ours.keys() == theirs.keys()
    differing = {path for path in ours if ours[path] != theirs[path]}
    assert differing == {"roster.yaml", *(f"decisions/{decision}.yaml" for decision in DECISIONS)}

    earlier = {"decisions/EVL-2026-003/1.yaml", "decisions/KAK-2026-002/1.yaml"}
    for path in differing - {"roster.yaml"}:
        lines = [
            old.partition(":")[0] for old, new in zip(ours[path], theirs[path], strict=True) if old != new
        ]
        assert lines == (["repository", "sha256"] if path in earlier else ["repository"]), path


def test_the_roster_says_that_its_keys_are_no_secrets(demo: Demo) -> None:
    roster = (demo.directory / "records/roster.yaml").read_text("utf-8")

    assert "contoh; bukan rahasia" in roster.partition("repository:")[0]
    office = parse_source(PurePosixPath("roster.yaml"), (RECORDS / "roster.yaml").read_bytes()).data
    assert isinstance(office, dict)
    assert str(office["repository"]) not in roster


def test_each_act_is_committed_by_who_did_it_on_the_day(demo: Demo) -> None:
    log = demo.git(
        "log", "--reverse", "--format=%an, %as: %s", "--", "records/requirements/2026/KEB-2026-003.yaml"
    )

    assert log.splitlines() == [
        "Agus Andai, 2026-05-04: Tulis KEB-2026-003: Uji keamanan aplikasi semester II",
        "Agus Andai, 2026-05-05: Sampaikan KEB-2026-003: Uji keamanan aplikasi semester II",
        "Budi Misal, 2026-05-07: Jawab ketersediaan KEB-2026-003: Uji keamanan aplikasi semester II",
        "Budi Misal, 2026-05-11: Catat anggaran KEB-2026-003: Uji keamanan aplikasi semester II",
    ]


def test_the_main_line_never_goes_back_in_time(demo: Demo) -> None:
    moments = [int(line) for line in demo.git("log", "--first-parent", "--reverse", "--format=%ct").split()]

    assert moments == sorted(moments)


# ---- Its decisions


def test_every_decision_is_proved_as_the_office_says(demo: Demo, capsys: pytest.CaptureFixture[str]) -> None:
    code, document = verified(capsys, demo.directory, demo.root)

    assert {
        f"{record['id']}/{decision['number']}": (decision["decision"], decision["by"], decision["evidence"])
        for record in document["records"]
        for decision in record["decisions"]
    } == DECISIONS
    assert set(verdicts_in(document).values()) == {"proved"}
    assert {record["id"]: record["status"] for record in document["records"]} == STATUSES
    assert document["problems"] == []
    assert code == 0


def test_a_bare_clone_proves_the_same(demo: Demo, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bare = tmp_path / "office.git"
    demo.git("clone", "--quiet", "--bare", str(demo.directory), str(bare))

    assert verified(capsys, bare, demo.root) == verified(capsys, demo.directory, demo.root)


def test_the_roster_changed_by_right(demo: Demo, capsys: pytest.CaptureFixture[str]) -> None:
    _, document = verified(capsys, demo.directory, demo.root)

    assert [(change["by"], change["date"], change["verdict"]) for change in document["roster_changes"]] == [
        ("eka", "2026-03-02", "counts"),
        ("rahma", "2026-04-10", "counts"),
        ("rahma", "2026-05-29", "counts"),
    ]


def test_a_self_approval_is_reported_while_it_lies_there(
    demo: Demo, capsys: pytest.CaptureFixture[str]
) -> None:
    attempt = demo.commit_of("Setujui sendiri EVL-2026-007")

    code, document = verified(capsys, demo.directory, demo.root, "--tip", attempt)
    assert code == 1
    assert [name for name, verdict in verdicts_in(document).items() if verdict != "proved"] == [
        "EVL-2026-007/1"
    ]
    assert verdicts_in(document)["EVL-2026-007/1"] == "role-not-held"

    removal = demo.commit_of("Hapus keputusan EVL-2026-007")
    code, document = verified(capsys, demo.directory, demo.root, "--tip", removal)
    assert code == 0
    assert "EVL-2026-007/1" not in verdicts_in(document)


@pytest.mark.parametrize("request_number", ["10", "11"])
def test_a_test_merge_of_the_forge_proves_nothing(
    request_number: str, demo: Demo, capsys: pytest.CaptureFixture[str]
) -> None:
    tip = demo.git("rev-parse", f"refs/pull/{request_number}/merge").strip()

    code, document = verified(capsys, demo.directory, demo.root, "--tip", tip)

    assert code == 0
    assert verdicts_in(document)["EVL-2026-005/1"] == "proposed"


def test_check_finds_there_what_it_finds_here(
    demo: Demo, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def findings(root: Path) -> list[tuple[str, ...]]:
        answer = said(capsys, "--root", str(root), "check", "--today", TODAY, "--format", "json")
        assert answer.code == 0
        return sorted((f["code"], f["severity"], f["path"]) for f in json.loads(answer.out)["findings"])

    here = [finding for finding in findings(ROOT) if finding[0] != "T101"]
    monkeypatch.setenv("LPSEDOCS_TRUST_ROOT", demo.root)

    assert findings(demo.directory) == here
    assert [code for code, *_ in here] == ["D204", "D207", "D208", "W104", "W111", "W410"]


# ---- How records grew


def test_each_version_fits_its_form(demo: Demo) -> None:
    seen = 0
    for line in demo.git(
        "log", "-m", "--first-parent", "--raw", "--abbrev=40", "--format=", "--", "records"
    ).splitlines():
        _, _, _, blob, _, path = line.replace("\t", " ").split(" ", 5)
        kind = kind_at_or_none(PurePosixPath(path).relative_to("records"))
        if path.endswith(".yaml") and kind and set(blob) != {"0"}:
            content = subprocess.run(
                ["git", "-C", str(demo.directory), "cat-file", "blob", blob], capture_output=True, check=True
            ).stdout
            source = parse_source(PurePosixPath(path), content)
            assert source.is_clean, path
            assert isinstance(fit(kind, source.data), kind.model), path
            seen += 1
    assert seen > len(list(RECORDS.rglob("*.yaml")))


@pytest.mark.parametrize(
    ("commit", "path", "decision", "holds"),
    [
        (
            "EVALUASI ULANG EVL-2026-003",
            "records/evaluations/2026/EVL-2026-003.yaml",
            "records/decisions/EVL-2026-003/1.yaml",
            'result: {score: "3.66", band: sangat_baik}',
        ),
        (
            "PERLU PERBAIKAN KAK-2026-002",
            "records/kak/2026/KAK-2026-002.yaml",
            "records/decisions/KAK-2026-002/1.yaml",
            "masa berlaku dua tahun",
        ),
    ],
    ids=["an evaluation", "a KAK"],
)
def test_what_was_sent_back_is_another_text(
    commit: str, path: str, decision: str, holds: str, demo: Demo
) -> None:
    lines = demo.git("log", "--all", "--format=%H %s").splitlines()
    id_ = next(line[:40] for line in lines if line[41:] == commit)

    before, now = demo.at(id_, path), demo.at(demo.tip, path)

    assert holds in before.decode()
    assert holds not in now.decode()
    assert sha256(before).hexdigest() in demo.at(id_, decision).decode()


def grown(text: str, **how: Any) -> list[tuple[str, str | None, tuple[str, ...], str]]:
    source = parse_source(PurePosixPath("records/x.yaml"), text.encode())
    found = versions_of(source, **how)
    return [(str(v.day), v.by, v.names, v.content.decode()) for v in found]


def test_a_record_grows_by_its_acts() -> None:
    text = """\
# How it ended
id: KEB-2026-001
created: 2026-05-04
requester: agus
reason: x
submitted: {by: agus, date: 2026-05-05}
budget:
  by: budi
  date: 2026-05-11
  document: {number: 1, date: 2026-01-05}
attachments: []
"""
    assert grown(text) == [
        (
            "2026-05-04",
            "agus",
            ("created",),
            "id: KEB-2026-001\ncreated: 2026-05-04\nrequester: agus\nreason: x\nattachments: []\n",
        ),
        (
            "2026-05-05",
            "agus",
            ("submitted",),
            "id: KEB-2026-001\ncreated: 2026-05-04\nrequester: agus\nreason: x\n"
            "submitted: {by: agus, date: 2026-05-05}\nattachments: []\n",
        ),
        ("2026-05-11", "budi", ("budget",), text),
    ]


def test_what_bears_a_day_but_no_name_comes_with_the_next_act() -> None:
    text = """\
listed: {by: budi, date: 2026-01-06}
updates:
  - {by: tia, date: 2026-06-22, what: Adendum}
engagements:
  - id: 2026-1
    addenda: [{signed: 2026-06-19}]
    recorded: {by: budi, date: 2026-01-06}
"""
    [first, second] = grown(text)

    assert first[:3] == ("2026-01-06", "budi", ("listed", "engagements"))
    assert first[3] == text.replace("updates:\n  - {by: tia, date: 2026-06-22, what: Adendum}\n", "").replace(
        "    addenda: [{signed: 2026-06-19}]\n", ""
    )
    assert second == ("2026-06-22", "tia", ("updates", "addenda"), text)


def test_an_earlier_text_holds_until_its_day() -> None:
    text = "drafted: {by: tia, date: 2026-06-29}\nscope: satu\nsent:\n  - {by: tia, date: 2026-07-08}\n"
    earlier = parse_source(PurePosixPath("records/x.yaml"), text.replace("satu", "dua").encode())

    versions = grown(text, rounds=[Round(date(2026, 7, 8), earlier)])

    assert [content for *_, content in versions] == [
        "drafted: {by: tia, date: 2026-06-29}\nscope: dua\n",
        text,
    ]


def test_a_document_that_came_later_is_missing_before() -> None:
    text = "listed: {by: budi, date: 2026-01-06}\ndocuments:\n  - a\n  - b\n"
    later = [Piece(("documents", 1), "documents", date(2026, 4, 28), None)]

    assert [(day, names) for day, _, names, _ in grown(text, later=later)] == [
        ("2026-01-06", ("listed",)),
        ("2026-04-28", ("documents",)),
    ]


@pytest.mark.parametrize(
    ("text", "routes", "left"),
    [
        pytest.param("a: 1\nb: |\n  x\n  y\nc: 2\n", [("b",)], "a: 1\nc: 2\n", id="a text of several lines"),
        pytest.param("a:\n  - 1\n  - 2\n", [("a", 0)], "a:\n  - 2\n", id="an item"),
        pytest.param("a:\n  - 1\n  - 2\nb: 1\n", [("a", 0), ("a", 1)], "b: 1\n", id="all items"),
        pytest.param("a:\n  b:\n    - 1\nc: 1\n", [("a", "b", 0)], "c: 1\n", id="what holds nothing else"),
        pytest.param("a: {b: 1, c: 2}\n", [("a", "b")], "a: {c: 2}\n", id="the first in brackets"),
        pytest.param("a: {b: 1, c: 2}\n", [("a", "c")], "a: {b: 1}\n", id="the last in brackets"),
        pytest.param("a:\n  - b: 1\n    c: 2\n", [("a", 0, "c"), ("a", 0)], "", id="one inside of another"),
    ],
)
def test_what_came_later_is_cut_out(text: str, routes: list[tuple[str | int, ...]], left: str) -> None:
    assert without(text, routes) == left


def test_the_first_key_of_an_item_cannot_be_cut_out_alone() -> None:
    with pytest.raises(ValueError, match="does not begin its line"):
        without("a:\n  - b: 1\n    c: 2\n", [("a", 0, "b")])


def test_only_the_comments_at_the_top_are_the_heading() -> None:
    assert without_heading("# a\n# b\nc: 1\n# d\n") == "c: 1\n# d\n"
    assert without_heading("c: 1\n") == "c: 1\n"


def test_a_rendered_record_reads_back() -> None:
    data = {"made": "2026-07-14T02:31:05Z", "note": None, "sha256": "0" * 64}

    assert parse_source(PurePosixPath("x.yaml"), rendered(data).encode()).data == data


# ---- The command


def test_the_command_prints_the_root_and_what_to_try(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], demo: Demo
) -> None:
    target = tmp_path / "here"
    target.mkdir()

    answer = said(capsys, "demo", str(target))

    assert (answer.code, answer.out) == (0, f"{demo.root}\n")
    count = len(demo.git("rev-list", "--all").splitlines())
    assert answer.err.splitlines() == [
        f"{target} is the example office, with {count} commits; its keys are examples and no secrets",
        f"try: lpsedocs trust pin --repo {target} --commit {demo.root}",
        f"then: lpsedocs verify --repo {target}",
    ]


def test_what_it_tells_to_try_can_be_given_to_a_shell_wherever_it_lies(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "kantor é baru"

    try_, then = said(capsys, "demo", str(target)).err.splitlines()[1:]

    assert shlex.split(try_)[:6] == ["try:", "lpsedocs", "trust", "pin", "--repo", str(target)]
    assert shlex.split(then) == ["then:", "lpsedocs", "verify", "--repo", str(target)]


def test_what_it_tells_to_try_works(demo: Demo, capsys: pytest.CaptureFixture[str]) -> None:
    repository = ("--repo", str(demo.directory))

    assert said(capsys, "verify", *repository).code == 3
    assert said(capsys, "trust", "pin", *repository, "--commit", demo.root, "--yes").code == 0
    assert said(capsys, "verify", *repository, "--today", TODAY).code == 0


def filled(tmp_path: Path) -> Path:
    (tmp_path / "full").mkdir()
    (tmp_path / "full/file").write_text("x")
    return tmp_path / "full"


def linked(tmp_path: Path) -> Path:
    (tmp_path / "link").symlink_to(tmp_path)
    return tmp_path / "link"


def written(tmp_path: Path) -> Path:
    (tmp_path / "file").write_text("x")
    return tmp_path / "file"


@pytest.mark.parametrize("place", [filled, linked, written], ids=["filled", "a link", "a file"])
def test_nothing_is_written_over(place: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = place(tmp_path)

    answer = said(capsys, "demo", str(target))

    assert answer.code == 2
    assert answer.err == f"lpsedocs: {target} is not a new or empty directory; name one\n"


def test_without_the_checkout_it_says_where_the_office_is(tmp_path: Path) -> None:
    with pytest.raises(Refusal) as refusal:
        read_office(tmp_path / "records", [])

    assert refusal.value.message.template.startswith(
        "the example office is not at {path}; it comes with the source"
    )


@pytest.fixture
def other_office(tmp_path: Path) -> Iterator[Path]:
    shutil.copytree(RECORDS, tmp_path / "records")
    (tmp_path / "mkdocs.yml").write_text("site_name: x\n")
    return tmp_path / "records"


def test_another_office_is_refused(
    other_office: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (other_office / "evaluations/2026/EVL-2026-003.yaml").unlink()

    answer = said(capsys, "demo", str(tmp_path / "demo"), "--records", str(other_office))

    assert answer.code == 2
    assert "are not those of the example office: EVL-2026-003 is missing or can't be read" in answer.err
    assert not (tmp_path / "demo").exists()


def test_the_story_follows_the_records(other_office: Path) -> None:
    path = other_office / "requirements/2026/KEB-2026-007.yaml"
    path.write_text(path.read_text("utf-8") + "submitted: {by: dewi, date: 2026-07-15, to: budi}\n", "utf-8")

    objects = told(other_office).objects

    assert any(
        b"Sampaikan KEB-2026-007: Kursi antrean" in content for kind, content in objects if kind == "commit"
    )


# ---- OpenPGP and packs


KEY = SeededOpenPgpKey(
    "contoh; bukan rahasia: test", "Contoh <contoh@contoh.example>", datetime(2026, 1, 2, tzinfo=UTC)
)
MOMENT = datetime(2026, 7, 1, 2, 3, 4, tzinfo=UTC)


def test_an_openpgp_signature_is_the_same_each_time_and_valid() -> None:
    key = parse_openpgp_key(KEY.certificate)
    signature = KEY.signing_at(MOMENT)(b"payload")

    assert key.fingerprint == KEY.fingerprint
    assert signature == SeededOpenPgpKey(KEY.seed, KEY.owner, KEY.made).signing_at(MOMENT)(b"payload")
    verify_openpgp(parse_openpgp_signature(signature), b"payload", key)
    with pytest.raises(BadSignatureError):
        verify_openpgp(parse_openpgp_signature(signature), b"Payload", key)


@pytest.mark.skipif(not shutil.which("gpg"), reason="gpg is not installed")
def test_gpg_finds_the_signatures_good(tmp_path: Path) -> None:
    home = tmp_path / "gnupg"
    home.mkdir(mode=0o700)
    (tmp_path / "key").write_text(KEY.certificate)

    def gpg(*arguments: str) -> str:
        command = ["gpg", "--homedir", str(home), "--batch", "--no-autostart", "--status-fd", "1", *arguments]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout

    assert f"IMPORT_OK 1 {KEY.fingerprint}" in gpg("--import", str(tmp_path / "key"))
    for number in range(20):  # numbers in a signature are shorter now and then
        payload = f"payload {number}".encode()
        (tmp_path / "payload").write_bytes(payload)
        (tmp_path / "signature").write_bytes(KEY.signing_at(MOMENT)(payload))
        status = gpg("--verify", str(tmp_path / "signature"), str(tmp_path / "payload"))
        assert f"VALIDSIG {KEY.fingerprint} 2026-07-01" in status


@pytest.mark.parametrize("length", [0, 15, 16, 2047, 2048, 300_000])
def test_git_reads_a_pack(length: int, tmp_path: Path) -> None:
    subprocess.run(["git", "init", "--quiet", str(tmp_path)], check=True)
    content = bytes(length)

    pack = packed([("blob", content)])

    git = ["git", "-C", str(tmp_path)]
    subprocess.run([*git, "index-pack", "--strict", "--stdin"], input=pack, capture_output=True, check=True)
    id_ = subprocess.run(
        [*git, "hash-object", "--stdin"], input=content, capture_output=True, check=True
    ).stdout
    read = subprocess.run([*git, "cat-file", "blob", id_.decode().strip()], capture_output=True, check=True)
    assert read.stdout == content
