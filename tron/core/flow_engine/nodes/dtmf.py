"""Collects digits from the keypad."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Final, Literal

from pydantic import Field, TypeAdapter

from tron.core.flow_engine.fields import MaybeVariable, Timeout
from tron.core.flow_engine.run import NodeRun
from tron.core.flow_engine.spec import ADVANCED, NEXT, Handle, NodeData, NodeType, spoken
from tron.core.flow_engine.spoken_keys import spoken_digits
from tron.core.flow_engine.state import masked_keys
from tron.core.flow_engine.wording import wording

FAILED: Final = "failed"


class DtmfData(NodeData):
    prompt: str = Field(
        default="Please enter the number, then press the hash key.",
        title="Text",
        description="Said first: what to enter.",
        json_schema_extra=spoken(),
    )
    variable: MaybeVariable = Field(
        default="digits",
        title="Keep the digits as",
        description="A variable's name.",
        json_schema_extra={"widget": "variable"},
    )
    min_digits: int = Field(default=1, ge=1, le=32, title="Digits at least", description="Fewer are asked for again.")
    max_digits: int = Field(
        default=10, ge=1, le=32, title="Digits at most", description="With the last one it goes on."
    )
    terminator: Literal["#", "*", ""] = Field(
        default="#",
        title="Closing key",
        description="Ends the input before that.",
        json_schema_extra={"labels": {"#": "#", "*": "*", "": "None"}},
    )
    timeout_seconds: Timeout = 8
    digit_timeout_seconds: Annotated[float, Field(ge=1, le=15)] = Field(
        default=4,
        title="Between two digits",
        description="Seconds after the last digit before the input counts as done.",
        json_schema_extra={**ADVANCED, "unit": "s"},
    )
    tries: int = Field(
        default=2,
        ge=0,
        le=5,
        title="Ask again at most",
        description="Times, after nothing or too few.",
        json_schema_extra=ADVANCED,
    )
    sensitive: bool = Field(
        default=False,
        title="Sensitive",
        description="Such as a card number: used in the call, masked wherever the call is written down.",
    )


class Dtmf(NodeType[DtmfData]):
    type = "dtmf"
    category = "logic"
    icon = "keyboard"
    title = "Keypad input"
    help = "Asks for digits on the keypad and keeps them in a variable, such as an account number."
    data = DtmfData
    handles = (Handle(NEXT, "Next"), Handle(FAILED, "Nothing entered", fallback=True))

    def listens(self, data: DtmfData) -> bool:
        return True

    def sets(self, data: DtmfData) -> list[str]:
        return [data.variable] if data.variable else []

    def likely_texts(self, data: DtmfData) -> Sequence[str]:
        return (data.prompt,)

    def problems(self, data: DtmfData) -> list[tuple[str, str, str]]:
        found = [] if data.prompt.strip() else [("empty_text", "prompt", "Say what to enter.")]
        if data.min_digits > data.max_digits:
            found.append(("bad_limits", "min_digits", "This is more than the digits at most."))
        return found

    async def execute(self, run: NodeRun, data: DtmfData) -> str:
        with run.private(data.sensitive or run.off_record, data.variable):
            return await self._asked(run, data)

    async def _asked(self, run: NodeRun, data: DtmfData) -> str:
        if not (run.is_answered or (run.has_keys and _takes_ahead(run, data))):
            await (run.say_short if run.again else run.say)(data.prompt)
        for asked in range(data.tries + 1):
            digits, spoke = await _entered(run, data)
            if len(digits) >= data.min_digits:
                run.set(data.variable, digits)
                return NEXT
            if asked < data.tries:
                if spoke:
                    await run.say(wording(run.rules.language).no_keys)
                await run.say(data.prompt)
        return FAILED


def _takes_ahead(run: NodeRun, data: DtmfData) -> bool:
    """What was pressed before it was asked for was written down already: nothing confidential is taken from there."""
    return not (data.sensitive or run.off_record)


async def _entered(run: NodeRun, data: DtmfData) -> tuple[str, bool]:
    """The digits of one try, and whether the caller said something else instead."""
    digits = ""
    while len(digits) < data.max_digits:
        wait = data.digit_timeout_seconds if digits else data.timeout_seconds
        try:
            words = await run.hear(wait, on_silence="continue", dictation=True, keys=_takes_ahead(run, data))
        finally:
            if data.sensitive or run.off_record:
                run.hide()
        pressed = words.keys if words.kind == "keys" else spoken_digits(words.text)
        if data.sensitive or run.off_record:
            pressed = await run.outside.secret(pressed, masked_keys(pressed), _TEXT)
        if not pressed:
            return digits, words.kind == "speech" and not digits
        before, closing, _after = pressed.partition(data.terminator) if data.terminator else (pressed, "", "")
        digits += "".join(key for key in before if key not in "*#")
        if closing:
            break
    return digits[: data.max_digits], False


_TEXT = TypeAdapter(str)
