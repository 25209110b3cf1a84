"""What the reader makes of a text: its data, the place of each value, and what it says is wrong."""

import hashlib
import json
import math
import subprocess
import sys
import time
from collections import Counter
from decimal import Decimal
from io import StringIO
from pathlib import PurePosixPath

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from lpsedocs.findings import Location, say
from lpsedocs.source import SYMBOLIC_LINK, TOO_LARGE, parse_source, unreadable
from lpsedocs.source.reader import find_parser

PATH = PurePosixPath("records/assets/AST-001.yaml")


def read(text):
    return parse_source(PATH, text if isinstance(text, bytes) else text.encode())


def told(source):
    return [
        f"{trouble.line}:{trouble.column} {trouble.kind}: "
        + trouble.message.template.format(**dict(trouble.message.values))
        for trouble in source.troubles
    ]


def place(source, *route, key=False):
    location = source.locate(route, key=key)
    return f"{location.line}:{location.column}"


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


# ---- Troubles


@pytest.mark.parametrize(
    ("written", "due"),
    [
        pytest.param(
            b"id: AST-001\nname: Caf\xe9\n",
            ["2:10 not-utf8: the byte 0xE9 is not UTF-8; save the file as UTF-8"],
            id="Latin-1",
        ),
        pytest.param(
            "id: AST-001\n".encode("utf-16"),
            ["1:1 not-utf8: the file is in UTF-16; save it as UTF-8"],
            id="UTF-16",
        ),
        pytest.param(
            "id: x\r\nnäme: \ud800\r\n".encode(errors="surrogatepass"),
            ["2:7 not-utf8: the byte 0xED is not UTF-8; save the file as UTF-8"],
            id="half a pair, after a wide character and a Windows line end",
        ),
        pytest.param(
            "id: x\nname: a\0b\x7f\n",
            [
                "2:8 control-character: the hidden character U+0000 stands here; delete it",
                "2:10 control-character: the hidden character U+007F stands here; delete it",
            ],
            id="control characters, each",
        ),
        pytest.param(
            "a: x\x85y\u2028z\u2029\n",
            [
                "1:5 control-character: the hidden character U+0085 stands here; delete it",
                "1:7 control-character: the hidden character U+2028 stands here; delete it",
                "1:9 control-character: the hidden character U+2029 stands here; delete it",
            ],
            id="what ends a line in YAML 1.1 only",
        ),
        pytest.param(
            'a: "b\\0"\nc: "\\u202e"\n',
            [
                "1:4 control-character: "
                "an escape in this text stands for the hidden character U+0000; delete it",
                "2:4 bidi-character: "
                "an escape in this text stands for the hidden character U+202E; delete it",
            ],
            id="hidden characters made by escapes",
        ),
        pytest.param(
            'a: "b\ufeff\\n"\n',
            ["1:6 byte-order-mark: the hidden character U+FEFF stands here; delete it"],
            id="a hidden character beside an escape",
        ),
        pytest.param(
            'a: "\u202ex\\t"\nb: \u202ey\n',
            [
                "1:5 bidi-character: the hidden character U+202E stands here; delete it",
                "2:4 bidi-character: the hidden character U+202E stands here; delete it",
            ],
            id="a hidden character that stands there itself is made by no escape",
        ),
        pytest.param(
            "# \u2066x\nid: \u202ex\n",
            [
                "1:3 bidi-character: the hidden character U+2066 stands here; delete it",
                "2:5 bidi-character: the hidden character U+202E stands here; delete it",
            ],
            id="bidirectional characters, in comments too",
        ),
        pytest.param(
            "id: x\nname: >\n  a\ufeff\n",
            ["3:4 byte-order-mark: the hidden character U+FEFF stands here; delete it"],
            id="a byte-order mark in the middle",
        ),
        pytest.param(
            "a: x\ty\nb:\tz\n",
            ["1:5 tab: a tab stands here; replace every tab in the file by spaces"],
            id="tabs, once",
        ),
        pytest.param(
            "a:\n\t- b\n",
            ["2:1 tab: a tab stands here; replace every tab in the file by spaces"],
            id="indentation by a tab is no second trouble",
        ),
        pytest.param(
            "id: AST-001\n<<<<<<< HEAD\nname: a\n||||||| 1f\nname: c\n=======\nname: b\n>>>>>>> cabang\n",
            [
                "2:1 merge-conflict: "
                "a merge conflict begins here; keep what is right and delete the lines of signs"
            ],
            id="a merge conflict is one trouble",
        ),
        pytest.param(
            "<<<<<<< a\n=======\n>>>>>>> b\nx: y\n>>>>>>> b\n",
            [
                "1:1 merge-conflict: "
                "a merge conflict begins here; keep what is right and delete the lines of signs",
                "5:1 merge-conflict: "
                "a merge conflict begins here; keep what is right and delete the lines of signs",
            ],
            id="what is left of a second conflict",
        ),
        pytest.param(
            "id: x\nby: a\nitems:\n  - {by: b, by: c}\nby: d\n'by': e\n",
            [
                "4:13 duplicate-key: the key 'by' stands twice in one mapping; the first is in line 4",
                "5:1 duplicate-key: the key 'by' stands twice in one mapping; the first is in line 2",
                "6:1 duplicate-key: the key 'by' stands twice in one mapping; the first is in line 2",
            ],
            id="duplicate keys, each",
        ),
        pytest.param(
            "meaning: {4: baik, '4': buruk}\n",
            ["1:20 duplicate-key: the key '4' stands twice in one mapping; the first is in line 1"],
            id="a number and a text can be one key",
        ),
        pytest.param(
            "a: {x: {y: 1}}\na: {x: {y: 1, y: 2}}\n",
            [
                "2:1 duplicate-key: the key 'a' stands twice in one mapping; the first is in line 1",
                "2:15 duplicate-key: the key 'y' stands twice in one mapping; the first is in line 2",
            ],
            id="the second value is read for itself",
        ),
        pytest.param(
            "a: &x 1\nb: [&y 2, 3]\n&z c: 4\n",
            [
                "1:4 anchor: '&x' is an anchor; delete it, or put a text with '&' in quotes",
                "2:5 anchor: '&y' is an anchor; delete it, or put a text with '&' in quotes",
                "3:1 anchor: '&z' is an anchor; delete it, or put a text with '&' in quotes",
            ],
            id="anchors, each",
        ),
        pytest.param(
            "a: &x [*x]\nb: *x\n*x : c\n",
            [
                "1:4 anchor: '&x' is an anchor; delete it, or put a text with '&' in quotes",
                "1:8 alias: '*x' is an alias; write out what it stands for, or put a text with '*' in quotes",
                "2:4 alias: '*x' is an alias; write out what it stands for, or put a text with '*' in quotes",
                "3:1 alias: '*x' is an alias; write out what it stands for, or put a text with '*' in quotes",
            ],
            id="aliases, each",
        ),
        pytest.param(
            "a: !!str 5\nb: ! 6\nc: !x [!y 7]\n!z d: e\n",
            [
                "1:4 tag: '!!str' is a tag; delete it, or put a text with '!' in quotes",
                "2:4 tag: '!' is a tag; delete it, or put a text with '!' in quotes",
                "3:4 tag: '!x' is a tag; delete it, or put a text with '!' in quotes",
                "3:8 tag: '!y' is a tag; delete it, or put a text with '!' in quotes",
                "4:1 tag: '!z' is a tag; delete it, or put a text with '!' in quotes",
            ],
            id="tags, each",
        ),
        pytest.param(
            "a: !ya!penting\n",
            ["1:4 tag: '!ya!penting' is a tag; delete it, or put a text with '!' in quotes"],
            id="a tag that is not declared",
        ),
        pytest.param(
            "!z d: e\n",
            ["1:1 tag: '!z' is a tag; delete it, or put a text with '!' in quotes"],
            id="the tag of the first key is one trouble, not one of the mapping, too",
        ),
        pytest.param(
            "a: &x !y 1\n",
            [
                "1:4 anchor: '&x' is an anchor; delete it, or put a text with '&' in quotes",
                "1:4 tag: '!y' is a tag; delete it, or put a text with '!' in quotes",
            ],
            id="a tag behind an anchor",
        ),
        pytest.param(
            "a: !ya{penting}\n",
            ["1:4 tag: '!ya' is a tag; delete it, or put a text with '!' in quotes"],
            id="a tag that goes on as none can",
        ),
        pytest.param(
            "%YAML 1.2\n%TAG ! x\n---\na: b\n",
            [
                "1:1 tag: a line that begins with '%' is a directive; delete it",
                "2:1 tag: a line that begins with '%' is a directive; delete it",
            ],
            id="directives",
        ),
        pytest.param(
            "%A\n>>>>>>> b\n>>>>>>> b\n",
            [
                "1:1 tag: a line that begins with '%' is a directive; delete it",
                "2:1 merge-conflict: "
                "a merge conflict begins here; keep what is right and delete the lines of signs",
                "3:1 merge-conflict: "
                "a merge conflict begins here; keep what is right and delete the lines of signs",
            ],
            id="what is left of conflicts behind a directive",
        ),
        pytest.param(
            "a: b\n---\nc: d\n",
            ["2:1 several-documents: a second document begins here; put it into a file of its own"],
            id="two documents",
        ),
        pytest.param(
            "---\n---\n",
            ["2:1 several-documents: a second document begins here; put it into a file of its own"],
            id="two empty documents",
        ),
        pytest.param(
            "a: {{ nama }}\n? [b]\n: c\n? d\n: e\n",
            [
                "1:5 key-not-text: "
                "a key is a text, not a list or a mapping; put a text with brackets in quotes",
                "2:3 key-not-text: "
                "a key is a text, not a list or a mapping; put a text with brackets in quotes",
            ],
            id="keys that are lists or mappings, each",
        ),
        pytest.param(
            "a:\n  ?\n  : b\n",
            ["2:4 key-not-text: a key is missing in front of this colon"],
            id="no key",
        ),
        pytest.param(
            f"a: {'1' * 41}\nb: {'1' * 40}\nc: 1e41\nd: 1e-41\ne: 0x{'f' * 39}\n",
            [
                f"1:4 number-too-long: the number {'1' * 39}… is too long or too large; "
                "put it in quotes if it is a text",
                "3:4 number-too-long: the number 1e41 is too long or too large; "
                "put it in quotes if it is a text",
                "4:4 number-too-long: the number 1e-41 is too long or too large; "
                "put it in quotes if it is a text",
                f"5:4 number-too-long: the number 0x{'f' * 37}… is too long or too large; "
                "put it in quotes if it is a text",
            ],
            id="numbers of more than forty digits, each",
        ),
        pytest.param("", ["1:1 empty: the file says nothing; fill it in, or delete it"], id="empty"),
        pytest.param(
            "# nanti\n", ["1:1 empty: the file says nothing; fill it in, or delete it"], id="only a comment"
        ),
        pytest.param(
            "---\n", ["1:1 empty: the file says nothing; fill it in, or delete it"], id="only dashes"
        ),
        pytest.param(
            "# daftar\n- a\n",
            [
                "2:1 not-mapping: "
                "a file is made of keys, each with a colon and its value; this is something else"
            ],
            id="a list",
        ),
        pytest.param(
            "id:AST-001\n",
            [
                "1:1 not-mapping: "
                "a file is made of keys, each with a colon and its value; this is something else"
            ],
            id="a text, for want of a space",
        ),
    ],
)
def test_a_trouble_is_reported_where_it_is(written, due):
    assert told(read(written)) == due


