"""A colleague on the bridge of a call: music for the caller, the brief, their answer, the talk, the end."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from dataclasses import dataclass
from typing import Any, Final, TypeVar

from tron.core.clock import Clock
from tron.core.flow_engine.nodes.transfer import shown
from tron.core.ports import DialFailed, HandedOver, LineCall
from tron.core.ports.colleagues import UNKNOWN_OUTCOME, Dial, Invitation
from tron.voice.bridge import Bridge, Party, Seat
from tron.voice.bridge_ends import Playing
from tron.voice.brief import Brief
from tron.voice.hold_music import hold_music
from tron.voice.ringing import LATE_SECONDS, hang_up, stop_tasks, take_back

log = logging.getLogger(__name__)

COLLEAGUE: Final[Party] = "colleague"
SUPERVISOR: Final[Party] = "supervisor"
CALLER: Final[tuple[Party, ...]] = ("caller",)
AGENT: Final[tuple[Party, ...]] = ("agent",)
T = TypeVar("T")
TAKEN_OVER: Final = "taken_over"
Speak = Callable[[str], Awaitable[bytes]]
"""The sound of a text in the agent's voice, 16 kHz mono s16le; empty where nobody can speak. Raises nothing."""
Tell = Callable[[str, Mapping[str, Any]], Awaitable[None]]


def _nobody(_on: bool) -> None:
    """Nothing depends on it."""


@dataclass(slots=True)
class _Guest:
    """Who is in the talk, since when (by the clock)."""

    call: LineCall
    seat: Seat
    to: str
    since: float


class ColleagueDesk:
    """Implements Invites on one call's bridge. Close it with the call.

    `people_talk` is told when a colleague is in the talk, and when they are not any more.
    """

    def __init__(
        self, bridge: Bridge, speak: Speak, tell: Tell, clock: Clock, people_talk: Callable[[bool], None] = _nobody
    ) -> None:
        self._bridge = bridge
        self._speak = speak
        self._tell = tell
        self._clock = clock
        self._people_talk = people_talk
        self._guest: _Guest | None = None
        self._inviting: asyncio.Task[HandedOver] | None = None
        self._letting_go: set[asyncio.Task[Any]] = set()

    async def invite(self, invitation: Invitation, dial: Dial) -> HandedOver:
        """One at a time: whoever else is invited meanwhile is not rung. Nor is anybody for a caller with whom a
        supervisor speaks, and who is being rung or asked then is let go."""
        if self._guest is not None or (self._inviting is not None and not self._inviting.done()):
            return HandedOver(False, "busy")
        if self._bridge.hears("caller", SUPERVISOR):
            return HandedOver(False, TAKEN_OVER)
        inviting = self._inviting = asyncio.create_task(self._invite(invitation, dial), name="invitation")
        taken_over = asyncio.create_task(self._bridge.heard(SUPERVISOR, by="caller"), name="supervisor speaks")
        handed: HandedOver | None = None
        try:
            await asyncio.wait({inviting, taken_over}, return_when=asyncio.FIRST_COMPLETED)
            handed = inviting.result() if inviting.done() else None
            return handed or HandedOver(False, TAKEN_OVER)
        finally:
            taken_over.cancel()
            if handed is None:
                await self._surely(self._undo(inviting))

    async def parted(self) -> None:
        guest = self._guest
        if guest is None:
            return
        gone, ended = asyncio.ensure_future(guest.seat.gone()), asyncio.ensure_future(guest.call.ended())
        try:
            await asyncio.wait({gone, ended}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            await stop_tasks(gone, ended)

    async def aclose(self) -> None:
        guest, self._guest = self._guest, None
        if guest is not None:
            await self._surely(self._part(guest))
        if self._letting_go:
            await asyncio.wait(tuple(self._letting_go))

    # ------------------------------------------------------------

    async def _surely(self, letting_go: Coroutine[Any, Any, T]) -> T:
        """Come to its end even where whoever waits for it is cancelled: a hang-up on its way must arrive."""
        task = asyncio.create_task(letting_go, name="letting go of a colleague")
        self._letting_go.add(task)
        task.add_done_callback(self._letting_go.discard)
        return await asyncio.shield(task)

    async def _part(self, guest: _Guest) -> None:
        seconds = round(self._clock.monotonic() - guest.since, 1)
        await self._tell("transfer.ended", {"to": shown(guest.to), "seconds": seconds})
        self._bridge.let_hear("caller", hears=AGENT)
        self._people_talk(False)
        await _dismiss(guest.seat, guest.call)

    async def _undo(self, inviting: asyncio.Task[HandedOver]) -> None:
        """Nobody waits for this invitation any more, not even where they have just accepted."""
        inviting.cancel()
        await asyncio.wait({inviting})
        guest, self._guest = self._guest, None
        if guest is not None:
            await self._part(guest)

    async def _invite(self, invitation: Invitation, dial: Dial) -> HandedOver:
        music = self._bridge.play("caller", hold_music(), loop=True)
        brief = Brief(invitation, self._speak, self._clock)
        try:
            call = await self._rung(dial, invitation.wait, music)
            if isinstance(call, HandedOver):
                return call
            return await self._ask(call, brief, invitation)
        finally:
            music.stop()
            await brief.aclose()

    async def _rung(self, dial: Dial, wait: float, music: Playing) -> LineCall | HandedOver:
        """Who answered; whatever else happens, nothing rings any more, and who answered just then is hung up on."""
        ringing = asyncio.create_task(_dialled(dial), name="dial a colleague")
        answered: LineCall | None = None
        try:
            await asyncio.wait({ringing}, timeout=wait + LATE_SECONDS)
            if ringing.done():
                answered = ringing.result()
                return answered
        except DialFailed as failed:
            return HandedOver(False, failed.reason)
        except Exception:
            log.exception("a colleague could not be rung")
            return HandedOver(False, UNKNOWN_OUTCOME)
        finally:
            if answered is None:
                music.stop()  # somebody may speak before the line lets go
                over = await self._surely(take_back(ringing))
        return HandedOver(False, "rang_out" if over else UNKNOWN_OUTCOME)

    async def _ask(self, call: LineCall, brief: Brief, invitation: Invitation) -> HandedOver:
        """They hear the brief alone, and the caller nothing of it; who does not take the call is hung up on."""
        seat: Seat | None = None
        try:
            if call.audio is None:
                return HandedOver(False, "not_supported")
            seat = self._bridge.join(COLLEAGUE, brief.overhear(call.audio), hears=(), heard_by=())
            by = call.answered_by or ""
            told = {"to": shown(invitation.to), "by": shown(by), "brief": invitation.brief}
            await self._tell("transfer.picked_up", told)
            refused = await brief.answered(call, seat, lambda pcm: self._bridge.play(COLLEAGUE, pcm))
            if refused is not None:
                return HandedOver(False, refused)
            self._join(call, seat, invitation)
            return HandedOver(True, by=by)
        finally:
            if self._guest is None:
                await self._surely(_dismiss(seat, call))

    def _join(self, call: LineCall, seat: Seat, invitation: Invitation) -> None:
        self._guest = _Guest(call, seat, invitation.to, self._clock.monotonic())
        if not invitation.stays:
            self._bridge.let_hear("caller", hears=())
        seat.route(hears=CALLER + AGENT if invitation.stays else CALLER, heard_by=CALLER)
        self._people_talk(True)


async def _dismiss(seat: Seat | None, call: LineCall) -> None:
    if seat is not None:
        await seat.leave()
    await hang_up(call)


async def _dialled(dial: Dial) -> LineCall:
    return await dial()
