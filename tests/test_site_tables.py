"""Rows of tables that say by themselves of which column their cells are."""

import pytest

from lpsedocs.site.tables import labelled


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        pytest.param(
            '<thead><tr><th scope="col">No.</th><th><b>Nilai &amp; "batas"</b></th></tr></thead>'
            '<tbody><tr><th>1</th><td class="n">2</td></tr></tbody>',
            '<thead role="rowgroup"><tr role="row"><th scope="col" role="columnheader">No.</th>'
            '<th role="columnheader"><b>Nilai &amp; "batas"</b></th></tr></thead>'
            '<tbody role="rowgroup"><tr role="row"><th role="rowheader">1</th>'
            '<td class="n" role="cell" data-label="Nilai &amp; &#34;batas&#34;">2</td></tr></tbody>',
            id="by the header above",
        ),
        pytest.param(
            "<tbody><tr><th>Nama</th><td>PT Contoh</td></tr></tbody>",
            '<tbody role="rowgroup"><tr role="row"><th role="rowheader">Nama</th>'
            '<td role="cell">PT Contoh</td></tr></tbody>',
            id="no header",
        ),
        pytest.param(
            "<thead><tr><th>A</th><th>B</th><th>C</th></tr></thead><tbody>"
            '<tr><td rowspan="2">1</td><td>2</td><td>3</td></tr><tr><td colspan="2">4</td></tr>'
            "<tr><td>5</td></tr></tbody>",
            '<thead role="rowgroup"><tr role="row"><th role="columnheader">A</th>'
            '<th role="columnheader">B</th><th role="columnheader">C</th></tr></thead>'
            '<tbody role="rowgroup"><tr role="row"><td rowspan="2" role="cell" data-label="A">1</td>'
            '<td role="cell" data-label="B">2</td><td role="cell" data-label="C">3</td></tr>'
            '<tr role="row"><td colspan="2" role="cell" data-label="B">4</td></tr>'
            '<tr role="row"><td role="cell" data-label="A">5</td></tr></tbody>',
            id="cells over several rows or columns",
        ),
        pytest.param(
            '<thead><tr><th>A</th></tr></thead><tbody><tr><td data-label="own">'
            "<table><thead><tr><th>x</th></tr></thead></table></td></tr></tbody>",
            '<thead role="rowgroup"><tr role="row"><th role="columnheader">A</th></tr></thead>'
            '<tbody role="rowgroup"><tr role="row"><td data-label="own" role="cell">'
            "<table><thead><tr><th>x</th></tr></thead></table></td></tr></tbody>",
            id="a label of its own, and a table in a text",
        ),
    ],
)
def test_each_cell_says_its_column_and_each_part_what_it_is(rows: str, said: str) -> None:
    assert str(labelled(rows)) == said
