"""The model of one call: the vendor's, watched, with its spare, its tools and its guard."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from tron.core.chat import ModelChoice
from tron.core.database.tables import Agent, Call
from tron.core.events.emit import Emit
from tron.core.guardrails.for_agent import guarded
from tron.core.guardrails.guard import Guard
from tron.core.model_chain import ModelChain, NamedModel
from tron.core.ports import LanguageModel, LanguageModels
from tron.core.scripts.for_agent import model_choice
from tron.core.settings import SettingsSnapshot
from tron.core.settings.groups.ai import NO_FALLBACK
from tron.core.tools.call_tools import CallTools
from tron.core.tools.opening import open_call_tools
from tron.core.usage import UsageMeter

if TYPE_CHECKING:
    from tron.core.services import Services


@dataclass(frozen=True, slots=True)
class CallModel:
    """`model` None: nothing that talks freely is set up. `bare`: the same without guard and tools, for questions."""

    model: LanguageModel | None
    guard: Guard | None
    tools: CallTools
    meter: UsageMeter
    bare: LanguageModel | None = None

    def speak(self, language: str) -> None:
        """Refusals and fillers of tools are in this language from now on."""
        self.tools.language = language
        if self.guard is not None:
            self.guard.language = language


async def open_call_model(
    services: Services,
    agent: Agent,
    call: Call,
    settings: SettingsSnapshot,
    emit: Emit,
    *,
    models: LanguageModels | None,
) -> CallModel:
    """For one call. Vendors that fail are told as vendor.failed events. Close `tools` when the call is over."""
    meter = UsageMeter()
    tools = await open_call_tools(services, agent, call, emit)
    chain = await vendors_of(services, agent, settings, emit, models=models, meter=meter)
    if chain is None:
        return CallModel(None, None, tools, meter)
    model = guarded(chain, agent, call, emit, tools=tools)
    return CallModel(model, model.guard, tools, meter, chain)


async def vendors_of(
    services: Services,
    agent: Agent,
    settings: SettingsSnapshot,
    emit: Emit,
    *,
    models: LanguageModels | None,
    meter: UsageMeter | None = None,
    watched: bool = True,
) -> ModelChain | None:
    """The agent's model and what takes over from it, without tools and guard; None where none is set up.

    `watched` False: what is given up early says nothing about the vendor, and calls do not hear of it.
    """
    found = await _found(agent, settings, models, meter or UsageMeter())

    async def failed(details: Mapping[str, Any]) -> None:
        await emit("vendor.failed", details, None)

    return ModelChain(found, services.circuits if watched else None, failed) if found else None


async def _found(
    agent: Agent, settings: SettingsSnapshot, models: LanguageModels | None, meter: UsageMeter
) -> list[NamedModel]:
    found: list[NamedModel] = []
    if models is None:
        return found
    for choice in _choices(agent, settings):
        model = await models.find(choice, settings)
        if model is not None:
            found.append(NamedModel(circuit_of(choice), meter.metered(f"{choice.provider}/{choice.model}", model)))
    return found


def _choices(agent: Agent, settings: SettingsSnapshot) -> list[ModelChoice]:
    """The agent's own, then the settings' fallback where it is another one."""
    own = model_choice(agent)
    provider, model = settings.get_str("ai.fallback_llm_provider"), settings.get_optional("ai.fallback_llm_model")
    if provider == NO_FALLBACK or model is None:
        return [own]
    spare = ModelChoice(provider, str(model))
    return [own] if replace(own, endpoint=None, api_key=None) == spare and own.endpoint is None else [own, spare]


def circuit_of(choice: ModelChoice) -> str:
    """A name that tells apart what can fail apart: a wrong name of a model, an agent's own key or endpoint."""
    name = f"llm/{choice.provider}/{choice.model}"
    if choice.endpoint is None and choice.api_key is None:
        return name
    own = hashlib.sha256(f"{choice.endpoint} {choice.api_key}".encode()).hexdigest()[:6]
    host = urlsplit(choice.endpoint).hostname if choice.endpoint else None
    return f"{name} ({host or 'own key'} {own})"
