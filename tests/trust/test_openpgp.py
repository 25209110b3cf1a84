"""OpenPGP signatures: where GnuPG says no so do we; where only we do, it is on a list."""

import base64
import contextlib
import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lpsedocs.demo.scribe import Hand
from lpsedocs.findings import Message
from lpsedocs.language import ENGLISH
from lpsedocs.trust.clicks import account_of, title_of
from lpsedocs.trust.objects import CommitObject, algorithm_of, object_id, parse_commit
from lpsedocs.trust.rosters import InForce, Ledger, read_roster
from lpsedocs.trust.signatures import (
    BadSignatureError,
    UnknownKeyError,
    _crc24,
    _with_exact_numbers,
    parse_openpgp_key,
    parse_openpgp_signature,
    verify_openpgp,
)
from tests.trust.story import GITHUB, Story, key_of, people, person, revoked, roster, with_signature

PAYLOAD = b"tree 1\n\nPesan\n"
FORGE = Path(__file__).parents[2].parent / "shared/data/forge"
needs_forge = pytest.mark.skipif(
    not FORGE.is_dir(), reason="needs the folder with real forge commits beside the checkout"
)


@dataclass(frozen=True)
class Ring:
    """A key ring of GnuPG."""

    home: Path

    def run(self, *arguments: str, given: bytes = b"") -> bytes:
        command = ["gpg", "--batch", "--yes", "--pinentry-mode", "loopback", "--passphrase", "", *arguments]
        done = subprocess.run(command, input=given, capture_output=True, check=False, env=self.environment)
        assert done.returncode == 0, done.stderr.decode()
        return done.stdout

    @property
    def environment(self) -> dict[str, str]:
        return {**os.environ, "GNUPGHOME": str(self.home), "LC_ALL": "C"}

    def key(self, user: str) -> str:
        """Return somebody's certificate, armored."""
        return self.run("--export", "--armor", "--export-options", "export-minimal", user).decode()

    def sign(self, user: str, *options: str, payload: bytes = PAYLOAD) -> bytes:
        return self.run("--detach-sign", "--armor", "--local-user", user, *options, given=payload)

    def takes(self, user: str, signature: bytes, payload: bytes = PAYLOAD) -> bool:
        """Tell whether gpgv takes a signature as one of that user."""
        (self.home / "one.gpg").write_bytes(self.run("--export", user))
        (self.home / "signature").write_bytes(signature)
        (self.home / "payload").write_bytes(payload)
        command = ["gpgv", "--keyring", str(self.home / "one.gpg"), "signature", "payload"]
        done = subprocess.run(command, cwd=self.home, capture_output=True, check=False, env=self.environment)
        return done.returncode == 0


OLD = ("--faked-system-time", "20240101T000000!")
"""When the key that has expired was made, and when it signed."""


@pytest.fixture(scope="module")
def ring() -> Iterator[Ring]:
    if shutil.which("gpg") is None or shutil.which("gpgv") is None:
        pytest.skip("GnuPG is not installed")
    # The path of its socket must be short.
    with tempfile.TemporaryDirectory(prefix="lpsedocs-", dir="/tmp") as home:
        ring = Ring(Path(home))
        for user, algorithm in (
            ("ed", "ed25519"),
            ("rsa", "rsa2048"),
            ("nist", "nistp256"),
            ("weak", "rsa1024"),
        ):
            ring.run("--quick-gen-key", f"{user} <{user}@contoh.example>", algorithm, "sign", "0")
        ring.run("--quick-gen-key", "sub <sub@contoh.example>", "ed25519", "cert", "0")
        listed = ring.run("--list-keys", "--with-colons", "sub@contoh.example").decode()
        fingerprint = next(line.split(":")[9] for line in listed.splitlines() if line.startswith("fpr"))
        ring.run("--quick-add-key", fingerprint, "ed25519", "sign", "0")
        ring.run(*OLD, "--quick-gen-key", "old <old@contoh.example>", "ed25519", "sign", "30d")
        yield ring
        subprocess.run(["gpgconf", "--kill", "all"], check=False, env=ring.environment)


