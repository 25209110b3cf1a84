"""Reads JSON from one API, within bounds: of time, of size, of tries, and never from another host.

What comes is a stranger's: it is taken only in the form that a model gives, and no part of it is printed.
"""

import re
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from types import TracebackType
from typing import TYPE_CHECKING, Annotated, Any, Final, TypeVar
from urllib.parse import urljoin, urlsplit

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, TypeAdapter, ValidationError

from lpsedocs import __version__
from lpsedocs.findings import Message, Refusal, printable, say

if TYPE_CHECKING:
    import httpx

T = TypeVar("T")

Number = Annotated[int, Field(ge=1, lt=1 << 63)]
AccountNumber = Annotated[int, Field(gt=-(1 << 63), lt=1 << 63)]
"""Forges give accounts that are gone numbers of their own, also below nought."""
CommitId = Annotated[str, StringConstraints(pattern=r"^([0-9a-f]{40}|[0-9a-f]{64})$")]
Name = Annotated[str, StringConstraints(max_length=1000)]


class Answered(BaseModel):
    """A part of what an API answers; what else stands there is nothing to us."""

    model_config = ConfigDict(strict=True, extra="ignore", frozen=True)


@dataclass(frozen=True)
class Bounds:
    """How long, how much and how often."""

    silence: float = 20
    """Seconds without anything coming."""
    whole: float = 60
    """Seconds for one answer."""
    size: int = 8 << 20
    """Bytes of one answer, unpacked."""
    tries: int = 4
    pause: float = 60
    """Seconds that a forge may ask to be left alone before the next try."""
    pages: int = 200


@dataclass(frozen=True)
class _Later:
    """Why there is no answer yet, and after how many seconds to ask again."""

    why: Message
    pause: float


_LOCAL: Final = frozenset({"localhost", "127.0.0.1", "::1"})
_AGAIN: Final = frozenset({429, 500, 502, 503, 504})
_ELSEWHERE: Final = frozenset({301, 302, 303, 307, 308})
_MOST_TURNS: Final = 3
_PAGE: Final = 50
"""How many entries are asked for at once; no forge has less as its most, unless somebody set it so."""


