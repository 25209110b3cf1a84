"""Changing the roster: what is written, what would not count, and whose commit makes it count."""

import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from lpsedocs.trust.signatures import parse_ssh_key
from lpsedocs.verification import Request, verify
from tests.real_office import SIGNED, RealOffice, Told, office_at
from tests.shell import changed_lines
from tests.trust.story import TODAY, key_of

ROSTER = "records/roster.yaml"
LINE = key_of("orang-lain").line
FINGERPRINT = parse_ssh_key(LINE).fingerprint
COUNTS = (
    "it counts from the next commit after one that changes nothing but this file, signed with his own key "
    "by one of: Rahma (Kepala LPSE) and Eka (administrator of the roster); 'lpsedocs roster commit' makes "
    "it\n"
)
UNPINNED = "note: no root of this repository is pinned: the roster is what the repository says of itself\n"


@pytest.fixture
def office(tmp_path_factory: pytest.TempPathFactory, tmp_path: Path) -> Iterator[RealOffice]:
    with office_at(tmp_path_factory, tmp_path) as office:
        office.sits("eka")
        yield office


def roster(office: RealOffice, *arguments: str) -> Told:
    return office.lpsedocs("roster", *arguments)


def changes_that_count(office: RealOffice) -> list[str | None]:
    found = verify(Request(office.root, TODAY, {"HOME": str(office.home)}, allow_unpinned=True))
    return [
        change.by if change.reason is None else change.reason.code for change in found.history.roster_changes
    ]


# ---- Writing


def test_somebody_new_is_written_with_the_comments_kept(office: RealOffice) -> None:
    office.edit(ROSTER, "timezone: Asia/Jakarta\n", "timezone: Asia/Jakarta  # WIB\n")
    office.git("commit", "--quiet", "-S", "-a", "-m", "Keterangan")
    before = office.read(ROSTER)

    told = roster(
        office, "add-person", "sinta", "--name", "Sinta Seandainya, S.E.", "--position", "Kepala Bagian",
        "--email", "sinta@contoh.example", "--ssh", str(office.home / "orang-lain.pub"),
        "--from", "2026-07-06",
    )  # fmt: skip

    assert told.code == 0, told
    assert told.out == (
        f"{ROSTER} written\n{UNPINNED}"
        "what changes against the roster in force:\n"
        "  - People, sinta: new: Name Sinta Seandainya, S.E., Position Kepala Bagian, E-mail addresses "
        "sinta@contoh.example, and Keys From 6 July 2026 and SSH key " + LINE + "\n" + COUNTS
    )
    assert changed_lines(before, office.read(ROSTER)) == [
        "+  - id: sinta",
        "+    name: Sinta Seandainya, S.E.",
        "+    position: Kepala Bagian",
        "+    emails: [sinta@contoh.example]",
        "+    keys:",
        f"+      - {{ssh: {LINE}, from: 2026-07-06}}",
    ]
    assert office.tip() == office.tip("main")
    assert office.git("status", "--porcelain") == f" M {ROSTER}"


def test_a_key_is_added_to_somebody_without_one(office: RealOffice) -> None:
    before = office.read(ROSTER)

    assert roster(office, "add-key", "dewi", "--ssh", LINE, "--until", "2027-07-05").code == 0

    assert changed_lines(before, office.read(ROSTER).replace("[ {", "[{")) == [
        "-  - {id: dewi, name: Dewi, position: Verifikator}",
        f"+  - {{id: dewi, name: Dewi, position: Verifikator, keys: [{{ssh: {LINE}, from: 2026-07-06, "
        "until: 2027-07-05}]}",
    ]


def test_an_acting_head_is_entered_with_the_order(office: RealOffice) -> None:
    before = office.read(ROSTER)

    told = roster(
        office, "add-role", "dewi", "kepala_lpse", "--acting", "plh",
        "--from", "2026-07-13", "--until", "2026-07-24",
        "--basis", "SP 800.1.11/017/2026",
    )  # fmt: skip

    assert told.code == 0, told
    assert changed_lines(before, office.read(ROSTER)) == [
        "+  - {role: kepala_lpse, person: dewi, from: 2026-07-13, until: 2026-07-24, acting: plh, "
        "basis: SP 800.1.11/017/2026}"
    ]


