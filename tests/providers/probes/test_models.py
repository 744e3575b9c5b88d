"""The tests of language models and their lists, against an emulator of OpenAI's protocol."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from typing import Any

import pytest

from tests.emulators.openai_compatible import OpenAIEmulator
from tests.emulators.server import closed_port
from tests.snapshots import settings_with
from tron.core.vendors import VendorTrouble, run_probe
from tron.providers.probes.models import LanguageModelServers

SERVERS = LanguageModelServers()


@pytest.fixture
async def server() -> AsyncIterator[OpenAIEmulator]:
    async with OpenAIEmulator() as emulator:
        yield emulator


def ollama(address: str) -> Any:
    return settings_with({"ai.ollama_endpoint": address})


def openai(address: str, key: str | None = "sk-right") -> Any:
    return settings_with({"ai.openai_endpoint": f"{address}/v1", "ai.openai_api_key": key})


def gemini(address: str, key: str = "right") -> Any:
    return settings_with({"ai.gemini_endpoint": f"{address}/v1", "ai.gemini_api_key": key})


async def test_the_models_of_ollama_are_listed_by_name(server):
    result = await run_probe(SERVERS.probe("ollama", None), ollama(server.url))
    assert result.state == "works"
    assert result.details["models"] == ["llama3.3:70b", "qwen2.5:7b"]
    found = await SERVERS.models("ollama", ollama(server.url))
    assert [model.id for model in found] == ["llama3.3:70b", "qwen2.5:7b"]


async def test_a_model_is_asked_for_one_word(server):
    result = await run_probe(SERVERS.probe("ollama", "qwen2.5:7b"), ollama(server.url))
    assert (result.state, result.details["model"]) == ("works", "qwen2.5:7b")
    body = json.loads(server.seen[-1].body)
    assert (body["model"], body["max_tokens"]) == ("qwen2.5:7b", 1)


async def test_a_missing_model_says_how_to_get_it(server):
    result = await run_probe(SERVERS.probe("ollama", "qwen3:4b"), ollama(server.url))
    assert result.state == "model_not_found"
    assert result.hint == "`ollama pull qwen3:4b` gets it."
    assert result.details["models"] == ["llama3.3:70b", "qwen2.5:7b"]


async def test_a_server_without_any_model(server):
    server.models = []
    result = await run_probe(SERVERS.probe("ollama", None), ollama(server.url))
    assert result.state == "model_not_found"


async def test_a_server_without_a_list_is_asked_directly(server):
    server.lists = False
    custom = settings_with({"ai.custom_endpoint": f"{server.url}/v1"})
    assert (await run_probe(SERVERS.probe("custom", "qwen2.5:7b"), custom)).state == "works"
    assert (await run_probe(SERVERS.probe("custom", None), custom)).state == "refused"


async def test_newer_models_of_openai_get_the_limit_they_know(server):
    server.key = "sk-right"
    result = await run_probe(SERVERS.probe("openai", "qwen2.5:7b"), openai(server.url))
    assert result.state == "works"
    assert json.loads(server.seen[-1].body)["max_completion_tokens"] == 16
    assert "max_tokens" not in json.loads(server.seen[-1].body)


async def test_a_wrong_key(server):
    server.key = "sk-right"
    result = await run_probe(SERVERS.probe("openai", None), openai(server.url, "sk-wrong"))
    assert result.state == "wrong_key"
    assert "sk-wrong" not in repr(result)


async def test_gemini_says_a_wrong_key_its_own_way(server):
    server.key, server.gemini, server.models = "right", True, ["gemini-2.5-flash"]
    assert (await run_probe(SERVERS.probe("gemini", None), gemini(server.url, "wrong"))).state == "wrong_key"
    result = await run_probe(SERVERS.probe("gemini", "gemini-2.5-flash"), gemini(server.url))
    assert (result.state, result.details["models"]) == ("works", ["gemini-2.5-flash"])


@pytest.mark.parametrize("provider", ["openai", "gemini", "custom"])
async def test_what_was_never_set_up(provider):
    result = await run_probe(SERVERS.probe(provider, None), settings_with())
    assert result.state == "not_configured"
    assert result.hint
    with pytest.raises(VendorTrouble) as trouble:
        await SERVERS.models(provider, settings_with())
    assert (trouble.value.code, trouble.value.status) == ("not_configured", 424)


@pytest.mark.parametrize(
    ("fault", "state"),
    [("broken", "refused"), ("garbage", "refused"), ("busy", "refused"), ("hangup", "unreachable")],
)
async def test_faults_on_the_way(server, fault, state):
    server.fault = fault
    result = await run_probe(SERVERS.probe("ollama", None), ollama(server.url))
    assert (result.state, bool(result.hint)) == (state, True)


async def test_nobody_listens_there():
    address = closed_port()
    result = await run_probe(SERVERS.probe("ollama", None), ollama(address))
    assert result.state == "unreachable"
    assert "ollama serve" in (result.hint or "")


async def test_the_built_in_model_without_engines():
    result = await run_probe(SERVERS.probe("builtin", None), settings_with())
    assert result.state == "unreachable"
