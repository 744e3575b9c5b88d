"""What is said, heard and waited for."""

from __future__ import annotations

from typing import Literal

from tron.core.events.payload import Payload


class CallTranscript(Payload):
    """A piece of the talk. `final` False: a partial that a later one replaces."""

    type = "call.transcript"
    role: Literal["agent", "caller", "supervisor"]
    text: str
    final: bool = True
    start: float = 0.0
    end: float = 0.0
    interrupted: bool = False


class TurnLatency(Payload):
    """One turn's parts in milliseconds; None where the turn had no such part. `total_ms` is voice to voice.

    `start`: when the reply began.
    """

    type = "turn.latency"
    turn: int
    start: float | None = None
    end_of_turn_ms: int | None = None
    stt_ms: int | None = None
    llm_first_token_ms: int | None = None
    tts_first_byte_ms: int | None = None
    total_ms: int | None = None


class SpeechInterrupted(Payload):
    type = "speech.interrupted"
    heard: str
    at: float = 0.0


class Backchannel(Payload):
    """The caller acknowledged ("haan", "ok"); the agent went on."""

    type = "backchannel"
    text: str
    at: float = 0.0


class Silence(Payload):
    """Nobody spoke; `count` silences in a row so far."""

    type = "silence"
    count: int


class FillerSpoken(Payload):
    """Words that bridged a wait."""

    type = "filler.spoken"
    text: str
    at: float = 0.0


class AboutKeys(Payload):
    """Keys of a telephone: digits, * and #."""

    keys: str


class KeysPressed(AboutKeys):
    """The caller pressed them."""

    type = "keys.pressed"


class KeysSent(AboutKeys):
    """The agent pressed them; a w is a pause."""

    type = "keys.sent"


class CallOnHold(Payload):
    """The far side asked to wait, or plays music: silence is waited out for longer."""

    type = "call.on_hold"
    at: float = 0.0


class CallOffHold(Payload):
    """They are there again, or were waited for long enough. `seconds` on hold."""

    type = "call.off_hold"
    seconds: float = 0.0
