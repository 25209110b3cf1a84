"""Penjaga: salinan cabang main memeriksa setiap permintaan yang terbuka.

    penjaga.py telaah FOLDER    membaca dan memeriksa; cukup dengan token yang hanya boleh membaca
    penjaga.py tempel FOLDER    menempelkan hasilnya; dengan token yang boleh menulis komentar
    penjaga.py isu BERKAS       menulis pekerjaan pekan ini sebagai satu isu
    penjaga.py minta CABANG     membuka permintaan untuk cabang yang baru dikirim, bila ada

Berkas ini selalu diambil dari main, sehingga permintaan tidak dapat mematikan pemeriksaannya sendiri. Isi
permintaan hanya dibaca lpsedocs dan git sebagai data; tidak satu pun darinya dijalankan. Keduanya hanya
mendapat variabel yang disebut KEPT, tanpa token dan tanpa kunci; git mendapat token hanya selama mengambil
permintaan.

Yang memegang token adalah berkas ini. Di GitHub telaah dan tempel dua pekerjaan, dan token telaah hanya boleh
membaca. Di Forgejo dan GitLab keduanya satu pekerjaan dengan satu token, yang juga boleh menulis; di GitLab
alamat origin dalam .git/config dapat memuat token pekerjaan itu (CI_JOB_TOKEN).
"""

import base64
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

MAIN = "main"
BASE = f"refs/remotes/origin/{MAIN}"
"""Nama lengkapnya: 'origin/main' saja dapat juga nama sebuah tag, yang dapat dibuat orang lain."""
MARKER = "<!-- lpsedocs-review -->"
"""Baris pertama komentar, juga yang ditulis 'lpsedocs review': dengan itu komentarnya ditemukan lagi."""
WEEKLY = "<!-- lpsedocs-mingguan -->"
"""Baris pertama isu mingguan."""
CONTEXT = "Penjaga lpsedocs"
LONGEST = 65_000
"""Panjang komentar yang masih diterima setiap forge."""
SIGNED = f"<sub>Ditulis penjaga dari salinan {MAIN}; ditulis lagi setiap kali permintaan berubah.</sub>"
GATE = re.compile(
    r"(\.github|\.gitlab|\.forgejo|\.gitea|\.lpsedocs|templates)(/.*)?|(.*/)?(CODEOWNERS|\.gitattributes)"
    r"|\.gitlab-ci\.yml|\.pre-commit-config\.yaml|mkdocs\.yml|\.lfsconfig|\.gitmodules"
    r"|records/(roster|organization)\.yaml"
    r"|docs/.*\.(js|mjs|cjs|s?html?|xhtml|wasm|php)"
    r"|docs/_[^/]*|docs/(.*/)?(CNAME|\.htaccess|web\.config|headers\.nginx\.conf)",
    re.DOTALL | re.IGNORECASE,
)
"""Berkas yang mengatur pemeriksaan itu sendiri atau siapa yang memutus, atau dijalankan sesudah digabungkan.

'lpsedocs review' menyebutnya juga; di sini hanya bila telaah itu tidak dapat dibuat.
"""
AS_IT_IS = "* -text !ident !filter !working-tree-encoding\n"
"""Yang diperiksa isi yang di-commit: '.gitattributes' milik permintaan tidak boleh mengubahnya di sini."""
MOST_FILES = 20
"""Sebanyak ini berkas pagar disebut namanya, supaya yang lain dalam komentar tetap muat."""
PATIENCE = 120
"""Sekian detik untuk satu perintah: satu permintaan tidak boleh menahan yang lain."""
LONGEST_RUN = 900
"""Sesudah sekian detik yang belum sempat mendapat giliran berikutnya; batas pekerjaannya 30 menit."""
KEPT = frozenset(
    {
        "HOME",
        "LANG",
        "LANGUAGE",
        "LC_ALL",
        "LC_MESSAGES",
        "LPSEDOCS_LANG",
        "LPSEDOCS_TRUST_ROOT",
        "PATH",
        "TMPDIR",
        "TZ",
    }
    | {"GIT_CONFIG_GLOBAL", "GIT_CONFIG_NOSYSTEM", "GIT_SSL_CAINFO", "SSL_CERT_FILE"}
    | {"HTTPS_PROXY", "HTTP_PROXY", "NO_PROXY", "https_proxy", "http_proxy", "no_proxy"}
)
"""Variabel yang diberikan kepada yang membaca isi permintaan; yang tidak disebut di sini tidak ikut."""
TWINS = {
    "SETUJUI": "EVALUASI ULANG",
    "EVALUASI ULANG": "SETUJUI",
    "SESUAI": "PERLU PERBAIKAN",
    "PERLU PERBAIKAN": "SESUAI",
}
"""Judul permintaan yang memutus, dan kembarannya, yang memutus sebaliknya."""
ID = "[A-Z]{3}-[0-9]{4}-[0-9]{3,}"
DECIDING = re.compile(rf"({'|'.join(TWINS)}) ({ID}(?:,? {ID})*)", re.ASCII)
MOST_TWINS = 3
"""Judul yang sama dapat ditulis siapa saja."""
WITNESSED = re.compile(r"^merge: *[\"']?([0-9a-f]{40,64})\b", re.MULTILINE)
"""Penggabungan yang disebut sebuah kesaksian."""