class Client:
    """Reads from one API."""

    def __init__(
        self,
        address: str,
        authorization: str | None,
        bounds: Bounds = Bounds(),
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        parts = urlsplit(address)
        if parts.scheme != "https" and parts.hostname not in _LOCAL:
            raise Refusal(
                say("{address} does not begin with https://, so nothing is read from there", address=address)
            )
        self._address = address.rstrip("/")
        self._host = str(parts.hostname)
        self._bounds = bounds
        self._sleep = sleep
        headers = {"User-Agent": f"lpsedocs/{__version__}", "Accept": "application/json"}
        if authorization is not None:
            headers["Authorization"] = authorization
        self._is_known = authorization is not None
        self._library = _httpx()
        self._http = self._library.Client(headers=headers, timeout=bounds.silence, follow_redirects=False)

    def __enter__(self) -> "Client":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._http.close()

    def one(self, model: TypeAdapter[T], path: str) -> T:
        """Return what lies at a path; refuses where nothing does."""
        found = self.one_or_none(model, path)
        if found is None:
            raise Refusal(self._said_no(404, path))
        return found

    def one_or_none(self, model: TypeAdapter[T], path: str) -> T | None:
        """Return what lies at a path; None where the forge has nothing there, or nothing for this token."""
        status, content = self._read(path, {})
        return None if status == 404 else self._fitted(model, path, content)

    def every(self, model: TypeAdapter[list[T]], path: str, size_name: str) -> Iterator[T]:
        """Yield the entries of all pages: a page that is not full need not be the last one."""
        for page in range(1, self._bounds.pages + 1):
            status, content = self._read(path, {"page": str(page), size_name: str(_PAGE)})
            if status == 404:
                raise Refusal(self._said_no(404, path))
            entries = self._fitted(model, path, content)
            if not entries:
                return
            yield from entries
        raise Refusal(
            say("{host} has no end of pages at {path}, so nothing is believed", host=self._host, path=path)
        )

    def _fitted(self, model: TypeAdapter[T], path: str, content: bytes) -> T:
        try:
            return model.validate_json(content)
        except ValidationError as error:
            first = error.errors(include_url=False, include_context=False, include_input=False)[0]
            raise Refusal(
                say(
                    "what {host} answers at {path} is not what its API describes: {place}: {why}",
                    host=self._host,
                    path=path,
                    place=printable(".".join(map(str, first["loc"]))) or say("the whole"),
                    why=first["type"],
                )
            ) from None

    # -- one request, and again ----------------------------------------------------------------------

    def _read(self, path: str, query: Mapping[str, str]) -> tuple[int, bytes]:
        """Return the status, 200 or 404, and the content; refuses any other."""
        why: Message | None = None
        for pause in (2.0**attempt for attempt in range(self._bounds.tries)):
            later = self._tried(path, query, pause)
            if not isinstance(later, _Later):
                return later
            why = later.why
            if later.pause > self._bounds.pause:
                raise Refusal(
                    say(
                        "{host} wants to be asked again in {seconds} seconds only; run this again then",
                        host=self._host,
                        seconds=int(later.pause),
                    )
                )
            self._sleep(later.pause)
        raise Refusal(
            say(
                "{host} gave no answer at {path} that can be used, {tries} times, the last time {why}; run "
                "this again later",
                host=self._host,
                path=path,
                tries=self._bounds.tries,
                why=why or "-",
            )
        )

    def _tried(self, path: str, query: Mapping[str, str], pause: float) -> "tuple[int, bytes] | _Later":
        try:
            status, headers, content = self._asked(f"{self._address}{path}", query)
        except (self._library.RequestError, self._library.InvalidURL) as error:
            return _Later(say("nothing came ({kind})", kind=type(error).__name__), pause)
        if status in (200, 404):
            return status, content
        if not _is_passing(status, headers):
            raise Refusal(self._said_no(status, path))
        return _Later(say("it was the status {status}", status=status), _pause(headers, pause))

    def _asked(self, address: str, query: Mapping[str, str]) -> tuple[int, Mapping[str, str], bytes]:
        """Return what comes back; follows the forge to another path, and to no other host."""
        for _ in range(_MOST_TURNS):
            with self._http.stream("GET", address, params=query or None) as response:
                if response.status_code not in _ELSEWHERE:
                    return response.status_code, response.headers, self._content(response)
                target = _joined(str(response.url), response.headers.get("Location", ""))
            if _origin(target) != _origin(self._address):
                raise Refusal(
                    say(
                        "{host} sends the question on to {other}; no question and no token goes to another "
                        "host",
                        host=self._host,
                        other=printable(_origin(target)[1][:100]) or "?",
                    )
                )
            address, query = target, {}
        raise Refusal(say("{host} sends the question on and on", host=self._host))

    def _content(self, response: "httpx.Response") -> bytes:
        begun, pieces, size = time.monotonic(), list[bytes](), 0
        for piece in response.iter_bytes():
            pieces.append(piece)
            size += len(piece)
            if size > self._bounds.size:
                raise Refusal(
                    say(
                        "{host} answers with more than {size} bytes, and no answer is so long",
                        host=self._host,
                        size=self._bounds.size,
                    )
                )
            if time.monotonic() - begun > self._bounds.whole:
                raise Refusal(
                    say(
                        "{host} takes longer than {seconds} seconds for one answer; run this again later",
                        host=self._host,
                        seconds=int(self._bounds.whole),
                    )
                )
        return b"".join(pieces)

    def _said_no(self, status: int, path: str) -> Message:
        if status == 401:
            why = say("it does not accept the token; make a new one, and put it into the secret")
        elif status == 403:
            why = say("the token may not read this; let it read the repository and its requests")
        elif status == 404 and self._is_known:
            why = say("there is nothing there, or the token may not see it")
        elif status == 404:
            why = say("there is nothing there for whoever has no token; set LPSEDOCS_FORGE_TOKEN")
        else:
            why = say("nothing can be made of that")
        return say(
            "{host} answers {status} at {path}: {why}", host=self._host, status=status, path=path, why=why
        )


def _joined(address: str, location: str) -> str:
    """Return where an address leads from another one; nothing for what is no address."""
    try:
        return urljoin(address, location)
    except ValueError:
        return ""


def _origin(address: str) -> tuple[str, str]:
    parts = urlsplit(address)
    return parts.scheme, parts.netloc.lower()


def _is_passing(status: int, headers: Mapping[str, str]) -> bool:
    """Tell whether it may be otherwise after a while; GitHub says 403 to whoever asks too often."""
    is_too_often = "Retry-After" in headers or headers.get("X-RateLimit-Remaining") == "0"
    return status in _AGAIN or (status == 403 and is_too_often)


def _pause(headers: Mapping[str, str], otherwise: float) -> float:
    """Return how many seconds a forge wants to be left alone (RFC 9110 section 10.2.3)."""
    given = headers.get("Retry-After") or ""
    if re.fullmatch("[0-9]{1,9}", given, re.ASCII):
        return float(given)
    try:
        then = parsedate_to_datetime(given)
    except ValueError:
        return otherwise
    return max(0.0, (then.astimezone(UTC) - datetime.now(UTC)).total_seconds())


def _httpx() -> Any:
    try:
        import httpx  # an extra, which only reading from a forge needs
    except ImportError:
        raise Refusal(
            say(
                "reading from a forge needs httpx, which is not installed here; 'pip install "
                "lpsedocs[forge]' brings it"
            )
        ) from None
    return httpx
