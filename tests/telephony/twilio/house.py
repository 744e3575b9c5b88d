"""Twilio, for a house."""

from __future__ import annotations

from tests.emulators.twilio import SID, TOKEN, TwilioEmulator
from tests.telephony.cloud.house import Vendor
from tron.telephony.twilio.line import TwilioLine


def twilio() -> Vendor:
    """An account of the settings."""
    emulator = TwilioEmulator()
    return Vendor(
        TwilioLine,
        emulator,
        emulator.phone,
        settings=lambda: {
            "telephony.twilio_account_sid": SID,
            "telephony.twilio_auth_token": TOKEN,
            "telephony.twilio_endpoint": emulator.url,
        },
    )
