"""What a voice session is made of: its parts, its options, and the models a process loads once."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol

import numpy as np
from livekit.agents import inference, stt

from tron.core.circuits import Circuits
from tron.core.events.emit import Emit
from tron.core.flow_engine.registry import node_types
from tron.core.models.agent import Background
from tron.core.ports import LanguageModel, LineAudio, TextToSpeech
from tron.core.scripts import phrases
from tron.core.tools.call_tools import CallTools
from tron.core.usage import SpeechMeter
from tron.voice.patience import Fillers
from tron.voice.recognition import Recogniser
from tron.voice.recording import CallRecorder


@dataclass(frozen=True, slots=True)
class SharedModels:
    """Voice activity and end-of-turn models with their executors: one per process, shared by all its calls.

    End-of-turn runs on asyncio's default executor, so nothing heavy may run there: whisper, voices and recording
    bring executors of their own (`recording` is the one for CallRecorder).

    `vad` None with `turn_detector` "stt": the recogniser itself says when voices start and turns end.
    """

    vad: inference.VAD | None
    turn_detector: inference.TurnDetector | Literal["stt"]
    vad_executor: Executor
    recording: Executor

    @classmethod
    async def load(cls) -> SharedModels:
        """Loads the weights (about 256 MB, under two seconds) without blocking the loop; no network."""
        vad_executor = ThreadPoolExecutor(1, thread_name_prefix="vad")
        recording = ThreadPoolExecutor(2, thread_name_prefix="recording")
        await asyncio.get_running_loop().run_in_executor(recording, _warm_up)
        vad = inference.VAD(executor=vad_executor, max_buffered_speech=20.0)
        # What is here now stays: looking through it again and again would stop the sound of all calls for 0.2 s.
        gc.collect()
        gc.freeze()
        # Named, because development or hosted modes would pick a model in the cloud.
        return cls(vad, inference.TurnDetector(version="v1-mini"), vad_executor, recording)

    def close(self) -> None:
        """Ends the threads; calls must be over."""
        self.vad_executor.shutdown(wait=False)
        self.recording.shutdown(wait=True)


def _warm_up() -> None:
    """What a first call would wait for, or stop the sound of others for."""
    from livekit.local_inference import EOT

    phrases.load()
    node_types()
    with EOT() as model:
        model.predict(np.zeros(16_000, dtype=np.int16))


async def _no_keys() -> AsyncIterator[str]:
    return
    yield ""


async def _drop(_type: str, _payload: Mapping[str, Any], _node: str | None) -> None: ...


class Ear(Protocol):
    """Hears along from the answer on, without delaying anybody."""

    def frame(self, frame: bytes) -> None:
        """The caller's sound: 20 ms of 16 kHz mono s16le."""
        ...

    def voice(self, speaking: bool, *, silent_for: float = 0.0) -> None:
        """The caller's voice began, or ended `silent_for` seconds ago."""
        ...

    def words(self, text: str, *, final: bool) -> None:
        """What the caller is saying, as far as it is recognised."""
        ...

    def answered(self, text: str) -> None:
        """A turn of the caller that the agent has listened to."""
        ...

    def settle(self) -> None:
        """Somebody of ours speaks with whoever is there: nothing is to be found out any more."""
        ...


@dataclass(slots=True)
class VoiceParts:
    """The session's collaborators. `stt` belongs to this call; `tts`, `second_voice` and `model` may be shared.

    `emit(type, payload, node)` stores an event; it is called in order and never concurrently.
    """

    line: LineAudio
    stt: stt.STT[Any]
    tts: TextToSpeech
    models: SharedModels
    keys: AsyncIterator[str] = field(default_factory=_no_keys)
    send_keys: Callable[[str], Awaitable[None]] | None = None
    """Presses keys on the far side; None: the line has none."""
    second_voice: TextToSpeech | None = None
    recognisers: Sequence[Recogniser] = ()
    """Who hears, in the order in which they are tried; `stt` is the first one's. Empty: `stt` alone."""
    circuits: Circuits | None = None
    speech: SpeechMeter | None = None
    fillers: Callable[[str], Fillers] = lambda _language: Fillers()
    on_language: Callable[[str], None] | None = None
    """Told when the call's language changes."""
    care: Callable[[bytes], bytes] | None = None
    """What the caller's frames go through before anybody hears them; the recording has them as they came."""
    model: LanguageModel | None = None
    recorder: CallRecorder | None = None
    emit: Emit = _drop
    new_recorder: Callable[[], Awaitable[CallRecorder]] | None = None
    """Makes one for a call that is recorded only from some moment on. Raises OSError."""
    tools: CallTools | None = None
    """What `model` uses."""
    render: Callable[[str], Awaitable[None]] | None = None
    """Puts the sound of a text into the voice's cache. Raises nothing."""
    is_backchannel: Callable[[str], bool] = lambda _text: False
    ear: Ear | None = None
    """Who else listens."""


@dataclass(frozen=True, slots=True)
class VoiceOptions:
    """How the session speaks and listens. Times in seconds, language in BCP 47."""

    language: str = "en-IN"
    voice: str = ""
    speed: float = 1.0
    instructions: str = ""
    temperature: float = 0.7
    max_tokens: int = 200
    max_duration: float | None = None
    background: Background = "none"
    """The room that the caller hears behind the agent."""
    min_delay: float = 0.3
    max_delay: float = 1.2
    interruptible: bool = True
    first_sound_within: float = 1.2
    """A voice that brings no sound by then is given up for the second voice."""
    last_voice_within: float = 6.0
    """The same where no other voice is left: giving up earlier would win nothing, the utterance then failed."""
    first_word_within: float = 3.0
    """The same for the model's first token."""
    recogniser_within: float = 2.5
    """A recogniser that cannot be reached by then has failed."""
    filler_after: float = 2.0
    """Silence of that length while the caller waits for an answer is bridged with a filler."""
    words_within: float = 3.0
    """Speech without words for that long after it ended counts as a failure of the recogniser."""
    key_pause: float = 1.0
    dictated_min_delay: float = 1.0
    """The same as min_delay and max_delay for somebody who reads out a number or an address."""
    dictated_max_delay: float = 2.4
    closing_grace: float = 20.0
    """How long the call may outlast max_duration for its closing line before it is ended."""
