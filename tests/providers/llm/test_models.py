"""Which model an agent gets: its own endpoint and key before the settings', none where something is missing."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from tests.snapshots import settings_with
from tron.core.chat import ModelChoice, Piece
from tron.core.ports import LanguageModel
from tron.core.settings import SettingsSnapshot
from tron.core.settings.groups.ai import LLM_PROVIDERS
from tron.core.vendors import VendorTrouble
from tron.providers import llm
from tron.providers.engines.errors import EngineRefused, EngineUnavailable
from tron.providers.llm import house as house_module
from tron.providers.llm.house import Clients
from tron.providers.llm.models import Models
from tron.providers.llm.patience import Patience
from tron.providers.llm.registry import servers, vendors
from tron.providers.llm.vendor import Access, thinks

OWN = "https://models.example/v1"
TALK = [{"role": "user", "content": "Hello"}]


def test_every_provider_of_the_settings_is_one_file():
    assert set(vendors()) == set(LLM_PROVIDERS)
    folder = Path(str(llm.__path__[0]))
    assert all((folder / f"{name}.py").is_file() for name in vendors())


@pytest.mark.parametrize(
    ("provider", "given", "own", "wanted"),
    [
        ("openai", {}, {}, None),
        ("openai", {"ai.openai_api_key": "a"}, {}, Access("https://api.openai.com/v1", "a")),
        ("openai", {"ai.openai_api_key": "a"}, {"api_key": "b"}, Access("https://api.openai.com/v1", "b")),
        ("openai", {}, {"endpoint": OWN, "api_key": "b"}, Access(OWN, "b")),
        ("openai", {"ai.openai_api_key": "a"}, {"endpoint": OWN}, None),
        (
            "openai",
            {"ai.openai_api_key": "a"},
            {"endpoint": "https://api.openai.com/v1/eu"},
            Access("https://api.openai.com/v1/eu", "a"),
        ),
        ("gemini", {}, {}, None),
        ("custom", {}, {}, None),
        ("custom", {"ai.custom_endpoint": OWN, "ai.custom_api_key": "a"}, {}, Access(OWN, "a")),
        ("custom", {"ai.custom_api_key": "a"}, {"endpoint": OWN}, Access(OWN, None)),
        ("ollama", {}, {}, Access("http://localhost:11434/v1", None)),
        ("ollama", {}, {"endpoint": "http://box:11434/"}, Access("http://box:11434/v1", None)),
        ("ollama", {}, {"endpoint": "http://box:11434/v1"}, Access("http://box:11434/v1", None)),
    ],
)
async def test_where_a_model_is_asked(provider, given, own, wanted):
    choice = ModelChoice(provider, "some-model", **own)
    assert servers()[provider].access(choice, settings_with(given)) == wanted
    models = Models()
    assert (await models.find(choice, settings_with(given)) is None) == (wanted is None)
    await models.aclose()


async def test_an_unknown_provider_has_no_model():
    assert await Models().find(ModelChoice("skynet", "t-800"), settings_with()) is None


def test_a_key_is_in_no_text():
    assert "secret" not in repr(ModelChoice("openai", "gpt", None, "secret")) + repr(Access(OWN, "secret"))


@pytest.mark.parametrize("name", ["deepseek-r1:32b", "qwen3:8b", "QwQ-32B", "gpt-oss:20b"])
def test_models_that_think_are_known_by_name(name):
    assert thinks(name)
    assert not any(map(thinks, ["qwen2.5:32b", "llama3.3:70b", "sarvam-m", "gpt-4o-mini", "mistral-small"]))


class Builtin:
    """Finds a model that fails as told."""

    def __init__(self, error: Exception | None = None) -> None:
        self.error = error

    async def find(self, choice: ModelChoice, settings: SettingsSnapshot) -> LanguageModel | None:
        return self

    async def reply(self, *_: Any, **__: Any) -> AsyncIterator[Piece]:
        yield "Yes."
        if self.error is not None:
            raise self.error


@pytest.mark.parametrize(
    ("error", "state"),
    [
        (EngineUnavailable("llm"), "unreachable"),
        (ConnectionResetError(), "unreachable"),
        (TimeoutError(), "timed_out"),
        (EngineRefused("llm", "Too long."), "refused"),
    ],
)
async def test_the_built_in_one_fails_like_a_vendor(error, state):
    model = await Models(Builtin(error)).find(ModelChoice("builtin", "smollm2-135m"), settings_with())
    assert model is not None
    stream = model.reply(TALK, temperature=0.0, max_tokens=10)
    assert await anext(stream) == "Yes."
    with pytest.raises(VendorTrouble) as trouble:
        await anext(stream)
    assert trouble.value.state == state


async def test_without_engines_there_is_no_built_in_one():
    assert await Models().find(ModelChoice("builtin", "smollm2-135m"), settings_with()) is None


async def test_clients_are_kept_by_address_and_key_and_the_oldest_leave(monkeypatch):
    monkeypatch.setattr(house_module, "MOST_CLIENTS", 2)
    clients = Clients(Patience())
    one, two, three = (Access(OWN, key) for key in ("a", "b", "c"))
    first, second = clients.of(one), clients.of(two)
    assert clients.of(one) is first
    clients.of(three)
    assert clients.of(one) is first
    assert clients.of(two) is not second
    await clients.aclose()
    assert first.is_closed()


@pytest.mark.slow
async def test_the_first_answer_of_a_process_loads_nothing():
    """What it loads it would load in the loop that carries the sound of calls."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.providers.llm.first_request"),
        cwd=Path(__file__).resolve().parents[3],
        stdout=asyncio.subprocess.PIPE,
    )
    loaded, _ = await process.communicate()
    assert process.returncode == 0
    assert loaded.decode().split() == []
