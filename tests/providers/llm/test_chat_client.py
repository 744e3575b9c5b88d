"""The client against each vendor's emulator: words, tools, tokens, and what it learns about a model."""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from tests.emulators.brain import Call, Rule, Says, ScriptedBrain
from tests.providers.llm.conftest import EMULATORS
from tron.core.chat import Piece, TokenUse, ToolCall, ToolSpec
from tron.core.ports import LanguageModel
from tron.core.vendors import VendorTrouble

PROVIDERS = sorted(EMULATORS)
WEATHER = ToolSpec("weather", "The weather of a city.", {"type": "object", "properties": {"city": {"type": "string"}}})
TALK = [{"role": "system", "content": "You sell fans."}, {"role": "user", "content": "What is the price?"}]
BOTH = (Call("weather", {"city": "पुणे"}), Call("weather", {"city": "Delhi"}))


def brain(**says: Any) -> ScriptedBrain:
    return ScriptedBrain([Rule("price", Says(**says))])


async def pieces(model: LanguageModel, rows: Sequence[Any] = TALK, **more: Any) -> list[Piece]:
    return [piece async for piece in model.reply(rows, temperature=0.3, max_tokens=200, **more)]


def words(found: list[Piece]) -> str:
    return "".join(piece for piece in found if isinstance(piece, str))


@pytest.mark.parametrize("provider", PROVIDERS)
async def test_words_come_as_they_are_made_and_tokens_last(stage_of, provider):
    stage = await stage_of(provider, each_token=0.02, brain=brain(text="Ten rupees, delivered tomorrow."))
    model = await stage.model()
    found: list[Piece] = []
    first = last = 0.0
    async for piece in model.reply(TALK, temperature=0.3, max_tokens=50):
        last = time.perf_counter()
        first = first or last
        found.append(piece)
    assert words(found) == "Ten rupees, delivered tomorrow."
    assert last - first > 0.05
    assert [piece for piece in found if isinstance(piece, TokenUse)] == [found[-1]]
    assert found[-1] == TokenUse(7, 7)


@pytest.mark.parametrize("provider", PROVIDERS)
async def test_tools_are_offered_and_called_side_by_side(stage_of, provider):
    stage = await stage_of(provider, brain=brain(text="One moment.", calls=BOTH))
    found = await pieces(await stage.model(), tools=[WEATHER])
    calls = [piece for piece in found if isinstance(piece, ToolCall)]
    assert [json.loads(call.arguments) for call in calls] == [{"city": "पुणे"}, {"city": "Delhi"}]
    assert len({call.id for call in calls}) == 2
    assert words(found) == "One moment."
    offered = stage.emulator.asked[0]["tools"]
    assert offered == [
        {
            "type": "function",
            "function": {"name": "weather", "description": WEATHER.description, "parameters": WEATHER.parameters},
        }
    ]


async def test_what_gemini_signs_comes_back_to_it(stage_of):
    stage = await stage_of("gemini", models=["gemini-3-flash"], brain=brain(calls=BOTH))
    model = await stage.model("gemini-3-flash")
    calls = [piece for piece in await pieces(model, tools=[WEATHER]) if isinstance(piece, ToolCall)]
    wanted = [
        {"id": call.id, "type": "function", "function": {"name": call.name, "arguments": call.arguments}}
        for call in calls
    ]
    results = [{"role": "tool", "tool_call_id": call.id, "content": "hot"} for call in calls]
    rows = [*TALK, {"role": "assistant", "content": "", "tool_calls": wanted}, *results]
    assert words(await pieces(model, rows, tools=[WEATHER])) == "Here is what I found: hot"


@pytest.mark.parametrize(
    ("provider", "model", "thoughts"),
    [
        ("ollama", "deepseek-r1:32b", "reasoning"),
        ("ollama", "qwen2.5:7b", "tags"),
        ("custom", "my-model", "reasoning_content"),
        ("custom", "my-model", "tags"),
        ("custom", "deepseek-r1-distill-qwen-7b", "late_tag"),
        ("custom", "deepseek-r1-distill-qwen-7b", "reasoning_content"),
    ],
)
async def test_thoughts_are_never_words(stage_of, provider, model, thoughts):
    says = brain(text="Ten rupees.", thought="The user wants a price, so I look for <secret> prices.")
    stage = await stage_of(provider, brain=says, thoughts=thoughts)
    for _ in range(2):
        assert words(await pieces(await stage.model(model))) == "Ten rupees."


