"""lpsedocs init --ci: what lets a forge check requests, written whole or not at all."""

import hashlib
from pathlib import Path, PurePosixPath

import pytest

from lpsedocs import __version__
from lpsedocs.cli._ci import FORGES, ci_files, source_of
from lpsedocs.editing import add_to_tree
from lpsedocs.findings import Refusal
from lpsedocs.language import ENGLISH, INDONESIAN
from tests.shell import Shell

ALWAYS = {".lpsedocs/penjaga.py", ".lpsedocs/requirements.txt", ".pre-commit-config.yaml"}
PROCEDURES = ("1-usulan-pengadaan.md", "2-daftar-pemasok.md", "3-pemantauan-kinerja.md")
WORKFLOWS = ("mingguan.yml", "penjaga.yml", "periksa.yml", "utama.yml")
OWN = {
    "github": {
        ".github/CODEOWNERS",
        ".github/pull_request_template.md",
        *(f".github/PULL_REQUEST_TEMPLATE/{name}" for name in PROCEDURES),
        *(f".github/workflows/{name}" for name in WORKFLOWS),
    },
    "gitlab": {
        ".gitlab-ci.yml",
        ".gitlab/CODEOWNERS",
        *(f".gitlab/merge_request_templates/{name}" for name in PROCEDURES),
    },
    "forgejo": {
        "CODEOWNERS",
        ".forgejo/pull_request_template.md",
        *(f".forgejo/workflows/{name}" for name in WORKFLOWS),
    },
}
FILL_IN = (
    "still to do: the first line of .lpsedocs/requirements.txt must say where the pipelines get lpsedocs; "
    "until then they fail"
)
SET_UP = (
    "still to do: put the office's accounts into CODEOWNERS, and set the forge up as "
    "docs/panduan/satu-siang.md of lpsedocs says"
)


