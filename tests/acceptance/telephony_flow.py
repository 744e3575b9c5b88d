"""One published flow with every node that has to do with telephones; the same on each line."""

from __future__ import annotations

from typing import Any

from tron.core.flow_engine.migrations import SCHEMA

COLLEAGUE = "+12025550143"
PIN = "7"


def telephony_flow() -> dict[str, Any]:
    """Keys, a recording that pauses for a PIN, a message, a colleague who does not take the call, a callback.

    A voicemail is told what it is about.
    """
    nodes: list[tuple[str, str, dict[str, Any]]] = [
        ("start", "start_outbound", {}),
        ("hello", "greeting", {"text": "Hello, this is the assistant.", "wait_for_response": False}),
        ("menu", "branch_dtmf", {"prompt": "Press one.", "options": [{"id": "one", "digit": "1"}], **PATIENT}),
        ("pause", "record", {"action": "pause"}),
        ("pin", "dtmf", {"prompt": "Your pin?", "variable": "pin", "max_digits": 1, "sensitive": True, **PATIENT}),
        ("resume", "record", {"action": "resume"}),
        ("message", "send_message", {"text": "Thank you for the call."}),
        ("colleague", "transfer", {"to": COLLEAGUE, "text": "One moment.", "wait_seconds": 5}),
        ("later", "schedule_callback", {"when": "relative", "amount": 2, "unit": "days", "message": "Goodbye."}),
        ("nobody", "end_call", {"message": "Goodbye.", "outcome": "nothing_pressed"}),
        ("machine", "global", {"condition": "voicemail"}),
        ("left", "end_call", {"message": "Please call us back.", "outcome": "message_left"}),
    ]
    edges = [
        ("start", "next", "hello"),
        ("hello", "next", "menu"),
        ("menu", "one", "pause"),
        ("menu", "fallback", "nobody"),
        ("pause", "next", "pin"),
        ("pin", "next", "resume"),
        ("pin", "failed", "nobody"),
        ("resume", "next", "message"),
        ("message", "next", "colleague"),
        ("message", "failed", "colleague"),
        ("colleague", "failed", "later"),
        ("machine", "next", "left"),
    ]
    return {
        "schema_version": SCHEMA,
        "nodes": [
            {"id": id_, "type": type_, "position": {"x": 0, "y": 90 * row}, "data": data}
            for row, (id_, type_, data) in enumerate(nodes)
        ],
        "edges": [
            {"id": f"{source}-{way}", "source": source, "sourceHandle": way, "target": target}
            for source, way, target in edges
        ],
    }


PATIENT = {"timeout_seconds": 15, "tries": 2}
WALK = ("start", "hello", "menu", "pause", "pin", "resume", "message", "colleague", "later")
"""The path of a call in which both keys were pressed."""