@dataclass(frozen=True)
class Request:
    """Permintaan: yang terbuka, atau yang baru digabungkan."""

    number: int
    head: str
    ref: str
    title: str


@dataclass(frozen=True)
class Outcome:
    """Hasil telaah satu permintaan; teksnya ada di berkas .md di sebelahnya."""

    number: int
    head: str
    is_sound: bool | None
    """None untuk yang sudah digabungkan: di sana tidak ada lagi yang ditahan."""
    summary: str


@dataclass(frozen=True)
class Text:
    """Komentar atau isu yang sudah ada."""

    id: int
    author: str
    body: str


def login(user: Any) -> str:
    """Nama akun; yang sudah dihapus tidak disebut forge."""
    return str(user["login"]) if user else "(akun yang dihapus)"


class GitHub:
    """API GitHub; Forgejo dan Gitea menirunya."""

    authorization = ("Authorization", "Bearer {}")
    changing = "PATCH"
    sign = "#"

    def __init__(self, environment: "os._Environ[str]") -> None:
        self.api = environment["LPSEDOCS_API"].rstrip("/")
        self.at = f"repos/{environment['LPSEDOCS_REPOSITORY']}"
        self.token = environment["LPSEDOCS_TOKEN"]
        self.bot = environment.get("LPSEDOCS_BOT", "")

    def access(self) -> dict[str, str]:
        """Yang diperlukan git untuk bertanya kepada forge; di GitHub tersimpan bersama salinannya."""
        return {}

    def call(self, method: str, path: str, content: object = None) -> Any:
        name, form = self.authorization
        request = urllib.request.Request(
            f"{self.api}/{path}",
            data=None if content is None else json.dumps(content).encode(),
            headers={name: form.format(self.token), "Content-Type": "application/json"},
            method=method,
        )
        with urllib.request.urlopen(request, timeout=60) as answer:
            return json.load(answer)

    def all(self, path: str) -> Iterator[Any]:
        """Semua halaman; berhenti juga bila forge tidak mengenal halaman dan mengulang jawabannya."""
        seen: set[int] = set()
        sign = "&" if "?" in path else "?"
        for page in range(1, 1000):
            found = self.call("GET", f"{path}{sign}per_page=100&limit=50&page={page}")
            fresh = [item for item in found if item["id"] not in seen]
            seen |= {item["id"] for item in fresh}
            yield from fresh
            if not fresh:
                return

    def requests(self) -> Iterator[Request]:
        for item in self.all(f"{self.at}/pulls?state=open"):
            if item["base"]["ref"] == MAIN:
                yield self.request(item)

    def request(self, item: Any) -> Request:
        number = item["number"]
        return Request(number, item["head"]["sha"], f"refs/pull/{number}/head", item["title"])

    def merged(self, commit: str) -> Iterator[Request]:
        """Permintaan yang penggabungannya commit ini; hanya yang terbaru ditanyakan."""
        path = f"{self.at}/pulls?state=closed&sort=updated&direction=desc&per_page=50&limit=50"
        found = self.call("GET", path)
        yield from (self.request(item) for item in found if item.get("merge_commit_sha") == commit)

    def ask(self, branch: str, title: str) -> None:
        content = {"title": title, "head": branch, "base": MAIN, "body": ""}
        self.call("POST", f"{self.at}/pulls", content)

    def comments(self, number: int) -> Iterator[Text]:
        for item in self.all(f"{self.at}/issues/{number}/comments"):
            yield Text(item["id"], login(item["user"]), item["body"])

    def comment(self, number: int, known: int | None, body: str) -> None:
        if known is None:
            self.call("POST", f"{self.at}/issues/{number}/comments", {"body": body})
        else:
            self.call(self.changing, f"{self.at}/issues/comments/{known}", {"body": body})

    def mark(self, outcome: Outcome) -> None:
        state = "success" if outcome.is_sound else "failure"
        content = {"state": state, "context": CONTEXT, "description": outcome.summary[:140]}
        if self.marked(outcome.head) != (state, content["description"]):
            self.call("POST", f"{self.at}/statuses/{outcome.head}", content)

    def marked(self, head: str) -> tuple[str, str] | None:
        """Status terakhir; yang sama tidak ditulis lagi: GitHub hanya menerima 1000 untuk satu commit."""
        found = self.call("GET", f"{self.at}/commits/{head}/status?per_page=100&limit=50")["statuses"] or ()
        own = [one for one in found if one["context"] == CONTEXT]
        # Forgejo menyebutnya 'status'.
        return next(((one.get("state") or one["status"], one["description"]) for one in own), None)

    def issues(self) -> Iterator[Text]:
        for item in self.all(f"{self.at}/issues?state=open"):
            if not item.get("pull_request"):
                yield Text(item["number"], login(item["user"]), item["body"] or "")

    def issue(self, known: int | None, title: str, body: str) -> None:
        content = {"title": title, "body": body}
        if known is None:
            self.call("POST", f"{self.at}/issues", content)
        else:
            self.call(self.changing, f"{self.at}/issues/{known}", content)


