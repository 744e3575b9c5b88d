"""Whether a caller has had all they wanted: "no, that is all", "bas itna hi", without a model."""

from __future__ import annotations

from functools import cache
from typing import Final

from tron.core.scripts.matching import Phrases, fold
from tron.core.scripts.phrases import is_goodbye

_ENOUGH: Final = (
    "that is|was|will be all",
    "thats|thatl all|it|enough",
    "nothing else|more",
    "no more questions",
    "no further questions|question",
    "i am|im done|good|satisfied $",
    "no im good|fine|ok|done",
    "no|nope|nahi thanks|thank|thankyou $",
    "no|nope thank you",
    "nahi .. dhanyavad|dhanyavaad|shukriya|thanks",
    "nahi bas|bus",
    "bas|bus itna|itni|itne|yahi|yehi|ho",
    "bas|bus $ + nahi",
    "aur kuch|koi .. nahi",
    "kuch aur nahi",
    "kuch nahi $",
    "itna|itni hi|he|kaafi|kafi",
    "ho gaya .. bas|bus|thanks",
    "नहीं .. धन्यवाद|शुक्रिया|थैंक्यू",
    "नहीं थैंक यू",
    "नहीं बस",
    "बस इतना|इतनी|इतने|यही|यहीं|हो",
    "और कुछ|कोई .. नहीं",
    "कुछ और नहीं",
    "कुछ नहीं $",
    "इतना|इतनी ही|काफी",
)


def is_enough(said: str) -> bool:
    """Only what plainly ends a subject; a bare "no" may answer a question."""
    return is_goodbye(said) or _phrases().found_in(fold(said))


@cache
def _phrases() -> Phrases:
    return Phrases(_ENOUGH)
