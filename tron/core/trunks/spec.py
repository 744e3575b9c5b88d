"""What a line says of itself: the settings that its trunks need, and the state it is in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, Protocol, runtime_checkable

from pydantic import BaseModel, ConfigDict

from tron.core.ports import Trunk

LineStateName = Literal["ready", "waiting", "missing", "failing", "off"]
"""`waiting`: nothing is wrong, and somebody has to come first, as a softphone that is not registered now."""
LineNote = Literal[
    "no_set_up",
    "no_line",
    "too_slow",
    "trunk_off",
    "settings_missing",
    "no_public_url",
    "no_account",
    "unknown_account",
    "vendor_silent",
    "reached",
    "not_reached",
    "no_websocket",
    "sip_library",
    "sip_no_trunk",
    "sip_no_gateway",
    "sip_runs",
    "sip_new_account",
    "sip_registered",
    "sip_static",
    "sip_account_off",
    "sip_refused",
    "sip_bad_account",
    "sip_registering",
    "sip_registering_again",
    "sip_no_softphone",
    "livekit_missing",
    "livekit_no_trunk",
    "livekit_bad_trunk",
    "livekit_answers",
    "livekit_has_trunk",
    "livekit_lacks_trunk",
    "livekit_lacks_forms",
    "livekit_away",
    "livekit_wrong_key",
    "livekit_no_sip",
    "livekit_refused",
]
"""What a state says, for pages that have words of their own."""


class TrunkModel(BaseModel):
    """Base of a line's trunk settings: fields with title and description; a `SecretStr` is stored encrypted."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)


@dataclass(frozen=True, slots=True)
class LineState:
    """Whether calls can be made. `missing` names the settings or fields that are not there.

    `detail` is the sentence in English that `note` and its `values` stand for.
    """

    state: LineStateName
    detail: str
    missing: tuple[str, ...] = ()
    note: LineNote | None = None
    values: Mapping[str, str | int] = field(default_factory=dict)


@runtime_checkable
class Configurable(Protocol):
    """A line that dials by trunks."""

    trunk_model: type[TrunkModel]

    async def state(self, trunk: Trunk | None) -> LineState:
        """How this trunk is; of None, whether the line itself is set up. Raises nothing."""
        ...