class Forgejo(GitHub):
    """API Forgejo dan Gitea."""

    def access(self) -> dict[str, str]:
        secret = base64.b64encode(f"x-access-token:{self.token}".encode()).decode()
        header = f"Authorization: Basic {secret}"
        return {"GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "http.extraHeader", "GIT_CONFIG_VALUE_0": header}


class GitLab(GitHub):
    """API GitLab."""

    authorization = ("PRIVATE-TOKEN", "{}")
    changing = "PUT"
    sign = "!"

    def __init__(self, environment: "os._Environ[str]") -> None:
        super().__init__(environment)
        self.at = f"projects/{quote(environment['LPSEDOCS_REPOSITORY'], safe='')}"
        self.bot = self.call("GET", "user")["username"]

    def access(self) -> dict[str, str]:
        return {name: os.environ[name] for name in ("CI_JOB_TOKEN",) if name in os.environ}

    def requests(self) -> Iterator[Request]:
        for item in self.all(f"{self.at}/merge_requests?state=opened&target_branch={MAIN}"):
            yield self.request(item)

    def request(self, item: Any) -> Request:
        number = item["iid"]
        return Request(number, item["sha"], f"refs/merge-requests/{number}/head", item["title"])

    def merged(self, commit: str) -> Iterator[Request]:
        found = self.call("GET", f"{self.at}/repository/commits/{commit}/merge_requests")
        yield from (self.request(item) for item in found if item.get("merge_commit_sha") == commit)

    def ask(self, branch: str, title: str) -> None:
        content = {"title": title, "source_branch": branch, "target_branch": MAIN}
        self.call("POST", f"{self.at}/merge_requests", content)

    def comments(self, number: int) -> Iterator[Text]:
        for item in self.all(f"{self.at}/merge_requests/{number}/notes"):
            yield Text(item["id"], item["author"]["username"], item["body"])

    def comment(self, number: int, known: int | None, body: str) -> None:
        notes = f"{self.at}/merge_requests/{number}/notes"
        if known is None:
            self.call("POST", notes, {"body": body})
        else:
            self.call("PUT", f"{notes}/{known}", {"body": body})

    def mark(self, outcome: Outcome) -> None:
        """GitLab menggantungkan status luar pada pipeline permintaan itu sendiri: tidak ditulis."""

    def issues(self) -> Iterator[Text]:
        for item in self.all(f"{self.at}/issues?state=opened"):
            yield Text(item["iid"], item["author"]["username"], item["description"] or "")

    def issue(self, known: int | None, title: str, body: str) -> None:
        content = {"title": title, "description": body}
        if known is None:
            self.call("POST", f"{self.at}/issues", content)
        else:
            self.call("PUT", f"{self.at}/issues/{known}", content)


FORGES = {"github": GitHub, "forgejo": Forgejo, "gitlab": GitLab}


def run(*command: str, access: dict[str, str] | None = None) -> "subprocess.CompletedProcess[str]":
    # lpsedocs dan git di sini membaca isi yang ditulis orang lain.
    clean = {name: value for name, value in os.environ.items() if name in KEPT}
    clean |= {"GIT_LFS_SKIP_SMUDGE": "1", "GIT_TERMINAL_PROMPT": "0", **(access or {})}
    try:
        return subprocess.run(
            command,
            env=clean,
            capture_output=True,
            encoding="utf-8",
            errors="backslashreplace",
            check=False,
            timeout=PATIENCE,
        )
    except subprocess.TimeoutExpired:
        return subprocess.CompletedProcess(command, 124, "", f"belum selesai sesudah {PATIENCE} detik")


class GitError(SystemExit):
    """Yang tidak dapat dilakukan git; berhenti di sini, kecuali hanya satu permintaan yang kena."""


def git(*command: str, access: dict[str, str] | None = None) -> str:
    done = run("git", "-c", "core.hooksPath=/dev/null", *command, access=access)
    if done.returncode:
        raise GitError(f"git {command[0]}: {done.stderr.strip()}")
    return done.stdout.strip()


@contextmanager
def files_of(commit: str) -> Iterator[str]:
    with tempfile.TemporaryDirectory() as folder:
        place = f"{folder}/permintaan"
        git("worktree", "add", "--quiet", "--detach", place, commit)
        try:
            yield place
        finally:
            git("worktree", "remove", "--force", place)


def fetched(forge: GitHub, request: Request) -> bool:
    """Ambil permintaan; yang berubah sejak ditanyakan mendapat giliran berikutnya."""
    git("fetch", "--quiet", "--no-tags", "origin", request.ref, access=forge.access())
    return git("rev-parse", "FETCH_HEAD") == request.head


def fenced(text: str) -> str:
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}text\n{text.rstrip()}\n{fence}"


