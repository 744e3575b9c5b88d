"""The state of what calls need, as the API shows it."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict

from tron.core.health import FindingCode, State
from tron.core.models.page import Shown
from tron.core.vendor_health import Kind, Reason, VendorState


class CheckOut(BaseModel):
    """One dependency; `fix` says what a person can do. `code` and `values` say both for other languages."""

    name: str
    state: State
    detail: str
    latency_ms: float
    fix: str | None
    required: bool
    code: FindingCode | None
    values: dict[str, str | int | float]


class VendorOut(Shown):
    """One vendor as calls have found it. `state` open: it is skipped for now; unknown: no call has asked it yet.

    `reason` tells why it is not well, `fix` what a person can do, `setting` the key of the setting to look at.
    `asked_at`: when it last answered or failed. `latency_ms`: the usual wait for its first byte, token or word.
    """

    model_config = ConfigDict(from_attributes=True, protected_namespaces=())

    name: str
    kind: Kind
    provider: str
    model: str | None
    state: VendorState
    failures: int
    reason: Reason | None
    fix: str | None
    setting: str | None
    asked_at: datetime | None
    ok_at: datetime | None
    failed_at: datetime | None
    latency_ms: int | None
    workers: int


class HealthOut(Shown):
    """`checked_at`: when the checks ran, and what the vendors' times are to be compared with."""

    checked_at: datetime
    status: Literal["ready", "not_ready"]
    checks: list[CheckOut]
    vendors: list[VendorOut]
