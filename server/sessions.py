"""How many visitors one process takes: those who are in stay, others get a page that tries again.

Nobody is written down: a visitor is known by the random cookie that Streamlit sets anyway, and only
while connected.
"""

import time
from collections import Counter, deque
from collections.abc import Callable, Mapping

from starlette.datastructures import Headers
from starlette.requests import HTTPConnection, Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from figures.html import render
from figures.texts import LANGUAGES
from server.document import document, language_asked
from server.paths import route_path

STREAM = "/_stcore/stream"
COOKIE = "_streamlit_xsrf"
TRY_AGAIN_LATER = 1013  # close code of websockets
RETRY = 30  # seconds until the page of a full house asks again
RESERVED = 20.0  # seconds that a page may take from its document to its connection


class Sessions:
    """ASGI middleware that counts connections; `pages` maps the path of each page to its key."""

    def __init__(
        self, app: ASGIApp, pages: Mapping[str, str], limit: int, now: Callable[[], float] = time.monotonic
    ) -> None:
        self.app = app
        self.documents = {f"/{path}" for path in pages}
        self.limit = limit
        self._now = now
        self._connected: Counter[str] = Counter()
        # When each place expires that was promised with a document; the oldest first.
        self._promised: deque[float] = deque()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = route_path(scope) if scope["type"] in ("http", "websocket") else ""
        if scope["type"] == "websocket" and path == STREAM:
            await self._connect(scope, receive, send)
        elif scope["type"] == "http" and path in self.documents and scope["method"] in ("GET", "HEAD"):
            await self._visit(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    async def _visit(self, scope: Scope, receive: Receive, send: Send) -> None:
        if not (self._has_room() or self._knows(visitor(scope))):
            await full_house(Request(scope))(scope, receive, send)
            return
        if scope["method"] == "GET":
            self._promised.append(self._now() + RESERVED)
        await self.app(scope, receive, send)

    async def _connect(self, scope: Scope, receive: Receive, send: Send) -> None:
        name, reconnecting = visitor(scope), _reconnects(scope)
        # A session that comes back, perhaps from another replica that is gone, is never turned away.
        if not (reconnecting or self._take_promise() or self._knows(name) or self._has_room()):
            await send({"type": "websocket.close", "code": TRY_AGAIN_LATER})
            return
        self._connected[name] += 1
        try:
            await self.app(scope, receive, send)
        finally:
            self._connected[name] -= 1
            self._connected += Counter()  # forgets the name at zero

    def _knows(self, name: str) -> bool:
        return bool(name) and name in self._connected

    def _has_room(self) -> bool:
        self._forget_expired()
        return self._connected.total() + len(self._promised) < self.limit

    def _take_promise(self) -> bool:
        self._forget_expired()
        if self._promised:
            self._promised.popleft()
            return True
        return False

    def _forget_expired(self) -> None:
        while self._promised and self._promised[0] <= self._now():
            self._promised.popleft()


def visitor(scope: Scope) -> str:
    """The token in Streamlit's cookie, the same in every tab of a browser; empty if there is none.

    The cookie reads version|mask|token|time, all in hexadecimal, and gets a new mask with each answer.
    """
    parts = HTTPConnection(scope).cookies.get(COOKIE, "").split("|")
    try:
        _, mask, masked = (bytes.fromhex(part) for part in ["", *parts[1:3]])
    except ValueError:
        return ""
    return bytes(byte ^ mask[place % len(mask)] for place, byte in enumerate(masked)).hex() if mask else ""


def full_house(request: Request) -> Response:
    """The page for those who must wait, in the language of the page they asked for."""
    words = language_asked(request)
    content = render("full_house.html", words, seconds=RETRY)
    headers = {"Cache-Control": "no-store", "Retry-After": str(RETRY)}
    links = [(language, f"?{request.url.include_query_params(lang=language).query}") for language in LANGUAGES]
    body = document(words, words("full.title"), content, links, root="./", again_after=RETRY)
    return Response(body, 503, headers, "text/html")


def _reconnects(scope: Scope) -> bool:
    """Whether a client asks for a session it had: the third word of what it offers as protocol."""
    offered = Headers(scope=scope).get("sec-websocket-protocol", "").split(",")
    return len(offered) > 2 and bool(offered[2].strip())
