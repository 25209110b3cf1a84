"""What went wrong is told in the reader's language, down to the reason that the innermost reader gave."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from lpsedocs.trust.signatures import parse_ssh_key
from tests.repositories import Desk, write
from tests.trust.story import Story, key_entry, key_of, people, person, roster
from tests.trust.test_objects import add_beside, folder_as, inside, with_tree

PACKAGE = Path(__file__).parent.parent / "lpsedocs"
TREES = [
    pytest.param(ast.parse(path.read_bytes()), id=str(path.relative_to(PACKAGE)))
    for path in sorted(PACKAGE.rglob("*.py"))
]
SPOKEN = {"BadObjectError", "BadSignatureError", "NoSignatureError", "UnknownKeyError", "CannotVerifyError"}
WITH_TEXT = {"GitError", "MissingObjectError", "OSError"}
"""Errors whose text is an id, or what the system or git says."""


TODAY = ("--today", "2026-07-15")


# ---- In the code


def names_in(node: ast.expr | None) -> set[str]:
    return {part.id for part in ast.walk(node) if isinstance(part, ast.Name)} if node else set()


def raised_without_a_message(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        match node:
            case ast.Raise(exc=ast.Call(func=ast.Name(id=name), args=[ast.Call(func=ast.Name(id="say"))])):
                pass
            case ast.Raise(exc=ast.Call(func=ast.Name(id=name), args=[ast.Name(id="message")])):
                pass
            case ast.Raise(exc=ast.Call(func=ast.Name(id=name)) | ast.Name(id=name)) if name in SPOKEN:
                yield f"{node.lineno}: {ast.unparse(node)}"


def made_text_of(tree: ast.AST) -> Iterator[str]:
    """Yield where an error that was caught is made a text, which no catalogue translates."""
    for handler in ast.walk(tree):
        if not isinstance(handler, ast.ExceptHandler) or not handler.name:
            continue
        for node in ast.walk(handler):
            match node:
                case (
                    ast.Call(func=ast.Name(id="str" | "repr"), args=[ast.Name(id=name)])
                    | ast.FormattedValue(value=ast.Name(id=name))
                    | ast.Attribute(value=ast.Name(id=name), attr="args")
                ) if name == handler.name and not names_in(handler.type) <= WITH_TEXT:
                    yield f"{node.lineno}: {ast.unparse(node)}"


@pytest.mark.parametrize("tree", TREES)
def test_whoever_finds_something_bad_says_it_in_a_message(tree: ast.AST) -> None:
    assert list(raised_without_a_message(tree)) == []


@pytest.mark.parametrize("tree", TREES)
def test_no_error_that_was_caught_becomes_a_text(tree: ast.AST) -> None:
    assert list(made_text_of(tree)) == []


@pytest.mark.parametrize(
    "code",
    [
        "raise BadObjectError('it is cut off')",
        "raise BadSignatureError(f'it uses {hash}')",
        "raise UnknownKeyError(str(error))",
        "raise NoSignatureError",
    ],
)
def test_a_reason_without_a_message_is_seen(code: str) -> None:
    assert list(raised_without_a_message(ast.parse(code))) == [f"1: {code}"]


@pytest.mark.parametrize("text", ["str(error)", "repr(error)", "f'{error}'", "error.args[0]"])
def test_a_text_made_of_an_error_is_seen(text: str) -> None:
    code = f"try:\n    read()\nexcept (OSError, BadObjectError) as error:\n    tell({text})\n"
    assert len(list(made_text_of(ast.parse(code)))) == 1
    assert list(made_text_of(ast.parse(code.replace(", BadObjectError", "")))) == []


# ---- As people read it


def verified(desk: Desk, story: Story) -> str:
    """Return what verify prints in Indonesian of a bare repository, below its head."""
    bare = desk.folder / "office.git"
    desk.git("init", "--quiet", "--template=", "--bare", "-b", "main", str(bare))
    write(bare, story)
    answer = desk.say("--lang", "id", "verify", "--repo", bare, "--trust-root", story.root, *TODAY)
    assert answer.err == ""
    assert answer.lines[2] == "dinilai per 15 Juli 2026"
    return "\n".join(answer.lines[4:]) + "\n"


def test_a_bad_signature_is_told_in_indonesian(desk: Desk) -> None:
    story = Story()
    story.approve()
    story.put(story.read(story.tip)[1].replace(b"Perubahan", b"Perbaikan"))

    assert (
        verified(desk, story)
        == f"""\