@pytest.mark.parametrize(
    ("written", "due"),
    [
        pytest.param(
            "title: Uji: tahap 2\n",
            "1:11 not-yaml: "
            "a colon is out of place here; put a text that holds a colon in quotes, or check the indentation",
            id="a colon in a text",
        ),
        pytest.param(
            "title: Uji\n  unit: LPSE\n",
            "2:7 not-yaml: "
            "a colon is out of place here; put a text that holds a colon in quotes, or check the indentation",
            id="a key too far to the right",
        ),
        pytest.param(
            "a:\n    b: 1\n  c: 2\n",
            "3:3 not-yaml: "
            "this fits neither the line above nor the keys above it; "
            "check the indentation, quotes and brackets",
            id="a key between two levels",
        ),
        pytest.param(
            "a: 'Jum'at'\n",
            "1:9 not-yaml: "
            "this fits neither the line above nor the keys above it; "
            "check the indentation, quotes and brackets",
            id="a quote inside quotes",
        ),
        pytest.param(
            "a: 1\nsatu kata\nb: 2\n",
            "2:1 not-yaml: "
            "this line has no colon after its key; "
            "add it, or indent the line so that it continues the text above",
            id="a line without a colon",
        ),
        pytest.param(
            "a: 'satu\nb: dua\n",
            "1:4 not-yaml: the quote that opens here is never closed",
            id="a quote that is not closed",
        ),
        pytest.param(
            "a: [satu, dua\nb: tiga\n",
            "2:2 not-yaml: "
            "a comma is missing before this, or the closing bracket of what was opened in line 1",
            id="a bracket that is not closed",
        ),
        pytest.param(
            "a:\n  {b: c\n   d: e}\n",
            "3:5 not-yaml: "
            "a comma is missing before this, or the closing bracket of what was opened in line 2",
            id="a comma that is missing",
        ),
        pytest.param(
            "a: [\n", "2:1 not-yaml: a value, or a closing bracket, was due here", id="an end inside brackets"
        ),
        pytest.param(
            "a: ]\n",
            "1:4 not-yaml: a value, or a closing bracket, was due here",
            id="a bracket for no reason",
        ),
        pytest.param(
            "a: - b\n",
            "1:4 not-yaml: "
            "a list item can't begin here; "
            "begin it on a line of its own, or put a text with a dash in quotes",
            id="a list in the line of its key",
        ),
        pytest.param(
            "- a\nb: c\n",
            "2:1 not-yaml: "
            "a list item with its dash was due here; check the indentation against the items above",
            id="a key among items",
        ),
        pytest.param(
            "a: ? b\n",
            "1:4 not-yaml: a question mark with a space is out of place here; put the text in quotes",
            id="a question mark",
        ),
        pytest.param(
            " a: 1\nb: 2\n",
            "2:1 not-yaml: this does not belong to what stands above it; check the indentation",
            id="a first line too far to the right",
        ),
        pytest.param(
            "nama: @lpse\n",
            "1:7 not-yaml: a text that begins with this sign needs quotes around it",
            id="a text that begins with an at sign",
        ),
        pytest.param(
            "nama: *tebal* sekali\n",
            "1:7 not-yaml: a text that begins with this sign needs quotes around it",
            id="a text that begins with a star",
        ),
        pytest.param(
            "a: [?b]\n",
            "1:6 not-yaml: a text that begins with this sign needs quotes around it",
            id="a question mark in brackets, which libyaml takes for a key",
        ),
        pytest.param(
            'a: "C:\\q"\n',
            "1:7 not-yaml: "
            "in double quotes a backslash has a meaning of its own; write it twice, or use single quotes",
            id="a backslash in double quotes",
        ),
        pytest.param(
            "a: | teks\n",
            "1:6 not-yaml: after '|' or '>' the text begins on the next line",
            id="a block text in the line of its key",
        ),
        pytest.param(
            "a: |0\n  x\n",
            "1:5 not-yaml: "
            "this is not YAML; check the indentation, the colons and the quotes here and just above",
            id="what has no words of its own",
        ),
    ],
)
def test_what_is_not_yaml_is_reported_in_kind_words(written, due):
    source = read(written)

    assert told(source) == [due]
    assert source.data is None


