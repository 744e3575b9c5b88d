"""OpenAI. Its newer models refuse max_tokens, and think before they speak: one token would be too few for a test."""

from __future__ import annotations

import re

from tron.providers.llm.vendor import Asking, Server

_REASONING = re.compile(r"^(?:o\d|gpt-5)")
_LATER_FIVE = re.compile(r"^gpt-5\.\d")
THOUGHTS = 1024
"""Room for the tokens of thoughts: they count into the limit, and too small a one would leave no word to say."""


def _asking(model: str) -> Asking:
    """As little thinking as each family knows; while they think they take no temperature."""
    name = model.rpartition("/")[2]
    if not _REASONING.match(name) or "chat" in name:
        return Asking()
    if _LATER_FIVE.match(name) and "pro" not in name:
        return Asking({"reasoning_effort": "none"})
    effort = "minimal" if name.startswith("gpt-5") and "pro" not in name else "low"
    return Asking({"reasoning_effort": effort}, room=THOUGHTS, warm=False)


VENDOR = Server(
    "openai",
    "OpenAI",
    "ai.openai_endpoint",
    "ai.openai_api_key",
    needs_key=True,
    where="platform.openai.com shows your API keys.",
    token_limit="max_completion_tokens",
    fewest_tokens=16,
    asking=_asking,
)
