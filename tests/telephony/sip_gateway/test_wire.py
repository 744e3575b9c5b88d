"""The loop's handle of a call lets go of what is PJSIP's while it is in PJSIP's thread."""

from __future__ import annotations

import asyncio
import weakref
from collections.abc import Callable
from typing import Any

import pytest

from tron.telephony.sip_gateway import wire as wire_module
from tron.telephony.sip_gateway.wire import CallWire


class Account:
    identity = "trunk"


class Library:
    """Keeps what it would call when a call is over."""

    ports = None

    def __init__(self) -> None:
        self.forget: Callable[[], None] = lambda: None

    def adopt(self, call: Any, forget: Callable[[], None]) -> None:
        self.forget = forget

    def let_go(self, call: Any) -> None:
        """Not reached here."""


async def test_the_handle_of_a_call_that_is_over_does_not_keep_its_account(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wire_module, "WireCall", lambda *_, **__: object())
    library, account = Library(), Account()
    wire = CallWire(library, asyncio.get_running_loop(), "call", lambda *_: None)  # type: ignore[arg-type]
    wire.adopt(account, ("PCMU",), 1)  # type: ignore[arg-type]
    known = weakref.ref(account)
    del account
    assert known() is not None
    library.forget()
    assert known() is None
