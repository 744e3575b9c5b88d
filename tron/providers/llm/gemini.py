"""Google's Gemini by its OpenAI endpoint."""

from __future__ import annotations

from tron.providers.llm.vendor import Asking, Server

THOUGHTS = 1024


def _asking(model: str) -> Asking:
    """From 2.5 on all think; only the small ones of 2.5 can be told not to."""
    name = model.removeprefix("models/")
    if not name.startswith("gemini-") or name.startswith(("gemini-1", "gemini-2.0")):
        return Asking()
    if name.startswith("gemini-2.5-flash"):
        return Asking({"reasoning_effort": "none"})
    return Asking({"reasoning_effort": "low"}, room=THOUGHTS)


VENDOR = Server(
    "gemini",
    "Gemini",
    "ai.gemini_endpoint",
    "ai.gemini_api_key",
    needs_key=True,
    where="aistudio.google.com shows your API keys.",
    asking=_asking,
)
