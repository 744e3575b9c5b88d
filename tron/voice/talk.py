"""Puts an answered call together: which session, which voice, which recogniser, which Script."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from livekit.agents import stt

from tron.core.call_engine.place import Claim
from tron.core.cost import Usage, estimate
from tron.core.database.tables import Agent, Call, OptOut
from tron.core.phone import is_practice
from tron.core.ports import Abilities, LanguageModel, LineCall, SpeechToText, TextToSpeech
from tron.core.repositories.opt_outs import OptOutRepository
from tron.core.scripts import phrases
from tron.core.scripts.for_agent import PREPARED_LINES, freeform_config, model_choice, options_of, system_prompt
from tron.core.scripts.freeform import Freeform
from tron.core.scripts.render import render
from tron.core.services import Services
from tron.core.voices import parse_voice_id, stand_in_for
from tron.providers.stt.practice import CallCatalogues, PracticeRecogniser
from tron.voice.call_run import Emit, Talk
from tron.voice.parts import SharedModels, VoiceOptions, VoiceParts
from tron.voice.recording import CallRecorder
from tron.voice.session import VoiceSession
from tron.voice.speech_cache import CachedSpeech
from tron.voice.speech_to_text import FrameSTT, UtteranceSTT
from tron.voice.text_session import TextSession
from tron.voice.transcript import TranscriptEntry

log = logging.getLogger(__name__)

HEARS_ENGLISH_ONLY = "The built-in recogniser understands English only."
NO_KEY = "There is no Sarvam key: a built-in voice speaks."
NO_VENDORS = "This version speaks with its built-in voices only."
ENGINE_SECONDS = 30.0


class TalkFactory:
    """Makes the Talk of each answered call. The models for sound are loaded at the first audio call."""

    def __init__(
        self,
        services: Services,
        *,
        recogniser: SpeechToText,
        voice: TextToSpeech,
        catalogues: CallCatalogues,
        abilities: Abilities | None = None,
    ) -> None:
        self._services = services
        self._recogniser = recogniser
        self._voice = CachedSpeech(voice)
        self._catalogues = catalogues
        self._abilities = abilities
        self._models: asyncio.Task[SharedModels] | None = None
        self._warming: set[asyncio.Task[None]] = set()

    async def models(self) -> SharedModels:
        """Voice activity and end-of-turn models, loaded once."""
        if self._models is None:
            self._models = asyncio.create_task(SharedModels.load(), name="load-voice-models")
        return await asyncio.shield(self._models)

    async def close(self) -> None:
        for task in tuple(self._warming):
            task.cancel()
        await asyncio.gather(*self._warming, return_exceptions=True)
        if self._models is not None:
            (await self._models).close()

    async def prepare(self, claim: Claim) -> None:
        """While the phone rings: load what is needed for sound and render the greeting. Raises nothing."""
        agent = claim.agent
        if agent is None or claim.call.line_options.get("fidelity") == "text":
            return
        # Beside it: an answered call waits for a greeting, but not for a model.
        warming = asyncio.create_task(self._read_ahead(agent, claim.call), name="model-reads-ahead")
        self._warming.add(warming)
        warming.add_done_callback(self._warming.discard)
        config = freeform_config(agent, claim.call)
        speaker = parse_voice_id(stand_in_for(agent.voice_id, agent.language))[2]
        try:
            await self.models()
            async with asyncio.timeout(ENGINE_SECONDS):
                await self._know_voices()
                for text in (config.greeting, config.short_greeting):
                    await self._voice.prepare(
                        render(text, config.variables),
                        voice=speaker,
                        language=agent.language,
                        speed=agent.voice_speed,
                    )
        except Exception:
            log.exception("the greeting could not be rendered ahead")

    async def _read_ahead(self, agent: Agent, call: Call) -> None:
        """Let the model on this machine read the persona before the first question; it keeps what it has read."""
        if self._abilities is None or agent.llm_provider != "builtin":
            return
        try:
            model = await self._find_model(agent)
            if model is None:
                return
            rows = [{"role": "system", "content": system_prompt(agent, call)}, {"role": "user", "content": "Hello"}]
            async with asyncio.timeout(ENGINE_SECONDS):
                async for _ in model.reply(rows, temperature=0.0, max_tokens=1):
                    pass
        except Exception:
            log.exception("the model could not read ahead")

    async def __call__(self, claim: Claim, line_call: LineCall, emit: Emit) -> Talk:
        call, agent = claim.call, claim.agent
        if agent is None:
            raise ValueError("a call without an agent cannot talk")
        script = Freeform(freeform_config(agent, call), self._opt_out(call))
        if line_call.text is not None:
            pace = 0.0 if call.line == "terminal" else 1.0
            limit = float(agent.max_call_duration)
            session = TextSession(line_call.text, self._services.clock, emit, max_duration=limit, pace=pace)
            return Talk(session, script, "text", cost=await self._cost(agent, call, None, None))
        return await self._audio(script, agent, call, line_call, emit)

    async def _audio(self, script: Freeform, agent: Agent, call: Call, line_call: LineCall, emit: Emit) -> Talk:
        if line_call.audio is None:
            raise ValueError("the line gave neither sound nor text")
        models = await self.models()
        await self._know_voices()
        speaker = await self._choose_voice(agent, emit)
        recorder = self._recorder(agent, call, models)
        model = await self._find_model(agent)
        parts = VoiceParts(
            line=line_call.audio,
            stt=await self._choose_recogniser(agent, call, emit),
            tts=self._voice,
            models=models,
            keys=line_call.keys(),
            model=model,
            recorder=recorder,
            emit=emit,
            is_backchannel=phrases.is_backchannel,
        )
        if model is None:
            await _stand_in(emit, "llm", f"{agent.llm_provider}/{agent.llm_model}", "prepared lines", PREPARED_LINES)
        options = VoiceOptions(
            language=agent.language,
            voice=speaker,
            speed=agent.voice_speed,
            instructions=system_prompt(agent, call),
            temperature=agent.llm_temperature,
            max_tokens=options_of(agent).llm_max_tokens,
            max_duration=float(agent.max_call_duration),
        )
        name = recorder.path.name if recorder else None
        cost = await self._cost(agent, call, speaker, model)
        return Talk(VoiceSession(parts, options), script, "audio", name, cost)

    async def _find_model(self, agent: Agent) -> LanguageModel | None:
        if self._abilities is None:
            return None
        return await self._abilities.find(model_choice(agent), await self._services.settings.snapshot())

    async def _know_voices(self) -> None:
        if self._abilities is not None:
            self._voice.spoken_by(await self._abilities.voices())

    async def _choose_voice(self, agent: Agent, emit: Emit) -> str:
        """The built-in speaker for the agent's voice; says so when it is a stand-in."""
        chosen = stand_in_for(agent.voice_id, agent.language)
        if chosen != agent.voice_id:
            settings = await self._services.settings.snapshot()
            why = NO_KEY if settings.get("ai.sarvam_api_key") is None else NO_VENDORS
            await _stand_in(emit, "tts", agent.voice_id, chosen, why)
        return parse_voice_id(chosen)[2]

    async def _choose_recogniser(self, agent: Agent, call: Call, emit: Emit) -> stt.STT[Any]:
        if call.phone_number is not None and is_practice(call.phone_number):
            catalogue = self._catalogues.of(call.id)
            return FrameSTT(lambda: PracticeRecogniser(catalogue), language=agent.language)
        if self._abilities is not None and await self._abilities.hears(agent.language):
            return UtteranceSTT(self._recogniser, language=agent.language)
        if not agent.language.startswith("en"):
            await _stand_in(emit, "stt", agent.language, "builtin/whisper (en)", HEARS_ENGLISH_ONLY)
        return UtteranceSTT(self._recogniser, language="en-IN")

    def _recorder(self, agent: Agent, call: Call, models: SharedModels) -> CallRecorder | None:
        if not options_of(agent).recording:
            return None
        folder = self._services.recordings
        folder.mkdir(parents=True, exist_ok=True)
        return CallRecorder(folder / f"{call.id}.ogg", executor=models.recording)

    def _opt_out(self, call: Call) -> Callable[[str], Awaitable[None]]:
        async def add(_words: str) -> None:
            if call.phone_number is None:
                return
            async with self._services.database.transaction() as session:
                await OptOutRepository(session).add(
                    OptOut(phone_number=call.phone_number, source="call", call_id=call.id)
                )

        return add

    async def _cost(
        self, agent: Agent, call: Call, speaker: str | None, model: LanguageModel | None
    ) -> Callable[[Sequence[TranscriptEntry]], dict[str, Any]]:
        settings = await self._services.settings.snapshot()

        def cost(transcript: Sequence[TranscriptEntry]) -> dict[str, Any]:
            minutes = max((entry.end for entry in transcript), default=0.0) / 60
            spoken = sum(len(entry.text) for entry in transcript if entry.role == "agent") / 1000
            usages = [Usage("telephony", call.line, minutes)]
            if speaker is not None:
                usages += [Usage("stt", "builtin", minutes), Usage("tts", "builtin", spoken)]
            if model is not None:
                usages.append(Usage("llm", "builtin", 0.0))
            return estimate(usages, settings.prices, settings.get_float("pricing.inr_per_usd"))

        return cost


async def _stand_in(emit: Emit, component: str, wanted: str, used: str, why: str) -> None:
    await emit("engine.stand_in", {"component": component, "wanted": wanted, "used": used, "why": why}, None)
