"""An audit file proves by itself what it holds, here and with other tools."""

import hashlib
import json
import os
import re
import struct
import subprocess
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from lpsedocs.audit import is_audit_file, read_audit_file, write_audit_file
from lpsedocs.cli import main
from lpsedocs.demo.replay import replay
from lpsedocs.findings import Refusal
from lpsedocs.language import ENGLISH
from lpsedocs.trust.objects import BadObjectError
from tests.repositories import Desk, write
from tests.shell import ROOT, TODAY, Answer
from tests.trust.story import KAK, Story, approved, key_of
from tests.trust.test_witness import merged

DECISION = "records/decisions/EVL-2026-001/1.yaml"
NAMES = ["records/EVL-2026-001.yaml", DECISION, "records/roster.yaml"]
"""What an audit file of the evaluation of a story has of its records."""


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """Return the demonstration's repository and its root."""
    directory = tmp_path_factory.mktemp("audit") / "demo"
    return directory, replay(ROOT / "records", directory).root


Run = Callable[..., Answer]
Audited = Callable[[str, Path], Path]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def run(*arguments: str) -> Answer:
        code = main(["--lang", "en", *arguments, "--today", TODAY])
        printed = capsys.readouterr()
        return Answer(code, printed.out, printed.err)

    return run


@pytest.fixture
def audited(office: tuple[Path, str], run: Run) -> Audited:
    def audited(record: str, target: Path) -> Path:
        answer = run("audit", record, "--repo", str(office[0]), "--trust-root", office[1], "-o", str(target))
        assert (answer.code, answer.out) == (0, f"written: {target}\n")
        return target

    return audited


def unpacked(path: Path, folder: Path) -> Path:
    with zipfile.ZipFile(path) as archive:
        archive.extractall(folder)
    return folder


def test_it_gives_the_verdict_of_the_repository(
    office: tuple[Path, str], run: Run, audited: Audited, tmp_path: Path
) -> None:
    path = audited("EVL-2026-003", tmp_path / "a.zip")
    same = ["--trust-root", office[1], "--format", "json"]

    from_file = json.loads(run("verify", "--bundle", str(path), *same).out)
    from_repository = json.loads(run("verify", "--repo", str(office[0]), *same).out)

    assert from_file == from_repository
    [standing] = [record for record in from_file["records"] if record["id"] == "EVL-2026-003"]
    assert standing["status"] == "approved"


def test_the_same_history_gives_the_same_bytes(
    office: tuple[Path, str], run: Run, audited: Audited, tmp_path: Path
) -> None:
    one = audited("EVL-2026-003", tmp_path / "one.zip")
    other = audited("EVL-2026-003", tmp_path / "other.zip")
    assert one.read_bytes() == other.read_bytes()


def test_a_changed_object_is_not_believed(
    office: tuple[Path, str], run: Run, audited: Audited, tmp_path: Path
) -> None:
    path = audited("EVL-2026-003", tmp_path / "a.zip")
    changed = tmp_path / "changed.zip"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(changed, "w") as new:
        for entry in old.infolist():
            content = old.read(entry)
            is_decision = entry.filename.startswith("objects/") and b"EVL-2026-003" in content
            new.writestr(entry, content.replace(b"disetujui", b"disetuju1") if is_decision else content)

    answer = run("verify", "--bundle", str(changed), "--trust-root", office[1])

    assert answer.code == 3
    assert "is missing from the file, or something else lies in its place" in answer.err


def test_an_ssh_signature_in_it_is_checked_with_ssh_keygen(
    office: tuple[Path, str], run: Run, audited: Audited, tmp_path: Path
) -> None:
    folder = unpacked(audited("EVL-2026-002", tmp_path / "a.zip"), tmp_path / "a") / "tanda-tangan"
    command = [
        "ssh-keygen",
        "-Y",
        "verify",
        "-f",
        "penanda-tangan",
        "-I",
        "joko",
        "-n",
        "git",
        "-s",
        "isi.sig",
    ]
    done = subprocess.run(
        command, cwd=folder, input=(folder / "isi").read_bytes(), capture_output=True, check=False
    )
    assert (done.returncode, done.stdout[:35]) == (0, b'Good "git" signature for joko with ')


