"""Core's TextToSpeech of Sarvam's voices. A call's speech comes over a socket; HTTP is there where none can be had."""

from __future__ import annotations

import logging
from collections.abc import AsyncGenerator, Iterator
from contextlib import aclosing, contextmanager
from dataclasses import dataclass, field
from uuid import uuid4

import aiohttp
from livekit.agents import APIConnectOptions, APIError, APIStatusError

from tron.core.errors import Invalid
from tron.core.settings import SettingsSnapshot
from tron.core.speech import SAMPLE_RATE, SpokenUtterance
from tron.core.vendors import VendorTrouble
from tron.providers.engines.text import sentences
from tron.providers.sarvam_errors import ENDPOINT, KEY, NAME, trouble_with, worth_a_retry
from tron.providers.tts.sarvam.kept import Kept, Manner
from tron.providers.tts.sarvam.speakers import V4, language_code, speaker_of
from tron.providers.vendor_errors import not_this

log = logging.getLogger(__name__)

MODEL = "ai.tts_model"
WHOLE = APIConnectOptions(max_retry=0, timeout=10.0)
STREAMED = APIConnectOptions(max_retry=0, timeout=5.0)
LONGEST_REQUEST = 450
"""Characters in one request over HTTP: the first sound waits for all of it."""
ENOUGH_TEXT, FASTEST = 40, 26.0
"""Nobody says more characters than that in a second."""
PACES = {V4: (0.5, 2.0)}
USUAL_PACES = (0.3, 3.0)


