"""An unexpected error: the caller gets a number and no internals, the log the same number and the cause."""

import asyncio
import logging
import re

import pytest
from starlette.exceptions import HTTPException
from starlette.responses import PlainTextResponse
from starlette.types import Message, Receive, Scope, Send

from figures.texts import texts
from pages.ui import failure
from server.failure import Failure
from tests.asgi import request


class Secret(Exception):
    """An error whose text must not get out."""


async def broken(scope: Scope, receive: Receive, send: Send) -> None:
    raise Secret("/srv/roadmap/password")


async def half(scope: Scope, receive: Receive, send: Send) -> None:
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"half", "more_body": True})
    raise Secret("too late")


def told(caplog: pytest.LogCaptureFixture) -> tuple[str, str]:
    """The number in the only message of the log, and the whole log."""
    (record,) = caplog.records
    assert record.levelno == logging.ERROR
    found = re.search(r"error ([0-9a-f]{8}) ", record.getMessage())
    assert found
    return found[1], caplog.text


def test_the_answer_and_the_log_carry_the_same_number(caplog: pytest.LogCaptureFixture) -> None:
    answer = request(Failure(broken), "/api/v1/projects.csv")
    number, log = told(caplog)
    assert answer.status == 500
    assert answer.text.count(number) == 2, "in both languages"
    assert "Traceback" in log
    assert "Secret: /srv/roadmap/password" in log


def test_the_answer_shows_no_internals_and_is_not_kept() -> None:
    answer = request(Failure(broken), "/x")
    assert not {"Secret", "password", "Traceback", "srv"} & set(re.findall(r"\w+", answer.text))
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["content-type"].startswith("text/plain")


def test_every_error_has_a_number_of_its_own(caplog: pytest.LogCaptureFixture) -> None:
    texts = {request(Failure(broken), "/x").text for _ in range(20)}
    assert len(texts) == 20


def test_the_log_keeps_neither_the_query_nor_the_callers_address(caplog: pytest.LogCaptureFixture) -> None:
    request(Failure(broken), "/karte?suche=geheim", client=("203.0.113.9", 5))
    _, log = told(caplog)
    assert "/karte" in log
    assert "geheim" not in log
    assert "203.0.113.9" not in log


def test_a_hostile_path_stays_on_one_line_of_the_log(caplog: pytest.LogCaptureFixture) -> None:
    request(Failure(broken), "/%0d%0aERROR%20forged%1b[31m")
    (record,) = caplog.records
    assert not {"\n", "\r", "\x1b"} & set(record.getMessage())


def test_half_an_answer_is_broken_off_and_not_ended(caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(Exception, match=r"^[0-9a-f]{8}$") as caught:
        request(Failure(half), "/x")
    assert not isinstance(caught.value, Secret)
    assert told(caplog)[0] == str(caught.value)


def test_an_answer_without_error_passes_unchanged() -> None:
    assert request(Failure(PlainTextResponse("fine", 404)), "/x").text == "fine"


def test_a_broken_connection_is_logged_and_goes_no_further(caplog: pytest.LogCaptureFixture) -> None:
    asyncio.run(Failure(broken)({"type": "websocket", "path": "/_stcore/stream"}, never, ignore))
    assert "Secret" in told(caplog)[1]


def test_the_end_of_the_process_is_no_error_of_a_visitor() -> None:
    async def ending(scope: Scope, receive: Receive, send: Send) -> None:
        raise HTTPException(500)

    with pytest.raises(HTTPException):
        asyncio.run(Failure(ending)({"type": "lifespan"}, never, ignore))


def test_a_page_shows_a_number_and_the_log_the_same_with_the_cause(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[str] = []
    monkeypatch.setattr(failure.session, "words", lambda: texts("de"))
    monkeypatch.setattr(failure.st, "error", shown.append)
    assert failure.report(Secret("/srv/roadmap/password")), "Streamlit must not add a message of its own"
    number, log = told(caplog)
    assert shown == [texts("de")("failure", number=number)]
    assert "Secret: /srv/roadmap/password" in log


async def never() -> Message:
    return {}


async def ignore(message: Message) -> None:
    pass
