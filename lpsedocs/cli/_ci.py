"""The files that let a forge check an office's requests, and the list from which it installs lpsedocs."""

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path, PurePosixPath
from typing import Final

from lpsedocs import __version__
from lpsedocs.cli._starter import tree
from lpsedocs.doctor.known import for_gitea
from lpsedocs.findings import Refusal, say
from lpsedocs.language import Language

FORGES: Final = ("github", "gitlab", "forgejo")
_CI = resources.files("lpsedocs") / "starter" / "ci"
REQUIREMENTS: Final = PurePosixPath(".lpsedocs/requirements.txt")
_GUARD: Final = PurePosixPath(".lpsedocs/penjaga.py")
_GUARDED_BY: Final = {
    "github": PurePosixPath(".github/workflows/penjaga.yml"),
    "gitlab": PurePosixPath(".gitlab-ci.yml"),
    "forgejo": PurePosixPath(".forgejo/workflows/penjaga.yml"),
}
_ACCOUNTS: Final = re.compile(rb"(?:[ \t]+@\S+)+")
_FOLDER: Final = PurePosixPath(".lpsedocs")
_REQUESTS: Final = {
    "github": PurePosixPath(".github/PULL_REQUEST_TEMPLATE"),
    "gitlab": PurePosixPath(".gitlab/merge_request_templates"),
}
"""Where a forge looks for several texts of a request."""
_ONE_REQUEST: Final = PurePosixPath(".forgejo/pull_request_template.md")
"""Forgejo and Gitea know a single one."""
_ADDRESS = re.compile(r"(https://[^\s#]+\.whl)#sha256=([0-9a-f]{64})", re.ASCII)
_PLACEHOLDER: Final = (
    f"lpsedocs @ https://GANTI.example/lpsedocs-{__version__}-py3-none-any.whl --hash=sha256:{'0' * 64}"
)
_ABOUT: Final = """\
# Dari mana CI memasang lpsedocs, dan semua yang dipakainya, dengan sidik jarinya. Hanya baris pertama milik
# kantor: alamat sebuah wheel, atau wheel dalam folder ini. 'pip' menolak berkas yang sidik jarinya lain.
"""


@dataclass(frozen=True)
class Source:
    """Where the pipelines get lpsedocs: a line for pip, and the wheel itself if the workspace keeps it."""

    line: str
    files: tuple[tuple[PurePosixPath, bytes], ...] = ()

    @property
    def is_named(self) -> bool:
        """Whether somebody said where it is."""
        return self.line != _PLACEHOLDER


def source_of(wish: str | None) -> Source:
    """Return what ``--lpsedocs-from`` names: a wheel on disk, or an address with its digest."""
    if wish is None:
        return Source(_PLACEHOLDER)
    if found := _ADDRESS.fullmatch(wish):
        return Source(f"lpsedocs @ {found[1]} --hash=sha256:{found[2]}")
    wheel = Path(wish)
    if wheel.suffix != ".whl" or not wheel.is_file():
        raise Refusal(
            say(
                "'{wish}' is neither a wheel on this computer nor an address; an address begins with "
                "'https://' and ends with '.whl#sha256=' and the 64 digits of its SHA-256",
                wish=wish,
            )
        )
    content = wheel.read_bytes()
    place = _FOLDER / wheel.name
    return Source(f"./{place} --hash=sha256:{hashlib.sha256(content).hexdigest()}", ((place, content),))


def source_at(root: Path) -> Source:
    """Return where the pipelines of an office get lpsedocs so far."""
    text = _text_or_none(root / REQUIREMENTS) or b""
    lines = (line for line in text.decode(errors="replace").splitlines() if not line.startswith("#"))
    return Source(next(lines, "").strip() or _PLACEHOLDER)


def with_accounts_at(root: Path, files: Mapping[PurePosixPath, bytes]) -> dict[PurePosixPath, bytes]:
    """Return files with the accounts that an office has put into its own, where nothing else differs."""
    kept = {place: _text_or_none(root / place) for place in files if place.name == "CODEOWNERS"}
    return {
        place: there if (there := kept.get(place)) and _bare(there) == _bare(content) else content
        for place, content in files.items()
    }


def _bare(owners: bytes) -> bytes:
    return _ACCOUNTS.sub(b" @", owners)


def _text_or_none(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() and not path.is_symlink() else None


def ci_files(forge: str, source: Source, language: Language) -> dict[PurePosixPath, bytes]:
    """Return every file that a forge's pipelines need."""
    return {
        **_copied(_CI / "common"),
        **_copied(_CI / forge),
        **dict(_requests(forge, language)),
        REQUIREMENTS: _requirements(source),
        **dict(source.files),
    }


def guard_files(forge: str) -> dict[PurePosixPath, bytes]:
    """Return the files of the guard: its program, and the workflow that runs it.

    Gitea takes those of Forgejo, changed as the guide says.
    """
    if forge == "gitea":
        files = guard_files("forgejo")
        return {_in_gitea(place): for_gitea(content) for place, content in files.items()}
    files = {**_copied(_CI / "common"), **_copied(_CI / forge)}
    return {place: files[place] for place in (_GUARD, _GUARDED_BY[forge])}


def _in_gitea(place: PurePosixPath) -> PurePosixPath:
    return PurePosixPath(str(place).replace(".forgejo/", ".gitea/"))


def _copied(folder: Traversable) -> dict[PurePosixPath, bytes]:
    return {PurePosixPath(path): item.read_bytes() for path, item in tree(folder)}


def _requests(forge: str, language: Language) -> Iterator[tuple[PurePosixPath, bytes]]:
    texts = {path: item.read_bytes() for path, item in tree(_CI / f"requests.{language.code}")}
    if forge in _REQUESTS:
        yield from ((_REQUESTS[forge] / path, content) for path, content in texts.items())
    else:
        yield _ONE_REQUEST, b"\n---\n\n".join(texts.values())


def _requirements(source: Source) -> bytes:
    return f"{_ABOUT}{source.line}\n\n".encode() + (_CI / "dependencies.lock").read_bytes()
