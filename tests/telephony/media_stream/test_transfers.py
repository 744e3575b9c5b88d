"""Handing over by the stream: what came of it, in the far side's own status."""

from __future__ import annotations

import asyncio

import pytest

from tron.telephony.media_stream.messages import TransferState
from tron.telephony.media_stream.transfers import TransferBook


@pytest.mark.parametrize(
    ("sip_status", "reason"),
    [
        (486, "busy"),
        (603, "declined"),
        (404, "invalid_number"),
        (405, "not_supported"),
        (501, "not_supported"),
        (403, "not_supported"),
        (500, "trunk_error"),
    ],
)
async def test_a_carrier_that_hands_nothing_over_rang_nobody(sip_status: int, reason: str) -> None:
    book = TransferBook()

    async def send(transfer_id: str) -> bool:
        asyncio.get_running_loop().call_soon(book.told, TransferState(transfer_id, "failed", sip_status))
        return True

    handed = await book.hand_over("+12025550142", 5, send)
    assert (handed.answered, handed.reason, handed.may_ring) == (False, reason, False)
