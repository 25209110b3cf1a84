"""What a request changes that asks for no decision, and what can not be told."""

import pytest

from lpsedocs.findings import say
from lpsedocs.language import ENGLISH
from lpsedocs.review.meaning import name_of
from tests.repositories import Desk
from tests.review.asking import ASSET, KAK, _asked, meaning, proposed, request, reviewed, told, version
from tests.trust.story import EVALUATION, FORM, ROSTER, Story, held, key_of, roles, roster

# ---- Ordinary requests


def changed(story: Story, path: str, *pairs: tuple[str, str]) -> bytes:
    text = story.files[path].decode()
    for old, new in pairs:
        assert old in text, text
        text = text.replace(old, new, 1)
    return text.encode()


def test_a_request_that_changes_records_decides_nothing(desk: Desk) -> None:
    story = Story()
    side = story.commit({ASSET: changed(story, ASSET, ("condition: baik", "condition: rusak"))}, on=story.tip)
    root = request(desk, story, side)

    document = reviewed(desk, root, trust=story.root)

    assert meaning(document) == [
        "merging this request means: nothing is decided; these records become as they are here: AST-001"
    ]
    [record] = document["records"]
    assert (record["id"], record["fate"]) == ("AST-001", "changed")
    assert [change["message"] for change in record["changes"]] == [
        "Condition: baik (good) becomes rusak (broken)"
    ]


def test_scores_are_told_with_what_they_come_to(desk: Desk) -> None:
    story = Story()
    better = changed(story, EVALUATION, ("score: 3", "score: 4"))
    root = request(desk, story, story.commit({EVALUATION: better}, on=story.tip))

    lines = told(desk, root, trust=story.root)

    start = lines.index("Changes:")
    assert lines[start + 1 : start + 3] == [
        "  - score Mutu layanan 3 becomes 4",
        "  - value 3.00 becomes 3.60, still Baik",
    ]


def test_an_evaluation_that_changes_on_the_desk_of_the_kepala_is_told(desk: Desk) -> None:
    story = Story()
    other = changed(story, EVALUATION, ("score: 3", "score: 4"))
    root = request(desk, story, story.commit({EVALUATION: other}, on=story.tip))

    assert meaning(reviewed(desk, root, trust=story.root))[1:] == [
        "ATTENTION: EVL-2026-001 was handed in on 3 July 2026 and is on the Kepala LPSE's desk; with this "
        "request it is other than what was handed in, and a decision that is being asked for lapses"
    ]


def test_an_evaluation_that_changes_with_the_day_of_its_submission_is_told(desk: Desk) -> None:
    story = Story()
    submission = story.files[EVALUATION].partition(b"submissions:")[2]
    other = story.files[EVALUATION].replace(submission, submission.replace(b"2026-07-03", b"2026-07-04"))
    root = request(desk, story, story.commit({EVALUATION: other}, on=story.tip))

    assert meaning(reviewed(desk, root, trust=story.root))[1:] == [
        "ATTENTION: EVL-2026-001 was handed in on 3 July 2026 and is on the Kepala LPSE's desk; with this "
        "request it is other than what was handed in, and a decision that is being asked for lapses"
    ]


def test_an_evaluation_that_is_handed_in_anew_is_no_other_than_what_was_handed_in(desk: Desk) -> None:
    story = Story()
    other = story.files[EVALUATION].rstrip() + b"\n  - {by: tia, date: 2026-07-10, to: rahma}\n"
    root = request(desk, story, story.commit({EVALUATION: other}, on=story.tip))

    assert meaning(reviewed(desk, root, trust=story.root))[1:] == []


def test_an_approval_that_lapses_is_told(desk: Desk) -> None:
    story = Story()
    story.approve()
    other = story.files[EVALUATION] + b"# satu baris\n"
    root = request(desk, story, story.commit({EVALUATION: other}, on=story.tip))

    document = reviewed(desk, root, trust=story.root)

    assert document["lapses"] == [{"record": "EVL-2026-001", "status": "changed"}]
    assert meaning(document)[1] == (
        "ATTENTION: what was decided on EVL-2026-001 no longer holds with this request, because the record, "
        "or what the decision rests on, is another one; it would have to be decided again"
    )
    assert [record["changes"] for record in document["records"]] == [[]]