def test_a_byte_order_mark_does_not_move_the_columns():
    source = read("\ufeffid: AST-001\nid: x\n")

    assert told(source) == [
        "1:1 byte-order-mark: the file begins with a byte-order mark; save it as UTF-8 without one",
        "2:1 duplicate-key: the key 'id' stands twice in one mapping; the first is in line 1",
    ]
    assert source.line(1) == "id: AST-001"
    assert place(source, "id") == "1:5"


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_a_carriage_return_is_reported_once_and_does_not_move_the_lines(end):
    source = read(f"id: AST-001{end}name: |{end}  satu{end}  dua{end}unit: x{end}")

    assert told(source) == [
        "1:12 carriage-return: "
        "this line ends with a carriage return, as on Windows; let all lines end with LF alone"
    ]
    assert source.data == {"id": "AST-001", "name": "satu\ndua\n", "unit": "x"}
    assert place(source, "unit") == "5:7"
    assert source.line(5) == "unit: x"


@pytest.mark.parametrize("name", ["AST-001.yml", "AST-001.YML"])
def test_a_yml_ending_is_reported_and_the_file_is_read(name):
    source = parse_source(PurePosixPath("records/assets") / name, b"id: AST-001\n")

    assert told(source) == [
        "1:1 yml-ending: the file's name ends in '.yml'; rename it so that it ends in '.yaml'"
    ]
    assert source.data == {"id": "AST-001"}


