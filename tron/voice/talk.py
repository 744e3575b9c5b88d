"""Puts an answered call together: which session, which voice, which recogniser, which model, which Script."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial
from typing import Any

from livekit.agents import stt

from tron.core.call_engine.answered import Said
from tron.core.call_engine.claim import Claim
from tron.core.call_engine.loop_marks import is_loop
from tron.core.call_model import open_call_model
from tron.core.database.tables import Agent, Call
from tron.core.events.emit import Emit
from tron.core.flow_calls.opening import open_flow
from tron.core.knowledge.search import open_knowledge
from tron.core.ports import Abilities, LanguageModels, LineAudio, LineCall, SpeechToText, TextToSpeech
from tron.core.scripts.ahead import read_tables
from tron.core.scripts.documents import Documents
from tron.core.services import Services
from tron.core.usage import SpeechMeter
from tron.core.vendors import CloudVoices
from tron.providers.stt.practice import CallCatalogues
from tron.voice.answered_call import AnsweredCall
from tron.voice.call_cost import call_cost
from tron.voice.call_hearing import CloudHearing, Hearings
from tron.voice.call_parts import Opened, voice_options, voice_parts
from tron.voice.call_recorders import CallRecorders
from tron.voice.call_scripts import CallScripts, call_world, spoken_last
from tron.voice.call_voice import Voices, spoken
from tron.voice.colleague import COLLEAGUE, ColleagueDesk
from tron.voice.early_media import EarlyMedia
from tron.voice.getting_ready import GettingReady
from tron.voice.line_test.ends import line_test
from tron.voice.parts import SharedModels
from tron.voice.session import VoiceSession
from tron.voice.stand_ins import tell_stand_ins
from tron.voice.talks import Talk
from tron.voice.text_session import TextSession
from tron.voice.watched_talk import ear_for, watched, who


class TalkFactory:
    """Makes the Talk of each answered call. The models for sound are loaded at the first audio call.

    `recogniser` and `voice` are the built-in ones; `cloud_voices` and `cloud_hearing` those of vendors with a key.
    """

    def __init__(
        self,
        services: Services,
        *,
        recogniser: SpeechToText,
        voice: TextToSpeech,
        catalogues: CallCatalogues,
        abilities: Abilities | None = None,
        models: LanguageModels | None = None,
        cloud_voices: CloudVoices | None = None,
        cloud_hearing: CloudHearing | None = None,
    ) -> None:
        self._services = services
        self._models_of_vendors = models or abilities
        self._voices = Voices(voice, cloud=cloud_voices, abilities=abilities, circuits=services.circuits)
        self._hearings = Hearings(recogniser, catalogues, cloud=cloud_hearing, abilities=abilities)
        self._models: asyncio.Task[SharedModels] | None = None
        self._ready = GettingReady(services, self._voices, self._models_of_vendors, self.models)

    async def models(self) -> SharedModels:
        """Voice activity and end-of-turn models, loaded once."""
        if self._models is None:
            self._models = asyncio.create_task(_load(), name="load-voice-models")
        return await asyncio.shield(self._models)

    async def close(self) -> None:
        await self._ready.aclose()
        await self._voices.aclose()
        if self._models is not None:
            (await self._models).close()

    # ------------------------------------------------------------ while it rings

    async def prepare(self, claim: Claim) -> None:
        """Load what is needed for sound and render the greeting. Raises nothing."""
        if claim.agent is not None and not _is_typed(claim.call):
            await self._ready.prepare(claim.agent, claim.call)

    def early_media(self, claim: Claim, heard: Callable[[Said], None]) -> EarlyMedia | None:
        """Hears the network before the answer with the recogniser that the call will have."""
        agent, call = claim.agent, claim.call
        if agent is None or _is_typed(call):
            return None

        async def recogniser() -> stt.STT[Any]:
            ears = await self._hearings.choose(agent, call, await self._services.settings.snapshot())
            return ears.recognisers[0].stt

        return EarlyMedia(recogniser, heard)

    # ------------------------------------------------------------ answered

    async def __call__(self, claim: Claim, line_call: LineCall, emit: Emit) -> Talk:
        if is_loop(claim.call):
            return line_test(claim.call, line_call, emit)
        if claim.agent is None:
            raise ValueError("a call without an agent cannot talk")
        settings = await self._services.settings.snapshot()
        answered = AnsweredCall(claim.agent, claim.call, line_call, settings, emit)
        if line_call.text is not None:
            return await self._text(answered)
        if line_call.audio is None:
            raise ValueError("the line gave neither sound nor text")
        return await self._audio(answered, line_call.audio)

    async def _text(self, answered: AnsweredCall) -> Talk:
        agent, call, text = answered.agent, answered.call, answered.line_call.text
        assert text is not None
        pace = 0.0 if call.line == "terminal" else 1.0
        limit = float(agent.max_call_duration)
        ear = ear_for(call, self._services.clock)
        session = TextSession(text, self._services.clock, answered.emit, max_duration=limit, pace=pace, ear=ear)
        loaded = await open_flow(self._services.database, call, answered.emit)
        world = call_world(self._services, answered, session, loaded) if loaded is not None else None
        scripts = CallScripts(self._services, answered, loaded, world)
        script = watched(ear, agent, call, scripts.make, loaded)
        cost = call_cost(answered.settings, call)
        return Talk(session, script, "text", cost=cost, leave=scripts.leave, answered_by=who(ear))

    async def _audio(self, answered: AnsweredCall, audio: LineAudio) -> Talk:
        services, agent, call = self._services, answered.agent, answered.call
        models = await self.models()
        recorders = CallRecorders(services, answered, models.recording)
        loaded = await open_flow(services.database, call, answered.emit)
        known = await spoken_last(services, call)
        knowledge = await open_knowledge(services, agent) if loaded is None else None
        beside = await recorders.beside(loaded)
        opened = await self._open(answered, models)
        recorder = recorders.first()
        parts = voice_parts(answered, audio, opened, recorders, recorder)
        session = VoiceSession(parts, voice_options(agent, call))
        world = None
        if loaded is not None:
            world = call_world(services, answered, session, loaded, opened.mind, self._desk(answered, session, opened))
        documents = Documents(knowledge) if knowledge is not None else None
        scripts = CallScripts(services, answered, loaded, world, known=known, mind=opened.mind, documents=documents)
        return Talk(
            session,
            watched(opened.ear, agent, call, scripts.make, loaded),
            "audio",
            recorder.path.name if recorder else None,
            call_cost(answered.settings, call, meter=opened.mind.meter, speech=opened.speech),
            scripts.leave,
            who(opened.ear),
            partial(self._colleagues_recogniser, agent, call),
            beside,
        )

    async def _open(self, answered: AnsweredCall, models: SharedModels) -> Opened:
        services, agent, call, settings = self._services, answered.agent, answered.call, answered.settings
        speech = SpeechMeter()
        cast = await self._voices.cast(agent, settings, speech)
        ears = await self._hearings.choose(agent, call, settings)
        # The last that may be waited for: a call that ends meanwhile must not leave tools open.
        vendors = self._models_of_vendors
        mind = await open_call_model(services, agent, call, settings, answered.emit, models=vendors)
        await tell_stand_ins(answered, cast, ears, mind)
        ear = ear_for(call, services.clock, agent)
        return Opened(models, services.circuits, self._voices, cast, ears, mind, speech, ear)

    def _desk(self, answered: AnsweredCall, session: VoiceSession, opened: Opened) -> ColleagueDesk:
        agent = answered.agent
        speak = partial(spoken, opened.cast, language=agent.language, speed=agent.voice_speed)
        people_talk = partial(session.limit.people_talk, who=COLLEAGUE)
        return ColleagueDesk(session.bridge, speak, session.emit, self._services.clock, people_talk)

    async def _colleagues_recogniser(self, agent: Agent, call: Call) -> stt.STT[Any] | None:
        return await self._hearings.for_colleague(agent, call, await self._services.settings.snapshot())


def _is_typed(call: Call) -> bool:
    return call.line_options.get("fidelity") == "text"


async def _load() -> SharedModels:
    models = await SharedModels.load()
    # The first caller must not wait for the tables, nor everybody else's sound.
    await asyncio.get_running_loop().run_in_executor(models.recording, read_tables)
    return models
