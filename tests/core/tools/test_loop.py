"""The loop of tools around a language model."""

from __future__ import annotations

import asyncio
import json
import time
from contextlib import aclosing

import pytest

from tests.core.tools.fakes import Events, FakeTool, ScriptedModel, agent, call, user
from tron.core.chat import TokenUse, ToolCall
from tron.core.tools.call_tools import MOST_CALLS_A_TURN, CallTools
from tron.core.tools.exchanges import STILL_RUNNING
from tron.core.tools.loop import MOST_ROUNDS, RULES, ToolTalk
from tron.core.tools.trouble import ToolTrouble

PROMPT = {"role": "system", "content": "You are Asha."}


async def answer(talk: ToolTalk, *messages, **more) -> str:
    pieces = [piece async for piece in talk.reply([PROMPT, *messages], temperature=0.0, max_tokens=50, **more)]
    assert not any(isinstance(piece, ToolCall) for piece in pieces)
    return "".join(piece for piece in pieces if isinstance(piece, str))


def results(rows) -> list[str]:
    return [row["content"] for row in rows if row["role"] == "tool"]


async def test_without_tools_nothing_changes():
    model = ScriptedModel([["Hello", TokenUse(3, 1)]])
    talk = ToolTalk(model, CallTools(emit=Events()))
    assert [piece async for piece in talk.reply([user("hi")], temperature=0, max_tokens=5)] == [
        "Hello",
        TokenUse(3, 1),
    ]
    assert (model.asked, model.offered) == ([[user("hi")]], [[]])


async def test_a_result_goes_back_and_the_model_goes_on():
    events = Events()
    tool = FakeTool("order_status", lambda given: f"{given['order']} comes today")
    model = ScriptedModel(
        [["Let me look.", call("order_status", order="A1"), TokenUse(10, 2)], ["It comes today.", TokenUse(20, 5, 8)]]
    )
    talk = ToolTalk(model, CallTools([tool], emit=events))
    pieces = [piece async for piece in talk.reply([PROMPT, user("where?")], temperature=0, max_tokens=50)]
    assert "".join(piece for piece in pieces if isinstance(piece, str)) == "Let me look. It comes today."
    assert pieces[-1] == TokenUse(30, 7, 8)
    assert tool.ran == [{"order": "A1"}]
    system, *rows = model.asked[1]
    assert system["content"] == f"You are Asha.\n\n{RULES}"
    assert rows == [
        user("where?"),
        {
            "role": "assistant",
            "content": "Let me look.",
            "tool_calls": [
                {"id": "c1", "type": "function", "function": {"name": "order_status", "arguments": '{"order": "A1"}'}}
            ],
        },
        {"role": "tool", "tool_call_id": "c1", "content": "A1 comes today"},
    ]
    assert events.seen[0] == ("tool.called", {"name": "order_status", "arguments": '{"order": "A1"}'})
    type_, payload = events.seen[1]
    assert (type_, payload["name"], payload["ok"], payload["status"]) == ("tool.finished", "order_status", True, None)


SCHEMA = {
    "type": "object",
    "properties": {"order": {"type": "string"}, "count": {"type": "integer"}},
    "required": ["order"],
    "additionalProperties": False,
}


@pytest.mark.parametrize(
    ("asked", "code", "told"),
    [
        (ToolCall("c1", "no_such_tool", "{}"), "unknown_tool", "Tools: order_status"),
        (ToolCall("c1", "order_status", '{"order": "A1"'), "malformed", "not valid JSON"),
        (ToolCall("c1", "order_status", '["A1"]'), "malformed", "one JSON object"),
        (ToolCall("c1", "order_status", "A1"), "malformed", "not valid JSON"),
        (ToolCall("c1", "order_status", '{"order": NaN}'), "malformed", "not valid JSON"),
        (ToolCall("c1", "order_status", "[" * 100_000), "malformed", "too long"),
        (ToolCall("c1", "order_status", "[" * 15_000), "malformed", "not valid JSON"),
        (ToolCall("c1", "order_status", ""), "bad_arguments", "'order' is a required property"),
        (ToolCall("c1", "order_status", '{"order": 5}'), "bad_arguments", "order: 5 is not of type 'string'"),
        (ToolCall("c1", "order_status", '{"order": "A", "count": "2"}'), "bad_arguments", "count: '2' is not of type"),
        (ToolCall("c1", "order_status", '{"order": "A", "url": "x"}'), "bad_arguments", "'url' was unexpected"),
    ],
)
async def test_a_bad_call_is_told_to_the_model(asked, code, told):
    events = Events()
    tool = FakeTool("order_status", parameters=SCHEMA)
    model = ScriptedModel([[asked], ["Sorry."]])
    assert await answer(ToolTalk(model, CallTools([tool], emit=events)), user("where?")) == "Sorry."
    (result,) = results(model.asked[1])
    assert result.startswith("Error: ")
    assert told in result
    assert tool.ran == []
    assert (events.types, events.seen[0][1]["code"]) == (["tool.failed"], code)
    sent = model.asked[1][-2]["tool_calls"][0]["function"]["arguments"]
    assert isinstance(json.loads(sent), dict)  # some servers refuse a history that is not


