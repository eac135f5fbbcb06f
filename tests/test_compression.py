"""Compression: once per file, only for text, only for clients that accept it."""

import asyncio
import gzip
from collections.abc import Mapping
from pathlib import Path

import brotli
import pytest
from starlette.responses import Response
from starlette.routing import Mount, Router
from starlette.staticfiles import StaticFiles
from starlette.types import Receive, Scope, Send

from server import compression
from server.compression import Compression, accepted
from tests.asgi import Answer, request, send

SCRIPT = b"function tell() { return 'a circular sentence'; }\n" * 4000
UNPACK = {"br": brotli.decompress, "gzip": gzip.decompress, None: lambda body: body}


class Inside:
    """An app with one answer for all addresses; it remembers how it was asked."""

    def __init__(self, body: bytes = SCRIPT, kind: str = "text/javascript", **headers: str) -> None:
        self.body, self.kind, self.status = body, kind, 200
        self.headers: Mapping[str, str] = {k.replace("_", "-"): v for k, v in headers.items()}
        self.asked: list[tuple[str, str | None]] = []

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        encodings = dict(scope["headers"]).get(b"accept-encoding")
        self.asked.append((scope["method"], encodings and encodings.decode()))
        answer = Response(self.body, self.status, self.headers, self.kind)
        if scope["method"] == "HEAD":
            answer.body = b""
        await answer(scope, receive, send)


def unpacked(answer: Answer) -> bytes:
    return bytes(UNPACK[answer.headers.get("content-encoding")](answer.body))


