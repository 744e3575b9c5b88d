"""Puts an answered call together: which session, which voice, which recogniser, which model, which Script."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from livekit.agents import stt

from tron.core.call_engine.answered import Said
from tron.core.call_engine.claim import Claim
from tron.core.call_engine.loop_marks import is_loop
from tron.core.call_engine.opt_outs import keep_opt_out
from tron.core.call_engine.transfers import drawn_targets
from tron.core.call_model import CallModel, open_call_model
from tron.core.database.failures import DATABASE_ERRORS
from tron.core.database.tables import Agent, Call
from tron.core.events.payloads.vendors import StandInCode
from tron.core.flow_calls.opening import open_flow, opening_texts
from tron.core.flow_calls.rules import flow_rules, flow_variables
from tron.core.flow_calls.script import CallFlow
from tron.core.flow_calls.world import CallWorld
from tron.core.flow_engine.script import FlowScript
from tron.core.flow_engine.state import FlowState
from tron.core.flows.loading import LoadedFlows
from tron.core.knowledge.search import open_knowledge
from tron.core.number_languages import known_language, remember_language
from tron.core.ports import Abilities, Keyless, LanguageModels, LineCall, ReadsAhead, Script, SpeechToText, TextToSpeech
from tron.core.repositories.calls import CallRepository
from tron.core.scripts import phrases
from tron.core.scripts.ahead import read_tables
from tron.core.scripts.documents import Documents
from tron.core.scripts.for_agent import PREPARED_LINES, freeform_config, model_choice, options_of, system_prompt
from tron.core.scripts.freeform import Freeform
from tron.core.scripts.render import render
from tron.core.services import Services
from tron.core.settings import SettingsSnapshot
from tron.core.usage import SpeechMeter
from tron.core.vendors import CloudVoices
from tron.providers.stt.practice import CallCatalogues
from tron.voice.call_cost import call_cost
from tron.voice.call_hearing import HEARS_ENGLISH_ONLY, CloudHearing, Ears, Hearings
from tron.voice.call_run import Emit, Talk
from tron.voice.call_voice import NO_KEY, Cast, Voices, speak_ahead, spoken
from tron.voice.colleague import ColleagueDesk
from tron.voice.early_media import EarlyMedia
from tron.voice.line_test.ends import line_test
from tron.voice.parts import SharedModels, VoiceOptions, VoiceParts
from tron.voice.recording import CallRecorder
from tron.voice.server_recorder import ServerRecorder, server_recorder
from tron.voice.session import VoiceSession
from tron.voice.sound_care import SoundCare
from tron.voice.text_session import TextSession
from tron.voice.watched_talk import ear_for, watched, who

log = logging.getLogger(__name__)

STAND_IN_CODES: Mapping[str, StandInCode] = {
    HEARS_ENGLISH_ONLY: "english_only",
    NO_KEY: "no_key",
    PREPARED_LINES: "prepared_lines",
}
ENGINE_SECONDS = 30.0
WORDS_WITHIN = 15.0
"""Each vendor's model is watched by itself and has a spare; this is how long all of them together may take."""
KNOWN_SECONDS = 0.5
"""A call does not wait longer to learn what its number spoke last."""


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
        self._warming: set[asyncio.Task[None]] = set()

    async def models(self) -> SharedModels:
        """Voice activity and end-of-turn models, loaded once."""
        if self._models is None:
            self._models = asyncio.create_task(_load(), name="load-voice-models")
        return await asyncio.shield(self._models)

    async def close(self) -> None:
        for task in tuple(self._warming):
            task.cancel()
        await asyncio.gather(*self._warming, return_exceptions=True)
        await self._voices.aclose()
        if self._models is not None:
            (await self._models).close()

    # ------------------------------------------------------------ while it rings

    async def prepare(self, claim: Claim) -> None:
        """Load what is needed for sound and render the greeting. Raises nothing."""
        agent, call = claim.agent, claim.call
        if agent is None or call.line_options.get("fidelity") == "text":
            return
        # Beside it: an answered call waits for a greeting, but not for a model.
        warming = asyncio.create_task(self._read_ahead(agent, call), name="model-reads-ahead")
        self._warming.add(warming)
        warming.add_done_callback(self._warming.discard)
        try:
            await self.models()
            cast = await self._voices.cast(agent, await self._services.settings.snapshot())
            texts = await self._first_words(agent, call)
            async with asyncio.timeout(ENGINE_SECONDS):
                await speak_ahead(cast, texts, agent.language, agent.voice_speed)
            self._voices.fillers(cast, agent)
        except Exception:
            log.exception("the greeting could not be rendered ahead")

    def early_media(self, claim: Claim, heard: Callable[[Said], None]) -> EarlyMedia | None:
        """Hears the network before the answer with the recogniser that the call will have."""
        agent, call = claim.agent, claim.call
        if agent is None or call.line_options.get("fidelity") == "text":
            return None

        async def recogniser() -> stt.STT[Any]:
            ears = await self._hearings.choose(agent, call, await self._services.settings.snapshot())
            return ears.recognisers[0].stt

        return EarlyMedia(recogniser, heard)

    async def _colleagues_recogniser(self, agent: Agent, call: Call) -> stt.STT[Any] | None:
        return await self._hearings.for_colleague(agent, call, await self._services.settings.snapshot())

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
        if self._models_of_vendors is None:
            return
        try:
            settings = await self._services.settings.snapshot()
            model = await self._models_of_vendors.find(model_choice(agent), settings)
            rows = [{"role": "system", "content": system_prompt(agent, call)}, {"role": "user", "content": "Hello"}]
            async with asyncio.timeout(ENGINE_SECONDS):
                if isinstance(model, ReadsAhead):
                    await model.read_ahead(rows)
                elif model is not None and agent.llm_provider == "builtin":
                    async for _ in model.reply(rows, temperature=0.0, max_tokens=1):
                        pass
        except Exception:
            log.exception("the model could not read ahead")

    # ------------------------------------------------------------ answered

    async def __call__(self, claim: Claim, line_call: LineCall, emit: Emit) -> Talk:
        call, agent = claim.call, claim.agent
        if is_loop(call):
            return line_test(call, line_call, emit)
        if agent is None:
            raise ValueError("a call without an agent cannot talk")
        settings = await self._services.settings.snapshot()
        if line_call.text is not None:
            return await self._text(agent, call, line_call, settings, emit)
        return await self._audio(agent, call, line_call, settings, emit)

    async def _text(
        self, agent: Agent, call: Call, line_call: LineCall, settings: SettingsSnapshot, emit: Emit
    ) -> Talk:
        assert line_call.text is not None
        pace = 0.0 if call.line == "terminal" else 1.0
        limit = float(agent.max_call_duration)
        ear = ear_for(call, self._services.clock)
        session = TextSession(line_call.text, self._services.clock, emit, max_duration=limit, pace=pace, ear=ear)
        cost = call_cost(settings, call)
        loaded = await open_flow(self._services.database, call, emit)
        world = self._world(agent, call, line_call, settings, session, loaded) if loaded is not None else None

        def talk(node: str = "") -> Script:
            if loaded is not None and world is not None:
                return _flow(loaded, agent, call, world, node=node)
            return Freeform(freeform_config(agent, call), self._opt_out(call))

        script = watched(ear, agent, call, talk, loaded)
        leave = world.aclose if world is not None else None
        return Talk(session, script, "text", cost=cost, leave=leave, answered_by=who(ear))

    async def _audio(
        self, agent: Agent, call: Call, line_call: LineCall, settings: SettingsSnapshot, emit: Emit
    ) -> Talk:
        if line_call.audio is None:
            raise ValueError("the line gave neither sound nor text")
        models = await self.models()
        speech = SpeechMeter()
        cast = await self._voices.cast(agent, settings, speech)
        ears = await self._hearings.choose(agent, call, settings)
        loaded = await open_flow(self._services.database, call, emit)
        known = await self._known_language(call)
        knowledge = await open_knowledge(self._services, agent) if loaded is None else None
        beside = await self._beside(agent, call, line_call, loaded, emit)
        # The last that may be waited for: a call that ends meanwhile must not leave tools open.
        mind = await open_call_model(self._services, agent, call, settings, emit, models=self._models_of_vendors)
        await _tell_stand_ins(agent, cast, ears, mind, emit)
        recorder = self._recorder(agent, call, models)
        ear = ear_for(call, self._services.clock, agent)
        parts = VoiceParts(
            line=line_call.audio,
            stt=ears.recognisers[0].stt,
            recognisers=ears.recognisers,
            tts=cast.voice,
            second_voice=cast.spare,
            fillers=partial(self._voices.fillers, cast, agent),
            on_language=mind.speak,
            care=None if ears.by_sound else _care(settings),
            circuits=self._services.circuits,
            speech=speech,
            models=models,
            keys=line_call.keys(),
            send_keys=None if isinstance(line_call, Keyless) else line_call.send_keys,
            model=mind.model,
            tools=mind.tools,
            recorder=recorder,
            new_recorder=partial(self._record_late, call, models),
            render=lambda text: speak_ahead(cast, [text], agent.language, agent.voice_speed),
            emit=emit,
            is_backchannel=phrases.is_backchannel,
            ear=ear,
        )
        session = VoiceSession(parts, _options(agent, call))
        speak = partial(spoken, cast, language=agent.language, speed=agent.voice_speed)
        desk = ColleagueDesk(session.bridge, speak, session.emit, self._services.clock)
        world = None
        if loaded is not None:
            world = self._world(agent, call, line_call, settings, session, loaded, mind, desk)
        documents = Documents(knowledge) if knowledge is not None else None
        held: list[Freeform | CallFlow] = []

        def talk(node: str = "") -> Script:
            """Made anew for somebody who picks up late, or for the flow's way for a machine."""
            if loaded is not None and world is not None:
                held.append(_flow(loaded, agent, call, world, known, mind, node=node))
            else:
                config = freeform_config(agent, call, known)
                held.append(Freeform(config, self._opt_out(call), mind.tools, documents))
            return held[-1]

        async def leave() -> None:
            await mind.tools.aclose()
            if world is not None:
                await world.aclose()
            if documents is not None:
                await documents.aclose()
            if held:
                await self._remember(call, held[-1])

        return Talk(
            session,
            watched(ear, agent, call, talk, loaded),
            "audio",
            recorder.path.name if recorder else None,
            call_cost(settings, call, meter=mind.meter, speech=speech),
            leave,
            who(ear),
            partial(self._colleagues_recogniser, agent, call),
            beside,
        )

    def _world(
        self,
        agent: Agent,
        call: Call,
        line_call: LineCall,
        settings: SettingsSnapshot,
        session: TextSession | VoiceSession,
        loaded: LoadedFlows,
        mind: CallModel | None = None,
        desk: ColleagueDesk | None = None,
    ) -> CallWorld:
        zone = ZoneInfo(settings.get_str("compliance.timezone"))
        model = mind.bare if mind is not None else None
        return CallWorld(
            self._services,
            agent,
            call,
            line_call,
            zone=zone,
            over=session.over,
            model=model,
            targets=drawn_targets(loaded.flows),
            desk=desk,
        )

    async def _known_language(self, call: Call) -> str | None:
        try:
            async with asyncio.timeout(KNOWN_SECONDS), self._services.database.transaction() as session:
                return await known_language(session, call.phone_number)
        except (*DATABASE_ERRORS, TimeoutError):
            return None

    async def _remember(self, call: Call, script: Freeform | CallFlow) -> None:
        try:
            async with self._services.database.transaction() as session:
                await remember_language(session, call.phone_number, script.language.spoken, script.language.turns)
        except DATABASE_ERRORS as error:
            log.warning("the language of a number could not be kept: %s", type(error).__name__)

    def _recorder(self, agent: Agent, call: Call, models: SharedModels) -> CallRecorder | None:
        return self._new_recorder(call, models) if options_of(agent).recording else None

    async def _beside(
        self, agent: Agent, call: Call, line_call: LineCall, loaded: LoadedFlows | None, emit: Emit
    ) -> ServerRecorder | None:
        if not options_of(agent).recording:
            return None
        return await server_recorder(self._services, call, line_call, loaded, emit)

    def _new_recorder(self, call: Call, models: SharedModels) -> CallRecorder:
        folder = self._services.recordings
        folder.mkdir(parents=True, exist_ok=True)
        return CallRecorder(folder / f"{call.id}.ogg", executor=models.recording)

    async def _record_late(self, call: Call, models: SharedModels) -> CallRecorder:
        """For a call whose agent does not record, and whose flow does: its row learns of the file first."""
        recorder = self._new_recorder(call, models)
        async with self._services.database.transaction() as session:
            await CallRepository(session).set_recording(call.id, recorder.path.name)
        return recorder

    def _opt_out(self, call: Call) -> Callable[[str], Awaitable[None]]:
        async def add(_words: str) -> None:
            async with self._services.database.transaction() as session:
                await keep_opt_out(session, call.id, call.phone_number)

        return add


