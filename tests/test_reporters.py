"""The forms of a report: golden files, other people's schemas, and fingerprints that stay."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path, PurePosixPath
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lpsedocs.checker import Report, check
from lpsedocs.findings import Finding, Location, Message, Severity, Term, Value, say
from lpsedocs.fingerprints import fingerprints
from lpsedocs.identities import IDENTIFYING
from lpsedocs.language import ENGLISH, INDONESIAN, spoken_page
from lpsedocs.models import KINDS, Kind
from lpsedocs.models.shapes import Choice, Fields, Items, Shape, Table
from lpsedocs.reporters import reporter
from lpsedocs.rules import Rule, all_rules, rule_with
from lpsedocs.rules.examples import TODAY, Example, corpus_of_example, examples_in
from tests import golden
from tests.office import office_with, report_of

PUBLISHED = Path(__file__).parents[1].parent / "shared/data/schemas"
needs_schemas = pytest.mark.skipif(
    not PUBLISHED.is_dir(), reason="the schemas of SARIF and GitLab (../shared/data/schemas) are not there"
)
WORST = golden.report()


def sarif(report: Report = WORST) -> Any:
    [run] = json.loads(reporter("sarif")(report, ENGLISH))["runs"]
    return run


def gitlab(report: Report = WORST) -> Any:
    return json.loads(reporter("gitlab")(report, ENGLISH))


def report_at(path: str) -> Report:
    """Return a report with one finding in a file of that name."""
    finding = replace(WORST.findings[0], location=Location(PurePosixPath(path)))
    return replace(WORST, findings=(finding,))


# ---- Golden files


@pytest.mark.parametrize(("path", "text"), [*golden.rendered()], ids=lambda value: getattr(value, "name", ""))
def test_each_format_gives_the_golden_file(path: Path, text: str) -> None:
    assert text == path.read_text("utf-8"), "after a change that was meant: python -m tests.golden"


def test_there_is_no_golden_file_of_a_format_that_is_gone() -> None:
    there = {path for path in golden.FOLDER.iterdir() if path.suffix in (".txt", ".json")}
    assert there == {path for path, _ in golden.rendered()}


# ---- Other people's schemas


def refusals(schema: Path, *files: Path) -> str:
    """Return what check-jsonschema says of files that don't fit; nothing if all do."""
    # The schema of SARIF has a pattern with a bracket that only this dialect lets pass.
    dialect = ["--regex-variant", "nonunicode"]
    command = [sys.executable, "-m", "check_jsonschema", *dialect, "--schemafile", schema, *files]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.stdout + done.stderr if done.returncode else ""


def broken_offices() -> Iterator[Report]:
    """Yield the golden office, a sound one, one with every rule's bad example in turn, and a strange name."""
    yield WORST
    yield check(office_with(), all_rules())
    for rule in all_rules():
        for example in bad_examples(rule):
            yield check(corpus_of_example(example), [rule])
    yield report_at("records/a\udcff b#%\n?.yaml")


@needs_schemas
def test_sarif_fits_the_schema_of_its_standard(tmp_path: Path) -> None:
    files = []
    for number, report in enumerate(broken_offices()):
        for language in (INDONESIAN, ENGLISH):
            files.append(tmp_path / f"{number}.{language.code}.sarif")
            files[-1].write_text(reporter("sarif")(report, language), "utf-8")

    assert refusals(PUBLISHED / "sarif-2.1.0.schema.json", *files) == ""


@needs_schemas
def test_each_issue_of_gitlab_fits_gitlabs_own_schema(tmp_path: Path) -> None:
    issues = [issue for report in broken_offices() for issue in gitlab(report)]
    files = [tmp_path / f"{number}.json" for number in range(len(issues))]
    for path, issue in zip(files, issues, strict=True):
        path.write_text(json.dumps(issue), "utf-8")

    assert refusals(PUBLISHED / "gitlab-code-quality.schema.json", *files) == ""


# ---- SARIF


def test_sarif_tells_the_rules_that_were_broken_from_their_pages() -> None:
    rules = sarif()["tool"]["driver"]["rules"]

    assert [rule["id"] for rule in rules] == sorted({finding.code for finding in WORST.findings})
    for told in rules:
        rule = rule_with(told["id"])
        assert told["name"] == rule.name
        assert told["shortDescription"]["text"] == rule.summary
        assert told["fullDescription"]["text"].startswith(f"{rule.summary}\n\nWhy it matters: ")
        assert told["help"]["markdown"] == spoken_page(rule.page, ENGLISH)
        assert "```" not in told["help"]["text"]
        assert rule.remedy in told["help"]["text"]
        assert told["defaultConfiguration"] == {"level": rule.severity.value}


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.code)
def test_each_rules_page_gives_a_description_and_a_help(rule: Rule) -> None:
    found = WORST.findings[0]
    [told] = sarif(replace(WORST, findings=(replace(found, code=rule.code),)))["tool"]["driver"]["rules"]

    said, why = told["fullDescription"]["text"].split("\n\n")
    assert said == rule.summary
    assert why.startswith("Why it matters: ")
    assert rule.remedy in told["help"]["text"]