def counted(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The encodings of all compressions that the test causes."""
    work: list[str] = []
    real = compression.compress

    def compress(body: bytes, encoding: str) -> bytes:
        work.append(encoding)
        return real(body, encoding)

    monkeypatch.setattr(compression, "compress", compress)
    return work


@pytest.mark.parametrize(
    ("header", "encoding"),
    [
        ("", ""),
        ("identity", ""),
        ("deflate", ""),
        ("gzip", "gzip"),
        ("gzip, deflate, br", "br"),
        ("GZIP, BR", "br"),
        ("br;q=0, gzip;q=0.5", "gzip"),
        ("br; q=0.0, gzip; q=0", ""),
        ("*", "br"),
        ("*;q=0, gzip", "gzip"),
        ("br;q=0, *", "gzip"),
        (";;;,,,=q", ""),
        ("brotli", ""),
        ("<script>{{7*7}}", ""),
    ],
)
def test_the_best_accepted_encoding_is_chosen(header: str, encoding: str) -> None:
    assert accepted(header) == encoding


@pytest.mark.parametrize("path", ["/static/js/a.js", "/component/map/main.js", "/app/static/map.js"])
@pytest.mark.parametrize("encoding", ["br", "gzip"])
def test_files_arrive_smaller_and_unchanged(path: str, encoding: str) -> None:
    answer = request(Compression(Inside()), path, {"Accept-Encoding": encoding})
    assert answer.headers["content-encoding"] == encoding
    assert int(answer.headers["content-length"]) == len(answer.body) < len(SCRIPT) / 10
    assert answer.headers["vary"] == "Accept-Encoding"
    assert unpacked(answer) == SCRIPT


def test_cache_headers_of_the_app_stay() -> None:
    lasting = "public, immutable, max-age=31536000"
    answer = request(Compression(Inside(cache_control=lasting)), "/static/a.js", {"Accept-Encoding": "br"})
    assert answer.headers["cache-control"] == lasting


@pytest.mark.parametrize(
    ("kind", "size"),
    [("image/png", 5000), ("font/woff2", 5000), ("text/javascript", 1023), ("text/css", 0)],
)
def test_small_and_packed_files_stay_as_they_are(kind: str, size: int) -> None:
    answer = request(Compression(Inside(b"a" * size, kind)), "/static/a", {"Accept-Encoding": "br"})
    assert "content-encoding" not in answer.headers
    assert answer.body == b"a" * size


@pytest.mark.parametrize(
    "headers",
    [{}, {"Accept-Encoding": "identity"}, {"Accept-Encoding": "br", "Range": "bytes=0-10"}],
)
def test_a_client_that_cannot_use_it_gets_the_plain_file(headers: dict[str, str]) -> None:
    answer = request(Compression(Inside()), "/static/a.js", headers)
    assert "content-encoding" not in answer.headers
    assert answer.body == SCRIPT


@pytest.mark.parametrize("method", ["HEAD", "POST"])
def test_other_methods_pass_unchanged(method: str) -> None:
    answer = request(Compression(Inside()), "/static/a.js", {"Accept-Encoding": "br"}, method)
    assert "content-encoding" not in answer.headers


def test_an_encoded_answer_is_not_encoded_twice() -> None:
    inside = Inside(gzip.compress(SCRIPT * 20), content_encoding="gzip")
    answer = request(Compression(inside), "/static/a.js", {"Accept-Encoding": "br"})
    assert answer.headers["content-encoding"] == "gzip"
    assert unpacked(answer) == SCRIPT * 20


@pytest.mark.parametrize("status", [206, 304, 404, 500])
def test_only_complete_answers_are_compressed(status: int) -> None:
    inside = Inside()
    inside.status = status
    answer = request(Compression(inside), "/static/a.js", {"Accept-Encoding": "br"})
    assert answer.status == status
    assert "content-encoding" not in answer.headers


def test_documents_are_compressed_wherever_they_are() -> None:
    app = Compression(Inside(kind="text/html; charset=utf-8"))
    assert request(app, "/karte", {"Accept-Encoding": "br"}).headers["content-encoding"] == "br"


def test_open_data_is_left_to_streamlits_compression() -> None:
    inside = Inside(kind="application/json")
    answer = request(Compression(inside), "/api/v1/projects.json", {"Accept-Encoding": "br, gzip"})
    assert "content-encoding" not in answer.headers
    assert inside.asked == [("GET", "br, gzip")]


def test_a_file_is_compressed_and_read_only_once(monkeypatch: pytest.MonkeyPatch) -> None:
    work = counted(monkeypatch)
    inside = Inside(etag='"1"')
    app = Compression(inside)
    bodies = [request(app, "/static/a.js", {"Accept-Encoding": "br"}).body for _ in range(3)]
    assert work == ["br"]
    assert len(set(bodies)) == 1
    assert [method for method, _ in inside.asked] == ["GET", "HEAD", "HEAD"]


def test_many_first_visitors_share_one_compression(monkeypatch: pytest.MonkeyPatch) -> None:
    work = counted(monkeypatch)
    app = Compression(Inside())

    async def crowd() -> list[Answer]:
        asking = (send(app, "/static/a.js", {"accept-encoding": "br"}) for _ in range(20))
        return await asyncio.gather(*asking)

    assert {unpacked(answer) for answer in asyncio.run(crowd())} == {SCRIPT}
    assert work == ["br"]


@pytest.mark.parametrize("header", ["etag", "last-modified"])
def test_a_changed_file_is_compressed_anew(header: str) -> None:
    inside = Inside()
    inside.headers = {header: '"1"'}
    app = Compression(inside)
    request(app, "/app/static/a.js", {"Accept-Encoding": "br"})
    inside.body = SCRIPT.replace(b"circular", b"straight")
    inside.headers = {header: '"2"'}
    assert unpacked(request(app, "/app/static/a.js", {"Accept-Encoding": "br"})) == inside.body


def test_encodings_are_kept_apart() -> None:
    app = Compression(Inside())
    for encoding in ("br", "gzip", "br", "gzip"):
        assert unpacked(request(app, "/static/a.js", {"Accept-Encoding": encoding})) == SCRIPT


def test_aliases_of_an_address_are_kept_once() -> None:
    app = Compression(Inside())
    for alias in ("/static/a.js", "/static//a.js", "/static/./a.js", "/static/b/../a.js"):
        request(app, alias, {"Accept-Encoding": "br"})
    assert len(app._kept) == 1


def test_documents_on_invented_addresses_are_not_kept() -> None:
    app = Compression(Inside(kind="text/html"))
    for number in range(5):
        request(app, f"/static/invented-{number}.js", {"Accept-Encoding": "br"})
    assert not app._kept


def test_memory_has_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compression, "KEPT_BYTES", 1000)
    app = Compression(Inside())
    for number in range(50):
        request(app, f"/static/{number}.js", {"Accept-Encoding": "br"})
    assert sum(len(entry.body) for entry in app._kept.values()) <= 1000
    assert ("/static/49.js", "br") in app._kept


@pytest.mark.parametrize("visits", [1, 2])
def test_a_file_without_a_validator_gets_one(visits: int) -> None:
    app = Compression(Inside())
    for _ in range(visits):
        first = request(app, "/component/map/main.js", {"Accept-Encoding": "br"})
    again = request(
        app,
        "/component/map/main.js",
        {"Accept-Encoding": "br", "If-None-Match": first.headers["etag"]},
    )
    assert (again.status, again.body) == (304, b"")
    assert "content-encoding" not in again.headers


def test_files_on_disk_answer_304_and_follow_changes(tmp_path: Path) -> None:
    file = tmp_path / "a.js"
    file.write_bytes(SCRIPT)
    app = Compression(Router([Mount("/static", StaticFiles(directory=tmp_path))]))
    first = request(app, "/static/a.js", {"Accept-Encoding": "br"})
    assert first.headers["etag"].startswith("W/")
    assert "accept-ranges" not in first.headers
    known = {"Accept-Encoding": "br", "If-None-Match": first.headers["etag"]}
    again = request(app, "/static/a.js", known)
    assert (again.status, again.headers["etag"]) == (304, first.headers["etag"])
    file.write_bytes(SCRIPT + b"// more")
    assert unpacked(request(app, "/static/a.js", known)) == SCRIPT + b"// more"
    file.unlink()
    with pytest.raises(Exception, match="404"):
        request(app, "/static/a.js", known)


def test_half_a_file_is_neither_sent_nor_kept() -> None:
    async def hangs_up(scope: Scope, receive: Receive, send: Send) -> None:
        headers = [(b"content-type", b"text/css"), (b"content-length", b"5000")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": b"a" * 4000, "more_body": True})

    app = Compression(hangs_up)
    with pytest.raises(IndexError):
        request(app, "/static/a.css", {"Accept-Encoding": "br"})
    assert not app._kept


def test_files_are_never_handed_over_as_a_path(tmp_path: Path) -> None:
    (tmp_path / "a.js").write_bytes(SCRIPT)
    app = Compression(Router([Mount("/static", StaticFiles(directory=tmp_path))]))
    offered: dict[str, object] = {"http.response.pathsend": {}}
    assert unpacked(request(app, "/static/a.js", {"Accept-Encoding": "br"}, extensions=offered)) == SCRIPT
