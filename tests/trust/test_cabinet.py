"""Records as they lie in a tree: what is no folder, no file or no record of any kind is not found there."""

from collections import Counter
from collections.abc import Callable, Mapping
from hashlib import sha1
from pathlib import PurePosixPath

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from lpsedocs.corpus import build_corpus
from lpsedocs.models.decision import Decision
from lpsedocs.models.kak import Kak
from lpsedocs.models.roster import Roster
from lpsedocs.reading import is_read, with_marks
from lpsedocs.source import SYMBOLIC_LINK, Limits, parse_source, unreadable
from lpsedocs.trust.acts import evaluators
from lpsedocs.trust.cabinet import OF_DECISIONS, Cabinet, limits_at
from lpsedocs.trust.graph import Graph
from lpsedocs.trust.objects import MissingObjectError
from lpsedocs.trust.standing import NOT_ONCE
from lpsedocs.trust.trees import Trees
from lpsedocs.verification.tips import records_at
from tests.trust.story import TODAY, Story, records

KAK = "KAK-2026-001"
ABSENT = "b" * 40
"""The id of an object that nobody has, such as the commit of a submodule."""


class Store:
    """Objects in memory."""

    def __init__(self) -> None:
        self._objects: dict[str, tuple[str, bytes]] = {}
        self.times = Counter[str]()
        """How often each object was read."""

    def read(self, id_: str) -> tuple[str, bytes]:
        self.times[id_] += 1
        if id_ not in self._objects:
            raise MissingObjectError(id_)
        return self._objects[id_]

    def blob(self, content: bytes) -> str:
        return self._put("blob", content)

    def tree(self, entries: Mapping[str, tuple[str, str]]) -> str:
        rows = (f"{mode} {name}\0".encode() + bytes.fromhex(id_) for name, (mode, id_) in entries.items())
        return self._put("tree", b"".join(rows))

    def _put(self, kind: str, content: bytes) -> str:
        id_ = sha1(f"{kind} {len(content)}\0".encode() + content).hexdigest()
        self._objects[id_] = kind, content
        return id_


def found(store: Store, tree: str, record: str = KAK) -> str | None:
    return Cabinet(Trees(store)).find(tree, record)


def office(store: Store, file: tuple[str, str]) -> str:
    """Return a tree with a KAK at its place."""
    folder = store.tree({f"{KAK}.yaml": file})
    return store.tree({"records": ("40000", store.tree({"kak": ("40000", folder)}))})


def test_a_record_is_found_at_its_place() -> None:
    store = Store()
    blob = store.blob(b"id: KAK-2026-001\n")
    assert found(store, office(store, ("100644", blob))) == blob


@pytest.mark.parametrize("mode", ["100755", "120000", "160000"])
def test_a_program_a_link_and_a_submodule_are_no_record(mode: str) -> None:
    store = Store()
    assert found(store, office(store, (mode, store.blob(b"id: KAK-2026-001\n")))) is None


@pytest.mark.parametrize("record", ["notes", "XYZ-2026-001", ""])
def test_what_is_no_id_of_a_record_is_not_found(record: str) -> None:
    store = Store()
    assert found(store, office(store, ("100644", store.blob(b""))), record) is None


@pytest.mark.parametrize("mode", ["100644", "160000"])
def test_what_is_no_folder_of_records_has_none_and_stops_nothing(mode: str) -> None:
    """Of a submodule nothing is at hand but the id of its commit."""
    store = Store()
    assert found(store, store.tree({"records": (mode, ABSENT)})) is None
    inside = store.tree({"kak": (mode, ABSENT)})
    assert found(store, store.tree({"records": ("40000", inside)})) is None


def test_a_tree_without_records_has_none() -> None:
    store = Store()
    assert found(store, store.tree({})) is None
    assert found(store, store.tree({"records": ("40000", store.tree({}))})) is None


def test_a_commit_in_bad_form_or_without_records_has_none_at_the_tip() -> None:
    story = Story()
    bare = story.write({"README.md": b"x"}, (story.tip,))
    file = story.write({"records": b"x"}, (story.tip,))
    link = story.write({"records!120000": b"kak"}, (story.tip,))
    submodule = story.write({"records!160000": b"kak"}, (story.tip,))
    odd = story.put(story.scribe.read(bare)[1].replace(b"\nauthor ", b"\nodd x\nauthor ", 1))
    tree = story.scribe.put(
        "tree", b"40000 records\0" + bytes.fromhex(story.scribe.put("tree", b"40000 kak"))
    )
    content = story.scribe.read(bare)[1]
    unread = story.scribe.put("commit", content.replace(content[5:45], tree.encode(), 1))
    assert [records_at(Graph(story), tip, ()) for tip in (bare, file, link, submodule)] == [{}] * 4
    assert [records_at(Graph(story), tip, ()) for tip in (odd, unread)] == [{}, {}]


def test_of_the_tip_only_the_records_that_are_asked_for_are_told() -> None:
    story = Story()
    assert records_at(Graph(story), story.tip, ()).keys() == {"EVL-2026-001", KAK}
    assert "KEB-2026-001" in records_at(Graph(story), story.tip, ["KEB-2026-009"])


def test_a_record_that_is_not_there_says_nothing() -> None:
    store = Store()
    cabinet, empty = Cabinet(Trees(store)), store.tree({})
    assert cabinet.record(empty, KAK, Kak) is None
    assert evaluators(cabinet, empty, "EVL-2026-001") == set()


