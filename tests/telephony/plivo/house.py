"""Plivo, for a house."""

from __future__ import annotations

from tests.emulators.plivo import AUTH_ID, AUTH_TOKEN, PlivoEmulator
from tests.telephony.cloud.house import Vendor
from tron.telephony.plivo.line import PlivoLine


def plivo() -> Vendor:
    """An account of a trunk."""
    emulator = PlivoEmulator()
    return Vendor(
        PlivoLine,
        emulator,
        emulator.phone,
        trunk=lambda: {"auth_id": AUTH_ID, "endpoint": emulator.url, "sound": "mulaw_8k"},
        secrets={"auth_token": AUTH_TOKEN},
    )
