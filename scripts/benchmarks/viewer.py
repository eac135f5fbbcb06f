"""A visitor without a browser: what Streamlit's own client sends and keeps, over a raw websocket."""

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import Self

import websockets
from streamlit.proto.Alert_pb2 import Alert
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from scripts.benchmarks.servers import HOST, Server

PATIENCE = 60.0  # seconds for one answer
KEPT_RUNS = 2  # the client forgets large messages that the last two runs did not use
MAP = "streamlit_folium.st_folium"
MAP_AT_REST = '{"last_active_drawing": null}'


class WrongAnswer(Exception):
    """The server has answered with something else than the page."""


@dataclass(frozen=True)
class Change:
    """What one rerun changes: parameters in the address, or the choice in the first select box."""

    query: str = ""
    choice: str = ""


@dataclass(frozen=True)
class Page:
    """A page to visit: its name and what always stands in its query, the changes that take turns, what it must contain.

    Once its last words are there, it has been drawn to its end.
    """

    name: str
    changes: tuple[Change, ...]
    query: str = ""
    has_map: bool = False
    last_words: str = ""


@dataclass(frozen=True)
class Answer:
    """One rerun as the visitor sees it."""

    seconds: float
    size: int


class Viewer:
    """One session on one page; every answer is checked to be that page, whole and without an error."""

    def __init__(self, server: Server, page: Page) -> None:
        self._server, self._page = server, page
        self._runs = 0
        self._script_hash = ""
        self._widgets: dict[str, str] = {}
        self._fragment = ""
        self._kept: dict[str, tuple[int, ForwardMsg]] = {}
        self._counts: dict[Change, int] = {}

    async def __aenter__(self) -> Self:
        self._socket = await websockets.connect(
            f"ws://{HOST}:{self._server.port}/_stcore/stream",
            subprotocols=[websockets.Subprotocol("streamlit")],
            origin=websockets.Origin(self._server.url),
            max_size=None,
            ping_interval=None,
        )
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._socket.close()

    async def rerun(self, change: Change | None = None) -> Answer:
        """One run of the page's script with the next change, or with one of its own."""
        change = change or self._page.changes[self._runs % len(self._page.changes)]
        message = self._message(change)
        begin = time.perf_counter()
        await self._socket.send(message)
        size, elements = await self._receive()
        seconds = time.perf_counter() - begin
        self._runs += 1
        self._check(change, elements)
        return Answer(seconds, size)

    async def poll(self) -> Answer:
        """One run of the part of the page that looks for new data, as the browser asks for it by itself."""
        message = BackMsg()
        message.rerun_script.fragment_id = self._fragment
        message.rerun_script.is_auto_rerun = True
        message.rerun_script.page_script_hash = self._script_hash
        begin = time.perf_counter()
        await self._socket.send(message.SerializeToString())
        size, _ = await self._receive(ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY)
        return Answer(time.perf_counter() - begin, size)

    def _message(self, change: Change) -> bytes:
        message = BackMsg()
        run = message.rerun_script
        run.query_string = "&".join(filter(None, (self._page.query, change.query)))
        run.page_name = "" if self._script_hash else self._page.name
        run.page_script_hash = self._script_hash
        run.context_info.url = f"{self._server.url}/{self._page.name}"
        run.context_info.color_scheme = "light"
        run.cached_message_hashes.extend(self._kept)
        if MAP in self._widgets:
            run.widget_states.widgets.add(id=self._widgets[MAP], json_value=MAP_AT_REST)
        if change.choice and "selectbox" in self._widgets:
            run.widget_states.widgets.add(id=self._widgets["selectbox"], string_value=change.choice)
        return message.SerializeToString()

    async def _receive(self, end: int = ForwardMsg.FINISHED_SUCCESSFULLY) -> tuple[int, list[Element]]:
        """All frames of a run: their bytes, and the elements with kept ones in place of references."""
        size, elements = 0, []
        while True:
            frame = await asyncio.wait_for(self._socket.recv(decode=False), PATIENCE)
            size += len(frame)
            message = ForwardMsg.FromString(frame)
            kind = message.WhichOneof("type")
            if kind == "ref_hash":
                message = self._kept[message.ref_hash][1]
            if message.metadata.cacheable or kind == "ref_hash":
                self._kept[message.hash] = (self._runs, message)
            if kind == "page_not_found":
                raise WrongAnswer(f"no page {self._page.name!r}")
            if kind == "navigation":
                self._script_hash = message.navigation.page_script_hash
            elif kind == "auto_rerun":
                self._fragment = message.auto_rerun.fragment_id
            elif message.WhichOneof("type") == "delta" and message.delta.WhichOneof("type") == "new_element":
                elements.append(message.delta.new_element)
            elif kind == "script_finished" and message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                if message.script_finished != end:
                    raise WrongAnswer("the script has not finished")
                self._kept = {key: kept for key, kept in self._kept.items() if kept[0] > self._runs - KEPT_RUNS}
                return size, elements

    def _check(self, change: Change, elements: Sequence[Element]) -> None:
        kinds = [element.WhichOneof("type") for element in elements]
        if "exception" in kinds or any(element.alert.format == Alert.ERROR for element in elements):
            raise WrongAnswer(f"an error on page {self._page.name!r} for {change}")
        if not any(element.heading.tag == "h1" or "<h1" in element.html.body for element in elements):
            raise WrongAnswer(f"no heading on page {self._page.name!r} for {change}")
        if not any(self._page.last_words in element.html.body for element in elements):
            raise WrongAnswer(f"no end of page {self._page.name!r} for {change}")
        for element in elements:
            if element.component_instance.component_name == MAP:
                self._widgets[MAP] = element.component_instance.id
            elif element.selectbox.id:
                self._widgets.setdefault("selectbox", element.selectbox.id)
        if self._page.has_map and "component_instance" not in kinds:
            raise WrongAnswer(f"no map on page {self._page.name!r}")
        expected = self._counts.setdefault(change, len(elements))
        if len(elements) != expected:
            raise WrongAnswer(f"{len(elements)} elements instead of {expected} on page {self._page.name!r}")
