"""What a running Tron process is made of; wired in app.py, handed to the edge and the worker."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from tron.core.circuits import Circuits
from tron.core.clock import Clock
from tron.core.database.engine import Database
from tron.core.events.bus import EventBus
from tron.core.lines import Lines
from tron.core.messages.senders import Senders
from tron.core.settings.vendors import changed_vendors
from tron.core.simulator.flow_sessions import FlowSessions
from tron.core.simulator.places import Places
from tron.core.vendors import Vendors

if TYPE_CHECKING:
    from tron.core.config import BootConfig
    from tron.core.health import Check
    from tron.core.knowledge.embeddings import Embedders
    from tron.core.ports import EngineRoom, LanguageModels
    from tron.core.previews import PreviewService
    from tron.core.settings import SettingsService, SettingsSnapshot
    from tron.core.tools.source import ToolSource


@dataclass
class Services:
    """One per process."""

    config: BootConfig
    database: Database
    settings: SettingsService
    clock: Clock
    bus: EventBus
    lines: Lines
    checks: list[Check] = field(default_factory=list)
    vendors: Vendors = field(default_factory=Vendors)
    previews: PreviewService | None = None
    models: LanguageModels | None = None
    engines: EngineRoom | None = None
    tools: ToolSource | None = None
    embedders: Embedders | None = None
    senders: Senders = field(default_factory=Senders)
    simulators: Places = field(default_factory=Places)
    flow_sessions: FlowSessions = field(init=False)
    circuits: Circuits = field(init=False)

    def __post_init__(self) -> None:
        self.circuits = Circuits(self.clock)
        self.flow_sessions = FlowSessions(lambda: self.simulators)
        self.settings.on_change(self._ask_changed_vendors_again)

    def _ask_changed_vendors_again(self, before: SettingsSnapshot, after: SettingsSnapshot) -> None:
        for vendor in changed_vendors(before, after):
            self.circuits.forget(vendor)

    @property
    def recordings(self) -> Path:
        """Where recordings live; a folder that machines share where they do not share the data folder."""
        return self.config.recordings_dir or self.config.data_dir / "recordings"
