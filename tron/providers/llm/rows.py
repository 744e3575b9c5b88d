"""The rows of a chat as servers take them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from tron.core.chat import Row

BEGINS = "(The call begins.)"


def arranged(messages: Sequence[Row], *, strict: bool = False) -> list[dict[str, Any]]:
    """One system row, in front; rows without anything left out; at least one row that is no system row.

    `strict`: besides, user and assistant take turns, and the user begins. Some templates refuse anything else.
    """
    system = [str(row["content"]) for row in messages if row["role"] in ("system", "developer") and row.get("content")]
    talk = [_tidy(row) for row in messages if row["role"] not in ("system", "developer") and _says(row)]
    if strict:
        talk = _in_turns(talk)
    if not talk:
        talk = [{"role": "user", "content": BEGINS}]
    return [{"role": "system", "content": "\n\n".join(system)}, *talk] if system else talk


def _says(row: Row) -> bool:
    return bool(row.get("content") or row.get("tool_calls")) or row["role"] == "tool"


def _tidy(row: Row) -> dict[str, Any]:
    """Without an empty content beside tool calls, which some refuse."""
    return {name: value for name, value in row.items() if name != "content" or value or row["role"] == "tool"}


def _in_turns(talk: list[dict[str, Any]]) -> list[dict[str, Any]]:
    turns: list[dict[str, Any]] = []
    for row in talk:
        last = turns[-1] if turns else None
        if last is not None and last["role"] == row["role"] and "content" in last and set(row) == {"role", "content"}:
            last["content"] = f"{last['content']}\n{row['content']}"
        else:
            turns.append(dict(row))
    if turns and turns[0]["role"] != "user":
        turns.insert(0, {"role": "user", "content": BEGINS})
    return turns


def with_extras(messages: Sequence[Row], extras: Mapping[str, Any]) -> list[Row]:
    """The rows, each tool call with what its server wanted to have back with it."""
    if not extras:
        return list(messages)
    return [
        {**row, "tool_calls": [_with_extra(call, extras) for call in row["tool_calls"]]}
        if row.get("tool_calls")
        else row
        for row in messages
    ]


def _with_extra(call: Mapping[str, Any], extras: Mapping[str, Any]) -> Mapping[str, Any]:
    extra = extras.get(call.get("id", ""))
    return {**call, "extra_content": extra} if extra is not None else call
