"""A call's place in PJSIP's mixer: 20 ms of sound each way, at each turn of its clock, in PJSIP's own thread."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

import pjsua2 as pj

from tron.core.speech import FRAME_BYTES, FRAME_MS, SAMPLE_RATE
from tron.telephony.sip_gateway import sound_bytes
from tron.telephony.sip_gateway.playout import SILENCE, Playout

log = logging.getLogger(__name__)
Hears = Callable[[bytes], None]
Reached = Callable[[list[str]], None]


class Port(pj.AudioMediaPort):  # type: ignore[misc]
    """Serves one call after the other and is never taken down: PJSIP's clock may be inside it at any time."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._playout: Playout | None = None
        self._hears: Hears | None = None
        self._reached: Reached | None = None
        shape = pj.MediaFormatAudio()
        shape.init(pj.PJMEDIA_FORMAT_PCM, SAMPLE_RATE, 1, FRAME_MS * 1000, 16)
        self.createPort(name, shape)

    def serve(self, playout: Playout, hears: Hears, reached: Reached) -> None:
        self._playout, self._hears, self._reached = playout, hears, reached

    def rest(self) -> None:
        self._playout = self._hears = self._reached = None

    def onFrameReceived(self, frame: Any) -> None:
        hears = self._hears
        if hears is None:
            return
        try:
            data = sound_bytes.read(frame.buf) if frame.type == pj.PJMEDIA_FRAME_TYPE_AUDIO else SILENCE
            hears(data if len(data) == FRAME_BYTES else SILENCE)
        except Exception:  # an exception in here would end the process
            log.exception("a frame was lost")

    def onFrameRequested(self, frame: Any) -> None:
        playout, reached = self._playout, self._reached
        try:
            data, marks = playout.next() if playout is not None else (SILENCE, [])
            sound_bytes.write(frame.buf, data)
            frame.size = FRAME_BYTES
            frame.type = pj.PJMEDIA_FRAME_TYPE_AUDIO
            if marks and reached is not None:
                reached(marks)
        except Exception:  # as above
            log.exception("a frame was not played")


class Ports:
    """As many ports as there were calls at once. For PJSIP's thread."""

    def __init__(self) -> None:
        self._free: list[Port] = []
        self._made = 0

    def take(self) -> Port:
        if self._free:
            return self._free.pop()
        self._made += 1
        return Port(f"tron-{self._made}")

    def give_back(self, port: Port) -> None:
        port.rest()
        self._free.append(port)

    def clear(self) -> None:
        """Once the clock has stopped."""
        self._free.clear()
