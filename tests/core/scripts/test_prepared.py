"""Talk without a model: agenda, side questions, answers, endings, state."""

from __future__ import annotations

import json

import pytest
from pydantic import ValidationError

from tron.core.models.agent_parts import PreparedLine, PreparedLines
from tron.core.scripts.prepared import PreparedTalk, generic_lines

BASE = {
    "fallback": ["Sorry?", "Once more?"],
    "silence": ["Hello?"],
    "goodbye": "Goodbye.",
    "silence_goodbye": "No sound. Goodbye.",
    "time_up": "Time is up.",
    "opt_out_ack": "We will not call again.",
    "identity": "I am {{agent_name}}, an automated assistant.",
    "human": "A person will call.",
}
LINES = [
    {
        "id": "rating",
        "say": ["Rate us."],
        "expects": {"rating": "$number"},
        "again": "Your rating?",
        "retry": "A number?",
    },
    {"id": "city", "say": ["Which city?"], "expects": {"city": "$text"}, "again": "Your city?"},
    {"id": "demo", "say": ["A demo?"], "on_yes": "booked", "on_no": "refused", "again": "A demo?"},
    {"id": "booked", "say": ["Booked."], "outcome": "booked", "ends": True},
    {"id": "refused", "when": ["not interested", "नहीं चाहिए"], "say": ["Fine."], "outcome": "refused", "ends": True},
    {"id": "price", "when": ["price", "kitna", "क़ीमत"], "say": ["It is 10.", "Ten, as I said."]},
    {"id": "once", "when": ["gift"], "say": ["No gift."], "once": True},
    {"id": "skip", "when": ["skip"], "say": ["Fine."], "moves_on": True},
    {"id": "thanks", "when": ["thank you"], "say": ["Welcome."], "priority": -1},
    {"id": "mover", "when": ["live in"], "say": ["Noted."], "extract": {"city": "$text"}},
    {
        "id": "danger",
        "when": ["want to die"],
        "say": ["Call 112. Is somebody there?"],
        "outcome": "crisis",
        "on_yes": "danger_stay",
        "on_no": "danger_stay",
        "then": "danger_stay",
        "again": "Is somebody there?",
        "priority": 100,
    },
    {"id": "danger_stay", "say": ["I am here."], "then": "danger_stay"},
]


def make(**changes):
    return PreparedLines.model_validate({**BASE, "lines": LINES, "next": ["rating", "city", "demo"], **changes})


@pytest.fixture
def talk():
    return PreparedTalk(make(), {"agent_name": "Asha"})


def test_the_agenda_moves_on_and_keeps_the_answers(talk):
    assert talk.reply("yes").line_id == "rating"
    assert talk.reply("four").extracted == {"rating": 4}
    reply = talk.reply("I am in Pune")
    assert (reply.line_id, reply.extracted) == ("demo", {"city": "I am in Pune"})
    reply = talk.reply("haan ji")
    assert (reply.text, reply.outcome, reply.ends) == ("Booked.", "booked", True)


def test_a_side_question_is_answered_and_the_open_one_asked_again(talk):
    talk.reply("yes")
    assert talk.reply("क़ीमत क्या है?").text == "It is 10. Your rating?"
    assert talk.reply("price?").text == "Ten, as I said. Your rating?"
    assert talk.reply("5").line_id == "city"


def test_a_missing_number_is_asked_for_once(talk):
    talk.reply("yes")
    assert talk.reply("very good").text == "A number?"
    reply = talk.reply("very good")
    assert (reply.line_id, reply.extracted) == ("city", {"rating": "very good"})


def test_a_plain_answer_wins_over_a_single_keyword_but_not_over_a_question(talk):
    talk.reply("yes")
    talk.reply("4")
    assert talk.reply("kitna?").line_id == "price"
    assert talk.reply("price nagar").extracted == {"city": "price nagar"}


def test_a_refusal_in_the_middle_is_heard(talk):
    talk.reply("yes")
    reply = talk.reply("sorry, not interested")
    assert (reply.line_id, reply.outcome, reply.ends) == ("refused", "refused", True)


def test_no_takes_the_no_branch(talk):
    for words in ("yes", "4", "Pune"):
        talk.reply(words)
    assert talk.reply("नहीं").line_id == "refused"


def test_thanks_beside_a_yes_is_a_yes(talk):
    for words in ("yes", "4", "Pune"):
        talk.reply(words)
    assert talk.reply("yes, thank you").line_id == "booked"


def test_an_unclear_answer_to_yes_or_no_is_not_taken_as_yes(talk):
    for words in ("yes", "4", "Pune"):
        talk.reply(words)
    assert talk.reply("my brother").text == "Sorry? A demo?"
    assert talk.reply("my brother").text == "Once more? A demo?"
    reply = talk.reply("my brother")
    assert (reply.line_id, reply.ends, reply.outcome) == ("goodbye", True, None)


def test_what_is_known_is_not_asked(talk):
    assert talk.reply("I live in Pune").extracted == {"city": "I live in Pune"}
    talk.reply("ok")
    assert talk.reply("4").line_id == "demo"


def test_words_that_settle_the_open_question_move_on(talk):
    talk.reply("yes")
    talk.reply("4")
    assert talk.reply("I live in Pune").text == "Noted. A demo?"


def test_skip_moves_on_in_one_breath(talk):
    talk.reply("yes")
    assert talk.reply("skip").text == "Fine. Which city?"