def test_a_form_that_changes_under_an_approval_is_told(desk: Desk) -> None:
    story = Story()
    story.approve()
    root = request(desk, story, story.commit({FORM: story.files[FORM] + b"# lain\n"}, on=story.tip))

    assert reviewed(desk, root, trust=story.root)["lapses"] == [
        {"record": "EVL-2026-001", "status": "changed"}
    ]


def test_a_decided_record_that_goes_is_told(desk: Desk) -> None:
    story = Story()
    story.approve()
    root = request(desk, story, story.commit({EVALUATION: None}, on=story.tip))

    document = reviewed(desk, root, trust=story.root)

    assert meaning(document)[1] == "ATTENTION: this request removes what was decided on: EVL-2026-001"
    [record] = document["records"]
    assert (record["id"], record["fate"], record["changes"]) == ("EVL-2026-001", "removed", [])


def test_a_record_that_goes_is_not_told_as_one_that_changes(desk: Desk) -> None:
    story = Story()
    better = changed(story, KAK, ("Tautan yang andal", "Tautan yang tidak terputus"))
    root = request(desk, story, story.commit({ASSET: None, KAK: better}, on=story.tip))

    assert meaning(reviewed(desk, root, trust=story.root)) == [
        "merging this request means: nothing is decided; these records become as they are here: "
        "KAK-2026-001; these records are REMOVED: AST-001"
    ]


def test_decisions_and_filings_are_called_by_what_they_are_on() -> None:
    names = ("AST-001", "decisions/EVL-2026-001/2", "filings/EVL-2026-001")

    assert ENGLISH.say(say("{names}", names=tuple(name_of(name) for name in names))) == (
        "AST-001, decision 2 on EVL-2026-001, and the filing of EVL-2026-001"
    )


def test_a_record_that_moves_is_told_once(desk: Desk) -> None:
    story = Story()
    there = ASSET.replace("assets/", "assets/gudang/")
    root = request(desk, story, story.commit({ASSET: None, there: story.files[ASSET]}, on=story.tip))

    [record] = reviewed(desk, root, trust=story.root)["records"]

    assert (record["fate"], record["came_from"], record["path"]) == ("moved", ASSET, there)


def test_a_record_under_another_id_is_told_once_with_its_changes(desk: Desk) -> None:
    story = Story()
    there = ASSET.replace("001", "009")
    other = changed(story, ASSET, ("AST-001", "AST-009"), ("condition: baik", "condition: rusak"))
    root = request(desk, story, story.commit({ASSET: None, there: other}, on=story.tip))

    document = reviewed(desk, root, trust=story.root)

    [record] = document["records"]
    assert (record["id"], record["was"], record["fate"]) == ("AST-009", "AST-001", "renamed")
    assert (record["path"], record["came_from"]) == (there, ASSET)
    assert [change["message"] for change in record["changes"]] == [
        "Id: AST-001 becomes AST-009",
        "Condition: baik (good) becomes rusak (broken)",
    ]
    assert meaning(document)[0] == (
        "merging this request means: nothing is decided; these records become as they are here: AST-009; "
        "these get ANOTHER ID: AST-001 → AST-009"
    )
    lines = told(desk, root, trust=story.root)
    start = lines.index("AST-009 · Ruang rapat 30 kursi: under another id")
    assert lines[start + 1] == f"Until now it is AST-001, in {ASSET}."


