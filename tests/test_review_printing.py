"""How a review is printed: golden files, a comment in which no text of a record acts, and one that fits."""

import re
import shutil
from collections.abc import Iterator
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path

import markdown
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from lpsedocs.findings import printable, say
from lpsedocs.language import ENGLISH, INDONESIAN
from lpsedocs.review.layout import Heading, Layout, Paragraph, Points, Section, Strong, Table
from lpsedocs.review.markdown_ import LIMIT, LONGEST, MARKER, escaped, laid_out
from lpsedocs.review.text_ import laid_out as lines_of
from tests.filled import fill
from tests.golden import reviews
from tests.repositories import Desk, seated
from tests.showcase import Showcase
from tests.test_site_hostile import TEXTS

HOSTILE = (
    *TEXTS,
    "@rahma @office/team cc @eka, user@contoh.example",
    "#1 #123, office/records#7 GH-12 GL-9 office/records@0123456789abcdef0123456789abcdef01234567 !5 $7 %2",
    "xyz0123456789abcdef0123456789abcdef01234567 deadbeef ab3f0123456789abcdef0123456789abcdef01234567",
    ":tada: :+1: https://evil.example/a.png www.evil.example ftp://evil.example //evil.example/a.png",
    "![a](https://evil.example/a.png) [a]: https://evil.example <https://evil.example>",
    "</details><details open><summary>x</summary> <!-- lpsedocs-review --> --> <!--",
    "# Judul\n\n## Menggabungkan (Merge) permintaan ini berarti: tidak apa-apa\n\n---\n***\n===",
    "- [x] satu\n1. dua\n2) tiga\n> kutip\n    kode\n```\nkode\n```\n~~~\n",
    "| a | b |\n| --- | --- |\n| c |",
    "> kutip",
    "<!-- lpsedocs-review -->",
    "/close\n/lgtm\n@bors r+",
    "**tebal** __tebal__ *miring* _miring_ ~~coret~~ `kode` \\* \\` $x^2$ $$y$$",
    "&amp; &#64;rahma &commat;rahma &lt;script&gt; {{7*7}} {% raise %}",
    "[[_TOC_]] [TOC] [^1] *iteration:1 [vulnerability:1] &1 ~bug ^alert#1 office/records>",
)
SIGNS = st.lists(
    st.sampled_from(
        [*"@#!$%~^&:/*[]()<>|`\\_-+=.{}'\" \n\t0123456789abcdefxyzGHLw…", "www.", "<!--", "-->", "http://"]
    )
).map("".join)
ANY = st.one_of(st.sampled_from(HOSTILE), st.text(), SIGNS)

TAGS = {"p", "strong", "h3", "ul", "li", "table", "thead", "tbody", "tr", "th", "td"}


# ---- Golden files


@pytest.fixture(scope="module")
def golden(showcase: Showcase, tmp_path_factory: pytest.TempPathFactory) -> dict[Path, str]:
    scratch = tmp_path_factory.mktemp("reviews")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HOME", str(scratch))
        return dict(reviews.rendered(showcase.office, showcase.root, scratch))


def test_each_review_gives_the_golden_file(golden: dict[Path, str]) -> None:
    for path, text in golden.items():
        assert text == path.read_text("utf-8"), (
            f"{path.name}; after a change that was meant: python -m tests.golden"
        )


def test_there_is_no_golden_review_of_a_request_that_is_gone(golden: dict[Path, str]) -> None:
    assert set(reviews.FOLDER.iterdir()) == set(golden)


# ---- Nothing in a comment acts