def test_an_account_is_entered_by_its_number(office: RealOffice) -> None:
    assert roster(office, "add-account", "dewi", "github", "1009").code == 0
    entry = '{id: dewi, name: Dewi, position: Verifikator, forges: [{forge: github, account: "1009"}]}'
    assert entry in office.read(ROSTER).replace("[ {", "[{")


def test_a_role_is_ended_and_what_that_leaves_hanging_is_named(office: RealOffice) -> None:
    office.lpsedocs("request", "EVL-2026-001")
    office.with_remote()
    office.git("push", "--quiet", "origin", "setujui/EVL-2026-001:perlu-diputus")

    told = roster(office, "end-role", "rahma", "kepala_lpse", "--until", "2026-07-10")

    hanging = "what is not merged before the change counts, or is dated after it, has to be decided anew\n"
    assert told.out == (
        f"{ROSTER} written\n{UNPINNED}"
        "what changes against the roster in force:\n"
        "  - Roles, Kepala LPSE rahma, Until: new: 10 July 2026\n"
        "note: a request from a fork is on no branch of origin and is not named; the forge lists it\n"
        f"open request: evaluasi-ulang/EVL-2026-001 has a decision of rahma on EVL-2026-001; {hanging}"
        f"open request: perlu-diputus has a decision of rahma on EVL-2026-001; {hanging}"
        f"open request: setujui/EVL-2026-001 has a decision of rahma on EVL-2026-001; {hanging}"
        "note: after 10 July 2026 nobody holds the role Kepala LPSE\n" + COUNTS
    )
    assert "{role: kepala_lpse, person: rahma, from: 2025-01-02, until: 2026-07-10}" in office.read(ROSTER)


def hangs(branch: str) -> str:
    return (
        f"open request: {branch} has a decision of rahma on EVL-2026-001; what is not merged before the "
        "change counts, or is dated after it, has to be decided anew\n"
    )


def request_from_elsewhere(office: RealOffice) -> None:
    """Let the Kepala decide on a branch that nobody here has fetched."""
    office.with_remote()
    other = office.elsewhere()
    office.sits("rahma")
    assert other.lpsedocs("approve", "EVL-2026-001", "--yes", "--branch", "setuju", "--push").code == 0
    office.sits("eka")


@pytest.mark.parametrize(
    "ending",
    [
        ("end-role", "rahma", "kepala_lpse"),
        ("end-key", "rahma"),
        ("revoke-key", "rahma", "--reason", "hilang"),
    ],
    ids=lambda arguments: arguments[0],
)
def test_a_request_that_nobody_fetched_is_named(office: RealOffice, ending: tuple[str, ...]) -> None:
    request_from_elsewhere(office)

    assert hangs("setuju") in roster(office, *ending).out
    assert office.tip("origin/setuju")


def test_a_request_is_named_in_a_clone_of_one_branch_before_the_commit(office: RealOffice) -> None:
    request_from_elsewhere(office)
    office.git("config", "remote.origin.fetch", "+refs/heads/main:refs/remotes/origin/main")

    told = roster(office, "end-role", "rahma", "kepala_lpse", "--commit", "--yes")

    assert told.out.index(hangs("setuju")) < told.out.index(f"{ROSTER} written\n")


def test_what_was_not_fetched_is_said_to_be_unnamed(office: RealOffice) -> None:
    request_from_elsewhere(office)

    told = roster(office, "end-role", "rahma", "kepala_lpse", "--offline")

    assert "open request" not in told.out
    assert (
        "note: nobody looked what is new at origin; a request that was never fetched is not named\n"
        in told.out
    )
    assert told.code == 0


def test_branches_that_can_not_be_fetched_are_no_hindrance(office: RealOffice) -> None:
    request_from_elsewhere(office)
    office.git("update-ref", "refs/remotes/origin/setuju/lama", "HEAD")  # where 'setuju' would have to lie

    told = roster(office, "end-role", "rahma", "kepala_lpse")

    assert "note: the branches at origin can't be fetched: error: " in told.out
    assert "; a request that was never fetched is not named\n" in told.out
    assert told.code == 0


