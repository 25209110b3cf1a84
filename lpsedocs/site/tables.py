"""Tables that can also stand as cards on a phone: each cell says by itself of which column it is."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from markupsafe import Markup, escape

_TAG = re.compile(r"<(/?table|thead|tbody|tfoot|tr|th|td)\b([^>]*)>")
"""What a table is marked up with: where its parts begin, and tables in it begin and end."""
_HEAD = re.compile(r"\s*<thead\b.*?</thead>", re.DOTALL)
_HEADER = re.compile(r"<th\b([^>]*)>(.*?)</th>", re.DOTALL)
_SPAN = re.compile(r'\b(col|row)span="(\d+)"')
_GROUPS = ("thead", "tbody", "tfoot")
_DEEPER = {"table": 1, "/table": -1}


def labelled(rows: str) -> Markup:
    """Return the parts of a table with the name of its column on each cell.

    Cards are no table to a browser, so that each part also says what it is to screen readers.
    """
    labeller = _Labeller(tuple(map(escape, _labels(rows))))
    return Markup(_TAG.sub(labeller.replace, rows))  # only attributes are added, and those are escaped


def _labels(rows: str) -> Iterator[str]:
    head = _HEAD.match(rows)
    for attributes, text in _HEADER.findall(head[0]) if head else ():
        yield from [Markup(text).striptags()] * _spans(attributes)["col"]


def _spans(attributes: str) -> dict[str, int]:
    found = _SPAN.findall(attributes) if "span=" in attributes else ()
    return {"col": 1, "row": 1} | {way: int(size) for way, size in found}


@dataclass
class _Labeller:
    """Goes through the tags of a table from its beginning to its end."""

    labels: tuple[Markup, ...]
    depth: int = 0
    """How many tables deep; a text in a cell may have tables of its own."""
    is_head: bool = False
    column: int = 0
    reserved: dict[int, int] = field(default_factory=dict)
    """How many more rows a cell from above reaches into, by column."""

    def replace(self, tag: re.Match[str]) -> str:
        """Return a tag with what has to stand in it."""
        name, attributes = tag.groups()
        if name in _DEEPER:
            self.depth += _DEEPER[name]
        if self.depth or name in _DEEPER:
            return tag[0]
        own = self._own(name, attributes)
        added = "".join(f' {key}="{value}"' for key, value in own.items() if f' {key}="' not in attributes)
        return f"<{name}{attributes}{added}>"

    def _own(self, name: str, attributes: str) -> dict[str, str]:
        if name in _GROUPS:
            self.is_head = name == "thead"
            return {"role": "rowgroup"}
        if name == "tr":
            self.column = 0
            return {"role": "row"}
        if self.is_head:
            return {"role": "columnheader"}
        label = self._place(_spans(attributes))
        if name == "th":
            return {"role": "rowheader"}
        return {"role": "cell", "data-label": label} if label else {"role": "cell"}

    def _place(self, spans: dict[str, int]) -> str:
        """Take the next free columns, and return the label of the first."""
        while self.reserved.get(self.column, 0):
            self.reserved[self.column] -= 1
            self.column += 1
        first = self.column
        for column in range(first, first + spans["col"]):
            self.reserved[column] = spans["row"] - 1
        self.column += spans["col"]
        return self.labels[first] if first < len(self.labels) else ""
