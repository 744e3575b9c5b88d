"""The core's TextToSpeech port as a livekit tts.TTS, for code that wants one (the bench, plain livekit sessions).

The voice session itself speaks through `speaker.Speaker`, which watches the voice and knows a second one.
"""

from __future__ import annotations

from typing import Any

from livekit.agents import tts, utils
from livekit.agents.types import DEFAULT_API_CONNECT_OPTIONS, APIConnectOptions

from tron.core.ports import TextToSpeech
from tron.core.speech import SAMPLE_RATE


class PortTTS(tts.TTS[Any]):
    """One voice of a port, 16 kHz mono."""

    def __init__(self, port: TextToSpeech, *, voice: str, language: str, speed: float = 1.0) -> None:
        super().__init__(capabilities=tts.TTSCapabilities(streaming=False), sample_rate=SAMPLE_RATE, num_channels=1)
        self.port = port
        self.voice = voice
        self.language = language
        self.speed = speed

    def synthesize(
        self, text: str, *, conn_options: APIConnectOptions = DEFAULT_API_CONNECT_OPTIONS
    ) -> tts.ChunkedStream:
        return _PortSpeech(self, text, conn_options)


class _PortSpeech(tts.ChunkedStream):
    def __init__(self, owner: PortTTS, text: str, conn_options: APIConnectOptions) -> None:
        super().__init__(tts=owner, input_text=text, conn_options=conn_options)
        self._owner = owner

    async def _run(self, output_emitter: tts.AudioEmitter) -> None:
        output_emitter.initialize(
            request_id=utils.shortuuid("speech_"), sample_rate=SAMPLE_RATE, num_channels=1, mime_type="audio/pcm"
        )
        owner = self._owner
        pieces = owner.port.stream(self.input_text, voice=owner.voice, language=owner.language, speed=owner.speed)
        async for pcm in pieces:
            output_emitter.push(pcm)
        output_emitter.flush()
