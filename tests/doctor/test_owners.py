"""A doctor's look at CODEOWNERS, as each forge reads it."""

from pathlib import Path

import pytest

from lpsedocs.cli import main
from lpsedocs.doctor.codeowners import owners_in
from lpsedocs.doctor.facts import Place, diagnoses, gate_at
from lpsedocs.doctor.owners import Asked, of_owners
from lpsedocs.doctor.pipelines import Forge
from lpsedocs.workspace import Workspace
from tests.doctor.examined import told
from tests.trust.story import TODAY


def asked(
    text: str, path: str = ".github/workflows/periksa.yml", forge: Forge = "github"
) -> tuple[str, str, str | None]:
    return told(of_owners(Asked(f".{forge}/CODEOWNERS", owners_in(text, forge)), (path,)))


REST = "/.lpsedocs/ @satu\n/.gitattributes @satu\n/.github/CODEOWNERS @satu\n"


@pytest.mark.parametrize(
    "pattern", ["/.github/", ".github/", "*", "/.github/workflows/*.yml", "periksa.yml", "*.yml"]
)
def test_somebody_who_is_asked_for_the_ci_files_is_fine(pattern: str) -> None:
    assert asked(f"# siapa\n{REST}{pattern} @satu @dua\n") == (
        "fine",
        ".github/CODEOWNERS names somebody for each file that sets the gate",
        None,
    )


@pytest.mark.parametrize("text", ["", "/records/ @satu\n", "* @satu\n/.github/\n", "/github/ @satu\n"])
def test_a_gate_that_anybody_may_change_is_told(text: str) -> None:
    assert asked(text + REST) == (
        "mend",
        "nobody is asked for .github/workflows/periksa.yml, which a request may change to check itself",
        "name two people of the IT team for it in CODEOWNERS; 'lpsedocs init --ci' writes one",
    )


def test_patterns_of_forgejo_are_regular_expressions() -> None:
    path = ".forgejo/workflows/periksa.yml"

    assert asked(r"\\.(forgejo|gitea|lpsedocs|gitattributes)(/.*)? @satu", path, "forgejo")[0] == "fine"
    assert asked("/.forgejo/ @satu", path, "forgejo")[0] == "mend"
    assert asked("( @satu", path, "forgejo")[0] == "mend"


@pytest.mark.parametrize(
    ("left_out", "paths"),
    [
        ("/.lpsedocs/", ".lpsedocs/penjaga.py and .lpsedocs/requirements.txt"),
        ("/.gitattributes", ".gitattributes"),
        ("/.github/CODEOWNERS", ".github/CODEOWNERS"),
    ],
)
def test_what_else_sets_the_gate_needs_an_owner_too(left_out: str, paths: str) -> None:
    assert asked(f"* @satu\n{left_out}\n") == (
        "mend",
        f"nobody is asked for {paths}, which a request may change to check itself",
        "name two people of the IT team for it in CODEOWNERS; 'lpsedocs init --ci' writes one",
    )


def of_owners_at(root: Path) -> tuple[str, str, str | None]:
    place = Place(Workspace(root), TODAY, {"HOME": str(root.parent)}, None)
    found = diagnoses(place, gate_at(place))
    return told({one.code: one for one in found}["ci-owners"])


@pytest.mark.parametrize(
    ("forge", "name", "first"),
    [("github", "GitHub", ".github"), ("gitlab", "GitLab", ""), ("forgejo", "Forgejo", "")],
)
def test_the_file_that_the_forge_takes_is_judged_and_no_other(
    tmp_path: Path, forge: str, name: str, first: str
) -> None:
    root = tmp_path / "kantor"
    assert main(["init", "--ci", forge, str(root)]) == 0
    taken, passed = Path(first, "CODEOWNERS"), Path("docs/CODEOWNERS")
    text = b".* @satu\n" if forge == "forgejo" else b"* @satu\n"
    for place in (Path("CODEOWNERS"), Path(f".{forge}/CODEOWNERS")):
        (root / place).unlink(missing_ok=True)
    (root / passed).write_bytes(text)
    assert of_owners_at(root)[0] == "fine"

    (root / taken).write_bytes(b"")
    state, _, remedy = of_owners_at(root)

    assert (state, remedy) == (
        "mend",
        f"{name} takes {taken} alone and passes over {passed}: keep one of them, and name two people of the "
        "IT team for it there",
    )


