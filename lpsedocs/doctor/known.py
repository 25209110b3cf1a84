"""The scripts of CI files that are known whole: those of ``lpsedocs init --ci``, and a few plain lines.

No shell is read here. What is in neither may do anything to what comes after it, however it looks.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import PurePosixPath
from typing import Any, Final

from lpsedocs.doctor.pipelines import Forge
from lpsedocs.doctor.surroundings import shown
from lpsedocs.source import parse_source

# ---- Lines: each pattern is for a whole line, and none lets a shell make more of it than its words


def _expression(names: str) -> str:
    return rf"\$\{{\{{ ?(?:{names}) ?\}}\}}"


def _variable(names: str) -> str:
    return rf"(?:\$(?:{names})|\$\{{(?:{names})\}})"


def _quoted(text: str) -> str:
    return rf"(?:{text}|\"{text}\")"


_FOLDER: Final = (
    rf"(?:{_variable('RUNNER_TEMP|HOME')}|{_expression('runner[.]temp')}|/opt|/tmp)/[.]?[A-Za-z0-9][\w-]*"
)
"""A folder right beneath one that is not the repository's: what a request brings is elsewhere, or deeper."""


def _in_folder(path: str) -> str:
    return rf"(?:{_quoted(_FOLDER + path)}|\"{_FOLDER}\"{path}|~/[.]?[A-Za-z0-9][\w-]*{path})"


_WORD: Final = r"[\w./][\w.,:/@+-]*"
_PLAIN: Final = rf"(?:{_quoted(_WORD)}|'{_WORD}')"
_BASE: Final = _quoted(
    r"(?:refs/remotes/)?(?:origin/)?(?:"
    + _variable(
        "GITHUB_BASE_REF|GITHUB_SHA|CI_DEFAULT_BRANCH|CI_COMMIT_SHA|CI_MERGE_REQUEST_TARGET_BRANCH_NAME"
        "|CI_MERGE_REQUEST_DIFF_BASE_SHA"
    )
    + "|"
    + _expression(
        "github[.](?:sha|base_ref|event[.](?:number|pull_request[.]base[.](?:ref|sha)|repository[.]default_branch))"
    )
    + ")"
)
_ROOT: Final = _quoted(_variable("LPSEDOCS_TRUST_ROOT"))
_OPTION: Final = (
    rf"--require-pin|--allow-unpinned|--base[ =]{_BASE}|--trust-root[ =]{_ROOT}"
    rf"|--(?!require-pin |allow-unpinned )[a-z-]+[ =]{_PLAIN}|{_PLAIN}"
)
"""An option with its value, so that no value can be taken for an option."""
_LPSEDOCS: Final = rf"(?:lpsedocs|{_in_folder('/bin/lpsedocs')})"
_PYTHON: Final = r"python3(?:[.][0-9]+)? -I"
_PIP: Final = rf"(?:pip3?|{_PYTHON} -m pip|{_in_folder('/bin/pip')}) install(?: -q| --quiet)?"
_OUTPUT: Final = rf"(?:{_in_folder('')}|public|pratinjau|situs|site)"
_OF_ORIGIN: Final = (
    r"(?:main|master|"
    + _variable("GITHUB_BASE_REF|CI_DEFAULT_BRANCH|CI_MERGE_REQUEST_TARGET_BRANCH_NAME")
    + "|"
    + _expression("github[.]base_ref")
    + ")"
)
_REFSPEC: Final = (
    rf"(?P<mark>\"?)(?:[+]?refs/heads/(?P<branch>{_OF_ORIGIN}):refs/remotes/origin/(?P=branch)|{_OF_ORIGIN})"
    r"(?P=mark)"
)
_SPOKEN: Final = r"[\w.,!?-]+|\"[\w .,!?-]*\"|'[\w .,!?-]*'"
_LINES: Final = (
    r"",
    r"#[^\\$]*",
    rf"echo(?: (?:{_SPOKEN}))*",
    r"set -(?:e|eu|euo pipefail|Eeuo pipefail|o pipefail)",
    rf"(?:git|python3|{_LPSEDOCS}) --version",
    rf"git fetch(?: -q| --quiet| --unshallow)*(?: origin(?: {_REFSPEC})?)?",
    rf"{_PYTHON} -m venv {_in_folder('')}",
    rf"(?:[.]|source) {_in_folder('/bin/activate')}",
    rf"{_PIP} --require-hashes --only-binary[ =]:all: (?:-r|--requirement) {_PLAIN}",
    rf"{_PIP} (?P<quote>['\"]?)lpsedocs(?:\[[a-z,]+\])?==[0-9][\w.]*(?P=quote)",
    rf"{_LPSEDOCS}(?: --lang (?:id|en))? (?:check|verify|review|status|doctor)(?: (?:{_OPTION}))*",
    rf"{_LPSEDOCS} build --untrusted(?: --edition (?:office|public))?(?: --output {_OUTPUT})?",
)
_LINE: Final = re.compile("|".join(f"(?:{line})" for line in _LINES), re.ASCII)


def not_known(script: str, forge: Forge) -> Iterator[str]:
    """Yield the lines of a script that are not known, as they are shown; none if it is known whole."""
    if _bare(script) not in _shipped(forge):
        lines = (line.strip(" \t") for line in script.split("\n"))
        yield from (shown(line) for line in lines if not _LINE.fullmatch(line))


def _bare(script: str) -> str:
    return "\n".join(line.rstrip(" \t") for line in script.strip("\n").split("\n"))


# ---- The scripts of ``lpsedocs init --ci``


_STARTER: Final = resources.files("lpsedocs") / "starter" / "ci"
_GATE: Final = re.compile(r"\blpsedocs (?:check|verify)\b")


@cache
def _shipped(forge: Forge) -> frozenset[str]:
    """Return the scripts that this version writes for a forge, in jobs with a gate and up to it."""
    folder = _STARTER / ("forgejo" if forge == "gitea" else forge)
    return frozenset(_bare(script) for file in _files(folder) for script in _scripts(_data(file)))


def _files(folder: Traversable) -> Iterator[Traversable]:
    for item in folder.iterdir():
        if item.is_dir():
            yield from _files(item)
        elif item.name.endswith(".yml"):
            yield item


def _data(file: Traversable) -> Mapping[str, Any]:
    data = parse_source(PurePosixPath(file.name), file.read_bytes()).data
    return data if isinstance(data, dict) else {}


def _scripts(data: Mapping[str, Any]) -> Iterator[str]:
    for job in data.get("jobs", data).values():
        if isinstance(job, dict):
            yield from job.get("before_script", ())
            yield from _up_to_gate([*job.get("script", ()), *_runs(job)])


def _runs(job: Mapping[str, Any]) -> Iterator[str]:
    return (step["run"] for step in job.get("steps", ()) if "run" in step)


def _up_to_gate(scripts: list[str]) -> list[str]:
    """Leave out what comes after: nothing depends on it, and it may run programs of the repository."""
    last = max((index for index, script in enumerate(scripts) if _GATE.search(script)), default=-1)
    return scripts[: last + 1]
