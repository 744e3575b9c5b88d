"""What core asks of the other rooms, as Protocols. Lines, sessions and vendors implement these and register themselves.

Three seams: `Line` (how a call reaches a phone), `Conversation` (what a Script talks to), and the vendors' ports.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, Protocol, runtime_checkable
from uuid import UUID

from tron.core.chat import ModelChoice, Piece, Row, ToolSpec
from tron.core.models.engines import EngineModelOut, EnginesOut
from tron.core.speech import SpokenUtterance

if TYPE_CHECKING:
    from tron.core.settings import SettingsSnapshot

# ---------------------------------------------------------------- lines


@dataclass(frozen=True, slots=True)
class DialRequest:
    """One attempt, already claimed and allowed. `to` is E.164 or None where nobody has a number (terminal, browser)."""

    call_id: UUID
    to: str | None
    language: str
    caller_id: str | None = None
    ring_timeout: float = 45.0
    options: Mapping[str, Any] = field(default_factory=dict)


class DialFailed(Exception):
    """The line could not connect: carries the row of design.md's table (status, reason, SIP code)."""

    def __init__(self, status: str, reason: str, sip_status: int | None, message: str = "") -> None:
        super().__init__(message or f"{status}/{reason}")
        self.status = status
        self.reason = reason
        self.sip_status = sip_status


@dataclass(frozen=True, slots=True)
class Hangup:
    """Why the far side's connection ended. `by` is who ended it."""

    by: Literal["caller", "agent", "network"]
    sip_status: int | None = 200


@runtime_checkable
class LineAudio(Protocol):
    """Sound both ways, 20 ms frames of 16 kHz mono s16le PCM (640 bytes). The session paces what it sends."""

    def frames(self) -> AsyncIterator[bytes]:
        """Frames from the far side in real time, silence included; ends when the far side is gone."""
        ...

    async def send(self, frame: bytes) -> None:
        """One frame to the far side, called every 20 ms while the agent speaks; never blocks for long."""
        ...

    async def clear(self) -> None:
        """Drop what the far side has buffered but not played (barge-in). May be called twice."""
        ...


@dataclass(frozen=True, slots=True)
class FarTurn:
    """What the far side of a text line did. `text` None is silence until `after`; `key` is one DTMF digit.

    `after` is seconds since the end of the agent's speech; negative means that many seconds before its end
    would have come (the person talks over the agent).
    """

    text: str | None
    after: float = 0.0
    key: str | None = None
    hangs_up: bool = False


@runtime_checkable
class LineText(Protocol):
    """A text-fidelity far side: words with timed stand-ins for sound, no frames."""

    async def hear(self, text: str, seconds: float) -> FarTurn:
        """The agent says `text`, which would take `seconds` to play; answers what the far side does next."""
        ...

    async def wait(self, timeout: float) -> FarTurn:
        """The agent says nothing and listens up to `timeout` seconds."""
        ...


class LineCall(Protocol):
    """One connected call on a line. Exactly one of `audio` and `text` is set."""

    line_call_id: str
    answered_by: str | None
    audio: LineAudio | None
    text: LineText | None

    async def hang_up(self) -> None:
        """End it from our side; idempotent."""
        ...

    async def ended(self) -> Hangup:
        """Waits until the connection is over, whoever ended it."""
        ...

    def keys(self) -> AsyncIterator[str]:
        """DTMF digits from the far side, as they come."""
        ...

    async def send_keys(self, digits: str) -> None:
        """Send DTMF digits to the far side."""
        ...


@dataclass(frozen=True, slots=True)
class HandedOver:
    """What a transfer came to. `answered`: `by` took the call over. Else `reason` as in design.md's table."""

    answered: bool
    reason: str = ""
    by: str = ""


@runtime_checkable
class Transfers(Protocol):
    """A LineCall that can be handed to another number."""

    async def transfer(self, to: str, *, announce: str, wait: float) -> HandedOver:
        """Rings `to` (E.164) for at most `wait` seconds and joins both. `announce` is said to whoever answers first.

        The far side stays connected; when nobody answers the talk goes on. Raises nothing.
        """
        ...


