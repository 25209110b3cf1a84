"""A doctor's look at GitLab's CI file: what it runs when, and what hides a failure."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.doctor.gates import (
    GITLAB,
    HIDDEN,
    NARROW,
    UNDERSTOOD,
    gitlab,
    judged,
    line_of,
    not_understood,
)

# ---- What can't be seen is never fine


def test_files_that_are_included_are_not_followed(tmp_path: Path) -> None:
    text = "include: [{local: /lain.yml}]\n" + GITLAB

    assert judged(tmp_path, text, "ci-files", ".gitlab-ci.yml")[:2] == (
        "unknown",
        ".gitlab-ci.yml: it includes other files, which are not followed",
    )


# ---- What is not understood is never fine


def test_jobs_that_extend_each_other_come_to_an_end(tmp_path: Path) -> None:
    names = [f".umum{number}" for number in range(20)]
    parents = "".join(f"{name}:\n  extends: [{', '.join(names)}]\n" for name in names)
    text = gitlab("utama:\n", f"{parents}utama:\n")

    assert judged(tmp_path, text, "ci-check", ".gitlab-ci.yml")[0] == "fine"


@pytest.mark.parametrize(
    ("old", "new", "odd"),
    [
        pytest.param(
            "variables:\n", "variables:\n  BASH_ENV: x.sh\n", "'BASH_ENV: x.sh'", id="variable of the file"
        ),
        pytest.param(
            "periksa:\n",
            "periksa:\n  variables: {GIT_STRATEGY: none}\n",
            "'GIT_STRATEGY: none'",
            id="variable of the job",
        ),
        pytest.param("periksa:\n", "periksa:\n  parallel: {matrix: []}\n", "'parallel'", id="a matrix"),
        pytest.param("periksa:\n", "periksa:\n  needs: [siap]\n", "'needs'", id="waiting for others"),
        pytest.param(
            'request_event"\n  script',
            'request_event"\n      when: on_failure\n  script',
            "'when: on_failure'",
            id="only after a failure",
        ),
        pytest.param(
            'request_event"\n  script',
            'request_event"\n      variables: {A: b}\n  script',
            "'variables'",
            id="variables of a rule",
        ),
        pytest.param(
            "workflow:\n", "default: {hooks: {}}\nworkflow:\n", "'hooks'", id="scripts around all scripts"
        ),
        pytest.param(
            f"image: python@sha256:{'0' * 64}",
            "image: {name: python, entrypoint: ['true']}",
            "'entrypoint'",
            id="the first program of an image",
        ),
        pytest.param(
            "    - lpsedocs check --base",
            "    - export PATH=$PWD/bin:$PATH\n    - lpsedocs check --base",
            "'export PATH=$PWD/bin:$PATH'",
            id="programs of the request",
        ),
        pytest.param(
            "    - lpsedocs check --base",
            "    - pip install .\n    - lpsedocs check --base",
            "'pip install .'",
            id="its own lpsedocs",
        ),
    ],
)
def test_what_is_not_understood_on_gitlab_is_never_taken_for_fine(
    tmp_path: Path, old: str, new: str, odd: str
) -> None:
    text = gitlab(old, new)
    place = f".gitlab-ci.yml:{line_of(text, 'lpsedocs check')}"

    assert judged(tmp_path, text, "ci-check", ".gitlab-ci.yml") == not_understood(place, odd)


@pytest.mark.parametrize("value", ["[a]", "{a: b}", "null", "1"])
@pytest.mark.parametrize("key", ["when", "rules", "image", "needs", "variables", "extends", "script"])
def test_values_of_another_shape_are_no_fault_of_doctors_on_gitlab(
    tmp_path: Path, key: str, value: str
) -> None:
    text = gitlab("utama:\n", f"lain:\n  script: [lpsedocs check]\n  {key}: {value}\nutama:\n")
    text = text.replace("  script: [lpsedocs check]\n", "") if key == "script" else text

    assert judged(tmp_path, text, "ci-check", ".gitlab-ci.yml")[0] in ("fine", "mend", "unknown")


# ---- Whether a failure stops a request


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        pytest.param(
            'request_event"\n  script',
            'request_event"\n  allow_failure: true\n  script',
            "its job has 'allow_failure'",
            id="of the job",
        ),
        pytest.param(
            'request_event"\n  script',
            'request_event"\n      allow_failure: true\n  script',
            "its job has 'allow_failure'",
            id="of a rule",
        ),
        pytest.param(
            'request_event"\n  script',
            'request_event"\n  allow_failure: {exit_codes: [3, 42]}\n  script',
            "its job has 'allow_failure'",
            id="of some exit codes",
        ),
        pytest.param(
            'request_event"\n  script',
            'request_event"\n      when: manual\n  script',
            "its job waits until somebody starts it ('when: manual')",
            id="by hand",
        ),
        pytest.param(
            "  script:\n    - lpsedocs check --base",
            "  script: [echo]\n  after_script:\n    - lpsedocs check --base",
            "it stands in 'after_script', whose failures GitLab ignores",
            id="after_script",
        ),
    ],
)
def test_what_hides_a_failure_on_gitlab_is_told(tmp_path: Path, old: str, new: str, why: str) -> None:
    state, found, remedy = judged(tmp_path, gitlab(old, new), "ci-check", ".gitlab-ci.yml")

    assert (state, remedy) == ("mend", HIDDEN)
    assert found.endswith(f" does not: {why}")


def test_of_several_checks_that_may_fail_the_gate_is_named_and_not_a_report_beside_it(tmp_path: Path) -> None:
    report = "    - lpsedocs check --format gitlab > x.json || test $? -eq 1\n"
    gate = "    - lpsedocs check --base"
    text = gitlab(gate, f"{report}{gate}").replace("periksa:\n", "periksa:\n  allow_failure: true\n", 1)

    line = 1 + text[: text.index(gate)].count("\n")
    assert judged(tmp_path, text, "ci-check", ".gitlab-ci.yml")[1] == (
        f".gitlab-ci.yml:{line} does not: its job has 'allow_failure'"
    )


@pytest.mark.parametrize(
    "condition",
    [
        "$CI_MERGE_REQUEST_IID == '1'",
        "$CI_COMMIT_REF_NAME == 'permintaan'",
        "$CI_PIPELINE_SOURCE != 'Merge_Request_Event'",
        "$CI_COMMIT_REF_NAME =~ /^perm/",
    ],
)
def test_a_rule_that_names_one_request_is_never_taken_for_fine(tmp_path: Path, condition: str) -> None:
    text = gitlab(
        'rules:\n    - if: $CI_PIPELINE_SOURCE == "merge_request_event"\n  script',
        f"rules:\n    - if: {condition}\n  script",
    )

    assert judged(tmp_path, text, "ci-check", ".gitlab-ci.yml") == (
        "unknown",
        f".gitlab-ci.yml:14: whether 'if: {condition}' holds can't be told from the file",
        UNDERSTOOD,
    )


# ---- What the check leaves out


def test_a_base_on_gitlab_that_is_not_the_main_branch_is_told(tmp_path: Path) -> None:
    text = gitlab("origin/$CI_DEFAULT_BRANCH", "$CI_COMMIT_SHA")

    assert judged(tmp_path, text, "ci-options", ".gitlab-ci.yml") == (
        "mend",
        ".gitlab-ci.yml:14: '--base $CI_COMMIT_SHA' is not known as the branch that the request is for",
        NARROW,
    )


# ---- The main branch


def test_a_root_that_is_read_from_a_file_is_never_taken_for_fine_on_gitlab(tmp_path: Path) -> None:
    text = gitlab('"$LPSEDOCS_TRUST_ROOT"', '"$(cat root.txt)"').replace("check --require-pin", "check")

    assert judged(tmp_path, text, "ci-verify", ".gitlab-ci.yml")[:2] == (
        "unknown",
        ".gitlab-ci.yml:21: doctor does not understand 'lpsedocs verify --trust-root \"$(cat root.txt)\"' "
        "here, so it can't say that the gate runs",
    )


# ---- What else could turn it off


def test_an_image_by_its_tag_is_never_taken_for_fine(tmp_path: Path) -> None:
    text = gitlab(f"python@sha256:{'0' * 64}", "python:3.12")

    assert judged(tmp_path, text, "ci-images", ".gitlab-ci.yml")[:2] == (
        "unknown",
        "named by a tag, so what the registry gives under it can't be told from here: python:3.12 "
        "(.gitlab-ci.yml:9)",
    )


# ---- What earlier jobs bring


EARLIER = """\
siap:
  stage: .pre
  rules:
    - if: $CI_PIPELINE_SOURCE == "merge_request_event"
  script: [./siap.sh]
