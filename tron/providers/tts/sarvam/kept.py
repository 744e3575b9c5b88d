"""What a process keeps for its Sarvam voices: one HTTP session, and a plug-in with sockets for each way to speak."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import aiohttp

from tron.core.speech import SAMPLE_RATE
from tron.providers.tts.sarvam.bulbul import Bulbul

AT_MOST = 32
NO_SOCKETS_FOR = 60.0


@dataclass(frozen=True, slots=True)
class Manner:
    """Who speaks, and how. `language` and `speaker` are Sarvam's own codes."""

    api_key: str
    endpoint: str
    model: str
    speaker: str
    language: str
    pace: float

    def plugin(self, session: aiohttp.ClientSession, codec: str) -> Bulbul:
        """Raises ValueError for what the model does not take."""
        socket = f"ws{self.endpoint.removeprefix('http')}" if self.endpoint.startswith("http") else self.endpoint
        return Bulbul(
            model=self.model,
            speaker=self.speaker,
            target_language_code=self.language,
            pace=self.pace,
            speech_sample_rate=SAMPLE_RATE,
            output_audio_codec=codec,
            api_key=self.api_key,
            base_url=f"{self.endpoint}/text-to-speech",
            ws_url=f"{socket}/text-to-speech/ws",
            http_session=session,
        )


class Kept:
    """Bounded; those that were not used for longest go first. Needs a running loop once it is used."""

    def __init__(self, at_most: int = AT_MOST) -> None:
        self._at_most = at_most
        self._session: aiohttp.ClientSession | None = None
        self._plugins: OrderedDict[Manner, Bulbul] = OrderedDict()
        self._busy: dict[Manner, int] = {}
        self._closing: set[asyncio.Task[None]] = set()
        self._no_sockets_until: dict[str, float] = {}

    def session(self) -> aiohttp.ClientSession:
        if self._session is None or self._session.closed:
            self._session = aiohttp.ClientSession()
        return self._session

    @contextmanager
    def speaking(self, manner: Manner) -> Iterator[Bulbul]:
        """The plug-in for this manner, not closed while it is used. Raises ValueError as Manner.plugin."""
        plugin = self.plugin(manner)
        self._busy[manner] = self._busy.get(manner, 0) + 1
        try:
            yield plugin
        finally:
            self._busy[manner] -= 1
            if not self._busy[manner]:
                del self._busy[manner]

    def plugin(self, manner: Manner) -> Bulbul:
        found = self._plugins.get(manner)
        if found is None:
            found = self._plugins[manner] = manner.plugin(self.session(), "linear16")
            self._make_room()
        self._plugins.move_to_end(manner)
        return found

    def sockets_work(self, endpoint: str) -> bool:
        return asyncio.get_running_loop().time() >= self._no_sockets_until.get(endpoint, 0.0)

    def no_sockets(self, endpoint: str) -> None:
        """For a minute nobody tries them."""
        self._no_sockets_until[endpoint] = asyncio.get_running_loop().time() + NO_SOCKETS_FOR

    def __len__(self) -> int:
        return len(self._plugins)

    async def aclose(self) -> None:
        """When nobody speaks any more."""
        for plugin in self._plugins.values():
            await plugin.aclose()
        self._plugins.clear()
        if self._closing:
            await asyncio.wait(self._closing, timeout=2.0)
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    def _make_room(self) -> None:
        idle = [manner for manner in self._plugins if manner not in self._busy]
        for manner in idle[: max(len(self._plugins) - self._at_most, 0)]:
            task = asyncio.create_task(self._plugins.pop(manner).aclose(), name="sarvam voice closes")
            self._closing.add(task)
            task.add_done_callback(self._closing.discard)
