"""A line of a cloud vendor: in a worker it dials and talks; beside the API it takes what the vendor calls us with."""

from __future__ import annotations

import asyncio
import hmac
import logging
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, ClassVar, Final
from urllib.parse import SplitResult, parse_qs, urlsplit
from uuid import UUID

from websockets.asyncio.server import ServerConnection

from tron.core.call_engine.inbound import NOBODY, Incoming, NotTaken
from tron.core.compliance import GateSettings
from tron.core.ports import AnswerRequest, Trunk
from tron.core.ports.hooks import HookAnswer, HookRefused, HookRequest
from tron.core.trunks.spec import LineState
from tron.telephony.cloud.account import Account, Event
from tron.telephony.cloud.addresses import PUBLIC_URL, TOKEN, reach, stream_url
from tron.telephony.cloud.asked import Asked
from tron.telephony.cloud.carrier import CloudCarrier, digest_of
from tron.telephony.cloud.messages import read, written
from tron.telephony.cloud.seen import Seen
from tron.telephony.media_stream.call import StreamCall
from tron.telephony.media_stream.dialect import Dialect
from tron.telephony.media_stream.event_dialect import EventDialect
from tron.telephony.media_stream.line import MediaStreamLine
from tron.telephony.media_stream.messages import BAD_MESSAGE, REFUSED, BadStream, Started
from tron.telephony.registry import LineContext

log = logging.getLogger(__name__)

STATUS: Final = "status"
INCOMING: Final = "incoming"
TOLD_SECONDS = 5.0
CLAIMED_SECONDS = 5.0
"""A stream may be here before the worker that claimed its call has begun to answer it."""
LOOK_EVERY = 0.02


@dataclass(frozen=True, slots=True)
class Proven:
    """Whose webhook it is: the account that signed it, and the trunk that names this account."""

    account: Account
    trunk: Trunk | None = None


@dataclass(frozen=True, slots=True)
class Offered:
    """A call that comes in, as its vendor tells of it."""

    vendor_call_id: str
    called: str | None
    caller: str | None