def content_of(signature: bytes) -> bytes:
    """Return what an armor holds."""
    lines = signature.split(b"\n\n", 1)[1].split(b"\n=")[0]
    return base64.b64decode(lines)


def rearmored(content: bytes) -> bytes:
    text = base64.b64encode(content)
    lines = b"".join(text[at : at + 64] + b"\n" for at in range(0, len(text), 64))
    checksum = b"=" + base64.b64encode(_crc24(content)) + b"\n"
    return b"-----BEGIN PGP SIGNATURE-----\n\n" + lines + checksum + b"-----END PGP SIGNATURE-----\n"


Make = Callable[[Ring, bytes], bytes]
"""Makes a signature of a payload."""


def of(user: str, *options: str) -> Make:
    return lambda ring, payload: ring.sign(user, *options, payload=payload)


def edited(edit: Callable[[bytes], bytes]) -> Make:
    """Return a signature whose armor was edited."""
    return lambda ring, payload: edit(ring.sign("ed", payload=payload))


def inside(edit: Callable[[bytes], bytes], user: str = "ed") -> Make:
    """Return a signature whose bytes were edited."""
    return lambda ring, payload: rearmored(edit(content_of(ring.sign(user, payload=payload))))


def old_packet(content: bytes) -> bytes:
    """Return a packet with its length written as of old."""
    assert content[0] == 0x88
    return b"\xc2" + content[1:]


def body_of(content: bytes) -> bytes:
    """Return a packet without its head."""
    return content[{0x88: 2, 0x89: 3}[content[0]] :]


def in_two_bytes(content: bytes) -> bytes:
    """Return a packet of the new format whose length needs two bytes."""
    body = body_of(content)
    return b"\xc2" + (len(body) - 192 + (192 << 8)).to_bytes(2) + body


def flipped(content: bytes, at: int) -> bytes:
    return content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :]


USER_ID = b"\xb4\x01x"
MARKER = b"\xca\x03PGP"
BROKEN = b"\xc8\x05\x01nope"
"""A compressed packet that whoever unpacks it finds broken."""

GOOD: dict[str, tuple[str, Make]] = {
    "ed25519": ("ed", of("ed")),
    "rsa": ("rsa", of("rsa")),
    "ecdsa": ("nist", of("nist")),
    "rsa with sha512": ("rsa", of("rsa", "--digest-algo", "SHA512")),
    "a subkey": ("sub", of("sub")),
    "a key that has expired since": ("old", of("old", *OLD)),
    "a comment in the armor": ("ed", of("ed", "--comment", "Kantor")),
    "a version in the armor": ("ed", of("ed", "--emit-version")),
    "no line break after its end": ("ed", edited(lambda text: text.rstrip(b"\n"))),
    "a length written in another way": ("ed", inside(old_packet)),
    "an old length in two bytes": ("ed", inside(lambda c: b"\x89" + len(c[2:]).to_bytes(2) + c[2:])),
    "an old length in four bytes": ("ed", inside(lambda c: b"\x8a" + len(c[2:]).to_bytes(4) + c[2:])),
    "a new length in five bytes": ("ed", inside(lambda c: b"\xc2\xff" + len(c[2:]).to_bytes(4) + c[2:])),
    "a new length in two bytes": ("rsa", inside(in_two_bytes, "rsa")),
    "a notation": ("ed", of("ed", "--set-notation", "a@contoh.example=b")),
}
"""What both take."""

BAD: dict[str, tuple[str, Make]] = {
    "another key": ("rsa", of("ed")),
    "other bytes": ("ed", lambda ring, payload: ring.sign("ed", payload=payload + b"x")),
    "a bit turned in the signature": ("ed", inside(lambda content: flipped(content, len(content) - 9))),
    "a bit turned in its date": (
        "ed",
        inside(lambda content: flipped(content, content.index(b"\x05\x02") + 5)),
    ),
    "another checksum": (
        "ed",
        edited(lambda text: text.replace(b"\n=", b"\n=AAAA\n-----END PGP SIGNATURE-----\n\n=")),
    ),
    "nothing in it": ("ed", inside(lambda _: b"")),
    "cut off": ("ed", inside(lambda content: content[:-3])),
    "a certificate": ("ed", lambda ring, _: rearmored(ring.run("--export", "ed@contoh.example"))),
    "no armor": ("ed", edited(lambda _: b"")),
    "a name in its place": ("ed", inside(lambda _: USER_ID)),
}
"""What neither takes."""

