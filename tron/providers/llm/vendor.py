"""What a provider of language models is, and how one that speaks OpenAI's protocol differs from the others."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol
from urllib.parse import urlsplit

from tron.core.chat import ModelChoice
from tron.core.ports import LanguageModel
from tron.core.settings import SettingsSnapshot

if TYPE_CHECKING:
    from tron.providers.llm.house import House


class Vendor(Protocol):
    """A provider: a name of core.settings.groups.ai.LLM_PROVIDERS, and the way to its models."""

    @property
    def name(self) -> str: ...

    async def find(self, choice: ModelChoice, settings: SettingsSnapshot, house: House) -> LanguageModel | None:
        """The chosen model; None where the provider is not set up. Asks no vendor."""
        ...


@dataclass(frozen=True, slots=True)
class Asking:
    """How a model wants to be asked. `extra` keeps it from thinking where it can be kept, by the request's names.

    `room` is added to the limit of tokens where thoughts count, too. `warm`: whether it takes a temperature.
    `opens_late`: its template opens the thought itself, so that its answer begins inside of it.
    """

    extra: Mapping[str, Any] = field(default_factory=dict)
    room: int = 0
    warm: bool = True
    opens_late: bool = False


def plain(_model: str) -> Asking:
    """A model that needs nothing said."""
    return Asking()


@dataclass(frozen=True, slots=True)
class Access:
    """Where a model's server is, and the key for it."""

    base_url: str
    key: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Server:
    """A provider with OpenAI's protocol. `endpoint` and `key` are settings; `suffix` is added to the endpoint.

    `token_limit` is its name for max_tokens and `fewest_tokens` the smallest one that a test may ask for. `where` says
    how it is set up, `no_models` and `no_model` ("{model}") how a model comes to it. `local`: it runs on this machine
    or near it, and reads a persona only once.
    """

    name: str
    title: str
    endpoint: str
    key: str | None
    needs_key: bool
    where: str
    suffix: str = ""
    token_limit: str = "max_tokens"
    fewest_tokens: int = 1
    no_models: str = "Add one at the provider."
    no_model: str = "Choose one of its list."
    local: bool = False
    asking: Callable[[str], Asking] = plain

    def base_url(self, endpoint: str) -> str:
        """The address of the protocol below an endpoint as people write it."""
        endpoint = endpoint.rstrip("/")
        return endpoint if endpoint.endswith(self.suffix) else endpoint + self.suffix

    def access(self, choice: ModelChoice, settings: SettingsSnapshot) -> Access | None:
        """An agent's own endpoint and key before the settings'; None while one that is needed is missing.

        The settings' key goes to no other host than the settings' own: who may edit an agent may not read keys.
        """
        stored = settings.get_optional(self.endpoint)
        endpoint = choice.endpoint or stored
        if endpoint is None:
            return None
        key = choice.api_key
        if key is None and self.key is not None and _origin(endpoint) == _origin(stored):
            key = settings.get_optional(self.key)
        return None if self.needs_key and key is None else Access(self.base_url(endpoint), key)

    async def find(self, choice: ModelChoice, settings: SettingsSnapshot, house: House) -> LanguageModel | None:
        """Fulfils Vendor."""
        access = self.access(choice, settings)
        if access is None:
            return None
        await house.clients.ready()
        return house.model(self, access, choice.model)


def _origin(address: str | None) -> tuple[str, str, int | None] | None:
    if address is None:
        return None
    parts = urlsplit(address)
    return parts.scheme, (parts.hostname or "").casefold(), parts.port


_THINKS = re.compile(r"deepseek|\br1\b|qwen3|qwq|think|reason|magistral|glm-[45]|gpt-oss|kimi|nemotron|exaone", re.I)
_NO_SWITCH = re.compile(r"\br1\b|r1-|qwq|[-:_.]think|reason", re.I)


def thinks(model: str) -> bool:
    """Whether a model of this name is known to think aloud."""
    return _THINKS.search(model) is not None


def opens_late(model: str) -> bool:
    """Whether the template of a model of this name opens the thought before the answer begins."""
    return _NO_SWITCH.search(model) is not None
