"""Sarvam's speech: POST /text-to-speech, with its errors (403 for a wrong key, `{"error": {"code", "message"}}`)."""

from __future__ import annotations

import base64
import io
import json
import wave
from dataclasses import dataclass

import numpy as np
from aiohttp import web

from tests.emulators.server import Emulator

MODELS = ("bulbul:v2", "bulbul:v3")
SECONDS_A_CHARACTER = 0.06


@dataclass
class SarvamEmulator(Emulator):
    """Takes `key`; speaks a tone as long as the text. `credit` False: the account is empty."""

    key: str = "sk_test_of_sarvam"
    credit: bool = True

    def routes(self) -> list[web.RouteDef]:
        return [web.post("/text-to-speech", self._speak)]

    async def _speak(self, request: web.Request) -> web.Response:
        if request.headers.get("api-subscription-key") != self.key:
            return _error(403, "invalid_api_key_error", "Invalid API key")
        body = json.loads(await request.read())
        if body.get("model") not in MODELS:
            return _error(400, "invalid_request_error", f"Input should be one of {MODELS}: body.model")
        if not self.credit:
            return _error(429, "insufficient_quota_error", "No credits available.")
        rate = int(body.get("speech_sample_rate", 22050))
        sound = base64.b64encode(_tone(len(body["text"]), rate)).decode()
        return web.json_response({"request_id": "20261123_emulated", "audios": [sound]})


def _error(status: int, code: str, message: str) -> web.Response:
    return web.json_response({"error": {"message": message, "code": code, "request_id": "20261123_x"}}, status=status)


def _tone(characters: int, rate: int) -> bytes:
    samples = np.arange(int(rate * SECONDS_A_CHARACTER * max(characters, 1)))
    pcm = (np.sin(samples * 2 * np.pi * 220 / rate) * 8000).astype("<i2")
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(rate)
        sound.writeframes(pcm.tobytes())
    return buffer.getvalue()
