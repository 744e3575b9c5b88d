"""Which vendors are well: a vendor that keeps failing is skipped by all calls for a while, then tried by one.

A name is `<kind>/<vendor>`, such as `tts/sarvam`. One `Circuits` per process, shared by its calls; the worker's
heartbeat carries `report()` to the pages. Not for threads.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from datetime import datetime
from statistics import median
from typing import Any, Literal

from tron.core.clock import Clock

CircuitState = Literal["well", "failing", "open", "trying"]

OPENS_AFTER = 3
"""Failures in a row, of whatever calls."""
FIRST_PAUSE = 15.0
LONGEST_PAUSE = 120.0
FOR_GOOD = frozenset({"wrong_key", "not_configured", "model_not_found"})
"""Reasons that no second try changes: the first one opens the circuit."""
REMEMBERED = 50


@dataclass(slots=True)
class _Circuit:
    state: CircuitState = "well"
    failures: int = 0
    pause: float = FIRST_PAUSE
    opened: float = 0.0
    tried: float = 0.0
    reason: str | None = None
    ok_at: datetime | None = None
    failed_at: datetime | None = None
    seconds: deque[float] = field(default_factory=lambda: deque(maxlen=REMEMBERED))


class Circuits:
    """Remembers successes and failures by name."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._known: dict[str, _Circuit] = {}

    def allows(self, name: str) -> bool:
        """Whether to ask this vendor now. After a pause one caller is let through; the others skip it meanwhile."""
        circuit = self._known.get(name)
        if circuit is None or circuit.state in ("well", "failing"):
            return True
        now = self._clock.monotonic()
        waited = now - (circuit.opened if circuit.state == "open" else circuit.tried)
        if waited < circuit.pause:
            return False
        circuit.state, circuit.tried = "trying", now
        return True

    def succeeded(self, name: str, seconds: float | None = None) -> None:
        """It answered; `seconds` is how long its first byte, token or word took."""
        circuit = self._of(name)
        circuit.state, circuit.failures, circuit.pause = "well", 0, FIRST_PAUSE
        circuit.ok_at = self._clock.now()
        if seconds is not None:
            circuit.seconds.append(seconds)

    def failed(self, name: str, reason: str) -> None:
        """It did not. `reason`: a state of core.vendors, or stalled, error."""
        circuit = self._of(name)
        circuit.failures += 1
        circuit.reason, circuit.failed_at = reason, self._clock.now()
        if circuit.state == "trying":
            circuit.pause = min(circuit.pause * 2, LONGEST_PAUSE)
        if circuit.state == "trying" or circuit.failures >= OPENS_AFTER or reason in FOR_GOOD:
            circuit.state, circuit.opened = "open", self._clock.monotonic()
        elif circuit.state == "well":
            circuit.state = "failing"

    def state(self, name: str) -> CircuitState:
        circuit = self._known.get(name)
        return circuit.state if circuit else "well"

    def forget(self, vendor: str | None = None) -> None:
        """Troubles of this vendor, or of all, count no more: the next call asks it.

        For when a key was changed, or a person says so. What is known of those that are well stays.
        """
        for name, circuit in list(self._known.items()):
            if circuit.state != "well" and vendor in (None, vendor_of(name)):
                del self._known[name]

    def report(self) -> list[dict[str, Any]]:
        """One row for each vendor that was asked, as JSON types; latency is the median in milliseconds."""
        return [self._row(name, circuit) for name, circuit in sorted(self._known.items())]

    def _of(self, name: str) -> _Circuit:
        return self._known.setdefault(name, _Circuit())

    def _row(self, name: str, circuit: _Circuit) -> dict[str, Any]:
        return {
            "name": name,
            "state": circuit.state,
            "failures": circuit.failures,
            "reason": circuit.reason,
            "ok_at": _text(circuit.ok_at),
            "failed_at": _text(circuit.failed_at),
            "latency_ms": round(median(circuit.seconds) * 1000) if circuit.seconds else None,
        }


def vendor_of(name: str) -> str:
    """`llm/openai/gpt-4o` -> `openai`."""
    return name.partition("/")[2].partition("/")[0]


def _text(at: datetime | None) -> str | None:
    return at.isoformat() if at else None
