"""Pressing keys for the model: a menu asked for them. The tool leaves them in the notes; the conversation sends them
once nobody speaks over the tones."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from tron.core.chat import ToolSpec
from tron.core.tools.call_tools import PRESS_KEYS, CallNotes
from tron.core.tools.tool import ToolResult
from tron.core.tools.trouble import ToolTrouble

ABOUT_PRESS_KEYS: Final = (
    "Press keys of the telephone. Only when a recorded menu or a machine asked for them, such as: for English press "
    "one. Say nothing in that turn. To people you speak instead."
)
MOST_AT_ONCE: Final = 32
MOST_PAUSES: Final = 10
MOST_A_CALL: Final = 200
"""Keys of one call: two recorded menus that keep asking each other come to an end."""
LONGEST: Final = 100
PAUSE: Final = "w"
_KEYS: Final = re.compile(r"[0-9*#w]*[0-9*#][0-9*#w]*")
_APART: Final = str.maketrans("", "", " -,.")


@dataclass(frozen=True, slots=True)
class PressKeys:
    """Leaves the keys in the notes."""

    notes: CallNotes
    seconds: float = 1.0
    hidden: frozenset[str] = frozenset({"keys"})
    """Arguments that no event shows: the event keys.sent tells of the keys, masked where the talk is private."""

    @property
    def spec(self) -> ToolSpec:
        keys = {
            "type": ["string", "integer"],
            "description": f"Digits, * and #, at most {MOST_AT_ONCE}; each w waits half a second. Such as 1 or 20ww4#.",
        }
        shape = {"type": "object", "properties": {"keys": keys}, "required": ["keys"], "additionalProperties": False}
        return ToolSpec(PRESS_KEYS, ABOUT_PRESS_KEYS, shape)

    async def __call__(self, arguments: Mapping[str, Any]) -> ToolResult:
        if not self.notes.has_keypad:
            raise ToolTrouble("rejected", "No keys can be pressed on this line. Speak the choice instead.")
        wanted = self.notes.keys_wanted + checked_keys(str(arguments["keys"]))
        if count_keys(wanted) > MOST_AT_ONCE:
            raise ToolTrouble("bad_arguments", f"No more than {MOST_AT_ONCE} keys can be pressed in one turn.")
        if self.notes.keys_pressed + count_keys(wanted) > MOST_A_CALL:
            raise ToolTrouble("rejected", "Too many keys were pressed in this call. Press no more of them.")
        self.notes.keys_wanted = wanted
        return ToolResult("The keys are pressed now. Wait for what is said next.")

    async def aclose(self) -> None: ...


def checked_keys(text: str) -> str:
    """The keys and pauses as they are sent. Raises ToolTrouble."""
    keys = text[:LONGEST].lower().translate(_APART)
    if not _KEYS.fullmatch(keys):
        raise ToolTrouble("bad_arguments", "Keys are digits, * and #, and w for a pause.")
    if keys.count(PAUSE) > MOST_PAUSES:
        raise ToolTrouble("bad_arguments", f"No more than {MOST_PAUSES} pauses.")
    return keys


def count_keys(keys: str) -> int:
    """How many there are, pauses left out."""
    return len(keys) - keys.count(PAUSE)


def key_runs(keys: str) -> list[tuple[str, int]]:
    """Keys that follow each other, and how many pauses come after them; the first may have none of its own."""
    return [(run, len(pauses)) for run, pauses in re.findall(r"([^w]*)(w*)", keys) if run or pauses]
