"""The parts of a call that vendors bring."""

from __future__ import annotations

from typing import Literal

from tron.core.events.payload import Payload

StandInCode = Literal["no_key", "no_vendor", "english_only", "prepared_lines"]


class VoiceStandIn(Payload):
    """The chosen voice or model cannot be had; this one speaks or answers instead. `code` says `why` for the pages."""

    type = "engine.stand_in"
    component: Literal["stt", "tts", "llm"]
    wanted: str
    used: str
    why: str
    code: StandInCode | None = None


class VendorFailed(Payload):
    """A part of the call failed. `fallback`: something else took over."""

    type = "vendor.failed"
    kind: Literal["stt", "tts", "llm"]
    reason: str
    fallback: bool = False
