"""Two replicas behind nginx, with the shipped rules: sessions stay where they are, until their replica dies."""

import asyncio
import re
import shutil
from collections.abc import Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from tests import region
from tests.browser.replicas import Cluster, Replica, cluster, nginx
from tests.browser.server import HOST, PATIENCE

BACK_WITHIN = 10  # seconds in which viewers are back on the other replica
NEXT_TRY = 0.1
SOURCES = [f"127.0.0.{n}" for n in range(2, 40)]  # so many that both replicas are certainly met
PER_REPLICA = 4
ADDRESS = re.compile(r"\b127\.0\.0\.(?!1\b)\d+")


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return region.write(tmp_path_factory.mktemp("shared") / "data")


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory, data: Path) -> Iterator[Cluster]:
    program = nginx()
    if not program:
        pytest.fail("nginx is missing. Install it with `apt-get install nginx-light`.", pytrace=False)
    with cluster(program, tmp_path_factory.mktemp("cluster"), data) as started:
        yield started


def done(story: Coroutine[Any, Any, Any]) -> None:
    """Runs it to its end, in a thread of its own: the one of the tests belongs to the browser."""
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, asyncio.wait_for(story, PATIENCE)).result()


@asynccontextmanager
async def session(two: Cluster, source: str, known: str = ""):
    """A viewer's websocket through the proxy; `known` is the session that the viewer had."""
    async with websockets.connect(
        f"ws://{HOST}:{two.port}/_stcore/stream",
        subprotocols=["streamlit", "token", *([known] if known else [])],
        origin=f"http://{HOST}:{two.port}",
        local_addr=(source, 0),
        proxy=None,
    ) as socket:
        yield socket


async def look(socket: websockets.ClientConnection) -> str:
    """Run the page once, to its end; returns the name of the session."""
    message = BackMsg()
    message.rerun_script.page_name = "projekte"
    message.rerun_script.context_info.url = f"http://{HOST}/projekte"
    await socket.send(message.SerializeToString())
    name, words = "", ""
    while True:
        answer = ForwardMsg.FromString(await socket.recv(decode=False))
        name = answer.new_session.initialize.session_id or name
        words += answer.delta.new_element.html.body
        if answer.WhichOneof("type") == "script_finished":
            assert "Ahorn" in words
            return name


async def visit(two: Cluster, source: str, known: str = "") -> str:
    async with session(two, source, known) as socket:
        return await look(socket)


async def come_back(two: Cluster, source: str, known: str) -> str:
    """What a browser does on its own when its connection breaks: try again until it is in."""
    while True:
        try:
            return await visit(two, source, known)
        except (OSError, websockets.WebSocketException):
            await asyncio.sleep(NEXT_TRY)


def test_sessions_stay_on_their_replica_and_move_when_it_dies(two: Cluster, arrive) -> None:
    met = {source: two.meets(source) for source in SOURCES}
    viewers = [s for one in two.replicas for s in [s for s in SOURCES if met[s] is one][:PER_REPLICA]]
    assert len(viewers) == PER_REPLICA * len(two.replicas), "both replicas are used"
    assert {source: two.meets(source) for source in SOURCES} == met, "the same address meets the same replica"
    visitor = arrive(f"http://{HOST}:{two.port}")
    page = visitor.page("projekte")
    dying = two.meets(HOST)
    done(through_the_end_of(dying, two, {source: met[source] for source in viewers}))
    # The browser is left to itself: it finds its way back, and the page works as before.
    connected = page.locator("[data-testid=stApp][data-test-connection-state=CONNECTED]")
    connected.wait_for(state="attached", timeout=BACK_WITHIN * 1000)
    page.locator(".rm-projects tbody th a").first.click()
    page.locator(".rm-sheet").wait_for()
    visitor.context.close()


