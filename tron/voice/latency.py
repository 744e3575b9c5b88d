"""What a turn's wait was made of, from the caller's last sound to the agent's first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from livekit.agents.llm import MetricsReport


@dataclass(frozen=True, slots=True)
class TurnLatency:
    """Seconds; None where the turn had no such part. `start`: when the reply began, since the answer.

    `end_of_turn` (which includes waiting for the words, `stt`) runs from the caller's last sound to the decision
    that the turn is over; `total` is voice to voice, whatever the Script did in between included.
    """

    turn: int
    end_of_turn: float | None
    stt: float | None
    llm_first_token: float | None
    tts_first_byte: float | None
    total: float
    start: float | None = None

    def payload(self) -> dict[str, Any]:
        """As stored: milliseconds."""
        return {
            "turn": self.turn,
            "start": None if self.start is None else round(self.start, 2),
            "end_of_turn_ms": _ms(self.end_of_turn),
            "stt_ms": _ms(self.stt),
            "llm_first_token_ms": _ms(self.llm_first_token),
            "tts_first_byte_ms": _ms(self.tts_first_byte),
            "total_ms": _ms(self.total),
        }


class LatencyMeter:
    """Pairs each turn of the caller with the agent's first sound after it."""

    def __init__(self) -> None:
        self.turns: list[TurnLatency] = []
        self._asked: MetricsReport | None = None

    def caller_finished(self, metrics: MetricsReport) -> None:
        """The caller's turn is over; `metrics` are those of livekit's user message."""
        if "stopped_speaking_at" in metrics:
            self._asked = metrics

    def forget(self) -> None:
        """Somebody else answered."""
        self._asked = None

    def agent_spoke(
        self, started_at: float, tts_first_byte: float | None, llm: float | None, start: float | None = None
    ) -> TurnLatency | None:
        """The agent's sound began at `started_at` (time.time()); answers the turn's latency, once."""
        asked, self._asked = self._asked, None
        if asked is None or started_at < asked["stopped_speaking_at"]:
            return None
        turn = TurnLatency(
            turn=len(self.turns) + 1,
            end_of_turn=asked.get("end_of_turn_delay"),
            stt=asked.get("transcription_delay"),
            llm_first_token=llm,
            tts_first_byte=tts_first_byte,
            total=started_at - asked["stopped_speaking_at"],
            start=start,
        )
        self.turns.append(turn)
        return turn


def _ms(seconds: float | None) -> int | None:
    return None if seconds is None else round(seconds * 1000)
