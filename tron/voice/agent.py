"""TronVoiceAgent: the one livekit Agent of a call. It hears and speaks; what to say is decided elsewhere."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterable, AsyncIterator, Callable

from livekit import rtc
from livekit.agents import Agent, ModelSettings, StopResponse, llm, stt, utils

from tron.voice.backchannel import BackchannelFilter, HeardWord
from tron.voice.speaker import Speaker, Utterance
from tron.voice.speech_to_text import VoiceAware

WORDS = (stt.SpeechEventType.INTERIM_TRANSCRIPT, stt.SpeechEventType.FINAL_TRANSCRIPT)


class TronVoiceAgent(Agent):
    """Hands finished turns to `on_turn` and lets nothing answer by itself.

    `utterance` is the record of the utterance now being spoken; the session sets it before a generated reply.
    """

    def __init__(
        self,
        *,
        instructions: str,
        speaker: Speaker,
        backchannels: BackchannelFilter,
        on_turn: Callable[[llm.ChatMessage], None],
        on_backchannel: Callable[[HeardWord], None],
    ) -> None:
        super().__init__(instructions=instructions)
        self.utterance = Utterance()
        self._speaker = speaker
        self._backchannels = backchannels
        self._on_turn = on_turn
        self._on_backchannel = on_backchannel
        self._stream: stt.RecognizeStream | None = None

    async def on_user_turn_completed(self, turn_ctx: llm.ChatContext, new_message: llm.ChatMessage) -> None:
        # Never waits: the hooks run one after another, and the next turn would stand behind this one.
        self._on_turn(new_message)
        raise StopResponse

    def voice_changed(self, speaking: bool) -> None:
        """The caller's voice started or ended, by the session's detector."""
        if isinstance(self._stream, VoiceAware):
            if speaking:
                self._stream.voice_started()
            else:
                self._stream.voice_ended()

    async def stt_node(
        self, audio: AsyncIterable[rtc.AudioFrame], model_settings: ModelSettings
    ) -> AsyncIterator[stt.SpeechEvent]:
        """The recogniser's events without the backchannel words said while the agent speaks."""
        recogniser = self.session.stt
        assert recogniser is not None
        async with recogniser.stream(conn_options=self.session.conn_options.stt_conn_options) as stream:
            self._stream = stream
            feeder = asyncio.create_task(_feed(audio, stream), name="recogniser input")
            try:
                async for event in stream:
                    if not self._swallows(event):
                        yield event
            finally:
                self._stream = None
                await utils.aio.cancel_and_wait(feeder)

    async def tts_node(self, text: AsyncIterable[str], model_settings: ModelSettings) -> AsyncIterator[rtc.AudioFrame]:
        """Sound of a generated reply, sentence by sentence."""
        async for frame in self._speaker.say_sentences(text, self.utterance):
            yield frame

    def _swallows(self, event: stt.SpeechEvent) -> bool:
        speech = self.session.current_speech
        if event.type not in WORDS or not event.alternatives or speech is None or speech.done():
            return False
        is_final = event.type is stt.SpeechEventType.FINAL_TRANSCRIPT
        word = self._backchannels.swallows(event.alternatives[0].text, final=is_final)
        if word is not None and is_final:
            self._on_backchannel(word)
        return word is not None


async def _feed(audio: AsyncIterable[rtc.AudioFrame], stream: stt.RecognizeStream) -> None:
    async for frame in audio:
        stream.push_frame(frame)