def test_an_openpgp_signature_in_it_is_checked_with_gpg(
    office: tuple[Path, str], run: Run, audited: Audited, tmp_path: Path
) -> None:
    folder = unpacked(audited("EVL-2025-001", tmp_path / "a.zip"), tmp_path / "a") / "tanda-tangan"
    home = tmp_path / "g"
    home.mkdir(mode=0o700)
    environment = os.environ | {"GNUPGHOME": str(home), "LC_ALL": "C"}
    subprocess.run(["gpg", "--quiet", "--import", "kunci.asc"], cwd=folder, env=environment, check=True)
    done = subprocess.run(
        ["gpg", "--verify", "isi.asc", "isi"], cwd=folder, env=environment, capture_output=True, check=False
    )
    assert done.returncode == 0
    assert b"Good signature" in done.stderr


def test_the_name_of_each_object_is_its_digest(
    office: tuple[Path, str], run: Run, audited: Audited, tmp_path: Path
) -> None:
    folder = unpacked(audited("EVL-2026-003", tmp_path / "a.zip"), tmp_path / "a")
    objects = sorted(path.name for path in (folder / "objects").iterdir())
    done = subprocess.run(["sha1sum", *objects], cwd=folder / "objects", capture_output=True, check=True)
    assert [line.split()[0].decode() for line in done.stdout.splitlines()] == objects