STRICTER: dict[str, tuple[str, Make]] = {
    "two signatures in one armor": ("ed", inside(lambda content: content * 2)),
    "two armors": ("ed", edited(lambda text: text * 2)),
    "a marker before it": ("ed", inside(lambda content: MARKER + content)),
    "text before it": ("ed", edited(lambda text: b"Halo\n" + text)),
    "text after it": ("ed", edited(lambda text: text + b"Halo\n")),
    "line breaks as on Windows": ("ed", edited(lambda text: text.replace(b"\n", b"\r\n"))),
    "not armored": ("ed", edited(content_of)),
    "a signature on a text": ("ed", of("ed", "--textmode")),
    "a signature that expires": ("ed", of("ed", "--default-sig-expire", "10y")),
    "rsa of 1024 bits": ("weak", of("weak")),
}
"""What GnuPG takes and we do not."""

VARYING: dict[str, tuple[str, Make]] = {
    "sha1": ("ed", of("ed", "--digest-algo", "SHA1")),
    "ripemd160": ("ed", of("ed", "--digest-algo", "RIPEMD160")),
    "no checksum": ("ed", edited(lambda text: text.split(b"\n=")[0] + b"\n-----END PGP SIGNATURE-----\n")),
}
"""What we do not take, and GnuPG by its version and settings, or by the length of what is signed."""


def is_valid(armored: bytes, key: str, payload: bytes = PAYLOAD) -> bool:
    try:
        verify_openpgp(parse_openpgp_signature(armored), payload, parse_openpgp_key(key))
    except BadSignatureError:
        return False
    return True


@pytest.mark.parametrize("name", GOOD)
def test_a_good_signature_is_valid_and_gnupg_takes_it(name: str, ring: Ring) -> None:
    user, make = GOOD[name]
    signature = make(ring, PAYLOAD)
    assert is_valid(signature, ring.key(user))
    assert ring.takes(user, signature)


@pytest.mark.parametrize("name", BAD)
def test_a_bad_signature_is_not_valid_and_gnupg_does_not_take_it(name: str, ring: Ring) -> None:
    user, make = BAD[name]
    signature = make(ring, PAYLOAD)
    assert not is_valid(signature, ring.key(user))
    assert not ring.takes(user, signature)


@pytest.mark.parametrize("name", STRICTER)
def test_gnupg_takes_what_is_not_valid(name: str, ring: Ring) -> None:
    user, make = STRICTER[name]
    signature = make(ring, PAYLOAD)
    assert not is_valid(signature, ring.key(user))
    assert ring.takes(user, signature)


@pytest.mark.parametrize("name", VARYING)
def test_what_gnupg_may_take_is_not_valid(name: str, ring: Ring) -> None:
    user, make = VARYING[name]
    assert not is_valid(make(ring, PAYLOAD), ring.key(user))


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(lambda signature: BROKEN, id="alone"),
        pytest.param(lambda signature: BROKEN + signature, id="before it"),
        pytest.param(lambda signature: signature + BROKEN, id="after it"),
        pytest.param(lambda signature: b"\x8b" + signature[2:], id="a signature without a length"),
        pytest.param(lambda signature: b"\xc2\xe1" + signature[2:], id="a signature in parts"),
    ],
)
def test_nothing_is_unpacked_to_find_out_what_it_is(content: Callable[[bytes], bytes], ring: Ring) -> None:
    armored = rearmored(content(content_of(ring.sign("ed"))))
    with pytest.raises(BadSignatureError) as refused:
        parse_openpgp_signature(armored)
    assert ENGLISH.say(refused.value.message) == "it has more than one OpenPGP packet, or no signature"


