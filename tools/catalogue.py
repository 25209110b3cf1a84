"""Brings the Indonesian catalogue up to date with everything that a person reads.

python -m tools.catalogue            add what is new, drop what is gone, keep the translations
python -m tools.catalogue --check    change nothing; exit with 1 if the catalogue is not up to date
"""

import argparse
import ast
import errno
import importlib
import inspect
import os
import pkgutil
import sys
from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Final, TypeAlias

import click
from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract, extract_from_dir
from babel.messages.pofile import read_po, write_po

import lpsedocs.cli
from lpsedocs.findings import Severity
from lpsedocs.language import paragraphs
from lpsedocs.models import KINDS
from lpsedocs.models.fields import Model
from lpsedocs.models.shapes import Choice, Fields, Items, Leaf, Shape, Table, slots_of
from lpsedocs.models.words import WORDS
from lpsedocs.procedures import PROCEDURES
from lpsedocs.rules import FAMILIES, all_rules

MessageId: TypeAlias = "str | tuple[str, ...]"
"""A source string; one that depends on a number comes with its plural."""

ROOT: Final = Path(__file__).parent.parent
CATALOGUE: Final = ROOT / "lpsedocs/locale/id/LC_MESSAGES/lpsedocs.po"
PLURALS: Final = "nplurals=1; plural=0;"
HEAD: Final = f"""\
# Indonesian words of lpsedocs. Translations are written here; `make catalogue` does the rest.
msgid ""
msgstr ""
"Project-Id-Version: lpsedocs\\n"
"POT-Creation-Date: 2026-01-01 00:00+0000\\n"
"PO-Revision-Date: 2026-01-01 00:00+0000\\n"
"Language: id\\n"
"Plural-Forms: {PLURALS}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

"""
MARKS: Final = frozenset(("say", "misfit", "Term", "Message", "text", "_"))
"""Functions whose first argument is a source string where it is a literal."""

SYSTEM: Final = (
    errno.EACCES,
    errno.EADDRINUSE,
    errno.EADDRNOTAVAIL,
    errno.EBUSY,
    errno.EDQUOT,
    errno.EEXIST,
    errno.EFBIG,
    errno.EIO,
    errno.EISDIR,
    errno.ELOOP,
    errno.EMFILE,
    errno.ENAMETOOLONG,
    errno.ENOENT,
    errno.ENOSPC,
    errno.ENOTDIR,
    errno.ENOTEMPTY,
    errno.EPERM,
    errno.EROFS,
    errno.ETXTBSY,
    errno.EXDEV,
)
"""What may go wrong with files and addresses, which the system tells in English."""


def collect() -> set[MessageId]:
    """Return every source string."""
    texts: Iterable[Iterable[MessageId]] = (
        _in_modules(),
        _in_templates(),
        _in_models(),
        _in_procedures(),
        _in_rules(),
        _in_commands(),
        _in_click(),
        map(os.strerror, SYSTEM),
        (severity.value for severity in Severity),
    )
    return {text for source in texts for text in source if text}


def _in_modules() -> Iterator[str]:
    # Babel reads tokens, and overlooks a text in parentheses and one in a call within a call.
    for path in sorted((ROOT / "lpsedocs").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_bytes())):
            match node:
                case ast.Call(
                    func=ast.Name(id=name) | ast.Attribute(attr=name),
                    args=[ast.Constant(value=str(text)), *_],
                ) if name in MARKS:
                    yield text


def _in_templates() -> Iterator[MessageId]:
    for path in sorted((ROOT / "templates").rglob("*")):
        if path.is_file() and path.suffix in (".html", ".md", ".j2", ".xml", ".svg", ".txt"):
            with path.open("rb") as file:
                for _, message, _, _ in extract(
                    "jinja2.ext:babel_extract", file, options={"trimmed": "true"}
                ):
                    yield _id(message)


def _in_click() -> Iterator[MessageId]:
    # click's own words, such as "Usage:"; click looks them up in the same catalogue.
    for _, _, message, _, _ in extract_from_dir(Path(click.__file__).parent, keywords=DEFAULT_KEYWORDS):
        yield _id(message)


