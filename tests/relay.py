"""A TCP relay in front of Postgres that can freeze, or break off and refuse: a database that is away."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import Any

from sqlalchemy.engine import make_url


class Relay:
    """`frozen` passes nothing on and closes nothing. `down` breaks every connection and refuses new ones."""

    def __init__(self, dsn: str) -> None:
        self._url = make_url(dsn)
        self._server: asyncio.Server | None = None
        self._writers: set[asyncio.StreamWriter] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._down = False
        self.frozen = False
        self.dsn = ""

    @property
    def down(self) -> bool:
        return self._down

    @down.setter
    def down(self, value: bool) -> None:
        self._down = value
        for writer in list(self._writers) if value else ():
            writer.transport.abort()

    async def __aenter__(self) -> Relay:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        port = self._server.sockets[0].getsockname()[1]
        self.dsn = self._url.set(host="127.0.0.1", port=port).render_as_string(hide_password=False)
        return self

    async def __aexit__(self, *_: Any) -> None:
        assert self._server is not None
        self._server.close()
        self.down = True
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self._down:
            writer.transport.abort()
            return
        host = str(self._url.query.get("host") or self._url.host)
        up, down = await asyncio.open_connection(host, self._url.port or 5432)
        self._writers |= {writer, down}
        for source, target in ((reader, down), (up, writer)):
            self._tasks.add(asyncio.create_task(self._pump(source, target)))

    async def _pump(self, source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            while data := await source.read(65536):
                while self.frozen:
                    await asyncio.sleep(0.02)
                target.write(data)
        target.close()
        self._writers.discard(target)