EVL-2026-001: TIDAK TERBUKTI
  1: disetujui, oleh Rahma (rahma): TIDAK TERBUKTI: tanda tangan tidak sah atas isi ini (bad-signature, \
{story.tip[:12]})
    yang harus dilakukan: mintalah orang yang disebut memutuskan lagi dan menandatangani, dengan 'lpsedocs \
approve', 'accept', 'return', atau 'withdraw'

KAK-2026-001: menunggu keputusan

keputusan terbukti: 0, diambil alih: 0, diragukan: 0, tidak terbukti: 1
"""
    )


def test_a_bad_object_is_told_in_indonesian(desk: Desk) -> None:
    story = Story()
    story.approve()
    folder = story.scribe.put("tree", folder_as(story, "EVL-2026-001.yaml"))
    inner = story.scribe.tree({"x": b"x"})
    with_tree(
        story, inside(story.scribe, story.files, "evaluations", b"40000 2026\0" + bytes.fromhex(folder))
    )
    add_beside(story, story.decision(number=2), by="rahma")
    second = story.tip
    story.commit({})

    assert (
        f"  2: disetujui, oleh Rahma (rahma): TIDAK TERBUKTI: berkas yang menjadi sandarannya tidak dapat "
        f"dibaca: {inner} bukan berkas, melainkan objek git berjenis 'tree' (bad-object, {second[:12]})\n"
    ) in verified(desk, story)


def test_a_bad_key_in_the_roster_is_told_in_indonesian(desk: Desk) -> None:
    story = Story()
    cut = key_of("tia").line[:-12]
    story.change_roster(roster(people=people(tia=person("tia", keys=f"[{key_entry(cut)}]"))))
    known = parse_ssh_key(key_of("tia").line).fingerprint

    assert (
        verified(desk, story)
        == f"""\
EVL-2026-001: menunggu keputusan

KAK-2026-001: menunggu keputusan

perubahan daftar peran:
  {story.tip[:12]}, 6 Juli 2026: DIABAIKAN: daftar peran yang baru tidak dapat dipakai: ada kunci di \
dalamnya yang tidak dapat dibaca: isinya bukan base64
    - Orang, tia, Kunci, {cut[:39]}… 2 Januari 2025, Kunci SSH: dihapus: {known}; disisipkan: {cut}
    yang harus dilakukan: 'lpsedocs check records/roster.yaml' menunjukkan apa yang salah; perbaiki, lalu \
minta Kepala LPSE atau pengurus daftar peran menandatangani perubahannya lagi

keputusan terbukti: 0, diambil alih: 0, diragukan: 0, tidak terbukti: 0
"""
    )


def test_an_address_that_changes_hands_is_told_in_indonesian(desk: Desk) -> None:
    story = Story()
    story.change_roster(roster().replace("tia@contoh.example", "budi@contoh.example"))

    assert (
        "DIABAIKAN: daftar peran yang baru tidak dapat dipakai: budi@contoh.example sudah milik budi dan "
        "tidak boleh menjadi milik tia\n"
    ) in verified(desk, story)


@pytest.mark.parametrize(
    ("key", "why"),
    [
        pytest.param("ssh-rsa {}", "jenis kunci berbeda dari yang disebut barisnya", id="of another kind"),
        pytest.param("ssh-ed25519 AAAA", "isinya terpotong", id="cut off"),
    ],
)
def test_a_key_that_can_not_be_entered_is_told_in_indonesian(desk: Desk, key: str, why: str) -> None:
    line = key.format(key_of("tia").line.split()[1])
    root = desk.clone(Story())

    answer = desk.say("--lang", "id", "--root", root, "roster", "add-key", "tia", "--ssh", line)

    assert (answer.code, answer.err) == (
        2,
        f"lpsedocs: {line} bukan kunci SSH publik yang dapat dipakai: {why}\n",
    )