def test_a_line_said_once_is_not_said_twice(talk):
    assert talk.reply("any gift?").line_id == "once"
    assert talk.reply("any gift?").line_id == "fallback"


@pytest.mark.parametrize(
    ("words", "line_id", "outcome", "ends"),
    [
        ("never call me again", "opt_out", "do_not_call", True),
        ("दोबारा कॉल मत करना", "opt_out", "do_not_call", True),
        ("who is this?", "identity", None, False),
        ("are you a robot", "identity", None, False),
        ("hello?", "identity", None, False),
        ("manager se baat karao", "human", "human_requested", False),
        ("ok bye", "goodbye", None, True),
        ("", "fallback", None, False),
        ("   ", "fallback", None, False),
        ("\x00\ud800", "fallback", None, False),
    ],
)
def test_what_every_call_can_answer(talk, words, line_id, outcome, ends):
    reply = talk.reply(words)
    assert (reply.line_id, reply.outcome, reply.ends) == (line_id, outcome, ends)
    assert reply.text


def test_goodbye_keeps_what_was_said_on_the_way(talk):
    talk.reply("yes")
    reply = talk.reply("four, bye")
    assert (reply.extracted, reply.ends) == ({"rating": 4}, True)
    other = PreparedTalk(make())
    assert other.reply("not interested, bye").outcome == "refused"


def test_goodbye_on_a_yes_counts_as_the_yes(talk):
    for words in ("yes", "4", "Pune"):
        talk.reply(words)
    assert talk.reply("yes, bye").outcome == "booked"


def test_danger_beats_everything_and_stays(talk):
    reply = talk.reply("stop calling me, I want to die")
    assert (reply.line_id, reply.outcome, reply.ends) == ("danger", "crisis", False)
    assert talk.is_urgent("i want to die")
    assert not talk.is_urgent("price")
    for words in ("no", "my brother", "what is the use?", "abc", "def", "not interested", "price"):
        reply = talk.reply(words)
        assert (reply.outcome, reply.ends) == ("crisis", False), words
        assert reply.line_id not in {"rating", "city", "demo"}


def test_a_greeting_that_needs_a_clear_yes():
    talk = PreparedTalk(make(greeting_yes="rating", greeting_no="refused", greeting_again="Shall we?"))
    assert talk.reply("hmm what").text == "Sorry? Shall we?"
    assert talk.reply("price?").text == "It is 10. Shall we?"
    assert talk.reply("haan").line_id == "rating"
    assert PreparedTalk(make(greeting_no="refused")).reply("no").line_id == "refused"


def test_state_goes_through_json_and_on(talk):
    talk.reply("yes")
    talk.reply("4")
    other = PreparedTalk(make(), {"agent_name": "Asha"}, json.loads(json.dumps(talk.state())))
    assert other.reply("Pune").line_id == "demo"
    assert talk.reply("Pune").line_id == "demo"
    assert other.state() == talk.state()


def test_the_same_words_give_the_same_talk():
    words = ["hello", "yes", "price", "what?", "4", "Pune", "maybe", "no"]
    first, second = PreparedTalk(make()), PreparedTalk(make())
    assert [first.reply(word) for word in words] == [second.reply(word) for word in words]


def test_variables_and_answers_fill_the_lines_and_are_not_expanded_again():
    lines = [
        *LINES,
        {"id": "echo", "when": ["echo"], "say": ["{{city}} by {{agent_name}}"], "extract": {"city": "$text"}},
    ]
    talk = PreparedTalk(make(lines=lines), {"agent_name": "Asha"})
    assert talk.reply("echo {{agent_name}}").text == "echo {{agent_name}} by Asha"
    assert PreparedTalk(make()).reply("who is this").text == BASE["identity"]


@pytest.mark.parametrize(
    "change",
    [
        {"next": ["missing"]},
        {"greeting_no": "missing"},
        {"lines": [{"id": "mute", "say": ["Never reached."]}], "next": []},
        {"lines": [*LINES, LINES[0]]},
        {"lines": [{"id": "identity", "when": ["x y"], "say": ["Reserved."]}], "next": []},
        {"lines": [{"id": "a", "when": [" "], "say": ["x"]}], "next": []},
        {"lines": [{"id": "a", "when": ["?!"], "say": ["x"]}], "next": []},
        {"lines": [{"id": "a", "when": ["a .. b .. c .. d .. e"], "say": ["x"]}], "next": []},
        {"lines": [{"id": "a", "when": ["word"], "say": []}], "next": []},
        {"lines": [{"id": "a", "when": ["word"], "say": ["x"], "on_yes": "missing"}], "next": []},
        {"fallback": []},
        {"extra": 1},
    ],
)
def test_broken_lines_are_refused(change):
    with pytest.raises(ValidationError):
        make(**change)


def test_a_line_says_whether_it_asks():
    assert PreparedLine(id="a", say=["x"], expects={"b": "$text"}).asks
    assert not PreparedLine(id="a", say=["x"], outcome="done").asks


@pytest.mark.parametrize("language", ["en-IN", "hi-IN", "ta-IN"])
def test_generic_lines_take_a_message(language):
    talk = PreparedTalk(generic_lines(language), {"agent_name": "Asha"})
    assert "Asha" in talk.reply("who is this").text
    talk.reply("haan")
    reply = talk.reply("my fridge is broken")
    assert reply.extracted == {"message": "my fridge is broken"}
    assert reply.outcome == "message_taken"
    assert talk.reply("no").ends
