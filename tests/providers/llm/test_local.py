"""An Ollama that runs is found with its models, and nothing that happens there is a failure of Tron."""

from __future__ import annotations

import time

import pytest

from tests.emulators.model_vendors import OllamaEmulator
from tests.emulators.openai_compatible import OpenAIEmulator
from tests.emulators.server import closed_port
from tests.snapshots import settings_with
from tron.core.vendors import LocalModels
from tron.providers.llm import local
from tron.providers.llm.local import LocalModelWatch, find_ollama


def at(address: str):
    return settings_with({"ai.ollama_endpoint": address})


async def test_its_models_are_told_and_one_suggested():
    async with OllamaEmulator(models=["nomic-embed-text:latest", "tinyllama:1b", "qwen2.5:7b"]) as ollama:
        wanted = LocalModels("ollama", True, ("qwen2.5:7b", "tinyllama:1b"), "qwen2.5:7b")
        assert await find_ollama(at(ollama.url)) == wanted
        assert await find_ollama(at(f"{ollama.url}/v1")) == wanted


@pytest.mark.parametrize(
    ("names", "suggested"),
    [
        (["llama3.3:70b", "qwen2.5:32b", "qwen2.5:7b"], "qwen2.5:32b"),
        (["deepseek-r1:32b", "llama3.2:3b"], "llama3.2:3b"),
        (["phi4:latest"], "phi4:latest"),
        ([], None),
    ],
)
async def test_the_plans_models_come_first(names, suggested):
    async with OllamaEmulator(models=names) as ollama:
        found = await find_ollama(at(ollama.url))
    assert found is not None
    assert found.suggested == suggested


async def test_nobody_there_and_somebody_else_there():
    assert await find_ollama(at(closed_port())) is None
    async with OpenAIEmulator() as other:
        assert await find_ollama(at(other.url)) is None


@pytest.mark.parametrize("fault", ["broken", "garbage", "hangup", "busy"])
async def test_trouble_there_is_nothing_found(fault):
    async with OllamaEmulator(fault=fault) as ollama:
        assert await find_ollama(at(ollama.url)) is None


async def test_one_that_does_not_answer_is_left_soon(monkeypatch):
    monkeypatch.setattr(local, "LOOK_SECONDS", 0.2)
    async with OllamaEmulator(fault="stall") as ollama:
        began = time.perf_counter()
        assert await find_ollama(at(ollama.url)) is None
        assert time.perf_counter() - began < 1


async def test_it_is_asked_once_in_a_while(monkeypatch):
    watch = LocalModelWatch()
    async with OllamaEmulator() as one, OllamaEmulator(models=["phi4"]) as other:
        first = await watch.find(at(one.url))
        assert await watch.find(at(one.url)) is first
        assert len(one.seen) == 1
        assert (await watch.find(at(other.url))).models == ("phi4",)
        monkeypatch.setattr(local, "KEEP_SECONDS", -1)
        await watch.find(at(one.url))
        await watch.find(at(one.url))
        assert len(one.seen) == 3
