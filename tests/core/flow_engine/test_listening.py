"""What holds whenever a flow speaks or listens, whatever is drawn."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.core.flow_engine.talks import Room, Talk, canvas, walk
from tron.core.flow_engine.questions import Answers
from tron.core.flow_engine.rules import FlowRules
from tron.core.models.agent_parts import PreparedLines
from tron.core.ports import CallOver, Heard, Said
from tron.core.scripts.prepared import generic_lines

START = ("s", "start_inbound", {})
ASKS = canvas([START, ("hi", "greeting", {"text": "Do you want tea?"}), ("e", "end_call", {})], ["s > hi", "hi > e"])


def lines(**changes: Any) -> PreparedLines:
    return generic_lines("en-IN").model_copy(update=changes)


def listens(**data: Any) -> dict[str, Any]:
    return canvas([START, ("l", "listen", data), ("e", "end_call", {"message": "End."})], ["s > l", "l > e"])


class Fails(Talk):
    """The first words are lost."""

    async def say(self, text: str, *, interruptible: bool = True, language: str | None = None) -> Said:
        said = await super().say(text, interruptible=interruptible, language=language)
        return Said(text, "", False, 0.0, failed=True) if len(self.said) == 1 else said


class Knows(Talk):
    """Tells what may be said next."""

    def __init__(self, *caller: str | Heard | None, **more: Any) -> None:
        super().__init__(*caller, **more)
        self.languages: list[str] = []
        self.dictated = 0

    async def dictate(self, timeout: float) -> Heard:
        self.dictated += 1
        return await self.listen(timeout)

    async def set_language(self, language: str) -> None:
        self.languages.append(language)


# ---------------------------------------------------------------- speaking


async def test_words_that_nobody_heard_are_said_once_more() -> None:
    talk = Fails("yes")
    await walk(ASKS, talk)
    assert talk.said[:2] == ["Do you want tea?", "Do you want tea?"]


async def test_what_is_said_over_the_agent_waits_for_the_next_node_that_listens() -> None:
    raw = canvas(
        [START, ("a", "speak", {"text": "One."}), ("l", "listen", {"variable": "x"}), ("e", "end_call", {})],
        ["s > a", "a > l", "l > e"],
    )
    talk = Talk("stop that")
    talk.cut = {0: "O"}
    assert (await walk(raw, talk)).extracted_data == {"x": "stop that"}


@pytest.mark.parametrize(
    ("over", "reason"), [(Heard("time_up"), "max_duration"), (None, "no_input"), ("#1", "agent_ended")]
)
async def test_what_else_comes_over_the_agent(over: Any, reason: str) -> None:
    talk = Talk(over)
    talk.cut = {0: "Do"}
    assert (await walk(ASKS, talk)).reason == reason


async def test_an_opt_out_over_the_agent_binds_at_once() -> None:
    raw = canvas([START, ("a", "speak", {"text": "One."}), ("b", "speak", {"text": "Two."})], ["s > a", "a > b"])
    talk, room = Talk("never call me again"), Room()
    talk.cut = {0: "O"}
    result = await walk(raw, talk, room)
    assert "Two." not in talk.said
    assert (result.reason, room.opted_out) == ("opted_out", ["never call me again"])


async def test_danger_over_the_agent_is_answered_at_once() -> None:
    raw = canvas([START, ("a", "speak", {"text": "One."}), ("b", "speak", {"text": "Two."})], ["s > a", "a > b"])
    talk, room = Talk("there is a fire"), Room()
    room.danger = {"there is a fire": "Leave the house."}
    talk.cut = {0: "O"}
    await walk(raw, talk, room)
    assert talk.said[:3] == ["One.", "Leave the house.", "Two."]


async def test_danger_over_the_agent_is_answered_once() -> None:
    talk, room = Talk("there is a fire"), Room()
    room.danger = {"there is a fire": "Leave the house."}
    talk.cut = {0: "Do"}
    await walk(ASKS, talk, room)
    assert talk.said.count("Leave the house.") == 1


# ---------------------------------------------------------------- silence and time


async def test_silence_asks_in_the_agents_words_then_in_its_own() -> None:
    talk = Talk(None, None, "yes")
    await walk(ASKS, talk, rules=FlowRules(lines=lines(silence=["Hello?"])))
    assert talk.said[:3] == ["Do you want tea?", "Hello?", "Do you want tea?"]
    talk = Talk(None, "yes")
    await walk(ASKS, talk, rules=FlowRules(lines=lines(silence=[])))
    assert talk.said[:2] == ["Do you want tea?", "Do you want tea?"]
    talk = Talk(None, None, "yes")
    await walk(listens(prompt="Which, {{x}}?"), talk)
    assert talk.said[1] == "Which?"


@pytest.mark.parametrize(
    ("data", "reason"),
    [({"on_silence": "end_call"}, "no_input"), ({"on_silence": "continue"}, "agent_ended"), ({"tries": 1}, "no_input")],
)
async def test_silence_ends_or_goes_on(data: dict[str, Any], reason: str) -> None:
    talk = Talk()
    assert (await walk(listens(**data), talk)).reason == reason
    assert len(talk.of("silence")) == (2 if data == {"tries": 1} else 1)


async def test_when_the_time_is_up_it_says_so_with_what_must_be_said() -> None:
    talk = Talk(Heard("time_up"))
    rules = FlowRules(lines=lines(time_up="Time is up."), disclosures=("It is recorded.",))
    assert (await walk(ASKS, talk, rules=rules)).reason == "max_duration"
    assert talk.said[1:] == ["It is recorded.", "Time is up."]


# ---------------------------------------------------------------- unclear words


async def test_words_that_are_not_understood_are_asked_for_and_at_last_given_up() -> None:
    talk = Talk(Heard("unclear"), "yes")
    await walk(ASKS, talk)
    assert len(talk.of("flow.unclear")) == 1
    talk = Talk(*[Heard("unclear")] * 3)
    assert (await walk(ASKS, talk)).reason == "vendor_failed"
    assert len(talk.of("flow.unclear")) == 3


async def test_uncertain_words_are_asked_for_once_then_taken() -> None:
    talk = Talk(Heard("speech", "ok", confidence=0.1), Heard("speech", "tea", confidence=0.1))
    result = await walk(listens(variable="x"), talk)
    assert result.extracted_data == {"x": "tea"}
    assert talk.of("flow.unclear") == [{"confidence": 0.1}]


async def test_an_uncertain_wish_never_to_be_called_counts() -> None:
    talk, room = Talk(Heard("speech", "never call me again", confidence=0.1)), Room()
    assert (await walk(ASKS, talk, room)).reason == "opted_out"
    assert room.opted_out


# ---------------------------------------------------------------- binding wishes


async def test_danger_comes_before_all_and_an_opt_out_beside_it_is_kept_quietly() -> None:
    words = "there is a fire, never call me again"
    talk, room = Talk(words, "hm"), Room()
    room.danger = {words: "Leave the house."}
    result = await walk(ASKS, talk, room)
    assert "Leave the house." in talk.said
    assert room.opted_out == [words]
    assert result.outcome == "do_not_call"


async def test_a_wish_that_is_said_twice_is_kept_once() -> None:
    words = "there is a fire, never call me again"
    talk, room = Talk(words, "never call me again"), Room()
    room.danger = {words: "Leave the house."}
    raw = canvas([START, ("l", "listen", {}), ("m", "listen", {})], ["s > l", "l > m"])
    result = await walk(raw, talk, room)
    assert room.opted_out == [words]
    assert result.reason == "opted_out"


async def test_somebody_who_hangs_up_on_the_answer_opted_out_all_the_same() -> None:
    class Leaves(Talk):
        async def say(self, text: str, *, interruptible: bool = True, language: str | None = None) -> Said:
            if self.said:
                raise CallOver("caller_hung_up")
            return await super().say(text, interruptible=interruptible, language=language)

    assert (await walk(ASKS, Leaves("never call me again"))).reason == "opted_out"


# ---------------------------------------------------------------- globals


def watched(**data: Any) -> dict[str, Any]:
    return canvas(
        [
            START,
            ("hi", "greeting", {"text": "Tea?"}),
            ("e", "end_call", {}),
            ("g", "global", data),
            ("a", "speak", {"text": "Yes?"}),
        ],
        ["s > hi", "hi > e", "g > a"],
    )


async def test_a_described_condition_is_asked_of_the_model() -> None:
    room = Room()
    room.answers = lambda asking: Answers({one.id: True for one in asking.questions})
    talk = Talk("I am furious", "ok")
    await walk(watched(condition="custom", description="the caller is angry", times=1), talk, room)
    assert talk.path() == ["s", "hi", "g", "a", "hi", "e"]
    assert "the caller is angry" in room.asked[0].questions[0].text
    room.answers = lambda asking: Answers({one.id: False for one in asking.questions})
    talk = Talk("I am furious")
    await walk(watched(condition="custom", description="the caller is angry"), talk, room)
    assert "g" not in talk.path()


async def test_a_condition_comes_alive_only_so_often() -> None:
    talk = Talk("are you a robot", "are you a robot", "are you a robot")
    await walk(watched(condition="asks_if_machine", times=2), talk)
    assert talk.path().count("g") == 2


async def test_a_flow_watches_its_own_conditions_and_the_calls() -> None:
    inner = "11111111-1111-4111-8111-111111111111"
    raw = watched(condition="asks_human")
    raw["nodes"].append({"id": "sub", "type": "subflow", "data": {"flow_id": inner}})
    raw["edges"] = [one for one in raw["edges"] if one["source"] != "s"]
    raw["edges"].append({"id": "x", "source": "s", "target": "sub"})
    inside = canvas(
        [START, ("in", "listen", {}), ("own", "global", {"condition": "busy"}), ("b", "speak", {"text": "Later."})],
        ["s > in", "own > b"],
    )
    talk = Talk("I am driving", "I want to talk to a human", "ok")
    await walk(raw, talk, **{f"{inner}@latest": inside})
    assert talk.path() == [
        "s",
        "sub",
        "sub/s",
        "sub/in",
        "sub/own",
        "sub/b",
        "sub/in",
        "g",
        "a",
        "sub/in",
    ]


# ---------------------------------------------------------------- language


HINDI = Heard("speech", "मुझे हिंदी में बात करनी है, ठीक है", "hi-IN", confidence=0.9)


async def test_only_a_model_follows_the_caller_into_another_language() -> None:
    told: list[str] = []
    model: Callable[..., str] = lambda wanted: told.append(wanted.instructions) or "जी।"  # noqa: E731
    raw = canvas([START, ("l", "listen", {}), ("m", "llm_response", {"wait_for_response": False})], ["s > l", "l > m"])
    talk = Knows(HINDI, model=model)
    await walk(raw, talk)
    assert talk.languages == ["hi-IN"]
    assert "Hindi" in told[0]
    assert talk.of("language.changed")[0]["after"] == "hi-IN"
    talk = Knows(HINDI)
    await walk(raw, talk)
    assert talk.languages == []


async def test_what_is_read_out_makes_no_language() -> None:
    talk = Knows(HINDI, HINDI, HINDI, HINDI, HINDI, model=lambda _wanted: "जी।")
    raw = canvas([START, ("c", "collect", {"kind": "phone", "tries": 1, "keypad_after": 5})], ["s > c"])
    await walk(raw, talk)
    assert talk.dictated > 0
    assert talk.languages == []


# ---------------------------------------------------------------- goodbye


ENDS = canvas(
    [START, ("hi", "greeting", {"text": "Tea?"}), ("e", "end_call", {"message": "Goodbye."})], ["s > hi", "hi > e"]
)


@pytest.mark.parametrize("words", ["ok bye", "hmm", "ok, thank you", "ji namaste", "#1", Heard("unclear"), None])
async def test_a_farewell_into_the_goodbye_reopens_nothing(words: Any) -> None:
    talk = Talk("no", words)
    await walk(ENDS, talk)
    assert talk.path() == ["s", "hi", "e"]


async def test_words_over_the_goodbye_reopen_it_once() -> None:
    talk = Talk("no", "wait, one more question", "no", "wait, and another one")
    talk.cut = {1: "Good"}
    result = await walk(ENDS, talk)
    assert talk.path() == ["s", "hi", "e", "hi", "e"]
    assert result.reason == "agent_ended"


@pytest.mark.parametrize("cut", [{}, {1: "Good"}], ids=["after", "over"])
@pytest.mark.parametrize("words", ["sorry, what?", "hello?"])
async def test_who_did_not_hear_the_goodbye_is_told_it_once_more(words: str, cut: dict[int, str]) -> None:
    talk = Talk("no", words, "ok, thanks")
    talk.cut = cut
    assert (await walk(ENDS, talk)).reason == "agent_ended"
    assert (talk.said[-2:], talk.path()) == (["Goodbye.", "Goodbye."], ["s", "hi", "e"])


async def test_they_may_go_on_after_that_or_ask_in_vain_for_another() -> None:
    talk = Talk("no", "what?", "wait, one more question", "no")
    await walk(ENDS, talk)
    assert talk.path() == ["s", "hi", "e", "hi", "e"]
    talk = Talk("no", "wait, one more", "no", "what?", "what?")
    assert (await walk(ENDS, talk)).reason == "agent_ended"
    assert talk.said[-3:] == ["Goodbye.", "Goodbye.", "Goodbye."]


async def test_an_opt_out_into_the_goodbye_counts() -> None:
    talk, room = Talk("no", "and never call me again"), Room()
    assert (await walk(ENDS, talk, room)).reason == "opted_out"


async def test_a_goodbye_before_anybody_listened_ends_it() -> None:
    talk = Talk("wait, what?")
    raw = canvas([START, ("e", "end_call", {"message": "Goodbye."})], ["s > e"])
    assert (await walk(raw, talk)).reason == "agent_ended"
    assert talk.path() == ["s", "e"]


# ---------------------------------------------------------------- asking, and looking ahead


async def test_what_follows_is_asked_in_one_request() -> None:
    intents = [{"id": "a", "description": "wants a"}]
    raw = canvas(
        [
            START,
            ("l", "listen", {}),
            ("one", "branch_intent", {"prompt": "First?", "intents": intents}),
            ("two", "branch_intent", {"prompt": "Second?", "intents": intents}),
            ("e", "end_call", {}),
        ],
        ["s > l", "l > one", "one.a > two", "one.fallback > e", "two.a > e", "two.fallback > e"],
    )
    room = Room()
    room.answers = lambda asking: Answers({one.id: "a" for one in asking.questions}, 0.3, 50, 9)
    talk = Talk("something or other")
    await walk(raw, talk, room)
    assert talk.path() == ["s", "l", "one", "two", "e"]
    assert len(room.asked) == 1
    assert talk.of("flow.asked")[0]["input_tokens"] == 50


async def test_what_the_nodes_ahead_would_say_is_told_ahead() -> None:
    talk = Talk("yes")
    raw = canvas(
        [
            START,
            ("hi", "greeting", {"text": "Tea?"}),
            ("b", "branch_keyword", {"routes": [{"id": "yes", "keywords": ["yes"]}]}),
            ("y", "speak", {"text": "It comes, {{name}}."}),
            ("n", "end_call", {"message": "Goodbye {{nobody}}."}),
        ],
        ["s > hi", "hi > b", "b.yes > y", "b.fallback > n", "y > n"],
    )
    await walk(raw, talk, variables={"name": "Ravi"})
    assert "It comes, Ravi." in talk.expected
    assert not any("Goodbye" in text for text in talk.expected)


async def test_silence_asks_the_model_nothing() -> None:
    raw = canvas(
        [START, ("l", "listen", {"on_silence": "continue"}), ("b", "branch_intent", {}), ("e", "end_call", {})],
        ["s > l", "l > b", "b.fallback > e", "b.interested > e"],
    )
    room = Room()
    await walk(raw, Talk(), room)
    assert room.asked == []


async def test_what_comes_after_the_next_answer_is_not_spoken_ahead() -> None:
    nodes = [START, ("one", "listen", {}), ("two", "listen", {}), ("far", "speak", {"text": "Far away."})]
    talk = Talk("yes", "!")
    await walk(canvas(nodes, ["s > one", "one > two", "two > far"]), talk)
    assert talk.expected == ["Far away."], "once, while the second answer is waited for"


async def test_many_conditions_are_all_asked_about_in_one_request() -> None:
    nodes = [START, ("l", "listen", {}), ("b", "branch_intent", {}), ("e", "end_call", {})]
    for number in range(9):
        nodes += [(f"g{number}", "global", {"condition": "custom", "description": f"it is about thing {number}"})]
        nodes += [(f"say{number}", "end_call", {"message": f"Thing {number}."})]
    edges = ["s > l", "l > b", "b.fallback > e", *(f"g{number} > say{number}" for number in range(9))]
    room, talk = Room(), Talk("well, you know")
    room.answers = lambda asking: Answers({one.id: "thing 8" in one.text for one in asking.questions})
    await walk(canvas(nodes, edges), talk, room)
    assert talk.said[-1] == "Thing 8."
    assert len(room.asked) == 1


async def test_unclear_words_over_the_agent_are_asked_for_again() -> None:
    raw = canvas(
        [START, ("hi", "greeting", {"text": "Which colour is it?"}), ("l", "end_call", {"message": "Bye."})],
        ["s > hi", "hi > l"],
    )
    talk = Talk(Heard("speech", "bloo", confidence=0.1), Heard("speech", "blue", confidence=0.2))
    talk.cut = {0: "Which"}
    await walk(raw, talk)
    assert len(talk.of("flow.unclear")) == 1
    assert talk.said[0] == "Which colour is it?"
    assert len(talk.said) == 3, talk.said