def fail(error: Exception):
    def act(_):
        raise error

    return act


@pytest.mark.parametrize(
    ("error", "told"),
    [(ToolTrouble("timed_out", "It did not answer in time."), "in time"), (ValueError("x"), "It failed (ValueError)")],
)
async def test_a_tool_that_fails(error, told):
    events = Events()
    model = ScriptedModel([[call("broken")], ["It did not work."]])
    talk = ToolTalk(model, CallTools([FakeTool("broken", fail(error))], emit=events))
    assert await answer(talk, user("go")) == "It did not work."
    assert told in results(model.asked[1])[0]
    assert events.types == ["tool.called", "tool.failed"]


async def test_a_tool_that_never_answers_is_stopped():
    tool = FakeTool("slow", takes=30, seconds=-0.9)
    model = ScriptedModel([[call("slow")], ["Later."]])
    assert await answer(ToolTalk(model, CallTools([tool], emit=Events())), user("go")) == "Later."
    assert "in time" in results(model.asked[1])[0]


async def test_events_that_cannot_be_written_cost_nothing():
    async def broken(*_):
        raise OSError("the database is away")

    model = ScriptedModel([[call("t")], ["Done."]])
    assert await answer(ToolTalk(model, CallTools([FakeTool("t")], emit=broken)), user("go")) == "Done."


async def test_rounds_end():
    model = ScriptedModel([[call("t", id=f"c{index}", n=index)] for index in range(10)] + [["never"]])
    tool = FakeTool("t")
    await answer(ToolTalk(model, CallTools([tool], emit=Events())), user("go"))
    assert len(tool.ran) == MOST_ROUNDS
    assert model.offered == [["t"]] * MOST_ROUNDS + [[]]


async def test_calls_of_a_turn_end_and_none_runs_twice():
    many = [call("t", id=f"c{index}", n=index) for index in range(MOST_CALLS_A_TURN)]
    model = ScriptedModel([[*many[:3], call("t", id="again", n=0)], [*many[3:], call("t", id="last", n=99)], ["ok"]])
    tool = FakeTool("t")
    await answer(ToolTalk(model, CallTools([tool], emit=Events())), user("go"))
    assert len(tool.ran) == MOST_CALLS_A_TURN - 1
    told = results(model.asked[2])
    assert "already" in told[3]
    assert "At most" in told[-1]


async def test_ids_are_told_apart():
    """Ollama numbers its calls anew in every answer."""
    model = ScriptedModel([[call("t", id="call_0", n=1)], [call("t", id="call_0", n=2), call("t", id="", n=3)], ["ok"]])
    await answer(ToolTalk(model, CallTools([FakeTool("t")], emit=Events())), user("go"))
    ids = [row["tool_call_id"] for row in model.asked[2] if row["role"] == "tool"]
    assert len(set(ids)) == 3


async def test_a_slow_tool_has_a_filler_once_a_turn():
    model = ScriptedModel([["Dekhti hoon.", call("slow", n=1)], [call("slow", n=2)], ["Kal aayega."]])
    talk = ToolTalk(model, CallTools([FakeTool("slow", takes=0.3)], emit=Events(), language="hi-IN"), filler_after=0.1)
    said = await answer(talk, user("kab?"))
    assert said == "Dekhti hoon. एक सेकंड, अभी देख लेते हैं। Kal aayega."
    model.rounds, model.asked = [[call("slow", n=3)], ["Haan."]], []
    assert (await answer(talk, user("pakka?"))) == "बस एक मिनट रुकिए। Haan."


@pytest.mark.parametrize(("language", "word"), [("ta-IN", "நிமிடம்"), ("en-IN", "moment"), ("xx", "moment")])
async def test_a_filler_in_the_language_of_the_call(language, word):
    model = ScriptedModel([[call("slow")], ["."]])
    talk = ToolTalk(model, CallTools([FakeTool("slow", takes=0.2)], emit=Events(), language=language), filler_after=0.1)
    assert word in await answer(talk, user("?"))


async def test_a_quick_tool_has_none():
    model = ScriptedModel([[call("t")], ["Yes."]])
    assert await answer(ToolTalk(model, CallTools([FakeTool("t", takes=0.05)], emit=Events())), user("?")) == "Yes."