@dataclass(frozen=True)
class SarvamVoice:
    """16 kHz mono, without word times. Raises VendorTrouble, and Invalid for a voice that the model does not have.

    A trouble with `asked_wrongly` in its details is that of a voice, language or model, and not of Sarvam.
    """

    api_key: str
    endpoint: str
    model: str
    kept: Kept = field(default_factory=Kept, compare=False, repr=False)

    async def synthesize(self, text: str, *, voice: str, language: str, speed: float = 1.0) -> SpokenUtterance:
        """The whole utterance over HTTP, each part asked for once."""
        manner = self._manner(voice, language, speed)
        async with aiohttp.ClientSession() as session:
            pcm = b"".join([part async for part in self._by_http(text, manner, session)])
        return SpokenUtterance(uuid4().hex, pcm, (), language)

    async def stream(self, text: str, *, voice: str, language: str, speed: float = 1.0) -> AsyncGenerator[bytes, None]:
        """PCM as it comes. Close it to stop."""
        if not text.strip():
            return
        manner = self._manner(voice, language, speed)
        if self.kept.sockets_work(self.endpoint):
            began = 0
            try:
                async with aclosing(self._by_socket_twice(text, manner)) as pieces:
                    async for piece in pieces:
                        began += len(piece)
                        yield piece
                self._check_pace(text, began / 2 / SAMPLE_RATE, manner)
                return
            except VendorTrouble as trouble:
                if began or not _only_the_socket(trouble):
                    raise
                self.kept.no_sockets(self.endpoint)
        async with aclosing(self._by_http(text, manner, self.kept.session())) as pieces:
            async for piece in pieces:
                yield piece

    def prewarm(self, *, voice: str, language: str, speed: float = 1.0) -> None:
        """Opens a socket now, so that the first utterance need not wait for it. Raises Invalid."""
        manner = self._manner(voice, language, speed)
        if self.kept.sockets_work(self.endpoint):
            self.kept.plugin(manner).prewarm()

    # ------------------------------------------------------------ ways

    async def _by_socket_twice(self, text: str, manner: Manner) -> AsyncGenerator[bytes, None]:
        """Once more where nothing was heard yet: a kept socket may have died unnoticed."""
        began = False
        try:
            async with aclosing(self._by_socket(text, manner)) as pieces:
                async for piece in pieces:
                    began = True
                    yield piece
            return
        except VendorTrouble as trouble:
            if began or trouble.state != "unreachable":
                raise
        async with aclosing(self._by_socket(text, manner)) as pieces:
            async for piece in pieces:
                yield piece

    async def _by_socket(self, text: str, manner: Manner) -> AsyncGenerator[bytes, None]:
        with self._told(), self.kept.speaking(manner) as plugin:
            async with plugin.stream(conn_options=STREAMED) as stream:
                stream.push_text(text)
                stream.end_input()
                async for event in stream:
                    yield event.frame.data.tobytes()

    async def _by_http(self, text: str, manner: Manner, session: aiohttp.ClientSession) -> AsyncGenerator[bytes, None]:
        with self._told():
            plugin = manner.plugin(session, "wav")
            for part in _parts(text):
                async with plugin.synthesize(part, conn_options=WHOLE) as pieces:
                    async for event in pieces:
                        yield event.frame.data.tobytes()

    def _check_pace(self, text: str, seconds: float, manner: Manner) -> None:
        """Bare PCM does not tell its rate; HTTP's WAV does, so it speaks where the socket's sound cannot be right.

        Raises VendorTrouble after the last piece: nobody should keep such sound.
        """
        if len(text) >= ENOUGH_TEXT and len(text) > FASTEST * manner.pace * seconds:
            log.warning("Sarvam's socket sounds too fast, as if at another sample rate: HTTP speaks for a while")
            self.kept.no_sockets(self.endpoint)
            hint = "HTTP speaks for a while; if it stays, look at the vendor's status page."
            raise VendorTrouble("refused", "Sarvam's socket spoke at another sample rate.", hint=hint)

    # ------------------------------------------------------------ meanings

    def _manner(self, voice: str, language: str, speed: float) -> Manner:
        code = language_code(language)
        speaker = speaker_of(self.model, voice, code)
        if speaker is None:
            raise _no_such_voice(self.model, voice)
        low, high = PACES.get(self.model, USUAL_PACES)
        return Manner(self.api_key, self.endpoint, self.model, speaker, code, min(max(speed, low), high))

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Failures become VendorTrouble."""
        try:
            yield
        except (APIError, aiohttp.ClientError, TimeoutError, OSError) as error:
            if type(error) is APIError:  # sound was promised, and none came
                raise not_this(NAME, self.endpoint) from error
            trouble = _of_voices(error, self.model) or trouble_with(error, self.endpoint)
            if trouble.details.get("status") == 400:
                trouble.details["asked_wrongly"] = True
            raise trouble from error
        except ValueError as error:  # an answer that is no JSON
            raise not_this(NAME, self.endpoint) from error


class SarvamVoices:
    """Core's CloudVoices. One per process; `aclose` when nobody speaks any more."""

    def __init__(self) -> None:
        self._kept = Kept()

    def voice(self, model: str | None, settings: SettingsSnapshot) -> SarvamVoice | None:
        key = settings.get_optional(KEY)
        if key is None:
            return None
        return SarvamVoice(key, settings.get_str(ENDPOINT), model or settings.get_str(MODEL), self._kept)

    async def aclose(self) -> None:
        await self._kept.aclose()


def _parts(text: str) -> Iterator[str]:
    """Sentences together, as many as one request should hold."""
    part = ""
    for sentence in sentences(text) or [text]:
        if part and len(part) + len(sentence) >= LONGEST_REQUEST:
            yield part
            part = ""
        part = f"{part} {sentence}" if part else sentence
    yield part


def _no_such_voice(model: str, voice: str) -> Invalid:
    return Invalid(f"Sarvam's {model} has no voice {voice}.", hint="Choose another voice, or the voice's own model.")


def _of_voices(error: Exception, model: str) -> VendorTrouble | None:
    """A speaker of another model (400)."""
    if isinstance(error, APIStatusError) and error.status_code == 400:
        hint = "Choose another voice, or the voice's own model."
        message = f"Sarvam's {model} does not take this voice or language (400)."
        return VendorTrouble("refused", message, hint=hint, details={"status": 400})
    return None


def _only_the_socket(trouble: VendorTrouble) -> bool:
    """Whether HTTP may do what a socket did not: not with a wrong key, without credit, or for a wrong wish."""
    if trouble.state == "timed_out":  # whoever waits has waited long enough
        return False
    status = trouble.details.get("status")
    return worth_a_retry(trouble) or status in (None, 200, 404)
