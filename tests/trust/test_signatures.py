"""Signatures of SSH keys: where OpenSSH says no so do we; where only we do, it is on a list."""

import base64
import contextlib
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lpsedocs.language import ENGLISH
from lpsedocs.trust.objects import BadObjectError, parse_commit
from lpsedocs.trust.rosters import InForce, read_roster
from lpsedocs.trust.signatures import (
    BadSignatureError,
    SshKey,
    parse_ssh_key,
    parse_ssh_signature,
    verify_ssh,
)
from tests.trust.keys import (
    BEGIN,
    END,
    Form,
    Key,
    armored,
    ecdsa,
    ed25519,
    hardware,
    mpint,
    of_small_order,
    rsa_key,
    signature,
    wire,
)
from tests.trust.story import ROSTER, Story, key_entry, people, person, records, roster, with_signature

PAYLOAD = b"tree 1\n\nPesan\n"
needs_openssh = pytest.mark.skipif(shutil.which("ssh-keygen") is None, reason="ssh-keygen is not installed")

Case = tuple[Key, Callable[[bytes], bytes]]
"""A key that is known, and what makes an armored signature of a payload."""


def written(key: Key, **form: Any) -> Case:
    return key, lambda payload: armored(signature(key, payload, Form(**form)))


def edited(key: Key, edit: Callable[[bytes], bytes]) -> Case:
    """Return a signature whose bytes were edited before they were armored."""
    return key, lambda payload: armored(edit(signature(key, payload)))


def around(edit: Callable[[bytes], bytes]) -> Case:
    """Return a signature whose armor was edited."""
    return ed25519(), lambda payload: edit(armored(signature(ed25519(), payload)))


def in_lines(width: int) -> Case:
    return ed25519(), lambda payload: armored(signature(ed25519(), payload), width)


def flipped(content: bytes, at: int, bit: int = 1) -> bytes:
    return content[:at] + bytes([content[at] ^ bit]) + content[at + 1 :]


def with_numbers(edit: Callable[[int, int], bytes]) -> Case:
    """Return an ECDSA signature whose two numbers are written in another way."""
    key = ecdsa()

    def sign(data: bytes, kind: str) -> bytes:
        body = key.sign(data, kind)[4:]
        length = int.from_bytes(body[:4])
        r, s = int.from_bytes(body[4 : 4 + length]), int.from_bytes(body[8 + length :])
        return wire(edit(r, s))

    return written(Key(key.kind, key.blob, sign))


def with_key(key: Key, blob: bytes) -> Case:
    """Return a signature that carries the key in another form, which is also the form that is known."""
    return written(Key(key.kind, blob, key.sign))


ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
POINT = ecdsa().blob[-65:]
COMPRESSED = bytes([2 + POINT[-1] % 2]) + POINT[1:33]
MODULUS = rsa_key().blob[-257:]

GOOD: dict[str, Case] = {
    "ed25519": written(ed25519()),
    "ed25519 over sha256": written(ed25519(), hash_name="sha256"),
    "ecdsa on 256 bits": written(ecdsa()),
    "ecdsa on 384 bits": written(ecdsa("nistp384")),
    "ecdsa on 521 bits": written(ecdsa("nistp521")),
    "ecdsa over sha256": written(ecdsa("nistp384"), hash_name="sha256"),
    "rsa of 2048 bits": written(rsa_key()),
    "rsa of 3072 bits": written(rsa_key(3072)),
    "rsa with sha2-256": written(rsa_key(), really="rsa-sha2-256"),
    "rsa with sha2-256 over sha256": written(rsa_key(), really="rsa-sha2-256", hash_name="sha256"),
    "hardware ed25519, touched": written(hardware()),
    "hardware ecdsa, touched": written(hardware("ecdsa")),
    "hardware ed25519, touched and with a PIN": written(hardware(flags=5)),
    "hardware of another application": written(hardware(application="ssh:kantor")),
    "no line break after its end": around(lambda text: text[:-1]),
    "ecdsa with the other of two numbers": with_numbers(lambda r, s: mpint(r) + mpint(ORDER - s)),
    "lines of 76 signs": in_lines(76),
    "lines of 4 signs": in_lines(4),
}
"""What both take."""

