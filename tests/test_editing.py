"""Writing records back: what is not changed stays, byte for byte."""

import difflib
import os
import stat
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lpsedocs.editing import (
    Append,
    Change,
    Put,
    annotated,
    canonical,
    create,
    create_tree,
    drafted,
    edited,
    replace,
    writable_place,
)
from lpsedocs.editing.places import comments_in, places_in
from lpsedocs.editing.rendering import written, written_inline, written_item
from lpsedocs.findings import Refusal, Route
from lpsedocs.language import ENGLISH
from lpsedocs.models import Kind, kind_at_or_none, kind_named
from lpsedocs.models.asset import Asset
from lpsedocs.models.requirement import Requirement
from lpsedocs.models.supplier import Supplier
from lpsedocs.source import Plain, Source, parse_source

ROOT = Path(__file__).parent.parent
RECORDS = sorted((ROOT / "records").rglob("*.yaml"))


def source_of(text: str) -> Source:
    return parse_source(PurePosixPath("records/suppliers/SUP-001.yaml"), text.encode())


def changed(text: str, *changes: Change) -> str:
    return edited(source_of(text), Supplier, changes).decode()


def refused(text: str, *changes: Change) -> str:
    with pytest.raises(Refusal) as caught:
        changed(text, *changes)
    return ENGLISH.say(caught.value.message)


# ---- A value in the text as somebody wrote it


@pytest.mark.parametrize(
    ("before", "change", "after"),
    [
        pytest.param(
            "id: SUP-001   # nomor\nname:  Lama  # nama\n",
            Put(("name",), "Baru"),
            "id: SUP-001   # nomor\nname:  Baru  # nama\n",
            id="a text on its line, with the blanks and the comment around it",
        ),
        pytest.param(
            "id: SUP-001\nnpwp: null\n",
            Put(("npwp",), "0999999990001000"),
            'id: SUP-001\nnpwp: "0999999990001000"\n',
            id="digits that are no number get quotes",
        ),
        pytest.param(
            "ended:   # belum\nid: x\n", Put(("ended",), None), "ended: null   # belum\nid: x\n", id="nothing"
        ),
        pytest.param(
            "listed: {by: budi,   date: 2026-01-02}\n",
            Put(("listed", "date"), "2026-01-03"),
            "listed: {by: budi,   date: 2026-01-03}\n",
            id="a value among brackets",
        ),
        pytest.param(
            "id: SUP-001\nservices: [internet]\n",
            Put(("legal_form",), "PT"),
            "id: SUP-001\nlegal_form: PT\nservices: [internet]\n",
            id="a new key stands where the model has it",
        ),
        pytest.param(
            "listed: {by: budi}\n",
            Put(("listed", "date"), "2026-01-03"),
            "listed: {by: budi, date: 2026-01-03}\n",
            id="a new key among brackets",
        ),
        pytest.param(
            "engagements:\n  # yang pertama\n  - id: 2026-1\n    number: A/1\n\n# akhir\nended: null\n",
            Put(("engagements", 0, "documents"), [{"kind": "nda", "none": "Tidak ada"}]),
            "engagements:\n  # yang pertama\n  - id: 2026-1\n    number: A/1\n    documents:\n"
            "      - {kind: nda, none: Tidak ada}\n\n# akhir\nended: null\n",
            id="a list in a mapping of a list, before what follows",
        ),
        pytest.param(
            "updates: []   # kosong\nid: x\n",
            Append(("updates",), {"by": "budi", "date": "2026-01-02", "what": "Alamat"}),
            "updates:   # kosong\n  - {by: budi, date: 2026-01-02, what: Alamat}\nid: x\n",
            id="the first item of an empty list",
        ),
        pytest.param(
            "updates:\n- {by: budi}   # satu\n# dua\nid: x\n",
            Append(("updates",), {"by": "tia"}),
            "updates:\n- {by: budi}   # satu\n- {by: tia}\n# dua\nid: x\n",
            id="an item below others, at their dash",
        ),
        pytest.param(
            "updates:\n  - by: budi\n    what: |\n      panjang\n",
            Append(("updates",), {"by": "tia", "what": "a"}),
            "updates:\n  - by: budi\n    what: |\n      panjang\n  - by: tia\n    what: a\n",
            id="an item below others, in their style",
        ),
        pytest.param(
            "services: [internet]\n",
            Append(("services",), "hosting"),
            "services: [internet, hosting]\n",
            id="a word among brackets",
        ),
        pytest.param(
            "id: SUP-001\n",
            Append(("services",), "hosting"),
            "id: SUP-001\nservices: [hosting]\n",
            id="a list that wasn't there",
        ),
        pytest.param(
            "address: Jalan A\nid: x\n",
            Put(("address",), "Jalan A\nNomor 2\n"),
            "address: |\n  Jalan A\n  Nomor 2\nid: x\n",
            id="several lines",
        ),
        pytest.param(
            "address: |\n  Jalan A\n  Nomor 2\n\n# kota\ncity: B\n",
            Put(("address",), "Jalan C"),
            "address: Jalan C\n\n# kota\ncity: B\n",
            id="one line in place of several",
        ),
        pytest.param(
            "listed:\n  by: budi\n  date: 2026-01-02\nid: x\n",
            Put(("listed",), {"by": "tia", "date": "2026-01-03"}),
            "listed: {by: tia, date: 2026-01-03}\nid: x\n",
            id="a mapping in place of lines",
        ),
        pytest.param(
            "engagements:\n  - id: 2026-1\n    documents:\n      - {kind: kak, record: KAK-2026-001}\n"
            "      - {kind: nda, none: -}   # belum\n      - {kind: sla, none: x}\n",
            Put(("engagements", 0, "documents", 1), {"kind": "nda", "archive": "Lemari 1"}),
            "engagements:\n  - id: 2026-1\n    documents:\n      - {kind: kak, record: KAK-2026-001}\n"
            "      - {kind: nda, archive: Lemari 1}\n      - {kind: sla, none: x}\n",
            id="an item of a list",
        ),
        pytest.param("name: A\nid: x", Put(("id",), "y"), "name: A\nid: y", id="a last line without an end"),
    ],
)
def test_a_change_touches_its_own_lines_only(before: str, change: Change, after: str) -> None:
    assert changed(before, change) == after


