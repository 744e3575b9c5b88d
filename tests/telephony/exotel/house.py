"""Exotel, for a house."""

from __future__ import annotations

from tests.emulators.exotel import API_KEY, API_TOKEN, SID, ExotelEmulator
from tests.telephony.cloud.house import Vendor
from tron.telephony.exotel.line import ExotelLine

WEBHOOK_TOKEN = "w" * 24


def exotel() -> Vendor:
    """An account of a trunk."""
    emulator = ExotelEmulator()
    return Vendor(
        ExotelLine,
        emulator,
        emulator.phone,
        trunk=lambda: {"account_sid": SID, "endpoint": emulator.url, "networks": ["127.0.0.0/8"], "app_id": ""},
        secrets={"api_key": API_KEY, "api_token": API_TOKEN, "webhook_token": WEBHOOK_TOKEN},
        query=f"?token={WEBHOOK_TOKEN}",
    )
