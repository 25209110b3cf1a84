"""lpsedocs request."""

import os
import shlex
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final

import click

from lpsedocs.cli import language_of, workspace_of
from lpsedocs.cli._deciding import (
    AFFIRMING,
    left_to_do,
    records_argument,
    refuse_opposites,
    refuse_removed,
    sending_to,
)
from lpsedocs.cli._names import record_ids
from lpsedocs.cli._records import fitting_entry
from lpsedocs.cli._standing import name_of
from lpsedocs.cli._stopping import breaking_off_means
from lpsedocs.clone import HEADS, Contents, Remote, short
from lpsedocs.corpus import Corpus
from lpsedocs.deciding.desk import Desk, Ground, Wish, refuse_other_changes
from lpsedocs.deciding.files import (
    APPROVING,
    RETURNING,
    WITHDRAWING,
    Deed,
    Matter,
    decision_file,
    matter_of,
    read_decision,
)
from lpsedocs.deciding.rights import (
    NOTHING_TO_DO,
    refuse_repetition,
    refuse_unless_handed_over,
    refuse_unless_withdrawable,
    signers_in,
)
from lpsedocs.deciding.shelf import Shelf, open_shelf
from lpsedocs.findings import Message, Refusal, say
from lpsedocs.models.decision import NEEDS_NOTE, Decision, DecisionWord
from lpsedocs.models.evaluation import Evaluation
from lpsedocs.models.kak import Kak
from lpsedocs.models.requirement import Requirement
from lpsedocs.models.roster import Role, RoleHolding
from lpsedocs.models.words import word
from lpsedocs.trust.acts import ROLES, evaluators
from lpsedocs.trust.clicks import TITLES, fault_of_reach, title_for
from lpsedocs.trust.signatures import BadSignatureError
from lpsedocs.workspace import Workspace

_HINT: Final = say("write here what is to be mended, and why; without it this request must not be merged")
_WHY: Final = say("write here why it is taken back; without it this request must not be merged")


@dataclass(frozen=True)
class _Request:
    """A request, mostly one of twins: a branch, and the title that makes a merge of its decisions count."""

    branch: str
    title: str
    files: Mapping[PurePosixPath, bytes]

    @property
    def needs_note(self) -> bool:
        """Whether somebody still has to write why."""
        return any(b"\nnote:  # " in content for content in self.files.values())


@click.command()
@records_argument("records")
@click.option("--by", metavar="PERSON", help="Who is to decide; by default the Kepala LPSE in office.")
@click.option("--withdraw", is_flag=True, help="Prepare the request that takes the last decision back.")
@click.option("--push", is_flag=True, help="Send the branches to the remote at once.")
@click.option("--offline", is_flag=True, help="Don't look first what is new at the remote.")
@click.pass_context
def command(
    ctx: click.Context,
    records: tuple[str, ...],
    by: str | None,
    withdraw: bool,  # noqa: FBT001  # click hands it over so
    push: bool,  # noqa: FBT001
    offline: bool,  # noqa: FBT001
) -> None:
    """Prepare the two requests that the Kepala LPSE decides by merging one of them (SOP 3.4).

    Makes two branches: SETUJUI with the approvals, and EVALUASI ULANG, whose note is still to be written.
    Several evaluations may be in one request; they are decided together. For a KAK its requester decides.
    Who has no key takes a decision back by merging what --withdraw makes: DICABUT.

    \b
    Examples:
      lpsedocs request EVL-2026-005
      lpsedocs request EVL-2026-005 EVL-2026-007 --push
      lpsedocs request EVL-2026-005 --withdraw
    """
    refuse_opposites(push=push, offline=offline)
    language, workspace = language_of(ctx), workspace_of(ctx)
    desk = Desk(workspace.root, os.environ, Wish(push=push, offline=offline))
    names = record_ids(records)
    with open_shelf(workspace.root) as shelf:
        ground, corpus = _ground(desk, shelf, workspace, names)
        sorts = (WITHDRAWING,) if withdraw else (APPROVING, RETURNING)
        matters = tuple(_matter(desk, shelf, ground, corpus, name, sorts[0]) for name in names)
        _refuse_different_kinds(matters)
        person = by or _decider(corpus, ground, matters)
        _refuse_unfit(shelf, ground, corpus, person, matters)
        hint = language.say(_WHY if withdraw else _HINT)
        twins = tuple(_request(ground, person, matters, words, hint) for words in sorts)
    commits = _make(desk, ground, person, twins)
    kind = matters[0].kind.name
    for message in _told(corpus, ground, person, twins, commits, pushed=push, kind=kind):
        click.echo(language.say(message))