@pytest.mark.parametrize(
    "ending",
    [("end-role", "rahma", "kepala_lpse"), ("revoke-key", "rahma", "--reason", "bocor")],
    ids=lambda arguments: arguments[0],
)
def test_a_branch_that_can_not_be_read_is_named_and_is_no_hindrance(
    office: RealOffice, ending: tuple[str, ...]
) -> None:
    office.git("switch", "--quiet", "-c", "dalam")
    office.write({f"records/{'a/' * 25}x.txt": "x"})
    office.commit()
    office.git("switch", "--quiet", "main")

    told = roster(office, *ending)

    assert (
        "note: the branch dalam can't be read, so nobody knows whether it has a decision of rahma: "
        "it changes too many files, or files in too many nested folders\n"
    ) in told.out
    assert told.code == 0


def test_a_change_that_ends_nothing_looks_for_no_requests(office: RealOffice) -> None:
    request_from_elsewhere(office)

    assert roster(office, "add-key", "dewi", "--ssh", LINE).code == 0
    assert office.git("branch", "--list", "--remotes", "origin/setuju") == ""


def test_a_request_that_was_merged_hangs_no_more(office: RealOffice) -> None:
    office.lpsedocs("request", "EVL-2026-001")
    office.git("merge", "--quiet", "--no-ff", "-m", "Gabung", "setujui/EVL-2026-001")
    office.git("branch", "-D", "evaluasi-ulang/EVL-2026-001")

    told = roster(office, "end-role", "rahma", "kepala_lpse")

    assert "open request" not in told.out


def test_a_key_is_revoked_by_its_owner_or_its_fingerprint(office: RealOffice) -> None:
    before = office.read(ROSTER)
    key = parse_ssh_key(key_of("tia").line).fingerprint

    assert roster(office, "revoke-key", "tia", "--reason", "hilang", "--since", "2026-07-01").code == 0
    first = office.read(ROSTER)
    assert roster(office, "revoke-key", key, "--reason", "bocor").refusal == (
        f"the key {key} is revoked already, and a revocation is never changed"
    )
    other = parse_ssh_key(key_of("budi").line).fingerprint
    assert roster(office, "revoke-key", other, "--reason", "diganti").code == 0

    assert [line for line in changed_lines(before, first) if "revoked" not in line] == [
        f"+  - {{key: {key}, since: 2026-07-01, reason: hilang}}"
    ]
    assert other in office.read(ROSTER)


def test_nobody_is_asked_to_sign_with_the_key_that_is_revoked(office: RealOffice) -> None:
    told = roster(office, "revoke-key", "rahma", "--reason", "bocor")

    assert told.out.endswith(
        "signed with his own key by one of: Eka (administrator of the roster); 'lpsedocs roster commit' "
        "makes it\n"
    )


def test_a_key_that_is_revoked_signs_where_no_other_can(office: RealOffice) -> None:
    old = parse_ssh_key(key_of("rahma").line).fingerprint
    office.sits("rahma")
    roster(office, "end-key", "eka", "--commit", "--yes")
    roster(office, "add-key", "rahma", "--ssh", LINE, "--from", "2026-07-06")
    office.at("2026-07-07T03:00:00Z")

    told = roster(office, "revoke-key", old, "--reason", "diganti")

    assert told.out.endswith(
        "signed with his own key by one of: Rahma (Kepala LPSE); 'lpsedocs roster commit' makes it\n"
    )


def test_a_key_may_come_again_after_its_days(office: RealOffice) -> None:
    roster(office, "add-key", "dewi", "--ssh", LINE, "--until", "2026-07-10")

    assert roster(office, "add-key", "dewi", "--ssh", LINE, "--from", "2026-07-10").refusal == (
        f"dewi has the key {FINGERPRINT} in the roster already, from 6 July 2026"
    )
    assert roster(office, "add-key", "dewi", "--ssh", LINE, "--from", "2026-07-13").code == 0


