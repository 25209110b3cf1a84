"""A procedure as a drawing: roles as lanes side by side, steps one below the other, ways between them.

Every step has a row of its own, so that beside it the row is empty: a way that doesn't lead to the next step
leaves there, runs in a track outside of the lanes, and comes back beside the step that it leads to.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

CHARACTER: Final = 6.5
"""The width of a character of the drawing's type, rather too wide than too narrow."""
LINE: Final = 14
"""The height of a line of text."""
LANE: Final = 152
_MARGIN: Final = 9
"""Between a box and the edge of its lane."""
_PADDING: Final = 7
_HEAD: Final = 10
"""Above and below the words at the head of a lane."""
_GAP: Final = 24
"""Between two rows, where there are no words to set."""
_PORT: Final = 16
"""Between two ways that meet a box on the same side."""
_ABOVE: Final = 6
"""Between a line and the base of the words above it."""
_TRACK: Final = 11
_BORDER: Final = 6

Side: TypeAlias = Literal["left", "right"]


@dataclass(frozen=True)
class Node:
    """A step, or another procedure that a way leads to."""

    id: str
    lane: int
    head: str
    title: str
    is_exit: bool = False


@dataclass(frozen=True)
class Flow:
    """A way from one node to another, and in which case it is taken."""

    start: str
    end: str
    words: str = ""


@dataclass(frozen=True)
class Text:
    """Lines of text; ``y`` is the base of the first."""

    lines: tuple[str, ...]
    x: float
    y: float
    anchor: Literal["start", "middle", "end"] = "start"


@dataclass(frozen=True)
class Box:
    """A node in its place."""

    node: Node
    x: float
    y: float
    width: float
    height: float
    head: Text
    title: Text


@dataclass(frozen=True)
class Way:
    """A flow in its place: a line with right angles, an arrow's head at its end."""

    flow: Flow
    points: tuple[tuple[float, float], ...]
    label: Text | None

    @property
    def arrow(self) -> tuple[tuple[float, float], ...]:
        """The three corners of the head."""
        (x, y), (to_x, to_y) = self.points[-2:]
        along = (_sign(to_x - x), _sign(to_y - y))
        back = (to_x - 6 * along[0], to_y - 6 * along[1])
        across = (3.5 * along[1], 3.5 * along[0])
        return (
            (to_x, to_y),
            (back[0] + across[0], back[1] + across[1]),
            (back[0] - across[0], back[1] - across[1]),
        )


@dataclass(frozen=True)
class Lane:
    """A lane from top to bottom with the role at its head."""

    x: float
    width: float
    head: Text


@dataclass(frozen=True)
class Drawing:
    """Everything in its place."""

    width: float
    height: float
    top: float
    """Where the heads of the lanes end."""
    lanes: tuple[Lane, ...]
    boxes: tuple[Box, ...]
    ways: tuple[Way, ...]


def draw(lanes: Sequence[str], nodes: Sequence[Node], flows: Sequence[Flow]) -> Drawing:
    """Return the drawing of a procedure; nodes come in the order of their rows."""
    return _Plan(tuple(lanes), tuple(nodes), tuple(flows)).drawing()


