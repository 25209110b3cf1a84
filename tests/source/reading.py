"""What the reader makes of a text, in a few words."""

from pathlib import PurePosixPath

from lpsedocs.source import parse_source

PATH = PurePosixPath("records/assets/AST-001.yaml")
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