# ---- What is to be decided, and by whom


def _ground(desk: Desk, shelf: Shelf, workspace: Workspace, names: tuple[str, ...]) -> tuple[Ground, Corpus]:
    corpus = workspace.load()
    for name in names:
        if name not in corpus.names:
            refuse_removed(desk, shelf, name)
    entries = [fitting_entry(corpus, name) for name in names]

    def holds(commit: str) -> bool:
        tree = shelf.commit(commit).tree
        return all(shelf.cabinet.holds(tree, entry.name, entry.source.sha256) for entry in entries)

    ground = desk.for_request(holds)
    if not holds(ground.base):
        tree = shelf.commit(ground.base).tree
        other = next(e for e in entries if not shelf.cabinet.holds(tree, e.name, e.source.sha256))
        raise Refusal(
            say(
                "{path} here is not as it is committed, on the main branch or on the one that is checked "
                "out; commit it, or bring the main branch up to date with '{pull}'",
                path=str(other.path),
                pull=desk.pull(),
            )
        )
    return ground, workspace.load(ground.day)


def _matter(
    desk: Desk, shelf: Shelf, ground: Ground, corpus: Corpus, name: str, words: Mapping[str, DecisionWord]
) -> Matter:
    tree = shelf.commit(ground.base).tree
    entry = fitting_entry(corpus, name)
    matter = matter_of(shelf, tree, ground.line.history, entry.name, PurePosixPath(entry.path))
    desk.refuse_unless_newest(ground, entry.name, matter.number, matter.rests_on)
    left = left_to_do(desk, ground, matter)
    if words is WITHDRAWING:
        refuse_unless_withdrawable(matter, left or NOTHING_TO_DO)
    else:
        back = say("'lpsedocs request {record} --withdraw' prepares what takes it back", record=matter.record)
        refuse_unless_handed_over(shelf, tree, matter, words[matter.kind.name])
        refuse_repetition(matter, words[matter.kind.name], left or back)
    return matter


def _refuse_different_kinds(matters: tuple[Matter, ...]) -> None:
    if len({matter.kind.name for matter in matters}) > 1:
        raise Refusal(
            say(
                "an evaluation and a KAK can't be in one request, since other people decide them; make one "
                "for each"
            )
        )


def _decider(corpus: Corpus, ground: Ground, matters: tuple[Matter, ...]) -> str:
    if matters[0].kind.name == "kak":
        return _requester(corpus, matters)
    holding = [h for h in ground.force.roster.roles if h.role == "kepala_lpse" and h.holds_on(ground.day)]
    evaluations = (corpus.find(Evaluation, matter.record) for matter in matters)
    makers = {person for found in evaluations if found for person in found.it.evaluators}
    heads = [h for h in holding if h.person not in makers] or holding
    people = dict.fromkeys(head.person for head in heads)
    if len(people) == 1:
        return next(iter(people))
    if not people:
        raise Refusal(
            say(
                "nobody is Kepala LPSE on {day} by the roster in force; 'lpsedocs roster add-role' enters "
                "one, also an acting head",
                day=ground.day,
            )
        )
    raise Refusal(
        say(
            "several people are Kepala LPSE on {day}: {people}; say with --by who is to decide",
            day=ground.day,
            people=tuple(_described(head) for head in heads),
        )
    )


def _described(head: RoleHolding) -> Message:
    return (
        say("{person} ({acting})", person=head.person, acting=word(head.acting))
        if head.acting
        else say("{person}", person=head.person)
    )


