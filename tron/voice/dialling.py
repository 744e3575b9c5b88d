"""From a claim to an answer: rings, by another trunk where the first one does not connect, and hears the network."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol, runtime_checkable

from tron.core.call_engine.answered import Said
from tron.core.call_engine.claim import Claim, Dialler
from tron.core.call_engine.sip_outcomes import may_try_another_trunk
from tron.core.call_engine.states import FAILED, NO_ANSWER
from tron.core.clock import Clock
from tron.core.compliance import GateSettings
from tron.core.lines import Lines
from tron.core.ports import LineCall
from tron.voice.answering import ANNOUNCED
from tron.voice.early_media import EarlyMedia
from tron.voice.ringing import NotAnswered, ring

log = logging.getLogger(__name__)

STATUS_OF: Mapping[str, str] = {
    "gateway_lost": FAILED,
    "invalid_number": FAILED,
    **dict.fromkeys(("switched_off", "not_reachable", "rang_out"), NO_ANSWER),
}
"""Of answered calls that ended so: a network's announcement is nobody who answered."""


@runtime_checkable
class HearsNetwork(Protocol):
    """A MakeTalk that listens to the network before the answer."""

    def early_media(self, claim: Claim, heard: Callable[[Said], None]) -> EarlyMedia | None: ...


@dataclass(frozen=True, slots=True)
class Around:
    """What dialling needs of its worker. `emit` stores an event of the call; `hears` listens to the network."""

    lines: Lines
    clock: Clock
    settings: Callable[[], Awaitable[GateSettings]]
    emit: Callable[[str, Mapping[str, Any]], None]
    dialler: Dialler | None = None
    hears: HearsNetwork | None = None


class Dialling:
    """Implements RingListener and HearsEarly for one claim. `unwanted` takes the dial back; close it."""

    def __init__(self, around: Around, claim: Claim, unwanted: asyncio.Event) -> None:
        self._around = around
        self.claim = claim
        """As it is by now: another trunk may have taken it."""
        self._unwanted = unwanted
        self._telling: set[asyncio.Task[None]] = set()
        self._rang = False
        self._early: EarlyMedia | None = None
        self._announcement: str | None = None

    async def run(self) -> LineCall | NotAnswered:
        """The answered call, or the final status with its columns. Raises what a line that rings nobody raises."""
        answer = await self._ring()
        while isinstance(answer, NotAnswered) and await self._another_way(answer):
            answer = await self._ring()
        if not isinstance(answer, NotAnswered):
            if self._early is not None:
                self._early.end()
            self._tell_trunk(200)
            return answer
        self._tell_trunk(answer.values.get("sip_status"))
        if self._announcement is not None and answer.values["reason"] == "by_user":
            reason = ANNOUNCED[self._announcement]
            values = {"reason": reason, "error_message": "The network said so.", "answered_by": "announcement"}
            return NotAnswered(STATUS_OF[reason], values)
        return answer

    async def aclose(self) -> None:
        if self._early is not None:
            await self._early.aclose()

    # ------------------------------------------------------------ told by the line

    async def ringing(self) -> None:
        """RingListener: the far phone rings."""
        self._rang = True
        self._around.emit("call.ringing", {})

    def early(self, frame: bytes) -> None:
        """HearsEarly: what the network plays before the answer."""
        self._rang = True  # the network is there: another trunk would ring the same phone again
        if self._early is None and self._around.hears is not None:
            self._early = self._around.hears.early_media(self.claim, self._announced)
        if self._early is not None:
            self._early.frame(frame)

    def _announced(self, said: Said) -> None:
        """The network says that nobody will answer: the dial is taken back."""
        self._around.emit("call.answered_by", {"kind": "announcement", "cause": "words", "what": said.what})
        self._announcement = said.what
        self._unwanted.set()

    # ------------------------------------------------------------ steps

    async def _ring(self) -> LineCall | NotAnswered:
        return await ring(self.claim, self._around.lines, self, self._around.clock, self._unwanted)

    async def _another_way(self, failed: NotAnswered) -> bool:
        """Whether the same claim may be dialled by the next trunk: nobody's phone rang, and the gate agrees."""
        sip_status, dialler = failed.values.get("sip_status"), self._around.dialler
        if dialler is None or self._unwanted.is_set() or self.claim.call.direction != "outbound":
            return False
        if not may_try_another_trunk(sip_status, failed.values["reason"], rang=self._rang):
            return False
        try:
            claim = await dialler.fall_back(self.claim, await self._around.settings(), sip_status)
        except Exception:
            log.exception("no other trunk was asked")
            return False
        if claim is None:
            return False
        self._tell_trunk(sip_status)
        self.claim = claim
        return True

    def _tell_trunk(self, sip_status: int | None) -> None:
        """The trunk's pace is told what came of the dial; nobody waits for it."""
        dialler, claim = self._around.dialler, self.claim
        if dialler is None or claim.trunk is None or sip_status is None:
            return

        async def tell() -> None:
            try:
                await dialler.note_outcome(claim, sip_status)
            except Exception:
                log.exception("the trunk's pace does not know how a dial went")

        task = asyncio.create_task(tell(), name="trunk outcome")
        self._telling.add(task)
        task.add_done_callback(self._telling.discard)
