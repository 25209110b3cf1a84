"""The drawings of procedures: no line meets a box it doesn't belong to, no two lines lie on each other."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lpsedocs.language import ENGLISH, INDONESIAN
from lpsedocs.procedures import PROCEDURES, Procedure
from lpsedocs.site.charts.lanes import CHARACTER, LINE, Box, Drawing, Flow, Node, Text, Way, draw, wrapped
from lpsedocs.site.editions import Edition
from lpsedocs.site.pages.procedures import drawing
from tests.office import office_with
from tests.sites import view_of


@dataclass(frozen=True)
class Area:
    """A rectangle; a line is one without width or height."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Area") -> bool:
        """Tell whether they have more than an edge in common."""
        across = min(self.right, other.right) - max(self.left, other.left)
        along = min(self.bottom, other.bottom) - max(self.top, other.top)
        return across >= 0 and along >= 0 and (across > 0 or self.is_line) and (along > 0 or self.is_line)

    @property
    def is_line(self) -> bool:
        return self.left == self.right or self.top == self.bottom


def area_of(box: Box) -> Area:
    return Area(box.x, box.y, box.x + box.width, box.y + box.height)


def area_of_text(text: Text) -> Area:
    width = CHARACTER * max(map(len, text.lines))
    left = text.x - width * {"start": 0, "middle": 0.5, "end": 1}[text.anchor]
    return Area(left, text.y - 10, left + width, text.y - 10 + LINE * len(text.lines))


def segments(way: Way) -> Iterator[Area]:
    for (x, y), (to_x, to_y) in pairwise(way.points):
        assert x == to_x or y == to_y
        yield Area(min(x, to_x), min(y, to_y), max(x, to_x), max(y, to_y))


def crosses(line: Area, area: Area) -> bool:
    """Tell whether a line goes through the inside of an area, or along its edge."""
    if line.top == line.bottom:
        return area.top <= line.top <= area.bottom and line.left < area.right and line.right > area.left
    return area.left <= line.left <= area.right and line.top < area.bottom and line.bottom > area.top


def lie_on_each_other(one: Area, other: Area) -> bool:
    if one.top == one.bottom == other.top == other.bottom:
        return min(one.right, other.right) > max(one.left, other.left)
    if one.left == one.right == other.left == other.right:
        return min(one.bottom, other.bottom) > max(one.top, other.top)
    return False


def faults(found: Drawing) -> list[str]:
    """Return everything that would make a drawing hard to read."""
    return [*_texts_that_do_not_fit(found), *_lines_in_the_way(found), *_labels_in_the_way(found)]


def _texts_that_do_not_fit(found: Drawing) -> Iterator[str]:
    for box in found.boxes:
        for text in (box.head, box.title):
            if text.lines:
                area, around = area_of_text(text), area_of(box)
                is_inside = around.left < area.left and area.right < around.right
                if not (is_inside and around.top < area.top and area.bottom <= around.bottom):
                    yield f"the text of {box.node.id} leaves its box"
        if not (box.x >= 0 and box.x + box.width <= found.width and box.y + box.height <= found.height):
            yield f"{box.node.id} leaves the drawing"
    for lane in found.lanes:
        if CHARACTER * max(map(len, lane.head.lines), default=0) > lane.width:
            yield "the head of a lane is too wide"


def _lines_in_the_way(found: Drawing) -> Iterator[str]:
    for way in found.ways:
        for line in segments(way):
            if not (line.left >= 0 and line.right <= found.width and found.top < line.top < found.height):
                yield f"{way.flow} leaves the drawing"
            for box in found.boxes:
                if crosses(line, area_of(box)):
                    yield f"{way.flow} crosses {box.node.id}"
    for one, other in combinations(found.ways, 2):
        if any(lie_on_each_other(a, b) for a in segments(one) for b in segments(other)):
            yield f"{one.flow} lies on {other.flow}"