def _requester(corpus: Corpus, matters: tuple[Matter, ...]) -> str:
    found = set()
    for matter in matters:
        kak = corpus.find(Kak, matter.record)
        requirement = corpus.find(Requirement, kak.it.requirement) if kak else None
        found.add(requirement.it.requester if requirement else "")
    if len(found) == 1:
        return found.pop()
    raise Refusal(say("these KAK have different requesters; make a request for each"))


def _refuse_unfit(
    shelf: Shelf, ground: Ground, corpus: Corpus, person: str, matters: tuple[Matter, ...]
) -> None:
    if person not in ground.force.people:
        raise Refusal(
            say(
                "there is no {person} in the roster in force; it has {people}",
                person=person,
                people=tuple(ground.force.people),
            )
        )
    tree = shelf.commit(ground.base).tree
    own = next((m.record for m in matters if person in evaluators(shelf.cabinet, tree, m.record)), None)
    if own:
        raise Refusal(
            say(
                "{person} made {record} and can't decide it; --by names somebody else",
                person=person,
                record=own,
            )
        )
    for matter in matters:
        able = [one for one in ground.force.people if _may_decide(ground, corpus, one, matter)]
        if person not in able:
            raise Refusal(
                say(
                    "{person} may not decide {record} as {role} on {day}; --by takes one of {people}, and "
                    "'lpsedocs roster add-role' enters somebody else",
                    person=person,
                    record=matter.record,
                    role=word(_role_for(matter.kind.name)),
                    day=ground.day,
                    people=tuple(able) or say("nobody"),
                )
            )


def _role_for(kind: str) -> Role:
    return ROLES[(kind, APPROVING[kind])]


def _may_decide(ground: Ground, corpus: Corpus, person: str, matter: Matter) -> bool:
    """Tell whether somebody holds the role that decides; a KAK is for its requester and his unit."""
    force, role = ground.force, _role_for(matter.kind.name)
    if not force.may(person, role, ground.day):
        return False
    kak = corpus.find(Kak, matter.record)
    requirement = corpus.find(Requirement, kak.it.requirement) if kak else None
    return (
        requirement is None
        or person == requirement.it.requester
        or force.may_in_unit(person, role, requirement.it.unit, ground.day)
    )


# ---- The branches


def _request(
    ground: Ground, person: str, matters: tuple[Matter, ...], words: Mapping[str, DecisionWord], hint: str
) -> _Request:
    decisions: dict[str, Decision] = {}
    files: dict[PurePosixPath, bytes] = {}
    chosen = words[matters[0].kind.name]
    for matter in matters:
        deed = Deed(chosen, person, ground.hand.moment, ground.day)
        content = decision_file(
            matter, deed, ground.force.roster.repository, hint if chosen in NEEDS_NOTE else None
        )
        decision = read_decision(content)
        assert decision is not None
        decisions[matter.record], files[matter.place] = decision, content
    title = title_for(decisions)
    assert title is not None
    return _Request(_branch(chosen, matters), title, files)


def _branch(chosen: DecisionWord, matters: tuple[Matter, ...]) -> str:
    """Return a name that tells the round, too: setujui/EVL-2026-003-2, setujui/EVL-2026-005+EVL-2026-007."""
    in_order = sorted(matters, key=lambda matter: matter.record)
    what = "+".join(m.record if m.number == 1 else f"{m.record}-{m.number}" for m in in_order)
    return f"{TITLES[chosen].lower().replace(' ', '-')}/{what}"


def _make(desk: Desk, ground: Ground, person: str, twins: tuple[_Request, ...]) -> list[str]:
    refs = [f"{HEADS}{twin.branch}" for twin in twins]
    _refuse_sent(desk, ground, twins)
    _refuse_second(desk, ground, twins)
    desk.clone.refuse_in_the_way(refs)
    sign = _signs(desk, ground, person)
    with breaking_off_means(say("nothing was changed")):
        commits = [
            desk.clone.commit_on(ground.base, Contents(twin.files), f"{twin.title}\n", ground.hand, sign=sign)
            for twin in twins
        ]
    for commit in commits if sign else ():
        _refuse_decided(desk, ground, person, commit)
    with open_shelf(desk.root) as shelf:
        for twin, commit in zip(twins, commits, strict=True):
            refuse_other_changes(shelf, commit, twin.files)
            _refuse_excess(desk, shelf, ground, twin, commit)
    branches = dict(zip(refs, commits, strict=True))
    if desk.wish.push and ground.remote:
        with sending_to(desk, ground.remote):
            desk.send_new(ground.remote, branches)
    if not desk.clone.makes(branches):
        raise Refusal(say("a branch of that name was made meanwhile; look at it with 'git branch'"))
    return commits