def rewritten(path: Path, files: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


@pytest.mark.parametrize("record", ["EVL-2026-003", "EVL-2025-001", "KAK-2026-002"])
def test_what_a_person_reads_in_it_is_what_is_proved_or_the_file_is_refused(
    record: str, office: tuple[Path, str], run: Run, audited: Audited, tmp_path: Path
) -> None:
    path, other = audited(record, tmp_path / "a.zip"), tmp_path / "other.zip"
    with zipfile.ZipFile(path) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    read = [name for name in files if name.startswith(("records/", "tanda-tangan/"))]
    assert {f"records/{record}.yaml", f"records/decisions/{record}/1.yaml", "records/roster.yaml"} < {*read}
    assert run("verify", "--bundle", str(path), "--trust-root", office[1]).code == 0

    def refused(name: str, forged: dict[str, bytes]) -> bool:
        answer = run("verify", "--bundle", str(rewritten(other, forged)), "--trust-root", office[1])
        return (answer.code, answer.err) == (
            3,
            f"can't verify: {name} in {other} is not what its objects prove as of this day: somebody "
            "changed or left out something, or the file is older; ask whoever wrote it for a new one\n",
        )

    for name in read:
        assert refused(name, {**files, name: files[name] + b"#"})
        assert refused(name, {there: files[there] for there in files if there != name})
    for name in (f"records/decisions/{record}/catatan.txt", f"records/{record}-asli.yaml", "isi"):
        assert refused(name, {**files, name: files[f"records/{record}.yaml"]})


@pytest.mark.parametrize("record", ["EVL-2026-003", "KAK-2026-003"])
def test_another_text_that_the_objects_have_is_not_taken_for_what_was_decided(
    record: str, office: tuple[Path, str], run: Run, audited: Audited, tmp_path: Path
) -> None:
    with zipfile.ZipFile(audited(record, tmp_path / "a.zip")) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    roster = files["records/roster.yaml"]

    for name in (f"records/{record}.diputuskan.yaml", f"records/{record}.yaml", "tanda-tangan/isi"):
        answer = run(
            "verify",
            "--bundle",
            str(rewritten(tmp_path / "other.zip", {**files, name: roster})),
            "--trust-root",
            office[1],
        )
        assert answer.code == 3


def steps_in(folder: Path) -> list[str]:
    """Return the commands of the page that lead from the signature to what was decided."""
    lines = (folder / "BACA-SAYA.md").read_text("utf-8").splitlines()
    return [line.strip() for line in lines if "grep -c" in line]


def printed_in(folder: Path) -> list[str]:
    return [
        subprocess.run(step, shell=True, cwd=folder, capture_output=True, text=True).stdout
        for step in steps_in(folder)
    ]


def records_in(path: Path) -> list[str]:
    with zipfile.ZipFile(path) as archive:
        return [name for name in archive.namelist() if name.startswith("records/")]


@pytest.mark.parametrize("record", ["EVL-2026-003", "EVL-2025-001", "KAK-2026-002", "KAK-2026-001"])
def test_the_commands_of_its_page_lead_from_the_signature_to_what_was_decided(
    record: str, audited: Audited, tmp_path: Path
) -> None:
    folder = unpacked(audited(record, tmp_path / "a.zip"), tmp_path / "a")
    steps = steps_in(folder)

    assert printed_in(folder) == ["1\n"] * 7
    [shown] = re.findall(r"sha256sum < (\S+)", steps[-1])
    decision = steps[-1].split()[-1]
    for name, at in ((shown, -1), (decision, -2), ("tanda-tangan/isi", 0)):
        assert name in steps[at]
        content = (folder / name).read_bytes()
        (folder / name).write_bytes(content.replace(b"tree ", b"tree 0") if at == 0 else content + b"#")
        assert printed_in(folder)[at] == "0\n"
        (folder / name).write_bytes(content)


def test_it_holds_what_was_decided_on_where_that_was_changed_later(
    office: tuple[Path, str], audited: Audited, tmp_path: Path
) -> None:
    folder = unpacked(audited("KAK-2026-002", tmp_path / "a.zip"), tmp_path / "a") / "records"

    now, decided = folder / "KAK-2026-002.yaml", folder / "KAK-2026-002.diputuskan.yaml"

    assert now.read_bytes() == (office[0] / "records/kak/2026/KAK-2026-002.yaml").read_bytes()
    digest = hashlib.sha256(decided.read_bytes()).hexdigest()
    assert f'sha256: "{digest}"' in (folder / "decisions/KAK-2026-002/1.yaml").read_text("utf-8")


@pytest.mark.parametrize(
    "name",
    ["\udcff\udcfe.yaml", "a\\b.yaml", "a\nb\x1b[31m.yaml", "01.yaml", "1.yaml.yaml", "x/1.yaml"],
    ids=ascii,
)
def test_no_file_that_somebody_puts_beside_a_decision_hinders_it(name: str, desk: Desk) -> None:
    story = approved()
    decision = "records/decisions/EVL-2026-001/"
    story.commit({f"{decision}{name}": story.files[f"{decision}1.yaml"]}, by="mallory")

    assert records_in(audit_of(desk, story)) == NAMES


def test_a_record_in_a_folder_of_any_name_has_its_own_name_in_it(desk: Desk) -> None:
    story = approved()
    record = "records/evaluations/2026/EVL-2026-001.yaml"
    story.commit(
        {record: None, "records/evaluations/\udcff/EVL-2026-001.yaml": story.files[record]}, by="mallory"
    )

    assert records_in(audit_of(desk, story)) == NAMES


def audit_of(desk: Desk, story: Story) -> Path:
    """Audit the evaluation of a story; what is said of the file is what is said of the repository."""
    bare, path = desk.folder / "office.git", desk.folder / "a.zip"
    desk.git("init", "--quiet", "--bare", "--template=", "-b", "main", str(bare))
    write(bare, story)
    trusted = ("--trust-root", story.root)
    audited = desk.say("audit", "EVL-2026-001", "-o", path, "--repo", bare, "--today", TODAY, *trusted)
    assert (audited.code, audited.out) == (0, f"written: {path}\n")
    assert desk.verify(path, *trusted) == desk.verify(bare, *trusted)
    return path


def page_of(desk: Desk, story: Story) -> tuple[str, list[str]]:
    """Audit the evaluation of a story; return its page, and what the page's commands print."""
    folder = unpacked(audit_of(desk, story), desk.folder / "a")
    return (folder / "BACA-SAYA.md").read_text("utf-8"), printed_in(folder)


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda text: text + b"# lain\n", id="edited"),
        pytest.param(lambda text: None, id="removed"),
    ],
)
def test_the_proved_decision_is_in_it_whatever_became_of_its_file(
    change: Callable[[bytes], bytes | None], desk: Desk
) -> None:
    story = approved()
    story.commit({DECISION: change(story.files[DECISION])}, by="mallory")

    assert page_of(desk, story)[1] == ["1\n"] * 7


