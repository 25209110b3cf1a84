"""Tells the plot as git objects: commits, branches, merges, and what a forge adds of its own."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from lpsedocs.demo.cast import GITHUB, Cast
from lpsedocs.demo.plot import Act, Changes, Files, Joining, Plot
from lpsedocs.demo.scribe import Hand, Scribe, Sign
from lpsedocs.demo.story import Branch, Story

MAIN = "refs/heads/main"


@dataclass
class _Line:
    """A branch while it grows."""

    tip: str
    files: dict[str, bytes]
    changes: Changes = field(default_factory=dict)
    """What it changed since it left the main line."""
    moment: datetime | None = None


@dataclass(frozen=True)
class Told:
    """A repository in memory."""

    objects: tuple[tuple[str, bytes], ...]
    root: str
    refs: dict[str, str]
    commits: int
    """How many there are."""


class Teller:
    """Writes the commits of a plot, one after the other."""

    def __init__(self, cast: Cast, story: Story) -> None:
        self._cast = cast
        self._story = story
        self._scribe = Scribe()
        self._main = _Line("", {})
        self._branches: dict[str, _Line] = {}

    def tell(self, plot: Plot) -> Told:
        """Return the whole repository."""
        self._commit(plot.root, self._main)
        root = self._main.tip
        for event in plot.events:
            if isinstance(event, Act):
                self._commit(event, self._line(event.branch))
            elif event.is_update:
                self._update(event)
            else:
                self._merge(event)
        refs = {MAIN: self._main.tip}
        for request in self._story.requests:
            refs |= self._refs(request)
        commits = sum(kind == "commit" for kind, _ in self._scribe.objects.values())
        return Told(tuple(self._scribe.objects.values()), root, refs, commits)

    def _line(self, branch: str | None) -> _Line:
        if branch is None:
            return self._main
        if branch not in self._branches:
            self._branches[branch] = _Line(self._main.tip, dict(self._main.files))
        return self._branches[branch]

    def _commit(self, act: Act, line: _Line) -> None:
        changes = act.write(line.files)
        line.files, line.moment = _changed(line.files, changes), act.moment
        line.changes |= changes
        parents = (line.tip,) if line.tip else ()
        hand, sign = self._cast.hand(act.by), self._sign(act.by, act.moment, is_solemn=act.is_solemn)
        line.tip = self._write(line.files, parents, hand, act.moment, f"{act.message.strip()}\n", sign)

    def _sign(self, person: str, moment: datetime, *, is_solemn: bool) -> Sign | None:
        return self._cast.sign(person, moment) if is_solemn or person in self._story.signing else None

    def _merge(self, joining: Joining) -> None:
        line, request = self._branches[joining.request.branch], joining.request
        self._main.files = _changed(self._main.files, line.changes)
        self._main.moment = joining.moment
        parents = (self._main.tip, line.tip)
        if request.number is None:
            sign = self._sign(joining.by, joining.moment, is_solemn=False)
            message = f"Merge branch '{request.branch}'\n"
            hand = self._cast.hand(joining.by)
            self._main.tip = self._write(self._main.files, parents, hand, joining.moment, message, sign)
        else:
            place = f"{self._story.forge.owner}/{request.branch}"
            message = f"Merge pull request #{request.number} from {place}\n\n{request.title}"
            self._main.tip = self._click(self._main.files, parents, joining.by, joining.moment, message)

    def _update(self, joining: Joining) -> None:
        """Merge the main line into a branch, as the forge's button "Update branch" does."""
        line = self._branches[joining.request.branch]
        line.files, line.moment = _changed(self._main.files, line.changes), joining.moment
        message = f"Merge branch 'main' into {joining.request.branch}"
        line.tip = self._click(line.files, (line.tip, self._main.tip), joining.by, joining.moment, message)

    def _click(self, files: Files, parents: tuple[str, ...], by: str, moment: datetime, message: str) -> str:
        sign = self._cast.sign_as_forge(moment)
        return self._write(files, parents, self._cast.clicker(by), moment, message, sign, GITHUB)

    def _write(
        self,
        files: Files,
        parents: tuple[str, ...],
        author: Hand,
        moment: datetime,
        message: str,
        sign: Sign | None,
        committer: Hand | None = None,
    ) -> str:
        tree = self._scribe.tree(files)
        return self._scribe.commit(tree, parents, author, moment, message, committer=committer, sign=sign)

    def _refs(self, request: Branch) -> dict[str, str]:
        """Return what is left of a branch: a request's head, and the forge's test merge of an open one."""
        line = self._branches[request.branch]
        refs = {}
        if request.number is not None:
            refs[f"refs/pull/{request.number}/head"] = line.tip
        if request.merged is None and not request.closed:
            refs[f"refs/heads/{request.branch}"] = line.tip
            refs[f"refs/pull/{request.number}/merge"] = self._tried(request, line)
        return refs

    def _tried(self, request: Branch, line: _Line) -> str:
        """Write the merge that a forge makes of an open request by itself, in the name of who opened it."""
        assert request.opened_by is not None
        assert self._main.moment is not None
        assert line.moment is not None
        moment = max(self._main.moment, line.moment) + timedelta(minutes=1)
        files = _changed(self._main.files, line.changes)
        message = f"Merge {line.tip} into {self._main.tip}"
        return self._click(files, (self._main.tip, line.tip), request.opened_by, moment, message)


def _changed(files: Files, changes: Changes) -> dict[str, bytes]:
    kept = {path: content for path, content in files.items() if changes.get(path, content) is not None}
    return kept | {path: content for path, content in changes.items() if content is not None}