def test_a_large_signature_is_not_looked_at(ring: Ring) -> None:
    signature = ring.sign("ed")
    comments = b"Comment: Kantor\n" * 1024
    with pytest.raises(BadSignatureError) as refused:
        parse_openpgp_signature(signature.replace(b"\n\n", b"\n" + comments + b"\n", 1))
    assert ENGLISH.say(refused.value.message) == "it is larger than 16 KiB"


def test_another_checksum_in_the_armor_is_not_taken(ring: Ring) -> None:
    signature = ring.sign("ed")
    at = signature.index(b"\n=") + 2
    turned = signature[:at] + (b"A" if signature[at : at + 1] != b"A" else b"B") + signature[at + 1 :]
    assert is_valid(signature, ring.key("ed"))
    assert not is_valid(turned, ring.key("ed"))


def test_a_signature_names_the_key_that_made_it(ring: Ring) -> None:
    keys = {user: parse_openpgp_key(ring.key(user)) for user in ("ed", "rsa", "sub")}
    for user in keys:
        signature = parse_openpgp_signature(ring.sign(user))
        assert [name for name, key in keys.items() if signature.names(key)] == [user]


def test_a_key_is_one_certificate_without_secrets(ring: Ring) -> None:
    fingerprint = (
        ring.run("--list-keys", "--with-colons", "ed@contoh.example").decode().split("fpr:::::::::")[1]
    )
    assert parse_openpgp_key(ring.key("ed")).fingerprint == fingerprint.split(":")[0]
    assert len(parse_openpgp_key(ring.key("sub")).parts) == 2
    secret = ring.run("--export-secret-keys", "--armor", "ed@contoh.example").decode()
    for text in (
        secret,
        ring.key("ed") + ring.key("rsa"),
        ring.run("--export", "--armor", "ed", "rsa").decode(),
        "",
    ):
        with pytest.raises(BadSignatureError):
            parse_openpgp_key(text)


@given(st.binary(max_size=200))
def test_any_bytes_are_a_signature_or_a_key_or_are_refused(content: bytes) -> None:
    for text in (content, rearmored(content), rearmored(b"\xc2" + bytes([len(content)]) + content)):
        with contextlib.suppress(BadSignatureError):
            parse_openpgp_signature(text)
        with contextlib.suppress(BadSignatureError):
            parse_openpgp_key(text.replace(b"SIGNATURE", b"PUBLIC KEY BLOCK").decode("latin-1"))


def test_no_bit_of_a_signature_can_be_turned_where_it_counts(ring: Ring) -> None:
    """What a signature does not cover (hints at its key, the form of its length) may be turned."""
    key, content = ring.key("ed"), content_of(ring.sign("ed"))
    free = [
        at
        for at in range(len(content))
        for bit in range(8)
        if is_valid(rearmored(turned(content, at, bit)), key)
    ]
    hashed_ends = 8 + int.from_bytes(content[6:8])
    unhashed_ends = hashed_ends + 2 + int.from_bytes(content[hashed_ends : hashed_ends + 2])
    numbers = content[unhashed_ends + 2 :]
    second = unhashed_ends + 4 + (int.from_bytes(numbers[:2]) + 7) // 8
    lengths = {unhashed_ends + 2, unhashed_ends + 3, second, second + 1}
    assert set(free) <= {0, 1, *range(hashed_ends, unhashed_ends + 2), *lengths}


def turned(content: bytes, at: int, bit: int) -> bytes:
    return content[:at] + bytes([content[at] ^ (1 << bit)]) + content[at + 1 :]


# ---- In a history


def kepala(story: Story, ring: Ring, user: str = "ed") -> str:
    """Return a roster in which the Kepala has an OpenPGP key."""
    key = f"[{{openpgp: {json.dumps(ring.key(user))}, from: 2025-01-02}}]"
    text = roster(people=people(rahma=person("rahma", keys=key)))
    story.change_roster(text)
    return text


VERDICTS = {
    **dict.fromkeys(GOOD, "personal"),
    **dict.fromkeys(BAD | STRICTER | VARYING, "bad-signature"),
    "another key": "unknown-key",
    # It has a NUL, as no commit has.
    "not armored": "bad-object",
}