BAD: dict[str, Case] = {
    "another namespace": written(ed25519(), namespace="file"),
    "no namespace": written(ed25519(), namespace=""),
    "a namespace with more": written(ed25519(), namespace="git\0"),
    "a reserved field that is not empty": written(ed25519(), reserved="x"),
    "no line break before its end": around(lambda text: text.replace(b"\n" + END, END)),
    "another magic": written(ed25519(), magic=b"SSHSIX"),
    "version 2": written(ed25519(), version=2),
    "the hash sha1": written(ed25519(), hash_name="sha1"),
    "the hash md5": written(ed25519(), hash_name="md5"),
    "the hash sha384": written(ed25519(), hash_name="sha384"),
    "a hash in capitals": written(ed25519(), hash_name="SHA512"),
    "another hash than it names": written(ed25519(), digest="sha256"),
    "something after its end": written(ed25519(), after=b"\0"),
    "something after the signature proper": written(ed25519(), after_kind=b"\0"),
    "rsa with sha1": written(rsa_key(), really="ssh-rsa"),
    "rsa with sha1, under another name": written(rsa_key(), really="ssh-rsa", kind="rsa-sha2-256"),
    "rsa with sha2-256, under another name": written(rsa_key(), really="rsa-sha2-256", kind="rsa-sha2-512"),
    "ed25519 that says to be ecdsa": written(ed25519(), kind="ecdsa-sha2-nistp256"),
    "ed25519 that says to be in hardware": written(ed25519(), kind="sk-ssh-ed25519@openssh.com"),
    "ecdsa that says another curve": written(ecdsa(), kind="ecdsa-sha2-nistp384"),
    "ecdsa that says to be in hardware": written(ecdsa(), kind="sk-ecdsa-sha2-nistp256@openssh.com"),
    "hardware that says to be none": written(hardware(), kind="ssh-ed25519"),
    "a certificate as key": written(
        ed25519(), blob=wire("ssh-ed25519-cert-v01@openssh.com") + ed25519().blob[15:]
    ),
    "another key inside": written(ed25519(), blob=ed25519("b").blob),
    "no key inside": written(ed25519(), blob=wire("ssh-ed25519")),
    "a key of another kind inside": written(ed25519(), blob=ecdsa().blob),
    "a key that nobody knows": (ed25519("b"), written(ed25519())[1]),
    "other bytes": (ed25519(), lambda payload: armored(signature(ed25519(), payload + b"\n"))),
    "cut off after 5 bytes": edited(ed25519(), lambda content: content[:5]),
    "cut off after 40 bytes": edited(ed25519(), lambda content: content[:40]),
    "cut off by one byte": edited(ed25519(), lambda content: content[:-1]),
    "nothing": edited(ed25519(), lambda content: b""),
    "a bit turned in the key": edited(ed25519(), lambda content: flipped(content, 40)),
    "a bit turned in the signature": edited(ed25519(), lambda content: flipped(content, len(content) - 20)),
    "the last bit turned": edited(ed25519(), lambda content: flipped(content, len(content) - 1, 0x80)),
    "a bit turned in an ecdsa signature": edited(ecdsa(), lambda content: flipped(content, len(content) - 9)),
    "a bit turned in an rsa signature": edited(rsa_key(), lambda content: flipped(content, len(content) - 9)),
    "a bit turned in the counter of hardware": edited(hardware(), lambda c: flipped(c, len(c) - 1)),
    "the touch set afterwards": edited(hardware(flags=0), lambda c: flipped(c, len(c) - 5)),
    "hardware without anything": written(Key(hardware().kind, hardware().blob, lambda data, kind: b"")),
    "hardware without flags": edited(hardware(), lambda content: content[:-5]),
    "no beginning": around(lambda text: text.removeprefix(BEGIN + b"\n")),
    "no end": around(lambda text: text.replace(END + b"\n", b"")),
    "an end of something else": around(lambda text: text.replace(END, b"-----END SSH KEY-----")),
    "text before it": around(lambda text: b"Halo\n" + text),
    "an empty line before it": around(lambda text: b"\n" + text),
    "a blank before it": around(lambda text: b" " + text),
    "a sign that is not base64": around(lambda text: text.replace(b"\nU1NI", b"\nU1N*")),
    "no text at all": around(lambda _: BEGIN + b"\n" + END + b"\n"),
    "ecdsa numbers of zero": with_numbers(lambda r, s: mpint(0) + mpint(0)),
    "an ecdsa number of one zero byte": with_numbers(lambda r, s: wire(b"\0") + mpint(s)),
    "something after an rsa signature": written(rsa_key(), after_body=b"\0"),
    "something after an ecdsa signature": written(ecdsa(), after_body=b"\0"),
    "an ecdsa number too large": with_numbers(lambda r, s: mpint(r + ORDER) + mpint(s)),
    "a negative ecdsa number": with_numbers(lambda r, s: wire(b"\x80" + b"\1" * 31) + mpint(s)),
    "one ecdsa number": with_numbers(lambda r, s: mpint(r)),
    "three ecdsa numbers": with_numbers(lambda r, s: mpint(r) + mpint(s) + mpint(1)),
    "a compressed point": with_key(ecdsa(), wire(ecdsa().kind) + wire("nistp256") + wire(COMPRESSED)),
    "a point that is none": with_key(ecdsa(), ecdsa().blob[:-1] + b"\0"),
    "the point of nowhere": with_key(ecdsa(), wire(ecdsa().kind) + wire("nistp256") + wire(b"\0")),
    "a curve that its kind does not say": with_key(
        ecdsa(), wire(ecdsa().kind) + wire("nistp384") + ecdsa().blob[-69:]
    ),
    "an ed25519 key of 31 bytes": with_key(ed25519(), wire("ssh-ed25519") + wire(ed25519().blob[-31:])),
    "something after the key": with_key(ed25519(), ed25519().blob + b"\0"),
    "a negative modulus": with_key(rsa_key(), wire("ssh-rsa") + mpint(65537) + wire(MODULUS[1:])),
    "a modulus of one zero byte": with_key(rsa_key(), wire("ssh-rsa") + mpint(65537) + wire(b"\0")),
    "an even exponent": with_key(rsa_key(), wire("ssh-rsa") + mpint(65536) + rsa_key().blob[-261:]),
    "an exponent of one": with_key(rsa_key(), wire("ssh-rsa") + mpint(1) + rsa_key().blob[-261:]),
}
"""What neither takes."""

