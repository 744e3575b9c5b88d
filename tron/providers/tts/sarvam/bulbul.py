"""The plug-in's TTS, bent where it is wrong for calls, for this object alone.

It refuses nine of the voices that bulbul:v3 has; it takes a socket that ends in the middle for one that is done; it
keeps sockets for ever, but pings them too seldom for a server that drops idle ones after 20 seconds.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import time
from typing import Any

import aiohttp
from livekit.agents import APIConnectionError, APIConnectOptions, tts
from livekit.agents.tokenize import BufferedSentenceStream, SentenceStream, SentenceTokenizer
from livekit.agents.types import DEFAULT_API_CONNECT_OPTIONS
from livekit.plugins import sarvam
from livekit.plugins.sarvam import tts as plugin
from livekit.plugins.sarvam.models import MODEL_SPEAKER_COMPATIBILITY

from tron.providers.engines.text import sentences

PING_EVERY = 8.0
KEPT_FOR = 300.0
SHORTEST_TOKEN = 20
SHORTEST_CONTEXT = 10


class Sentences(SentenceTokenizer):
    """Ends sentences at a danda too, and cuts very long ones at a comma."""

    def tokenize(self, text: str, *, language: str | None = None) -> list[str]:
        return sentences(text)

    def stream(self, *, language: str | None = None) -> SentenceStream:
        return BufferedSentenceStream(tokenizer=sentences, min_token_len=SHORTEST_TOKEN, min_ctx_len=SHORTEST_CONTEXT)


class Bulbul(sarvam.TTS):
    """One voice in one language at one pace. `speaker` is not checked here."""

    def __init__(self, *, model: str, speaker: str, **options: Any) -> None:
        known = MODEL_SPEAKER_COMPATIBILITY.get(model, {}).get("all", [speaker])
        super().__init__(model=model, speaker=speaker if speaker in known else known[0], **options)
        self._opts.speaker = speaker
        self._opts.word_tokenizer = Sentences()
        self._leaving: set[asyncio.Task[bool]] = set()

    def stream(self, *, conn_options: APIConnectOptions = DEFAULT_API_CONNECT_OPTIONS) -> BulbulStream:
        stream = BulbulStream(tts=self, conn_options=conn_options)
        self._streams.add(stream)
        return stream

    @property
    def last_was_kept(self) -> bool:
        """Whether the last utterance took a socket that was there already."""
        return self._pool.last_connection_reused

    def leave(self, socket: aiohttp.ClientWebSocketResponse | None) -> None:
        """Close a socket whose utterance nobody wants any more, and open the next one; waits for neither."""
        if socket is not None and not socket.closed:
            task = asyncio.create_task(socket.close(), name="sarvam leaves")
            self._leaving.add(task)
            task.add_done_callback(self._leaving.discard)
        self.prewarm()

    async def aclose(self) -> None:
        await super().aclose()
        if self._leaving:
            await asyncio.wait(self._leaving, timeout=1.0)

    async def _keepalive_loop(self, ws: aiohttp.ClientWebSocketResponse) -> None:
        """Reads, so that pongs count, and pings while the socket waits for its next utterance."""
        until = time.monotonic() + KEPT_FOR
        gone = (aiohttp.WSMsgType.CLOSE, aiohttp.WSMsgType.CLOSED, aiohttp.WSMsgType.CLOSING, aiohttp.WSMsgType.ERROR)
        with contextlib.suppress(ConnectionError, RuntimeError):
            while not ws.closed and time.monotonic() < until:
                try:
                    message = await asyncio.wait_for(ws.receive(), PING_EVERY)
                except TimeoutError:
                    await ws.send_str(json.dumps({"type": "ping"}))
                else:
                    if message.type in gone:
                        break
        self._pool.remove(ws)
        await ws.close()


class BulbulStream(plugin.SynthesizeStream):
    """Fails where the socket ended before all was said."""

    _whole = False

    async def _run_ws(self, word_stream: SentenceStream, output_emitter: tts.AudioEmitter) -> None:
        self._whole = False
        await super()._run_ws(word_stream, output_emitter)
        if not self._whole:
            raise APIConnectionError("Sarvam's socket ended before all was said")

    async def _handle_event_message(self, resp: dict[str, Any], output_emitter: tts.AudioEmitter) -> bool:
        goes_on = await super()._handle_event_message(resp, output_emitter)
        self._whole = not goes_on
        return goes_on

    async def aclose(self) -> None:
        socket = self._ws_conn
        await super().aclose()
        if socket is not None and isinstance(self._tts, Bulbul):
            self._tts.leave(socket)
