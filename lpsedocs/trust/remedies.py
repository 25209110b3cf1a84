"""What to do about each verdict: a sentence for every code, for somebody who knows the office and not git."""

import shlex
from collections.abc import Collection, Mapping
from typing import Final

from lpsedocs.findings import Message, say
from lpsedocs.models import kind_of_id_or_none

_AGAIN: Final = say(
    "ask the person named to decide again and to sign, with 'lpsedocs approve', 'accept', 'return' or "
    "'withdraw'"
)

DECISIONS: Final[Mapping[str, Message]] = {
    # What the commit lacks
    "unsigned": _AGAIN,
    "no-act": _AGAIN,
    "bad-signature": _AGAIN,
    "bad-object": _AGAIN,
    "octopus": say(
        "merge the branch again by itself, into the main branch as it is now; a merge of several branches "
        "at once brings nothing"
    ),
    "unknown-key": say(
        "have the person's key entered in the roster ('lpsedocs roster add-key'; the Kepala LPSE or an "
        "admin signs that change), then ask him to decide again"
    ),
    "key-not-in-force": say(
        "have the key that the person uses now entered in the roster with its days ('lpsedocs roster "
        "add-key'; the Kepala LPSE or an admin signs that change), then ask him to decide again"
    ),
    "future": say(
        "wait until that day; if the clock of the computer was wrong, have it set right and ask for the "
        "decision again"
    ),
    "too-late": say("have the clock of the computer that signed set right, then ask for the decision again"),
    "repeated": say(
        "nothing has to be decided again if the first copy counts, as this one adds nothing; if the first "
        "does not count, ask for a new decision"
    ),
    "proposed": say(
        "nothing, while the request waits: the person named merges it on the forge, or signs with 'lpsedocs "
        "approve', 'accept', 'return' or 'withdraw'"
    ),
    "squashed": say(
        "ask for the decision again, and the IT person to let the forge make merge commits only: no squash, "
        "no rebase"
    ),
    "signed-merge": say(
        "ask the person to sign the decision itself ('lpsedocs approve', 'accept', 'return' or 'withdraw'); "
        "a merge that somebody signs only brings what others decided"
    ),
    "brings-more": say(
        "ask for the decision again in a commit or a request of its own; 'lpsedocs approve' makes such a "
        "commit, and 'lpsedocs request' such a request"
    ),
    # What a merge on a forge lacks
    "not-a-click": say(
        "let the person press the forge's merge button in the request that 'lpsedocs request' made, or sign "
        "with 'lpsedocs approve'"
    ),
    "wrong-title": say(
        "make the request again with 'lpsedocs request', and leave its title as it is; the title says what "
        "is decided"
    ),
    "visible-address": say(
        "let the person switch on 'Keep my email addresses private' in the forge's settings, and merge a "
        "new request"
    ),
    "unknown-account": say(
        "let the person named press merge, not somebody else; if it was he, have the number of his account "
        "entered in the roster ('forges'), and make the request again"
    ),
    # What the file says
    "unreadable": say(
        "'lpsedocs check' tells what is wrong in the file; ask for the decision again, with lpsedocs "
        "writing the file"
    ),
    "not-a-file": say(
        "take away the executable bit or the link ('git update-index --chmod=-x FILE'), or remove the file "
        "and ask for the decision again"
    ),
    "other-record": say("remove the file, and ask for a decision on the record itself"),
    "other-repository": say("remove the copy, and ask for the decision in this repository"),
    "wrong-number": say("remove the file, and ask for the decision again; lpsedocs takes the right number"),
    "wrong-word": say(
        "remove the file, and ask the right person: the Kepala LPSE for an evaluation, the Pengguna for a KAK"
    ),
    "rests-on": say(
        "ask for the decision again; lpsedocs names the form of an evaluation, or the requirement of a KAK, "
        "by itself"
    ),
    "not-once": say(
        "see that the record lies once in its folder, as a plain file, and ask for the decision again"
    ),
    "other-bytes": say(
        "look at what was changed in the record, then ask for a new decision on the version that lies there "
        "now; this one does not come to count any more, also when the record is put back"
    ),
    # Who decided
    "person-differs": say("let the person who decides sign with his own key, or press merge himself"),
    "self-decision": say(
        "let the Kepala LPSE, or an acting head (Plh.), decide who had no part in the evaluation; else "
        "another Pengelola evaluates anew"
    ),
    "role-not-held": say(
        "let who holds the role decide, and had no part in what is decided. Only if the person does hold "
        "it by a decree that was never entered, have it entered ('lpsedocs roster add-role'; the Kepala LPSE "
        "or an admin signs that change), then ask for the decision again"
    ),
    "foreign-unit": say("let the requester, or a Pengguna of his unit, decide on the KAK"),
    "class-not-accepted": say(
        "ask the person to decide in a way that the roster accepts from his role ('accept' in "
        "records/roster.yaml)"
    ),
    "has-key": say(
        "ask the person to decide with his own key or account; paper is for those who have neither"
    ),
}
"""By the code of the reason why a decision is not proved."""