@runtime_checkable
class Messages(Protocol):
    """A Line that delivers text messages too."""

    async def send_message(self, call_id: UUID, to: str, text: str) -> str | None:
        """None when the message is on its way to `to` (E.164), else a sentence that says why not. Raises nothing."""
        ...


class RingListener(Protocol):
    """Told what happens before the answer."""

    async def ringing(self) -> None: ...


class Line(Protocol):
    """How a call's audio reaches a phone. `rings_phone` False: nobody's phone rings, the gate logs it as exempt."""

    name: str
    title: str
    rings_phone: bool

    async def dial(self, request: DialRequest, listener: RingListener) -> LineCall:
        """Rings and returns when answered. Raises DialFailed. Never retries by itself."""
        ...

    async def exists(self, call_id: UUID) -> bool | None:
        """Whether the line still knows this call; None when it cannot tell. Asked by the reconciler."""
        ...


# ---------------------------------------------------------------- conversations


@dataclass(frozen=True, slots=True)
class Said:
    """Outcome of an utterance: `heard` is the text that really reached the far side."""

    text: str
    heard: str
    interrupted: bool
    seconds: float
    failed: bool = False


@dataclass(frozen=True, slots=True)
class Heard:
    """What `listen` came back with. `unclear`: they spoke, but recognition failed."""

    kind: Literal["speech", "silence", "keys", "time_up", "unclear"]
    text: str = ""
    language: str | None = None
    keys: str = ""
    confidence: float | None = None


class CallOver(Exception):
    """The call ended under the Script: the far side hung up, a person ended it, or a vendor failed for good.

    `reason` is a reason of design.md's table.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Conversation(Protocol):
    """What a Script talks to: the voice session is one, the text simulator another. Methods raise CallOver."""

    async def say(self, text: str, *, interruptible: bool = True, language: str | None = None) -> Said:
        """Speak fixed text and wait until it was played, cut off, or failed. `language` None: the agent's."""
        ...

    async def listen(self, timeout: float) -> Heard:
        """Wait for the far side's next turn, at most `timeout` seconds of silence."""
        ...

    async def generate(self, instructions: str = "") -> Said:
        """Let the agent's model answer the last turn and speak it. Needs `can_generate`."""
        ...

    async def set_language(self, language: str) -> None:
        """From now on recognition, the voice of what is generated, and fillers are in this language (BCP 47)."""
        ...

    @property
    def can_generate(self) -> bool:
        """Whether a model able to talk freely stands behind `generate`."""
        ...

    async def emit(self, type_: str, payload: Mapping[str, Any], node: str | None = None) -> None:
        """Append an event to the call's story."""
        ...


@dataclass(frozen=True, slots=True)
class Compose:
    """What a flow wants of the model: None leaves the agent's own. `tools`: names that may be used; None all."""

    instructions: str = ""
    max_tokens: int | None = None
    temperature: float | None = None
    tools: Sequence[str] | None = None


RecordAction = Literal["start", "stop", "pause", "resume"]


class FlowConversation(Conversation, Protocol):
    """What a flow asks of a conversation beyond free talk. Methods raise CallOver."""

    async def dictate(self, timeout: float) -> Heard:
        """Like listen, for somebody who reads out a number or an address: pauses do not end the turn so soon."""
        ...

    async def compose(self, wanted: Compose) -> Said:
        """`generate` with limits of its own."""
        ...

    async def pause(self, seconds: float) -> None:
        """Let time pass without listening; what is said meanwhile is heard by the next listen."""
        ...

    async def record(self, action: RecordAction) -> None:
        """Begin, end, or interrupt the recording; while interrupted silence is recorded. Twice is once."""
        ...

    def expect(self, texts: Sequence[str]) -> None:
        """These may be said next: their speech may be rendered ahead. Nothing of it is audible before `say`."""
        ...

    def watch(self, told: Callable[[str], None] | None) -> None:
        """From now on `told` gets what the caller is saying, as far as it is recognised; None ends that."""
        ...

    def private(self, on: bool) -> None:
        """While it is on, what the caller says and presses is heard, but masked wherever the call is written down."""
        ...


