"""Voice previews over the API: Sarvam by its real plug-in and an emulator, the stand-in by a voice of the test."""

from __future__ import annotations

import io
import wave

import pytest

from tests.core.test_previews import Voice
from tests.emulators.sarvam import SarvamEmulator
from tests.emulators.server import closed_port
from tron.core.previews import PreviewService
from tron.providers.tts.sarvam import SarvamVoices

VOICES = "/api/tron/voices"


@pytest.fixture(autouse=True)
def wired(edge_app, tmp_path) -> Voice:
    voice = Voice()
    edge_app.state.services.previews = PreviewService(tmp_path / "previews", voice, SarvamVoices())
    return voice


async def with_key(client, **values):
    await client.put("/api/tron/settings", json={"revision": 1, "values": values})


async def test_the_stand_in_is_named_in_a_header(client):
    answer = await client.get(f"{VOICES}/shreya/preview")
    assert answer.status_code == 200
    assert (answer.headers["content-type"], answer.headers["x-tron-stand-in"]) == ("audio/wav", "builtin~asha")
    with wave.open(io.BytesIO(answer.content)) as sound:
        assert sound.getnframes() == 16_000


async def test_sarvam_speaks_by_its_plug_in(client):
    async with SarvamEmulator() as sarvam:
        await with_key(client, **{"ai.sarvam_api_key": sarvam.key, "ai.sarvam_endpoint": sarvam.url})
        body = {"voice_id": "shreya", "text": "नमस्ते", "language": "hi-IN", "speed": 1.2}
        answer = await client.post(f"{VOICES}/preview", json=body)
        assert answer.status_code == 200, answer.text
        assert "x-tron-stand-in" not in answer.headers
        again = await client.post(f"{VOICES}/preview", json=body)
        assert again.content == answer.content
        assert len(sarvam.seen) == 1
    with wave.open(io.BytesIO(answer.content)) as sound:
        assert sound.getframerate() == 16_000
        assert sound.getnframes() > 4_000


@pytest.mark.parametrize(("letters", "status"), [(1_000, 200), (1_001, 422)])
async def test_a_text_of_a_flow_is_spoken_up_to_a_thousand_letters(client, wired, letters, status):
    answer = await client.post(f"{VOICES}/preview", json={"voice_id": "builtin~asha", "text": "न" * letters})
    assert answer.status_code == status
    assert [len(text) for text, *_rest in wired.asked] == ([1_000] if status == 200 else [])


@pytest.mark.parametrize(
    ("key", "away", "code"),
    [("sk_wrong_one", False, "wrong_key"), ("sk_test_of_sarvam", True, "unreachable")],
)
async def test_a_key_that_does_not_work_is_no_reason_to_stand_in(client, key, away, code):
    async with SarvamEmulator() as sarvam:
        await with_key(
            client, **{"ai.sarvam_api_key": key, "ai.sarvam_endpoint": closed_port() if away else sarvam.url}
        )
        answer = await client.get(f"{VOICES}/shreya/preview")
    assert (answer.status_code, answer.json()["error"]["code"]) == (424, code)
    assert key not in answer.text


async def test_a_model_without_that_speaker(client):
    async with SarvamEmulator() as sarvam:
        values = {"ai.sarvam_api_key": sarvam.key, "ai.sarvam_endpoint": sarvam.url, "ai.tts_model": "bulbul:v2"}
        await with_key(client, **values)
        answer = await client.get(f"{VOICES}/shreya/preview")
    assert answer.status_code == 422


@pytest.mark.parametrize(
    ("body", "path"),
    [
        ({"voice_id": "nobody"}, "voice_id"),
        ({"voice_id": "shreya", "text": ""}, "text"),
        ({"voice_id": "shreya", "text": "a" * 1001}, "text"),
        ({"voice_id": "shreya", "language": "xx"}, "language"),
        ({"voice_id": "shreya", "speed": 3}, "speed"),
    ],
)
async def test_bad_wishes_are_named(client, body, path):
    answer = await client.post(f"{VOICES}/preview", json=body)
    assert answer.status_code == 422
    assert [field["path"] for field in answer.json()["error"]["fields"]] == [path]


async def test_an_unknown_voice_has_no_preview(client):
    assert (await client.get(f"{VOICES}/nobody/preview")).status_code == 404
