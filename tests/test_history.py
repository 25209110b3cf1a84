"""What became of each record: read from real repositories in one pass, and told in words."""

import os
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path, PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lpsedocs.demo.scribe import Hand, Scribe
from lpsedocs.git import checked_out, find_repository, read_log
from lpsedocs.history import Chronicle, Commit, FileChange, revisions_by_name
from lpsedocs.language import ENGLISH
from lpsedocs.site.editions import Edition
from lpsedocs.site.histories import Part, Past, claimed, past_of
from lpsedocs.trust.objects import BadObjectError
from lpsedocs.workspace import Workspace
from tests.pasts import ASSET, BEGIN, BUDI, Story, office_files
from tests.sites import html_of, view_of, words_of

TODAY = date(2026, 7, 15)
TIA = Hand("Tia", "tia@contoh.example")
OFFICE = office_files()
ROSTER = "records/roster.yaml"
KNOWN = OFFICE[ROSTER].replace(
    b"{id: budi, name: Budi Misal,", b"{id: budi, name: Budi Misal, emails: [budi@contoh.example],"
)


def asset(**changes: str) -> bytes:
    """Return the asset with other values."""
    fields = {
        "id": "AST-001",
        "name": "Ruang rapat 30 kursi",
        "kind": "barang",
        "quantity": "1",
        "unit": "ruang",
        "condition": "baik",
        **changes,
    }
    return "".join(f"{key}: {value}\n" for key, value in fields.items()).encode()


def begun() -> Story:
    story = Story()
    story.commit(OFFICE)
    return story


def past(root: Path, name: str = "AST-001", edition: Edition = Edition.OFFICE) -> Past | None:
    workspace = Workspace(root)
    view = replace(view_of(workspace.load(TODAY), edition), chronicle=workspace.chronicle())
    entry = view.corpus.get(name)
    assert entry is not None
    return past_of(view, entry)


def told(root: Path, name: str = "AST-001", edition: Edition = Edition.OFFICE) -> list[str]:
    found = past(root, name, edition)
    return ["; ".join(in_full(part) for part in one.parts) for one in found.told] if found else []


def in_full(part: Part) -> str:
    """Return what a change did, the fields of a block in brackets."""
    fields = ", ".join(in_full(field) for field in part.fields)
    return ENGLISH.say(part.message) + (f" [{fields}]" if fields else "")


# ---- In words


def test_a_change_is_told_field_by_field_the_newest_first(tmp_path: Path) -> None:
    story = begun()
    story.commit({ASSET: asset(quantity="2", condition="rusak")})
    story.commit({ASSET: asset(quantity="3", condition="rusak")})

    assert told(story.on_disk(tmp_path)) == [
        "Quantity: 2 becomes 3",
        "Quantity: 1 becomes 2; Condition: good becomes broken",
        "written",
    ]


def test_who_and_when_are_the_commit_s_claim_and_the_roster_s_name_where_it_knows_the_address(
    tmp_path: Path,
) -> None:
    story = Story()
    story.commit({**OFFICE, ROSTER: KNOWN}, by=Hand("B. Misal", "Budi@Contoh.example"))
    story.commit(
        {ASSET: asset(quantity="2")}, by=Hand("Rahma Umpama", "orang@lain.example"), subject="Tambah"
    )

    found = past(story.on_disk(tmp_path))
    assert found is not None
    assert [(one.who, one.is_known, str(one.moment), one.subject) for one in found.told] == [
        ("Rahma Umpama", False, "2026-07-02 10:00:00+07:00", "Tambah"),
        ("Budi Misal", True, "2026-07-01 10:00:00+07:00", "ubah"),
    ]