def test_several_changes_follow_each_other() -> None:
    text = changed(
        "id: SUP-001\n",
        Put(("name",), "PT A"),
        Append(("services",), "internet"),
        Append(("services",), "hosting"),
    )

    assert text == "id: SUP-001\nname: PT A\nservices: [internet, hosting]\n"


def test_a_file_with_a_trouble_is_refused() -> None:
    assert refused("id: &a SUP-001\n", Put(("name",), "A")).startswith(
        "records/suppliers/SUP-001.yaml:1: the file can't be changed before this is mended: '&a' is an anchor"
    )


def test_what_has_no_safe_place_is_refused_with_the_value_to_write() -> None:
    assert refused("listed: {by, date: 2026-01-02}\n", Put(("listed", "by"), "budi")) == (
        "records/suppliers/SUP-001.yaml: 'listed.by' can't be written into the file as it is laid out; "
        "write it there by hand, with this value: budi"
    )


def routes_in(data: Plain, route: Route = ()) -> Iterator[tuple[Route, Plain]]:
    items: Iterator[tuple[str | int, Plain]] = iter(())
    if isinstance(data, dict):
        items = iter(data.items())
    elif isinstance(data, list):
        items = iter(enumerate(data))
    for key, value in items:
        yield (*route, key), value
        yield from routes_in(value, (*route, key))


def kind_of(path: Path) -> Kind:
    kind = kind_at_or_none(PurePosixPath(path.relative_to(ROOT / "records").as_posix()))
    assert kind is not None
    return kind


def read(path: Path) -> Source:
    return parse_source(PurePosixPath(path.relative_to(ROOT).as_posix()), path.read_bytes())