# ---- What would not count


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        pytest.param(
            ("add-person", "budi", "--name", "x", "--position", "x"),
            "budi is in the roster already; choose another id for somebody else",
            id="an id that is there",
        ),
        pytest.param(
            ("add-person", "Budi S", "--name", "x", "--position", "x"),
            "the roster would not be valid: Id (people.7.id): 'Budi S' is not a person's id of small "
            "letters, digits and hyphens",
            id="no id",
        ),
        pytest.param(
            ("add-person", "baru", "--name", "x", "--position", "x", "--email", "TIA@contoh.example"),
            "the roster would not be valid: tia@contoh.example belonged to person tia and can never belong "
            "to person baru",
            id="somebody else's address",
        ),
        pytest.param(
            ("add-key", "siapa", "--ssh", LINE),
            "there is no siapa in the roster; it has rahma, budi, tia, agus, eka, and dewi, and 'lpsedocs "
            "roster add-person' enters somebody",
            id="nobody",
        ),
        pytest.param(("add-key", "dewi"), "name one public key, with --ssh or with --openpgp", id="no key"),
        pytest.param(
            ("add-key", "dewi", "--ssh", "/nowhere/kunci.pub"),
            "there is no file /nowhere/kunci.pub; name the public key, which ends in .pub",
            id="no such file",
        ),
        pytest.param(
            ("add-key", "dewi", "--ssh", "ssh-dss AAAA x"),
            "ssh-dss AAAA x is no public SSH key that can be used: it is cut off",
            id="not a key that counts",
        ),
        pytest.param(
            ("add-key", "dewi", "--ssh", LINE, "--from", "2026-07-06", "--until", "2026-07-05"),
            "--until 5 July 2026 lies before the first day, 6 July 2026",
            id="days that run backwards",
        ),
        pytest.param(
            ("add-role", "dewi", "pengelola", "--acting", "plh"),
            "--acting is for the role kepala_lpse; nobody stands in for another role",
            id="acting in another role",
        ),
        pytest.param(
            ("add-role", "dewi", "kepala_lpse", "--acting", "plt"),
            "an acting head needs --basis: the order that appoints, for example 'SP 800.1.11/017/2026'",
            id="acting without an order",
        ),
        pytest.param(
            ("add-role", "dewi", "kepala_lpse", "--acting", "plh", "--basis", "SP 1"),
            "a Plh. is head for some days; say with --until until when",
            id="a Plh. without an end",
        ),
        pytest.param(
            ("add-role", "budi", "pengguna"),
            "a Pengguna needs --unit, since the unit decides on its KAK together",
            id="a Pengguna without a unit",
        ),
        pytest.param(
            ("add-role", "dewi", "admin", "--unit", "x"),
            "--unit is for a Pengguna; the other roles are of the whole office",
            id="a unit without a Pengguna",
        ),
        pytest.param(
            ("add-role", "budi", "pengelola"),
            "budi holds the role Pengelola already, from 2 January 2025; 'lpsedocs roster end-role' ends it",
            id="a role that is held",
        ),
        pytest.param(
            ("end-role", "budi", "admin"),
            "budi does not hold the role administrator of the roster beyond 6 July 2026; there is nothing "
            "to end",
            id="a role that is not held",
        ),
        pytest.param(
            ("end-role", "budi", "pengelola", "--until", "2024-12-31"),
            "the role begins on 2 January 2025, after 31 December 2024; end it on that day or later, or "
            "take the line out by hand",
            id="an end before the beginning",
        ),
        pytest.param(
            ("end-key", "dewi"),
            "nobody has a key dewi that is in force beyond 6 July 2026; there is nothing to end",
            id="no key to end",
        ),
        pytest.param(
            ("end-key", "tia", "--until", "2024-12-31"),
            "the key begins on 2 January 2025, after 31 December 2024; end it on that day or later, or take "
            "the line out by hand",
            id="a key that ends before it begins",
        ),
        pytest.param(
            ("revoke-key", "dewi", "--reason", "hilang"),
            "the roster has no key dewi, and nobody of that id with a key that is not revoked",
            id="nothing to revoke",
        ),
        pytest.param(
            ("add-account", "dewi", "gitlab", "1"),
            "the roster has no forge gitlab; under 'forges' and 'witnesses' are github and forgejo",
            id="a forge that is not there",
        ),
        pytest.param(
            ("commit",),
            "records/roster.yaml says nothing else than the roster in force",
            id="nothing to commit",
        ),
        pytest.param(
            ("add-account", "dewi", "github", "1", "--push"),
            "--push and --branch are for the commit; give --commit as well",
            id="sent without a commit",
        ),
    ],
)
def test_what_would_not_count_is_refused(
    office: RealOffice, arguments: tuple[str, ...], message: str
) -> None:
    before = office.state()

    assert roster(office, *arguments).refusal == message
    assert office.state() == before


