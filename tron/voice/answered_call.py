"""An answered call of an agent, as its talk is put together."""

from __future__ import annotations

from dataclasses import dataclass

from tron.core.database.tables import Agent, Call
from tron.core.events.emit import Emit
from tron.core.ports import LineCall
from tron.core.settings import SettingsSnapshot


@dataclass(frozen=True, slots=True)
class AnsweredCall:
    """`settings` as they were at the answer; `emit` tells the call's story."""

    agent: Agent
    call: Call
    line_call: LineCall
    settings: SettingsSnapshot
    emit: Emit