_SIGN_THE_ROSTER: Final = say(
    "let the Kepala LPSE or an admin make the change again, in a signed commit that changes nothing but "
    "records/roster.yaml; to undo it, put the bytes in force back, which anyone may do"
)

ROSTER: Final[Mapping[str, Message]] = {
    "stale-roster": say(
        "make the change again on the roster in force, in a signed commit that changes nothing but "
        "records/roster.yaml"
    ),
    "bad-roster": say(
        "'lpsedocs check records/roster.yaml' tells what is wrong; mend it, and let the Kepala LPSE or an "
        "admin sign the change anew"
    ),
}
"""By the code of the reason why a change of the roster is ignored, where it differs from the usual."""

_LOOK: Final = say(
    "ask the IT person who made this commit and what for, and undo in a new one what it did wrong"
)

_ATTEST_AGAIN: Final = say(
    "let the office's CI attest the merge again ('lpsedocs attest --merge COMMIT'), with the key that the "
    "roster has for it under 'witnesses'"
)

PROBLEMS: Final[Mapping[str, Message]] = {
    # What an attestation lacks
    "unsigned": _ATTEST_AGAIN,
    "bad-signature": _ATTEST_AGAIN,
    "not-a-witness": _ATTEST_AGAIN,
    "other-bytes": _ATTEST_AGAIN,
    "repeated": say(
        "nothing has to be done if the first copy counts, as this one adds nothing; if the first does not "
        "count, let the office's CI attest the merge again"
    ),
    "unknown-key": say(
        "if it is the key of the office's CI, have it entered in the roster under 'witnesses' (the Kepala "
        "LPSE or an admin signs that change), and let the CI attest the merge again; "
        "if not, remove the attestation and ask who made it"
    ),
    "key-not-in-force": say(
        "see that the roster has the key that the office's CI uses now under 'witnesses', with its days (the "
        "Kepala LPSE or an admin signs that change), then let the CI attest the merge again"
    ),
    "future": say(
        "wait until that day, when the attestation counts by itself; if the clock of the computer that made "
        "the merge or the attestation was wrong, have it set right"
    ),
    "too-late": say(
        "have the clock of the computer set right; if the CI dated the attestation, let it attest the merge "
        "again, and if it was the merge, ask for the decision again"
    ),
    "other-repository": say("remove the copy, and let the office's CI attest the merge in this repository"),
    "brings-more": say(
        "ask for the decision again in a request of its own, as 'lpsedocs request' makes it; what comes with "
        "other files is not attested"
    ),
    "unknown-account": say(
        "let the person named merge or approve, not somebody else; if it was he, have the number of his "
        "account entered in the roster ('lpsedocs roster add-account'), and ask for the decision again, as "
        "the roster before the merge counts"
    ),
    # What is wrong on the line
    "octopus": say(
        "merge each of its branches again by itself; a merge of several branches at once brings nothing"
    ),
    "foreign-address": say(
        "nothing has to be done, it counts all the same; 'git config user.email' sets the address that the "
        "roster has"
    ),
    "roster-not-in-force": say(
        "put the roster in force back into records/roster.yaml and commit it, which anyone may do"
    ),
    "bad-object": say(
        "ask the IT person which program made this commit; nothing in it counts, so what it brought has to "
        "be done again"
    ),
    "decision-edited": say(
        "put the decided file back with 'git restore --source={source} -- {path}' and commit that; a "
        "decision is replaced by a new one under the next number, never edited"
    ),
    "decision-removed": say(
        "put the file back with 'git restore --source={source} -- {path}' and commit that; a decision that "
        "no longer holds is withdrawn with 'lpsedocs withdraw', never removed"
    ),
    "ended-role": say(
        "let the Kepala LPSE or an admin sign any change of the roster, or the Kepala a decision: from then "
        "on, no act dated before it counts for that role"
    ),
}
"""By the code of what is wrong on the line; of decisions that were touched with gaps for what to put back."""

