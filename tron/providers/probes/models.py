"""The providers of language models: which models there are, and does one answer? All but the built-in one speak
OpenAI's protocol.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import openai

from tron.core.chat import ModelChoice
from tron.core.settings import SettingsSnapshot
from tron.core.vendors import VENDOR_PATIENCE, ModelInfo, Probe, ProbeResult, VendorTrouble
from tron.providers.engines.client import EngineClient
from tron.providers.engines.errors import EngineUnavailable
from tron.providers.llm.failures import meaning
from tron.providers.llm.registry import servers
from tron.providers.llm.vendor import Server

PROVIDER, MODEL = "ai.default_llm_provider", "ai.default_llm_model"
MOST_MODELS = 500
BUILTIN_NAMES = {"smollm2-135m": "SmolLM2 135M (built-in)"}


@dataclass(frozen=True)
class LanguageModelServers:
    """All providers. `engines` None: the built-in one says that it does not run."""

    engines: EngineClient | None = None

    def probe(self, provider: str, model: str | None) -> Probe:
        return _BuiltinProbe(self) if provider == "builtin" else _ServerProbe(servers()[provider], model)

    async def models(self, provider: str, settings: SettingsSnapshot) -> Sequence[ModelInfo]:
        if provider == "builtin":
            return await self.builtin_models()
        server = servers()[provider]
        async with _client(server, settings) as client:
            return [ModelInfo(name, name) for name in await _names(client)]

    async def builtin_models(self) -> list[ModelInfo]:
        """The model that the engines' process has loaded. Raises VendorTrouble while it has none."""
        hint = "`tron doctor` says more."
        if self.engines is None:
            raise VendorTrouble("unreachable", "The built-in engines do not run.", hint=hint)
        try:
            status = (await self.engines.status())["llm"]
        except (EngineUnavailable, OSError) as error:
            raise VendorTrouble("unreachable", "The built-in engines do not run.", hint=hint) from error
        if status.state != "ready":
            state = {"loading": "still loading", "missing": "not installed"}.get(status.state, "not working")
            hint = status.hint or "Try again in a moment."
            raise VendorTrouble("refused", f"The built-in model is {state}.", hint=hint)
        name = "smollm2-135m" if not status.facts.get("free_talk") else str(status.facts.get("model", "built-in"))
        return [ModelInfo(name, BUILTIN_NAMES.get(name, name))]


@dataclass(frozen=True)
class _BuiltinProbe:
    servers: LanguageModelServers
    title: str = "The built-in model"
    keys: frozenset[str] = frozenset({PROVIDER, MODEL})

    async def __call__(self, settings: SettingsSnapshot) -> ProbeResult:
        models = [model.id for model in await self.servers.builtin_models()]
        hint = "It is too small to talk freely: agents answer from prepared lines." if "smollm2" in models[0] else None
        return ProbeResult("works", "The built-in model is loaded.", hint, {"models": models, "model": models[0]})


@dataclass(frozen=True)
class _ServerProbe:
    """Reads the list of models, then lets one say a word."""

    server: Server
    model: str | None
    keys: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        own = {self.server.endpoint, *([self.server.key] if self.server.key else [])}
        object.__setattr__(self, "keys", frozenset(own | {PROVIDER, MODEL}))

    @property
    def title(self) -> str:
        return self.server.title

    async def __call__(self, settings: SettingsSnapshot) -> ProbeResult:
        async with _client(self.server, settings) as client:
            models = await self._listed(client)
            if self.model is None:
                return _found(self.server, models)
            with meaning(self.server, str(client.base_url), self.model, models, VENDOR_PATIENCE):
                await client.chat.completions.create(
                    model=self.model,
                    messages=[{"role": "user", "content": "Hi"}],
                    extra_body={self.server.token_limit: self.server.fewest_tokens},
                )
        details = {"models": models, "model": self.model}
        return ProbeResult("works", f"{self.title} answers with {self.model}.", None, details)

    async def _listed(self, client: openai.AsyncOpenAI) -> list[str]:
        """Some servers of the protocol have no list; with a model to ask for none is needed."""
        try:
            return await _names(client)
        except openai.NotFoundError:
            if self.model is None:
                raise
            return []


def _found(server: Server, models: list[str]) -> ProbeResult:
    title = server.title
    if not models:
        missing = f"{title} answers, but has no model yet."
        return ProbeResult("model_not_found", missing, server.no_models, {"models": []})
    count = "1 model" if len(models) == 1 else f"{len(models)} models"
    return ProbeResult("works", f"{title} answers with {count}.", None, {"models": models, "model": None})


async def _names(client: openai.AsyncOpenAI) -> list[str]:
    page = await client.models.list()
    names = {model.id.removeprefix("models/") for model in page.data}  # Gemini's way of naming them
    return sorted(names)[:MOST_MODELS]


@asynccontextmanager
async def _client(server: Server, settings: SettingsSnapshot) -> AsyncIterator[openai.AsyncOpenAI]:
    """A client for one question or two; what it raises inside becomes VendorTrouble."""
    access = server.access(ModelChoice(server.name, ""), settings)
    endpoint = settings.get_optional(server.endpoint)
    if access is None or endpoint is None:
        what = "address" if endpoint is None else "API key"
        message = f"{server.title} has no {what} yet."
        raise VendorTrouble("not_configured", message, hint=server.where)
    key = access.key or "none"
    client = openai.AsyncOpenAI(api_key=key, base_url=access.base_url, timeout=VENDOR_PATIENCE, max_retries=0)
    with meaning(server, endpoint, None, [], VENDOR_PATIENCE):
        async with client:
            yield client
