"""Tool calls and counts as the odd ones among servers send them."""

from __future__ import annotations

from typing import Any

from openai.types.chat import ChatCompletionChunk

from tron.core.chat import Piece, TokenUse, ToolCall
from tron.providers.llm.answer import Answer
from tron.providers.llm.thoughts import SpokenText


def answer(*deltas: dict[str, Any], finish: str = "stop", usage: dict[str, Any] | None = None) -> list[Piece]:
    """The pieces of an answer made of these deltas, without empty texts."""
    made = Answer(SpokenText(), {})
    found: list[Piece] = []
    for delta in deltas:
        found += made.add(chunk([{"index": 0, "delta": delta, "finish_reason": None}]))
    found += made.add(chunk([{"index": 0, "delta": {}, "finish_reason": finish}]))
    if usage is not None:
        found += made.add(chunk([], usage))
    return [piece for piece in [*found, *made.end()] if piece != ""]


def chunk(choices: list[dict[str, Any]] | None, usage: dict[str, Any] | None = None) -> ChatCompletionChunk:
    return ChatCompletionChunk.construct(
        id="1", object="chat.completion.chunk", created=1, model="m", choices=choices, usage=usage
    )


def call(index: int, id_: str | None, name: str | None, arguments: str | None) -> dict[str, Any]:
    return {"tool_calls": [{"index": index, "id": id_, "function": {"name": name, "arguments": arguments}}]}


def test_whole_calls_of_one_index_are_several():
    found = answer(call(0, "a", "one", '{"x":1}'), call(0, "b", "two", "{}"), finish="tool_calls")
    assert found == [ToolCall("a", "one", '{"x":1}'), ToolCall("b", "two", "{}")]


def test_calls_without_ids_get_some_and_stay_apart():
    one, two = answer(call(0, None, "one", '{"x":1}'), call(0, "", "one", '{"x":2}'))
    assert isinstance(one, ToolCall)
    assert isinstance(two, ToolCall)
    assert (one.arguments, two.arguments) == ('{"x":1}', '{"x":2}')
    assert one.id != two.id


def test_an_id_that_is_repeated_in_each_part_is_one_call():
    found = answer(call(0, "a", "one", '{"x"'), call(0, "a", None, ":1}"))
    assert found == [ToolCall("a", "one", '{"x":1}')]


def test_parts_of_two_calls_may_be_mixed():
    found = answer(
        call(0, "a", "one", ""), call(1, "b", "two", "{"), call(0, None, None, "{}"), call(1, None, None, "}")
    )
    assert found == [ToolCall("a", "one", "{}"), ToolCall("b", "two", "{}")]


def test_a_call_without_arguments_has_an_empty_object():
    assert answer(call(0, "a", "one", None)) == [ToolCall("a", "one", "{}")]


def test_a_list_of_parts_is_read_without_its_thoughts():
    parts = [{"type": "thinking", "thinking": [{"type": "text", "text": "hm"}]}, {"type": "text", "text": "Ten."}]
    assert answer({"content": parts}) == ["Ten."]


def test_thoughts_that_only_the_total_counts_are_paid():
    usage = {"prompt_tokens": 10, "completion_tokens": 5, "total_tokens": 40, "prompt_tokens_details": None}
    assert answer({"content": "Ten."}, usage=usage) == ["Ten.", TokenUse(10, 30)]
    counted = {**usage, "total_tokens": 15, "prompt_tokens_details": {"cached_tokens": 8}}
    assert answer({"content": "Ten."}, usage=counted)[-1] == TokenUse(10, 5, 8)


def test_the_last_count_counts():
    made = Answer(SpokenText(), {})
    for written in (1, 2, 3):
        list(made.add(chunk([], {"prompt_tokens": 4, "completion_tokens": written, "total_tokens": 4 + written})))
    assert list(made.end()) == [TokenUse(4, 3)]


def test_a_chunk_without_choices_is_none():
    made = Answer(SpokenText(), {})
    assert list(made.add(chunk(None))) == []
    assert made.chunks == 1
