"""How the vendors are, as all live workers have found them in their calls."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, cast

from tron.core.circuits import CircuitState, vendor_of
from tron.core.settings.vendors import VENDOR_SETTINGS

Kind = Literal["stt", "tts", "llm"]
Reason = Literal[
    "wrong_key",
    "not_configured",
    "model_not_found",
    "unreachable",
    "timed_out",
    "stalled",
    "refused",
    "closed",
    "error",
]

FIXES: Mapping[Reason, str] = {
    "wrong_key": "Test the key on the Settings page, and put a valid one there.",
    "not_configured": "Give its key or address on the Settings page.",
    "model_not_found": "Choose a model that the vendor offers, in the agent or the defaults.",
    "unreachable": "Check the address and the network; if it stays, look at the vendor's status page.",
    "timed_out": "It answers too slowly. Look at the vendor's status page, or choose another model.",
    "stalled": "It begins and does not go on. Look at the vendor's status page.",
    "refused": "It refuses requests: look at its quota and at the vendor's status page.",
    "closed": "It closes connections at once. Look at the vendor's status page.",
    "error": "It answers with what nobody can read. Look at the log and at the vendor's status page.",
}
VendorState = Literal[CircuitState, "unknown"]
_WORST: Mapping[str, int] = {"well": 0, "failing": 1, "trying": 2, "open": 3}


@dataclass(frozen=True, slots=True)
class VendorHealth:
    """One vendor. `state` open: calls skip it for now; unknown: nobody has asked it yet.

    `latency_ms` is the usual wait for its first byte or word. `asked_at` is when it last answered or failed: how old
    all this is. `workers`: how many processes have asked it. `setting`: the key of the one to look at, None where an
    agent has a key or address of its own.
    """

    name: str
    kind: Kind
    vendor: str
    state: VendorState
    failures: int
    reason: Reason | None
    fix: str | None
    ok_at: datetime | None
    failed_at: datetime | None
    latency_ms: int | None
    workers: int

    @property
    def asked_at(self) -> datetime | None:
        return max((at for at in (self.ok_at, self.failed_at) if at is not None), default=None)

    @property
    def provider(self) -> str:
        return vendor_of(self.name)

    @property
    def model(self) -> str | None:
        """Of an llm: its name, with what tells an agent's own key or address apart."""
        return self.vendor.partition("/")[2] or None

    @property
    def setting(self) -> str | None:
        if self.reason == "model_not_found" and self.kind != "llm":
            return f"ai.{self.kind}_model"
        own = self.model is not None and self.model.endswith(")")
        return None if own else next(iter(VENDOR_SETTINGS.get(self.provider, ())), None)


def never_asked(name: str, *, configured: bool) -> VendorHealth:
    """One that is set up (or lacks its key or address, though it is wanted) and was in no call yet."""
    reason: Reason | None = None if configured else "not_configured"
    return VendorHealth(
        name=name,
        kind=cast(Kind, name.partition("/")[0]),
        vendor=name.partition("/")[2],
        state="unknown",
        failures=0,
        reason=reason,
        fix=FIXES[reason] if reason else None,
        ok_at=None,
        failed_at=None,
        latency_ms=None,
        workers=0,
    )


def vendors_of_workers(states: Iterable[Mapping[str, Any]]) -> list[VendorHealth]:
    """From the workers' heartbeats; where they differ the worst state counts. Rows of another shape are left out."""
    by_name: dict[str, list[Mapping[str, Any]]] = {}
    for state in states:
        rows = state.get("vendors")
        for row in rows if isinstance(rows, list) else ():
            if isinstance(row, Mapping) and str(row.get("name", "")).partition("/")[0] in ("stt", "tts", "llm"):
                by_name.setdefault(str(row["name"]), []).append(row)
    return [_merged(name, rows) for name, rows in sorted(by_name.items())]


def _merged(name: str, rows: Sequence[Mapping[str, Any]]) -> VendorHealth:
    worst = max(rows, key=lambda row: _WORST.get(str(row.get("state")), 0))
    kind, _, vendor = name.partition("/")
    state, told = worst.get("state"), worst.get("reason")
    reason = cast(Reason, told if told in FIXES else "error") if told and state != "well" else None
    latencies = [int(row["latency_ms"]) for row in rows if row.get("latency_ms") is not None]
    return VendorHealth(
        name=name,
        kind=cast(Kind, kind),
        vendor=vendor,
        state=cast(CircuitState, state if state in _WORST else "well"),
        failures=int(worst.get("failures") or 0),
        reason=reason,
        fix=FIXES[reason] if reason else None,
        ok_at=_latest(rows, "ok_at"),
        failed_at=_latest(rows, "failed_at"),
        latency_ms=max(latencies) if latencies else None,
        workers=len(rows),
    )


def _latest(rows: Sequence[Mapping[str, Any]], key: str) -> datetime | None:
    found: list[datetime] = []
    for row in rows:
        try:
            found.append(datetime.fromisoformat(str(row[key])))
        except (KeyError, ValueError):
            continue
    return max(found, default=None)
