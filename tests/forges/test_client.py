"""What is believed of an answer, how long one is waited for, and where a question never goes."""

import gzip
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from pydantic import TypeAdapter

from lpsedocs.findings import Refusal
from lpsedocs.forges.client import Answered, Bounds, Client, CommitId, Name, Number
from lpsedocs.language import ENGLISH
from tests.forges.mocks import Mock, Raw, running


class Thing(Answered):
    id: Number
    name: Name = ""
    commit: CommitId | None = None


ONE, MANY = TypeAdapter(Thing), TypeAdapter(list[Thing])
QUICK = Bounds(silence=0.3, whole=0.5, size=2000, tries=3, pause=9, pages=3)
OK = Raw(content=b'{"id": 7}')


@pytest.fixture
def mock() -> Iterator[Mock]:
    with running("forgejo") as mock:
        yield mock


def read(mock: Mock, *raws: Raw, waited: list[float] | None = None) -> int:
    """Read something that a forge answers so."""
    mock.raws[""] = list(raws)
    slept = waited if waited is not None else []
    with Client(mock.api, "token rahasia", QUICK, slept.append) as client:
        return client.one(ONE, "/apa").id


def refused(mock: Mock, *raws: Raw) -> str:
    with pytest.raises(Refusal) as caught:
        read(mock, *raws)
    said = ENGLISH.say(caught.value.message)
    assert "rahasia" not in said
    return said


def test_what_is_not_needed_is_left_alone(mock: Mock) -> None:
    assert read(mock, Raw(content=b'{"id": 7, "lain": {"id": "x"}, "name": "a"}')) == 7


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "the whole: json_invalid"),
        (b"<html>", "the whole: json_invalid"),
        (b'{"id": 7', "the whole: json_invalid"),
        (b"[" * 500, "the whole: json_invalid"),
        (b"[]", "the whole: model_type"),
        (b"{}", "id: missing"),
        (b'{"id": "7"}', "id: int_type"),
        (b'{"id": 7.5}', "id: int_type"),
        (b'{"id": true}', "id: int_type"),
        (b'{"id": 0}', "id: greater_than_equal"),
        (b'{"id": 99999999999999999999}', "id: less_than"),
        (b'{"id": 7, "commit": "HEAD"}', "commit: string_pattern_mismatch"),
        (b'{"id": 7, "name": "' + b"a" * 1001 + b'"}', "name: string_too_long"),
        (b'{"id": 7, "name": "\xff"}', "the whole: json_invalid"),
    ],
)
def test_what_is_not_in_its_form_is_refused(mock: Mock, content: bytes, why: str) -> None:
    assert refused(mock, Raw(content=content)) == (
        f"what 127.0.0.1 answers at /apa is not what its API describes: {why}"
    )


def test_an_answer_without_end_is_refused(mock: Mock) -> None:
    assert refused(mock, Raw(content=b" " * 5000)) == (
        "127.0.0.1 answers with more than 2000 bytes, and no answer is so long"
    )


def test_an_answer_that_unfolds_is_measured_unfolded(mock: Mock) -> None:
    small = gzip.compress(b" " * 1_000_000)
    assert len(small) < 2000
    assert refused(mock, Raw(content=small, headers={"Content-Encoding": "gzip"})) == (
        "127.0.0.1 answers with more than 2000 bytes, and no answer is so long"
    )


def test_an_answer_that_trickles_is_not_waited_for(mock: Mock) -> None:
    assert refused(mock, Raw(content=b" " * 100, delay=0.1, piece=1)) == (
        "127.0.0.1 takes longer than 0 seconds for one answer; run this again later"
    )


def test_silence_is_asked_again_and_then_told(mock: Mock) -> None:
    waited: list[float] = []
    assert read(mock, Raw(delay=1), OK, waited=waited) == 7
    assert waited == [1]
    assert refused(mock, *[Raw(delay=1)] * 3) == (
        "127.0.0.1 gave no answer at /apa that can be used, 3 times, the last time nothing came "
        "(ReadTimeout); run this again later"
    )


def test_a_line_that_breaks_is_tried_again(mock: Mock) -> None:
    assert read(mock, Raw(0), Raw(content=b"{}", headers={"Content-Encoding": "gzip"}), OK) == 7


def test_a_forge_that_is_not_there_is_told() -> None:
    with running("forgejo") as mock:
        address = mock.api
    with pytest.raises(Refusal) as caught, Client(address, None, QUICK, [].append) as client:
        client.one(ONE, "/apa")
    assert ENGLISH.say(caught.value.message).endswith("nothing came (ConnectError); run this again later")


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_what_passes_is_asked_again(mock: Mock, status: int) -> None:
    waited: list[float] = []
    assert read(mock, Raw(status), Raw(status), OK, waited=waited) == 7
    assert waited == [1, 2]


UNUSABLE = "nothing can be made of that"


@pytest.mark.parametrize(
    ("status", "why"),
    [
        (400, UNUSABLE),
        (401, "it does not accept the token; make a new one, and put it into the secret"),
        (403, "the token may not read this; let it read the repository and its requests"),
        (404, "there is nothing there, or the token may not see it"),
        (410, UNUSABLE),
        (422, UNUSABLE),
        (501, UNUSABLE),
    ],
)
def test_what_does_not_pass_is_asked_once(mock: Mock, status: int, why: str) -> None:
    assert refused(mock, Raw(status), OK) == f"127.0.0.1 answers {status} at /apa: {why}"
    assert mock.asked == ["/apa"]