def test_an_old_key_is_given_its_last_day(office: RealOffice) -> None:
    old = parse_ssh_key(key_of("tia").line).fingerprint
    assert roster(office, "add-key", "tia", "--ssh", LINE).code == 0
    assert roster(office, "end-key", "tia").refusal == (
        f"tia has several keys; name one: {old} and {FINGERPRINT}"
    )

    assert roster(office, "end-key", old, "--until", "2026-07-10", "--commit", "--yes").code == 0

    assert f'{{ssh: "{key_of("tia").line}", from: 2025-01-02, until: 2026-07-10}}' in office.read(ROSTER)
    assert changes_that_count(office) == ["eka"]
    assert roster(office, "end-key", "tia").code == 0  # only the new one is left that has no end


def test_the_keys_of_a_new_office_are_entered_before_its_first_commit(office: RealOffice) -> None:
    shutil.rmtree(office.root / ".git")
    office.git("init", "--quiet")

    told = roster(office, "add-key", "dewi", "--ssh", LINE, "--from", "2026-07-06")

    assert told.out == (
        f"{ROSTER} written\n"
        f"  - People, dewi, Keys, {LINE[:39]}… 6 July 2026: new: From 6 July 2026 and SSH key {LINE}\n"
        "it counts from the first commit on, once 'lpsedocs trust pin' has pinned that; enter everybody's "
        "keys and the papers before you make it\n"
    )


def test_where_nobody_can_sign_a_change_it_takes_a_new_root(office: RealOffice) -> None:
    text = office.read(ROSTER)
    for name in ("rahma", "eka"):
        text = text.replace(f', keys: [{{ssh: "{key_of(name).line}", from: 2025-01-02}}]', "")
    office.write({ROSTER: text})
    shutil.rmtree(office.root / ".git")
    office.git("init", "--quiet", "-b", "main")
    office.commit("Tanpa kunci")

    told = roster(office, "add-key", "eka", "--ssh", key_of("eka").line)

    assert told.out.endswith(
        "nobody who may change the roster has a key in force, so no signature can make it count, only a new "
        "root: commit it, and let everybody trust that commit with 'lpsedocs trust pin --commit ID'\n"
    )
    root = office.commit("Dengan kunci")
    assert office.lpsedocs("trust", "pin", "--commit", root, "--yes").code == 0
    assert roster(office, "add-key", "dewi", "--ssh", LINE, "--commit", "--yes").code == 0


def test_a_private_key_is_not_taken(office: RealOffice) -> None:
    path = str(office.home / "orang-lain")

    assert roster(office, "add-key", "dewi", "--ssh", path).refusal == (
        f"{path} is the private key, which nobody but its owner may have; name the one ending in .pub"
    )
    assert roster(office, "add-key", "dewi", "--openpgp", path).refusal == (
        f"{path} is a private key, which nobody but its owner may have"
    )
    assert roster(office, "add-key", "dewi", "--openpgp", f"{path}.pub").refusal == (
        f"{path}.pub: it is no armored OpenPGP certificate; 'gpg --armor --export --export-options "
        "export-minimal ADDRESS' writes one"
    )


def test_somebody_elses_key_is_not_taken(office: RealOffice) -> None:
    refusal = roster(office, "add-key", "dewi", "--ssh", key_of("tia").line).refusal

    assert "can never belong to person dewi" in refusal


def test_the_last_with_the_right_to_change_it_stays(office: RealOffice) -> None:
    roster(office, "end-role", "rahma", "kepala_lpse", "--commit", "--yes")

    assert roster(office, "end-role", "eka", "admin").refusal == (
        "the change would not count: nobody would be left who may change the roster, with a role and a key "
        "in force and without end"
    )


def test_a_role_held_in_several_units_is_asked_about(office: RealOffice) -> None:
    roster(office, "add-role", "agus", "pengguna", "--unit", "Unit Pelatihan")

    assert roster(office, "end-role", "agus", "pengguna").refusal == (
        "agus holds this role several times; say with --unit which: Administrator Sistem LPSE and Unit "
        "Pelatihan"
    )
    assert roster(office, "end-role", "agus", "pengguna", "--unit", "Unit Pelatihan").code == 0


