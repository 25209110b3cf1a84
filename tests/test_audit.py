"""An audit file proves by itself what it holds, here and with other tools."""

import hashlib
import json
import os
import re
import subprocess
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from lpsedocs.audit import is_zip, read_audit_file
from lpsedocs.cli import main
from lpsedocs.demo.replay import replay
from lpsedocs.trust.signatures import parse_openpgp_key
from lpsedocs.verification import Request, Subject, papers_of, verify
from tests.repositories import Desk, bundle, on_the_day, refused, write
from tests.shell import ROOT, TODAY, Answer
from tests.test_audit_file import NONE, PAGE, refusal_of, written
from tests.trust.story import EVALUATION, KAK, Story, approved, key_of
from tests.trust.test_paper import paper
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
Audit = Callable[[str, Path], Path]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def run(*arguments: str) -> Answer:
        code = main(["--lang", "en", *arguments, "--today", TODAY])
        printed = capsys.readouterr()
        return Answer(code, printed.out, printed.err)

    return run


@pytest.fixture
def audited(office: tuple[Path, str], run: Run) -> Audit:
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
    office: tuple[Path, str], run: Run, audited: Audit, tmp_path: Path
) -> None:
    path = audited("EVL-2026-003", tmp_path / "a.zip")
    same = ["--trust-root", office[1], "--format", "json"]

    from_file = json.loads(run("verify", "--bundle", str(path), *same).out)
    from_repository = json.loads(run("verify", "--repo", str(office[0]), *same).out)

    assert from_file == from_repository
    [standing] = [record for record in from_file["records"] if record["id"] == "EVL-2026-003"]
    assert standing["status"] == "approved"


def test_the_same_history_gives_the_same_bytes(
    office: tuple[Path, str], run: Run, audited: Audit, tmp_path: Path
) -> None:
    one = audited("EVL-2026-003", tmp_path / "one.zip")
    other = audited("EVL-2026-003", tmp_path / "other.zip")
    assert one.read_bytes() == other.read_bytes()


def test_a_changed_object_is_not_believed(
    office: tuple[Path, str], run: Run, audited: Audit, tmp_path: Path
) -> None:
    path = audited("EVL-2026-003", tmp_path / "a.zip")
    whole = read_audit_file(path)
    objects = {
        id_: content.replace(b"disetujui", b"disetuju1") if b"EVL-2026-003" in content else content
        for id_, content in whole.objects.items()
    }
    changed = written(replace(whole, objects=objects), tmp_path / "changed.zip")

    answer = run("verify", "--bundle", str(changed), "--trust-root", office[1])

    assert answer.code == 3
    assert "is missing from the file, or something else lies in its place" in answer.err


def test_an_ssh_signature_in_it_is_checked_with_ssh_keygen(
    office: tuple[Path, str], run: Run, audited: Audit, tmp_path: Path
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
    office: tuple[Path, str], run: Run, audited: Audit, tmp_path: Path
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
    office: tuple[Path, str], run: Run, audited: Audit, tmp_path: Path
) -> None:
    folder = unpacked(audited("EVL-2026-003", tmp_path / "a.zip"), tmp_path / "a")
    objects = sorted(path.name for path in (folder / "objects").iterdir())
    done = subprocess.run(["sha1sum", *objects], cwd=folder / "objects", capture_output=True, check=True)
    assert [line.split()[0].decode() for line in done.stdout.splitlines()] == objects


