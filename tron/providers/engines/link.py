"""One connection to the engines' process: many requests at a time, each with its own queue of frames."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import AsyncGenerator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from tron.providers.engines.protocol import Frame, ProtocolError, pack, read_frame


class LinkLost(Exception):
    """The connection ended before the answer did."""


class Link:
    """Made by `open`; of no use once `lost` is true."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer
        self._numbers = itertools.count(1)
        self._waiting: dict[int, asyncio.Queue[Frame | None]] = {}
        self.lost = False
        self._reading = asyncio.create_task(self._read(), name="engines-link")

    @classmethod
    async def open(cls, path: Path) -> Link:
        """Connect and wait for a first word: a process that is being killed still accepts. Raises OSError."""
        link = cls(*await asyncio.open_unix_connection(str(path)))
        try:
            async with asyncio.timeout(5):
                async for _ in link.request({"op": "status"}):
                    pass
        except (LinkLost, TimeoutError) as error:
            await link.close()
            raise ConnectionError("the engines' process did not answer") from error
        return link

    async def request(self, header: Mapping[str, Any], body: bytes = b"") -> AsyncGenerator[Frame, None]:
        """Frames of the answer, the last being `done` or `error`. Closing it early cancels. Raises LinkLost."""
        if self.lost:
            raise LinkLost
        number = next(self._numbers)
        queue = self._waiting[number] = asyncio.Queue()
        ended = False
        try:
            self._writer.write(pack({**header, "id": number}, body))
            await self._writer.drain()
            while not ended:
                frame = await queue.get()
                if frame is None:
                    raise LinkLost
                ended = frame.header.get("type") in {"done", "error"}
                yield frame
        except ConnectionError as error:
            raise LinkLost from error
        finally:
            del self._waiting[number]
            if not ended and not self.lost:
                self._writer.write(pack({"op": "cancel", "id": number}))

    async def _read(self) -> None:
        try:
            while (frame := await read_frame(self._reader)) is not None:
                queue = self._waiting.get(int(frame.header.get("id", 0)))
                if queue is not None:
                    queue.put_nowait(frame)
        except ProtocolError:
            pass
        finally:
            self.lost = True
            for queue in self._waiting.values():
                queue.put_nowait(None)
            self._writer.close()

    async def close(self) -> None:
        """Hang up; requests under way raise LinkLost."""
        self._reading.cancel()
        with suppress(asyncio.CancelledError):
            await self._reading
