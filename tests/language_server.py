"""A real yaml-language-server, asked as an editor asks it: a workspace, its settings, and open files."""

import itertools
import json
import subprocess
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from queue import Queue
from typing import IO, Any, Final

SERVER: Final = Path(__file__).parent / "node_modules/yaml-language-server/bin/yaml-language-server"
_PATIENCE: Final = 60
"""Seconds after which an answer is given up; most come in a few hundredths of one."""
_ABILITIES: Final = {
    "workspace": {"configuration": True, "workspaceFolders": True},
    "textDocument": {
        "completion": {
            "completionItem": {"snippetSupport": True, "documentationFormat": ["markdown", "plaintext"]}
        },
        "hover": {"contentFormat": ["markdown", "plaintext"]},
        "publishDiagnostics": {"relatedInformation": True},
    },
}
"""What the server is told that the editor can do."""


@dataclass(frozen=True)
class Complaint:
    """A diagnostic; lines as people count them."""

    line: int
    message: str


@dataclass(frozen=True)
class Proposal:
    """What may be written at a place."""

    label: str
    text: str
    """What is put in; ``$1`` or ``${1:...}`` is where the writer goes on."""
    explanation: str


@dataclass
class LanguageServer:
    """A running server, with the settings of one workspace."""

    root: Path
    process: subprocess.Popen[bytes]
    settings: Mapping[str, Any]
    _numbers: Iterator[int] = field(default_factory=itertools.count)
    _answers: dict[int, Queue[Any]] = field(default_factory=dict)
    _published: Queue[Mapping[str, Any]] = field(default_factory=Queue)

    def complaints(self, texts: Mapping[str, str]) -> dict[str, list[Complaint]]:
        """Return what the server says against files of these places, opened all at once with these texts."""
        places = {self._uri(place): place for place in texts}
        for place, text in texts.items():
            self._open(place, text)
        told: dict[str, list[Complaint]] = {}
        while len(told) < len(places):
            report = self._published.get(timeout=_PATIENCE)
            if report["uri"] in places:
                told[places[report["uri"]]] = [
                    Complaint(one["range"]["start"]["line"] + 1, one["message"])
                    for one in report["diagnostics"]
                ]
        for uri in places:
            self.tell("textDocument/didClose", {"textDocument": {"uri": uri}})
        return told

    @contextmanager
    def opened(self, place: str, text: str) -> Iterator["Document"]:
        self._open(place, text)
        yield Document(self, self._uri(place))
        self.tell("textDocument/didClose", {"textDocument": {"uri": self._uri(place)}})

    def _uri(self, place: str) -> str:
        return (self.root / place).as_uri()

    def _open(self, place: str, text: str) -> None:
        # The server remembers what it has read by address and version.
        document = {"uri": self._uri(place), "languageId": "yaml", "version": next(self._numbers)}
        self.tell("textDocument/didOpen", {"textDocument": {**document, "text": text}})

    def ask(self, method: str, parameters: object) -> Any:
        number = next(self._numbers)
        reply = self._answers[number] = Queue()
        self._send({"id": number, "method": method, "params": parameters})
        answer = reply.get(timeout=_PATIENCE)
        assert "error" not in answer, answer
        return answer["result"]

    def tell(self, method: str, parameters: object) -> None:
        self._send({"method": method, "params": parameters})

    def _send(self, message: Mapping[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self.process.stdin
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))
        self.process.stdin.flush()

    def listen(self) -> None:
        assert self.process.stdout
        for message in _messages(self.process.stdout):
            if "method" not in message:
                self._answers.pop(message["id"]).put(message)
            elif message["method"] == "textDocument/publishDiagnostics":
                self._published.put(message["params"])
            elif "id" in message:
                self._send({"id": message["id"], "result": self._answer(message)})

    def _answer(self, question: Mapping[str, Any]) -> object:
        if question["method"] == "workspace/configuration":
            return [_section(self.settings, item["section"]) for item in question["params"]["items"]]
        return None


@dataclass(frozen=True)
class Document:
    """An open file; lines and columns count from 0."""

    server: LanguageServer
    uri: str

    def proposals(self, line: int, column: int) -> list[Proposal]:
        answer = self.server.ask("textDocument/completion", self._at(line, column))
        return [
            Proposal(one["label"], one["insertText"], _plain(one.get("documentation", "")))
            for one in answer["items"]
        ]

    def explanation(self, line: int, column: int) -> str:
        """Return what is shown for the word at a place."""
        answer = self.server.ask("textDocument/hover", self._at(line, column))
        return _plain(answer["contents"]) if answer else ""

    def _at(self, line: int, column: int) -> Mapping[str, Any]:
        return {"textDocument": {"uri": self.uri}, "position": {"line": line, "character": column}}


def _plain(shown: str | Mapping[str, str]) -> str:
    """Return a text without the backslashes that keep it from being Markdown."""
    return (shown if isinstance(shown, str) else shown["value"]).replace("\\", "")


def _section(settings: Mapping[str, Any], section: str) -> object:
    """Return the settings below a name with dots, nested, as VS Code hands them to a server."""
    found: dict[str, Any] = {}
    for name, value in settings.items():
        first, *steps = name.split(".")
        if first == section:
            inner = found
            for step in steps[:-1]:
                inner = inner.setdefault(step, {})
            inner.update({steps[-1]: value} if steps else value)
    return found or None


def _messages(stream: IO[bytes]) -> Iterator[dict[str, Any]]:
    while header := stream.readline():
        length = int(header.partition(b":")[2])
        assert stream.readline() == b"\r\n"
        yield json.loads(stream.read(length))


def settings_of(root: Path) -> Mapping[str, Any]:
    """Return the workspace's own settings for VS Code."""
    settings: Mapping[str, Any] = json.loads((root / ".vscode/settings.json").read_text("utf-8"))
    return settings


@contextmanager
def language_server(root: Path, settings: Mapping[str, Any]) -> Iterator[LanguageServer]:
    """Start a server for a workspace."""
    command = ["node", str(SERVER), "--stdio"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=root) as process:
        server = LanguageServer(root, process, settings)
        ear = threading.Thread(target=server.listen, daemon=True)
        ear.start()
        try:
            _greet(server)
            yield server
            server.ask("shutdown", None)
            server.tell("exit", None)
            ear.join(_PATIENCE)
        finally:
            process.kill()


def _greet(server: LanguageServer) -> None:
    folder = {"uri": server.root.as_uri(), "name": server.root.name}
    about = {"processId": None, "rootUri": folder["uri"], "workspaceFolders": [folder]}
    server.ask("initialize", {**about, "capabilities": _ABILITIES})
    server.tell("initialized", {})
    # It reads a file by the settings when it complains about it, but proposes without waiting for them.
    server.complaints({"records/organization.yaml": ""})
