"""Scripts and conditions of CI files by themselves."""

from pathlib import Path

import pytest

from lpsedocs.doctor.conditions import holds
from lpsedocs.doctor.known import not_known
from lpsedocs.doctor.scripts import Shell, calls_in
from lpsedocs.doctor.surroundings import shown
from lpsedocs.language import ENGLISH
from tests.ci.runner import load


@pytest.mark.parametrize(
    ("script", "shell"),
    [
        pytest.param("lpsedocs check", Shell(), id="alone"),
        pytest.param("lpsedocs check > a.json 2>&1", Shell(), id="redirected"),
        pytest.param("lpsedocs check || exit 1", Shell(), id="exit"),
        pytest.param("set -o pipefail\nlpsedocs check | tee a", Shell(), id="pipefail"),
        pytest.param("lpsedocs check | tee a", Shell(pipefail=True), id="pipefail of the shell"),
        pytest.param("set +e\nlpsedocs check", Shell(), id="the last one"),
        pytest.param("A=1 uv run lpsedocs check", Shell(), id="through another program"),
        pytest.param('"$X/bin/lpsedocs" check --base "origin/$Y"', Shell(), id="by its path"),
        pytest.param("lpsedocs check # || true", Shell(), id="a comment"),
        pytest.param('cd x\ncd "$CI_PROJECT_DIR"\nlpsedocs check', Shell(), id="back in the folder"),
        pytest.param("lpsedocs check \\\n  --require-pin", Shell(), id="two lines"),
        pytest.param(
            "lpsedocs check || kode=$?\nlpsedocs review\nexit $kode", Shell(), id="kept for the end"
        ),
        pytest.param("lpsedocs check && echo baik", Shell(), id="the end of the script"),
    ],
)
def test_a_failure_that_stops_the_script_is_seen(script: str, shell: Shell) -> None:
    call = next(iter(calls_in(script, shell)))

    assert (call.command, call.loopholes, call.doubts) == ("check", (), ())


@pytest.mark.parametrize(
    ("script", "why"),
    [
        ("if lpsedocs check; then echo; fi", "it stands within a condition or loop of the script"),
        ("test -f x && lpsedocs check", "it is left out where the command before '&&' fails"),
        ("test -f x || lpsedocs check", "it is run only where the command before '||' fails"),
        ("if test -f x; then exit 0; fi\nlpsedocs check", "an 'exit' before it may end the script"),
        ("bash -c 'lpsedocs check'", "a command of lpsedocs stands within another command"),
        ("exit $X\nlpsedocs check", "an 'exit' before it may end the script"),
        (f"exit {'1' * 5000}\nlpsedocs check", "an 'exit' before it may end the script"),
        ("exec true\nlpsedocs check", "an 'exit' before it may end the script"),
        ("cat <<X\nlpsedocs check\nX", "lines after '<<' are a text here, and no commands"),
        (
            "trap 'exit 0' EXIT\nlpsedocs check",
            "'trap' before it may change what its name or its failure means",
        ),
        ("cd contoh\nlpsedocs check", "it is run in another folder (contoh)"),
        ("lpsedocs --root contoh check", "with '--root' another workspace may be looked at"),
        ("lpsedocs --root=contoh check", "with '--root=contoh' another workspace may be looked at"),
        ("echo 'lpsedocs\nlpsedocs check", "a script that names lpsedocs can't be read here"),
        (
            "echo $(lpsedocs check)",
            "it stands in parentheses, and what is made of its exit code is not read here",
        ),
    ],
)
def test_what_can_not_be_told_of_a_script_is_said(script: str, why: str) -> None:
    call = next(iter(calls_in(script)))

    assert [ENGLISH.say(doubt) for doubt in call.doubts] == [why]


@pytest.mark.parametrize(
    ("script", "why"),
    [
        ("lpsedocs check || test $? -eq 1", "'|| test $? -eq 1' stands after it, and hides that it failed"),
        ("lpsedocs check || exit 0", "'|| exit 0' stands after it, and hides that it failed"),
        ("lpsedocs check || exit 256", "'|| exit 256' stands after it, and hides that it failed"),
        ("lpsedocs check || exit $X", "'|| exit $X' stands after it, and hides that it failed"),
        ("lpsedocs check || false || true", "'|| false' stands after it, and hides that it failed"),
        ("lpsedocs check || false && true", "'|| false' stands after it, and hides that it failed"),
        (
            "set +o errexit\nlpsedocs check\ntrue",
            "the script goes on after a command that failed ('set +e', or a shell without '-e')",
        ),
        ("lpsedocs check --help", "with '--help' it only shows a text, and checks nothing"),
        (
            "lpsedocs check && echo baik\necho selesai",
            "it stands before '&&', and the script goes on if it fails",
        ),
    ],
)
def test_what_hides_a_failure_in_a_script_is_said(script: str, why: str) -> None:
    call = next(iter(calls_in(script)))

    assert [ENGLISH.say(hole) for hole in call.loopholes] == [why]