def test_a_key_that_is_listed_no_more_is_the_one_that_the_signature_names(desk: Desk) -> None:
    story = approved()
    text = story.files["records/roster.yaml"].replace(
        key_of("rahma").line.encode(), key_of("orang-lain").line.encode()
    )
    story.commit({"records/roster.yaml": text}, by="eka", key=key_of("eka"), day="2026-07-08")

    page, printed = page_of(desk, story)

    assert "belum ada keputusan" not in page
    assert printed == ["1\n"] * 7
    signers = (desk.folder / "a/tanda-tangan/penanda-tangan").read_text()
    assert signers.split()[0] == "rahma"
    assert key_of("rahma").line.split()[1] in signers


def test_of_a_decision_that_the_ci_witnessed_the_page_says_so(desk: Desk) -> None:
    story = Story()
    story.attest(merged(story))

    page, printed = page_of(desk, story)

    assert "disaksikan CI kantor" in page
    assert "belum ada keputusan" not in page
    assert printed == []


def test_nothing_is_overwritten(office: tuple[Path, str], run: Run, audited: Audited, tmp_path: Path) -> None:
    path = audited("EVL-2026-003", tmp_path / "a.zip")
    before = path.read_bytes()
    answer = run(
        "audit", "EVL-2026-003", "--repo", str(office[0]), "--trust-root", office[1], "-o", str(path)
    )
    assert answer.code == 2
    assert (
        answer.err == f"lpsedocs: {path} is there already, and nothing is overwritten; choose another name\n"
    )
    assert path.read_bytes() == before


