"""What a worker does for calls that are over, beside those that go on: the English transcript.

Calls wait in their rows, so any worker can take them and none is forgotten when this one goes.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

from tron.core.call_engine.english import ENGLISH, give_up, store_english, want_english
from tron.core.call_model import vendors_of
from tron.core.cost import Usage
from tron.core.database.failures import DATABASE_ERRORS
from tron.core.database.tables import Agent, Call
from tron.core.english import UNKNOWN, CutSound, English, SoundTranslators, Translators, translate
from tron.core.logs import log_context
from tron.core.ports import LanguageModels
from tron.core.repositories.english import LOCAL_PROVIDERS, EnglishRepository
from tron.core.services import Services
from tron.core.settings import SettingsSnapshot
from tron.core.translation import ModelTranslator
from tron.core.usage import UsageMeter
from tron.core.waiting_rows import WaitingRows
from tron.voice.caller_sound import cut_caller

log = logging.getLogger(__name__)

AT_ONCE = 2
JOB_SECONDS = 90.0
LOST_AFTER = timedelta(seconds=JOB_SECONDS + 60)
LOOK_SECONDS = 2.0
FINISH_SECONDS = 3.0


def _never() -> bool:
    return False


class AfterCall:
    """One per worker. `ended` is a hook of on_call_end; the work itself runs from `start` to `close`."""

    def __init__(self, services: Services, *, models: LanguageModels | None, sound: SoundTranslators | None) -> None:
        self._services = services
        self._models = models
        self._sound = sound
        self._busy: Callable[[], bool] = _never
        self._rows = WaitingRows(services.bus, ENGLISH, self._look, every=LOOK_SECONDS)
        self._local: set[UUID] = set()
        self._decoding = ThreadPoolExecutor(1, thread_name_prefix="caller-sound")

    async def ended(self, call: Call) -> None:
        """The call is over: it waits for its English if its agent asks for that."""
        if not call.transcript:
            return
        services = self._services
        async with services.database.transaction() as session:
            wanted = await want_english(session, call.id, services.clock.now())
        if wanted:
            services.bus.publish(ENGLISH)

    async def start(self, busy: Callable[[], bool] = _never) -> None:
        """Begin to work. While `busy` (people talk), models of this machine are theirs."""
        self._busy = busy
        self._rows.start()

    async def close(self) -> None:
        """Let what is nearly done end; the rest waits in its rows for the next worker."""
        await self._rows.close(within=FINISH_SECONDS, patience=FINISH_SECONDS)
        self._decoding.shutdown(wait=False)

    # ------------------------------------------------------------ which calls

    async def _look(self) -> None:
        busy = self._busy()
        self._local &= self._rows.jobs.keys()
        if busy:
            for call_id in self._local:
                self._rows.jobs[call_id].cancel()
        await self._end_the_lost()
        while len(self._rows.jobs) < AT_ONCE:
            async with self._services.database.transaction() as session:
                call = await EnglishRepository(session).claim(self._services.clock.now(), local=not busy)
                agent = await session.get(Agent, call.agent_id) if call is not None and call.agent_id else None
            if call is None:
                return
            self._begin(call, agent)

    async def _end_the_lost(self) -> None:
        services = self._services
        now = services.clock.now()
        async with services.database.transaction() as session:
            lost = await EnglishRepository(session).lost(now - LOST_AFTER)
            for call in lost:
                await give_up(session, call, "lost", now)
        services.bus.publish(*(f"call:{call.id}" for call in lost))

    def _begin(self, call: Call, agent: Agent | None) -> None:
        if agent is not None and agent.llm_provider in LOCAL_PROVIDERS:
            self._local.add(call.id)
        job = partial(self._job, call, agent)
        self._rows.begin(call.id, job, lambda: self._give_back(call.id), within=FINISH_SECONDS / 2)

    # ------------------------------------------------------------ one call

    async def _job(self, call: Call, agent: Agent | None) -> None:
        with log_context(call=call.id):
            try:
                await self._write(call, agent)
            except Exception:
                log.exception("no English transcript")
                await self._fail(call.id)

    async def _write(self, call: Call, agent: Agent | None) -> None:
        services = self._services
        settings = await services.settings.snapshot()
        meter = UsageMeter()
        who = await self._translators(call, agent, settings, meter)
        english = await translate(call.transcript, agent.language if agent else UNKNOWN, who, JOB_SECONDS)
        await self._store(call.id, english, [*english.usages, *meter.usages()], settings)

    async def _translators(
        self, call: Call, agent: Agent | None, settings: SettingsSnapshot, meter: UsageMeter
    ) -> Translators:
        sound = self._sound.translator(settings) if self._sound is not None else None
        chain = None
        if agent is not None:
            chain = await vendors_of(
                self._services, agent, settings, _untold, models=self._models, meter=meter, watched=False
            )
        if chain is None:
            return Translators(sound, self._cutter(call))
        name = f"{agent.llm_provider}/{agent.llm_model}" if agent else ""
        return Translators(sound, self._cutter(call), ModelTranslator(chain), lambda: _plain(chain.used) or name)

    def _cutter(self, call: Call) -> CutSound | None:
        """Cuts the call's recording, where this machine has it."""
        folder = self._services.recordings.resolve()
        file = (folder / (call.recording_url or "")).resolve()
        if not call.recording_url or file.parent != folder or not file.is_file():
            return None
        return lambda spans: self._cut(file, spans)

    async def _cut(self, file: Path, spans: Sequence[tuple[float, float]]) -> list[bytes]:
        return await asyncio.get_running_loop().run_in_executor(self._decoding, cut_caller, file, spans)

    async def _store(
        self, call_id: UUID, english: English, usages: Sequence[Usage], settings: SettingsSnapshot
    ) -> None:
        services = self._services
        async with services.database.transaction() as session:
            call = await store_english(session, call_id, english, usages, settings, services.clock.now())
        services.bus.publish(f"call:{call_id}")
        if call is not None:
            log.info("the English transcript is %s (%s)", call.english_state, call.english_reason or "whole")

    async def _fail(self, call_id: UUID) -> None:
        services = self._services
        with suppress(*DATABASE_ERRORS):
            async with services.database.transaction() as session:
                call = await EnglishRepository(session).locked(call_id)
                if call is not None:
                    await give_up(session, call, "error", services.clock.now())
            services.bus.publish(f"call:{call_id}")

    async def _give_back(self, call_id: UUID) -> None:
        async with self._services.database.transaction() as session:
            await EnglishRepository(session).give_back([call_id])


async def _untold(_type: str, _details: Mapping[str, Any], _node: str | None) -> None:
    """A vendor that fails here did not fail in the call: the reason is told instead."""


def _plain(circuit: str | None) -> str:
    """`llm/openai/gpt-4o` as `openai/gpt-4o`."""
    return (circuit or "").removeprefix("llm/").partition(" ")[0]
