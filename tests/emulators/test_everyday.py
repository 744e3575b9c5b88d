"""The everyday brain understands what callers of the four languages want, and answers in theirs."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.emulators.brain import Call, EverydayBrain, Rule, Says, ScriptedBrain

BRAIN = EverydayBrain()
REPLIES = json.loads((Path(__file__).parent / "everyday.json").read_text("utf-8"))["replies"]
END_CALL = [{"type": "function", "function": {"name": "end_call", "description": "", "parameters": {}}}]


@pytest.mark.parametrize(
    ("said", "language", "intent"),
    [
        ("Hello?", "en", "hello"),
        ("How much is it?", "en", "price"),
        ("Where is my parcel?", "en", "order"),
        ("I want my money back", "en", "refund"),
        ("My fan is not working", "en", "problem"),
        ("I am driving, call me later", "en", "later"),
        ("Are you a robot?", "en", "machine"),
        ("Let me talk to a human", "en", "human"),
        ("Please stop calling, never call me again", "en", "opt_out"),
        ("Not interested", "en", "no"),
        ("Yes, go ahead", "en", "yes"),
        ("Thank you, bye", "en", "goodbye"),
        ("I know Nora", "en", "other"),
        ("Haan ji, bataiye", "hinglish", "yes"),
        ("Kitne ka hai?", "hinglish", "price"),
        ("Mera order kab aayega?", "hinglish", "order"),
        ("Mujhe paise wapas chahiye", "hinglish", "refund"),
        ("Abhi busy hoon, baad mein", "hinglish", "later"),
        ("Mujhe zaroorat nahi hai", "hinglish", "no"),
        ("Dobara call mat karo", "hinglish", "opt_out"),
        ("नमस्ते", "hi", "hello"),
        ("इसका दाम कितना है?", "hi", "price"),
        ("मेरा पार्सल कब तक आएगा?", "hi", "order"),
        ("मुझे रिफ़ंड चाहिए", "hi", "refund"),
        ("आप कौन बोल रहे हैं?", "hi", "identity"),
        ("नहीं, ज़रूरत नहीं", "hi", "no"),
        ("दोबारा कॉल मत करना", "hi", "opt_out"),
        ("हाँ, बताइए", "hi", "yes"),
        ("வணக்கம்", "ta", "hello"),
        ("விலை எவ்வளவு?", "ta", "price"),
        ("என் ஆர்டர் எங்கே?", "ta", "order"),
        ("வேண்டாம்", "ta", "no"),
    ],
)
def test_what_is_wanted_is_answered_in_the_callers_language(said, language, intent):
    assert BRAIN.intent(said) == intent
    assert BRAIN.answer([{"role": "user", "content": said}], ()).text == REPLIES[intent][language].format(price="499")


def test_replies_are_in_their_own_script():
    for replies in REPLIES.values():
        assert set(replies) == {"en", "hinglish", "hi", "ta"}
        assert re.search("[\u0900-\u097f]", replies["hi"])
        assert re.search("[\u0b80-\u0bff]", replies["ta"])
        assert (replies["en"] + replies["hinglish"]).isascii()
        assert max(map(len, replies.values())) < 120


@pytest.mark.parametrize(
    ("persona", "price"), [("It is ₹1,299 a month.", "1,299"), ("किराया 399 रुपये महीना", "399"), ("Rs. 40", "40")]
)
def test_the_price_is_the_personas(persona, price):
    rows = [{"role": "system", "content": persona}, {"role": "user", "content": "How much is it?"}]
    assert price in BRAIN.answer(rows, ()).text


def test_a_goodbye_hangs_up_where_that_is_offered():
    rows = [{"role": "user", "content": "thank you, bye"}]
    assert BRAIN.answer(rows, END_CALL).calls == (Call("end_call"),)
    assert BRAIN.answer(rows, ()).calls == ()


def test_a_rule_goes_before_everyday_words():
    rules = [
        Rule("you sell (\\w+)", Says("Our \\1 are good."), "system"),
        Rule("order ([A-Z]-\\d+)", Says(calls=(Call("find", {"id": "7"}),))),
        Rule("shipped", Says("It is on its way."), "tool"),
    ]
    brain = ScriptedBrain(rules[1:])
    asked = [{"role": "user", "content": "Where is order A-7?"}]
    assert brain.answer(asked, ()).calls == (Call("find", {"id": "7"}),)
    assert brain.answer([*asked, {"role": "tool", "content": "shipped"}], ()).text == "It is on its way."
    assert brain.answer([{"role": "user", "content": "hello"}], ()).text == REPLIES["hello"]["en"]
    persona = [{"role": "system", "content": "You sell fans."}, {"role": "user", "content": "x"}]
    assert ScriptedBrain(rules).answer(persona, ()).text == "Our fans are good."
