"""Who holds which role, with which keys, from when to when; it governs itself."""

from typing import Annotated, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, field_validator

from lpsedocs.models.conditions import ExactlyOne
from lpsedocs.models.fields import (
    Day,
    Email,
    Model,
    Pattern,
    PersonId,
    RepositoryId,
    Slug,
    Span,
    Text,
    WebAddress,
    internal,
    misfit,
    personal,
    public,
)

Role = Literal["pengguna", "pengelola", "kepala_lpse", "admin"]
Evidence = Literal["personal", "forge", "witness", "document"]
ForgeKind = Literal["github", "gitlab", "gitea", "forgejo"]
NewPersonId = Annotated[str, Pattern("[a-z][a-z0-9-]*", "a person's id of small letters, digits and hyphens")]
SshKey = Annotated[
    str,
    Pattern(
        r"(ssh-ed25519|ssh-rsa|ecdsa-sha2-nistp(256|384|521)|sk-ssh-ed25519@openssh\.com|"
        r"sk-ecdsa-sha2-nistp256@openssh\.com) [A-Za-z0-9+/]+=* ?[^\n]*",
        "a public SSH key on one line, as in the file ending in .pub",
    ),
]
OpenPgpKey = Annotated[
    str, Pattern(r"[\r\n ]*-----BEGIN PGP PUBLIC KEY BLOCK-----[\s\S]*", "an armored OpenPGP certificate")
]
KeyFingerprint = Annotated[
    str, Pattern(r"SHA256:[A-Za-z0-9+/]{43}|[0-9A-F]{40,64}", "a key's fingerprint such as SHA256:...")
]


class Key(Span):
    """A person's signing key and the days on which it is in force."""

    conditions = (ExactlyOne(("ssh", "openpgp")),)

    ssh: SshKey | None = internal("SSH key", "The public key on one line.", default=None)
    openpgp: OpenPgpKey | None = internal("OpenPGP key", "The armored minimal certificate.", default=None)


class ForgeAccount(Model):
    """A person's account on a forge."""

    forge: Slug = internal("Forge", "The id of the forge in this roster.")
    account: Annotated[str, Pattern("[0-9]+", "the numeric id of the account, in quotes")] = personal(
        "Account", "The numeric id of the account; a login can change hands."
    )


class Person(Model):
    """Somebody who acts in the office."""

    id: NewPersonId = personal("Id", "A short id, never used again for somebody else.")
    name: Text = personal("Name", "The name with titles, as it is printed.")
    position: Text = public("Position", "The person's position.")
    emails: tuple[Email, ...] = personal("E-mail addresses", "Office addresses used in commits.", default=())
    keys: tuple[Key, ...] = internal("Keys", "The keys the person signs with.", default=())
    forges: tuple[ForgeAccount, ...] = internal(
        "Forge accounts", "The person's accounts on the forges where the records are merged.", default=()
    )


class RoleHolding(Span):
    """A role that a person holds for a time."""

    role: Role = public("Role", "One of the roles of the SOP, or admin.")
    person: PersonId = personal("Person", "The person's id in this roster.")
    unit: Text | None = public("Unit", "The unit of a Pengguna.", default=None)
    acting: Literal["plh", "plt"] | None = public("Acting", "Plh. or Plt. for an acting head.", default=None)
    basis: Text | None = internal("Basis", "The decree or order that gives the role.", default=None)


class Forge(Span):
    """A forge whose own signature on a merge is believed."""

    id: Slug = internal("Id", "A short name, by which a person's account names this forge.")
    kind: ForgeKind = internal("Kind of forge", "Which software runs the forge.")
    committer: Text = internal("Committer", "The committer's address of its merges, or same-as-author.")
    ssh: SshKey | None = internal(
        "SSH key", "The forge's own public key, if it signs with SSH.", default=None
    )
    openpgp: OpenPgpKey | None = internal(
        "OpenPGP key", "The forge's own certificate, if it signs with OpenPGP.", default=None
    )


class Witness(Span):
    """A CI key that may attest what a forge's API says."""

    id: Annotated[str, Pattern("[a-z][a-z0-9-]*", "an id of small letters, digits and hyphens")] = internal(
        "Id", "A short name, by which an attestation names this witness."
    )
    kind: ForgeKind = internal("Kind of forge", "Whose API the witness reads.")
    url: WebAddress = internal("Address", "The web address of the forge.")
    ssh: SshKey = internal("SSH key", "The public key with which the CI signs.")


class Revocation(Model):
    """A key that counts no more."""

    key: KeyFingerprint = internal("Key", "The fingerprint of the key.")
    since: Day = internal("Since", "The day from which the key doesn't count.")
    reason: Literal["hilang", "bocor", "diganti"] = internal("Reason", "Why it was revoked.")


class Roster(Model):
    """Who may do what in the office."""

    repository: RepositoryId = public("Repository id", "Random, made once, never shared by two repositories.")
    timezone: Text = public("Time zone", "The office's time zone, for example Asia/Jakarta.")
    people: tuple[Person, ...] = personal("People", "Everybody who acts in the records.")
    roles: tuple[RoleHolding, ...] = public("Roles", "Who holds which role, from when to when.")
    accept: dict[Role, Annotated[tuple[Evidence, ...], Field(min_length=1)]] = public(
        "Accepted evidence", "Which evidence a decision of each role must bring.", default={}
    )
    forges: tuple[Forge, ...] = internal("Forges", "Signers of a forge's own commits.", default=())
    witnesses: tuple[Witness, ...] = internal(
        "Witnesses", "CI keys that attest what a forge's API says.", default=()
    )
    revoked: tuple[Revocation, ...] = internal("Revoked keys", "Only grows.", default=())

    @field_validator("timezone")
    @classmethod
    def _is_a_time_zone(cls, name: str) -> str:
        try:
            ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            raise misfit(
                "{name} is no time zone; Indonesia has Asia/Jakarta, Asia/Makassar and Asia/Jayapura",
                name=name,
            ) from None
        return name

    @field_validator("people")
    @classmethod
    def _ids_stand_once(cls, people: tuple[Person, ...]) -> tuple[Person, ...]:
        seen: set[str] = set()
        for person in people:
            if person.id in seen:
                raise misfit("the person {id} stands twice", id=person.id)
            seen.add(person.id)
        return people