@pytest.mark.parametrize(
    "line",
    [
        *(
            "x=1 . ./evil.sh",
            "command exit 0",
            ">/dev/null exit 0",
            "{ set +e; }",
            "if true; then set +e; fi",
        ),
        *(":;<<EOF", "true ||(", "echo x#y; set +e", "echo a\\\\", "$'\\''", "printf -v PATH x", "set -n"),
        *(
            'echo "${{ github.event.pull_request.title }}"',
            "# ${{ github.event.pull_request.body }}",
            "# a \\",
        ),
        *("git log -1 --output=.git/refs/remotes/origin/main", "/proc/self/cwd/bin/lpsedocs check", "make"),
        *("$HOME/work/kantor/kantor/bin/lpsedocs check", "bin/lpsedocs check", ".venv/bin/lpsedocs check"),
        *(
            '"~/x/bin/lpsedocs" check',
            "uv run lpsedocs check",
            "lpsedocs fmt",
            "lpsedocs check > laporan.txt",
        ),
        *("> laporan.txt", "2>&1", "{ >x; }", "LPSEDOCS_TRUST_ROOT=a", "export PATH=x", "set +e", "exit 0"),
        *(
            "lpsedocs check ${CI:+--help}",
            "lpsedocs check $LAIN",
            'lpsedocs check --format --base "$CI_COMMIT_SHA"',
        ),
        *(
            "lpsedocs check $LPSEDOCS_TRUST_ROOT",
            "lpsedocs build --output x",
            "lpsedocs check ${CI_COMMIT_SHA",
        ),
        *(
            "lpsedocs build --untrusted --output .git",
            "pip install x.whl",
            "pip install lpsedocs",
            "uv pip install x",
        ),
        *(
            "pip install --find-links . lpsedocs==1.0",
            "pip install lpsedocs==1.0 x",
            "python3 -m pip install x",
        ),
        *(
            "pip install --require-hashes -r a.txt",
            "python3 -m venv ~/x",
            "python3 -I -m venv .venv",
            ". x/bin/activate",
        ),
        *(
            "git fetch origin HEAD:refs/remotes/origin/main",
            "git fetch ../x main",
            "git checkout main",
            "echo ::x",
        ),
        *(
            "git fetch origin +refs/heads/main:refs/remotes/origin/master",
            "echo $(x)",
            "echo `x`",
            "echo * x",
        ),
        *(
            "cat <(./x)",
            "for x in a; do ./x; done",
            "echo 'satu",
            "lpsedocs check\u00a0--help",
            "python3 x.py",
        ),
    ],
)
def test_a_line_of_another_form_is_not_known(line: str) -> None:
    assert list(not_known(f"set -e\n{line}\nlpsedocs check", "github")) == [shown(line)]


def test_a_long_line_is_read_at_once() -> None:
    line = "lpsedocs check" + " --require-pin a" * 5000

    assert list(not_known(line, "github")) == []
    assert list(not_known(f"{line} ;", "github")) == [shown(line)]


def test_lines_that_hold_others_together_are_not_known() -> None:
    script = "{\nlpsedocs check\n} || true"

    assert list(not_known(script, "github")) == ["'{'", "'} || true'"]


def test_scripts_of_init_are_known_as_they_are_written_only() -> None:
    text = load(Path("lpsedocs/starter/ci/github/dot_github/workflows/periksa.yml"))
    [script] = [step["run"] for step in text["jobs"]["periksa"]["steps"] if step.get("name") == "Riwayat"]

    assert list(not_known(script.replace("\n", "  \n"), "github")) == []
    assert "'exit 0'" in list(not_known(script + "true\n", "github"))
    assert list(not_known(script, "gitlab")) != []


def test_a_script_of_init_that_runs_what_the_repository_brings_is_not_known() -> None:
    script = 'python3 .lpsedocs/penjaga.py telaah "$RUNNER_TEMP/telaah"'

    assert list(not_known(script, "github")) == [shown(script)]


KNOWN = {
    "github.event_name": "pull_request",
    "github.base_ref": "",
    "CI_COMMIT_BRANCH": None,
    "CI_DEFAULT_BRANCH": "main",
}


@pytest.mark.parametrize(
    ("condition", "answer"),
    [
        ("github.event_name == 'pull_request' || vars.X", True),
        ("github.event_name == 'push' && vars.X", False),
        ("vars.X == 'ya'", None),
        ("!(github.event_name == 'push')", True),
        ("$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH", False),
        ("$CI_COMMIT_BRANCH", False),
        ("$CI_DEFAULT_BRANCH =~ /^ma/", True),
        ("contains(github.ref, 'x')", None),
        ("github.event_name ==", None),
        ("a ${{ 'b' }}", None),
        ("github.event_name == 'PULL_REQUEST'", None),
        ("github.base_ref != null", None),
        ("CI_COMMIT_BRANCH == ''", None),
        ("CI_DEFAULT_BRANCH == 'main'", None),
        ("github.event_name != 'PULL_REQUEST'", None),
        ("(github.event_name == 'pull_request') == 'true'", None),
        ("0", None),
        ("(" * 5000, None),
        ("!" * 5000 + "x", None),
        (True, True),
        (False, False),
    ],
)
def test_a_condition_comes_to(condition: object, answer: object) -> None:
    assert holds(condition, KNOWN) is answer