@pytest.mark.parametrize(
    ("model", "thoughts"),
    [("my-model", "reasoning_content"), ("my-model", "tags"), ("deepseek-r1-distill-qwen-7b", "late_tag")],
)
async def test_a_model_that_thinks_has_more_time_and_shows_that_it_lives(stage_of, quick, model, thoughts):
    """It cannot be kept from thinking, and does so for longer than a first token may take."""
    slow = brain(text="Ten.", thought="hmm " * 30)
    patience = replace(quick, longest_thought=5.0)
    stage = await stage_of("custom", brain=slow, thoughts=thoughts, each_token=0.02, patience=patience)
    began = time.perf_counter()
    found = await pieces(await stage.model(model))
    assert time.perf_counter() - began > quick.first_token_within
    assert (words(found), len(stage.emulator.asked)) == ("Ten.", 1)
    assert found[:10] == [""] * 10


async def test_a_thought_is_no_first_token_and_has_its_limit(stage_of, quick):
    slow = brain(text="Ten.", thought="hmm " * 90)
    stage = await stage_of("custom", brain=slow, thoughts="reasoning_content", each_token=0.02, patience=quick)
    with pytest.raises(VendorTrouble, match=r"within 0\.8 s") as trouble:
        await pieces(await stage.model("my-model"))
    assert trouble.value.state == "timed_out"
    assert len(stage.emulator.asked) == 1  # a second thought would take as long


async def test_a_tool_that_is_refused_is_left_out_of_this_call_alone(stage_of):
    stage = await stage_of("openai", brain=brain(text="Ten."))
    fine = stage.emulator.complaint
    invalid = "Invalid schema for function 'weather'."
    stage.emulator.complaint = lambda body: (
        stage.emulator.error(400, invalid, "invalid_function_parameters", "tools[0].function.parameters")
        if body.get("tools")
        else fine(body)
    )
    model = await stage.model()
    for _ in range(2):
        assert words(await pieces(model, tools=[WEATHER])) == "Ten."
    assert ["tools" in body for body in stage.emulator.asked] == [True, False, False]
    await pieces(await stage.model(), tools=[WEATHER])
    assert "tools" in stage.emulator.asked[3]


async def test_a_late_ending_thought_is_learned(stage_of):
    stage = await stage_of("custom", brain=brain(text="Ten.", thought="They want a price."))
    assert "They want" in words(await pieces(await stage.model("my-model")))
    assert words(await pieces(await stage.model("my-model"))) == "Ten."


async def test_a_model_that_uses_up_its_tokens_by_thinking_says_so(stage_of):
    stage = await stage_of("custom", brain=brain(text="Ten.", thought="hmm " * 900))
    with pytest.raises(VendorTrouble, match="limit of tokens") as trouble:
        await pieces(await stage.model("deepseek-r1-distill-qwen-7b"))
    assert trouble.value.state == "refused"


@pytest.mark.parametrize(
    ("provider", "model", "wanted"),
    [
        ("openai", "gpt-4o-mini", {"max_completion_tokens": 200, "temperature": 0.3}),
        ("openai", "gpt-5-mini", {"max_completion_tokens": 1224, "reasoning_effort": "minimal"}),
        ("openai", "o3-mini", {"max_completion_tokens": 1224, "reasoning_effort": "low"}),
        ("gemini", "gemini-2.0-flash", {"max_tokens": 200, "temperature": 0.3}),
        ("gemini", "gemini-2.5-flash", {"max_tokens": 200, "temperature": 0.3, "reasoning_effort": "none"}),
        ("gemini", "gemini-2.5-pro", {"max_tokens": 1224, "temperature": 0.3, "reasoning_effort": "low"}),
        ("ollama", "qwen2.5:7b", {"max_tokens": 200, "temperature": 0.3}),
        ("ollama", "deepseek-r1:32b", {"max_tokens": 200, "temperature": 0.3, "reasoning_effort": "none"}),
        ("custom", "sarvam-m", {"max_tokens": 200, "temperature": 0.3}),
    ],
)
async def test_each_model_is_asked_in_its_own_words(stage_of, provider, model, wanted):
    """At the first try: none of them is refused."""
    stage = await stage_of(provider, brain=brain(text="Ten."))
    assert words(await pieces(await stage.model(model))) == "Ten."
    [body] = stage.emulator.asked
    usual = {"model", "messages", "stream", "stream_options"}
    assert {name: value for name, value in body.items() if name not in usual} == wanted
    assert body["stream_options"] == {"include_usage": True}