def test_an_address_that_a_forge_made_for_an_account_is_that_of_the_account_s_person(tmp_path: Path) -> None:
    forges = b'{id: budi, name: Budi Misal, forges: [{forge: github, account: "1002"}],'
    story = Story()
    story.commit(
        {**OFFICE, ROSTER: OFFICE[ROSTER].replace(b"{id: budi, name: Budi Misal,", forges)},
        by=Hand("b", "1002+b@users.noreply.github.com"),
    )

    found = past(story.on_disk(tmp_path))
    assert found is not None
    assert [(one.who, one.is_known) for one in found.told] == [("Budi Misal", True)]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param("Tambah kursi", "Tambah kursi", id="words"),
        pytest.param("a\u202egnp.exe", r"a\u202egnp.exe", id="letters that turn the line round"),
        pytest.param("a" * 10_000, "a" * 120, id="a long word"),
        pytest.param("kursi " * 100, "kursi " * 19 + "kursi…", id="many words"),
    ],
)
def test_what_a_commit_says_of_itself_is_tamed(text: str, shown: str) -> None:
    assert claimed(text) == shown


def moved(story: Story) -> None:
    story.commit({ASSET: None, "records/assets/2026/AST-001.yaml": asset()})


def moved_and_changed(story: Story) -> None:
    story.commit({ASSET: None, "records/assets/2026/AST-001.yaml": asset(quantity="2")})


def removed_and_written_again(story: Story) -> None:
    story.commit({ASSET: None})
    story.commit({ASSET: asset(quantity="2")})


def with_a_comment(story: Story) -> None:
    story.commit({ASSET: b"# sementara\n" + asset()})


def broken_for_a_while(story: Story) -> None:
    story.commit({ASSET: b"id: [\n"})
    story.commit({ASSET: asset()})


@pytest.mark.parametrize(
    ("act", "expected"),
    [
        pytest.param(
            moved,
            ["moved from records/assets/AST-001.yaml to records/assets/2026/AST-001.yaml", "written"],
            id="another folder keeps the thread",
        ),
        pytest.param(
            moved_and_changed,
            [
                "moved from records/assets/AST-001.yaml to records/assets/2026/AST-001.yaml; "
                "Quantity: 1 becomes 2",
                "written",
            ],
            id="another folder and another value",
        ),
        pytest.param(
            removed_and_written_again, ["written", "removed", "written"], id="removed and written again"
        ),
        pytest.param(
            with_a_comment,
            ["laid out anew, or with other comments; it says the same", "written"],
            id="only a comment",
        ),
        pytest.param(
            broken_for_a_while,
            ["mended; before, it could not be read", "changed so that it could not be read", "written"],
            id="a version that is no YAML",
        ),
    ],
)
def test_what_became_of_a_record(act: Callable[[Story], None], expected: list[str], tmp_path: Path) -> None:
    story = begun()
    act(story)

    assert told(story.on_disk(tmp_path)) == expected


def test_what_is_in_no_commit_yet_comes_first(tmp_path: Path) -> None:
    root = begun().on_disk(tmp_path)
    (root / ASSET).write_bytes(asset(quantity="5"))
    (root / "records/assets/AST-002.yaml").write_bytes(asset(id="AST-002"))

    found = past(root)
    assert found is not None
    assert (found.told[0].moment, found.told[0].who) == (None, None)
    assert told(root) == ["Quantity: 1 becomes 5", "written"]
    assert told(root, "AST-002") == ["written, and in no commit yet"]


def test_people_are_told_by_their_names(tmp_path: Path) -> None:
    story = begun()
    path = "records/suppliers/SUP-001.yaml"
    story.commit({path: OFFICE[path].replace(b"listed: {by: budi", b"listed: {by: tia")})

    assert told(story.on_disk(tmp_path), "SUP-001")[0] == "Listed, By: Budi Misal becomes Tia Contohnya"


def test_the_page_of_the_office_tells_of_the_roster_and_a_broken_file_of_when_it_broke(
    tmp_path: Path,
) -> None:
    story = begun()
    story.commit({ROSTER: KNOWN})
    story.commit({ASSET: asset(quantity="banyak")})
    workspace = Workspace(story.on_disk(tmp_path))
    pages = html_of(replace(view_of(workspace.load(TODAY)), chronicle=workspace.chronicle()))

    office, broken = words_of(pages["kantor/"]), words_of(pages["aset/AST-001/"])
    assert "History of changes: roster.yaml 2 July 2026" in office
    assert "People, Budi Misal, E-mail addresses: new: budi@contoh.example" in office
    assert "Quantity: 1 becomes banyak" in broken


