"""What a Script talks to: the voice session is one such conversation, the text simulator another."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol


@dataclass(frozen=True, slots=True)
class Said:
    """Outcome of an utterance: `heard` is the text that really reached the far side; `pressed`: keys did, too."""

    text: str
    heard: str
    interrupted: bool
    seconds: float
    failed: bool = False
    pressed: bool = False


@dataclass(frozen=True, slots=True)
class Heard:
    """What `listen` came back with. `unclear`: they spoke, but recognition failed."""

    kind: Literal["speech", "silence", "keys", "time_up", "unclear"]
    text: str = ""
    language: str | None = None
    keys: str = ""
    confidence: float | None = None
    private: bool = False
    """Said in confidence: masked wherever the call is written down."""


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


class OptOuts(Protocol):
    """Where a Script records that a person asked never to be called again."""

    async def add(self, phone_number: str, source: str) -> None: ...