async def test_an_unknown_option_is_left_out_from_then_on(stage_of):
    """OpenAI's emulator behind the custom endpoint: it refuses arguments that it does not know."""
    openai = await stage_of("openai", models=["qwen3-8b"], key=None, brain=brain(text="Ten."))
    openai.provider = "custom"
    for _ in range(2):
        assert words(await pieces(await openai.model("qwen3-8b"))) == "Ten."
    given = ["chat_template_kwargs" in body for body in openai.emulator.asked]
    assert given == [True, False, False]


async def test_a_limit_under_its_other_name(stage_of):
    openai = await stage_of("openai", models=["gpt-5-mini"], key=None, brain=brain(text="Ten."))
    openai.provider = "custom"
    assert words(await pieces(await openai.model("gpt-5-mini"))) == "Ten."
    last = openai.emulator.asked[-1]
    assert (last["max_completion_tokens"], "max_tokens" in last, "temperature" in last) == (200, False, False)


async def test_a_model_without_tools_talks_without_them(stage_of):
    stage = await stage_of("ollama", brain=brain(text="Ten."))
    assert words(await pieces(await stage.model("deepseek-r1:32b"), tools=[WEATHER])) == "Ten."
    assert "tools" not in stage.emulator.asked[-1]


async def test_a_template_that_wants_turns_gets_them(stage_of):
    stage = await stage_of("custom", strict=True, brain=brain(text="Ten."))
    rows = [TALK[0], {"role": "assistant", "content": "Namaste."}, {"role": "user", "content": "Hello"}, TALK[1]]
    assert words(await pieces(await stage.model(), rows)) == "Ten."
    assert [row["role"] for row in stage.emulator.asked[-1]["messages"]] == ["system", "user", "assistant", "user"]


async def test_the_system_row_is_one_and_in_front(stage_of):
    stage = await stage_of("openai", brain=brain(text="Ten."))
    await pieces(await stage.model(), [*TALK, {"role": "system", "content": "Be brief."}])
    [system, user] = stage.emulator.asked[0]["messages"]
    assert system == {"role": "system", "content": "You sell fans.\n\nBe brief."}
    assert user == TALK[1]


async def test_a_call_without_a_word_yet_still_has_somebody_to_talk_to(stage_of):
    stage = await stage_of("gemini")
    assert words(await pieces(await stage.model(), TALK[:1]))


async def test_the_connection_is_kept(stage_of):
    stage = await stage_of("openai", brain=brain(text="Ten."))
    ports = set()
    original = stage.emulator.form

    def note(body: Any) -> Any:
        ports.update(id(connection) for connection in stage.emulator._runner.server.connections)
        return original(body)

    stage.emulator.form = note
    for _ in range(3):
        await pieces(await stage.model())
    assert len(ports) == 1


async def test_an_answer_that_is_left_early_ends_its_request(stage_of):
    stage = await stage_of("openai", each_token=0.05, brain=brain(text="word " * 200))
    stream = (await stage.model()).reply(TALK, temperature=0.0, max_tokens=500)
    assert await anext(stream)
    await stream.aclose()  # type: ignore[attr-defined]
    assert words(await pieces(await stage.model(), [{"role": "user", "content": "hello"}]))


async def test_reading_ahead_loads_a_local_model_and_only_connects_elsewhere(stage_of):
    ollama = await stage_of("ollama")
    await (await ollama.model()).read_ahead(TALK)
    assert (ollama.emulator.asked[0]["max_tokens"], ollama.emulator.asked[0]["messages"]) == (1, TALK)
    openai = await stage_of("openai")
    await (await openai.model()).read_ahead(TALK)
    assert [seen.path for seen in openai.emulator.seen] == ["/v1/models"]
    ollama.emulator.fault = "broken"
    await (await ollama.model()).read_ahead(TALK)