@pytest.mark.parametrize("name", VERDICTS)
def test_a_decision_is_proved_by_a_good_signature_and_by_no_other(name: str, ring: Ring) -> None:
    user, make = (GOOD | BAD | STRICTER | VARYING)[name]
    story = Story()
    kepala(story, ring, user)
    story.commit(dict(story.decision()), by="rahma")
    story.put(with_signature(story.read(story.tip)[1], lambda payload: make(ring, payload)))
    assert story.verdicts() == {"EVL-2026-001/1": VERDICTS[name]}


@pytest.mark.parametrize("user", ["ed", "rsa", "nist", "sub"])
def test_the_kepala_signs_with_an_openpgp_key(user: str, ring: Ring) -> None:
    story = Story()
    kepala(story, ring, user)
    story.commit(dict(story.decision()), by="rahma", sign=lambda payload: ring.sign(user, payload=payload))
    [judged] = story.judge().decisions
    assert judged.is_proved
    assert judged.fingerprint == parse_openpgp_key(ring.key(user)).fingerprint


def test_an_openpgp_key_that_was_away_for_a_time_signs_in_both_of_its_times(ring: Ring) -> None:
    story = Story()
    key = json.dumps(ring.key("ed"))
    spans = f"{{openpgp: {key}, from: 2025-01-02, until: 2026-07-01}}, {{openpgp: {key}, from: 2026-07-05}}"
    agus = person("agus", keys=f"[{spans}]")
    story.change_roster(roster(people=people(agus=agus)), day="2026-06-20")
    for number, day in enumerate(("2026-06-30", "2026-07-03", "2026-07-06"), 1):
        due = min(number, 2)
        decision = story.decision("KAK-2026-001", due, decision="perlu_perbaikan", note=f"Putaran {number}")
        story.commit(dict(decision), by="agus", day=day, sign=lambda p: ring.sign("ed", payload=p))
    assert story.verdicts() == {"KAK-2026-001/1": "personal", "KAK-2026-001/2": "personal"}
    assert [judged.day and judged.day.day for judged in story.judge().decisions] == [30, 6]


def test_who_has_an_openpgp_key_decides_on_no_paper(ring: Ring) -> None:
    story = Story()
    key = f"[{{openpgp: {json.dumps(ring.key('ed'))}, from: 2025-01-02}}]"
    story.change_roster(roster(people=people(agus=person("agus", keys=key, forges="[]"))))
    document = f'{{kind: basah, signed: 2026-07-05, archive: Lemari 1, sha256: "{"0" * 64}", entered: budi}}'
    story.commit(dict(story.decision("KAK-2026-001", document=document)), by="budi", key=key_of("budi"))
    assert story.verdicts() == {"KAK-2026-001/1": "has-key"}


CREATED = b"\x05\x02" + (1783310400).to_bytes(4)


def that_says_only(said: bytes, content: bytes) -> bytes:
    """Return a signature packet without most of what it says of itself. RFC 9580 section 5.2.3."""
    body = body_of(content)
    end = 6 + int.from_bytes(body[4:6])
    rest = body[end + 2 + int.from_bytes(body[end : end + 2]) :]
    short = body[:4] + len(said).to_bytes(2) + said + b"\0\0" + rest
    return b"\xc2" + bytes([len(short)]) + short


def test_a_signature_that_names_no_key_is_tried_with_each(ring: Ring) -> None:
    story = Story()
    kepala(story, ring)

    def sign(payload: bytes) -> bytes:
        return rearmored(that_says_only(CREATED, content_of(ring.sign("ed", payload=payload))))

    assert parse_openpgp_signature(sign(b"x")).names(parse_openpgp_key(ring.key("rsa")))
    story.commit(dict(story.decision()), by="rahma", sign=sign)
    assert story.verdicts() == {"EVL-2026-001/1": "bad-signature"}


def test_a_signature_without_a_date_is_refused(ring: Ring) -> None:
    with pytest.raises(BadSignatureError) as error:
        parse_openpgp_signature(rearmored(that_says_only(b"", content_of(ring.sign("ed")))))
    assert ENGLISH.say(error.value.message) == "it is no signature on bytes with a date"