VALUES = st.sampled_from(
    [
        "kata",
        3,
        None,
        True,
        "010",
        "a: b, [c] #d",
        "dua\nbaris\n",
        ["x", "y"],
        {"by": "budi", "date": "2026-01-02"},
        [{"what": "v" * 70, "due": "w" * 70}],
        [],
        {},
        "x" * 150,
    ]
)


@given(data=st.data())
def test_any_key_of_any_record_changes_alone(data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(RECORDS))
    source = read(path)
    routes = [route for route, _ in routes_in(source.data) if isinstance(route[-1], str)]
    route = data.draw(st.sampled_from(routes))
    around = places_in(source.text).at(route[:-1])
    entry = around.entry(route[-1]) if around else None
    assert entry is not None
    own = range(source.text.count("\n", 0, entry.start), source.text.count("\n", 0, entry.value.end) + 1)

    text = edited(source, kind_of(path).model, [Put(route, data.draw(VALUES))]).decode()

    before, after = source.text.splitlines(), text.splitlines()
    for tag, start, end, _, _ in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        assert tag == "equal" or (own.start <= start and end <= own.stop)


@given(data=st.data())
def test_any_list_of_any_record_grows_alone(data: st.DataObject) -> None:
    path = data.draw(st.sampled_from([path for path in RECORDS if any(_lists(read(path)))]))
    source = read(path)
    route = data.draw(st.sampled_from(list(_lists(source))))

    text = edited(source, kind_of(path).model, [Append(route, data.draw(VALUES))]).decode()

    gone = [
        line for line in difflib.ndiff(source.text.splitlines(), text.splitlines()) if line.startswith("- ")
    ]
    assert len(gone) <= 1  # the line of a list among brackets


def _lists(source: Source) -> Iterator[Route]:
    return (route for route, value in routes_in(source.data) if isinstance(value, list))


LETTERS = st.characters(
    codec="utf-8", exclude_categories=("Cs", "Cc", "Cf", "Zl", "Zp", "Cn", "Co"), include_characters="\n"
)
TEXTS = st.text(LETTERS, max_size=60)
PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**20), 10**20) | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS.filter(bool), inner, max_size=3),
    max_leaves=8,
)


@given(PLAIN)
def test_every_value_reads_back_as_itself(value: Plain) -> None:
    whole = written(value)
    item = "\n".join(written_item(value))
    for text, due in (
        ("\n".join([f"key: {whole.head}".rstrip(" "), *whole.body]), value),
        (f"key:\n{item}", [value]),
        (f"key: [{written_inline(value)}]", [value]),
    ):
        source = source_of(text + "\n")
        assert (source.data, source.troubles) == ({"key": due}, ())


def test_digests_stand_in_quotes_whatever_their_letters_are() -> None:
    assert written("12345678901234567890123456789012e4").head == '"12345678901234567890123456789012e4"'


# ---- The canonical layout


@pytest.mark.parametrize("path", RECORDS, ids=lambda path: path.stem)
def test_the_example_records_are_laid_out_so(path: Path) -> None:
    if kind_of(path).name != "roster":
        assert canonical(read(path), kind_of(path).model) == path.read_bytes()


def laid_out(text: str) -> str:
    return canonical(
        parse_source(PurePosixPath("records/assets/AST-001.yaml"), text.encode()), Asset
    ).decode()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(
            "# kepala\n\n# jumlah\nquantity:    2\n# nomor\nid:   AST-001   # ya\n\n# akhir\n",
            "# kepala\n\n# nomor\nid: AST-001     # ya\n# jumlah\nquantity: 2\n\n# akhir\n",
            id="keys in order, each with the comments above it",
        ),
        pytest.param("id: AST-001\r\nname: x", "id: AST-001\nname: x\n", id="line ends"),
        pytest.param(
            "id: 'AST-001'\nacquired:\n", "id: 'AST-001'\nacquired: null\n", id="nothing is written out"
        ),
        pytest.param("{id: AST-001, name: x}\n", "{id: AST-001, name: x}\n", id="brackets stay"),
        pytest.param(
            "acquired: 0o17\nquantity: 010\n", "quantity: 010\nacquired: 0o17\n", id="numbers stay as written"
        ),
        pytest.param(
            "name: x\nspecification: "
            + "Bahan jati\n  dengan sandaran, dicat dua kali, kaki besi, sudut tumpul, dapat ditumpuk, "
            + "garansi dua tahun, termasuk pengiriman dan pemasangan\n",
            "name: x\nspecification: >-\n  Bahan jati dengan sandaran, dicat dua kali, kaki besi, "
            "sudut tumpul, dapat ditumpuk, garansi dua tahun,\n  termasuk pengiriman dan pemasangan\n",
            id="a long text over several lines is folded",
        ),
    ],
)
def test_the_canonical_layout(before: str, after: str) -> None:
    assert laid_out(before) == after
    assert laid_out(after) == after


