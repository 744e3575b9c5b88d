"""Notes when the caller wants to be called again, and ends the call."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Final, Literal

from pydantic import Field

from tron.core.calling_law import legal_hours
from tron.core.flow_engine.fields import Outcome, Timeout
from tron.core.flow_engine.run import NodeRun
from tron.core.flow_engine.signals import Ended, Reopened
from tron.core.flow_engine.spec import ADVANCED, NodeData, NodeType, rendered, spoken
from tron.core.flow_engine.spoken_when import spoken_clock, spoken_when
from tron.core.flow_engine.state import Words
from tron.core.flow_engine.templating import used_names
from tron.core.flow_engine.values.time_words import time_words
from tron.core.flow_engine.values.times import clocks_written
from tron.core.flow_engine.values.tokens import tokenise
from tron.core.flow_engine.wording import wording
from tron.core.tools.when import FARTHEST, USUAL_HOUR, Hours, TimeOver, TimeRefused, names_day, parse_when
from tron.core.tools.when_words import MONTHS, UNITS

HOURS: Final = legal_hours(None)
"""Right for calls of every category."""
AT: Final = "callback_at"
SPOKEN: Final = "callback_time"
"""Variables that it sets: ISO 8601, and as it is said."""
_NO: Final = re.compile(r"^(?:(?:no|nope|nahi|nahin|wait|sorry|arre|नहीं|नही|अरे|सॉरी)(?:[\s,.!।]+|$))+", re.IGNORECASE)
"""Of somebody who corrects a time: "no no, at six"."""
HALF_A_DAY: Final = 12
_WRITTEN: Final = re.compile(r"\d\s?[/-]\s?\d")
_UNITS: Final = {"minutes": timedelta(minutes=1), "hours": timedelta(hours=1), "days": timedelta(days=1)}


class ScheduleCallbackData(NodeData):
    when: Literal["asked", "relative", "text"] = Field(
        default="asked",
        title="When",
        description="Ask the caller, a fixed time from now, or a text such as a variable with a time.",
        json_schema_extra={
            "labels": {"asked": "As the caller says", "relative": "Some time from now", "text": "From a text"}
        },
    )
    prompt: str = Field(
        default="",
        title="Question",
        description="Asked first; not where the caller named a time already. Empty: in the agent's language.",
        json_schema_extra=spoken(),
    )
    use_last_words: bool = Field(
        default=True,
        title="Take a time already named",
        description="Such as “call me tomorrow evening”: then nothing is asked.",
        json_schema_extra=ADVANCED,
    )
    timeout_seconds: Timeout = 6
    amount: int = Field(default=2, ge=1, le=180, title="From now", description="How many minutes, hours or days.")
    unit: Literal["minutes", "hours", "days"] = Field(
        default="hours",
        title="Unit",
        description="Of the time from now.",
        json_schema_extra={"labels": {"minutes": "Minutes", "hours": "Hours", "days": "Days"}},
    )
    text: str = Field(
        default="",
        title="Time as text",
        description="ISO 8601, or as people say it: {{preferred_time}}, tomorrow at 5, kal shaam ko.",
        json_schema_extra={"template": True},
    )
    note: str = Field(
        default="",
        title="Note",
        description="What the call is about, for whoever makes it.",
        json_schema_extra=rendered(**ADVANCED, widget="long_template"),
    )
    message: str = Field(
        default="",
        title="Closing message",
        description="Said before hanging up. The time is confirmed first unless {{callback_time}} stands in it.",
        json_schema_extra=spoken(),
    )
    outcome: Outcome = Field(
        default="callback", title="Outcome", description="Kept with the call.", json_schema_extra=ADVANCED
    )


class ScheduleCallback(NodeType[ScheduleCallbackData]):
    type = "schedule_callback"
    category = "endings"
    icon = "calendar"
    title = "Schedule callback"
    help = "Notes when to call again, says the time back and hangs up. Nobody is called by this alone."
    data = ScheduleCallbackData
    handles = ()
    is_end = True

    def parts(self, data: ScheduleCallbackData) -> bool:
        return False

    def sets(self, data: ScheduleCallbackData) -> list[str]:
        return [AT, SPOKEN]

    def likely_texts(self, data: ScheduleCallbackData) -> Sequence[str]:
        return (data.prompt,) if data.when == "asked" and data.prompt else ()

    def problems(self, data: ScheduleCallbackData) -> list[tuple[str, str, str]]:
        missing = data.when == "text" and not data.text.strip()
        return [("empty_text", "text", "Give the time.")] if missing else []

    async def execute(self, run: NodeRun, data: ScheduleCallbackData) -> str:
        if run.state.opted_out:
            await run.polite_end()
        now = await run.now()
        at = await _time(run, data, now)
        run.set(AT, at.isoformat())
        run.set(SPOKEN, spoken_when(at, now, run.rules.language))
        kept = await run.outside.schedule_callback(at, await run.fill_spoken(data.note))
        await run.emit("callback.scheduled", {"due_at": at.isoformat(), "kept": kept})
        words = wording(run.rules.language)
        confirmed = "" if SPOKEN in data.message else words.callback.format(when=run.value(SPOKEN))
        closing = f"{confirmed} {data.message}".strip() if kept else words.callback_lost
        if kept and data.outcome:
            run.state.outcome = data.outcome
        if await run.goodbye(closing):
            raise Reopened
        raise Ended


async def _time(run: NodeRun, data: ScheduleCallbackData, now: datetime) -> datetime:
    if data.when == "relative":
        return within(now + data.amount * _UNITS[data.unit], now, run.rules.hours)
    if data.when == "text":
        due = named(await run.fill(data.text), now, run.rules.hours) or usual(now)
        return datetime.fromisoformat(await run.of_secrets(due.isoformat(), used_names(data.text)))
    heard = run.state.heard
    if data.use_last_words and not run.again and heard is not None and (at := await _said(run, heard, now, _plainly)):
        return _on_day_of(_noted(run, now), at, heard.text, now)
    return await _asked(run, data, now)


def _noted(run: NodeRun, now: datetime) -> datetime | None:
    """The time that stands already, where words into the goodbye led back here, or to a node before."""
    if not (run.again or run.state.reopened):
        return None
    return named(str(run.value(AT) or ""), now, run.rules.hours)


async def _asked(run: NodeRun, data: ScheduleCallbackData, now: datetime) -> datetime:
    """As the caller says, asked twice at most; then the time noted before, or the usual hour of the next day."""
    words, hours = wording(run.rules.language), run.rules.hours
    start, end = (spoken_clock(at, run.rules.language) for at in (hours.start, hours.end))
    prompt = data.prompt or words.ask_when
    before, over = _noted(run, now), False
    for text in (prompt, words.ask_when_again.format(start=start, end=end)):
        # Words spoken into the goodbye are the answer already.
        if run.state.pending is None:
            await run.say(f"{words.over} {text}" if over else text)
        heard = await run.hear(data.timeout_seconds, on_silence="continue")
        if at := await _said(run, heard, now, named):
            return _on_day_of(before, at, heard.text, now)
        over = bool(await run.decided(is_over(heard.text, now, hours)))
    return before or usual(now)


async def _said(
    run: NodeRun, heard: Words, now: datetime, read: Callable[[str, datetime, Hours], datetime | None]
) -> datetime | None:
    """The time in these words, the last ones."""
    at = read(heard.text, now, run.rules.hours)
    noted = await run.decided(at.isoformat() if at else None)
    return datetime.fromisoformat(noted) if noted else None


def _on_day_of(before: datetime | None, at: datetime, said: str, now: datetime) -> datetime:
    """Who corrects the hour alone means the day that was said."""
    if before is None or names_day(_in_figures(_NO.sub("", said)), now.date()):
        return at
    moved = at.replace(year=before.year, month=before.month, day=before.day)
    return moved if moved > now else at


def named(text: str, now: datetime, hours: Hours = HOURS) -> datetime | None:
    """The time that the words name, brought into the hours of calls; None for none."""
    found, _over = _read(text, now, hours)
    return found


def is_over(text: str, now: datetime, hours: Hours = HOURS) -> bool:
    """Whether the words name a time, and none that is ahead."""
    found, over = _read(text, now, hours)
    return found is None and over


def _read(text: str, now: datetime, hours: Hours) -> tuple[datetime | None, bool]:
    """The time, or none; whether one that was named is over."""
    over = False
    for words in dict.fromkeys((text, _NO.sub("", text))):
        try:
            if words.strip() and now.tzinfo is not None:
                return parse_when(_in_figures(words), now, now.tzinfo, hours), over
        except TimeOver:
            over = True
        except TimeRefused:
            continue
    return None, over


def _in_figures(text: str) -> str:
    """With numbers and days as `parse_when` knows them: "पंद्रह दिसंबर" is 15 december. A written date as it is."""
    if _WRITTEN.search(text):
        return text
    return " ".join(_earliest(clocks_written(time_words(tokenise(text), english=True))))


def _earliest(words: list[str]) -> list[str]:
    """Of two hours the first: "5 se 6 baje", "between 4 and 5"."""
    for at, link in enumerate(words[1:-1], start=1):
        two = link in ("se", "to", "or") or (link in ("and", "aur") and "between" in words)
        counted = {*words[at + 2 : at + 3]} & {*UNITS, *MONTHS, "date"}
        if two and not counted and _is_hour(words[at - 1]) and _is_hour(words[at + 1]):
            return [*words[:at], "baje", *words[at + 2 :]]
    return words


def _is_hour(word: str) -> bool:
    return ":" in word or (word.isdecimal() and len(word) <= 2 and 1 <= int(word) <= HALF_A_DAY)


def _plainly(text: str, now: datetime, hours: Hours) -> datetime | None:
    """Of words that answered another question: a bare number is no time."""
    return named(text, now, hours) if len(text.split()) > 1 else None


def usual(now: datetime) -> datetime:
    """The usual hour of tomorrow."""
    return (now + timedelta(days=1)).replace(hour=USUAL_HOUR, minute=0, second=0, microsecond=0)


def within(at: datetime, now: datetime, hours: Hours = HOURS) -> datetime:
    """The time, or the next at which calls are made; whole minutes, not too far away."""
    at = min(at, now + FARTHEST).replace(second=0, microsecond=0)
    if at.time() < hours.start:
        return at.replace(hour=hours.start.hour, minute=hours.start.minute)
    if at.time() >= hours.end:
        return (at + timedelta(days=1)).replace(hour=hours.start.hour, minute=hours.start.minute)
    return at
