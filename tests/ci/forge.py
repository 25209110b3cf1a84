"""A forge's API on this machine: requests, comments, statuses and issues, as far as the pipelines use it."""

import json
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

PAGE = 2
"""So small that every list has several pages."""
BOTS = {"github": "github-actions[bot]", "forgejo": "forgejo-actions", "gitlab": "project_7_bot"}


@dataclass(frozen=True)
class Call:
    """What a pipeline asked of the forge."""

    method: str
    path: str
    token: str


@dataclass
class MockForge:
    """What the forge knows; the same for every kind, told in the words of each."""

    requests: dict[int, dict[str, Any]] = field(default_factory=dict)
    comments: dict[int, list[dict[str, Any]]] = field(default_factory=dict)
    issues: list[dict[str, Any]] = field(default_factory=list)
    statuses: list[dict[str, Any]] = field(default_factory=list)
    asked: list[dict[str, Any]] = field(default_factory=list)
    calls: list[Call] = field(default_factory=list)
    locked: set[int] = field(default_factory=set)
    """The requests on which nobody may comment any more."""
    count: int = 100

    def open(self, number: int, head: str, title: str) -> None:
        self.requests[number] = {"number": number, "head": head, "title": title, "merge": None}
        self.comments.setdefault(number, [])

    def close(self, number: int, merge: str) -> None:
        self.requests[number]["merge"] = merge

    def say(self, number: int, author: str | None, body: str) -> None:
        self.count += 1
        self.comments[number].append({"id": self.count, "author": author, "body": body})

    def found(self, *, is_open: bool) -> list[dict[str, Any]]:
        return [request for request in self.requests.values() if (request["merge"] is None) == is_open]


Answer = Callable[[MockForge, str, list[str], dict[str, Any]], Any]


def _comment(forge: MockForge, bot: str, number: int, body: str) -> None:
    if number in forge.locked:
        raise PermissionError
    forge.say(number, bot, body)


def _marked(forge: MockForge, head: str, key: str) -> dict[str, Any]:
    """Tell the last status of each context of a commit; Forgejo calls it otherwise than it takes it."""
    last = {one["context"]: one for one in forge.statuses if one["head"] == head}
    found = [
        {"context": one["context"], "description": one["description"], key: one["state"]}
        for one in last.values()
    ]
    return {"state": "pending", "statuses": found or None}


def _edited(forge: MockForge, id_: int, body: str) -> None:
    [comment] = [one for comments in forge.comments.values() for one in comments if one["id"] == id_]
    comment["body"] = body


def _user(name: str | None) -> dict[str, Any] | None:
    """Tell of an account; of one that was deleted, nothing."""
    return {"login": name} if name else None


def _issue(forge: MockForge, bot: str, content: dict[str, Any]) -> None:
    forge.count += 1
    forge.issues.append({"number": forge.count, "author": bot, **content})


def _edited_issue(forge: MockForge, number: int, content: dict[str, Any]) -> None:
    [issue] = [one for one in forge.issues if one["number"] == number]
    issue.update(content)


def _pull(request: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": 1000 + request["number"],
        "number": request["number"],
        "title": request["title"],
        "head": {"sha": request["head"]},
        "base": {"ref": "main"},
        "merge_commit_sha": request["merge"],
    }


def _merge_request(request: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": 1000 + request["number"],
        "iid": request["number"],
        "title": request["title"],
        "sha": request["head"],
        "merge_commit_sha": request["merge"],
    }