def test_a_record_under_another_id_moves_no_step(desk: Desk) -> None:
    story = Story()
    ids, there = ("KEB-2026-001", "KEB-2026-009"), "records/requirements/2026/KEB-2026-001.yaml"
    files: dict[str, bytes | None] = {there: None, there.replace(*ids): changed(story, there, ids)}
    for path in (KAK, "records/proposals/2026/USL-2026-001.yaml"):
        files[path] = changed(story, path, ids)
    root = request(desk, story, story.commit(files, on=story.tip))

    document = reviewed(desk, root, trust=story.root)

    assert [(one["id"], one["fate"]) for one in document["records"]] == [
        ("KAK-2026-001", "changed"),
        ("USL-2026-001", "changed"),
        ("KEB-2026-009", "renamed"),
    ]
    assert document["steps"] == []


def test_a_record_that_can_not_be_read_any_more_keeps_its_title_and_says_why(desk: Desk) -> None:
    story = Story()
    root = request(desk, story, story.commit({ASSET: b"id: [AST-001\n"}, on=story.tip))

    lines = told(desk, root, trust=story.root)

    start = lines.index("AST-001 · Ruang rapat 30 kursi: changed")
    assert lines[start + 1 : start + 4] == [
        "It can't be read:",
        "  - a comma is missing before this, or the closing bracket of what was opened in line 1",
        "These records rest on it: KEB-2026-001.",
    ]


def decided_on(story: Story, content: bytes) -> str:
    """Return a branch that decides on a record which is so on the main branch already."""
    story.tip = story.commit({EVALUATION: content}, on=story.tip, by="budi")
    story.files[EVALUATION] = content
    return proposed(story)


def test_a_decision_on_a_record_that_can_not_be_read_is_headed_like_any_other(desk: Desk) -> None:
    story = Story()
    side = decided_on(story, b"supplier_name: [\n")
    lines = told(desk, request(desk, story, side), trust=story.root)

    at = lines.index("EVL-2026-001")
    assert lines[at + 1 :][:2] == ["It can't be read:", "  - a value, or a closing bracket, was due here"]


def test_a_decision_on_a_record_that_does_not_fit_its_form_is_headed_by_its_title(desk: Desk) -> None:
    story = Story()
    side = decided_on(story, b"supplier_name: Contoh\n")
    lines = told(desk, request(desk, story, side), trust=story.root)

    assert "EVL-2026-001 \u00b7 Contoh" in lines
    assert "The record does not fit its form, or none that is decided on." in lines


def test_a_record_that_can_be_read_again_is_told_whole(desk: Desk) -> None:
    story = Story()
    sound = story.files[ASSET]
    story.commit({ASSET: b"id: [AST-001\n"})
    root = request(desk, story, story.commit({ASSET: sound}, on=story.tip))

    lines = told(desk, root, trust=story.root)

    start = lines.index("AST-001 · Ruang rapat 30 kursi: changed")
    assert lines[start + 1 : start + 3] == ["What it says:", "  - Id: AST-001"]


def test_a_record_that_does_not_fit_its_form_keeps_its_title(desk: Desk) -> None:
    story = Story()
    worse = changed(story, ASSET, ("condition: baik", "condition: entah"))
    root = request(desk, story, story.commit({ASSET: worse}, on=story.tip))

    [record] = reviewed(desk, root, trust=story.root)["records"]

    assert (record["title"], record["troubles"]) == ("Ruang rapat 30 kursi", [])


def test_criteria_are_told_by_their_titles(desk: Desk) -> None:
    story = Story()
    noted = changed(story, EVALUATION, ("score: 3", "score: 3, note: Lancar"))
    # A form whose weights don't sum to 100 does not fit, and is told all the same.
    weighed = changed(story, FORM, ("weight: 60", "weight: 50"))
    root = request(desk, story, story.commit({EVALUATION: noted, FORM: weighed}, on=story.tip))

    changes = [
        change["message"]
        for record in reviewed(desk, root, trust=story.root)["records"]
        for change in record["changes"]
    ]

    assert changes == [
        "Scores, Mutu layanan, Note: new: Lancar",
        "Criteria, Mutu layanan, Weight: 60 becomes 50",
    ]