@pytest.mark.parametrize("record", ["EVL-2026-003", "EVL-2025-001", "KAK-2026-002"])
def test_what_a_person_reads_in_it_is_what_is_proved_or_the_file_is_refused(
    record: str, office: tuple[Path, str], run: Run, audited: Audit, tmp_path: Path
) -> None:
    path, other = audited(record, tmp_path / "a.zip"), tmp_path / "other.zip"
    whole = read_audit_file(path)
    papers = dict(whole.papers)
    read = [name for name in papers if name != PAGE]
    assert {f"records/{record}.yaml", f"records/decisions/{record}/1.yaml", "records/roster.yaml"} < {*read}
    assert run("verify", "--bundle", str(path), "--trust-root", office[1]).code == 0

    def refused(name: str, forged: dict[str, bytes]) -> bool:
        written(replace(whole, papers=forged), other)
        answer = run("verify", "--bundle", str(other), "--trust-root", office[1])
        return (answer.code, answer.err) == (
            3,
            f"can't verify: {name} in {other} is not what its objects prove as of 15 July 2026, the day "
            "that it was written for: somebody changed or left out something, or the file was written for "
            "other roots; ask whoever wrote it for a new one\n",
        )

    for name in read:
        assert refused(name, {**papers, name: papers[name] + b"#"})
    assert refused(read[0], {there: papers[there] for there in papers if there != read[0]})
    for name in (f"records/decisions/{record}/catatan.txt", "../x"):
        assert refused(name, {**papers, name: papers[f"records/{record}.yaml"]})
    for name in (f"records/{record}.diputuskan.yaml", f"records/{record}.yaml", "tanda-tangan/isi"):
        assert refused(name, {**papers, name: papers["records/roster.yaml"]})


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda page: page + b"DITOLAK\n", id="changed"),
        pytest.param(lambda page: None, id="left out"),
    ],
)
def test_another_page_than_lpsedocs_writes_is_told(
    change: Callable[[bytes], bytes | None],
    office: tuple[Path, str],
    run: Run,
    audited: Audit,
    tmp_path: Path,
) -> None:
    whole = read_audit_file(audited("EVL-2026-003", tmp_path / "a.zip"))
    page = change(whole.papers[PAGE])
    papers = (
        {**whole.papers, PAGE: page or b""} if page else {n: c for n, c in whole.papers.items() if n != PAGE}
    )
    path = written(replace(whole, papers=papers), tmp_path / "other.zip")

    answer = run("verify", "--bundle", str(path), "--trust-root", office[1])

    assert answer.code == 0
    assert answer.out.splitlines()[3:5] == [
        "note: BACA-SAYA.md in this file is not what this lpsedocs would write there: it is of another "
        "version or root, or somebody changed it",
        "  what to do: do not rely on what it says; the other files in it are what was verified, and "
        "'lpsedocs verify --bundle' with --explain tells all that counts",
    ]


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
    record: str, audited: Audit, tmp_path: Path
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
    office: tuple[Path, str], audited: Audit, tmp_path: Path
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


def audit_of(desk: Desk, story: Story, record: str = "EVL-2026-001") -> Path:
    """Audit a record of a story; what is said of the file is what is said of the repository."""
    bare, path = desk.folder / "office.git", desk.folder / "a.zip"
    desk.git("init", "--quiet", "--bare", "--template=", "-b", "main", str(bare))
    write(bare, story)
    trusted = ("--trust-root", story.root)
    audited = desk.say("audit", record, "-o", path, "--repo", bare, "--today", TODAY, *trusted)
    assert (audited.code, audited.out) == (0, f"written: {path}\n")
    assert desk.verify(path, *trusted) == desk.verify(bare, *trusted)
    return path


def page_of(desk: Desk, story: Story, record: str = "EVL-2026-001") -> tuple[str, list[str]]:
    """Audit a record of a story; return its page, and what the page's commands print."""
    folder = unpacked(audit_of(desk, story, record), desk.folder / "a")
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


MEANING = {
    "EVL-2026-002": "Bahwa kunci itu milik Joko Ibarat, S.T., M.T. (joko) ditunjukkan kertas kantor:",
    "EVL-2025-001": "Bahwa kunci itu milik Rahma Umpama, S.Kom., M.M. (rahma) ditunjukkan kertas kantor:",
    "EVL-2026-003": "Itu menunjukkan bahwa forge yang menandatangani penggabungan itu;",
    "KAK-2026-005": "Bahwa kunci itu milik Budi Misal, S.T. (budi) ditunjukkan kertas kantor:",
}
"""What a page says of its signature, and others don't: of a person, a forge, and who entered a paper."""


@pytest.mark.parametrize("record", MEANING)
def test_its_page_says_whose_signature_that_is_and_what_it_shows(
    record: str, audited: Audit, tmp_path: Path
) -> None:
    papers = read_audit_file(audited(record, tmp_path / "a.zip")).papers
    page = papers[PAGE].decode()

    assert [one for one, said in MEANING.items() if said in page] == [record]
    assert ("adalah catatan, bahwa" in page) == record.startswith("KAK")
    if record.startswith("EVL-2026-002"):
        assert '`Good "git" signature for joko`, dengan kunci `SHA256:4d0PlTnJ8EKiXPCHZPMe92K/' in page
    elif record.startswith("KAK"):
        assert "adalah catatan, bahwa Hadi Kiranya, S.Pd. (hadi) memutuskannya di atas kertas;" in page
        assert (
            '`Good "git" signature for budi`, dengan kunci `SHA256:iFma6fVwTvWJ8aMkFu5Dr2OkHNZy1UCCh7I'
            in page
        )
    else:
        fingerprint = parse_openpgp_key(papers["tanda-tangan/kunci.asc"].decode()).fingerprint
        assert f"`Good signature` dan sidik jari `{fingerprint}`" in page


