"""Does Sarvam take the key, and does it have the voice model of the settings?

Sarvam has no call that costs nothing: the shortest speech tells key, credit and model at once, for less than a paisa.
"""

from __future__ import annotations

from typing import Any

import aiohttp

from tron.core.settings import SettingsSnapshot
from tron.core.vendors import ProbeResult, VendorTrouble
from tron.core.voices import MODEL_SPEAKERS
from tron.providers.vendor_errors import TIMEOUT, told, vendor_error

KEY, ENDPOINT, MODEL = "ai.sarvam_api_key", "ai.sarvam_endpoint", "ai.tts_model"
WHERE = "The API keys page of dashboard.sarvam.ai shows it."


class SarvamProbe:
    """Lets the voice model of the settings say one syllable."""

    title = "Sarvam"
    keys = frozenset({KEY, ENDPOINT, MODEL})

    async def __call__(self, settings: SettingsSnapshot) -> ProbeResult:
        key = settings.get_optional(KEY)
        if key is None:
            hint = f"{WHERE} Until then the built-in voices stand in."
            raise VendorTrouble("not_configured", "The Sarvam API key is missing.", hint=hint)
        endpoint, model = settings.get_str(ENDPOINT), settings.get_str(MODEL)
        with told(self.title, endpoint):
            async with aiohttp.ClientSession(timeout=TIMEOUT) as session:
                return await _say_ha(session, f"{endpoint}/text-to-speech", key, model)


async def _say_ha(session: aiohttp.ClientSession, url: str, key: str, model: str) -> ProbeResult:
    # Without a speaker Sarvam takes the model's own; a new model may know none of ours.
    known = MODEL_SPEAKERS.get(model, ())
    # v4's speakers have a language each.
    speaker = {"speaker": next((name for name in known if "_hi_" in name), known[0])} if known else {}
    body = {"text": "हाँ", "target_language_code": "hi-IN", "model": model, **speaker}
    async with session.post(url, json=body, headers={"api-subscription-key": key}) as answer:
        if answer.status != 200:
            raise _meaning(answer.status, await _error_of(answer), model)
        if not (await answer.json())["audios"][0]:
            raise ValueError("no sound")
    return ProbeResult("works", f"Sarvam speaks with {model}.", None, {"model": model})


async def _error_of(answer: aiohttp.ClientResponse) -> dict[str, Any]:
    """Sarvam's `{"error": {"code", "message"}}`. Raises ValueError for another server's page."""
    found = await answer.json(content_type=None)
    error = found.get("error") if isinstance(found, dict) else None
    if not isinstance(error, dict):
        raise ValueError("not Sarvam's error")
    return error


def _meaning(status: int, error: dict[str, Any], model: str) -> VendorTrouble:
    code, message = str(error.get("code", "")), str(error.get("message", ""))
    if status in (401, 403):
        return VendorTrouble("wrong_key", "Sarvam does not know this API key.", hint=WHERE)
    if status in (400, 404, 422) and "model" in message.casefold():
        return VendorTrouble(
            "model_not_found", f"Sarvam has no voice model {model}.", hint="Use bulbul:v3, or one that its docs name."
        )
    if code == "insufficient_quota_error":
        hint = "Add credit at dashboard.sarvam.ai."
        return VendorTrouble("refused", "The key is right, but no credit is left at Sarvam.", hint=hint)
    return vendor_error("Sarvam", status)