def test_a_new_record_is_told_in_words(desk: Desk) -> None:
    story = Story()
    new = changed(story, ASSET, ("AST-001", "AST-009"))
    root = request(desk, story, story.commit({ASSET.replace("001", "009"): new}, on=story.tip))

    lines = told(desk, root, trust=story.root)

    start = lines.index("What it says:")
    assert lines[start - 1].startswith("AST-009 · ")
    assert lines[start - 1].endswith(": new")
    assert lines[start + 1] == "  - Id: AST-009"


def test_what_a_new_record_says_is_told_whole(desk: Desk) -> None:
    story = Story()
    new = changed(story, KAK, ("KAK-2026-001", "KAK-2026-009"))
    root = request(desk, story, story.commit({KAK.replace("001", "009"): new}, on=story.tip))

    lines = told(desk, root, trust=story.root)

    start = lines.index("What it says:")
    assert lines[start + 4 : start + 8] == [
        "  - Drafted: By Budi and Date 5 February 2026",
        "  - Estimate: Rp 118,000,000",
        "  - Sections:",
        "    - Background: LPSE melayani pengadaan sepanjang hari.",
    ]
    assert lines[lines.index("", start) - 2 : lines.index("", start)] == [
        "  - Sent:",
        "    - 5 February 2026: By Budi and To Agus",
    ]


def test_people_and_values_are_told_as_they_are_called(desk: Desk) -> None:
    story = Story()
    drafted = changed(story, KAK, ("drafted: {by: budi", "drafted: {by: rahma"))
    broken = changed(story, ASSET, ("condition: baik", "condition: kurang_baik"))
    root = request(desk, story, story.commit({KAK: drafted, ASSET: broken}, on=story.tip))

    lines = told(desk, root, trust=story.root)

    assert [line for line in lines if " becomes " in line][:2] == [
        "  - Condition: good becomes worn",
        "  - Drafted, By: Budi becomes Rahma",
    ]


def test_findings_are_told_as_new_or_mended(desk: Desk) -> None:
    story = Story()
    worse = changed(story, ASSET, ("condition: baik", "condition: entah"))
    side = story.commit({ASSET: worse}, on=story.tip)
    better = story.commit({ASSET: story.files[ASSET]}, on=side)
    root = request(desk, story, side)
    new = reviewed(desk, root, trust=story.root)["findings"]

    desk.git("checkout", "--quiet", better, at=root)
    mended = reviewed(desk, root, base=side, trust=story.root)["findings"]

    assert [finding["code"] for finding in new["new"]] == ["R101"]
    assert new["mended"] == []
    assert [finding["fingerprint"] for finding in mended["mended"]] == [
        finding["fingerprint"] for finding in new["new"]
    ]
    assert mended["new"] == []


def test_a_step_that_is_done_says_what_comes_next(desk: Desk) -> None:
    story = Story()
    root = request(desk, story, proposed(story))

    assert [
        (one["record"], one["step"], one["before"], one["after"], one["by"])
        for one in reviewed(desk, root, trust=story.root)["steps"]
    ] == [
        ("EVL-2026-001", "3.4", "current", "done", "Rahma"),
        ("EVL-2026-001", "3.5", "waiting", "current", None),
    ]


def test_a_request_without_changes_says_so(desk: Desk) -> None:
    story = Story()
    root = request(desk, story, story.commit({}, on=story.tip))

    assert meaning(reviewed(desk, root, trust=story.root)) == ["this request changes nothing"]


def test_files_that_are_no_records_are_told(desk: Desk) -> None:
    story = Story()
    ours = ["records/assets/catatan.txt", "records/attachments/AST-001/a.txt"]
    files: dict[str, bytes | None] = {**dict.fromkeys(ours, b"a\n"), "README.md": b"# x\n"}
    root = request(desk, story, story.commit(files, on=story.tip))

    document = reviewed(desk, root, trust=story.root)

    assert document["other_files"] == ours
    assert document["changes_elsewhere"]
    assert [(one["path"], one["gate"]) for one in document["files_elsewhere"]] == [("README.md", False)]
    assert meaning(document) == ["merging this request changes no record, and decides nothing"]


