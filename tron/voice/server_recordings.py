"""What becomes of recordings that lines' servers make: any worker asks, until each one's end is known.

The worker's own recording goes only once the server's is whole and can be had: at an address, or in Tron's own folder.
"""

from __future__ import annotations

import logging
from contextlib import suppress
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Any, Final

from tron.core.call_engine.states import FINAL
from tron.core.database.tables import Call, ServerRecording
from tron.core.events.after_commit import publish_after_commit
from tron.core.events.log import NewEvent, append
from tron.core.logs import log_context
from tron.core.plain import plain_text
from tron.core.ports import NotRecorded, RecordsCalls, ServerRecordingFacts
from tron.core.ports.recordings import RecordingTrouble
from tron.core.repositories.english import RUNNING, WANTED
from tron.core.repositories.server_recordings import ServerRecordingRepository
from tron.core.services import Services
from tron.core.waiting_rows import WaitingRows

log = logging.getLogger(__name__)

RECORDINGS: Final = "recordings"
AT_ONCE: Final = 4
LEASE: Final = timedelta(seconds=60)
EVERY_SECONDS: Final = 2.0
FINISH_SECONDS: Final = 3.0
LIVE_EVERY: Final = timedelta(seconds=30)
SOON, LATER, SELDOM = timedelta(seconds=3), timedelta(seconds=30), timedelta(minutes=5)
"""How often after the call: in its first minute, its first hour, and until it is given up."""
LOST_AFTER: Final = timedelta(hours=12)
UNSEEN_AFTER: Final = timedelta(minutes=2)
"""A server that knows of no such recording by then makes none."""
SHORT_BY: Final = 15.0
"""Seconds by which a recording may be shorter than the talk: it begins a moment after the answer."""
DETAIL_LENGTH: Final = 300