def _signs(desk: Desk, ground: Ground, person: str) -> bool:
    """Tell whether a request is signed: where git signs everything, with a key of another than decides.

    Signed with his it would be the decision itself, and anybody who merges it would decide. So it might be
    with a key that is entered as his only later: one that nobody is known to have signs nothing here.
    """
    if not desk.clone.signs_everything():
        return False
    try:
        key = desk.key(ground.hand).fingerprint
    except Refusal:
        # None that counts: what git would do with it has no bearing on a request.
        return False
    owners = {signer.owner for signer in signers_in(ground.force) if signer.fingerprint == key}
    return bool(owners) and person not in owners


def _refuse_decided(desk: Desk, ground: Ground, person: str, commit: str) -> None:
    """Refuse a request that git signed with another key than it is set up for, if that decides by itself."""
    with open_shelf(desk.root) as shelf:
        try:
            owner = ground.force.signer_of(shelf.commit(commit)).owner
        except BadSignatureError:
            owner = person
    if owner == person:
        raise Refusal(
            say(
                "git signed the request with a key that 'git config user.signingkey' does not name, so that "
                "it might be the decision itself; 'git config commit.gpgSign false' lets it be made unsigned"
            )
        )


def _refuse_excess(desk: Desk, shelf: Shelf, ground: Ground, twin: _Request, commit: str) -> None:
    """Refuse a request that would bring more than its decisions, since a merge of it would not count."""
    main = ground.published or ground.main.history.tip
    fork = desk.clone.fork(main, commit) or main
    why = _excess(shelf, fork, twin, commit)
    if why is None:
        return
    here, spelled = ground.main.history.tip, shlex.quote(desk.main)
    unsent = desk.clone.only_in(here, main) if desk.clone.is_ancestor(here, commit) else ()
    if not unsent or ground.remote is None:
        raise Refusal(
            say(
                "merging it would bring more than the decision, so that it would not count: {why}; "
                "have the rest merged first",
                why=why,
            )
        )
    if waiting := desk.sent_in(ground.remote, here):
        raise Refusal(
            say(
                "merging it would bring {commits} along, which waits at {remote} in {name} to be merged, so "
                "that it would not count: {why}; have that merged first",
                commits=short(unsent),
                remote=shlex.quote(ground.remote.name),
                name=shlex.quote(waiting[0]),
                why=why,
            )
        )
    raise Refusal(
        say(
            "{branch} here has {commits}, which {remote} lacks. This request would bring that along, so that "
            "it would not count: {why}. Send it first: 'git push {remote} {refs}'; where {branch} is "
            "protected, as a branch of its own ('git push {remote} {branch}:refs/heads/NAME'), to be merged "
            "there. Then give this command once more",
            branch=spelled,
            commits=short(unsent),
            remote=shlex.quote(ground.remote.name),
            why=why,
            refs=spelled
            if desk.main == ground.remote.branch
            else f"{spelled}:{shlex.quote(ground.remote.branch)}",
        )
    )


def _excess(shelf: Shelf, main: str, twin: _Request, commit: str) -> Message | None:
    """Return what a request brings beside the decisions that its title names."""
    difference = shelf.trees.difference(shelf.commit(main).tree, shelf.commit(commit).tree)
    if (reason := fault_of_reach(difference)) is not None:
        return reason.message
    others = (
        c.path for c in difference.changes if c.place and f"records/{c.path}" not in map(str, twin.files)
    )
    other = next(others, None)
    return say("the merge also changes {path}", path=f"records/{other}") if other else None


