"""One call of the gateway, seen from the loop.

    outbound   trying -> ringing -> early -> answered -> ended        inbound   offered -> answered -> ended
                  \\---------\\--------\\-> failed                                   \\-> failed

`early` is optional and comes with sound before the answer. Whoever asked for the call hears of each state once.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping
from typing import Any, Final, Literal, Protocol

from tron.telephony.sip.trunk import SipTrunk
from tron.telephony.sip_gateway.orders import BadOrder, StreamAddress, clean_headers, encode
from tron.telephony.sip_gateway.playout import Playout
from tron.telephony.sip_gateway.stream import WorkerStream
from tron.telephony.sip_gateway.wire_events import (
    Answered,
    Ended,
    MediaUp,
    NoPlace,
    Pressed,
    Progress,
    TransferProgress,
    WireEvent,
)

log = logging.getLogger(__name__)
State = Literal["trying", "ringing", "early", "answered", "failed", "ended"]
By = Literal["caller", "agent", "network"]
KEYS: Final = frozenset("0123456789*#ABCD")
LONGEST_KEYS: Final = 32
SILENT_SECONDS: Final = 10.0
"""Without so much as a 100 Trying for so long, there is nothing at that address."""
NO_ANSWER, CANCELLED = 408, 487
TRANSFERRED_SECONDS: Final = 2.0
"""So long the far side may hang up by itself after it was transferred."""


class Wire(Protocol):
    """The call on the wire; each is done in PJSIP's thread, soon."""

    def end(self, sip_status: int = 0) -> None: ...

    def press(self, digits: str, *, by_info: bool) -> None: ...

    def refer(self, to: str, headers: Mapping[str, str]) -> None: ...


