"""The examples in rule pages, laid into a small sound office so that a rule can be run on them.

In a page, fenced YAML after "Bad:" or "Good:" is an example. A comment ``# records/...`` on a line of
its own begins a file; its keys take the place of the same top-level keys of that file in the office.
``# CODE`` at the end of a line marks a breach there. ``SHA256(NAME)`` stands for the digest of the file
of that name, ``FILE(text)`` as the only line for a file with other content than YAML, and in a block
fenced as ``yaml escaped`` backslash escapes such as ``\\r`` or ``\\xff`` stand for the bytes themselves.

An example of a request has up to three parts: ``# base`` on a line of its own begins what the base has,
``# base since`` what it got since the request began, and ``# request by ADDRESS`` what the request sets on top
of the base, in one commit. A file whose only line is ``REMOVED`` is taken away.
"""

import codecs
import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time
from importlib import resources
from pathlib import PurePosixPath

from lpsedocs.corpus import RECORDS, Base, Corpus, File, build_corpus, changed_between, lfs_oid_or_none
from lpsedocs.history import Chronicle, Commit, FileChange, revisions_by_name
from lpsedocs.models import ATTACHMENTS
from lpsedocs.source import parse_source
from lpsedocs.trust.objects import object_id

TODAY = date(2026, 7, 15)
"""The day on which examples are checked."""

