"""Who asks for a moment in the middle of a flow: they are waited for, and asked again when they are back."""

from __future__ import annotations

import re
from functools import cache
from typing import Final, Literal

from tron.core.scripts.matching import Phrases, fold
from tron.core.scripts.phrases import asks_to_hold, is_question
from tron.core.scripts.units import any_of, nothing_but

MOST_HOLDS: Final = 3
"""Of one question; then the words are an answer like others."""
SHORT: Final = 6
"""Words; more of them are a recording, which nobody answers."""
MOST_UNITS: Final = 10
_HOLDING: Final = """
hold, on, the line, line, stay, please, plz, kar, karo, kare, karen, kariye, kijiye, kijie, kar do, kar lo, pe, par, for
ek, one, two, do, a, minute, minat, mint, min, moment, second, sec, can you, could you, just, bas, zara, thoda, ok, haan
ji, sir, madam, wait, me, mujhe, main, give me, let me check, let me look, let me find, let me see, i will check
i will be back, be back, bear with me, hang on, ruko, rukiye, rukie, rukna, dijiye, dena, do na, abhi, dekh, dekhkar
dekh ke, dekh kar, puch kar, puch ke, check kar ke, ke, batata, batati, batate, dekhta, dekhti, aata, aati, aaya, aayi
hoon, hun, hai, hain, so, sorry, arre
होल्ड, ऑन, प्लीज़, कर, करो, करे, करिए, कीजिए, पर, पे, एक, दो, मिनट, मिनिट, सेकंड, ज़रा, थोड़ा, हाँ, जी, सर, मैडम, मुझे
मैं, रुकिए, रुको, रुकना, दीजिए, अभी, देखकर, देख, पूछकर, पूछ, के, बताता, बताती, देखता, देखती, आता, आती, आया, आई, हूँ, बस
"""
"""Who says anything else beside speaks of an order to be held, or of a parcel that has come."""
_RECORDINGS: Final = (
    "your call is|are important",
    "call will be answered",
    "agents|executives|representatives|lines are .. busy",
    "next available agent|executive|representative",
    "please hold|stay|remain",
    "stay|remain|keep on the line",
    "line par|pe bane|rahiye|rahiyega|rahe|rahen",
    "आपकी कॉल .. महत्वपूर्ण",
    "प्रतीक्षा करे|कीजिए|करिए",
    "लाइन पर|पे बने|रहिए|रहे|रहिएगा",
)
_BACK: Final = """
go ahead, go on, tell me, continue, please continue, carry on, i am back, im back, back, i am here, im here
sorry for that, sorry about that, boliye, bolie, bolo, bataiye, batao, kahiye, kaho, aa gaya, aa gayi, hello, helo
बोलिए, बोलो, बताइए, बताओ, कहिए, कहो, आ गया, आ गई, आ गयी, हेलो, हैलो
"""
_AROUND: Final = """
haan, han, ji, yes, yeah, ok, now, ab, sorry, please, sir, madam, wapas, main, so, then, thanks for waiting, thank you
हाँ, जी, अब, सॉरी, प्लीज़, सर, मैडम, वापस, मैं, यस, ओके
"""


def asks_to_wait(utterance: str) -> Literal["person", "recording"] | None:
    """Who, in words that answer nothing, only asks for a moment."""
    if not asks_to_hold(utterance) or is_question(utterance):
        return None
    text = fold(utterance)
    if len(text.split()) > SHORT:
        return "recording" if _recordings().found_in(text) else None
    return "person" if _only(_HOLDING).fullmatch(text) else None


def is_back(utterance: str) -> bool:
    """Whether somebody who was waited for only says that they are there again. A bare yes is an answer."""
    text = fold(utterance)
    return _only(_BACK, _AROUND).fullmatch(text) is not None and _one_of(_BACK).search(text) is not None


@cache
def _recordings() -> Phrases:
    return Phrases(_RECORDINGS)


@cache
def _only(*texts: str) -> re.Pattern[str]:
    return nothing_but(_units(*texts), MOST_UNITS)


@cache
def _one_of(text: str) -> re.Pattern[str]:
    return any_of(_units(text))


def _units(*texts: str) -> set[str]:
    return {fold(unit) for text in texts for unit in re.split(r"[,\n]", text)}
