"""An engine's state in the words of readyz."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from tests.emulators.model_vendors import OllamaEmulator
from tests.emulators.server import closed_port
from tests.snapshots import settings_with
from tron.commands.checks import engine_finding, ollama_check
from tron.core.vendors import Vendors
from tron.providers.engines.status import EngineStatus
from tron.providers.llm.local import LocalModelWatch


def chat(**facts: object) -> EngineStatus:
    return EngineStatus("llm", "Language model", "ready", facts=facts)


@pytest.mark.parametrize(
    ("status", "state", "words"),
    [
        (None, "starting", "starts"),
        (chat(free_talk=False), "ok", "Too small to talk freely"),
        (chat(free_talk=False, problem="tiny did not load."), "degraded", "tiny did not load."),
        (EngineStatus("whisper", "Whisper", "missing", "not installed: x", "Install it."), "degraded", "not installed"),
        (EngineStatus("whisper", "Whisper", "failed", "OSError"), "down", "OSError"),
    ],
)
def test_what_is_wrong_is_told(status, state, words):
    finding = engine_finding(status)
    assert finding.state == state
    assert words in finding.detail


def test_a_chat_model_that_talks_is_not_called_too_small():
    assert "small" not in engine_finding(chat(free_talk=True)).detail


def test_a_model_that_was_left_out_says_what_to_do():
    assert "tron models" in str(engine_finding(chat(problem="x")).fix)


async def looked(address: str, provider: str) -> Any:
    async def snapshot() -> Any:
        return settings_with({"ai.ollama_endpoint": address, "ai.default_llm_provider": provider})

    services: Any = SimpleNamespace(
        settings=SimpleNamespace(snapshot=snapshot), vendors=Vendors(local_models=LocalModelWatch())
    )
    return await ollama_check(services)()


async def test_an_ollama_matters_only_where_it_is_used():
    nowhere = closed_port()
    assert (await looked(nowhere, "builtin")).state == "ok"
    assert (await looked(nowhere, "ollama")).state == "degraded"
    async with OllamaEmulator(models=["qwen2.5:7b"]) as ollama:
        offered = await looked(ollama.url, "builtin")
        assert (offered.state, "1 model" in offered.detail, "default" in offered.detail) == ("ok", True, True)
        assert (await looked(ollama.url, "ollama")).detail == "Ollama runs here with 1 model."
    async with OllamaEmulator(models=[]) as empty:
        assert (await looked(empty.url, "ollama")).state == "degraded"
        assert (await looked(empty.url, "builtin")).state == "ok"