class GatewayCall:
    """`tell` sends to the client that asked for the call; `over` is called once, when it has ended."""

    def __init__(
        self,
        call_id: str,
        trunk: SipTrunk,
        wire: Wire,
        *,
        stream: StreamAddress,
        token: str,
        tell: Callable[[str], None],
        over: Callable[[GatewayCall], None],
        max_seconds: float | None = None,
        playout: Playout | None = None,
    ) -> None:
        self.call_id = call_id
        self.state: State | None = None
        self.sip_call_id = ""
        self.again = False
        """It was refused before anything rang, so that its id may be dialled again, by another account."""
        self.playout = playout or Playout()
        self._trunk = trunk
        self._wire = wire
        self._token = token
        self._tell = tell
        self._over = over
        self._max_seconds = max_seconds
        self._stream = WorkerStream(stream, call_id, self.playout, self)
        self._timers: list[asyncio.TimerHandle] = []
        self._media: MediaUp | None = None
        self._headers: Mapping[str, str] = {}
        self._heard_anything = False
        self._by: By | None = None
        self._transfer: str | None = None

    @property
    def live(self) -> bool:
        return self.state not in ("failed", "ended")

    @property
    def answered(self) -> bool:
        return self.state == "answered"

    def accepted(self, sip_call_id: str, headers: Mapping[str, str]) -> None:
        """A call that came in is being answered; `headers` are those of its INVITE."""
        self.sip_call_id = sip_call_id
        self._headers = headers

    def dialled(self, sip_call_id: str, ring_timeout: float) -> None:
        """The INVITE is on its way."""
        self.sip_call_id = sip_call_id
        if not self.live:
            return
        self._become("trying")
        self._after(ring_timeout, lambda: self._give_up("ring_timeout"))
        self._after(SILENT_SECONDS, self._nobody_there)

    def hear(self, frame: bytes) -> None:
        """One frame of the far side."""
        self._stream.sound(frame)

    def reached(self, marks: list[str]) -> None:
        """The far side hears what comes after these marks."""
        for name in marks:
            self._stream.tell("mark", name=name)

    def happened(self, event: WireEvent) -> None:
        """What PJSIP told of the wire."""
        if not self.live:
            return
        match event:
            case Progress():
                self._progress(event)
            case MediaUp():
                self._sounds(event)
            case Answered():
                self._answer(event)
            case Pressed():
                self._stream.tell("keys", digits=event.digit)
            case TransferProgress():
                self._transferring(event)
            case Ended():
                self._ended(event)
            case NoPlace():
                self._no_place()

    def hang_up(self, reason: str, *, by: By = "agent", sip_status: int = 0) -> None:
        """From our side, at any time. A call that nobody answered has failed at once, whatever the far side does."""
        if not self.live:
            return
        self._by = self._by or by
        self._wire.end(sip_status)
        if not self.answered:
            self._finish("failed", sip_status or CANCELLED, reason)
        else:
            self._finish("ended", sip_status or (200 if self._by == "agent" else 0), reason)

    def could_not_dial(self, sip_status: int, reason: str) -> None:
        """PJSIP did not even send it."""
        if self.live:
            self._finish("failed", sip_status, reason)

    def worker_says(self, body: Mapping[str, Any]) -> None:
        """A text message of the worker that holds the call."""
        type_ = body.get("type")
        if type_ == "clear":
            self.playout.clear()
        elif type_ == "mark" and isinstance(body.get("name"), str):
            self.playout.mark(body["name"])
        elif type_ == "keys":
            self._press(body.get("digits"), body.get("how"))
        elif type_ == "transfer":
            self._refer(body)
        elif type_ == "hang_up":
            status = body.get("sip_status")
            self.hang_up("hang_up", sip_status=status if isinstance(status, int) and 300 <= status < 700 else 0)

    def worker_gone(self, reason: str) -> None:
        """No call without the worker that holds it."""
        if self.live:
            log.warning("call %s: %s", self.call_id, reason)
            self.hang_up(reason, by="network")

    async def closed(self) -> None:
        """Until its stream is closed."""
        await self._stream.closed()

    def _progress(self, event: Progress) -> None:
        self._heard_anything = True
        if event.sip_status >= 180 and self.state == "trying":
            self._become("ringing", event.sip_status, event.reason)

    def _sounds(self, event: MediaUp) -> None:
        self._media = event
        if event.early and self.state in ("trying", "ringing"):
            self._become("early", 183)
            self._open("early")
        elif self.answered and not self._stream.opened:
            self._open("answered")

    def _answer(self, event: Answered) -> None:
        self._cancel_timers()
        self._headers = self._headers or event.headers
        self._become("answered", event.sip_status)
        if self._max_seconds is not None:
            self._after(self._max_seconds, lambda: self.hang_up("max_seconds"))
        if self._stream.opened:
            self._stream.tell("answered", headers=dict(event.headers))
        elif self._media is not None:
            self._open("answered")

    def _open(self, phase: Literal["early", "answered"]) -> None:
        codec = self._media.codec if self._media is not None else ""
        start = encode(
            "start",
            call_id=self.call_id,
            token=self._token,
            phase=phase,
            codec=codec,
            sip_call_id=self.sip_call_id,
            headers=dict(self._headers),
        )
        self._stream.open(start)

    def _press(self, digits: Any, how: Any) -> None:
        if not isinstance(digits, str) or not 0 < len(digits) <= LONGEST_KEYS or not set(digits.upper()) <= KEYS:
            return
        wanted = how if how in ("rfc4733", "info") else self._trunk.dtmf
        events = self._media is not None and self._media.keys
        self._wire.press(digits.upper(), by_info=wanted == "info" or (wanted == "auto" and not events))

    def _refer(self, body: Mapping[str, Any]) -> None:
        identity, to, headers = body.get("id"), body.get("to"), body.get("headers") or {}
        if not isinstance(identity, str) or not isinstance(to, str) or not to or not isinstance(headers, dict):
            return
        try:
            clean = clean_headers({str(name): str(value) for name, value in headers.items()})
        except (BadOrder, ValueError):
            clean = None
        if self._transfer is not None or not self.answered or clean is None or set(to) & set(' <>"\r\n'):
            self._stream.tell("transfer", id=identity, state="failed", sip_status=None)
            return
        self._transfer = identity
        self._wire.refer(to, clean)

    def _transferring(self, event: TransferProgress) -> None:
        if self._transfer is None:
            return
        state = _transfer_state(event)
        self._stream.tell("transfer", id=self._transfer, state=state, sip_status=event.sip_status)
        if state in ("done", "failed"):
            self._transfer = None
        if state == "done":
            self._after(TRANSFERRED_SECONDS, lambda: self.hang_up("transferred"))

    def _ended(self, event: Ended) -> None:
        if not self.answered:
            self.again = event.refused and self.state in (None, "trying")
            self._finish("failed", event.sip_status, event.reason)
            return
        self._by = self._by or ("caller" if event.far_side and event.sip_status < 300 else "network")
        self._finish("ended", event.sip_status, event.reason)

    def _no_place(self) -> None:
        """Who asked may ask elsewhere."""
        self._cancel_timers()
        self.state = "failed"
        self._tell(encode("error", call_id=self.call_id, code="full", message="There is no place for this call."))
        self._over(self)

    def _nobody_there(self) -> None:
        if self.state == "trying" and not self._heard_anything:
            self._by = "network"
            self._wire.end()
            self._finish("failed", NO_ANSWER, "no response")

    def _give_up(self, reason: str) -> None:
        if not self.live or self.answered:
            return
        rang = self.state != "trying"
        self._wire.end()
        self._finish("failed", CANCELLED if rang else NO_ANSWER, reason)

    def _finish(self, state: Literal["failed", "ended"], sip_status: int, reason: str) -> None:
        self._cancel_timers()
        if self._stream.opened:
            self._stream.tell("stop", by=self._by or "caller", sip_status=sip_status or None, reason=reason)
        self._stream.close()
        self._become(state, sip_status, reason)
        self._over(self)

    def _become(self, state: State, sip_status: int | None = None, reason: str = "") -> None:
        self.state = state
        self._tell(
            encode(
                "call",
                call_id=self.call_id,
                state=state,
                sip_status=sip_status or None,
                reason=reason,
                sip_call_id=self.sip_call_id,
                **({"again": True} if self.again else {}),
            )
        )

    def _after(self, seconds: float, what: Callable[[], None]) -> None:
        self._timers.append(asyncio.get_running_loop().call_later(seconds, what))

    def _cancel_timers(self) -> None:
        for timer in self._timers:
            timer.cancel()
        self._timers.clear()


def _transfer_state(event: TransferProgress) -> Literal["trying", "ringing", "done", "failed"]:
    if event.sip_status >= 300:
        return "failed"
    if event.sip_status >= 200:
        return "done"
    if event.final:
        return "failed"  # it tells no more, and never said that anybody answered
    return "ringing" if event.sip_status >= 180 else "trying"
