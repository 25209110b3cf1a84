"""Whole requests, played from the branch to the merge and the page, with a bare repository as the forge."""

import os
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.real_office import EVALUATION, RealOffice, Told, office_at
from tests.trust.story import ACCOUNTS

SECOND = EVALUATION.replace("EVL-2026-001", "EVL-2026-002")
DECISION = "records/decisions/EVL-2026-002/1.yaml"
ASKED = "3.4 Approve the result, or ask for a new evaluation"
"""The step, as its page has it."""
DAY = ("--today", "2026-07-07")
APPROVE, RETURN = "setujui/EVL-2026-002", "evaluasi-ulang/EVL-2026-002"


@dataclass(frozen=True)
class Forge:
    """A bare repository, the checks that it runs, and its button."""

    tia: RealOffice
    """Somebody who opens requests, at her own clone."""
    bare: Path

    def request(self, branch: str) -> RealOffice:
        """Check out what a request would make of the main branch, in a fresh clone."""
        runner = self._clone()
        runner.git("switch", "--quiet", "--detach")
        runner.git("merge", "--quiet", "--no-ff", "-m", "Uji", f"origin/{branch}")
        return runner

    def main(self) -> RealOffice:
        """Check out the main branch, in a fresh clone."""
        return self._clone()

    def _clone(self) -> RealOffice:
        place = self.tia.root.parent / "runner"
        shutil.rmtree(place, ignore_errors=True)
        self.tia.git("clone", "--quiet", str(self.bare), str(place))
        return RealOffice(self.tia.home, place)

    def click(self, branch: str, title: str, *, by: str) -> str:
        """Press "merge" as somebody; the forge makes and signs the commit. Return what main was before."""
        before, forge = self.tip("main"), RealOffice(self.tia.home, self.bare)
        merged = forge.git("merge-tree", "--write-tree", "main", branch)
        settings = (
            "user.name=GitHub",
            "user.email=noreply@github.com",
            f"user.signingkey={forge.home}/forge.pub",
        )
        commit = forge.git(
            *(word for setting in settings for word in ("-c", setting)),
            *("commit-tree", "-S", "-p", before, "-p", branch, merged),
            *("-m", f"Merge pull request #7 from kantor/{branch}\n\n{title}"),
            author=f"{by.title()} <{ACCOUNTS[by]}+{by}@users.noreply.github.com>",
        )
        forge.git("update-ref", "refs/heads/main", commit)
        return before

    def tip(self, ref: str) -> str:
        return self.tia.git("rev-parse", ref, at=self.bare)


@pytest.fixture
def forge(tmp_path_factory: pytest.TempPathFactory, tmp_path: Path) -> Iterator[Forge]:
    with office_at(tmp_path_factory, tmp_path) as office:
        os.environ["LPSEDOCS_TRUST_ROOT"] = office.tip()
        bare = office.with_remote()
        office.sits("tia")
        yield Forge(office.elsewhere(), bare)


def pushed(office: RealOffice, branch: str, message: str) -> None:
    office.commit(message)
    office.git("push", "--quiet", "origin", f"HEAD:{branch}")


def gate(runner: RealOffice) -> Told:
    """Run what guards a request."""
    return runner.lpsedocs("check", "--base", "origin/main", "--format", "github", *DAY)


def review(runner: RealOffice, title: str, base: str = "origin/main") -> str:
    """Return the comment on a request."""
    told = runner.lpsedocs("review", "--base", base, "--title", title, "--format", "markdown", *DAY)
    assert told.code == 0, told
    return told.out


def evaluated(forge: Forge) -> None:
    """Bring a second evaluation to the main branch: first with a slip, then as it should be."""
    tia = forge.tia
    tia.git("switch", "--quiet", "-c", "penilaian")
    first = tia.read(EVALUATION).replace("EVL-2026-001", "EVL-2026-002")
    tia.write({SECOND: first.replace("mutu, score: 3", "mutu, score: 7")})
    pushed(tia, "penilaian", "Nilai pemasok")

    red = gate(forge.request("penilaian"))
    assert red.code == 1
    assert red.out.splitlines()[0] == (
        f"::error file={SECOND},line=10,col=30,title=W403 out-of-scale::the score of mutu is 7; the scale of "
        "FRM-2026-LPSE goes from 1 to 4%0AHow to fix: choose the score whose meaning in the form fits what "
        "was observed."
    )

    tia.edit(SECOND, "score: 7", "score: 3")
    pushed(tia, "penilaian", "Betulkan nilai")
    runner = forge.request("penilaian")
    assert gate(runner).code == 0
    assert (
        "**Merging this request means: nothing is decided; these records become as they are here: "
        "EVL-2026-002.**\n" in review(runner, "Nilai pemasok")
    )
    forge.click("penilaian", "Nilai pemasok", by="tia")