class ServerRecordings:
    """One per worker; it works from `start` to `close`."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._rows = WaitingRows(services.bus, RECORDINGS, self.look, every=EVERY_SECONDS)

    async def start(self) -> None:
        self._rows.start()

    async def close(self) -> None:
        await self._rows.close(within=FINISH_SECONDS)

    async def look(self) -> None:
        """Begins to ask about each recording that is due."""
        services = self._services
        while len(self._rows.jobs) < AT_ONCE:
            async with services.database.transaction() as session:
                row = await ServerRecordingRepository(session).claim(services.clock.now(), LEASE)
            if row is None:
                return
            self._rows.begin(row.call_id, partial(self._job, row), self._nothing, within=0.1)

    async def _nothing(self) -> None:
        """Its lease ends by itself."""

    async def _job(self, row: ServerRecording) -> None:
        with log_context(call=row.call_id):
            try:
                await self._ask(row)
            except (NotRecorded, TimeoutError) as error:
                log.warning("the line's server cannot be asked about a recording: %s", type(error).__name__)
                await self._settle(row, None, asked=False)
            except Exception:
                log.exception("a recording of a line's server waits")

    async def _ask(self, row: ServerRecording) -> None:
        line = self._services.lines.find(row.line)
        if not isinstance(line, RecordsCalls):
            await self._settle(row, None, asked=False)
            return
        facts = await line.look_at_recording(row.room, row.name, row.vendor_id)
        over = await self._settle(row, facts, asked=True)
        if over and facts is not None and facts.state in ("starting", "active"):
            with suppress(NotRecorded, TimeoutError):
                await line.stop_recording(facts.id)

    # ------------------------------------------------------------ what it means

    async def _settle(self, row: ServerRecording, facts: ServerRecordingFacts | None, *, asked: bool) -> bool:
        """Writes down what is known; whether the call is over and this is not."""
        services, now = self._services, self._services.clock.now()
        left: Path | None = None
        async with services.database.transaction() as session:
            call = await session.get_one(Call, row.call_id, with_for_update=True)
            values = self._meaning(row, facts, call, now, asked=asked)
            settled = values["look_at"] is None
            if await ServerRecordingRepository(session).change(row.call_id, values) and settled:
                if values["state"] == "complete" and values["trouble"] is None and not row.keep:
                    left = self._own(call)
                    call.recording_url = None
                event = _event(values, kept=call.recording_url is not None)
                await append(session, call.id, [NewEvent(call.id, *event, now)])
                publish_after_commit(session, services.bus, f"call:{call.id}")
        if left is not None:
            with suppress(OSError):
                left.unlink()
        return not settled and call.status in FINAL

    def _meaning(
        self, row: ServerRecording, facts: ServerRecordingFacts | None, call: Call, now: datetime, *, asked: bool
    ) -> dict[str, Any]:
        state = facts.state if facts is not None else row.state
        over = call.status in FINAL
        values: dict[str, Any] = {"state": state, "trouble": None, "look_at": self._next(call, now)}
        if facts is not None:
            values |= {
                "vendor_id": facts.id[:100],
                "location": plain_text(facts.location)[:1000] or None,
                "seconds": facts.seconds,
                "size": facts.size,
                "detail": plain_text(facts.detail)[:DETAIL_LENGTH] or None,
            }
        if state == "failed" and facts is not None:
            values |= {"trouble": facts.trouble or "failed", "look_at": None}
        elif state == "complete" and facts is not None:
            # Before the call's end nobody knows whether it is whole, and the English is made of the worker's sound.
            ripe = over and (row.keep or call.english_state not in (WANTED, RUNNING))
            values |= self._whole(row, facts, call) if ripe else {"state": "active", "look_at": now + SOON}
        elif asked and facts is None and now - row.created_at > UNSEEN_AFTER:
            values |= {"state": "failed", "trouble": "no_service", "look_at": None}
        elif over and now - (call.ended_at or row.created_at) > LOST_AFTER:
            values |= {"state": "failed", "trouble": "lost", "look_at": None}
        return values

    def _whole(self, row: ServerRecording, facts: ServerRecordingFacts, call: Call) -> dict[str, Any]:
        trouble: RecordingTrouble | None = None
        missing = 0.0 if facts.seconds is None else (call.talk_time_seconds or 0) - facts.seconds
        if missing > SHORT_BY or 0 in (facts.size, facts.seconds):
            trouble = "short"
        elif "://" not in facts.location and not self._is_here(row, facts):
            trouble = "not_seen"
        return {"trouble": trouble, "look_at": None}

    def _is_here(self, row: ServerRecording, facts: ServerRecordingFacts) -> bool:
        """Whether a path of the server's leads into Tron's own folder."""
        file = self._services.recordings / row.name
        try:
            return PurePosixPath(facts.location).name == row.name and file.stat().st_size == facts.size
        except OSError:
            return False

    def _own(self, call: Call) -> Path | None:
        """The worker's recording, where it lies in this machine's folder."""
        if not call.recording_url:
            return None
        file = self._services.recordings / call.recording_url
        return file if file.parent == self._services.recordings else None

    def _next(self, call: Call, now: datetime) -> datetime:
        if call.status not in FINAL or call.ended_at is None:
            return now + LIVE_EVERY
        since = now - call.ended_at
        return now + (SOON if since < timedelta(minutes=1) else LATER if since < timedelta(hours=1) else SELDOM)


def told(trouble: str, detail: str = "") -> tuple[str, dict[str, Any]]:
    """The event of a recording that the server did not make, or not whole."""
    return "recording.failed", {"error": plain_text(detail)[:DETAIL_LENGTH], "by": "egress", "trouble": trouble}


def _event(values: dict[str, Any], *, kept: bool) -> tuple[str, dict[str, Any]]:
    if values["state"] == "complete" and values["trouble"] != "short":
        where = {"location": values["location"] or "", "seconds": values["seconds"]}
        return "recording.stored", {**where, "kept": kept}
    return told(values["trouble"] or "failed", values.get("detail") or "")