_FENCE = re.compile(r"^(Bad|Good):[^\n]*\n\n```yaml( escaped)?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_FILE = re.compile(r"^# (records/\S+)\n", re.MULTILINE)
_PART = re.compile(r"^# (base since|base|request by \S+)\n", re.MULTILINE)
_MARK = re.compile(r"  # ([A-Z]\d{3})$", re.MULTILINE)
_TOP_KEY = re.compile(r"^(?=[A-Za-z_])", re.MULTILINE)
_DIGEST = re.compile(r"SHA256\(([^)\s]+)\)")
_NAMED_BY_PLACE = frozenset({"decisions", "filings"})
"""Folders whose files bear the names of others."""


@dataclass(frozen=True)
class Example:
    """One example of a page: the files that it sets in the office, as text."""

    is_good: bool
    is_escaped: bool
    files: Mapping[PurePosixPath, str]
    """Of a request: what it sets."""
    base: Mapping[PurePosixPath, str] | None = None
    """What the base of a request sets; None for an example that is no request."""
    since: Mapping[PurePosixPath, str] = field(default_factory=dict)
    """What the base sets after the request left it."""
    author: str = ""
    """The address that the commit of a request claims."""

    @property
    def marks(self) -> frozenset[tuple[str, int]]:
        """The path and line of each marked breach."""
        return frozenset(
            (str(path), number)
            for path, text in self.files.items()
            for number, line in enumerate(text.split("\n"), 1)
            if _MARK.search(line)
        )


def examples_in(page: str) -> tuple[Example, ...]:
    """Return the examples of a rule's page, in order."""
    return tuple(
        _example(text, is_good=verdict == "Good", is_escaped=bool(escaped))
        for verdict, escaped, text in _FENCE.findall(page)
    )


def _example(text: str, *, is_good: bool, is_escaped: bool) -> Example:
    rest = _PART.split(text)[1:]
    if not rest:
        return Example(is_good, is_escaped, dict(_files(text)))
    parts = {title: dict(_files(part)) for title, part in zip(rest[::2], rest[1::2], strict=True)}
    [request] = [title for title in parts if title.startswith("request by ")]
    author = request.removeprefix("request by ")
    since = parts.get("base since", {})
    return Example(is_good, is_escaped, parts[request], parts.get("base", {}), since, author)


def _files(text: str) -> Iterator[tuple[PurePosixPath, str]]:
    parts = _FILE.split(text)
    if parts[0].strip():
        raise ValueError("an example begins with '# records/...'")
    for path, content in zip(parts[1::2], parts[2::2], strict=True):
        yield PurePosixPath(path), content


def office() -> dict[PurePosixPath, str]:
    """Return the files of the small sound office that examples are laid into."""
    root = resources.files("lpsedocs.rules") / "office"
    return dict(_read_tree(root, PurePosixPath()))


def _read_tree(folder: resources.abc.Traversable, path: PurePosixPath) -> Iterator[tuple[PurePosixPath, str]]:
    for item in sorted(folder.iterdir(), key=lambda item: item.name):
        if item.is_dir():
            yield from _read_tree(item, path / item.name)
        else:
            yield path / item.name, item.read_text("utf-8")


def laid(example: Example) -> dict[PurePosixPath, bytes]:
    """Return the office's files with those of the example in place."""
    if example.is_escaped:
        contents = {path: codecs.escape_decode(text.encode())[0] for path, text in example.files.items()}
        return contents | with_digests({p: text for p, text in office().items() if p not in contents})
    return with_digests(_with(_begun(example) if example.base is not None else office(), example.files))


def _begun(example: Example) -> dict[PurePosixPath, str]:
    """Return the files where a request begins; what a decision was about stays what it was."""
    contents = with_digests(_with(office(), example.base or {}))
    return {path: content.decode() for path, content in contents.items()}


def _with(texts: dict[PurePosixPath, str], files: Mapping[PurePosixPath, str]) -> dict[PurePosixPath, str]:
    """Return files with others in place; a file sets its own keys, and leaves those that it doesn't name."""
    texts = dict(texts)
    for path, text in files.items():
        if text.startswith("REMOVED"):
            texts.pop(path, None)
        elif text.startswith("FILE("):
            texts[path] = text[5:].rstrip()[:-1]
        else:
            texts[path] = merged(text, texts.get(path, ""))
    return texts


def merged(text: str, base: str) -> str:
    """Return a YAML text, followed by the top-level keys of another that it does not set itself."""
    own = {block.partition(":")[0] for block in _TOP_KEY.split(text)}
    return text + "".join(
        b for b in _TOP_KEY.split(base) if not b.startswith("#") and b.partition(":")[0] not in own
    )


def with_digests(texts: Mapping[PurePosixPath, str]) -> dict[PurePosixPath, bytes]:
    """Fill in ``SHA256(NAME)``: files without one first, so that a digest may rest on a digest."""
    done: dict[PurePosixPath, bytes] = {}
    digests: dict[str, str] = {}
    waiting = dict(texts)
    while waiting:
        ready = [path for path, text in waiting.items() if digests.keys() >= set(_DIGEST.findall(text))]
        if not ready:
            raise ValueError(
                f"digests of files that are not there, or in a circle: {sorted(map(str, waiting))}"
            )
        for path in ready:
            text = _DIGEST.sub(lambda match: digests[match[1]], waiting.pop(path))
            done[path] = text.encode()
            if path.parts[1] not in _NAMED_BY_PLACE:
                digests[path.stem] = digests[path.name] = hashlib.sha256(done[path]).hexdigest()
    return done


def corpus_of_example(example: Example, today: date = TODAY) -> Corpus:
    """Return the corpus of an example; that of a request with its base."""
    corpus = corpus_of(laid(example), today)
    if example.base is None:
        return corpus
    begun = _begun(example)
    before = corpus_of(with_digests(begun), today)
    latest = corpus_of(with_digests(_with(begun, example.since)), today) if example.since else before
    return replace(corpus, base=_base(corpus, before, latest, example.author))


def _base(corpus: Corpus, before: Corpus, latest: Corpus, author: str) -> Base:
    """Return the base of a request of one commit."""
    changed = changed_between(before, corpus)
    old, new = ({s.path: s.content for s in one.sources} for one in (before, corpus))
    contents = {object_id("blob", content, "sha1"): content for content in (*old.values(), *new.values())}
    files = tuple(FileChange(path, (_blob(old, path),), _blob(new, path)) for path in sorted(changed))
    moment = datetime.combine(corpus.today, time(3), UTC)
    commit = Commit("1" * 40, ("0" * 40,), author, author, moment, "permintaan")
    names = {
        path: name
        for one in (before, corpus)
        for entry in one.entries
        for path, name in [(entry.path, entry.name)]
    }
    return Base(
        "origin/main",
        "2" * 40,
        "0" * 40,
        before,
        latest,
        ((commit, files),),
        {},
        Chronicle(revisions_by_name([(commit, files)], names.get), contents),
        changed,
    )


def _blob(contents: Mapping[PurePosixPath, bytes], path: PurePosixPath) -> str | None:
    return object_id("blob", contents[path], "sha1") if path in contents else None


def corpus_of(contents: Mapping[PurePosixPath, bytes], today: date = TODAY) -> Corpus:
    """Return the corpus of files given as bytes."""
    attachments = {p: c for p, c in contents.items() if p.is_relative_to(RECORDS / ATTACHMENTS)}
    return build_corpus(
        [parse_source(path, content) for path, content in contents.items() if path not in attachments],
        [
            File(
                path.relative_to(RECORDS),
                len(content),
                hashlib.sha256(content).hexdigest(),
                lfs_oid_or_none(content),
            )
            for path, content in attachments.items()
        ],
        today,
    )
