"""The scripts of CI files that are known whole: those of ``lpsedocs init --ci``, and a few plain lines.

No shell is read here. What is in neither may do anything to what comes after it, however it looks.
"""

import re
from collections.abc import Collection, Iterator, Mapping
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
    rf"{_PIP} --require-hashes --only-binary[ =]:all: (?:-r|--requirement) [.]lpsedocs/requirements[.]txt",
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


# ---- What ``lpsedocs init --ci`` writes


_STARTER: Final = resources.files("lpsedocs") / "starter" / "ci"
_GATE: Final = re.compile(r"\blpsedocs (?:check|verify)\b")
_OF_THE_OFFICE: Final = frozenset({"image", "runs-on", "tags", "timeout", "timeout-minutes"})
"""What an office has to put its own into, or may: where a job is run, and for how long."""


def for_gitea(content: bytes) -> bytes:
    """Return a file for Forgejo as the guide has it for Gitea."""
    return content.replace(b"LPSEDOCS_BOT: forgejo-actions", b"LPSEDOCS_BOT: gitea-actions")


def is_written(content: bytes, forge: Forge) -> bool:
    """Tell whether a CI file is one that this version writes for a forge, byte for byte."""
    return content in _contents(forge)


def is_written_job(job: Mapping[str, Any], forge: Forge) -> bool:
    """Tell whether a job does what one does that this version writes for a forge."""
    return _without(job, _OF_THE_OFFICE) in [
        _without(one, _OF_THE_OFFICE) for data in _datas(forge) for one in _jobs(data).values()
    ]


def are_written_jobs(jobs: Mapping[str, Any], forge: Forge) -> bool:
    """Tell whether the jobs of a file are all those of one that this version writes for a forge."""
    return any(
        _jobs(data).keys() == jobs.keys() and all(is_written_job(jobs[name], forge) for name in jobs)
        for data in _datas(forge)
    )


@cache
def digests() -> frozenset[str]:
    """Return the actions of others that this version writes, each with its digest."""
    files = (content.decode() for forge in _FORGES for content in _contents(forge))
    return frozenset(used for text in files for used in re.findall(r"uses: ([\w./-]+@[0-9a-f]{40})\b", text))


_FORGES: Final[tuple[Forge, ...]] = ("github", "gitlab", "forgejo")


@cache
def _contents(forge: Forge) -> tuple[bytes, ...]:
    if forge == "gitea":
        return tuple(map(for_gitea, _contents("forgejo")))
    return tuple(file.read_bytes() for file in _files(_STARTER / forge))


@cache
def _datas(forge: Forge) -> tuple[Mapping[str, Any], ...]:
    sources = (parse_source(PurePosixPath("ci.yml"), content) for content in _contents(forge))
    return tuple(source.data for source in sources if isinstance(source.data, dict))


@cache
def _shipped(forge: Forge) -> frozenset[str]:
    """Return the scripts that this version writes for a forge, in jobs with a gate and up to it."""
    return frozenset(_bare(script) for data in _datas(forge) for script in _scripts(data))


def _files(folder: Traversable) -> Iterator[Traversable]:
    for item in folder.iterdir():
        if item.is_dir():
            yield from _files(item)
        elif item.name.endswith(".yml"):
            yield item


def _jobs(data: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the jobs of a file, on GitLab with what they extend."""
    jobs = {name: job for name, job in data.get("jobs", data).items() if isinstance(job, dict)}
    return {name: {**jobs.get(job.get("extends", ""), {}), **job} for name, job in jobs.items()}


def _without(part: Mapping[str, Any], keys: Collection[str]) -> dict[str, Any]:
    return {key: value for key, value in part.items() if key not in keys}


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