def _labels_in_the_way(found: Drawing) -> Iterator[str]:
    labels = [(way, area_of_text(way.label)) for way in found.ways if way.label]
    for way, area in labels:
        if not (area.left >= 0 and area.right <= found.width):
            yield f"the words of {way.flow} leave the drawing"
        for box in found.boxes:
            if area.meets(area_of(box)):
                yield f"the words of {way.flow} lie on {box.node.id}"
        for other in found.ways:
            if any(crosses(line, area) for line in segments(other)):
                yield f"the words of {way.flow} lie on the line of {other.flow}"
    for (one, a), (other, b) in combinations(labels, 2):
        if a.meets(b):
            yield f"the words of {one.flow} lie on those of {other.flow}"


WORDS = st.text("abcdefgh ", min_size=1, max_size=60).map(str.strip).filter(bool)


@st.composite
def procedures(choose: st.DrawFn) -> tuple[list[str], list[Node], list[Flow]]:
    lanes = choose(st.lists(WORDS, min_size=1, max_size=4))
    count = choose(st.integers(2, 9))
    nodes = [
        Node(str(row), choose(st.integers(0, len(lanes) - 1)), f"1.{row}", choose(WORDS))
        for row in range(count)
    ]
    rows = st.integers(0, count - 1)
    pairs = choose(
        st.lists(st.tuples(rows, rows).filter(lambda pair: pair[0] != pair[1]), unique=True, max_size=9)
    )
    return lanes, nodes, [Flow(str(a), str(b), choose(WORDS | st.just(""))) for a, b in pairs]


@given(procedures())
def test_any_procedure_can_be_read(procedure: tuple[list[str], list[Node], list[Flow]]) -> None:
    assert faults(draw(*procedure)) == []


@pytest.mark.parametrize("language", [INDONESIAN, ENGLISH], ids=["id", "en"])
@pytest.mark.parametrize("edition", list(Edition))
@pytest.mark.parametrize("procedure", PROCEDURES, ids=lambda procedure: str(procedure.number))
def test_the_procedures_of_the_sop_can_be_read(
    procedure: Procedure, edition: Edition, language: object
) -> None:
    view = view_of(office_with(), edition, language)  # type: ignore[arg-type]
    found = drawing(view, procedure)

    assert faults(found) == []
    assert {(way.flow.start, way.flow.end) for way in found.ways} >= {
        (step.number, branch.to) for step in procedure.steps for branch in step.branches
    }


def test_the_words_of_ways_stand_inside_of_an_only_lane() -> None:
    nodes = [Node(str(row), 0, str(row), "langkah") for row in range(3)]
    long = "bila sudah ada dalam daftar Pendukung Layanan"
    found = draw(["Pengelola"], nodes, [Flow("0", "1", long), Flow("1", "2", long), Flow("0", "2", long)])

    [lane] = found.lanes
    areas = [area_of_text(way.label) for way in found.ways if way.label]
    assert len(areas) == 3
    assert all(lane.x <= area.left and area.right <= lane.x + lane.width for area in areas)


def test_a_line_through_a_box_is_seen() -> None:
    good = draw(["a"], [Node("1", 0, "1", "a"), Node("2", 0, "2", "b")], [Flow("1", "2")])
    [way] = good.ways
    box = good.boxes[0]
    bad = Drawing(
        good.width,
        good.height,
        good.top,
        good.lanes,
        good.boxes,
        (Way(way.flow, ((box.x - 5, box.y + 5), (box.x + 900, box.y + 5)), None), *good.ways),
    )

    assert any("crosses 1" in fault for fault in faults(bad))


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("satu dua tiga", ("satu dua", "tiga")),
        ("sepuluhhurufdansisa", ("sepuluhh", "urufdans", "isa")),
        ("", ()),
    ],
)
def test_words_are_broken_where_a_line_ends(text: str, lines: tuple[str, ...]) -> None:
    assert wrapped(text, 8 * CHARACTER) == lines