def test_what_sets_the_gate_is_told_before_all_else_with_what_it_is_for(desk: Desk) -> None:
    story = Story()
    story.commit({".github/workflows/z.yml": b"on: push\n", "docs/a.md": b"a\n"})
    files: dict[str, bytes | None] = {
        ".github/workflows/z.yml": None,
        ".github/workflows/a.yml": b"on: push\n",
        "docs/CODEOWNERS": b"* @x\n",
        "docs/a.md": b"b\n",
        "tools/x.py": b"x\n",
        "records/organization.yaml": story.files["records/organization.yaml"] + b"# x\n",
    }
    root = request(desk, story, story.commit(files, on=story.tip))

    lines = told(desk, root, trust=story.root)

    assert lines[2] == (
        "ATTENTION: this request changes the gate itself: what is checked, or who is asked; read these files "
        "first: .github/workflows/z.yml, records/organization.yaml, .github/workflows/a.yml, and "
        "docs/CODEOWNERS."
    )
    start = lines.index("DANGEROUS: files that set the gate, or who may decide:")
    ci, office = "CI: what checks requests and publishes the site", "what the check lowers and waives"
    assert lines[start : lines.index("", start)] == [
        "DANGEROUS: files that set the gate, or who may decide:",
        f"  - .github/workflows/z.yml (removed): {ci}",
        f"  - records/organization.yaml (changed): {office}, and the office's deadlines",
        f"  - .github/workflows/a.yml (new): {ci}",
        "  - docs/CODEOWNERS (new): who is asked before files change",
        "Other files outside of the records:",
        "  - docs/a.md (changed): a document",
        "  - tools/x.py (new): a program, or what it needs",
    ]


def test_what_sets_the_gate_among_the_records_is_told_as_such(desk: Desk) -> None:
    story = Story()
    path = "records/assets/.gitattributes"
    root = request(desk, story, story.commit({path: b"* -text\n"}, on=story.tip))

    document = reviewed(desk, root, trust=story.root)

    assert [(one["path"], one["gate"]) for one in document["files_elsewhere"]] == [(path, True)]
    assert document["other_files"] == []
    assert meaning(document) == [
        "merging this request changes no record, and decides nothing",
        "ATTENTION: this request changes the gate itself: what is checked, or who is asked; read these files "
        f"first: {path}",
    ]


def test_links_and_what_browsers_run_are_told_before_documents(desk: Desk) -> None:
    story = Story()
    files: dict[str, bytes | None] = {"docs/a.md": b"a\n", "docs/x/y.js": b"y()\n"}
    root = request(desk, story, story.commit(files, on=story.tip))
    (root / "docs" / "berkas").symlink_to("../records/attachments")
    desk.git("add", "docs", at=root)
    desk.git("commit", "--quiet", "--message", "Panduan", at=root)

    lines = told(desk, root, trust=story.root)

    start = lines.index("DANGEROUS: files that set the gate, or who may decide:")
    assert lines[start + 1 : lines.index("", start)] == [
        "  - docs/berkas (new): a link to a file or folder, also outside of the repository, which is taken "
        "for what it leads to",
        "  - docs/x/y.js (new): what browsers run, or servers go by, beside the pages of the records",
        "Other files outside of the records:",
        "  - docs/a.md (new): a document",
    ]