async def test_empty_pieces_show_that_it_lives():
    model = ScriptedModel([[call("slow")], ["Yes."]])
    talk = ToolTalk(model, CallTools([FakeTool("slow", takes=1.3)], emit=Events()))
    pieces = [piece async for piece in talk.reply([user("?")], temperature=0, max_tokens=9)]
    assert pieces.count("") >= 2
    assert sum("moment" in str(piece) for piece in pieces) == 1


async def test_results_stay_where_they_happened():
    tools = CallTools([FakeTool("order_status", lambda _: "order A1, Monday")], emit=Events())
    model = ScriptedModel([[call("order_status")], ["It is on its way."]])
    talk = ToolTalk(model, tools)
    await answer(talk, user("where is it?"))
    model.rounds, model.asked = [["On Monday."]], []
    later = [user("where is it?"), agent("It is on its way."), user("when will it come?")]
    await answer(talk, *later)
    roles = [row["role"] for row in model.asked[0]]
    assert roles == ["system", "user", "assistant", "tool", "assistant", "user"]
    assert results(model.asked[0]) == ["order A1, Monday"]
    await answer(talk, *later, agent("On Monday."), user("sure?"))
    assert [row["role"] for row in model.asked[1]][:5] == roles[:5]


async def test_a_place_is_found_again_in_a_talk_that_was_cut():
    tools = CallTools([FakeTool("t", lambda _: "result")], emit=Events())
    talk = ToolTalk(ScriptedModel([[call("t")], ["ok"]]), tools)
    await answer(talk, user("one"), agent("two"), user("three"))
    woven = tools.woven([PROMPT, user("three"), agent("ok"), user("four")])
    assert [row["role"] for row in woven] == ["system", "user", "assistant", "tool", "assistant", "user"]
    lost = tools.woven([PROMPT, user("quite another one")])
    assert [row["role"] for row in lost] == ["system", "assistant", "tool", "user"]
    assert tools.woven([])[-1]["role"] == "tool"


async def test_an_interruption_leaves_nothing_half_done():
    events = Events()
    tool = FakeTool("pay", lambda _: "paid", takes=0.3)
    tools = CallTools([tool], emit=events)
    model = ScriptedModel([[call("pay")], ["Paid."]])
    talk = ToolTalk(model, tools, filler_after=0.05)
    async with aclosing(talk.reply([PROMPT, user("pay it")], temperature=0, max_tokens=9)) as pieces:
        async for piece in pieces:
            if piece:
                break  # the caller speaks over the filler
    assert (len(tool.ran), tool.finished) == (1, 0)
    model.rounds, model.asked = [[call("pay", id="c2")], ["One moment."]], []
    talk = ToolTalk(model, tools)
    await answer(talk, user("pay it"), user("hello?"))
    assert results(model.asked[0]) == [STILL_RUNNING]
    assert len(tool.ran) == 1
    assert "already" in results(model.asked[1])[1]
    await asyncio.sleep(0.4)
    assert (tool.finished, events.types) == (1, ["tool.called", "tool.failed", "tool.finished"])
    model.rounds, model.asked = [["Paid."]], []
    await answer(talk, user("pay it"), user("hello?"), agent("One moment."), user("and?"))
    assert results(model.asked[0])[0] == "paid"


async def test_a_cancelled_turn_leaves_nothing_half_done():
    tool = FakeTool("pay", takes=0.2)
    tools = CallTools([tool], emit=Events())
    turn = asyncio.create_task(answer(ToolTalk(ScriptedModel([[call("pay")]]), tools), user("pay")))
    await asyncio.sleep(0.1)
    turn.cancel()
    await asyncio.gather(turn, return_exceptions=True)
    assert tool.finished == 0
    await tools.aclose()
    assert (tool.finished, tool.closed) == (1, True)


async def test_a_second_try_of_a_turn_uses_what_the_first_found():
    """A watchdog asks again for the same turn: the tool must not run twice, for its result stands in the rows."""
    tool = FakeTool("pay", lambda _: "paid")
    tools = CallTools([tool], emit=Events())
    first = ScriptedModel([[call("pay")], []])
    await answer(ToolTalk(first, tools), user("pay it"))
    second = ScriptedModel([[call("pay")], ["It is paid."]])
    assert await answer(ToolTalk(second, tools), user("pay it")) == "It is paid."
    assert results(second.asked[0]) == ["paid"]
    assert len(tool.ran) == 1


@pytest.mark.parametrize("arguments", ['{"to": "A", "sum": 5}', '{ "sum":5,"to":"A" }'])
async def test_the_same_in_other_signs_is_the_same(arguments):
    tool = FakeTool("pay")
    first = ToolCall("c1", "pay", '{"to": "A", "sum": 5}')
    model = ScriptedModel([[first, ToolCall("c2", "pay", arguments)], ["Paid."]])
    await answer(ToolTalk(model, CallTools([tool], emit=Events())), user("pay it"))
    assert len(tool.ran) == 1


