"""The reader with whatever somebody writes, and however much."""

import json
import time
from collections import Counter
from decimal import Decimal
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from tests.source.reading import RECORD, read

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
