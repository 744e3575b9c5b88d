"""A call as a person reads it in the terminal."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from tron.core.database.tables import Call, CallEvent


def print_event(event: CallEvent, *, typed: bool) -> None:
    """One event as a line; what a typist has already seen is left out."""
    payload = event.payload
    if typed and event.type.startswith("call."):
        return
    if event.type == "call.transcript":
        if payload.get("final"):
            cut = "  [cut off]" if payload.get("interrupted") else ""
            print(f"{payload['start']:6.2f} s  {payload['role']:<7} {payload['text']}{cut}", flush=True)
        return
    notes: Mapping[str, Callable[[], str]] = {
        "call.started": lambda: (
            f"calling {payload.get('phone_number') or 'the terminal'} on line {payload.get('line')}"
        ),
        "call.ringing": lambda: "ringing",
        "call.answered": lambda: "answered",
        "engine.stand_in": lambda: f"stand-in for {payload['wanted']}: {payload['used']}. {payload['why']}",
        "backchannel": lambda: f'("{payload["text"]}": the agent goes on)',
        "keys.pressed": lambda: f"keys pressed: {payload['keys']}",
        "keys.sent": lambda: f"the agent pressed keys: {payload['keys']}",
        "vendor.failed": lambda: f"{payload['kind']} failed: {payload['reason']}",
    }
    if event.type in notes:
        print(f"          * {notes[event.type]()}", flush=True)


def print_call(call: Call, recordings: Path) -> None:
    """Status, reason, figures and where the recording lies."""
    print(f"\nstatus {call.status} / {call.reason} / {call.sip_status or '-'}")
    if call.error_message and call.error_message != f"{call.status}/{call.reason}":
        print(f"       {call.error_message}")
    print(f"call   {call.id}   outcome {call.outcome or '-'}   talk time {call.talk_time_seconds or 0} s")
    if call.extracted_data:
        print("data   " + ", ".join(f"{key}: {value}" for key, value in call.extracted_data.items()))
    if call.recording_url:
        print(f"sound  {recordings / call.recording_url}")
    for turn in call.turns:
        parts = ", ".join(
            f"{name.removesuffix('_ms').replace('_', ' ')} {value} ms"
            for name, value in turn.items()
            if name.endswith("_ms") and value is not None
        )
        print(f"turn {turn['turn']:>2}  {parts}")
    if call.cost:
        print(f"cost   INR {call.cost.get('inr', 0):.2f}, USD {call.cost.get('usd', 0):.4f} (estimate)")
