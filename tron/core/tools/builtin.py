"""The tools that come with Tron: end_call, remember, schedule_callback, press_keys."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from zoneinfo import ZoneInfo

from tron.core.chat import ToolSpec
from tron.core.clock import Clock
from tron.core.tools.call_tools import END_CALL, PRESS_KEYS, CallNotes
from tron.core.tools.callbacks import CallbackKeeper
from tron.core.tools.press_keys import ABOUT_PRESS_KEYS, PressKeys
from tron.core.tools.tool import Tool, ToolResult
from tron.core.tools.trouble import ToolTrouble
from tron.core.tools.when import Hours, TimeRefused, parse_when, told

REMEMBER: Final = "remember"
SCHEDULE_CALLBACK: Final = "schedule_callback"
BUILTIN: Final[Mapping[str, str]] = {
    END_CALL: "End the call when the talk is over or the person wants to go.",
    REMEMBER: "Keep a value that the person gave, such as a date, an amount or an address.",
    SCHEDULE_CALLBACK: "Note that the person wants to be called again at a certain time.",
    PRESS_KEYS: ABOUT_PRESS_KEYS,
}
MOST_REMEMBERED: Final = 50
KEPT_OTHERWISE: Final = frozenset({"keys"})
"""Names in extracted_data that the call itself fills."""


@dataclass(frozen=True, slots=True)
class EndCall:
    """Leaves the wish in the notes; the Script ends the call once the farewell was heard."""

    notes: CallNotes
    outcomes: Sequence[str] = ()
    seconds: float = 1.0

    @property
    def spec(self) -> ToolSpec:
        outcome: dict[str, Any] = {"type": "string", "description": "What came of the call.", "maxLength": 50}
        if self.outcomes:
            outcome["enum"] = list(self.outcomes)
        farewell = {
            "type": "string",
            "maxLength": 300,
            "description": "Said before hanging up, in the talk's language.",
        }
        return ToolSpec(END_CALL, BUILTIN[END_CALL], _object({"outcome": outcome, "farewell": farewell}, ()))

    async def __call__(self, arguments: Mapping[str, Any]) -> ToolResult:
        self.notes.end_wanted = str(arguments.get("outcome", "")).strip()
        self.notes.farewell = str(arguments.get("farewell", "")).strip()
        return ToolResult("The call ends after your next words. Say goodbye in one short sentence.")

    async def aclose(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Remember:
    """Puts a value on the call."""

    notes: CallNotes
    seconds: float = 1.0

    @property
    def spec(self) -> ToolSpec:
        name = {"type": "string", "pattern": "^[a-z][a-z0-9_]{0,59}$", "description": "Such as delivery_date."}
        value = {"type": ["string", "number", "boolean"], "maxLength": 500}
        return ToolSpec(REMEMBER, BUILTIN[REMEMBER], _object({"name": name, "value": value}, ("name", "value")))

    async def __call__(self, arguments: Mapping[str, Any]) -> ToolResult:
        name = str(arguments["name"])
        if name in KEPT_OTHERWISE:
            raise ToolTrouble("bad_arguments", f"The name {name} is taken. Use another one.")
        if name not in self.notes.remembered and len(self.notes.remembered) >= MOST_REMEMBERED:
            raise ToolTrouble("rejected", f"No more than {MOST_REMEMBERED} values can be kept.")
        self.notes.remembered[name] = arguments["value"]
        return ToolResult("Kept.")

    async def aclose(self) -> None: ...


@dataclass(frozen=True, slots=True)
class ScheduleCallback:
    """Keeps the wish; nobody is called by it alone."""

    keeper: CallbackKeeper
    clock: Clock
    zone: ZoneInfo
    hours: Hours
    seconds: float = 5.0

    @property
    def spec(self) -> ToolSpec:
        now = told(self.clock.now().astimezone(self.zone))
        open_ = f"from {self.hours.start:%H:%M} and before {self.hours.end:%H:%M}"
        about = f"ISO 8601, or as the person said it, such as 'kal shaam 5 baje'; {open_}. It is now {now}."
        when = {"type": "string", "maxLength": 100, "description": about}
        note = {"type": "string", "maxLength": 500, "description": "What it is about."}
        return ToolSpec(SCHEDULE_CALLBACK, BUILTIN[SCHEDULE_CALLBACK], _object({"when": when, "note": note}, ("when",)))

    async def __call__(self, arguments: Mapping[str, Any]) -> ToolResult:
        try:
            due_at = parse_when(str(arguments["when"]), self.clock.now(), self.zone, self.hours)
        except TimeRefused as refused:
            raise ToolTrouble("bad_arguments", str(refused)) from None
        await self.keeper.keep(due_at, str(arguments.get("note", "")).strip())
        return ToolResult(f"Noted for {told(due_at)}. Tell the person this day and time.")

    async def aclose(self) -> None: ...


def builtin_tools(
    names: Sequence[str],
    notes: CallNotes,
    keeper: CallbackKeeper,
    clock: Clock,
    zone: ZoneInfo,
    hours: Hours,
    outcomes: Sequence[str] = (),
) -> list[Tool]:
    """Those of the built-in tools that are named."""
    every: dict[str, Tool] = {
        END_CALL: EndCall(notes, outcomes),
        REMEMBER: Remember(notes),
        SCHEDULE_CALLBACK: ScheduleCallback(keeper, clock, zone, hours),
        PRESS_KEYS: PressKeys(notes),
    }
    return [tool for name, tool in every.items() if name in names]


def _object(properties: Mapping[str, Any], required: Sequence[str]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": dict(properties),
        "required": list(required),
        "additionalProperties": False,
    }