def _refuse_sent(desk: Desk, ground: Ground, twins: tuple[_Request, ...]) -> None:
    """Refuse a request of which the remote has a branch, or had one where nobody may look."""
    if ground.remote is None:
        return
    look = desk.clone.known if desk.wish.offline else desk.clone.fetch
    tips = {twin.branch: look(Remote(ground.remote.name, twin.branch)) for twin in twins}
    there = [branch for branch, tip in tips.items() if tip]
    if not there:
        return
    remote, named = shlex.quote(ground.remote.name), _named(twins, there)
    if desk.wish.offline:
        raise Refusal(
            say(
                "{remote} had a request for this when it was fetched last: {branches}; without --offline "
                "this command looks what is there now",
                remote=remote,
                branches=named,
            )
        )
    is_same, lost = _looked_at(desk, ground, twins, tips)
    found = (
        say(
            "this request was made before and is at {remote}: {branches}; it is decided there, with the "
            "titles {titles}",
            remote=remote,
            branches=named,
            titles=tuple(twin.title for twin in twins if twin.branch in there),
        )
        if is_same
        else say(
            "{remote} has {branches} already, and what is there decides something else than this request "
            "would, or brings more; merged, it would not count for what is here",
            remote=remote,
            branches=named,
        )
    )
    raise Refusal(
        say(
            "{found}. To make it anew, remove what is there: 'git push {remote} --delete {spelled}'{lost}",
            found=found,
            remote=remote,
            spelled=shlex.join(there),
            lost=lost,
        )
    )


def _named(twins: tuple[_Request, ...], there: Collection[str]) -> tuple[Message | str, ...]:
    """Name the branches of a request, and which of them are missing."""
    return tuple(
        twin.branch if twin.branch in there else say("{branch} (missing)", branch=twin.branch)
        for twin in twins
    )


def _refuse_second(desk: Desk, ground: Ground, twins: tuple[_Request, ...]) -> None:
    """Refuse a request of which a branch is here; tells how to send it where it is the same one."""
    tips = {twin.branch: desk.clone.tip(f"{HEADS}{twin.branch}") for twin in twins}
    there = tuple(branch for branch, tip in tips.items() if tip is not None)
    if not there:
        return
    spelled = shlex.join(there)
    is_same, lost = _looked_at(desk, ground, twins, tips)
    is_on_one = any(desk.clone.is_checked_out(f"{HEADS}{branch}") for branch in there)
    away = f"git switch {shlex.quote(desk.main)} && " if is_on_one else ""
    removing = say(
        "to make it anew, remove what is here with '{command}'{lost}",
        command=f"{away}git branch -D {spelled}",
        lost=lost,
    )
    if is_same and len(there) == len(twins) and ground.remote is not None:
        raise Refusal(
            say(
                "this request was made before and is here: {branches}; 'git push {remote} {spelled}' sends "
                "it, to be opened with the titles {titles}; {removing}",
                branches=_named(twins, there),
                remote=shlex.quote(ground.remote.name),
                spelled=spelled,
                titles=tuple(twin.title for twin in twins),
                removing=removing,
            )
        )
    raise Refusal(
        say(
            "this request was made before and is here: {branches}; {removing}",
            branches=_named(twins, there),
            removing=removing,
        )
    )


def _looked_at(
    desk: Desk, ground: Ground, twins: tuple[_Request, ...], tips: Mapping[str, str | None]
) -> tuple[bool, Message | str]:
    """Tell whether branches are those of a request, and which notes are lost with them."""
    found = [(twin, tip) for twin in twins if (tip := tips[twin.branch])]
    try:
        with open_shelf(desk.root) as shelf:
            is_same = all(_is_for(desk, shelf, ground, twin, tip) for twin, tip in found)
            notes = [d.note for twin, tip in found for d in _written(shelf, tip, twin).values() if d.note]
    except Refusal:
        # Whoever may push can make branches that nobody can read, and those are not this request.
        return False, ""
    if not notes:
        return is_same, ""
    return is_same, say(" (the note that is written there is lost with it: '{note}')", note=" / ".join(notes))