def test_a_megabyte_is_read_and_a_byte_more_is_refused():
    megabyte = b"a: " + b"x" * (1024 * 1024 - 3)

    assert read(megabyte).troubles == ()
    assert told(read(megabyte + b"x")) == [
        "1:1 too-large: the file is larger than 1 MiB; move what is long into an attachment and cite it"
    ]


def test_a_hundred_thousand_values_are_the_end():
    items = "- a\n" * 99_998

    assert read("x:\n" + items).troubles == ()
    assert told(read("x:\n" + items + "- a\n")) == [
        "100000:3 too-large: the file has more than 100000 values; split it into several"
    ]


@pytest.mark.parametrize("opening", ["[", "{a: ", "- "])
@pytest.mark.parametrize("levels", [51, 3000, 100_000])
def test_fifty_levels_are_read_and_the_next_is_refused_however_many_follow(opening, levels):
    closing = {"[": "]", "{a: ": "}"}.get(opening, "")

    assert read(opening * 50 + "1" + closing * 50).data is not None
    [trouble] = told(read("\n" + opening * levels + "1" + closing * levels))
    assert trouble.endswith("too-deep: lists and mappings are nested more than 50 levels deep here")


def test_troubles_of_every_sort_are_told_together_in_the_order_of_their_places():
    source = parse_source(
        PurePosixPath("a.yml"), "\ufeffa: 1\r\na: \u202e2\nb: &x\tc\nd: !y e\nf: *x\n".encode()
    )

    assert [(trouble.line, trouble.kind.value) for trouble in source.troubles] == [
        (1, "byte-order-mark"),
        (1, "yml-ending"),
        (1, "carriage-return"),
        (2, "duplicate-key"),
        (2, "bidi-character"),
        (3, "anchor"),
        (3, "tab"),
        (4, "tag"),
        (5, "alias"),
    ]


