"""Write the golden files anew."""

import tempfile
from pathlib import Path

from lpsedocs.demo.replay import replay
from tests.golden import rendered, reviews
from tests.sites import ROOT

for path, text in rendered():
    path.write_text(text, "utf-8")

with tempfile.TemporaryDirectory() as name:
    scratch = Path(name)
    office = scratch / "office"
    done = replay(ROOT / "records", office)
    for path, text in reviews.rendered(office, done.root, scratch):
        path.write_text(text, "utf-8")
