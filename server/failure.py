"""An unexpected error outside the pages: a number for the caller, the same number with the traceback in the log."""

import logging
import secrets

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from figures.texts import LANGUAGES, texts
from server.paths import route_path

log = logging.getLogger("roadmap.server")


class Failure:
    """ASGI middleware. What has already been sent cannot be taken back; such an answer just ends."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        begun = False

        async def note(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self.app(scope, receive, note)
        except Exception as error:
            number = secrets.token_hex(4)
            # Of the address only the path: the query says what somebody has looked for.
            log.error("error %s at %r", number, route_path(scope), exc_info=error)
            if begun and scope["type"] == "http":
                raise _Ended(number) from None
            if scope["type"] == "http":
                await _answer(number)(scope, receive, send)


class _Ended(Exception):
    """Tells the server to hang up, so that half an answer is not taken for a whole one."""


def _answer(number: str) -> PlainTextResponse:
    sentences = [texts(language)("failure", number=number) for language in LANGUAGES]
    return PlainTextResponse("\n".join(sentences), 500, headers={"Cache-Control": "no-store"})
