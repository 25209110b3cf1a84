"""A main line told commit by commit: who did what, when, signed with what; then judged."""

import hashlib
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from lpsedocs.demo.scribe import Hand, Scribe, SeededKey, Sign
from lpsedocs.rules.examples import office, with_digests
from lpsedocs.trust.graph import Graph
from lpsedocs.trust.mainline import Walk
from lpsedocs.trust.objects import MissingObjectError, algorithm_of, skeleton_of
from lpsedocs.trust.signatures import parse_ssh_key
from lpsedocs.trust.verdicts import CannotVerifyError, History, Judged
from tests.trust.disk import Disk

REPOSITORY = "0123456789abcdef0123456789abcdef"
TODAY = date(2026, 7, 15)
ACCOUNTS = {"rahma": "1001", "budi": "1002", "tia": "1003", "agus": "1004", "eka": "1005"}
GITHUB = Hand("GitHub", "noreply@github.com")
GITHUB_KEY = SeededKey("github")
CI_KEY = SeededKey("ci")


def key_of(person: str) -> SeededKey:
    return SeededKey(f"person {person}")


def person(id_: str, *, keys: str | None = None, **changes: str) -> str:
    """Return somebody's entry in a roster: with a key and an account; a keyword replaces what he has."""
    account = ACCOUNTS.get(id_, "9")
    parts = {
        "id": id_,
        "name": id_.title(),
        "position": "Jabatan",
        "emails": f"[{id_}@contoh.example]",
        "keys": keys if keys is not None else f"[{key_entry(key_of(id_).line)}]",
        "forges": f'[{{forge: github, account: "{account}"}}, {{forge: forgejo, account: "{account}"}}]',
    }
    return "  - {" + ", ".join(f"{name}: {value}" for name, value in (parts | changes).items()) + "}\n"


def key_entry(line: str, from_: str = "2025-01-02", **span: str) -> str:
    """Return the entry of an SSH key."""
    return f'{{ssh: "{line}", from: {from_}' + "".join(f", {k}: {v}" for k, v in span.items()) + "}"


def held(role: str, by: str, from_: str = "2025-01-02", **more: str) -> str:
    """Return the entry of a role that somebody holds."""
    rest = "".join(f", {name}: {value}" for name, value in more.items())
    return f"  - {{role: {role}, person: {by}, from: {from_}{rest}}}\n"


def revoked(key: str, since: str, reason: str) -> str:
    """Return the entry of a key that counts no more; ``key`` is its line or its fingerprint."""
    fingerprint = key if key.startswith("SHA256:") else parse_ssh_key(key).fingerprint
    return f'  - {{key: "{fingerprint}", since: {since}, reason: {reason}}}\n'


UNIT = "Administrator Sistem LPSE"
PEOPLE = {
    **{id_: person(id_) for id_ in ACCOUNTS},
    "dewi": "  - {id: dewi, name: Dewi, position: Verifikator}\n",
}
ROLES = {
    "rahma": held("kepala_lpse", "rahma"),
    "budi": held("pengelola", "budi"),
    "tia": held("pengelola", "tia"),
    "eka": held("admin", "eka"),
    "agus": held("pengguna", "agus", unit=UNIT),
    "dewi": held("pengguna", "dewi", unit=UNIT),
}


def people(**changes: str) -> str:
    """Return the people of the roster; a keyword replaces somebody or adds one, an empty text removes."""
    return "\n" + "".join((PEOPLE | changes).values())


def roles(**changes: str) -> str:
    """Return the roles of the roster, each by who holds it; a keyword replaces, adds or removes."""
    return "\n" + "".join((ROLES | changes).values())