def test_a_roster_that_nobody_put_in_force_is_no_ground(office: RealOffice) -> None:
    office.sits("budi")
    root = office.tip()
    office.edit(ROSTER, "Verifikator", "Verifikator Ahli")
    office.commit()
    office.sits("eka")

    assert roster(office, "add-key", "dewi", "--ssh", LINE).refusal == (
        f"{ROSTER} as it is committed is not the roster in force, and only what starts from that counts; "
        f"'git show {root[:12]}:{ROSTER}' prints it. Write it back and commit that first, which anyone may"
    )


# ---- Committing


def test_a_change_of_comments_alone_is_committed_too(office: RealOffice) -> None:
    text = office.read("records/roster.yaml")
    office.write({"records/roster.yaml": f"{text}# diperiksa 6 Juli 2026\n"})

    told = office.lpsedocs("roster", "commit", "--yes")

    assert told.code == 0, told
    assert "  - only comments, or the order in which it is written\n" in told.out
    assert office.git("show", "--name-only", "--format=", "HEAD") == "records/roster.yaml"
    assert office.lpsedocs("roster", "commit", "--yes").refusal == (
        "records/roster.yaml says nothing else than the roster in force"
    )


def test_a_change_is_committed_signed_and_alone(office: RealOffice) -> None:
    office.write({"catatan.txt": "baru"})
    office.git("add", "catatan.txt")

    told = office.lpsedocs("roster", "add-key", "dewi", "--ssh", LINE, "--commit", answer="y\n")

    assert told.code == 0, told
    assert told.out == (
        f"{UNPINNED}what changes against the roster in force:\n"
        f"  - People, dewi, Keys, {LINE[:39]}… 6 July 2026: new: From 6 July 2026 and SSH key {LINE}\n"
        f"Commit this change of the roster? [y/N]: {ROSTER} written\n"
        f"commit {office.tip()[:12]} on main, {SIGNED}\n"
    )
    assert changes_that_count(office) == ["eka"]
    assert office.git("show", "--name-status", "--format=%s") == f"Change the roster\n\nM\t{ROSTER}"
    assert office.git("status", "--porcelain") == "A  catatan.txt"


def test_several_changes_are_committed_together(office: RealOffice) -> None:
    roster(office, "add-key", "dewi", "--ssh", LINE)
    roster(office, "add-account", "dewi", "github", "1009")

    told = roster(office, "commit", "--yes")

    assert told.code == 0, told
    assert "  - People, dewi, Forge accounts, github 1009: new: Forge github and Account 1009\n" in told.out
    assert changes_that_count(office) == ["eka"]
    assert office.git("status", "--porcelain") == ""


def test_a_new_key_signs_from_the_next_commit_on(office: RealOffice) -> None:
    roster(office, "add-key", "rahma", "--ssh", LINE, "--commit", "--yes")
    office.sits("rahma", key="orang-lain")

    assert office.lpsedocs("approve", "EVL-2026-001", "--yes").code == 0
    assert office.statuses() == {"EVL-2026-001": "approved"}


def test_somebody_without_the_right_is_told_who_has_it(office: RealOffice) -> None:
    office.sits("budi")
    before = office.state()

    assert roster(office, "add-key", "dewi", "--ssh", LINE, "--commit", "--yes").refusal == (
        "Budi may not change the roster; a commit by one of these makes the change count: Rahma "
        "(Kepala LPSE) and Eka (administrator of the roster)"
    )
    assert office.state() == before


def test_saying_no_writes_nothing(office: RealOffice) -> None:
    before = office.state()

    assert office.lpsedocs("roster", "add-key", "dewi", "--ssh", LINE, "--commit", answer="n\n").code == 130
    assert office.state() == before


def test_signing_that_fails_writes_nothing(office: RealOffice) -> None:
    office.git("config", "gpg.ssh.program", "false")
    before = office.state()

    assert roster(office, "add-key", "dewi", "--ssh", LINE, "--commit", "--yes").refusal == (
        "git could not sign the commit, and nothing was changed: exit code 1"
    )
    assert office.state() == before


