"""Security headers on every answer, and no way in to endpoints of Streamlit that pages do not need."""

import base64
import hashlib
import re

from starlette.datastructures import MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from server.paths import route_path
from server.shell import streamlit_index

# No page takes a file, so an upload could only fill the memory.
CLOSED = re.compile(r"/_stcore/(metrics|agent|upload_file)(/.*)?")
INLINE_SCRIPT = re.compile(r"<script(?![^>]*\ssrc=)[^>]*>(.*?)</script>", re.DOTALL)

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    # A link to a source must not tell it what the reader has searched for.
    "Referrer-Policy": "same-origin",
}
# Browsers heed these with documents only; with each of the forty files of a first visit they would be ten kilobytes.
DOCUMENT_HEADERS = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": (
        "accelerometer=(), browsing-topics=(), camera=(), display-capture=(), geolocation=(), "
        "gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), usb=()"
    ),
}
EVERYWHERE = "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; object-src 'none'; base-uri 'self'"
# streamlit-folium evaluates the script that draws the map; only its own frame may do that.
COMPONENT_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; "
    f"style-src 'self' 'unsafe-inline'; form-action 'none'; {EVERYWHERE}"
)
PARENT = re.compile(r"https?://(\*\.)?[A-Za-z0-9.-]+(:[0-9]+)?")
MACHINE_POLICY = "default-src 'none'; frame-ancestors 'none'"


def script_hashes(html: str) -> list[str]:
    """The CSP sources of all inline scripts of a document."""
    digests = (hashlib.sha256(code.encode()).digest() for code in INLINE_SCRIPT.findall(html))
    return [f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests]


def document_policy(html: str) -> str:
    """The policy for pages: scripts from our origin and the inline ones of this document."""
    # Streamlit imports the scripts of components from blob: addresses and styles elements inline.
    scripts = " ".join(["'self'", "blob:", *script_hashes(html)])
    return (
        f"default-src 'self'; script-src {scripts}; style-src 'self' 'unsafe-inline'; "
        f"worker-src 'self' blob:; frame-src 'self'; form-action 'self'; {EVERYWHERE}"
    )


def frame_ancestors(parents: str) -> str:
    """The part of a policy that names the sites which may show our widgets, besides ourselves.

    `parents` lists their origins, such as `https://example.org`, parted by spaces; an asterisk
    allows all. ValueError names what is no origin.
    """
    for parent in parents.split():
        if parent != "*" and not PARENT.fullmatch(parent):
            raise ValueError(parent)
    return " ".join(["frame-ancestors", "'self'", *parents.split()])


class SecurityHeaders:
    """ASGI middleware. The shell keeps Streamlit's inline scripts, so one policy fits all pages."""

    def __init__(self, app: ASGIApp, parents: str = "") -> None:
        self.app = app
        ancestors = frame_ancestors(parents)
        self.document_policy = f"{document_policy(streamlit_index())}; {ancestors}"
        self.component_policy = f"{COMPONENT_POLICY}; {ancestors}"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        path = route_path(scope)

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers["Content-Security-Policy"] = self._policy(path)
                document = headers.get("content-type", "").startswith("text/html")
                for name, value in (HEADERS | DOCUMENT_HEADERS if document else HEADERS).items():
                    headers[name] = value
            await send(message)

        if CLOSED.fullmatch(path):
            await PlainTextResponse("Not Found", 404)(scope, receive, send_with_headers)
        else:
            await self.app(scope, receive, send_with_headers)

    def _policy(self, path: str) -> str:
        if path.startswith("/component/"):
            return self.component_policy
        return MACHINE_POLICY if path.startswith("/api/") else self.document_policy
