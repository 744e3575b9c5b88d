"""Whether somebody writes that no message and no call shall come any more: STOP, or a whole sentence."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from tron.core.scripts.wishes import wants_no_calls

WORDS: Final = frozenset(
    {
        *("stop", "stopall", "stop all", "unsub", "unsubscribe", "cancel", "end", "quit", "optout", "opt out", "dnd"),
        *("stop it", "stop me", "stop sending", "stop texting", "stop messaging", "no messages"),
        *("rok do", "roko", "hatao", "mujhe hatao", "bas karo"),
        *("स्टॉप", "स्टाप", "रोको", "रोक दो", "हटाओ", "मुझे हटाओ", "बस करो"),
    }
)
"""Whole messages; inside a longer one such a word may mean anything."""
_AROUND: Final = (
    "ok|okay|thanks|thank you|hi|hello|"
    "please|plz|pls|kindly|now|again|anymore|any more|to me|me|my number|yaar|bhai|ji|sir|madam|mujhe|mujhko|hume|hame|"
    "humko|aap|ab|abhi|aage|aage se|dobara|phir|fir|phir se|ye|yeh|sab|ye sab|yeh sab|kripya|bilkul|"
    "कृपया|प्लीज|मुझे|मुझको|हमें|हमको|आप|अब|अभी|आगे|आगे से|दोबारा|फिर|फिर से|ये|यह|सब|ये सब|यह सब|जी|भाई|यार"
)
_WHAT: Final = (
    "message|messages|msg|msgs|sms|smses|text|texts|whatsapp|whatsapps|promotion|promotions|spam|ads|"
    "मैसेज|मेसेज|मेसैज|संदेश|सन्देश|एसएमएस|व्हाट्सएप|व्हाट्सऐप|वाट्सएप"
)
_CLOSE: Final = (
    "(?:band|bandh|bund|बंद|बन्द)(?: (?:karo|kro|karna|kare|karen|karein|karein|kariye|kijiye|kijie|kar do|kardo|kar de|"
    "kar dijiye|kar dena|करो|करना|करें|करिए|करिये|कीजिए|कीजिये|कर दो|कर दें|कर दीजिए|कर दीजिये|कर देना))"
)
_SEND: Final = "bhejo|bhejna|bheje|bhejen|bhejein|bhejiye|bhejiyega|भेजो|भेजना|भेजें|भेजिए|भेजिये|भेजिएगा"
_DO: Final = "karo|kro|karna|kare|karen|karein|kariye|kijiye|करो|करना|करें|करिए|कीजिए|कीजिये"
_NOT: Final = "mat|na|nahi|nahin|मत|न|ना|नहीं"
_SENDING: Final = "bhejna|karna|भेजना|करना"
_SENTENCES: Final = (
    rf"(?:(?:{_WHAT}) )?(?:(?:{_SENDING}) )?{_CLOSE}(?: (?:{_WHAT}))?",
    rf"(?:(?:{_WHAT}) )?(?:{_NOT}) (?:{_SEND})(?: (?:{_WHAT}))?",
    rf"(?:{_WHAT}) (?:{_NOT}) (?:{_DO})",
    rf"(?:{_NOT}) (?:{_DO}) (?:{_WHAT})",
    rf"stop (?:sending )?(?:all )?(?:the |these |your )?(?:{_WHAT})",
    rf"(?:do not|dont|never) (?:send )?(?:any |any more |more |these )?(?:{_WHAT})",
    rf"no (?:more )?(?:{_WHAT})",
)
_WISH: Final = re.compile("|".join(f"(?:{one})" for one in (*map(re.escape, sorted(WORDS)), *_SENTENCES)))
_POLITE: Final = re.compile(rf"(?<!\S)(?:{'|'.join(sorted(_AROUND.split('|'), key=len, reverse=True))})(?!\S)")
_LONGEST: Final = 120
"""Characters: a longer message is a sentence of its own, which `wants_no_calls` reads."""


def wants_no_messages(text: str) -> bool:
    """Whether the whole message is such a word, said once or often, or asks for it as a caller would."""
    bare = _bare(text[:_LONGEST]) if len(text) <= _LONGEST else ""
    return _asks(bare) or _asks(" ".join(_POLITE.sub(" ", bare).split())) or wants_no_calls(text)


def _asks(bare: str) -> bool:
    words = bare.split()
    return _WISH.fullmatch(words[0] if len(set(words)) == 1 else bare) is not None


def _bare(text: str) -> str:
    # Devanagari's vowel signs are no letters to Python; what is not a letter goes.
    plain = unicodedata.normalize("NFKC", text).casefold()
    kept = "".join(one for one in plain if one.isalnum() or one.isspace() or "\u0900" <= one <= "\u0963")
    return " ".join(kept.split())