def test_another_version_that_is_staged_is_in_the_way(office: RealOffice) -> None:
    office.edit(ROSTER, "Verifikator", "Verifikator Ahli")
    office.git("add", ROSTER)
    office.edit(ROSTER, "Verifikator Ahli", "Verifikator Utama")
    before = office.state()

    assert roster(office, "commit", "--yes").refusal == (
        f"another version of {ROSTER} is staged; 'git restore --staged {ROSTER}' takes it out of the "
        "next commit"
    )
    assert office.state() == before


def test_a_change_is_sent_and_made_anew_on_what_is_new(office: RealOffice) -> None:
    office.with_remote()
    other = office.elsewhere()
    other.write({"catatan.txt": "baru"})
    other.commit("Lebih dulu")
    other.git("push", "--quiet")

    told = roster(office, "add-key", "dewi", "--ssh", LINE, "--commit", "--yes", "--push")

    assert told.out.endswith("sent to origin\n")
    # 'git reset --keep' takes for edited what the index does not know.
    assert office.git("diff-files") == ""
    assert office.git("log", "--format=%s") == "Change the roster\nLebih dulu\nMulai"
    assert changes_that_count(office) == ["eka"]


def unsent(office: RealOffice) -> RealOffice:
    """Commit a change that is not sent, while the branch at the remote moves on."""
    office.with_remote()
    other = office.elsewhere()
    assert roster(office, "add-key", "dewi", "--ssh", LINE, "--commit", "--yes").out.endswith(
        "Should that be refused because the branch moved on, give 'lpsedocs roster commit --push' once more, "
        "and never 'git pull' without --ff-only\n"
    )
    other.git("commit", "--quiet", "--allow-empty", "-m", "Lebih dulu")
    other.git("push", "--quiet")
    return other


def test_a_change_that_was_not_sent_in_time_is_made_anew(office: RealOffice) -> None:
    unsent(office)

    assert roster(office, "add-account", "dewi", "github", "1009", "--commit", "--yes", "--push").refusal == (
        "your change of the roster was not sent yet, and the branch at the remote has moved on; 'lpsedocs "
        "roster commit --push' makes it anew there and sends it; then give this command once more"
    )
    told = roster(office, "commit", "--push", "--yes")

    assert told.code == 0, told
    assert office.git("log", "origin/main", "--format=%s") == "Change the roster\nLebih dulu\nMulai"
    assert changes_that_count(office) == ["eka"]
    assert office.git("status", "--porcelain") == ""


def test_a_change_that_was_verified_before_it_was_sent_is_made_anew(office: RealOffice) -> None:
    assert office.lpsedocs("trust", "pin", "--yes", "--commit", office.tip()).code == 0
    other = unsent(office)
    assert office.verify().code == 0

    told = roster(office, "commit", "--push", "--yes")

    assert told.code == 0, told
    assert other.git("pull", "--quiet", "--ff-only") == ""
    assert other.git("log", "--format=%s") == "Change the roster\nLebih dulu\nMulai"
    assert changes_that_count(office) == ["eka"]


def test_a_change_is_not_put_on_top_of_another(office: RealOffice) -> None:
    other = unsent(office)
    other.edit(ROSTER, "Verifikator", "Verifikator Ahli")
    there = other.commit(sign=True)
    other.git("push", "--quiet")
    before = office.state()

    assert roster(office, "commit", "--push", "--yes").refusal == (
        "the roster was changed at the remote, too, so yours can't be put on top of it; 'git reset --keep "
        f"{there[:12]}' takes yours back, and then give your change once more"
    )
    assert office.state()[1:] == before[1:]


def test_a_change_on_a_branch_waits_for_its_merge(office: RealOffice) -> None:
    before = office.state()

    told = roster(office, "add-key", "dewi", "--ssh", LINE, "--commit", "--yes", "--branch", "peran-dewi")

    assert told.out.endswith(
        "it counts when peran-dewi is merged into the main branch with a merge commit, by anybody; not "
        "after a squash or a rebase\n"
    )
    assert office.state()[1:] == before[1:]
    office.sits("budi")
    office.git("merge", "--quiet", "--no-ff", "-m", "Gabung", "peran-dewi")
    assert changes_that_count(office) == ["eka"]


