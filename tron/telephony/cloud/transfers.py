"""Lines whose vendor joins a live call with another number, and comes back with it when nobody answers there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Final
from uuid import UUID

from tron.core.ports import DialFailed
from tron.core.ports.hooks import HookRequest
from tron.telephony.cloud.carrier import CloudCarrier
from tron.telephony.cloud.line import STATUS, CloudLine, Proven
from tron.telephony.media_stream.carrier import Handing
from tron.telephony.media_stream.messages import TransferState

JOINED: Final = "joined"
"""The webhook by which the other phone's answer is told."""
DIALLED: Final = "dialled"
"""The webhook that asks what to do after it, whether it was answered or not."""
SILENT: Final = 408


class HandsOverLine(CloudLine):
    """Base of such lines: a subclass reads what its vendor tells of the other phone."""

    for_worker: ClassVar[frozenset[str]] = frozenset({STATUS, JOINED, DIALLED})
    asks: ClassVar[frozenset[str]] = CloudLine.asks | {DIALLED}

    def _took_over(self, form: Mapping[str, str]) -> bool:
        """Whether the other phone was answered."""
        raise NotImplementedError

    def _not_answered(self, form: Mapping[str, str]) -> DialFailed | None:
        """Why nobody answered there; None where somebody did, and has hung up since."""
        raise NotImplementedError

    def _ended(self) -> str:
        """The vendor's words for a hang-up."""
        raise NotImplementedError

    async def _answered(self, proven: Proven, request: HookRequest, call_id: UUID) -> str:
        if request.what == JOINED:
            if self._took_over(request.form):
                joined(self._cloud, call_id)
            return self._ended()
        if request.what == DIALLED:
            return self._after(proven, request, call_id)
        return await super()._answered(proven, request, call_id)

    def _after(self, proven: Proven, request: HookRequest, call_id: UUID) -> str:
        failure = self._not_answered(request.form)
        if failure is None:
            joined(self._cloud, call_id)  # its answer was not told, or long ago
            return self._ended()
        handing = not_joined(self._cloud, call_id, failure)
        return self._stream_of(proven, call_id, handing.token if handing is not None else None)

    def _stream_of(self, proven: Proven, call_id: UUID, token: str | None) -> str:
        """The call's sound comes here; of a call that nobody holds any more, the end."""
        call = self._live.get(call_id)
        if call is None or token is None:
            return self._ended()
        return self._to_stream(proven, self._stream_url(call, proven.account.public_url), token).body


def joined(cloud: CloudCarrier, call_id: UUID) -> None:
    """Somebody took the call over. Told twice, it means nothing."""
    handing, progress = cloud.handing(call_id), cloud.progress(call_id)
    if handing is not None and progress is not None:
        cloud.given(call_id)
        progress.handing(TransferState(handing.id, "done"))


def not_joined(cloud: CloudCarrier, call_id: UUID, failure: DialFailed) -> Handing | None:
    """Nobody took it. The handing by whose token its sound comes back; None where the call is over."""
    handing, progress = cloud.handing(call_id), cloud.progress(call_id)
    if handing is None or progress is None:
        return None
    if failure.sip_status == SILENT:
        progress.handing(TransferState(handing.id, "ringing"))
    progress.handing(TransferState(handing.id, "failed", failure.sip_status))
    return handing