LIKE_GITHUB: dict[str, Answer] = {
    r"GET /repos/kantor/arsip/pulls\?open": lambda f, *_: [_pull(r) for r in f.found(is_open=True)],
    r"GET /repos/kantor/arsip/pulls\?closed": lambda f, *_: [_pull(r) for r in f.found(is_open=False)],
    r"POST /repos/kantor/arsip/pulls": lambda f, _, __, c: f.asked.append(c),
    r"GET /repos/kantor/arsip/issues/(\d+)/comments": lambda f, _, g, __: [
        {"id": c["id"], "user": _user(c["author"]), "body": c["body"]} for c in f.comments[int(g[0])]
    ],
    r"POST /repos/kantor/arsip/issues/(\d+)/comments": lambda f, b, g, c: _comment(
        f, b, int(g[0]), c["body"]
    ),
    r"PATCH /repos/kantor/arsip/issues/comments/(\d+)": lambda f, _, g, c: _edited(f, int(g[0]), c["body"]),
    r"POST /repos/kantor/arsip/statuses/(\w+)": lambda f, _, g, c: f.statuses.append({"head": g[0], **c}),
    r"GET /repos/kantor/arsip/issues\?open": lambda f, *_: [
        *({"id": r["number"], "number": r["number"], "pull_request": {}} for r in f.found(is_open=True)),
        *(
            {"id": i["number"], "number": i["number"], "user": {"login": i["author"]}, "body": i["body"]}
            for i in f.issues
        ),
    ],
    r"POST /repos/kantor/arsip/issues": lambda f, b, _, c: _issue(f, b, c),
    r"PATCH /repos/kantor/arsip/issues/(\d+)": lambda f, _, g, c: _edited_issue(f, int(g[0]), c),
}
LIKE_GITLAB: dict[str, Answer] = {
    r"GET /user": lambda _, b, __, ___: {"username": b},
    r"GET /projects/7/merge_requests\?opened": lambda f, *_: [
        _merge_request(r) for r in f.found(is_open=True)
    ],
    r"GET /projects/7/repository/commits/(\w+)/merge_requests": lambda f, _, g, __: [
        _merge_request(r) for r in f.requests.values() if g[0] in (r["merge"], r["head"])
    ],
    r"POST /projects/7/merge_requests": lambda f, _, __, c: f.asked.append(c),
    r"GET /projects/7/merge_requests/(\d+)/notes": lambda f, _, g, __: [
        {"id": c["id"], "author": {"username": c["author"]}, "body": c["body"]} for c in f.comments[int(g[0])]
    ],
    r"POST /projects/7/merge_requests/(\d+)/notes": lambda f, b, g, c: _comment(f, b, int(g[0]), c["body"]),
    r"PUT /projects/7/merge_requests/\d+/notes/(\d+)": lambda f, _, g, c: _edited(f, int(g[0]), c["body"]),
    r"GET /projects/7/issues\?opened": lambda f, *_: [
        {
            "id": 5000 + i["number"],
            "iid": i["number"],
            "author": {"username": i["author"]},
            "description": i["description"],
        }
        for i in f.issues
    ],
    r"POST /projects/7/issues": lambda f, b, _, c: _issue(f, b, c),
    r"PUT /projects/7/issues/(\d+)": lambda f, _, g, c: _edited_issue(f, int(g[0]), c),
}
_STATUS = r"GET /repos/kantor/arsip/commits/(\w+)/status"
APIS: dict[str, dict[str, Answer]] = {
    "github": {**LIKE_GITHUB, _STATUS: lambda f, _, g, __: _marked(f, g[0], "state")},
    "forgejo": {**LIKE_GITHUB, _STATUS: lambda f, _, g, __: _marked(f, g[0], "status")},
    "gitlab": LIKE_GITLAB,
}


@contextmanager
def served(forge: MockForge, kind: str) -> Iterator[str]:
    """Serve the API; yields its address."""

    class Handler(BaseHTTPRequestHandler):
        def _answer(self) -> None:
            parts = urlsplit(self.path)
            asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
            path = parts.path + (f"?{asked['state']}" if "state" in asked else "")
            token = self.headers.get("PRIVATE-TOKEN") or self.headers.get("Authorization", "")
            forge.calls.append(Call(self.command, parts.path, token.removeprefix("Bearer ")))
            content = json.loads(self.rfile.read(int(self.headers.get("Content-Length", 0))) or b"{}")
            for pattern, answer in APIS[kind].items():
                if match := re.fullmatch(pattern, f"{self.command} {path}"):
                    try:
                        told = answer(forge, BOTS[kind], list(match.groups()), content)
                    except PermissionError:
                        self.send_error(403)
                        return
                    page = int(asked.get("page", 1))
                    self._send(told[(page - 1) * PAGE : page * PAGE] if "page" in asked else told)
                    return
            self.send_error(404, f"{self.command} {path}")

        def _send(self, told: Any) -> None:
            body = json.dumps(told).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_GET = do_POST = do_PATCH = do_PUT = _answer  # http.server's names

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