def test_what_stands_before_a_syntax_error_is_told_too():
    source = read("a: 1\na: 2\nb: '\n")

    assert told(source) == [
        "2:1 duplicate-key: the key 'a' stands twice in one mapping; the first is in line 1",
        "3:4 not-yaml: the quote that opens here is never closed",
    ]


def test_after_a_hundred_of_a_kind_one_more_says_that_there_are_more():
    source = read("a: 1\n" * 500 + "b: \u202e\n")
    messages = told(source)

    assert Counter(trouble.kind for trouble in source.troubles) == {"duplicate-key": 101, "bidi-character": 1}
    assert (
        messages[99] == "101:1 duplicate-key: the key 'a' stands twice in one mapping; the first is in line 1"
    )
    assert messages[100] == "102:1 duplicate-key: there is more of this from here on; it is not listed"


def test_after_a_thousand_troubles_the_reader_stops():
    source = read("a: 1\n" * 1001 + "b: &x 1\n")

    assert {trouble.kind.value for trouble in source.troubles} == {"duplicate-key"}
    assert source.data is None


def test_what_a_message_cites_is_short_and_shows_no_hidden_character():
    key = '"' + "k\\u202e" * 60 + '"'
    [*_, trouble] = read(f"{key}: 1\n{key}: 2\n").troubles

    assert dict(trouble.message.values) == {"key": "k\ufffd" * 19 + "k…", "line": 1}

    [trouble] = read("k\u200b: 1\nk\u200b: 2\n").troubles

    assert dict(trouble.message.values) == {"key": "k\ufffd", "line": 1}


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

RECORD = """\
# Aset 日本
id: AST-001
"na 日": "日本" # tinggi
reason: |
  satu
items:
  - {quantity: 1, unit: paket}
  -
    quantity: 2
  - - dalam
    -
    - x
origin:
meaning: {4: baik, b}
note: >-
  dua
"""


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


# ---- Whatever somebody writes

SIGNS = "ab1 0.eExo-+_~:,?[]{}#&*!|>'\"%@`\\/<=\n\t\r\0é日😀\x85\u2028\u202e\ufeff"
PARTS = [
    *("a: ", "- ", "? ", ": ", ", ", "[", "]", "{", "}", "'", '"', "|\n ", "&a ", "*a ", "!t ", "# c", "a"),
    *("\n", "\n  ", "---\n", "...\n", "%T\n", "<<<<<<< ", "=======", "1e999", "\\x41", "\ufeff", "\r\n"),
]
NASTY = st.one_of(
    st.binary(max_size=60),
    st.text(max_size=60).map(str.encode),
    st.text(SIGNS, max_size=60).map(str.encode),
    st.lists(st.sampled_from(PARTS), max_size=30).map("".join).map(str.encode),
)


