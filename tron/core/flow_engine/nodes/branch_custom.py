"""Ways by a condition: one for the model, or rules over variables."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field
from pydantic.config import JsonDict

from tron.core.flow_engine.conditions import Operator, holds, pattern_fault
from tron.core.flow_engine.nodes.branch_intent import hash_of
from tron.core.flow_engine.questions import Question
from tron.core.flow_engine.run import NodeRun
from tron.core.flow_engine.spec import Handle, NodeData, NodeType, rendered
from tron.core.flow_engine.templating import used_names

TRUE: Final = "true"
FALSE: Final = "false"
SAID: Final = "last_words"
KEYS: Final = "last_keys"
"""Fields that are no variables: what the caller last said, or pressed."""
_ALONE: Final = ("is_empty", "not_empty")
_LABELS: Final[JsonDict] = {
    "equals": "is",
    "not_equals": "is not",
    "contains": "contains",
    "greater": "is greater than",
    "less": "is less than",
    "is_empty": "is empty",
    "not_empty": "is not empty",
    "matches": "matches the pattern",
}


class Rule(BaseModel):
    model_config = ConfigDict(extra="allow")

    field: str = Field(
        default="",
        max_length=200,
        pattern=r"^\s*([A-Za-z_]\w*(\.\w+)*)?\s*$",
        title="Variable",
        description="Such as amount or order.items.0.price. last_words: what the caller last said; last_keys: pressed.",
    )
    operator: Operator = Field(
        default="equals",
        title="Comparison",
        description="Numbers and dates are compared as such; text without regard to capitals.",
        json_schema_extra={"widget": "select", "labels": _LABELS},
    )
    value: str = Field(
        default="",
        max_length=1000,
        title="Value",
        description="What it is compared with; a pattern in RE2's notation.",
        json_schema_extra={"template": True},
    )


class BranchCustomData(NodeData):
    mode: Literal["model", "rules"] = Field(
        default="rules",
        title="Decided by",
        description="Rules need no model; the model decides on what the caller said.",
        json_schema_extra={"labels": {"model": "The model", "rules": "Rules"}},
    )
    condition: str = Field(
        default="",
        max_length=2000,
        title="Condition",
        description="For the model, such as: the caller agrees to pay this week.",
        json_schema_extra=rendered(),
    )
    match: Literal["all", "any"] = Field(
        default="all",
        title="True when",
        description="Whether every rule must hold, or one is enough.",
        json_schema_extra={"labels": {"all": "All rules hold", "any": "One rule holds"}},
    )
    rules: list[Rule] = Field(
        default_factory=list,
        max_length=30,
        title="Rules",
        description="Compared in their order.",
        json_schema_extra={"widget": "rows"},
    )


class BranchCustom(NodeType[BranchCustomData]):
    type = "branch_custom"
    category = "logic"
    icon = "code"
    title = "Branch (custom)"
    help = "True or false: by rules over variables, which need no model, or by a condition that the model judges."
    data = BranchCustomData
    handles = (Handle(TRUE, "True"), Handle(FALSE, "False", fallback=True))

    def texts(self, data: BranchCustomData) -> list[tuple[str, str]]:
        """Only what the mode uses; a pattern's braces are no template."""
        if data.mode == "model":
            return [("condition", data.condition)]
        rules = enumerate(data.rules)
        return [(f"rules.{index}.value", rule.value) for index, rule in rules if _is_template(rule)]

    def reads(self, data: BranchCustomData) -> list[tuple[str, str]]:
        if data.mode == "model":
            return []
        fields = [(f"rules.{index}.field", rule.field.strip()) for index, rule in enumerate(data.rules)]
        return [(path, name) for path, name in fields if name not in ("", SAID, KEYS)]

    def questions(self, data: BranchCustomData) -> Sequence[Question]:
        """Where it can be asked without knowing any value."""
        return () if data.mode == "rules" or "{" in data.condition else _question(data.condition)

    def problems(self, data: BranchCustomData) -> list[tuple[str, str, str]]:
        if data.mode == "model":
            empty = not data.condition.strip()
            return [("empty_condition", "condition", "Write the condition.")] if empty else []
        if not data.rules:
            return [("empty_condition", "rules", "Add a rule.")]
        return [found for index, rule in enumerate(data.rules) for found in _problems(f"rules.{index}", rule)]

    def recalls(self, data: BranchCustomData) -> bool:
        return data.mode == "model"

    async def execute(self, run: NodeRun, data: BranchCustomData) -> str:
        if data.mode == "rules":
            results = [await _holds(run, rule) for rule in data.rules]
            return TRUE if results and (all(results) if data.match == "all" else any(results)) else FALSE
        await run.heard()
        asked = _question(await run.fill_spoken(data.condition))
        return TRUE if asked and await run.answer(asked[0]) is True else FALSE


async def _holds(run: NodeRun, rule: Rule) -> bool:
    name = rule.field.strip()
    value = run.value(name)
    if value is None:
        value = _heard(run, name)
    wanted = await run.fill(rule.value) if _is_template(rule) else rule.value
    found = holds(value, rule.operator, wanted)
    names = (name.partition(".")[0], *used_names(rule.value))
    return await run.of_secrets(found, names, of_words=name in (SAID, KEYS))


def _heard(run: NodeRun, name: str) -> Any:
    heard = run.state.heard
    return {SAID: heard.text, KEYS: heard.keys}.get(name) if heard is not None else None


def _question(condition: str) -> tuple[Question, ...]:
    text = condition.strip()
    return (Question(f"condition:{hash_of(text)}", "yes_no", f"Does this hold: {text}?"),) if text else ()


def _is_template(rule: Rule) -> bool:
    return rule.operator not in (*_ALONE, "matches")


def _problems(path: str, rule: Rule) -> list[tuple[str, str, str]]:
    found = []
    if not rule.field.strip():
        found.append(("empty_condition", f"{path}.field", "Name the variable."))
    if rule.operator == "matches":
        if message := _pattern_problem(rule.value):
            found.append(("bad_pattern", f"{path}.value", message))
    elif rule.operator in ("contains", "greater", "less") and not rule.value.strip():
        found.append(("empty_condition", f"{path}.value", "Give the value to compare with."))
    return found


def _pattern_problem(pattern: str) -> str:
    if not pattern:
        return "Give the pattern."
    match pattern_fault(pattern):
        case "look_around":
            return "This pattern cannot be used: RE2 knows no look-around."
        case "too_large":
            return "This pattern is too large, or repeats something too often."
        case "notation":
            return "This is no pattern in RE2's notation."
    return ""