@pytest.mark.parametrize(
    ("version", "algorithm", "is_changed"), [(4, 22, True), (4, 27, False), (6, 22, False)]
)
def test_only_numbers_where_they_are_known_are_written_with_their_exact_length(
    version: int, algorithm: int, *, is_changed: bool
) -> None:
    before = bytes([version, 0, algorithm, 8]) + b"\0\0" * 3
    body = _with_exact_numbers(before + b"\0\x08\x01")[6:]
    assert body == before + (b"\0\x01\x01" if is_changed else b"\0\x08\x01")


def test_another_openpgp_key_is_unknown(ring: Ring) -> None:
    story = Story()
    kepala(story, ring)
    story.commit(dict(story.decision()), by="rahma", sign=lambda payload: ring.sign("rsa", payload=payload))
    assert story.verdicts() == {"EVL-2026-001/1": "unknown-key"}


def test_an_openpgp_signature_on_other_bytes_is_bad(ring: Ring) -> None:
    story = Story()
    kepala(story, ring)
    story.commit(
        dict(story.decision()), by="rahma", sign=lambda payload: ring.sign("ed", payload=payload + b"x")
    )
    assert story.verdicts() == {"EVL-2026-001/1": "bad-signature"}


def test_an_openpgp_key_is_revoked_by_its_fingerprint(ring: Ring) -> None:
    story = Story()
    text = kepala(story, ring)
    gone = revoked(key_of("rahma").line, "2026-07-01", "hilang")
    gone = gone.replace(gone.split('"')[1], parse_openpgp_key(ring.key("ed")).fingerprint)
    story.change_roster(text.replace("revoked: []\n", f"revoked: \n{gone}"))
    story.commit(dict(story.decision()), by="rahma", sign=lambda payload: ring.sign("ed", payload=payload))
    assert story.roster_verdicts() == ["eka", "eka"]
    assert story.verdicts() == {"EVL-2026-001/1": "key-not-in-force"}


@pytest.mark.parametrize("part", [0, 1], ids=["its main key", "a subkey"])
@pytest.mark.parametrize(
    ("reason", "verdict"), [("hilang", "personal"), ("bocor", "in-doubt")], ids=["lost", "leaked"]
)
def test_a_certificate_is_revoked_by_any_of_its_parts(
    part: int, reason: str, verdict: str, ring: Ring
) -> None:
    story = Story()
    text = kepala(story, ring, "sub")
    sign = {"by": "rahma", "sign": lambda payload: ring.sign("sub", payload=payload)}
    story.commit(dict(story.decision()), **sign)
    gone = revoked(key_of("rahma").line, "2026-07-01", reason)
    gone = gone.replace(gone.split('"')[1], parse_openpgp_key(ring.key("sub")).parts[part])
    without = text.replace("revoked: []\n", f"revoked: \n{gone}")
    story.change_roster(without, day="2026-07-07")
    story.commit(dict(story.decision(number=2)), **sign)
    assert story.verdicts() == {"EVL-2026-001/1": verdict, "EVL-2026-001/2": "key-not-in-force"}
    story.change_roster(roster(revoked=f"\n{gone}"), day="2026-07-07")
    assert story.verdicts()["EVL-2026-001/1"] == verdict


def test_an_openpgp_key_is_never_given_to_another(ring: Ring) -> None:
    story = Story()
    text = kepala(story, ring)
    taken = person("tia", keys=f"[{{openpgp: {json.dumps(ring.key('ed'))}, from: 2025-01-02}}]")
    story.change_roster(text.replace(person("tia"), taken))
    assert story.roster_verdicts() == ["eka", "bad-roster"]


def test_a_subkey_is_never_given_to_another(ring: Ring) -> None:
    """Its holder could bind it to a second certificate as well."""
    ledger = Ledger()
    whole = parse_openpgp_key(ring.key("sub"))
    ledger.owners[("key", whole.parts[1])] = "person tia"
    found = read_roster(kepala(Story(), ring, "sub").encode(), "")
    assert isinstance(found, InForce)
    assert ledger.fault_of(found.roster) is not None