# ---- Merges


def merged(made: bytes) -> Story:
    """Return a story in which both sides changed the asset, and a merge made something of it."""
    story = begun()
    root = story.tip
    ours = story.commit({ASSET: asset(quantity="2")}, on=(root,))
    theirs = story.commit({ASSET: asset(condition="rusak")}, on=(root,), by=TIA)
    story.commit({ASSET: made}, on=(ours, theirs))
    return story


@pytest.mark.parametrize(
    ("made", "of_the_merge"),
    [
        pytest.param(asset(quantity="2", condition="rusak"), [], id="what each side made is told there"),
        pytest.param(asset(quantity="2"), [], id="one side was taken as it is"),
        pytest.param(
            asset(quantity="7", condition="rusak"),
            ["Quantity: 2 becomes 7"],
            id="only what the merge itself made is told of it",
        ),
    ],
)
def test_a_change_that_came_through_a_merge_is_told_once(
    made: bytes, of_the_merge: list[str], tmp_path: Path
) -> None:
    assert told(merged(made).on_disk(tmp_path)) == [
        *of_the_merge,
        "Condition: good becomes broken",
        "Quantity: 1 becomes 2",
        "written",
    ]


NAMES = ("AST-001", "AST-002")
STATES = st.fixed_dictionaries(
    {name: st.none() | st.tuples(st.sampled_from(["a", "b"]), st.sampled_from("123")) for name in NAMES}
)
"""For each record the folder it lies in and its version, or that there is none."""


def difference(
    before: Mapping[str, tuple[str, str] | None], after: Mapping[str, tuple[str, str] | None]
) -> tuple[FileChange, ...]:
    """Return the changes as git lists them: a file that moved is one that is gone and one that came."""
    old, new = ({f"{one[0]}/{name}.yaml": one[1] for name, one in s.items() if one} for s in (before, after))
    paths = sorted(path for path in old.keys() | new.keys() if old.get(path) != new.get(path))
    return tuple(FileChange(PurePosixPath(path), (old.get(path),), new.get(path)) for path in paths)


@given(st.lists(STATES, min_size=1, max_size=8))
def test_the_thread_of_a_record_is_never_cut_by_moves(
    states: list[dict[str, tuple[str, str] | None]],
) -> None:
    nothing: dict[str, tuple[str, str] | None] = dict.fromkeys(NAMES)
    log = [
        (Commit(str(number), (), "", "", BEGIN, ""), difference(before, after))
        for number, (before, after) in enumerate(pairwise([nothing, *states]))
    ]

    found = revisions_by_name(reversed(log), lambda path: path.stem)

    for name in NAMES:
        thread = found.get(name, ())
        for later, earlier in pairwise(thread):
            assert later.before == (earlier.after,)
        changed = [str(n) for n, (a, b) in enumerate(pairwise([nothing, *states])) if a[name] != b[name]]
        assert [revision.commit.id for revision in thread] == changed[::-1]
        last = states[-1][name]
        assert not thread or thread[0].after == (last[1] if last else None)


# ---- What is not at hand


def test_without_a_repository_there_is_no_history(tmp_path: Path) -> None:
    for path, content in OFFICE.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(content)

    assert Workspace(tmp_path).chronicle() is None
    assert past(tmp_path) is None
    assert "History of changes" not in words_of(
        html_of(view_of(Workspace(tmp_path).load(TODAY)))["aset/AST-001/"]
    )


def test_before_the_first_commit_there_is_no_history(tmp_path: Path) -> None:
    subprocess.run(["git", "init", "--quiet", "-b", "main", tmp_path], check=True)
    assert Workspace(tmp_path).chronicle() is None


