"""What to know before an agent talks on a line: what stops it, and what it has to do without."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

from tron.core.call_engine.streams import BROWSER_LINE
from tron.core.caller_ids import Verdict
from tron.core.database.tables import Agent
from tron.core.lines import Lines
from tron.core.refusals import FIELDS
from tron.core.voices import find_voice, stand_in_for

Code = Literal[
    "agent_off", "line_off", "no_category", "no_caller_id", "cannot_hear", "stand_in_voice", "prepared_lines"
]
Severity = Literal["error", "warning", "info"]
ENGLISH_ONLY = ("en",)
"""What the recogniser in the package understands."""


@dataclass(frozen=True, slots=True)
class Notice:
    """`error`: there will be no talk; `warning`: the talk will be lame; `info`: a stand-in helps out.

    `field`: what to change, as `refusals.FIELDS` names it.
    """

    code: Code
    severity: Severity
    message: str
    hint: str
    field: str | None = None


@dataclass(frozen=True, slots=True)
class Engines:
    """What stands ready: the languages that are recognised ("en", "hi"), and whether the agent's model can be had."""

    languages: Collection[str] = ENGLISH_ONLY
    talks_freely: bool = False


def preflight(agent: Agent, line: str, lines: Lines, engines: Engines, seen_in_india: Verdict = "free") -> list[Notice]:
    """The worst first. `seen_in_india`: what the gate would say of the number that an Indian number sees."""
    found: list[Notice] = []
    if agent.archived_at is not None or not agent.is_active:
        hint = "Duplicate it to use it again." if agent.archived_at is not None else "Switch it on first."
        said = f"{agent.name} neither calls nor answers."
        found.append(Notice("agent_off", "error", said, hint, FIELDS["agent_off"]))
    known = lines.find(line)
    if known is None:
        hint = f"Lines: {', '.join(each.name for each in lines)}."
        found.append(Notice("line_off", "error", "There is no such line.", hint))
    elif line == BROWSER_LINE and agent.language.split("-")[0] not in engines.languages:
        message = "The built-in recogniser does not know this agent's language: it cannot hear your microphone."
        hint = "Talk to an English agent, call a practice number, or add a Sarvam key in the settings."
        found.append(Notice("cannot_hear", "error", message, hint))
    if (notice := _of_caller(seen_in_india)) is not None:
        found.append(notice)
    stand_in = stand_in_for(agent.voice_id, agent.language)
    if stand_in != agent.voice_id:
        message = f"{_named(agent.voice_id)} is not there: {_named(stand_in)} speaks instead."
        found.append(Notice("stand_in_voice", "info", message, "Add a Sarvam key in the settings."))
    if not engines.talks_freely:
        hint = "Download a chat model or set up a vendor in the settings, so that it talks freely."
        found.append(Notice("prepared_lines", "info", "The agent answers from its prepared lines.", hint))
    return found


def _of_caller(verdict: Verdict) -> Notice | None:
    if verdict == "no_category":
        hint = "Choose promotional, service or transactional on the agent's page."
        message = "Indian numbers are not called: the agent does not say what its calls are for."
        return Notice("no_category", "warning", message, hint, FIELDS["call_category"])
    if verdict in ("no_number", "wrong_series"):
        message = "Indian numbers are not called: no number of the trunk is of the series for this agent's calls."
        hint = "Give the trunk a number that fits under Lines, or say in the agent what its calls are really for."
        return Notice("no_caller_id", "warning", message, hint, FIELDS["caller_id"])
    return None


def _named(voice_id: str) -> str:
    voice = find_voice(voice_id)
    return voice.name if voice else voice_id