def test_a_zip_that_is_no_audit_file_is_refused(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "other.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("x", "y")
    answer = run("verify", "--bundle", str(path), "--allow-unpinned")
    assert (answer.code, answer.err) == (
        2,
        f"lpsedocs: {path} is no audit file; ask for what 'lpsedocs audit' writes\n",
    )


@pytest.mark.parametrize("compression", [zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2], ids=["lzma", "bzip2"])
def test_a_file_that_is_compressed_in_another_way_is_refused(
    compression: int, audited: Audited, run: Run, tmp_path: Path
) -> None:
    other = tmp_path / "other.zip"
    with (
        zipfile.ZipFile(audited("EVL-2026-003", tmp_path / "a.zip")) as old,
        zipfile.ZipFile(other, "w", compression) as new,
    ):
        for entry in old.infolist():
            new.writestr(entry.filename, old.read(entry))
    answer = run("verify", "--bundle", str(other), "--allow-unpinned")
    assert (answer.code, answer.err) == (
        2,
        f"lpsedocs: {other} is no audit file; ask for what 'lpsedocs audit' writes\n",
    )


def test_a_damaged_audit_file_is_refused_or_not_believed(
    office: tuple[Path, str], audited: Audited, tmp_path: Path
) -> None:
    whole = audited("EVL-2026-003", tmp_path / "a.zip").read_bytes()
    damaged = tmp_path / "damaged.zip"
    said: list[str] = []
    for at in range(0, len(whole), len(whole) // 300):
        damaged.write_bytes(whole[:at] + bytes([whole[at] ^ 0xFF]) + whole[at + 1 :])
        try:
            if is_audit_file(damaged):
                read_audit_file(damaged)
        except Refusal as refusal:
            said.append(ENGLISH.say(refusal.message))
    assert len(said) > 100
    assert set(said) <= {
        f"{damaged} is no audit file; ask for what 'lpsedocs audit' writes",
        f"{damaged} is too large for an audit file",
    }


def test_the_workspace_may_be_named_for_all_commands(
    office: tuple[Path, str], run: Run, tmp_path: Path
) -> None:
    target = tmp_path / "a.zip"
    answer = run(
        "--root", str(office[0]), "audit", "EVL-2026-003", "--trust-root", office[1], "-o", str(target)
    )
    assert (answer.code, answer.out) == (0, f"written: {target}\n")


@pytest.mark.parametrize("record", ["EVL-2026-005", "KAK-2026-003"])
def test_a_record_that_nobody_has_decided_can_be_audited_too(
    record: str, office: tuple[Path, str], run: Run, audited: Audited, tmp_path: Path
) -> None:
    folder = unpacked(audited(record, tmp_path / "a.zip"), tmp_path / "a")
    there = next((office[0] / "records").rglob(f"{record}.yaml"))
    assert (folder / "records" / there.name).read_bytes() == there.read_bytes()
    page = (folder / "BACA-SAYA.md").read_text("utf-8")
    assert "- Keputusan terakhir: belum ada\n" in page
    assert "belum ada keputusan yang terbukti dengan tanda tangan" in page
    assert "git cat-file" not in page


def test_it_is_judged_as_the_repository_on_a_later_day_when_what_was_dated_ahead_counts(desk: Desk) -> None:
    story = approved()
    ahead = dict(story.decision("KAK-2026-001"))
    story.commit(ahead, by="agus", key=key_of("agus"), day="2026-07-20")
    story.commit({KAK: story.files[KAK] + b"# lagi\n"})
    root, path = desk.clone(story), desk.folder / "a.zip"
    trusted = ("--trust-root", story.root)
    audited = desk.say("audit", "EVL-2026-001", "-o", path, "--repo", root, "--today", "2026-07-15", *trusted)
    assert (audited.code, audited.out) == (0, f"written: {path}\n")

    for day in ("2026-07-15", "2026-07-20", "2026-12-31"):
        answer = desk.verify(path, *trusted, today=day)
        assert answer == desk.verify(root, *trusted, today=day)
        assert answer.code == (1 if day == "2026-07-15" else 0)


# ---- The file by itself


def filed(story: Story, path: Path, objects: dict[str, tuple[str, bytes]] | None = None) -> Path:
    """Write the objects of a story, or others, as an audit file."""
    kept = story.scribe.objects if objects is None else objects
    papers = {"BACA-SAYA.md": b"# Bukti\n"}
    path.write_bytes(write_audit_file("EVL-2026-001", "refs/heads/main", story.tip, kept, papers))
    return path


def test_it_names_the_record_and_the_branch_and_holds_the_objects_and_no_paper(tmp_path: Path) -> None:
    story = approved()
    audited = read_audit_file(filed(story, tmp_path / "a.zip"))

    assert (audited.record, audited.refs) == ("EVL-2026-001", {"refs/heads/main": story.tip})
    assert {id_: audited.read(id_) for id_ in audited.objects} == story.scribe.objects


def test_what_is_not_in_it_is_missing_and_what_is_another_is_not_believed(desk: Desk) -> None:
    story = approved()
    objects = dict(story.scribe.objects)
    trusted = ("--trust-root", story.root)
    commit = objects.pop(story.tip)
    sentence = (
        f"can't verify: the object {story.tip} is missing from the file, or something else lies in its "
        "place; ask whoever wrote the file for a new one\n"
    )

    assert desk.verify(filed(story, desk.folder / "without.zip", objects), *trusted).err == sentence
    objects[story.tip] = ("commit", commit[1] + b"x")
    assert desk.verify(filed(story, desk.folder / "other.zip", objects), *trusted).err == sentence


def test_one_that_says_that_it_is_huge_is_not_unpacked(tmp_path: Path) -> None:
    path = filed(approved(), tmp_path / "a.zip")
    content = path.read_bytes()
    first = content.index(b"PK\x01\x02")
    path.write_bytes(content[: first + 24] + struct.pack("<I", 1 << 30) + content[first + 28 :])

    with pytest.raises(Refusal) as refused:
        read_audit_file(path)
    assert ENGLISH.say(refused.value.message) == f"{path} is too large for an audit file"


def refusal_of(path: Path) -> str:
    with pytest.raises(Refusal) as refused:
        read_audit_file(path)
    return ENGLISH.say(refused.value.message).removeprefix(f"{path} ")


def test_an_object_is_hashed_as_it_lies_there(tmp_path: Path) -> None:
    story = approved()
    path = filed(story, tmp_path / "a.zip")
    with zipfile.ZipFile(path) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    head, _, content = files[f"objects/{story.tip}"].partition(b"\0")
    files[f"objects/{story.tip}"] = head + b" " + b"1" * 40 + b"\0" + content

    audited = read_audit_file(rewritten(path, files))

    with pytest.raises(BadObjectError):
        audited.read(story.tip)


@pytest.mark.parametrize("mode", [0o120777, 0o100644])
@pytest.mark.parametrize(
    "extra", [b"", b"\x75\x70\x06\x00\x01\x00\x00\x00\x00x"], ids=["plain", "named anew"]
)
def test_one_with_a_link_or_an_entry_of_two_names_is_refused(tmp_path: Path, mode: int, extra: bytes) -> None:
    path = filed(approved(), tmp_path / "a.zip")
    entry = zipfile.ZipInfo("tambahan")
    entry.external_attr, entry.extra = mode << 16, extra
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(entry, b"records")

    if mode == 0o100644 and not extra:
        assert "tambahan" in read_audit_file(path).papers
    else:
        assert refusal_of(path) == "is no audit file; ask for what 'lpsedocs audit' writes"


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize(
    "name",
    [
        "objects/x",
        "objects/README.md",
        "BACA-SAYA.md",
        "manifest.json",
        "/BACA-SAYA.md",
        "../x",
        "a/../x",
        "./x",
        "a//x",
        "objects/",
        "..\\x",
    ],
)
def test_one_with_an_entry_twice_or_that_is_unpacked_elsewhere_is_refused(tmp_path: Path, name: str) -> None:
    path = filed(approved(), tmp_path / "a.zip")
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(zipfile.ZipInfo(name), b"")

    assert refusal_of(path) == "is no audit file; ask for what 'lpsedocs audit' writes"


def with_bytes_in_the_list(path: Path, at: int, layout: str, value: int) -> Path:
    """Write into the first entry of the list at the end of a ZIP, which tells where the others lie."""
    content = bytearray(path.read_bytes())
    struct.pack_into(layout, content, content.index(b"PK\x01\x02") + at, value)
    path.write_bytes(content)
    return path


def test_one_with_an_encrypted_entry_is_refused(tmp_path: Path) -> None:
    path = with_bytes_in_the_list(filed(approved(), tmp_path / "a.zip"), 8, "<H", 1)

    assert refusal_of(path) == "is no audit file; ask for what 'lpsedocs audit' writes"


def test_one_whose_entries_lie_on_top_of_each_other_is_refused(tmp_path: Path) -> None:
    path = filed(approved(), tmp_path / "a.zip")
    with_bytes_in_the_list(path, 20, "<I", path.stat().st_size)

    assert refusal_of(path) == "is too large for an audit file"


def test_of_an_entry_no_more_is_unpacked_than_it_is_said_to_have(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("manifest.json", bytes(64 << 20))
    with_bytes_in_the_list(path, 24, "<I", 10)

    tracemalloc.start()
    try:
        assert refusal_of(path) == "is no audit file; ask for what 'lpsedocs audit' writes"
        assert tracemalloc.get_traced_memory()[1] < 8 << 20
    finally:
        tracemalloc.stop()


def test_what_is_no_zip_is_no_audit_file_and_not_waited_for(tmp_path: Path) -> None:
    (tmp_path / "office.bundle").write_bytes(b"# v2 git bundle\n")
    os.mkfifo(tmp_path / "pipa")

    assert not is_audit_file(tmp_path / "office.bundle")
    assert not is_audit_file(tmp_path / "pipa")
    assert not is_audit_file(tmp_path)
    assert not is_audit_file(tmp_path / "tidak-ada.zip")
