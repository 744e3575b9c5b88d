"""The emulator itself: faults by hand, refusals before a socket opens, idle sockets."""

from __future__ import annotations

import aiohttp
import pytest

from tests.emulators.sarvam import SPEAKERS, Delays, SarvamEmulator
from tests.emulators.server import CONTROL, FAULTS

KEY = {"api-subscription-key": "sk_test_of_sarvam"}
REALTIME = "/speech-to-text-realtime/ws?language_code=auto&model=saaras:v3-realtime&endpointing=vad"


async def test_a_person_orders_faults_over_http_and_heals():
    speech = {"text": "ha", "model": "bulbul:v3", "target_language_code": "hi-IN", "speaker": "ritu"}
    async with SarvamEmulator() as emulator, aiohttp.ClientSession(emulator.url, headers=KEY) as page:
        ordered = await page.post(CONTROL, json={"kind": "busy", "where": "tts", "times": 2})
        assert (await ordered.json())["ordered"] == [["busy", "tts", 2]]
        first, second, third = [await page.post("/text-to-speech", json=speech) for _ in range(3)]
        assert [first.status, second.status, third.status] == [429, 429, 200]
        assert first.headers["Retry-After"] == "2"
        unknown = await page.post(CONTROL, json={"kind": "flood"})
        assert unknown.status == 400
        told = (await unknown.json())["error"]
        assert all(kind in told for kind in FAULTS)
        await page.post(CONTROL, json={"kind": "broken", "times": None})
        assert [(await page.post("/text-to-speech", json=speech)).status for _ in range(2)] == [500, 500]
        await page.post(CONTROL, json={"kind": None})
        assert (await page.post("/text-to-speech", json=speech)).status == 200


async def test_a_fault_of_one_part_leaves_the_other_alone():
    async with SarvamEmulator() as emulator, aiohttp.ClientSession(emulator.url, headers=KEY) as page:
        emulator.order("forbidden", where="stt")
        async with page.ws_connect("/text-to-speech/ws?model=bulbul:v3"):
            pass
        with pytest.raises(aiohttp.WSServerHandshakeError) as error:
            await page.ws_connect(REALTIME)
        assert error.value.status == 403


@pytest.mark.parametrize(
    ("path", "headers", "status"),
    [
        (REALTIME, {"api-subscription-key": "sk_no"}, 403),
        (REALTIME.replace("v3-realtime", "v9"), KEY, 400),
        (REALTIME.replace("auto", "xx-IN"), KEY, 400),
        ("/speech-to-text/ws?language-code=unknown&model=saaras:v3&mode=sing", KEY, 400),
        ("/speech-to-text/ws?language-code=auto&model=saaras:v3&mode=transcribe", KEY, 400),
        ("/text-to-speech/ws?model=bulbul:v9", KEY, 400),
        ("/text-to-speech/ws?model=bulbul:v3", {}, 403),
    ],
)
async def test_a_socket_is_refused(path, headers, status):
    async with SarvamEmulator() as emulator, aiohttp.ClientSession(emulator.url) as page:
        with pytest.raises(aiohttp.WSServerHandshakeError) as error:
            await page.ws_connect(path, headers=headers)
        assert error.value.status == status


@pytest.mark.parametrize(
    ("model", "speaker"), [("bulbul:v3", "anushka"), ("bulbul:v2", "shreya"), ("bulbul:v3", "Ritu")]
)
async def test_a_speaker_of_another_model_is_a_400(model, speaker):
    asked = {"model": model, "speaker": speaker, "target_language_code": "hi-IN", "text": "ha"}
    async with SarvamEmulator() as emulator, aiohttp.ClientSession(emulator.url, headers=KEY) as page:
        assert (await page.post("/text-to-speech", json=asked)).status == 400
        async with page.ws_connect(f"/text-to-speech/ws?model={model}") as socket:
            await socket.send_json({"type": "config", "data": asked})
            told = await socket.receive_json()
            assert (told["type"], told["data"]["code"]) == ("error", 400)


@pytest.mark.parametrize(("path", "code"), [(REALTIME, 1008), ("/text-to-speech/ws?model=bulbul:v3", 1000)])
async def test_an_idle_socket_is_closed(path, code):
    async with (
        SarvamEmulator(delays=Delays(idle=0.2)) as emulator,
        aiohttp.ClientSession(emulator.url, headers=KEY) as page,
        page.ws_connect(path) as socket,
    ):
        async for _ in socket:
            pass
        assert socket.close_code == code
    assert Delays().idle == 20.0


def test_each_model_has_its_own_speakers():
    assert {model: len(speakers) for model, speakers in SPEAKERS.items()} == {
        "bulbul:v2": 7,
        "bulbul:v3-beta": 25,
        "bulbul:v3": 39,
        "bulbul:v4-flash": 224,
    }