@pytest.mark.skipif(shutil.which("gpg") is None, reason="gpg is not installed")
def test_an_openpgp_certificate_is_read_back(office: RealOffice) -> None:
    # A folder of a short name: the path of a socket has an end.
    with tempfile.TemporaryDirectory(prefix="lo-") as home:
        command = ["gpg", "--homedir", home, "--batch", "--quiet", "--passphrase", ""]
        made = subprocess.run(
            [*command, "--quick-gen-key", "Dewi <dewi@contoh.example>", "ed25519", "sign", "never"],
            capture_output=True,
            text=True,
            check=False,
        )
        assert made.returncode == 0, made.stderr
        armored = subprocess.run(
            ["gpg", "--homedir", home, "--armor", "--export"], check=True, capture_output=True
        )
        subprocess.run(["gpgconf", "--homedir", home, "--kill", "all"], check=False, capture_output=True)
    (office.home / "dewi.asc").write_bytes(armored.stdout)

    assert roster(office, "add-key", "dewi", "--openpgp", str(office.home / "dewi.asc")).code == 0
    assert "BEGIN PGP PUBLIC KEY BLOCK" in office.read(ROSTER)


def test_a_change_that_was_not_sent_and_is_edited_further_is_made_anew_as_one(office: RealOffice) -> None:
    unsent(office)
    office.write({ROSTER: office.read(ROSTER) + "# akhir\n"})

    told = roster(office, "commit", "--yes", "--push")

    assert told.code == 0, told
    assert office.git("log", "origin/main", "--format=%s") == "Change the roster\nLebih dulu\nMulai"
    assert office.git("show", f"origin/main:{ROSTER}").endswith("# akhir")
    assert office.git("status", "--porcelain") == ""


def test_a_change_that_the_remote_has_already_is_known_again(office: RealOffice) -> None:
    """As after a connection that was lost before the remote could answer."""
    office.with_remote()
    account = ("add-account", "dewi", "github", "1009", "--yes")
    assert roster(office, *account).code == 0
    other = office.elsewhere()
    other.write({ROSTER: office.read(ROSTER)})
    assert roster(other, "commit", "--push", "--yes").code == 0
    office.at("2026-07-06T04:00:00Z")

    told = roster(office, "commit", "--push", "--yes")

    assert told.refusal == f"{ROSTER} says nothing else than the roster in force"
    assert office.tip() == office.tip("origin/main")
    assert office.git("status", "--porcelain") == ""
    assert roster(office, *account).refusal == "dewi has the account 1009 on github in the roster already"


@pytest.mark.parametrize("way", ["staged", "staged and as at the remote", "in conflict"])
def test_what_is_staged_of_the_roster_is_never_lost(office: RealOffice, way: str) -> None:
    office.with_remote()
    other = office.elsewhere()
    before = office.read(ROSTER)
    if way == "staged":
        other.write({"catatan.txt": "x"})
    else:
        other.write({ROSTER: f"{before}# sana\n"})
    other.commit()
    other.git("push", "--quiet")
    office.write({ROSTER: f"{before}# sini\n"})
    office.git("add", ROSTER)
    if way == "in conflict":
        blob = office.git("hash-object", "-w", ROSTER)
        office.git("rm", "--quiet", "--cached", ROSTER)
        stages = "".join(f"100644 {blob} {stage}\t{ROSTER}\n" for stage in (1, 2, 3))
        index = ["git", "update-index", "--index-info"]
        subprocess.run(index, cwd=office.root, input=stages, text=True, check=True)
    office.write({ROSTER: before if way == "staged" else f"{before}# sana\n"})
    staged = office.git("ls-files", "--stage", ROSTER)

    code = office.lpsedocs("withdraw", "EVL-2026-001", "--note", "x", "--yes").code

    assert code == 2
    assert office.git("ls-files", "--stage", ROSTER) == staged


def test_a_change_that_is_staged_as_it_is_made_is_committed(office: RealOffice) -> None:
    assert roster(office, "add-account", "dewi", "github", "1009", "--yes").code == 0
    office.git("add", ROSTER)

    assert roster(office, "commit", "--yes").code == 0
    assert office.git("status", "--porcelain") == ""
