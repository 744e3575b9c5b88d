"""LiveKit's SIP service in front of a real LiveKit server: phones that ring, answer and speak in its rooms."""

from tests.emulators.livekit_sip.egress import LiveKitEgress
from tests.emulators.livekit_sip.fates import Fate, answers, comes_back, nobody_there, refuses, rings_out
from tests.emulators.livekit_sip.front import LiveKitSip
from tests.emulators.livekit_sip.phone import Phone

__all__ = [
    "Fate",
    "LiveKitEgress",
    "LiveKitSip",
    "Phone",
    "answers",
    "comes_back",
    "nobody_there",
    "refuses",
    "rings_out",
]
