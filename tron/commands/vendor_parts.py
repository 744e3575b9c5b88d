"""Wires the vendors for a process that answers the API: tests of keys, lists of models, voice previews."""

from __future__ import annotations

from tron.core.previews import PreviewService
from tron.core.services import Services
from tron.core.vendors import Vendors
from tron.providers.engines.client import EngineClient
from tron.providers.llm.local import LocalModelWatch
from tron.providers.probes.livekit import LiveKitProbe
from tron.providers.probes.models import LanguageModelServers
from tron.providers.probes.sarvam import SarvamProbe
from tron.providers.probes.twilio import TwilioProbe
from tron.providers.tts.sarvam import SarvamVoices


def wire_vendors(services: Services, engines: EngineClient) -> None:
    """`engines` is closed by the caller."""
    services.vendors = Vendors(
        probes={"twilio": TwilioProbe(), "livekit": LiveKitProbe(), "sarvam": SarvamProbe()},
        models=LanguageModelServers(engines),
        local_models=LocalModelWatch(),
    )
    services.previews = PreviewService(services.config.data_dir / "previews", engines, SarvamVoices())
