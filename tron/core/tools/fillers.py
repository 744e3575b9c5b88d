"""What is said while a tool takes long."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

FILLERS: Final[Mapping[str, tuple[str, ...]]] = {
    "hi": ("एक सेकंड, अभी देख लेते हैं। ", "बस एक मिनट रुकिए। ", "ज़रा लाइन पर रहिए। "),
    "en": ("One moment, let me check. ", "Just a second, please. ", "Please stay on the line for a moment. "),
    "bn": ("একটু দাঁড়ান, দেখে নিচ্ছি। ",),
    "gu": ("એક મિનિટ, જોઈ લઉં છું. ",),
    "kn": ("ಒಂದು ನಿಮಿಷ, ನೋಡುತ್ತೇನೆ. ",),
    "ml": ("ഒരു നിമിഷം, നോക്കട്ടെ. ",),
    "mr": ("एक मिनिट थांबा. ",),
    "od": ("ଟିକେ ଅପେକ୍ଷା କରନ୍ତୁ। ",),
    "or": ("ଟିକେ ଅପେକ୍ଷା କରନ୍ତୁ। ",),
    "pa": ("ਇੱਕ ਮਿੰਟ ਰੁਕੋ ਜੀ। ",),
    "ta": ("ஒரு நிமிடம், பார்க்கிறேன். ",),
    "te": ("ఒక్క నిమిషం, చూస్తున్నాను. ",),
}
PLAIN: Final = ("One moment, please. ",)
SECOND: Final[Mapping[str, str]] = {
    "hi": "अभी भी देख रहे हैं, बस थोड़ी देर और। ",
    "en": "Still checking, thank you for waiting. ",
    "bn": "এখনও দেখছি, আর একটু সময় লাগবে। ",
    "gu": "હજી તપાસ ચાલે છે, થોડી વાર લાગશે. ",
    "kn": "ಇನ್ನೂ ನೋಡುತ್ತಿದ್ದೇನೆ, ಸ್ವಲ್ಪ ಸಮಯ ಕೊಡಿ. ",
    "ml": "ഇപ്പോഴും നോക്കുകയാണ്, കുറച്ചു സമയം കൂടി. ",
    "mr": "अजून तपासणी चालू आहे, थोडा वेळ लागेल. ",
    "od": "ଏବେ ବି ଦେଖୁଛି, ଆଉ ଟିକେ ସମୟ ଲାଗିବ। ",
    "or": "ଏବେ ବି ଦେଖୁଛି, ଆଉ ଟିକେ ସମୟ ଲାଗିବ। ",
    "pa": "ਹਾਲੇ ਦੇਖ ਰਹੇ ਹਾਂ, ਥੋੜ੍ਹਾ ਸਮਾਂ ਹੋਰ ਜੀ। ",
    "ta": "இன்னும் பார்க்கிறேன், கொஞ்சம் நேரம் ஆகும். ",
    "te": "ఇంకా చూస్తున్నాను, కొంచెం సమయం పడుతుంది. ",
}
PLAIN_SECOND: Final = "Still checking, please hold on. "


def filler(language: str, turn: int) -> str:
    """A sentence in this language (BCP 47), another one in the next turn."""
    phrases = FILLERS.get(_short(language), PLAIN)
    return phrases[turn % len(phrases)]


def second_filler(language: str) -> str:
    """What is said when it takes longer still."""
    return SECOND.get(_short(language), PLAIN_SECOND)


def _short(language: str) -> str:
    return language.split("-", maxsplit=1)[0].lower()