def roster(**changes: str) -> str:
    """Return a roster in which everybody has a key and an account; a keyword replaces a top-level key."""
    parts = {
        "repository": f'"{REPOSITORY}"\n',
        "timezone": "Asia/Jakarta\n",
        "people": people(),
        "roles": roles(),
        "accept": "{kepala_lpse: [personal, forge, witness], pengguna: [personal, forge, document], "
        "pengelola: [personal, forge]}\n",
        "forges": "\n  - {id: github, kind: github, committer: noreply@github.com, "
        f'ssh: "{GITHUB_KEY.line}", from: 2025-01-02}}\n',
        "witnesses": "\n  - {id: forgejo, kind: forgejo, url: https://git.contoh.example, "
        f'ssh: "{CI_KEY.line}", from: 2025-01-02}}\n',
        "revoked": "[]\n",
    }
    return "".join(f"{name}: {value}" for name, value in (parts | changes).items())


def records() -> dict[str, bytes]:
    """Return the small sound office, without its decisions and filings."""
    files = {str(path): content for path, content in with_digests(office()).items()}
    kept = {p: c for p, c in files.items() if "/decisions/" not in p and "/filings/" not in p}
    return kept | {"records/roster.yaml": roster().encode()}


ROSTER = "records/roster.yaml"
EVALUATION = "records/evaluations/2026/EVL-2026-001.yaml"
KAK = "records/kak/2026/KAK-2026-001.yaml"
FORM = "records/forms/FRM-2026-LPSE.yaml"
REQUIREMENT = "records/requirements/2026/KEB-2026-001.yaml"


