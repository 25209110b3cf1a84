"""The command line as a whole: exit codes, languages, and what nobody shall ever see."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import click
import pytest

from lpsedocs import __version__
from lpsedocs.cli import group, main
from lpsedocs.cli._paths import PathType
from lpsedocs.findings import Refusal, say
from lpsedocs.language import gettext_as_before
from lpsedocs.reporters import FORMATS
from tests.shell import TODAY, Answer, Shell, example_office, written_to

COMMANDS = sorted(group.list_commands(click.Context(group)))


@pytest.fixture
def office(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Shell:
    monkeypatch.delenv("LPSEDOCS_LANG", raising=False)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    return Shell(example_office(tmp_path), capsys)


# ---- Help


@gettext_as_before()
def with_parts(name: str) -> list[str]:
    """Return a command, and the commands that it has itself, as they are typed."""
    command = group.get_command(click.Context(group), name)
    parts = command.commands if isinstance(command, click.Group) else ()
    return [name, *(f"{name} {part}" for part in parts)]


@pytest.mark.parametrize("command", [typed for name in COMMANDS for typed in with_parts(name)])
@pytest.mark.parametrize("language", ["id", "en"])
def test_every_command_has_help_with_examples_each_on_its_line(
    command: str, language: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--lang", language, *command.split(), "--help"]) == 0

    text = capsys.readouterr().out
    _, title, examples = text.partition({"id": "\n  Contoh:\n", "en": "\n  Examples:\n"}[language])
    assert title, text
    [*lines] = examples.partition("\n\n")[0].splitlines()
    # A long example goes on in a line that is indented further.
    firsts = [line for line, before in zip(lines, ["", *lines], strict=False) if not before.endswith("\\")]
    assert any(line.startswith(f"    lpsedocs {command}") for line in firsts)
    assert [line for line in firsts if not re.match(r"    (lpsedocs|LPSEDOCS_\w+=|git |\w+ \|)", line)] == []


@pytest.mark.parametrize(("language", "word"), [("id", "Perintah"), ("en", "Commands")])
def test_the_list_of_commands_is_shown_everywhere(
    language: str,
    word: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)

    assert main(["--lang", language, "--help"]) == 0

    text = capsys.readouterr().out
    assert word in text
    assert all(f"\n  {command} " in text for command in COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_says_of_itself_what_the_list_says_of_it(command: str) -> None:
    context = click.Context(group)
    listed = {item.value: item.help for item in group.shell_complete(context, command)}

    itself = group.get_command(context, command)

    assert itself is not None
    assert (itself.get_short_help_str(), itself.hidden, itself.deprecated) == (listed[command], False, False)


# ---- Start-up


@pytest.mark.parametrize(
    ("arguments", "loaded"),
    [
        pytest.param(["--version"], [], id="version"),
        # The office's language stands in a record.
        pytest.param(["--help"], ["yaml"], id="help"),
        pytest.param(["completion", "bash", "--answer"], ["yaml"], id="completion"),
    ],
)
def test_start_up_stays_light(office: Shell, arguments: list[str], loaded: list[str]) -> None:
    script = (
        f"import sys\nfrom lpsedocs.cli import main\nmain({arguments})\n"
        "heavy = {'pydantic', 'mkdocs', 'git', 'yaml', 'ruamel', 'rapidfuzz', 'jinja2'}\n"
        "print(sorted(heavy & set(sys.modules)), file=sys.stderr)"
    )
    asked = {"COMP_WORDS": "lpsedocs ", "COMP_CWORD": "1", "_LPSEDOCS_COMPLETE": "bash_complete"}

    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=office.root,
        env=os.environ | asked,
        capture_output=True,
        text=True,
        check=True,
    )

    assert done.stdout
    assert done.stderr == f"{loaded}\n"


# ---- Colours


@pytest.mark.parametrize(
    ("environment", "is_coloured"),
    [
        pytest.param({}, True, id="a terminal"),
        pytest.param({"NO_COLOR": "1"}, False, id="no colours wanted"),
        pytest.param({"NO_COLOR": ""}, True, id="said in an empty word"),
        pytest.param({"TERM": "dumb"}, False, id="a terminal without colours"),
    ],
)
def test_a_terminal_has_colours_unless_the_user_wants_none(
    office: Shell, environment: dict[str, str], *, is_coloured: bool
) -> None:
    reader, terminal = os.openpty()
    script = "import sys; from lpsedocs.cli import main; sys.exit(main())"
    arguments = ["--root", str(office.root), "check", "--today", TODAY]
    asked = {name: value for name, value in os.environ.items() if name != "NO_COLOR"} | {"TERM": "xterm"}
    with subprocess.Popen(
        [sys.executable, "-c", script, *arguments], stdout=terminal, env=asked | environment
    ):
        os.close(terminal)
        shown = "".join(written_to(reader))

    assert shown
    assert ("\x1b" in shown) == is_coloured


# ---- Wrong use: exit code 2, one sentence


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        pytest.param(
            ["chekc"], "there is no command 'chekc'; did you mean 'check'?", id="a misspelt command"
        ),
        pytest.param(
            ["zzz"], "there is no command 'zzz'; 'lpsedocs --help' lists them", id="an unknown command"
        ),
        pytest.param(["status", "--rolle", "x"], "Did you mean '--role'?", id="an unknown option"),
        pytest.param(["status", "--role", "bupati"], "'bupati'", id="an unknown value"),
        pytest.param(["status", "--today", "15/07/2026"], "15/07/2026", id="a day written in another way"),
        pytest.param(["why"], "Missing argument 'RECORD'", id="a missing argument"),
        pytest.param(
            ["why", "KEB-2026-04"],
            "there is no record KEB-2026-04; did you mean KEB-2026-004?",
            id="a record",
        ),
        pytest.param(["new", "letter"], "'letter'", id="an unknown kind"),
        pytest.param(
            ["status", "--today", "15/07/2026"],
            "'15/07/2026' is no day; a day is written as 2026-01-31\n",
            id="a day in another way",
        ),
        pytest.param(
            ["check", "--today", "2026-02-30"],
            "there is no such day as 2026-02-30; a day is written as 2026-01-31\n",
            id="a day that the calendar has not",
        ),
        pytest.param(
            ["check", "--today", "0001-01-01"],
            "0001-01-01 lies outside of the years 1945 to 2200\n",
            id="a day long ago",
        ),
        pytest.param(
            ["build", "--today", "9999-12-31"],
            "9999-12-31 lies outside of the years 1945 to 2200\n",
            id="a day far ahead",
        ),
        pytest.param(
            ["init", ""],
            "lpsedocs: the name of the directory is empty; name a new one, such as 'my-office'\n",
            id="no name of a directory",
        ),
    ],
)
def test_wrong_use_is_told_in_one_sentence(office: Shell, arguments: list[str], message: str) -> None:
    answer = office.say("--lang", "en", "--root", str(office.root), *arguments)

    assert answer.code == 2
    assert message in answer.err
    assert answer.out == ""
    assert "Traceback" not in answer.err


def test_outside_of_a_workspace_somebody_is_told_where_to_go(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)

    assert main(["--lang", "en", "status"]) == 2
    assert capsys.readouterr().err == (
        f"lpsedocs: there is no workspace here: neither {tmp_path} nor a directory above it has 'mkdocs.yml' "
        "and 'records'; go to one, name one with --root, or make one with 'lpsedocs init'\n"
    )


def test_records_that_are_a_link_make_no_workspace(
    office: Shell,
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    here = tmp_path_factory.mktemp("lain")
    (here / "mkdocs.yml").write_text("site_name: Contoh\n")
    (here / "records").symlink_to(office.path(".").resolve())
    monkeypatch.chdir(here)

    assert main(["--lang", "en", "check"]) == 2
    assert "there is no workspace here" in capsys.readouterr().err


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_directory_without_rights_is_told(office: Shell) -> None:
    folder = office.path("assets")
    folder.chmod(0)
    try:
        answer = office.run("status")
    finally:
        folder.chmod(0o755)

    assert (answer.code, answer.err) == (2, f"lpsedocs: {folder}: Permission denied\n")


def test_an_error_of_the_system_is_told(office: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuses(path: object) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr("os.scandir", refuses)

    answer = office.run("status")

    assert (answer.code, answer.err) == (2, f"lpsedocs: {office.root}/records: Permission denied\n")


def test_an_output_that_is_full_is_told(office: Shell) -> None:
    script = "import sys; from lpsedocs.cli import main; sys.exit(main())"
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-c", script, "--lang", "id", "--root", str(office.root), "check"],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )

    assert (done.returncode, done.stderr) == (2, "lpsedocs: ruang penyimpanan penuh\n")


@pytest.mark.parametrize(
    "command",
    [
        "verify --explain",
        "why",
        "status",
        "approve",
        "print -o x.pdf",
        "rule",
        "audit -o x.zip",
        "renumber AST-001",
        "roster add-key",
        "roster end-key",
        "roster revoke-key --reason hilang",
        "roster add-person --name N --position P",
    ],
)
def test_an_empty_name_is_called_so(office: Shell, command: str) -> None:
    answer = office.say("--lang", "en", "--root", str(office.root), *command.split(), "")

    assert answer.code == 2
    assert answer.err.endswith(": it is empty, and a name or an id is due\n")


def test_what_the_system_says_is_told_in_indonesian(office: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuses(path: object) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr("os.scandir", refuses)

    answer = office.say("--lang", "id", "--root", str(office.root), "status")

    assert (answer.code, answer.err) == (2, f"lpsedocs: {office.root}/records: akses ditolak\n")


# ---- Languages


def test_the_office_settles_the_language(office: Shell) -> None:
    assert "Prosedur 1" in office.say("--root", str(office.root), "status", "--today", TODAY).out
    office.change("organization.yaml", "language: id", "language: en")
    assert "Procedure 1" in office.say("--root", str(office.root), "status", "--today", TODAY).out


def test_the_environment_comes_before_the_office(office: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LPSEDOCS_LANG", "en")

    assert "Procedure 1" in office.say("--root", str(office.root), "status", "--today", TODAY).out
    assert (
        "Prosedur 1" in office.say("--lang", "id", "--root", str(office.root), "status", "--today", TODAY).out
    )


@pytest.mark.parametrize(
    "arguments", [("--root", "/nosuch", "--lang", "id"), ("--lang=id", "--root", "/nosuch")]
)
def test_an_option_before_the_command_is_told_in_the_language(
    office: Shell, arguments: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")

    answer = office.say(*arguments, "check")

    assert answer.code == 2
    assert "Direktori '/nosuch' tidak ada" in answer.err
    assert "does not exist" not in answer.err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        pytest.param(["fmt", "tiada"], "Jalur 'tiada' tidak ada.", id="a path"),
        pytest.param(["attach", "SUP-001", "tiada"], "Berkas 'tiada' tidak ada.", id="a file"),
        pytest.param(["schema", "mkdocs.yml"], "Direktori 'mkdocs.yml' adalah berkas.", id="a directory"),
    ],
)
def test_what_kind_of_path_is_due_is_told_in_the_language_of_the_office(
    office: Shell, arguments: list[str], message: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    monkeypatch.chdir(office.root)
    # In a process of its own, as click has its words when a command is imported.
    script = "import sys; from lpsedocs.cli import main; sys.exit(main())"
    done = subprocess.run(
        [sys.executable, "-c", script, *arguments], capture_output=True, text=True, check=False
    )

    assert (done.returncode, done.stderr.rstrip().endswith(message)) == (2, True), done.stderr


def test_every_path_is_of_the_kind_that_speaks_the_language_of_the_office() -> None:
    commands = [group, *filter(None, (group.get_command(click.Context(group), name) for name in COMMANDS))]
    parts = [part for one in commands[1:] if isinstance(one, click.Group) for part in one.commands.values()]
    kinds = [parameter.type for command in (*commands, *parts) for parameter in command.params]
    paths = [kind for kind in kinds if isinstance(kind, click.Path)]
    assert len(paths) > 10
    assert {type(kind) for kind in paths} == {PathType}


def test_an_unknown_language_is_told_in_that_of_the_environment(
    office: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "id_ID.UTF-8")

    answer = office.say("--lang", "fr", "check")

    assert answer.code == 2
    assert "Usage" not in answer.err


def test_a_refusal_is_told_in_the_language(office: Shell) -> None:
    answer = office.say("--lang", "id", "--root", str(office.root), "why", "SUP-999")

    assert answer.code == 2
    assert answer.err.startswith("lpsedocs: ")
    assert "there is no record" not in answer.err


# ---- What goes wrong on our side


def test_a_fault_of_ours_gives_versions_to_report(office: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("lpsedocs.cli.status.loaded", breaks)

    answer = office.run("status")

    assert answer.code == 3
    assert "ZeroDivisionError" in answer.err
    assert answer.err.rstrip().endswith(")")
    assert f"lpsedocs {__version__}, Python 3." in answer.err.splitlines()[-1]


def test_a_fault_of_ours_is_told_in_indonesian(office: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("lpsedocs.cli.status.loaded", breaks)

    answer = office.say("--lang", "id", "--root", str(office.root), "status")

    assert answer.code == 3
    assert answer.err.splitlines()[-1].startswith(
        "lpsedocs: ini kesalahan lpsedocs sendiri; mohon laporkan beserta baris-baris di atas (lpsedocs "
    )


def test_a_refusal_from_the_depth_is_one_sentence(office: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuses(*_: object, **__: object) -> None:
        raise Refusal(say("{path} is there already", path="x"))

    monkeypatch.setattr("lpsedocs.cli.status.loaded", refuses)

    assert office.run("status") == Answer(2, "", "lpsedocs: x is there already\n")


def test_an_interruption_ends_quietly(office: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("lpsedocs.cli.status.loaded", interrupted)

    assert office.run("status") == Answer(130, "", "\n")


def test_of_a_reader_that_goes_away_only_the_exit_code_tells(tmp_path: Path) -> None:
    root = example_office(tmp_path)
    script = "import sys; from lpsedocs.cli import main; sys.exit(main())"
    with subprocess.Popen(
        [sys.executable, "-c", script, "--root", str(root), "status", "--format", "json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as program:
        assert program.stdout is not None
        assert program.stderr is not None
        program.stdout.close()
        errors = program.stderr.read()

    assert (program.returncode, errors) == (141, b"")


# ---- A bad record stops nobody


def test_a_bad_record_is_left_out_and_told(office: Shell) -> None:
    office.path("assets/AST-001.yaml").write_text("id: [\n")

    answer = office.run("status", "--format", "json")

    assert answer.code == 0
    assert json.loads(answer.out)["version"] == 1
    assert answer.err == "note: left out for their errors: 1 file; 'lpsedocs check' says which\n"
    told = office.run("why", "AST-001")
    assert (told.code, told.err) == (
        2,
        "lpsedocs: AST-001 can't be understood as it is written; "
        "'lpsedocs check records/assets/AST-001.yaml' says why\n",
    )


@pytest.mark.parametrize(
    "command", ["status", "why KEB-2026-004", "find laptop", "score EVL-2026-003", "fmt --check"]
)
def test_what_only_reads_changes_no_file(office: Shell, command: str) -> None:
    before = office.files()

    today = [] if command.startswith("fmt") else ["--today", TODAY]
    assert office.say("--lang", "en", "--root", str(office.root), *command.split(), *today).code == 0

    assert office.files() == before


# ---- Files of an odd kind or name


def test_a_pipe_is_told_and_never_read(office: Shell) -> None:
    os.mkfifo(office.path("assets/AST-999.yaml"))
    os.mkfifo(office.path("attachments/pipa.pdf"))

    answer = office.run("check", "--select", "S", "--select", "R106")

    assert answer.code == 1
    said = "this is a pipe, a socket or a device; put an ordinary file in its place, or delete it"
    assert [line for line in answer.lines if line.startswith("records/")] == [
        f"records/assets/AST-999.yaml:1:1: error S115 symbolic-link: {said}",
        f"records/attachments/pipa.pdf:1:1: error S115 symbolic-link: {said}",
    ]


@pytest.mark.parametrize("option", ["--select", "--ignore"])
@pytest.mark.parametrize(("choice", "said"), [("", "''"), ("Q", "Q"), ("R9", "R9"), ("R1", "R1"), (" ", " ")])
def test_a_choice_of_rules_that_names_none_is_refused(
    office: Shell, option: str, choice: str, said: str
) -> None:
    answer = office.run("check", option, choice)

    assert (answer.code, answer.err) == (
        2,
        f"lpsedocs: there is no rule {said}; 'lpsedocs rule' lists them\n",
    )


def test_rules_are_chosen_by_their_names_too(office: Shell) -> None:
    os.mkfifo(office.path("assets/AST-999.yaml"))

    assert office.run("check", "--select", "symbolic-link").code == 1
    assert office.run("check", "--select", "s", "--ignore", "symbolic-link").code == 0


def test_a_choice_that_leaves_no_rule_is_no_check(office: Shell) -> None:
    told = office.run("check", "--select", "H208", "--ignore", "h")

    assert (told.code, told.out) == (2, "")
    assert told.err == "lpsedocs: --select and --ignore leave no rule to check by; take one of them out\n"


@pytest.mark.parametrize("format_", FORMATS)
def test_a_name_with_any_byte_is_told_on_one_line_of_unicode(office: Shell, format_: str) -> None:
    name = os.fsencode(office.path("assets")) + b"/a\xff\n::error::b.txt"
    Path(os.fsdecode(name)).touch()

    answer = office.run("check", "--select", "R106", "--format", format_)

    assert answer.code == 0
    answer.out.encode()
    assert "\n::error::b" not in answer.out
    if format_ == "json":
        [finding] = json.loads(answer.out)["findings"]
        assert finding["path"] == "records/assets/a\\udcff\\n::error::b.txt"
    if format_ == "gitlab":
        [issue] = json.loads(answer.out)
        assert issue["location"]["path"] == "records/assets/a\\udcff\\n::error::b.txt"
    if format_ == "sarif":
        assert '"uri": "records/assets/a%FF%0A%3A%3Aerror%3A%3Ab.txt"' in answer.out
    if format_ == "text":
        assert answer.lines[0].startswith("records/assets/a\\udcff\\n::error::b.txt:1:1: warning R106 ")
    if format_ == "github":
        assert answer.lines[0].startswith(
            "::warning file=records/assets/a\\udcff\\n%3A%3Aerror%3A%3Ab.txt,line=1"
        )


def test_a_date_or_limit_too_far_away_is_told(office: Shell) -> None:
    office.change("organization.yaml", "{kritis: 120,", "{kritis: 1000000000,")
    path = "evaluations/2026/EVL-2026-008.yaml"
    until = re.search(r"until: (\S+?)[,}\s]", office.read(path))
    assert until is not None
    office.change(path, f"until: {until[1]}", "until: 9999-12-31")

    answer = office.run("check", "--select", "R101")

    assert answer.code == 1
    assert "Until (period.until): 9999-12-31 lies outside of the years 1945 to 2200" in answer.out
    assert "(review.renewal_lead_days.kritis): 1000000000 is more than 3650, the most allowed" in answer.out