STRICTER: dict[str, Case] = {
    "hardware ed25519 that was not touched": written(hardware(flags=0)),
    "hardware ecdsa that was not touched": written(hardware("ecdsa", flags=0)),
    "hardware with a PIN and no touch": written(hardware(flags=4)),
    "rsa of 1024 bits": written(rsa_key(1024)),
    "rsa with the exponent 3": written(rsa_key(exponent=3)),
    "an ed25519 key with which anybody signs": written(of_small_order()),
    "version 0": written(ed25519(), version=0),
    "a reserved field that is not covered": written(ed25519(), unsigned_reserved="x"),
    "text after it": around(lambda text: text + b"Halo\n"),
    "an empty line after it": around(lambda text: text + b"\n"),
    "a second signature after it": around(lambda text: text + text),
    "line breaks as on Windows": around(
        lambda text: text.replace(b"\n", b"\r\n").replace(BEGIN + b"\r", BEGIN)
    ),
    "blanks in the lines": around(lambda text: text.replace(b"\nU1NI", b"\nU1 NI")),
    "an empty line in it": around(lambda text: text.replace(b"\nU1NI", b"\n\nU1NI")),
    "one line": in_lines(1000),
    "a number with a needless zero": with_numbers(lambda r, s: wire(b"\0" + mpint(r)[4:]) + mpint(s)),
}
"""What OpenSSH takes and we do not."""