def test_what_does_not_fit_is_read_once_however_many_there_are() -> None:
    """Anybody can push thousands of decision files that are none."""
    store = Store()
    blobs = [store.blob(f"number: {number}\n".encode()) for number in range(100)]
    cabinet = Cabinet(Trees(store))
    assert {cabinet.read(blob, Decision) for blob in [*blobs, *blobs]} == {None}
    assert set(store.times.values()) == {1}


def test_a_long_record_is_read_and_a_long_decision_is_not() -> None:
    store, padding = Store(), b"#" * 70_000
    cabinet = Cabinet(Trees(store))
    decision = Story().decision()["records/decisions/EVL-2026-001/1.yaml"]
    assert isinstance(cabinet.read(store.blob(records()["records/roster.yaml"] + padding), Roster), Roster)
    assert isinstance(cabinet.read(store.blob(decision), Decision), Decision)
    assert cabinet.read(store.blob(decision + padding), Decision) is None


def test_a_decision_is_short_and_any_other_record_may_be_long() -> None:
    assert limits_at(PurePosixPath("decisions/KAK-2026-001/1.yaml")) == OF_DECISIONS
    assert limits_at(PurePosixPath("kak/2026/KAK-2026-001.yaml")) == Limits()


def is_once_with_a_twin(folders: int) -> bool:
    story = Story()
    story.commit({f"records/kak/{'0/' * folders}KAK-2026-001.yaml": b"x"})
    graph = Graph(story)
    found = Cabinet(graph.trees).find(graph.tree(story.tip) or "", KAK)
    assert records_at(graph, story.tip, ())[KAK] == found
    return found is not None


def test_a_record_is_looked_for_as_deep_as_one_may_lie_also_at_the_tip() -> None:
    assert not is_once_with_a_twin(20)
    assert is_once_with_a_twin(21)


@pytest.mark.parametrize("twin", ["kak-2026-001.yaml", "KAK-2026-001.YAML", "\u212aAK-2026-001.yaml"])
def test_a_record_with_a_twin_lies_nowhere_also_at_the_tip(twin: str) -> None:
    """The first letter of the last one is the Kelvin sign."""
    story = Story()
    assert records_at(Graph(story), story.tip, ())["KAK-2026-001"] is not None
    story.commit({f"records/kak/2025/{twin}": b"x"})
    assert records_at(Graph(story), story.tip, ())["KAK-2026-001"] is None
    graph = Graph(story)
    assert Cabinet(graph.trees).find(graph.tree(story.tip) or "", "KAK-2026-001") is None


FOLDERS = st.sampled_from(["kak", "Kak", "\u212aak", "evaluations", "evaluation\u017f", "forms"])
BETWEEN = st.sampled_from(["2026/", "", ".x/", "a/b/", "0/" * 20, "0/" * 21, "2026.yaml/"])
NAMES = st.sampled_from([KAK, "kak-2026-001", "\u212aAK-2026-001", "KAK-2026-002", "EVL-2026-001"])
ENDINGS = st.sampled_from([".yaml", ".YAML", ".yml", ".yaml.bak", ""])
WAYS = st.sampled_from(["", "!100755", "!120000", "!160000", "/.gitkeep"])
PLACES = st.tuples(FOLDERS, st.just("/"), BETWEEN, NAMES, ENDINGS).map("".join)
FOUND = "kak/2026/KAK-2026-001.yaml"


@given(st.dictionaries(PLACES, WAYS, min_size=1, max_size=6))
@example({"Kak/x/kak-2026-001.yaml": ""})
@example({"evaluation\u017f/KAK-2026-001.yaml": ""})
@example({"kak/.x/\u212aAK-2026-001.yaml": ""})
@example({"kak/KAK-2026-002.YAML": ""})
@example({"Kak/KAK-2026-002.yaml": ""})
def test_a_record_is_there_to_whoever_decides_to_whoever_verifies_and_to_whoever_checks_alike(
    files: Mapping[str, str],
) -> None:
    story = Story()
    story.commit({f"records/{place}{way}": b"x: 1\n" for place, way in files.items() if place != FOUND})
    graph = Graph(story)
    tree = graph.tree(story.tip) or ""
    deciding = {record: Cabinet(graph.trees).find(tree, record) for record in (KAK, "KAK-2026-002")}
    verifying = records_at(graph, story.tip, ())
    checking = at_hand(story)

    assert {record: verifying.get(record) for record in deciding} == deciding
    digests = {record: graph.trees.digest(blob) if blob else None for record, blob in deciding.items()}
    assert {record: checking(record) for record in deciding} == digests


def at_hand(story: Story) -> Callable[[str], str | None]:
    """Return how a checkout of the tip tells the digest of a record that can be decided."""
    sources, programs = [], set()
    for name, content in story.files.items():
        path, _, mode = name.partition("!")
        place = PurePosixPath(path).relative_to("records")
        if mode != "160000" and is_read(place):
            link = unreadable(PurePosixPath(path), SYMBOLIC_LINK) if mode == "120000" else None
            sources.append(link or parse_source(PurePosixPath(path), content))
            programs |= {PurePosixPath(path)} if mode == "100755" else set()
    corpus = build_corpus(with_marks(sources, programs), (), TODAY)

    def digest_of(record: str) -> str | None:
        found = corpus.decidable_digest_of(record)
        return found if found != NOT_ONCE else None

    return digest_of
