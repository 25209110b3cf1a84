"""Diagnoses of what else could turn a gate off: things of others, rights, strangers, the forge's settings."""

from collections.abc import Iterator, Sequence
from typing import Final, TypeAlias

from lpsedocs.doctor.diagnoses import Diagnosis, Family, Look, listed
from lpsedocs.doctor.known import digests
from lpsedocs.doctor.pipelines import FORGE_NAMES, Borrowed, Forge, Pipeline
from lpsedocs.findings import Message, say

Pipelines: TypeAlias = Sequence[Pipeline]

_PINNED: Final = Look(Family.CI, "ci-pinned", say("actions of others that CI runs"))
_IMAGES: Final = Look(Family.CI, "ci-images", say("images that CI runs in"))
_RIGHTS: Final = Look(Family.CI, "ci-rights", say("the rights of the jobs"))
_STRANGERS: Final = Look(Family.CI, "ci-strangers", say("requests of strangers"))
_REQUIRED: Final = Look(
    Family.CI, "ci-required", say("whether the forge merges nothing that was not checked")
)
_SKIPPED: Final = Look(Family.CI, "ci-skip", say("'[skip ci]' in the message of a commit"))


def of_hazards(pipelines: Pipelines) -> Iterator[Diagnosis]:
    """Judge what CI files run of others, and what they let anybody do."""
    yield from _of_borrowed(pipelines)
    yield _of_rights(pipelines)
    yield _of_strangers(pipelines)


def _of_borrowed(pipelines: Pipelines) -> Iterator[Diagnosis]:
    loose = [one for pipeline in pipelines for one in pipeline.borrowed if not one.is_pinned]
    actions = _named([one for one in loose if not one.is_image])
    images = _named([one for one in loose if one.is_image])
    strange = _named([one for p in pipelines for one in p.borrowed if one.is_pinned and _is_strange(one)])
    if actions:
        yield _PINNED.mend(
            say(
                "not named by a digest, so whoever moves the name has other things run: {names}",
                names=actions,
            ),
            say("write '@' and the whole commit id after an action"),
        )
    elif strange:
        yield _PINNED.unknown(
            say(
                "named by digests that this lpsedocs does not write, of which it can't be told from here "
                "whether they are that action's: {names}",
                names=strange,
            ),
            say(
                "look each up among the action's releases: a forge gives out the commits of its forks as well"
            ),
        )
    else:
        yield _PINNED.fine(say("each is named by its digest"))
    if images:
        yield _IMAGES.unknown(
            say(
                "named by a tag, so what the registry gives under it can't be told from here: {names}",
                names=images,
            ),
            say("write '@sha256:' and the digest after an image that you have looked at"),
        )
    else:
        yield _IMAGES.fine(say("none that is named by a tag"))


def _is_strange(one: Borrowed) -> bool:
    return one.is_pinned and not one.is_image and one.name not in digests()


def _named(found: list[Borrowed]) -> tuple[Message, ...]:
    """Return things of others, each once, with the first place."""
    first = {one.name: one.place for one in reversed(found)}
    return tuple(say("{name} ({place})", name=name, place=first[name]) for name in sorted(first))


def _of_rights(pipelines: Pipelines) -> Diagnosis:
    excess = [one for pipeline in pipelines for one in pipeline.excess]
    if not excess:
        return _RIGHTS.fine(say("none asks for more than it needs"))
    return _RIGHTS.mend(
        listed(say("{place}: {what}", place=place, what=what) for place, what in excess),
        say(
            "write 'permissions: {contents: read}' at the top of the file, and more only for the "
            "job that needs it"
        ),
    )


def _of_strangers(pipelines: Pipelines) -> Diagnosis:
    exposed = [one for pipeline in pipelines for one in pipeline.exposed]
    if exposed:
        return _STRANGERS.mend(
            listed(say("{place}: {what}", place=place, what=what) for place, what in exposed),
            say("use 'pull_request', which gives a stranger's request no secrets"),
        )
    privileged = [one for pipeline in pipelines for one in pipeline.privileged]
    if privileged:
        return _STRANGERS.unknown(
            say(
                "what strangers can start with the rights of the main branch, doctor understands only as "
                "'lpsedocs init --ci' writes it: {found}",
                found=tuple(
                    say("'{event}' ({place})", event=event, place=place) for place, event in privileged
                ),
            ),
            say("use 'pull_request'; for the guard, compare it with what 'lpsedocs init --ci' writes"),
        )
    return _STRANGERS.fine(say("no file gives them secrets"))


# ---- What no file says


def of_forges(forges: Sequence[Forge]) -> Iterator[Diagnosis]:
    """Tell where the settings of each forge decide."""
    for forge in forges:
        name = FORGE_NAMES[forge]
        yield _REQUIRED.unknown(
            say("the files don't say; the settings of {forge} do", forge=name), _REQUIRED_AT[forge]
        )
        yield _SKIPPED.unknown(
            say("no file can prevent it; the settings of {forge} can", forge=name),
            _SKIPPED_AT[forge],
        )


_FORGEJO: Final = say(
    "Settings > Branches, rule for the main branch: pushes off, 'Enable status check' with the job "
    "that runs 'lpsedocs check' (of 'lpsedocs init --ci': 'Periksa / *', and 'Penjaga lpsedocs'); in the "
    "settings of pull requests: merge commits only"
)
_REQUIRED_AT: Final = {
    "github": say(
        "Settings > Rules > Rulesets, for the main branch: required are a pull request and the job that "
        "runs 'lpsedocs check' (of 'lpsedocs init --ci': 'Periksa', and 'Penjaga lpsedocs'); force pushes "
        "blocked, nobody on the bypass list; Settings > General: merge commits only"
    ),
    "gitlab": say(
        "Settings > Repository > Protected branches: nobody may push to the main branch, no force "
        "push; Settings > Merge "
        "requests: 'Pipelines must succeed', merge commits, no squash"
    ),
    "forgejo": _FORGEJO,
    "gitea": _FORGEJO,
}
_SKIPPED_IN_FORGEJO: Final = say(
    "a required status that never comes blocks the merge: see that the job that runs 'lpsedocs check' is "
    "required there"
)
_SKIPPED_AT: Final = {
    "github": _SKIPPED_IN_FORGEJO,
    "gitlab": say("Settings > Merge requests: 'Skipped pipelines are considered successful' is off"),
    "forgejo": _SKIPPED_IN_FORGEJO,
    "gitea": _SKIPPED_IN_FORGEJO,
}