def test_new_files_crowd_out_no_file_of_the_gate_and_what_was_not_looked_at_is_said(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lpsedocs.review.elsewhere.MOST", 4)
    story = Story()
    story.commit({".github/workflows/z.yml": b"on: push\n"})
    many: dict[str, bytes | None] = {f"{folder}{n}": b"x\n" for n in range(9) for folder in ("", ".github/")}
    root = request(desk, story, story.commit({**many, ".github/workflows/z.yml": None}, on=story.tip))

    document = reviewed(desk, root, trust=story.root)

    assert [one["path"] for one in document["files_elsewhere"]] == [".github/workflows/z.yml", ".github/0"]
    assert document["elsewhere_is_cut"]
    assert meaning(document)[2] == (
        "ATTENTION: not all files outside of the records were looked at, because there are too many, or a "
        "folder can't be read; read the list of files on the forge"
    )


def test_what_is_not_committed_is_told_as_such(desk: Desk) -> None:
    story = Story()
    root = request(desk, story, story.commit({"README.md": b"# x\n"}, on=story.tip))
    (root / ASSET).write_bytes(changed(story, ASSET, ("condition: baik", "condition: rusak")))

    assert meaning(reviewed(desk, root, trust=story.root))[-1] == (
        "note: not everything that is told here is committed, and a merge brings only what is committed"
    )


def test_what_is_not_committed_at_all_is_not_told_as_merged(desk: Desk) -> None:
    story = Story()
    root = request(desk, story, story.tip)
    (root / ASSET).write_bytes(changed(story, ASSET, ("condition: baik", "condition: rusak")))

    lines = told(desk, root, trust=story.root)

    assert lines[:3] == [
        "What this request changes",
        "Merging this request means: nothing is decided; these records become as they are here: AST-001.",
        "Note: not everything that is told here is committed, and a merge brings only what is committed.",
    ]


# ---- The roster


def test_a_roster_that_nobody_with_the_right_signed_does_not_change(desk: Desk) -> None:
    story = Story()
    text = roster(roles=roles(tia=held("kepala_lpse", "tia"))).encode()
    root = request(desk, story, story.commit({ROSTER: text}, on=story.tip, by="tia", key=key_of("tia")))

    assert meaning(reviewed(desk, root, trust=story.root))[1].startswith(
        "the roster does NOT change, although its file does: "
    )


def test_a_roster_that_an_admin_signed_changes(desk: Desk) -> None:
    story = Story()
    text = roster(roles=roles(tia=held("kepala_lpse", "tia")))
    root = request(desk, story, story.change_roster(text, on=story.tip))

    assert meaning(reviewed(desk, root, trust=story.root))[1].startswith(
        "the roster changes, as signed by Eka: "
    )


def test_a_kak_and_an_evaluation_in_one_request_prove_nothing_by_one_click(desk: Desk) -> None:
    story = Story()
    files: dict[str, bytes | None] = {**story.decision(), **story.decision("KAK-2026-001")}
    root = request(desk, story, story.commit(files, on=story.tip))

    document = reviewed(desk, root, trust=story.root)

    assert document["title"] is None
    assert {one["reason"]["code"] for one in document["decisions"]} == {"wrong-title"}


# ---- What can't be told


def test_an_unknown_base_is_refused(desk: Desk) -> None:
    root = request(desk, (story := Story()), proposed(story))

    answer = desk.say("--root", root, "review", "--base", "origin/entah")

    assert answer.code == 2
    assert answer.err.startswith("lpsedocs: 'origin/entah' is no branch or tag of this repository")


def test_a_root_that_is_not_there_leaves_the_changes_told(desk: Desk) -> None:
    root = request(desk, (story := Story()), proposed(story))

    document = reviewed(desk, root, trust="0" * 40)

    assert meaning(document) == [
        "merging this request brings decisions on EVL-2026-001; whether they would count can't be told here",
        version(story),
        "note: what the history proves can't be told here: the trusted root 000000000000 is not in this "
        "repository; compare it with what the office wrote down",
    ]


def test_the_same_request_gives_the_same_bytes_and_changes_no_file(desk: Desk) -> None:
    root = request(desk, (story := Story()), proposed(story))
    before = desk.everything()

    once, again = (
        _asked(desk, root, "--format", "markdown", base="main", trust=story.root) for _ in range(2)
    )

    assert once == again
    assert desk.everything() == before