def review_of(place: str, base: str, request: Request) -> "subprocess.CompletedProcess[str]":
    words = ("--base", base, "--format", "markdown", "--title", request.title)
    return run("lpsedocs", "--root", place, "review", *words)


def reviewed(request: Request, twins: list[str]) -> tuple[Outcome, str]:
    changed = paths(f"{BASE}...{request.head}")
    with files_of(request.head) as place:
        # 1 berarti: ada keputusan di main yang belum terbukti. Itu bukan kesalahan permintaan ini.
        proof = run("lpsedocs", "verify", "--repo", place)
        check = run("lpsedocs", "--root", place, "check", "--base", BASE, "--require-pin")
        words = review_of(place, BASE, request)
    is_sound = proof.returncode in (0, 1) and check.returncode == 0 and is_told(words)
    summary = "tidak ada kesalahan baru" if is_sound else "ada yang harus diperbaiki; lihat komentar"
    gate = [] if is_told(words) else [path for path in changed if GATE.fullmatch(path)]
    parts = [told(words), *twins, *of_gate(gate), *of_checks(check, proof)]
    return Outcome(request.number, request.head, is_sound, summary), "\n\n".join([*parts, SIGNED])


def decided(request: Request, merge: str, tip: str) -> tuple[Outcome, str]:
    """Apa yang diputuskan penggabungan ini, dan apakah dihitung."""
    with files_of(tip) as place:
        words = review_of(place, git("rev-parse", f"{merge}^1"), request)
    return Outcome(request.number, request.head, None, "sudah digabungkan"), f"{told(words)}\n\n{SIGNED}"