def test_long_brackets_over_several_lines_open() -> None:
    text = (
        "id: KEB-2026-001\nsubmitted: {by: agus,\n  date: 2026-01-02, to: budi}\n"
        "budget: {by: budi, date: 2026-01-02,\n  result: disetujui, "
        "document: {kind: DPA, number: DPA/1/2026, date: 2026-01-05, approved_by: Kepala Biro}}\n"
    )
    source = parse_source(PurePosixPath("records/requirements/2026/KEB-2026-001.yaml"), text.encode())

    assert canonical(source, Requirement).decode() == (
        "id: KEB-2026-001\nsubmitted: {by: agus, date: 2026-01-02, to: budi}\nbudget:\n  by: budi\n"
        "  date: 2026-01-02\n  result: disetujui\n"
        "  document: {kind: DPA, number: DPA/1/2026, date: 2026-01-05, approved_by: Kepala Biro}\n"
    )


@given(data=st.data())
def test_the_layout_is_settled_and_loses_nothing(data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(RECORDS))
    kind = kind_of(path)
    source = parse_source(PurePosixPath("x.yaml"), _disturbed(data, read(path).text).encode())
    if not source.is_clean:
        return

    try:
        content = canonical(source, kind.model)
    except Refusal:
        return

    again = parse_source(source.path, content)
    assert again.data == source.data
    assert canonical(again, kind.model) == content
    assert comments_in(content.decode()) == comments_in(source.text)


def _disturbed(data: st.DataObject, text: str) -> str:
    """Put comments and blank lines anywhere, and move blocks of lines."""
    lines = text.splitlines()
    for number in data.draw(st.lists(st.integers(0, len(lines)), max_size=4)):
        indent = " " * data.draw(st.sampled_from([0, 2, 4, 6]))
        lines.insert(number, data.draw(st.sampled_from([f"{indent}# catatan", "", "# -", f"{indent}#"])))
    for number in data.draw(st.lists(st.integers(0, len(lines) - 1), max_size=3)):
        lines[number] += data.draw(st.sampled_from(["  # di ujung", "   ", " # a: b"]))
    if data.draw(st.booleans()):
        start = next((n for n, line in enumerate(lines) if n > 2 and line[:1].isalpha()), len(lines))
        lines = lines[start:] + lines[:start]
    return "\n".join(lines) + "\n"


def test_a_text_with_a_trouble_is_not_laid_out() -> None:
    with pytest.raises(Refusal) as caught:
        laid_out("id: AST-001\nname: [x\n")

    assert ENGLISH.say(caught.value.message).startswith("records/assets/AST-001.yaml:")
    assert ENGLISH.say(caught.value.message).endswith("; mend it first")


def test_what_would_lose_a_comment_is_left_alone() -> None:
    with pytest.raises(Refusal) as caught:
        laid_out("id: {a: 1, # satu\n  b: 2}\n")

    assert ENGLISH.say(caught.value.message) == (
        "records/assets/AST-001.yaml can't be laid out anew without losing something; "
        "move comments out of brackets and give each a line of its own"
    )


def test_a_text_that_only_our_reader_takes_is_left_alone() -> None:
    text = "sections:\n  a: |\n   \n    AST-001\n"
    assert source_of(text).is_clean

    with pytest.raises(Refusal, match="laid out anew"):
        laid_out(text)
    assert "can't be written into the file as it is laid out" in refused(text, Put(("name",), "A"))