def routes_in(data, route=()):
    yield route
    pairs = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for step, inner in pairs:
        yield from routes_in(inner, (*route, step))


def assert_sound(source):
    """Whatever was written, these hold."""
    places = [(trouble.line, trouble.column) for trouble in source.troubles]
    assert places == sorted(places)
    assert source.data is not None or source.troubles
    assert not source.is_clean or source.is_readable
    lines = source.text.split("\n")
    for line, column in places:
        assert 1 <= line <= len(lines) + 1
        assert 1 <= column <= len(source.line(line)) + 1
    for trouble in source.troubles:
        assert trouble.message.template.format(**dict(trouble.message.values)).isprintable()
    for route in routes_in(source.data):
        location = source.locate(route)
        assert 1 <= location.column <= len(source.line(location.line)) + 1


@given(NASTY)
def test_no_bytes_make_the_reader_fail(content):
    assert_sound(read(content))


@given(st.data())
def test_no_damage_to_a_record_makes_the_reader_fail(data):
    content = RECORD.encode()
    start = data.draw(st.integers(0, len(content)))
    end = data.draw(st.integers(start, min(start + 5, len(content))))
    assert_sound(read(content[:start] + data.draw(NASTY) + content[end:]))


SHOWN = st.text(
    st.characters(
        codec="utf-8", exclude_categories=("Cc", "Cf", "Cs", "Zl", "Zp"), exclude_characters="\ufffe\uffff"
    ),
    max_size=20,
)
MISTAKABLE = st.sampled_from(
    [
        *("", " a", "a ", "a\nb", "\n", "a: b", "a #b", "- a", "? a", "---", "...", "x" * 200, "a " * 100),
        *(
            "no",
            "null",
            "~",
            "true",
            "010",
            "0x1",
            "1e3",
            "1_0",
            ".5",
            ".inf",
            "2026-01-01",
            "12:30",
            "-",
            "<<",
        ),
        *("#a", "&a", "*a", "!a", "%a", "@a", "`a", "?a", "=", "|", "[", "{a}", "\\", "'", '"'),
    ]
)
TEXTS = SHOWN | MISTAKABLE
INTEGERS = st.integers(-(10**38), 10**38)


def structures(scalars):
    inner = st.recursive(
        scalars | TEXTS,
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
        max_leaves=12,
    )
    return st.dictionaries(TEXTS, inner, max_size=5)


def dumped(data):
    """As another writer of YAML writes it."""
    writer = YAML(typ="safe", pure=True)
    writer.default_flow_style = False
    writer.allow_unicode = True
    writer.representer.ignore_aliases = lambda *_: True
    stream = StringIO()
    writer.dump(data, stream)
    return stream.getvalue()


@given(structures(st.none() | st.booleans() | INTEGERS))
def test_what_another_writer_wrote_comes_back(data):
    source = read(dumped(data))

    assert source.troubles == ()
    assert source.data == data


JSON_READER = json.JSONDecoder(parse_float=Decimal)
JSON = st.builds(
    json.dumps,
    structures(
        st.none() | st.booleans() | INTEGERS | st.floats(-1e30, 1e30).filter(lambda x: not 0 < abs(x) < 1e-20)
    ),
    ensure_ascii=st.just(False),
    indent=st.sampled_from([None, 2]),
    separators=st.sampled_from([None, (",", ":")]),
)


@given(JSON)
def test_json_means_what_it_means_to_a_reader_of_json(text):
    source = read(text)

    assert source.troubles == ()
    assert source.data == JSON_READER.decode(text)


def text_from(source, route, *, key=False):
    location = source.locate(route, key=key)
    return source.text.split("\n", location.line - 1)[-1][location.column - 1 :]


@given(JSON)
def test_every_route_leads_to_where_its_value_begins(text):
    source = read(text)

    for route in routes_in(source.data):
        assert JSON_READER.raw_decode(text_from(source, route))[0] == at(source.data, route)
        if route and isinstance(route[-1], str):
            assert JSON_READER.raw_decode(text_from(source, route, key=True))[0] == route[-1]


def at(data, route):
    for step in route:
        data = data[step]
    return data