@dataclass(slots=True)
class ScriptResult:
    """How a Script ended: a reason of design.md's table, the outcome, and data taken from the talk."""

    reason: str
    outcome: str | None = None
    extracted_data: dict[str, Any] = field(default_factory=dict)


class Script(Protocol):
    """Decides what comes next in a call: freeform talk is the first, flows the second."""

    async def run(self, conversation: Conversation) -> ScriptResult: ...


# ---------------------------------------------------------------- vendors


@dataclass(frozen=True, slots=True)
class Transcript:
    """Recognised speech. `language` is BCP 47 where the recogniser tells."""

    text: str
    language: str | None = None
    seconds: float = 0.0


class SpeechToText(Protocol):
    """Whole-utterance recognition (16 kHz mono s16le PCM)."""

    async def transcribe(self, pcm: bytes, language: str) -> Transcript: ...


class TextToSpeech(Protocol):
    """Speech from text, as one utterance with its words, or as a stream of PCM chunks."""

    async def synthesize(self, text: str, *, voice: str, language: str, speed: float = 1.0) -> SpokenUtterance: ...

    def stream(self, text: str, *, voice: str, language: str, speed: float = 1.0) -> AsyncIterator[bytes]: ...


@dataclass(frozen=True, slots=True)
class SpokenPart:
    """One line of a transcript: its words, their language (BCP 47), and its sound (16 kHz mono s16le) if recorded."""

    text: str
    language: str
    pcm: bytes | None = None


class Translator(Protocol):
    """Makes the English transcript beside the spoken one, after the call. One takes the words, another the sound."""

    async def english(self, parts: Sequence[SpokenPart]) -> list[str]:
        """A text for each part, in order; "" where none could be had. Raises VendorTrouble where all would fail."""
        ...


class LanguageModel(Protocol):
    """A chat model."""

    def reply(
        self, messages: Sequence[Row], *, temperature: float, max_tokens: int, tools: Sequence[ToolSpec] = ()
    ) -> AsyncIterator[Piece]:
        """Its answer as it comes, never what it only thinks. An empty text says that it is alive.

        Raises VendorTrouble (core/vendors.py); `timed_out` also where it stalls.
        """
        ...


@runtime_checkable
class ReadsAhead(Protocol):
    """A model that can be got ready while it rings. Raises nothing."""

    async def read_ahead(self, messages: Sequence[Row], tools: Sequence[ToolSpec] = ()) -> None:
        """Loads it and lets it read a persona where it keeps what it has read; else opens a connection."""
        ...


class LanguageModels(Protocol):
    """Which models can talk freely now."""

    async def find(self, choice: ModelChoice, settings: SettingsSnapshot) -> LanguageModel | None:
        """The chosen one; None where it is not set up: the agent speaks its prepared lines."""
        ...


class Abilities(LanguageModels, Protocol):
    """What the built-in engines can do with the models they have now."""

    async def hears(self, language: str) -> bool:
        """Whether the recogniser knows this language (BCP 47)."""
        ...

    async def voices(self) -> str:
        """A name for how the voices sound now: speech that was kept under another one sounds different."""
        ...


class EngineRoom(Protocol):
    """The built-in engines of this process and the models they can be given."""

    async def report(self) -> EnginesOut: ...

    async def fetch(self, model_id: str) -> EngineModelOut:
        """Begin to download a model, or go on. Raises Invalid, and Conflict when it is here."""
        ...

    async def remove(self, model_id: str) -> EngineModelOut:
        """Cancel its download, or remove it. Raises NotFound."""
        ...


class OptOuts(Protocol):
    """Where a Script records that a person asked never to be called again."""

    async def add(self, phone_number: str, source: str) -> None: ...
