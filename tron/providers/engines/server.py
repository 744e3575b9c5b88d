"""The socket of the engines' process: reads requests, runs each as a task, ends it when the client goes or asks."""

from __future__ import annotations

import asyncio
import logging
import os
from collections.abc import AsyncGenerator, Mapping
from contextlib import aclosing, suppress
from pathlib import Path
from typing import Any

from tron.providers.engines.engine import BadRequest, Engine, Piece
from tron.providers.engines.hosted import HostedEngine, NotReady
from tron.providers.engines.protocol import Frame, ProtocolError, pack, read_frame
from tron.providers.engines.text import MAX_CHARACTERS
from tron.providers.engines.voices import resolve

MAX_WAIT = 60.0
ENGINE_OF = {"transcribe": "whisper", "reply": "llm", "embed": "embedding"}

log = logging.getLogger(__name__)


class EngineServer:
    """Serves the engines on a Unix socket. Heavy ones that calls hardly need come last and load last."""

    def __init__(self, engines: list[Engine]) -> None:
        self._changed = asyncio.Condition()
        self._version = 0
        self._hosted = {engine.name: HostedEngine(engine, self._note_change) for engine in engines}
        self._tasks: set[asyncio.Task[None]] = set()

    async def serve(self, socket_path: Path) -> None:
        """Listen, load, and go on until cancelled."""
        with suppress(FileNotFoundError):
            socket_path.unlink()
        before = os.umask(0o177)
        try:
            server = await asyncio.start_unix_server(self._connection, path=str(socket_path))
        finally:
            os.umask(before)
        async with server:
            await self._load()
            await server.serve_forever()

    async def _load(self) -> None:
        *needed, last = self._hosted.values()
        await asyncio.gather(*(hosted.load() for hosted in needed))
        await last.load()

    def _note_change(self) -> None:
        self._version += 1
        self._spawn(self._wake())

    async def _wake(self) -> None:
        async with self._changed:
            self._changed.notify_all()

    def _spawn(self, work: Any) -> asyncio.Task[None]:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    async def _connection(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        running: dict[int, asyncio.Task[None]] = {}
        try:
            while (frame := await read_frame(reader)) is not None:
                number = int(frame.header["id"])
                if frame.header.get("op") == "cancel":
                    if task := running.get(number):
                        task.cancel()
                    continue
                task = running[number] = self._spawn(self._answer(frame, number, writer))
                task.add_done_callback(lambda _, number=number: running.pop(number, None))  # type: ignore[misc]
        except (ProtocolError, KeyError, TypeError, ValueError) as error:
            log.warning("a client sent what is no request: %s", error)
        finally:
            for task in list(running.values()):
                task.cancel()
            writer.close()

    async def _answer(self, frame: Frame, number: int, writer: asyncio.StreamWriter) -> None:
        end: dict[str, Any] = {"id": number, "type": "done"}
        try:
            async with aclosing(self._pieces(frame)) as pieces:
                async for head, body in pieces:
                    writer.write(pack({**head, "id": number, "type": "piece"}, body))
                    await writer.drain()
        except NotReady as error:
            end |= {"type": "error", "code": "unavailable", "status": error.status.as_json()}
        except BadRequest as error:
            end |= {"type": "error", "code": "refused", "message": str(error)}
        except ConnectionError:
            return
        except Exception as error:
            log.exception("a request failed")
            end |= {"type": "error", "code": "refused", "message": f"The engine failed: {type(error).__name__}."}
        with suppress(ConnectionError):
            writer.write(pack(end))
            await writer.drain()

    def _pieces(self, frame: Frame) -> AsyncGenerator[Piece, None]:
        match frame.header.get("op"):
            case "status":
                return self._status()
            case "watch":
                return self._watch()
            case "transcribe" | "reply" | "embed" as op:
                return self._run(ENGINE_OF[op], frame.header, frame.body)
            case "speak":
                return self._speak(frame.header, frame.body)
        return self._unknown()

    async def _run(self, engine: str, header: Mapping[str, Any], body: bytes) -> AsyncGenerator[Piece, None]:
        wait = min(float(header.get("wait", MAX_WAIT)), MAX_WAIT)
        async with aclosing(self._hosted[engine].run(header, body, wait)) as pieces:
            async for piece in pieces:
                yield piece

    async def _speak(self, header: Mapping[str, Any], body: bytes) -> AsyncGenerator[Piece, None]:
        text = body.decode(errors="replace")
        if len(text) > MAX_CHARACTERS:
            raise BadRequest(f"More than {MAX_CHARACTERS} characters to speak.")
        piper = self._hosted["piper"].status
        speakers = piper.facts.get("speakers") if piper.state == "ready" else None
        speaker = resolve(header.get("voice"), str(header.get("language", "en-IN")), text, speakers)
        # Piper may be missing or broken: espeak's English voice stands in.
        if speaker.engine == "piper" and piper.state in {"missing", "failed"}:
            speaker = resolve("james", "en-IN", text)
        speed = min(max(float(header.get("speed", 1.0)), 0.5), 2.0)
        asked = {**header, "language": speaker.language, "variant": speaker.variant, "speed": speed}
        async with aclosing(self._run(speaker.engine, asked, body)) as pieces:
            async for piece in pieces:
                yield piece

    async def _status(self) -> AsyncGenerator[Piece, None]:
        yield self._report(), b""

    async def _watch(self) -> AsyncGenerator[Piece, None]:
        while True:
            seen = self._version
            yield self._report(), b""
            async with self._changed:
                await self._changed.wait_for(lambda: self._version != seen)  # noqa: B023

    def _report(self) -> dict[str, Any]:
        return {"pid": os.getpid(), "engines": [hosted.status.as_json() for hosted in self._hosted.values()]}

    async def _unknown(self) -> AsyncGenerator[Piece, None]:
        raise BadRequest("Unknown operation.")
        yield
