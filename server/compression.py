"""Compresses what Streamlit delivers uncompressed, once per file instead of per request."""

import gzip
import posixpath
from collections import OrderedDict
from dataclasses import dataclass

import anyio
import brotli
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from figures.asset_files import PREFIX
from figures.digest import digest
from server.conditional import holds, weak
from server.paths import route_path

FILES = ("/static/", "/component/", f"/{PREFIX}/")
TEXT_TYPES = ("text/", "application/javascript", "application/json", "image/svg+xml")
DOCUMENT = "text/html"
SMALLEST = 1024
KEPT_BYTES = 32 * 1024 * 1024
# A thread costs more than compressing a document in place.
IN_PLACE = 32 * 1024
# For Streamlit's plotly script (4.7 MB): 7 takes 0.16 s for 1.20 MB, 9 takes 0.29 s for 1.18 MB, 10 several seconds.
BROTLI_QUALITY = 9
GZIP_LEVEL = 6


@dataclass(frozen=True)
class Compressed:
    """One file in one encoding; `validator` tells whether it still is the file's content."""

    validator: tuple[str | None, ...]
    tag: str
    body: bytes


def accepted(header: str) -> str:
    """The best encoding that an Accept-Encoding header allows: `br`, `gzip` or none."""
    weights: dict[str, bool] = {}
    for item in header.lower().split(","):
        name, _, parameters = item.strip().partition(";")
        weight = parameters.replace(" ", "").removeprefix("q=") or "1"
        weights[name.strip()] = weight.strip("0.") != ""
    return next((name for name in ("br", "gzip") if weights.get(name, weights.get("*", False))), "")


def compress(body: bytes, encoding: str) -> bytes:
    """The body in an encoding that `accepted` names."""
    if encoding == "br":
        packed: bytes = brotli.compress(body, mode=brotli.MODE_TEXT, quality=BROTLI_QUALITY)
        return packed
    return gzip.compress(body, GZIP_LEVEL, mtime=0)


class Compression:
    """ASGI middleware for the files of Streamlit, its components and ours, and for documents.

    Everything else is left to Streamlit's own compression, which skips or repeats these.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self._kept: OrderedDict[tuple[str, str], Compressed] = OrderedDict()
        self._one_at_a_time = anyio.Lock()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = Headers(scope=scope) if scope["type"] == "http" else Headers({})
        encoding = accepted(headers.get("accept-encoding", ""))
        if not encoding or scope["method"] != "GET" or "range" in headers:
            await self.app(scope, receive, send)
            return
        # Aliases such as /static//js would otherwise be kept again and again.
        path = posixpath.normpath(route_path(scope))
        is_file = path.startswith(FILES)
        if is_file:
            scope = _plain(scope)
        key = (path, encoding)
        answer = _Answer(send, is_file)
        if key in self._kept:
            # The head alone tells whether the kept body still holds; the file is not read again.
            await self.app({**scope, "method": "HEAD"}, receive, answer.note_head)
            if answer.start and _validator(answer.start) == self._kept[key].validator:
                self._kept.move_to_end(key)
                await answer.send_compressed(self._kept[key], encoding, headers)
                return
            answer.start = None
        await self.app(scope, receive, answer.intercept)
        # A client that hangs up stops the app inside; half a file must be neither sent nor kept.
        if answer.start and answer.complete:
            packed = await self._packed(key, answer.start, bytes(answer.body))
            await answer.send_compressed(packed, encoding, headers)

    async def _packed(self, key: tuple[str, str], start: Message, body: bytes) -> Compressed:
        validator, tag = _validator(start), digest(body)
        if len(body) < IN_PLACE:
            packed = Compressed(validator, tag, compress(body, key[1]))
        else:
            async with self._one_at_a_time:
                kept = self._kept.get(key)
                if kept and (kept.validator, kept.tag) == (validator, tag):
                    return kept
                small = await anyio.to_thread.run_sync(compress, body, key[1])
                packed = Compressed(validator, tag, small)
        # Streamlit answers any unknown address with its document; keeping those would never end.
        if key[0].startswith(FILES) and _type(start) != DOCUMENT:
            self._kept[key] = packed
            while sum(len(entry.body) for entry in self._kept.values()) > KEPT_BYTES:
                self._kept.popitem(last=False)
        return packed


class _Answer:
    """The answer of the app inside, held back while its body is still to be compressed."""

    def __init__(self, send: Send, is_file: bool) -> None:
        self.start: Message | None = None
        self.body = bytearray()
        self.complete = False
        self._send = send
        self._is_file = is_file

    async def note_head(self, message: Message) -> None:
        if message["type"] == "http.response.start" and self._to_compress(message):
            self.start = message

    async def intercept(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            if self._to_compress(message):
                self.start = message
                return
            if self._is_file:
                _mark(MutableHeaders(scope=message))
        elif self.start and message["type"] == "http.response.body":
            self.body += message.get("body", b"")
            self.complete = not message.get("more_body", False)
            return
        await self._send(message)

    async def send_compressed(self, packed: Compressed, encoding: str, asked: Headers) -> None:
        assert self.start
        headers = MutableHeaders(scope=self.start)
        headers.setdefault("etag", weak(packed.tag))
        _mark(headers)
        status, body = self.start["status"], packed.body
        if holds(asked.get("if-none-match", ""), headers["etag"]):
            status, body = 304, b""
            del headers["content-length"]
        else:
            headers["content-encoding"] = encoding
            headers["content-length"] = str(len(body))
        del headers["accept-ranges"]
        await self._send({**self.start, "status": status, "headers": headers.raw})
        await self._send({"type": "http.response.body", "body": body})

    def _to_compress(self, start: Message) -> bool:
        headers = Headers(raw=start["headers"])
        kind = _type(start)
        return (
            start["status"] == 200
            and (kind.startswith(TEXT_TYPES) if self._is_file else kind == DOCUMENT)
            and "content-encoding" not in headers
            and int(headers.get("content-length", 0)) >= SMALLEST
        )


def _mark(headers: MutableHeaders) -> None:
    """The answer depends on the encoding asked for, so its validator is only a weak one."""
    if "accept-encoding" not in headers.get("vary", "").lower():
        headers.add_vary_header("Accept-Encoding")
    if "etag" in headers:
        headers["etag"] = weak(headers["etag"].removeprefix("W/").strip('"'))


def _plain(scope: Scope) -> Scope:
    """The same request for an uncompressed body, delivered in messages rather than as a path."""
    headers = [pair for pair in scope["headers"] if pair[0] != b"accept-encoding"]
    return {**scope, "headers": headers, "extensions": {}}


def _type(start: Message) -> str:
    return Headers(raw=start["headers"]).get("content-type", "").partition(";")[0].strip()


def _validator(start: Message) -> tuple[str | None, ...]:
    headers = Headers(raw=start["headers"])
    return tuple(headers.get(name) for name in ("etag", "last-modified", "content-length"))
