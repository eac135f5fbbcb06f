"""Security headers: what each kind of answer allows, and what stays closed."""

import ast
import asyncio
import base64
import hashlib
import re
from pathlib import Path
from unittest.mock import MagicMock

import pytest
from starlette.responses import HTMLResponse, PlainTextResponse
from starlette.types import Message, Receive, Scope, Send
from streamlit.web.server.starlette.starlette_app import create_streamlit_routes

from server.headers import (
    CLOSED,
    DOCUMENT_HEADERS,
    HEADERS,
    SecurityHeaders,
    document_policy,
    frame_ancestors,
    script_hashes,
)
from server.shell import streamlit_index
from tests import sources
from tests.asgi import request


async def everything(scope: Scope, receive: Receive, send: Send) -> None:
    """An app that answers any request, and tries to weaken its own policy."""
    await PlainTextResponse("inside", headers={"Content-Security-Policy": "default-src *"})(scope, receive, send)


app = SecurityHeaders(everything)


def directives(policy: str) -> dict[str, list[str]]:
    return {name: sources for name, *sources in (part.split() for part in policy.split(";"))}


def policy_of(path: str) -> dict[str, list[str]]:
    return directives(request(app, path).headers["content-security-policy"])


@pytest.mark.parametrize("path", ["/", "/karte", "/static/js/a.js", "/component/x/", "/api/v1/projects.json", "/nope"])
@pytest.mark.parametrize("name", HEADERS)
def test_every_answer_carries_every_security_header(path: str, name: str) -> None:
    assert request(app, path).headers[name] == HEADERS[name]


@pytest.mark.parametrize("name", DOCUMENT_HEADERS)
def test_documents_carry_what_browsers_heed_with_documents_only(name: str) -> None:
    async def page(scope: Scope, receive: Receive, send: Send) -> None:
        await HTMLResponse("inside")(scope, receive, send)

    assert request(SecurityHeaders(page), "/").headers[name] == DOCUMENT_HEADERS[name]
    assert name not in request(app, "/static/js/a.js").headers


@pytest.mark.parametrize("path", ["/", "/karte", "/recht/impressum", "/api", "/components"])
def test_pages_run_only_scripts_from_our_origin(path: str) -> None:
    scripts = policy_of(path)["script-src"]
    assert "'self'" in scripts
    assert not {"'unsafe-inline'", "'unsafe-eval'", "*", "https:", "data:"} & set(scripts)


def test_only_the_frames_of_components_may_evaluate_text() -> None:
    policy = policy_of("/component/streamlit_folium.st_folium/index.html")
    assert "'unsafe-eval'" in policy["script-src"]
    assert policy["default-src"] == policy["connect-src"] == ["'self'"]


def test_open_data_may_load_nothing_and_be_framed_nowhere() -> None:
    assert policy_of("/api/v1/projects.json") == {
        "default-src": ["'none'"],
        "frame-ancestors": ["'none'"],
    }


@pytest.mark.parametrize("path", ["/", "/component/x/index.html", "/api/v1/projects.csv"])
def test_no_policy_names_a_foreign_host(path: str) -> None:
    allowed = {"'self'", "'none'", "'unsafe-inline'", "'unsafe-eval'", "data:", "blob:"}
    for named in policy_of(path).values():
        assert all(source in allowed or source.startswith("'sha256-") for source in named)


@pytest.mark.parametrize("path", ["/", "/component/x/index.html"])
def test_only_our_own_pages_may_frame_us(path: str) -> None:
    assert policy_of(path)["frame-ancestors"] == ["'self'"]


def test_the_app_inside_cannot_weaken_the_policy() -> None:
    policies = request(app, "/").headers.getlist("content-security-policy")
    assert policies == [f"{document_policy(streamlit_index())}; frame-ancestors 'self'"]


@pytest.mark.parametrize("path", ["/", "/karte", "/component/x/index.html"])
def test_the_sites_that_the_operator_names_may_frame_pages_and_their_components(path: str) -> None:
    named = SecurityHeaders(everything, "https://stadt.example http://localhost:8000 https://*.ruhr.example")
    policy = directives(request(named, path).headers["content-security-policy"])
    assert policy["frame-ancestors"] == [
        "'self'", "https://stadt.example", "http://localhost:8000", "https://*.ruhr.example",
    ]  # fmt: skip