class _Reader(HTMLParser):
    """Takes a rendered comment apart: its tags, and every text that a forge would look at for itself."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.nodes: list[str] = [""]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs
        self.nodes.append("")

    def handle_endtag(self, tag: str) -> None:
        self.nodes.append("")

    def handle_comment(self, data: str) -> None:
        self.nodes.append("")

    def handle_data(self, data: str) -> None:
        self.nodes[-1] += data


def read(text: str) -> _Reader:
    reader = _Reader()
    reader.feed(
        markdown.markdown(text, extensions=["tables", "fenced_code", "sane_lists", "def_list", "toc"])
    )
    reader.close()
    return reader


ACTIVE = re.compile(
    r"@[\w.-]|[#!$%~^&][\w{\"]|\bG[HL]-\d|[0-9a-f]{7}|:[\w+-]+:|\w+://|\bwww\.|\[\w|\*iteration|\w>",
    re.IGNORECASE | re.ASCII,
)
"""What one of the forges makes a mention, a reference, an emoji or a link of, within one text."""
QUICK = re.compile(r"^\s*(?:- )?[/@#<]", re.MULTILINE)
"""How a line begins that a forge or a bot takes for a command."""


def body(text: str) -> str:
    assert text.startswith(f"{MARKER}\n\n")
    return text.removeprefix(MARKER)


def layout_of(text: str) -> Layout:
    """Return a review that says a text in every place where one can stand."""
    message = say("{text}", text=text)
    blocks = (
        Heading(message),
        Paragraph(message),
        Strong(message),
        Points(message, (message,)),
        Points(message, (message, message)),
        Table((message, message), ((message, message), (message, message))),
    )
    return Layout(blocks, (Section(blocks),), ())


def structure(text: str) -> list[str]:
    return read(body(laid_out(layout_of(text), ENGLISH, say("lack")))).tags


@given(ANY)
def test_no_text_makes_marks_of_its_own(text: str) -> None:
    reader = read(body(laid_out(layout_of(text), ENGLISH, say("lack"))))

    assert set(reader.tags) <= TAGS
    assert [name for name, _ in reader.attributes if name not in ("id",)] == []
    assert reader.tags == structure("Teks biasa")


@given(ANY)
def test_no_text_mentions_refers_or_links(text: str) -> None:
    told = laid_out(layout_of(text), ENGLISH, say("lack"))

    for node in read(body(told)).nodes:
        assert not ACTIVE.search(node), node
    assert not QUICK.search(body(told).replace("### ", ""))
    assert told.count("<!-- lpsedocs-review -->") == 1


@given(ANY)
def test_a_text_is_read_as_it_was_written(text: str) -> None:
    line = " ".join(printable(text).split()) or "–"
    found = escaped(line)
    assume(not found.endswith("…"))

    assert "".join(read(f"x {found}").nodes).strip() == f"x {line}".strip()


@given(st.text(st.characters(codec="utf-8"), max_size=50))
def test_no_sign_of_a_name_is_active_raw(text: str) -> None:
    assert not re.search(
        r"[@#<>`|*_\[\]\\](?!-- -->|[0-9a-f]+;|x[0-9a-f]+;)", re.sub(r"<!-- -->", "", escaped(text))
    )


# ---- A comment fits


def sections(*sizes: int) -> tuple[Section, ...]:
    return tuple(
        Section((Heading(say("SUP-{n}", n=n)), Points(say("Changes"), (say("{t}", t="x" * 1000),) * size)))
        for n, size in enumerate(sizes)
    )


def test_whole_records_are_left_out_of_a_comment_that_would_be_too_long() -> None:
    means = Strong(say("merging this request means: {what}", what="nothing is decided"))
    found = Layout((means,), sections(*[10] * 9), (means,))

    told = laid_out(found, ENGLISH, say("left out"))

    assert len(told) < LIMIT
    assert told.count("### SUP") == 5
    assert told.count("**Merging this request means: nothing is decided.**") == 2
    assert "\n\nLeft out.\n\n" in told


def test_a_record_that_is_too_long_does_not_keep_the_others_out() -> None:
    told = laid_out(Layout((), sections(1, 100, 1), ()), ENGLISH, say("left out"))

    assert re.findall("### SUP-(.)", told) == ["0", "2"]


@given(st.lists(ANY, max_size=4), st.integers(0, 60))
def test_a_comment_always_fits(texts: list[str], times: int) -> None:
    messages = tuple(say("{text}", text=text * 50) for text in texts)
    blocks = tuple(Paragraph(message) for message in messages)
    listed = Section((Points(say("Changes"), messages),)) if messages else Section(())

    assert len(laid_out(Layout(blocks, (listed,) * times, blocks), INDONESIAN, say("lack"))) <= LIMIT


def test_a_long_text_is_cut_between_signs() -> None:
    assert escaped("@" * 1000 + "x").endswith("<!-- -->…")
    assert len(escaped("@x" * 1000)) <= LONGEST + 1
    assert escaped("x" * 2000) == "x" * LONGEST + "…"


# ---- For a terminal


def test_text_is_told_on_lines_of_its_own() -> None:
    table = Table((say(""), say("This time")), ((say("Final value"), say("{v}", v=Decimal("2.40"))),))
    found = Layout(
        (Heading(say("EVL-1")), table),
        (Section((Points(say("Changes"), (say("{text}", text="a\x1b[31m\nb"),)),)),),
        (Strong(say("merging this request means: {what}", what="x")),),
    )

    assert list(_plain(lines_of(found, ENGLISH))) == [
        "EVL-1",
        "               This time",
        "  Final value  2.40",
        "",
        "Changes:",
        "  - a\\x1b[31m\\nb",
        "",
        "Merging this request means: x.",
    ]


def _plain(text: str) -> Iterator[str]:
    yield from re.sub("\x1b\\[[0-9;]*m", "", text).splitlines()


# ---- The whole way


@pytest.mark.parametrize("turn", range(3))
def test_hostile_texts_in_every_field_of_every_record_do_nothing(
    turn: int, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lpsedocs.review.markdown_.LIMIT", 10**9)
    texts = [" ".join(text.split()) for text in HOSTILE if len(text) < 2000]
    with seated(tmp_path, capsys) as desk:
        root = fill(tmp_path / "office", lambda number: f"Teks {number}")
        desk.git("init", "--quiet", "-b", "main", at=root)
        _committed(desk, root)
        fill(tmp_path / "other", lambda number: texts[(number * 3 + turn) % len(texts)])
        shutil.copytree(tmp_path / "other" / "records", root / "records", dirs_exist_ok=True)
        if turn == 2:
            shutil.rmtree(root / "records" / "suppliers")
        desk.git("checkout", "--quiet", "-b", "permintaan", at=root)
        _committed(desk, root)

        answer = desk.say("--root", root, "review", "--base", "main", "--format", "markdown")

    assert (answer.code, answer.err) == (0, "")
    reader = read(body(answer.out))
    assert set(reader.tags) <= TAGS
    assert {name for name, _ in reader.attributes} <= {"id"}
    assert [node for node in reader.nodes if ACTIVE.search(node)] == []
    assert not QUICK.search(body(answer.out).replace("### ", ""))
    assert "script" in answer.out, "some hostile text is told"


def _committed(desk: Desk, root: Path) -> None:
    desk.git("add", "--all", at=root)
    desk.git("commit", "--quiet", "--message", "x", at=root)
