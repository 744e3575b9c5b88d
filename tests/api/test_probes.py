"""POST /api/tron/settings/test-*, and the model list, over the real probes and emulated vendors."""

from __future__ import annotations

import pytest

from tests.emulators.model_vendors import OllamaEmulator
from tests.emulators.openai_compatible import OpenAIEmulator
from tests.emulators.sarvam import SarvamEmulator
from tests.emulators.server import closed_port
from tests.emulators.twilio import SID, TOKEN, TwilioEmulator
from tron.commands.vendor_parts import wire_vendors
from tron.providers.engines.client import EngineClient

SETTINGS = "/api/tron/settings"


@pytest.fixture(autouse=True)
def wired(edge_app) -> None:
    wire_vendors(edge_app.state.services, EngineClient(patience=0.1))


async def save(client, values, revision=1):
    answer = await client.put(SETTINGS, json={"revision": revision, "values": values})
    assert answer.status_code == 200, answer.text


async def test_nothing_set_up_is_no_error(client):
    for name in ("twilio", "livekit", "sarvam"):
        answer = await client.post(f"{SETTINGS}/test-{name}")
        assert answer.status_code == 200
        body = answer.json()
        assert body["state"] == "not_configured"
        assert set(body) == {"state", "message", "hint", "latency_ms", "details"}


async def test_the_stored_secret_is_used_and_never_its_mask(client):
    async with SarvamEmulator() as sarvam:
        await save(client, {"ai.sarvam_api_key": sarvam.key, "ai.sarvam_endpoint": sarvam.url})
        items = {item["key"]: item for item in (await client.get(SETTINGS)).json()["items"]}
        mask = items["ai.sarvam_api_key"]["mask"]
        for body in (None, {}, {"values": {"ai.sarvam_api_key": mask}}):
            answer = await client.post(f"{SETTINGS}/test-sarvam", json=body)
            assert answer.json()["state"] == "works", answer.text
        assert {seen.headers["api-subscription-key"] for seen in sarvam.seen} == {sarvam.key}


async def test_unsaved_values_win_and_are_not_stored(client):
    async with TwilioEmulator() as twilio:
        await save(client, {"telephony.twilio_account_sid": SID, "telephony.twilio_auth_token": "0" * 32})
        values = {"telephony.twilio_auth_token": TOKEN, "telephony.twilio_endpoint": twilio.url}
        answer = await client.post(f"{SETTINGS}/test-twilio", json={"values": values})
        assert (answer.json()["state"], answer.json()["details"]["account"]) == ("works", "Surya Broadband")
        assert TOKEN not in answer.text
        stored = (await client.get(SETTINGS)).json()
        assert stored["revision"] == 2
        without = {**values, "telephony.twilio_auth_token": None}
        assert (await client.post(f"{SETTINGS}/test-twilio", json={"values": without})).json()["state"] == (
            "not_configured"
        )


async def test_bad_values_are_named(client):
    values = {
        "telephony.twilio_endpoint": "nowhere",
        "telephony.twilio_auth_token": "ab******",
        "ai.sarvam_api_key": "sk_of_another_vendor",
    }
    answer = await client.post(f"{SETTINGS}/test-twilio", json={"values": values})
    assert answer.status_code == 422
    assert {field["path"] for field in answer.json()["error"]["fields"]} == {f"values.{key}" for key in values}


async def test_the_default_model_is_tried_with_its_provider(client):
    async with OpenAIEmulator() as server:
        await save(
            client,
            {
                "ai.ollama_endpoint": server.url,
                "ai.default_llm_provider": "ollama",
                "ai.default_llm_model": "qwen2.5:7b",
            },
        )
        answer = (await client.post(f"{SETTINGS}/test-llm")).json()
        assert (answer["state"], answer["details"]["model"]) == ("works", "qwen2.5:7b")
        other = (await client.post(f"{SETTINGS}/test-llm", json={"provider": "ollama", "model": "none"})).json()
        assert other["state"] == "model_not_found"


async def test_models_of_a_provider(client):
    async with OpenAIEmulator() as server:
        await save(client, {"ai.ollama_endpoint": server.url})
        page = (await client.get("/api/tron/models", params={"provider": "ollama"})).json()
    assert page["items"][0] == {"id": "llama3.3:70b", "name": "llama3.3:70b"}
    assert page["next_cursor"] is None


@pytest.mark.parametrize(("provider", "code"), [("openai", "not_configured"), ("ollama", "unreachable")])
async def test_a_provider_that_cannot_be_asked(client, provider, code):
    await save(client, {"ai.ollama_endpoint": closed_port()})
    answer = await client.get("/api/tron/models", params={"provider": provider})
    assert (answer.status_code, answer.json()["error"]["code"]) == (424, code)
    assert answer.json()["error"]["hint"]


async def test_an_unknown_provider_is_refused(client):
    assert (await client.get("/api/tron/models", params={"provider": "skynet"})).status_code == 422
    assert (await client.post(f"{SETTINGS}/test-llm", json={"provider": "skynet"})).status_code == 422


async def test_livekit_tells_how_many_workers_there_are(client):
    assert (await client.post(f"{SETTINGS}/test-livekit")).json()["details"] == {"workers": 0}


async def test_an_ollama_that_runs_is_offered_and_nothing_is_changed(client):
    async with OllamaEmulator(models=["qwen2.5:7b"]) as ollama:
        await save(client, {"ai.ollama_endpoint": ollama.url})
        found = (await client.get("/api/tron/models/local")).json()
        assert found == {"provider": "ollama", "here": True, "models": ["qwen2.5:7b"], "suggested": "qwen2.5:7b"}
    items = {item["key"]: item for item in (await client.get(SETTINGS)).json()["items"]}
    assert items["ai.default_llm_provider"]["value"] == "builtin"


async def test_no_ollama_is_no_error(client):
    await save(client, {"ai.ollama_endpoint": closed_port()})
    assert (await client.get("/api/tron/models/local")).json()["provider"] is None
