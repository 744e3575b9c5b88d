"""The SIP gateway as the carrier of the direct SIP line."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final
from uuid import UUID, uuid4

from tron.core.call_engine.sip_outcomes import dial_failed
from tron.core.ports import DialFailed, Hangup
from tron.telephony.media_stream.carrier import Order, Progress
from tron.telephony.sip.control import GatewayAway, GatewayControl, GatewayLost

log = logging.getLogger(__name__)

EXISTS_SECONDS = 3.0
STREAM_TELLS_SECONDS = 1.0
"""The stream's own last message says who ended the call: it goes first when both are on their way."""
NO_GATEWAY = "The SIP gateway does not run; serve starts it when a SIP account is there."
NO_ACCOUNT = "This call has no SIP account: add one under Lines."
CALLER_LEFT: Final = ("no_answer", "caller_hung_up", 487, "The caller hung up before the call was taken.")
NOBODY_KNOWS: Final = frozenset({"known_call", "gateway_lost"})
"""The gateway's words for a second dial of one call, and for one whose process died: whether a phone rings is open."""

OVER: Final = "over"
"""Its word for a second dial of a call that failed without an answer: that one is over, and no other is made."""
SILENT: Final = 408


class GatewayCarrier:
    """Implements Carrier. `offered` gets each call that comes in, once `watch` was called; `gone` hears of those
    that are not offered any more, `missed` of those that the gateway refused because nobody took them."""

    def __init__(
        self,
        path: Callable[[], Path],
        offered: Callable[[Mapping[str, Any]], None],
        gone: Callable[[str], None],
        missed: Callable[[Mapping[str, Any]], None],
    ) -> None:
        self._offered = offered
        self._gone = gone
        self._missed = missed
        self._answering: dict[UUID, str] = {}
        """The offers that are being taken."""
        self._control = GatewayControl(path, self._told, self._opened, self._lost)
        self._calls: dict[UUID, Progress] = {}
        self._unended: set[UUID] = set()
        self._asked: dict[str, asyncio.Future[bool]] = {}
        self._watching = False
        self._taking = True

    @property
    def connected(self) -> bool:
        """Whether there is a gateway."""
        return self._control.connected

    def watch(self) -> None:
        """From now on calls that come in are offered here."""
        self._watching = True
        self._control.keep()

    async def take_no_more(self) -> None:
        """Calls that come in are offered elsewhere. Raises nothing."""
        self._taking = False
        await self._quietly("watch", incoming=False)

    async def aclose(self) -> None:
        await self._control.aclose()

    # ------------------------------------------------------------ Carrier

    async def dial(self, order: Order, progress: Progress) -> None:
        if order.trunk is None:
            raise DialFailed("failed", "trunk_error", None, NO_ACCOUNT)
        values = {
            "account": str(order.trunk.id),
            "to": order.to,
            "from": order.caller_id,
            "ring_timeout": order.ring_timeout,
            "headers": dict(order.headers),
        }
        await self._order("dial", order, progress, values)

    async def answer(self, order: Order, progress: Progress) -> None:
        gateway_call = str(order.offer.get("gateway_call"))
        self._answering[order.call_id] = gateway_call
        await self._order("answer", order, progress, {"gateway_call": gateway_call})

    async def hang_up(self, call_id: UUID) -> None:
        self._forget(call_id)
        self._unended.add(call_id)
        self._control.keep()
        await self._end_all()

    async def exists(self, call_id: UUID) -> bool | None:
        question = uuid4().hex
        answer: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        self._asked[question] = answer
        try:
            await self._control.send("exists", id=question, call_id=str(call_id))
            async with asyncio.timeout(EXISTS_SECONDS):
                return await answer
        except (GatewayAway, GatewayLost, TimeoutError):
            return None
        finally:
            self._asked.pop(question, None)

    async def reject(self, gateway_call: str, sip_status: int) -> None:
        """Nobody here takes this call. Raises nothing: a gateway that is gone has no call."""
        await self._quietly("reject", gateway_call=gateway_call, sip_status=sip_status)

    async def pass_on(self, gateway_call: str) -> None:
        """Somebody else may take this call. Raises nothing."""
        await self._quietly("pass", gateway_call=gateway_call)

    async def _quietly(self, type_: str, **values: Any) -> None:
        try:
            await self._control.send_now(type_, **values)
        except (GatewayAway, GatewayLost):
            return

    def _forget(self, call_id: UUID) -> None:
        self._calls.pop(call_id, None)
        self._answering.pop(call_id, None)

    async def _order(self, type_: str, order: Order, progress: Progress, values: Mapping[str, Any]) -> None:
        self._calls[order.call_id] = progress
        try:
            await self._control.send(
                type_,
                call_id=str(order.call_id),
                stream={"socket": order.door.socket},
                token=order.token,
                max_seconds=order.max_seconds,
                **values,
            )
        except GatewayAway:
            self._forget(order.call_id)
            raise DialFailed("failed", "trunk_error", None, NO_GATEWAY) from None

    # ------------------------------------------------------------ the gateway's side

    async def _opened(self) -> None:
        try:
            if self._watching:
                await self._control.send_now("watch", incoming=self._taking)
            await self._end_all()
        except (GatewayAway, GatewayLost):
            return

    async def _end_all(self) -> None:
        """Hang up what is to be hung up; without a gateway as soon as there is one."""
        for call_id in tuple(self._unended):
            try:
                await self._control.send_now("hang_up", call_id=str(call_id))
            except (GatewayAway, GatewayLost):
                return
            self._unended.discard(call_id)

    def _lost(self) -> None:
        """What is being dialled may ring or not; calls with a stream end, or go on, with that."""
        calls, self._calls = self._calls, {}
        self._answering.clear()
        for progress in calls.values():
            progress.failed(GatewayLost("The SIP gateway went away while dialling."))

    def _told(self, body: Mapping[str, Any]) -> None:
        if body["type"] == "incoming":
            self._offered(body)
        elif body["type"] == "incoming_gone":
            self._withdrawn(str(body.get("gateway_call")))
        elif body["type"] == "incoming_missed":
            self._missed(body)
        elif body["type"] == "exists":
            answer = self._asked.get(str(body.get("id")))
            if answer is not None and not answer.done():
                answer.set_result(body.get("exists") is True)
        elif body["type"] in ("call", "error"):
            call_id = _uuid(body.get("call_id"))
            progress = self._calls.get(call_id) if call_id is not None else None
            if call_id is not None and progress is not None:
                self._follow(call_id, progress, body)
            elif body["type"] == "error":
                log.warning("the SIP gateway refused a message: %s", body.get("code"))

    def _withdrawn(self, gateway_call: str) -> None:
        self._gone(gateway_call)
        for call_id in [call_id for call_id, taken in self._answering.items() if taken == gateway_call]:
            progress = self._calls.get(call_id)
            self._forget(call_id)
            if progress is not None:
                progress.failed(DialFailed(*CALLER_LEFT))

    def _follow(self, call_id: UUID, progress: Progress, body: Mapping[str, Any]) -> None:
        state, sip_status = body.get("state"), _status(body)
        comes_in = call_id in self._answering
        if body["type"] == "error":
            self._forget(call_id)
            progress.failed(_refusal(body))
        elif state in ("ringing", "early", "answered"):
            progress.ringing()
        elif state == "failed" and comes_in and sip_status == CALLER_LEFT[2]:
            self._forget(call_id)
            progress.failed(DialFailed(*CALLER_LEFT))
        elif state == "failed":
            self._forget(call_id)
            progress.failed(dial_failed(sip_status, rang=progress.rang, message=str(body.get("reason") or "")))
        elif state == "ended":
            self._forget(call_id)
            loop = asyncio.get_running_loop()
            loop.call_later(STREAM_TELLS_SECONDS, progress.over, Hangup("network", sip_status))


def _refusal(body: Mapping[str, Any]) -> Exception:
    if body.get("code") == "gone":
        return DialFailed(*CALLER_LEFT)
    message = str(body.get("message") or "The SIP gateway refused the call.")
    if body.get("code") in NOBODY_KNOWS:
        return GatewayLost(message)
    if body.get("code") == OVER:
        return dial_failed(SILENT, rang=False, message=message)
    return DialFailed("failed", "trunk_error", _status(body), message)


def _status(body: Mapping[str, Any]) -> int | None:
    value = body.get("sip_status")
    return value if isinstance(value, int) else None


def _uuid(value: object) -> UUID | None:
    try:
        return UUID(str(value))
    except ValueError:
        return None
