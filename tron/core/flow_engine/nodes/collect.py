"""Asks for one typed value; how it is asked for is in collecting.py."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from tron.core.flow_engine.collecting import Collecting, in_confidence
from tron.core.flow_engine.dictated import Wanted
from tron.core.flow_engine.fields_of_collect import CollectData
from tron.core.flow_engine.fields_of_values import choice_problems, choices_of
from tron.core.flow_engine.fields_of_when import when_problems, when_taken
from tron.core.flow_engine.run import NodeRun
from tron.core.flow_engine.spec import NEXT, Handle, NodeType
from tron.core.flow_engine.templating import names_in

FAILED: Final = "failed"


class Collect(NodeType[CollectData]):
    type = "collect"
    category = "speech"
    icon = "clipboard-list"
    title = "Collect"
    help = "Asks for one value such as a phone number, date or PAN, checks it, reads it back and keeps it."
    data = CollectData
    handles = (Handle(NEXT, "Next"), Handle(FAILED, "Not given", fallback=True))

    def listens(self, data: CollectData) -> bool:
        return True

    def sets(self, data: CollectData) -> list[str]:
        return [data.variable] if data.variable else []

    def reads(self, data: CollectData) -> list[tuple[str, str]]:
        return [("on_day", data.on_day)] if data.on_day and data.kind == "time" else []

    def likely_texts(self, data: CollectData) -> Sequence[str]:
        return (data.prompt,)

    def problems(self, data: CollectData) -> list[tuple[str, str, str]]:
        found = [] if data.prompt.strip() else [("empty_text", "prompt", "Write the question.")]
        if problem := names_in(data.confirm_text).problem:
            found.append(("bad_template", "confirm_text", problem))
        if data.lowest is not None and data.highest is not None and data.lowest > data.highest:
            found.append(("bad_limits", "highest", "This is less than the least that is taken."))
        return found + when_problems(data) + choice_problems(data.kind, data.choices)

    async def execute(self, run: NodeRun, data: CollectData) -> str:
        choices, now = choices_of(data.choices), await run.now()
        wanted = Wanted(
            data.kind, choices, run.rules.language, now, data.lowest, data.highest, when_taken(run, data, now)
        )
        with run.private(in_confidence(run, data), data.variable):
            value = await Collecting(run, data, wanted).collect()
        if value is None:
            return FAILED
        run.set(data.variable, value.value)
        return NEXT