def unread(request: Request, why: str) -> tuple[Outcome, str]:
    """Permintaan yang isinya tidak dapat dibaca; yang lain tetap diperiksa."""
    text = f"{MARKER}\n\nTelaah tidak dapat dibuat:\n\n{fenced(why[-2_000:])}\n\n{SIGNED}"
    return Outcome(request.number, request.head, False, "isinya tidak dapat dibaca; lihat komentar"), text


def is_told(words: "subprocess.CompletedProcess[str]") -> bool:
    return words.returncode < 2 and words.stdout.startswith(MARKER)


def told(words: "subprocess.CompletedProcess[str]") -> str:
    if is_told(words):
        return words.stdout.rstrip()
    return f"{MARKER}\n\nTelaah tidak dapat dibuat:\n\n{fenced(words.stderr)}"


def twins_of(request: Request, forge: GitHub, requests: list[Request]) -> list[str]:
    """Nomor kembarannya: telaah hanya mengenal judulnya, dan di telepon nomor itu dapat ditekan."""
    match = DECIDING.fullmatch(request.title)
    title = f"{TWINS[match[1]]} {match[2]}" if match else None
    numbers = sorted(other.number for other in requests if other.title == title)
    return [f"Permintaan '{title}': {forge.sign}{number}." for number in numbers[:MOST_TWINS]]


def of_gate(changed: list[str]) -> Iterator[str]:
    if changed:
        # Yang sudah ada di main dahulu: berkas baru tidak boleh mendesaknya keluar dari komentar.
        known = sorted(changed, key=lambda path: not Path(path).exists())
        lines = [f"- `{re.sub('[^ -_a-~]', '?', path[:100])}`" for path in known[:MOST_FILES]]
        lines += [f"- dan {len(known) - MOST_FILES} lagi"] if len(known) > MOST_FILES else []
        files = "\n".join(lines)
        yield f"**Permintaan ini mengubah pagar itu sendiri**; baca dahulu berkas ini:\n\n{files}"


def of_checks(
    check: "subprocess.CompletedProcess[str]", proof: "subprocess.CompletedProcess[str]"
) -> Iterator[str]:
    if check.returncode:
        found = fenced((check.stdout + check.stderr)[-20_000:])
        yield f"**Pemeriksaan oleh salinan {MAIN}**:\n\n{found}"
    if proof.returncode > 1:
        yield f"**Riwayat tidak dapat dibuktikan**:\n\n{fenced(proof.stderr)}"