def test_open_data_stay_unframed_whoever_is_named() -> None:
    named = SecurityHeaders(everything, "*")
    policy = directives(request(named, "/api/v1/projects.json").headers["content-security-policy"])
    assert policy["frame-ancestors"] == ["'none'"]


@pytest.mark.parametrize(
    "parent", ["stadt.example", "https://", "https://a.example/pfad", "https://a;script-src", "javascript:x", "'none'"]
)
def test_what_is_no_origin_is_refused(parent: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        frame_ancestors(f"https://stadt.example {parent}")


def test_the_inline_script_of_streamlit_is_allowed_by_its_hash() -> None:
    code = re.findall(r"<script>(.*?)</script>", streamlit_index(), re.DOTALL)
    assert len(code) == 1
    digest = base64.b64encode(hashlib.sha256(code[0].encode()).digest()).decode()
    assert f"'sha256-{digest}'" in policy_of("/")["script-src"]


def test_scripts_with_an_address_need_no_hash() -> None:
    assert script_hashes('<script src="./a.js"></script><script type="module" src="b"></script>') == []


def test_a_document_without_scripts_allows_none_inline() -> None:
    assert directives(document_policy(""))["script-src"] == ["'self'", "blob:"]


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS"])
@pytest.mark.parametrize(
    "path",
    [
        "/_stcore/metrics",
        "/_stcore/metrics/",
        "/_stcore/agent",
        "/_stcore/agent/openapi.json",
        "/_stcore/agent/mcp",
        "/_stcore/upload_file/session/file",
        "/_stcore/%6Detrics",
    ],
)
def test_what_no_page_needs_is_not_found(path: str, method: str) -> None:
    answer = request(app, path, method=method)
    assert answer.status == 404
    assert b"inside" not in answer.body
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_every_endpoint_of_streamlit_is_known_and_either_needed_or_closed() -> None:
    registered = {str(getattr(route, "path", "")) for route in create_streamlit_routes(MagicMock())}
    assert {path for path in registered if path and not CLOSED.fullmatch(path)} == {
        "/_stcore/health",
        "/_stcore/host-config",
        "/_stcore/stream",
        "/_stcore/bidi-components/{path:path}",
        "/component/{path:path}",
        "/media/{file_id:path}",
        # Without a configured login these only lead back to the start page.
        "/auth/login",
        "/auth/logout",
        "/oauth2callback",
    }


@pytest.mark.parametrize("file", sources.code(), ids=sources.name)
def test_no_page_takes_files_since_uploads_are_closed(file: Path) -> None:
    used = {node.attr for node in ast.walk(sources.tree(file)) if isinstance(node, ast.Attribute)}
    assert used & {"file_uploader", "camera_input", "audio_input", "chat_input"} == set()


@pytest.mark.parametrize("path", ["/_stcore/health", "/_stcore/host-config", "/_stcore/metricsx"])
def test_other_endpoints_of_streamlit_stay_open(path: str) -> None:
    assert request(app, path).status == 200


def test_endpoints_stay_closed_below_a_mount() -> None:
    assert request(app, "/ruhr/_stcore/metrics", root_path="/ruhr").status == 404


def test_hostile_paths_never_reach_a_header() -> None:
    answer = request(app, "/%0d%0aSet-Cookie:%20a=b<script>{{7*7}}")
    assert "set-cookie" not in answer.headers
    assert not any("script>" in v or "49" in v for k, v in answer.headers.items() if k != "content-security-policy")


def test_websockets_pass_unchanged() -> None:
    seen: list[Message] = []

    async def inner(scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "websocket.http.response.start", "status": 200, "headers": []})

    async def receive() -> Message:
        return {}

    async def send(message: Message) -> None:
        seen.append(message)

    asyncio.run(SecurityHeaders(inner)({"type": "websocket", "path": "/_stcore/metrics"}, receive, send))
    assert seen == [{"type": "websocket.http.response.start", "status": 200, "headers": []}]