def _is_for(desk: Desk, shelf: Shelf, ground: Ground, twin: _Request, tip: str) -> bool:
    """Tell whether a merge of a branch, as it is now, would decide what a request would, and no more."""
    main = ground.published or ground.main.history.tip
    fork = desk.clone.fork(main, tip) or main
    tree, known, then = (shelf.commit(commit).tree for commit in (tip, main, fork))
    found = _written(shelf, tip, twin)
    return (
        {place: _essence(one) for place, one in found.items()}
        == {place: _essence(read_decision(content)) for place, content in twin.files.items()}
        and all(
            shelf.cabinet.holds(tree, record, sha256)
            for one in found.values()
            for record, sha256 in ((one.record, one.sha256), *one.rests_on.items())
        )
        # What was merged, be it in another way than counts, can't be merged once more.
        and fork != tip
        and all(
            shelf.trees.at(known, _below(place)) == shelf.trees.at(then, _below(place)) for place in found
        )
        and _excess(shelf, fork, twin, tip) is None
    )


def _written(shelf: Shelf, tip: str, twin: _Request) -> dict[PurePosixPath, Decision]:
    """Return the decisions that a branch has where a request would write its own."""
    tree = shelf.commit(tip).tree
    entries = {place: shelf.trees.at(tree, _below(place)) for place in twin.files}
    return {
        place: there
        for place, entry in entries.items()
        if entry and entry.is_plain_file and (there := shelf.cabinet.read(entry.id, Decision))
    }


def _below(place: PurePosixPath) -> str:
    return str(place.relative_to("records"))


def _essence(decision: Decision | None) -> object:
    """Return what a decision says but for its note, which is written later, and its day."""
    return decision.model_dump(exclude={"note", "date", "made"}) if decision else None


# ---- What is told


def _told(
    corpus: Corpus,
    ground: Ground,
    person: str,
    twins: tuple[_Request, ...],
    commits: list[str],
    *,
    pushed: bool,
    kind: str,
) -> Iterator[Message]:
    name = name_of(corpus, person)
    for twin, commit in zip(twins, commits, strict=True):
        yield say("branch {branch}, commit {commit}", branch=twin.branch, commit=commit[:12])
        yield say("  title of its request: {title}", title=twin.title)
        if twin.needs_note:
            for place in twin.files:
                yield say("  before it is merged, the note is to be written in {path}", path=str(place))
    yield from _sending(ground, twins, pushed=pushed)
    yield from _opening(name, twins)
    yield from _doubts(ground, person, name, twins, kind)


def _opening(name: str, twins: tuple[_Request, ...]) -> Iterator[Message]:
    if len(twins) == 1:
        yield say(
            "open a request into the main branch from it, with exactly this title. {name} takes the decision "
            "back by merging it with a merge commit, without squash or rebase",
            name=name,
        )
        return
    yield say(
        "open a request into the main branch from each, with exactly these titles. {name} decides by "
        "merging one of them with a merge commit, without squash or rebase",
        name=name,
    )
    yield say(
        "write into the description of each request: Closes #NUMBER, with the number of the other. Then "
        "merging one closes the other on GitHub; elsewhere it is closed by hand"
    )


def _sending(ground: Ground, twins: tuple[_Request, ...], *, pushed: bool) -> Iterator[Message]:
    if pushed:
        yield say("sent to {remote}", remote=ground.remote.name if ground.remote else "")
    elif ground.remote is not None:
        remote, branches = shlex.quote(ground.remote.name), shlex.join(twin.branch for twin in twins)
        yield (
            say("send it: git push {remote} {branch}", remote=remote, branch=branches)
            if len(twins) == 1
            else say("send them: git push {remote} {branches}", remote=remote, branches=branches)
        )


def _doubts(
    ground: Ground, person: str, name: str, twins: tuple[_Request, ...], kind: str
) -> Iterator[Message]:
    """Tell why a merge by that person would prove nothing as things stand."""
    force = ground.force
    if not {"forge", "witness"} & set(force.accepted(_role_for(kind))):
        yield say(
            "note: the roster does not accept merges as evidence from this role, so {name} signs with "
            "'lpsedocs {command}'",
            name=name,
            command=AFFIRMING[kind] if len(twins) > 1 else "withdraw",
        )
    elif not force.people[person].forges:
        yield say(
            "note: {name} has no account on a forge in the roster, so a merge proves nothing; 'lpsedocs "
            "roster add-account' enters it",
            name=name,
        )
