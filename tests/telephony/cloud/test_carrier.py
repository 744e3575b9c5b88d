"""What a vendor's carrier keeps of its calls, whenever it is told of them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any
from uuid import UUID

import pytest

from tests.talks import until
from tron.core.ids import uuid7
from tron.core.ports import DialFailed, Hangup, Trunk
from tron.core.trunks.book import EmptyBook
from tron.telephony.cloud.account import Event
from tron.telephony.cloud.carrier import CloudCarrier, digest_of
from tron.telephony.media_stream.carrier import Door, Order
from tron.telephony.media_stream.messages import TransferState

REFUSED = DialFailed("failed", "unreachable", 503, "No way there.")


class Vendor:
    """Implements Account. Each order waits until the test answers it with an id."""

    public_url = "https://tron.example"
    proof = "secret"

    def __init__(self) -> None:
        self.orders: list[asyncio.Future[str]] = []
        self.ended: list[str] = []

    async def dial(self, order: Order) -> str:
        self.orders.append(asyncio.get_running_loop().create_future())
        return await self.orders[-1]

    async def end(self, vendor_call_id: str) -> bool:
        self.ended.append(vendor_call_id)
        return True

    async def lives(self, vendor_call_id: str) -> bool | None:
        return vendor_call_id not in self.ended


class Told:
    """Implements Progress."""

    def __init__(self) -> None:
        self.said: list[Any] = []

    @property
    def rang(self) -> bool:
        return "ringing" in self.said

    def ringing(self) -> None:
        self.said.append("ringing")

    def failed(self, why: Exception) -> None:
        self.said.append(why)

    def over(self, hangup: Hangup) -> None:
        self.said.append(hangup)

    def handing(self, state: TransferState) -> None:
        self.said.append(state)


class Desk:
    """The carrier with one call, and its vendor."""

    def __init__(self) -> None:
        self.vendor = Vendor()
        self.call_id: UUID = uuid7()
        self.carrier = CloudCarrier("Vendor", self._account, EmptyBook(), lambda _: False)
        self.looked_up = asyncio.Event()
        self.looked_up.set()
        self._dials: list[asyncio.Task[None]] = []

    async def _account(self, trunk: Trunk | None) -> Vendor:
        await self.looked_up.wait()
        return self.vendor

    async def dials(self) -> Told:
        """An order is on its way."""
        told, before = Told(), len(self.vendor.orders)
        order = Order(self.call_id, "token", Door("/x"), to="+12025550142")
        self._dials.append(asyncio.create_task(self.carrier.dial(order, told)))

        async def sent() -> bool:
            return len(self.vendor.orders) > before

        await until(sent)
        return told

    async def is_answered(self, vendor_call_id: str) -> None:
        """The order that was sent last got this id."""
        self.vendor.orders[-1].set_result(vendor_call_id)
        await self._dials[-1]

    def hears(self, vendor_call_id: str, state: Any, failure: DialFailed | None = None) -> None:
        self.carrier.told(self.call_id, Event(vendor_call_id, state, failure), self.vendor)


@pytest.fixture
async def desk() -> AsyncIterator[Desk]:
    made = Desk()
    yield made
    await made.carrier.aclose()


async def test_what_is_told_late_of_the_first_dial_is_not_the_seconds(desk: Desk) -> None:
    first = await desk.dials()
    await desk.is_answered("first")
    desk.hears("first", "failed", REFUSED)
    assert first.said == [REFUSED]
    second = await desk.dials()
    desk.hears("first", "ringing")
    desk.hears("first", "failed", REFUSED)
    assert second.said == []
    await desk.is_answered("second")
    desk.hears("second", "ringing")
    assert second.said == ["ringing"]
    await desk.carrier.hang_up(desk.call_id)
    assert desk.vendor.ended == ["second"]


async def test_a_dial_that_fails_before_its_order_is_answered_leaves_the_next_its_own_id(desk: Desk) -> None:
    first = await desk.dials()
    desk.hears("first", "failed", REFUSED)
    await desk.is_answered("first")
    assert first.said == [REFUSED]
    second = await desk.dials()
    await desk.is_answered("second")
    desk.hears("second", "ringing")
    assert second.said == ["ringing"]
    await desk.carrier.hang_up(desk.call_id)
    assert desk.vendor.ended == ["second"]


async def test_the_stream_of_a_caller_is_known_while_the_account_is_still_looked_up(desk: Desk) -> None:
    desk.looked_up.clear()
    offer = {"vendor_call_id": "theirs", "token_digest": digest_of("promised")}
    order = Order(desk.call_id, "own", Door("/x"), to="+12025550142", offer=offer)
    answering = asyncio.create_task(desk.carrier.answer(order, Told()))
    await asyncio.sleep(0)
    assert desk.carrier.token_of("promised") == "own"
    assert desk.carrier.token_of("promised") == "promised", "it is good once"
    desk.looked_up.set()
    await answering
    await desk.carrier.hang_up(desk.call_id)
    assert desk.vendor.ended == ["theirs"]