def test_a_click_on_a_forge_is_checked_with_the_key_of_the_forge(desk: Desk) -> None:
    story = Story()
    side = story.commit(dict(story.decision()), on=story.tip, by="tia")
    story.click(side, title="SETUJUI EVL-2026-001")

    page, printed = page_of(desk, story)

    assert "-I forge -n git" in page
    assert "Bahwa akun itu milik Rahma (rahma)," in page
    assert printed == ["1\n"] * 7


def test_a_paper_that_was_entered_by_a_click_is_signed_by_the_forge(desk: Desk) -> None:
    story = Story()
    files = story.decision("KAK-2026-001", by="dewi", document=paper())
    story.click(story.commit(dict(files), on=story.tip), by="budi", title="SESUAI KAK-2026-001")

    page, printed = page_of(desk, story, "KAK-2026-001")

    assert "-I forge -n git" in page
    assert "Bahwa akun itu milik Budi (budi)," in page
    assert "adalah catatan, bahwa Dewi (dewi) memutuskannya di atas kertas;" in page
    assert printed == ["1\n"] * 7


def test_of_decisions_only_those_that_count_are_in_it(desk: Desk) -> None:
    story = approved()
    story.commit(dict(story.decision(number=2, decision="dicabut", note="Keliru")), by="mallory")

    assert records_in(audit_of(desk, story)) == NAMES


def test_without_its_certificate_an_openpgp_signature_is_left_to_lpsedocs(
    office: tuple[Path, str], audited: Audit, tmp_path: Path
) -> None:
    verification = verify(Request(office[0], date(2026, 7, 15), {}, office[1]))
    history = verification.history
    people = [person.model_copy(update={"keys": ()}) for person in history.force.roster.people]
    force = replace(history.force, roster=history.force.roster.model_copy(update={"people": people}))
    subject = Subject(
        verification.standings["EVL-2025-001"],
        replace(history, force=force),
        "refs/heads/main",
        verification.today,
    )

    papers = papers_of(subject, read_audit_file(audited("EVL-2025-001", tmp_path / "a.zip")))

    assert not [name for name in papers if name.startswith("tanda-tangan/")]
    assert "atau kuncinya tidak\nada lagi dalam daftar peran" in papers[PAGE].decode()


def test_nothing_is_overwritten(office: tuple[Path, str], run: Run, audited: Audit, tmp_path: Path) -> None:
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


def test_a_damaged_audit_file_is_refused_or_not_believed(
    office: tuple[Path, str], audited: Audit, tmp_path: Path
) -> None:
    whole = audited("EVL-2026-003", tmp_path / "a.zip").read_bytes()
    damaged = tmp_path / "damaged.zip"
    said: list[str] = []
    for at in range(0, len(whole), len(whole) // 100):
        damaged.write_bytes(whole[:at] + bytes([whole[at] ^ 0xFF]) + whole[at + 1 :])
        assert is_zip(damaged) == (at > 1)
        said.append(refusal_of(damaged))
    assert set(said) == {NONE}


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
    record: str, office: tuple[Path, str], run: Run, audited: Audit, tmp_path: Path
) -> None:
    folder = unpacked(audited(record, tmp_path / "a.zip"), tmp_path / "a")
    there = next((office[0] / "records").rglob(f"{record}.yaml"))
    assert (folder / "records" / there.name).read_bytes() == there.read_bytes()
    page = (folder / "BACA-SAYA.md").read_text("utf-8")
    assert "- Kedudukan: menunggu keputusan\n- Keputusan terakhir yang dihitung: belum ada\n" in page
    assert page.endswith("belum ada keputusan yang dihitung, jadi tidak ada tanda tangan yang diperiksa.\n")
    assert "git cat-file" not in page


@pytest.mark.parametrize("record", ["EVL-2026-001", "KAK-2026-001"])
def test_it_is_judged_as_the_repository_on_a_later_day_when_what_was_dated_ahead_counts(
    record: str, desk: Desk
) -> None:
    story = approved()
    ahead = dict(story.decision("KAK-2026-001"))
    story.commit(ahead, by="agus", key=key_of("agus"), day="2026-07-20")
    story.commit({KAK: story.files[KAK] + b"# lagi\n"})
    root, path = desk.clone(story), desk.folder / "a.zip"
    trusted = ("--trust-root", story.root)
    audited = desk.say("audit", record, "-o", path, "--repo", root, "--today", "2026-07-15", *trusted)
    assert (audited.code, audited.out) == (0, f"written: {path}\n")

    for day, told in (("2026-07-15", "15 July"), ("2026-07-20", "20 July"), ("2026-12-31", "31 December")):
        answer, due = desk.verify(path, *trusted, today=day), desk.verify(root, *trusted, today=day)
        warned = [
            f"WARNING: what people read in this file is as of 15 July 2026, and as of {told} 2026 the record "
            "stands otherwise",
            "  what to do: see that the day here is right; then what is said here counts, and a new file has "
            "what became of the record since",
        ]
        is_otherwise = record.startswith("KAK") and day != "2026-07-15"
        assert answer.lines == [*due.lines[:3], *(warned if is_otherwise else []), *due.lines[3:]]
        assert answer.code == due.code == (1 if day == "2026-07-15" else 0)