def is_valid(case: Case) -> bool:
    """Tell whether we take a signature as one of the key."""
    key, sign = case
    try:
        known = parse_ssh_key(key.line)
        found = parse_ssh_signature(sign(PAYLOAD))
        verify_ssh(found, PAYLOAD)
    except BadSignatureError:
        return False
    return found.key == known


def is_valid_to_openssh(case: Case, folder: Path) -> bool:
    key, sign = case
    (folder / "signers").write_text(f'contoh namespaces="git" {key.line}\n')
    (folder / "signature").write_bytes(sign(PAYLOAD))
    command = ["ssh-keygen", "-Y", "verify", "-f", "signers", "-I", "contoh", "-n", "git", "-s", "signature"]
    return (
        subprocess.run(command, cwd=folder, input=PAYLOAD, capture_output=True, check=False).returncode == 0
    )


def test_there_are_enough_signatures_in_the_table() -> None:
    assert len(GOOD | BAD | STRICTER) == len(GOOD) + len(BAD) + len(STRICTER) >= 90


@pytest.mark.parametrize("name", GOOD)
def test_a_good_signature_is_valid(name: str) -> None:
    assert is_valid(GOOD[name])


@pytest.mark.parametrize("name", BAD | STRICTER)
def test_a_bad_signature_is_not(name: str) -> None:
    assert not is_valid((BAD | STRICTER)[name])


@needs_openssh
@pytest.mark.parametrize("name", GOOD | STRICTER)
def test_openssh_takes(name: str, tmp_path: Path) -> None:
    assert is_valid_to_openssh((GOOD | STRICTER)[name], tmp_path)


@needs_openssh
@pytest.mark.parametrize("name", BAD)
def test_openssh_does_not_take(name: str, tmp_path: Path) -> None:
    assert not is_valid_to_openssh(BAD[name], tmp_path)


def test_a_large_signature_is_not_looked_at() -> None:
    with pytest.raises(BadSignatureError) as refused:
        parse_ssh_signature(armored(signature(ed25519(), PAYLOAD)).replace(END, b"AAAA\n" * 3300 + END))
    assert ENGLISH.say(refused.value.message) == "it is larger than 16 KiB"


def test_a_signature_of_the_largest_key_is_looked_at() -> None:
    key = Key(
        "ssh-rsa",
        wire("ssh-rsa") + mpint(65537) + mpint((1 << 16383) + 1),
        lambda data, kind: wire(b"\1" * 2048),
    )
    parse_ssh_signature(armored(signature(key, PAYLOAD)))


def is_key(line: str) -> bool:
    try:
        parse_ssh_key(line)
    except BadSignatureError:
        return False
    return True


def verdict_on_a_decision_with(case: Case) -> str:
    """Return what a decision is worth whose commit has a signature as it stands; a roster has only keys."""
    key, sign = case
    known = key.line if is_key(key.line) else ed25519().line
    text = roster(people=people(rahma=person("rahma", keys=f"[{key_entry(known)}]")))
    story = Story(files=records() | {ROSTER: text.encode()})
    story.commit(dict(story.decision()), by="rahma")
    story.put(with_signature(story.read(story.tip)[1], sign))
    return story.verdicts()["EVL-2026-001/1"]


VERDICTS = dict.fromkeys(BAD | STRICTER, "bad-signature") | {
    "a key that nobody knows": "unknown-key",
    "another key inside": "unknown-key",
    "a bit turned in the key": "unknown-key",
    # GitHub ends each signature in a commit with an empty line, and it says nothing.
    "an empty line after it": "personal",
}


@pytest.mark.parametrize("name", GOOD)
def test_a_good_signature_proves_a_decision(name: str) -> None:
    assert verdict_on_a_decision_with(GOOD[name]) == "personal"