# ---- Labels


def test_each_key_is_named_where_it_first_stands() -> None:
    text = annotated(
        "id: KEB-2026-001\nitems:\n  - description: Kursi\n    quantity: 2\n"
        "  - description: Meja\n    quantity: 1\n"
        "submitted: {by: agus, date: 2026-01-02}\n",
        Requirement,
        ENGLISH,
    )

    assert text == (
        "# Id: The id, which is also the file's name.\nid: KEB-2026-001\n\n"
        "# Items: What is needed, one by one.\nitems:\n"
        "  # Description: What is needed.\n  - description: Kursi\n"
        "    # Quantity: How many.\n    quantity: 2\n"
        "  - description: Meja\n    quantity: 1\n\n"
        "# Submitted: Step 1.2: handed to the Pengelola. (by: By; date: Date)\n"
        "submitted: {by: agus, date: 2026-01-02}\n"
    )


def test_a_draft_keeps_what_comes_later_in_comments() -> None:
    text = drafted(
        {"unit": "unit", "id": "AST-001"}, kind_named("asset").model, ENGLISH, {"name": "write the name"}
    )

    assert source_of(text).data == {"id": "AST-001", "unit": "unit"}
    assert "# Name: What it is.\n# name:\n# write the name\n" in text
    assert text.index("id: AST-001") < text.index("unit: unit")


# ---- Files


def test_a_file_is_made_whole_with_its_folders(tmp_path: Path) -> None:
    create(tmp_path / "a" / "b.yaml", b"id: x\n")

    assert (tmp_path / "a" / "b.yaml").read_bytes() == b"id: x\n"
    assert [path.name for path in (tmp_path / "a").iterdir()] == ["b.yaml"]
    umask = os.umask(0)
    os.umask(umask)
    assert stat.S_IMODE((tmp_path / "a" / "b.yaml").stat().st_mode) == 0o666 & ~umask


def test_an_existing_file_is_never_overwritten(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"old")

    with pytest.raises(Refusal, match="is there already"):
        create(tmp_path / "a", b"new")

    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"a": b"old"}


def test_a_file_is_replaced_only_while_it_is_what_was_read(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"old")
    path.chmod(0o640)

    replace(path, b"new", read=b"old")
    with pytest.raises(Refusal, match="changed by somebody else"):
        replace(path, b"newer", read=b"old")

    assert path.read_bytes() == b"new"
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


@pytest.mark.parametrize("place", ["records/a.yaml", "records/link/a.yaml"])
def test_nothing_is_written_through_a_symbolic_link(tmp_path: Path, place: str) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "a.yaml").write_bytes(b"x")
    root = tmp_path / "office"
    (root / "records").mkdir(parents=True)
    (root / "records" / "a.yaml").symlink_to(outside / "a.yaml")
    (root / "records" / "link").symlink_to(outside)

    with pytest.raises(Refusal, match="symbolic link"):
        writable_place(root, PurePosixPath(place))
    with pytest.raises(Refusal):
        replace(root / "records" / "a.yaml", b"y", read=b"x")


@pytest.mark.parametrize("there", ["nothing", "an empty repository"])
def test_a_tree_is_written_whole_or_not_at_all(
    tmp_path: Path, there: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    target, exists = tmp_path / "office", there != "nothing"
    if exists:
        target.mkdir()
        (target / ".git").mkdir()
    files = {PurePosixPath("a/b"): b"1", PurePosixPath("c"): b"2"}
    real = Path.rename

    def breaks(self: Path, other: Path) -> Path:
        if self.name in ("c", *([] if exists else [self.name])) and "office" in str(other):
            raise OSError("no space")
        return real(self, other)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "rename", breaks)
        with pytest.raises(OSError, match="no space"):
            create_tree(target, files)
    left = sorted(path.name for path in tmp_path.rglob("*"))
    assert left == ([".git", "office"] if exists else [])

    create_tree(target, files)
    assert (target / "a" / "b").read_bytes() + (target / "c").read_bytes() == b"12"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["office"]