async def through_the_end_of(dying: Replica, two: Cluster, met: dict[str, Replica]) -> None:
    sessions = {source: await visit(two, source) for source in met}
    for source, known in sessions.items():
        assert await visit(two, source, known) == known, "who reconnects finds the session again"
    dying.process.kill()
    dying.process.wait()
    back = await asyncio.wait_for(
        asyncio.gather(*(come_back(two, source, known) for source, known in sessions.items())), BACK_WITHIN
    )
    for (source, known), now in zip(sessions.items(), back, strict=True):
        assert (now == known) == (met[source] is not dying), "only the sessions of the dead replica begin anew"
        assert two.meets(source) is not dying


def test_new_data_reach_every_viewer_without_a_restart(two: Cluster, data: Path, tmp_path: Path) -> None:
    versions = {two.ask("/api/v1/projects.json", source)[1] for source in SOURCES[:8]}
    assert len({re.search(rb'"data_version": "(\w+)"', answer)[1] for answer in versions}) == 1
    newer = region.write(tmp_path / "newer", region.edit("projects", 0, summary_de="Ganz neu gefasst."))
    shutil.copy(newer / "projects.csv", data / "projects.csv")

    async def reach(source: str) -> None:
        while b"Ganz neu gefasst." not in (await asyncio.to_thread(two.ask, "/api/v1/projects.json", source))[1]:
            await asyncio.sleep(NEXT_TRY)

    async def reach_all() -> None:
        await asyncio.gather(*map(reach, SOURCES[:8]))

    done(reach_all())


@pytest.mark.parametrize(
    "path",
    ["/_stcore/metrics", "/_stcore/%6detrics", "/_stcore//metrics", "/_stcore/metrics/", "/_stcore/agent/openapi.json"],
)
def test_what_is_closed_stays_closed_at_the_proxy(path: str, two: Cluster) -> None:
    answer, body = two.ask(path)
    assert answer.status == 404
    assert b"memory" not in body


@pytest.mark.parametrize("upgrade", ["h2c", "HTTP/2.0", "TLS/1.2", "websocket-x", "x, websocket"])
def test_a_wish_for_another_protocol_is_not_passed_on(upgrade: str, two: Cluster) -> None:
    answer, body = two.ask(
        "/recht/impressum", Upgrade=upgrade, Connection="Upgrade, HTTP2-Settings", HTTP2_Settings="A"
    )
    assert answer.status == 200
    assert b"Replika" in body


def test_a_websocket_keeps_its_protocol_and_compression_on_the_way(two: Cluster) -> None:
    async def negotiate() -> None:
        async with session(two, SOURCES[0]) as socket:
            assert socket.subprotocol == "streamlit"
            assert [type(extension).__name__ for extension in socket.protocol.extensions] == ["PerMessageDeflate"]

    done(negotiate())


def test_compression_and_headers_come_from_the_app(two: Cluster) -> None:
    answer, _ = two.ask("/app/static/roadmap.css", Accept_Encoding="br")
    assert answer.headers["Content-Encoding"] == "br"
    assert "default-src" in answer.headers["Content-Security-Policy"]
    assert answer.headers.get_all("X-Content-Type-Options") == ["nosniff"]
    assert answer.headers["Server"] in (None, "nginx", "uvicorn")


def test_a_large_request_is_refused_before_it_reaches_the_app(two: Cluster) -> None:
    answer, _ = two.ask("/", method="POST", Content_Length=str(10**9))
    assert answer.status == 413


def test_no_log_holds_the_address_of_a_visitor(two: Cluster) -> None:
    source = SOURCES[-1]
    done(come_back(two, source, ""))
    for path in ("/karte?suche=geheim", "/_stcore/metrics", "/api/v1/projects.csv?feld=unfug", "/recht/%0d%0ax"):
        two.ask(path, source, X_Forwarded_For="203.0.113.9", Forwarded="for=203.0.113.9", X_Real_IP="203.0.113.9")
    written = two.written()
    assert ADDRESS.findall(written) == []
    assert "203.0.113.9" not in written
    assert "geheim" not in written
    for replica in two.replicas:
        assert replica.log.read_text().count("ROADMAP_OPERATOR") == 1, "what the operator owes is told once"
