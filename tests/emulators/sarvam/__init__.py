"""Sarvam's API as livekit-plugins-sarvam speaks it: recognition over two sockets and REST, voices over socket and HTTP.

`python -m tests.emulators.sarvam` serves it for a person, with the built-in voices.
"""

from tests.emulators.sarvam.emulator import SarvamEmulator
from tests.emulators.sarvam.rules import SPEAKERS, Delays

__all__ = ["SPEAKERS", "Delays", "SarvamEmulator"]
