"""English from the recorded sound, after the call: Saaras' translate mode over REST.

The plug-in's own REST recognition always asks Sarvam's public address; the request here is the same, to the address of
the settings. Translating text is not in the plug-in, so a part without sound is left out.
"""

from __future__ import annotations

import asyncio
import io
import wave
from collections.abc import Iterator, Sequence

import aiohttp
import numpy as np

from tron.core.ports import SpokenPart
from tron.core.speech import SAMPLE_RATE
from tron.core.vendors import VendorTrouble
from tron.providers.sarvam_errors import NAME, trouble_with, worth_a_retry
from tron.providers.vendor_errors import not_this

LONGEST, EARLIEST_CUT = 29.0, 20.0
"""Seconds: the API takes 30 at once. A longer part is cut where it is most quiet."""
SHORTEST = 0.2
QUIET = 0.2
AT_ONCE = 2
LONGEST_PAUSE = 10.0
"""Seconds that the vendor may ask for between requests: nobody is on the line any more."""
ANSWERED_WITHIN = aiohttp.ClientTimeout(total=20)


class SarvamTranslation:
    """Core's Translator by sound. `model` is saaras:v3 or a later one that has REST."""

    def __init__(self, api_key: str, endpoint: str, model: str) -> None:
        self._key = api_key
        self._endpoint = endpoint
        self.model = model

    async def english(self, parts: Sequence[SpokenPart]) -> list[str]:
        """English parts are taken as they are. Raises VendorTrouble, also where every part fails."""
        turns = asyncio.Semaphore(AT_ONCE)
        async with aiohttp.ClientSession(timeout=ANSWERED_WITHIN) as session:
            tasks = [asyncio.create_task(self._part(session, turns, part)) for part in parts]
            done = await asyncio.gather(*tasks, return_exceptions=True)
        failed = [each for each in done if isinstance(each, BaseException)]
        for each in failed:
            hopeless = not isinstance(each, VendorTrouble) or not worth_a_retry(each)
            if hopeless or len(failed) == len(parts):
                raise each
        return [each if isinstance(each, str) else "" for each in done]

    async def translate(self, pcm: bytes) -> str:
        """English words of 16 kHz mono s16le PCM of any length. Raises VendorTrouble."""
        async with aiohttp.ClientSession(timeout=ANSWERED_WITHIN) as session:
            return await self._translate(session, pcm)

    async def _part(self, session: aiohttp.ClientSession, turns: asyncio.Semaphore, part: SpokenPart) -> str:
        if part.language.partition("-")[0] == "en" or not part.text.strip():
            return part.text
        if part.pcm is None or len(part.pcm) < SHORTEST * SAMPLE_RATE * 2:
            return ""
        async with turns:
            return await self._translate(session, part.pcm)

    async def _translate(self, session: aiohttp.ClientSession, pcm: bytes) -> str:
        texts = [await self._asked_twice(session, piece) for piece in pieces(pcm)]
        return " ".join(text for text in texts if text)

    async def _asked_twice(self, session: aiohttp.ClientSession, pcm: bytes) -> str:
        try:
            return await self._ask(session, pcm)
        except VendorTrouble as trouble:
            pause = trouble.details.get("retry_after")
            if not worth_a_retry(trouble) and (pause is None or pause > LONGEST_PAUSE):
                raise
            await asyncio.sleep(pause or 0)
        return await self._ask(session, pcm)

    async def _ask(self, session: aiohttp.ClientSession, pcm: bytes) -> str:
        form = aiohttp.FormData()
        form.add_field("file", _wav(pcm), filename="audio.wav", content_type="audio/wav")
        for name, value in (("language_code", "unknown"), ("model", self.model), ("mode", "translate")):
            form.add_field(name, value)
        headers = {"api-subscription-key": self._key}
        try:
            async with session.post(f"{self._endpoint}/speech-to-text", data=form, headers=headers) as answer:
                answer.raise_for_status()
                return str((await answer.json())["transcript"]).strip()
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            raise trouble_with(error, self._endpoint) from error
        except (ValueError, LookupError, TypeError) as error:
            raise not_this(NAME, self._endpoint) from error


def pieces(pcm: bytes) -> Iterator[bytes]:
    """The sound in parts that one request takes."""
    rest = np.frombuffer(pcm[: len(pcm) // 2 * 2], "<i2")
    while len(rest) > LONGEST * SAMPLE_RATE:
        cut = _quietest(rest)
        yield rest[:cut].tobytes()
        rest = rest[cut:]
    yield rest.tobytes()


def _quietest(sound: np.ndarray) -> int:
    """The middle of the most quiet moment between the earliest and the last place to cut."""
    first, last, window = (int(seconds * SAMPLE_RATE) for seconds in (EARLIEST_CUT, LONGEST, QUIET))
    power = np.cumsum(np.square(sound[first:last].astype(np.float64)))
    return first + int(np.argmin(power[window:] - power[:-window])) + window // 2


def _wav(pcm: bytes) -> bytes:
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(SAMPLE_RATE)
        sound.writeframes(pcm)
    return buffer.getvalue()