def requested(forge: Forge) -> None:
    """Open the twin requests for the Kepala."""
    forge.tia.git("fetch", "--quiet")
    forge.tia.git("switch", "--quiet", "main")
    forge.tia.git("merge", "--quiet", "--ff-only", "origin/main")
    told = forge.tia.lpsedocs("request", "EVL-2026-002", "--push")
    assert told.code == 0, told


def page(runner: RealOffice) -> str:
    """Return in plain words the evaluation's page of the office edition that is built there."""
    site = runner.root / "site"
    told = runner.lpsedocs("build", "--untrusted", "--edition", "office", "--output", str(site), *DAY)
    assert told.out == f"the site lies in {site}\n", told
    (found,) = site.glob("**/EVL-2026-002/index.html")
    return " ".join(re.sub("<[^>]+>", " ", found.read_text("utf-8")).split())


def status(runner: RealOffice) -> tuple[int, str]:
    """Verify, and return what is said of the second evaluation."""
    told = runner.lpsedocs("verify", *DAY)
    return told.code, told.out.partition("\nEVL-2026-002: ")[2].partition("\n")[0]


def marks(told: Told) -> list[str]:
    """Return what is marked in the files of a request, without the advice that follows."""
    return [line.partition("%0A")[0] for line in told.out.splitlines() if line.startswith("::")]


def of_decisions(runner: RealOffice) -> list[str]:
    """Return what the gate of the main branch marks of decisions."""
    return marks(runner.lpsedocs("check", "--require-pin", "--select", "A", "--format", "github", *DAY))


def test_a_request_is_red_then_mended_read_merged_by_the_kepala_and_shown_approved(forge: Forge) -> None:
    evaluated(forge)
    requested(forge)
    runner = forge.request(APPROVE)
    assert gate(runner).code == 0
    comment = review(runner, "SETUJUI EVL-2026-002")
    assert (
        "**Merging this request means: the Kepala LPSE APPROVES the result of the evaluation and the "
        "recommendation above (EVL-2026-002).**\n" in comment
    )
    assert "open the request 'EVALUASI ULANG EVL-2026-002', write the reason there" in comment

    before = forge.click(APPROVE, "SETUJUI EVL-2026-002", by="rahma")

    main = forge.main()
    assert (status(main), of_decisions(main)) == ((0, "approved"), [])
    assert "**EVL-2026-002: approved by Rahma as Kepala LPSE, 6 July 2026 10.00 WIB.**\n" in review(
        main, "", before
    )
    assert f"{ASKED} ✓ done, proved (merge on a forge) · Kepala LPSE · Rahma · 6 July 2026" in page(main)


def test_a_request_that_sends_back_is_red_until_its_note_is_written(forge: Forge) -> None:
    evaluated(forge)
    requested(forge)
    red = gate(forge.request(RETURN))
    assert (red.code, marks(red)[0]) == (
        1,
        f"::error file={DECISION},line=5,col=11,title=A102 no-note::evaluasi_ulang (to be evaluated again) "
        "needs a note that says why",
    )

    forge.tia.git("switch", "--quiet", RETURN)
    forge.tia.write({DECISION: re.sub("note:.*", "note: Lampirkan buku tiket", forge.tia.read(DECISION))})
    pushed(forge.tia, RETURN, "Tulis catatan")
    runner = forge.request(RETURN)
    assert gate(runner).code == 0
    assert (
        "**Merging this request means: the Kepala LPSE SENDS BACK the evaluation and asks for a new one "
        "(EVL-2026-002).**\n" in review(runner, "EVALUASI ULANG EVL-2026-002")
    )

    before = forge.click(RETURN, "EVALUASI ULANG EVL-2026-002", by="rahma")

    main = forge.main()
    assert (status(main), of_decisions(main)) == ((0, "sent back"), [])
    assert (
        "**EVL-2026-002: sent back for a new evaluation by Rahma as Kepala LPSE, 6 July 2026 10.00 WIB.**\n"
        in review(main, "", before)
    )
    assert "3.2 Evaluate the supplier and hand in the result ▶ to be done now" in page(main)


def test_a_merge_by_the_wrong_person_is_red_and_shown_as_not_proved(forge: Forge) -> None:
    evaluated(forge)
    requested(forge)

    before = forge.click(APPROVE, "SETUJUI EVL-2026-002", by="budi")

    main = forge.main()
    assert status(main) == (1, "NOT PROVED")
    assert of_decisions(main) == [
        f"::error file={DECISION},line=5,col=11,title=A201 unproved-decision::decision 1 on EVL-2026-002, "
        "disetujui (approved) by rahma, is not proved: it says rahma, but budi acted; let the person who "
        "decides sign with his own key, or press merge himself"
    ]
    assert (
        "**This merge does NOT count as an approval: it says rahma, but budi acted; still waiting: "
        "EVL-2026-002.**\n\nHow to mend it: let the person who decides sign with his own key, or press merge "
        "himself.\n" in review(main, "", before)
    )
    assert f"{ASKED} ✖ done, not proved: it says rahma, but budi acted · Kepala LPSE" in page(main)
