"""The providers of language models: which models there are, and does one answer? All but the built-in one speak
OpenAI's protocol.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import openai

from tron.core.settings import SettingsSnapshot
from tron.core.vendors import VENDOR_PATIENCE, ModelInfo, Probe, ProbeResult, VendorTrouble
from tron.providers.engines.client import EngineClient
from tron.providers.engines.errors import EngineUnavailable
from tron.providers.vendor_errors import not_this, timed_out, told, unreachable, vendor_error

PROVIDER, MODEL = "ai.default_llm_provider", "ai.default_llm_model"
MOST_MODELS = 500
BUILTIN_NAMES = {"smollm2-135m": "SmolLM2 135M (built-in)"}


@dataclass(frozen=True, slots=True)
class _Server:
    """Where a provider's settings are. `suffix` is added to the endpoint; `token_limit` is its name for max_tokens."""

    title: str
    endpoint: str
    key: str | None
    needs_key: bool
    where: str
    suffix: str = ""
    token_limit: str = "max_tokens"
    fewest_tokens: int = 1


SERVERS = {
    "ollama": _Server(
        "Ollama",
        "ai.ollama_endpoint",
        None,
        False,
        "Start Ollama (`ollama serve`), or change the endpoint.",
        suffix="/v1",
    ),
    # Newer models of OpenAI refuse max_tokens, and think before they speak: one token would be too few.
    "openai": _Server(
        "OpenAI",
        "ai.openai_endpoint",
        "ai.openai_api_key",
        True,
        "platform.openai.com shows your API keys.",
        token_limit="max_completion_tokens",
        fewest_tokens=16,
    ),
    "gemini": _Server(
        "Gemini", "ai.gemini_endpoint", "ai.gemini_api_key", True, "aistudio.google.com shows your API keys."
    ),
    "custom": _Server(
        "The custom endpoint",
        "ai.custom_endpoint",
        "ai.custom_api_key",
        False,
        "Give the address of a server that speaks OpenAI's protocol, with its /v1.",
    ),
}


@dataclass(frozen=True)
class LanguageModelServers:
    """All providers. `engines` None: the built-in one says that it does not run."""

    engines: EngineClient | None = None

    def probe(self, provider: str, model: str | None) -> Probe:
        return _BuiltinProbe(self) if provider == "builtin" else _ServerProbe(SERVERS[provider], model)

    async def models(self, provider: str, settings: SettingsSnapshot) -> Sequence[ModelInfo]:
        if provider == "builtin":
            return await self.builtin_models()
        server = SERVERS[provider]
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

    server: _Server
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
                return _found(self.title, models)
            async with _meaning(self.server, str(client.base_url), self.model, models):
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


def _found(title: str, models: list[str]) -> ProbeResult:
    if not models:
        hint = "Get one first: `ollama pull qwen2.5:7b`." if title == "Ollama" else "Add one at the provider."
        return ProbeResult("model_not_found", f"{title} answers, but has no model yet.", hint, {"models": []})
    count = "1 model" if len(models) == 1 else f"{len(models)} models"
    return ProbeResult("works", f"{title} answers with {count}.", None, {"models": models, "model": None})


async def _names(client: openai.AsyncOpenAI) -> list[str]:
    page = await client.models.list()
    names = {model.id.removeprefix("models/") for model in page.data}  # Gemini's way of naming them
    return sorted(names)[:MOST_MODELS]


@asynccontextmanager
async def _client(server: _Server, settings: SettingsSnapshot) -> AsyncIterator[openai.AsyncOpenAI]:
    """A client for one question or two; what it raises inside becomes VendorTrouble."""
    key = settings.get_optional(server.key) if server.key else None
    endpoint = settings.get_optional(server.endpoint)
    if endpoint is None or (server.needs_key and key is None):
        what = "address" if endpoint is None else "API key"
        message = f"{server.title} has no {what} yet."
        raise VendorTrouble("not_configured", message, hint=server.where)
    base = endpoint if endpoint.endswith(server.suffix) else endpoint + server.suffix
    client = openai.AsyncOpenAI(api_key=key or "none", base_url=base, timeout=VENDOR_PATIENCE, max_retries=0)
    async with client, _meaning(server, endpoint, None, []):
        yield client


@asynccontextmanager
async def _meaning(server: _Server, endpoint: str, model: str | None, models: Sequence[str]) -> AsyncIterator[None]:
    with told(server.title, endpoint):
        try:
            yield
        except openai.APITimeoutError as error:
            raise _slow(server, model, models) from error
        except openai.APIConnectionError as error:
            raise unreachable(server.title, f"Nothing answers at {endpoint}.", server.where) from error
        except (openai.AuthenticationError, openai.PermissionDeniedError) as error:
            raise VendorTrouble("wrong_key", f"{server.title} does not take this key.", hint=server.where) from error
        except openai.NotFoundError as error:
            raise _missing(server, endpoint, model, models) from error
        except openai.APIStatusError as error:
            raise _status(server, error, model, models) from error
        except openai.OpenAIError as error:
            raise not_this(server.title, endpoint) from error


def _slow(server: _Server, model: str | None, models: Sequence[str]) -> VendorTrouble:
    if model is None or not models:
        return timed_out(server.title)
    return VendorTrouble(
        "timed_out",
        f"{server.title} has {model}, but it did not answer within {VENDOR_PATIENCE:g} s.",
        hint="It may still be loading: try again in a moment. If it stays slow, choose a smaller model.",
        details={"models": models},
    )


def _missing(server: _Server, endpoint: str, model: str | None, models: Sequence[str]) -> VendorTrouble:
    if model is None:
        return not_this(server.title, endpoint)
    hint = f"`ollama pull {model}` gets it." if server.title == "Ollama" else "Choose one of its list."
    message = f"{server.title} has no model {model}."
    return VendorTrouble("model_not_found", message, hint=hint, details={"models": models})


def _status(server: _Server, error: openai.APIStatusError, model: str | None, models: Sequence[str]) -> VendorTrouble:
    said = f"{error.message} {error.response.text}".casefold()  # Gemini's errors stand in a list, unread by the client
    if error.status_code == 400 and "api key" in said:  # Gemini's answer to a wrong key
        return VendorTrouble("wrong_key", f"{server.title} does not take this key.", hint=server.where)
    if error.status_code == 400 and model is not None and "model" in said:
        return _missing(server, "", model, models)
    return vendor_error(server.title, error.status_code)