"""


@pytest.mark.parametrize(
    "left",
    ["artifacts: {paths: [records]}", "artifacts: {reports: {dotenv: siap.env}}"],
    ids=["files", "names"],
)
def test_what_an_earlier_job_leaves_is_never_taken_for_harmless(tmp_path: Path, left: str) -> None:
    text = gitlab("periksa:\n", f"{EARLIER}  {left}\nperiksa:\n")
    place = f".gitlab-ci.yml:{line_of(text, 'lpsedocs check')}"
    odd = "what the job siap (.gitlab-ci.yml:9) leaves ('dependencies: []' in the job periksa keeps it out)"

    assert judged(tmp_path, text, "ci-check", ".gitlab-ci.yml") == not_understood(place, odd)


@pytest.mark.parametrize("kept_out", ["dependencies: []", "needs: []"])
def test_a_job_that_takes_nothing_of_earlier_ones_is_fine(tmp_path: Path, kept_out: str) -> None:
    text = gitlab("periksa:\n", f"{EARLIER}  artifacts: {{paths: [records]}}\nperiksa:\n  {kept_out}\n")

    assert judged(tmp_path, text, "ci-check", ".gitlab-ci.yml")[0] == "fine"


def test_what_every_job_leaves_comes_from_earlier_ones_too(tmp_path: Path) -> None:
    text = gitlab("periksa:\n", f"default: {{artifacts: {{paths: [records]}}}}\n{EARLIER}periksa:\n")

    assert judged(tmp_path, text, "ci-check", ".gitlab-ci.yml")[0] == "unknown"


@pytest.mark.parametrize(
    "edit",
    [
        pytest.param(lambda job: job.replace("stage: .pre", "stage: deploy"), id="a later stage"),
        pytest.param(lambda job: job.replace("merge_request_event", "schedule"), id="other pipelines"),
    ],
)
def test_a_job_that_is_not_run_before_brings_nothing(tmp_path: Path, edit: Callable[[str], str]) -> None:
    text = gitlab("periksa:\n", f"{edit(EARLIER)}  artifacts: {{paths: [records]}}\nperiksa:\n")

    assert judged(tmp_path, text, "ci-check", ".gitlab-ci.yml")[0] == "fine"


def test_a_check_of_the_branch_counts_for_nothing_beside_a_pipeline_of_the_request(tmp_path: Path) -> None:
    alone = gitlab(
        '    - if: $CI_PIPELINE_SOURCE == "merge_request_event"\n', "    - if: $CI_COMMIT_BRANCH\n"
    )
    beside = alone.replace("  rules:\n", "  rules:\n    - if: $CI_MERGE_REQUEST_IID\n", 1)
    beside += "lain:\n  script: ['true']\n  rules: [{if: $CI_MERGE_REQUEST_IID}]\n"

    assert judged(tmp_path, alone, "ci-check", ".gitlab-ci.yml")[0] == "fine"
    assert judged(tmp_path, beside, "ci-check", ".gitlab-ci.yml")[:2] == (
        "mend",
        "no CI file runs 'lpsedocs check' for requests",
    )


@pytest.mark.parametrize("new", ["changes: ['**/*']", "changes: {paths: ['**/*'], compare_to: main}"])
def test_a_rule_for_some_paths_is_never_taken_for_fine(tmp_path: Path, new: str) -> None:
    text = gitlab('request_event"\n  script', f'request_event"\n      {new}\n  script')

    assert judged(tmp_path, text, "ci-check", ".gitlab-ci.yml")[0] == "unknown"


# ---- Every week


WEEKLY = """\
mingguan:
  extends: .umum
  rules:
    - if: $CI_PIPELINE_SOURCE == "schedule" && $LPSEDOCS_TUGAS == "mingguan"
  script:
    - lpsedocs check --require-pin
"""
MAIN = "$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH\n  script"


def test_a_run_of_the_schedule_is_one_whose_times_stand_in_the_settings(tmp_path: Path) -> None:
    assert judged(tmp_path, GITLAB + WEEKLY, "ci-weekly", ".gitlab-ci.yml") == (
        "unknown",
        "the times of GitLab stand in its settings",
        "Build > Pipeline schedules: see that there is one for the main branch, once a week",
    )


def test_a_schedule_that_checks_nothing_is_none(tmp_path: Path) -> None:
    text = gitlab(MAIN, MAIN.replace("\n", ' && $CI_PIPELINE_SOURCE == "push"\n'))

    assert judged(tmp_path, text, "ci-weekly", ".gitlab-ci.yml")[0] == "mend"
