"""What is loaded, rendered and read while it rings, so that nobody waits for it after the answer."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Final

from tron.core.database.tables import Agent, Call
from tron.core.flow_calls.opening import open_flow, opening_texts
from tron.core.flow_calls.rules import flow_variables
from tron.core.ports import LanguageModels, ReadsAhead
from tron.core.scripts.for_agent import freeform_config, model_choice, system_prompt
from tron.core.scripts.render import render
from tron.core.services import Services
from tron.voice.call_voice import Voices, speak_ahead

log = logging.getLogger(__name__)

ENGINE_SECONDS: Final = 30.0


class GettingReady:
    """Of all calls of a worker. `load` loads what is needed for sound; `models` None: no model reads ahead."""

    def __init__(
        self, services: Services, voices: Voices, models: LanguageModels | None, load: Callable[[], Awaitable[object]]
    ) -> None:
        self._services = services
        self._voices = voices
        self._models = models
        self._load = load
        self._warming: set[asyncio.Task[None]] = set()

    async def prepare(self, agent: Agent, call: Call) -> None:
        """For a call with sound. Raises nothing."""
        # Beside it: an answered call waits for a greeting, but not for a model.
        warming = asyncio.create_task(self._read_ahead(agent, call), name="model-reads-ahead")
        self._warming.add(warming)
        warming.add_done_callback(self._warming.discard)
        try:
            await self._load()
            cast = await self._voices.cast(agent, await self._services.settings.snapshot())
            texts = await self._first_words(agent, call)
            async with asyncio.timeout(ENGINE_SECONDS):
                await speak_ahead(cast, texts, agent.language, agent.voice_speed)
            self._voices.fillers(cast, agent)
        except Exception:
            log.exception("the greeting could not be rendered ahead")

    async def aclose(self) -> None:
        for task in tuple(self._warming):
            task.cancel()
        await asyncio.gather(*self._warming, return_exceptions=True)

    async def _first_words(self, agent: Agent, call: Call) -> list[str]:
        """What is said first in this call, as it will be spoken."""
        config = freeform_config(agent, call)
        disclosures = [render(text, config.variables) for text in config.disclosures]
        loaded = await open_flow(self._services.database, call)
        if loaded is not None:
            return [*opening_texts(loaded, flow_variables(agent, call)), *disclosures]
        greetings = [render(text, config.variables) for text in (config.greeting, config.short_greeting) if text]
        return [*greetings, *disclosures]

    async def _read_ahead(self, agent: Agent, call: Call) -> None:
        """Let the model read the persona before the first question, where it keeps what it has read."""
        if self._models is None:
            return
        try:
            settings = await self._services.settings.snapshot()
            model = await self._models.find(model_choice(agent), settings)
            rows = [{"role": "system", "content": system_prompt(agent, call)}, {"role": "user", "content": "Hello"}]
            async with asyncio.timeout(ENGINE_SECONDS):
                if isinstance(model, ReadsAhead):
                    await model.read_ahead(rows)
                elif model is not None and agent.llm_provider == "builtin":
                    async for _ in model.reply(rows, temperature=0.0, max_tokens=1):
                        pass
        except Exception:
            log.exception("the model could not read ahead")
