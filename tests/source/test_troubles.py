"""What the reader says is wrong with a text."""

from collections import Counter
from pathlib import PurePosixPath

import pytest

from lpsedocs.source import parse_source
from tests.source.reading import place, read, told


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