def sha(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


@dataclass
class Story:
    """A repository in memory, with a main line and whatever branches a test needs."""

    scribe: Scribe = field(default_factory=Scribe)
    files: dict[str, bytes] = field(default_factory=records)
    """The files at the tip of the main line."""
    tip: str = ""
    root: str = ""
    trees: dict[str, dict[str, bytes]] = field(default_factory=dict)
    """The files of every commit."""
    hour: int = 0
    disk: Disk = field(default_factory=Disk)
    """What is written there when the story is judged."""

    def __post_init__(self) -> None:
        self.root = self.tip = self.write(self.files, (), by="eka", day="2026-01-05", key=key_of("eka"))

    # -- writing -------------------------------------------------------------------------------------

    def write(
        self,
        files: dict[str, bytes],
        parents: tuple[str, ...],
        *,
        by: str = "budi",
        day: str = "2026-07-06",
        key: SeededKey | None = None,
        sign: Sign | None = None,
        message: str = "Perubahan\n",
        author: Hand | None = None,
        committer: Hand | None = None,
    ) -> str:
        self.hour += 1
        when = datetime.fromisoformat(day).replace(tzinfo=UTC)
        if "T" not in day:
            when = when.replace(hour=3, minute=self.hour % 60)
        hand = author or Hand(by.title(), f"{by}@contoh.example")
        signer = sign or (key.sign if key else None)
        id_ = self.scribe.commit(
            self.scribe.tree(files), parents, hand, when, message, committer=committer, sign=signer
        )
        self.trees[id_] = dict(files)
        return id_

    def commit(self, changes: dict[str, bytes | None], *, on: str | None = None, **how: object) -> str:
        """Commit changes on the main line, or on top of another commit; None removes a file."""
        base = on or self.tip
        files = {
            **self.trees[base],
            **{path: content for path, content in changes.items() if content is not None},
        }
        for path, content in changes.items():
            if content is None:
                files.pop(path, None)
        id_ = self.write(files, (base,), **how)  # type: ignore[arg-type]
        if on is None:
            self.tip, self.files = id_, files
        return id_

    def merge(self, side: str, *, files: dict[str, bytes] | None = None, **how: object) -> str:
        """Merge a branch into the main line; by default with what it changes."""
        merged = files if files is not None else self.merged(side)
        self.tip = self.write(merged, (self.tip, side), **how)  # type: ignore[arg-type]
        self.files = merged
        return self.tip

    def click(
        self, side: str, *, by: str = "rahma", title: str, day: str = "2026-07-06", number: int = 7
    ) -> str:
        """Merge a branch as a click on "merge" on GitHub does."""
        account = ACCOUNTS.get(by, "9999")
        return self.merge(
            side,
            day=day,
            author=Hand(by.title(), f"{account}+{by}@users.noreply.github.com"),
            committer=GITHUB,
            sign=GITHUB_KEY.sign,
            message=f"Merge pull request #{number} from office/{title.split()[0].lower()}\n\n{title}",
        )

    def merged(self, *sides: str) -> dict[str, bytes]:
        """Return the files of the main line with what branches change."""
        files = dict(self.files)
        known = self.ancestors(self.tip)
        for side in sides:
            # Commits are made one after the other, so the last one that both know is where they parted.
            base = self.trees[[id_ for id_ in self.trees if id_ in known & self.ancestors(side)][-1]]
            theirs = self.trees[side]
            files |= {path: content for path, content in theirs.items() if content != base.get(path)}
            files = {path: content for path, content in files.items() if path in theirs or path not in base}
        return files

    def ancestors(self, id_: str) -> set[str]:
        """Return a commit and all before it."""
        found: set[str] = set()
        waiting = [id_]
        while waiting:
            id_ = waiting.pop()
            if id_ not in found:
                found.add(id_)
                waiting += skeleton_of(id_, self.scribe.read(id_)[1])[1]
        return found

    def octopus(self, *sides: str, **how: object) -> str:
        """Merge several branches into the main line at once."""
        files = self.merged(*sides)
        self.tip = self.write(files, (self.tip, *sides), **how)  # type: ignore[arg-type]
        self.files = files
        return self.tip

    def put(self, content: bytes, files: dict[str, bytes] | None = None) -> str:
        """Put a commit of exactly these bytes on the main line."""
        self.tip = self.scribe.put("commit", content)
        self.files = self.trees[self.tip] = dict(files if files is not None else self.files)
        return self.tip

    def change_roster(
        self,
        text: str,
        *,
        by: str = "eka",
        on: str | None = None,
        key: SeededKey | None = None,
        **how: object,
    ) -> str:
        """Change the roster with somebody's signed commit."""
        changes: dict[str, bytes | None] = {ROSTER: text.encode()}
        return self.commit(changes, on=on, by=by, key=key or key_of(by), **how)

    def attest(
        self,
        merge: str,
        *,
        record: str = "EVL-2026-001",
        number: int = 1,
        account: str = "1001",
        **how: object,
    ) -> str:
        """Attest with the CI's key who made a merge, on the main line."""
        path = f"records/decisions/{record}/{number}.yaml"
        text = attestation(merge, self.trees[merge].get(path, b""), account=account)
        changes: dict[str, bytes | None] = {path.removesuffix(".yaml") + ".witness.yaml": text}
        return self.commit(changes, **{"by": "ci", "key": CI_KEY, **how})  # type: ignore[arg-type]

    # -- decisions -----------------------------------------------------------------------------------

    def decision(
        self, record: str = "EVL-2026-001", number: int = 1, *, at: str | None = None, **keys: object
    ) -> dict[str, bytes]:
        """Return the decision file on a record as it lies at the tip, or at another commit."""
        files = self.trees[at] if at else self.files
        is_kak = record.startswith("KAK")
        path, base = (KAK, REQUIREMENT) if is_kak else (EVALUATION, FORM)
        base_id = "KEB-2026-001" if is_kak else "FRM-2026-LPSE"
        values: dict[str, object] = {
            "repository": f'"{REPOSITORY}"',
            "record": record,
            "sha256": f'"{sha(files[path])}"',
            "rests_on": f'{{{base_id}: "{sha(files[base])}"}}',
            "decision": "sesuai" if is_kak else "disetujui",
            "role": "pengguna" if is_kak else "kepala_lpse",
            "by": "agus" if is_kak else "rahma",
            "made": "2026-07-06T03:00:00Z",
        } | keys
        text = "".join(f"{key}: {value}\n" for key, value in values.items())
        return {f"records/decisions/{record}/{number}.yaml": text.encode()}

    def approve(
        self, *, by: str = "rahma", on: str | None = None, day: str = "2026-07-06", **keys: object
    ) -> str:
        """Decide on the evaluation with one's own signed commit."""
        number = keys.pop("number", 1)
        files = self.decision(number=number, at=on, by=by, **keys)  # type: ignore[arg-type]
        return self.commit(dict(files), on=on, by=by, day=day, key=key_of(by))

    # -- judging -------------------------------------------------------------------------------------

    def judge(self, today: date = TODAY, tip: str | None = None, renewals: Collection[str] = ()) -> History:
        """Judge from memory, and hold that a repository on disk with the same objects says the same."""
        asked = today, self.root, tip or self.tip, renewals
        in_memory = outcome(Graph(self), *asked)
        self.disk.hold(self.scribe.objects)
        with self.disk.opened(algorithm_of(self.root)) as objects:
            assert told(outcome(Graph(objects, objects.ahead), *asked)) == told(in_memory)
        if isinstance(in_memory, Exception):
            raise in_memory
        return in_memory

    def read(self, id_: str) -> tuple[str, bytes]:
        """Return an object as a repository does."""
        try:
            return self.scribe.read(id_)
        except KeyError:
            raise MissingObjectError(id_) from None

    def problems(self) -> list[str]:
        """Return the codes of what is wrong on the line beside decisions and the roster."""
        return [problem.code for problem in self.judge().problems]

    def roster_verdicts(self) -> list[str]:
        """Return of each change of the roster who made it, or the code of the reason against it."""
        changes = self.judge().roster_changes
        return [
            change.reason.code if change.reason else f"{change.by}{' in doubt' * change.is_in_doubt}"
            for change in changes
        ]

    def verdicts(self, today: date = TODAY) -> dict[str, str]:
        """Return what each decision is worth: its evidence, or the code of the reason against it."""
        return {f"{j.record}/{j.number}": verdict_of(j) for j in self.judge(today).decisions}


Outcome = History | CannotVerifyError | MissingObjectError


def outcome(graph: Graph, today: date, root: str, tip: str, renewals: Collection[str]) -> Outcome:
    """Judge by an object store; return also why that can't be done."""
    try:
        return Walk(graph, today).judge(root, tip, renewals)
    except (CannotVerifyError, MissingObjectError) as error:
        return error


def told(outcome: Outcome) -> object:
    """Return all that there is to know of an outcome, as values that can be compared."""
    if isinstance(outcome, Exception):
        return type(outcome), outcome.args
    return {**vars(outcome), "force": outcome.force.blob}


def with_signature(payload: bytes, sign: Sign) -> bytes:
    """Return a commit with a signature in its header line by line as it stands, whatever it is."""
    head, gap, message = payload.partition(b"\n\n")
    text = sign(payload).removesuffix(b"\n").replace(b"\n", b"\n ")
    return head + b"\ngpgsig " + text + gap + message


def attestation(merge: str, content: bytes, /, **keys: str) -> bytes:
    """Return what the CI writes of a merge."""
    values = {
        "repository": f'"{REPOSITORY}"',
        "decision": f'"{sha(content)}"',
        "merge": f'"{merge}"',
        "forge": "forgejo",
        "request": "42",
        "account": "1001",
        "read": "2026-07-06T06:45:00Z",
    } | keys
    values["account"] = f'"{values["account"]}"'
    return "".join(f"{key}: {value}\n" for key, value in values.items()).encode()


def verdict_of(judged: Judged) -> str:
    if judged.is_taken_over:
        return "taken-over"
    if judged.is_in_doubt:
        return "in-doubt"
    return judged.reason.code if judged.reason else str(judged.evidence)


Tell = Callable[[Story], object]


def approved() -> Story:
    """Tell of an evaluation that was approved, and of nothing else."""
    story = Story()
    story.approve()
    return story


def with_an_unsigned_kak(story: Story) -> Story:
    story.commit(dict(story.decision("KAK-2026-001")), by="agus", day="2026-07-07")
    return story