def test_a_shallow_clone_says_from_when_on(tmp_path: Path) -> None:
    story = begun()
    story.commit({ASSET: asset(quantity="2")})
    story.commit({ASSET: asset(quantity="3")})
    root = story.on_disk(tmp_path / "whole")
    shallow = tmp_path / "shallow"
    subprocess.run(["git", "clone", "--quiet", "--depth", "2", root.as_uri(), shallow], check=True)

    found = past(shallow)
    assert found is not None
    assert found.cut == date(2026, 7, 2)
    assert told(shallow) == [
        "Quantity: 2 becomes 3",
        "what it said then; what was before is not in this copy of the repository",
    ]


def test_a_history_without_an_end_is_told_of_instead(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    story = begun()
    monkeypatch.setattr("lpsedocs.git._LONGEST_LOG", 1000)

    found = past(story.on_disk(tmp_path))

    assert found is not None
    assert found.obstacle is not None
    assert ENGLISH.say(found.obstacle) == (
        f"the commits that lead to {story.tip} change more files than are read, as where folders hold the "
        "same folder again and again; make them anew without that, or close the request that brings them"
    )
    assert found.told == ()


def test_commits_that_are_missing_are_told_instead_of_a_history(tmp_path: Path) -> None:
    story = begun()
    first = story.tip
    story.commit({ASSET: asset(quantity="2")})
    root = story.on_disk(tmp_path)
    (root / ".git/objects" / first[:2] / first[2:]).unlink()

    found = past(root)
    assert found is not None
    assert found.obstacle is not None
    assert ENGLISH.say(found.obstacle) == "commits are missing from this copy of the repository"
    assert found.told == ()
    assert past(root, edition=Edition.PUBLIC) is None


def test_a_pipe_among_the_objects_is_told_instead_of_waited_for(tmp_path: Path) -> None:
    root = begun().on_disk(tmp_path)
    pipe = root / ".git/objects/aa/pipe"
    pipe.parent.mkdir(exist_ok=True)
    os.mkfifo(pipe)

    found = past(root)
    assert found is not None
    assert found.obstacle is not None
    assert ENGLISH.say(found.obstacle) == f"{pipe} is no ordinary file; clone the repository anew"


def test_a_version_that_is_missing_is_told_where_it_would_stand(tmp_path: Path) -> None:
    story = begun()
    story.commit({ASSET: asset(quantity="2")})
    story.commit({ASSET: asset(quantity="3")})
    root = story.on_disk(tmp_path)
    gone = Scribe().put("blob", asset(quantity="2"))
    (root / ".git/objects" / gone[:2] / gone[2:]).unlink()

    missing = "changed; a version of it is not in this copy of the repository"
    assert told(root) == [missing, missing, "written"]


def test_reading_obeys_nothing_that_the_repository_names(tmp_path: Path) -> None:
    story = begun()
    first = story.tip
    story.commit({ASSET: asset(quantity="2")})
    root = story.on_disk(tmp_path)
    forged = story.scribe.commit(story.scribe.tree({ASSET: asset(name="Palsu")}), (), BUDI, BEGIN, "palsu\n")
    subprocess.run(
        ["git", "hash-object", "-w", "-t", "commit", "--stdin"],
        input=story.scribe.objects[forged][1],
        cwd=root,
        check=True,
        capture_output=True,
    )
    (root / ".git/refs/replace").mkdir()
    (root / ".git/refs/replace" / first).write_text(f"{forged}\n")
    with (root / ".git/config").open("a") as config:
        config.write(
            "[log]\n\tshowSignature = true\n[diff]\n\texternal = false\n[core]\n\tfsmonitor = false\n"
        )
    (root / ".gitattributes").write_text("*.yaml diff=jahat\n")

    assert told(root) == ["Quantity: 1 becomes 2", "written"]


# ---- The log


def test_a_range_leaves_out_what_leads_to_the_base(tmp_path: Path) -> None:
    story = begun()
    base = story.tip
    story.commit({ASSET: asset(quantity="2")})
    repository = find_repository(story.on_disk(tmp_path))

    [(commit, [file])] = read_log(repository, story.tip, without=(base,))

    assert (commit.id, commit.parents, commit.author, commit.address) == (
        story.tip,
        (base,),
        "Budi",
        "budi@contoh.example",
    )
    assert str(file.path) == ASSET
    assert checked_out(repository) == story.tip


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("records/assets/AST 001.yaml", id="a blank"),
        pytest.param("records/assets/:100644 100644 1 2 M", id="what looks like a line of the log"),
        pytest.param("records/assets/AST\n001.yaml", id="a line break"),
        pytest.param("records/assets/Asét.yaml", id="other letters"),
    ],
)
def test_any_name_of_a_file_is_read(name: str, tmp_path: Path) -> None:
    story = begun()
    base = story.tip
    story.commit({name: b"a: 1\n"}, by=Hand("Nama\tAneh", ":0 0"), subject=":100644 judul")

    [(commit, [file])] = read_log(find_repository(story.on_disk(tmp_path)), story.tip, without=(base,))

    assert str(file.path) == name
    assert (commit.author, commit.address, commit.subject) == ("Nama\tAneh", ":0 0", ":100644 judul")


