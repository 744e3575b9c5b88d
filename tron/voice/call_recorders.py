"""Who records a call: its worker from the answer on, or later, and the line's server beside it."""

from __future__ import annotations

from concurrent.futures import Executor

from tron.core.flows.loading import LoadedFlows
from tron.core.repositories.calls import CallRepository
from tron.core.scripts.for_agent import options_of
from tron.core.services import Services
from tron.voice.answered_call import AnsweredCall
from tron.voice.recording import CallRecorder
from tron.voice.server_recorder import ServerRecorder, server_recorder


class CallRecorders:
    """Of one call. `executor` writes the files."""

    def __init__(self, services: Services, answered: AnsweredCall, executor: Executor) -> None:
        self._services = services
        self._answered = answered
        self._executor = executor
        self._wanted = options_of(answered.agent).recording

    def first(self) -> CallRecorder | None:
        """Records from the answer on; None where the agent does not want that."""
        return self._new() if self._wanted else None

    async def late(self) -> CallRecorder:
        """For a call whose agent does not record, and whose flow does: its row learns of the file first."""
        recorder = self._new()
        async with self._services.database.transaction() as session:
            await CallRepository(session).set_recording(self._answered.call.id, recorder.path.name)
        return recorder

    async def beside(self, loaded: LoadedFlows | None) -> ServerRecorder | None:
        """The line's server, where it is to record as well."""
        if not self._wanted:
            return None
        answered = self._answered
        return await server_recorder(self._services, answered.call, answered.line_call, loaded, answered.emit)

    def _new(self) -> CallRecorder:
        folder = self._services.recordings
        folder.mkdir(parents=True, exist_ok=True)
        return CallRecorder(folder / f"{self._answered.call.id}.ogg", executor=self._executor)