@pytest.mark.parametrize("day", ["0001-01-01", "2026-07-01", "9999-12-31"])
def test_its_page_says_as_of_which_day_it_is_and_is_held_against_that_day(day: str, desk: Desk) -> None:
    story = approved()
    root, path = desk.clone(story), desk.folder / "a.zip"
    trusted = ("--trust-root", story.root)
    assert (
        desk.say("audit", "KAK-2026-001", "-o", path, "--repo", root, "--today", "2026-07-15", *trusted).code
        == 0
    )
    whole = read_audit_file(path)
    assert whole.papers[PAGE].startswith(
        b"# Berkas pemeriksaan KAK-2026-001\n\n- Dinilai per tanggal: 15 Juli 2026\n"
    )

    other = written(replace(whole, day=date.fromisoformat(day)), desk.folder / "other.zip")

    assert desk.verify(other, *trusted).out.splitlines()[3].startswith("note: BACA-SAYA.md in this file is ")


def test_before_the_day_of_a_decision_on_a_record_that_is_gone_nothing_is_told_of_it(desk: Desk) -> None:
    story = approved()
    story.commit({EVALUATION: None, DECISION: None}, day="2026-07-08")
    root, path = desk.clone(story), desk.folder / "a.zip"
    trusted = ("--trust-root", story.root)
    given = ("--repo", root, "--today", "2026-07-15", *trusted)
    assert desk.say("audit", "EVL-2026-001", "-o", path, *given).code == 0

    answer = desk.verify(path, *trusted, today="2026-07-01")

    assert answer.lines[3] == (
        "WARNING: what people read in this file is as of 15 July 2026, and as of 1 July 2026 the record "
        "stands otherwise"
    )


# ---- What somebody else makes of it


@pytest.mark.parametrize("name", ["EVL-2026-001.zip", "EVL-2026-001.ZIP"])
def test_a_bundle_that_is_called_a_zip_is_refused_as_there_may_be_one_in_it(name: str, desk: Desk) -> None:
    path = bundle(desk, desk.clone(approved())).rename(desk.folder / name)

    assert refused(desk.verify(path, "--allow-unpinned")) == (
        f"2: lpsedocs: {path} is called a ZIP, but is something else, perhaps with a ZIP inside, and what is "
        "unpacked from it proves nothing; ask for what 'lpsedocs audit' writes\n"
    )


def test_one_about_a_record_that_is_not_there_is_refused(
    office: tuple[Path, str], run: Run, audited: Audit, tmp_path: Path
) -> None:
    whole = read_audit_file(audited("EVL-2026-003", tmp_path / "a.zip"))
    path = written(replace(whole, record="EVL-2099-001"), tmp_path / "other.zip")

    answer = run("verify", "--bundle", str(path), "--trust-root", office[1])

    assert (answer.code, answer.err) == (
        3,
        f"can't verify: {path} is about EVL-2099-001, of which there is nothing in it; ask whoever wrote it "
        "for a new one\n",
    )


def test_without_a_root_the_one_on_paper_is_asked_for(audited: Audit, run: Run, tmp_path: Path) -> None:
    path = audited("EVL-2026-003", tmp_path / "a.zip")

    assert run("verify", "--bundle", str(path)).err == (
        "can't verify: no root of this file is pinned; --trust-root takes the one that the office wrote "
        "down, and 'lpsedocs verify --allow-unpinned' shows what the file says of itself\n"
    )


def test_it_is_verified_as_of_its_own_tip(
    office: tuple[Path, str], run: Run, audited: Audit, tmp_path: Path
) -> None:
    path = audited("EVL-2026-003", tmp_path / "a.zip")
    tip = read_audit_file(path).tip
    trusted = ("verify", "--bundle", str(path), "--trust-root", office[1])

    assert run(*trusted, "--tip", tip).code == 0
    assert (older := run(*trusted, "--tip", office[1])).code == 2
    assert older.err == f"lpsedocs: {path} is about one tip, which it names itself; leave out --tip\n"