TOUCHED: Final = ("decision-edited", "decision-removed")
"""The codes of what is put back."""

REMARKS: Final[Mapping[str, Message]] = {
    "not-main": say("leave out --tip to judge the main branch; only what is there counts"),
    "older": say("fetch what is new ('git fetch', then 'git pull --ff-only'), and verify again"),
    "behind": say("fetch what is new and bring it in here before you rely on what is shown"),
    "not-comparable": say(
        "verify the repository itself ('lpsedocs verify') for what is decided now, or ask for a new file; "
        "this one tells nothing of what came after its tip"
    ),
    "other-day": say(
        "see that the day here is right; then what is said here counts, and a new file has what became of "
        "the record since"
    ),
    "other-page": say(
        "do not rely on what it says; the other files in it are what was verified, and 'lpsedocs verify "
        "--bundle' with --explain tells all that counts"
    ),
    "rewritten": say(
        "stop, and ask the IT person who rewrote the main branch; compare with another copy, push the old "
        "tip back, and forbid force pushes on the forge. Only if the office agrees to the new history: "
        "'lpsedocs trust pin' again"
    ),
    "turned": say(
        "anyone may mend it: make the merge that the message names and push it; after that let 'git config "
        "pull.ff only' keep it from happening again"
    ),
}
"""By the code of a remark on the main branch as a whole."""


def remedy_of_decision(code: str) -> Message:
    """Return what to do about a decision that is not proved."""
    return DECISIONS.get(code, _AGAIN)


def remedy_on_the_line(code: str, remarks: Collection[str]) -> Message:
    """Return what to do about one that lies on a main branch of which remarks are made, by their codes."""
    remedy = remedy_of_decision(code)
    if "turned" not in remarks:
        return remedy
    return say(
        "first mend the main branch, which was turned ('lpsedocs verify' names the merge that mends it), as "
        "then a merge counts again that somebody clicked; only if the decision is not proved then either: "
        "{remedy}",
        remedy=remedy,
    )


def remedy_of_roster_change(code: str) -> Message:
    """Return what to do about a change of the roster that is ignored."""
    return ROSTER.get(code, _SIGN_THE_ROSTER)


def remedy_of_problem(code: str) -> Message:
    """Return what to do about something else that is wrong on the line."""
    return PROBLEMS.get(code) or REMARKS.get(code, _LOOK)


def remedy_of_touched(code: str, source: str, path: str) -> Message:
    """Return how the file of a decision that counts is put back."""
    return say(PROBLEMS[code].template, source=source, path=shlex.quote(path))


def files_of(record: str) -> str:
    """Return what git takes for a record's file, in any folder of its kind, and for no other one.

    A filing is called like its record, and a restore removes whatever it matches that the source lacks.
    """
    kind = kind_of_id_or_none(record)
    return f":(top,glob)records/{kind.folder}/**/{record}.yaml" if kind else f"records/{record}.yaml"


def remedy_of_changed(source: str, record: str) -> Message:
    """Return what to do about a record that was changed after its decision."""
    return say(
        "look at what was changed in {record}; if it is not wanted, put the decided version back with 'git "
        'restore --source={source} -- "{files}"\' and commit that; if it is, ask for a new decision, which '
        "'lpsedocs request {record}' prepares",
        source=source,
        record=record,
        files=files_of(record),
    )


def remedy_of_removed(source: str, record: str) -> Message:
    """Return what to do about a decided record that is gone."""
    return say(
        "bring the record back with 'git restore --source={source} -- \"{files}\"' and commit that; what "
        "goes no further is closed with 'lpsedocs file', never removed",
        source=source,
        files=files_of(record),
    )
