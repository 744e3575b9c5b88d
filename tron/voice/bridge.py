"""Several people in one call: who hears whom, mixed by the worker that holds the call.

While the caller and the agent are alone everything goes through as it comes. Guests (a colleague, a supervisor) and
sounds that are played to one listener bring a clock of 20 ms: at each tick everybody gets what they are to hear, never
themselves. Whoever brings no sound in time is silent.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Collection, Sequence
from typing import Final, Literal

import numpy as np

from tron.core.clock import Clock, SystemClock
from tron.core.ports import LineAudio
from tron.core.speech import FRAME_BYTES, FRAME_MS
from tron.voice.bridge_ends import Inlet, Outlet, Playing

log = logging.getLogger(__name__)

Party = Literal["caller", "agent", "colleague", "supervisor"]
Tap = Callable[[bytes], None]

FRAME_SECONDS: Final = FRAME_MS / 1000
MAX_CATCH_UP: Final = 0.2
"""Seconds of lateness made good by ticking faster; beyond it the clock moves."""
SILENCE: Final = bytes(FRAME_BYTES)
ALWAYS_THERE: Final[frozenset[Party]] = frozenset(("caller", "agent"))


class Seat:
    """A guest's place on the bridge. It is given back by `leave`, and by the end of the guest's own frames."""

    def __init__(
        self, bridge: Bridge, party: Party, audio: LineAudio, hears: Collection[Party], heard_by: Collection[Party]
    ) -> None:
        self.party = party
        self.hears = frozenset(hears)
        self.heard_by = frozenset(heard_by)
        self.inlet, self.outlet = Inlet(), Outlet(audio)
        self._bridge = bridge
        self._gone = asyncio.Event()
        self._reading = asyncio.create_task(self._read(audio), name=f"{party}'s sound")

    def route(self, *, hears: Collection[Party], heard_by: Collection[Party]) -> None:
        """From now on they hear these, and these hear them."""
        self.hears, self.heard_by = frozenset(hears), frozenset(heard_by)
        self._bridge.rerouted()

    async def leave(self) -> None:
        """Out of the talk; their own connection stays as it is. Idempotent."""
        self._vacate()  # at once: somebody else may come in while this one's tasks end
        self._reading.cancel()
        await asyncio.gather(self._reading, return_exceptions=True)
        await self.outlet.aclose()

    async def gone(self) -> None:
        """Waits until their frames end, or they have left."""
        await self._gone.wait()

    async def _read(self, audio: LineAudio) -> None:
        try:
            async for frame in audio.frames():
                self.inlet.put(frame)
        except (OSError, RuntimeError):
            log.warning("the sound of a %s broke off", self.party, exc_info=True)
        finally:
            self._vacate()

    def _vacate(self) -> None:
        self._gone.set()
        self.outlet.close()
        self._bridge.vacated(self)


class Bridge:
    """Implements LineAudio towards the session. Needs a running loop from the first guest on; `aclose` it.

    At first the caller hears the agent and the agent the caller. `tap` is told what a recording is made of: the
    caller, and all that the caller hears.
    """

    def __init__(self, line: LineAudio, clock: Clock | None = None) -> None:
        self._line = line
        self._clock = clock or SystemClock()
        self._own: dict[Party, frozenset[Party]] = {"caller": frozenset(("agent",)), "agent": frozenset(("caller",))}
        self._seats: dict[Party, Seat] = {}
        self._routes: dict[Party, tuple[Party, ...]] = {}
        self._withheld: set[Party] = set()
        self._playing: list[tuple[Party, Playing]] = []
        self._inlets: dict[Party, Inlet] = {"caller": Inlet(), "agent": Inlet()}
        self._now: dict[Party, bytes | None] = {}
        self._to_caller: Outlet | None = None
        self._running: asyncio.Task[None] | None = None
        self._tap_caller: Tap = _nobody
        self._tap_heard: Tap = _nobody
        self._rerouted = asyncio.Event()
        self.rerouted()

    # ------------------------------------------------------------ the session's side

    async def frames(self) -> AsyncIterator[bytes]:
        """What the agent hears, at the pace of the caller's frames."""
        frames = self._line.frames()
        try:
            async for frame in frames:
                self._tap_caller(frame)
                if self._running is not None:
                    self._inlets["caller"].put(frame)
                yield frame if self._routes["agent"] == ("caller",) else self._for_agent(frame)
        finally:
            if isinstance(frames, AsyncGenerator):
                await frames.aclose()

    async def send(self, frame: bytes) -> None:
        """The agent's voice: to the line at once while nobody else is there."""
        if self._running is not None:
            self._inlets["agent"].put(frame)
        elif "agent" in self._routes["caller"]:
            self._tap_heard(frame)
            await self._line.send(frame)

    async def clear(self) -> None:
        """Drop what the agent said and nobody has heard yet."""
        self._inlets["agent"].clear()
        if "agent" in self._routes["caller"]:
            await self._line.clear()

    # ------------------------------------------------------------ who is there

    def join(self, party: Party, audio: LineAudio, *, hears: Collection[Party], heard_by: Collection[Party]) -> Seat:
        """A guest comes in with a connection of their own. ValueError where that place is taken or is no guest's."""
        if party in ALWAYS_THERE or party in self._seats:
            raise ValueError(f"the place of the {party} is taken")
        seat = self._seats[party] = Seat(self, party, audio, hears, heard_by)
        self._inlets[party] = seat.inlet
        self.rerouted()
        self._begin()
        return seat

    def let_hear(self, listener: Party, *, hears: Collection[Party]) -> None:
        """Whom the caller or the agent hears, besides guests whom a seat lets them hear."""
        if listener not in ALWAYS_THERE:
            raise ValueError("a guest is routed by the seat")
        self._own[listener] = frozenset(hears)
        self.rerouted()

    def withhold(self, guest: Party, on: bool) -> None:
        """Whoever has this guest's place now, or takes it later, hears silence; or hears again."""
        if on:
            self._withheld.add(guest)
        else:
            self._withheld.discard(guest)

    def hears(self, listener: Party, speaker: Party) -> bool:
        """Whether this one is let hear that one."""
        return speaker in self._routes.get(listener, ())

    async def heard(self, speaker: Party, *, by: Party) -> None:
        """Waits until it is so."""
        while not self.hears(by, speaker):
            await self._rerouted.wait()

    def play(self, listener: Party, pcm: bytes, *, loop: bool = False, behind: Party | None = None) -> Playing:
        """Sound (16 kHz mono s16le) for one listener alone, on top of what they hear; a recording has the caller's.

        A `loop` is music: it goes on until it is stopped, and is silent while somebody speaks to the listener. With
        `behind` it is the room of that party instead: under all voices, as long as the listener hears that party, and
        not under music.
        """
        playing = Playing(pcm, loop=loop, behind=behind)
        self._playing.append((listener, playing))
        self._begin()
        return playing

    def tap(self, *, caller: Tap, heard: Tap) -> None:
        """`caller` gets the caller's frames as they come, `heard` those that the caller hears as they are sent."""
        self._tap_caller, self._tap_heard = caller, heard

    async def aclose(self) -> None:
        """Everybody out, the clock stopped. Idempotent; the line itself is left as it is."""
        for _, playing in self._playing:
            playing.stop()
        for seat in tuple(self._seats.values()):
            await seat.leave()
        if self._running is not None:
            self._running.cancel()
            await asyncio.gather(self._running, return_exceptions=True)

    # ------------------------------------------------------------ told by seats

    def rerouted(self) -> None:
        """Works out anew who hears whom."""
        own = {**self._own, **{party: seat.hears for party, seat in self._seats.items()}}
        for listener, hears in own.items():
            let = {party for party, seat in self._seats.items() if listener in seat.heard_by}
            self._routes[listener] = tuple(sorted((hears | let) - {listener}))
        self._rerouted.set()
        self._rerouted = asyncio.Event()

    def vacated(self, seat: Seat) -> None:
        """Their place is free."""
        if self._seats.get(seat.party) is seat:
            del self._seats[seat.party], self._inlets[seat.party], self._routes[seat.party]
            self._now.pop(seat.party, None)
            self.rerouted()

    # ------------------------------------------------------------ the clock

    def _begin(self) -> None:
        if self._running is None:
            self._running = asyncio.create_task(self._run(), name="bridge")

    async def _run(self) -> None:
        outlet = self._to_caller = Outlet(self._line)
        try:
            while self._is_needed():
                await self._beat()
                await outlet.drained()
        finally:
            self._running = self._to_caller = None
            for party in ALWAYS_THERE:
                self._inlets[party].clear()
            await outlet.aclose()

    async def _beat(self) -> None:
        clock = self._clock
        due = clock.monotonic()
        while self._is_needed():
            self._tick()
            due += FRAME_SECONDS
            late = clock.monotonic() - due
            if late > MAX_CATCH_UP:
                due = clock.monotonic()
            await clock.sleep(max(-late, 0.0))

    def _is_needed(self) -> bool:
        """A guest or a sound is there, or words of the agent's that nobody has heard yet."""
        self._playing = [one for one in self._playing if not one[1].over]
        return bool(self._seats or self._playing or self._inlets["agent"])

    def _tick(self) -> None:
        self._now = {party: inlet.take() for party, inlet in self._inlets.items()}
        played = [(listener, playing, playing.take()) for listener, playing in self._playing]
        if self._to_caller is not None:
            frame = self._mixed("caller", played)
            self._tap_heard(frame)
            self._to_caller.put(frame)
        for party, seat in self._seats.items():
            seat.outlet.put(SILENCE if party in self._withheld else self._mixed(party, played))

    def _mixed(self, listener: Party, played: Sequence[tuple[Party, Playing, bytes | None]]) -> bytes:
        theirs = [(playing, frame) for to, playing, frame in played if to == listener and frame]
        voices = [frame for party in self._routes[listener] if (frame := self._now.get(party))]
        voices += [frame for playing, frame in theirs if not playing.loop]
        music = [frame for playing, frame in theirs if playing.loop and playing.behind is None]
        room = [] if music else [frame for playing, frame in theirs if playing.behind in self._routes[listener]]
        return mix([*(voices or music), *room])

    def _for_agent(self, frame: bytes) -> bytes:
        """Guests' sound is the last tick's: what the agent hears keeps the caller's pace."""
        heard = [frame if party == "caller" else self._now.get(party) for party in self._routes["agent"]]
        return mix([sound for sound in heard if sound])


def mix(frames: Sequence[bytes]) -> bytes:
    """The sum of frames of 20 ms, s16le, cut off at full scale; one frame is given back as it is."""
    if len(frames) < 2:
        return frames[0] if frames else SILENCE
    total = np.zeros(FRAME_BYTES // 2, np.int32)
    for frame in frames:
        samples = np.frombuffer(frame, "<i2")
        total[: len(samples)] += samples
    return np.clip(total, -32768, 32767).astype("<i2").tobytes()


def _nobody(_frame: bytes) -> None: ...