def test_only_what_can_pass_is_asked_again_though_the_forge_says_when(mock: Mock) -> None:
    assert refused(mock, Raw(401, headers={"Retry-After": "1"}), OK).startswith("127.0.0.1 answers 401")


def test_without_a_token_it_is_said_that_one_may_be_needed(mock: Mock) -> None:
    mock.raws[""] = [Raw(404)]
    client = Client(mock.api, None, QUICK)
    with pytest.raises(Refusal) as caught, client:
        client.one(ONE, "/apa")
    assert ENGLISH.say(caught.value.message).endswith(
        "there is nothing there for whoever has no token; set LPSEDOCS_FORGE_TOKEN"
    )


def test_the_connection_is_closed_at_the_end(mock: Mock) -> None:
    with Client(mock.api, None, QUICK) as client:
        pass
    with pytest.raises(RuntimeError, match="closed"):
        client.one(ONE, "/apa")


def test_a_forge_is_left_alone_as_long_as_it_wants(mock: Mock) -> None:
    waited: list[float] = []
    then = format_datetime(datetime.now(UTC) + timedelta(seconds=5), usegmt=True)
    raws = Raw(429, headers={"Retry-After": "4"}), Raw(503, headers={"Retry-After": then}), OK
    assert read(mock, *raws, waited=waited) == 7
    assert waited[0] == 4
    assert 3 < waited[1] <= 5


def test_a_day_that_is_over_is_not_waited_for(mock: Mock) -> None:
    waited: list[float] = []
    then = "Mon, 06 Jul 2020 03:00:00 GMT"
    assert read(mock, Raw(429, headers={"Retry-After": then}), OK, waited=waited) == 7
    assert waited == [0]


def test_a_word_that_is_no_time_is_not_obeyed(mock: Mock) -> None:
    waited: list[float] = []
    assert read(mock, Raw(429, headers={"Retry-After": "nanti"}), OK, waited=waited) == 7
    assert waited == [1]


def test_a_forge_that_wants_hours_is_told(mock: Mock) -> None:
    assert refused(mock, Raw(429, headers={"Retry-After": "3600"})) == (
        "127.0.0.1 wants to be asked again in 3600 seconds only; run this again then"
    )


def test_github_says_403_to_whoever_asks_too_often(mock: Mock) -> None:
    assert read(mock, Raw(403, headers={"Retry-After": "1"}), OK) == 7
    assert read(mock, Raw(403, headers={"X-RateLimit-Remaining": "0"}), OK) == 7


# ---- Other hosts


def test_another_path_of_the_same_host_is_followed(mock: Mock) -> None:
    assert read(mock, Raw(301, headers={"Location": "/api/v1/baru"}), OK) == 7
    assert mock.asked == ["/apa", "/baru"]
    assert mock.tokens == {"token rahasia"}


@pytest.mark.parametrize(
    ("location", "other"),
    [
        ("https://lain.contoh.example/apa", "lain.contoh.example"),
        ("//lain.contoh.example/apa", "lain.contoh.example"),
        ("http://127.0.0.1:1/apa", "127.0.0.1:1"),
        ("https://127.0.0.1/apa", "127.0.0.1"),
        ("http://x@127.0.0.1/apa", "x@127.0.0.1"),
        ("file:///etc/passwd", "?"),
        ("http://[", "?"),
    ],
)
def test_another_host_is_not_followed(mock: Mock, location: str, other: str) -> None:
    assert refused(mock, Raw(302, headers={"Location": location})) == (
        f"127.0.0.1 sends the question on to {other}; no question and no token goes to another host"
    )


def test_a_forge_that_leads_in_circles_is_refused(mock: Mock) -> None:
    raws = [Raw(302, headers={"Location": "/api/v1/apa"})] * 5
    assert refused(mock, *raws) == "127.0.0.1 sends the question on and on"


@pytest.mark.parametrize(
    "address",
    ["http://git.contoh.example", "http://127.0.0.1.contoh.example", "ftp://git.contoh.example", "x"],
)
def test_nothing_is_sent_where_anybody_can_listen(address: str) -> None:
    with pytest.raises(Refusal) as caught:
        Client(address, "token rahasia")
    assert ENGLISH.say(caught.value.message) == (
        f"{address} does not begin with https://, so nothing is read from there"
    )


# ---- Pages


def test_pages_without_end_are_refused(mock: Mock) -> None:
    mock.raws[""] = [Raw(content=b'[{"id": 7}]')] * 9
    client = Client(mock.api, None, QUICK)
    with pytest.raises(Refusal) as caught, client:
        list(client.every(MANY, "/apa", "limit"))
    assert ENGLISH.say(caught.value.message) == (
        "127.0.0.1 has no end of pages at /apa, so nothing is believed"
    )


def test_pages_that_are_not_there_are_refused(mock: Mock) -> None:
    mock.raws[""] = [Raw(404)]
    client = Client(mock.api, None, QUICK)
    with pytest.raises(Refusal) as caught, client:
        list(client.every(MANY, "/apa", "limit"))
    assert ENGLISH.say(caught.value.message) == (
        "127.0.0.1 answers 404 at /apa: there is nothing there for whoever has no token; set "
        "LPSEDOCS_FORGE_TOKEN"
    )


# ---- What is installed


def test_without_the_extra_it_is_said_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "httpx", None)
    with pytest.raises(Refusal) as caught:
        Client("https://git.contoh.example", None)
    assert ENGLISH.say(caught.value.message) == (
        "reading from a forge needs httpx, which is not installed here; 'pip install lpsedocs[forge]' "
        "brings it"
    )