@pytest.mark.parametrize("forge", ["github", "gitlab", "forgejo"])
def test_accounts_that_nobody_has_put_in_yet_are_told(tmp_path: Path, forge: str) -> None:
    assert main(["init", "--ci", forge, str(tmp_path / "kantor")]) == 0
    environment = {"HOME": str(tmp_path)}
    place = Place(Workspace(tmp_path / "kantor"), TODAY, environment, None)
    gate = gate_at(place)
    found = [diagnosis for diagnosis in diagnoses(place, gate) if diagnosis.family == "ci"]

    assert {one.code for one in found if one.state.value == "mend"} == {"ci-owners"}
    unseen = {
        "ci-required",
        "ci-skip",
        *(["ci-verify", "ci-images", "ci-weekly"] if forge == "gitlab" else []),
    }
    assert {one.code for one in found if one.state.value == "unknown"} == unseen
    [owners] = [one for one in found if one.code == "ci-owners"]
    assert "CODEOWNERS still names @GANTI-admin-1, @GANTI-admin-2, and @GANTI-kepala-lpse" in told(owners)[1]


# ---- Sections of GitLab, and patterns that each forge reads in its own way


GITLAB_CI = ".gitlab-ci.yml"
OTHERS = "/.lpsedocs/ @satu\n/.gitattributes @satu\n/.gitlab/CODEOWNERS @satu\n"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("[TI] @satu\n/.gitlab-ci.yml\n", id="of the section's owners"),
        pytest.param("[TI][2] @satu @kantor/ti\n/.gitlab-ci.yml\n", id="two approvals"),
        pytest.param("[TI]\n/.gitlab-ci.yml @satu\n", id="of its own"),
        pytest.param("^[TI]\n/mkdocs.yml @satu\n[ti] @dua\n/.gitlab-ci.yml\n", id="required somewhere"),
        pytest.param(
            "[TI] @satu\n/.gitlab-ci.yml\n^[Tambahan]\n/.gitlab-ci.yml\n", id="beside an optional one"
        ),
        pytest.param("[TI]\n*.yml ti@kantor.example\n", id="a mail address"),
    ],
)
def test_sections_that_ask_somebody_for_the_ci_file_are_fine(text: str) -> None:
    assert asked(OTHERS + text, GITLAB_CI, "gitlab")[0] == "fine"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("^[TI] @satu\n/.gitlab-ci.yml\n", id="optional"),
        pytest.param("^[TI][2] @satu @dua\n/.gitlab-ci.yml\n", id="optional with two approvals"),
        pytest.param("[TI] @satu\n/mkdocs.yml\n", id="for other files"),
        pytest.param("[TI]\n/.gitlab-ci.yml\n", id="without owners"),
        pytest.param("[TI] @satu\n*.yml\n!/.gitlab-ci.yml\n", id="left out again"),
        pytest.param("[TI] @satu\n!*.yml\n/.gitlab-ci.yml @satu\n", id="left out before"),
        pytest.param("[TI]\n/.gitlab-ci.yml @satu\n/.gitlab-ci.yml\n", id="the last line of a section"),
        pytest.param("/.gitlab-ci.yml satu\n", id="no account"),
    ],
)
def test_sections_that_ask_nobody_for_the_ci_file_are_told(text: str) -> None:
    assert asked(OTHERS + text, GITLAB_CI, "gitlab")[:2] == (
        "mend",
        "nobody is asked for .gitlab-ci.yml, which a request may change to check itself",
    )


@pytest.mark.parametrize(
    "line", ["/.gitlab-c[i].yml", "[TI @satu", "[TI]{2} @satu", "/.gitlab-ci\\.yml @satu"]
)
def test_a_line_that_gitlab_may_read_otherwise_is_never_taken_for_fine(line: str) -> None:
    text = f"{OTHERS}/.gitlab-ci.yml @satu\n{line}\n"

    assert asked(text, GITLAB_CI, "gitlab") == (
        "unknown",
        f".gitlab/CODEOWNERS: doctor does not understand '{line}'",
        "write a file, or a folder with '/' at its end, as 'lpsedocs init --ci' does",
    )


@pytest.mark.parametrize(
    ("pattern", "forge", "is_asked"),
    [
        ("/.github/*", "github", False),
        ("/.github", "github", True),
        ("/.gitlab", "gitlab", False),
        ("/.gitlab/**", "gitlab", False),
        ("/.gitlab/**/*", "gitlab", True),
        ("!x", "gitea", True),
        ("(?!x).*", "gitea", False),
        ("(.*)*x", "gitea", False),
    ],
)
def test_each_forge_has_its_patterns(pattern: str, forge: Forge, is_asked: bool) -> None:  # noqa: FBT001  # a row
    owners = owners_in(f"{pattern} @satu\n", forge)

    assert bool(owners.asked(f".{forge}/a/b.yml")) is is_asked


def test_every_line_of_forgejo_that_fits_asks_somebody() -> None:
    assert owners_in("a.* @satu\nab @dua # tim\n", "forgejo").asked("ab") == ("@satu", "@dua")
