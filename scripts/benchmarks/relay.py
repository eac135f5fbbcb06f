"""A relay between browser and server that counts what the server sends: headers, bodies, websocket and all."""

import asyncio
import threading
from types import TracebackType

CHUNK = 65_536


class Relay:
    """Listens on a free loopback port and passes every byte on; `sent` counts those to the browser."""

    def __init__(self, port: int) -> None:
        self.sent = 0
        self.port = 0
        self._target = port
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)

    def __enter__(self) -> "Relay":
        self._thread.start()
        listening = asyncio.run_coroutine_threadsafe(asyncio.start_server(self._serve, "127.0.0.1", 0), self._loop)
        self.port = listening.result().sockets[0].getsockname()[1]
        return self

    def __exit__(self, kind: type | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        server_reader, server_writer = await asyncio.open_connection("127.0.0.1", self._target)
        await asyncio.gather(
            self._pass(reader, server_writer, False), self._pass(server_reader, writer, True), return_exceptions=True
        )

    async def _pass(self, source: asyncio.StreamReader, target: asyncio.StreamWriter, counted: bool) -> None:
        try:
            while data := await source.read(CHUNK):
                if counted:
                    self.sent += len(data)
                target.write(data)
                await target.drain()
        finally:
            target.close()