@given(structures(INTEGERS))
def test_places_are_those_that_another_reader_finds(data):
    text = dumped(data)
    source = read(text)

    for route, theirs in marks_of(YAML().compose(text)):
        ours = source.locate(route)
        assert (ours.line, ours.column) == (theirs.line + 1, theirs.column + 1)


def marks_of(node, route=()):
    """The places of all values by the nodes of ruamel.yaml."""
    yield route, node.start_mark
    if isinstance(node.value, list):
        for number, item in enumerate(node.value):
            key, inner = (item[0].value, item[1]) if isinstance(item, tuple) else (number, item)
            yield from marks_of(inner, (*route, key))


@given(NASTY)
def test_marks_and_line_ends_of_windows_change_neither_data_nor_places(content):
    text = content.decode(errors="replace").lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    plain, marked = read(text), read("\ufeff" + text.replace("\n", "\r\n"))

    assert repr(marked.data) == repr(plain.data)
    for route in routes_in(plain.data):
        assert marked.locate(route) == plain.locate(route)


# ---- However much somebody writes


def a_megabyte_of(unit, start="", end=""):
    room = 1024 * 1024 - len(start) - len(end)
    return (start + (unit * (room // len(unit.encode()))) + end).encode()


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(a_megabyte_of("["), id="brackets"),
        pytest.param(a_megabyte_of("{"), id="braces"),
        pytest.param(a_megabyte_of("- "), id="dashes"),
        pytest.param(a_megabyte_of("? "), id="question marks"),
        pytest.param(a_megabyte_of("a: "), id="keys in one line"),
        pytest.param(a_megabyte_of("a:\n"), id="one key again and again"),
        pytest.param("".join(f"k{n}:\n" for n in range(130_000)).encode(), id="keys"),
        pytest.param(a_megabyte_of("{}: 1,", "{", "}"), id="mappings as keys"),
        pytest.param(a_megabyte_of("'"), id="quotes"),
        pytest.param(a_megabyte_of('"'), id="double quotes"),
        pytest.param(a_megabyte_of("\\0", 'a: "', '"'), id="escapes"),
        pytest.param(a_megabyte_of('"\\e",', "a: [", "]"), id="texts with escapes"),
        pytest.param(a_megabyte_of("- *a\n"), id="aliases"),
        pytest.param(a_megabyte_of("&a ,", "[", "]"), id="anchors"),
        pytest.param(a_megabyte_of("!,", "[", "]"), id="tags"),
        pytest.param("".join(f"%TAG !{n}! x\n" for n in range(55_000)).encode(), id="directives"),
        pytest.param(a_megabyte_of("---\n"), id="documents"),
        pytest.param(a_megabyte_of("#"), id="one comment"),
        pytest.param(a_megabyte_of("#\n"), id="comments"),
        pytest.param(a_megabyte_of("x"), id="one word"),
        pytest.param(a_megabyte_of("  x\n", "a:\n"), id="one text of many lines"),
        pytest.param(a_megabyte_of("\n", "a: x", "b"), id="line breaks"),
        pytest.param(a_megabyte_of("[],", "[", "]"), id="empty lists"),
        pytest.param(a_megabyte_of("[" * 40 + "]" * 40 + ",", "[", "]"), id="deep lists"),
        pytest.param(a_megabyte_of("a: b,", "[", "]"), id="pairs"),
        pytest.param(a_megabyte_of("1"), id="digits"),
        pytest.param(a_megabyte_of("1", "a: 1.", "x"), id="almost a number"),
        pytest.param(a_megabyte_of("\0"), id="zero bytes"),
        pytest.param(a_megabyte_of("\u202e"), id="bidirectional characters"),
        pytest.param(a_megabyte_of("\r"), id="carriage returns"),
        pytest.param(a_megabyte_of("\t"), id="tabs"),
        pytest.param(a_megabyte_of("<<<<<<<\n"), id="merge conflicts"),
        pytest.param(b"\xff" * 1024 * 1024, id="no UTF-8"),
    ],
)
def test_no_megabyte_keeps_the_reader_busy(content):
    start = time.process_time()
    source = read(content)
    taken = time.process_time() - start

    # It takes a thirtieth of this; what grows by the square takes a hundred times as long.
    assert taken < 15
    assert max(Counter(trouble.kind for trouble in source.troubles).values(), default=0) <= 101


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
