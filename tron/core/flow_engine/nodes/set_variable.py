"""Puts a value into a variable: a fixed one, one made of others, or one that the caller said."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any, Final, Literal

from pydantic import Field, TypeAdapter

from tron.core.flow_engine.conditions import number
from tron.core.flow_engine.fields import MaybeVariable
from tron.core.flow_engine.fields_of_values import FORMS, KINDS, ChoiceRow, choice_problems, choices_of
from tron.core.flow_engine.nodes.branch_intent import hash_of
from tron.core.flow_engine.questions import NONE, Question
from tron.core.flow_engine.run import NodeRun
from tron.core.flow_engine.spec import ADVANCED, NEXT, Handle, NodeData, NodeType, rendered
from tron.core.flow_engine.state import MASK, Words
from tron.core.flow_engine.templating import used_names
from tron.core.flow_engine.values import ValueKind, parse_keys, parse_value

FAILED: Final = "failed"
_ANY: Final = TypeAdapter(Any)
_NUMBERS: Final = ("number", "money")
MOST_WHOLE: Final = 10**18
"""Whole numbers below it are kept to the last digit: account numbers have up to 18."""
_BOOLS: Final = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}


class SetVariableData(NodeData):
    variable: MaybeVariable = Field(
        default="", title="Variable", description="Its name.", json_schema_extra={"widget": "variable"}
    )
    mode: Literal["constant", "template", "extract"] = Field(
        default="constant",
        title="Value from",
        description="A fixed value, other variables, or what the caller last said.",
        json_schema_extra={
            "labels": {"constant": "A fixed value", "template": "Other variables", "extract": "The caller's words"}
        },
    )
    value: str = Field(
        default="",
        title="Value",
        description="With other variables: such as {{first_name}} {{last_name}}.",
        json_schema_extra=rendered(),
    )
    kind: ValueKind = Field(
        default="text",
        title="Kind",
        description="Numbers and yes or no are kept as such; from the caller's words it says what is looked for.",
        json_schema_extra={"labels": KINDS},
    )
    choices: list[ChoiceRow] = Field(
        default_factory=list,
        max_length=50,
        title="Choices",
        description="For the kind One of several.",
        json_schema_extra={"widget": "rows"},
    )
    description: str = Field(
        default="",
        max_length=500,
        title="What it is",
        description="For the model, where words alone do not tell: such as the number of the order they ask about.",
        json_schema_extra=ADVANCED,
    )


class SetVariable(NodeType[SetVariableData]):
    type = "set_variable"
    category = "actions"
    icon = "tag"
    title = "Set variable"
    help = "Keeps a value under a name: a fixed one, one made of others, or one out of the caller's last words."
    data = SetVariableData
    handles = (Handle(NEXT, "Next"), Handle(FAILED, "Not found", needed=False, fallback=True))

    def sets(self, data: SetVariableData) -> list[str]:
        return [data.variable] if data.variable else []

    def sets_by(self, data: SetVariableData, way: Handle, connected: Collection[str]) -> list[str]:
        """What is not found in the caller's words goes on by Next where nothing is connected to that."""
        failed = data.mode == "extract" and (way.fallback or FAILED not in connected)
        return [] if failed else self.sets(data)

    def texts(self, data: SetVariableData) -> list[tuple[str, str]]:
        return [("value", data.value)] if data.mode == "template" else []

    def problems(self, data: SetVariableData) -> list[tuple[str, str, str]]:
        found = [] if data.variable else [("empty_text", "variable", "Name the variable.")]
        return found + choice_problems(data.kind if data.mode == "extract" else "", data.choices)

    def questions(self, data: SetVariableData) -> Sequence[Question]:
        return (_question(data),) if data.mode == "extract" else ()

    def recalls(self, data: SetVariableData) -> bool:
        return data.mode == "extract"

    async def execute(self, run: NodeRun, data: SetVariableData) -> str:
        if data.mode == "extract":
            value = await _extracted(run, data)
            if value is None:
                return run.way(FAILED)
        elif data.mode == "template":
            value = typed(await run.evaluate(data.value), data.kind)
            if used_names(data.value) & {*run.state.sensitive}:
                run.protect(data.variable)
        else:
            value = typed(data.value, data.kind)
        run.set(data.variable, value)
        return NEXT


def typed(value: Any, kind: ValueKind) -> Any:
    """A text as the kind's JSON type where it can be one; anything else as it is."""
    if kind in _NUMBERS and (found := number(value)) is not None:
        return int(found) if abs(found) < MOST_WHOLE and found == int(found) else float(found)
    if kind == "yes_no" and isinstance(value, str):
        return _BOOLS.get(value.strip().lower(), value)
    return value


async def _extracted(run: NodeRun, data: SetVariableData) -> Any:
    words = await run.heard()
    if words.private:
        return await _in_confidence(run, data, words)
    found = await _parsed(run, data, words) if data.kind != "text" else None
    if found is not None:
        return found
    answer = await run.answer(_question(data))
    if answer is not None and answer != NONE:
        return answer if data.kind in ("text", "choice", "yes_no") else await _read(run, data, str(answer))
    if data.kind == "text" and not await run.outside.can_generate():
        return (words.text or words.keys) or None
    return None


async def _in_confidence(run: NodeRun, data: SetVariableData, words: Words) -> Any:
    """No model is asked about it, and it is written down masked."""
    run.protect(data.variable)
    found = words.text or words.keys or None if data.kind == "text" else await _parsed(run, data, words)
    return await run.outside.secret(found, None if found is None else MASK, _ANY)


async def _parsed(run: NodeRun, data: SetVariableData, words: Words) -> Any:
    if words.kind == "keys":
        return parse_keys(data.kind, words.keys, now=await run.now(), choices=choices_of(data.choices)).value
    return await _read(run, data, words.text)


async def _read(run: NodeRun, data: SetVariableData, text: str) -> Any:
    language = run.rules.language
    choices = choices_of(data.choices)
    return parse_value(data.kind, text, language=language, now=await run.now(), choices=choices).value


def _question(data: SetVariableData) -> Question:
    what = data.description.strip() or f"What is the {data.variable.replace('_', ' ') or 'value'}?"
    name = f"value:{hash_of(data.kind, data.variable, what, [row.id for row in data.choices])}"
    if data.kind == "yes_no":
        return Question(name, "yes_no", what)
    if data.kind == "choice":
        return Question(name, "choice", what, tuple((one.id, one.label) for one in choices_of(data.choices)))
    return Question(name, "value", what, value=FORMS.get(data.kind, "text"))
