"""What Tron asks of the vendors outside of calls: does a key work, which models are there, who speaks a preview.

Implementations are in providers/; a process that answers the API wires them (commands/vendor_parts.py).
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, Protocol

from tron.core.errors import TronError, Unavailable

if TYPE_CHECKING:
    from tron.core.ports import TextToSpeech
    from tron.core.settings import SettingsSnapshot

VENDOR_PATIENCE = 5.0
"""Seconds for one question to a vendor. A person waits for the answer, so it is asked once."""
LONGEST_PROBE = 12.0

Trouble = Literal["not_configured", "wrong_key", "unreachable", "timed_out", "model_not_found", "refused"]
ProbeState = Literal["works", Trouble]
VendorName = Literal["twilio", "livekit", "sarvam"]

log = logging.getLogger(__name__)


class VendorTrouble(TronError):
    """A vendor could not be used; the code is the state. `refused`: it answered, but not with what was asked for.

    424, because a gateway's status (502, 504) makes proxies send their own page instead of this.
    """

    status = 424

    def __init__(self, state: Trouble, message: str, *, hint: str, details: Mapping[str, Any] | None = None) -> None:
        super().__init__(message, hint=hint)
        self.state = state
        self.code = state
        self.details = dict(details or {})


@dataclass(frozen=True, slots=True)
class ProbeResult:
    """What a test found. `details` are facts by name (account, models ...) and never hold a secret."""

    state: ProbeState
    message: str
    hint: str | None = None
    details: Mapping[str, Any] = field(default_factory=dict)
    latency_ms: float = 0.0


class Probe(Protocol):
    """One test of a vendor's settings."""

    @property
    def title(self) -> str:
        """The vendor's name, for people."""
        ...

    @property
    def keys(self) -> frozenset[str]:
        """The settings it looks at: those that a form may send before they are saved."""
        ...

    async def __call__(self, settings: SettingsSnapshot) -> ProbeResult:
        """Asks the vendor. Raises VendorTrouble."""
        ...


@dataclass(frozen=True, slots=True)
class ModelInfo:
    """One model of a provider: what a request names, and what people read."""

    id: str
    name: str


class ModelServers(Protocol):
    """The providers of language models (core.settings.groups.ai.LLM_PROVIDERS)."""

    def probe(self, provider: str, model: str | None) -> Probe:
        """A test of this provider; with a model, that it answers too."""
        ...

    async def models(self, provider: str, settings: SettingsSnapshot) -> Sequence[ModelInfo]:
        """The models a provider offers, by name. Raises VendorTrouble."""
        ...


@dataclass(frozen=True, slots=True)
class LocalModels:
    """A server of models that was found running. `here`: on this machine; `suggested`: the one to begin with."""

    provider: str
    here: bool
    models: tuple[str, ...]
    suggested: str | None


class LocalModelFinder(Protocol):
    """Looks for models that cost nothing and need no key."""

    async def find(self, settings: SettingsSnapshot) -> LocalModels | None:
        """What runs now, None where nothing does. Raises nothing, and takes a second or two at most."""
        ...


class CloudVoices(Protocol):
    """Voices that need a key."""

    def voice(self, model: str | None, settings: SettingsSnapshot) -> TextToSpeech | None:
        """Who speaks the voices of this model (None: the model of the settings); None without a key."""
        ...


@dataclass(slots=True)
class Vendors:
    """The vendors of one process. A process that wires none refuses to be asked."""

    probes: Mapping[VendorName, Probe] = field(default_factory=dict)
    models: ModelServers | None = None
    local_models: LocalModelFinder | None = None

    def probe(self, name: VendorName) -> Probe:
        """Raises Unavailable where nothing was wired."""
        if name not in self.probes:
            raise _not_wired()
        return self.probes[name]

    def model_servers(self) -> ModelServers:
        """Raises Unavailable where nothing was wired."""
        if self.models is None:
            raise _not_wired()
        return self.models


async def run_probe(probe: Probe, settings: SettingsSnapshot) -> ProbeResult:
    """The result of a test with its duration; whatever goes wrong is a result too."""
    began = time.perf_counter()
    result = await _outcome(probe, settings)
    latency = round((time.perf_counter() - began) * 1000, 1)
    return ProbeResult(result.state, result.message, result.hint, result.details, latency)


async def _outcome(probe: Probe, settings: SettingsSnapshot) -> ProbeResult:
    try:
        async with asyncio.timeout(LONGEST_PROBE):
            return await probe(settings)
    except VendorTrouble as trouble:
        return ProbeResult(trouble.state, trouble.message, trouble.hint, trouble.details)
    except TimeoutError:
        return ProbeResult("timed_out", f"{probe.title} did not answer in time.", "Try again in a moment.")
    except Exception as error:
        log.warning("the test of %s failed", probe.title, exc_info=True)
        return ProbeResult(
            "refused",
            f"The test of {probe.title} failed ({type(error).__name__}).",
            "The log says more.",
        )


def _not_wired() -> Unavailable:
    return Unavailable("This process does not talk to vendors.", hint="Ask the one that `tron serve` started.")
