"""The steps of a simulated walk, from what its conversation shows; with the time and the tokens each took."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from tron.core.models.flow_simulation import Step
from tron.core.ports import Heard

ENTERED: Final = "flow.node_entered"
LEFT: Final = "flow.node_left"
KEYS: Final = "keys.pressed"


class Stopwatch:
    """Runs while Tron works, stands while the caller is waited for."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._worked = 0.0
        self._since: float | None = now()

    def stop(self) -> None:
        self._worked, self._since = self.seconds, None

    def go_on(self) -> None:
        if self._since is None:
            self._since = self._now()

    @property
    def seconds(self) -> float:
        return self._worked + (0.0 if self._since is None else self._now() - self._since)


class Steps:
    """Of one walk. `tokens` gives all that models used so far; `muted`: what is shown now was shown before."""

    def __init__(self, tokens: Callable[[], int]) -> None:
        self.all: list[Step] = []
        self.muted = False
        self.watch = Stopwatch()
        self._tokens = tokens
        self._paid = tokens()
        self._lap = 0.0
        self._node: tuple[str, str] | None = None
        self._entered = 0.0

    def cut(self, length: int) -> None:
        """Forgets all but the first ones."""
        self.restore(self.all[:length])

    def restore(self, steps: Sequence[Step]) -> None:
        """These were shown, and nothing else."""
        self.all[:] = steps
        nodes = [step for step in self.all if step.type == "node"]
        self._node = (nodes[-1].node or "", nodes[-1].node_type or "") if nodes else None
        self._entered = self._lap = self.watch.seconds

    def heard(self, heard: Heard, at: float) -> None:
        """What the caller did; neither text nor keys: they stayed silent."""
        if not self.muted:
            self._add("caller", at, text=heard.text or None, keys=heard.keys or None)
            self._lap = self.watch.seconds

    def shown(self, message: Mapping[str, Any], at: float) -> None:
        """A message of the conversation's `show`."""
        if self.muted or message["type"] not in ("agent", "event"):
            return
        if message["type"] == "agent":
            cut = message.get("interrupted")
            spent = {"latency_ms": self._took(), "tokens": self._spent()}
            self._add("agent", at, text=message["text"], interrupted=cut, **spent)
        elif message["event"] == ENTERED:
            self._enter(message, at)
        elif message["event"] == LEFT:
            self._leave(message["payload"], message.get("node"), at)
        elif message["event"] != KEYS:
            self._add("event", at, node=message.get("node"), event=message["event"], payload=message["payload"])

    def _enter(self, message: Mapping[str, Any], at: float) -> None:
        self._node = (message.get("node") or "", message["payload"]["type"])
        self._entered = self.watch.seconds
        self._add("node", at)

    def _leave(self, payload: Mapping[str, Any], node: str | None, at: float) -> None:
        took = round((self.watch.seconds - self._entered) * 1000)
        left = {"handle": payload["handle"], "variables": payload["set"], "latency_ms": took}
        self._add("event", at, node=node, node_type=payload["type"], event=LEFT, tokens=self._spent(), **left)

    def _add(self, type_: Any, at: float, **more: Any) -> None:
        node, node_type = self._node or (None, None)
        known = {"node": node, "node_type": node_type} | {
            key: value for key, value in more.items() if value is not None
        }
        self.all.append(Step(type=type_, at=round(at, 1), **known))

    def _took(self) -> int:
        """Milliseconds of work since the last words of either side."""
        before, self._lap = self._lap, self.watch.seconds
        return round((self._lap - before) * 1000)

    def _spent(self) -> int | None:
        before, self._paid = self._paid, self._tokens()
        return self._paid - before or None