async def test_a_turn_that_was_cut_off_counts_for_the_next_one():
    """The caller spoke before the model told what came of it: asking again is no new wish."""
    tool = FakeTool("pay", lambda _: "paid")
    tools = CallTools([tool], emit=Events())
    talk = ToolTalk(ScriptedModel([[call("pay")], ["It is", " paid."]]), tools)
    async with aclosing(talk.reply([PROMPT, user("pay it")], temperature=0, max_tokens=9)) as pieces:
        async for piece in pieces:
            if piece:
                break
    again = ScriptedModel([[call("pay")], ["It is paid."]])
    await answer(ToolTalk(again, tools), user("pay it"), user("hello?"))
    assert len(tool.ran) == 1


async def test_what_finished_while_the_model_thought_is_not_run_again():
    """It still ran when the caller's last words came."""
    tool = FakeTool("pay", takes=0.1)
    tools = CallTools([tool], emit=Events())
    first = asyncio.create_task(answer(ToolTalk(ScriptedModel([[call("pay")]]), tools), user("pay it")))
    await asyncio.sleep(0.05)
    first.cancel()
    await asyncio.gather(first, return_exceptions=True)

    class Slow(ScriptedModel):
        async def reply(self, *given, **more):
            await asyncio.sleep(0.2)
            async for piece in super().reply(*given, **more):
                yield piece

    await answer(ToolTalk(Slow([[call("pay")], ["Paid."]]), tools), user("pay it"), user("hello?"))
    assert (len(tool.ran), tool.finished) == (1, 1)


async def test_a_new_wish_runs_it_again():
    tool = FakeTool("look")
    tools = CallTools([tool], emit=Events())
    await answer(ToolTalk(ScriptedModel([[call("look")], ["Here."]]), tools), user("look"))
    talk = [user("look"), agent("Here."), user("look")]
    await answer(ToolTalk(ScriptedModel([[call("look")], ["Here."]]), tools), *talk)
    assert len(tool.ran) == 2


async def test_a_call_whose_goodbye_was_spoken_over_can_end_after_all():
    """The turn is cut off while it says goodbye; the next one wants the end with the very same arguments."""
    ending = FakeTool("end_call")
    tools = CallTools([ending], emit=Events())
    talk = ToolTalk(ScriptedModel([[call("end_call")], ["Goodbye", "!"]]), tools)
    async with aclosing(talk.reply([PROMPT, user("bye")], temperature=0, max_tokens=9)) as pieces:
        async for piece in pieces:
            if piece:
                break
    tools.stay()
    again = ScriptedModel([[call("end_call")], ["Goodbye!"]])
    await answer(ToolTalk(again, tools), user("bye"), user("yes, bye"))
    assert len(ending.ran) == 2


async def test_after_a_time_out_nothing_is_certain():
    model = ScriptedModel([[call("pay")], ["I do not know."]])
    broken = FakeTool("pay", fail(ToolTrouble("timed_out", "It did not answer in time.")))
    events = Events()
    await answer(ToolTalk(model, CallTools([broken], emit=events)), user("pay it"))
    assert "It may have been done" in results(model.asked[1])[0]
    assert events.seen[-1][1]["message"] == "It did not answer in time."


async def test_a_turn_waits_only_so_long():
    """For all its rounds together; then the model tells that it still runs."""
    tool = FakeTool("slow", takes=0.5)
    model = ScriptedModel([[call("slow", n=1)], [call("slow", n=2)], ["I call you back."]])
    tools = CallTools([tool], emit=Events())
    began = time.monotonic()
    assert await answer(ToolTalk(model, tools, longest=0.3), user("go")) == "I call you back."
    assert time.monotonic() - began < 0.45
    assert results(model.asked[2]) == [STILL_RUNNING] * 2
    await tools.aclose()
    assert tool.finished == 2


@pytest.mark.parametrize(("language", "second"), [("en-IN", "Still checking"), ("hi-IN", "अभी भी"), ("xx", "Still")])
async def test_a_long_wait_has_two_fillers(language, second):
    model = ScriptedModel([[call("slow")], ["Done."]])
    tools = CallTools([FakeTool("slow", takes=0.5)], emit=Events(), language=language)
    said = await answer(ToolTalk(model, tools, filler_after=0.1, filler_again=0.2), user("go"))
    assert said.count(second) == 1
    assert said.index(second) > 5
    assert said.endswith(" Done.")


async def test_tools_of_one_round_run_side_by_side():
    tools = [FakeTool(f"t{index}", takes=0.3) for index in range(3)]
    model = ScriptedModel([[call(f"t{index}", id=f"c{index}") for index in range(3)], ["ok"]])
    async with asyncio.timeout(0.8):
        await answer(ToolTalk(model, CallTools(tools, emit=Events())), user("go"))
    assert results(model.asked[1]) == ["done"] * 3