@pytest.mark.parametrize("name", VERDICTS)
def test_a_bad_signature_proves_no_decision(name: str) -> None:
    assert verdict_on_a_decision_with((BAD | STRICTER)[name]) == VERDICTS[name]


@needs_openssh
def test_openssh_signs_what_is_valid(tmp_path: Path) -> None:
    for kind, bits in (("ed25519", 256), ("ecdsa", 384), ("rsa", 2048)):
        file = tmp_path / kind
        subprocess.run(["ssh-keygen", "-q", "-t", kind, "-b", str(bits), "-N", "", "-f", file], check=True)
        command = ["ssh-keygen", "-q", "-Y", "sign", "-n", "git", "-f", file]
        text = subprocess.run(command, input=PAYLOAD, capture_output=True, check=True).stdout
        found = parse_ssh_signature(text)
        verify_ssh(found, PAYLOAD)
        line = file.with_suffix(".pub").read_text()
        assert found.key == parse_ssh_key(line)
        listed = subprocess.run(
            ["ssh-keygen", "-lf", file], capture_output=True, check=True, text=True
        ).stdout
        assert listed.split()[1] == found.key.fingerprint


# ---- Keys


@pytest.mark.parametrize(
    "line",
    [
        "",
        "ssh-ed25519",
        "ssh-ed25519 AAAA",
        "ssh-ed25519 " + "A" * 68,
        "ssh-ed25519 %%%%",
        ed25519().line.replace("ssh-ed25519", "ssh-rsa"),
        ed25519().line.replace(" contoh", "=contoh"),
        ed25519().line + "\n" + ed25519().line,
        'from="1.2.3.4" ' + ed25519().line,
        "ssh-dss AAAAB3NzaC1kc3M= contoh",
        rsa_key(1024).line,
        "ssh-ed25519 " + base64.b64encode(b"\0\0\0\x0bssh-ed2551\xff" + b"\0" * 36).decode(),
    ],
)
def test_a_line_that_is_no_key_is_refused(line: str) -> None:
    with pytest.raises(BadSignatureError):
        parse_ssh_key(line)


FIELD = 2**255 - 19
Y_OF_ORDER_8 = 0x7A03AC9277FDC74EC6CC392CFA53202A0F67100D760B3CBA4FD84D3D706A17C7


@pytest.mark.parametrize("sign", [0, 1])
@pytest.mark.parametrize("y", [0, 1, FIELD - 1, Y_OF_ORDER_8, FIELD - Y_OF_ORDER_8, FIELD, FIELD + 1])
def test_a_key_of_small_order_is_refused_in_every_way_to_write_it(y: int, sign: int) -> None:
    point = (y + (sign << 255)).to_bytes(32, "little")
    with pytest.raises(BadSignatureError) as refused:
        parse_ssh_key(of_small_order(point).line)
    assert (
        ENGLISH.say(refused.value.message)
        == "it is one of the eight ed25519 keys with which anybody can sign"
    )


def test_a_key_with_another_exponent_is_refused() -> None:
    line = Key(
        "ssh-rsa", wire("ssh-rsa") + mpint((1 << 2046) + 1) + rsa_key().blob[-261:], ed25519().sign
    ).line
    with pytest.raises(BadSignatureError) as refused:
        parse_ssh_key(line)
    assert ENGLISH.say(refused.value.message) == "an RSA key has the exponent 65537, as ssh-keygen makes it"


@pytest.mark.parametrize("line", [ed25519().line, ed25519().line[:-7], f"  {ed25519().line}\n"])
def test_a_line_that_is_a_key_is_read(line: str) -> None:
    assert parse_ssh_key(line) == SshKey(ed25519().blob, "ssh-ed25519")


# ---- Only their own errors, and no bit more or less

GOOD_BYTES = [
    signature(key, PAYLOAD) for key in (ed25519(), ecdsa(), rsa_key(), hardware(), hardware("ecdsa"))
]