def test_sarif_says_of_each_result_which_rule_it_breaks() -> None:
    run = sarif()

    for result, finding in zip(run["results"], WORST.findings, strict=True):
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"] == finding.code


def test_sarif_keeps_what_is_waived_and_says_why_it_is_suppressed() -> None:
    suppressed = {result["ruleId"]: result["suppressions"] for result in sarif()["results"]}

    assert suppressed.pop("W101") == [{"kind": "external", "justification": "Diajukan lisan saat gempa"}]
    assert all(suppression == [] for suppression in suppressed.values())


def test_sarif_tells_what_the_office_lowers_and_waives() -> None:
    [invocation] = sarif()["invocations"]

    told = [note["message"]["text"] for note in invocation["toolExecutionNotifications"]]
    assert told[:2] == [
        "note: this office lowers R106 to 'note'",
        "note: W101 is waived for KEB-2026-001 until 31 December 2026: Diajukan lisan saat gempa",
    ]


def test_sarif_names_a_file_by_a_reference_whatever_bytes_its_name_has() -> None:
    [result] = sarif(report_at("records/a\udcff b#%\n?é.yaml"))["results"]

    [location] = result["locations"]
    assert location["physicalLocation"]["artifactLocation"] == {
        "uri": "records/a%FF%20b%23%25%0A%3F%C3%A9.yaml",
        "uriBaseId": "%SRCROOT%",
    }


# ---- GitLab


def test_gitlab_gets_a_severity_of_its_own_for_each_of_ours() -> None:
    found = {issue["check_name"]: issue["severity"] for issue in gitlab()}

    assert (found["R101"], found["D208"], found["R106"]) == ("critical", "minor", "info")


def test_gitlab_gets_nothing_that_is_waived() -> None:
    assert "W101" in {finding.code for finding in WORST.findings}
    assert "W101" not in {issue["check_name"] for issue in gitlab()}


def test_gitlab_gets_an_empty_list_for_a_sound_office() -> None:
    assert reporter("gitlab")(replace(WORST, findings=()), ENGLISH) == "[]\n"


# ---- Fingerprints


def marks(report: Report) -> list[str]:
    return list(fingerprints(report.findings))


def bad_examples(rule: Rule) -> list[Example]:
    return [example for example in examples_in(rule.page) if not example.is_good]


def grown(text: str, lines: str) -> str:
    """Return a YAML text with lines before each of its top-level keys; what is no YAML stays as it is."""
    if text.startswith(("FILE(", "REMOVED")):
        return text
    return "".join((lines if line[:1].isalpha() else "") + line for line in text.splitlines(keepends=True))


def test_every_format_gives_a_finding_the_same_fingerprint_in_every_language() -> None:
    for language in (INDONESIAN, ENGLISH):
        results = json.loads(reporter("sarif")(WORST, language))["runs"][0]["results"]
        told = json.loads(reporter("json")(WORST, language))["findings"]
        issues = json.loads(reporter("gitlab")(WORST, language))

        assert [result["partialFingerprints"]["lpsedocs/v1"] for result in results] == marks(WORST)
        assert [finding["fingerprint"] for finding in told] == marks(WORST)
        live = zip(WORST.findings, marks(WORST), strict=True)
        assert [issue["fingerprint"] for issue in issues] == [mark for f, mark in live if f.waived is None]


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.code)
def test_lines_above_and_comments_leave_what_a_rule_finds_with_its_fingerprint(rule: Rule) -> None:
    for example in bad_examples(rule):
        if not example.is_escaped:
            files = {path: grown(text, "# catatan\n\n\n") for path, text in example.files.items()}
            before = check(corpus_of_example(example), [rule])
            after = check(corpus_of_example(replace(example, files=files)), [rule])

            assert marks(after) == marks(before)


@given(st.lists(st.integers(0, 3), min_size=1, max_size=8))
def test_fingerprints_stay_however_many_lines_come_above(counts: list[int]) -> None:
    lines = iter(counts * 99)
    text = "".join(
        line if line.startswith("# records/") or not line[:1].isalpha() else "# c\n" * next(lines) + line
        for line in golden.OFFICE.splitlines(keepends=True)
    )

    assert marks(golden.report(text)) == marks(WORST)


DOCUMENTS = """# records/suppliers/SUP-001.yaml
engagements:
  - id: 2026-1
    basis: usulan
    proposal: USL-2026-001
    number: 027/1/2026
    signed: 2026-03-09
    starts: 2026-04-01
    ends: 2027-03-31
    value: 117000000
    recorded: {by: budi, date: 2026-03-10}
    documents:
      - {kind: kontrak, archive: Map 1}
      - {kind: nda, archive: Map 2, valid_until: 2026-03-31}
"""