def test_a_renewed_certificate_of_the_same_key_is_the_same_key(ring: Ring) -> None:
    story = Story()
    kepala(story, ring)
    fingerprint = parse_openpgp_key(ring.key("ed")).fingerprint
    ring.run("--quick-set-expire", fingerprint, "5y")
    kepala(story, ring)
    story.commit(dict(story.decision()), by="rahma", sign=lambda payload: ring.sign("ed", payload=payload))
    assert story.roster_verdicts() == ["eka", "eka"]
    assert story.verdicts() == {"EVL-2026-001/1": "personal"}


def forge(key: str) -> str:
    """Return the forges of a roster: GitHub, with this key."""
    start = "\n  - {id: github, kind: github, committer: noreply@github.com, from: 2024-01-16, "
    return f"{start}openpgp: {json.dumps(key)}}}\n"


def test_a_forge_signs_with_an_openpgp_key(ring: Ring) -> None:
    story = Story()
    story.change_roster(roster(forges=forge(ring.key("rsa"))))
    side = story.commit(dict(story.decision()), on=story.tip, by="tia")
    story.merge(
        side,
        author=Hand("Rahma", "1001+rahma@users.noreply.github.com"),
        committer=GITHUB,
        sign=lambda payload: ring.sign("rsa", payload=payload),
        message="SETUJUI EVL-2026-001 (#7)\n",
    )
    assert story.verdicts() == {"EVL-2026-001/1": "forge"}


# ---- What a real forge signs


def real(name: str) -> CommitObject:
    content = (FORGE / f"{name}.commit").read_bytes()
    id_ = object_id("commit", content, "sha1")
    assert algorithm_of(id_) == "sha1"
    return parse_commit(id_, content)


def with_the_forges_key() -> InForce:
    found = read_roster(roster(forges=forge((FORGE / "github-web-flow.asc").read_text())).encode(), "")
    assert not isinstance(found, Message)
    return found


@needs_forge
@pytest.mark.parametrize("name", ["github-merge", "github-test-merge", "github-squash"])
def test_signatures_of_a_real_forge_are_valid(name: str) -> None:
    commit, force = real(name), with_the_forges_key()
    signer = force.signer_of(commit)
    assert (signer.sort, signer.owner) == ("forge", "github")
    assert signer.fingerprint == "968479A1AFF927E37D1A566BB5690EEEBB952194"
    assert force.has_key_in_force(signer, force.day_of(commit.committer.seconds))


@needs_forge
def test_a_merge_of_a_real_forge_is_a_click() -> None:
    commit = real("github-merge")
    assert title_of(commit) == "Add FAQ entry about `UnicodeEncodeError` on Windows"
    assert account_of(commit) == "67291205"
    assert len(commit.parents) == 2


@needs_forge
def test_a_test_merge_of_a_real_forge_is_no_click() -> None:
    commit = real("github-test-merge")
    assert title_of(commit) is None
    assert account_of(commit) == "67291205"
    assert len(commit.parents) == 2


@needs_forge
def test_a_squash_of_a_real_forge_has_one_parent() -> None:
    commit = real("github-squash")
    assert len(commit.parents) == 1
    assert account_of(commit) == "66923736"


@needs_forge
@pytest.mark.parametrize("old", [b"Add FAQ", b"1787242330 -0700\ncommitter", b"24f8d0c3", b"Rowlando13 <"])
def test_an_edited_commit_of_a_real_forge_is_not_valid(old: bytes) -> None:
    content = (FORGE / "github-merge.commit").read_bytes()
    assert old in content
    commit = parse_commit("a" * 40, content.replace(old, old.replace(old[:1], b"7"), 1))
    with pytest.raises(BadSignatureError):
        with_the_forges_key().signer_of(commit)


@needs_forge
def test_the_key_of_a_real_forge_does_not_sign_for_others() -> None:
    found = read_roster(roster().encode(), "")
    assert not isinstance(found, Message)
    with pytest.raises(UnknownKeyError):
        found.signer_of(real("github-merge"))