@pytest.mark.parametrize("seconds", ["99999999999999999999", "-5", "0", "253402300799", "x", ""])
def test_any_moment_that_a_commit_claims_is_read(seconds: str, tmp_path: Path) -> None:
    story = begun()
    by = f"Budi <budi@contoh.example> {seconds} +9999"
    tree = story.scribe.tree({**OFFICE, ASSET: asset(quantity="2")})
    commit = f"tree {tree}\nparent {story.tip}\nauthor {by}\ncommitter {by}\n\nubah\n"
    story.tip = story.scribe.put("commit", commit.encode())

    assert told(story.on_disk(tmp_path)) == ["Quantity: 1 becomes 2", "written"]


def test_what_is_no_id_is_refused(tmp_path: Path) -> None:
    repository = find_repository(begun().on_disk(tmp_path))
    with pytest.raises(BadObjectError):
        list(read_log(repository, "--all"))


# ---- What everybody may know


def test_the_public_edition_tells_changes_of_public_fields_without_names_or_words(tmp_path: Path) -> None:
    story = begun()
    path = "records/suppliers/SUP-001.yaml"
    supplier = OFFICE[path]
    later = (
        supplier.replace(b"PT Tautan Misal", b"PT Rahasia Lama")
        .replace(b"Jalan Umpama Nomor 2", b"Jalan Rahasia 3")
        .replace(b"value: 117000000", b"value: 120000000")
        .replace(b"ends: 2027-03-31", b"ends: 2027-04-30")
        .replace(b"criticality: tinggi", b"criticality: kritis")
    )
    story.commit({path: later}, subject="Rahasia")
    story.commit({path: later.replace(b"Jalan Rahasia 3", b"Jalan Umpama Nomor 4")}, subject="Rahasia")
    story.commit({path: supplier})
    root = story.on_disk(tmp_path)

    assert told(root, "SUP-001", Edition.PUBLIC)[1:] == [
        "Name: changed; Criticality: high becomes critical; "
        "Engagements, Ends: 31 March 2027 becomes 30 April 2027; "
        "Engagements, Value: Rp 117,000,000 becomes Rp 120,000,000"
    ]
    workspace = Workspace(root)
    view = replace(view_of(workspace.load(TODAY), Edition.PUBLIC), chronicle=workspace.chronicle())
    html = html_of(view)["pemasok/SUP-001/"]
    assert "History of changes" in html
    for secret in ("Rahasia", "Jalan", "Budi", "budi@contoh.example"):
        assert secret not in html


def test_the_public_edition_says_nothing_of_changes_that_it_does_not_show(tmp_path: Path) -> None:
    story = begun()
    path = "records/evaluations/2026/EVL-2026-001.yaml"
    story.commit({path: OFFICE[path].replace(b"recommendation: lanjut", b"recommendation: pembinaan")})
    root = story.on_disk(tmp_path)

    assert told(root, "EVL-2026-001")[0].startswith("Recommendation: continue becomes guidance")
    assert told(root, "EVL-2026-001", Edition.PUBLIC) == []