@given(st.binary(max_size=400))
def test_any_bytes_are_a_signature_or_are_refused(content: bytes) -> None:
    for text in (content, armored(content), armored(b"SSHSIG\0\0\0\1" + content)):
        with contextlib.suppress(BadSignatureError):
            parse_ssh_signature(text)


@given(st.sampled_from(GOOD_BYTES), st.integers(0), st.integers(0, 7))
def test_no_bit_of_a_signature_can_be_turned(content: bytes, at: int, bit: int) -> None:
    turned = flipped(content, at % len(content), 1 << bit)
    with pytest.raises(BadSignatureError):
        verify_ssh(parse_ssh_signature(armored(turned)), PAYLOAD)


@given(st.sampled_from(GOOD_BYTES), st.integers(0), st.binary(max_size=8), st.integers(0, 8))
def test_nothing_can_be_put_into_a_signature(content: bytes, at: int, more: bytes, less: int) -> None:
    at %= len(content)
    spliced = content[:at] + more + content[at + less :]
    if spliced != content:
        with pytest.raises(BadSignatureError):
            verify_ssh(parse_ssh_signature(armored(spliced)), PAYLOAD)


@given(st.text(max_size=100), st.binary(max_size=60))
def test_any_line_is_a_key_or_is_refused(text: str, content: bytes) -> None:
    for line in (text, *(f"{kind} {base64.b64encode(wire(kind) + content).decode()}" for kind in KINDS)):
        with contextlib.suppress(BadSignatureError):
            parse_ssh_key(line)


KINDS = ("ssh-ed25519", "ssh-rsa", "ecdsa-sha2-nistp256", "sk-ssh-ed25519@openssh.com")


def signed_commit() -> tuple[bytes, InForce]:
    story = Story()
    force = read_roster(roster().encode(), "")
    assert isinstance(force, InForce)
    return story.scribe.read(story.approve())[1], force


COMMIT, FORCE = signed_commit()


def signer(content: bytes) -> str | None:
    """Return who signed a commit, as far as anybody can tell."""
    try:
        return FORCE.signer_of(parse_commit("a" * 40, content)).owner
    except (BadObjectError, BadSignatureError):
        return None


def test_the_signed_commit_is_signed() -> None:
    assert signer(COMMIT) == "rahma"


@pytest.mark.parametrize("bit", range(8))
def test_no_bit_of_a_signed_commit_can_be_turned(bit: int) -> None:
    """Every single bit; what is turned in the armor's words or in base64 is another text, too."""
    assert [at for at in range(len(COMMIT)) if signer(flipped(COMMIT, at, 1 << bit))] == []


@given(st.integers(0), st.integers(0), st.binary(max_size=30))
def test_nothing_can_be_put_into_a_signed_commit(one: int, other: int, more: bytes) -> None:
    start, end = sorted((one % len(COMMIT), other % len(COMMIT)))
    spliced = COMMIT[:start] + more + COMMIT[end:]
    if spliced != COMMIT:
        assert signer(spliced) is None


# ---- Rosters

ROSTER_TEXT = roster().encode()


@given(st.binary(max_size=200))
def test_any_bytes_are_a_roster_or_are_refused(content: bytes) -> None:
    read_roster(content, "")


@given(st.integers(0), st.integers(0), st.binary(max_size=10))
def test_a_roster_with_anything_put_into_it_is_one_or_is_refused(one: int, other: int, more: bytes) -> None:
    start, end = sorted((one % len(ROSTER_TEXT), other % len(ROSTER_TEXT)))
    read_roster(ROSTER_TEXT[:start] + more + ROSTER_TEXT[min(end, start + 10) :], "")


def test_an_rsa_key_that_takes_long_to_verify_is_none() -> None:
    blob = wire("ssh-rsa") + mpint(65537) + mpint((1 << 16384) + 1)
    with pytest.raises(BadSignatureError):
        parse_ssh_key("ssh-rsa " + base64.b64encode(blob).decode())