def _id(message: str | tuple[str, ...] | list[str]) -> MessageId:
    return message if isinstance(message, str) else tuple(message)


def _in_models() -> Iterator[str]:
    yield from WORDS.values()
    for kind in KINDS:
        yield kind.title
        yield kind.summary
        yield from _in_model(kind.model)


def _in_model(model: type[Model]) -> Iterator[str]:
    for slot in slots_of(model).values():
        yield slot.title
        yield slot.description
        yield from _in_shape(slot.shape)


def _in_shape(shape: Shape) -> Iterator[str]:
    match shape:
        case Leaf():
            yield shape.due or ""
        case Items():
            yield from _in_shape(shape.item)
        case Table():
            yield from _in_shape(shape.key)
            yield from _in_shape(shape.value)
        case Fields():
            yield from _in_model(shape.model)
        case Choice():
            for _, option in shape.by_tag:
                yield from _in_shape(option)


def _in_procedures() -> Iterator[str]:
    for procedure in PROCEDURES:
        yield procedure.title
        for step in procedure.steps:
            yield step.title
            yield step.shown_by
            yield from (branch.when for branch in (*step.branches, *step.onward))


def _in_rules() -> Iterator[str]:
    yield from FAMILIES.values()
    for rule in all_rules():
        yield rule.summary
        yield rule.remedy
        yield from (text for is_code, text in paragraphs(rule.page) if not is_code)


def _in_commands() -> Iterator[str]:
    modules = pkgutil.iter_modules(lpsedocs.cli.__path__, f"{lpsedocs.cli.__name__}.")
    found = [importlib.import_module(module.name) for module in modules]
    commands = [getattr(module, "command", None) for module in found]
    for command in (lpsedocs.cli.group, *commands):
        if isinstance(command, click.Command):
            yield from _in_command(command)


def _in_command(command: click.Command) -> Iterator[str]:
    # Python 3.13 takes the indentation out of a docstring, which 3.11 leaves in.
    yield inspect.cleandoc(command.help or "")
    yield from (option.help or "" for option in command.params if isinstance(option, click.Option))
    if isinstance(command, click.Group):
        for part in command.commands.values():
            yield from _in_command(part)


def updated(old: Catalog, messages: Iterable[MessageId]) -> Catalog:
    """Return a catalogue of exactly these messages, with the translations of the old one."""
    new = Catalog(locale="id")
    new.mime_headers = [("Plural-Forms", PLURALS)]
    for message in messages:
        known = old.get(message)
        nothing = "" if isinstance(message, str) else ("",)
        entry = new.add(message, known.string if known else nothing)
        # Babel guesses from the text which kind of gaps it has, each version a little otherwise.
        entry.flags = {"fuzzy"} if known and known.fuzzy else set()
    return new


def render(catalogue: Catalog) -> str:
    """Return the text of the catalogue's file: sorted, without places and days, so that it changes little."""
    buffer = BytesIO()
    write_po(buffer, catalogue, width=0, no_location=True, omit_header=True, sort_output=True)
    return HEAD + buffer.getvalue().decode().strip("\n") + "\n"


def read(text: str) -> Catalog:
    """Return the catalogue that a file's text holds."""
    return read_po(BytesIO(text.encode()), locale="id")


def ids_in(catalogue: Catalog) -> set[MessageId]:
    """Return the source strings that a catalogue has."""
    return {_id(message.id) for message in catalogue if message.id}


def main() -> int:
    """Update the file, or say what is wrong with it."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--check", action="store_true", help="change nothing")
    is_check = parser.parse_args().check
    text = CATALOGUE.read_text("utf-8") if CATALOGUE.exists() else HEAD
    old, messages = read(text), collect()
    fresh = render(updated(old, messages))
    for verb, ids in (("new", messages - ids_in(old)), ("gone", ids_in(old) - messages)):
        for message in sorted(ids, key=str):
            print(f"{verb}: {message!r}")
    if not is_check:
        CATALOGUE.write_text(fresh, "utf-8")
    return 1 if is_check and fresh != text else 0


if __name__ == "__main__":
    sys.exit(main())