async def _load() -> SharedModels:
    models = await SharedModels.load()
    # The first caller must not wait for the tables, nor everybody else's sound.
    await asyncio.get_running_loop().run_in_executor(models.recording, read_tables)
    return models


def _flow(
    loaded: LoadedFlows,
    agent: Agent,
    call: Call,
    world: CallWorld,
    known_language: str | None = None,
    mind: CallModel | None = None,
    *,
    node: str = "",
) -> CallFlow:
    """`node`: where it starts instead of at its start."""
    rules, variables = flow_rules(agent, call, known_language), flow_variables(agent, call)
    state = FlowState(node=node, variables=dict(variables)) if node else None
    script = FlowScript(loaded.flows, rules, world, variables, state)
    return CallFlow(script, world, loaded, language=agent.language, tools=mind.tools if mind is not None else None)


def _care(settings: SettingsSnapshot) -> Callable[[bytes], bytes] | None:
    """A processing of its own for each call: it learns the call's noise and level."""
    noise, gain = settings.get_bool("voice.noise_suppression"), settings.get_bool("voice.auto_gain")
    return SoundCare(noise_suppression=noise, gain=gain).clean if noise or gain else None


def _options(agent: Agent, call: Call) -> VoiceOptions:
    return VoiceOptions(
        language=agent.language,
        speed=agent.voice_speed,
        instructions=system_prompt(agent, call),
        temperature=agent.llm_temperature,
        max_tokens=options_of(agent).llm_max_tokens,
        max_duration=float(agent.max_call_duration),
        first_word_within=WORDS_WITHIN,
        background=options_of(agent).background,
    )


async def _tell_stand_ins(agent: Agent, cast: Cast, ears: Ears, mind: CallModel, emit: Emit) -> None:
    """What the agent's page promises and this call does not have."""
    if cast.stand_in is not None:
        await _stand_in(emit, "tts", agent.voice_id, cast.stand_in, NO_KEY)
    if ears.wanted is not None:
        await _stand_in(emit, "stt", ears.wanted, "builtin/whisper (en)", HEARS_ENGLISH_ONLY)
    if mind.model is None:
        await _stand_in(emit, "llm", f"{agent.llm_provider}/{agent.llm_model}", "prepared lines", PREPARED_LINES)


async def _stand_in(emit: Emit, component: str, wanted: str, used: str, why: str) -> None:
    told = {"component": component, "wanted": wanted, "used": used, "why": why, "code": STAND_IN_CODES.get(why)}
    await emit("engine.stand_in", told, None)
