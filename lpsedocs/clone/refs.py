"""Which commit a ref leads to, and letting refs lead elsewhere: all of them or none."""

import tempfile
from collections.abc import Mapping

from lpsedocs.clone.commands import Commands
from lpsedocs.findings import Refusal, say


def tip_of(git: Commands, ref: str) -> str | None:
    """Return the commit that a full ref name leads to."""
    return git.answered("rev-parse", "--quiet", "--verify", f"{ref}^{{commit}}")


def moves(git: Commands, changes: Mapping[str, tuple[str | None, str]]) -> bool:
    """Let refs name new commits; False where one no longer is what was read."""
    none = "0" * len(next(iter(changes.values()))[1])
    with tempfile.TemporaryFile() as lines:
        for ref, (old, new) in changes.items():
            lines.write(f"update {ref} {new} {old or none}\n".encode())
        lines.seek(0)
        answer = git.tried("update-ref", "-m", "lpsedocs", "--stdin", istream=lines.fileno())
    tips = {ref: tip_of(git, ref) for ref in changes}
    if all(tips[ref] == new for ref, (_, new) in changes.items()):
        return True
    if any(tips[ref] != old for ref, (old, _) in changes.items()):
        return False
    raise Refusal(say("the branch can't be moved: {why}", why=answer.why))
