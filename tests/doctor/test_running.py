"""Which of the CI files an office's forge runs, where there are those of several."""

from pathlib import Path

import pytest

from lpsedocs.doctor.facts import gate_of
from lpsedocs.doctor.gates import of_gate
from lpsedocs.doctor.pipelines import Forge
from lpsedocs.doctor.running import running
from tests.doctor.examined import told
from tests.doctor.gates import GITHUB, GITLAB, LINE, github

WEAK = github(LINE, f"{LINE} || true")
HUB = ".github/workflows"
WHERE = {
    "github": ".github/workflows/periksa.yml",
    "forgejo": ".forgejo/workflows/periksa.yml",
    "gitea": ".gitea/workflows/periksa.yml",
    "gitlab": ".gitlab-ci.yml",
}


def judged(folder: Path, files: dict[str, str], *said: Forge, code: str = "ci-check") -> tuple[str, str]:
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text)
    found = {one.code: one for one in of_gate(gate_of(folder, said=said))}
    return told(found[code])[:2]


@pytest.mark.parametrize(
    ("there", "said", "by", "ignored"),
    [
        pytest.param(["github"], [], {"github": HUB}, [], id="one of them"),
        pytest.param(["github"], ["forgejo"], {"forgejo": HUB}, [], id="Forgejo falls back"),
        pytest.param(
            ["gitea", "github"], ["forgejo"], {"forgejo": ".gitea/workflows"}, ["github"], id="twice"
        ),
        pytest.param(
            ["forgejo", "github"], ["forgejo"], {"forgejo": ".forgejo/workflows"}, ["github"], id="own"
        ),
        pytest.param(["forgejo"], ["gitea"], {}, ["forgejo"], id="Gitea reads none of Forgejo's"),
        pytest.param(["gitlab", "github"], ["gitlab"], {"gitlab": ".gitlab-ci.yml"}, ["github"], id="GitLab"),
        pytest.param(["github"], ["forgejo", "github"], {"github": HUB}, [], id="its own first"),
        pytest.param(
            ["github", "forgejo"],
            [],
            {"github": ".github/workflows", "forgejo": ".forgejo/workflows"},
            [],
            id="nobody says",
        ),
    ],
)
def test_a_forge_runs_the_first_place_that_it_looks_into(
    there: list[Forge], said: list[Forge], by: dict[Forge, str], ignored: list[Forge]
) -> None:
    places = {forge: WHERE[forge].removesuffix("/periksa.yml") for forge in there}
    found = running(places.values(), said)

    assert (found.by, found.ignored) == (by, tuple(places[forge] for forge in ignored))


def test_a_file_that_the_forge_does_not_run_makes_no_gate_alive(tmp_path: Path) -> None:
    files = {WHERE["forgejo"]: WEAK, WHERE["github"]: GITHUB}

    assert judged(tmp_path, files, "forgejo")[0] == "mend"
    assert judged(tmp_path, files, "github")[0] == "fine"
    assert judged(tmp_path, files, "forgejo", code="ci-files") == (
        "fine",
        ".forgejo/workflows/periksa.yml; the office's forge does not run .github/workflows",
    )


def test_a_folder_without_a_workflow_hides_those_that_stand_in_others(tmp_path: Path) -> None:
    files = {".forgejo/workflows/BACA.md": "kosong\n", WHERE["github"]: GITHUB}

    assert judged(tmp_path, files, "forgejo", code="ci-files") == (
        "mend",
        "there are none, so no request is checked; the office's forge does not run .github/workflows",
    )


def test_an_office_that_went_to_another_forge_is_told_to_name_it(tmp_path: Path) -> None:
    (tmp_path / ".gitlab-ci.yml").write_text(GITLAB)
    found = {one.code: told(one) for one in of_gate(gate_of(tmp_path, said=["github"]))}

    assert found["ci-files"] == (
        "mend",
        "there are none, so no request is checked; the office's forge does not run .gitlab-ci.yml",
        "'lpsedocs init --ci' writes CI files for the office's forge, which is the one that the roster names "
        "under 'forges' or 'witnesses'; if the office has gone to another one since, name that there",
    )


@pytest.mark.parametrize("other", ["forgejo", "gitlab"])
def test_files_of_two_forges_are_never_taken_for_fine_while_nobody_says_which_runs(
    tmp_path: Path, other: Forge
) -> None:
    text = GITLAB if other == "gitlab" else WEAK
    state, found = judged(tmp_path, {WHERE["github"]: GITHUB, WHERE[other]: text})

    name = {"forgejo": "Forgejo", "gitlab": "GitLab"}[other]
    assert (state, found) == (
        "unknown",
        f".github/workflows/periksa.yml:21: there are CI files for GitHub and {name}, and it can't be told "
        "on which of them requests are merged; take the files of the others out, or name the one in the "
        "roster, under 'forges' or 'witnesses'",
    )


def test_a_folder_behind_a_link_is_run_by_no_forge(tmp_path: Path) -> None:
    (tmp_path / "ci").mkdir()
    (tmp_path / "ci" / "periksa.yml").write_text(GITHUB)
    (tmp_path / ".github").mkdir()
    (tmp_path / ".github" / "workflows").symlink_to("../ci")

    assert judged(tmp_path, {})[0] == "unknown"
    assert judged(tmp_path, {}, code="ci-files")[1] == (
        ".github/workflows: it is reached through a symbolic link, which no forge follows"
    )