def wrapped(text: str, width: float) -> tuple[str, ...]:
    """Break a text into lines that are no wider; a word that is wider than a line is cut."""
    most = max(1, int(width // CHARACTER))
    lines: list[str] = []
    for word in text.split():
        if lines and len(lines[-1]) + 1 + len(word) <= most:
            lines[-1] += f" {word}"
            continue
        lines.extend(word[at : at + most] for at in range(0, len(word), most))
    return tuple(lines)


@dataclass(frozen=True)
class _Detour:
    """A flow that leaves the lanes."""

    flow: Flow
    side: Side


@dataclass(frozen=True)
class _Port:
    """Where a detour meets a box, and the words that stand above it there."""

    detour: _Detour
    is_start: bool
    lines: tuple[str, ...]

    @property
    def height(self) -> float:
        return _PORT + LINE * len(self.lines)


class _Plan:
    def __init__(self, lanes: tuple[str, ...], nodes: tuple[Node, ...], flows: tuple[Flow, ...]) -> None:
        self._nodes = nodes
        self._heads = lanes
        # A single lane is as wide as two: the words of its ways stand beside its boxes.
        self._columns = max(2, len(lanes))
        self._rows = {node.id: row for row, node in enumerate(nodes)}
        self._nexts = [flow for flow in flows if self._rows[flow.end] == self._rows[flow.start] + 1]
        self._detours = [
            _Detour(flow, "right" if self._node(flow.start).lane == 0 else "left")
            for flow in flows
            if flow not in self._nexts
        ]
        self._tracks: Mapping[Side, list[_Detour]] = {side: self._ordered(side) for side in ("left", "right")}
        self._left = _BORDER + self._room("left")

    def drawing(self) -> Drawing:
        width = self._left + LANE * self._columns + self._room("right") + _BORDER
        top = self._top()
        boxes, bottom = self._boxes(top)
        by_id = {box.node.id: box for box in boxes}
        ways = (
            *(self._straight(flow, by_id) for flow in self._nexts),
            *(self._around(detour, by_id) for detour in self._detours),
        )
        return Drawing(width, bottom + _GAP / 2, top, tuple(self._lanes()), boxes, ways)

    # -- what goes where ---------------------------------------------------------------------------

    def _node(self, id_: str) -> Node:
        return self._nodes[self._rows[id_]]

    def _ordered(self, side: Side) -> list[_Detour]:
        """Return the detours of a side, those of the innermost track first: the shortest."""
        own = [detour for detour in self._detours if detour.side == side]
        return sorted(own, key=lambda detour: abs(self._span(detour.flow)))

    def _span(self, flow: Flow) -> int:
        return self._rows[flow.end] - self._rows[flow.start]

    def _room(self, side: Side) -> float:
        return _TRACK * len(self._tracks[side])

    def _track(self, detour: _Detour) -> float:
        place = _TRACK * (self._tracks[detour.side].index(detour) + 0.7)
        right = self._left + LANE * self._columns
        return self._left - place if detour.side == "left" else right + place

    def _centre(self, lane: int) -> float:
        return self._left + LANE * (lane + 0.5)

    # -- lanes -------------------------------------------------------------------------------------

    def _top(self) -> float:
        return LINE * max(len(wrapped(head, LANE - 2 * _PADDING)) for head in self._heads) + 2 * _HEAD

    def _lanes(self) -> Iterator[Lane]:
        for number, head in enumerate(self._heads):
            lines = wrapped(head, LANE - 2 * _PADDING)
            text = Text(lines, self._centre(number), _HEAD + LINE - 3, "middle")
            yield Lane(self._left + LANE * number, LANE * self._columns / len(self._heads), text)

    # -- boxes -------------------------------------------------------------------------------------

    def _boxes(self, top: float) -> tuple[tuple[Box, ...], float]:
        boxes: list[Box] = []
        bottom = top
        for row, node in enumerate(self._nodes):
            box = self._box(node, bottom + (self._gap(row) if row else _GAP / 2))
            boxes.append(box)
            bottom = box.y + box.height
        return tuple(boxes), bottom

    def _box(self, node: Node, y: float) -> Box:
        x, width = self._left + LANE * node.lane + _MARGIN, LANE - 2 * _MARGIN
        head = wrapped(node.head, width - 2 * _PADDING)
        title = wrapped(node.title, width - 2 * _PADDING)
        texts = LINE * (len(head) + len(title)) + 2 * _PADDING
        height = max(texts, *(self._ports_height(node, side) for side in ("left", "right")))
        base = y + _PADDING + LINE - 3
        return Box(
            node,
            x,
            y,
            width,
            height,
            Text(head, x + _PADDING, base),
            Text(title, x + _PADDING, base + LINE * len(head)),
        )

    def _gap(self, row: int) -> float:
        """Return the room above a row."""
        lines = max(
            (len(self._next_lines(flow)) for flow in self._nexts if self._rows[flow.end] == row), default=0
        )
        return _GAP + LINE * lines

    # -- ways to the next row ----------------------------------------------------------------------

    def _next_lines(self, flow: Flow) -> tuple[str, ...]:
        lane, to = self._node(flow.start).lane, self._node(flow.end).lane
        if lane != to:
            return wrapped(flow.words, LANE * abs(to - lane) - 12)
        return wrapped(flow.words, max(self._beside(lane)) - 12)

    def _beside(self, lane: int) -> tuple[float, float]:
        """Return the room to the left and to the right of the middle of a lane."""
        left = LANE * (lane + 0.5)
        return left, LANE * self._columns - left

    def _straight(self, flow: Flow, boxes: Mapping[str, Box]) -> Way:
        start, end = boxes[flow.start], boxes[flow.end]
        x, to_x = self._centre(start.node.lane), self._centre(end.node.lane)
        y, to_y = start.y + start.height, end.y
        lines = self._next_lines(flow)
        if x == to_x:
            left, right = self._beside(start.node.lane)
            side = 6 if right >= left else -6
            label = Text(lines, x + side, y + (to_y - y - LINE * len(lines)) / 2 + LINE - 3, _anchor(side))
            return Way(flow, ((x, y), (to_x, to_y)), label if lines else None)
        turn = to_y - _GAP / 2
        label = Text(lines, (x + to_x) / 2, turn - _ABOVE - LINE * (len(lines) - 1), "middle")
        return Way(flow, ((x, y), (x, turn), (to_x, turn), (to_x, to_y)), label if lines else None)

    # -- ways around -------------------------------------------------------------------------------

    def _ports(self, node: Node, side: Side) -> list[_Port]:
        """Return what meets a box on a side, from above to below."""
        ports = [port for detour in self._tracks[side] for port in self._ports_of(detour, node)]
        return sorted(ports, key=self._other_row)

    def _ports_of(self, detour: _Detour, node: Node) -> Iterator[_Port]:
        if detour.flow.end == node.id:
            yield _Port(detour, False, ())
        if detour.flow.start == node.id:
            yield _Port(detour, True, wrapped(detour.flow.words, LANE - 20))

    def _other_row(self, port: _Port) -> int:
        return self._rows[port.detour.flow.end if port.is_start else port.detour.flow.start]

    def _ports_height(self, node: Node, side: Side) -> float:
        return sum(port.height for port in self._ports(node, side)) + _PORT / 2

    def _port_y(self, box: Box, wanted: _Port) -> float:
        ports = self._ports(box.node, wanted.detour.side)
        y = box.y + max(0, box.height - sum(port.height for port in ports) - _PORT / 2) / 2
        for port in ports:
            y += port.height
            if port == wanted:
                break
        return y

    def _around(self, detour: _Detour, boxes: Mapping[str, Box]) -> Way:
        flow = detour.flow
        start, end = boxes[flow.start], boxes[flow.end]
        [leaving] = [port for port in self._ports_of(detour, start.node) if port.is_start]
        [coming] = [port for port in self._ports_of(detour, end.node) if not port.is_start]
        y, to_y, track = self._port_y(start, leaving), self._port_y(end, coming), self._track(detour)
        x, to_x = _edge(start, detour.side), _edge(end, detour.side)
        outwards = -1 if detour.side == "left" else 1
        at = x + outwards * (2 * _MARGIN + 4)
        label = Text(leaving.lines, at, y - _ABOVE - LINE * (len(leaving.lines) - 1), _anchor(outwards))
        points = ((x, y), (track, y), (track, to_y), (to_x, to_y))
        return Way(flow, points, label if leaving.lines else None)


def _edge(box: Box, side: Side) -> float:
    return box.x if side == "left" else box.x + box.width


def _anchor(side: float) -> Literal["start", "end"]:
    return "start" if side > 0 else "end"


def _sign(value: float) -> int:
    return (value > 0) - (value < 0)
