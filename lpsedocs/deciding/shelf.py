"""The committed records of a repository on disk, open for reading."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from lpsedocs.findings import Refusal, say
from lpsedocs.git import find_repository, open_objects
from lpsedocs.trust.cabinet import Cabinet
from lpsedocs.trust.graph import Graph
from lpsedocs.trust.objects import BadObjectError, CommitObject, MissingObjectError, algorithm_of
from lpsedocs.trust.trees import Difference, Trees


@dataclass(frozen=True)
class Shelf:
    """The objects of one repository, each believed only if it hashes to its id."""

    graph: Graph

    @property
    def trees(self) -> Trees:
        return self.graph.trees

    @cached_property
    def cabinet(self) -> Cabinet:
        return Cabinet(self.trees)

    def commit(self, id_: str) -> CommitObject:
        """Return a commit; refuses one that is not in the form that git writes."""
        found = self.graph.commit(id_)
        if found is None:
            raise Refusal(
                say(
                    "the commit {commit} is not in the form that git writes; nothing can stand on it",
                    commit=id_,
                )
            )
        return found

    def brought_by(self, id_: str) -> Difference | None:
        """Return what a commit of one parent changes; None for any other."""
        commit = self.commit(id_)
        if len(commit.parents) != 1:
            return None
        return self.trees.difference(self.commit(commit.parents[0]).tree, commit.tree)


@contextmanager
def open_shelf(root: Path) -> Iterator[Shelf]:
    """Open the repository of a work tree; a missing or a broken object is a refusal."""
    repository = find_repository(root)
    algorithm = algorithm_of(next(iter(repository.refs().values()), "0" * 40))
    with open_objects(repository, algorithm) as objects:
        try:
            yield Shelf(Graph(objects))
        except MissingObjectError as error:
            raise Refusal(say("the object {id} is missing from the repository", id=str(error))) from None
        except BadObjectError as error:
            raise Refusal(say("an object can't be believed: {why}", why=error.message)) from None
