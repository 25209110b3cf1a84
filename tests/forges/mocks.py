"""A forge that answers by its published description, and refuses what that does not allow."""

import json
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from tests.forges.descriptions import Description, description_of, fault_of, filled

BASES = {"github": "/api/v3", "gitlab": "/api/v4", "forgejo": "/api/v1"}


@dataclass
class Raw:
    """Something that no description foresees."""

    status: int = 200
    content: bytes = b"{}"
    headers: Mapping[str, str] = field(default_factory=dict)
    delay: float = 0
    """Seconds before each piece of the content."""
    piece: int = 1 << 20


@dataclass
class Mock:
    """A running forge."""

    kind: str
    description: Description
    answers: dict[str, Any] = field(default_factory=dict)
    """By path: what is put into the smallest answer that the description allows."""
    raws: dict[str, list[Raw]] = field(default_factory=dict)
    """By path, or by nothing for any: what comes first, one after the other."""
    most: int = 50
    """The largest page that this instance gives."""
    asked: list[str] = field(default_factory=list)
    tokens: set[str | None] = field(default_factory=set)
    faults: list[str] = field(default_factory=list)
    """What was asked or answered against the description."""
    port: int = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def api(self) -> str:
        return self.url + BASES[self.kind]

    def answer(self, method: str, target: str) -> Raw:
        parts = urlsplit(target)
        path, query = parts.path.removeprefix(BASES[self.kind]), dict(parse_qsl(parts.query))
        self.asked.append(path)
        for key in (path, ""):
            if self.raws.get(key):
                return self.raws[key].pop(0)
        if not parts.path.startswith(BASES[self.kind]):
            return self._refused(f"{parts.path} is not below {BASES[self.kind]}")
        question = self.description.question(method, path, query)
        if isinstance(question, str):
            return self._refused(question)
        if path not in self.answers:
            return Raw(404, b'{"message": "Not Found"}')
        answer = filled(question.schema, self.answers[path])
        if fault := fault_of(question.schema, answer):
            return self._refused(f"{path} answers {fault}")
        if question.size_name and isinstance(answer, list):
            size = min(self.most, int(query.get(question.size_name, "30")))
            start = (int(query.get("page", "1")) - 1) * size
            answer = answer[start : start + size]
        return Raw(200, json.dumps(answer).encode())

    def _refused(self, why: str) -> Raw:
        self.faults.append(why)
        return Raw(400, json.dumps({"message": why}).encode())


@contextmanager
def running(kind: str) -> Iterator[Mock]:
    """Run a forge of a kind; what was asked or answered against its description fails the test.

    Skips the test where the description is not there.
    """
    mock = Mock(kind, description_of(kind))

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            mock.tokens.add(self.headers.get("Authorization"))
            raw = mock.answer(self.command, self.path)
            if raw.status == 0:
                self.close_connection = True
                return
            self.send_response(raw.status)
            for name, value in {"Content-Length": str(len(raw.content)), **raw.headers}.items():
                self.send_header(name, value)
            self.end_headers()
            for at in range(0, len(raw.content), raw.piece):
                time.sleep(raw.delay)
                try:
                    self.wfile.write(raw.content[at : at + raw.piece])
                    self.wfile.flush()
                except OSError:
                    return

        do_POST = do_PUT = do_DELETE = do_GET

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    mock.port = server.server_port
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield mock
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
    assert mock.faults == [], mock.faults
