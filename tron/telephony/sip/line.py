"""The direct SIP line: calls by way of the gateway process, over accounts at carriers and PBXs."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Coroutine, Mapping
from typing import Any, Final
from uuid import UUID

from tron.core.call_engine.inbound import NOT_NOW, Incoming, NotTaken
from tron.core.ports import AnswerRequest, LineCall, Trunk
from tron.core.sockets import SocketFolderError
from tron.core.trunks.softphones import SoftphoneAccount
from tron.core.trunks.spec import LineState
from tron.telephony.admission import Admission
from tron.telephony.desk import Places
from tron.telephony.media_stream.line import MediaStreamLine
from tron.telephony.media_stream.tron_dialect import TronDialect
from tron.telephony.registry import LineContext
from tron.telephony.sip.carrier import GatewayCarrier
from tron.telephony.sip.desk import SipDesk
from tron.telephony.sip.paths import gateway_socket
from tron.telephony.sip.softphone import softphone_account
from tron.telephony.sip.state import NO_GATEWAY, line_state
from tron.telephony.sip.trunk import SipTrunk

log = logging.getLogger(__name__)

BROKEN: Final = 500


class SipLine(MediaStreamLine):
    """Line `sip`, with a Desk. In a worker it takes calls that come in, too. Implements HoldsCallers."""

    name = "sip"
    title = "Direct SIP"
    trunk_model = SipTrunk

    def __init__(self, context: LineContext) -> None:
        self._data_dir = context.data_dir
        self._receive = context.receive
        self._let_go = context.let_go
        self._gateway = GatewayCarrier(lambda: gateway_socket(self._data_dir), self._offered, self._gone, self._missed)
        self._admission: Admission | None = None
        self._receiving: set[asyncio.Task[None]] = set()
        super().__init__(context.clock, self._gateway, TronDialect)

    def opened(self, address: Mapping[str, str]) -> None:
        super().opened(address)
        self._gateway.watch()

    def desk(self, places: Places) -> SipDesk:
        """From now on callers are taken only as long as there is a place."""
        self._admission = Admission(places, self._clock)
        return SipDesk(self._gateway, self._admission)

    async def answer(self, request: AnswerRequest) -> LineCall:
        self._gone(str(request.offer.get("gateway_call")))  # the worker holds it itself now
        return await super().answer(request)

    async def turn_away(self, request: AnswerRequest, sip_status: int) -> None:
        """TurnsAway: the caller hears ringing up to here."""
        gateway_call = str(request.offer.get("gateway_call"))
        self._gone(gateway_call)
        await self._gateway.reject(gateway_call, sip_status)

    async def pass_on(self, offer: Mapping[str, Any]) -> None:
        """HoldsCallers: the gateway asks the next worker beside it."""
        gateway_call = str(offer.get("gateway_call"))
        self._gone(gateway_call)
        await self._gateway.pass_on(gateway_call)

    async def state(self, trunk: Trunk | None) -> LineState:
        """Asked of the gateway itself, whichever process asks."""
        try:
            return await line_state(gateway_socket(self._data_dir), trunk)
        except SocketFolderError:
            return NO_GATEWAY

    async def softphone(self, trunk: Trunk) -> SoftphoneAccount:
        """RegistersPhones: the account of a trunk of this kind."""
        return await softphone_account(gateway_socket(self._data_dir), trunk)

    async def aclose(self) -> None:
        """Lets go of the gateway."""
        for task in tuple(self._receiving):
            task.cancel()
        await asyncio.gather(*self._receiving, return_exceptions=True)
        await self._gateway.aclose()

    # ------------------------------------------------------------ calls that come in

    def _offered(self, body: Mapping[str, Any]) -> None:
        self._soon(self._take_in(body))

    def _missed(self, body: Mapping[str, Any]) -> None:
        self._soon(self._write_down(body))

    def _soon(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work, name="incoming SIP call")
        self._receiving.add(task)
        task.add_done_callback(self._receiving.discard)

    def _gone(self, gateway_call: str) -> None:
        if self._admission is not None:
            self._admission.settle(gateway_call)

    async def _take_in(self, body: Mapping[str, Any]) -> None:
        """The caller hears ringing meanwhile, and a refusal when nobody takes the call."""
        gateway_call = str(body.get("gateway_call"))
        if self._admission is not None and not await self._admission.take(gateway_call):
            await self._gateway.pass_on(gateway_call)
            return
        try:
            await self._receive(_incoming(gateway_call, body))
        except NotTaken as no:
            self._gone(gateway_call)
            log.info("a SIP call was not taken: %s", no)
            await self._gateway.reject(gateway_call, no.sip_status)
        except Exception:
            self._gone(gateway_call)
            log.exception("a SIP call could not be taken in")
            await self._gateway.reject(gateway_call, BROKEN)

    async def _write_down(self, body: Mapping[str, Any]) -> None:
        """The gateway refused a caller whom nobody took: each worker beside it hears so, and one row is written."""
        try:
            await self._let_go(_incoming(str(body.get("gateway_call")), body), waits=False)
        except NotTaken:
            return  # it came on no trunk
        except Exception:
            log.exception("a SIP call that was missed could not be written down")


def _incoming(gateway_call: str, body: Mapping[str, Any]) -> Incoming:
    headers = body.get("headers")
    return Incoming(
        line=SipLine.name,
        called=_text(body, "to"),
        caller=_text(body, "from"),
        offer={"gateway_call": gateway_call},
        trunk_id=_account(body),
        vendor_call_id=_text(body, "sip_call_id") or gateway_call,
        headers={str(name): str(value) for name, value in headers.items()} if isinstance(headers, dict) else {},
    )


def _account(body: Mapping[str, Any]) -> UUID | None:
    try:
        return UUID(str(body.get("account")))
    except ValueError:
        raise NotTaken(NOT_NOW, "The call came on an account that is no trunk.") from None


def _text(body: Mapping[str, Any], key: str) -> str | None:
    value = body.get(key)
    return value if isinstance(value, str) and value else None
