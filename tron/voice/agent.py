"""TronVoiceAgent: the one livekit Agent of a call. It hears and speaks; what to say is decided elsewhere."""

from __future__ import annotations

from collections.abc import AsyncIterable, AsyncIterator
from contextlib import aclosing

from livekit import rtc
from livekit.agents import Agent, ModelSettings, StopResponse, llm, stt

from tron.voice.hearing import Hearing
from tron.voice.recognition import Recognition
from tron.voice.speaker import Speaker, Utterance

WORDS = (stt.SpeechEventType.INTERIM_TRANSCRIPT, stt.SpeechEventType.FINAL_TRANSCRIPT)


class TronVoiceAgent(Agent):
    """Hands finished turns to `hearing` and lets nothing answer by itself.

    `utterance` is the record of the utterance now being spoken; the session sets it before a generated reply.
    """

    def __init__(self, instructions: str, speaker: Speaker, hearing: Hearing, recognition: Recognition) -> None:
        super().__init__(instructions=instructions)
        self.utterance = Utterance()
        self._speaker = speaker
        self._hearing = hearing
        self._recognition = recognition

    async def on_user_turn_completed(self, turn_ctx: llm.ChatContext, new_message: llm.ChatMessage) -> None:
        # Never waits: the hooks run one after another, and the next turn would stand behind this one.
        self._hearing.turn_finished(new_message)
        raise StopResponse

    async def stt_node(
        self, audio: AsyncIterable[rtc.AudioFrame], model_settings: ModelSettings
    ) -> AsyncIterator[stt.SpeechEvent]:
        """The recognisers' events without the backchannel words said while the agent speaks."""
        words = self._recognition.events(audio, self.session.conn_options.stt_conn_options)
        async with aclosing(words):
            async for event in words:
                if not self._swallows(event):
                    yield event

    async def tts_node(self, text: AsyncIterable[str], model_settings: ModelSettings) -> AsyncIterator[rtc.AudioFrame]:
        """Sound of a generated reply, sentence by sentence."""
        async for frame in self._speaker.say_sentences(text, self.utterance):
            yield frame

    def _swallows(self, event: stt.SpeechEvent) -> bool:
        speech = self.session.current_speech
        if event.type not in WORDS or not event.alternatives or speech is None or speech.done():
            return False
        is_final = event.type is stt.SpeechEventType.FINAL_TRANSCRIPT
        word = self._hearing.backchannels.swallows(event.alternatives[0].text, final=is_final)
        if word is not None and is_final:
            self._hearing.backchannel_heard(word)
        return word is not None