@pytest.fixture
def shell(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Shell:
    monkeypatch.delenv("LPSEDOCS_LANG", raising=False)
    monkeypatch.chdir(tmp_path)
    shell = Shell(tmp_path / "kantor", capsys)
    shell.say("init", "kantor")
    return shell


@pytest.mark.parametrize("forge", FORGES)
def test_a_workspace_gets_what_its_forge_needs(
    shell: Shell, forge: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = shell.files()
    monkeypatch.chdir(shell.root / "records")

    answer = shell.say("--lang", "en", "init", "--ci", forge)

    assert (answer.code, answer.err) == (0, "")
    written = [str(path) for path in sorted(map(PurePosixPath, ALWAYS | OWN[forge]))]
    assert answer.lines == [*(f"{path} written" for path in written), FILL_IN, SET_UP]
    after = shell.files()
    assert set(after) - set(before) == set(written)
    assert before == {path: after[path] for path in before}


def test_a_workspace_can_be_named(shell: Shell) -> None:
    assert shell.say("--lang", "en", "init", "kantor", "--ci", "gitlab").code == 0

    assert (shell.root / ".gitlab-ci.yml").is_file()


def test_a_new_office_has_them_from_the_start(shell: Shell) -> None:
    answer = shell.say("--lang", "en", "init", "baru", "--ci", "github")

    assert (answer.code, answer.lines[0]) == (0, "baru is a workspace now")
    assert answer.lines[-2:] == [FILL_IN, SET_UP]
    assert Path("baru/records/roster.yaml").is_file()
    assert all(Path("baru", path).is_file() for path in ALWAYS | OWN["github"])
    assert shell.say("--root", "baru", "check", "--fail-on", "note").code == 0


def test_requests_speak_the_language_of_the_office(shell: Shell) -> None:
    shell.change("organization.yaml", "language: id", "language: en")

    shell.say("init", "kantor", "--ci", "github")

    text = (shell.root / ".github/PULL_REQUEST_TEMPLATE" / PROCEDURES[0]).read_text()
    assert "Before sending:" in text


def test_a_second_time_nothing_is_left_to_write(shell: Shell) -> None:
    shell.say("--lang", "en", "init", "kantor", "--ci", "forgejo")
    before = shell.files()

    answer = shell.say("--lang", "en", "init", "kantor", "--ci", "forgejo")

    assert answer.lines == ["everything that forgejo needs is there already", FILL_IN, SET_UP]
    assert shell.files() == before


def test_what_is_there_with_other_content_stays_and_nothing_is_written(shell: Shell) -> None:
    (shell.root / "CODEOWNERS").write_text("* @joko\n")
    (shell.root / ".lpsedocs").mkdir()
    (shell.root / ".lpsedocs/penjaga.py").write_text("")
    before = shell.files()

    answer = shell.say("--lang", "en", "init", "kantor", "--ci", "forgejo")

    assert (answer.code, answer.err) == (
        2,
        "lpsedocs: not as this lpsedocs writes them: .lpsedocs/penjaga.py and CODEOWNERS; nothing is "
        "overwritten, and nothing was written. Compare, move yours away, and do it again\n",
    )
    assert shell.files() == before


def test_what_an_office_has_filled_in_is_no_difference(shell: Shell) -> None:
    address = f"https://berkas.example/lpsedocs.whl#sha256={'a' * 64}"
    shell.say("--lang", "en", "init", "kantor", "--ci", "forgejo", "--lpsedocs-from", address)
    owners = shell.root / "CODEOWNERS"
    owners.write_text(owners.read_text().replace("@GANTI-admin-1 @GANTI-admin-2", "@kantor/ti"))
    before = shell.files()

    answer = shell.say("--lang", "en", "init", "kantor", "--ci", "forgejo")

    assert answer.lines == ["everything that forgejo needs is there already", SET_UP]
    assert shell.files() == before


def test_where_other_packages_are_due_it_says_that_their_lpsedocs_must_be_named(shell: Shell) -> None:
    shell.say("--lang", "en", "init", "kantor", "--ci", "forgejo")
    list_ = shell.root / ".lpsedocs/requirements.txt"
    list_.write_text("./.lpsedocs/lpsedocs.whl --hash=sha256:1\n\nclick==1.0 --hash=sha256:2\n")
    owners = shell.root / "CODEOWNERS"
    owners.write_text(owners.read_text().replace("templates/.*", "templat/.*"))
    before = shell.files()

    answer = shell.say("--lang", "en", "init", "kantor", "--ci", "forgejo")

    assert (answer.code, answer.err) == (
        2,
        "lpsedocs: not as this lpsedocs writes them: .lpsedocs/requirements.txt and CODEOWNERS; nothing is "
        "overwritten, and nothing was written. Compare, move yours away, and do it again with "
        "--lpsedocs-from: it names the lpsedocs that the pipelines get\n",
    )
    assert shell.files() == before


def test_examples_name_the_version_that_there_is(shell: Shell) -> None:
    guide = Path(__file__).parent.parent / "docs/panduan/tim-ti.md"

    assert f"lpsedocs-{__version__}-py3-none-any.whl" in shell.say("--lang", "en", "init", "--help").out
    assert f"rev: v{__version__}\n" in guide.read_text()


def test_nothing_is_written_through_a_symbolic_link(shell: Shell) -> None:
    (shell.root.parent / "elsewhere").mkdir()
    (shell.root / ".github").symlink_to("../elsewhere")
    before = shell.files()

    answer = shell.say("--lang", "en", "init", "kantor", "--ci", "github")

    assert (answer.code, answer.err) == (
        2,
        f"lpsedocs: {shell.root}/.github is a symbolic link, and nothing is written through one; put the "
        "folder or file itself in its place\n",
    )
    assert shell.files() == before


def test_what_goes_wrong_on_the_way_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "b").write_bytes(b"a file, not a folder")
    files = {PurePosixPath(path): b"x" for path in ("a/1/2", "a/3", "b/4", "c")}

    with pytest.raises(OSError, match="b"):
        add_to_tree(tmp_path, files)

    assert [path.name for path in tmp_path.rglob("*")] == ["b"]


# ---- Where the pipelines get lpsedocs


def first_line(files: dict[PurePosixPath, bytes]) -> str:
    text = files[PurePosixPath(".lpsedocs/requirements.txt")].decode()
    return next(line for line in text.splitlines() if not line.startswith("#"))


def test_without_a_wish_the_place_is_to_be_filled_in() -> None:
    files = ci_files("github", source_of(None), INDONESIAN)

    assert first_line(files) == (
        f"lpsedocs @ https://GANTI.example/lpsedocs-{__version__}-py3-none-any.whl --hash=sha256:{'0' * 64}"
    )


def test_an_address_is_taken_with_its_digest() -> None:
    wish = f"https://berkas.kantor.example/lpsedocs-1.0-py3-none-any.whl#sha256={'ab' * 32}"

    files = ci_files("gitlab", source_of(wish), INDONESIAN)

    assert first_line(files) == (
        f"lpsedocs @ https://berkas.kantor.example/lpsedocs-1.0-py3-none-any.whl --hash=sha256:{'ab' * 32}"
    )


def test_a_wheel_is_copied_and_named_with_its_digest(shell: Shell) -> None:
    wheel = shell.root.parent / "lpsedocs-1.0-py3-none-any.whl"
    wheel.write_bytes(b"PK")

    answer = shell.say("--lang", "en", "init", "kantor", "--ci", "forgejo", "--lpsedocs-from", str(wheel))

    assert (answer.code, answer.lines[-1]) == (0, SET_UP)
    assert FILL_IN not in answer.lines
    assert (shell.root / ".lpsedocs" / wheel.name).read_bytes() == b"PK"
    text = (shell.root / ".lpsedocs/requirements.txt").read_text()
    assert f"\n./.lpsedocs/{wheel.name} --hash=sha256:{hashlib.sha256(b'PK').hexdigest()}\n" in text


@pytest.mark.parametrize(
    "wish",
    [
        pytest.param("https://berkas.example/lpsedocs.whl", id="no digest"),
        pytest.param(f"http://berkas.example/lpsedocs.whl#sha256={'a' * 64}", id="anybody may read along"),
        pytest.param(f"https://berkas.example/x.tar.gz#sha256={'a' * 64}", id="no wheel"),
        pytest.param("https://berkas.example/lpsedocs.whl#sha256=abc", id="a short digest"),
        pytest.param(f"https://x.example/a.whl --no-verify.whl#sha256={'a' * 64}", id="an option of pip"),
        pytest.param("nowhere.whl", id="no such file"),
        pytest.param("pyproject.toml", id="another file"),
    ],
)
def test_another_place_is_refused(wish: str) -> None:
    with pytest.raises(Refusal) as refused:
        source_of(wish)

    assert ENGLISH.say(refused.value.message) == (
        f"'{wish}' is neither a wheel on this computer nor an address; an address begins with 'https://' and "
        "ends with '.whl#sha256=' and the 64 digits of its SHA-256"
    )


def test_a_place_without_a_forge_is_refused(shell: Shell) -> None:
    answer = shell.say("--lang", "en", "init", "baru", "--lpsedocs-from", "x.whl")

    assert (answer.code, answer.err) == (
        2,
        "lpsedocs: --lpsedocs-from says where pipelines get lpsedocs; name their forge with --ci\n",
    )


def test_without_a_directory_or_a_forge_there_is_nothing_to_do(shell: Shell) -> None:
    answer = shell.say("--lang", "en", "init")

    assert (answer.code, answer.err) == (
        2,
        "lpsedocs: the name of the directory is empty; name a new one, such as 'my-office'\n",
    )


# ---- Texts of requests


@pytest.mark.parametrize("forge", FORGES)
@pytest.mark.parametrize(
    ("language", "words"), [(INDONESIAN, "Sebelum mengirim:"), (ENGLISH, "Before sending:")], ids=["id", "en"]
)
def test_each_procedure_has_a_text_of_its_steps(forge: str, language: object, words: str) -> None:
    files = ci_files(forge, source_of(None), language)  # type: ignore[arg-type]

    texts = [
        content.decode() for path, content in files.items() if path.suffix == ".md" and b"3.5" in content
    ] + [content.decode() for path, content in files.items() if path.name in PROCEDURES[:2]]
    whole = "".join(texts)
    assert whole.count(words) == 3
    kepala_decides = {"3.4"}
    steps = {
        *(f"1.{n}" for n in range(1, 9)),
        *(f"2.{n}" for n in range(1, 5)),
        *(f"3.{n}" for n in range(1, 6)),
    }
    assert {step for step in steps if step in whole} == steps - kepala_decides
