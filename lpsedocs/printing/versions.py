"""Which commit a print may name: the one that is checked out, if it holds the very bytes that are printed."""

from lpsedocs.corpus import Corpus
from lpsedocs.git import find_repository, open_objects
from lpsedocs.site.building import commit_of
from lpsedocs.trust.objects import MissingObjectError, algorithm_of, object_id, parse_commit
from lpsedocs.trust.trees import Objects, Trees
from lpsedocs.workspace import Workspace


def commit_held(workspace: Workspace, corpus: Corpus) -> str | None:
    """Return the commit that is checked out; None where a record at hand is not what lies in it."""
    commit = commit_of(workspace)
    if commit is None or not (workspace.root / ".git").exists():
        return None
    with open_objects(find_repository(workspace.root), algorithm_of(commit)) as objects:
        try:
            return commit if _holds(objects, commit, corpus) else None
        except MissingObjectError:
            return None


def _holds(objects: Objects, commit: str, corpus: Corpus) -> bool:
    trees, algorithm = Trees(objects), algorithm_of(commit)
    tree = parse_commit(commit, objects.read(commit)[1]).tree
    for entry in corpus.entries:
        there = trees.at(tree, str(entry.place))
        if there is None or there.id != object_id("blob", entry.source.content, algorithm):
            return False
    return True
