"""AgentSession as Tron uses it: options of which each default did harm, the line's sound, and the chat's memory."""

from __future__ import annotations

from collections.abc import Callable

from livekit.agents import AgentSession, APIConnectOptions, llm
from livekit.agents.types import NOT_GIVEN
from livekit.agents.voice.agent_session import SessionConnectOptions
from livekit.agents.voice.events import AgentEvent, EventTypes
from livekit.agents.voice.transcription import TranscriptSynchronizer

from tron.voice.agent import TronVoiceAgent
from tron.voice.audio_io import LineAudioInput, LineAudioOutput
from tron.voice.language_model import PortLLM
from tron.voice.parts import VoiceOptions, VoiceParts

RESUME_AFTER = 0.4
RESUME_AFTER_WITHOUT_PARTIALS = 1.2
"""A recogniser of whole utterances needs this long; resuming earlier would speak into a real interruption."""


class CallSession(AgentSession[None]):
    """Forgets its events once they were told: livekit keeps them all, half a megabyte a minute, for its own reports."""

    def emit(self, event: EventTypes, arg: AgentEvent) -> None:
        super().emit(event, arg)
        kept: list[AgentEvent] = getattr(self, "_recorded_events", [])
        kept.clear()


def build_session(
    parts: VoiceParts, options: VoiceOptions, *, on_broken: Callable[[], None] = lambda: None
) -> AgentSession[None]:
    """The session for one call, not started. `on_broken`: a reply ended before it was whole."""
    model = (
        PortLLM(
            parts.model,
            temperature=options.temperature,
            max_tokens=options.max_tokens,
            first_word_within=options.first_word_within,
            on_broken=on_broken,
        )
        if parts.model is not None
        else NOT_GIVEN
    )
    partials = parts.stt.capabilities.interim_results
    return CallSession(
        stt=parts.stt,
        vad=parts.models.vad,
        llm=model,
        aec_warmup_duration=None,  # would deafen the first three seconds
        session_close_transcript_timeout=0.2,  # would hold the slot for two seconds
        user_away_timeout=None,
        transcription_timeout=options.words_within,
        turn_handling={
            "turn_detection": parts.models.turn_detector,
            "endpointing": {"min_delay": options.min_delay, "max_delay": options.max_delay},
            "preemptive_generation": {"enabled": False},
            "interruption": {
                "mode": "vad",  # named, because hosted modes would pick a model in the cloud
                "min_duration": 0.09,  # three looks of the detector
                "min_words": 0,
                "resume_false_interruption": True,
                "false_interruption_timeout": RESUME_AFTER if partials else RESUME_AFTER_WITHOUT_PARTIALS,
                "discard_audio_if_uninterruptible": False,
            },
        },
        conn_options=SessionConnectOptions(
            stt_conn_options=APIConnectOptions(max_retry=0, timeout=options.recogniser_within),
            llm_conn_options=APIConnectOptions(max_retry=0, timeout=options.first_word_within),
            max_unrecoverable_errors=10**6,
        ),
    )


def resume_after(session: AgentSession[None], *, partials: bool) -> None:
    """How long a voice without words holds the agent's speech; livekit has no other way to change it in a call."""
    wait = RESUME_AFTER if partials else RESUME_AFTER_WITHOUT_PARTIALS
    session.options.interruption["false_interruption_timeout"] = wait


def synchronised(
    session: AgentSession[None], line_input: LineAudioInput, line_output: LineAudioOutput
) -> TranscriptSynchronizer:
    """Connects the line; the synchroniser is what cuts the transcript to the words that were heard."""
    sync = TranscriptSynchronizer(next_in_chain_audio=line_output, next_in_chain_text=None)
    session.input.audio = line_input
    session.output.audio = sync.audio_output
    session.output.transcription = sync.text_output
    return sync


async def remember(session: AgentSession[None], agent: TronVoiceAgent, messages: list[llm.ChatMessage]) -> None:
    """Adds turns to the session's history and to what the model sees."""
    session.history.insert(messages)
    context = agent.chat_ctx.copy()
    context.insert(messages)
    await agent.update_chat_ctx(context)


async def forget(session: AgentSession[None], agent: TronVoiceAgent, item: llm.ChatMessage) -> None:
    """Takes an utterance that was not heard out of both."""
    session.history.items[:] = [known for known in session.history.items if known.id != item.id]
    context = agent.chat_ctx.copy()
    context.items[:] = [known for known in context.items if known.id != item.id]
    await agent.update_chat_ctx(context)
