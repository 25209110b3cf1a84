"""lpsedocs completion: the shell completes commands, options and records' ids."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.shell import Shell, example_office


@pytest.fixture
def office(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Shell:
    return Shell(example_office(tmp_path), capsys)


@pytest.mark.parametrize(
    ("shell", "file"), [("bash", "~/.bashrc"), ("zsh", "~/.zshrc"), ("fish", "~/.config/fish")]
)
def test_the_script_says_how_to_install_it_and_asks_this_command(
    office: Shell, shell: str, file: str
) -> None:
    answer = office.say("--lang", "en", "completion", shell)

    assert answer.code == 0
    assert answer.lines[0].startswith(f"# to install it, add these lines to {file}")
    assert f" completion {shell} --answer" in answer.out


@pytest.mark.parametrize(
    ("words", "found"),
    [
        pytest.param("lpsedocs sco", ["plain,score"], id="a command"),
        pytest.param("lpsedocs status --ro", ["plain,--role"], id="an option"),
        pytest.param("lpsedocs status --role kep", ["plain,kepala_lpse"], id="a value"),
        pytest.param(
            "lpsedocs why EVL-2026-00", [f"plain,EVL-2026-00{n}" for n in range(1, 9)], id="a record"
        ),
        pytest.param("lpsedocs why sup-00", [f"plain,SUP-00{n}" for n in range(1, 9)], id="in small letters"),
        pytest.param("lpsedocs completion f", ["plain,fish"], id="a shell"),
    ],
)
def test_words_are_completed(
    office: Shell, monkeypatch: pytest.MonkeyPatch, words: str, found: list[str]
) -> None:
    monkeypatch.chdir(office.root)
    monkeypatch.setenv("COMP_WORDS", words)
    monkeypatch.setenv("COMP_CWORD", str(len(words.split()) - 1))
    monkeypatch.setenv("_LPSEDOCS_COMPLETE", "bash_complete")

    assert office.say("completion", "bash", "--answer").lines == found


@pytest.mark.skipif(shutil.which("bash") is None, reason="bash is not installed")
def test_bash_itself_completes(office: Shell, tmp_path: Path) -> None:
    program = tmp_path / "bin" / "lpsedocs"
    program.parent.mkdir()
    program.write_text(f"#!{sys.executable}\nimport sys\nfrom lpsedocs.cli import main\nsys.exit(main())\n")
    program.chmod(0o755)
    script = (
        'eval "$(lpsedocs completion bash)"\n'
        "COMP_WORDS=(lpsedocs why KEB-2025-) COMP_CWORD=2 COMPREPLY=()\n"
        "_lpsedocs_completion lpsedocs\n"
        'echo "${COMPREPLY[@]}"\n'
    )
    path = f"{program.parent}{os.pathsep}{os.environ['PATH']}"

    done = subprocess.run(
        ["bash", "-c", script],
        cwd=office.root,
        env=os.environ | {"PATH": path, "PYTHONPATH": str(Path(__file__).parent.parent)},
        capture_output=True,
        text=True,
        check=True,
    )

    assert done.stdout == "KEB-2025-001 KEB-2025-002\n"
