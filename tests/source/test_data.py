"""What a text means: its data, and the place of each value."""

import hashlib
import math
import subprocess
import sys
from decimal import Decimal

import pytest
import yaml

from lpsedocs.findings import Location, say
from lpsedocs.source import SYMBOLIC_LINK, TOO_LARGE, unreadable
from lpsedocs.source.reader import find_parser
from tests.source.reading import PATH, RECORD, place, read, told

# ---- What a text means


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        pytest.param("no", "no", id="no is a text"),
        pytest.param("yes", "yes", id="yes is a text"),
        pytest.param("on", "on", id="on is a text"),
        pytest.param("true", True, id="true"),
        pytest.param("True", True, id="True"),
        pytest.param("TRUE", True, id="TRUE"),
        pytest.param("tRUE", "tRUE", id="true in odd case is a text"),
        pytest.param("false", False, id="false"),
        pytest.param("null", None, id="null"),
        pytest.param("NULL", None, id="NULL"),
        pytest.param("~", None, id="a tilde is nothing"),
        pytest.param("", None, id="nothing is nothing"),
        pytest.param("0", 0, id="zero"),
        pytest.param("-12", -12, id="a negative integer"),
        pytest.param("+12", 12, id="an integer with its sign"),
        pytest.param("010", 10, id="leading zeros don't make it octal"),
        pytest.param("0o10", 8, id="octal"),
        pytest.param("0x1F", 31, id="hexadecimal"),
        pytest.param("-0x1F", "-0x1F", id="only decimal numbers have a sign"),
        pytest.param("0b1", "0b1", id="binary is a text"),
        pytest.param("1_000", "1_000", id="digits with an underscore are a text"),
        pytest.param("1.000.000", "1.000.000", id="an amount with points is a text"),
        pytest.param("2026-02-30", "2026-02-30", id="a date stays text"),
        pytest.param("12:30:45", "12:30:45", id="a time of day stays text"),
        pytest.param("3.50", Decimal("3.50"), id="a decimal keeps its places"),
        pytest.param("0.1", Decimal("0.1"), id="a decimal is exact"),
        pytest.param("-.5", Decimal("-0.5"), id="a decimal without its zero"),
        pytest.param("1.", Decimal(1), id="a decimal without places"),
        pytest.param("1e3", Decimal(1000), id="an exponent"),
        pytest.param("1E+3", Decimal(1000), id="an exponent with its sign"),
        pytest.param("e3", "e3", id="an exponent alone is a text"),
        pytest.param(".", ".", id="a point alone is a text"),
        pytest.param("٣", "٣", id="other digits are a text"),
        pytest.param(".inf", math.inf, id="infinite"),
        pytest.param("-.INF", -math.inf, id="negative infinite"),
        pytest.param("inf", "inf", id="inf without its point is a text"),
        pytest.param("=", "=", id="an equals sign is a text"),
        pytest.param("<<", "<<", id="two less-than signs are a text"),
        pytest.param("'no'", "no", id="quoted text"),
        pytest.param("'010'", "010", id="a quoted number is a text"),
        pytest.param('"tab\\tulator \\u00e9"', "tab\tulator é", id="an escape for a tab is allowed"),
        pytest.param("a # b", "a", id="a comment"),
        pytest.param("a#b", "a#b", id="a hash inside a word"),
        pytest.param("|\n  satu\n  dua\n", "satu\ndua\n", id="a block text"),
        pytest.param("|\n  satu", "satu\n", id="a block text without the last line break"),
        pytest.param(">-\n  satu\n  dua\n", "satu dua", id="a folded text"),
    ],
)
def test_a_plain_value_means_what_yaml_1_2_says(written, meant):
    source = read(f"value: {written}")

    assert source.troubles == ()
    assert source.is_clean
    assert source.data == {"value": meant}
    assert type(source.data["value"]) is type(meant)


def test_not_a_number_is_a_float():
    assert math.isnan(read("value: .NaN").data["value"])