def command_in(page: str) -> list[str]:
    """Return the command of a page that verifies all, from behind the file."""
    [line] = (line for line in page.splitlines() if line.startswith("    lpsedocs verify --bundle"))
    return line.split()[4:]


@pytest.mark.parametrize("ref", ["refs/heads/main", "refs/heads/utama"])
def test_the_command_of_its_page_says_all_that_is_needed(ref: str, desk: Desk) -> None:
    story = approved()
    renewal = story.commit({"records/roster.yaml": story.files["records/roster.yaml"] + b"# baru\n"})
    bare, path = desk.folder / "office.git", desk.folder / "a.zip"
    desk.git("init", "--quiet", "--bare", "--template=", "-b", "main", str(bare))
    write(bare, story, ref)
    trusted = f"{story.root},{renewal}" + ("" if ref.endswith("main") else f"@{ref}")

    named, day = EVALUATION.lower(), "2026-07-10"
    audited = desk.say("audit", named, "-o", path, "--repo", bare, "--today", day, "--trust-root", trusted)

    assert (audited.code, audited.out) == (0, f"written: {path}\n")
    now = desk.folder / "now.zip"
    with on_the_day("2026-07-16"):
        assert desk.say("audit", "EVL-2026-001", "-o", now, "--repo", bare, "--trust-root", trusted).code == 0
    page = read_audit_file(now).papers[PAGE].decode()
    assert command_in(page) == ["--trust-root", trusted, "--today", "2026-07-16", "--explain", "EVL-2026-001"]
    given = command_in(read_audit_file(path).papers[PAGE].decode())
    assert given == ["--trust-root", trusted, "--today", "2026-07-10", "--explain", "EVL-2026-001"]
    answer = desk.say("verify", "--bundle", path, *given)
    assert (answer.code, answer.err) == (0, "")
    assert "BACA-SAYA.md" not in answer.out


def test_a_decision_that_was_taken_over_with_a_root_signed_by_something_else_is_audited(desk: Desk) -> None:
    story = Story()
    story.files = {**story.files, **story.decision()}
    unread = b"-----BEGIN SSH SIGNATURE-----\nAAAA\n-----END SSH SIGNATURE-----\n"
    story.root = story.tip = story.write(story.files, (), sign=lambda _: unread)

    page, printed = page_of(desk, story)

    assert "- Kedudukan: diambil alih pada akar\n" in page
    assert "diambil alih bersama akarnya" in page
    assert printed == []


@pytest.mark.parametrize(
    "name", ["EVL-\udcff", "EVL-$(TOUCH X)", "EVL-A\n## LULUS", "EVL-..\\X", "EVL-2026-1A"]
)
def test_a_file_whose_name_is_no_id_is_no_record(name: str, desk: Desk) -> None:
    story = approved()
    story.commit({f"records/evaluations/2026/{name}.yaml": b"id: x\n"}, by="mallory")
    root = desk.clone(story)

    answer = desk.verify(root, "--format", "json", "--trust-root", story.root)

    assert answer.records == {"EVL-2026-001": "approved", "KAK-2026-001": "waiting"}
    audited = desk.say("audit", name, "-o", desk.folder / "a.zip", "--repo", root, "--trust-root", story.root)
    assert audited.code == 2
    assert not (desk.folder / "a.zip").exists()


def test_what_is_too_large_for_it_is_handed_over_in_another_way(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    story = approved()
    path, evaluation = desk.folder / "a.zip", "records/evaluations/2026/EVL-2026-001.yaml"
    instead = (
        "give the auditor what 'git bundle create FILE refs/heads/main' writes, which 'lpsedocs verify "
        "--bundle' takes, too\n"
    )

    def said(root: Path) -> str:
        given = ("--repo", root, "--trust-root", story.root, "--today", TODAY)
        return refused(desk.say("audit", "EVL-2026-001", "-o", path, *given))

    root = desk.clone(story, "one")
    monkeypatch.setattr("lpsedocs.cli.audit.LARGEST", 10)
    assert said(root) == (
        f"2: lpsedocs: all that the decisions rest on is too large for an audit file; {instead}"
    )
    monkeypatch.undo()
    story.commit({evaluation: story.files[evaluation] + b"#" * (1 << 20)})
    told = said(desk.clone(story, "other"))
    assert told.removesuffix(instead)[:-15] == (
        "2: lpsedocs: the history has objects that are too large for an audit file, such as"
    )
    assert not path.exists()