# ---- On the page


def test_a_page_tells_its_history_and_folds_what_is_older(tmp_path: Path) -> None:
    story = begun()
    for number in range(2, 8):
        story.commit({ASSET: asset(quantity=str(number))}, subject="<b>Tambah</b>")
    workspace = Workspace(story.on_disk(tmp_path))
    view = replace(view_of(workspace.load(TODAY)), chronicle=workspace.chronicle())

    html = html_of(view)["aset/AST-001/"]

    words = words_of(html)
    assert (
        "History of changes 7 July 2026 · Budi (an address that the roster doesn't know) · <b>Tambah</b>"
        in words
    )
    assert "Quantity: 6 becomes 7" in words
    assert "5 earlier changes 5 July 2026" in words
    assert "Names and days are what the commits claim; only decisions are verified." in words
    assert "<b>Tambah" not in html


def test_a_chronicle_that_knows_nothing_tells_nothing() -> None:
    assert Chronicle().of("AST-001") == ()


def test_a_block_is_told_field_by_field_and_a_criterion_and_a_band_by_their_titles(tmp_path: Path) -> None:
    path = "records/evaluations/2026/EVL-2026-001.yaml"
    lower = OFFICE[path].replace(b"{criterion: tanggap, score: 3", b"{criterion: tanggap, score: 2")
    result = b'result: {score: "3.00", band: baik}\n'
    assert result in lower
    story = begun()
    story.commit({path: lower.replace(result, b"result: {score: null, band: tidak_dinilai}\n")})
    story.commit({path: lower.replace(result, b"")})
    story.commit({path: lower.replace(result, b'result: {score: "2.60", band: cukup}\n')})

    assert told(story.on_disk(tmp_path), "EVL-2026-001") == [
        "Result: new [Score: 2.60, Band: Cukup]",
        "Result: taken away [Band: not rated]",
        "Scores, Tanggap gangguan, Score: 3 becomes 2; Result, Score: taken away; it was 3.00; "
        "Result, Band: Baik becomes not rated",
        "written",
    ]


def test_a_list_in_a_block_has_a_line_for_each_of_its_entries(tmp_path: Path) -> None:
    story = begun()
    path = "records/suppliers/SUP-001.yaml"
    more = b"""\
  - id: 2026-2
    basis: lainnya
    number: 027/2/2026
    signed: 2026-03-09
    starts: 2026-04-01
    ends: 2027-03-31
    documents:
      - {kind: kontrak, number: 027/2/2026, file: attachments/SUP-001/a.pdf}
      - {kind: nda, reason: tidak ada}
"""
    story.commit({path: OFFICE[path].replace(b"engagements:\n", b"engagements:\n" + more)})

    assert told(story.on_disk(tmp_path), "SUP-001")[0].partition("Documents: ")[2] == (
        "[Kind of document contract, File attachments/SUP-001/a.pdf, and Number 027/2/2026, "
        "Kind of document NDA and reason tidak ada]]"
    )


KEY = b"ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIKUkZ5hBTMMyCG9KXlPHCkOUQ0pgYAnyD4e/LQ+X0eG1"


def test_a_key_in_the_list_of_roles_is_told_by_its_fingerprint(tmp_path: Path) -> None:
    story = begun()
    tia = b"{id: tia, name: Tia Contohnya, position: Pengelola Pendukung Layanan"
    keys = b", keys: [{from: 2026-07-02, ssh: " + KEY + b"}]"
    story.commit({ROSTER: OFFICE[ROSTER].replace(tia, tia + keys)})

    assert told(story.on_disk(tmp_path), "roster") == [
        "People, Tia Contohnya, Keys, 2 July 2026 SHA256:4d0PlTnJ8EKiXPCHZPMe92K/ilSrV+N7…: new "
        "[From: 2 July 2026, SSH key: SHA256:4d0PlTnJ8EKiXPCHZPMe92K/ilSrV+N7c/h54nfd2tA]",
        "written",
    ]