def test_keys_are_the_text_that_was_written():
    source = read("4: empat\n010: sepuluh\n1.50: satu\nno: tidak\ntrue: benar\nnull: kosong\n'': hampa\n")

    assert source.troubles == ()
    assert list(source.data) == ["4", "010", "1.50", "no", "true", "null", ""]


def test_a_merge_key_is_only_a_key():
    assert read("<<: {a: 1}\nb: 2\n").data == {"<<": {"a": 1}, "b": 2}


def test_a_line_of_equals_signs_in_a_text_is_text():
    source = read("reason: |\n  Judul\n  =======\n  isi\n")

    assert source.troubles == ()
    assert source.data == {"reason": "Judul\n=======\nisi\n"}


def test_one_document_may_be_marked_as_such():
    source = read("---\nid: AST-001\n...\n")

    assert source.troubles == ()
    assert source.data == {"id": "AST-001"}


# ---- What is still data


@pytest.mark.parametrize(
    ("written", "data"),
    [
        pytest.param("a: 1\na: 2\n", {"a": 1}, id="a duplicate key: the first value"),
        pytest.param("a: &x 1\n", {"a": 1}, id="an anchor: the value"),
        pytest.param("a: !!str 1\n", {"a": 1}, id="a tag: the value as if it were not there"),
        pytest.param("a: b\0\n", {"a": "b\ufffd"}, id="a control character: a sign in its place"),
        pytest.param("a: b\u202e\n", {"a": "b\ufffd"}, id="a bidirectional character: a sign in its place"),
        pytest.param(
            'a\u202e: "b\\0\\u202e\\\\"\n', {"a\ufffd": "b\ufffd\ufffd\\"}, id="what escapes make: the same"
        ),
        pytest.param("a: b\tc\n", {"a": "b\tc"}, id="a tab: itself"),
    ],
)
def test_a_text_with_lesser_troubles_is_readable_but_not_clean(written, data):
    source = read(written)

    assert (source.is_readable, source.is_clean) == (True, False)
    assert source.data == data


@pytest.mark.parametrize(
    "written",
    [
        pytest.param("a: &x 1\nb: *x\n", id="an alias"),
        pytest.param("a: 1\n---\n", id="a second document"),
        pytest.param("[a]: 1\n", id="a list as key"),
        pytest.param("a: 1e99\n", id="a number that nobody means"),
        pytest.param("a: [\n", id="not YAML"),
        pytest.param("%A\n---\na: 1\n", id="a directive"),
        pytest.param("a: 1\n>>>>>>> x\n", id="a merge conflict"),
        pytest.param(b"a: \xff\n", id="not UTF-8"),
        pytest.param("", id="nothing"),
    ],
)
def test_a_text_with_greater_troubles_has_no_data(written):
    source = read(written)

    assert (source.is_readable, source.is_clean) == (False, False)
    assert source.data is None
    assert place(source, "a") == "1:1"


def test_a_list_keeps_its_data_but_is_not_readable():
    source = read("- 1\n")

    assert (source.is_readable, source.data) == (False, [1])


def test_what_is_never_read_has_the_trouble_it_was_given():
    source = unreadable(PATH, SYMBOLIC_LINK)

    assert told(source) == [
        "1:1 symbolic-link: "
        "this is a symbolic link, which may lead anywhere; put the file itself in its place"
    ]
    assert (source.data, source.is_readable, source.text) == (None, False, "")
    assert unreadable(PATH, TOO_LARGE).troubles == (TOO_LARGE,)


# ---- Places


