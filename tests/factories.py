"""Rows and parts that tests need, with sensible fields."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tron.core.clock import Clock
from tron.core.config import BootConfig
from tron.core.database.engine import Database
from tron.core.database.tables import Agent
from tron.core.events.bus import PostgresBus
from tron.core.lines import Lines
from tron.core.models.agent import AgentOptions
from tron.core.ports import TextToSpeech
from tron.core.services import Services
from tron.core.settings.service import SettingsService
from tron.core.templates import find_template
from tron.telephony.registry import LineContext, register_lines


def agent_row(template: str = "support_agent", **changes: Any) -> Agent:
    """An agent made from a template; `changes` are columns."""
    found = find_template(template)
    assert found is not None
    values = found.agent.model_dump(mode="json")
    options = {key: values.pop(key) for key in list(values) if key in AgentOptions.model_fields}
    return Agent(
        **{
            **values,
            "template": template,
            "options": options,
            "llm_provider": "builtin",
            "llm_model": "smollm2-135m",
            **changes,
        }
    )


def make_services(
    database: Database,
    data_dir: Path,
    clock: Clock,
    *,
    environ: dict[str, str] | None = None,
    speech: TextToSpeech | None = None,
) -> Services:
    """Services with the real lines; the bus is not started."""
    config = BootConfig(data_dir=data_dir)
    settings = SettingsService(database, environ or {})
    lines = register_lines(Lines(), LineContext(clock, data_dir, speech))
    return Services(config, database, settings, clock, PostgresBus(database.dsn), lines)