class CloudLine(MediaStreamLine):
    """Base of such lines. Implements Configurable (with a subclass's `trunk_model`) and TakesHooks.

    A subclass says what proves a request, what a form means, and how its vendor is answered.
    """

    dialect: Callable[[Callable[[str], str], str | None], EventDialect]
    proofs: ClassVar[tuple[str, ...]] = ()
    """The headers that prove a request."""
    for_worker: ClassVar[frozenset[str]] = frozenset({STATUS})
    """The webhooks that the worker of their call takes."""
    asks: ClassVar[frozenset[str]] = frozenset({INCOMING})
    """The webhooks whose answer says what to do: their vendor asks once more where none reached it."""
    speaks: ClassVar[str] = "text/plain"
    """The media type of what a worker answers."""

    def __init__(self, context: LineContext) -> None:
        self._settings = context.settings
        self._receive = context.receive
        self._book = context.book
        self._seen = Seen(context.clock)
        self._asked = Asked(context.clock)
        self._cloud = CloudCarrier(self.title, self._account, context.book, self._streams)
        super().__init__(context.clock, self._cloud, lambda: self.dialect(self._cloud.token_of, None))

    async def aclose(self) -> None:
        """Lets go of what is still to be hung up."""
        await self._cloud.aclose()

    async def state(self, trunk: Trunk | None) -> LineState:
        """What is missing, and whether Tron can be reached at its public address."""
        settings = await self._settings()
        lacks = await self._lacks(settings, trunk)
        return lacks or await reach(self.title, str(settings.get(PUBLIC_URL)), self.name)

    # ------------------------------------------------------------ what a vendor is like

    async def _account(self, trunk: Trunk | None) -> Account:
        """Raises DialFailed where it cannot call."""
        raise NotImplementedError

    async def _lacks(self, settings: GateSettings, trunk: Trunk | None) -> LineState | None:
        """What is missing before the vendor can call and be called."""
        raise NotImplementedError

    async def _proven(self, request: HookRequest) -> Proven | None:
        """None where nobody of ours signed this. Without settings nothing is proven."""
        raise NotImplementedError

    def _once(self, request: HookRequest) -> str:
        """What no other request has; empty where it may come again."""
        raise NotImplementedError

    def _event(self, request: HookRequest) -> Event | None:
        """What a status means; None for one that says nothing."""
        raise NotImplementedError

    def _offered(self, request: HookRequest) -> Offered | None:
        """The call that comes in; None where it names none."""
        raise NotImplementedError

    def _to_stream(self, proven: Proven, url: str, token: str) -> HookAnswer:
        """The call's sound goes to this stream."""
        raise NotImplementedError

    def _rejected(self, *, busy: bool) -> HookAnswer:
        """The call is not taken."""
        raise NotImplementedError

    async def _answered(self, proven: Proven, request: HookRequest, call_id: UUID) -> str:
        """What a worker does about a request that its vendor made of a call; the body of the answer."""
        event = self._event(request)
        if event is not None:
            self._cloud.told(call_id, event, proven.account)
        return ""

    # ------------------------------------------------------------ in the worker

    async def stream(self, call_id: UUID, websocket: ServerConnection) -> None:
        """A call's sound, or one message about it by the path /hook/<line>/<call id>."""
        if _url(websocket).path.startswith("/hook/"):
            await self._told(call_id, websocket)
            return
        until = self._clock.monotonic() + CLAIMED_SECONDS
        while call_id not in self._live and self._clock.monotonic() < until:
            await asyncio.sleep(LOOK_EVERY)
        await super().stream(call_id, websocket)

    async def turn_away(self, request: AnswerRequest, sip_status: int) -> None:
        """TurnsAway: by now the vendor has answered, to send the call's sound here. All that is left is a hang-up."""
        vendor_call_id = request.offer.get("vendor_call_id")
        if isinstance(vendor_call_id, str):
            await self._cloud.let_go(vendor_call_id, request.trunk)

    def _words(self, websocket: ServerConnection) -> Dialect:
        tokens = parse_qs(_url(websocket).query).get(TOKEN)
        return self.dialect(self._cloud.token_of, tokens[0] if tokens else None)

    async def _told(self, call_id: UUID, websocket: ServerConnection) -> None:
        """The proof is looked at here again: a worker may have an address that others reach, too."""
        try:
            async with asyncio.timeout(TOLD_SECONDS):
                request = read(call_id, await websocket.recv())
        except (TimeoutError, ValueError):
            await websocket.close(BAD_MESSAGE, "This tells nothing of a call.")
            return
        proven = await self._proven(request) if request.what in self.for_worker else None
        if proven is None:
            await websocket.close(REFUSED, f"This does not come from {self.title}.")
            return
        if body := await self._answered(proven, request, call_id):
            await websocket.send(body)
        await websocket.close()

    def _stream_url(self, call: StreamCall, public_url: str) -> str:
        """A worker with an address of its own takes the stream there: one way less for the sound."""
        return self._door_of(call).url or stream_url(public_url, self.name, call.call_id)

    def _streams(self, call_id: UUID) -> bool:
        call = self._live.get(call_id)
        return call is not None and call.is_answered

    def _over(self, call: StreamCall) -> None:
        super()._over(call)
        if call.settled:
            self._cloud.forget(call.call_id)

    # ------------------------------------------------------------ beside the API

    async def hook(self, request: HookRequest) -> HookAnswer:
        proven, mark = await self._proven(request), self._once(request)
        if proven is None:
            raise HookRefused(self._refusal)
        if mark and not self._seen.first(mark):
            return await self._again(request, mark)
        if mark and request.what in self.asks:
            self._asked.begin(mark)
        try:
            return await self._first(proven, request)
        except HookRefused:
            self._asked.forget(mark)
            raise

    @property
    def _refusal(self) -> str:
        return f"This does not come from {self.title}, or came before."

    async def _again(self, request: HookRequest, mark: str) -> HookAnswer:
        """What was answered lately, as long as its call lives; nothing is done about it. Raises HookRefused."""
        kept = self._asked.answer(mark)
        if kept is None:
            raise HookRefused(self._refusal)
        answer = await asyncio.shield(kept)
        if answer is None:  # it came to nothing, so this one is the first
            return await self.hook(request)
        about = answer.call_id or request.call_id
        known = await self._book.find(about) if about is not None else None
        if about is not None and (known is None or known.over):
            raise HookRefused(self._refusal)
        return answer

    async def _first(self, proven: Proven, request: HookRequest) -> HookAnswer:
        if request.what == INCOMING and request.call_id is None:
            return await self._incoming(proven, request)
        if request.what in self.for_worker and request.call_id is not None:
            return self._for_worker(request)
        raise HookRefused("There is nothing of that kind here.")

    def _for_worker(self, request: HookRequest) -> HookAnswer:
        return HookAnswer(media_type=self.speaks, tell=self._message(request))

    def _message(self, request: HookRequest, what: str | None = None) -> str:
        """The request for a worker, with its proof."""
        return written(request if what is None else replace(request, what=what), self.proofs)

    def answered(self, request: HookRequest, answer: HookAnswer) -> None:
        self._asked.answered(self._once(request), answer)

    def undone(self, request: HookRequest) -> None:
        mark = self._once(request)
        self._seen.forget(mark)
        self._asked.forget(mark)

    def promised(self, offer: Mapping[str, Any], query: Mapping[str, str], beginning: Sequence[str | bytes]) -> bool:
        dialect, wanted = self.dialect(str, query.get(TOKEN)), offer.get("token_digest")
        for message in beginning:
            try:
                said = dialect.parse(message)
            except BadStream:
                return False
            if isinstance(said, Started):
                return same(digest_of(said.token), str(wanted or ""))
        return False

    async def _incoming(self, proven: Proven, request: HookRequest) -> HookAnswer:
        offered = self._offered(request)
        if offered is None:
            raise HookRefused("This is no call.")
        token = self._token_of(proven, offered)
        incoming = Incoming(
            line=self.name,
            called=offered.called,
            caller=offered.caller,
            offer={"vendor_call_id": offered.vendor_call_id, "token_digest": digest_of(token)},
            trunk_id=proven.trunk.id if proven.trunk is not None else None,
            vendor_call_id=offered.vendor_call_id,
        )
        try:
            call_id = await self._receive(incoming)
        except NotTaken as no:
            log.info("a call by %s was not taken: %s", self.title, no)
            return self._rejected(busy=no.sip_status != NOBODY)
        public_url = str((await self._settings()).get(PUBLIC_URL))
        return replace(self._to_stream(proven, stream_url(public_url, self.name, call_id), token), call_id=call_id)

    def _token_of(self, proven: Proven, offered: Offered) -> str:
        """The same whenever the vendor asks about this call, in whatever process: an answer that was lost may not be
        the one that counts. Who knows the account's secret can forge the whole request."""
        about = f"stream:{self.name}:{offered.vendor_call_id}"
        return hmac.digest(proven.account.proof.encode(), about.encode(), "sha256").hex()


def same(given: str, wanted: str) -> bool:
    """Whether two secrets are the same, in a time that tells nothing; an empty one is none."""
    return bool(wanted) and secrets.compare_digest(given.encode(errors="replace"), wanted.encode())


def _url(websocket: ServerConnection) -> SplitResult:
    return urlsplit(websocket.request.path if websocket.request is not None else "")
