"""The roots that a user trusts, kept outside of every repository: in the user's own configuration.

Only what is pinned there, given as an option, or set in a protected variable of CI, decides which history
counts; nothing in a repository does.
"""

import json
import os
import re
import stat
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from lpsedocs.findings import Refusal, say

VARIABLE = "LPSEDOCS_TRUST_ROOT"
_ROOTS = re.compile(
    r"\s*([0-9a-f]{40}|[0-9a-f]{64})\s*(,\s*([0-9a-f]{40}|[0-9a-f]{64})\s*)*(@refs/[^\s@]+\s*)?", re.ASCII
)


@dataclass(frozen=True)
class Pin:
    """A trusted root."""

    root: str
    """The id of the root commit."""
    repository: str
    """The repository id in the root's roster."""
    sha256: str
    """The SHA-256 of the root commit's raw bytes, which a collision of SHA-1 can't forge."""
    ref: str
    """The full name of the main branch."""
    tip: str | None = None
    """The last tip of it that was verified."""
    verified: str | None = None
    """The day of that verification."""
    renewals: tuple[tuple[str, str], ...] = ()
    """Later commits whose roster is trusted like the root's, with the SHA-256 of their bytes."""
    place: str | None = None
    """The git directory that was pinned: verifying any other copy never moves the tip."""

    @property
    def day(self) -> date | None:
        """The day of the last verification."""
        return date.fromisoformat(self.verified) if self.verified else None

    @property
    def commits(self) -> tuple[tuple[str, str], ...]:
        """The root and the renewals, with the SHA-256 of their bytes."""
        return ((self.root, self.sha256), *self.renewals)


def refuse_odd_variable(given: str) -> None:
    """Refuse what the variable has, if it is no root with its renewals, and perhaps ``@`` and a full ref."""
    if not _ROOTS.fullmatch(given):
        raise Refusal(
            say(
                "the environment variable {name} has '{given}', and not a whole commit id of 40 or 64 signs "
                "of 0-9 and a-f, or several with commas between; correct it, or do without it ('unset "
                "{name}')",
                name=VARIABLE,
                given=given,
            )
        )


def pins_file(environment: Mapping[str, str]) -> Path:
    """Return where pins are kept: ``$XDG_CONFIG_HOME/lpsedocs/pins.json``."""
    base = environment.get("XDG_CONFIG_HOME") or str(
        Path(environment.get("HOME", "~")).expanduser() / ".config"
    )
    return Path(base) / "lpsedocs" / "pins.json"


def load_pins(path: Path) -> tuple[Pin, ...]:
    """Return the pins; refuses a file that others may write, or that is no list of pins."""
    try:
        status = path.stat()
    except FileNotFoundError:
        return ()
    if status.st_mode & 0o022:
        raise Refusal(
            say("{path} can be written by others; 'chmod 600' it, and check what it pins", path=str(path))
        )
    try:
        text = path.read_text("utf-8") if stat.S_ISREG(status.st_mode) else ""
        return tuple(_read_pin(entry) for entry in json.loads(text)["pins"])
    except (ValueError, KeyError, TypeError, AttributeError):
        raise Refusal(say("{path} is no list of pins; move it away and pin again", path=str(path))) from None


def _read_pin(entry: dict[str, Any]) -> Pin:
    renewals = tuple((str(root), str(sha256)) for root, sha256 in entry.pop("renewals", ()))
    pin = Pin(**entry, renewals=renewals)
    texts = (pin.root, pin.repository, pin.sha256, pin.ref)
    may_lack = (pin.tip, pin.verified, pin.place)
    if not all(isinstance(text, str) for text in (*texts, *filter(None, may_lack))):
        raise TypeError
    _ = pin.day  # what is no day makes no pin
    return pin


def save_pin(path: Path, pin: Pin) -> None:
    """Keep a pin, in place of an older one of the same repository; readable by the user alone."""
    kept = [other for other in load_pins(path) if other.repository != pin.repository]
    content: dict[str, Any] = {
        "version": 1,
        "pins": [asdict(p) for p in sorted([*kept, pin], key=lambda p: p.root)],
    }
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    scratch = path.with_name(f".{path.name}.{os.getpid()}")
    descriptor = os.open(scratch, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        json.dump(content, file, indent=2)
        file.write("\n")
    scratch.replace(path)


def remember_tip(path: Path, pin: Pin, tip: str, day: str) -> None:
    """Move the last verified tip of a pin that is kept."""
    if any(known.root == pin.root for known in load_pins(path)):
        save_pin(path, replace(pin, tip=tip, verified=day))