def telaah(forge: GitHub, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    attributes = Path(git("rev-parse", "--git-path", "info/attributes"))
    attributes.parent.mkdir(exist_ok=True)
    attributes.write_text(AS_IT_IS, "utf-8")
    requests = list(forge.requests())
    for request in in_time(requests):
        try:
            if fetched(forge, request):
                keep(folder, *reviewed(request, twins_of(request, forge, requests)))
        except GitError as error:
            keep(folder, *unread(request, str(error)))
    tip = git("rev-parse", BASE)
    for merge in merges_told_by(tip):
        for request in forge.merged(merge):
            keep(folder, *decided(request, merge, tip))


def in_time(requests: list[Request]) -> Iterator[Request]:
    """Dalam urutan acak, supaya beberapa yang lambat tidak selalu menghabiskan waktu yang lain."""
    end = time.monotonic() + LONGEST_RUN
    for done, request in enumerate(random.sample(requests, len(requests))):
        if done and time.monotonic() > end:
            sys.stdout.write(f"{len(requests) - done} permintaan lain mendapat giliran berikutnya\n")
            return
        yield request


def merges_told_by(tip: str) -> Iterator[str]:
    """Penggabungan terakhir, dan yang disaksikan olehnya: kesaksian mengubah arti yang lebih dahulu."""
    last = git("rev-list", "--first-parent", "--merges", "--max-count=1", tip)
    if not last:
        return
    yield last
    for path in paths("--diff-filter=A", f"{last}^1", last, "--", "records/decisions"):
        found = WITNESSED.search(git("show", f"{last}:{path}")) if path.endswith(".witness.yaml") else None
        if found and run("git", "merge-base", "--is-ancestor", found[1], last).returncode == 0:
            yield found[1]


def paths(*difference: str) -> list[str]:
    """Berkas yang berbeda; nama yang ganjil pun apa adanya."""
    return [
        path for path in git("diff", "--name-only", "--no-renames", "-z", *difference).split("\0") if path
    ]


def keep(folder: Path, outcome: Outcome, text: str) -> None:
    (folder / f"{outcome.number}.md").write_text(text[:LONGEST], "utf-8")
    (folder / f"{outcome.number}.json").write_text(json.dumps(asdict(outcome)), "utf-8")
    sys.stdout.write(f"#{outcome.number}: {outcome.summary}\n")


def own(forge: GitHub, texts: Iterator[Text], marker: str) -> Text | None:
    """Teks penjaga sendiri: bertanda, dan ditulis akunnya, bukan oleh orang yang menyalin tandanya."""
    return next((text for text in texts if text.author == forge.bot and text.body.startswith(marker)), None)


def tempel(forge: GitHub, folder: Path) -> None:
    """Yang ditolak forge disebut di akhir; permintaan lain tetap mendapat hasilnya."""
    failed = []
    for path in sorted(folder.glob("*.json")):
        try:
            put(forge, path)
        except OSError as error:
            failed.append(f"#{path.stem}: {error}")
    if failed:
        raise SystemExit("\n".join(failed))


def put(forge: GitHub, path: Path) -> None:
    outcome = Outcome(**json.loads(path.read_text("utf-8")))
    body = path.with_suffix(".md").read_text("utf-8")
    known = own(forge, forge.comments(outcome.number), MARKER)
    if known is None or known.body.strip() != body.strip():
        forge.comment(outcome.number, known.id if known else None, body)
    if outcome.is_sound is not None:
        forge.mark(outcome)


def isu(forge: GitHub, path: Path) -> None:
    title, _, body = path.read_text("utf-8").partition("\n")
    known = own(forge, forge.issues(), WEEKLY)
    forge.issue(known.id if known else None, title, f"{WEEKLY}\n{body}"[:LONGEST])


def minta(forge: GitHub, branch: Path) -> None:
    # Git juga menyebut cabang yang namanya hanya berakhir sama.
    asked = ("git", "ls-remote", "origin", f"refs/heads/{branch}")
    if f"\trefs/heads/{branch}\n" in run(*asked, access=forge.access()).stdout:
        forge.ask(str(branch), "Kesaksian CI")


VERBS = {"telaah": telaah, "tempel": tempel, "isu": isu, "minta": minta}

if __name__ == "__main__":
    verb, place = sys.argv[1:]
    VERBS[verb](FORGES[os.environ["LPSEDOCS_FORGE"]](os.environ), Path(place))
