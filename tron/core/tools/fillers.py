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


def filler(language: str, turn: int) -> str:
    """A sentence in this language (BCP 47), another one in the next turn."""
    phrases = FILLERS.get(language.split("-", maxsplit=1)[0].lower(), PLAIN)
    return phrases[turn % len(phrases)]
