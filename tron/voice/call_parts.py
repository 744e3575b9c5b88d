"""The parts and options of an answered call's voice session."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Final

from tron.core.call_model import CallModel
from tron.core.circuits import Circuits
from tron.core.database.tables import Agent, Call
from tron.core.ports import Keyless, LineAudio
from tron.core.scripts import phrases
from tron.core.scripts.for_agent import options_of, system_prompt
from tron.core.settings import SettingsSnapshot
from tron.core.usage import SpeechMeter
from tron.voice.answered_call import AnsweredCall
from tron.voice.answering import CallEar
from tron.voice.call_hearing import Ears
from tron.voice.call_recorders import CallRecorders
from tron.voice.call_voice import Cast, Voices, speak_ahead
from tron.voice.parts import SharedModels, VoiceOptions, VoiceParts
from tron.voice.recording import CallRecorder
from tron.voice.sound_care import SoundCare

WORDS_WITHIN: Final = 15.0
"""Each vendor's model is watched by itself and has a spare; this is how long all of them together may take."""


@dataclass(frozen=True, slots=True)
class Opened:
    """What was opened for one call: who hears, speaks and thinks in it, and what all calls share."""

    models: SharedModels
    circuits: Circuits
    voices: Voices
    cast: Cast
    ears: Ears
    mind: CallModel
    speech: SpeechMeter
    ear: CallEar | None


def voice_parts(
    answered: AnsweredCall, audio: LineAudio, opened: Opened, recorders: CallRecorders, recorder: CallRecorder | None
) -> VoiceParts:
    """`recorder` records from the answer on."""
    agent, line_call = answered.agent, answered.line_call
    cast, ears, mind = opened.cast, opened.ears, opened.mind
    return VoiceParts(
        line=audio,
        stt=ears.recognisers[0].stt,
        recognisers=ears.recognisers,
        tts=cast.voice,
        second_voice=cast.spare,
        fillers=partial(opened.voices.fillers, cast, agent),
        on_language=mind.speak,
        care=None if ears.by_sound else _care(answered.settings),
        circuits=opened.circuits,
        speech=opened.speech,
        models=opened.models,
        keys=line_call.keys(),
        send_keys=None if isinstance(line_call, Keyless) else line_call.send_keys,
        model=mind.model,
        tools=mind.tools,
        recorder=recorder,
        new_recorder=recorders.late,
        render=lambda text: speak_ahead(cast, [text], agent.language, agent.voice_speed),
        emit=answered.emit,
        is_backchannel=phrases.is_backchannel,
        ear=opened.ear,
    )


def voice_options(agent: Agent, call: Call) -> VoiceOptions:
    """As the agent's page says."""
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


def _care(settings: SettingsSnapshot) -> Callable[[bytes], bytes] | None:
    """A processing of its own for each call: it learns the call's noise and level."""
    noise, gain = settings.get_bool("voice.noise_suppression"), settings.get_bool("voice.auto_gain")
    return SoundCare(noise_suppression=noise, gain=gain).clean if noise or gain else None
