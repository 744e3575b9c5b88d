"""/api/tron/voices."""

from __future__ import annotations

import pytest

VOICES = "/api/tron/voices"


async def test_all_voices_and_who_stands_in(client):
    page = (await client.get(VOICES)).json()
    assert page["next_cursor"] is None
    voices = {voice["id"]: voice for voice in page["items"]}
    sarvam = [voice for voice in voices.values() if voice["provider"] == "sarvam"]
    assert len(sarvam) == 39
    assert all(voice["character"] and voice["best_for"] for voice in voices.values())
    assert voices["shreya"]["stand_in"] == "builtin~asha"
    assert voices["rahul"]["stand_in"] == "builtin~arjun"
    assert voices["builtin~joe"]["stand_in"] is None
    assert all(voice["stand_in"] in voices for voice in sarvam)


async def test_with_a_key_nobody_stands_in(client):
    await client.put("/api/tron/settings", json={"revision": 1, "values": {"ai.sarvam_api_key": "sk-for-this-test"}})
    items = (await client.get(VOICES)).json()["items"]
    assert {voice["stand_in"] for voice in items} == {None}


@pytest.mark.parametrize(
    ("params", "count"),
    [
        ({"provider": "sarvam", "gender": "female"}, 16),
        ({"provider": "sarvam", "gender": "male"}, 23),
        ({"provider": "builtin", "language": "hi-IN"}, 2),
        ({"language": "ta-IN", "gender": "male"}, 24),
    ],
)
async def test_filters(client, params, count):
    assert len((await client.get(VOICES, params=params)).json()["items"]) == count


async def test_the_stand_in_speaks_the_language_asked_for(client):
    items = (await client.get(VOICES, params={"language": "en-IN"})).json()["items"]
    stand_ins = {voice["id"]: voice["stand_in"] for voice in items if voice["provider"] == "sarvam"}
    assert stand_ins["rahul"] == "builtin~joe"
    assert stand_ins["shreya"] == "builtin~emma"


@pytest.mark.parametrize("params", [{"language": "xx"}, {"gender": "robot"}, {"provider": "nobody"}, {"sex": "male"}])
async def test_an_unknown_filter_is_refused(client, params):
    answer = await client.get(VOICES, params=params)
    assert answer.status_code == 422
    assert [field["path"] for field in answer.json()["error"]["fields"]] == list(params)
