"""Requests to an ASGI app without a server, and a small app that answers what a test wants."""

import asyncio
import csv
import io
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Headers
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode("utf-8")

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def rows(self) -> list[dict[str, str]]:
        """What a CSV holds."""
        assert self.status == 200
        return list(csv.DictReader(io.StringIO(self.text.removeprefix("\ufeff"), newline="")))


def request(
    app: ASGIApp,
    address: str,
    headers: Mapping[str, str] | None = None,
    method: str = "GET",
    **scope: Any,
) -> Answer:
    """What the app answers; the address is a path with an optional query, percent-encoded."""
    return asyncio.run(send(app, address, headers, method, **scope))


async def send(
    app: ASGIApp,
    address: str,
    headers: Mapping[str, str] | None = None,
    method: str = "GET",
    **scope: Any,
) -> Answer:
    path, _, query = address.partition("?")
    messages: list[Message] = []
    asked = False

    async def receive() -> Message:
        nonlocal asked
        if asked:
            await asyncio.Event().wait()  # a patient client never hangs up
        asked = True
        return {"type": "http.request", "body": b"", "more_body": False}

    async def keep(message: Message) -> None:
        messages.append(message)

    sent = {"host": "testserver", **(headers or {})}
    await app(
        {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "method": method,
            "scheme": "http",
            "path": unquote(path),
            "raw_path": path.encode(),
            "query_string": query.encode(),
            "root_path": "",
            "headers": [(k.lower().encode(), v.encode("latin-1")) for k, v in sent.items()],
            "client": ("127.0.0.1", 1),
            "server": ("testserver", 80),
            "extensions": {},
            **scope,
        },
        receive,
        keep,
    )
    start = messages[0]
    assert start["type"] == "http.response.start"
    assert not [m for m in messages[1:] if m["type"] != "http.response.body"]
    assert not messages[-1].get("more_body", False)
    body = b"".join(message.get("body", b"") for message in messages[1:])
    return Answer(start["status"], Headers(raw=start["headers"]), body)