@pytest.mark.parametrize(
    "above",
    [
        "      - {kind: jaminan, archive: Map 3}\n",
        "      - {kind: lainnya, archive: Map 3, number: 7/2026}\n      - {kind: jaminan}\n",
        "      - tidak terbaca\n",
    ],
)
def test_fingerprints_stay_when_entries_of_the_same_list_come_above(above: str) -> None:
    list_ = "    documents:\n"
    before, after = (report_of("R101", text) for text in (DOCUMENTS, DOCUMENTS.replace(list_, list_ + above)))

    assert len(before.findings) == 2
    assert set(marks(before)) < set(marks(after))


def entries_in(shape: Shape) -> Iterator[Fields]:
    """Yield what the entries of each list look like that have keys."""
    match shape:
        case Fields(slots=slots):
            for slot in slots.values():
                yield from entries_in(slot.shape)
        case Items(item=Fields() as item):
            yield item
            yield from entries_in(item)
        case Table(value=inner):
            yield from entries_in(inner)
        case Choice(by_tag=shapes):
            for _, inner in shapes:
                yield from entries_in(inner)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_entry_of_a_list_has_a_key_by_which_it_is_known_again(kind: Kind) -> None:
    for entry in entries_in(Fields(kind.model)):
        assert entry.slots.keys() & set(IDENTIFYING), entry.model


def test_fingerprints_stay_when_an_engagement_comes_above() -> None:
    engagements = DOCUMENTS.split("engagements:\n")[1]
    other = engagements.replace("2026-1", "2025-1").replace("027/1/2026", "027/1/2025")
    more = DOCUMENTS.replace("engagements:\n", f"engagements:\n{other}")

    assert set(marks(report_of("R101", DOCUMENTS))) < set(marks(report_of("R101", more)))


def test_fingerprints_stay_on_another_day_with_the_number_of_days_left() -> None:
    text = "# records/assets/AST-001.yaml\nvalid_until: 2026-08-10\n"
    today, tomorrow = (
        check(office_with(text, TODAY + timedelta(days)), [rule_with("D208")]) for days in (0, 1)
    )

    assert today.findings[0].message != tomorrow.findings[0].message
    assert marks(today) == marks(tomorrow)


def test_fingerprints_stay_when_only_some_files_or_rules_are_asked_for() -> None:
    path = "records/requirements/2026/KEB-2026-001.yaml"
    all_ = dict(zip(WORST.findings, marks(WORST), strict=True))

    few = WORST.only({path})
    assert len(few.findings) == 3
    assert marks(few) == [all_[finding] for finding in few.findings]
    [rule] = [rule for rule in all_rules() if rule.code == "L101"]
    one = check(office_with(golden.OFFICE), [rule])
    assert marks(one) == [all_[finding] for finding in one.findings]


VALUES = st.recursive(
    st.one_of(st.sampled_from(["a", "b"]), st.integers(0, 2), st.just(Term("a")), st.just(date(2026, 7, 15))),
    lambda inner: st.one_of(
        st.lists(inner, max_size=2).map(tuple),
        st.builds(lambda value: say("{inner}", inner=value), inner),
    ),
    max_leaves=4,
)
FINDINGS = st.builds(
    Finding,
    code=st.sampled_from(["W101", "W102"]),
    name=st.just("x"),
    severity=st.sampled_from(list(Severity)),
    location=st.builds(Location, st.sampled_from([PurePosixPath("a"), PurePosixPath("\udcff")])),
    message=st.builds(lambda value: say("{value}", value=value), VALUES),
    help=st.just(Message("x")),
    record=st.sampled_from([None, "a", "b"]),
    route=st.sampled_from([(), ("a",), ("a", 1), ("a", "1")]),
)


@given(st.lists(FINDINGS, max_size=12))
def test_no_two_findings_of_a_report_share_a_fingerprint(findings: list[Finding]) -> None:
    assert len(set(fingerprints(findings))) == len(findings)


@given(FINDINGS, FINDINGS)
def test_findings_share_none_in_two_reports_if_they_differ_in_rule_file_record_route_or_quoted_text(
    one: Finding, other: Finding
) -> None:
    [first], [second] = fingerprints([one]), fingerprints([other])
    [still] = fingerprints([replace(one, location=replace(one.location, line=9), severity=Severity.NOTE)])

    assert (first == second) == (traits(one) == traits(other))
    assert first == still


def traits(finding: Finding) -> tuple[object, ...]:
    return (finding.code, finding.location.path, finding.record, repr(finding.route), quoted(finding.message))


def quoted(value: Value) -> str:
    """Return the texts among the values; the strategy above makes only these two."""
    written = re.sub(r"Term\(text='a'\)", "", repr(value))
    return "".join(re.findall(r"'([ab])'", written))


def test_all_rules_together_give_each_finding_its_own_fingerprint() -> None:
    seen = [mark for rule in all_rules() for mark in all_marks(rule)]

    assert len(seen) > len(all_rules())


def all_marks(rule: Rule) -> list[str]:
    found: list[str] = []
    for example in bad_examples(rule):
        of_one = marks(check(corpus_of_example(example), all_rules()))
        assert len(set(of_one)) == len(of_one)
        found += of_one
    return found
