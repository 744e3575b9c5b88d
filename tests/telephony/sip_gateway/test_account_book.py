"""What a lane does about its accounts by itself: hosts are looked up anew, and a refusal is not for ever."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable
from typing import Any, TypeVar

import pytest

from tron.telephony.sip_gateway import account_book
from tron.telephony.sip_gateway.account_book import AccountBook
from tron.telephony.sip_gateway.wire_events import AccountProgress

T = TypeVar("T")
HOST = "sip.example.com"


class Account:
    """In the place of PJSIP's."""

    asked = 0

    def __init__(self, name: str, trunk: Any, **_: Any) -> None:
        self.trunk = trunk

    def create(self, config: Any) -> None:
        """It is made."""

    def ask_again(self) -> None:
        Account.asked += 1


class Library:
    """Does at once what is to be done in PJSIP's thread."""

    address = "127.0.0.1:5060"

    def __init__(self) -> None:
        self.accounts: dict[str, Any] = {}

    async def run(self, order: Callable[[], T]) -> T:
        return order()

    def post(self, order: Callable[[], object]) -> None:
        order()


@pytest.fixture
def book(monkeypatch: pytest.MonkeyPatch) -> AccountBook:
    monkeypatch.setattr(account_book, "WireAccount", Account)
    monkeypatch.setattr(account_book, "account_config", lambda *_, **__: None)
    monkeypatch.setattr(Account, "asked", 0)
    library: Any = Library()
    loop = asyncio.get_event_loop()
    return AccountBook(library, loop, changed=lambda _: None, busy=lambda _: False, offered=lambda *_: None)


async def test_calls_come_in_from_a_host_that_was_not_found_at_the_start(
    book: AccountBook, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As where the machine's network comes up after the gateway: its callers were turned away for good."""
    found: list[Any] = []

    async def look_up(host: str, *_: Any, **__: Any) -> list[Any]:
        if not found:
            raise socket.gaierror
        return found

    monkeypatch.setattr(asyncio.get_running_loop(), "getaddrinfo", look_up)
    await book.replace([{"id": "a", "domain": HOST, "registers": False}])
    assert book.sources.account("192.0.2.10:5060", "lena") is None
    found.append((socket.AF_INET, socket.SOCK_DGRAM, 17, "", ("192.0.2.10", 0)))
    await book.look_again()
    assert book.sources.account("192.0.2.10:5060", "lena") == "a"
    found[:] = [(socket.AF_INET, socket.SOCK_DGRAM, 17, "", ("192.0.2.20", 0))]
    await book.look_again()
    assert book.sources.account("192.0.2.20:5060", "lena") == "a", "the carrier moved"


async def test_a_refused_account_asks_its_registrar_again_after_a_while(
    book: AccountBook, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [1000.0]
    monkeypatch.setattr(account_book.time, "time", lambda: now[0])
    await book.replace([{"id": "a", "domain": "192.0.2.10", "username": "lena", "password": "wrong"}])
    book._progressed(AccountProgress("a", 403, "Forbidden", active=False))
    await book.look_again()
    assert Account.asked == 0, "a registrar bars whoever asks all the time"
    now[0] += account_book.ASK_AGAIN_SECONDS
    await book.look_again()
    await book.look_again()
    assert Account.asked == 1
    book._progressed(AccountProgress("a", 200, "OK", active=True))
    now[0] += account_book.ASK_AGAIN_SECONDS
    await book.look_again()
    assert Account.asked == 1
