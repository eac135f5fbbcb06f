"""A relay between browser and server that counts what the server sends: headers, bodies, websocket and all."""

import asyncio
import threading
from contextlib import suppress
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
        starting = asyncio.run_coroutine_threadsafe(asyncio.start_server(self._serve, "127.0.0.1", 0), self._loop)
        self._server = starting.result()
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    def __exit__(self, kind: type | None, error: BaseException | None, trace: TracebackType | None) -> None:
        asyncio.run_coroutine_threadsafe(self._end(), self._loop).result()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    async def _end(self) -> None:
        """End what the browser has left open, or it would be destroyed later, together with a closed loop."""
        self._server.close()
        connections = asyncio.all_tasks() - {asyncio.current_task()}
        for connection in connections:
            connection.cancel()
        await asyncio.gather(*connections, return_exceptions=True)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(asyncio.CancelledError):  # by `_end`; Python 3.11 takes it for an error of the server
            server_reader, server_writer = await asyncio.open_connection("127.0.0.1", self._target)
            await asyncio.gather(
                self._pass(reader, server_writer, False),
                self._pass(server_reader, writer, True),
                return_exceptions=True,
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
