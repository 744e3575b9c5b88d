"""Calls that came in, offered to one client after the other until one takes them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from tron.telephony.sip_gateway.client import Client
from tron.telephony.sip_gateway.orders import encode

SLOW_SECONDS = 3.0
"""A client that says nothing for so long may hang: another one is asked as well."""


@dataclass
class _Offer:
    message: str
    asked: set[Client] = field(default_factory=set)
    waiting: set[Client] = field(default_factory=set)
    """Those who were asked, and did not pass it on."""
    timer: asyncio.TimerHandle | None = None


class Offering:
    """`clients` are those connected, `refuse` is called for a call that nobody takes, with what was told of it."""

    def __init__(self, clients: Iterable[Client], refuse: Callable[[str, str], None]) -> None:
        self._clients = clients
        self._refuse = refuse
        self._offers: dict[str, _Offer] = {}
        self._turn = 0

    def offer(self, key: str, message: str) -> None:
        """To whoever was asked longest ago; refused at once where nobody takes calls."""
        self._offers[key] = _Offer(message)
        self._ask(key)

    def passed(self, key: str, client: Client) -> None:
        """It has no place for this call."""
        offer = self._offers.get(key)
        if offer is not None and client in offer.waiting:
            offer.waiting.discard(client)
            if not offer.waiting:
                self._ask(key)

    def left(self, client: Client) -> None:
        """A client is gone, and passes on all that it was asked."""
        for key in list(self._offers):
            self.passed(key, client)

    def over(self, key: str, taken_by: Client | None = None) -> str | None:
        """It is taken, refused or gone; the others who were asked hear of it where somebody took it.

        What was told of it, where it was still offered.
        """
        offer = self._offers.pop(key, None)
        if offer is None:
            return None
        if offer.timer is not None:
            offer.timer.cancel()
        if taken_by is not None:
            for client in offer.waiting - {taken_by}:
                client.tell(encode("incoming_gone", gateway_call=key, sip_status=None))
        return offer.message

    def of_lane(self, number: int) -> list[str]:
        """Calls that are offered, and came in there."""
        return [key for key in self._offers if key.startswith(f"{number}:")]

    def _ask(self, key: str) -> None:
        offer = self._offers[key]
        left = [client for client in self._clients if client.takes and client not in offer.asked]
        if left:
            self._tell(key, offer, min(left, key=lambda client: client.asked_at))
        elif not offer.waiting:
            self.over(key)
            self._refuse(key, offer.message)

    def _tell(self, key: str, offer: _Offer, client: Client) -> None:
        self._turn += 1
        client.asked_at = self._turn
        offer.asked.add(client)
        offer.waiting.add(client)
        if offer.timer is not None:
            offer.timer.cancel()
        offer.timer = asyncio.get_running_loop().call_later(SLOW_SECONDS, self._ask, key)
        client.tell(offer.message)
