"""A live call that its vendor joins with another number: what the vendor tells of that other phone."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from tron.core.ports import DialFailed
from tron.telephony.cloud.carrier import CloudCarrier
from tron.telephony.media_stream.carrier import Handing
from tron.telephony.media_stream.messages import TransferState

JOINED: Final = "joined"
"""The webhook by which the other phone's answer is told."""
DIALLED: Final = "dialled"
"""The webhook that asks what to do after it, whether it was answered or not."""
SILENT: Final = 408


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