@pytest.mark.parametrize(
    ("route", "key", "value"),
    [
        pytest.param((), "2:1", "2:1", id="the whole"),
        pytest.param(("id",), "2:1", "2:5", id="a text"),
        pytest.param(("na 日",), "3:1", "3:9", id="after wide characters"),
        pytest.param(("reason",), "4:1", "4:9", id="a block text begins with its sign"),
        pytest.param(("items",), "6:1", "7:3", id="a list begins with its first dash"),
        pytest.param(("items", 0), "7:5", "7:5", id="an item is its own key"),
        pytest.param(("items", 0, "unit"), "7:19", "7:25", id="a key inside braces"),
        pytest.param(("items", 1), "9:5", "9:5", id="an item below its dash"),
        pytest.param(("items", 1, "quantity"), "9:5", "9:15", id="a key of an item"),
        pytest.param(("items", 2, 0), "10:7", "10:7", id="a list in a list"),
        pytest.param(("items", 2, 1), "11:6", "11:6", id="an empty item: behind its dash"),
        pytest.param(("origin",), "13:1", "13:8", id="an empty value: behind its colon"),
        pytest.param(("meaning", "4"), "14:11", "14:14", id="a number as key"),
        pytest.param(("meaning", 4), "14:11", "14:14", id="a number as key, by the number"),
        pytest.param(("meaning", "b"), "14:20", "14:21", id="a key without a colon"),
        pytest.param(("note",), "15:1", "15:7", id="a folded text"),
        pytest.param(("nothing",), "2:1", "2:1", id="what is not there: the whole"),
        pytest.param(("items", 0, "price"), "7:5", "7:5", id="what is not there: the mapping around it"),
        pytest.param(("items", 7, "unit"), "7:3", "7:3", id="what is not there: the list around it"),
        pytest.param(("id", "deeper"), "2:5", "2:5", id="nothing is inside a text"),
        pytest.param(("items", "0"), "7:3", "7:3", id="a text is no place in a list"),
    ],
)
def test_a_route_leads_to_its_key_and_to_its_value(route, key, value):
    source = read(RECORD)

    assert source.troubles == ()
    assert (place(source, *route, key=True), place(source, *route)) == (key, value)


def test_a_place_names_its_file():
    assert read("a: b\n").locate(("a",)) == Location(PATH, 1, 4)


def test_a_route_through_a_duplicate_key_leads_to_the_first():
    source = read("a: {x: 1}\na: {x: 2, y: 3}\n")

    assert place(source, "a", "x") == "1:8"
    assert place(source, "a", "y") == "1:4"


def test_the_lines_of_a_source_are_counted_from_one():
    source = read("a: 1\nb: \u20282")

    assert [source.line(number) for number in (0, 1, 2, 3)] == ["", "a: 1", "b: \u20282", ""]


def test_bytes_that_are_no_utf_8_can_still_be_shown():
    assert read(b"a: \xff\n").line(1) == "a: \ufffd"


def test_a_source_knows_the_hash_of_its_bytes():
    content = b"\xef\xbb\xbfa: 1\r\n"

    assert read(content).sha256 == hashlib.sha256(content).hexdigest()


def test_sources_of_the_same_bytes_are_equal_and_can_be_keys():
    assert {read("a: [1]\n"): 1}[read("a: [1]\n")] == 1
    assert read("a: 1\n") != read("a: 2\n")
    assert say("x") == say("x")


# ---- Without libyaml


def test_libyaml_reads_where_it_is_and_what_reads_in_its_place_is_told(monkeypatch):
    assert find_parser() is yaml.CBaseLoader

    monkeypatch.setattr(yaml, "__with_libyaml__", False)
    with pytest.warns(RuntimeWarning, match="PyYAML is installed without its C extension"):
        assert find_parser() is yaml.BaseLoader


def test_without_libyaml_the_reader_says_so_and_reads_the_same():
    script = (
        "import sys; sys.modules['yaml._yaml'] = None\n"
        "from pathlib import PurePosixPath\n"
        "from lpsedocs.source import parse_source\n"
        "source = parse_source(PurePosixPath('a.yaml'), sys.stdin.buffer.read())\n"
        "print(source.data, source.troubles, source.locate(('note',)))\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", script], input=RECORD.encode(), capture_output=True, check=True, timeout=60
    )

    assert b"RuntimeWarning: PyYAML is installed without its C extension" in run.stderr
    assert run.stdout.decode() == f"{read(RECORD).data} () a.yaml:15:7\n"
